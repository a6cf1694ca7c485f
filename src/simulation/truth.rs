//! What really happened. It goes to the evaluation, the story and the window's truth lane, and nowhere else.

use crate::home::{AreaId, DeviceId};
use crate::scenario::Activity;
use crate::time::Timestamp;

/// What a stretch of truth is about.
#[derive(Clone, Debug, PartialEq)]
pub enum TruthKind {
    /// What a person was doing.
    Activity(Activity),
    /// Which area a person was in; `None` is out of the home.
    Whereabouts(Option<AreaId>),
    /// Something out of the ordinary, with its stable name: `fall`, `door-opened`, `cold-room`, `fob-pressed`,
    /// `switched`, `forgotten-door`, `forgotten-fridge`, `forgotten-cooker`, and those of
    /// [`crate::scenario::change`]. What is benign begins with `twin-`.
    Label(&'static str),
    /// Something wrong with a device or with what they depend on.
    Fault {
        /// Its stable name: those of [`crate::scenario::FaultKind::name`], and `battery-empty`.
        name: &'static str,
        /// Which device; `None` where it is all of them, or the house.
        device: Option<DeviceId>,
    },
}

/// The start or the end of a stretch of truth.
#[derive(Clone, Debug, PartialEq)]
pub struct TruthEvent {
    /// When.
    pub at: Timestamp,
    /// About whom: the place in the scenario's list of residents, and behind its end, in the order of
    /// [`super::view::HouseView::people`], somebody who does not live here; `None` for what happens to the house.
    pub resident: Option<usize>,
    /// What.
    pub kind: TruthKind,
    /// A sentence for the story: `Margaret makes breakfast.` Empty for an end that needs no telling.
    pub sentence: String,
    /// True where it begins. A new activity or whereabouts ends the person's last one by itself; only labels have
    /// ends of their own.
    pub begins: bool,
}
