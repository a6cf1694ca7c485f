//! The outline of a RON text: which value stands where.
//!
//! `ron` gives places for syntax errors alone and stops at the first; a person wants to hear of everything that is
//! wrong, with its place. So the text's skeleton (brackets, commas, names) is read here, tolerantly, into a tree whose
//! every value knows its bytes; what a single value says is left to `ron`. Depth and number of values are bounded
//! before anything is kept, so that a hostile text costs no more than reading it once. This file knows RON and nothing
//! of homes or scenarios. Read [`Node`] first.

use std::ops::Range;

/// Brackets within brackets, at most; a scenario needs seven.
pub(super) const MAX_DEPTH: usize = 24;
/// Values in one text, at most: ten thousand disturbances are sixty thousand values.
pub(super) const MAX_VALUES: usize = 250_000;
/// Slips in the skeleton after which the rest of a text is not read.
const MAX_FAULTS: usize = 20;

/// One value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its bytes in the text, a name before a bracket included.
    pub span: Range<usize>,
    /// What it is.
    pub shape: Shape,
}

/// What a value is, from outside.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// `( … )`, `[ … ]` or `{ … }`, with a name before it or without.
    Group {
        /// The bytes of the name before the bracket: `ColdRoom`.
        name: Option<Range<usize>>,
        /// `(`, `[` or `{`.
        open: char,
        /// Where the bracket opens.
        open_at: usize,
        /// What is in it.
        items: Vec<Entry>,
    },
    /// A bare word: `Hall`, `true`.
    Word,
    /// A text in quotes.
    Text,
    /// A number.
    Number,
}

/// One value in a bracket, with its name where it has one.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The bytes of the name before the colon.
    pub key: Option<Range<usize>>,
    /// The value.
    pub value: Node,
}

/// A slip in the skeleton.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// Where.
    pub span: Range<usize>,
    /// What is wrong.
    pub brief: String,
    /// What to do.
    pub hint: String,
}

/// What came of reading a skeleton.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    /// The outermost value, as far as it could be read.
    pub root: Option<Node>,
    /// Everything that is wrong with the skeleton, in the order of the text.
    pub faults: Vec<Fault>,
    /// Whether reading ended before the text did, or the text before its last bracket.
    pub cut_short: bool,
}

impl Outline {
    /// Reads the skeleton of a text.
    pub fn read(text: &str) -> Self {
        let mut scanner = Scanner { text, at: 0, values: 0, closers: Vec::new(), faults: Vec::new(), stopped: false };
        scanner.blank();
        // `#![enable(implicit_some)]` and its like may come first.
        while !scanner.stopped && scanner.rest().starts_with("#![") {
            match scanner.rest().find(']') {
                Some(end) => scanner.at += end + 1,
                None => scanner.at = text.len(),
            }
            scanner.blank();
        }
        let root = if scanner.stopped { None } else { scanner.value(0) };
        if !scanner.stopped {
            if root.is_none() && scanner.faults.is_empty() {
                scanner.fault(
                    0..0,
                    "the file is empty",
                    "A scenario, a home and a resident are each written between ( and ).",
                );
            } else if root.is_some() {
                scanner.blank();
                if !scanner.stopped && scanner.at < text.len() {
                    let span = scanner.at..scanner.at + scanner.peek().map_or(0, char::len_utf8);
                    scanner.fault(
                        span,
                        "something follows the closing bracket",
                        "The file ends with the bracket that closes the first one: a bracket before may be one too many.",
                    );
                }
            }
        }
        Self { root, faults: scanner.faults, cut_short: scanner.stopped }
    }

    /// The way from the outermost value to the one at these bytes, such as `routine.habits[3].area`; empty for the
    /// outermost.
    pub fn path(&self, text: &str, span: &Range<usize>) -> String {
        let mut path = String::new();
        let mut node = self.root.as_ref();
        while let Some(Node { shape: Shape::Group { items, .. }, .. }) = node {
            let found = items.iter().enumerate().find(|(_, item)| {
                item.value.span.contains(&span.start) || item.key.as_ref().is_some_and(|key| key.contains(&span.start))
            });
            let Some((index, item)) = found else { break };
            match &item.key {
                Some(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(text.get(key.clone()).unwrap_or_default());
                }
                None => path.push_str(&format!("[{index}]")),
            }
            node = item.value.span.contains(&span.start).then_some(&item.value);
        }
        path
    }
}

