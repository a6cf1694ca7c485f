//! What a piece of furniture is made of: its parts by surface, and what of it glows.
//!
//! Every piece is built in its own space: `x` from side to side, `y` up from its underside, `z` towards its front.

use super::shape::Shape;
use super::{bathroom, bedroom, kitchen, lounge};
use crate::home::{Furniture, FurnitureKind, Turn};
use bevy::color::{LinearRgba, Srgba};
use bevy::math::{Quat, Vec2, Vec3};
use std::f32::consts::PI;

/// How far above the floor contact shadows lie, in metres: above the thickest rug.
const SHADOW_HEIGHT: f32 = 0.024;

/// Something in a piece that shines, or is seen only, while the piece is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlowKind {
    /// A lamp's shade.
    Shade,
    /// A television's picture.
    Screen,
    /// A cooker's rings.
    Ring,
    /// A pilot light, as on a kettle.
    Pilot,
    /// Steam, seen only while on.
    Steam,
}

/// A glowing part.
#[derive(Clone, Debug)]
pub struct Glow {
    /// What it is.
    pub kind: GlowKind,
    /// Its mesh.
    pub shape: Shape,
    /// Its colour while off.
    pub off: Srgba,
    /// The light it gives off while on, in its surface's own brightness.
    pub on: LinearRgba,
}

/// A light that shines while the piece is on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shine {
    /// Where it sits in the piece's space.
    pub at: Vec3,
    /// Lumens, for the scene's exposure.
    pub lumens: f32,
    /// How far it reaches, in metres.
    pub range: f32,
    /// Its colour.
    pub colour: Srgba,
}

/// A finished piece.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Wood, fabric, paint.
    pub matte: Shape,
    /// Ceramics, metal, lacquer.
    pub gloss: Shape,
    /// Glass and water.
    pub clear: Shape,
    /// The soft shadow where it meets the floor.
    pub shadow: Shape,
    /// What glows.
    pub glows: Vec<Glow>,
    /// The light it gives.
    pub shine: Option<Shine>,
}

impl Model {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { matte: Shape::new(), gloss: Shape::new(), clear: Shape::new(), shadow: Shape::new(), ..Self::default() }
    }

    /// With a contact shadow a little larger than its footprint.
    pub fn grounded(mut self, width: f32, depth: f32, fade: f32, darkness: f32) -> Self {
        self.shadow.contact_shadow(Vec3::Y * SHADOW_HEIGHT, Vec2::new(width, depth), fade, darkness);
        self
    }
}

/// The model of a piece.
pub fn model(piece: &Furniture) -> Model {
    let w = piece.width as f32;
    let d = piece.depth as f32;
    match piece.kind {
        FurnitureKind::Bed => bedroom::bed(w, d),
        FurnitureKind::BedsideTable => bedroom::bedside_table(w, d),
        FurnitureKind::Wardrobe => bedroom::wardrobe(w, d),
        FurnitureKind::ChestOfDrawers => bedroom::chest(w, d),
        FurnitureKind::Armchair => lounge::armchair(w, d),
        FurnitureKind::Sofa => lounge::sofa(w, d),
        FurnitureKind::CoffeeTable => lounge::coffee_table(w, d),
        FurnitureKind::Bookcase => lounge::bookcase(w, d),
        FurnitureKind::Television => lounge::television(w, d),
        FurnitureKind::DiningTable => kitchen::table(w, d),
        FurnitureKind::Chair => kitchen::chair(w, d),
        FurnitureKind::Worktop => kitchen::worktop(w, d),
        FurnitureKind::Kettle => kitchen::kettle(w),
        FurnitureKind::Cooker => kitchen::cooker(w, d),
        FurnitureKind::Sink => kitchen::sink(w, d),
        FurnitureKind::Fridge => kitchen::fridge(w, d),
        FurnitureKind::WashingMachine => kitchen::washing_machine(w, d),
        FurnitureKind::Toilet => bathroom::toilet(w, d),
        FurnitureKind::Basin => bathroom::basin(w, d),
        FurnitureKind::Bath => bathroom::bath(w, d),
        FurnitureKind::Shower => bathroom::shower(w, d),
        FurnitureKind::Radiator => bathroom::radiator(w, d),
        FurnitureKind::Mirror => bathroom::mirror(w),
        FurnitureKind::Lamp => lounge::lamp(w, piece.height > 0.2),
        FurnitureKind::CeilingLight => lounge::ceiling_light(),
        FurnitureKind::CoatStand => lounge::coat_stand(),
        FurnitureKind::Rug => lounge::rug(w, d, &piece.id),
        FurnitureKind::Plant => lounge::plant(w),
        FurnitureKind::Picture => lounge::picture(w, &piece.id),
        FurnitureKind::Microwave => kitchen::microwave(w, d),
        FurnitureKind::ElectricHeater => lounge::heater(w, d),
    }
}

/// The turn in the world of a thing whose front faces `turn` on the plan.
pub fn facing(turn: Turn) -> Quat {
    Quat::from_rotation_y(PI - turn.radians() as f32)
}

/// Where a piece stands in the world.
pub fn standing(piece: &Furniture) -> (Vec3, Quat) {
    (Vec3::new(piece.at.x as f32, piece.height as f32, -piece.at.y as f32), facing(piece.front))
}

/// The height of its seat, in metres, when a person sits or lies on it.
pub const fn seat_height(kind: FurnitureKind) -> Option<f32> {
    match kind {
        FurnitureKind::Armchair | FurnitureKind::Sofa => Some(0.44),
        FurnitureKind::Chair => Some(0.45),
        FurnitureKind::Bed => Some(0.50),
        FurnitureKind::Toilet => Some(0.42),
        _ => None,
    }
}
