//! A foreign recording as it is, before it is known what its devices are: its rows, what was seen of its devices, and
//! what could not be understood. Knows no format. Read [`Raw::hold`] first, then [`Raw::mapped`].

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::row::{About, Row, Said, When, civil_millis};
use super::{MAX_DEVICES, MAX_ROWS};
use crate::home::{Form, Value};
use crate::time::{Span, Timestamp};
use crate::trace::line::TIMES;
use crate::trace::mapping::{MappedDevice, Mapping};
use crate::trace::{Misread, Notice, TraceError};

/// How many malformed lines are shown.
const SHOWN: usize = 5;

/// How many different things that are of no use are told apart.
const MAX_USELESS: usize = 200;

/// The most files of one recording: their number is held in a byte.
pub(super) const MAX_FILES: usize = 255;

/// Of so many devices it is kept at hand where they are.
const LATELY: usize = 64;

/// How many different words of one device are looked at to tell what it is.
const MAX_WORDS: usize = 16;

/// A value, small, because there may be millions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    On,
    Off,
    Open,
    Close,
    Number(f64),
    /// Its place in the list of words.
    Text(u32),
    Online,
    Offline,
}

impl Word {
    /// As a value of this device; `None` when it is none.
    pub fn value(self, device: &MappedDevice, words: &[Arc<str>]) -> Option<Value> {
        match device.capability.form() {
            Form::Flag => {
                let flag = match self {
                    Self::On | Self::Open => true,
                    Self::Off | Self::Close => false,
                    Self::Number(1.0) => true,
                    Self::Number(0.0) => false,
                    Self::Number(_) | Self::Text(_) | Self::Online | Self::Offline => return None,
                };
                Some(Value::Flag(flag != device.inverted))
            }
            Form::Number => match self {
                Self::Number(number) => {
                    Some(device.unit.in_usual(number)).filter(|number| number.is_finite()).map(Value::Number)
                }
                Self::On | Self::Off | Self::Open | Self::Close | Self::Text(_) | Self::Online | Self::Offline => None,
            },
            Form::Word => match self {
                Self::Text(word) => words.get(word as usize).cloned().map(Value::Word),
                Self::On | Self::Off | Self::Open | Self::Close | Self::Number(_) | Self::Online | Self::Offline => {
                    None
                }
            },
        }
    }

    const fn is_availability(self) -> bool {
        matches!(self, Self::Online | Self::Offline)
    }
}

/// One reading that is held.
#[derive(Clone, Copy)]
pub(super) struct Held {
    pub at: Timestamp,
    pub word: Word,
    line: u32,
    /// Its place in the list of foreign devices; later in the mapping's.
    pub device: u16,
    /// Which file it is from.
    file: u8,
    /// The end of an interval, which may lie after the beginning of the next.
    ends: bool,
}

/// What was seen of a foreign device's values: it helps to tell what the device is.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub id: String,
    pub opens: bool,
    pub switches: bool,
    /// The lowest and the highest number.
    pub numbers: Option<(f64, f64)>,
    /// A few of its words.
    pub words: BTreeSet<String>,
    /// What the format tells of it.
    pub about: Option<About>,
}

impl Seen {
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), opens: false, switches: false, numbers: None, words: BTreeSet::new(), about: None }
    }
}

/// Counts the lines that can't be understood, and keeps the first few.
#[derive(Default)]
struct Malformed {
    count: u64,
    /// By file and line.
    first: Vec<(u8, u32, String)>,
}

impl Malformed {
    fn add(&mut self, file: u8, line: u32, what: &str) {
        self.count += 1;
        let place = (file, line);
        let earlier = |last: &(u8, u32, String)| (last.0, last.1) > place;
        if self.first.len() < SHOWN || self.first.last().is_some_and(earlier) {
            self.first.push((file, line, what.to_owned()));
            self.first.sort_by_key(|(file, line, _)| (*file, *line));
            self.first.truncate(SHOWN);
        }
    }
}

