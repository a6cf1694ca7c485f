//! What goes wrong, or what someone watching did to the house: how it begins, what it does, and its exact truth.
//!
//! A disturbance from the scenario's file happens at its moment: whoever is to fall in the bathroom at 07:22 is on the
//! way there before. What a watching person starts begins at that moment and not earlier, so that nothing before it
//! changes. Whoever is out, or already in trouble, is left to come home or be helped first. What takes a person up
//! besides falls and doors is in `episode`, what colours ordinary days in `change`, what stays open or on in
//! `forgetting`; their labels are in `label`.

pub(super) mod change;
mod episode;
mod fasting;
pub(super) mod forgetting;
mod label;
mod visit;
mod words;

use super::agenda::Rank;
use super::resident::body::Pose;
use super::resident::places::{self, Spot};
use super::resident::{Manner, Step, Tale};
use super::{Happening, Simulation};
use crate::home::{AreaKind, FurnitureKind, OpeningKind};
use crate::scenario::{Activity, Disturbance, DisturbanceKind};
use crate::time::{Span, Timestamp};

/// How long before its moment a disturbance from the file begins to cast its shadow.
const FORESEEN: Span = Span::minutes(6);

impl Simulation {
    /// Adds a disturbance while running. What follows is the same as if the scenario had held it from the start, as
    /// long as it is an intervention, which nobody foresees. False, and nothing is added, when its moment has passed.
    pub fn add_disturbance(&mut self, disturbance: Disturbance) -> bool {
        let at = self.fixed.scenario.at(disturbance.at);
        if at < self.now {
            return false;
        }
        self.put_in(disturbance);
        true
    }

    pub(super) fn put_in(&mut self, disturbance: Disturbance) {
        let at = self.fixed.scenario.at(disturbance.at);
        let index = self.disturbances.len();
        let needs_a_person = matches!(
            disturbance.kind,
            DisturbanceKind::DoorOpened { .. } | DisturbanceKind::Fall { .. } | DisturbanceKind::Episode(_)
        );
        if let DisturbanceKind::Change(change) = &disturbance.kind {
            self.put_in_change(change, disturbance.who, at);
        }
        if needs_a_person && !disturbance.intervention {
            self.agenda.add((at - FORESEEN).max(self.now), Rank::Imposed, Happening::Foreseen(index));
        }
        self.agenda.add(at, Rank::Imposed, Happening::Disturbance(index));
        self.disturbances.push(disturbance);
    }

    /// When someone must not be out, because something in the file happens to them at home.
    pub(super) fn stretches_at_home(&self, who: usize) -> Vec<(Timestamp, Timestamp)> {
        let stretch = |disturbance: &Disturbance| {
            let at = self.fixed.scenario.at(disturbance.at);
            match disturbance.kind {
                DisturbanceKind::DoorOpened { lasts, .. } | DisturbanceKind::Fall { lasts, .. }
                    if !disturbance.intervention =>
                {
                    Some((at - Span::minutes(30), at + lasts))
                }
                DisturbanceKind::Episode(ref episode) if !disturbance.intervention => {
                    Some((at - Span::minutes(30), at + episode.lasts))
                }
                _ => None,
            }
        };
        self.disturbances.iter().filter(|disturbance| disturbance.who == who).filter_map(stretch).collect()
    }

    fn moment(&self, index: usize) -> Timestamp {
        self.fixed.scenario.at(self.disturbances[index].at)
    }

    /// Whom a disturbance befalls.
    fn befalls(&self, index: usize) -> usize {
        self.disturbances[index].who.min(self.fixed.scenario.residents.len().saturating_sub(1))
    }

    /// The time before a disturbance: whoever it befalls is brought to where it happens.
    pub(super) fn disturbance_foreseen(&mut self, index: usize) {
        let who = self.befalls(index);
        let free = self.people.get(who).is_some_and(|person| person.is_home() && person.within.is_none());
        if free && self.disturbance_begins(who, index) {
            self.go_on(who);
        }
    }

