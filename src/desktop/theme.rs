//! How the window looks: colours, letters and spacing, one warm daylight theme for every panel.
//!
//! Every pair of text and ground used together reaches at least 4.5:1, the WCAG 2.2 level AA minimum for text of any
//! size; a test computes it. Letters are Atkinson Hyperlegible Next, drawn by the Braille Institute for people with low
//! vision. This file knows nothing of scenarios or alerts. Read [`apply`] first.

use std::sync::Arc;

use bevy_egui::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Vec2,
};

/// The ground of bars and side panels.
pub const PANEL: Color32 = Color32::from_rgb(0xFB, 0xF8, 0xF3);
/// The ground of cards, lanes and menus.
pub const CARD: Color32 = Color32::from_rgb(0xFF, 0xFF, 0xFF);
/// The ground of quiet buttons and of tracks.
pub const SOFT: Color32 = Color32::from_rgb(0xF1, 0xEB, 0xE2);
/// The ground of a quiet button under the pointer.
pub const SOFT_HOVER: Color32 = Color32::from_rgb(0xE8, 0xDF, 0xD2);
/// Hair lines between things.
pub const LINE: Color32 = Color32::from_rgb(0xE2, 0xD8, 0xCA);
/// Outlines that must be seen on their own: at least 3:1 on [`PANEL`].
pub const OUTLINE: Color32 = Color32::from_rgb(0x8F, 0x82, 0x73);
/// Text.
pub const INK: Color32 = Color32::from_rgb(0x2A, 0x25, 0x21);
/// Text of less weight.
pub const INK_WEAK: Color32 = Color32::from_rgb(0x63, 0x58, 0x4D);
/// What can be pressed, what is chosen, where the focus is.
pub const ACCENT: Color32 = Color32::from_rgb(0x14, 0x66, 0x63);
/// The same under the pointer.
pub const ACCENT_HOVER: Color32 = Color32::from_rgb(0x0E, 0x52, 0x50);
/// The ground of what is chosen.
pub const ACCENT_SOFT: Color32 = Color32::from_rgb(0xD9, 0xEC, 0xE9);
/// The playhead.
pub const PLAYHEAD: Color32 = Color32::from_rgb(0xB4, 0x2F, 0x1B);

/// A colour for text and marks with the pale ground that it is read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tint {
    /// The text and the marks.
    pub ink: Color32,
    /// The ground.
    pub ground: Color32,
}

const fn tint(ink: [u8; 3], ground: [u8; 3]) -> Tint {
    Tint { ink: Color32::from_rgb(ink[0], ink[1], ink[2]), ground: Color32::from_rgb(ground[0], ground[1], ground[2]) }
}

/// An urgent alert.
pub const URGENT: Tint = tint([0x9C, 0x21, 0x12], [0xFC, 0xE3, 0xDD]);
/// An alert that asks for attention.
pub const ATTENTION: Tint = tint([0x7A, 0x47, 0x00], [0xFD, 0xED, 0xCC]);
/// An alert that is good to know.
pub const INFORMATION: Tint = tint([0x1F, 0x52, 0x85], [0xDF, 0xEB, 0xF8]);
/// Nothing is the matter.
pub const CALM: Tint = tint([0x2B, 0x62, 0x36], [0xE2, 0xF1, 0xE2]);
/// The mark that everything shown is simulated.
pub const SIMULATED: Tint = tint([0x54, 0x38, 0x86], [0xEB, 0xE3, 0xF7]);

/// Sleep and getting ready for it, on the timeline.
pub const NIGHT: Tint = tint([0x34, 0x3B, 0x78], [0xD6, 0xDA, 0xF2]);
/// Meals and drinks.
pub const FOOD: Tint = tint([0x70, 0x42, 0x05], [0xFA, 0xE0, 0xB4]);
/// Washing, bathing and the toilet.
pub const WATER: Tint = tint([0x0E, 0x54, 0x6B], [0xC8, 0xE8, 0xF2]);
/// Rest and pleasure.
pub const LEISURE: Tint = tint([0x2E, 0x59, 0x28], [0xD8, 0xEC, 0xCC]);
/// Housework and getting up.
pub const CHORE: Tint = tint([0x63, 0x46, 0x2E], [0xEC, 0xDF, 0xD0]);
/// Out of the home.
pub const AWAY: Tint = tint([0x4C, 0x4C, 0x50], [0xE3, 0xE3, 0xE6]);
/// Something out of the ordinary that really happened.
pub const UNUSUAL: Tint = tint([0x8A, 0x1C, 0x4A], [0xF9, 0xDB, 0xE7]);

