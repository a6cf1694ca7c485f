//! Small pictures drawn with lines, so that they are crisp at every size and need no font of symbols.

use bevy_egui::egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use crate::desktop::theme;
use crate::monitor::alert::Severity;

/// A small picture. It never stands alone: a word or an accessible name goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A triangle to the right.
    Play,
    /// Two bars.
    Pause,
    /// A little forward.
    Forward,
    /// A little back.
    Back,
    /// To the next thing that happened.
    NextEvent,
    /// To the thing before.
    PreviousEvent,
    /// To the next alert.
    NextAlert,
    /// To the alert before.
    PreviousAlert,
    /// More of it.
    Plus,
    /// Less of it.
    Minus,
    /// What is this?
    Help,
    /// Keep it in a file.
    Save,
    /// Away with it.
    Close,
    /// A triangle to the left.
    Left,
    /// A triangle downwards: there is a menu.
    Down,
    /// A pointer that presses something.
    Hand,
    /// Done, all is well.
    Tick,
    /// A house drawn in dashes: not a real one.
    Simulated,
    /// A book: learning.
    Book,
    /// Act now.
    Urgent,
    /// Look into it.
    Attention,
    /// Good to know.
    Information,
    /// The whole of it.
    Whole,
    /// Once more.
    Again,
    /// Back to how it was.
    Undo,
    /// A rule with three knobs: what can be set.
    Settings,
    /// An eye: who may see what.
    Eye,
    /// A page with a corner turned: a place to come back to.
    Bookmark,
    /// A glass: look for something.
    Search,
    /// A frame with a triangle in it: a picture or a film.
    Film,
    /// A curve within a band: what was learned.
    Curve,
    /// A flag: a guided tour.
    Tour,
    /// A sensor with what it sees: devices to be put up.
    Device,
}

