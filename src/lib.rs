//! Smart House: a virtual home with simulated assistive technology, and the same anomaly detection that a monitor in a
//! real home runs.
//!
//! The rooms and the arrows between them are described in `ARCHITECTURE.md`. Data flows one way: a [`scenario`] becomes
//! a [`simulation`], or a recording is read by [`trace`]; either is a [`source`] of readings; the [`monitor`] learns
//! from them and alerts, the [`companion`] speaks with the person, aloud by [`speech`];
//! the [`response`] sees that somebody is told; the [`player`] keeps it all on one clock; the window and the [`cli`] show it; the
//! [`evaluation`] says how well the monitor did.

pub mod cli;
pub mod companion;
#[cfg(feature = "desktop")]
pub mod desktop;
pub mod evaluation;
pub mod home;
pub mod monitor;
pub mod player;
pub mod response;
pub mod scenario;
pub mod simulation;
pub mod source;
pub mod speech;
pub mod time;
pub mod trace;
