//! The flat plan: the home from straight above, painted by egui. For machines that draw in software, and for whoever
//! prefers it: the same home, people, sensors and light, in as little work as can be. It reads [`Now`] and draws.

use super::camera::{Free, Orbit};
use super::house::wall::{self, Stretch};
use super::laid::Laid;
use super::light::daylight;
use super::{Now, warmth};
use crate::home::{AreaKind, Furniture, FurnitureKind, Home, HomeKind, OpeningKind, Point, Rect, Turn};
use crate::simulation::view::{PersonView, Posture, Who};
use bevy::prelude::*;
use bevy_egui::egui::{self, Color32, CornerRadius, Pos2, Stroke, StrokeKind};

/// Where the plan lies on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The place on the plan that is in the middle of the free rectangle, metres.
    centre: Vec2,
    /// Points a metre.
    scale: f32,
    /// The middle of the free rectangle, in points.
    middle: Pos2,
}

impl Frame {
    /// Fits what the camera looks at into what the panels leave free.
    pub fn of(laid: &Laid, orbit: &Orbit, free: &Free) -> Self {
        let bounds = orbit.frame.or_else(|| laid.home.bounds()).unwrap_or(Rect::new(0.0, 0.0, 8.0, 6.0));
        let (before, behind) = around(laid.of.kind);
        let wide = bounds.width() as f32 + 1.5;
        let deep = bounds.depth() as f32 + before + behind;
        let scale = (free.size.x / wide).min(free.size.y / deep) * orbit.now.zoom;
        let centre = Vec2::new(
            bounds.centre().x as f32 + orbit.now.shift.x,
            bounds.centre().y as f32 + (behind - before) / 2.0 - orbit.now.shift.y,
        );
        let middle = free.min + free.size / 2.0;
        Self { centre, scale, middle: Pos2::new(middle.x, middle.y) }
    }

    /// Fits the whole home into a rectangle.
    pub fn fitted(laid: &Laid, into: egui::Rect) -> Self {
        let orbit = Orbit::default();
        let size = Vec2::new(into.width().max(1.0), into.height().max(1.0));
        Self::of(laid, &orbit, &Free { min: Vec2::new(into.left(), into.top()), size, scale: 1.0 })
    }

    /// A place of the scene on the screen; how high it is makes no difference.
    pub fn seen(&self, at: Vec3) -> Pos2 {
        self.at(at.x, -at.z)
    }

    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.middle + egui::vec2((x - self.centre.x) * self.scale, (self.centre.y - y) * self.scale)
    }

    /// A place on the plan on the screen.
    pub fn point(&self, at: Point) -> Pos2 {
        self.at(at.x as f32, at.y as f32)
    }

    fn rect(&self, rect: Rect) -> egui::Rect {
        egui::Rect::from_two_pos(self.point(rect.min), self.point(rect.max))
    }
}

/// Metres shown before and behind a home, by what lies around it.
const fn around(kind: HomeKind) -> (f32, f32) {
    match kind {
        HomeKind::Bungalow => (1.7, 1.2),
        HomeKind::Terraced => (1.4, 2.4),
        HomeKind::Flat | HomeKind::ExtraCare => (1.8, 0.8),
    }
}

/// A pen with the light of the hour on it.
struct Pen<'a> {
    painter: &'a egui::Painter,
    frame: Frame,
    /// How bright what no lamp lights is, 0 to 1.
    day: f32,
}

impl Pen<'_> {
    /// A colour of a lit or an unlit room.
    fn tone(&self, rgb: u32, lit: bool) -> Color32 {
        let [_, r, g, b] = rgb.to_be_bytes();
        let light = if lit { 1.0 } else { self.day };
        // Lamps are warm, nights are blue.
        let warm = if lit { 1.0 - self.day } else { 0.0 };
        let part = |value: u8, by: f32| (f32::from(value) * by).clamp(0.0, 255.0) as u8;
        let cool = 1.0 - light;
        Color32::from_rgb(
            part(r, light * (1.0 + 0.02 * warm)),
            part(g, light * (1.0 - 0.02 * warm) + 0.02 * cool),
            part(b, light * (1.0 - 0.12 * warm) + 0.10 * cool),
        )
    }

    fn block(&self, rect: egui::Rect, round: f32, fill: Color32) {
        let dark = |part: u8| (f32::from(part) * 0.66) as u8;
        let edge = Stroke::new(1.0, Color32::from_rgb(dark(fill.r()), dark(fill.g()), dark(fill.b())));
        let corner = CornerRadius::same((round * self.frame.scale).clamp(0.0, 24.0) as u8);
        self.painter.rect(rect, corner, fill, edge, StrokeKind::Inside);
    }
}

