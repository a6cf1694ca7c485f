//! What is summed up of a long history, so that a year is drawn as fast as an hour: for each device a row of quarter
//! hours, and the places of activities and labels. It grows with the history and begins anew when some is forgotten.

use crate::home::{Capability, Reading, Value};
use crate::player::history::History;
use crate::player::view::View;
use crate::simulation::truth::TruthKind;
use crate::time::{Span, Timestamp};

/// How much time one bucket sums up. At 1000 points this is used from ten days on, where a point holds as much.
pub const BUCKET: Span = Span::minutes(15);

/// A quarter of an hour of one device.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// How many reports of the main capability.
    pub count: u32,
    /// For how many milliseconds it was occupied, open or on.
    pub on: i64,
    /// The lowest and the highest value in force; `low > high` when there was none.
    pub low: f32,
    /// See `low`.
    pub high: f32,
}

impl Bucket {
    const EMPTY: Self = Self { count: 0, on: 0, low: f32::INFINITY, high: f32::NEG_INFINITY };

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            on: self.on + other.on,
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

/// The summary of a history.
#[derive(Clone, Debug, Default)]
pub struct Index {
    revision: Option<u64>,
    origin: Timestamp,
    devices: Vec<Vec<Bucket>>,
    activities: Vec<u32>,
    labels: Vec<u32>,
    truth_seen: usize,
    /// How many readings there were, and up to when all is known, when it was summed up last.
    summed: Option<(usize, Timestamp)>,
}

impl Index {
    /// Takes in what has been worked out since the last time.
    pub fn catch_up(&mut self, view: &View<'_>) {
        let (history, home) = (view.history, &view.scenario.home);
        let origin = view.starts.floor(BUCKET);
        let known = (self.revision, self.origin, self.devices.len());
        if known != (Some(history.revision()), origin, home.devices.len()) || self.truth_seen > history.truth().len() {
            let devices = vec![Vec::new(); home.devices.len()];
            *self = Self { revision: Some(history.revision()), origin, devices, ..Self::default() };
        }
        // A rare reading is looked for far back, which a frame in which nothing is new need not do.
        let summed = Some((history.readings().len(), view.known_until));
        let news = std::mem::replace(&mut self.summed, summed) != summed;
        for (place, device) in home.devices.iter().enumerate().filter(|_| news) {
            if let Some(buckets) = self.devices.get_mut(place) {
                extend(buckets, history, place, device.main_capability(), origin, view.known_until);
            }
        }
        for (place, span) in history.truth().iter().enumerate().skip(self.truth_seen) {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            match span.kind {
                TruthKind::Activity(_) => self.activities.push(place),
                TruthKind::Label(_) | TruthKind::Fault { .. } => self.labels.push(place),
                TruthKind::Whereabouts(_) => {}
            }
        }
        self.truth_seen = history.truth().len();
    }

    /// Everything of a device from one instant to another, to the nearest bucket; nothing where nothing is known.
    pub fn between(&self, device: usize, from: Timestamp, to: Timestamp) -> Option<Bucket> {
        let buckets = self.devices.get(device)?;
        let place = |at: Timestamp| {
            let steps = (at - self.origin).as_millis().div_euclid(BUCKET.as_millis());
            usize::try_from(steps).unwrap_or(0).min(buckets.len())
        };
        let (first, last) = (place(from), place(to));
        let last = last.max(first + 1).min(buckets.len());
        buckets
            .get(first..last)
            .filter(|some| !some.is_empty())
            .map(|some| some.iter().fold(Bucket::EMPTY, |sum, bucket| sum.and(*bucket)))
    }

    /// The activities that may lie in a stretch of time, in order, by their places in the truth.
    pub fn activities(&self, history: &History, from: Timestamp, to: Timestamp) -> &[u32] {
        let starts = |place: &u32| history.truth().get(*place as usize).map_or(Timestamp::MAX, |span| span.from);
        let first = self.activities.partition_point(|place| starts(place) < from);
        let last = self.activities.partition_point(|place| starts(place) < to);
        // One activity of each person may have begun before.
        self.activities.get(first.saturating_sub(8)..last).unwrap_or_default()
    }

