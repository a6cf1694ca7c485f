//! A cat or a dog: where it goes, where it rests, and what sensors make of it.
//!
//! An animal is a body like a person's, low and quick. A cat is about most at dusk, at dawn and by night (it is
//! crepuscular), and sleeps on whatever is soft; a dog keeps near its people and sleeps when they do. Neither opens
//! doors, switches anything on or weighs on a bed sensor.

use std::sync::Arc;

use super::chance::Chance;
use super::resident::body::{Body, Pose};
use super::resident::places::{Places, Seat, Spot};
use super::resident::sharing::Own;
use super::resident::{Character, Manner, Person, Step};
use super::truth::{TruthEvent, TruthKind};
use super::view::Who;
use super::{Simulation, daylight};
use crate::home::{AreaKind, FurnitureKind, Home};
use crate::scenario::visitor::PetKind;
use crate::scenario::{Activity, Pronoun, Scenario};
use crate::time::Span;

/// What is known of an animal.
#[derive(Clone, Debug)]
pub(super) struct Pet {
    kind: PetKind,
    /// Whether it lives here now.
    here: bool,
    /// Whether it came after the first day, so that the truth tells of it.
    new: bool,
    /// Where it likes to rest.
    rests: Vec<Spot>,
}

/// Metres a second at a trot: cats and small dogs trot at 1 to 1.5.
const TROT: f64 = 1.1;
/// What a movement of an animal on a chair or a bed is of a person's of the same vigour: a small body, but as high up as
/// a sitting person's.
const RAISED: f64 = 0.35;

/// The animals of a scenario, none of them here yet.
pub(super) fn all(scenario: &Scenario, home: &Home, places: &Places) -> Vec<Person> {
    use FurnitureKind::{Armchair, Bed, Rug, Sofa};
    let floor = places.room(AreaKind::Kitchen);
    let rests: Vec<Spot> = home
        .furniture
        .iter()
        .enumerate()
        .filter(|(_, piece)| matches!(piece.kind, Armchair | Bed | Rug | Sofa))
        .map(|(index, piece)| {
            let spot = places.pieces[index];
            let at = if piece.kind == Rug { spot.stand } else { piece.at };
            let seat = Seat { piece: index, at, heading: spot.facing, pose: Pose::Sitting, edge: None };
            Spot { seat: Some(seat), ..spot }
        })
        .collect();
    let own = Own { bed: floor, seat: floor, chair: floor };
    scenario
        .pets
        .iter()
        .map(|pet| {
            let who = match pet.kind {
                PetKind::Cat => Who::Cat,
                PetKind::Dog => Who::Dog,
            };
            let is = Character {
                id: format!("pet {}", pet.name),
                name: pet.name.clone(),
                who,
                pronoun: Pronoun::They,
                speed: TROT,
            };
            let mut person = Person::new(is, 0, home, scenario.seed, scenario.starts(), own);
            person.body = Body::new(floor.stand, floor.facing, Pose::Away);
            person.area = None;
            person.doing = None;
            person.in_the_dark = true;
            person.pet = Some(Pet { kind: pet.kind, here: false, new: pet.from_day > 1, rests: rests.clone() });
            person
        })
        .collect()
}

impl Simulation {
    /// An animal is brought into the house.
    pub(super) fn pet_comes(&mut self, who: usize) {
        let floor = self.people[who].own.bed;
        let area = self.area_of_spot(&floor);
        let person = &mut self.people[who];
        person.body = Body::new(floor.stand, floor.facing, Pose::Standing);
        person.area = area;
        let name = person.is.name.clone();
        let Some(pet) = &mut person.pet else { return };
        pet.here = true;
        if pet.new {
            let sentence = format!("{name} the {} comes to live here.", kind_in_words(pet.kind));
            self.truth_of_pet(who, sentence, true);
        }
        self.go_on(who);
    }

    /// An animal is taken away again.
    pub(super) fn pet_goes(&mut self, who: usize) {
        let person = &mut self.people[who];
        person.steps.clear();
        person.turn += 1;
        person.manner = None;
        person.seat = None;
        person.area = None;
        person.body = Body::new(person.body.place(self.now), 0.0, Pose::Away);
        let name = person.is.name.clone();
        let Some(pet) = &mut person.pet else { return };
        pet.here = false;
        if pet.new {
            let sentence = format!("{name} the {} goes to live elsewhere.", kind_in_words(pet.kind));
            self.truth_of_pet(who, sentence, false);
        }
    }

    fn truth_of_pet(&mut self, who: usize, sentence: String, begins: bool) {
        let kind = TruthKind::Label(match self.people[who].is.who {
            Who::Dog => "twin-dog",
            _ => "twin-cat",
        });
        self.truth.push(TruthEvent { at: self.now, resident: Some(who), kind, sentence, begins });
    }

