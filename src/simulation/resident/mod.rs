//! A resident: a body that walks, habits that become a day, and what is being done right now.
//!
//! Read [`Person`] first, then [`Step`]: whatever a person does is a queue of steps, each of which takes some time.
//! `living` carries the steps out, `plan` makes a day of habits, `places` and `path` know the home as a walker does.

pub(super) mod body;
pub(super) mod light;
pub(super) mod linger;
pub(super) mod living;
pub(super) mod path;
pub(super) mod places;
pub(super) mod plan;
pub(super) mod sharing;
pub(super) mod spirits;

use std::collections::VecDeque;
use std::sync::Arc;

use self::body::{Body, Pose};
use self::path::Path;
use self::places::{FallSpot, Spot};
use self::plan::{Mood, Planned};
use self::sharing::{Joins, Own};
use self::spirits::Spirits;
use super::chance::Chance;
use super::disturbance::forgetting::Thing;
use super::guest::Guest;
use super::pet::Pet;
use super::view::Who;
use crate::home::{Home, Point};
use crate::scenario::{Activity, Pronoun, Resident, Role, Routine};
use crate::time::{Calendar, ClockTime, Span, Timestamp};

/// How someone moves while they stay in one place: how often, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Asleep: turning over now and then.
    Asleep,
    /// Dozing in a chair.
    Dozing,
    /// Sitting awake: reaching for a cup, turning a page.
    Seated,
    /// At the table.
    Eating,
    /// On the toilet.
    OnToilet,
    /// Washing, dressing, cooking, dusting: hands busy, on their feet.
    Working,
    /// Standing and looking.
    Standing,
    /// In the bath.
    Bathing,
    /// On the floor, trying to get up.
    Struggling,
    /// On the floor or in a chair, still.
    Lying,
    /// Out of the home.
    Away,
}

impl Manner {
    /// How long between two movements that a sensor could see on average, and the vigour of one (1 is walking).
    ///
    /// Sleepers change position two to four times an hour (De Koninck, Sleep 1992, for older people). The others were
    /// fitted so that the gaps between sightings are those of real homes (ARCHITECTURE.md says which).
    pub(super) const fn movement(self) -> Option<(Span, f64)> {
        match self {
            Self::Asleep => Some((Span::minutes(18), 0.6)),
            Self::Dozing => Some((Span::minutes(9), 0.12)),
            Self::Seated => Some((Span::seconds(250), 0.3)),
            Self::Eating => Some((Span::minutes(3), 0.2)),
            Self::OnToilet => Some((Span::seconds(35), 0.2)),
            Self::Working => Some((Span::minutes(2), 0.2)),
            Self::Standing => Some((Span::seconds(25), 0.25)),
            Self::Bathing => Some((Span::seconds(35), 0.25)),
            Self::Struggling => Some((Span::seconds(50), 0.06)),
            Self::Lying => Some((Span::minutes(15), 0.03)),
            Self::Away => None,
        }
    }

    /// Whether small movements come at about even distances, as turning over and shifting in a chair do, rather than at
    /// any time.
    pub(super) const fn is_even(self) -> bool {
        match self {
            Self::Asleep | Self::Dozing | Self::Seated | Self::Eating => true,
            Self::OnToilet
            | Self::Working
            | Self::Standing
            | Self::Bathing
            | Self::Struggling
            | Self::Lying
            | Self::Away => false,
        }
    }

    /// Whether livelier days make for more of it: who is awake and well.
    pub(super) const fn varies(self) -> bool {
        match self {
            Self::Seated | Self::Eating | Self::OnToilet | Self::Working | Self::Standing | Self::Bathing => true,
            Self::Asleep | Self::Dozing | Self::Struggling | Self::Lying | Self::Away => false,
        }
    }
}

/// What a sentence says someone does: for `he` or `she` and names, and for `they`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tale(pub(super) &'static str, pub(super) &'static str);

