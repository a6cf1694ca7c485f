//! What a person can ask of the player. Panels push commands; only the bridge carries them out.

use super::pace::Speed;
use crate::home::{DeviceId, FurnitureId, OpeningId};
use crate::scenario::deed::Deed;
use crate::scenario::{DisturbanceKind, FaultKind};
use crate::time::{Span, Timestamp};

/// Something a person asks of the player.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Let time pass.
    Play,
    /// Stop time.
    Pause,
    /// Play when paused, pause when playing.
    TogglePlay,
    /// Go a little on, or back when negative.
    Step(Span),
    /// Change the speed.
    SetSpeed(Speed),
    /// To the next faster (true) or slower (false) of [`Speed::STEPS`].
    ChangeSpeed(bool),
    /// Show another moment; it is kept within the scenario.
    Seek(Timestamp),
    /// To the next (true) or previous (false) thing that happened in the home.
    SeekEvent(bool),
    /// To the next (true) or previous (false) alert.
    SeekAlert(bool),
    /// Play this stretch again and again; `None` plays on at its end.
    Repeat(Option<(Timestamp, Timestamp)>),
    /// Do something to the house at the moment shown; what follows is worked out anew.
    Intervene(Intervention),
    /// Take back what was done to the house last.
    Undo,
}

/// What a person can do to the house while watching.
#[derive(Clone, Debug, PartialEq)]
pub enum Intervention {
    /// Press the fob.
    PressFob(DeviceId),
    /// Have the resident open a door.
    OpenDoor(OpeningId),
    /// Have the resident fall where they are.
    StartFall,
    /// Switch an appliance on or off.
    Switch(FurnitureId, bool),
    /// Have anything else happen that a scenario can hold, to the first resident or to the house.
    Begin(DisturbanceKind),
    /// Have something go wrong with a device, the hub, the mains or the line; for so long, or until the scenario ends.
    Fail(FaultKind, Option<Span>),
    /// Have the resident speak, a contact answer, or somebody tell the monitor something.
    Do(Deed),
}
