//! Walls: which stretches there are, how high each is drawn for the camera, and their meshes.
//!
//! A stretch between two areas is an inner wall and always low, so that no room hides another. A stretch to outside is
//! low while it stands between the camera and the rooms, and full height on the far side.

use super::palette;
use super::shape::{Paint, Shape, hex, paint, shade};
use crate::home::{AreaKind, Home, OpeningKind, Rect};
use bevy::color::Srgba;
use bevy::math::Vec3;

/// The height of a wall that is not in the way, in metres.
pub const FULL: f32 = 2.3;
/// The height of an outer wall between the camera and the rooms, in metres.
pub const LOW: f32 = 0.4;
/// The height of an inner wall, in metres.
pub const INNER: f32 = 0.62;
/// The height of a door's head, in metres.
pub const DOOR_HEAD: f32 = 2.0;
/// The height of a window's sill, in metres.
pub const SILL: f32 = 0.9;
/// The height of a window's head, in metres.
pub const WINDOW_HEAD: f32 = 2.05;
/// Half the thickness of an inner wall, in metres.
pub const INNER_HALF: f32 = 0.05;
/// How far an outer wall reaches out from its line, in metres.
pub const OUTER: f32 = 0.24;
/// How far an outer wall reaches into the room from its line, in metres.
pub const INTO: f32 = 0.04;

/// A straight stretch of wall between two corners.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Whether it runs along the plan's `x`.
    pub along_x: bool,
    /// Its place across: `y` when it runs along `x`, else `x`.
    pub line: f32,
    /// Where it begins along its run.
    pub from: f32,
    /// Where it ends along its run.
    pub to: f32,
    /// The area on its smaller side, by place in the home's list.
    pub below: Option<usize>,
    /// The area on its larger side.
    pub above: Option<usize>,
    /// Its openings, by place in the home's list.
    pub openings: Vec<usize>,
    /// How far it is drawn beyond `from` and `to` to close an outer corner.
    pub beyond: (f32, f32),
}

impl Stretch {
    /// Whether it divides two areas.
    pub fn is_inner(&self) -> bool {
        self.below.is_some() && self.above.is_some()
    }

    /// The step outwards in the world; zero for an inner wall.
    pub fn outward(&self) -> Vec3 {
        let sign = match (self.below, self.above) {
            (Some(_), None) => 1.0,
            (None, Some(_)) => -1.0,
            _ => return Vec3::ZERO,
        };
        self.direction(0.0, sign)
    }

    /// A step along and across the wall, in the world.
    fn direction(&self, along: f32, across: f32) -> Vec3 {
        if self.along_x { Vec3::new(along, 0.0, -across) } else { Vec3::new(across, 0.0, -along) }
    }

    /// A place on the wall, in the world.
    pub fn place(&self, along: f32, across: f32, height: f32) -> Vec3 {
        if self.along_x {
            Vec3::new(along, height, -(self.line + across))
        } else {
            Vec3::new(self.line + across, height, -along)
        }
    }

    /// From which to which offset across the wall its body reaches.
    pub fn body(&self) -> (f32, f32) {
        match (self.below, self.above) {
            (Some(_), None) => (-INTO, OUTER),
            (None, Some(_)) => (-OUTER, INTO),
            _ => (-INNER_HALF, INNER_HALF),
        }
    }

    /// How high it should be for a camera that looks in the direction `look`.
    pub fn height_for(&self, look: Vec3) -> f32 {
        let outward = self.outward();
        if outward == Vec3::ZERO {
            return INNER;
        }
        // A wall whose outside the camera sees stands in front of its room.
        let facing = -look.normalize_or(Vec3::NEG_Z).dot(outward);
        let low = ((facing + 0.10) / 0.16).clamp(0.0, 1.0);
        FULL + (LOW - FULL) * low * low * (3.0 - 2.0 * low)
    }
}

