//! A smart bulb: whether it shines, and how brightly. People switch it as they would any lamp, at full light.

use super::Post;
use super::radio::Care;
use crate::home::{Capability, Value};

/// A smart bulb at work.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SmartLight {
    on: bool,
}

impl SmartLight {
    /// It was switched, and draws so much from now on.
    pub(super) fn draws(&mut self, post: &mut Post<'_>, watts: f64) {
        let on = watts > 0.0;
        if self.on != on {
            self.on = on;
            post.send(self.state(), Care::Confirmed);
        }
    }

    /// What it tells with its sign of life.
    pub(super) fn state(self) -> [(Capability, Value); 2] {
        let brightness = if self.on { 100.0 } else { 0.0 };
        [(Capability::Switch, Value::Flag(self.on)), (Capability::Brightness, Value::Number(brightness))]
    }
}
