//! The labels of what takes a person up or turns a room cold: when each begins and ends, told in a sentence.

use super::super::Simulation;
use super::super::resident::Doing;
use super::super::truth::{TruthEvent, TruthKind};
use super::words;
use crate::scenario::{Activity, DisturbanceKind};
use crate::time::Span;

impl Simulation {
    pub(in crate::simulation) fn label_begins(&mut self, who: usize, index: usize) {
        let home = std::sync::Arc::clone(&self.fixed.scenario.home);
        let name = self.fixed.scenario.residents[who].name.clone();
        let (label, sentence) = match &self.disturbances[index].kind {
            DisturbanceKind::Fall { area, .. } => {
                let room = home.area(area).map_or_else(|| area.to_string(), |a| a.name.to_lowercase());
                ("fall", format!("{name} falls in the {room}."))
            }
            DisturbanceKind::DoorOpened { opening, .. } => {
                let door = home.opening(opening).map_or_else(|| opening.to_string(), |o| o.name.to_lowercase());
                ("door-opened", format!("{name} opens the {door}."))
            }
            kind @ DisturbanceKind::Episode(episode) => {
                (episode.label(), words::begins(kind, &self.fixed.scenario.residents[who], &home))
            }
            DisturbanceKind::ColdRoom { .. }
            | DisturbanceKind::Change(_)
            | DisturbanceKind::FobPressed { .. }
            | DisturbanceKind::CordPulled { .. }
            | DisturbanceKind::Hazard(_)
            | DisturbanceKind::Deed(_)
            | DisturbanceKind::Switched { .. } => return,
        };
        self.people[who].named_at = self.now;
        self.truth.push(TruthEvent {
            at: self.now,
            resident: Some(who),
            kind: TruthKind::Label(label),
            sentence,
            begins: true,
        });
    }

    pub(in crate::simulation) fn label_ends(&mut self, who: Option<usize>, index: usize) {
        let home = std::sync::Arc::clone(&self.fixed.scenario.home);
        let (label, sentence) = match &self.disturbances[index].kind {
            DisturbanceKind::Fall { .. } => {
                let name = who.map_or_else(String::new, |who| self.fixed.scenario.residents[who].name.clone());
                ("fall", format!("Help has come: {name} is helped up."))
            }
            DisturbanceKind::DoorOpened { opening, .. } => {
                let door = home.opening(opening).map_or_else(|| opening.to_string(), |o| o.name.to_lowercase());
                let name = who.map_or_else(String::new, |who| self.fixed.scenario.residents[who].name.clone());
                ("door-opened", format!("{name} shuts the {door} again."))
            }
            DisturbanceKind::ColdRoom { area, .. } => {
                let room = home.area(area).map_or_else(|| area.to_string(), |a| a.name.to_lowercase());
                ("cold-room", format!("The {room} window is shut, and the heating works again."))
            }
            DisturbanceKind::FobPressed { .. } => ("fob-pressed", String::new()),
            DisturbanceKind::Switched { .. } => ("switched", String::new()),
            kind @ DisturbanceKind::Episode(episode) => {
                (episode.label(), words::ends(kind, &self.fixed.scenario.residents[who.unwrap_or(0)], &home))
            }
            // These tell their labels themselves.
            DisturbanceKind::Change(_)
            | DisturbanceKind::CordPulled { .. }
            | DisturbanceKind::Hazard(_)
            | DisturbanceKind::Deed(_) => return,
        };
        self.truth.push(TruthEvent {
            at: self.now,
            resident: who,
            kind: TruthKind::Label(label),
            sentence,
            begins: false,
        });
        let Some(who) = who else { return };
        let fell = match &self.disturbances[index].kind {
            DisturbanceKind::Fall { .. } => true,
            DisturbanceKind::Episode(episode) if episode.needs_help() => {
                // Whoever helps switches off what nobody was watching.
                self.end_of_doing(who);
                true
            }
            DisturbanceKind::Episode(_)
            | DisturbanceKind::Change(_)
            | DisturbanceKind::ColdRoom { .. }
            | DisturbanceKind::DoorOpened { .. }
            | DisturbanceKind::FobPressed { .. }
            | DisturbanceKind::CordPulled { .. }
            | DisturbanceKind::Hazard(_)
            | DisturbanceKind::Deed(_)
            | DisturbanceKind::Switched { .. } => false,
        };
        let rest = Doing {
            activity: Activity::Rest,
            until: Some(self.now + Span::minutes(75)),
            begun: false,
            spot: Some(self.people[who].own.seat),
            filler: true,
        };
        let person = &mut self.people[who];
        person.within = None;
        person.in_the_dark = false;
        if fell {
            person.doing = Some(rest);
        }
    }
}
