//! Home Assistant's history: the CSV of its History panel, `entity_id,state,last_changed`, and the JSON of its REST
//! interface, a list of lists of states, where with `minimal_response` only the first of a list names its entity.
//!
//! An entity is one value; what it is comes from its attributes, which only JSON has, and else from its id. Its first
//! state is that at the beginning of the period and no change. `unavailable` and `unknown` are no values: they say that
//! the device can't be reached, which is kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde_json::Value as Json;

use super::columns;
use super::infer::{has, words};
use super::raw::Raw;
use super::row::{About, Row, Said, When, any_time, unix_number};
use crate::home::{Capability, DeviceKind};
use crate::trace::mapping::Unit;

/// Which column holds what, told by the header line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    entity: usize,
    state: usize,
    changed: usize,
}

impl Columns {
    /// From the header line; `None` when it is none of this format.
    pub fn from_header(line: &str) -> Option<Self> {
        let columns = columns::split(line, ',');
        let find = |name: &str| columns::find(&columns, &[name]);
        let changed = find("last_changed").or_else(|| find("last_updated"))?;
        Some(Self { entity: find("entity_id")?, state: find("state")?, changed })
    }
}

/// What an entity is.
#[derive(Clone, Debug)]
enum Sort {
    /// It measures something.
    Of(About),
    /// It is on or off, or a number, and nothing tells what that means: a mapping may.
    Unknown,
    /// It is understood and of no use.
    Useless(String),
}

/// What is known of the entities so far.
#[derive(Default)]
pub(super) struct History {
    columns: Option<Columns>,
    sorts: BTreeMap<String, Sort>,
    offline: BTreeSet<String>,
    /// The entity of the last state that named one.
    entity: String,
}

/// The attributes that tell what an entity is.
#[derive(Clone, Copy, Debug, Default)]
struct Attributes<'a> {
    class: Option<&'a str>,
    unit: Option<&'a str>,
    event: Option<&'a str>,
}

impl History {
    /// Reads the first line, which must be the header.
    pub fn header(&mut self, line: &str) -> bool {
        self.columns = Columns::from_header(line);
        self.columns.is_some()
    }

    /// Whether the header was read.
    pub fn has_header(&self) -> bool {
        self.columns.is_some()
    }

    /// Reads one line of the CSV; the error says what is wrong with it.
    pub fn line(&mut self, line: &str, raw: &mut Raw) -> Result<(), &'static str> {
        let Some(place) = self.columns else { return Err("no header line before it") };
        let columns = columns::split(line, ',');
        let column = |place: usize| columns.get(place).map(|column| &**column);
        let entity = column(place.entity).filter(|entity| !entity.is_empty()).ok_or("no entity_id")?;
        let state = column(place.state).ok_or("no state")?;
        let when = column(place.changed).and_then(any_time).ok_or("no time such as 2031-03-04T06:58:01.000Z")?;
        self.state(entity, state, when, Attributes::default(), raw)
    }

    /// Reads the whole JSON; the error is that of its syntax. What has been read until then is held.
    pub fn json(&mut self, text: impl Read, raw: &mut Raw) -> Result<(), serde_json::Error> {
        let mut json = serde_json::Deserializer::from_reader(text);
        Lists { history: self, raw }.deserialize(&mut json)?;
        json.end()
    }

    fn state_object(&mut self, file: &StateFile, raw: &mut Raw) -> Result<(), &'static str> {
        if let Some(entity) = file.entity_id.as_ref() {
            entity.as_str().ok_or("entity_id is no text")?.clone_into(&mut self.entity);
        }
        let entity = std::mem::take(&mut self.entity);
        let told = self.of_entity(&entity, file, raw);
        self.entity = entity;
        told
    }

    fn of_entity(&mut self, entity: &str, file: &StateFile, raw: &mut Raw) -> Result<(), &'static str> {
        if entity.is_empty() {
            return Err("no entity_id, here or in a state before it");
        }
        let state: Cow<'_, str> = match &file.state {
            Some(Json::String(text)) => Cow::Borrowed(text.as_str()),
            Some(Json::Number(number)) => Cow::Owned(number.to_string()),
            Some(Json::Bool(flag)) => Cow::Borrowed(if *flag { "on" } else { "off" }),
            Some(Json::Null) => Cow::Borrowed("unknown"),
            Some(Json::Array(_) | Json::Object(_)) | None => return Err("no state"),
        };
        let when = match file.last_changed.as_ref().or(file.last_updated.as_ref()) {
            Some(Json::String(text)) => any_time(text),
            Some(Json::Number(number)) => number.as_f64().and_then(unix_number).map(When::Exact),
            Some(Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_)) | None => None,
        };
        let when = when.ok_or("no last_changed such as 2031-03-04T06:58:01.000000+00:00")?;
        let attribute = |name: &str| file.attributes.as_ref().and_then(|all| all.get(name)).and_then(Json::as_str);
        let attributes = Attributes {
            class: attribute("device_class"),
            unit: attribute("unit_of_measurement"),
            event: attribute("event_type"),
        };
        self.state(entity, &state, when, attributes, raw)
    }

    fn state(
        &mut self,
        entity: &str,
        state: &str,
        when: When,
        attributes: Attributes<'_>,
        raw: &mut Raw,
    ) -> Result<(), &'static str> {
        let Some((domain, object)) = entity.split_once('.').filter(|(domain, object)| {
            let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            !domain.is_empty() && !object.is_empty() && plain(domain) && plain(object)
        }) else {
            return Err("no entity such as binary_sensor.hall_motion");
        };
        if !self.sorts.contains_key(entity) {
            self.sorts.insert(entity.to_owned(), sort(domain, object, state, attributes));
        }
        let about = match self.sorts.get(entity) {
            Some(Sort::Of(about)) => Some(about),
            Some(Sort::Useless(what)) => {
                raw.useless(what);
                return Ok(());
            }
            Some(Sort::Unknown) | None => None,
        };
        if let Some(about) = about {
            raw.about(entity, || about.clone());
        }
        let capability = about.map(|about| about.capability);
        if matches!(state, "unavailable" | "unknown" | "") {
            // A button that nobody has pressed yet is unknown, and well.
            if capability == Some(Capability::Button) && state != "unavailable" {
                return Ok(());
            }
            self.offline.insert(entity.to_owned());
            return raw.hold(Row::new(when, entity, Said::Offline));
        }
        let said = match (capability, domain) {
            (Some(Capability::Button), _) => Said::Text(Cow::Borrowed(pressed(attributes.event.unwrap_or(state)))),
            (_, "sensor") => Said::number(state).unwrap_or(Said::Text(Cow::Borrowed(state))),
            _ => Said::loose(state),
        };
        if let (Some(Capability::Button), Said::Text(text)) = (capability, &said)
            && text.is_empty()
        {
            raw.useless("buttons let go");
            return Ok(());
        }
        if self.offline.remove(entity) {
            raw.hold(Row::new(when, entity, Said::Online))?;
        }
        raw.hold(Row::new(when, entity, said))
    }
}

