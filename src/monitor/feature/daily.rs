//! Gathers the daily features from the signs of a person, and says of each whether it could be observed.
//!
//! A *day* is one of three stretches, whichever keeps a feature whole ([`Stretch`]): midnight to midnight, the night from
//! 21:00 to 09:00, or noon to noon. A stretch counts only when it was watched from beginning to end: a sensor that was
//! silent or out of reach for more than half an hour, a hub that was down, or an empty home make it *not observed*,
//! which is never the same as zero. Nothing is allocated per reading.

use serde::{Deserialize, Serialize};

use super::bed::Bed;
use super::civil::{Civil, Hour};
use super::habit::{FEATURES, Feature, Stretch, is_living};
use super::morning::FirstDrink;
use super::pace::Pace;
use super::rooms::Rooms;
use super::roster::Roster;
use super::sign::Sign;
use crate::home::{AreaKind, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, Evidence};
use crate::time::{ClockTime, Span, Timestamp, Weekday};

/// Devices are looked at so often.
const EVERY: Span = Span::minutes(5);
/// What is missing for longer in one stretch cannot be made up: half an hour.
const TOLERATED: u32 = 6;
/// Signs in the kitchen closer together than this are one visit: a meal is cooked with walks to the table.
const KITCHEN_VISIT: Span = Span::minutes(15);
/// The same in the bathroom.
const BATHROOM_VISIT: Span = Span::minutes(10);
/// A kettle switched on again sooner is boiled again for the same drink.
const DRINK: Span = Span::minutes(5);
/// Whoever is out for less has seen to the bins.
const OUTING: Span = Span::minutes(10);
/// Nobody seen for so long: nobody is there, and the days that it touches say nothing about living there.
const ABSENT: Span = Span::hours(20);
/// Out for so long in the small hours: the night is spent elsewhere.
const NIGHT_AWAY: Span = Span::hours(3);
/// The half hour of the day up to which being out means so: 05:00.
const SMALL_HOURS_END: usize = 10;
/// A clock change makes a night longer or shorter by an hour; time in bed is then not compared.
const WHOLE_DAY: Span = Span::hours(24);

/// Half hours of the day at which a stretch begins or ends.
const MIDNIGHT: i64 = 0;
const FOUR: i64 = 8;
const SIX: i64 = 12;
const NINE: i64 = 18;
const NOON: i64 = 24;
const NINE_AT_NIGHT: i64 = 42;
const ELEVEN_AT_NIGHT: i64 = 46;
const HALF_HOURS: i64 = 48;

/// The hours from 23:00 to 06:00, and how much longer the night's stretch is, but for a clock change.
const SMALL_HOURS: f64 = 7.0;
const BESIDES: f64 = 5.0;
/// Whoever leaves their bed for longer has risen.
const BACK_IN_BED: Span = Span::minutes(60);
/// A bed sensor waits before it says that nobody is there: 20 to 30 s.
const PAD_WAITS: Span = Span::minutes(1);

/// How many readings are kept of each feature, for evidence.
const KEPT: usize = 3;

/// A feature's value over one stretch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::monitor) struct Measured {
    /// The day: for a night, the one on which it ended.
    pub day: i64,
    pub weekday: Weekday,
    pub value: f64,
    /// How long the stretch was, 1 for its usual length.
    pub exposure: f64,
    ended: Timestamp,
}

#[cfg(test)]
impl Measured {
    /// A stretch of the usual length.
    pub fn whole(day: i64, weekday: Weekday, value: f64, ended: Timestamp) -> Self {
        Self { day, weekday, value, exposure: 1.0, ended }
    }
}

