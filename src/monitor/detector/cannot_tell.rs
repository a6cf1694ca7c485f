//! Cannot tell: devices that report of their own accord have gone silent together, so silence says nothing about the
//! person.
//!
//! Which devices report of their own accord is learned, from readings that no person causes. A home whose sensors speak
//! only when somebody moves never has this judge: there, silence of the sensors cannot be told from silence of the
//! person, and overdue activity says so among what else it could be.

use super::Context;
use crate::home::{Capability, DeviceKind, Reading};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::time::{Span, Timestamp};

/// So many reports must have come of their own accord before a device's rhythm is trusted.
const TRUSTED_AFTER: u32 = 20;
/// A device whose own reports lie further apart cannot tell an outage in time.
const SLOWEST: Span = Span::hours(4);
/// Devices are looked at so often.
const EVERY: Span = Span::minutes(5);
/// An outage is one when at least so many devices that report of their own accord are silent, and half of them.
const FEWEST: usize = 3;
/// What is left of the longest interval with each report, so that a rhythm that became quicker is learned in time.
const SHRINKS: f64 = 0.999_5;

#[derive(Clone, Debug, Default)]
struct Rhythm {
    latest: Option<Reading>,
    own: Option<Timestamp>,
    reports: u32,
    /// The longest interval between reports of its own accord; it shrinks a little with each report.
    longest_ms: f64,
    offline: bool,
}

impl Rhythm {
    fn trusted(&self) -> bool {
        self.reports >= TRUSTED_AFTER && self.longest_ms <= SLOWEST.as_millis() as f64
    }

    fn take(&mut self, reading: &Reading) {
        if of_its_own_accord(reading.capability) {
            if let Some(before) = self.own {
                let interval = (reading.at - before).as_millis() as f64;
                // Several capabilities in one report are one report.
                if interval > 1_000.0 {
                    self.reports = self.reports.saturating_add(1);
                    self.longest_ms = (self.longest_ms * SHRINKS).max(interval);
                }
            }
            self.own = Some(reading.at);
        }
        self.latest = Some(reading.clone());
    }

    fn silent(&self, now: Timestamp) -> bool {
        let patience = Span::millis((self.longest_ms * 2.0) as i64) + Span::minutes(5);
        self.trusted() && self.latest.as_ref().is_some_and(|latest| now - latest.at > patience)
    }
}

/// The devices' judge.
#[derive(Clone, Debug)]
pub(in crate::monitor) struct CannotTell {
    rhythms: Vec<Rhythm>,
    /// All devices as if they were one: together they tell an outage much sooner than each by itself.
    whole: Rhythm,
    concern: Concern,
    blind: bool,
    /// Movement sensors that may be at fault, in words.
    doubt: Vec<String>,
}

impl CannotTell {
    pub fn new(devices: usize) -> Self {
        Self {
            rhythms: vec![Rhythm::default(); devices],
            whole: Rhythm::default(),
            concern: Concern::default(),
            blind: false,
            doubt: Vec::new(),
        }
    }

    /// Whether silence says nothing at the moment.
    pub fn is_blind(&self) -> bool {
        self.blind
    }

    /// What else silence could be: movement sensors that may be at fault, in words.
    pub fn doubt(&self) -> &[String] {
        &self.doubt
    }

    /// Whether this device is out of reach or silent although it usually reports of its own accord.
    pub fn is_silent(&self, sensor: usize, now: Timestamp) -> bool {
        self.rhythms.get(sensor).is_some_and(|rhythm| rhythm.offline || rhythm.silent(now))
    }

    pub fn reading(&mut self, sensor: usize, reading: &Reading) {
        if let Some(rhythm) = self.rhythms.get_mut(sensor) {
            rhythm.offline = false;
            rhythm.take(reading);
            self.whole.take(reading);
        }
    }

    pub fn availability(&mut self, sensor: usize, online: bool) {
        if let Some(rhythm) = self.rhythms.get_mut(sensor) {
            rhythm.offline = !online;
        }
    }

