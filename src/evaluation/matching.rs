//! Which alert told what: one run's alerts held against its labels. Every alert comes to exactly one end.
//!
//! Alerts are gone through in the order in which they were raised. One is about a stretch of truth when its kind is
//! among those that can tell it (see [`super::meaning`]) and it was raised between the stretch's beginning and its
//! end. Where it could be about several, it tells the one whose time runs out first: with that rule as many as
//! possible are told (earliest deadline first).
//!
//! One alert tells one thing, with two exceptions. Whoever calls for help from the floor tells of the call and of what it
//! was made for: the alert's end is the call; the fall is told by it, too, where nothing told it sooner. And a change in
//! routine is said of a person once: where somebody begins to forget the fridge and the front door on one day, the one
//! sentence tells of both.

use super::meaning::{Role, Sense, is_helpless};
use super::{Raised, Stretch};
use crate::monitor::alert::{AlertKind, Severity};
use crate::time::{Calendar, Span, Timestamp};

/// Changes that begin within so long of one another began together.
const TOGETHER: Span = Span::days(1);

/// What became of one alert. A number is a label's place in the run's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The first to tell this concern or fault.
    Tells(usize),
    /// It says again what was told.
    Repeats(usize),
    /// Set off by something harmless.
    FooledBy(usize),
    /// Understandable, though no alert was meant for it.
    Understandable(usize),
    /// It tells nothing that was labelled, but was raised while something out of the ordinary went on.
    Beside,
    /// Raised in quiet time, about nothing.
    FalseAlarm,
}

/// One run, matched.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// What each label is to the monitor.
    pub senses: Vec<Sense>,
    /// What became of each alert.
    pub fates: Vec<Fate>,
    /// Which alert told each label, if any did.
    pub told_by: Vec<Option<usize>>,
}

/// Holds a run's alerts against its labels. `ends` is the end of the run.
pub fn matched(labels: &[Stretch], alerts: &[Raised], calendar: &Calendar, ends: Timestamp) -> Matched {
    let senses: Vec<Sense> = labels.iter().map(|stretch| Sense::of(stretch, calendar, ends)).collect();
    let mut fates = vec![Fate::FalseAlarm; alerts.len()];
    let mut told_by: Vec<Option<usize>> = vec![None; labels.len()];
    let mut order: Vec<usize> = (0..alerts.len()).collect();
    order.sort_by_key(|place| (alerts[*place].raised_at, *place));
    for place in order {
        let alert = &alerts[place];
        let about = |role: fn(Role) -> bool| {
            let senses = &senses;
            (0..senses.len()).filter(move |at| {
                let sense = &senses[*at];
                let means =
                    sense.alerts.contains(&alert.kind) && !(is_helpless(&labels[*at].label) && is_taken_back(alert));
                role(sense.role) && means && sense.covers(alert.raised_at)
            })
        };
        let meant = || about(Role::should_be_told);
        // The call itself comes before what it was made for.
        let call_first = |at: usize| alert.kind == AlertKind::HelpRequested && is_helpless(&labels[at].label);
        let untold = meant().filter(|at| told_by[*at].is_none());
        let untold = untold.min_by_key(|at| (call_first(*at), senses[*at].until, senses[*at].from));
        fates[place] = if let Some(at) = untold {
            told_by[at] = Some(place);
            Fate::Tells(at)
        } else if let Some(at) = meant().max_by_key(|at| senses[*at].from) {
            Fate::Repeats(at)
        } else if let Some(at) = about(|role| role == Role::Twin).min_by_key(|at| senses[*at].until) {
            Fate::FooledBy(at)
        } else if let Some(at) = about(|role| role == Role::Neither).min_by_key(|at| senses[*at].until) {
            Fate::Understandable(at)
        } else if senses.iter().any(|sense| sense.covers(alert.raised_at)) {
            Fate::Beside
        } else {
            Fate::FalseAlarm
        };
    }
    for at in (0..labels.len()).filter(|at| is_helpless(&labels[*at].label)) {
        let told = told_by[at].map_or(Timestamp::MAX, |by| alerts[by].raised_at);
        let calls = |alert: &Raised| alert.kind == AlertKind::HelpRequested && !is_taken_back(alert);
        let call = (0..alerts.len())
            .filter(|place| calls(&alerts[*place]) && senses[at].covers(alerts[*place].raised_at))
            .min_by_key(|place| (alerts[*place].raised_at, *place))
            .filter(|place| alerts[*place].raised_at < told);
        if let Some(call) = call {
            // What told it later says again what was told.
            if let Some(later) = told_by[at].replace(call) {
                fates[later] = Fate::Repeats(at);
            }
        }
    }
    for at in 0..labels.len() {
        let together = |other: &usize| {
            let (one, other) = (&labels[at], &labels[*other]);
            one.label == other.label
                && one.resident == other.resident
                && one.from.max(other.from) - one.from.min(other.from) <= TOGETHER
        };
        if told_by[at].is_none() && senses[at].role.should_be_told() {
            let said =
                |by: &usize| alerts[*by].kind == AlertKind::ChangeInRoutine && senses[at].covers(alerts[*by].raised_at);
            told_by[at] = (0..labels.len()).filter(together).filter_map(|other| told_by[other]).find(said);
        }
    }
    Matched { senses, fates, told_by }
}

