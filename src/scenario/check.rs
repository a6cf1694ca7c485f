//! From texts to a checked [`Scenario`], [`Home`] or [`Resident`], and everything that is wrong with them at once.
//!
//! Nothing here reads a file: whoever calls hands in the texts, and a way to get the ones that a scenario names. Every
//! text is read as far as it can be, so that one mistake does not hide the next. Read [`scenario`] first.

mod care;
mod change;
mod deed;
mod fault;
mod hazard;
mod home;
mod lodging;
mod overlap;
mod people;
mod phrases;
mod reactions;
mod resident;
mod settings;
mod stairs;
mod story;
mod tour;
mod weather;

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use super::file;
use super::locate::{Node, Outline, Shape};
use super::problem::{Findings, Problem, quoted};
use super::read::Maybe;
use super::tour::Tour;
use super::{Resident, Scenario};
use crate::companion::care::Care;
use crate::companion::intent::Phrases;
use crate::home::Home;
pub use story::ALERT_KINDS;

/// The phrases that every companion understands, by the name under which they are read.
pub const PHRASES: &str = "companion/en-GB.ron";

/// A file's name for people and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The name, as problems give it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Why a file that a scenario names is not to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, in one sentence without a full stop.
    pub brief: String,
    /// What to do.
    pub hint: String,
}

/// What came of checking a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked<T> {
    /// The value; `None` when there is an error among the problems.
    pub value: Option<T>,
    /// Everything that is wrong, file by file and in the order of each text; warnings too.
    pub problems: Vec<Problem>,
}

/// What a file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A scenario.
    Scenario,
    /// A home.
    Home,
    /// A resident.
    Resident,
    /// What can be said to the home.
    Phrases,
    /// A care plan.
    Care,
    /// A tour through a scenario.
    Tour,
}

impl FileKind {
    /// For people: `scenario`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Home => "home",
            Self::Resident => "resident",
            Self::Phrases => "file of phrases",
            Self::Care => "care plan",
            Self::Tour => "tour",
        }
    }

    /// What a text describes, told from the fields in its outermost bracket; `None` when that cannot be told.
    pub fn of(text: &str) -> Option<Self> {
        Self::told_by(text, &Outline::read(text))
    }

    fn told_by(text: &str, outline: &Outline) -> Option<Self> {
        let root = outline.root.as_ref()?;
        // Fields that no other kind of file has.
        const MARKS: [(FileKind, &[&str]); 6] = [
            (
                FileKind::Scenario,
                &[
                    "title",
                    "home",
                    "residents",
                    "visitors",
                    "pets",
                    "starts",
                    "days",
                    "learning_days",
                    "seed",
                    "climate",
                    "disturbances",
                    "faults",
                ],
            ),
            (FileKind::Home, &["zone", "latitude", "longitude", "facing", "areas", "openings", "furniture", "devices"]),
            (FileKind::Care, &["contacts", "medicines", "reminders", "appointments", "consent", "chains"]),
            (FileKind::Phrases, &["language", "intents", "rules", "lists", "wake_words", "skip_words", "small_words"]),
            (FileKind::Resident, &["age", "pronoun", "walking_speed", "about_me", "routine"]),
            (FileKind::Tour, &["tour", "scenario", "steps"]),
        ];
        let scored = MARKS.map(|(kind, marks)| {
            let score = marks.iter().filter(|mark| root.field(text, mark).is_some()).count();
            (score, kind)
        });
        let best = scored.iter().map(|(score, _)| *score).max().filter(|score| *score > 0)?;
        let mut leading = scored.iter().filter(|(score, _)| *score == best);
        match (leading.next(), leading.next()) {
            (Some((_, kind)), None) => Some(*kind),
            _ => None,
        }
    }
}

