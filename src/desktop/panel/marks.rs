//! Places to come back to: bookmarks with names, and the stretch that is played again and again.

use bevy_egui::egui::{
    self, Align, Color32, CornerRadius, Id, Layout, Painter, Popup, Rect, RichText, ScrollArea, Shape, Stroke,
    TextEdit, Ui, UiBuilder, WidgetInfo, WidgetType, pos2,
};

use super::axis::Scale;
use super::icon::Icon;
use super::rows;
use super::widget::{self, Press, Tone};
use super::{Shown, film, when};
use crate::desktop::input::Deed;
use crate::desktop::settings::Bookmark;
use crate::desktop::theme;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::Timestamp;

/// So many bookmarks are kept for a file.
const MOST: usize = 100;

/// Keeps the moment shown under a name of its own, which can be changed in the list.
pub fn add(view: &View<'_>, shown: &mut Shown) {
    let at = view.at.as_millis();
    if shown.bookmarks.len() >= MOST || shown.bookmarks.iter().any(|mark| mark.at == at) {
        return;
    }
    let local = &view.local;
    let name = format!("Day {}, {}", local.day, local.clock);
    let place = shown.bookmarks.partition_point(|mark| mark.at < at);
    shown.bookmarks.insert(place, Bookmark { name, at });
}

/// The next step of looping: from here, to here, no longer.
pub fn step_loop(view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    match (view.repeats, shown.loop_from) {
        (Some(_), _) => {
            shown.loop_from = None;
            out.push(Command::Repeat(None));
        }
        (None, Some(from)) if from != view.at => {
            shown.loop_from = None;
            let (from, until) = (from.min(view.at), from.max(view.at));
            out.extend([Command::Repeat(Some((from, until))), Command::Seek(from), Command::Play]);
        }
        (None, Some(_)) => shown.loop_from = None,
        (None, None) => shown.loop_from = Some(view.at),
    }
}

/// What the loop's button does next.
fn loop_words(view: &View<'_>, shown: &Shown) -> &'static str {
    match (view.repeats, shown.loop_from) {
        (Some(_), _) => "Stop repeating",
        (None, Some(_)) => "Repeat up to here",
        (None, None) => "Repeat from here",
    }
}

/// The buttons beside the axis.
pub fn controls(ui: &mut Ui, rect: Rect, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let builder = UiBuilder::new().id_salt("marks").max_rect(rect).layout(Layout::left_to_right(Align::Center));
    let mut child = ui.new_child(builder);
    let ui = &mut child;
    // Where the names have little room, all of it still fits beside the axis.
    let height = if rect.width() > 120.0 { 26.0 } else { 24.0 };
    ui.spacing_mut().item_spacing.x = if rect.width() > 120.0 { 2.0 } else { 1.0 };
    let small = |icon, name| Press::icon(icon, name).tone(Tone::Plain).height(height);
    if small(Icon::Search, "Search the timeline").like(Deed::Search).show(ui).clicked() {
        shown.search.open = !shown.search.open;
        shown.search.greet = shown.search.open;
    }
    bookmarks(ui, height, view, shown, out);
    let words = loop_words(view, shown);
    let looping = view.repeats.is_some() || shown.loop_from.is_some();
    if small(Icon::Again, words).chosen(looping).like(Deed::Repeat).show(ui).clicked() {
        step_loop(view, shown, out);
    }
    film::button(ui, height, view, shown);
    if rect.width() > 120.0 && shown.viewer.sees_readings() {
        let all = view.scenario.home.areas.len();
        let folded = !shown.folded.is_empty();
        let words = if folded { "Unfold all rooms" } else { "Fold all rooms" };
        if small(Icon::Down, words).chosen(folded).like(Deed::Fold).show(ui).clicked() {
            fold_all(shown, all);
        }
    }
}

/// Folds every room, or unfolds all where any is folded.
pub fn fold_all(shown: &mut Shown, areas: usize) {
    if shown.folded.is_empty() {
        shown.folded.extend(0..areas);
    } else {
        shown.folded.clear();
    }
}

fn bookmarks(ui: &mut Ui, height: f32, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let button = Press::icon(Icon::Bookmark, "Bookmarks").tone(Tone::Plain).height(height);
    let response = button.tip("Moments to come back to").show(ui);
    let menu = Popup::menu(&response)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .layout(Layout::top_down(Align::Min));
    menu.show(|ui| {
        ui.set_width(300.0);
        let words = format!("Keep {}", when(&view.scenario.calendar, view.at, view.starts));
        let keep = Press::text("Keep this moment").named(&words).with_icon(Icon::Bookmark).like(Deed::Bookmark);
        if keep.height(32.0).show(ui).clicked() {
            add(view, shown);
        }
        if shown.bookmarks.is_empty() {
            widget::aside(ui, "None yet. They are kept with this file.");
        }
        ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
            let mut gone = None;
            for (place, mark) in shown.bookmarks.iter_mut().enumerate() {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    let at = Timestamp::from_millis(mark.at);
                    let edit = ui.add(TextEdit::singleline(&mut mark.name).desired_width(150.0).char_limit(80));
                    edit.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "Name of the bookmark"));
                    let name = format!("Go to {}", mark.name);
                    if Press::text("Go").named(&name).height(28.0).show(ui).clicked() {
                        out.push(Command::Seek(at));
                    }
                    let name = format!("Forget {}", mark.name);
                    if Press::icon(Icon::Close, &name).tone(Tone::Plain).height(28.0).show(ui).clicked() {
                        gone = Some(place);
                    }
                });
                let at = Timestamp::from_millis(mark.at);
                widget::aside(ui, &when(&view.scenario.calendar, at, view.starts));
            }
            if let Some(place) = gone {
                shown.bookmarks.remove(place);
            }
        });
    });
}

