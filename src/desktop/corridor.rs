//! What lies around a flat: the base of its storey with the neighbours' walls cut off low, and before its door the
//! landing with the stairs down, or the warm corridor of an extra-care scheme with its handrail, seat and other doors.

use super::garden::{pot, slab};
use super::house::floor::scatter;
use super::house::shape::{Shape, hex, paint, shade};
use super::house::{palette, wall};
use crate::home::{Home, HomeKind, Opening, OpeningKind, Rect};
use bevy::prelude::*;

/// Metres of corridor before the door.
const DEEP: f32 = 1.5;
/// Metres of base all round.
const ROUND: f32 = 0.55;

/// Lays the base and what is before the front door.
pub(super) fn lay(home: &Home, bounds: Rect, ground: &mut Shape, green: &mut Shape) {
    let (x0, x1) = (bounds.min.x as f32 - wall::OUTER - ROUND, bounds.max.x as f32 + wall::OUTER + ROUND);
    let (y0, y1) = (bounds.min.y as f32 - wall::OUTER, bounds.max.y as f32 + wall::OUTER);
    slab(ground, (x0, y0 - DEEP), (x1, y1 + ROUND), hex(0xB8B0A4));
    let front = home.openings.iter().find(|o| o.kind == OpeningKind::Door && o.to.is_none());
    if home.kind == HomeKind::ExtraCare {
        corridor(ground, green, front, (x0, x1), y0);
    } else {
        landing(ground, green, front, (x0, x1), y0);
    }
    // The outer walls that are shared go on to both sides.
    for x in [x0 + ROUND / 2.0, x1 - ROUND / 2.0] {
        let size = Vec3::new(ROUND, wall::LOW * 0.8, 0.2);
        ground.stand(Vec3::new(x, 0.0, -(y0 + 0.1)), size, 0.01, hex(0xD9D0C3));
        ground.stand(Vec3::new(x, size.y, -(y0 + 0.1)), Vec3::new(size.x, 0.012, 0.2), 0.004, palette::CUT);
    }
}

fn tiles(s: &mut Shape, (x0, x1): (f32, f32), (y0, y1): (f32, f32), size: f32, colours: [Srgba; 2]) {
    let columns = ((x1 - x0) / size).round().max(1.0);
    let rows = ((y1 - y0) / size).round().max(1.0);
    let (w, d) = ((x1 - x0) / columns, (y1 - y0) / rows);
    for i in 0..columns as i32 {
        for j in 0..rows as i32 {
            let tone = shade(colours[usize::from((i + j) % 2 == 1)], 0.97 + 0.05 * scatter(i, j + 40));
            let (x, y) = (x0 + i as f32 * w, y0 + j as f32 * d);
            let at = |x: f32, y: f32| Vec3::new(x, -0.018, -y);
            s.face_towards(
                [at(x, y), at(x + w - 0.008, y), at(x + w - 0.008, y + d - 0.008), at(x, y + d - 0.008)],
                Vec3::Y,
                [paint(tone); 4],
            );
        }
    }
}

/// A mat before the door.
fn mat(s: &mut Shape, door: &Opening, y0: f32, colour: Srgba) {
    let at = Vec3::new(door.at.x as f32, -0.005, -(y0 - 0.35));
    s.block(at, Vec3::new(0.8, 0.03, 0.45), 0.008, colour);
}

