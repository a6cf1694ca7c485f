//! From phrases and a home's own lists to what matching runs on: one small automaton a template, whose states are
//! numbered so that every way leads upwards, and an index from words to templates. Read [`Grammar`] first.

use std::collections::BTreeMap;

use super::number::is_of_numbers;
use super::phrases::{IntentSource, ListOf, Phrases};
use super::template::{Part, Template};
use super::words::split;

/// States of one template's automaton, at most; rules within rules could make any number.
pub const MOST_STATES: usize = 1_000;
/// Rules within rules, at most.
pub const MAX_RULES: usize = 8;
/// Ways in which one list value can be said, at most.
const MOST_WAYS: usize = 64;

/// A way from one state to a later one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edge {
    /// Without a word.
    Free(u16),
    /// By a word of the vocabulary.
    Word(u32, u16),
    /// By a value of a list, which fills a slot.
    List { list: u16, slot: u16, to: u16 },
}

/// One template, compiled.
#[derive(Clone, Debug)]
pub(super) struct Automaton {
    /// The intent's place in [`Grammar::intents`].
    pub intent: u16,
    pub safety: bool,
    /// Whether it is found within other words, too: a call for help.
    pub within: bool,
    /// The ways from each state; the last state is the end.
    pub states: Vec<Vec<Edge>>,
    /// Whether any words at all may stand in it.
    pub anything: bool,
    /// Whether it can be said without a word that the index knows.
    pub unindexed: bool,
    /// The template's text.
    pub text: String,
}

/// A list, ready to be matched.
#[derive(Clone, Debug)]
pub(super) enum Values {
    /// By the first word's id: the words of each way of saying a value, and the value's place.
    Phrases {
        by_first: BTreeMap<u32, Vec<(Vec<u32>, u16)>>,
        values: Vec<String>,
    },
    Range(i64, i64),
    Time,
    Duration,
    Day,
    Anything,
}

/// A word of the vocabulary.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub text: String,
    /// May come anywhere at no cost.
    pub skip: bool,
    /// May be missing or too many at little cost.
    pub small: bool,
    /// Stands in a safety template.
    pub safety: bool,
    /// The templates in which it stands, directly or by a list.
    pub templates: Vec<u32>,
}

/// Phrases, compiled for one home.
#[derive(Clone, Debug)]
pub struct Grammar {
    pub(super) ids: BTreeMap<String, u32>,
    pub(super) words: Vec<Known>,
    pub(super) lists: Vec<Values>,
    pub(super) slots: Vec<String>,
    pub(super) automata: Vec<Automaton>,
    pub(super) intents: Vec<IntentSource>,
    /// Templates that no word leads to.
    pub(super) always: Vec<u32>,
    pub(super) wake: Vec<Vec<String>>,
    /// The vocabulary's words by their length, for finding the one that was meant.
    pub(super) by_length: BTreeMap<usize, Vec<u32>>,
}

