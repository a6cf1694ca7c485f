//! What is wrong with devices and with their way to the hub.
//!
//! Each fault is known by its place in the scenario's plan, so that several at once come and go without disturbing each
//! other. A device goes on drawing from its own streams while its reports are lost, so that what comes after a dropout
//! is as if there had been none; what a fault itself leaves to chance has a stream of its own. Nothing here knows when a
//! fault comes: that is for the simulation.

use std::collections::{BTreeMap, BTreeSet};

use super::Devices;
use super::model::Model;
use super::queue::Wake;
use crate::home::{AreaId, Availability, DeviceKind, Item};
use crate::scenario::runs_on_a_cell;
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// A copy of a report comes so long after it: what a device waits for an acknowledgement in a Zigbee stack.
const COPY_AFTER: Span = Span::millis(1_600);
/// A device that has been put in, or has its mains back, joins the hub after so long, s.
const JOINS: (f64, f64) = (2.0, 20.0);

/// What befalls a device.
#[derive(Clone, Debug)]
pub(in crate::simulation) enum Ailment {
    /// Nothing of it reaches the hub.
    Silent,
    /// It says yes, or no, all the time.
    Stuck(bool),
    /// It sees so much of its angle.
    Blocked(f64),
    /// It is in the area at this place in the home's list.
    Elsewhere(usize),
    /// So many of its reports are lost besides.
    Lossy(f64),
    /// So many of its reports come twice.
    Doubled(f64),
    /// Its reports are held up by as much as this.
    Late(Span),
    /// Its cell runs down in this time.
    Dying(Span),
    /// What comes of it is stamped by a clock that runs so much ahead.
    Ahead(Span),
}

/// What is wrong with one device's way to the hub, by fault.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble {
    silent: BTreeSet<usize>,
    lossy: BTreeMap<usize, f64>,
    doubled: BTreeMap<usize, (f64, Stream)>,
    late: BTreeMap<usize, (Span, Stream)>,
    ahead: BTreeMap<usize, Span>,
    /// When the last report that was held up arrives: none overtakes it.
    held_until: Option<Timestamp>,
}

impl Trouble {
    /// Whether nothing of the device reaches the hub.
    pub(super) fn is_silent(&self) -> bool {
        !self.silent.is_empty()
    }

    /// How much the clock runs ahead that stamps its reports.
    pub(super) fn ahead(&self) -> Span {
        self.ahead.values().copied().max().unwrap_or(Span::ZERO)
    }

    /// The share of reports that get through what interferes, 0 to 1.
    pub(super) fn gets_through(&self) -> f64 {
        if self.lossy.is_empty() {
            return 1.0;
        }
        self.lossy.values().map(|loss| 1.0 - loss).product()
    }

    /// When a report arrives that would have arrived at `arrival`.
    pub(super) fn held_up(&mut self, arrival: Timestamp) -> Timestamp {
        if self.late.is_empty() && self.held_until.is_none() {
            return arrival;
        }
        let mut late = arrival;
        for (up_to, stream) in self.late.values_mut() {
            late += Span::from_seconds(seed::uniform(stream, 0.0, up_to.as_seconds()));
        }
        let late = self.held_until.map_or(late, |held| late.max(held));
        self.held_until = Some(late);
        late
    }

    /// When a second copy of a report arrives; `None` as a rule.
    pub(super) fn copy_of(&mut self, arrival: Timestamp) -> Option<Timestamp> {
        let mut doubled = false;
        for (share, stream) in self.doubled.values_mut() {
            doubled |= seed::chance(stream, *share);
        }
        doubled.then(|| arrival + COPY_AFTER)
    }
}

impl Devices {
    /// A fault befalls the device at this place in the home's list.
    pub(in crate::simulation) fn fall_ill(
        &mut self,
        at: Timestamp,
        fault: usize,
        device: usize,
        ailment: &Ailment,
        out: &mut Vec<Item>,
    ) {
        self.arrived(at, out);
        let Some(known) = self.home.devices.get(device) else { return };
        let id = known.id.as_str();
        let Some(unit) = self.units.get_mut(device) else { return };
        // By the moment and not by the fault's place in a list, so that another fault in it changes nothing.
        let stream = |what| seed::stream(self.seed, id, &format!("fault {what} {}", at.as_millis()));
        match ailment {
            Ailment::Silent => {
                unit.trouble.silent.insert(fault);
            }
            Ailment::Lossy(loss) => {
                unit.trouble.lossy.insert(fault, *loss);
            }
            Ailment::Doubled(share) => {
                unit.trouble.doubled.insert(fault, (*share, stream("duplicates")));
            }
            Ailment::Late(up_to) => {
                unit.trouble.late.insert(fault, (*up_to, stream("late-delivery")));
            }
            Ailment::Ahead(by) => {
                unit.trouble.ahead.insert(fault, *by);
            }
            Ailment::Dying(over) => {
                if let Some(battery) = &mut unit.battery {
                    battery.dies(at, *over);
                }
            }
            Ailment::Stuck(on) => self.stick(at, device, Some(*on)),
            Ailment::Blocked(sees) => {
                if let Model::Movement(movement) = &mut unit.works.model {
                    movement.block(*sees);
                }
            }
            Ailment::Elsewhere(area) => self.carry_to(device, Some(*area)),
        }
    }

