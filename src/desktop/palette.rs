//! The colours of every theme: light, dark, and high contrast.
//!
//! Every pair of text and ground used together reaches at least 4.5:1, the WCAG 2.2 level AA minimum for text of any
//! size; a test computes it. This file knows nothing of what is coloured. Read [`Theme`] first.

use std::cell::Cell;

use bevy_egui::egui::Color32;

/// A colour for text and marks with the pale ground that it is read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tint {
    /// The text and the marks.
    pub ink: Color32,
    /// The ground.
    pub ground: Color32,
}

const fn tint(ink: [u8; 3], ground: [u8; 3]) -> Tint {
    Tint { ink: rgb(ink), ground: rgb(ground) }
}

const fn rgb(rgb: [u8; 3]) -> Color32 {
    Color32::from_rgb(rgb[0], rgb[1], rgb[2])
}

/// Which colours everything has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Theme {
    /// Warm daylight.
    #[default]
    Light,
    /// For dark rooms.
    Dark,
    /// Black on white with strong outlines.
    HighContrast,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::HighContrast];

    /// For people.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::HighContrast => "High contrast",
        }
    }

    const fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::HighContrast => &HIGH_CONTRAST,
        }
    }
}

thread_local! {
    /// The theme of the panels that this thread draws: set by [`apply`] at the head of every pass.
    static CHOSEN: Cell<Theme> = const { Cell::new(Theme::Light) };
}

fn now() -> &'static Palette {
    CHOSEN.get().palette()
}

/// Every colour of a theme.
#[derive(Debug)]
struct Palette {
    panel: Color32,
    card: Color32,
    soft: Color32,
    soft_hover: Color32,
    line: Color32,
    outline: Color32,
    handle: Color32,
    ink: Color32,
    ink_weak: Color32,
    accent: Color32,
    accent_hover: Color32,
    on_accent: Color32,
    accent_soft: Color32,
    playhead: Color32,
    on_playhead: Color32,
    movement: Color32,
    contact: Color32,
    bed: Color32,
    power: Color32,
    warmth: Color32,
    mark: Color32,
    urgent: Tint,
    attention: Tint,
    information: Tint,
    calm: Tint,
    simulated: Tint,
    night: Tint,
    food: Tint,
    water: Tint,
    leisure: Tint,
    chore: Tint,
    away: Tint,
    unusual: Tint,
}

const LIGHT: Palette = Palette {
    panel: rgb([0xFB, 0xF8, 0xF3]),
    card: rgb([0xFF, 0xFF, 0xFF]),
    soft: rgb([0xF1, 0xEB, 0xE2]),
    soft_hover: rgb([0xE8, 0xDF, 0xD2]),
    line: rgb([0xE2, 0xD8, 0xCA]),
    outline: rgb([0x8F, 0x82, 0x73]),
    handle: rgb([0xC9, 0xBD, 0xAE]),
    ink: rgb([0x2A, 0x25, 0x21]),
    ink_weak: rgb([0x63, 0x58, 0x4D]),
    accent: rgb([0x14, 0x66, 0x63]),
    accent_hover: rgb([0x0E, 0x52, 0x50]),
    on_accent: rgb([0xFF, 0xFF, 0xFF]),
    accent_soft: rgb([0xD9, 0xEC, 0xE9]),
    playhead: rgb([0xB4, 0x2F, 0x1B]),
    on_playhead: rgb([0xFF, 0xFF, 0xFF]),
    movement: rgb([0x2E, 0x8B, 0x84]),
    contact: rgb([0xB8, 0x6B, 0x1A]),
    bed: rgb([0x6B, 0x70, 0xB8]),
    power: rgb([0x8A, 0x4F, 0x9E]),
    warmth: rgb([0xBF, 0x4A, 0x3F]),
    mark: rgb([0x3D, 0x4A, 0x5C]),
    urgent: tint([0x9C, 0x21, 0x12], [0xFC, 0xE3, 0xDD]),
    attention: tint([0x7A, 0x47, 0x00], [0xFD, 0xED, 0xCC]),
    information: tint([0x1F, 0x52, 0x85], [0xDF, 0xEB, 0xF8]),
    calm: tint([0x2B, 0x62, 0x36], [0xE2, 0xF1, 0xE2]),
    simulated: tint([0x54, 0x38, 0x86], [0xEB, 0xE3, 0xF7]),
    night: tint([0x34, 0x3B, 0x78], [0xD6, 0xDA, 0xF2]),
    food: tint([0x70, 0x42, 0x05], [0xFA, 0xE0, 0xB4]),
    water: tint([0x0E, 0x54, 0x6B], [0xC8, 0xE8, 0xF2]),
    leisure: tint([0x2E, 0x59, 0x28], [0xD8, 0xEC, 0xCC]),
    chore: tint([0x63, 0x46, 0x2E], [0xEC, 0xDF, 0xD0]),
    away: tint([0x4C, 0x4C, 0x50], [0xE3, 0xE3, 0xE6]),
    unusual: tint([0x8A, 0x1C, 0x4A], [0xF9, 0xDB, 0xE7]),
};

