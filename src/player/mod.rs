//! The time machine: a house, its monitor and one clock that can be played, paused, stepped, sped up and moved to any
//! moment.
pub mod command;
pub mod history;
pub mod pace;
pub mod view;
