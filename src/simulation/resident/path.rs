//! Where a person can walk, and the way from here to there.
//!
//! The floor is a grid of cells a hand's length wide. A cell is free when a body fits there: off the walls, off whatever
//! stands in the way, or in a doorway. A way is found over the grid (A*), led through the middle of every doorway it
//! passes and along every flight of stairs, and pulled tight between them. Storeys lie side by side
//! ([`Storeys`]), so that stairs are the only way from one to the next. It knows nothing of time or of who walks.

mod flight;
mod search;
#[cfg(test)]
mod tests;

use self::flight::Flight;
use crate::home::{AreaId, Furniture, FurnitureKind, Home, OpeningKind, Point, Rect, Storeys};

/// Metres from one cell to the next.
const CELL: f64 = 0.1;
/// Metres kept between the middle of a body and a wall: half of a person's shoulder breadth.
const FROM_WALLS: f64 = 0.25;
/// Metres kept between the middle of a body and furniture, past which one turns a little sideways.
const FROM_FURNITURE: f64 = 0.2;
/// Metres on either side of a wall that count as the doorway.
const THRESHOLD: f64 = 0.45;
/// Metres of path beyond a door to outside.
pub(crate) const OUTSIDE: f64 = 2.6;
/// Metres kept free around a storey: the paths before its doors and a little more.
pub(crate) const AROUND: f64 = OUTSIDE + 0.3;

/// Where a way passes from one area to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Crossing {
    /// Metres along the way.
    pub(crate) along: f64,
    /// The opening, by its place in the home's list; `None` halfway up stairs.
    pub(crate) opening: Option<usize>,
    /// The area entered, by its place in the home's list; `None` is outside.
    pub(crate) into: Option<usize>,
}

/// A way to walk. Its lengths are metres of level walking: stairs count for more than they measure, as long as they take.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    points: Vec<Point>,
    /// By how much the storey of each point is moved on the plan of all storeys, metres along `x`.
    offsets: Vec<f64>,
    along: Vec<f64>,
    /// The lengths of what is not level, by the place of the point at its end.
    lengths: Vec<(usize, f64)>,
    crossings: Vec<Crossing>,
}

impl Path {
    fn new(points: Vec<Point>, lengths: Vec<(usize, f64)>, offsets: Vec<f64>) -> Self {
        let mut along = Vec::with_capacity(points.len());
        let mut sum = 0.0;
        for (place, point) in points.iter().enumerate() {
            if place > 0 {
                let given = lengths.iter().find(|(end, _)| *end == place).map(|(_, length)| *length);
                sum += given.unwrap_or_else(|| points[place - 1].distance(*point));
            }
            along.push(sum);
        }
        Self { points, offsets, along, lengths, crossings: Vec::new() }
    }

    /// Metres from end to end.
    pub(crate) fn length(&self) -> f64 {
        self.along.last().copied().unwrap_or(0.0)
    }

    /// Where it passes through openings, in order.
    pub(crate) fn crossings(&self) -> &[Crossing] {
        &self.crossings
    }

    /// The place so many metres along.
    pub(crate) fn point(&self, along: f64) -> Point {
        let after = self.along.partition_point(|a| *a <= along);
        if after == 0 {
            return self.points[0];
        }
        if after == self.points.len() {
            return self.points[after - 1];
        }
        let (from, to) = (self.along[after - 1], self.along[after]);
        self.points[after - 1].toward(self.points[after], (along - from) / (to - from))
    }

    /// Which way a walker faces so many metres along: from a little behind to a little ahead, so that corners are
    /// rounded.
    pub(crate) fn heading(&self, along: f64) -> f64 {
        const LOOK: f64 = 0.3;
        let back = self.folded((along - LOOK).max(0.0));
        let ahead = self.folded((along + LOOK).min(self.length()));
        heading(back, ahead).unwrap_or(0.0)
    }

    /// The true place so many metres along, whatever its storey.
    fn folded(&self, along: f64) -> Point {
        let point = self.point(along);
        let after = self.along.partition_point(|a| *a <= along).min(self.offsets.len() - 1);
        Point::new(point.x - self.offsets[after], point.y)
    }

