//! A home for this room's tests: a bungalow like the demonstration's, so that tests need no file.

use std::sync::Arc;

use crate::home::{
    Area, AreaId, AreaKind, Device, DeviceId, DeviceKind, Furniture, FurnitureId, FurnitureKind, Home, HomeKind,
    Opening, OpeningId, OpeningKind, Point, Rect, Turn,
};

pub(super) const HALL: usize = 0;
pub(super) const LOUNGE: usize = 1;
pub(super) const KITCHEN: usize = 2;
pub(super) const BEDROOM: usize = 3;
pub(super) const BATHROOM: usize = 4;

/// The bungalow with eighteen devices.
pub(super) fn bungalow() -> Home {
    let area =
        |id: &str, kind, floor| Area { id: AreaId::new(id), name: id.to_owned(), kind, floor: Some(floor), storey: 0 };
    let opening = |id: &str, kind, from: &str, to: Option<&str>, at: (f64, f64), width, along_x| Opening {
        id: OpeningId::new(id),
        name: id.to_owned(),
        kind,
        from: AreaId::new(from),
        to: to.map(AreaId::new),
        at: Point::new(at.0, at.1),
        width,
        along_x,
    };
    use OpeningKind::{Door, Window};
    Home {
        name: "a bungalow".to_owned(),
        zone: "Europe/London".to_owned(),
        latitude: 53.8,
        longitude: -1.5,
        facing: 0.0,
        kind: HomeKind::default(),
        areas: vec![
            area("hall", AreaKind::Hall, Rect::new(5.0, 0.0, 1.6, 7.8)),
            area("lounge", AreaKind::Lounge, Rect::new(0.0, 0.0, 5.0, 4.4)),
            area("kitchen", AreaKind::Kitchen, Rect::new(0.0, 4.4, 5.0, 3.4)),
            area("bedroom", AreaKind::Bedroom, Rect::new(6.6, 0.0, 4.0, 4.6)),
            area("bathroom", AreaKind::Bathroom, Rect::new(6.6, 4.6, 2.8, 3.2)),
        ],
        openings: vec![
            opening("front-door", Door, "hall", None, (5.8, 0.0), 0.95, true),
            opening("back-door", Door, "kitchen", None, (4.2, 7.8), 0.85, true),
            opening("lounge-door", Door, "hall", Some("lounge"), (5.0, 2.2), 0.85, false),
            opening("kitchen-door", Door, "hall", Some("kitchen"), (5.0, 5.6), 0.85, false),
            opening("bedroom-door", Door, "hall", Some("bedroom"), (6.6, 2.9), 0.85, false),
            opening("bathroom-door", Door, "hall", Some("bathroom"), (6.6, 6.0), 0.85, false),
            opening("lounge-window", Window, "lounge", None, (2.4, 0.0), 2.2, true),
            opening("lounge-side-window", Window, "lounge", None, (0.0, 2.2), 1.2, false),
            opening("kitchen-window", Window, "kitchen", None, (1.6, 7.8), 1.6, true),
            opening("bedroom-window", Window, "bedroom", None, (8.6, 0.0), 1.8, true),
            opening("bathroom-window", Window, "bathroom", None, (8.0, 7.8), 0.8, true),
        ],
        stairs: Vec::new(),
        furniture: vec![
            piece("lounge-radiator", FurnitureKind::Radiator, "lounge", 1.4),
            piece("kitchen-radiator", FurnitureKind::Radiator, "kitchen", 1.0),
            piece("bedroom-radiator", FurnitureKind::Radiator, "bedroom", 1.2),
            piece("bathroom-radiator", FurnitureKind::Radiator, "bathroom", 0.5),
            piece("hall-radiator", FurnitureKind::Radiator, "hall", 0.8),
            piece("kettle", FurnitureKind::Kettle, "kitchen", 0.2),
            piece("television", FurnitureKind::Television, "lounge", 1.3),
            piece("bedside-lamp", FurnitureKind::Lamp, "bedroom", 0.2),
            piece("bed", FurnitureKind::Bed, "bedroom", 1.4),
            piece("fridge", FurnitureKind::Fridge, "kitchen", 0.6),
        ],
        devices: vec![
            hung("hall-movement", DeviceKind::Movement, "hall", (5.8, 7.7), Turn::Down),
            hung("lounge-movement", DeviceKind::Movement, "lounge", (0.1, 4.3), Turn::Right),
            hung("kitchen-movement", DeviceKind::Movement, "kitchen", (0.1, 4.5), Turn::Right),
            hung("bedroom-movement", DeviceKind::Movement, "bedroom", (10.5, 4.5), Turn::Left),
            hung("bathroom-movement", DeviceKind::Movement, "bathroom", (9.3, 4.7), Turn::Up),
            Device {
                opening: Some(OpeningId::new("front-door")),
                ..device("front-door-contact", DeviceKind::Contact, "hall")
            },
            Device {
                opening: Some(OpeningId::new("back-door")),
                ..device("back-door-contact", DeviceKind::Contact, "kitchen")
            },
            on("fridge-door-contact", DeviceKind::Contact, "kitchen", "fridge"),
            device("lounge-temperature", DeviceKind::Temperature, "lounge"),
            device("bedroom-temperature", DeviceKind::Temperature, "bedroom"),
            device("kitchen-temperature", DeviceKind::Temperature, "kitchen"),
            on("kettle-plug", DeviceKind::Plug, "kitchen", "kettle"),
            on("television-plug", DeviceKind::Plug, "lounge", "television"),
            on("bedside-lamp-plug", DeviceKind::Plug, "bedroom", "bedside-lamp"),
            on("bed-sensor", DeviceKind::BedSensor, "bedroom", "bed"),
            device("fob", DeviceKind::Fob, "bedroom"),
            device("speaker", DeviceKind::Speaker, "lounge"),
            device("hub", DeviceKind::Hub, "hall"),
        ],
    }
}

/// The same in shared hands.
pub(super) fn shared() -> Arc<Home> {
    Arc::new(bungalow())
}

/// A device without a place of its own.
pub(super) fn device(id: &str, kind: DeviceKind, area: &str) -> Device {
    Device {
        id: DeviceId::new(id),
        name: id.to_owned(),
        kind,
        area: AreaId::new(area),
        at: None,
        height: 1.0,
        front: Turn::Up,
        opening: None,
        piece: None,
        settings: crate::home::Settings::default(),
    }
}

/// A device on a piece of furniture.
pub(super) fn on(id: &str, kind: DeviceKind, area: &str, piece: &str) -> Device {
    Device { piece: Some(FurnitureId::new(piece)), ..device(id, kind, area) }
}

/// A device on a wall.
pub(super) fn hung(id: &str, kind: DeviceKind, area: &str, at: (f64, f64), front: Turn) -> Device {
    Device { at: Some(Point::new(at.0, at.1)), front, height: 2.1, ..device(id, kind, area) }
}

/// The place of a piece of furniture in the home's list.
pub(super) fn place_of_piece(home: &Home, id: &str) -> usize {
    home.furniture.iter().position(|piece| piece.id.as_str() == id).expect("a piece of the bungalow")
}

/// The place of a device in the home's list.
pub(super) fn place_of_device(home: &Home, id: &str) -> usize {
    home.devices.iter().position(|device| device.id.as_str() == id).expect("a device of the bungalow")
}

fn piece(id: &str, kind: FurnitureKind, area: &str, width: f64) -> Furniture {
    Furniture {
        id: FurnitureId::new(id),
        kind,
        area: AreaId::new(area),
        at: Point::default(),
        width,
        depth: 0.5,
        front: Turn::Up,
        height: 0.0,
    }
}
