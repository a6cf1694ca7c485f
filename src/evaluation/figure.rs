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

/// The standard deviation of a sample; `None` of fewer than two values.
pub fn spread(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// The value below which this part of the values lies (0 to 1), on the line between the two nearest; `None` of nothing.
pub fn quantile(values: &[f64], part: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = part.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    let below = sorted.get(place as usize)?;
    let above = sorted.get(place as usize + 1).unwrap_or(below);
    Some(below + (above - below) * place.fract())
}

/// How values go together, −1 to 1 (Pearson's); `None` where one of them does not vary or there are fewer than three.
pub fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mean_a, mean_b) = (mean(a)?, mean(b)?);
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        both += a * b;
        of_a += a * a;
        of_b += b * b;
    }
    (a.len().min(b.len()) > 2 && of_a > 0.0 && of_b > 0.0).then(|| both / (of_a * of_b).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_on_the_line_between() {
        let values = [4.0, 1.0, 3.0, 2.0];
        for (part, expected) in [(0.0, 1.0), (0.5, 2.5), (1.0, 4.0), (0.25, 1.75), (-1.0, 1.0), (2.0, 4.0)] {
            assert_eq!(quantile(&values, part), Some(expected));
        }
        assert_eq!((quantile(&[], 0.5), quantile(&[7.0], 0.95)), (None, Some(7.0)));
    }

    #[test]
    fn correlation_needs_something_that_varies() {
        assert_eq!(correlation(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), Some(1.0));
        assert_eq!(correlation(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(correlation(&[1.0, 1.0, 1.0], &[3.0, 2.0, 1.0]), None);
        assert_eq!(correlation(&[1.0, 2.0], &[3.0, 2.0]), None);
        assert_eq!((spread(&[1.0]), spread(&[1.0, 3.0])), (None, Some(2.0_f64.sqrt())));
    }

    #[test]
    fn middles_and_means() {
        assert_eq!((median(&[]), mean(&[])), (None, None));
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        let (low, high) = mean_interval(&[1.0, 2.0, 3.0]);
        assert!((low - (2.0 - 1.96 / 3.0_f64.sqrt())).abs() < 1e-9 && (high - 4.0 + low).abs() < 1e-9);
    }
}
