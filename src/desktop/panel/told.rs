//! The lanes of who was told: what was said to the person and by them, and who was written to, rung, answered and came.
//! Each kind has its own shape, and what falls together is one mark with its count.

use bevy_egui::egui::{
    CornerRadius, CursorIcon, Id, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType,
    pos2, vec2,
};

use super::axis::Scale;
use super::icon::Icon;
use super::viewer::Viewer;
use super::when;
use crate::desktop::theme::{self, Tint};
use crate::player::command::Command;
use crate::player::view::View;
use crate::response::{Entry, What};
use crate::time::Timestamp;

/// Marks nearer to each other than this, in points, are one.
const APART: f32 = 16.0;

/// So many steps of one mark are read out.
const READ_OUT: usize = 8;

/// One of the two lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Between the home and the person.
    Person,
    /// Between the home and everybody else.
    Others,
}

impl Lane {
    /// For people.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Person => "Asked and said",
            Self::Others => "Told and came",
        }
    }

    /// Whether a step belongs in it.
    pub fn holds(self, entry: &Entry) -> bool {
        let person = match entry.what {
            What::Asked
            | What::Said
            | What::SaidByModel
            | What::Heard
            | What::Reminded
            | What::Suggested
            | What::Agreed
            | What::Refused
            | What::Counted => true,
            What::Answered | What::NoAnswer | What::Cancelled | What::SeenAgain => entry.who.is_empty(),
            What::Began
            | What::Told
            | What::Rang
            | What::SentOut
            | What::Seen
            | What::Declined
            | What::Arrived
            | What::HandedOver
            | What::NotPassedOn
            | What::Waits
            | What::NotSent
            | What::NobodyReached
            | What::Closed => false,
        };
        person == (self == Self::Person)
    }
}

/// Which lanes a viewer has: what a person says at home is not for the family, and single prompts are not for a
/// practitioner.
pub const fn lanes_of(viewer: Viewer) -> &'static [Lane] {
    match viewer {
        Viewer::Presenter | Viewer::Developer | Viewer::Resident => &[Lane::Person, Lane::Others],
        Viewer::Practitioner => &[Lane::Others],
        Viewer::Family => &[],
    }
}

/// What was done, in a word or two.
pub const fn words(what: What) -> &'static str {
    match what {
        What::Began => "It begins",
        What::Asked => "Asked",
        What::Told => "Message",
        What::Rang => "Call",
        What::SentOut => "Sent there",
        What::Seen => "Message seen",
        What::Answered => "Answered",
        What::Declined => "Cannot come",
        What::NoAnswer => "No answer",
        What::Arrived => "Arrived",
        What::Cancelled => "Cancelled",
        What::SeenAgain => "Seen up and about",
        What::HandedOver => "Handed over",
        What::NotPassedOn => "Not passed on",
        What::Waits => "Waits for the morning",
        What::NotSent => "Could not be sent",
        What::NobodyReached => "Nobody reached",
        What::Closed => "In good hands",
        What::Said => "The home says",
        What::Heard => "Said to the home",
        What::Reminded => "Reminded",
        What::SaidByModel => "The home says, by a language model",
        What::Suggested => "Suggested",
        What::Agreed => "Said yes",
        What::Refused => "Said no",
        What::Counted => "In touch, counted",
    }
}

/// Whether it is the home that speaks, by its own rules or by a language model.
pub fn is_the_homes(what: What) -> bool {
    matches!(what, What::Said | What::SaidByModel)
}

/// The sentence of a step without the word that `words` says already.
pub fn sentence(entry: &Entry) -> &str {
    ["Said: ", "Said (rules): ", "Said (model): ", "Heard: "]
        .into_iter()
        .find_map(|begin| entry.text.strip_prefix(begin))
        .unwrap_or(&entry.text)
}

/// The colours of a step; its shape says the same.
pub fn tint(what: What) -> Tint {
    match what {
        What::Arrived | What::Answered | What::Closed | What::SeenAgain | What::Cancelled => theme::calm(),
        What::NoAnswer | What::Declined | What::NotSent | What::NotPassedOn => theme::attention(),
        What::NobodyReached | What::Began => theme::urgent(),
        What::Asked | What::Told | What::Rang | What::SentOut | What::Seen | What::HandedOver | What::Waits => {
            theme::information()
        }
        What::Said
        | What::SaidByModel
        | What::Heard
        | What::Reminded
        | What::Suggested
        | What::Agreed
        | What::Refused
        | What::Counted => theme::leisure(),
    }
}

