//! Cannot tell: so many devices are silent, out of reach or stuck that silence says nothing about the person.
//!
//! Which devices report of their own accord is learned, from readings that no person causes ([`Health`]). A home whose
//! sensors speak only when somebody moves never has this judge: there, silence of the sensors cannot be told from
//! silence of the person, and overdue activity says so among what else it could be. When nothing comes from any device,
//! the hub's judge says so instead; and of the devices that are named here nobody is told a second time.
//!
//! Where two people live, or somebody else is there on nearly every day, one of them who moves hides that the other does
//! not. No reading tells them apart, so that is said once, as information, before anybody relies on it.

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
/// What an alert about two people has for a feature, so that it is a concern of its own.
pub(in crate::monitor) const TWO_PEOPLE: &str = "two-people";
/// Where somebody else is there on at least this share of days, one person's silence is hidden more often than not.
const NEARLY_ALWAYS: f64 = 0.8;
/// And no longer once it is less than this share.
const NO_LONGER: f64 = 0.5;

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
    /// That one person's silence is hidden by another's movement.
    hidden: Concern,
    /// On which share of days somebody else is there; 1 where a person has said that two live here.
    together: f64,
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
        if !context.begins(EVERY) {
            return;
        }
        self.doubt.clear();
        if health.is_sound(context.now) {
            self.blind = false;
            self.concern.resolve();
            return;
        }
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

    /// Whether one person's silence is hidden by another's movement, as was told.
    pub fn hides_one_of_two(&self) -> bool {
        self.hidden.raised().is_some()
    }

    /// An hour has passed. `usual` is the share of days on which somebody else is there, `set` that a person has said that
    /// two live here.
    pub fn of_two(&mut self, context: &Context<'_>, usual: f64, set: bool, alerts: &mut Vec<Alert>) {
        if !context.begins(Span::hours(1)) {
            return;
        }
        self.together = if set { 1.0 } else { usual };
        let known = set || i64::from(context.days) >= context.config.speaks_after_days;
        if self.together < NO_LONGER {
            self.hidden.resolve();
        } else if known && self.together >= NEARLY_ALWAYS && self.hidden.raise(context.now) {
            alerts.push(of_two(context, set, usual));
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

fn of_two(context: &Context<'_>, set: bool, usual: f64) -> Alert {
    Alert {
        kind: AlertKind::CannotTell,
        feature: Some(TWO_PEOPLE),
        concern: None,
        severity: Severity::Information,
        since: context.now,
        raised_at: context.now,
        area: None,
        devices: Vec::new(),
        message: format!(
            "{}. While one of two moves about, nobody can tell from here that the other does not: a fall or an illness of \
             one is not noticed until both are still.",
            if set { "Two people live here" } else { "Somebody else is here on nearly every day" }
        ),
        usual: if set {
            "It was set that two people live here.".to_owned()
        } else {
            format!(
                "Two rooms are busy at once, as one person cannot bring about, on {:.0} days in 100.",
                usual * 100.0
            )
        },
        today: "Nothing has happened; this is how it is in this home.".to_owned(),
        evidence: Vec::new(),
        confidence: if set { 0.95 } else { explain::confidence(usual) },
        also_could_be: if set { Vec::new() } else { vec!["regular visitors, or a pet".to_owned()] },
        what_to_do: "A fob for each of them, or a cord where they may fall, tells what movement cannot.".to_owned(),
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
            Why::waiting(
                AlertKind::CannotTell,
                "one of two people".to_owned(),
                "while one moves, the other's silence cannot be seen".to_owned(),
                if self.hides_one_of_two() {
                    "somebody to live here alone again: it has been told"
                } else {
                    "somebody else to be here on nearly every day"
                },
            )
            .measured(self.together, Some(NEARLY_ALWAYS), "share of days with somebody else"),
        ]
    }
}
