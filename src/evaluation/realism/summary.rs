//! One home's figures, of its sightings alone.

use std::collections::BTreeMap;
use std::fmt;

use super::day;
use super::{Place, Sighting, Statistic};
use crate::evaluation::figure::{correlation, mean, quantile, spread};
use crate::time::Span;

/// Fewer whole days than this say too little of a home.
pub const FEWEST_DAYS: usize = 14;
/// Rooms in which a home must have a movement sensor that works.
pub const FEWEST_ROOMS: usize = 4;
/// Seen in a room less often than so many times a day, there is no sensor there, or a broken one.
const SEEN_A_DAY: f64 = 2.0;
/// Two visits to the bathroom are so far apart.
const VISIT_APART: Span = Span::minutes(10);
/// Nights last until this hour.
const NIGHT_ENDS: Span = Span::hours(6);
/// What comes before this hour belongs to the day before.
const DAY_BEGINS: Span = Span::hours(4);
/// Nothing seen for so long after leaving by a door: out, and not at the dustbin.
const OUT_AT_LEAST: Span = Span::minutes(15);
/// A door belongs to being out when it is opened within so long of the last or next sighting.
const BY_THE_DOOR: (Span, Span) = (Span::minutes(2), Span::minutes(5));
/// A gap longer than this is no gap but a hole.
const HOLE: Span = Span::hours(16);
/// A weekday effect needs so many weeks.
const WEEKS: usize = 4;

/// Gaps between sightings are counted in bins that double: up to 16 s, 32 s, … and beyond 136 min.
pub const GAP_BINS: usize = 11;

/// Why a home's figures cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Too few whole days; so many there are.
    Days(usize),
    /// Too few rooms with a working movement sensor; these there are.
    Rooms(Vec<Place>),
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(
                f,
                "it has {days} whole days with somebody at home, and at least {FEWEST_DAYS} are needed to tell what is \
                 usual"
            ),
            Self::Rooms(rooms) if rooms.is_empty() => write!(
                f,
                "it has no working movement sensor in hall, lounge, kitchen, bedroom or bathroom; contacts and pads \
                 alone can't be compared with movement"
            ),
            Self::Rooms(rooms) => {
                let rooms: Vec<&str> = rooms.iter().map(|room| room.in_words()).collect();
                write!(
                    f,
                    "it has working movement sensors in {} alone, and at least {FEWEST_ROOMS} of hall, lounge, kitchen, \
                     bedroom and bathroom are needed",
                    rooms.join(", ")
                )
            }
        }
    }
}

/// One home's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Whole days counted.
    pub days: usize,
    /// Days left out: nobody at home, or a hole in the recording.
    pub left_out: usize,
    /// The figures; one that cannot be told of this home is not there. Distances are added when homes are compared.
    pub values: BTreeMap<Statistic, f64>,
    /// The share of each hour of the day in the sightings.
    pub hours: [f64; 24],
    /// The share of each room; `None` when one of the five has no sensor that works.
    pub rooms: Option<Vec<f64>>,
    /// The share of each of the twenty ways from room to room; `None` likewise.
    pub moves: Option<Vec<f64>>,
    /// The share of gaps between sightings in bins that double from 16 s on.
    pub gaps: [f64; GAP_BINS],
}

