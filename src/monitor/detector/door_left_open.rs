//! Door left open: a door to outside has stood open for longer than is usual here.
//!
//! A door stands open for a reason while somebody is beside it, or goes in and out of the garden by it. So what counts
//! is for how long the person has been elsewhere in the home meanwhile, and for how long outside without having come in.
//! How long that usually gets is learned of each door; square roots of minutes have an exponential tail, as a Weibull
//! with shape ½ has. A contact that never says "closed" cannot be judged, and of an opening that the judge of doors at
//! night has told nobody is told again. A door that seems to have opened with nobody near it is more likely a contact
//! that has lost its magnet, and is told of as that.

use serde::{Deserialize, Serialize};

use super::Context;
use super::door_at_night::DoorAtNight;
use crate::home::{DeviceKind, Reading};
use crate::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::{Place, Sighting};
use crate::monitor::feature::roster::Roster;
use crate::monitor::health::Health;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why, in_minutes};
use crate::time::{Span, Timestamp};

/// Nobody is told sooner that a door is open while the person is elsewhere in the home, minutes: chosen so that taking in
/// the shopping and airing the kitchen are nobody's business.
const SHORTEST: f64 = 20.0;
/// Nor while the person is outside: a chat at the gate, hanging out the washing.
const SHORTEST_OUTSIDE: f64 = 60.0;
/// Before enough openings are known, so many minutes of either are allowed.
const AT_FIRST: f64 = 60.0;
/// An opening may be usual, but nobody leaves a door open for longer than this without its being worth a word, minutes.
const CEILING: f64 = 6.0 * 60.0;
/// Nor for longer than this once night has come, as [`Config`](crate::monitor::Config) has it.
const NIGHT_CEILING: Span = Span::hours(1);
/// How seldom a door may be told of wrongly: once in so many days.
const EVERY_DAYS: f64 = 120.0;
/// How much longer than the longest of the last two months it must be, in square roots: 1.2 times in minutes.
const LONGER: f64 = 1.1;
/// Mean excess believed in before anything is known, of the square root of minutes.
const TYPICAL: f64 = 0.5;
/// An opening longer than this is a contact that has lost its magnet: it teaches nothing.
const LONGEST_LEARNED: Span = Span::hours(24);
/// Whoever opens a door is seen beside it at most so long before, standing still by a sensor that sees movement alone,
const SEEN_BEFORE: Span = Span::minutes(5);
/// or soon after.
const SEEN_AFTER: Span = Span::minutes(2);
/// A person last seen longer ago than this may be anywhere.
const LATELY: Span = Span::minutes(60);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Open {
    reading: Reading,
    night: usize,
    /// When night came, or the opening if it was night then.
    night_since: Option<Timestamp>,
    /// Minutes for which the person was elsewhere in the home, and outside, as far as was seen.
    left: [f64; 2],
    /// Who was elsewhere in the home when it seemed to open, while nobody was seen beside it.
    nobody_near: Option<Sighting>,
    /// It cannot be learned from: the contact could not be heard for a while.
    tainted: bool,
    /// After how many minutes somebody was told, by this judge or another.
    told: Option<f64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Door {
    sensor: usize,
    area: Option<usize>,
    /// Whether movement beside it can be seen.
    watched: bool,
    /// The last movement beside it.
    beside: Option<Timestamp>,
    open: Option<Open>,
    /// Square roots of the minutes for which it was open with the person elsewhere in the home, and outside.
    left: [Tail; 2],
    /// Minutes for which it was open, by day and by night.
    spreads: [Spread; 2],
}

/// The judge of doors that stand open.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct DoorLeftOpen {
    doors: Vec<Door>,
    /// The last sign of somebody inside.
    seen: Option<Sighting>,
}

impl DoorLeftOpen {
    pub fn new(roster: &Roster) -> Self {
        let doors = roster.sensors.iter().enumerate().filter(|(_, sensor)| sensor.outside_door);
        let watched = |area| roster.sensors.iter().any(|s| s.kind == DeviceKind::Movement && s.area == area);
        let doors = doors.map(|(sensor, s)| Door {
            sensor,
            area: s.area,
            watched: s.area.is_some() && watched(s.area),
            beside: None,
            open: None,
            left: [Tail::new(), Tail::new()],
            spreads: [Spread::new(), Spread::new()],
        });
        Self { doors: doors.collect(), seen: None }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry(&mut self.doors, before.doors, |door| &mut door.sensor);
        self.seen = before.seen;
    }

