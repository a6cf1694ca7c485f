//! What a house is made of, as far as heat cares: worked out once from its plan.
//!
//! Figures are those of a 1960s bungalow with filled cavity walls, double glazing and an insulated loft, as most
//! councils' have been improved to (SAP's tables for existing dwellings).

use crate::home::{AreaId, AreaKind, FurnitureKind, Home, HomeKind, Opening, OpeningKind, Rect};
use crate::simulation::view::Sun;

/// Metres from floor to ceiling.
const CEILING: f64 = 2.4;
/// A room whose floor is not known counts as four metres by four.
const UNKNOWN_FLOOR: Rect = Rect::new(0.0, 0.0, 4.0, 4.0);

/// W a kelvin and square metre: a filled cavity wall, double glazing, a door, loft, and a solid floor to ground.
const WALL: f64 = 0.55;
const GLASS: f64 = 2.7;
const DOOR: f64 = 2.5;
const LOFT: f64 = 0.25;
const GROUND: f64 = 0.40;
/// An inner wall of block and plaster between two rooms.
const PARTITION: f64 = 1.6;
/// A timber floor between two storeys, plasterboard beneath.
const BETWEEN_STOREYS: f64 = 1.7;
/// How tall a window's glass is, and a door, metres.
const GLASS_TALL: f64 = 1.1;
const DOOR_TALL: f64 = 2.0;
/// Air that leaks in, changes an hour: draught-proofed, trickle vents shut.
const LEAKS: f64 = 0.5;
/// The air's own heat and that of what follows it within minutes (furniture's and walls' surfaces), J a kelvin and
/// cubic metre: three times the air's own.
const AIR_STORE: f64 = 3_600.0;
/// What the fabric stores, J a kelvin and square metre of floor: between SAP's light (100 kJ) and medium (250 kJ).
const MASS_STORE: f64 = 165_000.0;
/// How air and fabric exchange heat, W a kelvin and square metre of floor: a room's surfaces are about three and a half
/// times its floor, and each square metre takes 2.5 to 3 W by convection and, because furniture and people radiate too,
/// half as much again.
const TO_MASS: f64 = 15.0;
/// What a radiator gives, W a metre of its width: 600 mm tall, two panels, one row of fins, at a boiler's 60 °C.
const RADIATOR: f64 = 1_200.0;
/// The part of a window that lets air through when it stands open.
const CASEMENT: f64 = 0.4;
/// How much air goes through a closed inner door's gaps, m³ a second.
const GAPS: f64 = 0.004;
/// The part of the sun's heat that double glazing and its frame let through.
const LETS_THROUGH: f64 = 0.45;

/// One room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// m³.
    pub(super) volume: f64,
    /// J a kelvin.
    pub(super) air_store: f64,
    /// J a kelvin.
    pub(super) mass_store: f64,
    /// From air to fabric, W a kelvin.
    pub(super) to_mass: f64,
    /// From fabric to outside through walls, loft and floor, W a kelvin.
    pub(super) fabric_loss: f64,
    /// From air to outside through glass and doors, W a kelvin.
    pub(super) light_loss: f64,
    /// m³ a second.
    pub(super) leaks: f64,
    /// W with every radiator full on.
    pub(super) radiators: f64,
    /// Whether what runs there makes steam.
    pub(super) wet: bool,
}

/// A wall between two rooms, or a floor between one and the room above it.
#[derive(Clone, Copy, Debug)]
pub(super) struct InnerWall {
    pub(super) a: usize,
    pub(super) b: usize,
    /// W a kelvin.
    pub(super) conductance: f64,
}

/// What an opening does to air, one for each of the home's openings.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// It leads outside: the part that air passes through, m², and how tall it is, m.
    Outside { area: usize, passes: f64, tall: f64 },
    /// It joins two rooms.
    Between { a: usize, b: usize, passes: f64, always: bool },
    /// Its area is not in the home.
    Nowhere,
}

