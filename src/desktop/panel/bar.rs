//! The bar along the top: what is shown and when, the controls of time, what can be done, and the *Simulated* mark.

use bevy_egui::egui::{Align, Id, Label, Layout, Popup, Response, RichText, Ui, vec2};

use super::icon::Icon;
use super::viewer::Viewer;
use super::widget::{self, Group, Press, Tone};
use super::{Shown, act, long_date, short_date};
use crate::desktop::input::{self, Deed};
use crate::desktop::theme;
use crate::player::command::Command;
use crate::player::pace::Speed;
use crate::player::view::View;

/// Below this width, in points, words give way to pictures so that one row is enough.
const TIGHT: f32 = 1_420.0;

/// Shows the bar.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let narrow = ui.available_width() < super::NARROW;
    let tight = ui.available_width() < TIGHT;
    let (row, height) = match (narrow, tight) {
        (true, _) => (32.0, 30.0),
        (false, true) => (44.0, 33.0),
        (false, false) => (44.0, 36.0),
    };
    // Each group writes down what was pressed; it is carried out after all of them, so that they need not share.
    let mut deeds = Vec::new();
    let mut speed = None;
    let mut acts = Vec::new();
    let mut toggle_act = shown.act_menu;
    shown.act_menu = false;
    let (can_undo, can_save) = (view.can_undo, view.changed);
    let (viewer, lens_on, selected) = (shown.viewer, shown.lens, shown.selected_device);
    let fits_now = shown.fitting.open;
    let mut chosen_viewer = None;
    let cell = std::cell::RefCell::new(&mut deeds);
    let press = |ui: &mut Ui, icon: Icon, deed: Deed, tone: Tone| {
        let name = input::shortcut(deed).map_or("", |line| line.words);
        if Press::icon(icon, name).like(deed).tone(tone).height(height).show(ui).clicked() {
            cell.borrow_mut().push(deed);
        }
    };

    let groups = vec![
        group("library", false, |ui| {
            let mut button = Press::icon(Icon::Book, "Library").tip("See something else").like(Deed::Library);
            if !tight {
                button = button.with_text("Library");
            }
            if button.height(height).show(ui).clicked() {
                cell.borrow_mut().push(Deed::Library);
            }
        }),
        group("clock", false, |ui| clock(ui, view, narrow, tight)),
        group("learning", false, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if learning(ui, view, tight).clicked() {
                cell.borrow_mut().push(Deed::Learned);
            }
        }),
        group("time", false, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            press(ui, Icon::PreviousAlert, Deed::PreviousAlert, Tone::Quiet);
            press(ui, Icon::PreviousEvent, Deed::PreviousEvent, Tone::Quiet);
            press(ui, Icon::Back, Deed::StepBack, Tone::Quiet);
            let (icon, name) = if view.playing { (Icon::Pause, "Pause") } else { (Icon::Play, "Play") };
            let button = Press::icon(icon, name).like(Deed::PlayPause).tone(Tone::Primary);
            let button = if narrow { button } else { button.with_text(name) };
            if button.height(height).show(ui).clicked() {
                cell.borrow_mut().push(Deed::PlayPause);
            }
            press(ui, Icon::Forward, Deed::StepForward, Tone::Quiet);
            press(ui, Icon::NextEvent, Deed::NextEvent, Tone::Quiet);
            let name = input::shortcut(Deed::NextAlert).map_or("", |line| line.words);
            let mut button = Press::icon(Icon::NextAlert, name).like(Deed::NextAlert).height(height);
            if !tight {
                button = button.with_text("Next alert");
            }
            if button.show(ui).clicked() {
                cell.borrow_mut().push(Deed::NextAlert);
            }
        }),
        group("speed", false, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            press(ui, Icon::Minus, Deed::Slower, Tone::Quiet);
            speed = speeds(ui, view.speed, height, tight);
            press(ui, Icon::Plus, Deed::Faster, Tone::Quiet);
        }),
        group("act", false, |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if view.alive && !view.truth {
                // Under the lens one only looks.
                return;
            }
            if view.alive {
                let look = act::Look { short: tight, height, toggle: std::mem::take(&mut toggle_act) };
                let devices;
                (acts, devices) = act::show(ui, view, selected, look);
                // Where space is short it stands in the menu alone.
                let button = Press::icon(Icon::Device, "Devices").with_text("Devices").like(Deed::Devices);
                let button = button.tip("Move, add and remove devices; see what is covered").chosen(fits_now);
                let shown = !tight && super::can_fit(view);
                if (shown && button.height(height).show(ui).clicked()) || devices {
                    cell.borrow_mut().push(Deed::Devices);
                }
            }
            // What was recorded stays as it was; what the monitor was told over it can be kept and taken back.
            let undo = Press::icon(Icon::Undo, "Take back what you did last").like(Deed::Undo);
            if can_undo && undo.height(height).show(ui).clicked() {
                cell.borrow_mut().push(Deed::Undo);
            }
            let (name, tip) = if view.alive {
                ("Save as scenario", "Save what you did as a scenario")
            } else {
                ("Save what you told the monitor", "For replay, with --acts")
            };
            let save = Press::icon(Icon::Save, name).tip(tip);
            if can_save && save.like(Deed::Save).height(height).show(ui).clicked() {
                cell.borrow_mut().push(Deed::Save);
            }
        }),
        group("view", true, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            chosen_viewer = viewers(ui, viewer, height);
            let lens = Press::icon(Icon::Eye, "Privacy lens").tip("What they can know, and what nobody sees");
            if lens.like(Deed::Lens).tone(Tone::Plain).chosen(lens_on).height(height).show(ui).clicked() {
                cell.borrow_mut().push(Deed::Lens);
            }
        }),
        group("simulated", true, |ui| {
            if view.simulated {
                widget::pill(ui, Some(Icon::Simulated), "Simulated", theme::simulated())
                    .on_hover_text("A simulation made everything shown here. No real person is watched.");
            } else {
                widget::pill(ui, Some(Icon::Eye), "Recorded", theme::attention())
                    .on_hover_text("These readings were recorded in a home. Treat them as you would the person.");
            }
        }),
        group("text", true, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            press(ui, Icon::Settings, Deed::Options, Tone::Plain);
            press(ui, Icon::Help, Deed::Help, Tone::Plain);
        }),
    ];
    let gap = if tight { vec2(6.0, 6.0) } else { vec2(20.0, 8.0) };
    widget::flow(ui, Id::new("bar-groups"), row, gap, groups);

    if let Some(viewer) = chosen_viewer {
        shown.viewer = viewer;
    }
    if let Some(speed) = speed {
        out.push(Command::SetSpeed(speed));
    }
    out.extend(acts.into_iter().map(Command::Intervene));
    for deed in deeds {
        input::carry_out(deed, view, shown, out);
    }
}

