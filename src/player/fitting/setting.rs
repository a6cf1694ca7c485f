//! How a device is set up, as far as a person changes it in the window: each setting goes from one sensible value to the
//! next.

use crate::home::{Device, DeviceKind};
use crate::simulation::device::movement::{USUAL_REACH, USUAL_VIEW};

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Metres above the floor.
    Height,
    /// The angle that a movement sensor sees in all.
    View,
    /// How far a movement sensor sees.
    Reach,
    /// Whether a movement sensor takes no notice of pets.
    PetImmune,
    /// Whether a screen says aloud what it shows.
    Sound,
}

/// Angles that movement sensors are sold with, degrees.
const VIEWS: [f64; 8] = [30.0, 60.0, 90.0, 110.0, 120.0, 150.0, 180.0, 360.0];
/// How far they see, metres.
const REACHES: [f64; 9] = [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0];
/// Heights in decimetres: from a skirting board to a ceiling.
const HEIGHTS: std::ops::RangeInclusive<i64> = 1..=24;

impl Setting {
    /// What can be set of a device.
    pub const fn of(kind: DeviceKind) -> &'static [Self] {
        match kind {
            DeviceKind::Movement => &[Self::Height, Self::View, Self::Reach, Self::PetImmune],
            DeviceKind::Contact
            | DeviceKind::Temperature
            | DeviceKind::Plug
            | DeviceKind::BedSensor
            | DeviceKind::Fob
            | DeviceKind::Speaker
            | DeviceKind::Hub
            | DeviceKind::LightSwitch
            | DeviceKind::ChairSensor
            | DeviceKind::Dispenser
            | DeviceKind::PullCord
            | DeviceKind::SmokeAlarm
            | DeviceKind::CarbonMonoxideAlarm
            | DeviceKind::FloodSensor
            | DeviceKind::LightLevel
            | DeviceKind::SmartLight
            | DeviceKind::Thermostat
            | DeviceKind::RadiatorValve
            | DeviceKind::DoorLock
            | DeviceKind::Doorbell
            | DeviceKind::KeySafe => &[Self::Height],
            DeviceKind::Screen => &[Self::Height, Self::Sound],
        }
    }

    /// For people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Height => "Height",
            Self::View => "Angle that it sees",
            Self::Reach => "How far it sees",
            Self::PetImmune => "Overlooks pets",
            Self::Sound => "Speaks",
        }
    }

    /// The value of a device, for people.
    pub fn value(self, device: &Device) -> String {
        let set = &device.settings;
        match self {
            Self::Height => format!("{:.1} m", device.height),
            Self::View => format!("{:.0}°", set.view.unwrap_or(USUAL_VIEW)),
            Self::Reach => format!("{:.0} m", set.reach.unwrap_or(USUAL_REACH)),
            Self::PetImmune => if set.pet_immune { "yes" } else { "no" }.to_owned(),
            Self::Sound => if set.silent { "no" } else { "yes" }.to_owned(),
        }
    }

    /// The device with the next larger or smaller value; `None` where there is none.
    pub fn stepped(self, device: &Device, up: bool) -> Option<Device> {
        let mut next = device.clone();
        match self {
            Self::Height => {
                let now = device.height * 10.0;
                let wanted = if up { (now + 1e-6).floor() + 1.0 } else { (now - 1e-6).ceil() - 1.0 } as i64;
                next.height = HEIGHTS.contains(&wanted).then_some(wanted as f64 / 10.0)?;
            }
            Self::View => next.settings.view = among(&VIEWS, device.settings.view, USUAL_VIEW, up)?,
            Self::Reach => next.settings.reach = among(&REACHES, device.settings.reach, USUAL_REACH, up)?,
            Self::PetImmune => {
                next.settings.pet_immune = up;
                return (up != device.settings.pet_immune).then_some(next);
            }
            Self::Sound => {
                next.settings.silent = !up;
                return (up == device.settings.silent).then_some(next);
            }
        }
        Some(next)
    }
}

/// The next of a list; `None` inside where that is the usual value, which a file leaves out.
fn among(values: &[f64], now: Option<f64>, usual: f64, up: bool) -> Option<Option<f64>> {
    let now = now.unwrap_or(usual);
    let found = if up {
        values.iter().find(|value| **value > now + 1e-6)
    } else {
        values.iter().rev().find(|value| **value < now - 1e-6)
    };
    found.map(|value| Some(*value).filter(|value| (value - usual).abs() > 1e-6))
}
