//! How often something happens in each half hour of weekdays and of weekends: Gamma-distributed rates that forget.

use serde::{Deserialize, Serialize};
use serde_big_array::Array;

use super::FORGETTING;
use crate::monitor::feature::civil::{Hour, SLOTS};

/// A bin of its own counts as much as so many hours of what its neighbours and the other half of the week say.
const SHARED_HOURS: f64 = 3.0;

/// Before anything is known: one episode an hour, held with a quarter of an hour's conviction.
const PRIOR_HOURS: f64 = 0.25;

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Bin {
    events: f64,
    hours: f64,
}

/// Rates in events an hour.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Rates {
    bins: [Array<Bin, SLOTS>; 2],
}

impl Rates {
    pub fn new() -> Self {
        Self { bins: [Array([Bin::default(); SLOTS]); 2] }
    }

    pub fn event(&mut self, hour: Hour) {
        self.bins[usize::from(hour.weekday.is_weekend())][hour.slot].events += 1.0;
    }

    pub fn exposure(&mut self, hour: Hour, hours: f64) {
        self.bins[usize::from(hour.weekday.is_weekend())][hour.slot].hours += hours;
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        for bin in self.bins.iter_mut().flat_map(|kind| kind.iter_mut()) {
            bin.events *= factor;
            bin.hours *= factor;
        }
    }

    /// The mean of the rate's posterior, in events an hour.
    pub fn rate(&self, hour: Hour) -> f64 {
        let own = self.bins[usize::from(hour.weekday.is_weekend())][hour.slot];
        let (mut events, mut hours) = (PRIOR_HOURS, PRIOR_HOURS);
        for kind in &self.bins {
            for step in [SLOTS - 1, 0, 1] {
                let bin = kind[(hour.slot + step) % SLOTS];
                events += bin.events;
                hours += bin.hours;
            }
        }
        let shared = events / hours;
        (own.events + SHARED_HOURS * shared) / (own.hours + SHARED_HOURS)
    }
}

/// What is left of knowledge after so many days without a word.
pub(in crate::monitor) fn forgetting(days: i64) -> f64 {
    libm::pow(FORGETTING, days.clamp(0, 3_650) as f64)
}
