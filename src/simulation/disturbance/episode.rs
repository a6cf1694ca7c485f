//! What takes a person up from its moment to its end: each episode as steps, like any activity.

use super::super::Simulation;
use super::super::activity::personal_bath;
use super::super::chance::Chance;
use super::super::resident::body::Pose;
use super::super::resident::places::{self, Spot, WayOut};
use super::super::resident::{Manner, Step, Tale};
use super::forgetting::Thing;
use crate::home::{AreaKind, FurnitureKind, OpeningId};
use crate::scenario::Activity;
use crate::scenario::change::{Episode, EpisodeKind};
use crate::time::{Span, Timestamp};

/// How somebody leaves the home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaves {
    /// As one goes out.
    Quietly,
    /// For some days, with a suitcase, everything seen to.
    Packed,
    /// With an ambulance crew.
    Carried,
}

/// What one does on the bed's edge before standing up.
const EDGE: Span = Span::seconds(45);

impl Simulation {
    /// The steps of an episode for someone who has given up what they were doing.
    pub(super) fn episode(&mut self, who: usize, index: usize, episode: &Episode) -> Vec<Step> {
        let lasts = episode.lasts;
        match &episode.kind {
            EpisodeKind::FallAtBedside => self.falls_at_bedside(who, index, lasts),
            EpisodeKind::Unconscious => self.loses_consciousness(who, index, lasts),
            EpisodeKind::NightWandering => self.wanders(who, index, lasts),
            EpisodeKind::LeftHome { opening } => match self.way_by(opening) {
                Some(way) => self.goes_away(who, index, way, lasts, Leaves::Quietly),
                None => vec![Step::LabelEnds(index)],
            },
            EpisodeKind::Holiday => match self.fixed.places.ways_out.first().copied() {
                Some(way) => {
                    self.gives_up(who);
                    self.goes_away(who, index, way, lasts, Leaves::Packed)
                }
                None => vec![Step::LabelEnds(index)],
            },
            EpisodeKind::Hospital => match self.fixed.places.ways_out.first().copied() {
                Some(way) => {
                    self.gives_up(who);
                    self.goes_away(who, index, way, lasts, Leaves::Carried)
                }
                None => vec![Step::LabelEnds(index)],
            },
            EpisodeKind::FallWalking => self.falls_on_the_way(who, index, lasts),
            EpisodeKind::LongBath => self.bathes_long(who, index, lasts),
            EpisodeKind::Gardening { opening } => match self.way_by(opening) {
                Some(way) => self.gardens(who, index, way, lasts),
                None => vec![Step::LabelEnds(index)],
            },
            EpisodeKind::DoorLeftOpen { opening } => match self.way_by(opening) {
                Some(way) => self.leaves_door(who, index, way),
                None => vec![Step::LabelEnds(index)],
            },
        }
    }

    fn way_by(&self, opening: &OpeningId) -> Option<WayOut> {
        let door = self.home().openings.iter().position(|o| o.id == *opening)?;
        self.fixed.places.ways_out.iter().copied().find(|way| way.opening == door)
    }

    fn chance_of(&self, index: usize) -> Chance {
        // Named after the moment, so that two nights of the same scenario are two different nights.
        let moment = self.disturbances[index].at;
        Chance::new(self.fixed.scenario.seed, "episode", &moment.to_string())
    }

    /// Steps that bring someone to a place in time for the disturbance's moment, or as soon as they can; and that
    /// moment. They are there so long before it.
    fn brings(
        &mut self,
        who: usize,
        index: usize,
        spot: Spot,
        before: Span,
        rises: Option<(Activity, Tale)>,
    ) -> (Vec<Step>, Timestamp) {
        let (pose, resting) = (self.people[who].body.pose(), self.people[who].seat.is_some());
        let in_bed = pose == Pose::InBed;
        let takes = self.takes_to(who, spot) + if in_bed { EDGE } else { Span::ZERO } + before;
        let at = self.moment(index).max(self.now + takes);
        let mut steps = Vec::new();
        if resting {
            steps.push(Step::Until(at - takes, if in_bed { Manner::Asleep } else { Manner::Seated }));
        }
        if let Some((activity, tale)) = rises.filter(|_| in_bed) {
            steps.push(Step::Begin(activity, Some(tale)));
        }
        if in_bed {
            let lamp = self.people[who].area.and_then(|area| self.light_of(area)).filter(|_| self.is_dark());
            steps.extend(lamp.map(|lamp| Step::Switch(lamp, true)));
            steps.push(Step::SitUp);
            steps.push(Step::Stay(EDGE, Manner::Seated));
        }
        steps.push(Step::Go(spot));
        steps.push(Step::Until(at - before, Manner::Standing));
        (steps, at)
    }

