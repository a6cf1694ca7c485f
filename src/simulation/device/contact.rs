//! A magnet contact on a door, a window or the fridge: it tells a change at once and, about hourly, the same again.

use super::Post;
use super::radio::Care;
use crate::home::{Capability, Value};

/// A contact at work.
#[derive(Clone, Debug, Default)]
pub(super) struct Contact {
    /// What it tells.
    pub(super) open: bool,
    /// What is so.
    really: bool,
    /// What it tells all the time, whatever is so.
    stuck: Option<bool>,
}

impl Contact {
    pub(super) fn moved(&mut self, post: &mut Post<'_>, open: bool) {
        self.really = open;
        self.tell(post);
    }

    /// It is stuck from now on, or no longer: its magnet has come off, or hangs beside it.
    pub(super) fn stick(&mut self, post: &mut Post<'_>, stuck: Option<bool>) {
        self.stuck = stuck;
        self.tell(post);
    }

    fn tell(&mut self, post: &mut Post<'_>) {
        let open = self.stuck.unwrap_or(self.really);
        if self.open != open {
            self.open = open;
            post.send([(Capability::Contact, Value::Flag(open))], Care::Confirmed);
        }
    }
}
