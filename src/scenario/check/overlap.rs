//! Which disturbances cannot both happen as they are written: one person cannot fall while away, nor be away twice.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::change::{Change, ChangeKind};
use super::super::problem::Findings;
use super::super::{Disturbance, DisturbanceKind};
use crate::time::Span;

/// What only one disturbance at a time can have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim<'d> {
    /// A resident, by their place, whether they are away meanwhile.
    Resident(usize),
    /// The cold of an area.
    Cold(&'d str),
    /// The weather.
    Weather,
    /// When a resident goes to bed and gets up.
    Bedtime(usize),
    /// A change of this name, of this thing, for a resident.
    Change(&'static str, &'d str, usize),
}

fn claim(disturbance: &Disturbance) -> Option<(Claim<'_>, Span)> {
    let who = disturbance.who;
    match &disturbance.kind {
        DisturbanceKind::ColdRoom { area, lasts } => Some((Claim::Cold(area.as_str()), *lasts)),
        DisturbanceKind::DoorOpened { lasts, .. } | DisturbanceKind::Fall { lasts, .. } => {
            Some((Claim::Resident(who), *lasts))
        }
        DisturbanceKind::FobPressed { .. }
        | DisturbanceKind::CordPulled { .. }
        | DisturbanceKind::Switched { .. }
        | DisturbanceKind::Deed(_) => None,
        DisturbanceKind::Hazard(hazard) => Some((Claim::Change(hazard.name(), "", 0), hazard.lasts)),
        // A door is left open long after whoever opened it has gone on with their day.
        DisturbanceKind::Episode(episode) if episode.label() == "door-left-open" => {
            Some((Claim::Resident(who), Span::minutes(1)))
        }
        DisturbanceKind::Episode(episode) => Some((Claim::Resident(who), episode.lasts)),
        DisturbanceKind::Change(change) => Some((claim_of(change, who), change.lasts)),
    }
}

fn claim_of(change: &Change, who: usize) -> Claim<'_> {
    match &change.kind {
        ChangeKind::Heatwave { .. } | ChangeKind::ColdSnap { .. } => Claim::Weather,
        ChangeKind::EarlyNight | ChangeKind::LateFilm { .. } | ChangeKind::LateMorning { .. } => Claim::Bedtime(who),
        ChangeKind::Forgetting { what, .. } => Claim::Change(change.name(), what, who),
        ChangeKind::NightVisits { .. }
        | ChangeKind::UpsetStomach { .. }
        | ChangeKind::PoorSleep { .. }
        | ChangeKind::DayNightReversal
        | ChangeKind::EatingLess { .. }
        | ChangeKind::DrinkingLess { .. }
        | ChangeKind::SemiBedridden { .. }
        | ChangeKind::Housebound
        | ChangeKind::SlowerWalking { .. }
        | ChangeKind::ColdDrinks { .. }
        | ChangeKind::NewSeat { .. }
        | ChangeKind::Fasting
        | ChangeKind::TabletsMissed { .. }
        | ChangeKind::TabletsTwice { .. }
        | ChangeKind::NoVisitors
        | ChangeKind::CarerNotArrived
        | ChangeKind::CarerLeavesEarly { .. }
        | ChangeKind::NewKettle { .. }
        | ChangeKind::FobNotWorn
        | ChangeKind::HeatingBroken => Claim::Change(change.name(), "", who),
    }
}

/// Warns of every disturbance that begins while an earlier one still has what it needs.
pub(super) fn warn(disturbances: &[(Disturbance, Range<usize>)], findings: &mut Findings<'_>) {
    let mut stretches: Vec<(Claim<'_>, i64, i64, bool, &Range<usize>)> = disturbances
        .iter()
        .filter_map(|(disturbance, span)| {
            let (claim, lasts) = claim(disturbance)?;
            let starts = disturbance.at.wall_millis();
            let away = matches!(&disturbance.kind, DisturbanceKind::Episode(episode) if episode.is_away());
            Some((claim, starts, starts.saturating_add(lasts.as_millis()), away, span))
        })
        .collect();
    stretches.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    // Of those that hold a claim, the one that holds it longest.
    let mut holds: BTreeMap<Claim<'_>, (i64, bool, &Range<usize>)> = BTreeMap::new();
    for (claim, starts, ends, away, span) in stretches {
        if let Some((until, was_away, first)) = holds.get(&claim)
            && starts < *until
        {
            let brief = match &claim {
                Claim::Resident(_) if *was_away => "the resident is still away from home".to_owned(),
                Claim::Resident(_) => "the resident is still taken up by an earlier disturbance".to_owned(),
                Claim::Cold(area) => format!("{area:?} is still cold from an earlier disturbance"),
                Claim::Weather => "the weather is still changed by an earlier disturbance".to_owned(),
                Claim::Bedtime(_) => "this evening and morning are changed by an earlier disturbance".to_owned(),
                Claim::Change(name, ..) => format!("an earlier {name} is still going on"),
            };
            let line = findings.line(first);
            let then = match &claim {
                Claim::Resident(_) | Claim::Cold(_) => "this one may not happen as written",
                Claim::Weather | Claim::Bedtime(_) | Claim::Change(..) => "the two run into each other",
            };
            findings.warning(span, brief, format!("The one on line {line} is not over yet: {then}."));
        }
        let held = holds.get(&claim).map_or(i64::MIN, |held| held.0);
        if ends > held {
            holds.insert(claim, (ends, away, span));
        }
    }
}
