//! What a person does with the companion, the chain of who is told, or the monitor, rather than with the house: says a
//! sentence, answers for a contact, sees to a concern, confirms what was learned, sets the mode.
//!
//! The words of a scenario alone; each goes the way that it goes in a real home, which is the player's and the
//! simulation's affair.

use std::fmt;

use crate::home::Did;

/// The words that a hub's `mode` reading may have. The scenario must not know the monitor, so they are listed here; a
/// test of the player holds the two together.
pub const MODES: [&str; 7] = ["at-home", "out", "away", "holiday", "hospital", "visitor", "couple"];
/// What a contact can be made to do, with the words of a file.
pub const ANSWERS: [(&str, Did); 3] = [("seen", Did::Saw), ("coming", Did::TookOver), ("cannot", Did::Declined)];
/// Characters of a sentence, at most: nobody listens to more.
pub const LONGEST: usize = 2_000;

/// Something that a person does, other than with the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The resident says a sentence; the speaker that is near enough hears it.
    Says {
        /// The sentence.
        sentence: String,
    },
    /// A contact answers what was sent to them last, or rung them for.
    Answers {
        /// The contact's id.
        contact: String,
        /// What they do: [`Did::Saw`], [`Did::TookOver`] or [`Did::Declined`].
        did: Did,
    },
    /// Somebody tells the monitor that they see to a concern.
    Acknowledged {
        /// The concern's number.
        concern: u64,
        /// The contact who does, where it is known.
        contact: Option<String>,
    },
    /// Somebody tells the monitor that what it has learned is this person's usual.
    LearningConfirmed,
    /// Somebody tells the monitor to learn the home anew.
    LearningRestarted,
    /// Somebody tells the monitor that these days are not to be learned.
    DaysExcluded {
        /// The first, counted from 1.
        first: i64,
        /// The last.
        last: i64,
    },
    /// Somebody tells the hub how the home is lived in: one of [`MODES`].
    ModeSet {
        /// The mode's stable name.
        mode: String,
    },
}

impl Deed {
    /// Whether it is said to the monitor alone, so that nothing in the home changes by it.
    pub const fn is_for_the_monitor(&self) -> bool {
        match self {
            Self::Acknowledged { .. }
            | Self::LearningConfirmed
            | Self::LearningRestarted
            | Self::DaysExcluded { .. } => true,
            Self::Says { .. } | Self::Answers { .. } | Self::ModeSet { .. } => false,
        }
    }
}

/// The word of a file for what a contact did; an arrival cannot be written, it follows from who comes.
fn word(did: Did) -> &'static str {
    ANSWERS.iter().find(|(_, known)| *known == did).map_or("coming", |(word, _)| *word)
}

/// As a scenario file writes it: `Says(sentence: "good morning")`.
impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Says { sentence } => write!(f, "Says(sentence: {sentence:?})"),
            Self::Answers { contact, did } => write!(f, "Answers(contact: {contact:?}, did: {:?})", word(*did)),
            Self::Acknowledged { concern, contact: None } => write!(f, "Acknowledged(concern: {concern})"),
            Self::Acknowledged { concern, contact: Some(contact) } => {
                write!(f, "Acknowledged(concern: {concern}, contact: {contact:?})")
            }
            Self::LearningConfirmed => f.write_str("LearningConfirmed()"),
            Self::LearningRestarted => f.write_str("LearningRestarted()"),
            Self::DaysExcluded { first, last } => write!(f, "DaysExcluded(first: {first}, last: {last})"),
            Self::ModeSet { mode } => write!(f, "ModeSet(mode: {mode:?})"),
        }
    }
}