/// The features of the days, as they come to their ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Daily {
    /// For each sensor, which features need it, one bit each.
    needs: Vec<u32>,
    present: u32,
    has_bed: bool,
    amount: [f64; FEATURES],
    missing: [u32; FEATURES],
    /// The stretch was watched from its beginning.
    begun: [bool; FEATURES],
    begins: [Timestamp; 3],
    ready: [Option<Measured>; FEATURES],
    latest: [[Option<Reading>; KEPT]; FEATURES],
    /// The latest half hour, counted through the days.
    half_hour: Option<i64>,
    /// Between 23:00 and 06:00.
    night: bool,
    left_bed: Option<Timestamp>,
    evening: Timestamp,
    morning: Timestamp,
    kitchen: Option<Timestamp>,
    /// The last sign of somebody, if it was in the kitchen.
    cooking: Option<Timestamp>,
    bathroom: Option<Timestamp>,
    kettle: Option<Timestamp>,
    /// The first drink since midnight.
    drink: Option<Timestamp>,
    first_drink: FirstDrink,
    living: (Option<Timestamp>, Option<Timestamp>),
    out: Option<Timestamp>,
    in_bed: bool,
    /// The last sign of somebody inside.
    inside: Option<Timestamp>,
    bed: Bed,
    rooms: Rooms,
    pace: Pace,
    /// Whether the ways are still being learned; a day's pace can be compared only once their usual stays the same.
    pub learning_ways: bool,
    /// Whether the division among rooms is under suspicion, so that it must not be learned.
    pub hold_rooms: bool,
}

/// What was seen, with what is needed to count it.
pub(in crate::monitor) struct Seen<'a> {
    pub sensor: usize,
    pub sign: Sign,
    pub reading: &'a Reading,
    /// Whether it begins an episode of activity.
    pub new_episode: bool,
    /// Whether the person most likely is out, this sign taken in.
    pub out: bool,
}

impl Daily {
    pub fn new(roster: &Roster) -> Self {
        let bits = |sensor| Feature::ALL.iter().map(|f| u32::from(f.needs(roster, sensor)) << f.place()).sum();
        let needs: Vec<u32> = (0..roster.sensors.len()).map(bits).collect();
        let mut present = needs.iter().fold(0, |all, bits| all | bits);
        let movement = roster.sensors.iter().any(|sensor| sensor.kind == DeviceKind::Movement);
        let bathroom = roster.sensors.iter().any(|sensor| {
            sensor.kind == DeviceKind::Movement && sensor.area.is_some_and(|area| roster.is_bathroom(area))
        });
        if !bathroom {
            present &= !(1 << Feature::NightBathroomVisits.place());
        }
        if !movement {
            // Without it nobody is ever known to be back.
            present &= !(1 << Feature::Outings.place() | 1 << Feature::TimeOut.place());
        }
        Self {
            needs,
            present,
            has_bed: roster.sensors.iter().any(|sensor| sensor.kind == DeviceKind::BedSensor),
            amount: [0.0; FEATURES],
            missing: [0; FEATURES],
            begun: [false; FEATURES],
            begins: [Timestamp::MIN; 3],
            ready: [None; FEATURES],
            latest: std::array::from_fn(|_| [None, None, None]),
            half_hour: None,
            night: false,
            left_bed: None,
            evening: Timestamp::MAX,
            morning: Timestamp::MAX,
            kitchen: None,
            cooking: None,
            bathroom: None,
            kettle: None,
            drink: None,
            first_drink: FirstDrink::new(),
            living: (None, None),
            out: None,
            in_bed: false,
            inside: None,
            bed: Bed::default(),
            rooms: Rooms::new(roster.areas.len()),
            pace: Pace::new(roster.areas.len()),
            learning_ways: true,
            hold_rooms: false,
        }
    }

    /// Whether the home has what this feature needs.
    pub fn has(&self, feature: Feature) -> bool {
        self.present & (1 << feature.place()) != 0
    }

    /// What was learned of ways and rooms before the home's devices changed; the days that have begun are not observed.
    pub fn carry(&mut self, before: Self) {
        (self.rooms, self.pace, self.first_drink) = (before.rooms, before.pace, before.first_drink);
        (self.learning_ways, self.hold_rooms) = (before.learning_ways, before.hold_rooms);
    }

    /// A sensor hangs elsewhere from now on: what rests on it cannot be observed in the stretches that have begun.
    pub fn moved(&mut self, sensor: usize) {
        let bits = self.needs.get(sensor).copied().unwrap_or_default();
        for feature in Feature::ALL.into_iter().filter(|feature| bits & (1 << feature.place()) != 0) {
            self.begun[feature.place()] = false;
        }
    }

    /// Which sensors a feature rests on.
    pub fn sensors(&self, feature: Feature) -> impl Iterator<Item = usize> {
        self.needs.iter().enumerate().filter(move |(_, bits)| **bits & (1 << feature.place()) != 0).map(|(n, _)| n)
    }

    /// The value of a stretch that ended since this was last asked.
    pub fn take(&mut self, feature: Feature) -> Option<Measured> {
        self.ready[feature.place()].take()
    }

