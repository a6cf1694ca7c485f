//! A room thermostat and a radiator's valve: what they measure and what they aim at. That they really heat is the
//! climate's affair, which holds where the valve stands and what is aimed at.
//!
//! Both measure every two minutes; a thermostat reports a change of 0.3 °C and a valve one of 0.5 °C or of 5 % of its
//! way, to 0.1 °C and 1 %, and the same again about hourly. A valve sits at its radiator and measures too much while
//! that is hot: makers let it reckon most of that away, and about a degree is left.

use super::queue::Wake;
use super::radio::Care;
use super::{Air, Post, rounded};
use crate::home::{Capability, DeviceKind, Value};
use crate::simulation::seed::{self, Stream};
use crate::time::Span;

/// How often it measures.
const EVERY: Span = Span::minutes(2);
/// The part of the way to the air's temperature that its case goes between two measurements: 1 − exp(−2 min / 10 min).
const FOLLOWS: f64 = 0.181_269_246_922_018_15;
/// A change of temperature worth reporting, °C: a thermostat's, a valve's.
const STEPS: (f64, f64) = (0.3, 0.5);
/// A change of the valve worth reporting, %.
const VALVE_STEP: f64 = 5.0;
/// What a valve measures too much at a radiator that is full on, °C.
const TOO_MUCH: f64 = 1.0;

/// What it knows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Known {
    /// °C.
    temperature: f64,
    /// °C.
    setpoint: f64,
    /// %.
    valve: f64,
}

/// A thermostat or a radiator's valve at work.
#[derive(Clone, Debug)]
pub(super) struct Heating {
    kind: DeviceKind,
    noise: Stream,
    /// The factory's error, °C.
    error: f64,
    sensed: Option<f64>,
    known: Option<Known>,
    told: Option<Known>,
}

impl Heating {
    pub(super) fn new(kind: DeviceKind, scenario_seed: u64, device: &str) -> Self {
        let mut noise = seed::stream(scenario_seed, device, "noise");
        let error = factory_error(&mut noise);
        Self { kind, noise, error, sensed: None, known: None, told: None }
    }

    pub(super) fn start(&mut self, post: &mut Post<'_>) {
        let phase = seed::uniform(&mut self.noise, 0.0, EVERY.as_seconds());
        post.wake(post.at + Span::from_seconds(phase), Wake::Sample);
    }

    pub(super) fn replaced(&mut self, factory: &mut Stream) {
        self.error = factory_error(factory);
        self.sensed = None;
        self.told = None;
    }

    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake, air: Air) {
        if wake != Wake::Sample {
            return;
        }
        post.wake(post.at + EVERY, Wake::Sample);
        let is_valve = self.kind == DeviceKind::RadiatorValve;
        let here = air.temperature + if is_valve { TOO_MUCH * air.valve } else { 0.0 };
        let old = self.sensed.unwrap_or(here);
        let sensed = old + (here - old) * FOLLOWS;
        self.sensed = Some(sensed);
        let noise = seed::uniform(&mut self.noise, -0.05, 0.05);
        let now = Known {
            temperature: rounded(sensed + self.error + noise, 1),
            setpoint: rounded(air.aim, 1),
            valve: rounded(air.valve * 100.0, 0),
        };
        self.known = Some(now);
        let step = if is_valve { STEPS.1 } else { STEPS.0 };
        let worth = self.told.is_none_or(|told| {
            (now.temperature - told.temperature).abs() >= step - 1e-9
                || now.setpoint != told.setpoint
                || (is_valve
                    && ((now.valve - told.valve).abs() >= VALVE_STEP || (now.valve == 0.0) != (told.valve == 0.0)))
        });
        if worth {
            self.told = Some(now);
            post.send(self.readings(now).into_iter().flatten(), Care::Once);
        }
    }

    /// What it tells with its sign of life; nothing before it has measured.
    pub(super) fn state(&self) -> [Option<(Capability, Value)>; 3] {
        self.known.map_or([None, None, None], |known| self.readings(known))
    }

    fn readings(&self, known: Known) -> [Option<(Capability, Value)>; 3] {
        let valve = (Capability::Valve, Value::Number(known.valve));
        [
            (self.kind == DeviceKind::RadiatorValve).then_some(valve),
            Some((Capability::Setpoint, Value::Number(known.setpoint))),
            Some((Capability::Temperature, Value::Number(known.temperature))),
        ]
    }
}

/// A new sensor's error, °C.
fn factory_error(factory: &mut Stream) -> f64 {
    seed::normal(factory, 0.0, 0.15).clamp(-0.5, 0.5)
}
