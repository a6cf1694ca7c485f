//! `evaluate --compare`: which alerts came and went between two results, and where the two first part.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use indicatif::HumanCount;

use super::super::output::{Out, Tone};
use super::super::run::counted;
use super::super::{Ending, Failure};
use super::table::{columns, of, rate, share, span};
use crate::evaluation::compare::{Change, Comparison, Judged, RunChange};
use crate::evaluation::score::{LabelScore, Score};
use crate::evaluation::{Evaluation, document};
use crate::time::{Calendar, Span};

/// The largest result that is read, in bytes: a hundred scenarios with a thousand seeds take about so much.
const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// Compares the two results that the command line names.
///
/// # Errors
/// When one of them cannot be read.
pub fn compare(before: &Path, after: &Path) -> Result<Ending, Failure> {
    let (first, second) = (read(before)?, read(after)?);
    let comparison = Comparison::of(&first, &second);
    let mut out = Out::standard();
    out.toned(Tone::Heading, "Two results compared. Simulated.")?;
    for (name, path, evaluation) in [("A", before, &first), ("B", after, &second)] {
        out.fold(&format!("  {name}  "), "     ", &about(path, evaluation))?;
    }
    figures(&Score::of(&first), &Score::of(&second), &mut out)?;
    sums(&comparison, &mut out)?;
    for run in &comparison.runs {
        tell(run, &mut out)?;
    }
    out.flush()?;
    Ok(Ending::Done)
}

/// Reads one result.
fn read(path: &Path) -> Result<Evaluation, Failure> {
    let name = path.display();
    let cannot = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::new(format!("there is no file {name}")),
        _ => Failure::new(format!("{name} cannot be read: {error}")),
    };
    // Looked at before it is opened: opening a named pipe would wait for whoever writes to it.
    let about = fs::metadata(path).map_err(cannot)?;
    if !about.is_file() {
        return Err(Failure::new(format!("{name} is not an ordinary file; name a file that --json wrote")));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(cannot)?.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new(format!("{name} is larger than 512 MB; evaluate with fewer seeds")));
    }
    let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("{name} is not a text file")))?;
    document::from_json(&text).map_err(|error| Failure::new(format!("{name}: {error}")))
}

fn about(path: &Path, evaluation: &Evaluation) -> String {
    let mut monitors: Vec<&str> = evaluation.trials.iter().map(|trial| trial.monitor.as_str()).collect();
    monitors.dedup();
    let mut text = format!("{}: {}, monitor {}", path.display(), evaluation.program, monitors.join(", "));
    for (key, value) in &evaluation.settings {
        text.push_str(&format!(", {key} = {value}"));
    }
    text
}

/// The figures side by side.
fn figures(before: &Score, after: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    out.gap()?;
    out.toned(Tone::Heading, "Figures after learning")?;
    let mut rows = vec![vec![String::new(), "A".to_owned(), "B".to_owned()]];
    let labels = before.labels.iter().chain(&after.labels);
    let mut names: Vec<&str> = Vec::new();
    for label in labels {
        if !names.contains(&label.label.as_str()) {
            names.push(&label.label);
        }
    }
    for name in names {
        let find = |score: &Score, tell: fn(&LabelScore) -> String| {
            score.labels.iter().find(|label| label.label == name).map_or_else(|| "–".to_owned(), tell)
        };
        let told = |label: &LabelScore| format!("{}, {}", of(label.all.sensitivity), share(label.all.sensitivity));
        rows.push(vec![format!("{name} told"), find(before, told), find(after, told)]);
        let soon = |label: &LabelScore| span(label.all.median());
        rows.push(vec!["  half within".to_owned(), find(before, soon), find(after, soon)]);
    }
    rows.push(vec!["precision".to_owned(), share(before.overall.precision), share(after.overall.precision)]);
    rows.push(vec!["false alarms a week".to_owned(), rate(before.false_alarms), rate(after.false_alarms)]);
    columns(&rows, out)
}

/// How much differs, and where the two first part.
fn sums(comparison: &Comparison, out: &mut Out<'_>) -> Result<(), Failure> {
    let counts = comparison.counts();
    out.gap()?;
    out.toned(Tone::Heading, "What differs")?;
    let text = format!(
        "{} in both: {} the same, {} lost, {} gained, {} at another moment or with another severity.",
        counted(comparison.compared, "run"),
        counted(comparison.same, "alert"),
        HumanCount(counts.lost),
        HumanCount(counts.gained),
        HumanCount(counts.moved)
    );
    out.fold("  ", "  ", &text)?;
    for (name, only) in [("A", &comparison.only_before), ("B", &comparison.only_after)] {
        if let Some((scenario, seed)) = only.first() {
            let runs = counted(only.len() as u64, "run");
            let text =
                format!("{runs} only in {name}, which cannot be compared; the first is “{scenario}”, seed {seed}.");
            out.fold("  ", "  ", &text)?;
        }
    }
    let other = comparison.other_readings();
    if other > 0 {
        let text = format!(
            "In {} the monitors heard different readings (another scenario, span or simulation), so what differs there is \
             not the monitor's alone.",
            counted(other as u64, "run")
        );
        out.fold("  ", "  ", &text)?;
    }
    match comparison.first() {
        None => out.fold("  ", "  ", "Every decision is the same."),
        Some((run, change)) => {
            let text = format!("“{}”, seed {}, {}", run.scenario, run.seed, in_words(change, &run.calendar));
            out.fold("  First to differ: ", "    ", &text)
        }
    }
}

/// One run's differences.
fn tell(run: &RunChange, out: &mut Out<'_>) -> Result<(), Failure> {
    if run.changes.is_empty() {
        return Ok(());
    }
    out.gap()?;
    let heard = if run.other_readings { "; other readings" } else { "" };
    out.toned(Tone::Heading, &format!("{}, seed {}{heard}", run.scenario, run.seed))?;
    for change in &run.changes {
        let (tone, mark) = match change {
            Change::Lost(_) => (Tone::Attention, "− lost  "),
            Change::Gained(_) => (Tone::Attention, "+ gained"),
            Change::Moved(..) => (Tone::Aside, "~ moved "),
        };
        let shown = out.tone(tone, mark);
        out.fold_after(&format!("  {shown}  "), 12, &in_words(change, &run.calendar))?;
    }
    Ok(())
}

fn in_words(change: &Change, calendar: &Calendar) -> String {
    let moment = |one: &Judged| calendar.local(one.alert.raised_at).to_string();
    let what = |one: &Judged| match &one.alert.area {
        Some(area) => format!("{} ({}) in {area}", one.alert.kind.name(), one.alert.severity.name()),
        None => format!("{} ({})", one.alert.kind.name(), one.alert.severity.name()),
    };
    match change {
        Change::Lost(one) => format!("{}: {}, only in A; {}", moment(one), what(one), one.came_to),
        Change::Gained(one) => format!("{}: {}, only in B; {}", moment(one), what(one), one.came_to),
        Change::Moved(before, after) => {
            let (a, b) = (moment(before), moment(after));
            let later = after.alert.raised_at - before.alert.raised_at;
            let when = if later == Span::ZERO {
                format!("{a} in both")
            } else if later > Span::ZERO {
                format!("{a} in A, {b} in B, {later} later")
            } else {
                format!("{a} in A, {b} in B, {} earlier", -later)
            };
            if before.alert.severity == after.alert.severity && before.came_to == after.came_to {
                format!("{when}: {}; {}", what(before), before.came_to)
            } else {
                format!("{when}: in A {}, {}; in B {}, {}", what(before), before.came_to, what(after), after.came_to)
            }
        }
    }
}
