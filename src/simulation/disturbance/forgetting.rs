//! What was left open or on after use, until somebody notices and sees to it.
//!
//! It ends when the person has walked there and shut it, or used it and remembered; the label ends at that instant.

use super::super::Simulation;
use super::super::resident::places::Spot;
use super::super::resident::{Manner, Step};
use super::words;
use crate::home::FurnitureKind;
use crate::scenario::change::ChangeKind;
use crate::scenario::{Activity, DisturbanceKind};
use crate::time::{Span, Timestamp};

/// Something that can be left open or on, by its place in the home's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulation) enum Thing {
    /// A door to outside.
    Door(usize),
    /// A fridge's door.
    Fridge(usize),
    /// A cooker.
    Cooker(usize),
}

/// Something left open or on.
#[derive(Clone, Debug)]
pub(in crate::simulation) struct LeftSo {
    thing: Thing,
    /// From when on somebody who is up will see it.
    seen_from: Timestamp,
    /// Who left it so.
    who: usize,
    /// The disturbance whose own label this is; `None` where each time has a label of its own.
    of: Option<usize>,
}

impl Thing {
    const fn label(self) -> &'static str {
        match self {
            Self::Door(_) => "forgotten-door",
            Self::Fridge(_) => "forgotten-fridge",
            Self::Cooker(_) => "forgotten-cooker",
        }
    }
}

impl Simulation {
    /// Whether a piece is a cooker that someone who is about to switch it off leaves on.
    pub(in crate::simulation) fn leaves_on(&mut self, who: usize, piece: usize) -> bool {
        self.home().furniture[piece].kind == FurnitureKind::Cooker && self.forgets(who, Thing::Cooker(piece))
    }

    fn id_of(&self, thing: Thing) -> String {
        match thing {
            Thing::Door(opening) => self.home().openings[opening].id.to_string(),
            Thing::Fridge(piece) | Thing::Cooker(piece) => self.home().furniture[piece].id.to_string(),
        }
    }

    /// Whether someone who is about to shut a thing or switch it off leaves it as it is.
    pub(in crate::simulation) fn forgets(&mut self, who: usize, thing: Thing) -> bool {
        if self.changes.is_empty() && self.left_so.is_empty() {
            return false;
        }
        match self.forgotten_until(who, thing) {
            Some(seen_from) => {
                self.leaves_so(who, thing, seen_from, None);
                true
            }
            None => {
                self.seen_to(thing);
                false
            }
        }
    }

    /// Whether it is forgotten this time, and from when on it will be seen.
    fn forgotten_until(&mut self, who: usize, thing: Thing) -> Option<Timestamp> {
        let id = self.id_of(thing);
        let (place, strength) = self.strongest(who, |kind| match kind {
            ChangeKind::Forgetting { what, share, .. } if *what == id => Some(*share),
            _ => None,
        })?;
        let (kind, chance) = self.changes[place].parts();
        let ChangeKind::Forgetting { noticed, .. } = kind else { return None };
        let (noticed, forgotten, varies) = (noticed.as_seconds(), chance.happens(strength), chance.between(0.5, 1.5));
        forgotten.then(|| self.now + Span::from_seconds(noticed * varies))
    }

    /// Someone leaves a thing open or on.
    pub(in crate::simulation) fn leaves_so(
        &mut self,
        who: usize,
        thing: Thing,
        seen_from: Timestamp,
        of: Option<usize>,
    ) {
        if let Some(left) = self.left_so.iter_mut().find(|left| left.thing == thing) {
            left.seen_from = seen_from;
            return;
        }
        self.left_so.push(LeftSo { thing, seen_from, who, of });
        if of.is_none() {
            let name = words::thing(&self.id_of(thing), self.home());
            let so = if matches!(thing, Thing::Cooker(_)) { "on" } else { "open" };
            let sentence = format!("{} leaves the {name} {so}.", self.fixed.scenario.residents[who].name);
            self.tell(Some(who), thing.label(), sentence, true);
        }
    }

    /// A thing is shut or switched off: it is no longer left so.
    fn seen_to(&mut self, thing: Thing) {
        let Some(place) = self.left_so.iter().position(|left| left.thing == thing) else { return };
        let left = self.left_so.remove(place);
        let who = left.who;
        let resident = &self.fixed.scenario.residents[who];
        let (label, sentence) = match left.of.map(|index| &self.disturbances[index].kind) {
            Some(kind @ DisturbanceKind::Episode(episode)) => {
                (episode.label(), words::ends(kind, resident, &self.fixed.scenario.home))
            }
            Some(_) | None => {
                let name = words::thing(&self.id_of(thing), self.home());
                let does = if matches!(thing, Thing::Cooker(_)) { "switches it off" } else { "shuts it" };
                (thing.label(), format!("{} thinks of the {name} and {does}.", resident.name))
            }
        };
        self.tell(Some(who), label, sentence, false);
    }

    /// Shuts a thing or switches it off, remembering it.
    pub(in crate::simulation) fn shut(&mut self, thing: Thing) {
        self.seen_to(thing);
        match thing {
            Thing::Door(opening) => self.set_open(opening, false),
            Thing::Fridge(piece) => self.devices.piece_opened(self.now, piece, false, &mut self.fresh),
            Thing::Cooker(piece) => self.switch(piece, false, None),
        }
    }

    /// Whether a door stands open because somebody left it so.
    pub(in crate::simulation) fn is_left_open(&self, opening: usize) -> bool {
        self.left_so.iter().any(|left| left.thing == Thing::Door(opening))
    }

    /// Someone who is up sees what has been left open or on for long enough, and goes to see to it.
    pub(in crate::simulation) fn notices(&mut self, who: usize) -> bool {
        let asleep = self.people[who].doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        if asleep || self.people[who].within.is_some() {
            return false;
        }
        let Some(left) = self.left_so.iter().find(|left| left.seen_from <= self.now) else { return false };
        let steps = self.sees_to(left.thing);
        self.people[who].steps.extend(steps);
        true
    }

    /// The steps to everything that is left open or on, before going away for long.
    pub(in crate::simulation) fn sees_to_everything(&self) -> Vec<Step> {
        self.left_so.iter().flat_map(|left| self.sees_to(left.thing)).collect()
    }

    fn sees_to(&self, thing: Thing) -> Vec<Step> {
        let places = &self.fixed.places;
        let spot = match thing {
            Thing::Door(opening) => places.thresholds[opening],
            Thing::Fridge(piece) | Thing::Cooker(piece) => Spot { seat: None, ..places.pieces[piece] },
        };
        vec![Step::Go(spot), Step::Stay(Span::seconds(3), Manner::Standing), Step::Shut(thing)]
    }
}
