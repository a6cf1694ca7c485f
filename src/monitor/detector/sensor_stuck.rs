//! Sensor stuck: a movement sensor sees somebody all the time, hour after hour, while the person is seen elsewhere.
//!
//! It is the most dangerous kind of fault, because everything looks lively. Somebody who sits still is not seen for
//! minutes at a time, and nobody is in two rooms at once; so a sensor that has not been quiet for five minutes in half a
//! day, through the person's visits to other rooms, has a fault or something warm before it. Until it is quiet again what
//! it says counts for nothing; and somebody last seen where that room is entered from may be in it unseen. (A contact that has lost its magnet is found by the judge of doors left open.)

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::roster::Roster;
use crate::monitor::health::Health;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// The sensors are looked at so often.
const EVERY: Span = Span::minutes(5);
/// A sensor that is quiet for longer than this has not been seeing somebody all the time.
const PAUSE: Span = Span::minutes(5);
/// For how long it must not have paused: chosen longer than a visit, a film or an afternoon at a jigsaw.
const AT_LEAST: Span = Span::hours(6);
/// And how much longer than it ever did before.
const LONGER: f64 = 1.5;
/// On so many occasions in that time the person was seen in another room.
const ELSEWHERE: u32 = 5;
/// Signs elsewhere that are closer together than this are one occasion.
const APART: Span = Span::minutes(10);
/// A room is hardly ever entered from an area whence fewer than one entry in so many came: a sensor on the way misses some,
const SELDOM: u32 = 20;
/// which is known after so many entries.
const ENOUGH: u32 = 60;
/// After so many days it is known how long silences are without a sensor.
const LEARNS_WITHOUT: Span = Span::days(3);
/// A stuck sensor that has been quiet for so long works again.
const QUIET: Span = Span::minutes(30);

/// One movement sensor.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Watch {
    sensor: usize,
    area: Option<usize>,
    /// The first movement of the present run without a pause, and the latest.
    run: Option<(Reading, Timestamp)>,
    /// Occasions in this run on which somebody was seen in another room, and the latest.
    elsewhere: u32,
    latest_elsewhere: Option<Reading>,
    /// The longest run that was ordinary.
    longest: Span,
    /// How often the room was entered from each area.
    from: Vec<u32>,
}

/// The judge of movement sensors that are stuck.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct SensorStuck {
    watches: Vec<Watch>,
    /// Where movement was seen last.
    last: Option<usize>,
}

impl SensorStuck {
    pub fn new(roster: &Roster) -> Self {
        let sensors = roster.sensors.iter().enumerate().filter(|(_, sensor)| sensor.kind == DeviceKind::Movement);
        let watch = |(sensor, s): (usize, &crate::monitor::feature::roster::Sensor)| Watch {
            sensor,
            area: s.area,
            run: None,
            elsewhere: 0,
            latest_elsewhere: None,
            longest: Span::ZERO,
            from: vec![0; roster.areas.len()],
        };
        Self { watches: sensors.map(watch).collect(), last: None }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry(&mut self.watches, before.watches, |watch| &mut watch.sensor);
        self.last = before.last;
    }

    /// This sensor's past counts no more.
    pub fn replaced(&mut self, sensor: usize) {
        for watch in self.watches.iter_mut().filter(|watch| watch.sensor == sensor) {
            watch.run = None;
            watch.elsewhere = 0;
            watch.longest = Span::ZERO;
            watch.from.iter_mut().for_each(|times| *times = 0);
        }
    }

    /// A device reported.
    pub fn reading(&mut self, health: &Health, sensor: usize, reading: &Reading) {
        let moved = reading.capability == Capability::Occupancy && reading.value == Value::Flag(true);
        if !moved {
            return;
        }
        let Some(place) = self.watches.iter().position(|watch| watch.sensor == sensor) else { return };
        let (area, stuck) = (self.watches[place].area, health.is_stuck(sensor));
        let before = self.last;
        if !stuck {
            self.last = area;
        }
        for watch in &mut self.watches {
            if watch.sensor == sensor {
                watch.moved(reading, stuck);
                if let Some(times) =
                    before.filter(|before| area != Some(*before) && !stuck).and_then(|b| watch.from.get_mut(b))
                {
                    *times = times.saturating_add(1);
                }
            } else if watch.area != area && !stuck {
                watch.moved_elsewhere(reading);
            }
        }
    }

    /// Whether somebody last seen in this area may since be in a room whose sensor is stuck.
    pub fn hides(&self, health: &Health, area: Option<usize>) -> bool {
        self.hides_where(area, |sensor| health.is_stuck(sensor))
    }

    /// The same of a room whose sensor is blocked, so that it sees little: until how long silences are without it has been
    /// learned.
    pub fn half_hides(&self, health: &Health, area: Option<usize>, now: Timestamp) -> bool {
        self.hides_where(area, |sensor| health.blocked_since(sensor).is_some_and(|since| now - since <= LEARNS_WITHOUT))
    }

