//! Tablet dispensers through the days: when a dose is turned into reach, who goes to it, and who fills it.

use std::sync::Arc;

use super::agenda::Rank;
use super::chance::Chance;
use super::resident::places::Spot;
use super::resident::{Manner, Step};
use super::{Happening, Simulation};
use crate::home::{Device, DeviceKind, FurnitureKind};
use crate::scenario::Activity;
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

/// A dispenser with its stream of chance.
#[derive(Clone, Debug)]
pub(super) struct Medicine {
    /// Its place in the home's list of devices.
    device: usize,
    chance: Chance,
    /// From when on somebody goes to it.
    heard: Timestamp,
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
            self.medicines.push(Medicine { device, chance, heard: Timestamp::MAX });
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
        if let Some(medicine) = self.medicines.get_mut(medicine) {
            medicine.heard = now + medicine.chance.seconds(HEARD.0, HEARD.1);
            self.devices.dose_due(now, medicine.device, &mut self.fresh);
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

    /// Someone who is up hears a dispenser call, and goes to it.
    pub(super) fn hears_dispenser(&mut self, who: usize) -> bool {
        let asleep = self.people[who].doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        if self.medicines.is_empty() || who != 0 || asleep || self.people[who].within.is_some() {
            return false;
        }
        let now = self.now;
        let calls = |medicine: &Medicine| {
            let due = self.devices.due_since(medicine.device);
            medicine.heard <= now && due.is_some_and(|due| now - due < CALLS)
        };
        let Some(medicine) = self.medicines.iter().position(calls) else { return false };
        self.medicines[medicine].heard = Timestamp::MAX;
        let steps = self.takes_dose(self.medicines[medicine].device);
        self.people[who].steps.extend(steps);
        true
    }

    /// When a dispenser that calls will be gone to, at the earliest.
    pub(super) fn dispenser_calls_at(&self, who: usize) -> Option<Timestamp> {
        let calls = |medicine: &&Medicine| self.devices.due_since(medicine.device).is_some();
        let waiting = self.medicines.iter().filter(calls).map(|medicine| medicine.heard);
        waiting.min().filter(|at| who == 0 && *at < Timestamp::MAX)
    }

    /// The steps to a dispenser, tipping it out, and swallowing with a sip of water.
    pub(super) fn takes_dose(&self, device: usize) -> Vec<Step> {
        let home = self.home();
        let known = &home.devices[device];
        let on = known.piece.as_ref().and_then(|id| home.furniture.iter().position(|piece| piece.id == *id));
        let spot = match (on, known.at) {
            (Some(piece), _) => Spot { seat: None, ..self.fixed.places.pieces[piece] },
            (None, Some(at)) => {
                let stand = self.fixed.ground.nearest(at);
                Spot { stand, facing: libm::atan2(at.x - stand.x, at.y - stand.y), seat: None }
            }
            (None, None) => self.fixed.places.spot(&[FurnitureKind::Worktop], crate::home::AreaKind::Kitchen),
        };
        vec![
            Step::Doing(Some("Taking tablets".to_owned())),
            Step::Go(spot),
            Step::Stay(Span::seconds(12), Manner::Working),
            Step::Dose(device),
            Step::Stay(Span::seconds(35), Manner::Working),
            Step::Doing(None),
        ]
    }
}
