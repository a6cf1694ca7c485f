//! What to do next, and how each activity is done.
//!
//! [`Simulation::decide`] is asked whenever a person has nothing left to do. It goes on with what lasts (sleep, the
//! television, housework) with pauses for a cup of tea or the bathroom, begins the next thing planned, or finds
//! something to do until then. The other files turn one activity into steps: they know where things are and nothing of
//! agendas.

mod errand;
mod kitchen;
mod leisure;
mod personal;

pub(super) use self::kitchen::tea;
pub(super) use self::personal::bathe as personal_bath;
use super::chance::Chance;
use super::disturbance::change::Drink;
use super::resident::body::Pose;
use super::resident::path::Ground;
use super::resident::places::{Places, Spot};
use super::resident::plan::Planned;
use super::resident::sharing::Own;
use super::resident::{Doing, Manner, Step, Tale};
use super::{Simulation, TruthEvent, TruthKind};
use crate::home::{FurnitureKind, Point};
use crate::scenario::Activity;
use crate::time::{Span, Timestamp};

/// What turning an activity into steps needs to know.
pub(super) struct Scene<'a> {
    pub(super) places: &'a Places,
    /// The bed, the seat and the chair at the table of whoever does it.
    pub(super) own: Own,
    pub(super) ground: &'a Ground,
    pub(super) chance: &'a mut Chance,
    pub(super) now: Timestamp,
    /// When the activity should be over.
    pub(super) until: Timestamp,
    /// Whether one needs a light.
    pub(super) dark: bool,
    /// Whether it is someone's night.
    pub(super) night: bool,
    /// What there is to drink this time.
    pub(super) drink: Drink,
}

impl Scene<'_> {
    /// A place beside another, so many metres to the right of whoever stands there, where there is room.
    fn beside(&self, spot: Spot, by: f64) -> Spot {
        let (x, y) = (libm::sin(spot.facing), libm::cos(spot.facing));
        let stand = Point::new(spot.stand.x + y * by, spot.stand.y - x * by);
        let reachable = self.ground.is_roomy(stand) && self.ground.obstructed(spot.stand, stand) == 0;
        if reachable { Spot { stand, seat: None, ..spot } } else { Spot { seat: None, ..spot } }
    }

    /// A length of time of about so many seconds, give or take a third.
    fn about(&mut self, seconds: f64) -> Span {
        self.chance.seconds(seconds * 0.67, seconds * 1.33)
    }

    /// Standing and working at a place and beside it for so long.
    fn work(&mut self, spot: Spot, lasts: Span, steps: &mut Vec<Step>) {
        let mut left = lasts;
        let mut first = true;
        while left > Span::ZERO {
            let by = if first { Some(0.0) } else { self.chance.one_of(&[-0.6, 0.0, 0.6]).copied() };
            steps.push(Step::Go(self.beside(spot, by.unwrap_or(0.0))));
            let part = self.chance.seconds(75.0, 240.0);
            let part = if left - part < Span::seconds(15) { left } else { part };
            steps.push(Step::Stay(part, Manner::Working));
            left = left - part;
            first = false;
        }
    }
}

impl Simulation {
    /// Finds something to do for someone who has nothing left to do.
    pub(super) fn decide(&mut self, who: usize) {
        let now = self.now;
        if self.people[who].guest.is_some() {
            return self.decide_as_guest(who);
        }
        if self.people[who].pet.is_some() {
            return self.decide_as_pet(who);
        }
        if self.people[who].is_home() {
            self.shut_doors(who);
            if self.people[who].within.is_none()
                && let Some(index) = self.people[who].waiting.pop_front()
            {
                self.disturbance_begins(who, index);
                return;
            }
            if self.notices(who) || self.hears_dispenser(who) || self.sits_down_to(who) {
                return;
            }
        }
        let next = self.next_planned(who);
        match self.people[who].doing {
            Some(doing) if doing.until.map_or(next.is_none_or(|p| p.starts > now), |until| now < until) => {
                self.go_on_with(who, doing, next.map(|planned| planned.starts));
            }
            _ => {
                self.end_of_doing(who);
                match next {
                    Some(planned) if planned.starts <= now || self.may_begin_early(who, planned) => {
                        self.people[who].plan.pop_front();
                        if !self.gives_way_to_company(who, planned) {
                            self.begin_planned(who, planned);
                        }
                    }
                    next => {
                        let until = next.map_or(now + Span::minutes(30), |planned| planned.starts);
                        if !self.keeps_company(who, until) {
                            self.pass_time(who, until, next.map(|planned| planned.activity));
                        }
                    }
                }
            }
        }
    }

