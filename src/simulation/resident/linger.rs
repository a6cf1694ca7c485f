//! Stopping on the way: at the coats, the post or the mirror, or to get one's breath.
//!
//! Real homes' sensors see somebody in the hall for half a minute in the middle, where walking through takes five seconds;
//! how often and how long one stops was fitted to that (ARCHITECTURE.md).

use super::path::Path;
use crate::home::AreaKind;
use crate::scenario::Activity;
use crate::simulation::Simulation;
use crate::time::Span;

/// How likely somebody stops in a hall that they pass through.
const STOPS: f64 = 0.6;
/// For how long, on average, and how much that varies: the standard deviation of its logarithm.
const FOR: Span = Span::seconds(50);
const VARIES: f64 = 0.8;
/// A hall that is crossed in fewer metres has nowhere to stop.
const NARROW: f64 = 0.8;

impl Simulation {
    /// Where along a way through a hall someone stops for a moment, in metres, and for how long. Nobody does at night, or
    /// while something out of the ordinary happens to them; visitors and animals do not.
    pub(super) fn lingers(&mut self, who: usize, path: &Path) -> Option<(f64, Span)> {
        let person = &self.people[who];
        let asleep = person.doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        if who >= self.fixed.scenario.residents.len() || person.within.is_some() || asleep {
            return None;
        }
        let is_hall = |into: Option<usize>| into.is_some_and(|area| self.home().areas[area].kind == AreaKind::Hall);
        let place = path.crossings().iter().position(|crossing| is_hall(crossing.into))?;
        let (enters, leaves) = (path.crossings()[place].along, path.crossings().get(place + 1)?.along);
        if leaves - enters < NARROW {
            return None;
        }
        let chance = &mut self.people[who].chances.ways;
        let (stops, pause) = (chance.happens(STOPS), chance.heavy(FOR, VARIES));
        stops.then_some((enters + (leaves - enters) / 2.0, pause))
    }
}
