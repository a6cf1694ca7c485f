//! Two runs side by side: which moment of one answers to which of the other, and which of their alerts answer each other.
//!
//! The runs may be of one scenario with two seeds or two monitors, or of two scenarios. This file is given alerts and
//! calendars; it knows neither the player nor where they come from. Read [`Clocks`] first, then [`pairs`].

use super::Raised;
use crate::time::{Calendar, Span, Timestamp};

/// How far apart two alerts may be and still answer each other.
const FAR: Span = Span::days(1);

/// What is laid over what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// The same day of the scenario and the same time on the clock.
    ByDay,
    /// The moment at which something begins in the first, and the one at which something begins in the second.
    ByOnset(Timestamp, Timestamp),
}

/// Two clocks that are locked to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Clocks {
    /// The first run's.
    pub first: Calendar,
    /// The second run's.
    pub second: Calendar,
    /// What is laid over what.
    pub by: Alignment,
}

impl Clocks {
    /// The moment of the second run that answers to one of the first.
    pub fn second_at(&self, at: Timestamp) -> Timestamp {
        match self.by {
            Alignment::ByDay => same_day(&self.first, &self.second, at),
            Alignment::ByOnset(first, second) => second + (at - first),
        }
    }

    /// The moment of the first run that answers to one of the second.
    pub fn first_at(&self, at: Timestamp) -> Timestamp {
        match self.by {
            Alignment::ByDay => same_day(&self.second, &self.first, at),
            Alignment::ByOnset(first, second) => first + (at - second),
        }
    }
}

/// The same day and time on another calendar. Within one calendar it is the same instant, also in an hour that comes twice.
fn same_day(from: &Calendar, to: &Calendar, at: Timestamp) -> Timestamp {
    if from == to {
        return at;
    }
    let local = from.local(at);
    to.at(local.day, local.clock)
}

/// What became of an alert in the other run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Said only in the first.
    OnlyFirst(Raised),
    /// Said only in the second.
    OnlySecond(Raised),
    /// Said in both.
    Both {
        /// What the first said.
        first: Raised,
        /// What the second said.
        second: Raised,
        /// How much later the second said it, by the locked clocks; less than nothing where it was sooner.
        later: Span,
    },
}

impl Pair {
    /// When it was said first, by the first run's clock.
    pub fn at(&self, clocks: &Clocks) -> Timestamp {
        match self {
            Self::OnlyFirst(one) => one.raised_at,
            Self::OnlySecond(one) => clocks.first_at(one.raised_at),
            Self::Both { first, later, .. } => first.raised_at.min(first.raised_at + *later),
        }
    }

    /// The alert, as the first said it where it did.
    pub fn alert(&self) -> &Raised {
        match self {
            Self::OnlyFirst(one) | Self::OnlySecond(one) | Self::Both { first: one, .. } => one,
        }
    }

    /// What became of it, for people: `only here`, `both, 12 min sooner here`.
    pub fn in_words(&self) -> String {
        match self {
            Self::OnlyFirst(_) => "only here".to_owned(),
            Self::OnlySecond(_) => "only in the second".to_owned(),
            Self::Both { first, second, later } => {
                let when = match later.as_millis() {
                    -59_999..=59_999 => "at the same time".to_owned(),
                    60_000.. => format!("{later} sooner here"),
                    _ => format!("{} later here", -*later),
                };
                let urgency = match first.severity.cmp(&second.severity) {
                    std::cmp::Ordering::Equal => "",
                    std::cmp::Ordering::Greater => ", more urgent here",
                    std::cmp::Ordering::Less => ", less urgent here",
                };
                format!("both, {when}{urgency}")
            }
        }
    }
}

