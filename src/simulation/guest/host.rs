//! What residents do while there are guests: they open the door, make tea and sit with those who came to see them.

use super::super::Simulation;
use super::super::activity::begins;
use super::super::disturbance::change::Drink;
use super::super::resident::places::Spot;
use super::super::resident::plan::Planned;
use super::super::resident::{Doing, Manner, Step};
use crate::home::AreaKind;
use crate::scenario::{Activity, Role};
use crate::time::{Span, Timestamp};

/// Nobody starts something else for guests who leave so soon.
const SOON: Span = Span::minutes(8);
/// Whoever stays longer than this stays with the family, and not for a visit.
const STAYS: Span = Span::hours(6);
/// Tea is made for guests who stay at least so long.
const FOR_TEA: Span = Span::minutes(20);

impl Simulation {
    /// Until when there is company for someone to sit with; `None` when there is none, or somebody else is the host.
    pub(in crate::simulation) fn company_until(&self, who: usize) -> Option<Timestamp> {
        let residents = &self.fixed.scenario.residents;
        if self.people.len() == residents.len() || self.people[who].guest.is_some() {
            return None;
        }
        // A live-in carer leaves the visit to those it is for.
        if residents.get(who).is_some_and(|resident| resident.role == Role::Carer) {
            return None;
        }
        let guests = self.people.iter().filter_map(|person| person.guest.as_ref());
        let here = guests.filter(|guest| {
            let kind = self.fixed.scenario.visitors.get(guest.visitor).map(|visitor| visitor.kind);
            guest.inside && kind.is_some_and(crate::scenario::visitor::VisitorKind::is_company)
        });
        let until = here.map(|guest| guest.leaves).max()?;
        let left = until - self.now;
        // Of those who stay for days one makes no company: life goes on with them.
        (left > SOON && left < STAYS).then_some(until)
    }

    /// Guests who came to see the residents are in: whoever sits, naps or potters about stops that.
    pub(super) fn interrupts_company(&mut self, guest: usize) {
        let company = self.visitor_of(guest).is_some_and(|visitor| visitor.kind.is_company());
        if !company {
            return;
        }
        let now = self.now;
        for who in 0..self.fixed.scenario.residents.len() {
            let lasting = self.people[who].doing.is_some_and(|doing| {
                matches!(doing.activity, Activity::Television | Activity::Rest | Activity::Nap | Activity::Housework)
                    && doing.begun
            });
            let waits = self.people[who].within.is_none() && lasting && self.company_until(who).is_some();
            if waits && let Some(doing) = &mut self.people[who].doing {
                doing.until = Some(now);
                // Sitting is over at once, a chore or a cup of tea at its own end.
                if self.people[who].steps.is_empty() && self.break_off(who) {
                    self.go_on(who);
                }
            }
        }
    }

    /// Whether a thing that was planned gives way to company, for good; what cannot is put off until they have gone.
    pub(in crate::simulation) fn gives_way_to_company(&mut self, who: usize, planned: Planned) -> bool {
        let Some(leaves) = self.company_until(who) else { return false };
        match planned.activity {
            Activity::Out
            | Activity::Nap
            | Activity::Television
            | Activity::Housework
            | Activity::Rest
            | Activity::Bathe => true,
            Activity::Retire | Activity::Sleep if leaves - self.now < Span::hours(5) => {
                let mut at = leaves + Span::minutes(3);
                for later in &mut self.people[who].plan {
                    if matches!(later.activity, Activity::Retire | Activity::Sleep) {
                        later.starts = later.starts.max(at);
                        at = later.starts + later.lasts;
                    }
                }
                let put_off = Planned { starts: leaves + Span::minutes(2), ..planned };
                self.people[who].plan.push_front(put_off);
                true
            }
            _ => false,
        }
    }

    /// Sits with those who are here, after making them tea. Whether there is anybody.
    pub(in crate::simulation) fn keeps_company(&mut self, who: usize, until: Timestamp) -> bool {
        let Some(leaves) = self.company_until(who) else { return false };
        let until = until.min(leaves);
        if until - self.now < Span::minutes(3) {
            return false;
        }
        let seat = self.people[who].own.seat;
        self.people[who].pastime = None;
        self.people[who].doing = Some(Doing {
            activity: Activity::Company,
            until: Some(until),
            begun: false,
            spot: Some(seat),
            filler: false,
        });
        if leaves - self.now > FOR_TEA && self.drink(who) == Drink::Hot {
            self.tea_for_guests(who);
        }
        true
    }

