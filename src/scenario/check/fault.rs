//! Whether what goes wrong with devices can go wrong: devices there are, of a kind that can have it, and no two faults
//! that contradict each other.

use std::ops::Range;

use super::super::file::{FaultFile, RatesFile, WrongFile};
use super::super::problem::{Findings, quoted};
use super::super::read::{Maybe, Placed};
use super::super::{Fault, FaultKind, FaultRates, contradictions};
use super::settings::between;
use super::story::{Ran, in_days, known_area, lasts};
use super::within;
use crate::home::{AreaId, Device, DeviceId, DeviceKind};
use crate::time::Span;

/// A device or a home has so many faults of one kind in a year, at most: about one a week.
const MOST_IN_A_YEAR: f64 = 50.0;
/// A report is held up for so long, at most.
const LATEST: Span = Span::days(1);

/// Checks every fault, those that a person at the window did as well, and whether they go together.
pub(super) fn check(
    written: &[Placed<FaultFile>],
    done: &[Placed<FaultFile>],
    ran: &Ran<'_>,
    findings: &mut Findings<'_>,
) -> Vec<Fault> {
    let (mut faults, mut spans) = (Vec::new(), Vec::new());
    for (files, intervention) in [(written, false), (done, true)] {
        for file in files {
            if let Some((fault, span)) = check_fault(&file.value, intervention, ran, findings) {
                faults.push(fault);
                spans.push(span);
            }
        }
    }
    tell_contradictions(&faults, &spans, findings);
    faults
}

/// A fault while the monitor still learns is no mistake: a home is not put right before the monitor comes.
fn check_fault(
    file: &FaultFile,
    intervention: bool,
    ran: &Ran<'_>,
    findings: &mut Findings<'_>,
) -> Option<(Fault, Range<usize>)> {
    if let Some(at) = &file.at {
        in_days(at, ran.last, findings);
    }
    lasts(&file.lasts, "the length of a fault", findings);
    let what = file.what.as_ref()?;
    let kind = check_kind(&what.value, ran, findings)?;
    let at = file.at.as_ref()?;
    let fault = Fault { at: at.value, lasts: file.lasts.as_ref().map(|lasts| lasts.value), kind, intervention };
    Some((fault, at.span.clone()))
}

/// What goes wrong, with everything told that is wrong with it.
fn check_kind(what: &WrongFile, ran: &Ran<'_>, findings: &mut Findings<'_>) -> Option<FaultKind> {
    let id = |device: &Maybe<String>| device.as_ref().map(|device| DeviceId::new(&device.value));
    let (kind, named) = match what {
        WrongFile::BatteryDying { device, over } => {
            lasts(over, "the time until a cell is empty", findings);
            let kind = FaultKind::BatteryDying { device: id(device)?, over: over.as_ref()?.value };
            (kind, device)
        }
        WrongFile::Dropout { device } => (FaultKind::Dropout { device: id(device)? }, device),
        WrongFile::StuckOn { device } => (FaultKind::StuckOn { device: id(device)? }, device),
        WrongFile::StuckOff { device } => (FaultKind::StuckOff { device: id(device)? }, device),
        WrongFile::BlockedView { device, sees } => {
            within(sees, "the share of its angle that a sensor still sees", 0.0..=1.0, "", findings);
            (FaultKind::BlockedView { device: id(device)?, sees: sees.as_ref()?.value }, device)
        }
        WrongFile::Moved { device, to } => {
            known_area(to, ran, findings);
            (FaultKind::Moved { device: id(device)?, to: AreaId::new(&to.as_ref()?.value) }, device)
        }
        WrongFile::Interference { device, loss } => {
            within(loss, "the share of lost reports", 0.0..=1.0, "", findings);
            (FaultKind::Interference { device: id(device), loss: loss.as_ref()?.value }, device)
        }
        WrongFile::Duplicates { device, share } => {
            within(share, "the share of reports that come twice", 0.0..=1.0, "", findings);
            (FaultKind::Duplicates { device: id(device), share: share.as_ref()?.value }, device)
        }
        WrongFile::LateDelivery { device, up_to } => {
            if let Some(up_to) = up_to.as_ref().filter(|up_to| up_to.value <= Span::ZERO || up_to.value > LATEST) {
                findings.error(
                    &up_to.span,
                    format!("a report cannot be held up for {}", up_to.value.exact()),
                    "Write a length of time above nothing and up to 1 day, such as \"5 min\".",
                );
            }
            (FaultKind::LateDelivery { device: id(device), up_to: up_to.as_ref()?.value }, device)
        }
        WrongFile::WrongClock { device, ahead } => {
            between(ahead, "how far a clock runs ahead", Span::seconds(1), LATEST, findings);
            (FaultKind::WrongClock { device: id(device), ahead: ahead.as_ref()?.value }, device)
        }
        WrongFile::HubOffline => return Some(FaultKind::HubOffline),
        WrongFile::PowerCut => return Some(FaultKind::PowerCut),
        WrongFile::BroadbandDown => return Some(FaultKind::BroadbandDown),
        WrongFile::DeviceReplaced { device } => (FaultKind::DeviceReplaced { device: id(device)? }, device),
    };
    if let Some(device) = known_device(named, &kind, ran, findings) {
        befalls(device, named, what, &kind, findings);
    }
    Some(kind)
}

