//! Understanding one sentence: the template that says it at the least cost.
//!
//! Every difference between what was said and a template costs something: a slip in a word, a small word that is
//! missing, a word too many. A template is taken when its cost is low for the sentence's length; safety is looked for
//! first, in spite of more slips, and also within other words. Whatever is unsure is said to be so, to be asked back.
//! Read [`Grammar::understand`] first.

use std::collections::BTreeMap;
use std::fmt;

use super::compile::{Edge, Grammar, Values};
use super::number::{self, SaidDay, SaidTime, is_of_numbers, meant_of_numbers};
use super::phrases::Intent;
use super::words::{slips, split};
use crate::time::Span;

/// Words of a sentence that are held against whole templates; a longer one is searched for safety alone.
const LONGEST: usize = 40;
/// Words of a stretch in which a long sentence is searched.
const STRETCH: usize = 24;
/// What a slip in a word costs, and each further one.
const SLIP: u32 = 35;
/// What a missing word costs: one that carries meaning, a small one.
const MISSING: (u32, u32) = (110, 25);
/// What a word too many costs: one that carries meaning, a small one.
const TOO_MANY: (u32, u32) = (90, 20);
/// What a word before or after a call for help costs: one that carries meaning, a small one; and all together at most.
const AROUND: (u32, u32, u32) = (20, 5, 90);
/// What any words cost, and each of them: a name that is known is taken for it in spite of a slip.
const ANY: (u32, u32) = (40, 4);
/// Words that may stand for anything, at most.
const MOST_ANY: usize = 14;
/// Up to this cost a call for help is not asked back.
const SURE: u32 = 70;
/// Words that make "I'm all right" doubtful.
const WORRIES: [&str; 14] = [
    "not", "dont", "cant", "never", "isnt", "help", "hurt", "hurts", "pain", "fallen", "fell", "sure", "unless", "wont",
];
/// Words like the one said that are looked at, at most.
const MOST_LIKE: usize = 5;
const NEVER: u32 = u32::MAX / 4;

/// What fills a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// A value of a list.
    Value(String),
    /// A number.
    Number(i64),
    /// A time on the clock.
    Time(SaidTime),
    /// A length of time.
    Length(Span),
    /// A day.
    Day(SaidDay),
    /// Words as they were said.
    Words(String),
}

/// In words: `07:30 (morning or evening)`, `in 3 days`, `lounge`.
impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(text) | Self::Words(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Time(time) => {
                let half = if time.exact { "" } else { " (morning or evening)" };
                write!(f, "{:02}:{:02}{half}", time.hour, time.minute)
            }
            Self::Length(span) => f.write_str(&span.exact()),
            Self::Day(SaidDay::In(0)) => f.write_str("today"),
            Self::Day(SaidDay::In(1)) => f.write_str("tomorrow"),
            Self::Day(SaidDay::In(days)) => write!(f, "in {days} days"),
            Self::Day(SaidDay::On(weekday)) => f.write_str(weekday.name()),
        }
    }
}

/// What was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// What is wanted.
    pub intent: Intent,
    /// The intent's name; another than the intent's own for a council's answer.
    pub name: String,
    /// What fills its slots, in the order said.
    pub slots: Vec<(String, Slot)>,
    /// The answer of a council's own.
    pub answer: String,
    /// How far what was said is from the template; 0 is word for word.
    pub cost: u32,
    /// Whether it may be acted on without asking back; only calls for help can be unsure.
    pub sure: bool,
    /// The template.
    pub template: String,
}

impl Understood {
    /// What fills a slot.
    pub fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.iter().find(|(slot, _)| slot == name).map(|(_, value)| value)
    }

    /// The value of a list in a slot.
    pub fn value(&self, name: &str) -> Option<&str> {
        match self.slot(name) {
            Some(Slot::Value(value)) => Some(value),
            _ => None,
        }
    }
}

/// What came of hearing a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// It was understood.
    Understood(Box<Understood>),
    /// It was not; these sentences are near to it, the nearest first.
    Unknown {
        /// Examples of what can be said.
        near: Vec<String>,
        /// Whether it was longer than anybody speaks to a home.
        too_long: bool,
    },
    /// There was no word in it.
    Silence,
}

struct Word {
    exact: Option<u32>,
    /// Words that it may have been meant for, and what the slip costs.
    like: Vec<(u32, u32)>,
    skip: bool,
    small: bool,
    numeric: bool,
}

