//! Bed and bathroom: sleeping, getting up, washing, bathing, and visits by day and night.

use super::{Scene, begins};
use crate::home::{AreaKind, FurnitureKind};
use crate::scenario::Activity;
use crate::simulation::resident::places::Spot;
use crate::simulation::resident::{Manner, Step, Tale};
use crate::time::Span;

pub(super) const TO_BED: Tale = Tale("goes to bed", "go to bed");
pub(super) const BACK_TO_BED: Tale = Tale("goes back to bed", "go back to bed");

impl Scene<'_> {
    fn toilet_spot(&self) -> Spot {
        self.places.spot(&[FurnitureKind::Toilet], AreaKind::Bathroom)
    }

    fn basin(&self) -> Spot {
        self.places.spot(&[FurnitureKind::Basin, FurnitureKind::Sink], AreaKind::Bathroom)
    }

    fn wardrobe(&self) -> Spot {
        self.places.spot(&[FurnitureKind::Wardrobe, FurnitureKind::ChestOfDrawers], AreaKind::Bedroom)
    }

    fn bedside_lamp(&self, bed: Option<Spot>) -> Option<usize> {
        let bed = bed.unwrap_or(self.own.bed);
        self.places.nearest_piece(FurnitureKind::Lamp, bed.stand, 2.5)
    }

    /// The lamp on, if there is one within reach of the bed.
    fn lamp(&self, on: bool, steps: &mut Vec<Step>) {
        if let Some(lamp) = self.bedside_lamp(None) {
            steps.push(Step::Switch(lamp, on));
        }
    }

    /// A visit to the toilet, hands washed after it.
    fn visit(&mut self, steps: &mut Vec<Step>) {
        let (toilet, basin) = (self.toilet_spot(), self.basin());
        steps.push(Step::Go(toilet));
        steps.push(Step::Settle(toilet));
        let longest = if self.chance_of_long() { 600.0 } else { 120.0 };
        let sits = self.chance.seconds(60.0, longest);
        steps.push(Step::Stay(sits, Manner::OnToilet));
        steps.push(Step::Go(basin));
        let washes = self.chance.seconds(15.0, 40.0);
        steps.push(Step::Stay(washes, Manner::Working));
    }

    fn chance_of_long(&mut self) -> bool {
        !self.night && self.chance.happens(0.15)
    }
}

/// Getting up: the lamp, a moment on the bed's edge, the bathroom, and getting dressed.
pub(super) fn rise(scene: &mut Scene<'_>) -> Vec<Step> {
    let mut steps = vec![begins(Activity::Rise, "gets up", "get up")];
    if scene.dark {
        scene.lamp(true, &mut steps);
    }
    steps.push(Step::SitUp);
    let edge = scene.chance.seconds(30.0, 120.0);
    steps.push(Step::Stay(edge, Manner::Seated));
    scene.visit(&mut steps);
    let (wardrobe, bed) = (scene.wardrobe(), scene.own.bed);
    let dressing = scene.about(170.0);
    scene.work(wardrobe, dressing, &mut steps);
    // The bed is made and the curtains drawn back in what is left of the time.
    steps.push(Step::Go(Spot { seat: None, ..bed }));
    let least = scene.about(60.0);
    steps.push(Step::Stay(least, Manner::Working));
    steps.push(Step::Until(scene.until, Manner::Working));
    scene.lamp(false, &mut steps);
    steps
}

/// Washing at the basin.
pub(super) fn wash(scene: &mut Scene<'_>) -> Vec<Step> {
    let basin = scene.basin();
    vec![
        begins(Activity::Wash, "has a wash", "have a wash"),
        Step::Go(basin),
        Step::Until(scene.until, Manner::Working),
    ]
}

/// A bath, or a shower where there is no bath, with the door shut to keep the warmth in.
pub(in crate::simulation) fn bathe(scene: &mut Scene<'_>) -> Vec<Step> {
    let bath = scene.places.spot(&[FurnitureKind::Bath, FurnitureKind::Shower], AreaKind::Bathroom);
    let mut steps = vec![begins(Activity::Bathe, "has a bath", "have a bath"), Step::Go(scene.wardrobe())];
    let fetches = scene.about(60.0);
    steps.push(Step::Stay(fetches, Manner::Working));
    if let Some((door, inside)) = scene.places.door_of(AreaKind::Bathroom) {
        steps.push(Step::Go(inside));
        steps.push(Step::Door(door, false));
        steps.push(Step::Stay(Span::seconds(2), Manner::Standing));
    }
    // The water runs and one undresses; getting dried and dressed takes the last quarter.
    let (runs, dries) = (scene.about(300.0), scene.about(330.0));
    steps.push(Step::Go(Spot { seat: None, ..bath }));
    scene.work(Spot { seat: None, ..bath }, runs, &mut steps);
    if bath.seat.is_some() {
        steps.push(Step::Go(bath));
        steps.push(Step::Settle(bath));
    }
    let manner = if bath.seat.is_some() { Manner::Bathing } else { Manner::Working };
    steps.push(Step::Until((scene.until - dries).max(scene.now + runs + Span::minutes(6)), manner));
    let basin = scene.basin();
    steps.push(Step::Go(basin));
    steps.push(Step::Stay(dries, Manner::Working));
    steps
}

