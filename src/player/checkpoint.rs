//! Houses set aside at regular moments, so that any moment can be shown again at once.

use super::house::House;
use crate::time::{Span, Timestamp};

/// How far apart checkpoints lie. Going to any moment simulates at most so much again, which takes a few milliseconds.
pub const EVERY: Span = Span::hours(6);

/// So many are kept at most: four months of them. Of a longer run every other one is let go, again and again, so that a year of
/// forty devices takes a hundred megabytes and not three hundred; a moment of it is then at most a day away.
const MOST: usize = 512;

/// Houses set aside, in order of time.
#[derive(Clone)]
pub struct Checkpoints {
    houses: Vec<House>,
    /// How far apart they lie at least.
    apart: Span,
    most: usize,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self { houses: Vec::new(), apart: EVERY, most: MOST }
    }
}

impl Checkpoints {
    /// Sets a house aside where the last one lies far enough back; it must not be earlier than that.
    pub fn keep(&mut self, house: &House) {
        if self.houses.last().is_some_and(|last| house.at() - last.at() < self.apart) {
            return;
        }
        self.houses.push(house.clone());
        if self.houses.len() > self.most {
            let mut place = 0;
            self.houses.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            self.apart = Span::millis(self.apart.as_millis() * 2);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::Config;
    use crate::scenario::check::{self, Document, Refusal};
    use std::sync::Arc;

    #[test]
    fn a_long_run_keeps_few_of_them_evenly_from_its_beginning() {
        let read = |named: &str| -> Result<Document, Refusal> {
            let text = std::fs::read_to_string(format!("{}/scenarios/{named}", env!("CARGO_MANIFEST_DIR")));
            let text = text.map_err(|error| Refusal { brief: error.to_string(), hint: String::new() })?;
            Ok(Document { name: named.to_owned(), text })
        };
        let document = read("demonstration.ron").unwrap_or_else(|refusal| panic!("{}", refusal.brief));
        let scenario = Arc::new(check::scenario(&document, read).value.expect("the demonstration is sound"));
        let mut house = House::with_monitor(&scenario, Config::default());
        let starts = house.at();
        let mut checkpoints = Checkpoints { most: 4, ..Checkpoints::default() };
        checkpoints.keep(&house);
        let mut asked = Vec::new();
        for step in 1..=12 {
            let at = starts + Span::hours(6 * step);
            house.advance(at, &mut |_| {});
            asked.push(house.at());
            checkpoints.keep(&house);
        }
        let kept: Vec<Timestamp> = checkpoints.houses.iter().map(House::at).collect();
        let expected = [0, 24, 48, 72].map(|hours| starts + Span::hours(hours));
        assert_eq!(kept, expected, "{asked:?}");
        let before = checkpoints.before(starts + Span::hours(47)).map(House::at);
        assert_eq!(before, Some(starts + Span::hours(24)));
    }
}
