//! Understanding one sentence: the template that says it at the least cost.
//!
//! Every difference between what was said and a template costs something: a slip in a word, a small word that is
//! missing, a word too many. A template is taken when its cost is low for the sentence's length; safety is looked for
//! first, in spite of more slips, and also within other words. Whatever is unsure is said to be so, to be asked back.
//! Read [`Grammar::understand`] first.

use std::collections::BTreeMap;

use super::compile::Grammar;
use super::heard::{Heard, Slot, Understood};
use super::number::{is_of_numbers, meant_of_numbers};
use super::phrases::Intent;
use super::walk::{Found, SLIP, SURE, TOO_MANY, Tables, Word};
use super::words::{slips, split};

/// Words of a sentence that are held against whole templates; a longer one is searched for safety alone.
const LONGEST: usize = 40;
/// Words of a stretch in which a long sentence is searched.
const STRETCH: usize = 24;
/// Words that make "I'm all right" doubtful.
const WORRIES: [&str; 14] = [
    "not", "dont", "cant", "never", "isnt", "help", "hurt", "hurts", "pain", "fallen", "fell", "sure", "unless", "wont",
];
/// Words like the one said that are looked at, at most.
const MOST_LIKE: usize = 5;

impl Grammar {
    /// Understands a sentence, or says what is near to it.
    pub fn understand(&self, sentence: &str) -> Heard {
        let mut words = split(sentence);
        self.forget_wake_words(&mut words);
        let words = self.mended(words);
        if words.is_empty() {
            return Heard::Silence;
        }
        if words.len() > LONGEST {
            return self.search(&words);
        }
        let known: Vec<Word> = words.iter().map(|word| self.word(word)).collect();
        let mut tables = Tables::default();
        let (best, near) = self.best(&words, &known, true, &mut tables);
        match best {
            Some(found) => Heard::Understood(Box::new(self.told(found, &words))),
            None => Heard::Unknown { near, too_long: false },
        }
    }