    fn hides_where(&self, area: Option<usize>, fails: impl Fn(usize) -> bool) -> bool {
        self.watches.iter().filter(|watch| fails(watch.sensor)).any(|watch| {
            let all: u32 = watch.from.iter().sum();
            let times = area.and_then(|area| watch.from.get(area)).copied().unwrap_or_default();
            area == watch.area || area.is_none() || all < ENOUGH || times * SELDOM >= all
        })
    }

    pub fn tick(&mut self, context: &Context<'_>, health: &mut Health, alerts: &mut Vec<Alert>) {
        if !context.begins(EVERY) {
            return;
        }
        for watch in &mut self.watches {
            let Some((first, latest)) = &watch.run else { continue };
            let (quiet, run) = (context.now - *latest, *latest - first.at);
            if health.is_stuck(watch.sensor) {
                if quiet > QUIET {
                    health.set_stuck(watch.sensor, false);
                    // Nothing is learned from a run that was a fault.
                    watch.run = None;
                }
            } else if quiet <= PAUSE
                && run >= AT_LEAST
                && watch.elsewhere >= ELSEWHERE
                && run.as_seconds() > LONGER * watch.longest.as_seconds()
            {
                health.set_stuck(watch.sensor, true);
                alerts.push(watch.alert(context, first, run));
            }
        }
    }
}

impl Watch {
    fn moved(&mut self, reading: &Reading, stuck: bool) {
        if let Some((first, latest)) = &mut self.run {
            if reading.at - *latest <= PAUSE || stuck {
                *latest = reading.at;
                return;
            }
            self.longest = self.longest.max(*latest - first.at);
        }
        self.run = Some((reading.clone(), reading.at));
        self.elsewhere = 0;
        self.latest_elsewhere = None;
    }

    fn moved_elsewhere(&mut self, reading: &Reading) {
        if self.latest_elsewhere.as_ref().is_none_or(|latest| reading.at - latest.at >= APART) {
            self.elsewhere = self.elsewhere.saturating_add(1);
            self.latest_elsewhere = Some(reading.clone());
        }
    }

    fn alert(&self, context: &Context<'_>, first: &Reading, run: Span) -> Alert {
        let sensor = context.roster.sensors.get(self.sensor);
        let device = context.roster.the_device(self.sensor);
        let since = explain::clock(context.civil, first.at, context.now);
        let mut list = vec![evidence(first, "since then it has not been quiet")];
        list.extend(self.latest_elsewhere.as_ref().map(|reading| evidence(reading, "seen in another room meanwhile")));
        Alert {
            kind: AlertKind::SensorStuck,
            feature: None,
            concern: None,
            severity: Severity::Attention,
            since: first.at,
            raised_at: context.now,
            area: self.area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
            devices: sensor.map(|sensor| sensor.id.clone()).into_iter().collect(),
            message: format!(
                "{} has seen movement without a pause since {since}, also while somebody was seen elsewhere. It is \
                 probably stuck. Until it is quiet again nobody can tell from here how somebody in {} is.",
                explain::sentence(&device),
                context.roster.the_area(self.area)
            ),
            usual: match self.longest {
                Span::ZERO => "It is usually quiet for some minutes now and then.".to_owned(),
                longest => format!("The longest without a pause so far was {}.", explain::length(longest)),
            },
            today: format!(
                "No pause for {}; somebody was seen in other rooms {} times meanwhile.",
                explain::length(run),
                self.elsewhere
            ),
            evidence: in_order(list),
            confidence: 0.85,
            also_could_be: vec![
                "a heater, the sun or a curtain that moves before the sensor".to_owned(),
                "a visitor or a pet that is always in the room".to_owned(),
            ],
            what_to_do: "At the next visit, look what is before the sensor, and take its battery out for a moment."
                .to_owned(),
        }
    }
}

impl Judge for SensorStuck {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let why =
            |watch: &Watch| {
                let stuck = known.health.is_stuck(watch.sensor);
                let run = watch.run.as_ref().filter(|(_, latest)| stuck || context.now - *latest <= PAUSE);
                let run = run.map_or(Span::ZERO, |(first, latest)| *latest - first.at);
                let limit = AT_LEAST.as_hours().max(LONGER * watch.longest.as_hours());
                let baseline = format!(
                    "the longest without a pause was {}; {} times seen elsewhere in this one",
                    explain::length(watch.longest),
                    watch.elsewhere
                );
                let waits_for = if stuck {
                    "half an hour of quiet: it has been told"
                } else {
                    "movement without a pause while somebody is elsewhere"
                };
                Why::waiting(AlertKind::SensorStuck, context.roster.the_device(watch.sensor), baseline, waits_for)
                    .measured(run.as_hours(), Some(limit), "hours without a pause")
            };
        self.watches.iter().map(why).collect()
    }
}
