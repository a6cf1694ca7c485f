//! Two runs side by side: what the second is to be, both homes as flat plans at moments that answer each other, and which of
//! their alerts answer each other. Both timelines under one axis are in `lanes`.
//!
//! Opening and working out the second run is [`crate::desktop::beside`]'s. Read [`Second`] first.

mod choose;
mod lanes;

use bevy_egui::egui::{
    Align, Align2, Color32, Label, Layout, Pos2, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, vec2,
};

use super::density::Index;
use super::icon::Icon;
use super::widget::{self, Press, Tone};
use super::{Shown, Wish, alert, long_span, short_date};
use crate::desktop::bridge::now;
use crate::desktop::input::Deed;
use crate::desktop::laid::Laid;
use crate::desktop::{plan, theme};
use crate::evaluation::beside::{Clocks, Pair, counts};
use crate::monitor::Config;
use crate::player::command::Command;
use crate::player::view::View;
use crate::simulation::view::Posture;

pub use lanes::show as timeline;

/// What the second run is to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Other {
    /// The same people and plans on other ordinary days.
    Seed(u64),
    /// The same without what was done at the window.
    Untouched,
    /// The same with a monitor of other settings.
    Monitor(Box<Config>),
    /// Another scenario or recording, by its path.
    File(String),
}

/// What is open of it. It belongs to the window alone.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Whether both runs are shown.
    pub open: bool,
    /// Whether another second run is being chosen.
    pub chooses: bool,
    /// Whether what happens in one is laid over what happens in the other; else the same day and time.
    pub by_onset: bool,
    /// Which seed is offered.
    pub seed: Option<u64>,
    /// What is looked for among the scenarios.
    pub words: String,
    /// Whether a second run is being opened.
    pub opens: bool,
    /// Why it could not be opened.
    pub told: Option<String>,
    pub(super) index: Index,
}

/// The second run as it is now.
pub struct Second<'a> {
    /// Its moment.
    pub view: View<'a>,
    /// What it is called.
    pub name: &'a str,
    /// How its clock is locked to the first's.
    pub clocks: &'a Clocks,
    /// Whether something begins in both, so that it can be laid over each other.
    pub has_onsets: bool,
    /// Which alerts answer each other; `None` until both runs are known to their ends.
    pub pairs: Option<&'a [Pair]>,
}

/// Whether a second run is seen beside the first, where there is one.
pub fn is_shown(shown: &Shown) -> bool {
    shown.beside.open && !shown.beside.chooses && shown.viewer.sees_readings()
}

/// Shows both homes over the scene, or what there is to choose from.
pub fn show(ui: &mut Ui, view: &View<'_>, second: Option<&Second<'_>>, shown: &mut Shown) {
    if !shown.viewer.sees_readings() {
        head(ui, None, shown);
        widget::paragraph(
            ui,
            "Two runs are held against each other by whoever sees their readings. V changes the view.",
        );
        return;
    }
    let Some(second) = second.filter(|_| !shown.beside.chooses) else {
        head(ui, None, shown);
        choose::show(ui, view, shown);
        return;
    };
    head(ui, Some(second), shown);
    let (wide, height) = (ui.available_width(), ui.available_height());
    ScrollArea::vertical().id_salt("beside").auto_shrink([false, false]).show(ui, |ui| {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            let tall = (height - 74.0).max(if wide < 520.0 { 90.0 } else { 130.0 });
            home(left, "Here", &view.scenario.title, view, tall);
            home(right, "The second", second.name, &second.view, tall);
        });
        if second.pairs.is_none() {
            let (known, whole) = (second.view.known_until, second.view.ends);
            let day = second.view.scenario.calendar.local(known).day.min(second.view.scenario.days);
            let words = if known < whole {
                format!("The second run is worked out: day {day} of {}", second.view.scenario.days)
            } else {
                "The first run is still being worked out.".to_owned()
            };
            let part = (known - second.view.starts).as_millis() as f32
                / (whole - second.view.starts).as_millis().max(1) as f32;
            let width = ui.available_width().min(420.0);
            widget::progress(ui, &words, Some(part), width, shown.reduced_motion);
        }
    });
}

fn head(ui: &mut Ui, second: Option<&Second<'_>>, shown: &mut Shown) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("Two runs, side by side").font(theme::strong(19.0)));
        if let Some(second) = second {
            for (words, by_onset, tip) in [
                ("Same day and time", false, "The same day of the scenario and the same time on the clock"),
                ("From what happens", true, "What happens in one is laid over what happens in the other"),
            ] {
                let chosen = shown.beside.by_onset == by_onset && (second.has_onsets || !by_onset);
                let button = Press::text(words).tip(tip).chosen(chosen).height(30.0);
                if button.enabled(second.has_onsets || !by_onset).show(ui).clicked() {
                    shown.beside.by_onset = by_onset;
                }
            }
            let another = Press::text("Another …").named("Choose another second run").height(30.0);
            if another.show(ui).clicked() {
                shown.beside.chooses = true;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = Press::icon(Icon::Close, "Close the second run").tone(Tone::Plain).like(Deed::Beside);
            if close.height(30.0).show(ui).clicked() {
                shown.beside.open = false;
                shown.beside.chooses = false;
                shown.wishes.push(Wish::CloseBeside);
            }
        });
    });
}

