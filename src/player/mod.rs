//! The time machine: a house, its monitor and one clock that can be played, paused, stepped, sped up and moved to any
//! moment.
//!
//! The [`Player`] works the scenario out ahead of the moment shown and keeps what it finds in a [`History`]; houses set
//! aside every few hours make any moment quick to show again. It draws nothing, reads no file, and is told how much
//! time has passed. Read [`Player`] first, then [`view::View`].

pub mod aide;
mod checkpoint;
pub mod chronicle;
pub mod command;
pub mod fitting;
pub mod history;
pub mod house;
mod intervene;
pub mod known;
pub mod offer;
pub mod pace;
pub mod view;
pub mod without;

use std::sync::Arc;

use self::checkpoint::Checkpoints;
use self::chronicle::Chronicle;
use self::command::Command;
use self::history::{History, TruthSpan};
use self::house::{Happened, House, config_of};
use self::pace::{Budget, Speed};
use self::view::{DeviceView, Latest, View};
use crate::home::{Home, Item, Reading, Value};
use crate::monitor::Config;
use crate::scenario::Scenario;
use crate::simulation::truth::{TruthEvent, TruthKind};
use crate::source::tape::Tape;
use crate::time::{Span, Timestamp};

/// How much is worked out between two looks at the budget.
const SLICE: Span = Span::hours(1);
/// How far the clock goes between two looks at the budget when it runs as fast as it can.
const LEAP: Span = Span::minutes(2);

/// A house, its monitor and one clock.
pub struct Player {
    scenario: Arc<Scenario>,
    /// The house at the moment shown.
    house: House,
    /// The house as far as the future has been worked out.
    ahead: House,
    checkpoints: Checkpoints,
    history: History,
    chronicle: Chronicle,
    /// Whether a simulation made the readings.
    simulated: bool,
    playing: bool,
    speed: Speed,
    /// What is left of a millisecond after the last advance.
    remainder: f64,
    /// The stretch that is played again and again.
    repeats: Option<(Timestamp, Timestamp)>,
    /// What the scenario was like before each thing that was done here, and when that was.
    done: Vec<(Arc<Scenario>, Timestamp)>,
    /// The home as it was before anybody changed its devices.
    built: Arc<Home>,
    /// How the monitor is set.
    config: Config,
    /// What is played, where it was recorded.
    tape: Option<Tape>,
}

impl Player {
    /// A player at the scenario's first instant, paused, with nothing worked out yet.
    pub fn new(scenario: Arc<Scenario>) -> Self {
        let config = config_of(&scenario);
        Self::with_monitor(scenario, config)
    }

    /// The same, with a monitor of another configuration.
    pub fn with_monitor(scenario: Arc<Scenario>, config: Config) -> Self {
        let house = House::with_monitor(&scenario, config.clone());
        Self { config, ..Self::with_house(scenario, house, true) }
    }

    /// A player of a recording, paused at its first instant; `scenario` names its home and its clock
    /// ([`Scenario::unscripted`]).
    pub fn of_recording(scenario: Arc<Scenario>, tape: Tape, simulated: bool) -> Self {
        let house = House::recorded(&scenario, tape.clone());
        Self { tape: Some(tape), ..Self::with_house(scenario, house, simulated) }
    }

    /// The same scenario or recording with all that was done to it, paused at its first instant with nothing worked out yet:
    /// for whoever plays it apart from this one.
    pub fn again(&self) -> Self {
        let player = match &self.tape {
            Some(tape) => Self::of_recording(Arc::clone(&self.scenario), tape.clone(), self.simulated),
            None => Self::with_monitor(Arc::clone(&self.scenario), self.config.clone()),
        };
        Self { simulated: self.simulated, ..player }
    }

    fn with_house(scenario: Arc<Scenario>, house: House, simulated: bool) -> Self {
        let mut checkpoints = Checkpoints::default();
        checkpoints.keep(&house);
        Self {
            ahead: house.clone(),
            house,
            checkpoints,
            history: History::new(&scenario.home),
            chronicle: Chronicle::default(),
            simulated,
            playing: false,
            speed: Speed::Times(scenario.speed),
            remainder: 0.0,
            repeats: None,
            done: Vec::new(),
            built: Arc::clone(&scenario.home),
            config: config_of(&scenario),
            tape: None,
            scenario,
        }
    }

    /// The scenario being played, with what a person did to the house.
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// The instant shown.
    pub fn at(&self) -> Timestamp {
        self.house.at()
    }

    /// Whether time passes by itself.
    pub fn playing(&self) -> bool {
        self.playing
    }

