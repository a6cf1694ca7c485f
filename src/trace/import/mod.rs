//! Recordings that others made, one file a format. Everything foreign ends here: what leaves is a home, its calendar
//! and readings in order of time.
//!
//! A foreign file is read whole, because nothing says that its lines are in order; its size is bounded. Lines that
//! can't be understood are counted and located, and never dropped in silence. Read [`Imported`] first.

mod casas;
mod columns;
mod home_assistant;
mod infer;
mod kasteren;
mod open_smart_home;
mod ordonez;
mod raw;
mod row;
pub(super) mod table;
mod tihm;
mod zigbee2mqtt;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{BufRead as _, Read as _};
use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;

use self::raw::{Held, Mapped, Raw, Word};
use self::row::{Row, Said};
use super::mapping::{Mapping, Table};
use super::{Format, Input, LineEnd, Notice, TraceError};
use crate::home::{Availability, Home, Item, Reading};
use crate::time::{Calendar, Timestamp};

/// The most text that is read from a foreign file, bytes: the largest CASAS home has a fifth of it.
const MAX_TEXT: u64 = 512 << 20;

/// The most readings that are held: at 32 bytes each, 320 MB.
const MAX_ROWS: usize = 10_000_000;

/// The most devices in one home.
const MAX_DEVICES: usize = 1_000;

/// A file with so many lines and not one right is given up: it is something else.
const HOPELESS: u64 = 1_000;

/// The most lines that one row goes over, where a quote in it holds line ends.
const MAX_ROW_LINES: usize = 16;

/// Tells a foreign format from the first lines of its text.
pub(super) fn detect(text: &str) -> Option<Format> {
    const LOOKED_AT: usize = 20;
    let text = text.trim_start_matches('\u{feff}');
    if is_json_history(text) {
        return Some(Format::HomeAssistant);
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LOOKED_AT).collect();
    let first = lines.first()?;
    if home_assistant::Columns::from_header(first).is_some() {
        return Some(Format::HomeAssistant);
    }
    if table::is_usual_header(first) {
        return Some(Format::Table);
    }
    if tihm::Columns::from_header(first).is_some() {
        return Some(Format::Tihm);
    }
    if ordonez::heading(first).is_some_and(|heading| heading != ordonez::Heading::Rule) {
        return Some(Format::Ordonez);
    }
    let mostly = |right: &dyn Fn(&str) -> bool| lines.iter().filter(|line| right(line)).count() * 2 >= lines.len();
    if mostly(&|line| kasteren::parse(line).is_ok()) {
        return Some(Format::Kasteren);
    }
    if mostly(&|line| open_smart_home::parse(line).is_ok()) {
        return Some(Format::OpenSmartHome);
    }
    if mostly(&zigbee2mqtt::is_message) {
        return Some(Format::Zigbee2Mqtt);
    }
    mostly(&|line| casas::parse(line).is_ok()).then_some(Format::Casas)
}

/// Whether this begins a list of states, or of lists of them.
fn is_json_history(text: &str) -> bool {
    const LOOKED_AT: usize = 4_096;
    let text = text.trim_start();
    text.starts_with('[') && text.chars().take(LOOKED_AT).collect::<String>().contains("\"entity_id\"")
}

/// Where the homes of a format were, as far as anybody knows.
const fn usual_zone(format: Format) -> &'static str {
    match format {
        Format::Casas => "America/Los_Angeles",
        Format::Kasteren => "Europe/Amsterdam",
        Format::Ordonez => "Europe/Madrid",
        Format::OpenSmartHome => "Europe/Berlin",
        Format::Own | Format::Tihm | Format::HomeAssistant | Format::Zigbee2Mqtt | Format::Table => "Europe/London",
    }
}

/// Bytes as text. What isn't UTF-8 is taken as Latin-1, in which every byte is a letter.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}

/// A foreign recording, put in order.
pub struct Imported {
    /// The home as the mapping has it.
    pub home: Home,
    /// Its time zone; day 1 is the date of the first reading.
    pub calendar: Calendar,
    /// What the devices were taken for.
    pub mapping: Mapping,
    /// The time of the first reading.
    pub from: Timestamp,
    /// The time of the last reading.
    pub until: Timestamp,
    /// Whether the file says that a simulated home made it.
    pub simulated: bool,
    /// What there is to tell a person.
    pub notices: Vec<Notice>,
    words: Vec<Arc<str>>,
    rows: std::vec::IntoIter<Held>,
}

