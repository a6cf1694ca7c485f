//! A smart bulb: whether it shines, and how brightly. People switch it as they would any lamp, at full light; what is dimmed
//! stays so until it is switched off.

use super::Post;
use super::radio::Care;
use crate::home::{Capability, Value};

/// A smart bulb at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct SmartLight {
    on: bool,
    /// %, while it is on.
    brightness: f64,
}

impl Default for SmartLight {
    fn default() -> Self {
        Self { on: false, brightness: 100.0 }
    }
}

impl SmartLight {
    /// It was switched, and draws so much from now on.
    pub(super) fn draws(&mut self, post: &mut Post<'_>, watts: f64) {
        let on = watts > 0.0;
        if self.on != on {
            *self = Self { on, ..if on { *self } else { Self::default() } };
            post.send(self.state(), Care::Confirmed);
        }
    }

    /// It is dimmed, in %: what is switched on from now on shines so, and what shines tells so.
    pub(super) fn dimmed(&mut self, post: &mut Post<'_>, percent: f64) {
        self.brightness = percent;
        if self.on {
            post.send(self.state(), Care::Confirmed);
        }
    }

    /// What it tells with its sign of life.
    pub(super) fn state(self) -> [(Capability, Value); 2] {
        let brightness = if self.on { self.brightness } else { 0.0 };
        [(Capability::Switch, Value::Flag(self.on)), (Capability::Brightness, Value::Number(brightness))]
    }
}
