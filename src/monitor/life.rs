//! The life of what was told: raised, escalated as time passes, acknowledged by a person, resolved by itself, reopened.
//!
//! Detectors say what is wrong; this file keeps the book. Every alert belongs to one concern: the same thing told again is
//! the same concern, and what follows from something told already is not told as something new. Whether a concern is
//! over is the detectors' to say ([`Monitor::over`](super::Monitor)); nothing is ever told here of a person.

use serde::{Deserialize, Serialize};

use super::alert::{Alert, AlertKind, Origin, Severity};
use crate::home::{AreaId, DeviceId};
use crate::time::{Calendar, Span, Timestamp};

/// What is told again within so long of being over is the same concern, reopened.
const REOPENS: Span = Span::hours(12);
/// Concerns that are over and are still shown; older ones are forgotten.
const KEPT: usize = 32;
/// News that nobody has taken; older ones are forgotten, since the book itself says how things are.
const NEWS: usize = 256;
/// A call for help that nobody has acknowledged is let go after so long.
pub(super) const LETS_GO: Span = Span::hours(24);
/// Going out and what follows from it may be told with so much between.
const SAME_LEAVING: Span = Span::minutes(5);

/// Where a concern is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// It was told for the first time.
    Raised,
    /// It is more pressing than it was told before.
    Escalated,
    /// It was told again, no more pressing than before.
    Updated,
    /// A person has said that they see to it.
    Acknowledged,
    /// It is over.
    Resolved,
    /// It was over and has begun again.
    Reopened,
}

impl Stage {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Escalated => "escalated",
            Self::Updated => "updated",
            Self::Acknowledged => "acknowledged",
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
        }
    }
}

/// To which concern an alert belongs, and at which stage it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernRef {
    /// The concern's number, from 1.
    pub id: u64,
    /// Its stage when the alert was told.
    pub stage: Stage,
}

/// That a person sees to a concern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// When they said so.
    pub at: Timestamp,
    /// Who, where it is known.
    pub by: Option<String>,
}

/// Something that may be wrong, from when it was raised until it is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Concern {
    /// Its number, from 1, unique in the home.
    pub id: u64,
    /// What it is about.
    pub kind: AlertKind,
    /// Which habit, by its stable name, for a change in routine.
    pub feature: Option<String>,
    /// Where, when it is about one area.
    pub area: Option<AreaId>,
    /// The devices that it rests on.
    pub devices: Vec<DeviceId>,
    /// When what it is about began.
    pub since: Timestamp,
    /// When it was raised, or reopened.
    pub raised_at: Timestamp,
    /// How soon someone should act, now.
    pub severity: Severity,
    /// Where it is in its life.
    pub stage: Stage,
    /// Since when it is at this stage.
    pub stage_since: Timestamp,
    /// Who sees to it.
    pub acknowledged: Option<Acknowledged>,
    /// When it was over.
    pub resolved_at: Option<Timestamp>,
    /// How many alerts it has told.
    pub alerts: u32,
    /// What was told last.
    pub message: String,
}

impl Concern {
    /// Whether it is not over.
    pub fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }

    fn is(&self, alert: &Alert) -> bool {
        self.kind == alert.kind
            && self.feature.as_deref() == alert.feature
            && (self.area == alert.area || self.devices.iter().any(|device| alert.devices.contains(device)))
            && (self.kind != AlertKind::LowBattery || self.devices == alert.devices)
    }

    /// Whether an alert of another kind only tells more of this concern. Whoever left at night and has not been seen since
    /// is told of once; that a lamp is still on while somebody may lie helpless is no news.
    fn explains(&self, alert: &Alert) -> bool {
        let may_lie = self.kind == AlertKind::OverdueActivity || self.kind == AlertKind::LongBathroomStay;
        if may_lie && alert.kind == AlertKind::ApplianceLeftOn && alert.severity == Severity::Information {
            return true;
        }
        self.kind == AlertKind::DoorAtNight
            && self.severity == Severity::Urgent
            && matches!(alert.kind, AlertKind::OverdueActivity | AlertKind::NotReturned)
            && alert.since + SAME_LEAVING >= self.since
    }
}

/// A step in a concern's life that is no alert: a line of its own wherever alerts go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// When.
    pub at: Timestamp,
    /// The concern's number.
    pub concern: u64,
    /// What it is about.
    pub kind: AlertKind,
    /// The stage that it has come to.
    pub stage: Stage,
    /// How soon someone should act, from now on.
    pub severity: Severity,
    /// Since when what it is about has lasted.
    pub since: Timestamp,
    /// Where, when it is about one area.
    pub area: Option<AreaId>,
    /// The devices that it rests on.
    pub devices: Vec<DeviceId>,
    /// In plain English: `Seen again at 09:12; the concern is closed.`
    pub message: String,
    /// Who acknowledged it.
    pub by: Option<String>,
}

