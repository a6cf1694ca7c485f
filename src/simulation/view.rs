//! What the simulated house looks like at one instant: plain data for the scene and the story. It is truth, so it
//! never reaches the monitor.

use crate::home::{AreaId, Point};
use crate::scenario::Activity;

/// How a body is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Posture {
    /// On their feet, not walking.
    Standing,
    /// Walking.
    Walking,
    /// On a chair, the bed's edge or the toilet.
    Sitting,
    /// In bed.
    LyingInBed,
    /// In the bath.
    InBath,
    /// Falling: 0 has just lost balance, 1 has reached the floor.
    Falling(f64),
    /// Lying on the floor.
    OnFloor,
    /// Not at home.
    Away,
}

/// One person at one instant.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonView {
    /// What they like to be called.
    pub name: String,
    /// Where they are; where they left while away.
    pub at: Point,
    /// The storey they are on; on stairs, the one whose half they are on.
    pub storey: i32,
    /// How many metres above the ground floor their feet are: in between on stairs.
    pub height: f64,
    /// Which way they face: clockwise from the plan's `y` axis, in radians.
    pub heading: f64,
    /// The area they are in; `None` while out.
    pub area: Option<AreaId>,
    /// How they hold themselves.
    pub posture: Posture,
    /// Metres walked since the start, for the swing of the legs.
    pub walked: f64,
    /// What they are doing.
    pub activity: Activity,
    /// The same in words, with what is unusual: `Lying on the bathroom floor`.
    pub doing: String,
}

/// The sun, as seen from the home.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sun {
    /// Degrees above the horizon; negative below it.
    pub altitude: f64,
    /// Degrees clockwise from north.
    pub azimuth: f64,
}

/// The simulated house at one instant.
#[derive(Clone, Debug, PartialEq)]
pub struct HouseView {
    /// The people, in the scenario's order.
    pub people: Vec<PersonView>,
    /// How far each opening is open, 0 to 1, in the home's order.
    pub openings: Vec<f64>,
    /// Which pieces of furniture are switched on or in use (lamps, television, kettle, cooker), in the home's order.
    pub switched_on: Vec<bool>,
    /// The air in each area, °C, in the home's order.
    pub temperatures: Vec<f64>,
    /// The air outside, °C.
    pub outside: f64,
    /// The sun.
    pub sun: Sun,
}
