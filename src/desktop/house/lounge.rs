//! Living-room furniture, lamps, rugs and what hangs or stands about.

use super::floor::scatter;
use super::palette::{
    BLUE_DEEP, CREAM, EARTH, INK, LEAF, LEAF_LIGHT, MUSTARD, OAK, OAK_DARK, ROSE, SAGE, SAGE_DEEP, TERRACOTTA, WALNUT,
};
use super::piece::{Glow, GlowKind, Model, Shine};
use super::shape::{Shape, hex, paint, shade};
use crate::home::FurnitureId;
use bevy::color::{LinearRgba, Srgba};
use bevy::math::{Quat, Vec3};
use std::f32::consts::TAU;

fn feet(s: &mut Shape, w: f32, d: f32, tall: f32) {
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        s.drum(Vec3::new(x * (w / 2.0 - 0.08), 0.0, z * (d / 2.0 - 0.08)), 0.018, 0.028, tall, 8, WALNUT);
    }
}

/// A winged armchair with a cushion and a folded throw.
pub fn armchair(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    let cloth = TERRACOTTA;
    feet(s, w, d, 0.12);
    s.stand(Vec3::new(0.0, 0.11, 0.0), Vec3::new(w - 0.04, 0.2, d - 0.06), 0.05, shade(cloth, 0.88));
    s.stand(Vec3::new(0.0, 0.28, 0.06), Vec3::new(w - 0.3, 0.17, d - 0.26), 0.06, shade(cloth, 1.08));
    for side in [-1.0, 1.0] {
        s.stand(Vec3::new(side * (w / 2.0 - 0.085), 0.2, 0.05), Vec3::new(0.16, 0.36, d - 0.16), 0.055, cloth);
        s.limb(
            Vec3::new(side * (w / 2.0 - 0.085), 0.56, -d / 2.0 + 0.2),
            Vec3::new(side * (w / 2.0 - 0.085), 0.56, d / 2.0 - 0.1),
            0.075,
            0.07,
            12,
            cloth,
        );
        // The wings.
        s.at(Vec3::new(side * (w / 2.0 - 0.1), 0.78, -d / 2.0 + 0.24), Quat::from_rotation_y(side * -0.35), |s| {
            s.block(Vec3::ZERO, Vec3::new(0.09, 0.46, 0.26), 0.04, shade(cloth, 0.95));
        });
    }
    s.at(Vec3::new(0.0, 0.3, -d / 2.0 + 0.13), Quat::from_rotation_x(-0.14), |s| {
        s.stand(Vec3::ZERO, Vec3::new(w - 0.1, 0.76, 0.17), 0.075, cloth);
        s.block(Vec3::new(0.0, 0.42, 0.08), Vec3::new(w - 0.32, 0.5, 0.09), 0.045, shade(cloth, 1.06));
    });
    s.at(Vec3::new(0.06, 0.55, -d / 2.0 + 0.32), Quat::from_rotation_x(-0.4) * Quat::from_rotation_z(0.15), |s| {
        s.ball(Vec3::ZERO, Vec3::new(0.17, 0.15, 0.065), 0.9, 14, CREAM);
    });
    m.grounded(w, d, 0.14, 0.4)
}

/// A portable electric heater on two feet, with a glowing element behind its grille.
pub fn heater(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let tall = 0.55;
    let s = &mut m.gloss;
    for side in [-1.0, 1.0] {
        s.stand(Vec3::new(side * w * 0.34, 0.0, 0.0), Vec3::new(0.05, 0.05, d.max(0.2)), 0.012, INK);
    }
    s.stand(Vec3::Y * 0.05, Vec3::new(w, tall, d * 0.6), 0.03, CREAM);
    for row in 0..5_u8 {
        let y = 0.14 + f32::from(row) * 0.08;
        s.block(Vec3::new(0.0, y, d * 0.3 + 0.004), Vec3::new(w - 0.1, 0.012, 0.012), 0.004, INK);
    }
    let mut element = Shape::new();
    element.block(Vec3::new(0.0, 0.26, d * 0.3 + 0.001), Vec3::new(w - 0.14, 0.03, 0.006), 0.002, hex(0xFFFFFF));
    m.glows.push(Glow {
        kind: GlowKind::Pilot,
        shape: element,
        off: hex(0x4A3A34),
        on: LinearRgba::rgb(6.0, 1.4, 0.3),
    });
    m.grounded(w, d, 0.1, 0.3)
}