    /// Everything worked out so far.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// How far the future has been worked out.
    pub fn known_until(&self) -> Timestamp {
        self.ahead.at()
    }

    /// Works out the future up to `until`, as far as the budget goes; at least a slice of it.
    pub fn work_ahead(&mut self, until: Timestamp, budget: Budget) {
        let until = until.min(self.scenario.ends());
        while self.ahead.at() < until {
            let next = (self.ahead.at().floor(SLICE) + SLICE).min(until);
            let (home, history) = (&self.scenario.home, &mut self.history);
            self.ahead.advance(next, &mut |happened| record(home, history, happened));
            if next.floor(checkpoint::EVERY) == next {
                self.chronicle.note(next, &self.ahead.monitor().habits());
                self.checkpoints.keep(&self.ahead);
            }
            if !budget.left() {
                break;
            }
        }
    }

    /// Lets so much real time pass: the clock runs on if it is playing.
    pub fn advance(&mut self, elapsed: Span, budget: Budget) {
        if !self.playing {
            return;
        }
        if let Some((from, until)) = self.repeats
            && self.at() >= until
        {
            self.show(from);
            return;
        }
        let end = self.repeats.map_or(Timestamp::MAX, |(_, until)| until);
        match self.speed {
            Speed::Times(times) => {
                let millis = elapsed.as_millis() as f64 * times + self.remainder;
                let whole = millis.floor();
                self.remainder = millis - whole;
                self.show(Timestamp::min(self.at() + Span::millis(whole as i64), end.max(self.at())));
            }
            Speed::Fastest => loop {
                self.show(Timestamp::min(self.at() + LEAP, end.max(self.at())));
                if !budget.left() || self.at() >= self.scenario.ends().min(end) {
                    break;
                }
            },
        }
        if self.at() >= self.scenario.ends() {
            self.playing = false;
        }
    }

    /// Carries out what a person asked for.
    pub fn apply(&mut self, command: &Command) {
        match command {
            Command::Play => self.playing = self.at() < self.scenario.ends(),
            Command::Pause => self.playing = false,
            Command::TogglePlay => self.playing = !self.playing && self.at() < self.scenario.ends(),
            Command::Step(span) => self.show(self.at() + *span),
            Command::SetSpeed(speed) => self.speed = *speed,
            Command::ChangeSpeed(faster) => self.change_speed(*faster),
            Command::Seek(at) => self.show(*at),
            Command::SeekEvent(next) => self.seek_among(*next, Self::events),
            Command::SeekAlert(next) => self.seek_among(*next, Self::raised),
            Command::Repeat(stretch) => self.repeats = stretch.filter(|(from, until)| from < until),
            Command::Intervene(intervention) => self.intervene(intervention),
            Command::Undo => {
                if let Some(at) = self.undo() {
                    self.show(at);
                }
            }
        }
    }

    /// Whether what comes next of the kind that is asked for is known, or never comes; until then
    /// [`Player::work_ahead`] may be called in slices.
    pub fn knows_next(&self, alert: bool) -> bool {
        let moments = if alert { self.raised() } else { self.events() };
        self.known_until() >= self.scenario.ends() || moments.into_iter().any(|at| at > self.at())
    }

    /// When something happened in the home: what was told of it, or where nothing was, what its sensors noticed.
    fn events(&self) -> Vec<Timestamp> {
        if self.house.has_truth() {
            let told = self.history.truth().iter().filter(|span| !span.sentence.is_empty());
            return told.map(|span| span.from).collect();
        }
        let noticed = |reading: &&Reading| matches!(reading.value, Value::Flag(true) | Value::Word(_));
        self.history.readings().iter().filter(noticed).map(|reading| reading.at).collect()
    }

    /// When an alert was raised.
    fn raised(&self) -> Vec<Timestamp> {
        self.history.alerts().iter().map(|alert| alert.raised_at).collect()
    }

