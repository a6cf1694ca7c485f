//! How the home is lived in at the moment: at home, out, away, on holiday, in hospital, with a visitor, as a couple.
//!
//! What can be told from readings is inferred, with a confidence: out, away for the night, and not alone. What cannot be
//! told a person says: a reading of the hub, capability `mode`, whose word is one of [`Mode`]'s names. It is part of the
//! stream like any other reading, so a recording holds it and a replay hears it. What was set holds until the person
//! says otherwise, or until somebody who was away is plainly back. This file judges nobody; the detectors ask it.

use serde::{Deserialize, Serialize};

use super::feature::another::Another;
use super::feature::civil::Hour;
use super::feature::company::Company;
use super::feature::presence::{GONE, Place, Presence};
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::time::{Span, Timestamp};

/// Somebody seen at home again for so long, having been away, is back; a neighbour who waters the plants is not.
const BACK: Span = Span::minutes(60);
/// Out at this half hour of the night, 03:00, for longer than [`AWAY_FOR`]: the night is spent elsewhere.
const SMALL_HOURS: std::ops::Range<usize> = 6..10;
/// See [`SMALL_HOURS`].
const AWAY_FOR: Span = Span::hours(3);
/// Somebody seen within so long is surely at home.
const LATELY: Span = Span::minutes(30);
/// How sure it is that somebody not seen to leave is at home: a door may have been missed.
const NOT_SEEN_TO_LEAVE: f64 = 0.9;

/// How the home is lived in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// The person is at home, alone as far as can be told.
    AtHome,
    /// The person has gone out.
    Out,
    /// The person is away for a night or more.
    Away,
    /// The person is away on holiday: set by a person.
    Holiday,
    /// The person is in hospital: set by a person.
    Hospital,
    /// There is somebody with the person.
    Visitor,
    /// Two people live here: set by a person.
    Couple,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 7] =
        [Self::AtHome, Self::Out, Self::Away, Self::Holiday, Self::Hospital, Self::Visitor, Self::Couple];

    /// The stable name, in kebab-case: the word that a hub's `mode` reading carries.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AtHome => "at-home",
            Self::Out => "out",
            Self::Away => "away",
            Self::Holiday => "holiday",
            Self::Hospital => "hospital",
            Self::Visitor => "visitor",
            Self::Couple => "couple",
        }
    }

    /// For people: `Away for the night`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::AtHome => "At home",
            Self::Out => "Out",
            Self::Away => "Away overnight",
            Self::Holiday => "On holiday",
            Self::Hospital => "In hospital",
            Self::Visitor => "Not alone",
            Self::Couple => "Two people at home",
        }
    }

    /// The mode with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether nobody is expected at home.
    const fn is_absence(self) -> bool {
        match self {
            Self::Out | Self::Away | Self::Holiday | Self::Hospital => true,
            Self::AtHome | Self::Visitor | Self::Couple => false,
        }
    }
}

/// The mode at the moment, for showing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurrentMode {
    /// Which.
    pub mode: Mode,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// Whether a person set it.
    pub set: bool,
}

impl CurrentMode {
    /// For people: `Out, as far as can be told (92%)`, `On holiday, as was set`.
    pub fn in_words(&self) -> String {
        if self.set {
            format!("{}, as was set", self.mode.in_words())
        } else {
            format!("{} ({:.0}% sure)", self.mode.in_words(), self.confidence * 100.0)
        }
    }
}

/// What was set and what was inferred.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct Modes {
    /// What a person set, with when; never [`Mode::AtHome`] or [`Mode::Couple`].
    set: Option<(Mode, Timestamp)>,
    /// Since when two people live here.
    couple: Option<Timestamp>,
    /// Since when the night has been spent elsewhere.
    away: Option<Timestamp>,
    /// Since when somebody who was away has been seen at home.
    back: Option<Timestamp>,
    /// How many set words meant nothing.
    unknown: u64,
}

impl Modes {
    /// The hub passes on what a person set. True when it is a mode's word.
    pub fn reading(&mut self, kind: DeviceKind, reading: &Reading) -> bool {
        let (DeviceKind::Hub, Capability::Mode, Value::Word(word)) = (kind, reading.capability, &reading.value) else {
            return false;
        };
        match Mode::from_name(word) {
            None => self.unknown = self.unknown.saturating_add(1),
            Some(Mode::AtHome) => (self.set, self.couple, self.away, self.back) = (None, None, None, None),
            Some(Mode::Couple) => {
                self.couple.get_or_insert(reading.at);
            }
            Some(mode) => (self.set, self.back) = (Some((mode, reading.at)), None),
        }
        true
    }

    /// Somebody was seen, and it is believed.
    pub fn seen(&mut self, at: Timestamp, presence: &Presence) {
        if self.away.is_none() && self.absence().is_none() {
            return;
        }
        if presence.place() == Some(Place::Out) {
            self.back = None;
            return;
        }
        // Before somebody leaves for their holiday they are seen at home; only whoever has left can be back.
        let left = presence.left.is_some_and(|left| self.set.is_none_or(|(_, set)| left >= set)) || self.away.is_some();
        let since = *self.back.get_or_insert(at);
        if left && at - since >= BACK {
            (self.away, self.back) = (None, None);
            self.set = self.set.filter(|(mode, _)| !mode.is_absence());
        }
    }

    /// A minute has passed.
    pub fn tick(&mut self, now: Timestamp, hour: Hour, presence: &Presence) {
        if self.away.is_none()
            && SMALL_HOURS.contains(&hour.slot)
            && presence.place() == Some(Place::Out)
            && let Some(left) = presence.left
            && now - left >= AWAY_FOR
        {
            self.away = Some(left);
        }
        if presence.place() == Some(Place::Out) {
            self.back = None;
        }
    }

