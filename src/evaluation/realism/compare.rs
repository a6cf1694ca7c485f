//! Simulated homes held against the spread of real ones.

use super::{Statistic, Summary};
use crate::evaluation::figure::quantile;

/// Fewer real homes than this have no spread to speak of.
pub const FEWEST_HOMES: usize = 5;
/// The real homes' spread lies between these parts of them.
pub const SPREAD: (f64, f64) = (0.05, 0.95);
/// So many of the simulated homes must lie within, and so many of the figures must be within.
pub const NEARLY_ALL: f64 = 0.9;

/// A home with its name for people.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// The recording's file, or who lives in the simulated home.
    pub name: String,
    /// Its figures.
    pub summary: Summary,
}

/// Where simulated homes lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nearly all of them within the real homes' spread.
    Within,
    /// More of them below.
    Below,
    /// More of them above.
    Above,
    /// There are too few homes of which this can be told.
    Untold,
}

/// One figure of all homes.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which.
    pub statistic: Statistic,
    /// The real homes' values, in order.
    pub real: Vec<f64>,
    /// The simulated homes' values with the place of each in the list.
    pub simulated: Vec<(usize, f64)>,
    /// What part of the real homes lies below: the 5th percentile, the median, the 95th; `None` without any.
    pub spread: Option<[f64; 3]>,
    /// How many of the simulated homes lie within.
    pub within: usize,
    /// Where they lie.
    pub verdict: Verdict,
}

/// Simulated homes against real ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The real homes.
    pub real: Vec<Home>,
    /// The simulated ones.
    pub simulated: Vec<Home>,
    /// One a figure, in the order of [`Statistic::ALL`].
    pub lines: Vec<Line>,
}

impl Comparison {
    /// Compares them. Shares (of hours, rooms, ways) become distances: a simulated home's from the mean of the real
    /// homes, a real home's from the mean of the others, so that none is compared with itself.
    pub fn of(mut real: Vec<Home>, mut simulated: Vec<Home>) -> Self {
        for statistic in Statistic::ALL.into_iter().filter(|statistic| statistic.is_distance()) {
            let all: Vec<Option<Vec<f64>>> = real.iter().map(|home| shares(&home.summary, statistic)).collect();
            for (place, home) in real.iter_mut().enumerate() {
                let others =
                    all.iter().enumerate().filter(|(other, _)| *other != place).filter_map(|(_, s)| s.as_ref());
                keep(home, statistic, &others.collect::<Vec<_>>());
            }
            let others: Vec<&Vec<f64>> = all.iter().flatten().collect();
            simulated.iter_mut().for_each(|home| keep(home, statistic, &others));
        }
        let lines = Statistic::ALL.into_iter().map(|statistic| Line::of(statistic, &real, &simulated)).collect();
        Self { real, simulated, lines }
    }

    /// How many figures lie within, of how many that can be told.
    pub fn within(&self) -> (usize, usize) {
        let told = self.lines.iter().filter(|line| line.verdict != Verdict::Untold);
        let within = self.lines.iter().filter(|line| line.verdict == Verdict::Within).count();
        (within, told.count())
    }

    /// Whether nine figures in ten lie within; `None` when none can be told.
    pub fn holds(&self) -> Option<bool> {
        let (within, told) = self.within();
        (told > 0).then_some(within as f64 >= NEARLY_ALL * told as f64)
    }
}

impl Line {
    fn of(statistic: Statistic, real: &[Home], simulated: &[Home]) -> Self {
        let value = |home: &Home| home.summary.values.get(&statistic).copied();
        let mut values: Vec<f64> = real.iter().filter_map(value).collect();
        values.sort_by(f64::total_cmp);
        let simulated: Vec<(usize, f64)> =
            simulated.iter().enumerate().filter_map(|(place, home)| Some((place, value(home)?))).collect();
        let at = |part| quantile(&values, part);
        let spread = at(SPREAD.0).zip(at(0.5)).zip(at(SPREAD.1)).map(|((low, middle), high)| [low, middle, high]);
        let [low, _, high] = spread.unwrap_or([f64::NAN; 3]);
        // A small distance is nothing strange: the home is as the middle of real homes.
        let low = if statistic.is_distance() { 0.0 } else { low };
        let count = |lies: &dyn Fn(f64) -> bool| simulated.iter().filter(|(_, value)| lies(*value)).count();
        let (below, above) = (count(&|value| value < low), count(&|value| value > high));
        let within = count(&|value| (low..=high).contains(&value));
        let verdict = if values.len() < FEWEST_HOMES || simulated.is_empty() {
            Verdict::Untold
        } else if within as f64 >= NEARLY_ALL * simulated.len() as f64 {
            Verdict::Within
        } else if below > above {
            Verdict::Below
        } else {
            Verdict::Above
        };
        Self { statistic, real: values, simulated, spread, within, verdict }
    }
}

fn shares(summary: &Summary, statistic: Statistic) -> Option<Vec<f64>> {
    match statistic {
        Statistic::HoursOfDay => Some(summary.hours.to_vec()),
        Statistic::Rooms => summary.rooms.clone(),
        Statistic::Moves => summary.moves.clone(),
        _ => None,
    }
}

/// Keeps how far a home's shares lie from the mean of others': the part that would have to lie elsewhere.
fn keep(home: &mut Home, statistic: Statistic, others: &[&Vec<f64>]) {
    let Some(own) = shares(&home.summary, statistic).filter(|_| !others.is_empty()) else { return };
    let mean = |place: usize| others.iter().map(|other| other[place]).sum::<f64>() / others.len() as f64;
    let distance = own.iter().enumerate().map(|(place, share)| (share - mean(place)).abs()).sum::<f64>() / 2.0;
    home.summary.values.insert(statistic, distance);
}