/// A visit to the bathroom by day.
pub(super) fn toilet(scene: &mut Scene<'_>) -> Vec<Step> {
    let mut steps = vec![begins(Activity::Toilet, "goes to the bathroom", "go to the bathroom")];
    scene.visit(&mut steps);
    steps
}

/// Hands washed before a meal, by many and on most days.
pub(super) fn before_a_meal(scene: &mut Scene<'_>, steps: &mut Vec<Step>) {
    if scene.chance.happens(0.5) {
        let (basin, washes) = (scene.basin(), scene.chance.seconds(15.0, 35.0));
        steps.push(Step::Go(basin));
        steps.push(Step::Stay(washes, Manner::Working));
    }
}

/// Most people go once more before they leave the house.
pub(super) fn before_going_out(scene: &mut Scene<'_>, steps: &mut Vec<Step>) {
    if scene.chance.happens(0.6) {
        steps.extend(toilet(scene));
    }
}

/// A visit in the night: the lamp, a moment on the bed's edge, there and back.
pub(super) fn night_visit(scene: &mut Scene<'_>) -> Vec<Step> {
    let mut steps = vec![begins(Activity::Toilet, "gets up to go to the bathroom", "get up to go to the bathroom")];
    scene.lamp(true, &mut steps);
    steps.push(Step::SitUp);
    let edge = scene.chance.seconds(10.0, 40.0);
    steps.push(Step::Stay(edge, Manner::Seated));
    scene.visit(&mut steps);
    steps
}

/// Sleep does not come: up, into the chair, and about a little now and then, until `scene.until`.
pub(super) fn lies_awake(scene: &mut Scene<'_>, chair: Spot) -> Vec<Step> {
    let mut steps = vec![begins(Activity::Rest, "cannot sleep and gets up", "cannot sleep and get up")];
    steps.push(Step::Doing(Some("Awake in the night".to_owned())));
    scene.lamp(true, &mut steps);
    steps.push(Step::SitUp);
    let edge = scene.chance.seconds(30.0, 120.0);
    steps.push(Step::Stay(edge, Manner::Seated));
    let mut at = scene.now + edge;
    loop {
        steps.push(Step::Go(chair));
        steps.push(Step::Settle(chair));
        at += scene.chance.seconds(900.0, 2_700.0);
        if scene.until - at < Span::minutes(10) {
            steps.push(Step::Until(scene.until, Manner::Seated));
            return steps;
        }
        steps.push(Step::Until(at, Manner::Seated));
        if scene.chance.happens(0.35) {
            scene.visit(&mut steps);
        } else {
            let sink = scene.places.spot(&[FurnitureKind::Sink, FurnitureKind::Worktop], AreaKind::Kitchen);
            let drinks = scene.about(90.0);
            scene.work(sink, drinks, &mut steps);
        }
    }
}

/// The last round: the lights, the front door, the bathroom, and undressing.
pub(super) fn retire(scene: &mut Scene<'_>) -> Vec<Step> {
    let mut steps = vec![begins(Activity::Retire, "gets ready for bed", "get ready for bed")];
    let sink = scene.places.spot(&[FurnitureKind::Sink, FurnitureKind::Worktop], AreaKind::Kitchen);
    let rinses = scene.about(50.0);
    steps.push(Step::Go(sink));
    steps.push(Step::Stay(rinses, Manner::Working));
    if let Some(way) = scene.places.ways_out.first() {
        let locks = scene.about(15.0);
        steps.push(Step::Go(way.inside));
        steps.push(Step::Stay(locks, Manner::Standing));
    }
    scene.visit(&mut steps);
    let basin = scene.basin();
    let washes = scene.about(200.0);
    steps.push(Step::Go(basin));
    steps.push(Step::Stay(washes, Manner::Working));
    let wardrobe = scene.wardrobe();
    steps.push(Step::Go(Spot { seat: None, ..wardrobe }));
    steps.push(Step::LightsOut);
    steps.push(Step::Until((scene.until - Span::minutes(1)).max(scene.now), Manner::Working));
    let undresses = scene.about(150.0);
    scene.work(wardrobe, undresses, &mut steps);
    steps
}

/// To bed, the lamp out in a while, and to sleep.
pub(super) fn to_bed(scene: &mut Scene<'_>, bed: Option<Spot>, tale: Tale, evening: bool) -> Vec<Step> {
    let mut steps = vec![Step::Begin(Activity::Sleep, Some(tale))];
    let bed = bed.unwrap_or(scene.own.bed);
    steps.push(Step::Go(bed));
    if evening {
        scene.lamp(true, &mut steps);
    }
    steps.push(Step::Settle(bed));
    if evening && scene.chance.happens(0.6) {
        let reads = scene.chance.seconds(180.0, 900.0);
        steps.push(Step::Doing(Some("Reading in bed".to_owned())));
        steps.push(Step::Stay(reads, Manner::Seated));
        steps.push(Step::Doing(None));
    }
    scene.lamp(false, &mut steps);
    steps.push(Step::LightsOut);
    steps.push(Step::Stay(Span::seconds(5), Manner::Asleep));
    steps
}