/// What a button's action means: `pressed`, `cancelled`, or nothing where it was let go.
pub(super) fn pressed(action: &str) -> &str {
    let is = |words: &[&str]| words.iter().any(|word| action.to_ascii_lowercase().contains(word));
    if action.is_empty() || is(&["release"]) || action == "off" {
        ""
    } else if is(&["cancel", "disarm"]) {
        "cancelled"
    } else {
        "pressed"
    }
}

/// Whether a button of this name, or with this action, calls for help.
pub(super) fn calls_for_help(words: &str) -> bool {
    ["sos", "emergency", "panic", "help", "fob", "pendant", "alarm button"].iter().any(|word| has(words, word))
}

/// Quantities that homes measure and this monitor doesn't use, by words in an entity's id.
const USELESS: &[&str] = &[
    "illuminance",
    "brightness",
    "lux",
    "voltage",
    "current",
    "pressure",
    "co2",
    "pm25",
    "signal strength",
    "rssi",
    "update",
    "smoke",
    "moisture",
    "leak",
    "tamper",
    "connectivity",
    "problem",
    "uptime",
    "last seen",
    "firmware",
];

/// The ends of an entity's id that say what it measures.
const ENDINGS: &[&str] = &[
    "_battery_level",
    "_battery",
    "_linkquality",
    "_link_quality",
    "_lqi",
    "_temperature",
    "_humidity",
    "_occupancy",
    "_presence",
    "_motion",
    "_movement",
    "_contact",
    "_power",
    "_energy",
    "_action",
    "_sos",
];

fn sort(domain: &str, object: &str, state: &str, attributes: Attributes<'_>) -> Sort {
    let called = words(object);
    let is = |text: &str| has(&called, text);
    let class = attributes.class.unwrap_or("");
    let stem = ENDINGS.iter().find_map(|ending| object.strip_suffix(ending)).filter(|stem| !stem.is_empty());
    let about = |capability: Capability, kind: Option<DeviceKind>, unit: Unit| {
        // What the battery belongs to may have a quantity at its own end: `hall_motion_battery` and `hall_motion`.
        let group = stem.map_or(object, |stem| {
            ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending)).filter(|stem| !stem.is_empty()).unwrap_or(stem)
        });
        Sort::Of(About { kind, unit, ..About::new(group, &called, capability) })
    };
    let useless = |what: &str| Sort::Useless(what.replace('_', " "));
    match domain {
        "binary_sensor" => match class {
            "motion" | "occupancy" | "presence" | "moving" => about(Capability::Occupancy, None, Unit::Usual),
            "door" | "window" | "opening" | "garage_door" => about(Capability::Contact, None, Unit::Usual),
            "" if calls_for_help(&called) => about(Capability::Button, Some(DeviceKind::Fob), Unit::Usual),
            "" if USELESS.iter().any(|word| is(word)) || is("battery") => useless(&called_quantity(&called, domain)),
            "" if ["motion", "occupancy", "presence", "movement", "pir", "bed"].iter().any(|word| is(word)) => {
                about(Capability::Occupancy, None, Unit::Usual)
            }
            "" if ["door", "window", "contact", "opening"].iter().any(|word| is(word)) => {
                about(Capability::Contact, None, Unit::Usual)
            }
            "" => Sort::Unknown,
            other => useless(other),
        },
        "sensor" => sensor(&called, class, state, attributes.unit, about),
        "switch" => about(Capability::Switch, None, Unit::Usual),
        "light" => about(Capability::Switch, Some(DeviceKind::LightSwitch), Unit::Usual),
        "event" if calls_for_help(&called) || attributes.event.is_some_and(|event| calls_for_help(&words(event))) => {
            about(Capability::Button, Some(DeviceKind::Fob), Unit::Usual)
        }
        // Whether a lock is locked doesn't say whether its door is open.
        other => useless(&format!("{} entities", other.replace('_', " "))),
    }
}

