//! What the devices mean to do, and reports on their way to the hub, in order of time.
//!
//! Ties go to the device that comes first in the home, then to what was queued first, so that the order of one device's
//! reports does not depend on what others there are.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::home::{Capability, Value};
use crate::time::Timestamp;

/// Why a device acts of its own accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wake {
    /// Its regular sign of life.
    Heartbeat,
    /// It measures (a thermometer, a plug's meter).
    Sample,
    /// A time that it has waited for is over: a bed sensor's debounce, an occupancy's hold.
    Settled,
    /// It reports its meter.
    Meter,
    /// It joins the hub, new or with its mains back, and tells all that it knows.
    Join,
    /// It is stuck, and triggers once more.
    Stuck,
    /// The hub looks whether it can still be reached.
    Look,
    /// A patch of sun or a warm draught passes over a movement sensor.
    Glint,
}

/// What is due.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A device acts.
    Wakes(Wake),
    /// A reading reaches the hub.
    Arrives(Capability, Value),
}

/// Something due at an instant.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) at: Timestamp,
    /// The device's place in the home.
    pub(super) device: usize,
    pub(super) what: What,
}

/// The order of what is due: when, the device's place and what was queued first in one number, and where it lies.
type Key = (Timestamp, u64, u32);

/// How many bits of a key's number count what was queued: 17 million million, a thousand years of a thousand devices.
const COUNTS: u32 = 44;

/// Everything that is due, the earliest first. What is sorted is kept small, and the rest lies beside it: a simulated year
/// sorts millions.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    heap: BinaryHeap<Reverse<Key>>,
    lying: Vec<What>,
    /// Places in `lying` that may be used again.
    free: Vec<u32>,
    pushed: u64,
}

impl Queue {
    pub(super) fn push(&mut self, at: Timestamp, device: usize, what: What) {
        let place = match self.free.pop() {
            Some(place) => {
                self.lying[place as usize] = what;
                place
            }
            None => {
                self.lying.push(what);
                (self.lying.len() - 1) as u32
            }
        };
        self.heap.push(Reverse((at, (device as u64) << COUNTS | self.pushed, place)));
        self.pushed += 1;
    }

    /// When the earliest is due.
    pub(super) fn first_at(&self) -> Option<Timestamp> {
        self.heap.peek().map(|Reverse((at, ..))| *at)
    }

    /// Whether the earliest is a reading that reaches the hub.
    pub(super) fn first_arrives(&self) -> bool {
        self.heap.peek().is_some_and(|Reverse((.., place))| matches!(self.lying[*place as usize], What::Arrives(..)))
    }

    /// Takes the earliest when it is due by `to`.
    pub(super) fn pop_by(&mut self, to: Timestamp) -> Option<Due> {
        if self.first_at()? > to {
            return None;
        }
        let Reverse((at, order, place)) = self.heap.pop()?;
        self.free.push(place);
        let what = std::mem::replace(&mut self.lying[place as usize], What::Wakes(Wake::Look));
        Some(Due { at, device: (order >> COUNTS) as usize, what })
    }
}
