//! Not returned: somebody went out and has been out for far longer than ever.
//!
//! An outing is no emergency at home, so it gets its time: half a day, or by night some hours, and in any case more than
//! twice as long as it ever was in the last two months, and longer than is exceeded once in the home's budget of days.
//! It asks whether anybody knows; a holiday, a stay in hospital or a night away that a person has set is never told.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::baseline::chance::Chances;
use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::budget::Share;
use crate::monitor::concern::Concern;
use crate::monitor::evidence::{add, in_order};
use crate::monitor::explain;
use crate::monitor::feature::presence::{GONE, Place};
use crate::monitor::why::{Judge, Known, Why, in_minutes};
use crate::time::{Span, Timestamp};

/// By day of no shorter outing is anybody told.
const SHORTEST: Span = Span::hours(12);
/// At night of one that is shorter by half, where being out at that hour is unusual.
const SHORTEST_AT_NIGHT: Span = Span::hours(6);
/// A half hour of the night in which somebody is out on fewer days than this is one to be at home in.
const UNUSUAL: f64 = 0.1;
/// How much longer than the longest outing: far longer.
const FAR: f64 = 2.0;
/// A night away is no outing to learn from.
const LONGEST: Span = Span::hours(20);
/// Mean excess of the square root of hours believed in before anything is known.
const TYPICAL: f64 = 0.5;

/// The judge of outings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct NotReturned {
    /// Square roots of hours.
    outings: Tail,
    lengths: Spread,
    /// In which half hours somebody is out.
    out_at: Chances,
    /// Since when the present outing lasts.
    out: Option<Timestamp>,
    concern: Concern,
}

impl NotReturned {
    pub fn new() -> Self {
        Self {
            outings: Tail::new(),
            lengths: Spread::new(),
            out_at: Chances::new(),
            out: None,
            concern: Concern::default(),
        }
    }

    /// In how many minutes 19 outings in 20 are over, where that is known.
    pub fn usually_back(&self) -> Option<f64> {
        self.lengths.quantile(0.95)
    }

    /// A day is over.
    pub fn close_day(&mut self, factor: f64, watched: bool) {
        self.out_at.close_day(factor, watched);
        self.lengths.forget(factor);
    }

    /// A minute has passed. `quiet` while nobody is to be told: it was said that nobody is at home, or nothing can be
    /// seen. `away` while nobody is plainly back from a night away.
    pub fn tick(&mut self, context: &Context<'_>, quiet: bool, away: bool, alerts: &mut Vec<Alert>) {
        let now = context.now;
        let left = context.presence.left.filter(|_| context.presence.place() == Some(Place::Out));
        // Whoever comes home through the door begins another stretch beside it; the outing before it is over.
        if let Some(began) = self.out.filter(|began| left != Some(*began)) {
            self.out = None;
            let ended = context.presence.door.as_ref().map_or(now, |door| door.at.max(began));
            let ended = if ended - began < GONE { now } else { ended };
            if context.ordinary && ended - began >= GONE && ended - began <= LONGEST {
                self.outings.add((ended - began).as_hours().sqrt(), ended);
                self.lengths.add((ended - began).as_seconds() / 60.0);
            }
        }
        let Some(left) = left else {
            if !away {
                self.concern.resolve();
            }
            return;
        };
        if now - left < GONE {
            return;
        }
        self.out = Some(left);
        // Days on which nobody comes home at all say nothing about when somebody is usually out.
        if now - left <= LONGEST {
            self.out_at.happened(context.hour.slot);
        }
        let may_speak = i64::from(context.days) >= context.config.speaks_after_days;
        if !may_speak || quiet || self.concern.raised().is_some() {
            return;
        }
        let night = context.config.is_night(context.civil.calendar().local(now).clock)
            && self.out_at.chance(context.hour.slot) < UNUSUAL;
        let shortest = if night { SHORTEST_AT_NIGHT } else { SHORTEST };
        let hours = (now - left).as_hours();
        let longest = self.outings.largest().map_or(0.0, |root| root * root);
        let limit = self.outings.limit(f64::from(context.days), context.config.every(Share::Outing), TYPICAL);
        let limit = limit.map_or(0.0, |root| root * root);
        if now - left >= shortest && hours >= FAR * longest && hours >= limit {
            self.concern.raise(now);
            alerts.push(self.alert(context, left, longest));
        }
    }

    fn alert(&self, context: &Context<'_>, left: Timestamp, longest: f64) -> Alert {
        let now = context.now;
        let since = explain::clock(context.civil, left, now);
        let mut list = Vec::new();
        add(&mut list, context.presence.elsewhere.as_ref(), "last seen at home");
        add(&mut list, context.presence.door.as_ref(), "a door to outside was last used");
        let mut devices: Vec<_> = list.iter().map(|e| e.device.clone()).collect();
        devices.sort();
        devices.dedup();
        let most = self
            .lengths
            .quantile(0.95)
            .map(|most| format!("19 outings in 20 are over within {}", explain::about(most)));
        let longest = (longest > 0.0).then(|| format!("the longest of late was {}", explain::about(longest * 60.0)));
        let usual: Vec<String> = [most, longest].into_iter().flatten().collect();
        let days = f64::from(context.days);
        Alert {
            kind: AlertKind::NotReturned,
            feature: None,
            concern: None,
            severity: Severity::Attention,
            since: left,
            raised_at: now,
            area: None,
            devices,
            message: format!(
                "Went out at {since} and has not come back: nobody has been seen at home for {}.",
                explain::length(now - left)
            ),
            usual: if usual.is_empty() {
                "Being out for so long has not been seen before.".to_owned()
            } else {
                format!("{}.", explain::sentence(&usual.join("; ")))
            },
            today: format!("Out for {}.", explain::length(now - left)),
            evidence: in_order(list),
            confidence: explain::confidence(days / (days + 5.0) * context.presence.by_the_door()),
            also_could_be: vec![
                "a holiday, or a night spent elsewhere".to_owned(),
                "in hospital".to_owned(),
                "at home after all, in a place that no sensor sees".to_owned(),
            ],
            what_to_do: "Ring, and ask whether anybody knows where they are. If they are away, set it on the hub \
                         (holiday, hospital or away), and nothing more is said until they are back."
                .to_owned(),
        }
    }
}

impl Judge for NotReturned {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let usual = self.lengths.quantile(0.95).map_or_else(
            || "what is usual is not known yet".to_owned(),
            |most| format!("19 outings in 20 are over within {}", explain::about(most)),
        );
        let left = context.presence.left.filter(|_| context.presence.place() == Some(Place::Out));
        let Some(left) = left else {
            return vec![Why::waiting(AlertKind::NotReturned, String::new(), usual, "somebody to go out")];
        };
        let told = self.concern.raised().is_some();
        let waits = if told { "somebody to come home: it has been told" } else { "somebody to come home" };
        let longest = self.outings.largest().map_or(0.0, |root| root * root);
        let limit = (FAR * longest).max(SHORTEST.as_hours());
        let hours = (context.now - left).as_hours();
        let speaks = known.learning(context.config.speaks_after_days).is_none() && !told && !known.blind;
        let at = if speaks { in_minutes(context.now, 60.0 * (limit - hours)) } else { None };
        vec![
            Why::waiting(AlertKind::NotReturned, "out of the house".to_owned(), usual, waits)
                .measured(hours, Some(limit), "hours out")
                .at(at),
        ]
    }
}
