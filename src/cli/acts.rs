//! What people tell the monitor, as JSON Lines: `{"at":"2026-12-03T09:10:00+00:00","act":"acknowledge","concern":3,"by":"Anna"}`.
//!
//! `watch` finds such lines among the readings; `run` and `replay` take a file of them. Read [`Act`] first.

use std::collections::VecDeque;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Failure, tell_problem};
use crate::home::{DeviceId, Home};
use crate::monitor::Monitor;
use crate::monitor::act::{Act, ActKind};
use crate::monitor::alert::Alert;
use crate::time::{Calendar, ClockTime, Timestamp, parse_rfc3339};

/// The forms that a line may have.
const FORMS: &str = "An act is acknowledge (with concern), confirm, restart, exclude (with from and until, both dates), \
                     replaced or moved (with device); each has at, and may have by.";
/// The largest file of acts that is read, in bytes.
const LARGEST: u64 = 4 << 20;

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ActLine {
    at: String,
    act: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    concern: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
}

/// Whether a line is meant as an act rather than as a reading.
pub fn is_act(text: &[u8]) -> bool {
    text.windows(5).any(|window| window == b"\"act\"")
}

/// Reads one line.
///
/// # Errors
/// What is wrong with it and what to do, in a sentence or two.
pub fn read(text: &[u8], home: &Home, calendar: &Calendar) -> Result<Act, String> {
    let line: ActLine =
        serde_json::from_slice(text).map_err(|error| format!("this is no act: {}. {FORMS}", first_words(&error)))?;
    let at = parse_rfc3339(&line.at)
        .ok_or_else(|| format!("{:?} is no instant. Write it as 2026-12-03T07:21:05+00:00.", line.at))?;
    let day = |text: &Option<String>, name: &str| -> Result<i64, String> {
        let text = text.as_deref().ok_or_else(|| format!("exclude needs {name}, a date such as 2026-12-03"))?;
        let noon = ClockTime::new(12, 0).unwrap_or(ClockTime::MIDNIGHT);
        let that = Calendar::parse(calendar.zone_name(), text).map_err(|error| format!("{name}: {error}"))?;
        Ok(calendar.local(that.at(1, noon)).day)
    };
    let device = || -> Result<DeviceId, String> {
        let name = line.device.as_deref().ok_or_else(|| format!("{} needs a device", line.act))?;
        let id = DeviceId::new(name);
        home.device(&id).map(|_| id).ok_or_else(|| format!("the home lists no device {name:?}"))
    };
    let kind = match line.act.as_str() {
        "acknowledge" => ActKind::Acknowledge {
            concern: line.concern.ok_or("acknowledge needs concern, the number of one that was told".to_owned())?,
        },
        "confirm" => ActKind::Confirm,
        "restart" => ActKind::Restart,
        "exclude" => {
            let (from, until) = (day(&line.from, "from")?, day(&line.until, "until")?);
            if until < from {
                return Err("exclude: until lies before from. Give the first day and the last.".to_owned());
            }
            ActKind::Exclude { from, until }
        }
        "replaced" => ActKind::Replaced { device: device()? },
        "moved" => ActKind::Moved { device: device()? },
        other => return Err(format!("there is no act {other:?}. {FORMS}")),
    };
    Ok(Act { at, kind, by: line.by })
}

/// Writes acts as [`load`] reads them, a line each.
// Only the window writes them so far.
pub fn written(acts: &[Act], calendar: &Calendar) -> String {
    let date = |day: i64| {
        let noon = ClockTime::new(12, 0).unwrap_or(ClockTime::MIDNIGHT);
        Some(calendar.local(calendar.at(day, noon)).date.to_string())
    };
    let lines = acts.iter().map(|act| {
        let line = ActLine { at: calendar.rfc3339(act.at), by: act.by.clone(), ..ActLine::default() };
        let line = match &act.kind {
            ActKind::Acknowledge { concern } => {
                ActLine { act: "acknowledge".to_owned(), concern: Some(*concern), ..line }
            }
            ActKind::Confirm => ActLine { act: "confirm".to_owned(), ..line },
            ActKind::Restart => ActLine { act: "restart".to_owned(), ..line },
            ActKind::Exclude { from, until } => {
                ActLine { act: "exclude".to_owned(), from: date(*from), until: date(*until), ..line }
            }
            ActKind::Replaced { device } => {
                ActLine { act: "replaced".to_owned(), device: Some(device.as_str().to_owned()), ..line }
            }
            ActKind::Moved { device } => {
                ActLine { act: "moved".to_owned(), device: Some(device.as_str().to_owned()), ..line }
            }
        };
        // Strings and numbers alone always have a form in JSON.
        serde_json::to_string(&line).unwrap_or_default() + "\n"
    });
    lines.collect()
}

/// Reads a file of acts, in order of time.
pub fn load(path: &Path, home: &Home, calendar: &Calendar) -> Result<Vec<Act>, Failure> {
    let cannot = |what: String| Failure::new(format!("{}: {what}", path.display()));
    let about = fs::metadata(path).map_err(|error| cannot(format!("this file cannot be read: {error}")))?;
    if !about.is_file() || about.len() > LARGEST {
        return Err(cannot("this is no file of acts: JSON Lines, at most 4 MB".to_owned()));
    }
    let text = fs::read(path).map_err(|error| cannot(format!("this file cannot be read: {error}")))?;
    let mut acts = Vec::new();
    for (place, line) in text.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !line.iter().all(u8::is_ascii_whitespace) {
            acts.push(read(line, home, calendar).map_err(|what| cannot(format!("line {}: {what}", place + 1)))?);
        }
    }
    acts.sort_by_key(|act| act.at);
    Ok(acts)
}

/// Acts that have their effect when their time comes.
#[derive(Debug, Default)]
pub struct Acts {
    /// In order of time.
    waiting: VecDeque<Act>,
}

impl Acts {
    /// Those of a file, where there is one.
    pub fn new(acts: Option<Vec<Act>>) -> Self {
        Self { waiting: acts.unwrap_or_default().into() }
    }

    /// Carries out those before `at`, each when everything before it has been heard.
    pub fn until(&mut self, at: Timestamp, monitor: &mut Monitor, alerts: &mut Vec<Alert>) {
        while let Some(act) = self.waiting.pop_front_if(|act| act.at < at) {
            if !monitor.act(&act, alerts) {
                tell_problem(&format!("an act made no difference: {}", act.kind.name()));
            }
        }
    }
}

/// What the JSON reader says, without a line number: it is given one line at a time.
fn first_words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::load;
    use crate::time::Span;

    #[test]
    fn what_is_written_is_read_again_as_it_was() {
        let scenario = load::demonstration().expect("valid").scenario;
        let (home, calendar) = (&scenario.home, &scenario.calendar);
        let device = home.devices[0].id.clone();
        let kinds = [
            ActKind::Acknowledge { concern: 3 },
            ActKind::Confirm,
            ActKind::Restart,
            ActKind::Exclude { from: 3, until: 5 },
            ActKind::Replaced { device: device.clone() },
            ActKind::Moved { device },
        ];
        let acts: Vec<Act> = (0..)
            .zip(kinds)
            .map(|(hour, kind)| Act {
                at: scenario.starts() + Span::hours(hour),
                by: (hour % 2 == 0).then(|| "Anna".to_owned()),
                kind,
            })
            .collect();
        let text = written(&acts, calendar);
        let again: Vec<Act> = text.lines().map(|line| read(line.as_bytes(), home, calendar).expect("an act")).collect();
        assert_eq!(again, acts);
    }
}
