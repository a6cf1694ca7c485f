//! What a run's alerts are held against: the alerts that its scenario expects, and the days on which it expects none.

use serde_json::{Value, json};

use super::Failure;
use super::output::{Out, Tone};
use crate::evaluation::{Outcome as Kept, Promise};
use crate::monitor::alert::Alert;
use crate::scenario::{Expectation, Quiet, Scenario};
use crate::time::{Calendar, Span, Timestamp};

/// What became of one expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The alert was raised, so long after the moment it is counted from.
    Met(Span),
    /// It was not raised in time; it was raised later after so long, or never.
    Missed(Option<Span>),
    /// The run ended before the alert was due.
    NotReached,
}

/// Everything that a run's alerts were held against.
#[derive(Debug)]
pub struct Verdict<'a> {
    expected: Vec<(&'a Expectation, Outcome)>,
    quiet: Vec<(&'a Quiet, Vec<&'a Alert>)>,
    days: i64,
    other: usize,
}

impl<'a> Verdict<'a> {
    /// Holds alerts, in the order raised, against what the scenario expects of a run that ended at `ended`.
    pub fn new(scenario: &'a Scenario, alerts: &'a [Alert], ended: Timestamp) -> Self {
        let mut answered = vec![false; alerts.len()];
        let mut expected = Vec::new();
        for wanted in &scenario.expectations {
            let from = scenario.at(wanted.after);
            let due = from + wanted.within;
            let of_kind = |alert: &Alert| alert.kind.name() == wanted.kind && alert.raised_at >= from;
            let outcome = match alerts.iter().position(of_kind) {
                Some(place) if alerts[place].raised_at <= due => {
                    answered[place] = true;
                    Outcome::Met(alerts[place].raised_at - from)
                }
                _ if due > ended => Outcome::NotReached,
                Some(place) => Outcome::Missed(Some(alerts[place].raised_at - from)),
                None => Outcome::Missed(None),
            };
            expected.push((wanted, outcome));
        }
        let mut quiet = Vec::new();
        for stretch in &scenario.quiet {
            let mut unexpected = Vec::new();
            for (alert, answered) in alerts.iter().zip(&mut answered) {
                let day = scenario.calendar.local(alert.raised_at).day;
                if !*answered && (stretch.from_day..=stretch.to_day).contains(&day) {
                    *answered = true;
                    unexpected.push(alert);
                }
            }
            quiet.push((stretch, unexpected));
        }
        let other = answered.iter().filter(|answered| !**answered).count();
        Self { expected, quiet, days: scenario.days, other }
    }

    /// Whether every alert that was due came in time, and none came on a quiet day.
    pub fn holds(&self) -> bool {
        let missed = |(_, outcome): &(_, Outcome)| matches!(outcome, Outcome::Missed(_));
        !self.expected.iter().any(missed) && self.quiet.iter().all(|(_, unexpected)| unexpected.is_empty())
    }

    /// The same as data: what was expected, and what became of it.
    pub fn promises(&self) -> Vec<Promise> {
        let expected = self.expected.iter().map(|(wanted, outcome)| Promise {
            text: format!("{} within {} of {}", wanted.kind, wanted.within, wanted.after),
            outcome: match outcome {
                Outcome::Met(_) => Kept::Met,
                Outcome::Missed(_) => Kept::Missed,
                Outcome::NotReached => Kept::Open,
            },
        });
        let quiet = self.quiet.iter().map(|(stretch, unexpected)| Promise {
            text: match (stretch.from_day, stretch.to_day) {
                (from, to) if from == to => format!("nothing on day {from}"),
                (from, to) => format!("nothing on days {from} to {to}"),
            },
            outcome: if !unexpected.is_empty() {
                Kept::Missed
            } else if stretch.to_day > self.days {
                Kept::Open
            } else {
                Kept::Met
            },
        });
        expected.chain(quiet).collect()
    }

    /// Tells it to a person.
    pub fn tell(&self, calendar: &Calendar, out: &mut Out<'_>) -> Result<(), Failure> {
        for (wanted, outcome) in &self.expected {
            let asked = format!("{} within {} of {}", wanted.kind, wanted.within, wanted.after);
            match outcome {
                Outcome::Met(delay) => self.mark(out, Tone::Calm, "✓ met   ", &format!("{asked}: after {delay}"))?,
                Outcome::Missed(Some(late)) => {
                    self.mark(out, Tone::Urgent, "✗ missed", &format!("{asked}: only after {late}"))?;
                }
                Outcome::Missed(None) => self.mark(out, Tone::Urgent, "✗ missed", &format!("{asked}: never said"))?,
                Outcome::NotReached => {
                    self.mark(out, Tone::Aside, "· open  ", &format!("{asked}: the run ended before it was due"))?;
                }
            }
        }
        for (stretch, unexpected) in &self.quiet {
            let days = match (stretch.from_day, stretch.to_day) {
                (from, to) if from == to => format!("on day {from}"),
                (from, to) => format!("on days {from} to {to}"),
            };
            if stretch.to_day > self.days && unexpected.is_empty() {
                self.mark(
                    out,
                    Tone::Aside,
                    "· open  ",
                    &format!("nothing should be said {days}: the run ended before"),
                )?;
            } else if unexpected.is_empty() {
                self.mark(out, Tone::Calm, "✓ quiet ", &format!("nothing was said {days}"))?;
            }
            for alert in unexpected {
                let text = format!(
                    "{} was said at {}, but nothing should be {days}",
                    alert.kind.name(),
                    calendar.local(alert.raised_at)
                );
                self.mark(out, Tone::Urgent, "✗ alert ", &text)?;
            }
        }
        match self.other {
            0 => Ok(()),
            1 => self.mark(out, Tone::Aside, "· other ", "1 further alert, neither expected nor on a quiet day"),
            n => self.mark(
                out,
                Tone::Aside,
                "· other ",
                &format!("{n} further alerts, neither expected nor on a quiet day"),
            ),
        }
    }

    fn mark(&self, out: &mut Out<'_>, tone: Tone, mark: &str, text: &str) -> Result<(), Failure> {
        let shown = out.tone(tone, mark);
        out.fold_after(&format!("  {shown}  "), mark.chars().count() + 4, text)
    }

    /// The same for a program.
    pub fn to_json(&self, calendar: &Calendar, scenario: &Scenario) -> (Value, Value) {
        let expected = self.expected.iter().map(|(wanted, outcome)| {
            let (outcome, after) = match outcome {
                Outcome::Met(delay) => ("met", Some(delay.as_seconds())),
                Outcome::Missed(late) => ("missed", late.map(Span::as_seconds)),
                Outcome::NotReached => ("not-reached", None),
            };
            json!({
                "kind": wanted.kind,
                "after": calendar.rfc3339(scenario.at(wanted.after)),
                "within_seconds": wanted.within.as_seconds(),
                "outcome": outcome,
                "raised_after_seconds": after,
            })
        });
        let quiet = self.quiet.iter().map(|(stretch, unexpected)| {
            json!({ "from_day": stretch.from_day, "to_day": stretch.to_day, "alerts": unexpected.len() })
        });
        (expected.collect(), quiet.collect())
    }
}
