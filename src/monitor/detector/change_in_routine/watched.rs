//! One feature under watch: its normal, the days not yet learned, and the evidence that it has changed.
//!
//! **A change must not become the normal while it is suspected.** A day is learned a week late, and not at all while the
//! evidence points to a change since before it. Once the suspicion is gone the days are learned after all; once the
//! change is over they are dropped; once it has lasted for four weeks after being told it is the new normal.

use std::collections::VecDeque;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::monitor::Usual;
use crate::monitor::baseline::gamma_poisson::GammaPoisson;
use crate::monitor::baseline::normal_gamma::NormalGamma;
use crate::monitor::baseline::rate::forgetting;
use crate::monitor::baseline::sequential::Sequential;
use crate::monitor::baseline::weekday::WeekdayChance;
use crate::monitor::feature::daily::Measured;
use crate::monitor::feature::habit::Feature;

/// A day is learned so many days late.
const LEARNED_AFTER: i64 = 7;
/// From this much evidence on (one in seven) a change is suspected, and its days are not learned.
const SUSPECTED: f64 = 2.0;
/// Days that may wait to be learned: four weeks told, with what came before.
const WAITING: usize = 64;
/// So many days must have been observed before a feature is judged: sellers of such monitors allow for as many.
const JUDGED_AFTER: u32 = 14;

/// Two sizes in each direction: a change that creeps in, and one that is plain at once.
pub(super) const SIZES: usize = 2;
/// Counts become so many times as large. The design ratios of a calibration with 28-day baselines were 1.75, 0.65 and 0.45.
const COUNT_UP: [f64; SIZES] = [1.5, 2.5];
const COUNT_DOWN: [f64; SIZES] = [0.65, 0.3];
/// Amounts move by so many spreads.
const AMOUNT: [f64; SIZES] = [1.0, 2.0];
/// The odds of going out at all become so many times as large: seldom, and hardly ever.
const ODDS_DOWN: [f64; SIZES] = [0.25, 0.02];

/// What is learned of a feature.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Normal {
    Count(GammaPoisson),
    /// A count whose falling shows best in the days without any: its weekdays are learned too.
    Days(GammaPoisson, WeekdayChance),
    /// `relevant` is the least change that anybody would want to be told; a logarithm where `ratio` holds.
    Amount {
        known: NormalGamma,
        relevant: f64,
        ratio: bool,
    },
}

/// One feature under watch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Watched {
    normal: Normal,
    learned: Option<i64>,
    waiting: VecDeque<Measured>,
    /// By direction (less, more) and size.
    evidence: [[Sequential; SIZES]; 2],
    observed: u32,
    pub latest: Option<Measured>,
    /// The latest day's evidence, by direction: of the size that says most so far.
    said: [f64; 2],
}

/// The strongest evidence in one direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Strongest {
    /// As a logarithm, since `began`.
    pub run: f64,
    pub began: i64,
}

impl Watched {
    pub fn new(feature: Feature) -> Self {
        let amount = |spread, relevant| Normal::Amount { known: NormalGamma::new(spread), relevant, ratio: false };
        let normal = match feature {
            Feature::NightBathroomVisits
            | Feature::BedExits
            | Feature::NightActivity
            | Feature::KitchenVisits
            | Feature::DrinksMade
            | Feature::FridgeOpenings
            | Feature::Activity
            | Feature::LeftOpenOrOn => Normal::Count(GammaPoisson::default()),
            Feature::Outings => Normal::Days(GammaPoisson::default(), WeekdayChance::default()),
            // Hours. Less than an hour in bed, or three quarters at bedtime, is no change worth telling.
            Feature::TimeInBed => amount(1.0, 1.0),
            Feature::Bedtime | Feature::RisingTime => amount(0.5, 0.75),
            Feature::TimeOut => amount(1.0, 1.0),
            // Half an hour less in the kitchen is a warm meal less.
            Feature::KitchenTime => amount(0.5, 0.5),
            // One visit in twenty to another room than usual.
            Feature::RoomBalance => amount(0.05, 0.05),
            // Gait speed changes by 0.1 m/s, about a seventh, where it matters (Perera 2006).
            Feature::WalkingPace => {
                Normal::Amount { known: NormalGamma::new(0.1), relevant: libm::log(1.15), ratio: true }
            }
        };
        Self {
            normal,
            learned: None,
            waiting: VecDeque::with_capacity(WAITING),
            evidence: [[Sequential::default(); SIZES]; 2],
            observed: 0,
            latest: None,
            said: [0.0; 2],
        }
    }

