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
        DeviceKind::SmokeAlarm | DeviceKind::CarbonMonoxideAlarm => {
            s.at(Vec3::ZERO, Quat::from_rotation_x(FRAC_PI_2), |s| {
                s.drum(Vec3::new(0.0, -0.02, 0.0), 0.1, 0.085, 0.05, 26, WHITE);
                s.drum(Vec3::new(0.0, 0.03, 0.0), 0.03, 0.026, 0.012, 16, GREY);
            });
            let lamp = if kind == DeviceKind::SmokeAlarm { hex(0xC8442F) } else { hex(0x3F7FB5) };
            s.ball(Vec3::new(0.055, 0.0, 0.034), Vec3::splat(0.009), 0.0, 8, lamp);
        }
        DeviceKind::FloodSensor => {
            s.drum(Vec3::new(0.0, -0.01, 0.0), 0.075, 0.07, 0.035, 22, WHITE);
            s.ball(Vec3::new(0.0, 0.026, 0.0), Vec3::new(0.018, 0.006, 0.018), 0.0, 10, hex(0x3F7FB5));
        }
        DeviceKind::LightLevel => {
            s.at(Vec3::ZERO, Quat::from_rotation_x(FRAC_PI_2), |s| {
                s.drum(Vec3::new(0.0, -0.02, 0.0), 0.06, 0.055, 0.035, 20, WHITE);
                s.drum(Vec3::new(0.0, 0.014, 0.0), 0.03, 0.028, 0.008, 18, hex(0xE8C76A));
            });
        }
        DeviceKind::SmartLight => {
            s.ball(Vec3::ZERO, Vec3::new(0.07, 0.08, 0.07), 0.0, 16, hex(0xF6EED6));
            s.drum(Vec3::new(0.0, -0.14, 0.0), 0.035, 0.04, 0.07, 16, GREY);
        }
        DeviceKind::Thermostat => {
            s.at(Vec3::ZERO, Quat::from_rotation_x(FRAC_PI_2), |s| {
                s.drum(Vec3::new(0.0, -0.02, 0.0), 0.09, 0.085, 0.05, 26, WHITE);
                s.drum(Vec3::new(0.0, 0.03, 0.0), 0.062, 0.06, 0.008, 24, hex(0x2F3B42));
            });
        }
        DeviceKind::RadiatorValve => {
            s.at(Vec3::ZERO, Quat::from_rotation_x(FRAC_PI_2), |s| {
                s.drum(Vec3::new(0.0, -0.05, 0.0), 0.045, 0.05, 0.1, 20, WHITE);
                s.drum(Vec3::new(0.0, 0.05, 0.0), 0.05, 0.044, 0.02, 20, GREY);
            });
        }
        DeviceKind::DoorLock => {
            s.block(Vec3::ZERO, Vec3::new(0.08, 0.18, 0.06), 0.02, hex(0x4A535A));
            s.at(Vec3::new(0.0, 0.03, 0.035), Quat::from_rotation_x(FRAC_PI_2), |s| {
                s.drum(Vec3::ZERO, 0.03, 0.03, 0.02, 18, GREY);
            });
        }
        DeviceKind::Doorbell => {
            s.block(Vec3::ZERO, Vec3::new(0.08, 0.14, 0.03), 0.015, hex(0x4A535A));
            s.ball(Vec3::new(0.0, -0.02, 0.018), Vec3::new(0.024, 0.024, 0.01), 0.0, 14, WHITE);
        }
        DeviceKind::KeySafe => {
            s.block(Vec3::ZERO, Vec3::new(0.1, 0.16, 0.06), 0.018, hex(0x4A535A));
            for row in 0..3_u8 {
                for column in [-0.025, 0.0, 0.025] {
                    let at = Vec3::new(column, 0.04 - f32::from(row) * 0.03, 0.032);
                    s.block(at, Vec3::new(0.017, 0.02, 0.008), 0.003, GREY);
                }
            }
        }
        DeviceKind::Screen => {
            s.at(Vec3::ZERO, Quat::from_rotation_x(-0.3), |s| {
                s.block(Vec3::Y * 0.04, Vec3::new(0.34, 0.22, 0.02), 0.012, hex(0x2F3B42));
                s.block(Vec3::new(0.0, 0.04, 0.011), Vec3::new(0.31, 0.19, 0.004), 0.004, hex(0x9CC7D6));
            });
            s.block(Vec3::new(0.0, -0.07, -0.03), Vec3::new(0.2, 0.02, 0.12), 0.008, GREY);
        }
        DeviceKind::Dispenser => {
            s.drum(Vec3::new(0.0, -0.03, 0.0), 0.11, 0.105, 0.05, 28, WHITE);
            s.drum(Vec3::new(0.0, 0.02, 0.0), 0.09, 0.088, 0.012, 28, hex(0x6FA8C4));
            s.block(Vec3::new(0.0, 0.034, 0.06), Vec3::new(0.05, 0.008, 0.05), 0.004, WHITE);
        }
        DeviceKind::PullCord => {
            s.block(Vec3::ZERO, Vec3::new(0.09, 0.05, 0.09), 0.015, WHITE);
            s.limb(Vec3::new(0.0, -0.02, 0.0), Vec3::new(0.0, -1.4, 0.0), 0.005, 0.005, 6, hex(0xC8442F));
            s.ball(Vec3::new(0.0, -1.42, 0.0), Vec3::new(0.03, 0.04, 0.03), 0.0, 12, hex(0xC8442F));
        }
        DeviceKind::Plug | DeviceKind::LightSwitch => {
            s.block(Vec3::ZERO, Vec3::new(0.12, 0.12, 0.06), 0.02, WHITE);
            s.block(Vec3::new(0.0, 0.0, 0.035), Vec3::new(0.07, 0.07, 0.02), 0.012, GREY);
        }
        DeviceKind::BedSensor | DeviceKind::ChairSensor => {
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
