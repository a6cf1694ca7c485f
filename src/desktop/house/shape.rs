//! The mesh kit: rounded blocks, turned and woven parts, gathered into one coloured mesh a piece.
//!
//! Colours live in the vertices, so that a whole wardrobe is one draw and needs no texture. This file knows no home and
//! no piece of furniture. Read [`Shape`] first.

use bevy::asset::RenderAssetUsages;
use bevy::color::{ColorToComponents as _, LinearRgba, Srgba};
use bevy::math::{Affine3A, Quat, Vec2, Vec3};
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};
use std::f32::consts::{FRAC_PI_2, PI, TAU};

/// A colour as it is multiplied into the light: linear red, green, blue and opacity.
pub type Paint = [f32; 4];

/// The paint of a colour as designers write it: `0xA8B5A0`.
pub const fn hex(rgb: u32) -> Srgba {
    Srgba::new(
        ((rgb >> 16) & 0xFF) as f32 / 255.0,
        ((rgb >> 8) & 0xFF) as f32 / 255.0,
        (rgb & 0xFF) as f32 / 255.0,
        1.0,
    )
}

/// The linear paint of a colour.
pub fn paint(colour: Srgba) -> Paint {
    LinearRgba::from(colour).to_f32_array()
}

/// The same colour lighter (above 1) or darker (below 1).
pub fn shade(colour: Srgba, by: f32) -> Srgba {
    Srgba::new((colour.red * by).min(1.0), (colour.green * by).min(1.0), (colour.blue * by).min(1.0), colour.alpha)
}

/// A mesh in the making.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    positions: Vec<[f32; 3]>,
    normals: Vec<[f32; 3]>,
    colours: Vec<Paint>,
    indices: Vec<u32>,
    /// Where the parts added next are put.
    place: Affine3A,
}

impl Shape {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { place: Affine3A::IDENTITY, ..Self::default() }
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// Adds the parts that `build` adds, moved and turned.
    pub fn at(&mut self, offset: Vec3, turn: Quat, build: impl FnOnce(&mut Self)) {
        let before = self.place;
        self.place = before * Affine3A::from_rotation_translation(turn, offset);
        build(self);
        self.place = before;
    }

    fn vertex(&mut self, position: Vec3, normal: Vec3, colour: Paint) -> u32 {
        let index = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
        self.positions.push(self.place.transform_point3(position).to_array());
        self.normals.push(self.place.transform_vector3(normal).normalize_or(Vec3::Y).to_array());
        self.colours.push(colour);
        index
    }

    fn triangle(&mut self, a: u32, b: u32, c: u32) {
        self.indices.extend_from_slice(&[a, b, c]);
    }

    fn four(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.indices.extend_from_slice(&[a, b, c, a, c, d]);
    }

    /// A flat four-cornered face, corners counter-clockwise as seen from its front, each with its own paint.
    pub fn face(&mut self, corners: [Vec3; 4], colours: [Paint; 4]) {
        let normal = (corners[1] - corners[0]).cross(corners[2] - corners[0]).normalize_or(Vec3::Y);
        let [a, b, c, d] = [0, 1, 2, 3].map(|i: usize| self.vertex(corners[i], normal, colours[i]));
        self.four(a, b, c, d);
    }

