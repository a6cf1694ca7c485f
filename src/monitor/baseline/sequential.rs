//! Evidence gathered day by day that something has changed, with its false alarms bounded.
//!
//! The sum is Shiryaev's and Roberts's: R ← (1 + R)·e, with e the day's likelihood ratio. As long as ordinary days have
//! e-values of at most 1 on average, R grows by at most one a day, so an alarm at R ≥ c comes at the earliest after c
//! ordinary days on average; and so does one at any weighted mean of such sums, however they depend on one another (an
//! e-detector: Shin, Ramdas and Rinaldo 2024). One budget can therefore be divided over everything that is watched.
//! Beside it runs Page's CUSUM of the same logarithms: where it last left zero is when the change most likely began.

use serde::{Deserialize, Serialize};

/// No single day may say more than this, as a logarithm (one in twenty): a day with visitors, or one in bed, is no change.
/// Cutting e-values off keeps their mean at or below 1.
const LOUDEST_DAY: f64 = 3.0;

/// Enough for any threshold, and far from what a float can hold.
const ENOUGH: f64 = 1e9;

/// The evidence for one kind and size of change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::monitor) struct Sequential {
    sum: f64,
    run: f64,
    began: i64,
}

impl Sequential {
    /// A day's evidence, as the logarithm of its likelihood ratio.
    pub fn add(&mut self, day: i64, log_ratio: f64) {
        let log_ratio = log_ratio.min(LOUDEST_DAY);
        self.sum = ((1.0 + self.sum) * libm::exp(log_ratio)).min(ENOUGH);
        if self.run <= 0.0 {
            self.began = day;
        }
        self.run = (self.run + log_ratio).max(0.0);
    }

    /// The sum R.
    pub fn sum(&self) -> f64 {
        self.sum
    }

    /// The CUSUM: how much more likely a change since [`Self::began`] is than none, as a logarithm.
    pub fn run(&self) -> f64 {
        self.run
    }

    /// The first day of the present run of evidence.
    pub fn began(&self) -> i64 {
        self.began
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small fixed source of chance: SplitMix64.
    fn uniform(seed: &mut u64) -> f64 {
        *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Days of yes with chance `p`, judged for odds four times as high as `learned`.
    fn alarm(seed: &mut u64, p: f64, learned: f64, threshold: f64) -> (i64, i64) {
        let whole = 1.0 - learned + 4.0 * learned;
        let mut evidence = Sequential::default();
        for day in 1.. {
            let yes = uniform(seed) < p;
            evidence.add(day, if yes { libm::log(4.0 / whole) } else { -libm::log(whole) });
            if evidence.sum() >= threshold {
                return (day, evidence.began());
            }
        }
        unreachable!()
    }

    #[test]
    fn ordinary_days_alarm_no_sooner_than_promised_and_changed_days_soon() {
        let (mut seed, threshold, runs) = (7, 200.0, 400);
        let ordinary: i64 = (0..runs).map(|_| alarm(&mut seed, 0.2, 0.2, threshold).0).sum();
        assert!(ordinary as f64 / f64::from(runs) >= threshold, "{ordinary}");
        let changed: i64 = (0..runs).map(|_| alarm(&mut seed, 0.7, 0.2, threshold).0).sum();
        assert!((changed as f64 / f64::from(runs)) < 15.0, "{changed}");
    }

    #[test]
    fn the_run_dates_the_change() {
        let mut evidence = Sequential::default();
        (1..=20).for_each(|day| evidence.add(day, if day % 5 == 2 { 0.4 } else { -0.5 }));
        (21..=26).for_each(|day| evidence.add(day, 0.8));
        assert_eq!(evidence.began(), 21);
        assert!((evidence.run() - 6.0 * 0.8).abs() < 1e-9 || evidence.run() > 6.0 * 0.8);
    }

    #[test]
    fn one_day_never_decides() {
        let mut evidence = Sequential::default();
        evidence.add(1, 500.0);
        assert!(evidence.sum() < 21.0);
        (2..2_000).for_each(|day| evidence.add(day, 500.0));
        assert!(evidence.sum().is_finite() && evidence.run().is_finite());
    }
}
