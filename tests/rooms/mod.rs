//! A home of five rooms for the tests of the monitor at its boundary: a movement sensor in each, doors to outside, and
//! whatever other devices a test needs.

use smart_house::home::{
    Area, AreaId, AreaKind, Device, DeviceId, DeviceKind, Home, HomeKind, Opening, OpeningId, OpeningKind, Point, Turn,
};
use smart_house::time::Span;

pub const ROOMS: [(&str, AreaKind); 5] = [
    ("hall", AreaKind::Hall),
    ("lounge", AreaKind::Lounge),
    ("kitchen", AreaKind::Kitchen),
    ("bedroom", AreaKind::Bedroom),
    ("bathroom", AreaKind::Bathroom),
];

/// The door to outside that every such home has: its id, its name, and the room it leads from.
pub const FRONT_DOOR: (&str, &str, &str) = ("front-door", "Front door", "hall");

/// The home. Each door has a contact of its own id; the other devices are given as id, kind and room.
pub fn home_with(doors: &[(&str, &str, &str)], others: &[(&str, DeviceKind, &str)]) -> Home {
    let movement = ROOMS.iter().map(|(room, _)| device(&format!("{room}-movement"), DeviceKind::Movement, room, None));
    let contacts = doors.iter().map(|(id, _, room)| device(id, DeviceKind::Contact, room, Some(id)));
    let others = others.iter().map(|(id, kind, room)| device(id, *kind, room, None));
    let area = |(id, kind): &(&str, AreaKind)| Area {
        id: AreaId::new(id),
        name: (*id).to_owned(),
        kind: *kind,
        floor: None,
        storey: 0,
    };
    Home {
        name: "A home".to_owned(),
        zone: "Europe/London".to_owned(),
        latitude: 53.8,
        longitude: -1.5,
        facing: 0.0,
        kind: HomeKind::default(),
        areas: ROOMS.iter().map(area).collect(),
        openings: doors.iter().map(opening).collect(),
        stairs: Vec::new(),
        furniture: Vec::new(),
        devices: movement.chain(contacts).chain(others).collect(),
    }
}

fn opening((id, name, room): &(&str, &str, &str)) -> Opening {
    Opening {
        id: OpeningId::new(id),
        name: (*name).to_owned(),
        kind: OpeningKind::Door,
        from: AreaId::new(room),
        to: None,
        at: Point::new(0.0, 0.0),
        width: 0.9,
        along_x: true,
    }
}

fn device(id: &str, kind: DeviceKind, area: &str, opening: Option<&str>) -> Device {
    Device {
        id: DeviceId::new(id),
        name: id.replace('-', " "),
        kind,
        area: AreaId::new(area),
        at: None,
        height: 2.0,
        front: Turn::Up,
        opening: opening.map(OpeningId::new),
        piece: None,
        settings: Default::default(),
    }
}

/// A small fixed source of chance: SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between `low` and `high` seconds.
    pub fn seconds(&mut self, low: i64, high: i64) -> Span {
        Span::seconds(low + (self.next() % (high - low + 1) as u64) as i64)
    }

    /// Between `low` and `high` minutes, to the second.
    pub fn minutes(&mut self, low: i64, high: i64) -> Span {
        self.seconds(60 * low, 60 * high)
    }
}
