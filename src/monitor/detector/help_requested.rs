//! Help requested: somebody pressed the fob, pulled a cord, or said so to a speaker. It is passed on at once and judged by
//! nobody. What was said is understood elsewhere; here it is a reading of the speaker like a press of a button.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::speech::SpokenCall;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::concern::Concern;
use crate::monitor::evidence::evidence;
use crate::monitor::explain;
use crate::monitor::feature::roster::Sensor;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// Calling again within so long belongs to the same call for help.
const ONE_CALL: Span = Span::minutes(10);

/// The fob's judge.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct HelpRequested {
    concern: Concern,
    /// When a call was last cancelled.
    cancelled: Option<Timestamp>,
}

/// What was done about help.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    /// The fob's button was pressed.
    Pressed,
    /// The cord was pulled.
    Pulled,
    /// Somebody said to a speaker that they want help.
    Asked,
    /// Somebody said to a speaker that they have fallen.
    SaidFallen,
    /// A call was taken back.
    Cancelled,
}

impl Done {
    fn of(kind: DeviceKind, reading: &Reading) -> Option<Self> {
        let Value::Word(word) = &reading.value else { return None };
        match (kind, reading.capability, word.as_ref()) {
            (DeviceKind::Fob, Capability::Button, "pressed") => Some(Self::Pressed),
            (DeviceKind::PullCord, Capability::Button, "pressed") => Some(Self::Pulled),
            (DeviceKind::Fob | DeviceKind::PullCord, Capability::Button, "cancelled") => Some(Self::Cancelled),
            (DeviceKind::Speaker | DeviceKind::Screen, Capability::Speech, word) => {
                Some(match SpokenCall::from_word(word)? {
                    SpokenCall::Help => Self::Asked,
                    SpokenCall::Fallen => Self::SaidFallen,
                    SpokenCall::AllRight => Self::Cancelled,
                })
            }
            _ => None,
        }
    }
}

impl HelpRequested {
    /// Whether a call raised at this time has been cancelled since.
    pub fn is_cancelled(&self, raised: Timestamp) -> bool {
        self.cancelled.is_some_and(|cancelled| cancelled >= raised)
    }

    pub fn reading(&mut self, context: &mut Context<'_>, sensor: usize, reading: &Reading, alerts: &mut Vec<Alert>) {
        let Some(by) = context.roster.sensors.get(sensor) else { return };
        let Some(done) = Done::of(by.kind, reading) else { return };
        if self.concern.raised().is_some_and(|raised| reading.at - raised > ONE_CALL) {
            self.concern.resolve();
        }
        let first = self.concern.raised();
        match (done, first) {
            (Done::Pressed | Done::Pulled | Done::Asked | Done::SaidFallen, None) => {
                self.concern.raise(reading.at);
                alerts.push(called(context, by, done, reading));
            }
            (Done::Cancelled, Some(since)) => {
                self.concern.resolve();
                self.cancelled = Some(reading.at);
                alerts.push(cancelled(context, by, reading, since));
            }
            (Done::Pressed | Done::Pulled | Done::Asked | Done::SaidFallen, Some(_)) | (Done::Cancelled, None) => {}
        }
    }
}

fn called(context: &Context<'_>, by: &Sensor, done: Done, reading: &Reading) -> Alert {
    let seen = context.presence.last.as_ref();
    let at = explain::clock(context.civil, reading.at, reading.at);
    let name = with_article(&by.name);
    let (message, note, could_be) = match done {
        Done::Pulled => (
            format!("{} was pulled at {at}: help is wanted.", explain::sentence(&name)),
            "the cord was pulled",
            ["pulled by mistake instead of the light's cord", "a trial of the cord"],
        ),
        Done::Asked => (
            format!("{} was asked for help at {at}.", explain::sentence(&name)),
            "help was asked for",
            ["a sentence that was misheard", "words from the television or the radio"],
        ),
        Done::SaidFallen => (
            format!("{} was told at {at} of a fall: help is wanted.", explain::sentence(&name)),
            "a fall was told of",
            ["a sentence that was misheard", "words from the television or the radio"],
        ),
        Done::Pressed | Done::Cancelled => (
            format!("The button on {name} was pressed at {at}: help is wanted."),
            "the button was pressed",
            ["pressed by mistake", "a trial of the button"],
        ),
    };
    let seen_in = seen.and_then(|seen| seen.area);
    let area = match done {
        // A cord hangs where it hangs.
        Done::Pulled => by.area,
        // Whoever calls out is within earshot: where they were last seen, or else where the speaker stands.
        Done::Asked | Done::SaidFallen => seen_in.or(by.area),
        // A fob is worn: where the person was last seen is where it was.
        Done::Pressed | Done::Cancelled => seen_in,
    };
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
        message,
        usual: "A call for help is always passed on, at any hour.".to_owned(),
        today,
        evidence: vec![evidence(reading, note)],
        confidence: 0.95,
        also_could_be: could_be.map(str::to_owned).to_vec(),
        what_to_do: "Ring now. If there is no answer, send someone round.".to_owned(),
    }
}

fn cancelled(context: &Context<'_>, by: &Sensor, reading: &Reading, since: Timestamp) -> Alert {
    let (call, taken_back) =
        (explain::clock(context.civil, since, reading.at), explain::clock(context.civil, reading.at, reading.at));
    let message = match by.kind {
        DeviceKind::Speaker => {
            format!(
                "The call for help at {call} was taken back at {taken_back}, by voice to {}.",
                with_article(&by.name)
            )
        }
        _ => format!("The call for help from {} at {call} was cancelled at {taken_back}.", with_article(&by.name)),
    };
    Alert {
        kind: AlertKind::HelpRequested,
        feature: None,
        concern: None,
        severity: Severity::Information,
        since,
        raised_at: reading.at,
        area: None,
        devices: vec![reading.device.clone()],
        message,
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
            "a fob or a cord to be used, or a speaker or screen to be asked"
        };
        let baseline = "every call is passed on at once".to_owned();
        vec![Why::waiting(AlertKind::HelpRequested, String::new(), baseline, waits_for)]
    }
}
