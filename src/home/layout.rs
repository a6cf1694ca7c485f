//! Where things are: a plan in metres, `x` to the right and `y` up the page. Heights are metres above the floor.

use super::{AreaId, FurnitureId, OpeningId};

/// A place on the plan, in metres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Up the page.
    pub y: f64,
}

impl Point {
    /// The point at these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Metres from here to there in a straight line.
    pub fn distance(self, other: Self) -> f64 {
        ((self.x - other.x) * (self.x - other.x) + (self.y - other.y) * (self.y - other.y)).sqrt()
    }

    /// The place `part` (0 to 1) of the way from here to there.
    pub fn toward(self, other: Self, part: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * part, self.y + (other.y - self.y) * part)
    }
}

/// An upright rectangle on the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The corner with the smallest `x` and `y`.
    pub min: Point,
    /// The corner with the largest `x` and `y`.
    pub max: Point,
}

impl Rect {
    /// From the lower left corner, the width along `x` and the depth along `y`, in metres.
    pub const fn new(x: f64, y: f64, width: f64, depth: f64) -> Self {
        Self { min: Point::new(x, y), max: Point::new(x + width, y + depth) }
    }

    /// Metres along `x`.
    pub fn width(self) -> f64 {
        self.max.x - self.min.x
    }

    /// Metres along `y`.
    pub fn depth(self) -> f64 {
        self.max.y - self.min.y
    }

    /// Square metres.
    pub fn area(self) -> f64 {
        self.width() * self.depth()
    }

    /// Its middle.
    pub fn centre(self) -> Point {
        self.min.toward(self.max, 0.5)
    }

    /// Whether the point lies in it or on its edge.
    pub fn contains(self, at: Point) -> bool {
        at.x >= self.min.x && at.x <= self.max.x && at.y >= self.min.y && at.y <= self.max.y
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// The same rectangle with its edges moved outwards (inwards when negative) by so many metres.
    pub fn grown(self, by: f64) -> Self {
        Self { min: Point::new(self.min.x - by, self.min.y - by), max: Point::new(self.max.x + by, self.max.y + by) }
    }
}

/// Whether an opening is a door, an open way through, or a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpeningKind {
    /// A door between two areas, or to outside.
    Door,
    /// A way through without a door.
    Archway,
    /// A window to outside.
    Window,
}

/// A door, archway or window in the wall between two areas, or between an area and outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Its stable id.
    pub id: OpeningId,
    /// Its name for people: `Front door`.
    pub name: String,
    /// Door, archway or window.
    pub kind: OpeningKind,
    /// The area on one side.
    pub from: AreaId,
    /// The area on the other side; `None` is outside.
    pub to: Option<AreaId>,
    /// The middle of the opening, on the wall's line.
    pub at: Point,
    /// Metres along the wall.
    pub width: f64,
    /// Whether its wall runs along `x` (so that one walks through it along `y`).
    pub along_x: bool,
}

/// Which way a thing's front faces, in quarter turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// Towards larger `y`.
    #[default]
    Up,
    /// Towards larger `x`.
    Right,
    /// Towards smaller `y`.
    Down,
    /// Towards smaller `x`.
    Left,
}

impl Turn {
    /// The direction as a unit step on the plan.
    pub const fn step(self) -> Point {
        match self {
            Self::Up => Point::new(0.0, 1.0),
            Self::Right => Point::new(1.0, 0.0),
            Self::Down => Point::new(0.0, -1.0),
            Self::Left => Point::new(-1.0, 0.0),
        }
    }

    /// Clockwise from `Up`, in radians.
    pub fn radians(self) -> f64 {
        use std::f64::consts::PI;
        match self {
            Self::Up => 0.0,
            Self::Right => PI / 2.0,
            Self::Down => PI,
            Self::Left => 1.5 * PI,
        }
    }
}

/// What a piece of furniture or a fixture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say what they are")]
pub enum FurnitureKind {
    Bed,
    BedsideTable,
    Wardrobe,
    ChestOfDrawers,
    Armchair,
    Sofa,
    CoffeeTable,
    Bookcase,
    Television,
    DiningTable,
    Chair,
    Worktop,
    Kettle,
    Cooker,
    Sink,
    Fridge,
    WashingMachine,
    Toilet,
    Basin,
    Bath,
    Shower,
    Radiator,
    Lamp,
    CeilingLight,
    CoatStand,
    Rug,
    Plant,
    Picture,
    Mirror,
    Microwave,
    ElectricHeater,
}

impl FurnitureKind {
    /// Whether a walking person has to go round it: a rug, a picture or a ceiling light is in nobody's way.
    pub const fn blocks(self) -> bool {
        !matches!(
            self,
            Self::Rug
                | Self::CeilingLight
                | Self::Picture
                | Self::Mirror
                | Self::Radiator
                | Self::Kettle
                | Self::Lamp
                | Self::Television
                | Self::Microwave
        )
    }
}

/// A piece of furniture or a fixture.
#[derive(Clone, Debug, PartialEq)]
pub struct Furniture {
    /// Its stable id.
    pub id: FurnitureId,
    /// What it is.
    pub kind: FurnitureKind,
    /// The room it stands in.
    pub area: AreaId,
    /// The middle of its footprint.
    pub at: Point,
    /// Metres from side to side, seen from its front.
    pub width: f64,
    /// Metres from front to back.
    pub depth: f64,
    /// Where its front faces.
    pub front: Turn,
    /// Metres from the floor to its underside: 0 for what stands on the floor, a worktop's height for a kettle.
    pub height: f64,
}

/// How wide a bed is at least in which two can sleep, in metres: a small double is four feet.
pub const DOUBLE_BED: f64 = 1.2;

impl Furniture {
    /// How many can sleep in it: none in what is no bed.
    pub fn sleeps(&self) -> usize {
        match self.kind {
            FurnitureKind::Bed if self.width >= DOUBLE_BED => 2,
            FurnitureKind::Bed => 1,
            _ => 0,
        }
    }

    /// Its footprint on the plan.
    pub fn footprint(&self) -> Rect {
        let (w, d) = match self.front {
            Turn::Up | Turn::Down => (self.width, self.depth),
            Turn::Left | Turn::Right => (self.depth, self.width),
        };
        Rect::new(self.at.x - w / 2.0, self.at.y - d / 2.0, w, d)
    }

    /// Where one stands to use it: a little before the middle of its front.
    pub fn approach(&self) -> Point {
        let step = self.front.step();
        let reach = self.depth / 2.0 + 0.35;
        Point::new(self.at.x + step.x * reach, self.at.y + step.y * reach)
    }
}