impl Way {
    /// Air that goes each way, m³ a second, at this difference of temperature.
    pub(super) fn flow(self, kelvin: f64, open: bool) -> f64 {
        let difference = kelvin.abs();
        match self {
            // One-sided airing in a light breeze of 1.5 m/s (de Gids and Phaff, 1982).
            Self::Outside { passes, tall, .. } if open => {
                0.5 * passes * (0.001 * 1.5 * 1.5 + 0.003_5 * tall * difference + 0.01).sqrt()
            }
            Self::Outside { .. } | Self::Nowhere => 0.0,
            // Two streams through a doorway, warm above and cold below (Brown and Solvason, 1962): a third of
            // a discharge of 0.6 times the area times √(g·H·ΔT/T).
            Self::Between { passes, always, .. } if open || always => {
                GAPS + 0.2 * passes * (9.81 * DOOR_TALL * difference / 293.0).sqrt()
            }
            Self::Between { .. } => GAPS,
        }
    }
}

/// A stairwell between two storeys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stairwell {
    pub(super) below: usize,
    pub(super) above: usize,
    /// √(g·D⁵), where D is the diameter of a round hole as large, m³ a second.
    scale: f64,
}

impl Stairwell {
    /// Air that goes each way, m³ a second: much when the air below is the warmer, because it rises and cold air
    /// comes down in its place (0.055 of √(g·D⁵·ΔT/T); Epstein, J. Heat Transfer 1988, for openings wider than they
    /// are deep), and next to nothing when warm air lies above already.
    pub(super) fn flow(self, below: f64, above: f64) -> f64 {
        GAPS + 0.055 * self.scale * ((below - above).max(0.0) / 293.0).sqrt()
    }
}

/// A window and which way it looks.
#[derive(Clone, Copy, Debug)]
struct Pane {
    area: usize,
    /// m² of glass.
    glass: f64,
    /// Degrees clockwise from north.
    bearing: f64,
}

/// The whole house.
#[derive(Clone, Debug)]
pub(super) struct Fabric {
    pub(super) rooms: Vec<Room>,
    pub(super) inner_walls: Vec<InnerWall>,
    pub(super) ways: Vec<Way>,
    pub(super) stairwells: Vec<Stairwell>,
    panes: Vec<Pane>,
}

