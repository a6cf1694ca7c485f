//! What lasts: text size, colours, motion, whose view, and how much work the picture may be.

use bevy_egui::egui::{self, Id, Modal, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, WidgetType};

use super::Shown;
use super::icon::Icon;
use super::viewer::Viewer;
use super::widget::{self, Press, Tone};
use crate::desktop::palette::Theme;
use crate::desktop::theme::{self, TEXT_SCALES};
use crate::desktop::{Quality, input::Deed};

/// Shows the settings while they are open.
pub fn show(ctx: &egui::Context, shown: &mut Shown) {
    if !shown.options {
        return;
    }
    let room = ctx.content_rect().size();
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20).corner_radius(theme::ROUND + 2);
    let response = Modal::new(Id::new("options")).frame(frame).show(ctx, |ui| {
        ui.set_width((room.x - 80.0).min(560.0));
        let mut close = false;
        ui.horizontal(|ui| {
            ui.label(RichText::new("Settings").font(theme::strong(23.0)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = Press::icon(Icon::Close, "Close the settings").tone(Tone::Plain).like(Deed::Close);
                close = button.show(ui).clicked();
            });
        });
        let height = (room.y - 130.0).max(120.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| all(ui, shown));
        close
    });
    if response.inner || response.should_close() {
        shown.options = false;
    }
}

fn all(ui: &mut Ui, shown: &mut Shown) {
    widget::heading(ui, "Text");
    choices(ui, TEXT_SCALES.map(|scale| (format!("{:.0}%", scale * 100.0), scale)), |scale| {
        (*scale - shown.text_scale).abs() < 0.01
    })
    .into_iter()
    .for_each(|scale| shown.text_scale = scale);
    widget::heading(ui, "Colours");
    choices(ui, Theme::ALL.map(|one| (one.in_words().to_owned(), one)), |one| *one == shown.theme)
        .into_iter()
        .for_each(|one| shown.theme = one);
    widget::heading(ui, "Motion");
    let motion = [("Things glide".to_owned(), false), ("As little as can be".to_owned(), true)];
    choices(ui, motion, |less| *less == shown.reduced_motion).into_iter().for_each(|less| shown.reduced_motion = less);
    widget::heading(ui, "Camera");
    let flies = [("Flies to what you choose".to_owned(), true), ("Stays where it is".to_owned(), false)];
    choices(ui, flies, |flies| *flies == shown.flies).into_iter().for_each(|flies| shown.flies = flies);
    widget::heading(ui, "Speech to text");
    let hint = "tcp://127.0.0.1:10300";
    let edit = TextEdit::singleline(&mut shown.care.server).hint_text(hint).desired_width(320.0).char_limit(200);
    let response = ui.add(edit.margin(egui::Margin::symmetric(8, 6)).background_color(theme::soft()));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "The address of a Wyoming server"));
    widget::aside(
        ui,
        "The address of a Wyoming server, such as those for Whisper or Vosk: then one can talk to the home. It has \
         neither a password nor encryption, so only one of this machine or of the home's own network.",
    );
    widget::heading(ui, "Whose view");
    choices(ui, Viewer::ALL.map(|one| (one.in_words().to_owned(), one)), |one| *one == shown.viewer)
        .into_iter()
        .for_each(|one| shown.viewer = one);
    widget::heading(ui, "Picture of the home");
    let quality = [
        ("As the machine can".to_owned(), None),
        ("Low".to_owned(), Some(Quality::Low)),
        ("Medium".to_owned(), Some(Quality::Medium)),
        ("High".to_owned(), Some(Quality::High)),
    ];
    choices(ui, quality, |one| *one == shown.quality).into_iter().for_each(|one| shown.quality = one);
    widget::aside(ui, "Shadows and glow change at once; the finest shadows when the window is opened again.");
    ui.add_space(6.0);
    widget::aside(ui, "All of this is kept on this machine, for the next time.");
}

/// A row of which one is chosen.
fn choices<T: Copy, const N: usize>(ui: &mut Ui, of: [(String, T); N], chosen: impl Fn(&T) -> bool) -> Option<T> {
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        for (words, value) in &of {
            if Press::text(words).chosen(chosen(value)).height(34.0).show(ui).clicked() {
                pressed = Some(*value);
            }
        }
    });
    pressed
}
