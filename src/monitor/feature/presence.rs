//! Where the person was last seen, and whether they are more likely in bed, in an area, or out.

use serde::{Deserialize, Serialize};

use super::sign::Sign;
use crate::home::Reading;
use crate::time::{Span, Timestamp};

/// A movement sensor by the door may still see the person leave, so movement beside the door says "inside" only after
/// so long.
const LEAVING: Span = Span::seconds(60);

/// One sign of the person, with the reading it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::monitor) struct Sighting {
    pub at: Timestamp,
    pub area: Option<usize>,
    pub reading: Reading,
}

/// Where the person most likely is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::monitor) enum Place {
    /// Last seen in this area.
    Area(Option<usize>),
    /// A door to outside was used, and nobody has been seen inside since.
    Out,
    /// The bed sensor feels somebody.
    Bed,
}

/// Who was seen where, as far as the readings tell.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct Presence {
    /// The last sign of any kind.
    pub last: Option<Sighting>,
    /// The first sign of the present run of signs in one area.
    pub entered: Option<Sighting>,
    /// The last sign before that run, in another area.
    pub elsewhere: Option<Sighting>,
    /// The last use of a door to outside.
    pub door: Option<Sighting>,
    out: bool,
    in_bed: bool,
}

impl Presence {
    /// Takes a sign in.
    pub fn see(&mut self, sign: Sign, sighting: Sighting) {
        match sign {
            Sign::OutsideDoor(_) => {
                self.out = true;
                self.in_bed = false;
                self.door = Some(sighting.clone());
            }
            Sign::Bed(occupied) => {
                self.out = false;
                self.in_bed = occupied;
            }
            Sign::Seen => {
                let beside_the_door = self
                    .door
                    .as_ref()
                    .is_some_and(|door| door.area == sighting.area && sighting.at - door.at <= LEAVING);
                self.out = self.out && beside_the_door;
                // Somebody who moves in another area has left the bed, whatever its pad says.
                self.in_bed = self.in_bed && self.last.as_ref().is_some_and(|last| last.area == sighting.area);
            }
        }
        // Coming to a door to outside ends a stay in any other area, and begins one at the door.
        if self.last.as_ref().is_none_or(|last| last.area != sighting.area) {
            self.elsewhere = self.last.take();
            self.entered = Some(sighting.clone());
        }
        self.last = Some(sighting);
    }

    /// Where the person most likely is; `None` before the first sign.
    pub fn place(&self) -> Option<Place> {
        let last = self.last.as_ref()?;
        Some(match (self.out, self.in_bed) {
            (true, _) => Place::Out,
            (false, true) => Place::Bed,
            (false, false) => Place::Area(last.area),
        })
    }
}
