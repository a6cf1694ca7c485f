//! The kinds of device that there are, behind one set of questions: when each gives a sign of life, what it tells with
//! it, and what it does of its own accord. What each notices is in its own file.

use super::alarm::Alarm;
use super::bed_sensor::BedSensor;
use super::button::Button;
use super::chair_sensor::chair_sensor;
use super::contact::Contact;
use super::dispenser::Dispenser;
use super::door_lock::DoorLock;
use super::heating::Heating;
use super::light_level::LightLevel;
use super::movement::Movement;
use super::plug::{LightSwitch, Plug};
use super::queue::Wake;
use super::radio::Care;
use super::smart_light::SmartLight;
use super::temperature::Thermometer;
use super::{Air, Post};
use crate::home::{Capability, Device, DeviceKind, Home, Value};
use crate::simulation::seed::Stream;
use crate::time::Timestamp;

/// What a device tells with a sign of life: three things at most.
type Told = [Option<(Capability, Value)>; 3];

/// What makes a device the kind it is.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a home has tens of devices, each acting every few seconds at most")]
pub(super) enum Model {
    Movement(Movement),
    Contact(Contact),
    Thermometer(Thermometer),
    Plug(Plug),
    /// In a bed or a chair.
    Pad(BedSensor),
    /// A fob, a cord, a doorbell, a screen.
    Button(Button),
    Speaker,
    Hub,
    LightSwitch(LightSwitch),
    /// Smoke, carbon monoxide, water.
    Alarm(Alarm),
    Dispenser(Dispenser),
    LightLevel(LightLevel),
    SmartLight(SmartLight),
    /// A thermostat, or a radiator's valve.
    Heating(Heating),
    DoorLock(DoorLock),
}

impl Model {
    /// A device at rest.
    pub(super) fn of(device: &Device, home: &Home, seed: u64, starts: Timestamp) -> Self {
        let (id, kind) = (device.id.as_str(), device.kind);
        match kind {
            DeviceKind::Movement => Self::Movement(Movement::new(device, home, seed)),
            DeviceKind::Contact | DeviceKind::KeySafe => Self::Contact(Contact::default()),
            DeviceKind::Temperature => Self::Thermometer(Thermometer::new(seed, id, &device.settings)),
            DeviceKind::Plug => Self::Plug(Plug::new(seed, id, starts)),
            DeviceKind::BedSensor => Self::Pad(BedSensor::new(seed, id)),
            DeviceKind::ChairSensor => Self::Pad(chair_sensor(seed, id)),
            DeviceKind::Fob | DeviceKind::PullCord | DeviceKind::Doorbell | DeviceKind::Screen => {
                Self::Button(Button::new(kind))
            }
            DeviceKind::Speaker => Self::Speaker,
            DeviceKind::Hub => Self::Hub,
            DeviceKind::LightSwitch => Self::LightSwitch(LightSwitch::default()),
            DeviceKind::SmokeAlarm | DeviceKind::CarbonMonoxideAlarm | DeviceKind::FloodSensor => {
                Self::Alarm(Alarm::new(kind, seed, id))
            }
            DeviceKind::Dispenser => Self::Dispenser(Dispenser::new()),
            DeviceKind::LightLevel => Self::LightLevel(LightLevel::new(seed, id, &device.settings)),
            DeviceKind::SmartLight => Self::SmartLight(SmartLight::default()),
            DeviceKind::Thermostat | DeviceKind::RadiatorValve => Self::Heating(Heating::new(kind, seed, id)),
            DeviceKind::DoorLock => Self::DoorLock(DoorLock::new(device.settings.hold)),
        }
    }

    /// What it does at the start.
    pub(super) fn start(&mut self, post: &mut Post<'_>) {
        match self {
            Self::Movement(movement) => movement.start(post),
            Self::Thermometer(thermometer) => thermometer.start(post),
            Self::Plug(plug) => plug.start(post),
            Self::LightLevel(light) => light.start(post),
            Self::Heating(heating) => heating.start(post),
            Self::Contact(_)
            | Self::Pad(_)
            | Self::Button(_)
            | Self::Speaker
            | Self::Hub
            | Self::LightSwitch(_)
            | Self::Alarm(_)
            | Self::Dispenser(_)
            | Self::SmartLight(_)
            | Self::DoorLock(_) => {}
        }
    }