    /// The first part of it.
    pub(crate) fn cut(&self, along: f64) -> Self {
        let keep = self.along.partition_point(|a| *a < along).max(1);
        let mut points = self.points[..keep].to_vec();
        points.push(self.point(along));
        let mut offsets = self.offsets[..keep].to_vec();
        offsets.push(self.offsets[keep.min(self.offsets.len() - 1)]);
        let level = |end: usize| self.lengths.iter().all(|(steep, _)| *steep != end);
        let mut lengths: Vec<(usize, f64)> = self.lengths.iter().copied().filter(|(end, _)| *end < keep).collect();
        if !level(keep) {
            lengths.push((keep, along - self.along[keep - 1]));
        }
        let mut path = Self::new(points, lengths, offsets);
        path.crossings = self.crossings.iter().copied().filter(|crossing| crossing.along < along).collect();
        path
    }
}

/// Clockwise from the plan's `y` axis, in radians; `None` where the two points are the same.
pub(crate) fn heading(from: Point, to: Point) -> Option<f64> {
    if from.distance(to) < 1e-6 { None } else { Some(libm::atan2(to.x - from.x, to.y - from.y)) }
}

#[derive(Clone, Debug)]
struct Doorway {
    opening: usize,
    at: Point,
    along_x: bool,
    /// The area on the side of smaller coordinates, and the one on the other.
    sides: [Option<usize>; 2],
}

impl Doorway {
    /// Which side of the wall a point is on: 0 for smaller coordinates.
    fn side(&self, at: Point) -> usize {
        usize::from(if self.along_x { at.y > self.at.y } else { at.x > self.at.x })
    }

    /// The point straight through the door's middle, so many metres towards a side.
    fn through(&self, side: usize, by: f64) -> Point {
        let by = if side == 0 { -by } else { by };
        if self.along_x { Point::new(self.at.x, self.at.y + by) } else { Point::new(self.at.x + by, self.at.y) }
    }
}

/// Where a person can walk in one home.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    min: Point,
    columns: usize,
    rows: usize,
    free: Vec<bool>,
    /// Free, but close to something: one walks there only when there is a reason to.
    tight: Vec<bool>,
    /// To which of its neighbours one can go from each cell, one bit each.
    steps: Vec<u8>,
    /// The doorway a cell lies in, counted from 1; 0 for none.
    doorway: Vec<u16>,
    doorways: Vec<Doorway>,
    flights: Vec<Flight>,
    storeys: Storeys,
    /// Cells along `x` from one storey's plan to the next's; all of them when there is only one.
    per_storey: usize,
}

/// Whether a piece stands in a walker's way.
fn in_the_way(piece: &Furniture) -> bool {
    let floor_standing = piece.height < 0.05;
    piece.kind.blocks() && piece.height < 1.8
        || floor_standing && matches!(piece.kind, FurnitureKind::Lamp | FurnitureKind::Television)
}

