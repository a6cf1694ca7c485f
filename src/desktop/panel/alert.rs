//! What the monitor says: the alerts raised by now, and one of them with everything it rests on.

use bevy_egui::egui::{self, Frame, Margin, RichText, ScrollArea, Stroke, Ui, accesskit};

use super::icon::Icon;
use super::widget::{self, Press, Tone};
use super::{Shown, against, chain, delay, long_span, place_of, when};
use crate::desktop::theme::{self, Tint};
use crate::home::Reading;
use crate::monitor::alert::{Alert, Evidence, Severity};
use crate::player::command::Command;
use crate::player::view::View;
use crate::simulation::view::Posture;

/// So many alerts are listed at most; older ones are found on the timeline.
const LISTED: usize = 100;

/// The colours of a severity.
pub fn tint(severity: Severity) -> Tint {
    match severity {
        Severity::Information => theme::information(),
        Severity::Attention => theme::attention(),
        Severity::Urgent => theme::urgent(),
    }
}

/// How soon someone should act, in words.
pub const fn urgency(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "Good to know",
        Severity::Attention => "Look into it today",
        Severity::Urgent => "Act now",
    }
}

/// What an alert is about and where: `Cold room: Bedroom`. A place that the words name already is not named twice.
pub fn title(view: &View<'_>, alert: &Alert) -> String {
    let area = alert.area.as_ref().and_then(|id| view.scenario.home.area(id));
    match area {
        Some(area) if !alert.kind.in_words().to_lowercase().contains(&area.name.to_lowercase()) => {
            format!("{}: {}", alert.kind.in_words(), area.name)
        }
        Some(_) | None => alert.kind.in_words().to_owned(),
    }
}

/// Shows the list, or the open alert.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let raised = view.history.alerts_by(view.at);
    announce(ui, view);
    let open = shown.open_alert.and_then(|place| raised.get(place));
    // The list and the card scroll by themselves, so that opening an alert begins at its top.
    let salt = ("alerts", shown.open_alert);
    ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        match open {
            Some(alert) => card(ui, view, alert, shown, out),
            None => list(ui, view, raised, shown, out),
        }
        ui.add_space(8.0);
    });
}

/// Tells screen readers of the latest alert when it is raised, without interrupting what they are saying.
pub fn announce(ui: &mut Ui, view: &View<'_>) {
    let Some(latest) = view.history.alerts_by(view.at).last() else { return };
    let words = format!("{}. {}. {}", urgency(latest.severity), title(view, latest), latest.message);
    let (_, response) = ui.allocate_exact_size(egui::Vec2::ZERO, egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(accesskit::Live::Polite));
}

fn list(ui: &mut Ui, view: &View<'_>, raised: &[Alert], shown: &mut Shown, out: &mut Vec<Command>) {
    if view.truth {
        now(ui, view);
        ui.add_space(8.0);
    }
    ui.label(RichText::new("What the monitor says").font(theme::strong(18.0)));
    if raised.is_empty() {
        nothing(ui, view);
        later(ui, view, out);
        return;
    }
    for (place, alert) in raised.iter().enumerate().rev().take(LISTED) {
        let title = title(view, alert);
        let time = when(&view.scenario.calendar, alert.raised_at, view.at);
        let name = format!("{}, {}, {time}", urgency(alert.severity), title);
        let tint = tint(alert.severity);
        let response = widget::row(ui, ("alert", place), &name, false, |ui| {
            ui.horizontal_top(|ui| {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(24.0, 24.0), egui::Sense::hover());
                Icon::of(alert.severity).paint(ui.painter(), rect.center(), 20.0, tint.ink);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add(egui::Label::new(RichText::new(&title).font(theme::strong(16.0))).wrap());
                    let line = format!("{} · {time}", urgency(alert.severity));
                    let text = RichText::new(line).font(theme::plain(theme::SMALL)).color(tint.ink);
                    ui.add(egui::Label::new(text).wrap());
                });
            });
        });
        if response.clicked() {
            shown.open_alert = Some(place);
        }
    }
    if raised.len() > LISTED {
        widget::aside(ui, &format!("{} earlier ones are on the timeline.", raised.len() - LISTED));
    }
    later(ui, view, out);
}

