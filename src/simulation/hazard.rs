//! What goes wrong in the house itself: smoke and carbon monoxide in the air, water on the floor, something left on. When
//! each begins to be there, when somebody sees to it, and what is left of it after that.

use std::sync::Arc;

use super::agenda::Rank;
use super::{Happening, Simulation};
use crate::home::{AreaKind, FurnitureKind, OpeningKind};
use crate::scenario::hazard::{Hazard, HazardKind};
use crate::time::Span;

/// Smoke from burnt toast, and from a pan that burns, dB/m · m³ a second: the one fills a kitchen of 40 m³ to what an alarm
/// answers to in two or three minutes, the other to where one cannot see across it in ten.
const TOAST: f64 = 0.06;
const PAN: f64 = 0.6;
/// Carbon monoxide from a boiler that burns badly, m³ a second: 0.3 l a minute brings a small house to 100 to 200 ppm.
const BOILER: f64 = 5.0e-6;
/// How long the window then stands open, and how long a floor takes to be mopped dry.
const AIRED: Span = Span::minutes(15);
const DRIED: Span = Span::minutes(20);

/// How far a hazard has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// What it is about is there: smoke, water.
    IsThere,
    /// Somebody sees to it.
    SeenTo,
    /// What was left of it is gone.
    Gone,
}

impl Simulation {
    /// A hazard's moment.
    pub(super) fn hazard_comes(&mut self, index: usize, hazard: &Hazard) {
        let sentence = match &hazard.kind {
            HazardKind::PanBurns => {
                if let Some(cooker) = self.piece_of(&[FurnitureKind::Cooker]) {
                    self.switch(cooker, true, None);
                }
                "A pan is left on the cooker."
            }
            HazardKind::BathOverflows => "The bath's taps are left running.",
            HazardKind::BurntToast
            | HazardKind::MoppedFloor { .. }
            | HazardKind::BoilerFault { .. }
            | HazardKind::LeftOn { .. } => "",
        };
        if !sentence.is_empty() {
            // The story tells how it came about; the label begins when it is there.
            self.tell(None, "switched", sentence.to_owned(), true);
            self.tell(None, "switched", String::new(), false);
        }
        let at = |after: Span| self.now + after;
        let turns = [(at(hazard.comes_after()), Stage::IsThere), (at(hazard.lasts), Stage::SeenTo)];
        for (at, stage) in turns {
            self.agenda.add(at, Rank::Imposed, Happening::Hazard { index, stage });
        }
    }

    /// A hazard comes to its next stage.
    pub(super) fn hazard_goes_on(&mut self, index: usize, hazard: &Hazard, stage: Stage) {
        let home = Arc::clone(&self.fixed.scenario.home);
        let place = |id: &crate::home::AreaId| home.areas.iter().position(|area| area.id == *id);
        let kitchen = || {
            let piece = self.piece_of(&[FurnitureKind::Cooker, FurnitureKind::Worktop]);
            let area = piece.and_then(|piece| self.house.area_of(piece));
            area.or_else(|| home.areas.iter().position(|area| area.kind == AreaKind::Kitchen))
        };
        let area = match &hazard.kind {
            HazardKind::BurntToast | HazardKind::PanBurns => kitchen(),
            HazardKind::BathOverflows => {
                self.piece_of(&[FurnitureKind::Bath, FurnitureKind::Shower]).and_then(|piece| self.house.area_of(piece))
            }
            HazardKind::MoppedFloor { area } | HazardKind::BoilerFault { area } => place(area),
            HazardKind::LeftOn { .. } => None,
        };
        let name = area.map_or_else(String::new, |area| home.areas[area].name.to_lowercase());
        match stage {
            Stage::IsThere => {
                let sentence = self.hazard_is_there(hazard, area, &name);
                self.tell(None, hazard.label(), sentence, true);
            }
            Stage::SeenTo => {
                let sentence = self.hazard_is_seen_to(index, hazard, area, &name);
                self.tell(None, hazard.label(), sentence, false);
            }
            Stage::Gone => {
                let Some(area) = area else { return };
                match hazard.kind {
                    HazardKind::BathOverflows => self.devices.wet(self.now, area, false, &mut self.fresh),
                    HazardKind::BurntToast | HazardKind::PanBurns | HazardKind::BoilerFault { .. } => {
                        self.air_room(area, false);
                    }
                    HazardKind::MoppedFloor { .. } | HazardKind::LeftOn { .. } => {}
                }
            }
        }
    }