const DARK: Palette = Palette {
    panel: rgb([0x1D, 0x1F, 0x22]),
    card: rgb([0x26, 0x29, 0x2D]),
    soft: rgb([0x31, 0x35, 0x3A]),
    soft_hover: rgb([0x3B, 0x40, 0x46]),
    line: rgb([0x43, 0x48, 0x4F]),
    outline: rgb([0x8C, 0x93, 0x9C]),
    handle: rgb([0x5A, 0x61, 0x69]),
    ink: rgb([0xF2, 0xEF, 0xEA]),
    ink_weak: rgb([0xBF, 0xBA, 0xB2]),
    accent: rgb([0x6F, 0xD0, 0xC6]),
    accent_hover: rgb([0x8F, 0xE0, 0xD7]),
    on_accent: rgb([0x10, 0x20, 0x1F]),
    accent_soft: rgb([0x1F, 0x47, 0x44]),
    playhead: rgb([0xFF, 0x8A, 0x73]),
    on_playhead: rgb([0x2A, 0x0E, 0x08]),
    movement: rgb([0x4F, 0xC0, 0xB6]),
    contact: rgb([0xE3, 0x9A, 0x46]),
    bed: rgb([0xA2, 0xA7, 0xEE]),
    power: rgb([0xC9, 0x8F, 0xDC]),
    warmth: rgb([0xF0, 0x84, 0x78]),
    mark: rgb([0xAF, 0xBC, 0xCE]),
    urgent: tint([0xFF, 0xB4, 0xA6], [0x5A, 0x1D, 0x14]),
    attention: tint([0xFF, 0xD0, 0x8A], [0x4E, 0x36, 0x08]),
    information: tint([0xA9, 0xD0, 0xFF], [0x1C, 0x3A, 0x5C]),
    calm: tint([0xA9, 0xDD, 0xB0], [0x1F, 0x42, 0x27]),
    simulated: tint([0xD3, 0xC1, 0xFF], [0x3D, 0x2C, 0x66]),
    night: tint([0xC3, 0xC9, 0xFF], [0x2D, 0x32, 0x63]),
    food: tint([0xF7, 0xCF, 0x94], [0x4C, 0x34, 0x10]),
    water: tint([0x9F, 0xDD, 0xF0], [0x0F, 0x41, 0x52]),
    leisure: tint([0xB4, 0xE0, 0xA6], [0x26, 0x45, 0x1F]),
    chore: tint([0xE3, 0xCB, 0xB2], [0x46, 0x35, 0x24]),
    away: tint([0xD2, 0xD2, 0xD8], [0x3C, 0x3C, 0x42]),
    unusual: tint([0xFF, 0xB0, 0xCF], [0x5B, 0x17, 0x36]),
};