    /// A day's value. While the home is `learning` it is learned at once; afterwards it is judged first. `told` holds
    /// while a change of this feature stands told.
    pub fn take(&mut self, measured: Measured, learning: bool, told: bool) {
        self.latest = Some(measured);
        if learning || self.observed < JUDGED_AFTER {
            self.observed = self.observed.saturating_add(1);
            self.learn(&measured);
            return;
        }
        for up in [false, true] {
            let strongest = self.strongest_size(up);
            for size in 0..SIZES {
                let says = self.log_ratio(&measured, up, size);
                self.evidence[usize::from(up)][size].add(measured.day, says);
                if size == strongest {
                    self.said[usize::from(up)] = says;
                }
            }
        }
        if self.waiting.len() == WAITING
            && let Some(first) = self.waiting.pop_front()
            && !told
        {
            self.learn(&first);
        }
        self.waiting.push_back(measured);
        if !told {
            let suspected = self.suspected_since().unwrap_or(i64::MAX);
            while let Some(first) =
                self.waiting.front().copied().filter(|f| f.day <= measured.day - LEARNED_AFTER && f.day < suspected)
            {
                self.waiting.pop_front();
                self.learn(&first);
            }
        }
    }

    /// These days are not to be learned, as far as they have not been.
    pub fn leave_out(&mut self, days: &RangeInclusive<i64>) {
        self.waiting.retain(|measured| !days.contains(&measured.day));
    }

    fn learn(&mut self, measured: &Measured) {
        let factor = self.learned.map_or(1.0, |before| forgetting(measured.day - before));
        self.learned = Some(measured.day);
        match &mut self.normal {
            Normal::Count(count) => {
                count.forget(factor);
                count.add(measured.value, measured.exposure);
            }
            Normal::Days(count, days) => {
                count.forget(factor);
                count.add(measured.value, measured.exposure);
                days.forget(factor);
                days.add(measured.weekday, measured.value > 0.0);
            }
            Normal::Amount { known, ratio, .. } => {
                known.forget(factor);
                known.add(if *ratio { libm::log(measured.value) } else { measured.value });
            }
        }
    }

    fn log_ratio(&self, measured: &Measured, up: bool, size: usize) -> f64 {
        match &self.normal {
            Normal::Days(_, days) if !up => days.log_ratio(measured.weekday, measured.value > 0.0, ODDS_DOWN[size]),
            Normal::Count(count) | Normal::Days(count, _) => {
                let ratio = if up { COUNT_UP[size] } else { COUNT_DOWN[size] };
                count.log_ratio(measured.value, measured.exposure, ratio)
            }
            Normal::Amount { known, relevant, ratio } => {
                let value = if *ratio { libm::log(measured.value) } else { measured.value };
                let sign = if up { 1.0 } else { -1.0 };
                known.log_ratio(value, sign * AMOUNT[size], sign * relevant)
            }
        }
    }

    fn strongest_size(&self, up: bool) -> usize {
        let evidence = &self.evidence[usize::from(up)];
        if evidence[1].run() > evidence[0].run() { 1 } else { 0 }
    }

