//! The house: floors, walls, doors, windows and furniture, built once from the plan and then moved by what is shown.
//!
//! Read [`spawn`] first. What changes: doors swing with `Now.house.openings`, walls rise and fall with the camera,
//! pieces glow with `Now.house.switched_on`.

mod bathroom;
mod bedroom;
pub mod floor;
mod kitchen;
mod lounge;
pub mod opening;
pub mod palette;
pub mod piece;
pub mod shape;
mod stairs;
pub mod wall;

use super::camera::Orbit;
use super::laid::Laid;
use super::{Dwelling, Looks, Moving, Now};
use crate::home::{FurnitureKind, OpeningKind, Point};
use crate::simulation::view::Posture;
use bevy::light::NotShadowCaster;
use bevy::prelude::*;
use piece::GlowKind;
use shape::Shape;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(super::Furnish, (prepare_materials, spawn).chain())
        .add_systems(Update, (swing_doors, glow, raise_walls, hang_on_walls, duck).chain().in_set(Moving::House));
}

/// The few materials that everything shares; colours are in the vertices.
#[derive(Resource, Clone)]
pub struct Materials {
    /// Wood, plaster, fabric.
    pub matte: Handle<StandardMaterial>,
    /// Ceramics, metal, tiles.
    pub gloss: Handle<StandardMaterial>,
    /// Glass.
    pub clear: Handle<StandardMaterial>,
    /// Soft shadows and translucent marks; unlit.
    pub shadow: Handle<StandardMaterial>,
}

/// Makes the shared materials.
pub fn prepare_materials(mut commands: Commands, mut materials: ResMut<Assets<StandardMaterial>>) {
    let matte = StandardMaterial { perceptual_roughness: 0.92, reflectance: 0.22, ..default() };
    let gloss = StandardMaterial { perceptual_roughness: 0.38, reflectance: 0.4, ..default() };
    let clear = StandardMaterial {
        base_color: Color::srgba(1.0, 1.0, 1.0, 0.3),
        perceptual_roughness: 0.12,
        alpha_mode: AlphaMode::Blend,
        cull_mode: None,
        double_sided: true,
        ..default()
    };
    let shadow = StandardMaterial { unlit: true, alpha_mode: AlphaMode::Blend, cull_mode: None, ..default() };
    commands.insert_resource(Materials {
        matte: materials.add(matte),
        gloss: materials.add(gloss),
        clear: materials.add(clear),
        shadow: materials.add(shadow),
    });
}

/// A door leaf: which opening it closes, in the home's order.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    /// The opening's place in the home's list.
    pub opening: usize,
}

/// A stretch of wall and the height it is drawn at.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct WallPart {
    /// Its place in [`Walls`].
    pub stretch: usize,
    /// The height it is drawn at, in metres; negative before it is first drawn.
    pub drawn: f32,
}

/// The stretches of wall, and how high each stands now.
#[derive(Resource, Clone, Debug, Default)]
pub struct Walls {
    /// The stretches.
    pub stretches: Vec<wall::Stretch>,
    /// The height of each, in metres.
    pub heights: Vec<f32>,
}

/// Something that hangs on a wall or sits in it, and shows only while the wall reaches that high.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct OnWall {
    /// The stretch that holds it.
    pub stretch: usize,
    /// The height from which it begins to show, in metres.
    pub from: f32,
    /// The height at which it is whole, in metres.
    pub whole: f32,
}

/// A tall piece that makes itself small while it stands between the camera and a person.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Tall {
    /// The piece's place in the home's list.
    pub piece: usize,
}

/// A part that glows while its piece is on.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Glowing {
    /// The piece's place in the home's list.
    pub piece: usize,
    /// What it is.
    pub kind: GlowKind,
    off: Srgba,
    on: LinearRgba,
}

/// A light that shines while its piece is on.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Shining {
    /// The piece's place in the home's list.
    pub piece: usize,
    /// Its full brightness, in lumens.
    pub lumens: f32,
    /// Whether it flickers like a television.
    pub flickers: bool,
}

