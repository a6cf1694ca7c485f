//! What a developer sees: the monitor's version, how fast everything runs, and every reading, filtered.

use bevy_egui::egui::{self, Margin, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, WidgetType};

use super::widget::{self, Press, Tone};
use super::{Shown, alert, learned};
use crate::desktop::theme;
use crate::home::Reading;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::Span;

/// How fast things run, as measured in the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pulse {
    /// From one frame to the next, in milliseconds, smoothed.
    pub frame: f32,
    /// Simulated seconds that pass in one second, as measured.
    pub pace: f64,
    /// Simulated seconds that are worked out ahead in one second.
    pub ahead: f64,
}

impl Pulse {
    /// A frame took so many seconds, in which so much time passed and was worked out ahead.
    pub fn beat(&mut self, seconds: f32, passed: Span, ahead: Span) {
        if seconds <= 0.0 {
            return;
        }
        let follow = |old: f64, new: f64| if old == 0.0 { new } else { old + (new - old) * 0.1 };
        self.frame = follow(f64::from(self.frame), f64::from(seconds) * 1_000.0) as f32;
        self.pace = follow(self.pace, passed.as_seconds() / f64::from(seconds));
        self.ahead =
            if ahead == Span::ZERO { 0.0 } else { follow(self.ahead, ahead.as_seconds() / f64::from(seconds)) };
    }
}

/// The readings that fit a filter, newest first, by their places in the history; kept until it changes.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that must all occur.
    pub words: String,
    places: Vec<u32>,
    of: Option<(String, u64)>,
    seen: usize,
}

impl Filter {
    /// Looks through what is new.
    fn catch_up(&mut self, view: &View<'_>) {
        let (history, key) = (view.history, (self.words.clone(), view.history.revision()));
        if self.of.as_ref() != Some(&key) || self.seen > history.readings().len() {
            (self.of, self.seen) = (Some(key), 0);
            self.places.clear();
        }
        let words: Vec<String> = self.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        for (place, reading) in history.readings().iter().enumerate().skip(self.seen) {
            if words.is_empty() || fits(reading, &words) {
                self.places.extend(u32::try_from(place));
            }
        }
        self.seen = history.readings().len();
    }
}

fn fits(reading: &Reading, words: &[String]) -> bool {
    words.iter().all(|word| {
        reading.device.as_str().contains(word.as_str())
            || reading.capability.name().contains(word.as_str())
            || reading.value.to_string().to_lowercase().contains(word.as_str())
    })
}

/// Shows the insides.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    if shown.open_alert.is_some() {
        alert::show(ui, view, shown, out);
        return;
    }
    alert::announce(ui, view);
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.label(RichText::new("Inside").font(theme::strong(19.0)));
    facts(ui, view, shown);
    let raised = view.history.alerts_by(view.at);
    if let Some(last) = raised.last() {
        let words = format!("{} alerts, last: {}", raised.len(), alert::title(view, last));
        if Press::text(&words).tone(Tone::Quiet).wide().height(30.0).show(ui).clicked() {
            shown.open_alert = raised.len().checked_sub(1);
        }
    }
    learned::what_if(ui, shown);
    widget::heading(ui, "Readings up to now, newest first");
    let edit = TextEdit::singleline(&mut shown.filter.words).hint_text("kitchen occupancy true");
    let response = ui.add(edit.desired_width(f32::INFINITY).margin(Margin::symmetric(8, 6)));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "Filter the readings"));
    shown.filter.catch_up(view);
    table(ui, view, shown, out);
}

fn facts(ui: &mut Ui, view: &View<'_>, shown: &Shown) {
    let pulse = shown.pulse;
    let known = view.scenario.calendar.local(view.known_until);
    let asked = match view.speed {
        crate::player::pace::Speed::Times(times) => format!("{times:.0}×"),
        crate::player::pace::Speed::Fastest => "fastest".to_owned(),
    };
    let slow = match view.speed {
        crate::player::pace::Speed::Times(times) => view.playing && pulse.pace > 0.0 && pulse.pace < times * 0.9,
        crate::player::pace::Speed::Fastest => false,
    };
    let frame = if pulse.frame > 0.0 {
        format!("{:.1} ms, {:.0} a second", pulse.frame, 1_000.0 / pulse.frame.max(0.1))
    } else {
        "not measured yet".to_owned()
    };
    let mut lines = vec![
        ("Monitor", view.monitor.to_owned()),
        ("Frame", frame),
        ("Speed", format!("{:.0}× of {asked}{}", pulse.pace, if slow { ", behind what was asked" } else { "" })),
        ("Worked out", format!("to day {}, {}", known.day, known.clock)),
        ("Readings", view.history.readings().len().to_string()),
        ("Seed", view.scenario.seed.to_string()),
    ];
    if pulse.ahead > 0.0 {
        lines.push(("Working ahead", format!("{:.0}×", pulse.ahead)));
    }
    egui::Grid::new("facts").num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        for (name, value) in lines {
            ui.label(RichText::new(name).font(theme::plain(theme::SMALL)).color(theme::ink_weak()));
            ui.add(egui::Label::new(RichText::new(value).font(theme::strong(theme::SMALL))).wrap());
            ui.end_row();
        }
    });
}

fn table(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let readings = view.history.readings();
    let at = |place: &u32| readings.get(*place as usize).is_some_and(|reading| reading.at <= view.at);
    let known = shown.filter.places.partition_point(at);
    widget::aside(ui, &format!("{known} of {} so far", readings.partition_point(|reading| reading.at <= view.at)));
    let height = 22.0;
    let places = &shown.filter.places;
    let mut chosen = None;
    ScrollArea::vertical().id_salt("readings").auto_shrink([false, false]).show_rows(ui, height, known, |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for row in range {
            let Some(reading) = places.get(known - 1 - row).and_then(|place| readings.get(*place as usize)) else {
                continue;
            };
            let local = view.scenario.calendar.local(reading.at);
            let text = format!(
                "{} {}  {}  {}  {}",
                local.day,
                local.clock.exact(),
                reading.device,
                reading.capability.name(),
                reading.value
            );
            let label = egui::Label::new(RichText::new(&text).font(egui::FontId::monospace(12.0))).truncate();
            let response = ui.add(label.sense(egui::Sense::click()));
            response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &text));
            if response.on_hover_text(&text).clicked() {
                chosen = Some(reading.at);
            }
        }
    });
    out.extend(chosen.map(Command::Seek));
}
