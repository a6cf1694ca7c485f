//! Pictures and films of what the window shows: what of the time is chosen, the menu beside the timeline, and how far a film
//! is. Whoever makes them takes the wishes out.

use bevy_egui::egui::{self, Align, Frame, Id, Layout, Margin, Popup, Rect, Ui};

use super::icon::Icon;
use super::widget::{self, Press, Tone};
use super::{Shown, Wish, long_span, when};
use crate::desktop::film;
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::player::view::View;
use crate::time::{Span, Timestamp};

/// So much before an alert's beginning is filmed, and after it was raised.
const AROUND: Span = Span::minutes(5);
/// An alert's beginning further back than this is not filmed: the minutes before it was raised are.
const LONGEST: Span = Span::hours(4);
/// Where nothing is chosen, so much up to the moment shown.
const OTHERWISE: Span = Span::minutes(30);
/// Pictures a second.
pub const RATE: u32 = 12;
/// A film is no longer than this, in seconds: a longer time passes faster.
const LASTS: f64 = 60.0;
/// The slowest that time passes: an hour in a minute.
const SLOWEST: f64 = 60.0;

/// What of the time is filmed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selection {
    /// The first moment.
    pub from: Timestamp,
    /// The last moment.
    pub until: Timestamp,
    /// Simulated seconds in one second of the film.
    pub pace: f64,
    /// What it is, for people: `the alert`.
    pub what: &'static str,
}

impl Selection {
    /// What is chosen: the stretch that is repeated or marked, else the open alert, else the last half hour.
    pub fn of(view: &View<'_>, shown: &Shown) -> Self {
        let marked = shown.loop_from.filter(|from| *from != view.at).map(|from| (from.min(view.at), from.max(view.at)));
        let alert = shown.open_alert.and_then(|place| view.history.alerts_by(view.at).get(place));
        let (from, until, what) = match (view.repeats.or(marked), alert) {
            (Some((from, until)), _) => (from, until, "the stretch that you marked"),
            (None, Some(alert)) => {
                let begins = if alert.raised_at - alert.since > LONGEST { alert.raised_at } else { alert.since };
                (begins - AROUND, alert.raised_at + AROUND, "the alert")
            }
            (None, None) => (view.at - OTHERWISE, view.at, "the half hour before"),
        };
        let until = until.min(view.known_until).max(view.starts + Span::minutes(1));
        let from = from.max(view.starts).min(until - Span::minutes(1));
        let pace = ((until - from).as_seconds() / LASTS).max(SLOWEST);
        Self { from, until, pace, what }
    }

    /// How many pictures that is.
    pub fn count(&self) -> usize {
        film::moments(self.from, self.until, self.pace, RATE).len()
    }

    /// `07:17 to 08:08: 51 minutes in 51 seconds of film`.
    pub fn in_words(&self, view: &View<'_>) -> String {
        let calendar = &view.scenario.calendar;
        let (from, until) = (when(calendar, self.from, view.at), when(calendar, self.until, view.at));
        let seconds = ((self.until - self.from).as_seconds() / self.pace).round();
        format!("{from} to {until}: {} in {seconds} seconds of film", long_span(self.until - self.from))
    }
}

/// How far a film is.
#[derive(Clone, Debug, PartialEq)]
pub struct Making {
    /// `Filming: picture 34 of 612`.
    pub words: String,
    /// How far it is, 0 to 1; `None` where nobody can say.
    pub part: Option<f32>,
}

/// Asks for a film of what is chosen, or for an end of the one that is being made.
pub fn ask(view: &View<'_>, shown: &mut Shown) {
    let wish = if shown.making.is_some() { Wish::StopFilm } else { Wish::Film(Selection::of(view, shown)) };
    shown.wishes.push(wish);
}

/// The button beside the timeline and its menu.
pub fn button(ui: &mut Ui, height: f32, view: &View<'_>, shown: &mut Shown) {
    let button = Press::icon(Icon::Film, "Picture or film").tip("A picture of the window, or a film of what is chosen");
    let response = button.tone(Tone::Plain).chosen(shown.making.is_some()).height(height).show(ui);
    Popup::menu(&response).layout(Layout::top_down(Align::Min)).show(|ui| {
        ui.set_width(320.0);
        let picture = Press::text("Picture of the window").with_icon(Icon::Save).like(Deed::Picture);
        if picture.tone(Tone::Plain).wide().show(ui).clicked() {
            shown.wishes.push(Wish::Picture);
            ui.close();
        }
        if shown.making.is_some() {
            if Press::text("Stop the film").with_icon(Icon::Close).like(Deed::Film).wide().show(ui).clicked() {
                ask(view, shown);
                ui.close();
            }
            return;
        }
        let selection = Selection::of(view, shown);
        let words = format!("Film of {}", selection.what);
        let film = Press::text(&words).named("Film of this selection").with_icon(Icon::Film).like(Deed::Film);
        if film.tone(Tone::Plain).wide().show(ui).clicked() {
            ask(view, shown);
            ui.close();
        }
        widget::aside(ui, &selection.in_words(view));
        widget::aside(ui, "Press R at its beginning and at its end to choose another stretch of time.");
    });
}

/// How far the film is, over the house, with a way to stop it.
pub fn progress(ctx: &egui::Context, free: Rect, shown: &mut Shown) {
    let Some(making) = shown.making.clone() else { return };
    let width = 300.0_f32.min(free.width() - 40.0).max(160.0);
    egui::Area::new(Id::new("filming"))
        .order(egui::Order::Foreground)
        .pivot(egui::Align2::CENTER_TOP)
        .fixed_pos(free.center_top() + egui::vec2(0.0, 10.0))
        .show(ctx, |ui| {
            Frame::window(ui.style()).inner_margin(Margin::same(12)).corner_radius(theme::ROUND + 2).show(ui, |ui| {
                ui.set_width(width);
                widget::progress(ui, &making.words, making.part, width, shown.reduced_motion);
                let stop = Press::text("Stop the film").tip("Stop it; nothing is kept").like(Deed::Film);
                if stop.show(ui).clicked() {
                    shown.wishes.push(Wish::StopFilm);
                }
            });
        });
}
