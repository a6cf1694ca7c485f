//! How a body is held: the turn of every joint, for each posture, with the body placed on what bears it.
//!
//! Figures are built standing, facing `z`, the origin between the feet on the floor, the left hand towards `x`.

use super::cast::Aid;
use crate::desktop::house::piece::{facing, seat_height};
use crate::desktop::laid::Laid;
use crate::home::{Furniture, FurnitureKind, Home, Point, Turn};
use crate::scenario::Activity;
use crate::simulation::view::{PersonView, Posture};
use bevy::math::{Quat, Vec3};
use std::f32::consts::{FRAC_PI_2, PI, TAU};

/// The height of the hips when standing, in metres.
pub const HIPS: f32 = 0.84;
/// The length of the thigh, in metres.
pub const THIGH: f32 = 0.40;
/// The length of the shin with the foot, in metres.
pub const SHIN: f32 = 0.44;
/// The metres that two steps take.
const STRIDE: f32 = 1.05;

/// A joint, or the part of the body that turns in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum Joint {
    Hips,
    Chest,
    Head,
    LeftShoulder,
    LeftElbow,
    RightShoulder,
    RightElbow,
    LeftHip,
    LeftKnee,
    LeftAnkle,
    RightHip,
    RightKnee,
    RightAnkle,
}

impl Joint {
    /// Every joint, the hips first and each after what it hangs from.
    pub const ALL: [Self; 13] = [
        Self::Hips,
        Self::Chest,
        Self::Head,
        Self::LeftShoulder,
        Self::LeftElbow,
        Self::RightShoulder,
        Self::RightElbow,
        Self::LeftHip,
        Self::LeftKnee,
        Self::LeftAnkle,
        Self::RightHip,
        Self::RightKnee,
        Self::RightAnkle,
    ];

    /// Whether what turns in it is a leg.
    pub const fn is_below_waist(self) -> bool {
        matches!(
            self,
            Self::LeftHip | Self::LeftKnee | Self::LeftAnkle | Self::RightHip | Self::RightKnee | Self::RightAnkle
        )
    }
}

/// How a body is held, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Pose {
    /// Where the figure stands, in the world.
    pub place: Vec3,
    /// Which way it faces or lies.
    pub turn: Quat,
    /// How high the hips are above its origin, in metres.
    pub hips: f32,
    turns: [Quat; 13],
}

impl Default for Pose {
    fn default() -> Self {
        Self { place: Vec3::ZERO, turn: Quat::IDENTITY, hips: HIPS, turns: [Quat::IDENTITY; 13] }
    }
}

impl Pose {
    /// The turn of a joint.
    pub fn turn_of(&self, joint: Joint) -> Quat {
        self.turns[joint as usize]
    }

    fn set(&mut self, joint: Joint, forward: f32, aside: f32) {
        // What stands on its joint leans the other way from what hangs from it.
        let forward = if matches!(joint, Joint::Chest | Joint::Head) { forward } else { -forward };
        self.turns[joint as usize] = Quat::from_rotation_z(aside) * Quat::from_rotation_x(forward);
    }

    /// Bends the back forward by so much, with the head kept up, and puts the hands on what is leant on.
    pub fn bend(&mut self, stoop: f32, aid: Aid) {
        let more = |pose: &mut Self, joint: Joint, by: f32| {
            let turn = &mut pose.turns[joint as usize];
            *turn *= Quat::from_rotation_x(by);
        };
        more(self, Joint::Chest, stoop);
        more(self, Joint::Head, -0.6 * stoop);
        match aid {
            Aid::None => {}
            Aid::Stick => {
                self.set(Joint::RightShoulder, 0.12, -0.12);
                self.set(Joint::RightElbow, 0.22, 0.0);
            }
            Aid::Frame => {
                for (shoulder, elbow, side) in sides() {
                    self.set(shoulder, 0.42 + stoop, side * 0.12);
                    self.set(elbow, 0.55, 0.0);
                }
            }
        }
    }

