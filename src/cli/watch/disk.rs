//! Where a hub's alerts and state go: a file that lines are added to, or standard output; and a file that is replaced
//! whole.
//!
//! Whoever opens a state locks it, so that two hubs never share one. Lines have numbers, and the file itself says which
//! was the last: after a kill nothing is added twice. Read [`Disk`] first.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::super::Failure;
use super::hub::Told;
use crate::monitor::state::LARGEST;
use crate::trace::WholeFile;

/// How much of a file's end is looked at for its last line: alerts with much evidence have a few thousand bytes.
const TAIL: u64 = 1 << 20;

/// Where alerts and state go.
pub trait Keeper {
    /// Tells these lines, each once however often it is asked. When it returns they are safe.
    fn tell(&mut self, lines: &[Told]) -> Result<(), Failure>;
    /// Keeps the state in place of the one before, whole or not at all.
    fn keep(&mut self, state: &[u8]) -> Result<(), Failure>;
    /// Whether what is told cannot be looked up afterwards, so that the state must say at once that it has been told.
    fn forgets(&self) -> bool;
}

/// Files, or standard output.
pub struct Disk {
    alerts: Option<AlertFile>,
    state: Option<PathBuf>,
    /// Held for as long as the hub runs.
    _lock: Option<File>,
}

struct AlertFile {
    path: PathBuf,
    file: File,
    last: u64,
}

impl Disk {
    /// Opens the file of alerts to add to, and locks the state.
    pub fn open(alerts: Option<&Path>, state: Option<&Path>) -> Result<Self, Failure> {
        let lock = state.map(lock).transpose()?;
        if let Some(state) = state {
            sweep(state);
        }
        Ok(Self { alerts: alerts.map(AlertFile::open).transpose()?, state: state.map(Path::to_owned), _lock: lock })
    }

    /// The state that was kept; `None` where there is none yet.
    pub fn kept(&self) -> Result<Option<Vec<u8>>, Failure> {
        let Some(path) = &self.state else { return Ok(None) };
        let cannot = |error: io::Error| Failure::new(format!("can't read the state {}: {error}", path.display()));
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(cannot(error)),
        };
        let mut bytes = Vec::new();
        file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(cannot)?;
        Ok(Some(bytes))
    }
}

impl Keeper for Disk {
    fn tell(&mut self, lines: &[Told]) -> Result<(), Failure> {
        match &mut self.alerts {
            Some(file) => file.add(lines),
            None => {
                let mut out = io::stdout().lock();
                let told = lines.iter().try_for_each(|told| writeln!(out, "{}", told.line)).and_then(|()| out.flush());
                told.map_err(|error| {
                    let what = match error.kind() {
                        io::ErrorKind::BrokenPipe => "whoever read the alerts has gone".to_owned(),
                        _ => format!("can't write to standard output: {error}"),
                    };
                    Failure::new(format!("{what}; what could not be told is kept in the state, where there is one"))
                })
            }
        }
    }

    fn keep(&mut self, state: &[u8]) -> Result<(), Failure> {
        let Some(path) = &self.state else { return Ok(()) };
        let mut file = WholeFile::create(path)?;
        file.write_all(state)
            .map_err(|error| Failure::new(format!("can't write the state {}: {error}", path.display())))?;
        Ok(file.finish()?)
    }

    fn forgets(&self) -> bool {
        self.alerts.is_none()
    }
}

impl AlertFile {
    fn open(path: &Path) -> Result<Self, Failure> {
        let cannot = |error: io::Error| Failure::new(format!("can't write {}: {error}", path.display()));
        let mut file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path).map_err(cannot)?;
        let about = file.metadata().map_err(cannot)?;
        if !about.is_file() {
            return Err(Failure::new(format!("{} is no plain file; name one for the alerts", path.display())));
        }
        let length = about.len();
        let from = length.saturating_sub(TAIL);
        let mut tail = Vec::new();
        file.seek(SeekFrom::Start(from)).map_err(cannot)?;
        (&mut file).take(TAIL).read_to_end(&mut tail).map_err(cannot)?;
        // A line that was broken off by a kill was never told.
        let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        if whole < tail.len() && from + whole as u64 > 0 || from == 0 {
            file.set_len(from + whole as u64).map_err(cannot)?;
        }
        let mut lines = tail[..whole].split(|byte| *byte == b'\n').rev().filter(|line| !line.is_empty());
        let last = match lines.next() {
            Some(line) => number(line).ok_or_else(|| {
                Failure::new(format!(
                    "{} holds other lines than those of `watch`, which are numbered; name another file for the alerts",
                    path.display()
                ))
            })?,
            None => 0,
        };
        file.seek(SeekFrom::End(0)).map_err(cannot)?;
        Ok(Self { path: path.to_owned(), file, last })
    }

    fn add(&mut self, lines: &[Told]) -> Result<(), Failure> {
        let mut text = String::new();
        for told in lines.iter().filter(|told| told.number > self.last) {
            text.push_str(&told.line);
            text.push('\n');
        }
        if text.is_empty() {
            return Ok(());
        }
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| Failure::new(format!("can't write {}: {error}", self.path.display())))?;
        self.last = lines.last().map_or(self.last, |told| told.number.max(self.last));
        Ok(())
    }
}

/// The number that a line begins with.
pub fn number(line: &[u8]) -> Option<u64> {
    let digits = line.strip_prefix(b"{\"number\":")?;
    let end = digits.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(&digits[..end]).ok()?.parse().ok()
}

/// A lock beside the state, held until the program ends, however it ends.
fn lock(state: &Path) -> Result<File, Failure> {
    let path = named_like(state, |name| format!(".{name}.lock"));
    let cannot = |error: io::Error| Failure::new(format!("can't lock the state with {}: {error}", path.display()));
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::new(format!(
            "another hub keeps its state in {}; end it first, or name another --state",
            state.display()
        ))),
        Err(TryLockError::Error(error)) => Err(cannot(error)),
    }
}

/// Removes what a kill left half-written beside the state. Whoever holds the lock is alone with it.
fn sweep(state: &Path) {
    let Some(name) = state.file_name().map(|name| name.to_string_lossy().into_owned()) else { return };
    let folder = state.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let begins = format!(".{name}.");
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let found = entry.file_name().to_string_lossy().into_owned();
        if found.strip_prefix(&begins).is_some_and(|rest| rest.ends_with(".partial")) {
            // What cannot be removed does no harm.
            let _gone = fs::remove_file(entry.path());
        }
    }
}

fn named_like(path: &Path, name: impl Fn(&str) -> String) -> PathBuf {
    let own = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    path.with_file_name(name(&own))
}
