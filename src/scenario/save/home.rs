//! Writing a home's devices back into its file's text, and another home's name into a scenario's.
//!
//! The author's text stays as it is, comments and all: a device that is as it was keeps its line, one that was changed gets
//! a new one in its place, one that was removed goes with its line, and new ones follow the last.

use std::fmt::Write as _;
use std::ops::Range;

use super::super::locate::{Node, Outline, Shape};
use super::super::problem::Problem;
use super::{followed_by_comma, replaced, with_field};
use crate::home::{Device, DeviceId, Home, Settings, Turn};

/// The home that a scenario's text names.
pub fn home_named(text: &str) -> Option<String> {
    let outline = Outline::read(text);
    let field = outline.root.as_ref()?.field(text, "home")?;
    ron::from_str(text.get(field.value.span.clone())?).ok()
}

/// A scenario's text with another home named in it.
///
/// # Errors
/// When the text names none.
pub fn with_home(text: &str, path: &str) -> Result<String, Problem> {
    let outline = Outline::read(text);
    let field = outline.root.as_ref().and_then(|root| root.field(text, "home"));
    let changed = field.and_then(|field| replaced(text, &field.value.span, &format!("{path:?}")));
    changed
        .ok_or_else(|| Problem::of_file("the scenario", "its text names no home", "Check the file that it came from."))
}

/// A home's text with other devices in it; `before` is what the text says.
///
/// # Errors
/// When the text is not a home's.
pub fn with_devices(name: &str, text: &str, before: &Home, after: &Home) -> Result<String, Problem> {
    changed(text, before, after).ok_or_else(|| {
        let brief = "the home's text is broken, so its devices cannot be written into it";
        Problem::of_file(name, brief, "Check the file that it came from.")
    })
}

fn changed(text: &str, before: &Home, after: &Home) -> Option<String> {
    let outline = Outline::read(text);
    let root = outline.root.as_ref().filter(|_| outline.faults.is_empty())?;
    let new = after.devices.iter().filter(|device| before.device(&device.id).is_none()).map(line);
    let new: Vec<String> = new.collect();
    let Some(list) = root.field(text, "devices").map(|field| &field.value) else {
        if new.is_empty() {
            return Some(text.to_owned());
        }
        let lines = new.iter().fold(String::new(), |lines, line| format!("{lines}        {line},\n"));
        return with_field(text, root, "Put up in the window.", &format!("devices: [\n{lines}    ]"));
    };
    let Shape::Group { open: '[', items, .. } = &list.shape else { return None };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut last_kept: Option<&Node> = None;
    for item in items {
        let node = &item.value;
        let id = node.field(text, "id").and_then(|field| text.get(field.value.span.clone()));
        let id: DeviceId = DeviceId::new(&ron::from_str::<String>(id?).ok()?);
        match after.device(&id) {
            None => edits.push((whole_line(text, &node.span, list.span.end), String::new())),
            Some(device) => {
                last_kept = Some(node);
                if before.device(&id) != Some(device) {
                    edits.push((node.span.clone(), line(device)));
                }
            }
        }
    }
    if !new.is_empty() {
        let close = list.span.end - 1;
        if let Some(node) = last_kept.filter(|node| {
            let after = text.get(node.span.end..close).unwrap_or_default();
            // The one behind it may go, and its comma with it.
            !followed_by_comma(after)
        }) {
            edits.push((node.span.end..node.span.end, ",".to_owned()));
        }
        let end = text.get(..close)?.trim_end().len();
        let mut lines = new.iter().fold(String::new(), |lines, line| format!("{lines}\n        {line},"));
        if end == close {
            // Before a bracket that stood right behind.
            lines.push_str("\n    ");
        }
        edits.push((end..end, lines));
    }
    // From the end, so that places before stay what they are; what is put in at one place stays in its order.
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut changed = text.to_owned();
    for (span, new) in edits.iter().rev() {
        changed = replaced(&changed, span, new)?;
    }
    Some(changed)
}

/// A value with its comma and, where nothing else stands on its line, the line's beginning and end.
fn whole_line(text: &str, span: &Range<usize>, most: usize) -> Range<usize> {
    let rest = text.get(span.end..most).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let comma = usize::from(rest.get(blank..).is_some_and(|rest| rest.starts_with(',')));
    let mut end = if comma == 1 { span.end + blank + 1 } else { span.end };
    let before = text.get(..span.start).unwrap_or_default();
    let indent = before.trim_end_matches([' ', '\t']);
    let behind = text.get(end..most).unwrap_or_default();
    let ends_line = behind.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    if indent.ends_with('\n') && ends_line {
        end += behind.find('\n').map_or(0, |newline| newline + 1);
        return indent.len()..end;
    }
    span.start..end
}

/// As a home's file writes it.
fn line(device: &Device) -> String {
    let mut line = format!(
        "(id: {:?}, name: {:?}, kind: {:?}, area: {:?}",
        device.id.as_str(),
        device.name,
        device.kind,
        device.area.as_str()
    );
    let mut field = |name: &str, value: String| {
        // Writing into a text cannot fail.
        let _ = write!(line, ", {name}: {value}");
    };
    if let Some(opening) = &device.opening {
        field("opening", format!("{:?}", opening.as_str()));
    }
    if let Some(piece) = &device.piece {
        field("piece", format!("{:?}", piece.as_str()));
    }
    if let Some(at) = device.at {
        field("at", format!("({:?}, {:?})", at.x, at.y));
    }
    if device.height > 0.0 {
        field("height", format!("{:?}", device.height));
    }
    if device.front != Turn::default() {
        field("front", format!("{:?}", device.front));
    }
    settings(&device.settings, &mut field);
    line.push(')');
    line
}

fn settings(set: &Settings, field: &mut impl FnMut(&str, String)) {
    let Settings { view, reach, pet_immune, blind, hold, every, change, worn, day, night, doses, silent } = set;
    for (name, value) in [("view", view), ("reach", reach), ("change", change), ("worn", worn), ("day", day)] {
        if let Some(value) = value {
            field(name, format!("{value:?}"));
        }
    }
    if let Some(night) = night {
        field("night", format!("{night:?}"));
    }
    if *pet_immune {
        field("pet_immune", "true".to_owned());
    }
    if *silent {
        field("silent", "true".to_owned());
    }
    for (name, value) in [("blind", blind), ("hold", hold), ("every", every)] {
        if let Some(value) = value {
            field(name, format!("{:?}", value.exact()));
        }
    }
    if !doses.is_empty() {
        let times: Vec<String> = doses.iter().map(|dose| format!("{:?}", dose.exact())).collect();
        field("doses", format!("[{}]", times.join(", ")));
    }
}