/// Holds the alerts of two runs against each other, in order of the first run's time.
///
/// Two alerts answer each other when they are of one kind and, by the locked clocks, no more than a day apart; those of one
/// room before those of two, the nearer ones before those further apart, and each answers one other at most.
pub fn pairs(first: &[Raised], second: &[Raised], clocks: &Clocks) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (a, one) in first.iter().enumerate() {
        for (b, other) in second.iter().enumerate() {
            let later = clocks.first_at(other.raised_at) - one.raised_at;
            let apart = later.max(-later);
            if one.kind == other.kind && apart <= FAR {
                candidates.push((one.area != other.area, apart, a, b, later));
            }
        }
    }
    candidates.sort();
    let mut answered = (vec![false; first.len()], vec![false; second.len()]);
    let mut found = Vec::new();
    for (_, _, a, b, later) in candidates {
        if answered.0[a] || answered.1[b] {
            continue;
        }
        (answered.0[a], answered.1[b]) = (true, true);
        found.push(Pair::Both { first: first[a].clone(), second: second[b].clone(), later });
    }
    let alone = |alerts: &[Raised], answered: &[bool]| -> Vec<Raised> {
        let left = alerts.iter().zip(answered).filter(|(_, answered)| !**answered);
        left.map(|(alert, _)| alert.clone()).collect()
    };
    found.extend(alone(first, &answered.0).into_iter().map(Pair::OnlyFirst));
    found.extend(alone(second, &answered.1).into_iter().map(Pair::OnlySecond));
    found.sort_by_key(|pair| (pair.at(clocks), pair.alert().kind));
    found
}

