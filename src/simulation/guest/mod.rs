//! Those who come on visits: when they come, how they get in, and how they leave.
//!
//! A guest is a person like any other, with a body that walks and steps to carry out; while not in the house they stand
//! at the end of the path, away, and nothing happens to them. A grown-up comes first in the simulation's list of people,
//! and the children who come along follow. What a guest does in the house is in `tasks`, what the residents do while
//! there are guests in `host`.

mod host;
mod tasks;

use std::collections::VecDeque;
use std::sync::Arc;

use super::agenda::Rank;
use super::chance::Chance;
use super::door::with_key_from_safe;
use super::resident::body::{Body, Pose};
use super::resident::places::{Spot, WayOut};
use super::resident::sharing::Own;
use super::resident::{Character, Manner, Person, Step};
use super::truth::{TruthEvent, TruthKind};
use super::view::Who;
use super::{Happening, Simulation};
use crate::home::{AreaKind, Home};
use crate::scenario::visitor::{Enters, Task, Visit, Visitor, VisitorKind};
use crate::scenario::{Activity, Pronoun, Scenario};
use crate::time::{ClockTime, Span, Timestamp};

/// How long somebody who has rung waits before they go away.
pub(super) const WAITS: Span = Span::minutes(10);
/// How fast children walk in the house, in metres a second.
const CHILD_PACE: f64 = 1.2;

/// What is known of somebody who comes.
#[derive(Clone, Debug)]
pub(super) struct Guest {
    /// The place of the visitor in the scenario's list.
    pub(super) visitor: usize,
    /// Who they come with: the place of the grown-up among the people; their own for a grown-up.
    pub(super) comes_with: usize,
    /// Whether they are on a visit, from setting out on the path to being back at its end.
    pub(super) on_visit: bool,
    /// Whether they have come in.
    pub(super) inside: bool,
    /// When they mean to leave.
    pub(super) leaves: Timestamp,
    /// When they would have left, where something makes them leave earlier.
    pub(super) planned: Timestamp,
    /// What is left to do.
    pub(super) tasks: VecDeque<Task>,
    /// The label of this visit.
    pub(super) label: &'static str,
    /// How they get in this time.
    pub(super) enters: Enters,
    /// When they last rang.
    pub(super) rung: Option<Timestamp>,
    /// The resident who is on the way to open for them.
    pub(super) opened_by: Option<usize>,
    /// Whether they have been given tea.
    pub(super) had_tea: bool,
    /// One stream for each visit that is planned.
    visits: Vec<Chance>,
}

/// The people who come, in the order of the simulation's list, the first at this place in it.
pub(super) fn all(scenario: &Scenario, home: &Home, at: WayOut, own: Own, first: usize) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for (place, visitor) in scenario.visitors.iter().enumerate() {
        let comes_with = first + people.len();
        let grown_up = Character {
            id: visitor.id.clone(),
            name: visitor.name.clone(),
            who: if visitor.kind == VisitorKind::Carer { Who::Carer } else { Who::Visitor },
            pronoun: visitor.pronoun,
            speed: visitor.walking_speed,
        };
        let children = visitor.children.iter().map(|name| Character {
            id: format!("{} with {}", name, visitor.id),
            name: name.clone(),
            who: Who::Child,
            pronoun: Pronoun::They,
            speed: CHILD_PACE,
        });
        for is in std::iter::once(grown_up).chain(children) {
            let visits = (0..visitor.visits.len())
                .map(|visit| Chance::new(scenario.seed, &is.id, &format!("visit {}", visit + 1)))
                .collect();
            let mut person = Person::new(is, 0, home, scenario.seed, scenario.starts(), own);
            person.body = Body::new(at.beyond.stand, at.beyond.facing, Pose::Away);
            person.area = None;
            person.seat = None;
            person.doing = None;
            person.activity = Activity::Out;
            person.guest = Some(Guest {
                visitor: place,
                comes_with,
                on_visit: false,
                inside: false,
                leaves: scenario.starts(),
                planned: scenario.starts(),
                tasks: VecDeque::new(),
                label: "visit",
                enters: visitor.enters,
                rung: None,
                opened_by: None,
                had_tea: false,
                visits,
            });
            people.push(person);
        }
    }
    people
}

/// Whether children stay for a night on a visit of such a length that begins at such a time.
fn over_night(visitor: &Visitor, at: ClockTime, lasts: Span) -> bool {
    !visitor.children.is_empty() && at.since_midnight() + lasts > Span::hours(26)
}