    /// Moves a part of the way to another pose.
    pub fn approach(&mut self, other: &Self, part: f32, place_part: f32) {
        self.place = self.place.lerp(other.place, place_part);
        self.turn = self.turn.slerp(other.turn, part);
        self.hips += (other.hips - self.hips) * part;
        for (mine, theirs) in self.turns.iter_mut().zip(other.turns) {
            *mine = mine.slerp(theirs, part);
        }
    }
}

/// Whether a person can lie in it.
pub fn is_bed(piece: &Furniture) -> bool {
    piece.kind == FurnitureKind::Bed
}

/// Whether a person can bathe in it.
pub fn is_bath(piece: &Furniture) -> bool {
    piece.kind == FurnitureKind::Bath
}

/// The nearest piece of a sort within reach.
pub fn nearest(home: &Home, at: Point, sort: impl Fn(&Furniture) -> bool) -> Option<&Furniture> {
    home.furniture
        .iter()
        .filter(|piece| sort(piece))
        .map(|piece| (piece, piece.at.distance(at)))
        .filter(|(_, far)| *far < 2.2)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(piece, _)| piece)
}

/// The piece that a person sits on: of those within reach the nearest, counted from its edge.
pub fn seat(home: &Home, at: Point) -> Option<&Furniture> {
    home.furniture
        .iter()
        .filter(|piece| seat_height(piece.kind).is_some())
        .map(|piece| {
            let foot = piece.footprint();
            let out_x = (foot.min.x - at.x).max(at.x - foot.max.x).max(0.0);
            let out_y = (foot.min.y - at.y).max(at.y - foot.max.y).max(0.0);
            (piece, (out_x * out_x + out_y * out_y).sqrt(), piece.at.distance(at))
        })
        .filter(|(_, edge, _)| *edge < 0.6)
        .min_by(|a, b| (a.1, a.2).partial_cmp(&(b.1, b.2)).unwrap_or(std::cmp::Ordering::Equal))
        .map(|(piece, _, _)| piece)
}

/// The pose of a person as the house shows them. `pace` is simulated seconds a second: legs do not race with the clock.
pub fn of(person: &PersonView, home: &Home, pace: f32) -> Pose {
    let ground = |at: Point| Vec3::new(at.x as f32, 0.0, -at.y as f32);
    let heading = Quat::from_rotation_y(PI - person.heading as f32);
    let mut pose = Pose { place: ground(person.at), turn: heading, ..Pose::default() };
    // On stairs the feet are above the floor of the lower storey, or below that of the upper one.
    pose.place.y = Laid::above_floor(person);
    match person.posture {
        Posture::Standing | Posture::Away => standing(&mut pose, person),
        Posture::Walking => walking(&mut pose, person.walked, pace),
        Posture::Sitting => {
            if let Some(piece) = seat(home, person.at) {
                sit_on(&mut pose, piece, person);
            } else {
                sitting(&mut pose, 0.45);
            }
        }
        Posture::LyingInBed => match nearest(home, person.at, is_bed) {
            Some(bed) => in_bed(&mut pose, bed),
            None => on_floor(&mut pose),
        },
        Posture::InBath => match nearest(home, person.at, is_bath) {
            Some(bath) => in_bath(&mut pose, bath),
            None => sitting(&mut pose, 0.2),
        },
        Posture::Falling(part) => falling(&mut pose, part.clamp(0.0, 1.0) as f32),
        Posture::OnFloor => on_floor(&mut pose),
    }
    pose
}

/// Where a cat or a dog is: on the floor, or on what it has jumped on.
pub fn of_animal(animal: &PersonView, home: &Home) -> Pose {
    let up = match animal.posture {
        Posture::LyingInBed => 0.58,
        Posture::Sitting => seat(home, animal.at).and_then(|piece| seat_height(piece.kind)).unwrap_or(0.0),
        _ => Laid::above_floor(animal),
    };
    Pose {
        place: Vec3::new(animal.at.x as f32, up, -animal.at.y as f32),
        turn: Quat::from_rotation_y(PI - animal.heading as f32),
        ..Pose::default()
    }
}