    fn tea_for_guests(&mut self, who: usize) {
        let waiting: Vec<usize> = (0..self.people.len())
            .filter(|place| self.guest(*place).is_some_and(|guest| guest.inside && !guest.had_tea))
            .filter(|place| self.visitor_of(*place).is_some_and(|visitor| visitor.kind.is_company()))
            .collect();
        if waiting.is_empty() {
            return;
        }
        for guest in waiting {
            if let Some(guest) = self.guest_mut(guest) {
                guest.had_tea = true;
            }
        }
        let until = self.now + Span::minutes(8);
        let mut steps = self.steps_for(who, until, super::super::activity::tea);
        if let Some(first) = steps.first_mut() {
            *first = begins(Activity::Tea, "makes tea for the visitors", "make tea for the visitors");
        }
        self.people[who].steps.extend(steps);
        self.people[who].teas.pop_front();
    }

    /// Somebody who is up and free goes to the door for a guest who has rung.
    pub(super) fn somebody_opens(&mut self, guest: usize, opening: usize) {
        if self.guest(guest).is_none_or(|guest| guest.opened_by.is_some_and(|who| self.is_opening(who, opening))) {
            return;
        }
        let Some(way) = self.fixed.places.ways_out.iter().copied().find(|way| way.opening == opening) else { return };
        let hall = self.fixed.places.room(AreaKind::Hall);
        for who in 0..self.fixed.scenario.residents.len() {
            let steps = vec![
                Step::Doing(Some("Answering the door".to_owned())),
                Step::Go(way.inside),
                Step::Door(opening, true),
                Step::Stay(Span::seconds(2), Manner::Standing),
                Step::Go(Spot { seat: None, ..hall }),
                Step::Stay(Span::seconds(8), Manner::Standing),
                Step::Doing(None),
            ];
            if self.puts_in_between(who, steps) {
                if let Some(guest) = self.guest_mut(guest) {
                    guest.opened_by = Some(who);
                }
                return;
            }
        }
    }

    fn is_opening(&self, who: usize, opening: usize) -> bool {
        self.people[who].steps.iter().any(|step| matches!(step, Step::Door(door, true) if *door == opening))
    }

    /// Something short is done at once, and what was being done is taken up again after it. False when this is no
    /// moment for it: nobody gets out of the bath, off the toilet or out of bed for it, or up from a fall.
    pub(in crate::simulation) fn puts_in_between(&mut self, who: usize, steps: Vec<Step>) -> bool {
        let now = self.now;
        let person = &self.people[who];
        let free = person.is_home() && person.within.is_none() && !person.body.is_shifting();
        let manner = match person.manner {
            Some(
                Manner::Asleep | Manner::OnToilet | Manner::Bathing | Manner::Struggling | Manner::Lying | Manner::Away,
            ) => return false,
            Some(manner) => Some(manner),
            None => None,
        };
        let asleep = person.doing.is_some_and(|doing| doing.activity == Activity::Sleep);
        if !free || asleep || person.helps {
            return false;
        }
        // Sitting down again in one's chair is decided anew; a chore or a meal is taken up where it was.
        let decides = person.steps.is_empty() && person.doing.is_some();
        let mut back = Vec::new();
        if !decides {
            let words = person.doing_words.clone();
            match (person.seat, &person.under_way) {
                (Some(seat), _) => back.extend([Step::Go(seat), Step::Settle(seat)]),
                (None, Some(Step::Go(spot))) if person.body.is_walking() => back.push(Step::Go(*spot)),
                (None, _) => {
                    let here = Spot { stand: person.body.place(now), facing: person.body.heading(), seat: None };
                    back.push(Step::Go(here));
                }
            }
            back.push(Step::Doing(words));
            if let Some(manner) = manner {
                back.push(Step::Until(person.until, manner));
            }
        }
        let person = &mut self.people[who];
        person.turn += 1;
        person.manner = None;
        person.bound_for = None;
        person.body.halt(now);
        for step in steps.into_iter().chain(back).rev() {
            person.steps.push_front(step);
        }
        self.go_on(who);
        true
    }
}
