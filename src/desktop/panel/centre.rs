//! What the alarm receiving centre sees: the call that rings, how soon calls were answered beside the published figure,
//! and what an operator is given. Everything of it is simulated, and says so.

use bevy_egui::egui::{self, Frame, Margin, RichText, Ui};

use super::widget;
use super::{chain, long_span, told, when};
use crate::companion::care::{Care, Contact, Role};
use crate::desktop::theme;
use crate::player::command::Command;
use crate::player::view::View;
use crate::response::{Awaits, Entry, Status, What};
use crate::time::{Span, Timestamp};

/// Alarm receiving centres publish that this share of calls, in tenths of a per cent, is answered within [`WITHIN`]. The
/// simulated centre draws its delays with a mean of 16.3 s, which gives that share (see `simulation/answers.rs`).
const PUBLISHED: &str = "97.5%";
/// See [`PUBLISHED`].
const WITHIN: Span = Span::seconds(60);

/// One call to the centre.
struct Rung<'a> {
    at: Timestamp,
    case: u32,
    about: &'a str,
    /// When it was answered, or given up.
    ended: Option<&'a Entry>,
}

/// Shows the centre.
pub fn show(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Command>) {
    let (Some(aide), Some(care)) = (view.aide, view.scenario.care.as_deref()) else { return };
    let Some(contact) = care.contacts.iter().find(|contact| contact.role == Role::AlarmCentre) else {
        widget::paragraph(ui, "The care plan names no alarm receiving centre: it is not part of any chain here.");
        return;
    };
    let open: Vec<Status> = aide.response().cases().filter(|case| case.open).collect();
    let ringing = |case: &&Status| matches!(&case.awaits, Awaits::Answer(who) if *who == contact.id);
    let calls = calls(view, contact);
    match open.iter().find(ringing) {
        Some(case) => {
            let since = calls.iter().rev().find(|call| call.case == case.number).map(|call| call.at);
            ringing_now(ui, view, care, case, since);
        }
        None => {
            Frame::new().fill(theme::calm().ground).corner_radius(theme::ROUND).inner_margin(Margin::same(12)).show(
                ui,
                |ui| {
                    ui.set_min_width(ui.available_width());
                    widget::paragraph(ui, "No call is waiting.");
                },
            );
        }
    }
    times(ui, &calls);
    list(ui, view, &calls, out);
}

/// The call that rings now, with what an operator is given.
fn ringing_now(ui: &mut Ui, view: &View<'_>, care: &Care, case: &Status, since: Option<Timestamp>) {
    let tint = theme::urgent();
    Frame::new().fill(tint.ground).corner_radius(theme::ROUND).inner_margin(Margin::same(12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let waits = since.map_or_else(String::new, |since| format!(", for {}", chain::short(view.at - since)));
        ui.label(RichText::new(format!("A call is waiting{waits}")).font(theme::strong(17.0)).color(tint.ink));
        ui.add(egui::Label::new(RichText::new(&case.message).font(theme::plain(16.0))).wrap());
        widget::aside(ui, &format!("It began {} ago.", long_span(view.at - case.since)));
        let resident = view.scenario.residents.first();
        let who = resident.map_or_else(String::new, |one| format!("{}, {}. ", one.name, one.age));
        widget::paragraph(ui, &format!("{who}{}.", view.scenario.home.name));
        let keys = care.contacts.iter().filter(|one| one.key_holder && care.agrees(&one.id, case.about));
        let keys: Vec<String> = keys
            .map(|one| {
                let number = one.phone.as_ref().map_or_else(String::new, |phone| format!(", {phone}"));
                format!("{}{number}", one.in_full())
            })
            .collect();
        let words = if keys.is_empty() { "nobody who may be told".to_owned() } else { keys.join("; ") };
        widget::paragraph(ui, &format!("Who has a key: {words}."));
    });
}

/// The calls to the centre by the moment shown, each with how it ended.
fn calls<'a>(view: &View<'a>, centre: &Contact) -> Vec<Rung<'a>> {
    let told = view.history.told_by(view.at);
    let mut calls = Vec::new();
    for (place, entry) in told.iter().enumerate() {
        if entry.what != What::Rang || entry.who != centre.id {
            continue;
        }
        let after = told.get(place + 1..).unwrap_or_default();
        let ended = after.iter().find(|other| {
            other.case == entry.case
                && other.who == entry.who
                && matches!(other.what, What::Answered | What::Declined | What::NoAnswer)
        });
        calls.push(Rung { at: entry.at, case: entry.case, about: &entry.about, ended });
    }
    calls
}

/// How soon calls were answered here, beside the published figure.
fn times(ui: &mut Ui, calls: &[Rung<'_>]) {
    widget::heading(ui, "How soon calls are answered");
    widget::paragraph(
        ui,
        &format!(
            "Centres publish that {PUBLISHED} of calls are answered within {} seconds. Simulated calls are drawn so \
             that the same share is, 16 seconds on average.",
            WITHIN.as_millis() / 1_000
        ),
    );
    let answered: Vec<Span> = calls
        .iter()
        .filter_map(|call| call.ended.filter(|ended| ended.what == What::Answered).map(|ended| ended.at - call.at))
        .collect();
    let Some(slowest) = answered.iter().max() else { return };
    let soon = answered.iter().filter(|took| **took <= WITHIN).count();
    widget::paragraph(
        ui,
        &format!(
            "In this run so far: {soon} of {} within {} seconds, the slowest after {}.",
            answered.len(),
            WITHIN.as_millis() / 1_000,
            chain::short(*slowest)
        ),
    );
}

fn list(ui: &mut Ui, view: &View<'_>, calls: &[Rung<'_>], out: &mut Vec<Command>) {
    widget::heading(ui, "Calls so far");
    if calls.is_empty() {
        widget::paragraph(ui, "None. The centre is rung only when those before it in the chain do not answer.");
    }
    for (place, call) in calls.iter().enumerate().rev().take(30) {
        let time = when(&view.scenario.calendar, call.at, view.at);
        let how = match call.ended {
            Some(ended) => {
                format!("{} after {}", told::words(ended.what).to_lowercase(), chain::short(ended.at - call.at))
            }
            None => "rings".to_owned(),
        };
        let about = super::lane::label_words(call.about);
        let name = format!("Show {time}, {about}, {how}");
        let response = widget::row(ui, ("centre-call", place), &name, false, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(&time).font(theme::strong(theme::TEXT)).color(theme::accent()));
                ui.label(RichText::new(&about).font(theme::plain(theme::TEXT)));
            });
            widget::aside(ui, &how);
        });
        if response.clicked() {
            out.push(Command::Seek(call.at));
        }
    }
}
