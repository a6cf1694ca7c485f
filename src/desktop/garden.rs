//! What lies around the home. A bungalow's garden is here: a lawn on its slab of earth, the path to the front door,
//! beds, hedge and fence; what lies around other kinds of home has files of its own.

use super::house::floor::scatter;
use super::house::shape::{Shape, hex, shade};
use super::house::{Materials, palette, wall};
use super::laid::{Laid, without};
use super::{corridor, yard};
use crate::home::{Home, HomeKind, OpeningKind, Point, Rect};
use bevy::prelude::*;

/// How far the lawn reaches beyond the house: to the west and north, and to the camera's favourite sides.
const MARGIN: f32 = 1.45;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(super::Furnish, plant.after(super::house::prepare_materials));
}

/// The ground that the garden covers: what the ground floor covers and a margin.
fn plot(bounds: Rect) -> (Vec2, Vec2) {
    (
        Vec2::new(bounds.min.x as f32 - MARGIN, bounds.min.y as f32 - MARGIN - 0.3),
        Vec2::new(bounds.max.x as f32 + MARGIN, bounds.max.y as f32 + MARGIN - 0.2),
    )
}

fn plant(mut commands: Commands, laid: Res<Laid>, materials: Res<Materials>, mut meshes: ResMut<Assets<Mesh>>) {
    let storeys = laid.of.storeys();
    let mut ground = Shape::new();
    let mut green = Shape::new();
    for (place, storey) in storeys.iter().enumerate() {
        let Some(bounds) = laid.bounds(*storey) else { continue };
        if place > 0 {
            base(&mut ground, bounds, &laid.wells(*storey));
            continue;
        }
        match laid.of.kind {
            HomeKind::Bungalow => garden(&laid.home, *storey, bounds, &mut ground, &mut green),
            HomeKind::Terraced => yard::lay(&laid.home, bounds, &mut ground, &mut green),
            HomeKind::Flat | HomeKind::ExtraCare => corridor::lay(&laid.home, bounds, &mut ground, &mut green),
        }
    }
    for shape in [ground, green] {
        if !shape.is_empty() {
            commands.spawn((Mesh3d(meshes.add(shape.mesh())), MeshMaterial3d(materials.matte.clone())));
        }
    }
}

/// The slab of earth or stone that a home stands on, like a model on a table.
pub(super) fn slab(ground: &mut Shape, (x0, y0): (f32, f32), (x1, y1): (f32, f32), colour: Srgba) {
    ground.block(Vec3::new((x0 + x1) / 2.0, -0.25, -(y0 + y1) / 2.0), Vec3::new(x1 - x0, 0.42, y1 - y0), 0.05, colour);
}

/// The base of an upper storey, with the holes of its stairs.
fn base(ground: &mut Shape, bounds: Rect, wells: &[Rect]) {
    let round = f64::from(wall::OUTER) + 0.22;
    for part in without(bounds.grown(round), wells) {
        let middle = part.centre();
        ground.block(
            Vec3::new(middle.x as f32, -0.17, -(middle.y as f32)),
            Vec3::new(part.width() as f32, 0.31, part.depth() as f32),
            0.0,
            hex(0xD8CDBC),
        );
    }
}

/// The garden of a bungalow.
fn garden(home: &Home, storey: i32, bounds: Rect, ground: &mut Shape, green: &mut Shape) {
    let (min, max) = plot(bounds);
    let size = max - min;
    let centre = (min + max) / 2.0;
    let at = |x: f32, y: f32, height: f32| Vec3::new(x, height, -y);
    // A slab of earth with a lawn on it, like a model on a table.
    ground.block(at(centre.x, centre.y, -0.26), Vec3::new(size.x, 0.36, size.y), 0.07, palette::EARTH);
    ground.block(
        at(centre.x, centre.y, -0.075),
        Vec3::new(size.x + 0.04, 0.1, size.y + 0.04),
        0.045,
        shade(palette::LAWN, 0.84),
    );
    // Mown stripes.
    let stripes = (size.x / 0.8).round().max(1.0);
    for i in 0..stripes as i32 {
        let w = (size.x - 0.1) / stripes;
        let x = min.x + 0.05 + w * (i as f32 + 0.5);
        let tone = shade(palette::LAWN, if i % 2 == 0 { 1.0 } else { 0.95 });
        green.face_towards(
            [
                at(x - w / 2.0, min.y + 0.05, -0.022),
                at(x + w / 2.0, min.y + 0.05, -0.022),
                at(x + w / 2.0, max.y - 0.05, -0.022),
                at(x - w / 2.0, max.y - 0.05, -0.022),
            ],
            Vec3::Y,
            [super::house::shape::paint(tone); 4],
        );
    }
    // The plinth that the house stands on.
    for area in home.areas.iter().filter(|area| area.storey == storey).filter_map(|area| area.floor) {
        let middle = area.centre();
        ground.block(
            at(middle.x as f32, middle.y as f32, -0.055),
            Vec3::new(
                area.width() as f32 + 2.0 * wall::OUTER + 0.1,
                0.09,
                area.depth() as f32 + 2.0 * wall::OUTER + 0.1,
            ),
            0.01,
            shade(palette::STONE, 0.9),
        );
    }
    paths(home, (min, max), ground);
    beds(home, ground, green);
    borders(home, (min, max), ground, green);
}

