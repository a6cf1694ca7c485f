//! What goes wrong with devices, radio, hub and mains: when, what it does to whom, and its exact truth.
//!
//! Everything is planned at the start: what the scenario has written down, and what comes by chance at its rates, each
//! kind on each device from a stream of its own, so that another device or another rate changes nothing else. What a
//! fault does to readings is for the devices; this file knows when it comes, and what else in the house it touches.
//! People do not notice: a power cut leaves a lamp dark, and whoever would read by it goes on reading.

use std::sync::Arc;

use super::agenda::Rank;
use super::chance::Chance;
use super::device::Ailment;
use super::truth::{TruthEvent, TruthKind};
use super::{Happening, Simulation};
use crate::home::{AreaId, Device, DeviceId, DeviceKind, Home};
use crate::scenario::{BATTERY_EMPTY, Fault, FaultKind, Scenario, runs_on_a_cell};
use crate::time::{Span, Timestamp};

/// For how long a device is away while it is replaced, where nothing else is said.
const REPLACING: Span = Span::minutes(10);
/// For how long a hub starts once its mains are back, before it hears: a small computer and its radio take a minute.
const HUB_STARTS: Span = Span::minutes(1);
/// Days in a year.
const YEAR: f64 = 365.25;
/// What a chain of draws for one kind of fault ends at, whatever the rate.
const MOST: usize = 1_000;

/// A fault with its instants.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    begins: Timestamp,
    /// [`Timestamp::MAX`] where it outlasts the scenario.
    ends: Timestamp,
    pub(super) kind: FaultKind,
}

/// Everything that will go wrong: what is written, then what comes by chance and does not contradict it, and last what a
/// person at the window did, so that it is the same whether it was there from the start or added while running.
pub(super) fn plan(scenario: &Scenario) -> Vec<Planned> {
    let of = |done: bool| scenario.faults.iter().filter(move |fault| fault.intervention == done);
    let mut planned: Vec<Planned> = of(false).map(|fault| written(scenario, fault)).collect();
    if !scenario.fault_rates.is_none() {
        by_chance(scenario, &mut planned);
    }
    planned.extend(of(true).map(|fault| written(scenario, fault)));
    planned
}

fn written(scenario: &Scenario, fault: &Fault) -> Planned {
    let begins = scenario.at(fault.at);
    let lasts = match fault.kind {
        FaultKind::DeviceReplaced { .. } => fault.lasts.or(Some(REPLACING)),
        _ => fault.lasts,
    };
    Planned { begins, ends: lasts.map_or(Timestamp::MAX, |lasts| begins + lasts), kind: fault.kind.clone() }
}

/// How long faults last that come by chance, as far as nobody has published it: an assumption of this program.
#[derive(Clone, Copy)]
enum Lasts {
    /// Waiting times without memory about this mean, as of something that ends by itself or by whoever comes by.
    About(Span),
    /// Evenly between two lengths.
    Between(Span, Span),
}

