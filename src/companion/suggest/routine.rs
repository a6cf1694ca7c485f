//! Reminders that fit the person's own day: tablets some minutes after the kettle, bed near the usual time. Read
//! [`candidates`] first.

use super::{Candidate, Offer, about, about_in_words};
use crate::companion::Memory;
use crate::companion::care::{Afterwards, Care, Days, Medicine, Reminder};
use crate::companion::spoken::{length, time};
use crate::home::{DeviceKind, FurnitureKind, Home, Reading, Regular, UsualTime};
use crate::time::{Calendar, ClockTime, Span, Weekday};

/// A usual time is one once it was seen on so many days.
const KNOWN_AFTER: u32 = 14;
/// What spreads further than this is no time that a reminder could follow.
const MOST_GIVE: Span = Span::minutes(75);
/// Tablets are spoken of so long after the kettle is put on: the drink is made then, and something to eat is at hand.
const AFTER_THE_KETTLE: Span = Span::minutes(10);
/// Their window may begin so much later than that.
const EARLY: Span = Span::minutes(20);
/// Bed is spoken of so long before.
const BEFORE_BED: Span = Span::minutes(10);
/// A kettle takes 2.2 to 3 kW; half a kilowatt more than before is a hand at its switch.
const SWITCHED_ON: f64 = 500.0;

/// A reminder that the person has accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Routine {
    /// The reminder; where it follows the kettle, `at` is when it is given on a day without one.
    pub reminder: Reminder,
    /// How long after the day's first hot drink, if it follows that, and not before when.
    pub after_drink: Option<(Span, ClockTime)>,
    /// What it is of: `morning tablets`.
    pub task: String,
    /// From which day on it is given.
    pub from_day: i64,
}

impl Routine {
    /// When, in words: `ten minutes after the kettle`.
    pub fn when(&self) -> String {
        match self.after_drink {
            Some((span, _)) => format!("{} after the kettle", length(span)),
            None => format!("at {}", time(self.reminder.at)),
        }
    }

    /// The reminder of a day, from the one after it was accepted on where its time has passed.
    pub(in crate::companion) fn on(&self, day: i64, drink: Option<ClockTime>) -> Option<Reminder> {
        if day < self.from_day {
            return None;
        }
        let mut reminder = self.reminder.clone();
        if let (Some((span, earliest)), Some(drink)) = (self.after_drink, drink) {
            reminder.at = drink.later(span).max(earliest).min(reminder.at);
        }
        Some(reminder)
    }
}

/// What the person may be reminded of, by their own times.
pub(super) fn candidates(usual: &[UsualTime], care: &Care, memory: &Memory) -> Vec<Candidate> {
    let regular = |what| {
        usual.iter().find(|time| time.what == what && time.days >= KNOWN_AFTER && time.give <= MOST_GIVE).copied()
    };
    let mut found = Vec::new();
    if let Some(drink) = regular(Regular::FirstDrink) {
        found.extend(care.medicines.iter().filter_map(|medicine| after_the_kettle(medicine, drink, care)));
    }
    found.extend(regular(Regular::Bedtime).map(bedtime));
    found.retain(|candidate| !memory.routines.iter().any(|routine| routine.reminder.id == candidate.id));
    found
}

/// A medicine whose window is open when the kettle usually is put on, and of which nothing reminds yet.
fn after_the_kettle(medicine: &Medicine, drink: UsualTime, care: &Care) -> Option<Candidate> {
    let due = drink.at.later(AFTER_THE_KETTLE);
    let (from, to) = *medicine.windows.iter().find(|(from, to)| {
        due.since_midnight() >= from.since_midnight() - EARLY && due.since_midnight() <= to.since_midnight()
    })?;
    let reminded = |reminder: &Reminder| {
        reminder.medicine.as_deref() == Some(medicine.id.as_str()) && from <= reminder.at && reminder.at <= to
    };
    if medicine.as_needed || care.reminders.iter().any(reminded) {
        return None;
    }
    let task = medicine.name.to_lowercase();
    // On a day without a kettle, once it would long have been on, and well before it is too late.
    let late = drink.at.since_midnight() + drink.give + AFTER_THE_KETTLE;
    let latest = ClockTime::MIDNIGHT.later(late.min(to.since_midnight() - EARLY)).max(from);
    let id = format!("after-the-kettle-{}", medicine.id);
    let reminder = Reminder {
        id: id.clone(),
        at: latest,
        days: Days::Weekly(Weekday::ALL.to_vec()),
        says: format!("It's time for your {task}."),
        medicine: Some(medicine.id.clone()),
        tries: 2,
        again_after: Span::minutes(20),
        afterwards: Afterwards::LetBe,
    };
    let sentence = format!(
        "You usually put the kettle on at {}. Shall I remind you of your {task} {} later, from now on?",
        about_in_words(drink.at),
        length(AFTER_THE_KETTLE)
    );
    let why = format!(
        "the kettle is first put on at {} on most mornings, as {} days have shown; the {task} are due from {from} to {to}, and nothing reminds of them",
        about(drink.at),
        drink.days
    );
    let routine = Routine { reminder, after_drink: Some((AFTER_THE_KETTLE, from)), task, from_day: 0 };
    Some(Candidate { id, sentence, why, offer: Offer::Routine(Box::new(routine)) })
}

