//! A tour's caption, large enough for the room, with the presenter's notes beside it and the buttons to go on.

use bevy_egui::egui::{self, Id, Margin, Rect, RichText, accesskit, vec2};

use super::Shown;
use super::icon::Icon;
use super::widget::{self, Press, Tone};
use crate::desktop::input::Deed;
use crate::desktop::theme;

/// Shows the caption at the foot of the scene while a tour is played.
pub fn show(ctx: &egui::Context, free: Rect, shown: &mut Shown) {
    let Some(mut guide) = shown.guide.take() else { return };
    let width = (free.width() - 40.0).clamp(240.0, 860.0);
    let mut end = false;
    let (mut forward, mut back) = (false, false);
    let words = guide.step().map(|step| step.say.clone()).unwrap_or_default();
    let notes = guide.step().map(|step| step.notes.clone()).unwrap_or_default();
    egui::Area::new(Id::new("caption"))
        .order(egui::Order::Middle)
        .pivot(egui::Align2::CENTER_BOTTOM)
        .fixed_pos(free.center_bottom() - vec2(0.0, 10.0))
        .show(ctx, |ui| {
            egui::Frame::popup(ui.style()).inner_margin(Margin::symmetric(18, 12)).show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 6.0;
                let size = if free.width() < 560.0 { 17.0 } else { 22.0 };
                let caption = match (guide.failed(), guide.ended()) {
                    (Some(failed), _) => failed.to_owned(),
                    (None, true) => "That was the tour.".to_owned(),
                    (None, false) => words.clone(),
                };
                let label = ui.add(egui::Label::new(RichText::new(&caption).font(theme::strong(size))).wrap());
                // Read out when it changes.
                ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(accesskit::Live::Polite));
                if guide.notes && !notes.is_empty() {
                    egui::Frame::new().fill(theme::soft()).corner_radius(8).inner_margin(10).show(ui, |ui| {
                        ui.set_min_width(ui.available_width());
                        widget::heading(ui, "For the presenter");
                        widget::paragraph(ui, &notes);
                    });
                }
                ui.horizontal_wrapped(|ui| {
                    let count = format!("{} of {}", guide.number(), guide.tour().steps.len());
                    ui.label(RichText::new(count).font(theme::plain(theme::SMALL)).color(theme::ink_weak()));
                    let button = Press::icon(Icon::Left, "Step before").height(32.0);
                    back = button.enabled(guide.number() > 1).like(Deed::TourBack).show(ui).clicked();
                    let tone = if guide.arrived() { Tone::Primary } else { Tone::Quiet };
                    let next = Press::text("Next").named("Next step").tone(tone).height(32.0).like(Deed::TourNext);
                    forward = next.enabled(!guide.ended()).show(ui).clicked();
                    let alone = guide.is_alone();
                    if Press::text("By itself").chosen(alone).height(32.0).show(ui).clicked() {
                        guide.set_alone(!alone);
                    }
                    let has_notes = !notes.is_empty();
                    if Press::text("Notes").chosen(guide.notes).enabled(has_notes).height(32.0).show(ui).clicked() {
                        guide.notes = !guide.notes;
                    }
                    end = Press::text("End the tour").tone(Tone::Plain).height(32.0).show(ui).clicked();
                });
            });
        });
    if forward || back {
        guide.go(forward);
    }
    if !end {
        shown.guide = Some(guide);
    }
}
