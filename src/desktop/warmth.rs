//! Rooms tinted by how warm they are: a veil of colour on each floor, and the colours' meaning in words and degrees.

use super::laid::{Laid, without};
use super::{Moving, Now, theme};
use bevy::light::NotShadowCaster;
use bevy::prelude::*;
use bevy_egui::egui::{self, Align2, Color32, Stroke};

use super::house::shape::{Shape, paint};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Veil>().add_systems(super::Furnish, spread).add_systems(Update, tint.in_set(Moving::Light));
}

/// Whether rooms are tinted.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Veil(pub bool);

/// The veil over one area's floor.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Veiled {
    /// The area's place in the home's list.
    pub area: usize,
}

/// The colours and the temperatures that they stand for, °C. 18 is the least that the UK Health Security Agency advises
/// indoors; blue is below it, so that a cold room shows at once.
const STOPS: [(f32, Srgba); 6] = [
    (10.0, Srgba::rgb(0.16, 0.27, 0.62)),
    (16.0, Srgba::rgb(0.33, 0.55, 0.86)),
    (18.0, Srgba::rgb(0.62, 0.80, 0.90)),
    (20.5, Srgba::rgb(0.93, 0.90, 0.74)),
    (24.0, Srgba::rgb(0.94, 0.66, 0.36)),
    (29.0, Srgba::rgb(0.78, 0.25, 0.20)),
];

/// The colour of a temperature, °C.
pub fn colour(celsius: f32) -> Srgba {
    let mut shown = STOPS[0].1;
    for pair in STOPS.windows(2) {
        let ((from, a), (to, b)) = (pair[0], pair[1]);
        let part = ((celsius - from) / (to - from)).clamp(0.0, 1.0);
        if celsius > from {
            shown = a + (b - a) * part;
        }
    }
    shown
}

fn spread(
    mut commands: Commands,
    laid: Res<Laid>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut surfaces: ResMut<Assets<StandardMaterial>>,
) {
    for (area, room) in laid.home.areas.iter().enumerate() {
        let Some(floor) = room.floor else { continue };
        let mut shape = Shape::new();
        for part in without(floor, &laid.wells(room.storey)) {
            let at = |x: f64, y: f64| Vec3::new(x as f32, 0.027, -y as f32);
            shape.face_towards(
                [
                    at(part.min.x, part.min.y),
                    at(part.max.x, part.min.y),
                    at(part.max.x, part.max.y),
                    at(part.min.x, part.max.y),
                ],
                Vec3::Y,
                [paint(Srgba::WHITE); 4],
            );
        }
        let surface = StandardMaterial {
            base_color: Color::srgba(1.0, 1.0, 1.0, 0.0),
            unlit: true,
            alpha_mode: AlphaMode::Blend,
            ..default()
        };
        commands.spawn((
            Veiled { area },
            Mesh3d(meshes.add(shape.mesh())),
            MeshMaterial3d(surfaces.add(surface)),
            NotShadowCaster,
            Visibility::Hidden,
        ));
    }
}

fn tint(
    now: Res<Now>,
    veil: Res<Veil>,
    mut veils: Query<(&Veiled, &MeshMaterial3d<StandardMaterial>, &mut Visibility)>,
    mut surfaces: ResMut<Assets<StandardMaterial>>,
) {
    for (veiled, surface, mut seen) in &mut veils {
        seen.set_if_neq(if veil.0 { Visibility::Inherited } else { Visibility::Hidden });
        let Some(celsius) = now.house.temperatures.get(veiled.area).filter(|_| veil.0) else { continue };
        let shown = Color::from(colour((*celsius * 5.0).round() as f32 / 5.0).with_alpha(0.62));
        if surfaces.get(&surface.0).is_some_and(|surface| surface.base_color != shown)
            && let Some(mut surface) = surfaces.get_mut(&surface.0)
        {
            surface.base_color = shown;
        }
    }
}

/// Paints what the colours mean, in the lower left corner of the scene.
pub(super) fn legend(painter: &egui::Painter) {
    const WIDE: f32 = 190.0;
    let clip = painter.clip_rect();
    let font = theme::strong(theme::SMALL);
    let title = painter.layout_no_wrap("Warmth of the air (T)".to_owned(), font.clone(), theme::INK);
    let row = title.size().y;
    let at = egui::pos2(clip.min.x + 14.0, clip.max.y - 2.0 * row - 34.0);
    let ground = egui::Rect::from_min_size(at, egui::vec2(WIDE + 24.0, 2.0 * row + 24.0));
    painter.rect_filled(ground, 8.0, Color32::from_rgba_unmultiplied(0xFB, 0xF8, 0xF3, 235));
    painter.galley(at + egui::vec2(12.0, 5.0), title, theme::INK);
    let bar = egui::Rect::from_min_size(at + egui::vec2(12.0, row + 8.0), egui::vec2(WIDE, 9.0));
    let parts = 38_u8;
    let celsius = |part: f32| 12.0 + part * 16.0;
    for i in 0..parts {
        let part = f32::from(i) / f32::from(parts);
        let tone = colour(celsius(part));
        let [r, g, b] = [tone.red, tone.green, tone.blue].map(|part| (part * 255.0) as u8);
        let piece = egui::Rect::from_min_size(
            bar.min + egui::vec2(part * WIDE, 0.0),
            egui::vec2(WIDE / f32::from(parts) + 0.6, bar.height()),
        );
        painter.rect_filled(piece, 0.0, Color32::from_rgb(r, g, b));
    }
    for degrees in [12.0_f32, 16.0, 18.0, 20.0, 24.0, 28.0] {
        let x = bar.min.x + (degrees - 12.0) / 16.0 * WIDE;
        painter.line_segment([egui::pos2(x, bar.max.y), egui::pos2(x, bar.max.y + 3.0)], Stroke::new(1.0, theme::INK));
        let words = if degrees == 28.0 { format!("{degrees}°C") } else { format!("{degrees}") };
        painter.text(egui::pos2(x, bar.max.y + 2.0), Align2::CENTER_TOP, words, font.clone(), theme::INK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cold_is_blue_and_warm_is_red() {
        let (cold, well, hot) = (colour(12.0), colour(20.5), colour(28.0));
        assert!(cold.blue > cold.red + 0.2 && hot.red > hot.blue + 0.3, "{cold:?} {hot:?}");
        assert!((well.red - well.green).abs() < 0.1, "{well:?}");
        assert_eq!(colour(-40.0), STOPS[0].1);
        assert_eq!(colour(90.0), STOPS[5].1);
    }
}
