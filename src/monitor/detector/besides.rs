//! What else is known at a tick to those who judge silence, at home and in the bathroom. It judges nobody itself.

use super::Context;
use super::not_returned::NotReturned;
use crate::monitor::mode::{Mode, NotAlone};

/// How many times as surprising silence must be where a door was used and what was seen since may have been a pet, a guest
/// or a sensor that was fooled.
pub(in crate::monitor) const OUT_OR_NOT: f64 = 3.0;
/// Out for so many times as long as 19 outings in 20, they are hardly out.
const FAR_TOO_LATE: f64 = 1.5;

/// What else is known at a tick.
#[derive(Clone, Copy, Debug)]
pub(in crate::monitor) struct Besides<'a> {
    /// Silence says nothing at the moment.
    pub blind: bool,
    /// Movement sensors that may be at fault, in words.
    pub doubt: &'a [String],
    /// There may be somebody with the person.
    pub not_alone: Option<NotAlone>,
    /// A person has said that nobody will be at home.
    pub expected_away: Option<Mode>,
    /// Nobody is at home, as a person has said or as is plain.
    pub absent: bool,
    /// The sensor of the room in which the person was last seen, or of one next to it, may be blocked.
    pub suspected: bool,
    /// Of this room somebody has been told already.
    pub told_of: Option<usize>,
    /// What is known of outings.
    pub outings: &'a NotReturned,
}

impl Besides<'_> {
    /// How many times as surprising silence must be of somebody who may be out; `None` before they would be back, for until
    /// then they are not missed.
    pub fn if_out_or_not(&self, context: &Context<'_>) -> Option<f64> {
        let gone_for = context.presence.door.as_ref().map(|door| (context.now - door.at).as_seconds() / 60.0);
        match self.outings.usually_back().zip(gone_for).map(|(back, gone_for)| gone_for / back) {
            Some(late) if late < 1.0 => None,
            Some(late) if late >= FAR_TOO_LATE => Some(1.0),
            Some(_) | None => Some(OUT_OR_NOT),
        }
    }
}