    /// An animal moved: sensors made for homes with pets see it only where it has climbed onto something.
    pub(super) fn animal_moves(&mut self, who: usize, area: usize, at: crate::home::Point, vigour: f64) {
        if self.people[who].seat.is_some() {
            self.devices.movement(self.now, area, at, vigour * RAISED, &mut self.fresh);
        } else {
            self.devices.pet_movement(self.now, area, at, vigour, &mut self.fresh);
        }
    }

    /// Finds something to do for an animal.
    pub(super) fn decide_as_pet(&mut self, who: usize) {
        match self.people[who].pet.as_ref().map(|pet| pet.kind) {
            Some(PetKind::Cat) => self.decide_as_cat(who),
            Some(PetKind::Dog) => self.decide_as_dog(who),
            None => {}
        }
    }

    fn decide_as_cat(&mut self, who: usize) {
        // Cats hunt at dusk and dawn, and are about by night more than by day.
        let height = self.sun_height();
        let lively = if (-12.0..=6.0).contains(&height) {
            1.0
        } else if height < -12.0 {
            0.55
        } else {
            0.25
        };
        let person = &mut self.people[who];
        let resting = person.seat.is_some();
        let chance = &mut person.chances.ways;
        if resting || chance.happens(0.55) {
            let strolls = chance.between(1.0, 4.0) as usize;
            for _ in 0..strolls {
                self.strolls(who);
            }
        } else {
            self.rests(who, Span::from_seconds(1_080.0 / lively));
        }
    }

    fn decide_as_dog(&mut self, who: usize) {
        let owner = (0..self.fixed.scenario.residents.len()).find(|owner| self.people[*owner].is_home());
        let asleep = owner.is_some_and(|owner| self.people[owner].activity == Activity::Sleep);
        let near = owner.and_then(|owner| self.people[owner].area);
        let here = self.people[who].area;
        match near {
            // It gets up and follows when its people have gone into another room.
            Some(area) if !asleep && Some(area) != here => {
                let room = self.fixed.places.rooms[area];
                let bathroom = self.home().areas[area].kind == AreaKind::Bathroom;
                let spot = if bathroom { self.fixed.places.room(AreaKind::Hall) } else { room };
                let sits = self.people[who].chances.ways.seconds(40.0, 240.0);
                self.people[who].steps.extend([Step::Go(spot), Step::Stay(sits, Manner::Standing)]);
            }
            _ if asleep => self.rests(who, Span::hours(2)),
            _ => {
                if self.people[who].chances.ways.happens(0.3) {
                    self.strolls(who);
                } else {
                    self.rests(who, Span::minutes(9));
                }
            }
        }
    }

    /// To some place in the house, and a look round.
    fn strolls(&mut self, who: usize) {
        let home = Arc::clone(&self.fixed.scenario.home);
        let places = &self.fixed.places;
        let person = &mut self.people[who];
        let chance = &mut person.chances.ways;
        let looks = chance.seconds(6.0, 60.0);
        // The middle of a room, or before some piece in it.
        let spot = if chance.happens(0.4) {
            chance.one_of(&places.rooms).copied()
        } else {
            let piece = chance.between(0.0, home.furniture.len() as f64) as usize;
            places.pieces.get(piece).map(|spot| Spot { seat: None, ..*spot })
        };
        let Some(spot) = spot else { return };
        person.steps.extend([
            Step::Doing(Some("About the house".to_owned())),
            Step::Go(spot),
            Step::Stay(looks, Manner::Standing),
        ]);
    }

    /// Onto something soft, and asleep for about so long.
    fn rests(&mut self, who: usize, mean: Span) {
        let person = &mut self.people[who];
        let chance: &mut Chance = &mut person.chances.ways;
        let lasts = chance.interval(mean);
        let rests = person.pet.as_ref().map(|pet| pet.rests.as_slice()).unwrap_or_default();
        let Some(spot) = chance.one_of(rests).copied() else {
            person.steps.push_back(Step::Stay(lasts, Manner::Asleep));
            return;
        };
        person.steps.extend([
            Step::Doing(Some("Curled up".to_owned())),
            Step::Go(spot),
            Step::Settle(spot),
            Step::Stay(lasts, Manner::Asleep),
        ]);
    }

    pub(super) fn sun_height(&self) -> f64 {
        daylight::sun(self.home().latitude, self.home().longitude, self.now).altitude
    }

    /// Whether an animal is in the house.
    pub(super) fn is_absent(&self, who: usize) -> bool {
        self.people[who].pet.as_ref().is_some_and(|pet| !pet.here)
    }
}

const fn kind_in_words(kind: PetKind) -> &'static str {
    match kind {
        PetKind::Cat => "cat",
        PetKind::Dog => "dog",
    }
}