    /// Nobody starts something else for a few minutes, or sits down again once ready for bed.
    fn may_begin_early(&self, who: usize, next: Planned) -> bool {
        let left = next.starts - self.now;
        match next.activity {
            Activity::Out => false,
            Activity::Sleep => self.people[who].activity == Activity::Retire && left < Span::minutes(45),
            _ => left < Span::minutes(6),
        }
    }

    /// Whoever has broken off something does not leave the fridge and the front door open for good.
    fn shut_doors(&mut self, who: usize) {
        if let Some(piece) = self.people[who].holds_open.take() {
            self.devices.piece_opened(self.now, piece, false, &mut self.fresh);
        }
        for way in 0..self.fixed.places.ways_out.len() {
            let opening = self.fixed.places.ways_out[way].opening;
            if self.people.iter().all(|person| person.has_done_with(opening)) && !self.is_left_open(opening) {
                self.set_open(opening, false);
            }
        }
    }

    /// The next thing planned that still makes sense.
    fn next_planned(&mut self, who: usize) -> Option<Planned> {
        let asleep = self.people[who].doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        let up = !asleep;
        let person = &mut self.people[who];
        while let Some(next) = person.plan.front().copied() {
            let too_late = self.now > next.starts + next.patience;
            if too_late || (up && next.activity == Activity::Rise && next.starts <= self.now) {
                person.plan.pop_front();
            } else {
                return Some(next);
            }
        }
        None
    }

    /// What ends when something that lasted ends.
    pub(super) fn end_of_doing(&mut self, who: usize) {
        let doing = self.people[who].doing.take();
        if doing.is_some_and(|doing| doing.activity == Activity::Television)
            && let Some(television) = self.fixed.places.piece(FurnitureKind::Television)
            && self.house.is_on(television)
            && !self.others_watch(who)
        {
            self.switch(television, false, None);
        }
    }