    /// The strongest evidence in one direction.
    pub fn strongest(&self, up: bool) -> Strongest {
        let evidence = &self.evidence[usize::from(up)][self.strongest_size(up)];
        Strongest { run: evidence.run(), began: evidence.began() }
    }

    /// The mean of the evidence sums in one direction.
    pub fn sum(&self, up: bool) -> f64 {
        self.evidence[usize::from(up)].iter().map(Sequential::sum).sum::<f64>() / SIZES as f64
    }

    /// What the latest day said of a change in this direction.
    pub fn said(&self, up: bool) -> f64 {
        self.said[usize::from(up)]
    }

    /// Since when a change is suspected.
    pub fn suspected_since(&self) -> Option<i64> {
        self.evidence.iter().flatten().filter(|e| e.run() >= SUSPECTED).map(Sequential::began).min()
    }

    /// A change in this direction is over: its days, those before `until`, are never learned.
    pub fn forgive(&mut self, up: bool, began: i64, until: i64) {
        self.evidence[usize::from(up)] = [Sequential::default(); SIZES];
        self.waiting.retain(|measured| measured.day < began || measured.day >= until);
    }

    /// A change since `began` is the new normal.
    pub fn adopt(&mut self, began: i64) {
        self.evidence = [[Sequential::default(); SIZES]; 2];
        match &mut self.normal {
            Normal::Count(count) => count.forget(0.0),
            Normal::Days(count, days) => {
                count.forget(0.0);
                days.forget(0.0);
            }
            Normal::Amount { known, .. } => known.forget(0.0),
        }
        while let Some(first) = self.waiting.pop_front() {
            if first.day >= began {
                self.learn(&first);
            }
        }
    }

    /// What was learned no longer holds: it is learned anew.
    pub fn begin_again(&mut self, feature: Feature) {
        *self = Self { latest: self.latest, ..Self::new(feature) };
    }

    /// The mean of the values since a day.
    pub fn mean_since(&self, day: i64) -> Option<f64> {
        let values = self.waiting.iter().filter(|measured| measured.day >= day).map(|measured| measured.value);
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        (count > 0.0).then(|| sum / count)
    }

    /// What is usual; `None` before anything was learned.
    pub fn usual(&self) -> Option<Usual> {
        self.learned?;
        Some(match &self.normal {
            Normal::Count(count) | Normal::Days(count, _) => {
                Usual { mean: count.mean(), low: count.quantile(0.1), high: count.quantile(0.9) }
            }
            Normal::Amount { known, ratio, .. } => {
                let student = known.predictive()?;
                let shown = |value: f64| if *ratio { libm::exp(value) } else { value.max(0.0) };
                Usual {
                    mean: shown(student.middle),
                    low: shown(student.quantile(0.1)),
                    high: shown(student.quantile(0.9)),
                }
            }
        })
    }

    /// On how many days it was observed while learning.
    pub fn observed(&self) -> u32 {
        self.observed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Timestamp, Weekday};

    #[test]
    fn what_begins_again_has_no_evidence_from_before_and_learns_before_it_judges() {
        let mut watched = Watched::new(Feature::Activity);
        let of = |day: i64, value: f64| Measured::whole(day, Weekday::Monday, value, Timestamp::from_millis(day));
        (0..28).for_each(|day| watched.take(of(day, 90.0), true, false));
        (28..32).for_each(|day| watched.take(of(day, 200.0), false, false));
        assert!(watched.strongest(true).run > SUSPECTED && watched.suspected_since().is_some());
        watched.begin_again(Feature::Activity);
        (32..46).for_each(|day| watched.take(of(day, 200.0), false, false));
        assert_eq!((watched.strongest(true).run, watched.suspected_since()), (0.0, None));
        assert!(watched.usual().is_some_and(|usual| (usual.mean - 200.0).abs() < 10.0));
        (46..50).for_each(|day| watched.take(of(day, 90.0), false, false));
        assert!(watched.strongest(false).run > SUSPECTED);
    }
}
