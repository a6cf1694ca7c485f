//! Doors and windows: frames, leaves on hinges, glass, sills and curtains.

use super::palette;
use super::shape::{Shape, hex, paint, shade};
use super::wall::{DOOR_HEAD, SILL, Stretch, WINDOW_HEAD};
use crate::home::{AreaKind, Home, Opening, OpeningKind};
use bevy::math::{Quat, Vec2, Vec3};
use std::f32::consts::{FRAC_PI_2, PI};

/// How far a door swings when it is fully open, in radians.
pub const WIDE_OPEN: f32 = 1.45;

/// The parts of a door: a frame that stands still and a leaf that swings.
pub struct DoorParts {
    /// Jambs and head, in the opening's own space: `x` along the wall, `z` towards `swing`.
    pub frame: Shape,
    /// The leaf, hinged at its own origin and reaching along `+x`.
    pub leaf: Shape,
    /// Where the hinge is, in the opening's space.
    pub hinge: Vec3,
}

/// Where an opening's own space lies in the world: `x` along the wall, `z` into the room it opens to.
pub fn space(opening: &Opening, home: &Home) -> (Vec3, Quat) {
    let origin = Vec3::new(opening.at.x as f32, 0.0, -opening.at.y as f32);
    // An outside door opens inwards; an inner door opens into the room that is not the hall.
    let inner = match &opening.to {
        None => &opening.from,
        Some(to) => to,
    };
    let side = home.area(inner).and_then(|area| area.floor).map_or(1.0, |floor| {
        let centre = floor.centre();
        if opening.along_x { centre.y - opening.at.y } else { centre.x - opening.at.x }
    });
    let turn = match (opening.along_x, side > 0.0) {
        // `z` towards the larger `y`, which is the world's `-z`.
        (true, true) => Quat::from_rotation_y(PI),
        (true, false) => Quat::IDENTITY,
        (false, true) => Quat::from_rotation_y(FRAC_PI_2),
        (false, false) => Quat::from_rotation_y(-FRAC_PI_2),
    };
    (origin, turn)
}

/// A door's parts, or an archway's lining.
pub fn door(opening: &Opening) -> DoorParts {
    let width = opening.width as f32;
    let half = width / 2.0;
    let outside = opening.to.is_none();
    // An outer wall reaches further out than in; the frame covers it from face to face.
    let (back, front) = if outside { (-0.15, 0.05) } else { (-0.06, 0.06) };
    let depth = front - back;
    let middle = (front + back) / 2.0;
    let mut frame = Shape::new();
    let wood = palette::WOODWORK;
    let thick = 0.06;
    for sign in [-1.0, 1.0] {
        frame.stand(
            Vec3::new(sign * (half - thick / 2.0 + 0.01), 0.0, middle),
            Vec3::new(thick, DOOR_HEAD + 0.05, depth),
            0.008,
            wood,
        );
    }
    frame.block(Vec3::new(0.0, DOOR_HEAD + 0.025, middle), Vec3::new(width + 0.02, thick, depth), 0.008, wood);
    // A threshold.
    frame.stand(
        Vec3::new(0.0, -0.01, middle),
        Vec3::new(width, 0.022, depth),
        0.004,
        if outside { palette::STONE } else { palette::OAK_DARK },
    );
    let leaf_width = width - 2.0 * thick + 0.03;
    let mut leaf = Shape::new();
    if opening.kind == OpeningKind::Door {
        let tone = if outside { hex(0x4F7176) } else { hex(0xF3EBDD) };
        let x = leaf_width / 2.0;
        let height = DOOR_HEAD - 0.03;
        leaf.stand(Vec3::new(x, 0.012, 0.0), Vec3::new(leaf_width, height, 0.042), 0.006, tone);
        // Panels: two raised fields on either face, or a window above in an outside door.
        for sign in [-1.0, 1.0] {
            let z = sign * 0.022;
            let field = |leaf: &mut Shape, y: f32, high: f32, colour| {
                leaf.block(Vec3::new(x, y, z), Vec3::new(leaf_width - 0.22, high, 0.014), 0.012, colour);
            };
            field(&mut leaf, 0.52, 0.72, shade(tone, 0.93));
            if outside {
                field(&mut leaf, 1.48, 0.72, hex(0xBFD6DC));
                leaf.block(Vec3::new(x, 1.48, z * 1.3), Vec3::new(0.03, 0.72, 0.008), 0.003, tone);
                leaf.block(Vec3::new(x, 1.0, z * 1.2), Vec3::new(0.26, 0.05, 0.012), 0.006, palette::MUSTARD);
            } else {
                field(&mut leaf, 1.42, 0.86, shade(tone, 0.93));
            }
            leaf.limb(
                Vec3::new(leaf_width - 0.07, 1.02, sign * 0.055),
                Vec3::new(leaf_width - 0.19, 1.02, sign * 0.055),
                0.011,
                0.010,
                8,
                palette::MUSTARD,
            );
            leaf.limb(
                Vec3::new(leaf_width - 0.07, 1.02, 0.0),
                Vec3::new(leaf_width - 0.07, 1.02, sign * 0.055),
                0.010,
                0.010,
                8,
                palette::MUSTARD,
            );
        }
    }
    DoorParts { frame, leaf, hinge: Vec3::new(-leaf_width / 2.0, 0.0, 0.0) }
}

