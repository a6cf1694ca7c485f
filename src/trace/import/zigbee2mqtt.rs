//! Logs of the messages that Zigbee2MQTT sends, one message a line: `time topic payload`, as `mosquitto_sub -F
//! '%I %t %p'` writes them, or a JSON object with time, topic and payload, as its `%j` and `%J` do.
//!
//! Three things are easily read wrong. `contact: true` means **closed**. A message that the broker had retained tells an
//! old state and no change. And a door contact's or a plug's `temperature` is its own chip's and no room's, which
//! [`super::infer`] leaves out.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::home_assistant::{calls_for_help, pressed};
use super::infer::words;
use super::raw::Raw;
use super::row::{About, Row, Said, When, any_time, unix_number};
use crate::home::{Capability, DeviceKind};
use crate::trace::mapping::Unit;

/// The device that stands for the bridge itself.
const BRIDGE: &str = "bridge";

/// A line as JSON. `tst` is mosquitto's name for the time.
#[derive(Deserialize)]
struct LineFile<'a> {
    #[serde(alias = "tst", alias = "timestamp", alias = "ts", alias = "at")]
    time: Option<Json>,
    #[serde(borrow)]
    topic: Cow<'a, str>,
    #[serde(alias = "message")]
    payload: Option<Json>,
    #[serde(default)]
    retain: Json,
}

/// One message.
struct Message<'a> {
    when: Option<When>,
    topic: Cow<'a, str>,
    payload: Json,
    retained: bool,
}

/// Whether the line is a message at all; for telling the format.
pub(super) fn is_message(line: &str) -> bool {
    message(line).is_ok_and(|message| message.topic.contains('/'))
}

fn message(line: &str) -> Result<Message<'_>, &'static str> {
    if line.starts_with('{') {
        let file: LineFile<'_> =
            serde_json::from_str(line).map_err(|_| "no JSON object with time, topic and payload")?;
        let when = match &file.time {
            Some(Json::String(text)) => any_time(text),
            Some(Json::Number(number)) => number.as_f64().and_then(unix_number).map(When::Exact),
            Some(Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_)) | None => None,
        };
        let payload = match file.payload {
            // The payload is text, and mostly JSON again.
            Some(Json::String(text)) => payload(&text),
            Some(other) => other,
            None => Json::Null,
        };
        let retained = matches!(&file.retain, Json::Bool(true)) || file.retain.as_u64().is_some_and(|flag| flag > 0);
        return Ok(Message { when, topic: file.topic, payload, retained });
    }
    // A friendly name may hold blanks, a payload mostly begins with a brace.
    let (head, text) = match line.split_once(" {") {
        Some((head, _)) => (head, &line[head.len() + 1..]),
        None => line.rsplit_once(' ').ok_or("not the three columns time, topic and payload")?,
    };
    let (first, rest) = head.split_once(' ').unwrap_or(("", head));
    let (when, topic) = match any_time(first) {
        Some(when) => (Some(when), rest),
        // `2031-03-04 06:58:01 topic payload`
        None => match rest.split_once(' ').map(|(second, topic)| (any_time(&format!("{first} {second}")), topic)) {
            Some((Some(when), topic)) => (Some(when), topic),
            Some((None, _)) | None => (None, head),
        },
    };
    if !topic.contains('/') {
        return Err("no topic such as zigbee2mqtt/hall_motion");
    }
    Ok(Message { when, topic: Cow::Borrowed(topic.trim()), payload: payload(text), retained: false })
}

fn payload(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.trim().to_owned()))
}

