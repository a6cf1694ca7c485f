//! `convert`: any known recording as the program's own, or as a table for other programs.
//!
//! What was read and written goes to standard output; what the recording's devices were taken for, and what was left
//! out of it, to standard error. Nothing is written unless all of it can be. Read [`convert`] first.

use std::path::Path;
use std::sync::Arc;

use indicatif::HumanCount;

use super::arguments::ConvertArguments;
use super::output::{Out, keep_apart};
use super::progress::Progress as Bar;
use super::replay::{format, tell_mapping};
use super::run::counted;
use super::{Ending, Failure, tell_problem};
use crate::home::Item;
use crate::monitor::Config;
use crate::source::recorded::{self, OpenOptions, Opened};
use crate::source::{Progress, Source as _};
use crate::time::{Calendar, ClockTime, Span, Timestamp};
use crate::trace::mapping::Mapping;
use crate::trace::{Format, Header, TableWriter, Writer, table};

/// How much of a recording is read between two looks at the bar.
const STEP: Span = Span::days(1);

/// Converts the recording that the command line names.
///
/// # Errors
/// When the recording cannot be read, or a file cannot be written.
pub fn convert(asked: &ConvertArguments) -> Result<Ending, Failure> {
    let target = Target::of(&asked.out)?;
    let beside = (target == Target::Table).then(|| table::mapping_beside(&asked.out));
    let mut inputs = vec![("recording", asked.recording.as_path())];
    inputs.extend(asked.mapping.as_deref().map(|path| ("mapping", path)));
    let outputs = [
        ("--out", Some(asked.out.as_path())),
        ("the mapping beside --out", beside.as_deref()),
        ("--save-mapping", asked.save_mapping.as_deref()),
    ];
    keep_apart(&inputs, &outputs)?;
    let options = OpenOptions {
        format: asked.format.as_deref().map(format).transpose()?,
        zone: asked.zone.clone(),
        mapping: asked.mapping.clone(),
    };
    let mut opened = recorded::open(&asked.recording, &options)?;
    if opened.mapping.is_none() && asked.save_mapping.is_some() {
        return Err(Failure::new("--save-mapping: this recording says itself what its devices are; leave it out"));
    }
    if opened.format == Format::Own {
        // A recording that is cut off ends earlier than its header says, and what is written says so from the start.
        let until = end_of(&mut opened)?;
        opened = Opened { until, ..recorded::open(&asked.recording, &options)? };
    }
    let day_after = |days: i64| opened.calendar.at(days.saturating_add(1), ClockTime::MIDNIGHT);
    // The last reading is at `until` itself, and the whole of it counts.
    let limit = asked.days.map_or(Timestamp::MAX, day_after);
    let until = opened.until.min(limit);

    let mut writer = match target {
        Target::Own => {
            let header = header(&opened, until);
            AnyWriter::Own(Box::new(Writer::create(&asked.out, header)?))
        }
        Target::Table => {
            AnyWriter::Table(Box::new(TableWriter::create(&asked.out, &opened.calendar, opened.simulated)?))
        }
    };
    let counts = copy(&mut opened, limit, |item| writer.write(item))?;

    // The table's mapping first: a table without one is worth less than a mapping without its table.
    if let Some(path) = &beside {
        Mapping::of_table(&opened.home).save(path)?;
    }
    if let (Some(path), Some(mapping)) = (&asked.save_mapping, &opened.mapping) {
        mapping.save(path)?;
    }
    writer.finish()?;

    if let Some(mapping) = opened.mapping.as_ref().filter(|_| asked.mapping.is_none()) {
        tell_mapping(mapping);
    }
    for notice in opened.source.notices() {
        tell_problem(&notice.to_string());
    }
    tell(asked, &opened, until, &counts, beside.as_deref())?;
    Ok(Ending::Done)
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Own,
    Table,
}

impl Target {
    /// From the name.
    fn of(out: &Path) -> Result<Self, Failure> {
        let name = out.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        if [".jsonl", ".jsonl.zst", ".jsonl.gz"].iter().any(|ending| name.ends_with(ending)) {
            Ok(Self::Own)
        } else if name.ends_with(".csv") {
            Ok(Self::Table)
        } else {
            let out = out.display();
            Err(Failure::new(format!(
                "--out: {out} doesn't say what to write; end it in .jsonl, .jsonl.zst or .jsonl.gz for a recording, or \
                 in .csv for a table"
            )))
        }
    }
}