    /// A disturbance's moment.
    pub(super) fn disturbance_comes(&mut self, index: usize) {
        let home = std::sync::Arc::clone(&self.fixed.home);
        match self.disturbances[index].kind.clone() {
            DisturbanceKind::DoorOpened { .. } | DisturbanceKind::Fall { .. } | DisturbanceKind::Episode(_) => {
                let who = self.befalls(index);
                let Some(person) = self.people.get_mut(who) else { return };
                if person.within == Some(index) {
                    return;
                }
                if person.within.is_some() || !person.is_home() {
                    person.waiting.push_back(index);
                    return;
                }
                if self.disturbance_begins(who, index) {
                    self.go_on(who);
                }
            }
            DisturbanceKind::ColdRoom { area, lasts } => {
                let name = home.area(&area).map_or_else(|| area.to_string(), |a| a.name.to_lowercase());
                let sentence = format!("The heating in the {name} goes off, and its window is left open.");
                self.tell(None, "cold-room", sentence, true);
                self.cold_room(&area, true);
                self.agenda.add(self.now + lasts, Rank::Ordinary, Happening::Over(index));
            }
            DisturbanceKind::FobPressed { device, cancelled } | DisturbanceKind::CordPulled { device, cancelled } => {
                let by_hand = self.disturbances[index].intervention;
                self.calls_for_help(self.befalls(index), &device, cancelled, by_hand);
            }
            DisturbanceKind::Hazard(hazard) => self.hazard_comes(index, &hazard),
            DisturbanceKind::Switched { piece, on } => {
                let Some(index) = home.furniture.iter().position(|p| p.id == piece) else { return };
                let kind = home.furniture[index].kind;
                let word = if on { "on" } else { "off" };
                let sentence = format!("Someone switches the {} {word}.", in_words(kind, piece.as_str()));
                self.tell(None, "switched", sentence, true);
                if on && kind == FurnitureKind::Kettle {
                    let until = self.now + super::power::kettle_boils(3.0);
                    self.switch(index, true, Some(until));
                } else {
                    self.switch(index, on, None);
                }
                self.tell(None, "switched", String::new(), false);
            }
            DisturbanceKind::Change(change) => self.change_comes(index, &change),
            DisturbanceKind::Deed(deed) => self.deed_comes(self.befalls(index), &deed),
        }
    }

    /// A disturbance that ends by itself is over.
    pub(super) fn disturbance_over(&mut self, index: usize) {
        match self.disturbances[index].kind.clone() {
            DisturbanceKind::ColdRoom { area, .. } => {
                self.cold_room(&area, false);
                self.label_ends(None, index);
            }
            DisturbanceKind::Change(change) => self.change_over(index, &change),
            DisturbanceKind::Fall { .. }
            | DisturbanceKind::Episode(_)
            | DisturbanceKind::DoorOpened { .. }
            | DisturbanceKind::FobPressed { .. }
            | DisturbanceKind::CordPulled { .. }
            | DisturbanceKind::Hazard(_)
            | DisturbanceKind::Deed(_)
            | DisturbanceKind::Switched { .. } => {}
        }
    }

    fn cold_room(&mut self, area: &crate::home::AreaId, cold: bool) {
        let home = std::sync::Arc::clone(&self.fixed.home);
        if let Some(index) = home.areas.iter().position(|a| a.id == *area) {
            let works = !cold && !self.heating_is_broken();
            self.climate.set_heating(index, works);
        }
        let window = home.openings.iter().position(|o| o.kind == OpeningKind::Window && o.from == *area);
        if let Some(window) = window {
            self.set_open(window, cold);
        }
    }

    /// Someone gives up what they are doing for a disturbance. Returns whether its steps have to be started now; if
    /// not, they follow by themselves.
    pub(super) fn disturbance_begins(&mut self, who: usize, index: usize) -> bool {
        let ready = self.break_off(who);
        if let Some(piece) = self.people[who].holds_open.take() {
            self.devices.piece_opened(self.now, piece, false, &mut self.fresh);
        }
        for way in 0..self.fixed.places.ways_out.len() {
            let opening = self.fixed.places.ways_out[way].opening;
            let in_use = self.people.iter().enumerate().any(|(other, p)| other != who && !p.has_done_with(opening));
            if !self.is_left_open(opening) && !in_use {
                self.set_open(opening, false);
            }
        }
        self.people[who].within = Some(index);
        let steps = match self.disturbances[index].kind.clone() {
            DisturbanceKind::DoorOpened { opening, lasts } => self.opens_door(who, index, &opening, lasts),
            DisturbanceKind::Fall { area, lasts } => self.falls_in(who, index, &area, lasts),
            DisturbanceKind::Episode(episode) => self.episode(who, index, &episode),
            DisturbanceKind::ColdRoom { .. }
            | DisturbanceKind::Change(_)
            | DisturbanceKind::FobPressed { .. }
            | DisturbanceKind::CordPulled { .. }
            | DisturbanceKind::Hazard(_)
            | DisturbanceKind::Deed(_)
            | DisturbanceKind::Switched { .. } => Vec::new(),
        };
        self.people[who].steps.extend(steps);
        ready
    }