impl Summary {
    /// The figures of a home.
    ///
    /// # Errors
    /// When there are too few whole days, or too few rooms with a sensor that works.
    pub fn of(sightings: &[Sighting]) -> Result<Self, Unusable> {
        let (days, left_out) = day::whole(sightings);
        // What has no sensors has no whole days either: the sensors are the reason to tell.
        let ever: Vec<Place> =
            Place::ROOMS.into_iter().filter(|room| sightings.iter().any(|seen| seen.place == *room)).collect();
        if ever.len() < FEWEST_ROOMS {
            return Err(Unusable::Rooms(ever));
        }
        if days.len() < FEWEST_DAYS {
            return Err(Unusable::Days(days.len()));
        }
        let seen = rooms_seen(&days);
        let working: Vec<Place> =
            Place::ROOMS.into_iter().zip(seen).filter(|(_, seen)| *seen >= SEEN_A_DAY).map(|(room, _)| room).collect();
        if working.len() < FEWEST_ROOMS {
            return Err(Unusable::Rooms(working));
        }
        let everywhere = working.len() == Place::ROOMS.len();
        let life = Life::of(sightings, &days);
        let mut values = BTreeMap::new();
        let mut tell = |statistic, value: Option<f64>| {
            if let Some(value) = value.filter(|value: &f64| value.is_finite()) {
                values.insert(statistic, value);
            }
        };
        let numbers: Vec<f64> = days.values().map(|day| day.len() as f64).collect();
        let usual = mean(&numbers).unwrap_or_default();
        tell(Statistic::EventsADay, Some(usual));
        tell(Statistic::EventsSpread, spread(&numbers).map(|spread| spread / usual));
        tell(Statistic::GapMedian, quantile(&life.gaps, 0.5));
        tell(Statistic::GapLong, quantile(&life.gaps, 0.95));
        let stays = [
            Statistic::StayHall,
            Statistic::StayLounge,
            Statistic::StayKitchen,
            Statistic::StayBedroom,
            Statistic::StayBathroom,
        ];
        if everywhere {
            for (statistic, stays) in stays.into_iter().zip(&life.stays) {
                tell(statistic, quantile(stays, 0.5));
            }
            tell(Statistic::MovesADay, Some(life.moves.iter().flatten().sum::<f64>() / days.len() as f64));
        }
        if working.contains(&Place::Bathroom) {
            tell(Statistic::NightVisits, Some(life.night_visits / days.len() as f64));
        }
        let (first, last) = ends(sightings, &days);
        let half = |of: &[f64]| Some(quantile(of, 0.75)? - quantile(of, 0.25)?);
        tell(Statistic::FirstActivity, quantile(&first, 0.5));
        tell(Statistic::FirstSpread, half(&first));
        tell(Statistic::LastActivity, quantile(&last, 0.5));
        tell(Statistic::LastSpread, half(&last));
        if sightings.iter().any(|seen| seen.place == Place::Door) {
            tell(Statistic::TimeOut, Some(life.out.as_hours() / days.len() as f64));
        }
        tell(Statistic::WeekdayEffect, weekday_effect(&days));
        let profiles: BTreeMap<i64, [f64; 24]> = days.iter().map(|(day, seen)| (*day, hours(seen))).collect();
        let running = |day: &i64| Some((*day, *days.range(day + 1..=day + 1).next()?.0));
        let pairs: Vec<(i64, i64)> = days.keys().filter_map(running).collect();
        let alike: Vec<f64> = pairs.iter().filter_map(|(a, b)| correlation(&profiles[a], &profiles[b])).collect();
        tell(Statistic::DayToDay, mean(&alike));
        let (before, after): (Vec<f64>, Vec<f64>) =
            pairs.iter().map(|(a, b)| (days[a].len() as f64, days[b].len() as f64)).unzip();
        tell(Statistic::CarriedOver, correlation(&before, &after));

        let mut all = [0.0; 24];
        for profile in profiles.values() {
            all.iter_mut().zip(profile).for_each(|(sum, hour)| *sum += hour);
        }
        let mut bins = [0.0; GAP_BINS];
        for gap in &life.gaps {
            let doubled = libm::floor(libm::log2((gap * 60.0 / 8.0).max(1.0)));
            bins[(doubled as usize).min(GAP_BINS - 1)] += 1.0;
        }
        Ok(Self {
            days: days.len(),
            left_out,
            values,
            hours: shares(&all).try_into().unwrap_or([0.0; 24]),
            rooms: everywhere.then(|| shares(&seen)),
            moves: everywhere.then(|| shares(&ways(&life.moves))),
            gaps: shares(&bins).try_into().unwrap_or([0.0; GAP_BINS]),
        })
    }
}

/// What went on from sighting to sighting.
#[derive(Default)]
struct Life {
    /// Minutes between two sightings in rooms.
    gaps: Vec<f64>,
    /// Minutes of each stay, by room.
    stays: [Vec<f64>; 5],
    /// Changes from room to room.
    moves: [[f64; 5]; 5],
    night_visits: f64,
    out: Span,
}

