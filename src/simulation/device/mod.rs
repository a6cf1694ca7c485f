//! The devices of a simulated home: what they notice, and what of it reaches the hub.
//!
//! [`Devices`] is told what happens in the home (a body moves, a door opens, a kettle draws power) and gives readings.
//! Each kind of device has a file of its own, modelled on real classes of device, and random streams of its own, named
//! after it: adding a device changes nothing that another says. This room knows nothing of people, routines or monitors,
//! and does no I/O. Read [`Devices`] first.

mod alarm;
mod availability;
mod battery;
mod bed_sensor;
mod button;
mod chair_sensor;
mod contact;
mod dispenser;
mod door_lock;
mod fault;
mod happens;
mod heating;
mod light_level;
mod model;
pub mod movement;
mod plug;
mod queue;
mod radio;
mod smart_light;
mod temperature;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::availability::Watch;
use self::battery::Battery;
pub(in crate::simulation) use self::button::is_worn;
pub(in crate::simulation) use self::fault::Ailment;
use self::fault::Trouble;
use self::model::Model;
use self::queue::{Queue, Wake, What};
use self::radio::{Care, Link};
use super::seed::{self, Stream};
use crate::home::{AreaId, Availability, Capability, DeviceKind, Home, Item, Reading, Value};
use crate::scenario::{Radio, runs_on_a_cell};
use crate::time::{Span, Timestamp, nearest};

/// The air around the devices.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The air's temperature in each area, °C, in the home's order.
    pub temperatures: &'a [f64],
    /// Relative humidity in each area, %, in the home's order.
    pub humidity: &'a [f64],
    /// The air outside, °C.
    pub outside: f64,
    /// The daylight in each area, lx, in the home's order; none where the list is short.
    pub daylight: &'a [f64],
    /// The light of lamps in each area, lx.
    pub lamps: &'a [f64],
    /// How far the valves of each area's radiators are open, 0 to 1.
    pub valves: &'a [f64],
    /// What the heating of each area aims at, °C.
    pub aims: &'a [f64],
}

impl Surroundings<'_> {
    fn of(&self, area: Option<usize>) -> Air {
        let temperature = area.and_then(|area| self.temperatures.get(area)).copied().unwrap_or(self.outside);
        let humidity = area.and_then(|area| self.humidity.get(area)).copied().unwrap_or(50.0);
        let of = |list: &[f64]| area.and_then(|area| list.get(area)).copied().unwrap_or(0.0);
        let light = of(self.daylight) + of(self.lamps);
        Air { temperature, humidity, light, valve: of(self.valves), aim: of(self.aims) }
    }
}

/// The air in one place.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Air {
    /// °C.
    temperature: f64,
    /// Relative humidity, %.
    humidity: f64,
    /// lx.
    light: f64,
    /// How far the radiators' valves are open, 0 to 1.
    valve: f64,
    /// What the heating aims at, °C.
    aim: f64,
}

/// Every device of a home at work.
///
/// Nothing reaches the hub at the instant it happens: reports take tens of milliseconds and more, are kept here on their
/// way, and leave in order of time, stamped with their arrival, once [`Devices::advance`] reaches it. The calls that
/// tell what happened give whatever had already arrived by then, so `out` is in order of time over all calls and never
/// holds anything later than the call's instant. Call `advance` up to an instant before telling what happened at it, and
/// never go back in time. How far each `advance` goes makes no difference, as long as the air it is given is that of the
/// time between.
#[derive(Clone, Debug)]
pub struct Devices {
    home: Arc<Home>,
    seed: u64,
    units: Vec<Unit>,
    /// The faults for which the hub hears nothing.
    deaf: BTreeSet<usize>,
    queue: Queue,
    /// The movement sensors in each area, and what smells the air or feels water there.
    watchers: Vec<Vec<usize>>,
    alarms: Vec<Vec<usize>>,
    on_opening: Vec<Vec<usize>>,
    on_piece: Vec<Vec<usize>>,
    has_locks: bool,
}

/// One device at work.
#[derive(Clone, Debug)]
struct Unit {
    link: Link,
    battery: Option<Battery>,
    trouble: Trouble,
    /// What the hub thinks of it; `None` for the hub itself.
    watch: Option<Watch>,
    works: Works,
}

/// What makes a device the kind it is.
#[derive(Clone, Debug)]
struct Works {
    area: Option<usize>,
    /// Whether it is a key safe, which has its own door and no share in the home's.
    is_key_safe: bool,
    /// When it gives its next sign of life.
    pulse: Stream,
    model: Model,
}

impl Works {
    /// The device acts of its own accord.
    fn wake(&mut self, post: &mut Post<'_>, wake: Wake, air: Air) {
        match wake {
            Wake::Heartbeat => return self.heartbeat(post, air),
            Wake::Join => return self.joins(post, air),
            Wake::Sample | Wake::Settled | Wake::Meter | Wake::Glint | Wake::Stuck | Wake::Look => {}
        }
        self.model.wake(post, wake, air);
    }

