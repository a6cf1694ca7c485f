//! What is pressed: a pendant fob, a pull cord, a doorbell, a screen that is touched.
//!
//! Each sends its word until the hub has confirmed it, and keeps no state. Cancelling is a press of its own: a fob's is
//! held, a cord's reset button is pushed. A fob saves its cell and gives a sign of life about daily; the others do so
//! hourly, as their classes do.

use std::sync::Arc;

use super::Post;
use super::radio::Care;
use crate::home::{Capability, DeviceKind, Value};
use crate::simulation::seed;

/// A button at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Button {
    kind: DeviceKind,
}

impl Button {
    pub(super) const fn new(kind: DeviceKind) -> Self {
        Self { kind }
    }

    /// Seconds between two signs of life, at least and at most. A fob's and a cord's must come within the 25 h after
    /// which Zigbee2MQTT calls a device on a cell offline.
    pub(super) const fn pulse(self) -> (f64, f64) {
        match self.kind {
            DeviceKind::Fob => (84_000.0, 87_000.0),
            DeviceKind::PullCord | DeviceKind::Doorbell => (14_000.0, 14_800.0),
            // A screen is on the mains and in the home's network.
            _ => (590.0, 610.0),
        }
    }

    pub(super) fn is_a_screen(self) -> bool {
        self.kind == DeviceKind::Screen
    }

    pub(super) fn says(self, post: &mut Post<'_>, word: &str) {
        post.send([(Capability::Button, Value::Word(Arc::from(word)))], Care::Confirmed);
    }
}

/// Whether a fob that is worn on this share of days is worn on this one. The same answer whenever it is asked.
pub(in crate::simulation) fn is_worn(scenario_seed: u64, device: &str, share: f64, day: i64) -> bool {
    let mut stream = seed::stream(scenario_seed, device, &format!("worn {day}"));
    seed::chance(&mut stream, share)
}
