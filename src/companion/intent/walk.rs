//! One sentence held against one template: the cheapest way through its small automaton, and what filled its slots.
//!
//! The way is found by a table of the least cost of being at a state with so many words used. Read [`Grammar::run`]
//! first.

use std::collections::BTreeMap;

use super::compile::{Edge, Grammar, Values};
use super::heard::Slot;
use super::number;

/// What a slip in a word costs, and each further one.
pub(super) const SLIP: u32 = 35;
/// What a missing word costs: one that carries meaning, a small one.
const MISSING: (u32, u32) = (110, 25);
/// What a word too many costs: one that carries meaning, a small one.
pub(super) const TOO_MANY: (u32, u32) = (90, 20);
/// What a word before or after a call for help costs: one that carries meaning, a small one; and all together at most.
const AROUND: (u32, u32, u32) = (20, 5, 90);
/// What any words cost, and each of them: a name that is known is taken for it in spite of a slip.
const ANY: (u32, u32) = (40, 4);
/// Words that may stand for anything, at most.
const MOST_ANY: usize = 14;
/// Up to this cost a call for help is not asked back.
pub(super) const SURE: u32 = 70;
const NEVER: u32 = u32::MAX / 4;

/// A word that was said, and what it may have been meant for.
pub(super) struct Word {
    pub exact: Option<u32>,
    /// Words that it may have been meant for, and what the slip costs.
    pub like: Vec<(u32, u32)>,
    pub skip: bool,
    pub small: bool,
    pub numeric: bool,
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

/// A way through a template.
pub(super) struct Found {
    pub cost: u32,
    /// What is left of it without the words before and after.
    pub core: u32,
    /// Words that carry meaning and were met.
    pub met: u8,
    pub template: u32,
    pub slots: Vec<(u16, Slot)>,
}

impl Found {
    /// Whether a call for help can be taken for one: it stands nearly alone, or is said in so many words.
    pub fn calls(&self) -> bool {
        self.cost <= SURE || (self.core <= SLIP && self.met >= 2)
    }
}

/// What a list can be at one place: the value, how many words it takes, and what slips in them cost.
type Met = (u32, usize, u32);

/// Room for one sentence's tables, used for template after template.
#[derive(Default)]
pub(super) struct Tables {
    cost: Vec<u32>,
    from: Vec<Step>,
    values: Vec<Slot>,
    pub lists: BTreeMap<(u16, usize), Vec<Met>>,
}

impl Grammar {
    /// Holds a sentence against one template.
    pub(super) fn run(&self, template: u32, words: &[String], known: &[Word], tables: &mut Tables) -> Option<Found> {
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
