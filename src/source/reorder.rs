//! Puts readings that come late in order, and leaves out what comes twice, too late, or from a clock gone wrong.
//!
//! A live home's readings come by radio and network, so they cross one another. Each is held back until nothing earlier
//! may follow: until readings two minutes later have come. What is earlier than what has been passed on is too late; it
//! is counted and not used. Whoever sends everything again after a break does no harm: what was passed on is too late,
//! and what is held back is there already. It is a plain value that can be kept; it does no I/O and asks no clock.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::home::{Availability, Item, Reading, Value};
use crate::time::{Span, Timestamp};

/// For how long readings may come late and still be put in order.
pub const WAIT: Span = Span::minutes(2);
/// A reading so much later than all before it is believed only once another agrees: a clock may be wrong by years.
const LEAP: Span = Span::days(1);
/// So many readings are held back at most, so that memory is bounded whatever comes.
const HELD: usize = 16_384;
/// So many readings that were passed on are remembered, to tell what comes twice from what comes too late.
const REMEMBERED: usize = 512;

/// What has happened to what came, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// How many readings and changes were taken.
    pub taken: u64,
    /// How many of them came out of order, and were put in order.
    pub put_in_order: u64,
    /// How many came too late.
    pub too_late: u64,
    /// How many came twice.
    pub twice: u64,
    /// How many were from a time far ahead with which nothing else agreed.
    pub far_ahead: u64,
}

/// What became of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is held back until it is its turn.
    Held,
    /// The same was there already.
    Twice,
    /// It is earlier than what has been passed on, by this much before the latest.
    TooLate(Span),
    /// It is far ahead of all others; it waits for another to agree.
    Doubted,
}

/// A reading or a change, as it is kept. A watermark needs no place in the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Held {
    Reading(Reading),
    Availability(Availability),
}

impl Held {
    fn at(&self) -> Timestamp {
        match self {
            Self::Reading(reading) => reading.at,
            Self::Availability(change) => change.at,
        }
    }

    /// What was said and by whom, not-a-number included: FNV-1a.
    fn fingerprint(&self) -> u64 {
        fn add(hash: u64, bytes: &[u8]) -> u64 {
            bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
        }
        let begun = 0xcbf2_9ce4_8422_2325;
        match self {
            Self::Reading(reading) => {
                let hash = add(add(begun, reading.device.as_str().as_bytes()), reading.capability.name().as_bytes());
                match &reading.value {
                    Value::Flag(flag) => add(hash, &[b'f', u8::from(*flag)]),
                    Value::Number(number) => add(hash, &number.to_bits().to_le_bytes()),
                    Value::Word(word) => add(add(hash, b"w"), word.as_bytes()),
                }
            }
            Self::Availability(change) => {
                add(add(begun, change.device.as_str().as_bytes()), &[b'a', u8::from(change.online)])
            }
        }
    }

    fn into_item(self) -> Item {
        match self {
            Self::Reading(reading) => Item::Reading(reading),
            Self::Availability(change) => Item::Availability(change),
        }
    }
}

/// The readings that wait for their turn.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reorder {
    /// By time, and within one instant in the order in which they came.
    held: BTreeMap<(Timestamp, u64), Held>,
    /// Their times and fingerprints.
    prints: BTreeSet<(Timestamp, u64)>,
    came: u64,
    /// The latest time that was believed.
    newest: Option<Timestamp>,
    /// Everything earlier has been passed on.
    passed: Timestamp,
    doubted: Option<Held>,
    remembered: VecDeque<(Timestamp, u64)>,
    counts: Counts,
}

impl Default for Reorder {
    fn default() -> Self {
        Self::new()
    }
}

impl Reorder {
    /// Nothing has come yet.
    pub fn new() -> Self {
        Self {
            held: BTreeMap::new(),
            prints: BTreeSet::new(),
            came: 0,
            newest: None,
            passed: Timestamp::MIN,
            doubted: None,
            remembered: VecDeque::new(),
            counts: Counts::default(),
        }
    }

    /// What has happened so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The latest time that was believed; `None` before the first.
    pub fn newest(&self) -> Option<Timestamp> {
        self.newest
    }

