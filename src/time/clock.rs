//! The face of a clock, the days of a week, and a moment as the people of a home tell it. It knows no zone.

use std::fmt;

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::Span;

/// The time on a clock's face: milliseconds since midnight, from 00:00 up to but not including 24:00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClockTime(i64);

impl ClockTime {
    /// Midnight, the start of the day.
    pub const MIDNIGHT: Self = Self(0);

    /// From hours (0 to 23) and minutes (0 to 59); `None` when either is out of range.
    pub const fn new(hour: i64, minute: i64) -> Option<Self> {
        if hour >= 0 && hour < 24 && minute >= 0 && minute < 60 {
            Some(Self((hour * 60 + minute) * 60_000))
        } else {
            None
        }
    }

    /// From `07:30`, `07:30:15` or `07:30:15.250`; `None` when the text is not such a time.
    pub fn parse(text: &str) -> Option<Self> {
        let (text, millis) = match text.split_once('.') {
            Some((before, after)) if after.len() == 3 && after.bytes().all(|b| b.is_ascii_digit()) => {
                (before, after.parse::<i64>().ok()?)
            }
            Some(_) => return None,
            None => (text, 0),
        };
        let mut parts = text.split(':');
        let hour = two_digits(parts.next()?)?;
        let minute = two_digits(parts.next()?)?;
        let second = match parts.next() {
            Some(part) => two_digits(part)?,
            // A fraction belongs to a second.
            None if millis > 0 => return None,
            None => 0,
        };
        if parts.next().is_some() || second > 59 {
            return None;
        }
        Some(Self(Self::new(hour, minute)?.0 + second * 1_000 + millis))
    }

    /// The time to the millisecond, as [`ClockTime::parse`] reads it: `07:30`, `07:30:15`, `07:30:15.250`.
    pub fn exact(self) -> String {
        match (self.0 / 1_000 % 60, self.0 % 1_000) {
            (0, 0) => self.to_string(),
            (second, 0) => format!("{self}:{second:02}"),
            (second, millis) => format!("{self}:{second:02}.{millis:03}"),
        }
    }

    /// What the clock shows so much later, where it is not changed meanwhile.
    pub const fn later(self, span: Span) -> Self {
        Self((self.0 + span.as_millis()).rem_euclid(86_400_000))
    }

    /// The time since midnight.
    pub const fn since_midnight(self) -> Span {
        Span::millis(self.0)
    }

    /// From milliseconds since midnight, of any day.
    pub(super) const fn from_millis(millis: i64) -> Self {
        Self(millis.rem_euclid(86_400_000))
    }

    /// The hour, 0 to 23.
    pub const fn hour(self) -> usize {
        (self.0 / 3_600_000) as usize
    }
}

fn two_digits(text: &str) -> Option<i64> {
    let ok = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if ok { text.parse().ok() } else { None }
}

/// `07:30`.
impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 3_600_000, self.0 / 60_000 % 60)
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Weekday {
    /// Monday, the first day of the week.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday, the last day of the week.
    Sunday,
}

impl Weekday {
    /// Every day of the week, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// Saturday or Sunday.
    pub const fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }

    /// The English name, such as `Tuesday`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

/// A moment as the people of the home would tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// Which day it is, counted from 1 on the calendar's first day; 0 and below come before it.
    pub day: i64,
    /// The date.
    pub date: civil::Date,
    /// The day of the week.
    pub weekday: Weekday,
    /// The time on the clock.
    pub clock: ClockTime,
}

impl Local {
    /// The month's name: `December`.
    pub fn month_name(&self) -> &'static str {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let place = usize::try_from(self.date.month() - 1).unwrap_or_default();
        NAMES.get(place).copied().unwrap_or_default()
    }
}

/// `day 12, Tuesday 02:14`.
impl fmt::Display for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "day {}, {} {}", self.day, self.weekday.name(), self.clock)
    }
}
