//! A text file that is there whole or not at all, plain or packed as its name says. A packed one is a row of
//! independent frames, so that one cut off is still read up to its last whole frame. Knows nothing of what is written.

use std::io::{self, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{TraceError, WholeFile, zstd};

/// How a file's text is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Plain,
    Zstd,
    Gzip,
}

impl Packing {
    fn of(path: &Path) -> Self {
        let ends = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
        match (ends("zst"), ends("gz")) {
            (true, _) => Self::Zstd,
            (_, true) => Self::Gzip,
            (false, false) => Self::Plain,
        }
    }

    fn pack(self, text: Vec<u8>) -> io::Result<Vec<u8>> {
        match self {
            Self::Plain => Ok(text),
            Self::Zstd => Ok(zstd::pack(&text)),
            Self::Gzip => {
                let mut packer = GzEncoder::new(Vec::new(), Compression::default());
                packer.write_all(&text)?;
                packer.finish()
            }
        }
    }
}

/// A text file being written. Dropped before [`PackedFile::finish`], it leaves nothing behind.
pub(super) struct PackedFile {
    file: WholeFile,
    packing: Packing,
    /// Text that waits until it fills a frame.
    frame: Vec<u8>,
}

impl PackedFile {
    /// Begins what shall be at `path`; a name that ends in `.zst` or `.gz` packs it.
    pub fn create(path: &Path) -> Result<Self, TraceError> {
        Ok(Self { file: WholeFile::create(path)?, packing: Packing::of(path), frame: Vec::new() })
    }

    /// The file that is to be.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Adds a line, and its end.
    pub fn line(&mut self, text: &str) -> Result<(), TraceError> {
        self.frame.extend_from_slice(text.as_bytes());
        self.frame.push(b'\n');
        if self.frame.len() < zstd::FRAME { Ok(()) } else { self.put() }
    }

    /// Puts the file in its place.
    pub fn finish(mut self) -> Result<(), TraceError> {
        if !self.frame.is_empty() {
            self.put()?;
        }
        self.file.finish()
    }

    fn put(&mut self) -> Result<(), TraceError> {
        let packed = self.packing.pack(std::mem::take(&mut self.frame));
        packed
            .and_then(|bytes| self.file.write_all(&bytes))
            .map_err(|error| TraceError::io("write", self.file.path(), error))
    }
}
