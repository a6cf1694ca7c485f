//! How like a real home a simulated one is: the same figures, by the same code, of real and of simulated readings.
//!
//! Homes are measured with different sensors, so every stream of readings is first brought to what all of them could
//! have told ([`Listener`]): somebody was *seen* in the hall, lounge, kitchen, bedroom or bathroom, or a door to outside
//! was opened, at most once a minute for each. Bed pads, plugs, fridges, and the moment at which a sensor became quiet
//! are left out, since some recordings have none of them. [`Summary`] makes figures of that, [`compare`] holds
//! simulated homes against the spread of real ones. Nothing here knows a file, a simulation or a monitor. Read
//! [`Listener`] first, then [`Statistic`].

pub mod compare;
mod day;
pub mod statistic;
mod summary;

use std::collections::BTreeMap;

pub use self::statistic::Statistic;
pub use self::summary::{Summary, Unusable};
use crate::home::{AreaKind, Capability, DeviceId, DeviceKind, Home, Item, OpeningKind, Value};
use crate::time::{Calendar, Span, Timestamp};

/// Somebody seen in a place is not seen there again for so long: the blind time of the battery-powered movement sensors
/// of TIHM (no two rows of one sensor lie less than 61 s apart) and of the simulated ones. Sensors on the mains that
/// tell every movement are brought to the same by it.
pub const BLIND: Span = Span::seconds(60);

/// Where somebody can be seen in every home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Any hall, landing or corridor.
    Hall,
    /// Any living room.
    Lounge,
    /// The kitchen.
    Kitchen,
    /// Any bedroom.
    Bedroom,
    /// Any bathroom or lavatory.
    Bathroom,
    /// A door to outside, as it is opened.
    Door,
}

impl Place {
    /// The rooms, in their order: doors to outside are no room.
    pub const ROOMS: [Self; 5] = [Self::Hall, Self::Lounge, Self::Kitchen, Self::Bedroom, Self::Bathroom];

    /// Its place among the rooms; `None` for a door.
    pub fn room(self) -> Option<usize> {
        Self::ROOMS.iter().position(|room| *room == self)
    }

    /// Its name for people: `kitchen`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Hall => "hall",
            Self::Lounge => "lounge",
            Self::Kitchen => "kitchen",
            Self::Bedroom => "bedroom",
            Self::Bathroom => "bathroom",
            Self::Door => "door to outside",
        }
    }
}

/// Somebody was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// When.
    pub at: Timestamp,
    /// The civil day, in the calendar's count.
    pub day: i64,
    /// Since that day's midnight, on the clock.
    pub clock: Span,
    /// Where.
    pub place: Place,
}

impl Sighting {
    /// The hour on the clock, 0 to 23.
    fn hour(self) -> usize {
        usize::try_from(self.clock.as_millis() / 3_600_000).unwrap_or_default().min(23)
    }
}

/// Brings one home's stream of items, in order of time, to sightings.
#[derive(Clone, Debug)]
pub struct Listener {
    calendar: Calendar,
    places: BTreeMap<DeviceId, Place>,
    last: BTreeMap<Place, Timestamp>,
    sightings: Vec<Sighting>,
}

impl Listener {
    /// For a home whose days are this calendar's.
    pub fn new(home: &Home, calendar: &Calendar) -> Self {
        let place = |device: &crate::home::Device| match device.kind {
            DeviceKind::Movement => match home.area(&device.area)?.kind {
                AreaKind::Hall => Some(Place::Hall),
                AreaKind::Lounge => Some(Place::Lounge),
                AreaKind::Kitchen => Some(Place::Kitchen),
                AreaKind::Bedroom => Some(Place::Bedroom),
                AreaKind::Bathroom => Some(Place::Bathroom),
                AreaKind::Other => None,
            },
            DeviceKind::Contact => {
                let opening = home.opening(device.opening.as_ref()?)?;
                (opening.to.is_none() && opening.kind == OpeningKind::Door).then_some(Place::Door)
            }
            _ => None,
        };
        let places = home.devices.iter().filter_map(|device| Some((device.id.clone(), place(device)?))).collect();
        Self { calendar: calendar.clone(), places, last: BTreeMap::new(), sightings: Vec::new() }
    }

    /// Takes the next item.
    pub fn observe(&mut self, item: &Item) {
        let Item::Reading(reading) = item else { return };
        let tells = matches!(reading.capability, Capability::Occupancy | Capability::Contact);
        if !tells || reading.value != Value::Flag(true) {
            return;
        }
        let Some(&place) = self.places.get(&reading.device) else { return };
        if self.last.get(&place).is_some_and(|last| reading.at - *last < BLIND) {
            return;
        }
        self.last.insert(place, reading.at);
        let local = self.calendar.local(reading.at);
        let clock = local.clock.since_midnight();
        self.sightings.push(Sighting { at: reading.at, day: local.day, clock, place });
    }

    /// What was seen, in order of time.
    pub fn sightings(&self) -> &[Sighting] {
        &self.sightings
    }
}
