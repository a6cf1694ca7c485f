//! One statement to a person, with its evidence; its stable names and its form as a line of JSON.

use serde::{Deserialize, Serialize};

use super::life::ConcernRef;
use crate::home::{AreaId, Capability, DeviceId, Value};
use crate::time::{Calendar, Timestamp};

/// What an alert is about. The names are stable: others rely on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AlertKind {
    /// No sign of activity for longer than is usual for this person at this hour.
    OverdueActivity,
    /// Somebody has been in the bathroom for longer than is usual for them.
    LongBathroomStay,
    /// A door to outside was opened at night.
    DoorAtNight,
    /// A door to outside has stood open for longer than is usual here.
    DoorLeftOpen,
    /// A room is too cold to be safe.
    ColdHome,
    /// A room is too hot to be safe.
    HotHome,
    /// Something has been on for longer than is usual, with nobody near it.
    ApplianceLeftOn,
    /// A habit has changed and stays changed: which one is the alert's feature.
    ChangeInRoutine,
    /// A device has not reported for longer than it ever does.
    SensorSilent,
    /// A device reports, but always the same, where it should not.
    SensorStuck,
    /// A device's battery will soon be empty.
    LowBattery,
    /// The hub hears nothing: its own power, radio or line is down.
    HubOffline,
    /// The person asked for help with a fob, a cord or their voice.
    HelpRequested,
    /// A device that a detector needs is silent, so that it cannot tell.
    CannotTell,
    /// The person went out and has been out for far longer than ever.
    NotReturned,
    /// Somebody walks from room to room at hours in which they are usually in bed.
    WanderingAtNight,
    /// Smoke, carbon monoxide, or water where none should be.
    Alarm,
    /// A dose was due and was not taken out of its dispenser.
    MedicationMissed,
    /// A dose was taken out although none was due.
    MedicationRepeated,
    /// A visit that comes on nearly every such day has not come.
    CarerNotArrived,
    /// A visit that comes on most days was much shorter than such visits are.
    CarerLeftEarly,
}

impl AlertKind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 21] = [
        Self::OverdueActivity,
        Self::LongBathroomStay,
        Self::DoorAtNight,
        Self::DoorLeftOpen,
        Self::ColdHome,
        Self::HotHome,
        Self::ApplianceLeftOn,
        Self::ChangeInRoutine,
        Self::SensorSilent,
        Self::SensorStuck,
        Self::LowBattery,
        Self::HubOffline,
        Self::CannotTell,
        Self::HelpRequested,
        Self::NotReturned,
        Self::WanderingAtNight,
        Self::Alarm,
        Self::MedicationMissed,
        Self::MedicationRepeated,
        Self::CarerNotArrived,
        Self::CarerLeftEarly,
    ];

    /// The stable name, in kebab-case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OverdueActivity => "overdue-activity",
            Self::LongBathroomStay => "long-bathroom-stay",
            Self::DoorAtNight => "door-at-night",
            Self::DoorLeftOpen => "door-left-open",
            Self::ColdHome => "cold-home",
            Self::HotHome => "hot-home",
            Self::ApplianceLeftOn => "appliance-left-on",
            Self::ChangeInRoutine => "change-in-routine",
            Self::SensorSilent => "sensor-silent",
            Self::SensorStuck => "sensor-stuck",
            Self::LowBattery => "low-battery",
            Self::HubOffline => "hub-offline",
            Self::HelpRequested => "help-requested",
            Self::CannotTell => "cannot-tell",
            Self::NotReturned => "not-returned",
            Self::WanderingAtNight => "wandering-at-night",
            Self::Alarm => "alarm",
            Self::MedicationMissed => "medication-missed",
            Self::MedicationRepeated => "medication-repeated",
            Self::CarerNotArrived => "carer-not-arrived",
            Self::CarerLeftEarly => "carer-left-early",
        }
    }

    /// For people: `No activity`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::OverdueActivity => "No activity",
            Self::LongBathroomStay => "Long time in the bathroom",
            Self::DoorAtNight => "Door at night",
            Self::DoorLeftOpen => "Door left open",
            Self::ColdHome => "Cold room",
            Self::HotHome => "Hot room",
            Self::ApplianceLeftOn => "Left switched on",
            Self::ChangeInRoutine => "A change in routine",
            Self::SensorSilent => "Sensor silent",
            Self::SensorStuck => "Sensor stuck",
            Self::LowBattery => "Battery low",
            Self::HubOffline => "Hub offline",
            Self::HelpRequested => "Help requested",
            Self::CannotTell => "Cannot tell",
            Self::NotReturned => "Not come back",
            Self::WanderingAtNight => "Wandering at night",
            Self::Alarm => "Alarm",
            Self::MedicationMissed => "Tablets not taken",
            Self::MedicationRepeated => "Tablets taken twice",
            Self::CarerNotArrived => "Carer not arrived",
            Self::CarerLeftEarly => "Carer left early",
        }
    }
}