impl Node {
    /// The values in a bracket; none for anything else.
    pub fn items(&self) -> &[Entry] {
        match &self.shape {
            Shape::Group { items, .. } => items,
            Shape::Word | Shape::Text | Shape::Number => &[],
        }
    }

    /// Where a person should look when the whole value is meant: its name and opening bracket, or all of it.
    pub fn head(&self) -> Range<usize> {
        match &self.shape {
            Shape::Group { open_at, .. } => self.span.start..open_at + 1,
            Shape::Word | Shape::Text | Shape::Number => self.span.clone(),
        }
    }

    /// The field with this name.
    pub fn field<'n>(&'n self, text: &str, name: &str) -> Option<&'n Entry> {
        self.items().iter().find(|item| item.key.clone().and_then(|key| text.get(key)) == Some(name))
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    values: usize,
    /// What would close the brackets that are open, the innermost last.
    closers: Vec<char>,
    faults: Vec<Fault>,
    /// Set where going on makes no sense: at the text's end, or past a limit.
    stopped: bool,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn fault(&mut self, span: Range<usize>, brief: impl Into<String>, hint: impl Into<String>) {
        self.faults.push(Fault { span, brief: brief.into(), hint: hint.into() });
        self.stopped |= self.faults.len() >= MAX_FAULTS;
    }

    fn stop(&mut self, span: Range<usize>, brief: impl Into<String>, hint: impl Into<String>) {
        self.fault(span, brief, hint);
        self.stopped = true;
    }

    /// Passes white space and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                match block_comment(trimmed) {
                    Some(length) => self.at += length,
                    None => {
                        let start = self.at;
                        self.at = self.text.len();
                        self.stop(start..start + 2, "this comment is never closed", "End it with */.");
                        return;
                    }
                }
            } else {
                return;
            }
        }
    }

    /// Reads one value; `None` when there is none here.
    fn value(&mut self, depth: usize) -> Option<Node> {
        self.blank();
        let start = self.at;
        let first = self.peek().filter(|_| !self.stopped)?;
        self.values += 1;
        if self.values > MAX_VALUES {
            self.stop(
                start..start + 1,
                format!("the file holds more than {MAX_VALUES} values"),
                "No home needs so many: split the scenario.",
            );
            return None;
        }
        if first == '"' || first == '\'' || self.raw_text_ahead() {
            return self.quoted();
        }
        if first.is_alphabetic() || first == '_' {
            self.word();
            let name = start..self.at;
            let after = self.at;
            self.blank();
            if self.peek() == Some('(') && !self.stopped {
                return self.group(Some(name), start, depth);
            }
            self.at = after;
            return Some(Node { span: name, shape: Shape::Word });
        }
        if first.is_ascii_digit() || matches!(first, '-' | '+' | '.') {
            let length = self
                .rest()
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')))
                .unwrap_or(self.rest().len());
            self.at += length;
            return Some(Node { span: start..self.at, shape: Shape::Number });
        }
        matches!(first, '(' | '[' | '{').then(|| self.group(None, start, depth)).flatten()
    }

    fn word(&mut self) {
        let length = self.rest().find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(self.rest().len());
        self.at += length;
    }

    fn raw_text_ahead(&self) -> bool {
        self.rest().strip_prefix('r').is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
    }

    fn quoted(&mut self) -> Option<Node> {
        let start = self.at;
        match quoted_length(self.rest()) {
            Some(length) => {
                self.at += length;
                Some(Node { span: start..self.at, shape: Shape::Text })
            }
            None => {
                self.at = self.text.len();
                self.stop(
                    start..start + 1,
                    "this text is never closed",
                    "End it with the quotation mark that it begins with.",
                );
                None
            }
        }
    }

    fn group(&mut self, name: Option<Range<usize>>, start: usize, depth: usize) -> Option<Node> {
        let open_at = self.at;
        let open = self.peek()?;
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        if depth >= MAX_DEPTH {
            self.stop(
                open_at..open_at + 1,
                format!("brackets are nested more than {MAX_DEPTH} deep here"),
                "No scenario, home or resident needs so many: look for brackets that are never closed.",
            );
            return None;
        }
        self.at += 1;
        let mut items: Vec<Entry> = Vec::new();
        let mut comma = true;
        self.closers.push(close);
        loop {
            self.blank();
            if self.stopped {
                break;
            }
            let here = self.at;
            let Some(next) = self.peek() else {
                self.stop(
                    open_at..open_at + 1,
                    format!("this {open} is never closed"),
                    format!("The file ends before its {close}: a part of it may be missing."),
                );
                break;
            };
            match next {
                ')' | ']' | '}' => {
                    if next == close {
                        self.at += 1;
                        break;
                    }
                    let (fits, hint) = if self.closers.contains(&next) {
                        // It fits a bracket further out, and is left to it.
                        (true, format!("Close the {open} with a {close} before it."))
                    } else {
                        self.at += 1;
                        (false, format!("Write {close} instead, or leave it out."))
                    };
                    self.fault(here..here + 1, format!("this {next} cannot close the {open}"), hint);
                    if fits {
                        break;
                    }
                }
                ',' => {
                    if comma {
                        self.fault(
                            here..here + 1,
                            "a value is missing before this comma",
                            "Write the value, or leave the comma out.",
                        );
                    }
                    self.at += 1;
                    comma = true;
                }
                _ => {
                    if !comma {
                        // The place to mend is behind the last value, not where the next begins.
                        let end = items.last().map_or(here, |item| item.value.span.end);
                        let last = self.text.get(..end).and_then(|t| t.chars().next_back()).map_or(0, char::len_utf8);
                        self.fault(
                            end - last..end,
                            "a comma is missing after this",
                            "Put a comma between one value and the next.",
                        );
                    }
                    comma = false;
                    self.entry(depth, &mut items);
                    if self.at == here && !self.stopped {
                        self.fault(
                            here..here + next.len_utf8(),
                            format!("{next:?} does not belong here"),
                            "A field is a name, a colon and a value: at: \"07:10\".",
                        );
                        self.at += next.len_utf8();
                        comma = true;
                    }
                }
            }
        }
        self.closers.pop();
        Some(Node { span: start..self.at, shape: Shape::Group { name, open, open_at, items } })
    }

    /// Reads `name: value` or a value alone; reads nothing when neither is here.
    fn entry(&mut self, depth: usize, items: &mut Vec<Entry>) {
        let start = self.at;
        if self.peek().is_some_and(|c| c.is_alphabetic() || c == '_') && !self.raw_text_ahead() {
            self.word();
            let key = start..self.at;
            self.blank();
            if self.stopped {
                return;
            }
            let mark = self.at;
            match self.peek() {
                Some('=') => self.fault(
                    mark..mark + 1,
                    "= stands where a colon belongs",
                    "Write a colon between a name and its value.",
                ),
                Some(':') => {}
                _ => {
                    self.at = start;
                    if let Some(value) = self.value(depth + 1) {
                        items.push(Entry { key: None, value });
                    }
                    return;
                }
            }
            self.at = mark + 1;
            match self.value(depth + 1) {
                Some(value) => items.push(Entry { key: Some(key), value }),
                None if self.stopped => {}
                None => {
                    let name = self.text.get(key.clone()).unwrap_or_default();
                    let brief = format!("a value is missing after {name:?}");
                    self.fault(key, brief, "Write its value behind the colon, or leave the field out.");
                }
            }
            return;
        }
        if let Some(value) = self.value(depth + 1) {
            items.push(Entry { key: None, value });
        }
    }
}

/// The bytes of a comment that begins the text, comments within it included; `None` when it never ends.
pub(super) fn block_comment(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut open) = (0, 0_usize);
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => {
                open += 1;
                at += 2;
            }
            Some(b"*/") => {
                open -= 1;
                at += 2;
                if open == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// The bytes of a text in quotes that begins the text; `None` when it never ends.
fn quoted_length(text: &str) -> Option<usize> {
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inner = 1 + hashes + 1;
        let end = format!("\"{}", "#".repeat(hashes));
        return text.get(inner..)?.find(&end).map(|found| inner + found + end.len());
    }
    let mark = text.chars().next()?;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return Some(at + 1),
            _ => {}
        }
    }
    None
}
