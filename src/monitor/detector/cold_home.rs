//! Cold home: a room that is too cold to be safe, by absolute limits, so it can speak from the first day.
//!
//! UKHSA advises at least 18 °C for people over 65, by day and by night. Below 16 °C breathing suffers (bands quoted
//! by Oxford's Environmental Change Institute). A room aired for a quarter of an hour is no cold room: what counts is
//! the air of the last half hour, and how long and how far it lies below the limit. A room that falls fast, stays below
//! the limit for longer than anybody airs, and does not recover need not wait for that average.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why, in_minutes};
use crate::time::{Span, Timestamp};

/// The average follows the air with this time constant.
const AVERAGE_OVER_MINUTES: f64 = 30.0;
/// A sensor that has said nothing for so long no longer tells the temperature.
const STALE: Span = Span::hours(3);
/// How far above the limit a room must be for the concern to end.
const HYSTERESIS: f64 = 0.5;
/// A fall of so many degrees within [`FALLING_WITHIN`] is no ordinary cooling: a heated room loses about half a degree
/// an hour once its heating stops.
const FALLING_BY: f64 = 2.5;
const FALLING_WITHIN: usize = 8;
/// How long a fast-falling room must have been below the limit, so that airing it does not alarm: a quarter of an hour
/// with the window open, and as long for the walls to warm the air again.
const FALLING_FOR: Span = Span::minutes(35);
/// A room that falls fast is urgent where it would be below that limit, too, within so many minutes at the pace at which it
/// has fallen since it was too cold.
const SOON: f64 = 30.0;
/// A room that has risen by so many degrees from its coldest recovers. A thermometer's own steps are a third of one.
const RECOVERS_BY: f64 = 0.5;
/// A room that is still cold is mentioned again no sooner than this.
const AGAIN_AFTER: Span = Span::hours(20);

/// A stretch below the limit.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Below {
    since: Timestamp,
    first: Option<Reading>,
    least: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Room {
    sensor: usize,
    latest: Option<Reading>,
    celsius: f64,
    average: Option<f64>,
    /// The average at the last quarter hours, newest first.
    quarters: [Option<f64>; FALLING_WITHIN],
    /// Since when what the thermometer says is below the limit, with what it said first and the least since.
    below: Option<Below>,
    degree_hours: f64,
    urgent_since: Option<Timestamp>,
    concern: Concern,
    told: Option<(Timestamp, Severity)>,
    /// The usual temperature by hour of the day, with how many quarter hours it was learned from.
    usual: [(f64, f64); 24],
}

/// The thermometers' judge.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct ColdHome {
    rooms: Vec<Room>,
    keep: f64,
}

impl ColdHome {
    pub fn new(kinds: impl Iterator<Item = DeviceKind>) -> Self {
        let rooms = kinds
            .enumerate()
            .filter(|(_, kind)| *kind == DeviceKind::Temperature)
            .map(|(sensor, _)| Room {
                sensor,
                latest: None,
                celsius: 0.0,
                average: None,
                quarters: [None; FALLING_WITHIN],
                below: None,
                degree_hours: 0.0,
                urgent_since: None,
                concern: Concern::default(),
                told: None,
                usual: [(0.0, 0.0); 24],
            })
            .collect();
        Self { rooms, keep: libm::exp(-1.0 / AVERAGE_OVER_MINUTES) }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry(&mut self.rooms, before.rooms, |room| &mut room.sensor);
    }

    /// Whether the room of this thermometer is still cold, as far as it was heard.
    pub fn lasts(&self, sensor: usize) -> bool {
        self.rooms.iter().any(|room| room.sensor == sensor && room.concern.raised().is_some())
    }

    pub fn reading(&mut self, sensor: usize, reading: &Reading) {
        if let (Capability::Temperature, Value::Number(celsius)) = (reading.capability, &reading.value)
            && let Some(room) = self.rooms.iter_mut().find(|room| room.sensor == sensor)
        {
            room.celsius = *celsius;
            room.latest = Some(reading.clone());
        }
    }