impl Ground {
    /// Works out where one can walk, on the plan of all storeys.
    pub(crate) fn new(home: &Home, storeys: &Storeys) -> Self {
        let bounds = storeys.bounds();
        let columns = (bounds.width() / CELL).ceil().max(1.0) as usize;
        let rows = (bounds.depth() / CELL).ceil().max(1.0) as usize;
        let mut ground = Self {
            min: bounds.min,
            columns,
            rows,
            free: vec![false; columns * rows],
            tight: vec![false; columns * rows],
            steps: vec![0; columns * rows],
            doorway: vec![0; columns * rows],
            doorways: Vec::new(),
            flights: Vec::new(),
            per_storey: storeys.shift().map_or(columns, |shift| (shift / CELL).round() as usize),
            storeys: storeys.clone(),
        };
        for floor in home.areas.iter().filter_map(|area| area.floor) {
            ground.paint(floor.grown(-FROM_WALLS), |ground, cell| ground.free[cell] = true);
        }
        for piece in home.furniture.iter().filter(|piece| in_the_way(piece)) {
            ground.paint(piece.footprint().grown(FROM_FURNITURE), |ground, cell| ground.free[cell] = false);
        }
        ground.build_stairs(home);
        for (index, opening) in home.openings.iter().enumerate() {
            if opening.kind == OpeningKind::Window {
                continue;
            }
            let place = |id: &AreaId| home.areas.iter().position(|area| area.id == *id);
            let (from, to) = (place(&opening.from), opening.to.as_ref().and_then(place));
            let middle = from.and_then(|area| home.areas[area].floor).map_or(opening.at, Rect::centre);
            let mut door = Doorway { opening: index, at: opening.at, along_x: opening.along_x, sides: [None, None] };
            let from_side = door.side(middle);
            door.sides[from_side] = from;
            door.sides[1 - from_side] = to;
            let half = (opening.width / 2.0 - 0.2).max(CELL);
            let reach = |side: usize| if door.sides[side].is_none() { OUTSIDE } else { THRESHOLD };
            let (before, after) = (reach(0), reach(1));
            let corridor = if opening.along_x {
                Rect::new(opening.at.x - half, opening.at.y - before, 2.0 * half, before + after)
            } else {
                Rect::new(opening.at.x - before, opening.at.y - half, before + after, 2.0 * half)
            };
            ground.doorways.push(door);
            let number = u16::try_from(ground.doorways.len()).unwrap_or(u16::MAX);
            ground.paint(corridor, |ground, cell| {
                ground.free[cell] = true;
                ground.doorway[cell] = number;
            });
        }
        for row in 0..rows {
            for column in 0..columns {
                ground.tight[row * columns + column] = ground.near_something(column, row);
                ground.steps[row * columns + column] = ground.steps_from(column, row);
            }
        }
        ground
    }

    fn paint(&mut self, area: Rect, mut mark: impl FnMut(&mut Self, usize)) {
        for row in 0..self.rows {
            for column in 0..self.columns {
                let cell = row * self.columns + column;
                if area.contains(self.middle(cell)) {
                    mark(self, cell);
                }
            }
        }
    }

    fn near_something(&self, column: usize, row: usize) -> bool {
        (row.saturating_sub(1)..=row + 1).any(|r| {
            (column.saturating_sub(1)..=column + 1)
                .any(|c| r >= self.rows || c >= self.columns || !self.free[r * self.columns + c])
        })
    }

    fn middle(&self, cell: usize) -> Point {
        let (row, column) = (cell / self.columns, cell % self.columns);
        Point::new(self.min.x + (column as f64 + 0.5) * CELL, self.min.y + (row as f64 + 0.5) * CELL)
    }

    fn cell(&self, at: Point) -> Option<usize> {
        let (column, row) = ((at.x - self.min.x) / CELL, (at.y - self.min.y) / CELL);
        let inside = column >= 0.0 && row >= 0.0 && column < self.columns as f64 && row < self.rows as f64;
        inside.then(|| row as usize * self.columns + column as usize)
    }

    /// Whether a person can stand there.
    pub(crate) fn is_free(&self, at: Point) -> bool {
        self.cell(at).is_some_and(|cell| self.free[cell])
    }

    /// Whether a person can stand there and it is not in a doorway.
    pub(crate) fn is_roomy(&self, at: Point) -> bool {
        self.cell(at).is_some_and(|cell| self.free[cell] && self.doorway[cell] == 0)
    }

