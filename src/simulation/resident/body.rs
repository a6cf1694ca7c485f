//! A body: where it is, how it is held, and how it moves from one place to the next.
//!
//! All movement is a function of time: a motion knows where the body is at any instant between its beginning and its
//! end, so that a picture can be drawn of any moment, however seldom the simulation itself looks.

use std::sync::Arc;

use super::path::Path;
use crate::home::Point;
use crate::simulation::view::Posture;
use crate::time::{Span, Timestamp};

/// How a body is held while it is not moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pose {
    /// On their feet.
    Standing,
    /// On a chair, the bed's edge or the toilet.
    Sitting,
    /// In bed.
    InBed,
    /// In the bath.
    InBath,
    /// On the floor.
    OnFloor,
    /// Out of the home.
    Away,
}

impl Pose {
    const fn posture(self) -> Posture {
        match self {
            Self::Standing => Posture::Standing,
            Self::Sitting => Posture::Sitting,
            Self::InBed => Posture::LyingInBed,
            Self::InBath => Posture::InBath,
            Self::OnFloor => Posture::OnFloor,
            Self::Away => Posture::Away,
        }
    }
}

/// Seconds from standing to full walking speed, and back.
const PICK_UP: f64 = 0.4;
/// Radians a second when turning on the spot.
const TURNING: f64 = 2.4;

/// A movement of the whole body.
#[derive(Clone, Debug)]
enum Motion {
    /// Turning towards the way, walking it, and turning to face what is there.
    Walk { path: Arc<Path>, speed: f64, from: f64, turn_in: f64, face: f64 },
    /// Sitting down, standing up, lying down.
    Shift { from: (Point, f64, Pose), to: (Point, f64, Pose) },
    /// Falling: from standing to lying.
    Fall { from: (Point, f64), to: (Point, f64) },
}

/// A body.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    at: Point,
    heading: f64,
    pose: Pose,
    walked: f64,
    motion: Option<(Timestamp, Span, Motion)>,
}

/// A body at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stance {
    /// Where its middle is.
    pub(crate) at: Point,
    /// Which way it faces, or its feet point when it lies.
    pub(crate) heading: f64,
    /// How it is held.
    pub(crate) posture: Posture,
    /// Metres walked since the start.
    pub(crate) walked: f64,
}

/// Seconds to walk so many metres, setting off and stopping included.
fn walking_time(length: f64, speed: f64) -> f64 {
    if length >= speed * PICK_UP { length / speed + PICK_UP } else { 2.0 * (length * PICK_UP / speed).sqrt() }
}

/// Metres walked after so many seconds of a way of this length.
fn walked_after(seconds: f64, length: f64, speed: f64) -> f64 {
    let total = walking_time(length, speed);
    let t = seconds.clamp(0.0, total);
    let gain = speed / PICK_UP;
    let up = PICK_UP.min(total / 2.0);
    let along = if t < up {
        gain * t * t / 2.0
    } else if t > total - up {
        length - gain * (total - t) * (total - t) / 2.0
    } else {
        gain * up * up / 2.0 + speed * (t - up)
    };
    along.clamp(0.0, length)
}

/// The shortest way round from one heading to another, in radians.
fn turn_between(from: f64, to: f64) -> f64 {
    use std::f64::consts::{PI, TAU};
    (to - from + PI).rem_euclid(TAU) - PI
}

/// 0 to 1 with a soft start and a soft end.
fn eased(part: f64) -> f64 {
    let p = part.clamp(0.0, 1.0);
    p * p * (3.0 - 2.0 * p)
}

impl Body {
    /// A body at rest.
    pub(crate) fn new(at: Point, heading: f64, pose: Pose) -> Self {
        Self { at, heading, pose, walked: 0.0, motion: None }
    }

    /// Where it is while it rests, and where a motion began.
    pub(crate) fn at(&self) -> Point {
        self.at
    }

    /// Which way it faces while it rests.
    pub(crate) fn heading(&self) -> f64 {
        self.heading
    }

    /// How it is held while it rests, and how it was before a motion began.
    pub(crate) fn pose(&self) -> Pose {
        self.pose
    }

    /// Whether it is sitting down, standing up, lying down or falling, which cannot be broken off.
    pub(crate) fn is_shifting(&self) -> bool {
        matches!(self.motion, Some((_, _, Motion::Shift { .. } | Motion::Fall { .. })))
    }

    /// Whether it is on a walk.
    pub(crate) fn is_walking(&self) -> bool {
        matches!(self.motion, Some((_, _, Motion::Walk { .. })))
    }

    /// Sets off on a walk and returns when it will be over, with the turns before and after it. `face` is which way to look
    /// on arriving.
    pub(crate) fn walk(&mut self, now: Timestamp, path: Arc<Path>, speed: f64, face: Option<f64>) -> Timestamp {
        let last = path.heading(path.length());
        let face = face.unwrap_or(last);
        let turn_in = turn_between(self.heading, path.heading(0.0)).abs() / TURNING;
        let turn_out = turn_between(last, face).abs() / TURNING;
        let takes = Span::from_seconds(turn_in + walking_time(path.length(), speed) + turn_out);
        self.motion = Some((now, takes, Motion::Walk { path, speed, from: self.heading, turn_in, face }));
        now + takes
    }

