//! Where a flat plan lies on the screen, and which place of it is under the pointer. It knows metres and points alone.

use bevy::prelude::{Vec2, Vec3};
use bevy_egui::egui::{self, Pos2};

use crate::desktop::camera::{Free, Orbit};
use crate::desktop::laid::Laid;
use crate::home::{HomeKind, Point, Rect};

/// Where the plan lies on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The place on the plan that is in the middle of the free rectangle, metres.
    pub(super) centre: Vec2,
    /// Points a metre.
    pub(super) scale: f32,
    /// The middle of the free rectangle, in points.
    pub(super) middle: Pos2,
}

impl Frame {
    /// Fits a part of the plan, with a little round it, into a rectangle of the screen.
    pub fn fit(bounds: Rect, into: egui::Rect) -> Self {
        let (wide, deep) = (bounds.width() as f32 + 1.4, bounds.depth() as f32 + 1.4);
        let scale = (into.width() / wide).min(into.height() / deep).max(1.0);
        let centre = Vec2::new(bounds.centre().x as f32, bounds.centre().y as f32);
        Self { centre, scale, middle: into.center() }
    }

    /// The place on the plan that is under a place on the screen.
    pub fn under(&self, at: Pos2) -> Point {
        let away = (at - self.middle) / self.scale;
        Point::new(f64::from(self.centre.x + away.x), f64::from(self.centre.y - away.y))
    }

    /// Points on the screen for so many metres.
    pub fn metres(&self, metres: f64) -> f32 {
        metres as f32 * self.scale
    }

    /// Fits what the camera looks at into what the panels leave free.
    pub fn of(laid: &Laid, orbit: &Orbit, free: &Free) -> Self {
        let bounds = orbit.frame.or_else(|| laid.home.bounds()).unwrap_or(Rect::new(0.0, 0.0, 8.0, 6.0));
        let (before, behind) = around(laid.of.kind);
        let wide = bounds.width() as f32 + 1.5;
        let deep = bounds.depth() as f32 + before + behind;
        let scale = (free.size.x / wide).min(free.size.y / deep) * orbit.now.zoom;
        let centre = Vec2::new(
            bounds.centre().x as f32 + orbit.now.shift.x,
            bounds.centre().y as f32 + (behind - before) / 2.0 - orbit.now.shift.y,
        );
        let middle = free.min + free.size / 2.0;
        Self { centre, scale, middle: Pos2::new(middle.x, middle.y) }
    }

    /// Fits the whole home into a rectangle.
    pub fn fitted(laid: &Laid, into: egui::Rect) -> Self {
        let orbit = Orbit::default();
        let size = Vec2::new(into.width().max(1.0), into.height().max(1.0));
        Self::of(laid, &orbit, &Free { min: Vec2::new(into.left(), into.top()), size, scale: 1.0 })
    }

    /// A place of the scene on the screen; how high it is makes no difference.
    pub fn seen(&self, at: Vec3) -> Pos2 {
        self.at(at.x, -at.z)
    }

    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.middle + egui::vec2((x - self.centre.x) * self.scale, (self.centre.y - y) * self.scale)
    }

    /// A place of the plan on the screen.
    pub fn point(&self, at: Point) -> Pos2 {
        self.at(at.x as f32, at.y as f32)
    }

    /// A part of the plan on the screen.
    pub fn rect(&self, rect: Rect) -> egui::Rect {
        egui::Rect::from_two_pos(self.point(rect.min), self.point(rect.max))
    }
}

/// Metres shown before and behind a home, by what lies around it.
const fn around(kind: HomeKind) -> (f32, f32) {
    match kind {
        HomeKind::Bungalow => (1.7, 1.2),
        HomeKind::Terraced => (1.4, 2.4),
        HomeKind::Flat | HomeKind::ExtraCare => (1.8, 0.8),
    }
}
