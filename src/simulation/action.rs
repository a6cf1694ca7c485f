//! What the program does in the home, carried out by the simulated one: speaking, switching, setting, reaching somebody.

use std::sync::Arc;

use super::Simulation;
use crate::home::speech::OWN_VOICE;
use crate::home::{Action, Capability, Device, DeviceId, DeviceKind, FurnitureKind};
use crate::time::{Span, Timestamp};

/// The range to which thermostats and valves for homes can be set, °C (EN 215).
const SET: (f64, f64) = (5.0, 30.0);
/// A kettle that is switched on from afar holds what was left in it.
const CUPS: f64 = 2.0;
/// A microwave that is switched on from afar warms up a cup.
const WARMS_UP: Span = Span::minutes(2);

impl Simulation {
    /// Carries out an action in the home, now. False when the home has nothing to carry it out with.
    pub fn act(&mut self, action: &Action) -> bool {
        match action {
            Action::Speak { device, sentence, asked } => {
                let speaker = self
                    .home()
                    .devices
                    .iter()
                    .position(|known| known.speaks() && device.as_ref().is_none_or(|device| known.id == *device));
                let Some(speaker) = speaker else { return false };
                // What it says itself is told apart from what it hears.
                self.devices.said(self.now, speaker, &format!("{OWN_VOICE}{sentence}"), &mut self.fresh);
                self.sounds(speaker, asked);
                self.collect();
                true
            }
            Action::Understood { device, call } => {
                let heard = |known: &Device| matches!(known.kind, DeviceKind::Speaker | DeviceKind::Screen);
                let known = |known: &Device| heard(known) && known.id == *device;
                let Some(speaker) = self.home().devices.iter().position(known) else { return false };
                self.devices.said(self.now, speaker, call.word(), &mut self.fresh);
                self.collect();
                true
            }
            Action::Switch { device, on } => {
                let Some(piece) = self.switched_by(device) else { return false };
                let until = self.ends_by_itself(piece).filter(|_| *on);
                self.switch(piece, *on, until);
                self.collect();
                true
            }
            Action::Reach { contact, way, text: _, reference } => self.reach(contact, *way, *reference),
            Action::Set { device, capability, value } => self.set(device, *capability, *value),
        }
    }

    /// Sets what a part of the heating aims at, or how bright a light is.
    fn set(&mut self, device: &DeviceId, capability: Capability, value: f64) -> bool {
        let home = Arc::clone(&self.fixed.home);
        let Some(place) = home.devices.iter().position(|known| known.id == *device) else { return false };
        let known = &home.devices[place];
        match (known.kind, capability) {
            (DeviceKind::Thermostat | DeviceKind::RadiatorValve, Capability::Setpoint) => {
                let Some(area) = home.areas.iter().position(|area| area.id == known.area) else { return false };
                // The device tells of it when it measures next, within two minutes.
                self.climate.set_heating_to(area, value.clamp(SET.0, SET.1));
                true
            }
            (DeviceKind::SmartLight, Capability::Brightness) => {
                let Some(piece) = self.switched_by(device) else { return false };
                let percent = value.clamp(0.0, 100.0).round();
                if percent > 0.0 {
                    self.house.set_dim(&home, piece, percent / 100.0);
                    self.devices.dimmed(self.now, place, percent, &mut self.fresh);
                }
                self.switch(piece, percent > 0.0, None);
                self.collect();
                true
            }
            _ => false,
        }
    }

    /// The piece of furniture that a device switches, by its place in the home's list.
    fn switched_by(&self, device: &DeviceId) -> Option<usize> {
        let home = self.home();
        let piece = home.device(device)?.piece.as_ref()?;
        home.furniture.iter().position(|known| known.id == *piece)
    }

    /// When what switches itself off, and is switched on now, does so.
    fn ends_by_itself(&self, piece: usize) -> Option<Timestamp> {
        match self.home().furniture[piece].kind {
            FurnitureKind::Kettle => Some(self.now + self.house.boils(piece, CUPS)),
            FurnitureKind::Microwave => Some(self.now + WARMS_UP),
            _ => None,
        }
    }
}