impl Word {
    fn cost_of(&self, id: u32) -> Option<u32> {
        if self.exact == Some(id) {
            return Some(0);
        }
        self.like.iter().find(|(like, _)| *like == id).map(|(_, cost)| *cost)
    }

    fn weight(&self, (meaning, small): (u32, u32)) -> u32 {
        match (self.skip, self.small) {
            (true, _) => 0,
            (_, true) => small,
            _ => meaning,
        }
    }
}

#[derive(Clone, Copy)]
struct Step {
    state: u16,
    place: u16,
    /// What filled a slot, by its place among the values found; `u32::MAX` for none.
    slot: u16,
    value: u32,
    /// Whether a word that carries meaning was met, or missed.
    met: u8,
    missed: u8,
}

struct Found {
    cost: u32,
    /// What is left of it without the words before and after.
    core: u32,
    /// Words that carry meaning and were met.
    met: u8,
    template: u32,
    slots: Vec<(u16, Slot)>,
}

impl Found {
    /// Whether a call for help can be taken for one: it stands nearly alone, or is said in so many words.
    fn calls(&self) -> bool {
        self.cost <= SURE || (self.core <= SLIP && self.met >= 2)
    }
}

/// What a list can be at one place: the value, how many words it takes, and what slips in them cost.
type Met = (u32, usize, u32);

