//! What each kind of device looks like, a little larger than life so that it can be seen.
//!
//! Built around its own place, with its front towards `z`.

use crate::desktop::house::palette;
use crate::desktop::house::shape::{Shape, hex, shade};
use crate::home::DeviceKind;
use bevy::color::Srgba;
use bevy::math::{Quat, Vec3};
use std::f32::consts::FRAC_PI_2;

const WHITE: Srgba = hex(0xFBFAF7);
const GREY: Srgba = hex(0xC9CED2);

/// Adds the model of a kind of device.
pub fn build(s: &mut Shape, kind: DeviceKind) {
    match kind {
        DeviceKind::Movement => {
            s.at(Vec3::ZERO, Quat::from_rotation_x(0.45), |s| {
                s.block(Vec3::ZERO, Vec3::new(0.15, 0.19, 0.07), 0.03, WHITE);
                s.ball(Vec3::new(0.0, -0.02, 0.045), Vec3::new(0.058, 0.058, 0.045), 0.1, 14, shade(GREY, 1.08));
            });
        }
        DeviceKind::Contact => {
            s.block(Vec3::ZERO, Vec3::new(0.06, 0.16, 0.04), 0.016, WHITE);
            s.block(Vec3::new(-0.07, 0.0, 0.0), Vec3::new(0.035, 0.1, 0.032), 0.012, shade(WHITE, 0.93));
        }
        DeviceKind::Temperature => {
            s.at(Vec3::ZERO, Quat::from_rotation_x(FRAC_PI_2), |s| {
                s.drum(Vec3::new(0.0, -0.02, 0.0), 0.075, 0.068, 0.045, 22, WHITE);
                s.drum(Vec3::new(0.0, 0.02, 0.0), 0.046, 0.044, 0.008, 20, hex(0xE3ECEE));
            });
        }
        DeviceKind::Plug | DeviceKind::LightSwitch => {
            s.block(Vec3::ZERO, Vec3::new(0.12, 0.12, 0.06), 0.02, WHITE);
            s.block(Vec3::new(0.0, 0.0, 0.035), Vec3::new(0.07, 0.07, 0.02), 0.012, GREY);
        }
        DeviceKind::BedSensor => {
            s.block(Vec3::ZERO, Vec3::new(0.34, 0.025, 0.16), 0.012, hex(0xE5E9F2));
            s.block(Vec3::new(0.15, 0.015, 0.0), Vec3::new(0.07, 0.03, 0.1), 0.012, WHITE);
        }
        DeviceKind::Fob => {
            s.drum(Vec3::ZERO, 0.05, 0.046, 0.022, 20, WHITE);
            s.drum(Vec3::Y * 0.02, 0.026, 0.024, 0.01, 18, hex(0xC8442F));
            s.rod(
                &[
                    Vec3::new(0.045, 0.008, 0.0),
                    Vec3::new(0.11, 0.006, 0.04),
                    Vec3::new(0.12, 0.006, 0.1),
                    Vec3::new(0.05, 0.006, 0.12),
                    Vec3::new(-0.02, 0.006, 0.1),
                    Vec3::new(-0.04, 0.008, 0.02),
                ],
                0.005,
                palette::BLUE_DEEP,
            );
        }
        DeviceKind::Speaker => {
            s.drum(Vec3::new(0.0, -0.07, 0.0), 0.075, 0.075, 0.12, 24, hex(0x8996A0));
            s.drum(Vec3::new(0.0, 0.05, 0.0), 0.076, 0.07, 0.02, 24, WHITE);
            s.drum(Vec3::new(0.0, 0.068, 0.0), 0.045, 0.045, 0.006, 20, hex(0x7FC3CF));
            // It stands on a bracket of its own.
            s.block(Vec3::new(0.0, -0.08, -0.02), Vec3::new(0.2, 0.02, 0.2), 0.008, palette::OAK);
        }
        DeviceKind::Hub => {
            s.block(Vec3::ZERO, Vec3::new(0.2, 0.05, 0.15), 0.02, WHITE);
            for x in [-0.07, 0.07] {
                s.limb(Vec3::new(x, 0.02, -0.05), Vec3::new(x * 1.25, 0.16, -0.07), 0.009, 0.007, 8, WHITE);
            }
            s.block(Vec3::new(0.0, 0.0, 0.072), Vec3::new(0.06, 0.012, 0.012), 0.005, hex(0x55B98A));
            s.block(Vec3::new(0.0, -0.04, 0.0), Vec3::new(0.26, 0.02, 0.2), 0.008, palette::OAK);
        }
    }
}
