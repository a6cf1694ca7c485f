//! Sensor silent: a device has said nothing for longer than it ever does. It is probably the device, not the person.
//!
//! Each device's own reports teach how long its silences get ([`Rhythm`](crate::monitor::baseline::rhythm::Rhythm)); a
//! device that speaks only when somebody does something has no rhythm and is never judged here. Devices that have fallen
//! silent together are told of together, and none that the hub's judge or "cannot tell" has already named.

use serde::{Deserialize, Serialize};

use super::{Context, cannot_tell};
use crate::home::{Capability, DeviceKind, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::health::Health;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// The devices are looked at so often.
const EVERY: Span = Span::minutes(5);
/// Out of reach for so long is worth a word.
const OFFLINE: Span = Span::hours(3);
/// A home is told wrongly of one silent device once in so many days.
const EVERY_DAYS: f64 = 365.0;
/// A device whose silence has come so near to its limit is told of with one that is over it.
const SOON: f64 = 0.75;
/// A battery this low explains the silence, %.
const NEARLY_EMPTY: f64 = 20.0;

/// The judge of silent devices.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct SensorSilent {
    /// What each device said of its battery last.
    charges: Vec<Option<f64>>,
}

impl SensorSilent {
    pub fn new(devices: usize) -> Self {
        Self { charges: vec![None; devices] }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry_places(&mut self.charges, before.charges);
    }

    /// What this device said of its battery counts no more.
    pub fn replaced(&mut self, sensor: usize) {
        if let Some(charge) = self.charges.get_mut(sensor) {
            *charge = None;
        }
    }

    pub fn reading(&mut self, sensor: usize, capability: Capability, value: &Value) {
        if let (Capability::Battery, Value::Number(charge), Some(last)) =
            (capability, value, self.charges.get_mut(sensor))
        {
            *last = Some(*charge);
        }
    }

    pub fn tick(&mut self, context: &Context<'_>, health: &mut Health, alerts: &mut Vec<Alert>) {
        if !context.begins(EVERY) || health.is_outage() || health.all_are_heard(context.now) {
            return;
        }
        let sensors = &context.roster.sensors;
        let known = (0..sensors.len()).filter(|sensor| has_rhythm(health, *sensor)).count();
        let every = EVERY_DAYS * known.max(1) as f64;
        let days = f64::from(context.days);
        let over = |sensor: usize| is_over(health, sensor, context.now, days, every);
        let candidates = || (0..sensors.len()).filter(|sensor| sensors[*sensor].kind != DeviceKind::Hub);
        if !candidates().any(|sensor| !health.is_told(sensor) && over(sensor)) {
            return;
        }
        // Whatever is about to be overdue as well fell silent with it.
        let soon = |sensor: usize| {
            let limit = health.rhythm(sensor).and_then(|rhythm| rhythm.limit(days, every));
            limit.zip(health.silence(sensor, context.now)).is_some_and(|(limit, silence)| {
                health.is_silent(sensor, context.now) || silence.as_seconds() > SOON * limit.as_seconds()
            })
        };
        let silent: Vec<usize> = candidates()
            .filter(|sensor| !health.is_told(*sensor))
            .filter(|sensor| over(*sensor) || soon(*sensor))
            .collect();
        for sensor in &silent {
            health.tell_silent(*sensor);
        }
        // Then nobody can tell, which is said in this minute by the judge of that.
        if cannot_tell::is_too_much(context, health) {
            return;
        }
        alerts.push(self.alert(context, health, &silent));
    }

