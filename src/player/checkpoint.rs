//! Houses set aside at regular moments, so that any moment can be shown again at once.

use super::house::House;
use crate::time::{Span, Timestamp};

/// How far apart checkpoints lie. Going to any moment simulates at most so much again, which takes a few milliseconds;
/// a year's worth of checkpoints stays below a hundred megabytes.
pub const EVERY: Span = Span::hours(6);

/// Houses set aside, in order of time.
#[derive(Clone, Default)]
pub struct Checkpoints {
    houses: Vec<House>,
}

impl Checkpoints {
    /// Sets a house aside; it must not be earlier than the last one.
    pub fn keep(&mut self, house: House) {
        self.houses.push(house);
    }

    /// The latest house that is not later than `at`.
    pub fn before(&self, at: Timestamp) -> Option<&House> {
        let next = self.houses.partition_point(|house| house.at() <= at);
        next.checked_sub(1).and_then(|place| self.houses.get(place))
    }

    /// Drops what lies after `at` and lets what stays know of something that will happen at or after it.
    pub fn change_from(&mut self, at: Timestamp, change: impl Fn(&mut House)) {
        let keep = self.houses.partition_point(|house| house.at() <= at);
        self.houses.truncate(keep);
        self.houses.iter_mut().for_each(change);
    }
}