/// Builds the house.
pub fn spawn(
    mut commands: Commands,
    laid: Res<Laid>,
    materials: Res<Materials>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut surfaces: ResMut<Assets<StandardMaterial>>,
) {
    let home = &laid.home;
    let stretches = wall::stretches(home);
    let (floor_matte, floor_gloss) = floor::build(&laid);
    let mut whole = piece::Model::new();
    whole.matte.add(&floor_matte);
    whole.gloss.add(&floor_gloss);
    stairs::build(&mut whole.matte, &laid);

    for index in 0..stretches.len() {
        commands.spawn((
            WallPart { stretch: index, drawn: -1.0 },
            Mesh3d(meshes.add(Shape::new().mesh())),
            MeshMaterial3d(materials.matte.clone()),
        ));
    }

    for (index, opening) in home.openings.iter().enumerate() {
        let (origin, turn) = opening::space(opening, home);
        let place = Transform::from_translation(origin).with_rotation(turn);
        match opening.kind {
            OpeningKind::Door | OpeningKind::Archway => {
                let parts = opening::door(opening);
                whole.matte.at(origin, turn, |shape| shape.add(&parts.frame));
                if opening.kind == OpeningKind::Door {
                    commands.spawn((
                        Door { opening: index },
                        Mesh3d(meshes.add(parts.leaf.mesh())),
                        MeshMaterial3d(materials.matte.clone()),
                        place * Transform::from_translation(parts.hinge),
                    ));
                }
            }
            OpeningKind::Window => {
                let Some(stretch) = stretches.iter().position(|wall| wall.openings.contains(&index)) else { continue };
                let parts = opening::window(opening, home);
                let place = place * Transform::from_xyz(0.0, wall::SILL, 0.0);
                let on_wall = OnWall { stretch, from: wall::SILL, whole: wall::FULL };
                commands.spawn((
                    on_wall,
                    Visibility::Inherited,
                    Mesh3d(meshes.add(parts.frame.mesh())),
                    MeshMaterial3d(materials.matte.clone()),
                    place,
                ));
                commands.spawn((
                    on_wall,
                    Visibility::Inherited,
                    Mesh3d(meshes.add(parts.glass.mesh())),
                    MeshMaterial3d(materials.clear.clone()),
                    NotShadowCaster,
                    place,
                ));
            }
        }
    }

    for (index, piece) in home.furniture.iter().enumerate() {
        let model = piece::model(piece);
        let (origin, turn) = piece::standing(piece);
        let place = Transform::from_translation(origin).with_rotation(turn);
        if matches!(piece.kind, FurnitureKind::Picture | FurnitureKind::Mirror) {
            let behind = opening::wall_behind(&stretches, Vec2::new(piece.at.x as f32, piece.at.y as f32));
            let low = piece.height as f32;
            for (shape, material) in [(model.matte, &materials.matte), (model.gloss, &materials.gloss)] {
                if shape.is_empty() {
                    continue;
                }
                let mut part =
                    commands.spawn((Mesh3d(meshes.add(shape.mesh())), MeshMaterial3d(material.clone()), place));
                if let Some(stretch) = behind {
                    part.insert((OnWall { stretch, from: low, whole: low + 0.7 }, Visibility::Inherited));
                }
            }
            continue;
        }
        if matches!(piece.kind, FurnitureKind::Wardrobe | FurnitureKind::Bookcase | FurnitureKind::Fridge) {
            for (mut shape, material) in [(model.matte, &materials.matte), (model.gloss, &materials.gloss)] {
                if shape.is_empty() {
                    continue;
                }
                shape.settle(0.35, 0.80);
                let mesh = Mesh3d(meshes.add(shape.mesh()));
                commands.spawn((Tall { piece: index }, mesh, MeshMaterial3d(material.clone()), place));
            }
            whole.shadow.at(origin, turn, |shape| shape.add(&model.shadow));
            continue;
        }
        whole.matte.at(origin, turn, |shape| {
            let mut settled = model.matte.clone();
            if piece.height < 0.2 {
                settled.settle(0.35, 0.80);
            }
            shape.add(&settled);
        });
        whole.gloss.at(origin, turn, |shape| {
            let mut settled = model.gloss.clone();
            if piece.height < 0.2 {
                settled.settle(0.30, 0.84);
            }
            shape.add(&settled);
        });
        whole.clear.at(origin, turn, |shape| shape.add(&model.clear));
        whole.shadow.at(origin, turn, |shape| shape.add(&model.shadow));
        for part in model.glows {
            let surface = StandardMaterial {
                base_color: part.off.into(),
                perceptual_roughness: 0.6,
                cull_mode: None,
                double_sided: true,
                ..default()
            };
            commands.spawn((
                Glowing { piece: index, kind: part.kind, off: part.off, on: part.on },
                Visibility::Inherited,
                Mesh3d(meshes.add(part.shape.mesh())),
                MeshMaterial3d(surfaces.add(surface)),
                NotShadowCaster,
                place,
            ));
        }
        if let Some(shine) = model.shine {
            commands.spawn((
                Shining { piece: index, lumens: shine.lumens, flickers: piece.kind == FurnitureKind::Television },
                PointLight {
                    color: shine.colour.into(),
                    intensity: 0.0,
                    range: shine.range,
                    radius: 0.05,
                    shadow_maps_enabled: false,
                    ..default()
                },
                place * Transform::from_translation(shine.at),
                Visibility::Hidden,
            ));
        }
    }

    for (shape, material, casts) in [
        (whole.matte, &materials.matte, true),
        (whole.gloss, &materials.gloss, true),
        (whole.clear, &materials.clear, false),
        (whole.shadow, &materials.shadow, false),
    ] {
        if shape.is_empty() {
            continue;
        }
        let mut part = commands.spawn((Mesh3d(meshes.add(shape.mesh())), MeshMaterial3d(material.clone())));
        if !casts {
            part.insert(NotShadowCaster);
        }
    }
    let heights = vec![-1.0; stretches.len()];
    commands.insert_resource(Walls { stretches, heights });
}

