//! `evaluate`: lives through scenarios many times, on all cores, and says how well the monitor does.
//!
//! What is right and what is a false alarm is decided in [`crate::evaluation`]; this file only plays, reads and
//! writes. However many cores there are, the result is the same, byte for byte. Nothing is kept of a run but its labels
//! and alerts, and no file is begun before all is lived through, so stopping it leaves nothing behind. Read [`evaluate`]
//! first.

mod compare;
mod page;
mod plot;
mod table;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::arguments::EvaluateArguments;
use super::load::{self, Loaded};
use super::output::{Out, keep_apart};
use super::progress::Progress;
use super::verdict::Verdict;
use super::{Ending, Failure, evaluate_tihm, inject, tell_problem, tell_problems};
use crate::evaluation::score::Score;
use crate::evaluation::{Evaluation, Run, Trial, document, note_truth};
use crate::home::Item;
use crate::monitor::Config;
use crate::monitor::alert::Alert;
use crate::player::house::{Happened, House};
use crate::scenario::Scenario;
use crate::time::Span;
use crate::trace::WholeFile;

/// Where scenarios are looked for when none is named.
const FOLDER: &str = "scenarios";
/// How far a house goes on between two steps of the bar.
const STEP: Span = Span::days(1);

/// A scenario with the monitor that is to watch it.
struct Plan {
    scenario: Scenario,
    file: String,
    config: Config,
}

/// Evaluates what the command line names, or compares two results.
///
/// # Errors
/// When a scenario or a setting is broken, or a file cannot be read or written.
pub fn evaluate(asked: &EvaluateArguments) -> Result<Ending, Failure> {
    if let [before, after] = asked.compare.as_slice() {
        return compare::compare(before, after);
    }
    if asked.inject.is_some() {
        return inject::inject(asked);
    }
    if let Some(folder) = &asked.tihm {
        return evaluate_tihm::evaluate(folder);
    }
    let files = if asked.scenarios.is_empty() { beside()? } else { asked.scenarios.clone() };
    let standard = asked.json.as_deref() == Some(Path::new("-"));
    let json = asked.json.as_deref().filter(|_| !standard);
    let html = asked.html.as_deref();
    let inputs: Vec<(&str, &Path)> = files.iter().map(|path| ("scenario", path.as_path())).collect();
    keep_apart(&inputs, &[("--json", json), ("--html", html)])?;
    let settings = asked.settings.iter().map(|text| setting(text)).collect::<Result<Vec<_>, _>>()?;
    let plans = plans(&files, asked.days, &settings)?;
    // A place that cannot be written to is told of now and not after an hour's work.
    for path in [json, html].into_iter().flatten() {
        drop(WholeFile::create(path)?);
    }

    let evaluation = Evaluation {
        program: format!("smart-house {}", env!("CARGO_PKG_VERSION")),
        settings,
        trials: live(&plans, asked.seed_from, asked.seeds),
    };
    let score = Score::of(&evaluation);
    let text = asked.json.as_ref().map(|_| document::to_json(&evaluation, &score));
    if let (Some(path), Some(text)) = (json, &text) {
        write(path, text)?;
    }
    if let Some(path) = html {
        write(path, &page::page(&evaluation, &score, &command(asked))?)?;
    }
    let mut out = Out::standard();
    match text.filter(|_| standard) {
        Some(text) => out.line(text.trim_end())?,
        None => table::tell(&evaluation, &score, &mut out)?,
    }
    out.flush()?;
    Ok(if score.holds() { Ending::Done } else { Ending::Missed })
}

/// The scenarios in the folder beside which the program was started; where there is no such folder, the demonstration.
fn beside() -> Result<Vec<PathBuf>, Failure> {
    let cannot = |error: std::io::Error| Failure::new(format!("the folder {FOLDER} cannot be read: {error}"));
    let entries = match fs::read_dir(FOLDER) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            tell_problem(&format!("there is no folder {FOLDER} here, so the demonstration is evaluated"));
            return Ok(Vec::new());
        }
        Err(error) => return Err(cannot(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(cannot)?.path();
        if path.is_file() && path.extension().is_some_and(|end| end == "ron") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!(
            "the folder {FOLDER} holds no scenario; name one: smart-house evaluate FILE"
        )));
    }
    Ok(files)
}

/// `low_celsius=17` as name and value.
fn setting(text: &str) -> Result<(String, String), Failure> {
    match text.split_once('=') {
        Some((key, value)) => Ok((key.trim().replace('-', "_"), value.trim().to_owned())),
        None => Err(Failure::new(format!("--set: write KEY=VALUE such as low_celsius=17, not {text:?}"))),
    }
}

