//! What a visitor does at the door before it is opened: rings, or takes the key out of its safe.
//!
//! Whoever rings waits and rings again. A carer to whom nobody opens does not go away where there is a key safe: she takes
//! the key out of it and lets herself in, as carers are told to do.

use std::sync::Arc;

use super::Simulation;
use super::resident::places::WayOut;
use super::resident::{Manner, Step};
use crate::home::DeviceKind;
use crate::scenario::visitor::{Enters, VisitorKind};
use crate::time::{Span, Timestamp};

/// How long somebody at the door waits before they ring again.
const RINGS_AGAIN: Span = Span::minutes(1);
/// How long a carer who has rung waits before she takes the key.
const TAKES_KEY: Span = Span::minutes(3);

impl Simulation {
    /// Somebody rings every doorbell of the home, now.
    fn ring_doorbell(&mut self) {
        for device in self.places_of(DeviceKind::Doorbell) {
            self.devices.fob(self.now, device, "pressed", &mut self.fresh);
        }
    }

    /// Somebody opens the key safe, or shuts it, now.
    pub(super) fn open_key_safe(&mut self, open: bool) {
        for device in self.places_of(DeviceKind::KeySafe) {
            self.devices.key_safe(self.now, device, open, &mut self.fresh);
        }
    }

    /// Somebody waits before a shut door: they ring, at first and each minute. A carer who has waited for long enough
    /// takes the key; then these are her next steps.
    pub(super) fn rings(&mut self, who: usize, until: Timestamp) -> Option<Vec<Step>> {
        let now = self.now;
        let guest = self.guest(who)?;
        // The children ring no bell, and whoever is inside only waits to be let out.
        if guest.comes_with != who || self.people[who].area.is_some() {
            return None;
        }
        let (first, last, begun) = (guest.rung.is_none(), guest.rung, until - super::guest::WAITS);
        if first || last.is_some_and(|last| now - last >= RINGS_AGAIN) {
            self.ring_doorbell();
            self.guest_mut(who)?.rung = Some(now);
        }
        let carer = self.visitor_of(who).is_some_and(|visitor| visitor.kind == VisitorKind::Carer);
        let has_safe = !self.places_of(DeviceKind::KeySafe).is_empty();
        let way = self.fixed.places.ways_out.first().copied()?;
        if !(carer && has_safe) || now - begun < TAKES_KEY {
            return None;
        }
        let guest = self.guest_mut(who)?;
        guest.enters = Enters::KeySafe;
        Some(with_key_from_safe(way))
    }

    fn places_of(&self, kind: DeviceKind) -> Vec<usize> {
        let home = Arc::clone(&self.fixed.scenario.home);
        home.devices.iter().enumerate().filter(|(_, device)| device.kind == kind).map(|(place, _)| place).collect()
    }
}

/// On the step: the code, the key, the safe shut again, and the door.
pub(super) fn with_key_from_safe(way: WayOut) -> Vec<Step> {
    vec![
        Step::Stay(Span::seconds(8), Manner::Standing),
        Step::KeySafe(true),
        Step::Stay(Span::seconds(4), Manner::Standing),
        Step::KeySafe(false),
        Step::Stay(Span::seconds(5), Manner::Standing),
        Step::Door(way.opening, true),
    ]
}
