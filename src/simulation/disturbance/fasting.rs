//! A fast from first light to sunset, as Muslims keep it in Ramadan: a meal before dawn and back to bed, nothing until the
//! sun has set, and then supper.
//!
//! The day's sun is the home's own. Nobody is woken by it who would not get up: the meal before dawn is planned like any
//! other, and what is planned besides stays as it is.

use super::super::Simulation;
use super::super::daylight;
use crate::scenario::Activity;
use crate::simulation::resident::plan::Planned;
use crate::time::{ClockTime, Span, Timestamp};

/// How far below the horizon the sun stands at first light, degrees: authorities use 15 to 18; the Muslim calendars of
/// most British mosques lie between.
const FIRST_LIGHT: f64 = -16.5;
/// How far below it stands at sunset: refraction and half its disc.
const SUNSET: f64 = -0.833;
/// How long before first light one gets up to eat, and how long that takes.
const BEFORE_DAWN: Span = Span::minutes(50);
const MEAL: Span = Span::minutes(30);

impl Simulation {
    /// Whether someone keeps a fast on a day that holds this instant.
    fn fasts_on(&self, who: usize, at: Timestamp) -> bool {
        let theirs = |going: &&super::change::Going| going.is_whose(who);
        let mut fasts = self.changes.iter().filter(theirs);
        fasts.any(|going| going.is_fast() && going.lasts_at(at))
    }

    /// Whether someone eats and drinks nothing now.
    pub(super) fn fasts_now(&self, who: usize) -> bool {
        // Asked for with every drink, and hardly anybody fasts: the sun is looked at where it matters.
        if !self.fasts_on(who, self.now) {
            return false;
        }
        let morning = self.fixed.scenario.calendar.local(self.now).clock.hour() < 12;
        let edge = if morning { FIRST_LIGHT } else { SUNSET };
        self.sun_height() > edge
    }

    /// A day's plan as a fast makes it: breakfast before first light and back to bed, no lunch, supper at sunset.
    pub(in crate::simulation) fn moves_meals(&self, who: usize, day: i64, plan: Vec<Planned>) -> Vec<Planned> {
        let calendar = &self.fixed.scenario.calendar;
        let noon = calendar.at(day, ClockTime::MIDNIGHT) + Span::hours(12);
        if !self.fasts_on(who, noon) {
            return plan;
        }
        let (dawn, sunset) = (self.sun_passes(noon, FIRST_LIGHT, true), self.sun_passes(noon, SUNSET, false));
        let mut moved = vec![Planned {
            activity: Activity::Breakfast,
            starts: dawn - BEFORE_DAWN,
            lasts: MEAL,
            patience: BEFORE_DAWN,
        }];
        let rises = plan.iter().find(|planned| planned.activity == Activity::Rise).map(|planned| planned.starts);
        if rises.is_some_and(|rises| rises - dawn > Span::minutes(40)) {
            moved.push(Planned {
                activity: Activity::Sleep,
                starts: dawn + Span::minutes(5),
                lasts: Span::ZERO,
                patience: Span::hours(2),
            });
        }
        for planned in plan {
            match planned.activity {
                Activity::Breakfast | Activity::Lunch => {}
                Activity::Supper => moved.push(Planned { starts: sunset + Span::minutes(2), ..planned }),
                // Whoever would be out at sunset is home for it, and bed waits for supper.
                Activity::Out if (planned.starts..planned.starts + planned.lasts).contains(&sunset) => {}
                // Whatever is being done at sunset ends with it.
                _ if (planned.starts..planned.starts + planned.lasts).contains(&sunset) => {
                    moved.push(Planned { lasts: sunset - planned.starts, ..planned });
                }
                _ => moved.push(planned),
            }
        }
        moved.sort_by_key(|planned| planned.starts);
        moved
    }

    /// When the sun passes a height before noon or after it, to the minute; at noon where it never does on that day.
    fn sun_passes(&self, noon: Timestamp, height: f64, rising: bool) -> Timestamp {
        let home = self.home();
        let above = |at| daylight::sun(home.latitude, home.longitude, at).altitude > height;
        let step = if rising { Span::minutes(-1) } else { Span::minutes(1) };
        let mut at = noon;
        for _ in 0..12 * 60 {
            if !above(at) {
                return at;
            }
            at += step;
        }
        // Where the nights are light all night, authorities take the middle of the night.
        at
    }
}
