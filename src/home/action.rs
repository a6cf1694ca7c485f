//! What the program does in a home and with the people who belong to it, and what they answer. This file knows neither
//! who asks for it nor how a home, a telephone or an alarm centre carries it out.

use super::speech::SpokenCall;
use super::{Capability, DeviceId};
use crate::time::Timestamp;

/// What somebody who hears a sentence is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing: they are told something.
    Nothing,
    /// Whether they are all right.
    AllRight,
    /// To take a medicine now, by its id.
    Medicine(String),
    /// To do something else now.
    Deed,
    /// Whether they would like something.
    Offer,
}

/// Something that the program does in the home, or with the people who belong to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Say a sentence in the home.
    Speak {
        /// By this speaker; `None` is any.
        device: Option<DeviceId>,
        /// The sentence.
        sentence: String,
        /// What whoever hears it is asked for.
        asked: Asked,
    },
    /// Make known what somebody who spoke to a speaker was understood to want: it becomes a reading of that speaker.
    Understood {
        /// The speaker that heard it.
        device: DeviceId,
        /// What is wanted.
        call: SpokenCall,
    },
    /// Switch a plug or a light.
    Switch {
        /// Which.
        device: DeviceId,
        /// On or off.
        on: bool,
    },
    /// Set a device to a number, in the capability's unit.
    Set {
        /// Which device.
        device: DeviceId,
        /// What of it.
        capability: Capability,
        /// To what.
        value: f64,
    },
    /// Send somebody a message, ring them, or ask them to go there. In a simulated home nobody real is ever reached.
    Reach {
        /// The contact's id.
        contact: String,
        /// In which way.
        way: Way,
        /// What they are told.
        text: String,
        /// By which number an answer refers to this.
        reference: u32,
    },
}

/// In which way somebody is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// A message to a telephone.
    Message,
    /// A message that tells something and asks nobody to come.
    News,
    /// A telephone call.
    Call,
    /// Somebody goes there.
    Visit,
}

/// What somebody does of their own accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comes {
    /// They ring the home.
    Rings,
    /// They send a photo.
    Photo,
}

/// Somebody gets in touch with the home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// When.
    pub at: Timestamp,
    /// The contact's id.
    pub contact: String,
    /// What they do.
    pub what: Comes,
}

/// What somebody who was reached did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Did {
    /// They have seen the message.
    Saw,
    /// They answer, and see to it.
    TookOver,
    /// They answer, and cannot come.
    Declined,
    /// They are there.
    Arrived,
}

/// An answer of somebody who was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub at: Timestamp,
    /// The contact's id.
    pub contact: String,
    /// What it answers.
    pub reference: u32,
    /// What they did.
    pub did: Did,
}
