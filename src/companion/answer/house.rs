//! Answers about lights, plugs, warmth and doors.

use super::super::intent::{Intent, Slot, Understood};
use super::super::lists::is_light;
use super::super::spoken::{capital, list, short_time};
use super::{Ask, Reply};
use crate::home::{Action, Area, AreaId, Capability, Device, DeviceId, Value};
use crate::time::Span;

/// A temperature older than this is told with its time.
const FRESH: Span = Span::hours(2);

fn area<'a>(understood: &Understood, ask: &Ask<'a>) -> Option<&'a Area> {
    understood.value("area").and_then(|id| ask.home.area(&AreaId::new(id)))
}

/// `the lounge`.
fn the(area: &Area) -> String {
    format!("the {}", area.name.to_lowercase())
}

fn the_device(device: &Device) -> String {
    format!("the {}", device.name.to_lowercase())
}

pub(super) fn light(understood: &Understood, on: bool, ask: &Ask<'_>) -> Reply {
    let named = understood.value("light");
    let wanted = area(understood, ask).map(|area| &area.id);
    let here = ask.area.map(|area| &ask.home.areas[area].id);
    let lights: Vec<&Device> = ask.home.devices.iter().filter(|device| is_light(device, ask.home)).collect();
    let in_area =
        |area: &AreaId| -> Vec<&Device> { lights.iter().copied().filter(|device| device.area == *area).collect() };
    let all = understood.value("which") == Some("all");
    let meant: Vec<&Device> = match (named, wanted) {
        (Some(id), _) => lights.iter().copied().filter(|device| device.id.as_str() == id).collect(),
        (None, Some(area)) => in_area(area),
        // Where the person is, if there is a light; else every light that there is.
        (None, None) => {
            let here = here.filter(|_| !all).map(in_area).unwrap_or_default();
            if here.is_empty() { lights.clone() } else { here }
        }
    };
    if meant.is_empty() {
        return match wanted.and_then(|area| ask.home.area(area)) {
            Some(area) => Reply::say(format!("There is no light in {} that I can switch.", the(area))),
            None => Reply::say("There is no light here that I can switch."),
        };
    }
    let names: Vec<String> = meant.iter().map(|device| the_device(device)).collect();
    let (word, verb) = (if on { "on" } else { "off" }, if meant.len() == 1 { "is" } else { "are" });
    let already = meant.iter().all(|device| is_on(device, ask) == Some(on));
    let text = if already {
        format!("{} {verb} {word} already.", capital(&list(&names)))
    } else {
        format!("{} {verb} {word}.", capital(&list(&names)))
    };
    let mut reply = Reply::say(text);
    if !already {
        reply.actions.extend(meant.iter().map(|device| Action::Switch { device: device.id.clone(), on }));
    }
    reply
}

pub(super) fn light_level(understood: &Understood, ask: &Ask<'_>) -> Reply {
    let dimmable =
        ask.home.devices.iter().any(|device| device.kind.capabilities().iter().any(|c| c.name() == "brightness"));
    match (dimmable, understood.slot("percent")) {
        (false, _) => {
            Reply::say("The lights here can only be on or off.").or(&["Turn the light on", "Turn the light off"])
        }
        (true, level) => {
            let percent = match level {
                Some(Slot::Number(percent)) => *percent,
                _ => 40,
            };
            let wanted = area(understood, ask).map(|area| area.id.clone());
            let named = understood.value("light").map(DeviceId::new);
            let here = ask.area.map(|area| ask.home.areas[area].id.clone());
            let lights: Vec<&Device> = ask
                .home
                .devices
                .iter()
                .filter(|device| device.kind.capabilities().iter().any(|c| c.name() == "brightness"))
                .filter(|device| named.as_ref().is_none_or(|named| device.id == *named))
                .filter(|device| wanted.as_ref().is_none_or(|area| device.area == *area))
                .filter(|device| {
                    named.is_some() || wanted.is_some() || here.as_ref().is_none_or(|area| device.area == *area)
                })
                .collect();
            let Some(capability) = Capability::from_name("brightness").filter(|_| !lights.is_empty()) else {
                return Reply::say("There is no light there that can be dimmed.");
            };
            let names: Vec<String> = lights.iter().map(|device| the_device(device)).collect();
            let mut reply = Reply::say(format!("{} at {percent} per cent.", capital(&list(&names))));
            reply.actions.extend(lights.iter().map(|device| Action::Set {
                device: device.id.clone(),
                capability,
                value: percent as f64,
            }));
            reply
        }
    }
}

