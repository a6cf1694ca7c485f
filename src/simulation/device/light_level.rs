//! A light level sensor: daylight and lamps together, in lux.
//!
//! It measures every two minutes, to 1 lx (a silicon diode with an error of its own of up to 15 %, as data sheets give
//! it), and reports a change of 10 lx that is also a fifth of what it last told, and the same again about hourly.

use super::queue::Wake;
use super::radio::Care;
use super::{Air, Post};
use crate::home::{Capability, Settings, Value};
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// How often it measures.
const EVERY: Span = Span::minutes(2);
/// A change worth reporting, lx.
const STEP: f64 = 10.0;
/// A change worth reporting, as a share of what was last told.
const SHARE: f64 = 0.2;

/// A light level sensor at work.
#[derive(Clone, Debug)]
pub(super) struct LightLevel {
    noise: Stream,
    /// The diode's own error, as a factor.
    gain: f64,
    step: f64,
    every: Option<Span>,
    measured: Option<f64>,
    told: Option<(f64, Timestamp)>,
}

impl LightLevel {
    pub(super) fn new(scenario_seed: u64, device: &str, settings: &Settings) -> Self {
        let mut noise = seed::stream(scenario_seed, device, "noise");
        let gain = factory_gain(&mut noise);
        let (step, every) = (settings.change.unwrap_or(STEP), settings.every);
        Self { noise, gain, step, every, measured: None, told: None }
    }

    pub(super) fn start(&mut self, post: &mut Post<'_>) {
        let phase = seed::uniform(&mut self.noise, 0.0, EVERY.as_seconds());
        post.wake(post.at + Span::from_seconds(phase), Wake::Sample);
    }

    pub(super) fn replaced(&mut self, factory: &mut Stream) {
        self.gain = factory_gain(factory);
        self.told = None;
    }

    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake, air: Air) {
        if wake != Wake::Sample {
            return;
        }
        post.wake(post.at + EVERY, Wake::Sample);
        let noise = seed::uniform(&mut self.noise, 0.97, 1.03);
        let now = (air.light * self.gain * noise).round().max(0.0);
        self.measured = Some(now);
        let worth = self.told.is_none_or(|(told, at)| {
            let change = (now - told).abs();
            (change >= self.step && change >= SHARE * told) || self.every.is_some_and(|every| post.at - at >= every)
        });
        if worth {
            self.told = Some((now, post.at));
            post.send([(Capability::Illuminance, Value::Number(now))], Care::Once);
        }
    }

    /// What it tells with its sign of life.
    pub(super) fn state(&self) -> Option<(Capability, Value)> {
        self.measured.map(|lux| (Capability::Illuminance, Value::Number(lux)))
    }
}

/// A diode's own error, as a factor.
fn factory_gain(factory: &mut Stream) -> f64 {
    seed::normal(factory, 1.0, 0.05).clamp(0.85, 1.15)
}
