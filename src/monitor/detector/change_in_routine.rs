//! Change in routine: a habit that has become another, suddenly or little by little, and stays so.
//!
//! Each daily feature is held against what its own baseline predicts for that day, its uncertainty included, in both
//! directions and for two sizes of change. The likelihood ratios add up to evidence whose weighted sum over *everything
//! that is watched in this home* has one budget: on ordinary days it passes its share of the home's budget no sooner than after so
//! many days on average. What passes is told at nine in the morning, features of one subject as one statement and subjects
//! of one morning together, and never again while it lasts. See `sequential` for why the budget holds, `watched` for why
//! a change does not become the normal unseen, and `subject` for what belongs together.

mod subject;
mod watched;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use self::subject::{SUBJECTS, Subject};
use self::watched::Watched;
use super::Context;
use crate::monitor::Usual;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::budget::Share;
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::feature::daily::Daily;
use crate::monitor::feature::habit::{FEATURES, Feature};
use crate::monitor::why::{Judge, Known, Why};
use crate::time::ClockTime;

/// Nobody is told of changes more often than this.
const DAYS_BETWEEN: i64 = 7;
/// A change that has lasted so long after being told is the new normal.
const ADOPTED_AFTER: i64 = 28;
/// How strongly days must speak for the old normal until a change counts as over: twenty to one.
const OVER: f64 = 3.0;
/// A feature that shows a change at least so strongly is named with it: ten to one.
const NAMED: f64 = 2.3;
/// Evidence from which on one habit has taken another's place: seven to one.
const TRADED: f64 = 2.0;
/// Weaker evidence is enough, two to one, where the other habit makes up for at least this share of what is missing: one
/// glass from the fridge for every other cup of tea.
const HINTS_OF_TRADE: f64 = 0.7;
const MADE_UP: f64 = 0.5;
/// Two changes that began within so many days of each other began together.
const SAME_DAYS: i64 = 5;
/// The more particular feature leads where it says at least so much of what the strongest says.
const LEADS: f64 = 0.6;

/// What was told of one subject.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Told {
    day: i64,
    began: i64,
    lead: Feature,
    up: bool,
    /// Evidence for the old normal, as a CUSUM, with the day on which it last left zero.
    back: f64,
    back_since: i64,
}

/// A habit, for showing: what was learned of one feature, and how it is now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habit {
    /// Which feature.
    pub feature: Feature,
    /// What is usual on a day: one day in ten lies below `low`, one in ten above `high`. `None` while nothing is known.
    pub usual: Option<Usual>,
    /// The latest value, with its day; for a night the day on which it ended.
    pub latest: Option<(i64, f64)>,
    /// On how many days it could be observed while the home was learned.
    pub observed: u32,
    /// Since which day it most likely is different, where that has been told and still lasts.
    pub changed_since: Option<i64>,
}

/// The judge of habits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct ChangeInRoutine {
    watched: [Watched; FEATURES],
    told: [Option<Told>; SUBJECTS],
    last_told: Option<i64>,
}

/// A subject whose evidence has passed the budget.
#[derive(Clone, Copy, Debug)]
struct Due {
    subject: Subject,
    lead: Feature,
    up: bool,
    began: i64,
    run: f64,
}

impl ChangeInRoutine {
    pub fn new() -> Self {
        Self {
            watched: std::array::from_fn(|place| Watched::new(Feature::ALL[place])),
            told: [None; SUBJECTS],
            last_told: None,
        }
    }

    /// Somebody else, or a pet, has come to live here or has left: what movement alone tells is learned anew, for the
    /// difference is theirs. What hands, the bed and doors tell goes on.
    pub fn others_changed(&mut self) {
        for feature in Feature::ALL.into_iter().filter(|feature| feature.is_movement_alone()) {
            self.watched[feature.place()].begin_again(feature);
        }
    }

