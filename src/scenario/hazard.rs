//! What goes wrong in the house itself, and what looks like it: smoke, carbon monoxide, water, something left on.
//!
//! The words of a scenario alone; what each does to air, floor and mains is the simulation's affair.

use std::fmt;

use crate::home::{AreaId, FurnitureId};
use crate::time::Span;

/// Something in the house from its moment until somebody has seen to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hazard {
    /// What.
    pub kind: HazardKind,
    /// From its moment until somebody sees to it.
    pub lasts: Span,
}

/// What happens in a [`Hazard`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HazardKind {
    /// Benign: toast burns, and a window is opened.
    BurntToast,
    /// A pan is left on the cooker; after some minutes it burns and smokes.
    PanBurns,
    /// The bath's taps are left running; when it is full, water runs over the floor.
    BathOverflows,
    /// Benign: a floor is mopped, and wet for a while.
    MoppedFloor {
        /// Where.
        area: AreaId,
    },
    /// A boiler or fire burns badly and gives off carbon monoxide.
    BoilerFault {
        /// Where it stands.
        area: AreaId,
    },
    /// Something that heats or shines is left on.
    LeftOn {
        /// What.
        piece: FurnitureId,
    },
}

impl Hazard {
    /// How long it takes a bath to run full and over: 180 l at 12 l a minute, and the overflow blocked or overwhelmed.
    pub const BATH_FILLS: Span = Span::minutes(15);
    /// How long a pan with food in it takes to boil dry and burn.
    pub const PAN_DRIES: Span = Span::minutes(12);

    /// Its name in a scenario file.
    pub const fn name(&self) -> &'static str {
        match self.kind {
            HazardKind::BurntToast => "BurntToast",
            HazardKind::PanBurns => "PanBurns",
            HazardKind::BathOverflows => "BathOverflows",
            HazardKind::MoppedFloor { .. } => "MoppedFloor",
            HazardKind::BoilerFault { .. } => "BoilerFault",
            HazardKind::LeftOn { .. } => "LeftOn",
        }
    }

    /// Its label in the truth; a benign twin's begins with `twin-`.
    pub const fn label(&self) -> &'static str {
        match self.kind {
            HazardKind::BurntToast => "twin-burnt-toast",
            HazardKind::PanBurns => "smoke",
            HazardKind::BathOverflows => "flood",
            HazardKind::MoppedFloor { .. } => "twin-mopped-floor",
            HazardKind::BoilerFault { .. } => "carbon-monoxide",
            HazardKind::LeftOn { .. } => "left-on",
        }
    }

    /// How long after its moment what it is about begins.
    pub const fn comes_after(&self) -> Span {
        match self.kind {
            HazardKind::PanBurns => Self::PAN_DRIES,
            HazardKind::BathOverflows => Self::BATH_FILLS,
            HazardKind::BurntToast
            | HazardKind::MoppedFloor { .. }
            | HazardKind::BoilerFault { .. }
            | HazardKind::LeftOn { .. } => Span::ZERO,
        }
    }
}

/// As a scenario file writes it: `BoilerFault(area: "kitchen", lasts: "3 h")`.
impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.name())?;
        match &self.kind {
            HazardKind::MoppedFloor { area } | HazardKind::BoilerFault { area } => write!(f, "area: {area:?}, ")?,
            HazardKind::LeftOn { piece } => write!(f, "piece: {piece:?}, ")?,
            HazardKind::BurntToast | HazardKind::PanBurns | HazardKind::BathOverflows => {}
        }
        write!(f, "lasts: {:?})", self.lasts.exact())
    }
}
