//! What the devices mean to do, and reports on their way to the hub, in order of time.
//!
//! Ties go to the device that comes first in the home, then to what was queued first, so that the order of one device's
//! reports does not depend on what others there are.

use crate::home::{Capability, Value};
use crate::simulation::upcoming::Upcoming;
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

/// How many bits of an order count what was queued: 17 million million, a thousand years of a thousand devices. The device's
/// place comes before them.
const COUNTS: u32 = 44;

/// Everything that is due, the earliest first.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    upcoming: Upcoming<What>,
    pushed: u64,
}

impl Queue {
    pub(super) fn new() -> Self {
        Self { upcoming: Upcoming::new(), pushed: 0 }
    }

    pub(super) fn push(&mut self, at: Timestamp, device: usize, what: What) {
        let order = (device as u64) << COUNTS | self.pushed;
        match what {
            // Whatever measures does so every two minutes: of what is queued in a home, most is that.
            What::Wakes(Wake::Sample) => self.upcoming.push_regular(at, order, what),
            What::Wakes(_) | What::Arrives(..) => self.upcoming.push(at, order, what),
        }
        self.pushed += 1;
    }

    /// When the earliest is due; [`Timestamp::MAX`] when nothing is.
    #[inline]
    pub(super) fn first_at(&self) -> Timestamp {
        self.upcoming.first_at()
    }

    /// Whether the earliest is a reading that reaches the hub, and that by `to`.
    #[inline]
    pub(super) fn first_arrives(&self, to: Timestamp) -> bool {
        self.first_at() <= to && matches!(self.upcoming.first(), Some(What::Arrives(..)))
    }

    /// Takes the earliest when it is due by `to`.
    #[inline]
    pub(super) fn pop_by(&mut self, to: Timestamp) -> Option<Due> {
        let (at, order, what) = self.upcoming.pop_by(to)?;
        Some(Due { at, device: (order >> COUNTS) as usize, what })
    }
}