fn group<'a>(name: &'static str, trailing: bool, add: impl FnOnce(&mut Ui) + 'a) -> Group<'a> {
    Group { name, trailing, add: Box::new(add) }
}

/// What is played, the time on the clock, and the day.
fn clock(ui: &mut Ui, view: &View<'_>, narrow: bool, tight: bool) {
    let time = view.local.clock.to_string();
    if narrow {
        ui.label(RichText::new(&time).font(theme::strong(22.0)));
        let day = format!("Day {} · {}", view.local.day, short_date(&view.local));
        ui.label(RichText::new(day).font(theme::plain(theme::TEXT))).on_hover_text(format!(
            "{}, {}",
            view.scenario.title,
            long_date(&view.local)
        ));
        return;
    }
    ui.spacing_mut().item_spacing.x = 12.0;
    ui.label(RichText::new(&time).font(theme::strong(if tight { 32.0 } else { 36.0 })));
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add_space(3.0);
        // A long title is cut rather than pushing the bar into a second row.
        ui.set_max_width(if tight { 150.0 } else { 260.0 });
        let title = RichText::new(&view.scenario.title).font(theme::plain(theme::SMALL)).color(theme::ink_weak());
        ui.add(Label::new(title).truncate()).on_hover_text(format!("{}. {}", view.scenario.title, view.scenario.about));
        let date = if tight { short_date(&view.local) } else { long_date(&view.local) };
        let day = format!("Day {} · {date}", view.local.day);
        ui.add(Label::new(RichText::new(day).font(theme::strong(theme::TEXT))).extend())
            .on_hover_text(long_date(&view.local));
    });
}

