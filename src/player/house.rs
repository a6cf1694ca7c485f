//! A house with its monitor, simulated or recorded: the one place where readings meet the monitor in the program.
//!
//! A [`House`] is a value: it can be cloned, set aside and gone on with, and always tells the same. It hands out what
//! happened in order of time. The monitor in it is given readings and the passing of time, and nothing else.

use std::collections::VecDeque;
use std::sync::Arc;

use super::aide::Aide;
use crate::companion::suggest::Facts;
use crate::companion::talk::Talk;
use crate::home::Item;
use crate::monitor::act::{Act, ActKind};
use crate::monitor::alert::Alert;
use crate::monitor::life::{News, Said};
use crate::monitor::{Config, Feature, Monitor};
use crate::response::Entry;
use crate::scenario::deed::Deed;
use crate::scenario::{Disturbance, DisturbanceKind, Fault, Scenario};
use crate::simulation::Simulation;
use crate::simulation::truth::TruthEvent;
use crate::simulation::view::HouseView;
use crate::source::simulated::Simulated;
use crate::source::tape::Tape;
use crate::source::{Acted, Progress, Source as _};
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
    /// Who was told of what, and what was said and heard.
    Told(Entry),
}

/// The configuration that a scenario's monitor has unless told otherwise.
pub fn config_of(scenario: &Scenario) -> Config {
    Config { learning_days: scenario.learning_days, ..Config::default() }
}

/// Where its readings come from.
#[derive(Clone)]
enum Origin {
    Simulated(Box<Simulated>),
    Recorded(Tape),
}

/// A house with its monitor.
#[derive(Clone)]
pub struct House {
    origin: Origin,
    monitor: Monitor,
    /// Where there is a care plan: the companion, and who is told.
    aide: Option<Box<Aide>>,
    at: Timestamp,
    /// What people will tell the monitor, in order of time.
    acts: VecDeque<Act>,
}

impl House {
    /// The house at the scenario's first instant, with a monitor that knows nothing yet.
    pub fn new(scenario: &Arc<Scenario>) -> Self {
        Self::with_monitor(scenario, config_of(scenario))
    }

    /// The same, with a monitor of another configuration.
    pub fn with_monitor(scenario: &Arc<Scenario>, config: Config) -> Self {
        let person = scenario.residents.first().map_or("", |resident| resident.name.as_str());
        let aide = scenario.care.as_ref().map(|care| {
            let (home, calendar) = (&scenario.home, &scenario.calendar);
            Box::new(Aide::new(home, calendar, care, person, &scenario.phrases, scenario.starts()))
        });
        let simulated = Simulated::new(Simulation::new(Arc::clone(scenario)), scenario.ends());
        let mut house = Self {
            origin: Origin::Simulated(Box::new(simulated)),
            monitor: Monitor::new(&scenario.home, &scenario.calendar, config),
            aide,
            at: scenario.starts(),
            acts: VecDeque::new(),
        };
        let acts = scenario.disturbances.iter().filter_map(|done| act_of(scenario, scenario.at(done.at), &done.kind));
        house.add_acts(acts);
        house
    }

    /// A house of which only a recording is known; `scenario` names its home and its clock, and what the monitor is told.
    pub fn recorded(scenario: &Arc<Scenario>, tape: Tape) -> Self {
        let mut house = Self {
            origin: Origin::Recorded(tape),
            monitor: Monitor::new(&scenario.home, &scenario.calendar, config_of(scenario)),
            aide: None,
            at: scenario.starts(),
            acts: VecDeque::new(),
        };
        house.add_acts(acts_of(scenario));
        house
    }

    /// The companion and who is told, where there is a care plan.
    pub fn aide(&self) -> Option<&Aide> {
        self.aide.as_deref()
    }

