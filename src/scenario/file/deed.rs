//! The file forms of what a person does other than with the house: `Says(sentence: "good morning")`.

use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, text, whole};

/// Every kind of deed.
const KINDS: [&str; 7] =
    ["Says", "Answers", "Acknowledged", "LearningConfirmed", "LearningRestarted", "DaysExcluded", "ModeSet"];

/// A deed, with the fields that its kind has.
pub(in crate::scenario) enum DeedFile {
    Says { sentence: Maybe<String> },
    Answers { contact: Maybe<String>, did: Maybe<String> },
    Acknowledged { concern: Maybe<i64>, contact: Maybe<String> },
    LearningConfirmed,
    LearningRestarted,
    DaysExcluded { first: Maybe<i64>, last: Maybe<i64> },
    ModeSet { mode: Maybe<String> },
}

/// The names of all kinds.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter()
}

/// Reads what is in the bracket of a kind; `None` when there is no such kind here.
pub(super) fn read(kind: &str, node: &Node, findings: &mut Findings<'_>) -> Option<DeedFile> {
    let name = KINDS.into_iter().find(|name| *name == kind)?;
    let mut fields = Fields::of(node, name, findings);
    let file = match name {
        "Says" => DeedFile::Says { sentence: fields.required("sentence", text) },
        "Answers" => DeedFile::Answers { contact: fields.required("contact", text), did: fields.required("did", text) },
        "Acknowledged" => DeedFile::Acknowledged {
            concern: fields.required("concern", whole),
            contact: fields.optional("contact", text),
        },
        "LearningConfirmed" => DeedFile::LearningConfirmed,
        "LearningRestarted" => DeedFile::LearningRestarted,
        "DaysExcluded" => {
            DeedFile::DaysExcluded { first: fields.required("first", whole), last: fields.required("last", whole) }
        }
        _ => DeedFile::ModeSet { mode: fields.required("mode", text) },
    };
    fields.close();
    Some(file)
}
