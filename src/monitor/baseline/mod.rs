//! What is normal, learned: rates, counts, chances, long tails, and how values spread. Every update takes constant
//! time and allocates nothing. None of it knows what it counts.

pub(super) mod chance;
pub(super) mod count;
pub(super) mod rate;
pub(super) mod rhythm;
pub(super) mod spread;
pub(super) mod tail;

/// What a day's knowledge still weighs a day later: after 34 days it counts half, so habits may change with the season.
pub(super) const FORGETTING: f64 = 0.98;
