//! Getting up to fetch or see to something: what is done by the way, a dozen times and more a day.
//!
//! People get up from sitting about 60 times a day (Dall and Kerr, Applied Ergonomics 2010: 60, give or take 22; older
//! groups 33 to 71). Meals, the bathroom and tea account for a part of it, these errands for the rest. They come in bursts:
//! one leads to the next, and then one sits for an hour. They are no activity of their own: the person goes on with the
//! television or the paper afterwards. How often, how bursty and how long was fitted to real homes: see ARCHITECTURE.md.

use super::super::resident::body::Pose;
use super::super::resident::places::Spot;
use super::super::resident::{Doing, Manner, Step};
use super::Scene;
use crate::home::{AreaKind, FurnitureKind};
use crate::scenario::ERRANDS_EVERY;
use crate::simulation::Simulation;
use crate::time::Span;

/// An errand that has been due for longer than this is forgotten.
const FORGOTTEN: Span = Span::minutes(10);
/// Nobody gets up again sooner than this, as a rule.
const AT_LEAST: Span = Span::seconds(50);
/// How bursty errands are: the standard deviation of the logarithm of the time between two.
const BURSTY: f64 = 3.0;
/// Where several live together, one gets up for all, or the other is asked to: with each more of them somebody's errands
/// are rarer by the number of people to this power.
const SHARED: f64 = 2.5;

/// What can be fetched or seen to: where, the words for it, and how many seconds it takes at least and at most.
const ERRANDS: [(FurnitureKind, AreaKind, &str, (f64, f64)); 9] = [
    (FurnitureKind::Sink, AreaKind::Kitchen, "Fetching a glass of water", (40.0, 100.0)),
    (FurnitureKind::Worktop, AreaKind::Kitchen, "Putting a cup away", (24.0, 80.0)),
    (FurnitureKind::DiningTable, AreaKind::Kitchen, "Looking for the paper", (20.0, 90.0)),
    (FurnitureKind::ChestOfDrawers, AreaKind::Bedroom, "Fetching a cardigan", (40.0, 120.0)),
    (FurnitureKind::BedsideTable, AreaKind::Bedroom, "Looking for reading glasses", (24.0, 100.0)),
    (FurnitureKind::Basin, AreaKind::Bathroom, "Washing hands", (40.0, 90.0)),
    (FurnitureKind::CoatStand, AreaKind::Hall, "Looking whether there is post", (20.0, 80.0)),
    (FurnitureKind::Plant, AreaKind::Lounge, "Looking out of the window", (30.0, 120.0)),
    (FurnitureKind::Bookcase, AreaKind::Lounge, "Fetching a book", (20.0, 80.0)),
];

/// How likely one errand leads to another before one sits down again.
const ANOTHER: f64 = 0.2;

impl Simulation {
    /// Whether something is to be fetched or seen to now. One that was due while asleep or out is let go.
    pub(in crate::simulation) fn errand_is_due(&mut self, who: usize, doing: Doing) -> bool {
        let (now, due) = (self.now, self.people[who].errand_at);
        if now < due {
            return false;
        }
        let residents = &self.fixed.scenario.residents;
        let mean = residents.get(who).map_or(ERRANDS_EVERY, |one| one.routine.errands_every).as_seconds();
        let shared = libm::pow(residents.len() as f64, SHARED);
        let person = &mut self.people[who];
        let mean = Span::from_seconds(mean * shared / person.spirits.liveliness(now));
        person.errand_at = now + person.chances.errands.heavy(mean, BURSTY).max(AT_LEAST);
        let lies = doing.spot.and_then(|spot| spot.seat).is_some_and(|seat| seat.pose == Pose::InBed);
        let time_enough = doing.until.is_none_or(|until| until - now > Span::minutes(2));
        now - due < FORGOTTEN && !lies && time_enough
    }

    /// Gets up for it.
    pub(in crate::simulation) fn goes_on_errand(&mut self, who: usize) {
        let person = &mut self.people[who];
        let mut places = Vec::new();
        let chance = &mut person.chances.errands;
        loop {
            if let Some(errand) = chance.one_of(&ERRANDS).copied() {
                let (least, most) = errand.3;
                places.push((errand, chance.seconds(least, most)));
            }
            if places.len() > 2 || !chance.happens(ANOTHER) {
                break;
            }
        }
        self.push(who, self.now + Span::minutes(3), |scene| errands(scene, &places));
    }
}

type Errand = (FurnitureKind, AreaKind, &'static str, (f64, f64));

fn errands(scene: &mut Scene<'_>, places: &[(Errand, Span)]) -> Vec<Step> {
    let mut steps = Vec::new();
    for ((kind, room, words, _), takes) in places {
        let spot = Spot { seat: None, ..scene.places.spot(&[*kind], *room) };
        steps.push(Step::Doing(Some((*words).to_owned())));
        steps.push(Step::Go(spot));
        steps.push(Step::Stay(*takes, Manner::Working));
    }
    steps.push(Step::Doing(None));
    steps
}
