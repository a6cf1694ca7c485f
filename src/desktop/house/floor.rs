//! Floors by the kind of room: oak planks, carpet, tiles. Boards and tiles are faces of their own, each a little
//! different in colour, so that no texture is needed and nothing shimmers from afar.

use super::shape::{Paint, Shape, hex, paint, shade};
use crate::desktop::laid::{Laid, without};
use crate::home::{AreaKind, Rect};
use bevy::color::Srgba;
use bevy::math::Vec3;

/// The floors of a home with the holes that stairs leave in them, and below them the slab that shows in the joints.
pub fn build(laid: &Laid) -> (Shape, Shape) {
    let mut matte = Shape::new();
    let mut gloss = Shape::new();
    let parts = laid.home.areas.iter().filter_map(|area| Some((area, area.floor?)));
    for (area, floor) in parts
        .flat_map(|(area, floor)| without(floor, &laid.wells(area.storey)).into_iter().map(move |part| (area, part)))
    {
        match area.kind {
            AreaKind::Hall => boards(&mut matte, floor, hex(0xC49564), 0.14, false),
            AreaKind::Lounge | AreaKind::Other => boards(&mut matte, floor, hex(0xCFA06B), 0.15, true),
            AreaKind::Bedroom => carpet(&mut matte, floor, hex(0xCDBFB4)),
            AreaKind::Kitchen => tiles(&mut gloss, floor, 0.42, [hex(0xE6D5B8), hex(0xD3A582)]),
            AreaKind::Bathroom => tiles(&mut gloss, floor, 0.28, [hex(0xE9EEF0), hex(0xA9C2CE)]),
        }
    }
    (matte, gloss)
}

/// A number between 0 and 1 that looks random and is always the same for the same place.
pub fn scatter(a: i32, b: i32) -> f32 {
    let mut hash = (a as u32).wrapping_mul(0x9E37_79B1) ^ (b as u32).wrapping_mul(0x85EB_CA77);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2C1B_3C6D);
    hash ^= hash >> 13;
    (hash & 0xFFFF) as f32 / 65_535.0
}

fn flat(shape: &mut Shape, rect: (f32, f32, f32, f32), y: f32, colour: Paint) {
    let (x0, y0, x1, y1) = rect;
    shape.face_towards(
        [Vec3::new(x0, y, -y0), Vec3::new(x1, y, -y0), Vec3::new(x1, y, -y1), Vec3::new(x0, y, -y1)],
        Vec3::Y,
        [colour; 4],
    );
}

fn edges(floor: Rect) -> (f32, f32, f32, f32) {
    (floor.min.x as f32, floor.min.y as f32, floor.max.x as f32, floor.max.y as f32)
}

fn boards(shape: &mut Shape, floor: Rect, colour: Srgba, width: f32, along_x: bool) {
    let (x0, y0, x1, y1) = edges(floor);
    flat(shape, (x0, y0, x1, y1), -0.004, paint(shade(colour, 0.62)));
    let (from, to, start, end) = if along_x { (y0, y1, x0, x1) } else { (x0, x1, y0, y1) };
    let gap = 0.006;
    let mut row = 0;
    let mut across = from;
    while across < to - 0.01 {
        let next = (across + width).min(to);
        // Boards of different lengths, begun at a different place in each row.
        let mut along = start;
        let mut length = 0.5 + scatter(row, -7) * 1.2;
        let mut column = 0;
        while along < end - 0.01 {
            let stop = (along + length).min(end);
            let tone = paint(shade(colour, 0.90 + 0.16 * scatter(row, column)));
            let rect =
                if along_x { (along, across, stop - gap, next - gap) } else { (across, along, next - gap, stop - gap) };
            flat(shape, rect, 0.0, tone);
            along = stop;
            length = 1.2 + scatter(row, column + 31) * 0.8;
            column += 1;
        }
        across = next;
        row += 1;
    }
}

fn tiles(shape: &mut Shape, floor: Rect, size: f32, colours: [Srgba; 2]) {
    let (x0, y0, x1, y1) = edges(floor);
    flat(shape, (x0, y0, x1, y1), -0.004, paint(shade(colours[0], 0.78)));
    let columns = ((x1 - x0) / size).round().max(1.0);
    let rows = ((y1 - y0) / size).round().max(1.0);
    let (w, d) = ((x1 - x0) / columns, (y1 - y0) / rows);
    for i in 0..columns as i32 {
        for j in 0..rows as i32 {
            let pattern = colours[usize::from((i + j).rem_euclid(2) == 1)];
            let tone = paint(shade(pattern, 0.96 + 0.06 * scatter(i, j)));
            let (x, y) = (x0 + i as f32 * w, y0 + j as f32 * d);
            flat(shape, (x + 0.005, y + 0.005, x + w - 0.005, y + d - 0.005), 0.0, tone);
        }
    }
}

fn carpet(shape: &mut Shape, floor: Rect, colour: Srgba) {
    // A soft weave: patches that hardly differ.
    let (x0, y0, x1, y1) = edges(floor);
    let size = 0.25;
    let (columns, rows) = (((x1 - x0) / size).ceil() as i32, ((y1 - y0) / size).ceil() as i32);
    let tone = |i: i32, j: i32| paint(shade(colour, 0.97 + 0.05 * scatter(i, j)));
    for i in 0..columns {
        for j in 0..rows {
            let (ax, ay) = (x0 + i as f32 * size, y0 + j as f32 * size);
            let (bx, by) = ((ax + size).min(x1), (ay + size).min(y1));
            shape.face_towards(
                [Vec3::new(ax, 0.0, -ay), Vec3::new(bx, 0.0, -ay), Vec3::new(bx, 0.0, -by), Vec3::new(ax, 0.0, -by)],
                Vec3::Y,
                [tone(i, j), tone(i + 1, j), tone(i + 1, j + 1), tone(i, j + 1)],
            );
        }
    }
}