fn standing(pose: &mut Pose, person: &PersonView) {
    pose.set(Joint::Chest, 0.06, 0.0);
    pose.set(Joint::Head, 0.05, 0.0);
    for (shoulder, elbow, side) in sides() {
        pose.set(shoulder, -0.04, side * 0.10);
        pose.set(elbow, 0.22, 0.0);
    }
    // Hands at work at the worktop, the basin, the dressing table.
    let busy = matches!(
        person.activity,
        Activity::Wash | Activity::Tea | Activity::Breakfast | Activity::Lunch | Activity::Supper | Activity::Housework
    );
    if busy {
        pose.set(Joint::Chest, 0.18, 0.0);
        pose.set(Joint::Head, 0.22, 0.0);
        for (shoulder, elbow, side) in sides() {
            pose.set(shoulder, 0.55, side * 0.06);
            pose.set(elbow, 0.85, -side * 0.2);
        }
    }
}

fn sides() -> [(Joint, Joint, f32); 2] {
    [(Joint::LeftShoulder, Joint::LeftElbow, 1.0), (Joint::RightShoulder, Joint::RightElbow, -1.0)]
}

fn walking(pose: &mut Pose, walked: f64, pace: f32) {
    // When the clock races, the legs keep a calm middle stride instead of twitching.
    let calm = 1.0 / (1.0 + (pace / 60.0).max(0.0) * 0.25);
    let phase = ((walked / f64::from(STRIDE)).rem_euclid(1.0) as f32) * TAU;
    let swing = 0.40 * calm.max(0.35);
    pose.set(Joint::Chest, 0.12, 0.0);
    pose.set(Joint::Head, -0.02, 0.0);
    for (hip, knee, ankle, offset) in [
        (Joint::LeftHip, Joint::LeftKnee, Joint::LeftAnkle, 0.0),
        (Joint::RightHip, Joint::RightKnee, Joint::RightAnkle, PI),
    ] {
        let at = phase + offset;
        let thigh = at.sin() * swing;
        let bend = (0.10 + 0.62 * (at.cos()).max(0.0)) * calm.max(0.5);
        pose.set(hip, thigh, 0.0);
        pose.set(knee, -bend, 0.0);
        pose.set(ankle, bend * 0.55 - thigh * 0.5, 0.0);
    }
    for ((shoulder, elbow, side), offset) in sides().into_iter().zip([PI, 0.0]) {
        pose.set(shoulder, (phase + offset).sin() * swing * 0.75, side * 0.09);
        pose.set(elbow, 0.35, 0.0);
    }
    // The hips are lowest when the legs are furthest apart.
    pose.hips = HIPS - 0.012 - 0.022 * phase.sin().abs() * swing / 0.4;
}

/// Upright on a seat of this height, feet on the floor before it.
fn sitting(pose: &mut Pose, seat: f32) {
    pose.hips = seat + 0.10;
    pose.set(Joint::Chest, -0.06, 0.0);
    pose.set(Joint::Head, 0.10, 0.0);
    // Thighs slope so that the feet just reach the floor.
    let knee_height = SHIN + 0.02;
    let slope = ((pose.hips - knee_height) / THIGH).clamp(-0.6, 0.6).asin();
    let thigh = FRAC_PI_2 - slope;
    for (hip, knee, ankle, side) in [
        (Joint::LeftHip, Joint::LeftKnee, Joint::LeftAnkle, 1.0),
        (Joint::RightHip, Joint::RightKnee, Joint::RightAnkle, -1.0),
    ] {
        pose.set(hip, thigh, side * 0.05);
        pose.set(knee, -thigh + 0.06, 0.0);
        pose.set(ankle, -0.04, 0.0);
    }
    for (shoulder, elbow, side) in sides() {
        pose.set(shoulder, 0.42, side * 0.16);
        pose.set(elbow, 0.95, -side * 0.35);
    }
}