/// Paints the home in the free rectangle.
pub fn paint(painter: &egui::Painter, frame: Frame, laid: &Laid, now: &Now, show_warmth: bool) {
    let home = &laid.home;
    let sky = daylight(now.house.sun, home.facing);
    let clip = painter.clip_rect();
    let [r, g, b] = [sky.backdrop.red, sky.backdrop.green, sky.backdrop.blue];
    let backdrop = Color32::from(egui::Rgba::from_rgb(r, g, b));
    painter.rect_filled(clip, 0.0, backdrop);
    let up = ((now.house.sun.altitude as f32 + 7.0) / 14.0).clamp(0.0, 1.0);
    let pen = Pen { painter, frame, day: 0.52 + 0.48 * up };
    surroundings(&pen, laid);
    let lit: Vec<bool> = home.areas.iter().map(|area| is_lit(home, now, area.id.as_str())).collect();
    for (index, area) in home.areas.iter().enumerate() {
        let Some(floor) = area.floor else { continue };
        let colour = match area.kind {
            AreaKind::Hall => 0xD9B98C,
            AreaKind::Lounge | AreaKind::Other => 0xDEBB8E,
            AreaKind::Kitchen => 0xE8D8BE,
            AreaKind::Bedroom => 0xDCCFC5,
            AreaKind::Bathroom => 0xD3E0E6,
        };
        pen.painter.rect_filled(frame.rect(floor), 0.0, pen.tone(colour, lit[index]));
        if show_warmth && let Some(celsius) = now.house.temperatures.get(index) {
            let tint = warmth::colour(*celsius as f32);
            let [r, g, b] = [tint.red, tint.green, tint.blue].map(|part| (part * 255.0) as u8);
            pen.painter.rect_filled(frame.rect(floor), 0.0, Color32::from_rgba_unmultiplied(r, g, b, 165));
        }
    }
    let room =
        |piece: &Furniture| home.areas.iter().position(|area| area.id == piece.area).is_some_and(|place| lit[place]);
    let order = |piece: &Furniture| match piece.kind {
        FurnitureKind::Rug => 0,
        _ if piece.height < 0.2 => 1,
        FurnitureKind::CeilingLight | FurnitureKind::Lamp => 3,
        _ => 2,
    };
    for layer in 0..4 {
        for (index, piece) in home.furniture.iter().enumerate().filter(|(_, piece)| order(piece) == layer) {
            let on = now.house.switched_on.get(index).copied().unwrap_or(false);
            furniture(&pen, piece, on, room(piece));
        }
    }
    stairs(&pen, laid);
    for stretch in wall::stretches(home) {
        walls(&pen, home, &stretch, now);
    }
    for person in now.house.people.iter().filter(|person| person.posture != Posture::Away) {
        figure(&pen, person);
    }
}

/// Whether a lamp is on in an area.
fn is_lit(home: &Home, now: &Now, area: &str) -> bool {
    home.furniture.iter().zip(&now.house.switched_on).any(|(piece, on)| {
        *on && piece.area.as_str() == area && matches!(piece.kind, FurnitureKind::Lamp | FurnitureKind::CeilingLight)
    })
}

