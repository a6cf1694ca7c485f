//! What is wrong with a file, told to a person: where, what, and what to do.
//!
//! The same text goes to the terminal and to the window. This file knows nothing of what files are about. Read
//! [`Problem`] first.

use std::fmt;
use std::ops::Range;

use super::locate::Outline;
use super::reference::Asked;

/// Problems of one file that are told; a file with more is mended a step at a time.
const MAX_TOLD: usize = 40;
/// Characters of a source line that are shown around a place.
const MAX_SHOWN: usize = 120;
/// Names that a hint lists.
const MAX_NAMED: usize = 30;
/// Characters of a file's own words that are quoted back.
const MAX_QUOTED: usize = 40;

/// Whether a file can be used in spite of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// It cannot be used.
    Error,
    /// It can be used, and something in it is probably not meant.
    Warning,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line's text, or the part of it around the place.
    pub excerpt: String,
    /// Where in the excerpt the place begins, in characters from 0.
    pub offset: usize,
    /// How many characters of the excerpt it takes, at least 1.
    pub length: usize,
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whether the file can be used all the same.
    pub gravity: Gravity,
    /// The file's name for people.
    pub file: String,
    /// Where in it; `None` when the whole file is meant.
    pub place: Option<Box<Place>>,
    /// The way to the value from the file's outermost bracket, such as `routine.habits[3].area`; may be empty.
    pub path: String,
    /// What is wrong, in one sentence without a full stop.
    pub brief: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

impl Problem {
    /// An error about a whole file.
    pub fn of_file(file: &str, brief: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            gravity: Gravity::Error,
            file: file.to_owned(),
            place: None,
            path: String::new(),
            brief: brief.into(),
            hint: hint.into(),
        }
    }

    /// Whether the file cannot be used.
    pub fn is_error(&self) -> bool {
        self.gravity == Gravity::Error
    }

    /// The problem in one line, without the source: `x.ron:14:27: no area is called "kitchn"`.
    pub fn in_a_line(&self) -> String {
        let mut line = self.file.clone();
        if let Some(place) = &self.place {
            line.push_str(&format!(":{}:{}", place.line, place.column));
        }
        line.push_str(": ");
        if self.gravity == Gravity::Warning {
            line.push_str("warning: ");
        }
        line.push_str(&self.brief);
        line
    }
}

/// The line, the source with a mark under the place, the path, and the hint, each on lines of their own.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_a_line())?;
        let mut margin = 2;
        if let Some(place) = &self.place {
            let number = place.line.to_string();
            margin = number.len() + 1;
            let before = " ".repeat(place.offset);
            let mark = "^".repeat(place.length);
            if !place.excerpt.is_empty() {
                write!(f, "\n{number} | {}\n{:margin$}| {before}{mark}", place.excerpt, "")?;
            }
        }
        if !self.path.is_empty() {
            write!(f, "\n{:margin$}= at {}", "", self.path)?;
        }
        if !self.hint.is_empty() {
            write!(f, "\n{:margin$}= hint: {}", "", self.hint)?;
        }
        Ok(())
    }
}

/// A file's text with its outline, and everything found wrong with it so far.
#[derive(Debug)]
pub(super) struct Findings<'t> {
    file: &'t str,
    text: &'t str,
    outline: &'t Outline,
    line_starts: Vec<usize>,
    problems: Vec<Problem>,
    errors: usize,
    untold: usize,
    /// What readers looked for, where somebody wants to know.
    asked: Option<Vec<Asked>>,
}

impl<'t> Findings<'t> {
    /// Nothing found yet.
    pub fn new(file: &'t str, text: &'t str, outline: &'t Outline) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Self { file, text, outline, line_starts, problems: Vec::new(), errors: 0, untold: 0, asked: None }
    }

    /// Nothing found yet, and everything noted that readers look for.
    pub fn probing(text: &'t str, outline: &'t Outline) -> Self {
        Self { asked: Some(Vec::new()), ..Self::new("", text, outline) }
    }

    /// A reader looks for a field.
    pub fn asks(&mut self, what: &'static str, name: &'static str, required: bool) {
        if let Some(asked) = &mut self.asked {
            asked.push(Asked { what, name, required });
        }
    }

    /// What readers looked for so far, if it was to be noted.
    pub fn asked(&self) -> &[Asked] {
        self.asked.as_deref().unwrap_or_default()
    }