/// Room for one sentence's tables, used for template after template.
#[derive(Default)]
struct Tables {
    cost: Vec<u32>,
    from: Vec<Step>,
    values: Vec<Slot>,
    lists: BTreeMap<(u16, usize), Vec<Met>>,
}

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

    /// Holds a sentence against one template.
    fn run(&self, template: u32, words: &[String], known: &[Word], tables: &mut Tables) -> Option<Found> {
        let automaton = &self.automata[template as usize];
        let (states, width) = (automaton.states.len(), words.len() + 1);
        let Tables { cost, from, values, lists } = tables;
        values.clear();
        cost.clear();
        cost.resize(states * width, NEVER);
        from.clear();
        from.resize(states * width, Step { state: u16::MAX, place: 0, slot: u16::MAX, value: 0, met: 0, missed: 0 });
        cost[0] = 0;
        if automaton.within {
            let mut around = 0;
            for place in 1..width {
                around = (around + known[place - 1].weight((AROUND.0, AROUND.1))).min(AROUND.2);
                cost[place] = around;
            }
        }
        let too_many = if automaton.within { (60, 15) } else { TOO_MANY };
        for state in 0..states {
            for place in 0..width {
                let here = cost[state * width + place];
                if here >= NEVER {
                    continue;
                }
                let (met, missed) = {
                    let step = &from[state * width + place];
                    (step.met, step.missed)
                };
                let mut reach = |to: usize, at: usize, price: u32, slot: u16, value: u32, met: u8, missed: u8| {
                    let cell = to * width + at;
                    if here + price < cost[cell] {
                        cost[cell] = here + price;
                        from[cell] = Step { state: state as u16, place: place as u16, slot, value, met, missed };
                    }
                };
                if let Some(word) = known.get(place) {
                    reach(state, place + 1, word.weight(too_many), u16::MAX, 0, met, missed);
                }
                for edge in &automaton.states[state] {
                    match *edge {
                        Edge::Free(to) => reach(to.into(), place, 0, u16::MAX, 0, met, missed),
                        Edge::Word(id, to) => {
                            let meant = &self.words[id as usize];
                            let light = meant.skip || meant.small;
                            if let Some(price) = known.get(place).and_then(|word| word.cost_of(id)) {
                                let met = met.saturating_add(u8::from(!light));
                                reach(to.into(), place + 1, price, u16::MAX, 0, met, missed);
                            }
                            let price = match (meant.skip, meant.small) {
                                (true, _) => 5,
                                (_, true) => MISSING.1,
                                _ => MISSING.0,
                            };
                            let missed = missed.saturating_add(u8::from(!light));
                            reach(to.into(), place, price, u16::MAX, 0, met, missed);
                        }
                        Edge::List { list, slot, to } => {
                            let found =
                                lists.entry((list, place)).or_insert_with(|| self.list(list, place, words, known));
                            for (value, took, price) in found.iter() {
                                reach(to.into(), place + took, *price, slot, *value, met.saturating_add(1), missed);
                            }
                        }
                    }
                }
            }
        }
        self.read_back(template, (words, known), cost, from, width)
    }

    /// The cheapest way through the tables that met more than it missed, with what filled its slots.
    fn read_back(
        &self,
        template: u32,
        (words, known): (&[String], &[Word]),
        cost: &[u32],
        from: &[Step],
        width: usize,
    ) -> Option<Found> {
        let automaton = &self.automata[template as usize];
        let last = automaton.states.len() - 1;
        let (mut place, mut total, mut after) = (width - 1, cost[last * width + width - 1], 0);
        if automaton.within {
            let mut around = 0;
            for end in (0..width - 1).rev() {
                around = (around + known[end].weight((AROUND.0, AROUND.1))).min(AROUND.2);
                let price = cost[last * width + end].saturating_add(around);
                if price < total {
                    (total, place, after) = (price, end, around);
                }
            }
        }
        let end = from[last * width + place];
        let too_little = end.missed > 0 && end.missed >= end.met;
        if total >= NEVER || too_little || (end.met == 0 && !automaton.unindexed) {
            return None;
        }
        let (mut state, mut slots) = (last, Vec::new());
        loop {
            let step = from[state * width + place];
            if step.state == u16::MAX {
                break;
            }
            let (before, at) = (usize::from(step.state), usize::from(step.place));
            if step.slot != u16::MAX {
                let list = automaton.states[before].iter().find_map(|edge| match edge {
                    Edge::List { list, slot, to } if *slot == step.slot && usize::from(*to) == state => Some(*list),
                    Edge::Free(_) | Edge::Word(..) | Edge::List { .. } => None,
                });
                if let Some(value) = list.and_then(|list| self.value(list, step.value, at, place, words)) {
                    slots.push((step.slot, value));
                }
            }
            (state, place) = (before, at);
        }
        slots.reverse();
        let before = if automaton.within { cost[place] } else { 0 };
        let core = total.saturating_sub(before).saturating_sub(after);
        // Words on both sides together are no worse than on one.
        let total = if automaton.within { core + (before + after).min(AROUND.2) } else { total };
        Some(Found { cost: total, core, met: end.met, template, slots })
    }

    /// What a list can be from a place on: the value, how many words it takes, and what slips in them cost.
    fn list(&self, list: u16, place: usize, words: &[String], known: &[Word]) -> Vec<Met> {
        match &self.lists[usize::from(list)] {
            Values::Range(low, high) => number::number(words, place)
                .filter(|(number, _)| (*low..=*high).contains(number))
                .map(|(number, took)| (number as u32, took, 0))
                .into_iter()
                .collect(),
            Values::Time => number::time(words, place).map(|(_, took)| (0, took, 0)).into_iter().collect(),
            Values::Duration => number::length(words, place).map(|(_, took)| (0, took, 0)).into_iter().collect(),
            Values::Day => number::day(words, place).map(|(_, took)| (0, took, 0)).into_iter().collect(),
            Values::Anything => {
                let most = MOST_ANY.min(words.len() - place);
                (1..=most).map(|took| (0, took, ANY.0 + ANY.1 * took as u32)).collect()
            }
            Values::Phrases { by_first, .. } => {
                let Some(first) = known.get(place) else { return Vec::new() };
                let mut found: Vec<Met> = Vec::new();
                let firsts = first.exact.map(|id| (id, 0)).into_iter().chain(first.like.iter().copied());
                for (id, price) in firsts {
                    for (phrase, value) in by_first.get(&id).into_iter().flatten() {
                        let rest = phrase.iter().enumerate().skip(1).try_fold(price, |sum, (n, id)| {
                            known.get(place + n).and_then(|word| word.cost_of(*id)).map(|cost| sum + cost)
                        });
                        if let Some(price) = rest {
                            found.push((u32::from(*value), phrase.len(), price));
                        }
                    }
                }
                found
            }
        }
    }

    fn value(&self, list: u16, value: u32, from: usize, to: usize, words: &[String]) -> Option<Slot> {
        Some(match &self.lists[usize::from(list)] {
            Values::Range(..) => Slot::Number(i64::from(value)),
            Values::Time => Slot::Time(number::time(words, from)?.0),
            Values::Duration => Slot::Length(number::length(words, from)?.0),
            Values::Day => Slot::Day(number::day(words, from)?.0),
            Values::Anything => Slot::Words(words.get(from..to)?.join(" ")),
            Values::Phrases { values, .. } => Slot::Value(values.get(value as usize)?.clone()),
        })
    }
}
