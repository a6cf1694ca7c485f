//! Carrying out what a person does, step by step: walking, sitting down, opening doors, switching things.
//!
//! Every step either takes no time or ends at an instant that goes on the agenda. It decides nothing: what to do next is
//! for [`super::super::activity`].

use std::sync::Arc;

use super::body::Pose;
use super::path::Path;
use super::places::{FallSpot, Spot};
use super::{Manner, Step, Tale, sentence};
use crate::home::Point;
use crate::scenario::Activity;
use crate::simulation::agenda::Rank;
use crate::simulation::disturbance::forgetting::Thing;
use crate::simulation::truth::{TruthEvent, TruthKind};
use crate::simulation::{Happening, Simulation};
use crate::time::{Span, Timestamp, nearest};

/// Metres of walking between two samples for the movement sensors: about one step.
const STRIDE: f64 = 0.6;
/// How much of the daytime's speed is left at night, in the dark or half asleep.
const NIGHT_PACE: f64 = 0.85;
/// How long a fall takes from losing balance to lying; falls of older people caught on film take 0.7 to 1.5 s.
const FALLING: Span = Span::millis(1_200);
/// A name is said again when the story has not said it for so long.
const NAME_AGAIN: Span = Span::minutes(100);

impl Simulation {
    /// Carries out steps until one takes time.
    pub(in crate::simulation) fn go_on(&mut self, who: usize) {
        let mut decisions = 0;
        loop {
            let Some(step) = self.people[who].steps.pop_front() else {
                if self.is_gone(who) {
                    return;
                }
                // Whatever is decided takes time in the end; should it not, a minute passes.
                if decisions > 16 {
                    return self.next_at(who, self.now + Span::minutes(1));
                }
                decisions += 1;
                self.decide(who);
                continue;
            };
            if let Some(until) = self.carry_out(who, step)
                && until > self.now
            {
                return self.next_at(who, until);
            }
        }
    }

    /// What was under way has ended: the body is where it was going.
    pub(in crate::simulation) fn step_over(&mut self, who: usize) {
        let shifting = self.people[who].body.is_shifting();
        self.people[who].body.finish();
        self.people[who].manner = None;
        if shifting {
            self.movement(who, 0.6);
        }
        self.go_on(who);
    }

    /// Breaks off what is being done. Sitting down, standing up or falling is finished first: then the caller's new
    /// steps follow by themselves. Returns whether they have to be started now.
    pub(in crate::simulation) fn break_off(&mut self, who: usize) -> bool {
        let person = &mut self.people[who];
        person.steps.clear();
        person.doing_words = None;
        person.bound_for = None;
        person.waits_since = None;
        if person.body.is_shifting() {
            return false;
        }
        person.turn += 1;
        person.manner = None;
        person.body.halt(self.now);
        true
    }

    fn next_at(&mut self, who: usize, until: Timestamp) {
        let person = &mut self.people[who];
        person.turn += 1;
        person.until = until;
        let turn = person.turn;
        self.agenda.add(until, Rank::Ordinary, Happening::Next { who, turn });
        if let Some((at, _)) = person.next_movement(self.now)
            && at < until
        {
            self.agenda.add(at, Rank::Ordinary, Happening::Fidget { who, turn });
        }
        if person.body.is_walking() {
            self.plan_walk(who, turn);
        }
    }

    fn plan_walk(&mut self, who: usize, turn: u64) {
        let Some(path) = self.people[who].walking.clone() else { return };
        let body = &self.people[who].body;
        for crossing in path.crossings() {
            if let Some(at) = body.when_along(crossing.along) {
                self.agenda.add(at, Rank::Ordinary, Happening::Cross { who, turn, into: crossing.into });
            }
        }
        if let Some(at) = body.when_along(STRIDE / 2.0) {
            self.agenda.add(at, Rank::Ordinary, Happening::Stride { who, turn, along: STRIDE / 2.0 });
        }
    }

