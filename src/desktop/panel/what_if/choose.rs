//! What may be otherwise: how seldom the monitor may be wrong, how long it learns, its limits, and which sensors there are.
//!
//! Each is a row with a smaller and a larger value; what differs from how it is says so in words.

use bevy_egui::egui::{Align, Layout, RichText, Ui};

use crate::desktop::panel::icon::Icon;
use crate::desktop::panel::widget::{self, Press, Tone};
use crate::desktop::theme;
use crate::evaluation::rehear::Otherwise;
use crate::monitor::Config;
use crate::player::view::View;
use crate::time::ClockTime;

/// A value that can be stepped.
struct Step {
    /// What it is, for people.
    words: &'static str,
    /// What it means.
    tip: &'static str,
    /// The value in words.
    told: fn(&Config) -> String,
    /// Puts the next larger (true) or smaller value there; false, and nothing is changed, where there is none.
    go: fn(&mut Config, bool) -> bool,
}

/// How seldom the home may be wrong, in days; from published anchors (one in 11, one in 50) to once a year.
const SELDOM: [f64; 9] = [7.0, 11.0, 14.0, 20.0, 40.0, 50.0, 90.0, 180.0, 365.0];
/// Days to learn.
const LEARN: [i64; 8] = [3, 7, 10, 14, 21, 28, 42, 56];

const STEPS: &[Step] = &[
    Step {
        words: "A false alarm at most every",
        tip: "The budget of the whole home: smaller hears sooner, and cries wolf more often",
        told: |config| days(config.false_alarms_every_days as i64),
        go: |config, up| next(&mut config.false_alarms_every_days, &SELDOM, up),
    },
    Step {
        words: "Learns for",
        tip: "After so many days its normal counts as learned",
        told: |config| days(config.learning_days),
        go: |config, up| next(&mut config.learning_days, &LEARN, up),
    },
    Step {
        words: "Speaks of silence from day",
        tip: "Before, too little is known to judge that somebody is overdue",
        told: |config| (config.speaks_after_days + 1).to_string(),
        go: |config, up| next(&mut config.speaks_after_days, &LEARN, up),
    },
    Step {
        words: "A room is cold below",
        tip: "18 °C is the guidance for people over 65 (UKHSA)",
        told: |config| degrees(config.low_celsius),
        go: |config, up| by(&mut config.low_celsius, 0.5, 12.0..=22.0, up),
    },
    Step {
        words: "Urgently cold below",
        tip: "16 °C, where the risk to breathing rises",
        told: |config| degrees(config.urgent_celsius),
        go: |config, up| by(&mut config.urgent_celsius, 0.5, 10.0..=20.0, up),
    },
    Step {
        words: "The night begins at",
        tip: "From then on a door to outside counts as opened at night",
        told: |config| config.night_from.to_string(),
        go: |config, up| clock(&mut config.night_from, 19 * 60..=23 * 60 + 30, up),
    },
    Step {
        words: "The night ends at",
        tip: "Until then",
        told: |config| config.night_until.to_string(),
        go: |config, up| clock(&mut config.night_until, 4 * 60..=9 * 60, up),
    },
];

/// Shows every row.
pub fn show(ui: &mut Ui, view: &View<'_>, before: &Otherwise, choice: &mut Otherwise) {
    widget::heading(ui, "The monitor");
    for step in STEPS {
        row(ui, step, &before.config, &mut choice.config);
    }
    widget::heading(ui, "The sensors: take one away");
    let home = &view.scenario.home;
    for area in &home.areas {
        let mut here = home.devices.iter().filter(|device| device.area == area.id).peekable();
        if here.peek().is_none() {
            continue;
        }
        ui.label(RichText::new(&area.name).font(theme::strong(theme::SMALL)));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = bevy_egui::egui::vec2(6.0, 6.0);
            for device in here {
                let there = !choice.without.contains(&device.id);
                let name = format!("{}, {}", device.name, if there { "there" } else { "taken away" });
                let icon = if there { Icon::Tick } else { Icon::Close };
                let button = Press::icon(icon, &name).with_text(&device.name).chosen(!there).height(30.0);
                if button.tip("Hear the weeks with or without it").show(ui).clicked() {
                    if there {
                        choice.without.insert(device.id.clone());
                    } else {
                        choice.without.remove(&device.id);
                    }
                }
            }
        });
    }
}

fn row(ui: &mut Ui, step: &Step, before: &Config, config: &mut Config) {
    let (now, was) = ((step.told)(config), (step.told)(before));
    let otherwise = now != was;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let font = if otherwise { theme::strong(theme::TEXT) } else { theme::plain(theme::TEXT) };
        ui.label(RichText::new(step.words).font(font)).on_hover_text(step.tip);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, word, up) in [(Icon::Plus, "More", true), (Icon::Minus, "Less", false)] {
                let name = format!("{word}: {} {now}", step.words);
                let button = Press::icon(icon, &name).tip(step.tip).tone(Tone::Quiet).height(28.0);
                if button.enabled((step.go)(&mut config.clone(), up)).show(ui).clicked() {
                    (step.go)(config, up);
                }
                if up {
                    ui.label(RichText::new(&now).font(theme::strong(theme::TEXT)));
                }
            }
        });
    });
    if otherwise {
        widget::aside(ui, &format!("It is {was} as things are."));
    }
}

fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

fn degrees(celsius: f64) -> String {
    format!("{celsius:.1} °C")
}

/// The next of a list.
fn next<T: PartialOrd + Copy>(value: &mut T, steps: &[T], up: bool) -> bool {
    let now = *value;
    let found = if up { steps.iter().find(|step| **step > now) } else { steps.iter().rev().find(|step| **step < now) };
    if let Some(found) = found {
        *value = *found;
    }
    found.is_some()
}

fn by(value: &mut f64, step: f64, range: std::ops::RangeInclusive<f64>, up: bool) -> bool {
    let moved = *value + if up { step } else { -step };
    let fits = range.contains(&moved);
    if fits {
        *value = moved;
    }
    fits
}

/// Half an hour on or back.
fn clock(value: &mut ClockTime, range: std::ops::RangeInclusive<i64>, up: bool) -> bool {
    let moved = value.since_midnight().as_millis() / 60_000 + if up { 30 } else { -30 };
    let found = ClockTime::new(moved / 60, moved % 60).filter(|_| range.contains(&moved));
    if let Some(found) = found {
        *value = found;
    }
    found.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_can_be_stepped_both_ways_and_stops_at_its_ends() {
        for step in STEPS {
            for up in [true, false] {
                let mut config = Config::default();
                let before = (step.told)(&config);
                assert!((step.go)(&mut config, up), "{} {up}", step.words);
                assert_ne!((step.told)(&config), before, "{}", step.words);
                let steps = (0..100).take_while(|_| (step.go)(&mut config, up)).count();
                assert!(steps < 40, "{} has no end", step.words);
            }
        }
    }
}