/// A call that was taken back is told as information: it tells of no fall.
fn is_taken_back(alert: &Raised) -> bool {
    alert.kind == AlertKind::HelpRequested && alert.severity == Severity::Information
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::alert::{AlertKind, Severity};
    use crate::time::ClockTime;
    use proptest::prelude::*;

    fn calendar() -> Calendar {
        Calendar::parse("Europe/London", "2026-11-02").expect("a calendar")
    }

    fn at(hours: i64) -> Timestamp {
        calendar().at(1, ClockTime::MIDNIGHT) + Span::hours(hours)
    }

    fn stretch(label: &str, from: i64, until: Option<i64>) -> Stretch {
        Stretch { label: label.to_owned(), resident: None, from: at(from), until: until.map(at) }
    }

    fn raised(kind: AlertKind, hours: i64) -> Raised {
        let message = String::new();
        Raised { kind, severity: Severity::Attention, since: at(hours), raised_at: at(hours), area: None, message }
    }

    fn fates(labels: &[Stretch], alerts: &[Raised]) -> Vec<Fate> {
        matched(labels, alerts, &calendar(), at(1_000)).fates
    }

    #[test]
    fn the_first_alert_tells_and_others_repeat() {
        let labels = [stretch("fall", 10, Some(16)), stretch("fall", 40, None)];
        let overdue = |hours| raised(AlertKind::OverdueActivity, hours);
        let found = fates(&labels, &[overdue(9), overdue(12), overdue(14), overdue(16), overdue(17), overdue(900)]);
        assert_eq!(
            found,
            [Fate::FalseAlarm, Fate::Tells(0), Fate::Repeats(0), Fate::Repeats(0), Fate::FalseAlarm, Fate::Tells(1)]
        );
    }

    #[test]
    fn what_tells_nothing_is_false_in_quiet_time_alone() {
        let labels =
            [stretch("fall", 10, Some(16)), stretch("never-heard-of", 30, Some(34)), stretch("switched", 50, Some(50))];
        let alerts = [
            raised(AlertKind::ColdHome, 12),
            raised(AlertKind::ColdHome, 32),
            raised(AlertKind::ColdHome, 40),
            raised(AlertKind::ApplianceLeftOn, 51),
        ];
        assert_eq!(fates(&labels, &alerts), [Fate::Beside, Fate::Beside, Fate::FalseAlarm, Fate::Understandable(2)]);
    }

    #[test]
    fn of_two_at_once_both_are_told() {
        // The longer one began first; the shorter one runs out first.
        let labels = [stretch("cold-room", 0, Some(50)), stretch("cold-room", 2, Some(4))];
        let cold = |hours| raised(AlertKind::ColdHome, hours);
        assert_eq!(fates(&labels, &[cold(3), cold(20)]), [Fate::Tells(1), Fate::Tells(0)]);
    }

    #[test]
    fn a_call_from_the_floor_tells_of_the_call_and_of_the_fall() {
        let labels = [stretch("fall", 10, Some(16)), stretch("fob-pressed", 11, Some(11))];
        let call = raised(AlertKind::HelpRequested, 11);
        let found = matched(&labels, &[call.clone(), raised(AlertKind::OverdueActivity, 13)], &calendar(), at(1_000));
        // What silence told two hours later says again what the call told.
        assert_eq!(found.fates, [Fate::Tells(1), Fate::Repeats(0)]);
        assert_eq!(found.told_by, [Some(0), Some(0)]);
        // A voice has no label of its own.
        assert_eq!(fates(&labels[..1], std::slice::from_ref(&call)), [Fate::Tells(0)]);
        // What came before the call stays what told it, and a call that was taken back tells of no fall.
        let sooner = matched(&labels, &[raised(AlertKind::OverdueActivity, 10), call.clone()], &calendar(), at(1_000));
        assert_eq!(sooner.told_by, [Some(0), Some(1)]);
        let taken_back = Raised { severity: Severity::Information, ..call };
        assert_eq!(fates(&labels[..1], &[taken_back]), [Fate::Beside]);
    }

    #[test]
    fn one_sentence_tells_of_changes_of_one_kind_that_began_together() {
        let of = |who, from| Stretch { resident: Some(who), ..stretch("forgetting", from, Some(700)) };
        let labels = [of(0, 10), of(0, 12), of(0, 300), of(1, 10)];
        let found = matched(&labels, &[raised(AlertKind::ChangeInRoutine, 140)], &calendar(), at(1_000));
        assert_eq!(found.fates, [Fate::Tells(0)]);
        assert_eq!(found.told_by, [Some(0), Some(0), None, None]);
        // A door that stands open is one thing.
        let door = matched(&labels, &[raised(AlertKind::DoorLeftOpen, 140)], &calendar(), at(1_000));
        assert_eq!(door.told_by, [Some(0), None, None, None]);
    }

    #[test]
    fn the_order_of_the_list_does_not_decide_who_was_first() {
        let labels = [stretch("fall", 10, Some(16))];
        let overdue = |hours| raised(AlertKind::OverdueActivity, hours);
        assert_eq!(fates(&labels, &[overdue(15), overdue(11)]), [Fate::Repeats(0), Fate::Tells(0)]);
    }

    fn any_label() -> impl Strategy<Value = Stretch> {
        let names = prop::sample::select(vec!["fall", "door-opened", "cold-room", "fob-pressed", "switched", "new"]);
        (names, 0_i64..200, prop::option::of(0_i64..40))
            .prop_map(|(label, from, lasts)| stretch(label, from, lasts.map(|lasts| from + lasts)))
    }

    fn any_alert() -> impl Strategy<Value = Raised> {
        (prop::sample::select(AlertKind::ALL.to_vec()), 0_i64..260).prop_map(|(kind, hours)| raised(kind, hours))
    }

    proptest! {
        #[test]
        fn no_alert_is_counted_twice(
            labels in prop::collection::vec(any_label(), 0..12),
            alerts in prop::collection::vec(any_alert(), 0..30),
        ) {
            let found = matched(&labels, &alerts, &calendar(), at(300));
            prop_assert_eq!(found.fates.len(), alerts.len());
            // A label is told by at most one alert, and an alert tells at most one label.
            for (place, told_by) in found.told_by.iter().enumerate() {
                let tell: Vec<usize> = (0..alerts.len()).filter(|at| found.fates[*at] == Fate::Tells(place)).collect();
                // Unless it is a call for help that told of a call, and of why it was made.
                let call = |by: usize| is_helpless(&labels[place].label) && alerts[by].kind == AlertKind::HelpRequested;
                if !told_by.is_some_and(call) || !tell.is_empty() {
                    prop_assert_eq!(&tell, &told_by.iter().copied().collect::<Vec<_>>());
                }
                if let Some(by) = told_by {
                    let (alert, sense) = (&alerts[*by], &found.senses[place]);
                    prop_assert!(sense.role.should_be_told() && sense.alerts.contains(&alert.kind));
                    prop_assert!(alert.raised_at >= labels[place].from, "an alert before its cause");
                }
            }
            for (alert, fate) in alerts.iter().zip(&found.fates) {
                let covered = found.senses.iter().any(|sense| sense.covers(alert.raised_at));
                prop_assert_eq!(*fate == Fate::FalseAlarm, !covered);
            }
        }
    }
}