    fn hazard_is_there(&mut self, hazard: &Hazard, area: Option<usize>, name: &str) -> String {
        let (smoke, monoxide) = match &hazard.kind {
            HazardKind::BurntToast => (TOAST, 0.0),
            HazardKind::PanBurns => (PAN, 0.0),
            HazardKind::BoilerFault { .. } => (0.0, BOILER),
            HazardKind::BathOverflows | HazardKind::MoppedFloor { .. } => {
                if let Some(area) = area {
                    self.devices.wet(self.now, area, true, &mut self.fresh);
                }
                return match hazard.kind {
                    HazardKind::MoppedFloor { .. } => format!("The {name} floor is mopped."),
                    _ => format!("The bath runs over: water on the {name} floor."),
                };
            }
            HazardKind::LeftOn { piece } => {
                if let Some(index) = self.home().furniture.iter().position(|p| p.id == *piece) {
                    self.switch(index, true, None);
                }
                return format!("The {} is left on.", piece.as_str().replace('-', " "));
            }
        };
        if let Some(area) = area {
            self.climate.set_source(area, smoke, monoxide);
        }
        match hazard.kind {
            HazardKind::BurntToast => format!("Toast burns in the {name}."),
            HazardKind::PanBurns => format!("The pan has boiled dry and burns: smoke in the {name}."),
            _ => format!("The boiler in the {name} burns badly: carbon monoxide."),
        }
    }

    fn hazard_is_seen_to(&mut self, index: usize, hazard: &Hazard, area: Option<usize>, name: &str) -> String {
        let after = |simulation: &mut Self, span: Span| {
            let what = Happening::Hazard { index, stage: Stage::Gone };
            simulation.agenda.add(simulation.now + span, Rank::Imposed, what);
        };
        match &hazard.kind {
            HazardKind::BurntToast | HazardKind::PanBurns | HazardKind::BoilerFault { .. } => {
                if let Some(area) = area {
                    self.climate.set_source(area, 0.0, 0.0);
                    self.air_room(area, true);
                    after(self, AIRED);
                }
                if hazard.kind == HazardKind::PanBurns
                    && let Some(cooker) = self.piece_of(&[FurnitureKind::Cooker])
                {
                    self.switch(cooker, false, None);
                    return format!("The cooker is switched off, and the {name} is aired.");
                }
                match hazard.kind {
                    HazardKind::BurntToast => format!("The {name} is aired."),
                    _ => format!("The boiler is off, and the {name} is aired."),
                }
            }
            HazardKind::BathOverflows => {
                after(self, DRIED);
                "The taps are shut, and the floor is mopped.".to_owned()
            }
            HazardKind::MoppedFloor { .. } => {
                if let Some(area) = area {
                    self.devices.wet(self.now, area, false, &mut self.fresh);
                }
                format!("The {name} floor is dry again.")
            }
            HazardKind::LeftOn { piece } => {
                if let Some(index) = self.home().furniture.iter().position(|p| p.id == *piece) {
                    self.switch(index, false, None);
                }
                format!("The {} is switched off.", piece.as_str().replace('-', " "))
            }
        }
    }

    fn piece_of(&self, kinds: &[FurnitureKind]) -> Option<usize> {
        kinds.iter().find_map(|kind| self.fixed.places.piece(*kind))
    }

    /// Opens the window of a room, or shuts it.
    fn air_room(&mut self, area: usize, open: bool) {
        let home = Arc::clone(&self.fixed.scenario.home);
        let id = &home.areas[area].id;
        if let Some(window) = home.openings.iter().position(|o| o.kind == OpeningKind::Window && o.from == *id) {
            self.set_open(window, open);
        }
    }

    /// What smoke and carbon monoxide do to the alarms, minute by minute while there is any.
    pub(super) fn alarms_breathe(&mut self) {
        let there = self.climate.taint().is_there();
        if there || self.tainted {
            for area in 0..self.home().areas.len() {
                let air = self.climate.taint().of(area);
                self.devices.air(self.now, area, air, 60.0, &mut self.fresh);
            }
        }
        // Once the air is clean, the alarms go on until they have recovered.
        self.tainted = there;
    }
}
