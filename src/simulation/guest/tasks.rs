//! What guests do in the house: a carer her tasks, family and friends sit and talk, children run about, builders work.

use super::super::Simulation;
use super::super::resident::places::Spot;
use super::super::resident::{Manner, Step};
use super::super::view::Who;
use crate::home::{AreaId, AreaKind, FurnitureKind, Point};
use crate::scenario::Activity;
use crate::scenario::visitor::{Task, VisitorKind};
use crate::time::Span;

impl Simulation {
    /// Finds something to do for a guest who has nothing left to do.
    pub(in crate::simulation) fn decide_as_guest(&mut self, who: usize) {
        let now = self.now;
        let Some(guest) = self.guest(who) else { return };
        let (leaves, kind) = (guest.leaves, self.visitor_of(who).map(|visitor| visitor.kind));
        if now + Span::seconds(30) >= leaves {
            let steps = self.leaves_house(who);
            self.people[who].steps.extend(steps);
            return;
        }
        if self.sits_down_to(who) {
            return;
        }
        if self.sleeps_here(who) {
            return;
        }
        match (self.people[who].is.who, kind) {
            (Who::Child, _) => self.plays(who),
            (_, Some(VisitorKind::Carer)) => self.cares(who),
            (_, Some(VisitorKind::Builder)) => self.builds(who),
            (_, Some(VisitorKind::Family)) => self.visits(who, 0.2),
            (_, _) => self.visits(who, 0.0),
        }
    }

    /// Whoever stays over night is in bed by night, children first. Whether that is now.
    fn sleeps_here(&mut self, who: usize) -> bool {
        let calendar = &self.fixed.scenario.calendar;
        let local = calendar.local(self.now);
        let child = self.people[who].is.who == Who::Child;
        let (from, to) = if child { (20, 7) } else { (22, 7) };
        let hour = local.clock.hour();
        let stays = self.guest(who).is_some_and(|guest| guest.leaves - self.now > Span::hours(7));
        let asleep = self.people[who].activity == Activity::Sleep;
        if !(hour >= from || hour < to) || !(stays || asleep) {
            return false;
        }
        let day = if hour < to { local.day } else { local.day + 1 };
        let morning = calendar.at(day, crate::time::ClockTime::new(to as i64, 0).unwrap_or_default());
        let chance = &mut self.people[who].chances.ways;
        let lies_in = if child { chance.seconds(0.0, 2_400.0) } else { chance.seconds(600.0, 3_000.0) };
        let bed = self.people[who].own.bed;
        self.people[who].activity = Activity::Sleep;
        self.people[who].steps.extend([
            Step::Doing(Some("Asleep".to_owned())),
            Step::Go(bed),
            Step::Settle(bed),
            Step::Until(morning + lies_in, Manner::Asleep),
            Step::Awake,
        ]);
        true
    }

    fn say(&mut self, who: usize, words: &str) {
        self.people[who].steps.push_back(Step::Doing(Some(words.to_owned())));
    }

    /// At a piece of one of these kinds for about so many seconds, hands busy.
    fn works_at(&mut self, who: usize, kinds: &[FurnitureKind], room: AreaKind, seconds: f64) {
        let spot = Spot { seat: None, ..self.fixed.places.spot(kinds, room) };
        let left = self.guest(who).map_or(Span::ZERO, |guest| guest.leaves - self.now);
        let takes =
            self.people[who].chances.ways.seconds(seconds * 0.7, seconds * 1.3).min(left.max(Span::seconds(10)));
        self.people[who].steps.extend([Step::Go(spot), Step::Stay(takes, Manner::Working)]);
    }

    /// Near a resident, for a while: sitting where there is a seat, else standing.
    fn sits_near(&mut self, who: usize, words: &str, least: f64, most: f64) {
        let host = (0..self.fixed.scenario.residents.len()).find(|host| self.people[*host].is_home());
        let near = host.map_or_else(|| self.fixed.places.chair(), |host| self.people[host].own.seat);
        let left = self.guest(who).map_or(Span::ZERO, |guest| guest.leaves - self.now);
        let stays = self.people[who].chances.ways.seconds(least, most).min(left.max(Span::seconds(10)));
        let current = self.people[who].seat.filter(|spot| !self.is_taken(who, spot));
        let seat = current.or_else(|| self.free_seat(who, &near));
        self.say(who, words);
        let steps = &mut self.people[who].steps;
        match seat {
            Some(seat) => steps.extend([Step::Go(seat), Step::Settle(seat), Step::Stay(stays, Manner::Seated)]),
            None => steps.extend([Step::Go(Spot { seat: None, ..near }), Step::Stay(stays, Manner::Standing)]),
        }
    }

