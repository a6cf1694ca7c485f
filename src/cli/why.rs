//! `why`: what each judge of the monitor thinks at one moment of a scenario or a recording: what is usual, how far it has
//! come, how far it must come, what it waits for, and when it would speak if nothing changed.
//!
//! Nothing is decided here: the monitor answers. Read [`why`] first.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::arguments::WhyArguments;
use super::output::{Out, Tone};
use super::story::heading;
use super::{Ending, Failure, load, tell_problems};
use crate::home::Item;
use crate::monitor::alert::AlertKind;
use crate::monitor::why::Why;
use crate::monitor::{Config, Monitor};
use crate::player::house::House;
use crate::source::recorded::{self, OpenOptions};
use crate::source::{Progress, Source as _};
use crate::time::{Calendar, Timestamp, parse_rfc3339};

/// How wide the bar of a score is, in characters.
const BAR: usize = 20;

/// A moment of a run, with the monitor as it was then.
struct Asked {
    monitor: Monitor,
    calendar: Calendar,
    at: Timestamp,
    name: String,
    simulated: bool,
}

/// Says what the judges think.
///
/// # Errors
/// When the file cannot be read, or the moment lies outside it.
pub fn why(asked: &WhyArguments) -> Result<Ending, Failure> {
    let kind = asked.detector.as_deref().map(kind).transpose()?;
    let scenario = asked.file.extension().is_some_and(|extension| extension == "ron");
    let there = if scenario { of_scenario(asked)? } else { of_recording(asked)? };
    let all: Vec<Why> =
        there.monitor.why(there.at).into_iter().filter(|why| kind.is_none_or(|kind| kind == why.kind)).collect();
    let mut out = Out::standard();
    if asked.json {
        for why in &all {
            out.line(&to_json(why, &there))?;
        }
    } else {
        tell(&all, &there, &mut out)?;
    }
    out.flush()?;
    Ok(Ending::Done)
}

fn kind(name: &str) -> Result<AlertKind, Failure> {
    AlertKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
        let known: Vec<&str> = AlertKind::ALL.into_iter().map(AlertKind::name).collect();
        Failure::new(format!("--detector: there is no {name:?}; there are {}", known.join(", ")))
    })
}

fn of_scenario(asked: &WhyArguments) -> Result<Asked, Failure> {
    let loaded = load::scenario(&asked.file)?;
    tell_problems(&loaded.warnings);
    let mut scenario = loaded.scenario;
    scenario.seed = asked.seed.unwrap_or(scenario.seed);
    let scenario = Arc::new(scenario);
    let at = moment(&asked.at, &scenario.calendar, scenario.starts(), scenario.ends())?;
    let mut house = House::new(&scenario);
    house.advance(at, &mut |_| ());
    Ok(Asked {
        monitor: house.monitor().clone(),
        calendar: scenario.calendar.clone(),
        at,
        name: scenario.title.clone(),
        simulated: true,
    })
}

fn of_recording(asked: &WhyArguments) -> Result<Asked, Failure> {
    let format = asked.format.as_deref().map(super::replay::format).transpose()?;
    let options = OpenOptions { format, zone: asked.zone.clone(), mapping: asked.mapping.clone() };
    let mut opened = recorded::open(Path::new(&asked.file), &options)?;
    let at = moment(&asked.at, &opened.calendar, opened.from, opened.until)?;
    let usual = Config::default();
    let config = Config { learning_days: opened.learning_days.unwrap_or(usual.learning_days), ..usual };
    let mut monitor = Monitor::new(&opened.home, &opened.calendar, config);
    let mut alerts = Vec::new();
    while let Progress::Item(item) = opened.source.next(at)? {
        monitor.observe(&item, &mut alerts);
        alerts.clear();
    }
    monitor.observe(&Item::Watermark(at), &mut alerts);
    Ok(Asked { monitor, calendar: opened.calendar, at, name: opened.name, simulated: opened.simulated })
}