/// One thing to do next.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A new activity begins; a sentence tells it unless it is only taken up again.
    Begin(Activity, Option<Tale>),
    /// What the view says is being done, where the activity's own words do not fit.
    Doing(Option<String>),
    /// Walk there.
    Go(Spot),
    /// Sit or lie down there; one has walked there before.
    Settle(Spot),
    /// From lying in bed to sitting on its edge.
    SitUp,
    /// Stay for so long.
    Stay(Span, Manner),
    /// Stay until then; no time at all when it is past.
    Until(Timestamp, Manner),
    /// Open or close the door of a piece, such as the fridge.
    PieceDoor(usize, bool),
    /// Switch a piece on or off.
    Switch(usize, bool),
    /// Boil a kettle with so many cups of water in it.
    Boil(usize, f64),
    /// Let an appliance run for so long; it ends by itself.
    Run(usize, Span),
    /// Open or close a door of the home.
    Door(usize, bool),
    /// Leave by this way, or be back on its path.
    Away(bool),
    /// Switch off the lights everywhere but where one is.
    LightsOut,
    /// Fall.
    Fall(FallSpot),
    /// A disturbance's label begins.
    LabelBegins(usize),
    /// A disturbance is over.
    LabelEnds(usize),
    /// Wait before a door to outside until somebody has opened it, but no longer than until then.
    AwaitDoor(usize, Timestamp),
    /// Wait in the open door for those one came with, but no longer than until then.
    AwaitCompany(Timestamp),
    /// Come in on a visit.
    VisitBegins,
    /// Be out of the door after a visit.
    VisitEnds,
    /// Be gone until the next visit.
    Gone,
    /// Awake again, for a guest who has slept here.
    Awake,
    /// A disturbance's door is left open, and the person goes on with their day.
    LeavesOpen(usize, Thing),
    /// Shut or switch off what had been left open or on.
    Shut(Thing),
    /// Tip out the tablet dispenser at this place in the home's list of devices.
    Dose(usize),
    /// Open or shut the key safe beside the door.
    KeySafe(bool),
    /// Say a sentence to whatever speaker is near.
    Say(&'static str),
}

/// What is being done for some time, with pauses for tea and the bathroom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Doing {
    /// What.
    pub(super) activity: Activity,
    /// Until when, as things stand; `None` is until something else begins.
    pub(super) until: Option<Timestamp>,
    /// Whether it was begun before now, so that going on with it needs no telling.
    pub(super) begun: bool,
    /// Where, when it stays in one place.
    pub(super) spot: Option<Spot>,
    /// Tidying up at home, rather than a habit's turn.
    pub(super) filler: bool,
}

/// One stream of chance for each purpose.
#[derive(Clone, Debug)]
pub(super) struct Chances {
    /// How habits vary, one for each in the file's order.
    pub(super) habits: Vec<Chance>,
    /// When a drink or the bathroom is wanted.
    pub(super) needs: Chance,
    /// The details of what is done.
    pub(super) ways: Chance,
    /// Small movements.
    pub(super) fidgets: Chance,
    /// How fast each walk is.
    pub(super) gait: Chance,
    /// Which days and nights are bad.
    pub(super) moods: Chance,
    /// How lively days are.
    pub(super) spirits: Chance,
    /// How lively days are for all who live here: everybody has the same stream of it.
    pub(super) household: Chance,
    /// When one gets up to fetch or see to something, and what.
    pub(super) errands: Chance,
}

impl Chances {
    /// What kind of day it will be; drawn only for those who have bad days.
    pub(super) fn mood(&mut self, calendar: &Calendar, routine: &Routine, day: i64) -> Mood {
        let noon = calendar.at(day, ClockTime::MIDNIGHT) + Span::hours(12);
        let mut mood = Mood::of_day(i64::from(calendar.local(noon).date.day_of_year()));
        if routine.bad_days > 0.0 {
            let (bad, later) = (self.moods.happens(routine.bad_days), self.moods.seconds(1_500.0, 4_500.0));
            mood.bad = bad.then_some(later);
        }
        mood
    }