/// Doors stand open as far as they are.
fn swing_doors(
    now: Res<Now>,
    looks: Res<Looks>,
    time: Res<Time<Real>>,
    dwelling: Res<Dwelling>,
    mut doors: Query<(&Door, &mut Transform)>,
) {
    let part = looks.ease(&now, &time, 9.0);
    for (door, mut transform) in &mut doors {
        let Some(opening) = dwelling.0.openings.get(door.opening) else { continue };
        let open = now.house.openings.get(door.opening).map_or(0.0, |&open| open as f32).clamp(0.0, 1.0);
        let (_, turn) = opening::space(opening, &dwelling.0);
        let target = turn * Quat::from_rotation_y(-open * opening::WIDE_OPEN);
        if transform.rotation.angle_between(target) > 1e-4 {
            transform.rotation = transform.rotation.slerp(target, part);
        }
    }
}

/// Walls between the camera and the rooms sink, the others rise.
#[expect(clippy::too_many_arguments, reason = "a system names everything it reads")]
fn raise_walls(
    now: Res<Now>,
    looks: Res<Looks>,
    time: Res<Time<Real>>,
    orbit: Res<Orbit>,
    dwelling: Res<Dwelling>,
    mut walls: ResMut<Walls>,
    mut parts: Query<(&mut WallPart, &Mesh3d)>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    let look = orbit.level_look();
    let ease = looks.ease(&now, &time, 10.0);
    for (mut part, mesh) in &mut parts {
        let index = part.stretch;
        let Some(stretch) = walls.stretches.get(index) else { continue };
        let target = stretch.height_for(look);
        let first = part.drawn < 0.0;
        let mut height = if first { target } else { part.drawn + (target - part.drawn) * ease };
        if (height - target).abs() < 0.004 {
            height = target;
        }
        if !first && (height - part.drawn).abs() < 1e-5 {
            continue;
        }
        let built = wall::build(&dwelling.0, stretch, height).mesh();
        if let Some(mut slot) = meshes.get_mut(&mesh.0) {
            *slot = built;
        }
        part.drawn = height;
        walls.heights[index] = height;
    }
}

/// Windows, pictures and mirrors grow and vanish with their wall.
fn hang_on_walls(walls: Res<Walls>, mut parts: Query<(&OnWall, &mut Transform, &mut Visibility)>) {
    if !walls.is_changed() {
        return;
    }
    for (part, mut transform, mut seen) in &mut parts {
        let height = walls.heights.get(part.stretch).copied().unwrap_or(wall::FULL);
        let grown = ((height - part.from) / (part.whole - part.from)).clamp(0.0, 1.0);
        transform.scale.y = grown.max(0.01);
        seen.set_if_neq(if grown > 0.02 { Visibility::Inherited } else { Visibility::Hidden });
    }
}

