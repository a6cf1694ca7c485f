//! Truth labels, in a second file beside the recording: the evaluation may look at them, a monitor never can, because
//! no reader of recordings reads this file.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{TraceError, WholeFile};
use crate::home::DeviceId;
use crate::time::{Calendar, Timestamp};

/// One stretch of truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelLine {
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None` when it hadn't by the end of the recording.
    pub until: Option<Timestamp>,
    /// Its stable name: `fall`, `cold-room`.
    pub label: String,
    /// The device that it befell; `None` where it befell a person, the house or all devices.
    pub device: Option<DeviceId>,
    /// What happened, in a sentence.
    pub sentence: String,
}

#[derive(Serialize)]
struct LabelFile<'a> {
    from: String,
    until: Option<String>,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<&'a str>,
    sentence: &'a str,
}

/// Where the labels of a recording are: `t.labels.jsonl` beside `t.jsonl` or `t.jsonl.zst`.
pub fn beside(recording: &Path) -> PathBuf {
    let name = recording.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".zst").or_else(|| name.strip_suffix(".gz")).unwrap_or(&name);
    let name = name.strip_suffix(".jsonl").unwrap_or(name);
    recording.with_file_name(format!("{name}.labels.jsonl"))
}

/// Writes labels as JSON Lines, whole or not at all.
///
/// # Errors
/// When the file can't be written.
pub fn write(path: &Path, calendar: &Calendar, labels: &[LabelLine]) -> Result<(), TraceError> {
    let mut file = WholeFile::create(path)?;
    for label in labels {
        let line = LabelFile {
            from: calendar.rfc3339(label.from),
            until: label.until.map(|until| calendar.rfc3339(until)),
            label: &label.label,
            device: label.device.as_ref().map(DeviceId::as_str),
            sentence: &label.sentence,
        };
        // Strings always have a JSON form.
        let text = serde_json::to_string(&line).unwrap_or_default();
        writeln!(file, "{text}").map_err(|error| TraceError::io("write", path, error))?;
    }
    file.finish()
}
