//! Answers about the day: time, date, what is on, who comes, timers and reminders.

use super::super::intent::number::{SaidDay, SaidTime};
use super::super::intent::{Slot, Understood};
use super::super::spoken::{
    capital, date as date_in_words, length, list, number, part_of_day, short_time, time as time_in_words,
};
use super::super::{Memory, Own};
use super::{Ask, Reply};
use crate::time::{ClockTime, Span, Timestamp};

/// Timers and own reminders that are kept, each at most.
const MOST_KEPT: usize = 50;
/// A timer runs for so long, at most.
const LONGEST_TIMER: Span = Span::hours(24);

pub(super) fn time(ask: &Ask<'_>) -> Reply {
    Reply::say(format!("It's {}.", time_in_words(ask.local.clock)))
}

pub(super) fn day(ask: &Ask<'_>) -> Reply {
    let part = part_of_day(ask.local.clock.hour());
    let part = part.trim_start_matches("in the ").trim_start_matches("at ");
    Reply::say(format!("It's {} {part}.", ask.local.weekday.name()))
}

pub(super) fn date(ask: &Ask<'_>) -> Reply {
    Reply::say(format!("It's {}, {}.", ask.local.weekday.name(), date_in_words(&ask.local)))
}

/// The day that is meant: counted from 1, its distance, and what it is called.
fn meant_day(understood: &Understood, ask: &Ask<'_>) -> (i64, String) {
    let today = ask.local.day;
    match understood.slot("day") {
        Some(Slot::Day(SaidDay::In(-1))) => (today - 1, "yesterday".to_owned()),
        Some(Slot::Day(SaidDay::In(1))) => (today + 1, "tomorrow".to_owned()),
        Some(Slot::Day(SaidDay::In(days))) if *days > 1 => {
            (today + days, format!("on {}", ask.calendar.local(ask.calendar.at(today + days, NOON)).weekday.name()))
        }
        Some(Slot::Day(SaidDay::On(weekday))) => {
            let ahead = (1..=7)
                .find(|ahead| ask.calendar.local(ask.calendar.at(today + ahead, NOON)).weekday == *weekday)
                .unwrap_or(7);
            (today + ahead, format!("on {}", weekday.name()))
        }
        _ => (today, "today".to_owned()),
    }
}

const NOON: ClockTime = match ClockTime::new(12, 0) {
    Some(noon) => noon,
    None => ClockTime::MIDNIGHT,
};

/// What is still on on a day: today only what is not over.
fn on<'a>(day: i64, ask: &Ask<'a>) -> Vec<&'a super::super::care::Appointment> {
    let weekday = ask.calendar.local(ask.calendar.at(day, NOON)).weekday;
    ask.care.on(day, weekday)
}

pub(super) fn plan(understood: &Understood, ask: &Ask<'_>) -> Reply {
    let (day, when) = meant_day(understood, ask);
    if day < ask.local.day {
        return over();
    }
    let all = on(day, ask);
    let left: Vec<_> = all.iter().filter(|item| day != ask.local.day || item.at >= ask.local.clock).collect();
    if left.is_empty() {
        let over = if all.is_empty() { "" } else { " any more" };
        return Reply::say(format!("Nothing is planned {when}{over}. The day is your own."));
    }
    let told: Vec<String> = left
        .iter()
        .map(|item| {
            let who = item.who.as_deref().and_then(|id| ask.care.contact(id)).map(|contact| &contact.name);
            let what = match who {
                Some(name) if !item.what.contains(name.as_str()) => format!("{name}: {}", item.what),
                _ => item.what.clone(),
            };
            format!("at {}, {what}", time_in_words(item.at))
        })
        .collect();
    Reply::say(format!("{}: {}.", capital(&when), told.join("; ")))
}

/// Plans are for what is to come.
fn over() -> Reply {
    Reply::say("That day is over, and I only keep what is to come.").or(&["What is on today?", "What is on tomorrow?"])
}

