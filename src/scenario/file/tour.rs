//! The file form of a tour.

use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, Placed, filled_text, flag, moment, number, span, text, whole};
use crate::scenario::Moment;
use crate::time::Span;

/// Steps of a tour, at most.
const MAX_STEPS: usize = 200;

/// A tour's file.
pub(in crate::scenario) struct TourFile {
    pub version: Maybe<i64>,
    pub title: Maybe<String>,
    pub about: Maybe<String>,
    pub scenario: Maybe<String>,
    pub steps: Vec<Placed<StepFile>>,
}

/// A step of a tour.
pub(in crate::scenario) struct StepFile {
    pub say: Maybe<String>,
    pub notes: Maybe<String>,
    pub at: Maybe<Moment>,
    pub speed: Maybe<f64>,
    pub view: Maybe<String>,
    pub lens: Maybe<bool>,
    pub learned: Maybe<bool>,
    pub area: Maybe<String>,
    pub device: Maybe<String>,
    pub takes: Maybe<Span>,
    pub until: Maybe<Moment>,
    pub alert: Maybe<String>,
    pub within: Maybe<Span>,
}

/// Reads a tour.
pub(in crate::scenario) fn tour(node: &Node, findings: &mut Findings<'_>) -> Option<TourFile> {
    let mut fields = Fields::open(node, "a tour", findings)?;
    let file = TourFile {
        version: fields.required("version", whole),
        title: fields.required("tour", filled_text),
        about: fields.optional("about", text),
        scenario: fields.required("scenario", filled_text),
        steps: fields.required_list("steps", MAX_STEPS, step),
    };
    fields.close();
    Some(file)
}

fn step(node: &Node, findings: &mut Findings<'_>) -> Option<StepFile> {
    let mut fields = Fields::open(node, "a step of a tour", findings)?;
    let file = StepFile {
        say: fields.required("say", filled_text),
        notes: fields.optional("notes", text),
        at: fields.optional("at", moment),
        speed: fields.optional("speed", number),
        view: fields.optional("view", text),
        lens: fields.optional("lens", flag),
        learned: fields.optional("learned", flag),
        area: fields.optional("area", text),
        device: fields.optional("device", text),
        takes: fields.optional("takes", span),
        until: fields.optional("until", moment),
        alert: fields.optional("alert", text),
        within: fields.optional("within", span),
    };
    fields.close();
    Some(file)
}
