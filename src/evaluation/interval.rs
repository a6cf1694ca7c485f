//! How sure a figure is: 95 % intervals for shares and for rates, and quantiles. Knows nothing of homes or alerts.
//!
//! - A share's interval is **Wilson's** score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927), which Brown, Cai
//!   and DasGupta (Statistical Science 16, 2001) recommend also where there are few cases or where all or none succeed.
//! - A rate's interval is **Garwood's** exact one for a Poisson count (F. Garwood, Biometrika 28, 1936): the rates at
//!   which so many or more, and so many or fewer, would be seen in one run of 40.
//! - A quantile is by **nearest rank**: the smallest value that at least such a share of the values does not exceed,
//!   so that it is always a value that occurred.

use crate::time::Span;

/// The 97.5 % point of the standard normal distribution, so that 95 % lie within.
const Z: f64 = 1.959_963_984_540_054;
/// What lies outside at either end.
const TAIL: f64 = 0.025;
/// More steps than any series or bisection here needs; none can go on for ever.
const STEPS: u32 = 100_000;

/// The ends of a 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// So many of so many: a share with its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many succeeded.
    pub count: u64,
    /// Of how many.
    pub of: u64,
}

impl Share {
    /// Takes in one more case.
    pub fn add(&mut self, success: bool) {
        self.count += u64::from(success);
        self.of += 1;
    }

    /// 0 to 1; `None` when there was no case.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }

    /// Wilson's interval; `None` when there was no case.
    pub fn interval(self) -> Option<Interval> {
        let share = self.value()?;
        let n = self.of as f64;
        let z2 = Z * Z;
        let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
        // The ends at none and at all are 0 and 1 exactly, whatever rounding says.
        let low = if self.count == 0 { 0.0 } else { (centre - half).max(0.0) };
        let high = if self.count == self.of { 1.0 } else { (centre + half).min(1.0) };
        Some(Interval { low, high })
    }
}

/// So many in so many weeks: a rate with its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rate {
    /// How many.
    pub count: u64,
    /// In how many weeks.
    pub weeks: f64,
}

impl Rate {
    /// How many a week; `None` when there was no time.
    pub fn value(self) -> Option<f64> {
        (self.weeks > 0.0).then(|| self.count as f64 / self.weeks)
    }

    /// Garwood's interval, a week; `None` when there was no time.
    pub fn interval(self) -> Option<Interval> {
        if self.weeks <= 0.0 {
            return None;
        }
        let counts = poisson(self.count);
        Some(Interval { low: counts.low / self.weeks, high: counts.high / self.weeks })
    }
}

/// Garwood's interval for the expected count where so many were counted.
pub fn poisson(count: u64) -> Interval {
    let n = count as f64;
    let low = if count == 0 { 0.0 } else { gamma_quantile(n, TAIL) };
    Interval { low, high: gamma_quantile(n + 1.0, 1.0 - TAIL) }
}

/// The value that so many in a hundred of the values do not exceed; `sorted` in rising order, `percent` 1 to 100.
/// `None` when there is no value.
pub fn quantile(sorted: &[Span], percent: usize) -> Option<Span> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.max(1) - 1).copied()
}