    /// Lets something else make small talk, where there is a companion. What it says is nobody's to foresee, so such a run
    /// may differ from another.
    pub fn let_talk(&mut self, talk: Arc<dyn Talk>) {
        if let Some(aide) = &mut self.aide {
            aide.let_talk(talk);
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

    /// What it really looks like at its own instant; `None` where only readings are known.
    pub fn view(&self) -> Option<HouseView> {
        match &self.origin {
            Origin::Simulated(source) => Some(source.simulation().view(self.at)),
            Origin::Recorded(_) => None,
        }
    }

    /// Whether what really happens is known.
    pub fn has_truth(&self) -> bool {
        matches!(self.origin, Origin::Simulated(_))
    }

    /// The speaker that would hear a resident now, by its place in the home's list of devices; `None` where nobody would,
    /// and where only readings are known.
    pub fn listener(&self, who: usize) -> Option<usize> {
        match &self.origin {
            Origin::Simulated(source) => source.simulation().listener(who),
            Origin::Recorded(_) => None,
        }
    }

    /// Adds something out of the ordinary that has not begun yet, in the scenario that it is part of. What was recorded
    /// stays as it was; what is said to the monitor is said all the same.
    pub fn add_disturbance(&mut self, scenario: &Scenario, disturbance: Disturbance) {
        self.add_acts(act_of(scenario, scenario.at(disturbance.at), &disturbance.kind));
        match &mut self.origin {
            Origin::Simulated(source) => {
                source.simulation_mut().add_disturbance(disturbance);
            }
            Origin::Recorded(_) => {}
        }
    }

    /// Adds something that goes wrong with the home's devices, hub, mains or line and has not begun yet. What was recorded
    /// stays as it was.
    pub fn add_fault(&mut self, fault: &Fault) {
        match &mut self.origin {
            Origin::Simulated(source) => {
                source.simulation_mut().add_fault(fault);
            }
            Origin::Recorded(_) => {}
        }
    }

    fn tell_all(&mut self, alerts: &mut Vec<Alert>, tell: &mut dyn FnMut(Happened)) {
        for said in self.monitor.said(alerts) {
            tell(match said {
                Said::Alert(alert) => {
                    if let Some(aide) = &mut self.aide {
                        aide.alert(&alert);
                    }
                    Happened::Alert(alert)
                }
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
            self.monitor.act(&act, alerts);
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
            // The companion and the response are asked at their own instants, however far the house goes on at once.
            let limit = self.aide.as_ref().map_or(until, |aide| until.min(aide.next_due()).min(aide.next_minute()));
            // Neither a simulation nor a recording in memory has a way to fail.
            let (next, truth) = match &mut self.origin {
                Origin::Simulated(source) => (source.next(limit), source.take_truth()),
                Origin::Recorded(tape) => (tape.next(limit), Vec::new()),
            };
            let item = match next {
                Ok(Progress::Item(item)) => Some(item),
                Ok(Progress::Reached | Progress::Ended) | Err(_) => None,
            };
            for event in truth {
                self.act_until(event.at, &mut alerts, tell);
                // The monitor is told only that time has passed, so that its alerts come in their order.
                self.monitor.observe(&Item::Watermark(event.at), &mut alerts);
                self.tell_all(&mut alerts, tell);
                tell(Happened::Truth(event));
            }
            self.act_until(item.as_ref().map_or(limit, Item::at), &mut alerts, tell);
            self.monitor.observe(item.as_ref().unwrap_or(&Item::Watermark(limit)), &mut alerts);
            self.tell_all(&mut alerts, tell);
            if let Some(aide) = &mut self.aide {
                let (answers, incoming) = match &mut self.origin {
                    Origin::Simulated(source) if source.simulation().has_got_in_touch() => {
                        let simulation = source.simulation_mut();
                        (simulation.take_answers(), simulation.take_incoming())
                    }
                    Origin::Simulated(_) | Origin::Recorded(_) => (Vec::new(), Vec::new()),
                };
                incoming.iter().for_each(|comes| aide.incoming(comes));
                answers.iter().for_each(|answer| aide.answered(answer));
                if let Some(item) = &item {
                    aide.observe(item);
                }
                if aide.has_told() {
                    aide.take().into_iter().for_each(|entry| tell(Happened::Told(entry)));
                }
            }
            match item {
                Some(item) => tell(Happened::Item(item)),
                None if limit >= until => break,
                None => self.aide_acts(limit, tell),
            }
        }
        self.at = until;
    }

    /// The companion and the response do what is due.
    fn aide_acts(&mut self, at: Timestamp, tell: &mut dyn FnMut(Happened)) {
        let Some(aide) = &mut self.aide else { return };
        if at < aide.next_due() {
            return aide.passed(at);
        }
        if aide.wants_facts(at) {
            aide.learn(facts(&self.monitor), at);
        }
        for action in aide.tick(at) {
            let acted = match &mut self.origin {
                Origin::Simulated(source) => source.act(&action),
                Origin::Recorded(tape) => tape.act(&action),
            };
            if acted == Acted::Ignored {
                aide.not_done(&action, at);
            }
        }
        aide.take().into_iter().for_each(|entry| tell(Happened::Told(entry)));
    }
}

/// What the monitor has learned of the person's own ways, as plain facts.
fn facts(monitor: &Monitor) -> Facts {
    let outings = monitor.habit(Feature::Outings);
    Facts {
        learned: monitor.learning().done,
        usual: monitor.usual_times(),
        outings: outings.and_then(|habit| habit.latest),
        company: monitor.company_since(),
        visited: monitor.visited(),
    }
}

/// Everything that people tell the monitor in a scenario, in order of time.
pub fn acts_of(scenario: &Scenario) -> Vec<Act> {
    let told = scenario.disturbances.iter().filter_map(|one| act_of(scenario, scenario.at(one.at), &one.kind));
    let mut acts: Vec<Act> = told.collect();
    acts.sort_by_key(|act| act.at);
    acts
}

/// What a disturbance tells the monitor, where it does.
fn act_of(scenario: &Scenario, at: Timestamp, kind: &DisturbanceKind) -> Option<Act> {
    let DisturbanceKind::Deed(deed) = kind else { return None };
    let (kind, by) = match deed {
        Deed::Acknowledged { concern, contact } => {
            let known = scenario.care.as_ref().zip(contact.as_ref()).and_then(|(care, id)| care.contact(id));
            (ActKind::Acknowledge { concern: *concern }, known.map(|contact| contact.name.clone()))
        }
        Deed::LearningConfirmed => (ActKind::Confirm, None),
        Deed::LearningRestarted => (ActKind::Restart, None),
        Deed::DaysExcluded { first, last } => (ActKind::Exclude { from: *first, until: *last }, None),
        Deed::Says { .. } | Deed::Answers { .. } | Deed::ModeSet { .. } => return None,
    };
    Some(Act { at, kind, by })
}
