//! What a person at the window can have go wrong from this moment on: with one device, or with what all of them depend
//! on. Only what this home can have, and nothing that contradicts what is wrong already.

use crate::home::{Device, DeviceId, DeviceKind, Home};
use crate::scenario::{Fault, FaultKind, Moment, Scenario, contradictions};
use crate::time::{Span, Timestamp};

/// Something that can go wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultOffer {
    /// A sentence without a full stop: `Kitchen movement falls silent for 12 hours`.
    pub words: String,
    /// What goes wrong.
    pub kind: FaultKind,
    /// For how long; `None` where that lies in the fault itself, or until the scenario ends.
    pub lasts: Option<Span>,
}

/// What lies so near the scenario's end shows nothing any more.
const LEAST: Span = Span::minutes(30);
/// The share of reports that interference takes, and the share that comes twice.
const MUCH: f64 = 0.5;
/// The share of its angle that a sensor still sees when something stands before it.
const LITTLE: f64 = 0.1;
/// How late reports come, at most.
const LATE: Span = Span::minutes(10);
/// How far a wrong clock runs ahead: as one that has missed the end of summer time.
const AHEAD: Span = Span::hours(1);
/// How long a poor cell takes from now until it is empty.
const RUNS_DOWN: Span = Span::days(2);

/// Everything that can go wrong in this scenario from an instant on, with this device or, where none is named, with what all
/// of them depend on; nothing so near its end that it would not be seen.
pub fn faults(scenario: &Scenario, at: Timestamp, device: Option<&DeviceId>) -> Vec<FaultOffer> {
    let left = scenario.ends() - at;
    if left < LEAST {
        return Vec::new();
    }
    let offered = match device {
        Some(id) => scenario.home.device(id).map(|device| of_device(&scenario.home, device)).unwrap_or_default(),
        None => of_the_house(),
    };
    let local = scenario.calendar.local(at);
    let moment = Moment { day: local.day, clock: local.clock };
    let fits = |offer: &FaultOffer| {
        let mut all = scenario.faults.clone();
        all.push(Fault { at: moment, lasts: offer.lasts, kind: offer.kind.clone(), intervention: true });
        contradictions(&all).is_empty()
    };
    let cut = |offer: FaultOffer| FaultOffer { lasts: offer.lasts.map(|lasts| lasts.min(left)), ..offer };
    offered.into_iter().map(cut).filter(fits).collect()
}

/// With one device.
fn of_device(home: &Home, device: &Device) -> Vec<FaultOffer> {
    let (name, id) = (&device.name, || device.id.clone());
    let mut found = Vec::new();
    let mut offer = |words: String, kind: FaultKind, lasts: Option<Span>| {
        if kind.befalls(device.kind) {
            found.push(FaultOffer { words, kind, lasts });
        }
    };
    let day = Some(Span::days(1));
    let (on, off) = stuck_words(device.kind);
    offer(format!("{name} falls silent for 12 hours"), FaultKind::Dropout { device: id() }, Some(Span::hours(12)));
    let dying = FaultKind::BatteryDying { device: id(), over: RUNS_DOWN };
    offer(format!("The battery of {name} runs down within two days"), dying, None);
    offer(format!("{name} is stuck for a day: {on}"), FaultKind::StuckOn { device: id() }, day);
    offer(format!("{name} is stuck for a day: {off}"), FaultKind::StuckOff { device: id() }, day);
    // Where it hangs has to be known for something to stand before it.
    if device.at.is_some() {
        let blocked = FaultKind::BlockedView { device: id(), sees: LITTLE };
        offer(format!("Something stands before {name} for three days"), blocked, Some(Span::days(3)));
    }
    for area in home.areas.iter().filter(|area| area.id != device.area) {
        let moved = FaultKind::Moved { device: id(), to: area.id.clone() };
        let words = format!("{name} is carried to the {} for three days", area.name.to_lowercase());
        offer(words, moved, Some(Span::days(3)));
    }
    let interference = FaultKind::Interference { device: Some(id()), loss: MUCH };
    offer(format!("Half of what {name} reports is lost for a day"), interference, day);
    let twice = FaultKind::Duplicates { device: Some(id()), share: MUCH };
    offer(format!("Half of what {name} reports comes twice for a day"), twice, day);
    let late = FaultKind::LateDelivery { device: Some(id()), up_to: LATE };
    offer(format!("{name} reports up to ten minutes late for a day"), late, day);
    let ahead = FaultKind::WrongClock { device: Some(id()), ahead: AHEAD };
    offer(format!("The clock of {name} is an hour ahead for a day"), ahead, day);
    offer(format!("{name} is replaced by a new one"), FaultKind::DeviceReplaced { device: id() }, None);
    found
}

/// With the hub, the mains, the line, and the radio of all devices.
fn of_the_house() -> Vec<FaultOffer> {
    let offer = |words: &str, kind, lasts| FaultOffer { words: words.to_owned(), kind, lasts: Some(lasts) };
    let day = Span::days(1);
    vec![
        offer("The hub is off for three hours", FaultKind::HubOffline, Span::hours(3)),
        offer("The power is off for two hours", FaultKind::PowerCut, Span::hours(2)),
        offer("The broadband is down for six hours", FaultKind::BroadbandDown, Span::hours(6)),
        offer(
            "Another radio interferes for a day: half of all reports are lost",
            FaultKind::Interference { device: None, loss: MUCH },
            day,
        ),
        offer("Half of all reports come twice for a day", FaultKind::Duplicates { device: None, share: MUCH }, day),
        offer(
            "All reports come up to ten minutes late for a day",
            FaultKind::LateDelivery { device: None, up_to: LATE },
            day,
        ),
        offer("The hub’s clock is an hour ahead for a day", FaultKind::WrongClock { device: None, ahead: AHEAD }, day),
    ]
}

/// What a stuck device says all the time: when it is stuck on, and when it is stuck off.
const fn stuck_words(kind: DeviceKind) -> (&'static str, &'static str) {
    match kind {
        DeviceKind::Movement => ("it reports movement all the time", "it sees nobody"),
        DeviceKind::Contact | DeviceKind::KeySafe => ("it says open all the time", "it says closed all the time"),
        DeviceKind::BedSensor => ("somebody in bed all the time", "nobody in bed all the time"),
        DeviceKind::ChairSensor => ("somebody in the chair all the time", "nobody in the chair all the time"),
        DeviceKind::SmokeAlarm | DeviceKind::CarbonMonoxideAlarm => ("it sounds all the time", "it will not sound"),
        DeviceKind::FloodSensor => ("it says wet all the time", "it says dry all the time"),
        DeviceKind::LightSwitch
        | DeviceKind::Temperature
        | DeviceKind::Plug
        | DeviceKind::Fob
        | DeviceKind::Speaker
        | DeviceKind::Hub
        | DeviceKind::Dispenser
        | DeviceKind::PullCord
        | DeviceKind::LightLevel
        | DeviceKind::SmartLight
        | DeviceKind::Thermostat
        | DeviceKind::RadiatorValve
        | DeviceKind::DoorLock
        | DeviceKind::Doorbell
        | DeviceKind::Screen => ("it says on all the time", "it says off all the time"),
    }
}
