//! What the monitor knows of its own devices: which report of their own accord, when each was last heard of, which are
//! silent, out of reach or stuck, and of which of that somebody has been told.
//!
//! The devices' detectors write it and share it, so that one fault is told once; the others ask it what to rely on. It
//! judges nobody and words nothing.

use serde::{Deserialize, Serialize};

use super::baseline::rhythm::Rhythm;
use super::feature::roster::Roster;
use super::rehouse::Moves;
use super::sound::Bound;
use super::vital::{Vital, of_its_own_accord};
use crate::home::{Capability, Reading, Value};
use crate::time::{Span, Timestamp};

/// What a device says within so long belongs to one report.
const ONE_REPORT: Span = Span::seconds(1);
/// Reports of so many devices, in different rooms, must be missing before the fault lies in what they share.
const UNRELATED: f64 = 2.0;

/// The devices' state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct Health {
    vitals: Vec<Vital>,
    /// All devices but the hub as if they were one: together they tell an outage much sooner than each by itself. What
    /// they report of their own accord counts here even if a person caused a report beside it.
    whole: Rhythm,
    /// And with the hub, for when it is silent too: then everything is quicker still.
    with_hub: Rhythm,
    whole_latest: Option<Timestamp>,
    with_hub_latest: Option<Timestamp>,
    /// The silence of all is counted from here at the earliest.
    whole_from: Timestamp,
    /// Nothing can be heard at all.
    outage: bool,
    areas: usize,
    /// Until when every device can be relied on, and nobody is told that it cannot.
    #[serde(skip)]
    sound: Bound,
    /// Until when no device's silence needs telling.
    #[serde(skip)]
    heard: Bound,
    /// The devices that have a candidate, and perhaps some that no longer do; `None` while nobody has looked.
    #[serde(skip)]
    candidates: Option<Vec<usize>>,
}

impl Health {
    pub fn new(roster: &Roster) -> Self {
        Self {
            vitals: roster.sensors.iter().map(Vital::new).collect(),
            whole: Rhythm::new(),
            with_hub: Rhythm::new(),
            whole_latest: None,
            with_hub_latest: None,
            whole_from: Timestamp::MIN,
            outage: false,
            areas: roster.areas.len(),
            sound: Bound::default(),
            heard: Bound::default(),
            candidates: None,
        }
    }

    /// A device reported. After an outage the first report starts every clock again.
    pub fn reading(&mut self, sensor: usize, reading: &Reading) {
        let Some(vital) = self.vitals.get_mut(sensor) else { return };
        let hub = vital.hub;
        let broke = (
            self.sound.broke(reading.at, || vital.relied_on()),
            self.heard.broke(reading.at, || vital.within_limits()),
        );
        vital.offline = None;
        vital.told_silent = false;
        let caused = vital.is_caused(reading)
            || (reading.capability == Capability::Occupancy && reading.value == Value::Flag(true));
        if caused {
            vital.caused = reading.at;
            vital.candidate = vital.candidate.filter(|candidate| reading.at - *candidate > ONE_REPORT);
        }
        if let Some(candidate) = vital.candidate
            && reading.at - candidate > ONE_REPORT
        {
            vital.candidate = None;
            vital.rhythm.report(candidate);
        }
        if !caused && of_its_own_accord(reading.capability) && reading.at - vital.caused > ONE_REPORT {
            if vital.candidate.is_none()
                && let Some(candidates) = &mut self.candidates
            {
                candidates.push(sensor);
            }
            vital.candidate.get_or_insert(reading.at);
        }
        match &mut vital.latest {
            // It is of the same device, whose name need not be taken again.
            Some(latest) => {
                (latest.at, latest.capability, latest.value) = (reading.at, reading.capability, reading.value.clone());
            }
            None => vital.latest = Some(reading.clone()),
        }
        self.sound.note(reading.at, broke.0, vital.relied_on());
        self.heard.note(reading.at, broke.1, vital.within_limits());
        self.with_hub_latest = Some(reading.at);
        if of_its_own_accord(reading.capability) {
            self.with_hub.report(reading.at);
        }
        if !hub {
            self.whole_latest = Some(reading.at);
            if self.outage {
                self.end_outage(reading.at);
            }
            if of_its_own_accord(reading.capability) {
                self.whole.report(reading.at);
            }
        }
    }

    /// A device came within reach or went out of it.
    pub fn availability(&mut self, sensor: usize, at: Timestamp, online: bool) {
        self.look_again();
        let Some(vital) = self.vitals.get_mut(sensor) else { return };
        if online {
            vital.offline = None;
            // It is given the time to report.
            vital.clock_from = vital.clock_from.max(at);
            vital.rhythm.restart();
            if vital.hub && self.outage {
                self.end_outage(at);
            }
        } else {
            vital.offline.get_or_insert(at);
        }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry_places(&mut self.vitals, before.vitals);
        let vitals = std::mem::take(&mut self.vitals);
        *self = Self { vitals, candidates: None, ..before };
        self.look_again();
    }

