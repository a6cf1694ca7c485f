//! The body of a figure: an older woman in a cardigan and skirt, of a few smooth parts, one mesh a joint.

use super::pose::{HIPS, Joint, SHIN, THIGH, is_bath, is_bed};
use super::{Cover, Figure, Limb};
use crate::desktop::house::piece::standing;
use crate::desktop::house::shape::{Shape, hex, shade};
use crate::desktop::house::{Materials, palette};
use crate::desktop::{Dwelling, Now};
use bevy::prelude::*;

const SKIN: Srgba = hex(0xE8B99A);
const HAIR: Srgba = hex(0xECE9E4);
const CARDIGAN: Srgba = hex(0x7B6A9C);
const BLOUSE: Srgba = hex(0xF7EFE2);
const SKIRT: Srgba = hex(0x46566B);
const TIGHTS: Srgba = hex(0xC69C82);
const SLIPPERS: Srgba = hex(0xB5566A);

/// The length of the upper arm, in metres.
const UPPER_ARM: f32 = 0.26;

fn part(joint: Joint) -> Shape {
    let mut s = Shape::new();
    match joint {
        Joint::Hips => {
            s.ball(Vec3::new(0.0, 0.02, -0.005), Vec3::new(0.168, 0.13, 0.135), 0.15, 18, SKIRT);
        }
        Joint::Chest => {
            // Belly, chest and rounded shoulders; an open front with a blouse, buttons, and the pendant.
            s.ball(Vec3::new(0.0, 0.05, 0.0), Vec3::new(0.155, 0.14, 0.128), 0.1, 18, CARDIGAN);
            s.ball(Vec3::new(0.0, 0.21, 0.005), Vec3::new(0.165, 0.19, 0.125), 0.12, 18, CARDIGAN);
            s.limb(Vec3::new(-0.125, 0.335, -0.005), Vec3::new(0.125, 0.335, -0.005), 0.068, 0.068, 14, CARDIGAN);
            s.ball(Vec3::new(0.0, 0.2, 0.035), Vec3::new(0.058, 0.2, 0.102), 0.1, 14, BLOUSE);
            for side in [-1.0, 1.0] {
                s.limb(
                    Vec3::new(side * 0.055, 0.37, 0.06),
                    Vec3::new(side * 0.062, 0.02, 0.112),
                    0.018,
                    0.016,
                    8,
                    shade(CARDIGAN, 0.86),
                );
            }
            s.limb(Vec3::new(0.0, 0.36, 0.0), Vec3::new(0.0, 0.43, 0.012), 0.048, 0.044, 10, SKIN);
            s.ball(Vec3::new(0.0, 0.37, 0.03), Vec3::new(0.068, 0.022, 0.055), 0.0, 12, BLOUSE);
            s.ball(Vec3::new(0.0, 0.22, 0.142), Vec3::new(0.018, 0.018, 0.008), 0.0, 10, palette::CERAMIC);
        }
        Joint::Head => {
            s.ball(Vec3::new(0.0, 0.105, 0.012), Vec3::new(0.092, 0.118, 0.1), 0.08, 20, SKIN);
            s.ball(Vec3::new(0.0, 0.06, 0.035), Vec3::new(0.066, 0.062, 0.068), 0.05, 14, SKIN);
            // Hair: a soft cap, sides over the ears, and a bun.
            s.ball(Vec3::new(0.0, 0.138, -0.022), Vec3::new(0.104, 0.108, 0.104), 0.1, 20, HAIR);
            s.ball(Vec3::new(0.0, 0.2, 0.018), Vec3::new(0.086, 0.046, 0.082), 0.1, 16, HAIR);
            for side in [-1.0, 1.0] {
                s.ball(Vec3::new(side * 0.083, 0.12, 0.0), Vec3::new(0.03, 0.07, 0.055), 0.1, 12, HAIR);
                s.ball(Vec3::new(side * 0.036, 0.112, 0.105), Vec3::new(0.011, 0.013, 0.008), 0.0, 8, hex(0x3B3A44));
                s.ball(Vec3::new(side * 0.05, 0.078, 0.094), Vec3::new(0.021, 0.016, 0.01), 0.0, 8, hex(0xE3A08C));
                // Spectacles.
                s.rod(
                    &[
                        Vec3::new(side * 0.012, 0.118, 0.117),
                        Vec3::new(side * 0.06, 0.12, 0.106),
                        Vec3::new(side * 0.062, 0.094, 0.104),
                        Vec3::new(side * 0.016, 0.092, 0.115),
                        Vec3::new(side * 0.012, 0.118, 0.117),
                    ],
                    0.0035,
                    palette::WALNUT,
                );
            }
            s.ball(Vec3::new(0.0, 0.09, 0.117), Vec3::new(0.013, 0.018, 0.014), 0.0, 8, shade(SKIN, 0.97));
            s.ball(Vec3::new(0.0, 0.048, 0.1), Vec3::new(0.024, 0.006, 0.008), 0.0, 8, hex(0xB7655C));
            s.ball(Vec3::new(0.0, 0.225, -0.07), Vec3::new(0.058, 0.052, 0.055), 0.05, 14, shade(HAIR, 0.96));
        }
        Joint::LeftShoulder | Joint::RightShoulder => {
            s.limb(Vec3::ZERO, Vec3::new(0.0, -UPPER_ARM, 0.0), 0.062, 0.05, 12, CARDIGAN);
        }
        Joint::LeftElbow | Joint::RightElbow => {
            s.limb(Vec3::ZERO, Vec3::new(0.0, -0.2, 0.0), 0.05, 0.041, 12, CARDIGAN);
            s.limb(Vec3::new(0.0, -0.192, 0.0), Vec3::new(0.0, -0.205, 0.0), 0.043, 0.043, 12, shade(CARDIGAN, 0.86));
            s.ball(Vec3::new(0.0, -0.262, 0.008), Vec3::new(0.034, 0.052, 0.024), 0.1, 12, SKIN);
        }
        Joint::LeftHip | Joint::RightHip => {
            let inward = if joint == Joint::LeftHip { -0.018 } else { 0.018 };
            s.limb(Vec3::new(inward * 0.5, 0.0, 0.0), Vec3::new(inward, -THIGH, 0.0), 0.112, 0.102, 14, SKIRT);
        }
        Joint::LeftKnee | Joint::RightKnee => {
            s.limb(Vec3::ZERO, Vec3::new(0.0, -SHIN + 0.07, 0.0), 0.052, 0.034, 12, TIGHTS);
            s.turned(Vec3::new(0.0, -0.17, 0.0), &[(0.112, 0.0), (0.109, 0.05), (0.1, 0.2)], 16, SKIRT);
            s.turned(Vec3::new(0.0, -0.17, 0.0), &[(0.0, 0.0), (0.112, 0.0)], 16, shade(SKIRT, 0.8));
        }
        Joint::LeftAnkle | Joint::RightAnkle => {
            s.ball(Vec3::new(0.0, -0.028, 0.05), Vec3::new(0.043, 0.036, 0.112), 0.3, 14, SLIPPERS);
            s.ball(Vec3::new(0.0, -0.002, 0.09), Vec3::new(0.025, 0.016, 0.022), 0.0, 10, palette::CREAM);
        }
    }
    s
}

