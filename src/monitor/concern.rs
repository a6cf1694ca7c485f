//! The life of a concern: raised once, silent while it lasts, resolved by itself.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// One thing that may be wrong, so that it is told once and not every minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::monitor) struct Concern {
    raised: Option<Timestamp>,
}

impl Concern {
    /// True when this is news: nothing was raised, or what was raised has been resolved.
    pub fn raise(&mut self, at: Timestamp) -> bool {
        let news = self.raised.is_none();
        self.raised.get_or_insert(at);
        news
    }

    /// What it was about is over.
    pub fn resolve(&mut self) {
        self.raised = None;
    }

    /// When it was raised, while it lasts.
    pub fn raised(&self) -> Option<Timestamp> {
        self.raised
    }
}