pub(super) fn visitors(understood: &Understood, ask: &Ask<'_>) -> Reply {
    let wanted = understood.value("contact").and_then(|id| ask.care.contact(id));
    let (day, when) = meant_day(understood, ask);
    if day < ask.local.day {
        return over();
    }
    if let Some(contact) = wanted {
        // The next time that this one comes, within a week.
        let days = if understood.slot("day").is_some() { day..day + 1 } else { day..day + 7 };
        for day in days {
            let next = on(day, ask).into_iter().find(|item| {
                item.who.as_deref() == Some(contact.id.as_str()) && (day != ask.local.day || item.at >= ask.local.clock)
            });
            if let Some(item) = next {
                let when = match day - ask.local.day {
                    0 => "today".to_owned(),
                    1 => "tomorrow".to_owned(),
                    _ => format!("on {}", ask.calendar.local(ask.calendar.at(day, NOON)).weekday.name()),
                };
                return Reply::say(format!("{} comes {when} at {}.", contact.name, time_in_words(item.at)));
            }
        }
        let when = if understood.slot("day").is_some() { when } else { "this week".to_owned() };
        return Reply::say(format!("I have nothing written down for {} {when}.", contact.name))
            .or(&["Call them", "Who is coming today?"]);
    }
    let coming: Vec<String> = on(day, ask)
        .into_iter()
        .filter(|item| day != ask.local.day || item.at >= ask.local.clock)
        .filter_map(|item| {
            let contact = item.who.as_deref().and_then(|id| ask.care.contact(id))?;
            Some(format!("{} at {}", contact.name, time_in_words(item.at)))
        })
        .collect();
    if coming.is_empty() {
        return Reply::say(format!("I have nobody written down for {}.", when.trim_start_matches("on ")));
    }
    let verb = if coming.len() == 1 { "is" } else { "are" };
    Reply::say(format!("{} {verb} coming {when}.", capital(&list(&coming))))
}

pub(super) fn set_timer(understood: &Understood, ask: &Ask<'_>, memory: &mut Memory) -> Reply {
    let Some(Slot::Length(span)) = understood.slot("duration") else { return Reply::say("For how long?") };
    if *span > LONGEST_TIMER {
        return Reply::say("A timer can run for a day at most. For anything later I can remind you.")
            .or(&["Remind me tomorrow at nine", "Set a timer for ten minutes"]);
    }
    if memory.timers.len() >= MOST_KEPT {
        return Reply::say("There are so many timers already. Shall I stop them?").or(&["Stop the timer", "No"]);
    }
    memory.timers.push(ask.at + *span);
    Reply::say(format!("A timer for {} begins now.", length(*span)))
}

pub(super) fn ask_timer(ask: &Ask<'_>, memory: &Memory) -> Reply {
    match memory.timers.iter().filter(|at| **at > ask.at).min() {
        Some(at) => Reply::say(format!("{} are left.", capital(&length(*at - ask.at)))),
        None => Reply::say("No timer is running.").or(&["Set a timer for ten minutes", "What time is it?"]),
    }
}

pub(super) fn stop_timer(memory: &mut Memory) -> Reply {
    let had = !memory.timers.is_empty();
    memory.timers.clear();
    Reply::say(if had { "The timer is stopped." } else { "No timer is running." })
}

/// The next instant that is meant by a time said without a day, or by one on a day; `None` when it has passed.
fn instant(said: SaidTime, day: Option<i64>, ask: &Ask<'_>) -> Option<Timestamp> {
    let hours: &[i64] = if said.exact { &[0] } else { &[0, 12] };
    let first = day.unwrap_or(ask.local.day);
    let last = if day.is_some() { first } else { first + 1 };
    (first..=last)
        .flat_map(|day| hours.iter().map(move |half| (day, *half)))
        .filter_map(|(day, half)| {
            let hour = if said.exact { said.hour } else { said.hour % 12 + half };
            ClockTime::new(hour, said.minute).map(|clock| (day, hour, ask.calendar.at(day, clock)))
        })
        // Nobody who says "tomorrow at nine" or "at three" means the small hours.
        .filter(|(_, hour, at)| *at > ask.at && (said.exact || *hour >= 6))
        .map(|(.., at)| at)
        .next()
}