/// A list that only the home can fill: how a value is said, and what it means.
pub type HomeList = (&'static str, Vec<(String, String)>);

impl Grammar {
    /// Compiles phrases for a home. What a check would have refused (a list that is not there, too many forms) is left
    /// out.
    pub fn new(phrases: &Phrases, home: &[HomeList]) -> Self {
        let mut grammar = Self {
            ids: BTreeMap::new(),
            words: Vec::new(),
            lists: Vec::new(),
            slots: Vec::new(),
            automata: Vec::new(),
            intents: phrases.intents.clone(),
            always: Vec::new(),
            wake: phrases.wake_words.iter().map(|wake| split(wake)).filter(|words| !words.is_empty()).collect(),
            by_length: BTreeMap::new(),
        };
        for word in phrases.skip_words.iter().flat_map(|word| split(word)) {
            let id = grammar.id(&word);
            grammar.words[id as usize].skip = true;
        }
        for word in phrases.small_words.iter().flat_map(|word| split(word)) {
            let id = grammar.id(&word);
            grammar.words[id as usize].small = true;
        }
        let mut names = BTreeMap::new();
        let rules: BTreeMap<&str, &Template> =
            phrases.rules.iter().map(|rule| (rule.name.as_str(), &rule.says)).collect();
        grammar.fill_lists(phrases, home, &mut names);
        for (place, intent) in phrases.intents.iter().enumerate() {
            for template in &intent.says {
                grammar.add(place, intent, template, &rules, &names);
            }
        }
        for (id, known) in grammar.words.iter_mut().enumerate() {
            known.templates.sort_unstable();
            known.templates.dedup();
            grammar.by_length.entry(known.text.len()).or_default().push(id as u32);
        }
        grammar
    }

    /// How many templates there are.
    pub fn templates(&self) -> usize {
        self.automata.len()
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.words.len() as u32;
        self.words.push(Known { text: word.to_owned(), ..Known::default() });
        self.ids.insert(word.to_owned(), id);
        id
    }

    fn fill_lists(&mut self, phrases: &Phrases, home: &[HomeList], names: &mut BTreeMap<String, u16>) {
        let mut add = |grammar: &mut Self, name: &str, values: Values| {
            names.insert(name.to_owned(), grammar.lists.len() as u16);
            grammar.lists.push(values);
        };
        for (name, values) in [("time", Values::Time), ("duration", Values::Duration), ("day", Values::Day)] {
            add(self, name, values);
        }
        for list in &phrases.lists {
            let values = match &list.of {
                ListOf::Range(from, to) => Values::Range(*from, *to),
                ListOf::Anything => Values::Anything,
                ListOf::Values(values) => {
                    let said = values.iter().flat_map(|value| {
                        ways(&value.says.part).into_iter().map(|said| (said, value.means.clone())).collect::<Vec<_>>()
                    });
                    self.values(said.collect())
                }
            };
            add(self, &list.name, values);
        }
        for (name, values) in home {
            let values = self.values(values.clone());
            add(self, name, values);
        }
    }

    fn values(&mut self, said: Vec<(String, String)>) -> Values {
        let mut by_first: BTreeMap<u32, Vec<(Vec<u32>, u16)>> = BTreeMap::new();
        let mut values: Vec<String> = Vec::new();
        for (said, means) in said {
            let words: Vec<u32> = split(&said).iter().map(|word| self.id(word)).collect();
            let Some(first) = words.first().copied() else { continue };
            let value = values.iter().position(|known| *known == means).unwrap_or_else(|| {
                values.push(means);
                values.len() - 1
            });
            by_first.entry(first).or_default().push((words, value as u16));
        }
        Values::Phrases { by_first, values }
    }

    fn add(
        &mut self,
        place: usize,
        intent: &IntentSource,
        template: &Template,
        rules: &BTreeMap<&str, &Template>,
        lists: &BTreeMap<String, u16>,
    ) {
        let mut builder =
            Builder { grammar: self, rules, lists, states: vec![Vec::new()], words: Vec::new(), used: Vec::new() };
        let Some(end) = builder.part(&template.part, 0, 0) else { return };
        let Builder { mut states, mut words, used, .. } = builder;
        // The end is the last state, also where a branch came after it.
        if usize::from(end) + 1 != states.len() {
            let last = states.len() as u16;
            states[usize::from(end)].push(Edge::Free(last));
            states.push(Vec::new());
        }
        let index = self.automata.len() as u32;
        let safety = intent.intent.is_safety();
        let mut anything = false;
        for list in used {
            match &self.lists[usize::from(list)] {
                Values::Phrases { by_first, .. } => {
                    words.extend(by_first.values().flatten().flat_map(|(words, _)| words.iter().copied()));
                }
                Values::Anything => anything = true,
                Values::Range(..) | Values::Time | Values::Duration | Values::Day => {}
            }
        }
        let mut unindexed = true;
        for word in words {
            let known = &mut self.words[word as usize];
            known.templates.push(index);
            known.safety |= safety;
            unindexed &= known.skip || known.small || is_of_numbers(&known.text);
        }
        if unindexed {
            self.always.push(index);
        }
        self.automata.push(Automaton {
            intent: place as u16,
            safety,
            within: intent.intent.is_call_for_help(),
            states,
            anything,
            unindexed,
            text: template.text.clone(),
        });
    }
}

struct Builder<'g> {
    grammar: &'g mut Grammar,
    rules: &'g BTreeMap<&'g str, &'g Template>,
    lists: &'g BTreeMap<String, u16>,
    states: Vec<Vec<Edge>>,
    words: Vec<u32>,
    used: Vec<u16>,
}

