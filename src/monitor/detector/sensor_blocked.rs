//! Sensor blocked: a movement sensor sees much less than its siblings say it should.
//!
//! Who opens the fridge is in the kitchen, and who gets out of bed is in the bedroom: such *witnesses* say that somebody is
//! in a room whether or not its movement sensor sees them. How much the sensor usually sees around each kind of
//! occasion is learned; a parcel before it, or a fault that keeps it at "no", shows as much less on the very same
//! occasions. A room without witnesses cannot be
//! judged. Fewer occasions say nothing here: that is what a change in the person looks like. While a sensor is known to be
//! blocked nothing is concluded from what it does not see.

use serde::{Deserialize, Serialize};

use std::collections::VecDeque;

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::gamma_poisson::GammaPoisson;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::roster::Roster;
use crate::monitor::feature::sign::Sign;
use crate::monitor::health::Health;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// Movement counts that was seen so long before or after a witness spoke.
const AROUND: Span = Span::minutes(3);
/// How many movements are remembered.
const KEPT: usize = 24;
/// A witness must have spoken so often,
const KNOWN: f64 = 15.0;
/// and the sensor must usually see so much around it, before it is a witness at all.
const TELLING: f64 = 1.2;
/// and may see nothing on this share of the occasions at most: a television on a timer is no witness.
const IN_VAIN: f64 = 0.1;
/// A blocked sensor sees this share of what it did.
const BLOCKED: f64 = 0.3;
/// Occasions that lie closer together are one: whoever unpacks the shopping opens the fridge ten times.
const APART: Span = Span::minutes(10);
/// Evidence, as a logarithm, from which on a sensor is blocked: a sensor has some thirty occasions a day, so chance alone
/// brings this about less than once in three years.
const ENOUGH: f64 = 10.0;
/// No single occasion says more than this.
const LOUDEST: f64 = 2.5;
/// A device that was heard of within so many of its usual intervals is alive.
const ALIVE: f64 = 1.5;
/// Evidence from which on occasions are not learned.
const SUSPECTED: f64 = 2.5;
/// Evidence for the usual after which a blocked sensor sees again: twenty to one.
const SEES_AGAIN: f64 = 3.0;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Witness {
    sensor: usize,
    /// The movement sensor it speaks for, as a place in the list of watches.
    watch: usize,
    /// How much the movement sensor sees around it.
    usual: GammaPoisson,
    spoke: f64,
    /// How often nothing was seen around it.
    in_vain: f64,
}

impl Witness {
    fn tells(&self) -> bool {
        self.spoke >= KNOWN && self.usual.mean() >= TELLING && self.in_vain <= IN_VAIN * self.spoke
    }
}

/// An occasion that is not over: what the sensor sees after it counts as well.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Occasion {
    witness: usize,
    reading: Reading,
    seen: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Watch {
    sensor: usize,
    area: Option<usize>,
    moved: VecDeque<Timestamp>,
    occasion: Option<Occasion>,
    /// When the latest occasion was taken in.
    latest: Option<Timestamp>,
    /// Evidence that it is blocked, as a CUSUM, with when it last left zero.
    run: f64,
    began: Option<Timestamp>,
    /// Evidence for the usual, once it is known to be blocked.
    back: f64,
    /// Occasions since `began`, those on which nothing was seen, and the latest of them.
    occasions: u32,
    missed: u32,
    missed_lately: VecDeque<Reading>,
}

/// The judge of movement sensors that see too little.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct SensorBlocked {
    watches: Vec<Watch>,
    witnesses: Vec<Witness>,
    /// What a plug drew last.
    watts: Vec<Option<f64>>,
}

/// A plug whose power changes by less than this was not switched.
const SWITCHED: f64 = 15.0;

