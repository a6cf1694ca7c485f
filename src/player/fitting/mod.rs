//! Fitting out a home: its devices placed, moved, turned, set, added and removed, as a draft that changes nothing until
//! somebody applies it.
//!
//! A [`Draft`] is a plain value: the home as it is, the home as it would be, and the steps between. Every step is judged
//! first, so that no draft holds a home that its own file could not: whoever asks for something that cannot be is told
//! why, and what to do. What a draft's sensors would see is in [`coverage`], how things are put up in [`mount`].

pub mod coverage;
pub mod mount;
mod put_up;
mod setting;

use std::fmt;
use std::sync::Arc;

use self::mount::{Fixing, Mount};
pub use self::setting::Setting;
use crate::home::{Area, Device, DeviceId, DeviceKind, Home, Point, Turn};
use crate::scenario::{DisturbanceKind, FaultKind, Scenario};
use crate::simulation::device::movement;

/// Why something cannot be, and what to do instead: whole sentences for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(String);

impl Refused {
    /// What is wrong, without a full stop; and what to do, with one.
    pub fn new(brief: &str, hint: &str) -> Self {
        Self(format!("{brief}. {hint}"))
    }

    /// The sentences.
    pub fn words(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// Steps that can be taken back, at most.
const MOST_STEPS: usize = 200;
/// How near to a wall of the plan something is in the wall, metres.
const IN_WALL: f64 = 0.03;

/// A home with other devices that nobody has applied yet.
#[derive(Clone, Debug)]
pub struct Draft {
    base: Arc<Home>,
    home: Arc<Home>,
    /// The home before each step, the first step's first.
    before: Vec<Arc<Home>>,
}

impl Draft {
    /// Nothing changed yet.
    pub fn of(home: &Arc<Home>) -> Self {
        Self { base: Arc::clone(home), home: Arc::clone(home), before: Vec::new() }
    }

    /// The home as it is.
    pub fn base(&self) -> &Arc<Home> {
        &self.base
    }

    /// The home as it would be.
    pub fn home(&self) -> &Arc<Home> {
        &self.home
    }

    /// Whether it would be otherwise.
    pub fn changed(&self) -> bool {
        self.home.devices != self.base.devices
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        if let Some(before) = self.before.pop() {
            self.home = before;
        }
    }

    /// Takes every step back.
    pub fn discard(&mut self) {
        *self = Self::of(&self.base);
    }

    /// Drags a device to a place of a storey, true metres; what it is put up on is found there. `first` begins a step
    /// that can be taken back; what follows belongs to it.
    ///
    /// # Errors
    /// When it cannot be there; it stays where it was.
    pub fn drag(
        &mut self,
        scenario: &Scenario,
        device: usize,
        (storey, to): (i32, Point),
        first: bool,
    ) -> Result<(), Refused> {
        let old = self.device(device)?;
        let next = self.dragged(old, storey, to)?;
        self.put(scenario, device, next, first)
    }

    fn dragged(&self, old: &Device, storey: i32, to: Point) -> Result<Device, Refused> {
        match mount::of(old) {
            Mount::Opening | Mount::Piece => {
                let fixings = mount::fixings(&self.home, old.kind).into_iter();
                let here = fixings.filter(|fixing| self.home.storey_of(&fixing.area) == storey);
                let nearest = here.min_by(|a, b| a.at.distance(to).total_cmp(&b.at.distance(to)));
                nearest.map(|fixing| fixed(old, &fixing)).ok_or_else(|| nothing_for(old.kind, "here"))
            }
            Mount::Wall => {
                let area = self.room(storey, to)?;
                let hung = mount::on_wall(&self.home, area, to, old.height, true)?;
                Ok(Device { area: area.id.clone(), at: Some(hung.at), front: hung.front, ..old.clone() })
            }
            Mount::Stands => {
                let area = self.room(storey, to)?;
                Ok(Device { area: area.id.clone(), at: Some(mount::standing(area, to)?), ..old.clone() })
            }
        }
    }

    /// The room at a place.
    fn room(&self, storey: i32, at: Point) -> Result<&Area, Refused> {
        let outside = || Refused::new("That is outside the home", "Put it inside one of the rooms.");
        self.home.area_on(storey, at).ok_or_else(outside)
    }

    /// Moves a device a little, or along what it is put up on: along its wall and to the next one, to the next door, to the
    /// room behind the wall.
    ///
    /// # Errors
    /// When there is nothing that way.
    pub fn nudge(&mut self, scenario: &Scenario, device: usize, towards: Turn, metres: f64) -> Result<(), Refused> {
        let old = self.device(device)?;
        let at = mount::place(&self.home, old).ok_or_else(|| nothing_for(old.kind, "that way"))?;
        let (storey, step) = (self.home.storey_of(&old.area), towards.step());
        let by = |metres: f64| Point::new(at.x + step.x * metres, at.y + step.y * metres);
        let next = match mount::of(old) {
            Mount::Opening | Mount::Piece => {
                // What lies that way rather than aside; the nearest of it.
                let lies = |fixing: &Fixing| {
                    let (x, y) = (fixing.at.x - at.x, fixing.at.y - at.y);
                    let (along, aside) = (x * step.x + y * step.y, (x * step.y + y * step.x).abs());
                    (self.home.storey_of(&fixing.area) == storey && along > 0.05).then_some(along + 2.0 * aside)
                };
                let fixings = mount::fixings(&self.home, old.kind);
                let found = fixings.iter().filter_map(|fixing| Some((lies(fixing)?, fixing)));
                let nearest = found.min_by(|a, b| a.0.total_cmp(&b.0));
                fixed(old, nearest.ok_or_else(|| nothing_for(old.kind, "that way"))?.1)
            }
            Mount::Wall => self.along_walls(old, storey, (at, by(metres)), by)?,
            Mount::Stands => {
                let area = self.home.area(&old.area).ok_or_else(|| nothing_for(old.kind, "that way"))?;
                let stands = mount::standing(area, by(metres))?;
                let (area, stands) = if stands.distance(at) > 0.01 { (area, stands) } else { self.behind(storey, by)? };
                Device { area: area.id.clone(), at: Some(stands), ..old.clone() }
            }
        };
        self.put(scenario, device, next, true)
    }

    fn along_walls(
        &self,
        old: &Device,
        storey: i32,
        (at, to): (Point, Point),
        by: impl Fn(f64) -> Point,
    ) -> Result<Device, Refused> {
        let area = self.home.area(&old.area).ok_or_else(|| nothing_for(old.kind, "that way"))?;
        let hang = |area: &Area, to: Point| mount::on_wall(&self.home, area, to, old.height, false);
        let inside = area.floor.is_some_and(|floor| floor.contains(to));
        let (step, far) = (to.distance(at), |hung: &mount::Hung| hung.at.distance(at));
        let on = |area: &Area, hung: mount::Hung| Device {
            area: area.id.clone(),
            at: Some(hung.at),
            front: hung.front,
            ..old.clone()
        };
        if inside {
            let hung = hang(area, to)?;
            if far(&hung) > step * 0.5 {
                return Ok(on(area, hung));
            }
            // Away from its wall: to the one across the room.
            let across = hang(area, by(100.0))?;
            if far(&across) > step * 0.5 {
                return Ok(on(area, across));
            }
        }
        // Through a wall: to its other side.
        let (beyond, _) = self.behind(storey, &by)?;
        let hung = hang(beyond, by(0.3))?;
        Ok(on(beyond, hung))
    }

    /// The room behind the wall that way, and a place in it.
    fn behind(&self, storey: i32, by: impl Fn(f64) -> Point) -> Result<(&Area, Point), Refused> {
        let none = || Refused::new("There is no room that way", "Move it another way.");
        let area = self.home.area_on(storey, by(0.4)).ok_or_else(none)?;
        Ok((area, mount::standing(area, by(0.4))?))
    }

    /// Turns a device by a quarter, clockwise; what hangs on a wall does not look into it.
    ///
    /// # Errors
    /// For what has no direction of its own.
    pub fn turn(&mut self, scenario: &Scenario, device: usize) -> Result<(), Refused> {
        let old = self.device(device)?;
        let Some(at) = old.at else {
            let brief = format!("{} looks where the thing looks that it is fixed to", old.name);
            return Err(Refused::new(&brief, "Move it to another one."));
        };
        let quarter = |front: Turn| match front {
            Turn::Up => Turn::Right,
            Turn::Right => Turn::Down,
            Turn::Down => Turn::Left,
            Turn::Left => Turn::Up,
        };
        let floor = self.home.area(&old.area).and_then(|area| area.floor);
        let mut front = quarter(old.front);
        if let Some(floor) = floor.filter(|_| mount::of(old) == Mount::Wall) {
            let into_wall = |front: Turn| {
                let step = front.step();
                !floor.contains(Point::new(at.x + step.x * 0.3, at.y + step.y * 0.3))
            };
            if old.kind == DeviceKind::Movement && movement::corner(at, floor).is_some() {
                let brief = format!("{} hangs in a corner, and looks across the room from there", old.name);
                return Err(Refused::new(&brief, "Move it along the wall first."));
            }
            for _ in 0..3 {
                if into_wall(front) {
                    front = quarter(front);
                }
            }
        }
        let next = Device { front, ..old.clone() };
        self.put(scenario, device, next, true)
    }

    /// Sets the next larger or smaller value.
    ///
    /// # Errors
    /// When there is none.
    pub fn set(&mut self, scenario: &Scenario, device: usize, setting: Setting, up: bool) -> Result<(), Refused> {
        let old = self.device(device)?;
        let next = setting
            .stepped(old, up)
            .ok_or_else(|| Refused::new(&format!("{} is as far as it goes", setting.words()), "Step the other way."))?;
        self.put(scenario, device, next, true)
    }

    /// Takes a device out of the home.
    ///
    /// # Errors
    /// When the home or its scenario cannot be without it.
    pub fn remove(&mut self, scenario: &Scenario, device: usize) -> Result<(), Refused> {
        let old = self.device(device)?;
        if old.kind == DeviceKind::Hub {
            return Err(Refused::new(
                "Without its hub the home is not heard at all",
                "Leave it where it is, or move it.",
            ));
        }
        if let Some(why) = needed(scenario, &old.id) {
            let brief = format!("{} cannot go: {why}", old.name);
            return Err(Refused::new(&brief, "Take that out of the scenario first, or take back what you did."));
        }
        let mut home = Home::clone(&self.home);
        home.devices.remove(device);
        self.step(home, true);
        Ok(())
    }

    fn device(&self, place: usize) -> Result<&Device, Refused> {
        let none = || Refused::new("There is no such device any more", "Choose another.");
        self.home.devices.get(place).ok_or_else(none)
    }

    /// Puts a device in another's place, if it can be there.
    ///
    /// # Errors
    /// When it cannot; nothing is changed then.
    pub fn put(&mut self, scenario: &Scenario, place: usize, device: Device, first: bool) -> Result<(), Refused> {
        self.device(place)?;
        if self.home.devices.get(place) == Some(&device) {
            return Ok(());
        }
        let mut home = Home::clone(&self.home);
        if let Some(old) = home.devices.get_mut(place) {
            *old = device;
        }
        self.judged(scenario, &home, place)?;
        self.step(home, first);
        Ok(())
    }

    fn step(&mut self, home: Home, first: bool) {
        let before = std::mem::replace(&mut self.home, Arc::new(home));
        if first || self.before.is_empty() {
            self.before.push(before);
            if self.before.len() > MOST_STEPS {
                self.before.remove(0);
            }
        }
    }

    /// Whether a home can have this one of its devices where and as it is.
    fn judged(&self, scenario: &Scenario, home: &Home, place: usize) -> Result<(), Refused> {
        let Some(device) = home.devices.get(place) else { return Ok(()) };
        let twice = home.devices.iter().filter(|other| other.id == device.id).count() > 1;
        if twice {
            let brief = format!("Another device has the id “{}” already", device.id);
            return Err(Refused::new(&brief, "Give this one another."));
        }
        let area = home.area(&device.area).ok_or_else(|| {
            Refused::new(&format!("{} is in no room of the home", device.name), "Put it inside one of the rooms.")
        })?;
        let room = area.name.to_lowercase();
        if let (Some(at), Some(floor)) = (device.at, area.floor) {
            if !at.x.is_finite() || !at.y.is_finite() || !floor.contains(at) {
                let outside = home.area_on(area.storey, at).is_none();
                let brief =
                    if outside { "That is outside the home".to_owned() } else { format!("That is not in the {room}") };
                return Err(Refused::new(&brief, "Put it inside one of the rooms."));
            }
            if !floor.grown(-IN_WALL).contains(at) {
                return Err(Refused::new("That is in a wall", "Put it a few centimetres into the room."));
            }
            let hangs = mount::of(device) == Mount::Wall;
            if let Some(opening) = mount::in_the_way(home, area, at, device.height).filter(|_| hangs) {
                let brief = format!("The {} is in the way there", opening.name.to_lowercase());
                return Err(Refused::new(&brief, "Put it beside it, or higher."));
            }
        }
        if device.kind == DeviceKind::Movement && device.at.is_none() {
            let brief = format!("Nothing says where {} hangs", device.name);
            return Err(Refused::new(&brief, "Drag it to a wall."));
        }
        // What goes wrong with it in the scenario still has to be possible.
        for fault in scenario.faults.iter().filter(|fault| fault.kind.device() == Some(&device.id)) {
            if let FaultKind::Moved { to, .. } = &fault.kind
                && *to == device.area
            {
                let brief =
                    format!("On day {} of this scenario {} is carried to the {room}", fault.at.day, device.name);
                return Err(Refused::new(&brief, "It cannot be there already: leave it in another room."));
            }
        }
        Ok(())
    }
}

/// A device fixed to something else.
fn fixed(device: &Device, fixing: &Fixing) -> Device {
    Device {
        area: fixing.area.clone(),
        opening: fixing.opening.clone(),
        piece: fixing.piece.clone(),
        at: None,
        ..device.clone()
    }
}

fn nothing_for(kind: DeviceKind, here: &str) -> Refused {
    let brief = format!("There is no free {} {here}", mount::needs(kind));
    Refused::new(&brief, "Choose another room, or another kind of device.")
}

/// Why a scenario needs a device, if it does.
fn needed(scenario: &Scenario, id: &DeviceId) -> Option<String> {
    let pressed = scenario.disturbances.iter().find_map(|disturbance| match &disturbance.kind {
        DisturbanceKind::FobPressed { device, .. } if device == id => Some((disturbance.at.day, "is pressed")),
        DisturbanceKind::CordPulled { device, .. } if device == id => Some((disturbance.at.day, "is pulled")),
        _ => None,
    });
    let fails = || {
        let fault = scenario.faults.iter().find(|fault| fault.kind.device() == Some(id));
        fault.map(|fault| (fault.at.day, "goes wrong"))
    };
    pressed.or_else(fails).map(|(day, what)| format!("it {what} on day {day} of this scenario"))
}
