//! A passive infrared movement sensor: what it sees, and what it says of it.
//!
//! It sees warmth that moves across its zones. It does not see through walls, nor anyone who keeps still, and someone
//! lying on the floor hardly at all. After a trigger it is blind for a minute, as Aqara's battery sensors are; the hub
//! takes the room as occupied for 90 s after the last trigger that reached it (Zigbee2MQTT's default
//! `occupancy_timeout`), so a *clear* needs no radio and cannot be lost. Someone who goes on moving triggers it again
//! each time the blindness ends, and *occupied* is repeated.

use super::Post;
use super::queue::Wake;
use super::radio::Care;
use crate::home::{Area, Capability, Device, Home, Point, Rect, Value};
use crate::simulation::daylight;
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// The horizontal angle that an ordinary wall sensor sees in all, in degrees.
pub const USUAL_VIEW: f64 = 110.0;
/// Half of it.
const HALF_ANGLE: f64 = USUAL_VIEW / 2.0;
/// How far an ordinary one sees, metres.
pub const USUAL_REACH: f64 = 7.0;
/// Nearer to a corner than this on both walls, a sensor is fitted on a corner bracket and looks diagonally, metres.
const CORNER: f64 = 0.35;
/// No new trigger for so long after one (Aqara's battery sensors).
const BLIND: Span = Span::seconds(60);
/// Occupied for so long after the last trigger (Zigbee2MQTT's default).
const HOLD: Span = Span::seconds(90);
/// How surely it sees: one stretch of movement of vigour `v` at `d` metres goes unseen with probability
/// exp(−`SHARPNESS`·v / (1 + (d/`NEAR`)²)). A walker at 3 m is seen at 47 steps in 100, at 7 m at 22, so that three
/// steps there give one away 85 times in 100; a shift in a chair at 3 m is seen 17 times in 100, and someone on the floor 4
/// times. PIR signals fall with the square of the distance once the body no longer fills a zone. Fitted
/// to the gaps between sightings in real homes (ARCHITECTURE.md).
const SHARPNESS: f64 = 1.0;
/// The distance within which a body fills a zone, metres.
const NEAR: f64 = 4.0;
/// Where nothing tells how far away the movement was, metres.
const UNKNOWN_DISTANCE: f64 = 3.0;
/// A cat or small dog shows a sensor so much of what a person of the same vigour does, and so much where its lens is made
/// for homes with pets: a quarter of the height, low down.
const PET: f64 = 0.35;
const PET_IMMUNE: f64 = 0.01;
/// Days on average between warm draughts or patches of sun that could fool one sensor.
const GLINT_EVERY_DAYS: f64 = 30.0;
/// How high the sun must stand to throw a patch into a room, degrees.
const GLINT_SUN: f64 = 5.0;
/// How likely such a thing is a radiator or a boiler's draught and happens without sun as well.
const GLINT_HEATER: f64 = 0.1;

/// What a movement sensor can see on the plan: a sector in its own room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldOfView {
    /// Where the sensor hangs.
    pub at: Point,
    /// The middle of what it sees: clockwise from the plan's `y` axis, in radians.
    pub heading: f64,
    /// How far to either side of the heading it sees, in radians.
    pub half_angle: f64,
    /// How far it sees, metres.
    pub range: f64,
    /// The floor of its room; it sees no further, because of the walls.
    pub floor: Option<Rect>,
}

impl FieldOfView {
    /// What a device sees in its home; `None` when nobody knows where it hangs. A sensor within a hand's breadth of a
    /// corner looks diagonally into the room, as the bracket in its box is meant to be used.
    pub fn of(device: &Device, home: &Home) -> Option<Self> {
        let at = device.at?;
        let floor = home.area(&device.area).and_then(|area| area.floor);
        let mut heading = device.front.radians();
        if let Some((x, y)) = floor.and_then(|floor| corner(at, floor)) {
            heading = libm::atan2(x, y).rem_euclid(2.0 * std::f64::consts::PI);
        }
        let half_angle = device.settings.view.map_or(HALF_ANGLE, |view| view / 2.0).to_radians();
        let range = device.settings.reach.unwrap_or(USUAL_REACH) * high(device.height);
        Some(Self { at, heading, half_angle, range, floor })
    }

    /// Whether a place in its own room lies in it.
    pub fn sees(&self, point: Point) -> bool {
        Gaze::of(*self).sees(point)
    }
}

/// A field of view with what is worked out of its direction: asked for with every step that anybody takes.
#[derive(Clone, Copy, Debug)]
struct Gaze {
    view: FieldOfView,
    /// The middle of what it sees, as a step on the plan.
    ahead: Point,
    /// The cosine of how far to either side it sees.
    edge: f64,
}

impl Gaze {
    fn of(view: FieldOfView) -> Self {
        let ahead = Point::new(libm::sin(view.heading), libm::cos(view.heading));
        Self { view, ahead, edge: libm::cos(view.half_angle) }
    }

