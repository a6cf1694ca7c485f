//! Lights, as people use them: on where one needs them after dark, off behind one, all off before bed.

use std::sync::Arc;

use super::Manner;
use crate::home::{Area, AreaKind, FurnitureKind, Home};
use crate::scenario::Activity;
use crate::simulation::Simulation;

/// Below this height of the sun, in degrees, rooms are too dark to do without a light.
const DARK: f64 = 3.0;
/// Above this height of the sun, in degrees, nobody leaves a light on.
const BRIGHT: f64 = 5.0;

/// The lamps of each area, whether they stand or hang, by their places in the home's list of furniture.
pub(in crate::simulation) fn lights(home: &Home) -> Vec<Vec<usize>> {
    let is_light = |kind| matches!(kind, FurnitureKind::Lamp | FurnitureKind::CeilingLight);
    let of_area = |area: &Area| {
        let pieces = home.furniture.iter().enumerate();
        pieces.filter(|(_, piece)| is_light(piece.kind) && piece.area == area.id).map(|(place, _)| place).collect()
    };
    home.areas.iter().map(of_area).collect()
}

impl Simulation {
    fn sun_is_below(&self, degrees: f64) -> bool {
        self.climate.sun().is_below(degrees, self.now)
    }

    /// Whether one needs a light indoors.
    pub(in crate::simulation) fn is_dark(&self) -> bool {
        self.sun_is_below(DARK)
    }

    /// The light one uses in an area: a lamp where one sits and sleeps, else the one on the ceiling.
    pub(in crate::simulation) fn light_of(&self, area: usize) -> Option<usize> {
        let home = self.home();
        let here = |kind: FurnitureKind| {
            home.furniture
                .iter()
                .enumerate()
                .position(|(index, piece)| piece.kind == kind && self.house.area_of(index) == Some(area))
        };
        match home.areas[area].kind {
            AreaKind::Bedroom | AreaKind::Lounge => {
                here(FurnitureKind::Lamp).or_else(|| here(FurnitureKind::CeilingLight))
            }
            AreaKind::Hall | AreaKind::Kitchen | AreaKind::Bathroom | AreaKind::Other => {
                here(FurnitureKind::CeilingLight).or_else(|| here(FurnitureKind::Lamp))
            }
        }
    }

    fn lights_off(&mut self, area: usize) {
        let fixed = Arc::clone(&self.fixed);
        for piece in fixed.lights.get(area).into_iter().flatten() {
            if self.house.is_on(*piece) {
                self.switch(*piece, false, None);
            }
        }
    }

    fn light_on(&mut self, area: usize) {
        if let Some(light) = self.light_of(area)
            && !self.house.is_on(light)
        {
            self.switch(light, true, None);
        }
    }

    fn half_asleep(&self, who: usize) -> bool {
        self.people[who].doing.is_some_and(|doing| doing.activity == Activity::Sleep)
    }

    /// Someone comes into an area.
    pub(in crate::simulation) fn enters_area(&mut self, who: usize, area: usize) {
        if self.people[who].in_the_dark {
            return;
        }
        if !self.sun_is_below(BRIGHT) {
            self.lights_off(area);
        } else if self.is_dark() && !(self.home().areas[area].kind == AreaKind::Hall && self.half_asleep(who)) {
            self.light_on(area);
        }
    }

    /// Someone has left an area.
    pub(in crate::simulation) fn leaves_area(&mut self, who: usize, area: usize) {
        if self.people[who].in_the_dark || self.house.people()[area] > 0 {
            return;
        }
        match self.home().areas[area].kind {
            AreaKind::Kitchen | AreaKind::Bathroom | AreaKind::Other => self.lights_off(area),
            AreaKind::Bedroom => {
                if !self.half_asleep(who) {
                    self.lights_off(area);
                }
            }
            AreaKind::Hall | AreaKind::Lounge => {}
        }
    }

    /// Someone stays where they are for a while.
    pub(in crate::simulation) fn sees_to_lights(&mut self, who: usize, manner: Manner) {
        let awake = match manner {
            Manner::Seated
            | Manner::Eating
            | Manner::OnToilet
            | Manner::Working
            | Manner::Standing
            | Manner::Bathing => true,
            Manner::Asleep | Manner::Dozing | Manner::Struggling | Manner::Lying | Manner::Away => false,
        };
        let person = &self.people[who];
        if let (Some(area), true, false) = (person.area, awake, person.in_the_dark) {
            self.enters_area(who, area);
        }
    }

    /// The last round: every light off but those in the room one is in.
    pub(in crate::simulation) fn lights_out(&mut self, who: usize) {
        let here = self.people[who].area;
        for area in 0..self.home().areas.len() {
            if Some(area) != here && self.house.people()[area] == 0 {
                self.lights_off(area);
            }
        }
    }
}