/// Loads and checks everything before anything is played, and tells all that is wrong at once.
fn plans(files: &[PathBuf], days: Option<i64>, settings: &[(String, String)]) -> Result<Vec<Plan>, Failure> {
    let (mut plans, mut problems) = (Vec::new(), Vec::new());
    let mut take = |loaded: Result<Loaded, _>| match loaded {
        Ok(Loaded { mut scenario, name, warnings, .. }) => {
            tell_problems(&warnings);
            scenario.days = days.unwrap_or(scenario.days);
            plans.push((scenario, name));
        }
        Err(wrong) => problems.extend(wrong),
    };
    if files.is_empty() {
        take(load::demonstration());
    }
    files.iter().for_each(|path| take(load::scenario(path)));
    if !problems.is_empty() {
        return Err(problems.into());
    }
    plans
        .into_iter()
        .map(|(scenario, file)| {
            let mut config = Config { learning_days: scenario.learning_days, ..Config::default() };
            for (key, value) in settings {
                config.set(key, value).map_err(|what| Failure::new(format!("--set: {what}")))?;
            }
            Ok(Plan { scenario, file, config })
        })
        .collect()
}

/// Lives through every scenario with every seed, on as many cores as there are.
fn live(plans: &[Plan], from: u64, seeds: u64) -> Vec<Trial> {
    let days: u64 = plans.iter().map(|plan| plan.scenario.days.unsigned_abs() * seeds).sum();
    let progress = Progress::new(days, "Living through the scenarios");
    let jobs: Vec<(usize, u64)> =
        (0..plans.len()).flat_map(|place| (from..from + seeds).map(move |seed| (place, seed))).collect();
    // Collected in the jobs' order, whoever is done first.
    let mut runs: Vec<(usize, Run)> =
        jobs.into_par_iter().map(|(place, seed)| (place, life(&plans[place], seed, &progress))).collect();
    let mut trials: Vec<Trial> = plans.iter().map(trial).collect();
    for (place, run) in runs.drain(..) {
        trials[place].runs.push(run);
    }
    trials
}

fn trial(plan: &Plan) -> Trial {
    let scenario = Arc::new(plan.scenario.clone());
    Trial {
        title: scenario.title.clone(),
        file: plan.file.clone(),
        calendar: scenario.calendar.clone(),
        days: scenario.days,
        learning_days: plan.config.learning_days,
        monitor: House::with_monitor(&scenario, plan.config.clone()).monitor().version().to_owned(),
        runs: Vec::new(),
    }
}

/// One life: what happened in it and what was said.
fn life(plan: &Plan, seed: u64, progress: &Progress) -> Run {
    let scenario = Arc::new(Scenario { seed, ..plan.scenario.clone() });
    let mut house = House::with_monitor(&scenario, plan.config.clone());
    let mut run = Run { seed, ..Run::default() };
    let mut alerts: Vec<Alert> = Vec::new();
    let (mut at, ends) = (scenario.starts(), scenario.ends());
    while at < ends {
        at = (at + STEP).min(ends);
        house.advance(at, &mut |happened| match happened {
            Happened::Item(item) => {
                run.readings += u64::from(matches!(item, Item::Reading(_)));
                run.fingerprint.take(&item);
            }
            Happened::Truth(event) => note_truth(&mut run.labels, &event),
            Happened::Told(_) => {}
            Happened::Alert(alert) => alerts.push(alert),
            Happened::Concern(_) => {}
        });
        progress.further(1);
    }
    run.promises = Verdict::new(&scenario, &alerts, ends).promises();
    run.alerts = alerts.iter().map(Into::into).collect();
    run
}

/// Writes a file, whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = WholeFile::create(path)?;
    let cannot = |error: std::io::Error| Failure::new(format!("can't write {}: {error}", path.display()));
    file.write_all(text.as_bytes()).map_err(cannot)?;
    Ok(file.finish()?)
}

/// The command that gives the same result again.
fn command(asked: &EvaluateArguments) -> String {
    let mut words = vec!["smart-house evaluate".to_owned()];
    words.extend(asked.scenarios.iter().map(|path| path.display().to_string()));
    words.push(format!("--seeds {}", asked.seeds));
    if asked.seed_from != 1 {
        words.push(format!("--seed-from {}", asked.seed_from));
    }
    words.extend(asked.days.map(|days| format!("--days {days}")));
    words.extend(asked.settings.iter().map(|setting| format!("--set {setting}")));
    words.join(" ")
}
