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

/// Who somebody in the house is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Lives here.
    Resident,
    /// Looks after a resident: one who lives here too, or comes for an hour.
    Carer,
    /// A grown-up guest: family, a friend, a builder, a stranger.
    Visitor,
    /// A child on a visit.
    Child,
    /// A cat.
    Cat,
    /// A dog.
    Dog,
}

impl Who {
    /// Whether it goes on four legs.
    pub const fn is_animal(self) -> bool {
        matches!(self, Self::Cat | Self::Dog)
    }
}

/// One person or animal at one instant.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonView {
    /// Who they are.
    pub who: Who,
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
    /// The people, in the scenario's order: residents, then everyone who comes on a visit (a grown-up before the
    /// children who come along), then pets. Whoever is not in the house has the posture `Away`; their number never
    /// changes.
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
