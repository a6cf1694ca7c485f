//! Whether what is told of how people answer can be: chances, contacts there are, sentences within the days.

use super::super::file::{FarSideFile, GetsInTouchFile, ReactionsFile, SaidFile};
use super::super::problem::{Findings, quoted};
use super::super::read::{Maybe, Placed};
use super::super::{FarSide, GetsInTouch, Moment, Reactions};
use super::care::days;
use super::story::in_days;
use super::within;
use crate::companion::care::{Care, Days};
use crate::time::Span;

fn chance(number: &Maybe<f64>, what: &str, usual: f64, findings: &mut Findings<'_>) -> f64 {
    within(number, what, 0.0..=1.0, "", findings);
    number.as_ref().map_or(usual, |number| number.value.clamp(0.0, 1.0))
}

/// How the resident takes prompts.
pub(super) fn check(file: Option<&ReactionsFile>, findings: &mut Findings<'_>) -> Reactions {
    let usual = Reactions::default();
    let Some(file) = file else { return usual };
    if let Some(after) = file.after.as_ref().filter(|after| after.value < Span::ZERO) {
        findings.error(&after.span, "nobody answers before they are asked", "Write a length of time: \"8 s\".");
    }
    Reactions {
        hears: chance(&file.hears, "the chance of hearing a prompt", usual.hears, findings),
        answers: chance(&file.answers, "the chance of answering", usual.answers, findings),
        after: file.after.as_ref().map_or(usual.after, |after| after.value),
        does: chance(&file.does, "the chance of doing what one is reminded of", usual.does, findings),
        refuses: chance(&file.refuses, "the chance of refusing", usual.refuses, findings),
        forgets: chance(&file.forgets, "the chance of forgetting a prompt", usual.forgets, findings),
        accepts: chance(&file.accepts, "the chance of saying yes to a suggestion", usual.accepts, findings),
        attends: chance(&file.attends, "the chance of minding a prompt while busy", usual.attends, findings),
        confuses: chance(&file.confuses, "the chance of being confused by a prompt", usual.confuses, findings),
        on_bad_days: chance(&file.on_bad_days, "what is left on a bad day", usual.on_bad_days, findings),
    }
}

/// How contacts answer: people of the care plan, each once.
pub(super) fn far_sides(
    files: &[Placed<FarSideFile>],
    care: Option<&Care>,
    findings: &mut Findings<'_>,
) -> Vec<FarSide> {
    let mut ids = super::Ids::new("contact");
    let mut sides = Vec::new();
    for file in files {
        let file = &file.value;
        let Some(who) = &file.who else { continue };
        ids.add(&who.value, &who.span, findings);
        if care.is_none_or(|care| care.contact(&who.value).is_none()) {
            let names = care.into_iter().flat_map(|care| care.contacts.iter().map(|contact| contact.id.as_str()));
            let hint = findings.suggest(&who.value, names, "The care plan's contacts are");
            findings.error(&who.span, format!("no contact is called {}", quoted(&who.value)), hint);
        }
        let answers = chance(&file.answers, "the chance of answering", 1.0, findings);
        for span in [&file.after, &file.comes_in].into_iter().flatten().filter(|span| span.value < Span::ZERO) {
            findings.error(&span.span, "nobody answers before they are asked", "Write a length of time: \"2 min\".");
        }
        sides.push(FarSide {
            who: who.value.clone(),
            answers,
            after: file.after.as_ref().map(|after| after.value),
            comes_in: file.comes_in.as_ref().map(|comes| comes.value),
        });
    }
    sides
}

/// Who gets in touch: people of the care plan, on days there are.
pub(super) fn gets_in_touch(
    files: &[Placed<GetsInTouchFile>],
    care: Option<&Care>,
    last: i64,
    findings: &mut Findings<'_>,
) -> Vec<GetsInTouch> {
    let mut found = Vec::new();
    for file in files {
        let file = &file.value;
        let on = days(&file.days, &file.day, findings);
        for day in [&file.day, &file.from_day, &file.until_day].into_iter().flatten() {
            if !(1..=last).contains(&day.value) {
                let brief = format!("there is no day {}: the last is day {last}", day.value);
                findings.error(&day.span, brief, "Write a day counted from 1.");
            }
        }
        let between =
            (file.from_day.as_ref().map_or(1, |day| day.value), file.until_day.as_ref().map_or(last, |day| day.value));
        if let Some(until) = file.until_day.as_ref().filter(|_| between.0 > between.1) {
            findings.error(&until.span, "this ends before it begins", "Let until_day be after from_day.");
        }
        let Some(who) = &file.who else { continue };
        if care.is_none_or(|care| care.contact(&who.value).is_none()) {
            let names = care.into_iter().flat_map(|care| care.contacts.iter().map(|contact| contact.id.as_str()));
            let hint = findings.suggest(&who.value, names, "The care plan's contacts are");
            findings.error(&who.span, format!("no contact is called {}", quoted(&who.value)), hint);
        }
        if let (Some(what), Some(at), Some(days)) = (&file.does, &file.at, on) {
            found.push(GetsInTouch { who: who.value.clone(), what: what.value, at: at.value, days, between });
        }
    }
    found
}

/// What is said to the home, and when.
pub(super) fn said(files: &[Placed<SaidFile>], last: i64, findings: &mut Findings<'_>) -> Vec<(Moment, String)> {
    let mut said = Vec::new();
    for file in files {
        if let Some(at) = &file.value.at {
            in_days(at, last, findings);
        }
        if let (Some(at), Some(sentence)) = (&file.value.at, &file.value.sentence) {
            said.push((at.value, sentence.value.clone()));
        }
    }
    said
}

/// A reminder or an appointment on one day must lie within the scenario's.
pub(super) fn care_within(care: &Care, named: &Maybe<String>, last: i64, findings: &mut Findings<'_>) {
    let Some(named) = named else { return };
    let once = |days: &Days| match days {
        Days::Once(day) => Some(*day),
        Days::Weekly(_) => None,
    };
    let reminders = care.reminders.iter().map(|reminder| (&reminder.days, reminder.id.as_str()));
    let appointments = care.appointments.iter().map(|appointment| (&appointment.days, appointment.what.as_str()));
    for (days, what) in reminders.chain(appointments) {
        if let Some(day) = once(days).filter(|day| *day > last) {
            let brief = format!("in the care plan {} is on day {day}, and the last day is day {last}", quoted(what));
            findings.warning(&named.span, brief, "It never comes up.");
        }
    }
}