impl Builder<'_> {
    fn state(&mut self) -> Option<u16> {
        if self.states.len() >= MOST_STATES {
            return None;
        }
        self.states.push(Vec::new());
        Some(self.states.len() as u16 - 1)
    }

    /// Builds a part from a state on and gives the state after it; `None` where it cannot be built.
    fn part(&mut self, part: &Part, from: u16, depth: usize) -> Option<u16> {
        match part {
            Part::Words(words) => {
                let mut at = from;
                for word in split(words) {
                    let id = self.grammar.id(&word);
                    let to = self.state()?;
                    self.states[usize::from(at)].push(Edge::Word(id, to));
                    self.words.push(id);
                    at = to;
                }
                Some(at)
            }
            Part::Sequence(parts) => parts.iter().try_fold(from, |at, part| self.part(part, at, depth)),
            Part::Either(parts) => {
                let ends: Vec<u16> =
                    parts.iter().map(|part| self.part(part, from, depth)).collect::<Option<Vec<u16>>>()?;
                self.join(&ends)
            }
            Part::Optional(part) => {
                let end = self.part(part, from, depth)?;
                self.join(&[from, end])
            }
            Part::AnyOrder(parts) => {
                let mut ends = Vec::new();
                for order in orders(parts.len()) {
                    let end = order.iter().try_fold(from, |at, place| self.part(&parts[*place], at, depth))?;
                    ends.push(end);
                }
                self.join(&ends)
            }
            Part::List { list, slot } => {
                let list = *self.lists.get(list.as_str())?;
                let slots = &mut self.grammar.slots;
                let slot = slots.iter().position(|known| known == slot).unwrap_or_else(|| {
                    slots.push(slot.clone());
                    slots.len() - 1
                }) as u16;
                let to = self.state()?;
                self.states[usize::from(from)].push(Edge::List { list, slot, to });
                self.used.push(list);
                Some(to)
            }
            Part::Rule(name) => {
                if depth >= MAX_RULES {
                    return None;
                }
                let rule = *self.rules.get(name.as_str())?;
                self.part(&rule.part, from, depth + 1)
            }
        }
    }

    fn join(&mut self, ends: &[u16]) -> Option<u16> {
        let to = self.state()?;
        for end in ends {
            self.states[usize::from(*end)].push(Edge::Free(to));
        }
        Some(to)
    }
}

/// Every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in orders(count - 1) {
        for place in 0..=shorter.len() {
            let mut order = shorter.clone();
            order.insert(place, count - 1);
            all.push(order);
        }
    }
    all
}

/// Every way of saying a list's value, bounded.
fn ways(part: &Part) -> Vec<String> {
    let mut said = match part {
        Part::Words(words) => vec![words.clone()],
        Part::Sequence(parts) => parts.iter().fold(vec![String::new()], |before, part| {
            let after = ways(part);
            let both = before.iter().flat_map(|b| after.iter().map(move |a| format!("{b} {a}")));
            both.take(MOST_WAYS).collect()
        }),
        Part::Either(parts) => parts.iter().flat_map(ways).collect(),
        Part::Optional(part) => std::iter::once(String::new()).chain(ways(part)).collect(),
        Part::AnyOrder(parts) => orders(parts.len())
            .into_iter()
            .flat_map(|order| ways(&Part::Sequence(order.into_iter().map(|place| parts[place].clone()).collect())))
            .collect(),
        Part::List { .. } | Part::Rule(_) => Vec::new(),
    };
    said.truncate(MOST_WAYS);
    said
}