    /// A sign of life: its state, how well the hub hears it, and about daily its battery.
    fn heartbeat(&mut self, post: &mut Post<'_>, air: Air) {
        let (least, most) = self.model.pulse();
        let next = seed::uniform(&mut self.pulse, least, most);
        post.wake(post.at + Span::from_seconds(next), Wake::Heartbeat);
        self.sign_of_life(post, air);
    }

    /// It joins the hub, new or with its mains back: it tells what it would with its next sign of life.
    fn joins(&mut self, post: &mut Post<'_>, air: Air) {
        self.model.joins(post);
        self.sign_of_life(post, air);
    }

    fn sign_of_life(&mut self, post: &mut Post<'_>, air: Air) {
        let quality = (Capability::LinkQuality, Value::Number(post.link.quality(post.trouble)));
        let at = post.at;
        let charge = post.battery.as_mut().and_then(|battery| battery.due(at, air.temperature));
        let charge = charge.map(|charge| (Capability::Battery, Value::Number(charge)));
        let [first, second, third] = self.model.state();
        post.send([first, second, third, charge, Some(quality)].into_iter().flatten(), self.model.pulse_care());
    }
}

/// What a device has at hand while it acts.
struct Post<'a> {
    /// Now.
    at: Timestamp,
    device: usize,
    link: &'a mut Link,
    battery: Option<&'a mut Battery>,
    trouble: &'a mut Trouble,
    /// Whether the hub hears nothing.
    deaf: bool,
    queue: &'a mut Queue,
}

impl Post<'_> {
    /// Sends readings in one report; gives its last arrival, or `None` when it is lost or the battery is flat.
    fn send<I>(&mut self, readings: I, care: Care) -> Option<Timestamp>
    where
        I: IntoIterator<Item = (Capability, Value)> + Clone,
    {
        if self.battery.as_mut().is_some_and(|battery| !battery.spend(self.at)) {
            return None;
        }
        let arrival = self.link.carry(self.at, care, self.trouble)?;
        if self.deaf || self.trouble.is_silent() {
            return None;
        }
        let arrival = self.trouble.held_up(arrival);
        let copy = self.trouble.copy_of(arrival);
        for at in std::iter::once(arrival).chain(copy) {
            for (capability, value) in readings.clone() {
                self.at_hub(at, capability, value);
            }
        }
        copy.or(Some(arrival))
    }

    /// A reading that the hub has, or works out itself, at an instant.
    fn at_hub(&mut self, at: Timestamp, capability: Capability, value: Value) {
        self.queue.push(at, self.device, What::Arrives(capability, value));
    }

    fn wake(&mut self, at: Timestamp, wake: Wake) {
        self.queue.push(at, self.device, What::Wakes(wake));
    }
}

impl Devices {
    /// The home's devices at the start, all at rest: doors closed, nothing drawn, the bed empty.
    pub fn new(home: Arc<Home>, scenario_seed: u64, radio: Radio, starts: Timestamp) -> Self {
        let area_of = |id: &AreaId| home.areas.iter().position(|area| area.id == *id);
        let units = home.devices.iter().map(|device| {
            let id = device.id.as_str();
            let model = Model::of(device, &home, scenario_seed, starts);
            let on_battery = runs_on_a_cell(device.kind);
            let watch = || Watch::new(scenario_seed, id, !on_battery, starts);
            Unit {
                link: Link::new(scenario_seed, id, radio.loss),
                battery: on_battery.then(|| Battery::new(scenario_seed, id, starts)),
                trouble: Trouble::default(),
                watch: (device.kind != DeviceKind::Hub).then(watch),
                works: Works {
                    area: area_of(&device.area),
                    is_key_safe: device.kind == DeviceKind::KeySafe,
                    pulse: seed::stream(scenario_seed, id, "pulse"),
                    model,
                },
            }
        });
        let units: Vec<Unit> = units.collect();

        let places = |matches: &dyn Fn(usize) -> bool| (0..home.devices.len()).filter(|&d| matches(d)).collect();
        let in_areas = |is_one: fn(&Model) -> bool| {
            let here = |area: &AreaId, d: usize| home.devices[d].area == *area && is_one(&units[d].works.model);
            home.areas.iter().map(|area| places(&|d| here(&area.id, d))).collect()
        };
        let watchers = in_areas(|model| matches!(model, Model::Movement(_)));
        let alarms = in_areas(|model| matches!(model, Model::Alarm(_)));
        let on_opening = home
            .openings
            .iter()
            .map(|opening| places(&|d| home.devices[d].opening.as_ref() == Some(&opening.id)))
            .collect();
        let on_piece =
            home.furniture.iter().map(|piece| places(&|d| home.devices[d].piece.as_ref() == Some(&piece.id))).collect();

        let queue = Queue::new();
        let deaf = BTreeSet::new();
        let has_locks = home.devices.iter().any(|device| device.kind == DeviceKind::DoorLock);
        let mut devices =
            Self { units, seed: scenario_seed, deaf, queue, watchers, alarms, on_opening, on_piece, has_locks, home };
        for device in 0..devices.units.len() {
            if let Some(looks) = devices.units[device].watch.as_ref().map(Watch::looks) {
                devices.queue.push(looks, device, What::Wakes(Wake::Look));
            }
            devices.with(device, starts, |works, post| {
                // Its first sign of life comes somewhere within the first interval, as if it had run for long.
                let first = seed::uniform(&mut works.pulse, 0.0, works.model.pulse().1);
                post.wake(starts + Span::from_seconds(first), Wake::Heartbeat);
                works.model.start(post);
            });
        }
        devices
    }

