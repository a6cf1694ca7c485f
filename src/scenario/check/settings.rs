//! Whether a device can be set up as its file says: which settings its kind has, and within which range.

use std::ops::Range;

use super::super::file::SettingsFile;
use super::super::problem::Findings;
use super::super::read::{Maybe, Placed};
use super::within;
use crate::home::{DeviceKind, Settings};
use crate::time::Span;

/// Checks the settings of a device of a known kind.
pub(super) fn check(kind: Option<DeviceKind>, file: &SettingsFile, findings: &mut Findings<'_>) -> Settings {
    if let Some(kind) = kind {
        belong(kind, file, findings);
    }
    within(&file.view, "the angle that a sensor sees", 10.0..=360.0, "°", findings);
    within(&file.reach, "how far a sensor sees", 0.5..=30.0, " m", findings);
    within(&file.worn, "the share of days on which a fob is worn", 0.0..=1.0, "", findings);
    within(&file.day, "the setting by day", 5.0..=30.0, " °C", findings);
    within(&file.night, "the setting by night", 5.0..=30.0, " °C", findings);
    match kind {
        Some(DeviceKind::LightLevel) => {
            within(&file.change, "the change that is reported", 1.0..=10_000.0, " lx", findings);
        }
        _ => within(&file.change, "the change that is reported", 0.1..=5.0, " °C", findings),
    }
    let most = if kind == Some(DeviceKind::DoorLock) { Span::hours(1) } else { Span::minutes(30) };
    between(&file.blind, "the time that a sensor is blind", Span::ZERO, Span::minutes(10), findings);
    between(&file.hold, "this time", Span::seconds(1), most, findings);
    between(&file.every, "the time between two reports", Span::minutes(1), Span::hours(24), findings);
    let mut doses: Vec<_> = file.doses.iter().flat_map(|doses| &doses.value).map(|dose| dose.value).collect();
    doses.sort_unstable();
    twice(file, findings);
    let number = |field: &Maybe<f64>| field.as_ref().map(|number| number.value);
    let span = |field: &Maybe<Span>| field.as_ref().map(|span| span.value);
    Settings {
        view: number(&file.view),
        reach: number(&file.reach),
        pet_immune: file.pet_immune.as_ref().is_some_and(|immune| immune.value),
        blind: span(&file.blind),
        hold: span(&file.hold),
        every: span(&file.every),
        change: number(&file.change),
        worn: number(&file.worn),
        day: number(&file.day),
        night: number(&file.night),
        doses,
        silent: file.silent.as_ref().is_some_and(|silent| silent.value),
    }
}

/// Tells of settings that a kind of device does not have.
fn belong(kind: DeviceKind, file: &SettingsFile, findings: &mut Findings<'_>) {
    use DeviceKind as D;
    const MOVEMENT: &[DeviceKind] = &[D::Movement];
    const REPORTS: &[DeviceKind] = &[D::Temperature, D::LightLevel];
    const HEATING: &[DeviceKind] = &[D::Thermostat, D::RadiatorValve];
    type Given<'g> = (&'static str, Option<&'g Range<usize>>, &'static [DeviceKind], &'static str);
    let given: [Given<'_>; 12] = [
        ("view", place(&file.view), MOVEMENT, "a movement sensor"),
        ("reach", place(&file.reach), MOVEMENT, "a movement sensor"),
        ("pet_immune", place(&file.pet_immune), MOVEMENT, "a movement sensor"),
        ("blind", place(&file.blind), MOVEMENT, "a movement sensor"),
        ("hold", place(&file.hold), &[D::Movement, D::DoorLock], "a movement sensor or a door lock"),
        ("every", place(&file.every), REPORTS, "a temperature or light level sensor"),
        ("change", place(&file.change), REPORTS, "a temperature or light level sensor"),
        ("worn", place(&file.worn), &[D::Fob], "a fob"),
        ("day", place(&file.day), HEATING, "a thermostat or radiator valve"),
        ("night", place(&file.night), HEATING, "a thermostat or radiator valve"),
        ("doses", place(&file.doses), &[D::Dispenser], "a dispenser"),
        ("silent", place(&file.silent), &[D::Screen], "a screen"),
    ];
    for (name, span, kinds, whose) in given {
        if let Some(span) = span.filter(|_| !kinds.contains(&kind)) {
            findings.error(
                span,
                format!("this kind of device has no `{name}`"),
                format!("It is a setting of {whose}."),
            );
        }
    }
}

fn place<T>(field: &Maybe<T>) -> Option<&Range<usize>> {
    field.as_ref().map(|field| &field.span)
}

/// Tells of a dose that is due twice at the same time.
fn twice(file: &SettingsFile, findings: &mut Findings<'_>) {
    let Some(doses) = &file.doses else { return };
    let mut seen: Vec<&Placed<_>> = Vec::new();
    for dose in &doses.value {
        if seen.iter().any(|other| other.value == dose.value) {
            findings.error(&dose.span, "this dose is due at the same time as another", "Write each time once.");
        }
        seen.push(dose);
    }
}

/// Tells when a length of time is out of range.
pub(super) fn between(span: &Maybe<Span>, what: &str, least: Span, most: Span, findings: &mut Findings<'_>) {
    if let Some(span) = span.as_ref().filter(|span| span.value < least || span.value > most) {
        findings.error(
            &span.span,
            format!("{what} cannot be {}", span.value.exact()),
            format!("Write a length of time from \"{}\" to \"{}\".", least.exact(), most.exact()),
        );
    }
}
