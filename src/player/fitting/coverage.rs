//! What the movement sensors of a home see of its floors together, and where nobody would be seen.
//!
//! It asks each sensor's [`FieldOfView`], which is what the simulated sensor itself goes by: what is shown as covered is
//! what is sensed. A sensor sees its own room alone. The floor is looked at in squares of ten centimetres; what stands
//! under furniture is no place to be, but for beds, seats, baths and toilets, of which the middle is asked for.

use crate::home::{Area, AreaId, DeviceKind, FurnitureKind, Home, Opening, OpeningKind, Point, Rect};
use crate::simulation::device::movement::FieldOfView;

/// How long the side of a square is, metres.
pub const SQUARE: f64 = 0.1;
/// A blind patch smaller than this is the edge of a field of view and no place to stay, square metres.
const LEAST: f64 = 0.5;
/// What lies within so many metres of a blind patch's middle gives it its name.
const NEAR: f64 = 1.8;

/// What is so of one square of floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Square {
    /// Something stands there: nobody can.
    Taken,
    /// Somebody who moves here is in a sensor's view.
    Seen,
    /// Nobody would be seen here.
    Blind,
}

/// A patch of floor that no sensor sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Blind {
    /// How large it is, square metres.
    pub square_metres: f64,
    /// The square nearest to its middle.
    pub middle: Point,
    /// What it lies by, in words: `the stairs`.
    pub by: Option<String>,
}

/// A place where people stay.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is, in words: `bed`.
    pub words: &'static str,
    /// Where its middle is.
    pub at: Point,
    /// Whether a sensor sees it.
    pub seen: bool,
}

/// One room.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// Which.
    pub area: AreaId,
    /// Its floor.
    pub floor: Rect,
    /// How many movement sensors look into it.
    pub sensors: usize,
    /// How many squares there are along `x`.
    pub columns: usize,
    /// Row after row, the lowest first.
    pub squares: Vec<Square>,
    /// The blind patches worth telling of, the largest first.
    pub blind: Vec<Blind>,
    /// Beds, seats, baths and toilets.
    pub places: Vec<Place>,
}

impl Room {
    /// The square metres of its floor on which somebody can be, and those of them that are seen.
    pub fn floor_and_seen(&self) -> (f64, f64) {
        let count = |wanted: &[Square]| self.squares.iter().filter(|square| wanted.contains(square)).count() as f64;
        let each = SQUARE * SQUARE;
        (count(&[Square::Seen, Square::Blind]) * each, count(&[Square::Seen]) * each)
    }

    /// The middle of a square, by its place in the list.
    pub fn middle(&self, square: usize) -> Point {
        let (column, row) = (square % self.columns.max(1), square / self.columns.max(1));
        let along = |low: f64, n: usize| low + (n as f64 + 0.5) * SQUARE;
        Point::new(along(self.floor.min.x, column), along(self.floor.min.y, row))
    }
}

/// A home.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Every room whose floor is known, in the home's order.
    pub rooms: Vec<Room>,
}

impl Coverage {
    /// What this home's movement sensors see.
    pub fn of(home: &Home) -> Self {
        Self { rooms: home.areas.iter().filter_map(|area| room(home, area)).collect() }
    }

