//! The lanes of the timeline: what one device reported, what the people did, and what was out of the ordinary. Only
//! what is in sight is looked at, and what falls on one point is drawn once.

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2,
};

use super::axis::Scale;
use super::density::{BUCKET, Index};
use super::icon;
use crate::desktop::theme::{self, Tint};
use crate::home::{Capability, Device, DeviceKind, Form, Reading, Value};
use crate::player::history::TruthSpan;
use crate::player::view::View;
use crate::scenario::Activity;
use crate::simulation::truth::TruthKind;
use crate::time::{Span, Timestamp};

/// The colour of a device's lane.
pub fn colour(device: DeviceKind) -> Color32 {
    match device {
        DeviceKind::Movement => theme::movement(),
        DeviceKind::Contact | DeviceKind::DoorLock | DeviceKind::KeySafe => theme::contact(),
        DeviceKind::Temperature | DeviceKind::Thermostat | DeviceKind::RadiatorValve => theme::warmth(),
        DeviceKind::Plug | DeviceKind::LightSwitch | DeviceKind::SmartLight | DeviceKind::LightLevel => theme::power(),
        DeviceKind::BedSensor | DeviceKind::ChairSensor => theme::bed(),
        DeviceKind::Fob
        | DeviceKind::PullCord
        | DeviceKind::SmokeAlarm
        | DeviceKind::CarbonMonoxideAlarm
        | DeviceKind::FloodSensor
        | DeviceKind::Speaker
        | DeviceKind::Hub
        | DeviceKind::Dispenser
        | DeviceKind::Doorbell
        | DeviceKind::Screen => theme::mark(),
    }
}

/// The colours of an activity. Its word is always there too.
pub fn activity_tint(activity: Activity) -> Tint {
    match activity {
        Activity::Sleep | Activity::Retire => theme::night(),
        Activity::Breakfast | Activity::Lunch | Activity::Supper | Activity::Tea => theme::food(),
        Activity::Wash | Activity::Bathe | Activity::Toilet => theme::water(),
        Activity::Television | Activity::Rest | Activity::Nap | Activity::Company => theme::leisure(),
        Activity::Rise | Activity::Housework | Activity::Tablets => theme::chore(),
        Activity::Out => theme::away(),
    }
}

/// A label's stable name for people: `cold-room` is `Cold room`.
pub fn label_words(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str()).replace('-', " ")
}