/// A sofa with two seat cushions and three loose ones.
pub fn sofa(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    let cloth = hex(0x7F9377);
    feet(s, w, d, 0.12);
    s.stand(Vec3::new(0.0, 0.11, 0.0), Vec3::new(w - 0.04, 0.2, d - 0.05), 0.05, shade(cloth, 0.86));
    for side in [-1.0, 1.0] {
        s.stand(
            Vec3::new(side * (w - 0.34) / 4.0, 0.28, 0.07),
            Vec3::new((w - 0.36) / 2.0, 0.17, d - 0.28),
            0.065,
            shade(cloth, 1.08),
        );
        s.stand(Vec3::new(side * (w / 2.0 - 0.09), 0.14, 0.02), Vec3::new(0.18, 0.42, d - 0.08), 0.06, cloth);
        s.limb(
            Vec3::new(side * (w / 2.0 - 0.09), 0.56, -d / 2.0 + 0.12),
            Vec3::new(side * (w / 2.0 - 0.09), 0.56, d / 2.0 - 0.08),
            0.085,
            0.085,
            12,
            cloth,
        );
        s.at(Vec3::new(side * (w - 0.34) / 4.0, 0.44, -d / 2.0 + 0.24), Quat::from_rotation_x(-0.2), |s| {
            s.stand(Vec3::ZERO, Vec3::new((w - 0.38) / 2.0, 0.42, 0.15), 0.07, shade(cloth, 1.03));
        });
    }
    s.at(Vec3::new(0.0, 0.2, -d / 2.0 + 0.11), Quat::from_rotation_x(-0.1), |s| {
        s.stand(Vec3::ZERO, Vec3::new(w - 0.1, 0.62, 0.16), 0.075, cloth);
    });
    for (x, turn, tone) in [(-0.36, 0.25, MUSTARD), (0.37, -0.22, CREAM), (0.2, -0.1, hex(0xB9705A))] {
        s.at(Vec3::new(x * w, 0.58, 0.0), Quat::from_rotation_x(-0.45) * Quat::from_rotation_z(turn), |s| {
            s.ball(Vec3::ZERO, Vec3::new(0.18, 0.17, 0.07), 0.9, 14, tone);
        });
    }
    m.grounded(w, d, 0.15, 0.4)
}

/// A low oval table with a cup, a magazine and spectacles' case.
pub fn coffee_table(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    let stretch = bevy::math::Vec2::new(w / 2.0, d / 2.0);
    s.turned_oval(
        Vec3::new(0.0, 0.38, 0.0),
        &[(0.0, 0.0), (0.96, 0.0), (1.0, 0.015), (1.0, 0.03), (0.97, 0.04), (0.0, 0.04)],
        stretch,
        28,
        OAK,
    );
    s.turned_oval(
        Vec3::new(0.0, 0.14, 0.0),
        &[(0.0, 0.0), (0.72, 0.0), (0.72, 0.025), (0.0, 0.025)],
        stretch,
        24,
        OAK_DARK,
    );
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        s.limb(
            Vec3::new(x * w * 0.36, 0.012, z * d * 0.36),
            Vec3::new(x * w * 0.30, 0.38, z * d * 0.28),
            0.014,
            0.022,
            8,
            OAK_DARK,
        );
    }
    s.at(Vec3::new(-0.18, 0.422, 0.03), Quat::from_rotation_y(0.4), |s| {
        s.stand(Vec3::ZERO, Vec3::new(0.2, 0.012, 0.27), 0.004, hex(0xE8EEF0));
        s.stand(Vec3::new(0.0, 0.011, -0.05), Vec3::new(0.17, 0.003, 0.12), 0.001, hex(0xB9705A));
    });
    m.gloss.turned(
        Vec3::new(0.2, 0.42, 0.02),
        &[
            (0.0, 0.0),
            (0.065, 0.0),
            (0.08, 0.012),
            (0.035, 0.014),
            (0.03, 0.02),
            (0.042, 0.08),
            (0.038, 0.08),
            (0.0, 0.07),
        ],
        16,
        hex(0xF4F1EA),
    );
    m.grounded(w, d, 0.14, 0.28)
}

