//! The file forms of visitors and pets.

use super::super::Pronoun;
use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, Placed, clock, filled_text, id, list, number, span, text, whole, word};
use super::super::visitor::{Enters, PetKind, Task, VisitorKind};
use crate::time::{ClockTime, Span, Weekday};

/// Visits of one visitor, at most.
const MAX_VISITS: usize = 100;
/// Children of one visitor, at most.
const MAX_CHILDREN: usize = 8;
/// Tasks of one visit, at most.
const MAX_TASKS: usize = 12;

/// Somebody who comes on visits.
pub(in crate::scenario) struct VisitorFile {
    pub id: Maybe<String>,
    pub name: Maybe<String>,
    pub kind: Maybe<VisitorKind>,
    pub pronoun: Maybe<Pronoun>,
    pub enters: Maybe<Enters>,
    pub walking_speed: Maybe<f64>,
    pub children: Maybe<Vec<Placed<String>>>,
    pub works_in: Maybe<Vec<Placed<String>>>,
    pub visits: Vec<Placed<VisitFile>>,
}

/// One planned visit.
pub(in crate::scenario) struct VisitFile {
    pub at: Maybe<ClockTime>,
    pub window: Maybe<Span>,
    pub late: Maybe<Span>,
    pub lasts: Maybe<Span>,
    pub lasts_give: Maybe<Span>,
    pub days: Maybe<Vec<Placed<Weekday>>>,
    pub chance: Maybe<f64>,
    pub from: Maybe<i64>,
    pub to: Maybe<i64>,
    pub does: Maybe<Vec<Placed<Task>>>,
}

/// An animal.
pub(in crate::scenario) struct PetFile {
    pub name: Maybe<String>,
    pub kind: Maybe<PetKind>,
    pub from: Maybe<i64>,
    pub to: Maybe<i64>,
}

/// Reads a visitor's bracket.
pub(super) fn visitor(node: &Node, findings: &mut Findings<'_>) -> Option<VisitorFile> {
    let mut fields = Fields::open(node, "a visitor", findings)?;
    let file = VisitorFile {
        id: fields.required("id", id),
        name: fields.required("name", filled_text),
        kind: fields.required("kind", word::<VisitorKind>),
        pronoun: fields.optional("pronoun", word::<Pronoun>),
        enters: fields.optional("enters", word::<Enters>),
        walking_speed: fields.optional("walking_speed", number),
        children: fields.optional("children", |node, findings| list(node, findings, MAX_CHILDREN, filled_text)),
        works_in: fields.optional("works_in", |node, findings| list(node, findings, 2, text)),
        visits: fields.required_list("visits", MAX_VISITS, visit),
    };
    fields.close();
    Some(file)
}

fn visit(node: &Node, findings: &mut Findings<'_>) -> Option<VisitFile> {
    let mut fields = Fields::open(node, "a visit", findings)?;
    let file = VisitFile {
        at: fields.required("at", clock),
        window: fields.optional("window", span),
        late: fields.optional("late", span),
        lasts: fields.required("lasts", span),
        lasts_give: fields.optional("lasts_give", span),
        days: fields.optional("days", |node, findings| list(node, findings, 7, word::<Weekday>)),
        chance: fields.optional("chance", number),
        from: fields.optional("from", whole),
        to: fields.optional("to", whole),
        does: fields.optional("does", |node, findings| list(node, findings, MAX_TASKS, word::<Task>)),
    };
    fields.close();
    Some(file)
}

/// Reads a pet's bracket.
pub(super) fn pet(node: &Node, findings: &mut Findings<'_>) -> Option<PetFile> {
    let mut fields = Fields::open(node, "a pet", findings)?;
    let file = PetFile {
        name: fields.required("name", filled_text),
        kind: fields.required("kind", word::<PetKind>),
        from: fields.optional("from", whole),
        to: fields.optional("to", whole),
    };
    fields.close();
    Some(file)
}
