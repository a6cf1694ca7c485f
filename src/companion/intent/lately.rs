//! What was understood lately: people say the same few sentences to a home, day after day, and each means the same every
//! time. Nothing is answered from here; it only spares the search through every template.

use std::collections::VecDeque;

use super::{Grammar, Heard};

/// So many sentences are remembered, and only short ones.
const KEPT: usize = 16;
const LONGEST: usize = 120;

/// The sentences that were understood last, the latest first, each with what came of it.
#[derive(Clone, Debug, Default)]
pub struct Lately {
    heard: VecDeque<(String, Heard)>,
}

impl Lately {
    /// What a grammar makes of a sentence. It must be the same grammar every time.
    pub fn understand(&mut self, grammar: &Grammar, sentence: &str) -> Heard {
        if let Some(place) = self.heard.iter().position(|(known, _)| known == sentence)
            && let Some(found) = self.heard.remove(place)
        {
            let heard = found.1.clone();
            self.heard.push_front(found);
            return heard;
        }
        let heard = grammar.understand(sentence);
        if sentence.len() <= LONGEST {
            self.heard.truncate(KEPT - 1);
            self.heard.push_front((sentence.to_owned(), heard.clone()));
        }
        heard
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::companion::intent::Phrases;

    #[test]
    fn what_is_remembered_is_what_is_understood_and_no_more_than_a_few() {
        let grammar = Grammar::new(&Phrases::default(), &[]);
        let mut lately = Lately::default();
        for round in 0..3 {
            for number in 0..40 {
                // Some come again at once, some after many others.
                for sentence in [format!("what is {number} times {round}"), "help".to_owned(), "x".repeat(500)] {
                    assert_eq!(lately.understand(&grammar, &sentence), grammar.understand(&sentence), "{sentence}");
                    assert!(lately.heard.len() <= KEPT);
                }
            }
        }
        assert!(lately.heard.iter().all(|(sentence, _)| sentence.len() <= LONGEST));
    }
}
