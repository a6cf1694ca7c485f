//! What is painted over the scene: names of rooms and people, and the marks of devices.
//!
//! Painted by egui at projected places, so that text keeps its size and its sharpness. A label never lies on another
//! and never reaches into a panel: it moves a little, it stands apart with a line to what it names, or it is left out.

mod apart;
mod over;

use self::apart::{is_free, leads_clear, pushed};
pub(super) use self::over::Overlay;
use self::over::{corners, out_of_order, soft_trail, warning};
use super::camera::{Free, Orbit, SceneCamera};
use super::device::{self, Pulses};
use super::figure::Figure;
use super::laid::Laid;
use super::{Chosen, Dwelling, Looks, Now, plan, theme};
use crate::home::{Device, DeviceKind};
use crate::simulation::view::Posture;
use bevy::prelude::*;
use bevy_egui::egui::{self, Color32, FontId, Pos2, Stroke};

/// Where things in the scene are on the screen now, in points.
#[derive(Resource, Clone, Debug, Default)]
pub struct Sight {
    /// Places within each room where its name may stand, the best first, in the home's order.
    pub rooms: Vec<Vec<Pos2>>,
    /// The people's heads and whether they are unwell, in the view's order.
    pub people: Vec<Option<Pos2>>,
    /// Where each figure was lately, the latest last, while time runs fast.
    pub trails: Vec<Vec<Pos2>>,
    /// The devices and the floor below each, in the home's order.
    pub devices: Vec<Option<(Pos2, Pos2)>>,
    /// The names of storeys and where they stand, where there are several.
    pub storeys: Vec<(&'static str, Pos2)>,
}

/// Where in a room its name may stand, as parts of its width and depth.
const PARTS: [(f64, f64); 11] = [
    (0.5, 0.5),
    (0.5, 0.3),
    (0.5, 0.7),
    (0.3, 0.5),
    (0.7, 0.5),
    (0.3, 0.25),
    (0.7, 0.8),
    (0.5, 0.15),
    (0.4, 0.9),
    (0.2, 0.35),
    (0.8, 0.65),
];

/// How near the pointer must come to a device's mark, in points.
const REACH: f32 = 15.0;

impl Sight {
    /// The device whose mark lies under the pointer.
    pub fn device_at(&self, at: Pos2) -> Option<usize> {
        self.devices
            .iter()
            .enumerate()
            .filter_map(|(index, place)| place.map(|(place, _)| (index, place.distance(at))))
            .filter(|(_, far)| *far < REACH)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(index, _)| index)
    }
}

