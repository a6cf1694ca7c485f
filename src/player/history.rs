//! Everything that has been worked out of a run: readings, truth and alerts, in order of time, with quick look-ups.

use std::collections::BTreeMap;

use crate::home::{Availability, Capability, DeviceId, Home, Item, Reading};
use crate::monitor::alert::Alert;
use crate::monitor::life::News;
use crate::response::Entry;
use crate::simulation::truth::TruthKind;
use crate::time::Timestamp;

/// A stretch of truth; the last ones may still be open.
#[derive(Clone, Debug, PartialEq)]
pub struct TruthSpan {
    /// About whom; `None` for what happens to the house.
    pub resident: Option<usize>,
    /// What.
    pub kind: TruthKind,
    /// The sentence that told its beginning.
    pub sentence: String,
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None` while it lasts.
    pub until: Option<Timestamp>,
}

/// A device that came or went.
#[derive(Clone, Copy, Debug)]
struct Change {
    at: Timestamp,
    /// Its place in the home's list.
    device: usize,
    /// Whether it can be reached from then on.
    online: bool,
    /// How many readings came before it.
    after: usize,
}

/// How many of a history's items were taken already; see [`History::item`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    readings: usize,
    changes: usize,
}

/// Everything that has been worked out of a run.
#[derive(Clone, Debug, Default)]
pub struct History {
    readings: Vec<Reading>,
    /// For each device in the home's order, the places of its readings in `readings`.
    by_device: Vec<Vec<u32>>,
    /// The same by capability, so that the latest of a rare one is found without looking through the others.
    by_capability: Vec<BTreeMap<Capability, Vec<u32>>>,
    truth: Vec<TruthSpan>,
    alerts: Vec<Alert>,
    concerns: Vec<News>,
    /// Who was told of what, and what was said and heard, in order of time.
    told: Vec<Entry>,
    /// Devices that came or went, in order of time.
    availability: Vec<Change>,
    revision: u64,
}

impl History {
    /// An empty history of a home.
    pub fn new(home: &Home) -> Self {
        let devices = home.devices.len();
        Self { by_device: vec![Vec::new(); devices], by_capability: vec![BTreeMap::new(); devices], ..Self::default() }
    }

    /// Every reading, in order of time.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// Grows whenever something already told is forgotten, so that whoever has summed up the past knows to begin anew.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The readings of one device (by its place in the home's list) in `from..to`, in order of time.
    pub fn of_device(
        &self,
        device: usize,
        from: Timestamp,
        to: Timestamp,
    ) -> impl DoubleEndedIterator<Item = &Reading> {
        let places = self.by_device.get(device).map_or(&[][..], Vec::as_slice);
        let at = |place: &u32| self.readings[*place as usize].at;
        let start = places.partition_point(|place| at(place) < from);
        let end = places.partition_point(|place| at(place) < to).max(start);
        places[start..end].iter().map(|place| &self.readings[*place as usize])
    }

    /// The latest reading of each capability of a device (by its place in the home's list) at or before `at`.
    pub fn latest_of(&self, device: usize, at: Timestamp) -> impl Iterator<Item = &Reading> {
        self.by_capability.get(device).into_iter().flat_map(BTreeMap::values).filter_map(move |places| {
            let known = places.partition_point(|place| self.readings[*place as usize].at <= at);
            known.checked_sub(1).map(|last| &self.readings[places[last] as usize])
        })
    }

    /// Every stretch of truth, in order of its beginning.
    pub fn truth(&self) -> &[TruthSpan] {
        &self.truth
    }

    /// Every alert, in the order raised.
    pub fn alerts(&self) -> &[Alert] {
        &self.alerts
    }

    /// The alerts that had been raised by `at`, the latest last.
    pub fn alerts_by(&self, at: Timestamp) -> &[Alert] {
        &self.alerts[..self.alerts.partition_point(|alert| alert.raised_at <= at)]
    }

    /// The steps in concerns' lives that are no alerts (resolved, escalated, acknowledged), in the order told. An alert says
    /// itself to which concern it belongs.
    pub fn concerns(&self) -> &[News] {
        &self.concerns
    }

    /// The last such step of one concern, by its number, at or before `at`.
    pub fn concern_at(&self, concern: u64, at: Timestamp) -> Option<&News> {
        self.concerns.iter().rev().find(|news| news.concern == concern && news.at <= at)
    }

    /// Who was told of what, and what was said and heard, in order of time.
    pub fn told(&self) -> &[Entry] {
        &self.told
    }

    /// The same up to an instant.
    pub fn told_by(&self, at: Timestamp) -> &[Entry] {
        &self.told[..self.told.partition_point(|entry| entry.at <= at)]
    }

    /// Adds a step; it must not be earlier than the last one.
    pub fn push_told(&mut self, entry: Entry) {
        self.told.push(entry);
    }

    /// Adds a reading; it must not be earlier than the last one.
    pub fn push_reading(&mut self, home: &Home, reading: &Reading) {
        if let Some(device) = position(home, &reading.device) {
            let place = u32::try_from(self.readings.len()).unwrap_or(u32::MAX);
            self.by_device[device].push(place);
            self.by_capability[device].entry(reading.capability).or_default().push(place);
        }
        self.readings.push(reading.clone());
    }

    /// Notes that a device came or went.
    pub fn push_availability(&mut self, home: &Home, change: &Availability) {
        if let Some(device) = position(home, &change.device) {
            let after = self.readings.len();
            self.availability.push(Change { at: change.at, device, online: change.online, after });
        }
    }

    /// Whether a device (by its place in the home's list) could be reached at an instant: until something else is
    /// said, it can.
    pub fn online(&self, device: usize, at: Timestamp) -> bool {
        let known = self.availability.partition_point(|change| change.at <= at);
        self.availability[..known]
            .iter()
            .rev()
            .find(|change| change.device == device)
            .is_none_or(|change| change.online)
    }

    /// The next item, in the order in which the monitor heard them, with what has been taken then; `None` at the end of
    /// what is known. Devices that the home does not list are heard, too, but not that they came or went.
    pub fn item(&self, home: &Home, taken: Taken) -> Option<(Item, Taken)> {
        match self.availability.get(taken.changes) {
            Some(change) if change.after <= taken.readings => {
                let device = home.devices.get(change.device)?.id.clone();
                let item = Item::Availability(Availability { at: change.at, device, online: change.online });
                Some((item, Taken { changes: taken.changes + 1, ..taken }))
            }
            Some(_) | None => {
                let reading = self.readings.get(taken.readings)?;
                Some((Item::Reading(reading.clone()), Taken { readings: taken.readings + 1, ..taken }))
            }
        }
    }

    /// How large a part of what is known has been taken, 0 to 1.
    pub fn part_of(&self, taken: Taken) -> f32 {
        taken.readings as f32 / self.readings.len().max(1) as f32
    }

    /// Adds a stretch of truth.
    pub fn push_truth(&mut self, span: TruthSpan) {
        self.truth.push(span);
    }

    /// The stretches of truth, to close those that end.
    pub fn truth_mut(&mut self) -> &mut [TruthSpan] {
        &mut self.truth
    }

    /// Adds an alert; it must not have been raised earlier than the last one.
    pub fn push_alert(&mut self, alert: Alert) {
        self.alerts.push(alert);
    }

    /// Adds a step in a concern's life.
    pub fn push_concern(&mut self, news: News) {
        self.concerns.push(news);
    }

    /// Forgets everything; what comes is of this home, and of another state than all before.
    pub fn begin_anew(&mut self, home: &Home) {
        let revision = self.revision + 1;
        *self = Self { revision, ..Self::new(home) };
    }

    /// The same, after another history in whose place this one comes.
    pub fn begin_anew_after(&mut self, other: &Self, home: &Home) {
        self.revision = self.revision.max(other.revision);
        self.begin_anew(home);
    }

    /// Forgets everything at or after `at`; stretches of truth that lasted beyond it are open again.
    pub fn forget_from(&mut self, at: Timestamp) {
        self.revision += 1;
        let keep = self.readings.partition_point(|reading| reading.at < at);
        self.readings.truncate(keep);
        for places in self.by_device.iter_mut().chain(self.by_capability.iter_mut().flat_map(BTreeMap::values_mut)) {
            let kept = places.partition_point(|place| (*place as usize) < keep);
            places.truncate(kept);
        }
        self.truth.retain(|span| span.from < at);
        for span in &mut self.truth {
            if span.until.is_some_and(|until| until >= at) {
                span.until = None;
            }
        }
        self.alerts.retain(|alert| alert.raised_at < at);
        self.told.retain(|entry| entry.at < at);
        self.concerns.retain(|news| news.at < at);
        self.availability.retain(|change| change.at < at);
    }
}

fn position(home: &Home, id: &DeviceId) -> Option<usize> {
    home.devices.iter().position(|device| device.id == *id)
}
