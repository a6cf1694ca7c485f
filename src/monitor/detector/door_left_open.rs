//! Door left open: a door to outside has stood open for longer than is usual here.
//!
//! How long each door stays open is learned, by day and by night apart, as the survival of open times: most are open
//! for seconds, a back door on a gardening day for an hour. Square roots of minutes have an exponential tail, as a
//! Weibull with shape ½ has. A contact that never says "closed" cannot be judged, and of an opening that the judge of
//! doors at night has told nobody is told again.

use super::Context;
use super::door_at_night::DoorAtNight;
use crate::home::Reading;
use crate::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::Sighting;
use crate::monitor::feature::roster::Roster;
use crate::monitor::health::Health;
use crate::time::{Span, Timestamp};

/// Nobody is told of a shorter opening, however unusual: taking in the shopping, a word with the postman.
const SHORTEST: f64 = 10.0;
/// Before enough openings are known, so many minutes are allowed.
const AT_FIRST: f64 = 60.0;
/// An opening may be usual, but nobody leaves a door open for longer than this without its being worth a word, minutes.
const CEILING: f64 = 6.0 * 60.0;
/// Nor for longer than this once night has come, as [`Config`](crate::monitor::Config) has it.
const NIGHT_CEILING: Span = Span::hours(1);
/// How seldom a door may be told of wrongly: once in so many days.
const EVERY_DAYS: f64 = 120.0;
/// How much longer than the longest of the last two months an opening must be, in square roots: 1.2 times in minutes.
const LONGER: f64 = 1.1;
/// Mean excess believed in before anything is known, of the square root of minutes.
const TYPICAL: f64 = 0.5;
/// An opening longer than this is a contact that has lost its magnet: it teaches nothing.
const LONGEST_LEARNED: Span = Span::hours(24);

#[derive(Clone, Debug)]
struct Open {
    reading: Reading,
    night: usize,
    /// When night came, or the opening if it was night then.
    night_since: Option<Timestamp>,
    /// It cannot be learned from: the contact could not be heard for a while.
    tainted: bool,
    /// After how many minutes somebody was told, by this judge or another.
    told: Option<f64>,
}

#[derive(Clone, Debug)]
struct Door {
    sensor: usize,
    open: Option<Open>,
    /// Square roots of minutes, of openings by day and by night.
    lengths: [Tail; 2],
    /// Minutes.
    spreads: [Spread; 2],
}

/// The judge of doors that stand open.
#[derive(Clone, Debug)]
pub(in crate::monitor) struct DoorLeftOpen {
    doors: Vec<Door>,
    /// The last sign of somebody inside.
    seen: Option<Sighting>,
}

impl DoorLeftOpen {
    pub fn new(roster: &Roster) -> Self {
        let doors = roster.sensors.iter().enumerate().filter(|(_, sensor)| sensor.outside_door);
        let doors = doors.map(|(sensor, _)| Door {
            sensor,
            open: None,
            lengths: [Tail::new(), Tail::new()],
            spreads: [Spread::new(), Spread::new()],
        });
        Self { doors: doors.collect(), seen: None }
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.doors.iter_mut().flat_map(|door| &mut door.spreads).for_each(|spread| spread.forget(factor));
    }

    /// Somebody was seen.
    pub fn seen(&mut self, sighting: &Sighting) {
        if !self.doors.is_empty() {
            self.seen = Some(sighting.clone());
        }
    }

    /// A door to outside was opened or closed.
    pub fn door(&mut self, context: &Context<'_>, sensor: usize, open: bool, closes_unseen: bool, at: &Sighting) {
        let Some(door) = self.doors.iter_mut().find(|door| door.sensor == sensor) else { return };
        if !open {
            if let Some(open) = door.open.take() {
                door.learn(&open, at.at);
            }
        } else if !closes_unseen && door.open.is_none() {
            door.open = Some(Open {
                reading: at.reading.clone(),
                night: usize::from(context.hour.is_night()),
                night_since: None,
                tainted: false,
                told: None,
            });
        }
    }

