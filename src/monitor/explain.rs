//! Words for times, lengths of time and temperatures, as a daughter would say them.

use super::feature::civil::Civil;
use crate::time::{Span, Timestamp};

/// For the end of a message about silence, where nothing bears out that anybody is at home.
pub(in crate::monitor) const MAY_BE_OUT: &str = "A door to outside was used before that and nothing but movement was seen \
    since, so it may have been something else, and the person out.";

/// `02:14`, by the home's clock; with the day when it is not the day of `now`: `22:10 on Tuesday`.
pub(in crate::monitor) fn clock(civil: &Civil, at: Timestamp, now: Timestamp) -> String {
    let (then, today) = (civil.calendar().local(at), civil.calendar().local(now));
    if then.date == today.date {
        then.clock.to_string()
    } else if then.day + 1 == today.day {
        format!("{} yesterday", then.clock)
    } else {
        format!("{} on {}", then.clock, then.weekday.name())
    }
}

/// `on a Thursday morning`.
pub(in crate::monitor) fn on_such_a(civil: &Civil, at: Timestamp) -> String {
    let local = civil.calendar().local(at);
    let part = match local.clock.hour() {
        5..12 => "morning",
        12..17 => "afternoon",
        17..22 => "evening",
        _ => "night",
    };
    format!("on a {} {part}", local.weekday.name())
}

/// A length that need not be exact: `12 min`, `45 min`, `2 h 30 min`.
pub(in crate::monitor) fn about(minutes: f64) -> String {
    let step = if minutes < 20.0 {
        1.0
    } else if minutes < 120.0 {
        5.0
    } else {
        15.0
    };
    Span::minutes(((minutes / step).round() * step).max(1.0) as i64).to_string()
}

/// A length to the whole minute.
pub(in crate::monitor) fn length(span: Span) -> String {
    Span::minutes(span.as_millis() / 60_000).to_string()
}

/// `15.8 °C`.
pub(in crate::monitor) fn degrees(celsius: f64) -> String {
    format!("{celsius:.1} °C")
}

/// Two decimals, within 0 and 1: a confidence is no more exact than that.
pub(in crate::monitor) fn confidence(value: f64) -> f64 {
    (value.clamp(0.0, 1.0) * 100.0).round() / 100.0
}

/// The same with a capital at its beginning.
pub(in crate::monitor) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// `the lamp`, `the lamp and the kettle`, `the lamp, the kettle and 3 more`.
pub(in crate::monitor) fn list(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [first, second, third] => format!("{first}, {second} and {third}"),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
    }
}