    /// Everything out of the ordinary, by its place in the truth. There is never much of it.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }
}

/// The last bucket may have been unfinished: it is summed up again, and the new ones after it.
fn extend(
    buckets: &mut Vec<Bucket>,
    history: &History,
    device: usize,
    capability: Capability,
    origin: Timestamp,
    known_until: Timestamp,
) {
    let step = BUCKET.as_millis();
    buckets.pop();
    let start = origin + Span::millis(buckets.len() as i64 * step);
    let mut carried =
        history.of_device(device, Timestamp::MIN, start).rev().find(|reading| reading.capability == capability);
    let mut readings = history.of_device(device, start, known_until).filter(|r| r.capability == capability).peekable();
    let mut from = start;
    while from < known_until {
        let until = Timestamp::min(from + BUCKET, known_until);
        let mut bucket = Bucket::EMPTY;
        let mut since = from;
        add_value(&mut bucket, carried);
        while let Some(reading) = readings.next_if(|reading| reading.at < until) {
            if is_on(carried) {
                bucket.on += (reading.at - since).as_millis();
            }
            since = reading.at;
            carried = Some(reading);
            bucket.count += 1;
            add_value(&mut bucket, carried);
        }
        if is_on(carried) {
            bucket.on += (until - since).as_millis();
        }
        buckets.push(bucket);
        from += BUCKET;
    }
}

fn is_on(reading: Option<&Reading>) -> bool {
    reading.is_some_and(|reading| reading.value == Value::Flag(true))
}

fn add_value(bucket: &mut Bucket, reading: Option<&Reading>) {
    if let Some(Value::Number(number)) = reading.map(|reading| &reading.value) {
        bucket.low = bucket.low.min(*number as f32);
        bucket.high = bucket.high.max(*number as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{AreaId, Device, DeviceId, DeviceKind, Home, HomeKind, Turn};

    /// A home with one movement sensor in it.
    fn home() -> Home {
        let sensor = Device {
            id: DeviceId::new("hall-movement"),
            name: "Hall movement".to_owned(),
            kind: DeviceKind::Movement,
            area: AreaId::new("hall"),
            at: None,
            height: 2.1,
            front: Turn::Up,
            opening: None,
            piece: None,
            settings: crate::home::Settings::default(),
        };
        Home {
            name: "A hall".to_owned(),
            zone: "Europe/London".to_owned(),
            latitude: 53.8,
            longitude: -1.5,
            facing: 0.0,
            kind: HomeKind::default(),
            areas: Vec::new(),
            openings: Vec::new(),
            stairs: Vec::new(),
            furniture: Vec::new(),
            devices: vec![sensor],
        }
    }

    fn minute(n: i64) -> Timestamp {
        Timestamp::from_millis(n * 60_000)
    }

    fn told(home: &Home, device: usize, changes: &[(i64, bool)]) -> History {
        let mut history = History::new(home);
        for (at, flag) in changes {
            let device = home.devices[device].id.clone();
            let reading =
                Reading { at: minute(*at), device, capability: Capability::Occupancy, value: Value::Flag(*flag) };
            history.push_reading(home, &reading);
        }
        history
    }

    #[test]
    fn what_is_summed_up_bit_by_bit_is_what_is_summed_up_at_once() {
        let home = home();
        let device = 0;
        let history = told(&home, device, &[(4, true), (6, false), (14, true), (31, false), (40, true)]);
        let sum = |steps: &[i64]| {
            let mut buckets = Vec::new();
            for known in steps {
                extend(&mut buckets, &history, device, Capability::Occupancy, minute(0), minute(*known));
            }
            buckets
        };
        let at_once = sum(&[50]);
        assert_eq!(at_once, sum(&[1, 5, 6, 15, 16, 32, 49, 50]));
        let on: Vec<i64> = at_once.iter().map(|bucket| bucket.on / 60_000).collect();
        assert_eq!(on, [3, 15, 6, 5]);
        assert_eq!(at_once.iter().map(|bucket| bucket.count).collect::<Vec<_>>(), [3, 0, 2, 0]);
    }

    #[test]
    fn nothing_is_told_of_what_is_not_known() {
        let index = Index { devices: vec![vec![Bucket::EMPTY; 4]], ..Index::default() };
        assert!(index.between(0, minute(0), minute(15)).is_some());
        assert!(index.between(0, minute(90), minute(120)).is_none());
        assert!(index.between(7, minute(0), minute(15)).is_none());
    }
}
