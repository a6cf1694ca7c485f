//! What if the monitor were set otherwise, or a sensor were missing? A person chooses; the same weeks are heard again; what
//! would have been said differently is shown at once.
//!
//! Here are the choice and what came of it. Hearing the weeks again is [`crate::desktop::what_if`]'s.

mod choose;
pub(super) mod outcome;

use bevy_egui::egui::{Align, Layout, RichText, ScrollArea, Ui, vec2};

use super::Shown;
use super::icon::Icon;
use super::widget::{self, Press, Tone};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::evaluation::Raised;
use crate::evaluation::rehear::{Difference, Otherwise};
use crate::player::command::Command;
use crate::player::house::config_of;
use crate::player::view::View;
use crate::scenario::Scenario;

/// What is asked, and what came of it. It belongs to the window alone.
#[derive(Clone, Debug, Default)]
pub struct WhatIf {
    /// Whether the page is open.
    pub open: bool,
    /// What is to be otherwise; `None` where nothing is.
    pub choice: Option<Otherwise>,
    /// How much of the weeks has been heard again, 0 to 1; `None` while nobody hears them.
    pub heard: Option<f32>,
    /// What came of the choice, once it is known.
    pub outcome: Option<Outcome>,
}

/// What came of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The choice.
    pub of: Otherwise,
    /// The state of the history that was heard.
    pub revision: u64,
    /// What the other monitor said.
    pub said: Vec<Raised>,
    /// How that differs from what was said.
    pub difference: Difference,
}

impl WhatIf {
    /// What the weeks are to be heard with, if they are.
    pub fn asked(&self) -> Option<&Otherwise> {
        self.choice.as_ref().filter(|_| self.open)
    }

    /// What came of what is asked now, where it is known of the days as they are.
    fn answer(&self, revision: u64) -> Option<&Outcome> {
        let same = |outcome: &&Outcome| Some(&outcome.of) == self.choice.as_ref() && outcome.revision == revision;
        self.outcome.as_ref().filter(same)
    }
}

/// How the monitor is set when nobody asks for anything else.
fn as_it_is(scenario: &Scenario) -> Otherwise {
    Otherwise { config: config_of(scenario), without: std::collections::BTreeSet::new() }
}

/// What the page does and what it leaves as it was.
const ABOUT: &str = "Another monitor hears the very same readings. Nothing that happened in the house changes, nor what \
                     anybody did because of an alert.";

/// Shows it over the scene.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("What if?").font(theme::strong(21.0)));
        let reset = Press::text("As it is").with_icon(Icon::Again).tip("Nothing is otherwise");
        if reset.enabled(shown.what_if.choice.is_some()).height(30.0).show(ui).clicked() {
            shown.what_if.choice = None;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = Press::icon(Icon::Close, "Close what if").tone(Tone::Plain).like(Deed::WhatIf);
            if close.show(ui).clicked() {
                shown.what_if.open = false;
            }
        });
    });
    let before = as_it_is(view.scenario);
    let wide = ui.available_width() > 660.0;
    if wide {
        widget::aside(ui, ABOUT);
    }
    let height = ui.available_height();
    let mut choice = shown.what_if.choice.clone().unwrap_or_else(|| before.clone());
    if wide {
        ui.horizontal_top(|ui| {
            let left = (ui.available_width() * 0.4).clamp(280.0, 380.0);
            ui.allocate_ui_with_layout(vec2(left, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(left);
                scrolled(ui, "what-if-choices", |ui| choose::show(ui, view, &before, &mut choice));
            });
            ui.add_space(10.0);
            ui.vertical(|ui| scrolled(ui, "what-if-outcome", |ui| result(ui, view, shown, out)));
        });
    } else {
        scrolled(ui, "what-if", |ui| {
            // Where space is short it scrolls with the rest.
            widget::aside(ui, ABOUT);
            choose::show(ui, view, &before, &mut choice);
            result(ui, view, shown, out);
        });
    }
    shown.what_if.choice = Some(choice).filter(|choice| *choice != before);
}

fn scrolled(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        add(ui);
        ui.add_space(10.0);
    });
}

fn result(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    if shown.what_if.choice.is_none() {
        widget::heading(ui, "What would be said otherwise");
        widget::paragraph(ui, "Change something beside: the answer comes at once.");
        outcome::strips(ui, view, None);
        return;
    }
    if let Some(answer) = shown.what_if.answer(view.history.revision()).cloned() {
        outcome::show(ui, view, &answer, out);
        return;
    }
    widget::heading(ui, "What would be said otherwise");
    let words = if view.known_until < view.ends {
        "The days are still being worked out; then they are heard again."
    } else {
        "The same weeks are heard again …"
    };
    let width = ui.available_width().min(420.0);
    widget::progress(ui, words, shown.what_if.heard, width, shown.reduced_motion);
}
