//! Hot home: a room that is too hot to be safe, by absolute limits, so it can speak from the first day.
//!
//! People in their eighties suffer from heat sooner, and feel it less than others. The limits are chosen: 26 °C in a
//! bedroom at night, 28 °C in living rooms, and 32 °C as urgent, with the same degrees times hours as for cold. A sunny
//! hour is no hot home: what counts is the air of the last half hour, and how long and how far it lies above the limit. A
//! heatwave is one event, so it is told of the home and not of each room. A thermometer that leaps was perhaps moved into
//! the sun: that is said too.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{AreaKind, Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::roster::Roster;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why, in_minutes};
use crate::time::{Span, Timestamp};

/// A bedroom's limit at night, °C.
const BEDROOM_AT_NIGHT: f64 = 26.0;
/// The limit of any room by day, and of other rooms at night, °C.
const LIVING: f64 = 28.0;
/// Above so many °C it is urgent.
const URGENT: f64 = 32.0;
/// For how long it must stay so.
const URGENT_FOR: Span = Span::hours(2);
/// So many degrees times hours above the limit are worth a mention: half a degree for a whole night, one degree for an
/// afternoon. The counterpart of what counts as cold.
const DEGREE_HOURS: f64 = 4.0;
/// A room must have been above the limit for at least so long, however hot it is.
const AT_LEAST: Span = Span::minutes(90);
/// The average follows the air with this time constant.
const AVERAGE_OVER_MINUTES: f64 = 30.0;
/// A sensor that has said nothing for so long no longer tells the temperature.
const STALE: Span = Span::hours(3);
/// How far below the limit a room must be for the concern to end.
const HYSTERESIS: f64 = 0.5;
/// A room in the sun, or with its heating full on, gains one to two degrees an hour. A thermometer that gains this many
/// within [`LEAP_WITHIN`] has been moved, or the sun has come to shine on it.
const LEAP_BY: f64 = 4.0;
const LEAP_WITHIN: Span = Span::minutes(45);
/// The readings that a leap is told from lie at least so far apart.
const LEAP_STEP: Span = Span::minutes(12);
/// A home that is hot once more is mentioned again no sooner than this.
const AGAIN_AFTER: Span = Span::hours(20);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Room {
    sensor: usize,
    bedroom: bool,
    latest: Option<Reading>,
    celsius: f64,
    average: Option<f64>,
    /// The limit that holds now.
    high: f64,
    /// Readings of late, to tell a leap; older first.
    before: [(Timestamp, f64); 3],
    /// From which reading it leapt.
    leapt_from: Option<f64>,
    above_since: Option<(Timestamp, Option<Reading>)>,
    degree_hours: f64,
    urgent_since: Option<Timestamp>,
    /// The usual temperature by hour of the day, with how many quarter hours it was learned from.
    usual: [(f64, f64); 24],
}

/// The thermometers' judge of heat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct HotHome {
    rooms: Vec<Room>,
    keep: f64,
    concern: Concern,
    told: Option<(Timestamp, Severity)>,
}

impl HotHome {
    pub fn new(roster: &Roster) -> Self {
        let kind = |area: Option<usize>| roster.areas.get(area?).map(|area| area.kind);
        let rooms = roster
            .sensors
            .iter()
            .enumerate()
            // A bathroom is hot after every bath.
            .filter(|(_, s)| s.kind == DeviceKind::Temperature && kind(s.area) != Some(AreaKind::Bathroom))
            .map(|(sensor, s)| Room {
                sensor,
                bedroom: kind(s.area) == Some(AreaKind::Bedroom),
                latest: None,
                celsius: 0.0,
                average: None,
                high: LIVING,
                before: [(Timestamp::MIN, 0.0); 3],
                leapt_from: None,
                above_since: None,
                degree_hours: 0.0,
                urgent_since: None,
                usual: [(0.0, 0.0); 24],
            })
            .collect();
        Self { rooms, keep: libm::exp(-1.0 / AVERAGE_OVER_MINUTES), concern: Concern::default(), told: None }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry(&mut self.rooms, before.rooms, |room| &mut room.sensor);
        (self.concern, self.told) = (before.concern, before.told);
    }

    /// Whether a room is still hot.
    pub fn lasts(&self) -> bool {
        self.concern.raised().is_some()
    }

    pub fn reading(&mut self, sensor: usize, reading: &Reading) {
        if let (Capability::Temperature, Value::Number(celsius)) = (reading.capability, &reading.value)
            && let Some(room) = self.rooms.iter_mut().find(|room| room.sensor == sensor)
        {
            room.take(reading, *celsius);
        }
    }

