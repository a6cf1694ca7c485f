//! Every field of a scenario's files, as a page for whoever writes them.
//!
//! Which fields there are, and which must be there, the readers say themselves: they are run on empty brackets and asked
//! what they looked for. What a field means, its range, default and an example stand in a file for each kind of file;
//! a field without a line there, or a line without a field, keeps a test from passing. This file writes Markdown and knows
//! nothing of where it is kept.

mod care;
mod home;
mod kinds;
mod people;
mod phrases;
mod resident;
mod scenario;
mod tour;

use std::fmt::Write as _;

use self::kinds::{KINDS, OF_KINDS};
use super::locate::Outline;
use super::problem::Findings;
use super::read::{Word, names};
use super::visitor::{Enters, PetKind, Task, VisitorKind};
use super::{Activity, Pronoun, Role, file};
use crate::companion::care::{About, Grade, How, Role as ContactRole, Suggest};
use crate::home::{AreaKind, Comes, DeviceKind, FurnitureKind, HomeKind, OpeningKind, Turn};
use crate::time::Weekday;

/// A bracket of the files.
pub(super) struct Bracket {
    /// What its reader calls it.
    what: &'static str,
    heading: &'static str,
    about: &'static str,
    fields: &'static [Field],
}

/// A field of a bracket.
pub(super) struct Field {
    name: &'static str,
    meaning: &'static str,
    /// Range and unit.
    range: &'static str,
    /// What holds where it is left out; empty where it must be there, or where leaving it out needs no words.
    default: &'static str,
    example: &'static str,
}

const fn field(
    name: &'static str,
    meaning: &'static str,
    range: &'static str,
    default: &'static str,
    example: &'static str,
) -> Field {
    Field { name, meaning, range, default, example }
}

const SPAN: &str = "a length of time, such as \"1 h 30 min\"";
const UP_TO_A_YEAR: &str = "a length of time above nothing, at most 366 days";
const MOMENT: &str = "a day from 1 and a time on the clock, within the scenario";

/// What a reader looked for in a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked {
    /// What the reader calls the bracket.
    pub what: &'static str,
    /// The field.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
}

/// Every bracket that can be in a scenario, empty.
const SCENARIO: &str = "(residents: [()], visitors: [(visits: [()])], pets: [()], climate: (), radio: (), \
     disturbances: [()], faults: [()], fault_rates: (), expect: [()], quiet: [()], reactions: (), far_sides: [()], \
     said: [()], gets_in_touch: [()])";
/// Every bracket that can be in a home, empty.
const HOME: &str = "(areas: [(floor: ())], openings: [()], stairs: [()], furniture: [()], devices: [()])";
/// Every bracket that can be in a resident's file, empty.
const RESIDENT: &str = "(about_me: (), routine: (habits: [()]))";
/// Every bracket that can be in a care plan, empty.
const CARE: &str = "(contacts: [(quiet: ())], medicines: [(windows: [()])], reminders: [()], appointments: [()], \
     consent: [()], chains: [(steps: [()])], suggestions: [()])";
/// Every bracket that can be in a file of phrases, empty.
const PHRASES: &str = "(lists: [(values: [()])], rules: [()], intents: [()])";
/// Every bracket that can be in a tour, empty.
const TOUR: &str = "(steps: [()])";

/// Every bracket that is described, in the order of the page.
fn brackets() -> impl Iterator<Item = &'static Bracket> {
    let rooms = [
        scenario::BRACKETS,
        home::BRACKETS,
        resident::BRACKETS,
        people::BRACKETS,
        care::BRACKETS,
        phrases::BRACKETS,
        tour::BRACKETS,
    ];
    rooms.into_iter().flatten()
}

/// What the readers look for, bracket by bracket in the order of reading.
pub(super) fn asked() -> Vec<Asked> {
    let mut texts = [SCENARIO, HOME, RESIDENT, CARE, PHRASES, TOUR].map(str::to_owned).to_vec();
    texts.extend(file::kinds_of_disturbances().map(|kind| format!("(disturbances: [(what: {kind}())])")));
    texts.extend(file::kinds_of_faults().map(|kind| format!("(faults: [(what: {kind}())])")));
    let mut all: Vec<Asked> = Vec::new();
    for (place, text) in texts.iter().enumerate() {
        let outline = Outline::read(text);
        let Some(root) = &outline.root else { continue };
        let mut findings = Findings::probing(text, &outline);
        match place {
            1 => drop(file::home(root, &mut findings)),
            2 => drop(file::resident(root, &mut findings)),
            3 => drop(file::care(root, &mut findings)),
            4 => drop(file::phrases(root, &mut findings)),
            5 => drop(file::tour::tour(root, &mut findings)),
            _ => drop(file::scenario(root, &mut findings)),
        }
        for asked in findings.asked() {
            if !all.iter().any(|known| (known.what, known.name) == (asked.what, asked.name)) {
                all.push(*asked);
            }
        }
    }
    all
}