impl Icon {
    /// The picture of a severity: each has its own shape, so that colour is never all there is.
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Information => Self::Information,
            Severity::Attention => Self::Attention,
            Severity::Urgent => Self::Urgent,
        }
    }

    /// Draws it into a square around `centre`, `size` points across.
    pub fn paint(self, painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
        let r = size / 2.0;
        let at = |x: f32, y: f32| centre + vec2(x, y) * r;
        let thick = (size * 0.115).max(1.4);
        let stroke = Stroke::new(thick, colour);
        let filled = |points: Vec<Pos2>| {
            painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
        };
        let bar = |x: f32, half: f32, height: f32| {
            let rect = Rect::from_center_size(at(x, 0.0), vec2(half * 2.0 * r, height * 2.0 * r));
            painter.rect_filled(rect, CornerRadius::same(1), colour);
        };
        match self {
            Self::Play => filled(vec![at(-0.55, -0.8), at(0.85, 0.0), at(-0.55, 0.8)]),
            Self::Pause => {
                bar(-0.4, 0.2, 0.75);
                bar(0.4, 0.2, 0.75);
            }
            Self::Forward | Self::Back => {
                let side = if self == Self::Forward { 1.0 } else { -1.0 };
                painter.line(vec![at(-0.35 * side, -0.65), at(0.4 * side, 0.0), at(-0.35 * side, 0.65)], stroke);
            }
            Self::NextEvent | Self::PreviousEvent => {
                let side = if self == Self::NextEvent { 1.0 } else { -1.0 };
                filled(vec![at(-0.65 * side, -0.65), at(0.4 * side, 0.0), at(-0.65 * side, 0.65)]);
                bar(0.62 * side, 0.13, 0.65);
            }
            Self::NextAlert | Self::PreviousAlert => {
                let side = if self == Self::NextAlert { 1.0 } else { -1.0 };
                filled(vec![at(-0.95 * side, -0.55), at(-0.2 * side, 0.0), at(-0.95 * side, 0.55)]);
                let x = 0.42 * side;
                filled(vec![at(x - 0.55, 0.62), at(x, -0.72), at(x + 0.55, 0.62)]);
            }
            Self::Plus | Self::Minus => {
                painter.line_segment([at(-0.6, 0.0), at(0.6, 0.0)], stroke);
                if self == Self::Plus {
                    painter.line_segment([at(0.0, -0.6), at(0.0, 0.6)], stroke);
                }
            }
            Self::Close => {
                painter.line_segment([at(-0.5, -0.5), at(0.5, 0.5)], stroke);
                painter.line_segment([at(-0.5, 0.5), at(0.5, -0.5)], stroke);
            }
            Self::Left => {
                painter.line(vec![at(0.3, -0.6), at(-0.35, 0.0), at(0.3, 0.6)], stroke);
            }
            Self::Down => {
                painter.line(vec![at(-0.5, -0.25), at(0.0, 0.3), at(0.5, -0.25)], stroke);
            }
            Self::Help => {
                painter.circle_stroke(centre, r * 0.92, stroke);
                painter.line(
                    vec![
                        at(-0.3, -0.25),
                        at(-0.22, -0.45),
                        at(0.0, -0.55),
                        at(0.24, -0.44),
                        at(0.28, -0.22),
                        at(0.05, 0.02),
                        at(0.0, 0.22),
                    ],
                    stroke,
                );
                painter.circle_filled(at(0.0, 0.5), thick * 0.65, colour);
            }
            Self::Save => {
                painter.line_segment([at(0.0, -0.85), at(0.0, 0.3)], stroke);
                painter.line(vec![at(-0.42, -0.1), at(0.0, 0.33), at(0.42, -0.1)], stroke);
                painter.line(vec![at(-0.8, 0.3), at(-0.8, 0.82), at(0.8, 0.82), at(0.8, 0.3)], stroke);
            }
            Self::Hand => {
                // The pointer that one presses things with.
                let outline = [
                    at(-0.45, -0.9),
                    at(-0.45, 0.6),
                    at(-0.1, 0.28),
                    at(0.15, 0.88),
                    at(0.42, 0.76),
                    at(0.17, 0.18),
                    at(0.62, 0.12),
                ];
                painter.add(Shape::closed_line(outline.to_vec(), stroke));
            }
            Self::Tick => {
                painter.line(vec![at(-0.7, 0.05), at(-0.2, 0.55), at(0.75, -0.5)], stroke);
            }
            Self::Simulated => {
                let outline =
                    [at(-0.72, 0.85), at(-0.72, -0.1), at(0.0, -0.85), at(0.72, -0.1), at(0.72, 0.85), at(-0.72, 0.85)];
                painter.extend(Shape::dashed_line(&outline, Stroke::new(thick * 0.85, colour), r * 0.34, r * 0.24));
            }
            Self::Book => {
                painter.line(
                    vec![
                        at(0.0, -0.5),
                        at(-0.85, -0.65),
                        at(-0.85, 0.55),
                        at(0.0, 0.7),
                        at(0.85, 0.55),
                        at(0.85, -0.65),
                        at(0.0, -0.5),
                        at(0.0, 0.7),
                    ],
                    stroke,
                );
            }
            Self::Urgent => {
                let octagon = (0..8u8).map(|i| {
                    let turn = (f32::from(i) + 0.5) * std::f32::consts::FRAC_PI_4;
                    centre + Vec2::angled(turn) * r
                });
                filled(octagon.collect());
                exclamation(painter, at(0.0, 0.0), r, theme::card());
            }
            Self::Attention => {
                filled(vec![at(0.0, -0.95), at(1.0, 0.85), at(-1.0, 0.85)]);
                exclamation(painter, at(0.0, 0.22), r * 0.82, theme::card());
            }
            Self::Information => {
                painter.circle_filled(centre, r * 0.95, colour);
                painter.circle_filled(at(0.0, -0.45), r * 0.14, theme::card());
                let stem = Rect::from_center_size(at(0.0, 0.2), vec2(r * 0.26, r * 0.8));
                painter.rect_filled(stem, CornerRadius::same(1), theme::card());
            }
            Self::Whole => {
                painter.line_segment([at(-0.85, 0.0), at(0.85, 0.0)], stroke);
                for side in [-1.0, 1.0] {
                    painter.line_segment([at(0.9 * side, -0.6), at(0.9 * side, 0.6)], stroke);
                    painter.line(vec![at(0.5 * side, -0.32), at(0.85 * side, 0.0), at(0.5 * side, 0.32)], stroke);
                }
            }
            Self::Again => {
                // Three quarters of a round, with a head.
                let round = (0..=12u8).map(|i| {
                    let turn = -0.6 + f32::from(i) / 12.0 * std::f32::consts::PI * 1.55;
                    centre + Vec2::angled(turn) * r * 0.75
                });
                painter.line(round.collect(), stroke);
                filled(vec![at(0.95, -0.85), at(0.95, -0.1), at(0.25, -0.4)]);
            }
            Self::Undo => {
                // An arrow that turns back over the top.
                let round = (0..=12u8).map(|i| {
                    let turn = std::f32::consts::PI * (1.0 + f32::from(i) / 12.0 * 1.35);
                    at(0.1, 0.15) + Vec2::angled(turn) * r * 0.68
                });
                painter.line(round.collect(), stroke);
                filled(vec![at(-1.0, -0.15), at(-0.15, -0.15), at(-0.58, 0.55)]);
            }
            Self::Settings => {
                for (y, x) in [(-0.6, 0.3), (0.0, -0.35), (0.6, 0.15)] {
                    painter.line_segment([at(-0.85, y), at(0.85, y)], stroke);
                    painter.circle_filled(at(x, y), r * 0.22, colour);
                }
            }
            Self::Eye => {
                let lid = |side: f32| -> Vec<Pos2> {
                    (0..=8u8)
                        .map(|i| {
                            let part = f32::from(i) / 8.0 * 2.0 - 1.0;
                            at(part * 0.95, side * 0.6 * (1.0 - part * part))
                        })
                        .collect()
                };
                painter.line(lid(-1.0), stroke);
                painter.line(lid(1.0), stroke);
                painter.circle_filled(centre, r * 0.28, colour);
            }
            Self::Bookmark => {
                painter.add(Shape::closed_line(
                    vec![at(-0.5, -0.85), at(0.5, -0.85), at(0.5, 0.85), at(0.0, 0.35), at(-0.5, 0.85)],
                    stroke,
                ));
            }
            Self::Search => {
                painter.circle_stroke(at(-0.15, -0.15), r * 0.58, stroke);
                painter.line_segment([at(0.28, 0.28), at(0.85, 0.85)], stroke);
            }
            Self::Film => {
                let frame = Rect::from_center_size(centre, vec2(r * 1.85, r * 1.5));
                painter.rect_stroke(frame, CornerRadius::same(2), stroke, StrokeKind::Middle);
                filled(vec![at(-0.25, -0.38), at(0.42, 0.0), at(-0.25, 0.38)]);
            }
            Self::Tour => {
                painter.line_segment([at(-0.55, -0.9), at(-0.55, 0.9)], stroke);
                filled(vec![at(-0.5, -0.85), at(0.75, -0.4), at(-0.5, 0.1)]);
            }
            Self::Device => {
                painter.circle_filled(at(-0.6, 0.6), r * 0.3, colour);
                for reach in [0.85, 1.45_f32] {
                    let arc = (0..=8).map(|step| {
                        let angle = std::f32::consts::FRAC_PI_2 * step as f32 / 8.0;
                        at(-0.6 + reach * angle.sin(), 0.6 - reach * angle.cos())
                    });
                    painter.line(arc.collect(), stroke);
                }
            }
            Self::Curve => {
                painter.line(vec![at(-0.85, 0.85), at(0.9, 0.85)], Stroke::new(thick * 0.7, colour));
                painter.line(
                    vec![at(-0.85, 0.4), at(-0.4, 0.1), at(-0.1, 0.25), at(0.3, -0.7), at(0.6, -0.2), at(0.9, -0.3)],
                    stroke,
                );
            }
        }
    }
}

