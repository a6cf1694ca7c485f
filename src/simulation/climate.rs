//! Weather, and rooms that warm and cool.
//!
//! Each room has two stores of heat, the air with what stands in it and the fabric around it, and one of water vapour.
//! They exchange with outside, with the neighbours through walls and open doors, and take up what radiators, people,
//! appliances and the sun give. Everything moves in whole steps of a minute, so that it makes no difference how far
//! each call goes. This room knows nothing of devices: what a thermometer makes of the air is the thermometer's affair.
//! Read [`Climate`] first.

mod control;
mod fabric;
mod season;
mod taint;
#[cfg(test)]
mod tests;
mod weather;

use std::sync::Arc;

use self::control::Control;
pub(super) use self::fabric::lux;
use self::fabric::{Fabric, Way};
pub use self::taint::Taint;
use self::weather::Weather;
use super::daylight::{self, Lately};
use crate::home::Home;
use crate::scenario::{ClimatePlan, Scenario};
use crate::time::{Calendar, Span, Timestamp};

/// One step.
const STEP: Span = Span::minutes(1);
/// The same in seconds.
const STEP_SECONDS: f64 = 60.0;
/// The weather, the sun and the rooms' relative humidity are worked out anew after so many steps.
const SLOW: u32 = 10;

/// Heat that a person at rest or at light work gives, W (CIBSE Guide A: 70 W asleep to 100 W at housework).
const PERSON: f64 = 80.0;
/// Water that a person breathes and sweats, kg a second: about 50 g an hour.
const PERSON_VAPOUR: f64 = 0.050 / 3_600.0;
/// Water that appliances' heat drives off in a kitchen or bathroom, kg a joule: of the steam of kettles and pans about
/// a tenth of their heat escapes as vapour (2.45 MJ a kg).
const APPLIANCE_VAPOUR: f64 = 0.1 / 2.45e6;
/// Water from plants, washing-up, laundry and bathing, kg a second and cubic metre: of the 2 to 4 kg a day that BS 5250
/// takes for a small household, what is not the person's own.
const HOUSEHOLD_VAPOUR: f64 = 2.0 / 86_400.0 / 190.0;
/// Water that a hot bath and the wet bather give off, kg a second: about half a kilogram an hour (BS 5250 takes 0.5 to
/// 1 kg a day for a household's baths and showers).
const BATH_VAPOUR: f64 = 0.5 / 3_600.0;
/// Plaster, wood and cloth take up and give back vapour, so that the air's own changes this many times more slowly.
const VAPOUR_STORE: f64 = 4.0;

/// Heat that air carries, J a kelvin and cubic metre.
const AIR: f64 = 1_200.0;
/// How quickly a radiator with its water follows its valve, seconds.
const RADIATOR_LAG: f64 = 900.0;
/// The part of a radiator's heat that goes into the air; walls take the rest as radiation.
const RADIATOR_TO_AIR: f64 = 0.75;
/// The part of the sun's heat that goes into the air, off what it lights; the fabric takes the rest.
const SUN_TO_AIR: f64 = 0.4;

/// The weather outside, and the air in every room.
#[derive(Clone, Debug)]
pub struct Climate {
    home: Arc<Home>,
    calendar: Calendar,
    plan: ClimatePlan,
    fabric: Fabric,
    weather: Weather,
    sun: Lately,
    at: Timestamp,
    steps: u32,
    /// What the heating aims at now, and until when.
    aim: f64,
    aim_until: Timestamp,
    works: Vec<bool>,
    /// Whether boiler, pump and valves have their mains.
    powered: bool,
    /// By how much a watt warms each room's air in a step if it loses none, K.
    warmth: Vec<f64>,
    air: Vec<f64>,
    mass: Vec<f64>,
    radiator: Vec<f64>,
    control: Control,
    /// Smoke and carbon monoxide, where there is any.
    taint: Taint,
    /// Water that someone's bath gives off in each room, kg a second.
    steam: Vec<f64>,
    sunshine: Vec<f64>,
    daylight: Vec<f64>,
    /// Kilograms of water in a cubic metre of each room's air.
    vapour: Vec<f64>,
    humidity: Vec<f64>,
    /// Scratch: what each room's air exchanges in this step. W a kelvin, W, m³ a second, kg a second.
    pull: Vec<Pull>,
}

