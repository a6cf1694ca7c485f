//! What if? The same readings, heard by a monitor of another configuration or by one that lacks some of the sensors, and
//! what that one would have said in place of the first.
//!
//! Readings are what was heard, and stay so: had another alert brought somebody to the house, the readings after it would
//! have been others. This file is given items and alerts; it knows neither the player nor where they come from.

use std::collections::{BTreeSet, VecDeque};

use super::compare::{Change, between};
use super::matching::matched;
use super::meaning::{Role, in_words};
use super::{Raised, Stretch};
use crate::home::{DeviceId, Home, Item};
use crate::monitor::act::Act;
use crate::monitor::life::Said;
use crate::monitor::{Config, Monitor};
use crate::time::{Calendar, Timestamp};

/// What is otherwise: the configuration, and the sensors that the home does without.
#[derive(Clone, Debug, PartialEq)]
pub struct Otherwise {
    /// The monitor's configuration.
    pub config: Config,
    /// Devices that are not there.
    pub without: BTreeSet<DeviceId>,
}

/// Another monitor that hears the same readings, a piece at a time.
#[derive(Clone, Debug)]
pub struct Rehearing {
    monitor: Monitor,
    without: BTreeSet<DeviceId>,
    /// What people will tell it, in order of time.
    acts: VecDeque<Act>,
    alerts: Vec<Raised>,
}

impl Rehearing {
    /// A monitor that has heard nothing yet. What people told the first one, in order of time, it is told too; whoever saw to
    /// a concern did so by the first one's numbers.
    pub fn new(home: &Home, calendar: &Calendar, otherwise: &Otherwise, acts: Vec<Act>) -> Self {
        let mut home = home.clone();
        home.devices.retain(|device| !otherwise.without.contains(&device.id));
        Self {
            monitor: Monitor::new(&home, calendar, otherwise.config.clone()),
            without: otherwise.without.clone(),
            acts: acts.into(),
            alerts: Vec::new(),
        }
    }

    /// Hears the next item, in the order in which the first monitor heard it.
    pub fn hear(&mut self, item: &Item) {
        let of = match item {
            Item::Reading(reading) => Some(&reading.device),
            Item::Availability(change) => Some(&change.device),
            Item::Watermark(_) => None,
        };
        // An item of a device that is not there still says that time has passed: the hub is there.
        if of.is_some_and(|device| self.without.contains(device)) {
            self.observe(&Item::Watermark(item.at()));
        } else {
            self.observe(item);
        }
    }

    /// Everything has been heard up to an instant; what was said by then.
    pub fn by(&mut self, until: Timestamp) -> &[Raised] {
        self.observe(&Item::Watermark(until));
        &self.alerts
    }

    fn observe(&mut self, item: &Item) {
        let mut alerts = Vec::new();
        while let Some(act) = self.acts.pop_front_if(|act| act.at < item.at()) {
            self.monitor.act(&act, &mut alerts);
        }
        self.monitor.observe(item, &mut alerts);
        if alerts.is_empty() {
            return;
        }
        for said in self.monitor.said(&mut alerts) {
            match said {
                Said::Alert(alert) => self.alerts.push(Raised::from(&alert)),
                // What became of something told before is no alert.
                Said::News(_) => {}
            }
        }
    }
}

/// One concern or fault that happened, and when each of the two monitors told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is, for people: `A fall`.
    pub in_words: String,
    /// When it began.
    pub from: Timestamp,
    /// When the first told it, if it did.
    pub before: Option<Timestamp>,
    /// When the other would have.
    pub after: Option<Timestamp>,
}

/// What two monitors made of the same readings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// What differs, in order of time.
    pub changes: Vec<Change>,
    /// How many alerts are the same.
    pub same: u64,
    /// Every concern and fault that happened; empty where nobody knows what really did.
    pub known: Vec<Known>,
}

/// Holds what two monitors said of the same readings against each other, and against what really happened.
pub fn difference(
    before: &[Raised],
    after: &[Raised],
    labels: &[Stretch],
    calendar: &Calendar,
    ends: Timestamp,
) -> Difference {
    let (same, changes) = between(before, after, labels, calendar, ends);
    let (first, second) = (matched(labels, before, calendar, ends), matched(labels, after, calendar, ends));
    let told = |by: Option<usize>, alerts: &[Raised]| by.and_then(|at| alerts.get(at)).map(|alert| alert.raised_at);
    let known = labels
        .iter()
        .zip(&first.senses)
        .enumerate()
        .filter(|(_, (_, sense))| matches!(sense.role, Role::Concern | Role::Fault))
        .map(|(place, (label, _))| Known {
            in_words: in_words(&label.label).to_owned(),
            from: label.from,
            before: told(first.told_by[place], before),
            after: told(second.told_by[place], after),
        })
        .collect();
    Difference { changes, same, known }
}
