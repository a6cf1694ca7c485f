//! A home's plan, small: rooms, walls, openings, the larger furniture, and where the devices are.

use bevy_egui::egui::{self, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::desktop::theme;
use crate::home::{AreaId, AreaKind, Device, Home, OpeningKind, Point};

/// Draws the plan into a rectangle, as large as fits. A home whose rooms have no place is drawn as a row of names.
pub fn paint(painter: &Painter, rect: Rect, home: &Home) {
    let painter = &painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    // Of a home with stairs, the floor that one comes in on.
    let storey = home.areas.iter().map(|area| area.storey).min_by_key(|storey| storey.abs()).unwrap_or(0);
    let here = |id: &AreaId| home.area(id).is_some_and(|area| area.storey == storey);
    let floors = home.areas.iter().filter(|area| area.storey == storey).filter_map(|area| area.floor);
    let Some(bounds) = floors.reduce(crate::home::Rect::union) else {
        names(painter, rect, home);
        return;
    };
    let (w, d) = (bounds.width().max(0.1) as f32, bounds.depth().max(0.1) as f32);
    let scale = (rect.width() / w).min(rect.height() / d);
    let middle = bounds.centre();
    // Up the page is up on the plan.
    let at = |p: Point| rect.center() + vec2((p.x - middle.x) as f32, (middle.y - p.y) as f32) * scale;
    let wall = Stroke::new((scale * 0.13).clamp(1.4, 3.0), theme::ink());
    for area in home.areas.iter().filter(|area| area.storey == storey) {
        let Some(floor) = area.floor else { continue };
        let room = Rect::from_two_pos(at(floor.min), at(floor.max));
        painter.rect(room, CornerRadius::ZERO, ground(area.kind), wall, StrokeKind::Middle);
    }
    for piece in home.furniture.iter().filter(|piece| here(&piece.area)) {
        let foot = piece.footprint();
        if piece.kind.blocks() && foot.area() > 0.3 {
            let rect = Rect::from_two_pos(at(foot.min), at(foot.max)).shrink(0.5);
            painter.rect_filled(rect, CornerRadius::same(1), theme::ink_weak().gamma_multiply(0.22));
        }
    }
    for opening in home.openings.iter().filter(|opening| here(&opening.from)) {
        let half = opening.width / 2.0;
        let (dx, dy) = if opening.along_x { (half, 0.0) } else { (0.0, half) };
        let ends = [
            at(Point::new(opening.at.x - dx, opening.at.y - dy)),
            at(Point::new(opening.at.x + dx, opening.at.y + dy)),
        ];
        let (thick, colour) = match opening.kind {
            OpeningKind::Door | OpeningKind::Archway => (wall.width + 1.4, theme::card()),
            OpeningKind::Window => (wall.width, theme::information().ink.gamma_multiply(0.75)),
        };
        painter.line_segment(ends, Stroke::new(thick, colour));
    }
    for device in home.devices.iter().filter(|device| here(&device.area)) {
        if let Some(place) = place(home, device) {
            painter.circle(at(place), 2.6, theme::accent(), Stroke::new(1.0, theme::card()));
        }
    }
}

/// Where a device is on the plan.
fn place(home: &Home, device: &Device) -> Option<Point> {
    device
        .at
        .or_else(|| device.opening.as_ref().and_then(|id| home.opening(id)).map(|opening| opening.at))
        .or_else(|| device.piece.as_ref().and_then(|id| home.piece(id)).map(|piece| piece.at))
}

fn ground(kind: AreaKind) -> egui::Color32 {
    match kind {
        AreaKind::Bathroom => theme::water().ground,
        AreaKind::Kitchen => theme::food().ground,
        AreaKind::Bedroom => theme::night().ground,
        AreaKind::Lounge => theme::leisure().ground,
        AreaKind::Hall => theme::soft(),
        AreaKind::Other => theme::chore().ground,
    }
}

fn names(painter: &Painter, rect: Rect, home: &Home) {
    let count = home.areas.len().clamp(1, 12);
    let columns = (count as f32).sqrt().ceil().max(1.0) as usize;
    let rows = count.div_ceil(columns);
    let cell = vec2(rect.width() / columns as f32, rect.height() / rows as f32);
    for (n, area) in home.areas.iter().take(12).enumerate() {
        let corner: Pos2 = rect.min + vec2((n % columns) as f32 * cell.x, (n / columns) as f32 * cell.y);
        let room = Rect::from_min_size(corner, cell).shrink(2.0);
        painter.rect_filled(room, CornerRadius::same(4), ground(area.kind));
        let font = theme::plain(theme::TINY);
        let mut job = egui::text::LayoutJob::simple_singleline(area.name.clone(), font, theme::ink());
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.width() - 6.0);
        let galley = painter.layout_job(job);
        painter.galley(pos2(room.left() + 3.0, room.center().y - galley.size().y / 2.0), galley, theme::ink());
    }
}
