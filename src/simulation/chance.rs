//! From a random stream to the quantities of a life: spans that vary, things that happen now and then.
//!
//! Each purpose has a stream of its own (see [`super::seed`]), so that what one part of a life draws leaves every other
//! part alone.

use super::seed::{self, Stream};
use crate::time::Span;

/// One stream of chance.
#[derive(Clone, Debug)]
pub(super) struct Chance(Stream);

impl Chance {
    /// The stream of a scenario's seed for someone or something by name, and a purpose.
    pub(super) fn new(scenario_seed: u64, name: &str, purpose: &str) -> Self {
        Self(seed::stream(scenario_seed, name, purpose))
    }

    /// The stream itself.
    pub(super) fn stream(&mut self) -> &mut Stream {
        &mut self.0
    }

    /// Evenly between two numbers.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        seed::uniform(&mut self.0, low, high)
    }

    /// Evenly between two lengths in seconds.
    pub(super) fn seconds(&mut self, low: f64, high: f64) -> Span {
        Span::from_seconds(self.between(low, high))
    }

    /// Whether something of this probability happens.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        seed::chance(&mut self.0, probability)
    }

    /// One of several things; `None` of nothing.
    pub(super) fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.between(0.0, things.len() as f64) as usize)
    }

    /// A standard normal number, kept within 2.5 so that an ordinary day stays ordinary.
    pub(super) fn normal(&mut self) -> f64 {
        seed::normal(&mut self.0, 0.0, 1.0).clamp(-2.5, 2.5)
    }

    /// A waiting time with this mean and no memory (exponential), at most eight means.
    pub(super) fn wait(&mut self, mean: Span) -> Span {
        let seconds = mean.as_seconds();
        Span::from_seconds(seed::exponential(&mut self.0, seconds).min(8.0 * seconds)).max(Span::millis(1))
    }

    /// A waiting time with this mean that seldom is very short: the sum of four waits of a quarter each (Erlang).
    pub(super) fn interval(&mut self, mean: Span) -> Span {
        let quarter = Span::millis(mean.as_millis() / 4);
        (0..4).fold(Span::ZERO, |sum, _| sum + self.wait(quarter))
    }

    /// A waiting time with about this mean that is mostly much shorter and seldom much longer: log-normal, `sigma` being the
    /// standard deviation of its logarithm.
    pub(super) fn heavy(&mut self, mean: Span, sigma: f64) -> Span {
        let middle = mean.as_seconds() * libm::exp(-sigma * sigma / 2.0);
        Span::from_seconds(middle * libm::exp(sigma * self.normal())).max(Span::millis(1))
    }

    /// How many things happen where `mean` are usual (Poisson), at most 12.
    pub(super) fn count(&mut self, mean: f64) -> usize {
        seed::poisson(&mut self.0, mean).min(12) as usize
    }
}
