//! The home and what its devices say: areas, openings, furniture, devices, and their readings.
//!
//! These are the words that every other room shares. This room knows no file format, no simulation and no monitor, and
//! does no I/O. Read [`Home`] first, then [`Reading`].

mod action;
mod device;
mod layout;
mod reading;
mod shared_text;
pub mod speech;
mod storey;
mod storeys;
mod usual_time;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use action::{Action, Answer, Asked, Comes, Did, Incoming, Way};
pub use device::{Capability, Device, DeviceKind, Form, Settings};
pub use layout::{DOUBLE_BED, Furniture, FurnitureKind, Opening, OpeningKind, Point, Rect, Turn};
pub use reading::{Availability, Item, Reading, Value};
pub use storey::{STOREY_HEIGHT, Stairs};
pub use storeys::Storeys;
pub use usual_time::{Regular, UsualTime};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(#[serde(with = "shared_text")] Arc<str>);

        impl $name {
            /// From the text that the file or the foreign system uses.
            pub fn new(text: &str) -> Self {
                Self(Arc::from(text))
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Where its text lies in memory: copies of one id have it in common, so that one that is met again and again is
            /// found without comparing texts. It tells nothing of order and is another in every run.
            pub fn lies_at(&self) -> usize {
                self.0.as_ptr().addr()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

text_id!(
    /// Names an area: `kitchen`. Unique in its home, and the same from run to run.
    AreaId
);
text_id!(
    /// Names a device: `kitchen-movement`. Unique in its home, and the same from run to run.
    DeviceId
);
text_id!(
    /// Names a door or window: `front-door`. Unique in its home.
    OpeningId
);
text_id!(
    /// Names a piece of furniture: `kettle`. Unique in its home.
    FurnitureId
);

text_id!(
    /// Names a flight of stairs: `stairs`. Unique in its home.
    StairsId
);

/// What kind of home it is: what lies around it, and which of its walls and floors it shares with neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HomeKind {
    /// On its own in a garden, everything on the ground floor.
    #[default]
    Bungalow,
    /// A house between two others, with a small yard behind it.
    Terraced,
    /// A flat in a block: its doors to outside lead to a shared landing, and other flats lie beneath it.
    Flat,
    /// An apartment in an extra-care scheme: its front door leads to a warm shared corridor, and other apartments lie
    /// above and beneath it.
    ExtraCare,
}

impl HomeKind {
    /// Whether its doors to outside lead to a shared landing or corridor rather than into the open.
    pub const fn has_shared_corridor(self) -> bool {
        matches!(self, Self::Flat | Self::ExtraCare)
    }
}

/// What an area is used for, as far as the monitor and the scene need to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaKind {
    /// A hall, landing or corridor.
    Hall,
    /// A living room.
    Lounge,
    /// A kitchen.
    Kitchen,
    /// A room to sleep in.
    Bedroom,
    /// A bathroom, shower room or lavatory.
    Bathroom,
    /// Any other room: dining room, study, utility room.
    Other,
}

/// A room or hall.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its stable id.
    pub id: AreaId,
    /// Its name for people: `Kitchen`.
    pub name: String,
    /// What it is used for.
    pub kind: AreaKind,
    /// Its floor, where the layout is known; a recording from elsewhere has none.
    pub floor: Option<Rect>,
    /// Which storey it is on: 0 is the ground floor.
    pub storey: i32,
}

/// A home: its rooms, doors, windows, furniture and devices, without a moment in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// Its name for people: `12 Larch Close`.
    pub name: String,
    /// IANA time zone, such as `Europe/London`.
    pub zone: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Clockwise from north to the plan's `y` axis, in degrees: which way the house faces the sun.
    pub facing: f64,
    /// What kind of home it is.
    pub kind: HomeKind,
    /// Rooms and halls.
    pub areas: Vec<Area>,
    /// Doors and windows.
    pub openings: Vec<Opening>,
    /// Flights of stairs between storeys.
    pub stairs: Vec<Stairs>,
    /// What stands in it.
    pub furniture: Vec<Furniture>,
    /// Its devices, in the order of the file.
    pub devices: Vec<Device>,
}

impl Home {
    /// The area with this id.
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == *id)
    }

    /// The device with this id.
    pub fn device(&self, id: &DeviceId) -> Option<&Device> {
        self.devices.iter().find(|device| device.id == *id)
    }

    /// The opening with this id.
    pub fn opening(&self, id: &OpeningId) -> Option<&Opening> {
        self.openings.iter().find(|opening| opening.id == *id)
    }

    /// The piece of furniture with this id.
    pub fn piece(&self, id: &FurnitureId) -> Option<&Furniture> {
        self.furniture.iter().find(|piece| piece.id == *id)
    }

    /// The storey of an area; the ground floor for one that is not known.
    pub fn storey_of(&self, id: &AreaId) -> i32 {
        self.area(id).map_or(0, |area| area.storey)
    }

    /// Its storeys from the lowest to the highest.
    pub fn storeys(&self) -> Vec<i32> {
        let mut storeys: Vec<i32> = self.areas.iter().map(|area| area.storey).collect();
        storeys.sort_unstable();
        storeys.dedup();
        storeys
    }

    /// The area of a storey whose floor holds the point; the first one where floors touch.
    pub fn area_on(&self, storey: i32, at: Point) -> Option<&Area> {
        self.areas.iter().find(|area| area.storey == storey && area.floor.is_some_and(|floor| floor.contains(at)))
    }

    /// The area of any storey whose floor holds the point; the first one where several do.
    pub fn area_at(&self, at: Point) -> Option<&Area> {
        self.areas.iter().find(|area| area.floor.is_some_and(|floor| floor.contains(at)))
    }

    /// The smallest rectangle around every floor; `None` when no layout is known.
    pub fn bounds(&self) -> Option<Rect> {
        self.areas.iter().filter_map(|area| area.floor).reduce(Rect::union)
    }
}
