//! Wandering at night: somebody walks from room to room in hours in which they are usually in bed.
//!
//! In which half hours of the night somebody is up is learned, so a film until one is nothing to mention of a person who
//! always sees one. In the others changes from room to room are counted over the last hour, and how many the most restless
//! hour of a night usually has is learned. A walk to the bathroom has four; somebody who wanders has them again and
//! again. Nobody need be woken for it, so it is told as information, and as attention once it has become frequent.

use serde::{Deserialize, Serialize};

use std::collections::VecDeque;

use super::Context;
use crate::home::{AreaKind, Reading};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::chance::Chances;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::budget::Share;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::Place;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// Half hours from which to which it may be night: 22:00 to 06:30.
const NIGHT_FROM: usize = 44;
/// See [`NIGHT_FROM`].
const NIGHT_UNTIL: usize = 13;
/// A half hour in which the person is about on fewer nights than this is one to be in bed: one in eight. Whoever is up so
/// late once a week, or gets up so early, has a long evening or an early morning, and does not wander.
const SELDOM: f64 = 0.125;
/// Changes of room are counted over so long,
const OVER: Span = Span::minutes(60);
/// must lie at least so far apart, the first from the last,
const LASTS: Span = Span::minutes(25);
/// be at least so many,
const FEWEST: f64 = 14.0;
/// and so many times as many as in the most restless hour of late.
const MORE: f64 = 1.25;
/// Mean excess believed in before anything is known.
const TYPICAL: f64 = 2.0;
/// How many changes are remembered.
const KEPT: usize = 128;
/// So many such nights in a fortnight are many.
const FREQUENT: usize = 3;
/// See [`FREQUENT`].
const FORTNIGHT: i64 = 14;

/// The judge of nights.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct WanderingAtNight {
    /// On how many nights the person is about in each half hour, in a room that is not for sleeping or washing.
    about: Chances,
    /// The most changes within an hour of each night.
    most: Tail,
    tonight: f64,
    changes: VecDeque<(Reading, usize)>,
    last: Option<usize>,
    told: bool,
    /// The days on which it was told.
    nights: VecDeque<i64>,
}

impl WanderingAtNight {
    pub fn new() -> Self {
        Self {
            about: Chances::new(),
            most: Tail::new(),
            tonight: 0.0,
            changes: VecDeque::with_capacity(KEPT),
            last: None,
            told: false,
            nights: VecDeque::new(),
        }
    }

    /// A day is over.
    pub fn close_day(&mut self, factor: f64, watched: bool) {
        self.about.close_day(factor, watched);
    }

    /// Whether tonight was told of.
    pub fn lasts(&self) -> bool {
        self.told
    }

    /// Movement was seen in an area.
    pub fn moved(&mut self, context: &Context<'_>, area: usize, reading: &Reading, alerts: &mut Vec<Alert>) {
        let slot = context.hour.slot;
        let from = self.last.replace(area);
        if !is_night(slot) || context.presence.place() == Some(Place::Out) {
            return;
        }
        let usual = self.about.chance(slot) >= SELDOM;
        if context.roster.areas.get(area).is_some_and(|area| is_for_the_day(area.kind)) {
            self.about.happened(slot);
        }
        if usual || from.is_none_or(|from| from == area) {
            return;
        }
        if self.changes.len() == KEPT {
            self.changes.pop_front();
        }
        self.changes.push_back((reading.clone(), area));
        while self.changes.front().is_some_and(|(first, _)| reading.at - first.at > OVER) {
            self.changes.pop_front();
        }
        let count = self.changes.len() as f64;
        self.tonight = self.tonight.max(count);
        let ready = i64::from(context.days) >= context.config.speaks_after_days;
        let Some((first, _)) = self.changes.front().filter(|_| ready && !self.told) else { return };
        let mut rooms: Vec<usize> = self.changes.iter().map(|(_, area)| *area).collect();
        rooms.sort_unstable();
        rooms.dedup();
        let by_day = rooms.iter().filter_map(|area| context.roster.areas.get(*area)).any(|a| is_for_the_day(a.kind));
        let every = context.config.every(Share::Night);
        let Some(limit) = self.most.limit(f64::from(context.days), every, TYPICAL) else { return };
        let limit = limit.max(FEWEST).max(MORE * self.most.largest().unwrap_or_default());
        if count > limit && rooms.len() >= 3 && by_day && reading.at - first.at >= LASTS {
            self.told = true;
            while self.nights.front().is_some_and(|day| context.hour.day - day > FORTNIGHT) {
                self.nights.pop_front();
            }
            self.nights.push_back(context.hour.day);
            alerts.push(self.alert(context, first.at, &rooms));
        }
    }

