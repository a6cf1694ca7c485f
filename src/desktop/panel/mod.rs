//! Everything around the scene: the bar, the timeline, what the monitor says, one device, and the help.
//!
//! Panels are functions from a [`View`] to widgets. They decide nothing: they change what is [`Shown`], and push
//! commands for the player. The same code runs in the window and in the tests, and it may run twice in a frame, so
//! nothing here counts frames. [`show`] takes egui's context and makes its own root in the background layer, because
//! the window's schedule is handed a context and no root. Read [`show`] first.

mod act;
mod against;
mod alert;
mod axis;
mod bar;
pub mod beside;
mod board;
mod caption;
pub mod caring;
mod centre;
mod chain;
mod curve;
mod delay;
mod density;
pub mod developer;
mod device;
pub mod devices;
mod eye;
mod family;
pub mod film;
mod find;
mod help;
mod icon;
mod lane;
mod learned;
pub mod library;
mod marks;
mod options;
mod plan;
mod pointer;
mod portrait;
mod practice;
mod practitioner;
pub mod privacy;
pub mod problems;
mod resident;
mod rows;
mod screen;
mod speak;
mod strip;
mod timeline;
mod told;
pub mod viewer;
pub mod what_if;
mod widget;
mod without;

use std::collections::BTreeSet;
use std::sync::Arc;

use bevy_egui::egui::{self, Frame, Id, LayerId, Margin, Panel, Rect, Ui, UiBuilder};

pub use alert::title as alert_title;
pub use devices::can_fit;
pub use marks::{add as add_bookmark, fold_all, step_loop};
pub use screen::say;
pub use speak::can_speak;
pub use timeline::Timeline;
pub use told::{sentence as spoken, step as step_told};

use self::beside::{Beside, Other, Second};
use self::caring::Caring;
use self::developer::{Filter, Pulse};
use self::devices::Fitting;
use self::find::Search;
use self::library::Library;
use self::problems::Problems;
use self::viewer::Viewer;
use self::what_if::WhatIf;
use super::palette::Theme;
use super::settings::Bookmark;
use super::tour::Guide;
use super::{Quality, input, theme};
use crate::home::{DeviceId, Home};
use crate::monitor::Feature;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::{Calendar, Local, Span, Timestamp};

/// What fills the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The house with its panels.
    #[default]
    House,
    /// The opening page.
    Library,
    /// What is wrong with a file.
    Problems,
}

/// Something that a person asks of the window itself, and that needs more than the panels have.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Open a scenario, a recording or a tour.
    Open(String),
    /// Open the same again.
    Reload,
    /// Look what lies where the half-written path points.
    List,
    /// Stop what takes long.
    Cancel,
    /// Live through the scenario with the devices of this home.
    Refit(Arc<Home>),
    /// Open a second run beside this one.
    Beside(Other),
    /// Close the second run.
    CloseBeside,
    /// Keep a picture of the window.
    Picture,
    /// Make a film of a stretch of time.
    Film(film::Selection),
    /// Stop the film that is being made.
    StopFilm,
}

/// Something that a person asks of the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaze {
    /// The whole home, as it was first seen.
    Whole,
    /// Straight from above, or as before.
    Above,
    /// The next person, or nobody any longer.
    Follow,
}

/// Something that takes long, with how far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Busy {
    /// What is done: `The monitor learns the home: day 9 of 28`.
    pub words: String,
    /// How far it is, 0 to 1; `None` where nobody can say.
    pub part: Option<f32>,
}

