//! How fast somebody walks: how long it takes from one movement sensor to the next, against the usual for that way.
//!
//! Sensors do not say where in a room somebody is, and after each trigger they are blind for a while, so a single
//! transition says little. The median of a day's transitions, each against its own way's median, is robust against those.

use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

use crate::time::{Span, Timestamp};

/// Longer than this between two sensors is no walk straight through.
const LONGEST: Span = Span::seconds(30);
/// A way needs so many walks before another is compared with them.
const KNOWN: u32 = 12;
/// A day needs so many walks for its median to mean something.
const FEWEST: u32 = 10;
/// Bins of the day's logarithms of ratios, from a fifth to five times the usual.
const BINS: usize = 41;
/// The logarithm of five.
const WIDEST: f64 = 1.609;

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Way {
    /// The median's logarithm.
    median: f64,
    walks: u32,
}

/// Walks from area to area.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Pace {
    areas: usize,
    ways: Vec<Way>,
    last: Option<(usize, Timestamp)>,
    #[serde(with = "BigArray")]
    today: [u32; BINS],
}

impl Pace {
    pub fn new(areas: usize) -> Self {
        Self { areas, ways: vec![Way::default(); areas * areas], last: None, today: [0; BINS] }
    }

    /// A movement sensor saw somebody in an area. While `learn` holds, the usual follows.
    pub fn see(&mut self, area: usize, at: Timestamp, learn: bool) {
        let last = self.last.replace((area, at));
        let Some((from, then)) = last.filter(|(from, _)| *from != area) else { return };
        let took = at - then;
        if took <= Span::ZERO || took > LONGEST {
            return;
        }
        let Some(way) = self.ways.get_mut(from * self.areas + area) else { return };
        let length = libm::log(took.as_seconds());
        if way.walks >= KNOWN {
            let place = ((length - way.median) / WIDEST + 1.0) * 0.5 * (BINS - 1) as f64;
            self.today[place.round().clamp(0.0, (BINS - 1) as f64) as usize] += 1;
        }
        if learn {
            // Robbins and Monro's median: a step towards each value, shorter and shorter.
            if way.walks == 0 {
                way.median = length;
            } else {
                let step = (0.5 / f64::from(way.walks + 1).sqrt()).max(0.01);
                way.median += step * (length - way.median).clamp(-1.0, 1.0).signum();
            }
            way.walks = way.walks.saturating_add(1);
        }
    }

    /// The day is over: the median time as a share of the usual; `None` where there were too few walks.
    pub fn close(&mut self) -> Option<f64> {
        let walks: u32 = self.today.iter().sum();
        let today = std::mem::replace(&mut self.today, [0; BINS]);
        self.last = None;
        if walks < FEWEST {
            return None;
        }
        let mut left = f64::from(walks) / 2.0;
        for (place, count) in today.iter().enumerate() {
            let count = f64::from(*count);
            if left <= count && count > 0.0 {
                let within = place as f64 - 0.5 + left / count;
                return Some(libm::exp((within / (0.5 * (BINS - 1) as f64) - 1.0) * WIDEST));
            }
            left -= count;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day's walks to and fro, each of so many seconds, with one in four that stops on the way.
    fn day(pace: &mut Pace, seconds: i64, learn: bool) -> Option<f64> {
        let mut at = Timestamp::from_millis(0);
        for n in 0..40 {
            pace.see(0, at, learn);
            let slow = if n % 4 == 0 { 12 } else { 0 };
            at += Span::seconds(seconds + n % 3 - 1 + slow);
            pace.see(1, at, learn);
            at += Span::minutes(20);
        }
        pace.close()
    }

    #[test]
    fn slower_walks_show_against_the_ways_own_usual() {
        let mut pace = Pace::new(2);
        for _ in 0..20 {
            day(&mut pace, 8, true);
        }
        assert!(day(&mut pace, 8, false).is_some_and(|share| (share - 1.0).abs() < 0.12));
        assert!(day(&mut pace, 12, false).is_some_and(|share| (share - 1.45).abs() < 0.2));
        assert_eq!(pace.close(), None);
    }
}