/// Where a joint sits on what it hangs from.
fn offset(joint: Joint) -> Vec3 {
    match joint {
        Joint::Hips => Vec3::new(0.0, HIPS, 0.0),
        Joint::Chest => Vec3::new(0.0, 0.10, 0.0),
        Joint::Head => Vec3::new(0.0, 0.415, 0.012),
        Joint::LeftShoulder => Vec3::new(0.172, 0.335, -0.005),
        Joint::RightShoulder => Vec3::new(-0.172, 0.335, -0.005),
        Joint::LeftElbow | Joint::RightElbow => Vec3::new(0.0, -UPPER_ARM, 0.0),
        Joint::LeftHip => Vec3::new(0.078, 0.0, 0.0),
        Joint::RightHip => Vec3::new(-0.078, 0.0, 0.0),
        Joint::LeftKnee | Joint::RightKnee => Vec3::new(0.0, -THIGH, 0.0),
        Joint::LeftAnkle | Joint::RightAnkle => Vec3::new(0.0, -SHIN + 0.064, 0.0),
    }
}

fn hangs_from(joint: Joint) -> Option<Joint> {
    match joint {
        Joint::Hips => None,
        Joint::Chest | Joint::LeftHip | Joint::RightHip => Some(Joint::Hips),
        Joint::Head | Joint::LeftShoulder | Joint::RightShoulder => Some(Joint::Chest),
        Joint::LeftElbow => Some(Joint::LeftShoulder),
        Joint::RightElbow => Some(Joint::RightShoulder),
        Joint::LeftKnee => Some(Joint::LeftHip),
        Joint::RightKnee => Some(Joint::RightHip),
        Joint::LeftAnkle => Some(Joint::LeftKnee),
        Joint::RightAnkle => Some(Joint::RightKnee),
    }
}