/// The value below which a gamma variable of this shape (scale 1) lies with this chance, by bisection.
fn gamma_quantile(shape: f64, chance: f64) -> f64 {
    // Ten standard deviations and more beyond the mean: nothing of note lies above.
    let (mut low, mut high) = (0.0, shape + 10.0 * shape.sqrt() + 30.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if gamma_below(shape, middle) < chance {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The regularised lower incomplete gamma function P(a, x): by its series below a + 1, by the continued fraction of
/// its complement above (Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31).
fn gamma_below(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..STEPS {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * f64::EPSILON {
                break;
            }
        }
        return front * sum;
    }
    // Lentz's method, which cannot divide by nothing.
    let tiny = f64::MIN_POSITIVE / f64::EPSILON;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / tiny;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for step in 1..STEPS {
        let i = f64::from(step);
        let an = -i * (i - a);
        b += 2.0;
        let down = an * d + b;
        d = 1.0 / if down.abs() < tiny { tiny } else { down };
        let up = b + an / c;
        c = if up.abs() < tiny { tiny } else { up };
        fraction *= d * c;
        if (d * c - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    1.0 - front * fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: f64, published: f64, within: f64) {
        assert!((found - published).abs() <= within, "{found} is not {published}");
    }

    #[test]
    fn shares_have_wilsons_interval() {
        // 8 of 10 and 0 of 10 as R's prop.test(correct = FALSE) gives them.
        for (count, of, low, high) in [(8, 10, 0.490_162_5, 0.943_317_8), (0, 10, 0.0, 0.277_532_8)] {
            let interval = Share { count, of }.interval().expect("cases");
            near(interval.low, low, 1e-6);
            near(interval.high, high, 1e-6);
        }
        // All of n: from n / (n + z²), in closed form.
        for n in [1_u64, 5, 20, 100, 1_000] {
            let interval = Share { count: n, of: n }.interval().expect("cases");
            near(interval.low, n as f64 / (n as f64 + Z * Z), 1e-12);
            near(interval.high, 1.0, 0.0);
        }
        assert_eq!(Share::default().interval(), None);
    }

    #[test]
    fn rates_have_garwoods_interval() {
        // Garwood's table, as every table of exact Poisson limits has it.
        let table = [
            (0, 0.0, 3.689),
            (1, 0.0253, 5.572),
            (2, 0.2422, 7.225),
            (5, 1.6235, 11.668),
            (10, 4.7954, 18.390),
            (20, 12.217, 30.888),
            (50, 37.111, 65.919),
            (100, 81.364, 121.627),
        ];
        for (count, low, high) in table {
            let interval = poisson(count);
            near(interval.low, low, 1e-3);
            near(interval.high, high, 1e-3);
        }
        // None in one week: up to −ln 0.025, in closed form.
        near(poisson(0).high, -libm::log(0.025), 1e-9);
        let rate = Rate { count: 5, weeks: 10.0 };
        near(rate.value().expect("time"), 0.5, 1e-12);
        near(rate.interval().expect("time").high, 1.1668, 1e-4);
        assert_eq!(Rate { count: 0, weeks: 0.0 }.interval(), None);
    }

    #[test]
    fn many_are_still_counted_well() {
        // For many, the limits come near those of the normal distribution.
        for count in [10_000_u64, 1_000_000] {
            let (n, interval) = (count as f64, poisson(count));
            near(interval.low, n - Z * n.sqrt(), 3.0);
            near(interval.high, n + Z * n.sqrt(), 4.0);
        }
    }

    #[test]
    fn quantiles_are_values_that_occurred() {
        let spans: Vec<Span> = (1..=10).map(Span::minutes).collect();
        assert_eq!(quantile(&spans, 50), Some(Span::minutes(5)));
        assert_eq!(quantile(&spans, 90), Some(Span::minutes(9)));
        assert_eq!(quantile(&spans, 100), Some(Span::minutes(10)));
        assert_eq!(quantile(&spans[..1], 90), Some(Span::minutes(1)));
        assert_eq!(quantile(&[], 50), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_figure(of in 1_u64..5_000, part in 0.0_f64..=1.0, weeks in 0.01_f64..10_000.0) {
            let share = Share { count: ((of as f64 * part) as u64).min(of), of };
            let (value, interval) = (share.value().expect("cases"), share.interval().expect("cases"));
            prop_assert!(0.0 <= interval.low && interval.low <= value && value <= interval.high && interval.high <= 1.0);
            let rate = Rate { count: share.count, weeks };
            let (value, interval) = (rate.value().expect("time"), rate.interval().expect("time"));
            prop_assert!(0.0 <= interval.low && interval.low <= value && value <= interval.high);
        }
    }
}
