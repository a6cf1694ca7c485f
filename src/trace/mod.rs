//! Recordings: the project's own, written and read here, and those of others, read by [`import`].
//!
//! A recording is JSON Lines: a header that holds the whole home and its calendar ([`Header`]), one line for each
//! reading or availability change, and a last line that says that this is the end. What is written is read back
//! exactly, so that a monitor over a recording sees the very items that the run gave it. This room does I/O; it knows
//! nothing of scenarios, simulations or monitors, and truth never enters a recording: [`labels`] go into a file beside
//! it. Read [`Header`] first, then [`Writer`] and [`Reader`].

mod error;
mod header;
pub mod import;
mod input;
pub mod labels;
mod line;
mod live;
pub mod mapping;
mod mirror;
mod packed;
mod reader;
pub mod table;
mod whole;
mod writer;
mod zstd;

use std::path::Path;

pub use error::{Misread, Notice, TraceError};
pub use header::Header;
pub use input::{Input, LineEnd};
pub use live::{LiveLine, LiveLines, header as live_header};
pub use reader::Reader;
pub use table::TableWriter;
pub use whole::WholeFile;
pub use writer::Writer;

/// The longest line that is read or written, in bytes. A header of a thousand devices has about 200 kB.
pub const MAX_LINE: usize = 1 << 20;

/// A format of recordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The project's own.
    Own,
    /// Washington State University's CASAS: `date time sensor value` with white space or commas between.
    Casas,
    /// TIHM: `id,location,date-time,date`, one row for each time a sensor was triggered.
    Tihm,
    /// Intervals of sensors by number, `start end id`, with the sensors' names in a file beside: van Kasteren's homes
    /// and those brought into his form.
    Kasteren,
    /// Ordóñez's intervals: `start end location type place` under two header lines.
    Ordonez,
    /// Home Assistant's history, as CSV or as the JSON of its REST interface.
    HomeAssistant,
    /// A log of the messages that Zigbee2MQTT sent: `time topic payload`, as text or JSON lines.
    Zigbee2Mqtt,
    /// Open Smart Home: a folder of `unix-seconds value` files, one a room and quantity.
    OpenSmartHome,
    /// Any file of separated columns: this program's own `at,device,capability,value`, or what a mapping describes.
    Table,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 9] = [
        Self::Own,
        Self::Casas,
        Self::Tihm,
        Self::Kasteren,
        Self::Ordonez,
        Self::HomeAssistant,
        Self::Zigbee2Mqtt,
        Self::OpenSmartHome,
        Self::Table,
    ];

    /// Its name on the command line and in a mapping.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Casas => "casas",
            Self::Tihm => "tihm",
            Self::Kasteren => "van-kasteren",
            Self::Ordonez => "ordonez",
            Self::HomeAssistant => "home-assistant",
            Self::Zigbee2Mqtt => "zigbee2mqtt",
            Self::OpenSmartHome => "open-smart-home",
            Self::Table => "csv",
        }
    }

    /// Whether it tells words: which button was pressed, what was said.
    pub(crate) const fn has_words(self) -> bool {
        match self {
            Self::Own | Self::HomeAssistant | Self::Zigbee2Mqtt | Self::Table => true,
            Self::Casas | Self::Tihm | Self::Kasteren | Self::Ordonez | Self::OpenSmartHome => false,
        }
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Tells the format from the first bytes of the text.
    ///
    /// # Errors
    /// When it is none that is known; the error lists those that are.
    pub fn detect(path: &Path, head: &[u8]) -> Result<Self, TraceError> {
        if head.is_empty() {
            return Err(TraceError::bad(path, None, "the file is empty", "A recording begins with a header line."));
        }
        if head.contains(&0) {
            return Err(TraceError::bad(
                path,
                None,
                "this is a binary file and no recording",
                "A recording is text, plain or packed with zstd or gzip.",
            ));
        }
        let text = String::from_utf8_lossy(head);
        let first = text.trim_start_matches('\u{feff}').trim_start();
        if first.starts_with('{') && first.lines().next().is_some_and(|line| line.contains(header::MARK)) {
            return Ok(Self::Own);
        }
        // The last line may be cut by the end of what was looked at.
        let whole = if head.ends_with(b"\n") { &text } else { text.rsplit_once('\n').map_or(&*text, |(most, _)| most) };
        if let Some(format) = import::detect(whole) {
            return Ok(format);
        }
        let known: Vec<&str> = Self::ALL.into_iter().map(Self::name).collect();
        Err(TraceError::bad(
            path,
            Some(1),
            "the format of this file isn't known",
            &format!(
                "Known formats are {}; --format says which one it is, and a --mapping with a table describes any CSV.",
                known.join(", ")
            ),
        ))
    }
}

/// The entry of `names` that `wrong` was probably meant to be.
pub(crate) fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, name)| *distance <= 1 + name.chars().count() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
