//! Being in touch, counted by week and held against this person's own usual: visits, calls, messages and outings, as the
//! devices and the companion know of them. It counts; it judges nobody and has no word for what anybody feels.
//!
//! It is kept only where the care plan wishes it. Read [`InTouch`] first.

use std::collections::{BTreeMap, VecDeque};

use super::care::Care;
use super::known::{Known, Whereabouts};
use crate::home::{DeviceKind, Home, Reading};
use crate::time::{Calendar, ClockTime, Span, Timestamp};

/// What is usual is known after so many whole days before the week that is held against it: three weeks.
const KNOWN_AFTER: i64 = 21;
/// What is usual is that of so many days at most: twelve weeks.
const USUAL_OVER: i64 = 84;
const WEEK: i64 = 7;
/// Fewer contacts than this share of the usual make a quiet week: a choice of our own, not a finding.
const QUIET: f64 = 0.5;
/// Who usually has fewer contacts than this in a week is not spoken to about it.
const TOO_FEW: f64 = 2.0;
/// A visit that is expected begins so long before or after its time.
const ROUND_IT: Span = Span::minutes(45);
/// Somebody has come when, so long after the door, the person is still about indoors.
const STAYS: Span = Span::minutes(15);
/// Whoever rings at the door is let in within so long.
const LET_IN: Span = Span::minutes(5);
/// So many rings at the door are remembered, until it is known whether whoever rang came in and left again.
const RINGS: usize = 8;
/// Within so long of one visit another sign of company is the same one.
const SAME_VISIT: Span = Span::hours(3);

/// A kind of contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody came.
    Visit,
    /// A call, from here or to here, that was answered.
    Call,
    /// A message or a photo.
    Message,
}

/// The contacts and outings of seven days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Week {
    /// Visits, as far as the door, the plan and the sensors tell.
    pub visits: f64,
    /// Calls that were answered.
    pub calls: f64,
    /// Messages and photos, both ways.
    pub messages: f64,
    /// Times out; `None` when too few of the days could be observed.
    pub outings: Option<f64>,
}

impl Week {
    /// Visits, calls and messages together.
    pub fn contacts(&self) -> f64 {
        self.visits + self.calls + self.messages
    }

    /// `1 visit, 2 calls, no message; out 3 times`.
    pub fn in_words(&self) -> String {
        let of = |count: f64, one: &str| {
            let rounded =
                if (count - count.round()).abs() < 0.05 { format!("{count:.0}") } else { format!("{count:.1}") };
            match rounded.as_str() {
                "0" => format!("no {one}"),
                "1" => format!("1 {one}"),
                count => format!("{count} {one}s"),
            }
        };
        let out = match self.outings {
            Some(outings) => of(outings, "outing"),
            None => "outings not known".to_owned(),
        };
        format!("{}, {}, {}; {out}", of(self.visits, "visit"), of(self.calls, "call"), of(self.messages, "message"))
    }
}

/// A week with what is usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The first of its seven days.
    pub from_day: i64,
    /// What it had.
    pub week: Week,
    /// What is usual in a week, by the days before it; `None` while too little is known.
    pub usual: Option<Week>,
}

impl Measure {
    /// Whether there was much less contact than usual.
    pub fn is_quiet(&self) -> bool {
        self.usual.is_some_and(|usual| usual.contacts() >= TOO_FEW && self.week.contacts() < QUIET * usual.contacts())
    }

    /// Whether the person was out much less than usual.
    pub fn is_indoors(&self) -> bool {
        match (self.usual.and_then(|usual| usual.outings), self.week.outings) {
            (Some(usual), Some(outings)) => usual >= TOO_FEW && outings < QUIET * usual,
            (None, _) | (_, None) => false,
        }
    }

    /// `1 visit, no call, …; usual is 3 visits, …`.
    pub fn in_words(&self) -> String {
        match &self.usual {
            Some(usual) => format!("{}. Usual in a week: {}", self.week.in_words(), usual.in_words()),
            None => format!("{}. What is usual is not known yet", self.week.in_words()),
        }
    }
}

