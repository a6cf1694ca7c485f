//! What readings mean: which are signs of a person, where the person was last seen, and what hour of which day it is.
//!
//! This room turns reports into facts that a detector can count. It judges nothing, and learns only what a fact needs to
//! be one: which rooms are usual, and how long each way takes.

pub(super) mod another;
pub(super) mod bed;
pub(super) mod civil;
pub(super) mod company;
pub(super) mod daily;
pub(super) mod habit;
pub(super) mod morning;
pub(super) mod pace;
pub(super) mod presence;
pub(super) mod rooms;
pub(super) mod roster;
pub(super) mod sign;
pub(super) mod visit;
