//! How each kind of device is put up: on a wall, on a door or window, on a piece of furniture, or standing; and where that
//! is nearest to a place that somebody points at. Places are true ones, in metres, on the plan of their storey.

use super::Refused;
use crate::home::{
    Area, Device, DeviceKind, Furniture, FurnitureId, FurnitureKind, Home, Opening, OpeningId, OpeningKind, Point,
    Rect, Turn,
};

/// How a device is put up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mount {
    /// On a wall of its room.
    Wall,
    /// Anywhere in its room: it stands, lies, or hangs from the ceiling.
    Stands,
    /// On a door or window.
    Opening,
    /// On a piece of furniture, or in it.
    Piece,
}

/// Metres from the wall to the middle of what hangs on it.
const OFF_THE_WALL: f64 = 0.08;
/// Nearer to a corner than this, what is dragged there goes into it, metres.
const INTO_CORNER: f64 = 0.4;
/// Metres from both walls to what hangs in a corner.
const OFF_THE_CORNER: f64 = 0.1;
/// Metres kept from the walls by what stands.
const STANDS_OFF: f64 = 0.15;
/// Doors and archways are so high, metres; what hangs higher is above them.
const DOOR_HEAD: f64 = 2.0;
/// From the sill to the head of a window, metres.
const WINDOW: (f64, f64) = (0.9, 2.1);

/// How a device is put up: by what it is fixed to already, else by its kind.
pub fn of(device: &Device) -> Mount {
    match (&device.opening, &device.piece, device.at) {
        (Some(_), ..) => Mount::Opening,
        (None, Some(_), None) => Mount::Piece,
        (None, _, _) => of_kind(device.kind),
    }
}

/// How a new device of a kind is put up.
pub const fn of_kind(kind: DeviceKind) -> Mount {
    match kind {
        DeviceKind::Movement
        | DeviceKind::Temperature
        | DeviceKind::LightSwitch
        | DeviceKind::LightLevel
        | DeviceKind::Thermostat => Mount::Wall,
        DeviceKind::Fob
        | DeviceKind::Speaker
        | DeviceKind::Hub
        | DeviceKind::Dispenser
        | DeviceKind::PullCord
        | DeviceKind::SmokeAlarm
        | DeviceKind::CarbonMonoxideAlarm
        | DeviceKind::FloodSensor
        | DeviceKind::Screen => Mount::Stands,
        DeviceKind::Contact | DeviceKind::DoorLock | DeviceKind::Doorbell | DeviceKind::KeySafe => Mount::Opening,
        DeviceKind::Plug
        | DeviceKind::BedSensor
        | DeviceKind::ChairSensor
        | DeviceKind::SmartLight
        | DeviceKind::RadiatorValve => Mount::Piece,
    }
}

/// Where a device is on the plan of its storey: its own place, or that of what it is fixed to, or the middle of its room.
pub fn place(home: &Home, device: &Device) -> Option<Point> {
    device
        .at
        .or_else(|| device.opening.as_ref().and_then(|id| home.opening(id)).map(|opening| opening.at))
        .or_else(|| device.piece.as_ref().and_then(|id| home.piece(id)).map(|piece| piece.at))
        .or_else(|| home.area(&device.area).and_then(|area| area.floor).map(Rect::centre))
}

/// Centimetres are enough, and keep files readable.
pub fn rounded(at: Point) -> Point {
    let round = |metres: f64| (metres * 100.0).round() / 100.0;
    Point::new(round(at.x), round(at.y))
}

/// What hangs on a wall: where, and which way it looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hung {
    /// Where.
    pub at: Point,
    /// Away from its wall.
    pub front: Turn,
}

