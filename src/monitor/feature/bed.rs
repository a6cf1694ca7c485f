//! A night in bed, from what a bed sensor says: how long, from when, and until when.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// A stay in bed begins the night, and a time out of it ends it, once it has lasted so long.
const FOR_GOOD: Span = Span::minutes(60);
/// Getting up for less is part of the same stay: a visit to the bathroom.
const BRIEFLY: Span = Span::minutes(20);

/// The bed since the last noon.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct Bed {
    in_since: Option<Timestamp>,
    /// When the present stay began, brief absences not counted.
    stay: Option<Timestamp>,
    out_since: Option<Timestamp>,
    before: Span,
    bedtime: Option<Timestamp>,
    rising: Option<Timestamp>,
}

/// What is known of a night at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::monitor) struct Night {
    pub in_bed: Span,
    pub bedtime: Option<Timestamp>,
    pub rising: Option<Timestamp>,
}

impl Bed {
    /// Somebody lay down or got up. True when somebody left it.
    pub fn turn(&mut self, occupied: bool, at: Timestamp) -> bool {
        match (occupied, self.in_since) {
            (true, None) => {
                if self.out_since.is_none_or(|out| at - out > BRIEFLY) {
                    self.stay = Some(at);
                }
                self.in_since = Some(at);
                self.out_since = None;
                false
            }
            (false, Some(since)) => {
                self.before = self.before + (at - since);
                self.in_since = None;
                self.out_since = Some(at);
                true
            }
            (true, Some(_)) | (false, None) => false,
        }
    }

    /// A moment has passed. A night begins in the evening (from `evening`) and ends in the morning (from `morning`).
    pub fn tick(&mut self, now: Timestamp, evening: Timestamp, morning: Timestamp) {
        if self.bedtime.is_none()
            && self.in_since.is_some()
            && let Some(stay) = self.stay
            && stay >= evening
            && now - stay >= FOR_GOOD
        {
            self.bedtime = Some(stay);
        }
        if self.rising.is_none()
            && let Some(out) = self.out_since
            && out >= morning
            && now - out >= FOR_GOOD
        {
            self.rising = Some(out);
        }
    }

    /// When the night began, once that is known.
    pub fn bedtime(&self) -> Option<Timestamp> {
        self.bedtime
    }

    /// It is noon: what the night was, and a new one begins.
    pub fn close(&mut self, noon: Timestamp) -> Night {
        if let Some(since) = self.in_since {
            self.before = self.before + (noon - since);
            self.in_since = Some(noon);
        }
        let night = Night { in_bed: self.before, bedtime: self.bedtime, rising: self.rising };
        self.before = Span::ZERO;
        self.bedtime = None;
        self.rising = None;
        night
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: f64) -> Timestamp {
        Timestamp::from_millis((hours * 3_600_000.0) as i64)
    }

    /// Hours since noon at which somebody lay down and got up, in turns; the night's length, beginning and end.
    fn night(turns: &[f64]) -> Night {
        let mut bed = Bed::default();
        let mut turns = turns.iter().enumerate().peekable();
        for minute in 0..24 * 12 {
            let now = f64::from(minute) / 12.0;
            while let Some((n, turn)) = turns.next_if(|(_, turn)| **turn < now) {
                bed.turn(n % 2 == 0, at(*turn));
            }
            bed.tick(at(now), at(6.0), at(15.0));
        }
        bed.close(at(24.0))
    }

    #[test]
    fn visits_in_the_night_are_part_of_it() {
        // A nap at two; in bed at 22:30, up at 23:00 for ten minutes and at 03:30, risen at 07:00.
        let night = night(&[2.0, 3.0, 10.5, 11.0, 11.15, 15.5, 15.6, 19.0]);
        assert_eq!((night.bedtime, night.rising), (Some(at(10.5)), Some(at(19.0))));
        assert!((night.in_bed.as_hours() - (1.0 + 0.5 + 4.35 + 3.4)).abs() < 0.001);
    }

    #[test]
    fn lying_down_for_a_moment_is_no_bedtime_and_a_short_walk_no_rising() {
        let night = night(&[8.0, 8.2, 11.0, 16.0, 16.5, 20.0]);
        assert_eq!((night.bedtime, night.rising), (Some(at(11.0)), Some(at(20.0))));
    }

    #[test]
    fn who_stays_in_bed_has_not_risen() {
        let night = night(&[10.0]);
        assert_eq!((night.rising, night.in_bed), (None, Span::hours(14)));
    }
}
