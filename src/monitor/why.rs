//! Why a judge says something or does not, at one moment: what is usual, how far it has come, how far it would have to come,
//! what it waits for, and when it would speak if nothing changed.
//!
//! Each judge answers for itself, in its own file (`Judge`). The answers are for showing: nothing is decided by them.

use super::alert::AlertKind;
use super::detector::{Context, of_hour};
use super::health::Health;
use super::{Monitor, feature};
use crate::time::{Span, Timestamp};

/// What one judge thinks at one moment, of one thing that it watches.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// Which judge: the kind of alert that it would give.
    pub kind: AlertKind,
    /// What of: `the bedroom`, `the front door`; empty where it watches the home as a whole.
    pub about: String,
    /// What is usual or allowed, in words.
    pub baseline: String,
    /// How far it has come, in `unit`; `None` while there is nothing to measure.
    pub score: Option<f64>,
    /// How far it must come; `None` while that is not known.
    pub threshold: Option<f64>,
    /// What both are counted in: `minutes`, `°C·h below 18 °C`.
    pub unit: &'static str,
    /// Whether it speaks when the score has fallen to the threshold rather than risen.
    pub speaks_below: bool,
    /// What it waits for, in words.
    pub waits_for: String,
    /// When it would speak if everything stayed as it is; `None` where it would not, or cannot know.
    pub speaks_at: Option<Timestamp>,
}

impl Why {
    /// A judge that has nothing to measure, and what it waits for.
    pub(super) fn waiting(kind: AlertKind, about: String, baseline: String, waits_for: &str) -> Self {
        Self {
            kind,
            about,
            baseline,
            score: None,
            threshold: None,
            unit: "",
            speaks_below: false,
            waits_for: waits_for.to_owned(),
            speaks_at: None,
        }
    }

    /// The same with a score that must reach a threshold.
    #[must_use]
    pub(super) fn measured(self, score: f64, threshold: Option<f64>, unit: &'static str) -> Self {
        Self { score: Some(score), threshold, unit, ..self }
    }

    /// The same with when it would speak.
    #[must_use]
    pub(super) fn at(self, speaks_at: Option<Timestamp>) -> Self {
        Self { speaks_at, ..self }
    }
}

/// What else a judge may need to answer.
pub(super) struct Known<'a> {
    pub context: &'a Context<'a>,
    pub health: &'a Health,
    pub daily: &'a feature::daily::Daily,
    /// Silence says nothing at the moment.
    pub blind: bool,
}

impl Known<'_> {
    /// What is waited for before a judge speaks at all.
    pub fn learning(&self, days: i64) -> Option<String> {
        let known = i64::from(self.context.days);
        (known < days).then(|| format!("{} more days of learning", days - known))
    }
}

/// A judge that can say why.
pub(super) trait Judge {
    /// What it thinks, of each thing that it watches.
    fn why(&self, known: &Known<'_>) -> Vec<Why>;
}

/// The minutes after `now` as a moment, rounded up to the monitor's own grid.
pub(super) fn in_minutes(now: Timestamp, minutes: f64) -> Option<Timestamp> {
    // Beyond a month nobody asks.
    (minutes <= 31.0 * 1_440.0).then(|| now + Span::minutes(minutes.max(0.0).ceil() as i64))
}

impl Monitor {
    /// What each judge thinks at `now`, up to which the monitor has been told that time has passed.
    pub fn why(&self, now: Timestamp) -> Vec<Why> {
        let mut civil = self.civil.clone();
        let hour = civil.hour(now);
        let context = Context {
            config: &self.config,
            roster: &self.roster,
            civil: &mut civil,
            presence: &self.presence,
            now,
            of_hour: of_hour(now),
            hour,
            days: self.days_learned(),
            ordinary: !self.told.is_excluded(hour.day),
        };
        let known =
            Known { context: &context, health: &self.health, daily: &self.daily, blind: self.cannot_tell.is_blind() };
        let judges: [&dyn Judge; 24] = [
            &self.overdue,
            &self.bathroom,
            &self.outing,
            &self.wandering,
            &self.door,
            &self.door_left_open,
            &self.cold,
            &self.hot,
            &self.appliance,
            &self.routine,
            &self.help,
            &self.alarm,
            &self.missed,
            &self.repeated,
            &self.carer,
            &self.left_early,
            &self.silent,
            &self.stuck,
            &self.battery,
            &self.hub,
            &self.cannot_tell,
            &self.fridge,
            &self.blocked,
            &self.unusual,
        ];
        judges.into_iter().flat_map(|judge| judge.why(&known)).collect()
    }
}