/// Projects everything that has a mark; runs when the camera and the figures have been placed.
pub(super) fn project(
    (dwelling, laid, orbit, looks): (Res<Dwelling>, Res<Laid>, Res<Orbit>, Res<Looks>),
    now: Res<Now>,
    free: Res<Free>,
    camera: Query<(&Camera, &Transform), With<SceneCamera>>,
    figures: Query<&Figure>,
    mut sight: ResMut<Sight>,
) {
    let Ok((camera, placed)) = camera.single() else { return };
    let from = GlobalTransform::from(*placed);
    let flat = (!looks.quality.is_solid()).then(|| plan::Frame::of(&laid, &orbit, &free));
    let within = |at: Pos2| {
        let part = (Vec2::new(at.x, at.y) - free.min) / free.size;
        part.min_element() > 0.0 && part.max_element() < 1.0
    };
    let project = |at: Vec3| -> Option<Pos2> {
        if let Some(frame) = flat {
            return Some(frame.seen(at)).filter(|at| within(*at));
        }
        let seen = camera.world_to_ndc(&from, at)?;
        let part = (Vec2::new(seen.x, -seen.y) + Vec2::ONE) / 2.0;
        let here = free.min + part * free.size;
        (part.min_element() > 0.0 && part.max_element() < 1.0).then_some(Pos2::new(here.x, here.y))
    };
    let home = &dwelling.0;
    sight.rooms = home
        .areas
        .iter()
        .map(|area| {
            // A name that has to make way stays in its own room.
            let Some(floor) = area.floor else { return Vec::new() };
            let part = |x: f64, y: f64| {
                let (x, y) = (floor.min.x + floor.width() * x, floor.min.y + floor.depth() * y);
                project(Vec3::new(x as f32, 0.0, -y as f32))
            };
            PARTS.into_iter().filter_map(|(x, y)| part(x, y)).collect()
        })
        .collect();
    sight.devices = home
        .devices
        .iter()
        .map(|one| {
            let at = device::place(home, one);
            Some((project(at)?, project(at.with_y(0.0)).unwrap_or_default()))
        })
        .collect();
    sight.storeys = (laid.of.storeys().into_iter())
        .filter_map(|storey| {
            let bounds = laid.bounds(storey)?;
            let before = if storey == laid.of.storeys()[0] { 1.0 } else { 0.55 };
            let at = Vec3::new(bounds.centre().x as f32, 0.0, -(bounds.min.y as f32) + before);
            Some((laid.name(storey)?, project(at)?))
        })
        .collect();
    sight.trails =
        figures.iter().map(|figure| figure.trail.iter().filter_map(|at| project(at.with_y(0.05))).collect()).collect();
    sight.people = now
        .house
        .people
        .iter()
        .enumerate()
        .map(|(index, person)| {
            if person.posture == Posture::Away {
                return None;
            }
            let figure = figures.iter().find(|figure| figure.person == index)?;
            let up = match person.posture {
                Posture::OnFloor => 0.15,
                Posture::LyingInBed => 0.75,
                Posture::Sitting | Posture::InBath => 1.45,
                _ => 1.85,
            };
            let up = if person.who.is_animal() { 0.75 } else { up * figure.look.size };
            let lying = !person.who.is_animal() && matches!(person.posture, Posture::LyingInBed | Posture::OnFloor);
            let at = if lying { figure.held.place + figure.held.turn * Vec3::Y * 0.8 } else { figure.held.place };
            let up = if flat.is_some() { 0.0 } else { up + figure.held.place.y.min(0.0) };
            let place = project(Vec3::new(at.x, up, at.z))?;
            let place = if flat.is_some() { place - egui::vec2(0.0, 22.0) } else { place };
            // The ring around whoever lies on the floor needs room below the name.
            Some(if person.posture == Posture::OnFloor && !person.who.is_animal() {
                place - egui::vec2(0.0, 30.0)
            } else {
                place
            })
        })
        .collect();
}

/// Paints marks and labels in the free rectangle.
pub(super) fn paint(
    painter: &egui::Painter,
    sight: &Sight,
    now: &Now,
    overlay: Overlay<'_>,
    pulses: &Pulses,
    chosen: &Chosen,
) {
    let home = &overlay.laid.home;
    sight.trails.iter().for_each(|trail| soft_trail(painter, trail));
    for (index, device) in home.devices.iter().enumerate() {
        if let Some(Some((at, floor))) = sight.devices.get(index) {
            mark(painter, device, index, (*at, *floor), now, pulses, chosen);
        }
    }
    // Names keep clear of the marks.
    let roomy = roominess(painter);
    let around = |at: &Pos2| egui::Rect::from_center_size(*at, egui::Vec2::splat(15.0 * roomy));
    let mut taken: Vec<egui::Rect> = sight.devices.iter().flatten().map(|(at, _)| around(at)).collect();
    corners(painter, now, overlay, &mut taken);
    // The device under the pointer or chosen says its name first, then people, then rooms.
    for index in [chosen.hovered, chosen.selected].into_iter().flatten() {
        if let (Some(device), Some(Some((at, _)))) = (home.devices.get(index), sight.devices.get(index)) {
            let words = device.name.as_str();
            let above = around_it(*at - egui::vec2(0.0, 26.0));
            tag(painter, &mut taken, above, words, theme::strong(theme::SMALL), Ink::Device);
            if chosen.hovered == chosen.selected {
                break;
            }
        }
    }
    for (person, at) in now.house.people.iter().zip(&sight.people) {
        if let Some(at) = at {
            let unwell = !person.who.is_animal() && matches!(person.posture, Posture::OnFloor | Posture::Falling(_));
            let ink = if unwell { Ink::Unwell } else { Ink::Person };
            if unwell {
                // Someone who lies on the floor must be found at a glance, whatever stands in the way.
                let body = *at + egui::vec2(0.0, 30.0);
                taken.push(egui::Rect::from_center_size(body, egui::Vec2::splat(52.0 * roomy)));
                painter.circle_stroke(body, 24.0 * roomy, Stroke::new(5.0, Color32::from_white_alpha(200)));
                painter.circle_stroke(body, 24.0 * roomy, Stroke::new(3.0, theme::URGENT.ink));
            }
            let above = around_it(*at - egui::vec2(0.0, 10.0));
            tag(painter, &mut taken, above, &person.name, theme::strong(theme::SMALL), ink);
        }
    }
    for (name, at) in &sight.storeys {
        tag(painter, &mut taken, around_it(*at), name, theme::strong(theme::TEXT), Ink::Storey);
    }
    out_of_order(painter, &mut taken, home, sight, now);
    let marks = sight.devices.iter().flatten().count();
    let (font, mut apart, mut lines) = (theme::strong(theme::SMALL), Vec::new(), Vec::new());
    for (index, (area, at)) in home.areas.iter().zip(&sight.rooms).enumerate() {
        let Some(middle) = at.first() else { continue };
        // Colour is never the only sign: with the tint comes the figure.
        let degrees = now.house.temperatures.get(index).filter(|_| overlay.veil.0);
        let words = degrees.map_or_else(|| area.name.clone(), |degrees| format!("{} {degrees:.1} °C", area.name));
        if !tag(painter, &mut taken, at.iter().copied(), &words, font.clone(), Ink::Room) {
            apart.push((*middle, words));
        }
    }
    // Only once every name that fits into its room is there, so that no line leads across another.
    for (middle, words) in apart {
        let size = room_for(painter, &words, &font);
        let place = away_from_it(middle).find(|at| {
            let rect = pushed(egui::Rect::from_center_size(*at, size), painter.clip_rect().shrink(4.0));
            is_free(rect, &taken) && leads_clear(rect, middle, taken.get(marks..).unwrap_or_default(), &lines)
        });
        // Where a line would be long or cross something, no name is better than one that misleads.
        if let Some(at) = place {
            let rect = pushed(egui::Rect::from_center_size(at, size), painter.clip_rect().shrink(4.0));
            lines.push((rect.clamp(middle), middle));
            tag(painter, &mut taken, std::iter::once(at), &words, font.clone(), Ink::RoomApart(middle));
        }
    }
}