    /// Everything earlier than this has been passed on; what comes from before it is too late.
    pub fn passed(&self) -> Timestamp {
        self.passed
    }

    /// Takes what came. A watermark is the sender's word that nothing earlier will follow.
    pub fn take(&mut self, item: Item) -> Taken {
        let held = match item {
            Item::Reading(reading) => Held::Reading(reading),
            Item::Availability(change) => Held::Availability(change),
            Item::Watermark(at) => {
                self.pass_until(at);
                return Taken::Held;
            }
        };
        let at = held.at();
        let leaps = self.newest.is_none_or(|newest| at - newest > LEAP);
        match self.doubted.take() {
            Some(first) if leaps && first.at() == at && first.fingerprint() == held.fingerprint() => {
                self.counts.twice += 1;
                self.doubted = Some(first);
                Taken::Twice
            }
            Some(first) if leaps && (at - first.at() <= LEAP) && (first.at() - at <= LEAP) => {
                self.hold(first);
                self.hold(held)
            }
            doubted => {
                self.counts.far_ahead += u64::from(doubted.is_some());
                if leaps {
                    self.doubted = Some(held);
                    return Taken::Doubted;
                }
                self.hold(held)
            }
        }
    }

    fn hold(&mut self, held: Held) -> Taken {
        let at = held.at();
        let print = held.fingerprint();
        if at < self.passed {
            if self.remembered.iter().any(|(then, known)| *then == at && *known == print) {
                self.counts.twice += 1;
                return Taken::Twice;
            }
            self.counts.too_late += 1;
            return Taken::TooLate(self.newest.map_or(Span::ZERO, |newest| newest - at));
        }
        if !self.prints.insert((at, print)) {
            self.counts.twice += 1;
            return Taken::Twice;
        }
        self.counts.taken += 1;
        self.counts.put_in_order += u64::from(self.newest.is_some_and(|newest| at < newest));
        self.held.insert((at, self.came), held);
        self.came += 1;
        let newest = self.newest.map_or(at, |newest| newest.max(at));
        self.newest = Some(newest);
        self.passed = self.passed.max(newest - WAIT);
        Taken::Held
    }

    /// Nothing earlier than `at` will follow.
    pub fn pass_until(&mut self, at: Timestamp) {
        self.passed = self.passed.max(at);
    }

    /// The next reading whose turn it is.
    pub fn pop(&mut self) -> Option<Item> {
        let first = self.held.first_entry()?;
        if first.key().0 >= self.passed {
            if self.held.len() <= HELD {
                return None;
            }
            // Too many for one instant or two minutes: the earliest go on, and what is earlier comes too late.
            self.passed = self.passed.max(self.held.first_key_value().map_or(self.passed, |((at, _), _)| *at));
        }
        let ((at, _), held) = self.held.pop_first()?;
        if self.remembered.len() == REMEMBERED {
            self.remembered.pop_front();
        }
        let print = held.fingerprint();
        self.prints.remove(&(at, print));
        self.remembered.push_back((at, print));
        Some(held.into_item())
    }

    /// What waits, in order, without taking it out: for what cannot wait.
    pub fn waiting(&self) -> impl Iterator<Item = Item> {
        self.held.values().map(|held| held.clone().into_item())
    }