fn exclamation(painter: &Painter, centre: Pos2, r: f32, colour: Color32) {
    let stem = Rect::from_center_size(centre + vec2(0.0, -0.16 * r), vec2(r * 0.24, r * 0.78));
    painter.rect_filled(stem, CornerRadius::same(1), colour);
    painter.circle_filled(centre + vec2(0.0, 0.5 * r), r * 0.15, colour);
}

/// Slanted lines over a rectangle: not known, or marked as out of the ordinary.
pub fn hatch(painter: &Painter, rect: Rect, gap: f32, stroke: Stroke) {
    let rect = rect.intersect(painter.clip_rect());
    if !rect.is_positive() {
        return;
    }
    let inner = painter.with_clip_rect(rect);
    // Anchored to the screen and not to the rectangle, so that the lines stand still while the rectangle moves.
    let mut x = ((rect.left() - rect.height()) / gap).floor() * gap;
    let mut lines = Vec::new();
    while x < rect.right() {
        lines.push(Shape::line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke));
        x += gap;
    }
    inner.extend(lines);
}

/// The ring around what has the keyboard's focus.
pub fn focus_ring(painter: &Painter, rect: Rect, colour: Color32) {
    painter.rect_stroke(rect.expand(1.0), CornerRadius::same(9), Stroke::new(2.5, colour), StrokeKind::Outside);
}