    /// Whether this door still stands open.
    pub fn lasts(&self, sensor: usize) -> bool {
        self.doors.iter().any(|door| door.sensor == sensor && door.open.is_some())
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.doors.iter_mut().flat_map(|door| &mut door.spreads).for_each(|spread| spread.forget(factor));
    }

    /// Somebody was seen.
    pub fn seen(&mut self, sighting: &Sighting) {
        for door in self.doors.iter_mut().filter(|door| door.area == sighting.area) {
            door.beside = Some(sighting.at);
            if let Some(open) = &mut door.open
                && sighting.at - open.reading.at <= SEEN_AFTER
            {
                open.nobody_near = None;
            }
        }
        if !self.doors.is_empty() {
            self.seen = Some(sighting.clone());
        }
    }

    /// A door to outside was opened or closed.
    pub fn door(&mut self, context: &Context<'_>, sensor: usize, open: bool, closes_unseen: bool, at: &Sighting) {
        let Self { doors, seen } = self;
        let Some(door) = doors.iter_mut().find(|door| door.sensor == sensor) else { return };
        if !open {
            if let Some(open) = door.open.take() {
                door.learn(&open, at.at);
            }
        } else if !closes_unseen && door.open.is_none() {
            let alone = door.watched && door.beside.is_none_or(|beside| at.at - beside > SEEN_BEFORE);
            let elsewhere = seen.as_ref().filter(|seen| seen.area != door.area && at.at - seen.at <= LATELY);
            door.open = Some(Open {
                reading: at.reading.clone(),
                night: usize::from(context.hour.is_night()),
                night_since: None,
                left: [0.0; 2],
                nobody_near: elsewhere.filter(|_| alone).cloned(),
                tainted: false,
                told: None,
            });
        }
    }

    pub fn tick(&mut self, context: &Context<'_>, at_night: &DoorAtNight, health: &Health, alerts: &mut Vec<Alert>) {
        let Self { doors, seen } = self;
        // Most of the time every door is shut, and the limits take a while to work out.
        for door in doors.iter_mut().filter(|door| door.open.is_some()) {
            let limits = door.limits(context);
            let (sensor, area) = (door.sensor, door.area);
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
            // One minute more, wherever it was spent.
            match context.presence.place() {
                Some(Place::Area(seen)) if seen == area => {}
                Some(Place::Area(_) | Place::Bed) => open.left[0] += 1.0,
                Some(Place::Out) => open.left[1] += 1.0,
                None => {}
            }
            if open.told.is_some() || minutes < SHORTEST {
                continue;
            }
            let night = context.config.is_night(context.civil.clock(context.now));
            if !night {
                open.night_since = None;
            }
            let night_since = *open.night_since.get_or_insert(context.now);
            let too_late = night && context.now - night_since.max(open.reading.at) >= NIGHT_CEILING;
            let left = open.left.iter().zip(limits).any(|(left, limit)| *left > limit);
            if left || too_late || minutes > CEILING {
                open.told = Some(minutes);
                let open = &*open;
                alerts.push(match &open.nobody_near {
                    Some(elsewhere) => doubt(context, sensor, open, elsewhere),
                    None => alert(context, sensor, open, &door.spreads[open.night], night, seen.as_ref()),
                });
            }
        }
    }
}

impl Door {
    fn learn(&mut self, open: &Open, closed: Timestamp) {
        let length = closed - open.reading.at;
        let doubtful = open.nobody_near.is_some() && open.told.is_some();
        if open.tainted || doubtful || length > LONGEST_LEARNED {
            return;
        }
        for (tail, left) in self.left.iter_mut().zip(open.left) {
            // What somebody was told of teaches no more than that such a limit may have been too short.
            tail.add(open.told.map_or(left, |told| left.min(told)).sqrt(), closed);
        }
        self.spreads[open.night].add(length.as_seconds() / 60.0);
    }

    /// For how many minutes the door may be open while the person is elsewhere in the home, and while outside.
    fn limits(&self, context: &Context<'_>) -> [f64; 2] {
        // While it still learns, limits are wider in proportion to what is missing.
        let widening = (context.config.learning_days as f64 / f64::from(context.days.max(1))).max(1.0);
        let limit = |tail: &Tail, shortest: f64| {
            let Some(learned) = tail.limit(f64::from(context.days), EVERY_DAYS, TYPICAL) else { return AT_FIRST };
            let learned = learned.max(LONGER * tail.largest().unwrap_or_default());
            (learned * learned * widening).clamp(shortest, CEILING)
        };
        [limit(&self.left[0], SHORTEST), limit(&self.left[1], SHORTEST_OUTSIDE)]
    }
}

