//! The file form of how people answer: the resident to prompts, others to messages and calls, and what is said when.

use super::super::Moment;
use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, Placed, clock, filled_text, moment, number, span, text, whole, word};
use super::care::weekdays;
use crate::home::Comes;
use crate::time::{ClockTime, Span, Weekday};

/// Who gets in touch, at most.
pub(super) const MAX_IN_TOUCH: usize = 50;

/// How the resident takes prompts.
pub(in crate::scenario) struct ReactionsFile {
    pub hears: Maybe<f64>,
    pub answers: Maybe<f64>,
    pub after: Maybe<Span>,
    pub does: Maybe<f64>,
    pub refuses: Maybe<f64>,
    pub forgets: Maybe<f64>,
    pub accepts: Maybe<f64>,
    pub attends: Maybe<f64>,
    pub confuses: Maybe<f64>,
    pub on_bad_days: Maybe<f64>,
}

/// How a contact answers.
pub(in crate::scenario) struct FarSideFile {
    pub who: Maybe<String>,
    pub answers: Maybe<f64>,
    pub after: Maybe<Span>,
    pub comes_in: Maybe<Span>,
}

/// Somebody who gets in touch of their own accord.
pub(in crate::scenario) struct GetsInTouchFile {
    pub who: Maybe<String>,
    pub does: Maybe<Comes>,
    pub at: Maybe<ClockTime>,
    pub days: Maybe<Vec<Placed<Weekday>>>,
    pub day: Maybe<i64>,
    pub from_day: Maybe<i64>,
    pub until_day: Maybe<i64>,
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
        accepts: fields.optional("accepts", number),
        attends: fields.optional("attends", number),
        confuses: fields.optional("confuses", number),
        on_bad_days: fields.optional("on_bad_days", number),
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

pub(super) fn gets_in_touch(node: &Node, findings: &mut Findings<'_>) -> Option<GetsInTouchFile> {
    let mut fields = Fields::open(node, "somebody who gets in touch", findings)?;
    let file = GetsInTouchFile {
        who: fields.required("who", text),
        does: fields.required("does", word::<Comes>),
        at: fields.required("at", clock),
        days: fields.optional("days", weekdays),
        day: fields.optional("day", whole),
        from_day: fields.optional("from_day", whole),
        until_day: fields.optional("until_day", whole),
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
