//! Which days of a recording can be counted: whole ones, on which somebody lived in the home and the sensors told.

use std::collections::BTreeMap;

use super::{Place, Sighting};
use crate::time::Span;

/// Fewer sightings than this, and nobody was at home or the sensors were not.
const FEWEST: usize = 20;
/// Rooms that somebody is seen in on a day at home.
const ROOMS: usize = 3;
/// Nothing seen for so long of a day, and somebody was away overnight, or the recording has a hole.
const LONGEST_SILENCE: Span = Span::hours(16);

/// The days that can be counted, each with its sightings in order of time; and how many had to be left out. The first
/// and the last day are never whole.
pub(super) fn whole(sightings: &[Sighting]) -> (BTreeMap<i64, &[Sighting]>, usize) {
    let days: Vec<&[Sighting]> = sightings.chunk_by(|a, b| a.day == b.day).collect();
    let mut counted = BTreeMap::new();
    let inner = days.len().saturating_sub(2);
    for day in days.into_iter().skip(1).take(inner) {
        if let Some(first) = day.first()
            && is_whole(day)
        {
            counted.insert(first.day, day);
        }
    }
    // Days without any sighting are left out as well.
    let all = match (sightings.first(), sightings.last()) {
        (Some(first), Some(last)) => usize::try_from(last.day - first.day - 1).unwrap_or_default(),
        _ => 0,
    };
    let left_out = all.saturating_sub(counted.len());
    (counted, left_out)
}

fn is_whole(day: &[Sighting]) -> bool {
    let rooms = Place::ROOMS.iter().filter(|room| day.iter().any(|seen| seen.place == **room)).count();
    let clocks = || day.iter().map(|seen| seen.clock);
    let from = std::iter::once(Span::ZERO).chain(clocks());
    let silence = from.zip(clocks().chain(std::iter::once(Span::hours(24)))).map(|(a, b)| b - a).max();
    day.len() >= FEWEST && rooms >= ROOMS && silence.is_some_and(|longest| longest < LONGEST_SILENCE)
}
