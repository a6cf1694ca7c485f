//! The plan of the page of devices: the home as an architect draws it, what sensors see, where nobody would be seen, and
//! every device at its place.

use bevy_egui::egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

use super::Seen;
use crate::desktop::device::{AllFields, paint_fields};
use crate::desktop::plan::{self, Frame};
use crate::desktop::{Chosen, bridge, label, theme};
use crate::home::{Device, DeviceKind, Home, Point};
use crate::player::fitting::coverage::{SQUARE, Square};
use crate::player::fitting::mount;
use crate::player::view::View;

/// What is painted, and where.
pub struct Sheet<'s> {
    /// Where there is room.
    pub free: Rect,
    /// Where the plan lies.
    pub frame: Frame,
    /// The moment shown.
    pub view: &'s View<'s>,
    /// The draft's home, and what it sees.
    pub seen: &'s Seen,
    /// The chosen device.
    pub selected: Option<usize>,
    /// The device under the pointer.
    pub hovered: Option<usize>,
}

/// Paints all of it.
pub fn paint(painter: &Painter, sheet: &Sheet<'_>) {
    let home = &sheet.seen.laid.home;
    let mut now = bridge::now(sheet.view, &sheet.seen.laid, false);
    // It is day on paper, and nobody is in the way.
    now.house.sun.altitude = 55.0;
    now.house.people.clear();
    plan::paint(painter, sheet.frame, &sheet.seen.laid, &now, false);
    let chosen = Chosen { selected: sheet.selected, hovered: None };
    paint_fields(painter, sheet.frame, home, &chosen, AllFields(true));
    blind(painter, sheet);
    rooms(painter, sheet);
    for (place, device) in home.devices.iter().enumerate() {
        mark(painter, sheet, place, device);
    }
    for place in [sheet.selected, sheet.hovered].into_iter().flatten() {
        if let Some(device) = home.devices.get(place) {
            name(painter, sheet, device);
        }
    }
    key(painter, sheet.free);
}

/// The colour of what nobody sees: told by its slanted lines as well.
const BLIND: Color32 = Color32::from_rgb(0xB4, 0x3A, 0x1E);

fn blind(painter: &Painter, sheet: &Sheet<'_>) {
    let line = Stroke::new(1.2, BLIND);
    for room in &sheet.seen.coverage.rooms {
        let storey = sheet.seen.laid.of.storey_of(&room.area);
        let place = |at: Point| sheet.frame.point(sheet.seen.laid.storeys.unfolded(storey, at));
        let size = vec2(sheet.frame.metres(SQUARE), sheet.frame.metres(SQUARE));
        let is_blind = |square: usize| room.squares.get(square) == Some(&Square::Blind);
        let mut square = 0;
        while square < room.squares.len() {
            if !is_blind(square) {
                square += 1;
                continue;
            }
            // Squares of a row that touch are painted as one.
            let row_ends = (square / room.columns + 1) * room.columns;
            let ends = (square..row_ends).find(|next| !is_blind(*next)).unwrap_or(row_ends);
            let run = Rect::from_center_size(place(room.middle(square)), size)
                .union(Rect::from_center_size(place(room.middle(ends - 1)), size));
            painter.rect_filled(run, 0.0, BLIND.gamma_multiply(0.20));
            for one in (square..ends).filter(|one| (one % room.columns + one / room.columns).is_multiple_of(4)) {
                let cell = Rect::from_center_size(place(room.middle(one)), size);
                painter.line_segment([cell.left_top(), cell.right_bottom()], line);
            }
            square = ends;
        }
    }
}

/// The names of storeys and rooms, and the beds and seats that nobody sees.
fn rooms(painter: &Painter, sheet: &Sheet<'_>) {
    let laid = &sheet.seen.laid;
    for storey in laid.of.storeys() {
        if let (Some(words), Some(bounds)) = (laid.name(storey), laid.bounds(storey)) {
            let at = sheet.frame.rect(bounds).center_top() - vec2(0.0, sheet.frame.metres(0.14));
            let galley = painter.layout_no_wrap(words.to_owned(), theme::strong(theme::SMALL), Color32::WHITE);
            let ground = Rect::from_center_size(at, galley.size() + vec2(18.0, 4.0));
            painter.rect_filled(ground, CornerRadius::same(9), Color32::from_rgb(0x2B, 0x24, 0x1E));
            painter.galley(ground.center() - galley.size() / 2.0, galley, Color32::WHITE);
        }
    }
    for room in &sheet.seen.coverage.rooms {
        let Some(area) = sheet.seen.laid.of.area(&room.area) else { continue };
        let unfolded = |at: Point| sheet.frame.point(sheet.seen.laid.storeys.unfolded(area.storey, at));
        let rect = Rect::from_two_pos(unfolded(room.floor.min), unfolded(room.floor.max));
        let galley =
            painter.layout_no_wrap(area.name.clone(), theme::strong(theme::SMALL), Color32::from_rgb(0x2B, 0x24, 0x1E));
        if galley.size().x < rect.width() {
            let at = rect.center() - galley.size() / 2.0;
            let ground = Rect::from_min_size(at, galley.size()).expand2(vec2(5.0, 1.0));
            painter.rect_filled(ground, CornerRadius::same(5), Color32::from_white_alpha(190));
            painter.galley(at, galley, theme::ink());
        }
        for place in room.places.iter().filter(|place| !place.seen) {
            let at = unfolded(place.at);
            let size = radius(&sheet.frame) * 0.9;
            painter.circle(at, size, Color32::WHITE, Stroke::new(2.0, BLIND));
            painter.text(at, Align2::CENTER_CENTER, "!", theme::strong(size * 1.6), BLIND);
        }
    }
}