fn by_chance(scenario: &Scenario, planned: &mut Vec<Planned>) {
    let rates = &scenario.fault_rates;
    let mut add =
        |name: &str, purpose: &str, rate: f64, lasts: Lasts, make: &mut dyn FnMut(&mut Chance) -> FaultKind| {
            if rate <= 0.0 {
                return;
            }
            let mut chance = Chance::new(scenario.seed, name, purpose);
            let mean = Span::from_seconds(YEAR * 86_400.0 / rate);
            let mut at = scenario.starts();
            for _ in 0..MOST {
                at += chance.wait(mean);
                if at >= scenario.ends() {
                    break;
                }
                // The same draws whether it comes to anything or not.
                let lasts = match lasts {
                    Lasts::About(mean) => chance.wait(mean).max(Span::minutes(5)),
                    Lasts::Between(least, most) => chance.seconds(least.as_seconds(), most.as_seconds()),
                };
                let (begins, ends, kind) = (at, at + lasts, make(&mut chance));
                let free =
                    |other: &Planned| other.ends <= begins || ends <= other.begins || !kind.contradicts(&other.kind);
                if planned.iter().all(free) {
                    planned.push(Planned { begins, ends, kind });
                }
                at = ends;
            }
        };
    let hours = |low, high| Lasts::Between(Span::hours(low), Span::hours(high));
    let days = |low, high| Lasts::Between(Span::days(low), Span::days(high));
    for device in &scenario.home.devices {
        let name = device.id.as_str();
        let id = || device.id.clone();
        let of = |kind: FaultKind, rate: f64| if kind.befalls(device.kind) { rate } else { 0.0 };
        // Until a mesh has found another way, somebody plugs something in again, or rings the maker.
        let dropout = || FaultKind::Dropout { device: id() };
        let rate = of(dropout(), rates.dropout_per_device_year);
        add(name, "fault dropout", rate, Lasts::About(Span::hours(8)), &mut |_| dropout());
        // A poor cell gives two to six weeks' warning; somebody changes it within days of its end, or just before.
        let dying = |over| FaultKind::BatteryDying { device: id(), over };
        let rate = of(dying(Span::days(1)), rates.battery_per_device_year);
        add(name, "fault battery-dying", rate, days(14, 49), &mut |chance| {
            dying(chance.seconds(14.0 * 86_400.0, 42.0 * 86_400.0))
        });
        // Until somebody looks at it.
        let rate = of(FaultKind::StuckOn { device: id() }, rates.stuck_per_device_year);
        add(name, "fault stuck", rate, days(1, 10), &mut |chance| {
            if chance.happens(0.5) { FaultKind::StuckOn { device: id() } } else { FaultKind::StuckOff { device: id() } }
        });
        // A wardrobe's open door, a parcel, a Christmas tree.
        let blocked = |sees| FaultKind::BlockedView { device: id(), sees };
        let rate = if device.at.is_some() { of(blocked(0.0), rates.blocked_view_per_device_year) } else { 0.0 };
        add(name, "fault blocked-view", rate, hours(6, 240), &mut |chance| blocked(chance.between(0.0, 0.5)));
        // Taken along to decorate or to clean, and put up wherever there was a nail.
        let others: Vec<&AreaId> = scenario.home.areas.iter().map(|a| &a.id).filter(|id| **id != device.area).collect();
        let moved = |to: &AreaId| FaultKind::Moved { device: id(), to: to.clone() };
        let rate = others.first().map_or(0.0, |to| of(moved(to), rates.moved_per_device_year));
        add(name, "fault moved", rate, days(2, 21), &mut |chance| {
            moved(chance.one_of(&others).copied().unwrap_or(&device.area))
        });
        // A route through the mesh of which the acknowledgements are lost; a hub that is busy.
        let doubled = |share| FaultKind::Duplicates { device: Some(id()), share };
        let rate = of(doubled(0.5), rates.duplicates_per_device_year);
        add(name, "fault duplicates", rate, hours(6, 96), &mut |chance| doubled(chance.between(0.1, 0.6)));
        let late = |up_to| FaultKind::LateDelivery { device: Some(id()), up_to };
        let rate = of(late(Span::minutes(1)), rates.late_delivery_per_device_year);
        add(name, "fault late-delivery", rate, hours(2, 48), &mut |chance| late(chance.seconds(20.0, 600.0)));
        let replaced = || FaultKind::DeviceReplaced { device: id() };
        let rate = of(replaced(), rates.replaced_per_device_year);
        add(name, "fault replaced", rate, Lasts::Between(Span::minutes(5), Span::minutes(40)), &mut |_| replaced());
    }
    // A neighbour's new router, a microwave oven, a camera that streams.
    add("home", "fault interference", rates.interference_per_year, hours(1, 48), &mut |chance| {
        FaultKind::Interference { device: None, loss: chance.between(0.1, 0.6) }
    });
    // Unplugged for the vacuum cleaner, an update that hangs.
    add("home", "fault hub-offline", rates.hub_offline_per_year, Lasts::About(Span::hours(3)), &mut |_| {
        FaultKind::HubOffline
    });
    // Western Power Distribution restored 88 in 100 customers within an hour of a high-voltage fault (2017/18); a mean
    // of half an hour gives about as many.
    add("home", "fault power-cut", rates.power_cut_per_year, Lasts::About(Span::minutes(30)), &mut |_| {
        FaultKind::PowerCut
    });
    // A clock that came back wrong from a power cut, or missed the end of summer time, until somebody sees it.
    add("home", "fault wrong-clock", rates.wrong_clock_per_year, hours(6, 240), &mut |chance| {
        let ahead = if chance.happens(0.5) { Span::hours(1) } else { chance.seconds(60.0, 7_200.0) };
        FaultKind::WrongClock { device: None, ahead }
    });
    add("home", "fault broadband-down", rates.broadband_down_per_year, Lasts::About(Span::hours(6)), &mut |_| {
        FaultKind::BroadbandDown
    });
}

