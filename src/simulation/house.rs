//! The house itself: which doors stand open, what is switched on, how many people are where.
//!
//! It keeps what is true of the house; what sensors make of it is for the devices, what the air makes of it for the
//! climate.

use super::climate::lux;
use super::power;
use crate::home::{Furniture, Home, OpeningKind};
use crate::time::{Span, Timestamp};

/// How long a door takes to swing open or shut.
pub(super) const SWING: Span = Span::millis(900);

/// The leaf of a door or window.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Leaf {
    open: bool,
    since: Timestamp,
}

/// The state of the house.
#[derive(Clone, Debug)]
pub(super) struct House {
    leaves: Vec<Leaf>,
    open: Vec<bool>,
    on: Vec<bool>,
    /// What a piece draws in use, where it is another than such a piece usually is.
    watts: std::collections::BTreeMap<usize, f64>,
    /// How far a lamp is dimmed, above 0 to 1, where it is, until it is switched off.
    dims: std::collections::BTreeMap<usize, f64>,
    /// Whether the mains are on.
    powered: bool,
    /// When what runs by itself ends, for each piece; `None` for what someone has to switch off.
    runs_until: Vec<Option<Timestamp>>,
    /// What is on and rests, as a heater does that is warm enough.
    rests: Vec<bool>,
    /// What a programme's phase draws, W.
    phases: Vec<Option<f64>>,
    people: Vec<usize>,
    heat: Vec<f64>,
    /// What each piece gives of light where it stands, lx, and what the lamps of each area give together.
    shines: Vec<f64>,
    lamps: Vec<f64>,
    areas: Vec<Option<usize>>,
}

impl House {
    /// Doors inside stand open, doors and windows to outside are shut, nothing is on.
    pub(super) fn new(home: &Home) -> Self {
        let open: Vec<bool> =
            home.openings.iter().map(|opening| opening.kind != OpeningKind::Window && opening.to.is_some()).collect();
        let place = |piece: &crate::home::Furniture| home.areas.iter().position(|area| area.id == piece.area);
        Self {
            leaves: open.iter().map(|open| Leaf { open: *open, since: Timestamp::MIN }).collect(),
            open,
            on: vec![false; home.furniture.len()],
            watts: std::collections::BTreeMap::new(),
            dims: std::collections::BTreeMap::new(),
            powered: true,
            runs_until: vec![None; home.furniture.len()],
            rests: vec![false; home.furniture.len()],
            phases: vec![None; home.furniture.len()],
            people: vec![0; home.areas.len()],
            heat: vec![0.0; home.areas.len()],
            shines: home.furniture.iter().map(|piece| shines(home, piece)).collect(),
            lamps: vec![0.0; home.areas.len()],
            areas: home.furniture.iter().map(place).collect(),
        }
    }

    /// Whether an opening stands open.
    pub(super) fn is_open(&self, opening: usize) -> bool {
        self.open[opening]
    }

    /// Whether each opening stands open, in the home's order.
    pub(super) fn open(&self) -> &[bool] {
        &self.open
    }

    /// Opens or shuts an opening; false when it already was so.
    pub(super) fn set_open(&mut self, at: Timestamp, opening: usize, open: bool) -> bool {
        if self.open[opening] == open {
            return false;
        }
        self.open[opening] = open;
        self.leaves[opening] = Leaf { open, since: at };
        true
    }

    /// How far each opening is open at an instant, 0 to 1.
    pub(super) fn leaves(&self, at: Timestamp) -> Vec<f64> {
        let part = |leaf: &Leaf| {
            let swung = ((at - leaf.since).as_seconds() / SWING.as_seconds()).clamp(0.0, 1.0);
            let eased = swung * swung * (3.0 - 2.0 * swung);
            if leaf.open { eased } else { 1.0 - eased }
        };
        self.leaves.iter().map(part).collect()
    }

    /// Whether a piece is switched on: without mains it does nothing all the same.
    pub(super) fn is_on(&self, piece: usize) -> bool {
        self.on[piece]
    }

    /// Whether each piece is on and has its mains, in the home's order.
    pub(super) fn running(&self) -> Vec<bool> {
        self.on.iter().map(|on| *on && self.powered).collect()
    }

    /// Switches the mains on or off. What is switched on stays so, and runs again when they come back.
    pub(super) fn set_power(&mut self, home: &Home, powered: bool) {
        self.powered = powered;
        self.heat.fill(0.0);
        self.lamps.fill(0.0);
        for piece in 0..self.on.len() {
            if let Some(area) = self.areas[piece] {
                self.heat[area] += self.warms(home, piece);
                self.lamps[area] += self.lights(piece);
            }
        }
    }

    /// What a piece draws in use, W.
    fn watts(&self, home: &Home, piece: usize) -> f64 {
        let full = self.watts.get(&piece).copied().unwrap_or_else(|| power::watts_in_use(home.furniture[piece].kind));
        full * self.dim(piece)
    }

