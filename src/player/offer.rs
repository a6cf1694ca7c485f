//! What a person at the window can have happen from this moment on, in this home: everything out of the ordinary that a
//! scenario can hold and that makes sense here, with words for it. What it then does is the simulation's affair.

mod fault;

pub use fault::{FaultOffer, faults};

use crate::home::{FurnitureKind, Home, OpeningKind};
use crate::scenario::change::{Change, ChangeKind, Episode, EpisodeKind};
use crate::scenario::hazard::{Hazard, HazardKind};
use crate::scenario::{DisturbanceKind, Scenario};
use crate::time::{Span, Timestamp};

/// Where something that can happen belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// To the person, now.
    Now,
    /// To the person's days, from now on.
    Days,
    /// To the house and the weather.
    House,
}

impl Matter {
    /// Every one, in the order in which people look for them.
    pub const ALL: [Self; 3] = [Self::Now, Self::Days, Self::House];
}

/// Something that can happen.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Where it belongs.
    pub matter: Matter,
    /// A sentence without a full stop: `Margaret sits and does not answer`.
    pub words: String,
    /// What happens.
    pub kind: DisturbanceKind,
}

/// How long a change of days lasts that a person starts: long enough for the monitor to see it.
const WEEKS: Span = Span::days(21);
/// How long such a change takes to grow.
const GROWS: Span = Span::days(5);
/// What lies so near the scenario's end shows nothing any more.
const LEAST: Span = Span::minutes(30);

/// Everything that can happen in this scenario from an instant on; nothing so near its end that it would not be seen.
pub fn offers(scenario: &Scenario, at: Timestamp) -> Vec<Offer> {
    let left = scenario.ends() - at;
    if left < LEAST {
        return Vec::new();
    }
    let person = scenario.residents.first().map_or("The person", |resident| resident.name.as_str());
    let mut found = Vec::new();
    if !scenario.residents.is_empty() {
        found.extend(episodes(&scenario.home, person, left));
        found.extend(days(&scenario.home, person, left));
    }
    found.extend(house(&scenario.home, left));
    found
}

fn has(home: &Home, kinds: &[FurnitureKind]) -> bool {
    home.furniture.iter().any(|piece| kinds.contains(&piece.kind))
}

fn episodes(home: &Home, person: &str, left: Span) -> Vec<Offer> {
    use FurnitureKind as F;
    let mut found = Vec::new();
    let mut offer = |there: bool, words: String, kind: EpisodeKind, lasts: Span| {
        if there {
            let kind = DisturbanceKind::Episode(Episode { kind, lasts: lasts.min(left) });
            found.push(Offer { matter: Matter::Now, words, kind });
        }
    };
    let seats = [F::Armchair, F::Sofa, F::Chair];
    let hours = Span::hours;
    offer(true, format!("{person} falls on the way to another room"), EpisodeKind::FallWalking, hours(6));
    offer(has(home, &[F::Bed]), format!("{person} falls beside the bed"), EpisodeKind::FallAtBedside, hours(6));
    offer(has(home, &seats), format!("{person} sits and does not answer"), EpisodeKind::Unconscious, hours(6));
    offer(true, format!("{person} walks from room to room"), EpisodeKind::NightWandering, hours(2));
    let baths = [F::Bath, F::Shower];
    offer(has(home, &baths), format!("{person} takes a long bath (harmless)"), EpisodeKind::LongBath, hours(2));
    let mut doors = home.openings.iter().filter(|one| one.to.is_none() && one.kind == OpeningKind::Door).peekable();
    let leads_out = doors.peek().is_some();
    for door in doors {
        let (name, opening) = (door.name.to_lowercase(), || door.id.clone());
        let left_home = EpisodeKind::LeftHome { opening: opening() };
        offer(true, format!("{person} goes out by the {name} for two hours"), left_home, hours(2));
        let left_open = EpisodeKind::DoorLeftOpen { opening: opening() };
        offer(true, format!("{person} leaves the {name} open"), left_open, hours(4));
    }
    offer(leads_out, format!("{person} goes to hospital for five days"), EpisodeKind::Hospital, Span::days(5));
    offer(leads_out, format!("{person} goes on holiday for a week (harmless)"), EpisodeKind::Holiday, Span::days(7));
    found
}

