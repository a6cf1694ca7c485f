//! What is still to happen, in order of time.
//!
//! Two things at the same millisecond happen in order of their rank, and then in the order in which they were put in,
//! so that a run never depends on how a heap happens to be laid out. It knows nothing of homes or people.

use super::upcoming::Upcoming;
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

/// How many bits of an order count what was put in: more than could be in thousands of years.
const COUNTS: u32 = 56;

/// Things still to happen.
#[derive(Clone, Debug)]
pub(super) struct Agenda<T> {
    upcoming: Upcoming<T>,
    put_in: u64,
}

impl<T> Agenda<T> {
    /// Nothing to do yet.
    pub(super) fn new() -> Self {
        Self { upcoming: Upcoming::new(), put_in: 0 }
    }

    /// Puts something in.
    pub(super) fn add(&mut self, at: Timestamp, rank: Rank, what: T) {
        self.upcoming.push(at, (rank as u64) << COUNTS | self.put_in, what);
        self.put_in += 1;
    }

    /// When the next thing happens; [`Timestamp::MAX`] when there is none.
    #[inline]
    pub(super) fn next_due(&self) -> Timestamp {
        self.upcoming.first_at()
    }

    /// Takes the next thing out.
    pub(super) fn take(&mut self) -> Option<(Timestamp, T)> {
        self.upcoming.pop_by(Timestamp::MAX).map(|(at, _, what)| (at, what))
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
