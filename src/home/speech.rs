//! What a speaker's readings mean: its own words, what it heard, and a call for help that was understood.
//!
//! All three are words of the capability `speech`, told apart by how they begin, so that a recording holds them and a
//! replay hears them. This file understands no sentence; who does says so with a [`SpokenCall`].

/// What a speaker itself said is told apart from what it heard by this.
pub const OWN_VOICE: &str = "said: ";
/// What was understood of what it heard is told apart from the words themselves by this.
const UNDERSTOOD: &str = "understood: ";

/// What somebody who spoke to a speaker was understood to want, as far as others must know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpokenCall {
    /// They want help.
    Help,
    /// They have fallen.
    Fallen,
    /// They are all right, or take back what they asked for.
    AllRight,
}

impl SpokenCall {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::Help, Self::Fallen, Self::AllRight];

    /// The stable word that the speaker's reading carries.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Help => "understood: help",
            Self::Fallen => "understood: fallen",
            Self::AllRight => "understood: all-right",
        }
    }

    /// What a speaker's word means, if it is one of these.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.word() == word)
    }

    /// Whether somebody is wanted.
    pub const fn wants_help(self) -> bool {
        match self {
            Self::Help | Self::Fallen => true,
            Self::AllRight => false,
        }
    }
}

/// Whether a speaker's word is what it heard somebody say.
pub fn is_heard(word: &str) -> bool {
    !word.starts_with(OWN_VOICE) && !word.starts_with(UNDERSTOOD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_what_was_understood() {
        for call in SpokenCall::ALL {
            assert_eq!(SpokenCall::from_word(call.word()), Some(call));
            assert!(!is_heard(call.word()), "{call:?} is not taken for words of a person");
        }
        assert_eq!(SpokenCall::from_word("help"), None);
        assert!(is_heard("Help, I have fallen") && !is_heard("said: Good morning."));
    }
}
