//! How soon somebody is told and there, with every device and without each: the same days are lived through once more for
//! each device that could be left out, in pieces, and the minutes from an instant to help are read off. What hangs on a
//! device goes with it: who has no fob presses none.
//!
//! It is given the instant and knows no label. Read [`Trials`] first.

use std::collections::VecDeque;
use std::sync::Arc;

use super::house::{Happened, House};
use super::pace::Budget;
use crate::home::{DeviceKind, Home};
use crate::response::{Entry, What};
use crate::scenario::{DisturbanceKind, Scenario};
use crate::time::{Span, Timestamp};

/// Help that is not there within so long is not there.
pub const WITHIN: Span = Span::hours(24);
/// How far a house goes on between two looks at the budget.
const PIECE: Span = Span::hours(6);

/// How soon somebody was told and there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes {
    /// Until the first message or call to somebody; `None` where nobody was told within a day.
    pub told: Option<Span>,
    /// Until somebody was there; `None` where nobody was within a day.
    pub there: Option<Span>,
    /// Until it was settled without anybody: by the person's word, or by their being seen again.
    pub settled: Option<Span>,
}

impl Minutes {
    fn note(&mut self, entry: &Entry, since: Timestamp) {
        let after = entry.at - since;
        // What is only good to know tells of nothing that happened.
        let none = |span: &Option<Span>| span.is_none() && self.there.is_none() && self.settled.is_none();
        match entry.what {
            What::Told | What::Rang | What::SentOut if none(&self.told) && is_urgent(entry) => self.told = Some(after),
            What::Arrived if none(&self.there) && self.told.is_some() => self.there = Some(after),
            What::Cancelled | What::SeenAgain if none(&self.settled) => self.settled = Some(after),
            // The person's own word has no contact.
            What::Answered if entry.who.is_empty() && none(&self.settled) && !entry.about.is_empty() => {
                self.settled = Some(after);
            }
            _ => {}
        }
    }
}

/// Whether a step belongs to something that may need help: not a reminder, a suggestion or a device.
fn is_urgent(entry: &Entry) -> bool {
    matches!(
        entry.about.as_str(),
        "overdue-activity"
            | "long-bathroom-stay"
            | "help-requested"
            | "not-answering"
            | "door-at-night"
            | "alarm"
            | "cold-home"
            | "appliance-left-on"
    )
}

/// What came of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The device that was left out, by its place in the home's list; `None` with all of them.
    pub without: Option<usize>,
    /// How soon help was there.
    pub minutes: Minutes,
}

/// A scenario's days, once with every device and once without each, on their way.
pub struct Trials {
    scenario: Arc<Scenario>,
    since: Timestamp,
    ends: Timestamp,
    waiting: VecDeque<Option<usize>>,
    many: usize,
    going: Option<(Option<usize>, House, Minutes)>,
    done: Vec<Trial>,
}

impl Trials {
    /// From an instant of a scenario on: nothing has been lived through yet.
    pub fn new(scenario: &Arc<Scenario>, since: Timestamp) -> Self {
        let devices = scenario.home.devices.iter().enumerate();
        // Without its hub the home is not heard at all, and a sign of life is no help.
        let left_out = devices.filter(|(_, device)| device.kind != DeviceKind::Hub).map(|(place, _)| Some(place));
        let waiting: VecDeque<Option<usize>> = std::iter::once(None).chain(left_out).collect();
        Self {
            scenario: Arc::clone(scenario),
            since,
            ends: scenario.ends().min(since + WITHIN),
            many: waiting.len(),
            waiting,
            going: None,
            done: Vec::new(),
        }
    }

    /// The instant from which on it is counted.
    pub fn since(&self) -> Timestamp {
        self.since
    }

    /// Goes on as long as the budget lasts. Whether all is done.
    pub fn go_on(&mut self, budget: Budget) -> bool {
        while !self.is_done() && budget.left() {
            self.step();
        }
        self.is_done()
    }

    fn step(&mut self) {
        let next = self.waiting.front().copied();
        let (scenario, since, ends) = (&self.scenario, self.since, self.ends);
        let (without, mut house, mut minutes) = match self.going.take() {
            Some(going) => going,
            None => {
                let Some(without) = next else { return };
                self.waiting.pop_front();
                let scenario = without.map_or_else(|| Arc::clone(scenario), |place| left_out(scenario, place));
                (without, House::new(&scenario), Minutes::default())
            }
        };
        let until = (house.at() + PIECE).min(ends);
        house.advance(until, &mut |happened| {
            if let Happened::Told(entry) = happened
                && entry.at >= since
            {
                minutes.note(&entry, since);
            }
        });
        if house.at() >= ends || minutes.there.is_some() || minutes.settled.is_some() {
            self.done.push(Trial { without, minutes });
        } else {
            self.going = Some((without, house, minutes));
        }
    }

    /// Whether all tries are done.
    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.going.is_none()
    }

    /// How much of it is done, 0 to 1.
    pub fn part(&self) -> f64 {
        let starts = self.scenario.starts();
        let whole = (self.ends - starts).as_millis().max(1) as f64;
        let now = self.going.as_ref().map_or(0.0, |(_, house, _)| (house.at() - starts).as_millis() as f64 / whole);
        (self.done.len() as f64 + now) / self.many.max(1) as f64
    }

    /// What has come out so far: first with every device.
    pub fn done(&self) -> &[Trial] {
        &self.done
    }
}

/// The scenario without a device and what hangs on it.
fn left_out(scenario: &Scenario, place: usize) -> Arc<Scenario> {
    let mut scenario = scenario.clone();
    let mut home = Home::clone(&scenario.home);
    let device = home.devices.remove(place);
    scenario.home = Arc::new(home);
    scenario.disturbances.retain(|one| match &one.kind {
        DisturbanceKind::FobPressed { device: pressed, .. } | DisturbanceKind::CordPulled { device: pressed, .. } => {
            *pressed != device.id
        }
        _ => true,
    });
    scenario.faults.retain(|fault| fault.kind.device() != Some(&device.id));
    Arc::new(scenario)
}
