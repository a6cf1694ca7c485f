//! What is known of the home from its devices alone: the latest of everything they said, and where the person seems to
//! be. It is what a real home knows; truth never comes here. Read [`Known`] first.

use std::sync::Arc;

use crate::home::{AreaId, Capability, Device, DeviceId, DeviceKind, Home, Item, Reading, Value};
use crate::time::{Span, Timestamp};

/// A home's door was used and nothing has moved for so long: the person is out.
const OUT_AFTER: Span = Span::minutes(6);
/// Nobody has moved for so long: nobody can say where the person is.
const LOST_AFTER: Span = Span::hours(2);

/// Where the person seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Awake in this area, by its place in the home's list.
    In(usize),
    /// In bed.
    InBed,
    /// Out of the home.
    Out,
    /// Nothing tells.
    Unknown,
}

/// What is asked of a device with every reading, worked out once.
#[derive(Debug)]
struct Listed {
    id: DeviceId,
    /// Its place in the home's list.
    place: usize,
    kind: DeviceKind,
    /// The area's place in the home's list.
    area: Option<usize>,
    /// The contact of a door to outside.
    outside_door: bool,
}

/// The devices sorted by id, and a shorter way to those whose id is a copy of the home's own.
#[derive(Debug)]
struct List {
    devices: Vec<Listed>,
    /// Places in `devices`, one more than they are, at where their ids' texts lie, or in the next free place after it. Its
    /// length is a power of two, and half of it or more is free.
    places: Vec<u32>,
}

impl List {
    fn new(mut devices: Vec<Listed>) -> Self {
        devices.sort_by(|a, b| a.id.cmp(&b.id));
        let mut places = vec![0; (2 * devices.len()).next_power_of_two()];
        for (device, listed) in devices.iter().enumerate() {
            let mut place = Self::first(&listed.id, &places);
            while places[place] != 0 {
                place = (place + 1) & (places.len() - 1);
            }
            places[place] = device as u32 + 1;
        }
        Self { devices, places }
    }

    /// Where the search for an id begins. Texts lie at multiples of eight.
    fn first(id: &DeviceId, places: &[u32]) -> usize {
        let at = id.lies_at();
        (at >> 4 ^ at >> 10) & (places.len() - 1)
    }

