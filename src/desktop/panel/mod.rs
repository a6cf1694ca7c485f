//! Everything around the scene: the bar, the timeline, what the monitor says, one device, and the help.
//!
//! Panels are functions from a [`View`] to widgets. They decide nothing: they change what is [`Shown`], and push
//! commands for the player. The same code runs in the window and in the tests, and it may run twice in a frame, so
//! nothing here counts frames. [`show`] takes egui's context and makes its own root in the background layer, because
//! the window's schedule is handed a context and no root. Read [`show`] first.

mod act;
mod alert;
mod axis;
mod bar;
mod density;
mod device;
mod help;
mod icon;
mod lane;
mod pointer;
mod strip;
mod timeline;
mod widget;

use bevy_egui::egui::{self, Frame, Id, LayerId, Margin, Panel, Rect, Ui, UiBuilder};

pub use timeline::Timeline;

use super::{input, theme};
use crate::home::DeviceId;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::{Calendar, Local, Span, Timestamp};

/// What a person has chosen to look at. It belongs to the window alone and is saved nowhere.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The device whose card is open, by its place in the home's list.
    pub selected_device: Option<usize>,
    /// The device under the pointer, in the timeline or in the scene, by its place in the home's list.
    pub hovered_device: Option<usize>,
    /// The alert that is open, by its place in the history.
    pub open_alert: Option<usize>,
    /// Which part of time the timeline shows.
    pub timeline: Timeline,
    /// The size of all text and of everything with it, 1 to 2.
    pub text_scale: f32,
    /// Whether nothing should move by itself except the house.
    pub reduced_motion: bool,
    /// Whether the help is open.
    pub help: bool,
    /// Set when the person asks to save the scenario; whoever saves it sets it back.
    pub save: bool,
    /// Set when the menu of what can be done should open or close; the menu sets it back.
    pub act_menu: bool,
    /// How many alerts had been raised when the panels last looked; `None` before they have looked at all.
    pub noticed: Option<usize>,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            selected_device: None,
            hovered_device: None,
            open_alert: None,
            timeline: Timeline::default(),
            text_scale: 1.0,
            reduced_motion: false,
            help: false,
            save: false,
            act_menu: false,
            noticed: None,
        }
    }
}

impl Shown {
    /// Closes what lies on top: the help, else the device, else the alert.
    pub fn close_one(&mut self) {
        if self.help {
            self.help = false;
        } else if self.selected_device.is_some() {
            self.selected_device = None;
        } else {
            self.open_alert = None;
        }
    }

    /// Opens an alert that has just been raised, and closes one that has not been raised yet at the moment shown.
    fn notice_alerts(&mut self, view: &View<'_>) {
        let raised = view.history.alerts_by(view.at);
        let newest = raised.len().checked_sub(1);
        let just_now = raised.last().is_some_and(|alert| alert.raised_at == view.at);
        if self.open_alert > newest {
            self.open_alert = None;
        }
        let more = self.noticed.is_some_and(|before| raised.len() > before);
        if self.noticed != Some(raised.len()) && (more || just_now) {
            self.open_alert = newest;
        }
        self.noticed = Some(raised.len());
    }
}

