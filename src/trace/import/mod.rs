//! Recordings that others made, one file a format. Everything foreign ends here: what leaves is a home, its calendar
//! and readings in order of time.
//!
//! A foreign file is read whole, because nothing says that its lines are in order; its size is bounded. Lines that
//! can't be understood are counted and located, and never dropped in silence. Read [`Imported`] first.

mod casas;
mod infer;
mod tihm;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::line::TIMES;
use super::mapping::Mapping;
use super::{Format, Input, LineEnd, Notice, TraceError};
use crate::home::{Capability, Home, Item, Reading, Value};
use crate::time::{Calendar, Span, Timestamp};

/// The most text that is read from a foreign file, bytes: the largest CASAS home has a fifth of it.
const MAX_TEXT: u64 = 512 << 20;

/// The most readings that are held: at 32 bytes each, 320 MB.
const MAX_ROWS: usize = 10_000_000;

/// The most devices in one home.
const MAX_DEVICES: usize = 1_000;

/// A file with so many lines and not one right is given up: it is something else.
const HOPELESS: u64 = 1_000;

/// How many malformed lines are shown.
const SHOWN: usize = 5;

/// What one foreign line says.
struct Row<'a> {
    when: civil::DateTime,
    device: Cow<'a, str>,
    word: Word,
}

/// A value in any foreign format.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    On,
    Off,
    Open,
    Close,
    Number(f64),
}

impl Word {
    /// As a value of this capability; `None` when it is none.
    fn value(self, capability: Capability) -> Option<Value> {
        match capability {
            Capability::Occupancy | Capability::Contact | Capability::Switch => match self {
                Self::On | Self::Open => Some(Value::Flag(true)),
                Self::Off | Self::Close => Some(Value::Flag(false)),
                Self::Number(_) => None,
            },
            Capability::Temperature
            | Capability::Humidity
            | Capability::Power
            | Capability::Energy
            | Capability::Battery
            | Capability::LinkQuality => match self {
                Self::Number(number) => Some(Value::Number(number)),
                Self::On | Self::Off | Self::Open | Self::Close => None,
            },
            Capability::Button | Capability::Speech => None,
        }
    }
}

/// A date and a clock time with nothing around them.
fn civil_time(date: &str, time: &str) -> Option<civil::DateTime> {
    let plain = |text: &str, mark: u8, also: u8| {
        text.bytes().all(|b| b.is_ascii_digit() || b == mark || b == also) && text.bytes().any(|b| b == mark)
    };
    if !plain(date, b'-', b'-') || !plain(time, b':', b'.') {
        return None;
    }
    Some(date.parse::<civil::Date>().ok()?.to_datetime(time.parse().ok()?))
}

/// Tells a foreign format from the first lines of its text.
pub(super) fn detect(text: &str) -> Option<Format> {
    const LOOKED_AT: usize = 20;
    let lines: Vec<&str> =
        text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    if tihm::Columns::from_header(lines.first()?).is_some() {
        return Some(Format::Tihm);
    }
    let right = lines.iter().filter(|line| casas::parse(line).is_ok()).count();
    (right * 2 >= lines.len()).then_some(Format::Casas)
}

/// Where the homes of a format were, as far as anybody knows.
const fn usual_zone(format: Format) -> &'static str {
    match format {
        Format::Casas => "America/Los_Angeles",
        Format::Own | Format::Tihm => "Europe/London",
    }
}

/// One reading, small, because there may be millions.
struct Held {
    at: Timestamp,
    word: Word,
    /// Its place in the list of foreign devices; later in the mapping's.
    device: u32,
    line: u32,
}

/// Counts the lines that can't be understood, and keeps the first few.
#[derive(Default)]
struct Malformed {
    count: u64,
    first: Vec<(u64, String)>,
}