/// How much room a name needs on its ground.
fn room_for(painter: &egui::Painter, words: &str, font: &FontId) -> egui::Vec2 {
    painter.layout_no_wrap(words.to_owned(), font.clone(), theme::INK).size() + egui::vec2(16.0, 6.0)
}

#[derive(Clone, Copy, PartialEq)]
enum Ink {
    Room,
    /// A room's name outside it, with a line to its middle: else it would name the room that it stands in.
    RoomApart(Pos2),
    Person,
    Unwell,
    Device,
    /// A device that cannot be relied on.
    OutOfOrder,
    /// The name of a storey.
    Storey,
}

/// Where a name may stand that belongs to a point: on it, or a little beside it.
fn around_it(at: Pos2) -> impl Iterator<Item = Pos2> {
    const STEPS: [(f32, f32); 15] = [
        (0.0, 0.0),
        (0.0, -0.6),
        (0.0, 0.6),
        (-0.5, 0.0),
        (0.5, 0.0),
        (0.0, -1.2),
        (0.0, 1.2),
        (-0.6, 0.8),
        (0.6, 0.8),
        (-0.6, -0.8),
        (0.6, -0.8),
        (-1.2, 0.0),
        (1.2, 0.0),
        (0.0, -2.0),
        (0.0, 2.0),
    ];
    STEPS.into_iter().map(move |(dx, dy)| at + egui::vec2(dx * 52.0, dy * 26.0))
}

/// Where a room's name may stand when there is no space for it inside, the nearest first: round and round.
fn away_from_it(at: Pos2) -> impl Iterator<Item = Pos2> {
    (2..14_u8).flat_map(move |ring| {
        (0..16_u8).map(move |step| {
            let direction = egui::Vec2::angled(f32::from(step) * std::f32::consts::TAU / 16.0);
            at + direction * f32::from(ring) * egui::vec2(22.0, 16.0)
        })
    })
}

