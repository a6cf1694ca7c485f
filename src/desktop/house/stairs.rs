//! Stairs: on the lower storey the flight up to where the ceiling is cut away, on the upper one the well with the steps
//! that come up in it and the banister round it.

use super::palette;
use super::shape::{Shape, hex, paint, shade};
use crate::desktop::laid::Laid;
use crate::home::{STOREY_HEIGHT, Stairs};
use bevy::color::Srgba;
use bevy::math::{Quat, Vec3};

/// The steps of a flight: risers of 200 mm.
const STEPS: u8 = 13;
/// How many of them are shown on the lower storey.
const SHOWN: u8 = 7;
/// How many of them are shown in the well on the upper storey.
const IN_WELL: u8 = 4;
/// The height of a banister above the steps, in metres.
const RAIL: f32 = 0.88;
const RUNNER: Srgba = hex(0x8C4F4A);

/// One flight as it is built: in its own space `x` runs up the stairs from the foot, `z` across to the right of whoever
/// goes up.
struct Flight {
    run: f32,
    width: f32,
    /// Whether there is a wall on the left and on the right of whoever goes up.
    walls: [bool; 2],
}

/// Adds every flight of the home to the shape, on both of its storeys.
pub fn build(shape: &mut Shape, laid: &Laid) {
    for (stairs, foot) in laid.storeys.flights() {
        let up = stairs.up();
        // `x` of the flight's own space becomes the way up on the plan, whose `y` is the world's `-z`.
        let turn = Quat::from_rotation_y((up.y as f32).atan2(up.x as f32));
        for (storey, upper) in [(*foot, false), (foot + 1, true)] {
            let at = laid.storeys.unfolded(storey, stairs.foot);
            let origin = Vec3::new(at.x as f32, 0.0, -at.y as f32);
            let flight =
                Flight { run: stairs.run() as f32, width: stairs.width as f32, walls: walls(stairs, laid, upper) };
            shape.at(origin, turn, |shape| if upper { flight.well(shape) } else { flight.steps(shape) });
        }
    }
}

/// Whether there is a wall on the left and on the right of whoever goes up.
fn walls(stairs: &Stairs, laid: &Laid, upper: bool) -> [bool; 2] {
    let area = if upper { &stairs.to } else { &stairs.from };
    let Some(floor) = laid.of.area(area).and_then(|area| area.floor) else { return [false; 2] };
    let up = stairs.up();
    [1.0, -1.0].map(|side| {
        let by = side * (stairs.width / 2.0 + 0.2);
        let middle = stairs.at(0.5);
        // To the left of the way up is a quarter turn against the clock.
        !floor.contains(crate::home::Point::new(middle.x - up.y * by, middle.y + up.x * by))
    })
}

impl Flight {
    fn going(&self) -> f32 {
        self.run / f32::from(STEPS)
    }

    fn rise(&self) -> f32 {
        STOREY_HEIGHT as f32 / f32::from(STEPS)
    }

    /// One step: a riser with its tread, and the carpet on it. `low` is where its body begins.
    fn step(&self, shape: &mut Shape, number: u8, top: f32, low: f32) {
        let (going, half) = (self.going(), self.width / 2.0);
        let along = (f32::from(number) - 0.5) * going;
        let wood = shade(palette::OAK, 0.86 + 0.02 * f32::from(number % 3));
        shape.block(
            Vec3::new(along, (top + low) / 2.0, 0.0),
            Vec3::new(going, (top - low).max(0.04), 2.0 * half),
            0.006,
            wood,
        );
        // The nosing, and a runner of carpet over tread and riser.
        shape.block(
            Vec3::new(along - 0.015, top - 0.012, 0.0),
            Vec3::new(going + 0.03, 0.03, 2.0 * half - 0.01),
            0.008,
            shade(palette::OAK, 1.04),
        );
        shape.block(
            Vec3::new(along - 0.018, top + 0.004, 0.0),
            Vec3::new(going + 0.012, 0.012, 1.3 * half),
            0.003,
            RUNNER,
        );
        shape.block(
            Vec3::new(along - going / 2.0 - 0.006, top - self.rise() / 2.0, 0.0),
            Vec3::new(0.012, self.rise() - 0.03, 1.3 * half),
            0.003,
            shade(RUNNER, 0.82),
        );
    }