impl Simulation {
    pub(super) fn guest(&self, who: usize) -> Option<&Guest> {
        self.people[who].guest.as_ref()
    }

    pub(super) fn guest_mut(&mut self, who: usize) -> Option<&mut Guest> {
        self.people[who].guest.as_mut()
    }

    /// Whether anybody is in the house who does not live here.
    pub(super) fn has_guests(&self) -> bool {
        self.people.iter().any(|person| person.guest.as_ref().is_some_and(|guest| guest.inside))
    }

    /// Whether a guest came for the residents' company, or with somebody who did.
    pub(super) fn is_company(&self, who: usize) -> bool {
        self.visitor_of(who).is_some_and(|visitor| visitor.kind.is_company())
    }

    /// The visitor that a guest is, or comes with.
    pub(super) fn visitor_of(&self, who: usize) -> Option<&Visitor> {
        self.fixed.scenario.visitors.get(self.guest(who)?.visitor)
    }

    /// Whether nothing more happens to someone until they come again.
    pub(super) fn is_gone(&self, who: usize) -> bool {
        self.guest(who).is_some_and(|guest| !guest.on_visit) || self.is_absent(who)
    }

    /// Who comes with a grown-up, the grown-up first.
    fn company_of(&self, who: usize) -> Vec<usize> {
        let with = |place: &usize| self.guest(*place).is_some_and(|guest| guest.comes_with == who);
        (0..self.people.len()).filter(with).collect()
    }

    /// Plans everybody's visits of a day.
    pub(super) fn plan_visits(&mut self, day: i64) {
        let scenario = Arc::clone(&self.fixed.scenario);
        let calendar = &scenario.calendar;
        let midday = calendar.at(day, ClockTime::MIDNIGHT) + Span::hours(12);
        let weekday = calendar.local(midday).weekday;
        for who in scenario.residents.len()..self.people.len() {
            let Some(guest) = self.people[who].guest.as_mut().filter(|guest| guest.comes_with == who) else { continue };
            let visitor = &scenario.visitors[guest.visitor];
            let mut planned = Vec::new();
            for (place, visit) in visitor.visits.iter().enumerate() {
                let Some((at, until)) = time_of(visit, calendar.at(day, visit.at), &mut guest.visits[place]) else {
                    continue;
                };
                if visit.days.contains(&weekday) && (visit.from_day..=visit.to_day).contains(&day) {
                    planned.push((at, until, place));
                }
            }
            for (at, until, visit) in planned {
                self.agenda.add(at.max(self.now), Rank::Ordinary, Happening::Arrives { who, visit, until });
            }
        }
        let next = calendar.at(day + 1, ClockTime::MIDNIGHT);
        self.agenda.add(next, Rank::Ordinary, Happening::Visits { day: day + 1 });
    }

    /// A guest is at the end of the path, if nothing keeps them from coming.
    pub(super) fn arrives(&mut self, who: usize, visit: usize, until: Timestamp) {
        let Some(way) = self.fixed.places.ways_out.first().copied() else { return };
        // Whoever is still here from an earlier visit does not come again.
        if self.guest(who).is_none_or(|guest| guest.on_visit) || self.is_kept_away(who, until) {
            return;
        }
        let leaves = self.leaves_at(who, until);
        let scenario = Arc::clone(&self.fixed.scenario);
        let Some(visitor) = self.visitor_of(who) else { return };
        let (kind, enters) = (visitor.kind, visitor.enters);
        let at = scenario.calendar.local(self.now).clock;
        let stays = over_night(visitor, at, until - self.now);
        let evening = at.hour() >= 18;
        let tasks = visitor.visits.get(visit).map(|visit| visit.does.clone()).unwrap_or_default();
        for member in self.company_of(who) {
            let first = member == who;
            let nights = self.bed_for_guest(member);
            let person = &mut self.people[member];
            person.own.bed = nights;
            if let Some(guest) = &mut person.guest {
                guest.on_visit = true;
                guest.inside = false;
                guest.leaves = leaves;
                guest.planned = until;
                guest.tasks = tasks.clone().into();
                guest.label = kind.label(stays, evening);
                guest.enters = enters;
                guest.rung = None;
                guest.opened_by = None;
                guest.had_tea = false;
            }
            let aside = 0.35 * (member - who) as f64;
            let steps = comes_in(way, enters, first, aside, self.now + WAITS);
            person.steps.extend(steps);
            self.go_on(member);
        }
    }

