//! What is still to come, the earliest first: what the home's agenda and the devices' queue are made of.
//!
//! A simulated year puts in and takes out millions of things. So only small keys are sorted, what they stand for lies
//! beside them, the next few are kept apart from the many, and what comes at even intervals is not sorted at all. It knows
//! nothing of what it holds.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, VecDeque};

use crate::time::Timestamp;

/// When something comes, which of those at one instant comes first, and where it lies.
#[derive(Clone, Copy, Debug)]
struct Key {
    at: Timestamp,
    order: u64,
    place: u32,
}

impl Key {
    /// Both in one number: comparing that takes no branch, and branches that nobody can foresee are most of what sorting
    /// costs.
    fn number(self) -> i128 {
        i128::from(self.at.as_millis()) << 64 | i128::from(self.order)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.number().cmp(&other.number())
    }
}

/// How many of the first things are kept in order, at most and after some were taken from the others. Most of what is put
/// in comes so soon that it has its place among these few.
const NEAR: usize = 32;
const REFILLED: usize = 8;

/// Things still to come.
#[derive(Clone, Debug)]
pub(super) struct Upcoming<T> {
    /// The first of them, the earliest last: none of the `far` comes before any of these.
    near: Vec<Key>,
    far: BinaryHeap<Reverse<Key>>,
    /// What comes again and again after the same time, in its order: whatever is put in comes after all that is there.
    regular: VecDeque<Key>,
    /// When the first of all comes: asked for several times with each thing that happens.
    first_at: Timestamp,
    lying: Vec<Option<T>>,
    /// Places in `lying` that may be used again.
    free: Vec<u32>,
}

impl<T> Upcoming<T> {
    pub(super) fn new() -> Self {
        Self {
            near: Vec::new(),
            far: BinaryHeap::new(),
            regular: VecDeque::new(),
            first_at: Timestamp::MAX,
            lying: Vec::new(),
            free: Vec::new(),
        }
    }

    /// Puts something in. No two things at one instant may have the same order.
    pub(super) fn push(&mut self, at: Timestamp, order: u64, what: T) {
        let key = self.lay_down(at, order, what);
        self.sort_in(key);
    }

    /// Puts something in that comes again and again, always after the same time as others like it. It comes in its order
    /// whatever that time is; it is only found more quickly where it is the same.
    pub(super) fn push_regular(&mut self, at: Timestamp, order: u64, what: T) {
        let key = self.lay_down(at, order, what);
        if self.regular.back().is_none_or(|last| *last < key) {
            self.regular.push_back(key);
        } else {
            self.sort_in(key);
        }
    }

    fn sort_in(&mut self, key: Key) {
        if self.far.peek().is_some_and(|Reverse(far)| *far < key) {
            self.far.push(Reverse(key));
            return;
        }
        if self.near.len() == NEAR {
            // The later half has time.
            self.far.extend(self.near.drain(..NEAR / 2).map(Reverse));
            return self.sort_in(key);
        }
        // Few of them come earlier, as a rule, and make room one by one.
        let mut place = self.near.len();
        self.near.push(key);
        while place > 0 && self.near[place - 1] < key {
            self.near[place] = self.near[place - 1];
            place -= 1;
        }
        self.near[place] = key;
    }

    fn lay_down(&mut self, at: Timestamp, order: u64, what: T) -> Key {
        self.first_at = self.first_at.min(at);
        let place = match self.free.pop() {
            Some(place) => {
                self.lying[place as usize] = Some(what);
                place
            }
            None => {
                self.lying.push(Some(what));
                (self.lying.len() - 1) as u32
            }
        };
        Key { at, order, place }
    }

    /// When the first thing comes; [`Timestamp::MAX`] where there is none.
    #[inline]
    pub(super) fn first_at(&self) -> Timestamp {
        self.first_at
    }

    /// The first key, and whether it is a regular one. What is near is never empty while there is anything far.
    #[inline]
    fn first_key(&self) -> Option<(Key, bool)> {
        match (self.near.last(), self.regular.front()) {
            (Some(near), Some(regular)) if regular < near => Some((*regular, true)),
            (Some(near), _) => Some((*near, false)),
            (None, Some(regular)) => Some((*regular, true)),
            (None, None) => None,
        }
    }

    /// The first thing.
    pub(super) fn first(&self) -> Option<&T> {
        self.lying[self.first_key()?.0.place as usize].as_ref()
    }

    /// Takes the first thing out where it comes by `to`, with when it comes and its order.
    #[inline]
    pub(super) fn pop_by(&mut self, to: Timestamp) -> Option<(Timestamp, u64, T)> {
        if self.first_at > to { None } else { self.pop() }
    }

    fn pop(&mut self) -> Option<(Timestamp, u64, T)> {
        let (key, is_regular) = self.first_key()?;
        if is_regular {
            self.regular.pop_front();
        } else {
            self.near.pop();
            if self.near.is_empty() {
                self.refill();
            }
        }
        self.first_at = self.first_key().map_or(Timestamp::MAX, |(first, _)| first.at);
        self.free.push(key.place);
        let what = self.lying[key.place as usize].take()?;
        Some((key.at, key.order, what))
    }

    fn refill(&mut self) {
        while self.near.len() < REFILLED
            && let Some(Reverse(key)) = self.far.pop()
        {
            self.near.push(key);
        }
        self.near.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes out everything that comes before an instant, and sees that it is what there is.
    fn take_by(to: i64, upcoming: &mut Upcoming<(i64, u64)>, there: &mut Vec<(i64, u64)>) {
        there.sort_unstable();
        let due = there.partition_point(|(millis, _)| *millis <= to);
        for expected in there.drain(..due) {
            assert_eq!(upcoming.first_at(), Timestamp::from_millis(expected.0));
            assert_eq!(upcoming.first(), Some(&expected));
            assert_eq!(upcoming.pop_by(Timestamp::from_millis(to)).map(|(_, _, what)| what), Some(expected));
        }
        assert_eq!(upcoming.pop_by(Timestamp::from_millis(to)), None);
    }

    #[test]
    fn everything_comes_in_order_however_it_was_put_in() {
        let (mut upcoming, mut there) = (Upcoming::new(), Vec::new());
        let mut chance = 1_u64;
        for order in 0..4_000_u64 {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (now, kind, far) = (order as i64 / 2 - 500, chance >> 60, (chance >> 33) as i64);
            // Much comes at the same instant, some soon, some late, and some regularly; by its order then, which need not
            // be that of putting in.
            let order = order ^ 5;
            let millis = now + [0, 3, far % 40, far % 5_000][kind as usize % 4];
            if kind < 6 {
                upcoming.push_regular(Timestamp::from_millis(now + 120), order, (now + 120, order));
                there.push((now + 120, order));
            } else {
                upcoming.push(Timestamp::from_millis(millis), order, (millis, order));
                there.push((millis, order));
            }
            if kind == 9 {
                take_by(now - 1, &mut upcoming, &mut there);
            }
        }
        take_by(i64::MAX, &mut upcoming, &mut there);
        assert_eq!(upcoming.first_at(), Timestamp::MAX);
    }
}