/// Checks a scenario with the home and the residents that it names. `read` gets their texts.
pub fn scenario(document: &Document, mut read: impl FnMut(&str) -> Result<Document, Refusal>) -> Checked<Scenario> {
    let outline = Outline::read(&document.text);
    let (mut findings, root) = open(document, &outline, FileKind::Scenario);
    let file = root.and_then(|root| file::scenario(root, &mut findings).map(|file| (root, file)));
    let mut others = Vec::new();
    let mut made = None;
    if let Some((root, file)) = file {
        version(&file.version, &mut findings);
        let home = file.home.as_ref().and_then(|named| match read(&named.value) {
            Ok(document) => Some(check_home(&document, &mut others)),
            Err(refusal) => {
                findings.error(&named.span, refusal.brief, refusal.hint);
                None
            }
        });
        let home = home.flatten();
        let mut residents = Vec::new();
        for lodger in &file.residents {
            let Some(named) = &lodger.value.file else { continue };
            match read(&named.value) {
                Ok(document) => {
                    let resident = check_resident(&document, home.as_ref(), &mut others);
                    residents.extend(resident.map(|resident| (lodger, resident)));
                }
                Err(refusal) => findings.error(&named.span, refusal.brief, refusal.hint),
            }
        }
        if let Some(field) = root.field(&document.text, "residents").filter(|field| is_empty_list(&field.value)) {
            findings.error(
                &field.value.head(),
                "nobody lives in this home",
                "Name the file of at least one resident: residents: [\"residents/margaret.ron\"].",
            );
        }
        let mut ids = Ids::new("resident");
        for (lodger, resident) in &residents {
            ids.add(&resident.id, &lodger.span, &mut findings);
        }
        let residents = lodging::check(residents, home.as_ref(), &mut findings);
        let home = home.map(|known| (Arc::new(known.home), known.sound));
        let weather = file.climate.as_ref().and_then(|climate| climate.value.weather.as_ref());
        let table = weather.filter(|weather| weather.value != story::UK).and_then(|named| match read(&named.value) {
            Ok(document) => Some(document),
            Err(refusal) => {
                findings.error(&named.span, refusal.brief, refusal.hint);
                None
            }
        });
        let care = file.care.as_ref().and_then(|named| match read(&named.value) {
            Ok(document) => {
                let mut checked = self::care(&document);
                others.append(&mut checked.problems);
                checked.value
            }
            Err(refusal) => {
                findings.error(&named.span, refusal.brief, refusal.hint);
                None
            }
        });
        let mut phrases = Phrases::default();
        if care.is_some() {
            let named = file.phrases.as_ref().map(|named| (named.value.as_str(), named.span.clone()));
            for (name, span) in [Some((PHRASES, 0..0)), named].into_iter().flatten() {
                match read(name) {
                    Ok(document) => {
                        let mut checked = self::phrases(&document, Some(&phrases));
                        others.append(&mut checked.problems);
                        phrases.add(checked.value.unwrap_or_default());
                    }
                    Err(refusal) => findings.error(&span, refusal.brief, refusal.hint),
                }
            }
        }
        made = story::check(file, home, residents, (care, phrases), table.as_ref(), &mut others, &mut findings);
    }
    settle(document, &mut findings);
    let sound = !findings.has_errors() && !others.iter().any(Problem::is_error);
    let mut problems = findings.finish();
    problems.append(&mut others);
    Checked { value: made.filter(|_| sound), problems }
}

/// Tells what is wrong with a text of which nothing says what it describes.
pub fn unknown(document: &Document) -> Vec<Problem> {
    let outline = Outline::read(&document.text);
    let mut findings = Findings::new(&document.name, &document.text, &outline);
    skeleton(&outline, &mut findings);
    if !findings.has_errors() {
        let head = outline.root.as_ref().map_or(0..0, Node::head);
        findings.error(
            &head,
            "nothing tells whether this is a scenario, a home, a resident, a care plan, a file of phrases or a tour",
            "A scenario has a title, a home and days; a home has areas and devices; a resident has a routine; \
             a care plan has contacts; phrases have intents; a tour has steps.",
        );
    }
    findings.finish()
}