/// Every stretch of wall of a home.
pub fn stretches(home: &Home) -> Vec<Stretch> {
    const SAME: f64 = 0.06;
    let floors: Vec<(usize, Rect)> =
        home.areas.iter().enumerate().filter_map(|(i, area)| area.floor.map(|floor| (i, floor))).collect();
    let mut found = Vec::new();
    for &(area, floor) in &floors {
        // Each side: along x?, its line, from, to, and whether the room lies below (smaller side of) the line.
        let sides = [
            (true, floor.max.y, floor.min.x, floor.max.x, true),
            (true, floor.min.y, floor.min.x, floor.max.x, false),
            (false, floor.max.x, floor.min.y, floor.max.y, true),
            (false, floor.min.x, floor.min.y, floor.max.y, false),
        ];
        for (along_x, line, from, to, room_below) in sides {
            let mut free = vec![(from, to)];
            for &(other, across) in &floors {
                if other == area {
                    continue;
                }
                let (other_line, low, high) = match (along_x, room_below) {
                    (true, true) => (across.min.y, across.min.x, across.max.x),
                    (true, false) => (across.max.y, across.min.x, across.max.x),
                    (false, true) => (across.min.x, across.min.y, across.max.y),
                    (false, false) => (across.max.x, across.min.y, across.max.y),
                };
                let (low, high) = (low.max(from), high.min(to));
                if (other_line - line).abs() > SAME || high - low < SAME {
                    continue;
                }
                free = free
                    .into_iter()
                    .flat_map(|(a, b)| [(a, b.min(low)), (a.max(high), b)])
                    .filter(|(a, b)| b - a > SAME)
                    .collect();
                if room_below {
                    found.push(stretch(along_x, line, (low, high), Some(area), Some(other)));
                }
            }
            for part in free {
                let (below, above) = if room_below { (Some(area), None) } else { (None, Some(area)) };
                let mut outer = stretch(along_x, line, part, below, above);
                let sign = if room_below { 1.0 } else { -1.0 };
                let empty = |along: f64, across: f64| {
                    let at = if along_x {
                        crate::home::Point::new(along, line + across)
                    } else {
                        crate::home::Point::new(line + across, along)
                    };
                    home.area_at(at).is_none()
                };
                let corner = |along: f64| empty(along, sign * 0.12) && empty(along, -sign * 0.12);
                outer.beyond =
                    (if corner(part.0 - 0.12) { OUTER } else { 0.0 }, if corner(part.1 + 0.12) { OUTER } else { 0.0 });
                found.push(outer);
            }
        }
    }
    for (index, opening) in home.openings.iter().enumerate() {
        let (line, along) = if opening.along_x { (opening.at.y, opening.at.x) } else { (opening.at.x, opening.at.y) };
        let holder = found.iter_mut().find(|wall| {
            wall.along_x == opening.along_x
                && (f64::from(wall.line) - line).abs() < 0.2
                && along > f64::from(wall.from)
                && along < f64::from(wall.to)
        });
        if let Some(wall) = holder {
            wall.openings.push(index);
        }
    }
    found
}

fn stretch(along_x: bool, line: f64, part: (f64, f64), below: Option<usize>, above: Option<usize>) -> Stretch {
    Stretch {
        along_x,
        line: line as f32,
        from: part.0 as f32,
        to: part.1 as f32,
        below,
        above,
        openings: Vec::new(),
        beyond: (0.0, 0.0),
    }
}

/// What a wall shows towards a room: bands of colour from the floor up, each to a height.
fn bands(kind: Option<AreaKind>) -> Vec<(f32, Srgba)> {
    let top = 9.0;
    match kind {
        // Outside: a course of darker brick, then brick.
        None => vec![(0.12, shade(palette::BRICK, 0.72)), (top, palette::BRICK)],
        Some(AreaKind::Hall) => vec![(1.0, hex(0xE3D6BE)), (1.04, palette::WOODWORK), (top, hex(0xF3E9D8))],
        Some(AreaKind::Lounge) => vec![(top, hex(0xC3CFB4))],
        Some(AreaKind::Kitchen) => vec![(0.9, hex(0xF2E6CE)), (1.45, hex(0xDCE6E4)), (top, hex(0xF4EAD6))],
        Some(AreaKind::Bedroom) => vec![(top, hex(0xE7CFC3))],
        Some(AreaKind::Bathroom) => {
            vec![(1.25, hex(0xB4CBD6)), (1.29, palette::BLUE_DEEP), (top, hex(0xECF1F1))]
        }
        Some(AreaKind::Other) => vec![(top, hex(0xEADFCB))],
    }
}

