//! A tablet dispenser: a round tray of 28 compartments that turns one into reach when a dose is due and calls until it is
//! tipped out, as the common carousels do.
//!
//! Doses that nobody took stay in the tray. Tipping it again when nothing is due turns out the next one: the early dose
//! that such trays allow to whoever has the key. It is filled once a week.

use std::sync::Arc;

use super::Post;
use super::radio::Care;
use crate::home::{Capability, Value};
use crate::time::Timestamp;

/// Compartments of a carousel.
const COMPARTMENTS: usize = 28;

/// A dispenser at work.
#[derive(Clone, Debug)]
pub(super) struct Dispenser {
    /// Compartments still filled.
    filled: usize,
    /// Since when a dose lies in reach and calls.
    pub(super) due: Option<Timestamp>,
    /// What it last told.
    told: Option<Arc<str>>,
}

impl Dispenser {
    pub(super) const fn new() -> Self {
        Self { filled: COMPARTMENTS, due: None, told: None }
    }

    /// The tray turns: a dose is due.
    pub(super) fn turns(&mut self, post: &mut Post<'_>) {
        if self.filled > 0 {
            self.due = Some(post.at);
            self.tell(post, "due");
        }
    }

    /// Someone tips it out. False when there is nothing left in it.
    pub(super) fn tipped(&mut self, post: &mut Post<'_>) -> bool {
        if self.filled == 0 {
            return false;
        }
        self.filled -= 1;
        self.due = None;
        self.tell(post, "taken");
        true
    }

    /// The week's doses are put in.
    pub(super) fn refilled(&mut self, post: &mut Post<'_>) {
        self.filled = COMPARTMENTS;
        self.tell(post, "refilled");
    }

    fn tell(&mut self, post: &mut Post<'_>, word: &str) {
        let word: Arc<str> = Arc::from(word);
        self.told = Some(Arc::clone(&word));
        post.send([(Capability::Dose, Value::Word(word))], Care::Confirmed);
    }
}