    /// Whether a place in its own room lies in it.
    fn sees(&self, point: Point) -> bool {
        self.view.floor.is_none_or(|floor| floor.contains(point)) && self.reaches(point)
    }

    /// Whether a place is near enough and within its angle, walls aside.
    fn reaches(&self, point: Point) -> bool {
        let at = self.view.at;
        let distance = at.distance(point);
        if distance > self.view.range {
            return false;
        }
        let toward = (point.x - at.x) * self.ahead.x + (point.y - at.y) * self.ahead.y;
        // Right below the sensor there is no direction; its lens looks down there too.
        distance < 0.5 || toward >= distance * self.edge
    }
}

/// The corner of a floor that a place is in, as the way from there into the room along `x` and along `y`: 1 or −1 each.
pub fn corner(at: Point, floor: Rect) -> Option<(f64, f64)> {
    let inward = |near: f64, far: f64, here: f64| {
        if (here - near).abs() <= CORNER {
            Some(1.0)
        } else if (far - here).abs() <= CORNER {
            Some(-1.0)
        } else {
            None
        }
    };
    inward(floor.min.x, floor.max.x, at.x).zip(inward(floor.min.y, floor.max.y, at.y))
}

/// How much of its reach a sensor has that hangs at this height, metres: its zones are cut for about 2.1 m. Lower, the
/// far zones end at the furniture; higher, the near ones pass over heads, and the far ones meet the floor later.
fn high(height: f64) -> f64 {
    if (1.8..=2.4).contains(&height) {
        1.0
    } else if height < 1.8 {
        (0.5 + 0.5 * height / 1.8).clamp(0.5, 1.0)
    } else {
        (1.0 - 0.2 * (height - 2.4)).clamp(0.6, 1.0)
    }
}

/// How likely one stretch of movement is seen.
#[cfg(test)]
fn sensitivity(vigour: f64, distance: f64) -> f64 {
    1.0 - libm::exp(-strength(vigour, distance))
}

/// How strong a signal a stretch of movement gives: it goes unseen with probability exp(−strength).
fn strength(vigour: f64, distance: f64) -> f64 {
    let near = 1.0 + (distance / NEAR) * (distance / NEAR);
    SHARPNESS * vigour.max(0.0) / near
}

/// Whether a stretch of movement is seen, by an even draw from 0 to 1. What is seen is at most as likely as it is strong,
/// so that the exponential is worked out only where that does not settle it, with room to spare for rounding.
fn is_seen(draw: f64, strength: f64) -> bool {
    draw < strength + 1e-9 && draw < 1.0 - libm::exp(-strength)
}

/// A movement sensor at work.
#[derive(Clone, Debug)]
pub(super) struct Movement {
    view: Option<Gaze>,
    /// What it sees when nothing is wrong.
    own_view: Option<FieldOfView>,
    /// What it tells all the time, whatever is so.
    stuck: Option<bool>,
    /// For how long it notices nothing after a trigger, and the room is taken as occupied.
    blind: Span,
    hold: Span,
    /// Whether it takes no notice of animals on the floor.
    pet_immune: bool,
    /// Where the sun is reckoned for patches of it.
    place: (f64, f64),
    eye: Stream,
    glints: Stream,
    blind_until: Timestamp,
    /// When the hub will call the room clear; `None` while it is.
    clears: Option<Timestamp>,
}

impl Movement {
    pub(super) fn new(device: &Device, home: &Home, scenario_seed: u64) -> Self {
        let id = device.id.as_str();
        Self {
            view: FieldOfView::of(device, home).map(Gaze::of),
            own_view: FieldOfView::of(device, home),
            stuck: None,
            blind: device.settings.blind.unwrap_or(BLIND),
            hold: device.settings.hold.unwrap_or(HOLD),
            pet_immune: device.settings.pet_immune,
            place: (home.latitude, home.longitude),
            eye: seed::stream(scenario_seed, id, "eye"),
            glints: seed::stream(scenario_seed, id, "glints"),
            blind_until: Timestamp::MIN,
            clears: None,
        }
    }

    pub(super) fn start(&mut self, post: &mut Post<'_>) {
        let wait = seed::exponential(&mut self.glints, GLINT_EVERY_DAYS * 24.0 * 3_600.0);
        post.wake(post.at + Span::from_seconds(wait), Wake::Glint);
    }

    /// An animal moved in its room. A lens made for homes with pets has no zones near the floor, and hardly ever sees
    /// one that jumps.
    pub(super) fn pet_moved(&mut self, post: &mut Post<'_>, point: Point, vigour: f64) {
        let share = if self.pet_immune { PET_IMMUNE } else { PET };
        self.moved(post, point, vigour * share);
    }

    /// Whether it would take notice of a movement now.
    #[inline]
    pub(super) fn looks(&self, at: Timestamp) -> bool {
        at >= self.blind_until && self.stuck.is_none()
    }

