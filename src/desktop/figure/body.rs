//! The body of a figure, of a few smooth parts, one mesh a joint, dressed as its appearance has it; and what it leans
//! on.

use super::animal::{self, Part, Paw};
use super::cast::{Aid, Appearance, Cast, Hair, Top};
use super::pose::{HIPS, Joint, SHIN, THIGH, is_bath, is_bed};
use super::{Cover, Figure, LeansOn, Limb};
use crate::desktop::house::piece::standing;
use crate::desktop::house::shape::{Shape, hex, shade};
use crate::desktop::house::{Materials, palette};
use crate::desktop::{Dwelling, Now};
use crate::simulation::view::Who;
use bevy::prelude::*;

/// The length of the upper arm, in metres.
const UPPER_ARM: f32 = 0.26;

/// The watch and badge of a tunic, the edges of a cardigan, a collar: what tells one top from another.
fn top(s: &mut Shape, look: &Appearance) {
    let (top, shirt) = (look.top_colour, look.shirt);
    match look.top {
        Top::Cardigan => {
            s.ball(Vec3::new(0.0, 0.2, 0.035), Vec3::new(0.058, 0.2, 0.102), 0.1, 14, shirt);
            for side in [-1.0, 1.0] {
                s.limb(
                    Vec3::new(side * 0.055, 0.37, 0.06),
                    Vec3::new(side * 0.062, 0.02, 0.112),
                    0.018,
                    0.016,
                    8,
                    shade(top, 0.86),
                );
            }
            s.ball(Vec3::new(0.0, 0.37, 0.03), Vec3::new(0.068, 0.022, 0.055), 0.0, 12, shirt);
        }
        Top::Tunic => {
            // White piping down the front, a watch on the left and a badge on the right, and a longer hem.
            s.limb(Vec3::new(0.0, 0.34, 0.1), Vec3::new(0.0, 0.0, 0.132), 0.011, 0.011, 8, shirt);
            s.ball(Vec3::new(0.0, 0.37, 0.03), Vec3::new(0.068, 0.02, 0.055), 0.0, 12, shirt);
            s.ball(Vec3::new(0.075, 0.25, 0.115), Vec3::new(0.017, 0.022, 0.01), 0.0, 10, palette::CERAMIC);
            s.block(Vec3::new(-0.075, 0.26, 0.118), Vec3::new(0.05, 0.03, 0.012), 0.004, palette::CERAMIC);
            s.ball(Vec3::new(0.0, -0.06, 0.0), Vec3::new(0.178, 0.13, 0.142), 0.2, 16, top);
        }
        Top::Jumper => {
            s.ball(Vec3::new(0.0, 0.372, 0.024), Vec3::new(0.064, 0.024, 0.056), 0.0, 12, shade(top, 0.82));
            s.limb(Vec3::new(0.0, -0.045, 0.0), Vec3::new(0.0, -0.02, 0.0), 0.15, 0.152, 16, shade(top, 0.86));
        }
    }
    if look.pendant {
        s.ball(Vec3::new(0.0, 0.22, 0.142), Vec3::new(0.018, 0.018, 0.008), 0.0, 10, palette::CERAMIC);
    }
}