/// The mesh of a wall drawn `height` metres high.
pub fn build(home: &Home, wall: &Stretch, height: f32) -> Shape {
    let mut shape = Shape::new();
    let kind = |area: Option<usize>| area.and_then(|index| home.areas.get(index)).map(|area| area.kind);
    let (below, above) = (bands(kind(wall.below)), bands(kind(wall.above)));
    let (lo, hi) = wall.body();
    // Cut the run at its openings.
    let mut holes: Vec<(f32, f32, OpeningKind)> = wall
        .openings
        .iter()
        .filter_map(|&index| home.openings.get(index))
        .map(|opening| {
            let along = if wall.along_x { opening.at.x } else { opening.at.y } as f32;
            let half = opening.width as f32 / 2.0;
            (along - half, along + half, opening.kind)
        })
        .collect();
    holes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (first, last) = (wall.from - wall.beyond.0, wall.to + wall.beyond.1);
    let piece = |shape: &mut Shape, a: f32, b: f32, y0: f32, y1: f32, ends: bool| {
        let y1 = y1.min(height);
        if b - a < 0.002 || y1 - y0 < 0.002 {
            return;
        }
        for (across, sign, colours) in [(hi, 1.0, &above), (lo, -1.0, &below)] {
            side(shape, wall, (a, b), (y0, y1), across, sign, colours);
        }
        let cut = [paint(palette::CUT); 4];
        shape.face_towards(
            [wall.place(a, lo, y1), wall.place(b, lo, y1), wall.place(b, hi, y1), wall.place(a, hi, y1)],
            Vec3::Y,
            cut,
        );
        if y0 > 0.0 {
            shape.face_towards(
                [wall.place(a, lo, y0), wall.place(b, lo, y0), wall.place(b, hi, y0), wall.place(a, hi, y0)],
                Vec3::NEG_Y,
                [paint(palette::WOODWORK); 4],
            );
        }
        if ends {
            for (along, sign) in [(a, -1.0), (b, 1.0)] {
                // At an outer corner the end lies in the face of the next wall, so it has that wall's colours.
                let corner = (along == first && wall.beyond.0 > 0.0) || (along == last && wall.beyond.1 > 0.0);
                if corner {
                    end(shape, wall, along, sign, (y0, y1), &bands(None));
                    continue;
                }
                let colour = [paint(palette::WOODWORK); 4];
                shape.face_towards(
                    [
                        wall.place(along, lo, y0),
                        wall.place(along, hi, y0),
                        wall.place(along, hi, y1),
                        wall.place(along, lo, y1),
                    ],
                    wall.direction(sign, 0.0),
                    colour,
                );
            }
        }
    };
    let mut along = first;
    for (a, b, kind) in holes {
        piece(&mut shape, along, a, 0.0, FULL, true);
        match kind {
            OpeningKind::Door | OpeningKind::Archway => piece(&mut shape, a, b, DOOR_HEAD + 0.05, FULL, false),
            OpeningKind::Window => {
                piece(&mut shape, a, b, 0.0, SILL, false);
                piece(&mut shape, a, b, WINDOW_HEAD, FULL, false);
                if height < SILL {
                    // On a low wall a strip of glass in the cut face tells where the window is.
                    let middle = (lo + hi) / 2.0;
                    let glass = [paint(hex(0x9CC3D6)); 4];
                    let y = height + 0.004;
                    shape.face_towards(
                        [
                            wall.place(a, middle - 0.035, y),
                            wall.place(b, middle - 0.035, y),
                            wall.place(b, middle + 0.035, y),
                            wall.place(a, middle + 0.035, y),
                        ],
                        Vec3::Y,
                        glass,
                    );
                }
            }
        }
        along = b;
    }
    piece(&mut shape, along, last, 0.0, FULL, true);
    shape
}

/// How a wall's colour is at a height: darker towards the floor.
fn dim(colour: Srgba, y: f32) -> Paint {
    let up = (y / 0.55).clamp(0.0, 1.0);
    paint(shade(colour, 0.86 + 0.14 * up))
}

/// The heights between which a wall is painted with one colour, from the floor up. Each band is cut where the floor's
/// shade ends, so that its lower part can darken towards it.
fn courses(colours: &[(f32, Srgba)], (y0, y1): (f32, f32)) -> Vec<(f32, f32, Srgba)> {
    let mut found = Vec::new();
    let mut from = y0;
    for &(top, colour) in colours {
        for stop in [0.55, top] {
            let to = stop.min(top).min(y1);
            if to - from >= 0.0005 {
                found.push((from, to, colour));
                from = to;
            }
        }
    }
    found
}

/// The end of a wall at an outer corner.
fn end(shape: &mut Shape, wall: &Stretch, along: f32, sign: f32, part: (f32, f32), colours: &[(f32, Srgba)]) {
    let (lo, hi) = wall.body();
    for (from, to, colour) in courses(colours, part) {
        shape.face_towards(
            [
                wall.place(along, lo, from),
                wall.place(along, hi, from),
                wall.place(along, hi, to),
                wall.place(along, lo, to),
            ],
            wall.direction(sign, 0.0),
            [dim(colour, from), dim(colour, from), dim(colour, to), dim(colour, to)],
        );
    }
}

/// One side of a piece of wall, in bands, darker towards the floor, with a skirting board inside.
fn side(
    shape: &mut Shape,
    wall: &Stretch,
    (a, b): (f32, f32),
    (y0, y1): (f32, f32),
    across: f32,
    sign: f32,
    colours: &[(f32, Srgba)],
) {
    let front = wall.direction(0.0, sign);
    let inside = if sign > 0.0 { wall.above.is_some() } else { wall.below.is_some() };
    for (from, to, colour) in courses(colours, (y0, y1)) {
        shape.face_towards(
            [
                wall.place(a, across, from),
                wall.place(b, across, from),
                wall.place(b, across, to),
                wall.place(a, across, to),
            ],
            front,
            [dim(colour, from), dim(colour, from), dim(colour, to), dim(colour, to)],
        );
    }
    if inside && y0 == 0.0 {
        let out = across + sign * 0.015;
        let (low, high) = (0.0, 0.085_f32.min(y1));
        let white = paint(shade(palette::WOODWORK, 0.96));
        shape.face_towards(
            [wall.place(a, out, low), wall.place(b, out, low), wall.place(b, out, high), wall.place(a, out, high)],
            front,
            [white; 4],
        );
        shape.face_towards(
            [
                wall.place(a, across, high),
                wall.place(b, across, high),
                wall.place(b, out, high),
                wall.place(a, out, high),
            ],
            Vec3::Y,
            [white; 4],
        );
    }
}
