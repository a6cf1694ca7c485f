//! Smoke and carbon monoxide in the air: where they come from, how they go from room to room with the air, and how they
//! go off. Worked out only while there is any.

use super::fabric::{Fabric, Way};

/// One step, seconds.
const STEP: f64 = 60.0;
/// Smoke settles and coagulates: so much of it a second, half in about twenty minutes.
const SETTLES: f64 = 0.000_58;
/// Below these nothing is there any more: dB/m, and a share of the air's volume (1 ppm).
const TRACES: (f64, f64) = (0.000_5, 1.0e-6);

/// Smoke and carbon monoxide in each room.
#[derive(Clone, Debug)]
pub struct Taint {
    /// How thick smoke is, dB/m.
    smoke: Vec<f64>,
    /// Carbon monoxide, as a share of the air's volume.
    monoxide: Vec<f64>,
    /// dB/m · m³ a second, and m³ a second.
    sources: Vec<(f64, f64)>,
    /// Scratch: what goes into each room, and how much air.
    into: Vec<[f64; 3]>,
    there: bool,
}

impl Taint {
    pub(super) fn new(n: usize) -> Self {
        let zeros = || vec![0.0; n];
        Self { smoke: zeros(), monoxide: zeros(), sources: vec![(0.0, 0.0); n], into: vec![[0.0; 3]; n], there: false }
    }

    /// Whether there is any, or something gives it off.
    pub const fn is_there(&self) -> bool {
        self.there
    }

    /// How thick smoke is in the area at this place in the home's list, dB/m, and how much carbon monoxide there is, ppm.
    pub fn of(&self, area: usize) -> (f64, f64) {
        let at = |list: &[f64]| list.get(area).copied().unwrap_or(0.0);
        (at(&self.smoke), at(&self.monoxide) * 1.0e6)
    }

    pub(super) fn set_source(&mut self, area: usize, smoke: f64, monoxide: f64) {
        if let Some(source) = self.sources.get_mut(area) {
            *source = (smoke, monoxide);
            self.there |= smoke > 0.0 || monoxide > 0.0;
        }
    }

    /// One minute.
    pub(super) fn step(&mut self, fabric: &Fabric, air: &[f64], outside: f64, open: &[bool]) {
        for ((into, source), room) in self.into.iter_mut().zip(&self.sources).zip(&fabric.rooms) {
            *into = [source.0, source.1, room.leaks];
        }
        for (way, is_open) in fabric.ways.iter().zip(open.iter().copied().chain(std::iter::repeat(false))) {
            match *way {
                Way::Outside { area, .. } => self.into[area][2] += way.flow(air[area] - outside, is_open),
                Way::Between { a, b, .. } => {
                    let flow = way.flow(air[a] - air[b], is_open);
                    for (to, from) in [(a, b), (b, a)] {
                        self.into[to][0] += flow * self.smoke[from];
                        self.into[to][1] += flow * self.monoxide[from];
                        self.into[to][2] += flow;
                    }
                }
                Way::Nowhere => {}
            }
        }
        // Implicit in the room itself, as the air's heat and moisture are.
        let mut there = self.sources.iter().any(|source| *source != (0.0, 0.0));
        for (k, room) in fabric.rooms.iter().enumerate() {
            let [smoke, monoxide, flow] = self.into[k];
            let part = STEP / room.volume;
            self.smoke[k] = (self.smoke[k] + part * smoke) / (1.0 + part * flow + STEP * SETTLES);
            self.monoxide[k] = (self.monoxide[k] + part * monoxide) / (1.0 + part * flow);
            there |= self.smoke[k] > TRACES.0 || self.monoxide[k] > TRACES.1;
        }
        if !there {
            self.smoke.fill(0.0);
            self.monoxide.fill(0.0);
        }
        self.there = there;
    }
}
