//! What the devices mean to do, and reports on their way to the hub, in order of time.
//!
//! Ties go to the device that comes first in the home, then to what was queued first, so that the order of one device's
//! reports does not depend on what others there are.

use std::cmp::{Ordering, Reverse};
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
    sequence: u64,
    pub(super) what: What,
}

impl Due {
    #[inline]
    fn key(&self) -> (Timestamp, usize, u64) {
        (self.at, self.device, self.sequence)
    }
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Due {}

impl PartialOrd for Due {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// Everything that is due, the earliest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    heap: BinaryHeap<Reverse<Due>>,
    pushed: u64,
}

impl Queue {
    pub(super) fn push(&mut self, at: Timestamp, device: usize, what: What) {
        self.heap.push(Reverse(Due { at, device, sequence: self.pushed, what }));
        self.pushed += 1;
    }

    pub(super) fn first(&self) -> Option<&Due> {
        self.heap.peek().map(|Reverse(due)| due)
    }

    /// Takes the earliest when it is due by `to`.
    pub(super) fn pop_by(&mut self, to: Timestamp) -> Option<Due> {
        if self.first()?.at > to {
            return None;
        }
        self.heap.pop().map(|Reverse(due)| due)
    }
}