    /// The latest readings that were counted, newest first.
    pub fn latest(&self, feature: Feature) -> impl Iterator<Item = &Reading> {
        self.latest[feature.place()].iter().flatten()
    }

    /// The area with the largest share of visits more than usual on the last day.
    pub fn busier_room(&self) -> Option<usize> {
        self.rooms.more()
    }

    /// When the day's first hot drink is usually made.
    pub fn first_drink(&self) -> &FirstDrink {
        &self.first_drink
    }

    fn count(&mut self, feature: Feature, amount: f64, reading: &Reading) {
        let place = feature.place();
        self.amount[place] += amount;
        let [first, second, third] = &mut self.latest[place];
        *third = second.take();
        *second = first.replace(reading.clone());
    }

    /// Somebody was seen.
    pub fn see(&mut self, roster: &Roster, seen: &Seen<'_>) {
        let (at, reading) = (seen.reading.at, seen.reading);
        let Some(sensor) = roster.sensors.get(seen.sensor) else { return };
        let kind = sensor.area.and_then(|area| roster.areas.get(area)).map(|area| area.kind);
        self.outing(at, seen.out, reading);
        if seen.new_episode {
            self.count(Feature::Activity, 1.0, reading);
            if self.night {
                self.count(Feature::NightActivity, 1.0, reading);
            }
        }
        let cooking = self.cooking.take();
        match seen.sign {
            Sign::OutsideDoor(_) => {}
            Sign::Bed(occupied) => {
                self.inside = Some(at);
                self.in_bed = occupied;
                let time_of_day = if occupied { Feature::Bedtime } else { Feature::RisingTime };
                self.count(time_of_day, 0.0, reading);
                self.count(Feature::TimeInBed, 0.0, reading);
                if self.bed.turn(occupied, at) {
                    self.left_bed = Some(at);
                } else if occupied
                    && let Some(left) = self.left_bed.take()
                    && at - left <= BACK_IN_BED
                {
                    self.count(Feature::BedExits, 1.0, reading);
                    // The pad waits before it believes that nobody is there, so the bathroom may have spoken first.
                    if self.bathroom.is_some_and(|seen| seen >= left - PAD_WAITS) {
                        self.amount[Feature::NightBathroomVisits.place()] += 1.0;
                    }
                }
            }
            Sign::Seen => {
                self.inside = Some(at);
                if let Some(area) = sensor.area {
                    self.rooms.see(area, at);
                    self.count(Feature::RoomBalance, 0.0, reading);
                    if sensor.kind == DeviceKind::Movement {
                        self.pace.see(area, at, self.learning_ways);
                        self.count(Feature::WalkingPace, 0.0, reading);
                    }
                }
                if kind.is_some_and(is_living) {
                    self.in_a_living_room(at);
                    if !self.has_bed {
                        self.count(Feature::Bedtime, 0.0, reading);
                        self.count(Feature::RisingTime, 0.0, reading);
                    }
                }
                if kind == Some(AreaKind::Kitchen) {
                    let busy = cooking.map(|before| at - before).filter(|gap| *gap <= KITCHEN_VISIT);
                    self.count(Feature::KitchenTime, busy.unwrap_or_default().as_hours(), reading);
                    self.cooking = Some(at);
                }
                if sensor.kettle && since(&mut self.kettle, at, DRINK) {
                    self.count(Feature::DrinksMade, 1.0, reading);
                    if self.half_hour.is_some_and(|passed| passed.rem_euclid(HALF_HOURS) >= FOUR) {
                        self.drink.get_or_insert(at);
                    }
                }
                if sensor.fridge && reading.value == Value::Flag(true) {
                    self.count(Feature::FridgeOpenings, 1.0, reading);
                }
                if sensor.kind != DeviceKind::Movement {
                    return;
                }
                if kind == Some(AreaKind::Kitchen) && since(&mut self.kitchen, at, KITCHEN_VISIT) {
                    self.count(Feature::KitchenVisits, 1.0, reading);
                }
                if kind == Some(AreaKind::Bathroom) && since(&mut self.bathroom, at, BATHROOM_VISIT) {
                    self.in_the_bathroom(reading);
                }
            }
        }
    }

