//! Drawn faces of people named in a care plan: simple and kind, each always the same for the same person. They are made
//! up by the program from the name, and stand for nobody.

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, CursorIcon, Pos2, Rect, Response, RichText, Sense, Shape, Stroke, Ui, WidgetInfo,
    WidgetType, pos2, vec2,
};

use super::icon;
use crate::companion::care::{Contact, Role};
use crate::desktop::theme;

const SKIN: [Color32; 5] = [
    Color32::from_rgb(0xF6, 0xD3, 0xB8),
    Color32::from_rgb(0xE8, 0xB8, 0x92),
    Color32::from_rgb(0xC9, 0x8F, 0x66),
    Color32::from_rgb(0x9A, 0x65, 0x44),
    Color32::from_rgb(0x6F, 0x47, 0x30),
];
const HAIR: [Color32; 5] = [
    Color32::from_rgb(0x3A, 0x2A, 0x20),
    Color32::from_rgb(0x6B, 0x45, 0x2A),
    Color32::from_rgb(0xB5, 0x7B, 0x3C),
    Color32::from_rgb(0x8E, 0x8C, 0x8A),
    Color32::from_rgb(0x22, 0x22, 0x26),
];
const COAT: [Color32; 5] = [
    Color32::from_rgb(0x2E, 0x6E, 0x7E),
    Color32::from_rgb(0x8A, 0x4B, 0x6B),
    Color32::from_rgb(0x4C, 0x6B, 0x3C),
    Color32::from_rgb(0x5A, 0x5F, 0x9C),
    Color32::from_rgb(0xA8, 0x5B, 0x32),
];
const WALL: [Color32; 4] = [
    Color32::from_rgb(0xDD, 0xEA, 0xEC),
    Color32::from_rgb(0xF1, 0xE3, 0xD3),
    Color32::from_rgb(0xE4, 0xE7, 0xD5),
    Color32::from_rgb(0xE9, 0xDF, 0xEC),
];

