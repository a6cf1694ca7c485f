//! What was taken of which medicine and when, by the dispenser or by the person's word, and how that adds up by week.
//! It counts and advises nothing. Read [`Doses`] first.

use super::care::Medicine;
use crate::time::{Calendar, Timestamp};

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

/// Every dose known to have been taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doses {
    taken: Vec<Taken>,
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
    /// Not taken.
    pub missed: u32,
    /// Taken more often than they were due.
    pub extra: u32,
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

    /// How a medicine was taken on the days from `from` to `to`, both included.
    pub fn adherence(&self, medicine: &Medicine, calendar: &Calendar, from: i64, to: i64) -> Adherence {
        let mut sum = Adherence::default();
        if medicine.as_needed {
            return sum;
        }
        for day in from..=to {
            let mut taken: Vec<_> = self.taken_on(&medicine.id, day).map(|at| calendar.local(at).clock).collect();
            for (place, (_, until)) in medicine.windows.iter().enumerate() {
                sum.due += 1;
                let next = medicine.windows.get(place + 1).map(|(from, _)| *from);
                let found = taken.iter().position(|clock| next.is_none_or(|next| *clock < next));
                match found.map(|found| taken.remove(found)) {
                    Some(clock) if clock <= *until => sum.on_time += 1,
                    Some(_) => sum.late += 1,
                    None => sum.missed += 1,
                }
            }
            sum.extra += taken.len() as u32;
        }
        sum
    }
}
