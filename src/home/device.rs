//! Devices and what each can measure or do.

use serde::{Deserialize, Serialize};

use super::{AreaId, DeviceId, FurnitureId, OpeningId, Point, Turn};
use crate::time::{ClockTime, Span};

/// What the values of a capability are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Yes or no.
    Flag,
    /// A quantity in the capability's unit.
    Number,
    /// A word or a sentence.
    Word,
}

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
    /// How light it is, lx.
    Illuminance,
    /// A smoke alarm sounds: a flag.
    Smoke,
    /// A carbon monoxide alarm sounds: a flag.
    CarbonMonoxide,
    /// Water stands where none should: a flag.
    Flood,
    /// What became of a tablet dispenser's compartment: a word, `due` (it has turned and calls), `taken` or `refilled`.
    Dose,
    /// Whether a door is locked: a flag, true while it is.
    Lock,
    /// What a heating control aims at, °C.
    Setpoint,
    /// How far a radiator's valve is open, %.
    Valve,
    /// How bright a light is, % of its full light.
    Brightness,
    /// How the home is lived in at the moment, as a person set it on the hub: a word such as `holiday`, `hospital` or
    /// `at-home` (see the monitor's `Mode`).
    Mode,
}

impl Capability {
    /// Every capability.
    pub const ALL: [Self; 21] = [
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
        Self::Illuminance,
        Self::Smoke,
        Self::CarbonMonoxide,
        Self::Flood,
        Self::Dose,
        Self::Lock,
        Self::Setpoint,
        Self::Valve,
        Self::Brightness,
        Self::Mode,
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
            Self::Illuminance => "illuminance",
            Self::Smoke => "smoke",
            Self::CarbonMonoxide => "carbon-monoxide",
            Self::Flood => "flood",
            Self::Dose => "dose",
            Self::Lock => "lock",
            Self::Setpoint => "setpoint",
            Self::Valve => "valve",
            Self::Brightness => "brightness",
            Self::Mode => "mode",
        }
    }

    /// The unit as people write it, empty where there is none.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Temperature | Self::Setpoint => "°C",
            Self::Humidity | Self::Battery | Self::Valve | Self::Brightness => "%",
            Self::Illuminance => "lx",
            Self::Power => "W",
            Self::Energy => "kWh",
            Self::Occupancy
            | Self::Contact
            | Self::Switch
            | Self::LinkQuality
            | Self::Button
            | Self::Speech
            | Self::Smoke
            | Self::CarbonMonoxide
            | Self::Flood
            | Self::Dose
            | Self::Lock
            | Self::Mode => "",
        }
    }

    /// What its values are.
    pub const fn form(self) -> Form {
        match self {
            Self::Occupancy
            | Self::Contact
            | Self::Switch
            | Self::Smoke
            | Self::CarbonMonoxide
            | Self::Flood
            | Self::Lock => Form::Flag,
            Self::Temperature
            | Self::Humidity
            | Self::Power
            | Self::Energy
            | Self::Battery
            | Self::LinkQuality
            | Self::Illuminance
            | Self::Setpoint
            | Self::Valve
            | Self::Brightness => Form::Number,
            Self::Button | Self::Speech | Self::Dose | Self::Mode => Form::Word,
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
    /// A pad that tells whether someone is in a chair.
    ChairSensor,
    /// A tablet dispenser that turns a compartment into reach when a dose is due, calls, and notes when it is emptied.
    Dispenser,
    /// A cord to pull for help.
    PullCord,
    /// A smoke alarm.
    SmokeAlarm,
    /// A carbon monoxide alarm.
    CarbonMonoxideAlarm,
    /// A sensor of water on the floor.
    FloodSensor,
    /// A sensor of how light it is.
    LightLevel,
    /// A lamp or ceiling light whose bulb reports and can be told to shine, and how brightly.
    SmartLight,
    /// A room thermostat that calls for the heating.
    Thermostat,
    /// A valve that lets a radiator heat by itself.
    RadiatorValve,
    /// A motor lock of a door.
    DoorLock,
    /// A doorbell's button.
    Doorbell,
    /// A safe by the door that holds a key for carers.
    KeySafe,
    /// A screen to see and speak with others, and to be reminded by.
    Screen,
}

impl DeviceKind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::Movement,
        Self::Contact,
        Self::Temperature,
        Self::Plug,
        Self::BedSensor,
        Self::Fob,
        Self::Speaker,
        Self::Hub,
        Self::LightSwitch,
        Self::ChairSensor,
        Self::Dispenser,
        Self::PullCord,
        Self::SmokeAlarm,
        Self::CarbonMonoxideAlarm,
        Self::FloodSensor,
        Self::LightLevel,
        Self::SmartLight,
        Self::Thermostat,
        Self::RadiatorValve,
        Self::DoorLock,
        Self::Doorbell,
        Self::KeySafe,
        Self::Screen,
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
            Self::ChairSensor => "chair-sensor",
            Self::Dispenser => "dispenser",
            Self::PullCord => "pull-cord",
            Self::SmokeAlarm => "smoke-alarm",
            Self::CarbonMonoxideAlarm => "carbon-monoxide-alarm",
            Self::FloodSensor => "flood-sensor",
            Self::LightLevel => "light-level",
            Self::SmartLight => "smart-light",
            Self::Thermostat => "thermostat",
            Self::RadiatorValve => "radiator-valve",
            Self::DoorLock => "door-lock",
            Self::Doorbell => "doorbell",
            Self::KeySafe => "key-safe",
            Self::Screen => "screen",
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
            Self::Hub => &[Capability::LinkQuality, Capability::Mode],
            Self::LightSwitch => &[Capability::Switch, Capability::LinkQuality],
            Self::ChairSensor => &[Capability::Occupancy, Capability::Battery, Capability::LinkQuality],
            Self::Dispenser => &[Capability::Dose, Capability::Battery, Capability::LinkQuality],
            Self::PullCord | Self::Doorbell => &[Capability::Button, Capability::Battery, Capability::LinkQuality],
            Self::SmokeAlarm => &[Capability::Smoke, Capability::Battery, Capability::LinkQuality],
            Self::CarbonMonoxideAlarm => &[Capability::CarbonMonoxide, Capability::Battery, Capability::LinkQuality],
            Self::FloodSensor => &[Capability::Flood, Capability::Battery, Capability::LinkQuality],
            Self::LightLevel => &[Capability::Illuminance, Capability::Battery, Capability::LinkQuality],
            Self::SmartLight => &[Capability::Switch, Capability::Brightness, Capability::LinkQuality],
            Self::Thermostat => {
                &[Capability::Temperature, Capability::Setpoint, Capability::Battery, Capability::LinkQuality]
            }
            Self::RadiatorValve => &[
                Capability::Valve,
                Capability::Setpoint,
                Capability::Temperature,
                Capability::Battery,
                Capability::LinkQuality,
            ],
            Self::DoorLock => &[Capability::Lock, Capability::Battery, Capability::LinkQuality],
            Self::KeySafe => &[Capability::Contact, Capability::Battery, Capability::LinkQuality],
            Self::Screen => &[Capability::Button, Capability::Speech, Capability::LinkQuality],
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
    /// How it is set up, where that is not as usual for its kind.
    pub settings: Settings,
}

