//! Door at night: a door to outside was opened in a half hour of the night in which it hardly ever is.
//!
//! Chances are Beta-distributed per half hour, so a cat let out at 22:40 most nights is soon nothing to mention.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::Reading;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::chance::Chances;
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::Sighting;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// A door is given so long before anybody is told: a breath of air, a milk bottle, a wrong door.
const DEBOUNCE: Span = Span::minutes(3);

/// A concern is over once the door is closed and somebody has been seen inside for so long.
const SETTLED: Span = Span::minutes(30);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Opening {
    sensor: usize,
    reading: Reading,
    area: Option<usize>,
    closed: Option<Timestamp>,
    /// The contact never says when it closes.
    closes_unseen: bool,
    /// The last sign of somebody inside after the door was last used, away from the door.
    inside: Option<Sighting>,
    chance: f64,
    told: Option<Severity>,
}

/// The doors' judge.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct DoorAtNight {
    chances: Chances,
    now: Option<Opening>,
    concern: Concern,
}

impl DoorAtNight {
    pub fn new() -> Self {
        Self { chances: Chances::new(), now: None, concern: Concern::default() }
    }

    /// A day is over.
    pub fn close_day(&mut self, factor: f64, watched: bool) {
        self.chances.close_day(factor, watched);
    }

    /// A door to outside was opened or closed.
    pub fn door(&mut self, context: &mut Context<'_>, sensor: usize, open: bool, closes_unseen: bool, at: &Sighting) {
        if !open {
            if let Some(now) = &mut self.now
                && now.sensor == sensor
            {
                now.closed = Some(at.at);
                now.inside = None;
            }
            return;
        }
        let chance = self.chances.chance(context.hour.slot);
        self.chances.happened(context.hour.slot);
        if let Some(now) = &mut self.now {
            // The same walk to the door, or somebody coming back through it.
            if now.sensor == sensor {
                now.closed = None;
                now.inside = None;
            }
            return;
        }
        let night = context.config.is_night(context.civil.calendar().local(at.at).clock);
        if night && chance < context.config.unusual_door_chance {
            self.now = Some(Opening {
                sensor,
                reading: at.reading.clone(),
                area: at.area,
                closed: None,
                closes_unseen,
                inside: None,
                chance,
                told: None,
            });
        }
    }

    /// Nobody listened for a while: what became of the door is not known.
    pub fn not_heard(&mut self) {
        self.now = None;
        self.concern.resolve();
    }

    /// Whether somebody was told of the present opening of this door.
    pub fn has_told(&self, sensor: usize) -> bool {
        self.now.as_ref().is_some_and(|now| now.sensor == sensor && now.told.is_some())
    }

    /// Somebody was seen.
    pub fn seen(&mut self, sighting: &Sighting) {
        if let Some(now) = &mut self.now {
            let away_from_the_door =
                sighting.area != now.area || now.closed.is_some_and(|closed| sighting.at - closed > Span::minutes(1));
            if away_from_the_door {
                now.inside = Some(sighting.clone());
            }
        }
    }

    pub fn tick(&mut self, context: &mut Context<'_>, alerts: &mut Vec<Alert>) {
        let Some(now) = &mut self.now else { return };
        let closed = now.closed.is_some() || now.closes_unseen;
        let waited = context.now - now.reading.at;
        if waited < DEBOUNCE {
            return;
        }
        let severity = if closed && now.inside.is_some() { Severity::Information } else { Severity::Urgent };
        if now.told.is_none_or(|told| told < severity) {
            let first = now.told.is_none();
            now.told = Some(severity);
            // A door that was closed and is opened again in the same night is told a second time only if it is worse.
            if first || severity == Severity::Urgent {
                self.concern.raise(context.now);
                alerts.push(alert(context, now, severity, closed, self.chances.days()));
            }
        }
        let settled = closed && now.inside.as_ref().is_some_and(|inside| inside.at - now.reading.at > SETTLED);
        // By the middle of the day it is a day like others, whatever the contact last said.
        if settled || waited > Span::hours(12) {
            self.concern.resolve();
            self.now = None;
        }
    }
}

