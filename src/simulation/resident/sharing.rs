//! Living with others: whose bed and seat is whose, what to do where somebody sits already, waiting for the bathroom,
//! and sitting down together to a meal that one has made.
//!
//! Nothing here happens, and nothing is drawn by chance, where one person is alone in the home.

use super::super::Simulation;
use super::body::Pose;
use super::path::Ground;
use super::places::{self, Places, Seat, Spot};
use super::{Manner, Step, Tale};
use crate::home::{AreaKind, FurnitureKind, Home};
use crate::scenario::{Activity, Resident};
use crate::time::{Span, Timestamp};

/// What is somebody's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::simulation) struct Own {
    /// Where they sleep.
    pub(in crate::simulation) bed: Spot,
    /// Where they sit in the lounge.
    pub(in crate::simulation) seat: Spot,
    /// Where they sit at the table.
    pub(in crate::simulation) chair: Spot,
}

/// A meal that somebody else has made and one sits down to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::simulation) struct Joins {
    activity: Activity,
    /// When it will be on the table.
    ready: Timestamp,
    /// When they leave the table.
    ends: Timestamp,
}

/// Two places nearer together than this are one place, in metres.
const SAME_PLACE: f64 = 0.4;
/// How long one waits at most for a bathroom, before one knocks and goes in.
const PATIENCE: Span = Span::minutes(20);
/// Two people who would eat within so long of each other eat together.
const SAME_MEAL: Span = Span::minutes(75);

/// Gives every resident a bed, a seat and a chair: their own where the scenario says so, else the next that is free.
pub(in crate::simulation) fn share_out(
    home: &Home,
    ground: &Ground,
    places: &Places,
    residents: &[Resident],
) -> Vec<Own> {
    use FurnitureKind::{Armchair, Bed, Chair, Sofa};
    if residents.len() == 1 && residents[0].bed.is_none() && residents[0].seat.is_none() {
        let bed = places.spot(&[Bed, Armchair, Sofa], AreaKind::Bedroom);
        let chair = places.piece(Chair).map_or_else(|| places.chair(), |piece| places.pieces[piece]);
        return vec![Own { bed, seat: places.chair(), chair }];
    }
    let place_of = |id: &Option<crate::home::FurnitureId>| {
        id.as_ref().and_then(|id| home.furniture.iter().position(|piece| piece.id == *id))
    };
    // First what the scenario says, then the next free one for everyone else, in the order of the file.
    let mut beds: Vec<Option<usize>> = residents.iter().map(|resident| place_of(&resident.bed)).collect();
    for who in 0..beds.len() {
        if beds[who].is_some() {
            continue;
        }
        let held = |bed: usize| beds.iter().filter(|b| **b == Some(bed)).count();
        let empty = places.all(Bed).find(|bed| held(*bed) == 0);
        beds[who] = empty.or_else(|| places.all(Bed).find(|bed| held(*bed) < home.furniture[*bed].sleeps()));
    }
    let to_sit = all_to_sit(home, ground, places);
    let mut seats: Vec<Option<Spot>> = Vec::new();
    for by_name in [true, false] {
        for (who, resident) in residents.iter().enumerate() {
            let own = place_of(&resident.seat);
            if own.is_some() != by_name {
                continue;
            }
            let free = |spot: &&Spot| seats.iter().flatten().all(|taken| !is_same(taken, spot));
            let found = to_sit.iter().filter(free).find(|spot| own.is_none() || spot.seat.map(|s| s.piece) == own);
            let found = found.copied();
            seats.resize(seats.len().max(who + 1), None);
            seats[who] = found;
        }
    }
    let chairs: Vec<usize> = places.all(Chair).collect();
    (0..residents.len())
        .map(|who| {
            let seat = seats.get(who).copied().flatten().unwrap_or_else(|| places.chair());
            let sharer = beds[..who].iter().filter(|bed| beds[who].is_some() && **bed == beds[who]).count();
            let shared = beds.iter().filter(|bed| **bed == beds[who]).count() > 1;
            let bed = match beds[who] {
                Some(bed) if shared => places::bed_sides(home, ground, bed)[sharer.min(1)],
                Some(bed) => places.pieces[bed],
                None => lying_on_sofa(home, places).unwrap_or(seat),
            };
            let chair = chairs.get(who).map_or(seat, |piece| places.pieces[*piece]);
            Own { bed, seat, chair }
        })
        .collect()
}

/// Every place to sit in a home: the armchairs, then the sofas, then the chairs.
pub(in crate::simulation) fn all_to_sit(home: &Home, ground: &Ground, places: &Places) -> Vec<Spot> {
    use FurnitureKind::{Armchair, Chair, Sofa};
    let pieces = [Armchair, Sofa, Chair].into_iter().flat_map(|kind| places.all(kind));
    pieces.flat_map(|piece| places::sitting_places(home, ground, places, piece)).collect()
}

