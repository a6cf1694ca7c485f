//! What a visitor does at the door before it is opened: rings, or takes the key out of its safe.

use std::sync::Arc;

use super::Simulation;
use crate::home::DeviceKind;

impl Simulation {
    /// Somebody rings every doorbell of the home, now.
    pub fn ring_doorbell(&mut self) {
        for device in self.places_of(DeviceKind::Doorbell) {
            self.devices.fob(self.now, device, "pressed", &mut self.fresh);
        }
        self.collect();
    }

    /// A carer opens the key safe, or shuts it, now.
    pub fn open_key_safe(&mut self, open: bool) {
        for device in self.places_of(DeviceKind::KeySafe) {
            self.devices.key_safe(self.now, device, open, &mut self.fresh);
        }
        self.collect();
    }

    /// Somebody touches every screen of the home, now.
    pub fn touch_screen(&mut self) {
        for device in self.places_of(DeviceKind::Screen) {
            self.devices.fob(self.now, device, "pressed", &mut self.fresh);
        }
        self.collect();
    }

    fn places_of(&self, kind: DeviceKind) -> Vec<usize> {
        let home = Arc::clone(&self.fixed.scenario.home);
        home.devices.iter().enumerate().filter(|(_, device)| device.kind == kind).map(|(place, _)| place).collect()
    }
}
