//! Devices as things in the rooms, and where each is found on the screen.
//!
//! Their models stand in the scene; what tells that they reported, are chosen or lie under the pointer is painted over
//! it by [`super::label`], so that it is sharp, is never hidden by a wall, and is told by shape as well as by colour.

mod model;

use super::house::Materials;
use super::house::piece::{facing, seat_height, standing};
use super::house::shape::{Shape, hex, paint};
use super::{Chosen, Dwelling, Looks, Moving, Now, plan};
use crate::home::{Device, DeviceKind, FurnitureKind, Home, Rect};
use crate::simulation::device::movement::FieldOfView;
use bevy::light::NotShadowCaster;
use bevy::prelude::*;
use bevy_egui::egui;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Pulses>()
        .init_resource::<Chosen>()
        .init_resource::<AllFields>()
        .add_systems(super::Furnish, spawn.after(super::house::prepare_materials))
        .add_systems(Update, (beat, reveal_fields).chain().in_set(Moving::Devices));
}

/// A device's model: which device, by its place in the home's list.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The device's place in the home's list.
    pub device: usize,
}

/// What a movement sensor sees, drawn on the floor while the sensor is chosen.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The device's place in the home's list.
    pub device: usize,
}

/// How long ago, in seconds of the viewer's time, each device was seen to report.
#[derive(Resource, Clone, Debug, Default)]
pub struct Pulses {
    seen: Vec<Option<crate::time::Timestamp>>,
    ages: Vec<f32>,
}

impl Pulses {
    /// How long a pulse is to be seen, in seconds.
    pub const LASTS: f32 = 1.8;

    /// How far a device's pulse has grown, 0 to 1; `None` when it is over.
    pub fn of(&self, device: usize) -> Option<f32> {
        self.ages.get(device).filter(|age| **age < Self::LASTS).map(|age| age / Self::LASTS)
    }

    /// Whether any pulse is still to be seen.
    pub fn any(&self) -> bool {
        self.ages.iter().any(|age| *age < Self::LASTS)
    }
}

/// Whether what movement sensors see is shown of all of them, not only of the one that is chosen.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AllFields(pub bool);

/// Where a device is, in the world.
pub fn place(home: &Home, device: &Device) -> Vec3 {
    let height = device.height as f32;
    if let Some(at) = device.at {
        return Vec3::new(at.x as f32, height, -at.y as f32);
    }
    if let Some(opening) = device.opening.as_ref().and_then(|id| home.opening(id)) {
        // On the frame's upper corner, on the side of the door's handle.
        let (origin, turn) = super::house::opening::space(opening, home);
        let aside = opening.width as f32 / 2.0 - 0.12;
        return origin + turn * Vec3::new(aside, height.min(super::house::wall::DOOR_HEAD - 0.06), 0.09);
    }
    if let Some(piece) = device.piece.as_ref().and_then(|id| home.piece(id)) {
        let (origin, turn) = standing(piece);
        let (w, d) = (piece.width as f32, piece.depth as f32);
        let inside = match piece.kind {
            FurnitureKind::Bed => Vec3::new(w * 0.32, seat_height(piece.kind).unwrap_or(0.5) + 0.06, -d * 0.12),
            FurnitureKind::Fridge => Vec3::new(w / 2.0 - 0.04, height, d / 2.0 + 0.01),
            _ => Vec3::new(w / 2.0 + 0.06, height, -d / 2.0 + 0.02),
        };
        return Vec3::new(origin.x, 0.0, origin.z) + turn * inside;
    }
    let middle = home.area(&device.area).and_then(|area| area.floor).map(Rect::centre).unwrap_or_default();
    Vec3::new(middle.x as f32, height, -middle.y as f32)
}

fn spawn(mut commands: Commands, dwelling: Res<Dwelling>, materials: Res<Materials>, mut meshes: ResMut<Assets<Mesh>>) {
    let home = &dwelling.0;
    for (index, device) in home.devices.iter().enumerate() {
        let at = place(home, device);
        let turn = model_turn(home, device);
        let mut shape = Shape::new();
        model::build(&mut shape, device.kind);
        commands.spawn((
            Marker { device: index },
            Mesh3d(meshes.add(shape.mesh())),
            MeshMaterial3d(materials.gloss.clone()),
            Transform::from_translation(at).with_rotation(turn),
        ));
        if device.kind == DeviceKind::Movement
            && let Some(field) = field(home, device)
        {
            commands.spawn((
                Field { device: index },
                Mesh3d(meshes.add(field.mesh())),
                MeshMaterial3d(materials.shadow.clone()),
                NotShadowCaster,
                Transform::default(),
                Visibility::Hidden,
            ));
        }
    }
}

fn model_turn(home: &Home, device: &Device) -> Quat {
    if let Some(opening) = device.opening.as_ref().and_then(|id| home.opening(id)) {
        return super::house::opening::space(opening, home).1;
    }
    match device.piece.as_ref().and_then(|id| home.piece(id)) {
        Some(piece) => standing(piece).1,
        None => facing(device.front),
    }
}

