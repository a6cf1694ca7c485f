//! The screen in the home, as the person sees it: a large clock, the part of the day, one question at a time with an
//! answer on each button, a call, what is next today, and the people of the care plan. A pressed answer goes the way of a
//! spoken one: the speaker hears it.

use bevy_egui::egui::{self, CornerRadius, Frame, Margin, RichText, Sense, Ui, accesskit, vec2};

use super::widget::{self, Press, Tone};
use super::{Shown, chain, long_date, portrait, told};
use crate::companion::Companion;
use crate::companion::care::{Care, Contact, Role};
use crate::desktop::theme;
use crate::player::aide::{Aide, Call, Question};
use crate::player::command::{Command, Intervention};
use crate::player::view::View;
use crate::scenario::deed::Deed;
use crate::time::Span;

/// What the home said stays on the screen for so long.
const SAID_FOR: Span = Span::minutes(10);
/// After something was done, time goes on so far, so that what follows is seen even while it stands still.
pub const A_MOMENT: Span = Span::seconds(2);

/// Has the person say a sentence, and lets what follows be seen.
pub fn say(sentence: &str, out: &mut Vec<Command>) {
    let deed = Deed::Says { sentence: sentence.to_owned() };
    out.extend([Command::Intervene(Intervention::Do(deed)), Command::Step(A_MOMENT)]);
}

/// Shows what is above the person's own account of the day: nothing of it in a home without a companion but the clock.
pub fn show(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Command>) {
    clock(ui, view);
    let (Some(aide), Some(care)) = (view.aide, view.scenario.care.as_deref()) else { return };
    if let Some(call) = aide.call(view.at) {
        calling(ui, view, care, call, out);
        return;
    }
    match aide.question(view.at) {
        Some(question) => ask(ui, view, question, out),
        None => said(ui, view),
    }
    next(ui, view, aide, care);
    people(ui, view, care, out);
}

fn clock(ui: &mut Ui, view: &View<'_>) {
    ui.label(RichText::new(view.local.clock.to_string()).font(theme::strong(56.0)));
    let part = match view.local.clock.hour() {
        0..=4 | 22.. => "night",
        5..=11 => "morning",
        12..=17 => "afternoon",
        _ => "evening",
    };
    let day = RichText::new(format!("{} {part}", view.local.weekday.name())).font(theme::strong(24.0));
    ui.add(egui::Label::new(day).wrap());
    ui.add(egui::Label::new(RichText::new(long_date(&view.local)).font(theme::plain(18.0))).wrap());
}

/// One question, with one button for each answer.
fn ask(ui: &mut Ui, view: &View<'_>, question: &Question, out: &mut Vec<Command>) {
    let tint = theme::information();
    Frame::new().fill(tint.ground).corner_radius(theme::ROUND + 4).inner_margin(Margin::same(14)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        let label = ui.add(egui::Label::new(RichText::new(&question.sentence).font(theme::strong(21.0))).wrap());
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(accesskit::Live::Polite));
        for (place, answer) in Companion::answers_to(&question.asked).iter().enumerate() {
            // Saying no is as good an answer as any: only the first is drawn stronger, as the one most often given.
            let tone = if place == 0 { Tone::Primary } else { Tone::Quiet };
            if Press::text(answer).tone(tone).height(48.0).wide().show(ui).clicked() {
                say(answer, out);
            }
        }
        out_of_earshot(ui, view);
    });
}

/// Says so where nobody would hear what is said or pressed.
pub fn out_of_earshot(ui: &mut Ui, view: &View<'_>) {
    if view.listens.is_none() {
        let who = chain::person(view);
        widget::aside(
            ui,
            &format!("{who} is too far from speaker and screen now: nothing that is said or pressed reaches them."),
        );
    }
}

/// What the home said last, for as long as it matters.
fn said(ui: &mut Ui, view: &View<'_>) {
    let told = view.history.told_by(view.at).iter().rev();
    let lately = told.take_while(|entry| view.at - entry.at < SAID_FOR);
    let Some(last) = lately.into_iter().find(|entry| told::is_the_homes(entry.what)) else { return };
    Frame::new().fill(theme::soft()).corner_radius(theme::ROUND + 4).inner_margin(Margin::same(14)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.add(egui::Label::new(RichText::new(told::sentence(last)).font(theme::strong(19.0))).wrap());
    });
}

