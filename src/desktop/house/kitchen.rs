//! Kitchen furniture and appliances.

use super::palette::{CERAMIC, CREAM, INK, MUSTARD, OAK, OAK_DARK, SAGE, STEEL, TERRACOTTA};
use super::piece::{Glow, GlowKind, Model};
use super::shape::{Shape, hex, shade};
use bevy::color::LinearRgba;
use bevy::math::{Quat, Vec3};
use std::f32::consts::FRAC_PI_2;

/// The height of a worktop, in metres.
const TOP: f32 = 0.9;

/// A dining table with a cloth runner and a bowl of fruit.
pub fn table(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        s.drum(Vec3::new(x * (w / 2.0 - 0.07), 0.0, z * (d / 2.0 - 0.07)), 0.022, 0.034, 0.7, 10, OAK_DARK);
    }
    s.stand(Vec3::Y * 0.63, Vec3::new(w - 0.12, 0.08, d - 0.12), 0.01, OAK_DARK);
    s.stand(Vec3::Y * 0.705, Vec3::new(w, 0.035, d), 0.014, OAK);
    s.stand(Vec3::Y * 0.7405, Vec3::new(0.34, 0.004, d + 0.01), 0.002, CREAM);
    m.gloss.turned(
        Vec3::Y * 0.744,
        &[(0.0, 0.0), (0.05, 0.0), (0.12, 0.06), (0.125, 0.065), (0.11, 0.06), (0.0, 0.03)],
        18,
        hex(0x8FA9BC),
    );
    for (x, z, tone) in [(-0.04, 0.0, 0xC9503C), (0.04, 0.03, 0xD9A84A), (0.01, -0.045, 0x8CA24F)] {
        m.matte.ball(Vec3::new(x, 0.80, z), Vec3::splat(0.04), 0.0, 10, hex(tone));
    }
    m.grounded(w, d, 0.2, 0.3)
}

/// A kitchen chair with a cushion.
pub fn chair(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    let (x, z) = (w / 2.0 - 0.05, d / 2.0 - 0.05);
    for side in [-1.0, 1.0] {
        s.limb(Vec3::new(side * x, 0.015, z), Vec3::new(side * x * 0.92, 0.42, z * 0.92), 0.014, 0.02, 8, OAK_DARK);
        s.limb(Vec3::new(side * x, 0.015, -z), Vec3::new(side * x * 0.92, 0.44, -z), 0.014, 0.02, 8, OAK_DARK);
        s.limb(
            Vec3::new(side * x * 0.92, 0.44, -z),
            Vec3::new(side * x * 0.94, 0.9, -z - 0.05),
            0.02,
            0.015,
            8,
            OAK_DARK,
        );
    }
    s.stand(Vec3::Y * 0.4, Vec3::new(w - 0.03, 0.035, d - 0.03), 0.014, OAK);
    s.stand(Vec3::Y * 0.43, Vec3::new(w - 0.08, 0.04, d - 0.08), 0.018, hex(0x8CA3B4));
    for y in [0.62, 0.74, 0.85] {
        s.block(Vec3::new(0.0, y, -z - 0.02 - (y - 0.44) * 0.07), Vec3::new(w - 0.1, 0.06, 0.02), 0.009, OAK);
    }
    m.grounded(w, d, 0.12, 0.3)
}

