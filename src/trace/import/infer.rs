//! What foreign devices are, told from names that speak for themselves: `Bedroom`, `fridge-door`, `M046`. A person
//! corrects the result in the mapping file; so a guess is made only where a name says enough, and the rest is left out
//! by name.

use std::collections::{BTreeMap, BTreeSet};

use super::raw::Seen;
use super::row::About;
use super::usual_zone;
use crate::home::{AreaId, AreaKind, Capability, DeviceId, DeviceKind};
use crate::trace::Format;
use crate::trace::mapping::{MappedArea, MappedDevice, Mapping, Unit};

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
    ("toilet", "toilet", "Toilet", AreaKind::Bathroom),
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
    ("foyer", "hall", "Hall", AreaKind::Hall),
    // Furniture and appliances that stand in one room alone, after all rooms.
    ("wc", "toilet", "Toilet", AreaKind::Bathroom),
    ("loo", "toilet", "Toilet", AreaKind::Bathroom),
    ("lavatory", "toilet", "Toilet", AreaKind::Bathroom),
    ("bathtub", "bathroom", "Bathroom", AreaKind::Bathroom),
    ("refrigerator", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("toaster", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("dishwasher", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("cutlery", "kitchen", "Kitchen", AreaKind::Kitchen),
    ("sofa", "lounge", "Lounge", AreaKind::Lounge),
    ("couch", "lounge", "Lounge", AreaKind::Lounge),
    ("television", "lounge", "Lounge", AreaKind::Lounge),
    ("tv", "lounge", "Lounge", AreaKind::Lounge),
    ("living", "lounge", "Lounge", AreaKind::Lounge),
];

/// Words that say what a sensor is and not where it is, dropped from the end of a name.
const SENSOR_WORDS: &[&str] = &[
    "sensor",
    "motion",
    "movement",
    "occupancy",
    "presence",
    "pir",
    "contact",
    "reed",
    "mercury",
    "plug",
    "socket",
    "pad",
    "mat",
    "matt",
    "pressure",
    "temperature",
    "humidity",
    "temp",
    "switch",
    "battery",
    "power",
    "energy",
    "linkquality",
    "lqi",
    "link",
    "quality",
    "level",
    "flush",
];

/// Where the air isn't that of a room that somebody lives in.
const NO_ROOMS_AIR: &[&str] = &[
    "fridge",
    "freezer",
    "refrigerator",
    "outdoor",
    "outside",
    "garden",
    "balcony",
    "loft",
    "shed",
    "boiler",
    "water",
    "radiator",
    "thermostat",
    "oven",
    "cpu",
    "processor",
    "weather",
    "floor",
    "flow",
    "return",
];

/// No home is so warm in °C all the time, and none as cold as this in °F.
const FAHRENHEIT_FROM: f64 = 45.0;

/// The warmest that a home is in °F.
const FAHRENHEIT_TO: f64 = 130.0;

/// Words before a room that tell it from another of its kind.
const WHICH: &[&str] = &["master", "guest", "main", "second", "spare", "upstairs", "downstairs", "large", "small"];

/// Doors that lead outside.
const OUTSIDE_DOORS: &[&str] =
    &["front door", "back door", "outside door", "main door", "patio door", "side door", "entrance door", "frontdoor"];

/// What was made of the devices that were seen.
pub(super) struct Inferred {
    /// Which is which.
    pub mapping: Mapping,
    /// Devices whose codes don't say where they are.
    pub placeless: Vec<String>,
    /// Temperatures that can only be °F.
    pub fahrenheit: Vec<String>,
}

/// Names the devices that were seen in a foreign file.
pub(super) fn mapping(format: Format, home: String, seen: &[Seen]) -> Inferred {
    let sorted: BTreeMap<&str, &Seen> = seen.iter().map(|seen| (seen.id.as_str(), seen)).collect();
    let mut found = Found::default();
    let mut groups: BTreeMap<&str, Vec<(&Seen, &About)>> = BTreeMap::new();
    for (foreign, seen) in sorted {
        if let Some(about) = &seen.about {
            groups.entry(about.group.as_str()).or_default().push((seen, about));
            continue;
        }
        let coded = code(foreign, seen);
        if coded.as_ref().is_some_and(|guess| guess.area.id.as_str().starts_with(AROUND)) {
            found.placeless.push(foreign.to_owned());
        }
        match coded.or_else(|| name(foreign, seen)) {
            Some(guess) => found.add(guess, &[(seen, None)]),
            None => found.ignored.push(foreign.to_owned()),
        }
    }
    for group in groups.values() {
        found.add_group(group);
    }
    // A word on whether a device can be reached is about the devices above, and is no device.
    let wholes: BTreeSet<&str> =
        found.devices.iter().filter_map(|device| Some(device.foreign.rsplit_once('/')?.0)).collect();
    found.ignored.retain(|foreign| !wholes.contains(foreign.as_str()));
    found.ignored.sort();
    found.devices.sort_by(|a, b| a.foreign.cmp(&b.foreign));
    let Found { areas, devices, ignored, placeless, fahrenheit, .. } = found;
    let zone = usual_zone(format).to_owned();
    let areas = areas.into_values().collect();
    Inferred { mapping: Mapping { format, zone, home, areas, devices, ignored, table: None }, placeless, fahrenheit }
}

/// What has been made of the devices so far.
#[derive(Default)]
struct Found {
    areas: BTreeMap<AreaId, MappedArea>,
    devices: Vec<MappedDevice>,
    ids: BTreeSet<String>,
    ignored: Vec<String>,
    placeless: Vec<String>,
    fahrenheit: Vec<String>,
}

impl Found {
    /// Adds a device with all that it measures; the first value is its main one.
    fn add(&mut self, guess: Guess, values: &[(&Seen, Option<&About>)]) {
        let Guess { area, base, kind } = guess;
        self.areas.entry(area.id.clone()).or_insert_with(|| area.clone());
        let suffix = match kind {
            DeviceKind::Movement => " movement",
            DeviceKind::Contact => " contact",
            DeviceKind::Temperature => " temperature",
            DeviceKind::Plug => " plug",
            DeviceKind::BedSensor => " sensor",
            DeviceKind::ChairSensor => " chair sensor",
            DeviceKind::LightLevel => " light level",
            DeviceKind::SmokeAlarm => " smoke alarm",
            DeviceKind::CarbonMonoxideAlarm => " carbon monoxide alarm",
            DeviceKind::FloodSensor => " flood sensor",
            DeviceKind::Thermostat => " thermostat",
            DeviceKind::RadiatorValve => " radiator valve",
            DeviceKind::DoorLock => " lock",
            DeviceKind::LightSwitch
            | DeviceKind::Fob
            | DeviceKind::Speaker
            | DeviceKind::Hub
            | DeviceKind::Dispenser
            | DeviceKind::PullCord
            | DeviceKind::SmartLight
            | DeviceKind::Doorbell
            | DeviceKind::KeySafe
            | DeviceKind::Screen => "",
        };
        let told = values.iter().find_map(|(_, about)| about.and_then(|about| about.outside_door));
        let outside_door =
            told.unwrap_or_else(|| kind == DeviceKind::Contact && OUTSIDE_DOORS.iter().any(|door| has(&base, door)));
        let called = if kind == DeviceKind::Contact { base.clone() } else { format!("{base}{suffix}") };
        let plain = format!("{base}{suffix}").replace(' ', "-");
        // Two names may differ in their case alone.
        let numbered = (2..).map(|n| format!("{plain}-{n}"));
        let Some(id) = std::iter::once(plain.clone()).chain(numbered).find(|id| self.ids.insert(id.clone())) else {
            return;
        };
        for (seen, about) in values {
            let capability = about.map_or(kind.capabilities()[0], |about| about.capability);
            let mut unit = about.map_or(Unit::Usual, |about| about.unit);
            let warm = |(low, high): (f64, f64)| low > FAHRENHEIT_FROM && high < FAHRENHEIT_TO;
            if capability == Capability::Temperature && unit == Unit::Usual && seen.numbers.is_some_and(warm) {
                unit = Unit::Fahrenheit;
                self.fahrenheit.push(seen.id.clone());
            }
            self.devices.push(MappedDevice {
                foreign: seen.id.clone(),
                id: DeviceId::new(&id),
                name: capitalised(&called),
                kind,
                area: area.id.clone(),
                capability,
                outside_door,
                unit,
                inverted: false,
            });
        }
    }

    /// Adds the devices that one foreign device is: a movement sensor that measures the temperature, too, is two.
    fn add_group(&mut self, group: &[(&Seen, &About)]) {
        let mut kinds: BTreeMap<DeviceKind, Vec<(&Seen, &About)>> = BTreeMap::new();
        let measures = |wanted: &[Capability]| group.iter().any(|(_, about)| wanted.contains(&about.capability));
        let within = measures(&[Capability::Contact, Capability::Power, Capability::Energy, Capability::Switch]);
        for (seen, about) in group {
            let kind = match about.capability {
                Capability::Battery | Capability::LinkQuality if about.kind.is_none() => continue,
                // A door contact's or a plug's temperature is its own, and a fridge's is its food's.
                Capability::Temperature | Capability::Humidity
                    if within || NO_ROOMS_AIR.iter().any(|word| has(&about.thing, word)) =>
                {
                    self.ignored.push(seen.id.clone());
                    continue;
                }
                capability => about.kind.unwrap_or_else(|| usual_kind(capability, about, &measures)),
            };
            if kind.capabilities().contains(&about.capability) {
                kinds.entry(kind).or_default().push((seen, about));
            } else {
                self.ignored.push(seen.id.clone());
            }
        }
        // Battery and radio belong to whatever the device is in the first place.
        for (seen, about) in group.iter().filter(|(_, about)| about.kind.is_none()) {
            if !matches!(about.capability, Capability::Battery | Capability::LinkQuality) {
                continue;
            }
            let main = kinds.iter_mut().find(|(kind, values)| {
                let free = values.iter().all(|(_, other)| other.capability != about.capability);
                free && kind.capabilities().contains(&about.capability)
            });
            match main {
                Some((_, values)) => values.push((seen, about)),
                None => self.ignored.push(seen.id.clone()),
            }
        }
        for (kind, mut values) in kinds {
            let order = |capability| kind.capabilities().iter().position(|other| *other == capability);
            values.sort_by_key(|(_, about)| order(about.capability));
            // The same value told twice, as `action` and `sos`: the first is it.
            let mut met = BTreeSet::new();
            let (values, again): (Vec<_>, Vec<_>) =
                values.into_iter().partition(|(_, about)| met.insert(about.capability));
            self.ignored.extend(again.iter().map(|(seen, _)| seen.id.clone()));
            let Some((_, first)) = values.first() else { continue };
            let guess = described(first, kind);
            let values: Vec<(&Seen, Option<&About>)> =
                values.into_iter().map(|(seen, about)| (seen, Some(about))).collect();
            self.add(guess, &values);
        }
    }
}

/// The class of a device that measures this, where nothing but its name says more.
fn usual_kind(capability: Capability, about: &About, measures: &impl Fn(&[Capability]) -> bool) -> DeviceKind {
    let is = |word: &str| has(&about.thing, word);
    match capability {
        Capability::Occupancy if is("bed") || is("mattress") => DeviceKind::BedSensor,
        Capability::Occupancy => DeviceKind::Movement,
        Capability::Contact => DeviceKind::Contact,
        Capability::Temperature | Capability::Humidity => DeviceKind::Temperature,
        Capability::Power | Capability::Energy => DeviceKind::Plug,
        Capability::Switch if measures(&[Capability::Power, Capability::Energy]) => DeviceKind::Plug,
        Capability::Switch if ["light", "lamp", "bulb", "lights", "switch"].iter().any(|word| is(word)) => {
            DeviceKind::LightSwitch
        }
        Capability::Switch => DeviceKind::Plug,
        Capability::Button => DeviceKind::Fob,
        Capability::Speech => DeviceKind::Speaker,
        Capability::Illuminance => DeviceKind::LightLevel,
        Capability::Smoke => DeviceKind::SmokeAlarm,
        Capability::CarbonMonoxide => DeviceKind::CarbonMonoxideAlarm,
        Capability::Flood => DeviceKind::FloodSensor,
        Capability::Dose => DeviceKind::Dispenser,
        Capability::Lock => DeviceKind::DoorLock,
        Capability::Setpoint => DeviceKind::Thermostat,
        Capability::Valve => DeviceKind::RadiatorValve,
        Capability::Brightness => DeviceKind::SmartLight,
        Capability::Battery | Capability::LinkQuality | Capability::Mode => DeviceKind::Hub,
    }
}

/// Where a device is and what it is called, from what its format tells of it.
fn described(about: &About, kind: DeviceKind) -> Guess {
    let thing = without_sensor_words(&about.thing);
    if let Some((area, base)) = placed(&about.place, &thing, kind) {
        return Guess { area, base, kind };
    }
    let area = if about.place.is_empty() {
        MappedArea { id: AreaId::new("home"), name: "Home".to_owned(), kind: AreaKind::Other }
    } else {
        let (id, name) = (about.place.replace(' ', "-"), capitalised(&about.place));
        MappedArea { id: AreaId::new(&id), name, kind: AreaKind::Other }
    };
    let base = match (about.place.is_empty(), thing.is_empty()) {
        (true, true) => about.group.to_lowercase(),
        (true, false) => thing,
        (false, true) => about.place.clone(),
        (false, false) => format!("{} {thing}", about.place),
    };
    Guess { area, base: words(&base), kind }
}

/// The name without words at its end that only say that it is a sensor.
fn without_sensor_words(name: &str) -> String {
    let mut rest = name;
    while let Some(shorter) = SENSOR_WORDS.iter().find_map(|word| {
        rest.strip_suffix(word).filter(|before| before.is_empty() || before.ends_with(' ')).map(str::trim_end)
    }) {
        // `toilet flush` is what it is; `light switch`, too.
        if shorter.is_empty() || rest == "light switch" || rest.ends_with(" light switch") {
            break;
        }
        rest = shorter;
    }
    if SENSOR_WORDS.contains(&rest) { String::new() } else { rest.to_owned() }
}

struct Guess {
    area: MappedArea,
    /// What its name is made from, in small letters.
    base: String,
    kind: DeviceKind,
}

/// How the id of an area begins that is all that is known of where a device is.
const AROUND: &str = "around-";

/// CASAS's own codes: `M046` and `MA015` move, `D001` is a door, `T001` a temperature, `L001` a light. They don't say
/// where they are: so each stands in an area of its own, unless a name follows it (`M021 Bedroom`).
fn code(foreign: &str, seen: &Seen) -> Option<Guess> {
    let (foreign, place) = foreign.split_once(' ').unwrap_or((foreign, ""));
    let digits = foreign.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = foreign.split_at(digits);
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let kind = match letters {
        "M" | "MA" if seen.switches => DeviceKind::Movement,
        "D" if seen.opens || seen.switches => DeviceKind::Contact,
        "T" if seen.numbers.is_some() => DeviceKind::Temperature,
        "L" if seen.switches => DeviceKind::LightSwitch,
        _ => return None,
    };
    let code = foreign.to_lowercase();
    let (area, base) = match place.split(' ').find_map(|place| room(&words(place))) {
        Some(area) => {
            let base = format!("{} {code}", area.name.to_lowercase());
            (area, base)
        }
        None => {
            let id = AreaId::new(&format!("{AROUND}{code}"));
            (MappedArea { id, name: format!("Around {foreign}"), kind: AreaKind::Other }, code)
        }
    };
    let base = if kind == DeviceKind::LightSwitch { format!("light {base}") } else { base };
    Some(Guess { area, base, kind })
}

/// Names in words: `fridge-door`, or an area and a finer one: `Bedroom Closet`.
fn name(foreign: &str, seen: &Seen) -> Option<Guess> {
    let (place, thing) = foreign.split_once(' ').unwrap_or(("", foreign));
    let (place, thing) = (words(place), words(thing));
    let measures = seen.numbers.is_some();
    let kind = if seen.opens || (has(&thing, "door") && !measures) {
        DeviceKind::Contact
    } else if seen.switches && (has(&thing, "light") || has(&thing, "lamp") || thing.ends_with("light")) {
        DeviceKind::LightSwitch
    } else if seen.switches {
        DeviceKind::Movement
    } else if measures && (has(&thing, "temperature") || has(&thing, "temp")) {
        DeviceKind::Temperature
    } else {
        return None;
    };
    let thing = match kind {
        DeviceKind::Temperature => thing.replace("temperature", "").replace("temp", "").trim().to_owned(),
        _ => thing,
    };
    placed(&place, &thing, kind).map(|(area, base)| Guess { area, base, kind })
}

/// The room that place and thing speak of, and what the thing is called there.
fn placed(place: &str, thing: &str, kind: DeviceKind) -> Option<(MappedArea, String)> {
    let by_place = room(place).filter(|_| !has(place, "door"));
    let area = by_place.clone().or_else(|| room(thing)).or_else(|| room(place))?;
    let area_name = area.name.to_lowercase();
    let is_room = |words: &str| room(words).is_some_and(|found| found.id == area.id) && is_only_a_room(words);
    // A front door is in the hall, and isn't the hall; a kettle's plug is the kettle's.
    let is_a_thing = matches!(kind, DeviceKind::Contact | DeviceKind::Plug | DeviceKind::BedSensor);
    let base = if thing.is_empty() || (!is_a_thing && is_room(thing)) {
        // `LoungeChair LivingRoom`: the first name says more.
        if place.is_empty() || is_room(place) || by_place.is_none() { area_name } else { place.to_owned() }
    } else if by_place.is_some() && room(thing).is_none_or(|found| found.id != area.id) {
        format!("{area_name} {thing}")
    } else {
        thing.to_owned()
    };
    Some((area, base))
}

/// The room that the words speak of.
pub(super) fn room(text: &str) -> Option<MappedArea> {
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
pub(super) fn has(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// `LivingRoom`, `fridge-door`, `Bedroom2` in small words: `living room`, `fridge door`, `bedroom 2`.
pub(super) fn words(name: &str) -> String {
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
            ("M046", "switches", "m046-movement Movement around-m046"),
            ("D001", "opens", "d001-contact Contact around-d001"),
            ("T002", "numbers", "t002-temperature Temperature around-t002"),
            ("M021 Bedroom Bedroom", "switches", "bedroom-m021-movement Movement bedroom"),
            ("D001 Ignore Ignore", "opens", "d001-contact Contact around-d001"),
            ("kitchen-temperature", "numbers", "kitchen-temperature Temperature kitchen"),
            ("LS004", "numbers", "ignored"),
            ("BATV012", "numbers", "ignored"),
            ("Ignore Ignore", "switches", "ignored"),
        ];
        for (foreign, values, expected) in cases {
            let seen = Seen {
                opens: values == "opens",
                switches: values == "switches",
                numbers: (values == "numbers").then_some((18.0, 22.0)),
                ..Seen::new(foreign)
            };
            let mapping = mapping(Format::Casas, String::new(), &[seen]).mapping;
            let found = mapping.devices.first().map_or("ignored".to_owned(), |device| {
                let outside = if device.outside_door { " outside" } else { "" };
                format!("{} {:?} {}{outside}", device.id, device.kind, device.area)
            });
            assert_eq!(found, expected, "{foreign}");
            assert_eq!(mapping.ignored.len() + mapping.devices.len(), 1);
        }
    }
}
