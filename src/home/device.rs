//! Devices and what each can measure or do.

use serde::{Deserialize, Serialize};

use super::{AreaId, DeviceId, FurnitureId, OpeningId, Point, Turn};

/// One thing that a device measures or does, in one fixed unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Capability {
    /// Movement in the field of view, or someone in the bed or chair: a flag.
    Occupancy,
    /// A door, window or lid: the flag is true while it is **open**.
    Contact,
    /// Air temperature, °C.
    Temperature,
    /// Relative humidity, %.
    Humidity,
    /// Electrical power, W.
    Power,
    /// Electrical energy since the device was installed, kWh.
    Energy,
    /// Whether a switch, plug or light is on: a flag.
    Switch,
    /// Battery charge left, %.
    Battery,
    /// Radio link quality, 0 (none) to 255 (best), as Zigbee2MQTT reports it.
    LinkQuality,
    /// A button was pressed: a word, `pressed` or `cancelled`.
    Button,
    /// What a voice device heard or said: a word.
    Speech,
}

impl Capability {
    /// Every capability.
    pub const ALL: [Self; 11] = [
        Self::Occupancy,
        Self::Contact,
        Self::Temperature,
        Self::Humidity,
        Self::Power,
        Self::Energy,
        Self::Switch,
        Self::Battery,
        Self::LinkQuality,
        Self::Button,
        Self::Speech,
    ];

    /// Its stable name in files, in kebab-case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Occupancy => "occupancy",
            Self::Contact => "contact",
            Self::Temperature => "temperature",
            Self::Humidity => "humidity",
            Self::Power => "power",
            Self::Energy => "energy",
            Self::Switch => "switch",
            Self::Battery => "battery",
            Self::LinkQuality => "link-quality",
            Self::Button => "button",
            Self::Speech => "speech",
        }
    }

    /// The unit as people write it, empty where there is none.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Temperature => "°C",
            Self::Humidity | Self::Battery => "%",
            Self::Power => "W",
            Self::Energy => "kWh",
            Self::Occupancy | Self::Contact | Self::Switch | Self::LinkQuality | Self::Button | Self::Speech => "",
        }
    }

    /// The capability with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.name() == name)
    }
}

/// The class of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeviceKind {
    /// A passive infrared movement sensor.
    Movement,
    /// A contact on a door, window, fridge or drawer.
    Contact,
    /// A temperature sensor.
    Temperature,
    /// A smart plug that measures power.
    Plug,
    /// A pad that tells whether someone is in bed.
    BedSensor,
    /// A pendant or wrist button to call for help.
    Fob,
    /// A voice speaker.
    Speaker,
    /// The hub that gathers what the others report.
    Hub,
    /// A light or wall switch that reports on and off.
    LightSwitch,
}

impl DeviceKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Movement,
        Self::Contact,
        Self::Temperature,
        Self::Plug,
        Self::BedSensor,
        Self::Fob,
        Self::Speaker,
        Self::Hub,
        Self::LightSwitch,
    ];

    /// Its stable name in files, in kebab-case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Movement => "movement",
            Self::Contact => "contact",
            Self::Temperature => "temperature",
            Self::Plug => "plug",
            Self::BedSensor => "bed-sensor",
            Self::Fob => "fob",
            Self::Speaker => "speaker",
            Self::Hub => "hub",
            Self::LightSwitch => "light-switch",
        }
    }

    /// The kind with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What such a device reports, the main capability first.
    pub const fn capabilities(self) -> &'static [Capability] {
        match self {
            Self::Movement => &[Capability::Occupancy, Capability::Battery, Capability::LinkQuality],
            Self::Contact => &[Capability::Contact, Capability::Battery, Capability::LinkQuality],
            Self::Temperature => {
                &[Capability::Temperature, Capability::Humidity, Capability::Battery, Capability::LinkQuality]
            }
            Self::Plug => &[Capability::Power, Capability::Energy, Capability::Switch, Capability::LinkQuality],
            Self::BedSensor => &[Capability::Occupancy, Capability::Battery, Capability::LinkQuality],
            Self::Fob => &[Capability::Button, Capability::Battery, Capability::LinkQuality],
            Self::Speaker => &[Capability::Speech, Capability::LinkQuality],
            Self::Hub => &[Capability::LinkQuality],
            Self::LightSwitch => &[Capability::Switch, Capability::LinkQuality],
        }
    }
}

/// A physical device and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// Its stable id.
    pub id: DeviceId,
    /// Its name for people: `Kitchen movement`.
    pub name: String,
    /// Its class.
    pub kind: DeviceKind,
    /// The area it watches or stands in; for a fob, where it is charged.
    pub area: AreaId,
    /// Where it hangs on the plan, when known.
    pub at: Option<Point>,
    /// Metres above the floor.
    pub height: f64,
    /// Which way it looks (a movement sensor).
    pub front: Turn,
    /// The door or window it is fixed to (a contact).
    pub opening: Option<OpeningId>,
    /// The piece it is fixed to: a plug's kettle, a contact's fridge, a bed sensor's bed.
    pub piece: Option<FurnitureId>,
}

impl Device {
    /// The capability that matters most for this kind of device.
    pub fn main_capability(&self) -> Capability {
        self.kind.capabilities()[0]
    }

    /// Whether it is the contact of a door between inside and outside.
    pub fn is_outside_door(&self, openings: &[super::Opening]) -> bool {
        if self.kind != DeviceKind::Contact {
            return false;
        }
        match &self.opening {
            Some(id) => openings.iter().any(|o| o.id == *id && o.to.is_none() && o.kind == super::OpeningKind::Door),
            None => false,
        }
    }
}
