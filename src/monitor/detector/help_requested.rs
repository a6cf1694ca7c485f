//! Help requested: somebody pressed the fob or pulled a cord. It is passed on at once and judged by nobody.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::concern::Concern;
use crate::monitor::evidence::evidence;
use crate::monitor::explain;
use crate::monitor::feature::roster::Sensor;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// Pressing again within so long belongs to the same call for help.
const ONE_CALL: Span = Span::minutes(10);

/// The fob's judge.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct HelpRequested {
    concern: Concern,
    /// When a call was last cancelled.
    cancelled: Option<Timestamp>,
}

impl HelpRequested {
    /// Whether a call raised at this time has been cancelled since.
    pub fn is_cancelled(&self, raised: Timestamp) -> bool {
        self.cancelled.is_some_and(|cancelled| cancelled >= raised)
    }

    pub fn reading(&mut self, context: &mut Context<'_>, sensor: usize, reading: &Reading, alerts: &mut Vec<Alert>) {
        let Some(fob) = context.roster.sensors.get(sensor) else { return };
        let (DeviceKind::Fob | DeviceKind::PullCord, Capability::Button, Value::Word(word)) =
            (fob.kind, reading.capability, &reading.value)
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
                alerts.push(pressed(context, fob, reading));
            }
            ("cancelled", Some(since)) => {
                self.concern.resolve();
                self.cancelled = Some(reading.at);
                alerts.push(cancelled(context, &fob.name, reading, since));
            }
            _ => {}
        }
    }
}

fn pressed(context: &Context<'_>, fob: &Sensor, reading: &Reading) -> Alert {
    let seen = context.presence.last.as_ref();
    let at = explain::clock(context.civil, reading.at, reading.at);
    let cord = fob.kind == DeviceKind::PullCord;
    // A fob is worn: where the person was last seen is where it was. A cord hangs where it hangs.
    let area = if cord { fob.area } else { seen.and_then(|seen| seen.area) };
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
        concern: None,
        severity: Severity::Urgent,
        since: reading.at,
        raised_at: reading.at,
        area: area.and_then(|area| context.roster.areas.get(area)).map(|area| area.id.clone()),
        devices: vec![reading.device.clone()],
        message: if cord {
            format!("{} was pulled at {at}: help is wanted.", explain::sentence(&with_article(&fob.name)))
        } else {
            format!("The button on {} was pressed at {at}: help is wanted.", with_article(&fob.name))
        },
        usual: "A call for help is always passed on, at any hour.".to_owned(),
        today,
        evidence: vec![evidence(reading, if cord { "the cord was pulled" } else { "the button was pressed" })],
        confidence: 0.95,
        also_could_be: vec![
            if cord {
                "pulled by mistake instead of the light's cord".to_owned()
            } else {
                "pressed by mistake".to_owned()
            },
            if cord { "a trial of the cord".to_owned() } else { "a trial of the button".to_owned() },
        ],
        what_to_do: "Ring now. If there is no answer, send someone round.".to_owned(),
    }
}

fn cancelled(context: &Context<'_>, fob: &str, reading: &Reading, since: Timestamp) -> Alert {
    Alert {
        kind: AlertKind::HelpRequested,
        feature: None,
        concern: None,
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

impl Judge for HelpRequested {
    fn why(&self, _: &Known<'_>) -> Vec<Why> {
        let waits_for = if self.concern.raised().is_some() {
            "an answer, or the call to be cancelled"
        } else {
            "a fob or a cord to be used"
        };
        let baseline = "every call is passed on at once".to_owned();
        vec![Why::waiting(AlertKind::HelpRequested, String::new(), baseline, waits_for)]
    }
}
