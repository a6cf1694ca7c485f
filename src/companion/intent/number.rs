//! Numbers, times of day, lengths of time and days, as people say them: `half past nine`, `an hour and a half`, `21`.
//!
//! Everything here looks at words from one place on and says what they could mean and how many of them it took. It
//! knows no grammar and no calendar.

use super::words::slips;
use crate::time::{Span, Weekday};

/// A time on the clock as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidTime {
    /// 0 to 23 when `exact`, else 1 to 12.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// Whether it was said to be this morning's, afternoon's or evening's.
    pub today: bool,
    /// Whether morning or afternoon was said, or can only be one.
    pub exact: bool,
}

/// A day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidDay {
    /// So many days from today.
    In(i64),
    /// The next such day, today not counted.
    On(Weekday),
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn at(words: &[String], place: usize) -> &str {
    words.get(place).map_or("", String::as_str)
}

/// Whether a word belongs to numbers or times, so that what is said about them is not held against a sentence.
pub fn is_of_numbers(word: &str) -> bool {
    const OTHERS: [&str; 25] = [
        "half",
        "quarter",
        "past",
        "oclock",
        "am",
        "pm",
        "noon",
        "midday",
        "midnight",
        "minute",
        "minutes",
        "hour",
        "hours",
        "second",
        "seconds",
        "min",
        "mins",
        "today",
        "tomorrow",
        "yesterday",
        "tonight",
        "morning",
        "afternoon",
        "evening",
        "night",
    ];
    word.starts_with(|c: char| c.is_ascii_digit())
        || UNITS.contains(&word)
        || TENS.contains(&word)
        || OTHERS.contains(&word)
        || weekday(word).is_some()
}

/// The longer word of times and days that a word was meant for, where one slip in it tells: `tomorow`.
pub fn meant_of_numbers(word: &str) -> Option<&'static str> {
    const LONG: [&str; 13] = [
        "quarter",
        "oclock",
        "minute",
        "minutes",
        "today",
        "tomorrow",
        "yesterday",
        "tonight",
        "morning",
        "afternoon",
        "evening",
        "thirty",
        "twenty",
    ];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    LONG.into_iter().chain(DAYS).find(|meant| slips(word, meant) == Some(1))
}

/// A whole number from 0 to 999 in figures or words, and how many words it took.
pub fn number(words: &[String], from: usize) -> Option<(i64, usize)> {
    let first = at(words, from);
    if first.bytes().all(|b| b.is_ascii_digit()) && (1..=3).contains(&first.len()) {
        return Some((first.parse().ok()?, 1));
    }
    if let Some(unit) = UNITS.iter().position(|unit| *unit == first) {
        return Some((unit as i64, 1));
    }
    let tens = (TENS.iter().position(|tens| *tens == first)? as i64 + 2) * 10;
    match UNITS.iter().position(|unit| *unit == at(words, from + 1)) {
        Some(unit @ 1..=9) => Some((tens + unit as i64, 2)),
        _ => Some((tens, 1)),
    }
}

/// A time on the clock and how many words it took; the longest that fits.
pub fn time(words: &[String], from: usize) -> Option<(SaidTime, usize)> {
    let first = at(words, from);
    match first {
        "noon" | "midday" => return Some((SaidTime { hour: 12, minute: 0, today: false, exact: true }, 1)),
        "midnight" => return Some((SaidTime { hour: 0, minute: 0, today: false, exact: true }, 1)),
        _ => {}
    }
    if let Some((hour, minute)) = first.split_once(':') {
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
        let ok = hour < 24 && minute < 60;
        return if ok { Some(halved(words, from, hour, minute, 1)) } else { None };
    }
    let (hour, minute, took) = match first {
        // "Half nine" is half past nine in Britain.
        "half" => {
            let skip = if at(words, from + 1) == "past" { 2 } else { 1 };
            let (hour, took) = number(words, from + skip)?;
            (hour, 30, skip + took)
        }
        _ => {
            let quarter = match first {
                "quarter" => Some((15, 1)),
                "a" if at(words, from + 1) == "quarter" => Some((15, 2)),
                _ => None,
            };
            let (count, mut took) = quarter.or_else(|| number(words, from))?;
            let mut next = from + took;
            if quarter.is_none() && matches!(at(words, next), "minutes" | "mins" | "minute") {
                took += 1;
                next += 1;
            }
            match at(words, next) {
                "past" => {
                    let (hour, more) = number(words, next + 1)?;
                    (hour, count, took + 1 + more)
                }
                "to" if count < 60 => match number(words, next + 1) {
                    Some((hour @ 1..=12, more)) => (if hour == 1 { 12 } else { hour - 1 }, 60 - count, took + 1 + more),
                    // "At nine to take my tablets".
                    _ if quarter.is_none() => (count, 0, took),
                    _ => return None,
                },
                _ if quarter.is_some() => return None,
                "oclock" => (count, 0, took + 1),
                // "Nine thirty", but not "nine five": minutes below ten are said with an "oh".
                _ => match number(words, next) {
                    Some((minute @ 10..=59, more)) => (count, minute, took + more),
                    _ => (count, 0, took),
                },
            }
        }
    };
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    Some(halved(words, from, hour, minute, took))
}

