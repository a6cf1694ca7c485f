//! Stairs as a walker knows them: where one steps on and off, how long they are to walk, and what of the floor they take.

use super::{CELL, FROM_FURNITURE, Ground};
use crate::home::{AreaId, Home, Point, Rect};

/// How much of the walking speed is left on stairs, measured along the slope. People from 70 took 0.93 s a step up and
/// down (Oh-Park, Wang and Verghese, Arch Phys Med Rehabil 2011, 513 people), which on British steps of 200 by 225 mm is
/// 0.32 m/s along the slope, about half of what people of that age walk indoors.
const ON_STAIRS: f64 = 0.5;
/// Metres before the foot and beyond the head of stairs where one stands.
const BEFORE_STAIRS: f64 = 0.35;

/// A flight of stairs. Its lower half is walked on the lower storey's plan, its upper half on the upper one's.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    /// On the lower and on the upper storey: what it covers.
    pub(super) covers: [Rect; 2],
    /// Where one stands before the foot and beyond the head.
    pub(super) stands: [Point; 2],
    /// The foot and the head.
    pub(super) ends: [Point; 2],
    /// Its middle on either storey's plan.
    pub(super) middles: [Point; 2],
    /// The areas at its foot and its head.
    pub(super) areas: [Option<usize>; 2],
    /// The length of half of it, in metres of level walking.
    pub(super) half: f64,
}

impl Flight {
    /// On which storey's half of it a place is: 0 for the lower.
    pub(super) fn half_at(&self, at: Point) -> Option<usize> {
        self.covers.iter().position(|covers| covers.contains(at))
    }
}

impl Ground {
    /// Puts the stairs in: nobody walks under or beside them, and one can stand before and beyond them.
    pub(super) fn build_stairs(&mut self, home: &Home) {
        for (stairs, foot_storey) in self.storeys.flights().to_vec() {
            let place = |id: &AreaId| home.areas.iter().position(|area| area.id == *id);
            let on = |half: i32, at: Point| self.storeys.unfolded(foot_storey + half, at);
            let both = |at: Point| [on(0, at), on(1, at)];
            let up = stairs.up();
            let beyond = |end: Point, by: f64| Point::new(end.x + up.x * by, end.y + up.y * by);
            let footprint = stairs.footprint();
            let (low, high) = (both(footprint.min), both(footprint.max));
            let covers = [Rect { min: low[0], max: high[0] }, Rect { min: low[1], max: high[1] }];
            let ends = [on(0, stairs.foot), on(1, stairs.head)];
            let stands = [on(0, beyond(stairs.foot, -BEFORE_STAIRS)), on(1, beyond(stairs.head, BEFORE_STAIRS))];
            let middles = both(stairs.at(0.5));
            let aside = (stairs.width / 2.0 - 0.15).max(CELL);
            let apron = |at: Point, way: f64| {
                let far = beyond(at, way * 2.0 * BEFORE_STAIRS);
                let (x, y) = ((up.y * aside).abs(), (up.x * aside).abs());
                Rect {
                    min: Point::new(at.x.min(far.x) - x, at.y.min(far.y) - y),
                    max: Point::new(at.x.max(far.x) + x, at.y.max(far.y) + y),
                }
            };
            let aprons = [apron(ends[0], -1.0), apron(ends[1], 1.0)];
            for covers in covers {
                let (x, y) = ((up.y * FROM_FURNITURE).abs(), (up.x * FROM_FURNITURE).abs());
                let beside = Rect {
                    min: Point::new(covers.min.x - x, covers.min.y - y),
                    max: Point::new(covers.max.x + x, covers.max.y + y),
                };
                self.paint(beside, |ground, cell| ground.free[cell] = false);
            }
            for apron in aprons {
                self.paint(apron, |ground, cell| ground.free[cell] = true);
            }
            self.flights.push(Flight {
                covers,
                stands,
                ends,
                middles,
                areas: [place(&stairs.from), place(&stairs.to)],
                half: stairs.slope() / 2.0 / ON_STAIRS,
            });
        }
    }

    /// Where one gets to from a place on stairs: the end of the half that one is on.
    pub(crate) fn off_stairs(&self, at: Point) -> Option<Point> {
        if self.is_free(at) {
            return None;
        }
        self.flights.iter().find_map(|flight| flight.half_at(at).map(|half| flight.stands[half]))
    }

    /// The flight between two cells that are no neighbours, and which of its ends comes first.
    pub(super) fn flight_between(&self, from: usize, to: usize) -> Option<(&Flight, usize)> {
        self.flights.iter().find_map(|flight| {
            let cells = flight.stands.map(|stand| self.cell(stand));
            match (cells[0] == Some(from) && cells[1] == Some(to), cells[1] == Some(from) && cells[0] == Some(to)) {
                (true, _) => Some((flight, 0)),
                (_, true) => Some((flight, 1)),
                (false, false) => None,
            }
        })
    }
}
