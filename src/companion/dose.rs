//! What was taken of which medicine and when, by the dispenser or by the person's word, and how that adds up by week.
//! It counts and advises nothing. Read [`Doses`] first.

use super::care::Medicine;
use crate::time::{Calendar, ClockTime, Span, Timestamp};

/// One dose that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The medicine's id.
    pub medicine: String,
    /// When.
    pub at: Timestamp,
    /// On which day.
    pub day: i64,
    /// Whether the dispenser told, rather than the person.
    pub dispensed: bool,
}

/// Every dose known to have been taken, and what was said about others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doses {
    taken: Vec<Taken>,
    /// A dose that the person did not want: the medicine, the day and when.
    refused: Vec<(String, i64, ClockTime)>,
    /// A dose that the person was reminded of.
    reminded: Vec<(String, i64, ClockTime)>,
}

/// How one medicine was taken in a stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adherence {
    /// Doses that were due.
    pub due: u32,
    /// Taken within their window, or earlier on that day.
    pub on_time: u32,
    /// Taken after their window, before the next one.
    pub late: u32,
    /// Not taken, as far as is known: a dispenser or the person would have told.
    pub missed: u32,
    /// Not wanted: the person said so.
    pub refused: u32,
    /// Taken more often than they were due.
    pub extra: u32,
    /// Nothing tells whether they were taken: no dispenser, no reminder, no word.
    pub unknown: u32,
}

impl Adherence {
    /// `5 taken in time, 1 late, 1 not taken as far as is known`; never a word on what should follow from it.
    pub fn in_words(&self) -> String {
        let parts = [
            (self.on_time, "taken in time"),
            (self.late, "late"),
            (self.missed, "not taken as far as is known"),
            (self.refused, "not wanted"),
            (self.extra, "more than were due"),
            (self.unknown, "of which nothing is known"),
        ];
        let told: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        if told.is_empty() { "none was due".to_owned() } else { told.join(", ") }
    }
}

/// A week of one medicine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday, or the first day that is known of.
    pub from_day: i64,
    /// Its Sunday, or today.
    pub to_day: i64,
    /// The medicine's id.
    pub medicine: String,
    /// What the person calls it.
    pub name: String,
    /// How it was taken.
    pub adherence: Adherence,
}

/// Every week from `first_day` on up to an instant, medicine after medicine, each that is not only taken when needed.
/// `dispenser` says whether one would tell of a dose.
pub fn weeks(
    doses: &Doses,
    medicines: &[Medicine],
    calendar: &Calendar,
    first_day: i64,
    now: Timestamp,
    dispenser: bool,
) -> Vec<Week> {
    // At midnight the day before is the last.
    let today = calendar.local(now - Span::millis(1));
    let mut found = Vec::new();
    for medicine in medicines.iter().filter(|medicine| !medicine.as_needed) {
        let mut from_day = first_day;
        while from_day <= today.day {
            let noon = ClockTime::new(12, 0).unwrap_or(ClockTime::MIDNIGHT);
            let weekday = calendar.local(calendar.at(from_day, noon)).weekday;
            let to_day = (from_day + 6 - weekday as i64).min(today.day);
            let adherence = doses.adherence(medicine, calendar, (from_day, to_day), now, dispenser);
            let (medicine, name) = (medicine.id.clone(), medicine.name.clone());
            found.push(Week { from_day, to_day, medicine, name, adherence });
            from_day = to_day + 1;
        }
    }
    found.sort_by_key(|week| week.from_day);
    found
}

impl Doses {
    /// The person says that they have taken it.
    pub fn said(&mut self, medicine: &str, at: Timestamp, day: i64) {
        self.add(medicine, at, day, false);
    }

    /// The dispenser tells that it was taken.
    pub fn dispensed(&mut self, medicine: &str, at: Timestamp, day: i64) {
        self.add(medicine, at, day, true);
    }

    /// The person says that they do not want it.
    pub fn refused(&mut self, medicine: &str, day: i64, clock: ClockTime) {
        self.refused.push((medicine.to_owned(), day, clock));
    }

    /// The person was reminded of it.
    pub fn reminded(&mut self, medicine: &str, day: i64, clock: ClockTime) {
        self.reminded.push((medicine.to_owned(), day, clock));
    }

    fn add(&mut self, medicine: &str, at: Timestamp, day: i64, dispensed: bool) {
        // Telling of what the dispenser has told already is no second dose.
        let told = self.taken.iter().rev().take(8).any(|taken| {
            taken.medicine == medicine && taken.dispensed != dispensed && (at - taken.at).as_hours().abs() < 2.0
        });
        if !told {
            self.taken.push(Taken { medicine: medicine.to_owned(), at, day, dispensed });
        }
    }

