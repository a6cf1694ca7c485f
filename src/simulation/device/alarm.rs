//! Alarms: smoke, carbon monoxide, and water on the floor.
//!
//! Each has a threshold with a delay of its own, sounds, and tells the hub at once; it falls silent when the air has
//! been clean, or the floor dry, for a while. Such alarms report their state about twice a day besides.
//!
//! - Smoke: EN 14604 lets a smoke alarm answer between 0.05 and 0.20 dB/m, and each has its own point in it.
//! - Carbon monoxide: EN 50291-1 lets it sound at 50 ppm after 60 to 90 min, at 100 ppm after 10 to 40 min, at 300 ppm
//!   within 3 min, and at 30 ppm not within 120 min. Between these the time follows the concentration.
//! - Water: two contacts on the floor are bridged, and believed after some seconds.

use super::Post;
use super::queue::Wake;
use super::radio::Care;
use crate::home::{Capability, DeviceKind, Value};
use crate::simulation::seed::{self, Stream};
use crate::time::Span;

/// Where a smoke alarm answers, dB/m; below half of it the air is clean again.
const SMOKE: (f64, f64) = (0.09, 0.16);
/// Carbon monoxide, ppm, and how long until the alarm sounds at it, s: the middle of what EN 50291-1 allows.
const CARBON_MONOXIDE: [(f64, f64); 4] = [(30.0, 10_800.0), (50.0, 4_500.0), (100.0, 1_500.0), (300.0, 120.0)];
/// Below this, ppm, what has been breathed in goes off again.
const CLEAN: f64 = 30.0;
/// How long until it has, from the brink of sounding, s.
const RECOVERS: f64 = 3_600.0;

/// An alarm at work.
#[derive(Clone, Debug)]
pub(super) struct Alarm {
    kind: DeviceKind,
    /// Where it answers, in its own unit.
    point: f64,
    /// What a carbon monoxide alarm has taken in, as a part of what makes it sound.
    taken_in: f64,
    /// What it tells.
    pub(super) sounds: bool,
    /// What is so.
    really: bool,
    /// What it tells all the time, whatever is so.
    stuck: Option<bool>,
    chance: Stream,
}

impl Alarm {
    pub(super) fn new(kind: DeviceKind, scenario_seed: u64, device: &str) -> Self {
        let mut chance = seed::stream(scenario_seed, device, "threshold");
        let point = seed::uniform(&mut chance, SMOKE.0, SMOKE.1);
        Self { kind, point, taken_in: 0.0, sounds: false, really: false, stuck: None, chance }
    }

    /// What it measures.
    pub(super) const fn capability(&self) -> Capability {
        match self.kind {
            DeviceKind::CarbonMonoxideAlarm => Capability::CarbonMonoxide,
            DeviceKind::FloodSensor => Capability::Flood,
            _ => Capability::Smoke,
        }
    }

    /// The air about it for some seconds: smoke in dB/m, carbon monoxide in ppm.
    pub(super) fn breathes(&mut self, post: &mut Post<'_>, smoke: f64, ppm: f64, seconds: f64) {
        let really = match self.kind {
            DeviceKind::SmokeAlarm => smoke >= if self.really { self.point / 2.0 } else { self.point },
            DeviceKind::CarbonMonoxideAlarm => {
                match sounds_after(ppm) {
                    Some(after) => self.taken_in = (self.taken_in + seconds / after).min(1.0),
                    None => self.taken_in = (self.taken_in - seconds / RECOVERS).max(0.0),
                }
                if self.really { ppm >= CLEAN } else { self.taken_in >= 1.0 }
            }
            _ => return,
        };
        // It looks every ten seconds or so, not when the air happens to be told of.
        self.becomes(post, really, (1.0, 10.0));
    }

    /// Its feet are wet, or dry.
    pub(super) fn wetted(&mut self, post: &mut Post<'_>, wet: bool) {
        if self.kind == DeviceKind::FloodSensor {
            self.becomes(post, wet, (2.0, 8.0));
        }
    }

    fn becomes(&mut self, post: &mut Post<'_>, really: bool, after: (f64, f64)) {
        if self.really != really {
            self.really = really;
            let wait = seed::uniform(&mut self.chance, after.0, after.1);
            post.wake(post.at + Span::from_seconds(wait), Wake::Settled);
        }
    }

    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake) {
        if wake == Wake::Settled {
            self.tell(post);
        }
    }

    /// It is stuck from now on, or no longer.
    pub(super) fn stick(&mut self, post: &mut Post<'_>, stuck: Option<bool>) {
        self.stuck = stuck;
        self.tell(post);
    }

    fn tell(&mut self, post: &mut Post<'_>) {
        let sounds = self.stuck.unwrap_or(self.really);
        if self.sounds != sounds {
            self.sounds = sounds;
            post.send([(self.capability(), Value::Flag(sounds))], Care::Confirmed);
        }
    }
}

/// How long carbon monoxide of this concentration takes to set an alarm off, s; `None` when it never does.
fn sounds_after(ppm: f64) -> Option<f64> {
    let (first, last) = (CARBON_MONOXIDE[0], CARBON_MONOXIDE[3]);
    if ppm < first.0 {
        return None;
    }
    if ppm >= last.0 {
        return Some(last.1);
    }
    CARBON_MONOXIDE.windows(2).find(|pair| ppm < pair[1].0).map(|pair| {
        let part = libm::log(ppm / pair[0].0) / libm::log(pair[1].0 / pair[0].0);
        pair[0].1 * libm::pow(pair[1].1 / pair[0].1, part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carbon_monoxide_sounds_within_the_times_of_the_standard() {
        for (ppm, least, most) in [(50.0, 60, 90), (100.0, 10, 40), (300.0, 0, 3), (1_000.0, 0, 3)] {
            let minutes = sounds_after(ppm).expect("it sounds") / 60.0;
            assert!((f64::from(least)..=f64::from(most)).contains(&minutes), "{ppm} ppm after {minutes} min");
        }
        assert!(sounds_after(30.0).expect("late") >= 120.0 * 60.0);
        assert_eq!(sounds_after(20.0), None);
        let mut last = f64::INFINITY;
        for ppm in 30..400 {
            let after = sounds_after(f64::from(ppm)).expect("it sounds");
            assert!(after <= last, "{ppm} ppm");
            last = after;
        }
    }
}