/// With a large first letter, and everything else as it is: `the alarm receiving centre` is `The alarm receiving centre`.
pub fn label_words_kept(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What is out of the ordinary by its stable name, for people: `twin-evening-visit` is `Evening visit (harmless)`.
pub fn truth_words(name: &str) -> String {
    match name.strip_prefix("twin-") {
        Some(harmless) => format!("{} (harmless)", label_words(harmless)),
        None => label_words(name),
    }
}

/// What a device's main reading means for people: `Movement`, `Open`, `18.4 °C`.
pub fn state_words(device: &Device, reading: &Reading) -> String {
    let words = match (device.kind, reading.capability, &reading.value) {
        (DeviceKind::Movement, Capability::Occupancy, Value::Flag(true)) => "Movement",
        (DeviceKind::Movement, Capability::Occupancy, Value::Flag(false)) => "No movement",
        (DeviceKind::ChairSensor, Capability::Occupancy, Value::Flag(true)) => "Someone in the chair",
        (DeviceKind::ChairSensor, Capability::Occupancy, Value::Flag(false)) => "Nobody in the chair",
        (_, Capability::Smoke, Value::Flag(true)) => "Sounding: smoke",
        (_, Capability::CarbonMonoxide, Value::Flag(true)) => "Sounding: carbon monoxide",
        (_, Capability::Smoke | Capability::CarbonMonoxide, Value::Flag(false)) => "Not sounding",
        (_, Capability::Dose, Value::Word(word)) => match word.as_ref() {
            "due" => "A dose is due",
            "taken" => "The dose was taken",
            "refilled" => "Refilled",
            _ => return label_words(word),
        },
        (DeviceKind::BedSensor, Capability::Occupancy, Value::Flag(true)) => "Someone in bed",
        (DeviceKind::BedSensor, Capability::Occupancy, Value::Flag(false)) => "Nobody in bed",
        (_, Capability::Contact, Value::Flag(true)) => "Open",
        (_, Capability::Contact, Value::Flag(false)) => "Closed",
        (_, Capability::LinkQuality, _) => "Working",
        // Standby takes less than this: the EU allows new appliances half a watt, old televisions took up to four.
        (DeviceKind::Plug, Capability::Power, Value::Number(watts)) if *watts >= 5.0 => {
            return format!("In use, {}", reading.in_words());
        }
        (DeviceKind::Plug, Capability::Power, Value::Number(_)) => {
            return format!("Not in use, {}", reading.in_words());
        }
        _ => return label_words(&reading.in_words()),
    };
    words.to_owned()
}

/// Draws what a device reported within the scale, as far as it has been worked out. Without an index every reading in
/// sight is looked at, which is right for a day.
pub fn paint_device(
    painter: &Painter,
    rect: Rect,
    scale: &Scale,
    view: &View<'_>,
    place: usize,
    index: Option<&Index>,
) {
    let Some(device) = view.scenario.home.devices.get(place) else { return };
    let colour = colour(device.kind);
    let sums = index.filter(|_| scale.per_point() >= BUCKET);
    let capability = device.main_capability();
    match (capability.form(), sums) {
        (Form::Flag, None) => blocks(painter, rect, scale, view, place, device, colour),
        (Form::Flag, Some(index)) => density(painter, rect, scale, place, index, colour),
        (Form::Number, Some(index)) if device.kind != DeviceKind::Hub => {
            ranges(painter, rect, scale, place, index, colour);
        }
        (Form::Number, None) if device.kind != DeviceKind::Hub => {
            curve(painter, rect, scale, view, place, capability, colour);
        }
        (Form::Number | Form::Word, _) => marks(painter, rect, scale, view, place, capability, colour),
    }
}

/// The reading in force at an instant.
pub fn in_force<'a>(view: &View<'a>, place: usize, capability: Capability, at: Timestamp) -> Option<&'a Reading> {
    let before = view.history.of_device(place, Timestamp::MIN, at + Span::millis(1));
    before.rev().find(|reading| reading.capability == capability)
}

