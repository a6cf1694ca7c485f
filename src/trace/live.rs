//! Lines of readings as they come from a live home: each by itself, in any order, some of them malformed.
//!
//! The form of a line is that of a recording. What a recording must keep to (order of time, an end) a live home cannot;
//! whoever reads it puts the readings in order. It reads nothing itself: it is given lines.

use std::collections::BTreeMap;
use std::path::Path;

use super::header::{Header, MARK};
use super::line::{self, Line, belongs};
use crate::home::{DeviceId, DeviceKind, Home, Item};
use crate::time::Timestamp;

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum LiveLine {
    /// A reading, or a device that came or went.
    Item(Item),
    /// A device that the home does not list said something: which.
    Unknown(DeviceId),
    /// That this is all, and until when nothing more happened.
    End(Timestamp),
    /// Which home it is: the first line of a recording.
    Header(Box<Header>),
    /// Nothing: an empty line.
    Empty,
}

/// Reads the lines of one home.
#[derive(Clone, Debug)]
pub struct LiveLines {
    devices: BTreeMap<DeviceId, DeviceKind>,
}

impl LiveLines {
    /// For a home with these devices.
    pub fn new(home: &Home) -> Self {
        Self { devices: home.devices.iter().map(|device| (device.id.clone(), device.kind)).collect() }
    }

    /// Reads one line, given without its end.
    ///
    /// # Errors
    /// What is wrong with it and what to do, in a sentence or two.
    pub fn read(&self, text: &[u8]) -> Result<LiveLine, String> {
        if text.iter().all(u8::is_ascii_whitespace) {
            return Ok(LiveLine::Empty);
        }
        if let Some(header) = header(text) {
            return header.map(|header| LiveLine::Header(Box::new(header)));
        }
        match line::from_json(text).map_err(|refusal| told(&refusal))? {
            Line::Item(item) => {
                let device = match &item {
                    Item::Reading(reading) => Some(&reading.device),
                    Item::Availability(change) => Some(&change.device),
                    Item::Watermark(_) => None,
                };
                if let Some(device) = device.filter(|device| !self.devices.contains_key(*device)) {
                    return Ok(LiveLine::Unknown(device.clone()));
                }
                belongs(&self.devices, &item).map_err(|refusal| told(&refusal))?;
                Ok(LiveLine::Item(item))
            }
            Line::End { until, .. } => Ok(LiveLine::End(until)),
        }
    }
}

/// The header in a line, where it is one.
///
/// # Errors
/// What is wrong with it, where it is meant as a header.
pub fn header(text: &[u8]) -> Option<Result<Header, String>> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    // The mark stands at the very beginning of a header, so that a reading is never looked through for it.
    let begins = text.get(..MARK.len() + 8).unwrap_or(text);
    let marked = begins.windows(MARK.len()).any(|window| window == MARK.as_bytes());
    marked.then(|| Header::from_json(Path::new("standard input"), text).map_err(|error| error.to_string()))
}

fn told(refusal: &line::Refusal) -> String {
    format!("{}. {}", refusal.what, refusal.hint)
}
