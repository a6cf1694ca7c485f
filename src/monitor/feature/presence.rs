//! Where the person was last seen, and whether they are more likely in bed, in an area, or out.
//!
//! **Out.** A door to outside was used, and nobody has been seen inside since. How often that means that somebody has
//! gone out is learned: such a stretch ends either with a door (they were out) or with movement alone (they were not, or
//! a door was missed). Where it nearly always ends with a door, one movement sensor that sees something while everybody
//! is out has more likely been fooled by the sun or a radiator than that somebody has come back through the wall: such a
//! sign is not believed until another bears it out.

use serde::{Deserialize, Serialize};

use super::sign::Sign;
use crate::home::{Capability, DeviceId, Reading};
use crate::time::{Span, Timestamp};

/// A movement sensor by the door may still see the person leave, so movement beside the door says "inside" only after
/// so long.
const LEAVING: Span = Span::seconds(60);
/// Whoever used a door and was not seen for so long after it has gone out, or sits still.
pub(in crate::monitor) const GONE: Span = Span::minutes(10);
/// Within so long a bed sensor has noticed that somebody has got up.
const PAD_NOTICES: Span = Span::minutes(2);
/// Signs bear one another out within so long,
const TOGETHER: Span = Span::minutes(15);
/// from two rooms, or so many times from one.
const OFTEN: u32 = 3;
/// A home in which at least this share of outings ends with a door has all of its doors watched.
const BY_THE_DOOR: f64 = 0.85;

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

/// A sign that is not believed yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Doubtful {
    area: Option<usize>,
    first: Timestamp,
    times: u32,
}

/// Who was seen where, as far as the readings tell.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct Presence {
    /// The last sign of any kind that is believed.
    pub last: Option<Sighting>,
    /// The first sign of the present run of signs in one area.
    pub entered: Option<Sighting>,
    /// The last sign before that run, in another area.
    pub elsewhere: Option<Sighting>,
    /// The last use of a door to outside.
    pub door: Option<Sighting>,
    /// The first use of the present run of uses of doors, with nobody seen inside in between.
    pub left: Option<Timestamp>,
    /// Since when somebody has been at home, where that is known.
    pub home_since: Option<Timestamp>,
    /// Doors to outside that stand open: whoever comes in by one is not heard. Those that never say "closed" are none.
    open: Vec<DeviceId>,
    out: bool,
    in_bed: bool,
    doubtful: Option<Doubtful>,
    /// Stretches of being out that ended with a door, and with movement alone.
    ended: [f64; 2],
}

impl Presence {
    /// Takes a sign in; false where it is not believed, and then counts for nothing. `alone` while one person at most is
    /// thought to be there: of two, one may sit at home when the other goes out. `closes` where a door's contact is known to
    /// say when it is closed.
    pub fn see(&mut self, sign: Sign, sighting: Sighting, alone: bool, closes: bool) -> bool {
        let since_door = self.door.as_ref().map(|door| sighting.at - door.at);
        let gone = self.out && since_door.is_some_and(|since| since > GONE);
        match sign {
            Sign::OutsideDoor(open) => {
                let door = &sighting.reading.device;
                self.open.retain(|other| other != door);
                if open && closes {
                    self.open.push(door.clone());
                }
                if gone {
                    self.ended[0] += 1.0;
                }
                if gone || !self.out {
                    self.left = Some(sighting.at);
                }
                self.out = true;
                self.in_bed = false;
                self.door = Some(sighting.clone());
            }
            Sign::Bed(occupied) => {
                self.come_in(gone && occupied, sighting.at);
                self.in_bed = occupied;
            }
            Sign::Seen => {
                let beside_the_door = self
                    .door
                    .as_ref()
                    .is_some_and(|door| door.area == sighting.area && sighting.at - door.at <= LEAVING);
                if gone && alone && self.open.is_empty() && self.doubts(&sighting) {
                    return false;
                }
                if self.out && !beside_the_door {
                    self.come_in(gone, sighting.at);
                }
                // Somebody who moves in another area has left the bed, whatever its pad says.
                self.in_bed = self.in_bed && self.last.as_ref().is_some_and(|last| last.area == sighting.area);
            }
        }
        self.doubtful = None;
        // Coming to a door to outside ends a stay in any other area, and begins one at the door.
        if self.last.as_ref().is_none_or(|last| last.area != sighting.area) {
            self.elsewhere = self.last.take();
            self.entered = Some(sighting.clone());
        }
        self.last = Some(sighting);
        true
    }

    /// Somebody is inside. `gone` when they were taken to be out.
    fn come_in(&mut self, gone: bool, at: Timestamp) {
        if gone {
            self.ended[1] += 1.0;
        }
        if self.out {
            self.home_since = Some(at);
        }
        self.out = false;
    }

    /// Whether a sign seen while everybody is out has to be borne out first. A hand at a switch or a fridge is enough.
    fn doubts(&mut self, sighting: &Sighting) -> bool {
        if sighting.reading.capability != Capability::Occupancy || self.by_the_door() < BY_THE_DOOR {
            return false;
        }
        match &mut self.doubtful {
            Some(doubtful) if sighting.at - doubtful.first <= TOGETHER => {
                doubtful.times += 1;
                doubtful.area == sighting.area && doubtful.times < OFTEN
            }
            Some(_) | None => {
                self.doubtful = Some(Doubtful { area: sighting.area, first: sighting.at, times: 1 });
                true
            }
        }
    }

    /// How likely somebody who used a door and was not seen since is out: the share of such stretches that ended with a
    /// door, one in two before anything was seen.
    pub fn by_the_door(&self) -> f64 {
        (self.ended[0] + 1.0) / (self.ended[0] + self.ended[1] + 2.0)
    }

    /// Whether the person was seen out of bed, long enough ago for a pad to have noticed, but may well be back in it: it
    /// is night, or they were last seen in the bed's area.
    pub fn is_thought_up(&self, at: Timestamp, area: Option<usize>, night: bool) -> bool {
        let last = self.last.as_ref().filter(|last| at - last.at >= PAD_NOTICES);
        !self.in_bed && !self.out && last.is_some_and(|last| night || last.area == area)
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.ended.iter_mut().for_each(|weight| *weight *= factor);
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