/// Base cupboards under a worktop, with tiles, jars and a bread bin.
pub fn worktop(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    s.stand(Vec3::new(0.0, 0.0, -0.03), Vec3::new(w, 0.1, d - 0.08), 0.004, shade(SAGE, 0.55));
    s.stand(Vec3::new(0.0, 0.09, -0.015), Vec3::new(w, TOP - 0.13, d - 0.04), 0.006, shade(SAGE, 0.9));
    let doors = (w / 0.5).round().max(1.0) as i32;
    let each = w / doors as f32;
    for i in 0..doors {
        let x = -w / 2.0 + each * (i as f32 + 0.5);
        s.stand(Vec3::new(x, 0.11, d / 2.0 - 0.03), Vec3::new(each - 0.014, 0.56, 0.022), 0.008, SAGE);
        s.stand(Vec3::new(x, 0.17, d / 2.0 - 0.014), Vec3::new(each - 0.12, 0.44, 0.01), 0.008, shade(SAGE, 0.93));
        s.stand(Vec3::new(x, 0.685, d / 2.0 - 0.03), Vec3::new(each - 0.014, 0.165, 0.022), 0.008, SAGE);
        m.gloss.limb(
            Vec3::new(x - 0.05, 0.77, d / 2.0 + 0.004),
            Vec3::new(x + 0.05, 0.77, d / 2.0 + 0.004),
            0.008,
            0.008,
            6,
            MUSTARD,
        );
        let knob = x + if i % 2 == 0 { each * 0.36 } else { -each * 0.36 };
        m.gloss.ball(Vec3::new(knob, 0.6, d / 2.0 + 0.004), Vec3::splat(0.014), 0.0, 8, MUSTARD);
    }
    s.stand(Vec3::new(0.0, TOP - 0.04, 0.005), Vec3::new(w + 0.01, 0.04, d + 0.02), 0.012, OAK);
    s.stand(Vec3::new(0.0, TOP, -d / 2.0 + 0.01), Vec3::new(w, 0.12, 0.02), 0.004, hex(0xDDE6E4));
    // Jars, a bread bin, a board.
    for (i, tone) in [0xE7C48B, 0xF0E6D2, 0xB9705A].into_iter().enumerate() {
        let x = -w / 2.0 + 0.14 + i as f32 * 0.13;
        m.gloss.drum(Vec3::new(x, TOP, -d / 2.0 + 0.13), 0.045, 0.045, 0.15 - i as f32 * 0.02, 14, hex(tone));
        s.drum(Vec3::new(x, TOP + 0.15 - i as f32 * 0.02, -d / 2.0 + 0.13), 0.047, 0.044, 0.022, 14, OAK_DARK);
    }
    s.at(Vec3::new(w / 2.0 - 0.12, TOP, -d / 2.0 + 0.06), Quat::from_rotation_x(-0.16), |s| {
        s.stand(Vec3::ZERO, Vec3::new(0.22, 0.32, 0.018), 0.01, OAK_DARK);
    });
    m.grounded(w, d, 0.14, 0.4)
}

/// A kettle with a pilot light and steam.
pub fn kettle(w: f32) -> Model {
    let mut m = Model::new();
    let r = w * 0.42;
    let s = &mut m.gloss;
    s.drum(Vec3::ZERO, r * 1.05, r * 1.05, 0.022, 18, INK);
    s.at(Vec3::Y * 0.022, Quat::IDENTITY, |s| {
        s.smooth_turned(
            &[(r * 0.98, 0.0), (r, 0.03), (r * 0.92, 0.11), (r * 0.72, 0.165), (r * 0.6, 0.175), (0.0, 0.185)],
            20,
            STEEL,
        );
    });
    s.ball(Vec3::Y * 0.212, Vec3::splat(0.014), 0.0, 8, INK);
    s.limb(Vec3::new(0.0, 0.12, r * 0.8), Vec3::new(0.0, 0.17, r * 1.35), 0.022, 0.012, 8, STEEL);
    s.rod(
        &[
            Vec3::new(0.0, 0.18, -r * 0.5),
            Vec3::new(0.0, 0.2, -r * 1.1),
            Vec3::new(0.0, 0.14, -r * 1.35),
            Vec3::new(0.0, 0.05, -r * 1.0),
        ],
        0.012,
        INK,
    );
    let mut pilot = Shape::new();
    pilot.ball(Vec3::new(0.0, 0.02, r * 1.06), Vec3::splat(0.016), 0.0, 8, hex(0xFFFFFF));
    m.glows.push(Glow { kind: GlowKind::Pilot, shape: pilot, off: hex(0x5A2A26), on: LinearRgba::rgb(6.0, 0.7, 0.3) });
    let mut steam = Shape::new();
    for (x, y, size) in [(0.0, 0.27, 0.035), (0.02, 0.34, 0.05), (-0.015, 0.43, 0.065), (0.03, 0.53, 0.08)] {
        steam.ball(Vec3::new(x, y, r * 1.1), Vec3::splat(size), 0.0, 10, hex(0xFFFFFF));
    }
    m.glows.push(Glow { kind: GlowKind::Steam, shape: steam, off: hex(0xFFFFFF), on: LinearRgba::rgb(0.5, 0.5, 0.5) });
    m
}

