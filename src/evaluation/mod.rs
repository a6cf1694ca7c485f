//! Truth against alerts: how well the monitor does over many simulated homes.
//!
//! This room is given what really happened and what was said, and gives figures with their uncertainty. It plays
//! nothing, reads no file and asks no clock; the player is unknown to it. [`meaning`] has the one table of which alert
//! can tell which truth; [`matching`] applies it to a run; [`score`] makes figures of all runs; [`interval`] says how
//! sure they are; [`document`] writes and reads results as JSON; [`compare`] holds two results against each other;
//! [`rehear`] lets another monitor hear the same readings. Of
//! real homes [`inject`] asks how soon a silence is found, and [`scores`] how well unusual windows are told from others;
//! [`realism`] asks how like them the simulated ones are.
//! Read [`Evaluation`] first, then [`meaning`].

pub mod beside;
pub mod compare;
pub mod document;
pub mod figure;
pub mod inject;
pub mod interval;
pub mod matching;
pub mod meaning;
pub mod realism;
pub mod rehear;
pub mod score;
pub mod scores;

use crate::home::{Item, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::simulation::truth::{TruthEvent, TruthKind};
use crate::time::{Calendar, ClockTime, Span, Timestamp};

/// Scenarios that were lived through many times, with everything that was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The program and its version: `smart-house 0.1.0`.
    pub program: String,
    /// What of the monitor's configuration was set otherwise than usual: name and value.
    pub settings: Vec<(String, String)>,
    /// One a scenario.
    pub trials: Vec<Trial>,
}

/// One scenario with its runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The scenario's title.
    pub title: String,
    /// The name of its file.
    pub file: String,
    /// Day 1 and the time zone.
    pub calendar: Calendar,
    /// How many days were lived through.
    pub days: i64,
    /// After how many days the monitor counts as having learned.
    pub learning_days: i64,
    /// The monitor's version, with a hash of its configuration.
    pub monitor: String,
    /// One a seed, in the order of the seeds.
    pub runs: Vec<Run>,
}

impl Trial {
    /// Midnight at the start of day 1.
    pub fn starts(&self) -> Timestamp {
        self.calendar.at(1, ClockTime::MIDNIGHT)
    }

    /// Midnight after the last learning day, or the end where that comes first.
    pub fn learned(&self) -> Timestamp {
        self.calendar.at(self.learning_days.min(self.days) + 1, ClockTime::MIDNIGHT)
    }

    /// Midnight at the end of the last day.
    pub fn ends(&self) -> Timestamp {
        self.calendar.at(self.days + 1, ClockTime::MIDNIGHT)
    }
}

/// One life of a scenario: what happened, and what was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The scenario's seed in this run.
    pub seed: u64,
    /// How many readings there were.
    pub readings: u64,
    /// Differs when a reading differs, or a device came or went at another moment.
    pub fingerprint: Fingerprint,
    /// What was out of the ordinary, in the order in which it began.
    pub labels: Vec<Stretch>,
    /// What the monitor said, in the order in which it was said.
    pub alerts: Vec<Raised>,
    /// What became of what the scenario expects.
    pub promises: Vec<Promise>,
}

