//! A tour through a scenario: where to look, what to say, how fast to run and what to wait for, step by step.

use super::{Moment, Scenario};
use crate::home::{AreaId, DeviceId};
use crate::time::Span;

/// A checked tour: every moment lies in its scenario, every room and device is in its home.
#[derive(Clone, Debug, PartialEq)]
pub struct Tour {
    /// Its title.
    pub title: String,
    /// A sentence or two on what it shows.
    pub about: String,
    /// What it goes through.
    pub scenario: Scenario,
    /// Its steps, at least one.
    pub steps: Vec<Step>,
}

/// One step of a tour.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What everybody in the room reads.
    pub say: String,
    /// What only the presenter reads; may be empty.
    pub notes: String,
    /// The moment to go to; from wherever it is when `None`.
    pub at: Option<Moment>,
    /// How many simulated seconds pass in one; 0 stands still; as before when `None`.
    pub speed: Option<f64>,
    /// Whose view to show, by the name on the command line; as before when `None`.
    pub view: Option<String>,
    /// Whether the truth is faded.
    pub lens: bool,
    /// Whether what was learned is open.
    pub learned: bool,
    /// The room to look at.
    pub area: Option<AreaId>,
    /// The device to look at.
    pub device: Option<DeviceId>,
    /// What to wait for.
    pub wait: Wait,
}

/// What a step waits for before it is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Wait {
    /// So much real time, for reading.
    Reading(Span),
    /// The moment that the house has reached.
    Until(Moment),
    /// An alert of this kind, raised so soon after the step began. A run in which it does not come has failed.
    Alert {
        /// Its stable name.
        kind: String,
        /// How soon, in simulated time.
        within: Span,
    },
}

/// Whose views there are, by their names on the command line.
pub const VIEWS: [&str; 5] = ["presenter", "resident", "family", "practitioner", "developer"];