fn device<'a>(id: Option<&str>, ask: &Ask<'a>) -> Option<(usize, &'a Device)> {
    let id = id?;
    ask.home.devices.iter().enumerate().find(|(_, device)| device.id.as_str() == id)
}

/// Whether a plug or a light is on: by its switch, else by what it draws.
fn is_on(device: &Device, ask: &Ask<'_>) -> Option<bool> {
    let place = ask.home.devices.iter().position(|other| other.id == device.id)?;
    // A plug's power tells more than its switch: a kettle's plug is always on.
    if let Some((_, Value::Number(watts))) = ask.known.value(place, Capability::Power) {
        return Some(*watts > 2.5);
    }
    ask.known.flag(place, Capability::Switch)
}

pub(super) fn plug(understood: &Understood, on: bool, ask: &Ask<'_>) -> Reply {
    let Some((_, device)) = device(understood.value("plug"), ask) else {
        return Reply::say("I don't know that plug.");
    };
    let (name, word) = (capital(&the_device(device)), if on { "on" } else { "off" });
    if is_on(device, ask) == Some(on) {
        return Reply::say(format!("{name} is {word} already."));
    }
    Reply::say(format!("{name} is {word}.")).with(Action::Switch { device: device.id.clone(), on })
}

pub(super) fn is_it_on(understood: &Understood, ask: &Ask<'_>) -> Reply {
    let named = understood.value("plug").or(understood.value("light"));
    if let Some((place, device)) = device(named, ask) {
        let name = capital(&the_device(device));
        if !ask.known.online(place) {
            return Reply::say(format!("I can't reach {} just now, so I don't know.", the_device(device)));
        }
        return Reply::say(match is_on(device, ask) {
            Some(true) => format!("{name} is on."),
            Some(false) => format!("{name} is off."),
            None => format!("{name} hasn't told me yet."),
        });
    }
    let wanted = area(understood, ask);
    let on: Vec<String> = ask
        .home
        .devices
        .iter()
        .filter(|device| is_light(device, ask.home) && wanted.is_none_or(|area| device.area == area.id))
        .filter(|device| is_on(device, ask) == Some(true))
        .map(the_device)
        .collect();
    match (on.as_slice(), wanted) {
        ([], Some(area)) => Reply::say(format!("No light that I know of is on in {}.", the(area))),
        ([], None) => Reply::say("No light that I know of is on."),
        ([one], _) => Reply::say(format!("{} is on.", capital(one))),
        (several, _) => Reply::say(format!("{} are on.", capital(&list(several)))),
    }
}

/// The latest temperature of an area, from its thermometer.
fn measured(area: &AreaId, ask: &Ask<'_>) -> Option<(f64, Span)> {
    ask.home
        .devices
        .iter()
        .enumerate()
        .filter(|(_, device)| device.area == *area)
        .filter_map(|(place, _)| match ask.known.value(place, Capability::Temperature) {
            Some((at, Value::Number(celsius))) => Some((*celsius, ask.at - at)),
            _ => None,
        })
        .min_by_key(|(_, age)| *age)
}

pub(super) fn temperature(understood: &Understood, ask: &Ask<'_>) -> Reply {
    let wanted = area(understood, ask);
    let here = ask.area.map(|area| &ask.home.areas[area]);
    let known = |area: &&Area| measured(&area.id, ask).is_some();
    let Some(area) = wanted
        .or(here)
        .filter(known)
        .or_else(|| if wanted.is_some() { None } else { ask.home.areas.iter().find(known) })
    else {
        return Reply::say(match wanted {
            Some(area) => format!("There is no thermometer in {}, so I can't tell.", the(area)),
            None => "No thermometer has told me yet.".to_owned(),
        });
    };
    let Some((celsius, age)) = measured(&area.id, ask) else { return Reply::say("No thermometer has told me yet.") };
    let when = if age > FRESH {
        format!(" That was at {}; nothing has come since.", short_time(ask.calendar.local(ask.at - age).clock))
    } else {
        String::new()
    };
    // NHS winter advice: heat the rooms used by day to at least 18 °C.
    let advice = if celsius < 18.0 { " That is below 18, which is on the cold side." } else { "" };
    Reply::say(format!("It's {celsius:.0} degrees in {}.{advice}{when}", the(area)))
}