    fn uses_bathroom(&mut self, who: usize) {
        let toilet = self.fixed.places.spot(&[FurnitureKind::Toilet], AreaKind::Bathroom);
        let sits = self.people[who].chances.ways.seconds(70.0, 200.0);
        self.say(who, "In the bathroom");
        self.people[who].steps.extend([Step::Go(toilet), Step::Settle(toilet), Step::Stay(sits, Manner::OnToilet)]);
        self.works_at(who, &[FurnitureKind::Basin], AreaKind::Bathroom, 30.0);
    }

    fn visits(&mut self, who: usize, helps: f64) {
        let chance = &mut self.people[who].chances.ways;
        let (kitchen, bathroom) = (chance.happens(helps), chance.happens(0.08));
        if bathroom {
            self.uses_bathroom(who);
        } else if kitchen {
            self.say(who, "Helping in the kitchen");
            self.works_at(who, &[FurnitureKind::Sink, FurnitureKind::Worktop], AreaKind::Kitchen, 240.0);
        } else {
            self.sits_near(who, "Visiting", 500.0, 1_500.0);
        }
    }

    fn plays(&mut self, who: usize) {
        let rooms = self.fixed.places.rooms.clone();
        let kinds: Vec<AreaKind> = self.home().areas.iter().map(|area| area.kind).collect();
        let person = &mut self.people[who];
        person.activity = Activity::Company;
        let chance = &mut person.chances.ways;
        if chance.happens(0.25) {
            return self.sits_near(who, "Sitting down for a minute", 60.0, 420.0);
        }
        if chance.happens(0.04) {
            return self.uses_bathroom(who);
        }
        let open: Vec<usize> = (0..rooms.len()).filter(|room| kinds[*room] != AreaKind::Bathroom).collect();
        let Some(room) = chance.one_of(&open).copied() else { return };
        let (plays, aside) = (chance.seconds(25.0, 150.0), (chance.between(-0.7, 0.7), chance.between(-0.7, 0.7)));
        let middle = rooms[room].stand;
        let stand = self.fixed.ground.nearest(Point::new(middle.x + aside.0, middle.y + aside.1));
        let stand = if self.fixed.ground.obstructed(middle, stand) == 0 { stand } else { middle };
        self.say(who, "Playing");
        let spot = Spot { stand, ..rooms[room] };
        self.people[who].steps.extend([Step::Go(spot), Step::Stay(plays, Manner::Working)]);
    }

    fn builds(&mut self, who: usize) {
        let works_in = self.visitor_of(who).map(|visitor| visitor.works_in.clone()).unwrap_or_default();
        let home = std::sync::Arc::clone(&self.fixed.scenario.home);
        let chance = &mut self.people[who].chances.ways;
        let fetches = chance.happens(0.12);
        let room: Option<AreaId> = chance.one_of(&works_in).cloned();
        let takes = chance.seconds(150.0, 600.0);
        if fetches && let Some(way) = self.fixed.places.ways_out.first().copied() {
            // To the van and back, with the door open.
            let there = self.people[who].chances.ways.seconds(60.0, 240.0);
            let turned = Spot { facing: way.step.facing + std::f64::consts::PI, ..way.inside };
            self.say(who, "Fetching something from the van");
            self.people[who].steps.extend([
                Step::Go(way.inside),
                Step::Door(way.opening, true),
                Step::Go(way.beyond),
                Step::Stay(there, Manner::Standing),
                Step::Go(turned),
                Step::Door(way.opening, false),
            ]);
            return;
        }
        let Some(area) = room.and_then(|id| home.areas.iter().position(|area| area.id == id)) else {
            return self.sits_near(who, "Waiting", 300.0, 900.0);
        };
        let pieces: Vec<usize> =
            (0..home.furniture.len()).filter(|piece| self.house.area_of(*piece) == Some(area)).collect();
        let piece = self.people[who].chances.ways.one_of(&pieces).copied();
        let spot = piece.map_or(self.fixed.places.rooms[area], |piece| self.fixed.places.pieces[piece]);
        let here = self.area_of_spot(&spot) == Some(area);
        let spot = if here { Spot { seat: None, ..spot } } else { self.fixed.places.rooms[area] };
        self.say(who, "Working");
        self.people[who].steps.extend([Step::Go(spot), Step::Stay(takes, Manner::Working)]);
    }

