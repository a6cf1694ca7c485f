//! Carer not arrived: at an hour at which somebody comes on nearly every such day nobody has come.
//!
//! Who comes with a key from the safe is told from the person themselves by that. Where no safe is in use a visit is
//! what the doors to outside and the movement indoors show of one ([`Visit`]). When visits come is learned, weekdays apart
//! from weekends, in half hours with the ones beside them: carers are seldom on the minute. A visit is missed once the
//! last half hour in which it usually comes, and another hour, have passed. Of a home in which two people live nothing is
//! said by the doors: one of them may be the visitor.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::chance::Chances;
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::civil::{Hour, SLOTS};
use crate::monitor::feature::presence::Place;
use crate::monitor::feature::roster::Roster;
use crate::monitor::feature::visit::{SHORTEST, Stay, Visit};
use crate::monitor::health::Health;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// A visit that comes on at least this share of days is expected.
const EXPECTED: f64 = 0.8;
/// So many half hours after the usual ones it is missed.
const GRACE: usize = 2;
/// Two openings so close together are one visit: the key is put back.
const ONE_VISIT: Span = Span::minutes(90);
/// A key safe that was opened within so long is in use: whoever comes by it is known by it.
const IN_USE: Span = Span::days(7);

/// The judge of visits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct CarerNotArrived {
    /// The key safes, by their places in the list of devices.
    safes: Vec<usize>,
    /// The contacts of doors to outside.
    doors: Vec<usize>,
    visit: Visit,
    /// When a safe was opened last.
    safe_used: Option<Timestamp>,
    /// On which share of days a visit comes near each half hour: from Monday to Friday, and at the weekend.
    visits: [Chances; 2],
    latest: Option<Reading>,
    /// Half hours of today near which a visit came, one bit each.
    came: u64,
    /// Half hours for which somebody was told today.
    told: u64,
    /// The visit that was told of, and has not come since.
    missed: Option<Timestamp>,
    /// Nobody could have been heard for a part of today.
    tainted: bool,
}

impl CarerNotArrived {
    pub fn new(roster: &Roster) -> Self {
        let sensors = || roster.sensors.iter().enumerate();
        let safes: Vec<usize> =
            sensors().filter(|(_, s)| s.kind == DeviceKind::KeySafe).map(|(sensor, _)| sensor).collect();
        let doors = sensors().filter(|(_, s)| s.outside_door).map(|(sensor, _)| sensor).collect();
        Self {
            safes,
            doors,
            visit: Visit::default(),
            safe_used: None,
            visits: [Chances::new(), Chances::new()],
            latest: None,
            came: 0,
            told: 0,
            missed: None,
            tainted: false,
        }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        let safes: Vec<usize> = before.safes.iter().filter_map(|safe| moves.to(*safe)).collect();
        let doors: Vec<usize> = before.doors.iter().filter_map(|door| moves.to(*door)).collect();
        // Visits are learned of all safes together, or of all doors: with another one they begin anew.
        if safes == self.safes && doors == self.doors {
            *self = Self { safes, doors, visit: Visit::default(), ..before };
        }
    }

    /// Whether the visit that was told of has not come yet.
    pub fn lasts(&self) -> bool {
        self.missed.is_some()
    }

    /// A day has passed; `weekend` is of the day that is over.
    pub fn close_day(&mut self, weekend: bool, factor: f64, watched: bool) {
        let watched = watched && !self.tainted;
        for (kind, visits) in self.visits.iter_mut().enumerate() {
            visits.close_day(factor, watched && kind == usize::from(weekend));
        }
        (self.came, self.told, self.tainted) = (0, 0, false);
    }

    pub fn reading(&mut self, hour: Hour, sensor: usize, reading: &Reading) {
        let opened = reading.capability == Capability::Contact && reading.value == Value::Flag(true);
        if !opened || !self.safes.contains(&sensor) {
            return;
        }
        self.missed = None;
        self.safe_used = Some(reading.at);
        let same = self.latest.as_ref().is_some_and(|latest| reading.at - latest.at < ONE_VISIT);
        self.latest = Some(reading.clone());
        if same {
            return;
        }
        self.comes(hour);
        self.came(hour);
    }

    /// Whether who comes is known by a safe rather than by the door.
    fn is_by_safe(&self, now: Timestamp) -> bool {
        self.doors.is_empty() || self.safe_used.is_some_and(|used| now - used <= IN_USE)
    }

    /// Somebody may have come: whoever is awaited now is here.
    fn comes(&mut self, hour: Hour) {
        near(hour.slot).for_each(|slot| self.came |= 1 << slot);
    }

    /// Somebody came, at an hour of today.
    fn came(&mut self, hour: Hour) {
        near(hour.slot).for_each(|slot| self.visits[usize::from(hour.weekday.is_weekend())].happened(slot));
    }

    /// A door to outside opened.
    pub fn door(&mut self, hour: Hour, sensor: usize, reading: &Reading) {
        if self.doors.contains(&sensor) && self.visit.door(sensor, reading.at) {
            self.missed = None;
            self.comes(hour);
            if !self.is_by_safe(reading.at) {
                self.latest = Some(reading.clone());
            }
        }
    }

    /// Somebody was seen indoors. The visit that this shows to be over, if it does: it may have been as short as a parcel
    /// takes.
    pub fn inside(&mut self, context: &mut Context<'_>) -> Option<Stay> {
        if self.doors.is_empty() {
            return None;
        }
        let stay = self.visit.inside(context.now)?;
        let hour = context.civil.hour(stay.from);
        if hour.day == context.hour.day && context.ordinary && stay.lasted() >= SHORTEST {
            self.came(hour);
        }
        Some(stay)
    }

