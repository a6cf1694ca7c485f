//! Adding a device to a draft: with an id and a name that nothing else has, where such a device is usually put up.

use super::mount::{self, Fixing, Mount};
use super::{Draft, Refused, coverage, fixed, nothing_for};
use crate::home::{Area, AreaId, Device, DeviceId, DeviceKind, Home, Point, Rect, Settings, Turn};
use crate::scenario::{MAX_DEVICES, Scenario};

/// The letters of an area's id that a new device's id begins with, at most.
const LONGEST: usize = 40;

impl Draft {
    /// Adds a device of a kind to a room, where such a device is usually put up: a movement sensor where it sees most of what
    /// no other sees. Gives back its place in the home's list.
    ///
    /// # Errors
    /// When the room has no place for it, or the home has too many already.
    pub fn add(&mut self, scenario: &Scenario, kind: DeviceKind, area: &AreaId) -> Result<usize, Refused> {
        if self.home.devices.len() >= MAX_DEVICES {
            let brief = format!("A home has at most {MAX_DEVICES} devices");
            return Err(Refused::new(&brief, "Remove one first."));
        }
        if kind == DeviceKind::Hub && self.home.devices.iter().any(|device| device.kind == kind) {
            return Err(Refused::new("There is a hub already", "One is enough: move it where it should stand."));
        }
        let area = self.home.area(area).ok_or_else(|| Refused::new("There is no such room", "Choose another."))?;
        let device = self.new_device(kind, area)?;
        let mut home = Home::clone(&self.home);
        home.devices.push(device);
        let place = home.devices.len() - 1;
        self.judged(scenario, &home, place)?;
        self.step(home, true);
        Ok(place)
    }

    fn new_device(&self, kind: DeviceKind, area: &Area) -> Result<Device, Refused> {
        let words = kind.name().replace('-', " ");
        let begins: String = area.id.as_str().chars().take(LONGEST).collect();
        let id =
            self.free(&format!("{begins}-{}", kind.name()), '-', |id| self.home.device(&DeviceId::new(id)).is_some());
        let name = self.free(&format!("{} {words}", area.name), ' ', |name| {
            self.home.devices.iter().any(|device| device.name == name)
        });
        let mut device = Device {
            id: DeviceId::new(&id),
            name,
            kind,
            area: area.id.clone(),
            at: None,
            height: mount::usual_height(kind),
            front: Turn::Up,
            opening: None,
            piece: None,
            settings: Settings::default(),
        };
        let free = |fixing: &Fixing| {
            let same =
                |other: &Device| other.kind == kind && other.opening == fixing.opening && other.piece == fixing.piece;
            !self.home.devices.iter().any(same)
        };
        let fixing = || {
            let here = mount::fixings(&self.home, kind).into_iter().filter(|fixing| fixing.area == area.id);
            here.into_iter()
                .find(free)
                .ok_or_else(|| nothing_for(kind, &format!("in the {}", area.name.to_lowercase())))
        };
        match mount::of_kind(kind) {
            Mount::Opening | Mount::Piece => return Ok(fixed(&device, &fixing()?)),
            Mount::Stands => device.at = Some(self.standing_place(area)?),
            Mount::Wall => {
                let hung = self.hanging_place(&device, area)?;
                (device.at, device.front) = (Some(hung.at), hung.front);
            }
        }
        if kind == DeviceKind::LightSwitch {
            device.piece = fixing()?.piece;
        }
        Ok(device)
    }

    /// The words themselves, or with the first number behind them that nothing else has.
    fn free(&self, words: &str, between: char, taken: impl Fn(&str) -> bool) -> String {
        let numbered = (2..=MAX_DEVICES + 1).map(|number| format!("{words}{between}{number}"));
        std::iter::once(words.to_owned())
            .chain(numbered)
            .find(|words| !taken(words))
            .unwrap_or_else(|| words.to_owned())
    }

    /// The middle of a room, or beside it where something is there.
    fn standing_place(&self, area: &Area) -> Result<Point, Refused> {
        let middle = area.floor.map(Rect::centre).unwrap_or_default();
        let taken = |at: Point| {
            let here = self.home.devices.iter().filter(|device| device.area == area.id);
            here.filter_map(|device| device.at).any(|other| other.distance(at) < 0.2)
        };
        let asides = [(0.0, 0.0), (0.4, 0.0), (-0.4, 0.0), (0.0, 0.4), (0.0, -0.4), (0.4, 0.4), (-0.4, -0.4)];
        let places = asides.map(|(x, y)| mount::standing(area, Point::new(middle.x + x, middle.y + y)));
        let mut found = places.into_iter();
        let first = found.next().unwrap_or_else(|| Err(nothing_for(DeviceKind::Hub, "here")))?;
        if !taken(first) {
            return Ok(first);
        }
        Ok(found.filter_map(Result::ok).find(|at| !taken(*at)).unwrap_or(first))
    }

    /// A free place on a wall of a room: of a movement sensor the corner from which it sees most of what is blind.
    fn hanging_place(&self, device: &Device, area: &Area) -> Result<mount::Hung, Refused> {
        let Some(floor) = area.floor else { return Err(nothing_for(device.kind, "here")) };
        let (middle, movement) = (floor.centre(), device.kind == DeviceKind::Movement);
        let tried = [
            Point::new(floor.min.x, floor.min.y),
            Point::new(floor.max.x, floor.min.y),
            Point::new(floor.min.x, floor.max.y),
            Point::new(floor.max.x, floor.max.y),
            Point::new(middle.x, floor.max.y),
            Point::new(middle.x, floor.min.y),
            Point::new(floor.min.x, middle.y),
            Point::new(floor.max.x, middle.y),
        ];
        let hang = |at: &Point| mount::on_wall(&self.home, area, *at, device.height, movement);
        if !movement {
            // Not in a corner, if it can be.
            let mut found = tried.iter().rev().filter_map(|at| hang(at).ok());
            return found.next().ok_or_else(|| nothing_for(device.kind, "here"));
        }
        let seen = |hung: &mount::Hung| {
            let mut home = Home::clone(&self.home);
            home.areas.retain(|other| other.id == area.id);
            home.devices.push(Device { at: Some(hung.at), front: hung.front, ..device.clone() });
            coverage::Coverage::of(&home).rooms.first().map_or(0.0, |room| room.floor_and_seen().1)
        };
        let found = tried.iter().filter_map(|at| hang(at).ok()).map(|hung| (seen(&hung), hung));
        // The first of those that see as much.
        let best = found.reduce(|best, next| if next.0 > best.0 + 1e-9 { next } else { best });
        best.map(|(_, hung)| hung).ok_or_else(|| nothing_for(device.kind, "here"))
    }
}
