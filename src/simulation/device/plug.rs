//! A smart plug that measures what its appliance draws, and a wall switch's report of a light.
//!
//! The plug's meter looks every 10 s and reports a change of 5 W or more that is also 5 % or more, so a kettle shows
//! within 10 s, and a flicker between two looks never does. Energy is told to 0.01 kWh, every half hour while something
//! is drawn and hourly otherwise. Its own relay stays on: an appliance switched by hand shows in the power.

use super::queue::Wake;
use super::radio::Care;
use super::{Post, rounded};
use crate::home::{Capability, Value};
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// How often the meter looks.
const EVERY: Span = Span::seconds(10);
/// A change worth reporting, W.
const STEP: f64 = 5.0;
/// A change worth reporting, as a share of what was last told.
const SHARE: f64 = 0.05;

/// A plug at work.
#[derive(Clone, Debug)]
pub(super) struct Plug {
    noise: Stream,
    /// The meter's own error, as a factor: data sheets promise 1 to 2 %.
    gain: f64,
    /// The first look after the start decides all others.
    phase: Timestamp,
    watts: f64,
    told: Option<f64>,
    looks: bool,
    /// Energy up to `counted_until`, kWh.
    energy: f64,
    counted_until: Timestamp,
}

impl Plug {
    pub(super) fn new(scenario_seed: u64, device: &str, starts: Timestamp) -> Self {
        let mut noise = seed::stream(scenario_seed, device, "noise");
        let gain = factory_gain(&mut noise);
        let phase = starts + Span::from_seconds(seed::uniform(&mut noise, 0.0, EVERY.as_seconds()));
        // It has been in use for some months.
        let energy = seed::uniform(&mut noise, 5.0, 60.0);
        Self { noise, gain, phase, watts: 0.0, told: None, looks: false, energy, counted_until: starts }
    }

    pub(super) fn start(&mut self, post: &mut Post<'_>) {
        self.look_next(post);
        let first = seed::uniform(&mut self.noise, 0.0, 1_800.0);
        post.wake(post.at + Span::from_seconds(first), Wake::Meter);
    }

    /// What its appliance draws from now on.
    pub(super) fn draws(&mut self, post: &mut Post<'_>, watts: f64) {
        if watts == self.watts {
            return;
        }
        self.count(post.at);
        self.watts = watts;
        self.look_next(post);
    }

    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake) {
        match wake {
            Wake::Sample => {
                self.looks = false;
                // The mains wander by about a percent, and the power with them.
                let noise = seed::uniform(&mut self.noise, 0.988, 1.012);
                let now = rounded(self.watts * self.gain * noise, 1);
                let worth = self.told.is_none_or(|told| {
                    let change = (now - told).abs();
                    change >= STEP && change >= SHARE * told
                });
                if worth {
                    self.told = Some(now);
                    post.send([(Capability::Power, Value::Number(now))], Care::Confirmed);
                }
            }
            Wake::Meter => {
                self.count(post.at);
                post.send([(Capability::Energy, Value::Number(rounded(self.energy, 2)))], Care::Once);
                let next = if self.watts > 0.0 { Span::minutes(30) } else { Span::hours(1) };
                post.wake(post.at + next, Wake::Meter);
            }
            Wake::Heartbeat | Wake::Settled | Wake::Glint | Wake::Join | Wake::Stuck | Wake::Look => {}
        }
    }

    /// It has its mains back, or is new: its meter's next look is told whatever it shows.
    pub(super) fn joins(&mut self, post: &mut Post<'_>) {
        self.told = None;
        self.look_next(post);
    }

    /// A new one takes its place, with an error of its own and nothing counted yet.
    pub(super) fn replaced(&mut self, at: Timestamp, factory: &mut Stream) {
        self.gain = factory_gain(factory);
        self.energy = 0.0;
        self.counted_until = at;
    }

    fn count(&mut self, at: Timestamp) {
        self.energy += self.watts * self.gain * (at - self.counted_until).as_hours() / 1_000.0;
        self.counted_until = at;
    }

    /// Sees to it that the meter's next look takes place; looks that can see no change are left out.
    fn look_next(&mut self, post: &mut Post<'_>) {
        if self.looks {
            return;
        }
        self.looks = true;
        let since = (post.at - self.phase).as_millis();
        let late = since.rem_euclid(EVERY.as_millis());
        post.wake(post.at + Span::millis(EVERY.as_millis() - late), Wake::Sample);
    }
}

/// A meter's own error, as a factor.
fn factory_gain(factory: &mut Stream) -> f64 {
    seed::normal(factory, 1.0, 0.006).clamp(0.98, 1.02)
}

/// A wall switch or wireless light relay at work.
#[derive(Clone, Debug, Default)]
pub(super) struct LightSwitch {
    /// What it tells.
    pub(super) on: bool,
    /// What is so.
    really: bool,
    /// What it tells all the time, whatever is so.
    stuck: Option<bool>,
}

impl LightSwitch {
    pub(super) fn draws(&mut self, post: &mut Post<'_>, watts: f64) {
        self.really = watts > 0.0;
        self.tell(post);
    }

    /// It is stuck from now on, or no longer.
    pub(super) fn stick(&mut self, post: &mut Post<'_>, stuck: Option<bool>) {
        self.stuck = stuck;
        self.tell(post);
    }

    fn tell(&mut self, post: &mut Post<'_>) {
        let on = self.stuck.unwrap_or(self.really);
        if self.on != on {
            self.on = on;
            post.send([(Capability::Switch, Value::Flag(on))], Care::Confirmed);
        }
    }
}