/// Grass, pavement, yard or corridor, and the paths to the doors.
fn surroundings(pen: &Pen<'_>, laid: &Laid) {
    let storeys = laid.of.storeys();
    for (place, storey) in storeys.iter().enumerate() {
        let Some(bounds) = laid.bounds(*storey) else { continue };
        let part = |x0: f64, y0: f64, x1: f64, y1: f64| {
            pen.frame.rect(Rect { min: Point::new(x0, y0), max: Point::new(x1, y1) })
        };
        let (x0, y0, x1, y1) = (bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y);
        if place > 0 {
            pen.block(part(x0 - 0.45, y0 - 0.45, x1 + 0.45, y1 + 0.45), 0.05, pen.tone(0xD8CDBC, false));
            continue;
        }
        match laid.of.kind {
            HomeKind::Bungalow => {
                pen.block(part(x0 - 1.4, y0 - 1.7, x1 + 1.4, y1 + 1.2), 0.15, pen.tone(0x9DB77F, false));
            }
            HomeKind::Terraced => {
                pen.block(part(x0 - 0.7, y0 - 1.4, x1 + 0.7, y0), 0.02, pen.tone(0xC9C3B8, false));
                pen.block(part(x0 - 0.7, y1, x1 + 0.7, y1 + 2.4), 0.02, pen.tone(0xC7A48B, false));
                for (a, b) in [(x0 - 0.7, x0), (x1, x1 + 0.7)] {
                    pen.block(part(a, y0, b, y1), 0.0, pen.tone(0xBFA491, false));
                }
            }
            HomeKind::Flat | HomeKind::ExtraCare => {
                pen.block(part(x0 - 0.7, y0 - 0.2, x1 + 0.7, y1 + 0.7), 0.02, pen.tone(0xCFC6B8, false));
                let floor = if laid.of.kind == HomeKind::Flat { 0xCFC8BC } else { 0x86A2A0 };
                pen.block(part(x0 - 0.7, y0 - 1.7, x1 + 0.7, y0), 0.02, pen.tone(floor, true));
            }
        }
        let doors = laid.home.openings.iter().filter(|o| o.kind == OpeningKind::Door && o.to.is_none());
        for door in doors.filter(|door| laid.home.storey_of(&door.from) == *storey) {
            let half = door.width / 2.0;
            let out = if door.along_x { (door.at.y - bounds.centre().y).signum() } else { 0.0 };
            let mat = if door.along_x {
                Rect::new(door.at.x - half, door.at.y + out * 0.5 - 0.25, door.width, 0.5)
            } else {
                let side = (door.at.x - bounds.centre().x).signum();
                Rect::new(door.at.x + side * 0.5 - 0.25, door.at.y - half, 0.5, door.width)
            };
            pen.block(pen.frame.rect(mat), 0.03, pen.tone(0xA77C55, false));
        }
    }
}

/// A part of a piece's footprint: from side to side and from its back (0) to its front (1).
fn part_of(piece: &Furniture, across: (f64, f64), along: (f64, f64)) -> Rect {
    let foot = piece.footprint();
    let cut = |low: f64, high: f64, (a, b): (f64, f64)| (low + (high - low) * a, low + (high - low) * b);
    let flip = |(a, b): (f64, f64)| (1.0 - b, 1.0 - a);
    let ((x0, x1), (y0, y1)) = match piece.front {
        Turn::Up => (cut(foot.min.x, foot.max.x, across), cut(foot.min.y, foot.max.y, along)),
        Turn::Down => (cut(foot.min.x, foot.max.x, flip(across)), cut(foot.min.y, foot.max.y, flip(along))),
        Turn::Right => (cut(foot.min.x, foot.max.x, along), cut(foot.min.y, foot.max.y, flip(across))),
        Turn::Left => (cut(foot.min.x, foot.max.x, flip(along)), cut(foot.min.y, foot.max.y, across)),
    };
    Rect { min: Point::new(x0, y0), max: Point::new(x1, y1) }
}

