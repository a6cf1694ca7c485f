//! Scores of a recording's windows as a table (CSV), and how well they tell labelled windows of many homes from others.
//! Knows nothing of how a score comes about.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Failure;
use crate::evaluation::scores::{Judged, Outcome, judge};
use crate::home::Item;
use crate::monitor::score::{SCORED, Score, Scorer, WindowLength};
use crate::source::recorded::{self, OpenOptions, Opened};
use crate::source::{Progress, Source as _};
use crate::time::{Calendar, ClockTime, Span, Timestamp};
use crate::trace::WholeFile;

/// The days at a home's beginning that are left out: nothing is known of it yet.
const LEFT_OUT: Span = Span::days(7);

/// The label that movement can show.
const LABEL: &str = "Agitation";

/// Writes windows, one row each: when it begins, the home's score, and each feature's; empty where it cannot be told.
///
/// # Errors
/// When the file cannot be written; then nothing is left behind.
pub fn write(path: &Path, calendar: &Calendar, scores: &[Score]) -> Result<(), Failure> {
    let cannot = |error: csv::Error| Failure::new(format!("cannot write {}: {error}", path.display()));
    let mut table = csv::Writer::from_writer(WholeFile::create(path)?);
    table.write_record(["window_start", "score"].into_iter().chain(SCORED)).map_err(cannot)?;
    let shown = |score: Option<f64>| score.map_or(String::new(), |score| format!("{score:.4}"));
    for score in scores {
        let first = [calendar.rfc3339(score.from), shown(score.home)];
        let rest = score.features.iter().map(|feature| shown(*feature));
        table.write_record(first.into_iter().chain(rest)).map_err(cannot)?;
    }
    let file = table
        .into_inner()
        .map_err(|error| Failure::new(format!("cannot write {}: {}", path.display(), error.into_error())))?;
    Ok(file.finish()?)
}

/// Scores every recording of a folder, and judges the scores by labels (`patient_id,date,type`), whose homes are the
/// recordings' names up to the first dot. The first week of each home is left out.
///
/// # Errors
/// When a file cannot be read, or there are not windows of both kinds.
pub fn evaluate(folder: &Path, labels: &Path, window: WindowLength) -> Result<Outcome, Failure> {
    let labels = read_labels(labels)?;
    let mut recordings: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(|error| Failure::new(format!("cannot read the folder {}: {error}", folder.display())))?;
    recordings.retain(|path| path.is_file() && !home_of(path).is_empty());
    recordings.sort();
    if recordings.is_empty() {
        return Err(Failure::new(format!("there is no recording in {}", folder.display())));
    }
    let homes: Vec<Vec<Judged>> = recordings
        .par_iter()
        .enumerate()
        .map(|(home, path)| judged(home, path, &labels, window))
        .collect::<Result<_, Failure>>()?;
    let windows: Vec<Judged> = homes.into_iter().flatten().collect();
    judge(&windows).ok_or_else(|| {
        Failure::new(format!("none of the recordings in {} has windows with and without labels", folder.display()))
    })
}

fn home_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// Home, date and clock of each label.
fn read_labels(path: &Path) -> Result<Vec<(String, String, ClockTime)>, Failure> {
    let wrong = |line: u64, what: &str| Failure::new(format!("{}:{line}: {what}", path.display()));
    let mut table = csv::Reader::from_path(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    let header = table.headers().map_err(|error| wrong(1, &error.to_string()))?.clone();
    let column = |name: &str| {
        let found = header.iter().position(|column| column == name);
        found.ok_or_else(|| wrong(1, &format!("there is no column {name}; labels need patient_id, date and type")))
    };
    let (home, date, kind) = (column("patient_id")?, column("date")?, column("type")?);
    let mut labels = Vec::new();
    for record in table.records() {
        let record =
            record.map_err(|error| wrong(error.position().map_or(0, csv::Position::line), &error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.get(kind) != Some(LABEL) {
            continue;
        }
        let when = record.get(date).and_then(|text| text.split_once(' '));
        let Some((date, clock)) = when.and_then(|(date, clock)| Some((date, ClockTime::parse(clock)?))) else {
            return Err(wrong(line, "no date and time such as 2019-06-28 13:03:29"));
        };
        labels.push((record.get(home).unwrap_or_default().to_owned(), date.to_owned(), clock));
    }
    Ok(labels)
}

fn judged(
    home: usize,
    path: &Path,
    labels: &[(String, String, ClockTime)],
    window: WindowLength,
) -> Result<Vec<Judged>, Failure> {
    let Opened { home: layout, calendar, from, until, mut source, .. } = recorded::open(path, &OpenOptions::default())?;
    let name = home_of(path);
    let mut happened: Vec<Timestamp> = Vec::new();
    for (_, date, clock) in labels.iter().filter(|(of, _, _)| *of == name) {
        let day = Calendar::parse(calendar.zone_name(), date).map_err(|error| Failure::new(error.to_string()))?;
        happened.push(day.at(1, *clock));
    }
    let (mut scorer, mut scores) = (Scorer::new(&layout, &calendar, window), Vec::new());
    while let Progress::Item(item) = source.next(Timestamp::MAX)? {
        scorer.observe(&item, &mut scores);
    }
    scorer.observe(&Item::Watermark(until), &mut scores);
    let counted = scores.into_iter().filter(|score| score.from >= from + LEFT_OUT);
    Ok(counted
        .map(|score| Judged {
            home,
            score: score.home,
            readings: score.readings as f64,
            labelled: happened.iter().any(|at| (score.from..score.until).contains(at)),
        })
        .collect())
}
