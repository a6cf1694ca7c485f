//! One line of a recording after its header: its form in JSON, and the rules that every line keeps. Writer and reader
//! share them, so that whatever is written can be read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::header::{Header, json_error};
use crate::home::{Availability, Capability, DeviceId, DeviceKind, Form, Item, Reading, Value};
use crate::time::{Calendar, Timestamp, parse_rfc3339};

/// The instants that a recording may hold, 1973-01-01 to 2200-12-31 (UTC): from when on every zone's offset is whole
/// minutes, so that what RFC 3339 can write is exact, up to where a [`Calendar`] ends.
pub(super) const TIMES: RangeInclusive<Timestamp> =
    Timestamp::from_millis(94_694_400_000)..=Timestamp::from_millis(7_289_567_999_999);

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// A reading or an availability change.
    Item(Item),
    /// The end: how many items came before, and until when there were none.
    End { items: u64, until: Timestamp },
}

/// Why a line isn't taken.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    /// What is wrong.
    pub what: String,
    /// What to do; a sentence.
    pub hint: &'static str,
    /// Whether the text stops or breaks off rather than saying something wrong.
    pub broken: bool,
}

fn refusal(what: String, hint: &'static str) -> Refusal {
    Refusal { what, hint, broken: false }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineFile<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    at: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    device: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    capability: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<ValueFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    online: Option<bool>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    end: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<u64>,
}

impl LineFile<'_> {
    const EMPTY: Self =
        Self { at: None, device: None, capability: None, value: None, online: None, end: None, items: None };
}

#[derive(Serialize)]
#[serde(untagged)]
enum ValueFile {
    Flag(bool),
    Number(f64),
    Word(String),
}

impl<'de> Deserialize<'de> for ValueFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyValue;
        impl Visitor<'_> for AnyValue {
            type Value = ValueFile;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false, a number or a word")
            }
            fn visit_bool<E: de::Error>(self, flag: bool) -> Result<ValueFile, E> {
                Ok(ValueFile::Flag(flag))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<ValueFile, E> {
                Ok(ValueFile::Number(number))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<ValueFile, E> {
                Ok(ValueFile::Number(number as f64))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<ValueFile, E> {
                Ok(ValueFile::Number(number as f64))
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<ValueFile, E> {
                Ok(ValueFile::Word(word.to_owned()))
            }
        }
        deserializer.deserialize_any(AnyValue)
    }
}

/// What a capability's value is: `true or false`, `a number`, `a word`.
fn value_of(capability: Capability) -> &'static str {
    match capability.form() {
        Form::Flag => "true or false",
        Form::Number => "a number",
        Form::Word => "a word",
    }
}

fn fits(capability: Capability, value: &Value) -> bool {
    match value {
        Value::Flag(_) => capability.form() == Form::Flag,
        Value::Number(number) => capability.form() == Form::Number && number.is_finite(),
        Value::Word(_) => capability.form() == Form::Word,
    }
}

/// Keeps the rules over the lines of one recording: devices that exist, values of the right type, times in order.
pub(super) struct Rules {
    calendar: Calendar,
    devices: BTreeMap<DeviceId, DeviceKind>,
    /// The latest time so far, and the line it was on.
    latest: (Timestamp, u64),
    until: Timestamp,
    items: u64,
}

impl Rules {
    pub(super) fn new(header: &Header) -> Self {
        Self {
            calendar: header.calendar.clone(),
            devices: header.home.devices.iter().map(|device| (device.id.clone(), device.kind)).collect(),
            latest: (header.from, 1),
            until: header.until,
            items: 0,
        }
    }

    /// How many items were taken.
    pub(super) fn items(&self) -> u64 {
        self.items
    }

    /// The time of the last item, or the beginning where there was none.
    pub(super) fn latest(&self) -> Timestamp {
        self.latest.0
    }

    /// Takes an item as the next, on this line.
    pub(super) fn take(&mut self, item: &Item, line: u64) -> Result<(), Refusal> {
        let at = match item {
            Item::Reading(reading) => reading.at,
            Item::Availability(change) => change.at,
            Item::Watermark(_) => return Ok(()),
        };
        belongs(&self.devices, item)?;
        let (latest, on) = self.latest;
        if at < latest {
            let since = if on == 1 { "where the recording begins".to_owned() } else { format!("on line {on}") };
            return Err(refusal(
                format!("the time runs backwards: {} after {}, {since}", self.told(at), self.told(latest)),
                "Put the lines in order of time.",
            ));
        }
        if at > self.until {
            return Err(refusal(
                format!("{} is later than the recording's end, {}", self.told(at), self.told(self.until)),
                "Correct the time, or `until` in the header.",
            ));
        }
        self.latest = (at, line);
        self.items += 1;
        Ok(())
    }

    fn told(&self, at: Timestamp) -> String {
        self.calendar.rfc3339(at)
    }
}