/// Draws bookmarks as flags on the axis, and the stretch that is repeated.
pub fn paint(painter: &Painter, axis: Rect, lanes: Rect, scale: &Scale, view: &View<'_>, shown: &Shown) {
    if let Some((from, until)) = view.repeats.or(shown.loop_from.map(|from| (from.min(view.at), from.max(view.at)))) {
        let (left, right) = (scale.x(from).max(scale.left), scale.x(until).min(scale.right));
        if right > left {
            let band = Rect::from_x_y_ranges(left..=right, axis.bottom() - 5.0..=lanes.bottom());
            painter.rect_filled(band, CornerRadius::ZERO, theme::accent().gamma_multiply(0.12));
            for x in [left, right] {
                painter.vline(x, band.y_range(), Stroke::new(1.5, theme::accent()));
            }
        }
    }
    for mark in &shown.bookmarks {
        let x = scale.x(Timestamp::from_millis(mark.at));
        if x < scale.left || x > scale.right {
            continue;
        }
        let top = axis.top() + 1.0;
        let flag = vec![pos2(x, top), pos2(x + 9.0, top + 4.0), pos2(x, top + 8.0)];
        painter.vline(x, top..=lanes.bottom(), Stroke::new(1.0, theme::accent().gamma_multiply(0.6)));
        painter.add(Shape::convex_polygon(flag, theme::accent(), Stroke::NONE));
    }
}

/// The name of a room's lane; a press folds or unfolds it.
pub fn room_name(ui: &mut Ui, rect: Rect, area: usize, name: &str, folded: bool, shown: &mut Shown, visible: bool) {
    let response = ui.interact(rect, Id::new(("lane-room", area)), egui::Sense::click());
    let words = format!("{name}, room, {}", if folded { "folded" } else { "unfolded" });
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, !folded, &words));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.clicked() && !shown.folded.remove(&area) {
        shown.folded.insert(area);
    }
    if !visible {
        return;
    }
    let ground = if response.hovered() { theme::soft_hover() } else { Color32::TRANSPARENT };
    ui.painter().rect_filled(rect.shrink2(egui::vec2(0.0, 1.0)), CornerRadius::same(5), ground);
    if response.has_focus() {
        super::icon::focus_ring(ui.painter(), rect.shrink(2.0), theme::accent());
    }
    let at = pos2(rect.left() + 6.0, rect.center().y);
    let turned = if folded { Icon::Forward } else { Icon::Down };
    turned.paint(ui.painter(), at, 8.0, theme::ink_weak());
    let text = RichText::new(name).font(theme::strong(theme::TINY));
    let mut job =
        egui::text::LayoutJob::simple_singleline(text.text().to_owned(), theme::strong(theme::TINY), theme::ink_weak());
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 16.0);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(rect.left() + 15.0, rect.center().y - galley.size().y / 2.0), galley, theme::ink_weak());
    response.on_hover_cursor(egui::CursorIcon::PointingHand);
}

/// Whether the lane of a folded room shows this device: what is on or off shows when somebody was about.
pub fn shown_folded(view: &View<'_>, area: usize) -> Vec<usize> {
    let home = &view.scenario.home;
    rows::devices_of(home, area)
        .filter(|place| {
            home.devices.get(*place).is_some_and(|device| {
                use crate::home::Capability::{Button, Contact, Occupancy, Power, Switch};
                matches!(device.main_capability(), Occupancy | Contact | Switch | Power | Button)
            })
        })
        .collect()
}