/// A foreign recording as it is.
pub(super) struct Raw {
    tz: TimeZone,
    /// Of the quarter of an hour last asked about: how far the clock is ahead of UTC, milliseconds, where that is one.
    quarter: Option<(i64, i64)>,
    files: Vec<PathBuf>,
    /// Where in the last file the reader is.
    pub line: u64,
    /// Whether the file is one JSON value, so that states are counted and not lines.
    pub whole: bool,
    pub seen: Vec<Seen>,
    by_id: BTreeMap<String, u16>,
    /// Of devices that were held lately, where they are.
    lately: [u16; LATELY],
    rows: Vec<Held>,
    words: Vec<Arc<str>>,
    by_word: BTreeMap<Arc<str>, u32>,
    malformed: Malformed,
    useless: BTreeMap<String, u64>,
    /// Lines that hold anything.
    pub lines: u64,
    /// The home's name, where the file tells it.
    pub home: Option<String>,
    /// Whether the file says that its readings were simulated.
    pub simulated: bool,
    /// Whether a reading that repeats the one before at the same instant is kept: so it is in the program's own files.
    pub keeps_repetitions: bool,
    /// The last time that no end of an interval had, for the hour that comes twice.
    before: Option<Timestamp>,
    joined: u64,
    skipped_hour: u64,
    pub notices: Vec<Notice>,
}

impl Raw {
    pub fn new(tz: TimeZone) -> Self {
        Self {
            tz,
            quarter: None,
            files: Vec::new(),
            line: 0,
            whole: false,
            seen: Vec::new(),
            by_id: BTreeMap::new(),
            lately: [0; LATELY],
            rows: Vec::new(),
            words: Vec::new(),
            by_word: BTreeMap::new(),
            malformed: Malformed::default(),
            useless: BTreeMap::new(),
            lines: 0,
            home: None,
            simulated: false,
            keeps_repetitions: false,
            before: None,
            joined: 0,
            skipped_hour: 0,
            notices: Vec::new(),
        }
    }

    /// Begins the next file of the recording.
    pub fn begin(&mut self, path: &Path) {
        self.files.push(path.to_owned());
        self.line = 0;
        self.before = None;
    }

    /// How many readings are held.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The time of the first reading.
    pub fn first(&self) -> Option<Timestamp> {
        self.rows.iter().map(|row| row.at).min()
    }

    /// A line that can't be understood.
    pub fn misread(&mut self, what: &str) {
        let (file, line) = (self.file(), self.line());
        self.malformed.add(file, line, what);
    }

    /// Something that was understood and is of no use.
    pub fn useless(&mut self, what: &str) {
        if self.useless.len() < MAX_USELESS || self.useless.contains_key(what) {
            *self.useless.entry(what.to_owned()).or_default() += 1;
        } else {
            *self.useless.entry("many other things".to_owned()).or_default() += 1;
        }
    }

    /// Whether anything is known of the foreign device.
    pub fn knows(&self, device: &str) -> bool {
        self.by_id.contains_key(device)
    }

    /// Tells what a device is; what was told first stays.
    pub fn about(&mut self, device: &str, about: impl FnOnce() -> About) {
        let place = self.place_of(Cow::Borrowed(device));
        if let Some(seen) = self.seen.get_mut(usize::from(place))
            && seen.about.is_none()
        {
            seen.about = Some(about());
        }
    }

    /// Holds one reading.
    pub fn hold(&mut self, row: Row<'_>) -> Result<(), &'static str> {
        let at = self.instant(row.when)?;
        self.before = Some(at);
        self.push(at, row, false);
        Ok(())
    }

    /// Holds an interval: a beginning and an end.
    pub fn hold_interval(
        &mut self,
        device: &str,
        (start, end): (civil::DateTime, civil::DateTime),
    ) -> Result<(), &'static str> {
        if end < start {
            return Err("it ends before it begins");
        }
        let from = self.instant(When::Civil(start))?;
        self.before = Some(from);
        let until = self.instant(When::Civil(end))?.max(from);
        self.push(from, Row::new(When::Exact(from), device, Said::On), false);
        self.push(until, Row::new(When::Exact(until), device, Said::Off), true);
        Ok(())
    }

