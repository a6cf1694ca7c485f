//! What a practitioner sees: how the last weeks compare with what is usual for this person, the concerns,
//! and what they tell the monitor.

use bevy_egui::egui::{RichText, ScrollArea, Ui};

use super::icon::Icon;
use super::widget::{self, Press};
use super::{Shown, alert, curve, learned, practice, when};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::monitor::alert::AlertKind;
use crate::monitor::{Feature, Habit};
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::Span;

/// The last so many days are compared with what is usual.
const LATELY: i64 = 7;

/// Shows trends and concerns.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    if shown.open_alert.is_some() {
        alert::show(ui, view, shown, out);
        return;
    }
    alert::announce(ui, view);
    ScrollArea::vertical().id_salt("practitioner").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.label(RichText::new("Trends and concerns").font(theme::strong(19.0)));
        let words = if view.learning.done {
            format!("The last {LATELY} days against what is usual for this person.")
        } else {
            format!(
                "Day {} of {} of getting to know this person: trends are not judged yet.",
                view.learning.day, view.learning.of
            )
        };
        widget::aside(ui, &words);
        concerns(ui, view, shown, out);
        practice::show(ui, view, shown, out);
        widget::heading(ui, "Habits");
        for habit in &view.habits {
            trend(ui, view, habit, shown);
        }
        if Press::icon(Icon::Curve, "What was learned")
            .with_text("Everything that was learned")
            .like(Deed::Learned)
            .show(ui)
            .clicked()
        {
            shown.learned = true;
        }
        learned::what_if(ui, shown);
        ui.add_space(8.0);
    });
}

/// Each kind of concern of the last four weeks, with how often and when last.
fn concerns(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    widget::heading(ui, "Concerns of the last four weeks");
    let raised = view.history.alerts_by(view.at);
    let since = view.at - Span::days(28);
    let mut seen: Vec<(AlertKind, Option<&'static str>, u32, usize)> = Vec::new();
    for (place, one) in raised.iter().enumerate().rev().filter(|(_, one)| one.raised_at >= since) {
        match seen.iter_mut().find(|(kind, feature, ..)| (*kind, *feature) == (one.kind, one.feature)) {
            Some((_, _, count, _)) => *count += 1,
            None => seen.push((one.kind, one.feature, 1_u32, place)),
        }
    }
    if seen.is_empty() {
        widget::paragraph(ui, "None.");
    }
    for (_, _, count, place) in seen {
        let Some(one) = raised.get(place) else { continue };
        let (title, last) = (alert::title(view, one), when(&view.scenario.calendar, one.raised_at, view.at));
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let name = format!("{title}, {times}, last {last}");
        let response = widget::row(ui, ("concern", place), &name, false, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.horizontal_wrapped(|ui| {
                widget::pill(ui, Some(Icon::of(one.severity)), alert::urgency(one.severity), alert::tint(one.severity));
                ui.label(RichText::new(&title).font(theme::strong(theme::TEXT)));
            });
            widget::aside(ui, &format!("{times}, last {last}"));
        });
        if response.clicked() {
            shown.open_alert = Some(place);
            out.push(Command::Seek(view.at));
        }
    }
}

/// A habit's last week in words, and its plot when it is chosen.
fn trend(ui: &mut Ui, view: &View<'_>, habit: &Habit, shown: &mut Shown) {
    let feature = habit.feature;
    let days = view.days_of(feature);
    let lately: Vec<f64> = days.iter().filter(|day| day.day > view.local.day - LATELY).map(|day| day.value).collect();
    let words = week(feature, &lately, habit);
    let chosen = shown.habit == Some(feature);
    let name = format!("{}: {words}", feature.in_words());
    let response = widget::row(ui, ("trend", feature.name()), &name, chosen, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(feature.in_words()).font(theme::strong(theme::TEXT)));
            if habit.changed_since.is_some() {
                widget::pill(ui, Some(Icon::Attention), "Changed", theme::attention());
            }
        });
        widget::aside(ui, &words);
    });
    if response.clicked() {
        shown.habit = if chosen { None } else { Some(feature) };
    }
    if chosen && !days.is_empty() {
        curve::habit(ui, "practitioner", view, feature, &days, 130.0);
    }
}

fn week(feature: Feature, lately: &[f64], habit: &Habit) -> String {
    if lately.is_empty() {
        return "not observed this week".to_owned();
    }
    let mean = lately.iter().sum::<f64>() / lately.len() as f64;
    let value = feature.value_in_words(mean);
    match habit.usual {
        Some(usual) => {
            let side = if mean > usual.high {
                "above the usual range"
            } else if mean < usual.low {
                "below the usual range"
            } else {
                "within the usual range"
            };
            let range = format!("{} to {}", feature.value_in_words(usual.low), feature.value_in_words(usual.high));
            format!("{value} on average, {side} of {range}")
        }
        None => format!("{value} on average"),
    }
}