/// A bookcase with rows of coloured books.
pub fn bookcase(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let tall = 1.75;
    let s = &mut m.matte;
    let wood = OAK;
    s.stand(Vec3::new(0.0, 0.0, -d / 2.0 + 0.01), Vec3::new(w, tall, 0.02), 0.004, shade(wood, 0.75));
    for side in [-1.0, 1.0] {
        s.stand(Vec3::new(side * (w / 2.0 - 0.013), 0.0, 0.0), Vec3::new(0.026, tall, d), 0.006, wood);
    }
    let shelves = 5;
    let colours = [0xA8574A, 0x5B7891, 0xD9A84A, 0x6F8467, 0xE3D3B4, 0x7C5A6B, 0xC98A63, 0x41566B, 0x9DAE8C, 0xB9705A];
    for row in 0..=shelves {
        let y = 0.05 + row as f32 * (tall - 0.08) / shelves as f32;
        s.stand(Vec3::new(0.0, y, 0.0), Vec3::new(w - 0.04, 0.024, d), 0.004, wood);
        if row == shelves {
            break;
        }
        let mut x = -w / 2.0 + 0.04;
        let mut i = 0;
        while x < w / 2.0 - 0.09 {
            let r = scatter(row, i);
            // Gaps, where something else stands.
            if (row == 1 && i > 11) || (row == 3 && (4..7).contains(&i)) {
                x += 0.05;
                i += 1;
                continue;
            }
            let thick = 0.022 + 0.03 * scatter(i, row + 9);
            let high = 0.2 + 0.07 * scatter(i + 5, row);
            let deep = d * 0.62;
            let tone = colours[(r * 9.99) as usize];
            s.stand(
                Vec3::new(x + thick / 2.0, y + 0.024, d / 2.0 - 0.05 - deep / 2.0),
                Vec3::new(thick - 0.003, high, deep),
                0.004,
                hex(tone),
            );
            x += thick;
            i += 1;
        }
    }
    s.turned(
        Vec3::new(w * 0.3, 0.05 + (tall - 0.08) / 5.0 + 0.03, 0.02),
        &[(0.0, 0.0), (0.05, 0.0), (0.08, 0.08), (0.04, 0.17), (0.05, 0.19)],
        12,
        BLUE_DEEP,
    );
    m.grounded(w, d, 0.12, 0.4)
}

