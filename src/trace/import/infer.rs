//! What foreign devices are, told from names that speak for themselves: `Bedroom`, `fridge-door`, `M046`. A person
//! corrects the result in the mapping file; so a guess is made only where a name says enough, and the rest is left out
//! by name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Seen, usual_zone};
use crate::home::{AreaId, AreaKind, DeviceId, DeviceKind};
use crate::trace::Format;
use crate::trace::mapping::{MappedArea, MappedDevice, Mapping};

/// Words for rooms: what one says, the area's id, its name and its kind. Longer words first.
const ROOMS: &[(&str, &str, &str, AreaKind)] = &[
    ("living room", "lounge", "Lounge", AreaKind::Lounge),
    ("livingroom", "lounge", "Lounge", AreaKind::Lounge),
    ("sitting room", "lounge", "Lounge", AreaKind::Lounge),
    ("family room", "lounge", "Lounge", AreaKind::Lounge),
    ("lounge", "lounge", "Lounge", AreaKind::Lounge),
    ("kitchen", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("fridge", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("freezer", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("cooker", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("oven", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("stove", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("microwave", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("kettle", "kitchen", "Kitchen", AreaKind::Kitchen),
    // A British back door mostly opens from the kitchen.
    ("back door", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("shower room", "bathroom", "Bathroom", AreaKind::Bathroom),
    ("bathroom", "bathroom", "Bathroom", AreaKind::Bathroom),
    ("shower", "bathroom", "Bathroom", AreaKind::Bathroom),
    ("toilet", "bathroom", "Bathroom", AreaKind::Bathroom),
    ("bath", "bathroom", "Bathroom", AreaKind::Bathroom),
    ("bedroom", "bedroom", "Bedroom", AreaKind::Bedroom),
    ("bed", "bedroom", "Bedroom", AreaKind::Bedroom),
    ("dining room", "dining-room", "Dining room", AreaKind::Other),
    ("diningroom", "dining-room", "Dining room", AreaKind::Other),
    ("dining", "dining-room", "Dining room", AreaKind::Other),
    ("work area", "work-area", "Work area", AreaKind::Other),
    ("office", "office", "Office", AreaKind::Other),
    ("study", "study", "Study", AreaKind::Other),
    ("laundry", "laundry", "Laundry", AreaKind::Other),
    ("garage", "garage", "Garage", AreaKind::Other),
    ("hallway", "hall", "Hall", AreaKind::Hall),
    ("corridor", "hall", "Hall", AreaKind::Hall),
    ("landing", "hall", "Hall", AreaKind::Hall),
    ("entrance", "hall", "Hall", AreaKind::Hall),
    ("entry", "hall", "Hall", AreaKind::Hall),
    ("hall", "hall", "Hall", AreaKind::Hall),
    // Any other door to outside, and the place before it.
    ("front door", "hall", "Hall", AreaKind::Hall),
    ("outside door", "hall", "Hall", AreaKind::Hall),
    ("main door", "hall", "Hall", AreaKind::Hall),
];

/// Words before a room that tell it from another of its kind.
const WHICH: &[&str] = &["master", "guest", "main", "second", "spare", "upstairs", "downstairs", "large", "small"];

/// Doors that lead outside.
const OUTSIDE_DOORS: &[&str] = &["front door", "back door", "outside door", "main door", "patio door", "side door"];

/// Names the devices that were seen in a foreign file.
pub(super) fn mapping(format: Format, home: String, seen: &[Seen]) -> Mapping {
    let sorted: BTreeMap<&str, &Seen> = seen.iter().map(|seen| (seen.id.as_str(), seen)).collect();
    let (mut areas, mut devices, mut ignored) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut ids = BTreeSet::new();
    for (foreign, seen) in sorted {
        let Some(guess) = code(foreign, seen).or_else(|| name(foreign, seen)) else {
            ignored.push(foreign.to_owned());
            continue;
        };
        let Guess { area, base, kind } = guess;
        areas.entry(area.id.clone()).or_insert_with(|| area.clone());
        let suffix = match kind {
            DeviceKind::Movement => " movement",
            DeviceKind::Contact => " contact",
            DeviceKind::Temperature => " temperature",
            DeviceKind::LightSwitch
            | DeviceKind::Plug
            | DeviceKind::BedSensor
            | DeviceKind::Fob
            | DeviceKind::Speaker
            | DeviceKind::Hub => "",
        };
        let outside_door = kind == DeviceKind::Contact && OUTSIDE_DOORS.iter().any(|door| has(&base, door));
        let called = if kind == DeviceKind::Contact { base.clone() } else { format!("{base}{suffix}") };
        let plain = format!("{base}{suffix}").replace(' ', "-");
        // Two names may differ in their case alone.
        let numbered = (2..).map(|n| format!("{plain}-{n}"));
        let Some(id) = std::iter::once(plain.clone()).chain(numbered).find(|id| ids.insert(id.clone())) else {
            continue;
        };
        devices.push(MappedDevice {
            foreign: foreign.to_owned(),
            id: DeviceId::new(&id),
            name: capitalised(&called),
            kind,
            area: area.id,
            capability: kind.capabilities()[0],
            outside_door,
        });
    }
    let zone = usual_zone(format).to_owned();
    Mapping { format, zone, home, areas: areas.into_values().collect(), devices, ignored }
}

struct Guess {
    area: MappedArea,
    /// What its name is made from, in small letters.
    base: String,
    kind: DeviceKind,
}

/// CASAS's own codes: `M046` and `MA015` move, `D001` is a door, `T001` a temperature, `L001` a light. They don't say
/// where they are.
fn code(foreign: &str, seen: &Seen) -> Option<Guess> {
    let digits = foreign.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = foreign.split_at(digits);
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let kind = match letters {
        "M" | "MA" if seen.switches => DeviceKind::Movement,
        "D" if seen.opens || seen.switches => DeviceKind::Contact,
        "T" if seen.numbers => DeviceKind::Temperature,
        "L" if seen.switches => DeviceKind::LightSwitch,
        _ => return None,
    };
    let area = MappedArea { id: AreaId::new("home"), name: "Home".to_owned(), kind: AreaKind::Other };
    let base = match kind {
        DeviceKind::LightSwitch => format!("light {}", foreign.to_lowercase()),
        _ => foreign.to_lowercase(),
    };
    Some(Guess { area, base, kind })
}

/// Names in words: `fridge-door`, or an area and a finer one: `Bedroom Closet`.
fn name(foreign: &str, seen: &Seen) -> Option<Guess> {
    let (place, thing) = foreign.split_once(' ').unwrap_or(("", foreign));
    let (place, thing) = (words(place), words(thing));
    let by_place = room(&place).filter(|_| !has(&place, "door"));
    let area = by_place.clone().or_else(|| room(&thing)).or_else(|| room(&place))?;

    let contact = seen.opens || (has(&thing, "door") && !seen.numbers);
    let kind = if contact {
        DeviceKind::Contact
    } else if seen.switches && (has(&thing, "light") || has(&thing, "lamp") || thing.ends_with("light")) {
        DeviceKind::LightSwitch
    } else if seen.switches {
        DeviceKind::Movement
    } else if has(&thing, "temperature") || has(&thing, "temp") {
        DeviceKind::Temperature
    } else {
        return None;
    };

    let area_name = area.name.to_lowercase();
    let is_room = |words: &str| room(words).is_some_and(|found| found.id == area.id) && is_only_a_room(words);
    let thing = match kind {
        DeviceKind::Temperature => thing.replace("temperature", "").replace("temp", "").trim().to_owned(),
        _ => thing,
    };
    // A front door is in the hall, and isn't the hall.
    let base = if thing.is_empty() || (kind != DeviceKind::Contact && is_room(&thing)) {
        // `LoungeChair LivingRoom`: the first name says more.
        if place.is_empty() || is_room(&place) || by_place.is_none() { area_name } else { place }
    } else if by_place.is_some() && room(&thing).is_none_or(|found| found.id != area.id) {
        format!("{area_name} {thing}")
    } else {
        thing
    };
    Some(Guess { area, base, kind })
}

/// The room that the words speak of.
fn room(text: &str) -> Option<MappedArea> {
    let (said, id, name, kind) = ROOMS.iter().find(|(said, ..)| has(text, said))?;
    let before = text.split(said).next().unwrap_or_default().trim();
    let after = text.rsplit(said).next().unwrap_or_default().trim();
    let which = if WHICH.contains(&before) {
        before
    } else if !after.is_empty() && after.bytes().all(|b| b.is_ascii_digit()) {
        after
    } else {
        return Some(MappedArea { id: AreaId::new(id), name: (*name).to_owned(), kind: *kind });
    };
    let name = if which == before { format!("{which} {name}") } else { format!("{name} {which}") };
    let name = name.to_lowercase();
    Some(MappedArea { id: AreaId::new(&name.replace(' ', "-")), name: capitalised(&name), kind: *kind })
}

/// Whether the words name a room and nothing in it.
fn is_only_a_room(text: &str) -> bool {
    ROOMS.iter().any(|(said, ..)| {
        text.strip_suffix(said).is_some_and(|before| before.is_empty() || WHICH.contains(&before.trim()))
            || text.strip_prefix(said).is_some_and(|after| after.trim().bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether the text holds these whole words.
fn has(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// `LivingRoom`, `fridge-door`, `Bedroom2` in small words: `living room`, `fridge door`, `bedroom 2`.
fn words(name: &str) -> String {
    let mut text = String::new();
    let mut before = ' ';
    for c in name.chars() {
        let breaks = (c.is_uppercase() && before.is_lowercase())
            || (c.is_ascii_digit() && before.is_alphabetic())
            || !c.is_alphanumeric();
        if breaks && !text.ends_with(' ') {
            text.push(' ');
        }
        if c.is_alphanumeric() {
            text.extend(c.to_lowercase());
        }
        before = c;
    }
    text.trim().to_owned()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_speak_for_themselves() {
        // What it is called, what its values were like, and what it is taken for: id, kind, area.
        let cases = [
            ("Bedroom Bedroom", "switches", "bedroom-movement Movement bedroom"),
            ("Bedroom Closet", "switches", "bedroom-closet-movement Movement bedroom"),
            ("LoungeChair LivingRoom", "switches", "lounge-chair-movement Movement lounge"),
            ("LivingRoom LivingRoom", "switches", "lounge-movement Movement lounge"),
            ("WorkArea WorkArea", "switches", "work-area-movement Movement work-area"),
            ("WorkArea WorkAreaLight", "switches", "work-area-light LightSwitch work-area"),
            ("OutsideDoor Entry", "switches", "hall-movement Movement hall"),
            ("OutsideDoor FrontDoor", "opens", "front-door-contact Contact hall outside"),
            ("Kitchen KitchenLight", "switches", "kitchen-light LightSwitch kitchen"),
            ("MasterBedroom MasterBedroom", "switches", "master-bedroom-movement Movement master-bedroom"),
            ("hallway", "switches", "hall-movement Movement hall"),
            ("fridge-door", "switches", "fridge-door-contact Contact kitchen"),
            ("back-door", "switches", "back-door-contact Contact kitchen outside"),
            ("front-door", "switches", "front-door-contact Contact hall outside"),
            ("M046", "switches", "m046-movement Movement home"),
            ("D001", "opens", "d001-contact Contact home"),
            ("T002", "numbers", "t002-temperature Temperature home"),
            ("kitchen-temperature", "numbers", "kitchen-temperature Temperature kitchen"),
            ("LS004", "numbers", "ignored"),
            ("BATV012", "numbers", "ignored"),
            ("Ignore Ignore", "switches", "ignored"),
        ];
        for (foreign, values, expected) in cases {
            let seen = Seen {
                id: foreign.to_owned(),
                opens: values == "opens",
                switches: values == "switches",
                numbers: values == "numbers",
            };
            let mapping = mapping(Format::Casas, String::new(), &[seen]);
            let found = mapping.devices.first().map_or("ignored".to_owned(), |device| {
                let outside = if device.outside_door { " outside" } else { "" };
                format!("{} {:?} {}{outside}", device.id, device.kind, device.area)
            });
            assert_eq!(found, expected, "{foreign}");
            assert_eq!(mapping.ignored.len() + mapping.devices.len(), 1);
        }
    }
}
