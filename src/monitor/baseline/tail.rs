//! How large the largest values get: an exponential tail above the sixteenth largest value of the last two months, with
//! the uncertainty of having seen only so many.
//!
//! Peaks over a threshold (Pickands 1975) with an exponential tail, which is what the time-rescaling theorem promises
//! for an integrated hazard (Brown and others, Neural Computation 2002), but with a scale learned from the home itself.
//! A Gamma posterior on that scale makes the predictive tail a Lomax: the less was seen, the further out its limit.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// How many of the largest values are kept.
const KEPT: usize = 16;

/// For how long a value counts.
const MEMORY: Span = Span::days(60);

/// The largest values of late.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Tail {
    /// Largest first.
    largest: [(f64, Timestamp); KEPT],
    len: usize,
    seen: u32,
    first: Option<Timestamp>,
    /// No value that is kept is older than this: most of what is taken in changes nothing, and that is soon seen.
    #[serde(skip)]
    oldest: Option<Timestamp>,
}

impl Tail {
    pub fn new() -> Self {
        Self { largest: [(0.0, Timestamp::MIN); KEPT], len: 0, seen: 0, first: None, oldest: None }
    }

    /// Takes a value in.
    pub fn add(&mut self, value: f64, at: Timestamp) {
        self.first.get_or_insert(at);
        self.seen = self.seen.saturating_add(1);
        if let Some(oldest) = self.oldest
            && at - oldest <= MEMORY
            && self.len == KEPT
            && self.largest[KEPT - 1].0 >= value
        {
            return;
        }
        let mut kept = 0;
        for i in 0..self.len {
            if at - self.largest[i].1 <= MEMORY {
                self.largest[kept] = self.largest[i];
                kept += 1;
            }
        }
        self.len = kept;
        let place = self.largest[..self.len].partition_point(|(larger, _)| *larger >= value);
        if place < KEPT {
            let end = self.len.min(KEPT - 1);
            self.largest.copy_within(place..end, place + 1);
            self.largest[place] = (value, at);
            self.len = (self.len + 1).min(KEPT);
        }
        self.oldest = self.largest[..self.len].iter().map(|(_, at)| *at).min();
    }

    /// How many values were ever taken in.
    pub fn seen(&self) -> u32 {
        self.seen
    }

    /// The largest value of late.
    pub fn largest(&self) -> Option<f64> {
        self.largest[..self.len].first().map(|(value, _)| *value)
    }

    /// The value that is exceeded once in `every_days`, after `days` of looking; `None` when too little was seen.
    /// `typical` is the mean excess believed in beforehand, with the weight of two values.
    pub fn limit(&self, days: f64, every_days: f64, typical: f64) -> Option<f64> {
        if self.len < KEPT / 2 {
            return None;
        }
        let (threshold, _) = self.largest[self.len - 1];
        let excess: f64 = self.largest[..self.len].iter().map(|(value, _)| value - threshold).sum();
        let days = days.clamp(1.0, MEMORY.as_hours() / 24.0);
        let (shape, scale) = (self.len as f64 + 2.0, excess + 2.0 * typical);
        let times = (self.len as f64 * every_days / days).max(1.0);
        Some(threshold + scale * (libm::pow(times, 1.0 / shape) - 1.0))
    }
}
