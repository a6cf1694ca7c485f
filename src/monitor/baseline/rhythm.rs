//! How often something reports of its own accord, and how long a silence is ordinary for it.
//!
//! Reports come at intervals; some get lost, so an interval is now and then twice or three times as long as usual. How
//! long the longest get is learned as a [`Tail`]. A silence that was an outage, or was told of as a fault, must not
//! teach that such silences are ordinary: the first is left out, the second counts as no longer than it was allowed.

use serde::{Deserialize, Serialize};

use super::tail::Tail;
use crate::time::{Span, Timestamp};

/// So many reports must have come before a rhythm is trusted.
const TRUSTED_AFTER: u32 = 20;
/// A rhythm whose reports lie further apart cannot tell an outage in time.
const SLOWEST: Span = Span::hours(4);
/// What is left of the longest interval with each report, so that a rhythm that became quicker is learned in time.
const SHRINKS: f64 = 0.999_5;
/// The mean interval is that of about so many reports.
const MEAN_OVER: f64 = 100.0;
/// Before so many reports nothing is said of a single device.
const KNOWN_AFTER: u32 = 8;
/// One lost report is ordinary: at least so many mean intervals are.
const ONE_LOST: f64 = 2.25;
/// A device is given at least so long before it counts as out of order.
const PATIENCE: Span = Span::hours(3);
/// And at most so long, where it usually reports more often: the 25 h after which a hub takes a battery device that has
/// not checked in for lost.
const CHECKED_IN: Span = Span::hours(25);

/// The intervals between reports.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Rhythm {
    own: Option<Timestamp>,
    reports: u32,
    /// The mean interval of late.
    mean_ms: f64,
    /// The longest interval; it shrinks a little with each report.
    longest_ms: f64,
    /// Intervals, in minutes.
    gaps: Tail,
}

impl Rhythm {
    pub fn new() -> Self {
        Self { own: None, reports: 0, mean_ms: 0.0, longest_ms: 0.0, gaps: Tail::new() }
    }

    /// A report of its own accord.
    pub fn report(&mut self, at: Timestamp) {
        let Some(before) = self.own else {
            self.own = Some(at);
            return;
        };
        let mut interval = (at - before).as_millis() as f64;
        // Several capabilities in one report are one report.
        if interval <= 1_000.0 {
            return;
        }
        self.own = Some(at);
        if self.is_trusted() {
            interval = interval.min(self.patience().as_millis() as f64);
        }
        self.reports = self.reports.saturating_add(1);
        self.longest_ms = (self.longest_ms * SHRINKS).max(interval);
        self.mean_ms += (interval - self.mean_ms) / f64::from(self.reports).min(MEAN_OVER);
        self.gaps.add(interval / 60_000.0, at);
    }

    /// What comes next begins a new interval: nothing is learned from the one in which nothing could be heard.
    pub fn restart(&mut self) {
        self.own = None;
    }

    /// Whether the rhythm is known, and quick enough to tell an outage.
    pub fn is_trusted(&self) -> bool {
        self.reports >= TRUSTED_AFTER && self.longest_ms <= SLOWEST.as_millis() as f64
    }

    /// Whether enough is known to say anything of a single silence.
    pub fn is_known(&self) -> bool {
        self.reports >= KNOWN_AFTER
    }

    /// The mean interval, once there is one.
    pub fn usual(&self) -> Option<Span> {
        (self.reports > 0).then(|| Span::millis(self.mean_ms as i64))
    }

    /// Whether a silence is longer than any that is ordinary.
    pub fn is_overdue(&self, silence: Span) -> bool {
        self.is_trusted() && silence > self.patience()
    }

    pub fn patience(&self) -> Span {
        Span::millis((self.longest_ms * 2.0) as i64) + Span::minutes(5)
    }

    /// No limit is shorter: it is soon worked out, and most silences are shorter still.
    pub fn at_least(&self) -> Span {
        self.longer().max(PATIENCE)
    }

    fn longer(&self) -> Span {
        let longer = (self.longest_ms * 1.25).max(self.mean_ms * ONE_LOST);
        Span::millis(longer as i64) + Span::minutes(15)
    }

    /// The silence that means a fault: one that is exceeded once in `every_days`. `None` while too little is known, and
    /// so for whatever never reports of its own accord.
    pub fn limit(&self, days: f64, every_days: f64) -> Option<Span> {
        if !self.is_known() {
            return None;
        }
        let minutes = |minutes: f64| Span::millis((minutes * 60_000.0) as i64);
        // A lost report adds a whole interval, so that is the excess believed in beforehand.
        let learned = self.gaps.limit(days, every_days, self.mean_ms / 60_000.0 / 4.0).map_or(CHECKED_IN, minutes);
        let longer = self.longer();
        let limit = learned.max(self.at_least());
        Some(if longer < CHECKED_IN { limit.min(CHECKED_IN) } else { limit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reports every `minutes`, of which every `lost`th is lost.
    fn rhythm(minutes: i64, count: i64, lost: i64) -> Rhythm {
        let mut rhythm = Rhythm::new();
        for n in (0..count).filter(|n| n % lost != lost - 1) {
            rhythm.report(Timestamp::from_millis(0) + Span::minutes(minutes * n));
        }
        rhythm
    }

    #[test]
    fn a_lost_report_is_ordinary_and_five_are_not() {
        let rhythm = rhythm(55, 28 * 26, 150);
        let limit = rhythm.limit(28.0, 3_650.0).expect("a limit");
        assert!(limit >= Span::minutes(3 * 55) && limit <= Span::minutes(5 * 55), "{limit}");
        assert!(!rhythm.is_overdue(Span::minutes(110)) && rhythm.is_overdue(Span::minutes(5 * 55)));
    }

    #[test]
    fn rare_reports_get_long_patience_and_few_get_no_judgement() {
        let daily = rhythm(24 * 60, 28, 1_000).limit(28.0, 3_650.0).expect("a limit");
        assert!(daily > Span::hours(48) && daily < Span::hours(60), "{daily}");
        let weekly = rhythm(7 * 24 * 60, 12, 1_000).limit(84.0, 3_650.0).expect("a limit");
        assert!(weekly > Span::days(8), "{weekly}");
        assert!(rhythm(55, 5, 1_000).limit(28.0, 3_650.0).is_none());
    }

    #[test]
    fn an_outage_teaches_nothing() {
        let mut rhythm = rhythm(55, 200, 1_000);
        let before = rhythm.limit(28.0, 3_650.0);
        rhythm.restart();
        let later = Timestamp::from_millis(0) + Span::days(20);
        rhythm.report(later);
        rhythm.report(later + Span::minutes(55));
        assert_eq!(rhythm.limit(28.0, 3_650.0), before);
        assert!(rhythm.is_trusted());
    }
}