/// A carpet with a border, a rail to hold on to, a seat to rest on, and the door of the apartment opposite.
fn corridor(s: &mut Shape, green: &mut Shape, front: Option<&Opening>, (x0, x1): (f32, f32), y0: f32) {
    let (near, far) = (y0 - DEEP + 0.14, y0);
    tiles(s, (x0 + 0.04, x1 - 0.04), (near, far), 0.5, [hex(0x7F9C9B), hex(0x86A2A0)]);
    for y in [near + 0.1, far - 0.12] {
        s.block(Vec3::new((x0 + x1) / 2.0, -0.014, -y), Vec3::new(x1 - x0 - 0.08, 0.012, 0.09), 0.002, hex(0x4F6E70));
    }
    // The wall on the other side, cut low, with a neighbour's door in it.
    let other = Vec3::new((x0 + x1) / 2.0, 0.0, -(near - 0.07));
    s.stand(other, Vec3::new(x1 - x0, 0.16, 0.14), 0.006, hex(0xE9DEC9));
    s.stand(other + Vec3::Y * 0.16, Vec3::new(x1 - x0, 0.012, 0.14), 0.003, palette::CUT);
    let Some(door) = front else { return };
    mat(s, door, y0, hex(0x3F5E61));
    let door_x = door.at.x as f32;
    // The rail along the wall of the apartment, left out before the door.
    let half = door.width as f32 / 2.0 + 0.25;
    for (a, b) in [(x0 + 0.3, door_x - half), (door_x + half, x1 - 0.3)] {
        if b - a < 0.4 {
            continue;
        }
        let z = -(y0 - 0.09);
        s.limb(Vec3::new(a, 0.36, z), Vec3::new(b, 0.36, z), 0.024, 0.024, 8, palette::OAK_DARK);
        let posts = ((b - a) / 1.1).ceil().max(1.0) as i32;
        for i in 0..=posts {
            let x = a + (b - a) * i as f32 / posts as f32;
            s.limb(Vec3::new(x, 0.36, z), Vec3::new(x, 0.28, z + 0.05), 0.012, 0.012, 6, palette::STEEL);
            s.limb(Vec3::new(x, 0.28, z), Vec3::new(x, -0.02, z), 0.012, 0.012, 6, palette::STEEL);
        }
    }
    let seat = Vec3::new((door_x - 2.2).max(x0 + 0.9), -0.02, -(near + 0.3));
    s.stand(seat + Vec3::Y * 0.2, Vec3::new(0.95, 0.14, 0.42), 0.05, palette::SAGE);
    s.stand(seat + Vec3::new(0.0, 0.2, 0.19), Vec3::new(0.95, 0.36, 0.1), 0.04, palette::SAGE_DEEP);
    for x in [-0.4, 0.4] {
        s.stand(seat + Vec3::new(x, 0.0, 0.0), Vec3::new(0.06, 0.22, 0.36), 0.01, palette::OAK_DARK);
    }
    pot(s, seat + Vec3::new(0.85, 0.0, 0.0), true);
    green.ball(seat + Vec3::new(0.85, 0.45, 0.0), Vec3::splat(0.16), 0.1, 10, palette::LEAF_LIGHT);
}

/// Tiles, a banister, the stairs down, and the mat of the flat opposite.
fn landing(s: &mut Shape, green: &mut Shape, front: Option<&Opening>, (x0, x1): (f32, f32), y0: f32) {
    let (near, far) = (y0 - DEEP + 0.1, y0);
    let Some(door) = front else { return };
    let door_x = door.at.x as f32;
    let (from, to) = ((door_x - 1.6).max(x0 + 0.05), (door_x + 2.9).min(x1 - 0.05));
    tiles(s, (from, to), (near, far), 0.3, [hex(0xCFC8BC), hex(0xBDB5A8)]);
    mat(s, door, y0, hex(0x8C5F3E));
    // What is not landing is the neighbours' side.
    for (a, b) in [(x0 + 0.04, from - 0.05), (to + 0.05, x1 - 0.04)] {
        if b - a > 0.3 {
            let middle = Vec3::new((a + b) / 2.0, -0.02, -(near + far) / 2.0);
            s.stand(middle, Vec3::new(b - a, 0.2, far - near), 0.01, hex(0xD9D0C3));
            s.stand(middle + Vec3::Y * 0.2, Vec3::new(b - a, 0.012, far - near), 0.004, palette::CUT);
        }
    }
    // Four steps down into the dark, with a rail round them.
    let (a, b) = (to - 1.5, to - 0.05);
    let wide = (near + 0.75).min(far - 0.6);
    let dark = hex(0x3E3833);
    let at = |x: f32, h: f32, y: f32| Vec3::new(x, h, -y);
    s.face_towards(
        [at(a, -0.012, near), at(b, -0.012, near), at(b, -0.012, wide), at(a, -0.012, wide)],
        Vec3::Y,
        [paint(dark); 4],
    );
    for i in 0..5 {
        let w = (b - a) / 6.0;
        let tone = shade(hex(0xB5ADA0), 1.0 - 0.14 * i as f32);
        let x = a + w * i as f32;
        s.face_towards(
            [at(x, -0.008, near), at(x + w - 0.02, -0.008, near), at(x + w - 0.02, -0.008, wide), at(x, -0.008, wide)],
            Vec3::Y,
            [paint(tone); 4],
        );
    }
    let rail = |s: &mut Shape, p: Vec3, q: Vec3| {
        s.limb(p + Vec3::Y * 0.85, q + Vec3::Y * 0.85, 0.022, 0.022, 8, palette::WALNUT);
        let count = ((q - p).length() / 0.16).round().max(1.0) as i32;
        for i in 0..=count {
            let foot = p.lerp(q, i as f32 / count as f32);
            s.limb(foot, foot + Vec3::Y * 0.85, 0.011, 0.011, 6, palette::INK);
        }
    };
    rail(s, at(a + 0.05, -0.02, wide), at(b, -0.02, wide));
    rail(s, at(b, -0.02, wide), at(b, -0.02, near));
    pot(s, at(from + 0.3, -0.02, near + 0.3), false);
    green.ball(at(from + 0.3, 0.42, near + 0.3), Vec3::splat(0.15), 0.1, 10, palette::LEAF);
    // The door opposite has a mat too.
    s.block(at(door_x - 0.4, -0.01, near + 0.2), Vec3::new(0.7, 0.02, 0.34), 0.006, hex(0x5B7891));
}
