//! Tablets through the days: when a dispenser turns a dose into reach, who goes to it, and who fills it; and how tablets
//! are taken from a packet where there is none.
//!
//! Where the home has a dispenser, the habit of taking tablets and the dispenser are one thing: what is due is taken out
//! of it, with the meal that the habit follows or when it calls, whichever comes first. Whoever misses a dose pays its
//! call no heed, and whoever takes tablets twice turns the next dose out by hand.

use std::sync::Arc;

use super::activity::begins;
use super::agenda::Rank;
use super::chance::Chance;
use super::resident::places::Spot;
use super::resident::plan::Planned;
use super::resident::{Manner, Step, Tale};
use super::{Happening, Simulation};
use crate::home::{AreaKind, Device, DeviceKind, FurnitureKind};
use crate::scenario::change::ChangeKind;
use crate::scenario::{Activity, Role, Scenario};
use crate::time::{ClockTime, Span, Timestamp};

/// When doses are due where nothing else is said: with breakfast and with supper.
const USUAL: [(i64, i64); 2] = [(8, 30), (18, 0)];
/// Compartments of a carousel: it is filled before they run out, at the latest after a week.
const COMPARTMENTS: i64 = 28;
/// When somebody fills it.
const FILLED_AT: (i64, i64) = (10, 20);
/// How long somebody who hears it call takes to get up and go to it.
const HEARD: (f64, f64) = (60.0, 600.0);
/// A dose that was due so long ago no longer calls.
const CALLS: Span = Span::hours(1);

/// Tablets planned within so long of a dose that has just been taken are that dose.
const SAME_DOSE: Span = Span::minutes(90);
/// Whoever was reminded and cannot go now (in the bath, on the toilet) goes when they can, after so long and so often.
const TRIES_AGAIN: Span = Span::minutes(2);
const TRIES: u32 = 15;
/// How the story tells it.
const ONCE: Tale = Tale("takes the tablets", "take the tablets");
const AGAIN: Tale = Tale("takes the tablets a second time", "take the tablets a second time");
/// What somebody says who was reminded and has taken them.
const TAKEN: &str = "I have taken my tablets";

/// A dispenser with its stream of chance.
#[derive(Clone, Debug)]
pub(super) struct Medicine {
    /// Its place in the home's list of devices.
    device: usize,
    /// Whose tablets are in it.
    whose: usize,
    chance: Chance,
    /// From when on somebody goes to it.
    heard: Timestamp,
    /// Whether the dose that lies in reach is one that is missed: neither its call nor a habit brings anybody to it.
    unheeded: bool,
}

/// Whose tablets a dispenser holds: those of the first who has the habit, else of the first who lives here for their own
/// sake.
fn whose(scenario: &Scenario) -> usize {
    let own = |habit: bool| {
        scenario.residents.iter().position(|resident| {
            let takes = resident.routine.habits.iter().any(|habit| habit.activity == Activity::Tablets);
            resident.role == Role::Resident && (takes || !habit)
        })
    };
    own(true).or_else(|| own(false)).unwrap_or(0)
}

fn clock((hour, minute): (i64, i64)) -> ClockTime {
    ClockTime::new(hour, minute).unwrap_or_default()
}

impl Simulation {
    /// Puts the days of every dispenser on the agenda.
    pub(super) fn fill_dispensers(&mut self) {
        let home = Arc::clone(&self.fixed.scenario.home);
        let seed = self.fixed.scenario.seed;
        for (device, known) in home.devices.iter().enumerate().filter(|(_, d)| d.kind == DeviceKind::Dispenser) {
            let chance = Chance::new(seed, known.id.as_str(), "heard");
            let whose = whose(&self.fixed.scenario);
            self.medicines.push(Medicine { device, whose, chance, heard: Timestamp::MAX, unheeded: false });
            let medicine = self.medicines.len() - 1;
            for dose in 0..self.doses_of(known).len() {
                self.dose_comes(medicine, dose, 1);
            }
            self.fill_next(medicine, 1);
        }
    }

    /// The doses of a dispenser: the scenario's, else its own, else the usual ones.
    fn doses_of(&self, dispenser: &Device) -> Vec<ClockTime> {
        let written = &self.fixed.scenario.doses;
        match (written.is_empty(), dispenser.settings.doses.is_empty()) {
            (false, _) => written.clone(),
            (true, false) => dispenser.settings.doses.clone(),
            (true, true) => USUAL.into_iter().map(clock).collect(),
        }
    }

    fn dispenser_of(&self, medicine: usize) -> Option<&Device> {
        let device = self.medicines.get(medicine)?.device;
        self.home().devices.get(device)
    }

    fn dose_comes(&mut self, medicine: usize, dose: usize, day: i64) {
        let Some(clock) = self.dispenser_of(medicine).and_then(|d| self.doses_of(d).get(dose).copied()) else { return };
        let at = self.fixed.scenario.calendar.at(day, clock);
        self.agenda.add(at, Rank::Ordinary, Happening::Dose { medicine, dose, day });
    }

