//! A pad under a chair's cushion: someone sits there, or nobody does.
//!
//! It works as the pad under a mattress does, and believes it sooner: weight for 2 to 4 s is *occupied*, none for 10 to
//! 20 s is *free*, so that reaching for a cup says nothing (chair pads for telecare are sold with such delays).

use super::bed_sensor::BedSensor;

/// Seconds of weight until it is believed, and seconds without.
const PATIENCE: [(f64, f64); 2] = [(2.0, 4.0), (10.0, 20.0)];

/// A chair sensor at rest, with nobody on it.
pub(super) fn chair_sensor(scenario_seed: u64, device: &str) -> BedSensor {
    BedSensor::patient(scenario_seed, device, PATIENCE)
}