/// The device, when the home has it; else it is told which there are that can have this fault.
fn known_device<'h>(
    id: &Maybe<String>,
    kind: &FaultKind,
    ran: &Ran<'h>,
    findings: &mut Findings<'_>,
) -> Option<&'h Device> {
    let (id, home) = (id.as_ref()?, ran.home()?);
    let device = home.device(&DeviceId::new(&id.value));
    if device.is_none() {
        let able = home.devices.iter().filter(|device| kind.befalls(device.kind)).map(|device| device.id.as_str());
        let hint = findings.suggest(&id.value, able, "Devices that can have this fault are");
        findings.error(&id.span, format!("no device is called {}", quoted(&id.value)), hint);
        return None;
    }
    // What its things are may be told only of a home with which nothing is wrong.
    ran.sound_home().and(device).filter(|device| {
        let ok = kind.befalls(device.kind);
        if !ok {
            let able = home.devices.iter().filter(|device| kind.befalls(device.kind)).map(|device| device.id.as_str());
            let hint = match (kind, device.kind) {
                (_, DeviceKind::Hub) => "Write what: HubOffline for a hub that is off.".to_owned(),
                _ => findings.suggest("", able, "Devices that can have this fault are"),
            };
            findings.error(
                &id.span,
                format!("{:?} is {}, which cannot {}", id.value, a(device.kind), have(kind)),
                hint,
            );
        }
        ok
    })
}

/// Tells where this device cannot have this fault, though its kind could.
fn befalls(device: &Device, id: &Maybe<String>, what: &WrongFile, kind: &FaultKind, findings: &mut Findings<'_>) {
    let Some(id) = id else { return };
    if matches!(kind, FaultKind::BlockedView { .. }) && device.at.is_none() {
        findings.error(
            &id.span,
            format!("nothing tells where {:?} hangs, so nothing can stand before it", id.value),
            "Give the device its place `at` in the home, or choose another.",
        );
    }
    if let (FaultKind::Moved { to, .. }, WrongFile::Moved { to: Some(written), .. }) = (kind, what)
        && *to == device.area
    {
        findings.error(
            &written.span,
            format!("{:?} is in {} anyway", id.value, quoted(&written.value)),
            "Name the area that it is carried to.",
        );
    }
}

/// For the middle of a sentence: `a movement sensor`.
const fn a(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Movement => "a movement sensor",
        DeviceKind::Contact => "a contact",
        DeviceKind::Temperature => "a thermometer",
        DeviceKind::Plug => "a plug",
        DeviceKind::BedSensor => "a bed sensor",
        DeviceKind::Fob => "a fob",
        DeviceKind::Speaker => "a voice speaker",
        DeviceKind::Hub => "the hub",
        DeviceKind::LightSwitch => "a light switch",
        DeviceKind::ChairSensor => "a chair sensor",
        DeviceKind::Dispenser => "a tablet dispenser",
        DeviceKind::PullCord => "a pull cord",
        DeviceKind::SmokeAlarm => "a smoke alarm",
        DeviceKind::CarbonMonoxideAlarm => "a carbon monoxide alarm",
        DeviceKind::FloodSensor => "a flood sensor",
        DeviceKind::LightLevel => "a light level sensor",
        DeviceKind::SmartLight => "a smart light",
        DeviceKind::Thermostat => "a thermostat",
        DeviceKind::RadiatorValve => "a radiator valve",
        DeviceKind::DoorLock => "a door lock",
        DeviceKind::Doorbell => "a doorbell",
        DeviceKind::KeySafe => "a key safe",
        DeviceKind::Screen => "a screen",
    }
}

/// What some devices cannot do: `run out of battery`.
const fn have(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::BatteryDying { .. } => "run out of battery",
        FaultKind::StuckOn { .. } | FaultKind::StuckOff { .. } => "be stuck on or off",
        FaultKind::BlockedView { .. } => "have its view blocked",
        FaultKind::Moved { .. } => "be carried to another room",
        FaultKind::Dropout { .. }
        | FaultKind::Interference { .. }
        | FaultKind::Duplicates { .. }
        | FaultKind::LateDelivery { .. }
        | FaultKind::WrongClock { .. }
        | FaultKind::HubOffline
        | FaultKind::PowerCut
        | FaultKind::BroadbandDown
        | FaultKind::DeviceReplaced { .. } => "have this fault",
    }
}

/// Tells of faults that cannot both be as they are written: a sensor that is stuck on while it is stuck off.
fn tell_contradictions(faults: &[Fault], spans: &[Range<usize>], findings: &mut Findings<'_>) {
    for (place, first) in contradictions(faults) {
        let line = findings.line(&spans[first]);
        let hint = "Let the first end earlier, or leave one of them out.";
        let brief = format!("this contradicts the fault on line {line}, which still lasts");
        findings.error(&spans[place], brief, hint);
    }
}

/// Checks how often faults come by themselves.
pub(super) fn check_rates(file: RatesFile, findings: &mut Findings<'_>) -> FaultRates {
    let mut rate = |rate: Maybe<f64>| {
        within(&rate, "how often a fault comes in a year", 0.0..=MOST_IN_A_YEAR, "", findings);
        rate.map_or(0.0, |rate| rate.value)
    };
    FaultRates {
        dropout_per_device_year: rate(file.dropout_per_device_year),
        battery_per_device_year: rate(file.battery_per_device_year),
        stuck_per_device_year: rate(file.stuck_per_device_year),
        blocked_view_per_device_year: rate(file.blocked_view_per_device_year),
        moved_per_device_year: rate(file.moved_per_device_year),
        duplicates_per_device_year: rate(file.duplicates_per_device_year),
        late_delivery_per_device_year: rate(file.late_delivery_per_device_year),
        replaced_per_device_year: rate(file.replaced_per_device_year),
        wrong_clock_per_year: rate(file.wrong_clock_per_year),
        interference_per_year: rate(file.interference_per_year),
        hub_offline_per_year: rate(file.hub_offline_per_year),
        power_cut_per_year: rate(file.power_cut_per_year),
        broadband_down_per_year: rate(file.broadband_down_per_year),
    }
}