/// A path of stones from each outside door to the edge of the plot, with a mat at the door.
fn paths(home: &Home, (min, max): (Vec2, Vec2), ground: &mut Shape) {
    for (index, opening) in home.openings.iter().enumerate() {
        if opening.kind != OpeningKind::Door || opening.to.is_some() {
            continue;
        }
        let (x, y) = (opening.at.x as f32, opening.at.y as f32);
        let Some(floor) = home.area(&opening.from).and_then(|area| area.floor) else { continue };
        let out = if opening.along_x {
            Vec2::new(0.0, if floor.centre().y < opening.at.y { 1.0 } else { -1.0 })
        } else {
            Vec2::new(if floor.centre().x < opening.at.x { 1.0 } else { -1.0 }, 0.0)
        };
        let reach = match (out.x, out.y) {
            (_, up) if up > 0.0 => max.y - y,
            (_, up) if up < 0.0 => y - min.y,
            (right, _) if right > 0.0 => max.x - x,
            _ => x - min.x,
        };
        let across = Vec2::new(out.y, out.x).abs();
        let mut gone = wall::OUTER + 0.06;
        let mut row = 0;
        while gone < reach - 0.12 {
            let long = 0.34 + 0.06 * scatter(row, index as i32);
            let long = long.min(reach - 0.06 - gone);
            let middle = Vec2::new(x, y) + out * (gone + long / 2.0);
            for side in [-1.0, 1.0] {
                let wide = 0.47 + 0.04 * scatter(row, side as i32);
                let place = middle + across * side * 0.27;
                let size = across * wide + out.abs() * (long - 0.03);
                ground.block(
                    Vec3::new(place.x, -0.012, -place.y),
                    Vec3::new(size.x, 0.045, size.y),
                    0.012,
                    shade(palette::STONE, 0.94 + 0.1 * scatter(row, side as i32 + 4)),
                );
            }
            gone += long;
            row += 1;
        }
        let mat = Vec2::new(x, y) + out * (wall::OUTER + 0.28);
        let size = across * 0.72 + out.abs() * 0.4;
        ground.block(Vec3::new(mat.x, 0.016, -mat.y), Vec3::new(size.x, 0.022, size.y), 0.008, hex(0x8C5F3E));
        let inner = size - Vec2::splat(0.1);
        ground.block(Vec3::new(mat.x, 0.0175, -mat.y), Vec3::new(inner.x, 0.022, inner.y), 0.004, hex(0xB98A5C));
        // A pot on either side of the step.
        for side in [-1.0, 1.0] {
            let beside =
                Vec2::new(x, y) + out * (wall::OUTER + 0.2) + across * side * (opening.width as f32 / 2.0 + 0.24);
            pot(ground, Vec3::new(beside.x, 0.0, -beside.y), side > 0.0);
        }
    }
}

/// A shrub in a pot.
pub(super) fn pot(s: &mut Shape, at: Vec3, flowering: bool) {
    s.turned(
        at,
        &[(0.0, 0.0), (0.1, 0.0), (0.135, 0.2), (0.15, 0.21), (0.15, 0.24), (0.13, 0.24), (0.0, 0.22)],
        16,
        palette::TERRACOTTA,
    );
    s.ball(at + Vec3::Y * 0.36, Vec3::new(0.17, 0.17, 0.17), 0.0, 12, palette::LEAF);
    for i in 0..9 {
        let angle = i as f32 * 2.4;
        let up = 0.30 + 0.14 * scatter(i, 2);
        let tone = if flowering { hex(0xE2B3AE) } else { hex(0xF2E3B0) };
        s.ball(at + Vec3::new(angle.cos() * 0.14, up + 0.05, angle.sin() * 0.14), Vec3::splat(0.035), 0.0, 6, tone);
    }
}

