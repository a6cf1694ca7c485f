//! A simulated house with its monitor: the one place where readings meet the monitor in the program.
//!
//! A [`House`] is a value: it can be cloned, set aside and gone on with, and always tells the same. It hands out what
//! happened in order of time. The monitor in it is given readings and the passing of time, and nothing else.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::home::Item;
use crate::monitor::act::Act;
use crate::monitor::alert::Alert;
use crate::monitor::life::{News, Said};
use crate::monitor::{Config, Monitor};
use crate::scenario::{Disturbance, Scenario};
use crate::simulation::Simulation;
use crate::simulation::truth::TruthEvent;
use crate::simulation::view::HouseView;
use crate::source::simulated::Simulated;
use crate::source::{Progress, Source as _};
use crate::time::Timestamp;

/// Something that happened in the house, or was concluded about it.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// A reading, or a device that came or went.
    Item(Item),
    /// What really happened.
    Truth(TruthEvent),
    /// What the monitor concluded.
    Alert(Alert),
    /// A step in the life of something told before: it is over, or more pressing, or somebody sees to it.
    Concern(News),
}

/// A simulated house with its monitor.
#[derive(Clone)]
pub struct House {
    source: Simulated,
    monitor: Monitor,
    at: Timestamp,
    /// What people will tell the monitor, in order of time.
    acts: VecDeque<Act>,
}

impl House {
    /// The house at the scenario's first instant, with a monitor that knows nothing yet.
    pub fn new(scenario: &Arc<Scenario>) -> Self {
        Self::with_monitor(scenario, Config { learning_days: scenario.learning_days, ..Config::default() })
    }

    /// The same, with a monitor of another configuration.
    pub fn with_monitor(scenario: &Arc<Scenario>, config: Config) -> Self {
        Self {
            source: Simulated::new(Simulation::new(Arc::clone(scenario)), scenario.ends()),
            monitor: Monitor::new(&scenario.home, &scenario.calendar, config),
            at: scenario.starts(),
            acts: VecDeque::new(),
        }
    }

    /// The instant up to which everything has happened.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// What has been learned so far.
    pub fn monitor(&self) -> &Monitor {
        &self.monitor
    }

    /// What it looks like at its own instant.
    pub fn view(&self) -> HouseView {
        self.source.simulation().view(self.at)
    }

    /// Adds something out of the ordinary that has not begun yet.
    pub fn add_disturbance(&mut self, disturbance: Disturbance) {
        self.source.simulation_mut().add_disturbance(disturbance);
    }

    fn tell_all(&mut self, alerts: &mut Vec<Alert>, tell: &mut dyn FnMut(Happened)) {
        for said in self.monitor.said(alerts) {
            tell(match said {
                Said::Alert(alert) => Happened::Alert(alert),
                Said::News(news) => Happened::Concern(news),
            });
        }
    }

    /// People will tell the monitor these things, each at its time. Those of the past have no effect.
    pub fn add_acts(&mut self, acts: impl IntoIterator<Item = Act>) {
        self.acts.extend(acts.into_iter().filter(|act| act.at >= self.at));
        self.acts.make_contiguous().sort_by_key(|act| act.at);
    }

    /// Lets people tell the monitor what they do before `at`.
    fn act_until(&mut self, at: Timestamp, alerts: &mut Vec<Alert>, tell: &mut dyn FnMut(Happened)) {
        while let Some(act) = self.acts.pop_front_if(|act| act.at < at) {
            self.monitor.observe(&Item::Watermark(act.at), alerts);
            self.tell_all(alerts, tell);
            self.monitor.act(&act);
            self.tell_all(alerts, tell);
        }
    }

    /// Lets everything before `until` happen and tells it in order of time. Going back does nothing.
    pub fn advance(&mut self, until: Timestamp, tell: &mut dyn FnMut(Happened)) {
        if until <= self.at {
            return;
        }
        let mut alerts = Vec::new();
        loop {
            // A simulated source has no way to fail, and no end of its own.
            let item = match self.source.next(until) {
                Ok(Progress::Item(item)) => Some(item),
                Ok(Progress::Reached | Progress::Ended) | Err(_) => None,
            };
            for event in self.source.simulation_mut().take_truth() {
                self.act_until(event.at, &mut alerts, tell);
                // The monitor is told only that time has passed, so that its alerts come in their order.
                self.monitor.observe(&Item::Watermark(event.at), &mut alerts);
                self.tell_all(&mut alerts, tell);
                tell(Happened::Truth(event));
            }
            self.act_until(item.as_ref().map_or(until, Item::at), &mut alerts, tell);
            self.monitor.observe(item.as_ref().unwrap_or(&Item::Watermark(until)), &mut alerts);
            self.tell_all(&mut alerts, tell);
            match item {
                Some(item) => tell(Happened::Item(item)),
                None => break,
            }
        }
        self.at = until;
    }
}