/// A name on a soft ground, at the first place that is free; left out where there is none. Says whether it is there.
fn tag(
    painter: &egui::Painter,
    taken: &mut Vec<egui::Rect>,
    places: impl Iterator<Item = Pos2>,
    words: &str,
    font: FontId,
    ink: Ink,
) -> bool {
    let (colour, ground) = match ink {
        Ink::Room | Ink::RoomApart(_) => (theme::INK, Color32::from_rgba_unmultiplied(0xFB, 0xF8, 0xF3, 205)),
        Ink::Person => (Color32::WHITE, Color32::from_rgba_unmultiplied(0x14, 0x66, 0x63, 235)),
        Ink::Unwell => (Color32::WHITE, Color32::from_rgba_unmultiplied(0x9C, 0x21, 0x12, 245)),
        Ink::OutOfOrder => (theme::INK, Color32::from_rgba_unmultiplied(0xF6, 0xD9, 0x8B, 245)),
        Ink::Storey => (Color32::WHITE, Color32::from_rgba_unmultiplied(0x5A, 0x4A, 0x3E, 235)),
        Ink::Device => (Color32::WHITE, Color32::from_rgba_unmultiplied(0x2A, 0x25, 0x21, 235)),
    };
    let galley = painter.layout_no_wrap(words.to_owned(), font, colour);
    let size = galley.size() + egui::vec2(16.0, 6.0);
    let clip = painter.clip_rect().shrink(4.0);
    for place in places {
        // Keep clear of the panels.
        let rect = pushed(egui::Rect::from_center_size(place, size), clip);
        if !clip.contains_rect(rect) || !is_free(rect, taken) {
            continue;
        }
        if let Ink::RoomApart(middle) = ink {
            let edge = rect.clamp(middle);
            painter.line_segment([edge, middle], Stroke::new(3.0, theme::INK));
            painter.line_segment([edge, middle], Stroke::new(1.6, Color32::WHITE));
            painter.circle(middle, 3.0, Color32::WHITE, Stroke::new(1.0, theme::INK));
        }
        painter.rect_filled(rect, size.y / 2.0, ground);
        painter.galley(rect.center() - galley.size() / 2.0, galley, colour);
        taken.push(rect);
        return true;
    }
    false
}

/// How large marks may be, 0.55 to 1: in a small scene under large text they would hide the home.
fn roominess(painter: &egui::Painter) -> f32 {
    (painter.clip_rect().width() / 640.0).clamp(0.55, 1.0)
}

/// The colour of a kind of device, the same as its lane in the timeline.
pub(super) fn tint(kind: DeviceKind) -> Color32 {
    match kind {
        DeviceKind::Movement => theme::MOVEMENT,
        DeviceKind::Contact | DeviceKind::DoorLock | DeviceKind::KeySafe => theme::CONTACT,
        DeviceKind::Temperature | DeviceKind::Thermostat | DeviceKind::RadiatorValve => theme::WARMTH,
        DeviceKind::Plug | DeviceKind::LightSwitch | DeviceKind::SmartLight | DeviceKind::LightLevel => theme::POWER,
        DeviceKind::BedSensor | DeviceKind::ChairSensor => theme::BED,
        DeviceKind::Fob
        | DeviceKind::PullCord
        | DeviceKind::SmokeAlarm
        | DeviceKind::CarbonMonoxideAlarm
        | DeviceKind::FloodSensor => theme::URGENT.ink,
        DeviceKind::Speaker | DeviceKind::Hub | DeviceKind::Dispenser | DeviceKind::Doorbell | DeviceKind::Screen => {
            theme::MARK
        }
    }
}

/// A device's mark: a small disc with its sign, a growing ring when it reports, a firm ring when it is chosen.
fn mark(
    painter: &egui::Painter,
    device: &Device,
    index: usize,
    (at, floor): (Pos2, Pos2),
    now: &Now,
    pulses: &Pulses,
    chosen: &Chosen,
) {
    let colour = tint(device.kind);
    let selected = chosen.selected == Some(index);
    let hovered = chosen.hovered == Some(index);
    let active = now.active.get(index).copied().unwrap_or(false);
    let online = now.online.get(index).copied().unwrap_or(true);
    let radius = if selected || hovered { 10.0 } else { 7.0 } * roominess(painter);
    if device.height > 0.8 && at.distance(floor) > radius {
        let edge = at + (floor - at).normalized() * radius;
        let strength = if selected || hovered { 200 } else { 90 };
        painter.line_segment([edge, floor], Stroke::new(1.0, Color32::from_rgba_unmultiplied(255, 255, 255, strength)));
        painter.circle_filled(floor, 1.8, Color32::from_rgba_unmultiplied(255, 255, 255, strength));
    }
    if let Some(part) = pulses.of(index) {
        let strength = (1.0 - part) * (1.0 - part);
        let fade = |full: f32| (full * strength) as u8;
        let [r, g, b, _] = colour.to_array();
        painter.circle_filled(at, radius + 13.0 * part, Color32::from_rgba_unmultiplied(r, g, b, fade(80.0)));
        painter.circle_stroke(
            at,
            radius + 2.0 + 20.0 * part,
            Stroke::new(2.6, Color32::from_rgba_unmultiplied(255, 255, 255, fade(230.0))),
        );
        painter.circle_stroke(
            at,
            radius + 1.0 + 18.0 * part,
            Stroke::new(2.2, Color32::from_rgba_unmultiplied(r, g, b, fade(255.0))),
        );
    }
    painter.circle_filled(at + egui::vec2(0.0, 1.0), radius + 1.4, Color32::from_black_alpha(60));
    let (ground, ink) = if !online {
        (Color32::from_gray(205), Color32::from_gray(95))
    } else if active {
        (colour, Color32::WHITE)
    } else {
        (Color32::WHITE, colour)
    };
    painter.circle_filled(at, radius, ground);
    painter.circle_stroke(at, radius, Stroke::new(1.5, if active { Color32::WHITE } else { colour }));
    sign(painter, device.kind, at, radius * 0.52, ink);
    if !online {
        let d = radius * 0.75;
        painter
            .line_segment([at + egui::vec2(-d, d), at + egui::vec2(d, -d)], Stroke::new(1.8, Color32::from_gray(60)));
        warning(painter, at + egui::vec2(radius * 0.95, -radius * 0.95), radius * 0.8);
    }
    if selected {
        painter.circle_stroke(at, radius + 3.5, Stroke::new(3.0, Color32::WHITE));
        painter.circle_stroke(at, radius + 3.5, Stroke::new(1.8, theme::INK));
    } else if hovered {
        painter.circle_stroke(at, radius + 2.5, Stroke::new(2.0, Color32::WHITE));
    }
}

