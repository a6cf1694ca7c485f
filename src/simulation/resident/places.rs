//! The places of a home as the person living there uses them: where one stands to use a thing, how one sits on it, where
//! the doors lead out. Worked out once; it knows nothing of time.

use super::body::Pose;
use super::path::{Ground, heading};
use crate::home::{AreaId, AreaKind, Furniture, FurnitureKind, Home, OpeningKind, Point, Rect};

/// A place to be, and what one does with one's body there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    /// Where one stands.
    pub(crate) stand: Point,
    /// Which way one faces there, in radians clockwise from the plan's `y` axis.
    pub(crate) facing: f64,
    /// How one sits or lies there, when it is a place to do so.
    pub(crate) seat: Option<Seat>,
}

/// How one sits or lies somewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seat {
    /// The piece, by its place in the home's list.
    pub(crate) piece: usize,
    /// The middle of the body.
    pub(crate) at: Point,
    /// Which way the face looks when sitting and the feet point when lying.
    pub(crate) heading: f64,
    /// Sitting, in bed or in the bath.
    pub(crate) pose: Pose,
    /// Where one sits first before lying down, and which way one faces there: the bed's edge.
    pub(crate) edge: Option<(Point, f64)>,
}

/// A door to outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct WayOut {
    /// The opening, by its place in the home's list.
    pub(crate) opening: usize,
    /// Before the door, inside.
    pub(crate) inside: Spot,
    /// On the step, facing away from the house.
    pub(crate) step: Spot,
    /// Down the path.
    pub(crate) beyond: Spot,
}

/// Where to fall: where one stands, which way one faces, and where the middle of the body comes to lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FallSpot {
    /// Where one stands before.
    pub(crate) stand: Point,
    /// Which way one faces; one falls backwards, so the feet point there.
    pub(crate) heading: f64,
    /// Where the middle of the body comes to lie.
    pub(crate) lies: Point,
}

/// A door between two areas.
#[derive(Clone, Copy, Debug)]
struct InnerDoor {
    opening: usize,
    areas: [usize; 2],
    /// Just inside each of the two areas, facing the door.
    inside: [Spot; 2],
}

/// Metres from the feet to the middle of a lying body.
const HALF_BODY: f64 = 0.75;

/// The places of one home.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// For each piece of furniture, in the home's order.
    pub(crate) pieces: Vec<Spot>,
    /// For each area, in the home's order: a free place near its middle.
    pub(crate) rooms: Vec<Spot>,
    /// The doors to outside, the front door first.
    pub(crate) ways_out: Vec<WayOut>,
    /// For each opening, in the home's order: before it on the side of its `from`, facing it.
    pub(crate) thresholds: Vec<Spot>,
    inner_doors: Vec<InnerDoor>,
    middles: Vec<Point>,
    kinds: Vec<(FurnitureKind, usize)>,
    area_kinds: Vec<AreaKind>,
}