    /// It is nine in the morning: the days and nights that have ended are judged.
    pub fn judge(&mut self, context: &mut Context<'_>, daily: &mut Daily, alerts: &mut Vec<Alert>) {
        let learning = i64::from(context.days) < context.config.learning_days;
        for feature in Feature::ALL {
            let told = self.told_of(feature).is_some();
            if let Some(measured) = daily.take(feature) {
                self.watched[feature.place()].take(measured, learning, told);
                self.settle(feature, measured.day);
            }
        }
        // Half of the days are for the ways from room to room, the other half for how the pace on them varies.
        daily.learning_ways = 2 * i64::from(context.days) < context.config.learning_days;
        daily.hold_rooms = self.watched[Feature::RoomBalance.place()].suspected_since().is_some();
        self.adopt(context.hour.day);
        let soon = self.last_told.is_some_and(|day| context.hour.day - day < DAYS_BETWEEN);
        if learning || soon {
            return;
        }
        let mut due = [None; SUBJECTS];
        let mut first: Option<Due> = None;
        for subject in Subject::ALL {
            due[subject as usize] = self.due(subject, daily, context.config.every(Share::Routine));
            if let Some(due) = due[subject as usize] {
                let more = |first: &Due| (due.subject.severity(), due.run) > (first.subject.severity(), first.run);
                if first.as_ref().is_none_or(more) {
                    first = Some(due);
                }
            }
        }
        let Some(first) = first else { return };
        let others: Vec<Due> = due.into_iter().flatten().filter(|other| other.subject != first.subject).collect();
        alerts.push(self.alert(context, daily, &first, &others));
        self.last_told = Some(context.hour.day);
        for due in others.iter().chain([&first]) {
            self.told[due.subject as usize] = Some(Told {
                day: context.hour.day,
                began: due.began,
                lead: due.lead,
                up: due.up,
                back: 0.0,
                back_since: context.hour.day,
            });
        }
    }

    /// Whether what was told of this feature, by its stable name, still lasts.
    pub fn lasts(&self, feature: &str) -> bool {
        self.told.iter().flatten().any(|told| told.lead.name() == feature)
    }

    /// A person says that these days were not ordinary: those that wait to be learned are not.
    pub fn leave_out(&mut self, days: RangeInclusive<i64>) {
        self.watched.iter_mut().for_each(|watched| watched.leave_out(&days));
    }

    /// What was learned of each feature that this home has.
    pub fn habits(&self, daily: &Daily) -> Vec<Habit> {
        Feature::ALL.into_iter().filter_map(|feature| self.habit(feature, daily)).collect()
    }

    /// The same of one feature; `None` where this home does not have it.
    pub fn habit(&self, feature: Feature, daily: &Daily) -> Option<Habit> {
        let watched = &self.watched[feature.place()];
        daily.has(feature).then(|| Habit {
            feature,
            usual: watched.usual(),
            latest: watched.latest.map(|measured| (measured.day, measured.value)),
            observed: watched.observed(),
            changed_since: self.told_of(feature).filter(|told| self.shows(feature, told)).map(|told| told.began),
        })
    }

    fn shows(&self, feature: Feature, told: &Told) -> bool {
        feature == told.lead || self.watched[feature.place()].strongest(told.up).run >= NAMED
    }

    fn told_of(&self, feature: Feature) -> Option<&Told> {
        [true, false].into_iter().find_map(|up| {
            let subject = Subject::of(feature, up)?;
            self.told[subject as usize].as_ref().filter(|told| told.up == up || told.lead != feature)
        })
    }

    /// Whether a told change is over: its leading feature is back to the old normal.
    fn settle(&mut self, feature: Feature, day: i64) {
        for subject in Subject::ALL {
            let Some(told) = &mut self.told[subject as usize] else { continue };
            if told.lead != feature {
                continue;
            }
            if told.back <= 0.0 {
                told.back_since = day;
            }
            told.back = (told.back - self.watched[feature.place()].said(told.up)).clamp(0.0, 2.0 * OVER);
            if told.back >= OVER {
                let (began, until) = (told.began, told.back_since);
                self.told[subject as usize] = None;
                for (other, up) in about(subject) {
                    self.watched[other.place()].forgive(up, began, until);
                }
            }
        }
    }

    fn adopt(&mut self, today: i64) {
        for subject in Subject::ALL {
            let Some(told) = self.told[subject as usize].filter(|told| today - told.day >= ADOPTED_AFTER) else {
                continue;
            };
            for feature in Feature::ALL {
                let mut ways = about(subject).filter(|(other, _)| *other == feature).map(|(_, up)| up);
                if ways.any(|up| feature == told.lead || self.watched[feature.place()].strongest(up).run >= NAMED) {
                    self.watched[feature.place()].adopt(told.began);
                }
            }
            self.told[subject as usize] = None;
        }
    }

