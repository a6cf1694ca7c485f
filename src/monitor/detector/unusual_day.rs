//! Unusual day: far more visits to the bathroom than on any ordinary day, told the same day.
//!
//! One bad day is no change in routine, and is not told as one; but somebody may want to know of it today. The day's visits
//! so far are held against those of whole days: people are far more regular in this than chance, so a Normal of unknown
//! mean and spread (Student's t) is nearer than a count's own distribution. Chance alone brings it about once in the
//! judge's share of the home's budget.

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
/// At least so many more than usual, and so many times as many.
const MORE: f64 = 4.0;
/// See [`MORE`].
const TIMES: f64 = 1.4;
/// The spread of a day's visits believed in before anything is known.
const SPREAD: f64 = 2.0;
/// What its alerts call the feature.
pub(in crate::monitor) const BATHROOM_VISITS: &str = "bathroom-visits";
/// Many such days are a change in routine, which another judge tells: a single one is told again after so many days.
const AGAIN_AFTER: i64 = 28;
/// How many readings are kept for evidence.
const KEPT: usize = 4;

/// The judge of single days.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct UnusualDay {
    usual: NormalGamma,
    days: u32,
    today: f64,
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
            self.usual.add(self.today);
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
        self.today += 1.0;
        if self.latest.len() == KEPT {
            self.latest.remove(0);
        }
        self.latest.push(reading.clone());
        let ready = i64::from(context.days) >= context.config.learning_days && self.days >= KNOWN;
        let lately = self.told_on.is_some_and(|day| context.hour.day - day < AGAIN_AFTER);
        if self.told || lately || !ready || !alone {
            return;
        }
        let Some(student) = self.usual.predictive() else { return };
        let (mean, score) = (student.middle, student.normal_score(self.today));
        let chance = 0.5 * libm::erfc(score / std::f64::consts::SQRT_2);
        let rare = chance <= 1.0 / context.config.every(Share::Day).max(2.0);
        if rare && self.today >= mean + MORE && self.today >= TIMES * mean {
            self.told = true;
            self.told_on = Some(context.hour.day);
            alerts.push(self.alert(context));
        }
    }

    fn alert(&self, context: &Context<'_>) -> Alert {
        let since = self.latest.first().map_or(context.now, |reading| reading.at);
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
                "In the bathroom much more often than usual today: {:.0} times so far. It is one day, and may be over tomorrow.",
                self.today
            ),
            usual: match self.usual.predictive() {
                Some(student) => format!(
                    "On 8 days in 10: {:.0} to {:.0} times in a whole day.",
                    student.quantile(0.1).max(0.0),
                    student.quantile(0.9)
                ),
                None => "So many have not been seen before.".to_owned(),
            },
            today: format!("{:.0} times so far.", self.today),
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

impl Judge for UnusualDay {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let mean = (self.days > 0).then(|| self.usual.predictive()).flatten().map(|student| student.middle);
        let usual = match mean {
            Some(mean) => format!("about {mean:.0} visits to the bathroom on a whole day"),
            None => "what is usual is not known yet".to_owned(),
        };
        let waits_for = match (known.learning(known.context.config.learning_days), self.told) {
            (Some(learning), _) => learning,
            (None, true) => "the end of the day: it has been told".to_owned(),
            (None, false) if self.days < KNOWN => format!("{} more whole days", KNOWN - self.days),
            (None, false) => "so many more visits today, and more than chance brings about".to_owned(),
        };
        let limit = mean.map(|mean| (mean + MORE).max(TIMES * mean));
        let about = "visits to the bathroom today".to_owned();
        vec![Why::waiting(AlertKind::ChangeInRoutine, about, usual, &waits_for).measured(self.today, limit, "visits")]
    }
}