impl Places {
    /// Works out the places of a home.
    pub(crate) fn new(home: &Home, ground: &Ground) -> Self {
        let area_of = |piece: &Furniture| home.areas.iter().position(|area| area.id == piece.area);
        let floor = |area: Option<usize>| area.and_then(|a| home.areas[a].floor);
        let pieces = (0..home.furniture.len())
            .map(|index| piece_spot(home, ground, index, floor(area_of(&home.furniture[index])), false))
            .collect();
        let rooms = home
            .areas
            .iter()
            .map(|area| {
                let middle = area.floor.map_or(Point::default(), Rect::centre);
                Spot { stand: ground.nearest(middle), facing: 0.0, seat: None }
            })
            .collect();
        let mut ways_out: Vec<(bool, WayOut)> = Vec::new();
        let mut thresholds = Vec::new();
        let mut inner_doors = Vec::new();
        for (index, opening) in home.openings.iter().enumerate() {
            let from = home.areas.iter().find(|area| area.id == opening.from);
            let middle = from.and_then(|area| area.floor).map_or(opening.at, Rect::centre);
            let out = if opening.along_x {
                Point::new(0.0, if middle.y > opening.at.y { -1.0 } else { 1.0 })
            } else {
                Point::new(if middle.x > opening.at.x { -1.0 } else { 1.0 }, 0.0)
            };
            let along = |by: f64| Point::new(opening.at.x + out.x * by, opening.at.y + out.y * by);
            let facing = libm::atan2(out.x, out.y);
            let spot = |by| Spot { stand: along(by), facing, seat: None };
            thresholds.push(Spot { stand: ground.nearest(along(-0.6)), facing, seat: None });
            let place = |id: &AreaId| home.areas.iter().position(|area| area.id == *id);
            if let (Some(a), Some(b), OpeningKind::Door) =
                (place(&opening.from), opening.to.as_ref().and_then(place), opening.kind)
            {
                let back = facing + std::f64::consts::PI;
                let inside = [
                    Spot { stand: ground.nearest(along(-0.6)), facing, seat: None },
                    Spot { stand: ground.nearest(along(0.6)), facing: back, seat: None },
                ];
                inner_doors.push(InnerDoor { opening: index, areas: [a, b], inside });
            }
            if opening.to.is_none() && opening.kind == OpeningKind::Door {
                let from_hall = from.is_some_and(|area| area.kind == AreaKind::Hall);
                let inside = Spot { stand: ground.nearest(along(-0.6)), facing, seat: None };
                ways_out.push((!from_hall, WayOut { opening: index, inside, step: spot(0.8), beyond: spot(2.4) }));
            }
        }
        ways_out.sort_by_key(|(not_front, way)| (*not_front, way.opening));
        Self {
            pieces,
            rooms,
            ways_out: ways_out.into_iter().map(|(_, way)| way).collect(),
            thresholds,
            inner_doors,
            middles: home.furniture.iter().map(|piece| piece.at).collect(),
            kinds: home.furniture.iter().enumerate().map(|(index, piece)| (piece.kind, index)).collect(),
            area_kinds: home.areas.iter().map(|area| area.kind).collect(),
        }
    }

    /// The first piece of a kind, by its place in the home's list.
    pub(crate) fn piece(&self, kind: FurnitureKind) -> Option<usize> {
        self.kinds.iter().find(|(k, _)| *k == kind).map(|(_, index)| *index)
    }

    /// The nearest piece of a kind within so many metres of a point, by its place in the home's list.
    pub(crate) fn nearest_piece(&self, kind: FurnitureKind, at: Point, within: f64) -> Option<usize> {
        let distance = |index: &usize| self.middles[*index].distance(at);
        let near = self.kinds.iter().filter(|(k, _)| *k == kind).map(|(_, index)| *index);
        near.filter(|index| distance(index) <= within).min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// The only door of the first room of a kind, and the place just inside it; `None` when it has none or several.
    pub(crate) fn door_of(&self, kind: AreaKind) -> Option<(usize, Spot)> {
        let area = self.area_kinds.iter().position(|k| *k == kind)?;
        let mut doors = self.inner_doors.iter().filter(|door| door.areas.contains(&area));
        let door = doors.next()?;
        if doors.next().is_some() {
            return None;
        }
        Some((door.opening, door.inside[usize::from(door.areas[1] == area)]))
    }

    /// The place of the first piece of one of these kinds, the kinds in order of preference; failing that, the middle
    /// of a room of this kind, and failing that, of the first room.
    pub(crate) fn spot(&self, kinds: &[FurnitureKind], room: AreaKind) -> Spot {
        kinds.iter().find_map(|kind| self.piece(*kind)).map_or_else(|| self.room(room), |piece| self.pieces[piece])
    }

    /// The armchair, or the next best seat.
    pub(crate) fn chair(&self) -> Spot {
        use FurnitureKind::{Armchair, Chair, Sofa};
        self.spot(&[Armchair, Sofa, Chair], AreaKind::Lounge)
    }

    /// Where one waits outside the door of an area; `None` where no door inside leads there.
    pub(crate) fn before_door_of(&self, area: usize) -> Option<Spot> {
        let door = self.inner_doors.iter().find(|door| door.areas.contains(&area))?;
        Some(door.inside[usize::from(door.areas[0] == area)])
    }

    /// Every piece of a kind, in the home's order.
    pub(crate) fn all(&self, kind: FurnitureKind) -> impl Iterator<Item = usize> {
        self.kinds.iter().filter(move |(k, _)| *k == kind).map(|(_, index)| *index)
    }

    /// The middle of the first room of a kind, or of the first room.
    pub(crate) fn room(&self, kind: AreaKind) -> Spot {
        let area = self.area_kinds.iter().position(|k| *k == kind).unwrap_or(0);
        self.rooms.get(area).copied().unwrap_or(Spot { stand: Point::default(), facing: 0.0, seat: None })
    }

    /// A place in an area where there is room to lie, the roomiest near its middle.
    pub(crate) fn fall_in(&self, home: &Home, ground: &Ground, area: usize) -> FallSpot {
        let Some(floor) = home.areas.get(area).and_then(|a| a.floor) else {
            return fall_from(ground, Point::default(), 0.0);
        };
        let mut best: Option<(f64, FallSpot)> = None;
        let (columns, rows) = ((floor.width() / 0.2) as usize, (floor.depth() / 0.2) as usize);
        for step in 0..columns * rows {
            let at = Point::new(
                floor.min.x + 0.1 + 0.2 * (step % columns) as f64,
                floor.min.y + 0.1 + 0.2 * (step / columns) as f64,
            );
            if ground.is_roomy(at) {
                let (cost, spot) = best_fall(ground, at, None);
                let cost = cost as f64 + 0.5 * spot.lies.distance(floor.centre());
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, spot));
                }
            }
        }
        best.map_or_else(|| fall_from(ground, self.rooms[area].stand, 0.0), |(_, spot)| spot)
    }
}

