//! Bathroom fixtures, radiators and mirrors.

use super::palette::{BLUE, CERAMIC, OAK, OAK_DARK, ROSE, STEEL, WOODWORK};
use super::piece::Model;
use super::shape::{hex, paint, shade};
use bevy::math::{Quat, Vec2, Vec3};
use std::f32::consts::FRAC_PI_2;

/// A toilet with its cistern at the back.
pub fn toilet(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.gloss;
    let stretch = Vec2::new(w * 0.46, d * 0.36);
    let bowl = Vec3::new(0.0, 0.0, d * 0.12);
    s.turned_oval(
        bowl,
        &[(0.0, 0.0), (0.6, 0.0), (0.62, 0.04), (0.5, 0.14), (0.68, 0.26), (1.0, 0.36), (1.0, 0.39), (0.0, 0.39)],
        stretch,
        24,
        CERAMIC,
    );
    s.turned_oval(
        bowl + Vec3::Y * 0.388,
        &[(0.0, 0.0), (1.04, 0.0), (1.04, 0.03), (0.96, 0.04), (0.0, 0.04)],
        stretch,
        24,
        hex(0xFDFBF6),
    );
    s.stand(Vec3::new(0.0, 0.36, -d / 2.0 + 0.1), Vec3::new(w * 0.98, 0.4, 0.19), 0.03, CERAMIC);
    s.stand(Vec3::new(0.0, 0.76, -d / 2.0 + 0.1), Vec3::new(w * 1.02, 0.035, 0.21), 0.014, hex(0xFDFBF6));
    s.limb(
        Vec3::new(w * 0.3, 0.69, -d / 2.0 + 0.2),
        Vec3::new(w * 0.42, 0.69, -d / 2.0 + 0.21),
        0.011,
        0.011,
        8,
        STEEL,
    );
    // A grab rail beside it, as in a home made ready for later life.
    s.rod(
        &[
            Vec3::new(-w / 2.0 - 0.18, 0.0, -d / 2.0 + 0.06),
            Vec3::new(-w / 2.0 - 0.18, 0.72, -d / 2.0 + 0.06),
            Vec3::new(-w / 2.0 - 0.18, 0.76, -d / 2.0 + 0.12),
            Vec3::new(-w / 2.0 - 0.18, 0.76, d * 0.3),
            Vec3::new(-w / 2.0 - 0.18, 0.72, d * 0.36),
            Vec3::new(-w / 2.0 - 0.18, 0.0, d * 0.36),
        ],
        0.014,
        hex(0xE9EEF0),
    );
    m.grounded(w * 0.8, d * 0.9, 0.1, 0.34)
}

/// A basin on a pedestal, with taps and a towel.
pub fn basin(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.gloss;
    s.turned_oval(
        Vec3::new(0.0, 0.0, -0.04),
        &[(0.0, 0.0), (0.5, 0.0), (0.36, 0.1), (0.32, 0.6), (0.5, 0.72)],
        Vec2::splat(w * 0.4),
        20,
        CERAMIC,
    );
    let stretch = Vec2::new(w / 2.0, d / 2.0);
    s.turned_oval(
        Vec3::Y * 0.68,
        &[(0.4, 0.0), (0.86, 0.08), (1.0, 0.16), (0.98, 0.175), (0.84, 0.175), (0.78, 0.15), (0.5, 0.08), (0.0, 0.07)],
        stretch,
        28,
        CERAMIC,
    );
    for x in [-0.1, 0.1] {
        s.drum(Vec3::new(x, 0.85, -d / 2.0 + 0.05), 0.016, 0.014, 0.05, 10, STEEL);
        s.limb(Vec3::new(x, 0.9, -d / 2.0 + 0.05), Vec3::new(x, 0.89, -d / 2.0 + 0.13), 0.011, 0.009, 8, STEEL);
    }
    m.gloss.drum(Vec3::new(-w * 0.3, 0.855, -d / 2.0 + 0.07), 0.028, 0.032, 0.09, 12, ROSE);
    m.grounded(0.24, 0.22, 0.1, 0.32)
}

