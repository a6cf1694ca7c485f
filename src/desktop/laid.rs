//! How the home lies in the scene: its storeys side by side, each on a base of its own, upstairs to the right of
//! downstairs, as a house is drawn on paper. Nobody has to switch to see who is where.

use std::sync::Arc;

use bevy::prelude::*;

use crate::home::{Area, Home, Point, Rect, STOREY_HEIGHT, Storeys};
use crate::simulation::view::PersonView;

/// Metres that each storey keeps free all round, for its base and the garden.
const AROUND: f64 = 1.0;

/// How the storeys of the home that is shown lie.
#[derive(Resource, Clone, Debug)]
pub struct Laid {
    /// The home as its file has it.
    pub of: Arc<Home>,
    /// Its storeys side by side.
    pub storeys: Storeys,
    /// The home as it lies in the scene.
    pub home: Arc<Home>,
}

impl Laid {
    /// Lays out a home.
    pub fn out(home: &Arc<Home>) -> Self {
        let storeys = Storeys::of(home, AROUND);
        Self { of: Arc::clone(home), home: storeys.unfold(home), storeys }
    }

    /// A person where they are in the scene.
    pub fn person(&self, person: &mut PersonView) {
        person.at = self.storeys.unfolded(person.storey, person.at);
    }

    /// How far above the floor of the storey they are shown on a person's feet are: less than nothing on the upper
    /// half of stairs.
    pub fn above_floor(person: &PersonView) -> f32 {
        (person.height - f64::from(person.storey) * STOREY_HEIGHT) as f32
    }

    /// The holes that stairs leave in the floor of a storey, in the scene.
    pub fn wells(&self, storey: i32) -> Vec<Rect> {
        let heads = self.storeys.flights().iter().filter(|(_, foot)| foot + 1 == storey);
        heads
            .map(|(flight, _)| {
                let print = flight.footprint();
                Rect { min: self.storeys.unfolded(storey, print.min), max: self.storeys.unfolded(storey, print.max) }
            })
            .collect()
    }

    /// What a storey covers in the scene.
    pub fn bounds(&self, storey: i32) -> Option<Rect> {
        let on_it = |area: &&Area| area.storey == storey;
        self.home.areas.iter().filter(on_it).filter_map(|area| area.floor).reduce(Rect::union)
    }

    /// The storey on which something that stands at this place in the scene is.
    pub fn storey_at(&self, at: Point) -> i32 {
        let inside = |storey: &i32| self.bounds(*storey).is_some_and(|bounds| bounds.grown(AROUND).contains(at));
        self.of.storeys().into_iter().find(inside).unwrap_or_default()
    }

    /// What people call a storey, where there are several: `Upstairs`.
    pub fn name(&self, storey: i32) -> Option<&'static str> {
        let storeys = self.of.storeys();
        match (storeys.as_slice(), storey) {
            ([_], _) | ([], _) => None,
            ([low, _], here) if here == *low => Some("Downstairs"),
            ([_, high], here) if here == *high => Some("Upstairs"),
            (_, here) if here < 0 => Some("Basement"),
            (_, 0) => Some("Ground floor"),
            (_, 1) => Some("First floor"),
            (_, 2) => Some("Second floor"),
            (_, _) => Some("Higher up"),
        }
    }
}

/// A rectangle without the holes in it, as rectangles that touch.
pub fn without(rect: Rect, holes: &[Rect]) -> Vec<Rect> {
    let mut left = vec![rect];
    for hole in holes {
        left = left
            .into_iter()
            .flat_map(|part| {
                let (x0, x1) = (hole.min.x.clamp(part.min.x, part.max.x), hole.max.x.clamp(part.min.x, part.max.x));
                let (y0, y1) = (hole.min.y.clamp(part.min.y, part.max.y), hole.max.y.clamp(part.min.y, part.max.y));
                if x1 - x0 < 1e-6 || y1 - y0 < 1e-6 {
                    return vec![part];
                }
                let cut =
                    |x0: f64, y0: f64, x1: f64, y1: f64| Rect { min: Point::new(x0, y0), max: Point::new(x1, y1) };
                [
                    cut(part.min.x, part.min.y, part.max.x, y0),
                    cut(part.min.x, y1, part.max.x, part.max.y),
                    cut(part.min.x, y0, x0, y1),
                    cut(x1, y0, part.max.x, y1),
                ]
                .into_iter()
                .filter(|part| part.width() > 1e-6 && part.depth() > 1e-6)
                .collect()
            })
            .collect();
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_left_out_and_nothing_else() {
        let whole = Rect::new(0.0, 0.0, 4.0, 5.0);
        for hole in [Rect::new(1.0, 1.0, 1.0, 2.0), Rect::new(3.0, 1.0, 1.0, 2.0), Rect::new(-1.0, -1.0, 2.0, 3.0)] {
            let parts = without(whole, &[hole]);
            let inside = Rect {
                min: Point::new(hole.min.x.max(0.0), hole.min.y.max(0.0)),
                max: Point::new(hole.max.x.min(4.0), hole.max.y.min(5.0)),
            };
            let sum: f64 = parts.iter().map(|part| part.area()).sum();
            assert!((sum + inside.area() - whole.area()).abs() < 1e-9, "{hole:?}: {parts:?}");
            assert!(!parts.iter().any(|part| part.contains(inside.centre())), "{hole:?}: {parts:?}");
        }
        assert_eq!(without(whole, &[Rect::new(9.0, 9.0, 1.0, 1.0)]), vec![whole]);
    }
}
