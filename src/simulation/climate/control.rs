//! What the heating aims at in each room, and how far its radiators' valves stand open.
//!
//! A room has thermostatic valves turned by hand, which follow the home's setting, or valves that work by themselves, with
//! settings of their own. Where the home has a room thermostat, the boiler gives heat only while that calls for it.

use crate::home::{DeviceKind, Home};

/// The range of temperature over which a thermostatic valve goes from shut to open, K (EN 215 has 1 to 2).
const VALVE_BAND: f64 = 1.0;
/// A valve with a motor moves in steps, to spare its cell.
const MOTOR_STEP: f64 = 0.05;
/// How far below its setting a thermostat calls for heat, and how far above it stops, K.
const HYSTERESIS: f64 = 0.25;

/// What a device of the heating has been set to.
#[derive(Clone, Copy, Debug)]
struct Set {
    /// Its area's place in the home's list.
    area: usize,
    day: Option<f64>,
    night: Option<f64>,
}

impl Set {
    fn aim(&self, usual: f64, is_day: bool) -> f64 {
        if is_day { self.day } else { self.night }.unwrap_or(usual)
    }
}

/// The heating's controls.
#[derive(Clone, Debug)]
pub(super) struct Control {
    /// What each area aims at, °C.
    pub(super) aims: Vec<f64>,
    /// How far each area's valves are open, 0 to 1.
    pub(super) valves: Vec<f64>,
    /// Valves with a motor.
    motors: Vec<Set>,
    has_motor: Vec<bool>,
    thermostats: Vec<Set>,
    /// Areas whose aim was set by somebody since the last change of the home's own setting.
    by_hand: Vec<bool>,
    /// Whether the boiler gives heat.
    calls: bool,
}

impl Control {
    pub(super) fn of(home: &Home) -> Self {
        let n = home.areas.len();
        let sets = |kind: DeviceKind| -> Vec<Set> {
            let devices = home.devices.iter().filter(|device| device.kind == kind);
            devices
                .filter_map(|device| {
                    let area = home.areas.iter().position(|area| area.id == device.area)?;
                    Some(Set { area, day: device.settings.day, night: device.settings.night })
                })
                .collect()
        };
        let motors = sets(DeviceKind::RadiatorValve);
        let mut has_motor = vec![false; n];
        motors.iter().for_each(|set| has_motor[set.area] = true);
        let thermostats = sets(DeviceKind::Thermostat);
        let by_hand = vec![false; n];
        Self { aims: vec![0.0; n], valves: vec![0.0; n], motors, has_motor, thermostats, by_hand, calls: true }
    }

    /// The home's setting from now on.
    pub(super) fn aim(&mut self, usual: f64, is_day: bool) {
        self.aims.fill(usual);
        self.by_hand.fill(false);
        // A valve at the radiator itself knows better than a thermostat across the room.
        for set in self.thermostats.iter().chain(&self.motors) {
            self.aims[set.area] = set.aim(usual, is_day);
        }
    }

    /// Somebody sets what an area aims at; it holds until the home's own setting changes next, as thermostats have it.
    pub(super) fn set(&mut self, area: usize, celsius: f64) {
        if let (Some(aim), Some(by_hand)) = (self.aims.get_mut(area), self.by_hand.get_mut(area)) {
            (*aim, *by_hand) = (celsius, true);
        }
    }

    /// Every few minutes the thermostats look whether the boiler is to give heat.
    pub(super) fn call(&mut self, air: &[f64]) {
        if self.thermostats.is_empty() {
            return;
        }
        // A valve that somebody has set calls for heat, too, wherever the thermostat is.
        let short = |by: f64| {
            let called = self.by_hand.iter().enumerate().filter(|(_, by_hand)| **by_hand).map(|(area, _)| area);
            self.thermostats.iter().map(|set| set.area).chain(called).any(|area| air[area] < self.aims[area] + by)
        };
        self.calls = if self.calls { short(HYSTERESIS) } else { short(-HYSTERESIS) };
    }

    /// How much of its heat a room's radiators get, 0 to 1.
    #[inline]
    pub(super) fn valve(&mut self, area: usize, air: f64, works: bool) -> f64 {
        let wanted = (0.5 + (self.aims[area] - air) / VALVE_BAND).clamp(0.0, 1.0);
        let open = &mut self.valves[area];
        if !self.has_motor[area] {
            *open = wanted;
        } else if (wanted - *open).abs() >= MOTOR_STEP || wanted == 0.0 || wanted == 1.0 {
            *open = (wanted / MOTOR_STEP).round() * MOTOR_STEP;
        }
        if works && self.calls { *open } else { 0.0 }
    }
}
