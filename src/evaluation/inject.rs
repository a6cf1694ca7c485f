//! Injected silence: how soon the monitor finds that a person at home is no longer heard of, and how often it says so
//! of days on which nothing was wrong. Read [`examine`] first.
//!
//! Nobody records emergencies in numbers, so they are made, as Wilhelm and Wahl did (Sensors 2024): from an instant on,
//! everything that a person causes is taken out of a real recording. The protocol, in full:
//!
//! - **Halves.** A recording of at least [`SHORTEST`] days is cut at the midnight nearest after its middle. The monitor
//!   hears it from the beginning; what it says in the first half counts for nothing.
//! - **Instants.** They are drawn evenly over the second half, from a seed and the recording's name. One counts when the
//!   person was then *recently seen at home*: the last sign of a person lies at most [`Protocol::seen_within`] back,
//!   and was neither the use of a door to outside nor movement beside that door within a minute of it. A longer wait
//!   would mostly measure sleep, in which nobody can be told from someone who is unwell, and silence of somebody who is
//!   out is not an emergency at home. Whether they were at home is worked out here from the readings, and not by the
//!   monitor that is being judged.
//! - **Silence.** From the instant on, for [`Protocol::lasts`], only what devices report of their own accord goes on
//!   (temperature, humidity, battery, link quality, coming and going of devices). Doors do not open either.
//! - **Delay.** From the instant to the first alert of *overdue activity*, *long bathroom stay* or *not returned*. A silence that is not
//!   told while it lasts counts with its whole length in the mean, as not found in the share found. So does one that
//!   begins while an alert of the day itself still stands, since that is not told again.
//! - **False alarms** are all alerts of these kinds in the untouched second half, whatever the reason, a day: days
//!   away, visits and holidays that nobody told the monitor of count like any other. Two are counted apart. *Still
//!   out* are those that only say that the person has not come home. *Outages* are those raised while no recording
//!   had a reading, where at least [`COMMON`] were running and none spoke for [`LONG_OUTAGE`]: then
//!   whoever recorded was down. A hub knows its own outages; a recording of movements alone does not tell of them.
//! - **A plain detector** is measured on the same instants and days: the longest silence of the first half, by the
//!   two-hour bin in which it began, times a factor.

use crate::home::{Capability, DeviceKind, Home, Item, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::{Config, Monitor};
use crate::time::{Calendar, ClockTime, Span, Timestamp};

/// A shorter recording teaches too little in its first half, days.
pub const SHORTEST: i64 = 28;

/// An outage of whoever recorded is seen in at least so many recordings at once.
pub const COMMON: usize = 5;

/// No shorter common silence is an outage.
pub const LONG_OUTAGE: Span = Span::hours(6);

/// What the plain detector multiplies the longest silence with.
pub const FACTORS: [f64; 4] = [1.0, 1.25, 1.5, 2.0];

/// Movement beside a door that was used so shortly before may be of somebody leaving.
const LEAVING: Span = Span::seconds(60);

/// The plain detector's silence in a bin in which none began.
const PLAIN_SHORTEST: Span = Span::minutes(30);

const BINS: usize = 12;

/// What counts as day when instants are told apart by the clock.
const DAY: std::ops::Range<usize> = 7..22;

/// How silences are injected.
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    /// How many in each recording.
    pub injections: usize,
    /// Which instants are drawn.
    pub seed: u64,
    /// How long before the instant the person must have been seen at home.
    pub seen_within: Span,
    /// How long a silence lasts.
    pub lasts: Span,
}

impl Default for Protocol {
    fn default() -> Self {
        Self { injections: 200, seed: 1, seen_within: Span::hours(2), lasts: Span::hours(24) }
    }
}

/// A recording, read.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// Its home.
    pub home: Home,
    /// The home's calendar.
    pub calendar: Calendar,
    /// Its items in order of time.
    pub items: Vec<Item>,
    /// What the monitor is told.
    pub config: Config,
}

impl Given {
    fn bounds(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.items.first()?.at(), self.items.last()?.at()))
    }
}

/// One injected silence.
#[derive(Clone, Debug, PartialEq)]
pub struct Injection {
    /// From when on nothing was heard of the person.
    pub at: Timestamp,
    /// Whether that was by day, from 07:00 to 22:00.
    pub by_day: bool,
    /// How long the monitor took; `None` when it did not find it.
    pub delay: Option<Span>,
    /// What told it.
    pub told_by: Option<AlertKind>,
    /// How long the plain detector took, for each of [`FACTORS`].
    pub plain: [Option<Span>; FACTORS.len()],
}

/// Alerts on days on which nothing was wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FalseAlarms {
    /// About silence at home.
    pub at_home: u64,
    /// About the bathroom.
    pub bathroom: u64,
    /// About an outing that was longer than usual.
    pub still_out: u64,
    /// Raised in an outage of whoever recorded, whatever they were about.
    pub outage: u64,
    /// The plain detector's outside outages, for each of [`FACTORS`].
    pub plain: [u64; FACTORS.len()],
}

