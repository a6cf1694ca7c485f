//! Names that stand apart from what they name, with a line to it: where such a line may lead. It paints nothing.

use bevy_egui::egui::{Pos2, Rect, vec2};

/// The longest line from a name to its room, in points.
const LONGEST_LINE: f32 = 84.0;

/// Moved away from the panels.
pub(super) fn pushed(rect: Rect, clip: Rect) -> Rect {
    rect.translate(vec2(
        (clip.min.x - rect.min.x).max(0.0) - (rect.max.x - clip.max.x).max(0.0),
        (clip.min.y - rect.min.y).max(0.0) - (rect.max.y - clip.max.y).max(0.0),
    ))
}

/// Whether nothing lies there yet.
pub(super) fn is_free(rect: Rect, taken: &[Rect]) -> bool {
    !taken.iter().any(|other| other.expand(2.0).intersects(rect))
}

/// Whether a name at this place would have a short line to its room that crosses no other name and no other line.
pub(super) fn leads_clear(rect: Rect, middle: Pos2, names: &[Rect], lines: &[(Pos2, Pos2)]) -> bool {
    let edge = rect.clamp(middle);
    let along = |(from, to): (Pos2, Pos2)| (0..=24_u8).map(move |step| from.lerp(to, f32::from(step) / 24.0));
    edge.distance(middle) <= LONGEST_LINE
        && !along((edge, middle)).any(|at| names.iter().any(|name| name.contains(at)))
        && !lines.iter().any(|line| along(*line).any(|at| rect.contains(at)) || cross((edge, middle), *line))
}

/// Whether two lines cross.
fn cross((a, b): (Pos2, Pos2), (c, d): (Pos2, Pos2)) -> bool {
    let side = |p: Pos2, q: Pos2, r: Pos2| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_from_a_name_to_its_room_is_short_and_crosses_nothing() {
        let at = |x: f32, y: f32| Pos2::new(x, y);
        let name = |x: f32, y: f32| Rect::from_center_size(at(x, y), vec2(60.0, 20.0));
        let middle = at(100.0, 100.0);
        assert!(leads_clear(name(100.0, 60.0), middle, &[], &[]));
        assert!(!leads_clear(name(100.0, -60.0), middle, &[], &[]), "too long");
        assert!(!leads_clear(name(100.0, 40.0), middle, &[name(100.0, 75.0)], &[]), "under another name");
        assert!(!leads_clear(name(100.0, 40.0), middle, &[], &[(at(60.0, 80.0), at(140.0, 75.0))]), "crosses a line");
        assert!(!leads_clear(name(100.0, 60.0), middle, &[], &[(at(90.0, 60.0), at(300.0, 60.0))]), "lies on a line");
        assert!(leads_clear(name(100.0, 40.0), middle, &[name(200.0, 75.0)], &[(at(180.0, 80.0), at(240.0, 75.0))]));
    }
}