/// Checks a home by itself.
pub fn home(document: &Document) -> Checked<Home> {
    let mut problems = Vec::new();
    let known = check_home(document, &mut problems);
    let sound = !problems.iter().any(Problem::is_error);
    Checked { value: known.filter(|_| sound).map(|known| known.home), problems }
}

/// Checks a resident alone: whether a home has what they need is checked with a scenario.
pub fn resident(document: &Document) -> Checked<Resident> {
    let mut problems = Vec::new();
    let resident = check_resident(document, None, &mut problems);
    let sound = !problems.iter().any(Problem::is_error);
    Checked { value: resident.filter(|_| sound), problems }
}

/// Checks a file of phrases: what can be said to the home. Without `added` it is complete in itself, else its
/// sentences may use the lists and rules of those that it is added to.
pub fn phrases(document: &Document, added: Option<&Phrases>) -> Checked<Phrases> {
    let outline = Outline::read(&document.text);
    let (mut findings, root) = open(document, &outline, FileKind::Phrases);
    let made = root.and_then(|root| {
        let file = file::phrases(root, &mut findings)?;
        version(&file.version, &mut findings);
        Some(phrases::check(file, added, &mut findings))
    });
    settle(document, &mut findings);
    let sound = !findings.has_errors();
    Checked { value: made.filter(|_| sound), problems: findings.finish() }
}

/// Checks a care plan.
pub fn care(document: &Document) -> Checked<Care> {
    let outline = Outline::read(&document.text);
    let (mut findings, root) = open(document, &outline, FileKind::Care);
    let made = root.and_then(|root| {
        let file = file::care(root, &mut findings)?;
        version(&file.version, &mut findings);
        Some(care::check(file, &mut findings))
    });
    settle(document, &mut findings);
    let sound = !findings.has_errors();
    Checked { value: made.filter(|_| sound), problems: findings.finish() }
}

/// Checks a tour; `scenario` gets the scenario that it goes through, checked.
pub fn tour(document: &Document, scenario: impl FnOnce(&str) -> Result<Scenario, Refusal>) -> Checked<Tour> {
    let outline = Outline::read(&document.text);
    let (mut findings, root) = open(document, &outline, FileKind::Tour);
    let tour = root.and_then(|root| {
        let file = file::tour::tour(root, &mut findings)?;
        version(&file.version, &mut findings);
        if let Some(field) = root.field(&document.text, "steps").filter(|field| is_empty_list(&field.value)) {
            findings.error(&field.value.head(), "this tour has no steps", "Write one at least: (say: \"…\").");
        }
        let known = file.scenario.as_ref().and_then(|named| match scenario(&named.value) {
            Ok(scenario) => Some(scenario),
            Err(refusal) => {
                findings.error(&named.span, refusal.brief, refusal.hint);
                None
            }
        });
        tour::check(file, known, &mut findings)
    });
    settle(document, &mut findings);
    let sound = !findings.has_errors();
    Checked { value: tour.filter(|_| sound), problems: findings.finish() }
}

/// A home as far as it could be read.
struct KnownHome {
    home: Home,
    /// Whether nothing is wrong with it: only then may what it lacks be held against others.
    sound: bool,
}

fn check_home(document: &Document, problems: &mut Vec<Problem>) -> Option<KnownHome> {
    let outline = Outline::read(&document.text);
    let (mut findings, root) = open(document, &outline, FileKind::Home);
    let home = root.and_then(|root| {
        let file = file::home(root, &mut findings)?;
        version(&file.version, &mut findings);
        Some(home::check(root, file, &mut findings))
    });
    settle(document, &mut findings);
    let sound = !findings.has_errors();
    problems.append(&mut findings.finish());
    home.map(|home| KnownHome { home, sound })
}

