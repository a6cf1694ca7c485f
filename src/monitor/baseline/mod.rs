//! What is normal, learned: rates, counts, amounts, chances, long tails, and how values spread; and the evidence that
//! one of them has changed. Every update takes constant time and allocates nothing. None of it knows what it counts.

pub(super) mod chance;
pub(super) mod count;
pub(super) mod gamma_poisson;
pub(super) mod normal_gamma;
pub(super) mod rate;
pub(super) mod rhythm;
pub(super) mod sequential;
pub(super) mod spread;
pub(super) mod tail;
pub(super) mod weekday;

/// What a day's knowledge still weighs a day later: after 34 days it counts half, so habits may change with the season.
pub(super) const FORGETTING: f64 = 0.98;
