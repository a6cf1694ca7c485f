//! Medication repeated: a second dose was taken out although none was due.
//!
//! A dispenser keeps what is not due out of reach; a second dose means that it was turned by hand, opened, or reports
//! wrongly. It is told at once, from the first day on which it was heard that a dose was due.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::roster::Roster;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::Span;

/// Two reports so close together are of one dose.
const ONE_DOSE: Span = Span::minutes(2);

/// One dispenser.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Dispenser {
    sensor: usize,
    /// Whether a dose waits; `None` until it has said so once.
    due: Option<bool>,
    taken: Option<Reading>,
    /// Told, and no dose has been due since.
    told: bool,
}

/// The judge of doses taken twice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct MedicationRepeated {
    dispensers: Vec<Dispenser>,
}

impl MedicationRepeated {
    pub fn new(roster: &Roster) -> Self {
        let dispensers = roster.sensors.iter().enumerate().filter(|(_, s)| s.kind == DeviceKind::Dispenser);
        let dispenser = |(sensor, _)| Dispenser { sensor, due: None, taken: None, told: false };
        Self { dispensers: dispensers.map(dispenser).collect() }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry(&mut self.dispensers, before.dispensers, |dispenser| &mut dispenser.sensor);
    }

    /// Whether no dose has been due since somebody was told.
    pub fn lasts(&self, sensor: usize) -> bool {
        self.dispensers.iter().any(|dispenser| dispenser.sensor == sensor && dispenser.told)
    }

    pub fn reading(&mut self, context: &Context<'_>, sensor: usize, reading: &Reading, alerts: &mut Vec<Alert>) {
        let (Capability::Dose, Value::Word(word)) = (reading.capability, &reading.value) else { return };
        let Some(dispenser) = self.dispensers.iter_mut().find(|dispenser| dispenser.sensor == sensor) else { return };
        match word.as_ref() {
            "due" => (dispenser.due, dispenser.told) = (Some(true), false),
            "refilled" => dispenser.taken = None,
            "taken" => {
                let was_due = dispenser.due.replace(false);
                let first = dispenser.taken.replace(reading.clone());
                let again = first.as_ref().is_none_or(|first| reading.at - first.at > ONE_DOSE);
                if was_due == Some(false) && again && !dispenser.told {
                    dispenser.told = true;
                    alerts.push(alert(context, sensor, first.as_ref(), reading));
                }
            }
            _ => {}
        }
    }
}

fn alert(context: &Context<'_>, index: usize, first: Option<&Reading>, reading: &Reading) -> Alert {
    let sensor = context.roster.sensors.get(index);
    let clock = |at| explain::clock(context.civil, at, reading.at);
    let before = first.map_or_else(String::new, |first| format!(", after the one at {}", clock(first.at)));
    let mut list: Vec<_> = first.map(|first| evidence(first, "the dose before")).into_iter().collect();
    list.push(evidence(reading, "another was taken, and none was due"));
    Alert {
        kind: AlertKind::MedicationRepeated,
        feature: None,
        concern: None,
        severity: Severity::Urgent,
        since: reading.at,
        raised_at: reading.at,
        area: sensor.and_then(|s| context.roster.areas.get(s.area?)).map(|area| area.id.clone()),
        devices: vec![reading.device.clone()],
        message: format!(
            "Another dose was taken out of {} at {}{before}, although none was due.",
            context.roster.the_device(index),
            clock(reading.at)
        ),
        usual: "A dose is taken only when one is due.".to_owned(),
        today: match first {
            Some(first) => format!("Two doses within {}.", explain::length(reading.at - first.at)),
            None => "A dose that was not due.".to_owned(),
        },
        evidence: in_order(list),
        confidence: 0.8,
        also_could_be: vec![
            "somebody filling the dispenser".to_owned(),
            "a dispenser that was moved or tipped over".to_owned(),
        ],
        what_to_do:
            "Ring now and ask. If two doses may have been taken, ask the pharmacy or the emergency line at once."
                .to_owned(),
    }
}

impl Judge for MedicationRepeated {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let why = |dispenser: &Dispenser| {
            let waits_for = match (dispenser.due, dispenser.told) {
                (_, true) => "the next dose to be due: it has been told",
                (None, false) => "to hear once that a dose is due",
                (Some(true), false) => "the dose to be taken",
                (Some(false), false) => "a dose to be taken that is not due",
            };
            let about = known.context.roster.the_device(dispenser.sensor);
            Why::waiting(
                AlertKind::MedicationRepeated,
                about,
                "one dose each time that one is due".to_owned(),
                waits_for,
            )
        };
        self.dispensers.iter().map(why).collect()
    }
}
