//! Where readings come from: a simulated home, a recording, later a live one, all as one stream of items.
//!
//! A [`Source`] gives items in order of time. What takes them cannot tell one origin from another. This room may read
//! files; it knows nothing of monitors or windows.

pub mod live;
pub mod recorded;
pub mod reorder;
pub mod simulated;

use std::fmt;

pub use crate::home::Action;
use crate::home::Item;
use crate::time::Timestamp;

/// What came of asking a source for the next item.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// The next item, in order of time.
    Item(Item),
    /// There is nothing more before the limit that was asked for; there may be later.
    Reached,
    /// There is nothing more at all.
    Ended,
}

/// What a source made of an [`Action`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It was carried out.
    Done,
    /// This source cannot act: a recording has already happened, or the home has nothing to do it with.
    Ignored,
}

/// Why a source cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceError {
    /// What is wrong, where, and what to do, in a sentence or two.
    pub message: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SourceError {}

/// One stream of items in order of time.
pub trait Source {
    /// The next item before `limit`. Items come in order of time; an item at or after `limit` is kept for a later
    /// call.
    ///
    /// # Errors
    /// When the stream is broken beyond going on.
    fn next(&mut self, limit: Timestamp) -> Result<Progress, SourceError>;

    /// Hands an action to the home.
    fn act(&mut self, action: &Action) -> Acted;
}