/// Draws the shape of a step into a square around `centre`, `size` points across.
pub fn glyph(painter: &Painter, what: What, centre: Pos2, size: f32) {
    let (r, ink) = (size / 2.0, tint(what).ink);
    let at = |x: f32, y: f32| centre + vec2(x, y) * r;
    let stroke = Stroke::new((size * 0.11).max(1.3), ink);
    let line = |points: Vec<Pos2>| {
        painter.line(points, stroke);
    };
    let bubble = |side: f32| {
        let body = Rect::from_min_max(at(-0.9, -0.8), at(0.9, 0.4));
        painter.rect_stroke(body, CornerRadius::same(3), stroke, StrokeKind::Middle);
        line(vec![at(-0.2 * side, 0.4), at(-0.55 * side, 0.95), at(0.3 * side, 0.4)]);
    };
    match what {
        What::Began => Icon::Tour.paint(painter, centre, size, ink),
        What::Asked | What::Suggested => {
            bubble(1.0);
            painter.circle_filled(at(0.0, -0.2), r * 0.2, ink);
        }
        What::Said | What::SaidByModel => bubble(1.0),
        What::Counted => {
            // Three columns.
            for (x, y) in [(-0.6, 0.2), (0.0, -0.6), (0.6, -0.1)] {
                line(vec![at(x, 0.8), at(x, y)]);
            }
        }
        What::Heard | What::Refused => {
            bubble(-1.0);
            line(vec![at(-0.5, -0.2), at(0.5, -0.2)]);
        }
        What::Reminded => {
            // A bell.
            let bell = [(-0.8, 0.5), (-0.5, 0.2), (-0.45, -0.4), (0.0, -0.85), (0.45, -0.4), (0.5, 0.2), (0.8, 0.5)];
            painter.add(Shape::closed_line(bell.into_iter().map(|(x, y)| at(x, y)).collect(), stroke));
            painter.circle_filled(at(0.0, 0.78), r * 0.16, ink);
        }
        What::Told | What::Seen => {
            // An envelope; where it has been seen it is open.
            let body = Rect::from_min_max(at(-0.9, -0.55), at(0.9, 0.7));
            painter.rect_stroke(body, CornerRadius::same(1), stroke, StrokeKind::Middle);
            let middle = if what == What::Told { 0.15 } else { -1.0 };
            line(vec![at(-0.9, -0.55), at(0.0, middle), at(0.9, -0.55)]);
        }
        What::Rang => {
            // A receiver lying on its side.
            painter
                .line(vec![at(-0.7, -0.1), at(-0.35, -0.4), at(0.35, -0.4), at(0.7, -0.1)], Stroke::new(r * 0.3, ink));
            for side in [-1.0, 1.0] {
                let cup = Rect::from_center_size(at(0.68 * side, 0.3), vec2(r * 0.55, r * 0.6));
                painter.rect_filled(cup, CornerRadius::same(2), ink);
            }
        }
        What::SentOut => {
            line(vec![at(-0.85, 0.0), at(0.8, 0.0)]);
            line(vec![at(0.2, -0.6), at(0.85, 0.0), at(0.2, 0.6)]);
        }
        What::Answered | What::Closed | What::Agreed => Icon::Tick.paint(painter, centre, size, ink),
        What::Arrived => {
            let house = [(-0.75, 0.85), (-0.75, -0.1), (0.0, -0.85), (0.75, -0.1), (0.75, 0.85)];
            painter.add(Shape::convex_polygon(house.into_iter().map(|(x, y)| at(x, y)).collect(), ink, Stroke::NONE));
            painter.line(vec![at(-0.35, 0.2), at(-0.05, 0.5), at(0.4, -0.1)], Stroke::new(stroke.width, theme::card()));
        }
        What::NoAnswer | What::Declined => {
            painter.circle_stroke(centre, r * 0.75, stroke);
            line(vec![at(-0.55, 0.55), at(0.55, -0.55)]);
        }
        What::Cancelled => Icon::Close.paint(painter, centre, size, ink),
        What::SeenAgain => Icon::Eye.paint(painter, centre, size, ink),
        What::HandedOver => Icon::Again.paint(painter, centre, size, ink),
        What::NotPassedOn => {
            let body = Rect::from_min_max(at(-0.65, -0.1), at(0.65, 0.85));
            painter.rect_filled(body, CornerRadius::same(2), ink);
            line(vec![at(-0.4, -0.1), at(-0.4, -0.6), at(0.0, -0.9), at(0.4, -0.6), at(0.4, -0.1)]);
        }
        What::Waits => {
            painter.circle_stroke(centre, r * 0.8, stroke);
            line(vec![at(0.0, -0.5), at(0.0, 0.05), at(0.4, 0.3)]);
        }
        What::NotSent => Icon::Attention.paint(painter, centre, size, ink),
        What::NobodyReached => Icon::Urgent.paint(painter, centre, size, ink),
    }
}

/// How much a step matters where several share a mark.
const fn weight(what: What) -> u8 {
    match what {
        What::Arrived | What::NobodyReached => 9,
        What::Answered | What::NotPassedOn | What::NotSent => 8,
        What::Rang | What::SentOut => 7,
        What::Told | What::Asked => 6,
        What::NoAnswer | What::Declined | What::Cancelled | What::SeenAgain => 5,
        What::Reminded | What::HandedOver | What::Waits | What::Suggested | What::Agreed | What::Refused => 4,
        What::Began | What::Seen | What::Heard | What::Closed => 3,
        What::Said | What::SaidByModel | What::Counted => 2,
    }
}