/// Shows every panel and gives back the rectangle left free for the scene, in egui's points. Multiply by the context's
/// `pixels_per_point` for the window's pixels.
pub fn show(ctx: &egui::Context, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) -> Rect {
    let whole = ctx.content_rect();
    if !theme::apply(ctx, shown.text_scale, shown.reduced_motion) {
        // The letters are there from the next pass on, which follows at once.
        return whole;
    }
    shown.selected_device = shown.selected_device.filter(|device| *device < view.scenario.home.devices.len());
    shown.hovered_device = None;
    shown.notice_alerts(view);
    shown.timeline.follow(view);
    for deed in input::pressed(ctx) {
        input::carry_out(deed, view.changed, shown, out);
    }

    let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(whole);
    let mut root = Ui::new(ctx.clone(), Id::new("panels"), builder);
    let narrow = whole.width() < NARROW;
    let frame = |x: i8, y: i8| Frame::new().fill(theme::PANEL).inner_margin(Margin::symmetric(x, y));
    // Sizes that a person has dragged are remembered for each text size, because a good one differs.
    let salt = (shown.text_scale * 100.0).round() as i32;

    let margins = if narrow { frame(10, 6) } else { frame(16, 10) };
    Panel::top("bar").frame(margins).show(&mut root, |ui| bar::show(ui, view, shown, out));

    let side = (whole.width() * 0.27).clamp(240.0, 400.0);
    let sizes = 220.0..=(whole.width() * 0.45).max(221.0);
    let (side_id, timeline_id) = (Id::new(("side", salt)), Id::new(("timeline", salt)));
    Panel::right(side_id)
        .frame(if narrow { frame(10, 8) } else { frame(16, 12) })
        .default_size(side)
        .size_range(sizes)
        .show(&mut root, |ui| alert::show(ui, view, shown, out));

    let height = (whole.height() * 0.38).clamp(136.0, 400.0);
    Panel::bottom(timeline_id)
        .resizable(true)
        .frame(if narrow { frame(8, 4) } else { frame(14, 8) })
        .default_size(height)
        .size_range(120.0..=(whole.height() * 0.6).max(121.0))
        .show(&mut root, |ui| timeline::show(ui, view, shown, out));

    for (panel, name) in [(side_id, "Width of the alerts"), (timeline_id, "Height of the timeline")] {
        // egui gives the edges that one drags no name of their own.
        ctx.accesskit_node_builder(panel.with("__resize"), |node| {
            node.set_role(egui::accesskit::Role::Splitter);
            node.set_label(name);
        });
    }
    let free = root.available_rect_before_wrap();
    device::show(ctx, free, view, shown, out);
    help::show(ctx, view, shown);
    free
}

/// Whether the pointer is over a panel, a card or a menu, or is dragging one: then it is not the scene's. egui's own
/// answer does not know the panels' root, so ask here, with the rectangle that [`show`] gave back.
pub fn has_pointer(ctx: &egui::Context, free: Rect) -> bool {
    if ctx.egui_is_using_pointer() {
        return true;
    }
    ctx.pointer_latest_pos().is_some_and(|at| {
        let above = ctx.layer_id_at(at).is_some_and(|layer| layer.order != egui::Order::Background);
        above || !free.contains(at)
    })
}

/// Below this width, in points, panels keep to the short form.
const NARROW: f32 = 900.0;

/// `Thursday 3 December`.
fn long_date(local: &Local) -> String {
    format!("{} {} {}", local.weekday.name(), local.date.day(), local.month_name())
}

/// `Thu 3 Dec`.
fn short_date(local: &Local) -> String {
    let first = |word: &'static str| word.get(..3).unwrap_or(word);
    format!("{} {} {}", first(local.weekday.name()), local.date.day(), first(local.month_name()))
}

/// A moment as told at another: `07:58` on the same day, else `Day 31, 02:16`.
fn when(calendar: &Calendar, at: Timestamp, now: Timestamp) -> String {
    let (local, today) = (calendar.local(at), calendar.local(now));
    if local.day == today.day { local.clock.to_string() } else { format!("Day {}, {}", local.day, local.clock) }
}

/// A length of time in whole words: `36 minutes`, `2 hours 5 minutes`, `3 days`.
fn long_span(span: Span) -> String {
    let count = |n: i64, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    let minutes = span.as_millis().abs() / 60_000;
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let two = |a: String, n: i64, word: &str| if n == 0 { a } else { format!("{a} {}", count(n, word)) };
    match (days, hours) {
        (0, 0) if minutes == 0 => "less than a minute".to_owned(),
        (0, 0) => count(rest, "minute"),
        (0, _) => two(count(hours, "hour"), rest, "minute"),
        (_, _) => two(count(days, "day"), hours, "hour"),
    }
}

/// The place of a device in the home's list.
fn place_of(view: &View<'_>, id: &DeviceId) -> Option<usize> {
    view.scenario.home.devices.iter().position(|device| device.id == *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_told_in_words() {
        let cases = [
            (20, "less than a minute"),
            (60, "1 minute"),
            (36 * 60, "36 minutes"),
            (3_600, "1 hour"),
            (7_500, "2 hours 5 minutes"),
            (86_400 * 3 + 3_600, "3 days 1 hour"),
        ];
        for (seconds, words) in cases {
            assert_eq!(long_span(Span::seconds(seconds)), words);
        }
    }
}