/// How soon someone should act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Good to know.
    Information,
    /// Look into it today.
    Attention,
    /// Act now.
    Urgent,
}

impl Severity {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Attention => "attention",
            Self::Urgent => "urgent",
        }
    }
}

/// One reading that an alert rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// When it was measured.
    pub at: Timestamp,
    /// By which device.
    pub device: DeviceId,
    /// What.
    pub capability: Capability,
    /// The value.
    pub value: Value,
    /// Why it matters, in a few words: `the last movement`.
    pub note: String,
}

/// One statement to a person, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// What it is about.
    pub kind: AlertKind,
    /// Which feature it is about, by its stable name; only a change in routine has one.
    pub feature: Option<&'static str>,
    /// How soon someone should act.
    pub severity: Severity,
    /// When what it is about began.
    pub since: Timestamp,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Where, when it is about one area.
    pub area: Option<AreaId>,
    /// The devices it rests on.
    pub devices: Vec<DeviceId>,
    /// What a daughter would understand, in one or two sentences.
    pub message: String,
    /// What is usual for this person at this hour.
    pub usual: String,
    /// What today is.
    pub today: String,
    /// The readings it rests on, in order of time.
    pub evidence: Vec<Evidence>,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// What else it could be.
    pub also_could_be: Vec<String>,
    /// What to do.
    pub what_to_do: String,
    /// To which concern it belongs; `None` only until the monitor hands it out.
    pub concern: Option<ConcernRef>,
}

/// The monitor's version, as `0.1.0+` and a hash of its configuration, goes into every line.
#[derive(Serialize)]
struct Line<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    feature: Option<&'a str>,
    severity: &'a str,
    since: String,
    raised_at: String,
    area: Option<&'a str>,
    devices: Vec<&'a str>,
    message: &'a str,
    usual: &'a str,
    today: &'a str,
    evidence: Vec<EvidenceLine<'a>>,
    confidence: f64,
    also_could_be: &'a [String],
    what_to_do: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    concern: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
    monitor: &'a str,
    simulated: bool,
    source: &'a str,
}

#[derive(Serialize)]
struct EvidenceLine<'a> {
    at: String,
    device: &'a str,
    capability: &'a str,
    value: serde_json::Value,
    note: &'a str,
}

/// Where a run's readings came from: it goes beside every alert and never into the monitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whether the readings were simulated.
    pub simulated: bool,
    /// The scenario's or the recording's name.
    pub source: String,
}

impl Alert {
    /// The alert as one line of JSON, without the line's end. `monitor` is the monitor's version.
    pub fn to_json(&self, calendar: &Calendar, monitor: &str, origin: &Origin) -> String {
        let line = Line {
            kind: self.kind.name(),
            feature: self.feature,
            severity: self.severity.name(),
            since: calendar.rfc3339(self.since),
            raised_at: calendar.rfc3339(self.raised_at),
            area: self.area.as_ref().map(AreaId::as_str),
            devices: self.devices.iter().map(DeviceId::as_str).collect(),
            message: &self.message,
            usual: &self.usual,
            today: &self.today,
            evidence: self
                .evidence
                .iter()
                .map(|e| EvidenceLine {
                    at: calendar.rfc3339(e.at),
                    device: e.device.as_str(),
                    capability: e.capability.name(),
                    value: match &e.value {
                        Value::Flag(flag) => (*flag).into(),
                        Value::Number(number) => (*number).into(),
                        Value::Word(word) => word.as_ref().into(),
                    },
                    note: &e.note,
                })
                .collect(),
            confidence: self.confidence,
            also_could_be: &self.also_could_be,
            what_to_do: &self.what_to_do,
            concern: self.concern.map(|concern| concern.id),
            state: self.concern.map(|concern| concern.stage.name()),
            monitor,
            simulated: origin.simulated,
            source: &origin.source,
        };
        // Strings, booleans and finite numbers always have a JSON form.
        serde_json::to_string(&line).unwrap_or_default()
    }
}