/// Takes in `am`, `pm`, `in the morning` and their like after a time.
fn halved(words: &[String], from: usize, hour: i64, minute: i64, took: usize) -> (SaidTime, usize) {
    let next = from + took;
    let three = (at(words, next), at(words, next + 1), at(words, next + 2));
    let (afternoon, more) = match three {
        ("am", ..) => (Some(false), 1),
        ("pm" | "tonight", ..) => (Some(true), 1),
        ("a", "m", _) => (Some(false), 2),
        ("p", "m", _) | ("at", "night", _) => (Some(true), 2),
        ("in", "the", "morning") => (Some(false), 3),
        ("in", "the", "afternoon" | "evening") => (Some(true), 3),
        ("this" | "tomorrow", "morning", _) => (Some(false), if at(words, next) == "this" { 2 } else { 0 }),
        ("this", "afternoon" | "evening", _) => (Some(true), 2),
        _ => (None, 0),
    };
    let (hour, exact) = match afternoon {
        Some(true) if hour < 12 => (hour + 12, true),
        Some(false) if hour == 12 => (0, true),
        Some(_) => (hour, true),
        None => (hour, hour == 0 || hour > 12),
    };
    (SaidTime { hour, minute, today: at(words, next) == "this" && more > 0, exact }, took + more)
}

/// A length of time and how many words it took: `ten minutes`, `half an hour`, `an hour and a half`.
pub fn length(words: &[String], from: usize) -> Option<(Span, usize)> {
    let unit = |word: &str| match word {
        "second" | "seconds" | "sec" | "secs" | "s" => Some(Span::seconds(1)),
        "minute" | "minutes" | "min" | "mins" => Some(Span::minutes(1)),
        "hour" | "hours" | "hr" | "hrs" | "h" => Some(Span::hours(1)),
        _ => None,
    };
    let four = [at(words, from), at(words, from + 1), at(words, from + 2), at(words, from + 3)];
    match four {
        ["half", "an", "hour", _] => return Some((Span::minutes(30), 3)),
        ["half", "a", "minute", _] => return Some((Span::seconds(30), 3)),
        ["a" | "three", "quarter" | "quarters", "of", "an"] if at(words, from + 4) == "hour" => {
            return Some((Span::minutes(if four[0] == "a" { 15 } else { 45 }), 5));
        }
        ["quarter", "of", "an", "hour"] => return Some((Span::minutes(15), 4)),
        _ => {}
    }
    let (count, took) = match four[0] {
        "a" | "an" => (1, 1),
        _ => number(words, from)?,
    };
    let size = unit(at(words, from + took))?;
    let mut total = Span::millis(size.as_millis() * count);
    let mut took = took + 1;
    if at(words, from + took) == "and" {
        if at(words, from + took + 1) == "a" && at(words, from + took + 2) == "half" {
            total = total + Span::millis(size.as_millis() / 2);
            took += 3;
        } else if let Some((more, took_more)) = number(words, from + took + 1)
            && let Some(smaller) = unit(at(words, from + took + 1 + took_more))
            && smaller < size
        {
            total = total + Span::millis(smaller.as_millis() * more);
            took += took_more + 2;
        }
    }
    Some((total, took)).filter(|(total, _)| *total > Span::ZERO)
}

