//! What is still to happen, in order of time.
//!
//! Two things at the same millisecond happen in order of their rank, and then in the order in which they were put in,
//! so that a run never depends on how a heap happens to be laid out. It knows nothing of homes or people.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::time::Timestamp;

/// Which of two things at the same instant comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// What the scenario or a watching person imposes. It comes first, so that it makes no difference whether it was
    /// in the scenario from the start or was added while running.
    Imposed,
    /// A fault is over. Faults have ranks of their own, so that at one instant it makes no difference which of them, or
    /// of what else is imposed, was put in first.
    FaultEnds,
    /// A fault begins.
    FaultBegins,
    /// A fault comes to what it leads to.
    FaultComesTo,
    /// Everything else.
    Ordinary,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    at: Timestamp,
    rank: Rank,
    sequence: u64,
    what: T,
}

impl<T> Entry<T> {
    #[inline]
    fn key(&self) -> (Timestamp, Rank, u64) {
        (self.at, self.rank, self.sequence)
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// Things still to happen.
#[derive(Clone, Debug)]
pub(super) struct Agenda<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    put_in: u64,
}

impl<T> Agenda<T> {
    /// Nothing to do yet.
    pub(super) fn new() -> Self {
        Self { heap: BinaryHeap::new(), put_in: 0 }
    }

    /// Puts something in.
    pub(super) fn add(&mut self, at: Timestamp, rank: Rank, what: T) {
        self.heap.push(Reverse(Entry { at, rank, sequence: self.put_in, what }));
        self.put_in += 1;
    }

    /// When the next thing happens; [`Timestamp::MAX`] when there is none.
    pub(super) fn next_due(&self) -> Timestamp {
        self.heap.peek().map_or(Timestamp::MAX, |entry| entry.0.at)
    }

    /// Takes the next thing out.
    pub(super) fn take(&mut self) -> Option<(Timestamp, T)> {
        self.heap.pop().map(|entry| (entry.0.at, entry.0.what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_broken_by_rank_and_then_by_order() {
        let mut agenda = Agenda::new();
        let at = Timestamp::from_millis;
        agenda.add(at(5), Rank::Ordinary, 'c');
        agenda.add(at(5), Rank::Ordinary, 'd');
        agenda.add(at(9), Rank::Imposed, 'e');
        agenda.add(at(5), Rank::Imposed, 'b');
        agenda.add(at(1), Rank::Ordinary, 'a');
        let order: String = std::iter::from_fn(|| agenda.take()).map(|(_, what)| what).collect();
        assert_eq!(order, "abcde");
        assert_eq!(agenda.next_due(), Timestamp::MAX);
    }
}