fn sit_on(pose: &mut Pose, piece: &Furniture, person: &PersonView) {
    let seat = seat_height(piece.kind).unwrap_or(0.45);
    sitting(pose, seat);
    // The lower back rests where the seat ends: near the middle of a chair, on the edge of a bed.
    let step = |turn: Turn, by: f64| Point::new(turn.step().x * by, turn.step().y * by);
    let (turn, off) = match piece.kind {
        FurnitureKind::Bed => {
            // On the long side nearer to the person.
            let across = match piece.front {
                Turn::Up | Turn::Down => person.at.x - piece.at.x,
                Turn::Left | Turn::Right => person.at.y - piece.at.y,
            };
            let turn = match (piece.front, across >= 0.0) {
                (Turn::Up | Turn::Down, true) => Turn::Right,
                (Turn::Up | Turn::Down, false) => Turn::Left,
                (Turn::Left | Turn::Right, true) => Turn::Up,
                (Turn::Left | Turn::Right, false) => Turn::Down,
            };
            (turn, piece.width / 2.0 - 0.16)
        }
        FurnitureKind::Toilet => (piece.front, 0.06),
        FurnitureKind::Armchair | FurnitureKind::Sofa => (piece.front, -0.06),
        _ => (piece.front, -0.04),
    };
    let mut place = Point::new(piece.at.x + step(turn, off).x, piece.at.y + step(turn, off).y);
    if piece.kind == FurnitureKind::Sofa {
        // Sit where they are along the sofa, on its cushions.
        let along = match piece.front {
            Turn::Up | Turn::Down => person.at.x - piece.at.x,
            Turn::Left | Turn::Right => person.at.y - piece.at.y,
        };
        let limit = (piece.width / 2.0 - 0.4).max(0.0);
        let along = along.clamp(-limit, limit);
        match piece.front {
            Turn::Up | Turn::Down => place.x = piece.at.x + along,
            Turn::Left | Turn::Right => place.y = piece.at.y + along,
        }
    }
    if matches!(piece.kind, FurnitureKind::Armchair | FurnitureKind::Sofa) {
        pose.set(Joint::Chest, -0.22, 0.0);
        pose.set(Joint::Head, if person.activity == Activity::Nap { 0.45 } else { 0.20 }, 0.0);
        for (shoulder, elbow, side) in sides() {
            pose.set(shoulder, 0.50, side * 0.34);
            pose.set(elbow, 0.80, -side * 0.15);
        }
    }
    if matches!(person.activity, Activity::Breakfast | Activity::Lunch | Activity::Supper) {
        pose.set(Joint::Chest, 0.12, 0.0);
        for (shoulder, elbow, side) in sides() {
            pose.set(shoulder, 0.62, side * 0.12);
            pose.set(elbow, 1.05, -side * 0.4);
        }
    }
    pose.place = Vec3::new(place.x as f32, 0.0, -place.y as f32);
    pose.turn = facing(turn);
}

/// On the back under the duvet, head on the pillow.
fn in_bed(pose: &mut Pose, bed: &Furniture) {
    let turn = facing(bed.front);
    // The figure is tipped back: its up becomes the direction to the pillow, its front becomes up.
    pose.turn = turn * Quat::from_rotation_x(-FRAC_PI_2);
    let depth = bed.depth as f32;
    let width = bed.width as f32;
    let aside = if width > 1.2 { -width * 0.2 } else { 0.0 };
    // Feet towards the front; the crown of the head a hand's breadth before the headboard.
    let feet = -depth / 2.0 + 0.22 + 1.53;
    pose.place = Vec3::new(bed.at.x as f32, 0.575, -bed.at.y as f32) + turn * Vec3::new(aside, 0.0, feet);
    pose.set(Joint::Chest, 0.04, 0.0);
    pose.set(Joint::Head, 0.16, 0.25);
    for (shoulder, elbow, side) in sides() {
        pose.set(shoulder, 0.10, side * 0.12);
        pose.set(elbow, 0.25, -side * 0.2);
    }
}

