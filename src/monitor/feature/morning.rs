//! When the day's first hot drink is usually made: a time that a reminder can follow. Learned on days that could be
//! observed alone; no judge rests on it.

use serde::{Deserialize, Serialize};

use crate::monitor::baseline::count::Usual;
use crate::monitor::baseline::normal_gamma::NormalGamma;

/// Before this hour a drink belongs to the night, and from `NOON` on the morning's was left out.
const MORNING: f64 = 4.0;
const NOON: f64 = 12.0;
/// How far mornings spread before any is known, one standard deviation in hours: our own estimate.
const SPREAD: f64 = 0.5;
/// What a morning counts for on each day after it: half after ten weeks.
const FADES: f64 = 0.99;

/// The first drinks of the mornings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct FirstDrink {
    /// Hours after midnight.
    known: NormalGamma,
    days: u32,
}

impl FirstDrink {
    pub fn new() -> Self {
        Self { known: NormalGamma::new(SPREAD), days: 0 }
    }

    /// Whether a drink at this hour of the day can be the morning's first.
    pub fn counts(hour: f64) -> bool {
        (MORNING..NOON).contains(&hour)
    }

    /// A day has ended that could be observed: its first drink, in hours after midnight.
    pub fn add(&mut self, hour: f64) {
        self.known.forget(FADES);
        self.known.add(hour);
        self.days += 1;
    }

    /// When it usually is, in hours after midnight, and on how many days it was seen.
    pub fn usual(&self) -> Option<(Usual, u32)> {
        let known = self.known.predictive()?;
        Some((Usual { mean: known.middle, low: known.quantile(0.1), high: known.quantile(0.9) }, self.days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_follows_the_mornings_and_says_how_many_they_were() {
        let mut known = FirstDrink::new();
        assert!(known.usual().is_none());
        (0..20).for_each(|day| known.add(7.5 + 0.25 * f64::from(day % 2)));
        let (usual, days) = known.usual().expect("usual");
        assert!(days == 20 && (7.5..7.75).contains(&usual.mean), "{usual:?}");
        assert!(usual.low < usual.mean && usual.mean < usual.high && usual.high - usual.low < 1.0, "{usual:?}");
        // Another habit takes its place within weeks.
        (0..60).for_each(|_| known.add(9.0));
        assert!(known.usual().expect("usual").0.mean > 8.5);
        assert!(FirstDrink::counts(4.0) && !FirstDrink::counts(3.9) && !FirstDrink::counts(12.0));
    }
}