    fn push(&mut self, at: Timestamp, row: Row<'_>, ends: bool) {
        let device = self.place_of(row.device);
        let word = match row.word {
            Said::On => Word::On,
            Said::Off => Word::Off,
            Said::Open => Word::Open,
            Said::Close => Word::Close,
            Said::Number(number) => Word::Number(number),
            Said::Online => Word::Online,
            Said::Offline => Word::Offline,
            Said::Text(text) => Word::Text(self.place_of_word(&text)),
        };
        let text = match word {
            Word::Text(text) => self.words.get(text as usize).cloned(),
            Word::On | Word::Off | Word::Open | Word::Close | Word::Number(_) | Word::Online | Word::Offline => None,
        };
        if let Some(seen) = self.seen.get_mut(usize::from(device)) {
            match word {
                Word::On | Word::Off => seen.switches = true,
                Word::Open | Word::Close => seen.opens = true,
                Word::Number(number) => {
                    let (low, high) = seen.numbers.unwrap_or((number, number));
                    seen.numbers = Some((low.min(number), high.max(number)));
                }
                Word::Text(_) => {
                    if let Some(text) = text.filter(|_| seen.words.len() < MAX_WORDS) {
                        seen.words.insert(text.to_string());
                    }
                }
                Word::Online | Word::Offline => {}
            }
        }
        self.rows.push(Held { at, word, line: self.line(), device, file: self.file(), ends });
    }

    fn place_of(&mut self, device: Cow<'_, str>) -> u16 {
        // Mostly one of the few that spoke lately, told apart by the end of its name.
        let (ends, length) = (device.as_bytes().last_chunk::<2>().copied().unwrap_or_default(), device.len());
        let lately = (usize::from(ends[0]) * 10 + usize::from(ends[1]) + length) % LATELY;
        let place = self.lately[lately];
        if self.seen.get(usize::from(place)).is_some_and(|seen| seen.id == *device) {
            return place;
        }
        if let Some(place) = self.by_id.get(&*device) {
            self.lately[lately] = *place;
            return *place;
        }
        // A file with more devices than this is given up after the line.
        let place = u16::try_from(self.seen.len()).unwrap_or(u16::MAX);
        self.seen.push(Seen::new(&device));
        self.by_id.insert(device.into_owned(), place);
        place
    }

    fn place_of_word(&mut self, text: &str) -> u32 {
        if let Some(place) = self.by_word.get(text) {
            return *place;
        }
        let word: Arc<str> = Arc::from(text);
        // There are no more words than readings, which are bounded.
        let place = self.words.len() as u32;
        self.words.push(Arc::clone(&word));
        self.by_word.insert(word, place);
        place
    }

