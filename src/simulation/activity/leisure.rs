//! Sitting, housework and going out.

use super::Scene;
use crate::home::{AreaKind, FurnitureKind};
use crate::scenario::Activity;
use crate::simulation::resident::body::Pose;
use crate::simulation::resident::places::Spot;
use crate::simulation::resident::{Manner, Step, Tale};
use crate::time::Span;

/// Ways to sit and rest.
const RESTS: [(Tale, &str); 4] = [
    (Tale("sits down in the armchair", "sit down in the armchair"), "Resting in the armchair"),
    (Tale("sits down with the paper", "sit down with the paper"), "Reading the paper"),
    (Tale("sits down and listens to the wireless", "sit down and listen to the wireless"), "Listening to the wireless"),
    (Tale("sits down with a book", "sit down with a book"), "Reading"),
];

/// The same for those whose seat is no armchair.
const ELSEWHERE: [(Tale, &str); 4] =
    [(Tale("sits down for a while", "sit down for a while"), "Resting"), RESTS[1], RESTS[2], RESTS[3]];

/// Ways to tidy up.
const CHORES: [(Tale, &str); 3] = [
    (Tale("potters about", "potter about"), "Pottering about"),
    (Tale("tidies up", "tidy up"), "Tidying up"),
    (Tale("puts things away", "put things away"), "Putting things away"),
];

/// In the armchair until `scene.until`: television, rest or a nap.
pub(super) fn sit(
    scene: &mut Scene<'_>,
    activity: Activity,
    spot: Option<Spot>,
    first: bool,
    seated: bool,
    was: Activity,
) -> Vec<Step> {
    let spot = spot.unwrap_or(scene.own.seat);
    let mut steps = Vec::new();
    let mut words = None;
    let elsewhere = spot != scene.places.chair();
    let in_bed = spot.seat.is_some_and(|seat| seat.pose == Pose::InBed);
    // Whoever sits there already and goes on sitting needs no telling.
    let tale = if !first || (activity == Activity::Rest && was == activity && seated) {
        None
    } else {
        match activity {
            _ if in_bed => {
                words = Some("Lying on the bed".to_owned());
                Some(Tale("lies down on the bed", "lie down on the bed"))
            }
            Activity::Television => Some(Tale("watches television", "watch television")),
            Activity::Company => Some(Tale("sits with the visitors", "sit with the visitors")),
            Activity::Nap if elsewhere => Some(Tale("has a nap", "have a nap")),
            Activity::Nap => Some(Tale("has a nap in the armchair", "have a nap in the armchair")),
            _ => {
                let one = scene.chance.one_of(if elsewhere { &ELSEWHERE } else { &RESTS }).copied();
                words = one.map(|(_, doing)| doing.to_owned());
                one.map(|(tale, _)| tale)
            }
        }
    };
    steps.push(Step::Begin(activity, tale));
    if words.is_some() {
        steps.push(Step::Doing(words));
    }
    if !seated {
        steps.push(Step::Go(spot));
        steps.push(Step::Settle(spot));
    }
    if activity == Activity::Television
        && let Some(television) = scene.places.piece(FurnitureKind::Television)
        && first
    {
        let finds_the_remote = scene.chance.seconds(3.0, 12.0);
        steps.push(Step::Stay(finds_the_remote, Manner::Seated));
        steps.push(Step::Switch(television, true));
    }
    let manner = if activity == Activity::Nap || in_bed { Manner::Dozing } else { Manner::Seated };
    steps.push(Step::Until(scene.until, manner));
    steps
}