impl Malformed {
    fn add(&mut self, line: u64, what: &str) {
        self.count += 1;
        self.first.push((line, what.to_owned()));
        self.first.sort_by_key(|(line, _)| *line);
        self.first.truncate(SHOWN);
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
    /// What there is to tell a person.
    pub notices: Vec<Notice>,
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
        let bad = |what: &str, hint: &str| TraceError::bad(&path, None, what, hint);
        if let Some(mapping) = mapping.as_ref().filter(|mapping| mapping.format != format) {
            let what =
                format!("this is a {} recording, and the mapping is for {}", format.name(), mapping.format.name());
            return Err(bad(&what, "Use a mapping that was saved from this format."));
        }
        let zone_name = zone.or(mapping.as_ref().map(|m| m.zone.as_str())).unwrap_or(usual_zone(format)).to_owned();
        let tz = TimeZone::get(&zone_name)
            .map_err(|_| bad(&format!("no time zone is called {zone_name:?}"), "Zones are such as Europe/London."))?;

        let mut raw = Raw::new(tz);
        raw.read(input, format)?;
        let Some(first) = raw.rows.iter().map(|row| row.at).min() else {
            return Err(bad("there is no reading in this file", "Look whether the file is what it should be."));
        };

        let mut notices = Vec::new();
        if zone.is_none() && mapping.is_none() {
            notices.push(Notice::ZoneAssumed { zone: zone_name.clone() });
        }
        if format == Format::Tihm {
            notices.push(Notice::TriggersOnly);
        }
        let home_name = raw.home_name(&path, format);
        let mut mapping = mapping.unwrap_or_else(|| infer::mapping(format, home_name, &raw.seen));
        mapping.zone = zone_name;
        let rows = raw.mapped(&path, &mapping, &mut notices)?;

        let calendar = Calendar::parse(&mapping.zone, "2000-01-01")
            .map_err(|error| bad(&error.to_string(), "Zones are such as Europe/London."))?
            .starting_at(first);
        let (Some(from), Some(until)) = (rows.first().map(|row| row.at), rows.last().map(|row| row.at)) else {
            let known: Vec<&str> = mapping.devices.iter().take(8).map(|device| device.foreign.as_str()).collect();
            let what = format!("the mapping knows none of the devices in this file; it knows {}", known.join(", "));
            return Err(bad(&what, "Use a mapping that was saved from this home."));
        };
        Ok(Self { home: mapping.home(), calendar, mapping, from, until, notices, rows: rows.into_iter() })
    }

    /// The next reading.
    pub fn next_item(&mut self) -> Option<Item> {
        loop {
            let row = self.rows.next()?;
            // Rows without a device or with a value of the wrong type were left out when they were mapped.
            let Some(device) = self.mapping.devices.get(row.device as usize) else { continue };
            let Some(value) = row.word.value(device.capability) else { continue };
            let (device, capability) = (device.id.clone(), device.capability);
            return Some(Item::Reading(Reading { at: row.at, device, capability, value }));
        }
    }

    /// How many readings are left.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no reading is left.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }
}

/// What was seen of a foreign device's values: it helps to tell what the device is.
struct Seen {
    id: String,
    opens: bool,
    switches: bool,
    numbers: bool,
}

/// A foreign file as it is, before it is known what its devices are.
struct Raw {
    tz: TimeZone,
    seen: Vec<Seen>,
    by_id: BTreeMap<String, u32>,
    rows: Vec<Held>,
    malformed: Malformed,
    /// Lines that hold anything.
    lines: u64,
    home: Option<String>,
    skipped_hour: u64,
    cut_off: Option<Notice>,
}

impl Raw {
    fn new(tz: TimeZone) -> Self {
        Self {
            tz,
            seen: Vec::new(),
            by_id: BTreeMap::new(),
            rows: Vec::new(),
            malformed: Malformed::default(),
            lines: 0,
            home: None,
            skipped_hour: 0,
            cut_off: None,
        }
    }