/// `day 29 06:45`, or an instant in RFC 3339.
fn moment(text: &str, calendar: &Calendar, from: Timestamp, until: Timestamp) -> Result<Timestamp, Failure> {
    let at = match super::arguments::moment(text) {
        Ok(moment) => calendar.at(moment.day, moment.clock),
        Err(_) => parse_rfc3339(text).ok_or_else(|| {
            Failure::new(format!(
                "--at: write a moment such as \"day 29 06:45\" or 2026-12-03T07:21:05+00:00, not {text:?}"
            ))
        })?,
    };
    if at < from || at > until {
        return Err(Failure::new(format!(
            "--at: {} lies outside; it goes from {} to {}",
            calendar.rfc3339(at),
            calendar.rfc3339(from),
            calendar.rfc3339(until)
        )));
    }
    Ok(at)
}

fn to_json(why: &Why, there: &Asked) -> String {
    json!({
        "kind": "why",
        "detector": why.kind.name(),
        "at": there.calendar.rfc3339(there.at),
        "about": why.about,
        "baseline": why.baseline,
        "score": why.score,
        "threshold": why.threshold,
        "unit": why.unit,
        "speaks_below": why.speaks_below,
        "waits_for": why.waits_for,
        "speaks_at": why.speaks_at.map(|at| there.calendar.rfc3339(at)),
        "monitor": there.monitor.version(),
        "simulated": there.simulated,
        "source": there.name,
    })
    .to_string()
}

fn tell(all: &[Why], there: &Asked, out: &mut Out<'_>) -> Result<(), Failure> {
    let mark = if there.simulated { "Simulated" } else { "Recorded" };
    let clock = there.calendar.local(there.at).clock;
    out.toned(Tone::Heading, &format!("{} · {mark}", there.name))?;
    out.line(&format!("{}, {clock}: what each judge thinks", heading(&there.calendar, there.at, true)))?;
    let mut last = None;
    for why in all {
        if last != Some(why.kind) {
            out.gap()?;
            out.toned(Tone::Heading, &format!("{} ({})", why.kind.in_words(), why.kind.name()))?;
            last = Some(why.kind);
        }
        let about = if why.about.is_empty() { "the home" } else { &why.about };
        let score = score(why);
        let indent = "              ";
        out.fold(&format!("  {about}  "), indent, &score)?;
        out.fold("    usual     ", indent, &why.baseline)?;
        out.fold("    waits for ", indent, &why.waits_for)?;
        if let Some(at) = why.speaks_at {
            let local = there.calendar.local(at);
            let day = if local.day == there.calendar.local(there.at).day {
                String::new()
            } else {
                format!(", {}", heading(&there.calendar, at, false))
            };
            let tone = if at <= there.at { Tone::Attention } else { Tone::Plain };
            let told = out.tone(tone, &format!("    speaks at {}{day}, if nothing changes", local.clock));
            out.line(&told)?;
        }
    }
    if all.is_empty() {
        out.line("No judge of this kind has anything to watch in this home.")?;
    }
    Ok(())
}

/// `[######----]  3.2 of 9.8 signs expected since the last`.
fn score(why: &Why) -> String {
    let number = |value: f64| if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    match (why.score, why.threshold) {
        (Some(score), Some(threshold)) if why.speaks_below => {
            format!("{} {}; it speaks at {} or less", number(score), why.unit, number(threshold))
        }
        (Some(score), Some(threshold)) => {
            let share = if threshold > 0.0 { (score / threshold).clamp(0.0, 1.0) } else { 0.0 };
            let full = (share * BAR as f64).round() as usize;
            format!(
                "[{}{}] {} of {} {}",
                "#".repeat(full),
                "-".repeat(BAR - full.min(BAR)),
                number(score),
                number(threshold),
                why.unit
            )
        }
        (Some(score), None) => format!("{} {}; how much is too much is not known yet", number(score), why.unit),
        (None, _) => String::new(),
    }
}
