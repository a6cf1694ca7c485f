//! A coin cell and what its device says of it.

use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// What sleeping takes, % a day: a cell lasts about three years in a device that never speaks.
const IDLE: f64 = 0.09;
/// What one report takes, %: a hundred a day cost as much as sleeping does, so that a busy hall's sensor lasts about
/// eighteen months, as makers promise one to two years.
const REPORT: f64 = 0.000_9;
/// How much lower a cell seems for each degree below [`WARM`], %: devices work the charge out from the voltage, which
/// falls with the cold and comes back with the warmth.
const COLD: f64 = 0.25;
/// The temperature at which the voltage tells the charge truly, °C.
const WARM: f64 = 20.0;
/// How long between two reports of the charge, at least: about daily, as these devices do.
const REPORTED_EVERY: Span = Span::hours(23);

/// A battery in use.
#[derive(Clone, Debug)]
pub(super) struct Battery {
    charge: f64,
    drained_until: Timestamp,
    reported: Option<Timestamp>,
    dying: Option<Dying>,
}

/// A cell that runs down long before its time, evenly.
#[derive(Clone, Copy, Debug)]
struct Dying {
    since: Timestamp,
    over: Span,
    /// The charge at the beginning, %.
    from: f64,
}

impl Battery {
    /// A cell that has been in for a while: 75 to 100 % full.
    pub(super) fn new(scenario_seed: u64, device: &str, starts: Timestamp) -> Self {
        let mut rng: Stream = seed::stream(scenario_seed, device, "battery");
        Self { charge: seed::uniform(&mut rng, 75.0, 100.0), drained_until: starts, reported: None, dying: None }
    }

    /// Counts one report. False when the cell is flat, and nothing can be sent.
    pub(super) fn spend(&mut self, at: Timestamp) -> bool {
        self.charge -= REPORT + IDLE * (at - self.drained_until).as_hours() / 24.0;
        self.drained_until = self.drained_until.max(at);
        self.left(at) > 0.0
    }

    /// Begins to run down, and is empty after `over`.
    pub(super) fn dies(&mut self, at: Timestamp, over: Span) {
        self.dying = Some(Dying { since: at, over, from: self.charge.max(0.0) });
    }

    /// A new cell is put in, and told of with the next sign of life.
    pub(super) fn change(&mut self, at: Timestamp) {
        *self = Self { charge: 100.0, drained_until: at, reported: None, dying: None };
    }

    /// The charge left, %.
    fn left(&self, at: Timestamp) -> f64 {
        let dying = self.dying.map_or(f64::INFINITY, |dying| {
            dying.from * (1.0 - (at - dying.since).as_seconds() / dying.over.as_seconds())
        });
        self.charge.min(dying)
    }

    /// The charge as the device sees it at this temperature, a whole %, when it is time to tell it again.
    pub(super) fn due(&mut self, at: Timestamp, temperature: f64) -> Option<f64> {
        if self.reported.is_some_and(|last| at - last < REPORTED_EVERY) {
            return None;
        }
        self.reported = Some(at);
        let seen = self.left(at) - COLD * (WARM - temperature).max(0.0);
        Some(seen.clamp(0.0, 100.0).round())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_lasts_one_to_three_years_and_then_falls_silent() {
        for (reports_a_day, least, most) in [(1, 700, 1_200), (100, 380, 620)] {
            let mut battery = Battery::new(1, "hall-movement", Timestamp::default());
            let mut days = 0;
            let alive = |battery: &mut Battery, day: i64| {
                (0..reports_a_day).all(|n| battery.spend(Timestamp::default() + Span::days(day) + Span::minutes(n)))
            };
            while alive(&mut battery, days) {
                days += 1;
            }
            assert!((least..most).contains(&days), "{days} days at {reports_a_day} reports a day");
        }
    }

    #[test]
    fn the_charge_is_told_daily_in_whole_percent_and_lower_in_the_cold() {
        let mut battery = Battery::new(1, "hall-movement", Timestamp::default());
        let told: Vec<f64> =
            (0..240).filter_map(|hour| battery.due(Timestamp::default() + Span::hours(hour), 20.0)).collect();
        assert!((10..=11).contains(&told.len()), "{told:?}");
        assert!(told.iter().all(|charge| charge.fract() == 0.0 && (75.0..=100.0).contains(charge)));
        let cold = battery.due(Timestamp::default() + Span::days(30), 8.0);
        assert_eq!(cold, told.first().map(|warm| warm - 3.0));
    }
}
