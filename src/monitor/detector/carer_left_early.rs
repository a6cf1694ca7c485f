//! Carer left early: a visit that comes at this hour on most days was much shorter than such visits are.
//!
//! How long visits last is learned by the hour at which they begin (minutes, a Normal of unknown middle and spread), for a
//! round in the morning is longer than one for tea. A visit is what comes and leaves by a door while movement indoors goes
//! on before, between and after (`feature/visit.rs`). Carers do not stay for the same time every day, so one visit is told
//! as cut short only where that is much more likely than an ordinary short one; how likely it was beforehand is carried from
//! visit to visit, so that where one was suspicious the next is believed. It is told some minutes after it ended, and only
//! if the door was not used again: who forgot something comes back, and what looked like the end was not. A visit that is
//! much too short is learned as one that is just too short, so that a lasting change becomes usual by and by, but not
//! within a week. Where two people live one of them may be the visitor, so nothing is said.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::Reading;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::normal_gamma::{NormalGamma, Student};
use crate::monitor::evidence::{add, evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::civil::{Hour, SLOTS};
use crate::monitor::feature::roster::Roster;
use crate::monitor::feature::visit::{SHORTEST, Stay};
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// Before anything is known, visits of one hour differ by so many minutes.
const SPREAD: f64 = 5.0;
/// Visits that begin within so many half hours belong together: carers are seldom on the minute.
const NEAR: usize = 2;
/// So many visits must be known,
const VISITS: f64 = 7.0;
/// and on so large a share of days, for a visit at this hour to be a regular one.
const REGULAR: f64 = 0.5;
/// One visit in so many is cut short, as far as is known beforehand: one in a month and a half of four visits a day.
const SELDOM: f64 = 200.0;
/// One that was lasts for anything between these shares of the usual time.
const CUT_TO: (f64, f64) = (0.1, 0.65);
/// It is told from this chance on that it was.
const TELLS: f64 = 0.8;
/// The latest visit has this part in how likely the next one is to be cut short.
const LATEST: f64 = 0.25;
/// A stretch between two visits that might be one is learned only within so many standard deviations of the usual.
const LIKE: f64 = 2.0;
/// What is shorter than usual by more than so many standard deviations is learned as if it were by just so many.
const LEARNED: f64 = -1.5;
/// Whoever comes back within so long had not left;
const BACK: Span = Span::minutes(12);
/// and where it was as short as a parcel takes, the carer may be still to come.
const BACK_FROM_SO_SHORT: Span = Span::minutes(40);
/// A concern about a visit that is over is closed after so long.
const OVER: Span = Span::hours(1);

/// A visit that was too short, while it may yet go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Short {
    stay: Stay,
    usual: f64,
    chance: f64,
    weight: f64,
    /// The door's openings by which it came and left.
    by: [Option<Reading>; 2],
}

impl Short {
    /// For how long after it the door must not be used again.
    fn patience(&self) -> Span {
        if self.stay.lasted() < SHORTEST { BACK_FROM_SO_SHORT } else { BACK }
    }
}

/// The judge of how long visits are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct CarerLeftEarly {
    /// The contacts of doors to outside.
    doors: Vec<usize>,
    /// Minutes, by the half hour in which a visit began.
    lengths: Vec<NormalGamma>,
    /// The share of visits of late that were cut short, as far as can be told.
    lately: f64,
    /// The weight of the days seen.
    days: f64,
    /// The latest openings of doors, newest last.
    openings: [Option<Reading>; 4],
    /// When the latest visit ended: what came with the same opening is no visit of its own.
    ended: Option<Timestamp>,
    /// When the latest visit began that was no parcel and has no part in another.
    visited: Option<Timestamp>,
    short: Option<Short>,
    /// The opening by which somebody came back, and when their visit began.
    back: Option<(Timestamp, Timestamp)>,
    told: Option<Timestamp>,
    tainted: bool,
}

