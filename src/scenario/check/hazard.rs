//! Whether what is to go wrong in the house can go wrong in this one, and lasts as long as it needs.

use super::super::file::{ChangeFile, WhatFile};
use super::super::hazard::{Hazard, HazardKind};
use super::super::problem::Findings;
use super::super::read::Placed;
use super::settings::between;
use super::story::{Ran, known_appliance, known_area};
use crate::home::{AreaId, DeviceKind, FurnitureId, FurnitureKind, Home};
use crate::time::Span;

/// The hazard of this name, `None` within when something about it is wrong; `None` when it is none.
pub(super) fn check(
    file: &ChangeFile,
    whole: &Placed<WhatFile>,
    ran: &Ran<'_>,
    findings: &mut Findings<'_>,
) -> Option<Option<Hazard>> {
    use FurnitureKind as F;
    let area = || file.area.as_ref().map(|area| AreaId::new(&area.value));
    let (needs, tells): (&[F], Option<DeviceKind>) = match file.name {
        "BurntToast" => (&[F::Cooker, F::Worktop], Some(DeviceKind::SmokeAlarm)),
        "PanBurns" => (&[F::Cooker], Some(DeviceKind::SmokeAlarm)),
        "BathOverflows" => (&[F::Bath, F::Shower], Some(DeviceKind::FloodSensor)),
        "MoppedFloor" => (&[], Some(DeviceKind::FloodSensor)),
        "BoilerFault" => (&[], Some(DeviceKind::CarbonMonoxideAlarm)),
        "LeftOn" => (&[], None),
        _ => return None,
    };
    let (least, most) = match file.name {
        "BurntToast" => (Span::minutes(1), Span::minutes(15)),
        "PanBurns" => (Hazard::PAN_DRIES + Span::minutes(1), Span::hours(6)),
        "BathOverflows" => (Hazard::BATH_FILLS + Span::minutes(1), Span::hours(12)),
        "MoppedFloor" => (Span::minutes(1), Span::hours(2)),
        "BoilerFault" => (Span::minutes(10), Span::days(2)),
        _ => (Span::minutes(1), Span::days(7)),
    };
    between(&file.lasts, "the time until somebody sees to it", least, most, findings);
    if let Some(home) = ran.sound_home() {
        lacking(file.name, whole, home, (needs, tells), findings);
    }
    let kind = match file.name {
        "BurntToast" => Some(HazardKind::BurntToast),
        "PanBurns" => Some(HazardKind::PanBurns),
        "BathOverflows" => Some(HazardKind::BathOverflows),
        "LeftOn" => {
            known_appliance(&file.piece, ran, findings);
            file.piece.as_ref().map(|piece| HazardKind::LeftOn { piece: FurnitureId::new(&piece.value) })
        }
        named => {
            known_area(&file.area, ran, findings);
            area().map(|area| match named {
                "MoppedFloor" => HazardKind::MoppedFloor { area },
                _ => HazardKind::BoilerFault { area },
            })
        }
    };
    let lasts = file.lasts.as_ref().map(|lasts| lasts.value);
    Some(kind.zip(lasts).map(|(kind, lasts)| Hazard { kind, lasts }))
}

/// Tells when the home lacks what this needs, and warns when no device can tell of it.
fn lacking(
    name: &str,
    at: &Placed<WhatFile>,
    home: &Home,
    (needs, tells): (&[FurnitureKind], Option<DeviceKind>),
    findings: &mut Findings<'_>,
) {
    if !needs.is_empty() && !home.furniture.iter().any(|piece| needs.contains(&piece.kind)) {
        let lacks = if name == "BathOverflows" { "a bath or a shower" } else { "a cooker" };
        let brief = format!("{name} needs {lacks}, and {:?} has none", home.name);
        findings.error(&at.span, brief, "Add it to the home's file, or leave this out.");
    }
    let Some(kind) = tells.filter(|kind| !home.devices.iter().any(|device| device.kind == *kind)) else { return };
    let alarm = match kind {
        DeviceKind::FloodSensor => "flood sensor",
        DeviceKind::CarbonMonoxideAlarm => "carbon monoxide alarm",
        _ => "smoke alarm",
    };
    findings.warning(
        &at.span,
        format!("{:?} has no {alarm}", home.name),
        "It will happen all the same, and no reading will tell of it directly.",
    );
}
