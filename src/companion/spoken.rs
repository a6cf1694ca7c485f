//! Times, dates, lengths and lists as a person would say them: `twenty past nine in the morning`. Knows no home.

use crate::time::{ClockTime, Local, Span};

/// Small numbers in words, from 0 to 12; figures beyond.
pub fn number(number: i64) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(number)
        .ok()
        .and_then(|place| WORDS.get(place))
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// The part of the day: `in the morning`.
pub fn part_of_day(hour: usize) -> &'static str {
    match hour {
        0..=4 => "at night",
        5..=11 => "in the morning",
        12..=17 => "in the afternoon",
        18..=21 => "in the evening",
        _ => "at night",
    }
}

/// A time on the clock: `twenty past nine in the morning`.
pub fn time(clock: ClockTime) -> String {
    format!("{} {}", short_time(clock), part_of_day(clock.hour()))
}

/// A time on the clock without the part of the day: `twenty past nine`.
pub fn short_time(clock: ClockTime) -> String {
    let (hour, minute) = (clock.hour(), clock.since_midnight().as_millis() / 60_000 % 60);
    let name = |hour: usize| {
        number(match hour as i64 % 12 {
            0 => 12,
            hour => hour,
        })
    };
    let fives = |minute: i64| match minute {
        5 => "five".to_owned(),
        10 => "ten".to_owned(),
        15 => "a quarter".to_owned(),
        20 => "twenty".to_owned(),
        25 => "twenty-five".to_owned(),
        1 => "one minute".to_owned(),
        other => format!("{} minutes", number(other)),
    };
    match minute {
        0 if hour == 0 => "midnight".to_owned(),
        0 => format!("{} o'clock", name(hour)),
        30 => format!("half past {}", name(hour)),
        1..=29 => format!("{} past {}", fives(minute), name(hour)),
        _ => format!("{} to {}", fives(60 - minute), name(hour + 1)),
    }
}

/// A date: `the 1st of December 2026`.
pub fn date(local: &Local) -> String {
    let day = local.date.day();
    let end = match (day, day % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("the {day}{end} of {} {}", local.month_name(), local.date.year())
}

/// A length of time: `ten minutes`, `an hour and a half`.
pub fn length(span: Span) -> String {
    let seconds = (span.as_millis() + 500) / 1_000;
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let unit = |count: i64, one: &str, many: &str| match count {
        1 => one.to_owned(),
        count => format!("{} {many}", number(count)),
    };
    match (hours, minutes, rest) {
        (0, 30, 0) => "half an hour".to_owned(),
        (1, 30, _) => "an hour and a half".to_owned(),
        (0, 0, rest) => unit(rest, "one second", "seconds"),
        (0, minutes, 0) => unit(minutes, "one minute", "minutes"),
        (0, minutes, rest) if minutes < 5 => {
            format!("{} and {}", unit(minutes, "one minute", "minutes"), unit(rest, "one second", "seconds"))
        }
        (0, minutes, _) => unit(minutes, "one minute", "minutes"),
        (hours, 0, _) => unit(hours, "an hour", "hours"),
        (hours, minutes, _) => {
            format!("{} and {}", unit(hours, "an hour", "hours"), unit(minutes, "one minute", "minutes"))
        }
    }
}

/// Several things: `one, two and three`.
pub fn list(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The sentence with a capital letter at its beginning.
pub fn capital(sentence: &str) -> String {
    let mut signs = sentence.chars();
    match signs.next() {
        Some(first) => first.to_uppercase().chain(signs).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_people_say_them() {
        for (clock, said) in [
            ("09:00", "nine o'clock in the morning"),
            ("09:20", "twenty past nine in the morning"),
            ("12:45", "a quarter to one in the afternoon"),
            ("23:59", "one minute to twelve at night"),
            ("00:00", "midnight at night"),
            ("18:07", "seven minutes past six in the evening"),
            ("15:30", "half past three in the afternoon"),
        ] {
            assert_eq!(time(ClockTime::parse(clock).expect("a time")), said, "{clock}");
        }
    }

    #[test]
    fn lengths_are_said_as_people_say_them() {
        for (span, said) in [
            (Span::minutes(10), "ten minutes"),
            (Span::minutes(30), "half an hour"),
            (Span::minutes(90), "an hour and a half"),
            (Span::seconds(150), "two minutes and 30 seconds"),
            (Span::seconds(1), "one second"),
            (Span::minutes(61), "an hour and one minute"),
        ] {
            assert_eq!(length(span), said);
        }
    }
}
