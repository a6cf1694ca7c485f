//! Whether something else moves in the home: a pet, or a guest. Whoever lies in bed does not walk about elsewhere.
//!
//! A pad in the bed says within half a minute that somebody has got up, and goes on saying that somebody is in it. What
//! movement sensors in other rooms see meanwhile is not the person's. Hands open fridges and doors, though: where one does,
//! the pad is wrong, and is not believed until it has said once that the bed is free. Two people who share a bed look the
//! same to a pad, so whoever asks must know whether there may be two.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// Somebody who lay down so lately may still be seen by sensors that saw them come.
const SETTLED: Span = Span::minutes(5);
/// A pad that has said nothing for so long may have failed, and with it what it said last.
const HEARD_WITHIN: Span = Span::minutes(75);
/// In one night, so many signs
const SIGNS: u32 = 4;
/// in at least two rooms say that something else moves here, and not that a sensor was fooled.
const ROOMS: u32 = 2;
/// What moved here within so long may be here still.
const LASTS: Span = Span::days(7);

/// What moves besides the person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct Another {
    /// The bed's area, since when its pad feels somebody, and when it last said so.
    felt: Option<(usize, Timestamp, Timestamp)>,
    /// A hand did something elsewhere while the pad felt somebody.
    contradicted: bool,
    /// Signs of something else since the pad last felt nobody, and in which areas, one bit each.
    signs: u32,
    rooms: u64,
    /// When that became too many to be a mistake, the last time.
    proved: Option<Timestamp>,
    /// Days with such proof, and days.
    days: (f64, f64),
    today: bool,
}

impl Another {
    /// A pad in the bed of an area says whether somebody is in it.
    pub fn pad(&mut self, area: usize, occupied: bool, at: Timestamp) {
        if !occupied {
            (self.felt, self.contradicted, self.signs, self.rooms) = (None, false, 0, 0);
            return;
        }
        if !self.contradicted {
            let since = self.felt.filter(|(bed, ..)| *bed == area).map_or(at, |(_, since, _)| since);
            self.felt = Some((area, since, at));
        }
    }

    /// A hand opened or switched something in an area.
    pub fn hand(&mut self, area: Option<usize>) {
        if self.felt.is_some_and(|(bed, ..)| area != Some(bed)) {
            (self.felt, self.contradicted) = (None, true);
        }
    }

    /// A movement sensor saw something in an area. True when that is not the person, who is in bed.
    pub fn moved(&mut self, area: usize, at: Timestamp) -> bool {
        let Some((bed, since, heard)) = self.felt else { return false };
        if area == bed || at - since < SETTLED || at - heard > HEARD_WITHIN {
            return false;
        }
        self.signs = self.signs.saturating_add(1);
        self.rooms |= 1 << (area % 64);
        if self.signs >= SIGNS && self.rooms.count_ones() >= ROOMS {
            self.proved = Some(at);
            self.today = true;
        }
        true
    }

    /// Whether something else has moved about here of late.
    pub fn is_here(&self, now: Timestamp) -> bool {
        self.proved.is_some_and(|proved| now - proved <= LASTS)
    }

    /// A day has passed.
    pub fn close_day(&mut self, factor: f64, watched: bool) {
        let today = f64::from(u8::from(std::mem::take(&mut self.today) && watched));
        self.days = (self.days.0 * factor + today, self.days.1 * factor + f64::from(u8::from(watched)));
    }

    /// On which share of days something else moves here.
    pub fn usual(&self) -> f64 {
        self.days.0 / (self.days.1 + 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEDROOM: usize = 0;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(0) + Span::minutes(minutes)
    }

    fn asleep() -> Another {
        let mut another = Another::default();
        another.pad(BEDROOM, true, at(0));
        another
    }

    #[test]
    fn whoever_lies_in_bed_walks_nowhere_else() {
        let mut another = asleep();
        assert!(!another.moved(1, at(2)), "seen on the way to bed");
        assert!(!another.moved(BEDROOM, at(60)), "turning over");
        let rounds: Vec<bool> =
            [(1, 61), (2, 62), (1, 70)].map(|(area, minute)| another.moved(area, at(minute))).into();
        assert_eq!(rounds, [true; 3]);
        assert!(!another.is_here(at(70)), "three signs may be a draught");
        another.pad(BEDROOM, true, at(72));
        assert!(another.moved(2, at(80)) && another.is_here(at(80)));
        assert!(another.is_here(at(80) + LASTS) && !another.is_here(at(81) + LASTS));
        // Whoever gets up is the person.
        another.pad(BEDROOM, false, at(90));
        assert!(!another.moved(1, at(91)));
    }

    #[test]
    fn a_pad_that_says_nothing_or_is_contradicted_is_not_believed() {
        let mut silent = asleep();
        assert!(!silent.moved(1, at(76)), "it may have failed");
        let mut wrong = asleep();
        assert!(wrong.moved(1, at(10)));
        wrong.hand(Some(BEDROOM));
        assert!(wrong.moved(1, at(11)), "a lamp can be reached from the bed");
        wrong.hand(Some(2));
        wrong.pad(BEDROOM, true, at(12));
        assert!(!wrong.moved(1, at(20)), "somebody has opened the fridge, so the pad is stuck");
        wrong.pad(BEDROOM, false, at(30));
        wrong.pad(BEDROOM, true, at(31));
        assert!(wrong.moved(1, at(40)));
    }
}
