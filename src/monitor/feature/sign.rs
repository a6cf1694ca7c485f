//! Which readings are signs of a living, moving person. A sensor that repeats what it said before is no sign.

use serde::{Deserialize, Serialize};

use super::roster::Sensor;
use crate::home::{Capability, DeviceKind, Reading, Value};

/// A kettle takes 2.2 to 3 kW, a microwave 0.6 to 1.5 kW: a rise of half a kilowatt is a hand at the switch.
const RISE_BY_HAND: f64 = 500.0;

/// What a reading tells about the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::monitor) enum Sign {
    /// Somebody moved or handled something in the device's area.
    Seen,
    /// A door to outside was opened (true) or closed.
    OutsideDoor(bool),
    /// Somebody lay down (true) or got up.
    Bed(bool),
}

/// What one device said last, as far as signs need it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::monitor) struct Last {
    flag: Option<bool>,
    power: Option<f64>,
    /// Some contacts report openings alone; from these a second opening without a closing is news.
    pub ever_closed: bool,
}

/// The sign in a reading, if there is one. Keeps what was said in `last`.
pub(in crate::monitor) fn read(sensor: &Sensor, reading: &Reading, last: &mut Last) -> Option<Sign> {
    match (sensor.kind, reading.capability, &reading.value) {
        (DeviceKind::Movement, Capability::Occupancy, Value::Flag(true)) => Some(Sign::Seen),
        (DeviceKind::Contact, Capability::Contact, Value::Flag(open)) => {
            let news = last.flag != Some(*open) || (*open && !last.ever_closed);
            let first = last.flag.is_none();
            last.flag = Some(*open);
            last.ever_closed |= !open;
            match (news, sensor.outside_door) {
                // The first word of a closed contact only says that it is there.
                _ if first && !open => None,
                (false, _) => None,
                (true, true) => Some(Sign::OutsideDoor(*open)),
                (true, false) => Some(Sign::Seen),
            }
        }
        (DeviceKind::BedSensor, Capability::Occupancy, Value::Flag(occupied)) => {
            let news = last.flag != Some(*occupied);
            last.flag = Some(*occupied);
            news.then_some(Sign::Bed(*occupied))
        }
        (DeviceKind::LightSwitch, Capability::Switch, Value::Flag(on)) => {
            let news = last.flag.is_some() && last.flag != Some(*on);
            last.flag = Some(*on);
            news.then_some(Sign::Seen)
        }
        (DeviceKind::Plug, Capability::Power, Value::Number(watts)) if sensor.by_hand => {
            let before = last.power.replace(*watts);
            before.is_some_and(|before| watts - before >= RISE_BY_HAND).then_some(Sign::Seen)
        }
        (
            DeviceKind::Movement
            | DeviceKind::Contact
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
            | DeviceKind::KeySafe
            | DeviceKind::Screen,
            _,
            _,
        ) => None,
    }
}
