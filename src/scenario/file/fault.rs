//! The file form of what goes wrong with devices, radio, hub and mains, field for field. Whether it makes sense in the
//! scenario's home is the checker's business.

use super::super::Moment;
use super::super::locate::{Node, Shape};
use super::super::problem::{Findings, quoted};
use super::super::read::{Fields, Maybe, moment, number, span, text};
use crate::time::Span;

/// A fault.
pub(in crate::scenario) struct FaultFile {
    pub at: Maybe<Moment>,
    pub lasts: Maybe<Span>,
    pub what: Maybe<WrongFile>,
}

/// What goes wrong in a fault.
pub(in crate::scenario) enum WrongFile {
    BatteryDying { device: Maybe<String>, over: Maybe<Span> },
    Dropout { device: Maybe<String> },
    StuckOn { device: Maybe<String> },
    StuckOff { device: Maybe<String> },
    BlockedView { device: Maybe<String>, sees: Maybe<f64> },
    Moved { device: Maybe<String>, to: Maybe<String> },
    Interference { device: Maybe<String>, loss: Maybe<f64> },
    Duplicates { device: Maybe<String>, share: Maybe<f64> },
    LateDelivery { device: Maybe<String>, up_to: Maybe<Span> },
    WrongClock { device: Maybe<String>, ahead: Maybe<Span> },
    HubOffline,
    PowerCut,
    BroadbandDown,
    DeviceReplaced { device: Maybe<String> },
}

/// How often faults come by themselves.
pub(in crate::scenario) struct RatesFile {
    pub dropout_per_device_year: Maybe<f64>,
    pub battery_per_device_year: Maybe<f64>,
    pub stuck_per_device_year: Maybe<f64>,
    pub blocked_view_per_device_year: Maybe<f64>,
    pub moved_per_device_year: Maybe<f64>,
    pub duplicates_per_device_year: Maybe<f64>,
    pub late_delivery_per_device_year: Maybe<f64>,
    pub replaced_per_device_year: Maybe<f64>,
    pub wrong_clock_per_year: Maybe<f64>,
    pub interference_per_year: Maybe<f64>,
    pub hub_offline_per_year: Maybe<f64>,
    pub power_cut_per_year: Maybe<f64>,
    pub broadband_down_per_year: Maybe<f64>,
}

pub(super) fn fault(node: &Node, findings: &mut Findings<'_>) -> Option<FaultFile> {
    let mut fields = Fields::open(node, "a fault", findings)?;
    let file = FaultFile {
        at: fields.required("at", moment),
        lasts: fields.optional("lasts", span),
        what: fields.required("what", wrong),
    };
    fields.close();
    Some(file)
}

fn wrong(node: &Node, findings: &mut Findings<'_>) -> Option<WrongFile> {
    const KINDS: [&str; 14] = [
        "BatteryDying",
        "Dropout",
        "StuckOn",
        "StuckOff",
        "BlockedView",
        "Moved",
        "Interference",
        "Duplicates",
        "LateDelivery",
        "WrongClock",
        "HubOffline",
        "PowerCut",
        "BroadbandDown",
        "DeviceReplaced",
    ];
    let name = match &node.shape {
        Shape::Group { name: Some(name), open: '(', .. } => name.clone(),
        Shape::Group { .. } | Shape::Word | Shape::Text | Shape::Number => node.head(),
    };
    let written = findings.slice(&name);
    let Some(kind) = KINDS.into_iter().find(|kind| *kind == written) else {
        let brief = format!("{} is not a kind of fault", quoted(written));
        let hint = findings.suggest(written.trim_matches('"'), KINDS, "There are");
        findings.error(&name, brief, hint);
        return None;
    };
    let mut fields = Fields::of(node, kind, findings);
    let file = match kind {
        "BatteryDying" => {
            WrongFile::BatteryDying { device: fields.required("device", text), over: fields.required("over", span) }
        }
        "Dropout" => WrongFile::Dropout { device: fields.required("device", text) },
        "StuckOn" => WrongFile::StuckOn { device: fields.required("device", text) },
        "StuckOff" => WrongFile::StuckOff { device: fields.required("device", text) },
        "BlockedView" => {
            WrongFile::BlockedView { device: fields.required("device", text), sees: fields.required("sees", number) }
        }
        "Moved" => WrongFile::Moved { device: fields.required("device", text), to: fields.required("to", text) },
        "Interference" => {
            WrongFile::Interference { device: fields.optional("device", text), loss: fields.required("loss", number) }
        }
        "Duplicates" => {
            WrongFile::Duplicates { device: fields.optional("device", text), share: fields.required("share", number) }
        }
        "LateDelivery" => {
            WrongFile::LateDelivery { device: fields.optional("device", text), up_to: fields.required("up_to", span) }
        }
        "WrongClock" => {
            WrongFile::WrongClock { device: fields.optional("device", text), ahead: fields.required("ahead", span) }
        }
        "HubOffline" => WrongFile::HubOffline,
        "PowerCut" => WrongFile::PowerCut,
        "BroadbandDown" => WrongFile::BroadbandDown,
        _ => WrongFile::DeviceReplaced { device: fields.required("device", text) },
    };
    fields.close();
    Some(file)
}

pub(super) fn rates(node: &Node, findings: &mut Findings<'_>) -> Option<RatesFile> {
    let mut fields = Fields::open(node, "fault_rates", findings)?;
    let file = RatesFile {
        dropout_per_device_year: fields.optional("dropout_per_device_year", number),
        battery_per_device_year: fields.optional("battery_per_device_year", number),
        stuck_per_device_year: fields.optional("stuck_per_device_year", number),
        blocked_view_per_device_year: fields.optional("blocked_view_per_device_year", number),
        moved_per_device_year: fields.optional("moved_per_device_year", number),
        duplicates_per_device_year: fields.optional("duplicates_per_device_year", number),
        late_delivery_per_device_year: fields.optional("late_delivery_per_device_year", number),
        replaced_per_device_year: fields.optional("replaced_per_device_year", number),
        wrong_clock_per_year: fields.optional("wrong_clock_per_year", number),
        interference_per_year: fields.optional("interference_per_year", number),
        hub_offline_per_year: fields.optional("hub_offline_per_year", number),
        power_cut_per_year: fields.optional("power_cut_per_year", number),
        broadband_down_per_year: fields.optional("broadband_down_per_year", number),
    };
    fields.close();
    Some(file)
}
