//! The people: jointed figures that walk, sit, lie down and fall.
//!
//! A figure is a tree of joints. Each frame its pose is worked out from what the house says ([`pose`]), the joints move
//! a part of the way there, and the body is placed on the floor, the seat or the bed. Read [`pose::Pose`] first.

mod animal;
mod body;
pub mod cast;
pub mod pose;

use super::{Dwelling, Looks, Moving, Now};
use crate::simulation::view::Posture;
use bevy::prelude::*;
use cast::Appearance;
use pose::{Joint, Pose};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(super::Furnish, body::spawn.after(super::house::prepare_materials))
        .add_systems(Update, (stand, animal::prowl, lean, cover).chain().in_set(Moving::People));
}

/// A person's figure: whose, and how it is held now.
#[derive(Component, Clone, Debug)]
pub struct Figure {
    /// The person's place in the view's list.
    pub person: usize,
    /// How the person looks.
    pub look: Appearance,
    /// How the figure is held now.
    pub held: Pose,
    /// Whether it has been placed at all.
    pub placed: bool,
    /// Where it was lately, the latest last, while time runs so fast that a step cannot be followed.
    pub trail: Vec<Vec3>,
}

/// One joint of a figure.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Limb {
    /// The person's place in the view's list.
    pub person: usize,
    /// Which joint.
    pub joint: Joint,
}

/// A stick or a walking frame, seen while its person is on their feet.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct LeansOn {
    /// The person's place in the view's list.
    pub person: usize,
}

/// Something that is seen only while a person lies or bathes: the lifted duvet, the foam.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Cover {
    /// The piece's place in the home's list.
    pub piece: usize,
    /// Whether it is a bath's foam rather than a bed's duvet.
    pub bath: bool,
}

/// Holds every figure as its person is held.
fn stand(
    now: Res<Now>,
    looks: Res<Looks>,
    time: Res<Time<Real>>,
    dwelling: Res<Dwelling>,
    mut figures: Query<(&mut Figure, &mut Transform, &mut Visibility), Without<Limb>>,
    mut limbs: Query<(&Limb, &mut Transform, &mut Visibility), Without<Figure>>,
) {
    for (mut figure, mut transform, mut seen) in &mut figures {
        let Some(person) = now.house.people.get(figure.person) else {
            seen.set_if_neq(Visibility::Hidden);
            continue;
        };
        if person.posture == Posture::Away {
            seen.set_if_neq(Visibility::Hidden);
            figure.placed = false;
            continue;
        }
        let mut target = pose::of(person, &dwelling.0, now.pace);
        if person.who.is_animal() {
            target = pose::of_animal(person, &dwelling.0);
        } else if matches!(person.posture, Posture::Standing | Posture::Walking) {
            target.bend(figure.look.stoop, figure.look.aid);
        }
        let far = figure.held.place.distance(target.place) > 2.5 && now.pace < 600.0;
        // Falling follows the house itself: it is quick, and its own motion is the message.
        let falling = matches!(person.posture, Posture::Falling(_));
        let rate = if now.pace > 300.0 { 7.0 } else { 12.0 };
        let part = if !figure.placed || far || falling { 1.0 } else { looks.ease(&now, &time, rate) };
        let place_part =
            if figure.placed && now.pace <= 2.0 && person.posture == Posture::Walking { 1.0 } else { part };
        figure.held.approach(&target, part, place_part);
        figure.placed = true;
        let here = figure.held.place;
        leave_trail(&mut figure.trail, here, now.pace, now.leapt);
        seen.set_if_neq(Visibility::Inherited);
        transform.set_if_neq(Transform {
            translation: figure.held.place,
            rotation: figure.held.turn,
            scale: Vec3::splat(figure.look.size),
        });
        let tucked_in = person.posture == Posture::LyingInBed;
        for (limb, mut joint, mut limb_seen) in &mut limbs {
            if limb.person != figure.person {
                continue;
            }
            // What lies under the duvet must not show through it.
            let hidden = tucked_in && limb.joint.is_below_waist();
            limb_seen.set_if_neq(if hidden { Visibility::Hidden } else { Visibility::Inherited });
            let turn = figure.held.turn_of(limb.joint);
            if joint.rotation != turn {
                joint.rotation = turn;
            }
            if limb.joint == Joint::Hips && joint.translation.y != figure.held.hips {
                joint.translation.y = figure.held.hips;
            }
        }
    }
}

/// Sticks and frames are in hand while their people are on their feet.
fn lean(now: Res<Now>, mut aids: Query<(&LeansOn, &mut Visibility)>) {
    for (aid, mut seen) in &mut aids {
        let upright = now
            .house
            .people
            .get(aid.person)
            .is_some_and(|person| matches!(person.posture, Posture::Standing | Posture::Walking));
        seen.set_if_neq(if upright { Visibility::Inherited } else { Visibility::Hidden });
    }
}

/// The speed from which a person leaves a trail, in simulated seconds a second.
const RUSH: f32 = 600.0;
/// How many places a trail keeps.
const TRAIL: usize = 24;

fn leave_trail(trail: &mut Vec<Vec3>, here: Vec3, pace: f32, leapt: bool) {
    if pace < RUSH || leapt {
        trail.clear();
        return;
    }
    if trail.last().is_none_or(|last| last.distance(here) > 0.18) {
        trail.push(here);
    } else if !trail.is_empty() {
        // Whoever stays lets the trail run out.
        trail.remove(0);
    }
    if trail.len() > TRAIL {
        trail.remove(0);
    }
}

/// Draws the duvet over whoever lies in bed, and foam over whoever bathes.
fn cover(now: Res<Now>, dwelling: Res<Dwelling>, mut covers: Query<(&Cover, &mut Visibility)>) {
    for (cover, mut seen) in &mut covers {
        let used = dwelling.0.furniture.get(cover.piece).is_some_and(|piece| {
            now.house.people.iter().any(|person| match person.posture {
                // A cat on the bed lies on the duvet.
                _ if person.who.is_animal() => false,
                Posture::LyingInBed => {
                    !cover.bath && pose::nearest(&dwelling.0, person.at, pose::is_bed) == Some(piece)
                }
                Posture::InBath => cover.bath && pose::nearest(&dwelling.0, person.at, pose::is_bath) == Some(piece),
                Posture::Standing
                | Posture::Walking
                | Posture::Sitting
                | Posture::Falling(_)
                | Posture::OnFloor
                | Posture::Away => false,
            })
        });
        seen.set_if_neq(if used { Visibility::Inherited } else { Visibility::Hidden });
    }
}
