//! A cat or a dog: a body on four legs, with a head, ears and a tail, that walks, sits and curls up.

use super::cast::Appearance;
use crate::desktop::Now;
use crate::desktop::house::shape::{Shape, hex, shade};
use crate::simulation::view::{Posture, Who};
use bevy::prelude::*;

/// A part of an animal that moves by itself.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paw {
    /// The animal's place in the view's list of people.
    pub person: usize,
    /// Which part.
    pub part: Part,
}

/// The parts of an animal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Trunk, neck and head.
    Trunk,
    /// A foreleg: left or right.
    Fore(bool),
    /// A hind leg: left or right.
    Hind(bool),
    /// The tail.
    Tail,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 6] =
        [Self::Trunk, Self::Fore(true), Self::Fore(false), Self::Hind(true), Self::Hind(false), Self::Tail];
}

/// How large an animal is: height of the back, length of the trunk, thickness; metres.
fn measures(who: Who) -> (f32, f32, f32) {
    if who == Who::Dog { (0.40, 0.52, 0.115) } else { (0.22, 0.32, 0.072) }
}

/// Where a part hangs, with the animal standing at the origin and looking along `z`.
pub fn joint(who: Who, part: Part) -> Vec3 {
    let (high, long, thick) = measures(who);
    let side = |left: bool| if left { thick * 0.55 } else { -thick * 0.55 };
    match part {
        Part::Trunk => Vec3::new(0.0, high, 0.0),
        Part::Fore(left) => Vec3::new(side(left), high - thick * 0.3, long * 0.36),
        Part::Hind(left) => Vec3::new(side(left), high - thick * 0.3, -long * 0.36),
        Part::Tail => Vec3::new(0.0, high + thick * 0.4, -long * 0.5),
    }
}

/// The mesh of a part, hanging at its own origin.
pub fn build(look: &Appearance, part: Part) -> Shape {
    let (high, long, thick) = measures(look.who);
    let dog = look.who == Who::Dog;
    let (coat, light, dark) = (look.hair, look.shirt, shade(look.hair, 0.7));
    let mut s = Shape::new();
    match part {
        Part::Trunk => {
            s.ball(Vec3::new(0.0, 0.0, long * 0.2), Vec3::new(thick, thick * 1.05, long * 0.36), 0.1, 14, coat);
            s.ball(Vec3::new(0.0, 0.0, -long * 0.2), Vec3::new(thick * 0.95, thick, long * 0.36), 0.1, 14, coat);
            s.ball(Vec3::new(0.0, -thick * 0.4, long * 0.3), Vec3::splat(thick * 0.75), 0.1, 10, light);
            let head = Vec3::new(0.0, thick * 1.5, long * 0.62);
            let size = if dog { 0.095 } else { 0.062 };
            s.limb(Vec3::new(0.0, thick * 0.3, long * 0.42), head, thick * 0.62, size * 0.75, 10, coat);
            s.ball(head, Vec3::new(size, size * 0.92, size), 0.08, 14, coat);
            let muzzle = head + Vec3::new(0.0, -size * 0.3, size * if dog { 1.1 } else { 0.78 });
            s.ball(muzzle, Vec3::new(size * 0.5, size * 0.42, size * if dog { 0.75 } else { 0.42 }), 0.1, 10, light);
            s.ball(
                muzzle + Vec3::new(0.0, size * 0.14, size * if dog { 0.68 } else { 0.38 }),
                Vec3::splat(size * 0.16),
                0.0,
                8,
                hex(0x2A2522),
            );
            for side in [-1.0, 1.0] {
                s.ball(
                    head + Vec3::new(side * size * 0.4, size * 0.18, size * 0.86),
                    Vec3::splat(size * 0.13),
                    0.0,
                    8,
                    if dog { hex(0x2A2522) } else { hex(0x6E8B3D) },
                );
                if dog {
                    s.ball(
                        head + Vec3::new(side * size * 0.95, size * 0.1, -size * 0.1),
                        Vec3::new(size * 0.22, size * 0.7, size * 0.42),
                        0.1,
                        10,
                        dark,
                    );
                } else {
                    s.limb(
                        head + Vec3::new(side * size * 0.55, size * 0.55, 0.0),
                        head + Vec3::new(side * size * 0.68, size * 1.25, 0.0),
                        size * 0.32,
                        size * 0.05,
                        8,
                        dark,
                    );
                }
            }
            if dog {
                let collar = hex(0xB5566A);
                let at = Vec3::new(0.0, thick * 0.75, long * 0.5);
                s.limb(at, at + Vec3::new(0.0, 0.02, 0.012), thick * 0.68, thick * 0.66, 12, collar);
            }
        }
        Part::Fore(_) | Part::Hind(_) => {
            let foot = -(high - thick * 0.3) + 0.012;
            let wide = if dog { 0.034 } else { 0.02 };
            s.limb(Vec3::ZERO, Vec3::new(0.0, foot, 0.0), wide * 1.25, wide * 0.8, 9, coat);
            s.ball(Vec3::new(0.0, foot, wide * 0.6), Vec3::new(wide, wide * 0.6, wide * 1.5), 0.1, 8, light);
        }
        Part::Tail => {
            let tip = if dog { Vec3::new(0.0, 0.2, -0.16) } else { Vec3::new(0.0, 0.16, -0.2) };
            let wide = if dog { 0.026 } else { 0.017 };
            s.limb(Vec3::ZERO, tip * 0.55 - Vec3::Y * 0.03, wide, wide * 0.85, 8, coat);
            s.limb(tip * 0.55 - Vec3::Y * 0.03, tip, wide * 0.85, wide * 0.5, 8, dark);
        }
    }
    s
}