    /// When a walk will have come so many metres along.
    pub(crate) fn when_along(&self, along: f64) -> Option<Timestamp> {
        match &self.motion {
            Some((begun, _, Motion::Walk { path, speed, turn_in, .. })) => {
                let length = path.length();
                let along = along.clamp(0.0, length);
                let (total, edge) = (walking_time(length, *speed), speed * PICK_UP / 2.0);
                let seconds = if length < 2.0 * edge || along < edge {
                    let up = (2.0 * along * PICK_UP / speed).sqrt();
                    if along > length / 2.0 { total - (2.0 * (length - along) * PICK_UP / speed).sqrt() } else { up }
                } else if along > length - edge {
                    total - (2.0 * (length - along) * PICK_UP / speed).sqrt()
                } else {
                    PICK_UP + (along - edge) / speed
                };
                Some(*begun + Span::from_seconds(turn_in + seconds))
            }
            Some((_, _, Motion::Shift { .. } | Motion::Fall { .. })) | None => None,
        }
    }

    /// Sits down, stands up or lies down; returns when that is done.
    pub(crate) fn shift(&mut self, now: Timestamp, at: Point, heading: f64, pose: Pose, takes: Span) -> Timestamp {
        let from = (self.at, self.heading, self.pose);
        self.motion = Some((now, takes, Motion::Shift { from, to: (at, heading, pose) }));
        now + takes
    }

    /// Falls; returns when it lies.
    pub(crate) fn fall(&mut self, now: Timestamp, lies: Point, heading: f64, takes: Span) -> Timestamp {
        self.motion = Some((now, takes, Motion::Fall { from: (self.at, self.heading), to: (lies, heading) }));
        now + takes
    }

    /// Ends the motion where it is to end.
    pub(crate) fn finish(&mut self) {
        let Some((_, _, motion)) = self.motion.take() else { return };
        match motion {
            Motion::Walk { path, face, .. } => {
                self.walked += path.length();
                (self.at, self.heading) = (path.point(path.length()), face);
                self.pose = Pose::Standing;
            }
            Motion::Shift { to, .. } => (self.at, self.heading, self.pose) = to,
            Motion::Fall { to, .. } => {
                (self.at, self.heading) = to;
                self.pose = Pose::OnFloor;
            }
        }
    }

    /// Stops a walk where it is.
    pub(crate) fn halt(&mut self, now: Timestamp) {
        let stance = self.stance(now);
        if self.is_walking() {
            (self.at, self.heading, self.walked) = (stance.at, stance.heading, stance.walked);
            self.pose = Pose::Standing;
            self.motion = None;
        }
    }

    /// Leaves the home, or is back on the path before it.
    pub(crate) fn set_away(&mut self, away: bool) {
        self.pose = if away { Pose::Away } else { Pose::Standing };
    }

    /// Where its middle is at an instant between the last thing that happened to it and the next. The sensors ask with every
    /// step that anybody takes, and which way the body faces is the most of working out a stance.
    pub(crate) fn place(&self, at: Timestamp) -> Point {
        let Some((begun, lasts, motion)) = &self.motion else { return self.at };
        let seconds = seconds_of(at, *begun);
        match motion {
            Motion::Walk { path, speed, turn_in, .. } => {
                let length = path.length();
                if seconds < *turn_in {
                    self.at
                } else if seconds < turn_in + walking_time(length, *speed) {
                    path.point(walked_after(seconds - turn_in, length, *speed))
                } else {
                    path.point(length)
                }
            }
            Motion::Shift { from, to } => from.0.toward(to.0, eased(part_of(seconds, *lasts))),
            Motion::Fall { from, to } => {
                // One falls faster and faster.
                let part = part_of(seconds, *lasts);
                from.0.toward(to.0, part * part)
            }
        }
    }

    /// How it is at such an instant.
    pub(crate) fn stance(&self, at: Timestamp) -> Stance {
        let place = self.place(at);
        let still = Stance { at: place, heading: self.heading, posture: self.pose.posture(), walked: self.walked };
        let Some((begun, lasts, motion)) = &self.motion else { return still };
        let seconds = seconds_of(at, *begun);
        let part = part_of(seconds, *lasts);
        match motion {
            Motion::Walk { path, speed, from, turn_in, face } => {
                let length = path.length();
                let walking = walking_time(length, *speed);
                if seconds < *turn_in {
                    let heading = from + turn_between(*from, path.heading(0.0)) * eased(seconds / turn_in);
                    Stance { heading, posture: Posture::Standing, ..still }
                } else if seconds < turn_in + walking {
                    let along = walked_after(seconds - turn_in, length, *speed);
                    Stance {
                        heading: path.heading(along),
                        posture: Posture::Walking,
                        walked: self.walked + along,
                        ..still
                    }
                } else {
                    let last = path.heading(length);
                    let turning = turn_between(last, *face).abs() / TURNING;
                    let turned = if turning > 0.0 { (seconds - turn_in - walking) / turning } else { 1.0 };
                    Stance {
                        heading: last + turn_between(last, *face) * eased(turned),
                        posture: Posture::Standing,
                        walked: self.walked + length,
                        ..still
                    }
                }
            }
            Motion::Shift { from, to } => Stance {
                heading: from.1 + turn_between(from.1, to.1) * eased(part),
                posture: if part < 0.5 { from.2.posture() } else { to.2.posture() },
                ..still
            },
            Motion::Fall { from, to } => Stance {
                heading: from.1 + turn_between(from.1, to.1) * eased(part),
                posture: if part < 1.0 { Posture::Falling(part) } else { Posture::OnFloor },
                ..still
            },
        }
    }
}

/// Seconds from the beginning of a motion.
fn seconds_of(at: Timestamp, begun: Timestamp) -> f64 {
    (at - begun).as_seconds().max(0.0)
}

/// How much of a motion is over after so many seconds of it, 0 to 1.
fn part_of(seconds: f64, lasts: Span) -> f64 {
    if lasts.as_seconds() > 0.0 { (seconds / lasts.as_seconds()).min(1.0) } else { 1.0 }
}