    /// It acts of its own accord.
    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake, air: Air) {
        match self {
            Self::Movement(movement) => movement.wake(post, wake),
            Self::Thermometer(thermometer) => thermometer.wake(post, wake, air),
            Self::Plug(plug) => plug.wake(post, wake),
            Self::Pad(pad) => pad.wake(post, wake),
            Self::Alarm(alarm) => alarm.wake(post, wake),
            Self::LightLevel(light) => light.wake(post, wake, air),
            Self::Heating(heating) => heating.wake(post, wake, air),
            Self::DoorLock(lock) => lock.wake(post, wake),
            Self::Contact(_)
            | Self::Button(_)
            | Self::Speaker
            | Self::Hub
            | Self::LightSwitch(_)
            | Self::Dispenser(_)
            | Self::SmartLight(_) => {}
        }
    }

    /// The shortest and the longest time between two signs of life, seconds.
    ///
    /// Battery sensors check in every 50 to 60 min, plugs about hourly, and the hub tells every ten minutes that it
    /// lives. A fob saves its cell and checks in about daily, within the 25 h after which Zigbee2MQTT would call it
    /// offline; alarms do so about twice a day.
    pub(super) const fn pulse(&self) -> (f64, f64) {
        match self {
            Self::Movement(_)
            | Self::Contact(_)
            | Self::Thermometer(_)
            | Self::Pad(_)
            | Self::LightLevel(_)
            | Self::Heating(_)
            | Self::Dispenser(_)
            | Self::DoorLock(_) => (3_000.0, 3_600.0),
            Self::Plug(_) | Self::LightSwitch(_) | Self::SmartLight(_) => (3_300.0, 3_900.0),
            Self::Button(button) => button.pulse(),
            Self::Alarm(_) => (42_000.0, 43_800.0),
            Self::Speaker => (10_500.0, 11_100.0),
            Self::Hub => (595.0, 605.0),
        }
    }

    /// How much trouble goes into a sign of life: what comes but once or twice a day must not be lost.
    pub(super) const fn pulse_care(&self) -> Care {
        match self {
            Self::Hub => Care::Wired,
            Self::Button(_) | Self::Speaker | Self::Alarm(_) => Care::Confirmed,
            Self::Movement(_)
            | Self::Contact(_)
            | Self::Thermometer(_)
            | Self::Pad(_)
            | Self::Plug(_)
            | Self::LightSwitch(_)
            | Self::Dispenser(_)
            | Self::LightLevel(_)
            | Self::SmartLight(_)
            | Self::Heating(_)
            | Self::DoorLock(_) => Care::Once,
        }
    }

    /// What it tells again with each sign of life. A movement sensor has no lasting state; a button, a dispenser and a
    /// speaker neither: their words are told once.
    pub(super) fn state(&mut self) -> Told {
        match self {
            Self::Movement(_) | Self::Button(_) | Self::Speaker | Self::Hub | Self::Dispenser(_) => [None, None, None],
            Self::Contact(contact) => [Some((Capability::Contact, Value::Flag(contact.open))), None, None],
            Self::Thermometer(thermometer) => match thermometer.state() {
                Some([temperature, humidity]) => [Some(temperature), Some(humidity), None],
                None => [None, None, None],
            },
            // The plug's own relay, which nobody touches.
            Self::Plug(_) => [Some((Capability::Switch, Value::Flag(true))), None, None],
            Self::Pad(pad) => [Some((Capability::Occupancy, Value::Flag(pad.occupied))), None, None],
            Self::LightSwitch(switch) => [Some((Capability::Switch, Value::Flag(switch.on))), None, None],
            Self::Alarm(alarm) => [Some((alarm.capability(), Value::Flag(alarm.sounds))), None, None],
            Self::LightLevel(light) => [light.state(), None, None],
            Self::SmartLight(light) => {
                let [on, brightness] = light.state();
                [Some(on), Some(brightness), None]
            }
            Self::Heating(heating) => heating.state(),
            Self::DoorLock(lock) => [Some((Capability::Lock, Value::Flag(lock.locked))), None, None],
        }
    }

    /// It has its mains back, or is new.
    pub(super) fn joins(&mut self, post: &mut Post<'_>) {
        if let Self::Plug(plug) = self {
            plug.joins(post);
        }
    }

    /// A new one of its kind takes its place.
    pub(super) fn replaced(&mut self, at: Timestamp, factory: &mut Stream) {
        match self {
            Self::Plug(plug) => plug.replaced(at, factory),
            Self::Thermometer(thermometer) => thermometer.replaced(factory),
            Self::LightLevel(light) => light.replaced(factory),
            Self::Heating(heating) => heating.replaced(factory),
            Self::Movement(_)
            | Self::Contact(_)
            | Self::Pad(_)
            | Self::Button(_)
            | Self::Speaker
            | Self::Hub
            | Self::LightSwitch(_)
            | Self::Alarm(_)
            | Self::Dispenser(_)
            | Self::SmartLight(_)
            | Self::DoorLock(_) => {}
        }
    }

    /// It is stuck from now on, or no longer; nothing happens to what has no lasting yes or no.
    pub(super) fn stick(&mut self, post: &mut Post<'_>, stuck: Option<bool>) {
        match self {
            Self::Movement(movement) => movement.stick(post, stuck),
            Self::Contact(contact) => contact.stick(post, stuck),
            Self::Pad(pad) => pad.stick(post, stuck),
            Self::LightSwitch(switch) => switch.stick(post, stuck),
            Self::Alarm(alarm) => alarm.stick(post, stuck),
            Self::Thermometer(_)
            | Self::Plug(_)
            | Self::Button(_)
            | Self::Speaker
            | Self::Hub
            | Self::Dispenser(_)
            | Self::LightLevel(_)
            | Self::SmartLight(_)
            | Self::Heating(_)
            | Self::DoorLock(_) => {}
        }
    }
}
