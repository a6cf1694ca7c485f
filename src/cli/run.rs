//! `run`: plays a scenario without a window, tells its days, and holds the monitor to what the scenario expects.
//!
//! How far the house goes on at once changes nothing in what happens. Read [`run`] first.

use std::path::Path;
use std::sync::Arc;

use indicatif::HumanCount;
use serde_json::json;

use super::acts;
use super::arguments::RunArguments;
use super::model::{self, Model};
use super::output::{LineFile, Out, Tone, keep_apart};
use super::progress::Progress;
use super::story::Story;
use super::verdict::Verdict;
use super::{Ending, Failure, digest, load, tablets, tell_problems, without};
use crate::home::Item;
use crate::monitor::alert::Origin;
use crate::monitor::life::Said;
use crate::player::house::{Happened, House};
use crate::response::{Entry, What};
use crate::scenario::Scenario;
use crate::simulation::truth::{TruthEvent, TruthKind};
use crate::time::{Span, Timestamp};
use crate::trace::labels::{self, LabelLine};
use crate::trace::{Header, Writer};

/// How far the house goes on between two looks at what it told, where nothing else is asked.
const STEP: Span = Span::hours(1);

/// What is wanted of one run.
struct Plan<'a> {
    scenario: Arc<Scenario>,
    from: Timestamp,
    step: Span,
    trace: Option<&'a Path>,
    alerts: Option<&'a Path>,
    acts: Option<&'a Path>,
    verbose: bool,
    digest: bool,
    without_each: bool,
    json: bool,
    model: Option<Model>,
}

/// Plays the scenario that the command line names.
///
/// # Errors
/// When the scenario is broken, or a file cannot be written.
pub fn run(asked: &RunArguments) -> Result<Ending, Failure> {
    let (trace, alerts) = (asked.trace.as_deref(), asked.alerts.as_deref());
    let labels = trace.map(labels::beside);
    let outputs = [("--trace", trace), ("--alerts", alerts), ("the labels beside --trace", labels.as_deref())];
    let mut inputs = vec![("scenario", asked.scenario.as_path())];
    inputs.extend(asked.acts.as_deref().map(|path| ("acts", path)));
    keep_apart(&inputs, &outputs)?;
    let loaded = load::scenario(&asked.scenario)?;
    tell_problems(&loaded.warnings);
    let mut scenario = loaded.scenario;
    scenario.seed = asked.seed.unwrap_or(scenario.seed);
    scenario.days = asked.days.unwrap_or(scenario.days);
    let from = match asked.from {
        Some(moment) if moment.day > scenario.days => {
            let last = scenario.days;
            return Err(Failure::new(format!("--from names day {}, but the last day is day {last}", moment.day)));
        }
        Some(moment) => scenario.at(moment),
        None => scenario.starts(),
    };
    let scenario = Arc::new(scenario);
    let acts = asked.acts.as_deref();
    play(&mut Plan {
        scenario,
        from,
        step: asked.step,
        trace,
        alerts,
        acts,
        verbose: asked.verbose,
        digest: asked.digest,
        without_each: asked.without_each,
        json: asked.json,
        model: asked
            .companion_model
            .as_ref()
            .map(|url| Model::new(url, &asked.companion_model_name, model::LIMIT))
            .transpose()?,
    })
}

/// Tells the demonstration from where its window would open. It is shown, not judged, so it ends well.
///
/// # Errors
/// When nothing can be written.
pub fn demonstration() -> Result<Ending, Failure> {
    let scenario = Arc::new(load::demonstration()?.scenario);
    let from = scenario.at(scenario.opens_at);
    play(&mut Plan {
        scenario,
        from,
        step: STEP,
        trace: None,
        alerts: None,
        acts: None,
        verbose: false,
        digest: false,
        without_each: false,
        json: false,
        model: None,
    })?;
    Ok(Ending::Done)
}