/// All that acts on a room's air in one step.
#[derive(Clone, Copy, Debug, Default)]
struct Pull {
    /// The air as it is at the beginning of the step, °C, and the water in it, kg a cubic metre.
    air: f64,
    moist: f64,
    /// W a kelvin, summed.
    conductance: f64,
    /// The same times the temperature at its other end, plus heat given: W.
    heat: f64,
    /// Cubic metres of air a second that come in.
    flow: f64,
    /// The vapour that they and other sources bring, kg a second.
    vapour: f64,
}

impl Climate {
    /// The home at the scenario's start, settled at the heating's setting.
    pub fn new(scenario: &Scenario) -> Self {
        let home = Arc::clone(&scenario.home);
        let fabric = Fabric::of(&home);
        let at = scenario.starts();
        let mut weather = Weather::new(scenario.seed, &scenario.climate, (home.latitude, home.longitude), at);
        weather.advance(at);
        let n = home.areas.len();
        let mut climate = Self {
            calendar: scenario.calendar.clone(),
            plan: scenario.climate.clone(),
            weather,
            sun: Lately::new(home.latitude, home.longitude, at),
            at,
            steps: 0,
            aim: 0.0,
            aim_until: at,
            works: vec![true; n],
            powered: true,
            warmth: fabric.rooms.iter().map(|room| STEP_SECONDS / room.air_store).collect(),
            air: vec![0.0; n],
            mass: vec![0.0; n],
            radiator: vec![0.0; n],
            control: Control::of(&home),
            taint: Taint::new(n),
            steam: vec![0.0; n],
            sunshine: vec![0.0; n],
            daylight: vec![0.0; n],
            vapour: vec![0.0; n],
            humidity: vec![0.0; n],
            pull: vec![Pull::default(); n],
            fabric,
            home,
        };
        climate.set_aim();
        // A house that is not heated at this time of year (a warm spell) starts at the weather's temperature.
        let settled = climate.aim.max(climate.weather.usual + 2.0);
        climate.air.fill(settled);
        climate.mass.fill(settled - 0.3);
        climate.vapour.fill(climate.weather.vapour + 0.001_5);
        climate.set_humidity();
        climate
    }

    /// When the next step is due.
    pub fn next_due(&self) -> Timestamp {
        self.at + STEP
    }

    /// Takes every whole step up to `to`, with so many people in each area, each opening open or closed, and so many
    /// watts of appliances in each area meanwhile; all in the home's order, and taken as none where a list is short.
    pub fn advance(&mut self, to: Timestamp, people: &[usize], open: &[bool], heat_watts: &[f64]) {
        while self.at + STEP <= to {
            self.step(people, open, heat_watts);
        }
    }

    /// The air in each area, °C, in the home's order.
    pub fn temperatures(&self) -> &[f64] {
        &self.air
    }

    /// Relative humidity in each area, %, in the home's order.
    pub fn humidity(&self) -> &[f64] {
        &self.humidity
    }

    /// The air outside, °C.
    pub fn outside(&self) -> f64 {
        self.weather.temperature
    }

    /// The sun's height, as it was worked out last.
    pub fn sun(&self) -> &Lately {
        &self.sun
    }

    /// The daylight in each area, lx, in the home's order.
    pub fn daylight(&self) -> &[f64] {
        &self.daylight
    }

    /// How far the valves of each area's radiators are open, 0 to 1.
    pub fn valves(&self) -> &[f64] {
        &self.control.valves
    }

    /// What the heating of each area aims at, °C.
    pub fn aims(&self) -> &[f64] {
        &self.control.aims
    }

    /// Somebody sets what the heating of the area at this place in the home's list aims at, °C, until its next change.
    pub fn set_heating_to(&mut self, area: usize, celsius: f64) {
        self.control.set(area, celsius);
    }

    /// Smoke and carbon monoxide in the air.
    pub fn taint(&self) -> &Taint {
        &self.taint
    }

