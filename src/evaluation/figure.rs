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
}
