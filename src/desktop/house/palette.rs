//! The colours of the home: oak, cream, sage, dusty blue and terracotta. Nothing else in the scene names a colour that
//! it could take from here.

use super::shape::hex;
use bevy::color::Srgba;

/// Oak, as on floors and most furniture.
pub const OAK: Srgba = hex(0xC79A67);
/// Oak in the shade or of an older piece.
pub const OAK_DARK: Srgba = hex(0x9A6F45);
/// Walnut, for small accents.
pub const WALNUT: Srgba = hex(0x6E4A31);
/// Painted woodwork: skirting, door frames, window frames.
pub const WOODWORK: Srgba = hex(0xF6F1E7);
/// Cream, for fabric and fronts.
pub const CREAM: Srgba = hex(0xEFE3CC);
/// Warm white, for ceramics.
pub const CERAMIC: Srgba = hex(0xF7F5F0);
/// Sage green.
pub const SAGE: Srgba = hex(0x9DAE8C);
/// A deeper sage.
pub const SAGE_DEEP: Srgba = hex(0x6F8467);
/// Dusty blue.
pub const BLUE: Srgba = hex(0x86A0B5);
/// A deeper dusty blue.
pub const BLUE_DEEP: Srgba = hex(0x5B7891);
/// Terracotta.
pub const TERRACOTTA: Srgba = hex(0xBF7658);
/// Rose, for fabric.
pub const ROSE: Srgba = hex(0xD9A79B);
/// Mustard, for small accents.
pub const MUSTARD: Srgba = hex(0xD9A84A);
/// Brushed steel.
pub const STEEL: Srgba = hex(0xB9BEC2);
/// Dark glass, screens and hobs.
pub const INK: Srgba = hex(0x2A2D33);
/// Leaves.
pub const LEAF: Srgba = hex(0x5E8A4E);
/// Leaves in the sun.
pub const LEAF_LIGHT: Srgba = hex(0x86AD62);
/// Lawn.
pub const LAWN: Srgba = hex(0xA0B483);
/// Earth.
pub const EARTH: Srgba = hex(0x7A5A42);
/// Paving.
pub const STONE: Srgba = hex(0xCFC6B6);
/// Brick of the outer walls.
pub const BRICK: Srgba = hex(0xC2937A);
/// The cut face of a wall.
pub const CUT: Srgba = hex(0xF1EADF);
