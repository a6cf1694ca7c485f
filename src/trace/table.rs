//! Writes readings as a table for other programs, `at,device,capability,value`, which [`super::import`] reads back.
//!
//! What a table has no place for, the home, lies in a mapping beside it. Only the table of a simulated home has a column
//! more, `simulated`, so that nobody takes it for a real one.

use std::path::{Path, PathBuf};

use super::TraceError;
use super::import::table::{AVAILABILITY, SIMULATED};
use super::packed::PackedFile;
use crate::home::Item;
use crate::time::Calendar;

/// A table being written. Dropped before [`TableWriter::finish`], it leaves nothing behind.
pub struct TableWriter {
    file: PackedFile,
    calendar: Calendar,
    simulated: bool,
    items: u64,
}

impl TableWriter {
    /// Begins a table that shall be at `path`.
    ///
    /// # Errors
    /// When there can be no file at `path`.
    pub fn create(path: &Path, calendar: &Calendar, simulated: bool) -> Result<Self, TraceError> {
        let mut file = PackedFile::create(path)?;
        let more = if simulated { format!(",{SIMULATED}") } else { String::new() };
        file.line(&format!("at,device,capability,value{more}"))?;
        Ok(Self { file, calendar: calendar.clone(), simulated, items: 0 })
    }

    /// Writes the next item; a watermark is no row.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(&mut self, item: &Item) -> Result<(), TraceError> {
        let (device, capability, value) = match item {
            Item::Reading(reading) => (&reading.device, reading.capability.name(), reading.value.to_string()),
            Item::Availability(change) => {
                (&change.device, AVAILABILITY, (if change.online { "online" } else { "offline" }).to_owned())
            }
            Item::Watermark(_) => return Ok(()),
        };
        let at = self.calendar.rfc3339(item.at());
        let more = if self.simulated { ",true" } else { "" };
        self.file.line(&format!("{at},{},{capability},{}{more}", quoted(device.as_str()), quoted(&value)))?;
        self.items += 1;
        Ok(())
    }

    /// Puts the table in its place. Returns how many rows it holds.
    ///
    /// # Errors
    /// When the rest can't be written; then nothing is left behind.
    pub fn finish(self) -> Result<u64, TraceError> {
        self.file.finish()?;
        Ok(self.items)
    }
}

/// The text in quotes where it holds a separator, a quote or a line's end, or where blanks at its ends would be lost.
fn quoted(text: &str) -> String {
    let plain = !text.contains([',', '"', '\n', '\r']) && text.trim() == text;
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// Where the mapping of a table is: `t.mapping.ron` beside `t.csv`.
pub fn mapping_beside(table: &Path) -> PathBuf {
    let name = table.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let name = name.strip_suffix(".csv").unwrap_or(name);
    table.with_file_name(format!("{name}.mapping.ron"))
}