/// The edge of what a movement sensor sees, on the plan: from where it hangs a fan as its model in the simulation has it,
/// cut off at its room's walls; and how far along its reach each of the places is, 0 to 1.
pub fn fan(home: &Home, device: &Device) -> Option<Vec<(Vec2, f32)>> {
    const STEPS: u8 = 40;
    let view = FieldOfView::of(device, home)?;
    let inner = view.floor?.grown(-0.04);
    let start = Vec2::new(
        (view.at.x as f32).clamp(inner.min.x as f32, inner.max.x as f32),
        (view.at.y as f32).clamp(inner.min.y as f32, inner.max.y as f32),
    );
    let reach = view.range as f32;
    let (heading, half) = (view.heading as f32, view.half_angle as f32);
    let mut aside: Vec<f32> = (0..=STEPS).map(|step| half * (f32::from(step) / f32::from(STEPS) * 2.0 - 1.0)).collect();
    // The room's corners lie between the steps: without them the fan would cut them off, though they are seen.
    for (x, y) in
        [(inner.min.x, inner.min.y), (inner.max.x, inner.min.y), (inner.min.x, inner.max.y), (inner.max.x, inner.max.y)]
    {
        let away = (x as f32 - start.x).atan2(y as f32 - start.y) - heading;
        let turned = (away + std::f32::consts::PI).rem_euclid(std::f32::consts::TAU) - std::f32::consts::PI;
        if turned.abs() < half {
            aside.push(turned);
        }
    }
    aside.sort_by(f32::total_cmp);
    let edge = aside.into_iter().map(|aside| {
        let angle = heading + aside;
        let direction = Vec2::new(angle.sin(), angle.cos());
        let mut far = reach;
        for (d, s, low, high) in [
            (direction.x, start.x, inner.min.x as f32, inner.max.x as f32),
            (direction.y, start.y, inner.min.y as f32, inner.max.y as f32),
        ] {
            if d > 1e-4 {
                far = far.min((high - s) / d);
            } else if d < -1e-4 {
                far = far.min((low - s) / d);
            }
        }
        (start + direction * far.max(0.0), far / reach)
    });
    Some(std::iter::once((start, 0.0)).chain(edge).collect())
}

/// How wide the line round it is, in metres.
const OUTLINE: f32 = 0.07;

/// The same as a mesh just above the floor.
fn field(home: &Home, device: &Device) -> Option<Shape> {
    let fan = fan(home, device)?;
    let (&(start, _), edge) = fan.split_first()?;
    let mut shape = Shape::new();
    let at = |point: Vec2| Vec3::new(point.x, 0.03, -point.y);
    let near = paint(hex(0x14A89B));
    let tint = |part: f32| [near[0], near[1], near[2], 0.55 - 0.33 * part];
    for pair in edge.windows(2) {
        let ((a, far_a), (b, far_b)) = (pair[0], pair[1]);
        shape.face_towards(
            [at(start), at(a), at(b), at(start)],
            Vec3::Y,
            [tint(0.0), tint(far_a), tint(far_b), tint(0.0)],
        );
    }
    // A line round it: where a whole room is seen, its tint alone would look like a floor of another colour.
    let corners: Vec<Vec2> = fan.iter().map(|(place, _)| *place).collect();
    let middle = corners.iter().sum::<Vec2>() / corners.len() as f32;
    let inwards = |place: Vec2| place + (middle - place).normalize_or_zero() * OUTLINE;
    let line = [near[0], near[1], near[2], 0.95];
    let above = |point: Vec2| at(point) + Vec3::Y * 0.004;
    for (place, from) in corners.iter().enumerate() {
        let to = corners[(place + 1) % corners.len()];
        shape.face_towards([above(*from), above(to), above(inwards(to)), above(inwards(*from))], Vec3::Y, [line; 4]);
    }
    Some(shape)
}

/// Paints what movement sensors see on the flat plan.
pub(super) fn paint_fields(painter: &egui::Painter, frame: plan::Frame, home: &Home, chosen: &Chosen, all: AllFields) {
    for (index, device) in home.devices.iter().enumerate() {
        if device.kind != DeviceKind::Movement || !(all.0 || chosen.selected == Some(index)) {
            continue;
        }
        let Some(fan) = fan(home, device) else { continue };
        let mut mesh = egui::Mesh::default();
        for (place, part) in &fan {
            let strength = (150.0 - 110.0 * part) as u8;
            let ink = egui::Color32::from_rgba_unmultiplied(0x2E, 0x8B, 0x84, strength);
            mesh.colored_vertex(frame.seen(Vec3::new(place.x, 0.0, -place.y)), ink);
        }
        for next in 1..fan.len().saturating_sub(1) {
            let next = u32::try_from(next).unwrap_or_default();
            mesh.add_triangle(0, next, next + 1);
        }
        painter.add(mesh);
        let edge = fan.iter().map(|(place, _)| frame.seen(Vec3::new(place.x, 0.0, -place.y))).collect();
        let ink = egui::Color32::from_rgb(0x14, 0x8A, 0x80);
        painter.add(egui::Shape::closed_line(edge, egui::Stroke::new(1.5, ink)));
    }
}

/// Notices reports and lets their pulses grow old.
fn beat(now: Res<Now>, time: Res<Time<Real>>, looks: Res<Looks>, mut pulses: ResMut<Pulses>) {
    let count = now.reports.len();
    let Pulses { seen, ages } = &mut *pulses;
    seen.resize(count, None);
    ages.resize(count, f32::MAX);
    for ((report, seen), age) in now.reports.iter().zip(seen.iter_mut()).zip(ages.iter_mut()) {
        let aged = if looks.still { *age } else { *age + time.delta_secs() };
        *age = if *seen == *report {
            aged
        } else if now.leapt {
            // A report of the last half minute is shown as it would have looked while time passed slowly.
            report.map_or(f32::MAX, |at| (now.at - at).as_seconds() as f32 / 18.0)
        } else {
            0.0
        };
        *seen = *report;
    }
}

/// Shows the field of view of the sensor that is chosen, or of all.
fn reveal_fields(chosen: Res<Chosen>, all: Res<AllFields>, mut fields: Query<(&Field, &mut Visibility)>) {
    for (field, mut seen) in &mut fields {
        let shown = all.0 || chosen.selected == Some(field.device);
        seen.set_if_neq(if shown { Visibility::Inherited } else { Visibility::Hidden });
    }
}
