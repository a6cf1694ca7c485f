//! How well scores tell labelled windows from others: the area under the receiver operating characteristic and the
//! average precision, pooled over homes, with the two plainest baselines beside them. It knows numbers and labels alone.

/// One window of one home.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Which home.
    pub home: usize,
    /// The score, higher for more unusual; `None` where it could not be told.
    pub score: Option<f64>,
    /// How many readings came in it.
    pub readings: f64,
    /// Whether something labelled happened in it.
    pub labelled: bool,
}

/// How well one kind of score tells labelled windows from others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// The chance that a labelled window scores higher than another: 0.5 is chance.
    pub auc_roc: f64,
    /// The average precision: chance is the share of labelled windows.
    pub auc_pr: f64,
}

/// What came of scoring all homes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Windows that were scored.
    pub windows: usize,
    /// Labelled windows among them.
    pub labelled: usize,
    /// Windows that could not be scored, left out of every figure.
    pub unscored: usize,
    /// Labelled windows among those.
    pub unscored_labelled: usize,
    /// The scores.
    pub scores: Ranking,
    /// The number of readings as each home's z-score, over all its windows.
    pub z_score: Ranking,
    /// The bare number of readings: it knows the home and not the change.
    pub raw_count: Ranking,
    /// The mean over homes with labels and other windows of each home's own AUC-ROC: it cannot reward knowing the home.
    pub within_homes: f64,
}

/// Judges scores with both baselines on the same windows; `None` unless there are windows of both kinds.
pub fn judge(windows: &[Judged]) -> Option<Outcome> {
    let scored: Vec<(&Judged, f64)> = windows.iter().filter_map(|w| Some((w, w.score?))).collect();
    let pairs = |value: &dyn Fn(&Judged, f64) -> f64| -> Vec<(f64, bool)> {
        scored.iter().map(|(window, score)| (value(window, *score), window.labelled)).collect()
    };
    let homes = windows.iter().map(|window| window.home + 1).max().unwrap_or(0);
    let spread: Vec<(f64, f64)> = (0..homes)
        .map(|home| {
            let counts: Vec<f64> = scored.iter().filter(|(w, _)| w.home == home).map(|(w, _)| w.readings).collect();
            let n = counts.len().max(1) as f64;
            let mean = counts.iter().sum::<f64>() / n;
            let variance = counts.iter().map(|count| (count - mean) * (count - mean)).sum::<f64>() / n;
            (mean, variance.sqrt().max(f64::MIN_POSITIVE))
        })
        .collect();
    let of_homes: Vec<f64> = (0..homes)
        .filter_map(|home| {
            let own: Vec<(f64, bool)> =
                scored.iter().filter(|(w, _)| w.home == home).map(|(w, score)| (*score, w.labelled)).collect();
            ranking(&own).map(|ranking| ranking.auc_roc)
        })
        .collect();
    let labelled = scored.iter().filter(|(window, _)| window.labelled).count();
    let all_labelled = windows.iter().filter(|window| window.labelled).count();
    Some(Outcome {
        windows: scored.len(),
        labelled,
        unscored: windows.len() - scored.len(),
        unscored_labelled: all_labelled - labelled,
        scores: ranking(&pairs(&|_, score| score))?,
        z_score: ranking(&pairs(&|window, _| (window.readings - spread[window.home].0) / spread[window.home].1))?,
        raw_count: ranking(&pairs(&|window, _| window.readings))?,
        within_homes: of_homes.iter().sum::<f64>() / of_homes.len().max(1) as f64,
    })
}

/// How well values tell labelled from others; equal values count as half right. `None` unless there are both.
pub fn ranking(values: &[(f64, bool)]) -> Option<Ranking> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let positives = sorted.iter().filter(|(_, labelled)| *labelled).count() as f64;
    let negatives = sorted.len() as f64 - positives;
    if positives <= 0.0 || negatives <= 0.0 {
        return None;
    }
    let (mut above, mut hits, mut area, mut precision) = (0.0, 0.0, 0.0, 0.0);
    for equal in sorted.chunk_by(|a, b| a.0 == b.0) {
        let found = equal.iter().filter(|(_, labelled)| *labelled).count() as f64;
        let wrong = equal.len() as f64 - found;
        // Each wrong one here ranks below all hits so far, and level with half of these.
        area += wrong * (hits + found / 2.0);
        hits += found;
        above += equal.len() as f64;
        precision += found * hits / above;
    }
    Some(Ranking { auc_roc: area / (positives * negatives), auc_pr: precision / positives })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rankings_are_those_of_the_textbook() {
        let label = |values: &[f64], labels: &[bool]| {
            ranking(&values.iter().copied().zip(labels.iter().copied()).collect::<Vec<_>>())
        };
        let perfect = label(&[0.9, 0.8, 0.2, 0.1], &[true, true, false, false]).expect("both");
        assert_eq!((perfect.auc_roc, perfect.auc_pr), (1.0, 1.0));
        let backwards = label(&[0.1, 0.9], &[true, false]).expect("both");
        assert_eq!((backwards.auc_roc, backwards.auc_pr), (0.0, 0.5));
        // Scikit-learn's own example: AUC 0.75, average precision 0.83.
        let mixed = label(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true]).expect("both");
        assert!((mixed.auc_roc - 0.75).abs() < 1e-12 && (mixed.auc_pr - 5.0 / 6.0).abs() < 1e-12);
        // All alike: nothing is told.
        let alike = label(&[0.5; 8], &[true, false, false, false, true, false, false, false]).expect("both");
        assert_eq!((alike.auc_roc, alike.auc_pr), (0.5, 0.25));
        assert!(label(&[0.1, 0.2], &[true, true]).is_none() && ranking(&[]).is_none());
    }

    #[test]
    fn a_busy_home_wins_by_its_count_and_not_by_its_own_z_score() {
        // Home 1 is busy and labelled often; within each home labels say nothing.
        let window = |n: usize| {
            let home = n % 2;
            Judged {
                home,
                score: Some(0.5),
                readings: 100.0 * home as f64 + (n / 2 % 5) as f64,
                labelled: home == 1 && n % 4 == 3 || n == 6,
            }
        };
        let windows: Vec<Judged> =
            (0..80).map(window).chain([Judged { home: 0, score: None, readings: 0.0, labelled: true }]).collect();
        let outcome = judge(&windows).expect("both kinds");
        assert!(outcome.raw_count.auc_roc > 0.7 && (outcome.z_score.auc_roc - 0.5).abs() < 0.1, "{outcome:?}");
        assert_eq!((outcome.windows, outcome.unscored, outcome.unscored_labelled), (80, 1, 1));
        assert_eq!((outcome.scores.auc_roc, outcome.within_homes), (0.5, 0.5));
    }
}