    /// A long sentence: a call for help within it is found, nothing else.
    fn search(&self, words: &[String]) -> Heard {
        let mut best: Option<Found> = None;
        let mut tables = Tables::default();
        let calls = |word: &String| {
            self.ids.get(word).is_some_and(|id| {
                let known = &self.words[*id as usize];
                known.safety && !known.small && !known.skip
            })
        };
        let mut from = 0;
        while from < words.len() {
            let stretch = &words[from..(from + STRETCH).min(words.len())];
            from += STRETCH / 2;
            if !stretch.iter().any(calls) {
                continue;
            }
            let known: Vec<Word> = stretch.iter().map(|word| self.word(word)).collect();
            tables.lists.clear();
            let (found, _) = self.best(stretch, &known, false, &mut tables);
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| found.cost < best.cost)
            {
                best = Some(found);
            }
        }
        match best {
            Some(found) => {
                let mut told = self.told(found, words);
                // In so many words it may be about anything.
                told.sure = false;
                Heard::Understood(Box::new(told))
            }
            None => Heard::Unknown { near: Vec::new(), too_long: true },
        }
    }

    fn told(&self, found: Found, words: &[String]) -> Understood {
        let calls = found.calls();
        let automaton = &self.automata[found.template as usize];
        let intent = &self.intents[usize::from(automaton.intent)];
        let mut slots: Vec<(String, Slot)> =
            found.slots.into_iter().map(|(slot, value)| (self.slots[usize::from(slot)].clone(), value)).collect();
        slots.extend(intent.means.iter().map(|(slot, value)| (slot.clone(), Slot::Value(value.clone()))));
        let sure = match intent.intent {
            // Whoever says that all is well, and something else besides, may mean the contrary.
            Intent::ImOk | Intent::Cancel => {
                found.cost <= SURE / 2
                    && (found.cost == 0 || !words.iter().any(|word| WORRIES.contains(&word.as_str())))
            }
            Intent::Help | Intent::Fallen | Intent::Unwell => calls,
            _ => true,
        };
        Understood {
            intent: intent.intent,
            name: intent.name.clone(),
            slots,
            answer: intent.answer.clone(),
            cost: found.cost,
            sure,
            template: automaton.text.clone(),
        }
    }

    fn forget_wake_words(&self, words: &mut Vec<String>) {
        let wake = self.wake.iter().filter(|wake| words.starts_with(wake)).map(Vec::len).max();
        if let Some(wake) = wake.filter(|wake| *wake < words.len()) {
            words.drain(..wake);
        }
    }

    /// Words that were run together are parted, and words that were torn apart joined, where that makes known ones.
    fn mended(&self, words: Vec<String>) -> Vec<String> {
        let known = |word: &str| self.ids.contains_key(word) || is_of_numbers(word);
        let mut mended: Vec<String> = Vec::with_capacity(words.len());
        for word in words {
            if let Some(before) = mended.last()
                && (before.len() <= 2 || before.len() + word.len() >= 6)
                && !before.starts_with(|c: char| c.is_ascii_digit())
                && known(&format!("{before}{word}"))
            {
                let joined = format!("{before}{word}");
                mended.pop();
                mended.push(joined);
                continue;
            }
            if known(&word) {
                mended.push(word);
                continue;
            }
            if let Some(meant) = meant_of_numbers(&word) {
                mended.push(meant.to_owned());
                continue;
            }
            let parted = (2..word.len().saturating_sub(1))
                .rev()
                .find(|at| word.is_char_boundary(*at) && known(&word[..*at]) && known(&word[*at..]) && word.len() >= 5);
            match parted.filter(|_| self.word(&word).like.is_empty()) {
                Some(at) => {
                    mended.push(word[..at].to_owned());
                    mended.push(word[at..].to_owned());
                }
                None => mended.push(word),
            }
        }
        mended
    }

    fn word(&self, word: &str) -> Word {
        let exact = self.ids.get(word).copied();
        let numeric = is_of_numbers(word);
        let (skip, small, safety) = exact.map_or((false, false, false), |id| {
            let known = &self.words[id as usize];
            (known.skip, known.small, known.safety)
        });
        let mut like = Vec::new();
        // A known word may still be a slip for a call for help: `hell`, `felt`; for anything else it is what it is.
        if !skip && !small && !safety && !numeric {
            for length in word.len().saturating_sub(2)..=word.len() + 2 {
                for id in self.by_length.get(&length).into_iter().flatten() {
                    let meant = &self.words[*id as usize];
                    if meant.skip || (exact.is_some() && !meant.safety) {
                        continue;
                    }
                    if let Some(slips) = slips(word, &meant.text) {
                        let known = if exact.is_some() { SLIP } else { 0 };
                        like.push((*id, SLIP * slips as u32 + known));
                    }
                }
            }
            like.sort_unstable_by_key(|(id, cost)| (*cost, *id));
            like.truncate(MOST_LIKE);
        }
        Word { exact, like, skip, small, numeric }
    }

    /// The template of least cost, and examples of those that come near.
    fn best(&self, words: &[String], known: &[Word], all: bool, tables: &mut Tables) -> (Option<Found>, Vec<String>) {
        let mut covered: BTreeMap<u32, u32> = BTreeMap::new();
        for word in known {
            let ids = word.exact.into_iter().chain(word.like.iter().map(|(id, _)| *id));
            let mut counted: Vec<u32> = ids
                .flat_map(|id| {
                    let known = &self.words[id as usize];
                    if known.skip || known.small { &[][..] } else { known.templates.as_slice() }
                })
                .copied()
                .collect();
            counted.sort_unstable();
            counted.dedup();
            for template in counted {
                *covered.entry(template).or_default() += 1;
            }
        }
        for template in &self.always {
            covered.entry(*template).or_default();
        }
        let means = |word: &&Word| {
            let light = |(id, _): &(u32, u32)| self.words[*id as usize].small;
            !word.skip && !word.small && !word.numeric && !word.like.iter().any(light)
        };
        let content = known.iter().filter(means).count() as u32;
        let limit = 45 + 15 * (words.len() as u32).min(6);
        let mut best: Option<Found> = None;
        let mut near: Vec<(u32, u32)> = Vec::new();
        for (template, met) in &covered {
            let automaton = &self.automata[*template as usize];
            if !all && !automaton.within {
                continue;
            }
            let uncovered = content.saturating_sub(*met) * TOO_MANY.0;
            if !automaton.safety && !automaton.anything {
                // What it lacks is known without trying; what is near is worth a suggestion.
                if uncovered > limit {
                    if *met > 0 {
                        near.push((uncovered + 200, *template));
                    }
                    continue;
                }
            }
            let limit = if automaton.safety { limit.max(120) } else { limit };
            let Some(found) = self.run(*template, words, known, tables) else { continue };
            if found.cost > limit {
                near.push((found.cost, *template));
                continue;
            }
            // At the same cost safety comes first, and of two calls for help the one that leaves no doubt.
            let rank = |found: &Found| {
                let automaton = &self.automata[found.template as usize];
                let cost = match (automaton.safety, automaton.within && !found.calls()) {
                    (_, true) => found.cost + 30,
                    (true, false) => found.cost.saturating_sub(15),
                    (false, false) => found.cost,
                };
                (cost, found.cost)
            };
            if best.as_ref().is_none_or(|best| rank(&found) < rank(best)) {
                best = Some(found);
            }
        }
        near.sort_unstable();
        let mut examples: Vec<String> = Vec::new();
        for (_, template) in near {
            let example = &self.intents[usize::from(self.automata[template as usize].intent)].example;
            if !example.is_empty() && !examples.contains(example) {
                examples.push(example.clone());
            }
            if examples.len() == 2 {
                break;
            }
        }
        (best, examples)
    }
}
