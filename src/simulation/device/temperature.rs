//! A battery thermometer and hygrometer.
//!
//! Its case follows the air with a lag of about ten minutes. It measures every two minutes and reports a change of
//! 0.3 °C or 3 % since its last report, and the same again about hourly, to 0.1 °C and 1 %, as Zigbee thermometers do.
//! Each has its own small error from the factory.

use super::queue::Wake;
use super::radio::Care;
use super::{Air, Post, rounded};
use crate::home::{Capability, Settings, Value};
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// How often it measures.
const EVERY: Span = Span::minutes(2);
/// The part of the way to the air's temperature that its case goes between two measurements: 1 − exp(−2 min / 10 min).
const FOLLOWS: f64 = 0.181_269_246_922_018_15;
/// A change worth reporting, °C.
const STEP: f64 = 0.3;
/// A change worth reporting, % relative humidity.
const HUMIDITY_STEP: f64 = 3.0;

/// A thermometer at work.
#[derive(Clone, Debug)]
pub(super) struct Thermometer {
    noise: Stream,
    /// The factory's error, °C: data sheets promise ±0.3.
    error: f64,
    /// The factory's error, %: data sheets promise ±3.
    humidity_error: f64,
    /// A change worth reporting, °C.
    step: f64,
    /// It reports at least so often, besides its sign of life.
    every: Option<Span>,
    reported_at: Timestamp,
    sensed: Option<Measured>,
    reported: Option<Measured>,
}

/// What it measures.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Measured {
    /// °C.
    temperature: f64,
    /// Relative humidity, %.
    humidity: f64,
}

impl Thermometer {
    pub(super) fn new(scenario_seed: u64, device: &str, settings: &Settings) -> Self {
        let mut noise = seed::stream(scenario_seed, device, "noise");
        let (error, humidity_error) = factory_errors(&mut noise);
        let (step, every) = (settings.change.unwrap_or(STEP), settings.every);
        let reported_at = Timestamp::MIN;
        Self { noise, error, humidity_error, step, every, reported_at, sensed: None, reported: None }
    }

    /// A new one takes its place, with errors of its own, as warm as where it is put.
    pub(super) fn replaced(&mut self, factory: &mut Stream) {
        (self.error, self.humidity_error) = factory_errors(factory);
        self.sensed = None;
        self.reported = None;
    }

    pub(super) fn start(&mut self, post: &mut Post<'_>) {
        // When its battery was put in decides when in the two minutes it measures.
        let phase = seed::uniform(&mut self.noise, 0.0, EVERY.as_seconds());
        post.wake(post.at + Span::from_seconds(phase), Wake::Sample);
    }

    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake, air: Air) {
        if wake != Wake::Sample {
            return;
        }
        post.wake(post.at + EVERY, Wake::Sample);
        let old = self.sensed.unwrap_or(Measured { temperature: air.temperature, humidity: air.humidity });
        self.sensed = Some(Measured {
            temperature: old.temperature + (air.temperature - old.temperature) * FOLLOWS,
            humidity: old.humidity + (air.humidity - old.humidity) * FOLLOWS,
        });
        let noise = seed::uniform(&mut self.noise, -0.05, 0.05);
        let Some(now) = self.measured(noise) else { return };
        let worth = self.reported.is_none_or(|last| {
            (now.temperature - last.temperature).abs() >= self.step - 1e-9
                || (now.humidity - last.humidity).abs() >= HUMIDITY_STEP
                || self.every.is_some_and(|every| post.at - self.reported_at >= every)
        });
        if worth {
            self.reported = Some(now);
            self.reported_at = post.at;
            post.send(readings(now), Care::Once);
        }
    }

    /// What it tells with its hourly sign of life; nothing before it has measured.
    pub(super) fn state(&mut self) -> Option<[(Capability, Value); 2]> {
        let now = self.measured(0.0)?;
        self.reported = Some(now);
        Some(readings(now))
    }

    /// The last measurement at the sensor's resolution.
    fn measured(&self, noise: f64) -> Option<Measured> {
        self.sensed.map(|sensed| Measured {
            temperature: rounded(sensed.temperature + self.error + noise, 1),
            humidity: rounded((sensed.humidity + self.humidity_error).clamp(0.0, 100.0), 0),
        })
    }
}

/// A new thermometer's error, °C, and a new hygrometer's, %.
fn factory_errors(factory: &mut Stream) -> (f64, f64) {
    let error = seed::normal(factory, 0.0, 0.1).clamp(-0.3, 0.3);
    let humidity_error = seed::normal(factory, 0.0, 1.0).clamp(-3.0, 3.0);
    (error, humidity_error)
}

fn readings(air: Measured) -> [(Capability, Value); 2] {
    [(Capability::Temperature, Value::Number(air.temperature)), (Capability::Humidity, Value::Number(air.humidity))]
}
