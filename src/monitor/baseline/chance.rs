//! How likely something is in each half hour of a day: Beta-distributed chances that forget.

use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

use crate::monitor::feature::civil::SLOTS;

/// Before anything is known, a chance of one in five with the weight of two and a half days: nothing counts as
/// unusual until a week or so has been seen.
const PRIOR_YES: f64 = 0.5;
const PRIOR_DAYS: f64 = 2.5;

/// On which share of days something happened in each half hour.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Chances {
    #[serde(with = "BigArray")]
    yes: [f64; SLOTS],
    days: f64,
    /// Whether it happened since the last day was closed.
    #[serde(with = "BigArray")]
    today: [bool; SLOTS],
}

impl Chances {
    pub fn new() -> Self {
        Self { yes: [0.0; SLOTS], days: 0.0, today: [false; SLOTS] }
    }

    /// It happened.
    pub fn happened(&mut self, slot: usize) {
        if let Some(today) = self.today.get_mut(slot) {
            *today = true;
        }
    }

    /// A day is over. A day that was not watched teaches nothing.
    pub fn close_day(&mut self, factor: f64, watched: bool) {
        self.days *= factor;
        for (yes, today) in self.yes.iter_mut().zip(&mut self.today) {
            *yes = *yes * factor + if watched && *today { 1.0 } else { 0.0 };
            *today = false;
        }
        if watched {
            self.days += 1.0;
        }
    }

    /// The same for one half hour alone.
    pub fn own(&self, slot: usize) -> f64 {
        let yes = self.yes.get(slot).copied().unwrap_or_default();
        (PRIOR_YES + yes) / (PRIOR_DAYS + self.days)
    }

    /// The posterior-predictive chance that it happens in this half hour or a neighbouring one, today not counted.
    pub fn chance(&self, slot: usize) -> f64 {
        let near = [SLOTS - 1, 0, 1].iter().map(|step| self.yes[(slot + step) % SLOTS]).fold(0.0, f64::max);
        (PRIOR_YES + near) / (PRIOR_DAYS + self.days)
    }

    /// The weight of the days seen.
    pub fn days(&self) -> f64 {
        self.days
    }
}
