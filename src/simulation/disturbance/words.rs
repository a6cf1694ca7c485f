//! How the story tells that an episode or a change begins and ends: plainly, and of a person rather than a case.

use crate::home::{FurnitureId, FurnitureKind, Home, OpeningId};
use crate::scenario::change::{ChangeKind, EpisodeKind};
use crate::scenario::{DisturbanceKind, Resident};

/// The sentence at its beginning; empty for what is told elsewhere.
pub(super) fn begins(kind: &DisturbanceKind, resident: &Resident, home: &Home) -> String {
    let name = &resident.name;
    match kind {
        DisturbanceKind::Episode(episode) => match &episode.kind {
            EpisodeKind::FallAtBedside => format!("{name} falls beside the bed."),
            EpisodeKind::Unconscious => format!("{name} sits in the chair and no longer answers."),
            EpisodeKind::NightWandering => format!("{name} walks from room to room."),
            EpisodeKind::LeftHome { opening } => format!("{name} goes out of the {}.", door(opening, home)),
            EpisodeKind::Holiday => format!("{name} goes away for some days."),
            EpisodeKind::LongBath => format!("{name} takes time for a long bath."),
            EpisodeKind::Gardening { opening } => {
                format!("{name} goes into the garden and leaves the {} open.", door(opening, home))
            }
            EpisodeKind::DoorLeftOpen { opening } => {
                format!("{name} opens the {} and does not shut it again.", door(opening, home))
            }
            EpisodeKind::FallWalking => format!("{name} falls on the way."),
            EpisodeKind::Hospital => format!("{name} is taken to hospital."),
        },
        DisturbanceKind::Change(change) => match &change.kind {
            ChangeKind::NightVisits { mean } if *mean >= resident.routine.night_visits => {
                format!("From now on {name} is up more often at night.")
            }
            ChangeKind::NightVisits { .. } => format!("From now on {name} is up less often at night."),
            ChangeKind::UpsetStomach { .. } => format!("{name} has an upset stomach."),
            ChangeKind::PoorSleep { .. } => format!("{name} begins to sleep badly."),
            ChangeKind::DayNightReversal => format!("For {name}, day and night begin to change places."),
            ChangeKind::EatingLess { .. } => format!("{name} begins to leave out meals."),
            ChangeKind::DrinkingLess { .. } => format!("{name} begins to drink less."),
            ChangeKind::SemiBedridden { .. } => format!("{name} begins to spend the day in bed."),
            ChangeKind::Housebound => format!("{name} begins to stay in rather than go out."),
            ChangeKind::Forgetting { what, .. } => {
                format!("{name} begins to forget the {} now and then.", thing(what, home))
            }
            ChangeKind::SlowerWalking { .. } => format!("{name} begins to walk more slowly."),
            ChangeKind::ColdDrinks { .. } => format!("{name} has taken to cold drinks."),
            ChangeKind::NewSeat { piece } => format!("{name} has taken to sitting on the {}.", seat(piece, home)),
            ChangeKind::FobNotWorn => format!("{name} leaves the pendant fob on the bedside table."),
            ChangeKind::EarlyNight => format!("{name} goes to bed early tonight."),
            ChangeKind::LateMorning { .. } => {
                format!("There is a late film tonight, and {name} means to stay in bed tomorrow.")
            }
            ChangeKind::LateFilm { .. } => format!("There is a late film tonight, and {name} stays up for it."),
            ChangeKind::Fasting => format!("{name} begins to fast from dawn to sunset."),
            ChangeKind::TabletsMissed { .. } => format!("{name} begins to miss tablets."),
            ChangeKind::TabletsTwice { .. } => format!("{name} begins to take tablets a second time."),
            ChangeKind::NoVisitors => format!("From now on nobody comes to see {name}."),
            ChangeKind::NewKettle { watts } => format!("There is a new kettle, of {watts} W."),
            // Each time is told by itself.
            ChangeKind::CarerNotArrived | ChangeKind::CarerLeavesEarly { .. } => String::new(),
            ChangeKind::HeatingBroken => "The heating breaks down.".to_owned(),
            ChangeKind::Heatwave { .. } => "A hot spell begins.".to_owned(),
            ChangeKind::ColdSnap { .. } => "A cold snap begins.".to_owned(),
        },
        DisturbanceKind::ColdRoom { .. }
        | DisturbanceKind::DoorOpened { .. }
        | DisturbanceKind::Fall { .. }
        | DisturbanceKind::FobPressed { .. }
        | DisturbanceKind::CordPulled { .. }
        | DisturbanceKind::Hazard(_)
        | DisturbanceKind::Deed(_)
        | DisturbanceKind::Switched { .. } => String::new(),
    }
}