/// A step's form in JSON.
#[derive(Serialize)]
struct NewsLine<'a> {
    kind: &'a str,
    about: &'a str,
    concern: u64,
    state: &'a str,
    severity: &'a str,
    since: String,
    at: String,
    area: Option<&'a str>,
    devices: Vec<&'a str>,
    message: &'a str,
    by: Option<&'a str>,
    monitor: &'a str,
    simulated: bool,
    source: &'a str,
}

impl News {
    /// The step as one line of JSON, without the line's end: `kind` is `concern`, and `about` the alert's kind.
    pub fn to_json(&self, calendar: &Calendar, monitor: &str, origin: &Origin) -> String {
        let line = NewsLine {
            kind: "concern",
            about: self.kind.name(),
            concern: self.concern,
            state: self.stage.name(),
            severity: self.severity.name(),
            since: calendar.rfc3339(self.since),
            at: calendar.rfc3339(self.at),
            area: self.area.as_ref().map(AreaId::as_str),
            devices: self.devices.iter().map(DeviceId::as_str).collect(),
            message: &self.message,
            by: self.by.as_deref(),
            monitor,
            simulated: origin.simulated,
            source: &origin.source,
        };
        // Strings, booleans and whole numbers always have a JSON form.
        serde_json::to_string(&line).unwrap_or_default()
    }
}

/// What the monitor says: an alert, or what became of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Something new, or more of it.
    Alert(Alert),
    /// A step in the life of what was told before.
    News(News),
}

impl Said {
    /// When it was said.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Alert(alert) => alert.raised_at,
            Self::News(news) => news.at,
        }
    }

    /// It as one line of JSON, without the line's end. `monitor` is the monitor's version.
    pub fn to_json(&self, calendar: &Calendar, monitor: &str, origin: &Origin) -> String {
        match self {
            Self::Alert(alert) => alert.to_json(calendar, monitor, origin),
            Self::News(news) => news.to_json(calendar, monitor, origin),
        }
    }
}

/// The book of concerns.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Book {
    /// In the order of their numbers.
    concerns: Vec<Concern>,
    numbers: u64,
    news: Vec<News>,
    open: u32,
    /// Something is open that ends as soon as somebody is seen.
    awaits: bool,
}

impl Book {
    pub fn concerns(&self) -> &[Concern] {
        &self.concerns
    }

    pub fn take_news(&mut self) -> Vec<News> {
        std::mem::take(&mut self.news)
    }

    pub fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    /// Whether anything is not over: asked with every reading.
    pub fn has_open(&self) -> bool {
        self.open > 0
    }

    /// Whether anything is open that ends as soon as somebody is seen.
    pub fn awaits_a_person(&self) -> bool {
        self.awaits
    }

    fn note_whom_it_awaits(&mut self) {
        let mut open = self.concerns.iter().filter(|concern| concern.is_open());
        self.awaits = open.any(|concern| match concern.kind {
            AlertKind::OverdueActivity
            | AlertKind::LongBathroomStay
            | AlertKind::DoorAtNight
            | AlertKind::NotReturned
            | AlertKind::HelpRequested => true,
            AlertKind::DoorLeftOpen
            | AlertKind::WanderingAtNight
            | AlertKind::Alarm
            | AlertKind::MedicationMissed
            | AlertKind::MedicationRepeated
            | AlertKind::CarerNotArrived
            | AlertKind::CarerLeftEarly
            | AlertKind::ColdHome
            | AlertKind::HotHome
            | AlertKind::ApplianceLeftOn
            | AlertKind::ChangeInRoutine
            | AlertKind::SensorSilent
            | AlertKind::SensorStuck
            | AlertKind::LowBattery
            | AlertKind::HubOffline
            | AlertKind::CannotTell => false,
        });
    }

    /// Gives each alert from `first` on its concern, and takes out what has been told already as part of another.
    pub fn enter(&mut self, alerts: &mut Vec<Alert>, first: usize) {
        let mut place = first;
        while place < alerts.len() {
            if self.enter_one(&mut alerts[place]) {
                place += 1;
            } else {
                alerts.remove(place);
            }
        }
        self.note_whom_it_awaits();
    }

