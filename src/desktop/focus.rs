//! What of the home the camera looks at, and what of the plan that is. It moves nothing: [`super::flight`] chooses, and
//! [`super::camera`] goes there.

use super::Now;
use super::device;
use super::laid::Laid;
use crate::home::{AreaId, Point, Rect};
use crate::simulation::view::{PersonView, Posture};
use bevy::prelude::Resource;

/// What of the home the camera looks at.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// All of it, every storey.
    #[default]
    Whole,
    /// One storey.
    Storey(i32),
    /// The rooms around whoever needs to be seen: someone on the floor, else the first person at home.
    Person,
    /// One room, by its place in the home's list.
    Room(usize),
    /// One device, by its place in the home's list.
    Device(usize),
    /// One person, by their place among those of the scenario, wherever they go.
    Following(usize),
    /// Where a person's hand stopped it.
    Held,
}

/// Metres to each side of a device that is looked at, and before and behind it.
const AROUND_DEVICE: (f64, f64) = (2.4, 1.9);
/// The card of a device lies over the left of the home: so many metres more are shown there.
const FOR_THE_CARD: f64 = 2.0;
/// Metres around a person who is followed.
const AROUND_PERSON: (f64, f64) = (2.8, 2.1);
/// Faster than this, in simulated seconds a second, the camera keeps to the room that a person is in.
const KEEPS_TO_ROOMS: f32 = 12.0;
/// Faster than this it keeps to the storey: rooms would pass like flashes.
const KEEPS_TO_STOREYS: f32 = 400.0;

impl Focus {
    /// The next thing to look at.
    pub(super) fn next(self, storeys: &[i32]) -> Self {
        match self {
            Self::Whole | Self::Held if storeys.len() > 1 => Self::Storey(storeys[0]),
            Self::Whole => Self::Person,
            Self::Storey(here) => {
                storeys.iter().find(|storey| **storey > here).map_or(Self::Person, |storey| Self::Storey(*storey))
            }
            Self::Person | Self::Room(_) | Self::Device(_) | Self::Following(_) | Self::Held => Self::Whole,
        }
    }

    /// The next person to follow; after the last the whole home.
    pub(super) fn follow_next(self, now: &Now) -> Self {
        let from = if let Self::Following(person) = self { person + 1 } else { 0 };
        let people = now.house.people.iter().enumerate().skip(from);
        people
            .filter(|(_, person)| person.posture != Posture::Away)
            .map(|(place, _)| Self::Following(place))
            .next()
            .unwrap_or(Self::Whole)
    }

    /// Whether it stays with something until a person moves the camera.
    pub const fn is_flight(self) -> bool {
        match self {
            Self::Person | Self::Room(_) | Self::Device(_) | Self::Following(_) => true,
            Self::Whole | Self::Storey(_) | Self::Held => false,
        }
    }

    /// In words, with how to see the rest, where it is not everything.
    pub fn words(self, laid: &Laid, now: &Now) -> Option<String> {
        let home = &laid.home;
        match self {
            Self::Whole | Self::Held => None,
            Self::Storey(storey) => laid.name(storey).map(|name| format!("{name} · U shows the rest")),
            Self::Person => Some("Staying with the person · U shows the rest".to_owned()),
            Self::Room(place) => {
                home.areas.get(place).map(|area| format!("{} · press Home for the whole house", area.name))
            }
            Self::Device(place) => {
                home.devices.get(place).map(|device| format!("{} · press Home for the whole house", device.name))
            }
            Self::Following(place) => Some(match now.house.people.get(place) {
                Some(person) if person.posture == Posture::Away => {
                    format!("{} is out · C follows somebody else", name(person))
                }
                Some(person) => format!("Following {} · C for the next, Home for the whole house", name(person)),
                None => "Nobody is seen here · press Home for the whole house".to_owned(),
            }),
        }
    }

    /// What of the plan that is. `held` is what the camera shows now.
    pub(super) fn frame(self, laid: &Laid, now: &Now, held: Option<Rect>) -> Option<Rect> {
        let home = &laid.home;
        let room = |id: &AreaId| home.area(id).and_then(|area| area.floor).map(|floor| floor.grown(1.2));
        let found = match self {
            Self::Whole => None,
            Self::Storey(storey) => laid.bounds(storey),
            Self::Held => held,
            Self::Person => someone(now).and_then(|person| room(person.area.as_ref()?)),
            Self::Room(place) => home.areas.get(place).and_then(|area| area.floor).map(|floor| floor.grown(1.0)),
            Self::Device(place) => home.devices.get(place).and_then(|device| {
                home.area(&device.area)?.floor?;
                let at = device::place(home, device);
                let mut frame = around(Point::new(f64::from(at.x), f64::from(-at.z)), AROUND_DEVICE);
                frame.min.x -= FOR_THE_CARD;
                Some(frame)
            }),
            Self::Following(place) => {
                now.house.people.get(place).filter(|person| person.posture != Posture::Away).and_then(|person| {
                    if now.pace > KEEPS_TO_STOREYS {
                        laid.bounds(laid.storey_at(person.at))
                    } else if now.pace > KEEPS_TO_ROOMS {
                        room(person.area.as_ref()?)
                    } else {
                        Some(around(person.at, AROUND_PERSON))
                    }
                })
            }
        };
        found.or_else(|| home.bounds())
    }
}

fn around(at: Point, (aside, before): (f64, f64)) -> Rect {
    Rect { min: Point::new(at.x - aside, at.y - before), max: Point::new(at.x + aside, at.y + before) }
}

/// Whoever needs to be seen.
fn someone(now: &Now) -> Option<&PersonView> {
    let at_home =
        || now.house.people.iter().filter(|person| person.posture != Posture::Away && !person.who.is_animal());
    at_home()
        .find(|person| matches!(person.posture, Posture::OnFloor | Posture::Falling(_)))
        .or_else(|| at_home().next())
}

/// Whoever has no name is called what they are.
fn name(person: &PersonView) -> &str {
    if person.name.is_empty() { "them" } else { &person.name }
}