/// A television on an oak stand.
pub fn television(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    let low = 0.46;
    s.stand(Vec3::new(0.0, 0.1, 0.0), Vec3::new(w, low - 0.1, d), 0.014, OAK);
    s.stand(Vec3::new(0.0, 0.135, d / 2.0 - 0.012), Vec3::new(w * 0.34, low - 0.17, 0.02), 0.004, INK);
    for side in [-1.0, 1.0] {
        s.stand(
            Vec3::new(side * w * 0.335, 0.13, d / 2.0 - 0.006),
            Vec3::new(w * 0.3, low - 0.16, 0.016),
            0.006,
            shade(OAK, 1.1),
        );
        for z in [-1.0, 1.0] {
            s.drum(Vec3::new(side * (w / 2.0 - 0.08), 0.0, z * (d / 2.0 - 0.06)), 0.018, 0.024, 0.11, 8, WALNUT);
        }
    }
    let wide = w * 0.76;
    let high = wide * 0.58;
    m.gloss.stand(Vec3::new(0.0, low, -0.02), Vec3::new(0.36, 0.02, 0.18), 0.008, INK);
    m.gloss.stand(Vec3::new(0.0, low + 0.02, -0.04), Vec3::new(0.08, 0.06, 0.04), 0.008, INK);
    m.gloss.stand(Vec3::new(0.0, low + 0.06, -0.03), Vec3::new(wide, high, 0.05), 0.012, INK);
    let mut screen = Shape::new();
    let (x, y0, y1, z) = (wide / 2.0 - 0.02, low + 0.08, low + 0.04 + high, -0.003);
    screen.face_towards(
        [Vec3::new(-x, y0, z), Vec3::new(x, y0, z), Vec3::new(x, y1, z), Vec3::new(-x, y1, z)],
        Vec3::Z,
        [paint(hex(0xFFFFFF)); 4],
    );
    m.glows.push(Glow {
        kind: GlowKind::Screen,
        shape: screen,
        off: hex(0x15181C),
        on: LinearRgba::rgb(1.2, 2.1, 3.0),
    });
    m.shine = Some(Shine { at: Vec3::new(0.0, low + 0.4, 0.45), lumens: 34_000.0, range: 3.8, colour: hex(0x9CC4FF) });
    s.turned(
        Vec3::new(w * 0.44, low, 0.0),
        &[(0.0, 0.0), (0.05, 0.0), (0.065, 0.06), (0.03, 0.14), (0.04, 0.16)],
        12,
        SAGE_DEEP,
    );
    m.grounded(w, d, 0.12, 0.4)
}

/// A lamp: a small one that stands on furniture, or one on a tall stem.
pub fn lamp(w: f32, small: bool) -> Model {
    let mut m = Model::new();
    let mut shade_part = Shape::new();
    let (stem, r) = if small { (0.2, (w * 0.5).max(0.1)) } else { (1.25, 0.2) };
    if small {
        m.gloss.turned(
            Vec3::ZERO,
            &[
                (0.0, 0.0),
                (0.06, 0.0),
                (0.065, 0.02),
                (0.05, 0.05),
                (0.06, 0.1),
                (0.03, 0.15),
                (0.012, 0.17),
                (0.012, stem),
            ],
            16,
            hex(0x7F9DB0),
        );
    } else {
        m.gloss.turned(
            Vec3::ZERO,
            &[(0.0, 0.0), (0.14, 0.0), (0.14, 0.02), (0.02, 0.035), (0.014, 0.06), (0.014, stem)],
            18,
            MUSTARD,
        );
    }
    let tall = r * 1.15;
    shade_part.turned(Vec3::Y * (stem - 0.03), &[(r, 0.0), (r * 0.66, tall)], 24, hex(0xFFFFFF));
    shade_part.turned(Vec3::Y * (stem - 0.03), &[(r * 0.66, tall), (0.0, tall - 0.01)], 24, hex(0xFFFFFF));
    m.glows.push(Glow {
        kind: GlowKind::Shade,
        shape: shade_part,
        off: hex(0xEADBBE),
        on: LinearRgba::rgb(3.2, 1.9, 0.85),
    });
    m.shine = Some(Shine {
        at: Vec3::Y * (stem + 0.12),
        lumens: if small { 60_000.0 } else { 120_000.0 },
        range: if small { 3.6 } else { 5.0 },
        colour: hex(0xFFC27A),
    });
    if small { m } else { m.grounded(0.26, 0.26, 0.1, 0.3) }
}

/// A ceiling light: nothing to see without a ceiling, only its light.
pub fn ceiling_light() -> Model {
    let mut m = Model::new();
    m.shine = Some(Shine { at: Vec3::Y * -0.25, lumens: 150_000.0, range: 5.4, colour: hex(0xFFD7A3) });
    m
}