    fn read(&mut self, mut input: Input, format: Format) -> Result<(), TraceError> {
        let (mut buffer, mut read, mut columns) = (Vec::new(), 0, None);
        loop {
            match input.next_line(&mut buffer)? {
                LineEnd::Whole | LineEnd::Last => {}
                LineEnd::End => break,
                LineEnd::CutOff => {
                    let path = input.path().to_owned();
                    self.cut_off = Some(Notice::CutOff { path, line: input.line(), mid_line: true });
                    break;
                }
            }
            let line = input.line();
            read += buffer.len() as u64 + 1;
            if read > MAX_TEXT || self.rows.len() >= MAX_ROWS {
                let what = "the file is too large to be put in order: it holds more than 512 MB or 10 million readings";
                return Err(TraceError::bad(input.path(), Some(line), what, "Split it, by months for example."));
            }
            if self.rows.is_empty() && line > HOPELESS {
                break;
            }
            let Ok(text) = std::str::from_utf8(&buffer) else {
                self.lines += 1;
                self.malformed.add(line, "this is no text");
                continue;
            };
            let text = text.trim_start_matches('\u{feff}').trim();
            if text.is_empty() {
                continue;
            }
            let row = match (format, columns) {
                (Format::Tihm, None) => {
                    columns = tihm::Columns::from_header(text);
                    if columns.is_none() {
                        let what = "the first line doesn't name the columns id, location and date-time";
                        let hint = "Look whether the file is what it should be; --format says what it is.";
                        return Err(TraceError::bad(input.path(), Some(line), what, hint));
                    }
                    continue;
                }
                (Format::Tihm, Some(columns)) => match columns.parse(text) {
                    Ok((home, row)) => {
                        self.one_home(&input, home)?;
                        Ok(row)
                    }
                    Err(what) => Err(what),
                },
                (Format::Casas | Format::Own, _) => casas::parse(text),
            };
            self.lines += 1;
            match row.and_then(|row| self.hold(row, line)) {
                Ok(()) => {}
                Err(what) => self.malformed.add(line, what),
            }
            if self.seen.len() > MAX_DEVICES {
                let what = "there are more than a thousand devices in this file, which no home has";
                return Err(TraceError::bad(input.path(), Some(line), what, "Look whether it is what it should be."));
            }
        }
        self.mostly_right(&input)
    }

    fn mostly_right(&self, input: &Input) -> Result<(), TraceError> {
        let Some((line, what)) = self.malformed.first.first() else { return Ok(()) };
        if self.malformed.count * 2 <= self.lines {
            return Ok(());
        }
        let what = format!("{what}; so it is with {} of the {} lines read", self.malformed.count, self.lines);
        let hint = "Look whether the file is what it should be; --format says what it is.";
        Err(TraceError::bad(input.path(), Some(*line), &what, hint))
    }

    fn one_home(&mut self, input: &Input, home: &str) -> Result<(), TraceError> {
        match &self.home {
            Some(first) if first != home => Err(TraceError::bad(
                input.path(),
                Some(input.line()),
                &format!("this file holds more than one home: {first:?} and {home:?}"),
                "Split it, so that each home has its own file.",
            )),
            Some(_) => Ok(()),
            None => {
                self.home = Some(home.to_owned());
                Ok(())
            }
        }
    }

