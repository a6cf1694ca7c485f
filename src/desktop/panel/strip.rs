//! The strip above the lanes: the whole scenario with what is in sight as a handle, and the buttons that zoom.

use bevy_egui::egui::{
    self, CornerRadius, CursorIcon, Id, Layout, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2,
};

use super::axis::{self, Scale};
use super::icon::{self, Icon};
use super::pointer::{name_slider, seek, steer};
use super::widget::{Press, Tone};
use super::{Shown, alert, family, lane};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::ClockTime;

/// The buttons beside the strip.
pub fn controls(ui: &mut Ui, rect: Rect, view: &View<'_>, shown: &mut Shown) {
    let builder = UiBuilder::new().id_salt("zoom").max_rect(rect).layout(Layout::left_to_right(egui::Align::Center));
    let mut child = ui.new_child(builder);
    child.spacing_mut().item_spacing.x = 2.0;
    let small = |icon, name| Press::icon(icon, name).tone(Tone::Plain).height(26.0);
    if small(Icon::Minus, "Zoom out of the timeline").like(Deed::ZoomOut).show(&mut child).clicked() {
        shown.timeline.zoom(2.0);
    }
    if small(Icon::Plus, "Zoom in on the timeline").like(Deed::ZoomIn).show(&mut child).clicked() {
        shown.timeline.zoom(0.5);
    }
    if small(Icon::Whole, "Show the whole scenario").show(&mut child).clicked() {
        (shown.timeline.from, shown.timeline.to) = (view.starts, view.ends);
    }
    if rect.width() > 120.0 {
        let day = Press::text("Day").named("Show the whole day").tone(Tone::Plain).height(26.0);
        if day.show(&mut child).clicked() {
            let calendar = &view.scenario.calendar;
            shown.timeline.from = calendar.at(view.local.day, ClockTime::MIDNIGHT);
            shown.timeline.to = calendar.at(view.local.day + 1, ClockTime::MIDNIGHT);
        }
    }
}

/// The whole scenario with what is in sight as a handle.
pub fn overview(ui: &mut Ui, rect: Rect, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let scale = Scale { from: view.starts, to: view.ends, left: rect.left(), right: rect.right() };
    let response = ui.interact(rect, Id::new("timeline-whole"), Sense::click_and_drag());
    name_slider(ui, &response, view, "Whole scenario");
    let painter = ui.painter_at(rect.expand(2.0));
    let round = CornerRadius::same(6);
    painter.rect_filled(rect, round, theme::card());
    let learned = view.scenario.calendar.at(view.scenario.learning_days + 1, ClockTime::MIDNIGHT);
    let learning = Rect::from_x_y_ranges(rect.left()..=scale.x(learned).min(rect.right()), rect.y_range());
    if view.scenario.learning_days > 0 {
        painter.rect_filled(learning, round, theme::attention().ground.gamma_multiply(0.75));
        let words = format!("Learning, {} days", view.scenario.learning_days);
        let galley = painter.layout_no_wrap(words, theme::plain(theme::TINY), theme::attention().ink);
        if galley.size().x + 16.0 < learning.width() {
            painter.galley(pos2(learning.left() + 8.0, rect.center().y - galley.size().y / 2.0), galley, theme::ink());
        }
    }
    let days = axis::days(&scale, &view.scenario.calendar);
    if days.len() < 70 {
        for (_, midnight) in days {
            let y = rect.bottom() - 5.0..=rect.bottom();
            painter.vline(scale.x(midnight), y, Stroke::new(1.0, theme::outline().gamma_multiply(0.5)));
        }
    }
    if view.known_until < view.ends {
        let unknown = Rect::from_x_y_ranges(scale.x(view.known_until)..=rect.right(), rect.y_range());
        icon::hatch(&painter, unknown, 7.0, Stroke::new(1.0, theme::line()));
    }
    // What is looked for, once a point.
    let mut last = f32::NEG_INFINITY;
    for x in shown.search.found.iter().filter(|_| shown.search.open).map(|at| scale.x(*at)) {
        if x - last >= 1.0 {
            painter.vline(x, rect.bottom() - 8.0..=rect.bottom(), Stroke::new(1.0, theme::accent()));
            last = x;
        }
    }
    for alert in view.history.alerts().iter().filter(|alert| family::may_see(view, shown, alert)) {
        let x = scale.x(alert.raised_at);
        let colour = alert::tint(alert.severity).ink;
        let pale = if alert.raised_at > view.at { colour.gamma_multiply(0.45) } else { colour };
        painter.circle_filled(pos2(x, rect.center().y), 3.5, pale);
    }
    painter.rect_stroke(rect, round, Stroke::new(1.0, theme::line()), StrokeKind::Inside);
    let (from, to) = (scale.x(shown.timeline.from), scale.x(shown.timeline.to));
    let handle = Rect::from_x_y_ranges(from.max(rect.left())..=to.min(rect.right()).max(from + 6.0), rect.y_range());
    painter.rect(
        handle,
        round,
        theme::accent().gamma_multiply(0.12),
        Stroke::new(1.5, theme::accent()),
        StrokeKind::Inside,
    );
    painter.vline(scale.x(view.at), rect.y_range(), Stroke::new(2.0, theme::playhead()));
    if response.has_focus() {
        icon::focus_ring(ui.painter(), rect, theme::accent());
    }
    steer(ui, &response, &scale, view, shown, out);
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked()) {
        seek(scale.at(at.x), view, out);
    }
    if let Some(at) = response.hover_pos() {
        let words = view.scenario.calendar.local(scale.at(at.x)).to_string();
        response.on_hover_cursor(CursorIcon::ResizeHorizontal).on_hover_ui_at_pointer(|ui| {
            ui.label(lane::label_words(&words));
        });
    }
}
