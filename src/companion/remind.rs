//! Reminders and timers: when something is due, whether the person is there to hear it, how often it is said, and what
//! follows when nobody answers. A reminder is given in the room the person is in, as the sensors know; not while they
//! are asleep or out, and not for what is done already. Read [`Reminding`] first.

use std::collections::BTreeMap;

use super::care::{Afterwards, Care, Reminder};
use super::known::{Known, Whereabouts};
use super::suggest::Kettle;
use super::{Memory, Own};
use crate::home::Asked;
use crate::time::{Calendar, ClockTime, Local, Span, Timestamp};

/// For so long after its time a reminder waits for the person to be there.
const WAITS: Span = Span::hours(3);

/// What is to be said to the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// The sentence.
    pub sentence: String,
    /// What they are asked for.
    pub asked: Asked,
    /// Where they seem to be, by the area's place in the home's list.
    pub area: Option<usize>,
    /// The reminder's id; empty for a timer or what the person asked for.
    pub reminder: String,
}

/// Something that somebody else is to be told of.
#[derive(Clone, Debug, PartialEq)]
pub struct PassOn {
    /// The reminder's id.
    pub reminder: String,
    /// The contact.
    pub to: String,
    /// Whether it is about tablets.
    pub tablets: bool,
    /// What is told.
    pub message: String,
}

/// How far one day's reminder has come.
#[derive(Clone, Debug, Default)]
struct Going {
    tries: u32,
    last: Option<Timestamp>,
    over: bool,
}

/// The reminders of today.
#[derive(Clone, Debug, Default)]
pub(super) struct Reminding {
    day: i64,
    going: BTreeMap<String, Going>,
    /// The reminder that was given last and is not answered.
    asked: Option<String>,
}

impl Reminding {
    /// What is due at a whole minute.
    pub fn tick(
        &mut self,
        at: Timestamp,
        (care, calendar, known, kettle): (&Care, &Calendar, &Known, &Kettle),
        memory: &mut Memory,
    ) -> (Vec<Prompt>, Vec<PassOn>) {
        let (mut prompts, mut passed) = (Vec::new(), Vec::new());
        let nothing = memory.timers.is_empty() && memory.reminders.is_empty() && memory.routines.is_empty();
        if care.reminders.is_empty() && nothing {
            return (prompts, passed);
        }
        let local = calendar.local(at);
        if local.day != self.day {
            self.day = local.day;
            self.going.clear();
            self.asked = None;
        }
        let whereabouts = known.whereabouts(at);
        let area = match whereabouts {
            Whereabouts::In(area) => Some(area),
            Whereabouts::InBed | Whereabouts::Out | Whereabouts::Unknown => None,
        };
        // A timer was asked for: it sounds wherever the person is.
        if memory.timers.iter().any(|timer| *timer <= at) {
            memory.timers.retain(|timer| *timer > at);
            let sentence = "Your timer is done.".to_owned();
            prompts.push(Prompt { sentence, asked: Asked::Nothing, area, reminder: String::new() });
        }
        if area.is_some() {
            let due: Vec<Own> = memory.reminders.iter().filter(|own| own.at <= at).cloned().collect();
            memory.reminders.retain(|own| own.at > at);
            for own in due {
                let sentence = format!("You asked me to remind you: {}.", own.task);
                prompts.push(Prompt { sentence, asked: Asked::Deed, area, reminder: String::new() });
            }
        }
        // What the person has accepted is given as what the care plan has is.
        let routines: Vec<Reminder> =
            memory.routines.iter().filter_map(|routine| routine.on(local.day, kettle.today(local.day))).collect();
        for reminder in care.reminders.iter().chain(&routines) {
            if let Some(step) = self.step(reminder, at, &local, area, (care, calendar), memory) {
                match step {
                    Ok(prompt) => prompts.push(prompt),
                    Err(pass) => passed.push(pass),
                }
            }
        }
        (prompts, passed)
    }

