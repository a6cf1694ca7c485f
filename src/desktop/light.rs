//! Daylight, dusk and moonlight: one sun (or moon) with shadows, one soft fill, and the colour of the sky.
//!
//! The levels are chosen for the eye and not measured: a night one can still read, a noon that does not glare.

use super::camera::SceneCamera;
use super::{Dwelling, Looks, Moving, Now};
use crate::simulation::view::Sun;
use bevy::light::{CascadeShadowConfigBuilder, DirectionalLightShadowMap};
use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, hang).add_systems(Update, shine.in_set(Moving::Light));
}

/// The sun by day and the moon by night.
#[derive(Component)]
pub(super) struct Key;

/// The light of the open sky, without shadows.
#[derive(Component)]
pub(super) struct Fill;

/// The light of one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Daylight {
    /// The direction from the ground to the sun or moon.
    pub towards: Vec3,
    /// The key light's brightness, in the scene's lux.
    pub key: f32,
    /// The key light's colour.
    pub key_colour: LinearRgba,
    /// The fill's brightness, in the scene's lux.
    pub fill: f32,
    /// The fill's and the ambient light's colour.
    pub sky_colour: LinearRgba,
    /// The ambient brightness.
    pub ambient: f32,
    /// What is seen beyond the garden.
    pub backdrop: LinearRgba,
}

fn smooth(from: f32, to: f32, at: f32) -> f32 {
    let part = ((at - from) / (to - from)).clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}

fn blend(a: Srgba, b: Srgba, part: f32) -> Srgba {
    a + (b - a) * part
}

/// The light for a sun at this place in the sky, over a plan whose `y` axis lies `facing` degrees clockwise from north.
pub fn daylight(sun: Sun, facing: f64) -> Daylight {
    let altitude = sun.altitude as f32;
    let turn = (sun.azimuth - facing).to_radians() as f32;
    let day = smooth(-9.0, 5.0, altitude);
    let sunlit = smooth(-1.5, 9.0, altitude);
    // Low suns are warm; from about twenty degrees up the light is nearly white.
    let high = smooth(1.0, 22.0, altitude);
    let towards = if altitude > -2.5 {
        // A sun on the horizon would light nothing but edges: keep it a little above.
        let up = altitude.max(11.0).to_radians();
        Vec3::new(turn.sin() * up.cos(), up.sin(), -turn.cos() * up.cos())
    } else {
        // The moon stands high in the south-west.
        Vec3::new(-0.35, 0.85, 0.42).normalize()
    };
    let moon = 1.0 - smooth(-7.0, -2.0, altitude);
    let key = 5_300.0 * sunlit * (0.55 + 0.45 * high) + 1_500.0 * moon;
    let warm = Srgba::rgb(1.0, 0.76, 0.54);
    let white = Srgba::rgb(1.0, 0.965, 0.91);
    let moonlight = Srgba::rgb(0.72, 0.81, 1.0);
    let key_colour = blend(blend(warm, white, high), moonlight, moon);
    let sky_colour = blend(Srgba::rgb(0.66, 0.74, 0.98), Srgba::rgb(0.93, 0.95, 1.0), day);
    Daylight {
        towards,
        key,
        key_colour: key_colour.into(),
        fill: 520.0 + 880.0 * day,
        sky_colour: sky_colour.into(),
        ambient: 520.0 + 380.0 * day,
        backdrop: backdrop(altitude).into(),
    }
}

/// The colour beyond the garden for a sun of this altitude: night blue, lilac, peach, and the pale blue of day.
fn backdrop(altitude: f32) -> Srgba {
    const STOPS: [(f32, Srgba); 6] = [
        (-14.0, Srgba::rgb(0.255, 0.285, 0.390)),
        (-7.0, Srgba::rgb(0.380, 0.395, 0.520)),
        (-2.5, Srgba::rgb(0.670, 0.610, 0.680)),
        (2.0, Srgba::rgb(0.920, 0.805, 0.735)),
        (8.0, Srgba::rgb(0.870, 0.870, 0.860)),
        (18.0, Srgba::rgb(0.805, 0.875, 0.910)),
    ];
    let mut colour = STOPS[0].1;
    for pair in STOPS.windows(2) {
        let ((from, a), (to, b)) = (pair[0], pair[1]);
        if altitude > from {
            colour = blend(a, b, smooth(from, to, altitude));
        }
    }
    colour
}

fn hang(mut commands: Commands, looks: Res<Looks>) {
    let shadows = looks.quality.shadow_map();
    if let Some(size) = shadows {
        commands.insert_resource(DirectionalLightShadowMap { size });
    }
    commands.spawn((
        Key,
        DirectionalLight {
            shadow_maps_enabled: shadows.is_some(),
            shadow_depth_bias: 0.03,
            shadow_normal_bias: 1.4,
            ..default()
        },
        // The whole home lies at about the same distance, so one cascade around it serves best.
        CascadeShadowConfigBuilder { num_cascades: 1, minimum_distance: 4.0, maximum_distance: 60.0, ..default() }
            .build(),
        Transform::default(),
    ));
    commands.spawn((
        Fill,
        DirectionalLight { shadow_maps_enabled: false, ..default() },
        Transform::from_xyz(0.35, 1.0, 0.55).looking_at(Vec3::ZERO, Vec3::Y),
    ));
}

#[expect(clippy::type_complexity, reason = "a system names everything it reads")]
pub(super) fn shine(
    now: Res<Now>,
    dwelling: Res<Dwelling>,
    mut key: Single<(&mut DirectionalLight, &mut Transform), (With<Key>, Without<Fill>)>,
    mut fill: Single<&mut DirectionalLight, (With<Fill>, Without<Key>)>,
    mut ambient: ResMut<GlobalAmbientLight>,
    mut cameras: Query<&mut Camera, With<SceneCamera>>,
) {
    let light = daylight(now.house.sun, dwelling.0.facing);
    let (sun, place) = &mut *key;
    sun.illuminance = light.key;
    sun.color = light.key_colour.into();
    **place = Transform::from_translation(light.towards).looking_at(Vec3::ZERO, Vec3::Y);
    fill.illuminance = light.fill;
    fill.color = light.sky_colour.into();
    ambient.color = light.sky_colour.into();
    ambient.brightness = light.ambient;
    for mut camera in &mut cameras {
        camera.clear_color = ClearColorConfig::Custom(light.backdrop.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sun_lights_the_side_it_stands_on() {
        let noon = daylight(Sun { altitude: 20.0, azimuth: 180.0 }, 0.0);
        assert!(noon.towards.z > 0.5, "a southern sun shines from the plan's lower edge");
        let turned = daylight(Sun { altitude: 20.0, azimuth: 180.0 }, 90.0);
        assert!(turned.towards.x > 0.5, "with the plan's top to the east, south is to its right");
        let night = daylight(Sun { altitude: -30.0, azimuth: 0.0 }, 0.0);
        assert!(night.key < noon.key / 2.0 && night.ambient > 100.0, "night is dark and still readable");
    }
}