fn play(plan: &mut Plan<'_>) -> Result<Ending, Failure> {
    let scenario = &Arc::clone(&plan.scenario);
    let (starts, ends) = (scenario.starts(), scenario.ends());
    let mut house = House::new(scenario);
    if let Some(model) = plan.model.take() {
        house.let_talk(Arc::new(model));
    }
    if let Some(path) = plan.acts {
        house.add_acts(acts::load(path, &scenario.home, &scenario.calendar)?);
    }
    let version = house.monitor().version().to_owned();
    let origin = Origin { simulated: true, source: scenario.title.clone() };
    let mut recording = plan.trace.map(|path| Writer::create(path, header(scenario))).transpose()?;
    let mut labelled = Vec::new();
    let mut alert_file = plan.alerts.map(LineFile::create).transpose()?;
    let files = recording.is_some() || alert_file.is_some();

    let mut out = Out::standard();
    let mut story = Story::new(scenario, plan.from, plan.verbose);
    if !plan.json {
        story.begin(&mut out)?;
    }
    let progress = Progress::new(hours(ends - starts), "Living through the days");
    let (mut readings, mut alerts, mut said, mut failure) = (0_u64, Vec::new(), Vec::new(), None);
    let mut at = starts;
    // Whoever has closed the pipe hears no more, but the files that were asked for become whole.
    while at < ends && failure.is_none() && (files || !out.closed()) {
        at = (at + plan.step).min(ends);
        house.advance(at, &mut |happened| {
            if failure.is_some() {
                return;
            }
            match &happened {
                Happened::Item(item) => {
                    readings += u64::from(matches!(item, Item::Reading(_)));
                    if let Some(recording) = &mut recording {
                        failure = recording.write(item).err().map(Failure::from);
                    }
                }
                Happened::Truth(event) => label(&mut labelled, event),
                Happened::Told(entry) if plan.json => {
                    failure = out.line(&told(entry, scenario).to_string()).err();
                }
                Happened::Told(_) => {}
                Happened::Alert(alert) => {
                    let line = alert.to_json(&scenario.calendar, &version, &origin);
                    if let Some(file) = &mut alert_file {
                        failure = file.add(&line).err();
                    }
                    if plan.json && failure.is_none() {
                        failure = out.line(&line).err();
                    }
                    alerts.push(alert.clone());
                    said.push(Said::Alert(alert.clone()));
                }
                Happened::Concern(news) => {
                    said.push(Said::News(news.clone()));
                    let line = news.to_json(&scenario.calendar, &version, &origin);
                    if let Some(file) = &mut alert_file {
                        failure = file.add(&line).err();
                    }
                    if plan.json && failure.is_none() {
                        failure = out.line(&line).err();
                    }
                }
            }
            story.note(happened);
        });
        if !plan.json && story.has_more() {
            progress.aside(|| story.tell(&mut out).and_then(|()| out.flush()))?;
        }
        progress.at(hours(at - starts));
    }
    drop(progress);
    if let Some(failure) = failure {
        return Err(failure);
    }
    if let Some(recording) = recording {
        recording.finish()?;
    }
    if let Some(path) = plan.trace {
        labels::write(&labels::beside(path), &scenario.calendar, &labelled)?;
    }
    if let Some(file) = alert_file {
        file.finish()?;
    }

    let weeks = plan.digest.then(|| digest::weeks(&said, &scenario.calendar, starts, ends, scenario.learning_days));
    let doses = tablets::weeks(&house, ends);
    let verdict = Verdict::new(scenario, &alerts, ends);
    let begun = if plan.without_each { Some(begun(scenario, &labelled)?) } else { None };
    let trials = begun.map(|begun| (begun, without::trials(scenario, begun.from)));
    if plan.json {
        for week in weeks.iter().flatten() {
            out.line(&week.to_json(&scenario.calendar, true))?;
        }
        for week in &doses {
            out.line(&tablets::line(week).to_string())?;
        }
        for (begun, trial) in trials.iter().flat_map(|(begun, trials)| trials.iter().map(move |trial| (begun, trial))) {
            out.line(&without::line(scenario, begun, trial).to_string())?;
        }
        let (expected, quiet) = verdict.to_json(&scenario.calendar, scenario);
        let summary = json!({
            "kind": "summary",
            "scenario": scenario.title,
            "seed": scenario.seed,
            "days": scenario.days,
            "readings": readings,
            "alerts": alerts.len(),
            "expected": expected,
            "quiet": quiet,
            "holds": verdict.holds(),
            "monitor": version,
            "simulated": true,
        });
        out.line(&summary.to_string())?;
    } else {
        story.finish(ends, &mut out)?;
        if let Some(weeks) = &weeks {
            digest::tell(weeks, &scenario.calendar, "Simulated", &mut out)?;
        }
        tablets::tell(&doses, &mut out)?;
        if let Some((begun, trials)) = &trials {
            without::tell(scenario, begun, trials, &mut out)?;
        }
        out.gap()?;
        out.toned(Tone::Heading, "In all")?;
        let (days, said) = (counted(scenario.days.unsigned_abs(), "day"), counted(alerts.len() as u64, "alert"));
        let text = format!("{days}, {} readings, {said}. Simulated; monitor {version}.", HumanCount(readings));
        out.fold("  ", "  ", &text)?;
        verdict.tell(&scenario.calendar, &mut out)?;
    }
    out.flush()?;
    Ok(if verdict.holds() { Ending::Done } else { Ending::Missed })
}

