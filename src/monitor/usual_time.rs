//! Times of the day that are this person's own: when they usually rise, make the first hot drink, and go to bed. What
//! may be suggested as a reminder rests on these. And since when there is company.

use super::Monitor;
use super::baseline::count::Usual;
use super::feature::habit::Feature;
use crate::home::{Regular, UsualTime};
use crate::time::{ClockTime, Span, Timestamp};

impl Monitor {
    /// The usual times that are known, in order of the day.
    pub fn usual_times(&self) -> Vec<UsualTime> {
        let time = |what, usual: Usual, days, after: f64| {
            let minutes = ((usual.mean + after) * 60.0).round().rem_euclid(24.0 * 60.0) as i64;
            let at = ClockTime::new(minutes / 60, minutes % 60)?;
            let give = Span::minutes(((usual.high - usual.low) * 30.0).round() as i64);
            Some(UsualTime { what, at, give, days })
        };
        let habit = |feature, what| {
            let known = self.habit(feature)?;
            // These two are counted from noon, so that a night does not wrap.
            time(what, known.usual?, known.observed, 12.0)
        };
        let drink = self.daily.first_drink().usual();
        let drink = drink.and_then(|(usual, days)| time(Regular::FirstDrink, usual, days, 0.0));
        let rising = habit(Feature::RisingTime, Regular::Rising);
        let bedtime = habit(Feature::Bedtime, Regular::Bedtime);
        [rising, drink, bedtime].into_iter().flatten().collect()
    }

    /// When the latest visit began that came and left by a door to outside while movement indoors went on. It is known once
    /// the person is seen after it.
    pub fn visited(&self) -> Option<Timestamp> {
        self.left_early.visited()
    }

    /// Since when somebody besides the person seems to be indoors, while that lasts.
    pub fn company_since(&self) -> Option<Timestamp> {
        let now = self.next_tick.map_or(self.last_item, |next| next.max(self.last_item));
        self.company.here(now).map(|(since, _)| since)
    }
}
