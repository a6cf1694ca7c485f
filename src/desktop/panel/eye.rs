//! The camera's buttons, at the lower right of the house: all of it, from straight above, and staying with somebody.

use bevy_egui::egui::{self, Id, Rect, vec2};

use super::icon::Icon;
use super::widget::Press;
use super::{Gaze, Shown};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::player::view::View;

/// Where the house has less room than this, in points, the keys alone do it.
const LEAST: egui::Vec2 = vec2(360.0, 200.0);

/// Shows them.
pub fn show(ctx: &egui::Context, free: Rect, view: &View<'_>, shown: &mut Shown) {
    // A caption and the field for speaking lie there themselves.
    if free.width() < LEAST.x || free.height() < LEAST.y || shown.guide.is_some() || shown.care.speak {
        return;
    }
    egui::Area::new(Id::new("eye"))
        .order(egui::Order::Middle)
        .pivot(egui::Align2::RIGHT_BOTTOM)
        .fixed_pos(free.right_bottom() - vec2(10.0, 10.0))
        .show(ctx, |ui| {
            let ground = egui::Frame::new().fill(theme::panel()).corner_radius(theme::ROUND).inner_margin(4);
            ground.show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    let whole = Press::icon(Icon::Whole, "The whole house").tip("The whole house   (Home)");
                    if whole.height(30.0).show(ui).clicked() {
                        shown.gaze = Some(Gaze::Whole);
                    }
                    let above = Press::text("From above").tip("Straight from above, as a plan").like(Deed::Above);
                    if above.height(30.0).show(ui).clicked() {
                        shown.gaze = Some(Gaze::Above);
                    }
                    // Where nobody is seen there is nobody to follow.
                    if view.house.people.is_empty() {
                        return;
                    }
                    let follow =
                        Press::text("Follow").named("Follow a person").tip("Stay with a person, then the next");
                    if follow.like(Deed::Follow).height(30.0).show(ui).clicked() {
                        shown.gaze = Some(Gaze::Follow);
                    }
                });
            });
        });
}
