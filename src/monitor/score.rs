//! How unusual each stretch of a home's time is, as numbers from 0 to 1, window by window, from the home's own past.
//!
//! A score says how far *above* what was usual here at this hour of the day a window lies: 0.5 is as usual, towards 1
//! busier, towards 0 quieter. It rises with restlessness, which is what agitation and many acute illnesses look like from
//! outside. A quieter home is not called abnormal by it: in a home whose sensors speak only when somebody moves,
//! quiet, absence and a dead sensor look alike, and silence has detectors of its own.
//!
//! Counts go in as square roots, whose spread hardly depends on their size (Anscombe 1948), and are held against
//! Student's t of the same hours on days before. The home's score is the mean of its features' normal scores, held
//! against its own past in the same way, and smoothed over days: an exponentially weighted mean with the weight 0.2 a
//! day, in the middle of the range that control charts use (Montgomery, Introduction to Statistical Quality Control).

use crate::home::{AreaKind, DeviceKind, Home, Item, Reading, Value};
use crate::monitor::baseline::normal_gamma::NormalGamma;
use crate::monitor::baseline::rate::forgetting;
use crate::monitor::feature::roster::Roster;
use crate::monitor::feature::sign::{self, Last, Sign};
use crate::time::{Calendar, ClockTime, Span, Timestamp};

/// What is counted in a window, by stable name, in the order of [`Score::features`].
pub const SCORED: [&str; 9] =
    ["activity", "room-changes", "doors", "kitchen", "lounge", "bedroom", "bathroom", "fridge-openings", "drinks-made"];

/// How many numbers there are.
const PARTS: usize = SCORED.len();

/// Nobody seen for so long: the home is empty or its sensors are dead, and nothing can be told.
const ABSENT: Span = Span::hours(20);
/// A window is scored once so many like it have been seen.
const FEWEST: u32 = 5;
/// The square root of a Poisson count spreads by a half.
const ROOT_SPREAD: f64 = 0.5;
/// The weight of a day in the home's smoothed score.
const WEIGHT_A_DAY: f64 = 0.2;
/// After a longer gap the windows in between are left out: there is nothing in them.
const LONGEST_GAP: Span = Span::days(31);
/// A single number says no more than this many standard deviations.
const LOUDEST: f64 = 4.0;

/// How long a window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowLength {
    /// Four windows a day, from midnight, six, noon and six.
    SixHours,
    /// The whole day from midnight.
    Day,
}

impl WindowLength {
    /// How many there are in a day.
    pub const fn in_a_day(self) -> usize {
        match self {
            Self::SixHours => 4,
            Self::Day => 1,
        }
    }

    /// As the command line has it: `6h`, `24h`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SixHours => "6h",
            Self::Day => "24h",
        }
    }

    /// The length with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::SixHours, Self::Day].into_iter().find(|length| length.name() == name)
    }
}

/// One window's scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// When the window begins.
    pub from: Timestamp,
    /// When it ends; the next one begins there.
    pub until: Timestamp,
    /// How many readings the home's devices sent in it.
    pub readings: u64,
    /// How much busier than usual the home is, 0 to 1; `None` where it cannot be told.
    pub home: Option<f64>,
    /// The same of each of [`SCORED`]; `None` where it was not observed.
    pub features: [Option<f64>; PARTS],
}

/// Scores a home's windows, one after another.
#[derive(Clone, Debug)]
pub struct Scorer {
    calendar: Calendar,
    length: WindowLength,
    roster: Roster,
    last: Vec<Last>,
    present: [bool; PARTS],
    /// The window: its day, its place in the day, and when it ends.
    now: Option<(i64, usize, Timestamp, Timestamp)>,
    /// Whether the window was watched from its beginning.
    whole: bool,
    counts: [f64; PARTS],
    readings: u64,
    area: Option<usize>,
    seen: Option<Timestamp>,
    /// By place in the day.
    usual: Vec<Place>,
    smoothed: f64,
    /// The weight with which the smoothed score is known: it starts at nothing.
    known: f64,
}