/// The nearest place on a wall of a room; into its corner where that is near and `corner` holds. Beside a door or window
/// that is in the way at this height.
///
/// # Errors
/// When the wall has no free place there.
pub fn on_wall(home: &Home, area: &Area, at: Point, height: f64, corner: bool) -> Result<Hung, Refused> {
    let Some(floor) = area.floor else { return Err(no_floor(area)) };
    let (x, y) = (at.x.clamp(floor.min.x, floor.max.x), at.y.clamp(floor.min.y, floor.max.y));
    let far = [
        (y - floor.min.y, Turn::Up),
        (floor.max.y - y, Turn::Down),
        (x - floor.min.x, Turn::Right),
        (floor.max.x - x, Turn::Left),
    ];
    let front = far.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(Turn::Up, |(_, front)| front);
    let (low, high) = if along_x(front) { (floor.min.x, floor.max.x) } else { (floor.min.y, floor.max.y) };
    let along = if along_x(front) { x } else { y };
    let (off, along) = if corner && along - low < INTO_CORNER {
        (OFF_THE_CORNER, low + OFF_THE_CORNER)
    } else if corner && high - along < INTO_CORNER {
        (OFF_THE_CORNER, high - OFF_THE_CORNER)
    } else {
        let edge = OFF_THE_CORNER.min((high - low) / 2.0);
        (OFF_THE_WALL, along.clamp(low + edge, high - edge))
    };
    let at = match front {
        Turn::Up => Point::new(along, floor.min.y + off),
        Turn::Down => Point::new(along, floor.max.y - off),
        Turn::Right => Point::new(floor.min.x + off, along),
        Turn::Left => Point::new(floor.max.x - off, along),
    };
    let hung = Hung { at: rounded(at), front };
    match in_the_way(home, area, hung.at, height) {
        None => Ok(hung),
        Some(opening) => beside(home, area, hung, opening, height)
            .ok_or_else(|| Refused::new(&format!("The {} is in the way there", opening.name.to_lowercase()), HIGHER)),
    }
}

const HIGHER: &str = "Hang it on another wall, or above the door.";

/// Whether the wall that a thing looks away from runs along `x`.
const fn along_x(front: Turn) -> bool {
    matches!(front, Turn::Up | Turn::Down)
}

/// The door or window of a room in which something of this height would hang.
pub fn in_the_way<'h>(home: &'h Home, area: &Area, at: Point, height: f64) -> Option<&'h Opening> {
    home.openings.iter().find(|opening| {
        let here = opening.from == area.id || opening.to.as_ref() == Some(&area.id);
        let (across, along) = if opening.along_x {
            (at.y - opening.at.y, at.x - opening.at.x)
        } else {
            (at.x - opening.at.x, at.y - opening.at.y)
        };
        let high = match opening.kind {
            OpeningKind::Door | OpeningKind::Archway => height < DOOR_HEAD,
            OpeningKind::Window => (WINDOW.0..WINDOW.1).contains(&height),
        };
        here && high && across.abs() < 0.2 && along.abs() < opening.width / 2.0
    })
}

/// The nearest free place beside an opening on the same wall.
fn beside(home: &Home, area: &Area, hung: Hung, opening: &Opening, height: f64) -> Option<Hung> {
    let floor = area.floor?;
    let away = opening.width / 2.0 + 0.06;
    let mut found: Vec<Point> = [-away, away]
        .into_iter()
        .map(|by| match opening.along_x {
            true => Point::new(opening.at.x + by, hung.at.y),
            false => Point::new(hung.at.x, opening.at.y + by),
        })
        .map(rounded)
        .filter(|at| floor.grown(-0.03).contains(*at) && in_the_way(home, area, *at, height).is_none())
        .collect();
    found.sort_by(|a, b| a.distance(hung.at).total_cmp(&b.distance(hung.at)));
    found.first().map(|at| Hung { at: *at, ..hung })
}

/// The nearest place in a room for what stands, clear of its walls.
///
/// # Errors
/// When the room's floor is not known.
pub fn standing(area: &Area, at: Point) -> Result<Point, Refused> {
    let Some(floor) = area.floor else { return Err(no_floor(area)) };
    let off = STANDS_OFF.min(floor.width() / 2.0).min(floor.depth() / 2.0);
    let inner = floor.grown(-off);
    Ok(rounded(Point::new(at.x.clamp(inner.min.x, inner.max.x), at.y.clamp(inner.min.y, inner.max.y))))
}

fn no_floor(area: &Area) -> Refused {
    let brief = format!("Nobody knows how large the {} is", area.name.to_lowercase());
    Refused::new(&brief, "Give it its floor in the home’s file.")
}

/// Something that a device can be fixed to.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixing {
    /// The room that the device then belongs to.
    pub area: crate::home::AreaId,
    /// The door or window.
    pub opening: Option<OpeningId>,
    /// The piece of furniture.
    pub piece: Option<FurnitureId>,
    /// Where it is.
    pub at: Point,
}