    fn absence(&self) -> Option<(Mode, Timestamp)> {
        self.set.filter(|(mode, _)| mode.is_absence())
    }

    /// Whether a person has said that nobody is at home, and nobody has been seen there since, or all have gone out.
    pub fn says_absent(&self, presence: &Presence) -> Option<Mode> {
        let (mode, since) = self.absence()?;
        let unseen = presence.last.as_ref().is_none_or(|last| last.at <= since);
        (unseen || presence.place() == Some(Place::Out)).then_some(mode)
    }

    /// Whether a person has said that nobody will be at home, though somebody was seen since.
    pub fn expects_absence(&self) -> Option<Mode> {
        self.absence().map(|(mode, _)| mode)
    }

    /// Whether the night was spent elsewhere, and nobody is plainly back.
    pub fn is_away(&self) -> bool {
        self.away.is_some()
    }

    /// Whether there may be somebody besides the person, and how that is known.
    pub fn not_alone(&self, company: &Company, another: &Another, now: Timestamp) -> Option<NotAlone> {
        if self.couple.is_some() {
            return Some(NotAlone::LivesHere);
        }
        if matches!(self.set, Some((Mode::Visitor, _))) {
            return Some(NotAlone::WasSaid);
        }
        let seen = company.here(now).map(|_| NotAlone::WasSeen);
        let too = another.is_here(now).then_some(NotAlone::MovesToo);
        seen.or(too).or(company.crowded(now).then_some(NotAlone::Crowded))
    }

    /// The mode, for showing. `hazard` is how much activity would have been expected since, were the person at home.
    pub fn now(&self, presence: &Presence, company: &Company, now: Timestamp, hazard: f64) -> CurrentMode {
        let inferred = |mode, since, confidence| CurrentMode { mode, since, confidence, set: false };
        if let Some(mode) = self.says_absent(presence) {
            let since = self.set.map(|(_, since)| since);
            return CurrentMode { mode, since, confidence: 0.95, set: true };
        }
        let Some(last) = &presence.last else { return inferred(Mode::AtHome, None, 0.5) };
        if presence.place() == Some(Place::Out) {
            // Bayes: nothing is seen whoever is out; whoever is at home is missed so long with probability exp(−hazard).
            let out = presence.by_the_door();
            let sure = out / (out + (1.0 - out) * libm::exp(-hazard));
            // In the first minutes after a door anything is possible.
            let begun = presence
                .door
                .as_ref()
                .map_or(1.0, |door| ((now - door.at).as_seconds() / GONE.as_seconds()).clamp(0.0, 1.0) * 0.5 + 0.5);
            let mode = if self.away.is_some() { Mode::Away } else { Mode::Out };
            return inferred(mode, self.away.or(presence.left), sure * begun);
        }
        if self.couple.is_some() {
            return CurrentMode { mode: Mode::Couple, since: self.couple, confidence: 0.95, set: true };
        }
        if let Some((Mode::Visitor, since)) = self.set {
            return CurrentMode { mode: Mode::Visitor, since: Some(since), confidence: 0.95, set: true };
        }
        if let Some((since, sure)) = company.here(now) {
            return inferred(Mode::Visitor, Some(since), sure);
        }
        let sure = if now - last.at <= LATELY { 0.98 } else { NOT_SEEN_TO_LEAVE };
        inferred(Mode::AtHome, presence.home_since, sure)
    }
}

/// How it is known that somebody may be there besides the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::monitor) enum NotAlone {
    /// Two people live here.
    LivesHere,
    /// A person said that there is a visitor.
    WasSaid,
    /// Two rooms were busy at once.
    WasSeen,
    /// Something moved elsewhere while the person was in bed: a pet, or a guest.
    MovesToo,
    /// Two rooms were busy at once far more often than on other days: a pet, children, or a guest.
    Crowded,
}

impl NotAlone {
    /// Whether it may be somebody who opens no doors, such as a pet, so that what is seen in an empty home may be them.
    pub const fn may_be_a_pet(self) -> bool {
        match self {
            Self::MovesToo | Self::Crowded => true,
            Self::LivesHere | Self::WasSaid | Self::WasSeen => false,
        }
    }

    /// Whether what looks like the person's helplessness may well be somebody else's quiet: it is told less urgently.
    pub const fn softens(self) -> bool {
        match self {
            Self::WasSeen | Self::MovesToo => true,
            // Somebody who is restless is in many rooms, too.
            Self::LivesHere | Self::WasSaid | Self::Crowded => false,
        }
    }

    /// What else it could be.
    pub const fn could_be(self) -> &'static str {
        match self {
            Self::MovesToo | Self::Crowded => "a pet or a guest that was taken for the person, who is out",
            Self::LivesHere | Self::WasSaid | Self::WasSeen => "one of two people out, and the other resting",
        }
    }

    /// For the end of a message.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::LivesHere => "Two people live here, so nobody can tell which of them this is about.",
            Self::WasSaid => "A visitor is expected, so there may be somebody with them.",
            Self::MovesToo => {
                "Something else moves here, too, also while the bed was occupied: a pet or a guest, perhaps."
            }
            Self::Crowded => {
                "Two rooms were busy at once far more often than on other days: there may be a pet, or guests."
            }
            Self::WasSeen => "Two rooms were busy at once a while ago, so there may be somebody with them.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_modes() {
        for mode in Mode::ALL {
            assert_eq!(Mode::from_name(mode.name()), Some(mode));
            assert!(mode.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        }
        assert_eq!(Mode::from_name("asleep"), None);
    }
}
