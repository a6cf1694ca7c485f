//! How soon help was there, with every device and without each, at the end of a run.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::Failure;
use super::output::{Out, Tone};
use super::progress::Progress;
use crate::evaluation::meaning::{self, TWIN};
use crate::player::pace::Budget;
use crate::player::without::{Minutes, Trial, Trials};
use crate::scenario::Scenario;
use crate::time::{Span, Timestamp};
use crate::trace::labels::LabelLine;

/// What happened first after the days of learning that somebody may need help for: someone helpless before anything else.
pub fn onset<'a>(scenario: &Scenario, labelled: &'a [LabelLine]) -> Option<&'a LabelLine> {
    let learned = scenario.calendar.at(scenario.learning_days + 1, crate::time::ClockTime::MIDNIGHT);
    let after = || labelled.iter().filter(|line| line.from >= learned && !line.label.starts_with(TWIN));
    after()
        .find(|line| meaning::is_helpless(&line.label))
        .or_else(|| after().find(|line| line.device.is_none() && !line.label.contains("visit")))
}

/// Lives through the days once more for each device.
pub fn trials(scenario: &Arc<Scenario>, since: Timestamp) -> Vec<Trial> {
    let mut trials = Trials::new(scenario, since);
    let progress = Progress::new(100, "Once more without each device");
    while !trials.go_on(Budget::of(std::time::Duration::from_millis(200))) {
        progress.at((trials.part() * 100.0) as u64);
    }
    drop(progress);
    trials.done().to_vec()
}

/// `somebody is told after 2 min and there after 14 min`.
pub fn in_words(minutes: &Minutes) -> String {
    let after = |span: Span| {
        if span < Span::minutes(1) { "at once".to_owned() } else { format!("after {span}") }
    };
    match (minutes.told, minutes.there, minutes.settled) {
        (_, _, Some(settled)) => format!("it is settled {}", after(settled)),
        (Some(told), Some(there), None) => format!("somebody is told {} and there {}", after(told), after(there)),
        (Some(told), None, None) => format!("somebody is told {}, and nobody is there within a day", after(told)),
        (None, _, None) => "nobody is told within a day".to_owned(),
    }
}

/// Tells what came of it: those devices whose loss makes a difference one by one, the others in one line.
pub fn tell(scenario: &Scenario, begun: &LabelLine, trials: &[Trial], out: &mut Out<'_>) -> Result<(), Failure> {
    let Some(all) = trials.iter().find(|trial| trial.without.is_none()) else { return Ok(()) };
    out.gap()?;
    out.toned(Tone::Heading, "Until help is there · Simulated")?;
    let local = scenario.calendar.local(begun.from);
    let what = meaning::in_words(&begun.label);
    out.fold("  ", "  ", &format!("{what}, day {} at {}.", local.day, local.clock))?;
    let line = |out: &mut Out<'_>, who: &str, minutes: &Minutes| {
        let name = format!("  {who}: ");
        out.fold(&name, "    ", &in_words(minutes))
    };
    line(out, "with every device", &all.minutes)?;
    let mut same = Vec::new();
    for trial in trials {
        let Some(device) = trial.without.and_then(|place| scenario.home.devices.get(place)) else { continue };
        // A minute more or less is no difference, and to say the same twice is none to a reader.
        if in_words(&trial.minutes) == in_words(&all.minutes) {
            same.push(device.name.to_lowercase());
        } else {
            line(out, &format!("without the {}", device.name.to_lowercase()), &trial.minutes)?;
        }
    }
    if !same.is_empty() {
        out.fold("  the same without: ", "    ", &same.join(", "))?;
    }
    Ok(())
}

/// One try for a program.
pub fn line(scenario: &Scenario, begun: &LabelLine, trial: &Trial) -> Json {
    let device = trial.without.and_then(|place| scenario.home.devices.get(place)).map(|device| device.id.to_string());
    let minutes = |span: Option<Span>| span.map(|span| (span.as_seconds() / 6.0).round() / 10.0);
    json!({
        "kind": "until-help",
        "since": scenario.calendar.rfc3339(begun.from),
        "about": begun.label,
        "without": device,
        "told_after_minutes": minutes(trial.minutes.told),
        "there_after_minutes": minutes(trial.minutes.there),
        "settled_after_minutes": minutes(trial.minutes.settled),
        "simulated": true,
    })
}