/// A coat stand with a coat, a hat and an umbrella.
pub fn coat_stand() -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    for i in 0..3 {
        let (sin, cos) = (i as f32 / 3.0 * TAU + 0.4).sin_cos();
        s.limb(Vec3::new(cos * 0.2, 0.015, sin * 0.2), Vec3::Y * 0.14, 0.015, 0.018, 8, WALNUT);
    }
    s.drum(Vec3::Y * 0.1, 0.02, 0.016, 1.55, 10, WALNUT);
    s.ball(Vec3::Y * 1.67, Vec3::splat(0.03), 0.0, 10, WALNUT);
    for i in 0..4 {
        let (sin, cos) = (i as f32 / 4.0 * TAU).sin_cos();
        s.limb(Vec3::Y * 1.48, Vec3::new(cos * 0.13, 1.58, sin * 0.13), 0.011, 0.013, 6, WALNUT);
    }
    // The coat, its sleeves, and a scarf.
    s.ball(Vec3::new(0.1, 1.08, 0.06), Vec3::new(0.15, 0.46, 0.11), 0.35, 14, BLUE_DEEP);
    s.limb(Vec3::new(0.2, 1.36, 0.08), Vec3::new(0.24, 0.9, 0.1), 0.06, 0.045, 10, shade(BLUE_DEEP, 0.92));
    s.limb(Vec3::new(0.05, 1.46, 0.12), Vec3::new(0.07, 0.95, 0.17), 0.035, 0.03, 8, MUSTARD);
    s.turned(
        Vec3::new(-0.1, 1.6, -0.04),
        &[(0.0, 0.0), (0.14, 0.0), (0.145, 0.012), (0.075, 0.02), (0.07, 0.085), (0.0, 0.1)],
        18,
        ROSE,
    );
    s.limb(Vec3::new(-0.13, 0.05, 0.1), Vec3::new(-0.05, 0.75, 0.04), 0.012, 0.03, 8, TERRACOTTA);
    m.grounded(0.36, 0.36, 0.14, 0.34)
}

/// A woven rug with a border.
pub fn rug(w: f32, d: f32, id: &FurnitureId) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    let pick = id.as_str().bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 3;
    let (field, band, line): (Srgba, Srgba, Srgba) = match pick {
        0 => (hex(0xB7664C), CREAM, hex(0x7D3F33)),
        1 => (hex(0xEBDFC8), SAGE, SAGE_DEEP),
        _ => (hex(0x7E97AA), CREAM, hex(0x4C677F)),
    };
    s.stand(Vec3::Y * 0.001, Vec3::new(w, 0.012, d), 0.005, line);
    s.stand(Vec3::Y * 0.002, Vec3::new(w - 0.06, 0.013, d - 0.06), 0.002, band);
    s.stand(Vec3::Y * 0.003, Vec3::new(w - 0.26, 0.014, d - 0.26), 0.002, line);
    s.stand(Vec3::Y * 0.004, Vec3::new(w - 0.31, 0.015, d - 0.31), 0.002, field);
    // Lozenges down the middle.
    let long = w.max(d);
    let count = ((long - 0.5) / 0.34).floor().max(0.0) as i32;
    for i in 0..count {
        let along = (i as f32 - (count - 1) as f32 / 2.0) * 0.34;
        let at = if w > d { Vec3::new(along, 0.0, 0.0) } else { Vec3::new(0.0, 0.0, along) };
        for (size, y, tone) in [(0.16, 0.006, band), (0.1, 0.008, line)] {
            s.at(at, Quat::from_rotation_y(std::f32::consts::FRAC_PI_4), |s| {
                s.stand(Vec3::Y * y, Vec3::new(size, 0.0145, size), 0.002, tone);
            });
        }
    }
    // Fringes at the short ends.
    let (ends, across) = if w > d { (w, d) } else { (d, w) };
    let tufts = (across / 0.05) as i32;
    for i in 0..tufts {
        let off = -across / 2.0 + (i as f32 + 0.5) * across / tufts as f32;
        for side in [-1.0, 1.0] {
            let (at, size) = if w > d {
                (Vec3::new(side * (ends / 2.0 + 0.025), 0.001, off), Vec3::new(0.05, 0.008, 0.018))
            } else {
                (Vec3::new(off, 0.001, side * (ends / 2.0 + 0.025)), Vec3::new(0.018, 0.008, 0.05))
            };
            s.stand(at, size, 0.003, CREAM);
        }
    }
    m
}