    /// When sleep will not come between two instants of a night, and for how long; drawn only for those who have
    /// restless nights.
    pub(super) fn restless(&mut self, routine: &Routine, from: Timestamp, to: Timestamp) -> Option<(Timestamp, Span)> {
        if routine.restless_nights <= 0.0 || to - from < Span::hours(4) {
            return None;
        }
        let (restless, awake) = (self.moods.happens(routine.restless_nights), self.moods.seconds(1_800.0, 5_400.0));
        let at = from + Span::from_seconds(self.moods.between(3_600.0, (to - from).as_seconds() - 7_200.0));
        restless.then_some((at, awake))
    }
}

/// Whom a body in the home belongs to: what a simulation has to know of anybody.
#[derive(Clone, Debug)]
pub(super) struct Character {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) who: Who,
    pub(super) pronoun: Pronoun,
    /// Metres a second, on an ordinary day.
    pub(super) speed: f64,
}

impl Character {
    /// A resident's.
    pub(super) fn of(resident: &Resident) -> Self {
        Self {
            id: resident.id.clone(),
            name: resident.name.clone(),
            who: match resident.role {
                Role::Resident => Who::Resident,
                Role::Carer => Who::Carer,
            },
            pronoun: resident.pronoun,
            speed: resident.walking_speed,
        }
    }
}

/// A person in the simulated home.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) is: Character,
    /// What is known of them besides, if they do not live here.
    pub(super) guest: Option<Guest>,
    /// What is known of it besides, if it is an animal.
    pub(super) pet: Option<Pet>,
    /// The step being carried out, and when it ends; only where somebody else may ask for something in between.
    pub(super) under_way: Option<Step>,
    pub(super) until: Timestamp,
    /// Whether the tablets that are planned next are a second time by mistake.
    pub(super) second_dose: bool,
    /// The bed, the seat and the chair at the table that are theirs.
    pub(super) own: Own,
    pub(super) body: Body,
    /// The area the body is in; `None` is outside.
    pub(super) area: Option<usize>,
    /// The way being walked, or walked last.
    pub(super) walking: Option<Arc<Path>>,
    /// A piece whose door is held open.
    pub(super) holds_open: Option<usize>,
    /// What is sat or lain on.
    pub(super) seat: Option<Spot>,
    /// The bed that is lain on, as its sensor would feel it.
    pub(super) presses: Option<usize>,
    /// Where a walk under way leads, and the area that is in; only where somebody else may be in the way.
    pub(super) bound_for: Option<(Spot, Option<usize>)>,
    /// Since when somebody has waited for a bathroom or a seat to be free.
    pub(super) waits_since: Option<Timestamp>,
    /// Helping somebody in the bathroom, so that neither waits for the other.
    pub(super) helps: bool,
    /// A meal that somebody else has made.
    pub(super) joins: Option<Joins>,
    pub(super) activity: Activity,
    pub(super) doing_words: Option<String>,
    pub(super) steps: VecDeque<Step>,
    /// Counts what has been begun; what was put on the agenda under an older number no longer happens.
    pub(super) turn: u64,
    /// How the body moves while it stays.
    pub(super) manner: Option<Manner>,
    pub(super) doing: Option<Doing>,
    pub(super) plan: VecDeque<Planned>,
    /// How time was passed last between two things planned.
    pub(super) pastime: Option<Activity>,
    pub(super) toilet_at: Timestamp,
    /// When something will have to be fetched or seen to.
    pub(super) errand_at: Timestamp,
    /// How lively this day is.
    pub(super) spirits: Spirits,
    /// Whether it is one of their bad days.
    pub(super) low: bool,
    pub(super) teas: VecDeque<Timestamp>,
    pub(super) night_visits: VecDeque<Timestamp>,
    /// When sleep will not come this night, and for how long.
    pub(super) wakes: VecDeque<(Timestamp, Span)>,
    /// Disturbances that wait until they can begin.
    pub(super) waiting: VecDeque<usize>,
    /// The disturbance being lived through, from foreseeing it to its end.
    pub(super) within: Option<usize>,
    /// Walking without a light on purpose or by habit.
    pub(super) in_the_dark: bool,
    /// When the name was last said in the story.
    pub(super) named_at: Timestamp,
    pub(super) chances: Chances,
}