/// The steps in a stretch of time.
pub fn between<'a>(view: &View<'a>, from: Timestamp, to: Timestamp) -> &'a [Entry] {
    let told = view.history.told();
    let first = told.partition_point(|entry| entry.at < from);
    let last = told.partition_point(|entry| entry.at <= to).max(first);
    told.get(first..last).unwrap_or_default()
}

/// Draws a lane, each mark a button.
pub fn show(ui: &mut Ui, rect: Rect, scale: &Scale, view: &View<'_>, lane: Lane, out: &mut Vec<Command>) {
    let painter = ui.painter_at(rect.expand2(vec2(0.5, 3.0)));
    let mut group: Vec<&Entry> = Vec::new();
    let mut begun = f32::NEG_INFINITY;
    let mut place = 0_usize;
    for entry in between(view, scale.from, scale.to).iter().filter(|entry| lane.holds(entry)) {
        let x = scale.x(entry.at);
        if x - begun > APART && !group.is_empty() {
            mark(ui, &painter, rect, begun, &group, view, (lane, place), out);
            group.clear();
            place += 1;
        }
        if group.is_empty() {
            begun = x;
        }
        group.push(entry);
    }
    if !group.is_empty() {
        mark(ui, &painter, rect, begun, &group, view, (lane, place), out);
    }
}

#[expect(clippy::too_many_arguments, reason = "a mark is drawn from all of them")]
fn mark(
    ui: &mut Ui,
    painter: &Painter,
    rect: Rect,
    x: f32,
    group: &[&Entry],
    view: &View<'_>,
    (lane, place): (Lane, usize),
    out: &mut Vec<Command>,
) {
    let Some(chief) = group.iter().rev().max_by_key(|entry| weight(entry.what)) else { return };
    let Some(first) = group.first() else { return };
    let many = group.len() > 1;
    let size = (rect.height() - 4.0).clamp(8.0, 14.0);
    let width = if many { APART - 1.0 } else { size + 2.0 };
    let button = Rect::from_min_size(pos2(x - size / 2.0 - 1.0, rect.top() - 1.0), vec2(width, rect.height() + 2.0));
    let response = ui.interact(button, Id::new(("told-mark", lane == Lane::Person, place)), Sense::click());
    let time = when(&view.scenario.calendar, first.at, view.at);
    let name = if many {
        let some: Vec<String> =
            group.iter().take(READ_OUT).map(|entry| format!("{}: {}", words(entry.what), sentence(entry))).collect();
        let more =
            if group.len() > READ_OUT { format!(" And {} more.", group.len() - READ_OUT) } else { String::new() };
        format!("{} steps from {time}. {}{more}", group.len(), some.join(" "))
    } else {
        format!("{}, {time}: {}", words(chief.what), sentence(chief))
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
    let ground = tint(chief.what).ground;
    // Nobody has been told of it yet.
    let future = first.at > view.at;
    let fill = if response.hovered() { theme::card() } else { ground.gamma_multiply(if future { 0.5 } else { 1.0 }) };
    let edge = if response.has_focus() { Stroke::new(2.0, theme::accent()) } else { Stroke::NONE };
    painter.rect(button, CornerRadius::same(4), fill, edge, StrokeKind::Inside);
    glyph(painter, chief.what, pos2(x, rect.center().y), size);
    if many {
        // A second edge behind it, taller the more there are.
        let height = rect.height() * (group.len() as f32 / 12.0).clamp(0.25, 1.0);
        let bar = Rect::from_min_max(
            pos2(button.right() - 3.0, rect.center().y - height / 2.0),
            pos2(button.right() - 0.5, rect.center().y + height / 2.0),
        );
        painter.rect_filled(bar, CornerRadius::same(1), tint(chief.what).ink);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_ui(|ui| {
        for entry in group.iter().take(READ_OUT) {
            let line =
                format!("{}  {}: {}", view.scenario.calendar.local(entry.at).clock, words(entry.what), sentence(entry));
            ui.label(bevy_egui::egui::RichText::new(line).font(theme::plain(theme::SMALL)));
        }
        if group.len() > READ_OUT {
            ui.label(format!("and {} more", group.len() - READ_OUT));
        }
    });
    if response.clicked() {
        out.push(Command::Seek(first.at));
    }
}

/// The lines that a lane tells of an instant: what was done within a few points of it.
pub fn describe(view: &View<'_>, lane: Lane, from: Timestamp, to: Timestamp) -> Vec<String> {
    let near = between(view, from, to).iter().filter(|entry| lane.holds(entry));
    near.take(6).map(|entry| format!("{}: {}", words(entry.what), sentence(entry))).collect()
}

/// The next or the previous instant at which something was told, of what a viewer may see.
pub fn step(view: &View<'_>, viewer: Viewer, forward: bool) -> Option<Timestamp> {
    let told = view.history.told();
    let seen = |entry: &&Entry| lanes_of(viewer).iter().any(|lane| lane.holds(entry));
    if forward {
        told.iter().skip(told.partition_point(|entry| entry.at <= view.at)).find(seen).map(|entry| entry.at)
    } else {
        let before = told.get(..told.partition_point(|entry| entry.at < view.at)).unwrap_or_default();
        before.iter().rev().find(seen).map(|entry| entry.at)
    }
}