/// Everything that is known of being in touch.
#[derive(Clone, Debug, Default)]
pub struct InTouch {
    /// The first whole day.
    first_day: Option<i64>,
    contacts: Vec<(i64, Kind)>,
    outings: BTreeMap<i64, f64>,
    /// An outside door was opened when somebody was expected: when, and whom.
    door: Option<Timestamp>,
    last_visit: Option<Timestamp>,
    /// When somebody rang at the door lately, the latest last.
    rang: VecDeque<Timestamp>,
}

impl InTouch {
    /// Counts a contact on a day.
    pub fn add(&mut self, day: i64, kind: Kind) {
        self.contacts.push((day, kind));
    }

    /// How often the person was out on a day, where that could be observed.
    pub fn outings(&mut self, day: i64, times: f64) {
        self.outings.insert(day, times);
    }

    /// It is counted from this day on; its first hours were not.
    pub fn begin(&mut self, day: i64) {
        self.first_day.get_or_insert(day);
    }

    /// The first day that is counted.
    pub fn first_day(&self) -> i64 {
        self.first_day.unwrap_or(i64::MAX)
    }

    /// Somebody besides the person was noticed indoors since an instant.
    pub fn noticed(&mut self, since: Timestamp, calendar: &Calendar) {
        if self.last_visit.is_none_or(|last| since - last > SAME_VISIT) {
            self.last_visit = Some(since);
            self.add(calendar.local(since).day, Kind::Visit);
        }
    }

    /// Something was pressed: whether it was a doorbell.
    pub fn pressed(&mut self, reading: &Reading, home: &Home) {
        if home.device(&reading.device).is_some_and(|device| device.kind == DeviceKind::Doorbell) {
            self.rang.push_back(reading.at);
            if self.rang.len() > RINGS {
                self.rang.pop_front();
            }
        }
    }

    /// Somebody came by a door and left by it, while movement indoors went on, as far as that can be told. By itself it may
    /// have been the person's own errand; after a ring at the door it was a visit, whether it was expected or not.
    pub fn came_and_left(&mut self, from: Timestamp, calendar: &Calendar) {
        if self.rang.iter().any(|rang| *rang <= from && from - *rang <= LET_IN) {
            self.noticed(from, calendar);
        }
    }

    /// Something was opened. Whether it was a door to outside, when the plan expects somebody.
    pub fn opened(&mut self, reading: &Reading, care: &Care, calendar: &Calendar, known: &Known) -> bool {
        let home = known.home();
        let outside = home
            .device(&reading.device)
            .is_some_and(|device| device.kind == DeviceKind::Contact && device.is_outside_door(&home.openings));
        let fresh = self.last_visit.is_none_or(|last| reading.at - last > SAME_VISIT);
        if !outside || !fresh || self.door.is_some() {
            return false;
        }
        let local = calendar.local(reading.at);
        let expected = care.on(local.day, local.weekday).into_iter().any(|appointment| {
            let apart = appointment.at.since_midnight() - local.clock.since_midnight();
            appointment.who.is_some() && Span::millis(apart.as_millis().abs()) <= ROUND_IT
        });
        if expected {
            self.door = Some(reading.at);
        }
        expected
    }

    /// When passing time tells whether whoever came stays.
    pub fn next_due(&self) -> Timestamp {
        self.door.map_or(Timestamp::MAX, |door| door + STAYS)
    }

    /// A minute has passed: whoever is still about indoors some time after the door has a visitor.
    pub fn tick(&mut self, at: Timestamp, calendar: &Calendar, known: &Known) {
        let Some(door) = self.door.filter(|door| at - *door >= STAYS) else { return };
        self.door = None;
        let moved = known.last_seen().is_some_and(|(_, seen)| seen - door >= Span::minutes(5));
        if moved && matches!(known.whereabouts(at), Whereabouts::In(_)) {
            self.last_visit = Some(door);
            self.add(calendar.local(door).day, Kind::Visit);
        }
    }

    /// The seven days that ended with the day before `day`, and what is usual.
    pub fn measure(&self, day: i64) -> Measure {
        let from_day = day - WEEK;
        let first = self.first_day.unwrap_or(day).max(from_day - USUAL_OVER);
        let usual = (from_day - first >= KNOWN_AFTER).then(|| self.per_week(first, from_day));
        Measure { from_day, week: self.per_week(from_day, day), usual }
    }

