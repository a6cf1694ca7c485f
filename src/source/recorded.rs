//! A recording as a source: the project's own or one in a foreign format, told by its content. Knows nothing of
//! monitors. Read [`open`] first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Acted, Action, Progress, Source, SourceError};
use crate::home::{Home, Item};
use crate::time::{Calendar, Timestamp};
use crate::trace::import::Imported;
use crate::trace::mapping::Mapping;
use crate::trace::{Format, Input, Notice, Reader, TraceError};

/// What a person says about a recording; what they leave out is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenOptions {
    /// Its format, where its content doesn't tell.
    pub format: Option<Format>,
    /// The IANA time zone of a foreign recording.
    pub zone: Option<String>,
    /// The mapping file for a foreign recording.
    pub mapping: Option<PathBuf>,
}

/// A recording, opened.
pub struct Opened {
    /// The home it was made in.
    pub home: Arc<Home>,
    /// The home's time zone and day 1.
    pub calendar: Calendar,
    /// Whether it was simulated.
    pub simulated: bool,
    /// Its name: the file's, without its folder.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// No reading is earlier.
    pub from: Timestamp,
    /// No reading is later.
    pub until: Timestamp,
    /// The title of the scenario that it was simulated from, where it says so.
    pub scenario: Option<String>,
    /// The seed that it was simulated with, where it says so.
    pub seed: Option<u64>,
    /// How many days a monitor is to learn, where the recording says so.
    pub learning_days: Option<i64>,
    /// What the devices of a foreign recording were taken for.
    pub mapping: Option<Mapping>,
    /// Its readings.
    pub source: Recorded,
}

/// Opens a recording of any known format.
///
/// # Errors
/// When it can't be read, its format isn't known, its header or its mapping is wrong, or most of it is malformed; each
/// says what is wrong, where, and what to do.
pub fn open(path: &Path, options: &OpenOptions) -> Result<Opened, TraceError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let folder = path.is_dir() && options.format.is_none_or(|format| format == Format::OpenSmartHome);
    if folder {
        let mapping = options.mapping.as_deref().map(Mapping::load).transpose()?;
        let imported = Imported::read_folder(path, options.zone.as_deref(), mapping)?;
        return Ok(opened(name, Format::OpenSmartHome, imported));
    }
    let input = Input::open(path)?;
    let mapping = options.mapping.as_deref().map(Mapping::load);
    // Any columns can be described by a mapping; no content tells them.
    let described = matches!(&mapping, Some(Ok(mapping)) if mapping.format == Format::Table);
    let format = match options.format {
        Some(format) => format,
        None if described => Format::Table,
        None => Format::detect(path, input.head())?,
    };
    match format {
        Format::Own => {
            if options.zone.is_some() || options.mapping.is_some() {
                let what = "this recording says itself what its time zone and its devices are";
                return Err(TraceError::bad(path, None, what, "Leave out --zone and --mapping."));
            }
            let reader = Reader::new(input)?;
            let header = reader.header();
            Ok(Opened {
                home: Arc::clone(&header.home),
                calendar: header.calendar.clone(),
                simulated: header.simulated,
                name,
                format,
                from: header.from,
                until: header.until,
                scenario: header.scenario.clone(),
                seed: header.seed,
                learning_days: Some(header.learning_days),
                mapping: None,
                source: Recorded::new(Stream::Own(Box::new(reader))),
            })
        }
        Format::Casas
        | Format::Tihm
        | Format::Kasteren
        | Format::Ordonez
        | Format::HomeAssistant
        | Format::Zigbee2Mqtt
        | Format::OpenSmartHome
        | Format::Table => {
            let imported = Imported::read(input, format, options.zone.as_deref(), mapping.transpose()?)?;
            Ok(opened(name, format, imported))
        }
    }
}

fn opened(name: String, format: Format, imported: Imported) -> Opened {
    Opened {
        home: Arc::new(imported.home.clone()),
        calendar: imported.calendar.clone(),
        simulated: imported.simulated,
        name,
        format,
        from: imported.from,
        until: imported.until,
        scenario: None,
        seed: None,
        learning_days: None,
        mapping: Some(imported.mapping.clone()),
        source: Recorded::new(Stream::Imported(Box::new(imported))),
    }
}

enum Stream {
    Own(Box<Reader>),
    Imported(Box<Imported>),
}

impl Stream {
    fn next_item(&mut self) -> Result<Option<Item>, TraceError> {
        match self {
            Self::Own(reader) => reader.next_item(),
            Self::Imported(imported) => Ok(imported.next_item()),
        }
    }

    /// Until when the recording tells what happened, once its last item was given.
    fn ended(&self) -> Option<Timestamp> {
        match self {
            Self::Own(reader) => reader.ended(),
            Self::Imported(imported) => Some(imported.until),
        }
    }
}

/// The readings of a recording. After the last one comes a watermark at the instant up to which the recording tells
/// what happened: the silence before it is evidence, and what follows is not known.
pub struct Recorded {
    stream: Stream,
    /// An item that lay at or after the last limit.
    waiting: Option<Item>,
    /// Whether the last watermark was taken from the stream.
    ended: bool,
}

impl Recorded {
    fn new(stream: Stream) -> Self {
        Self { stream, waiting: None, ended: false }
    }

    /// What there is to tell a person; complete once the source has ended.
    pub fn notices(&self) -> &[Notice] {
        match &self.stream {
            Stream::Own(reader) => reader.notices(),
            Stream::Imported(imported) => &imported.notices,
        }
    }

    /// The next item, whenever it is; `None` at the end.
    fn take(&mut self) -> Result<Option<Item>, SourceError> {
        if let Some(item) = self.waiting.take() {
            return Ok(Some(item));
        }
        if self.ended {
            return Ok(None);
        }
        match self.stream.next_item() {
            Ok(Some(item)) => Ok(Some(item)),
            Ok(None) => {
                self.ended = true;
                Ok(self.stream.ended().map(Item::Watermark))
            }
            Err(error) => Err(SourceError { message: error.to_string() }),
        }
    }
}

impl Source for Recorded {
    fn next(&mut self, limit: Timestamp) -> Result<Progress, SourceError> {
        match self.take()? {
            Some(item) if item.at() < limit => Ok(Progress::Item(item)),
            Some(item) => {
                self.waiting = Some(item);
                Ok(Progress::Reached)
            }
            None => Ok(Progress::Ended),
        }
    }

    /// A recording has already happened.
    fn act(&mut self, _action: &Action) -> Acted {
        Acted::Ignored
    }
}