fn check_resident(document: &Document, home: Option<&KnownHome>, problems: &mut Vec<Problem>) -> Option<Resident> {
    let outline = Outline::read(&document.text);
    let (mut findings, root) = open(document, &outline, FileKind::Resident);
    let resident = root.and_then(|root| {
        let file = file::resident(root, &mut findings)?;
        version(&file.version, &mut findings);
        resident::check(root, file, home.filter(|home| home.sound).map(|home| &home.home), &mut findings)
    });
    settle(document, &mut findings);
    problems.append(&mut findings.finish());
    resident
}

/// Tells what is wrong with the skeleton and with the kind of file, and gives what can be read on.
fn open<'t>(document: &'t Document, outline: &'t Outline, wanted: FileKind) -> (Findings<'t>, Option<&'t Node>) {
    let mut findings = Findings::new(&document.name, &document.text, outline);
    skeleton(outline, &mut findings);
    let kind = FileKind::told_by(&document.text, outline).filter(|kind| *kind != wanted);
    if let (Some(kind), Some(root)) = (kind, &outline.root) {
        findings.error(
            &root.head(),
            format!("this file describes a {}, not a {}", kind.name(), wanted.name()),
            format!("Name a {} instead.", wanted.name()),
        );
        return (findings, None);
    }
    // A bracket that never ends hides what should follow it: what is then missing is no mistake of its own.
    let root = if outline.cut_short { None } else { outline.root.as_ref() };
    (findings, root)
}

fn skeleton(outline: &Outline, findings: &mut Findings<'_>) {
    for fault in &outline.faults {
        findings.error(&fault.span, fault.brief.clone(), fault.hint.clone());
    }
}

/// Lets RON's own reader have the last word: nothing passes that it would not read.
fn settle(document: &Document, findings: &mut Findings<'_>) {
    if findings.has_errors() {
        return;
    }
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    if let Err(error) = options.from_str::<serde::de::IgnoredAny>(&document.text) {
        let span = findings.bytes_at(error.span.start.line, error.span.start.col);
        findings.error(
            &span,
            format!("RON cannot be read from here: {}", error.code),
            "Compare this line with one that works.",
        );
    }
}

/// Whether the value is a list with nothing in it.
fn is_empty_list(node: &Node) -> bool {
    matches!(&node.shape, Shape::Group { open: '[', items, .. } if items.is_empty())
}

fn version(version: &Maybe<i64>, findings: &mut Findings<'_>) {
    if let Some(version) = version.as_ref().filter(|version| version.value != 1) {
        findings.error(
            &version.span,
            format!("this program reads version 1 of the format, not version {}", version.value),
            "Write version: 1, or use a newer program.",
        );
    }
}

/// Tells when a number is out of range; `unit` stands behind the limits: ` m`.
fn within(number: &Maybe<f64>, what: &str, range: RangeInclusive<f64>, unit: &str, findings: &mut Findings<'_>) {
    if let Some(number) = number.as_ref().filter(|number| !range.contains(&number.value)) {
        findings.error(
            &number.span,
            format!("{what} cannot be {}{unit}", number.value),
            format!("Write a number from {} to {}{unit}.", range.start(), range.end()),
        );
    }
}

/// The ids of one kind of thing, each of which must be given once.
struct Ids {
    what: &'static str,
    seen: BTreeMap<String, usize>,
}

impl Ids {
    fn new(what: &'static str) -> Self {
        Self { what, seen: BTreeMap::new() }
    }

    fn add(&mut self, id: &str, span: &Range<usize>, findings: &mut Findings<'_>) {
        let line = findings.line(span);
        if let Some(first) = self.seen.get(id) {
            let place = if *first == line { "the same line".to_owned() } else { format!("line {first}") };
            findings.error(
                span,
                format!("the {} {} is named twice", self.what, quoted(id)),
                format!("It is on {place} already. Give one of them another id."),
            );
        } else {
            self.seen.insert(id.to_owned(), line);
        }
    }
}