/// A microwave oven with its window, clock and handle.
pub fn microwave(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let tall = 0.27;
    let s = &mut m.gloss;
    s.stand(Vec3::Y * 0.015, Vec3::new(w, tall, d), 0.014, CERAMIC);
    s.stand(Vec3::new(-w * 0.13, 0.06, d / 2.0 - 0.006), Vec3::new(w * 0.6, 0.18, 0.02), 0.008, INK);
    s.limb(
        Vec3::new(w * 0.22, 0.07, d / 2.0 + 0.022),
        Vec3::new(w * 0.22, 0.23, d / 2.0 + 0.022),
        0.009,
        0.009,
        8,
        STEEL,
    );
    s.drum(Vec3::new(w * 0.37, 0.09, d / 2.0 - 0.002), 0.022, 0.022, 0.02, 14, STEEL);
    let mut clock = Shape::new();
    clock.block(Vec3::new(w * 0.37, 0.22, d / 2.0 + 0.002), Vec3::new(w * 0.16, 0.035, 0.008), 0.003, hex(0xFFFFFF));
    m.glows.push(Glow { kind: GlowKind::Pilot, shape: clock, off: hex(0x24453E), on: LinearRgba::rgb(0.4, 4.0, 2.2) });
    m
}

/// A cooker with an oven door and four rings.
pub fn cooker(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.gloss;
    s.stand(Vec3::new(0.0, 0.02, -0.01), Vec3::new(w - 0.01, TOP - 0.05, d - 0.03), 0.012, CERAMIC);
    s.stand(Vec3::new(0.0, TOP - 0.035, 0.0), Vec3::new(w, 0.03, d), 0.008, INK);
    s.stand(Vec3::new(0.0, 0.16, d / 2.0 - 0.02), Vec3::new(w - 0.08, 0.48, 0.025), 0.012, shade(CERAMIC, 0.94));
    s.stand(Vec3::new(0.0, 0.24, d / 2.0 - 0.004), Vec3::new(w - 0.2, 0.28, 0.012), 0.012, INK);
    s.limb(
        Vec3::new(-w * 0.36, 0.68, d / 2.0 + 0.03),
        Vec3::new(w * 0.36, 0.68, d / 2.0 + 0.03),
        0.012,
        0.012,
        8,
        STEEL,
    );
    for i in 0..5 {
        s.at(Vec3::new(-w * 0.34 + i as f32 * w * 0.17, 0.79, d / 2.0 - 0.01), Quat::from_rotation_x(FRAC_PI_2), |s| {
            s.drum(Vec3::ZERO, 0.024, 0.02, 0.03, 12, INK);
        });
    }
    let mut rings = Shape::new();
    for (x, z, r) in [(-0.23, -0.22, 0.085), (0.23, -0.22, 0.07), (-0.23, 0.2, 0.07), (0.23, 0.2, 0.085)] {
        rings.drum(Vec3::new(x * w, TOP - 0.008, z * d), r, r, 0.01, 20, hex(0xFFFFFF));
    }
    m.glows.push(Glow { kind: GlowKind::Ring, shape: rings, off: hex(0x4A4D52), on: LinearRgba::rgb(5.0, 0.9, 0.2) });
    // A pan.
    s.turned(
        Vec3::new(0.23 * w, TOP + 0.004, 0.2 * d),
        &[(0.0, 0.0), (0.08, 0.0), (0.09, 0.07), (0.095, 0.075), (0.085, 0.07), (0.0, 0.02)],
        18,
        TERRACOTTA,
    );
    m.grounded(w, d, 0.12, 0.38)
}

/// A sink set into the worktop, with a tap.
pub fn sink(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.gloss;
    // It is let into the top: a rim, and a dark bowl that reads as a hollow.
    s.stand(Vec3::Y * -0.005, Vec3::new(w, 0.014, d), 0.005, STEEL);
    let (bw, bd) = (w * 0.5, d * 0.74);
    s.stand(Vec3::new(w * 0.17, 0.001, 0.02), Vec3::new(bw + 0.03, 0.012, bd + 0.03), 0.004, shade(STEEL, 1.12));
    s.stand(Vec3::new(w * 0.17, 0.0045, 0.02), Vec3::new(bw, 0.0095, bd), 0.001, shade(STEEL, 0.55));
    for i in 0..5 {
        s.stand(
            Vec3::new(-w * 0.4 + i as f32 * 0.055, 0.006, 0.02),
            Vec3::new(0.014, 0.007, d * 0.7),
            0.002,
            shade(STEEL, 0.86),
        );
    }
    s.drum(Vec3::new(w * 0.17, 0.0, -d / 2.0 + 0.03), 0.026, 0.02, 0.05, 12, STEEL);
    s.rod(
        &[
            Vec3::new(w * 0.17, 0.04, -d / 2.0 + 0.03),
            Vec3::new(w * 0.17, 0.25, -d / 2.0 + 0.04),
            Vec3::new(w * 0.17, 0.29, -d / 2.0 + 0.1),
            Vec3::new(w * 0.17, 0.27, -d / 2.0 + 0.17),
            Vec3::new(w * 0.17, 0.22, -d / 2.0 + 0.18),
        ],
        0.013,
        STEEL,
    );
    m
}