    /// A minute has passed: at the end of a night it is learned, unless it was told.
    pub fn tick(&mut self, context: &Context<'_>, blind: bool) {
        let ends = context.hour.slot == NIGHT_UNTIL && (self.tonight > 0.0 || self.told || !self.changes.is_empty());
        if ends {
            if !self.told && !blind && context.ordinary {
                self.most.add(self.tonight, context.now);
            }
            self.tonight = 0.0;
            self.told = false;
            self.changes.clear();
        }
    }

    fn alert(&self, context: &Context<'_>, since: Timestamp, rooms: &[usize]) -> Alert {
        let names: Vec<String> = rooms.iter().map(|area| context.roster.the_area(Some(*area))).collect();
        let frequent = self.nights.len() >= FREQUENT;
        let usual = self.most.largest().unwrap_or_default();
        let step = (self.changes.len() / 5).max(1);
        let list =
            self.changes.iter().step_by(step).map(|(reading, _)| evidence(reading, "went to another room")).collect();
        let mut devices: Vec<_> = self.changes.iter().map(|(reading, _)| reading.device.clone()).collect();
        devices.sort();
        devices.dedup();
        let mut message = format!(
            "Has been walking from room to room since {}: {} changes of room within an hour, between {}.",
            explain::clock(context.civil, since, context.now),
            self.changes.len(),
            explain::list(&names)
        );
        if frequent {
            message.push_str(&format!(" It is the {} such night in a fortnight.", ordinal(self.nights.len())));
        }
        let days = f64::from(context.days);
        Alert {
            kind: AlertKind::WanderingAtNight,
            feature: None,
            concern: None,
            severity: if frequent { Severity::Attention } else { Severity::Information },
            since,
            raised_at: context.now,
            area: None,
            devices,
            message,
            usual: format!(
                "At this hour usually in bed; the most restless hour of late had {usual:.0} changes of room."
            ),
            today: format!("{} within an hour tonight.", self.changes.len()),
            evidence: in_order(list),
            confidence: explain::confidence(days / (days + 5.0) * 0.9),
            also_could_be: vec![
                "a visitor, or a pet".to_owned(),
                "a bad night, or a pain that keeps somebody up".to_owned(),
                "a day that begins early: a journey, a guest, a meal before a fast".to_owned(),
            ],
            what_to_do: if frequent {
                "Ask how the nights are. If nothing explains it, mention it to the surgery or the care team.".to_owned()
            } else {
                "Nothing tonight as long as the doors stay shut; ask about it when you next speak.".to_owned()
            },
        }
    }
}

impl Judge for WanderingAtNight {
    fn why(&self, _known: &Known<'_>) -> Vec<Why> {
        let usual = match self.most.largest() {
            Some(most) => format!("the most restless hour of late had {most:.0} changes of room"),
            None => "what is usual is not known yet".to_owned(),
        };
        let limit = self.most.largest().map(|most| (MORE * most).max(FEWEST));
        let waits = if self.told { "the morning: it has been told" } else { "somebody up at an unusual hour" };
        vec![Why::waiting(AlertKind::WanderingAtNight, String::new(), usual, waits).measured(
            self.changes.len() as f64,
            limit,
            "changes of room within an hour",
        )]
    }
}

fn ordinal(number: usize) -> String {
    match number {
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        other => format!("{other}th"),
    }
}

fn is_night(slot: usize) -> bool {
    !(NIGHT_UNTIL..NIGHT_FROM).contains(&slot)
}

fn is_for_the_day(kind: AreaKind) -> bool {
    match kind {
        AreaKind::Lounge | AreaKind::Kitchen | AreaKind::Other => true,
        AreaKind::Hall | AreaKind::Bedroom | AreaKind::Bathroom => false,
    }
}
