//! How lengths of time spread: a histogram on a logarithmic scale that forgets, for "19 in 20 are under 18 minutes".

use serde::{Deserialize, Serialize};

/// Half a doubling a bin, from half a minute to 15 days.
const BINS: usize = 32;
const SHORTEST: f64 = 0.5;

/// Lengths of time in minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Spread {
    weights: [f64; BINS],
}

impl Spread {
    pub fn new() -> Self {
        Self { weights: [0.0; BINS] }
    }

    pub fn add(&mut self, minutes: f64) {
        let place = 2.0 * libm::log2(minutes.max(SHORTEST) / SHORTEST);
        self.weights[(place as usize).min(BINS - 1)] += 1.0;
    }

    pub fn forget(&mut self, factor: f64) {
        self.weights.iter_mut().for_each(|weight| *weight *= factor);
    }

    /// The number of minutes that this share stays under; `None` until the weight of five values is known.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let total: f64 = self.weights.iter().sum();
        if total < 5.0 {
            return None;
        }
        let mut left = share * total;
        for (place, weight) in self.weights.iter().enumerate() {
            if left <= *weight && *weight > 0.0 {
                return Some(SHORTEST * libm::exp2((place as f64 + left / weight) / 2.0));
            }
            left -= weight;
        }
        Some(SHORTEST * libm::exp2(BINS as f64 / 2.0))
    }
}