/// Either of the writers.
enum AnyWriter {
    Own(Box<Writer>),
    Table(Box<TableWriter>),
}

impl AnyWriter {
    fn write(&mut self, item: &Item) -> Result<(), Failure> {
        Ok(match self {
            Self::Own(writer) => writer.write(item),
            Self::Table(writer) => writer.write(item),
        }?)
    }

    fn finish(self) -> Result<u64, Failure> {
        Ok(match self {
            Self::Own(writer) => writer.finish(),
            Self::Table(writer) => writer.finish(),
        }?)
    }
}

/// The header that the recording has in the program's own format.
fn header(opened: &Opened, until: Timestamp) -> Header {
    Header {
        home: Arc::clone(&opened.home),
        calendar: opened.calendar.clone(),
        simulated: opened.simulated,
        scenario: opened.scenario.clone(),
        seed: opened.seed,
        program: concat!("smart-house ", env!("CARGO_PKG_VERSION")).to_owned(),
        from: opened.from.min(until),
        until,
        learning_days: opened.learning_days.unwrap_or(Config::default().learning_days),
    }
}

/// How many items there were.
#[derive(Default)]
struct Counts {
    readings: u64,
    changes: u64,
}

/// Hands every item before `limit` to `take`.
fn copy(
    opened: &mut Opened,
    limit: Timestamp,
    mut take: impl FnMut(&Item) -> Result<(), Failure>,
) -> Result<Counts, Failure> {
    let days = |until: Timestamp| ((until - opened.from).as_hours() / 24.0).max(0.0) as u64;
    let bar = Bar::new(days(opened.until.min(limit)), "Reading the recording");
    let (mut counts, mut at) = (Counts::default(), opened.from);
    while at < limit {
        at = (at + STEP).min(limit);
        loop {
            match opened.source.next(at)? {
                Progress::Item(item) => {
                    match &item {
                        Item::Reading(_) => counts.readings += 1,
                        Item::Availability(_) => counts.changes += 1,
                        Item::Watermark(_) => {}
                    }
                    take(&item)?;
                }
                Progress::Reached => break,
                Progress::Ended => return Ok(counts),
            }
        }
        bar.at(days(at));
    }
    Ok(counts)
}

/// Until when an own recording tells what happened, which is sure only once it was read to its end.
fn end_of(opened: &mut Opened) -> Result<Timestamp, Failure> {
    let mut until = opened.until;
    loop {
        match opened.source.next(Timestamp::MAX)? {
            Progress::Item(Item::Watermark(at)) => until = until.min(at),
            Progress::Item(Item::Reading(_) | Item::Availability(_)) => {}
            Progress::Reached | Progress::Ended => return Ok(until),
        }
    }
}

fn tell(
    asked: &ConvertArguments,
    opened: &Opened,
    until: Timestamp,
    counts: &Counts,
    beside: Option<&Path>,
) -> Result<(), Failure> {
    let mut out = Out::standard();
    let Opened { home, calendar, name, .. } = opened;
    let mark = if opened.simulated { "simulated" } else { "recorded" };
    let changes = match counts.changes {
        0 => String::new(),
        n => format!(" and {} of availability", counted(n, "change")),
    };
    let text = format!(
        "{name} ({}, {mark}): {} readings{changes}, {} devices in {} areas, {} to {} ({}), {}.",
        opened.format.name(),
        HumanCount(counts.readings),
        home.devices.len(),
        home.areas.len(),
        day(calendar, opened.from),
        day(calendar, until - Span::millis(1)),
        calendar.zone_name(),
        counted(calendar.local(until - Span::millis(1)).day.max(1).unsigned_abs(), "day"),
    );
    out.fold("", "", &text)?;
    let also = beside.map_or(String::new(), |path| format!(", with {} to read it back by", path.display()));
    out.fold("", "", &format!("Written to {}{also}.", asked.out.display()))?;
    out.flush()
}

/// The date of an instant: `2031-03-04`.
fn day(calendar: &Calendar, at: Timestamp) -> String {
    calendar.rfc3339(at).split('T').next().unwrap_or_default().to_owned()
}