fn sensor(
    called: &str,
    class: &str,
    state: &str,
    unit: Option<&str>,
    about: impl Fn(Capability, Option<DeviceKind>, Unit) -> Sort,
) -> Sort {
    let is = |text: &str| has(called, text);
    let by_class = match (class, unit) {
        ("temperature", Some("°F")) | ("", Some("°F")) => Some((Capability::Temperature, Unit::Fahrenheit)),
        ("temperature", _) | ("", Some("°C")) => Some((Capability::Temperature, Unit::Usual)),
        ("humidity", _) => Some((Capability::Humidity, Unit::Usual)),
        ("battery", _) => Some((Capability::Battery, Unit::Usual)),
        ("power", Some("kW")) | ("", Some("kW")) => Some((Capability::Power, Unit::Kilowatts)),
        ("power", _) | ("", Some("W")) => Some((Capability::Power, Unit::Usual)),
        ("energy", Some("Wh")) | ("", Some("Wh")) => Some((Capability::Energy, Unit::WattHours)),
        ("energy", Some("kWh") | None) | ("", Some("kWh")) => Some((Capability::Energy, Unit::Usual)),
        _ => None,
    };
    if let Some((capability, unit)) = by_class {
        return about(capability, None, unit);
    }
    if !class.is_empty() {
        return Sort::Useless(class.replace('_', " "));
    }
    if USELESS.iter().any(|word| is(word)) {
        return Sort::Useless(called_quantity(called, "sensor"));
    }
    let by_name = [
        ("battery", Capability::Battery),
        ("linkquality", Capability::LinkQuality),
        ("link quality", Capability::LinkQuality),
        ("lqi", Capability::LinkQuality),
        ("temperature", Capability::Temperature),
        ("humidity", Capability::Humidity),
        ("power", Capability::Power),
        ("energy", Capability::Energy),
    ];
    if let Some((_, capability)) = by_name.iter().find(|(word, _)| is(word)) {
        return about(*capability, None, Unit::Usual);
    }
    if called.ends_with("action") && (calls_for_help(called) || calls_for_help(&words(state))) {
        return about(Capability::Button, Some(DeviceKind::Fob), Unit::Usual);
    }
    match Said::number(state) {
        Some(_) => Sort::Unknown,
        None if matches!(state, "unavailable" | "unknown") => Sort::Unknown,
        None => Sort::Useless("sensors that tell words".to_owned()),
    }
}

/// The quantity that an entity's name speaks of.
fn called_quantity(called: &str, domain: &str) -> String {
    let known = USELESS.iter().chain(&["battery"]).find(|word| has(called, word));
    known.map_or_else(|| domain.replace('_', " "), |word| (*word).to_owned())
}

/// A state object; everything in it may be missing or of another type, so that one odd state spoils no other.
#[derive(Deserialize)]
struct StateFile {
    entity_id: Option<Json>,
    state: Option<Json>,
    last_changed: Option<Json>,
    last_updated: Option<Json>,
    attributes: Option<Json>,
}

/// A list of lists of states, or a plain list of states, handed on as it is read.
struct Lists<'a> {
    history: &'a mut History,
    raw: &'a mut Raw,
}

impl Lists<'_> {
    fn take(&mut self, file: &StateFile) {
        self.raw.line += 1;
        self.raw.lines += 1;
        if let Err(what) = self.history.state_object(file, self.raw) {
            self.raw.misread(what);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Lists<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Lists<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of lists of states")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(OneList(&mut self))?.is_some() {
            if self.raw.within_bounds(std::path::Path::new("")).is_err() {
                return Err(serde::de::Error::custom("too many states or entities to be held"));
            }
        }
        Ok(())
    }
}

/// One entity's states, or one state.
struct OneList<'a, 'b>(&'a mut Lists<'b>);

impl<'de> DeserializeSeed<'de> for OneList<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneList<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of states, or a state")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        // Each list is of one entity, which its first state names.
        self.0.history.entity.clear();
        while let Some(file) = seq.next_element::<StateFile>()? {
            self.0.take(&file);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let file = StateFile::deserialize(MapAccessDeserializer::new(map))?;
        self.0.take(&file);
        Ok(())
    }
}