impl SensorBlocked {
    pub fn new(roster: &Roster) -> Self {
        let movement = roster.sensors.iter().enumerate().filter(|(_, s)| s.kind == DeviceKind::Movement);
        let watches: Vec<Watch> = movement
            .map(|(sensor, s)| Watch {
                sensor,
                area: s.area,
                moved: VecDeque::with_capacity(KEPT),
                occasion: None,
                latest: None,
                run: 0.0,
                began: None,
                back: 0.0,
                occasions: 0,
                missed: 0,
                missed_lately: VecDeque::new(),
            })
            .collect();
        let mut witnesses = Vec::new();
        for (sensor, s) in roster.sensors.iter().enumerate() {
            let speaks = match s.kind {
                // Of an outside door others than the person have the key, and a gardener has both hands full.
                DeviceKind::Contact => !s.outside_door,
                DeviceKind::Plug
                | DeviceKind::BedSensor
                | DeviceKind::ChairSensor
                | DeviceKind::LightSwitch
                | DeviceKind::Dispenser => true,
                DeviceKind::Movement
                | DeviceKind::Temperature
                | DeviceKind::Fob
                | DeviceKind::Speaker
                | DeviceKind::Hub
                | DeviceKind::PullCord
                | DeviceKind::SmokeAlarm
                | DeviceKind::CarbonMonoxideAlarm
                | DeviceKind::FloodSensor
                | DeviceKind::LightLevel
                | DeviceKind::SmartLight
                | DeviceKind::Thermostat
                | DeviceKind::RadiatorValve
                | DeviceKind::DoorLock
                | DeviceKind::Doorbell
                | DeviceKind::KeySafe
                | DeviceKind::Screen => false,
            };
            let mut here = watches.iter().enumerate().filter(|(_, watch)| watch.area.is_some() && watch.area == s.area);
            // Of two movement sensors in one room either may see.
            if let (true, Some((watch, _)), None) = (speaks, here.next(), here.next()) {
                witnesses.push(Witness { sensor, watch, usual: GammaPoisson::default(), spoke: 0.0, in_vain: 0.0 });
            }
        }
        Self { watches, witnesses, watts: vec![None; roster.sensors.len()] }
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        for witness in &mut self.witnesses {
            witness.usual.forget(factor);
            witness.spoke *= factor;
            witness.in_vain *= factor;
        }
    }

    /// A device reported; `sign` is what that tells of the person.
    pub fn reading(&mut self, health: &Health, sensor: usize, sign: Option<Sign>, reading: &Reading) {
        let moved = reading.capability == Capability::Occupancy && reading.value == Value::Flag(true);
        if let Some(place) = self.watches.iter().position(|watch| watch.sensor == sensor) {
            if moved && !health.is_stuck(sensor) {
                self.moved(place, reading);
            }
            return;
        }
        let switched = match (reading.capability, &reading.value) {
            (Capability::Power, Value::Number(watts)) => {
                let before = self.watts.get_mut(sensor).and_then(|before| before.replace(*watts));
                // Most appliances switch themselves off; a hand switches them on.
                before.is_some_and(|before| watts - before >= SWITCHED)
            }
            _ => false,
        };
        if sign.is_none() && !switched {
            return;
        }
        let Some(place) = self.witnesses.iter().position(|witness| witness.sensor == sensor) else { return };
        let Some(watch) = self.watches.get_mut(self.witnesses[place].watch) else { return };
        if watch.occasion.is_none() {
            let seen = watch.moved.iter().filter(|at| reading.at - **at <= AROUND).count() as u32;
            watch.occasion = Some(Occasion { witness: place, reading: reading.clone(), seen });
        }
    }

    /// Whether the movement sensor of an area may be blocked.
    pub fn suspects(&self, area: Option<usize>) -> bool {
        area.is_some() && self.watches.iter().any(|watch| watch.area == area && watch.run >= SUSPECTED)
    }

    fn moved(&mut self, place: usize, reading: &Reading) {
        let watch = &mut self.watches[place];
        if watch.moved.len() == KEPT {
            watch.moved.pop_front();
        }
        watch.moved.push_back(reading.at);
        if let Some(occasion) = &mut watch.occasion {
            occasion.seen = occasion.seen.saturating_add(1);
        }
    }

    /// A minute has passed: occasions come to their end, and what has been gathered is judged.
    pub fn tick(&mut self, context: &Context<'_>, health: &mut Health, alerts: &mut Vec<Alert>) {
        let sound = health.is_sound(context.now);
        for watch in &mut self.watches {
            // What is silent, out of reach or stuck is told as that, and what it did not see meanwhile says nothing.
            let gathered = !sound && (watch.run > 0.0 || watch.back > 0.0 || watch.occasions > 0);
            if gathered && !health.is_blocked(watch.sensor) && health.is_out(watch.sensor, context.now) {
                watch.restart();
            }
            let Some(occasion) = watch.occasion.take_if(|occasion| context.now - occasion.reading.at >= AROUND) else {
                continue;
            };
            let Some(witness) = self.witnesses.get_mut(occasion.witness) else { continue };
            if health.is_stuck(watch.sensor) || health.is_silent(watch.sensor, context.now) {
                continue;
            }
            let seen = f64::from(occasion.seen);
            if witness.tells() {
                let says = witness.usual.log_ratio(seen, 1.0, BLOCKED);
                watch.take(health, says, occasion.seen == 0, &occasion.reading);
            }
            if watch.run < SUSPECTED && !health.is_blocked(watch.sensor) {
                witness.usual.add(seen, 1.0);
                witness.spoke += 1.0;
                witness.in_vain += f64::from(u8::from(occasion.seen == 0));
            }
        }
        let learning = i64::from(context.days) < context.config.speaks_after_days;
        for place in 0..self.watches.len() {
            if self.watches[place].run < ENOUGH {
                continue;
            }
            // Where several see too little at once it is the radio.
            let others =
                self.watches.iter().enumerate().any(|(other, watch)| other != place && watch.run >= 0.5 * ENOUGH);
            let watch = &mut self.watches[place];
            // A device that does not report of its own accord either is dead, which another judge tells.
            let alive = health.rhythm(watch.sensor).and_then(|rhythm| rhythm.usual()).is_none_or(|usual| {
                health
                    .silence(watch.sensor, context.now)
                    .is_some_and(|silence| silence.as_seconds() <= ALIVE * usual.as_seconds())
            });
            if alive && !others && !learning && !health.is_blocked(watch.sensor) {
                health.set_blocked(watch.sensor, Some(context.now));
                alerts.push(self.alert(context, place));
            }
        }
    }