impl Simulation {
    /// Puts every planned fault on the agenda: at one instant what ends comes before what begins, by their ranks.
    pub(super) fn put_in_faults(&mut self) {
        for index in 0..self.faults.len() {
            self.put_in_fault(index);
        }
    }

    fn put_in_fault(&mut self, index: usize) {
        let Planned { begins, ends, .. } = self.faults[index];
        self.agenda.add(begins, Rank::FaultBegins, Happening::FaultBegins(index));
        if ends < Timestamp::MAX {
            self.agenda.add(ends, Rank::FaultEnds, Happening::FaultEnds(index));
        }
    }

    /// Adds a fault while running. What follows is the same as if the scenario had held it from the start, as long as it
    /// is an intervention. False, and nothing is added, when its moment has passed.
    pub fn add_fault(&mut self, fault: &Fault) -> bool {
        let planned = written(&self.fixed.scenario, fault);
        if planned.begins < self.now {
            return false;
        }
        Arc::make_mut(&mut self.faults).push(planned);
        self.put_in_fault(self.faults.len() - 1);
        true
    }

    pub(super) fn fault_begins(&mut self, index: usize) {
        let fixed = Arc::clone(&self.fixed);
        let planned = Arc::clone(&self.faults);
        let (home, fault) = (&fixed.scenario.home, &planned[index]);
        if let FaultKind::DeviceReplaced { device } = &fault.kind {
            self.old_faults_end(device);
        }
        self.at_fault.insert(index);
        self.tell_fault(&fault.kind, begins_in_words(&fault.kind, home), true);
        if let FaultKind::BatteryDying { over, .. } = fault.kind {
            let empty = self.now + over;
            if empty < fault.ends {
                self.agenda.add(empty, Rank::FaultComesTo, Happening::FaultComesTo(index));
            }
        }
        match &fault.kind {
            FaultKind::HubOffline => self.devices.hub(self.now, index, false, &mut self.fresh),
            FaultKind::PowerCut => {
                self.devices.hub(self.now, index, false, &mut self.fresh);
                self.set_power(false);
            }
            FaultKind::BroadbandDown
            | FaultKind::BatteryDying { .. }
            | FaultKind::Dropout { .. }
            | FaultKind::StuckOn { .. }
            | FaultKind::StuckOff { .. }
            | FaultKind::BlockedView { .. }
            | FaultKind::Moved { .. }
            | FaultKind::Interference { .. }
            | FaultKind::Duplicates { .. }
            | FaultKind::LateDelivery { .. }
            | FaultKind::WrongClock { .. }
            | FaultKind::DeviceReplaced { .. } => {}
        }
        for (device, ailment) in befallen(&fault.kind, home) {
            self.devices.fall_ill(self.now, index, device, &ailment, &mut self.fresh);
        }
    }

    pub(super) fn fault_comes_to(&mut self, index: usize) {
        let fixed = Arc::clone(&self.fixed);
        let planned = Arc::clone(&self.faults);
        let fault = &planned[index];
        match &fault.kind {
            FaultKind::BatteryDying { device, .. } => {
                if self.at_fault.contains(&index) {
                    let the = device_in_words(device, &fixed.scenario.home);
                    let sentence = format!("The battery of {the} is empty: it reports no more.");
                    let kind = TruthKind::Fault { name: BATTERY_EMPTY, device: Some(device.clone()) };
                    self.truth.push(TruthEvent { at: self.now, resident: None, kind, sentence, begins: true });
                }
            }
            FaultKind::PowerCut => {
                self.devices.hub(self.now, index, true, &mut self.fresh);
                self.devices.join_all_on_mains(self.now);
            }
            FaultKind::Dropout { .. }
            | FaultKind::StuckOn { .. }
            | FaultKind::StuckOff { .. }
            | FaultKind::BlockedView { .. }
            | FaultKind::Moved { .. }
            | FaultKind::Interference { .. }
            | FaultKind::Duplicates { .. }
            | FaultKind::LateDelivery { .. }
            | FaultKind::WrongClock { .. }
            | FaultKind::HubOffline
            | FaultKind::BroadbandDown
            | FaultKind::DeviceReplaced { .. } => {}
        }
    }

    pub(super) fn fault_ends(&mut self, index: usize) {
        self.fault_is_over(index, true);
    }

