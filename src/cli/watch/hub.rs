//! A hub's work between its lines and its alerts, without a file or a clock: readings are put in order, the monitor hears
//! them, and what is to be said waits in an outbox until it has been told.
//!
//! **Why nothing is lost and nothing told twice.** Everything that the hub knows is one value, [`Kept`], the outbox
//! included. It is kept first and told afterwards, each line with its number; whoever takes the state up after a kill
//! tells what is in its outbox, and what already stands in the file of alerts, by its number, is not written again. If
//! the readings are sent again from further back, those that were heard are known and left out.

use serde::{Deserialize, Serialize};

use crate::home::speech::SpokenCall;
use crate::home::{Capability, DeviceId, Home, Item, Reading, Value};
use crate::monitor::act::Act;
use crate::monitor::alert::{Alert, AlertKind, Origin};
use crate::monitor::life::Said;
use crate::monitor::state::{self, Owner, StateError};
use crate::monitor::{Config, Monitor};
use crate::source::reorder::{Reorder, Taken, WAIT};
use crate::time::{Calendar, Span, Timestamp};
use crate::trace::LiveLine;

/// After a start without any reading sent again, a shorter pause than this tells nothing: homes are quiet for minutes.
const MISSED: Span = Span::minutes(10);

/// A line that is to be told, with its number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Numbered from 1, without a gap, for as long as the state lives.
    pub number: u64,
    /// JSON, without the line's end.
    pub line: String,
}

/// A call for help or an alarm that was told at once, before its turn in the order of readings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Early {
    kind: AlertKind,
    raised_at: Timestamp,
    devices: Vec<String>,
}

/// What has come so far, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Lines that were malformed.
    pub bad: u64,
    /// Readings of devices that the home does not list.
    pub unknown: u64,
    /// Readings that had been heard before the hub was started anew, and came again.
    pub heard_before: u64,
}

/// Everything that a hub knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    monitor: Monitor,
    order: Reorder,
    /// What people did that has not had its turn, in order of time.
    acts: Vec<Act>,
    numbers: u64,
    outbox: Vec<Told>,
    early: Vec<Early>,
    tally: Tally,
}

/// The hub of one home.
pub struct Hub {
    owner: Owner,
    calendar: Calendar,
    origin: Origin,
    kept: Kept,
    /// Where a kept state stopped, until the first new reading shows whether anything was missed meanwhile.
    resumed: Option<Timestamp>,
    /// Devices that were not there, or not like this, when the state was kept.
    anew: Vec<DeviceId>,
}

impl Hub {
    /// A hub that knows nothing yet, or, with what it kept, one that goes on where it was.
    ///
    /// # Errors
    /// When what was kept is damaged, or is another home's.
    pub fn new(
        home: &Home,
        calendar: &Calendar,
        config: Config,
        origin: Origin,
        kept: Option<&[u8]>,
    ) -> Result<Self, StateError> {
        let owner = Owner::new(home, calendar, &config);
        let mut anew = Vec::new();
        let kept = match kept {
            Some(bytes) => match state::open::<Kept>(&owner, bytes) {
                Ok(kept) => Kept { monitor: kept.monitor.taken_up(home, calendar, config), ..kept },
                Err(StateError::OtherHome) => {
                    let kept: Kept = state::open_of_any_home(&owner, bytes)?;
                    let rehoused = kept.monitor.rehoused(home, calendar, config);
                    let (monitor, devices) = rehoused.ok_or(StateError::OtherHome)?;
                    anew = devices;
                    Kept { monitor, ..kept }
                }
                Err(error) => return Err(error),
            },
            None => Kept {
                monitor: Monitor::new(home, calendar, config),
                order: Reorder::new(),
                acts: Vec::new(),
                numbers: 0,
                outbox: Vec::new(),
                early: Vec::new(),
                tally: Tally::default(),
            },
        };
        let resumed = kept.order.newest();
        Ok(Self { owner, calendar: calendar.clone(), origin, kept, resumed, anew })
    }

    /// Devices that are new or were moved since the state was kept: what is known of them begins anew.
    pub fn anew(&self) -> &[DeviceId] {
        &self.anew
    }

