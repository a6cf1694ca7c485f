//! Tea and meals: the kettle, the fridge, the cooker, the table, and the washing-up.

use super::super::disturbance::change::Drink;
use super::personal::before_a_meal;
use super::{Scene, begins};
use crate::home::{AreaKind, FurnitureKind};
use crate::scenario::Activity;
use crate::simulation::power;
use crate::simulation::resident::places::Spot;
use crate::simulation::resident::{Manner, Step};
use crate::time::Span;

impl Scene<'_> {
    fn worktop(&self) -> Spot {
        self.places.spot(&[FurnitureKind::Worktop, FurnitureKind::Sink], AreaKind::Kitchen)
    }

    fn sink(&self) -> Spot {
        self.places.spot(&[FurnitureKind::Sink, FurnitureKind::Worktop], AreaKind::Kitchen)
    }

    /// A chair at the table, or the armchair with a tray.
    fn table(&self) -> Spot {
        self.own.chair
    }

    /// Fills the kettle and switches it on; returns how long it will take.
    fn kettle_on(&mut self, steps: &mut Vec<Step>) -> Span {
        let kettle = self.places.spot(&[FurnitureKind::Kettle, FurnitureKind::Worktop], AreaKind::Kitchen);
        let (sink, fills) = (self.sink(), self.chance.seconds(10.0, 22.0));
        steps.push(Step::Go(sink));
        steps.push(Step::Stay(fills, Manner::Working));
        steps.push(Step::Go(kettle));
        let Some(piece) = self.places.piece(FurnitureKind::Kettle) else { return Span::ZERO };
        let cups = self.chance.between(1.5, 3.5);
        steps.push(Step::Boil(piece, cups));
        let sets_out = self.chance.seconds(15.0, 40.0);
        steps.push(Step::Stay(sets_out, Manner::Working));
        (power::kettle_boils(cups) - sets_out).max(Span::ZERO)
    }

    /// The drink with a meal: the kettle on for tea, or something cold from the fridge. Whether there is tea to pour.
    fn drink_on(&mut self, steps: &mut Vec<Step>) -> bool {
        match self.drink {
            Drink::Hot => {
                self.kettle_on(steps);
                true
            }
            Drink::Cold => {
                self.fridge(steps);
                false
            }
            Drink::Nothing => false,
        }
    }

    /// Something out of the fridge, or back into it.
    fn fridge(&mut self, steps: &mut Vec<Step>) {
        if let Some(piece) = self.places.piece(FurnitureKind::Fridge) {
            let open = self.chance.seconds(4.0, 14.0);
            steps.push(Step::Go(self.places.pieces[piece]));
            steps.push(Step::PieceDoor(piece, true));
            steps.push(Step::Stay(open, Manner::Working));
            steps.push(Step::PieceDoor(piece, false));
        }
    }

    fn pour(&mut self, steps: &mut Vec<Step>) {
        let kettle = self.places.spot(&[FurnitureKind::Kettle, FurnitureKind::Worktop], AreaKind::Kitchen);
        let pours = self.chance.seconds(30.0, 75.0);
        steps.push(Step::Go(kettle));
        steps.push(Step::Stay(pours, Manner::Working));
    }

    /// Something warm out of the microwave, where there is one and it is taken this time. Whether it was.
    fn microwave(&mut self, steps: &mut Vec<Step>) -> bool {
        let Some(piece) = self.places.piece(FurnitureKind::Microwave) else { return false };
        if !self.chance.happens(0.4) {
            return false;
        }
        let spot = self.places.spot(&[FurnitureKind::Microwave, FurnitureKind::Worktop], AreaKind::Kitchen);
        let runs = self.chance.seconds(120.0, 300.0);
        steps.push(Step::Go(spot));
        steps.push(Step::Stay(Span::seconds(12), Manner::Working));
        steps.push(Step::Run(piece, runs));
        let worktop = self.worktop();
        self.work(worktop, runs, steps);
        steps.push(Step::Go(spot));
        steps.push(Step::Stay(Span::seconds(10), Manner::Working));
        true
    }

    /// At the cooker for so long, in turns with the worktop; it is switched off at the end.
    fn cook(&mut self, lasts: Span, steps: &mut Vec<Step>) {
        let Some(piece) = self.places.piece(FurnitureKind::Cooker) else {
            let worktop = self.worktop();
            return self.work(worktop, lasts, steps);
        };
        let cooker = self.places.pieces[piece];
        steps.push(Step::Go(cooker));
        steps.push(Step::Switch(piece, true));
        let mut left = lasts;
        while left > Span::seconds(120) {
            let (stirs, away) = (self.chance.seconds(30.0, 60.0), self.chance.seconds(50.0, 110.0));
            steps.push(Step::Stay(stirs, Manner::Working));
            let worktop = self.worktop();
            self.work(worktop, away, steps);
            steps.push(Step::Go(cooker));
            left = left - stirs - away;
        }
        steps.push(Step::Stay(Span::seconds(25), Manner::Working));
        steps.push(Step::Switch(piece, false));
    }

    /// At the table until the washing-up, which takes so long.
    fn eat(&mut self, washing_up: Span, least: Span, spent: Span, steps: &mut Vec<Step>) {
        let table = self.table();
        steps.push(Step::Go(table));
        steps.push(Step::Settle(table));
        let ends = (self.until - washing_up).max(self.now + spent + least);
        steps.push(Step::Until(ends, Manner::Eating));
        if self.chance.happens(0.8) {
            self.tray_to_the_lounge(steps);
        }
        if self.chance.happens(0.45) {
            self.fridge(steps);
        }
        let sink = self.sink();
        self.work(sink, washing_up, steps);
    }
}

