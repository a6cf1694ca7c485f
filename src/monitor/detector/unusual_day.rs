//! Unusual day: far more visits to the bathroom than on any ordinary day, told the same day.
//!
//! One bad day is no change in routine, and is not told as one; but somebody may want to know of it today. The visits of
//! the last hours are held against those of each day's busiest hours: people are far more regular in this than chance, so
//! a Normal of unknown mean and spread (Student's t) is nearer than a count's own distribution. It is one of square roots, as
//! for counts: busy days lie further above the middle than quiet ones lie below. Chance alone brings it about once in the
//! judge's share of the home's budget.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::Reading;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::normal_gamma::NormalGamma;
use crate::monitor::budget::Share;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// Signs in the bathroom closer together than this are one visit.
const VISIT: Span = Span::minutes(10);
/// So many days must be known.
const KNOWN: u32 = 14;
/// Visits are counted over so long, a waking day, whenever it began: what goes on into the night is one bad day.
const OVER: Span = Span::hours(16);
/// How many of the latest visits are kept; more than fit into [`OVER`] with [`VISIT`] between them.
const LATEST: usize = 100;
/// At least so many more than usual, and so many times as many.
const MORE: f64 = 4.0;
/// See [`MORE`].
const TIMES: f64 = 1.4;
/// The spread of a day's visits believed in before anything is known, of square roots: about two in fifteen.
const SPREAD: f64 = 0.35;
/// What its alerts call the feature.
pub(in crate::monitor) const BATHROOM_VISITS: &str = "bathroom-visits";
/// Many such days are a change in routine, which another judge tells: a single one is told again after so many days.
const AGAIN_AFTER: i64 = 28;
/// How many readings are kept for evidence.
const KEPT: usize = 4;

/// The judge of single days.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct UnusualDay {
    /// Square roots of the most visits within [`OVER`] of each day.
    usual: NormalGamma,
    days: u32,
    /// The most so far today.
    today: f64,
    visits: VecDeque<Timestamp>,
    whole: bool,
    last: Option<Timestamp>,
    latest: Vec<Reading>,
    told: bool,
    /// The day that was told last.
    told_on: Option<i64>,
}

impl UnusualDay {
    pub fn new() -> Self {
        Self {
            usual: NormalGamma::new(SPREAD),
            days: 0,
            today: 0.0,
            visits: VecDeque::with_capacity(LATEST),
            whole: false,
            last: None,
            latest: Vec::with_capacity(KEPT),
            told: false,
            told_on: None,
        }
    }

    /// A day is over. One that was not watched teaches nothing.
    pub fn close_day(&mut self, factor: f64, watched: bool) {
        if watched && self.whole && self.today > 0.0 {
            self.usual.forget(factor);
            self.usual.add(self.today.sqrt());
            self.days = self.days.saturating_add(1);
        }
        self.today = 0.0;
        self.whole = true;
        self.told = false;
    }

    /// Whether today was told of.
    pub fn lasts(&self) -> bool {
        self.told
    }

    /// Somebody was seen in a bathroom. `alone` while nobody else seems to be there.
    pub fn in_the_bathroom(&mut self, context: &Context<'_>, alone: bool, reading: &Reading, alerts: &mut Vec<Alert>) {
        let begins = self.last.replace(reading.at).is_none_or(|last| reading.at - last > VISIT);
        if !begins {
            return;
        }
        if self.visits.len() == LATEST {
            self.visits.pop_front();
        }
        self.visits.push_back(reading.at);
        while self.visits.front().is_some_and(|first| reading.at - *first > OVER) {
            self.visits.pop_front();
        }
        let lately = self.visits.len() as f64;
        self.today = self.today.max(lately);
        if self.latest.len() == KEPT {
            self.latest.remove(0);
        }
        self.latest.push(reading.clone());
        let ready = i64::from(context.days) >= context.config.learning_days && self.days >= KNOWN;
        let told = self.told || self.told_on.is_some_and(|day| context.hour.day - day < AGAIN_AFTER);
        if told || !ready || !alone {
            return;
        }
        let Some(student) = self.usual.predictive() else { return };
        let (mean, score) = (squared(student.middle), student.normal_score(lately.sqrt()));
        let chance = 0.5 * libm::erfc(score / std::f64::consts::SQRT_2);
        let rare = chance <= 1.0 / context.config.every(Share::Day).max(2.0);
        if rare && lately >= mean + MORE && lately >= TIMES * mean {
            self.told = true;
            self.told_on = Some(context.hour.day);
            alerts.push(self.alert(context, lately));
        }
    }

    fn alert(&self, context: &Context<'_>, lately: f64) -> Alert {
        let since = self.visits.front().copied().unwrap_or(context.now);
        let mut devices: Vec<_> = self.latest.iter().map(|reading| reading.device.clone()).collect();
        devices.sort();
        devices.dedup();
        let days = f64::from(context.days);
        Alert {
            kind: AlertKind::ChangeInRoutine,
            feature: Some(BATHROOM_VISITS),
            concern: None,
            severity: Severity::Information,
            since,
            raised_at: context.now,
            area: None,
            devices,
            message: format!(
                "In the bathroom much more often than usual: {lately:.0} times within {:.0} hours. It may be one bad day, and over tomorrow.",
                OVER.as_hours()
            ),
            usual: match self.usual.predictive() {
                Some(student) => format!(
                    "On 8 days in 10: {:.0} to {:.0} times in the busiest {:.0} hours.",
                    squared(student.quantile(0.1)),
                    squared(student.quantile(0.9)),
                    OVER.as_hours()
                ),
                None => "So many have not been seen before.".to_owned(),
            },
            today: format!("{lately:.0} times since {}.", explain::clock(context.civil, since, context.now)),
            evidence: in_order(self.latest.iter().map(|reading| evidence(reading, "a visit")).collect()),
            confidence: explain::confidence(days / (days + 5.0) * 0.9),
            also_could_be: vec![
                "visitors, or a pet".to_owned(),
                "cleaning, washing or decorating in the bathroom".to_owned(),
                "more to drink on a hot day".to_owned(),
            ],
            what_to_do: "Ask how they are today, and whether they drink enough.".to_owned(),
        }
    }
}

/// From the square root back; nobody goes less often than never.
fn squared(root: f64) -> f64 {
    root.max(0.0) * root.max(0.0)
}

impl Judge for UnusualDay {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let mean = (self.days > 0).then(|| self.usual.predictive()).flatten().map(|student| squared(student.middle));
        let usual = match mean {
            Some(mean) => {
                format!("about {mean:.0} visits to the bathroom in a day's busiest {:.0} hours", OVER.as_hours())
            }
            None => "what is usual is not known yet".to_owned(),
        };
        let waits_for = match (known.learning(known.context.config.learning_days), self.told) {
            (Some(learning), _) => learning,
            (None, true) => "the end of the day: it has been told".to_owned(),
            (None, false) if self.days < KNOWN => format!("{} more whole days", KNOWN - self.days),
            (None, false) => "so many more visits within such hours, and more than chance brings about".to_owned(),
        };
        let limit = mean.map(|mean| (mean + MORE).max(TIMES * mean));
        let about = format!("the most visits to the bathroom within {:.0} hours today", OVER.as_hours());
        vec![Why::waiting(AlertKind::ChangeInRoutine, about, usual, &waits_for).measured(self.today, limit, "visits")]
    }
}