    /// Everything that it knows, as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        state::seal(&self.owner, &self.kept)
    }

    /// What is to be told, the earliest first.
    pub fn outbox(&self) -> &[Told] {
        &self.kept.outbox
    }

    /// The outbox has been told.
    pub fn told(&mut self) {
        self.kept.outbox.clear();
    }

    /// What has come so far.
    pub fn tally(&self) -> Tally {
        self.kept.tally
    }

    /// The order of readings, for its numbers.
    pub fn order(&self) -> &Reorder {
        &self.kept.order
    }

    /// The monitor, to look at.
    pub fn monitor(&self) -> &Monitor {
        &self.kept.monitor
    }

    /// A malformed line came.
    pub fn bad_line(&mut self) {
        self.kept.tally.bad += 1;
    }

    /// Takes a line. Says what became of it, where a person should hear of it.
    pub fn take(&mut self, line: LiveLine) -> Option<String> {
        match line {
            LiveLine::Item(item) => self.item(item),
            LiveLine::Unknown(device) => {
                self.kept.tally.unknown += 1;
                Some(format!("the home lists no device {device:?}"))
            }
            LiveLine::End(until) => {
                self.kept.order.end();
                self.kept.order.pass_until(until);
                self.settle();
                None
            }
            LiveLine::Header(_) | LiveLine::Empty => None,
        }
    }

    /// A person did something: it has its effect once everything before it was heard.
    pub fn act(&mut self, act: Act) {
        let place = self.kept.acts.partition_point(|other| other.at <= act.at);
        if self.kept.acts.get(place.wrapping_sub(1)) != Some(&act) {
            self.kept.acts.insert(place, act);
        }
        self.settle();
    }

    /// Time has passed without a line, up to here by the clock.
    pub fn pass(&mut self, now: Timestamp) {
        // Before the first reading there is nothing to be silent.
        if self.kept.order.newest().is_some() {
            self.kept.order.pass_until(now - WAIT);
            self.settle();
        }
    }

    /// There will be no more lines: what is held back is heard as well.
    pub fn end(&mut self) {
        self.kept.order.end();
        self.settle();
    }

    fn item(&mut self, item: Item) -> Option<String> {
        let (at, call) = (item.at(), is_call(&item));
        match self.kept.order.take(item) {
            Taken::Held => {
                if let Some(stopped) = self.resumed.take()
                    && at - stopped > MISSED
                {
                    // Nobody listened in between: what happened then is not known, which is not the same as nothing.
                    self.kept.monitor.not_heard(stopped, at);
                }
                if call {
                    self.tell_early();
                }
                self.settle();
                None
            }
            Taken::Twice => {
                // Whoever sends again what was heard has missed nothing.
                self.resumed = None;
                None
            }
            Taken::TooLate(by) => match self.resumed {
                Some(_) => {
                    self.kept.tally.heard_before += 1;
                    None
                }
                None => Some(format!("this came too late to be used: {by} after later readings")),
            },
            Taken::Doubted => None,
        }
    }

    /// Lets the monitor hear everything whose turn it is.
    fn settle(&mut self) {
        let mut alerts = Vec::new();
        while let Some(item) = self.kept.order.pop() {
            self.act_until(item.at(), &mut alerts);
            self.kept.monitor.observe(&item, &mut alerts);
            self.say(&mut alerts);
        }
        let passed = self.kept.order.passed();
        if self.kept.order.newest().is_some() {
            self.act_until(passed, &mut alerts);
            self.kept.monitor.observe(&Item::Watermark(passed), &mut alerts);
            self.say(&mut alerts);
        }
    }

    fn act_until(&mut self, at: Timestamp, alerts: &mut Vec<Alert>) {
        while self.kept.acts.first().is_some_and(|act| act.at < at) {
            let act = self.kept.acts.remove(0);
            self.kept.monitor.act(&act, alerts);
            self.say(alerts);
        }
    }

    fn say(&mut self, alerts: &mut Vec<Alert>) {
        let version = self.kept.monitor.version().to_owned();
        for said in self.kept.monitor.said(alerts) {
            if let Said::Alert(alert) = &said {
                let early = early(alert);
                if let Some(place) = self.kept.early.iter().position(|known| *known == early) {
                    self.kept.early.remove(place);
                    continue;
                }
            }
            self.put(&said.to_json(&self.calendar, &version, &self.origin));
        }
    }

    fn put(&mut self, line: &str) {
        self.kept.numbers += 1;
        let number = self.kept.numbers;
        // The number comes first, so that it can be found in the last line of a file.
        let line = format!("{{\"number\":{number},{}", line.strip_prefix('{').unwrap_or(line));
        self.kept.outbox.push(Told { number, line });
    }

    /// A call for help or an alarm cannot wait two minutes for its turn: a copy of the monitor hears what is held back
    /// now, and what it says of the call is told. When the call's turn comes it is not told again.
    fn tell_early(&mut self) {
        let mut ahead = self.kept.monitor.clone();
        let mut alerts = Vec::new();
        for item in self.kept.order.waiting() {
            ahead.observe(&item, &mut alerts);
        }
        let version = ahead.version().to_owned();
        for alert in alerts.iter().filter(|alert| matches!(alert.kind, AlertKind::HelpRequested | AlertKind::Alarm)) {
            let early = early(alert);
            if !self.kept.early.contains(&early) {
                self.kept.early.push(early);
                self.put(&alert.to_json(&self.calendar, &version, &self.origin));
            }
        }
    }
}

fn early(alert: &Alert) -> Early {
    let devices = alert.devices.iter().map(|device| device.as_str().to_owned()).collect();
    Early { kind: alert.kind, raised_at: alert.raised_at, devices }
}

/// Whether a reading is a call for help or an alarm.
fn is_call(item: &Item) -> bool {
    let Item::Reading(Reading { capability, value, .. }) = item else { return false };
    match capability {
        Capability::Button => true,
        Capability::Speech => matches!(value, Value::Word(word) if SpokenCall::from_word(word).is_some()),
        Capability::Smoke | Capability::CarbonMonoxide | Capability::Flood => *value == Value::Flag(true),
        _ => false,
    }
}