    /// A step on a walk: the movement sensors may see it, and the next one follows.
    pub(in crate::simulation) fn stride(&mut self, who: usize, turn: u64, along: f64) {
        self.movement(who, 1.0);
        let person = &self.people[who];
        let next = along + STRIDE;
        if person.walking.as_ref().is_some_and(|path| next < path.length())
            && let Some(at) = person.body.when_along(next)
        {
            self.agenda.add(at, Rank::Ordinary, Happening::Stride { who, turn, along: next });
        }
    }

    /// A small movement in one place.
    pub(in crate::simulation) fn fidget(&mut self, who: usize, turn: u64) {
        let now = self.now;
        let Some((at, vigour)) = self.people[who].next_movement(now) else { return };
        self.movement(who, vigour);
        self.agenda.add(at, Rank::Ordinary, Happening::Fidget { who, turn });
    }

    /// Shows a movement of someone's body to the sensors.
    pub(in crate::simulation) fn movement(&mut self, who: usize, vigour: f64) {
        let person = &self.people[who];
        if let Some(area) = person.area {
            // Most steps are taken where every sensor has just triggered and is blind: where exactly does not matter then.
            if !self.devices.watches(self.now, area, &mut self.fresh) {
                return;
            }
            let at = person.body.place(self.now);
            if person.is.who.is_animal() {
                return self.animal_moves(who, area, at, vigour);
            }
            self.devices.movement(self.now, area, at, vigour, &mut self.fresh);
        }
    }

    /// Through a doorway into another area, or out.
    pub(in crate::simulation) fn cross(&mut self, who: usize, into: Option<usize>) {
        let from = std::mem::replace(&mut self.people[who].area, into);
        if !self.people[who].is.who.is_animal() {
            self.house.moved(from, into);
        }
        let area = into.map(|area| self.home().areas[area].id.clone());
        let comes_home =
            from.is_none() && self.people[who].activity == Activity::Out && who < self.fixed.scenario.residents.len();
        let sentence = if comes_home { self.told(who, Tale("comes home", "come home")) } else { String::new() };
        let kind = TruthKind::Whereabouts(area);
        self.truth.push(TruthEvent { at: self.now, resident: Some(who), kind, sentence, begins: true });
        self.movement(who, 1.0);
        if let Some(from) = from {
            self.leaves_area(who, from);
        }
        if let Some(into) = into {
            self.enters_area(who, into);
        }
    }

    /// The way between two places, from memory where it has been walked before.
    pub(in crate::simulation) fn path(&mut self, from: Point, to: Point) -> Arc<Path> {
        let millimetres = |x: f64| nearest(x * 1_000.0);
        let key = [millimetres(from.x), millimetres(from.y), millimetres(to.x), millimetres(to.y)];
        let ground = &self.fixed.ground;
        Arc::clone(self.paths.entry(key).or_insert_with(|| Arc::new(ground.path(from, to))))
    }

    /// Metres a second right now.
    pub(in crate::simulation) fn pace(&self, who: usize) -> f64 {
        let person = &self.people[who];
        let night = person.in_the_dark || person.doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        person.is.speed * if night { NIGHT_PACE } else { 1.0 } * self.speed_left(who)
    }