    /// Somebody is told that something was left open or on.
    pub fn left_so(&mut self, alert: &Alert) {
        if let Some(Evidence { at, device, capability, value, .. }) = alert.evidence.first().cloned() {
            self.count(Feature::LeftOpenOrOn, 1.0, &Reading { at, device, capability, value });
        }
    }

    /// How much later than `usual`, in hours since noon, the person went to bed this night; zero where that is not known.
    pub fn in_bed_later(&self, civil: &Civil, usual: f64) -> Span {
        let later = self.bed.bedtime().map_or(0.0, |at| after_noon(civil, at) - usual);
        Span::from_seconds(later.max(0.0) * 3_600.0)
    }

    /// A visit counts at night; where there is a bed sensor, once it is known that the bed was gone back to.
    fn in_the_bathroom(&mut self, reading: &Reading) {
        if self.has_bed {
            self.count(Feature::NightBathroomVisits, 0.0, reading);
        } else if self.night {
            self.count(Feature::NightBathroomVisits, 1.0, reading);
        }
    }

    fn outing(&mut self, at: Timestamp, out: bool, reading: &Reading) {
        match (self.out, out) {
            (None, true) => self.out = Some(at),
            (Some(left), false) => {
                self.out = None;
                if at - left >= OUTING && at - left < ABSENT {
                    self.count(Feature::Outings, 1.0, reading);
                    self.count(Feature::TimeOut, (at - left).as_hours(), reading);
                }
            }
            (None, false) | (Some(_), true) => {}
        }
    }

    /// Without a bed sensor, living rooms tell when somebody was last up in the evening and first up in the morning.
    fn in_a_living_room(&mut self, at: Timestamp) {
        let small_hours = self.morning + Span::hours(1);
        if at >= self.evening && at < small_hours {
            self.living.0 = Some(at);
        }
        if at >= small_hours {
            self.living.1.get_or_insert(at);
        }
    }

    /// A minute has passed. True when it has turned nine in the morning: the time to judge and to tell.
    pub fn tick(
        &mut self,
        civil: &mut Civil,
        now: Timestamp,
        hour: Hour,
        blind: bool,
        silent: impl Fn(usize) -> bool,
    ) -> bool {
        let half_hour = hour.day * HALF_HOURS + hour.slot as i64;
        let mut due = false;
        match self.half_hour {
            None => self.half_hour = Some(half_hour),
            // Nothing was worked out in between: whatever had begun is broken off.
            Some(before) if half_hour - before > 4 => {
                self.begun = [false; FEATURES];
                self.ready = [None; FEATURES];
                (self.night, self.out) = (false, None);
                self.half_hour = Some(half_hour);
            }
            // When the clocks go back, half hours come twice and count once.
            Some(before) => {
                for passed in before + 1..=half_hour {
                    due |= self.passed(civil, passed, now);
                }
                self.half_hour = Some(before.max(half_hour));
            }
        }
        if now.floor(EVERY) == now {
            self.look(now, hour, blind, silent);
        }
        due
    }

    /// A half hour of the clock has begun.
    fn passed(&mut self, civil: &mut Civil, half_hour: i64, now: Timestamp) -> bool {
        match half_hour.rem_euclid(HALF_HOURS) {
            MIDNIGHT => {
                self.close(Stretch::Day, civil.hour(now - Span::minutes(1)), civil, now);
                let first = self.drink.take().map(|at| civil.calendar().local(at).clock.since_midnight().as_hours());
                let observed = self.ready[Feature::DrinksMade.place()].is_some();
                if let Some(hour) = first.filter(|hour| observed && FirstDrink::counts(*hour)) {
                    self.first_drink.add(hour);
                }
                self.open(Stretch::Day, now);
            }
            SIX => self.night = false,
            NINE => {
                self.close(Stretch::Night, civil.hour(now), civil, now);
                return true;
            }
            NOON => {
                let hour = civil.hour(now);
                self.close(Stretch::NoonToNoon, hour, civil, now);
                self.open(Stretch::NoonToNoon, now);
                let clock = |hour| ClockTime::new(hour, 0).unwrap_or(ClockTime::MIDNIGHT);
                self.evening = civil.calendar().at(hour.day, clock(18));
                self.morning = civil.calendar().at(hour.day + 1, clock(3));
                self.living = (None, None);
            }
            NINE_AT_NIGHT => {
                self.open(Stretch::Night, now);
                self.left_bed = None;
            }
            ELEVEN_AT_NIGHT => self.night = true,
            _ => {}
        }
        false
    }