impl Imported {
    /// Reads a foreign recording. Without a mapping, one is inferred; `zone` goes before the mapping's zone, and without
    /// either the zone is that where homes of this format usually were.
    ///
    /// # Errors
    /// When the file can't be read or is too large, when most of its lines are malformed, when it holds several homes,
    /// when the zone isn't known, or when the mapping is for something else.
    pub fn read(
        input: Input,
        format: Format,
        zone: Option<&str>,
        mapping: Option<Mapping>,
    ) -> Result<Self, TraceError> {
        let path = input.path().to_owned();
        let opening = Opening::new(&path, format, zone, mapping)?;
        let mut raw = Raw::new(opening.tz.clone());
        let names = match format {
            Format::Kasteren => kasteren::Names::beside(&path)?,
            _ => None,
        };
        let table = opening.mapping.as_ref().and_then(|mapping| mapping.table.clone());
        read_file(&mut raw, input, format, table)?;
        match &names {
            Some(names) => names.tell(&mut raw),
            None if format == Format::Kasteren && opening.mapping.is_none() => {
                let what = "nothing says what its sensors are, which are numbers here";
                let hint = match kasteren::beside(&path).as_deref().and_then(Path::file_name) {
                    Some(name) => format!("Put {} beside it, or give a --mapping.", name.to_string_lossy()),
                    None => {
                        "A recording is called houseX-ss.txt, with sensorMapX-ids.txt beside it, or has a --mapping; \
                             activities (houseX-as.txt) are no readings."
                            .to_owned()
                    }
                };
                return Err(TraceError::bad(&path, None, what, &hint));
            }
            None => {}
        }
        Self::of(raw, &path, format, opening)
    }

    /// Reads a folder as one recording: one file a series of readings.
    ///
    /// # Errors
    /// When there is no such series in it, or as [`Imported::read`] does.
    pub fn read_folder(folder: &Path, zone: Option<&str>, mapping: Option<Mapping>) -> Result<Self, TraceError> {
        let format = Format::OpenSmartHome;
        let opening = Opening::new(folder, format, zone, mapping)?;
        let mut raw = Raw::new(opening.tz.clone());
        let (files, others) = open_smart_home::files(folder)?;
        if files.is_empty() {
            let hint = "A folder is read whose files are called such as Kitchen_Temperature.csv; else name one file.";
            return Err(TraceError::bad(folder, None, "there is no recording in this folder", hint));
        }
        if files.len() > raw::MAX_FILES {
            let what = format!("there are {} series in this folder, and 255 are read at most", files.len());
            return Err(TraceError::bad(folder, None, &what, "Split it."));
        }
        for path in &files {
            read_file(&mut raw, Input::open(path)?, format, None)?;
        }
        if !others.is_empty() {
            raw.notices.push(Notice::OtherFiles { names: others });
        }
        Self::of(raw, folder, format, opening)
    }

    fn of(mut raw: Raw, path: &Path, format: Format, opening: Opening) -> Result<Self, TraceError> {
        let bad = |what: &str, hint: &str| TraceError::bad(path, None, what, hint);
        raw.mostly_right()?;
        let Some(first) = raw.first() else {
            return Err(bad("there is no reading in this file", "Look whether the file is what it should be."));
        };
        let Opening { zone, assumed, mapping, .. } = opening;
        if assumed {
            raw.notices.insert(0, Notice::ZoneAssumed { zone: zone.clone() });
        }
        if format == Format::Tihm {
            raw.notices.push(Notice::TriggersOnly);
        }
        let home_name = home_name(raw.home.as_deref(), path, format);
        let mut mapping = match mapping {
            Some(mapping) => mapping,
            None => {
                let infer::Inferred { mapping, placeless, fahrenheit } = infer::mapping(format, home_name, &raw.seen);
                if let Some(such_as) = placeless.first() {
                    let count = placeless.len() as u64;
                    raw.notices.push(Notice::PlacesUnknown { count, such_as: such_as.clone() });
                }
                if !fahrenheit.is_empty() {
                    raw.notices.push(Notice::Fahrenheit { devices: fahrenheit });
                }
                mapping
            }
        };
        mapping.zone = zone;
        let simulated = raw.simulated;
        let Mapped { rows, words, notices } = raw.mapped(&mapping)?;

        let calendar = Calendar::parse(&mapping.zone, "2000-01-01")
            .map_err(|error| bad(&error.to_string(), "Zones are such as Europe/London."))?
            .starting_at(first);
        let (Some(from), Some(until)) = (rows.first().map(|row| row.at), rows.last().map(|row| row.at)) else {
            if mapping.devices.is_empty() {
                let what = "no device in this file has a name that says what it is and where";
                let hint = "Give a --mapping; --save-mapping FILE writes one from a file that can be read.";
                let named: Vec<&str> = mapping.ignored.iter().take(8).map(String::as_str).collect();
                let what = if named.is_empty() { what.to_owned() } else { format!("{what}: {}", named.join(", ")) };
                return Err(bad(&what, hint));
            }
            let known: Vec<&str> = mapping.devices.iter().take(8).map(|device| device.foreign.as_str()).collect();
            let what = format!("the mapping knows none of the devices in this file; it knows {}", known.join(", "));
            return Err(bad(&what, "Use a mapping that was saved from this home."));
        };
        let (home, rows) = (mapping.home(), rows.into_iter());
        Ok(Self { home, calendar, mapping, from, until, simulated, notices, words, rows })
    }