    pub fn tick(&mut self, context: &Context<'_>, alerts: &mut Vec<Alert>) {
        let night = context.config.is_night(context.civil.clock(context.now));
        let quarter = context.begins(Span::minutes(15));
        for room in &mut self.rooms {
            room.tick(context, self.keep, night, quarter);
        }
        if self.rooms.iter().all(|room| room.above_since.is_none()) {
            self.concern.resolve();
            return;
        }
        // The worst room speaks for the home, and rather one whose thermometer has not leapt.
        let hot = self.rooms.iter().filter_map(|room| Some((room.judge(context.now)?, room)));
        let Some((severity, room)) = hot.max_by_key(|(severity, room)| (*severity, room.leapt_from.is_none())) else {
            return;
        };
        let worse = self.concern.raised().is_some() && self.told.is_some_and(|(_, told)| told < severity);
        let soon = self.told.is_some_and(|(at, told)| context.now - at < AGAIN_AFTER && told >= severity);
        if worse || (!soon && self.concern.raise(context.now)) {
            self.told = Some((context.now, severity));
            let others = self.rooms.iter().filter(|other| other.sensor != room.sensor && other.above_since.is_some());
            let others: Vec<usize> = others.map(|other| other.sensor).collect();
            alerts.extend(room.alert(context, severity, &others));
        }
    }
}

impl Room {
    fn take(&mut self, reading: &Reading, celsius: f64) {
        let lowest = self
            .before
            .iter()
            .filter(|(at, _)| *at > Timestamp::MIN && reading.at - *at <= LEAP_WITHIN)
            .map(|(_, celsius)| *celsius)
            .reduce(f64::min);
        // A thermometer that reports seldom may have leapt between its last two reports.
        let last =
            self.latest.as_ref().filter(|latest| reading.at - latest.at <= Span::minutes(70)).map(|_| self.celsius);
        if let Some(from) = lowest.into_iter().chain(last).reduce(f64::min)
            && celsius - from >= LEAP_BY
            && self.leapt_from.is_none()
        {
            self.leapt_from = Some(from);
        }
        // It has come down again, halfway at least.
        self.leapt_from = self.leapt_from.filter(|from| celsius > from + LEAP_BY / 2.0);
        if self.before[2].0 == Timestamp::MIN || reading.at - self.before[2].0 >= LEAP_STEP {
            self.before.rotate_left(1);
            self.before[2] = (reading.at, celsius);
        }
        self.celsius = celsius;
        self.latest = Some(reading.clone());
    }

    fn tick(&mut self, context: &Context<'_>, keep: f64, night: bool, quarter: bool) {
        let Some(latest) = &self.latest else { return };
        if context.now - latest.at > STALE {
            self.average = None;
            self.above_since = None;
            self.degree_hours = 0.0;
            self.urgent_since = None;
            return;
        }
        let average = self.average.map_or(self.celsius, |average| self.celsius + (average - self.celsius) * keep);
        self.average = Some(average);
        let high = if self.bedroom && night { BEDROOM_AT_NIGHT } else { LIVING };
        self.high = high;
        if average > high {
            self.degree_hours += (average - high) / 60.0;
            if self.above_since.is_none() {
                self.above_since = Some((context.now, self.latest.clone()));
            }
        } else if average < high - HYSTERESIS {
            self.above_since = None;
            self.degree_hours = 0.0;
        }
        // Where a thermometer leapt, the room has not shown to be that hot.
        if average > URGENT && self.celsius > URGENT && self.leapt_from.is_none() {
            self.urgent_since.get_or_insert(context.now);
        } else {
            self.urgent_since = None;
        }
        if quarter {
            let (mean, n) = &mut self.usual[context.hour.hour()];
            // Four quarters a day: the last five weeks count most.
            *n = (*n + 1.0).min(140.0);
            *mean += (average - *mean) / *n;
        }
    }

    /// How soon someone should act, if the room is too hot.
    fn judge(&self, now: Timestamp) -> Option<Severity> {
        let (since, _) = self.above_since.as_ref()?;
        // A leap is more likely sunshine on the thermometer than heat in the room, so nobody is hurried by it.
        if self.urgent_since.is_some_and(|since| now - since >= URGENT_FOR) {
            Some(Severity::Urgent)
        } else if self.degree_hours >= DEGREE_HOURS && now - *since >= AT_LEAST {
            Some(Severity::Attention)
        } else {
            None
        }
    }