    /// Everything there is to show at this instant.
    pub fn view(&self) -> View<'_> {
        let at = self.at();
        let devices = self.scenario.home.devices.iter().enumerate().map(|(place, device)| {
            let mut latest: Vec<Latest> = self
                .history
                .latest_of(place, at)
                .map(|one| Latest { capability: one.capability, at: one.at, value: one.value.clone() })
                .collect();
            latest.sort_by_key(|one| device.kind.capabilities().iter().position(|c| *c == one.capability));
            DeviceView { latest, online: self.history.online(place, at) }
        });
        let devices: Vec<DeviceView> = devices.collect();
        let truth = self.house.view();
        let monitor = self.house.monitor();
        View {
            scenario: &self.scenario,
            at,
            local: self.scenario.calendar.local(at),
            playing: self.playing,
            speed: self.speed,
            learning: monitor.learning(),
            truth: truth.is_some(),
            simulated: self.simulated,
            house: truth.unwrap_or_else(|| known::house(&self.scenario.home, &devices, at)),
            normal: monitor.normal(),
            habits: monitor.habits(),
            chronicle: &self.chronicle,
            repeats: self.repeats,
            devices,
            history: &self.history,
            starts: self.scenario.starts(),
            ends: self.scenario.ends(),
            known_until: self.known_until(),
            monitor: self.house.monitor().version(),
            changed: self.differs(),
            alive: self.house.has_truth(),
            mode: monitor.mode(),
            aide: self.house.aide(),
            listens: self.house.listener(0),
            can_undo: !self.done.is_empty(),
        }
    }

    /// Shows another moment, kept within the scenario.
    fn show(&mut self, at: Timestamp) {
        let at = at.clamp(self.scenario.starts(), self.scenario.ends());
        self.work_ahead(at, Budget::UNLIMITED);
        let far = at - self.house.at() > checkpoint::EVERY;
        if (at < self.house.at() || far)
            && let Some(checkpoint) = self.checkpoints.before(at)
            // In a long run the last one may lie further back than where the house is.
            && (at < self.house.at() || checkpoint.at() > self.house.at())
        {
            self.house = checkpoint.clone();
        }
        // What happens on the way is in the history already.
        self.house.advance(at, &mut |_| ());
    }

    fn change_speed(&mut self, faster: bool) {
        let rank = |speed: Speed| match speed {
            Speed::Times(times) => times,
            Speed::Fastest => f64::INFINITY,
        };
        let now = rank(self.speed);
        let found = if faster {
            Speed::STEPS.into_iter().find(|speed| rank(*speed) > now)
        } else {
            Speed::STEPS.into_iter().rev().find(|speed| rank(*speed) < now)
        };
        self.speed = found.unwrap_or(self.speed);
    }

    fn seek_among(&mut self, next: bool, moments: impl Fn(&Self) -> Vec<Timestamp>) {
        let now = self.at();
        if next {
            // What comes next may not be worked out yet: look a day further at a time.
            let found = loop {
                let found = moments(self).into_iter().filter(|at| *at > now).min();
                if found.is_some() || self.known_until() >= self.scenario.ends() {
                    break found;
                }
                self.work_ahead(self.known_until() + Span::days(1), Budget::UNLIMITED);
            };
            if let Some(at) = found {
                self.show(at);
            }
        } else if let Some(at) = moments(self).into_iter().filter(|at| *at < now).max() {
            self.show(at);
        }
    }
}

/// Writes what happened into the history.
fn record(home: &crate::home::Home, history: &mut History, happened: Happened) {
    match happened {
        Happened::Item(Item::Reading(reading)) => history.push_reading(home, &reading),
        Happened::Item(Item::Availability(change)) => history.push_availability(home, &change),
        Happened::Item(Item::Watermark(_)) => {}
        Happened::Alert(alert) => history.push_alert(alert),
        Happened::Told(entry) => history.push_told(entry),
        Happened::Concern(news) => history.push_concern(news),
        Happened::Truth(event) => record_truth(history, event),
    }
}

fn record_truth(history: &mut History, event: TruthEvent) {
    let same_lane = |kind: &TruthKind| match (kind, &event.kind) {
        (TruthKind::Activity(_), TruthKind::Activity(_)) => true,
        (TruthKind::Whereabouts(_), TruthKind::Whereabouts(_)) => true,
        (TruthKind::Label(a), TruthKind::Label(b)) => a == b && !event.begins,
        (fault @ TruthKind::Fault { .. }, other @ TruthKind::Fault { .. }) => fault == other && !event.begins,
        (TruthKind::Activity(_) | TruthKind::Whereabouts(_) | TruthKind::Label(_) | TruthKind::Fault { .. }, _) => {
            false
        }
    };
    let open = history
        .truth_mut()
        .iter_mut()
        .rev()
        .find(|span| span.until.is_none() && span.resident == event.resident && same_lane(&span.kind));
    if let Some(span) = open {
        span.until = Some(event.at);
    }
    if event.begins {
        history.push_truth(TruthSpan {
            resident: event.resident,
            kind: event.kind,
            sentence: event.sentence,
            from: event.at,
            until: None,
        });
    }
}
