//! From habits to one day's plan: what begins when, and for how long, so that nothing overlaps.
//!
//! Habits that follow on from each other (getting up, washing, breakfast) move together: after a late start everything
//! that belongs to the morning is late. What has an hour of its own (going out) keeps it, and what is in its way is cut
//! short. What would have to be put off too long is left out that day; it is not made up.

use crate::scenario::{Activity, Habit, Routine};
use crate::simulation::chance::Chance;
use crate::time::{Calendar, ClockTime, Span, Timestamp, Weekday};

/// When a person's day begins, for the plan: whatever comes earlier on the clock still belongs to the day before.
pub(crate) const DAWN: i64 = 3;

/// Two habits of which one usually begins so soon after the other ends follow on from each other.
const FOLLOWS_ON: Span = Span::minutes(16);

/// One thing planned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Planned {
    /// What.
    pub(crate) activity: Activity,
    /// When it is meant to begin.
    pub(crate) starts: Timestamp,
    /// For how long.
    pub(crate) lasts: Span,
    /// How much later it may begin before it is left out for the day.
    pub(crate) patience: Span,
}

/// Whether a day without it would be a strange day, so that it is done however late.
fn essential(activity: Activity) -> bool {
    matches!(
        activity,
        Activity::Sleep
            | Activity::Rise
            | Activity::Wash
            | Activity::Breakfast
            | Activity::Lunch
            | Activity::Supper
            | Activity::Retire
    )
}

/// The instant of a clock time on a person's day, which runs on past midnight.
fn instant(calendar: &Calendar, day: i64, clock: ClockTime) -> Timestamp {
    let next = clock.since_midnight() < Span::hours(DAWN);
    calendar.at(if next { day + 1 } else { day }, clock)
}

/// What kind of day it is, besides the weekday.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mood {
    /// The season: 1 at midwinter, -1 at midsummer, as the length of the day goes in the northern half of the world.
    pub(crate) winter: f64,
    /// On a bad day, how much later it begins; `None` on an ordinary one.
    pub(crate) bad: Option<Span>,
}

impl Mood {
    /// The season of a day of the year, 1 to 366: the shortest day is the 355th.
    pub(crate) fn of_day(day_of_year: i64) -> Self {
        let turn = std::f64::consts::TAU * (day_of_year - 355) as f64 / 365.25;
        Self { winter: libm::cos(turn), bad: None }
    }

    /// How much later the first thing of the day is.
    fn later(self, routine: &Routine) -> Span {
        let season = Span::from_seconds(routine.winter_later.as_seconds() * self.winter.max(0.0));
        season + self.bad.unwrap_or(Span::ZERO)
    }

    fn leaves_out(self, activity: Activity) -> bool {
        self.bad.is_some() && matches!(activity, Activity::Out | Activity::Housework | Activity::Bathe)
    }

    fn length(self, activity: Activity, usual: Span, routine: &Routine) -> Span {
        let part = match activity {
            Activity::Out => 1.0 + routine.summer_out * (-self.winter).max(0.0),
            Activity::Nap | Activity::Rest if self.bad.is_some() => 1.6,
            _ => return usual,
        };
        Span::from_seconds(usual.as_seconds() * part)
    }
}

/// When a habit usually begins on a day; one that follows another, after that one's usual end on such a weekday.
fn usual_time(calendar: &Calendar, routine: &Routine, day: i64, weekday: Weekday, habit: &Habit) -> Timestamp {
    let followed = habit.after.and_then(|(activity, by)| {
        let of_it =
            |other: &&Habit| other.activity == activity && other.after.is_none() && other.days.contains(&weekday);
        routine.habits.iter().find(of_it).map(|other| instant(calendar, day, other.at) + other.takes + by)
    });
    followed.unwrap_or_else(|| instant(calendar, day, habit.at))
}

/// The plan of one day. `chances` holds one stream for each habit; `at_home` are stretches for which one must not be out.
pub(crate) fn plan(
    calendar: &Calendar,
    routine: &Routine,
    day: i64,
    chances: &mut [Chance],
    at_home: &[(Timestamp, Timestamp)],
    mood: Mood,
) -> Vec<Planned> {
    let weekday = calendar.local(calendar.at(day, ClockTime::MIDNIGHT) + Span::hours(12)).weekday;
    let mut usual: Vec<(Timestamp, usize)> = routine
        .habits
        .iter()
        .enumerate()
        .map(|(index, habit)| (usual_time(calendar, routine, day, weekday, habit), index))
        .collect();
    usual.sort();

    let mut drafts: Vec<Planned> = Vec::new();
    // When the habit before usually ends, and when it will today.
    let mut before: Option<(Timestamp, Timestamp)> = None;
    for (at, index) in usual {
        let (habit, chance) = (&routine.habits[index], &mut chances[index]);
        // Every habit draws the same numbers every day, whether it happens or not.
        let follows = habit.after.is_none_or(|(activity, _)| drafts.iter().any(|planned| planned.activity == activity));
        let happens = chance.happens(habit.chance) && follows && !mood.leaves_out(habit.activity);
        let (early, long) = (chance.normal(), chance.normal());
        if !happens || !habit.days.contains(&weekday) {
            continue;
        }
        let shift = Span::from_seconds(habit.give.as_seconds() * early);
        let least = Span::from_seconds(habit.takes.as_seconds() * 0.35).max(Span::minutes(2));
        let lasts = (habit.takes + Span::from_seconds(habit.takes_give.as_seconds() * long)).max(least);
        let starts = match before {
            Some((usually_ends, ends)) if at - usually_ends <= FOLLOWS_ON && habit.activity != Activity::Out => {
                ends + (at - usually_ends + Span::millis(shift.as_millis() / 2)).max(Span::ZERO)
            }
            _ => at + shift,
        };
        let patience = if essential(habit.activity) {
            Span::hours(4)
        } else {
            Span::minutes(30).max(Span::millis(habit.give.as_millis() * 2))
        };
        let lasts = mood.length(habit.activity, lasts, routine);
        // A late morning is late by as much for all that belongs to it.
        let starts = if before.is_none() { starts + mood.later(routine) } else { starts };
        before = Some((at + habit.takes, starts + lasts));
        drafts.push(Planned { activity: habit.activity, starts, lasts, patience });
    }
    drafts.sort_by_key(|planned| planned.starts);
    without_overlaps(drafts, at_home)
}

fn without_overlaps(drafts: Vec<Planned>, at_home: &[(Timestamp, Timestamp)]) -> Vec<Planned> {
    let mut plan: Vec<Planned> = Vec::new();
    for mut next in drafts {
        let ends = next.starts + next.lasts;
        if next.activity == Activity::Out && at_home.iter().any(|(from, to)| next.starts < *to && ends > *from) {
            continue;
        }
        if let Some(last) = plan.last_mut() {
            let ends = last.starts + last.lasts;
            if next.activity == Activity::Out && ends > next.starts {
                // One is ready to go out in time: what comes before is cut short, or left out.
                last.lasts = next.starts - last.starts - Span::minutes(2);
                if last.lasts < Span::minutes(8) && !essential(last.activity) {
                    plan.pop();
                }
            } else if ends > next.starts {
                let cut = last.starts + Span::millis(last.lasts.as_millis() * 3 / 5);
                let gives_way = last.activity != Activity::Out && cut <= next.starts;
                if gives_way {
                    last.lasts = next.starts - last.starts;
                } else {
                    let late = ends - next.starts;
                    if late > next.patience {
                        continue;
                    }
                    next.starts = ends;
                }
            }
        }
        plan.push(next);
    }
    plan
}