    /// `others` are the thermometers of other rooms that are above their limit.
    fn alert(&self, context: &Context<'_>, severity: Severity, others: &[usize]) -> Option<Alert> {
        let ((since, first), average, high) = (self.above_since.as_ref()?, self.average?, self.high);
        let since = *since;
        let other = |sensor: &usize| context.roster.sensors.get(*sensor);
        let rooms: Vec<String> =
            others.iter().filter_map(other).map(|sensor| context.roster.the_area(sensor.area)).collect();
        let as_well = match rooms.as_slice() {
            [] => String::new(),
            rooms => format!(" It is too hot in {} as well.", explain::list(rooms)),
        };
        let sensor = context.roster.sensors.get(self.sensor);
        let area = sensor.and_then(|sensor| sensor.area);
        let the_room = context.roster.the_area(area);
        let when = explain::clock(context.civil, since, context.now);
        let now = explain::degrees(self.celsius);
        let message = match self.leapt_from {
            Some(from) => format!(
                "The thermometer in {the_room} shows {now}, above {high} °C since {when}. It leapt up from {}, so it may \
                 stand in the sun or by a heater.",
                explain::degrees(from)
            ),
            None => format!("It is {now} in {the_room}, and it has been above {high} °C since {when}.{as_well}"),
        };
        let advised = if high < LIVING {
            format!("No more than {high} °C is advised in a bedroom at night.")
        } else {
            format!("No more than {high} °C is advised in living rooms.")
        };
        let usual = match self.usual[context.hour.hour()] {
            (mean, n) if n >= 28.0 => {
                format!("At this hour it is usually about {} in {the_room}. {advised}", explain::degrees(mean))
            }
            _ => format!("{advised} What is usual here is still being learned."),
        };
        let mut list: Vec<Evidence> = Vec::new();
        if let Some(first) = first {
            list.push(evidence(first, "when the room rose above the limit"));
        }
        if let Some(latest) = &self.latest
            && list.iter().all(|e| e.at != latest.at)
        {
            list.push(evidence(latest, "the latest temperature"));
        }
        let sun = match self.leapt_from {
            Some(_) => "the thermometer moved into the sun or near a heater, as it leapt up",
            None => "sunshine on the thermometer",
        };
        let devices = sensor.into_iter().chain(others.iter().filter_map(other));
        Some(Alert {
            kind: AlertKind::HotHome,
            feature: None,
            concern: None,
            severity,
            since,
            raised_at: context.now,
            area: area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
            devices: devices.map(|sensor| sensor.id.clone()).collect(),
            message,
            usual,
            today: format!(
                "{now} now, {} on average over the last half hour, {} above {high} °C.",
                explain::degrees(average),
                explain::length(context.now - since)
            ),
            evidence: in_order(list),
            confidence: match (self.leapt_from, severity) {
                (Some(_), _) => 0.4,
                (None, Severity::Urgent) => 0.9,
                (None, Severity::Attention | Severity::Information) => 0.8,
            },
            also_could_be: vec![sun.to_owned(), "the heating left on, or out of order".to_owned()],
            what_to_do: match severity {
                Severity::Urgent => {
                    format!("Ring now: ask how they feel, and whether {the_room} can be left for a cooler one.")
                }
                Severity::Attention | Severity::Information => {
                    "Ring today: ask about drinks, curtains, windows and the heating.".to_owned()
                }
            },
        })
    }
}

impl Judge for HotHome {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let told = self.concern.raised().is_some();
        let why = |room: &Room| {
            let sensor = context.roster.sensors.get(room.sensor);
            let about = context.roster.the_area(sensor.and_then(|sensor| sensor.area));
            let now = room.average.map_or_else(String::new, |average| format!("{} now; ", explain::degrees(average)));
            let baseline = format!("{now}at most {}", explain::degrees(room.high));
            let above = room.average.map_or(0.0, |average| average - room.high);
            let waits_for = if told {
                "every room to be cooler: it has been told"
            } else {
                "the room to be too hot for long or by much"
            };
            let at = (above > 0.0 && !told)
                .then(|| in_minutes(context.now, (DEGREE_HOURS - room.degree_hours) / above * 60.0))
                .flatten();
            Why::waiting(AlertKind::HotHome, about, baseline, waits_for)
                .measured(room.degree_hours, Some(DEGREE_HOURS), "degree-hours too hot")
                .at(at)
        };
        self.rooms.iter().map(why).collect()
    }
}