/// The parts of a window, standing on its sill's height: the frame with its sill, the glass, and the curtains.
pub struct WindowParts {
    /// Frame, sill and curtains.
    pub frame: Shape,
    /// The panes.
    pub glass: Shape,
}

/// A window's parts in the opening's own space (`z` into the room), from the sill upwards: `y` 0 is the sill.
pub fn window(opening: &Opening, home: &Home) -> WindowParts {
    let width = opening.width as f32;
    let half = width / 2.0;
    let tall = WINDOW_HEAD - SILL;
    let mut frame = Shape::new();
    let mut glass = Shape::new();
    let wood = palette::WOODWORK;
    let z = -0.08;
    let bar = 0.055;
    for (x, w) in [(-half + bar / 2.0, bar), (half - bar / 2.0, bar)] {
        frame.stand(Vec3::new(x, 0.0, z), Vec3::new(w, tall, 0.08), 0.006, wood);
    }
    for y in [bar / 2.0, tall - bar / 2.0] {
        frame.block(Vec3::new(0.0, y, z), Vec3::new(width, bar, 0.08), 0.006, wood);
    }
    // Mullions every metre or so, and a transom for the small panes above.
    let panes = (width / 0.75).round().max(1.0) as i32;
    for i in 1..panes {
        let x = -half + width * i as f32 / panes as f32;
        frame.stand(Vec3::new(x, 0.0, z), Vec3::new(0.045, tall, 0.06), 0.006, wood);
    }
    frame.block(Vec3::new(0.0, tall * 0.74, z), Vec3::new(width, 0.035, 0.05), 0.005, wood);
    // The sill inside.
    frame.block(Vec3::new(0.0, 0.0, 0.03), Vec3::new(width + 0.14, 0.035, 0.2), 0.012, wood);
    frame.block(Vec3::new(0.0, -0.01, -0.24), Vec3::new(width + 0.06, 0.05, 0.1), 0.01, palette::STONE);
    glass.face_towards(
        [Vec3::new(-half, 0.0, z), Vec3::new(half, 0.0, z), Vec3::new(half, tall, z), Vec3::new(-half, tall, z)],
        Vec3::Z,
        [paint(hex(0xBFDDEA)); 4],
    );
    let kind = home.area(&opening.from).map(|area| area.kind);
    let cloth = match kind {
        Some(AreaKind::Lounge) => Some(hex(0xCF8564)),
        Some(AreaKind::Bedroom) => Some(hex(0x8CA3B8)),
        Some(AreaKind::Hall | AreaKind::Other) => Some(palette::CREAM),
        Some(AreaKind::Kitchen | AreaKind::Bathroom) | None => None,
    };
    if let Some(cloth) = cloth {
        let rail = tall + 0.12;
        frame.limb(
            Vec3::new(-half - 0.22, rail, 0.09),
            Vec3::new(half + 0.22, rail, 0.09),
            0.014,
            0.014,
            8,
            palette::WALNUT,
        );
        for sign in [-1.0, 1.0] {
            // Folds: narrow upright cushions side by side.
            let folds = 5;
            for i in 0..folds {
                let x = sign * (half + 0.17 - i as f32 * 0.075);
                frame.ball(
                    Vec3::new(x, (rail - 0.62) / 2.0, 0.09 + 0.012 * (i % 2) as f32),
                    Vec3::new(0.048, (rail + 0.62) / 2.0, 0.035),
                    1.4,
                    8,
                    shade(cloth, if i % 2 == 0 { 1.0 } else { 0.9 }),
                );
            }
        }
    } else {
        // A blind, half drawn.
        frame.block(
            Vec3::new(0.0, tall - 0.13, 0.05),
            Vec3::new(width + 0.04, 0.28, 0.02),
            0.006,
            if kind == Some(AreaKind::Bathroom) { hex(0xDDE7EA) } else { hex(0xE8C79E) },
        );
        frame.limb(
            Vec3::new(-half - 0.02, tall - 0.275, 0.05),
            Vec3::new(half + 0.02, tall - 0.275, 0.05),
            0.012,
            0.012,
            6,
            palette::WOODWORK,
        );
    }
    WindowParts { frame, glass }
}

/// Where a thing that hangs on a wall finds it: the stretch nearest to the place, if one is near.
pub fn wall_behind(stretches: &[Stretch], at: Vec2) -> Option<usize> {
    stretches
        .iter()
        .enumerate()
        .filter_map(|(index, wall)| {
            let (along, across) = if wall.along_x { (at.x, at.y) } else { (at.y, at.x) };
            let off = (across - wall.line).abs();
            (along > wall.from - 0.1 && along < wall.to + 0.1 && off < 0.3).then_some((index, off))
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(index, _)| index)
}
