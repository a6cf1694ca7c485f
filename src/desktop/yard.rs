//! What lies around a house between others: the pavement before it, the neighbours' walls at its sides, and behind it a
//! paved yard with a wall, a line of washing, pots and a bin.

use super::garden::{pot, slab};
use super::house::floor::scatter;
use super::house::shape::{Shape, hex, shade};
use super::house::{palette, wall};
use crate::home::{Home, OpeningKind, Rect};
use bevy::prelude::*;

/// Metres of pavement before the house.
const FRONT: f32 = 1.25;
/// Metres of yard behind it.
const BACK: f32 = 2.5;
/// Metres of the neighbours' houses that are shown at either side.
const ASIDE: f32 = 0.5;

/// Lays pavement, neighbours and yard around the ground floor.
pub(super) fn lay(home: &Home, bounds: Rect, ground: &mut Shape, green: &mut Shape) {
    let (x0, x1) = (bounds.min.x as f32 - wall::OUTER - ASIDE, bounds.max.x as f32 + wall::OUTER + ASIDE);
    let (y0, y1) = (bounds.min.y as f32 - wall::OUTER, bounds.max.y as f32 + wall::OUTER);
    slab(ground, (x0, y0 - FRONT), (x1, y1 + BACK), palette::EARTH);
    paving(ground, (x0, y0 - FRONT + 0.2), (x1, y0), 0.46, hex(0xC9C3B8));
    // The kerb, and a hand's breadth of road.
    let across = Vec3::new(x1 - x0, 0.09, 0.1);
    ground.block(Vec3::new((x0 + x1) / 2.0, -0.03, -(y0 - FRONT + 0.16)), across, 0.02, hex(0xAFA99E));
    paving(ground, (x0, y1), (x1, y1 + BACK - 0.15), 0.4, hex(0xC7A48B));
    for side in [x0 + ASIDE / 2.0, x1 - ASIDE / 2.0] {
        neighbour(ground, side, (y0, y1));
    }
    fence(home, ground, (x0, x1), (y1, y1 + BACK));
    life(ground, green, (x0, x1), (y1, y1 + BACK));
    doors(home, ground, (y0, y1));
}

/// Stones in rows, each a little different.
fn paving(s: &mut Shape, (x0, y0): (f32, f32), (x1, y1): (f32, f32), size: f32, colour: Srgba) {
    let columns = ((x1 - x0) / size).round().max(1.0);
    let rows = ((y1 - y0) / size).round().max(1.0);
    let (w, d) = ((x1 - x0) / columns, (y1 - y0) / rows);
    for i in 0..columns as i32 {
        for j in 0..rows as i32 {
            let tone = shade(colour, 0.93 + 0.12 * scatter(i + 3, j + 11));
            let at = Vec3::new(x0 + (i as f32 + 0.5) * w, -0.035, -(y0 + (j as f32 + 0.5) * d));
            s.block(at, Vec3::new(w - 0.02, 0.04, d - 0.02), 0.008, tone);
        }
    }
}

/// The house next door, cut off low: only that there is one matters.
fn neighbour(s: &mut Shape, x: f32, (y0, y1): (f32, f32)) {
    let middle = -(y0 + y1) / 2.0;
    let size = Vec3::new(ASIDE - 0.03, wall::LOW, y1 - y0);
    s.block(Vec3::new(x, wall::LOW / 2.0, middle), size, 0.01, shade(palette::BRICK, 0.9));
    s.block(
        Vec3::new(x, wall::LOW + 0.006, middle),
        Vec3::new(size.x - 0.04, 0.014, size.z - 0.04),
        0.004,
        hex(0xDDD5C8),
    );
}

