//! Bedroom furniture: bed, bedside table, wardrobe, chest of drawers.

use super::palette::{BLUE, CERAMIC, CREAM, MUSTARD, OAK, OAK_DARK, WALNUT};
use super::piece::Model;
use super::shape::{hex, shade};
use bevy::math::{Quat, Vec3};

/// A bed whose head is at the back; the duvet is folded below the pillows.
pub fn bed(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        s.drum(Vec3::new(x * (w / 2.0 - 0.07), 0.0, z * (d / 2.0 - 0.08)), 0.025, 0.035, 0.14, 10, WALNUT);
    }
    s.stand(Vec3::new(0.0, 0.12, 0.0), Vec3::new(w, 0.18, d), 0.02, OAK);
    // Headboard, slightly leaning, with a padded field; a low footboard.
    s.at(Vec3::new(0.0, 0.12, -d / 2.0 + 0.03), Quat::from_rotation_x(-0.05), |s| {
        s.stand(Vec3::ZERO, Vec3::new(w + 0.06, 0.95, 0.06), 0.03, OAK);
        s.block(Vec3::new(0.0, 0.64, 0.035), Vec3::new(w - 0.1, 0.44, 0.05), 0.045, hex(0xE5D6C3));
    });
    s.stand(Vec3::new(0.0, 0.12, d / 2.0 - 0.02), Vec3::new(w + 0.04, 0.36, 0.05), 0.02, OAK);
    s.stand(Vec3::new(0.0, 0.29, 0.02), Vec3::new(w - 0.04, 0.2, d - 0.1), 0.06, CERAMIC);
    // Duvet: puffed, hanging a little over the sides, with a turned-back edge and stripes.
    s.stand(Vec3::new(0.0, 0.40, 0.27), Vec3::new(w + 0.05, 0.15, d - 0.62), 0.065, BLUE);
    for (z, tone) in [(0.72, CREAM), (0.55, shade(BLUE, 0.82)), (0.5, CREAM)] {
        s.block(Vec3::new(0.0, 0.49, z), Vec3::new(w + 0.056, 0.125, 0.035), 0.03, tone);
    }
    s.stand(Vec3::new(0.0, 0.43, -d / 2.0 + 0.7), Vec3::new(w + 0.055, 0.135, 0.2), 0.06, CREAM);
    // A folded blanket at the foot.
    s.stand(Vec3::new(0.0, 0.45, d / 2.0 - 0.32), Vec3::new(w + 0.07, 0.13, 0.34), 0.05, hex(0xC27C5C));
    for side in [-1.0, 1.0] {
        s.at(Vec3::new(side * w * 0.245, 0.56, -d / 2.0 + 0.34), Quat::from_rotation_x(0.22), |s| {
            s.ball(Vec3::ZERO, Vec3::new(w * 0.225, 0.085, 0.2), 0.75, 18, CERAMIC);
        });
    }
    m.grounded(w, d, 0.16, 0.42)
}

/// A small table with one drawer.
pub fn bedside_table(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let s = &mut m.matte;
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        s.drum(Vec3::new(x * (w / 2.0 - 0.04), 0.0, z * (d / 2.0 - 0.04)), 0.015, 0.024, 0.26, 8, OAK_DARK);
    }
    s.stand(Vec3::new(0.0, 0.25, 0.0), Vec3::new(w - 0.03, 0.26, d - 0.03), 0.012, OAK);
    s.block(Vec3::new(0.0, 0.38, d / 2.0 - 0.012), Vec3::new(w - 0.08, 0.18, 0.016), 0.006, shade(OAK, 1.1));
    s.stand(Vec3::new(0.0, 0.51, 0.0), Vec3::new(w, 0.035, d), 0.012, OAK);
    m.gloss.ball(Vec3::new(0.0, 0.38, d / 2.0 + 0.008), Vec3::splat(0.016), 0.0, 8, MUSTARD);
    // A glass of water and a book.
    m.matte.stand(Vec3::new(-0.1, 0.545, 0.1), Vec3::new(0.13, 0.03, 0.18), 0.005, hex(0x8F4B45));
    m.grounded(w, d, 0.1, 0.36)
}