fn days(home: &Home, person: &str, left: Span) -> Vec<Offer> {
    use FurnitureKind as F;
    let mut found = Vec::new();
    let mut offer = |there: bool, words: &str, kind: ChangeKind| {
        if there {
            let lasts = WEEKS.min(left);
            let kind = DisturbanceKind::Change(Change { kind, lasts, over: GROWS.min(lasts) });
            found.push(Offer { matter: Matter::Days, words: format!("{person} {words}"), kind });
        }
    };
    offer(true, "goes to the bathroom more often at night", ChangeKind::NightVisits { mean: 4.0 });
    offer(true, "sleeps badly", ChangeKind::PoorSleep { awake: Span::hours(2) });
    offer(has(home, &[F::Bed]), "stays in bed by day", ChangeKind::SemiBedridden { share: 0.7 });
    offer(true, "eats less", ChangeKind::EatingLess { share: 0.6 });
    offer(has(home, &[F::Kettle]), "drinks less", ChangeKind::DrinkingLess { share: 0.6 });
    offer(true, "no longer goes out", ChangeKind::Housebound);
    offer(true, "walks more slowly", ChangeKind::SlowerWalking { share: 0.5 });
    offer(true, "mixes up day and night", ChangeKind::DayNightReversal);
    let cold_drinks = ChangeKind::ColdDrinks { share: 0.8 };
    offer(has(home, &[F::Fridge]), "has cold drinks in place of hot ones (harmless)", cold_drinks);
    found
}

fn house(home: &Home, left: Span) -> Vec<Offer> {
    use FurnitureKind as F;
    let offer = |words: String, kind: DisturbanceKind| Offer { matter: Matter::House, words, kind };
    let change = |words: &str, kind, lasts: Span| {
        let kind = DisturbanceKind::Change(Change { kind, lasts: lasts.min(left), over: Span::ZERO });
        offer(words.to_owned(), kind)
    };
    // A room turns cold because its window is left open.
    let windowed = |id| home.openings.iter().any(|one| one.kind == OpeningKind::Window && one.from == id);
    let mut found: Vec<Offer> = home
        .areas
        .iter()
        .filter(|area| windowed(area.id.clone()))
        .map(|area| {
            let kind = DisturbanceKind::ColdRoom { area: area.id.clone(), lasts: Span::hours(9).min(left) };
            offer(format!("The {} turns cold", area.name.to_lowercase()), kind)
        })
        .collect();
    found.push(change("The heating breaks down", ChangeKind::HeatingBroken, Span::days(3)));
    found.push(change("A heatwave begins", ChangeKind::Heatwave { by: 12.0 }, Span::days(5)));
    found.push(change("A cold snap begins", ChangeKind::ColdSnap { by: 10.0 }, Span::days(5)));
    let (cooker, bath) = (has(home, &[F::Cooker]), has(home, &[F::Bath, F::Shower]));
    let hazards = [
        (cooker, "Toast burns (harmless)", HazardKind::BurntToast, Span::minutes(6)),
        (cooker, "A pan burns on the cooker", HazardKind::PanBurns, Span::minutes(45)),
        (bath, "The bath runs over", HazardKind::BathOverflows, Span::hours(1)),
    ];
    // What would not have come by the end is not offered.
    for (_, words, kind, lasts) in hazards.into_iter().filter(|(there, .., lasts)| *there && *lasts <= left) {
        found.push(offer(words.to_owned(), DisturbanceKind::Hazard(Hazard { kind, lasts })));
    }
    found
}