    /// From now on, so much smoke (dB/m · m³ a second) and carbon monoxide (m³ a second) come from something in an area.
    pub fn set_source(&mut self, area: usize, smoke: f64, carbon_monoxide: f64) {
        self.taint.set_source(area, smoke, carbon_monoxide);
    }

    /// Someone gets into a bath in the area at this place in the home's list, or out of it.
    pub fn set_bath(&mut self, area: usize, runs: bool) {
        if let Some(steam) = self.steam.get_mut(area) {
            *steam = if runs { BATH_VAPOUR } else { 0.0 };
        }
    }

    /// Lets the radiators of the area at this place in the home's list work, or not.
    pub fn set_heating(&mut self, area: usize, works: bool) {
        if let Some(radiators) = self.works.get_mut(area) {
            *radiators = works;
        }
    }

    /// From then to then it is so many kelvin warmer outside, or colder; that comes and goes over `edge`.
    pub fn add_spell(&mut self, from: Timestamp, until: Timestamp, edge: Span, kelvin: f64) {
        self.weather.add_spell(from, until, edge, kelvin);
    }

    /// Gives boiler, pump and valves their mains, or takes it away.
    pub fn set_power(&mut self, powered: bool) {
        self.powered = powered;
    }

    fn step(&mut self, people: &[usize], open: &[bool], heat_watts: &[f64]) {
        self.at += STEP;
        self.steps = self.steps.wrapping_add(1);
        if self.at >= self.aim_until {
            self.set_aim();
        }
        if self.steps % SLOW == 1 {
            self.weather.advance(self.at);
            let sun = daylight::sun(self.home.latitude, self.home.longitude, self.at);
            self.sun.set(self.at, sun);
            self.fabric.sunshine(sun, self.weather.cloud, &mut self.sunshine);
            self.fabric.daylight(&self.sunshine, &mut self.daylight);
            self.control.call(&self.air);
        }

        let outside = self.weather.temperature;
        self.give_heat(people, heat_watts);
        for (place, way) in self.fabric.ways.iter().enumerate() {
            let is_open = open.get(place).copied().unwrap_or(false);
            match *way {
                Way::Outside { area, .. } if is_open => {
                    let flow = way.flow(self.pull[area].air - outside, is_open);
                    self.pull[area].takes(flow, outside, self.weather.vapour);
                }
                Way::Between { a, b, .. } => {
                    let flow = way.flow(self.pull[a].air - self.pull[b].air, is_open);
                    exchange(&mut self.pull, (a, b), flow);
                }
                // Nothing goes through it.
                Way::Outside { .. } | Way::Nowhere => {}
            }
        }
        for stairwell in &self.fabric.stairwells {
            let (a, b) = (stairwell.below, stairwell.above);
            let flow = stairwell.flow(self.pull[a].air, self.pull[b].air);
            exchange(&mut self.pull, (a, b), flow);
        }
        for wall in &self.fabric.inner_walls {
            let (ta, tb) = (self.pull[wall.a].air, self.pull[wall.b].air);
            self.pull[wall.a].touches(wall.conductance, tb);
            self.pull[wall.b].touches(wall.conductance, ta);
        }

        // Implicit in the room itself, explicit in its neighbours: stable whatever stands open.
        let rooms = self.fabric.rooms.iter().zip(&self.warmth).zip(&self.pull);
        for (((room, warmth), pull), (air, vapour)) in rooms.zip(self.air.iter_mut().zip(&mut self.vapour)) {
            *air = (*air + warmth * pull.heat) / (1.0 + warmth * pull.conductance);
            let store = room.volume * VAPOUR_STORE;
            *vapour = (*vapour + STEP_SECONDS * pull.vapour / store) / (1.0 + STEP_SECONDS * pull.flow / store);
        }
        if self.taint.is_there() {
            self.taint.step(&self.fabric, &self.air, outside, open);
        }
        if self.steps.is_multiple_of(SLOW) {
            self.set_humidity();
        }
    }

