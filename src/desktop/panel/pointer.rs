//! What the pointer, the keys and assistive technology do on the timeline, and what it tells of an instant.

use bevy_egui::egui::{self, EventFilter, Key, PointerButton, Rect, Response, Stroke, Ui, WidgetInfo, accesskit};

use super::axis::{self, Scale};
use super::density::Index;
use super::rows::{ALERTS, PERSONS, TOLD_OTHERS, TOLD_PERSON, UNUSUAL};
use super::told::{self, Lane};
use super::{Shown, lane, when};
use crate::desktop::theme;
use crate::home::Reading;
use crate::player::command::Command;
use crate::player::view::View;
use crate::simulation::truth::TruthKind;
use crate::time::{Span, Timestamp};

/// A click this near to something that happened, in points, means that.
const SNAP: f32 = 5.0;

/// A slider by name, value and actions, for those who do not see it.
pub fn name_slider(ui: &Ui, response: &Response, view: &View<'_>, name: &str) {
    let share = (view.at - view.starts).as_millis() as f64 / (view.ends - view.starts).as_millis().max(1) as f64;
    response.widget_info(|| WidgetInfo::slider(true, (share * 1_000.0).round() / 10.0, name));
    let words = view.local.to_string();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(words);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
}

/// Keys and actions while it has the focus, and the wheel while the pointer is over it.
pub fn steer(ui: &Ui, response: &Response, scale: &Scale, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let step = Span::millis(axis::step(scale, 56.0).as_millis() / 5);
    let by_action = |action| ui.input(|input| input.num_accesskit_action_requests(response.id, action)) as i64;
    let mut steps = by_action(accesskit::Action::Increment) - by_action(accesskit::Action::Decrement);
    if response.has_focus() {
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let held = egui::Modifiers::NONE;
        let presses = |key| ui.input_mut(|input| input.count_and_consume_key(held, key)) as i64;
        steps += presses(Key::ArrowRight) - presses(Key::ArrowLeft);
        let zoom = presses(Key::ArrowDown) - presses(Key::ArrowUp);
        if zoom != 0 {
            shown.timeline.zoom(if zoom > 0 { 1.5 } else { 1.0 / 1.5 });
        }
        if presses(Key::Home) > 0 {
            out.push(Command::Seek(view.starts));
        }
        if presses(Key::End) > 0 {
            out.push(Command::Seek(view.ends));
        }
    }
    if steps != 0 {
        seek(view.at + Span::millis(step.as_millis().saturating_mul(steps)), view, out);
    }
    if !response.contains_pointer() {
        return;
    }
    let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta, input.zoom_delta()));
    let factor = f64::from((-wheel.y / 240.0).exp2() / pinch);
    if (factor - 1.0).abs() > 0.000_1 {
        let centre = ui.ctx().pointer_hover_pos().map_or(view.at, |at| scale.at(at.x));
        shown.timeline.zoom_around(centre, factor);
    }
    if wheel.x.abs() > 0.01 {
        shown.timeline.pan(f64::from(-wheel.x / (scale.right - scale.left).max(1.0)));
    }
    ui.input_mut(|input| input.smooth_scroll_delta = egui::Vec2::ZERO);
}

/// What the pointer does on the lanes: seek, pan, and tell what is there.
pub fn point(
    ui: &Ui,
    response: Response,
    under: Option<(usize, Rect)>,
    scale: &Scale,
    view: &View<'_>,
    shown: &mut Shown,
    out: &mut Vec<Command>,
) {
    let shift = ui.input(|input| input.modifiers.shift);
    let aside = response.dragged_by(PointerButton::Secondary) || response.dragged_by(PointerButton::Middle);
    let primary = response.dragged_by(PointerButton::Primary);
    shown.timeline.held = response.dragged();
    if aside || (primary && shift) {
        shown.timeline.pan(f64::from(-response.drag_delta().x / (scale.right - scale.left).max(1.0)));
        return;
    }
    let row = under.map(|(row, _)| row);
    if let Some(at) = response.interact_pointer_pos().filter(|_| primary || response.clicked()) {
        seek(snapped(scale, view, row, at.x), view, out);
        return;
    }
    let Some(at) = response.hover_pos() else { return };
    let device = row.filter(|row| *row < PERSONS);
    if device.is_some() {
        shown.hovered_device = device;
    }
    let snapped = snapped(scale, view, row, at.x);
    ui.painter_at(response.rect).vline(scale.x(snapped), response.rect.y_range(), Stroke::new(1.0, theme::outline()));
    let lines = describe(view, &shown.timeline.index, row, snapped);
    response.on_hover_ui_at_pointer(|ui| {
        for (n, line) in lines.iter().enumerate() {
            let font = if n == 0 { theme::strong(theme::SMALL) } else { theme::plain(theme::SMALL) };
            ui.label(egui::RichText::new(line).font(font));
        }
    });
}