    /// A fault ends; `told` where that is news of its own.
    fn fault_is_over(&mut self, index: usize, told: bool) {
        let fixed = Arc::clone(&self.fixed);
        let planned = Arc::clone(&self.faults);
        let (home, fault) = (&fixed.scenario.home, &planned[index]);
        if !self.at_fault.remove(&index) {
            return;
        }
        for (device, ailment) in befallen(&fault.kind, home) {
            self.devices.recover(self.now, index, device, &ailment, &mut self.fresh);
        }
        match &fault.kind {
            FaultKind::HubOffline => self.devices.hub(self.now, index, true, &mut self.fresh),
            FaultKind::PowerCut => {
                self.set_power(true);
                self.agenda.add(self.now + HUB_STARTS, Rank::FaultComesTo, Happening::FaultComesTo(index));
            }
            FaultKind::DeviceReplaced { device } => {
                if let Some(device) = home.devices.iter().position(|known| known.id == *device) {
                    self.devices.replace(self.now, device);
                }
            }
            FaultKind::BatteryDying { device, over } => {
                if fault.begins + *over <= self.now {
                    let kind = TruthKind::Fault { name: BATTERY_EMPTY, device: Some(device.clone()) };
                    let sentence = String::new();
                    self.truth.push(TruthEvent { at: self.now, resident: None, kind, sentence, begins: false });
                }
            }
            FaultKind::Dropout { .. }
            | FaultKind::StuckOn { .. }
            | FaultKind::StuckOff { .. }
            | FaultKind::BlockedView { .. }
            | FaultKind::Moved { .. }
            | FaultKind::Interference { .. }
            | FaultKind::Duplicates { .. }
            | FaultKind::LateDelivery { .. }
            | FaultKind::WrongClock { .. }
            | FaultKind::BroadbandDown => {}
        }
        let sentence = if told { ends_in_words(&fault.kind, home) } else { String::new() };
        self.tell_fault(&fault.kind, sentence, false);
    }

    /// Whatever is wrong with a device ends when it is taken down for a new one.
    fn old_faults_end(&mut self, device: &DeviceId) {
        let planned = Arc::clone(&self.faults);
        let old = |index: &usize| {
            let kind = &planned[*index].kind;
            kind.goes_with_the_device() && kind.device() == Some(device)
        };
        let over: Vec<usize> = self.at_fault.iter().copied().filter(old).collect();
        for index in over {
            self.fault_is_over(index, false);
        }
    }

    fn set_power(&mut self, powered: bool) {
        let fixed = Arc::clone(&self.fixed);
        let home = &fixed.scenario.home;
        self.climate.set_power(powered);
        self.house.set_power(home, powered);
        for piece in 0..home.furniture.len() {
            self.devices.power(self.now, piece, self.house.draws(home, piece), &mut self.fresh);
        }
    }

    fn tell_fault(&mut self, kind: &FaultKind, sentence: String, begins: bool) {
        let kind = TruthKind::Fault { name: kind.name(), device: kind.device().cloned() };
        self.truth.push(TruthEvent { at: self.now, resident: None, kind, sentence, begins });
    }
}

/// Which devices a fault befalls, by their places in the home's list, and with what.
fn befallen(kind: &FaultKind, home: &Home) -> Vec<(usize, Ailment)> {
    let ailment = match kind {
        FaultKind::BatteryDying { over, .. } => Ailment::Dying(*over),
        FaultKind::Dropout { .. } | FaultKind::DeviceReplaced { .. } | FaultKind::PowerCut => Ailment::Silent,
        FaultKind::StuckOn { .. } => Ailment::Stuck(true),
        FaultKind::StuckOff { .. } => Ailment::Stuck(false),
        FaultKind::BlockedView { sees, .. } => Ailment::Blocked(*sees),
        FaultKind::Moved { to, .. } => match home.areas.iter().position(|area| area.id == *to) {
            Some(area) => Ailment::Elsewhere(area),
            None => return Vec::new(),
        },
        FaultKind::Interference { loss, .. } => Ailment::Lossy(*loss),
        FaultKind::Duplicates { share, .. } => Ailment::Doubled(*share),
        FaultKind::LateDelivery { up_to, .. } => Ailment::Late(*up_to),
        FaultKind::WrongClock { ahead, .. } => Ailment::Ahead(*ahead),
        FaultKind::HubOffline | FaultKind::BroadbandDown => return Vec::new(),
    };
    let mains_only = matches!(kind, FaultKind::PowerCut);
    let meant = |device: &Device| match kind.device() {
        Some(id) => device.id == *id,
        // The hub stamps what it says itself, too.
        None if matches!(kind, FaultKind::WrongClock { .. }) => true,
        None => device.kind != DeviceKind::Hub && !(mains_only && runs_on_a_cell(device.kind)),
    };
    let places = home.devices.iter().enumerate().filter(|(_, device)| meant(device));
    places.map(|(place, _)| (place, ailment.clone())).collect()
}