fn alert(
    context: &Context<'_>,
    index: usize,
    open: &Open,
    spread: &Spread,
    night: bool,
    seen: Option<&Sighting>,
) -> Alert {
    let sensor = context.roster.sensors.get(index);
    let name = sensor.map_or_else(|| "a door".to_owned(), |s| format!("the {}", s.name.to_lowercase()));
    let (opened, waited) = (open.reading.at, context.now - open.reading.at);
    let when = explain::clock(context.civil, opened, context.now);
    let waited_for = explain::length(waited);
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
        concern: None,
        severity: if urgent { Severity::Urgent } else { Severity::Attention },
        since: opened,
        raised_at: context.now,
        area: sensor.and_then(|s| context.roster.areas.get(s.area?)).map(|area| area.id.clone()),
        devices: sensor.map(|s| s.id.clone()).into_iter().collect(),
        message,
        usual,
        today: match open.left {
            [inside, outside] if outside > inside => {
                format!(
                    "Open for {} so far, with nobody seen inside for {} of them.",
                    waited_for,
                    explain::about(outside)
                )
            }
            [inside, _] if inside >= 1.0 => {
                format!("Open for {} so far, {} of them with nobody near it.", waited_for, explain::about(inside))
            }
            _ => format!("Open for {waited_for} so far."),
        },
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

/// The contact says open, though nobody was there to open it.
fn doubt(context: &Context<'_>, index: usize, open: &Open, elsewhere: &Sighting) -> Alert {
    let sensor = context.roster.sensors.get(index);
    let name = sensor.map_or_else(|| "a door".to_owned(), |s| format!("the {}", s.name.to_lowercase()));
    let opened = open.reading.at;
    let when = explain::clock(context.civil, opened, context.now);
    let room = context.roster.the_area(elsewhere.area);
    Alert {
        kind: AlertKind::SensorStuck,
        feature: None,
        concern: None,
        severity: Severity::Attention,
        since: opened,
        raised_at: context.now,
        area: sensor.and_then(|s| context.roster.areas.get(s.area?)).map(|area| area.id.clone()),
        devices: sensor.map(|s| s.id.clone()).into_iter().collect(),
        message: format!(
            "The sensor of {name} has said since {when} that the door is open, but nobody was seen near it then. The \
             sensor may have come loose."
        ),
        usual: "Whoever opens it is seen beside it.".to_owned(),
        today: format!(
            "Open for {} by what it says; shortly before, somebody was seen in {room}.",
            explain::length(context.now - opened)
        ),
        evidence: in_order(vec![
            evidence(&elsewhere.reading, "seen elsewhere shortly before"),
            evidence(&open.reading, "the door seemed to open"),
        ]),
        confidence: 0.6,
        also_could_be: vec![
            "a door that was opened from outside, or blew open".to_owned(),
            "somebody at the door whom the movement sensor did not see".to_owned(),
        ],
        what_to_do: "Ring and ask to see that the door is shut, and that both halves of the sensor are in place."
            .to_owned(),
    }
}

impl Judge for DoorLeftOpen {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let why = |door: &Door| {
            let name = context
                .roster
                .sensors
                .get(door.sensor)
                .map_or_else(String::new, |s| format!("the {}", s.name.to_lowercase()));
            let limits = door.limits(context);
            let baseline = format!(
                "it may be open for {} with nobody by it, and for {} with the person outside",
                explain::about(limits[0]),
                explain::about(limits[1])
            );
            let kind = AlertKind::DoorLeftOpen;
            let Some(open) = &door.open else {
                return Why::waiting(kind, name, baseline, "the door to be opened");
            };
            let outside = usize::from(context.presence.place() == Some(Place::Out));
            let waits_for = if open.told.is_some() {
                "the door to be closed: it has been told"
            } else {
                "somebody to come to it, or to close it"
            };
            let at =
                open.told.is_none().then(|| in_minutes(context.now, limits[outside] - open.left[outside])).flatten();
            Why::waiting(kind, name, baseline, waits_for)
                .measured(open.left[outside], Some(limits[outside]), "minutes")
                .at(at)
        };
        self.doors.iter().map(why).collect()
    }
}