    fn enter_one(&mut self, alert: &mut Alert) -> bool {
        let at = alert.raised_at;
        let known = self.concerns.iter_mut().rev().find(|concern| {
            let lately = concern.resolved_at.is_none_or(|over| at - over <= REOPENS);
            lately && concern.is(alert)
        });
        if let Some(concern) = known {
            let over = concern.resolved_at.take().is_some();
            concern.stage = match (over, alert.severity > concern.severity) {
                (true, _) => Stage::Reopened,
                (false, true) => Stage::Escalated,
                (false, false) => Stage::Updated,
            };
            if over {
                self.open += 1;
                concern.acknowledged = None;
                concern.since = alert.since;
                concern.raised_at = at;
                concern.severity = alert.severity;
            }
            // What one has told of some devices and the next of others is about all of them.
            for device in &alert.devices {
                if !concern.devices.contains(device) {
                    concern.devices.push(device.clone());
                }
            }
            concern.severity = concern.severity.max(alert.severity);
            concern.alerts = concern.alerts.saturating_add(1);
            concern.stage_since = at;
            concern.message.clone_from(&alert.message);
            alert.concern = Some(ConcernRef { id: concern.id, stage: concern.stage });
            return true;
        }
        if self.concerns.iter().any(|concern| concern.is_open() && concern.explains(alert)) {
            return false;
        }
        self.numbers += 1;
        self.open += 1;
        alert.concern = Some(ConcernRef { id: self.numbers, stage: Stage::Raised });
        self.concerns.push(Concern {
            id: self.numbers,
            kind: alert.kind,
            feature: alert.feature.map(str::to_owned),
            area: alert.area.clone(),
            devices: alert.devices.clone(),
            since: alert.since,
            raised_at: at,
            severity: alert.severity,
            stage: Stage::Raised,
            stage_since: at,
            acknowledged: None,
            resolved_at: None,
            alerts: 1,
            message: alert.message.clone(),
        });
        true
    }

    /// A person sees to a concern. False when there is none of that number that is open.
    pub fn acknowledge(&mut self, id: u64, at: Timestamp, by: Option<&str>) -> bool {
        let Some(concern) = self.concerns.iter_mut().find(|concern| concern.id == id && concern.is_open()) else {
            return false;
        };
        if concern.acknowledged.is_some() {
            return true;
        }
        let by = by.map(str::to_owned);
        concern.acknowledged = Some(Acknowledged { at, by: by.clone() });
        concern.stage = Stage::Acknowledged;
        concern.stage_since = at;
        let message = match &by {
            Some(by) => format!("{by} sees to it."),
            None => "Somebody sees to it.".to_owned(),
        };
        let news = news(concern, at, message, by);
        self.tell(news);
        true
    }

    /// Closes what is over, as `over` says of each open concern: why, in a few words.
    pub fn settle(&mut self, now: Timestamp, over: impl Fn(&Concern) -> Option<String>) {
        let mut told = Vec::new();
        for concern in self.concerns.iter_mut().filter(|concern| concern.is_open()) {
            if let Some(why) = over(concern) {
                concern.resolved_at = Some(now);
                concern.stage = Stage::Resolved;
                concern.stage_since = now;
                self.open = self.open.saturating_sub(1);
                told.push(news(concern, now, format!("{why}; the concern is closed."), None));
            } else if concern.acknowledged.is_none()
                && let Some(after) = escalates_after(concern.kind)
                && concern.severity == Severity::Attention
                && now - concern.raised_at >= after
            {
                concern.severity = Severity::Urgent;
                concern.stage = Stage::Escalated;
                concern.stage_since = now;
                let message = format!(
                    "This has lasted for {} since it was told, and nobody has said that they see to it.",
                    now - concern.raised_at
                );
                told.push(news(concern, now, message, None));
            }
        }
        if !told.is_empty() {
            told.into_iter().for_each(|news| self.tell(news));
            self.note_whom_it_awaits();
        }
        let closed = self.concerns.iter().filter(|concern| !concern.is_open()).count();
        if closed > KEPT
            && let Some(oldest) = self.concerns.iter().position(|concern| !concern.is_open())
        {
            self.concerns.remove(oldest);
        }
    }

    fn tell(&mut self, news: News) {
        if self.news.len() == NEWS {
            self.news.remove(0);
        }
        self.news.push(news);
    }
}

fn news(concern: &Concern, at: Timestamp, message: String, by: Option<String>) -> News {
    News {
        at,
        concern: concern.id,
        kind: concern.kind,
        stage: concern.stage,
        severity: concern.severity,
        since: concern.since,
        area: concern.area.clone(),
        devices: concern.devices.clone(),
        message,
        by,
    }
}

