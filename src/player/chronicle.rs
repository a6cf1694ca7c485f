//! What the monitor had learned on each day, kept while a run is worked out, so that a habit can be shown as it grew.

use crate::monitor::{Feature, Habit, Usual};
use crate::time::Timestamp;

/// A habit on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayOfHabit {
    /// The day; for a night the day on which it ended.
    pub day: i64,
    /// What was measured.
    pub value: f64,
    /// What was usual, as known then.
    pub usual: Option<Usual>,
    /// Whether a change of it stood told then.
    pub changed: bool,
    /// From when on this was known.
    pub known_at: Timestamp,
}

/// Every habit, day by day.
#[derive(Clone, Debug, Default)]
pub struct Chronicle {
    days: Vec<(Feature, Vec<DayOfHabit>)>,
}

impl Chronicle {
    /// Takes in what the monitor knows at an instant; what it has already told is not told again.
    pub fn note(&mut self, at: Timestamp, habits: &[Habit]) {
        for habit in habits {
            let Some((day, value)) = habit.latest else { continue };
            let days = match self.days.iter().position(|(feature, _)| *feature == habit.feature) {
                Some(place) => &mut self.days[place].1,
                None => {
                    self.days.push((habit.feature, Vec::new()));
                    let last = self.days.len() - 1;
                    &mut self.days[last].1
                }
            };
            if days.last().is_none_or(|last| last.day < day) {
                let changed = habit.changed_since.is_some();
                days.push(DayOfHabit { day, value, usual: habit.usual, changed, known_at: at });
            }
        }
    }

    /// The days of a habit that were known at an instant, in order.
    pub fn of(&self, feature: Feature, at: Timestamp) -> &[DayOfHabit] {
        let days = self.days.iter().find(|(one, _)| *one == feature).map_or(&[][..], |(_, days)| days.as_slice());
        &days[..days.partition_point(|day| day.known_at <= at)]
    }

    /// Forgets what was known only from `at` on.
    pub fn forget_from(&mut self, at: Timestamp) {
        for (_, days) in &mut self.days {
            days.retain(|day| day.known_at < at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habit(day: i64, value: f64) -> Habit {
        Habit { feature: Feature::Outings, usual: None, latest: Some((day, value)), observed: 0, changed_since: None }
    }

    #[test]
    fn a_day_is_told_once_and_known_only_from_then_on() {
        let at = |n: i64| Timestamp::from_millis(n);
        let mut chronicle = Chronicle::default();
        for (when, day) in [(10, 1), (20, 1), (30, 2), (40, 3)] {
            chronicle.note(at(when), &[habit(day, day as f64)]);
        }
        let days = |when: i64| chronicle.of(Feature::Outings, at(when)).iter().map(|day| day.day).collect::<Vec<_>>();
        assert_eq!((days(9), days(25), days(40)), (vec![], vec![1], vec![1, 2, 3]));
        assert!(chronicle.of(Feature::Activity, at(99)).is_empty());
        chronicle.forget_from(at(30));
        assert_eq!(chronicle.of(Feature::Outings, at(99)).len(), 1);
    }
}