    /// Whether one kind of drink has taken the other's place: the kettle is used less and the fridge more, or the other
    /// way round, since about the same days, and nobody is in the kitchen less. That is no change in eating or drinking.
    fn is_trade(&self, feature: Feature, up: bool) -> bool {
        let other = match feature {
            Feature::DrinksMade => Feature::FridgeOpenings,
            Feature::FridgeOpenings => Feature::DrinksMade,
            Feature::NightBathroomVisits
            | Feature::BedExits
            | Feature::NightActivity
            | Feature::TimeInBed
            | Feature::Bedtime
            | Feature::RisingTime
            | Feature::KitchenVisits
            | Feature::KitchenTime
            | Feature::Outings
            | Feature::TimeOut
            | Feature::Activity
            | Feature::RoomBalance
            | Feature::WalkingPace
            | Feature::LeftOpenOrOn => return false,
        };
        let (mine, others) = (self.watched[feature.place()].strongest(up), self.watched[other.place()].strongest(!up));
        let together = others.run >= TRADED && (mine.began - others.began).abs() <= SAME_DAYS;
        let made_up = others.run >= HINTS_OF_TRADE && self.makes_up(feature, other, mine.began);
        let less = |feature: Feature| self.watched[feature.place()].strongest(false).run >= NAMED;
        (together || made_up) && !less(Feature::KitchenVisits) && !less(Feature::KitchenTime)
    }

    /// Whether what is missing of one habit since a day is made up for by more of another, or the other way round.
    fn makes_up(&self, feature: Feature, other: Feature, began: i64) -> bool {
        let change = |feature: Feature| {
            let watched = &self.watched[feature.place()];
            Some(watched.mean_since(began)? - watched.usual()?.mean)
        };
        let (Some(mine), Some(others)) = (change(feature), change(other)) else { return false };
        mine * others < 0.0 && others.abs() >= MADE_UP * mine.abs()
    }

    /// Whether the evidence on a subject has passed the budget.
    fn due(&self, subject: Subject, daily: &Daily, every: f64) -> Option<Due> {
        if self.told[subject as usize].is_some() {
            return None;
        }
        let (mut sum, mut parts) = (0.0, 0.0);
        let mut strongest = 0.0;
        for (feature, up) in about(subject).filter(|(feature, up)| daily.has(*feature) && !self.is_trade(*feature, *up))
        {
            let watched = &self.watched[feature.place()];
            sum += part(feature) * watched.sum(up);
            parts += part(feature);
            strongest = watched.strongest(up).run.max(strongest);
        }
        if parts <= 0.0 || subject.share() * sum / parts < every {
            return None;
        }
        let (lead, up) = about(subject)
            .filter(|(feature, up)| daily.has(*feature) && !self.is_trade(*feature, *up))
            .find(|(feature, up)| self.watched[feature.place()].strongest(*up).run >= LEADS * strongest)?;
        let evidence = self.watched[lead.place()].strongest(up);
        Some(Due { subject, lead, up, began: evidence.began, run: evidence.run })
    }
}

/// The features of a subject, each with its direction; the more particular come first.
fn about(subject: Subject) -> impl Iterator<Item = (Feature, bool)> {
    Feature::ALL
        .into_iter()
        .flat_map(|feature| [(feature, true), (feature, false)])
        .filter(move |(feature, up)| Subject::of(*feature, *up) == Some(subject))
}

/// How much of its subject's share a feature has. Hours out are mostly none, and movement at night is mostly turning over
/// in bed, so these say little.
fn part(feature: Feature) -> f64 {
    match feature {
        Feature::TimeOut | Feature::NightActivity => 1.0 / 3.0,
        Feature::NightBathroomVisits
        | Feature::BedExits
        | Feature::TimeInBed
        | Feature::Bedtime
        | Feature::RisingTime
        | Feature::KitchenVisits
        | Feature::DrinksMade
        | Feature::FridgeOpenings
        | Feature::KitchenTime
        | Feature::Outings
        | Feature::Activity
        | Feature::RoomBalance
        | Feature::WalkingPace
        | Feature::LeftOpenOrOn => 1.0,
    }
}