fn bedtime(usual: UsualTime) -> Candidate {
    let bed = about(usual.at);
    let before = (bed.since_midnight() - BEFORE_BED).as_millis().rem_euclid(Span::days(1).as_millis());
    let reminder = Reminder {
        id: "bedtime".to_owned(),
        at: ClockTime::MIDNIGHT.later(Span::millis(before)),
        days: Days::Weekly(Weekday::ALL.to_vec()),
        // It may be heard late: true at any time.
        says: format!("You usually go to bed at about {}.", crate::companion::spoken::short_time(bed)),
        medicine: None,
        tries: 1,
        again_after: Span::minutes(20),
        afterwards: Afterwards::LetBe,
    };
    Candidate {
        id: "bedtime".to_owned(),
        sentence: format!(
            "You usually go to bed at {}. Shall I tell you in the evening when it is nearly time?",
            about_in_words(usual.at)
        ),
        why: format!("bed is usually gone to at about {bed}, as {} nights have shown", usual.days),
        offer: Offer::Routine(Box::new(Routine {
            reminder,
            after_drink: None,
            task: "bedtime".to_owned(),
            from_day: 0,
        })),
    }
}

/// When the kettle was first put on today.
#[derive(Clone, Debug, Default)]
pub(in crate::companion) struct Kettle {
    /// The places of kettles' plugs in the home's list, with what each drew last.
    plugs: Vec<(usize, f64)>,
    first: Option<(i64, ClockTime)>,
}

impl Kettle {
    /// The kettles of a home.
    pub fn of(home: &Home) -> Self {
        let kettle = |device: &crate::home::Device| {
            let piece = device.piece.as_ref().and_then(|piece| home.piece(piece));
            device.kind == DeviceKind::Plug && piece.is_some_and(|piece| piece.kind == FurnitureKind::Kettle)
        };
        let plugs = home.devices.iter().enumerate().filter(|(_, device)| kettle(device));
        Self { plugs: plugs.map(|(place, _)| (place, 0.0)).collect(), first: None }
    }

    /// Takes in what a plug says that it draws, in watts; whether it was the day's first time.
    pub fn draws(&mut self, reading: &Reading, watts: f64, home: &Home, calendar: &Calendar) -> bool {
        let mut first = false;
        for (place, before) in &mut self.plugs {
            if home.devices[*place].id != reading.device {
                continue;
            }
            let switched_on = watts - std::mem::replace(before, watts) >= SWITCHED_ON;
            if switched_on {
                let local = calendar.local(reading.at);
                // The small hours are still the night's.
                if local.clock.hour() >= 4 && self.first.is_none_or(|(day, _)| day < local.day) {
                    self.first = Some((local.day, local.clock));
                    first = true;
                }
            }
        }
        first
    }

    /// When it was first put on on the day of an instant.
    pub fn today(&self, day: i64) -> Option<ClockTime> {
        self.first.filter(|(on, _)| *on == day).map(|(_, clock)| clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(text: &str) -> ClockTime {
        ClockTime::parse(text).expect("a time")
    }

    fn medicine(as_needed: bool) -> Medicine {
        Medicine {
            id: "morning".to_owned(),
            name: "morning tablets".to_owned(),
            dose: "one".to_owned(),
            with_food: true,
            as_needed,
            windows: vec![(clock("08:00"), clock("10:30"))],
        }
    }

    fn drink(at: &str, days: u32) -> UsualTime {
        UsualTime { what: Regular::FirstDrink, at: clock(at), give: Span::minutes(25), days }
    }

    fn found(medicine: Medicine, usual: UsualTime, reminders: Vec<Reminder>) -> Vec<Candidate> {
        let care = Care { medicines: vec![medicine], reminders, ..Care::default() };
        candidates(&[usual], &care, &Memory::default())
    }

    #[test]
    fn tablets_follow_the_kettle_where_their_window_is_open_then_and_nothing_reminds_of_them() {
        let one = found(medicine(false), drink("07:48", 20), Vec::new());
        assert_eq!(one.len(), 1);
        assert_eq!(
            one[0].sentence,
            "You usually put the kettle on at about ten to eight in the morning. Shall I remind you of your morning tablets ten minutes later, from now on?"
        );
        assert!(one[0].why.contains("20 days"), "{}", one[0].why);
        // Too few days, a window that opens much later, tablets that are only for pain.
        assert!(found(medicine(false), drink("07:48", 13), Vec::new()).is_empty());
        assert!(found(medicine(false), drink("07:20", 20), Vec::new()).is_empty());
        assert!(found(medicine(true), drink("07:48", 20), Vec::new()).is_empty());
        let Offer::Routine(routine) = &one[0].offer else { panic!("{:?}", one[0].offer) };
        let again = found(medicine(false), drink("07:48", 20), vec![routine.reminder.clone()]);
        assert!(again.is_empty(), "it reminds of what is reminded of already");
    }

    #[test]
    fn a_day_without_a_kettle_has_its_reminder_too() {
        let Some(Candidate { offer: Offer::Routine(routine), .. }) =
            found(medicine(false), drink("07:48", 20), Vec::new()).into_iter().next()
        else {
            panic!("no suggestion");
        };
        let at = |drink: Option<&str>| routine.on(9, drink.map(clock)).expect("a reminder").at.to_string();
        // Not before the window, and never later than on a day without.
        for (drink, due) in
            [(Some("07:40"), "08:00"), (Some("08:02"), "08:12"), (Some("09:50"), "08:23"), (None, "08:23")]
        {
            assert_eq!(at(drink), due, "{drink:?}");
        }
    }

    #[test]
    fn bedtime_is_told_of_before_it_is_there_across_midnight_too() {
        for (bed, says, at) in [("22:31", "half past ten", "22:20"), ("00:03", "five past twelve", "23:55")] {
            let usual = UsualTime { what: Regular::Bedtime, at: clock(bed), give: Span::minutes(30), days: 20 };
            let Offer::Routine(routine) = bedtime(usual).offer else { panic!("no routine") };
            assert!(routine.reminder.says.contains(says), "{}", routine.reminder.says);
            assert_eq!(routine.reminder.at.to_string(), at);
        }
    }
}