/// The wall round the yard with its gate.
fn fence(home: &Home, s: &mut Shape, (x0, x1): (f32, f32), (y0, y1): (f32, f32)) {
    const HIGH: f32 = 0.95;
    let brick = shade(palette::BRICK, 0.94);
    let gate = home
        .openings
        .iter()
        .find(|opening| {
            opening.kind == OpeningKind::Door && opening.to.is_none() && (opening.at.y as f32 - y0).abs() < 0.6
        })
        .map_or((x0 + x1) / 2.0, |door| door.at.x as f32);
    let back = y1 - 0.1;
    for (a, b) in [(x0, gate - 0.5), (gate + 0.5, x1)] {
        if b - a < 0.1 {
            continue;
        }
        s.stand(Vec3::new((a + b) / 2.0, -0.02, -back), Vec3::new(b - a, HIGH, 0.16), 0.01, brick);
        s.stand(
            Vec3::new((a + b) / 2.0, HIGH - 0.02, -back),
            Vec3::new(b - a + 0.04, 0.06, 0.22),
            0.015,
            palette::STONE,
        );
    }
    for i in 0..6 {
        let x = gate - 0.42 + 0.168 * i as f32;
        s.stand(Vec3::new(x, 0.0, -back), Vec3::new(0.14, HIGH - 0.05, 0.035), 0.008, hex(0x4F7176));
    }
    for x in [x0 + 0.08, x1 - 0.08] {
        let low = 0.5;
        let middle = -(y0 + back) / 2.0;
        s.stand(Vec3::new(x, -0.02, middle), Vec3::new(0.16, low, back - y0), 0.01, brick);
        s.stand(Vec3::new(x, low - 0.02, middle), Vec3::new(0.22, 0.06, back - y0), 0.015, palette::STONE);
    }
}

/// A line of washing, pots, a bin and a bench.
fn life(s: &mut Shape, green: &mut Shape, (x0, x1): (f32, f32), (y0, y1): (f32, f32)) {
    let line = -(y0 + (y1 - y0) * 0.6);
    let (a, b) = (x0 + 0.5, x1 - 1.7);
    for x in [a, b] {
        s.limb(Vec3::new(x, 0.0, line), Vec3::new(x, 1.5, line), 0.03, 0.025, 8, palette::STEEL);
    }
    s.rod(
        &[Vec3::new(a, 1.47, line), Vec3::new((a + b) / 2.0, 1.4, line), Vec3::new(b, 1.47, line)],
        0.008,
        hex(0xF4F2EC),
    );
    for (i, (colour, wide, long)) in
        [(0xE9EEF0, 0.5, 0.62), (0x8CA3B8, 0.32, 0.5), (0xD98C7A, 0.28, 0.42), (0xF2E6CE, 0.46, 0.55)]
            .into_iter()
            .enumerate()
    {
        let x = a + 0.45 + i as f32 * ((b - a - 0.7) / 3.4);
        s.block(Vec3::new(x, 1.41 - long / 2.0, line), Vec3::new(wide, long, 0.018), 0.006, hex(colour));
    }
    for (i, x) in [x0 + 0.4, x0 + 0.8, x1 - 0.45].into_iter().enumerate() {
        pot(s, Vec3::new(x, 0.0, -(y0 + 0.35 + 0.1 * i as f32)), i.is_multiple_of(2));
    }
    for i in 0..7 {
        let r = 0.13 + 0.05 * scatter(i, 21);
        let at = Vec3::new(x0 + 0.35 + 0.3 * i as f32, r * 0.8, -(y1 - 0.38));
        green.ball(at, Vec3::new(r, r * 1.2, r), 0.1, 9, shade(palette::LEAF, 0.85 + 0.35 * scatter(i, 22)));
    }
    let bin = Vec3::new(x1 - 0.45, 0.0, -(y1 - 0.55));
    s.stand(bin, Vec3::new(0.42, 0.72, 0.46), 0.05, hex(0x55655B));
    s.stand(bin + Vec3::Y * 0.72, Vec3::new(0.46, 0.06, 0.5), 0.02, hex(0x46554C));
}

/// A step and a mat at each outside door.
fn doors(home: &Home, s: &mut Shape, (y0, y1): (f32, f32)) {
    for opening in home.openings.iter().filter(|o| o.kind == OpeningKind::Door && o.to.is_none()) {
        let (x, y) = (opening.at.x as f32, opening.at.y as f32);
        let front = (y - y0).abs() < (y - y1).abs();
        let out = if front { -1.0 } else { 1.0 };
        let step = Vec3::new(x, -0.02, -(y + out * (wall::OUTER + 0.2)));
        s.block(step, Vec3::new(opening.width as f32 + 0.2, 0.09, 0.42), 0.02, palette::STONE);
        s.block(step + Vec3::Y * 0.05, Vec3::new(0.66, 0.02, 0.32), 0.006, hex(0x8C5F3E));
    }
}