/// Makes a figure for every person, and the covers of beds and baths.
pub fn spawn(
    mut commands: Commands,
    now: Res<Now>,
    dwelling: Res<Dwelling>,
    materials: Res<Materials>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    let parts: Vec<Handle<Mesh>> = Joint::ALL.iter().map(|joint| meshes.add(part(*joint).mesh())).collect();
    for person in 0..now.house.people.len() {
        let root = commands
            .spawn((
                Figure { person, held: super::Pose::default(), placed: false, trail: Vec::new() },
                Transform::default(),
                Visibility::Hidden,
            ))
            .id();
        let mut joints = [Entity::PLACEHOLDER; 13];
        for (place, joint) in Joint::ALL.into_iter().enumerate() {
            let parent = hangs_from(joint).map_or(root, |from| joints[from as usize]);
            let limb = commands
                .spawn((
                    Limb { person, joint },
                    Visibility::Inherited,
                    Mesh3d(parts[place].clone()),
                    MeshMaterial3d(materials.matte.clone()),
                    Transform::from_translation(offset(joint)),
                    ChildOf(parent),
                ))
                .id();
            joints[joint as usize] = limb;
        }
    }
    for (index, piece) in dwelling.0.furniture.iter().enumerate() {
        let (origin, turn) = standing(piece);
        let place = Transform::from_translation(origin).with_rotation(turn);
        let (w, d) = (piece.width as f32, piece.depth as f32);
        let mut shape = Shape::new();
        if is_bed(piece) {
            duvet(&mut shape, w, d);
        } else if is_bath(piece) {
            foam(&mut shape, w, d);
        } else {
            continue;
        }
        commands.spawn((
            Cover { piece: index, bath: is_bath(piece) },
            Mesh3d(meshes.add(shape.mesh())),
            MeshMaterial3d(materials.matte.clone()),
            place,
            Visibility::Hidden,
        ));
    }
}

/// The duvet lifted by the body under it, on the side that the figure lies on.
fn duvet(s: &mut Shape, w: f32, d: f32) {
    let x = if w > 1.2 { -w * 0.2 } else { 0.0 };
    let cover = palette::BLUE;
    s.ball(Vec3::new(x, 0.52, -d / 2.0 + 0.98), Vec3::new(0.27, 0.2, 0.36), 0.35, 18, cover);
    s.ball(Vec3::new(x, 0.52, 0.28), Vec3::new(0.23, 0.165, 0.52), 0.35, 18, cover);
    s.ball(Vec3::new(x, 0.52, d / 2.0 - 0.26), Vec3::new(0.18, 0.17, 0.2), 0.3, 14, hex(0xC27C5C));
    s.ball(Vec3::new(x, 0.535, -d / 2.0 + 0.66), Vec3::new(0.29, 0.17, 0.11), 0.4, 16, palette::CREAM);
}

/// Water with a good deal of foam on it.
fn foam(s: &mut Shape, w: f32, d: f32) {
    s.block(Vec3::new(0.0, 0.40, 0.0), Vec3::new(w - 0.24, 0.02, d - 0.18), 0.005, hex(0xBBD7E2));
    for i in 0..46 {
        let a = crate::desktop::house::floor::scatter(i, 1) - 0.5;
        let b = crate::desktop::house::floor::scatter(i, 2) - 0.5;
        let r = 0.05 + 0.06 * crate::desktop::house::floor::scatter(i, 3);
        s.ball(
            Vec3::new(a * (w - 0.36), 0.41 + r * 0.2, b * (d - 0.28)),
            Vec3::new(r, r * 0.7, r),
            0.0,
            8,
            shade(palette::CERAMIC, 0.97 + 0.03 * a),
        );
    }
}
