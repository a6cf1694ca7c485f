//! Appliances whose power is no single number: a washing machine's programme by its phases, a heater with a thermostat.

use super::agenda::Rank;
use super::{Happening, Simulation};
use crate::home::FurnitureKind;
use crate::time::{Span, Timestamp};

/// A 40 °C cotton programme: at which part of its time each phase begins, and what it draws on average, W. Cold water runs
/// in; the element heats it; the drum turns; rinses; the spin. Together about 0.6 kWh in 75 min, as labels give for a
/// cotton programme of a 7 kg machine.
const PROGRAMME: [(f64, f64); 5] = [(0.0, 40.0), (0.04, 2_000.0), (0.23, 130.0), (0.65, 90.0), (0.9, 420.0)];
/// How often a heater's thermostat looks.
const LOOKS: Span = Span::minutes(2);
/// A heater rests above this and heats again below that, °C.
const HEATER: (f64, f64) = (22.0, 21.0);

impl Simulation {
    /// A piece has just been switched on: what it draws goes on changing by itself.
    pub(super) fn goes_through_phases(&mut self, piece: usize, until: Option<Timestamp>) {
        match (self.home().furniture[piece].kind, until) {
            (FurnitureKind::WashingMachine, Some(until)) if until > self.now => {
                let lasts = (until - self.now).as_seconds();
                for (begins, watts) in PROGRAMME {
                    let at = self.now + Span::from_seconds(lasts * begins);
                    self.agenda.add(at, Rank::Ordinary, Happening::Phase { piece, until, watts });
                }
            }
            (FurnitureKind::ElectricHeater, _) => {
                self.agenda.add(self.now + LOOKS, Rank::Ordinary, Happening::HeaterLooks { piece });
            }
            _ => {}
        }
    }

    /// A programme comes to a phase, unless it has been stopped.
    pub(super) fn phase_begins(&mut self, piece: usize, until: Timestamp, watts: f64) {
        if self.house.runs_until(piece) == Some(until) {
            self.house.set_phase(piece, watts);
            self.draws_now(piece);
        }
    }

    /// A heater's thermostat looks.
    pub(super) fn heater_looks(&mut self, piece: usize) {
        if !self.house.is_on(piece) {
            return;
        }
        let air = self.house.area_of(piece).and_then(|area| self.climate.temperatures().get(area)).copied();
        let rests = self.house.rests(piece);
        let now_rests = air.is_some_and(|air| air > if rests { HEATER.1 } else { HEATER.0 });
        if rests != now_rests {
            let home = std::sync::Arc::clone(&self.fixed.scenario.home);
            self.house.set_rest(&home, piece, now_rests);
            self.draws_now(piece);
        }
        self.agenda.add(self.now + LOOKS, Rank::Ordinary, Happening::HeaterLooks { piece });
    }

    fn draws_now(&mut self, piece: usize) {
        let home = std::sync::Arc::clone(&self.fixed.scenario.home);
        let watts = self.house.draws(&home, piece);
        self.devices.power(self.now, piece, watts, &mut self.fresh);
    }
}