    pub fn tick(&mut self, context: &mut Context<'_>, alerts: &mut Vec<Alert>) {
        let quarter = context.begins(Span::minutes(15));
        for room in &mut self.rooms {
            if let Some(alert) = room.tick(context, self.keep, quarter) {
                alerts.push(alert);
            }
        }
    }
}

impl Room {
    fn tick(&mut self, context: &Context<'_>, keep: f64, quarter: bool) -> Option<Alert> {
        if context.now - self.latest.as_ref()?.at > STALE {
            self.average = None;
            self.quarters = [None; FALLING_WITHIN];
            self.below = None;
            self.urgent_since = None;
            return None;
        }
        let average = self.average.map_or(self.celsius, |average| self.celsius + (average - self.celsius) * keep);
        self.average = Some(average);
        let low = context.config.low_celsius;
        if !quarter && self.stays_warm(context, average) {
            return None;
        }
        if self.celsius < low {
            let latest = &self.latest;
            let since = latest.as_ref().map_or(context.now, |latest| latest.at);
            let below = self.below.get_or_insert_with(|| Below { since, first: latest.clone(), least: f64::INFINITY });
            below.least = below.least.min(self.celsius);
        } else if self.celsius > low + HYSTERESIS {
            self.below = None;
        }
        if average < low {
            self.degree_hours += (low - average) / 60.0;
        } else if average > low + HYSTERESIS {
            self.degree_hours = 0.0;
            self.concern.resolve();
        }
        if average < context.config.urgent_celsius {
            self.urgent_since.get_or_insert(context.now);
        } else {
            self.urgent_since = None;
        }
        let alert = self.judge(context, average);
        if quarter {
            self.quarters.rotate_right(1);
            self.quarters[0] = Some(average);
            let (mean, n) = &mut self.usual[context.hour.hour()];
            // Four quarters a day: the last five weeks count most.
            *n = (*n + 1.0).min(140.0);
            *mean += (average - *mean) / *n;
        }
        alert
    }

    /// Whether the room is warm and has been: as good as always, and then there is nothing to note or to judge.
    fn stays_warm(&self, context: &Context<'_>, average: f64) -> bool {
        let warm = context.config.low_celsius + HYSTERESIS;
        let is_warm = self.celsius > warm && average > warm && average >= context.config.urgent_celsius;
        let was_warm = self.below.is_none() && self.degree_hours == 0.0 && self.urgent_since.is_none();
        is_warm && was_warm && self.concern.raised().is_none()
    }

    fn judge(&mut self, context: &Context<'_>, average: f64) -> Option<Alert> {
        let Below { since, least, .. } = *self.below.as_ref()?;
        let config = context.config;
        let warmest = self.quarters.iter().flatten().fold(average, |a, b| a.max(*b));
        let falling_fast = warmest - self.celsius >= FALLING_BY
            && self.celsius < least + RECOVERS_BY
            && context.now - since >= FALLING_FOR;
        let minutes = ((context.now - since).as_seconds() / 60.0).max(1.0);
        let soon = self.celsius - (config.low_celsius - self.celsius) / minutes * SOON;
        let long_cold = self.urgent_since.is_some_and(|since| context.now - since >= config.urgent_for);
        let severity = if (falling_fast && soon < config.urgent_celsius) || long_cold {
            Severity::Urgent
        } else if falling_fast || self.degree_hours >= config.cold_degree_hours {
            Severity::Attention
        } else {
            return None;
        };
        let worse = self.concern.raised().is_some() && self.told.is_some_and(|(_, told)| told < severity);
        let soon = self.told.is_some_and(|(at, told)| context.now - at < AGAIN_AFTER && told >= severity);
        if !worse && (soon || !self.concern.raise(context.now)) {
            return None;
        }
        self.told = Some((context.now, severity));
        Some(self.alert(context, since, average, severity, falling_fast.then_some(warmest)))
    }

