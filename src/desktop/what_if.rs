//! Lets another monitor hear the weeks again, a piece in each frame, and says how its alerts differ from those that were
//! raised. What is asked stands in [`Shown`]; what came of it is written there.

use super::panel::Shown;
use super::panel::what_if::Outcome;
use crate::evaluation::rehear::{Otherwise, Rehearing, difference};
use crate::evaluation::{Raised, Stretch};
use crate::player::history::{History, Taken};
use crate::player::house::acts_of;
use crate::player::pace::Budget;
use crate::player::view::View;
use crate::simulation::truth::TruthKind;

/// How many items are heard between two looks at the budget.
const PIECE: usize = 512;

/// Another monitor on its way through the weeks.
pub struct Hearing {
    of: Otherwise,
    /// The state of the history that it hears.
    revision: u64,
    other: Rehearing,
    taken: Taken,
}

/// Goes on with what is asked, if anything is; gives back what is left to do.
pub fn go_on(hearing: Option<Hearing>, view: &View<'_>, shown: &mut Shown, budget: Budget) -> Option<Hearing> {
    let Some(asked) = shown.what_if.asked().cloned() else {
        shown.what_if.heard = None;
        return None;
    };
    let (history, scenario) = (view.history, view.scenario);
    let revision = history.revision();
    if shown.what_if.outcome.as_ref().is_some_and(|outcome| outcome.of == asked && outcome.revision == revision) {
        return None;
    }
    if view.known_until < view.ends {
        // All days are heard or none: a comparison of half of them would change under the reader's eyes.
        return None;
    }
    let mut hearing = hearing.filter(|one| one.of == asked && one.revision == revision).unwrap_or_else(|| Hearing {
        other: Rehearing::new(&scenario.home, &scenario.calendar, &asked, acts_of(scenario)),
        of: asked,
        revision,
        taken: Taken::default(),
    });
    loop {
        for _ in 0..PIECE {
            let Some((item, taken)) = history.item(&scenario.home, hearing.taken) else {
                let said = hearing.other.by(view.ends).to_vec();
                let difference = difference(&raised(history), &said, &labels(history), &scenario.calendar, view.ends);
                shown.what_if.heard = None;
                shown.what_if.outcome = Some(Outcome { of: hearing.of, revision, said, difference });
                return None;
            };
            hearing.other.hear(&item);
            hearing.taken = taken;
        }
        if !budget.left() {
            shown.what_if.heard = Some(history.part_of(hearing.taken));
            return Some(hearing);
        }
    }
}

/// Every alert that was raised, as far as it is known.
pub(super) fn raised(history: &History) -> Vec<Raised> {
    history.alerts().iter().map(Raised::from).collect()
}

/// What happened out of the ordinary, as far as it is known.
pub(super) fn labels(history: &History) -> Vec<Stretch> {
    let label = |kind: &TruthKind| match kind {
        TruthKind::Label(name) | TruthKind::Fault { name, .. } => Some((*name).to_owned()),
        TruthKind::Activity(_) | TruthKind::Whereabouts(_) => None,
    };
    let spans = history.truth().iter();
    spans
        .filter_map(|span| {
            let label = label(&span.kind)?;
            Some(Stretch { label, resident: span.resident, from: span.from, until: span.until })
        })
        .collect()
}
