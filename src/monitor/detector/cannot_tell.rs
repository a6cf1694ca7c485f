//! Cannot tell: so many devices are silent, out of reach or stuck that silence says nothing about the person.
//!
//! Which devices report of their own accord is learned, from readings that no person causes ([`Health`]). A home whose
//! sensors speak only when somebody moves never has this judge: there, silence of the sensors cannot be told from
//! silence of the person, and overdue activity says so among what else it could be. When nothing comes from any device,
//! the hub's judge says so instead; and of the devices that are named here nobody is told a second time.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::DeviceKind;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::health::Health;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::Span;

/// Devices are looked at so often.
const EVERY: Span = Span::minutes(5);
/// Devices are silent together when at least so many that report of their own accord are, and half of them.
const FEWEST: usize = 3;

/// Whether so many devices are out that nothing can be told from silence.
pub(in crate::monitor) fn is_too_much(context: &Context<'_>, health: &Health) -> bool {
    let (mut trusted, mut silent, mut watchers, mut watchers_out) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (index, sensor) in context.roster.sensors.iter().enumerate() {
        trusted += usize::from(health.is_trusted(index));
        silent += usize::from(health.is_silent(index, context.now));
        if sensor.kind == DeviceKind::Movement {
            watchers += 1;
            watchers_out += usize::from(health.is_out(index, context.now));
        }
    }
    (silent >= FEWEST && silent * 2 >= trusted) || (watchers_out > 0 && watchers_out * 2 >= watchers)
}

/// The judge of what can be judged.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct CannotTell {
    concern: Concern,
    blind: bool,
    /// Movement sensors that may be at fault, in words.
    doubt: Vec<String>,
}

impl CannotTell {
    /// Whether silence says nothing at the moment.
    pub fn is_blind(&self) -> bool {
        self.blind
    }

    /// What else silence could be: movement sensors that may be at fault, in words.
    pub fn doubt(&self) -> &[String] {
        &self.doubt
    }

    pub fn tick(&mut self, context: &Context<'_>, health: &mut Health, alerts: &mut Vec<Alert>) {
        if health.is_outage() {
            self.blind = true;
            return;
        }
        if context.now.floor(EVERY) != context.now {
            return;
        }
        self.doubt.clear();
        for (index, sensor) in context.roster.sensors.iter().enumerate() {
            if sensor.kind == DeviceKind::Movement && health.is_out(index, context.now) {
                self.doubt.push(format!("{} out of order", context.roster.the_device(index)));
            }
        }
        self.blind = is_too_much(context, health);
        if !self.blind {
            self.concern.resolve();
        } else if self.concern.raise(context.now) {
            alerts.push(self.alert(context, health));
        }
    }

    fn alert(&self, context: &Context<'_>, health: &mut Health) -> Alert {
        let sensors = &context.roster.sensors;
        let out: Vec<usize> = (0..sensors.len()).filter(|sensor| health.is_out(*sensor, context.now)).collect();
        let last = out.iter().filter_map(|sensor| health.latest(*sensor));
        let since = last.clone().map(|reading| reading.at).max().unwrap_or(context.now);
        let mut list: Vec<_> = last.map(|reading| evidence(reading, "its last report")).collect();
        list.sort_by_key(|e| std::cmp::Reverse(e.at));
        list.truncate(6);
        let names: Vec<String> = out.iter().map(|sensor| context.roster.the_device(*sensor)).collect();
        let shown = names.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if names.len() > 3 { format!(" and {} more", names.len() - 3) } else { String::new() };
        let stuck = out.iter().any(|sensor| health.is_stuck(*sensor));
        let message = match (stuck, names.len()) {
            (true, _) => format!(
                "{shown}{more} cannot be relied on at present, so nobody can tell from here how things are at home."
            ),
            (false, 1) => format!(
                "Nothing has come from {shown} since {}, so nobody can tell from here how things are at home.",
                explain::clock(context.civil, since, context.now)
            ),
            (false, count) => format!(
                "Nothing has come from {count} devices since {}, so nobody can tell from here how things are at home.",
                explain::clock(context.civil, since, context.now)
            ),
        };
        for sensor in &out {
            health.tell_silent(*sensor);
        }
        Alert {
            kind: AlertKind::CannotTell,
            feature: None,
            concern: None,
            severity: Severity::Attention,
            since,
            raised_at: context.now,
            area: None,
            devices: out.iter().filter_map(|sensor| sensors.get(*sensor)).map(|s| s.id.clone()).collect(),
            message: explain::sentence(&message),
            usual: "These devices report of their own accord, also when nobody moves.".to_owned(),
            today: format!("Not to be relied on: {shown}{more}."),
            evidence: in_order(list),
            confidence: 0.9,
            also_could_be: vec![
                "flat batteries".to_owned(),
                "devices moved out of the hub's reach".to_owned(),
                "a power cut".to_owned(),
            ],
            what_to_do: "Ring to hear that all is well; then have the devices' batteries looked at.".to_owned(),
        }
    }
}

impl Judge for CannotTell {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let (context, health) = (known.context, known.health);
        let watchers =
            || context.roster.sensors.iter().enumerate().filter(|(_, sensor)| sensor.kind == DeviceKind::Movement);
        let out = watchers().filter(|(index, _)| health.is_out(*index, context.now)).count();
        let all = watchers().count();
        let waits_for = if self.blind {
            "enough devices to be relied on again: it has been told"
        } else {
            "half of what sees movement to be silent, stuck or out of reach"
        };
        vec![
            Why::waiting(AlertKind::CannotTell, String::new(), format!("{all} devices see movement"), waits_for)
                .measured(out as f64, Some((all as f64 / 2.0).max(1.0)), "of them out of order"),
        ]
    }
}