    /// Carries out one step and returns when it will be over; `None` when it takes no time.
    fn carry_out(&mut self, who: usize, step: Step) -> Option<Timestamp> {
        let now = self.now;
        if !self.is_alone() {
            self.people[who].under_way = Some(step.clone());
        }
        match step {
            Step::AwaitDoor(opening, until) => self.awaits_door(who, opening, until),
            Step::AwaitCompany(until) => self.awaits_company(who, until),
            Step::VisitBegins => {
                self.visit_begins(who);
                None
            }
            Step::VisitEnds => {
                self.visit_ends(who);
                None
            }
            Step::Gone => {
                self.gone(who);
                None
            }
            Step::Awake => {
                self.people[who].activity = Activity::Company;
                None
            }
            Step::Begin(activity, tale) => {
                self.begin(who, activity, tale);
                None
            }
            Step::Doing(words) => {
                self.people[who].doing_words = words;
                None
            }
            Step::Go(spot) if self.is_alone() => self.go(who, spot),
            Step::Go(spot) => {
                let spot = self.makes_way(who, spot)?;
                self.go(who, spot)
            }
            Step::Settle(spot) if !self.is_alone() && self.waits_to_settle(who, spot) => None,
            Step::Settle(spot) => self.settle(who, spot),
            Step::SitUp => {
                let person = &self.people[who];
                let edge = person.seat.and_then(|spot| spot.seat).and_then(|seat| seat.edge);
                match edge {
                    Some((at, heading)) if person.body.pose() == Pose::InBed => {
                        self.movement(who, 0.6);
                        let takes = Span::millis(3_200);
                        Some(self.people[who].body.shift(now, at, heading, Pose::Sitting, takes))
                    }
                    _ => None,
                }
            }
            Step::Stay(span, manner) => {
                self.stays(who, manner);
                Some(now + span)
            }
            Step::Until(until, manner) => {
                if until > now {
                    self.stays(who, manner);
                }
                Some(until)
            }
            Step::PieceDoor(piece, false) if self.forgets(who, Thing::Fridge(piece)) => {
                self.people[who].holds_open = None;
                None
            }
            Step::PieceDoor(piece, open) => {
                self.devices.piece_opened(now, piece, open, &mut self.fresh);
                self.people[who].holds_open = if open { Some(piece) } else { None };
                None
            }
            Step::Switch(piece, false) if self.leaves_on(who, piece) => None,
            // The television that somebody else watches is on already, and stays on.
            Step::Switch(piece, on) if self.house.is_on(piece) == on && !self.is_alone() => None,
            Step::Switch(piece, on) => {
                self.switch(piece, on, None);
                None
            }
            Step::Boil(piece, cups) => {
                self.switch(piece, true, Some(now + self.house.boils(piece, cups)));
                None
            }
            Step::Run(piece, span) => {
                self.switch(piece, true, Some(now + span));
                None
            }
            Step::Door(opening, false) if self.forgets(who, Thing::Door(opening)) => None,
            Step::Door(opening, false) if self.somebody_goes_through(who, opening) => {
                let steps = &mut self.people[who].steps;
                steps.push_front(Step::Door(opening, false));
                steps.push_front(Step::Stay(Span::millis(700), Manner::Standing));
                None
            }
            Step::Door(opening, open) => {
                self.set_open(opening, open);
                None
            }
            Step::Away(away) => {
                self.people[who].body.set_away(away);
                if away {
                    self.devices.lock_up(now, &mut self.fresh);
                }
                None
            }
            Step::LightsOut => {
                self.lights_out(who);
                self.devices.lock_up(now, &mut self.fresh);
                None
            }
            Step::Fall(spot) => Some(self.falls(who, spot)),
            Step::LabelBegins(index) => {
                self.label_begins(who, index);
                None
            }
            Step::LabelEnds(index) => {
                self.label_ends(Some(who), index);
                None
            }
            Step::LeavesOpen(index, thing) => {
                self.leaves_open(who, index, thing);
                None
            }
            Step::Shut(thing) => {
                self.shut(thing);
                None
            }
            Step::Dose(device) => {
                self.devices.dose_taken(now, device, &mut self.fresh);
                None
            }
            Step::KeySafe(open) => {
                self.open_key_safe(open);
                None
            }
            Step::Say(sentence) => {
                self.says(who, sentence);
                None
            }
        }
    }

