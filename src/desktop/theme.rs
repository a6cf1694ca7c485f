//! How the window looks: letters and spacing, and the colours of the chosen theme.
//!
//! Letters are Atkinson Hyperlegible Next, drawn by the Braille Institute for people with low vision. This file knows
//! nothing of scenarios or alerts. Read [`apply`] first.

use std::sync::Arc;

use bevy_egui::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Vec2,
};

pub use super::palette::{self, *};

/// Corners of cards and panels.
pub const ROUND: u8 = 10;
/// Corners of buttons and pills.
pub const ROUND_SMALL: u8 = 8;

/// The family of heavier letters.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Heavier letters of a size in points.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, semibold())
}

/// Ordinary letters of a size in points.
pub fn plain(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Text in the panels, in points at 100 %.
pub const TEXT: f32 = 15.0;
/// Text of less weight and on marks.
pub const SMALL: f32 = 13.0;
/// The smallest text: ticks and labels on the timeline.
pub const TINY: f32 = 12.0;

/// What a person may choose text sizes from: 1 is the ordinary size.
pub const TEXT_SCALES: [f32; 5] = [1.0, 1.25, 1.5, 1.75, 2.0];

/// The next larger or smaller text size; the same at the end of the list.
pub fn next_text_scale(now: f32, larger: bool) -> f32 {
    let found = if larger {
        TEXT_SCALES.iter().find(|scale| **scale > now + 0.01)
    } else {
        TEXT_SCALES.iter().rev().find(|scale| **scale < now - 0.01)
    };
    found.copied().unwrap_or(now)
}

/// Gives a context the program's letters, colours and spacing, and scales everything: 1 is the ordinary size, 2 is twice
/// as large. May be called every frame; work is done only on a change. False in the pass that first sets the letters:
/// they can be used from the next pass on, which follows at once.
#[must_use]
pub fn apply(ctx: &egui::Context, text_scale: f32, reduced_motion: bool, theme: Theme) -> bool {
    palette::choose(theme);
    let done = egui::Id::new("theme-applied");
    let applied = ctx.data(|data| data.get_temp::<(bool, Theme)>(done));
    if applied != Some((reduced_motion, theme)) {
        ctx.data_mut(|data| data.insert_temp(done, (reduced_motion, theme)));
        if applied.is_none() {
            ctx.set_fonts(fonts());
            // One set of styles, whatever the system's own preference is.
            ctx.set_theme(egui::Theme::Light);
            ctx.options_mut(|options| options.zoom_with_keyboard = false);
        }
        ctx.all_styles_mut(|style| set_style(style, reduced_motion));
        ctx.request_discard("the theme has just been set");
    }
    let wanted = text_scale.clamp(1.0, 2.0);
    if (ctx.zoom_factor() - wanted).abs() > 0.001 {
        ctx.set_zoom_factor(wanted);
    }
    applied.is_some()
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let regular: &[u8] = include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf");
    let semi: &[u8] = include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-SemiBold.ttf");
    fonts.font_data.insert("atkinson".to_owned(), Arc::new(FontData::from_static(regular)));
    fonts.font_data.insert("atkinson-semibold".to_owned(), Arc::new(FontData::from_static(semi)));
    // egui's own letters stay behind ours, for the symbols that ours lack.
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (family, first) in [(FontFamily::Proportional, "atkinson"), (semibold(), "atkinson-semibold")] {
        let mut order = vec![first.to_owned()];
        order.extend(fallback.iter().cloned());
        fonts.families.insert(family, order);
    }
    fonts
}

fn set_style(style: &mut egui::Style, reduced_motion: bool) {
    style.text_styles = [
        (TextStyle::Small, plain(SMALL)),
        (TextStyle::Body, plain(TEXT)),
        (TextStyle::Button, plain(TEXT)),
        (TextStyle::Heading, strong(20.0)),
        (TextStyle::Monospace, FontId::new(TEXT, FontFamily::Monospace)),
    ]
    .into();
    let fresh = egui::Style::default();
    style.animation_time = if reduced_motion { 0.0 } else { fresh.animation_time };
    style.scroll_animation = if reduced_motion { egui::style::ScrollAnimation::none() } else { fresh.scroll_animation };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.url_in_tooltip = false;

    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 6.0);
    spacing.button_padding = Vec2::new(10.0, 6.0);
    // WCAG 2.2, 2.5.8: a target is at least 24 by 24; ours are larger, for unsteady hands.
    spacing.interact_size = Vec2::new(34.0, 34.0);
    spacing.menu_margin = Margin::same(8);
    spacing.window_margin = Margin::same(14);
    spacing.scroll = egui::style::ScrollStyle { floating_allocated_width: 8.0, ..egui::style::ScrollStyle::thin() };
    spacing.scroll.bar_width = 8.0;
    spacing.tooltip_width = 320.0;

    let mut visuals = if palette::is_dark() { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.override_text_color = Some(ink());
    visuals.weak_text_color = Some(ink_weak());
    visuals.panel_fill = panel();
    visuals.window_fill = card();
    visuals.window_stroke = Stroke::new(1.0, line());
    visuals.window_corner_radius = CornerRadius::same(ROUND + 2);
    visuals.menu_corner_radius = CornerRadius::same(ROUND);
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 22, spread: 0, color: Color32::from_black_alpha(34) };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 14, spread: 0, color: Color32::from_black_alpha(30) };
    visuals.extreme_bg_color = card();
    visuals.faint_bg_color = soft();
    visuals.hyperlink_color = accent();
    visuals.selection.bg_fill = accent_soft();
    visuals.selection.stroke = Stroke::new(1.0, accent());
    let round = CornerRadius::same(ROUND_SMALL);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, line());
    for (widget, ground, outline) in [
        (&mut widgets.inactive, soft(), Stroke::NONE),
        (&mut widgets.hovered, soft_hover(), Stroke::NONE),
        // egui shows the focus and a held button in this state: the ring must be seen.
        (&mut widgets.active, soft_hover(), Stroke::new(2.0, accent())),
        (&mut widgets.open, soft_hover(), Stroke::NONE),
    ] {
        widget.bg_fill = ground;
        widget.weak_bg_fill = ground;
        widget.bg_stroke = outline;
        widget.fg_stroke = Stroke::new(1.5, ink());
        widget.corner_radius = round;
        widget.expansion = 0.0;
    }
    // The scroll bar's handle is drawn in these colours, and must stand out from the panel.
    widgets.inactive.bg_fill = handle();
    widgets.hovered.bg_fill = outline();
    style.visuals = visuals;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_sizes_stop_at_both_ends() {
        assert!((next_text_scale(1.0, false) - 1.0).abs() < 0.001);
        assert!((next_text_scale(1.0, true) - 1.25).abs() < 0.001);
        assert!((next_text_scale(2.0, true) - 2.0).abs() < 0.001);
    }
}