/// One piece as an architect draws it.
fn furniture(pen: &Pen<'_>, piece: &Furniture, on: bool, lit: bool) {
    use FurnitureKind as F;
    let whole = pen.frame.rect(piece.footprint());
    let fill = |rgb| pen.tone(rgb, lit);
    let part = |across, along, round, rgb| pen.block(pen.frame.rect(part_of(piece, across, along)), round, fill(rgb));
    let all = (0.0, 1.0);
    match piece.kind {
        F::Rug => pen.block(whole, 0.03, fill(0xC98A78)),
        F::Bed => {
            pen.block(whole, 0.06, fill(0xF1EADF));
            part((0.0, 1.0), (0.32, 1.0), 0.05, 0x8CA3B8);
            let pillows: &[(f64, f64)] =
                if piece.width > 1.2 { &[(0.06, 0.47), (0.53, 0.94)] } else { &[(0.15, 0.85)] };
            for across in pillows {
                part(*across, (0.04, 0.24), 0.06, 0xFBF8F3);
            }
        }
        F::Armchair | F::Sofa => {
            let (body, cushion) = if piece.kind == F::Sofa { (0x7E9488, 0x9DAE8C) } else { (0xA9654C, 0xC98A6C) };
            pen.block(whole, 0.14, fill(body));
            part((0.16, 0.84), (0.28, 1.0), 0.08, cushion);
        }
        F::Chair => {
            pen.block(whole, 0.06, fill(0xC79A67));
            part(all, (0.0, 0.2), 0.03, 0x9A6F45);
        }
        F::CoffeeTable | F::DiningTable | F::BedsideTable => pen.block(whole, 0.06, fill(0xC79A67)),
        F::Wardrobe | F::ChestOfDrawers | F::Bookcase => {
            pen.block(whole, 0.02, fill(0xA97C50));
            part(all, (0.86, 1.0), 0.0, 0xC79A67);
        }
        F::Television => {
            pen.block(whole, 0.02, fill(0x9A6F45));
            let screen = pen.frame.rect(part_of(piece, (0.06, 0.94), (0.42, 0.6)));
            let glow = if on { Color32::from_rgb(0xA9, 0xD4, 0xF2) } else { fill(0x2A2D33) };
            pen.painter.rect_filled(screen, 1.0, glow);
        }
        F::Worktop => pen.block(whole, 0.01, fill(0xE9E2D4)),
        F::Sink | F::Basin => {
            pen.block(whole, 0.06, fill(0xF7F5F0));
            part((0.18, 0.82), (0.25, 0.85), 0.08, 0xC4D2D8);
        }
        F::Kettle | F::Microwave => {
            let colour = if on { Color32::from_rgb(0xE0, 0x7A, 0x3F) } else { fill(0x8A9096) };
            pen.painter.circle(
                whole.center(),
                whole.width().min(whole.height()) * 0.5,
                colour,
                Stroke::new(1.0, fill(0x55595E)),
            );
        }
        F::Cooker => {
            pen.block(whole, 0.02, fill(0xD9D5CC));
            for (x, y) in [(0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7)] {
                let at = whole.min + whole.size() * egui::vec2(x, y);
                let hot = on && x < 0.5;
                let ring = if hot { Color32::from_rgb(0xE0, 0x4B, 0x2A) } else { fill(0x3A3D42) };
                pen.painter.circle_filled(at, 0.09 * pen.frame.scale, ring);
            }
        }
        F::Fridge | F::WashingMachine => {
            pen.block(whole, 0.03, fill(0xF1EFEA));
            if piece.kind == F::WashingMachine {
                let tone = if on { Color32::from_rgb(0x4F, 0x8F, 0xB8) } else { fill(0x9AA3A8) };
                pen.painter.circle_filled(whole.center(), 0.16 * pen.frame.scale, tone);
            } else {
                part((0.08, 0.14), (0.9, 0.98), 0.0, 0x8A9096);
            }
        }
        F::Toilet => {
            part(all, (0.0, 0.3), 0.03, 0xF7F5F0);
            part((0.05, 0.95), (0.26, 1.0), 0.18, 0xFBFAF7);
        }
        F::Bath => {
            pen.block(whole, 0.08, fill(0xF7F5F0));
            part((0.06, 0.94), (0.12, 0.88), 0.2, 0xCFE0E8);
        }
        F::Shower => {
            pen.block(whole, 0.04, fill(0xE4ECEF));
            pen.painter.circle_filled(whole.center(), 0.06 * pen.frame.scale, fill(0x8A9096));
        }
        F::Radiator => pen.block(whole, 0.02, fill(0xF6F1E7)),
        F::ElectricHeater => {
            pen.block(whole, 0.02, if on { Color32::from_rgb(0xE0, 0x6A, 0x3A) } else { fill(0xB9BEC2) });
        }
        F::Lamp | F::CeilingLight => {
            let at = whole.center();
            let radius = 0.15 * pen.frame.scale;
            if on {
                for (by, strength) in [(4.0, 26), (2.2, 60)] {
                    let glow = Color32::from_rgba_unmultiplied(0xFF, 0xDD, 0x92, strength);
                    pen.painter.circle_filled(at, radius * by, glow);
                }
                pen.painter.circle(
                    at,
                    radius,
                    Color32::from_rgb(0xFF, 0xE9, 0xB0),
                    Stroke::new(1.2, Color32::from_rgb(0xB9, 0x8A, 0x3E)),
                );
            } else if piece.kind == F::Lamp {
                pen.painter.circle(at, radius, fill(0xE9DFC9), Stroke::new(1.0, fill(0x9A8A70)));
            }
        }
        F::CoatStand => {
            pen.painter.circle(
                whole.center(),
                0.16 * pen.frame.scale,
                fill(0x5B7891),
                Stroke::new(1.0, fill(0x3E5568)),
            );
        }
        F::Plant => {
            let at = whole.center();
            pen.painter.circle_filled(at, 0.22 * pen.frame.scale, fill(0x5E8A4E));
            pen.painter.circle_filled(
                at + egui::vec2(-0.06, -0.05) * pen.frame.scale,
                0.11 * pen.frame.scale,
                fill(0x86AD62),
            );
        }
        F::Picture | F::Mirror => {}
    }
}