/// What really happens now: the audience may know what the monitor cannot see.
fn now(ui: &mut Ui, view: &View<'_>) {
    Frame::new().fill(theme::soft()).corner_radius(theme::ROUND).inner_margin(Margin::symmetric(12, 10)).show(
        ui,
        |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.label(RichText::new("In the house now").font(theme::strong(theme::SMALL)).color(theme::ink_weak()));
            for person in &view.house.people {
                let area = person.area.as_ref().and_then(|id| view.scenario.home.area(id));
                let fallen = matches!(person.posture, Posture::Falling(_) | Posture::OnFloor);
                let place = match (area, fallen) {
                    // What is unusual is told with its place already.
                    (_, true) | (None, false) => String::new(),
                    (Some(area), false) => format!(", {}", area.name.to_lowercase()),
                };
                let text =
                    RichText::new(format!("{}: {}{place}", person.name, person.doing)).font(theme::plain(theme::TEXT));
                let text = if fallen { text.color(theme::urgent().ink) } else { text };
                ui.add(egui::Label::new(text).wrap());
            }
            if ui.ctx().content_rect().height() > 500.0 {
                widget::aside(ui, "You can see this. The monitor cannot: it knows only what the devices report.");
            }
        },
    );
}

/// The calm that there usually is.
fn nothing(ui: &mut Ui, view: &View<'_>) {
    let learning = view.learning;
    Frame::new().fill(theme::calm().ground).corner_radius(theme::ROUND).inner_margin(Margin::same(16)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(24.0, 24.0), egui::Sense::hover());
            Icon::Tick.paint(ui.painter(), rect.center(), 20.0, theme::calm().ink);
            ui.label(RichText::new("Nothing to tell").font(theme::strong(17.0)).color(theme::calm().ink));
        });
        let words = if learning.done {
            format!("The monitor has learned {} days here, and today is like them so far.", learning.of)
        } else {
            format!(
                "The monitor is still learning what an ordinary day is here: day {} of {}. Until then it says nothing \
                 about changes.",
                learning.day, learning.of
            )
        };
        widget::paragraph(ui, &words);
    });
}

/// A way on to what is still to come.
fn later(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Command>) {
    if view.history.alerts().last().is_none_or(|alert| alert.raised_at <= view.at) {
        return;
    }
    ui.add_space(4.0);
    let button = Press::icon(Icon::NextAlert, "Go to the next alert").with_text("Go to the next alert");
    if button.like(crate::desktop::input::Deed::NextAlert).show(ui).clicked() {
        out.push(Command::SeekAlert(true));
    }
}