/// Whether an item comes from a device that is there, and says what such a device can say.
pub(super) fn belongs(devices: &BTreeMap<DeviceId, DeviceKind>, item: &Item) -> Result<(), Refusal> {
    let device = match item {
        Item::Reading(reading) => &reading.device,
        Item::Availability(change) => &change.device,
        Item::Watermark(_) => return Ok(()),
    };
    let Some(kind) = devices.get(device) else {
        let meant = super::nearest(device.as_str(), devices.keys().map(DeviceId::as_str));
        let meant = meant.map_or(String::new(), |name| format!("; did you mean {name:?}?"));
        return Err(refusal(
            format!("the header names no device {device:?}{meant}"),
            "Correct the device, or add it to the header.",
        ));
    };
    if let Item::Reading(reading) = item {
        let (capability, value) = (reading.capability, &reading.value);
        if !kind.capabilities().contains(&capability) {
            return Err(refusal(
                format!("{device:?} is of the kind {}, which has no {}", kind.name(), capability.name()),
                "Correct the capability, or the device's kind in the header.",
            ));
        }
        if !fits(capability, value) {
            return Err(refusal(
                format!("{} is {}, and not {}", capability.name(), value_of(capability), shown(value)),
                "Correct the value.",
            ));
        }
    }
    Ok(())
}

fn shown(value: &Value) -> String {
    const LONGEST: usize = 40;
    match value {
        Value::Flag(_) | Value::Number(_) => value.to_string(),
        Value::Word(word) if word.chars().count() > LONGEST => {
            format!("{:?}…", word.chars().take(LONGEST).collect::<String>())
        }
        Value::Word(word) => format!("{word:?}"),
    }
}

/// The line as JSON, without its end. A watermark has none: the readings around it tell that time has passed.
pub(super) fn to_json(line: &Line, calendar: &Calendar) -> Option<String> {
    let file = match line {
        Line::Item(Item::Reading(reading)) => LineFile {
            at: Some(calendar.rfc3339(reading.at).into()),
            device: Some(reading.device.as_str().into()),
            capability: Some(reading.capability.name().into()),
            value: Some(match &reading.value {
                Value::Flag(flag) => ValueFile::Flag(*flag),
                Value::Number(number) => ValueFile::Number(*number),
                Value::Word(word) => ValueFile::Word(word.to_string()),
            }),
            ..LineFile::EMPTY
        },
        Line::Item(Item::Availability(change)) => LineFile {
            at: Some(calendar.rfc3339(change.at).into()),
            device: Some(change.device.as_str().into()),
            online: Some(change.online),
            ..LineFile::EMPTY
        },
        Line::Item(Item::Watermark(_)) => return None,
        Line::End { items, until } => {
            LineFile { end: Some(calendar.rfc3339(*until).into()), items: Some(*items), ..LineFile::EMPTY }
        }
    };
    serde_json::to_string(&file).ok()
}

/// Reads a line.
pub(super) fn from_json(text: &[u8]) -> Result<Line, Refusal> {
    const FORMS: &str = "A line holds at, device, capability and value; or at, device and online.";
    let file: LineFile<'_> = serde_json::from_slice(text).map_err(|error| Refusal {
        what: format!("this line can't be read: {}", json_error(&error)),
        hint: FORMS,
        broken: error.is_eof() || error.is_syntax(),
    })?;
    match file {
        LineFile {
            at: Some(at),
            device: Some(device),
            capability: Some(capability),
            value: Some(value),
            online: None,
            end: None,
            items: None,
        } => Ok(Line::Item(Item::Reading(Reading {
            at: instant(&at)?,
            device: DeviceId::new(&device),
            capability: Capability::from_name(&capability).ok_or_else(|| {
                let meant = super::nearest(&capability, Capability::ALL.iter().map(|c| c.name()));
                let meant = meant.map_or(String::new(), |name| format!("; did you mean {name:?}?"));
                refusal(format!("there is no capability {capability:?}{meant}"), "Correct the capability.")
            })?,
            value: match value {
                ValueFile::Flag(flag) => Value::Flag(flag),
                ValueFile::Number(number) => Value::Number(number),
                ValueFile::Word(word) => Value::Word(Arc::from(word)),
            },
        }))),
        LineFile {
            at: Some(at),
            device: Some(device),
            capability: None,
            value: None,
            online: Some(online),
            end: None,
            items: None,
        } => Ok(Line::Item(Item::Availability(Availability {
            at: instant(&at)?,
            device: DeviceId::new(&device),
            online,
        }))),
        LineFile {
            at: None,
            device: None,
            capability: None,
            value: None,
            online: None,
            end: Some(end),
            items: Some(items),
        } => Ok(Line::End { items, until: instant(&end)? }),
        _ => Err(refusal("this line holds too little, or what doesn't belong together".to_owned(), FORMS)),
    }
}

fn instant(text: &str) -> Result<Timestamp, Refusal> {
    match parse_rfc3339(text) {
        Some(at) if TIMES.contains(&at) => Ok(at),
        Some(_) => Err(refusal(format!("{text} lies outside the years 1973 to 2200"), "Correct the time.")),
        None => {
            Err(refusal(format!("{text:?} is no instant"), "Write it as 2026-12-03T07:21:05+00:00, with its offset."))
        }
    }
}