/// What help is counted from, where it can be.
fn begun<'a>(scenario: &Scenario, labelled: &'a [LabelLine]) -> Result<&'a LabelLine, Failure> {
    if scenario.care.is_none() {
        let told = "--without-each tells how soon help is there, and this scenario has no care plan: nobody is told";
        return Err(Failure::new(told.to_owned()));
    }
    without::onset(scenario, labelled).ok_or_else(|| {
        Failure::new(
            "--without-each tells how soon help is there, and nothing happens here after the days of learning"
                .to_owned(),
        )
    })
}

/// Takes in the beginning or the end of something out of the ordinary.
fn label(labelled: &mut Vec<LabelLine>, event: &TruthEvent) {
    let (name, device) = match &event.kind {
        TruthKind::Label(name) => (*name, None),
        TruthKind::Fault { name, device } => (*name, device.clone()),
        TruthKind::Activity(_) | TruthKind::Whereabouts(_) => return,
    };
    let same = |line: &&mut LabelLine| line.label == name && line.device == device && line.until.is_none();
    if event.begins {
        let (from, label, sentence) = (event.at, name.to_owned(), event.sentence.clone());
        labelled.push(LabelLine { from, until: None, label, device, sentence });
    } else if let Some(open) = labelled.iter_mut().rfind(same) {
        open.until = Some(event.at);
    }
}

/// A step of who was told of what, for a program.
fn told(entry: &Entry, scenario: &Scenario) -> serde_json::Value {
    json!({
        "kind": "told",
        "at": scenario.calendar.rfc3339(entry.at),
        "what": entry.what.name(),
        "by": match (entry.what == What::Said, entry.what == What::SaidByModel) {
            (true, _) => Some("rules"),
            (_, true) => Some("model"),
            (false, false) => None,
        },
        "case": if entry.about.is_empty() { None } else { Some(entry.case) },
        "about": if entry.about.is_empty() { None } else { Some(entry.about.as_str()) },
        "who": if entry.who.is_empty() { None } else { Some(entry.who.as_str()) },
        "text": entry.text,
        "simulated": true,
    })
}

/// What a recording of this scenario says before its first reading.
fn header(scenario: &Scenario) -> Header {
    Header {
        home: Arc::clone(&scenario.home),
        calendar: scenario.calendar.clone(),
        simulated: true,
        scenario: Some(scenario.title.clone()),
        seed: Some(scenario.seed),
        program: format!("smart-house {}", env!("CARGO_PKG_VERSION")),
        from: scenario.starts(),
        until: scenario.ends(),
        learning_days: scenario.learning_days,
    }
}

fn hours(span: Span) -> u64 {
    span.as_hours().max(0.0) as u64
}

/// `1 day`, `32 days`.
pub(super) fn counted(count: u64, what: &str) -> String {
    format!("{} {what}{}", HumanCount(count), if count == 1 { "" } else { "s" })
}