/// Leaning back in the water, legs out, knees a little up.
fn in_bath(pose: &mut Pose, bath: &Furniture) {
    let turn = facing(bath.front);
    // The bath's long side is its width, the taps at its right hand (`-x`): the person leans against the other end.
    pose.turn = turn * Quat::from_rotation_y(-FRAC_PI_2);
    pose.place =
        Vec3::new(bath.at.x as f32, 0.0, -bath.at.y as f32) + turn * Vec3::new(bath.width as f32 * 0.18, 0.0, 0.0);
    pose.hips = 0.26;
    pose.set(Joint::Chest, -0.62, 0.0);
    pose.set(Joint::Head, 0.42, 0.0);
    for (hip, knee, side) in [(Joint::LeftHip, Joint::LeftKnee, 1.0), (Joint::RightHip, Joint::RightKnee, -1.0)] {
        pose.set(hip, 1.72, side * 0.06);
        pose.set(knee, -0.5, 0.0);
    }
    for (shoulder, elbow, side) in sides() {
        pose.set(shoulder, 0.35, side * 0.5);
        pose.set(elbow, 0.4, 0.0);
    }
}

/// On the floor on one side, knees drawn up, an arm out.
fn on_floor(pose: &mut Pose) {
    let heading = pose.turn;
    // Tipped over to the left, so that the right side is up; the middle of the body stays where the person is.
    pose.turn = heading * Quat::from_rotation_z(-FRAC_PI_2 + 0.12);
    pose.place += heading * Vec3::new(-0.72, 0.16, 0.0);
    pose.set(Joint::Chest, 0.22, 0.06);
    pose.set(Joint::Head, 0.18, -0.16);
    pose.set(Joint::LeftShoulder, 0.75, 0.05);
    pose.set(Joint::LeftElbow, 0.9, 0.0);
    pose.set(Joint::RightShoulder, 1.75, -0.05);
    pose.set(Joint::RightElbow, 0.35, 0.0);
    pose.set(Joint::LeftHip, 0.95, 0.0);
    pose.set(Joint::LeftKnee, -1.15, 0.0);
    pose.set(Joint::RightHip, 0.55, 0.0);
    pose.set(Joint::RightKnee, -0.75, 0.0);
}

/// Between standing and lying: the knees give, then the body goes over.
fn falling(pose: &mut Pose, part: f32) {
    let start = pose.clone();
    let mut end = pose.clone();
    on_floor(&mut end);
    let mut middle = start.clone();
    middle.hips = HIPS - 0.18;
    middle.turn = start.turn * Quat::from_rotation_z(-0.35);
    middle.place = start.place + start.turn * Vec3::new(-0.12, 0.0, 0.0);
    middle.set(Joint::Chest, 0.35, -0.2);
    middle.set(Joint::LeftShoulder, 0.6, 0.9);
    middle.set(Joint::RightShoulder, 1.1, -0.7);
    middle.set(Joint::LeftHip, 0.7, 0.0);
    middle.set(Joint::LeftKnee, -1.2, 0.0);
    middle.set(Joint::RightHip, 0.5, 0.0);
    middle.set(Joint::RightKnee, -0.9, 0.0);
    // A fall gathers speed.
    let gone = part * part;
    if gone < 0.4 {
        *pose = start;
        pose.approach(&middle, gone / 0.4, gone / 0.4);
    } else {
        *pose = middle;
        let rest = (gone - 0.4) / 0.6;
        pose.approach(&end, rest, rest);
    }
}