    fn cares(&mut self, who: usize) {
        use FurnitureKind as F;
        let task = self.guest_mut(who).and_then(|guest| guest.tasks.pop_front());
        self.people[who].helps = false;
        match task {
            Some(Task::Wash) => self.helps_to_wash(who),
            Some(Task::Meal) => {
                self.say(who, "Making a meal");
                self.fetches_from_fridge(who);
                self.works_at(who, &[F::Worktop, F::Sink], AreaKind::Kitchen, 420.0);
                self.works_at(who, &[F::Cooker, F::Worktop], AreaKind::Kitchen, 120.0);
                self.serves(who, self.now + Span::minutes(11));
            }
            Some(Task::Drink) => {
                self.say(who, "Making a cup of tea");
                self.works_at(who, &[F::Sink], AreaKind::Kitchen, 15.0);
                self.works_at(who, &[F::Kettle, F::Worktop], AreaKind::Kitchen, 6.0);
                if let Some(kettle) = self.fixed.places.piece(F::Kettle) {
                    let cups = self.people[who].chances.ways.between(1.5, 2.5);
                    self.people[who].steps.push_back(Step::Boil(kettle, cups));
                }
                self.works_at(who, &[F::Worktop], AreaKind::Kitchen, 120.0);
            }
            Some(Task::Tablets) => self.sees_to_tablets(who),
            Some(Task::Bedroom) => {
                self.say(who, "Making the bed");
                self.works_at(who, &[F::Bed], AreaKind::Bedroom, 180.0);
                self.works_at(who, &[F::Wardrobe, F::ChestOfDrawers], AreaKind::Bedroom, 120.0);
            }
            Some(Task::Kitchen) => {
                self.say(who, "Washing up");
                self.works_at(who, &[F::Sink], AreaKind::Kitchen, 300.0);
            }
            Some(Task::Company) => self.sits_near(who, "Talking with the resident", 300.0, 600.0),
            // What there is to do besides: a little of everything until it is time.
            None => {
                let chance = &mut self.people[who].chances.ways;
                if chance.happens(0.4) {
                    self.say(who, "Tidying up");
                    self.works_at(who, &[F::Sink, F::Worktop], AreaKind::Kitchen, 150.0);
                } else {
                    self.sits_near(who, "Writing the care notes", 120.0, 420.0);
                }
            }
        }
    }

    fn fetches_from_fridge(&mut self, who: usize) {
        if let Some(fridge) = self.fixed.places.piece(FurnitureKind::Fridge) {
            let spot = Spot { seat: None, ..self.fixed.places.pieces[fridge] };
            self.people[who].steps.extend([
                Step::Go(spot),
                Step::PieceDoor(fridge, true),
                Step::Stay(Span::seconds(9), Manner::Working),
                Step::PieceDoor(fridge, false),
            ]);
        }
    }

    /// To the bathroom with the resident, when they are up and free; else the bathroom is cleaned.
    fn helps_to_wash(&mut self, who: usize) {
        let basin = Spot { seat: None, ..self.fixed.places.spot(&[FurnitureKind::Basin], AreaKind::Bathroom) };
        let takes = self.people[who].chances.ways.seconds(420.0, 780.0);
        let until = self.now + takes;
        let beside =
            self.fixed.ground.nearest(basin.stand.toward(self.fixed.places.room(AreaKind::Bathroom).stand, 0.6));
        self.say(who, "Helping with the wash");
        self.people[who].helps = true;
        let near = Spot { stand: beside, ..basin };
        self.people[who].steps.extend([Step::Go(near), Step::Until(until, Manner::Working)]);
        for resident in 0..self.fixed.scenario.residents.len() {
            if self.fixed.scenario.residents[resident].role == crate::scenario::Role::Carer {
                continue;
            }
            let steps = vec![
                Step::Doing(Some("Having a wash, with help".to_owned())),
                Step::Go(basin),
                Step::Until(until, Manner::Working),
                Step::Doing(None),
            ];
            if self.puts_in_between(resident, steps) {
                return;
            }
        }
    }
}