/// How far the monitor has learned; a press shows what.
fn learning(ui: &mut Ui, view: &View<'_>, tight: bool) -> Response {
    let learning = view.learning;
    if learning.done {
        let tip = format!(
            "The monitor has learned {} days, and speaks up when a day is not like them. Press to see what. (W)",
            learning.of
        );
        let name = "Learned: show what";
        return widget::pill_button(ui, Some(Icon::Curve), "Learned", theme::calm(), name).on_hover_text(tip);
    }
    let words = if tight {
        format!("Learning {}/{}", learning.day, learning.of)
    } else {
        format!("Learning: day {} of {}", learning.day, learning.of)
    };
    let name = format!("{words}: show what");
    let response = widget::pill_button(ui, Some(Icon::Curve), &words, theme::attention(), &name);
    // The part of the learning that is done, along the foot of the pill.
    let part = (learning.day as f32 / learning.of.max(1) as f32).clamp(0.0, 1.0);
    let rect = response.rect.shrink2(vec2(13.0, 0.0));
    let foot = rect.bottom() - 2.5;
    let filled = rect.left()..=rect.left() + rect.width() * part;
    ui.painter().hline(filled, foot, (2.0, theme::attention().ink));
    let tip = format!(
        "The monitor first watches {} ordinary days. This is day {}. Press to see what it knows. (W)",
        learning.of, learning.day
    );
    response.on_hover_text(tip)
}

/// Whose view it is, as a menu of all of them.
fn viewers(ui: &mut Ui, now: Viewer, height: f32) -> Option<Viewer> {
    let name = format!("View: {}", now.in_words());
    let button = Press::text(now.in_words()).named(&name).tip("Whose view of this moment").like(Deed::NextView);
    let response = button.tone(Tone::Quiet).menu().height(height).show(ui);
    let mut chosen = None;
    Popup::menu(&response).layout(Layout::top_down(Align::Min)).show(|ui| {
        ui.set_width(300.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        for viewer in Viewer::ALL {
            let button = Press::text(viewer.in_words()).named(viewer.in_words()).tip(viewer.about());
            if button.tone(Tone::Plain).chosen(viewer == now).wide().show(ui).clicked() {
                chosen = Some(viewer);
                ui.close();
            }
            widget::aside(ui, viewer.about());
        }
    });
    chosen
}

/// The speed as a menu of all speeds.
fn speeds(ui: &mut Ui, now: Speed, height: f32, tight: bool) -> Option<Speed> {
    let words = speed_words(now);
    let name = format!("Speed: {words}");
    // As wide as its widest word, so that the bar stands still while the speed changes.
    let button = Press::text(&words).named(&name).tip("How fast time passes").tone(Tone::Plain);
    let response = button.height(height).min_width(if tight { 58.0 } else { 84.0 }).show(ui);
    let mut chosen = None;
    Popup::menu(&response).layout(Layout::top_down(Align::Min)).show(|ui| {
        ui.set_min_width(190.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        for speed in Speed::STEPS {
            let text = speed_sentence(speed);
            if Press::text(&text).tone(Tone::Plain).chosen(speed == now).wide().show(ui).clicked() {
                chosen = Some(speed);
                ui.close();
            }
        }
    });
    chosen
}

/// `60×`, `Fastest`.
fn speed_words(speed: Speed) -> String {
    match speed {
        Speed::Times(_) => speed.in_words(),
        Speed::Fastest => "Fastest".to_owned(),
    }
}

/// `60× · an hour in a minute`.
fn speed_sentence(speed: Speed) -> String {
    let words = speed_words(speed);
    let Speed::Times(times) = speed else {
        return format!("{words} · as fast as it goes");
    };
    let what = match times as i64 {
        1 => "as in life",
        10 => "a minute in 6 seconds",
        60 => "an hour in a minute",
        300 => "5 minutes a second",
        900 => "15 minutes a second",
        3_600 => "an hour a second",
        14_400 => "4 hours a second",
        _ => return words,
    };
    format!("{words} · {what}")
}
