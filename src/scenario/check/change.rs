//! Whether an episode or a change can happen: in this home, at that hour, in that measure.

use super::super::change::{Change, ChangeKind, Episode, EpisodeKind};
use super::super::file::ChangeFile;
use super::super::problem::{Findings, quoted};
use super::super::read::{Maybe, Placed};
use super::super::{DisturbanceKind, Moment};
use super::settings::between;
use super::story::{Ran, known_door, lasts};
use super::within;
use crate::home::{FurnitureId, FurnitureKind, Home, OpeningId, OpeningKind};
use crate::time::Span;

/// What a person sits on.
pub(super) const SEATS: [FurnitureKind; 3] = [FurnitureKind::Armchair, FurnitureKind::Sofa, FurnitureKind::Chair];
/// The hour from which it is evening.
const EVENING: usize = 15;

/// Checks one whose moment is known or not.
pub(super) fn check(
    file: &ChangeFile,
    whole: &Placed<super::super::file::WhatFile>,
    at: Option<&Placed<Moment>>,
    ran: &Ran<'_>,
    findings: &mut Findings<'_>,
) -> Option<DisturbanceKind> {
    if let Some(hazard) = super::hazard::check(file, whole, ran, findings) {
        return hazard.map(DisturbanceKind::Hazard);
    }
    lasts(&file.lasts, "the time that this lasts", findings);
    if let (Some(over), Some(all)) = (&file.over, &file.lasts) {
        if over.value < Span::ZERO {
            findings.error(
                &over.span,
                format!("a change cannot grow over {}", over.value.exact()),
                "Leave `over` out for a change that is there at once.",
            );
        } else if over.value > all.value {
            findings.warning(
                &over.span,
                "this is over before it has grown to its full measure",
                format!("It lasts {}: let it grow over less, or last longer.", all.value),
            );
        }
    }
    lacking(file.name, whole, ran, findings);
    evening(file, at, findings);
    if let Some(kind) = episode(file, ran, findings) {
        return Some(DisturbanceKind::Episode(Episode { kind: kind?, lasts: file.lasts.as_ref()?.value }));
    }
    let kind = change(file, ran, findings)?;
    let over = file.over.as_ref().map_or(Span::ZERO, |over| over.value);
    Some(DisturbanceKind::Change(Change { kind, lasts: file.lasts.as_ref()?.value, over }))
}

/// The episode of this name, `None` within when something about it is wrong; `None` when it is none.
fn episode(file: &ChangeFile, ran: &Ran<'_>, findings: &mut Findings<'_>) -> Option<Option<EpisodeKind>> {
    let mut door = || way_out(&file.opening, ran, findings);
    Some(match file.name {
        "FallAtBedside" => Some(EpisodeKind::FallAtBedside),
        "Unconscious" => Some(EpisodeKind::Unconscious),
        "NightWandering" => Some(EpisodeKind::NightWandering),
        "LeftHome" => door().map(|opening| EpisodeKind::LeftHome { opening }),
        "Holiday" => Some(EpisodeKind::Holiday),
        "LongBath" => Some(EpisodeKind::LongBath),
        "Gardening" => door().map(|opening| EpisodeKind::Gardening { opening }),
        "FallWalking" => Some(EpisodeKind::FallWalking),
        "Hospital" => Some(EpisodeKind::Hospital),
        "DoorLeftOpen" => door().map(|opening| EpisodeKind::DoorLeftOpen { opening }),
        _ => return None,
    })
}