/// One piece of housework, a few minutes in one place.
pub(super) fn chore(scene: &mut Scene<'_>, first: bool, filler: bool) -> Vec<Step> {
    use FurnitureKind::{
        Basin, Bed, Bookcase, ChestOfDrawers, CoffeeTable, Cooker, DiningTable, Plant, Sink, Wardrobe, WashingMachine,
        Worktop,
    };
    let mut steps = Vec::new();
    if first {
        let words = scene.chance.one_of(&CHORES).copied();
        let tale =
            if filler { words.map(|(tale, _)| tale) } else { Some(Tale("does some housework", "do some housework")) };
        steps.push(Step::Begin(Activity::Housework, tale));
        if let Some((_, doing)) = words.filter(|_| filler) {
            steps.push(Step::Doing(Some(doing.to_owned())));
        }
    } else {
        steps.push(Step::Begin(Activity::Housework, None));
    }
    let kinds = if filler {
        [Sink, Plant, Worktop, Bookcase, CoffeeTable, DiningTable, Bed, Plant, Sink, Worktop, ChestOfDrawers, Bed]
    } else {
        [
            Sink,
            Worktop,
            WashingMachine,
            Cooker,
            DiningTable,
            Bookcase,
            CoffeeTable,
            Wardrobe,
            ChestOfDrawers,
            Bed,
            Basin,
            Plant,
        ]
    };
    let kind = scene.chance.one_of(&kinds).copied().unwrap_or(Sink);
    // A plant is watered and cushions are shaken in no time; a worktop or a bed takes longer.
    let takes = match kind {
        Plant | CoffeeTable | Bookcase => scene.chance.seconds(20.0, 75.0),
        _ if filler => scene.chance.seconds(60.0, 180.0),
        _ => scene.chance.seconds(90.0, 420.0),
    };
    let left = scene.until - scene.now;
    let takes = if left - takes < Span::seconds(60) { left.max(Span::seconds(10)) } else { takes };
    let spot = Spot { seat: None, ..scene.places.spot(&[kind], AreaKind::Kitchen) };
    let laundry = kind == WashingMachine && scene.chance.happens(0.5);
    let rubbish = !filler && !scene.dark && kind == Sink && scene.chance.happens(0.5);
    let back_door = scene.places.ways_out.last().copied().filter(|_| rubbish);
    if let Some(way) = back_door {
        // The bin stands by the back door.
        steps.push(Step::Doing(Some("Taking the rubbish out".to_owned())));
        steps.push(Step::Go(way.inside));
        steps.push(Step::Door(way.opening, true));
        steps.push(Step::Stay(Span::millis(1_600), Manner::Standing));
        steps.push(Step::Go(way.beyond));
        let there = scene.chance.seconds(15.0, 50.0);
        steps.push(Step::Stay(there, Manner::Standing));
        steps.push(Step::Go(way.step));
        steps.push(Step::Go(turned(way.inside)));
        steps.push(Step::Door(way.opening, false));
        steps.push(Step::Stay(Span::seconds(2), Manner::Standing));
        steps.push(Step::Doing(None));
        return steps;
    }
    scene.work(spot, takes, &mut steps);
    if laundry && let Some(piece) = scene.places.piece(WashingMachine) {
        let programme = scene.chance.seconds(55.0 * 60.0, 75.0 * 60.0);
        steps.push(Step::Run(piece, programme));
    }
    steps
}

/// Coat on, out, and back home in the end.
pub(super) fn out(scene: &mut Scene<'_>) -> Vec<Step> {
    const ERRANDS: [Tale; 3] = [
        Tale("goes out", "go out"),
        Tale("goes out for a while", "go out for a while"),
        Tale("sets off for a walk and a few errands", "set off for a walk and a few errands"),
    ];
    let mut steps = Vec::new();
    super::personal::before_going_out(scene, &mut steps);
    let Some(way) = scene.places.ways_out.first().copied() else { return steps };
    let coats = scene.places.spot(&[FurnitureKind::CoatStand], AreaKind::Hall);
    let tale = scene.chance.one_of(&ERRANDS).copied();
    steps.push(Step::Begin(Activity::Out, tale));
    steps.push(Step::Doing(Some("Getting ready to go out".to_owned())));
    let coat = scene.chance.seconds(35.0, 90.0);
    steps.push(Step::Go(Spot { seat: None, ..coats }));
    steps.push(Step::Stay(coat, Manner::Working));
    steps.push(Step::LightsOut);
    steps.push(Step::Go(way.inside));
    steps.push(Step::Door(way.opening, true));
    steps.push(Step::Stay(Span::millis(1_800), Manner::Standing));
    steps.push(Step::Go(turned(way.step)));
    steps.push(Step::Door(way.opening, false));
    let locks = scene.chance.seconds(4.0, 9.0);
    steps.push(Step::Stay(locks, Manner::Standing));
    steps.push(Step::Go(way.beyond));
    steps.push(Step::Doing(None));
    steps.push(Step::Away(true));
    steps.push(Step::Until(scene.until, Manner::Away));
    steps.push(Step::Away(false));
    steps.push(Step::Doing(Some("Coming home".to_owned())));
    steps.push(Step::Go(turned(way.step)));
    let keys = scene.chance.seconds(4.0, 12.0);
    steps.push(Step::Stay(keys, Manner::Standing));
    steps.push(Step::Door(way.opening, true));
    steps.push(Step::Stay(Span::millis(1_500), Manner::Standing));
    steps.push(Step::Go(way.inside));
    steps.push(Step::Door(way.opening, false));
    let coat = scene.chance.seconds(30.0, 75.0);
    steps.push(Step::Stay(Span::seconds(2), Manner::Standing));
    steps.push(Step::Go(Spot { seat: None, ..coats }));
    steps.push(Step::Stay(coat, Manner::Working));
    steps
}

/// The same place, facing the other way.
pub(super) fn turned(spot: Spot) -> Spot {
    Spot { facing: spot.facing + std::f64::consts::PI, ..spot }
}