    /// Everything known to have been taken, in order of time.
    pub fn all(&self) -> &[Taken] {
        &self.taken
    }

    /// When a medicine was taken on a day.
    pub fn taken_on(&self, medicine: &str, day: i64) -> impl Iterator<Item = Timestamp> {
        self.taken
            .iter()
            .rev()
            .take_while(move |taken| taken.day >= day)
            .filter(move |taken| taken.day == day && taken.medicine == medicine)
            .map(|taken| taken.at)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
    }

    /// How a medicine was taken on the days from the first to the last, both included, as far as its windows had passed
    /// by `now`. `dispenser` says whether one would have told of it.
    pub fn adherence(
        &self,
        medicine: &Medicine,
        calendar: &Calendar,
        (from, to): (i64, i64),
        now: Timestamp,
        dispenser: bool,
    ) -> Adherence {
        let mut sum = Adherence::default();
        if medicine.as_needed {
            return sum;
        }
        for day in from..=to {
            let mut taken: Vec<_> = self.taken_on(&medicine.id, day).map(|at| calendar.local(at).clock).collect();
            let said = |list: &[(String, i64, ClockTime)], from: ClockTime, next: Option<ClockTime>| {
                list.iter().any(|(id, on, clock)| {
                    *id == medicine.id && *on == day && *clock >= from && next.is_none_or(|next| *clock < next)
                })
            };
            for (place, (from, until)) in medicine.windows.iter().enumerate() {
                let next = medicine.windows.get(place + 1).map(|(from, _)| *from);
                let found = taken.iter().position(|clock| next.is_none_or(|next| *clock < next));
                let over = calendar.at(day, *until) < now;
                // What is still to come is not due; what was taken already counts.
                if found.is_none() && !over {
                    continue;
                }
                sum.due += 1;
                let earliest = if place == 0 { ClockTime::MIDNIGHT } else { *from };
                match found.map(|found| taken.remove(found)) {
                    Some(clock) if clock <= *until => sum.on_time += 1,
                    Some(_) => sum.late += 1,
                    None if said(&self.refused, earliest, next) => sum.refused += 1,
                    None if dispenser || said(&self.reminded, earliest, next) => sum.missed += 1,
                    None => sum.unknown += 1,
                }
            }
            sum.extra += taken.len() as u32;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(text: &str) -> ClockTime {
        ClockTime::parse(text).expect("a time")
    }

    fn medicine() -> Medicine {
        Medicine {
            id: "evening".to_owned(),
            name: "evening tablets".to_owned(),
            dose: "one".to_owned(),
            with_food: false,
            as_needed: false,
            windows: vec![(clock("08:00"), clock("10:00")), (clock("20:00"), clock("22:00"))],
        }
    }

    #[test]
    fn a_week_adds_up_and_what_nothing_tells_of_is_not_called_missed() {
        // Monday is day 1.
        let calendar = Calendar::parse("Europe/London", "2026-11-02").expect("a calendar");
        let mut doses = Doses::default();
        let at = |day: i64, text: &str| calendar.at(day, clock(text));
        // In time and late; twice; reminded of and not taken; not wanted; no word at all.
        doses.said("evening", at(1, "08:30"), 1);
        doses.said("evening", at(1, "22:40"), 1);
        for text in ["08:10", "20:30", "21:30"] {
            doses.said("evening", at(2, text), 2);
        }
        doses.reminded("evening", 3, clock("20:15"));
        doses.refused("evening", 4, clock("08:20"));
        let now = at(4, "23:00");
        let sum = doses.adherence(&medicine(), &calendar, (1, 4), now, false);
        let expected = Adherence { due: 8, on_time: 3, late: 1, missed: 1, refused: 1, extra: 1, unknown: 2 };
        assert_eq!(sum, expected);
        assert_eq!(
            sum.in_words(),
            "3 taken in time, 1 late, 1 not taken as far as is known, 1 not wanted, 1 more than were due, 2 of which nothing is known"
        );
        // A dispenser would have told.
        let sum = doses.adherence(&medicine(), &calendar, (1, 4), now, true);
        assert_eq!((sum.missed, sum.unknown), (3, 0));
        // What is still to come is not due.
        assert_eq!(doses.adherence(&medicine(), &calendar, (4, 4), at(4, "21:00"), true).due, 1);
        let weeks = weeks(&doses, &[medicine()], &calendar, 1, at(9, "12:00"), true);
        let days: Vec<(i64, i64)> = weeks.iter().map(|week| (week.from_day, week.to_day)).collect();
        assert_eq!(days, [(1, 7), (8, 9)]);
    }
}