impl Scene<'_> {
    /// Something carried to where one will sit, and back for the washing-up.
    fn tray_to_the_lounge(&mut self, steps: &mut Vec<Step>) {
        let (chair, puts) = (self.places.chair(), self.chance.seconds(8.0, 25.0));
        steps.push(Step::Go(Spot { seat: None, ..chair }));
        steps.push(Step::Stay(puts, Manner::Working));
    }
}

/// A cup of tea, carried to the armchair.
pub(in crate::simulation) fn tea(scene: &mut Scene<'_>) -> Vec<Step> {
    match scene.drink {
        Drink::Hot => {}
        Drink::Cold => return cold_drink(scene),
        Drink::Nothing => return Vec::new(),
    }
    let told = scene.chance.happens(0.5);
    let mut steps = vec![if told {
        begins(Activity::Tea, "puts the kettle on for a cup of tea", "put the kettle on for a cup of tea")
    } else {
        begins(Activity::Tea, "makes a cup of tea", "make a cup of tea")
    }];
    let boils = scene.kettle_on(&mut steps);
    if scene.chance.happens(0.85) {
        scene.fridge(&mut steps);
    }
    let worktop = scene.worktop();
    let waits = (boils - Span::seconds(18)).max(Span::seconds(5));
    scene.work(worktop, waits, &mut steps);
    scene.pour(&mut steps);
    steps
}

/// A glass of something cold, poured at the worktop.
fn cold_drink(scene: &mut Scene<'_>) -> Vec<Step> {
    let mut steps = vec![begins(Activity::Tea, "pours a cold drink", "pour a cold drink")];
    steps.push(Step::Doing(Some("Pouring a cold drink".to_owned())));
    scene.fridge(&mut steps);
    let (worktop, pours) = (scene.worktop(), scene.about(40.0));
    scene.work(worktop, pours, &mut steps);
    scene.fridge(&mut steps);
    steps
}

/// Toast or porridge, with a pot of tea.
pub(super) fn breakfast(scene: &mut Scene<'_>) -> Vec<Step> {
    let porridge = scene.chance.happens(0.4);
    let mut steps = vec![if scene.drink != Drink::Hot {
        begins(Activity::Breakfast, "makes breakfast", "make breakfast")
    } else if porridge {
        begins(Activity::Breakfast, "puts the kettle on and makes porridge", "put the kettle on and make porridge")
    } else {
        begins(Activity::Breakfast, "puts the kettle on and makes toast", "put the kettle on and make toast")
    }];
    before_a_meal(scene, &mut steps);
    let tea = scene.drink_on(&mut steps);
    scene.fridge(&mut steps);
    let makes = scene.about(240.0);
    if porridge {
        scene.cook(makes, &mut steps);
    } else {
        let worktop = scene.worktop();
        scene.work(worktop, makes, &mut steps);
    }
    if tea {
        scene.pour(&mut steps);
    }
    let washing_up = scene.about(260.0);
    scene.eat(washing_up, Span::minutes(8), Span::minutes(8), &mut steps);
    steps
}

/// A sandwich or something warm.
pub(super) fn lunch(scene: &mut Scene<'_>) -> Vec<Step> {
    let warm = scene.chance.happens(0.55);
    let mut steps = vec![if warm {
        begins(Activity::Lunch, "cooks some lunch", "cook some lunch")
    } else {
        begins(Activity::Lunch, "makes a sandwich for lunch", "make a sandwich for lunch")
    }];
    before_a_meal(scene, &mut steps);
    scene.fridge(&mut steps);
    let makes = if warm { scene.about(720.0) } else { scene.about(380.0) };
    let tea = scene.chance.happens(0.5) && scene.drink_on(&mut steps);
    if warm && scene.microwave(&mut steps) {
        // A ready meal, or what was left from yesterday.
    } else if warm {
        scene.cook(makes, &mut steps);
    } else {
        let worktop = scene.worktop();
        scene.work(worktop, makes, &mut steps);
    }
    if tea {
        scene.pour(&mut steps);
    }
    let washing_up = scene.about(330.0);
    scene.eat(washing_up, Span::minutes(12), makes + Span::minutes(3), &mut steps);
    steps
}

/// The evening meal.
pub(super) fn supper(scene: &mut Scene<'_>) -> Vec<Step> {
    let cooked = scene.chance.happens(0.6);
    let mut steps = vec![if cooked {
        begins(Activity::Supper, "cooks supper", "cook supper")
    } else {
        begins(Activity::Supper, "makes a light supper", "make a light supper")
    }];
    before_a_meal(scene, &mut steps);
    scene.fridge(&mut steps);
    let makes = if cooked { scene.about(840.0) } else { scene.about(420.0) };
    let tea = scene.chance.happens(0.75) && scene.drink_on(&mut steps);
    if cooked && scene.microwave(&mut steps) {
        // A ready meal, or what was left from yesterday.
    } else if cooked {
        scene.cook(makes, &mut steps);
    } else {
        let worktop = scene.worktop();
        scene.work(worktop, makes, &mut steps);
    }
    scene.fridge(&mut steps);
    if tea {
        scene.pour(&mut steps);
    }
    let washing_up = scene.about(400.0);
    scene.eat(washing_up, Span::minutes(12), makes + Span::minutes(4), &mut steps);
    steps
}