    /// An activity begins, or is taken up again.
    pub(in crate::simulation) fn begin(&mut self, who: usize, activity: Activity, tale: Option<Tale>) {
        let person = &mut self.people[who];
        person.doing_words = None;
        if person.activity == activity && tale.is_none() {
            return;
        }
        person.activity = activity;
        let sentence = tale.map_or_else(String::new, |tale| self.told(who, tale));
        let kind = TruthKind::Activity(activity);
        self.truth.push(TruthEvent { at: self.now, resident: Some(who), kind, sentence, begins: true });
    }

    /// A sentence about someone, by name when it has not been said for a while.
    pub(in crate::simulation) fn told(&mut self, who: usize, tale: Tale) -> String {
        // With others about, a pronoun could be anybody's.
        let several = self.fixed.scenario.residents.len() > 1 || self.has_guests();
        let person = &mut self.people[who];
        let named = several || self.now - person.named_at > NAME_AGAIN;
        if named {
            person.named_at = self.now;
        }
        sentence(&person.is, named, tale)
    }

    fn stays(&mut self, who: usize, manner: Manner) {
        self.people[who].manner = Some(manner);
        if let (Manner::Bathing, Some(area)) = (manner, self.people[who].area) {
            self.climate.set_bath(area, true);
        }
        self.sees_to_lights(who, manner);
    }

    /// Opens or shuts a door or window of the home.
    pub(in crate::simulation) fn set_open(&mut self, opening: usize, open: bool) {
        if self.house.set_open(self.now, opening, open) {
            self.devices.opening(self.now, opening, open, &mut self.fresh);
        }
    }

    /// Switches a piece; with `until`, it ends by itself.
    pub(in crate::simulation) fn switch(&mut self, piece: usize, on: bool, until: Option<Timestamp>) {
        let scenario = Arc::clone(&self.fixed.scenario);
        let watts = self.house.switch(&scenario.home, piece, on, until);
        self.devices.power(self.now, piece, watts, &mut self.fresh);
        if on {
            self.goes_through_phases(piece, until);
        }
        if let Some(until) = until {
            self.agenda.add(until, Rank::Ordinary, Happening::RunsOut { piece, until });
        }
    }

    fn go(&mut self, who: usize, spot: Spot) -> Option<Timestamp> {
        if let Some(until) = self.get_up(who) {
            self.people[who].steps.push_front(Step::Go(spot));
            return Some(until);
        }
        let from = self.people[who].body.at();
        let path = self.path(from, spot.stand);
        if path.length() < 0.02 && spot.seat.is_some() {
            return None;
        }
        let shut = path
            .crossings()
            .iter()
            .find_map(|crossing| Some((crossing.opening.filter(|door| !self.house.is_open(*door))?, crossing.along)));
        if shut.is_some() && self.people[who].is.who.is_animal() {
            // Animals open no doors: it stays where it is.
            self.people[who].steps.clear();
            return None;
        }
        let (path, face) = match shut {
            Some((door, along)) => {
                let steps = &mut self.people[who].steps;
                steps.push_front(Step::Go(spot));
                steps.push_front(Step::Stay(Span::millis(900), Manner::Standing));
                steps.push_front(Step::Door(door, true));
                let before = along - 0.55;
                if before < 0.1 {
                    return None;
                }
                (Arc::new(path.cut(before)), None)
            }
            None => match self.lingers(who, &path) {
                Some((along, pause)) => {
                    let steps = &mut self.people[who].steps;
                    steps.push_front(Step::Go(spot));
                    steps.push_front(Step::Stay(pause, Manner::Standing));
                    (Arc::new(path.cut(along)), None)
                }
                None => (path, Some(spot.facing)),
            },
        };
        let speed = self.pace(who) * (1.0 + 0.04 * self.people[who].chances.gait.normal());
        let person = &mut self.people[who];
        person.walking = Some(Arc::clone(&path));
        Some(person.body.walk(self.now, path, speed, face))
    }

