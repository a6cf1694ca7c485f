//! The simulated home.
pub mod climate;
pub mod daylight;
pub mod device;
pub mod power;
pub mod seed;
pub mod truth;
pub mod view;
