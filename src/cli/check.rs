//! `check`: says everything that is wrong with scenarios, homes and residents, and what to do about it.
//!
//! What is wrong is found elsewhere; this file only tells it. The texts are the command's result, so they go to
//! standard output.

use serde_json::json;

use super::arguments::CheckArguments;
use super::output::{Out, Tone};
use super::run::counted;
use super::{Ending, Failure, load};
use crate::scenario::problem::Problem;

/// Checks the files that the command line names.
///
/// # Errors
/// When the result cannot be written.
pub fn check(asked: &CheckArguments) -> Result<Ending, Failure> {
    let mut out = Out::standard();
    let mut invalid = 0_u64;
    for path in &asked.files {
        let report = load::check(path);
        let errors = report.problems.iter().filter(|problem| problem.is_error()).count() as u64;
        invalid += u64::from(errors > 0);
        for problem in &report.problems {
            if asked.json {
                out.line(&line(problem))?;
            } else {
                let tone = if problem.is_error() { Tone::Urgent } else { Tone::Attention };
                tell(problem, tone, &mut out)?;
            }
        }
        if errors == 0 && !asked.json {
            let title = report.title.as_deref().unwrap_or("valid");
            let good = out.tone(Tone::Calm, "valid");
            out.line(&format!("{}: {good}: {title}", path.display()))?;
        }
    }
    if !asked.json && invalid > 0 {
        let all = counted(asked.files.len() as u64, "file");
        out.toned(Tone::Heading, &format!("{invalid} of {all} cannot be used"))?;
    }
    out.flush()?;
    Ok(if invalid == 0 { Ending::Done } else { Ending::Missed })
}

/// The first line stands out; what follows it shows the place.
fn tell(problem: &Problem, tone: Tone, out: &mut Out<'_>) -> Result<(), Failure> {
    let text = problem.to_string();
    let mut lines = text.lines();
    if let Some(first) = lines.next() {
        out.toned(tone, first)?;
    }
    for line in lines {
        out.line(line)?;
    }
    out.gap()
}

/// A problem for a program.
fn line(problem: &Problem) -> String {
    json!({
        "file": problem.file,
        "line": problem.place.as_ref().map(|place| place.line),
        "column": problem.place.as_ref().map(|place| place.column),
        "path": problem.path,
        "gravity": if problem.is_error() { "error" } else { "warning" },
        "brief": problem.brief,
        "hint": problem.hint,
    })
    .to_string()
}
