//! Checks a tour against the scenario that it goes through.

use super::super::file::{StepFile, TourFile};
use super::super::problem::{Findings, quoted};
use super::super::read::{Maybe, Placed};
use super::super::tour::{Step, Tour, VIEWS, Wait};
use super::super::{Moment, Scenario};
use super::story::ALERT_KINDS;
use crate::home::{AreaId, DeviceId};
use crate::time::Span;

/// How long a step stands that does not say so.
const READING: Span = Span::seconds(8);
/// The longest that a step may stand.
const LONGEST: Span = Span::minutes(10);
/// The fastest that time may run.
const FASTEST: f64 = 100_000.0;

/// A checked tour; `None` where something it cannot do without is missing.
pub(super) fn check(file: TourFile, scenario: Option<Scenario>, findings: &mut Findings<'_>) -> Option<Tour> {
    let scenario = scenario?;
    let steps: Vec<Step> = file.steps.iter().filter_map(|one| step(one, &scenario, findings)).collect();
    let about = file.about.map(|about| about.value).unwrap_or_default();
    (!steps.is_empty()).then_some(Tour { title: file.title?.value, about, scenario, steps })
}

fn step(file: &Placed<StepFile>, scenario: &Scenario, findings: &mut Findings<'_>) -> Option<Step> {
    let (home, file) = (&scenario.home, &file.value);
    for at in [&file.at, &file.until].into_iter().flatten() {
        moment(at, scenario, findings);
    }
    if let Some(area) = named(&file.area, |id| home.area(&AreaId::new(id)).is_some()) {
        let hint = findings.suggest(&area.value, home.areas.iter().map(|area| area.id.as_str()), "Its areas are");
        findings.error(&area.span, format!("the scenario’s home has no area {}", quoted(&area.value)), hint);
    }
    if let Some(device) = named(&file.device, |id| home.device(&DeviceId::new(id)).is_some()) {
        let hint = findings.suggest(&device.value, home.devices.iter().map(|one| one.id.as_str()), "Its devices are");
        findings.error(&device.span, format!("the scenario’s home has no device {}", quoted(&device.value)), hint);
    }
    if let Some(view) = named(&file.view, |name| VIEWS.contains(&name)) {
        let hint = findings.suggest(&view.value, VIEWS, "There are");
        findings.error(&view.span, format!("there is no view {}", quoted(&view.value)), hint);
    }
    if let Some(speed) = file.speed.as_ref().filter(|speed| !(0.0..=FASTEST).contains(&speed.value)) {
        let brief = format!("the speed cannot be {}", speed.value);
        findings.error(&speed.span, brief, format!("Write a number from 0, which stands still, to {FASTEST}."));
    }
    let wait = wait(file, findings)?;
    Some(Step {
        say: file.say.as_ref()?.value.clone(),
        notes: file.notes.as_ref().map(|notes| notes.value.clone()).unwrap_or_default(),
        at: file.at.as_ref().map(|at| at.value),
        speed: file.speed.as_ref().map(|speed| speed.value),
        view: file.view.as_ref().map(|view| view.value.clone()),
        lens: file.lens.as_ref().is_some_and(|lens| lens.value),
        learned: file.learned.as_ref().is_some_and(|learned| learned.value),
        area: file.area.as_ref().map(|area| AreaId::new(&area.value)),
        device: file.device.as_ref().map(|device| DeviceId::new(&device.value)),
        wait,
    })
}

/// A name that is not known.
fn named(name: &Maybe<String>, known: impl Fn(&str) -> bool) -> Option<&Placed<String>> {
    name.as_ref().filter(|name| !known(&name.value))
}

fn moment(at: &Placed<Moment>, scenario: &Scenario, findings: &mut Findings<'_>) {
    if at.value.day < 1 || at.value.day > scenario.days {
        let brief = format!("day {} is not in this scenario", at.value.day);
        findings.error(&at.span, brief, format!("Its days are 1 to {}.", scenario.days));
    }
}

/// What the step waits for: one thing at most.
fn wait(file: &StepFile, findings: &mut Findings<'_>) -> Option<Wait> {
    let spans = [
        file.takes.as_ref().map(|takes| &takes.span),
        file.until.as_ref().map(|until| &until.span),
        file.alert.as_ref().map(|alert| &alert.span),
    ];
    let mut given = spans.into_iter().flatten();
    if let (Some(_), Some(second)) = (given.next(), given.next()) {
        findings.error(second, "a step waits for one thing", "Keep one of takes, until and alert.");
        return None;
    }
    if let Some(alert) = &file.alert {
        if !ALERT_KINDS.contains(&alert.value.as_str()) {
            let hint = findings.suggest(&alert.value, ALERT_KINDS, "There are");
            findings.error(&alert.span, format!("no alert is called {}", quoted(&alert.value)), hint);
        }
        let Some(within) = &file.within else {
            findings.error(&alert.span, "nothing says how soon this alert must come", "Add within: \"2 h\".");
            return None;
        };
        return Some(Wait::Alert { kind: alert.value.clone(), within: within.value });
    }
    if let Some(within) = &file.within {
        findings.error(
            &within.span,
            "there is no alert to come within this",
            "Add alert: and its kind, or leave it out.",
        );
    }
    if let Some(until) = &file.until {
        return Some(Wait::Until(until.value));
    }
    let takes = file.takes.as_ref().map_or(READING, |takes| takes.value);
    if let Some(given) = file.takes.as_ref().filter(|_| takes <= Span::ZERO || takes > LONGEST) {
        findings.error(&given.span, format!("a step cannot take {takes}"), format!("Write a span up to {LONGEST}."));
    }
    Some(Wait::Reading(takes))
}