    fn alert(&self, context: &Context<'_>, health: &Health, silent: &[usize]) -> Alert {
        let (now, roster) = (context.now, context.roster);
        let last = |sensor: &usize| health.latest(*sensor).map(|reading| reading.at).or(health.offline_since(*sensor));
        let since = silent.iter().filter_map(last).min().unwrap_or(now);
        let names: Vec<String> = silent.iter().map(|sensor| roster.the_device(*sensor)).collect();
        let (all, when) = (explain::list(&names), explain::clock(context.civil, since, now));
        let one = match silent {
            [one] => Some(*one),
            _ => None,
        };
        let verb = if one.is_some() { "has" } else { "have" };
        let offline = silent.iter().all(|sensor| health.offline_since(*sensor).is_some());
        let what = if offline { "been out of reach" } else { "sent nothing" };
        let empty = silent.iter().find_map(|sensor| self.charges.get(*sensor).copied().flatten());
        let empty = empty.filter(|charge| *charge <= NEARLY_EMPTY);
        let usual = match one.and_then(|sensor| health.rhythm(sensor)?.usual()) {
            Some(usual) => format!(
                "It reports of its own accord about every {}, also when nobody moves.",
                explain::about(usual.as_seconds() / 60.0)
            ),
            None if one.is_some() => "It is usually within reach.".to_owned(),
            None => "They report of their own accord, also when nobody moves.".to_owned(),
        };
        let list = silent.iter().filter_map(|sensor| health.latest(*sensor)).take(6);
        let list = list.map(|reading| evidence(reading, "its last report")).collect();
        // Movement tells whether all is well, a door whether somebody went out, and the fob calls for help.
        let needed = silent.iter().filter_map(|sensor| roster.sensors.get(*sensor)).any(|sensor| {
            matches!(sensor.kind, DeviceKind::Movement | DeviceKind::Fob | DeviceKind::BedSensor) || sensor.outside_door
        });
        let fob = silent.iter().any(|sensor| roster.sensors.get(*sensor).is_some_and(|s| s.kind == DeviceKind::Fob));
        let mut also = vec![match empty {
            Some(charge) => format!("its battery, which was last at {charge:.0}%"),
            None => "a flat battery".to_owned(),
        }];
        also.push("moved out of the hub's reach, or something put in front of it".to_owned());
        also.push("switched off or unplugged".to_owned());
        Alert {
            kind: AlertKind::SensorSilent,
            feature: None,
            concern: None,
            severity: if needed { Severity::Attention } else { Severity::Information },
            since,
            raised_at: now,
            area: one
                .and_then(|sensor| roster.areas.get(roster.sensors.get(sensor)?.area?))
                .map(|area| area.id.clone()),
            devices: silent.iter().filter_map(|sensor| roster.sensors.get(*sensor)).map(|s| s.id.clone()).collect(),
            message: format!(
                "{} {verb} {what} since {when}. It is probably the equipment, not the person.",
                explain::sentence(&all)
            ),
            usual,
            today: format!("Nothing for {}.", explain::length(now - since)),
            evidence: in_order(list),
            confidence: 0.9,
            also_could_be: also,
            what_to_do: if fob {
                "Ask for a trial press of the button today: until it is heard, help may not come.".to_owned()
            } else {
                "At the next visit, look whether it is in its place and put in a new battery.".to_owned()
            },
        }
    }
}

fn has_rhythm(health: &Health, sensor: usize) -> bool {
    health.rhythm(sensor).is_some_and(|rhythm| rhythm.usual().is_some())
}

fn is_over(health: &Health, sensor: usize, now: Timestamp, days: f64, every: f64) -> bool {
    if health.offline_since(sensor).is_some_and(|since| now - since >= OFFLINE) {
        // A hub that was off itself takes whatever has not reported since for out of reach: it must have had its turn.
        let usual = health.rhythm(sensor).and_then(|rhythm| rhythm.usual()).unwrap_or_default();
        let silence = health.silence(sensor, now);
        return silence.is_none_or(|silence| silence.as_seconds() > 1.5 * usual.as_seconds());
    }
    let (Some(rhythm), Some(silence)) = (health.rhythm(sensor), health.silence(sensor, now)) else { return false };
    silence > rhythm.at_least() && rhythm.limit(days, every).is_some_and(|limit| silence > limit)
}

impl Judge for SensorSilent {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let (context, health) = (known.context, known.health);
        let sensors = &context.roster.sensors;
        let every = EVERY_DAYS * (0..sensors.len()).filter(|sensor| has_rhythm(health, *sensor)).count().max(1) as f64;
        let why = |sensor: usize| {
            let rhythm = health.rhythm(sensor)?;
            let silence = health.silence(sensor, context.now)?;
            let limit = rhythm.limit(f64::from(context.days), every);
            let baseline = match rhythm.usual() {
                Some(usual) => {
                    format!("reports of its own accord about every {}", explain::about(usual.as_seconds() / 60.0))
                }
                None => "never reports of its own accord".to_owned(),
            };
            let waits_for =
                if health.is_told(sensor) { "its next report: it has been told" } else { "its next report" };
            let at = limit.filter(|_| !health.is_told(sensor)).map(|limit| context.now + limit - silence);
            Some(
                Why::waiting(AlertKind::SensorSilent, context.roster.the_device(sensor), baseline, waits_for)
                    .measured(silence.as_hours(), limit.map(|limit| limit.as_hours()), "hours of silence")
                    .at(at),
            )
        };
        (0..sensors.len()).filter(|sensor| sensors[*sensor].kind != DeviceKind::Hub).filter_map(why).collect()
    }
}