impl Fabric {
    pub(super) fn of(home: &Home) -> Self {
        let floors: Vec<Rect> = home.areas.iter().map(|area| area.floor.unwrap_or(UNKNOWN_FLOOR)).collect();
        let known = |k: usize| home.areas[k].floor.is_some();
        let place = |id: &AreaId| home.areas.iter().position(|area| area.id == *id);

        let mut inner_walls = Vec::new();
        let mut shared = vec![0.0; floors.len()];
        // Of each floor, how many square metres have a room beneath and a room above.
        let (mut beneath, mut above) = (vec![0.0; floors.len()], vec![0.0; floors.len()]);
        for (a, one) in floors.iter().enumerate() {
            for (b, other) in floors.iter().enumerate().skip(a + 1) {
                let (low, high) = (home.areas[a].storey, home.areas[b].storey);
                if known(a) && known(b) && low.abs_diff(high) == 1 {
                    let square = overlap(*one, *other);
                    let (below, over) = if low < high { (a, b) } else { (b, a) };
                    above[below] += square;
                    beneath[over] += square;
                    if square > 0.0 {
                        inner_walls.push(InnerWall { a, b, conductance: BETWEEN_STOREYS * square });
                    }
                }
                let metres = if known(a) && known(b) && low == high { touching(*one, *other) } else { 0.0 };
                if metres > 0.0 {
                    shared[a] += metres;
                    shared[b] += metres;
                    inner_walls.push(InnerWall { a, b, conductance: PARTITION * metres * CEILING });
                }
            }
        }

        let mut rooms: Vec<Room> = Vec::with_capacity(floors.len());
        for (k, floor) in floors.iter().enumerate() {
            let square = floor.area().max(1.0);
            let volume = square * CEILING;
            let party = home.bounds().map_or(0.0, |bounds| party_walls(home, *floor, bounds));
            let outer = (2.0 * (floor.width() + floor.depth()) - shared[k] - party).max(0.0);
            let under_roof = LOFT * (square - above[k]).max(0.0);
            let roof_and_ground = match home.kind {
                HomeKind::Bungalow if home.stairs.is_empty() => (LOFT + GROUND) * square,
                HomeKind::Bungalow | HomeKind::Terraced => under_roof + GROUND * (square - beneath[k]).max(0.0),
                HomeKind::Flat => under_roof,
                HomeKind::ExtraCare => 0.0,
            };
            let radiators = home.furniture.iter().filter(|p| p.kind == FurnitureKind::Radiator);
            let width: f64 = radiators.filter(|p| p.area == home.areas[k].id).map(|p| p.width).sum();
            rooms.push(Room {
                volume,
                air_store: volume * AIR_STORE,
                mass_store: square * MASS_STORE,
                to_mass: square * TO_MASS,
                fabric_loss: WALL * outer * CEILING + roof_and_ground,
                light_loss: 0.0,
                leaks: volume * LEAKS / 3_600.0,
                radiators: width * RADIATOR,
                wet: matches!(home.areas[k].kind, AreaKind::Kitchen | AreaKind::Bathroom),
            });
        }

        let mut panes = Vec::new();
        let mut ways = Vec::with_capacity(home.openings.len());
        for opening in &home.openings {
            let from = place(&opening.from);
            let to = opening.to.as_ref().map(&place);
            ways.push(match (from, to) {
                // A warm shared corridor lies behind it.
                (Some(_), None) if opening.kind != OpeningKind::Window && home.kind.has_shared_corridor() => {
                    Way::Nowhere
                }
                (Some(area), None) => {
                    let window = opening.kind == OpeningKind::Window;
                    let (tall, part, loss) =
                        if window { (GLASS_TALL, CASEMENT, GLASS) } else { (DOOR_TALL, 1.0, DOOR) };
                    let size = opening.width * tall;
                    let room = &mut rooms[area];
                    // The wall's own loss goes where the opening is.
                    room.fabric_loss = (room.fabric_loss - WALL * size).max(0.0);
                    room.light_loss += loss * size;
                    if window {
                        panes.push(Pane { area, glass: size, bearing: bearing(opening, floors[area], home.facing) });
                    }
                    Way::Outside { area, passes: size * part, tall }
                }
                (Some(a), Some(Some(b))) if a != b => Way::Between {
                    a,
                    b,
                    passes: opening.width * DOOR_TALL,
                    always: opening.kind == OpeningKind::Archway,
                },
                (Some(_) | None, Some(_)) | (None, None) => Way::Nowhere,
            });
        }
        let stairwells = (home.stairs.iter())
            .filter_map(|stairs| {
                let diameter = 2.0 * (stairs.width * stairs.run() / std::f64::consts::PI).sqrt();
                let scale = (9.81 * libm::pow(diameter, 5.0)).sqrt();
                Some(Stairwell { below: place(&stairs.from)?, above: place(&stairs.to)?, scale })
            })
            .collect();
        Self { rooms, inner_walls, ways, stairwells, panes }
    }

    /// Without any exchange with outside: for what must then be conserved.
    #[cfg(test)]
    pub(super) fn seal(&mut self) {
        self.panes.clear();
        for room in &mut self.rooms {
            (room.fabric_loss, room.light_loss, room.leaks) = (0.0, 0.0, 0.0);
        }
    }

    /// The daylight in each room, lx, from what the sun gives it.
    pub(super) fn daylight(&self, sunshine: &[f64], out: &mut [f64]) {
        for ((out, watts), room) in out.iter_mut().zip(sunshine).zip(&self.rooms) {
            *out = lux(watts * LUMENS, room.volume / CEILING);
        }
    }