    /// The part of all floor that is seen, 0 to 1; `None` where no floor is known.
    pub fn share(&self) -> Option<f64> {
        let (floor, seen) =
            self.rooms.iter().map(Room::floor_and_seen).fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d));
        (floor > 0.0).then(|| seen / floor)
    }

    /// What a person should know before they rely on it: whole rooms first, then beds and seats, then patches of floor,
    /// the largest first. Empty where everything is seen.
    pub fn warnings(&self, home: &Home) -> Vec<String> {
        let name = |id: &AreaId| home.area(id).map_or_else(|| id.to_string(), |area| area.name.to_lowercase());
        let mut told: Vec<String> = self
            .rooms
            .iter()
            .filter(|room| room.sensors == 0)
            .map(|room| format!("Nobody would be seen in the {}: no movement sensor is there.", name(&room.area)))
            .collect();
        let watched = || self.rooms.iter().filter(|room| room.sensors > 0);
        for room in watched() {
            for place in room.places.iter().filter(|place| !place.seen) {
                told.push(format!("The {} in the {} is not covered.", place.words, name(&room.area)));
            }
        }
        let mut patches: Vec<(&Blind, &AreaId)> =
            watched().flat_map(|room| room.blind.iter().map(move |blind| (blind, &room.area))).collect();
        patches.sort_by(|a, b| b.0.square_metres.total_cmp(&a.0.square_metres));
        for (blind, area) in patches {
            let by = blind.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
            let size = blind.square_metres;
            told.push(format!("Nobody would be seen in the {}{by}: {size:.1} m² are not covered.", name(area)));
        }
        told.dedup();
        told
    }
}

fn room(home: &Home, area: &Area) -> Option<Room> {
    let floor = area.floor?;
    let views: Vec<FieldOfView> = home
        .devices
        .iter()
        .filter(|device| device.kind == DeviceKind::Movement && device.area == area.id)
        .filter_map(|device| FieldOfView::of(device, home))
        .collect();
    let sees = |at: Point| views.iter().any(|view| view.sees(at));
    let (mut taken, mut places) = (Vec::new(), Vec::new());
    for piece in home.furniture.iter().filter(|piece| piece.area == area.id) {
        if let Some(words) = stays(piece.kind) {
            places.push(Place { words, at: piece.at, seen: sees(piece.at) });
        }
        if piece.kind.blocks() && piece.height < 1.9 {
            taken.push(piece.footprint());
        }
    }
    let count = |metres: f64| (metres / SQUARE - 1e-6).ceil().max(1.0) as usize;
    let (columns, rows) = (count(floor.width()), count(floor.depth()));
    let mut made = Room {
        area: area.id.clone(),
        floor,
        sensors: views.len(),
        columns,
        squares: Vec::new(),
        blind: Vec::new(),
        places,
    };
    made.squares = (0..columns * rows)
        .map(|square| {
            let at = made.middle(square);
            if !floor.contains(at) || taken.iter().any(|print| print.contains(at)) {
                Square::Taken
            } else if sees(at) {
                Square::Seen
            } else {
                Square::Blind
            }
        })
        .collect();
    made.blind = patches(home, &made);
    Some(made)
}

/// What people call a piece of furniture that they stay in; `None` for what they do not.
const fn stays(kind: FurnitureKind) -> Option<&'static str> {
    use FurnitureKind as F;
    match kind {
        F::Bed => Some("bed"),
        F::Armchair => Some("armchair"),
        F::Sofa => Some("sofa"),
        F::Toilet => Some("toilet"),
        F::Bath => Some("bath"),
        F::Shower => Some("shower"),
        F::BedsideTable
        | F::Wardrobe
        | F::ChestOfDrawers
        | F::CoffeeTable
        | F::Bookcase
        | F::Television
        | F::DiningTable
        | F::Chair
        | F::Worktop
        | F::Kettle
        | F::Cooker
        | F::Sink
        | F::Fridge
        | F::WashingMachine
        | F::Basin
        | F::Radiator
        | F::Lamp
        | F::CeilingLight
        | F::CoatStand
        | F::Rug
        | F::Plant
        | F::Picture
        | F::Mirror
        | F::Microwave
        | F::ElectricHeater => None,
    }
}