    /// A place for the night: a bed that nobody has, the other half of a double one for a child, or the sofa.
    fn bed_for_guest(&self, who: usize) -> Spot {
        let own = self.people[who].own.bed;
        let free = |spot: &&Spot| {
            let theirs = |person: &Person| {
                person
                    .own
                    .bed
                    .seat
                    .is_some_and(|bed| spot.seat.is_some_and(|seat| super::resident::sharing::overlap(&bed, &seat)))
            };
            let here = |person: &Person| person.guest.as_ref().is_none_or(|guest| guest.on_visit);
            self.people.iter().enumerate().all(|(other, person)| other == who || !here(person) || !theirs(person))
        };
        let child = self.people[who].is.who == Who::Child;
        let beds = self.fixed.to_lie.iter().filter(|(_, half)| child || !half).map(|(spot, _)| spot);
        beds.into_iter().find(free).copied().unwrap_or(own)
    }

    /// Guests are in: the visit begins, and it is told.
    pub(super) fn visit_begins(&mut self, who: usize) {
        let Some(guest) = self.guest_mut(who) else { return };
        guest.inside = true;
        let (label, first) = (guest.label, guest.comes_with == who);
        self.people[who].activity = Activity::Company;
        if first {
            let sentence = self.told_of_arrival(who);
            self.truth_of_visit(who, label, sentence, true);
            self.interrupts_company(who);
        }
    }

    /// Guests are out of the door: the visit is over.
    pub(super) fn visit_ends(&mut self, who: usize) {
        let now = self.now;
        let Some(guest) = self.guest_mut(who) else { return };
        guest.inside = false;
        let (label, first, planned) = (guest.label, guest.comes_with == who, guest.planned);
        self.people[who].activity = Activity::Out;
        if first {
            let sentence = format!("{} leaves.", self.people[who].is.name);
            self.truth_of_visit(who, label, sentence, false);
            if planned - now > Span::minutes(2) && label == "carer-visit" {
                self.left_early(who, planned);
            }
        }
    }

    fn truth_of_visit(&mut self, who: usize, label: &'static str, sentence: String, begins: bool) {
        let kind = TruthKind::Label(label);
        self.truth.push(TruthEvent { at: self.now, resident: Some(who), kind, sentence, begins });
    }

    fn told_of_arrival(&self, who: usize) -> String {
        let Some(visitor) = self.visitor_of(who) else { return String::new() };
        let with = match visitor.children.as_slice() {
            [] => String::new(),
            [one] => format!(" with {one}"),
            [most @ .., last] => format!(" with {} and {last}", most.join(", ")),
        };
        let (name, host) = (&visitor.name, &self.fixed.scenario.residents[0].name);
        let by = match self.guest(who).map_or(visitor.enters, |guest| guest.enters) {
            Enters::Rings => "",
            Enters::Key => ", with a key",
            Enters::KeySafe => ", with the key from the key safe",
        };
        match visitor.kind {
            VisitorKind::Carer => format!("{name}, a carer, comes in{by}."),
            VisitorKind::Family | VisitorKind::Friend => format!("{name} comes to see {host}{with}{by}."),
            VisitorKind::Builder => format!("{name} comes to work in the house{with}{by}."),
            VisitorKind::Stranger => format!("{name} comes in{with}, whom {host} does not know."),
        }
    }

    /// Before the open door or a shut one, until somebody has opened it; gives up in the end.
    pub(super) fn awaits_door(&mut self, who: usize, opening: usize, until: Timestamp) -> Option<Timestamp> {
        if self.house.is_open(opening) {
            return None;
        }
        if self.now >= until {
            let way = self.fixed.places.ways_out.first().copied()?;
            let steps = &mut self.people[who].steps;
            steps.clear();
            steps.extend([Step::Go(way.beyond), Step::Away(true), Step::Gone]);
            return None;
        }
        if let Some(steps) = self.rings(who, until) {
            for step in steps.into_iter().rev() {
                self.people[who].steps.push_front(step);
            }
            return None;
        }
        self.somebody_opens(who, opening);
        self.people[who].steps.push_front(Step::AwaitDoor(opening, until));
        self.people[who].manner = Some(Manner::Standing);
        Some(self.now + Span::seconds(3))
    }

    /// Holds the door until everyone who came along is out, or for two minutes.
    pub(super) fn awaits_company(&mut self, who: usize, until: Timestamp) -> Option<Timestamp> {
        let inside = |place: &usize| *place != who && self.people[*place].area.is_some();
        if self.now >= until || !self.company_of(who).iter().any(inside) {
            return None;
        }
        self.people[who].steps.push_front(Step::AwaitCompany(until));
        Some(self.now + Span::seconds(2))
    }

