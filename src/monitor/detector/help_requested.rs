//! Help requested: somebody pressed the fob. It is passed on at once and judged by nobody.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::concern::Concern;
use crate::monitor::evidence::evidence;
use crate::monitor::explain;
use crate::time::{Span, Timestamp};

/// Pressing again within so long belongs to the same call for help.
const ONE_CALL: Span = Span::minutes(10);

/// The fob's judge.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct HelpRequested {
    concern: Concern,
}

impl HelpRequested {
    pub fn reading(&mut self, context: &mut Context<'_>, sensor: usize, reading: &Reading, alerts: &mut Vec<Alert>) {
        let Some(fob) = context.roster.sensors.get(sensor) else { return };
        let (DeviceKind::Fob, Capability::Button, Value::Word(word)) = (fob.kind, reading.capability, &reading.value)
        else {
            return;
        };
        if self.concern.raised().is_some_and(|raised| reading.at - raised > ONE_CALL) {
            self.concern.resolve();
        }
        let first = self.concern.raised();
        match (word.as_ref(), first) {
            ("pressed", None) => {
                self.concern.raise(reading.at);
                alerts.push(pressed(context, &fob.name, reading));
            }
            ("cancelled", Some(since)) => {
                self.concern.resolve();
                alerts.push(cancelled(context, &fob.name, reading, since));
            }
            _ => {}
        }
    }
}

fn pressed(context: &Context<'_>, fob: &str, reading: &Reading) -> Alert {
    let seen = context.presence.last.as_ref();
    let today = match seen {
        Some(seen) => format!(
            "Last seen in {} at {}.",
            context.roster.the_area(seen.area),
            explain::clock(context.civil, seen.at, reading.at)
        ),
        None => "Nobody has been seen in the home yet.".to_owned(),
    };
    Alert {
        kind: AlertKind::HelpRequested,
        feature: None,
        severity: Severity::Urgent,
        since: reading.at,
        raised_at: reading.at,
        // A fob is worn: where it was last seen is where the person was.
        area: seen.and_then(|seen| context.roster.areas.get(seen.area?)).map(|area| area.id.clone()),
        devices: vec![reading.device.clone()],
        message: format!(
            "The button on {} was pressed at {}: help is wanted.",
            with_article(fob),
            explain::clock(context.civil, reading.at, reading.at)
        ),
        usual: "A press is always passed on, at any hour.".to_owned(),
        today,
        evidence: vec![evidence(reading, "the button was pressed")],
        confidence: 0.95,
        also_could_be: vec!["pressed by mistake".to_owned(), "a trial of the button".to_owned()],
        what_to_do: "Ring now. If there is no answer, send someone round.".to_owned(),
    }
}

fn cancelled(context: &Context<'_>, fob: &str, reading: &Reading, since: Timestamp) -> Alert {
    Alert {
        kind: AlertKind::HelpRequested,
        feature: None,
        severity: Severity::Information,
        since,
        raised_at: reading.at,
        area: None,
        devices: vec![reading.device.clone()],
        message: format!(
            "The call for help from {} at {} was cancelled at {}.",
            with_article(fob),
            explain::clock(context.civil, since, reading.at),
            explain::clock(context.civil, reading.at, reading.at)
        ),
        usual: "A cancelled call is often a press by mistake.".to_owned(),
        today: format!("It was cancelled after {}.", reading.at - since),
        evidence: vec![evidence(reading, "the call was cancelled")],
        confidence: 0.8,
        also_could_be: vec!["somebody else cancelled it".to_owned()],
        what_to_do: "A short call will tell whether all is well.".to_owned(),
    }
}

fn with_article(name: &str) -> String {
    format!("the {}", name.to_lowercase())
}