impl Life {
    fn of(sightings: &[Sighting], days: &BTreeMap<i64, &[Sighting]>) -> Self {
        let mut life = Self::default();
        let doors: Vec<&Sighting> = sightings.iter().filter(|seen| seen.place == Place::Door).collect();
        let opened = |from, to| {
            let first = doors.partition_point(|door| door.at < from);
            doors[first..].iter().map(|door| door.at).take_while(move |at| *at <= to)
        };
        let indoors: Vec<(&Sighting, usize)> =
            sightings.iter().filter_map(|seen| Some((seen, seen.place.room()?))).collect();
        // The stay under way: since when, and whether it can be counted.
        let mut since = indoors.first().map(|(seen, _)| *seen);
        let mut bathroom: Option<&Sighting> = None;
        for pair in indoors.windows(2) {
            let [(seen, room), (next, to)] = pair else { continue };
            let gap = next.at - seen.at;
            let counted = days.contains_key(&seen.day);
            if counted && gap < HOLE {
                life.gaps.push(gap.as_seconds() / 60.0);
            }
            if gap >= HOLE {
                since = Some(next);
            } else if room != to {
                if let Some(began) = since.filter(|began| days.contains_key(&began.day)) {
                    life.stays[*room].push((next.at - began.at).as_seconds() / 60.0);
                }
                if days.contains_key(&next.day) {
                    life.moves[*room][*to] += 1.0;
                }
                since = Some(next);
            }
            if counted && gap >= OUT_AT_LEAST {
                let (far, near) = (BY_THE_DOOR.1, BY_THE_DOOR.0);
                let left = opened(seen.at - near, seen.at + far).next();
                let back = opened(next.at - far, next.at + near).last();
                if let (Some(left), Some(back)) = (left, back)
                    && back > left
                {
                    life.out = life.out + gap;
                }
            }
        }
        for (seen, _) in indoors.iter().filter(|(seen, _)| seen.place == Place::Bathroom && seen.clock < NIGHT_ENDS) {
            let another = bathroom.is_none_or(|before| seen.at - before.at >= VISIT_APART);
            if another && days.contains_key(&seen.day) {
                life.night_visits += 1.0;
            }
            bathroom = Some(seen);
        }
        life
    }
}

/// Sightings a day in each room.
fn rooms_seen(days: &BTreeMap<i64, &[Sighting]>) -> [f64; 5] {
    let mut seen = [0.0; 5];
    for room in days.values().flat_map(|day| day.iter()).filter_map(|seen| seen.place.room()) {
        seen[room] += 1.0;
    }
    seen.map(|count| count / days.len().max(1) as f64)
}

/// When each day's life in kitchen and lounge begins and ends, hours since its midnight.
fn ends(sightings: &[Sighting], days: &BTreeMap<i64, &[Sighting]>) -> (Vec<f64>, Vec<f64>) {
    let mut ends: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
    for seen in sightings.iter().filter(|seen| matches!(seen.place, Place::Kitchen | Place::Lounge)) {
        let (day, clock) =
            if seen.clock < DAY_BEGINS { (seen.day - 1, seen.clock + Span::hours(24)) } else { (seen.day, seen.clock) };
        let clock = clock.as_hours();
        ends.entry(day).and_modify(|(_, last)| *last = clock).or_insert((clock, clock));
    }
    // The small hours that a day ends in must have been recorded, too.
    let counted = ends.into_iter().filter(|(day, _)| days.contains_key(day) && days.contains_key(&(day + 1)));
    counted.map(|(_, ends)| ends).unzip()
}

/// Sightings in each hour.
fn hours(day: &[Sighting]) -> [f64; 24] {
    let mut hours = [0.0; 24];
    day.iter().for_each(|seen| hours[seen.hour()] += 1.0);
    hours
}

/// The share of the variance of the days' sightings that lies between weekdays, corrected for what chance alone would
/// give (ε²): nought on average where weekdays do not matter.
fn weekday_effect(days: &BTreeMap<i64, &[Sighting]>) -> Option<f64> {
    if days.len() < 7 * WEEKS {
        return None;
    }
    let mut weekdays: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
    for (day, seen) in days {
        weekdays.entry(day.rem_euclid(7)).or_default().push(seen.len() as f64);
    }
    let squares = |values: &[f64]| {
        let mean = mean(values).unwrap_or_default();
        values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
    };
    let all: Vec<f64> = days.values().map(|day| day.len() as f64).collect();
    let within: f64 = weekdays.values().map(|values| squares(values)).sum();
    let free = days.len().checked_sub(weekdays.len()).filter(|free| *free > 0)? as f64;
    Some(1.0 - (within / free) / (squares(&all) / (days.len() - 1) as f64))
}

/// The twenty ways from one room to another.
fn ways(moves: &[[f64; 5]; 5]) -> Vec<f64> {
    let rooms = 0..Place::ROOMS.len();
    rooms.clone().flat_map(|from| rooms.clone().filter(move |to| *to != from).map(move |to| moves[from][to])).collect()
}

fn shares(counts: &[f64]) -> Vec<f64> {
    let sum = counts.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    counts.iter().map(|count| count / sum).collect()
}