/// How a device is set up; what is `None`, false or empty is as usual for its kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The angle that a movement sensor sees in all, degrees.
    pub view: Option<f64>,
    /// How far a movement sensor sees, metres.
    pub reach: Option<f64>,
    /// Whether a movement sensor takes no notice of a cat or a dog on the floor.
    pub pet_immune: bool,
    /// For how long a movement sensor notices nothing after a trigger.
    pub blind: Option<Span>,
    /// For how long the hub takes a room as occupied after a movement sensor's last trigger; for how long a door lock
    /// waits before it locks a shut door by itself.
    pub hold: Option<Span>,
    /// How often it reports at least, whether anything has changed or not.
    pub every: Option<Span>,
    /// From which change on it reports, in its main capability's unit.
    pub change: Option<f64>,
    /// The share of days on which a fob is worn, 0 to 1.
    pub worn: Option<f64>,
    /// What a thermostat or radiator valve aims at by day, °C.
    pub day: Option<f64>,
    /// What a thermostat or radiator valve aims at by night, °C.
    pub night: Option<f64>,
    /// When a tablet dispenser turns a dose into reach each day.
    pub doses: Vec<ClockTime>,
    /// Whether a screen's sound is off: it shows what it would say.
    pub silent: bool,
}

impl Device {
    /// The capability that matters most for this kind of device.
    pub fn main_capability(&self) -> Capability {
        self.kind.capabilities()[0]
    }

    /// Whether it can say a sentence aloud: a speaker, or a screen whose sound is on.
    pub fn speaks(&self) -> bool {
        self.kind == DeviceKind::Speaker || (self.kind == DeviceKind::Screen && !self.settings.silent)
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