#[derive(Clone, Debug)]
struct Place {
    parts: [NormalGamma; PARTS],
    whole: NormalGamma,
    day: i64,
    seen: u32,
}

impl Scorer {
    /// A scorer that has seen nothing yet.
    pub fn new(home: &Home, calendar: &Calendar, length: WindowLength) -> Self {
        let roster = Roster::new(home);
        let kind = |area: Option<usize>| area.and_then(|area| roster.areas.get(area)).map(|area| area.kind);
        let moves_in =
            |wanted| roster.sensors.iter().any(|s| s.kind == DeviceKind::Movement && kind(s.area) == Some(wanted));
        let present = [
            true,
            roster.areas.len() > 1,
            roster.sensors.iter().any(|s| s.outside_door),
            moves_in(AreaKind::Kitchen),
            moves_in(AreaKind::Lounge),
            moves_in(AreaKind::Bedroom),
            moves_in(AreaKind::Bathroom),
            roster.sensors.iter().any(|s| s.fridge),
            roster.sensors.iter().any(|s| s.kettle),
        ];
        let place =
            Place { parts: [NormalGamma::new(ROOT_SPREAD); PARTS], whole: NormalGamma::new(1.0), day: 0, seen: 0 };
        Self {
            calendar: calendar.clone(),
            length,
            last: vec![Last::default(); roster.sensors.len()],
            present,
            now: None,
            whole: false,
            counts: [0.0; PARTS],
            readings: 0,
            area: None,
            seen: None,
            usual: vec![place; length.in_a_day()],
            smoothed: 0.0,
            known: 0.0,
            roster,
        }
    }

    /// Takes the next item of the stream, and adds the windows that have ended by then to `scores`.
    pub fn observe(&mut self, item: &Item, scores: &mut Vec<Score>) {
        let at = item.at();
        if self.now.is_none() && matches!(item, Item::Watermark(_)) {
            return;
        }
        self.advance(at, scores);
        if let Item::Reading(reading) = item {
            self.reading(reading);
        }
    }

    fn window_at(&self, at: Timestamp) -> (i64, usize, Timestamp, Timestamp) {
        let local = self.calendar.local(at);
        let hours = 24 / self.length.in_a_day();
        let place = local.clock.hour() / hours;
        let (from, until) = self.bounds(local.day, place);
        (local.day, place, from, until)
    }

    fn bounds(&self, day: i64, place: usize) -> (Timestamp, Timestamp) {
        let hours = 24 / self.length.in_a_day();
        let begins = |day: i64, place: usize| {
            let (day, place) = if place == self.length.in_a_day() { (day + 1, 0) } else { (day, place) };
            let clock = ClockTime::new((place * hours) as i64, 0).unwrap_or(ClockTime::MIDNIGHT);
            self.calendar.at(day, clock)
        };
        (begins(day, place), begins(day, place + 1))
    }

    fn advance(&mut self, at: Timestamp, scores: &mut Vec<Score>) {
        let Some((_, _, from, until)) = self.now else {
            let now = self.window_at(at);
            // A recording that begins in the middle of a window says nothing of its beginning.
            self.whole = at == now.2;
            self.now = Some(now);
            return;
        };
        if at < until {
            return;
        }
        if at - from > LONGEST_GAP {
            self.close(scores);
            self.now = Some(self.window_at(at));
            self.whole = false;
            return;
        }
        while let Some((day, place, _, until)) = self.now.filter(|(_, _, _, until)| at >= *until) {
            self.close(scores);
            let (day, place) = if place + 1 == self.length.in_a_day() { (day + 1, 0) } else { (day, place + 1) };
            let (_, next) = self.bounds(day, place);
            self.now = Some((day, place, until, next));
            self.whole = true;
        }
    }