/// The sentence at its end; empty where nothing needs telling.
pub(super) fn ends(kind: &DisturbanceKind, resident: &Resident, home: &Home) -> String {
    let name = &resident.name;
    match kind {
        DisturbanceKind::Episode(episode) => match &episode.kind {
            EpisodeKind::FallAtBedside => format!("Help has come: {name} is helped up."),
            EpisodeKind::Unconscious => format!("Help has come to {name}."),
            EpisodeKind::NightWandering => format!("{name} comes to rest."),
            EpisodeKind::LeftHome { .. } | EpisodeKind::Holiday => format!("{name} is home again."),
            EpisodeKind::LongBath => format!("{name} is out of the bath, and warm."),
            EpisodeKind::Gardening { opening } => {
                format!("{name} comes in from the garden for good and shuts the {}.", door(opening, home))
            }
            EpisodeKind::DoorLeftOpen { opening } => {
                format!("{name} sees the open {} and shuts it.", door(opening, home))
            }
            EpisodeKind::FallWalking => format!("Help has come: {name} is helped up."),
            EpisodeKind::Hospital => format!("{name} is home from hospital."),
        },
        DisturbanceKind::Change(change) => match &change.kind {
            ChangeKind::NightVisits { .. } => format!("{name}'s nights are as they were."),
            ChangeKind::UpsetStomach { .. } => format!("{name}'s stomach has settled."),
            ChangeKind::PoorSleep { .. } => format!("{name} sleeps well again."),
            ChangeKind::DayNightReversal => format!("{name} sleeps by night again, and is up by day."),
            ChangeKind::EatingLess { .. } => format!("{name} eats as before."),
            ChangeKind::DrinkingLess { .. } => format!("{name} drinks as before."),
            ChangeKind::SemiBedridden { .. } => format!("{name} is up by day again."),
            ChangeKind::Housebound => format!("{name} goes out again."),
            ChangeKind::Forgetting { what, .. } => format!("{name} remembers the {} again.", thing(what, home)),
            ChangeKind::SlowerWalking { .. } => format!("{name} walks as before."),
            ChangeKind::ColdDrinks { .. } => format!("{name} is back to hot drinks."),
            ChangeKind::NewSeat { .. } => format!("{name} is back in the usual chair."),
            ChangeKind::EarlyNight
            | ChangeKind::LateMorning { .. }
            | ChangeKind::LateFilm { .. }
            | ChangeKind::CarerNotArrived
            | ChangeKind::CarerLeavesEarly { .. } => String::new(),
            ChangeKind::Fasting => format!("{name}'s fast is over."),
            ChangeKind::TabletsMissed { .. } => format!("{name} remembers the tablets again."),
            ChangeKind::TabletsTwice { .. } => format!("{name} takes tablets once, as before."),
            ChangeKind::NoVisitors => format!("People come to see {name} again."),
            ChangeKind::NewKettle { .. } => "The old kettle is back.".to_owned(),
            ChangeKind::FobNotWorn => format!("{name} wears the pendant fob again."),
            ChangeKind::HeatingBroken => "The heating works again.".to_owned(),
            ChangeKind::Heatwave { .. } => "The hot spell is over.".to_owned(),
            ChangeKind::ColdSnap { .. } => "The cold snap is over.".to_owned(),
        },
        DisturbanceKind::ColdRoom { .. }
        | DisturbanceKind::DoorOpened { .. }
        | DisturbanceKind::Fall { .. }
        | DisturbanceKind::FobPressed { .. }
        | DisturbanceKind::CordPulled { .. }
        | DisturbanceKind::Hazard(_)
        | DisturbanceKind::Deed(_)
        | DisturbanceKind::Switched { .. } => String::new(),
    }
}

fn door(id: &OpeningId, home: &Home) -> String {
    home.opening(id).map_or_else(|| id.to_string(), |opening| opening.name.to_lowercase())
}

/// A door, a fridge or a cooker by its id.
pub(super) fn thing(id: &str, home: &Home) -> String {
    home.opening(&OpeningId::new(id)).map_or_else(|| id.replace('-', " "), |opening| opening.name.to_lowercase())
}

fn seat(id: &FurnitureId, home: &Home) -> String {
    match home.piece(id).map(|piece| piece.kind) {
        Some(FurnitureKind::Sofa) => "sofa".to_owned(),
        Some(FurnitureKind::Armchair) => "armchair".to_owned(),
        Some(_) | None => id.as_str().replace('-', " "),
    }
}