/// How a fault's beginning is told.
fn begins_in_words(kind: &FaultKind, home: &Home) -> String {
    let one = |device: &DeviceId| device_in_words(device, home);
    let percent = |share: f64| (share * 100.0).round();
    let whose = |device: &Option<DeviceId>| device.as_ref().map_or("all devices".to_owned(), one);
    match kind {
        FaultKind::BatteryDying { device, .. } => format!("The battery of {} is running down.", one(device)),
        FaultKind::Dropout { device } => capital(&format!("{} stops reporting.", one(device))),
        FaultKind::StuckOn { device } => capital(&format!("{} {}", one(device), stuck(device, true, home))),
        FaultKind::StuckOff { device } => capital(&format!("{} {}", one(device), stuck(device, false, home))),
        FaultKind::BlockedView { device, sees } if *sees <= 0.0 => {
            format!("Something stands before {}: it sees nothing.", one(device))
        }
        FaultKind::BlockedView { device, .. } => {
            format!("Something stands before {}: it sees a part of its room only.", one(device))
        }
        FaultKind::Moved { device, to } => {
            let area = home.area(to).map_or_else(|| to.to_string(), |area| area.name.to_lowercase());
            capital(&format!("{} is carried to the {area}, and nobody has told the hub.", one(device)))
        }
        FaultKind::Interference { device, loss } => {
            let (whose, share) = (whose(device), percent(*loss));
            format!("Another radio interferes: {share} in 100 reports of {whose} are lost besides.")
        }
        FaultKind::Duplicates { device, share } => {
            format!("{} in 100 reports of {} come twice.", percent(*share), whose(device))
        }
        FaultKind::LateDelivery { device, up_to } => {
            format!("The reports of {} come late, by up to {up_to}.", whose(device))
        }
        FaultKind::WrongClock { device: None, ahead } => format!("The hub's clock runs ahead by {ahead}."),
        FaultKind::WrongClock { device: Some(device), ahead } => {
            format!("The reports of {} are stamped {ahead} too late: its clock runs ahead.", one(device))
        }
        FaultKind::HubOffline => "The hub goes off, and hears nothing.".to_owned(),
        FaultKind::PowerCut => "The power goes off: lights, heating, fridge, plugs and hub.".to_owned(),
        FaultKind::BroadbandDown => "The broadband goes down. The hub goes on hearing its devices.".to_owned(),
        FaultKind::DeviceReplaced { device } => capital(&format!("{} is taken down for a new one.", one(device))),
    }
}

/// How a fault's end is told.
fn ends_in_words(kind: &FaultKind, home: &Home) -> String {
    let one = |device: &DeviceId| device_in_words(device, home);
    let whose = |device: &Option<DeviceId>| device.as_ref().map_or("all devices".to_owned(), one);
    match kind {
        FaultKind::BatteryDying { device, .. } => capital(&format!("{} gets a new battery.", one(device))),
        FaultKind::Dropout { device } => capital(&format!("{} reports again.", one(device))),
        FaultKind::StuckOn { device } | FaultKind::StuckOff { device } => {
            capital(&format!("{} works again.", one(device)))
        }
        FaultKind::BlockedView { device, .. } => capital(&format!("{} sees its whole room again.", one(device))),
        FaultKind::Moved { device, .. } => capital(&format!("{} is back in its place.", one(device))),
        FaultKind::Interference { .. } => "The interference is over.".to_owned(),
        FaultKind::Duplicates { device, .. } => format!("The reports of {} come once again.", whose(device)),
        FaultKind::LateDelivery { device, .. } => format!("The reports of {} come in time again.", whose(device)),
        FaultKind::WrongClock { .. } => "The clock is right again.".to_owned(),
        FaultKind::HubOffline => "The hub is back. What it missed is lost.".to_owned(),
        FaultKind::PowerCut => "The power is back.".to_owned(),
        FaultKind::BroadbandDown => "The broadband is back.".to_owned(),
        FaultKind::DeviceReplaced { device } => capital(&format!("{} is new, and reports.", one(device))),
    }
}

