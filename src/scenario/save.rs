//! Writing what a person did to the house back into the scenario's text, so that it can be played again.
//!
//! The author's text stays as it is, comments and all: only its list of interventions is replaced, or added before the
//! last bracket.

mod home;

pub use home::{home_named, with_devices, with_home};

use std::ops::Range;

use super::locate::{Node, Outline, Shape};
use super::problem::Problem;
use super::{Disturbance, DisturbanceKind, Fault, Scenario};
use crate::home::DeviceId;
use crate::time::Span;

/// The text with the scenario's interventions in it, and no others.
///
/// # Errors
/// When the text is not a scenario's: it has no round bracket around it.
pub fn with_interventions(text: &str, scenario: &Scenario) -> Result<String, Problem> {
    let outline = Outline::read(text);
    let unusable = || {
        Problem::of_file(
            &scenario.title,
            "the scenario's text is broken, so what was done cannot be written into it",
            "Check the file that it came from.",
        )
    };
    let root = outline.root.as_ref().filter(|_| outline.faults.is_empty()).ok_or_else(unusable)?;
    if !matches!(&root.shape, Shape::Group { name: None, open: '(', .. }) {
        return Err(unusable());
    }
    let faults = scenario.faults.iter().filter(|fault| fault.intervention).map(fault_line);
    let done = scenario.disturbances.iter().filter(|d| d.intervention).map(|d| line(d, scenario));
    let done: Vec<String> = done.chain(faults).collect();
    let list = if done.is_empty() {
        "[]".to_owned()
    } else {
        format!("[\n{}    ]", done.iter().map(|line| format!("        {line},\n")).collect::<String>())
    };
    match (root.field(text, "interventions"), done.is_empty()) {
        (Some(field), _) => replaced(text, &field.value.span, &list),
        (None, true) => Some(text.to_owned()),
        (None, false) => with_field(text, root, "What a person did while watching.", &format!("interventions: {list}")),
    }
    .ok_or_else(unusable)
}

/// The text with these bytes in place of those.
fn replaced(text: &str, span: &Range<usize>, new: &str) -> Option<String> {
    Some(format!("{}{new}{}", text.get(..span.start)?, text.get(span.end..)?))
}

/// The text with one more field before its last bracket.
fn with_field(text: &str, root: &Node, comment: &str, field: &str) -> Option<String> {
    // Behind the last value, and behind its comma where it has one: a comment may follow it on its line.
    let items = root.items();
    let end = items.last().map_or(root.head().end, |item| item.value.span.end);
    let comma = !items.is_empty() && !followed_by_comma(text.get(end..root.span.end).unwrap_or_default());
    let close = root.span.end - 1;
    let gap = if text.get(..close).is_some_and(|before| before.ends_with('\n')) { "" } else { "\n" };
    let added = format!("{gap}    // {comment}\n    {field},\n");
    let comma = if comma { "," } else { "" };
    Some(format!("{}{comma}{}{added}{}", text.get(..end)?, text.get(end..close)?, text.get(close..)?))
}

/// Whether the first thing in the text besides white space and comments is a comma.
fn followed_by_comma(mut text: &str) -> bool {
    loop {
        text = text.trim_start();
        let end = if text.starts_with("//") {
            text.find('\n')
        } else if text.starts_with("/*") {
            super::locate::block_comment(text)
        } else {
            return text.starts_with(',');
        };
        text = end.and_then(|end| text.get(end..)).unwrap_or_default();
    }
}

fn line(disturbance: &Disturbance, scenario: &Scenario) -> String {
    let what = match &disturbance.kind {
        DisturbanceKind::ColdRoom { area, lasts } => format!("ColdRoom(area: {area:?}, lasts: {:?})", lasts.exact()),
        DisturbanceKind::DoorOpened { opening, lasts } => {
            format!("DoorOpened(opening: {opening:?}, lasts: {:?})", lasts.exact())
        }
        DisturbanceKind::Fall { area, lasts } => format!("Fall(area: {area:?}, lasts: {:?})", lasts.exact()),
        DisturbanceKind::FobPressed { device, cancelled } => format!("FobPressed({})", call(device, *cancelled)),
        DisturbanceKind::CordPulled { device, cancelled } => format!("CordPulled({})", call(device, *cancelled)),
        DisturbanceKind::Switched { piece, on } => format!("Switched(piece: {piece:?}, on: {on})"),
        DisturbanceKind::Episode(episode) => episode.to_string(),
        DisturbanceKind::Change(change) => change.to_string(),
        DisturbanceKind::Hazard(hazard) => hazard.to_string(),
        DisturbanceKind::Deed(deed) => deed.to_string(),
    };
    // The first resident needs no naming.
    let other = scenario.residents.get(disturbance.who).filter(|_| disturbance.who > 0);
    let who = other.map_or_else(String::new, |resident| format!("who: {:?}, ", resident.id));
    format!("(at: \"{}\", {who}what: {what})", disturbance.at)
}

fn fault_line(fault: &Fault) -> String {
    let lasts = fault.lasts.map_or_else(String::new, |lasts| format!("lasts: {:?}, ", lasts.exact()));
    format!("(at: \"{}\", {lasts}what: {})", fault.at, fault.kind)
}

fn call(device: &DeviceId, cancelled: Option<Span>) -> String {
    let cancelled = cancelled.map(|after| format!(", cancelled: {:?}", after.exact())).unwrap_or_default();
    format!("device: {device:?}{cancelled}")
}