    /// Another appliance of the same kind stands in a piece's place and draws so many watts; `None` is the usual one.
    /// What runs goes on as it was until it is switched off.
    pub(super) fn set_watts(&mut self, piece: usize, watts: Option<f64>) {
        match watts {
            Some(watts) => self.watts.insert(piece, watts),
            None => self.watts.remove(&piece),
        };
    }

    fn dim(&self, piece: usize) -> f64 {
        self.dims.get(&piece).copied().unwrap_or(1.0)
    }

    /// Dims a lamp to a share of its light, above 0 to 1, until it is switched off.
    pub(super) fn set_dim(&mut self, home: &Home, piece: usize, share: f64) {
        let before = (self.warms(home, piece), self.lights(piece));
        self.dims.insert(piece, share);
        if let Some(area) = self.areas[piece] {
            self.heat[area] = (self.heat[area] + (self.warms(home, piece) - before.0)).max(0.0);
            self.lamps[area] = (self.lamps[area] + (self.lights(piece) - before.1)).max(0.0);
        }
    }

    /// How long a kettle takes to boil so many cups: the weaker its element, the longer.
    pub(super) fn boils(&self, piece: usize, cups: f64) -> Span {
        match self.watts.get(&piece) {
            Some(watts) => power::kettle_boils_with(*watts, cups),
            None => power::kettle_boils(cups),
        }
    }

    /// The watts that a piece draws now.
    pub(super) fn draws(&self, home: &Home, piece: usize) -> f64 {
        let kind = home.furniture[piece].kind;
        match (self.powered, self.on[piece]) {
            (false, _) => 0.0,
            (true, true) if self.rests[piece] => power::watts_on_standby(kind),
            (true, true) => self.phases[piece].unwrap_or_else(|| self.watts(home, piece)),
            (true, false) => power::watts_on_standby(kind),
        }
    }

    /// Switches a piece and returns the watts it now draws.
    pub(super) fn switch(&mut self, home: &Home, piece: usize, on: bool, until: Option<Timestamp>) -> f64 {
        self.runs_until[piece] = if on { until } else { None };
        self.phases[piece] = None;
        if self.on[piece] != on {
            let before = (self.warms(home, piece), self.lights(piece));
            self.on[piece] = on;
            self.rests[piece] = false;
            if !on {
                self.dims.remove(&piece);
            }
            if let Some(area) = self.areas[piece] {
                self.heat[area] = (self.heat[area] + (self.warms(home, piece) - before.0)).max(0.0);
                self.lamps[area] = (self.lamps[area] + (self.lights(piece) - before.1)).max(0.0);
            }
        }
        self.draws(home, piece)
    }

    /// The heat that a piece gives to its room, W. Over a programme's phases it is even: the water holds it.
    fn warms(&self, home: &Home, piece: usize) -> f64 {
        let gives = self.on[piece] && self.powered && !self.rests[piece];
        if gives { self.watts(home, piece) } else { 0.0 }
    }

    fn lights(&self, piece: usize) -> f64 {
        if self.on[piece] && self.powered { self.shines[piece] * self.dim(piece) } else { 0.0 }
    }

    /// The light of the lamps in each area, lx.
    pub(super) fn lamps(&self) -> &[f64] {
        &self.lamps
    }

    /// What a piece draws in the phase that its programme has come to, W.
    pub(super) fn set_phase(&mut self, piece: usize, watts: f64) {
        self.phases[piece] = Some(watts);
    }

    /// Whether a piece that is on rests.
    pub(super) fn rests(&self, piece: usize) -> bool {
        self.rests[piece]
    }

    /// Lets a piece that is on rest, or work again.
    pub(super) fn set_rest(&mut self, home: &Home, piece: usize, rests: bool) {
        let before = self.warms(home, piece);
        self.rests[piece] = rests;
        if let Some(area) = self.areas[piece] {
            self.heat[area] = (self.heat[area] + (self.warms(home, piece) - before)).max(0.0);
        }
    }

    /// Whether a piece that was to run until then still is to.
    pub(super) fn runs_until(&self, piece: usize) -> Option<Timestamp> {
        self.runs_until[piece]
    }

    /// Someone went from one area to another.
    pub(super) fn moved(&mut self, from: Option<usize>, to: Option<usize>) {
        if let Some(from) = from {
            self.people[from] = self.people[from].saturating_sub(1);
        }
        if let Some(to) = to {
            self.people[to] += 1;
        }
    }

    /// How many people are in each area.
    pub(super) fn people(&self) -> &[usize] {
        &self.people
    }

    /// The heat from appliances in each area, W.
    pub(super) fn heat(&self) -> &[f64] {
        &self.heat
    }

    /// The area a piece stands in.
    pub(super) fn area_of(&self, piece: usize) -> Option<usize> {
        self.areas[piece]
    }
}

/// The light that a lamp gives to its room, lx; 0 for what is none.
fn shines(home: &Home, piece: &Furniture) -> f64 {
    let floor = home.area(&piece.area).and_then(|area| area.floor).map_or(16.0, |floor| floor.area());
    lux(power::lumens(piece.kind), floor)
}
