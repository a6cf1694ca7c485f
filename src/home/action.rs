//! What the program does in a home. This file knows neither who asks for it nor how a home carries it out.

/// Something that the program does in the home.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Say a sentence in the home.
    Speak {
        /// The sentence.
        sentence: String,
    },
}
