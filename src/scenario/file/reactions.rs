//! The file form of how people answer: the resident to prompts, others to messages and calls, and what is said when.

use super::super::Moment;
use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, filled_text, moment, number, span, text};
use crate::time::Span;

/// How the resident takes prompts.
pub(in crate::scenario) struct ReactionsFile {
    pub hears: Maybe<f64>,
    pub answers: Maybe<f64>,
    pub after: Maybe<Span>,
    pub does: Maybe<f64>,
    pub refuses: Maybe<f64>,
    pub forgets: Maybe<f64>,
}

/// How a contact answers.
pub(in crate::scenario) struct FarSideFile {
    pub who: Maybe<String>,
    pub answers: Maybe<f64>,
    pub after: Maybe<Span>,
    pub comes_in: Maybe<Span>,
}

/// A sentence that the resident says to the home.
pub(in crate::scenario) struct SaidFile {
    pub at: Maybe<Moment>,
    pub sentence: Maybe<String>,
}

pub(super) fn reactions(node: &Node, findings: &mut Findings<'_>) -> Option<ReactionsFile> {
    let mut fields = Fields::open(node, "how prompts are taken", findings)?;
    let file = ReactionsFile {
        hears: fields.optional("hears", number),
        answers: fields.optional("answers", number),
        after: fields.optional("after", span),
        does: fields.optional("does", number),
        refuses: fields.optional("refuses", number),
        forgets: fields.optional("forgets", number),
    };
    fields.close();
    Some(file)
}

pub(super) fn far_side(node: &Node, findings: &mut Findings<'_>) -> Option<FarSideFile> {
    let mut fields = Fields::open(node, "how a contact answers", findings)?;
    let file = FarSideFile {
        who: fields.required("who", text),
        answers: fields.required("answers", number),
        after: fields.optional("after", span),
        comes_in: fields.optional("comes_in", span),
    };
    fields.close();
    Some(file)
}

pub(super) fn said(node: &Node, findings: &mut Findings<'_>) -> Option<SaidFile> {
    let mut fields = Fields::open(node, "something said", findings)?;
    let file = SaidFile { at: fields.required("at", moment), sentence: fields.required("sentence", filled_text) };
    fields.close();
    Some(file)
}