    pub fn tick(&mut self, context: &Context<'_>, at_night: &DoorAtNight, health: &Health, alerts: &mut Vec<Alert>) {
        let Self { doors, seen } = self;
        for door in doors {
            let limit = door.limit(context);
            let sensor = door.sensor;
            let Some(open) = &mut door.open else { continue };
            let waited = context.now - open.reading.at;
            let minutes = waited.as_seconds() / 60.0;
            if at_night.has_told(sensor) {
                open.told.get_or_insert(minutes);
            }
            if health.is_outage() || health.is_out(sensor, context.now) {
                open.tainted = true;
                continue;
            }
            if open.told.is_some() || minutes < SHORTEST {
                continue;
            }
            let night = context.config.is_night(context.civil.calendar().local(context.now).clock);
            if !night {
                open.night_since = None;
            }
            let night_since = *open.night_since.get_or_insert(context.now);
            let too_late = night && context.now - night_since.max(open.reading.at) >= NIGHT_CEILING;
            if minutes > limit || too_late {
                open.told = Some(minutes);
                let open = &*open;
                alerts.push(alert(context, sensor, open, &door.spreads[open.night], limit, night, seen.as_ref()));
            }
        }
    }
}

impl Door {
    fn learn(&mut self, open: &Open, closed: Timestamp) {
        let length = closed - open.reading.at;
        if open.tainted || length > LONGEST_LEARNED {
            return;
        }
        let minutes = length.as_seconds() / 60.0;
        // What somebody was told of teaches no more than that such a limit may have been too short.
        self.lengths[open.night].add(open.told.map_or(minutes, |told| minutes.min(told)).sqrt(), closed);
        self.spreads[open.night].add(minutes);
    }

    /// How many minutes the door may be open.
    fn limit(&self, context: &Context<'_>) -> f64 {
        let Some(open) = &self.open else { return CEILING };
        let lengths = &self.lengths[open.night];
        let Some(learned) = lengths.limit(f64::from(context.days), EVERY_DAYS, TYPICAL) else { return AT_FIRST };
        let learned = learned.max(LONGER * lengths.largest().unwrap_or_default());
        // While it still learns, limits are wider in proportion to what is missing.
        let widening = (context.config.learning_days as f64 / f64::from(context.days.max(1))).max(1.0);
        (learned * learned * widening).clamp(SHORTEST, CEILING)
    }
}

fn alert(
    context: &Context<'_>,
    index: usize,
    open: &Open,
    spread: &Spread,
    limit: f64,
    night: bool,
    seen: Option<&Sighting>,
) -> Alert {
    let sensor = context.roster.sensors.get(index);
    let name = sensor.map_or_else(|| "a door".to_owned(), |s| format!("the {}", s.name.to_lowercase()));
    let (opened, waited) = (open.reading.at, context.now - open.reading.at);
    let when = explain::clock(context.civil, opened, context.now);
    let inside = seen.filter(|seen| seen.at > opened + Span::minutes(1));
    let message = match inside {
        Some(seen) => format!(
            "{} has been open since {when}, for {}. Somebody was seen inside at {}.",
            explain::sentence(&name),
            explain::length(waited),
            explain::clock(context.civil, seen.at, context.now)
        ),
        None => format!(
            "{} has been open since {when}, for {}, and nobody has been seen inside since.",
            explain::sentence(&name),
            explain::length(waited)
        ),
    };
    let by = if open.night == 1 { "at night" } else { "by day" };
    let usual = match spread.quantile(0.95) {
        Some(most) => format!("Opened {by}, it is closed again within {} 19 times in 20.", explain::about(most)),
        None => "How long it usually stays open is still being learned.".to_owned(),
    };
    let mut list: Vec<Evidence> = vec![evidence(&open.reading, "the door was opened")];
    add(&mut list, inside, "seen inside since");
    let urgent = night && inside.is_none();
    Alert {
        kind: AlertKind::DoorLeftOpen,
        feature: None,
        severity: if urgent { Severity::Urgent } else { Severity::Attention },
        since: opened,
        raised_at: context.now,
        area: sensor.and_then(|s| context.roster.areas.get(s.area?)).map(|area| area.id.clone()),
        devices: sensor.map(|s| s.id.clone()).into_iter().collect(),
        message,
        usual,
        today: format!("Open for {} so far; longer than {} is unusual.", explain::length(waited), explain::about(limit)),
        evidence: in_order(list),
        confidence: explain::confidence(0.95 * f64::from(context.days.max(1)) / (f64::from(context.days) + 5.0)),
        also_could_be: vec![
            "in the garden or with a visitor at the door".to_owned(),
            "a door that did not catch when it was pulled to".to_owned(),
            "a contact that has come loose".to_owned(),
        ],
        what_to_do: if urgent {
            "Ring now. If there is no answer, send someone round.".to_owned()
        } else {
            "Ring and ask to have a look at the door.".to_owned()
        },
    }
}