/// The sign of a kind of device, so that colour is never the only difference.
pub(super) fn sign(painter: &egui::Painter, kind: DeviceKind, at: Pos2, r: f32, ink: Color32) {
    let stroke = Stroke::new((r * 0.36).max(1.1), ink);
    let line = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| at + egui::vec2(x * r, y * r)).collect();
        painter.add(egui::Shape::line(points, stroke));
    };
    match kind {
        DeviceKind::Movement => {
            // Waves from a point.
            painter.circle_filled(at + egui::vec2(-0.75 * r, 0.0), r * 0.3, ink);
            for radius in [0.75, 1.45] {
                let arc: Vec<(f32, f32)> = (-3..=3_i8)
                    .map(|i| {
                        let angle = f32::from(i) * 0.27;
                        (-0.75 + radius * angle.cos(), radius * angle.sin())
                    })
                    .collect();
                line(&arc);
            }
        }
        DeviceKind::Contact => {
            line(&[(-0.75, -0.95), (-0.75, 0.95), (0.1, 0.95), (0.1, -0.95), (-0.75, -0.95)]);
            line(&[(0.75, -0.95), (0.75, 0.95)]);
        }
        DeviceKind::Temperature => {
            line(&[(0.0, -1.0), (0.0, 0.4)]);
            painter.circle_filled(at + egui::vec2(0.0, 0.62 * r), r * 0.46, ink);
        }
        DeviceKind::Plug => line(&[(0.3, -1.05), (-0.5, 0.15), (0.4, 0.0), (-0.3, 1.05)]),
        DeviceKind::LightSwitch => {
            painter.circle_stroke(at, r * 0.6, stroke);
            line(&[(0.0, -1.0), (0.0, 0.0)]);
        }
        DeviceKind::BedSensor => {
            line(&[(-1.0, -0.6), (-1.0, 0.75)]);
            line(&[(-1.0, 0.3), (1.0, 0.3), (1.0, 0.75)]);
            painter.circle_filled(at + egui::vec2(-0.5 * r, -0.15 * r), r * 0.28, ink);
        }
        DeviceKind::Fob => {
            painter.circle_stroke(at + egui::vec2(0.0, 0.35 * r), r * 0.55, stroke);
            line(&[(-0.6, -1.0), (0.0, -0.25), (0.6, -1.0)]);
        }
        DeviceKind::Speaker => {
            painter.circle_stroke(at, r * 0.85, stroke);
            painter.circle_filled(at, r * 0.35, ink);
        }
        DeviceKind::Hub => {
            line(&[(-1.0, 0.7), (1.0, 0.7)]);
            line(&[(-0.5, 0.6), (-0.5, -0.8)]);
            line(&[(0.5, 0.6), (0.5, -0.8)]);
        }
        DeviceKind::ChairSensor => {
            // A chair from its side.
            line(&[(-0.6, -1.0), (-0.6, 0.95)]);
            line(&[(-0.6, 0.2), (0.6, 0.2), (0.6, 0.95)]);
        }
        DeviceKind::Dispenser => {
            // A round tray with a compartment.
            painter.circle_stroke(at, r * 0.9, stroke);
            line(&[(0.0, 0.0), (0.0, -0.85)]);
            line(&[(0.0, 0.0), (0.75, -0.4)]);
        }
        DeviceKind::PullCord => {
            line(&[(0.0, -1.05), (0.0, 0.35)]);
            line(&[(0.0, 0.3), (-0.55, 1.0), (0.55, 1.0), (0.0, 0.3)]);
        }
        DeviceKind::SmokeAlarm => {
            // Two wisps of smoke.
            for x in [-0.45, 0.45] {
                line(&[(x, 1.0), (x - 0.3, 0.45), (x + 0.3, -0.35), (x, -1.0)]);
            }
        }
        DeviceKind::CarbonMonoxideAlarm => {
            // C and O.
            line(&[(-0.2, -0.6), (-0.95, -0.6), (-0.95, 0.6), (-0.2, 0.6)]);
            painter.circle_stroke(at + egui::vec2(0.55 * r, 0.0), r * 0.5, stroke);
        }
        DeviceKind::FloodSensor => {
            // A drop.
            line(&[(0.0, -1.05), (-0.7, 0.2), (-0.4, 0.85), (0.4, 0.85), (0.7, 0.2), (0.0, -1.05)]);
        }
        DeviceKind::LightLevel => {
            // The sun.
            painter.circle_filled(at, r * 0.45, ink);
            for (x, y) in [(0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)] {
                line(&[(x * 0.75, y * 0.75), (x * 1.15, y * 1.15)]);
            }
        }
        DeviceKind::SmartLight => {
            // A bulb.
            painter.circle_stroke(at + egui::vec2(0.0, -0.3 * r), r * 0.65, stroke);
            line(&[(-0.3, 0.7), (0.3, 0.7)]);
            line(&[(-0.2, 1.05), (0.2, 1.05)]);
        }
        DeviceKind::Thermostat => {
            // A dial with its pointer.
            painter.circle_stroke(at, r * 0.9, stroke);
            line(&[(0.0, 0.0), (0.5, -0.5)]);
        }
        DeviceKind::RadiatorValve => {
            // A radiator's fins.
            for x in [-0.8, 0.0, 0.8] {
                line(&[(x, -0.8), (x, 0.8)]);
            }
            line(&[(-0.8, 0.8), (0.8, 0.8)]);
        }
        DeviceKind::DoorLock => {
            // A padlock.
            line(&[(-0.75, 0.0), (0.75, 0.0), (0.75, 0.95), (-0.75, 0.95), (-0.75, 0.0)]);
            line(&[(-0.45, 0.0), (-0.45, -0.7), (0.0, -1.0), (0.45, -0.7), (0.45, 0.0)]);
        }
        DeviceKind::Doorbell => {
            // A bell.
            line(&[
                (-0.9, 0.6),
                (-0.5, 0.2),
                (-0.45, -0.5),
                (0.0, -0.9),
                (0.45, -0.5),
                (0.5, 0.2),
                (0.9, 0.6),
                (-0.9, 0.6),
            ]);
            painter.circle_filled(at + egui::vec2(0.0, 0.95 * r), r * 0.22, ink);
        }
        DeviceKind::KeySafe => {
            // A key.
            painter.circle_stroke(at + egui::vec2(-0.5 * r, 0.0), r * 0.45, stroke);
            line(&[(-0.05, 0.0), (1.05, 0.0), (1.05, 0.45)]);
            line(&[(0.6, 0.0), (0.6, 0.35)]);
        }
        DeviceKind::Screen => {
            line(&[(-1.0, -0.75), (1.0, -0.75), (1.0, 0.5), (-1.0, 0.5), (-1.0, -0.75)]);
            line(&[(-0.5, 0.95), (0.5, 0.95)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mark_under_the_pointer_is_picked() {
        let at = |x: f32| Some((Pos2::new(x, 0.0), Pos2::ZERO));
        let sight = Sight { devices: vec![at(0.0), None, at(20.0)], ..Sight::default() };
        assert_eq!(sight.device_at(Pos2::new(8.0, 0.0)), Some(0));
        assert_eq!(sight.device_at(Pos2::new(12.0, 0.0)), Some(2));
        assert_eq!(sight.device_at(Pos2::new(60.0, 0.0)), None);
    }
}