/// Everything in a home that a device of this kind can be fixed to.
pub fn fixings(home: &Home, kind: DeviceKind) -> Vec<Fixing> {
    let openings = home.openings.iter().filter(|opening| holds(opening, kind)).map(|opening| Fixing {
        area: opening.from.clone(),
        opening: Some(opening.id.clone()),
        piece: None,
        at: opening.at,
    });
    let pieces = home.furniture.iter().filter(|piece| carries(piece, kind)).map(|piece| Fixing {
        area: piece.area.clone(),
        opening: None,
        piece: Some(piece.id.clone()),
        at: piece.at,
    });
    openings.chain(pieces).collect()
}

fn holds(opening: &Opening, kind: DeviceKind) -> bool {
    let door = opening.kind == OpeningKind::Door;
    match kind {
        DeviceKind::Contact => opening.kind != OpeningKind::Archway,
        DeviceKind::DoorLock | DeviceKind::Doorbell | DeviceKind::KeySafe => door && opening.to.is_none(),
        _ => false,
    }
}

fn carries(piece: &Furniture, kind: DeviceKind) -> bool {
    use FurnitureKind as F;
    match kind {
        DeviceKind::Contact => piece.kind == F::Fridge,
        DeviceKind::Plug => matches!(
            piece.kind,
            F::Kettle
                | F::Television
                | F::Lamp
                | F::Microwave
                | F::WashingMachine
                | F::Fridge
                | F::Cooker
                | F::ElectricHeater
        ),
        DeviceKind::BedSensor => piece.kind == F::Bed,
        DeviceKind::ChairSensor => matches!(piece.kind, F::Armchair | F::Sofa | F::Chair),
        DeviceKind::SmartLight => matches!(piece.kind, F::Lamp | F::CeilingLight),
        DeviceKind::LightSwitch => matches!(piece.kind, F::CeilingLight | F::Lamp),
        DeviceKind::RadiatorValve => piece.kind == F::Radiator,
        _ => false,
    }
}

/// What such a device is fixed to, in words, for whoever looks for it.
pub const fn needs(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Contact => "door, window or fridge",
        DeviceKind::DoorLock | DeviceKind::Doorbell | DeviceKind::KeySafe => "door to outside",
        DeviceKind::Plug => "appliance to plug in",
        DeviceKind::BedSensor => "bed",
        DeviceKind::ChairSensor => "armchair, sofa or chair",
        DeviceKind::SmartLight | DeviceKind::LightSwitch => "light",
        DeviceKind::RadiatorValve => "radiator",
        DeviceKind::Movement
        | DeviceKind::Temperature
        | DeviceKind::Fob
        | DeviceKind::Speaker
        | DeviceKind::Hub
        | DeviceKind::Dispenser
        | DeviceKind::PullCord
        | DeviceKind::SmokeAlarm
        | DeviceKind::CarbonMonoxideAlarm
        | DeviceKind::FloodSensor
        | DeviceKind::LightLevel
        | DeviceKind::Thermostat
        | DeviceKind::Screen => "place",
    }
}

/// Metres above the floor at which such a device is put up.
pub const fn usual_height(kind: DeviceKind) -> f64 {
    match kind {
        DeviceKind::Movement => 2.1,
        DeviceKind::Contact => 1.9,
        DeviceKind::Temperature | DeviceKind::LightLevel | DeviceKind::CarbonMonoxideAlarm => 1.5,
        DeviceKind::SmokeAlarm => 2.35,
        DeviceKind::Thermostat => 1.4,
        DeviceKind::KeySafe | DeviceKind::Doorbell | DeviceKind::LightSwitch => 1.2,
        DeviceKind::Speaker | DeviceKind::Hub | DeviceKind::Screen | DeviceKind::PullCord | DeviceKind::DoorLock => 1.0,
        DeviceKind::Dispenser => 0.9,
        DeviceKind::Fob => 0.8,
        DeviceKind::BedSensor | DeviceKind::ChairSensor => 0.5,
        DeviceKind::Plug | DeviceKind::RadiatorValve => 0.3,
        DeviceKind::SmartLight => 1.6,
        DeviceKind::FloodSensor => 0.02,
    }
}