    fn hold(&mut self, row: Row<'_>, line: u64) -> Result<(), &'static str> {
        let at = self.instant(row.when).filter(|at| TIMES.contains(at)).ok_or("a year outside 1973 to 2200")?;
        let device = match self.by_id.get(&*row.device) {
            Some(device) => *device,
            None => {
                let device = self.seen.len() as u32;
                self.by_id.insert(row.device.clone().into_owned(), device);
                self.seen.push(Seen { id: row.device.into_owned(), opens: false, switches: false, numbers: false });
                device
            }
        };
        if let Some(seen) = self.seen.get_mut(device as usize) {
            match row.word {
                Word::On | Word::Off => seen.switches = true,
                Word::Open | Word::Close => seen.opens = true,
                Word::Number(_) => seen.numbers = true,
            }
        }
        // The text is bounded, so that there are fewer lines than this type can count.
        self.rows.push(Held { at, word: row.word, device, line: u32::try_from(line).unwrap_or(u32::MAX) });
        Ok(())
    }

    /// The instant of a civil time. Of an hour that comes twice the first is meant, unless the line before was later:
    /// then the clock has gone back by now.
    fn instant(&mut self, when: civil::DateTime) -> Option<Timestamp> {
        let before = self.rows.last().map(|row| row.at);
        let at = |instant: jiff::Timestamp| Timestamp::from_millis(instant.as_millisecond());
        let ambiguous = self.tz.to_ambiguous_timestamp(when);
        let first = at(ambiguous.compatible().ok()?);
        match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } => Some(first),
            AmbiguousOffset::Gap { .. } => {
                self.skipped_hour += 1;
                Some(first)
            }
            AmbiguousOffset::Fold { .. } => {
                let second = at(ambiguous.later().ok()?);
                Some(if before.is_some_and(|before| before > first && before <= second) { second } else { first })
            }
        }
    }

    fn home_name(&self, path: &std::path::Path, format: Format) -> String {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = file.split('.').find(|part| !part.is_empty()).unwrap_or("recording");
        let name = self.home.as_deref().unwrap_or(stem);
        match format {
            Format::Tihm => format!("TIHM home {name}"),
            Format::Casas | Format::Own => format!("CASAS home {name}"),
        }
    }

    /// The rows as devices of the mapping, in order of time, without repetitions.
    fn mapped(
        mut self,
        path: &std::path::Path,
        mapping: &Mapping,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Held>, TraceError> {
        let places: BTreeMap<&str, u32> = (0..).zip(&mapping.devices).map(|(n, d)| (d.foreign.as_str(), n)).collect();
        let device_of: Vec<Option<u32>> = self.seen.iter().map(|seen| places.get(seen.id.as_str()).copied()).collect();

        let (mut left_out, mut left_out_devices) = (0, BTreeSet::new());
        let (mut out_of_order, mut most, mut latest) = (0, Span::ZERO, Timestamp::MIN);
        let mut malformed = std::mem::take(&mut self.malformed);
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain_mut(|row| {
            let Some(device) = device_of.get(row.device as usize).copied().flatten() else {
                left_out += 1;
                left_out_devices.insert(row.device);
                return false;
            };
            let fits =
                mapping.devices.get(device as usize).is_some_and(|known| row.word.value(known.capability).is_some());
            if !fits {
                malformed.add(u64::from(row.line), "a value of another type than the device's");
                return false;
            }
            if row.at < latest {
                out_of_order += 1;
                most = most.max(latest - row.at);
            }
            latest = latest.max(row.at);
            row.device = device;
            true
        });
        if malformed.count * 2 > self.lines {
            let (line, what) = malformed.first.first().cloned().unwrap_or_default();
            let hint = "Correct the mapping, or look whether the file is what it should be.";
            return Err(TraceError::bad(path, Some(line), &what, hint));
        }

        // Stable: what came first at one instant stays first.
        rows.sort_by_key(|row| row.at);
        let mut duplicates = 0;
        let (mut instant, mut said) = (Timestamp::MIN, BTreeMap::new());
        rows.retain(|row| {
            if row.at != instant {
                instant = row.at;
                said.clear();
            }
            let again = said.insert(row.device, row.word) == Some(row.word);
            duplicates += u64::from(again);
            !again
        });

        notices.extend(self.cut_off.take());
        if malformed.count > 0 {
            let (count, first) = (malformed.count, malformed.first);
            notices.push(Notice::Malformed { path: path.to_owned(), count, lines: self.lines, first });
        }
        if out_of_order > 0 {
            notices.push(Notice::OutOfOrder { count: out_of_order, most });
        }
        if duplicates > 0 {
            notices.push(Notice::Duplicates { count: duplicates });
        }
        if left_out > 0 {
            let devices = left_out_devices.iter().filter_map(|n| self.seen.get(*n as usize)).map(|s| s.id.clone());
            notices.push(Notice::LeftOut { count: left_out, devices: devices.collect() });
        }
        if self.skipped_hour > 0 {
            notices.push(Notice::SkippedHour { count: self.skipped_hour });
        }
        Ok(rows)
    }
}
