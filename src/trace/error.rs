//! What can go wrong with a recording, and what is worth saying though the work goes on. Texts for people: what is
//! wrong, where, what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::time::Span;

/// Why a recording can't be read or written.
#[derive(Debug)]
pub enum TraceError {
    /// The file can't be opened, read, or written.
    Io {
        /// What was being done: `read`, `write`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// What is in the file, or what should go into it, is wrong.
    Bad {
        /// The file.
        path: PathBuf,
        /// The line, from 1, when it is about one.
        line: Option<u64>,
        /// What is wrong.
        what: String,
        /// What to do; a sentence.
        hint: String,
    },
}

impl TraceError {
    /// Something wrong in a file.
    pub(crate) fn bad(path: &Path, line: Option<u64>, what: &str, hint: &str) -> Self {
        Self::Bad { path: path.to_owned(), line, what: what.to_owned(), hint: hint.to_owned() }
    }

    /// Something that the system refuses.
    pub(crate) fn io(doing: &'static str, path: &Path, error: io::Error) -> Self {
        Self::Io { doing, path: path.to_owned(), error }
    }
}

/// `t.jsonl:12: what is wrong. What to do.`
impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { doing, path, error } => {
                let path = path.display();
                match error.kind() {
                    io::ErrorKind::NotFound if *doing == "read" => write!(f, "there is no file {path}"),
                    io::ErrorKind::NotFound => {
                        write!(f, "can't write {path}: its folder isn't there. Make the folder first.")
                    }
                    io::ErrorKind::PermissionDenied => write!(f, "no permission to {doing} {path}"),
                    io::ErrorKind::IsADirectory => write!(f, "can't {doing} {path}: it is a folder. Name a file."),
                    io::ErrorKind::StorageFull => {
                        write!(f, "can't {doing} {path}: the disk is full. Nothing was left there.")
                    }
                    _ => write!(f, "can't {doing} {path}: {error}"),
                }
            }
            Self::Bad { path, line, what, hint } => {
                write!(f, "{}", path.display())?;
                if let Some(line) = line {
                    write!(f, ":{line}")?;
                }
                write!(f, ": {what}. {hint}")
            }
        }
    }
}

impl std::error::Error for TraceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Bad { .. } => None,
        }
    }
}

/// Something about a recording that a person should know, though it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The recording stops before its end: everything up to `line` was read.
    CutOff {
        /// The file.
        path: PathBuf,
        /// The last whole line, from 1.
        line: u64,
        /// Whether it stops in the middle of a line (or of a packed block), so that the beginning of one is lost.
        mid_line: bool,
    },
    /// Lines that could not be understood and were left out.
    Malformed {
        /// How many.
        count: u64,
        /// Of how many lines.
        lines: u64,
        /// The first few.
        first: Vec<Misread>,
    },
    /// Readings that came after later ones and were put in order.
    OutOfOrder {
        /// How many.
        count: u64,
        /// The largest time that one of them ran back by.
        most: Span,
    },
    /// Readings that said the same as the one before, by the same device at the same instant, and were dropped.
    Duplicates {
        /// How many.
        count: u64,
    },
    /// Readings that the mapping leaves out.
    LeftOut {
        /// How many.
        count: u64,
        /// Of which foreign devices.
        devices: Vec<String>,
    },
    /// Times that a clock change skips; they were taken as far after the change as they would have been.
    SkippedHour {
        /// How many.
        count: u64,
    },
    /// The file doesn't say its time zone.
    ZoneAssumed {
        /// The zone taken.
        zone: String,
    },
    /// The format tells when a sensor was triggered and never when it became quiet or a door was closed.
    TriggersOnly,
    /// What was understood, and is of no use to a monitor.
    NotOfUse {
        /// What it was, and how often it was told, in order of its name.
        what: Vec<(String, u64)>,
    },
    /// Intervals of one sensor that lay over each other and were taken as one.
    Joined {
        /// How many.
        count: u64,
    },
    /// Devices whose codes don't say where they are.
    PlacesUnknown {
        /// How many.
        count: u64,
        /// One of the codes.
        such_as: String,
    },
    /// Temperatures that can only be degrees Fahrenheit.
    Fahrenheit {
        /// Of which foreign devices.
        devices: Vec<String>,
    },
    /// Files in a folder that hold no readings of this format.
    OtherFiles {
        /// Their names.
        names: Vec<String>,
    },
}

/// A line that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misread {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; of a file that is one JSON value, the state in it.
    pub line: u64,
    /// What is wrong.
    pub what: String,
    /// Whether the file is one JSON value, so that lines say nothing.
    pub whole: bool,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutOff { path, line, mid_line } => {
                let how = if *mid_line { "in the middle of a line" } else { "without its last line" };
                let path = path.display();
                write!(f, "{path}: the recording stops {how}: read up to line {line}, and what followed is lost")
            }
            Self::Malformed { count, lines, first } => {
                let what = first.first().map_or("lines", |one| if one.whole { "states" } else { "lines" });
                write!(f, "{count} of {lines} {what} could not be understood and were left out")?;
                for Misread { path, line, what, whole } in first {
                    let at = if *whole { ", state " } else { ":" };
                    write!(f, "\n  {}{at}{line}: {what}", path.display())?;
                }
                let more = count.saturating_sub(first.len() as u64);
                if more > 0 { write!(f, "\n  and {more} more") } else { Ok(()) }
            }
            Self::OutOfOrder { count, most } => {
                let readings = counted(*count, "reading");
                write!(f, "{readings} came after later ones (by {most} at most), and were put in order of time")
            }
            Self::Duplicates { count } => {
                let readings = counted(*count, "reading");
                write!(f, "{readings} repeated the one before, from the same device and instant, and were dropped")
            }
            Self::LeftOut { count, devices } => {
                let readings = counted(*count, "reading");
                write!(f, "{readings} of devices that the mapping ignores were left out: {}", listed(devices))
            }
            Self::SkippedHour { count } => {
                let readings = counted(*count, "reading");
                write!(f, "{readings} had a time that the clock change skips, and were taken as after the change")
            }
            Self::ZoneAssumed { zone } => {
                write!(f, "the file doesn't say its time zone; {zone} is assumed, and --zone says otherwise")
            }
            Self::TriggersOnly => f.write_str(
                "this format tells when a sensor was triggered, and never when it became quiet or a door was closed",
            ),
            Self::NotOfUse { what } => {
                let told: Vec<String> =
                    what.iter().map(|(what, count)| format!("{} of {what}", counted(*count, "reading"))).collect();
                write!(f, "not of any use to the monitor, and left out: {}", listed(&told))
            }
            Self::Joined { count } => {
                let intervals = counted(*count, "interval");
                write!(f, "{intervals} began before an earlier one of the same sensor had ended, and were joined to it")
            }
            Self::PlacesUnknown { count, such_as } => {
                let devices = counted(*count, "device");
                write!(
                    f,
                    "codes such as {such_as} don't say where a device is: {devices} stand each in an area of their own, \
                     until a mapping says more"
                )
            }
            Self::Fahrenheit { devices } => {
                write!(f, "temperatures that no home has in °C were taken as °F: {}", listed(devices))
            }
            Self::OtherFiles { names } => write!(f, "files that are no readings were left aside: {}", listed(names)),
        }
    }
}

/// The first few, and how many more there are.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let more = names.len().saturating_sub(SHOWN);
    let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// `1 reading`, `2 readings`.
fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