    /// This device's past counts no more: it is another, or in another place.
    pub fn replaced(&mut self, sensor: usize, at: Timestamp) {
        self.look_again();
        if let Some(vital) = self.vitals.get_mut(sensor) {
            vital.rhythm = Rhythm::new();
            vital.candidate = None;
            (vital.flag, vital.watts, vital.offline) = (None, None, None);
            vital.clock_from = vital.clock_from.max(at);
            (vital.told_silent, vital.stuck) = (false, false);
        }
    }

    /// Time has passed: reports that nothing else came with are of the device's own accord.
    pub fn tick(&mut self, now: Timestamp) {
        let all = || (0..self.vitals.len()).collect();
        let mut candidates = self.candidates.take().unwrap_or_else(all);
        candidates.retain(|sensor| {
            let Some(vital) = self.vitals.get_mut(*sensor) else { return false };
            let Some(candidate) = vital.candidate else { return false };
            let waits = now - candidate <= ONE_REPORT;
            if !waits {
                let broke =
                    (self.sound.broke(now, || vital.relied_on()), self.heard.broke(now, || vital.within_limits()));
                vital.candidate = None;
                vital.rhythm.report(candidate);
                self.sound.note(now, broke.0, vital.relied_on());
                self.heard.note(now, broke.1, vital.within_limits());
            }
            waits
        });
        self.candidates = Some(candidates);
        self.sound.look(now, self.vitals.iter().map(Vital::relied_on));
    }

    /// Something has become of a device that no report tells: all are looked at again.
    fn look_again(&mut self) {
        (self.sound, self.heard) = (Bound::default(), Bound::default());
    }

    /// Whether every device certainly can be relied on at a tick, none is known to be silent, stuck or blocked, and
    /// nobody was told so of any. False says nothing.
    pub fn is_sound(&self, now: Timestamp) -> bool {
        self.sound.holds(now)
    }

    /// Whether certainly no device's silence needs telling at a tick. False says nothing.
    pub fn all_are_heard(&mut self, now: Timestamp) -> bool {
        self.heard.look(now, self.vitals.iter().map(Vital::within_limits));
        self.heard.holds(now)
    }

    fn end_outage(&mut self, at: Timestamp) {
        self.outage = false;
        self.look_again();
        self.whole.restart();
        self.with_hub.restart();
        self.whole_from = at;
        for vital in &mut self.vitals {
            vital.clock_from = at;
            vital.rhythm.restart();
        }
    }

    /// Whether nothing can be heard at all, as far as was found.
    pub fn is_outage(&self) -> bool {
        self.outage
    }

    /// It was found that nothing can be heard at all.
    pub fn begin_outage(&mut self) {
        self.outage = true;
    }

    /// Whether the hub is out of reach, and nothing has been heard since.
    pub fn hub_is_offline(&self, now: Timestamp) -> bool {
        if self.is_sound(now) {
            return false;
        }
        let since =
            self.vitals.iter().filter(|vital| vital.hub && vital.is_offline(now)).find_map(|vital| vital.offline);
        since.is_some_and(|since| self.whole_latest.is_none_or(|latest| latest - since <= Span::minutes(1)))
    }

    /// Whether the hub itself still reports.
    pub fn hub_is_heard(&self, now: Timestamp) -> bool {
        self.vitals.iter().any(|vital| {
            vital.hub && vital.latest.is_some() && vital.offline.is_none() && !vital.is_silent(now) && {
                let silence = vital.silence(now).unwrap_or_default();
                self.whole_latest.is_some_and(|latest| silence < now - latest)
            }
        })
    }

    /// Whether everything has fallen silent together: no device has spoken for much longer than ever, and the reports of
    /// at least two devices in different rooms are overdue. One talkative device that dies is not everything.
    pub fn all_is_silent(&self, now: Timestamp) -> bool {
        let Some(latest) = self.whole_latest else { return false };
        let silence = now - latest.max(self.whole_from);
        let with_hub = self.with_hub_latest.map(|latest| now - latest.max(self.whole_from)).unwrap_or_default();
        let overdue = self.whole.is_overdue(silence) || self.with_hub.is_overdue(with_hub);
        let together = overdue && self.missing(silence) >= UNRELATED;
        together || (!self.is_sound(now) && self.all_are_out(now))
    }

    /// After how long a silence of all devices together is longer than ever; `None` while that is not known.
    pub fn patience(&self) -> Option<Span> {
        self.whole.is_trusted().then(|| self.whole.patience())
    }