impl CarerLeftEarly {
    pub fn new(roster: &Roster) -> Self {
        let sensors = roster.sensors.iter().enumerate();
        Self {
            doors: sensors.filter(|(_, s)| s.outside_door).map(|(sensor, _)| sensor).collect(),
            lengths: vec![NormalGamma::new(SPREAD); SLOTS],
            lately: 0.0,
            days: 0.0,
            openings: [const { None }; 4],
            ended: None,
            visited: None,
            short: None,
            back: None,
            told: None,
            tainted: false,
        }
    }

    /// What was learned, where the doors are the same.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        let doors: Vec<usize> = before.doors.iter().filter_map(|door| moves.to(*door)).collect();
        if doors == self.doors {
            *self = Self { doors, short: None, ..before };
        }
    }

    /// Whether what was told is not long ago.
    pub fn lasts(&self, now: Timestamp) -> bool {
        self.told.is_some_and(|told| now - told < OVER)
    }

    /// A day has passed.
    pub fn close_day(&mut self, factor: f64, watched: bool) {
        self.lengths.iter_mut().for_each(|lengths| lengths.forget(factor));
        self.days = self.days * factor + f64::from(u8::from(watched && !self.tainted));
        self.tainted = false;
    }

    /// When the latest visit that is over began, as the door and what moved indoors tell.
    pub fn visited(&self) -> Option<Timestamp> {
        self.visited
    }

    /// A door to outside opened.
    pub fn door(&mut self, sensor: usize, reading: &Reading) {
        if !self.doors.contains(&sensor) {
            return;
        }
        self.openings.rotate_left(1);
        self.openings[3] = Some(reading.clone());
        // It was not over, or another has come.
        if let Some(short) = self.short.take() {
            self.back = Some((reading.at, short.stay.from));
        }
    }

    /// What visits that begin in a half hour last, where they come on most days.
    fn usual(&self, slot: usize) -> Option<(Student, f64)> {
        let near = slot.saturating_sub(NEAR)..=(slot + NEAR).min(SLOTS - 1);
        let all = self.lengths.get(near)?.iter().fold(NormalGamma::new(SPREAD), |all, own| all.with(own));
        let regular = all.weight() >= VISITS && all.weight() >= REGULAR * self.days;
        Some((all.predictive().filter(|_| regular)?, all.weight()))
    }

    /// How likely it is that a visit of so many minutes was cut short.
    fn chance(&self, usual: &Student, minutes: f64) -> f64 {
        let before = self.lately.max(1.0 / SELDOM);
        let (least, most) = (CUT_TO.0 * usual.middle, CUT_TO.1 * usual.middle);
        let cut = if (least..=most).contains(&minutes) { before / (most - least) } else { 0.0 };
        let ordinary = (1.0 - before) * usual.density(minutes);
        if cut > 0.0 { cut / (cut + ordinary) } else { 0.0 }
    }

    /// A visit is over, as a sign indoors has shown. `two` where two people live.
    pub fn left(&mut self, context: &mut Context<'_>, stay: Stay, two: bool) {
        let back = self.back.take_if(|(at, _)| *at <= stay.from).filter(|(at, _)| *at == stay.from);
        let stay = Stay { from: back.map_or(stay.from, |(_, from)| from), ..stay };
        let as_a_parcel = stay.lasted() < SHORTEST;
        // Of two stretches with one opening between them one was no visit; most likely the second.
        let doubtful = self.ended == Some(stay.from);
        if !doubtful {
            self.ended = Some(stay.until);
            self.visited = if as_a_parcel { self.visited } else { Some(stay.from) };
        }
        if two || !context.ordinary {
            return;
        }
        let Hour { slot, .. } = context.civil.hour(stay.from);
        let minutes = stay.lasted().as_seconds() / 60.0;
        let mut value = minutes;
        if let Some((usual, weight)) = self.usual(slot) {
            if doubtful && (minutes - usual.middle).abs() > LIKE * usual.scale {
                return;
            }
            let chance = self.chance(&usual, minutes);
            self.lately += LATEST * (chance - self.lately);
            if chance >= TELLS && !doubtful {
                let opening = |at: Timestamp| self.openings.iter().flatten().find(|opening| opening.at == at).cloned();
                let by = [opening(stay.from), opening(stay.until)];
                self.short = Some(Short { stay, usual: usual.middle, chance, weight, by });
            }
            value = value.max(usual.middle + LEARNED * usual.scale);
        }
        if let Some(lengths) = self.lengths.get_mut(slot).filter(|_| !as_a_parcel) {
            lengths.add(value);
        }
    }

    /// A minute has passed. `blind` while the home could not be heard.
    pub fn tick(&mut self, context: &Context<'_>, blind: bool, alerts: &mut Vec<Alert>) {
        if blind {
            self.tainted = true;
            self.short = None;
        }
        if let Some(short) = self.short.take_if(|short| context.now - short.stay.until >= short.patience()) {
            self.told = Some(context.now);
            alerts.push(self.alert(context, &short));
        }
    }

    fn alert(&self, context: &Context<'_>, short: &Short) -> Alert {
        let Stay { from, until } = short.stay;
        let clock = |at: Timestamp| explain::clock(context.civil, at, context.now);
        let lasted = explain::length(short.stay.lasted());
        let usual = explain::about(short.usual);
        let notes = ["somebody came", "and left"];
        let mut list: Vec<_> =
            short.by.iter().zip(notes).filter_map(|(by, note)| Some(evidence(by.as_ref()?, note))).collect();
        add(&mut list, context.presence.last.as_ref(), "the person was seen after that");
        let doors = short.by.iter().flatten().map(|opening| opening.device.clone());
        let mut devices: Vec<_> = doors.collect();
        devices.dedup();
        Alert {
            kind: AlertKind::CarerLeftEarly,
            feature: None,
            concern: None,
            severity: Severity::Attention,
            since: until,
            raised_at: context.now,
            area: None,
            devices,
            message: format!(
                "Whoever came by the door at {} left after {lasted}; a visit at this hour usually takes {usual}.",
                clock(from)
            ),
            usual: format!("Visits that begin about this hour last {usual}: {:.0} are known.", short.weight),
            today: format!("From {} to {}, {lasted}.", clock(from), clock(until)),
            evidence: in_order(list),
            confidence: explain::confidence(short.chance * short.weight / (short.weight + 1.0)),
            also_could_be: vec![
                "somebody else who looked in, or a parcel".to_owned(),
                "less to do than usual, as they and the person agreed".to_owned(),
                "a visit that went on after the door was used, or was left by another way".to_owned(),
            ],
            what_to_do:
                "Ask the person whether everything was done (washing, a meal, tablets); if not, ring the care service."
                    .to_owned(),
        }
    }
}

impl Judge for CarerLeftEarly {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        if self.doors.is_empty() {
            return Vec::new();
        }
        let context = known.context;
        let kind = AlertKind::CarerLeftEarly;
        let Some((usual, weight)) = self.usual(context.hour.slot) else {
            return vec![Why::waiting(
                kind,
                String::new(),
                "no visit about this hour is regular yet".to_owned(),
                "visits that come on most days",
            )];
        };
        let baseline = format!("a visit about this hour lasts {}; {weight:.0} are known", explain::about(usual.middle));
        let (waits_for, at) = match &self.short {
            Some(short) => ("whether whoever left comes back", Some(short.stay.until + short.patience())),
            None => ("a visit that is much shorter", None),
        };
        let chance = self.short.as_ref().map_or(self.lately.max(1.0 / SELDOM), |short| short.chance);
        let why = Why::waiting(kind, String::new(), baseline, waits_for);
        vec![why.measured(chance, Some(TELLS), "chance that a visit was cut short").at(at)]
    }
}
