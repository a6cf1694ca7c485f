//! Writes a recording, line by line, plain or packed. Nothing is at its place before it is whole.

use std::path::Path;

use super::header::Header;
use super::line::{self, Line, Rules};
use super::packed::PackedFile;
use super::{MAX_LINE, TraceError};
use crate::home::Item;

/// A recording being written. It keeps the rules that the reader keeps: whatever it takes can be read back. Dropped
/// before [`Writer::finish`], it leaves nothing behind.
pub struct Writer {
    file: PackedFile,
    header: Header,
    rules: Rules,
    line: u64,
}

impl Writer {
    /// Begins a recording that shall be at `path`; a name that ends in `.zst` or `.gz` packs it.
    ///
    /// # Errors
    /// When there can be no file at `path`, or when the header contradicts itself.
    pub fn create(path: &Path, header: Header) -> Result<Self, TraceError> {
        let first = header.to_json(path)?;
        let mut writer = Self { file: PackedFile::create(path)?, rules: Rules::new(&header), header, line: 0 };
        writer.put(first)?;
        Ok(writer)
    }

    /// Writes the next item. A watermark is only looked at: the readings around it tell that time has passed.
    ///
    /// # Errors
    /// When a reader would refuse it (an unknown device, a value of the wrong type, a time that runs backwards), or
    /// when it can't be written.
    pub fn write(&mut self, item: &Item) -> Result<(), TraceError> {
        self.rules.take(item, self.line + 1).map_err(|refusal| self.refused(&refusal.what, refusal.hint))?;
        match line::to_json(&Line::Item(item.clone()), &self.header.calendar) {
            Some(text) => self.put(text),
            None => Ok(()),
        }
    }

    /// Writes the last line and puts the file in its place. Returns how many items it holds.
    ///
    /// # Errors
    /// When the rest can't be written; then nothing is left behind.
    pub fn finish(mut self) -> Result<u64, TraceError> {
        let items = self.rules.items();
        let end = Line::End { items, until: self.header.until };
        if let Some(text) = line::to_json(&end, &self.header.calendar) {
            self.put(text)?;
        }
        self.file.finish()?;
        Ok(items)
    }

    fn put(&mut self, text: String) -> Result<(), TraceError> {
        if text.len() > MAX_LINE {
            return Err(self.refused("this would be a line longer than a megabyte", "Shorten the words in it."));
        }
        self.line += 1;
        self.file.line(&text)
    }

    fn refused(&self, what: &str, hint: &str) -> TraceError {
        TraceError::bad(self.file.path(), Some(self.line + 1), what, hint)
    }
}