/// A bath with a rim, taps, water and a mat before it.
pub fn bath(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let tall = 0.54;
    m.gloss.stand(Vec3::new(0.0, 0.0, 0.0), Vec3::new(w - 0.03, tall - 0.03, d - 0.03), 0.02, hex(0xDCE7EA));
    let s = &mut m.gloss;
    let rim = 0.075;
    for side in [-1.0, 1.0] {
        s.stand(Vec3::new(0.0, tall - 0.05, side * (d / 2.0 - rim / 2.0)), Vec3::new(w, 0.055, rim), 0.022, CERAMIC);
        s.stand(
            Vec3::new(side * (w / 2.0 - rim * 0.75), tall - 0.05, 0.0),
            Vec3::new(rim * 1.5, 0.055, d),
            0.022,
            CERAMIC,
        );
    }
    // The hollow: sides that slope to a floor, seen from above.
    let (x0, z0) = (w / 2.0 - rim * 1.4, d / 2.0 - rim * 0.9);
    let (x1, z1) = (x0 - 0.12, z0 - 0.08);
    let (top, floor) = (tall - 0.01, 0.14);
    let upper = [Vec3::new(-x0, top, -z0), Vec3::new(x0, top, -z0), Vec3::new(x0, top, z0), Vec3::new(-x0, top, z0)];
    let lower =
        [Vec3::new(-x1, floor, -z1), Vec3::new(x1, floor, -z1), Vec3::new(x1, floor, z1), Vec3::new(-x1, floor, z1)];
    let (light, dark) = (paint(CERAMIC), paint(shade(CERAMIC, 0.78)));
    for i in 0..4 {
        let j = (i + 1) % 4;
        let inward = -(upper[i] + upper[j]) * Vec3::new(0.5, 0.0, 0.5);
        m.clear_hollow(upper[i], upper[j], lower[j], lower[i], inward, light, dark);
    }
    m.gloss.face_towards(lower, Vec3::Y, [dark; 4]);
    let s = &mut m.gloss;
    for z in [-0.09, 0.09] {
        s.drum(Vec3::new(-w / 2.0 + 0.055, tall, z), 0.018, 0.018, 0.06, 10, STEEL);
        s.limb(
            Vec3::new(-w / 2.0 + 0.055, tall + 0.05, z),
            Vec3::new(-w / 2.0 + 0.16, tall + 0.045, z),
            0.012,
            0.01,
            8,
            STEEL,
        );
    }
    // A folded towel on the rim and a mat on the floor.
    m.matte.stand(Vec3::new(w * 0.28, tall, d / 2.0 - 0.04), Vec3::new(0.3, 0.05, 0.12), 0.022, ROSE);
    m.matte.stand(Vec3::new(0.0, 0.002, d / 2.0 + 0.3), Vec3::new(0.75, 0.018, 0.42), 0.009, BLUE);
    m.matte.stand(Vec3::new(0.0, 0.003, d / 2.0 + 0.3), Vec3::new(0.63, 0.019, 0.3), 0.006, shade(BLUE, 1.12));
    m.grounded(w, d, 0.12, 0.4)
}

impl Model {
    /// One sloping side of a hollow.
    #[expect(clippy::too_many_arguments, reason = "four corners, a direction and two paints")]
    fn clear_hollow(
        &mut self,
        a: Vec3,
        b: Vec3,
        c: Vec3,
        d: Vec3,
        inward: Vec3,
        light: super::shape::Paint,
        dark: super::shape::Paint,
    ) {
        self.gloss.face_towards([a, b, c, d], inward, [light, light, dark, dark]);
    }
}

/// A shower tray with a glass screen.
pub fn shower(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.gloss;
    s.stand(Vec3::ZERO, Vec3::new(w, 0.08, d), 0.02, CERAMIC);
    s.stand(Vec3::Y * 0.075, Vec3::new(w - 0.1, 0.008, d - 0.1), 0.003, shade(CERAMIC, 0.88));
    s.rod(
        &[
            Vec3::new(0.0, 0.9, -d / 2.0 + 0.04),
            Vec3::new(0.0, 2.0, -d / 2.0 + 0.04),
            Vec3::new(0.0, 2.05, -d / 2.0 + 0.12),
            Vec3::new(0.0, 2.03, -d / 2.0 + 0.22),
        ],
        0.014,
        STEEL,
    );
    s.drum(Vec3::new(0.0, 1.99, -d / 2.0 + 0.24), 0.08, 0.05, 0.03, 16, STEEL);
    m.clear.block(Vec3::new(w / 2.0 - 0.01, 1.0, 0.0), Vec3::new(0.012, 1.85, d), 0.003, hex(0xD4E7EC));
    m.grounded(w, d, 0.1, 0.3)
}

/// A panel radiator with fins.
pub fn radiator(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let tall = 0.5;
    let s = &mut m.gloss;
    s.stand(Vec3::Y * 0.02, Vec3::new(w, tall - 0.04, d * 0.45), 0.012, hex(0xF2EFE6));
    let fins = (w / 0.07).round().max(2.0) as i32;
    for i in 0..fins {
        let x = -w / 2.0 + (i as f32 + 0.5) * w / fins as f32;
        s.stand(Vec3::new(x, 0.0, d * 0.12), Vec3::new(w / fins as f32 * 0.72, tall, d * 0.55), 0.02, hex(0xF7F4EC));
    }
    s.limb(Vec3::new(w / 2.0 - 0.02, 0.06, 0.0), Vec3::new(w / 2.0 + 0.05, 0.06, 0.0), 0.012, 0.018, 8, STEEL);
    s.drum(Vec3::new(w / 2.0 + 0.05, 0.05, 0.0), 0.022, 0.022, 0.07, 10, WOODWORK);
    m
}

/// An oval mirror in an oak frame.
pub fn mirror(w: f32) -> Model {
    let mut m = Model::new();
    let high = w * 1.3;
    let turn = Quat::from_rotation_x(FRAC_PI_2);
    let middle = Vec3::new(0.0, high / 2.0, -0.015);
    let stretch = Vec2::new(w / 2.0, high / 2.0);
    m.matte.at(middle, turn, |s| {
        s.turned_oval(Vec3::ZERO, &[(1.0, 0.0), (1.0, 0.025), (0.92, 0.035), (0.86, 0.028)], stretch, 28, OAK);
        s.turned_oval(Vec3::ZERO, &[(1.0, 0.0), (0.0, 0.0)], stretch, 28, OAK_DARK);
    });
    m.gloss.at(middle, turn, |s| {
        s.turned_oval(Vec3::ZERO, &[(0.88, 0.028), (0.0, 0.028)], stretch, 28, hex(0xC9DCE4));
    });
    m
}
