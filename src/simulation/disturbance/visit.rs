//! What goes wrong with visits: nobody comes, a carer does not arrive or leaves too soon. And tablets that are missed or
//! taken twice, and a kettle that is not the old one.

use super::super::resident::plan::Planned;
use super::super::resident::{Manner, Step};
use super::super::{Happening, Simulation};
use crate::home::{AreaKind, FurnitureKind};
use crate::scenario::Activity;
use crate::scenario::change::ChangeKind;
use crate::scenario::visitor::VisitorKind;
use crate::simulation::activity::begins;
use crate::simulation::agenda::Rank;
use crate::time::{Span, Timestamp};

impl Simulation {
    /// Whether something keeps a visitor who is due from coming. A carer who does not come is told of, until when they
    /// would have left.
    pub(in crate::simulation) fn is_kept_away(&mut self, who: usize, until: Timestamp) -> bool {
        let Some(visitor) = self.guest(who).and_then(|guest| self.fixed.scenario.visitors.get(guest.visitor)) else {
            return true;
        };
        let (kind, name) = (visitor.kind, visitor.name.clone());
        let any = |simulation: &Self, pick: fn(&ChangeKind) -> bool| {
            let residents = 0..simulation.fixed.scenario.residents.len();
            residents.into_iter().any(|who| simulation.strongest(who, |kind| pick(kind).then_some(1.0)).is_some())
        };
        match kind {
            VisitorKind::Family | VisitorKind::Friend => any(self, |kind| matches!(kind, ChangeKind::NoVisitors)),
            VisitorKind::Carer if any(self, |kind| matches!(kind, ChangeKind::CarerNotArrived)) => {
                let resident = &self.fixed.scenario.residents[0].name;
                let sentence = format!("{name}, a carer, does not come to {resident}.");
                self.tell(Some(who), "carer-not-arrived", sentence, true);
                let label = "carer-not-arrived";
                self.agenda.add(until, Rank::Ordinary, Happening::LabelEnds { who, label });
                true
            }
            VisitorKind::Carer | VisitorKind::Builder | VisitorKind::Stranger => false,
        }
    }

    /// When a visitor leaves who would stay until then.
    pub(in crate::simulation) fn leaves_at(&self, who: usize, until: Timestamp) -> Timestamp {
        let carer = self
            .guest(who)
            .and_then(|guest| self.fixed.scenario.visitors.get(guest.visitor))
            .is_some_and(|visitor| visitor.kind == VisitorKind::Carer);
        let residents = 0..self.fixed.scenario.residents.len();
        let lost = residents.into_iter().find_map(|who| {
            self.strongest(who, |kind| match kind {
                ChangeKind::CarerLeavesEarly { share } => Some(*share),
                _ => None,
            })
        });
        match lost.filter(|_| carer) {
            Some((_, share)) => until - Span::from_seconds((until - self.now).as_seconds() * share),
            None => until,
        }
    }

    /// A carer is out of the door before the time is over.
    pub(in crate::simulation) fn left_early(&mut self, who: usize, planned: Timestamp) {
        let early = planned - self.now;
        let sentence = format!("{} has left {early} too soon.", self.people[who].is.name);
        let label = "carer-left-early";
        self.tell(Some(who), label, sentence, true);
        self.agenda.add(planned, Rank::Ordinary, Happening::LabelEnds { who, label });
    }

    /// Tablets are due: they are taken, forgotten, or taken and planned once more by mistake.
    pub(in crate::simulation) fn begins_tablets(&mut self, who: usize, until: Timestamp) {
        let again = std::mem::take(&mut self.people[who].second_dose);
        if !again {
            let missed = self.takes_hold(who, |kind| match kind {
                ChangeKind::TabletsMissed { share } => Some(*share),
                _ => None,
            });
            if missed {
                return;
            }
        }
        let spot = self.fixed.places.spot(&[FurnitureKind::Worktop, FurnitureKind::Sink], AreaKind::Kitchen);
        let chance = &mut self.people[who].chances.ways;
        let (takes, drinks) = (chance.seconds(20.0, 50.0), chance.seconds(15.0, 35.0));
        let sink = self.fixed.places.spot(&[FurnitureKind::Sink, FurnitureKind::Worktop], AreaKind::Kitchen);
        self.people[who].steps.extend([
            if again {
                begins(Activity::Tablets, "takes the tablets a second time", "take the tablets a second time")
            } else {
                begins(Activity::Tablets, "takes the tablets", "take the tablets")
            },
            Step::Go(spot),
            Step::Stay(takes, Manner::Working),
            Step::Go(sink),
            Step::Stay(drinks, Manner::Working),
        ]);
        let twice = !again
            && self.takes_hold(who, |kind| match kind {
                ChangeKind::TabletsTwice { share } => Some(*share),
                _ => None,
            });
        if twice {
            let person = &mut self.people[who];
            person.second_dose = true;
            let after = person.chances.ways.seconds(1_800.0, 4_200.0);
            let once_more = Planned {
                activity: Activity::Tablets,
                starts: self.now + after,
                lasts: until - self.now,
                patience: Span::hours(3),
            };
            let place = person.plan.iter().position(|planned| planned.starts > once_more.starts);
            person.plan.insert(place.unwrap_or(person.plan.len()), once_more);
        }
    }

    /// A carer sees that the tablets are taken.
    pub(in crate::simulation) fn sees_to_tablets(&mut self, who: usize) {
        let spot = self.fixed.places.spot(&[FurnitureKind::Worktop, FurnitureKind::Sink], AreaKind::Kitchen);
        let takes = self.people[who].chances.ways.seconds(60.0, 150.0);
        self.people[who].steps.extend([
            Step::Doing(Some("Seeing to the tablets".to_owned())),
            Step::Go(spot),
            Step::Stay(takes, Manner::Working),
        ]);
    }

    /// A kettle of so many watts takes the old one's place, or the old one is back.
    pub(super) fn swaps_kettle(&mut self, watts: Option<f64>) {
        for piece in 0..self.home().furniture.len() {
            if self.home().furniture[piece].kind == FurnitureKind::Kettle {
                self.house.set_watts(piece, watts);
            }
        }
    }
}
