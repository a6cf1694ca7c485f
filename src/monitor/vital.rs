//! What the monitor knows of one of its devices: how it reports of its own accord, when it was last heard of, and what is
//! known to be wrong with it. All devices together are [`Health`](super::health::Health).

use serde::{Deserialize, Serialize};

use super::baseline::rhythm::Rhythm;
use super::feature::roster::Sensor;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::time::{Span, Timestamp};

/// Out of reach for so long is out of order; a shorter absence is a restart or a bad moment of the radio.
const OUT_OF_REACH: Span = Span::minutes(10);

/// One device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Vital {
    pub hub: bool,
    pub area: Option<usize>,
    pub latest: Option<Reading>,
    pub rhythm: Rhythm,
    /// A report that will count as of its own accord unless something that a person did came with it.
    pub candidate: Option<Timestamp>,
    pub caused: Timestamp,
    pub flag: Option<bool>,
    pub watts: Option<f64>,
    pub offline: Option<Timestamp>,
    /// Silence is counted from here at the earliest: nothing could be heard before.
    pub clock_from: Timestamp,
    /// It was found to be silent, and somebody was told.
    pub told_silent: bool,
    /// It is known to be stuck, which was told as well.
    pub stuck: bool,
    /// Since when it is known to see much less than it did, which was told as well.
    pub blocked: Option<Timestamp>,
}

impl Vital {
    pub fn new(sensor: &Sensor) -> Self {
        Self {
            hub: sensor.kind == DeviceKind::Hub,
            area: sensor.area,
            latest: None,
            rhythm: Rhythm::new(),
            candidate: None,
            caused: Timestamp::MIN,
            flag: None,
            watts: None,
            offline: None,
            clock_from: Timestamp::MIN,
            told_silent: false,
            stuck: false,
            blocked: None,
        }
    }

    /// Whether a reading is something that a person, or an appliance in use, did.
    pub fn is_caused(&mut self, reading: &Reading) -> bool {
        match (reading.capability, &reading.value) {
            (
                Capability::Occupancy | Capability::Contact | Capability::Switch | Capability::Lock,
                Value::Flag(flag),
            ) => {
                let before = self.flag.replace(*flag);
                before != Some(*flag)
            }
            (Capability::Power, Value::Number(watts)) => self.watts.replace(*watts) != Some(*watts),
            (Capability::Button | Capability::Speech | Capability::Dose | Capability::Mode, _) => true,
            _ => false,
        }
    }

    pub fn silence(&self, now: Timestamp) -> Option<Span> {
        self.heard().map(|heard| now - heard)
    }

    pub fn is_silent(&self, now: Timestamp) -> bool {
        self.told_silent || self.silence(now).is_some_and(|silence| self.rhythm.is_overdue(silence))
    }

    pub fn is_offline(&self, now: Timestamp) -> bool {
        self.offline.is_some_and(|since| now - since >= OUT_OF_REACH)
    }

    pub fn is_out(&self, now: Timestamp) -> bool {
        self.offline.is_some() || self.stuck || self.blocked.is_some() || self.is_silent(now)
    }

    /// Somebody was told that it is silent, stuck or blocked.
    pub fn is_told(&self) -> bool {
        self.told_silent || self.stuck || self.blocked.is_some()
    }

    /// When it was heard last, as far as silence is counted.
    fn heard(&self) -> Option<Timestamp> {
        self.latest.as_ref().map(|latest| latest.at.max(self.clock_from))
    }

    /// Up to and with when it certainly can be relied on, and is not told of, unless it says something before.
    pub fn relied_on(&self) -> Timestamp {
        match self.heard() {
            _ if self.offline.is_some() || self.is_told() => Timestamp::MIN,
            Some(heard) if self.rhythm.is_trusted() => heard + self.rhythm.patience(),
            Some(_) | None => Timestamp::MAX,
        }
    }

    /// Up to and with when its silence certainly needs no telling, because it is short, told of, or the hub's.
    pub fn within_limits(&self) -> Timestamp {
        match self.heard() {
            _ if self.hub || self.is_told() => Timestamp::MAX,
            _ if self.offline.is_some() => Timestamp::MIN,
            Some(heard) if self.rhythm.is_known() => heard + self.rhythm.at_least(),
            Some(_) | None => Timestamp::MAX,
        }
    }
}

/// Reports that no person causes. A plug's watts come and go with its appliance, so they do not count.
pub(super) fn of_its_own_accord(capability: Capability) -> bool {
    match capability {
        Capability::Temperature
        | Capability::Humidity
        | Capability::Battery
        | Capability::LinkQuality
        | Capability::Illuminance
        | Capability::Setpoint
        | Capability::Valve => true,
        Capability::Occupancy
        | Capability::Contact
        | Capability::Power
        | Capability::Energy
        | Capability::Switch
        | Capability::Button
        | Capability::Speech
        | Capability::Smoke
        | Capability::CarbonMonoxide
        | Capability::Flood
        | Capability::Dose
        | Capability::Lock
        | Capability::Brightness
        | Capability::Mode => false,
    }
}
