//! Counts a day: a Gamma-distributed rate that forgets, so that tomorrow's count is negative binomial. How uncertain a
//! short baseline is goes into every judgement, because it is part of that distribution (a CUSUM on a plug-in mean from
//! 28 days raises early false alarms in one home in six).

use serde::{Deserialize, Serialize};

/// Jeffreys' prior for a rate has shape ½; half a day's weight makes it proper.
const PRIOR_EVENTS: f64 = 0.5;
const PRIOR_DAYS: f64 = 0.5;

/// Counts are believed to spread like Poisson counts with the weight of ten days, until the home shows more.
const DISPERSION_DAYS: f64 = 10.0;

/// A change by less than this many a day is nothing that anybody would want to be told.
const RELEVANT: f64 = 0.5;

/// What is known of a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::monitor) struct GammaPoisson {
    events: f64,
    /// Of squared counts, each over its exposure.
    squares: f64,
    days: f64,
}

impl GammaPoisson {
    /// A day with this count. `exposure` is how much of a day could be watched, 1 for an ordinary one.
    pub fn add(&mut self, count: f64, exposure: f64) {
        self.events += count;
        self.squares += count * count / exposure.max(0.01);
        self.days += exposure;
    }

    /// What was learned counts for less from now on.
    pub fn forget(&mut self, factor: f64) {
        self.events *= factor;
        self.squares *= factor;
        self.days *= factor;
    }

    fn posterior(&self) -> (f64, f64) {
        (PRIOR_EVENTS + self.events, PRIOR_DAYS + self.days)
    }

    /// The posterior mean of the rate, a day.
    pub fn mean(&self) -> f64 {
        let (shape, rate) = self.posterior();
        shape / rate
    }

    /// How many times more widely than Poisson counts these spread, at least 1: the variance over the mean, with the
    /// prior's weight on 1 (quasi-Poisson; McCullagh and Nelder 1989, section 6.2.3).
    pub fn dispersion(&self) -> f64 {
        if self.days <= 0.0 || self.events <= 0.0 {
            return 1.0;
        }
        let mean = self.events / self.days;
        let excess = (self.squares - self.days * mean * mean).max(0.0) / mean;
        ((DISPERSION_DAYS + excess) / (DISPERSION_DAYS + self.days)).max(1.0)
    }

    /// How much more likely today's count is, as a logarithm, if the rate has become `ratio` times what it was: of two
    /// negative binomials, Gamma(a, b/ratio) against Gamma(a, b). A spread wider than Poisson's weakens the evidence
    /// in proportion.
    pub fn log_ratio(&self, count: f64, exposure: f64, ratio: f64) -> f64 {
        let (shape, rate) = self.posterior();
        let mean = shape / rate;
        let ratio = if ratio > 1.0 {
            ratio.max((mean + RELEVANT) / mean)
        } else {
            ratio.min((mean - RELEVANT).max(0.02 * mean) / mean)
        };
        let plain =
            count * libm::log(ratio) - (shape + count) * libm::log((rate + ratio * exposure) / (rate + exposure));
        plain / self.dispersion()
    }