    /// How long it takes someone from where they are now to stand at a place, with a little to spare.
    fn takes_to(&mut self, who: usize, spot: Spot) -> Span {
        let from = self.people[who].stands_at();
        let length = self.path(from, spot.stand).length();
        let up = match self.people[who].body.pose() {
            Pose::InBed => 3.2 + 2.2,
            Pose::Sitting => 2.2,
            Pose::InBath => 6.0,
            Pose::Standing | Pose::OnFloor | Pose::Away => 0.0,
        };
        Span::from_seconds(up + 1.12 * length / (self.pace(who) * 0.9) + 5.0)
    }

    fn opens_door(&mut self, who: usize, index: usize, opening: &crate::home::OpeningId, lasts: Span) -> Vec<Step> {
        let Some(door) = self.home().openings.iter().position(|o| o.id == *opening) else {
            return vec![Step::LabelEnds(index)];
        };
        let outside = self.fixed.places.ways_out.iter().copied().find(|way| way.opening == door);
        let inside = self.fixed.places.thresholds[door];
        let night = self.people[who].doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        self.people[who].in_the_dark = night;
        let in_bed = self.people[who].body.pose() == Pose::InBed;
        let resting = self.people[who].seat.is_some();
        let edge = if in_bed { Span::seconds(35) } else { Span::ZERO };
        let takes = self.takes_to(who, inside) + edge;
        // Nobody can be at the door sooner than they get there.
        let at = self.moment(index).max(self.now + takes);
        let sets_off = at - takes;
        let mut steps = Vec::new();
        if resting {
            let manner = if in_bed { Manner::Asleep } else { Manner::Seated };
            steps.push(Step::Until(sets_off, manner));
        }
        if in_bed {
            steps.push(Step::Doing(Some("Sitting up in bed".to_owned())));
            steps.push(Step::SitUp);
            steps.push(Step::Stay(edge, Manner::Seated));
        }
        let name = self.home().openings[door].name.to_lowercase();
        steps.push(Step::Doing(Some(format!("Going to the {name}"))));
        steps.push(Step::Go(inside));
        steps.push(Step::Until(at, Manner::Standing));
        steps.push(Step::LabelBegins(index));
        // An inner door stands open as a rule; then it is shut first, so that there is something to open.
        steps.push(Step::Door(door, true));
        steps.push(Step::Doing(Some(format!("Standing at the open {name}"))));
        let opened = at;
        let part = |numerator: i64| opened + Span::millis(lasts.as_millis() * numerator / 4);
        match outside {
            Some(way) if lasts > Span::minutes(1) => {
                steps.push(Step::Until(part(1), Manner::Standing));
                steps.push(Step::Go(way.step));
                steps.push(Step::Until(part(3), Manner::Standing));
                steps.push(Step::Go(inside));
            }
            _ => {}
        }
        steps.push(Step::Until(opened + lasts, Manner::Standing));
        steps.push(Step::Door(door, outside.is_none()));
        steps.push(Step::Doing(None));
        steps.push(Step::LabelEnds(index));
        steps
    }

