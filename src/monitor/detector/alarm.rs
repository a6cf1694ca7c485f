//! Alarm: smoke, carbon monoxide, or water where none should be. It is passed on at once, from the first day, and judged by
//! nobody.
//!
//! The alarm in the home sounds whatever happens here; what this adds is that somebody outside hears of it. An alarm that
//! goes on is told once; one that falls silent and sounds again within a short while is the same.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// Silent for less than this, it is the same alarm: smoke clears for a moment when a door is opened.
const SAME: Span = Span::minutes(15);

/// What one alarm says.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Sounding {
    since: Option<Timestamp>,
    silent_since: Option<Timestamp>,
}

/// The judge of alarms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Alarm {
    /// By device.
    devices: Vec<Sounding>,
}

impl Alarm {
    pub fn new(devices: usize) -> Self {
        Self { devices: vec![Sounding::default(); devices] }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry_places(&mut self.devices, before.devices);
    }

    /// Whether this alarm still sounds, or has only just fallen silent.
    pub fn lasts(&self, sensor: usize, now: Timestamp) -> bool {
        self.devices.get(sensor).is_some_and(|device| {
            device.since.is_some() && device.silent_since.is_none_or(|silent| now - silent < SAME)
        })
    }

    pub fn reading(&mut self, context: &Context<'_>, sensor: usize, reading: &Reading, alerts: &mut Vec<Alert>) {
        let Some(what) = What::of(reading.capability) else { return };
        let (Value::Flag(sounds), Some(device)) = (&reading.value, self.devices.get_mut(sensor)) else { return };
        match (sounds, device.since, device.silent_since) {
            (true, Some(_), None) | (false, None, _) | (false, Some(_), Some(_)) => {}
            (true, Some(_), Some(silent)) if reading.at - silent < SAME => device.silent_since = None,
            (true, _, _) => {
                *device = Sounding { since: Some(reading.at), silent_since: None };
                alerts.push(alert(context, sensor, reading, what));
            }
            (false, Some(_), None) => device.silent_since = Some(reading.at),
        }
    }
}

/// What an alarm warns of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Smoke,
    CarbonMonoxide,
    Flood,
}

impl What {
    fn of(capability: Capability) -> Option<Self> {
        match capability {
            Capability::Smoke => Some(Self::Smoke),
            Capability::CarbonMonoxide => Some(Self::CarbonMonoxide),
            Capability::Flood => Some(Self::Flood),
            _ => None,
        }
    }
}

fn alert(context: &Context<'_>, index: usize, reading: &Reading, what: What) -> Alert {
    let sensor = context.roster.sensors.get(index);
    let area = sensor.and_then(|sensor| sensor.area);
    let the_room = context.roster.the_area(area);
    let at = explain::clock(context.civil, reading.at, reading.at);
    let seen = context.presence.last.as_ref();
    let message = match what {
        What::Smoke => format!("The smoke alarm in {the_room} has sounded since {at}."),
        What::CarbonMonoxide => format!("The carbon monoxide alarm in {the_room} has sounded since {at}."),
        What::Flood => format!("There has been water on the floor of {the_room} since {at}."),
    };
    let (also, what_to_do): (&[&str], &str) = match what {
        What::Smoke => (
            &["burnt toast or steam", "somebody trying the alarm"],
            "Ring now. If there is no answer, or anything burns, call the fire service.",
        ),
        What::CarbonMonoxide => (
            &["somebody trying the alarm"],
            "Ring now: everybody out into the fresh air, and touch nothing. Call the emergency services and the gas \
             emergency line.",
        ),
        What::Flood => (
            &["a spilt bucket or a wet mop", "somebody trying the sensor"],
            "Ring now and ask about taps, bath and washing machine. If there is no answer, send someone with a key.",
        ),
    };
    let mut list = vec![evidence(reading, "the alarm")];
    add(&mut list, seen, "last seen anywhere");
    Alert {
        kind: AlertKind::Alarm,
        feature: None,
        concern: None,
        severity: Severity::Urgent,
        since: reading.at,
        raised_at: reading.at,
        area: area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
        devices: vec![reading.device.clone()],
        message,
        usual: "An alarm is always passed on, at any hour.".to_owned(),
        today: match seen {
            Some(seen) => format!(
                "Somebody was last seen in {} at {}.",
                context.roster.the_area(seen.area),
                explain::clock(context.civil, seen.at, reading.at)
            ),
            None => "Nobody has been seen in the home yet.".to_owned(),
        },
        evidence: in_order(list),
        confidence: 0.9,
        also_could_be: also.iter().map(|text| (*text).to_owned()).collect(),
        what_to_do: what_to_do.to_owned(),
    }
}

impl Judge for Alarm {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let roster = known.context.roster;
        let sounds =
            |kind| matches!(kind, DeviceKind::SmokeAlarm | DeviceKind::CarbonMonoxideAlarm | DeviceKind::FloodSensor);
        let alarms =
            (0..self.devices.len()).filter(|sensor| roster.sensors.get(*sensor).is_some_and(|s| sounds(s.kind)));
        let why = |sensor| {
            let waits_for = if self.lasts(sensor, known.context.now) {
                "it to fall silent: it has been told"
            } else {
                "it to sound"
            };
            Why::waiting(
                AlertKind::Alarm,
                roster.the_device(sensor),
                "every alarm is passed on at once".to_owned(),
                waits_for,
            )
        };
        alarms.map(why).collect()
    }
}
