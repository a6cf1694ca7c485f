//! The civil hour of an instant, remembered for a quarter of an hour so that it is worked out seldom.

use serde::{Deserialize, Serialize};

use crate::time::{Calendar, ClockTime, Span, Timestamp, Weekday};

/// Parts into which a day is cut when rates are learned: half hours.
pub(in crate::monitor) const SLOTS: usize = 48;

/// Zones and clock changes keep to whole quarters of an hour, so civil facts hold for one.
const QUARTER: Span = Span::minutes(15);

/// Where in the week an instant lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::monitor) struct Hour {
    /// The day, counted as the calendar counts.
    pub day: i64,
    /// The day of the week.
    pub weekday: Weekday,
    /// The half hour of the day, 0 to 47.
    pub slot: usize,
}

impl Hour {
    /// The hour of the day, 0 to 23.
    pub fn hour(self) -> usize {
        self.slot / 2
    }

    /// Whether people in their eighties are, by default, in bed or on their way: 21:30 to 06:00. Only gaps of
    /// movement that begin then are compared with one another; what is usual within them is learned.
    pub fn is_night(self) -> bool {
        self.slot >= 43 || self.slot < 12
    }
}

/// A calendar with a memory of the last answer.
#[derive(Clone, Debug)]
pub(in crate::monitor) struct Civil {
    calendar: Calendar,
    from: Timestamp,
    hour: Hour,
    /// What the clock shows at `from`.
    clock: ClockTime,
}

/// UTC: only until a monitor that was kept is given its home again.
impl Default for Civil {
    fn default() -> Self {
        Self::new(&Calendar::utc())
    }
}

impl Civil {
    pub fn new(calendar: &Calendar) -> Self {
        let from = Timestamp::from_millis(0);
        let (hour, clock) = work_out(calendar, from);
        Self { calendar: calendar.clone(), from, hour, clock }
    }

    /// The hour that `at` lies in.
    pub fn hour(&mut self, at: Timestamp) -> Hour {
        if !self.knows(at) {
            self.from = at.floor(QUARTER);
            (self.hour, self.clock) = work_out(&self.calendar, self.from);
        }
        self.hour
    }

    /// Whether an instant lies in the quarter of an hour last asked about.
    #[inline]
    fn knows(&self, at: Timestamp) -> bool {
        (Span::ZERO..QUARTER).contains(&(at - self.from))
    }

    /// What the clock shows at `at`; quickly, where that lies in the quarter of an hour last asked about.
    pub fn clock(&self, at: Timestamp) -> ClockTime {
        if self.knows(at) { self.clock.later(at - self.from) } else { self.calendar.local(at).clock }
    }

    /// The calendar, for words.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }
}

fn work_out(calendar: &Calendar, at: Timestamp) -> (Hour, ClockTime) {
    let local = calendar.local(at);
    let slot = (local.clock.since_midnight().as_millis() / 1_800_000) as usize;
    (Hour { day: local.day, weekday: local.weekday, slot: slot.min(SLOTS - 1) }, local.clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_the_calendars_through_both_clock_changes() {
        let calendar = Calendar::parse("Europe/London", "2026-03-28").expect("a calendar");
        let mut civil = Civil::new(&calendar);
        for (day, minutes) in [(1, 3 * 1_440), (210, 3 * 1_440)] {
            let from = calendar.at(day, ClockTime::MIDNIGHT);
            for minute in 0..minutes {
                let at = from + Span::seconds(60 * minute + 7);
                let hour = civil.hour(at);
                assert_eq!((civil.clock(at), hour.day), (calendar.local(at).clock, calendar.local(at).day));
            }
        }
    }
}
