//! Where the person was last seen, and whether they are more likely in bed, in an area, or out.
//!
//! **Out.** A door to outside was used, and nobody has been seen inside since. How often that means that somebody has
//! gone out is learned: such a stretch ends either with a door (they were out) or with movement alone (they were not, or
//! a door was missed). Where it nearly always ends with a door, one movement sensor that sees something while everybody
//! is out has more likely been fooled by the sun or a radiator than that somebody has come back through the wall: such a
//! sign is not believed until another bears it out.
//!
//! What is believed may still be wrong: a sensor that is fooled a moment after the door has shut, or a cat in the empty
//! home, looks like somebody who has stayed. In such a home a return without a door is *unsure* until a hand, the bed or
//! more movement bears it out; silence then says less, and ends of outings by movement alone are no longer counted where a
//! pet is known.

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
/// Whoever used a door and was not seen for so long has mostly gone out: nobody stands still for five minutes in a hall.
const QUIET: Span = Span::minutes(5);
/// Somebody who comes back without a door, so seen, is about for so long,
const ABOUT_FOR: Span = Span::minutes(30);
/// with so many signs at least; a pet that runs through its rooms is not.
const ABOUT: u32 = 10;
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

/// A return that nothing has borne out yet.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Unsure {
    area: Option<usize>,
    first: Timestamp,
    times: u32,
    elsewhere: bool,
    /// Nobody had been seen for [`QUIET`], or a pet is known to move here: a few signs do not bear it out.
    strict: bool,
}

impl Unsure {
    /// Movement was seen again.
    fn again(&mut self, area: Option<usize>) {
        self.times = self.times.saturating_add(1);
        self.elsewhere |= area != self.area;
    }

    fn is_borne_out(&self, now: Timestamp) -> bool {
        if self.strict {
            self.times >= ABOUT && now - self.first >= ABOUT_FOR
        } else {
            self.elsewhere || self.times >= OFTEN
        }
    }
}

/// What is known of who is there besides the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::monitor) struct Others {
    /// One person at most is thought to be there: of two, one may sit at home when the other goes out.
    pub alone: bool,
    /// A pet, or something else that opens no doors, is known to move here.
    pub pet: bool,
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
    unsure: Option<Unsure>,
    /// Stretches of being out that ended with a door, and with movement alone.
    ended: [f64; 2],
}

impl Presence {
    /// Takes a sign in; false where it is not believed, and then counts for nothing. `closes` where a door's contact is known
    /// to say when it is closed.
    pub fn see(&mut self, sign: Sign, sighting: Sighting, others: Others, closes: bool) -> bool {
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
                self.unsure = None;
                self.door = Some(sighting.clone());
            }
            Sign::Bed(occupied) => {
                self.come_in(gone && occupied, sighting.at);
                self.in_bed = occupied;
                self.unsure = None;
            }
            Sign::Seen => {
                let beside_the_door = self
                    .door
                    .as_ref()
                    .is_some_and(|door| door.area == sighting.area && sighting.at - door.at <= LEAVING);
                if gone && others.alone && self.open.is_empty() && self.doubts(&sighting) {
                    return false;
                }
                let movement = sighting.reading.capability == Capability::Occupancy;
                if !movement {
                    self.unsure = None;
                } else if let Some(unsure) = &mut self.unsure {
                    unsure.again(sighting.area);
                    self.unsure = self.unsure.filter(|unsure| !unsure.is_borne_out(sighting.at));
                }
                if self.out && !beside_the_door {
                    let watched = others.pet || self.by_the_door() >= BY_THE_DOOR;
                    self.unsure = (movement && watched && others.alone && self.open.is_empty()).then(|| Unsure {
                        area: sighting.area,
                        first: sighting.at,
                        times: 1,
                        elsewhere: false,
                        strict: others.pet || since_door.is_some_and(|since| since > QUIET),
                    });
                    self.come_in(gone && !(movement && others.pet), sighting.at);
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

    /// Whether somebody was taken to have come back, or to have stayed, and nothing bears that out yet: they may be out.
    pub fn is_unsure(&self) -> bool {
        self.unsure.is_some()
    }

    /// Somebody is inside. `gone` when they were taken to be out, and this says how such stretches end.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Value;

    const HALL: usize = 0;
    const KITCHEN: usize = 1;
    const LOUNGE: usize = 2;
    const ALONE: Others = Others { alone: true, pet: false };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn sighting(seconds: i64, area: usize, capability: Capability) -> Sighting {
        let reading = Reading { at: at(seconds), device: DeviceId::new("any"), capability, value: Value::Flag(true) };
        Sighting { at: at(seconds), area: Some(area), reading }
    }

    fn moves(presence: &mut Presence, seconds: i64, area: usize, others: Others) -> bool {
        presence.see(Sign::Seen, sighting(seconds, area, Capability::Occupancy), others, true)
    }

    fn uses_the_door(presence: &mut Presence, seconds: i64) {
        for (after, open) in [(0, true), (5, false)] {
            let door = sighting(seconds + after, HALL, Capability::Contact);
            presence.see(Sign::OutsideDoor(open), door, ALONE, true);
        }
    }

    /// Out of the door an hour ago, in a home where outings end with the door; the moment is the hundred thousandth second.
    fn out() -> Presence {
        let mut presence = Presence::default();
        for n in 0..12 {
            uses_the_door(&mut presence, 7_000 * n);
            uses_the_door(&mut presence, 7_000 * n + 3_600);
            moves(&mut presence, 7_000 * n + 3_700, LOUNGE, ALONE);
        }
        uses_the_door(&mut presence, 96_400);
        presence
    }

    #[test]
    fn whoever_stays_at_home_is_sure_once_a_second_room_has_seen_them() {
        let mut presence = out();
        assert!(moves(&mut presence, 96_480, LOUNGE, ALONE) && presence.is_unsure());
        assert!(moves(&mut presence, 96_500, LOUNGE, ALONE) && presence.is_unsure());
        assert!(moves(&mut presence, 96_520, KITCHEN, ALONE) && !presence.is_unsure());
    }

    #[test]
    fn a_return_without_a_door_is_sure_with_a_hand_or_after_half_an_hour() {
        let run = |others| {
            let mut presence = out();
            assert!(!moves(&mut presence, 100_000, LOUNGE, others), "a lone sign");
            assert!(moves(&mut presence, 100_005, HALL, others) && presence.is_unsure());
            for n in 1..12 {
                assert!(moves(&mut presence, 100_000 + 60 * n, [LOUNGE, KITCHEN][n as usize % 2], others));
                assert!(presence.is_unsure());
            }
            presence
        };
        let mut about = run(ALONE);
        assert!(moves(&mut about, 101_900, LOUNGE, ALONE) && !about.is_unsure());
        let mut hand = run(ALONE);
        hand.see(Sign::Seen, sighting(100_900, KITCHEN, Capability::Contact), ALONE, true);
        assert!(!hand.is_unsure());
        let mut home = run(ALONE);
        uses_the_door(&mut home, 100_900);
        assert!(!home.is_unsure() && home.place() == Some(Place::Out));
        // That a pet moved says nothing of how outings end.
        let pet = run(Others { alone: true, pet: true });
        assert!(pet.by_the_door() > about.by_the_door());
    }

    #[test]
    fn of_two_people_one_may_well_stay_behind() {
        let mut presence = out();
        let two = Others { alone: false, pet: false };
        assert!(moves(&mut presence, 100_000, LOUNGE, two) && !presence.is_unsure());
    }
}
