//! "When would it have told us?": from what happened to the alert, beside the fob, a carer's visit and a family call.

use bevy_egui::egui::{self, CornerRadius, Rect, RichText, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::density::Index;
use super::icon::{self, Icon};
use super::widget::{self, Press, Tone};
use super::{Shown, lane, long_span, when};
use crate::desktop::theme;
use crate::home::{Capability, DeviceKind, Value};
use crate::monitor::alert::{Alert, AlertKind};
use crate::player::view::View;
use crate::time::{ClockTime, Span, Timestamp};

/// What happened so long before an alert is not what it tells of.
const LONGEST: Span = Span::days(60);

/// When what the alert tells of began, and whether that is the truth or the monitor's own reckoning.
fn onset(view: &View<'_>, alert: &Alert, index: &Index) -> (Timestamp, bool) {
    // A year has tens of thousands of stretches of truth, and few of them are out of the ordinary.
    let labels = lane::labels(view, index).into_iter().map(|(span, _)| span).filter(|_| view.truth);
    let told = labels.filter(|span| {
        let lasted = span.until.is_none_or(|until| until >= alert.since);
        span.from <= alert.raised_at && lasted && alert.raised_at - span.from < LONGEST
    });
    told.map(|span| span.from).max().map_or((alert.since, false), |from| (from, true))
}

/// The first time after an instant that the clock shows so many minutes after midnight.
fn next_at(view: &View<'_>, after: Timestamp, minutes: u16) -> Timestamp {
    let calendar = &view.scenario.calendar;
    let clock = ClockTime::new(i64::from(minutes / 60), i64::from(minutes % 60)).unwrap_or(ClockTime::MIDNIGHT);
    let day = calendar.local(after).day;
    let today = calendar.at(day, clock);
    if today > after { today } else { calendar.at(day + 1, clock) }
}

/// When a fob was first pressed in a stretch of time.
fn fob(view: &View<'_>, from: Timestamp, to: Timestamp) -> Option<Timestamp> {
    let fobs = view.scenario.home.devices.iter().enumerate().filter(|(_, device)| device.kind == DeviceKind::Fob);
    let pressed = fobs.flat_map(|(place, _)| view.history.of_device(place, from, to));
    let word = |value: &Value| matches!(value, Value::Word(word) if &**word == "pressed");
    pressed.filter(|r| r.capability == Capability::Button && word(&r.value)).map(|r| r.at).min()
}

/// Shows the bars.
pub fn show(ui: &mut Ui, view: &View<'_>, alert: &Alert, shown: &mut Shown) {
    let (began, known) = onset(view, alert, &shown.timeline.index);
    widget::heading(ui, "When would it have told us?");
    let since = if known { "It began" } else { "By the monitor’s own reckoning it began" };
    widget::aside(ui, &format!("{since} {}.", when(&view.scenario.calendar, began, view.at)));
    let monitor = alert.raised_at - began;
    if alert.kind == AlertKind::ChangeInRoutine {
        row(ui, "The monitor", Some(monitor), monitor, &format!("after {}", long_span(monitor)), theme::accent());
        widget::paragraph(
            ui,
            "A fob is not pressed for a slow change, and a visit or a call sees one day at a time: none of these days is \
             remarkable by itself.",
        );
        return;
    }
    let carer = next_at(view, began, shown.carer_at) - began;
    let family = next_at(view, began, shown.family_at) - began;
    let pressed = fob(view, began, view.at + Span::millis(1)).map(|at| at - began);
    let longest = monitor.max(carer).max(family).max(pressed.unwrap_or(Span::ZERO));
    row(ui, "The monitor", Some(monitor), longest, &after(monitor), theme::accent());
    let words = pressed.map_or_else(|| "not pressed so far".to_owned(), after);
    row(ui, "The fob", pressed, longest, &words, theme::mark());
    row(ui, &format!("A carer at {}", clock(shown.carer_at)), Some(carer), longest, &after(carer), theme::bed());
    row(
        ui,
        &format!("A family call at {}", clock(shown.family_at)),
        Some(family),
        longest,
        &after(family),
        theme::power(),
    );
    ui.horizontal_wrapped(|ui| {
        widget::aside(ui, "If they come or ring each day at:");
        stepper(ui, "carer", &mut shown.carer_at);
        stepper(ui, "family call", &mut shown.family_at);
    });
}

fn after(span: Span) -> String {
    if span < Span::minutes(1) { "at once".to_owned() } else { format!("after {}", long_span(span)) }
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Half an hour earlier or later.
fn stepper(ui: &mut Ui, who: &str, minutes: &mut u16) {
    ui.spacing_mut().item_spacing.x = 2.0;
    let (earlier, later) = (format!("Earlier {who}"), format!("Later {who}"));
    if Press::icon(Icon::Minus, &earlier).tone(Tone::Plain).height(26.0).show(ui).clicked() {
        *minutes = (*minutes + 24 * 60 - 30) % (24 * 60);
    }
    ui.label(RichText::new(format!("{who} {}", clock(*minutes))).font(theme::plain(theme::SMALL)));
    if Press::icon(Icon::Plus, &later).tone(Tone::Plain).height(26.0).show(ui).clicked() {
        *minutes = (*minutes + 30) % (24 * 60);
    }
}

/// One bar, with its words above it; hatched where nothing came.
pub(super) fn row(ui: &mut Ui, who: &str, took: Option<Span>, longest: Span, words: &str, colour: egui::Color32) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(who).font(theme::strong(theme::SMALL)));
        ui.label(RichText::new(words).font(theme::plain(theme::SMALL)).color(theme::ink_weak()));
    });
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 10.0), Sense::hover());
    let part = took.map_or(1.0, |took| took.as_millis() as f32 / longest.as_millis().max(1) as f32);
    let bar = Rect::from_min_max(rect.min, pos2(rect.left() + (rect.width() * part).max(4.0), rect.bottom()));
    let round = CornerRadius::same(4);
    if took.is_some() {
        ui.painter().rect_filled(bar, round, colour);
    } else {
        ui.painter().rect_filled(bar, round, theme::soft());
        icon::hatch(&ui.painter_at(bar), bar, 6.0, egui::Stroke::new(1.0, theme::outline()));
    }
    let said = format!("{who}: {words}");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ProgressIndicator, true, &said));
}