/// What a person has chosen to look at. It belongs to the window alone.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What fills the window.
    pub screen: Screen,
    /// The opening page.
    pub library: Library,
    /// What is wrong with a file.
    pub problems: Problems,
    /// What was asked of the window; whoever does it takes it out.
    pub wishes: Vec<Wish>,
    /// What takes long; whoever does it writes it here.
    pub busy: Option<Busy>,
    /// How far a film is that is being made; whoever makes it writes it here.
    pub making: Option<film::Making>,
    /// The colours.
    pub theme: Theme,
    /// Whose view is shown.
    pub viewer: Viewer,
    /// The tour that is played.
    pub guide: Option<Guide>,
    /// The room that a tour looks at, by its place in the home's list.
    pub looked_at: Option<usize>,
    /// Whether the settings are open.
    pub options: bool,
    /// How much work the picture may be; as the machine can when `None`.
    pub quality: Option<Quality>,
    /// What is open of the companion and of who is told.
    pub care: Caring,
    /// How fast things run.
    pub pulse: Pulse,
    /// Which readings a developer looks at.
    pub filter: Filter,
    /// What is looked for on the timeline.
    pub search: Search,
    /// Moments to come back to, in order; kept with the file.
    pub bookmarks: Vec<Bookmark>,
    /// Where a stretch that is to be repeated begins, until its end is said.
    pub loop_from: Option<Timestamp>,
    /// Rooms whose devices lie folded in one lane, by their places in the home's list.
    pub folded: BTreeSet<usize>,
    /// Whether what was learned is open.
    pub learned: bool,
    /// Which habit is looked at there.
    pub habit: Option<Feature>,
    /// What is asked about another monitor, and what came of it.
    pub what_if: WhatIf,
    /// The devices as they would be, and where nobody would be seen.
    pub fitting: Fitting,
    /// What is open of a second run.
    pub beside: Beside,
    /// When a carer would come each day, for "when would it have told us?": minutes after midnight.
    pub carer_at: u16,
    /// When the family would ring each day: minutes after midnight.
    pub family_at: u16,
    /// Whether the truth is faded, so that only what the viewer can know is left.
    pub lens: bool,
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
    /// Whether the camera flies to what is chosen.
    pub flies: bool,
    /// What was asked of the camera; the scene takes it out.
    pub gaze: Option<Gaze>,
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
            screen: Screen::House,
            library: Library::default(),
            problems: Problems::default(),
            wishes: Vec::new(),
            busy: None,
            making: None,
            theme: Theme::Light,
            viewer: Viewer::Presenter,
            lens: false,
            guide: None,
            looked_at: None,
            options: false,
            quality: None,
            care: Caring::default(),
            pulse: Pulse::default(),
            filter: Filter::default(),
            search: Search::default(),
            bookmarks: Vec::new(),
            loop_from: None,
            folded: BTreeSet::new(),
            learned: false,
            habit: None,
            what_if: WhatIf::default(),
            fitting: Fitting::default(),
            beside: Beside::default(),
            carer_at: 8 * 60 + 30,
            family_at: 18 * 60,
            selected_device: None,
            hovered_device: None,
            open_alert: None,
            timeline: Timeline::default(),
            text_scale: 1.0,
            reduced_motion: false,
            flies: true,
            gaze: None,
            help: false,
            save: false,
            act_menu: false,
            noticed: None,
        }
    }
}

impl Shown {
    /// Whether what really happened is hidden.
    pub fn hides_truth(&self) -> bool {
        self.lens || !self.viewer.sees_truth()
    }

