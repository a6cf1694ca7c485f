//! Lives through the scenario with other devices, a piece in each frame, while the window goes on showing it with those that
//! there are. Only when every day is known does the one take the other's place, and it is said what is told otherwise.

use std::sync::Arc;

use super::bridge::Bridge;
use super::panel::Busy;
use super::what_if::{labels, raised};
use crate::evaluation::rehear::difference;
use crate::home::Home;
use crate::player::Player;
use crate::player::command::Command;
use crate::player::pace::Budget;
use crate::time::Timestamp;

/// The scenario with other devices, on its way.
pub struct Refit {
    player: Player,
    /// The moment to show then, and whether time passes from there.
    at: Timestamp,
    play: bool,
    /// How far was known with the devices that there are when it began.
    from: Timestamp,
}

impl Bridge {
    /// Begins to live through the scenario with the devices of another home.
    pub(super) fn refit(&mut self, home: Arc<Home>) {
        let (at, play, from) = (self.player.at(), self.player.playing(), self.player.known_until());
        self.player.apply(&Command::Pause);
        self.refit = self.player.refitted(home).map(|player| Refit { player, at, play, from });
    }

    /// Goes on with it, and shows it once all of it is known.
    pub(super) fn go_on_refitting(&mut self, budget: Budget) {
        let Some(mut refit) = self.refit.take() else { return };
        let (starts, ends) = (self.player.scenario().starts(), self.player.scenario().ends());
        // Both have to be known to their end, or what is not told yet would count as lost.
        self.player.work_ahead(ends, budget);
        if self.player.known_until() >= ends {
            refit.player.work_ahead(ends, budget);
        }
        let known = refit.player.known_until();
        if known < ends {
            let whole = (ends - refit.from) + (ends - starts);
            let done = (self.player.known_until() - refit.from) + (known - starts);
            let part = done.as_millis() as f32 / whole.as_millis().max(1) as f32;
            let scenario = refit.player.scenario();
            let words = if self.player.known_until() < ends {
                "First the days with the devices as they are".to_owned()
            } else {
                let day = scenario.calendar.local(known).day.min(scenario.days);
                format!("With the changed devices: day {day} of {}", scenario.days)
            };
            self.shown.busy = Some(Busy { words, part: Some(part.clamp(0.0, 1.0)) });
            self.refit = Some(refit);
            return;
        }
        let (before, after) = (raised(self.player.history()), raised(refit.player.history()));
        let labels = labels(refit.player.history());
        let found = difference(&before, &after, &labels, &refit.player.scenario().calendar, ends);
        let Refit { mut player, at, play, .. } = refit;
        player.apply(&Command::Seek(at));
        if play {
            player.apply(&Command::Play);
        }
        self.player = player;
        self.hearing = None;
        self.leapt = true;
        let shown = &mut self.shown;
        shown.busy = None;
        // Places in the home's list mean other devices now, and places in the history other alerts.
        (shown.selected_device, shown.hovered_device, shown.open_alert, shown.noticed) = (None, None, None, None);
        shown.what_if = Default::default();
        shown.fitting.applied(found, self.player.history().revision());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::panel::Wish;
    use crate::evaluation::compare::Change;
    use crate::home::DeviceKind;
    use crate::scenario::check::{self, Document, Refusal};
    use crate::scenario::{Moment, Scenario};

    /// A file of the library.
    fn beside(named: &str) -> Result<Document, Refusal> {
        let path = format!("{}/scenarios/{named}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|error| Refusal { brief: error.to_string(), hint: String::new() })?;
        Ok(Document { name: named.to_owned(), text })
    }

    fn demonstration() -> Scenario {
        let document = beside("demonstration.ron").unwrap_or_else(|refusal| panic!("{}", refusal.brief));
        check::scenario(&document, beside).value.expect("the demonstration is sound")
    }

    /// The demonstration at the morning of its first alerts, in a home without its bathroom sensor.
    fn without_bathroom() -> (Bridge, Arc<Home>) {
        let scenario = Arc::new(demonstration());
        let mut home = Home::clone(&scenario.home);
        home.devices.retain(|one| one.kind != DeviceKind::Movement || one.area.as_str() != "bathroom");
        let mut player = Player::new(Arc::clone(&scenario));
        player.apply(&Command::Seek(scenario.at(Moment::parse("day 2 09:00").expect("a moment"))));
        (Bridge::new(player), Arc::new(home))
    }

    #[test]
    fn other_devices_take_their_place_when_every_day_is_known_and_it_is_said_what_is_told_otherwise() {
        let (mut bridge, home) = without_bathroom();
        let at = bridge.view().at;
        bridge.shown.fitting.open = true;
        bridge.shown.wishes.push(Wish::Refit(Arc::clone(&home)));
        bridge.grant_wishes();
        let mut frames = 0;
        while bridge.refit.is_some() {
            assert!(!Arc::ptr_eq(&bridge.player.scenario().home, &home), "it is shown only when it is known");
            assert!(bridge.is_busy());
            bridge.go_on_refitting(Budget::of(std::time::Duration::from_millis(2)));
            frames += 1;
            assert!(frames < 100_000, "it never ends");
        }
        assert!(frames > 3, "it goes in pieces");
        assert!(bridge.shown.busy.is_none());
        let view = bridge.view();
        assert!(Arc::ptr_eq(&view.scenario.home, &home) && view.at == at && view.changed && view.can_undo);
        assert_eq!(view.known_until, view.ends);
        let (revision, difference) = bridge.shown.fitting.came.clone().expect("what came of it");
        assert_eq!(revision, view.history.revision());
        let lost = |change: &Change| matches!(change, Change::Lost(_) | Change::Moved(..));
        assert!(difference.changes.iter().any(lost), "the fall in the bathroom is not told as it was: {difference:?}");
        assert!(difference.known.iter().any(|known| known.in_words == "A fall"), "{:?}", difference.known);
    }

    #[test]
    fn stopped_before_its_end_it_changes_nothing() {
        let (mut bridge, home) = without_bathroom();
        let before = Arc::clone(bridge.player.scenario());
        bridge.refit(home);
        bridge.go_on_refitting(Budget::of(std::time::Duration::ZERO));
        assert!(bridge.shown.busy.as_ref().is_some_and(|busy| busy.part.is_some()));
        bridge.shown.wishes.push(Wish::Cancel);
        bridge.grant_wishes();
        assert!(bridge.refit.is_none() && bridge.shown.busy.is_none());
        assert!(Arc::ptr_eq(bridge.player.scenario(), &before) && !bridge.view().changed);
        assert!(bridge.shown.fitting.came.is_none());
    }
}