/// One home: what it is called, its moment, its plan, and the latest alert.
fn home(ui: &mut Ui, which: &str, name: &str, view: &View<'_>, tall: f32) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let words = RichText::new(format!("{which}: {name}")).font(theme::strong(theme::TEXT));
    ui.add(Label::new(words).truncate()).on_hover_text(name);
    let moment = format!("Day {} · {} · {}", view.local.day, short_date(&view.local), view.local.clock);
    widget::aside(ui, &moment);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), tall.max(60.0) - 24.0), Sense::hover());
    let doing = doing(view);
    let told = format!("{which}: {name}. {moment}. {doing}");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
    plan_of(ui, rect, view);
    if !doing.is_empty() {
        widget::aside(ui, &doing);
    }
    let raised = view.history.alerts_by(view.at);
    match raised.last() {
        Some(last) => {
            let ago = long_span(view.at - last.raised_at);
            let words = format!("{} · {ago} ago", alert::title(view, last));
            ui.horizontal_wrapped(|ui| {
                widget::pill(ui, Some(Icon::of(last.severity)), &words, alert::tint(last.severity));
                if raised.len() > 1 {
                    widget::aside(ui, &format!("{} alerts so far", raised.len()));
                }
            });
        }
        None => {
            widget::aside(ui, "No alert so far");
        }
    }
}

fn plan_of(ui: &Ui, rect: Rect, view: &View<'_>) {
    let painter = ui.painter_at(rect);
    if view.scenario.home.bounds().is_none() {
        painter.rect_filled(rect, 6, theme::soft());
        let words = "This home has no plan.";
        painter.text(rect.center(), Align2::CENTER_CENTER, words, theme::plain(theme::SMALL), theme::ink_weak());
        return;
    }
    let laid = Laid::out(&view.scenario.home);
    let frame = plan::Frame::fitted(&laid, rect);
    let moment = now(view, &laid, false);
    plan::paint(&painter, frame, &laid, &moment, false);
    for person in moment.house.people.iter().filter(|person| person.posture != Posture::Away) {
        let at: Pos2 = frame.point(person.at) + vec2(0.0, 11.0);
        let ink = theme::INK;
        let galley = painter.layout_no_wrap(person.name.clone(), theme::strong(theme::TINY), ink);
        let ground = Rect::from_center_size(at + vec2(0.0, galley.size().y / 2.0), galley.size() + vec2(8.0, 2.0));
        painter.rect_filled(ground, 5, Color32::from_rgba_unmultiplied(0xFB, 0xF8, 0xF3, 220));
        painter.galley(ground.center() - galley.size() / 2.0, galley, ink);
    }
}

/// What everybody does, where that is known.
fn doing(view: &View<'_>) -> String {
    let people = view.house.people.iter().filter(|person| !person.doing.is_empty() && !person.who.is_animal());
    let words: Vec<String> = people.map(|person| format!("{}: {}", person.name, person.doing)).collect();
    words.join(" · ")
}

/// Which alerts answer each other, in the panel at the right.
pub fn differences(ui: &mut Ui, view: &View<'_>, second: &Second<'_>, out: &mut Vec<Command>) {
    ui.label(RichText::new("What differs").font(theme::strong(19.0)));
    let Some(pairs) = second.pairs else {
        widget::paragraph(ui, "It is told once both runs are worked out to their ends.");
        return;
    };
    let (first, other, both) = counts(pairs);
    let words = format!("Alerts: {first} only here, {other} only in the second, {both} in both.");
    widget::paragraph(ui, if pairs.is_empty() { "Neither run has an alert." } else { &words });
    ScrollArea::vertical().id_salt("differences").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for (place, pair) in pairs.iter().enumerate() {
            row(ui, view, second, place, pair, out);
        }
    });
}

fn row(ui: &mut Ui, view: &View<'_>, second: &Second<'_>, place: usize, pair: &Pair, out: &mut Vec<Command>) {
    let (icon, tint, run) = match pair {
        Pair::OnlyFirst(_) => (Icon::Left, theme::attention(), view),
        Pair::OnlySecond(_) => (Icon::Play, theme::information(), &second.view),
        Pair::Both { .. } => (Icon::Tick, theme::calm(), view),
    };
    let one = pair.alert();
    let area = one.area.as_ref().and_then(|id| run.scenario.home.areas.iter().find(|area| area.id.as_str() == id));
    let kind = one.kind.in_words();
    let title = area.map_or_else(|| kind.to_owned(), |area| format!("{kind}: {}", area.name));
    let local = run.scenario.calendar.local(one.raised_at);
    let at = format!("day {}, {}", local.day, local.clock);
    let words = super::capital(&pair.in_words());
    let name = format!("{words}. {title}, {at}. {}", one.message);
    let first_at = pair.at(second.clocks);
    let response = widget::row(ui, ("pair", place), &name, false, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.horizontal_wrapped(|ui| {
            widget::pill(ui, Some(icon), &words, tint);
        });
        ui.add(Label::new(RichText::new(&title).font(theme::strong(theme::TEXT))).wrap());
        widget::aside(ui, &format!("{at}. {}", one.message));
    });
    if response.clicked() {
        out.push(Command::Seek(first_at.clamp(view.starts, view.ends)));
    }
}