/// How high a tall piece stands that would hide a person, as a part of its full height.
const DUCKED: f32 = 0.22;

/// Tall pieces make themselves small before a person, so that nobody is looked for behind a wardrobe.
fn duck(
    now: Res<Now>,
    looks: Res<Looks>,
    time: Res<Time<Real>>,
    orbit: Res<Orbit>,
    dwelling: Res<Dwelling>,
    mut pieces: Query<(&Tall, &mut Transform)>,
) {
    let part = looks.ease(&now, &time, 6.0);
    let towards = orbit.now.towards();
    for (tall, mut transform) in &mut pieces {
        let Some(piece) = dwelling.0.furniture.get(tall.piece) else { continue };
        let foot = piece.footprint().grown(0.25);
        let hides = now.house.people.iter().filter(|person| person.posture != Posture::Away).any(|person| {
            // Along the line of sight from the floor to the height of the piece.
            (1..=12_u8).any(|step| {
                let up = f32::from(step) * 0.16;
                let off = towards * (up / towards.y.max(0.1));
                foot.contains(Point::new(person.at.x + f64::from(off.x), person.at.y - f64::from(off.z)))
            })
        });
        let goal = if hides { DUCKED } else { 1.0 };
        let next = transform.scale.y + (goal - transform.scale.y) * part;
        let next = if (next - goal).abs() < 0.005 { goal } else { next };
        if transform.scale.y != next {
            transform.scale.y = next;
        }
    }
}

/// Lamps, screens, rings and pilot lights show whether their piece is on.
fn glow(
    now: Res<Now>,
    looks: Res<Looks>,
    time: Res<Time<Real>>,
    mut parts: Query<(&Glowing, &MeshMaterial3d<StandardMaterial>, &mut Visibility), Without<Shining>>,
    mut lights: Query<(&Shining, &mut PointLight, &mut Visibility), Without<Glowing>>,
    mut surfaces: ResMut<Assets<StandardMaterial>>,
) {
    let is_on = |piece: usize| now.house.switched_on.get(piece).copied().unwrap_or(false);
    // A picture that changes every second or so; a still one for whoever wants less motion.
    let beat = if looks.reduced_motion || looks.still { 0.0 } else { time.elapsed_secs_wrapped() };
    let flicker = 0.82 + 0.12 * (beat * 2.1).sin() * (beat * 0.73).cos() + 0.06 * (beat * 5.3).sin();
    for (part, surface, mut seen) in &mut parts {
        let on = is_on(part.piece);
        if part.kind == GlowKind::Steam {
            seen.set_if_neq(if on { Visibility::Inherited } else { Visibility::Hidden });
        }
        let brightness = if part.kind == GlowKind::Screen { flicker } else { 1.0 };
        let emissive = if on { part.on * brightness } else { LinearRgba::BLACK };
        let differs =
            surfaces.get(&surface.0).is_some_and(|surface| surface.emissive != emissive || steam_unset(part, surface));
        if differs && let Some(mut surface) = surfaces.get_mut(&surface.0) {
            surface.emissive = emissive;
            if part.kind == GlowKind::Steam {
                surface.base_color = Color::srgba(1.0, 1.0, 1.0, 0.22);
                surface.alpha_mode = AlphaMode::Blend;
            } else {
                surface.base_color = part.off.into();
            }
        }
    }
    for (light, mut lamp, mut seen) in &mut lights {
        let on = is_on(light.piece);
        seen.set_if_neq(if on { Visibility::Inherited } else { Visibility::Hidden });
        let lumens = if !on {
            0.0
        } else if light.flickers {
            light.lumens * flicker
        } else {
            light.lumens
        };
        if lamp.intensity != lumens {
            lamp.intensity = lumens;
        }
    }
}

fn steam_unset(part: &Glowing, surface: &StandardMaterial) -> bool {
    part.kind == GlowKind::Steam && surface.alpha_mode != AlphaMode::Blend
}