    /// The count that this share of days stays at or under.
    pub fn quantile(&self, share: f64) -> f64 {
        let (shape, rate) = self.posterior();
        let spread = self.dispersion();
        // A count in units of its dispersion is negative binomial with as many fewer events.
        let (shape, odds) = (shape / spread, rate / (rate + 1.0));
        let mut weight = libm::exp(shape * libm::log(odds));
        let mut sum = weight;
        let mut count = 0.0;
        while sum < share && count < 2_000.0 {
            weight *= (shape + count) / (count + 1.0) * (1.0 - odds);
            sum += weight;
            count += 1.0;
        }
        count * spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ln_pmf(shape: f64, rate: f64, count: f64) -> f64 {
        let odds = rate / (rate + 1.0);
        libm::lgamma(shape + count) - libm::lgamma(shape) - libm::lgamma(count + 1.0)
            + shape * libm::log(odds)
            + count * libm::log(1.0 - odds)
    }

    fn learned(counts: &[f64]) -> GammaPoisson {
        let mut known = GammaPoisson::default();
        counts.iter().for_each(|count| known.add(*count, 1.0));
        known
    }

    #[test]
    fn the_ratio_is_that_of_two_negative_binomials() {
        // Spread like Poisson or less, so that the dispersion is 1.
        let known = learned(&[3.0, 4.0, 5.0, 4.0, 3.0, 5.0, 4.0, 4.0]);
        assert_eq!(known.dispersion(), 1.0);
        let (shape, rate) = (0.5 + 32.0, 0.5 + 8.0);
        assert!((known.mean() - shape / rate).abs() < 1e-12);
        for ratio in [0.35, 0.65, 1.5, 2.5] {
            for count in [0.0, 1.0, 4.0, 13.0] {
                let expected = ln_pmf(shape, rate / ratio, count) - ln_pmf(shape, rate, count);
                assert!((known.log_ratio(count, 1.0, ratio) - expected).abs() < 1e-9, "{ratio} {count}");
            }
        }
    }

    #[test]
    fn the_evidence_of_an_ordinary_day_averages_one() {
        // E[exp(log ratio)] under the predictive is 1: an e-value, whatever the length of the baseline.
        for days in [1, 5, 28] {
            let known = learned(&vec![2.0; days]);
            let (shape, rate) = (0.5 + 2.0 * days as f64, 0.5 + days as f64);
            for ratio in [0.35, 1.5, 2.5] {
                let mean: f64 = (0..400)
                    .map(|n| libm::exp(ln_pmf(shape, rate, f64::from(n)) + known.log_ratio(f64::from(n), 1.0, ratio)))
                    .sum();
                assert!((mean - 1.0).abs() < 1e-6, "{days} days, ratio {ratio}: {mean}");
            }
        }
    }

    #[test]
    fn a_wider_spread_weakens_the_evidence_and_widens_the_band() {
        let narrow = learned(&[10.0; 20]);
        let wide = learned(&[2.0, 18.0].repeat(10));
        assert!(wide.dispersion() > 3.0);
        assert!(wide.log_ratio(20.0, 1.0, 2.0) < narrow.log_ratio(20.0, 1.0, 2.0) / 2.0);
        assert!(wide.quantile(0.9) > narrow.quantile(0.9) && wide.quantile(0.1) < narrow.quantile(0.1));
    }

    #[test]
    fn a_short_baseline_is_less_sure() {
        let (short, long) = (learned(&[1.0; 3]), learned(&[1.0; 60]));
        assert!(short.log_ratio(4.0, 1.0, 2.5) < long.log_ratio(4.0, 1.0, 2.5));
        assert!(short.quantile(0.95) >= long.quantile(0.95));
    }

    #[test]
    fn quantiles_are_those_of_the_predictive() {
        let known = learned(&[3.0, 4.0, 5.0, 4.0, 3.0, 5.0, 4.0, 4.0]);
        for share in [0.1, 0.5, 0.9] {
            let quantile = known.quantile(share);
            let below =
                |last: f64| -> f64 { (0..=last as i32).map(|n| libm::exp(ln_pmf(32.5, 8.5, f64::from(n)))).sum() };
            assert!(below(quantile) >= share && (quantile == 0.0 || below(quantile - 1.0) < share));
        }
    }

    #[test]
    fn forgetting_halves_what_34_days_ago_was() {
        let mut known = learned(&[6.0; 10]);
        known.forget(libm::pow(super::super::FORGETTING, 34.3));
        let (shape, rate) = known.posterior();
        assert!((shape - 0.5 - 30.0).abs() < 0.05 && (rate - 0.5 - 5.0).abs() < 0.01);
    }
}