    /// The next reading, or device that comes or goes.
    pub fn next_item(&mut self) -> Option<Item> {
        loop {
            let row = self.rows.next()?;
            // Rows without a device or with a value of the wrong type were left out when they were mapped.
            let Some(device) = self.mapping.devices.get(usize::from(row.device)) else { continue };
            let at = row.at;
            if let Word::Online | Word::Offline = row.word {
                let online = row.word == Word::Online;
                return Some(Item::Availability(Availability { at, device: device.id.clone(), online }));
            }
            let Some(value) = row.word.value(device, &self.words) else { continue };
            let (device, capability) = (device.id.clone(), device.capability);
            return Some(Item::Reading(Reading { at, device, capability, value }));
        }
    }

    /// How many items are left.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no item is left.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }
}

/// What is known before the first line is read.
struct Opening {
    tz: TimeZone,
    zone: String,
    /// Whether nobody said which zone it is.
    assumed: bool,
    mapping: Option<Mapping>,
}

impl Opening {
    fn new(path: &Path, format: Format, zone: Option<&str>, mapping: Option<Mapping>) -> Result<Self, TraceError> {
        let bad = |what: &str, hint: &str| TraceError::bad(path, None, what, hint);
        if let Some(mapping) = mapping.as_ref().filter(|mapping| mapping.format != format) {
            let what =
                format!("this is a {} recording, and the mapping is for {}", format.name(), mapping.format.name());
            return Err(bad(&what, "Use a mapping that was saved from this format."));
        }
        let told = zone.or(mapping.as_ref().map(|mapping| mapping.zone.as_str()));
        let (assumed, zone) = (told.is_none(), told.unwrap_or(usual_zone(format)).to_owned());
        let tz = TimeZone::get(&zone)
            .map_err(|_| bad(&format!("no time zone is called {zone:?}"), "Zones are such as Europe/London."))?;
        Ok(Self { tz, zone, assumed, mapping })
    }
}

fn home_name(told: Option<&str>, path: &Path, format: Format) -> String {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = file.split('.').find(|part| !part.is_empty()).unwrap_or("recording");
    let name = told.unwrap_or(stem);
    match format {
        Format::Tihm => format!("TIHM home {name}"),
        Format::Casas => format!("CASAS home {name}"),
        Format::Own
        | Format::Kasteren
        | Format::Ordonez
        | Format::HomeAssistant
        | Format::Zigbee2Mqtt
        | Format::OpenSmartHome
        | Format::Table => format!("Home {name}"),
    }
}

/// Reads one file into `raw`.
fn read_file(raw: &mut Raw, mut input: Input, format: Format, table: Option<Table>) -> Result<(), TraceError> {
    let path = input.path().to_owned();
    raw.begin(&path);
    if format == Format::HomeAssistant
        && decoded(input.head()).trim_start_matches('\u{feff}').trim_start().starts_with('[')
    {
        return read_json(raw, input, &path);
    }
    let mut reader = LineReader::new(format, &path, table);
    let (mut buffer, mut read) = (Vec::new(), 0);
    let mut waiting: VecDeque<(u64, Vec<u8>)> = VecDeque::new();
    loop {
        let end = match waiting.pop_front() {
            Some((line, bytes)) => {
                raw.line = line;
                buffer = bytes;
                LineEnd::Whole
            }
            None => {
                let end = input.next_line(&mut buffer)?;
                raw.line = input.line();
                read += buffer.len() as u64 + 1;
                if end != LineEnd::End && reader.has_quotes() && columns::is_open(&buffer) {
                    read += join(&mut input, &mut buffer, &mut waiting)?;
                }
                end
            }
        };
        match end {
            LineEnd::Whole | LineEnd::Last => {}
            LineEnd::End => break,
            LineEnd::CutOff => {
                let line = raw.line;
                raw.notices.push(Notice::CutOff { path: path.clone(), line, mid_line: true });
                break;
            }
        }
        if read > MAX_TEXT {
            return Err(raw.too_large(&path));
        }
        raw.within_bounds(&path)?;
        if raw.len() == 0 && raw.line > HOPELESS {
            break;
        }
        let text = decoded(&buffer);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        if text.contains('\0') {
            raw.lines += 1;
            raw.misread("this is no text");
            continue;
        }
        match reader.line(text, raw) {
            Ok(Taken::Line) => raw.lines += 1,
            Ok(Taken::Heading) => {}
            Err(Refused::Line(what)) => {
                raw.lines += 1;
                raw.misread(what);
            }
            Err(Refused::File { what, hint }) => return Err(TraceError::bad(&path, Some(raw.line), &what, hint)),
        }
    }
    raw.within_bounds(&path)
}

