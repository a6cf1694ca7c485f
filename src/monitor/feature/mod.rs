//! What readings mean: which are signs of a person, where the person was last seen, and what hour of which day it is.
//!
//! This room turns reports into facts that a detector can count. It learns nothing and judges nothing.

pub(super) mod civil;
pub(super) mod presence;
pub(super) mod roster;
pub(super) mod sign;