/// After how long what needs attention becomes urgent, where nobody sees to it. Chosen: a silent person and a cooker that
/// is on cannot wait for an afternoon; what waits for the next visit never becomes urgent by waiting.
fn escalates_after(kind: AlertKind) -> Option<Span> {
    match kind {
        AlertKind::OverdueActivity | AlertKind::LongBathroomStay | AlertKind::CarerNotArrived => Some(Span::hours(1)),
        AlertKind::ApplianceLeftOn => Some(Span::minutes(45)),
        AlertKind::DoorLeftOpen => Some(Span::hours(3)),
        AlertKind::DoorAtNight
        | AlertKind::NotReturned
        | AlertKind::WanderingAtNight
        | AlertKind::Alarm
        | AlertKind::MedicationMissed
        | AlertKind::MedicationRepeated
        | AlertKind::CarerLeftEarly
        | AlertKind::ColdHome
        | AlertKind::HotHome
        | AlertKind::ChangeInRoutine
        | AlertKind::SensorSilent
        | AlertKind::SensorStuck
        | AlertKind::LowBattery
        | AlertKind::HubOffline
        | AlertKind::HelpRequested
        | AlertKind::CannotTell => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(kind: AlertKind, severity: Severity, hours: i64) -> Alert {
        let at = Timestamp::from_millis(0) + Span::hours(hours);
        Alert {
            kind,
            feature: None,
            severity,
            since: at - Span::hours(1),
            raised_at: at,
            area: None,
            devices: Vec::new(),
            message: "Something.".to_owned(),
            usual: String::new(),
            today: String::new(),
            evidence: Vec::new(),
            confidence: 0.5,
            also_could_be: Vec::new(),
            what_to_do: String::new(),
            concern: None,
        }
    }

    fn told(book: &mut Book, alert: Alert) -> Vec<Stage> {
        let mut alerts = vec![alert];
        book.enter(&mut alerts, 0);
        alerts.iter().filter_map(|alert| alert.concern).map(|concern| concern.stage).collect()
    }

    #[test]
    fn a_concern_is_raised_escalated_resolved_and_reopened() {
        let (kind, mut book) = (AlertKind::ColdHome, Book::default());
        assert_eq!(told(&mut book, alert(kind, Severity::Attention, 1)), [Stage::Raised]);
        assert_eq!(told(&mut book, alert(kind, Severity::Urgent, 2)), [Stage::Escalated]);
        let at = Timestamp::from_millis(0) + Span::hours(3);
        book.settle(at, |_| Some("It is warm again".to_owned()));
        let news = book.take_news();
        assert_eq!(news.len(), 1);
        assert_eq!(news[0].message, "It is warm again; the concern is closed.");
        assert!(!book.has_open());
        assert_eq!(told(&mut book, alert(kind, Severity::Attention, 10)), [Stage::Reopened]);
        assert_eq!(book.concerns().len(), 1);
        // A day later it is another.
        let later = at + Span::hours(8);
        book.settle(later, |_| Some("It is warm again".to_owned()));
        assert_eq!(told(&mut book, alert(kind, Severity::Attention, 40)), [Stage::Raised]);
        assert_eq!(book.concerns().len(), 2);
    }

    #[test]
    fn what_nobody_sees_to_grows_urgent_and_what_is_seen_to_does_not() {
        for acknowledged in [false, true] {
            let mut book = Book::default();
            told(&mut book, alert(AlertKind::OverdueActivity, Severity::Attention, 0));
            if acknowledged {
                assert!(book.acknowledge(1, Timestamp::from_millis(1), Some("Anna")));
                assert_eq!(book.take_news()[0].message, "Anna sees to it.");
            }
            for minutes in 0..90 {
                book.settle(Timestamp::from_millis(0) + Span::minutes(minutes), |_| None);
            }
            let stages: Vec<Stage> = book.take_news().iter().map(|news| news.stage).collect();
            assert_eq!(stages, if acknowledged { vec![] } else { vec![Stage::Escalated] });
        }
        assert!(!Book::default().acknowledge(7, Timestamp::from_millis(0), None));
    }

    #[test]
    fn whoever_left_at_night_and_is_not_back_is_told_of_once() {
        let mut book = Book::default();
        told(&mut book, alert(AlertKind::DoorAtNight, Severity::Urgent, 3));
        assert_eq!(told(&mut book, alert(AlertKind::OverdueActivity, Severity::Urgent, 9)), []);
        let mut before = alert(AlertKind::OverdueActivity, Severity::Urgent, 4);
        before.since = Timestamp::from_millis(0);
        assert_eq!(told(&mut book, before), [Stage::Raised]);
    }
}