    /// Steps for something, made by one of the files here.
    pub(super) fn steps_for(
        &mut self,
        who: usize,
        until: Timestamp,
        make: impl FnOnce(&mut Scene<'_>) -> Vec<Step>,
    ) -> Vec<Step> {
        let dark = self.is_dark();
        let drink = self.drink(who);
        let person = &mut self.people[who];
        let mut scene = Scene {
            places: &self.fixed.places,
            own: person.own,
            ground: &self.fixed.ground,
            chance: &mut person.chances.ways,
            now: self.now,
            until,
            dark,
            night: person.doing.is_some_and(|doing| doing.activity == Activity::Sleep),
            drink,
        };
        make(&mut scene)
    }

    fn push(&mut self, who: usize, until: Timestamp, make: impl FnOnce(&mut Scene<'_>) -> Vec<Step>) {
        let steps = self.steps_for(who, until, make);
        self.people[who].steps.extend(steps);
    }

    fn begin_planned(&mut self, who: usize, planned: Planned) {
        if self.is_left_out(who, planned.activity) {
            return;
        }
        let until = self.now + planned.lasts;
        self.people[who].pastime = None;
        let lasting = |spot: Option<Spot>, until: Option<Timestamp>| Doing {
            activity: planned.activity,
            until,
            begun: false,
            spot,
            filler: false,
        };
        match planned.activity {
            Activity::Rise => {
                self.wants_bathroom_later(who);
                self.push(who, until, personal::rise);
            }
            Activity::Wash => self.push(who, until, personal::wash),
            Activity::Bathe => self.push(who, until, personal::bathe),
            Activity::Toilet => {
                self.wants_bathroom_later(who);
                self.push(who, until, personal::toilet);
            }
            Activity::Retire => {
                self.wants_bathroom_later(who);
                self.push(who, until, personal::retire);
            }
            Activity::Tea => self.push(who, until, kitchen::tea),
            Activity::Tablets => self.begins_tablets(who),
            Activity::Company => {}
            Activity::Breakfast => self.push(who, until, kitchen::breakfast),
            Activity::Lunch => self.push(who, until, kitchen::lunch),
            Activity::Supper => self.push(who, until, kitchen::supper),
            Activity::Out => {
                if self.fixed.places.ways_out.is_empty() {
                    return;
                }
                if self.people[who].toilet_at < until {
                    self.wants_bathroom_later(who);
                }
                self.push(who, until, leisure::out);
            }
            Activity::Sleep => {
                self.night_falls(who);
                self.people[who].doing = Some(lasting(Some(self.people[who].own.bed), None));
            }
            Activity::Television | Activity::Rest | Activity::Nap | Activity::Housework => {
                let doing = match (self.lies_down(who), planned.activity) {
                    (Some(bed), _) => Doing { activity: Activity::Rest, ..lasting(Some(bed), Some(until)) },
                    (None, Activity::Housework) => lasting(None, Some(until)),
                    (None, _) => lasting(Some(self.seat_of(who)), Some(until)),
                };
                self.people[who].doing = Some(doing);
            }
        }
        if matches!(planned.activity, Activity::Breakfast | Activity::Lunch | Activity::Supper) {
            self.lays_for_all(who, planned.activity);
        }
    }

    /// Whether another resident is watching television.
    fn others_watch(&self, who: usize) -> bool {
        self.people.iter().enumerate().any(|(other, person)| {
            other != who && person.doing.is_some_and(|doing| doing.activity == Activity::Television && doing.begun)
        })
    }

    /// Something ordinary until the next thing planned: a while in the chair, or some pottering.
    fn pass_time(&mut self, who: usize, until: Timestamp, next: Option<Activity>) {
        let now = self.now;
        // Whoever is called to the table soon begins nothing longer.
        let until = self.is_called_at(who).map_or(until, |called| until.min(called.max(now)));
        let left = until - now;
        let bed = if left < Span::minutes(20) { None } else { self.lies_down(who) };
        if let Some(bed) = bed {
            let lies =
                Doing { activity: Activity::Rest, until: Some(until), begun: false, spot: Some(bed), filler: true };
            self.people[who].pastime = Some(Activity::Rest);
            self.people[who].doing = Some(lies);
            return;
        }
        let chair = self.seat_of(who);
        // What is to be done about the house is shared by all who live there.
        let hands = self.fixed.scenario.residents.len().max(1) as f64;
        let person = &mut self.people[who];
        let in_chair = person.seat.is_some() && person.seat == Some(chair);
        let before = person.pastime.replace(Activity::Rest);
        if left < Span::minutes(6) && !in_chair {
            let manner = if person.body.pose() == Pose::Standing { Manner::Working } else { Manner::Seated };
            person.steps.push_back(Step::Until(until, manner));
            return;
        }
        // One does not sit down before having washed, nor get up for a few minutes only, nor do the same twice running.
        let early = matches!(next, Some(Activity::Wash | Activity::Breakfast));
        let chance = &mut person.chances.ways;
        let potters = chance.happens(if left < Span::minutes(20) { 0.6 } else { 0.35 } / hands);
        let again = chance.happens(1.0 / hands);
        let potters = match before {
            _ if early => true,
            _ if in_chair && left < Span::minutes(15) => false,
            Some(Activity::Rest) if in_chair => again,
            Some(Activity::Housework) => false,
            _ => potters,
        };
        let lasts = if potters { chance.seconds(300.0, 900.0) } else { chance.seconds(1_500.0, 4_200.0) };
        let ends = if left - lasts < Span::minutes(12) { until } else { now + lasts };
        let activity = if potters { Activity::Housework } else { Activity::Rest };
        person.pastime = Some(activity);
        let spot = if potters { None } else { Some(chair) };
        person.doing = Some(Doing { activity, until: Some(ends), begun: false, spot, filler: true });
    }

    fn wants_bathroom_later(&mut self, who: usize) {
        let usual = self.fixed.scenario.residents[who].routine.bathroom_every;
        let (mean, least) = match self.bathroom_every(who) {
            Some(every) => (every, Span::minutes(10)),
            None => (usual, Span::minutes(45)),
        };
        let person = &mut self.people[who];
        person.toilet_at = self.now + person.chances.needs.interval(mean).max(least);
    }

    /// When someone usually gets up next.
    pub(super) fn morning(&self, who: usize) -> Timestamp {
        let calendar = &self.fixed.scenario.calendar;
        let habits = &self.fixed.scenario.residents[who].routine.habits;
        let rises = habits.iter().filter(|habit| habit.activity == Activity::Rise).map(|habit| habit.at).min();
        let local = calendar.local(self.now);
        rises.map_or(self.now + Span::hours(8), |clock| {
            let day = if local.clock < clock { local.day } else { local.day + 1 };
            calendar.at(day, clock)
        })
    }

    /// Going to bed: how often one will be up in the night, and when.
    pub(super) fn night_falls(&mut self, who: usize) {
        let scenario = std::sync::Arc::clone(&self.fixed.scenario);
        let routine = &scenario.residents[who].routine;
        let morning = self.morning(who);
        let (from, to) = (self.now + Span::minutes(45), morning - Span::minutes(45));
        let person = &mut self.people[who];
        let visits = person.chances.needs.count(routine.night_visits);
        let length = (to - from).as_seconds().max(0.0);
        let mut times: Vec<Timestamp> =
            (0..visits).map(|_| from + Span::from_seconds(person.chances.needs.between(0.0, length))).collect();
        times.sort();
        times.dedup_by(|later, earlier| *later - *earlier < Span::minutes(40));
        person.night_visits = if length > 0.0 { times.into() } else { Default::default() };
        self.night_changes(who, from, to);
        let person = &mut self.people[who];
        if let Some(wakes) = person.chances.restless(routine, from, to) {
            person.wakes.push_back(wakes);
            person.wakes.make_contiguous().sort();
        }
    }

    fn go_on_with(&mut self, who: usize, doing: Doing, next: Option<Timestamp>) {
        let now = self.now;
        match doing.activity {
            Activity::Sleep => return self.sleeps_on(who, doing, next),
            Activity::Nap => {}
            _ => {
                if self.people[who].toilet_at <= now {
                    self.wants_bathroom_later(who);
                    return self.push(who, now + Span::minutes(5), personal::toilet);
                }
                if let Some(tea) = self.people[who].teas.front().copied()
                    && tea <= now
                {
                    self.people[who].teas.pop_front();
                    // A cup that was due long ago, over lunch or while out, is not made up.
                    let time_enough = doing.until.is_none_or(|until| until - now > Span::minutes(8));
                    if now - tea < Span::hours(1) && time_enough {
                        self.push(who, now + Span::minutes(6), kitchen::tea);
                        return self.shares_tea(who);
                    }
                }
                if self.errand_is_due(who, doing) {
                    return self.goes_on_errand(who);
                }
            }
        }
        let until = doing.until.unwrap_or(now + Span::minutes(20));
        let first = !doing.begun;
        self.people[who].doing = Some(Doing { begun: true, ..doing });
        match doing.activity {
            Activity::Housework => self.push(who, until, |scene| leisure::chore(scene, first, doing.filler)),
            activity => {
                let was = self.people[who].activity;
                let seated = doing.spot.is_none_or(|spot| self.people[who].seat == Some(spot));
                let mut wake = until.min(now + Span::minutes(20));
                if activity != Activity::Nap {
                    wake = wake.min(self.people[who].toilet_at).min(self.people[who].errand_at);
                    wake = self.people[who].teas.front().map_or(wake, |tea| wake.min(*tea));
                }
                if let Some(calls) = self.dispenser_calls_at(who) {
                    wake = wake.min(calls);
                }
                let wake = wake.max(now + Span::seconds(20));
                self.push(who, wake, |scene| leisure::sit(scene, activity, doing.spot, first, seated, was));
            }
        }
    }

    fn sleeps_on(&mut self, who: usize, doing: Doing, next: Option<Timestamp>) {
        let now = self.now;
        let person = &mut self.people[who];
        person.doing = Some(Doing { begun: true, ..doing });
        let in_bed = person.seat.is_some() && person.seat == doing.spot;
        let mut until = next.unwrap_or(Timestamp::MAX).min(now + Span::minutes(90));
        if !in_bed {
            let spot = doing.spot;
            let tale = if doing.begun { personal::BACK_TO_BED } else { personal::TO_BED };
            return self.push(who, until, |scene| personal::to_bed(scene, spot, tale, !doing.begun));
        }
        if person.night_visits.front().is_some_and(|visit| *visit <= now) {
            person.night_visits.pop_front();
            // Just before getting up anyway, one gets up.
            if next.is_none_or(|next| next - now > Span::minutes(15)) {
                return self.push(who, until, personal::night_visit);
            }
        }
        if let Some((at, awake)) = person.wakes.front().copied() {
            if at <= now {
                person.wakes.pop_front();
                let awake = next.map_or(awake, |next| awake.min(next - now - Span::minutes(20)));
                if awake > Span::minutes(5) {
                    let chair = self.seat_of(who);
                    return self.push(who, now + awake, |scene| personal::lies_awake(scene, chair));
                }
            } else {
                until = until.min(at);
            }
        }
        let person = &mut self.people[who];
        let visit = person.night_visits.front().copied().unwrap_or(until);
        person.steps.push_back(Step::Until(until.min(visit).max(now + Span::seconds(1)), Manner::Asleep));
    }

    /// A sentence of truth about something that is not an activity.
    pub(super) fn tell(&mut self, who: Option<usize>, label: &'static str, sentence: String, begins: bool) {
        let kind = TruthKind::Label(label);
        self.truth.push(TruthEvent { at: self.now, resident: who, kind, sentence, begins });
    }
}

/// A step that begins an activity and tells it.
pub(super) fn begins(activity: Activity, she: &'static str, they: &'static str) -> Step {
    Step::Begin(activity, Some(Tale(she, they)))
}
