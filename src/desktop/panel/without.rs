//! How soon help was there with every device, and how soon it would have been without each: bars beside each other, asked for
//! by a button, because the days have to be lived through once more for every device.

use bevy_egui::egui::Ui;

use super::caring::Without;
use super::widget::{self, Press};
use super::{Shown, delay, long_span};
use crate::desktop::theme;
use crate::evaluation::meaning;
use crate::player::view::View;
use crate::player::without::{Minutes, Trial};
use crate::response::Status;
use crate::simulation::truth::TruthKind;
use crate::time::{Span, Timestamp};

/// What began so long before a case is not what it is about.
const LONGEST: Span = Span::days(2);

/// When what a case is about really began, where that is known; else as the case has it.
fn onset(view: &View<'_>, case: &Status) -> Timestamp {
    let helpless = |kind: &TruthKind| matches!(kind, TruthKind::Label(label) if meaning::is_helpless(label));
    let spans = view.history.truth().iter().filter(|span| view.truth && helpless(&span.kind));
    let fits = spans.map(|span| span.from).filter(|from| *from <= case.since && case.since - *from < LONGEST);
    fits.max().unwrap_or(case.since)
}

/// Shows what has come out of it, or the button that asks for it.
pub fn show(ui: &mut Ui, view: &View<'_>, case: &Status, shown: &mut Shown) {
    if !view.truth || !view.alive {
        return;
    }
    let since = onset(view, case);
    widget::heading(ui, "With and without each device");
    let (asked, revision) = (shown.care.without.since, shown.care.without.revision);
    if asked != Some(since) || revision != view.history.revision() {
        let button = Press::text("How soon without each device?");
        if button.tip("The days are lived through once more for each device that could be missing").show(ui).clicked() {
            let revision = view.history.revision();
            shown.care.without = Without { since: Some(since), revision, part: Some(0.0), trials: Vec::new() };
        }
        return;
    }
    widget::aside(
        ui,
        "Minutes from what really happened until somebody is there, each time on the same days. Simulated.",
    );
    let longest = shown.care.without.trials.iter().filter_map(|trial| took(&trial.minutes)).max().unwrap_or(Span::ZERO);
    let mut same = Vec::new();
    let all = shown.care.without.trials.first().map(|trial| trial.minutes);
    for trial in &shown.care.without.trials {
        let Trial { without, minutes } = trial;
        let name =
            without.and_then(|place| view.scenario.home.devices.get(place)).map(|device| device.name.to_lowercase());
        match name {
            Some(name) if all.is_some_and(|all| in_words(minutes) == in_words(&all)) => same.push(name),
            Some(name) => bar(ui, &format!("Without the {name}"), minutes, longest, false),
            None => bar(ui, "With every device", minutes, longest, true),
        }
    }
    if !same.is_empty() {
        widget::paragraph(ui, &format!("The same without: {}.", same.join(", ")));
    }
    if let Some(part) = shown.care.without.part {
        widget::progress(ui, "Once more without each device …", Some(part), 280.0, shown.reduced_motion);
    }
}

fn took(minutes: &Minutes) -> Option<Span> {
    minutes.there.or(minutes.settled)
}

fn bar(ui: &mut Ui, who: &str, minutes: &Minutes, longest: Span, all: bool) {
    let colour = if all { theme::accent() } else { theme::mark() };
    delay::row(ui, who, took(minutes), longest, &in_words(minutes), colour);
}

/// What came of it, to the minute: `there after 9 minutes`.
fn in_words(minutes: &Minutes) -> String {
    match (minutes.told, minutes.there, minutes.settled) {
        (_, _, Some(settled)) => format!("settled after {}", long_span(settled)),
        (_, Some(there), None) => format!("there after {}", long_span(there)),
        (Some(told), None, None) => format!("told after {}, nobody there within a day", long_span(told)),
        (None, None, None) => "nobody is told within a day".to_owned(),
    }
}
