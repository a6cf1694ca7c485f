//! What the monitor knows of a home before the first reading: its devices, their areas, which doors lead outside.
//!
//! It must not know the layout, the furniture or the residents: a real home rarely has them written down.

use serde::{Deserialize, Serialize};

use crate::home::{Area, AreaKind, Device, DeviceId, DeviceKind, Home};
use crate::monitor::hash;

/// A device as the monitor sees it.
#[derive(Clone, Debug)]
pub(in crate::monitor) struct Sensor {
    pub id: DeviceId,
    pub name: String,
    pub kind: DeviceKind,
    /// Its area's place in [`Roster::areas`]; `None` when the home does not list that area.
    pub area: Option<usize>,
    /// The contact of a door between inside and outside.
    pub outside_door: bool,
    /// A plug whose power rises only when a person wants a drink or a bite.
    pub by_hand: bool,
    /// A plug that a kettle stands on.
    pub kettle: bool,
    /// The contact of a fridge's door.
    pub fridge: bool,
    /// What the thing on a plug is for, where its name tells.
    pub purpose: Option<Purpose>,
}

/// What a thing on a plug is for: how long it may be left on depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::monitor) enum Purpose {
    /// A cooker, an oven, a grill, an iron: whoever uses it stays by it or comes back soon.
    ToWorkAt,
    /// A heater, an electric fire or blanket: it may warm a room for hours before anybody comes.
    ToWarm,
    /// A kettle, a toaster, a microwave: it switches itself off, unless its switch has failed.
    StopsItself,
    /// A lamp, a television, a wireless: no danger when it is left on.
    ForComfort,
}

/// The home's devices, sorted by id, and its areas in their own order.
#[derive(Clone, Debug, Default)]
pub(in crate::monitor) struct Roster {
    pub sensors: Vec<Sensor>,
    pub areas: Vec<Area>,
    /// Where a device lies by its id, found with every reading: places in `sensors`, one more than they are, at what
    /// their ids come to, or in the next free place after it. Its length is a power of two.
    places: Vec<u32>,
    has_bed: bool,
}

impl Roster {
    pub fn new(home: &Home) -> Self {
        let areas: Vec<Area> = home.areas.iter().map(|area| Area { floor: None, ..area.clone() }).collect();
        let mut sensors: Vec<Sensor> = home
            .devices
            .iter()
            .map(|device| Sensor {
                id: device.id.clone(),
                name: device.name.clone(),
                kind: device.kind,
                area: areas.iter().position(|area| area.id == device.area),
                outside_door: device.is_outside_door(&home.openings) || is_outside_door_by_name(device),
                by_hand: device.kind == DeviceKind::Plug
                    && ["kettle", "microwave", "toaster"].iter().any(|word| speaks_of(device, word)),
                kettle: device.kind == DeviceKind::Plug && speaks_of(device, "kettle"),
                fridge: device.kind == DeviceKind::Contact && speaks_of(device, "fridge"),
                purpose: purpose(device),
            })
            .collect();
        sensors.sort_by(|a, b| a.id.cmp(&b.id));
        sensors.dedup_by(|a, b| a.id == b.id);
        let mut places = vec![0; (2 * sensors.len()).next_power_of_two()];
        for (sensor, known) in sensors.iter().enumerate() {
            let mut place = number(&known.id) & (places.len() - 1);
            while places[place] != 0 {
                place = (place + 1) & (places.len() - 1);
            }
            places[place] = sensor as u32 + 1;
        }
        let has_bed = sensors.iter().any(|sensor| sensor.kind == DeviceKind::BedSensor);
        Self { sensors, areas, places, has_bed }
    }

    /// The device's place in the list.
    pub fn find(&self, id: &DeviceId) -> Option<usize> {
        let mut place = number(id);
        loop {
            place &= self.places.len().checked_sub(1)?;
            // At least half of the places are free.
            let sensor = (*self.places.get(place)? as usize).checked_sub(1)?;
            if self.sensors.get(sensor)?.id == *id {
                return Some(sensor);
            }
            place += 1;
        }
    }

    pub fn is_bathroom(&self, area: usize) -> bool {
        self.areas.get(area).is_some_and(|area| area.kind == AreaKind::Bathroom)
    }

    /// Whether people sit or lie still in an area for long: where a bed sensor says who is in bed, the bedroom is none.
    pub fn is_for_rest(&self, area: usize) -> bool {
        self.areas.get(area).is_some_and(|area| match area.kind {
            AreaKind::Lounge | AreaKind::Other => true,
            AreaKind::Bedroom => !self.has_bed,
            AreaKind::Hall | AreaKind::Kitchen | AreaKind::Bathroom => false,
        })
    }

