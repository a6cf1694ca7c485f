//! A recording read as a whole, so that it can be wound back: a plain value that can be cloned and set aside.

use std::sync::Arc;

use super::recorded::Recorded;
use super::{Acted, Action, Progress, Source, SourceError};
use crate::home::Item;
use crate::time::Timestamp;

/// So many items are read at most: about ten years of a home with forty devices.
pub const MOST_ITEMS: usize = 20_000_000;

/// A recording in memory. Clones share the items and differ only in how far each has been played.
#[derive(Clone, Debug)]
pub struct Tape {
    items: Arc<[Item]>,
    next: usize,
}

impl Tape {
    /// These items, which must be in order of time.
    pub fn new(items: Vec<Item>) -> Self {
        Self { items: items.into(), next: 0 }
    }

    /// Reads all that a recording holds.
    ///
    /// # Errors
    /// When it breaks off beyond going on, or holds more than [`MOST_ITEMS`].
    pub fn read(source: &mut Recorded) -> Result<Self, SourceError> {
        let mut items = Vec::new();
        while let Progress::Item(item) = source.next(Timestamp::MAX)? {
            if items.len() >= MOST_ITEMS {
                let message = format!("this recording holds more than {MOST_ITEMS} readings; convert some of its days");
                return Err(SourceError { message });
            }
            items.push(item);
        }
        Ok(Self::new(items))
    }

    /// The instant of the last item, if there is any.
    pub fn ends(&self) -> Option<Timestamp> {
        self.items.last().map(Item::at)
    }

    /// How many items it holds.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl Source for Tape {
    fn next(&mut self, limit: Timestamp) -> Result<Progress, SourceError> {
        Ok(match self.items.get(self.next) {
            Some(item) if item.at() < limit => {
                self.next += 1;
                Progress::Item(item.clone())
            }
            Some(_) => Progress::Reached,
            None => Progress::Ended,
        })
    }

    /// A recording has already happened.
    fn act(&mut self, _action: &Action) -> Acted {
        Acted::Ignored
    }
}