/// Lying along a sofa, for a night; `None` where there is no sofa.
pub(in crate::simulation) fn lying_on_sofa(home: &Home, places: &Places) -> Option<Spot> {
    let sofa = places.all(FurnitureKind::Sofa).next()?;
    let (spot, piece) = (places.pieces[sofa], &home.furniture[sofa]);
    let seat = spot.seat?;
    let along = piece.front.radians() + std::f64::consts::FRAC_PI_2;
    let lies = Seat { at: piece.at, heading: along, pose: Pose::InBed, edge: Some((seat.at, seat.heading)), ..seat };
    Some(Spot { seat: Some(lies), ..spot })
}

/// Every place to lie for a night: the sides of double beds, single beds, sofas; each with whether the piece is a
/// resident's own.
pub(in crate::simulation) fn all_to_lie(
    home: &Home,
    ground: &Ground,
    places: &Places,
    own: &[Own],
) -> Vec<(Spot, bool)> {
    let mut all = Vec::new();
    for bed in places.all(FurnitureKind::Bed) {
        let theirs = own.iter().any(|own| own.bed.seat.is_some_and(|seat| seat.piece == bed));
        let spots = match home.furniture[bed].sleeps() {
            2 => places::bed_sides(home, ground, bed).to_vec(),
            _ => vec![places.pieces[bed]],
        };
        all.extend(spots.into_iter().map(|spot| (spot, theirs)));
    }
    // Whole beds that are nobody's come first.
    all.sort_by_key(|(_, theirs)| *theirs);
    all.extend(lying_on_sofa(home, places).map(|spot| (spot, false)));
    all.extend(all_to_sit(home, ground, places).into_iter().map(|spot| (spot, false)));
    all
}

/// Whether two spots are one place to sit or lie.
fn is_same(one: &Spot, other: &Spot) -> bool {
    match (one.seat, other.seat) {
        (Some(one), Some(other)) => overlap(&one, &other),
        _ => false,
    }
}

/// Whether nobody can be on both at once. Whoever lies on a sofa takes all of it.
pub(in crate::simulation) fn overlap(one: &Seat, other: &Seat) -> bool {
    let lies = |seat: &Seat| seat.pose == Pose::InBed;
    one.piece == other.piece && (one.at.distance(other.at) < SAME_PLACE || lies(one) != lies(other))
}

impl Simulation {
    /// Whether nobody else is ever in the home.
    pub(in crate::simulation) fn is_alone(&self) -> bool {
        self.people.len() == 1
    }

    /// Whether somebody else sits or lies there, or is on their way to.
    pub(in crate::simulation) fn is_taken(&self, who: usize, spot: &Spot) -> bool {
        self.people.iter().enumerate().any(|(other, person)| {
            let theirs = [person.seat, person.bound_for.map(|(spot, _)| spot)];
            other != who && !person.is.who.is_animal() && theirs.iter().flatten().any(|theirs| is_same(theirs, spot))
        })
    }

    /// The area that a place is in.
    pub(in crate::simulation) fn area_of_spot(&self, spot: &Spot) -> Option<usize> {
        let area = &self.home().area_at(spot.stand)?.id;
        self.home().areas.iter().position(|a| a.id == *area)
    }

    /// Before someone sets off: another seat where theirs is taken, and a wait before a bathroom that somebody is in.
    /// `None` when they have to wait, and the steps for that are put in.
    pub(in crate::simulation) fn makes_way(&mut self, who: usize, spot: Spot) -> Option<Spot> {
        let area = self.area_of_spot(&spot);
        if self.waits_for_bathroom(who, spot, area) {
            return None;
        }
        let spot = self.instead_of(who, spot);
        self.people[who].bound_for = Some((spot, area));
        Some(spot)
    }

    fn waits_for_bathroom(&mut self, who: usize, spot: Spot, area: Option<usize>) -> bool {
        let Some(bathroom) = area.filter(|area| self.home().areas[*area].kind == AreaKind::Bathroom) else {
            return false;
        };
        let person = &self.people[who];
        let engaged = self.people.iter().enumerate().any(|(other, them)| {
            let there = them.area == Some(bathroom) || them.bound_for.is_some_and(|(_, to)| to == Some(bathroom));
            other != who && there && !them.is.who.is_animal() && !person.helps && !them.helps
        });
        let since = person.waits_since.unwrap_or(self.now);
        if person.area == Some(bathroom) || !engaged || self.now - since > PATIENCE || person.area.is_none() {
            self.people[who].waits_since = None;
            return false;
        }
        let before = self.fixed.places.before_door_of(bathroom);
        let (seated, at) = (person.seat.is_some(), person.body.at());
        let manner = if seated { Manner::Seated } else { Manner::Standing };
        let person = &mut self.people[who];
        person.waits_since = Some(since);
        person.bound_for = None;
        person.steps.push_front(Step::Go(spot));
        person.steps.push_front(Step::Stay(Span::seconds(20), manner));
        if let Some(before) = before.filter(|before| !seated && before.stand.distance(at) > 0.3) {
            person.steps.push_front(Step::Go(before));
        }
        true
    }

