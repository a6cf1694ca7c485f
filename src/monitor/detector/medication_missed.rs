//! Medication missed: a dose has been due for longer than it may be, and was not taken out of the dispenser.
//!
//! A dispenser turns a compartment into reach and calls; that it was emptied says that the dose was taken out, and no more.
//! One dose is told once. A dose taken later closes the concern.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::spread::Spread;
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::Place;
use crate::monitor::feature::roster::Roster;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::Span;

/// For how long a dose may wait. Chosen: dispensers call for up to an hour before they give up.
const WINDOW: Span = Span::minutes(60);
/// A dose that is told of so late is another day's business: nobody listened when it was due.
const LONG_PAST: Span = Span::hours(12);

/// One dispenser.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Dispenser {
    sensor: usize,
    /// The dose that waits.
    due: Option<Reading>,
    told: bool,
    /// Doses in a row that were not taken.
    missed: u32,
    /// Minutes until a dose was taken.
    delays: Spread,
}

/// The judge of doses that are not taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct MedicationMissed {
    dispensers: Vec<Dispenser>,
}

impl MedicationMissed {
    pub fn new(roster: &Roster) -> Self {
        let dispensers = roster.sensors.iter().enumerate().filter(|(_, s)| s.kind == DeviceKind::Dispenser);
        let dispenser = |(sensor, _)| Dispenser { sensor, due: None, told: false, missed: 0, delays: Spread::new() };
        Self { dispensers: dispensers.map(dispenser).collect() }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry(&mut self.dispensers, before.dispensers, |dispenser| &mut dispenser.sensor);
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.dispensers.iter_mut().for_each(|dispenser| dispenser.delays.forget(factor));
    }

    /// Whether a dose of this dispenser that was told of still waits.
    pub fn lasts(&self, sensor: usize) -> bool {
        self.dispensers.iter().any(|dispenser| dispenser.sensor == sensor && dispenser.missed > 0)
    }

    pub fn reading(&mut self, sensor: usize, reading: &Reading) {
        let (Capability::Dose, Value::Word(word)) = (reading.capability, &reading.value) else { return };
        let Some(dispenser) = self.dispensers.iter_mut().find(|dispenser| dispenser.sensor == sensor) else { return };
        match word.as_ref() {
            "due" => {
                dispenser.due = Some(reading.clone());
                dispenser.told = false;
            }
            "taken" => {
                if let Some(due) = dispenser.due.take() {
                    dispenser.delays.add((reading.at - due.at).as_seconds() / 60.0);
                }
                (dispenser.told, dispenser.missed) = (false, 0);
            }
            // Whoever fills it has seen what was left in it.
            "refilled" => (dispenser.due, dispenser.told, dispenser.missed) = (None, false, 0),
            _ => {}
        }
    }

    /// A minute has passed. `blind` while the dispenser could not be heard.
    pub fn tick(&mut self, context: &Context<'_>, blind: bool, alerts: &mut Vec<Alert>) {
        for dispenser in self.dispensers.iter_mut().filter(|dispenser| !dispenser.told) {
            let Some(due) = &dispenser.due else { continue };
            let waited = context.now - due.at;
            if waited < WINDOW {
                continue;
            }
            if blind || waited > LONG_PAST {
                continue;
            }
            dispenser.told = true;
            dispenser.missed = dispenser.missed.saturating_add(1);
            alerts.push(alert(context, dispenser, due));
        }
    }
}

fn alert(context: &Context<'_>, dispenser: &Dispenser, due: &Reading) -> Alert {
    let now = context.now;
    let sensor = context.roster.sensors.get(dispenser.sensor);
    let out = context.presence.place() == Some(Place::Out);
    let mut list = vec![evidence(due, "the dose was due")];
    add(&mut list, context.presence.last.as_ref(), "last seen anywhere");
    let mut also = vec![
        "taken from a packet instead of the dispenser".to_owned(),
        "a stay with somebody who gives the tablets".to_owned(),
    ];
    if out {
        also.insert(0, "out of the house, as it seems".to_owned());
    }
    let row = if dispenser.missed > 1 { format!(" It is dose {} in a row.", dispenser.missed) } else { String::new() };
    Alert {
        kind: AlertKind::MedicationMissed,
        feature: None,
        concern: None,
        severity: Severity::Attention,
        since: due.at,
        raised_at: now,
        area: sensor.and_then(|s| context.roster.areas.get(s.area?)).map(|area| area.id.clone()),
        devices: vec![due.device.clone()],
        message: format!(
            "The tablets due at {} have not been taken out of {}.{row}",
            explain::clock(context.civil, due.at, now),
            context.roster.the_device(dispenser.sensor)
        ),
        usual: match dispenser.delays.quantile(0.95) {
            Some(most) => {
                format!("A dose is taken within {} 19 times in 20.", explain::about(most))
            }
            None => "How soon a dose is usually taken is still being learned.".to_owned(),
        },
        today: format!("Waiting for {}.", explain::length(now - due.at)),
        evidence: in_order(list),
        confidence: 0.9,
        also_could_be: also,
        what_to_do: "Ring and ask. Whether a late dose should still be taken is a question for the pharmacy or the \
                     surgery."
            .to_owned(),
    }
}

impl Judge for MedicationMissed {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let why = |dispenser: &Dispenser| {
            let usual = dispenser.delays.quantile(0.95);
            let usual = usual.map_or_else(
                || "not known yet".to_owned(),
                |most| format!("taken within {} 19 times in 20", explain::about(most)),
            );
            let about = context.roster.the_device(dispenser.sensor);
            let kind = AlertKind::MedicationMissed;
            let Some(due) = &dispenser.due else {
                return Why::waiting(kind, about, usual, "a dose to be due");
            };
            let waited = (context.now - due.at).as_seconds() / 60.0;
            let (waits_for, at) = if dispenser.told {
                ("the dose to be taken: it has been told", None)
            } else {
                ("the dose to be taken", Some(due.at + WINDOW))
            };
            Why::waiting(kind, about, usual, waits_for)
                .measured(waited, Some(WINDOW.as_seconds() / 60.0), "minutes")
                .at(at)
        };
        self.dispensers.iter().map(why).collect()
    }
}