    /// A minute has passed. `blind` while the home could not be heard; `two` where two people live.
    pub fn tick(&mut self, context: &Context<'_>, health: &Health, blind: bool, two: bool, alerts: &mut Vec<Alert>) {
        let by_safe = self.is_by_safe(context.now);
        if (self.safes.is_empty() && self.doors.is_empty()) || (two && !by_safe) {
            return;
        }
        let faulty = |sensor: &usize| health.is_out(*sensor, context.now) || health.is_stuck(*sensor);
        let blind = blind || (!by_safe && !health.is_sound(context.now) && self.doors.iter().any(faulty));
        self.tainted |= blind;
        // What has begun to be missed is told when a half hour begins.
        if blind || self.tainted || !context.begins(Span::minutes(30)) {
            return;
        }
        let visits = &self.visits[usize::from(context.hour.weekday.is_weekend())];
        let expected = |slot: usize| visits.own(slot) >= EXPECTED;
        // The last half hour of a run of expected ones that ended so long ago.
        let Some(last) = context.hour.slot.checked_sub(GRACE) else { return };
        if !expected(last) || expected(last + 1) {
            return;
        }
        let first = (0..=last).rev().take_while(|slot| expected(*slot)).last().unwrap_or(last);
        let run = (first..=last).fold(0_u64, |bits, slot| bits | 1 << slot);
        if run & (self.came | self.told) != 0 || context.presence.place() == Some(Place::Out) {
            return;
        }
        self.told |= run;
        let middle = context.now - Span::minutes(30 * (context.hour.slot - (first + last) / 2) as i64);
        self.missed = Some(middle);
        let chance = (first..=last).map(|slot| visits.own(slot)).fold(0.0, f64::max);
        alerts.push(self.alert(context, middle, chance));
    }

    fn alert(&self, context: &Context<'_>, usual: Timestamp, chance: f64) -> Alert {
        let by_door = !self.is_by_safe(context.now);
        let safe = self.safes.first().filter(|_| !by_door).and_then(|safe| context.roster.sensors.get(*safe));
        let note = if by_door { "somebody may last have come" } else { "the safe was last opened" };
        let mut list: Vec<_> = self.latest.iter().map(|latest| evidence(latest, note)).collect();
        let devices = match safe {
            Some(safe) => vec![safe.id.clone()],
            None => self
                .doors
                .iter()
                .filter_map(|door| context.roster.sensors.get(*door))
                .map(|door| door.id.clone())
                .collect(),
        };
        add(&mut list, context.presence.last.as_ref(), "last seen anywhere");
        let about = explain::clock(context.civil, usual, context.now);
        let days = if context.hour.weekday.is_weekend() { "Saturdays and Sundays" } else { "weekdays" };
        Alert {
            kind: AlertKind::CarerNotArrived,
            feature: None,
            concern: None,
            severity: Severity::Attention,
            since: usual,
            raised_at: context.now,
            area: None,
            devices,
            message: if by_door {
                format!("Nobody has come by the door yet, as somebody usually does about {about} for a while.")
            } else {
                format!("The carer who usually comes about {about} has not opened the key safe yet.")
            },
            usual: if by_door {
                format!("On {days} somebody comes about {about} and leaves again on {:.0} days in 100.", chance * 100.0)
            } else {
                format!("On {days} the key safe is opened about {about} on {:.0} days in 100.", chance * 100.0)
            },
            today: match &self.latest {
                Some(latest) if by_door => {
                    format!("Somebody may last have come at {}.", explain::clock(context.civil, latest.at, context.now))
                }
                Some(latest) => {
                    format!("It was last opened at {}.", explain::clock(context.civil, latest.at, context.now))
                }
                None if by_door => "Nobody has been seen to come.".to_owned(),
                None => "It has not been opened.".to_owned(),
            },
            evidence: in_order(list),
            confidence: explain::confidence(chance),
            also_could_be: vec![
                if by_door { "came while a door stood open" } else { "let in by the person, without the key" }
                    .to_owned(),
                "a visit that was put off or cancelled".to_owned(),
                if by_door { "a visit that has come to an end for good" } else { "a carer who has a key" }.to_owned(),
            ],
            what_to_do: "Ring the care service and ask when somebody comes; ring the person and ask what they need."
                .to_owned(),
        }
    }
}

/// A half hour and the ones beside it, within the day.
fn near(slot: usize) -> impl Iterator<Item = usize> {
    slot.saturating_sub(1)..=(slot + 1).min(SLOTS - 1)
}

impl Judge for CarerNotArrived {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        if self.safes.is_empty() && self.doors.is_empty() {
            return Vec::new();
        }
        let context = known.context;
        let visits = &self.visits[usize::from(context.hour.weekday.is_weekend())];
        let hours: Vec<String> = (0..SLOTS)
            .filter(|slot| visits.own(*slot) >= EXPECTED && (*slot == 0 || visits.own(slot - 1) < EXPECTED))
            .map(|slot| format!("from {:02}:{:02}", slot / 2, slot % 2 * 30))
            .collect();
        let baseline = match hours.as_slice() {
            [] => "no visit is regular yet".to_owned(),
            hours => format!("a visit is expected {}", hours.join(", ")),
        };
        let waits_for = match (self.missed, hours.is_empty()) {
            (Some(_), _) => "somebody to come: it has been told",
            (None, true) => "visits that come on most days",
            (None, false) => "a visit that does not come",
        };
        let why = Why::waiting(AlertKind::CarerNotArrived, String::new(), baseline, waits_for);
        vec![Why {
            speaks_below: false,
            ..why.measured(visits.own(context.hour.slot), Some(EXPECTED), "chance of a visit now")
        }]
    }
}
