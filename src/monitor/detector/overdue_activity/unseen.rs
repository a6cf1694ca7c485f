//! How often somebody who was last seen in a room to pass through has sat down in another without being seen there: a
//! sensor misses one now and then, and the silence that follows is as long as at rest.

use serde::{Deserialize, Serialize};

/// One rest in so many counts as long.
const LONG: f64 = 10.0;

/// Silences that began up and about, and those of them that were long for a rest.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Unseen {
    silences: f64,
    long: f64,
}

impl Unseen {
    /// A silence that began up and about has ended; `at_rest` is what would have been expected of somebody at rest. By the
    /// time-rescaling theorem (Brown and others, Neural Computation 2002) that is exponential of rests, so one rest in
    /// ten is longer than ln 10.
    pub fn ended(&mut self, at_rest: f64) {
        self.silences += 1.0;
        self.long += if at_rest > libm::log(LONG) { 1.0 } else { 0.0 };
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.silences *= factor;
        self.long *= factor;
    }

    /// Which share of such silences are rests: ten times the share of the long ones, which nobody stands still for.
    pub fn share(self) -> f64 {
        (LONG * (self.long + 0.5) / (self.silences + 1.0)).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_for_a_rest_counts_ten_times_and_nothing_is_sure_at_first() {
        let mut unseen = Unseen::default();
        assert_eq!(unseen.share(), 1.0);
        (0..999).for_each(|_| unseen.ended(0.5));
        assert!((unseen.share() - 0.005).abs() < 1e-12);
        (0..10).for_each(|_| unseen.ended(3.0));
        assert!((unseen.share() - 10.0 * 10.5 / 1010.0).abs() < 1e-12);
        unseen.forget(0.5);
        assert!((unseen.share() - 10.0 * 5.5 / 505.5).abs() < 1e-12);
    }
}