/// The next thing today, with the face of who comes.
fn next(ui: &mut Ui, view: &View<'_>, aide: &Aide, care: &Care) {
    let ahead = aide.companion().ahead(view.at);
    widget::heading(ui, "Next today");
    let Some(first) = ahead.first() else {
        ui.add(egui::Label::new(RichText::new("Nothing more today.").font(theme::plain(18.0))).wrap());
        return;
    };
    let who = first.who.as_deref().and_then(|who| care.contact(who));
    ui.horizontal_wrapped(|ui| {
        if let Some(contact) = who.filter(|contact| is_somebody(contact)) {
            portrait::show(ui, contact, 54.0, None);
        }
        ui.vertical(|ui| {
            let clock = view.scenario.calendar.local(first.at).clock;
            ui.label(RichText::new(clock.to_string()).font(theme::strong(22.0)));
            let words = match who {
                Some(contact) => format!("{}: {}", first.what, contact.name),
                None => first.what.clone(),
            };
            ui.add(egui::Label::new(RichText::new(words).font(theme::plain(18.0))).wrap());
        });
    });
    if ahead.len() > 1 {
        let rest =
            ahead.iter().skip(1).map(|one| format!("{} {}", view.scenario.calendar.local(one.at).clock, one.what));
        widget::aside(ui, &format!("Then: {}", rest.take(3).collect::<Vec<_>>().join("; ")));
    }
}

/// Whether a contact is a person of the plan with a face, rather than a service.
fn is_somebody(contact: &Contact) -> bool {
    match contact.role {
        Role::Family | Role::Neighbour | Role::Carer => true,
        Role::AlarmCentre | Role::Responder => false,
    }
}

/// The people of the care plan; a press asks for a call.
fn people(ui: &mut Ui, view: &View<'_>, care: &Care, out: &mut Vec<Command>) {
    widget::heading(ui, "Your people");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 8.0);
        for contact in care.contacts.iter().filter(|contact| is_somebody(contact)) {
            let act = format!("Call {}", contact.name);
            let can = contact.phone.is_some() && view.alive;
            if portrait::show(ui, contact, 62.0, can.then_some(act.as_str())).clicked() {
                say(&act, out);
            }
        }
    });
    widget::aside(ui, "Drawn faces, made up. Press one to call.");
}

/// A video call: the other one large, oneself small. Both ends are simulated.
fn calling(ui: &mut Ui, view: &View<'_>, care: &Care, call: &Call, out: &mut Vec<Command>) {
    let Some(contact) = care.contact(&call.contact) else { return };
    chain::simulated(ui);
    let width = ui.available_width().min(320.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, width * 0.62), Sense::hover());
    let round = CornerRadius::same(theme::ROUND + 6);
    ui.painter().rect_filled(rect, round, theme::night().ground);
    let side = rect.height() * 0.8;
    let face = egui::Rect::from_center_size(rect.center(), vec2(side, side));
    portrait::paint(ui, face, contact);
    // One's own picture, small.
    let own = Contact {
        id: view.scenario.residents.first().map_or_else(|| "own".to_owned(), |one| one.id.clone()),
        name: chain::person(view),
        relation: String::new(),
        role: Role::Family,
        phone: None,
        quiet: None,
        key_holder: false,
    };
    let small = side * 0.34;
    let corner = egui::Rect::from_min_size(rect.right_bottom() - vec2(small + 10.0, small + 10.0), vec2(small, small));
    portrait::paint(ui, corner, &own);
    ui.painter().rect_stroke(
        corner,
        CornerRadius::same(8),
        egui::Stroke::new(2.0, theme::card()),
        egui::StrokeKind::Outside,
    );
    let state = match call.answered {
        None => format!("Ringing {}…", contact.name),
        Some(answered) => format!("With {}, for {}", contact.name, chain::short(view.at - answered)),
    };
    let name = format!("Video call, simulated at both ends: {state}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, &name));
    ui.add(egui::Label::new(RichText::new(state).font(theme::strong(20.0))).wrap());
    widget::aside(ui, "Both pictures are drawn. Nobody is rung, and nothing is sent.");
    if Press::text("End the call").tone(Tone::Primary).height(48.0).wide().show(ui).clicked() {
        say("stop", out);
    }
}

/// What the panels of the companion look at besides the view; kept so that both ways in are the same.
pub fn could_be_said(view: &View<'_>, aide: &Aide) -> Vec<String> {
    let asked = aide.question(view.at).map_or(crate::home::Asked::Nothing, |question| question.asked.clone());
    aide.companion().could_be_said(&asked, view.at)
}

/// Whether the voice is on, as a button: for every panel on which the home speaks.
pub fn aloud(ui: &mut Ui, shown: &mut Shown) {
    let on = shown.care.aloud;
    let words = if on { "Voice on" } else { "Voice off" };
    let button = Press::text(words).tip("Speak aloud what the home says, by this machine's own voice, or be silent");
    if button.chosen(on).like(crate::desktop::input::Deed::Aloud).height(32.0).show(ui).clicked() {
        shown.care.aloud = !on;
    }
}