    /// Lying or sitting until help has come, and what follows.
    fn until_help(index: usize, at: Timestamp, lasts: Span, spot: Spot, floor: bool, steps: &mut Vec<Step>) {
        if floor {
            steps.push(Step::Until((at + Span::minutes(8)).min(at + lasts), Manner::Struggling));
        }
        steps.push(Step::Until(at + lasts, Manner::Lying));
        steps.push(Step::LabelEnds(index));
        steps.push(Step::Go(Spot { seat: None, ..spot }));
        steps.push(Step::Stay(Span::seconds(40), Manner::Standing));
    }

    fn falls_at_bedside(&mut self, who: usize, index: usize, lasts: Span) -> Vec<Step> {
        let bed = self.people[who].own.bed;
        // Facing away from the bed, as one does who has just got up from it.
        let beside = Spot { stand: bed.stand, facing: bed.facing + std::f64::consts::PI, seat: None };
        let activity = if self.is_night() { Activity::Toilet } else { Activity::Rise };
        let tale = Tale("gets up", "get up");
        let (mut steps, at) = self.brings(who, index, beside, Span::ZERO, Some((activity, tale)));
        steps.push(Step::LabelBegins(index));
        steps.push(Step::Fall(places::fall_from(&self.fixed.ground, beside.stand, beside.facing)));
        steps.push(Step::Doing(Some("Lying on the floor beside the bed".to_owned())));
        Self::until_help(index, at, lasts, beside, true, &mut steps);
        steps
    }