impl FalseAlarms {
    /// The monitor's, outages left out.
    pub fn all(&self) -> u64 {
        self.at_home + self.bathroom + self.still_out
    }
}

/// What came of one recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Examined {
    /// The recording's name.
    pub name: String,
    /// The length of the second half, outages left out, in days.
    pub days: f64,
    /// The silences.
    pub injections: Vec<Injection>,
    /// The false alarms.
    pub false_alarms: FalseAlarms,
}

/// When all recordings that were running were silent together: outages of whoever recorded.
pub fn outages(recordings: &[Given]) -> Vec<(Timestamp, Timestamp)> {
    let bounds: Vec<_> = recordings.iter().filter_map(Given::bounds).collect();
    let mut times: Vec<Timestamp> = recordings.iter().flat_map(|given| given.items.iter().map(Item::at)).collect();
    times.sort_unstable();
    times
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|(from, until)| {
            let running = |(first, last): &&(Timestamp, Timestamp)| first <= from && last >= until;
            *until - *from >= LONG_OUTAGE && bounds.iter().filter(running).count() >= COMMON
        })
        .collect()
}

/// A sign of the person, as far as this protocol needs it.
#[derive(Clone, Copy, Debug)]
struct Seen {
    at: Timestamp,
    at_home: bool,
}

/// Examines one recording. `outages` are those of [`outages`].
///
/// # Errors
/// Says why, when the recording is too short or nobody is ever seen at home in its second half.
pub fn examine(given: &Given, protocol: &Protocol, outages: &[(Timestamp, Timestamp)]) -> Result<Examined, String> {
    let Some((from, until)) = given.bounds() else { return Err("it holds no reading".to_owned()) };
    let days = given.calendar.local(until).day - given.calendar.local(from).day + 1;
    if days < SHORTEST {
        return Err(format!("it lasts {days} days, and {SHORTEST} are needed"));
    }
    let first_day = given.calendar.local(from).day;
    let middle = given.calendar.at(first_day + (days + 1) / 2, ClockTime::MIDNIGHT);
    let signs = signs(given);
    let instants = instants(given, protocol, &signs, middle, until, outages);
    if instants.is_empty() {
        return Err("nobody is seen at home in its second half".to_owned());
    }

    let plain = Plain::learn(given, &signs, middle);
    let mut monitor = Monitor::new(&given.home, &given.calendar, given.config.clone());
    let (mut alerts, mut injections) = (Vec::new(), Vec::new());
    let mut waiting = instants.into_iter().peekable();
    for (place, item) in given.items.iter().enumerate() {
        while let Some(at) = waiting.next_if(|at| *at <= item.at()) {
            monitor.observe(&Item::Watermark(at), &mut alerts);
            let told = inject(monitor.clone(), &given.items[place..], at, protocol.lasts);
            injections.push(Injection {
                at,
                by_day: DAY.contains(&given.calendar.local(at).clock.hour()),
                delay: told.map(|(raised, _)| raised - at),
                told_by: told.map(|(_, kind)| kind),
                plain: plain.delays(given, &signs, at, protocol.lasts),
            });
        }
        monitor.observe(item, &mut alerts);
    }

    let in_outage = |at: Timestamp| outages.iter().any(|(from, until)| (*from..=*until).contains(&at));
    let mut false_alarms = FalseAlarms::default();
    for alert in alerts.iter().filter(|alert| counts(alert) && alert.raised_at >= middle) {
        let kind = match (in_outage(alert.raised_at), alert.kind, alert.severity) {
            (true, _, _) => &mut false_alarms.outage,
            (false, AlertKind::LongBathroomStay, _) => &mut false_alarms.bathroom,
            (false, AlertKind::NotReturned, _) => &mut false_alarms.still_out,
            (false, _, Severity::Urgent) => &mut false_alarms.at_home,
            (false, _, Severity::Attention | Severity::Information) => &mut false_alarms.still_out,
        };
        *kind += 1;
    }
    plain.false_alarms(given, &signs, middle, &in_outage, &mut false_alarms.plain);
    let lost: f64 =
        outages.iter().map(|(down, up)| ((*up).min(until) - (*down).max(middle)).as_hours().max(0.0) / 24.0).sum();
    let days = (until - middle).as_hours() / 24.0 - lost;
    Ok(Examined { name: given.name.clone(), days, injections, false_alarms })
}

/// The alerts that say that something may have happened to the person.
fn counts(alert: &Alert) -> bool {
    matches!(alert.kind, AlertKind::OverdueActivity | AlertKind::LongBathroomStay | AlertKind::NotReturned)
}

/// What the monitor says of a silence from `at` on: when, and what.
fn inject(mut monitor: Monitor, items: &[Item], at: Timestamp, lasts: Span) -> Option<(Timestamp, AlertKind)> {
    let until = at + lasts;
    let mut alerts = Vec::new();
    for item in items.iter().take_while(|item| item.at() < until).filter(|item| goes_on(item)) {
        monitor.observe(item, &mut alerts);
    }
    monitor.observe(&Item::Watermark(until), &mut alerts);
    alerts.iter().find(|alert| counts(alert)).map(|alert| (alert.raised_at, alert.kind))
}