/// A number that is always the same for the same words: FNV-1a, written out.
fn number(words: &str) -> u64 {
    words.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn pick<const N: usize>(from: [Color32; N], seed: u64, shift: u32) -> Color32 {
    from[((seed >> shift) % N as u64) as usize]
}

/// Draws a face into a square with rounded corners.
pub fn paint(ui: &Ui, rect: Rect, contact: &Contact) {
    let seed = number(&contact.id) ^ number(&contact.name).rotate_left(17);
    let painter = ui.painter_at(rect);
    let r = rect.width().min(rect.height()) / 2.0;
    let centre = rect.center();
    let at = |x: f32, y: f32| centre + vec2(x, y) * r;
    let (skin, hair, coat) = (pick(SKIN, seed, 3), pick(HAIR, seed, 11), pick(COAT, seed, 19));
    let long = (seed >> 29).is_multiple_of(2);
    let round = CornerRadius::same((r * 0.3) as u8);
    painter.rect_filled(rect, round, pick(WALL, seed, 37));
    // Hair behind, shoulders, neck, face, hair in front.
    if long {
        painter.rect_filled(
            Rect::from_min_max(at(-0.52, -0.45), at(0.52, 0.45)),
            CornerRadius::same((r * 0.3) as u8),
            hair,
        );
    }
    ellipse(&painter, at(0.0, 1.05), vec2(0.82, 0.62) * r, coat);
    painter.rect_filled(Rect::from_min_max(at(-0.15, 0.2), at(0.15, 0.62)), CornerRadius::same(3), shade(skin));
    ellipse(&painter, at(0.0, -0.1), vec2(0.43, 0.5) * r, skin);
    cap(&painter, at(0.0, -0.18), vec2(0.47, 0.48) * r, hair);
    let ink = Color32::from_rgb(0x33, 0x2A, 0x26);
    for side in [-1.0, 1.0] {
        painter.circle_filled(at(0.17 * side, -0.08), r * 0.045, ink);
    }
    if (seed >> 41).is_multiple_of(3) {
        // Spectacles.
        let thin = Stroke::new((r * 0.03).max(1.0), ink);
        for side in [-1.0, 1.0] {
            painter.circle_stroke(at(0.17 * side, -0.08), r * 0.12, thin);
        }
        painter.line_segment([at(-0.05, -0.08), at(0.05, -0.08)], thin);
    }
    let smile: Vec<Pos2> = (0..=8u8)
        .map(|step| {
            let part = f32::from(step) / 4.0 - 1.0;
            at(part * 0.17, 0.17 - part * part * 0.07)
        })
        .collect();
    painter.line(smile, Stroke::new((r * 0.045).max(1.2), ink));
    // On the coat, for whoever tells people by their letters.
    let letters = initials(&contact.name);
    painter.text(at(0.0, 0.82), Align2::CENTER_CENTER, letters, theme::strong((r * 0.27).max(8.0)), Color32::WHITE);
    if contact.role == Role::AlarmCentre {
        // Somebody with a headset.
        let band: Vec<Pos2> = (0..=10u8)
            .map(|step| {
                let turn = std::f32::consts::PI * (1.0 + f32::from(step) / 10.0);
                at(turn.cos() * 0.5, -0.12 + turn.sin() * 0.55)
            })
            .collect();
        painter.line(band, Stroke::new((r * 0.06).max(1.5), ink));
        painter.circle_filled(at(0.48, -0.05), r * 0.1, ink);
        painter.line(vec![at(0.48, 0.0), at(0.36, 0.24), at(0.16, 0.27)], Stroke::new((r * 0.04).max(1.0), ink));
    }
}

fn shade(colour: Color32) -> Color32 {
    let darker = |part: u8| (f32::from(part) * 0.88) as u8;
    Color32::from_rgb(darker(colour.r()), darker(colour.g()), darker(colour.b()))
}

fn ellipse(painter: &bevy_egui::egui::Painter, centre: Pos2, radius: bevy_egui::egui::Vec2, colour: Color32) {
    painter.add(Shape::ellipse_filled(centre, radius, colour));
}

/// The upper part of an ellipse: hair over a forehead.
fn cap(painter: &bevy_egui::egui::Painter, centre: Pos2, radius: bevy_egui::egui::Vec2, colour: Color32) {
    let points: Vec<Pos2> = (0..=16u8)
        .map(|step| {
            let turn = std::f32::consts::PI * (1.0 + f32::from(step) / 16.0);
            pos2(centre.x + radius.x * turn.cos(), centre.y + radius.y * turn.sin())
        })
        .chain([
            pos2(centre.x + radius.x * 0.72, centre.y - radius.y * 0.28),
            pos2(centre.x, centre.y - radius.y * 0.42),
            pos2(centre.x - radius.x * 0.72, centre.y - radius.y * 0.28),
        ])
        .collect();
    // The edge goes inwards at the forehead, so it is no convex shape: it is filled as a fan of triangles.
    let mut mesh = bevy_egui::egui::Mesh::default();
    let middle = pos2(centre.x, centre.y - radius.y * 0.6);
    mesh.colored_vertex(middle, colour);
    for point in &points {
        mesh.colored_vertex(*point, colour);
    }
    let count = points.len() as u32;
    for place in 0..count {
        mesh.add_triangle(0, 1 + place, 1 + (place + 1) % count);
    }
    painter.add(mesh);
}

/// The first letters of the first two words: `MA` for Mrs Akhtar.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect::<String>().to_uppercase()
}

/// A face with its name below it. Where `act` says what pressing it does, it can be pressed.
pub fn show(ui: &mut Ui, contact: &Contact, size: f32, act: Option<&str>) -> Response {
    let name = RichText::new(&contact.name).font(theme::strong(theme::SMALL)).color(theme::ink());
    let galley = ui.fonts_mut(|fonts| {
        fonts.layout(name.text().to_owned(), theme::strong(theme::SMALL), theme::ink(), size + 26.0)
    });
    let height = size + 4.0 + galley.size().y;
    let sense = if act.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(size.max(galley.size().x) + 4.0, height), sense);
    let face = Rect::from_center_size(pos2(rect.center().x, rect.top() + size / 2.0), vec2(size, size));
    paint(ui, face, contact);
    ui.painter().galley(pos2(rect.center().x - galley.size().x / 2.0, face.bottom() + 3.0), galley, theme::ink());
    let relation = if contact.relation.is_empty() { contact.role.in_words() } else { &contact.relation };
    let words = match act {
        Some(act) => format!("{act}, {relation}"),
        None => format!("{}, {relation}, drawn portrait", contact.name),
    };
    let kind = if act.is_some() { WidgetType::Button } else { WidgetType::Image };
    response.widget_info(|| WidgetInfo::labeled(kind, true, &words));
    if response.has_focus() {
        icon::focus_ring(ui.painter(), rect, theme::accent());
    }
    let response = response.on_hover_text(words);
    if act.is_some() { response.on_hover_cursor(CursorIcon::PointingHand) } else { response }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_two_words() {
        assert_eq!(initials("Susan"), "S");
        assert_eq!(initials("Mrs Akhtar"), "MA");
        assert_eq!(initials("Dr van Patel"), "DV");
        assert_eq!(initials(""), "");
    }
}