/// A stretch of truth that is out of the ordinary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its stable name: `fall`.
    pub label: String,
    /// Whom it befell: the resident's place in the scenario's list; `None` for what happened to the house.
    pub resident: Option<usize>,
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None` when it had not by the end of the run.
    pub until: Option<Timestamp>,
}

/// Takes in the beginning or the end of a stretch of truth. What is no label is left alone.
pub fn note_truth(labels: &mut Vec<Stretch>, event: &TruthEvent) {
    let name = match &event.kind {
        TruthKind::Label(name) | TruthKind::Fault { name, .. } => *name,
        TruthKind::Activity(_) | TruthKind::Whereabouts(_) => return,
    };
    if event.begins {
        labels.push(Stretch { label: name.to_owned(), resident: event.resident, from: event.at, until: None });
        return;
    }
    // Of two open stretches of one name, the later one ends first: truth says no more than the name.
    let of_it = |open: &&mut Stretch| open.until.is_none() && open.label == name;
    let same_person =
        labels.iter().rposition(|open| open.until.is_none() && open.label == name && open.resident == event.resident);
    let open = match same_person {
        Some(place) => labels.get_mut(place),
        None => labels.iter_mut().rfind(of_it),
    };
    if let Some(open) = open {
        open.until = Some(event.at);
    }
}

/// An alert, without its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// What it is about.
    pub kind: AlertKind,
    /// How soon someone should act.
    pub severity: Severity,
    /// When what it is about began.
    pub since: Timestamp,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Where, when it is about one area.
    pub area: Option<String>,
    /// What was said.
    pub message: String,
}

impl From<&Alert> for Raised {
    fn from(alert: &Alert) -> Self {
        Self {
            kind: alert.kind,
            severity: alert.severity,
            since: alert.since,
            raised_at: alert.raised_at,
            area: alert.area.as_ref().map(|area| area.as_str().to_owned()),
            message: alert.message.clone(),
        }
    }
}

/// One thing that a scenario expects of the monitor, and what became of it in one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What is expected: `cold-home within 2 h of day 30 00:40`, `nothing on days 15 to 29`.
    pub text: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of something expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It came as expected.
    Met,
    /// It did not.
    Missed,
    /// The run ended before it could be told.
    Open,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Met, Self::Missed, Self::Open];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Open => "not-reached",
        }
    }
}

/// A number that stands for a stream of items: FNV-1a with 64 bits, over what each item says. Two runs with the same
/// number heard the same readings, so what differs in their alerts comes from the monitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// Takes in the next item. That time passed without one says nothing.
    pub fn take(&mut self, item: &Item) {
        match item {
            Item::Reading(reading) => {
                self.bytes(&reading.at.as_millis().to_le_bytes());
                self.text(reading.device.as_str());
                self.text(reading.capability.name());
                match &reading.value {
                    Value::Flag(flag) => self.bytes(&[1, u8::from(*flag)]),
                    Value::Number(number) => self.bytes(&number.to_bits().to_le_bytes()),
                    Value::Word(word) => self.text(word),
                }
            }
            Item::Availability(change) => {
                self.bytes(&change.at.as_millis().to_le_bytes());
                self.text(change.device.as_str());
                self.bytes(&[2, u8::from(change.online)]);
            }
            Item::Watermark(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.bytes(&[0xff]);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// Whether a moment is in the night, 22:00 to 06:00: GrandCare's published example of when a door should stay shut.
pub fn is_night(calendar: &Calendar, at: Timestamp) -> bool {
    !(6..22).contains(&calendar.local(at).clock.hour())
}

/// So many weeks of seven days.
pub fn weeks(span: Span) -> f64 {
    span.as_hours() / (24.0 * 7.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(seconds: i64, label: &'static str, resident: Option<usize>, begins: bool) -> TruthEvent {
        let at = Timestamp::from_millis(seconds * 1_000);
        TruthEvent { at, resident, kind: TruthKind::Label(label), sentence: String::new(), begins }
    }

    #[test]
    fn a_stretch_ends_for_whom_it_began() {
        let mut labels = Vec::new();
        let told = [
            event(1, "fall", Some(0), true),
            event(2, "fall", Some(1), true),
            event(3, "fall", Some(0), false),
            event(4, "cold-room", None, true),
            // Truth need not say at the end whom it was about.
            event(5, "fall", None, false),
        ];
        told.iter().for_each(|event| note_truth(&mut labels, event));
        let ends: Vec<Option<i64>> =
            labels.iter().map(|stretch| stretch.until.map(|until| until.as_millis() / 1_000)).collect();
        assert_eq!(ends, [Some(3), Some(5), None]);
    }

    #[test]
    fn nights_begin_at_ten_and_end_at_six() {
        let calendar = Calendar::parse("Europe/London", "2026-11-02").expect("a calendar");
        let night = |clock: &str| is_night(&calendar, calendar.at(3, ClockTime::parse(clock).expect("a time")));
        assert!(night("22:00") && night("02:14") && night("05:59"));
        assert!(!night("21:59") && !night("06:00") && !night("12:00"));
    }
}
