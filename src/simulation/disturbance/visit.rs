//! What goes wrong with visits: nobody comes, a carer does not arrive or leaves too soon. And a kettle that is not the old
//! one.

use super::super::{Happening, Simulation};
use crate::home::FurnitureKind;
use crate::scenario::change::ChangeKind;
use crate::scenario::visitor::VisitorKind;
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

    /// A kettle of so many watts takes the old one's place, or the old one is back.
    pub(super) fn swaps_kettle(&mut self, watts: Option<f64>) {
        for piece in 0..self.home().furniture.len() {
            if self.home().furniture[piece].kind == FurnitureKind::Kettle {
                self.house.set_watts(piece, watts);
            }
        }
    }
}