    fn file(&self) -> u8 {
        u8::try_from(self.files.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    /// The text is bounded, so that there are fewer lines than this type can count.
    fn line(&self) -> u32 {
        u32::try_from(self.line).unwrap_or(u32::MAX)
    }

    /// What is too much to go on with, after each line.
    pub fn within_bounds(&self, path: &Path) -> Result<(), TraceError> {
        if self.seen.len() > MAX_DEVICES {
            let what = "there are more than a thousand devices in this file, which no home has";
            return Err(TraceError::bad(path, Some(self.line), what, "Look whether it is what it should be."));
        }
        if self.rows.len() >= MAX_ROWS {
            return Err(self.too_large(path));
        }
        Ok(())
    }

    /// The file can't be held.
    pub fn too_large(&self, path: &Path) -> TraceError {
        let what = "the file is too large to be put in order: it holds more than 512 MB or 10 million readings";
        TraceError::bad(path, Some(self.line), what, "Split it, by months for example.")
    }

    /// Refuses a file most of which isn't understood.
    pub fn mostly_right(&self) -> Result<(), TraceError> {
        let Some(first) = self.malformed.first.first() else { return Ok(()) };
        if self.malformed.count * 2 <= self.lines {
            return Ok(());
        }
        let first = self.misread_at(first);
        let (count, lines) = (self.malformed.count, self.lines);
        let what = if self.whole {
            format!("state {}: {}; so it is with {count} of the {lines} states read", first.line, first.what)
        } else {
            format!("{}; so it is with {count} of the {lines} lines read", first.what)
        };
        let hint = "Look whether the file is what it should be; --format says what it is.";
        Err(TraceError::bad(&first.path, (!self.whole).then_some(first.line), &what, hint))
    }

    fn misread_at(&self, (file, line, what): &(u8, u32, String)) -> Misread {
        let path = self.files.get(usize::from(*file)).cloned().unwrap_or_default();
        Misread { path, line: u64::from(*line), what: what.clone(), whole: self.whole }
    }

    /// The instant of a time. Of an hour that comes twice the first is meant, unless the line before was later: then
    /// the clock has gone back by now.
    fn instant(&mut self, when: When) -> Result<Timestamp, &'static str> {
        let at = match when {
            When::Exact(at) => Some(at),
            When::Civil(when) => self.civil_instant(when),
        };
        at.filter(|at| TIMES.contains(at)).ok_or("a year outside 1973 to 2200")
    }

    fn civil_instant(&mut self, when: civil::DateTime) -> Option<Timestamp> {
        // Offsets change at whole quarters of an hour, so one answer holds for all times in the same.
        const QUARTER: i64 = 900_000;
        let clock = civil_millis(when);
        let quarter = clock.div_euclid(QUARTER);
        if let Some((known, offset)) = self.quarter
            && known == quarter
        {
            return Some(Timestamp::from_millis(clock - offset));
        }
        let at = |instant: jiff::Timestamp| Timestamp::from_millis(instant.as_millisecond());
        let ambiguous = self.tz.to_ambiguous_timestamp(when);
        let first = at(ambiguous.compatible().ok()?);
        match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { offset } => {
                // Before 1972 some zones were off by seconds.
                let whole = offset.seconds() % 900 == 0;
                self.quarter = whole.then(|| (quarter, i64::from(offset.seconds()) * 1_000));
                Some(first)
            }
            AmbiguousOffset::Gap { .. } => {
                self.skipped_hour += 1;
                Some(first)
            }
            AmbiguousOffset::Fold { .. } => {
                let second = at(ambiguous.later().ok()?);
                let after = self.before.is_some_and(|before| before > first && before <= second);
                Some(if after { second } else { first })
            }
        }
    }

    /// The rows as devices of the mapping, in order of time and without repetitions, with the words in them.
    pub fn mapped(mut self, mapping: &Mapping) -> Result<Mapped, TraceError> {
        let mut rows = self.known(mapping)?;
        // Stable: what came first at one instant stays first.
        rows.sort_by_key(|row| row.at);
        self.join(&mut rows, mapping.devices.len());
        self.drop_repetitions(&mut rows);

        let mut notices = std::mem::take(&mut self.notices);
        if !self.useless.is_empty() {
            notices.push(Notice::NotOfUse { what: std::mem::take(&mut self.useless).into_iter().collect() });
        }
        if self.joined > 0 {
            notices.push(Notice::Joined { count: self.joined });
        }
        if self.skipped_hour > 0 {
            notices.push(Notice::SkippedHour { count: self.skipped_hour });
        }
        Ok(Mapped { rows, words: self.words, notices })
    }

