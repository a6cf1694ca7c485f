//! Hub offline: nothing comes from any device, so it is the hub, its power or its radio, and not the person.
//!
//! One lost report is ordinary, and a home in which nobody moves is quiet; but devices that report of their own accord
//! do not all miss their time together. While the outage lasts nothing is known of the person, and the behaviour
//! detectors say nothing. A home whose devices report only what people do never has this judge.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::health::Health;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::Span;

/// The devices are looked at so often.
const EVERY: Span = Span::minutes(5);
/// So many devices' last reports go with the alert.
const SHOWN: usize = 5;

/// The judge of the hub.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct HubOffline {
    concern: Concern,
}

impl HubOffline {
    pub fn tick(&mut self, context: &Context<'_>, health: &mut Health, alerts: &mut Vec<Alert>) {
        // The first report after an outage ends it.
        if !health.is_outage() {
            self.concern.resolve();
        }
        if !context.begins(EVERY) || health.is_outage() {
            return;
        }
        let hub = health.hub_is_offline(context.now);
        if hub || health.all_is_silent(context.now) {
            health.begin_outage();
            if self.concern.raise(context.now) {
                alerts.push(alert(context, health, hub));
            }
        }
    }
}

fn alert(context: &Context<'_>, health: &Health, hub: bool) -> Alert {
    let (now, sensors) = (context.now, &context.roster.sensors);
    let since = health.last_heard().unwrap_or(now);
    let when = explain::clock(context.civil, since, now);
    let mut last: Vec<_> = (0..sensors.len()).filter_map(|sensor| health.latest(sensor)).collect();
    last.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.device.cmp(&b.device)));
    let devices = last.iter().map(|reading| reading.device.clone()).collect::<Vec<_>>();
    let list = last.iter().take(SHOWN).map(|reading| evidence(reading, "the last that was heard of it")).collect();
    let trusted = (0..sensors.len()).filter(|sensor| health.is_trusted(*sensor)).count();
    let why = if hub {
        "The hub is out of reach"
    } else if health.hub_is_heard(now) {
        "The hub is there, but it hears none of its devices"
    } else {
        "The hub seems to be off or cut off"
    };
    let (mut devices, silent) = (devices, explain::length(now - since));
    devices.sort();
    Alert {
        kind: AlertKind::HubOffline,
        feature: None,
        concern: None,
        severity: Severity::Attention,
        since,
        raised_at: now,
        area: None,
        devices,
        message: format!(
            "Nothing has come from any device at home since {when}, so nobody can tell from here how things are. {why}; \
             it is probably the equipment, not the person."
        ),
        usual: match trusted {
            0 => "The hub is usually within reach.".to_owned(),
            _ => format!("{trusted} devices report of their own accord, also when nobody moves."),
        },
        today: format!("Nothing from any of them for {silent}."),
        evidence: in_order(list),
        confidence: 0.95,
        also_could_be: vec![
            "a power cut".to_owned(),
            "the hub unplugged, or its internet line down".to_owned(),
            "a fault of the hub's radio".to_owned(),
        ],
        what_to_do: "Ring to hear that all is well, and ask whether the hub's light is on.".to_owned(),
    }
}

impl Judge for HubOffline {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let (context, health) = (known.context, known.health);
        let silence = health.last_heard().map_or(0.0, |last| (context.now - last).as_seconds() / 60.0);
        let trusted = (0..context.roster.sensors.len()).filter(|sensor| health.is_trusted(*sensor)).count();
        let baseline = format!("{trusted} devices report of their own accord");
        let waits_for = match (health.is_outage(), trusted) {
            (true, _) => "any device to be heard: it has been told",
            (false, 0) => "devices that report of their own accord",
            (false, _) => "all of them to miss their reports together",
        };
        vec![Why::waiting(AlertKind::HubOffline, String::new(), baseline, waits_for).measured(
            silence,
            health.patience().map(|patience| patience.as_seconds() / 60.0),
            "minutes of silence",
        )]
    }
}
