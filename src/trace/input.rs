//! A recording's bytes as lines: opened, unpacked (told by content, not by name), and read one line at a time in
//! bounded memory. Knows no format.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use super::{MAX_LINE, TraceError, zstd};

/// How much of the text is looked at to tell its format.
const HEAD: u64 = 64 * 1024;

/// The most text that is unpacked from one file: far more than a home gives in ten years, and a bound for a file made
/// to unpack without end.
const MAX_TEXT: u64 = 4 << 30;

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// With a line feed: the line is whole.
    Whole,
    /// With the end of the text.
    Last,
    /// The packed file is cut off within it.
    CutOff,
    /// There is no further line.
    End,
}

/// A recording's text, line by line.
pub struct Input {
    path: PathBuf,
    head: Vec<u8>,
    text: Box<dyn BufRead>,
    line: u64,
    taken: u64,
}

impl Input {
    /// Opens a file and unpacks it if its first bytes are those of zstd or gzip.
    ///
    /// # Errors
    /// When it can't be opened, is a folder, or is damaged at its very start.
    pub fn open(path: &Path) -> Result<Self, TraceError> {
        let file = File::open(path).map_err(|error| TraceError::io("read", path, error))?;
        let about = file.metadata().map_err(|error| TraceError::io("read", path, error))?;
        if about.is_dir() {
            return Err(TraceError::io("read", path, io::ErrorKind::IsADirectory.into()));
        }
        Self::from_bytes(path, BufReader::new(file))
    }

    /// The same over bytes from elsewhere; `path` names them in messages.
    ///
    /// # Errors
    /// When they can't be read, or are damaged at their very start.
    pub fn from_bytes(path: &Path, mut bytes: impl BufRead + 'static) -> Result<Self, TraceError> {
        let mut magic = Vec::new();
        (&mut bytes).take(4).read_to_end(&mut magic).map_err(|error| TraceError::io("read", path, error))?;
        let bytes = Cursor::new(magic.clone()).chain(bytes);
        let mut text: Box<dyn BufRead> = if magic == zstd::MAGIC {
            Box::new(BufReader::new(zstd::Unpacker::new(bytes)))
        } else if magic.starts_with(&[0x1f, 0x8b]) {
            Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(bytes)))
        } else {
            Box::new(bytes)
        };
        let mut head = Vec::new();
        // What is wrong further on shows again when the lines are read.
        let looked = (&mut text).take(HEAD).read_to_end(&mut head);
        let failed = match looked {
            Ok(_) => None,
            Err(error) if head.is_empty() && error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(TraceError::bad(
                    path,
                    None,
                    "the packed file is cut off so early that nothing in it can be read",
                    "Copy it again from where it came.",
                ));
            }
            Err(error) if head.is_empty() => return Err(damaged(path, 0, error)),
            Err(error) => Some(error),
        };
        let rest: Box<dyn Read> = match failed {
            None => text,
            Some(error) => Box::new(Failing(Some(error))),
        };
        let text = Box::new(BufReader::new(Cursor::new(head.clone()).chain(rest)));
        Ok(Self { path: path.to_owned(), head, text, line: 0, taken: 0 })
    }

    /// Its path, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the line read last, from 1; 0 before the first.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// All the text that is left, as bytes; for a file that is one value rather than lines.
    pub(super) fn into_text(self) -> impl BufRead {
        self.text
    }

    /// The beginning of the text, by which its format is told.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Reads the next line into `into`, without its line feed.
    ///
    /// # Errors
    /// When the file can't be read or is damaged, when the line is longer than [`MAX_LINE`], or when the text is too
    /// long altogether.
    pub fn next_line(&mut self, into: &mut Vec<u8>) -> Result<LineEnd, TraceError> {
        into.clear();
        let limit = MAX_LINE as u64 + 1;
        let read = (&mut self.text).take(limit).read_until(b'\n', into);
        self.taken += into.len() as u64;
        let end = match read {
            Ok(0) => return Ok(LineEnd::End),
            Ok(_) if into.last() == Some(&b'\n') => {
                into.pop();
                if into.last() == Some(&b'\r') {
                    into.pop();
                }
                LineEnd::Whole
            }
            Ok(_) => LineEnd::Last,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => LineEnd::CutOff,
            Err(error) => return Err(damaged(&self.path, self.line, error)),
        };
        if end != LineEnd::CutOff {
            self.line += 1;
        }
        if into.len() > MAX_LINE {
            return Err(TraceError::bad(
                &self.path,
                Some(self.line),
                "this line is longer than a megabyte",
                "No recording has such lines: look whether the file is what it should be.",
            ));
        }
        if self.taken > MAX_TEXT {
            return Err(TraceError::bad(
                &self.path,
                Some(self.line),
                "the text is longer than 4 GB",
                "Split the recording into shorter ones.",
            ));
        }
        Ok(end)
    }
}

fn damaged(path: &Path, line: u64, error: io::Error) -> TraceError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => TraceError::bad(
            path,
            None,
            &format!("the packed file is damaged after line {line}"),
            "Copy it again from where it came.",
        ),
        _ => TraceError::io("read", path, error),
    }
}

/// Gives the failure that came while the head was looked at, in its place.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _into: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
