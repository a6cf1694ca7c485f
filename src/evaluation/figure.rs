//! Means, medians and intervals, for figures that are reported. Knows nothing of homes or alerts.

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The middle value, or half-way between the two middle ones; `None` of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => sorted.get(half).copied(),
        _ => Some((sorted.get(half - 1)? + sorted.get(half)?) / 2.0),
    }
}

/// The interval that a mean lies in with 95 % confidence when the values are independent: 1.96 standard errors to each
/// side. With one value or none it is unbounded.
pub fn mean_interval(values: &[f64]) -> (f64, f64) {
    let (Some(mean), true) = (mean(values), values.len() > 1) else { return (f64::NEG_INFINITY, f64::INFINITY) };
    let n = values.len() as f64;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
    let half = 1.96 * (variance / n).sqrt();
    (mean - half, mean + half)
}

/// The interval, with 95 % confidence, of a rate at which `count` things happened in `exposure`: exact for a Poisson
/// process (Garwood, Biometrika 1936), found by halving.
pub fn rate_interval(count: u64, exposure: f64) -> (f64, f64) {
    if exposure <= 0.0 {
        return (0.0, f64::INFINITY);
    }
    // The chance of at most `most` things where `expected` are expected.
    let at_most = |most: u64, expected: f64| {
        let (mut term, mut sum) = (libm::exp(-expected), 0.0);
        for n in 0..=most {
            sum += term;
            term *= expected / (n + 1) as f64;
        }
        sum
    };
    let solve = |most: u64, chance: f64| {
        let (mut low, mut high) = (0.0, 10.0 + 3.0 * (most + 1) as f64);
        for _ in 0..80 {
            let middle = (low + high) / 2.0;
            if at_most(most, middle) > chance { low = middle } else { high = middle }
        }
        (low + high) / 2.0
    };
    let low = if count == 0 { 0.0 } else { solve(count - 1, 0.975) };
    (low / exposure, solve(count, 0.025) / exposure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middles_and_means() {
        assert_eq!((median(&[]), mean(&[])), (None, None));
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        let (low, high) = mean_interval(&[1.0, 2.0, 3.0]);
        assert!((low - (2.0 - 1.96 / 3.0_f64.sqrt())).abs() < 1e-9 && (high - 4.0 + low).abs() < 1e-9);
    }

    #[test]
    fn rates_have_garwoods_intervals() {
        // The exact limits for 0, 1, 10 and 100 counts, as tables print them.
        for (count, low, high) in [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39), (100, 81.36, 121.63)] {
            let (from, to) = rate_interval(count, 1.0);
            assert!((from - low).abs() < 0.01 && (to - high).abs() < 0.01, "{count}: {from} to {to}");
        }
    }
}