/// Falling from where one stands, in the direction that has the most room, other things being equal backwards.
pub(crate) fn fall_from(ground: &Ground, stand: Point, facing: f64) -> FallSpot {
    best_fall(ground, stand, Some(facing)).1
}

fn best_fall(ground: &Ground, stand: Point, facing: Option<f64>) -> (usize, FallSpot) {
    const DIRECTIONS: usize = 8;
    let mut best = (usize::MAX, FallSpot { stand, heading: 0.0, lies: stand });
    for step in 0..DIRECTIONS {
        let heading = facing.unwrap_or(0.0) + std::f64::consts::TAU * step as f64 / DIRECTIONS as f64;
        let (x, y) = (libm::sin(heading), libm::cos(heading));
        let back = |by: f64, aside: f64| Point::new(stand.x - x * by + y * aside, stand.y - y * by - x * aside);
        let line = |aside: f64| ground.obstructed(back(0.0, aside), back(2.0 * HALF_BODY - 0.15, aside));
        let turned = if facing.is_some() { step.min(DIRECTIONS - step) } else { 0 };
        let cost = 4 * (line(0.0) + line(0.15) + line(-0.15)) + turned;
        if cost < best.0 {
            best = (cost, FallSpot { stand, heading, lies: back(HALF_BODY, 0.0) });
        }
    }
    best
}