    /// The lower part of the flight, up to where the storey is cut open.
    fn steps(&self, shape: &mut Shape) {
        for number in 1..=SHOWN {
            self.step(shape, number, f32::from(number) * self.rise(), 0.0);
        }
        let (end, top) = (f32::from(SHOWN) * self.going(), f32::from(SHOWN) * self.rise());
        let half = self.width / 2.0;
        // What is cut away above is drawn as the outline on the floor where it would stand.
        shape.face_towards(
            [
                Vec3::new(end, 0.006, -half),
                Vec3::new(self.run, 0.006, -half),
                Vec3::new(self.run, 0.006, half),
                Vec3::new(end, 0.006, half),
            ],
            Vec3::Y,
            [paint(hex(0x6B5A49)); 4],
        );
        shape.face_towards(
            [
                Vec3::new(end + 0.002, 0.0, -half),
                Vec3::new(end + 0.002, 0.0, half),
                Vec3::new(end + 0.002, top, half),
                Vec3::new(end + 0.002, top, -half),
            ],
            Vec3::X,
            [paint(palette::CUT); 4],
        );
        for (wall, side) in self.walls.into_iter().zip([-1.0, 1.0]) {
            let z = side * (half - 0.03);
            let slope = |along: f32, above: f32| Vec3::new(along, along / self.going() * self.rise() + above, z);
            let (from, to) = (0.0, end - 0.05);
            if wall {
                // A rail along the wall.
                shape.limb(slope(from, RAIL), slope(to, RAIL), 0.022, 0.022, 8, palette::WALNUT);
                continue;
            }
            shape.stand(Vec3::new(-0.03, 0.0, z), Vec3::new(0.085, 1.05, 0.085), 0.012, palette::WOODWORK);
            shape.ball(Vec3::new(-0.03, 1.09, z), Vec3::splat(0.055), 0.1, 10, palette::WOODWORK);
            shape.limb(slope(from, RAIL), slope(to, RAIL), 0.028, 0.028, 8, palette::WALNUT);
            let mut along = self.going() / 2.0;
            while along < to {
                let tread = (along / self.going()).ceil() * self.rise();
                let foot = Vec3::new(along, tread, z);
                shape.limb(foot, slope(along, RAIL), 0.013, 0.013, 6, palette::WOODWORK);
                along += self.going() / 2.0;
            }
        }
    }

    /// The well: the last steps coming up, dark below them, and the banister round it.
    fn well(&self, shape: &mut Shape) {
        let half = self.width / 2.0;
        let deep = -self.rise() * f32::from(IN_WELL) - 0.12;
        for number in (STEPS - IN_WELL)..STEPS {
            let top = (f32::from(number) - f32::from(STEPS)) * self.rise();
            self.step(shape, number, top, deep);
        }
        let first = f32::from(STEPS - IN_WELL - 1) * self.going();
        // The last bit before the head is floor.
        let last = f32::from(STEPS - 1) * self.going();
        shape.block(
            Vec3::new((last + self.run) / 2.0, -0.03, 0.0),
            Vec3::new(self.run - last, 0.06, self.width),
            0.004,
            shade(palette::OAK, 1.02),
        );
        let dark = hex(0x3A312A);
        shape.face_towards(
            [
                Vec3::new(0.0, deep, -half),
                Vec3::new(first, deep, -half),
                Vec3::new(first, deep, half),
                Vec3::new(0.0, deep, half),
            ],
            Vec3::Y,
            [paint(dark); 4],
        );
        let light = hex(0xD8C9B2);
        for (a, b, front) in [
            ((0.0, -half), (self.run, -half), Vec3::Z),
            ((0.0, half), (self.run, half), Vec3::NEG_Z),
            ((0.0, -half), (0.0, half), Vec3::X),
        ] {
            shape.face_towards(
                [
                    Vec3::new(a.0, deep, a.1),
                    Vec3::new(b.0, deep, b.1),
                    Vec3::new(b.0, 0.0, b.1),
                    Vec3::new(a.0, 0.0, a.1),
                ],
                front,
                [paint(dark), paint(dark), paint(light), paint(light)],
            );
        }
        let post = |shape: &mut Shape, x: f32, z: f32| {
            shape.stand(Vec3::new(x, 0.0, z), Vec3::new(0.075, 0.98, 0.075), 0.012, palette::WOODWORK);
            shape.ball(Vec3::new(x, 1.01, z), Vec3::splat(0.05), 0.1, 10, palette::WOODWORK);
        };
        let fence = |shape: &mut Shape, a: Vec3, b: Vec3| {
            let up = Vec3::Y * RAIL;
            shape.limb(a + up, b + up, 0.027, 0.027, 8, palette::WALNUT);
            let count = ((b - a).length() / 0.13).round().max(1.0) as i32;
            for i in 1..count {
                let foot = a.lerp(b, i as f32 / count as f32);
                shape.limb(foot, foot + up, 0.012, 0.012, 6, palette::WOODWORK);
            }
        };
        let edge = half + 0.03;
        for (wall, side) in self.walls.into_iter().zip([-1.0, 1.0]) {
            if !wall {
                fence(shape, Vec3::new(-0.03, 0.0, side * edge), Vec3::new(self.run, 0.0, side * edge));
                post(shape, -0.03, side * edge);
                post(shape, self.run, side * edge);
            }
        }
        fence(shape, Vec3::new(-0.03, 0.0, -edge), Vec3::new(-0.03, 0.0, edge));
    }
}