    /// A body moved in its room.
    pub(super) fn moved(&mut self, post: &mut Post<'_>, point: Point, vigour: f64) {
        if !self.looks(post.at) {
            return;
        }
        let distance = match self.view {
            Some(gaze) if !gaze.sees(point) => return,
            Some(gaze) => gaze.view.at.distance(point),
            None => UNKNOWN_DISTANCE,
        };
        if is_seen(seed::unit(&mut self.eye), strength(vigour, distance)) {
            self.trigger(post);
        }
    }

    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake) {
        match wake {
            Wake::Settled if self.clears == Some(post.at) => {
                self.clears = None;
                post.at_hub(post.at, Capability::Occupancy, Value::Flag(false));
            }
            Wake::Glint => {
                let without_sun = seed::chance(&mut self.glints, GLINT_HEATER);
                let sunny = daylight::sun(self.place.0, self.place.1, post.at).altitude > GLINT_SUN;
                if (sunny || without_sun) && self.looks(post.at) {
                    self.trigger(post);
                }
                self.start(post);
            }
            Wake::Stuck if self.stuck == Some(true) && post.at >= self.blind_until => {
                self.trigger(post);
                post.wake(self.blind_until, Wake::Stuck);
            }
            Wake::Settled | Wake::Stuck | Wake::Heartbeat | Wake::Sample | Wake::Meter | Wake::Join | Wake::Look => {}
        }
    }

    /// It is stuck from now on, or no longer. Stuck on, it triggers again each time that its blindness ends: its element
    /// is broken, or a heater blows at it. Stuck off, it sees nothing and goes on giving signs of life.
    pub(super) fn stick(&mut self, post: &mut Post<'_>, stuck: Option<bool>) {
        self.stuck = stuck;
        if stuck == Some(true) {
            post.wake(post.at.max(self.blind_until), Wake::Stuck);
        }
    }

    /// Something stands before it: of its angle it sees this share, from its left.
    pub(super) fn block(&mut self, sees: f64) {
        self.view = self.own_view.map(|view| {
            let half_angle = view.half_angle * sees;
            Gaze::of(FieldOfView { heading: view.heading - view.half_angle + half_angle, half_angle, ..view })
        });
    }

    /// It hangs where it belongs and sees what it should.
    pub(super) fn unblock(&mut self) {
        self.view = self.own_view.map(Gaze::of);
    }

    /// It was carried to another area: it stands in a corner there and looks across.
    pub(super) fn carry_to(&mut self, area: &Area) {
        self.view = area.floor.map(|floor| {
            let (x, y) = (floor.max.x - floor.min.x, floor.max.y - floor.min.y);
            Gaze::of(FieldOfView {
                at: Point::new(floor.min.x + CORNER, floor.min.y + CORNER),
                heading: libm::atan2(x, y),
                half_angle: self.own_view.map_or(HALF_ANGLE.to_radians(), |own| own.half_angle),
                range: self.own_view.map_or(USUAL_REACH, |own| own.range),
                floor: Some(floor),
            })
        });
    }

    /// The hub has lost its memory of it: nobody will call the room clear.
    pub(super) fn forgotten(&mut self) {
        self.clears = None;
    }

    fn trigger(&mut self, post: &mut Post<'_>) {
        self.blind_until = post.at + self.blind;
        if let Some(arrival) = post.send([(Capability::Occupancy, Value::Flag(true))], Care::Once) {
            let clears = arrival + self.hold;
            self.clears = Some(clears);
            post.wake(clears, Wake::Settled);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sensitivity_is_as_documented() {
        for (vigour, distance, seen) in
            [(1.0, 3.0, 0.47), (1.0, 7.0, 0.22), (0.3, 3.0, 0.17), (0.06, 3.0, 0.04), (0.0, 1.0, 0.0), (-1.0, 1.0, 0.0)]
        {
            assert!((sensitivity(vigour, distance) - seen).abs() < 0.01, "{}", sensitivity(vigour, distance));
        }
    }

    #[test]
    fn what_is_seen_is_as_likely_as_documented_whatever_settles_it() {
        for draw in (0..1_000).map(|n| f64::from(n) / 1_000.0) {
            for (vigour, distance) in [(1.0, 0.0), (1.0, 3.0), (0.15, 7.0), (0.0, 1.0)] {
                assert_eq!(is_seen(draw, strength(vigour, distance)), draw < sensitivity(vigour, distance));
            }
        }
    }

    #[test]
    fn it_sees_a_sector_of_its_own_room() {
        let view = FieldOfView {
            at: Point::new(0.0, 0.0),
            heading: 0.0,
            half_angle: HALF_ANGLE.to_radians(),
            range: USUAL_REACH,
            floor: Some(Rect::new(-10.0, 0.0, 20.0, 6.0)),
        };
        let cases = [
            (Point::new(0.0, 5.0), true),
            (Point::new(0.0, 6.5), false),
            (Point::new(2.8, 2.1), true),
            (Point::new(3.2, 2.1), false),
            (Point::new(-3.2, 2.1), false),
            (Point::new(5.0, 5.5), false),
            (Point::new(0.1, 0.0), true),
        ];
        for (point, seen) in cases {
            assert_eq!(view.sees(point), seen, "{point:?}");
        }
    }
}