    /// The place itself, or, where it is a seat that somebody else has, the nearest that is free; all steps that name
    /// it then name the other.
    fn instead_of(&mut self, who: usize, spot: Spot) -> Spot {
        let Some(seat) = spot.seat.filter(|seat| seat.pose == Pose::Sitting) else { return spot };
        use FurnitureKind::{Armchair, Chair, Sofa};
        let is_seat = |piece: usize| matches!(self.home().furniture[piece].kind, Armchair | Sofa | Chair);
        if !is_seat(seat.piece) || !self.is_taken(who, &spot) {
            return spot;
        }
        let other = self.free_seat(who, &spot).unwrap_or(Spot { seat: None, ..spot });
        for step in &mut self.people[who].steps {
            match step {
                Step::Settle(named) | Step::Go(named) if *named == spot => *named = other,
                _ => {}
            }
        }
        other
    }

    /// The free seat nearest to a place: in its own room before any other.
    pub(in crate::simulation) fn free_seat(&self, who: usize, near: &Spot) -> Option<Spot> {
        let area = self.area_of_spot(near);
        let owned = |spot: &Spot| {
            let others = self.people.iter().take(self.fixed.scenario.residents.len()).enumerate();
            others.into_iter().any(|(other, person)| other != who && is_same(&person.own.seat, spot))
        };
        let free = self.fixed.to_sit.iter().filter(|spot| !self.is_taken(who, spot));
        free.min_by(|a, b| {
            let cost = |spot: &Spot| {
                let elsewhere = if self.area_of_spot(spot) == area { 0.0 } else { 100.0 };
                let theirs = if owned(spot) { 10.0 } else { 0.0 };
                elsewhere + theirs + spot.stand.distance(near.stand)
            };
            cost(a).total_cmp(&cost(b))
        })
        .copied()
    }

    /// Whether someone who is about to sit down has to wait, because somebody else is quicker.
    pub(in crate::simulation) fn waits_to_settle(&mut self, who: usize, spot: Spot) -> bool {
        if !self.is_taken(who, &spot) {
            self.people[who].waits_since = None;
            return false;
        }
        let since = self.people[who].waits_since.unwrap_or(self.now);
        let person = &mut self.people[who];
        if self.now - since > PATIENCE {
            person.waits_since = None;
            // Whoever has stood for so long stays on their feet.
            return true;
        }
        person.waits_since = Some(since);
        person.steps.push_front(Step::Settle(spot));
        person.steps.push_front(Step::Stay(Span::seconds(15), Manner::Standing));
        true
    }

    /// Whether somebody is walking through an opening, or about to, so that it must not be shut now.
    pub(in crate::simulation) fn somebody_goes_through(&self, who: usize, opening: usize) -> bool {
        self.people.iter().enumerate().any(|(other, person)| {
            let Some(path) = person.walking.as_ref().filter(|_| other != who && person.body.is_walking()) else {
                return false;
            };
            path.crossings().iter().any(|crossing| {
                let passes = crossing.opening == Some(opening);
                passes && person.body.when_along(crossing.along + 0.5).is_some_and(|at| at > self.now)
            })
        })
    }

    /// Somebody has begun to make a meal: everyone at home who would eat about then sits down to it with them.
    pub(in crate::simulation) fn lays_for_all(&mut self, cook: usize, activity: Activity) {
        if self.is_alone() {
            return;
        }
        // When it is on the table: what is stood and waited for until then, and about the time to walk.
        let (mut ready, mut ends) = (self.now, None);
        for step in &self.people[cook].steps {
            match step {
                Step::Stay(span, _) => ready += *span,
                Step::Go(_) => ready += Span::seconds(6),
                Step::Until(until, Manner::Eating) => {
                    ends = Some(*until);
                    break;
                }
                _ => {}
            }
        }
        let Some(ends) = ends else { return };
        self.calls_to_table(cook, activity, ready, ends);
    }