fn change(file: &ChangeFile, ran: &Ran<'_>, findings: &mut Findings<'_>) -> Option<ChangeKind> {
    within(&file.share, "a share", 0.05..=1.0, "", findings);
    within(&file.mean, "the visits in a night", 0.0..=12.0, "", findings);
    within(&file.by, "the difference outside", 1.0..=25.0, " K", findings);
    between(&file.every, "the time between two visits", Span::minutes(15), Span::hours(6), findings);
    between(&file.awake, "the time awake in a night", Span::minutes(15), Span::hours(6), findings);
    between(&file.noticed, "the time until it is noticed", Span::minutes(1), Span::hours(24), findings);
    between(&file.late, "how much later than usual", Span::minutes(15), Span::hours(4), findings);
    between(&file.lies_in, "how much later than usual", Span::minutes(15), Span::hours(5), findings);
    let share = file.share.as_ref().map(|share| share.value);
    Some(match file.name {
        "NightVisits" => ChangeKind::NightVisits { mean: file.mean.as_ref()?.value },
        "UpsetStomach" => ChangeKind::UpsetStomach { every: file.every.as_ref()?.value },
        "PoorSleep" => ChangeKind::PoorSleep { awake: file.awake.as_ref()?.value },
        "DayNightReversal" => ChangeKind::DayNightReversal,
        "EatingLess" => ChangeKind::EatingLess { share: share? },
        "DrinkingLess" => ChangeKind::DrinkingLess { share: share? },
        "SemiBedridden" => ChangeKind::SemiBedridden { share: share? },
        "Housebound" => ChangeKind::Housebound,
        "Forgetting" => {
            forgettable(&file.what, ran, findings);
            let (what, noticed) = (file.what.as_ref()?.value.clone(), file.noticed.as_ref()?.value);
            ChangeKind::Forgetting { what, share: share?, noticed }
        }
        "SlowerWalking" => {
            within(&file.share, "the share of the speed that is lost", 0.05..=0.9, "", findings);
            ChangeKind::SlowerWalking { share: share? }
        }
        "ColdDrinks" => ChangeKind::ColdDrinks { share: share? },
        "NewSeat" => {
            seat(&file.piece, ran, findings);
            ChangeKind::NewSeat { piece: FurnitureId::new(&file.piece.as_ref()?.value) }
        }
        "FobNotWorn" => ChangeKind::FobNotWorn,
        "EarlyNight" => ChangeKind::EarlyNight,
        "LateMorning" => {
            ChangeKind::LateMorning { late: file.late.as_ref()?.value, lies_in: file.lies_in.as_ref()?.value }
        }
        "LateFilm" => ChangeKind::LateFilm { late: file.late.as_ref()?.value },
        "Fasting" => ChangeKind::Fasting,
        "TabletsMissed" => ChangeKind::TabletsMissed { share: share? },
        "TabletsTwice" => ChangeKind::TabletsTwice { share: share? },
        "NoVisitors" => ChangeKind::NoVisitors,
        "CarerNotArrived" => ChangeKind::CarerNotArrived,
        "CarerLeavesEarly" => {
            within(&file.share, "the share of a visit that is lost", 0.05..=0.9, "", findings);
            ChangeKind::CarerLeavesEarly { share: share? }
        }
        "NewKettle" => {
            // Travel kettles draw about 650 W; a plug takes no more than 13 A at 240 V.
            within(&file.watts, "what a kettle draws", 500.0..=3_120.0, " W", findings);
            ChangeKind::NewKettle { watts: file.watts.as_ref()?.value }
        }
        "HeatingBroken" => ChangeKind::HeatingBroken,
        "Heatwave" => ChangeKind::Heatwave { by: file.by.as_ref()?.value },
        "ColdSnap" => ChangeKind::ColdSnap { by: file.by.as_ref()?.value },
        _ => return None,
    })
}

/// Tells when the home lacks what this needs.
fn lacking<T>(name: &str, at: &Placed<T>, ran: &Ran<'_>, findings: &mut Findings<'_>) {
    use FurnitureKind as F;
    let Some(home) = ran.sound_home() else { return };
    let has = |kinds: &[F]| home.furniture.iter().any(|piece| kinds.contains(&piece.kind));
    let lacks = match name {
        "FallAtBedside" | "SemiBedridden" if !has(&[F::Bed]) => "a bed",
        "Unconscious" if !has(&SEATS) => "an armchair, a sofa or a chair",
        "LongBath" if !has(&[F::Bath, F::Shower]) => "a bath or a shower",
        "ColdDrinks" if !has(&[F::Fridge]) => "a fridge",
        "NewKettle" if !has(&[F::Kettle]) => "a kettle",
        "Holiday" | "Hospital" if !home.openings.iter().any(|o| o.to.is_none() && o.kind == OpeningKind::Door) => {
            "a door to outside"
        }
        _ => return,
    };
    findings.error(
        &at.span,
        format!("{name} needs {lacks}, and {:?} has none", home.name),
        "Add it to the home's file, or leave this out.",
    );
}