    fn falls_in(&mut self, who: usize, index: usize, area: &crate::home::AreaId, lasts: Span) -> Vec<Step> {
        let mut at = self.moment(index).max(self.now);
        let Some(room) = self.home().areas.iter().position(|a| a.id == *area) else {
            return vec![Step::LabelEnds(index)];
        };
        let home = std::sync::Arc::clone(&self.fixed.home);
        let person = &self.people[who];
        let on_the_spot = person.area == Some(room) && self.moment(index) <= self.now;
        let mut steps = Vec::new();
        let spot = if on_the_spot {
            let stand = self.fixed.ground.nearest(person.stands_at());
            // On stairs, one gets to their end first.
            let off_stairs = self.fixed.ground.off_stairs(person.stands_at());
            if person.seat.is_some() || off_stairs.is_some() {
                steps.push(Step::Go(Spot { stand, facing: person.body.heading(), seat: None }));
            }
            let facing = person.body.heading();
            let from = off_stairs.unwrap_or_else(|| person.stands_at());
            let spot = places::fall_from(&self.fixed.ground, from, facing);
            steps.push(Step::LabelBegins(index));
            steps.push(Step::Fall(spot));
            spot
        } else {
            let spot = self.fixed.places.fall_in(&home, &self.fixed.ground, room);
            let there = Spot { stand: spot.stand, facing: spot.heading, seat: None };
            let asleep = person.doing.is_some_and(|doing| doing.activity == Activity::Sleep);
            let in_bed = person.body.pose() == Pose::InBed;
            let takes = self.takes_to(who, there) + Span::seconds(if in_bed { 100 } else { 40 });
            at = at.max(self.now + takes);
            let sets_off = at - takes;
            if self.people[who].seat.is_some() {
                steps.push(Step::Until(sets_off, if in_bed { Manner::Asleep } else { Manner::Seated }));
            }
            if in_bed {
                let tale = Tale("gets up", "get up");
                let activity = if asleep && !self.is_night() { Activity::Rise } else { Activity::Toilet };
                steps.push(Step::Begin(activity, Some(tale)));
                if let Some(lamp) =
                    self.people[who].area.and_then(|area| self.light_of(area)).filter(|_| self.is_dark())
                {
                    steps.push(Step::Switch(lamp, true));
                }
                steps.push(Step::SitUp);
                steps.push(Step::Stay(Span::seconds(35), Manner::Seated));
            }
            // Something to do there until the moment, a step away from where the fall happens.
            let near = match home.areas[room].kind {
                AreaKind::Bathroom => self.fixed.places.spot(&[FurnitureKind::Basin], AreaKind::Bathroom),
                AreaKind::Kitchen => self.fixed.places.spot(&[FurnitureKind::Worktop], AreaKind::Kitchen),
                AreaKind::Bedroom => self.fixed.places.spot(&[FurnitureKind::Wardrobe], AreaKind::Bedroom),
                AreaKind::Hall | AreaKind::Lounge | AreaKind::Other => self.fixed.places.rooms[room],
            };
            let near_area = home.area_at(near.stand).map(|area| &area.id);
            let near = if near_area == Some(area) { Spot { seat: None, ..near } } else { there };
            let last = self.path(near.stand, there.stand).length() / (self.pace(who) * 0.9) + 3.5;
            steps.push(Step::Go(near));
            steps.push(Step::Until(at - Span::from_seconds(last), Manner::Working));
            steps.push(Step::Go(there));
            steps.push(Step::Until(at, Manner::Standing));
            steps.push(Step::LabelBegins(index));
            steps.push(Step::Fall(spot));
            spot
        };
        let name = home.areas[room].name.to_lowercase();
        steps.push(Step::Doing(Some(format!("Lying on the {name} floor"))));
        steps.push(Step::Until((at + Span::minutes(8)).min(at + lasts), Manner::Struggling));
        steps.push(Step::Until(at + lasts, Manner::Lying));
        // Somebody has come and helps; then an hour in the chair.
        steps.push(Step::LabelEnds(index));
        steps.push(Step::Go(Spot { stand: spot.stand, facing: spot.heading, seat: None }));
        steps.push(Step::Stay(Span::seconds(40), Manner::Standing));
        steps
    }

    fn is_night(&self) -> bool {
        let hour = self.fixed.scenario.calendar.local(self.now).clock.hour();
        !(5..22).contains(&hour)
    }
}

fn in_words(kind: FurnitureKind, id: &str) -> String {
    match kind {
        FurnitureKind::Television => "television".to_owned(),
        FurnitureKind::Kettle => "kettle".to_owned(),
        FurnitureKind::Cooker => "cooker".to_owned(),
        FurnitureKind::WashingMachine => "washing machine".to_owned(),
        FurnitureKind::CeilingLight => "ceiling light".to_owned(),
        FurnitureKind::Microwave => "microwave".to_owned(),
        FurnitureKind::ElectricHeater => "electric heater".to_owned(),
        _ => id.replace('-', " "),
    }
}