pub fn seek(at: Timestamp, view: &View<'_>, out: &mut Vec<Command>) {
    let at = at.clamp(view.starts, view.ends);
    if at != view.at {
        out.push(Command::Seek(at));
    }
}

/// The instant at a place, or that of what happened within a few points of it in the same lane.
fn snapped(scale: &Scale, view: &View<'_>, row: Option<usize>, x: f32) -> Timestamp {
    let (at, from, to) = (scale.at(x), scale.at(x - SNAP), scale.at(x + SNAP));
    let near = |found: &Timestamp| from <= *found && *found <= to;
    let mut candidates: Vec<Timestamp> = Vec::new();
    match row {
        Some(place) if place < PERSONS => {
            if let Some(device) = view.scenario.home.devices.get(place) {
                let main = device.main_capability();
                let readings = view.history.of_device(place, from, to).filter(|reading| reading.capability == main);
                candidates.extend(readings.take(50).map(|reading| reading.at));
            }
        }
        Some(ALERTS) => {
            let raised = view.history.alerts().iter().flat_map(|alert| [alert.since, alert.raised_at]);
            candidates.extend(raised.filter(near));
        }
        Some(row @ (TOLD_PERSON | TOLD_OTHERS)) => {
            let told = told::between(view, from, to).iter().filter(|entry| lane_of(row).holds(entry));
            candidates.extend(told.take(50).map(|entry| entry.at));
        }
        Some(_) => {
            let truth = view.history.truth();
            let last = truth.partition_point(|span| span.from <= to);
            let begun = truth.iter().take(last).rev().take_while(|span| span.from >= from);
            candidates.extend(begun.take(50).map(|span| span.from));
        }
        None => {}
    }
    candidates.into_iter().min_by_key(|found| (*found - at).as_millis().abs()).unwrap_or(at)
}

/// What a lane shows at an instant, in lines; the first is the time.
fn describe(view: &View<'_>, index: &Index, row: Option<usize>, at: Timestamp) -> Vec<String> {
    let calendar = &view.scenario.calendar;
    let mut lines = vec![lane::label_words(&calendar.local(at).to_string())];
    if at > view.known_until {
        lines.push("Not worked out yet".to_owned());
        return lines;
    }
    let home = &view.scenario.home;
    match row {
        Some(place) if place < PERSONS => {
            let Some(device) = home.devices.get(place) else { return lines };
            match lane::in_force(view, place, device.main_capability(), at) {
                Some(reading) => {
                    let since = when(calendar, reading.at, at);
                    lines.push(format!("{}: {}", device.name, lower_state(device, reading)));
                    lines.push(format!("since {since}"));
                }
                None => lines.push(format!("{}: nothing reported yet", device.name)),
            }
        }
        Some(UNUSUAL) => {
            for (span, name) in lane::labels(view, index) {
                if span.from <= at && at <= span.until.unwrap_or(view.known_until) {
                    let words = if span.sentence.is_empty() { lane::truth_words(name) } else { span.sentence.clone() };
                    lines.push(words);
                }
            }
        }
        Some(ALERTS) | None => {}
        Some(row @ (TOLD_PERSON | TOLD_OTHERS)) => {
            let near = Span::seconds(30);
            lines.extend(told::describe(view, lane_of(row), at - near, at + near));
        }
        Some(person) => {
            let person = person - PERSONS;
            let truth = view.history.truth();
            let spans = index.activities(view.history, at, at + Span::millis(1)).iter();
            let mut now = spans.filter_map(|place| truth.get(*place as usize)).filter(|span| {
                let until = span.until.unwrap_or(view.known_until);
                span.resident == Some(person) && span.from <= at && at < until
            });
            if let Some(span) = now.next_back() {
                if let TruthKind::Activity(activity) = span.kind {
                    let until =
                        span.until.map_or_else(String::new, |until| format!(" to {}", when(calendar, until, at)));
                    lines.push(format!("{}, {}{until}", activity.in_words(), when(calendar, span.from, at)));
                }
                if !span.sentence.is_empty() {
                    lines.push(span.sentence.clone());
                }
            }
        }
    }
    lines
}

/// The lane of who was told that has this code.
const fn lane_of(row: usize) -> Lane {
    if row == TOLD_PERSON { Lane::Person } else { Lane::Others }
}

fn lower_state(device: &crate::home::Device, reading: &Reading) -> String {
    lane::state_words(device, reading).to_lowercase().replace("°c", "°C").replace(" w", " W").replace(" kwh", " kWh")
}