    /// Falls about half way to another room, at a walk.
    fn falls_on_the_way(&mut self, who: usize, index: usize, lasts: Span) -> Vec<Step> {
        let from = self.people[who].stands_at();
        let rooms = self.fixed.places.rooms.clone();
        // To the room that is farthest away, so that there is a way to fall on.
        let far = rooms.iter().map(|room| self.path(from, room.stand)).max_by(|a, b| a.length().total_cmp(&b.length()));
        let Some(path) = far else { return vec![Step::LabelEnds(index)] };
        // Not in a doorway: there one would lie in two rooms.
        let parts = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8];
        let roomy =
            parts.iter().map(|part| path.length() * part).find(|along| self.fixed.ground.is_roomy(path.point(*along)));
        let along = roomy.unwrap_or(path.length() * 0.5);
        let there = Spot { stand: path.point(along), facing: path.heading(along), seat: None };
        let (resting, in_bed) = (self.people[who].seat.is_some(), self.people[who].body.pose() == Pose::InBed);
        let length = self.path(from, there.stand).length();
        let walks = Span::from_seconds(length / self.pace(who));
        let up = if in_bed { EDGE + Span::millis(5_400) } else { Span::millis(if resting { 2_200 } else { 0 }) };
        let at = self.moment(index).max(self.now + walks + up);
        let mut steps = Vec::new();
        let manner = if in_bed { Manner::Asleep } else { Manner::Seated };
        steps.push(Step::Until(at - walks - up, if resting { manner } else { Manner::Standing }));
        if in_bed {
            steps.push(Step::SitUp);
            steps.push(Step::Stay(EDGE, Manner::Seated));
        }
        steps.push(Step::Go(there));
        steps.push(Step::LabelBegins(index));
        steps.push(Step::Fall(places::fall_from(&self.fixed.ground, there.stand, there.facing)));
        steps.push(Step::Doing(Some("Lying on the floor after a fall".to_owned())));
        Self::until_help(index, at, lasts, there, true, &mut steps);
        steps
    }

    fn loses_consciousness(&mut self, who: usize, index: usize, lasts: Span) -> Vec<Step> {
        let chair = self.seat_of(who);
        let seated = self.people[who].seat == Some(chair);
        let (mut steps, at) = if seated {
            let at = self.moment(index).max(self.now);
            (vec![Step::Until(at, Manner::Seated)], at)
        } else {
            let (mut steps, at) = self.brings(who, index, Spot { seat: None, ..chair }, Span::seconds(20), None);
            steps.push(Step::Begin(Activity::Rest, Some(Tale("sits down", "sit down"))));
            steps.push(Step::Settle(chair));
            steps.push(Step::Until(at, Manner::Seated));
            (steps, at)
        };
        steps.push(Step::LabelBegins(index));
        steps.push(Step::Doing(Some("Sitting in the chair without answering".to_owned())));
        Self::until_help(index, at, lasts, chair, false, &mut steps);
        steps
    }

    /// From room to room, a while in each.
    fn wanders(&mut self, who: usize, index: usize, lasts: Span) -> Vec<Step> {
        let mut chance = self.chance_of(index);
        let rooms = self.fixed.places.rooms.clone();
        let hall = self.fixed.places.room(AreaKind::Hall);
        let (mut steps, at) = self.brings(who, index, hall, Span::ZERO, None);
        steps.push(Step::LabelBegins(index));
        steps.push(Step::Begin(Activity::Rest, Some(Tale("is up and about", "are up and about"))));
        steps.push(Step::Doing(Some("Walking from room to room".to_owned())));
        let (mut here, mut reckoned) = (hall, at);
        while reckoned < at + lasts - Span::seconds(90) {
            let others: Vec<Spot> = rooms.iter().copied().filter(|room| room.stand != here.stand).collect();
            let Some(next) = chance.one_of(&others).copied() else { break };
            let stands = chance.seconds(15.0, 80.0);
            let walks = self.path(here.stand, next.stand).length() / self.pace(who) + 3.0;
            steps.push(Step::Go(next));
            steps.push(Step::Stay(stands, Manner::Standing));
            reckoned += stands + Span::from_seconds(walks);
            here = next;
        }
        steps.push(Step::Until(at + lasts, Manner::Standing));
        steps.push(Step::LabelEnds(index));
        steps
    }

    /// What was being done is done with, and what it had switched on is off.
    fn gives_up(&mut self, who: usize) {
        self.end_of_doing(who);
    }

    /// Out by a door, away, and back in at the end.
    fn goes_away(&mut self, who: usize, index: usize, way: WayOut, lasts: Span, how: Leaves) -> Vec<Step> {
        let turned = |spot: Spot| Spot { facing: spot.facing + std::f64::consts::PI, ..spot };
        let mut first = Vec::new();
        if how == Leaves::Packed {
            first = self.sees_to_everything();
        }
        let (bring, at) = self.brings(who, index, way.inside, Span::ZERO, None);
        let mut steps = first;
        steps.extend(bring);
        let tale = match how {
            Leaves::Packed => Tale("sets off with a suitcase", "set off with a suitcase"),
            Leaves::Quietly => Tale("goes out", "go out"),
            Leaves::Carried => Tale("goes out with the ambulance crew", "go out with the ambulance crew"),
        };
        steps.push(Step::LabelBegins(index));
        steps.push(Step::Begin(Activity::Out, Some(tale)));
        // Nobody thinks of the lights when the ambulance is at the door; and the door stands open for it.
        let stands_open = if how == Leaves::Carried { Span::seconds(150) } else { Span::millis(1_800) };
        if how != Leaves::Carried {
            steps.push(Step::LightsOut);
        }
        steps.push(Step::Door(way.opening, true));
        steps.push(Step::Stay(stands_open, Manner::Standing));
        steps.push(Step::Go(turned(way.step)));
        steps.push(Step::Door(way.opening, false));
        steps.push(Step::Stay(Span::seconds(5), Manner::Standing));
        steps.push(Step::Go(way.beyond));
        steps.push(Step::Away(true));
        steps.push(Step::Until(at + lasts, Manner::Away));
        steps.push(Step::Away(false));
        steps.push(Step::Doing(Some("Coming home".to_owned())));
        steps.push(Step::Go(turned(way.step)));
        steps.push(Step::Stay(Span::seconds(6), Manner::Standing));
        steps.push(Step::Door(way.opening, true));
        steps.push(Step::Stay(Span::millis(1_500), Manner::Standing));
        steps.push(Step::Go(way.inside));
        steps.push(Step::Door(way.opening, false));
        steps.push(Step::Doing(None));
        steps.push(Step::LabelEnds(index));
        steps
    }

    fn bathes_long(&mut self, who: usize, index: usize, lasts: Span) -> Vec<Step> {
        let wardrobe =
            self.fixed.places.spot(&[FurnitureKind::Wardrobe, FurnitureKind::ChestOfDrawers], AreaKind::Bedroom);
        let (mut steps, at) = self.brings(who, index, Spot { seat: None, ..wardrobe }, Span::ZERO, None);
        steps.push(Step::LabelBegins(index));
        steps.extend(self.steps_for(who, at + lasts, personal_bath));
        steps.push(Step::LabelEnds(index));
        steps
    }

    /// In the garden, in again for a moment now and then; the door stands open all the while.
    fn gardens(&mut self, who: usize, index: usize, way: WayOut, lasts: Span) -> Vec<Step> {
        let mut chance = self.chance_of(index);
        let (mut steps, at) = self.brings(who, index, way.inside, Span::ZERO, None);
        let doing = || Step::Doing(Some("Gardening".to_owned()));
        let ends = at + lasts;
        steps.push(Step::LabelBegins(index));
        steps.push(Step::Begin(Activity::Housework, Some(Tale("does some gardening", "do some gardening"))));
        steps.push(doing());
        steps.push(Step::Door(way.opening, true));
        steps.push(Step::Stay(Span::millis(1_800), Manner::Standing));
        let mut until = at;
        while until < ends {
            steps.push(Step::Go(way.beyond));
            until += chance.seconds(600.0, 1_500.0);
            if ends - until < Span::minutes(8) {
                until = ends;
            }
            steps.push(Step::Until(until, Manner::Working));
            steps.push(Step::Go(Spot { facing: way.inside.facing + std::f64::consts::PI, ..way.inside }));
            let inside = chance.seconds(15.0, 70.0);
            if until < ends {
                steps.push(Step::Stay(inside, Manner::Working));
                until += inside;
            }
        }
        steps.push(Step::Go(way.inside));
        steps.push(Step::Door(way.opening, false));
        steps.push(Step::Doing(None));
        steps.push(Step::LabelEnds(index));
        steps
    }

    fn leaves_door(&mut self, who: usize, index: usize, way: WayOut) -> Vec<Step> {
        let (mut steps, _) = self.brings(who, index, way.inside, Span::ZERO, None);
        steps.push(Step::LabelBegins(index));
        steps.push(Step::Door(way.opening, true));
        steps.push(Step::Doing(Some("Looking out of the door".to_owned())));
        steps.push(Step::Stay(Span::seconds(20), Manner::Standing));
        steps.push(Step::Doing(None));
        steps.push(Step::LeavesOpen(index, Thing::Door(way.opening)));
        steps
    }

    /// The door that an episode leaves open is left, and the person goes on with their day.
    pub(in crate::simulation) fn leaves_open(&mut self, who: usize, index: usize, thing: Thing) {
        let crate::scenario::DisturbanceKind::Episode(episode) = &self.disturbances[index].kind else { return };
        // The label began when the door was opened, which is when its time began too.
        let seen_from = self.now + episode.lasts - Span::seconds(20);
        self.leaves_so(who, thing, seen_from, Some(index));
        self.people[who].within = None;
        self.people[who].in_the_dark = false;
    }
}
