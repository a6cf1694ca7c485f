//! A magnet contact on a door, a window or the fridge: it tells a change at once and, about hourly, the same again.

use super::Post;
use super::radio::Care;
use crate::home::{Capability, Value};

/// A contact at work.
#[derive(Clone, Debug, Default)]
pub(super) struct Contact {
    pub(super) open: bool,
}

impl Contact {
    pub(super) fn moved(&mut self, post: &mut Post<'_>, open: bool) {
        if self.open != open {
            self.open = open;
            post.send([(Capability::Contact, Value::Flag(open))], Care::Confirmed);
        }
    }
}
