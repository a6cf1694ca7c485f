//! Storeys and the stairs that join them. The plan of every storey lies on the same `x` and `y`; stairs are one straight
//! flight from a foot on one storey to a head on the next.

use super::{AreaId, Point, Rect, StairsId};

/// Metres from one storey's floor to the next: 2.4 m of room and the floor above it, thirteen risers of 200 mm, as in
/// most British houses (Approved Document K allows risers of 150 to 220 mm in a dwelling).
pub const STOREY_HEIGHT: f64 = 2.6;

/// One straight flight of stairs between two areas, the second of which lies one storey above the first.
#[derive(Clone, Debug, PartialEq)]
pub struct Stairs {
    /// Its stable id.
    pub id: StairsId,
    /// Its name for people: `Stairs`.
    pub name: String,
    /// The area at its foot.
    pub from: AreaId,
    /// The area at its head, one storey higher.
    pub to: AreaId,
    /// Where the middle of the first riser is, on the plan.
    pub foot: Point,
    /// Where the middle of the last riser is, on the plan: the edge of the upper floor.
    pub head: Point,
    /// Metres from side to side.
    pub width: f64,
}

impl Stairs {
    /// Metres from foot to head on the plan.
    pub fn run(&self) -> f64 {
        self.foot.distance(self.head)
    }

    /// Metres from foot to head along the slope.
    pub fn slope(&self) -> f64 {
        (self.run() * self.run() + STOREY_HEIGHT * STOREY_HEIGHT).sqrt()
    }

    /// The way up as a unit step on the plan.
    pub fn up(&self) -> Point {
        let run = self.run().max(1e-9);
        Point::new((self.head.x - self.foot.x) / run, (self.head.y - self.foot.y) / run)
    }

    /// What it covers on the plan of both storeys. Flights run along `x` or along `y`.
    pub fn footprint(&self) -> Rect {
        let half = self.width / 2.0;
        let (low, high) = (
            Point::new(self.foot.x.min(self.head.x), self.foot.y.min(self.head.y)),
            Point::new(self.foot.x.max(self.head.x), self.foot.y.max(self.head.y)),
        );
        let along_x = (self.head.x - self.foot.x).abs() >= (self.head.y - self.foot.y).abs();
        let (x, y) = if along_x { (0.0, half) } else { (half, 0.0) };
        Rect { min: Point::new(low.x - x, low.y - y), max: Point::new(high.x + x, high.y + y) }
    }

    /// Whether feet at a place of the plan are on the flight: well within its sides, which whoever passes by may touch.
    pub fn carries(&self, at: Point) -> bool {
        let (up, from) = (self.up(), Point::new(at.x - self.foot.x, at.y - self.foot.y));
        let aside = (from.x * up.y - from.y * up.x).abs();
        self.footprint().contains(at) && aside <= (self.width / 2.0 - 0.1).max(self.width / 4.0)
    }

    /// How far up a place on the flight is: 0 at the foot, 1 at the head.
    pub fn part(&self, at: Point) -> f64 {
        let up = self.up();
        (((at.x - self.foot.x) * up.x + (at.y - self.foot.y) * up.y) / self.run().max(1e-9)).clamp(0.0, 1.0)
    }

    /// The place so far up the flight, on its middle line.
    pub fn at(&self, part: f64) -> Point {
        self.foot.toward(self.head, part)
    }
}