    /// For the middle of a sentence: `the hall movement sensor`.
    pub fn the_device(&self, sensor: usize) -> String {
        let Some(sensor) = self.sensors.get(sensor) else { return "a device".to_owned() };
        let name = sensor.name.to_lowercase();
        let what = match sensor.kind {
            DeviceKind::Movement
            | DeviceKind::Contact
            | DeviceKind::Temperature
            | DeviceKind::BedSensor
            | DeviceKind::ChairSensor
            | DeviceKind::FloodSensor
            | DeviceKind::LightLevel => "sensor",
            DeviceKind::SmokeAlarm | DeviceKind::CarbonMonoxideAlarm => "alarm",
            DeviceKind::Dispenser => "dispenser",
            DeviceKind::DoorLock => "lock",
            DeviceKind::RadiatorValve => "valve",
            DeviceKind::Plug => "plug",
            DeviceKind::LightSwitch => "switch",
            DeviceKind::Fob
            | DeviceKind::Speaker
            | DeviceKind::Hub
            | DeviceKind::PullCord
            | DeviceKind::SmartLight
            | DeviceKind::Thermostat
            | DeviceKind::Doorbell
            | DeviceKind::KeySafe
            | DeviceKind::Screen => "",
        };
        if what.is_empty() || name.contains(what) { format!("the {name}") } else { format!("the {name} {what}") }
    }

    /// For the middle of a sentence: `the bathroom`; `the home` where the area is unknown.
    pub fn the_area(&self, area: Option<usize>) -> String {
        match area.and_then(|area| self.areas.get(area)) {
            Some(area) => format!("the {}", area.name.to_lowercase()),
            None => "the home".to_owned(),
        }
    }
}

/// What an id comes to: as the hash of Fowler, Noll and Vo, but by eight bytes at a time, for it is worked out with every
/// reading. It is kept nowhere.
fn number(id: &DeviceId) -> usize {
    let step = |hash: u64, part: [u8; 8]| {
        let product = (hash ^ u64::from_le_bytes(part)).wrapping_mul(0x0000_0100_0000_01b3);
        // A product's lower half knows nothing of the upper half of what was multiplied.
        product ^ product >> 32
    };
    let bytes = id.as_str().as_bytes();
    let Some(last) = bytes.last_chunk::<8>() else { return hash::on(hash::START, bytes.iter().copied()) as usize };
    // The last eight, some of which are in the part before, too, where the length is not a multiple of eight.
    let (parts, _) = bytes.as_chunks::<8>();
    step(parts.iter().fold(hash::START, |hash, part| step(hash, *part)), *last) as usize
}

/// What the thing on a plug is for, as far as its name tells. A slow cooker and a tank are meant to be left alone.
fn purpose(device: &Device) -> Option<Purpose> {
    const LEFT_ALONE: [&str; 10] =
        ["slow", "rice", "pressure", "air", "immersion", "water", "tank", "stick", "alarm", "hood"];
    const FOR_COMFORT: [&str; 9] = ["tv", "television", "telly", "lamp", "lamps", "light", "lights", "radio", "stereo"];
    const TO_WORK_AT: [&str; 13] = [
        "cooker",
        "hob",
        "hotplate",
        "oven",
        "stove",
        "grill",
        "griddle",
        "fryer",
        "iron",
        "straightener",
        "straighteners",
        "tongs",
        "curler",
    ];
    const TO_WARM: [&str; 5] = ["heater", "radiator", "fire", "blanket", "underblanket"];
    const STOPS_ITSELF: [&str; 3] = ["kettle", "microwave", "toaster"];
    if device.kind != DeviceKind::Plug {
        return None;
    }
    let text = format!("{} {}", device.name, device.id).to_lowercase();
    let has = |list: &[&str]| text.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
    if has(&LEFT_ALONE) {
        None
    } else if has(&FOR_COMFORT) {
        Some(Purpose::ForComfort)
    } else if has(&STOPS_ITSELF) {
        Some(Purpose::StopsItself)
    } else if has(&TO_WORK_AT) {
        Some(Purpose::ToWorkAt)
    } else if has(&TO_WARM) {
        Some(Purpose::ToWarm)
    } else {
        None
    }
}

fn speaks_of(device: &Device, word: &str) -> bool {
    device.name.to_lowercase().contains(word) || device.id.as_str().contains(word)
}

/// A home brought in from elsewhere may have no openings; its door contacts then speak through their names.
fn is_outside_door_by_name(device: &Device) -> bool {
    if device.kind != DeviceKind::Contact || device.opening.is_some() || device.piece.is_some() {
        return false;
    }
    let name = format!("{} {}", device.name, device.id).to_lowercase().replace(['-', '_'], " ").replace(' ', "");
    ["frontdoor", "backdoor", "outsidedoor", "patiodoor", "entrancedoor"].iter().any(|word| name.contains(word))
}