/// A day and how many words it took.
pub fn day(words: &[String], from: usize) -> Option<(SaidDay, usize)> {
    let four = [at(words, from), at(words, from + 1), at(words, from + 2), at(words, from + 3)];
    match four {
        ["today" | "tonight", ..] => Some((SaidDay::In(0), 1)),
        ["yesterday", "morning" | "afternoon" | "evening", ..] => Some((SaidDay::In(-1), 2)),
        ["yesterday", ..] => Some((SaidDay::In(-1), 1)),
        ["this", "morning" | "afternoon" | "evening", ..] => Some((SaidDay::In(0), 2)),
        ["tomorrow", "morning" | "afternoon" | "evening" | "night", ..] => Some((SaidDay::In(1), 2)),
        ["tomorrow", ..] => Some((SaidDay::In(1), 1)),
        ["the", "day", "after", "tomorrow"] => Some((SaidDay::In(2), 4)),
        ["day", "after", "tomorrow", _] => Some((SaidDay::In(2), 3)),
        ["on" | "this" | "next", word, ..] if weekday(word).is_some() => Some((SaidDay::On(weekday(word)?), 2)),
        [word, ..] => Some((SaidDay::On(weekday(word)?), 1)),
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    let word = word.strip_suffix('s').unwrap_or(word);
    Weekday::ALL.into_iter().find(|day| day.name().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::words::split;
    use super::*;

    #[test]
    fn numbers_are_understood() {
        for (said, number, took) in [("21", 21, 1), ("twenty one degrees", 21, 2), ("ten", 10, 1), ("forty", 40, 1)] {
            assert_eq!(super::number(&split(said), 0), Some((number, took)), "{said}");
        }
        for said in ["1234", "percent", "", "x1"] {
            assert_eq!(super::number(&split(said), 0), None, "{said}");
        }
    }

    #[test]
    fn times_are_understood() {
        for (said, hour, minute, exact, took) in [
            ("nine", 9, 0, false, 1),
            ("nine o'clock", 9, 0, false, 2),
            ("nine to take my tablets", 9, 0, false, 1),
            ("five this morning", 5, 0, true, 3),
            ("half past nine", 9, 30, false, 3),
            ("half nine", 9, 30, false, 2),
            ("quarter to one", 12, 45, false, 3),
            ("a quarter past seven", 7, 15, false, 4),
            ("ten to eight in the evening", 19, 50, true, 6),
            ("twenty five past six", 6, 25, false, 4),
            ("five minutes past six", 6, 5, false, 4),
            ("nine thirty pm", 21, 30, true, 3),
            ("7.30", 7, 30, false, 1),
            ("19:05", 19, 5, true, 1),
            ("8 p.m.", 20, 0, true, 3),
            ("12 am", 0, 0, true, 2),
            ("noon", 12, 0, true, 1),
            ("midnight", 0, 0, true, 1),
            ("ten at night", 22, 0, true, 3),
        ] {
            assert_eq!(
                time(&split(said), 0),
                Some((SaidTime { hour, minute, today: said.contains("this"), exact }, took)),
                "{said}"
            );
        }
        for said in ["25:10", "ninety", "quarter", "half", "to nine", "9:75"] {
            assert_eq!(time(&split(said), 0), None, "{said}");
        }
    }

    #[test]
    fn lengths_and_days_are_understood() {
        for (said, seconds, took) in [
            ("ten minutes", 600, 2),
            ("an hour", 3_600, 2),
            ("half an hour", 1_800, 3),
            ("an hour and a half", 5_400, 5),
            ("two hours and ten minutes", 7_800, 5),
            ("quarter of an hour", 900, 4),
            ("a quarter of an hour", 900, 5),
            ("90 seconds", 90, 2),
            ("20min", 1_200, 2),
        ] {
            assert_eq!(length(&split(said), 0), Some((Span::seconds(seconds), took)), "{said}");
        }
        assert_eq!(length(&split("0 minutes"), 0), None);
        assert_eq!(day(&split("tomorrow morning"), 0), Some((SaidDay::In(1), 2)));
        assert_eq!(day(&split("on Thursday"), 0), Some((SaidDay::On(Weekday::Thursday), 2)));
        assert_eq!(day(&split("soon"), 0), None);
    }
}