/// Whether no person is needed for it.
fn goes_on(item: &Item) -> bool {
    match item {
        Item::Reading(reading) => matches!(
            reading.capability,
            Capability::Temperature | Capability::Humidity | Capability::Battery | Capability::LinkQuality
        ),
        Item::Availability(_) | Item::Watermark(_) => true,
    }
}

/// Every sign of a person, and whether it says that they are at home.
fn signs(given: &Given) -> Vec<Seen> {
    let mut list = Vec::new();
    let mut door = None;
    for item in &given.items {
        let Item::Reading(reading) = item else { continue };
        let Some(device) = given.home.device(&reading.device) else { continue };
        if !is_sign(device.kind, reading) {
            continue;
        }
        let at_home = if device.is_outside_door(&given.home.openings) {
            door = Some((reading.at, &device.area));
            false
        } else {
            !door.is_some_and(|(at, area)| *area == device.area && reading.at - at <= LEAVING)
        };
        list.push(Seen { at: reading.at, at_home });
    }
    list
}

fn is_sign(kind: DeviceKind, reading: &Reading) -> bool {
    match (kind, reading.capability) {
        (DeviceKind::Movement | DeviceKind::BedSensor, Capability::Occupancy) => reading.value == Value::Flag(true),
        (DeviceKind::Contact, Capability::Contact) | (DeviceKind::LightSwitch, Capability::Switch) => true,
        _ => false,
    }
}

/// The instants at which silences begin, in order of time.
fn instants(
    given: &Given,
    protocol: &Protocol,
    signs: &[Seen],
    middle: Timestamp,
    until: Timestamp,
    outages: &[(Timestamp, Timestamp)],
) -> Vec<Timestamp> {
    // How often it is tried for each: a person who is at home for one minute in a thousand is found.
    const TRIES: usize = 1_000;
    let mut chance = Chance::new(protocol.seed, &given.name);
    let length = (until - middle).as_millis().max(1) as u64;
    let fits = |at: &Timestamp| {
        let seen = signs.partition_point(|seen| seen.at <= *at);
        let recently = |last: &Seen| last.at_home && *at - last.at <= protocol.seen_within;
        seen.checked_sub(1).and_then(|last| signs.get(last)).is_some_and(recently)
            && !outages.iter().any(|(from, until)| (*from..=*until).contains(at))
    };
    let draws = (0..protocol.injections.saturating_mul(TRIES)).map(|_| {
        let after = chance.next() % length;
        middle + Span::millis(after as i64)
    });
    let mut list: Vec<Timestamp> = draws.filter(fits).take(protocol.injections).collect();
    list.sort_unstable();
    list
}

/// The longest silence of the first half for each two hours of the day.
struct Plain {
    longest: [Span; BINS],
}

impl Plain {
    fn learn(given: &Given, signs: &[Seen], middle: Timestamp) -> Self {
        let mut longest = [PLAIN_SHORTEST; BINS];
        for pair in signs.windows(2).take_while(|pair| pair[1].at < middle) {
            let bin = Self::bin(given, pair[0].at);
            longest[bin] = longest[bin].max(pair[1].at - pair[0].at);
        }
        Self { longest }
    }

    fn bin(given: &Given, at: Timestamp) -> usize {
        (given.calendar.local(at).clock.hour() / 2).min(BINS - 1)
    }

    fn limit(&self, given: &Given, since: Timestamp, factor: f64) -> Span {
        Span::from_seconds(self.longest[Self::bin(given, since)].as_seconds() * factor)
    }

    fn delays(&self, given: &Given, signs: &[Seen], at: Timestamp, lasts: Span) -> [Option<Span>; FACTORS.len()] {
        let last = signs.partition_point(|seen| seen.at <= at).checked_sub(1).and_then(|last| signs.get(last));
        FACTORS.map(|factor| {
            let delay = last.map(|last| last.at + self.limit(given, last.at, factor) - at)?;
            // What it has said before is not said again.
            (Span::ZERO..lasts).contains(&delay).then_some(delay)
        })
    }

    fn false_alarms(
        &self,
        given: &Given,
        signs: &[Seen],
        middle: Timestamp,
        in_outage: &impl Fn(Timestamp) -> bool,
        counts: &mut [u64; FACTORS.len()],
    ) {
        for pair in signs.windows(2).filter(|pair| pair[1].at >= middle) {
            for (count, factor) in counts.iter_mut().zip(FACTORS) {
                let raised = pair[0].at + self.limit(given, pair[0].at, factor);
                *count += u64::from(raised < pair[1].at && raised >= middle && !in_outage(raised));
            }
        }
    }
}

/// A small source of chance with a name: FNV-1a over the name, then SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct Chance(u64);

impl Chance {
    fn new(seed: u64, name: &str) -> Self {
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
