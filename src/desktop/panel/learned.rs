//! What was learned: how far, what the hours of a day usually hold, and every habit with its range, so that a daughter
//! can see what the monitor goes by.

use bevy_egui::egui::{self, Align, Layout, RichText, ScrollArea, Ui};

use super::icon::Icon;
use super::widget::{self, Press, Tone};
use super::{Shown, curve};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::monitor::{Feature, Habit};
use crate::player::command::Command;
use crate::player::pace::Speed;
use crate::player::view::View;

/// At this speed six weeks pass in ninety seconds.
pub const SIX_WEEKS: Speed = Speed::Times(40_320.0);

/// Shows it over the scene.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("What was learned").font(theme::strong(21.0)));
        let words = "Six weeks in ninety seconds";
        let button = Press::icon(Icon::Play, words).with_text(words).tip("Let time run so fast that the band moves");
        if button.height(30.0).show(ui).clicked() {
            out.extend([Command::SetSpeed(SIX_WEEKS), Command::Play]);
        }
        what_if(ui, shown);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = Press::icon(Icon::Close, "Close what was learned").tone(Tone::Plain).like(Deed::Learned);
            if close.show(ui).clicked() {
                shown.learned = false;
            }
        });
    });
    ScrollArea::vertical().id_salt("learned").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        progress(ui, view);
        body(ui, view, shown);
        ui.add_space(10.0);
    });
}

/// The ways to the page that asks what another monitor would have said, and to a second run beside this one.
pub fn what_if(ui: &mut Ui, shown: &mut Shown) {
    let button = Press::icon(Icon::Settings, "What if?").with_text("What if …").like(Deed::WhatIf);
    if button.tip("What would be said with other settings, or fewer sensors?").height(30.0).show(ui).clicked() {
        shown.what_if.open = true;
    }
    let button = Press::text("Beside …").named("Two runs side by side").like(Deed::Beside);
    if button.tip("A second run beside this one, by one clock").height(30.0).show(ui).clicked() {
        shown.beside.open = true;
    }
}

fn progress(ui: &mut Ui, view: &View<'_>) {
    let learning = view.learning;
    let part = learning.day as f32 / learning.of.max(1) as f32;
    let words = if learning.done {
        format!(
            "Learning is done: {} days were seen, and what is usual goes on following how this person lives.",
            learning.of
        )
    } else {
        format!(
            "Day {} of {}: the monitor is still getting to know this home, so the coloured bands are wide.",
            learning.day, learning.of
        )
    };
    ui.horizontal(|ui| {
        widget::meter(ui, if learning.done { 1.0 } else { part }, 120.0, theme::accent());
        widget::aside(ui, &words);
    });
}

fn body(ui: &mut Ui, view: &View<'_>, shown: &mut Shown) {
    let wide = ui.available_width() > 620.0;
    widget::heading(ui, "Through the day: how often something begins");
    curve::hours(ui, "learned", &view.normal, view.local.clock, 150.0);
    widget::aside(
        ui,
        "The dark line is today. The coloured band is what four days in five are like; the thin line is the average.",
    );
    widget::paragraph(ui, &curve::hours_in_words(&view.normal));
    ui.add_space(6.0);
    widget::heading(ui, "Habits, day by day");
    if view.habits.is_empty() {
        widget::paragraph(ui, "This home has no sensors that habits could be seen by.");
        return;
    }
    let chosen = view.habits.iter().find(|habit| Some(habit.feature) == shown.habit).or(view.habits.first()).copied();
    let Some(chosen) = chosen else { return };
    if wide {
        ui.horizontal_top(|ui| {
            let list = (ui.available_width() * 0.42).clamp(230.0, 330.0);
            ui.allocate_ui_with_layout(egui::vec2(list, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(list);
                habits(ui, view, shown, chosen.feature);
            });
            ui.vertical(|ui| one(ui, view, &chosen));
        });
    } else {
        one(ui, view, &chosen);
        habits(ui, view, shown, chosen.feature);
    }
}

fn habits(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, chosen: Feature) {
    ui.spacing_mut().item_spacing.y = 3.0;
    for habit in &view.habits {
        let name = habit.feature.in_words();
        let words = in_words(habit);
        let response = widget::row(
            ui,
            ("habit", habit.feature.name()),
            &format!("{name}: {words}"),
            habit.feature == chosen,
            |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(name).font(theme::strong(theme::TEXT)));
                    if habit.changed_since.is_some() {
                        widget::pill(ui, Some(Icon::Attention), "Changed", theme::attention());
                    }
                });
                widget::aside(ui, &words);
            },
        );
        if response.clicked() {
            shown.habit = Some(habit.feature);
        }
    }
}

/// `4, usually 0 to 3`.
fn in_words(habit: &Habit) -> String {
    let feature = habit.feature;
    let usual = habit.usual.map(|usual| {
        format!("usually {} to {}", feature.value_in_words(usual.low), feature.value_in_words(usual.high))
    });
    match (habit.latest, usual) {
        (Some((_, value)), Some(usual)) => format!("{}, {usual}", feature.value_in_words(value)),
        (Some((_, value)), None) => feature.value_in_words(value),
        (None, Some(usual)) => usual,
        (None, None) => "not observed yet".to_owned(),
    }
}

fn one(ui: &mut Ui, view: &View<'_>, habit: &Habit) {
    let days = view.days_of(habit.feature);
    ui.label(RichText::new(habit.feature.in_words()).font(theme::strong(17.0)));
    if days.is_empty() {
        widget::paragraph(ui, "It could not be observed on any day so far.");
        return;
    }
    curve::habit(ui, "learned", view, habit.feature, &days, 190.0);
    widget::paragraph(ui, &curve::habit_in_words(view, habit.feature, &days));
    let mut words = format!("Seen on {} days while the home was learned.", habit.observed);
    if let Some(since) = habit.changed_since {
        words.push_str(&format!(" It has most likely been different since day {since}."));
    }
    widget::aside(ui, &words);
    widget::aside(
        ui,
        "Dots are days; a diamond lies outside the band, the square is the latest. The band is what was known on that \
         day: wide while little was known. A thick upright line is where the monitor said so.",
    );
}
