//! How lively someone is: some days more is done than on others, and within a day some hours.
//!
//! It speeds up or slows down what is done by the way, small movements and errands, and leaves the plan alone. Those who
//! live together have most of it in common: the weather, the news, a bad night keep both of them in their chairs. Fitted
//! so that days differ from each other, and follow on each other, as those of real homes do: see ARCHITECTURE.md.

use crate::simulation::chance::Chance;
use crate::time::{Span, Timestamp};

/// How much days differ: the standard deviation of the logarithm.
const DAYS: f64 = 0.75;
/// How much of a day's liveliness is left over from the day before, 0 to 1: good and bad spells.
const CARRIED: f64 = 0.4;
/// How much stretches of one day differ: the standard deviation of the logarithm.
const HOURS: f64 = 1.2;
/// How much of it all who live in a home have in common; the squares of this and of what is one's own make one.
const IN_COMMON: f64 = 0.9;
/// How long such a stretch is.
const STRETCH: Span = Span::hours(2);
const STRETCHES: usize = 12;
/// Nobody who is awake and well does nothing at all, or runs about without a pause.
const LEAST: f64 = 0.45;
const MOST: f64 = 2.4;

/// How lively a day and its stretches are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::simulation) struct Spirits {
    since: Timestamp,
    /// The day's, in standard deviations.
    day: f64,
    /// How many times as lively as on average each stretch is: asked for with every small movement.
    stretches: [f64; STRETCHES],
}

/// A day like any other.
impl Default for Spirits {
    fn default() -> Self {
        Self { since: Timestamp::default(), day: 0.0, stretches: [1.0; STRETCHES] }
    }
}

impl Spirits {
    /// Another day dawns. `home` is the same stream for all who live together.
    pub(in crate::simulation) fn dawn(&mut self, at: Timestamp, own: &mut Chance, home: &mut Chance) {
        let mut drawn = || IN_COMMON * home.normal() + (1.0 - IN_COMMON * IN_COMMON).sqrt() * own.normal();
        self.since = at;
        self.day = CARRIED * self.day + (1.0 - CARRIED * CARRIED).sqrt() * drawn();
        self.stretches = std::array::from_fn(|_| libm::exp(DAYS * self.day + HOURS * drawn()).clamp(LEAST, MOST));
    }

    /// How many times as lively as on average: 0.45 to 2.4.
    pub(in crate::simulation) fn liveliness(&self, now: Timestamp) -> f64 {
        let place = ((now - self.since).as_millis() / STRETCH.as_millis()).clamp(0, STRETCHES as i64 - 1);
        let stretch = usize::try_from(place).ok().and_then(|place| self.stretches.get(place)).copied();
        stretch.unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The liveliness at noon of 400 days of somebody, by name.
    fn noons(name: &str) -> Vec<f64> {
        let (mut own, mut home) = (Chance::new(1, name, "spirits"), Chance::new(1, "household", "spirits"));
        let mut spirits = Spirits::default();
        let days = (0..400).map(|day| Timestamp::from_millis(0) + Span::days(day));
        let mut noon = |dawn: Timestamp| {
            spirits.dawn(dawn, &mut own, &mut home);
            spirits.liveliness(dawn + Span::hours(9))
        };
        days.map(&mut noon).collect()
    }

    #[test]
    fn days_differ_within_bounds_and_those_who_live_together_have_them_in_common() {
        let (one, other) = (noons("one"), noons("other"));
        assert!(one.iter().chain(&other).all(|lively| (LEAST..=MOST).contains(lively)));
        let (quiet, lively) = (one.iter().filter(|l| **l < 0.6).count(), one.iter().filter(|l| **l > 1.6).count());
        assert!(quiet > 80 && lively > 80, "{quiet} quiet and {lively} lively days of 400");
        let alike = one.iter().zip(&other).filter(|(a, b)| (**a > 1.0) == (**b > 1.0)).count();
        assert!((280..400).contains(&alike), "alike on {alike} days of 400");
    }
}