/// How large a mark is: smaller where the plan is small, so that it does not hide what it hangs on.
fn radius(frame: &Frame) -> f32 {
    (frame.metres(1.0) * 0.17).clamp(6.0, 11.0)
}

/// A device with the sign that it has in the house; what is chosen has a second ring.
fn mark(painter: &Painter, sheet: &Sheet<'_>, place: usize, device: &Device) {
    let Some(at) = on_screen(&sheet.seen.laid.home, &sheet.frame, device) else { return };
    let (colour, radius) = (label::tint(device.kind), radius(&sheet.frame));
    painter.circle_filled(at + vec2(0.0, 1.0), radius + 1.6, Color32::from_black_alpha(70));
    // What looks for people stands out from what measures.
    let looks = device.kind == DeviceKind::Movement;
    let (ground, ink) = if looks { (colour, Color32::WHITE) } else { (Color32::WHITE, colour) };
    painter.circle(at, radius, ground, Stroke::new(1.6, if looks { Color32::WHITE } else { colour }));
    label::sign(painter, device.kind, at, radius * 0.52, ink);
    if sheet.selected == Some(place) {
        painter.circle_stroke(at, radius + 5.0, Stroke::new(5.0, Color32::WHITE));
        painter.circle_stroke(at, radius + 5.0, Stroke::new(2.6, Color32::from_rgb(0x1F, 0x1A, 0x16)));
    } else if sheet.hovered == Some(place) {
        painter.circle_stroke(at, radius + 4.0, Stroke::new(3.0, Color32::from_white_alpha(220)));
    }
}

fn on_screen(home: &Home, frame: &Frame, device: &Device) -> Option<Pos2> {
    mount::place(home, device).map(|at| frame.point(at))
}

/// A device's name beside it, kept on the sheet.
fn name(painter: &Painter, sheet: &Sheet<'_>, device: &Device) {
    let Some(at) = on_screen(&sheet.seen.laid.home, &sheet.frame, device) else { return };
    let galley = painter.layout_no_wrap(device.name.clone(), theme::strong(theme::TEXT), theme::ink());
    let size = galley.size() + vec2(14.0, 6.0);
    let wanted = pos2(at.x + 18.0, at.y - size.y / 2.0);
    let left = wanted.x.min(sheet.free.right() - size.x - 4.0).max(sheet.free.left() + 4.0);
    // Where it was pushed over the device itself it goes above.
    let top = if left < at.x { at.y - size.y - 18.0 } else { wanted.y };
    let top = top.clamp(sheet.free.top() + 2.0, (sheet.free.bottom() - size.y).max(sheet.free.top() + 2.0));
    let rect = Rect::from_min_size(pos2(left, top), size);
    painter.rect(rect, CornerRadius::same(6), theme::card(), Stroke::new(1.0, theme::outline()), StrokeKind::Inside);
    painter.galley(rect.min + vec2(7.0, 3.0), galley, theme::ink());
}

/// What the colours mean: side by side, or one over the other where that is too wide.
fn key(painter: &Painter, free: Rect) {
    let words = [("seen by a movement sensor", false), ("nobody would be seen here", true)];
    let (mut right, mut bottom) = (free.right() - 12.0, free.bottom() - 4.0);
    for (words, is_blind) in words.into_iter().rev() {
        let galley = painter.layout_no_wrap(words.to_owned(), theme::plain(theme::SMALL), theme::ink());
        let size = galley.size() + vec2(34.0, 6.0);
        if right - size.x < free.left() + 4.0 {
            (right, bottom) = (free.right() - 12.0, bottom - size.y - 4.0);
        }
        let rect = Rect::from_min_size(pos2(right - size.x, bottom - size.y), size);
        painter.rect_filled(rect, CornerRadius::same(6), theme::card().gamma_multiply(0.92));
        let swatch = Rect::from_min_size(rect.min + vec2(7.0, 5.0), vec2(14.0, size.y - 10.0));
        if is_blind {
            painter.rect(swatch, 0.0, BLIND.gamma_multiply(0.25), Stroke::new(1.0, BLIND), StrokeKind::Inside);
            painter.line_segment([swatch.left_top(), swatch.right_bottom()], Stroke::new(1.2, BLIND));
        } else {
            let teal = Color32::from_rgb(0x14, 0x8A, 0x80);
            painter.rect(swatch, 0.0, teal.gamma_multiply(0.4), Stroke::new(1.0, teal), StrokeKind::Inside);
        }
        painter.galley(rect.min + vec2(27.0, 3.0), galley, theme::ink());
        right = rect.left() - 6.0;
    }
}