impl Person {
    /// Someone asleep in bed, or at rest where there is none.
    pub(super) fn new(is: Character, habits: usize, home: &Home, seed: u64, now: Timestamp, own: Own) -> Self {
        let spot = own.bed;
        let chance = |purpose: &str| Chance::new(seed, &is.id, purpose);
        let (at, heading, pose) = match spot.seat {
            Some(seat) => (seat.at, seat.heading, seat.pose),
            None => (spot.stand, spot.facing, Pose::Standing),
        };
        let habits = (0..habits).map(|habit| chance(&format!("habit {}", habit + 1))).collect();
        let area = home.area_at(at).and_then(|area| home.areas.iter().position(|a| a.id == area.id));
        let chances = Chances {
            habits,
            needs: chance("needs"),
            ways: chance("ways"),
            fidgets: chance("fidgets"),
            gait: chance("gait"),
            moods: chance("moods"),
            spirits: chance("spirits"),
            household: Chance::new(seed, "household", "spirits"),
            errands: chance("errands"),
        };
        Self {
            is,
            guest: None,
            pet: None,
            under_way: None,
            until: now,
            second_dose: false,
            own,
            body: Body::new(at, heading, pose),
            area,
            walking: None,
            holds_open: None,
            seat: spot.seat.map(|_| spot),
            presses: None,
            bound_for: None,
            waits_since: None,
            helps: false,
            joins: None,
            activity: Activity::Sleep,
            doing_words: None,
            steps: VecDeque::new(),
            turn: 0,
            manner: None,
            doing: Some(Doing { activity: Activity::Sleep, until: None, begun: true, spot: Some(spot), filler: false }),
            plan: VecDeque::new(),
            pastime: None,
            toilet_at: now,
            errand_at: now,
            spirits: Spirits::default(),
            low: false,
            teas: VecDeque::new(),
            night_visits: VecDeque::new(),
            wakes: VecDeque::new(),
            waiting: VecDeque::new(),
            within: None,
            in_the_dark: false,
            named_at: Timestamp::MIN,
            chances,
        }
    }

    /// Whether they are within the walls.
    pub(super) fn is_home(&self) -> bool {
        self.area.is_some() && self.body.pose() != Pose::Away
    }

    /// When the next small movement comes, and the vigour of one; `None` when there are none.
    pub(super) fn next_movement(&mut self, now: Timestamp) -> Option<(Timestamp, f64)> {
        let manner = self.manner?;
        let (mean, vigour) = manner.movement()?;
        let lively = if manner.varies() { self.spirits.liveliness(now).sqrt() } else { 1.0 };
        let mean = Span::from_seconds(mean.as_seconds() / lively);
        let fidgets = &mut self.chances.fidgets;
        let wait = if manner.is_even() { fidgets.interval(mean) } else { fidgets.wait(mean) };
        Some((now + wait, vigour))
    }

    /// Whether a door to outside may be shut as far as they are concerned: they are indoors and not about to use it, or
    /// far away.
    pub(super) fn has_done_with(&self, opening: usize) -> bool {
        let uses = self.steps.iter().any(|step| matches!(step, Step::Door(door, false) if *door == opening));
        self.body.pose() == Pose::Away || (self.within.is_none() && self.is_home() && !uses)
    }

    /// Where a walk from here would begin: beside the bed or chair, or right here.
    pub(super) fn stands_at(&self) -> Point {
        self.seat.map_or_else(|| self.body.at(), |spot| spot.stand)
    }
}

/// A sentence about someone: by name when `named`, else by pronoun.
pub(super) fn sentence(person: &Character, named: bool, tale: Tale) -> String {
    match (named, person.pronoun) {
        (true, _) => format!("{} {}.", person.name, tale.0),
        (false, Pronoun::She) => format!("She {}.", tale.0),
        (false, Pronoun::He) => format!("He {}.", tale.0),
        (false, Pronoun::They) => format!("They {}.", tale.1),
    }
}