    /// What people, appliances, radiators, the sun, the fabric and leaks do to each room.
    fn give_heat(&mut self, people: &[usize], heat_watts: &[f64]) {
        let outside = self.weather.temperature;
        // All lists are as long as there are rooms: told beforehand, so that it need not be looked at with each.
        let n = self.fabric.rooms.len();
        let (rooms, air, vapour) = (&self.fabric.rooms[..n], &self.air[..n], &self.vapour[..n]);
        let (sunshine, steam, works) = (&self.sunshine[..n], &self.steam[..n], &self.works[..n]);
        let (mass, radiator, pulls) = (&mut self.mass[..n], &mut self.radiator[..n], &mut self.pull[..n]);
        for k in 0..n {
            let room = &rooms[k];
            let persons = people.get(k).copied().unwrap_or(0) as f64;
            let appliances = heat_watts.get(k).copied().unwrap_or(0.0);

            let valve = self.control.valve(k, air[k], works[k] && self.powered);
            radiator[k] += (valve * room.radiators - radiator[k]) * (STEP_SECONDS / RADIATOR_LAG);

            let to_mass = room.to_mass;
            let mass_gain =
                radiator[k] * (1.0 - RADIATOR_TO_AIR) + sunshine[k] * (1.0 - SUN_TO_AIR) + to_mass * (air[k] - mass[k])
                    - room.fabric_loss * (mass[k] - outside);

            let given = radiator[k] * RADIATOR_TO_AIR + sunshine[k] * SUN_TO_AIR;
            let heat = persons * PERSON + appliances + given;
            let mut pull = Pull { air: air[k], moist: vapour[k], heat, ..Pull::default() };
            pull.touches(to_mass, mass[k]);
            pull.touches(room.light_loss, outside);
            pull.takes(room.leaks, outside, self.weather.vapour);
            pull.vapour += persons * PERSON_VAPOUR + room.volume * HOUSEHOLD_VAPOUR + steam[k];
            if room.wet {
                pull.vapour += appliances * APPLIANCE_VAPOUR;
            }
            pulls[k] = pull;
            mass[k] += STEP_SECONDS * mass_gain / room.mass_store;
        }
    }

    /// What the heating aims at from now on.
    fn set_aim(&mut self) {
        let local = self.calendar.local(self.at);
        let (day, night) = (self.plan.day_from, self.plan.night_from);
        let is_day = if day <= night {
            local.clock >= day && local.clock < night
        } else {
            local.clock >= day || local.clock < night
        };
        self.aim = if is_day { self.plan.heating_day } else { self.plan.heating_night };
        self.control.aim(self.aim, is_day);
        let changes = [(local.day, day), (local.day, night), (local.day + 1, day), (local.day + 1, night)];
        let changes = changes.map(|(day, clock)| self.calendar.at(day, clock));
        let next = changes.into_iter().filter(|change| *change > self.at).min();
        self.aim_until = next.unwrap_or(self.at + Span::hours(1));
    }

    fn set_humidity(&mut self) {
        for ((humidity, vapour), air) in self.humidity.iter_mut().zip(&mut self.vapour).zip(&self.air) {
            let most = weather::saturated(*air);
            // What is too much for the air runs down the window.
            *vapour = vapour.clamp(0.0, most);
            *humidity = 100.0 * *vapour / most;
        }
    }
}

/// So much air goes from each of two rooms into the other, m³ a second.
fn exchange(pull: &mut [Pull], (a, b): (usize, usize), flow: f64) {
    let (one, other) = (pull[a], pull[b]);
    pull[a].takes(flow, other.air, other.moist);
    pull[b].takes(flow, one.air, one.moist);
}

impl Pull {
    /// Heat flows through something of this conductance, W a kelvin, whose other side is this warm.
    fn touches(&mut self, conductance: f64, temperature: f64) {
        self.conductance += conductance;
        self.heat += conductance * temperature;
    }

    /// So much air comes in, m³ a second, this warm and this moist.
    fn takes(&mut self, flow: f64, temperature: f64, vapour: f64) {
        self.touches(flow * AIR, temperature);
        self.flow += flow;
        self.vapour += flow * vapour;
    }
}