    /// A carer makes whatever meal a resident would soon make: it is on the table at an instant.
    pub(in crate::simulation) fn serves(&mut self, carer: usize, ready: Timestamp) {
        for activity in [Activity::Breakfast, Activity::Lunch, Activity::Supper] {
            self.calls_to_table(carer, activity, ready, ready + Span::minutes(20));
        }
    }

    fn calls_to_table(&mut self, cook: usize, activity: Activity, ready: Timestamp, ends: Timestamp) {
        let residents = self.fixed.scenario.residents.len();
        for who in residents..self.people.len() {
            let eats = self.guest(who).is_some_and(|guest| guest.inside && guest.leaves > ends);
            if eats && self.is_company(who) {
                self.people[who].joins = Some(Joins { activity, ready: ready.min(ends - Span::minutes(4)), ends });
            }
        }
        for who in (0..residents).filter(|who| *who != cook) {
            let person = &mut self.people[who];
            let due = person.plan.iter().position(|planned| {
                let apart = planned.starts - ready;
                planned.activity == activity && apart < SAME_MEAL && Span::ZERO - apart < SAME_MEAL
            });
            let asleep = person.doing.is_some_and(|doing| doing.activity == Activity::Sleep);
            let leaves = person.plan.iter().any(|planned| planned.activity == Activity::Out && planned.starts < ends);
            let there = person.is_home() && person.within.is_none() && !asleep && !leaves;
            let Some(due) = due.filter(|_| there) else { continue };
            person.plan.remove(due);
            // What would be in the way comes after the meal.
            for planned in &mut person.plan {
                if planned.starts < ends && planned.starts + planned.lasts > ready {
                    planned.starts = ends + Span::minutes(1);
                }
            }
            person.plan.make_contiguous().sort_by_key(|planned| planned.starts);
            person.joins = Some(Joins { activity, ready: ready.min(ends - Span::minutes(4)), ends });
            if let Some(doing) = &mut person.doing {
                doing.until = Some(doing.until.unwrap_or(ready).min(ready));
            }
        }
    }

    /// Sits down to a meal that somebody else has made, when it is time. Whether it is.
    pub(in crate::simulation) fn sits_down_to(&mut self, who: usize) -> bool {
        let now = self.now;
        let person = &mut self.people[who];
        let Some(joins) = person.joins else { return false };
        if now + Span::minutes(1) < joins.ready {
            return false;
        }
        person.joins = None;
        if now > joins.ends - Span::minutes(4) {
            return false;
        }
        let chair = person.own.chair;
        let tale = match joins.activity {
            Activity::Breakfast => Tale("sits down to breakfast", "sit down to breakfast"),
            Activity::Lunch => Tale("sits down to lunch", "sit down to lunch"),
            _ => Tale("sits down to supper", "sit down to supper"),
        };
        if person.guest.is_some() {
            person.steps.extend([
                Step::Doing(Some("At the table".to_owned())),
                Step::Go(chair),
                Step::Settle(chair),
                Step::Until(joins.ends, Manner::Eating),
            ]);
            return true;
        }
        person.steps.extend([
            Step::Begin(joins.activity, Some(tale)),
            Step::Go(chair),
            Step::Settle(chair),
            Step::Until(joins.ends, Manner::Eating),
        ]);
        self.end_of_doing(who);
        true
    }

    /// Whoever has just gone to make tea makes one for the others who would want theirs soon.
    pub(in crate::simulation) fn shares_tea(&mut self, who: usize) {
        /// Nobody makes a second pot for a cup that is due within so long.
        const SOON: Span = Span::minutes(40);
        let (now, mut shared) = (self.now, false);
        for other in (0..self.fixed.scenario.residents.len()).filter(|other| *other != who) {
            let person = &mut self.people[other];
            let asleep = person.doing.is_none_or(|doing| matches!(doing.activity, Activity::Sleep | Activity::Nap));
            let due = person.teas.front().is_some_and(|tea| *tea - now < SOON);
            if due && person.is_home() && !asleep && person.within.is_none() {
                person.teas.pop_front();
                shared = true;
            }
        }
        if let (true, Some(Step::Begin(Activity::Tea, tale @ Some(_)))) =
            (shared, self.people[who].steps.iter_mut().next())
        {
            *tale = Some(if self.fixed.scenario.residents.len() == 2 {
                Tale("makes a pot of tea for both", "make a pot of tea for both")
            } else {
                Tale("makes a pot of tea for everyone", "make a pot of tea for everyone")
            });
        }
    }

    /// When a meal that somebody else makes will be ready for someone, so that they do not begin anything long.
    pub(in crate::simulation) fn is_called_at(&self, who: usize) -> Option<Timestamp> {
        self.people[who].joins.map(|joins| joins.ready)
    }
}