/// Treads, and an arrow up.
fn stairs(pen: &Pen<'_>, laid: &Laid) {
    for (flight, foot) in laid.storeys.flights() {
        for (storey, upper) in [(*foot, false), (foot + 1, true)] {
            let place = |part: f64, across: f64| {
                let (up, at) = (flight.up(), flight.at(part));
                let aside = Point::new(at.x + up.y * across, at.y - up.x * across);
                pen.frame.point(laid.storeys.unfolded(storey, aside))
            };
            let half = flight.width / 2.0;
            let body = egui::Rect::from_two_pos(place(0.0, -half), place(1.0, half));
            pen.block(body, 0.0, pen.tone(if upper { 0xA58E76 } else { 0xCBA77A }, false));
            let line = Stroke::new(1.0, pen.tone(0x6E4A31, false));
            for step in 1..13_u8 {
                let part = f64::from(step) / 13.0;
                pen.painter.line_segment([place(part, -half), place(part, half)], line);
            }
            let arrow = Stroke::new(2.0, pen.tone(0x4A3120, false));
            let (from, to) = (place(0.08, 0.0), place(0.9, 0.0));
            pen.painter.arrow(from, to - from, arrow);
        }
    }
}

/// A stretch of wall with its doors and windows.
fn walls(pen: &Pen<'_>, home: &Home, wall: &Stretch, now: &Now) {
    let (lo, hi) = wall.body();
    let place = |along: f32, across: f32| pen.frame.seen(wall.place(along, across, 0.0));
    let solid = |a: f32, b: f32| {
        if b > a {
            pen.painter.rect_filled(
                egui::Rect::from_two_pos(place(a, lo), place(b, hi)),
                0.0,
                pen.tone(0x5A4A3E, false),
            );
        }
    };
    let mut holes: Vec<(f32, f32, usize)> = (wall.openings.iter())
        .filter_map(|&index| Some((home.openings.get(index)?, index)))
        .map(|(opening, index)| {
            let along = if wall.along_x { opening.at.x } else { opening.at.y } as f32;
            (along - opening.width as f32 / 2.0, along + opening.width as f32 / 2.0, index)
        })
        .collect();
    holes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut along = wall.from - wall.beyond.0;
    for (a, b, index) in holes {
        solid(along, a);
        along = b;
        let opening = &home.openings[index];
        let rect = egui::Rect::from_two_pos(place(a, lo), place(b, hi));
        match opening.kind {
            OpeningKind::Window => {
                pen.painter.rect_filled(rect, 0.0, pen.tone(0xF6F1E7, false));
                let middle = (lo + hi) / 2.0;
                pen.painter
                    .line_segment([place(a, middle), place(b, middle)], Stroke::new(2.0, pen.tone(0x6FA6C4, true)));
            }
            OpeningKind::Door | OpeningKind::Archway => {
                pen.painter.rect_filled(rect, 0.0, pen.tone(0xD9B98C, false));
                if opening.kind == OpeningKind::Door {
                    let (origin, turn) = super::house::opening::space(opening, home);
                    let open = now.house.openings.get(index).map_or(0.0, |open| *open as f32).clamp(0.0, 1.0);
                    let wide = opening.width as f32;
                    let hinge = origin + turn * Vec3::new(-wide / 2.0, 0.0, 0.0);
                    let leaf = Quat::from_rotation_y(-open * super::house::opening::WIDE_OPEN) * (Vec3::X * wide);
                    let colour = pen.tone(if opening.to.is_none() { 0x4F7176 } else { 0xFBF6EC }, false);
                    let ends = [pen.frame.seen(hinge), pen.frame.seen(hinge + turn * leaf)];
                    pen.painter.line_segment(ends, Stroke::new(4.0, pen.tone(0x4A3120, false)));
                    pen.painter.line_segment(ends, Stroke::new(2.6, colour));
                }
            }
        }
    }
    solid(along, wall.to + wall.beyond.1);
}