    fn alert(&self, context: &Context<'_>, place: usize) -> Alert {
        let watch = &self.watches[place];
        let since = watch.began.unwrap_or(context.now);
        let device = context.roster.the_device(watch.sensor);
        let the_room = context.roster.the_area(watch.area);
        let mut witnesses: Vec<String> = self
            .witnesses
            .iter()
            .filter(|witness| witness.watch == place && witness.tells())
            .map(|witness| context.roster.the_device(witness.sensor))
            .collect();
        witnesses.dedup();
        let by = explain::list(&witnesses);
        let shows = if witnesses.len() == 1 { "shows" } else { "show" };
        let list = watch.missed_lately.iter().map(|reading| evidence(reading, "somebody was there, unseen")).collect();
        Alert {
            kind: AlertKind::SensorStuck,
            feature: None,
            concern: None,
            severity: Severity::Attention,
            since,
            raised_at: context.now,
            area: watch.area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
            devices: context.roster.sensors.get(watch.sensor).map(|sensor| sensor.id.clone()).into_iter().collect(),
            message: format!(
                "{} sees much less than it did since about {}, although somebody still comes to {the_room}, as {by} \
                 {shows}. It is the sensor and not the person. Until it sees again nothing is concluded from {the_room}.",
                explain::sentence(&device),
                explain::clock(context.civil, since, context.now),
            ),
            usual: "It usually sees whoever is there.".to_owned(),
            today: format!(
                "On {} of the last {} occasions on which somebody was there it saw nobody.",
                watch.missed, watch.occasions
            ),
            evidence: in_order(list),
            confidence: 0.9,
            also_could_be: vec![
                "something put before it, or the sensor turned aside".to_owned(),
                "the sensor carried to another room".to_owned(),
                "a fault that keeps it at \u{201c}nobody\u{201d}".to_owned(),
            ],
            what_to_do: "At the next visit, look whether the sensor has a clear view of the room.".to_owned(),
        }
    }
}

impl Watch {
    /// An occasion: what it says, and whether nothing was seen on it.
    fn take(&mut self, health: &mut Health, says: f64, missed: bool, reading: &Reading) {
        if self.latest.is_some_and(|latest| reading.at - latest < APART) {
            return;
        }
        self.latest = Some(reading.at);
        let says = says.clamp(-LOUDEST, LOUDEST);
        if health.is_blocked(self.sensor) {
            self.back = (self.back - says).max(0.0);
            if self.back >= SEES_AGAIN {
                health.set_blocked(self.sensor, None);
                self.restart();
            }
            return;
        }
        if self.run <= 0.0 && says > 0.0 {
            self.restart();
            self.began = Some(reading.at);
        }
        self.run = (self.run + says).max(0.0);
        self.occasions = self.occasions.saturating_add(1);
        if missed {
            self.missed = self.missed.saturating_add(1);
            if self.missed_lately.len() == 4 {
                self.missed_lately.pop_front();
            }
            self.missed_lately.push_back(reading.clone());
        }
    }

    fn restart(&mut self) {
        self.run = 0.0;
        self.back = 0.0;
        self.began = None;
        self.occasions = 0;
        self.missed = 0;
        self.missed_lately.clear();
    }
}

impl Judge for SensorBlocked {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let of = |(place, watch): (usize, &Watch)| {
            let speak: Vec<String> = self
                .witnesses
                .iter()
                .filter(|witness| witness.watch == place && witness.tells())
                .map(|witness| known.context.roster.the_device(witness.sensor))
                .collect();
            let usual = if speak.is_empty() {
                "nothing else in its room says when it should see somebody".to_owned()
            } else {
                format!("it sees somebody when something is heard of {}", explain::list(&speak))
            };
            let waits_for = if known.health.is_blocked(watch.sensor) {
                "the sensor to see as it used to: it has been told"
            } else if speak.is_empty() {
                "something in its room that is used together with it"
            } else {
                "the sensor to see nothing where it should"
            };
            let about = known.context.roster.the_device(watch.sensor);
            let why = Why::waiting(AlertKind::SensorStuck, about, usual, waits_for);
            why.measured(watch.run, Some(ENOUGH), "evidence that its view is blocked")
        };
        self.watches.iter().enumerate().map(of).collect()
    }
}
