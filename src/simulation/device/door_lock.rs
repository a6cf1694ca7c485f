//! A motor lock: from inside one turns its knob and the door opens; it locks the shut door by itself after a while, or
//! whoever lives there locks it on going out and before bed.

use super::Post;
use super::queue::Wake;
use super::radio::Care;
use crate::home::{Capability, Value};
use crate::time::{Span, Timestamp};

/// How long the motor takes to turn.
const TURNS: Span = Span::millis(1_800);

/// A door lock at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct DoorLock {
    /// How long after the door has been shut it locks by itself; `None` is never.
    by_itself: Option<Span>,
    pub(super) locked: bool,
    open: bool,
    locks: Option<Timestamp>,
}

impl DoorLock {
    pub(super) const fn new(by_itself: Option<Span>) -> Self {
        Self { by_itself, locked: true, open: false, locks: None }
    }

    /// The door was opened or shut. Nothing opens a locked door: it is unlocked first.
    pub(super) fn moved(&mut self, post: &mut Post<'_>, open: bool) {
        self.open = open;
        if open {
            self.locks = None;
            self.turn(post, false);
        } else if let Some(wait) = self.by_itself {
            let locks = post.at + wait + TURNS;
            self.locks = Some(locks);
            post.wake(locks, Wake::Settled);
        }
    }

    /// Someone locks it; an open door cannot be.
    pub(super) fn lock(&mut self, post: &mut Post<'_>) {
        if !self.open {
            self.turn(post, true);
        }
    }

    pub(super) fn wake(&mut self, post: &mut Post<'_>, wake: Wake) {
        if wake == Wake::Settled && self.locks == Some(post.at) {
            self.locks = None;
            self.lock(post);
        }
    }

    fn turn(&mut self, post: &mut Post<'_>, locked: bool) {
        if self.locked != locked {
            self.locked = locked;
            post.send([(Capability::Lock, Value::Flag(locked))], Care::Confirmed);
        }
    }
}
