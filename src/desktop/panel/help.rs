//! The help: every key, and what the resident wants others to know, in their own words.

use bevy_egui::egui::{self, Grid, Id, Modal, RichText, ScrollArea, Ui};

use super::Shown;
use super::icon::Icon;
use super::widget::{self, Press, Tone};
use crate::desktop::input::{ELSEWHERE, SHORTCUTS};
use crate::desktop::theme;
use crate::player::view::View;
use crate::scenario::Resident;

/// Shows the help while it is open.
pub fn show(ctx: &egui::Context, view: &View<'_>, shown: &mut Shown) {
    if !shown.help {
        return;
    }
    let room = ctx.content_rect().size();
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20).corner_radius(theme::ROUND + 2);
    let response = Modal::new(Id::new("help")).frame(frame).show(ctx, |ui| {
        ui.set_width((room.x - 80.0).min(900.0));
        let mut close = false;
        ui.horizontal(|ui| {
            ui.label(RichText::new("Help and keys").font(theme::strong(23.0)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                close = Press::icon(Icon::Close, "Close the help").tone(Tone::Plain).show(ui).clicked();
            });
        });
        let height = (room.y - 130.0).max(120.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            if room.x > 760.0 {
                ui.columns(2, |columns| {
                    // Columns would spread the words of a line from edge to edge.
                    let plain = egui::Layout::top_down(egui::Align::Min);
                    if let [left, right] = columns {
                        left.with_layout(plain, keys);
                        right.with_layout(plain, |ui| about(ui, view));
                    }
                });
            } else {
                keys(ui);
                ui.add_space(12.0);
                about(ui, view);
            }
        });
        close
    });
    if response.inner || response.should_close() {
        shown.help = false;
    }
}

fn keys(ui: &mut Ui) {
    widget::heading(ui, "Keys");
    ui.spacing_mut().interact_size.y = 20.0;
    Grid::new("keys").num_columns(2).spacing([16.0, 7.0]).show(ui, |ui| {
        let lines = SHORTCUTS.iter().map(|line| (line.keys, line.words)).chain(ELSEWHERE.iter().copied());
        for (keys, words) in lines {
            ui.label(RichText::new(keys).font(theme::strong(theme::TEXT)).color(theme::accent()));
            ui.add(egui::Label::new(RichText::new(words).font(theme::plain(theme::TEXT))).wrap());
            ui.end_row();
        }
    });
}

fn about(ui: &mut Ui, view: &View<'_>) {
    widget::heading(ui, "This scenario");
    widget::paragraph(ui, &view.scenario.about);
    for resident in &view.scenario.residents {
        about_me(ui, resident);
    }
    widget::heading(ui, "With the mouse");
    widget::paragraph(
        ui,
        "On the timeline, click or drag to go to a moment; turn the wheel to zoom; hold Shift and turn it, or drag with \
         the right button, to look earlier or later. Click a device in the house or on the timeline to see what it knows.",
    );
}

fn about_me(ui: &mut Ui, resident: &Resident) {
    let me = &resident.about_me;
    let parts = [
        ("What matters to me", &me.matters),
        ("How I communicate", &me.communication),
        ("People important to me", &me.people),
    ];
    if parts.iter().all(|(_, words)| words.is_empty()) {
        return;
    }
    widget::heading(ui, &format!("About me: {}, {}", resident.name, resident.age));
    egui::Frame::new().fill(theme::accent_soft()).corner_radius(theme::ROUND).inner_margin(14).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for (caption, words) in parts.into_iter().filter(|(_, words)| !words.is_empty()) {
            ui.label(RichText::new(caption).font(theme::strong(theme::SMALL)).color(theme::accent()));
            widget::paragraph(ui, &format!("“{words}”"));
        }
        widget::aside(ui, "These are the person’s own words. They are shown, and never analysed.");
    });
}
