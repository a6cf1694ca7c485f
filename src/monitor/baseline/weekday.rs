//! Whether something is done on a day, by the day of the week: Beta-distributed chances that forget. Shopping on
//! Tuesdays and church on Sundays are regular in a way that a rate a day cannot tell.

use serde::{Deserialize, Serialize};

use crate::time::Weekday;

/// A day of the week counts as much as one day of what all days say.
const SHARED_DAYS: f64 = 1.0;

/// Jeffreys' prior for a chance.
const PRIOR: f64 = 0.5;

/// What is known of a yes or no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::monitor) struct WeekdayChance {
    yes: [f64; 7],
    days: [f64; 7],
}

impl WeekdayChance {
    pub fn add(&mut self, weekday: Weekday, yes: bool) {
        self.yes[place(weekday)] += if yes { 1.0 } else { 0.0 };
        self.days[place(weekday)] += 1.0;
    }

    /// What was learned counts for less from now on.
    pub fn forget(&mut self, factor: f64) {
        self.yes.iter_mut().chain(&mut self.days).for_each(|weight| *weight *= factor);
    }

    /// The posterior-predictive chance on such a day.
    pub fn chance(&self, weekday: Weekday) -> f64 {
        let (yes, days): (f64, f64) = (self.yes.iter().sum(), self.days.iter().sum());
        let shared = (PRIOR + yes) / (2.0 * PRIOR + days);
        let own = place(weekday);
        (SHARED_DAYS * shared + self.yes[own]) / (SHARED_DAYS + self.days[own])
    }

    /// How much more likely this day is, as a logarithm, if the odds have become `times` what they were.
    pub fn log_ratio(&self, weekday: Weekday, yes: bool, times: f64) -> f64 {
        let chance = self.chance(weekday);
        let whole = 1.0 - chance + times * chance;
        if yes { libm::log(times / whole) } else { -libm::log(whole) }
    }
}

fn place(weekday: Weekday) -> usize {
    weekday as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekdays_own_days_soon_outweigh_the_others() {
        let mut known = WeekdayChance::default();
        for week in 0..4 {
            for weekday in Weekday::ALL {
                known.add(weekday, weekday == Weekday::Tuesday || (week == 0 && weekday == Weekday::Friday));
            }
        }
        // (5 + ½) / (28 + 1) of all days.
        let shared = 5.5 / 29.0;
        assert!((known.chance(Weekday::Tuesday) - (shared + 4.0) / 5.0).abs() < 1e-12);
        assert!((known.chance(Weekday::Monday) - shared / 5.0).abs() < 1e-12);
    }

    #[test]
    fn the_evidence_of_an_ordinary_day_averages_one() {
        let mut known = WeekdayChance::default();
        known.add(Weekday::Monday, true);
        known.add(Weekday::Monday, false);
        for times in [0.02, 0.25, 4.0, 50.0] {
            for weekday in [Weekday::Monday, Weekday::Friday] {
                let chance = known.chance(weekday);
                let mean = chance * libm::exp(known.log_ratio(weekday, true, times))
                    + (1.0 - chance) * libm::exp(known.log_ratio(weekday, false, times));
                assert!((mean - 1.0).abs() < 1e-12);
            }
        }
    }
}