    /// When passing time may bring something next, after an instant, if nothing else happens.
    pub fn next_due(
        &self,
        at: Timestamp,
        (care, calendar, kettle): (&Care, &Calendar, &Kettle),
        memory: &Memory,
    ) -> Timestamp {
        let asked_for = memory.timers.iter().copied().chain(memory.reminders.iter().map(|own| own.at));
        let asked_for = asked_for.min().unwrap_or(Timestamp::MAX);
        if care.reminders.is_empty() && memory.routines.is_empty() {
            // Even so, an answer belongs to a question of the same day.
            return asked_for;
        }
        let local = calendar.local(at);
        let (midnight, tomorrow) =
            (calendar.at(local.day, ClockTime::MIDNIGHT), calendar.at(local.day + 1, ClockTime::MIDNIGHT));
        // Where the clocks change, a time on them may come twice or never.
        if tomorrow - midnight != Span::days(1) {
            return at;
        }
        let due = |reminder: &Reminder| {
            let going = self.going.get(&reminder.id).filter(|_| local.day == self.day);
            let over = going.is_some_and(|going| going.over);
            match going.and_then(|going| going.last) {
                _ if over || !reminder.days.include(local.day, local.weekday) => tomorrow,
                // Once it was said it is left alone for a while.
                Some(last) => last + reminder.again_after,
                None => calendar.at(local.day, reminder.at),
            }
        };
        let planned = care.reminders.iter().map(&due);
        let routines = memory.routines.iter().filter_map(|routine| routine.on(local.day, kettle.today(local.day)));
        let accepted = routines.map(|reminder| due(&reminder));
        planned.chain(accepted).fold(asked_for.min(tomorrow), Timestamp::min)
    }

    fn step(
        &mut self,
        reminder: &Reminder,
        at: Timestamp,
        local: &Local,
        area: Option<usize>,
        (care, calendar): (&Care, &Calendar),
        memory: &mut Memory,
    ) -> Option<Result<Prompt, PassOn>> {
        if local.clock < reminder.at || !reminder.days.include(local.day, local.weekday) {
            return None;
        }
        let due = calendar.at(local.day, reminder.at);
        let going = self.going.entry(reminder.id.clone()).or_default();
        if going.over {
            return None;
        }
        // Not for what is done already.
        let medicine = reminder.medicine.as_deref().and_then(|id| care.medicine(id));
        if let Some(medicine) = medicine {
            let window = medicine.windows.iter().find(|(_, to)| reminder.at <= *to);
            let taken = memory.doses.taken_on(&medicine.id, local.day).any(|taken| {
                let clock = calendar.local(taken).clock;
                window.is_none_or(|(from, _)| clock >= *from || reminder.at <= clock)
            });
            if taken {
                going.over = true;
                return None;
            }
        }
        let again = going.last.is_none_or(|last| at - last >= reminder.again_after);
        if going.tries < reminder.tries && again && area.is_some() && at - due <= WAITS {
            going.tries += 1;
            going.last = Some(at);
            self.asked = Some(reminder.id.clone());
            let (sentence, asked) = match medicine {
                Some(medicine) => {
                    memory.doses.reminded(&medicine.id, local.day, local.clock);
                    let food = if medicine.with_food { ", with something to eat" } else { "" };
                    (
                        format!("{} That is {}{food}.", closed(&reminder.says), medicine.dose),
                        Asked::Medicine(medicine.id.clone()),
                    )
                }
                None => (closed(&reminder.says), Asked::Deed),
            };
            return Some(Ok(Prompt { sentence, asked, area, reminder: reminder.id.clone() }));
        }
        let tried_out = going.tries >= reminder.tries && again;
        if tried_out || at - due > WAITS {
            going.over = true;
            if let Afterwards::Tell(to) = &reminder.afterwards {
                let times = match going.tries {
                    0 => "The person was not there to hear it".to_owned(),
                    1 => "It was said once".to_owned(),
                    tries => format!("It was said {tries} times"),
                };
                let message = format!("{times}, without an answer: {}", closed(&reminder.says));
                let (reminder, tablets) = (reminder.id.clone(), medicine.is_some());
                return Some(Err(PassOn { reminder, to: to.clone(), tablets, message }));
            }
        }
        None
    }

    /// The person answers what they were reminded of: it is done, or is not wanted.
    pub fn settled(&mut self) -> Option<String> {
        let asked = self.asked.take()?;
        self.going.entry(asked.clone()).or_default().over = true;
        Some(asked)
    }
}

/// The sentence with a full stop.
fn closed(sentence: &str) -> String {
    let sentence = sentence.trim();
    if sentence.ends_with(['.', '?', '!']) { sentence.to_owned() } else { format!("{sentence}.") }
}