/// A tall cream fridge-freezer.
pub fn fridge(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.gloss;
    let tone = hex(0xEFE6D2);
    s.stand(Vec3::new(0.0, 0.03, -0.015), Vec3::new(w, 1.72, d - 0.06), 0.03, shade(tone, 0.95));
    s.stand(Vec3::new(0.0, 0.06, d / 2.0 - 0.045), Vec3::new(w, 0.56, 0.06), 0.028, tone);
    s.stand(Vec3::new(0.0, 0.64, d / 2.0 - 0.045), Vec3::new(w, 1.1, 0.06), 0.028, tone);
    for (y0, y1) in [(0.36, 0.56), (0.72, 1.1)] {
        s.limb(
            Vec3::new(-w * 0.38, y0, d / 2.0 + 0.02),
            Vec3::new(-w * 0.38, y1, d / 2.0 + 0.02),
            0.013,
            0.013,
            8,
            STEEL,
        );
    }
    // Notes and a magnet.
    s.stand(Vec3::new(w * 0.1, 1.28, d / 2.0 - 0.012), Vec3::new(0.13, 0.17, 0.004), 0.001, hex(0xFFFDF4));
    s.ball(Vec3::new(w * 0.1, 1.43, d / 2.0 - 0.008), Vec3::new(0.014, 0.014, 0.006), 0.0, 8, TERRACOTTA);
    s.stand(Vec3::new(w * 0.27, 1.16, d / 2.0 - 0.012), Vec3::new(0.09, 0.09, 0.004), 0.001, hex(0xF3D98B));
    m.grounded(w, d, 0.12, 0.42)
}

/// A washing machine with a round door.
pub fn washing_machine(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.gloss;
    s.stand(Vec3::new(0.0, 0.02, -0.01), Vec3::new(w - 0.01, 0.84, d - 0.03), 0.02, CERAMIC);
    s.stand(Vec3::new(0.0, 0.72, d / 2.0 - 0.022), Vec3::new(w - 0.03, 0.11, 0.015), 0.008, shade(CERAMIC, 0.9));
    s.at(Vec3::new(0.0, 0.4, d / 2.0 - 0.03), Quat::from_rotation_x(FRAC_PI_2), |s| {
        s.turned(Vec3::ZERO, &[(0.2, 0.0), (0.2, 0.02), (0.18, 0.035), (0.15, 0.035)], 28, STEEL);
        s.turned(Vec3::ZERO, &[(0.15, 0.035), (0.1, 0.05), (0.0, 0.055)], 28, hex(0x5E7280));
    });
    s.at(Vec3::new(w * 0.3, 0.775, d / 2.0 - 0.02), Quat::from_rotation_x(FRAC_PI_2), |s| {
        s.drum(Vec3::ZERO, 0.032, 0.028, 0.025, 14, STEEL);
    });
    // The worktop runs over it.
    m.matte.stand(Vec3::new(0.0, TOP - 0.04, 0.0), Vec3::new(w + 0.01, 0.04, d + 0.02), 0.012, OAK);
    // A basket of folded laundry.
    m.matte.drum(Vec3::new(0.0, TOP, -0.02), 0.15, 0.18, 0.14, 18, hex(0xC9A878));
    m.matte.ball(Vec3::new(-0.03, TOP + 0.14, -0.02), Vec3::new(0.12, 0.05, 0.12), 0.5, 12, CREAM);
    m.matte.ball(Vec3::new(0.06, TOP + 0.16, 0.0), Vec3::new(0.08, 0.045, 0.09), 0.5, 12, hex(0x9DB4C4));
    m.grounded(w, d, 0.12, 0.38)
}