    /// What the sun gives each room through its windows, W.
    pub(super) fn sunshine(&self, sun: Sun, cloud: f64, out: &mut [f64]) {
        out.fill(0.0);
        if sun.altitude <= 0.5 {
            return;
        }
        let height = libm::sin(sun.altitude.to_radians());
        // ASHRAE's clear-sky model, mean of its months: 1,130 W/m² before the air, which takes 0.17 a unit of its mass;
        // a tenth of the beam comes scattered from a clear sky, and more from under cloud. Cloud takes three quarters
        // of the whole at most (Kasten and Czeplak, 1980), and all of the beam.
        let beam = 1_130.0 * libm::exp(-0.17 / height) * (1.0 - cloud);
        let whole = 1_130.0 * libm::exp(-0.17 / height) * height * (1.0 - 0.75 * libm::pow(cloud, 3.4));
        let scattered = (whole - beam * height).max(0.1 * whole);
        let flat = libm::cos(sun.altitude.to_radians());
        for pane in &self.panes {
            let straight_on = flat * libm::cos((sun.azimuth - pane.bearing).to_radians());
            let falls = beam * straight_on.max(0.0) + 0.5 * scattered;
            if let Some(heat) = out.get_mut(pane.area) {
                *heat += falls * pane.glass * LETS_THROUGH;
            }
        }
    }
}

/// Square metres that two floors share, one above the other.
fn overlap(a: Rect, b: Rect) -> f64 {
    let wide = (a.max.x.min(b.max.x) - a.min.x.max(b.min.x)).max(0.0);
    let deep = (a.max.y.min(b.max.y) - a.min.y.max(b.min.y)).max(0.0);
    wide * deep
}

/// Metres of a room's outer walls that a neighbour's room lies behind: in a home between others, the sides in which
/// there is no opening to outside at all.
fn party_walls(home: &Home, floor: Rect, bounds: Rect) -> f64 {
    if home.kind == HomeKind::Bungalow {
        return 0.0;
    }
    let near = |a: f64, b: f64| (a - b).abs() <= 0.35;
    let glazed = |along_x: bool, line: f64| {
        home.openings.iter().any(|opening| {
            let at = if along_x { opening.at.y } else { opening.at.x };
            opening.to.is_none() && opening.kind == OpeningKind::Window && opening.along_x == along_x && near(at, line)
        })
    };
    let sides = [
        (true, floor.min.y, bounds.min.y, floor.width()),
        (true, floor.max.y, bounds.max.y, floor.width()),
        (false, floor.min.x, bounds.min.x, floor.depth()),
        (false, floor.max.x, bounds.max.x, floor.depth()),
    ];
    sides
        .into_iter()
        .filter(|(along_x, line, edge, _)| near(*line, *edge) && !glazed(*along_x, *line))
        .map(|(_, _, _, metres)| metres)
        .sum()
}

/// Lumens in a watt of daylight that has come through glass, and how much more of the light gets through than of the heat.
const LUMENS: f64 = 110.0 * 1.5;
/// A room's surfaces are so many times its floor, and on average take up half of the light that falls on them.
const SURFACES: f64 = 3.5;
const TAKEN_UP: f64 = 0.5;

/// The light in a room of so much floor, m², from so many lumens: evenly on all its surfaces, with what they throw back
/// (the integrating sphere's formula), lx.
pub(in crate::simulation) fn lux(lumens: f64, floor: f64) -> f64 {
    lumens / (floor.max(1.0) * SURFACES * TAKEN_UP)
}

/// Metres of wall that two floors share; they may lie a wall's thickness apart.
fn touching(a: Rect, b: Rect) -> f64 {
    let meet = |high: f64, low: f64| (high - low).abs() <= 0.35;
    let overlap = |a: (f64, f64), b: (f64, f64)| (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
    if meet(a.max.x, b.min.x) || meet(b.max.x, a.min.x) {
        overlap((a.min.y, a.max.y), (b.min.y, b.max.y))
    } else if meet(a.max.y, b.min.y) || meet(b.max.y, a.min.y) {
        overlap((a.min.x, a.max.x), (b.min.x, b.max.x))
    } else {
        0.0
    }
}

/// Which way a window in this room's outer wall looks, degrees clockwise from north.
fn bearing(opening: &Opening, floor: Rect, facing: f64) -> f64 {
    let centre = floor.centre();
    let on_plan = match (opening.along_x, opening.at.y >= centre.y, opening.at.x >= centre.x) {
        (true, true, _) => 0.0,
        (true, false, _) => 180.0,
        (false, _, true) => 90.0,
        (false, _, false) => 270.0,
    };
    (on_plan + facing).rem_euclid(360.0)
}