    /// The file's text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The text at these bytes.
    pub fn slice(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// Whether anything found makes the file useless.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Something that makes the file useless.
    pub fn error(&mut self, span: &Range<usize>, brief: impl Into<String>, hint: impl Into<String>) {
        self.add(Gravity::Error, span, "", brief.into(), hint.into());
    }

    /// Something that is probably not meant.
    pub fn warning(&mut self, span: &Range<usize>, brief: impl Into<String>, hint: impl Into<String>) {
        self.add(Gravity::Warning, span, "", brief.into(), hint.into());
    }

    /// A field that is not there, at the value that lacks it.
    pub fn missing(&mut self, head: &Range<usize>, field: &str, brief: impl Into<String>, hint: impl Into<String>) {
        self.add(Gravity::Error, head, field, brief.into(), hint.into());
    }

    fn add(&mut self, gravity: Gravity, span: &Range<usize>, field: &str, brief: String, hint: String) {
        self.errors += usize::from(gravity == Gravity::Error);
        if self.is_full() {
            self.untold += 1;
            return;
        }
        let mut path = self.outline.path(self.text, span);
        if !field.is_empty() {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(field);
        }
        let place = Some(Box::new(self.place(span)));
        self.problems.push(Problem { gravity, file: self.file.to_owned(), place, path, brief, hint });
    }

    /// The line and column of a place, for naming it in another problem: `line 14`.
    pub fn line(&self, span: &Range<usize>) -> usize {
        self.line_starts.partition_point(|start| *start <= span.start)
    }

    /// The bytes of a place that is given as line and column in characters, both from 1.
    pub fn bytes_at(&self, line: usize, column: usize) -> Range<usize> {
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        let mut here = rest.char_indices().skip(column.saturating_sub(1));
        match here.next() {
            Some((at, c)) => start + at..start + at + c.len_utf8(),
            None => self.text.len()..self.text.len(),
        }
    }

    fn place(&self, span: &Range<usize>) -> Place {
        let line = self.line(span);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let rest = self.text.get(start..).unwrap_or_default();
        let whole = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let before = self.text.get(start..span.start).unwrap_or_default().chars().count();
        let wanted = self.slice(span).split('\n').next().unwrap_or_default().trim_end().chars().count();
        // A long line is shown around the place only.
        let skipped = if before + wanted > MAX_SHOWN { before.saturating_sub(MAX_SHOWN / 3) } else { 0 };
        let mut excerpt: String =
            whole.chars().skip(skipped).take(MAX_SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
        excerpt.truncate(excerpt.trim_end().len());
        let offset = before - skipped;
        let length = wanted.clamp(1, MAX_SHOWN.saturating_sub(offset).max(1));
        Place { line, column: before + 1, excerpt, offset, length }
    }

    /// A hint from the names there are: `did you mean "kitchen"? The home has bathroom, bedroom, kitchen.` Empty once
    /// more is found than is told, so that a hostile file cannot have names compared without end.
    pub fn suggest<'a>(&self, wanted: &str, names: impl IntoIterator<Item = &'a str>, there_are: &str) -> String {
        if self.is_full() { String::new() } else { suggest(wanted, names, there_are) }
    }

    /// Whether more is found than is told, so that looking for names that are alike is not worth its time.
    pub fn is_full(&self) -> bool {
        self.problems.len() >= MAX_TOLD
    }

    /// Everything found, in the order of the text, each once.
    pub fn finish(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.place.as_ref().map(|place| (place.line, place.column)));
        self.problems.dedup();
        if self.untold > 0 {
            let brief = format!("there are {} further problems", self.untold);
            let mut last = Problem::of_file(self.file, brief, "Put these right first, then check again.");
            last.gravity = if self.errors > 0 { Gravity::Error } else { Gravity::Warning };
            self.problems.push(last);
        }
        self.problems
    }
}

/// The file's own words in quotation marks, cut where they are long.
pub(super) fn quoted(words: &str) -> String {
    if words.chars().count() <= MAX_QUOTED {
        format!("{words:?}")
    } else {
        let start: String = words.chars().take(MAX_QUOTED).collect();
        format!("{start:?}…")
    }
}

fn suggest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>, there_are: &str) -> String {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    let mut hint = match closest(wanted, names.iter().copied()) {
        Some(name) => format!("did you mean {name:?}? "),
        None => String::new(),
    };
    // A list of a hundred names helps nobody.
    let more = names.len().saturating_sub(MAX_NAMED);
    names.truncate(MAX_NAMED);
    match (names.is_empty(), more) {
        (true, _) => hint.push_str(&format!("{there_are} none.")),
        (false, 0) => hint.push_str(&format!("{there_are} {}.", names.join(", "))),
        (false, more) => hint.push_str(&format!("{there_are} {} and {more} more.", names.join(", "))),
    }
    hint
}

/// The name that is most like the wanted one, if any is like it at all.
pub(super) fn closest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: String = wanted.chars().take(MAX_QUOTED).flat_map(char::to_lowercase).collect();
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
