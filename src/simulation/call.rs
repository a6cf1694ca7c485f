//! Calls for help by hand: the pendant fob and the pull cord, pressed, pressed by mistake and cancelled, or out of reach.
//!
//! Whoever lies on the floor reaches a fob that they wear, and a cord in the room they lie in; a fob on the bedside table
//! is reached by somebody who is up, or beside it.

use std::sync::Arc;

use super::agenda::Rank;
use super::device::is_worn;
use super::resident::body::Pose;
use super::{Happening, Simulation};
use crate::home::{Device, DeviceId, DeviceKind};
use crate::scenario::change::ChangeKind;
use crate::time::Span;

/// How far somebody on the floor reaches, metres.
const REACH: f64 = 1.0;

impl Simulation {
    /// A fob or a cord is to be pressed by the person `who`; `by_hand` when somebody at the window does it.
    pub(super) fn calls_for_help(&mut self, who: usize, device: &DeviceId, cancelled: Option<Span>, by_hand: bool) {
        let home = Arc::clone(&self.fixed.scenario.home);
        let Some(place) = home.devices.iter().position(|known| known.id == *device) else { return };
        let known = &home.devices[place];
        let is_cord = known.kind == DeviceKind::PullCord;
        let label = if is_cord { "cord-pulled" } else { "fob-pressed" };
        if !by_hand && !self.is_in_reach(who, known) {
            let name = self.fixed.scenario.residents.get(who).map_or("the resident", |r| r.name.as_str()).to_owned();
            let sentence = if is_cord {
                format!("{name} cannot reach the pull cord.")
            } else {
                format!("{name} is not wearing the pendant fob, and cannot reach it.")
            };
            self.tell(Some(who), "call-out-of-reach", sentence, true);
            self.tell(Some(who), "call-out-of-reach", String::new(), false);
            return;
        }
        let sentence = if is_cord { "The pull cord is pulled." } else { "The pendant fob is pressed." };
        self.tell(None, label, sentence.to_owned(), true);
        self.devices.fob(self.now, place, "pressed", &mut self.fresh);
        self.tell(None, label, String::new(), false);
        if let Some(after) = cancelled {
            self.agenda.add(self.now + after, Rank::Imposed, Happening::Cancelled { device: place });
        }
    }

    /// A call is taken back.
    pub(super) fn call_is_cancelled(&mut self, device: usize) {
        let sentence = "It was a mistake: the call is cancelled.".to_owned();
        self.tell(None, "call-cancelled", sentence, true);
        self.devices.fob(self.now, device, "cancelled", &mut self.fresh);
        self.tell(None, "call-cancelled", String::new(), false);
    }

    fn is_in_reach(&self, who: usize, device: &Device) -> bool {
        let Some(person) = self.people.get(who) else { return true };
        if device.kind == DeviceKind::Fob && self.wears(device) {
            return true;
        }
        if !person.is_home() {
            return false;
        }
        let area = self.home().areas.iter().position(|area| area.id == device.area);
        let helpless = person.body.pose() == Pose::OnFloor || self.is_helpless(who);
        match device.kind {
            // Cords hang to the floor, so that whoever lies there reaches them.
            DeviceKind::PullCord => person.area == area,
            _ if helpless => device.at.is_some_and(|at| at.distance(person.body.at()) <= REACH),
            _ => true,
        }
    }

    /// Whether a disturbance keeps someone where they are.
    fn is_helpless(&self, who: usize) -> bool {
        use crate::scenario::DisturbanceKind as D;
        let within = self.people[who].within.map(|index| &self.disturbances[index].kind);
        match within {
            Some(D::Episode(episode)) => episode.needs_help(),
            _ => false,
        }
    }

    /// Whether a fob is worn today.
    fn wears(&self, fob: &Device) -> bool {
        let left = self.changes_now(|kind| matches!(kind, ChangeKind::FobNotWorn));
        let day = self.fixed.scenario.calendar.local(self.now).day;
        let share = fob.settings.worn.unwrap_or(1.0);
        !left && is_worn(self.fixed.scenario.seed, fob.id.as_str(), share, day)
    }
}
