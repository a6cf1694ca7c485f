//! A simulated home as a source: its readings, and nothing of what really happened in it.

use super::{Acted, Action, Progress, Source, SourceError};
use crate::simulation::Simulation;
use crate::simulation::truth::TruthEvent;
use crate::time::Timestamp;

/// A simulated home as a source of items, until its scenario ends.
#[derive(Clone, Debug)]
pub struct Simulated {
    simulation: Simulation,
    ends: Timestamp,
}

impl Simulated {
    /// The readings of a simulation up to the instant its scenario ends.
    pub fn new(simulation: Simulation, ends: Timestamp) -> Self {
        Self { simulation, ends }
    }

    /// The simulation, to look at.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// The simulation, to change.
    pub fn simulation_mut(&mut self) -> &mut Simulation {
        &mut self.simulation
    }

    /// What has really happened since the last call. It is for the evaluation and the story, never for the monitor.
    pub fn take_truth(&mut self) -> Vec<TruthEvent> {
        self.simulation.take_truth()
    }
}

impl Source for Simulated {
    fn next(&mut self, limit: Timestamp) -> Result<Progress, SourceError> {
        match self.simulation.next_item(limit.min(self.ends)) {
            Some(item) => Ok(Progress::Item(item)),
            None if limit >= self.ends => Ok(Progress::Ended),
            None => Ok(Progress::Reached),
        }
    }

    fn act(&mut self, action: &Action) -> Acted {
        if self.simulation.act(action) { Acted::Done } else { Acted::Ignored }
    }
}