    fn reading(&mut self, reading: &Reading) {
        let Some(index) = self.roster.find(&reading.device) else { return };
        let (Some(sensor), Some(last)) = (self.roster.sensors.get(index), self.last.get_mut(index)) else { return };
        self.readings += 1;
        let Some(sign) = sign::read(sensor, reading, last) else { return };
        let kind = sensor.area.and_then(|area| self.roster.areas.get(area)).map(|area| area.kind);
        let movement = sensor.kind == DeviceKind::Movement;
        let opened = reading.value == Value::Flag(true);
        self.seen = Some(reading.at);
        let changed = self.area.replace(sensor.area.unwrap_or(usize::MAX)) != Some(sensor.area.unwrap_or(usize::MAX));
        let happened = [
            true,
            changed,
            matches!(sign, Sign::OutsideDoor(true)),
            movement && kind == Some(AreaKind::Kitchen),
            movement && kind == Some(AreaKind::Lounge),
            movement && kind == Some(AreaKind::Bedroom),
            movement && kind == Some(AreaKind::Bathroom),
            sensor.fridge && opened,
            sensor.kettle,
        ];
        for (count, happened) in self.counts.iter_mut().zip(happened) {
            *count += if happened { 1.0 } else { 0.0 };
        }
    }

    /// The window is over.
    fn close(&mut self, scores: &mut Vec<Score>) {
        let Some((day, place, from, until)) = self.now else { return };
        let counts = std::mem::replace(&mut self.counts, [0.0; PARTS]);
        let readings = std::mem::take(&mut self.readings);
        let mut score = Score { from, until, readings, home: None, features: [None; PARTS] };
        let absent = self.seen.is_none_or(|seen| until - seen >= ABSENT);
        if let Some(usual) = self.usual.get_mut(place).filter(|_| self.whole && !absent) {
            let factor = forgetting(day - usual.day);
            usual.whole.forget(factor);
            let (mut sum, mut parts) = (0.0, 0.0);
            for (part, count) in counts.into_iter().enumerate().filter(|(part, _)| self.present[*part]) {
                let root = (count + 0.375_f64).sqrt();
                let known = &mut usual.parts[part];
                known.forget(factor);
                if let Some(student) = known.predictive().filter(|_| usual.seen >= FEWEST) {
                    let z = student.normal_score(root).clamp(-LOUDEST, LOUDEST);
                    score.features[part] = Some(normal_share(z));
                    sum += z;
                    parts += 1.0;
                }
                known.add(root);
            }
            if parts > 0.0 {
                let mean = sum / parts;
                let z = usual.whole.predictive().map_or(mean, |student| student.normal_score(mean));
                usual.whole.add(mean);
                let weight = 1.0 - libm::pow(1.0 - WEIGHT_A_DAY, 1.0 / self.length.in_a_day() as f64);
                self.smoothed += weight * (z.clamp(-LOUDEST, LOUDEST) - self.smoothed);
                // The variance of an exponentially weighted mean of so many values.
                self.known = (1.0 - weight) * (1.0 - weight) * self.known + weight * weight;
                score.home = Some(normal_share(self.smoothed / self.known.sqrt()));
            }
            usual.day = day;
            usual.seen = usual.seen.saturating_add(1);
        }
        scores.push(score);
    }
}

/// The share of a normal distribution that lies below so many standard deviations.
fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_the_normal_distribution() {
        for (z, share) in [(0.0, 0.5), (1.281_552, 0.9), (-1.281_552, 0.1), (1.959_964, 0.975)] {
            assert!((normal_share(z) - share).abs() < 1e-6);
        }
    }

    #[test]
    fn window_lengths_have_names() {
        for length in [WindowLength::SixHours, WindowLength::Day] {
            assert_eq!(WindowLength::from_name(length.name()), Some(length));
        }
        assert_eq!(WindowLength::from_name("12h"), None);
    }
}