    /// Up from wherever one sits or lies, one movement at a time; `None` when one stands.
    fn get_up(&mut self, who: usize) -> Option<Timestamp> {
        let now = self.now;
        let person = &self.people[who];
        let pose = person.body.pose();
        let (at, heading, seat) = (person.body.at(), person.body.heading(), person.seat);
        let edge = seat.and_then(|spot| spot.seat).and_then(|seat| seat.edge);
        match (pose, edge) {
            (Pose::Standing | Pose::Away, _) => {
                self.people[who].seat = None;
                None
            }
            (Pose::InBed, Some((edge, heading))) => {
                self.movement(who, 0.6);
                Some(self.people[who].body.shift(now, edge, heading, Pose::Sitting, Span::millis(3_200)))
            }
            (Pose::OnFloor, _) => {
                let stand = self.fixed.ground.nearest(at);
                self.movement(who, 0.3);
                Some(self.people[who].body.shift(now, stand, heading, Pose::Standing, Span::seconds(7)))
            }
            (Pose::Sitting | Pose::InBed | Pose::InBath, _) => {
                self.movement(who, 0.6);
                let stand = seat.map_or_else(|| self.fixed.ground.nearest(at), |spot| spot.stand);
                if let Some(seat) = seat.and_then(|spot| spot.seat) {
                    self.presses(who, seat.piece, false);
                }
                if let (Pose::InBath, Some(area)) = (pose, self.people[who].area) {
                    self.climate.set_bath(area, false);
                }
                let takes = if pose == Pose::InBath { Span::seconds(6) } else { Span::millis(2_200) };
                let person = &mut self.people[who];
                person.seat = None;
                Some(person.body.shift(now, stand, heading, Pose::Standing, takes))
            }
        }
    }

    fn settle(&mut self, who: usize, spot: Spot) -> Option<Timestamp> {
        let seat = spot.seat?;
        let now = self.now;
        let pose = self.people[who].body.pose();
        if pose == seat.pose && self.people[who].seat == Some(spot) && (seat.edge.is_none() || pose == Pose::InBed) {
            return None;
        }
        self.movement(who, 0.6);
        self.people[who].seat = Some(spot);
        match seat.edge {
            Some((at, heading)) if pose == Pose::Standing => {
                self.people[who].steps.push_front(Step::Settle(spot));
                Some(self.people[who].body.shift(now, at, heading, Pose::Sitting, Span::millis(2_200)))
            }
            Some(_) => {
                self.presses(who, seat.piece, true);
                Some(self.people[who].body.shift(now, seat.at, seat.heading, Pose::InBed, Span::millis(3_400)))
            }
            None => {
                self.presses(who, seat.piece, true);
                let takes = if seat.pose == Pose::InBath { Span::seconds(6) } else { Span::millis(1_900) };
                Some(self.people[who].body.shift(now, seat.at, seat.heading, seat.pose, takes))
            }
        }
    }

    /// Someone sits or lies down on a bed or chair, or gets up from it. Its sensor tells when the first lies down and the last gets up.
    pub(in crate::simulation) fn presses(&mut self, who: usize, piece: usize, lies: bool) {
        // A pad is set for a grown-up: a cat or a dog does not weigh on it.
        if self.people[who].is.who.is_animal() {
            return;
        }
        self.people[who].presses = lies.then_some(piece);
        let others = self.people.iter().enumerate().any(|(other, p)| other != who && p.presses == Some(piece));
        if !others {
            self.devices.bed(self.now, piece, lies, &mut self.fresh);
        }
    }

    fn falls(&mut self, who: usize, spot: FallSpot) -> Timestamp {
        self.movement(who, 1.0);
        let now = self.now;
        if let Some(seat) = self.people[who].seat.and_then(|spot| spot.seat) {
            self.presses(who, seat.piece, false);
        }
        let person = &mut self.people[who];
        person.seat = None;
        person.body.fall(now, spot.lies, spot.heading, FALLING)
    }
}
