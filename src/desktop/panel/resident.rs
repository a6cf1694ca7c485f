//! What the person who lives there sees and hears: a clock, what is the matter in plain words, what the speaker took
//! in, and what was told of them to others.

use bevy_egui::egui::{self, CornerRadius, Frame, Margin, RichText, ScrollArea, Stroke, Ui};

use super::family::is_for_family;
use super::icon::Icon;
use super::widget;
use super::{alert, screen, when};
use crate::desktop::theme;
use crate::home::{Capability, DeviceKind};
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::Span;

/// What was told is shown for so long.
const SHOWN_FOR: Span = Span::days(2);

/// Shows the screen on the sideboard.
pub fn show(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Command>) {
    widget::aside(ui, "What the screen in the home shows");
    let frame = Frame::new().fill(theme::card()).corner_radius(CornerRadius::same(14));
    let frame = frame.stroke(Stroke::new(9.0, theme::chore().ground));
    frame.inner_margin(Margin::same(16)).show(ui, |ui| {
        ui.set_min_size(egui::vec2(ui.available_width(), (ui.available_height() - 44.0).max(160.0)));
        ScrollArea::vertical().id_salt("resident").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.label(RichText::new(part_of_day(view)).font(theme::plain(17.0)));
            screen::show(ui, view, out);
            told(ui, view);
            heard(ui, view);
            ui.add_space(4.0);
            widget::heading(ui, "What is sensed here");
            let speaker = view.scenario.home.devices.iter().any(|device| device.kind == DeviceKind::Speaker);
            let sound = if speaker { "and no sound but what you say to the speaker" } else { "and no sound" };
            widget::paragraph(
                ui,
                &format!(
                    "Movement, doors, warmth and power: no pictures, {sound}. You may ask what is known of you, have it \
                     paused, or say no."
                ),
            );
        });
    });
}

/// `Good morning, Margaret.`
fn part_of_day(view: &View<'_>) -> String {
    let hours = view.local.clock.since_midnight().as_hours();
    let greeting = match hours {
        h if h < 5.0 => "It is night-time",
        h if h < 12.0 => "Good morning",
        h if h < 18.0 => "Good afternoon",
        _ => "Good evening",
    };
    match view.scenario.residents.first() {
        Some(resident) => format!("{greeting}, {}.", resident.name),
        None => format!("{greeting}."),
    }
}

/// What was told of them, and to whom it is shown: nothing is said behind their back.
fn told(ui: &mut Ui, view: &View<'_>) {
    let lately = view.history.alerts_by(view.at).iter().rev().filter(|one| view.at - one.raised_at < SHOWN_FOR);
    let some: Vec<_> = lately.take(3).collect();
    if some.is_empty() {
        Frame::new().fill(theme::calm().ground).corner_radius(theme::ROUND).inner_margin(Margin::same(12)).show(
            ui,
            |ui| {
                ui.set_min_width(ui.available_width());
                widget::paragraph(ui, "All is well. Nothing was told of you.");
            },
        );
        return;
    }
    widget::heading(ui, "What was told of you");
    for one in some {
        let tint = alert::tint(one.severity);
        Frame::new().fill(tint.ground).corner_radius(theme::ROUND).inner_margin(Margin::same(12)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                widget::pill(ui, Some(Icon::of(one.severity)), one.kind.in_words(), tint);
                widget::aside(ui, &when(&view.scenario.calendar, one.raised_at, view.at));
            });
            ui.add(egui::Label::new(RichText::new(&one.message).font(theme::plain(17.0))).wrap());
            let who = if is_for_family(one.kind) {
                "Your family can see this."
            } else {
                "This is for whoever looks after the sensors."
            };
            widget::aside(ui, who);
        });
    }
}

/// What the speaker took in today.
fn heard(ui: &mut Ui, view: &View<'_>) {
    let devices = view.scenario.home.devices.iter().enumerate();
    let speakers = devices.filter(|(_, device)| matches!(device.kind, DeviceKind::Speaker | DeviceKind::Screen));
    let (from, to) = (view.at - Span::days(1), view.at + Span::millis(1));
    let words: Vec<String> = speakers
        .flat_map(|(place, _)| view.history.of_device(place, from, to).rev().take(4))
        .filter(|reading| reading.capability == Capability::Speech)
        .map(|reading| format!("{} — {}", when(&view.scenario.calendar, reading.at, view.at), reading.in_words()))
        .collect();
    if words.is_empty() {
        return;
    }
    widget::heading(ui, "What was said and heard");
    for line in words {
        widget::paragraph(ui, &line);
    }
}