const HIGH_CONTRAST: Palette = Palette {
    panel: rgb([0xFF, 0xFF, 0xFF]),
    card: rgb([0xFF, 0xFF, 0xFF]),
    soft: rgb([0xEF, 0xEF, 0xEF]),
    soft_hover: rgb([0xDA, 0xDA, 0xDA]),
    line: rgb([0x6E, 0x6E, 0x6E]),
    outline: rgb([0x4A, 0x4A, 0x4A]),
    handle: rgb([0x76, 0x76, 0x76]),
    ink: rgb([0x00, 0x00, 0x00]),
    ink_weak: rgb([0x1E, 0x1E, 0x1E]),
    accent: rgb([0x00, 0x3C, 0x8F]),
    accent_hover: rgb([0x00, 0x2A, 0x66]),
    on_accent: rgb([0xFF, 0xFF, 0xFF]),
    accent_soft: rgb([0xD6, 0xE6, 0xFF]),
    playhead: rgb([0xA8, 0x00, 0x00]),
    on_playhead: rgb([0xFF, 0xFF, 0xFF]),
    movement: rgb([0x00, 0x6B, 0x64]),
    contact: rgb([0x8A, 0x4A, 0x00]),
    bed: rgb([0x3A, 0x3F, 0x96]),
    power: rgb([0x6A, 0x2A, 0x80]),
    warmth: rgb([0x9C, 0x24, 0x18]),
    mark: rgb([0x1E, 0x2A, 0x3A]),
    urgent: tint([0x8A, 0x00, 0x00], [0xFF, 0xE6, 0xE2]),
    attention: tint([0x5C, 0x35, 0x00], [0xFF, 0xF0, 0xCC]),
    information: tint([0x00, 0x3A, 0x70], [0xE2, 0xF0, 0xFF]),
    calm: tint([0x0E, 0x4A, 0x1A], [0xE2, 0xF6, 0xE2]),
    simulated: tint([0x3A, 0x1A, 0x70], [0xF0, 0xE8, 0xFF]),
    night: tint([0x1E, 0x24, 0x60], [0xDD, 0xE1, 0xFA]),
    food: tint([0x57, 0x30, 0x00], [0xFF, 0xE6, 0xBF]),
    water: tint([0x00, 0x3D, 0x52], [0xD2, 0xF1, 0xFA]),
    leisure: tint([0x1C, 0x47, 0x16], [0xDD, 0xF2, 0xD2]),
    chore: tint([0x4A, 0x30, 0x18], [0xF2, 0xE6, 0xD8]),
    away: tint([0x33, 0x33, 0x38], [0xE8, 0xE8, 0xEC]),
    unusual: tint([0x78, 0x00, 0x3A], [0xFF, 0xE0, 0xEC]),
};

/// The ground of bars and side panels.
pub fn panel() -> Color32 {
    now().panel
}

/// The ground of cards, lanes and menus.
pub fn card() -> Color32 {
    now().card
}

/// The ground of quiet buttons and of tracks.
pub fn soft() -> Color32 {
    now().soft
}

/// The ground of a quiet button under the pointer.
pub fn soft_hover() -> Color32 {
    now().soft_hover
}

/// Hair lines between things.
pub fn line() -> Color32 {
    now().line
}

/// Outlines that must be seen on their own: at least 3:1 on [`panel`].
pub fn outline() -> Color32 {
    now().outline
}

/// The handle of a scroll bar.
pub fn handle() -> Color32 {
    now().handle
}

/// Text.
pub fn ink() -> Color32 {
    now().ink
}

/// Text of less weight.
pub fn ink_weak() -> Color32 {
    now().ink_weak
}

/// What can be pressed, what is chosen, where the focus is.
pub fn accent() -> Color32 {
    now().accent
}

/// The same under the pointer.
pub fn accent_hover() -> Color32 {
    now().accent_hover
}

/// Text on [`accent`].
pub fn on_accent() -> Color32 {
    now().on_accent
}

/// The ground of what is chosen.
pub fn accent_soft() -> Color32 {
    now().accent_soft
}

/// The playhead.
pub fn playhead() -> Color32 {
    now().playhead
}

/// Text on [`playhead`].
pub fn on_playhead() -> Color32 {
    now().on_playhead
}

/// Movement, on a device's lane.
pub fn movement() -> Color32 {
    now().movement
}

/// A door, window or lid that is open.
pub fn contact() -> Color32 {
    now().contact
}

/// Someone in the bed or chair.
pub fn bed() -> Color32 {
    now().bed
}

/// Power, and what is switched on.
pub fn power() -> Color32 {
    now().power
}

/// Temperature.
pub fn warmth() -> Color32 {
    now().warmth
}

/// A button pressed, a word spoken.
pub fn mark() -> Color32 {
    now().mark
}

/// An urgent alert.
pub fn urgent() -> Tint {
    now().urgent
}

/// An alert that asks for attention.
pub fn attention() -> Tint {
    now().attention
}