/// Flower beds along the outside walls, below the windows.
fn beds(home: &Home, ground: &mut Shape, green: &mut Shape) {
    for (index, stretch) in wall::stretches(home).iter().enumerate() {
        let outward = stretch.outward();
        if outward == Vec3::ZERO {
            continue;
        }
        for opening in stretch.openings.iter().filter_map(|&i| home.openings.get(i)) {
            if opening.kind != OpeningKind::Window {
                continue;
            }
            let wide = opening.width as f32 + 0.5;
            let middle = Vec3::new(opening.at.x as f32, 0.0, -opening.at.y as f32) + outward * (wall::OUTER + 0.3);
            let along = Vec3::new(outward.z.abs(), 0.0, outward.x.abs());
            let size = along * wide + outward.abs() * 0.42 + Vec3::Y * 0.05;
            ground.block(middle - Vec3::Y * 0.01, size, 0.02, shade(palette::EARTH, 0.86));
            let count = (wide / 0.17) as i32;
            for i in 0..count {
                let off = -wide / 2.0 + (i as f32 + 0.5) * wide / count as f32;
                let seed = index as i32 * 17 + i;
                let at = middle + along * off + outward * (scatter(seed, 1) - 0.5) * 0.2;
                let r = 0.075 + 0.05 * scatter(seed, 2);
                green.ball(
                    at + Vec3::Y * r * 0.9,
                    Vec3::new(r, r * 1.05, r),
                    0.0,
                    8,
                    shade(palette::LEAF, 0.85 + 0.4 * scatter(seed, 3)),
                );
                let blooms = [0xE8C9C0, 0xD98C7A, 0xF1E2B8, 0xA997B8, 0xF6F1E7];
                for k in 0..3 {
                    let a = scatter(seed, 10 + k) * 6.3;
                    let tone = blooms[(seed as usize + k as usize) % blooms.len()];
                    green.ball(
                        at + Vec3::new(a.cos() * r * 0.8, r * (1.5 + 0.3 * scatter(seed, k)), a.sin() * r * 0.8),
                        Vec3::splat(0.026),
                        0.0,
                        6,
                        hex(tone),
                    );
                }
            }
        }
    }
}

/// A hedge along the back and the west, a low fence at the front, a tree where it hides nothing.
fn borders(home: &Home, (min, max): (Vec2, Vec2), ground: &mut Shape, green: &mut Shape) {
    // Where a path leaves the plot.
    let gap = |x: f32, y: f32| {
        home.openings.iter().any(|opening| {
            let off = Vec2::new(opening.at.x as f32 - x, opening.at.y as f32 - y).abs();
            let (along, away) = if opening.along_x { (off.x, off.y) } else { (off.y, off.x) };
            opening.kind == OpeningKind::Door && opening.to.is_none() && along < 0.62 && away < 2.5
        })
    };
    let mut hedge = |x: f32, y: f32, seed: i32| {
        if gap(x, y) {
            return;
        }
        let r = 0.25 + 0.05 * scatter(seed, 4);
        let tone = shade(hex(0x5F7F4C), 0.9 + 0.22 * scatter(seed, 5));
        green.ball(Vec3::new(x, 0.27, -y), Vec3::new(r, 0.36 + 0.06 * scatter(seed, 6), r), 0.35, 10, tone);
    };
    let mut x = min.x + 0.3;
    let mut seed = 0;
    while x < max.x - 0.25 {
        hedge(x, max.y - 0.3, seed);
        seed += 1;
        x += 0.36;
    }
    let mut y = min.y + 0.7;
    while y < max.y - 0.5 {
        hedge(min.x + 0.3, y, seed);
        seed += 1;
        y += 0.36;
    }
    // Pickets along the front.
    let mut x = min.x + 0.2;
    while x < max.x - 0.15 {
        if !gap(x, min.y) {
            ground.stand(Vec3::new(x, -0.03, -(min.y + 0.14)), Vec3::new(0.07, 0.42, 0.022), 0.01, palette::WOODWORK);
        }
        x += 0.145;
    }
    for (a, b) in fence_runs(home, min.x + 0.16, max.x - 0.12, min.y) {
        for y in [0.1, 0.28] {
            ground.block(
                Vec3::new((a + b) / 2.0, y, -(min.y + 0.165)),
                Vec3::new(b - a, 0.045, 0.02),
                0.006,
                shade(palette::WOODWORK, 0.93),
            );
        }
    }
    // The tree stands beside the house where the plan leaves a corner free, else in the far corner of the lawn.
    let free = [(max.x - 0.75, max.y - 0.8), (min.x + 0.75, max.y - 0.8)];
    let spot = free
        .into_iter()
        .find(|(x, y)| {
            let near = Rect::new(f64::from(*x) - 0.9, f64::from(*y) - 0.9, 1.8, 1.8);
            !home.areas.iter().filter_map(|area| area.floor).any(|floor| {
                let c = floor.centre();
                (c.x - near.centre().x).abs() < (floor.width() + near.width()) / 2.0
                    && (c.y - near.centre().y).abs() < (floor.depth() + near.depth()) / 2.0
            })
        })
        .unwrap_or((min.x + 0.7, max.y - 0.7));
    tree(ground, green, Vec3::new(spot.0, 0.0, -spot.1));
    bird_table(ground, Vec3::new(min.x + 0.95, 0.0, -(min.y + 0.8)));
}