/// Reads one line; the error says what is wrong with it.
pub(super) fn line(line: &str, raw: &mut Raw) -> Result<(), &'static str> {
    let message = message(line)?;
    let (_base, name) = message.topic.split_once('/').ok_or("no topic such as zigbee2mqtt/hall_motion")?;
    if message.topic.starts_with("homeassistant/") {
        raw.useless("messages of discovery");
        return Ok(());
    }
    let last_seen = || match message.payload.get("last_seen") {
        Some(Json::String(text)) => any_time(text),
        Some(Json::Number(number)) => number.as_f64().and_then(unix_number).map(When::Exact),
        Some(_) | None => None,
    };
    let when = || message.when.or_else(last_seen).ok_or("no time, neither on the line nor as last_seen");

    if name == "bridge/state" {
        let said = online(&message.payload).ok_or("the bridge's state is neither online nor offline")?;
        let about = || About { kind: Some(DeviceKind::Hub), ..About::new(BRIDGE, "hub", Capability::LinkQuality) };
        raw.about(BRIDGE, about);
        return raw.hold(Row::new(when()?, BRIDGE, said));
    }
    if name.starts_with("bridge/") {
        raw.useless("messages of the bridge");
        return Ok(());
    }
    let parts = name.rsplit_once('/');
    if let Some((device, "availability")) = parts {
        let said = online(&message.payload).ok_or("the availability is neither online nor offline")?;
        return raw.hold(Row::new(when()?, device, said));
    }
    let is_command = |part: &str| matches!(part, "set" | "get");
    if name.split('/').skip(1).any(is_command) {
        raw.useless("commands to devices");
        return Ok(());
    }
    if message.retained {
        raw.useless("messages that the broker had retained, which tell an old state");
        return Ok(());
    }
    match &message.payload {
        Json::Object(properties) => {
            let when = when()?;
            for (property, value) in properties {
                hold(name, property, value, properties, when, raw)?;
            }
            Ok(())
        }
        // One topic a property, as `output: attribute` has it.
        value => match parts.filter(|(_, property)| quantity(property).is_some()) {
            Some((device, property)) => hold(device, property, value, &Map::new(), when()?, raw),
            None => Err("the payload is no JSON object"),
        },
    }
}

/// `{"state":"online"}`, or the word alone, as older versions send it.
fn online(payload: &Json) -> Option<Said<'static>> {
    match payload.get("state").unwrap_or(payload).as_str()? {
        "online" => Some(Said::Online),
        "offline" => Some(Said::Offline),
        _ => None,
    }
}

/// What a property measures; `None` when it is of no use.
fn quantity(property: &str) -> Option<Capability> {
    match property {
        "occupancy" | "presence" => Some(Capability::Occupancy),
        "contact" => Some(Capability::Contact),
        "temperature" => Some(Capability::Temperature),
        "humidity" => Some(Capability::Humidity),
        "power" => Some(Capability::Power),
        "energy" => Some(Capability::Energy),
        "state" => Some(Capability::Switch),
        "battery" => Some(Capability::Battery),
        "linkquality" => Some(Capability::LinkQuality),
        "action" | "sos" => Some(Capability::Button),
        _ => None,
    }
}

fn hold(
    device: &str,
    property: &str,
    value: &Json,
    beside: &Map<String, Json>,
    when: When,
    raw: &mut Raw,
) -> Result<(), &'static str> {
    let Some(capability) = quantity(property) else {
        if property != "last_seen" {
            raw.useless(&property.replace('_', " "));
        }
        return Ok(());
    };
    let said = match (capability, value) {
        // It has no value yet.
        (_, Json::Null) => {
            raw.useless(&format!("{property} without a value"));
            return Ok(());
        }
        (Capability::Contact, Json::Bool(closed)) => {
            if *closed {
                Said::Close
            } else {
                Said::Open
            }
        }
        (Capability::Occupancy, Json::Bool(flag)) => flag_of(*flag),
        (Capability::Button, Json::Bool(false)) => return Ok(()),
        (Capability::Button, Json::Bool(true)) => Said::Text(Cow::Borrowed("pressed")),
        (Capability::Button, Json::String(action)) => match pressed(action) {
            "" => {
                raw.useless("buttons let go");
                return Ok(());
            }
            word => Said::Text(Cow::Borrowed(word)),
        },
        (Capability::Switch, Json::String(state)) => match state.as_str() {
            "ON" | "on" => Said::On,
            "OFF" | "off" => Said::Off,
            // Locks and blinds have a state, too.
            _ => {
                raw.useless("states other than on and off");
                return Ok(());
            }
        },
        (_, Json::Number(number)) => {
            Said::Number(number.as_f64().filter(|number| number.is_finite()).ok_or("a number beyond all bounds")?)
        }
        (_, Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_)) => {
            return Err("a property has a value of another type than it should");
        }
    };
    let channel = format!("{device}/{property}");
    // Whoever presses a wall switch wants light. So a button is a call for help only when something says so, and is left
    // to the mapping otherwise.
    let helps =
        || property == "sos" || calls_for_help(&words(device)) || calls_for_help(&words(value.as_str().unwrap_or("")));
    if capability != Capability::Button || helps() {
        let kind = match capability {
            Capability::Button => Some(DeviceKind::Fob),
            Capability::Switch if beside.contains_key("brightness") => Some(DeviceKind::LightSwitch),
            _ => None,
        };
        let name = words(device);
        raw.about(&channel, || About { kind, unit: Unit::Usual, ..About::new(device, &name, capability) });
    }
    raw.hold(Row::new(when, channel, said))
}

fn flag_of(flag: bool) -> Said<'static> {
    if flag { Said::On } else { Said::Off }
}
