//! A home whose devices have changed: what was learned of the person stays, what was learned of a device stays with that
//! device, and one that is new, moved or of another kind begins anew.
//!
//! Areas must be the same: what is known of the person is known by area. It reads no home: two lists of devices are compared.

use serde::{Deserialize, Serialize};

use super::feature::roster::Roster;
use super::{Config, Monitor};
use crate::home::{DeviceId, Home};
use crate::time::Calendar;

/// What of a home a monitor's memory depends on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Plan {
    areas: Vec<String>,
    /// Each device with its kind, its area and what it stands on, in the roster's order.
    devices: Vec<String>,
}

impl Plan {
    pub fn new(roster: &Roster) -> Self {
        let device = |sensor: &super::feature::roster::Sensor| {
            let area = sensor.area.and_then(|area| roster.areas.get(area)).map_or("", |area| area.id.as_str());
            format!(
                "{} {} {area} {} {} {} {} {:?}",
                sensor.id,
                sensor.kind.name(),
                sensor.outside_door,
                sensor.by_hand,
                sensor.kettle,
                sensor.fridge,
                sensor.purpose
            )
        };
        Self {
            areas: roster.areas.iter().map(|area| format!("{} {:?}", area.id, area.kind)).collect(),
            devices: roster.sensors.iter().map(device).collect(),
        }
    }

    /// The whole plan as one text.
    pub fn text(&self) -> String {
        format!("{}\n\n{}", self.areas.join("\n"), self.devices.join("\n"))
    }
}

/// Where each device of the home before stands in the list of the home now.
pub(super) struct Moves(Vec<Option<usize>>);

impl Moves {
    /// Where a device of the home before stands now, if it is still there.
    pub fn to(&self, before: usize) -> Option<usize> {
        self.0.get(before).copied().flatten()
    }

    /// Carries over what was learned of each device; `sensor` says which it is about.
    pub fn carry<T>(&self, now: &mut [T], before: Vec<T>, sensor: impl Fn(&mut T) -> &mut usize) {
        for mut entry in before {
            let place = sensor(&mut entry);
            let Some(to) = self.to(*place) else { continue };
            *place = to;
            if let Some(place) = (0..now.len()).find(|place| *sensor(&mut now[*place]) == to) {
                now[place] = entry;
            }
        }
    }

    /// The same for a list with an entry for each device.
    pub fn carry_places<T>(&self, now: &mut [T], before: Vec<T>) {
        for (entry, to) in before.into_iter().zip(&self.0) {
            if let Some(there) = to.and_then(|to| now.get_mut(to)) {
                *there = entry;
            }
        }
    }
}

impl Monitor {
    /// The monitor of the home as it is now, with what this one has learned. Also the devices that begin anew. `None` where
    /// the home's areas are others.
    pub fn rehoused(self, home: &Home, calendar: &Calendar, config: Config) -> Option<(Self, Vec<DeviceId>)> {
        let mut now = Self::new(home, calendar, config);
        if now.plan.areas != self.plan.areas {
            return None;
        }
        let find = |device: &String| now.plan.devices.iter().position(|other| other == device);
        let moves = Moves(self.plan.devices.iter().map(find).collect());
        let known = |place: usize| moves.0.contains(&Some(place));
        let sensors = now.roster.sensors.iter().enumerate();
        let anew = sensors.filter(|(place, _)| !known(*place)).map(|(_, sensor)| sensor.id.clone()).collect();
        // What is known of the devices.
        moves.carry_places(&mut now.last, self.last);
        now.health.carry(self.health, &moves);
        now.cold.carry(self.cold, &moves);
        now.hot.carry(self.hot, &moves);
        now.appliance.carry(self.appliance, &moves);
        now.door_left_open.carry(self.door_left_open, &moves);
        now.stuck.carry(self.stuck, &moves);
        now.silent.carry(self.silent, &moves);
        now.battery.carry(self.battery, &moves);
        now.alarm.carry(self.alarm, &moves);
        now.missed.carry(self.missed, &moves);
        now.repeated.carry(self.repeated, &moves);
        now.carer.carry(self.carer, &moves);
        now.left_early.carry(self.left_early, &moves);
        now.daily.carry(self.daily);
        now.fridge.carry(self.fridge, &moves);
        // What is known of the person and of the home as a whole. A door that has just been opened is asked about no more.
        let mut door = self.door;
        door.not_heard();
        let moved = Self {
            next_tick: self.next_tick,
            last_item: self.last_item,
            first_day: self.first_day,
            today: self.today,
            watched: self.watched,
            days: self.days,
            late: self.late,
            unknown: self.unknown,
            presence: self.presence,
            counts: self.counts,
            overdue: self.overdue,
            company: self.company,
            modes: self.modes,
            bathroom: self.bathroom,
            outing: self.outing,
            wandering: self.wandering,
            unusual: self.unusual,
            door,
            help: self.help,
            routine: self.routine,
            hub: self.hub,
            cannot_tell: self.cannot_tell,
            book: self.book,
            told: self.told,
            deaf: self.deaf,
            ..now
        };
        Some((moved, anew))
    }
}
