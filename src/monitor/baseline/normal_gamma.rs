//! Amounts and times of day: a Normal of unknown mean and spread that forgets, so that tomorrow's value follows
//! Student's t (Normal-Gamma; Bernardo and Smith 1994, section 5.2). Lengths of time go in as logarithms where they
//! spread so. Times of day are counted from noon to noon or midnight to midnight by the caller, so that they do not wrap.

use serde::{Deserialize, Serialize};

/// What is believed of the spread before anything is known counts as much as four values.
const PRIOR_SHAPE: f64 = 2.0;

/// What is known of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::monitor) struct NormalGamma {
    weight: f64,
    /// Of the values and of their squares, each less `around`, which keeps the sums small.
    sum: f64,
    squares: f64,
    around: f64,
    /// The spread believed in beforehand, one standard deviation.
    usual_spread: f64,
}

/// Student's t with `freedom` degrees of freedom around `middle`, stretched by `scale`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::monitor) struct Student {
    pub freedom: f64,
    pub middle: f64,
    pub scale: f64,
}

impl NormalGamma {
    pub fn new(usual_spread: f64) -> Self {
        Self { weight: 0.0, sum: 0.0, squares: 0.0, around: 0.0, usual_spread }
    }

    /// A day with this value.
    pub fn add(&mut self, value: f64) {
        if self.weight <= 0.0 {
            self.around = value;
        }
        let off = value - self.around;
        self.weight += 1.0;
        self.sum += off;
        self.squares += off * off;
    }

    /// What was learned counts for less from now on.
    pub fn forget(&mut self, factor: f64) {
        self.weight *= factor;
        self.sum *= factor;
        self.squares *= factor;
    }

    /// What both know together, as if one had seen all. What is believed beforehand is this one's.
    pub fn with(mut self, other: &Self) -> Self {
        if self.weight <= 0.0 {
            self.around = other.around;
        }
        let off = other.around - self.around;
        self.weight += other.weight;
        self.sum += other.sum + other.weight * off;
        self.squares += other.squares + 2.0 * off * other.sum + other.weight * off * off;
        self
    }

    /// The weight of the values seen.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// What tomorrow's value follows; `None` before the first value.
    pub fn predictive(&self) -> Option<Student> {
        if self.weight <= 0.0 {
            return None;
        }
        let mean = self.sum / self.weight;
        let shape = PRIOR_SHAPE + self.weight / 2.0;
        let within = (self.squares - self.weight * mean * mean).max(0.0);
        let rate = PRIOR_SHAPE * self.usual_spread * self.usual_spread + within / 2.0;
        let scale = (rate / shape * (self.weight + 1.0) / self.weight).sqrt();
        Some(Student { freedom: 2.0 * shape, middle: self.around + mean, scale })
    }

    /// How much more likely this value is, as a logarithm, if the middle has moved by `sizes` spreads, or by
    /// `relevant` where that is more; both carry the sign of the direction. 0 before the first value.
    pub fn log_ratio(&self, value: f64, sizes: f64, relevant: f64) -> f64 {
        let Some(known) = self.predictive() else { return 0.0 };
        let shift = if sizes > 0.0 { (sizes * known.scale).max(relevant) } else { (sizes * known.scale).min(relevant) };
        known.ln_kernel(value - shift) - known.ln_kernel(value)
    }
}

impl Student {
    /// The logarithm of the density, less what does not depend on the value.
    fn ln_kernel(&self, value: f64) -> f64 {
        let z = (value - self.middle) / self.scale;
        -0.5 * (self.freedom + 1.0) * libm::log1p(z * z / self.freedom)
    }

    /// The density at a value.
    pub fn density(&self, value: f64) -> f64 {
        let n = self.freedom;
        let constant = libm::lgamma((n + 1.0) / 2.0) - libm::lgamma(n / 2.0);
        libm::exp(constant + self.ln_kernel(value)) / (libm::sqrt(n * std::f64::consts::PI) * self.scale)
    }

    /// The value that this share of days stays under: Cornish and Fisher's expansion (Abramowitz and Stegun 26.7.5),
    /// good to a hundredth of the scale for four degrees of freedom and more. For the shares 0.1, 0.5 and 0.9.
    pub fn quantile(&self, share: f64) -> f64 {
        let z = if share < 0.3 {
            -TENTH
        } else if share > 0.7 {
            TENTH
        } else {
            0.0
        };
        let (z3, z5) = (z * z * z, z * z * z * z * z);
        let n = self.freedom;
        let t = z + (z3 + z) / (4.0 * n) + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * n * n);
        self.middle + self.scale * t
    }

    /// The value as a normal score: how many standard deviations of a normal distribution lie as far out. Wallace's
    /// approximation (1959), good to 0.02 for four degrees of freedom and more.
    pub fn normal_score(&self, value: f64) -> f64 {
        let t = (value - self.middle) / self.scale;
        let n = self.freedom;
        let size = (8.0 * n + 1.0) / (8.0 * n + 3.0) * (n * libm::log1p(t * t / n)).sqrt();
        if t < 0.0 { -size } else { size }
    }
}

