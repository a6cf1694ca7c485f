//! What a person does to the house while watching: it becomes part of the scenario at the moment shown, what follows is
//! worked out anew, and it can be taken back. Other devices change the home from the first day on.

use std::sync::Arc;

use super::checkpoint::Checkpoints;
use super::command::Intervention;
use super::house::House;
use super::{Chronicle, Player};
use crate::home::{AreaId, Home};
use crate::scenario::deed::{Deed, LONGEST, MODES};
use crate::scenario::{Disturbance, DisturbanceKind, Fault, Moment, Scenario, contradictions};
use crate::time::{Span, Timestamp};

/// How long a door that a person opened stays open.
const DOOR_STAYS_OPEN: Span = Span::minutes(10);
/// How long someone who was made to fall lies there.
const LIES: Span = Span::hours(6);

/// What comes into the scenario.
enum Imposed {
    Disturbance(Disturbance),
    Fault(Fault),
}

impl Player {
    /// Whether what a person did makes the scenario differ from its file.
    pub(super) fn differs(&self) -> bool {
        self.scenario.disturbances.iter().any(|done| done.intervention)
            || self.scenario.faults.iter().any(|done| done.intervention)
            || !Arc::ptr_eq(&self.scenario.home, &self.built)
    }

    /// The scenario without anything that a person did while watching: to people and house, to devices, hub and line, or to
    /// which devices there are.
    pub fn untouched(&self) -> Scenario {
        let mut scenario = Scenario::clone(&self.scenario);
        scenario.disturbances.retain(|done| !done.intervention);
        scenario.faults.retain(|done| !done.intervention);
        scenario.home = Arc::clone(&self.built);
        scenario
    }

    pub(super) fn intervene(&mut self, intervention: &Intervention) {
        // What was recorded stays as it was; the monitor that hears it can be told something all the same.
        let for_the_monitor = matches!(intervention, Intervention::Do(deed) if deed.is_for_the_monitor());
        if !self.house.has_truth() && !for_the_monitor {
            return;
        }
        // A scenario file tells moments in whole seconds.
        let second = Span::seconds(1);
        let at = if self.at().floor(second) == self.at() { self.at() } else { self.at().floor(second) + second };
        if at >= self.scenario.ends() {
            return;
        }
        let local = self.scenario.calendar.local(at);
        let Some(imposed) = self.imposed(intervention, Moment { day: local.day, clock: local.clock }) else { return };
        self.show(at);
        let mut scenario = Scenario::clone(&self.scenario);
        match &imposed {
            Imposed::Disturbance(disturbance) => scenario.disturbances.push(disturbance.clone()),
            Imposed::Fault(fault) => scenario.faults.push(fault.clone()),
        }
        let before = std::mem::replace(&mut self.scenario, Arc::new(scenario));
        self.done.push((before, at));
        let scenario = Arc::clone(&self.scenario);
        let impose = |house: &mut House| match &imposed {
            Imposed::Disturbance(disturbance) => house.add_disturbance(&scenario, disturbance.clone()),
            Imposed::Fault(fault) => house.add_fault(fault),
        };
        impose(&mut self.house);
        self.checkpoints.change_from(at, impose);
        self.history.forget_from(at);
        self.chronicle.forget_from(at);
        self.ahead = self.house.clone();
    }

    /// Takes back what was done to the house last, and gives back when that was. What is known of the days is forgotten and
    /// the first instant shown: houses set aside before that moment know of what was to come, so all begins anew.
    pub fn undo(&mut self) -> Option<Timestamp> {
        let (scenario, at) = self.done.pop()?;
        self.scenario = scenario;
        self.house = match &self.tape {
            Some(tape) => House::recorded(&self.scenario, tape.clone()),
            None => House::with_monitor(&self.scenario, self.config.clone()),
        };
        self.ahead = self.house.clone();
        self.checkpoints = Checkpoints::default();
        self.checkpoints.keep(&self.house);
        self.history.begin_anew(&self.scenario.home);
        self.chronicle = Chronicle::default();
        Some(at)
    }

