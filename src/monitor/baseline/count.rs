//! How many times something happens in each hour of weekdays and of weekends, with the range that is usual.

use serde::{Deserialize, Serialize};

use crate::time::Weekday;

const HOURS: usize = 24;

/// A count that is usual in one hour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usual {
    /// The mean.
    pub mean: f64,
    /// One day in ten has fewer.
    pub low: f64,
    /// One day in ten has more.
    pub high: f64,
}

/// Counts by hour: Gamma-Poisson, so that tomorrow's count is negative binomial.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Counts {
    events: [[f64; HOURS]; 2],
    days: [f64; 2],
    today: [u32; HOURS],
}

impl Counts {
    pub fn new() -> Self {
        Self { events: [[0.0; HOURS]; 2], days: [0.0; 2], today: [0; HOURS] }
    }

    pub fn event(&mut self, hour: usize) {
        if let Some(today) = self.today.get_mut(hour) {
            *today = today.saturating_add(1);
        }
    }

    pub fn today(&self) -> [u32; HOURS] {
        self.today
    }

    /// The day `weekday` is over.
    pub fn close_day(&mut self, weekday: Weekday, factor: f64, watched: bool) {
        for kind in 0..2 {
            self.days[kind] *= factor;
            self.events[kind].iter_mut().for_each(|events| *events *= factor);
        }
        let kind = usize::from(weekday.is_weekend());
        if watched {
            self.days[kind] += 1.0;
            for (events, today) in self.events[kind].iter_mut().zip(self.today) {
                *events += f64::from(today);
            }
        }
        self.today = [0; HOURS];
    }

    /// What is usual by hour; all zero before a first such day was seen.
    pub fn usual(&self, weekend: bool) -> [Usual; HOURS] {
        let kind = usize::from(weekend);
        let days = self.days[kind];
        self.events[kind].map(|events| if days > 0.0 { usual(events, days) } else { Usual::default() })
    }
}

/// The 10 % and 90 % points of the negative binomial that is the predictive of a Gamma(events + ½, days) rate.
fn usual(events: f64, days: f64) -> Usual {
    let (shape, odds) = (events + 0.5, days / (days + 1.0));
    let mut weight = libm::pow(odds, shape);
    let (mut sum, mut low, mut high) = (weight, None, None);
    // A person does not begin a thousand things in an hour.
    for count in 0..1_000_u32 {
        let n = f64::from(count);
        if low.is_none() && sum >= 0.1 {
            low = Some(n);
        }
        if sum >= 0.9 {
            high = Some(n);
            break;
        }
        weight *= (shape + n) / (n + 1.0) * (1.0 - odds);
        sum += weight;
    }
    Usual { mean: events / days, low: low.unwrap_or(0.0), high: high.unwrap_or(events / days) }
}