/// A wardrobe with two or three doors.
pub fn wardrobe(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let tall = 1.95;
    let s = &mut m.matte;
    s.stand(Vec3::new(0.0, 0.0, -0.01), Vec3::new(w - 0.05, 0.08, d - 0.06), 0.005, WALNUT);
    s.stand(Vec3::new(0.0, 0.08, -0.01), Vec3::new(w, tall - 0.08, d - 0.02), 0.015, hex(0xEDE3D0));
    s.stand(Vec3::new(0.0, tall, 0.0), Vec3::new(w + 0.05, 0.05, d + 0.02), 0.015, OAK);
    let doors = if w > 1.3 { 3 } else { 2 };
    let each = (w - 0.04) / doors as f32;
    for i in 0..doors {
        let x = -w / 2.0 + 0.02 + each * (i as f32 + 0.5);
        s.stand(Vec3::new(x, 0.11, d / 2.0 - 0.025), Vec3::new(each - 0.012, tall - 0.15, 0.03), 0.008, hex(0xF2E9D8));
        for (y, high) in [(0.2, 0.62), (0.94, 0.86)] {
            s.stand(Vec3::new(x, y, d / 2.0 - 0.008), Vec3::new(each - 0.15, high, 0.012), 0.01, hex(0xE4D8C2));
        }
        let knob = x + each * if i == 0 { 0.4 } else { -0.4 };
        m.gloss.ball(Vec3::new(knob, 0.98, d / 2.0 + 0.016), Vec3::splat(0.02), 0.0, 10, MUSTARD);
    }
    // A hat box and a folded blanket above.
    s.drum(Vec3::new(-w * 0.28, tall + 0.05, 0.0), 0.17, 0.17, 0.16, 20, hex(0xA9BBAA));
    s.drum(Vec3::new(-w * 0.28, tall + 0.2, 0.0), 0.18, 0.18, 0.04, 20, hex(0x8CA38F));
    s.stand(Vec3::new(w * 0.2, tall + 0.05, 0.0), Vec3::new(0.5, 0.12, 0.36), 0.05, hex(0xD7A79A));
    m.grounded(w, d, 0.14, 0.42)
}

/// A chest of three rows of drawers, with a few things on it.
pub fn chest(w: f32, d: f32) -> Model {
    let mut m = Model::new();
    let tall = 0.86;
    let s = &mut m.matte;
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        s.drum(Vec3::new(x * (w / 2.0 - 0.05), 0.0, z * (d / 2.0 - 0.05)), 0.02, 0.03, 0.12, 8, WALNUT);
    }
    s.stand(Vec3::new(0.0, 0.1, -0.01), Vec3::new(w - 0.02, tall - 0.14, d - 0.03), 0.012, OAK);
    s.stand(Vec3::new(0.0, tall - 0.04, 0.0), Vec3::new(w + 0.02, 0.04, d + 0.01), 0.014, shade(OAK, 1.06));
    for row in 0..3 {
        let y = 0.13 + row as f32 * 0.23;
        let halves: &[f32] = if row == 2 { &[-0.25, 0.25] } else { &[0.0] };
        for x in halves {
            let wide = if row == 2 { w * 0.46 } else { w * 0.94 };
            s.stand(Vec3::new(x * w, y, d / 2.0 - 0.022), Vec3::new(wide, 0.21, 0.02), 0.008, shade(OAK, 1.1));
            let knobs: &[f32] = if row == 2 { &[0.0] } else { &[-0.3, 0.3] };
            for k in knobs {
                let at = Vec3::new((x + k) * w, y + 0.105, d / 2.0 + 0.004);
                m.gloss.ball(at, Vec3::splat(0.018), 0.0, 10, MUSTARD);
            }
        }
    }
    s.stand(Vec3::new(-w * 0.3, tall, 0.02), Vec3::new(0.16, 0.2, 0.02), 0.006, WALNUT);
    s.stand(Vec3::new(-w * 0.3, tall + 0.02, 0.032), Vec3::new(0.12, 0.16, 0.004), 0.002, hex(0xDCE3D6));
    s.turned(
        Vec3::new(w * 0.3, tall, 0.0),
        &[(0.0, 0.0), (0.05, 0.0), (0.075, 0.07), (0.05, 0.15), (0.035, 0.17), (0.045, 0.19)],
        14,
        hex(0x8FA6B8),
    );
    for (x, y, z, c) in [(0.0, 0.27, 0.0, 0xE2A7A0), (0.05, 0.25, 0.04, 0xF0D9A8), (-0.05, 0.25, 0.03, 0xD98C7A)] {
        s.ball(Vec3::new(w * 0.3 + x, tall + y, z), Vec3::splat(0.045), 0.0, 8, hex(c));
    }
    m.grounded(w, d, 0.12, 0.4)
}