/// A person or an animal from above: shoulders and head, and where they look; whoever lies is as long as they are.
fn figure(pen: &Pen<'_>, person: &PersonView) {
    let at = pen.frame.point(person.at);
    let (sin, cos) = (person.heading as f32).sin_cos();
    let front = egui::vec2(sin, -cos);
    let side = egui::vec2(front.y, -front.x);
    let m = pen.frame.scale;
    if person.who.is_animal() {
        let size = if person.who == Who::Dog { 1.3 } else { 0.8 };
        let coat = Color32::from_rgb(0x9A, 0x6F, 0x45);
        let (head, tail) = (at + front * 0.2 * size * m, at - front * 0.2 * size * m);
        pen.painter.line_segment([head, tail], Stroke::new(0.2 * size * m, Color32::WHITE));
        pen.painter.line_segment([head, tail], Stroke::new(0.15 * size * m, coat));
        pen.painter.circle(head, 0.1 * size * m, coat, Stroke::new(1.0, Color32::WHITE));
        return;
    }
    let m = if person.who == Who::Child { 0.7 * m } else { m };
    let unwell = matches!(person.posture, Posture::OnFloor | Posture::Falling(_));
    let coat = match person.who {
        _ if unwell => Color32::from_rgb(0x9C, 0x21, 0x12),
        Who::Carer => Color32::from_rgb(0x3E, 0x7E, 0x9E),
        Who::Visitor | Who::Child => Color32::from_rgb(0x8A, 0x5A, 0x2E),
        Who::Resident | Who::Cat | Who::Dog => Color32::from_rgb(0x14, 0x66, 0x63),
    };
    let skin = Color32::from_rgb(0xE8, 0xB9, 0x9A);
    let hair = Color32::from_rgb(0xF4, 0xF1, 0xEB);
    let edge = Stroke::new(1.5, Color32::WHITE);
    match person.posture {
        Posture::LyingInBed | Posture::OnFloor | Posture::InBath => {
            // Feet towards the heading, the head the other way.
            let (feet, head) = (at + front * 0.72 * m, at - front * 0.62 * m);
            if person.posture != Posture::InBath {
                pen.painter.line_segment([feet, head], Stroke::new(0.46 * m, Color32::WHITE));
                pen.painter.line_segment([feet, head], Stroke::new(0.38 * m, coat));
            }
            pen.painter.circle(head, 0.15 * m, hair, Stroke::new(1.0, skin));
        }
        Posture::Standing | Posture::Walking | Posture::Sitting | Posture::Falling(_) | Posture::Away => {
            if person.posture == Posture::Walking {
                let step = ((person.walked * 6.0) as f32).sin() * 0.16;
                for (foot, way) in [(-1.0, step), (1.0, -step)] {
                    let toe = at + side * foot * 0.1 * m + front * way * m;
                    pen.painter.circle_filled(toe, 0.08 * m, Color32::from_rgb(0x46, 0x56, 0x6B));
                }
            }
            let (left, right) = (at - side * 0.17 * m, at + side * 0.17 * m);
            pen.painter.line_segment([left, right], Stroke::new(0.34 * m, Color32::WHITE));
            for shoulder in [left, right] {
                pen.painter.circle_filled(shoulder, 0.17 * m, Color32::WHITE);
            }
            pen.painter.line_segment([left, right], Stroke::new(0.26 * m, coat));
            for shoulder in [left, right] {
                pen.painter.circle_filled(shoulder, 0.13 * m, coat);
            }
            pen.painter.circle(at + front * 0.04 * m, 0.13 * m, hair, edge);
            pen.painter.circle_filled(at + front * 0.14 * m, 0.05 * m, skin);
        }
    }
}