pub(super) fn set_reminder(understood: &Understood, ask: &Ask<'_>, memory: &mut Memory) -> Reply {
    let Some(Slot::Words(task)) = understood.slot("task") else { return Reply::say("What shall I remind you of?") };
    // From the person's mouth to the home's: "my tablets" are "your tablets".
    let task: Vec<&str> = task
        .split(' ')
        .map(|word| match word {
            "my" | "our" => "your",
            "me" | "i" => "you",
            "mine" => "yours",
            "myself" => "yourself",
            word => word,
        })
        .collect();
    let task = task.join(" ");
    let day = understood.slot("day").is_some().then(|| meant_day(understood, ask).0);
    let at = match (understood.slot("time"), understood.slot("duration")) {
        (Some(Slot::Time(said)), _) => match instant(*said, day.or(said.today.then_some(ask.local.day)), ask) {
            Some(at) => at,
            None => return passed(),
        },
        (_, Some(Slot::Length(span))) => ask.at + *span,
        _ => match day {
            // A day without a time: after breakfast.
            Some(day) if day > ask.local.day => {
                ask.calendar.at(day, ClockTime::new(9, 0).unwrap_or(ClockTime::MIDNIGHT))
            }
            Some(day) if day < ask.local.day => return passed(),
            _ => {
                return Reply::say(format!("When shall I remind you to {task}?"))
                    .or(&["In half an hour", "At four o'clock"]);
            }
        },
    };
    if memory.reminders.len() >= MOST_KEPT {
        return Reply::say("You have so many reminders already that I can't keep another one.");
    }
    memory.reminders.push(Own { at, task: task.clone() });
    memory.reminders.sort_by_key(|own| own.at);
    let local = ask.calendar.local(at);
    let when = match local.day - ask.local.day {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("on {}", local.weekday.name()),
    };
    Reply::say(format!("I'll remind you {when} at {}: {task}.", time_in_words(local.clock)))
}

/// Nobody can be reminded in the past.
fn passed() -> Reply {
    Reply::say("That time has passed already. When shall I remind you?").or(&["In half an hour", "At four o'clock"])
}

pub(super) fn ask_reminders(ask: &Ask<'_>, memory: &Memory) -> Reply {
    let weekday = ask.local.weekday;
    let planned = ask
        .care
        .reminders
        .iter()
        .filter(|reminder| reminder.days.include(ask.local.day, weekday) && reminder.at >= ask.local.clock)
        .map(|reminder| {
            (reminder.at, format!("at {}: {}", short_time(reminder.at), reminder.says.trim_end_matches('.')))
        });
    let accepted =
        memory.routines.iter().map(|routine| (routine.reminder.at, format!("{}: {}", routine.when(), routine.task)));
    let own = memory.reminders.iter().filter(|own| own.at > ask.at).map(|own| {
        let local = ask.calendar.local(own.at);
        let day = if local.day == ask.local.day { String::new() } else { format!("{}, ", local.weekday.name()) };
        (local.clock, format!("{day}at {}: {}", short_time(local.clock), own.task))
    });
    let mut all: Vec<(ClockTime, String)> = planned.chain(accepted).chain(own).collect();
    all.sort();
    if all.is_empty() {
        return Reply::say("There is nothing that I am to remind you of.")
            .or(&["Remind me to ring Susan at four", "What is on today?"]);
    }
    let count = all.len();
    let told: Vec<String> = all.into_iter().take(5).map(|(_, told)| told).collect();
    Reply::say(format!("{} to come: {}.", capital(&number(count as i64)), told.join("; ")))
}

pub(super) fn drop_reminder(understood: &Understood, memory: &mut Memory) -> Reply {
    let before = memory.reminders.len() + memory.routines.len();
    match understood.slot("task") {
        Some(Slot::Words(task)) => {
            let words: Vec<&str> = task.split(' ').filter(|word| word.len() > 3 || word == &"bed").collect();
            let meant = |task: &str| words.iter().any(|word| task.contains(word));
            memory.reminders.retain(|own| !meant(&own.task));
            memory.routines.retain(|routine| !meant(&routine.task));
        }
        _ => {
            memory.reminders.clear();
            memory.routines.clear();
        }
    }
    match before - memory.reminders.len() - memory.routines.len() {
        0 => Reply::say("There is no such reminder of yours. Those in your care plan stay as they are."),
        1 => Reply::say("That reminder is taken out."),
        count => Reply::say(format!("{} reminders are taken out.", capital(&number(count as i64)))),
    }
}