/// A quote that a line leaves open goes on in the next. One that is never closed is only a stray quote: then the lines
/// stay what they are.
fn join(input: &mut Input, buffer: &mut Vec<u8>, waiting: &mut VecDeque<(u64, Vec<u8>)>) -> Result<u64, TraceError> {
    let (mut whole, mut next, mut read) = (buffer.clone(), Vec::new(), 0);
    while waiting.len() < MAX_ROW_LINES {
        if !matches!(input.next_line(&mut next)?, LineEnd::Whole | LineEnd::Last) {
            break;
        }
        read += next.len() as u64 + 1;
        waiting.push_back((input.line(), next.clone()));
        whole.push(b'\n');
        whole.extend_from_slice(&next);
        if !columns::is_open(&whole) {
            waiting.clear();
            *buffer = whole;
            break;
        }
        if whole.len() > super::MAX_LINE {
            break;
        }
    }
    Ok(read)
}

/// Reads a file that is one JSON value.
fn read_json(raw: &mut Raw, input: Input, path: &Path) -> Result<(), TraceError> {
    raw.whole = true;
    let mut text = input.into_text();
    // JSON has no byte order mark.
    if text.fill_buf().is_ok_and(|bytes| bytes.starts_with("\u{feff}".as_bytes())) {
        text.consume("\u{feff}".len());
    }
    let done = home_assistant::History::default().json(text.take(MAX_TEXT), raw);
    let Err(error) = done else { return Ok(()) };
    if error.is_eof() || (error.is_io() && error.io_error_kind() == Some(std::io::ErrorKind::UnexpectedEof)) {
        let line = error.line() as u64;
        raw.notices.push(Notice::CutOff { path: path.to_owned(), line, mid_line: true });
        return Ok(());
    }
    let what = format!("column {}: {}", error.column(), super::header::json_error(&error));
    let hint = "Ask Home Assistant again for the history, and keep its answer as it is.";
    Err(TraceError::bad(path, Some(error.line() as u64), &what, hint))
}

/// What came of a line.
enum Taken {
    /// It is a line of readings.
    Line,
    /// It only says what the columns are.
    Heading,
}

/// Why a line isn't taken.
enum Refused {
    /// It is wrong in itself, and others may be right.
    Line(&'static str),
    /// Nothing in the file can be read.
    File { what: String, hint: &'static str },
}

impl From<&'static str> for Refused {
    fn from(what: &'static str) -> Self {
        Self::Line(what)
    }
}

const WHAT_IT_IS: &str = "Look whether the file is what it should be; --format says what it is.";

/// A format's own reader of lines, with what it keeps between them.
enum LineReader {
    Casas,
    Tihm(Option<tihm::Columns>),
    Kasteren,
    Ordonez(Option<ordonez::Columns>),
    HomeAssistant(Box<home_assistant::History>),
    Zigbee2Mqtt,
    OpenSmartHome(Option<open_smart_home::Series>),
    Table(Box<Table>, Option<Box<table::Columns>>),
}

impl LineReader {
    fn new(format: Format, path: &Path, table: Option<Table>) -> Self {
        match format {
            // The program's own is read by a reader of its own.
            Format::Own | Format::Casas => Self::Casas,
            Format::Tihm => Self::Tihm(None),
            Format::Kasteren => Self::Kasteren,
            Format::Ordonez => Self::Ordonez(None),
            Format::HomeAssistant => Self::HomeAssistant(Box::default()),
            Format::Zigbee2Mqtt => Self::Zigbee2Mqtt,
            Format::OpenSmartHome => Self::OpenSmartHome(open_smart_home::Series::of(path)),
            Format::Table => Self::Table(Box::new(table.unwrap_or_else(table::usual)), None),
        }
    }

