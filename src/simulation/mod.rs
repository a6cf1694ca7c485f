//! The simulated home.
pub mod truth;
pub mod view;
