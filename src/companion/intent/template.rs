//! One sentence template: the notation of Home Assistant's intents, read into a tree.
//!
//! `(a|b)` is one or the other, `[x]` may be left out, `{list}` and `{list:slot}` stand for a value of a list, `<rule>`
//! for a rule, `(a;b)` for both in any order. Everything else is words. This file knows the notation and no words.
//! Read [`Template`] first.

use std::ops::Range;

/// Brackets within brackets, at most.
const MAX_DEPTH: usize = 12;
/// Parts of a permutation, at most: five can be said in 120 orders.
const MAX_PERMUTED: usize = 4;

/// What a template is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words, not yet split.
    Words(String),
    /// One after another.
    Sequence(Vec<Part>),
    /// One of them.
    Either(Vec<Part>),
    /// It or nothing.
    Optional(Box<Part>),
    /// All of them, in any order.
    AnyOrder(Vec<Part>),
    /// A value of a list, and the name of the slot that it fills.
    List {
        /// The list.
        list: String,
        /// The slot.
        slot: String,
    },
    /// A rule by its name.
    Rule(String),
}

/// A mistake in a template: where in its text, what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Bytes of the template's text.
    pub span: Range<usize>,
    /// What is wrong, in one sentence without a full stop.
    pub brief: String,
    /// What to do.
    pub hint: String,
}

impl Mistake {
    fn new(span: Range<usize>, brief: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { span, brief: brief.into(), hint: hint.into() }
    }
}