    fn find(&self, id: &DeviceId) -> Option<&Listed> {
        let mut place = Self::first(id, &self.places);
        while let Some(device) = (self.places[place] as usize).checked_sub(1) {
            if self.devices[device].id.lies_at() == id.lies_at() {
                return Some(&self.devices[device]);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
        // A recording's ids are texts of their own.
        self.devices.binary_search_by(|device| device.id.cmp(id)).ok().map(|found| &self.devices[found])
    }
}

/// What the devices have said.
#[derive(Clone, Debug)]
pub struct Known {
    home: Arc<Home>,
    devices: Arc<List>,
    /// The latest of each of a device's few capabilities, by its place in the home's list.
    latest: Vec<Vec<(Capability, Timestamp, Value)>>,
    online: Vec<bool>,
    /// Where something moved last, and when.
    seen: Option<(usize, Timestamp)>,
    /// When a door to outside was used last.
    door: Option<Timestamp>,
    /// Whether the bed is occupied, since when, and the area that it stands in.
    bed: Option<(bool, Timestamp, Option<usize>)>,
}

impl Known {
    /// Nothing known yet.
    pub fn new(home: &Arc<Home>) -> Self {
        let listed = |(place, device): (usize, &Device)| Listed {
            id: device.id.clone(),
            place,
            kind: device.kind,
            area: home.areas.iter().position(|area| area.id == device.area),
            outside_door: device.kind == DeviceKind::Contact && device.is_outside_door(&home.openings),
        };
        let devices = Arc::new(List::new(home.devices.iter().enumerate().map(listed).collect()));
        Self {
            latest: vec![Vec::new(); home.devices.len()],
            online: vec![true; home.devices.len()],
            home: Arc::clone(home),
            devices,
            seen: None,
            door: None,
            bed: None,
        }
    }

    /// The home.
    pub fn home(&self) -> &Arc<Home> {
        &self.home
    }

    /// Takes in what a device said.
    pub fn observe(&mut self, item: &Item) {
        match item {
            Item::Reading(reading) => self.reading(reading),
            Item::Availability(change) => {
                if let Some(place) = self.listed(&change.device).map(|device| device.place) {
                    self.online[place] = change.online;
                }
            }
            Item::Watermark(_) => {}
        }
    }

    fn listed(&self, id: &DeviceId) -> Option<&Listed> {
        self.devices.find(id)
    }

    fn reading(&mut self, reading: &Reading) {
        // Of these there are many, and nobody asks for them.
        if matches!(reading.capability, Capability::LinkQuality | Capability::Energy) {
            return;
        }
        let Some(&Listed { place, kind, area, outside_door, .. }) = self.listed(&reading.device) else { return };
        match (kind, reading.capability, &reading.value) {
            (DeviceKind::Movement, Capability::Occupancy, Value::Flag(true)) => {
                self.seen = area.map(|area| (area, reading.at));
            }
            (DeviceKind::BedSensor, Capability::Occupancy, Value::Flag(occupied)) => {
                self.bed = Some((*occupied, reading.at, area));
            }
            (DeviceKind::Contact, Capability::Contact, Value::Flag(_)) if outside_door => {
                self.door = Some(reading.at);
            }
            _ => {}
        }
        let (capability, at, value) = (reading.capability, reading.at, reading.value.clone());
        match self.latest[place].iter_mut().find(|(known, ..)| *known == capability) {
            Some(known) => *known = (capability, at, value),
            None => self.latest[place].push((capability, at, value)),
        }
    }

    /// The latest value of a device, by its place in the home's list.
    pub fn value(&self, device: usize, capability: Capability) -> Option<(Timestamp, &Value)> {
        let latest = self.latest.get(device)?.iter().find(|(known, ..)| *known == capability);
        latest.map(|(_, at, value)| (*at, value))
    }

    /// The latest flag of a device.
    pub fn flag(&self, device: usize, capability: Capability) -> Option<bool> {
        match self.value(device, capability)?.1 {
            Value::Flag(flag) => Some(*flag),
            Value::Number(_) | Value::Word(_) => None,
        }
    }

    /// Whether a device can be reached.
    pub fn online(&self, device: usize) -> bool {
        self.online.get(device).copied().unwrap_or(false)
    }

    /// Where something moved last, and when.
    pub fn last_seen(&self) -> Option<(usize, Timestamp)> {
        self.seen
    }

    /// Where the person seems to be at an instant.
    pub fn whereabouts(&self, at: Timestamp) -> Whereabouts {
        // Somebody in bed moves in the bedroom too; whoever moves elsewhere is up, whatever the pad says.
        if let Some((true, since, bedroom)) = self.bed
            && self.seen.is_none_or(|(area, seen)| seen <= since || Some(area) == bedroom)
        {
            return Whereabouts::InBed;
        }
        match (self.seen, self.door) {
            (Some((_, seen)), Some(door)) if door >= seen && at - door > OUT_AFTER => Whereabouts::Out,
            (Some((area, seen)), _) if at - seen < LOST_AFTER => Whereabouts::In(area),
            _ => Whereabouts::Unknown,
        }
    }

    /// The voice to be heard by someone in an area: the speaker there, else the nearest that can be reached; a screen where
    /// it is nearer than every speaker, and its sound is on.
    pub fn speaker_for(&self, area: Option<usize>) -> Option<usize> {
        let speakers =
            self.home.devices.iter().enumerate().filter(|(place, device)| device.speaks() && self.online(*place));
        let wanted: Option<&AreaId> = area.map(|area| &self.home.areas[area].id);
        let middle = |area: &AreaId| self.home.area(area).and_then(|area| area.floor);
        let centre = wanted.and_then(middle);
        speakers
            .map(|(place, device)| {
                let apart = match (centre, middle(&device.area)) {
                    (Some(from), Some(to)) if wanted != Some(&device.area) => {
                        let across = (from.min.x + from.max.x - to.min.x - to.max.x) / 2.0;
                        let along = (from.min.y + from.max.y - to.min.y - to.max.y) / 2.0;
                        across * across + along * along
                    }
                    _ => 0.0,
                };
                (apart, device.kind == DeviceKind::Screen, place)
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)))
            .map(|(.., place)| place)
    }
}
