//! What is wrong with a file that cannot be played: each with its place and what to do. It is opened again by itself
//! when the file is saved.

use bevy_egui::egui::{self, Frame, Margin, RichText, ScrollArea, Ui};

use super::icon::Icon;
use super::widget::{self, Press};
use super::{Screen, Shown, Wish};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::scenario::problem::Problem;

/// What is wrong with which file.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    /// What was to be opened.
    pub path: String,
    /// Everything that is wrong.
    pub found: Vec<Problem>,
    /// How often it was looked at anew since.
    pub looked: u32,
}

/// Shows the page over the whole window.
pub fn show(ui: &mut Ui, shown: &mut Shown, playing: &str) {
    let problems = shown.problems.clone();
    Frame::new().inner_margin(Margin::symmetric(28, 18)).show(ui, |ui| {
        let errors = problems.found.iter().filter(|problem| problem.is_error()).count();
        let name = problems.path.rsplit(['/', '\\']).next().unwrap_or(&problems.path);
        ui.add(
            egui::Label::new(RichText::new(format!("{name} cannot be played yet")).font(theme::strong(24.0))).wrap(),
        );
        let count = if errors == 1 { "One thing is".to_owned() } else { format!("{errors} things are") };
        widget::paragraph(
            ui,
            &format!("{count} wrong. Put it right and save the file: it is opened again by itself, within a second."),
        );
        ui.horizontal_wrapped(|ui| {
            if Press::icon(Icon::Again, "Look again").with_text("Look again").like(Deed::Reload).show(ui).clicked() {
                shown.wishes.push(Wish::Reload);
            }
            let library = Press::icon(Icon::Book, "Open the library").with_text("Library").like(Deed::Library);
            if library.show(ui).clicked() {
                shown.screen = Screen::Library;
            }
            if !playing.is_empty() {
                let words = format!("Back to {playing}");
                if Press::icon(Icon::Left, &words).with_text("Back").tip(&words).show(ui).clicked() {
                    shown.screen = Screen::House;
                }
            }
            if problems.looked > 0 {
                widget::aside(ui, &format!("Looked at again {} times.", problems.looked));
            }
        });
        ui.add_space(8.0);
        ScrollArea::vertical().id_salt("problems").auto_shrink([false, false]).show(ui, |ui| {
            for (n, problem) in problems.found.iter().enumerate() {
                one(ui, n, problem);
            }
            ui.add_space(16.0);
        });
    });
}

fn one(ui: &mut Ui, n: usize, problem: &Problem) {
    let (tint, icon, word) = if problem.is_error() {
        (theme::urgent(), Icon::Urgent, "Error")
    } else {
        (theme::attention(), Icon::Attention, "Warning")
    };
    let frame = Frame::new().fill(theme::card()).stroke((1.0, theme::line())).corner_radius(theme::ROUND);
    let inner = frame.inner_margin(14).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 5.0;
        ui.horizontal_wrapped(|ui| {
            widget::pill(ui, Some(icon), word, tint);
            let place = match &problem.place {
                Some(place) => format!("{}, line {}, column {}", problem.file, place.line, place.column),
                None => problem.file.clone(),
            };
            ui.label(RichText::new(place).font(theme::strong(theme::SMALL)).color(theme::ink_weak()));
        });
        let brief = format!("{}.", capital(&problem.brief));
        ui.add(egui::Label::new(RichText::new(brief).font(theme::strong(16.0))).wrap());
        if let Some(place) = problem.place.as_ref().filter(|place| !place.excerpt.is_empty()) {
            let mark = format!("{}{}", " ".repeat(place.offset), "^".repeat(place.length));
            Frame::new().fill(theme::soft()).corner_radius(6).inner_margin(8).show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ScrollArea::horizontal().id_salt(("excerpt", n)).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.add(egui::Label::new(RichText::new(&place.excerpt).monospace()).extend());
                    ui.add(egui::Label::new(RichText::new(mark).monospace().color(tint.ink)).extend());
                });
            });
        }
        if !problem.hint.is_empty() {
            widget::paragraph(ui, &format!("What to do: {}", problem.hint));
        }
        if !problem.path.is_empty() {
            widget::aside(ui, &format!("At {}", problem.path));
        }
    });
    let words = problem.to_string();
    inner.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, &words));
    ui.add_space(8.0);
}

/// With a large first letter, for the head of a sentence.
fn capital(brief: &str) -> String {
    let mut letters = brief.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
