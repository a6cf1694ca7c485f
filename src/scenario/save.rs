//! Writing what a person did to the house back into the scenario's text, so that it can be played again.
//!
//! The author's text stays as it is, comments and all: only its list of interventions is replaced, or added before the
//! last bracket.

use super::locate::{Outline, Shape};
use super::problem::Problem;
use super::{Disturbance, DisturbanceKind, Scenario};
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
    let Shape::Group { name: None, open: '(', items, .. } = &root.shape else {
        return Err(unusable());
    };
    let done: Vec<String> =
        scenario.disturbances.iter().filter(|d| d.intervention).map(|d| line(d, scenario)).collect();
    let list = if done.is_empty() {
        "[]".to_owned()
    } else {
        format!("[\n{}    ]", done.iter().map(|line| format!("        {line},\n")).collect::<String>())
    };
    let (before, new, after) = match (root.field(text, "interventions"), done.is_empty()) {
        (Some(field), _) => {
            let span = &field.value.span;
            (text.get(..span.start), list, text.get(span.end..))
        }
        (None, true) => return Ok(text.to_owned()),
        (None, false) => {
            // Behind the last value, and behind its comma where it has one: a comment may follow it on its line.
            let end = items.last().map_or(root.head().end, |item| item.value.span.end);
            let comma = !items.is_empty() && !followed_by_comma(text.get(end..root.span.end).unwrap_or_default());
            let close = root.span.end - 1;
            let gap = if text.get(..close).is_some_and(|before| before.ends_with('\n')) { "" } else { "\n" };
            let added = format!("{gap}    // What a person did while watching.\n    interventions: {list},\n");
            if comma {
                let between = text.get(end..close).ok_or_else(unusable)?;
                (text.get(..end), format!(",{between}{added}"), text.get(close..))
            } else {
                (text.get(..close), added, text.get(close..))
            }
        }
    };
    match (before, after) {
        (Some(before), Some(after)) => Ok(format!("{before}{new}{after}")),
        _ => Err(unusable()),
    }
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

fn call(device: &DeviceId, cancelled: Option<Span>) -> String {
    let cancelled = cancelled.map(|after| format!(", cancelled: {:?}", after.exact())).unwrap_or_default();
    format!("device: {device:?}{cancelled}")
}
