//! Times of the day that are a person's own, in the words that whoever learns them and whoever goes by them share.

use crate::time::{ClockTime, Span};

/// What somebody does at a usual time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regular {
    /// Getting up for good.
    Rising,
    /// Making the first hot drink of the morning.
    FirstDrink,
    /// Going to bed.
    Bedtime,
}

/// A time of the day that is usual for a person, from whoever has learned it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UsualTime {
    /// Of what.
    pub what: Regular,
    /// The middle.
    pub at: ClockTime,
    /// Eight days in ten lie within so long before and after it.
    pub give: Span,
    /// On how many days it was seen.
    pub days: u32,
}