    fn alert(
        &self,
        context: &Context<'_>,
        since: Timestamp,
        average: f64,
        severity: Severity,
        from: Option<f64>,
    ) -> Alert {
        let sensor = context.roster.sensors.get(self.sensor);
        let area = sensor.and_then(|sensor| sensor.area);
        let the_room = context.roster.the_area(area);
        let when = explain::clock(context.civil, since, context.now);
        let low = context.config.low_celsius;
        let message = match from {
            Some(from) => format!(
                "It has turned cold in {the_room}: from {} to {} in {}, and below {low} °C since {when}.",
                explain::degrees(from),
                explain::degrees(self.celsius),
                "the last two hours"
            ),
            None => format!(
                "It is {} in {the_room}, and it has been below {low} °C since {when}.",
                explain::degrees(self.celsius)
            ),
        };
        let usual = match self.usual[context.hour.hour()] {
            (mean, n) if n >= 28.0 => format!(
                "At this hour it is usually about {} in {the_room}. At least {low} °C is advised, day and night.",
                explain::degrees(mean)
            ),
            _ => format!("At least {low} °C is advised, day and night. What is usual here is still being learned."),
        };
        let mut list: Vec<Evidence> = Vec::new();
        if let Some(Below { first: Some(first), .. }) = &self.below {
            list.push(evidence(first, "when the room fell below the limit"));
        }
        if let Some(latest) = &self.latest
            && list.iter().all(|e| e.at != latest.at)
        {
            list.push(evidence(latest, "the latest temperature"));
        }
        Alert {
            kind: AlertKind::ColdHome,
            feature: None,
            concern: None,
            severity,
            since,
            raised_at: context.now,
            area: area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
            devices: sensor.map(|sensor| sensor.id.clone()).into_iter().collect(),
            message,
            usual,
            today: format!(
                "{} now, {} on average over the last half hour, {} below {low} °C.",
                explain::degrees(self.celsius),
                explain::degrees(average),
                explain::length(context.now - since)
            ),
            evidence: in_order(list),
            confidence: if severity == Severity::Urgent { 0.9 } else { 0.8 },
            also_could_be: vec![
                "a window or a door left open".to_owned(),
                "the heating switched off, or out of order".to_owned(),
                "the sensor moved to a colder place".to_owned(),
            ],
            what_to_do: match severity {
                Severity::Urgent => {
                    format!("Ring now: ask about the heating and the windows, and whether {the_room} is in use.")
                }
                Severity::Attention | Severity::Information => {
                    "Ask today whether the heating is on and the windows are closed.".to_owned()
                }
            },
        }
    }
}

impl Judge for ColdHome {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let low = context.config.low_celsius;
        let why = |room: &Room| {
            let sensor = context.roster.sensors.get(room.sensor);
            let about = context.roster.the_area(sensor.and_then(|sensor| sensor.area));
            let (mean, n) = room.usual[context.hour.hour()];
            let baseline = match room.average {
                Some(average) if n > 0.0 => format!(
                    "{} now, usually {} at this hour; at least {low} °C",
                    explain::degrees(average),
                    explain::degrees(mean)
                ),
                Some(average) => format!("{} now; at least {low} °C", explain::degrees(average)),
                None => format!("at least {low} °C"),
            };
            let below = room.average.map_or(0.0, |average| low - average);
            let limit = context.config.cold_degree_hours;
            let waits_for = match (room.average.is_some(), room.concern.raised()) {
                (false, _) => "a temperature".to_owned(),
                (true, Some(_)) => {
                    format!("the room to be above {} again: it has been told", explain::degrees(low + HYSTERESIS))
                }
                (true, None) => format!("the room to be below {low} °C for long or by much"),
            };
            let at = (below > 0.0 && room.concern.raised().is_none())
                .then(|| in_minutes(context.now, (limit - room.degree_hours) / below * 60.0))
                .flatten();
            Why::waiting(AlertKind::ColdHome, about, baseline, &waits_for)
                .measured(room.degree_hours, Some(limit), "degree-hours too cold")
                .at(at)
        };
        self.rooms.iter().map(why).collect()
    }
}