/// Where one stands to use a piece, before its front if there is room, else at a side; and how one sits on it.
fn piece_spot(home: &Home, ground: &Ground, index: usize, floor: Option<Rect>, other_side: bool) -> Spot {
    let piece = &home.furniture[index];
    let front = piece.front.step();
    let right = Point::new(front.y, -front.x);
    let sides =
        [(front, piece.depth), (right, piece.width), (opposite(right), piece.width), (opposite(front), piece.depth)];
    let bed = piece.kind == FurnitureKind::Bed;
    // One gets into bed from the side where the bedside table is, else from the side with room.
    let order: Vec<usize> = if bed {
        let table = home.furniture.iter().find(|p| p.kind == FurnitureKind::BedsideTable && p.area == piece.area);
        let to_right = table.is_none_or(|t| (t.at.x - piece.at.x) * right.x + (t.at.y - piece.at.y) * right.y >= 0.0);
        if to_right != other_side { vec![1, 2, 0] } else { vec![2, 1, 0] }
    } else {
        vec![0, 1, 2, 3]
    };
    let free = |at: Point| ground.is_free(at) && floor.is_none_or(|f| f.contains(at));
    let mut found = None;
    for side in order {
        let (direction, across) = sides[side];
        let step = (0..16).map(|n| across / 2.0 + 0.28 + 0.05 * f64::from(n)).find_map(|by| {
            let at = Point::new(piece.at.x + direction.x * by, piece.at.y + direction.y * by);
            free(at).then_some(at)
        });
        if let Some(at) = step {
            found = Some((at, direction, across));
            break;
        }
    }
    let (stand, direction, across) = found.unwrap_or_else(|| (ground.nearest(piece.at), front, piece.depth));
    let turn = piece.front.radians();
    let seat = match piece.kind {
        FurnitureKind::Armchair | FurnitureKind::Sofa | FurnitureKind::Chair | FurnitureKind::Toilet => {
            Some(Seat { piece: index, at: piece.at, heading: turn, pose: Pose::Sitting, edge: None })
        }
        FurnitureKind::Bed => {
            let by = (across / 2.0 - 0.22).max(0.0);
            let edge = Point::new(piece.at.x + direction.x * by, piece.at.y + direction.y * by);
            let outwards = libm::atan2(direction.x, direction.y);
            let at = Point::new(piece.at.x + direction.x * by * 0.4, piece.at.y + direction.y * by * 0.4);
            Some(Seat { piece: index, at, heading: turn, pose: Pose::InBed, edge: Some((edge, outwards)) })
        }
        FurnitureKind::Bath => {
            let lengthwise = if piece.width > piece.depth { turn + std::f64::consts::FRAC_PI_2 } else { turn };
            Some(Seat { piece: index, at: piece.at, heading: lengthwise, pose: Pose::InBath, edge: None })
        }
        _ => None,
    };
    Spot { stand, facing: heading(stand, piece.at).unwrap_or(turn), seat }
}

/// The two sides of a double bed, the one that somebody alone would take first. Each lies well on their own side.
pub(crate) fn bed_sides(home: &Home, ground: &Ground, index: usize) -> [Spot; 2] {
    let floor = home.area(&home.furniture[index].area).and_then(|area| area.floor);
    let middle = home.furniture[index].at;
    [false, true].map(|other| {
        let spot = piece_spot(home, ground, index, floor, other);
        let seat = spot.seat.map(|seat| match seat.edge {
            Some((edge, _)) => Seat { at: middle.toward(edge, 0.55), ..seat },
            None => seat,
        });
        Spot { seat, ..spot }
    })
}

/// The places to sit on a piece: two on a sofa that is wide enough, else the one in its middle.
pub(crate) fn sitting_places(home: &Home, ground: &Ground, places: &Places, index: usize) -> Vec<Spot> {
    /// From so many metres on, two sit on a sofa without touching.
    const FOR_TWO: f64 = 1.4;
    let (piece, whole) = (&home.furniture[index], places.pieces[index]);
    let Some(seat) = whole.seat.filter(|seat| seat.pose == Pose::Sitting) else { return Vec::new() };
    if piece.kind != FurnitureKind::Sofa || piece.width < FOR_TWO {
        return vec![whole];
    }
    let floor = home.area(&piece.area).and_then(|area| area.floor);
    let front = piece.front.step();
    let right = Point::new(front.y, -front.x);
    let on = |from: Point, step: Point, by: f64| Point::new(from.x + step.x * by, from.y + step.y * by);
    [-1.0, 1.0]
        .map(|side| {
            let at = on(piece.at, right, side * piece.width / 4.0);
            // Before it where there is room, else beside it.
            let ways = [(front, piece.depth / 2.0), (on(Point::default(), right, side), piece.width / 4.0)];
            let stand = ways.into_iter().find_map(|(way, half)| {
                (0..8)
                    .map(|n| on(at, way, half + 0.28 + 0.05 * f64::from(n)))
                    .find(|at| ground.is_free(*at) && floor.is_none_or(|floor| floor.contains(*at)))
            });
            let stand = stand.unwrap_or(whole.stand);
            let facing = heading(stand, at).unwrap_or(whole.facing);
            Spot { stand, facing, seat: Some(Seat { at, ..seat }) }
        })
        .to_vec()
}

fn opposite(step: Point) -> Point {
    Point::new(-step.x, -step.y)
}