pub(super) fn heating(understood: &Understood, ask: &Ask<'_>) -> Reply {
    let settable = |device: &&Device| device.kind.capabilities().iter().any(|c| c.name() == "setpoint");
    let named = area(understood, ask);
    let wanted = named.or(ask.area.map(|area| &ask.home.areas[area]));
    let thermostats: Vec<&Device> = ask.home.devices.iter().filter(settable).collect();
    let there = thermostats.iter().find(|device| wanted.is_some_and(|area| device.area == area.id));
    // Where a room is named that has none of its own, another room is not warmed in its place.
    let device = there.or(if named.is_none() { thermostats.first() } else { None }).copied();
    if let (None, Some(area), [_, ..]) = (device, named, thermostats.as_slice()) {
        return Reply::say(format!("There is nothing in {} that lets me change its heating.", the(area)))
            .or(&["Make it warmer", "How warm is it?"]);
    }
    let (Some(device), Some(capability)) = (device, Capability::from_name("setpoint")) else {
        let now = wanted.and_then(|area| measured(&area.id, ask).map(|(celsius, _)| (area, celsius)));
        let now =
            now.map_or_else(String::new, |(area, celsius)| format!(" It's {celsius:.0} degrees in {}.", the(area)));
        return Reply::say(format!("There is nothing here that lets me change the heating.{now}"));
    };
    let place = ask.home.devices.iter().position(|other| other.id == device.id).unwrap_or_default();
    let set = match ask.known.value(place, capability) {
        Some((_, Value::Number(celsius))) => *celsius,
        _ => 20.0,
    };
    let celsius = match (understood.intent, understood.slot("celsius")) {
        (_, Some(Slot::Number(celsius))) => *celsius as f64,
        (Intent::Cooler, _) => set - 1.0,
        _ => set + 1.0,
    }
    .clamp(5.0, 28.0);
    let room = ask.home.area(&device.area).map_or_else(String::new, |area| format!(" in {}", the(area)));
    Reply::say(format!("The heating{room} is set to {celsius:.0} degrees.")).with(Action::Set {
        device: device.id.clone(),
        capability,
        value: celsius,
    })
}

pub(super) fn door(understood: &Understood, ask: &Ask<'_>) -> Reply {
    let outside = ask
        .home
        .openings
        .iter()
        .filter(|opening| opening.to.is_none() && opening.kind == crate::home::OpeningKind::Door);
    let meant = outside.filter(|opening| understood.value("door").is_none_or(|id| opening.id.as_str() == id));
    let mut told = Vec::new();
    for opening in meant {
        let name = format!("the {}", opening.name.to_lowercase());
        let of = |capability: Capability| {
            ask.home
                .devices
                .iter()
                .enumerate()
                .filter(|(_, device)| device.opening.as_ref() == Some(&opening.id))
                .find_map(|(place, _)| ask.known.flag(place, capability).map(|flag| (flag, ask.known.online(place))))
        };
        let locked = Capability::from_name("lock").and_then(of);
        told.push(match (of(Capability::Contact), locked) {
            (Some((true, _)), _) => format!("{name} is open"),
            (_, Some((true, true))) => format!("{name} is locked"),
            (_, Some((false, true))) => format!("{name} is shut but not locked"),
            (Some((false, true)), _) => format!("{name} is shut; it has no lock that tells me more"),
            (Some((false, false)), _) => format!("{name} was shut when I last heard from it; I can't reach it now"),
            (None, _) => format!("{name} has no sensor that has told me anything"),
        });
    }
    match told.as_slice() {
        [] => Reply::say("I don't know that door."),
        told => Reply::say(told.iter().map(|told| format!("{}.", capital(told))).collect::<Vec<_>>().join(" ")),
    }
}

pub(super) fn weather(ask: &Ask<'_>) -> Reply {
    // A thermometer in an area that is not heated is none for the garden: without a forecast, only the rooms are known.
    let rooms: Vec<String> = ask
        .home
        .areas
        .iter()
        .filter_map(|area| measured(&area.id, ask).map(|(celsius, _)| format!("{celsius:.0} degrees in {}", the(area))))
        .take(1)
        .collect();
    let rooms = rooms.first().map_or_else(String::new, |room| format!(" Indoors it's {room}."));
    Reply::say(format!("I have no forecast here: have a look out of the window before you go.{rooms}"))
}