/// How many alerts are only in the first, only in the second, and in both.
pub fn counts(pairs: &[Pair]) -> (usize, usize, usize) {
    pairs.iter().fold((0, 0, 0), |(first, second, both), pair| match pair {
        Pair::OnlyFirst(_) => (first + 1, second, both),
        Pair::OnlySecond(_) => (first, second + 1, both),
        Pair::Both { .. } => (first, second, both + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::alert::AlertKind::{ColdHome, DoorAtNight, OverdueActivity};
    use crate::monitor::alert::{AlertKind, Severity};
    use crate::time::ClockTime;

    fn calendar(first_day: &str) -> Calendar {
        Calendar::parse("Europe/London", first_day).expect("a calendar")
    }

    fn raised(calendar: &Calendar, kind: AlertKind, day: i64, clock: &str, area: Option<&str>) -> Raised {
        let at = calendar.at(day, ClockTime::parse(clock).expect("a time"));
        let severity = Severity::Attention;
        Raised { kind, severity, since: at, raised_at: at, area: area.map(str::to_owned), message: String::new() }
    }

    fn by_day() -> Clocks {
        Clocks { first: calendar("2026-11-02"), second: calendar("2026-11-02"), by: Alignment::ByDay }
    }

    fn words(pairs: &[Pair]) -> Vec<String> {
        pairs.iter().map(|pair| format!("{} {}", pair.alert().kind.name(), pair.in_words())).collect()
    }

    #[test]
    fn what_only_one_said_and_what_both_said_is_told_in_words() {
        let clocks = by_day();
        let here = |kind, day, clock| raised(&clocks.first, kind, day, clock, None);
        let first = [here(ColdHome, 3, "02:00"), here(DoorAtNight, 4, "02:16"), here(OverdueActivity, 5, "08:00")];
        let mut second = [here(DoorAtNight, 4, "02:04"), here(OverdueActivity, 5, "08:00"), here(ColdHome, 9, "02:00")];
        let found = pairs(&first, &second, &clocks);
        assert_eq!(
            words(&found),
            [
                "cold-home only here",
                "door-at-night both, 12 min later here",
                "overdue-activity both, at the same time",
                "cold-home only in the second",
            ]
        );
        assert_eq!(counts(&found), (1, 1, 2));
        second[0].severity = Severity::Urgent;
        assert_eq!(
            words(&pairs(&first, &second, &clocks))[1],
            "door-at-night both, 12 min later here, less urgent here"
        );
        // The other way round everything is mirrored.
        let mirrored = words(&pairs(&second, &first, &clocks));
        assert!(mirrored.contains(&"door-at-night both, 12 min sooner here, more urgent here".to_owned()));
        assert!(mirrored.contains(&"cold-home only in the second".to_owned()));
    }

    #[test]
    fn each_alert_answers_one_other_the_same_room_before_the_nearer_hour() {
        let clocks = by_day();
        let cold = |clock, area| raised(&clocks.first, ColdHome, 3, clock, Some(area));
        let first = [cold("02:00", "bedroom"), cold("03:00", "bathroom")];
        let second = [cold("03:05", "bedroom"), cold("04:00", "kitchen")];
        let found = pairs(&first, &second, &clocks);
        let told: Vec<(Option<&str>, Option<&str>)> = found
            .iter()
            .filter_map(|pair| match pair {
                Pair::Both { first, second, .. } => Some((first.area.as_deref(), second.area.as_deref())),
                Pair::OnlyFirst(_) | Pair::OnlySecond(_) => None,
            })
            .collect();
        assert_eq!(told, [(Some("bedroom"), Some("bedroom")), (Some("bathroom"), Some("kitchen"))]);
        // Three of one kind against one: the nearest answers.
        let many = [cold("02:00", "bedroom"), cold("03:00", "bedroom"), cold("05:00", "bedroom")];
        assert_eq!(counts(&pairs(&many, &second[..1], &clocks)), (2, 0, 1));
        assert!(
            matches!(&pairs(&many, &second[..1], &clocks)[1], Pair::Both { later, .. } if *later == Span::minutes(5))
        );
    }

    #[test]
    fn runs_of_two_dates_are_laid_over_each_other_by_day_or_by_what_happens() {
        let (winter, summer) = (calendar("2026-11-02"), calendar("2026-07-06"));
        let clocks = Clocks { first: winter.clone(), second: summer.clone(), by: Alignment::ByDay };
        let eight = ClockTime::parse("08:00:07.250").expect("a time");
        assert_eq!(clocks.second_at(winter.at(30, eight)), summer.at(30, eight));
        assert_eq!(clocks.first_at(clocks.second_at(winter.at(30, eight))), winter.at(30, eight));
        // Another day, but the same time after what happens.
        let onset = (winter.at(30, eight), summer.at(12, ClockTime::MIDNIGHT));
        let clocks = Clocks { by: Alignment::ByOnset(onset.0, onset.1), ..clocks };
        assert_eq!(clocks.second_at(onset.0), onset.1);
        assert_eq!(clocks.first_at(onset.1 + Span::minutes(36)), onset.0 + Span::minutes(36));
        let first = [raised(&winter, ColdHome, 30, "09:00", None)];
        let second = [raised(&summer, ColdHome, 12, "00:40", None)];
        assert_eq!(words(&pairs(&first, &second, &clocks)), ["cold-home both, 19 min later here"]);
    }

    #[test]
    fn an_hour_that_comes_twice_is_the_same_instant_in_one_calendar() {
        // The clocks go back in the night to day 2.
        let one = calendar("2026-10-24");
        let clocks = Clocks { first: one.clone(), second: one.clone(), by: Alignment::ByDay };
        let before = one.at(2, ClockTime::parse("01:30").expect("a time"));
        for at in [before, before + Span::hours(1)] {
            assert_eq!(clocks.second_at(at), at);
        }
    }

    #[test]
    fn a_run_beside_itself_differs_in_nothing() {
        let clocks = by_day();
        let alerts: Vec<Raised> =
            (1..9).map(|day| raised(&clocks.first, ColdHome, day, "02:00", Some("bedroom"))).collect();
        let found = pairs(&alerts, &alerts, &clocks);
        assert_eq!(counts(&found), (0, 0, 8));
        assert!(found.iter().all(|pair| pair.in_words() == "both, at the same time"));
    }
}