/// An alert that is good to know.
pub fn information() -> Tint {
    now().information
}

/// Nothing is the matter.
pub fn calm() -> Tint {
    now().calm
}

/// The mark that everything shown is simulated.
pub fn simulated() -> Tint {
    now().simulated
}

/// Sleep and getting ready for it, on the timeline.
pub fn night() -> Tint {
    now().night
}

/// Meals and drinks.
pub fn food() -> Tint {
    now().food
}

/// Washing, bathing and the toilet.
pub fn water() -> Tint {
    now().water
}

/// Rest and pleasure.
pub fn leisure() -> Tint {
    now().leisure
}

/// Housework and getting up.
pub fn chore() -> Tint {
    now().chore
}

/// Out of the home.
pub fn away() -> Tint {
    now().away
}

/// Something out of the ordinary that really happened.
pub fn unusual() -> Tint {
    now().unusual
}

// The scene is lit by its own sun in every theme, so its labels and marks keep these colours.

/// Text over the scene.
pub const INK: Color32 = LIGHT.ink;
/// Someone unwell in the scene, and the fob.
pub const URGENT: Tint = LIGHT.urgent;
/// A movement sensor in the scene.
pub const MOVEMENT: Color32 = LIGHT.movement;
/// A contact in the scene.
pub const CONTACT: Color32 = LIGHT.contact;
/// A bed or chair sensor in the scene.
pub const BED: Color32 = LIGHT.bed;
/// A plug or switch in the scene.
pub const POWER: Color32 = LIGHT.power;
/// A thermometer in the scene.
pub const WARMTH: Color32 = LIGHT.warmth;
/// Any other device in the scene.
pub const MARK: Color32 = LIGHT.mark;

/// Draws with a theme from now on, in this thread.
pub(super) fn choose(theme: Theme) {
    CHOSEN.set(theme);
}

/// Whether the chosen theme is dark.
pub fn is_dark() -> bool {
    CHOSEN.get() == Theme::Dark
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

    #[test]
    fn text_stands_out_from_every_ground_it_is_read_on() {
        for theme in Theme::ALL {
            choose(theme);
            for ground in [panel(), card(), soft(), soft_hover(), accent_soft()] {
                for ink in [ink(), ink_weak(), accent()] {
                    assert!(
                        contrast(ink, ground) >= 4.5,
                        "{theme:?}: {ink:?} on {ground:?}: {:.2}",
                        contrast(ink, ground)
                    );
                }
            }
            for ground in [accent(), accent_hover()] {
                assert!(contrast(on_accent(), ground) >= 4.5, "{theme:?}: on {ground:?}");
            }
            assert!(contrast(on_playhead(), playhead()) >= 4.5, "{theme:?}");
            let tints = [
                urgent(),
                attention(),
                information(),
                calm(),
                simulated(),
                night(),
                food(),
                water(),
                leisure(),
                chore(),
                away(),
                unusual(),
            ];
            for tint in tints {
                for ground in [tint.ground, card(), panel()] {
                    assert!(
                        contrast(tint.ink, ground) >= 4.5,
                        "{theme:?}: {tint:?}: {:.2}",
                        contrast(tint.ink, ground)
                    );
                }
                assert!(contrast(ink(), tint.ground) >= 4.5, "{theme:?}: {tint:?} under ordinary text");
            }
        }
        choose(Theme::Light);
    }

    #[test]
    fn marks_and_outlines_stand_out_from_the_lanes() {
        for theme in Theme::ALL {
            choose(theme);
            for colour in [movement(), contact(), bed(), power(), warmth(), mark(), playhead(), outline(), accent()] {
                for ground in [card(), panel()] {
                    let ratio = contrast(colour, ground);
                    assert!(ratio >= 3.0, "{theme:?}: {colour:?} on {ground:?}: {ratio:.2}");
                }
            }
        }
        choose(Theme::Light);
    }

    #[test]
    fn contrast_is_as_the_guidance_computes_it() {
        assert!((contrast(Color32::WHITE, Color32::BLACK) - 21.0).abs() < 0.01);
        assert!((contrast(Color32::from_rgb(0x76, 0x76, 0x76), Color32::WHITE) - 4.54).abs() < 0.01);
    }
}