fn card(ui: &mut Ui, view: &View<'_>, alert: &Alert, shown: &mut Shown, out: &mut Vec<Command>) {
    let calendar = &view.scenario.calendar;
    let tint = tint(alert.severity);
    if Press::icon(Icon::Left, "All alerts").with_text("All alerts").tone(Tone::Plain).height(30.0).show(ui).clicked() {
        shown.open_alert = None;
    }
    widget::pill(ui, Some(Icon::of(alert.severity)), urgency(alert.severity), tint);
    let heading = RichText::new(title(view, alert)).font(theme::strong(23.0));
    ui.add(egui::Label::new(heading).wrap());
    ui.add(egui::Label::new(RichText::new(&alert.message).font(theme::plain(18.0))).wrap());
    let lag = alert.raised_at - alert.since;
    let raised = when(calendar, alert.raised_at, view.at);
    let since = if lag.as_millis() < 60_000 {
        format!("Raised {raised}, at once")
    } else {
        format!("Raised {raised}, {} after it began", long_span(lag))
    };
    widget::aside(ui, &since);

    if !alert.what_to_do.is_empty() {
        ui.add_space(4.0);
        let frame = Frame::new().fill(tint.ground).corner_radius(theme::ROUND).inner_margin(Margin::same(14));
        frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.label(RichText::new("What to do").font(theme::strong(theme::SMALL)).color(tint.ink));
            ui.add(egui::Label::new(RichText::new(&alert.what_to_do).font(theme::plain(16.0))).wrap());
        });
    }

    chain::of_alert(ui, view, alert, shown, out);
    ui.add_space(2.0);
    compare(ui, "Usually", &alert.usual, theme::calm());
    compare(ui, "Today", &alert.today, tint);
    against::show(ui, view, alert);
    delay::show(ui, view, alert, shown);

    if !alert.evidence.is_empty() {
        widget::heading(ui, "What it rests on");
        for (n, evidence) in alert.evidence.iter().enumerate() {
            if evidence_row(ui, view, n, evidence).clicked() {
                shown.selected_device = place_of(view, &evidence.device);
                out.push(Command::Seek(evidence.at));
            }
        }
    }

    widget::heading(ui, "How sure");
    let sure = format!("{} ({:.0}%)", certainty(alert.confidence), alert.confidence * 100.0);
    ui.horizontal_wrapped(|ui| {
        widget::meter(ui, alert.confidence as f32, 90.0, theme::accent());
        ui.label(RichText::new(sure).font(theme::plain(theme::TEXT)));
    });

    if !alert.also_could_be.is_empty() {
        widget::heading(ui, "It could also be");
        for other in &alert.also_could_be {
            widget::paragraph(ui, &format!("•  {other}"));
        }
    }
    ui.add_space(6.0);
    let origin = if view.simulated { "simulated" } else { "recorded" };
    widget::aside(ui, &format!("Monitor {}, from {origin} readings.", view.monitor));
}

/// How sure the monitor is, in words.
const fn certainty(confidence: f64) -> &'static str {
    if confidence >= 0.95 {
        "Almost certain"
    } else if confidence >= 0.8 {
        "Quite sure"
    } else if confidence >= 0.5 {
        "More likely than not"
    } else {
        "Not sure"
    }
}

/// What is usual, or what today is, with a bar of its colour at the left.
fn compare(ui: &mut Ui, caption: &str, words: &str, tint: Tint) {
    if words.is_empty() {
        return;
    }
    let inner = Frame::new().inner_margin(Margin { left: 14, right: 4, top: 2, bottom: 2 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.label(RichText::new(caption).font(theme::strong(theme::SMALL)).color(tint.ink));
        widget::paragraph(ui, words);
    });
    let rect = inner.response.rect;
    let x = rect.left() + 4.0;
    ui.painter().vline(x, rect.y_range().shrink(2.0), Stroke::new(3.0, tint.ink));
}

fn evidence_row(ui: &mut Ui, view: &View<'_>, n: usize, evidence: &Evidence) -> egui::Response {
    let device = view.scenario.home.device(&evidence.device);
    let device_name = device.map_or_else(|| evidence.device.to_string(), |device| device.name.clone());
    let reading = Reading {
        at: evidence.at,
        device: evidence.device.clone(),
        capability: evidence.capability,
        value: evidence.value.clone(),
    };
    let time = when(&view.scenario.calendar, evidence.at, view.at);
    let said = format!("{device_name}: {}", reading.in_words());
    let name = format!("Show {time}, {said}, {}", evidence.note);
    widget::row(ui, ("evidence", n), &name, false, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&time).font(theme::strong(theme::TEXT)).color(theme::accent()));
            ui.label(RichText::new(&said).font(theme::plain(theme::TEXT)));
        });
        if !evidence.note.is_empty() {
            widget::aside(ui, &evidence.note);
        }
    })
    .on_hover_text("Go to this moment")
}