    /// The stream has ended: everything that is held back goes on, and what was doubted alone is believed.
    pub fn end(&mut self) {
        if let Some(doubted) = self.doubted.take() {
            if self.newest.is_none() {
                self.hold(doubted);
            } else {
                self.counts.far_ahead += 1;
            }
        }
        if let Some(newest) = self.newest {
            self.passed = self.passed.max(newest + Span::millis(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::home::{Capability, DeviceId};

    fn reading(seconds: i64, device: &str, value: f64) -> Item {
        Item::Reading(Reading {
            at: Timestamp::from_millis(1_700_000_000_000) + Span::seconds(seconds),
            device: DeviceId::new(device),
            capability: Capability::Temperature,
            value: Value::Number(value),
        })
    }

    /// The first item is believed once a second agrees.
    fn begun() -> Reorder {
        let mut order = Reorder::new();
        order.take(reading(-600, "first", 1.0));
        order.take(reading(-599, "first", 2.0));
        order
    }

    fn passed_on(order: &mut Reorder) -> Vec<Item> {
        std::iter::from_fn(|| order.pop()).collect()
    }

    #[test]
    fn two_minutes_late_is_put_in_order_and_later_is_counted() {
        let mut order = begun();
        assert_eq!(order.take(reading(100, "a", 1.0)), Taken::Held);
        assert_eq!(order.take(reading(-20, "b", 1.0)), Taken::Held);
        assert_eq!(order.take(reading(-21, "c", 1.0)), Taken::TooLate(Span::seconds(121)));
        order.end();
        let all: Vec<i64> =
            passed_on(&mut order).iter().map(|item| item.at().as_millis() / 1_000 - 1_700_000_000).collect();
        assert_eq!(all, [-600, -599, -20, 100]);
        let counts = order.counts();
        assert_eq!((counts.taken, counts.put_in_order, counts.too_late), (4, 1, 1));
    }

    #[test]
    fn what_comes_twice_is_left_out_whether_it_waits_or_has_gone() {
        let mut order = begun();
        for seconds in [0, 0, 300, 0, 300] {
            order.take(reading(seconds, "a", f64::NAN));
            passed_on(&mut order);
        }
        assert_eq!((order.counts().twice, order.counts().too_late), (3, 0));
        // Another value at the same instant is another reading.
        assert_eq!(order.take(reading(300, "a", 2.0)), Taken::Held);
    }

    #[test]
    fn one_clock_gone_wrong_stops_nothing_and_a_real_leap_is_believed() {
        let mut order = begun();
        let year = 365 * 86_400;
        assert_eq!(order.take(reading(170 * year, "wrong", 1.0)), Taken::Doubted);
        assert_eq!(order.take(reading(10, "a", 1.0)), Taken::Held);
        assert_eq!(order.counts().far_ahead, 1);
        assert_eq!(order.take(reading(3 * 86_400, "a", 2.0)), Taken::Doubted);
        assert_eq!(order.take(reading(3 * 86_400 + 60, "b", 2.0)), Taken::Held);
        order.end();
        assert_eq!(passed_on(&mut order).len(), 5);
    }

    #[test]
    fn a_million_readings_in_a_second_take_bounded_memory() {
        let mut order = begun();
        for n in 0..50_000 {
            order.take(reading(0, "busy", f64::from(n)));
            while order.pop().is_some() {}
            assert!(order.held.len() <= HELD);
        }
    }

    proptest! {
        /// However far up to two minutes readings cross one another, and however often one comes again, they go on in
        /// order of time, each once.
        #[test]
        fn crossing_within_two_minutes_changes_nothing(
            steps in prop::collection::vec((0..90_i64, 0..119_i64, any::<bool>()), 2..80)
        ) {
            let mut now = 0;
            let mut sent: Vec<(i64, Item)> = Vec::new();
            for (n, (step, delay, again)) in steps.iter().enumerate() {
                now += step;
                let item = reading(now, "a", n as f64);
                sent.push((now + delay, item.clone()));
                if *again {
                    sent.push((now + delay + 1, item));
                }
            }
            let mut straight: Vec<Item> = steps.iter().enumerate().scan(0, |now, (n, (step, ..))| {
                *now += step;
                Some(reading(*now, "a", n as f64))
            }).collect();
            sent.sort_by_key(|(arrives, _)| *arrives);
            let mut order = begun();
            let mut out = Vec::new();
            for (_, item) in sent {
                order.take(item);
                out.extend(passed_on(&mut order));
            }
            order.end();
            out.extend(passed_on(&mut order));
            out.drain(..2);
            prop_assert!(out.windows(2).all(|pair| pair[0].at() <= pair[1].at()));
            let key = |item: &Item| match item {
                Item::Reading(Reading { at, value: Value::Number(number), .. }) => (*at, *number as i64),
                _ => unreachable!(),
            };
            out.sort_by_key(key);
            straight.sort_by_key(key);
            prop_assert_eq!(out, straight);
            prop_assert_eq!(order.counts().too_late, 0);
        }
    }
}