/// From occupied to clear, from open to closed.
fn blocks(
    painter: &Painter,
    rect: Rect,
    scale: &Scale,
    view: &View<'_>,
    place: usize,
    device: &Device,
    colour: Color32,
) {
    let capability = device.main_capability();
    let on = |reading: &Reading| reading.value == Value::Flag(true);
    let mut since = in_force(view, place, capability, scale.from).filter(|reading| on(reading)).map(|_| scale.from);
    let mut runs = Runs::new(rect, colour);
    let until = Timestamp::min(scale.to, view.known_until);
    for reading in view.history.of_device(place, scale.from, until).filter(|r| r.capability == capability) {
        match (on(reading), since) {
            (true, None) => since = Some(reading.at),
            (false, Some(began)) => {
                runs.add(scale.x(began), scale.x(reading.at), 255);
                since = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    if let Some(began) = since {
        runs.add(scale.x(began), scale.x(until), 255);
    }
    runs.paint(painter);
}

/// How much of each point of time it was occupied, open or on.
fn density(painter: &Painter, rect: Rect, scale: &Scale, place: usize, index: &Index, colour: Color32) {
    let mut runs = Runs::new(rect, colour);
    let by_day = scale.per_point() >= Span::hours(4);
    each_point(scale, |x, from, to| {
        // Where a point holds part of a day, hours would beat against points: it tells of the whole day instead.
        let to = if by_day { to.max(from + Span::days(1)) } else { to };
        if let Some(sum) = index.between(place, from, to).filter(|sum| sum.on > 0 || sum.count > 0) {
            let share = (sum.on as f64 / (to - from).as_millis().max(1) as f64).clamp(0.0, 1.0);
            // The root lets a short visit be seen beside a long night.
            runs.add(x, x + 1.0, (60.0 + 195.0 * share.sqrt()) as u8);
        }
    });
    runs.paint(painter);
}

/// The lowest and highest value of each point of time.
fn ranges(painter: &Painter, rect: Rect, scale: &Scale, place: usize, index: &Index, colour: Color32) {
    let mut columns = Vec::new();
    let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
    each_point(scale, |x, from, to| {
        if let Some(sum) = index.between(place, from, to).filter(|sum| sum.low <= sum.high) {
            (low, high) = (low.min(sum.low), high.max(sum.high));
            columns.push((x, sum.low, sum.high));
        }
    });
    let y = heights(rect, low, high);
    let mut mesh = Mesh::default();
    for (x, low, high) in columns {
        let (top, bottom) = (y(high), y(low).max(y(high) + 1.2));
        mesh.add_colored_rect(Rect::from_min_max(pos2(x, top), pos2(x + 1.0, bottom)), colour);
    }
    painter.add(mesh);
}

/// A value that stays until the next one: power and temperature.
fn curve(
    painter: &Painter,
    rect: Rect,
    scale: &Scale,
    view: &View<'_>,
    place: usize,
    capability: Capability,
    colour: Color32,
) {
    let until = Timestamp::min(scale.to, view.known_until);
    let number = |reading: &Reading| match reading.value {
        Value::Number(number) => Some(number as f32),
        Value::Flag(_) | Value::Word(_) => None,
    };
    let mut values: Vec<(f32, f32)> = Vec::new();
    if let Some(value) = in_force(view, place, capability, scale.from).and_then(number) {
        values.push((scale.left, value));
    }
    let readings = view.history.of_device(place, scale.from, until).filter(|r| r.capability == capability);
    values.extend(readings.filter_map(|reading| Some((scale.x(reading.at), number(reading)?))));
    let Some(last) = values.last().copied() else { return };
    values.push((scale.x(until), last.1));
    let low = values.iter().map(|value| value.1).fold(f32::INFINITY, f32::min);
    let high = values.iter().map(|value| value.1).fold(f32::NEG_INFINITY, f32::max);
    let is_power = capability == Capability::Power;
    let y = if is_power { heights(rect, 0.0, high.max(20.0)) } else { heights(rect, low, high) };
    let mut line: Vec<Pos2> = Vec::new();
    let mut area = Mesh::default();
    for pair in values.windows(2) {
        let [(x0, v0), (x1, _)] = pair else { continue };
        let (x0, x1, top) = (*x0, *x1, y(*v0));
        if is_power && *v0 > 0.5 {
            area.add_colored_rect(
                Rect::from_min_max(pos2(x0, top), pos2(x1.max(x0 + 1.0), rect.bottom())),
                colour.gamma_multiply(0.55),
            );
        }
        if is_power {
            step_to(&mut line, pos2(x0, top), pos2(x1, top));
        } else if line.last().is_none_or(|last: &Pos2| x0 - last.x > 0.7 || (top - last.y).abs() > 1.0) {
            // Air warms and cools without jumps: from value to value.
            line.push(pos2(x0, top));
        }
    }
    if let (false, Some((x, value))) = (is_power, values.last()) {
        line.push(pos2(*x, y(*value)));
    }
    painter.add(area);
    if line.len() > 1 {
        painter.add(Shape::line(line, Stroke::new(1.4, colour)));
    }
}

fn step_to(line: &mut Vec<Pos2>, from: Pos2, to: Pos2) {
    let near = |a: Pos2, b: Pos2| (a.x - b.x).abs() < 0.5 && (a.y - b.y).abs() < 0.5;
    for point in [from, to] {
        if line.last().is_none_or(|last| !near(*last, point)) {
            line.push(point);
        }
    }
}

/// Where a value is drawn: the lowest near the foot, the highest near the head, and small noise kept small.
fn heights(rect: Rect, low: f32, high: f32) -> impl Fn(f32) -> f32 {
    let middle = (low + high) / 2.0;
    let half = ((high - low) / 2.0).max(1.0);
    let (top, bottom) = (rect.top() + 1.5, rect.bottom() - 1.5);
    move |value| {
        let part = ((value - middle) / half / 2.0 + 0.5).clamp(0.0, 1.0);
        bottom + (top - bottom) * part
    }
}

/// One mark for each report, and one where many fall together.
fn marks(
    painter: &Painter,
    rect: Rect,
    scale: &Scale,
    view: &View<'_>,
    place: usize,
    capability: Capability,
    colour: Color32,
) {
    let until = Timestamp::min(scale.to, view.known_until);
    let mut last = f32::NEG_INFINITY;
    let quiet = capability == Capability::LinkQuality;
    let mut mesh = Mesh::default();
    for reading in view.history.of_device(place, scale.from, until).filter(|r| r.capability == capability) {
        let x = scale.x(reading.at);
        if x - last < 1.0 {
            continue;
        }
        last = x;
        if quiet {
            let tick = Rect::from_center_size(pos2(x, rect.center().y), vec2(1.2, rect.height() * 0.35));
            mesh.add_colored_rect(tick, colour.gamma_multiply(0.6));
        } else {
            painter.circle_filled(pos2(x, rect.center().y), (rect.height() * 0.32).min(5.0), colour);
        }
    }
    painter.add(mesh);
}

/// Calls back for each point of a scale with the time that falls on it.
fn each_point(scale: &Scale, mut each: impl FnMut(f32, Timestamp, Timestamp)) {
    let mut x = scale.left.floor();
    while x < scale.right {
        each(x, scale.at(x), scale.at(x + 1.0));
        x += 1.0;
    }
}

/// Stretches along a lane; neighbours that touch and look alike become one.
struct Runs {
    rect: Rect,
    colour: Color32,
    runs: Vec<(f32, f32, u8)>,
}

impl Runs {
    const fn new(rect: Rect, colour: Color32) -> Self {
        Self { rect, colour, runs: Vec::new() }
    }

    fn add(&mut self, from: f32, to: f32, alpha: u8) {
        // A short report is still seen: one and a half points.
        let to = to.max(from + 1.5);
        match self.runs.last_mut() {
            Some(last) if from - last.1 < 0.75 && last.2.abs_diff(alpha) < 12 => last.1 = last.1.max(to),
            Some(last) if from < last.1 => {
                last.1 = from;
                self.runs.push((from, to, alpha));
            }
            Some(_) | None => self.runs.push((from, to, alpha)),
        }
    }

    fn paint(self, painter: &Painter) {
        let mut mesh = Mesh::default();
        let range = painter.clip_rect().x_range();
        for (from, to, alpha) in self.runs {
            let colour = self.colour.gamma_multiply(f32::from(alpha) / 255.0);
            let rect = Rect::from_x_y_ranges(from.max(range.min - 4.0)..=to.min(range.max + 4.0), self.rect.y_range());
            if rect.width() > 5.0 && alpha == 255 {
                painter.rect_filled(rect, CornerRadius::same(3), colour);
            } else if rect.width() > 0.0 {
                mesh.add_colored_rect(rect, colour);
            }
        }
        painter.add(mesh);
    }
}

/// Draws what one person did: the blocks, or else their words, which go over the veil of the future.
pub fn paint_activities(
    painter: &Painter,
    rect: Rect,
    scale: &Scale,
    view: &View<'_>,
    index: &Index,
    person: usize,
    words: bool,
) {
    if scale.per_point() >= Span::hours(2) {
        if words {
            let hint = "Zoom in to see what happened on each day";
            let at = pos2(scale.left + 8.0, rect.center().y);
            painter.text(at, Align2::LEFT_CENTER, hint, theme::plain(theme::TINY), theme::ink_weak());
        }
        return;
    }
    let mut last = f32::NEG_INFINITY;
    for span in index
        .activities(view.history, scale.from, scale.to)
        .iter()
        .filter_map(|p| view.history.truth().get(*p as usize))
    {
        let TruthKind::Activity(activity) = span.kind else { continue };
        let until = span.until.unwrap_or(view.known_until);
        if span.resident != Some(person) || until < scale.from {
            continue;
        }
        let (from, to) = (scale.x(span.from).max(scale.left - 6.0), scale.x(until).min(scale.right + 6.0));
        // What is narrower than a point and lies beside the last one adds nothing.
        if to - last < 0.8 {
            continue;
        }
        last = to;
        let tint = activity_tint(activity);
        let block = Rect::from_x_y_ranges(from..=to.max(from + 1.0), rect.y_range());
        let inner = block.shrink2(vec2(if block.width() > 4.0 { 0.5 } else { 0.0 }, 0.0));
        let round = if block.width() > 8.0 { 4 } else { 0 };
        if words {
            words_in(painter, inner, scale, activity.in_words(), pale(tint.ink, span.from > view.at));
            continue;
        }
        painter.rect_filled(inner, CornerRadius::same(round), tint.ground);
        if block.width() > 10.0 {
            painter.rect_filled(
                Rect::from_min_size(inner.min, vec2(2.0_f32.min(inner.width()), inner.height())),
                CornerRadius { nw: round, sw: round, ne: 0, se: 0 },
                tint.ink,
            );
        }
    }
}

/// What has not happened yet is paler.
fn pale(ink: Color32, future: bool) -> Color32 {
    if future { ink.gamma_multiply(0.45) } else { ink }
}

/// Words at the left of a block, as far as they are in sight and fit; else nothing.
fn words_in(painter: &Painter, block: Rect, scale: &Scale, words: &str, ink: Color32) {
    let left = block.left().max(scale.left) + 6.0;
    let room = block.right().min(scale.right) - left - 3.0;
    if room < 18.0 {
        return;
    }
    let galley = painter.layout_no_wrap(words.to_owned(), theme::plain(theme::TINY), ink);
    if galley.size().x <= room {
        painter.galley(pos2(left, block.center().y - galley.size().y / 2.0), galley, ink);
    }
}

/// Draws what was out of the ordinary, hatched; or else its word, in it or beside it.
pub fn paint_labels(painter: &Painter, rect: Rect, scale: &Scale, view: &View<'_>, index: &Index, words: bool) {
    let tint = theme::unusual();
    let labels = labels(view, index);
    let starts: Vec<Timestamp> = labels.iter().map(|(span, _)| span.from).collect();
    for (place, (span, name)) in labels.into_iter().enumerate() {
        let until = span.until.unwrap_or(view.known_until);
        if until < scale.from || span.from > scale.to {
            continue;
        }
        let (from, to) = (scale.x(span.from), scale.x(until).max(scale.x(span.from) + 4.0));
        let block = Rect::from_x_y_ranges(from.max(scale.left - 6.0)..=to.min(scale.right + 6.0), rect.y_range());
        if !words {
            painter.rect_filled(block, CornerRadius::same(4), tint.ground);
            icon::hatch(painter, block, 7.0, Stroke::new(1.0, tint.ink.gamma_multiply(0.35)));
            painter.rect_stroke(block, CornerRadius::same(4), Stroke::new(1.2, tint.ink), StrokeKind::Inside);
            continue;
        }
        let ink = pale(tint.ink, span.from > view.at);
        let galley = painter.layout_no_wrap(truth_words(name), theme::strong(theme::TINY), ink);
        let size = galley.size();
        let inside = block.intersect(Rect::from_x_y_ranges(scale.left..=scale.right, rect.y_range()));
        if size.x + 14.0 <= inside.width() {
            let at = pos2(inside.left() + 7.0, rect.center().y - size.y / 2.0);
            let ground = Rect::from_min_size(at, size).expand2(vec2(4.0, 0.0));
            painter.rect_filled(ground, CornerRadius::same(3), tint.ground);
            painter.galley(at, galley, ink);
        } else if inside.width() > 0.0
            && block.right() + size.x + 8.0
                < starts.get(place + 1).map_or(scale.right, |next| scale.x(*next).min(scale.right))
        {
            painter.text(
                pos2(block.right() + 4.0, rect.center().y),
                Align2::LEFT_CENTER,
                truth_words(name),
                theme::strong(theme::TINY),
                ink,
            );
        }
    }
}

/// Every stretch out of the ordinary with its stable name.
pub fn labels<'a>(view: &View<'a>, index: &Index) -> Vec<(&'a TruthSpan, &'static str)> {
    let truth = view.history.truth();
    let spans = index.labels().iter().filter_map(|place| truth.get(*place as usize));
    spans
        .filter_map(|span| match span.kind {
            TruthKind::Label(name) | TruthKind::Fault { name, .. } => Some((span, name)),
            TruthKind::Activity(_) | TruthKind::Whereabouts(_) => None,
        })
        .collect()
}
