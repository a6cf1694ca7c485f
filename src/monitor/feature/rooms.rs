//! How a day's visits divide among the rooms, and how far that is from the usual.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// Signs in one area closer together than this are one visit.
const VISIT: Span = Span::minutes(10);
/// A day with fewer visits says nothing about how they divide.
const FEWEST: f64 = 20.0;
/// The usual division follows the days with this weight: the last two months.
const FOLLOWS: f64 = 0.03;
/// So many days must have been seen before another can be compared with them.
const DAYS: u32 = 5;

/// Visits to areas: today's, and the shares that are usual.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Rooms {
    visits: Vec<f64>,
    usual: Vec<f64>,
    days: u32,
    last: Option<(usize, Timestamp)>,
    /// Which area had the largest share more than usual on the last day compared.
    more: Option<usize>,
}

impl Rooms {
    pub fn new(areas: usize) -> Self {
        Self { visits: vec![0.0; areas], usual: vec![0.0; areas], days: 0, last: None, more: None }
    }

    /// Somebody was seen in an area.
    pub fn see(&mut self, area: usize, at: Timestamp) {
        let same = self.last.is_some_and(|(last, then)| last == area && at - then <= VISIT);
        self.last = Some((area, at));
        if !same && let Some(visits) = self.visits.get_mut(area) {
            *visits += 1.0;
        }
    }

    /// The day is over: the share of its visits that lies in other areas than usual, half the sum of the differences
    /// (the total variation distance). `None` where too little is known. A day that is not to be learned from, because
    /// it was not whole or a change is suspected, leaves the usual as it is.
    pub fn close(&mut self, learn: bool) -> Option<f64> {
        let total: f64 = self.visits.iter().sum();
        let enough = total >= FEWEST;
        let mut distance = 0.0;
        let mut most = 0.0;
        if enough {
            for (area, (visits, usual)) in self.visits.iter().zip(&self.usual).enumerate() {
                let more = visits / total - usual;
                distance += more.abs() / 2.0;
                if more > most {
                    most = more;
                    self.more = Some(area);
                }
            }
        }
        let known = self.days >= DAYS;
        if enough && learn {
            self.days = self.days.saturating_add(1);
            // A plain mean at first, then a mean that follows.
            let weight = (1.0 / f64::from(self.days)).max(FOLLOWS);
            for (visits, usual) in self.visits.iter().zip(&mut self.usual) {
                *usual += weight * (visits / total - *usual);
            }
        }
        self.visits.iter_mut().for_each(|visits| *visits = 0.0);
        (enough && known).then_some(distance)
    }

    /// Which area had the largest share more than usual on the last day compared.
    pub fn more(&self) -> Option<usize> {
        self.more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(rooms: &mut Rooms, visits: &[usize], learn: bool) -> Option<f64> {
        let mut at = rooms.last.map_or(Timestamp::from_millis(0), |(_, at)| at + Span::hours(1));
        for n in 0..30 {
            for (area, times) in visits.iter().enumerate() {
                if n % 30 < *times {
                    rooms.see(area, at);
                    rooms.see(area, at + Span::minutes(2));
                }
                at += Span::minutes(11);
            }
        }
        rooms.close(learn)
    }

    #[test]
    fn a_day_like_others_is_near_and_another_is_far() {
        let mut rooms = Rooms::new(3);
        for n in 0..DAYS {
            assert_eq!(day(&mut rooms, &[10, 20, 10], true), None, "day {n}");
        }
        assert!(day(&mut rooms, &[10, 20, 10], false).is_some_and(|far| far < 1e-9));
        assert!(day(&mut rooms, &[30, 10, 0], false).is_some_and(|far| (far - 0.5).abs() < 1e-9));
        assert_eq!(rooms.more(), Some(0));
        // It was not learned, and a day with few visits says nothing.
        assert!(day(&mut rooms, &[10, 20, 10], false).is_some_and(|far| far < 1e-9));
        assert_eq!(day(&mut rooms, &[2, 2, 2], true), None);
    }
}
