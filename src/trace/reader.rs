//! Reads the project's own recordings, one line at a time. Memory is bounded by one line, whatever the file holds.

use super::header::Header;
use super::line::{self, Line, Rules};
use super::{Input, LineEnd, Notice, TraceError};
use crate::home::Item;
use crate::time::Timestamp;

/// A recording being read.
pub struct Reader {
    input: Input,
    header: Header,
    rules: Rules,
    buffer: Vec<u8>,
    /// Set once the last item was given.
    ended: Option<Timestamp>,
    notices: Vec<Notice>,
}

impl Reader {
    /// Reads the header.
    ///
    /// # Errors
    /// When the file can't be read, or its first line is no header.
    pub fn new(mut input: Input) -> Result<Self, TraceError> {
        let mut buffer = Vec::new();
        let end = input.next_line(&mut buffer)?;
        if end == LineEnd::End {
            let hint = "A recording begins with a header line.";
            return Err(TraceError::bad(input.path(), None, "the file is empty", hint));
        }
        let text = buffer.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&buffer);
        let header = Header::from_json(input.path(), text).map_err(|error| match end {
            LineEnd::Whole => error,
            LineEnd::Last | LineEnd::CutOff | LineEnd::End if serde_json_whole(text) => error,
            LineEnd::Last | LineEnd::CutOff | LineEnd::End => TraceError::bad(
                input.path(),
                Some(1),
                "the recording is cut off in its header, so that nothing in it can be read",
                "Copy it again from where it came.",
            ),
        })?;
        let rules = Rules::new(&header);
        Ok(Self { input, header, rules, buffer, ended: None, notices: Vec::new() })
    }

    /// What the recording says before its first reading.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What there is to tell a person; complete once the last item was given.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Until when the recording tells what happened, once the last item was given: the header's `until`, or where it
    /// is cut off the time of the last item, because the silence after it means nothing.
    pub fn ended(&self) -> Option<Timestamp> {
        self.ended
    }

    /// The next item; `None` once there are no more.
    ///
    /// # Errors
    /// When the file can't be read, or a line is malformed, names an unknown device, has a value of the wrong type, or
    /// runs backwards in time; each with its place.
    pub fn next_item(&mut self) -> Result<Option<Item>, TraceError> {
        if self.ended.is_some() {
            return Ok(None);
        }
        let end = self.input.next_line(&mut self.buffer)?;
        let line = self.input.line();
        match end {
            LineEnd::Whole | LineEnd::Last => {}
            LineEnd::CutOff => return Ok(self.cut_off(line, true)),
            LineEnd::End => return Ok(self.cut_off(line, false)),
        }
        match line::from_json(&self.buffer) {
            Ok(Line::Item(item)) => {
                self.rules.take(&item, line).map_err(|refusal| self.refused(line, &refusal.what, refusal.hint))?;
                Ok(Some(item))
            }
            Ok(Line::End { items, until }) => {
                if items != self.rules.items() || until != self.header.until {
                    let what = format!(
                        "the last line speaks of {items} readings until {}, and there were {} until {}",
                        self.header.calendar.rfc3339(until),
                        self.rules.items(),
                        self.header.calendar.rfc3339(self.header.until),
                    );
                    return Err(self.refused(line, &what, "Lines were lost or added: copy the recording again."));
                }
                if self.input.next_line(&mut self.buffer)? != LineEnd::End {
                    return Err(self.refused(line + 1, "there is more after the last line", "Remove what follows."));
                }
                self.ended = Some(until);
                Ok(None)
            }
            Err(refusal) if refusal.broken && end == LineEnd::Last => Ok(self.cut_off(line - 1, true)),
            Err(refusal) => Err(self.refused(line, &refusal.what, refusal.hint)),
        }
    }

    fn cut_off(&mut self, line: u64, mid_line: bool) -> Option<Item> {
        self.notices.push(Notice::CutOff { path: self.input.path().to_owned(), line, mid_line });
        self.ended = Some(self.rules.latest());
        None
    }

    fn refused(&self, line: u64, what: &str, hint: &str) -> TraceError {
        TraceError::bad(self.input.path(), Some(line), what, hint)
    }
}

/// Whether the text is one whole JSON value, rather than the beginning of one.
fn serde_json_whole(text: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}