/// A plant in a terracotta pot.
pub fn plant(w: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    let r = w * 0.36;
    s.turned(
        Vec3::ZERO,
        &[
            (0.0, 0.0),
            (r * 0.72, 0.0),
            (r * 0.95, 0.26),
            (r * 1.08, 0.27),
            (r * 1.08, 0.31),
            (r * 0.95, 0.31),
            (r * 0.9, 0.28),
            (0.0, 0.28),
        ],
        20,
        hex(0xBE6B4C),
    );
    s.drum(Vec3::Y * 0.275, r * 0.9, r * 0.9, 0.01, 16, EARTH);
    leaves(s, Vec3::Y * 0.3, w, 15, 0.62);
    m.grounded(w * 0.7, w * 0.7, 0.14, 0.36)
}

/// Arching leaves from one root.
pub fn leaves(s: &mut Shape, root: Vec3, w: f32, count: i32, tall: f32) {
    for i in 0..count {
        let angle = i as f32 * 2.4;
        let (sin, cos) = angle.sin_cos();
        let lean = 0.25 + 0.75 * (i as f32 / count as f32);
        let high = tall * (1.15 - lean * 0.55) * (0.85 + 0.3 * scatter(i, 3));
        let out = Vec3::new(cos, 0.0, sin) * w * 0.62 * lean;
        let knee = root + out * 0.45 + Vec3::Y * high * 0.72;
        let tip = root + out + Vec3::Y * high;
        s.limb(root, knee, 0.008, 0.008, 5, LEAF);
        let turn = Quat::from_rotation_arc(Vec3::Y, (tip - knee).normalize_or(Vec3::Y));
        let tone = if i % 3 == 0 { LEAF_LIGHT } else { shade(LEAF, 0.9 + 0.3 * scatter(i, 8)) };
        s.at(knee, turn, |s| {
            s.ball(Vec3::Y * 0.1, Vec3::new(0.055, 0.13, 0.014), 0.0, 10, tone);
        });
    }
}

/// A framed picture: a landscape of a few soft bands, or a still life.
pub fn picture(w: f32, id: &FurnitureId) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    let high = w * 0.72;
    s.stand(Vec3::new(0.0, 0.0, -0.005), Vec3::new(w, high, 0.03), 0.008, WALNUT);
    s.stand(Vec3::new(0.0, 0.03, 0.006), Vec3::new(w - 0.06, high - 0.06, 0.012), 0.003, hex(0xFBF6EA));
    let (iw, ih) = (w - 0.16, high - 0.16);
    let warm = id.as_str().len().is_multiple_of(2);
    let bands: [(f32, u32); 4] = if warm {
        [(1.0, 0xCFE0E6), (0.62, 0xA9C0C9), (0.46, 0x8CA67E), (0.22, 0xC9A66B)]
    } else {
        [(1.0, 0xF1DDC3), (0.6, 0xDDA98B), (0.42, 0x8E7F9B), (0.24, 0x56708A)]
    };
    for (i, (top, tone)) in bands.into_iter().enumerate() {
        s.stand(Vec3::new(0.0, 0.08, 0.013 + i as f32 * 0.0015), Vec3::new(iw, ih * top, 0.004), 0.001, hex(tone));
    }
    s.ball(Vec3::new(iw * 0.22, 0.08 + ih * 0.78, 0.017), Vec3::new(0.035, 0.035, 0.004), 0.0, 12, hex(0xF4D58A));
    m
}
