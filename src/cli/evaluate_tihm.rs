//! `evaluate --tihm FOLDER`: how well the scores tell agitated windows of the TIHM homes from others, told to a person.

use std::path::Path;

use super::output::Out;
use super::{Ending, Failure, scores};
use crate::evaluation::scores::Ranking;
use crate::monitor::score::WindowLength;

/// Scores the homes in `FOLDER/activity` by `FOLDER/Labels.csv`, for both lengths of window.
///
/// # Errors
/// When the folder is not that data set, or cannot be read.
pub fn evaluate(folder: &Path) -> Result<Ending, Failure> {
    let mut out = Out::standard();
    for window in [WindowLength::Day, WindowLength::SixHours] {
        let outcome = scores::evaluate(&folder.join("activity"), &folder.join("Labels.csv"), window)?;
        let chance = outcome.labelled as f64 / outcome.windows.max(1) as f64;
        out.line(&format!(
            "{} windows: {} scored, {} of them labelled (chance {chance:.3}); {} not scored, {} of them labelled",
            window.name(),
            outcome.windows,
            outcome.labelled,
            outcome.unscored,
            outcome.unscored_labelled
        ))?;
        for (name, ranking) in
            [("scores", outcome.scores), ("z-score of the count", outcome.z_score), ("raw count", outcome.raw_count)]
        {
            let Ranking { auc_roc, auc_pr } = ranking;
            out.line(&format!("  {name:<22}  AUC-ROC {auc_roc:.3}  AUC-PR {auc_pr:.3}"))?;
        }
        out.line(&format!("  within homes, mean      AUC-ROC {:.3}", outcome.within_homes))?;
    }
    out.flush()?;
    Ok(Ending::Done)
}
