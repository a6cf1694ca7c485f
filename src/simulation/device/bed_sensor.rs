//! A pad under the mattress: someone is in bed, or nobody is.
//!
//! Such pads wait before they believe it: about 5 s until *occupied*, and 20 to 30 s until *free*, so that turning over
//! or reaching for the lamp says nothing.

use super::Post;
use super::queue::Wake;
use super::radio::Care;
use crate::home::{Capability, Value};
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// A bed sensor at work.
#[derive(Clone, Debug)]
pub(super) struct BedSensor {
    patience: Stream,
    /// Seconds of weight until it is believed, and seconds without.
    waits: [(f64, f64); 2],
    pressed: bool,
    /// What it last told.
    pub(super) occupied: bool,
    settles: Option<Timestamp>,
    /// What it tells all the time, whatever is so.
    stuck: Option<bool>,
}

impl BedSensor {
    pub(super) fn new(scenario_seed: u64, device: &str) -> Self {
        Self::patient(scenario_seed, device, [(4.0, 6.0), (20.0, 30.0)])
    }

    /// One that waits for so long before it believes.
    pub(super) fn patient(scenario_seed: u64, device: &str, waits: [(f64, f64); 2]) -> Self {
        let patience = seed::stream(scenario_seed, device, "patience");
        Self { patience, waits, pressed: false, occupied: false, settles: None, stuck: None }
    }

    pub(super) fn pressed(&mut self, post: &mut Post<'_>, pressed: bool) {
        if self.pressed == pressed {
            return;
        }
        self.pressed = pressed;
        let [occupied, free] = self.waits;
        let (least, most) = if pressed { occupied } else { free };
        let seconds = seed::uniform(&mut self.patience, least, most);
        let settles = post.at + Span::from_seconds(seconds);
        self.settles = Some(settles);
        post.wake(settles, Wake::Settled);
    }

    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake) {
        if wake == Wake::Settled && self.settles == Some(post.at) {
            self.settles = None;
            self.tell(post);
        }
    }

    /// It is stuck from now on, or no longer.
    pub(super) fn stick(&mut self, post: &mut Post<'_>, stuck: Option<bool>) {
        self.stuck = stuck;
        self.tell(post);
    }

    fn tell(&mut self, post: &mut Post<'_>) {
        let occupied = self.stuck.unwrap_or(self.pressed);
        if self.occupied != occupied {
            self.occupied = occupied;
            post.send([(Capability::Occupancy, Value::Flag(occupied))], Care::Confirmed);
        }
    }
}