    fn open(&mut self, stretch: Stretch, now: Timestamp) {
        self.begins[stretch as usize] = now;
        for feature in Feature::ALL.into_iter().filter(|feature| feature.stretch() == stretch) {
            let place = feature.place();
            self.amount[place] = 0.0;
            self.missing[place] = 0;
            self.begun[place] = true;
        }
    }

    fn close(&mut self, stretch: Stretch, day: Hour, civil: &Civil, now: Timestamp) {
        let lasted = now - self.begins[stretch as usize];
        let exposure = match stretch {
            Stretch::Night => ((lasted.as_hours() - BESIDES) / SMALL_HOURS).max(0.1),
            // Nobody lives more because the night has an hour more.
            Stretch::Day | Stretch::NoonToNoon => 1.0,
        };
        let whole = |daily: &Self, feature: Feature| {
            let place = feature.place();
            daily.has(feature) && daily.begun[place] && daily.missing[place] <= TOLERATED
        };
        let night = (stretch == Stretch::NoonToNoon).then(|| self.bed.close(now));
        let rooms = (stretch == Stretch::Day).then(|| {
            let learn = whole(self, Feature::RoomBalance) && !self.hold_rooms;
            self.rooms.close(learn)
        });
        let pace = (stretch == Stretch::Day).then(|| self.pace.close().filter(|_| !self.learning_ways));
        for feature in Feature::ALL.into_iter().filter(|feature| feature.stretch() == stretch) {
            let (evening, morning) = match (&night, self.has_bed) {
                (Some(night), true) => (night.bedtime, night.rising),
                (Some(_) | None, _) => self.living,
            };
            let value = match feature {
                Feature::TimeInBed => night
                    .filter(|night| lasted == WHOLE_DAY && night.in_bed > Span::ZERO)
                    .map(|night| night.in_bed.as_hours()),
                Feature::Bedtime => evening.map(|at| after_noon(civil, at)),
                Feature::RisingTime => morning.map(|at| after_noon(civil, at)),
                Feature::RoomBalance => rooms.flatten(),
                Feature::WalkingPace => pace.flatten(),
                Feature::NightBathroomVisits
                | Feature::BedExits
                | Feature::NightActivity
                | Feature::KitchenVisits
                | Feature::DrinksMade
                | Feature::FridgeOpenings
                | Feature::KitchenTime
                | Feature::Outings
                | Feature::TimeOut
                | Feature::Activity
                | Feature::LeftOpenOrOn => Some(self.amount[feature.place()]),
            };
            self.ready[feature.place()] = value.filter(|_| whole(self, feature)).map(|value| Measured {
                day: day.day,
                weekday: day.weekday,
                value,
                exposure,
                ended: now,
            });
        }
    }

    /// Looks whether what the features need is there.
    fn look(&mut self, now: Timestamp, hour: Hour, blind: bool, silent: impl Fn(usize) -> bool) {
        self.bed.tick(now, self.evening, self.morning);
        let unseen = self.inside.is_none_or(|inside| now - inside >= ABSENT);
        let night_away =
            hour.slot < SMALL_HOURS_END && !self.in_bed && self.out.is_some_and(|left| now - left >= NIGHT_AWAY);
        if unseen || night_away {
            self.missing = [TOLERATED + 1; FEATURES];
            for ready in &mut self.ready {
                *ready = ready.filter(|measured| self.inside.is_some_and(|inside| measured.ended <= inside));
            }
            return;
        }
        let mut out_of_order = if blind { self.present } else { 0 };
        for (sensor, bits) in self.needs.iter().enumerate() {
            if *bits & !out_of_order != 0 && silent(sensor) {
                out_of_order |= bits;
            }
        }
        for (place, missing) in self.missing.iter_mut().enumerate() {
            *missing += out_of_order >> place & 1;
        }
    }
}

/// A time of the day or night as hours since noon.
fn after_noon(civil: &Civil, at: Timestamp) -> f64 {
    (civil.calendar().local(at).clock.since_midnight().as_hours() - 12.0).rem_euclid(24.0)
}

/// Whether something begins anew: it was last at hand longer ago than `gap`. Remembers `at`.
fn since(last: &mut Option<Timestamp>, at: Timestamp, gap: Span) -> bool {
    last.replace(at).is_none_or(|before| at - before > gap)
}