fn head(s: &mut Shape, look: &Appearance) {
    let (skin, hair) = (look.skin, look.hair);
    s.ball(Vec3::new(0.0, 0.105, 0.012), Vec3::new(0.092, 0.118, 0.1), 0.08, 20, skin);
    s.ball(Vec3::new(0.0, 0.06, 0.035), Vec3::new(0.066, 0.062, 0.068), 0.05, 14, skin);
    // A soft cap of hair; then what tells one way of wearing it from another.
    s.ball(Vec3::new(0.0, 0.138, -0.022), Vec3::new(0.104, 0.108, 0.104), 0.1, 20, hair);
    s.ball(Vec3::new(0.0, 0.2, 0.018), Vec3::new(0.086, 0.046, 0.082), 0.1, 16, hair);
    match look.hair_style {
        Hair::Bun => s.ball(Vec3::new(0.0, 0.225, -0.07), Vec3::new(0.058, 0.052, 0.055), 0.05, 14, shade(hair, 0.96)),
        Hair::Tail => {
            s.ball(Vec3::new(0.0, 0.15, -0.13), Vec3::new(0.036, 0.04, 0.036), 0.05, 12, hair);
            s.limb(Vec3::new(0.0, 0.15, -0.14), Vec3::new(0.0, 0.0, -0.165), 0.032, 0.016, 10, hair);
        }
        Hair::Bob => {
            s.ball(Vec3::new(0.0, 0.09, -0.045), Vec3::new(0.112, 0.11, 0.085), 0.15, 16, hair);
        }
        Hair::Short => {}
    }
    for side in [-1.0, 1.0] {
        if look.hair_style == Hair::Short {
            s.ball(Vec3::new(side * 0.094, 0.1, 0.005), Vec3::new(0.016, 0.03, 0.022), 0.0, 10, shade(skin, 0.96));
        } else {
            s.ball(Vec3::new(side * 0.083, 0.12, 0.0), Vec3::new(0.03, 0.07, 0.055), 0.1, 12, hair);
        }
        s.ball(Vec3::new(side * 0.036, 0.112, 0.105), Vec3::new(0.011, 0.013, 0.008), 0.0, 8, hex(0x3B3A44));
        s.ball(Vec3::new(side * 0.05, 0.078, 0.094), Vec3::new(0.021, 0.016, 0.01), 0.0, 8, mixed(skin, 0.86));
        if look.spectacles {
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
    }
    s.ball(Vec3::new(0.0, 0.09, 0.117), Vec3::new(0.013, 0.018, 0.014), 0.0, 8, shade(skin, 0.97));
    s.ball(Vec3::new(0.0, 0.048, 0.1), Vec3::new(0.024, 0.006, 0.008), 0.0, 8, hex(0xB7655C));
}

/// Skin a little redder, as on cheeks.
fn mixed(skin: Srgba, by: f32) -> Srgba {
    Srgba::rgb(skin.red * 0.98, skin.green * by, skin.blue * by)
}

fn part(joint: Joint, look: &Appearance) -> Shape {
    let mut s = Shape::new();
    match joint {
        Joint::Hips => {
            s.ball(Vec3::new(0.0, 0.02, -0.005), Vec3::new(0.168, 0.13, 0.135), 0.15, 18, look.legs);
        }
        Joint::Chest => {
            let colour = look.top_colour;
            // Belly, chest and rounded shoulders.
            s.ball(Vec3::new(0.0, 0.05, 0.0), Vec3::new(0.155, 0.14, 0.128), 0.1, 18, colour);
            s.ball(Vec3::new(0.0, 0.21, 0.005), Vec3::new(0.165, 0.19, 0.125), 0.12, 18, colour);
            s.limb(Vec3::new(-0.125, 0.335, -0.005), Vec3::new(0.125, 0.335, -0.005), 0.068, 0.068, 14, colour);
            s.limb(Vec3::new(0.0, 0.36, 0.0), Vec3::new(0.0, 0.43, 0.012), 0.048, 0.044, 10, look.skin);
            top(&mut s, look);
        }
        Joint::Head => head(&mut s, look),
        Joint::LeftShoulder | Joint::RightShoulder => {
            s.limb(Vec3::ZERO, Vec3::new(0.0, -UPPER_ARM, 0.0), 0.062, 0.05, 12, look.top_colour);
        }
        Joint::LeftElbow | Joint::RightElbow => {
            // A tunic has short sleeves.
            let sleeve = if look.top == Top::Tunic { look.skin } else { look.top_colour };
            s.limb(Vec3::ZERO, Vec3::new(0.0, -0.2, 0.0), 0.05, 0.041, 12, sleeve);
            s.limb(Vec3::new(0.0, -0.192, 0.0), Vec3::new(0.0, -0.205, 0.0), 0.043, 0.043, 12, shade(sleeve, 0.86));
            s.ball(Vec3::new(0.0, -0.262, 0.008), Vec3::new(0.034, 0.052, 0.024), 0.1, 12, look.skin);
        }
        Joint::LeftHip | Joint::RightHip => {
            let inward = if joint == Joint::LeftHip { -0.018 } else { 0.018 };
            let (above, below) = if look.skirt { (0.112, 0.102) } else { (0.098, 0.076) };
            s.limb(Vec3::new(inward * 0.5, 0.0, 0.0), Vec3::new(inward, -THIGH, 0.0), above, below, 14, look.legs);
        }
        Joint::LeftKnee | Joint::RightKnee => {
            if look.skirt {
                s.limb(Vec3::ZERO, Vec3::new(0.0, -SHIN + 0.07, 0.0), 0.052, 0.034, 12, mixed(look.skin, 0.84));
                s.turned(Vec3::new(0.0, -0.17, 0.0), &[(0.112, 0.0), (0.109, 0.05), (0.1, 0.2)], 16, look.legs);
                s.turned(Vec3::new(0.0, -0.17, 0.0), &[(0.0, 0.0), (0.112, 0.0)], 16, shade(look.legs, 0.8));
            } else {
                s.limb(Vec3::ZERO, Vec3::new(0.0, -SHIN + 0.06, 0.0), 0.074, 0.058, 12, look.legs);
            }
        }
        Joint::LeftAnkle | Joint::RightAnkle => {
            s.ball(Vec3::new(0.0, -0.028, 0.05), Vec3::new(0.043, 0.036, 0.112), 0.3, 14, look.shoes);
            if look.who == Who::Resident {
                s.ball(Vec3::new(0.0, -0.002, 0.09), Vec3::new(0.025, 0.016, 0.022), 0.0, 10, palette::CREAM);
            }
        }
    }
    s
}

/// A stick from the hand to the floor, in the space of the elbow it hangs from.
fn stick() -> Shape {
    let mut s = Shape::new();
    let hand = Vec3::new(0.0, -0.27, 0.03);
    s.limb(hand + Vec3::new(0.0, 0.03, -0.06), hand + Vec3::new(0.0, 0.03, 0.06), 0.016, 0.014, 8, palette::WALNUT);
    s.limb(hand + Vec3::new(0.0, 0.03, 0.03), Vec3::new(0.0, -0.9, 0.05), 0.013, 0.011, 8, palette::WALNUT);
    s.ball(Vec3::new(0.0, -0.9, 0.05), Vec3::new(0.018, 0.014, 0.018), 0.0, 8, palette::INK);
    s
}

/// A walking frame before the body, in the figure's own space.
fn frame() -> Shape {
    let mut s = Shape::new();
    let steel = palette::STEEL;
    for side in [-1.0, 1.0] {
        let x = side * 0.26;
        s.rod(
            &[Vec3::new(x, 0.02, 0.2), Vec3::new(x, 0.8, 0.22), Vec3::new(x, 0.82, 0.5), Vec3::new(x, 0.02, 0.58)],
            0.014,
            steel,
        );
        s.limb(Vec3::new(x, 0.815, 0.22), Vec3::new(x, 0.825, 0.36), 0.022, 0.022, 8, palette::INK);
        for z in [0.2, 0.58] {
            s.ball(Vec3::new(x, 0.022, z), Vec3::new(0.022, 0.022, 0.022), 0.0, 8, palette::INK);
        }
    }
    for y in [0.45, 0.78] {
        s.rod(&[Vec3::new(-0.26, y, 0.53), Vec3::new(0.26, y, 0.53)], 0.012, steel);
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
    cast: Option<Res<Cast>>,
    dwelling: Res<Dwelling>,
    materials: Res<Materials>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    for person in 0..now.house.people.len() {
        let mut look = cast.as_ref().map_or_else(Appearance::default, |cast| cast.get(person));
        look.who = now.house.people[person].who;
        let root = commands
            .spawn((
                Figure { person, look, held: super::Pose::default(), placed: false, trail: Vec::new() },
                Transform::default(),
                Visibility::Hidden,
            ))
            .id();
        if look.who.is_animal() {
            for part in Part::ALL {
                commands.spawn((
                    Paw { person, part },
                    Mesh3d(meshes.add(animal::build(&look, part).mesh())),
                    MeshMaterial3d(materials.matte.clone()),
                    Transform::from_translation(animal::joint(look.who, part)),
                    ChildOf(root),
                ));
            }
            continue;
        }
        let mut joints = [Entity::PLACEHOLDER; 13];
        for joint in Joint::ALL {
            let parent = hangs_from(joint).map_or(root, |from| joints[from as usize]);
            let limb = commands
                .spawn((
                    Limb { person, joint },
                    Visibility::Inherited,
                    Mesh3d(meshes.add(part(joint, &look).mesh())),
                    MeshMaterial3d(materials.matte.clone()),
                    Transform::from_translation(offset(joint)),
                    ChildOf(parent),
                ))
                .id();
            joints[joint as usize] = limb;
        }
        let (aid, parent) = match look.aid {
            Aid::None => continue,
            Aid::Stick => (stick(), joints[Joint::RightElbow as usize]),
            Aid::Frame => (frame(), root),
        };
        commands.spawn((
            LeansOn { person },
            Mesh3d(meshes.add(aid.mesh())),
            MeshMaterial3d(materials.gloss.clone()),
            Transform::default(),
            Visibility::Hidden,
            ChildOf(parent),
        ));
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