    pub fn tick(&mut self, context: &mut Context<'_>, alerts: &mut Vec<Alert>) {
        if context.now.floor(EVERY) != context.now {
            return;
        }
        let sensors = &context.roster.sensors;
        let (mut trusted, mut silent, mut watchers, mut watchers_out) = (0_usize, 0_usize, 0_usize, 0_usize);
        let mut hub_out = false;
        self.doubt.clear();
        for (sensor, rhythm) in sensors.iter().zip(&self.rhythms) {
            trusted += usize::from(rhythm.trusted());
            silent += usize::from(rhythm.silent(context.now));
            if sensor.kind == DeviceKind::Movement {
                watchers += 1;
                if rhythm.offline || rhythm.silent(context.now) {
                    watchers_out += 1;
                    self.doubt.push(format!("the sensor {} out of order", sensor.name));
                }
            }
            hub_out |= sensor.kind == DeviceKind::Hub && rhythm.offline;
        }
        let all_silent = trusted >= FEWEST && self.whole.silent(context.now);
        let outage = all_silent || (silent >= FEWEST && silent * 2 >= trusted);
        self.blind = outage || hub_out || (watchers_out > 0 && watchers_out * 2 >= watchers);
        if !self.blind {
            self.concern.resolve();
        } else if self.concern.raise(context.now) {
            alerts.push(self.alert(context, all_silent));
        }
    }

    fn alert(&self, context: &Context<'_>, all: bool) -> Alert {
        let is_out = |sensor: &usize| {
            self.is_silent(*sensor, context.now) || (all && self.rhythms.get(*sensor).is_some_and(Rhythm::trusted))
        };
        let out: Vec<usize> = (0..self.rhythms.len()).filter(is_out).collect();
        let last = out.iter().filter_map(|sensor| self.rhythms[*sensor].latest.as_ref());
        let since = last.clone().map(|reading| reading.at).max().unwrap_or(context.now);
        let mut list: Vec<_> = last.map(|reading| evidence(reading, "its last report")).collect();
        list.sort_by_key(|e| std::cmp::Reverse(e.at));
        list.truncate(6);
        let names: Vec<&str> =
            out.iter().filter_map(|sensor| context.roster.sensors.get(*sensor)).map(|s| s.name.as_str()).collect();
        let shown = names.iter().take(3).copied().collect::<Vec<_>>().join(", ");
        let more = if names.len() > 3 { format!(" and {} more", names.len() - 3) } else { String::new() };
        Alert {
            kind: AlertKind::CannotTell,
            feature: None,
            severity: Severity::Attention,
            since,
            raised_at: context.now,
            area: None,
            devices: out.iter().filter_map(|s| context.roster.sensors.get(*s)).map(|s| s.id.clone()).collect(),
            message: format!(
                "Nothing has come from {} devices since {}, so nobody can tell from here how things are at home.",
                names.len(),
                explain::clock(context.civil, since, context.now)
            ),
            usual: "These devices report of their own accord, also when nobody moves.".to_owned(),
            today: format!("Silent: {shown}{more}."),
            evidence: in_order(list),
            confidence: 0.9,
            also_could_be: vec![
                "the hub unplugged or without internet".to_owned(),
                "a power cut".to_owned(),
                "flat batteries".to_owned(),
            ],
            what_to_do: "Ring to hear that all is well, and ask whether the hub's light is on.".to_owned(),
        }
    }
}

/// Reports that no person causes. A plug's watts come and go with its appliance, so they do not count.
fn of_its_own_accord(capability: Capability) -> bool {
    match capability {
        Capability::Temperature | Capability::Humidity | Capability::Battery | Capability::LinkQuality => true,
        Capability::Occupancy
        | Capability::Contact
        | Capability::Power
        | Capability::Energy
        | Capability::Switch
        | Capability::Button
        | Capability::Speech => false,
    }
}