/// The page, as Markdown.
pub fn page() -> String {
    let asked = asked();
    let mut page = String::from(
        "# What scenarios and their parts are written with\n\n\
         This page is written by `smart-house reference` from the readers themselves. The files are RON: fields between \
         `(` and `)`, each as `name: value`, lists between `[` and `]`, comments after `//`. Moments are a day counted \
         from 1 and a time on the clock (`\"day 31 02:14\"`), lengths of time have units (`\"1 h 30 min\"`, `\"45 s\"`, \
         `\"2 days\"`). A field in **bold** must be there. `smart-house check FILE` says everything that is wrong with a \
         file, and where; `smart-house new NAME.ron` writes one to start from.\n",
    );
    for bracket in brackets() {
        let _infallible = write!(page, "\n## {}\n", bracket.heading);
        if !bracket.about.is_empty() {
            let _infallible = write!(page, "\n{}\n", bracket.about);
        }
        let fields = asked.iter().filter(|asked| asked.what == bracket.what);
        rows(&mut page, fields, |name| bracket.fields.iter().find(|field| field.name == name));
    }
    for (heading, about, kinds) in [
        (
            "Kinds of disturbance",
            "What can stand after `what:` in a disturbance. Harmless ones are for holding the monitor against: it should \
             keep quiet.",
            file::kinds_of_disturbances().collect::<Vec<_>>(),
        ),
        ("Kinds of fault", "What can stand after `what:` in a fault.", file::kinds_of_faults().collect()),
    ] {
        let _infallible = write!(page, "\n## {heading}\n\n{about}\n");
        for kind in kinds {
            let does = KINDS.iter().find(|(name, _)| *name == kind).map_or("", |(_, does)| does);
            let _infallible = write!(page, "\n### `{kind}`\n\n{does}\n");
            let fields = asked.iter().filter(|asked| asked.what == kind);
            rows(&mut page, fields, |name| OF_KINDS.iter().find(|field| field.name == name));
        }
    }
    page.push_str("\n## Words\n\nWritten without quotation marks.\n\n");
    words::<Activity>(&mut page);
    words::<Weekday>(&mut page);
    words::<Pronoun>(&mut page);
    words::<Role>(&mut page);
    words::<HomeKind>(&mut page);
    words::<AreaKind>(&mut page);
    words::<OpeningKind>(&mut page);
    words::<Turn>(&mut page);
    words::<FurnitureKind>(&mut page);
    words::<DeviceKind>(&mut page);
    words::<VisitorKind>(&mut page);
    words::<Enters>(&mut page);
    words::<Task>(&mut page);
    words::<PetKind>(&mut page);
    words::<ContactRole>(&mut page);
    words::<About>(&mut page);
    words::<Suggest>(&mut page);
    words::<Comes>(&mut page);
    words::<How>(&mut page);
    words::<Grade>(&mut page);
    page
}

fn rows<'a>(
    page: &mut String,
    fields: impl Iterator<Item = &'a Asked>,
    described: impl Fn(&str) -> Option<&'static Field>,
) {
    let mut fields = fields.peekable();
    if fields.peek().is_none() {
        return;
    }
    page.push_str("\n| field | what it means | range | without it | example |\n|---|---|---|---|---|\n");
    for asked in fields {
        let Some(Field { meaning, range, default, example, .. }) = described(asked.name) else { continue };
        let name = if asked.required { format!("**`{}`**", asked.name) } else { format!("`{}`", asked.name) };
        // A bar would end the cell, even within code.
        let example = example.replace('|', "\\|");
        let without = if asked.required { "–" } else { default };
        let _infallible = writeln!(page, "| {name} | {meaning} | {range} | {without} | `{example}` |");
    }
}

fn words<T: Word>(page: &mut String) {
    let all: Vec<String> = names::<T>().map(|word| format!("`{word}`")).collect();
    let _infallible = writeln!(page, "- {}: {}", T::WHAT, all.join(", "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_described_and_every_description_has_a_field() {
        let asked = asked();
        let kinds: Vec<&str> = file::kinds_of_disturbances().chain(file::kinds_of_faults()).collect();
        let mut wrong = Vec::new();
        for Asked { what, name, required } in &asked {
            let of_kind = kinds.contains(what);
            let bracket = brackets().find(|bracket| bracket.what == *what);
            let field = match bracket {
                Some(bracket) => bracket.fields.iter().find(|field| field.name == *name),
                None => OF_KINDS.iter().find(|field| of_kind && field.name == *name),
            };
            match field {
                None => wrong.push(format!("{what}: the field {name} has no line in scenario/reference")),
                Some(field) if !required && field.default.is_empty() => {
                    wrong.push(format!("{what}: what holds without {name} is not said"));
                }
                Some(_) => {}
            }
        }
        for bracket in brackets() {
            for field in bracket.fields {
                if !asked.iter().any(|asked| (asked.what, asked.name) == (bracket.what, field.name)) {
                    wrong.push(format!("{}: no reader looks for {}", bracket.what, field.name));
                }
            }
        }
        for kind in &kinds {
            if !KINDS.iter().any(|(name, _)| name == kind) {
                wrong.push(format!("{kind}: what it does is not said"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_bracket_that_is_read_is_asked() {
        // The readers' own sources: a bracket that is opened there and not on the page was forgotten above.
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scenario");
        let files =
            [here.join("file"), here].into_iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
        let files = files.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
        let asked = asked();
        for source in files.map(|path| std::fs::read_to_string(path).expect("a source")) {
            for opened in source.split(concat!("Fields::open(", "node, \"")).skip(1) {
                let what = opened.split('"').next().unwrap_or_default();
                assert!(asked.iter().any(|asked| asked.what == what), "{what}: add it to the empty brackets");
            }
        }
    }
}