/// Movement, on a device's lane.
pub const MOVEMENT: Color32 = Color32::from_rgb(0x2E, 0x8B, 0x84);
/// A door, window or lid that is open.
pub const CONTACT: Color32 = Color32::from_rgb(0xB8, 0x6B, 0x1A);
/// Someone in the bed or chair.
pub const BED: Color32 = Color32::from_rgb(0x6B, 0x70, 0xB8);
/// Power, and what is switched on.
pub const POWER: Color32 = Color32::from_rgb(0x8A, 0x4F, 0x9E);
/// Temperature.
pub const WARMTH: Color32 = Color32::from_rgb(0xBF, 0x4A, 0x3F);
/// A button pressed, a word spoken.
pub const MARK: Color32 = Color32::from_rgb(0x3D, 0x4A, 0x5C);

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
pub fn apply(ctx: &egui::Context, text_scale: f32, reduced_motion: bool) -> bool {
    let done = egui::Id::new("theme-applied");
    let applied = ctx.data(|data| data.get_temp::<bool>(done));
    if applied != Some(reduced_motion) {
        ctx.data_mut(|data| data.insert_temp(done, reduced_motion));
        ctx.set_fonts(fonts());
        ctx.set_theme(egui::Theme::Light);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
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
    if reduced_motion {
        style.animation_time = 0.0;
        style.scroll_animation = egui::style::ScrollAnimation::none();
    }
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

    let mut visuals = egui::Visuals::light();
    visuals.override_text_color = Some(INK);
    visuals.weak_text_color = Some(INK_WEAK);
    visuals.panel_fill = PANEL;
    visuals.window_fill = CARD;
    visuals.window_stroke = Stroke::new(1.0, LINE);
    visuals.window_corner_radius = CornerRadius::same(ROUND + 2);
    visuals.menu_corner_radius = CornerRadius::same(ROUND);
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 22, spread: 0, color: Color32::from_black_alpha(34) };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 14, spread: 0, color: Color32::from_black_alpha(30) };
    visuals.extreme_bg_color = CARD;
    visuals.faint_bg_color = SOFT;
    visuals.hyperlink_color = ACCENT;
    visuals.selection.bg_fill = ACCENT_SOFT;
    visuals.selection.stroke = Stroke::new(1.0, ACCENT);
    let round = CornerRadius::same(ROUND_SMALL);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, LINE);
    for (widget, ground, outline) in [
        (&mut widgets.inactive, SOFT, Stroke::NONE),
        (&mut widgets.hovered, SOFT_HOVER, Stroke::NONE),
        // egui shows the focus and a held button in this state: the ring must be seen.
        (&mut widgets.active, SOFT_HOVER, Stroke::new(2.0, ACCENT)),
        (&mut widgets.open, SOFT_HOVER, Stroke::NONE),
    ] {
        widget.bg_fill = ground;
        widget.weak_bg_fill = ground;
        widget.bg_stroke = outline;
        widget.fg_stroke = Stroke::new(1.5, INK);
        widget.corner_radius = round;
        widget.expansion = 0.0;
    }
    // The scroll bar's handle is drawn in these colours, and must stand out from the panel.
    widgets.inactive.bg_fill = Color32::from_rgb(0xC9, 0xBD, 0xAE);
    widgets.hovered.bg_fill = OUTLINE;
    style.visuals = visuals;
}

/// The contrast ratio of two colours, 1 (none) to 21, by WCAG 2.2.
pub fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance by WCAG 2.2, 0 to 1.
fn luminance(colour: Color32) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINTS: [(&str, Tint); 12] = [
        ("urgent", URGENT),
        ("attention", ATTENTION),
        ("information", INFORMATION),
        ("calm", CALM),
        ("simulated", SIMULATED),
        ("night", NIGHT),
        ("food", FOOD),
        ("water", WATER),
        ("leisure", LEISURE),
        ("chore", CHORE),
        ("away", AWAY),
        ("unusual", UNUSUAL),
    ];

    #[test]
    fn text_stands_out_from_every_ground_it_is_read_on() {
        for ground in [PANEL, CARD, SOFT, SOFT_HOVER, ACCENT_SOFT] {
            for ink in [INK, INK_WEAK, ACCENT] {
                assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}: {:.2}", contrast(ink, ground));
            }
        }
        for ground in [ACCENT, ACCENT_HOVER, PLAYHEAD] {
            assert!(contrast(Color32::WHITE, ground) >= 4.5, "white on {ground:?}");
        }
        for (name, tint) in TINTS {
            for ground in [tint.ground, CARD, PANEL] {
                assert!(contrast(tint.ink, ground) >= 4.5, "{name}: {:.2}", contrast(tint.ink, ground));
            }
            assert!(contrast(INK, tint.ground) >= 4.5, "{name} under ordinary text");
        }
    }

    #[test]
    fn marks_and_outlines_stand_out_from_the_lanes() {
        for mark in [MOVEMENT, CONTACT, BED, POWER, WARMTH, MARK, PLAYHEAD, OUTLINE, ACCENT] {
            for ground in [CARD, PANEL] {
                assert!(contrast(mark, ground) >= 3.0, "{mark:?} on {ground:?}: {:.2}", contrast(mark, ground));
            }
        }
    }

    #[test]
    fn contrast_is_as_the_guidance_computes_it() {
        assert!((contrast(Color32::WHITE, Color32::BLACK) - 21.0).abs() < 0.01);
        assert!((contrast(Color32::from_rgb(0x76, 0x76, 0x76), Color32::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn text_sizes_stop_at_both_ends() {
        assert!((next_text_scale(1.0, false) - 1.0).abs() < 0.001);
        assert!((next_text_scale(1.0, true) - 1.25).abs() < 0.001);
        assert!((next_text_scale(2.0, true) - 2.0).abs() < 0.001);
    }
}