    /// The rows of devices that the mapping knows, with its places for them.
    fn known(&mut self, mapping: &Mapping) -> Result<Vec<Held>, TraceError> {
        let places: BTreeMap<&str, u16> = (0..).zip(&mapping.devices).map(|(n, d)| (d.foreign.as_str(), n)).collect();
        let device_of: Vec<Option<u16>> = self.seen.iter().map(|seen| places.get(seen.id.as_str()).copied()).collect();
        let reached: Vec<Vec<u16>> = self.seen.iter().map(|seen| reached(&seen.id, mapping)).collect();

        let (mut left_out, mut left_out_devices) = (0, BTreeSet::new());
        let (mut out_of_order, mut most, mut latest) = (0, Span::ZERO, (0, Timestamp::MIN));
        let mut malformed = std::mem::take(&mut self.malformed);
        let mut rows = std::mem::take(&mut self.rows);
        let (mut more, mut secondary) = (Vec::new(), 0);
        rows.retain_mut(|row| {
            let foreign = usize::from(row.device);
            let device = if row.word.is_availability() {
                match reached.get(foreign).map(Vec::as_slice) {
                    Some([first, others @ ..]) => {
                        more.extend(others.iter().map(|other| Held { device: *other, ..*row }));
                        Some(*first)
                    }
                    Some([]) | None if device_of.get(foreign).copied().flatten().is_some() => {
                        secondary += 1;
                        return false;
                    }
                    Some([]) | None => None,
                }
            } else {
                device_of.get(foreign).copied().flatten()
            };
            let Some(device) = device else {
                left_out += 1;
                left_out_devices.insert(row.device);
                return false;
            };
            let known = mapping.devices.get(usize::from(device));
            if !row.word.is_availability() && known.is_none_or(|known| row.word.value(known, &self.words).is_none()) {
                malformed.add(row.file, row.line, "a value of another type than the device's");
                return false;
            }
            if !row.ends {
                if latest.0 != row.file {
                    latest = (row.file, Timestamp::MIN);
                }
                if row.at < latest.1 {
                    out_of_order += 1;
                    most = most.max(latest.1 - row.at);
                }
                latest.1 = latest.1.max(row.at);
            }
            row.device = device;
            true
        });
        rows.append(&mut more);
        if secondary > 0 {
            self.useless.insert("availability beside a device's main one".to_owned(), secondary);
        }

        let first: Vec<Misread> = malformed.first.iter().map(|first| self.misread_at(first)).collect();
        if malformed.count * 2 > self.lines.max(1)
            && let Some(first) = first.first()
        {
            let hint = "Correct the mapping, or look whether the file is what it should be.";
            return Err(TraceError::bad(&first.path, (!self.whole).then_some(first.line), &first.what, hint));
        }
        if malformed.count > 0 {
            self.notices.push(Notice::Malformed { count: malformed.count, lines: self.lines, first });
        }
        if out_of_order > 0 {
            self.notices.push(Notice::OutOfOrder { count: out_of_order, most });
        }
        if left_out > 0 {
            let devices = left_out_devices.iter().filter_map(|n| self.seen.get(usize::from(*n))).map(|s| s.id.clone());
            self.notices.push(Notice::LeftOut { count: left_out, devices: devices.collect() });
        }
        Ok(rows)
    }

    /// Intervals of one sensor that lie over each other become one: it is on from the first beginning to the last end.
    fn join(&mut self, rows: &mut Vec<Held>, devices: usize) {
        if !rows.iter().any(|row| row.ends) {
            return;
        }
        let mut open = vec![0_u32; devices];
        let mut joined = 0;
        rows.retain(|row| {
            let Some(open) = open.get_mut(usize::from(row.device)) else { return true };
            if row.ends {
                *open = open.saturating_sub(1);
                *open == 0
            } else {
                *open += 1;
                joined += u64::from(*open > 1);
                *open == 1
            }
        });
        self.joined = joined;
    }

    fn drop_repetitions(&mut self, rows: &mut Vec<Held>) {
        if self.keeps_repetitions {
            return;
        }
        let mut duplicates = 0;
        // What each device said last, apart for whether it can be reached.
        let devices = rows.iter().map(|row| usize::from(row.device) + 1).max().unwrap_or(0);
        let mut said: Vec<[Option<(Timestamp, Word)>; 2]> = vec![[None; 2]; devices];
        rows.retain(|row| {
            let Some(said) = said.get_mut(usize::from(row.device)) else { return true };
            let last = said[usize::from(row.word.is_availability())].replace((row.at, row.word));
            let again = last == Some((row.at, row.word));
            duplicates += u64::from(again);
            !again
        });
        if duplicates > 0 {
            self.notices.push(Notice::Duplicates { count: duplicates });
        }
    }
}

/// Rows of known devices, in order of time.
pub(super) struct Mapped {
    pub rows: Vec<Held>,
    pub words: Vec<Arc<str>>,
    pub notices: Vec<Notice>,
}

/// Which devices of the mapping a foreign word on availability is about: the one whose main value it is, or all that
/// are parts of it.
fn reached(foreign: &str, mapping: &Mapping) -> Vec<u16> {
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    for (place, device) in (0..).zip(&mapping.devices) {
        let main = met.insert(&device.id);
        let part_of = device.foreign.rsplit_once('/').is_some_and(|(whole, _)| whole == foreign);
        if main && (part_of || device.foreign == foreign) {
            found.push(place);
        }
    }
    found
}