    /// A block with rounded edges; `size` is its full size and `round` the width of the rounding.
    pub fn block(&mut self, centre: Vec3, size: Vec3, round: f32, colour: Srgba) {
        let colour = paint(colour);
        let half = size / 2.0;
        let round = round.min(half.min_element() * 0.98).max(0.0005);
        let inner = half - Vec3::splat(round);
        // Three corners a vertex of the block: one on each of the faces that meet there.
        let mut ids = [[0_u32; 3]; 8];
        for (corner, id) in ids.iter_mut().enumerate() {
            let sign = Vec3::new(
                if corner & 1 == 0 { -1.0 } else { 1.0 },
                if corner & 2 == 0 { -1.0 } else { 1.0 },
                if corner & 4 == 0 { -1.0 } else { 1.0 },
            );
            let middle = inner * sign;
            for (axis, slot) in id.iter_mut().enumerate() {
                let mut out = Vec3::ZERO;
                out[axis] = sign[axis];
                // Leaning a little towards the corner makes the edge catch the light as a rounded one does.
                let normal = (out + sign * 0.08).normalize();
                *slot = self.vertex(centre + middle + out * round, normal, colour);
            }
        }
        let at = |x: usize, y: usize, z: usize| x | (y << 1) | (z << 2);
        for (axis, (u, v)) in [(1, 2), (2, 0), (0, 1)].into_iter().enumerate() {
            for side in 0..2_usize {
                let pick = |i: usize, j: usize| {
                    let mut bits = [0_usize; 3];
                    bits[axis] = side;
                    bits[u] = i;
                    bits[v] = j;
                    ids[at(bits[0], bits[1], bits[2])][axis]
                };
                let (a, b, c, d) = (pick(0, 0), pick(1, 0), pick(1, 1), pick(0, 1));
                if side == 1 { self.four(a, b, c, d) } else { self.four(d, c, b, a) }
            }
        }
        // The twelve edges.
        for axis in 0..3_usize {
            let (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
            for i in 0..2_usize {
                for j in 0..2_usize {
                    let corner = |along: usize| {
                        let mut bits = [0_usize; 3];
                        bits[axis] = along;
                        bits[u] = i;
                        bits[v] = j;
                        at(bits[0], bits[1], bits[2])
                    };
                    let (low, high) = (corner(0), corner(1));
                    let quad = [ids[low][u], ids[high][u], ids[high][v], ids[low][v]];
                    if i == j {
                        self.four(quad[3], quad[2], quad[1], quad[0]);
                    } else {
                        self.four(quad[0], quad[1], quad[2], quad[3]);
                    }
                }
            }
        }
        // The eight corners.
        for (corner, id) in ids.iter().enumerate() {
            let odd = (corner & 1) ^ ((corner >> 1) & 1) ^ ((corner >> 2) & 1);
            if odd == 1 { self.triangle(id[0], id[1], id[2]) } else { self.triangle(id[2], id[1], id[0]) }
        }
    }

    /// A block standing on `base` (the middle of its underside).
    pub fn stand(&mut self, base: Vec3, size: Vec3, round: f32, colour: Srgba) {
        self.block(base + Vec3::Y * size.y / 2.0, size, round, colour);
    }

    /// A turned part: the outline of `(radius, height)` from below to above, spun about the upright axis.
    pub fn turned(&mut self, base: Vec3, outline: &[(f32, f32)], around: usize, colour: Srgba) {
        self.turned_oval(base, outline, Vec2::ONE, around, colour);
    }

    /// A turned part stretched along `x` and `z`.
    pub fn turned_oval(&mut self, base: Vec3, outline: &[(f32, f32)], stretch: Vec2, around: usize, colour: Srgba) {
        let colour = paint(colour);
        for pair in outline.windows(2) {
            let ((r0, y0), (r1, y1)) = (pair[0], pair[1]);
            let slope = Vec2::new(y1 - y0, r0 - r1).normalize_or(Vec2::X);
            let ring = |shape: &mut Self, r: f32, y: f32| -> Vec<u32> {
                (0..=around)
                    .map(|i| {
                        let angle = i as f32 / around as f32 * TAU;
                        let (sin, cos) = angle.sin_cos();
                        shape.vertex(
                            base + Vec3::new(cos * r * stretch.x, y, sin * r * stretch.y),
                            Vec3::new(cos * slope.x / stretch.x, slope.y, sin * slope.x / stretch.y),
                            colour,
                        )
                    })
                    .collect()
            };
            let low = ring(self, r0, y0);
            let high = ring(self, r1, y1);
            for i in 0..around {
                self.four(low[i], high[i], high[i + 1], low[i + 1]);
            }
        }
    }

    /// An upright cylinder or cone, closed at both ends.
    pub fn drum(&mut self, base: Vec3, low: f32, high: f32, height: f32, around: usize, colour: Srgba) {
        let lip = (height * 0.08).min(0.008).min(low.max(high) * 0.3);
        self.turned(
            base,
            &[
                (0.0, 0.0),
                ((low - lip).max(0.0), 0.0),
                (low, lip),
                (high, height - lip),
                ((high - lip).max(0.0), height),
                (0.0, height),
            ],
            around,
            colour,
        );
    }

    /// A ball stretched to `radii`; `square` above 0 puffs it out like a cushion.
    pub fn ball(&mut self, centre: Vec3, radii: Vec3, square: f32, around: usize, colour: Srgba) {
        let colour = paint(colour);
        let power = 1.0 / (1.0 + square);
        // What should be nothing is nothing: the power would make a speck of a rounding error, inside out at the poles.
        let round = |value: f32| if value.abs() < 1e-6 { 0.0 } else { value.signum() * value.abs().powf(power) };
        let rows = (around / 2).max(3);
        let mut grid = Vec::with_capacity((rows + 1) * (around + 1));
        for row in 0..=rows {
            let (sin_p, cos_p) = (row as f32 / rows as f32 * PI - FRAC_PI_2).sin_cos();
            for column in 0..=around {
                let (sin_t, cos_t) = (column as f32 / around as f32 * TAU).sin_cos();
                let unit = Vec3::new(round(cos_p) * round(cos_t), round(sin_p), round(cos_p) * round(sin_t));
                let normal = Vec3::new(cos_p * cos_t, sin_p, cos_p * sin_t) / radii;
                grid.push(self.vertex(centre + unit * radii, normal, colour));
            }
        }
        let step = around + 1;
        for row in 0..rows {
            for column in 0..around {
                let i = row * step + column;
                self.four(grid[i], grid[i + step], grid[i + step + 1], grid[i + 1]);
            }
        }
    }

    /// A tapering limb with round ends from `a` to `b`.
    pub fn limb(&mut self, a: Vec3, b: Vec3, radius_a: f32, radius_b: f32, around: usize, colour: Srgba) {
        let axis = b - a;
        let length = axis.length();
        let turn = Quat::from_rotation_arc(Vec3::Y, axis.normalize_or(Vec3::Y));
        let mut outline = Vec::new();
        for i in 0..=4 {
            let (sin, cos) = (i as f32 / 4.0 * FRAC_PI_2 - FRAC_PI_2).sin_cos();
            outline.push((cos * radius_a, sin * radius_a));
        }
        for i in 0..=4 {
            let (sin, cos) = (i as f32 / 4.0 * FRAC_PI_2).sin_cos();
            outline.push((cos * radius_b, length + sin * radius_b));
        }
        self.at(a, turn, |shape| shape.smooth_turned(&outline, around, colour));
    }

    /// A turned part whose outline is shaded as one smooth curve.
    pub fn smooth_turned(&mut self, outline: &[(f32, f32)], around: usize, colour: Srgba) {
        let colour = paint(colour);
        let mut rings: Vec<Vec<u32>> = Vec::with_capacity(outline.len());
        for (i, &(r, y)) in outline.iter().enumerate() {
            let before = outline[i.saturating_sub(1)];
            let after = outline[(i + 1).min(outline.len() - 1)];
            let slope = Vec2::new(after.1 - before.1, before.0 - after.0).normalize_or(Vec2::X);
            rings.push(
                (0..=around)
                    .map(|k| {
                        let (sin, cos) = (k as f32 / around as f32 * TAU).sin_cos();
                        let normal = Vec3::new(cos * slope.x, slope.y, sin * slope.x);
                        self.vertex(Vec3::new(cos * r, y, sin * r), normal, colour)
                    })
                    .collect(),
            );
        }
        for pair in rings.windows(2) {
            for i in 0..around {
                self.four(pair[0][i], pair[1][i], pair[1][i + 1], pair[0][i + 1]);
            }
        }
    }

    /// A bent rod through the points.
    pub fn rod(&mut self, points: &[Vec3], radius: f32, colour: Srgba) {
        for pair in points.windows(2) {
            self.limb(pair[0], pair[1], radius, radius, 8, colour);
        }
    }

    /// A soft dark patch on the ground that fades outwards: what stands there seems to touch the floor.
    pub fn contact_shadow(&mut self, centre: Vec3, size: Vec2, fade: f32, darkness: f32) {
        let dark = [0.03, 0.02, 0.015, darkness];
        let none = [0.03, 0.02, 0.015, 0.0];
        let inner = (size / 2.0 - Vec2::splat(fade * 0.35)).max(Vec2::splat(0.01));
        let mut ring_in = Vec::new();
        let mut ring_out = Vec::new();
        for quarter in 0..4_u8 {
            let sign = match quarter {
                0 => Vec2::new(1.0, 1.0),
                1 => Vec2::new(-1.0, 1.0),
                2 => Vec2::new(-1.0, -1.0),
                _ => Vec2::new(1.0, -1.0),
            };
            for step in 0..=4_u8 {
                let (sin, cos) = (f32::from(quarter) * FRAC_PI_2 + f32::from(step) / 4.0 * FRAC_PI_2).sin_cos();
                let corner = inner * sign;
                let here = Vec3::new(corner.x, 0.0, corner.y);
                ring_in.push(self.vertex(centre + here, Vec3::Y, dark));
                ring_out.push(self.vertex(centre + here + Vec3::new(cos, 0.0, sin) * fade, Vec3::Y, none));
            }
        }
        let middle = self.vertex(centre, Vec3::Y, dark);
        let count = ring_in.len();
        for i in 0..count {
            let next = (i + 1) % count;
            self.triangle(middle, ring_in[next], ring_in[i]);
            self.four(ring_in[i], ring_in[next], ring_out[next], ring_out[i]);
        }
    }

    /// Darkens what lies near the floor, as corners and undersides are in real rooms.
    pub fn settle(&mut self, height: f32, darkest: f32) {
        for (position, colour) in self.positions.iter().zip(&mut self.colours) {
            let up = (position[1] / height).clamp(0.0, 1.0);
            let by = darkest + (1.0 - darkest) * (up * (2.0 - up));
            for channel in &mut colour[..3] {
                *channel *= by;
            }
        }
    }

    /// Adds another shape, put where parts go now.
    pub fn add(&mut self, other: &Self) {
        let first = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
        for (position, normal) in other.positions.iter().zip(&other.normals) {
            self.positions.push(self.place.transform_point3(Vec3::from_array(*position)).to_array());
            let turned = self.place.transform_vector3(Vec3::from_array(*normal)).normalize_or(Vec3::Y);
            self.normals.push(turned.to_array());
        }
        self.colours.extend_from_slice(&other.colours);
        self.indices.extend(other.indices.iter().map(|index| index + first));
    }

    /// A flat face that looks towards `front` whichever way its corners turn.
    pub fn face_towards(&mut self, corners: [Vec3; 4], front: Vec3, colours: [Paint; 4]) {
        let [a, b, c, d] = corners;
        if (b - a).cross(c - a).dot(front) >= 0.0 {
            self.face(corners, colours);
        } else {
            self.face([d, c, b, a], [colours[3], colours[2], colours[1], colours[0]]);
        }
    }

    /// The finished mesh.
    pub fn mesh(self) -> Mesh {
        let mut mesh = Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::default());
        mesh.insert_attribute(Mesh::ATTRIBUTE_POSITION, self.positions);
        mesh.insert_attribute(Mesh::ATTRIBUTE_NORMAL, self.normals);
        mesh.insert_attribute(Mesh::ATTRIBUTE_COLOR, self.colours);
        mesh.insert_indices(Indices::U32(self.indices));
        mesh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every triangle of a closed convex part must be seen from outside: its corners turn counter-clockwise about the
    /// direction away from the middle.
    fn all_face_outwards(shape: &Shape) -> bool {
        shape.indices.chunks(3).all(|t| {
            let [a, b, c] = [t[0], t[1], t[2]].map(|i| Vec3::from_array(shape.positions[i as usize]));
            let normal = (b - a).cross(c - a);
            normal.length() < 1e-9 || normal.dot((a + b + c) / 3.0) > -1e-9
        })
    }

    #[test]
    fn closed_parts_are_seen_from_outside() {
        let mut block = Shape::new();
        block.block(Vec3::ZERO, Vec3::new(1.0, 0.5, 0.7), 0.05, hex(0xFFFFFF));
        assert!(all_face_outwards(&block), "block");
        let mut ball = Shape::new();
        ball.ball(Vec3::ZERO, Vec3::new(0.3, 0.2, 0.4), 0.6, 12, hex(0xFFFFFF));
        assert!(all_face_outwards(&ball), "ball");
        let mut drum = Shape::new();
        drum.drum(Vec3::new(0.0, -0.5, 0.0), 0.4, 0.2, 1.0, 12, hex(0xFFFFFF));
        assert!(all_face_outwards(&drum), "drum");
        let mut limb = Shape::new();
        limb.limb(Vec3::new(0.0, 0.0, -0.5), Vec3::new(0.0, 0.0, 0.5), 0.1, 0.2, 10, hex(0xFFFFFF));
        assert!(all_face_outwards(&limb), "limb");
    }

    #[test]
    fn contact_shadows_face_up() {
        let mut shadow = Shape::new();
        shadow.contact_shadow(Vec3::ZERO, Vec2::new(1.0, 0.6), 0.1, 0.4);
        for t in shadow.indices.chunks(3) {
            let [a, b, c] = [t[0], t[1], t[2]].map(|i| Vec3::from_array(shadow.positions[i as usize]));
            assert!((b - a).cross(c - a).y >= -1e-9);
        }
    }
}