fn alert(context: &Context<'_>, now: &Opening, severity: Severity, closed: bool, days: f64) -> Alert {
    let sensor = context.roster.sensors.get(now.sensor);
    let name = sensor.map_or_else(|| "a door".to_owned(), |s| format!("the {}", s.name.to_lowercase()));
    let opened = explain::clock(context.civil, now.reading.at, context.now);
    let (what, today) = match (severity, closed, now.closes_unseen) {
        (Severity::Information, _, _) => (
            "and closed again, and somebody has been moving about inside since".to_owned(),
            format!("Opened at {opened}; seen inside afterwards."),
        ),
        (Severity::Attention | Severity::Urgent, true, false) => (
            "and closed again, and nobody has been seen inside since".to_owned(),
            format!("Opened at {opened}; nobody seen inside since."),
        ),
        (Severity::Attention | Severity::Urgent, true, true) => (
            "and nobody has been seen inside since".to_owned(),
            format!("Opened at {opened}; nobody seen inside since."),
        ),
        (Severity::Attention | Severity::Urgent, false, _) => (
            "and is still open".to_owned(),
            format!("Opened at {opened}; still open {} later.", explain::length(context.now - now.reading.at)),
        ),
    };
    let mut list = vec![evidence(&now.reading, "the door was opened")];
    add(&mut list, now.inside.as_ref(), "seen inside afterwards");
    add(&mut list, context.presence.elsewhere.as_ref(), "seen before");
    add(&mut list, context.presence.door.as_ref(), "the door was last used");
    let usual = if now.chance * (days + 2.5) < 1.0 {
        format!("It has not been opened at about this hour on any of the {} days learned from.", context.days)
    } else {
        "It is seldom opened at about this hour.".to_owned()
    };
    let what_to_do = match severity {
        Severity::Urgent => "Ring now. If there is no answer, send someone round.",
        Severity::Attention | Severity::Information => "Ask about it in the morning.",
    };
    Alert {
        kind: AlertKind::DoorAtNight,
        feature: None,
        concern: None,
        severity,
        since: now.reading.at,
        raised_at: context.now,
        area: sensor.and_then(|s| context.roster.areas.get(s.area?)).map(|area| area.id.clone()),
        devices: vec![now.reading.device.clone()],
        message: format!("{} was opened at {opened} {what}.", capitalised(&name)),
        usual,
        today,
        evidence: in_order(list),
        confidence: explain::confidence(1.0 - now.chance),
        also_could_be: vec![
            "letting a visitor or a pet in or out".to_owned(),
            "a door that did not close properly".to_owned(),
            "someone with a key".to_owned(),
        ],
        what_to_do: what_to_do.to_owned(),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

impl Judge for DoorAtNight {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let config = context.config;
        let kind = AlertKind::DoorAtNight;
        let chance = self.chances.chance(context.hour.slot);
        let baseline = format!(
            "a door to outside is opened in this half hour on {:.0} days in 100, over {:.0} days",
            chance * 100.0,
            self.chances.days()
        );
        let why = match &self.now {
            Some(now) => {
                let door = context
                    .roster
                    .sensors
                    .get(now.sensor)
                    .map_or_else(String::new, |s| format!("the {}", s.name.to_lowercase()));
                let at = now.told.is_none().then(|| now.reading.at + DEBOUNCE);
                let waits_for =
                    if now.told.is_some() { "somebody to be seen inside" } else { "the door to stay so for a moment" };
                Why {
                    speaks_below: true,
                    ..Why::waiting(kind, door, baseline, waits_for)
                        .measured(now.chance, Some(config.unusual_door_chance), "chance")
                        .at(at)
                }
            }
            None => {
                let waits_for =
                    format!("a door to outside to be opened between {} and {}", config.night_from, config.night_until);
                Why {
                    speaks_below: true,
                    ..Why::waiting(kind, String::new(), baseline, &waits_for).measured(
                        chance,
                        Some(config.unusual_door_chance),
                        "chance",
                    )
                }
            }
        };
        vec![why]
    }
}