    /// When some device next does something of its own accord, or some report arrives.
    #[inline]
    pub fn next_due(&self) -> Timestamp {
        self.queue.first_at()
    }

    /// Everything due up to and including `to`, in order of time.
    pub fn advance(&mut self, to: Timestamp, around: &Surroundings<'_>, out: &mut Vec<Item>) {
        while let Some(due) = self.queue.pop_by(to) {
            match due.what {
                What::Arrives(capability, value) => self.leave(due.at, due.device, capability, value, out),
                What::Wakes(Wake::Look) => self.look(due.at, due.device, out),
                What::Wakes(wake) => {
                    self.with(due.device, due.at, |works, post| works.wake(post, wake, around.of(works.area)));
                }
            }
        }
    }

    /// Gives what has arrived by `at`, up to the first thing that only `advance` can do.
    fn arrived(&mut self, at: Timestamp, out: &mut Vec<Item>) {
        while self.queue.first_arrives(at) {
            let Some(due) = self.queue.pop_by(at) else { return };
            if let What::Arrives(capability, value) = due.what {
                self.leave(due.at, due.device, capability, value, out);
            }
        }
    }

    fn leave(&mut self, at: Timestamp, device: usize, capability: Capability, value: Value, out: &mut Vec<Item>) {
        if !self.deaf.is_empty() {
            return;
        }
        let (Some(known), Some(unit)) = (self.home.devices.get(device), self.units.get_mut(device)) else { return };
        if unit.watch.as_mut().is_some_and(|watch| watch.hears(at)) {
            out.push(Item::Availability(Availability { at, device: known.id.clone(), online: true }));
        }
        // A clock that runs ahead stamps what it hears with a time that is still to come.
        let at = at + unit.trouble.ahead();
        out.push(Item::Reading(Reading { at, device: known.id.clone(), capability, value }));
    }

    /// The hub looks whether it can still reach a device.
    fn look(&mut self, at: Timestamp, device: usize, out: &mut Vec<Item>) {
        let (Some(known), Some(unit)) = (self.home.devices.get(device), self.units.get_mut(device)) else { return };
        let Some(watch) = &mut unit.watch else { return };
        // Looks planned before the hub went off are planned anew when it is back.
        if !self.deaf.is_empty() || watch.looks() != at {
            return;
        }
        if let Some(online) = watch.look(at, &unit.link, &unit.trouble) {
            out.push(Item::Availability(Availability { at, device: known.id.clone(), online }));
        }
        self.queue.push(watch.looks(), device, What::Wakes(Wake::Look));
    }

    /// The hub has just come back, and soon looks at every device.
    fn look_at_all(&mut self, at: Timestamp) {
        for (device, unit) in self.units.iter_mut().enumerate() {
            if let Some(watch) = &mut unit.watch {
                self.queue.push(watch.look_soon(at), device, What::Wakes(Wake::Look));
            }
        }
    }

    fn with(&mut self, device: usize, at: Timestamp, act: impl FnOnce(&mut Works, &mut Post<'_>)) {
        with(&mut self.units, &mut self.queue, &self.deaf, device, at, act);
    }
}

/// Calls `act` for each device listed at a place; for a place beyond the list, not at all.
fn for_each(lists: &[Vec<usize>], place: usize, act: impl FnMut(usize)) {
    lists.get(place).into_iter().flatten().copied().for_each(act);
}

/// Lets a device act with all that it has at hand.
fn with(
    units: &mut [Unit],
    queue: &mut Queue,
    deaf: &BTreeSet<usize>,
    device: usize,
    at: Timestamp,
    act: impl FnOnce(&mut Works, &mut Post<'_>),
) {
    if let Some(Unit { link, battery, trouble, works, .. }) = units.get_mut(device) {
        let deaf = !deaf.is_empty();
        act(works, &mut Post { at, device, link, battery: battery.as_mut(), trouble, deaf, queue });
    }
}

/// A measurement at a device's resolution: rounded to so many decimals (0 to 2), without a minus before zero.
fn rounded(value: f64, decimals: u8) -> f64 {
    let scale = match decimals {
        0 => 1.0,
        1 => 10.0,
        _ => 100.0,
    };
    nearest(value * scale) as f64 / scale
}