    /// The steps out of the house.
    fn leaves_house(&self, who: usize) -> Vec<Step> {
        let Some(way) = self.fixed.places.ways_out.first().copied() else { return Vec::new() };
        let turned = Spot { facing: way.step.facing + std::f64::consts::PI, ..way.step };
        let first = self.guest(who).is_some_and(|guest| guest.comes_with == who);
        let mut steps = vec![Step::Doing(Some("Leaving".to_owned()))];
        if first {
            let hall = self.fixed.places.room(AreaKind::Hall);
            steps.push(Step::Go(hall));
            steps.push(Step::Stay(Span::seconds(if self.company_of(who).len() > 1 { 40 } else { 8 }), Manner::Working));
            steps.push(Step::Go(way.inside));
            steps.push(Step::Door(way.opening, true));
            steps.push(Step::Stay(Span::millis(1_800), Manner::Standing));
            steps.push(Step::AwaitCompany(self.now + Span::minutes(6)));
            steps.push(Step::Go(turned));
            steps.push(Step::VisitEnds);
            steps.push(Step::Door(way.opening, false));
            steps.push(Step::Stay(Span::seconds(4), Manner::Standing));
        } else {
            steps.push(Step::Go(self.fixed.places.room(AreaKind::Hall)));
            steps.push(Step::AwaitDoor(way.opening, self.now + Span::minutes(3)));
            steps.push(Step::Go(Spot { facing: way.step.facing, ..way.step }));
            steps.push(Step::VisitEnds);
        }
        steps.push(Step::Go(way.beyond));
        steps.push(Step::Away(true));
        steps.push(Step::Gone);
        steps
    }

    /// A guest is gone.
    pub(super) fn gone(&mut self, who: usize) {
        if let Some(guest) = self.guest_mut(who) {
            guest.on_visit = false;
            guest.inside = false;
        }
        let person = &mut self.people[who];
        (person.manner, person.doing_words, person.seat, person.joins) = (None, None, None, None);
        person.helps = false;
    }
}

/// When a visit begins and ends, from what is usual; `None` when it does not take place. Always the same draws.
fn time_of(visit: &Visit, at: Timestamp, chance: &mut Chance) -> Option<(Timestamp, Timestamp)> {
    let comes = chance.happens(visit.chance);
    let (within, late, long) = (chance.between(0.0, 1.0), chance.normal(), chance.normal());
    let begins = at + Span::from_seconds(visit.window.as_seconds() * within + visit.late.as_seconds() * late.abs());
    let least = Span::from_seconds(visit.lasts.as_seconds() * 0.4);
    let lasts = (visit.lasts + Span::from_seconds(visit.lasts_give.as_seconds() * long)).max(least);
    comes.then_some((begins, begins + lasts))
}

/// From the end of the path into the house.
fn comes_in(way: WayOut, enters: Enters, first: bool, aside: f64, until: Timestamp) -> Vec<Step> {
    let facing = way.step.facing + std::f64::consts::PI;
    let step = Spot { facing, ..way.step };
    let mut steps = vec![Step::Away(false)];
    if first {
        steps.push(Step::Go(step));
        match enters {
            Enters::Rings => {
                steps.push(Step::Stay(Span::seconds(2), Manner::Standing));
                steps.push(Step::AwaitDoor(way.opening, until));
            }
            Enters::Key => {
                steps.push(Step::Stay(Span::seconds(6), Manner::Standing));
                steps.push(Step::Door(way.opening, true));
            }
            Enters::KeySafe => steps.extend(with_key_from_safe(way)),
        }
        steps.push(Step::VisitBegins);
        steps.push(Step::Stay(Span::millis(1_500), Manner::Standing));
        steps.push(Step::Go(way.inside));
        steps.push(Step::Stay(Span::seconds(9), Manner::Standing));
        steps.push(Step::Door(way.opening, false));
    } else {
        // The children stand behind, one after another on the path.
        let behind = Spot { stand: step.stand.toward(way.beyond.stand, 0.3 + aside.min(0.6)), facing, seat: None };
        steps.push(Step::Go(behind));
        steps.push(Step::AwaitDoor(way.opening, until + Span::seconds(20)));
        steps.push(Step::VisitBegins);
        steps.push(Step::Stay(Span::from_seconds(1.0 + 2.0 * aside), Manner::Standing));
    }
    steps
}