    /// What the chosen viewer may see of a moment.
    pub fn seen_by<'a>(&self, view: View<'a>) -> View<'a> {
        if !self.viewer.sees_readings() {
            view.without_readings()
        } else if self.hides_truth() {
            view.without_truth()
        } else {
            view
        }
    }

    /// Turns to another scenario: what was chosen in the last one is chosen no longer.
    pub fn turn_to_another(&mut self) {
        self.screen = Screen::House;
        self.selected_device = None;
        self.hovered_device = None;
        self.open_alert = None;
        self.noticed = None;
        self.timeline = Timeline::default();
        self.search = Search::default();
        self.filter = Filter::default();
        self.guide = None;
        self.looked_at = None;
        self.care.turn_to_another();
        self.loop_from = None;
        self.folded.clear();
        self.what_if = WhatIf::default();
        self.fitting = Fitting::default();
        self.beside = Beside::default();
        self.help = false;
    }

    /// Closes what lies on top: what takes long, the help, the page over the house, the device, the alert.
    pub fn close_one(&mut self) {
        if self.busy.is_some() {
            self.wishes.push(Wish::Cancel);
        } else if self.options {
            self.options = false;
        } else if self.help {
            self.help = false;
        } else if self.screen != Screen::House {
            self.screen = Screen::House;
        } else if self.fitting.open {
            self.fitting.open = false;
        } else if self.search.open {
            self.search.open = false;
        } else if self.what_if.open {
            self.what_if.open = false;
        } else if self.beside.open {
            let hidden = std::mem::take(&mut self.beside.chooses);
            self.beside.open = hidden;
        } else if self.learned {
            self.learned = false;
        } else if self.selected_device.is_some() {
            self.selected_device = None;
        } else if self.care.close_one() {
            // The field for speaking, or who is told.
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

/// Shows every panel and gives back the rectangle left free for the scene, in egui's points; [`Rect::NOTHING`] where a
/// page covers it. Multiply by the context's `pixels_per_point` for the window's pixels.
pub fn show(ctx: &egui::Context, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) -> Rect {
    show_with(ctx, view, None, shown, out)
}

/// The same with a second run beside the first, where there is one.
pub fn show_with(
    ctx: &egui::Context,
    view: &View<'_>,
    second: Option<&Second<'_>>,
    shown: &mut Shown,
    out: &mut Vec<Command>,
) -> Rect {
    let whole = ctx.content_rect();
    if !theme::apply(ctx, shown.text_scale, shown.reduced_motion, shown.theme) {
        // The letters are there from the next pass on, which follows at once.
        return Rect::NOTHING;
    }
    shown.selected_device = shown.selected_device.filter(|device| *device < view.scenario.home.devices.len());
    if !shown.viewer.sees_readings() {
        shown.selected_device = None;
    }
    shown.hovered_device = None;
    shown.notice_alerts(view);
    shown.timeline.follow(view);
    for deed in input::pressed(ctx, shown.screen) {
        input::carry_out(deed, view, shown, out);
    }

    let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(whole);
    let mut root = Ui::new(ctx.clone(), Id::new("panels"), builder);
    if shown.screen != Screen::House {
        root.painter().rect_filled(whole, 0, theme::panel());
        let playing = view.scenario.title.as_str();
        match shown.screen {
            Screen::House => {}
            Screen::Library => library::show(&mut root, shown, playing),
            Screen::Problems => problems::show(&mut root, shown, playing),
        }
        help::show(ctx, view, shown);
        options::show(ctx, shown);
        busy(ctx, whole, shown);
        return Rect::NOTHING;
    }
    let narrow = whole.width() < NARROW;
    let frame = |x: i8, y: i8| Frame::new().fill(theme::panel()).inner_margin(Margin::symmetric(x, y));
    // Sizes that a person has dragged are remembered for each text size, because a good one differs. The size that is in force
    // in this pass counts, and not the one that has just been asked for: the window's width is told by it.
    let salt = (ctx.zoom_factor() * 100.0).round() as i32;

    let margins = if narrow { frame(10, 6) } else { frame(16, 10) };
    Panel::top("bar").frame(margins).show(&mut root, |ui| bar::show(ui, view, shown, out));

    if shown.fitting.open && !devices::can_fit(view) {
        shown.fitting.open = false;
    }
    let fits = shown.fitting.open;
    let seen = second.filter(|_| beside::is_shown(shown));
    let side = (whole.width() * 0.27).clamp(240.0, 400.0);
    let sizes = 220.0..=(whole.width() * 0.45).max(221.0);
    let (side_id, timeline_id) = (Id::new(("side", salt)), Id::new(("timeline", salt)));
    Panel::right(side_id)
        .frame(if narrow { frame(10, 8) } else { frame(16, 12) })
        .default_size(side)
        .size_range(sizes)
        .show(&mut root, |ui| match seen {
            _ if fits => devices::aside(ui, view, shown, out),
            Some(second) => beside::differences(ui, view, second, out),
            None => aside_of(ui, view, shown, out),
        });
    if fits {
        // The days do not matter here: the plan has the room of the timeline, too.
        ctx.accesskit_node_builder(side_id.with("__resize"), |node| {
            node.set_role(egui::accesskit::Role::Splitter);
            node.set_label("Width of what is told of devices");
        });
        let free = root.available_rect_before_wrap();
        devices::plan(&mut root, free, view, shown);
        help::show(ctx, view, shown);
        options::show(ctx, shown);
        busy(ctx, free, shown);
        return Rect::NOTHING;
    }

    // Who was told has lanes of its own, where anybody is.
    let share = if view.scenario.care.is_some() { 0.43 } else { 0.38 };
    let height = (whole.height() * share).clamp(136.0, 440.0);
    // In a low window a page that has no use for the timeline takes its room, too.
    let chooses = shown.beside.open && seen.is_none();
    let page = (shown.what_if.open || shown.learned || chooses) && whole.height() < LOW;
    if !page {
        Panel::bottom(timeline_id)
            .resizable(true)
            .frame(if narrow { frame(8, 4) } else { frame(14, 8) })
            .default_size(height)
            .size_range(120.0..=(whole.height() * 0.6).max(121.0))
            .show(&mut root, |ui| match seen {
                Some(second) => beside::timeline(ui, view, second, shown, out),
                None => timeline::show(ui, view, shown, out),
            });
    }

    for (panel, name) in [(side_id, "Width of the alerts"), (timeline_id, "Height of the timeline")] {
        if page && panel == timeline_id {
            continue;
        }
        // egui gives the edges that one drags no name of their own.
        ctx.accesskit_node_builder(panel.with("__resize"), |node| {
            node.set_role(egui::accesskit::Role::Splitter);
            node.set_label(name);
        });
    }
    let free = root.available_rect_before_wrap();
    let unplanned = view.scenario.home.bounds().is_none() && shown.viewer.sees_readings();
    let covered = shown.learned || shown.what_if.open || shown.beside.open;
    if unplanned && !covered {
        board::show(&mut root, free, view, shown);
    }
    if shown.what_if.open {
        cover(&mut root, free, narrow, |ui| what_if::show(ui, view, shown, out));
    } else if shown.beside.open {
        cover(&mut root, free, narrow, |ui| beside::show(ui, view, second, shown));
    } else if shown.learned {
        cover(&mut root, free, narrow, |ui| learned::show(ui, view, shown, out));
    }
    device::show(ctx, free, view, shown, out);
    if !covered {
        if !unplanned {
            eye::show(ctx, free, view, shown);
        }
        speak::show(ctx, free, view, shown, out);
    }
    help::show(ctx, view, shown);
    options::show(ctx, shown);
    caption::show(ctx, free, shown);
    film::progress(ctx, free, shown);
    busy(ctx, free, shown);
    // What lies over the scene is drawn in its layer: nothing of the scene may come after it.
    if covered || unplanned { Rect::NOTHING } else { free }
}

/// The panel at the right: what the chosen viewer sees, or can know.
fn aside_of(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    if shown.lens {
        privacy::show(ui, view, shown);
        return;
    }
    if shown.care.told && chain::is_for(shown.viewer) && view.scenario.care.is_some() {
        chain::show(ui, view, shown, out);
        return;
    }
    match shown.viewer {
        Viewer::Presenter => alert::show(ui, view, shown, out),
        Viewer::Resident => resident::show(ui, view, out),
        Viewer::Family => family::show(ui, view, shown, out),
        Viewer::Practitioner => practitioner::show(ui, view, shown, out),
        Viewer::Developer => developer::show(ui, view, shown, out),
    }
}

/// A page over the scene; panels around it stay.
fn cover(root: &mut Ui, free: Rect, narrow: bool, add: impl FnOnce(&mut Ui)) {
    root.painter().rect_filled(free, 0, theme::card());
    let inner = free.shrink2(if narrow { egui::vec2(10.0, 6.0) } else { egui::vec2(18.0, 12.0) });
    let mut child = root.new_child(UiBuilder::new().id_salt("cover").max_rect(inner));
    child.set_clip_rect(free);
    add(&mut child);
}

/// What takes long, with a way to stop it.
fn busy(ctx: &egui::Context, free: Rect, shown: &mut Shown) {
    let Some(busy) = shown.busy.clone() else { return };
    let width = 380.0_f32.min(free.width() - 40.0).max(180.0);
    egui::Area::new(Id::new("busy"))
        .order(egui::Order::Foreground)
        .fixed_pos(free.center() - egui::vec2(width / 2.0 + 18.0, 60.0))
        .show(ctx, |ui| {
            Frame::window(ui.style()).inner_margin(Margin::same(18)).corner_radius(theme::ROUND + 2).show(ui, |ui| {
                ui.set_width(width);
                widget::progress(ui, &busy.words, busy.part, width, shown.reduced_motion);
                if widget::Press::text("Stop").tip("Stop here").like(input::Deed::Close).show(ui).clicked() {
                    shown.wishes.push(Wish::Cancel);
                }
            });
        });
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

/// Below this height, in points, a page over the house lies over the timeline, too.
const LOW: f32 = 480.0;

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

/// With a large first letter, for the head of a sentence.
pub fn capital(words: &str) -> String {
    lane::label_words_kept(words)
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
