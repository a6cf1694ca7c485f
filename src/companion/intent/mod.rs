//! What a person wants, told from what they said: sentence templates as data, compiled once for a home, and matched in
//! spite of slips. Nothing here acts or answers. Read [`Grammar::understand`] first, then [`Phrases`].

mod compile;
mod hear;
mod heard;
mod lately;
pub mod number;
pub mod phrases;
pub mod template;
mod walk;
pub mod words;

pub use compile::{Grammar, HomeList, MAX_RULES, MOST_STATES};
pub use heard::{Heard, Slot, Understood};
pub use lately::Lately;
pub use phrases::{Intent, Phrases};
