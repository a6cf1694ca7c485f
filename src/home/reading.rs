//! What a device reports, and how a stream of reports tells that time has passed.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Capability, DeviceId};
use crate::time::Timestamp;

/// What was measured.
// Which of them it is takes a whole word, so that it is moved by words: as bytes, each move would wait for the last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[repr(u64)]
pub enum Value {
    /// Yes or no: occupied, open, on.
    Flag(bool),
    /// A quantity in the capability's unit, already rounded to the device's resolution; always finite.
    Number(f64),
    /// A word or sentence: which button, what was said.
    Word(#[serde(with = "super::shared_text")] Arc<str>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Word(word) => f.write_str(word),
        }
    }
}

/// One report of one device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// When the device says it measured.
    pub at: Timestamp,
    /// Which device.
    pub device: DeviceId,
    /// What it measured.
    pub capability: Capability,
    /// The value.
    pub value: Value,
}

impl Reading {
    /// The reading in words, without its time: `open`, `movement`, `18.4 °C`.
    pub fn in_words(&self) -> String {
        match (&self.value, self.capability) {
            (Value::Flag(true), Capability::Occupancy) => "occupied".to_owned(),
            (Value::Flag(false), Capability::Occupancy) => "clear".to_owned(),
            (Value::Flag(true), Capability::Contact) => "opened".to_owned(),
            (Value::Flag(false), Capability::Contact) => "closed".to_owned(),
            (Value::Flag(true), Capability::Smoke) => "smoke".to_owned(),
            (Value::Flag(true), Capability::CarbonMonoxide) => "carbon monoxide".to_owned(),
            (Value::Flag(true), Capability::Flood) => "wet".to_owned(),
            (Value::Flag(false), Capability::Flood) => "dry".to_owned(),
            (Value::Flag(false), Capability::Smoke | Capability::CarbonMonoxide) => "clear".to_owned(),
            (Value::Flag(true), Capability::Lock) => "locked".to_owned(),
            (Value::Flag(false), Capability::Lock) => "unlocked".to_owned(),
            (Value::Flag(true), _) => "on".to_owned(),
            (Value::Flag(false), _) => "off".to_owned(),
            // Without its name, a bare number beside a kettle would be taken for the kettle's.
            (value, Capability::LinkQuality) => format!("signal {value} of 255"),
            (value, capability) => match capability.unit() {
                "" => value.to_string(),
                "%" => format!("{value}%"),
                unit => format!("{value} {unit}"),
            },
        }
    }
}

/// A device came within reach or went out of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Availability {
    /// When.
    pub at: Timestamp,
    /// Which device.
    pub device: DeviceId,
    /// Whether it can be reached from now on.
    pub online: bool,
}

/// One step of a stream.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A device reported.
    Reading(Reading),
    /// A device came or went.
    Availability(Availability),
    /// Nothing earlier than this instant will follow. Silence is evidence, so time passes without readings too.
    Watermark(Timestamp),
}

impl Item {
    /// When it happened.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Reading(reading) => reading.at,
            Self::Availability(change) => change.at,
            Self::Watermark(at) => *at,
        }
    }
}