    /// A fault of the device at this place in the home's list is over.
    pub(in crate::simulation) fn recover(
        &mut self,
        at: Timestamp,
        fault: usize,
        device: usize,
        ailment: &Ailment,
        out: &mut Vec<Item>,
    ) {
        self.arrived(at, out);
        let Some(unit) = self.units.get_mut(device) else { return };
        match ailment {
            Ailment::Silent => {
                unit.trouble.silent.remove(&fault);
            }
            Ailment::Lossy(_) => {
                unit.trouble.lossy.remove(&fault);
            }
            Ailment::Doubled(_) => {
                unit.trouble.doubled.remove(&fault);
            }
            Ailment::Late(_) => {
                unit.trouble.late.remove(&fault);
            }
            Ailment::Ahead(_) => {
                unit.trouble.ahead.remove(&fault);
            }
            Ailment::Dying(_) => {
                if let Some(battery) = &mut unit.battery {
                    battery.change(at);
                }
                self.join(at, device);
            }
            Ailment::Stuck(_) => self.stick(at, device, None),
            Ailment::Blocked(_) => {
                if let Model::Movement(movement) = &mut unit.works.model {
                    movement.unblock();
                }
            }
            Ailment::Elsewhere(_) => self.carry_to(device, None),
        }
    }

    /// The hub stops hearing, or hears again, as far as one fault goes. Its timers are in its memory: a room that it
    /// took as occupied when it went off is not called clear by it afterwards.
    pub(in crate::simulation) fn hub(&mut self, at: Timestamp, fault: usize, hears: bool, out: &mut Vec<Item>) {
        self.arrived(at, out);
        if !hears {
            self.deaf.insert(fault);
            for unit in &mut self.units {
                if let Model::Movement(movement) = &mut unit.works.model {
                    movement.forgotten();
                }
            }
        } else if self.deaf.remove(&fault) && self.deaf.is_empty() {
            // Nobody could hear that it went; that it is back is the first thing heard.
            if let Some(hub) = self.home.devices.iter().find(|device| device.kind == DeviceKind::Hub) {
                out.push(Item::Availability(Availability { at, device: hub.id.clone(), online: true }));
            }
            self.look_at_all(at);
        }
    }

    /// Every device on the mains joins the hub again.
    pub(in crate::simulation) fn join_all_on_mains(&mut self, at: Timestamp) {
        for device in 0..self.units.len() {
            let kind = self.home.devices.get(device).map(|device| device.kind);
            if kind.is_some_and(|kind| !runs_on_a_cell(kind) && kind != DeviceKind::Hub) {
                self.join(at, device);
            }
        }
    }

    /// The device at this place in the home's list is a new one of its kind: a full cell, a meter at nothing.
    pub(in crate::simulation) fn replace(&mut self, at: Timestamp, device: usize) {
        let Some(known) = self.home.devices.get(device) else { return };
        let Some(unit) = self.units.get_mut(device) else { return };
        if let Some(battery) = &mut unit.battery {
            battery.change(at);
        }
        let mut factory = seed::stream(self.seed, known.id.as_str(), &format!("fault replaced {}", at.as_millis()));
        unit.works.model.replaced(at, &mut factory);
        self.join(at, device);
    }

    /// Seconds from now, the device tells its state.
    fn join(&mut self, at: Timestamp, device: usize) {
        let Some(known) = self.home.devices.get(device) else { return };
        let purpose = format!("fault joins {}", at.as_millis());
        let mut stream = seed::stream(self.seed, known.id.as_str(), &purpose);
        let joins = at + Span::from_seconds(seed::uniform(&mut stream, JOINS.0, JOINS.1));
        self.with(device, at, |_, post| post.wake(joins, Wake::Join));
    }

    fn stick(&mut self, at: Timestamp, device: usize, stuck: Option<bool>) {
        self.with(device, at, |works, post| works.model.stick(post, stuck));
    }

    /// Takes a device to another area, or back to its own.
    fn carry_to(&mut self, device: usize, area: Option<usize>) {
        let (Some(known), Some(unit)) = (self.home.devices.get(device), self.units.get_mut(device)) else { return };
        let place_of = |id: &AreaId| self.home.areas.iter().position(|area| area.id == *id);
        let to = area.or_else(|| place_of(&known.area));
        unit.works.area = to;
        for lists in [&mut self.watchers, &mut self.alarms] {
            let listed = lists.iter().any(|here| here.contains(&device));
            lists.iter_mut().for_each(|here| here.retain(|there| *there != device));
            if let Some(here) = to.and_then(|to| lists.get_mut(to)).filter(|_| listed) {
                here.push(device);
                here.sort_unstable();
            }
        }
        if let Model::Movement(movement) = &mut unit.works.model {
            match area.and_then(|area| self.home.areas.get(area)) {
                Some(area) => movement.carry_to(area),
                None => movement.unblock(),
            }
        }
    }
}