/// A template, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The text it was read from.
    pub text: String,
    /// What it is made of.
    pub part: Part,
    /// The rules that it names, each with its place.
    pub rules: Vec<(String, Range<usize>)>,
    /// The lists that it names, each with its place.
    pub lists: Vec<(String, Range<usize>)>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// The first mistake in it.
    pub fn read(text: &str) -> Result<Self, Mistake> {
        let mut reader = Reader { text, at: 0, rules: Vec::new(), lists: Vec::new() };
        let part = reader.sequence(None, 0)?;
        if part == Part::Sequence(Vec::new()) {
            return Err(Mistake::new(0..text.len(), "this sentence is empty", "Write what a person says."));
        }
        Ok(Self { text: text.to_owned(), part, rules: reader.rules, lists: reader.lists })
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    rules: Vec<(String, Range<usize>)>,
    lists: Vec<(String, Range<usize>)>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// Parts up to the bracket's end or a sign that parts alternatives, neither of which is taken.
    fn sequence(&mut self, opened: Option<(char, usize)>, depth: usize) -> Result<Part, Mistake> {
        let mut parts = Vec::new();
        while let Some(next) = self.peek() {
            match next {
                '(' | '[' => parts.push(self.bracket(next, depth)?),
                '{' => parts.push(self.list()?),
                '<' => parts.push(self.rule()?),
                ')' | ']' => match opened {
                    Some(('(', _)) if next == ')' => break,
                    Some(('[', _)) if next == ']' => break,
                    Some((open, at)) => {
                        let brief = format!("{next:?} closes a bracket that was opened with {open:?}");
                        return Err(Mistake::new(at..self.at + 1, brief, "Close each bracket with its own sign."));
                    }
                    None => {
                        let brief = format!("{next:?} closes a bracket that was never opened");
                        return Err(Mistake::new(self.here(), brief, "Take it out, or open the bracket before it."));
                    }
                },
                '}' | '>' => {
                    let brief = format!("{next:?} closes a name that was never opened");
                    let hint = "A list is written {area}, a rule <please>.";
                    return Err(Mistake::new(self.here(), brief, hint));
                }
                '|' | ';' if opened.is_some() => break,
                '|' | ';' => {
                    let brief = format!("{next:?} stands outside any bracket");
                    let hint = "Write the alternatives within round brackets: (on|off).";
                    return Err(Mistake::new(self.here(), brief, hint));
                }
                _ => {
                    let rest = self.text.get(self.at..).unwrap_or_default();
                    let end = rest.find(['(', ')', '[', ']', '{', '}', '<', '>', '|', ';']).unwrap_or(rest.len());
                    let words = &rest[..end];
                    self.at += end;
                    if words.chars().any(char::is_alphanumeric) {
                        // A list or a bracket may touch a word: what is glued together is said together.
                        parts.push(Part::Words(words.to_owned()));
                    }
                }
            }
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Part::Sequence(parts) })
    }

    fn bracket(&mut self, open: char, depth: usize) -> Result<Part, Mistake> {
        let start = self.at;
        if depth >= MAX_DEPTH {
            let brief = format!("brackets stand more than {MAX_DEPTH} deep here");
            return Err(Mistake::new(self.here(), brief, "Write a rule for a part of it."));
        }
        self.at += 1;
        let (mut parts, mut between) = (Vec::new(), None);
        loop {
            let from = self.at;
            let part = self.sequence(Some((open, start)), depth + 1)?;
            if part == Part::Sequence(Vec::new()) {
                let hint = "Write words there, or make the whole bracket optional: [on|off].";
                let span = from.saturating_sub(1)..(self.at + 1).min(self.text.len());
                return Err(Mistake::new(span, "there is nothing between these signs", hint));
            }
            parts.push(part);
            match self.peek() {
                Some(sign @ ('|' | ';')) => {
                    if between.is_some_and(|earlier| earlier != sign) {
                        let hint = "Put one of them into brackets of its own.";
                        return Err(Mistake::new(self.here(), "one bracket holds both | and ;", hint));
                    }
                    between = Some(sign);
                    self.at += 1;
                }
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => {
                    let brief = format!("the bracket {open:?} is never closed");
                    return Err(Mistake::new(start..start + 1, brief, "Close it where what belongs together ends."));
                }
            }
        }
        let part = match between {
            Some(';') if parts.len() > MAX_PERMUTED => {
                let brief = format!("{} parts in any order are too many", parts.len());
                let hint = format!("Write at most {MAX_PERMUTED} parts between semicolons.");
                return Err(Mistake::new(start..self.at, brief, hint));
            }
            Some(';') => Part::AnyOrder(parts),
            Some(_) => Part::Either(parts),
            None => parts.swap_remove(0),
        };
        Ok(if open == '[' { Part::Optional(Box::new(part)) } else { part })
    }

    /// The name between two signs, and its place.
    fn name(&mut self, close: char, what: &str) -> Result<(String, Range<usize>), Mistake> {
        let start = self.at;
        let rest = self.text.get(start + 1..).unwrap_or_default();
        let Some(end) = rest.find(close) else {
            let brief = format!("the name of a {what} is never closed");
            return Err(Mistake::new(start..start + 1, brief, format!("Write {close:?} at its end.")));
        };
        let name = rest[..end].trim();
        let ok = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-:".contains(c));
        if !ok {
            let hint = "A name has letters, digits, - and _: {area}, {area:room}, <please>.";
            let span = start..start + end + 2;
            return Err(Mistake::new(span, format!("{name:?} cannot be the name of a {what}"), hint));
        }
        self.at = start + end + 2;
        Ok((name.to_owned(), start..self.at))
    }

    fn list(&mut self) -> Result<Part, Mistake> {
        let (name, span) = self.name('}', "list")?;
        let (list, slot) = match name.split_once(':') {
            Some((list, slot)) if !list.is_empty() && !slot.is_empty() && !slot.contains(':') => (list, slot),
            Some(_) => {
                let hint = "Write the list, a colon and the slot: {area:room}.";
                return Err(Mistake::new(span, format!("{name:?} is not a list and a slot"), hint));
            }
            None => (name.as_str(), name.as_str()),
        };
        self.lists.push((list.to_owned(), span));
        Ok(Part::List { list: list.to_owned(), slot: slot.to_owned() })
    }

    fn rule(&mut self) -> Result<Part, Mistake> {
        let (name, span) = self.name('>', "rule")?;
        if name.contains(':') {
            let brief = format!("{name:?} cannot be the name of a rule");
            return Err(Mistake::new(span, brief, "A rule fills no slot of its own: write <rule>."));
        }
        self.rules.push((name.clone(), span));
        Ok(Part::Rule(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_is_read() {
        let template = Template::read("turn (on|off) [the] {area:room} <lamp>").expect("a template");
        assert_eq!(
            template.part,
            Part::Sequence(vec![
                Part::Words("turn ".to_owned()),
                Part::Either(vec![Part::Words("on".to_owned()), Part::Words("off".to_owned())]),
                Part::Optional(Box::new(Part::Words("the".to_owned()))),
                Part::List { list: "area".to_owned(), slot: "room".to_owned() },
                Part::Rule("lamp".to_owned()),
            ])
        );
        assert_eq!(template.rules, [("lamp".to_owned(), 32..38)]);
        let any = Template::read("(at {time};to {task})").expect("a template");
        assert!(matches!(any.part, Part::AnyOrder(parts) if parts.len() == 2));
    }

    #[test]
    fn every_mistake_has_a_place() {
        for (text, span, brief) in [
            ("turn (on|off", 5..6, "never closed"),
            ("turn on)", 7..8, "never opened"),
            ("turn (on|)", 8..10, "nothing between"),
            ("turn [on)", 5..9, "was opened with"),
            ("on|off", 2..3, "outside any bracket"),
            ("{area", 0..1, "never closed"),
            ("{a b}", 0..5, "cannot be the name"),
            ("{a:}", 0..4, "is not a list and a slot"),
            ("<a:b>", 0..5, "cannot be the name"),
            ("area}", 4..5, "never opened"),
            ("(a|b;c)", 4..5, "both | and ;"),
            ("(a;b;c;d;e)", 0..11, "too many"),
            ("  ", 0..2, "is empty"),
            ("((((((((((((((a))))))))))))))", 12..13, "deep"),
        ] {
            let mistake = Template::read(text).expect_err(text);
            assert!(mistake.brief.contains(brief) && mistake.span == span, "{text}: {mistake:?}");
            assert!(!mistake.hint.is_empty());
        }
    }
}