    fn fill_next(&mut self, medicine: usize, day: i64) {
        let a_day = self.dispenser_of(medicine).map_or(1, |device| self.doses_of(device).len().max(1));
        let next = day + (COMPARTMENTS / a_day as i64).clamp(1, 7);
        let at = self.fixed.scenario.calendar.at(next, clock(FILLED_AT));
        self.agenda.add(at, Rank::Ordinary, Happening::Refill { medicine, day: next });
    }

    /// The tray turns.
    pub(super) fn dose_is_due(&mut self, medicine: usize, dose: usize, day: i64) {
        let now = self.now;
        if let Some(turned) = self.medicines.get_mut(medicine) {
            turned.heard = now + turned.chance.seconds(HEARD.0, HEARD.1);
            let (device, whose) = (turned.device, turned.whose);
            self.devices.dose_due(now, device, &mut self.fresh);
            let unheeded = self.is_missed(whose);
            self.medicines[medicine].unheeded = unheeded;
            // What was not taken a second time by now is not taken a second time any more.
            self.people[whose].second_dose = false;
        }
        self.dose_comes(medicine, dose, day + 1);
    }

    /// Somebody fills it for the week.
    pub(super) fn dispenser_is_filled(&mut self, medicine: usize, day: i64) {
        if let Some(medicine) = self.medicines.get(medicine) {
            self.devices.refilled(self.now, medicine.device, &mut self.fresh);
        }
        self.fill_next(medicine, day);
    }

    /// Whether a dose of someone's is one that they miss.
    fn is_missed(&mut self, who: usize) -> bool {
        self.takes_hold(who, |kind| match kind {
            ChangeKind::TabletsMissed { share } => Some(*share),
            _ => None,
        })
    }

    /// Whether the dose that lies in reach in a dispenser still calls.
    fn calls(&self, medicine: &Medicine) -> bool {
        self.devices.due_since(medicine.device).is_some_and(|due| self.now - due < CALLS)
    }

    /// Someone who is up hears a dispenser call, and goes to it.
    pub(super) fn hears_dispenser(&mut self, who: usize) -> bool {
        let asleep = self.people[who].doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        if self.medicines.is_empty() || asleep || self.people[who].within.is_some() {
            return false;
        }
        let now = self.now;
        let heard = |medicine: &Medicine| {
            medicine.whose == who && !medicine.unheeded && medicine.heard <= now && self.calls(medicine)
        };
        let Some(medicine) = self.medicines.iter().position(heard) else { return false };
        // What was planned for later in the morning is this dose.
        let plan = &mut self.people[who].plan;
        let same = plan.iter().position(|planned| {
            planned.activity == Activity::Tablets && (planned.starts - now).as_seconds().abs() < SAME_DOSE.as_seconds()
        });
        same.and_then(|same| plan.remove(same));
        self.takes_dispensed(who, medicine);
        true
    }

    /// When a dispenser that calls will be gone to, at the earliest.
    pub(super) fn dispenser_calls_at(&self, who: usize) -> Option<Timestamp> {
        let calls = |medicine: &&Medicine| {
            medicine.whose == who && !medicine.unheeded && self.devices.due_since(medicine.device).is_some()
        };
        let waiting = self.medicines.iter().filter(calls).map(|medicine| medicine.heard);
        waiting.min().filter(|at| *at < Timestamp::MAX)
    }

    /// Tablets are due by habit: they are taken, forgotten, or taken and planned once more by mistake. Out of a dispenser
    /// only what it has turned into reach is taken; what is not there yet is taken when it calls.
    pub(super) fn begins_tablets(&mut self, who: usize) {
        let again = std::mem::take(&mut self.people[who].second_dose);
        if let Some(medicine) = self.medicines.iter().position(|medicine| medicine.whose == who) {
            let device = self.medicines[medicine].device;
            if again {
                let steps = self.steps_to_dispenser(device, AGAIN);
                self.people[who].steps.extend(steps);
            } else if self.calls(&self.medicines[medicine]) && !self.medicines[medicine].unheeded {
                self.takes_dispensed(who, medicine);
            }
            return;
        }
        if !again && self.is_missed(who) {
            return;
        }
        let chance = &mut self.people[who].chances.ways;
        let (takes, drinks) = (chance.seconds(20.0, 50.0), chance.seconds(15.0, 35.0));
        let steps = self.steps_to_packet(if again { AGAIN } else { ONCE }, takes, drinks);
        self.people[who].steps.extend(steps);
        if !again {
            self.may_take_again(who);
        }
    }

    /// Out of the dispenser what is due.
    fn takes_dispensed(&mut self, who: usize, medicine: usize) {
        self.medicines[medicine].heard = Timestamp::MAX;
        let steps = self.steps_to_dispenser(self.medicines[medicine].device, ONCE);
        self.people[who].steps.extend(steps);
        self.may_take_again(who);
    }