    /// The free place nearest to a point; the point itself when it is free or nothing is within two metres.
    pub(crate) fn nearest(&self, at: Point) -> Point {
        if self.is_free(at) {
            return at;
        }
        if let Some(end) = self.off_stairs(at) {
            return end;
        }
        let mut best: Option<(f64, Point)> = None;
        for cell in 0..self.free.len() {
            let middle = self.middle(cell);
            let distance = middle.distance(at);
            if self.free[cell] && distance < 2.0 && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, middle));
            }
        }
        best.map_or(at, |(_, point)| point)
    }

    /// Whether every point along a line can be stood on, of about one every cell.
    pub(crate) fn is_clear(&self, from: Point, to: Point) -> bool {
        let steps = (from.distance(to) / (CELL * 0.4)).ceil().max(1.0) as usize;
        (0..=steps).all(|step| self.is_free(from.toward(to, step as f64 / steps as f64)))
    }

    /// How many of the points along a line cannot be stood on, of about one every cell.
    pub(crate) fn obstructed(&self, from: Point, to: Point) -> usize {
        let steps = (from.distance(to) / (CELL * 0.4)).ceil().max(1.0) as usize;
        (0..=steps).filter(|step| !self.is_free(from.toward(to, *step as f64 / steps as f64))).count()
    }

    /// A way from one place to another; a straight line where there is none, so that nobody is ever stuck.
    pub(crate) fn path(&self, from: Point, to: Point) -> Path {
        let straight = || self.finished(vec![from, to], Vec::new());
        let (Some(start), Some(goal)) = (self.cell(self.nearest(from)), self.cell(self.nearest(to))) else {
            return straight();
        };
        let Some(cells) = self.search(start, goal) else { return straight() };
        let mut points = vec![from];
        let mut crossings: Vec<(usize, Option<usize>, Option<usize>)> = Vec::new();
        let mut lengths: Vec<(usize, f64)> = Vec::new();
        let mut stretch = vec![from];
        // Whoever stands on stairs goes on to the end of them that they are nearer to.
        let upon =
            if self.is_free(from) { None } else { self.flights.iter().find(|flight| flight.half_at(from).is_some()) };
        if let Some((flight, half)) = upon.and_then(|flight| flight.half_at(from).map(|half| (flight, half))) {
            let (end, middle) = (flight.ends[half], flight.middles[half]);
            let part = end.distance(from) / end.distance(middle).max(1e-9);
            lengths.push((points.len(), flight.half * part.min(1.0)));
            points.push(end);
            points.push(flight.stands[half]);
            stretch = vec![flight.stands[half]];
        }
        for pair in cells.windows(2) {
            if let Some((flight, first)) = self.flight_between(pair[0], pair[1]) {
                let then = 1 - first;
                stretch.push(flight.stands[first]);
                self.pull(&stretch, &mut points);
                points.push(flight.ends[first]);
                lengths.push((points.len(), flight.half));
                points.push(flight.middles[first]);
                // From one storey's plan to the other's: the same place, and no way at all.
                lengths.push((points.len(), 0.0));
                crossings.push((points.len(), None, flight.areas[then]));
                points.push(flight.middles[then]);
                lengths.push((points.len(), flight.half));
                points.push(flight.ends[then]);
                points.push(flight.stands[then]);
                stretch = vec![flight.stands[then]];
                continue;
            }
            let (here, there) = (self.middle(pair[0]), self.middle(pair[1]));
            let number = self.doorway[pair[1]].max(self.doorway[pair[0]]);
            let door = if number == 0 { None } else { self.doorways.get(usize::from(number) - 1) };
            match door {
                Some(door) if door.side(here) != door.side(there) => {
                    let side = door.side(there);
                    // Whoever starts or ends within the doorway keeps to their own place in it.
                    let before = door.through(1 - side, 0.35);
                    let after = door.through(side, 0.35);
                    stretch.push(before);
                    self.pull(&stretch, &mut points);
                    crossings.push((points.len(), Some(door.opening), door.sides[side]));
                    points.push(door.at);
                    points.push(after);
                    stretch = vec![after];
                }
                Some(_) => {}
                None => stretch.push(there),
            }
        }
        stretch.push(to);
        self.pull(&stretch, &mut points);
        let mut path = self.finished(points, lengths);
        path.crossings = crossings
            .into_iter()
            .map(|(point, opening, into)| Crossing { along: path.along[point], opening, into })
            .collect();
        path
    }

    fn finished(&self, points: Vec<Point>, lengths: Vec<(usize, f64)>) -> Path {
        let offsets = points.iter().map(|point| self.storeys.offset(*point)).collect();
        Path::new(points, lengths, offsets)
    }

    /// Adds the corners of the tightest line through `stretch`, without its first point.
    fn pull(&self, stretch: &[Point], points: &mut Vec<Point>) {
        let mut here = 0;
        while here + 1 < stretch.len() {
            let seen = (here + 2..stretch.len()).rev().find(|there| self.is_clear(stretch[here], stretch[*there]));
            here = seen.unwrap_or(here + 1);
            points.push(stretch[here]);
        }
    }
}