/// Legs swing while an animal walks; it sits on its haunches, and curls up low.
pub(super) fn prowl(now: Res<Now>, mut parts: Query<(&Paw, &mut Transform)>) {
    for (paw, mut transform) in &mut parts {
        let Some(animal) = now.house.people.get(paw.person) else { continue };
        let (high, long, thick) = measures(animal.who);
        let rest = joint(animal.who, paw.part);
        let mut at = Transform::from_translation(rest);
        let stride = if animal.who == Who::Dog { 0.5 } else { 0.32 };
        let phase = (animal.walked / stride * std::f64::consts::TAU) as f32;
        let calm = if now.pace > 120.0 { 0.4 } else { 1.0 };
        let (sits, lies) = match animal.posture {
            Posture::Sitting => (true, false),
            Posture::LyingInBed | Posture::OnFloor | Posture::InBath => (false, true),
            Posture::Standing | Posture::Walking | Posture::Falling(_) | Posture::Away => (false, false),
        };
        let drop = high - thick * 1.05;
        match paw.part {
            Part::Trunk if lies => at.translation.y -= drop,
            Part::Trunk if sits => {
                at.translation += Vec3::new(0.0, -drop * 0.35, -long * 0.06);
                at.rotation = Quat::from_rotation_x(-0.75);
            }
            Part::Tail if lies || sits => {
                at.translation.y -= drop;
                at.rotation = Quat::from_rotation_y(1.3) * Quat::from_rotation_x(-0.5);
            }
            Part::Fore(_) | Part::Hind(_) if lies => {
                at.translation.y -= drop;
                at.rotation = Quat::from_rotation_x(-1.45);
            }
            Part::Hind(_) if sits => {
                at.translation.y -= drop * 0.8;
                at.rotation = Quat::from_rotation_x(-1.35);
            }
            Part::Fore(left) | Part::Hind(left) if animal.posture == Posture::Walking => {
                // Opposite corners step together.
                let front = matches!(paw.part, Part::Fore(_));
                let offset = if left == front { 0.0 } else { std::f32::consts::PI };
                at.rotation = Quat::from_rotation_x(0.5 * calm * (phase + offset).sin());
            }
            Part::Tail if animal.posture == Posture::Walking => {
                at.rotation = Quat::from_rotation_y(0.25 * (phase * 0.5).sin());
            }
            Part::Trunk | Part::Fore(_) | Part::Hind(_) | Part::Tail => {}
        }
        transform.set_if_neq(at);
    }
}