    /// Tablets that have just been taken are planned once more by mistake, where that takes hold.
    fn may_take_again(&mut self, who: usize) {
        let twice = self.takes_hold(who, |kind| match kind {
            ChangeKind::TabletsTwice { share } => Some(*share),
            _ => None,
        });
        if !twice {
            return;
        }
        let person = &mut self.people[who];
        person.second_dose = true;
        let after = person.chances.ways.seconds(1_800.0, 4_200.0);
        let once_more = Planned {
            activity: Activity::Tablets,
            starts: self.now + after,
            lasts: Span::minutes(3),
            patience: Span::hours(3),
        };
        let place = person.plan.iter().position(|planned| planned.starts > once_more.starts);
        person.plan.insert(place.unwrap_or(person.plan.len()), once_more);
    }

    /// The steps to a dispenser, tipping it out, and swallowing with a sip of water.
    fn steps_to_dispenser(&self, device: usize, tale: Tale) -> Vec<Step> {
        vec![
            begins(Activity::Tablets, tale.0, tale.1),
            Step::Go(self.before_dispenser(device)),
            Step::Stay(Span::seconds(12), Manner::Working),
            Step::Dose(device),
            Step::Stay(Span::seconds(35), Manner::Working),
        ]
    }

    /// The steps to the packet on the worktop, and to the sink for a sip of water.
    fn steps_to_packet(&self, tale: Tale, takes: Span, drinks: Span) -> Vec<Step> {
        let places = &self.fixed.places;
        vec![
            begins(Activity::Tablets, tale.0, tale.1),
            Step::Go(places.spot(&[FurnitureKind::Worktop, FurnitureKind::Sink], AreaKind::Kitchen)),
            Step::Stay(takes, Manner::Working),
            Step::Go(places.spot(&[FurnitureKind::Sink, FurnitureKind::Worktop], AreaKind::Kitchen)),
            Step::Stay(drinks, Manner::Working),
        ]
    }

    /// Where one stands to use a dispenser.
    fn before_dispenser(&self, device: usize) -> Spot {
        let home = self.home();
        let known = &home.devices[device];
        let on = known.piece.as_ref().and_then(|id| home.furniture.iter().position(|piece| piece.id == *id));
        match (on, known.at) {
            (Some(piece), _) => Spot { seat: None, ..self.fixed.places.pieces[piece] },
            (None, Some(at)) => {
                let stand = self.fixed.ground.nearest(at);
                Spot { stand, facing: libm::atan2(at.x - stand.x, at.y - stand.y), seat: None }
            }
            (None, None) => self.fixed.places.spot(&[FurnitureKind::Worktop], AreaKind::Kitchen),
        }
    }

    /// Somebody who was reminded of their tablets goes and takes them now, comes back and says so. What they were doing
    /// is taken up again after it; whoever cannot go this moment goes a little later.
    pub(super) fn minds_reminder(&mut self, who: usize, tries: u32) {
        let due = |medicine: &Medicine| self.devices.due_since(medicine.device).is_some();
        let medicine = self.medicines.iter().position(|medicine| medicine.whose == who && due(medicine));
        let person = &self.people[who];
        if !person.is_home() {
            return;
        }
        let (activity, back) = (person.activity, Spot { stand: person.stands_at(), facing: 0.0, seat: None });
        let mut steps = match medicine {
            Some(medicine) => self.steps_to_dispenser(self.medicines[medicine].device, ONCE),
            None => self.steps_to_packet(ONCE, Span::seconds(35), Span::seconds(25)),
        };
        steps.extend([Step::Go(back), Step::Say(TAKEN), Step::Begin(activity, None)]);
        if self.puts_in_between(who, steps) {
            if let Some(medicine) = medicine {
                self.medicines[medicine].heard = Timestamp::MAX;
            }
        } else if tries < TRIES {
            let again = Happening::MindsReminder { who, tries: tries + 1 };
            self.agenda.add(self.now + TRIES_AGAIN, Rank::Ordinary, again);
        }
    }

    /// A carer sees that the tablets are taken: out of the dispenser, if a dose lies in reach in it.
    pub(super) fn sees_to_tablets(&mut self, who: usize) {
        let takes = self.people[who].chances.ways.seconds(60.0, 150.0);
        let in_reach = self.medicines.iter().position(|medicine| self.devices.due_since(medicine.device).is_some());
        let spot = match in_reach.or(self.medicines.len().checked_sub(1)) {
            Some(medicine) => self.before_dispenser(self.medicines[medicine].device),
            None => self.fixed.places.spot(&[FurnitureKind::Worktop, FurnitureKind::Sink], AreaKind::Kitchen),
        };
        let steps = &mut self.people[who].steps;
        steps.extend([Step::Doing(Some("Seeing to the tablets".to_owned())), Step::Go(spot)]);
        if let Some(medicine) = in_reach {
            self.medicines[medicine].heard = Timestamp::MAX;
            steps.extend([Step::Stay(Span::seconds(12), Manner::Working)]);
            steps.push_back(Step::Dose(self.medicines[medicine].device));
        }
        steps.push_back(Step::Stay(takes, Manner::Working));
    }
}
