//! Lives through the days once more without each device, a piece in each frame, where somebody asks how soon help would have
//! been there. What is asked stands in [`Shown`]; what came of it is written there.

use std::sync::Arc;

use super::panel::Shown;
use super::panel::caring::Without;
use crate::player::pace::Budget;
use crate::player::without::Trials;
use crate::scenario::Scenario;

/// The tries on their way, and of which scenario.
pub struct Trying {
    of: Arc<Scenario>,
    trials: Trials,
}

/// Goes on with what is asked, if anything is; gives back what is left to do.
pub fn go_on(
    trying: Option<Trying>,
    (scenario, revision): (&Arc<Scenario>, u64),
    shown: &mut Shown,
    budget: Budget,
) -> Option<Trying> {
    let Without { since: Some(since), .. } = shown.care.without else { return None };
    // Another scenario, or the same with something done to it, is another question.
    if shown.care.without.revision != revision {
        shown.care.without = Without::default();
        return None;
    }
    shown.care.without.part?;
    let mut trying = trying
        .filter(|one| Arc::ptr_eq(&one.of, scenario) && one.trials.since() == since)
        .unwrap_or_else(|| Trying { of: Arc::clone(scenario), trials: Trials::new(scenario, since) });
    let done = trying.trials.go_on(budget);
    shown.care.without.trials = trying.trials.done().to_vec();
    shown.care.without.part = if done { None } else { Some(trying.trials.part() as f32) };
    (!done).then_some(trying)
}