    /// What the days from `from` up to, but not including, `to` come to for seven days.
    fn per_week(&self, from: i64, to: i64) -> Week {
        let days = (to - from).max(1) as f64 / WEEK as f64;
        let count = |kind| {
            let contacts = self.contacts.iter().filter(|(day, known)| *known == kind && (from..to).contains(day));
            contacts.count() as f64 / days
        };
        let observed: Vec<f64> = self.outings.range(from..to).map(|(_, times)| *times).collect();
        // Five days of seven tell enough of a week.
        let enough = observed.len() as f64 >= 5.0 / 7.0 * (to - from) as f64;
        let outings = enough.then(|| observed.iter().sum::<f64>() / observed.len() as f64 * WEEK as f64);
        Week { visits: count(Kind::Visit), calls: count(Kind::Call), messages: count(Kind::Message), outings }
    }
}

/// Noon, at which a day's own weekday is looked up whatever its clocks do.
pub(super) fn noon() -> ClockTime {
    ClockTime::new(12, 0).unwrap_or(ClockTime::MIDNIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four weeks with two visits, three calls and two outings each, then a week with what is given.
    fn five_weeks(visits: i64, calls: i64, outings: f64) -> InTouch {
        let mut known = InTouch::default();
        known.begin(1);
        for day in 1..36 {
            let usual = day < 29;
            let weekday = (day - 1) % 7;
            if weekday < if usual { 2 } else { visits } {
                known.add(day, Kind::Visit);
            }
            if weekday < if usual { 3 } else { calls } {
                known.add(day, Kind::Call);
            }
            known.outings(day, if usual { 3.0 / 7.0 } else { outings / 7.0 });
        }
        known
    }

    #[test]
    fn a_week_is_held_against_the_persons_own() {
        let measure = five_weeks(1, 0, 0.0).measure(36);
        assert_eq!(measure.week.in_words(), "1 visit, no call, no message; no outing");
        assert_eq!(measure.usual.expect("usual").in_words(), "2 visits, 3 calls, no message; 3 outings");
        assert!(measure.is_quiet() && measure.is_indoors());
        // Nobody comes, but somebody rings every day.
        let measure = five_weeks(0, 5, 2.0).measure(36);
        assert!(!measure.is_quiet() && !measure.is_indoors(), "{}", measure.in_words());
    }

    #[test]
    fn who_rings_and_comes_in_and_leaves_has_visited_and_who_does_not_ring_may_be_the_person() {
        let calendar = Calendar::parse("Europe/London", "2026-11-02").expect("a calendar");
        let at = |day: i64, text: &str| calendar.at(day, ClockTime::parse(text).expect("a time"));
        let mut known = InTouch::default();
        let visits = |known: &InTouch| known.contacts.iter().filter(|(_, kind)| *kind == Kind::Visit).count();
        known.came_and_left(at(2, "10:00"), &calendar);
        assert_eq!(visits(&known), 0, "nobody rang");
        known.rang.push_back(at(2, "15:00"));
        known.came_and_left(at(2, "15:02"), &calendar);
        assert_eq!(visits(&known), 1);
        // The same again, and what the plan counted as one already; and a ring long before.
        known.came_and_left(at(2, "15:02"), &calendar);
        known.rang.push_back(at(2, "16:00"));
        known.came_and_left(at(2, "16:01"), &calendar);
        known.came_and_left(at(2, "21:30"), &calendar);
        assert_eq!(visits(&known), 1);
    }

    #[test]
    fn nothing_is_held_against_what_is_not_known() {
        let known = five_weeks(0, 0, 0.0);
        for day in [8, 15, 22, 28] {
            assert!(known.measure(day).usual.is_none() && !known.measure(day).is_quiet(), "day {day}");
        }
        // Who never had much company is not spoken to about it.
        let mut quiet = InTouch::default();
        quiet.begin(1);
        quiet.add(3, Kind::Call);
        assert!(!quiet.measure(60).is_quiet());
        assert!(quiet.measure(60).week.outings.is_none(), "days that were not observed are not days without an outing");
    }
}