/// Blind squares that touch, as patches; those worth telling of, the largest first.
fn patches(home: &Home, room: &Room) -> Vec<Blind> {
    let mut looked = vec![false; room.squares.len()];
    let mut found = Vec::new();
    for first in 0..room.squares.len() {
        if looked[first] || room.squares[first] != Square::Blind {
            continue;
        }
        looked[first] = true;
        let mut patch = vec![first];
        let mut next = 0;
        while let Some(here) = patch.get(next).copied() {
            next += 1;
            let column = here % room.columns;
            let beside = [
                (column > 0).then(|| here - 1),
                (column + 1 < room.columns).then_some(here + 1),
                here.checked_sub(room.columns),
                Some(here + room.columns),
            ];
            for other in beside.into_iter().flatten() {
                if room.squares.get(other) == Some(&Square::Blind) && !looked[other] {
                    looked[other] = true;
                    patch.push(other);
                }
            }
        }
        let square_metres = patch.len() as f64 * SQUARE * SQUARE;
        if square_metres >= LEAST {
            let middle = middle(room, &patch);
            found.push(Blind { square_metres, middle, by: landmark(home, &room.area, middle) });
        }
    }
    found.sort_by(|a, b| b.square_metres.total_cmp(&a.square_metres));
    found
}

/// The square of a patch that is nearest to where its weight lies: of a bent one that lies outside it.
fn middle(room: &Room, patch: &[usize]) -> Point {
    let count = patch.len().max(1) as f64;
    let (x, y) = patch.iter().map(|square| room.middle(*square)).fold((0.0, 0.0), |(x, y), at| (x + at.x, y + at.y));
    let weight = Point::new(x / count, y / count);
    let nearest = patch.iter().map(|square| room.middle(*square));
    nearest.min_by(|a, b| a.distance(weight).total_cmp(&b.distance(weight))).unwrap_or(weight)
}

/// What a person would say that a place of a room lies by.
fn landmark(home: &Home, area: &AreaId, at: Point) -> Option<String> {
    let stairs = home.stairs.iter().filter(|stairs| stairs.from == *area || stairs.to == *area).map(|stairs| {
        let print = stairs.footprint();
        let nearest = Point::new(at.x.clamp(print.min.x, print.max.x), at.y.clamp(print.min.y, print.max.y));
        (nearest.distance(at), "the stairs".to_owned())
    });
    let here = |opening: &&Opening| opening.from == *area || opening.to.as_ref() == Some(area);
    let openings = home.openings.iter().filter(here).map(|opening| {
        let name = match opening.kind {
            OpeningKind::Door | OpeningKind::Window => format!("the {}", opening.name.to_lowercase()),
            OpeningKind::Archway => "the archway".to_owned(),
        };
        (opening.at.distance(at), name)
    });
    let pieces = home.furniture.iter().filter(|piece| piece.area == *area).filter_map(|piece| {
        let words = known_by(piece.kind)?;
        let print = piece.footprint();
        let nearest = Point::new(at.x.clamp(print.min.x, print.max.x), at.y.clamp(print.min.y, print.max.y));
        Some((nearest.distance(at), format!("the {words}")))
    });
    let near = stairs.chain(openings).chain(pieces).filter(|(far, _)| *far <= NEAR);
    near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, words)| words)
}

/// The furniture by which one tells a place.
const fn known_by(kind: FurnitureKind) -> Option<&'static str> {
    use FurnitureKind as F;
    match kind {
        F::Wardrobe => Some("wardrobe"),
        F::ChestOfDrawers => Some("chest of drawers"),
        F::Bookcase => Some("bookcase"),
        F::Television => Some("television"),
        F::DiningTable => Some("dining table"),
        F::Cooker => Some("cooker"),
        F::Sink => Some("sink"),
        F::Fridge => Some("fridge"),
        F::WashingMachine => Some("washing machine"),
        F::Basin => Some("basin"),
        F::Bed | F::Armchair | F::Sofa | F::Toilet | F::Bath | F::Shower => stays(kind),
        F::BedsideTable
        | F::CoffeeTable
        | F::Chair
        | F::Worktop
        | F::Kettle
        | F::Radiator
        | F::Lamp
        | F::CeilingLight
        | F::CoatStand
        | F::Rug
        | F::Plant
        | F::Picture
        | F::Mirror
        | F::Microwave
        | F::ElectricHeater => None,
    }
}