    /// How many rooms' reports are missing after so long without any, one room counting one at most.
    fn missing(&self, silence: Span) -> f64 {
        let of_area = |area: Option<usize>| {
            let vitals =
                self.vitals.iter().filter(|vital| vital.area == area && !vital.hub && vital.rhythm.is_trusted());
            let usual = vitals.filter_map(|vital| vital.rhythm.usual()).min();
            usual.map_or(0.0, |usual| (silence.as_seconds() / usual.as_seconds().max(1.0)).min(1.0))
        };
        (0..self.areas).map(Some).chain([None]).map(of_area).sum()
    }

    /// Whether every device that can be judged is silent or out of reach, in two rooms or more, and no other has spoken
    /// since.
    fn all_are_out(&self, now: Timestamp) -> bool {
        let (mut fell_silent, mut rooms): (Option<Timestamp>, [Option<Option<usize>>; 2]) = (None, [None; 2]);
        for vital in self.vitals.iter().filter(|vital| !vital.hub) {
            if vital.is_offline(now) || vital.is_silent(now) {
                let heard = vital.latest.as_ref().map(|latest| latest.at);
                fell_silent = fell_silent.max(vital.offline.or(heard));
                if rooms[0].is_none_or(|room| room == vital.area) {
                    rooms[0] = Some(vital.area);
                } else {
                    rooms[1] = Some(vital.area);
                }
            } else if vital.rhythm.is_trusted() {
                return false;
            }
        }
        let nothing_since = |fell: Timestamp| self.whole_latest.is_none_or(|latest| latest - fell <= Span::minutes(1));
        rooms[1].is_some() && fell_silent.is_some_and(nothing_since)
    }

    /// When anything was last heard, the hub's own reports aside.
    pub fn last_heard(&self) -> Option<Timestamp> {
        self.whole_latest
    }

    /// Whether this device's rhythm is known.
    pub fn is_trusted(&self, sensor: usize) -> bool {
        self.vitals.get(sensor).is_some_and(|vital| vital.rhythm.is_trusted())
    }

    /// Whether this device is silent although it usually reports of its own accord.
    pub fn is_silent(&self, sensor: usize, now: Timestamp) -> bool {
        self.vitals.get(sensor).is_some_and(|vital| vital.is_silent(now))
    }

    /// Whether this device cannot be relied on: silent, out of reach, stuck or blocked.
    pub fn is_out(&self, sensor: usize, now: Timestamp) -> bool {
        self.vitals.get(sensor).is_some_and(|vital| vital.is_out(now))
    }

    /// When this device went out of reach, if it is.
    pub fn offline_since(&self, sensor: usize) -> Option<Timestamp> {
        self.vitals.get(sensor)?.offline
    }

    /// For how long this device has said nothing.
    pub fn silence(&self, sensor: usize, now: Timestamp) -> Option<Span> {
        self.vitals.get(sensor)?.silence(now)
    }

    /// What this device said last.
    pub fn latest(&self, sensor: usize) -> Option<&Reading> {
        self.vitals.get(sensor)?.latest.as_ref()
    }

    /// How this device reports of its own accord.
    pub fn rhythm(&self, sensor: usize) -> Option<&Rhythm> {
        Some(&self.vitals.get(sensor)?.rhythm)
    }

    /// Whether somebody was told that this device is silent, stuck or blocked.
    pub fn is_told(&self, sensor: usize) -> bool {
        self.vitals.get(sensor).is_some_and(Vital::is_told)
    }

    /// Somebody was told that this device is silent. It holds until the device reports.
    pub fn tell_silent(&mut self, sensor: usize) {
        self.look_again();
        if let Some(vital) = self.vitals.get_mut(sensor) {
            vital.told_silent = true;
        }
    }

    /// Whether this device is known to be stuck, so that what it says tells nothing.
    pub fn is_stuck(&self, sensor: usize) -> bool {
        self.vitals.get(sensor).is_some_and(|vital| vital.stuck)
    }

    /// Whether this device is known to see much less than it did.
    pub fn is_blocked(&self, sensor: usize) -> bool {
        self.vitals.get(sensor).is_some_and(|vital| vital.blocked.is_some())
    }

    /// Since when this device is known to see much less than it did.
    pub fn blocked_since(&self, sensor: usize) -> Option<Timestamp> {
        self.vitals.get(sensor)?.blocked
    }

    /// Since when this device sees much less than it did; `None` when it does no longer.
    pub fn set_blocked(&mut self, sensor: usize, blocked: Option<Timestamp>) {
        self.look_again();
        if let Some(vital) = self.vitals.get_mut(sensor) {
            vital.blocked = blocked;
        }
    }

    /// Whether this device is stuck from now on.
    pub fn set_stuck(&mut self, sensor: usize, stuck: bool) {
        self.look_again();
        if let Some(vital) = self.vitals.get_mut(sensor) {
            vital.stuck = stuck;
        }
    }
}