fn fence_runs(home: &Home, from: f32, to: f32, line: f32) -> Vec<(f32, f32)> {
    let mut runs = vec![(from, to)];
    for opening in &home.openings {
        let at: Point = opening.at;
        let near = (at.y as f32 - line).abs() < 2.5;
        if opening.kind == OpeningKind::Door && opening.to.is_none() && opening.along_x && near {
            let (a, b) = (at.x as f32 - 0.62, at.x as f32 + 0.62);
            runs = runs
                .into_iter()
                .flat_map(|(l, r)| [(l, r.min(a)), (l.max(b), r)])
                .filter(|(l, r)| r - l > 0.05)
                .collect();
        }
    }
    runs
}

fn tree(ground: &mut Shape, green: &mut Shape, at: Vec3) {
    ground.limb(at, at + Vec3::new(0.06, 0.95, 0.02), 0.1, 0.06, 10, palette::WALNUT);
    ground.limb(at + Vec3::new(0.05, 0.8, 0.02), at + Vec3::new(0.3, 1.25, 0.1), 0.045, 0.03, 8, palette::WALNUT);
    for (i, (x, y, z, r)) in [
        (0.0, 1.4, 0.0, 0.5),
        (0.36, 1.35, 0.1, 0.36),
        (-0.33, 1.3, 0.12, 0.36),
        (0.08, 1.75, -0.08, 0.38),
        (0.1, 1.3, 0.36, 0.33),
    ]
    .into_iter()
    .enumerate()
    {
        let tone = shade(hex(0x7FA05B), 0.86 + 0.08 * i as f32);
        green.ball(at + Vec3::new(x, y, z), Vec3::new(r, r * 0.9, r), 0.12, 12, tone);
    }
    for i in 0..10 {
        let a = i as f32 * 2.4;
        green.ball(
            at + Vec3::new(a.cos() * 0.5, 1.15 + 0.5 * scatter(i, 9), a.sin() * 0.5),
            Vec3::splat(0.045),
            0.0,
            6,
            hex(0xC9503C),
        );
    }
}

fn bird_table(s: &mut Shape, at: Vec3) {
    s.limb(at, at + Vec3::Y * 0.8, 0.03, 0.025, 8, palette::OAK_DARK);
    s.stand(at + Vec3::Y * 0.8, Vec3::new(0.42, 0.025, 0.34), 0.008, palette::OAK);
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        s.stand(at + Vec3::new(x * 0.17, 0.82, z * 0.13), Vec3::new(0.022, 0.2, 0.022), 0.004, palette::OAK_DARK);
    }
    for side in [-1.0, 1.0] {
        s.at(at + Vec3::new(0.0, 1.09, side * 0.095), Quat::from_rotation_x(side * 0.62), |s| {
            s.block(Vec3::ZERO, Vec3::new(0.5, 0.02, 0.27), 0.006, palette::TERRACOTTA);
        });
    }
}