/// What a stuck device says: `is stuck: it reports movement all the time.`
fn stuck(device: &DeviceId, on: bool, home: &Home) -> &'static str {
    match (home.device(device).map(|device| device.kind), on) {
        (Some(DeviceKind::Movement), true) => "is stuck: it reports movement all the time.",
        (Some(DeviceKind::Movement), false) => "is stuck: it sees no movement.",
        (Some(DeviceKind::Contact), true) => "is stuck: it says open all the time.",
        (Some(DeviceKind::Contact), false) => "is stuck: it says closed all the time.",
        (Some(DeviceKind::BedSensor), true) => "is stuck: it says all the time that somebody is in bed.",
        (Some(DeviceKind::BedSensor), false) => "is stuck: it says all the time that nobody is in bed.",
        (Some(DeviceKind::ChairSensor), true) => "is stuck: it says all the time that somebody is in the chair.",
        (Some(DeviceKind::ChairSensor), false) => "is stuck: it says all the time that nobody is in the chair.",
        (Some(DeviceKind::SmokeAlarm | DeviceKind::CarbonMonoxideAlarm), true) => "is stuck: it sounds all the time.",
        (Some(DeviceKind::SmokeAlarm | DeviceKind::CarbonMonoxideAlarm), false) => "is dead inside: it will not sound.",
        (Some(DeviceKind::FloodSensor), true) => "is stuck: it says wet all the time.",
        (Some(DeviceKind::FloodSensor), false) => "is stuck: it says dry all the time.",
        (Some(DeviceKind::KeySafe), true) => "is stuck: it says open all the time.",
        (Some(DeviceKind::KeySafe), false) => "is stuck: it says closed all the time.",
        (_, true) => "is stuck: it says on all the time.",
        (_, false) => "is stuck: it says off all the time.",
    }
}

/// A device for the middle of a sentence: `the hall's movement sensor`, `the contact of the front door`.
fn device_in_words(id: &DeviceId, home: &Home) -> String {
    let Some(device) = home.device(id) else { return id.to_string() };
    let alike = home.devices.iter().filter(|other| other.kind == device.kind && other.area == device.area).count();
    let area = home.area(&device.area).map_or_else(|| device.area.to_string(), |area| area.name.to_lowercase());
    let piece = device.piece.as_ref().map(|piece| piece.as_str().replace('-', " "));
    let opening = device.opening.as_ref().and_then(|opening| home.opening(opening));
    let in_its_area = |what: &str| {
        if alike > 1 { format!("the {what} \"{}\"", device.name) } else { format!("the {area}'s {what}") }
    };
    match device.kind {
        DeviceKind::Movement => in_its_area("movement sensor"),
        DeviceKind::Temperature => in_its_area("thermometer"),
        DeviceKind::LightSwitch => in_its_area("light switch"),
        DeviceKind::BedSensor => in_its_area("bed sensor"),
        DeviceKind::ChairSensor => in_its_area("chair sensor"),
        DeviceKind::LightLevel => in_its_area("light level sensor"),
        DeviceKind::SmokeAlarm => in_its_area("smoke alarm"),
        DeviceKind::CarbonMonoxideAlarm => in_its_area("carbon monoxide alarm"),
        DeviceKind::FloodSensor => in_its_area("flood sensor"),
        DeviceKind::PullCord => in_its_area("pull cord"),
        DeviceKind::SmartLight => in_its_area("smart light"),
        DeviceKind::Thermostat => in_its_area("thermostat"),
        DeviceKind::RadiatorValve => in_its_area("radiator valve"),
        DeviceKind::Contact => match (opening, piece) {
            (Some(opening), _) => format!("the contact of the {}", opening.name.to_lowercase()),
            (None, Some(piece)) => format!("the contact of the {piece}"),
            (None, None) => in_its_area("contact"),
        },
        DeviceKind::Plug => match piece {
            Some(piece) => format!("the {piece}'s plug"),
            None => in_its_area("plug"),
        },
        DeviceKind::Fob => "the pendant fob".to_owned(),
        DeviceKind::Speaker => "the voice speaker".to_owned(),
        DeviceKind::Hub => "the hub".to_owned(),
        DeviceKind::Dispenser => "the tablet dispenser".to_owned(),
        DeviceKind::DoorLock => "the door lock".to_owned(),
        DeviceKind::Doorbell => "the doorbell".to_owned(),
        DeviceKind::KeySafe => "the key safe".to_owned(),
        DeviceKind::Screen => "the screen".to_owned(),
    }
}

/// The sentence with a capital at its beginning.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