    /// The same scenario in a home with other devices, from its first day on: a player at the first instant, paused, with
    /// nothing worked out yet. Taking back there gives the devices back as they were. `None` of a recording, which stays
    /// as it was.
    pub fn refitted(&self, home: Arc<Home>) -> Option<Self> {
        if !self.house.has_truth() {
            return None;
        }
        let mut scenario = Scenario::clone(&self.scenario);
        scenario.home = home;
        let mut player = Self::with_monitor(Arc::new(scenario), self.config.clone());
        player.history.begin_anew_after(&self.history, &player.scenario.home);
        player.done.clone_from(&self.done);
        player.done.push((Arc::clone(&self.scenario), self.at()));
        player.built = Arc::clone(&self.built);
        player.speed = self.speed;
        player.simulated = self.simulated;
        Some(player)
    }

    fn imposed(&self, intervention: &Intervention, at: Moment) -> Option<Imposed> {
        let home = &self.scenario.home;
        let kind = match intervention {
            Intervention::PressFob(device) => home
                .device(device)
                .map(|found| DisturbanceKind::FobPressed { device: found.id.clone(), cancelled: None }),
            Intervention::OpenDoor(opening) => home
                .opening(opening)
                .map(|found| DisturbanceKind::DoorOpened { opening: found.id.clone(), lasts: DOOR_STAYS_OPEN }),
            Intervention::StartFall => self.whereabouts().map(|area| DisturbanceKind::Fall { area, lasts: LIES }),
            Intervention::Switch(piece, on) => {
                home.piece(piece).map(|found| DisturbanceKind::Switched { piece: found.id.clone(), on: *on })
            }
            Intervention::Begin(kind) => Some(kind.clone()),
            Intervention::Do(deed) => self.as_deed(deed).map(DisturbanceKind::Deed),
            Intervention::Fail(kind, lasts) => {
                let fault = Fault { at, lasts: *lasts, kind: kind.clone(), intervention: true };
                return self.can_fail(&fault).then_some(Imposed::Fault(fault));
            }
        };
        kind.map(|kind| Imposed::Disturbance(Disturbance { at, kind, who: 0, intervention: true }))
    }

    /// Whether this home can have such a fault besides those that it has: two that contradict each other would make a
    /// scenario that nobody could open again.
    fn can_fail(&self, fault: &Fault) -> bool {
        let fits = match fault.kind.device() {
            Some(id) => self.scenario.home.device(id).is_some_and(|device| fault.kind.befalls(device.kind)),
            None => true,
        };
        let mut all = self.scenario.faults.clone();
        all.push(fault.clone());
        fits && contradictions(&all).is_empty()
    }

    /// A deed that a scenario's file can hold; `None` for one that cannot be done.
    fn as_deed(&self, deed: &Deed) -> Option<Deed> {
        let care = self.scenario.care.as_ref();
        let known = |contact: &str| care.is_some_and(|care| care.contact(contact).is_some());
        match deed {
            Deed::Says { sentence } => {
                let plain = sentence.chars().map(|sign| if sign.is_control() { ' ' } else { sign });
                let sentence = plain.take(LONGEST).collect::<String>().trim().to_owned();
                (!sentence.is_empty()).then_some(Deed::Says { sentence })
            }
            Deed::Answers { contact, .. } => known(contact).then(|| deed.clone()),
            Deed::Acknowledged { contact, .. } => contact.as_deref().is_none_or(known).then(|| deed.clone()),
            Deed::LearningConfirmed | Deed::LearningRestarted => Some(deed.clone()),
            Deed::DaysExcluded { first, last } => {
                let (first, last) = ((*first).max(1), (*last).min(self.scenario.days));
                (first <= last).then_some(Deed::DaysExcluded { first, last })
            }
            Deed::ModeSet { mode } => MODES.contains(&mode.as_str()).then(|| deed.clone()),
        }
    }

    /// The area that the first resident is in, whom what is done at the window befalls.
    fn whereabouts(&self) -> Option<AreaId> {
        self.house.view()?.people.into_iter().next().and_then(|person| person.area)
    }
}