/// Tells when an early night or a late film does not begin in an evening, or the late morning is not in its time.
fn evening(file: &ChangeFile, at: Option<&Placed<Moment>>, findings: &mut Findings<'_>) {
    let (Some(at), true) = (at, matches!(file.name, "EarlyNight" | "LateFilm" | "LateMorning")) else { return };
    if at.value.clock.hour() < EVENING {
        findings.error(
            &at.span,
            format!("{} begins in an evening, not at {}", file.name, at.value.clock.exact()),
            format!("Write a time from \"{EVENING}:00\" to \"23:59\"."),
        );
        return;
    }
    let Some(lasts) = &file.lasts else { return };
    let to_dawn = Span::hours(27) - at.value.clock.since_midnight();
    if file.name == "LateMorning" && lasts.value <= to_dawn {
        findings.error(
            &lasts.span,
            "this is over before the morning",
            format!("Let it last until the late morning, such as \"{} h\".", to_dawn.as_hours() as i64 + 8),
        );
    }
}

fn way_out(id: &Maybe<String>, ran: &Ran<'_>, findings: &mut Findings<'_>) -> Option<OpeningId> {
    known_door(id, ran, findings);
    let id = id.as_ref()?;
    let opening = OpeningId::new(&id.value);
    let outside = |home: &Home| {
        let doors = home.openings.iter().filter(|o| o.kind == OpeningKind::Door && o.to.is_none());
        doors.map(|o| o.id.as_str().to_owned()).collect::<Vec<_>>()
    };
    if let Some(home) = ran.home()
        && home.opening(&opening).is_some_and(|o| o.kind == OpeningKind::Door && o.to.is_some())
    {
        let doors = outside(home);
        let hint = findings.suggest("", doors.iter().map(String::as_str), "The doors to outside are");
        findings.error(&id.span, format!("{:?} does not lead outside", id.value), hint);
    }
    Some(opening)
}

fn seat(id: &Maybe<String>, ran: &Ran<'_>, findings: &mut Findings<'_>) {
    let (Some(id), Some(home)) = (id, ran.home()) else { return };
    if !home.piece(&FurnitureId::new(&id.value)).is_some_and(|piece| SEATS.contains(&piece.kind)) {
        let seats = home.furniture.iter().filter(|piece| SEATS.contains(&piece.kind)).map(|piece| piece.id.as_str());
        let hint = findings.suggest(&id.value, seats, "One can sit on");
        findings.error(&id.span, format!("{} is nothing to sit on here", quoted(&id.value)), hint);
    }
}

fn forgettable(id: &Maybe<String>, ran: &Ran<'_>, findings: &mut Findings<'_>) {
    let (Some(id), Some(home)) = (id, ran.home()) else { return };
    let pieces =
        home.furniture.iter().filter(|piece| matches!(piece.kind, FurnitureKind::Fridge | FurnitureKind::Cooker));
    let doors = home.openings.iter().filter(|o| o.kind == OpeningKind::Door && o.to.is_none());
    let names: Vec<&str> = doors.map(|o| o.id.as_str()).chain(pieces.map(|piece| piece.id.as_str())).collect();
    if !names.contains(&id.value.as_str()) {
        let hint = findings.suggest(&id.value, names, "What can be forgotten is");
        let brief = format!("{} is no door to outside, fridge or cooker of this home", quoted(&id.value));
        findings.error(&id.span, brief, hint);
        return;
    }
    let told = home.devices.iter().any(|device| {
        device.piece.as_ref().is_some_and(|piece| piece.as_str() == id.value)
            || device.opening.as_ref().is_some_and(|opening| opening.as_str() == id.value)
    });
    if !told {
        findings.warning(
            &id.span,
            format!("no device is on {}", quoted(&id.value)),
            "It will be forgotten all the same, and no reading will tell of it directly.",
        );
    }
}
