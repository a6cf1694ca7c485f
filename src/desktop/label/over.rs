//! What is painted over the scene besides names and marks: ribbons behind whoever hurries, what the tint means, what of
//! the home is looked at, and what cannot be relied on.

use super::{Ink, Sight, around_it, tag};
use crate::desktop::focus::Focus;
use crate::desktop::laid::Laid;
use crate::desktop::warmth::{self, Veil};
use crate::desktop::{Now, theme};
use bevy_egui::egui::{self, Color32, Pos2, Stroke};

/// What is shown over the scene besides the names.
#[derive(Clone, Copy)]
pub(in crate::desktop) struct Overlay<'a> {
    /// How the home lies in the scene.
    pub laid: &'a Laid,
    /// Whether rooms are tinted by their warmth.
    pub veil: Veil,
    /// What the camera looks at.
    pub focus: Focus,
    /// What is told of how the home is drawn.
    pub told: Option<&'static str>,
}

/// What the tint means, what of the home is looked at, and what is told of how it is drawn: in the scene's corners.
pub(super) fn corners(painter: &egui::Painter, now: &Now, overlay: Overlay<'_>, taken: &mut Vec<egui::Rect>) {
    let clip = painter.clip_rect();
    if overlay.veil.0 {
        warmth::legend(painter);
        taken.push(egui::Rect::from_min_size(clip.left_bottom() - egui::vec2(0.0, 84.0), egui::vec2(240.0, 84.0)));
    }
    let told = overlay.focus.words(overlay.laid, now);
    for (row, words) in told.into_iter().chain(overlay.told.map(str::to_owned)).enumerate() {
        let at = clip.center_top() + egui::vec2(0.0, 18.0 + 30.0 * row as f32);
        let wide = (clip.width() - 60.0).max(120.0);
        let galley = painter.layout(words, theme::strong(theme::SMALL), theme::INK, wide);
        let rect = egui::Rect::from_center_size(at, galley.size() + egui::vec2(18.0, 8.0));
        painter.rect_filled(rect, 9.0, Color32::from_rgba_unmultiplied(0xFB, 0xF8, 0xF3, 225));
        painter.galley(rect.center() - galley.size() / 2.0, galley, theme::INK);
        taken.push(rect);
    }
}

/// A ribbon along the way that somebody came, thinner and paler the longer ago.
pub(super) fn soft_trail(painter: &egui::Painter, trail: &[Pos2]) {
    let newest = trail.len().saturating_sub(2);
    for (place, pair) in trail.windows(2).enumerate() {
        let part = 1.0 - (newest - place) as f32 / 24.0;
        let ink = |strength: f32| Color32::from_rgba_unmultiplied(0x14, 0x66, 0x63, (strength * part.max(0.0)) as u8);
        painter.line_segment([pair[0], pair[1]], Stroke::new(3.0 + 7.0 * part, ink(70.0)));
        painter.line_segment([pair[0], pair[1]], Stroke::new(1.5 + 2.5 * part, ink(150.0)));
        painter.circle_filled(pair[1], 0.75 + 1.25 * part, ink(150.0));
    }
}

/// Devices that cannot be relied on say so in words, the first few of them; all have their mark.
pub(super) fn out_of_order(
    painter: &egui::Painter,
    taken: &mut Vec<egui::Rect>,
    home: &crate::home::Home,
    sight: &Sight,
    now: &Now,
) {
    const NAMED: usize = 4;
    let silent = |index: &usize| !now.online.get(*index).copied().unwrap_or(true);
    for index in (0..home.devices.len()).filter(silent).take(NAMED) {
        if let Some(Some((at, _))) = sight.devices.get(index) {
            let below = around_it(*at + egui::vec2(0.0, 22.0));
            tag(painter, taken, below, "Out of reach", theme::strong(theme::SMALL), Ink::OutOfOrder);
        }
    }
}

/// A small warning triangle.
pub(super) fn warning(painter: &egui::Painter, at: Pos2, size: f32) {
    let corner = |x: f32, y: f32| at + egui::vec2(x, y) * size;
    let corners = vec![corner(0.0, -0.95), corner(0.95, 0.75), corner(-0.95, 0.75)];
    let edge = Stroke::new(1.2, Color32::from_rgb(0x6B, 0x4A, 0x00));
    painter.add(egui::Shape::convex_polygon(corners, Color32::from_rgb(0xF6, 0xC3, 0x45), edge));
    let ink = Stroke::new((size * 0.24).max(1.2), Color32::from_rgb(0x3A, 0x28, 0x00));
    painter.line_segment([corner(0.0, -0.4), corner(0.0, 0.2)], ink);
    painter.circle_filled(corner(0.0, 0.5), (size * 0.13).max(0.8), ink.color);
}