    /// Whether a quote may hold line ends.
    const fn has_quotes(&self) -> bool {
        match self {
            Self::HomeAssistant(_) | Self::Table(..) => true,
            Self::Casas
            | Self::Tihm(_)
            | Self::Kasteren
            | Self::Ordonez(_)
            | Self::Zigbee2Mqtt
            | Self::OpenSmartHome(_) => false,
        }
    }

    fn line(&mut self, text: &str, raw: &mut Raw) -> Result<Taken, Refused> {
        match self {
            Self::Casas => raw.hold(casas::parse(text)?)?,
            Self::Kasteren => {
                let (start, end, id) = kasteren::parse(text)?;
                raw.hold_interval(id, (start, end))?;
            }
            Self::Zigbee2Mqtt => zigbee2mqtt::line(text, raw)?,
            Self::Tihm(columns) => match columns {
                None => {
                    *columns = tihm::Columns::from_header(text);
                    if columns.is_none() {
                        let what = "the first line doesn't name the columns id, location and date-time".to_owned();
                        return Err(Refused::File { what, hint: WHAT_IT_IS });
                    }
                    return Ok(Taken::Heading);
                }
                Some(columns) => {
                    let (home, row) = columns.parse(text)?;
                    one_home(raw, home)?;
                    raw.hold(row)?;
                }
            },
            Self::Ordonez(columns) => return ordonez_line(columns, text, raw),
            Self::HomeAssistant(history) => {
                if !history.has_header() {
                    if history.header(text) {
                        return Ok(Taken::Heading);
                    }
                    let what = "the first line doesn't name the columns entity_id, state and last_changed".to_owned();
                    return Err(Refused::File { what, hint: WHAT_IT_IS });
                }
                history.line(text, raw)?;
            }
            Self::OpenSmartHome(series) => {
                let Some(series) = series else {
                    let what = "the file's name doesn't say of which room and quantity it is".to_owned();
                    return Err(Refused::File { what, hint: "Call it such as Kitchen_Temperature.csv." });
                };
                let (when, number) = open_smart_home::parse(text)?;
                match series.capability() {
                    Some(capability) => {
                        raw.about(&series.id, || series.about(capability));
                        raw.hold(Row::new(when, series.id.as_str(), Said::Number(number)))?;
                    }
                    None => raw.useless(series.quantity()),
                }
            }
            Self::Table(table, columns) => match columns {
                None => {
                    let read = table::Columns::from_first(table, text).map_err(|what| Refused::File {
                        what,
                        hint: "Correct the mapping's table, or look whether the file is what it should be.",
                    })?;
                    raw.keeps_repetitions = read.tells_capabilities();
                    let read = columns.insert(Box::new(read));
                    if table.header {
                        return Ok(Taken::Heading);
                    }
                    read.line(text, raw)?;
                }
                Some(columns) => columns.line(text, raw)?,
            },
        }
        Ok(Taken::Line)
    }
}

fn ordonez_line(columns: &mut Option<ordonez::Columns>, text: &str, raw: &mut Raw) -> Result<Taken, Refused> {
    match (ordonez::heading(text), *columns) {
        (Some(ordonez::Heading::Rule), _) => Ok(Taken::Heading),
        (Some(ordonez::Heading::Sensors(found)), _) => {
            *columns = Some(found);
            Ok(Taken::Heading)
        }
        (Some(ordonez::Heading::Activities), _) => {
            let what = "these are activities that somebody noted, and no sensor's readings".to_owned();
            Err(Refused::File { what, hint: "Name the file of the sensors, which lies beside it." })
        }
        (None, None) => {
            let what = "the first line doesn't name Start time, End time, Location, Type and Place".to_owned();
            Err(Refused::File { what, hint: WHAT_IT_IS })
        }
        (None, Some(columns)) => {
            let (start, end, sensor) = columns.parse(text)?;
            let id = sensor.id();
            raw.hold_interval(&id, (start, end))?;
            raw.about(&id, || sensor.about());
            Ok(Taken::Line)
        }
    }
}

fn one_home(raw: &mut Raw, home: &str) -> Result<(), Refused> {
    match &raw.home {
        Some(first) if first != home => Err(Refused::File {
            what: format!("this file holds more than one home: {first:?} and {home:?}"),
            hint: "Split it, so that each home has its own file.",
        }),
        Some(_) => Ok(()),
        None => {
            raw.home = Some(home.to_owned());
            Ok(())
        }
    }
}