/// The words.
impl ChangeInRoutine {
    fn alert(&self, context: &Context<'_>, daily: &Daily, first: &Due, others: &[Due]) -> Alert {
        let since = context.civil.calendar().at(first.began, ClockTime::MIDNIGHT);
        let named: Vec<Feature> = about(first.subject)
            .filter(|(feature, up)| {
                daily.has(*feature)
                    && (*feature == first.lead || self.watched[feature.place()].strongest(*up).run >= NAMED)
            })
            .map(|(feature, _)| feature)
            .collect();
        let mut facts: Vec<String> = named.iter().filter_map(|feature| self.fact(*feature, first.began)).collect();
        if first.subject == Subject::OtherRooms
            && let Some(area) = daily.busier_room()
        {
            facts.push(format!("most of it in {}", context.roster.the_area(Some(area))));
        }
        let mut message =
            format!("{} since about {}: {}.", first.subject.says(), date(context, first.began), facts.join("; "));
        if !others.is_empty() {
            let list: Vec<String> = others
                .iter()
                .map(|due| {
                    let fact = self.fact(due.lead, due.began).unwrap_or_default();
                    format!("{} ({fact})", due.subject.says().to_lowercase())
                })
                .collect();
            message.push_str(&format!(" At the same time: {}.", list.join(", ")));
        }
        let bands: Vec<String> = named
            .iter()
            .filter_map(|feature| {
                let usual = self.watched[feature.place()].usual()?;
                let words = |value: f64| feature.value_in_words(value);
                Some(format!("{}: {} to {}", feature.in_words(), words(usual.low), words(usual.high)))
            })
            .collect();
        let latest: Vec<String> = named
            .iter()
            .filter_map(|feature| {
                let latest = self.watched[feature.place()].latest?;
                Some(format!("{}: {}", feature.in_words(), feature.value_in_words(latest.value)))
            })
            .collect();
        let mut devices: Vec<_> = named
            .iter()
            .flat_map(|feature| daily.sensors(*feature))
            .filter_map(|sensor| context.roster.sensors.get(sensor))
            .map(|sensor| sensor.id.clone())
            .collect();
        devices.sort();
        devices.dedup();
        let list = daily.latest(first.lead).map(|reading| evidence(reading, "counted lately")).collect();
        let days = f64::from(context.days);
        // Odds of one in its share of the budget before the evidence, and no surer than the baseline is long.
        let sure = days / (days + 5.0) / (1.0 + libm::exp(libm::log(context.config.every(Share::Routine)) - first.run));
        let severity = others.iter().map(|due| due.subject.severity()).fold(first.subject.severity(), Severity::max);
        Alert {
            kind: AlertKind::ChangeInRoutine,
            feature: Some(first.lead.name()),
            concern: None,
            severity,
            since,
            raised_at: context.now,
            area: None,
            devices,
            message,
            usual: format!("On 8 days in 10: {}.", bands.join("; ")),
            today: format!("Lately: {}.", latest.join("; ")),
            evidence: in_order(list),
            confidence: explain::confidence(sure),
            also_could_be: first.subject.also_could_be().iter().map(|text| (*text).to_owned()).collect(),
            what_to_do: first.subject.what_to_do().to_owned(),
        }
    }

    /// `night bathroom visits about 3, usually 1`.
    fn fact(&self, feature: Feature, began: i64) -> Option<String> {
        let watched = &self.watched[feature.place()];
        let (now, usual) = (watched.mean_since(began)?, watched.usual()?);
        Some(format!(
            "{} about {}, usually {}",
            feature.in_words().to_lowercase(),
            feature.value_in_words(now),
            feature.value_in_words(usual.mean)
        ))
    }
}

/// `Monday 30 November`.
fn date(context: &Context<'_>, day: i64) -> String {
    let calendar = context.civil.calendar();
    let noon = ClockTime::new(12, 0).unwrap_or(ClockTime::MIDNIGHT);
    let local = calendar.local(calendar.at(day, noon));
    format!("{} {} {}", local.weekday.name(), local.date.day(), local.month_name())
}

impl Judge for ChangeInRoutine {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let (context, daily) = (known.context, known.daily);
        let mut all = Vec::new();
        for subject in Subject::ALL {
            let (mut sum, mut parts, mut bands) = (0.0, 0.0, Vec::new());
            for (feature, up) in about(subject).filter(|(feature, _)| daily.has(*feature)) {
                let watched = &self.watched[feature.place()];
                sum += part(feature) * watched.sum(up);
                parts += part(feature);
                if let Some(usual) = watched.usual() {
                    let words = |value: f64| feature.value_in_words(value);
                    let band =
                        format!("{} {} to {}", feature.in_words().to_lowercase(), words(usual.low), words(usual.high));
                    if !bands.contains(&band) {
                        bands.push(band);
                    }
                }
            }
            if parts <= 0.0 {
                continue;
            }
            let waits_for = match (known.learning(context.config.learning_days), self.told[subject as usize]) {
                (Some(learning), _) => learning,
                (None, Some(_)) => "the old ways to come back, or the new to become usual: it has been told".to_owned(),
                (None, None) => "more days that are different in this way".to_owned(),
            };
            let baseline = if bands.is_empty() {
                "not known yet".to_owned()
            } else {
                format!("on 8 days in 10: {}", bands.join("; "))
            };
            all.push(
                Why::waiting(AlertKind::ChangeInRoutine, subject.says().to_lowercase(), baseline, &waits_for).measured(
                    subject.share() * sum / parts,
                    Some(context.config.every(Share::Routine)),
                    "weighted evidence",
                ),
            );
        }
        all
    }
}