/// One value in ten of a normal distribution lies further above its middle than so many standard deviations.
const TENTH: f64 = 1.281_551_565_544_6;

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(values: &[f64], spread: f64) -> NormalGamma {
        let mut known = NormalGamma::new(spread);
        values.iter().for_each(|value| known.add(*value));
        known
    }

    #[test]
    fn the_predictive_is_the_closed_form() {
        let values = [7.0, 7.5, 6.5, 7.2];
        let known = learned(&values, 0.5).predictive().expect("known");
        let mean = values.iter().sum::<f64>() / 4.0;
        let within: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        let (shape, rate) = (2.0 + 2.0, 2.0 * 0.25 + within / 2.0);
        assert!((known.middle - mean).abs() < 1e-12 && (known.freedom - 2.0 * shape).abs() < 1e-12);
        assert!((known.scale * known.scale - rate * 5.0 / (shape * 4.0)).abs() < 1e-12);
    }

    #[test]
    fn two_together_know_what_one_would_that_had_seen_all() {
        let (morning, evening) = ([3.2, 3.6, 3.4], [2.1, 2.9]);
        let all: Vec<f64> = morning.into_iter().chain(evening).collect();
        let one = learned(&all, 0.3).predictive().expect("known");
        for (a, b) in [(&morning[..], &evening[..]), (&evening[..], &morning[..]), (&[][..], &all[..])] {
            let both = learned(a, 0.3).with(&learned(b, 0.3));
            let known = both.predictive().expect("known");
            assert_eq!((both.weight(), known.freedom), (5.0, one.freedom));
            assert!((known.middle - one.middle).abs() < 1e-12 && (known.scale - one.scale).abs() < 1e-12);
        }
    }

    #[test]
    fn the_evidence_of_an_ordinary_day_averages_one() {
        for values in [&[1.0][..], &[1.0, 2.0, 1.5, 0.5, 1.2, 1.1]] {
            let baseline = learned(values, 0.5);
            let known = baseline.predictive().expect("known");
            for (sizes, relevant) in [(1.0, 0.0), (-2.0, 0.0), (1.0, 1.5)] {
                let step = known.scale / 50.0;
                let mean: f64 = (-60_000..60_000)
                    .map(|n| {
                        let value = known.middle + f64::from(n) * step;
                        known.density(value) * libm::exp(baseline.log_ratio(value, sizes, relevant)) * step
                    })
                    .sum();
                assert!((mean - 1.0).abs() < 0.01, "{mean}");
            }
        }
    }

    #[test]
    fn quantiles_and_scores_agree_with_the_tables_of_students_t() {
        // 0.9 points of t: 1.533 (4), 1.372 (10), 1.310 (30).
        for (freedom, tenth) in [(4.0, 1.533), (10.0, 1.372), (30.0, 1.310)] {
            let known = Student { freedom, middle: 5.0, scale: 2.0 };
            assert!((known.quantile(0.9) - (5.0 + 2.0 * tenth)).abs() < 0.02, "{freedom}");
            assert!((known.quantile(0.1) - (5.0 - 2.0 * tenth)).abs() < 0.02, "{freedom}");
            assert_eq!(known.quantile(0.5), 5.0);
            assert!((known.normal_score(5.0 + 2.0 * tenth) - TENTH).abs() < 0.02, "{freedom}");
            assert!((known.normal_score(5.0 - 2.0 * tenth) + TENTH).abs() < 0.02, "{freedom}");
        }
    }

    #[test]
    fn a_change_too_small_to_matter_is_weak_evidence_however_regular_the_days() {
        let mut regular = NormalGamma::new(0.25);
        (0..40).for_each(|n| regular.add(7.0 + 0.01 * f64::from(n % 2)));
        // A quarter of an hour later, where half an hour matters.
        assert!(regular.log_ratio(7.25, 1.0, 0.5) < regular.log_ratio(7.5, 1.0, 0.5));
        assert!(regular.log_ratio(7.1, 1.0, 0.5) < 0.0);
    }
}
