//! Instants, lengths of time, and the civil clock of one home.
//!
//! The whole program counts in integer milliseconds ([`Timestamp`], [`Span`]), so that a run gives the same bytes on
//! every platform. Civil days, weekdays and daylight saving come from `jiff` with its own copy of the time-zone data,
//! so that the machine's settings cannot change a result. This room knows nothing of homes and never reads a clock.
//! Read [`Calendar`] first.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A length of time in whole milliseconds; it may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of whole milliseconds.
    pub const fn millis(n: i64) -> Self {
        Self(n)
    }

    /// A span of whole seconds.
    pub const fn seconds(n: i64) -> Self {
        Self(n.saturating_mul(1_000))
    }

    /// A span of whole minutes.
    pub const fn minutes(n: i64) -> Self {
        Self(n.saturating_mul(60_000))
    }

    /// A span of whole hours.
    pub const fn hours(n: i64) -> Self {
        Self(n.saturating_mul(3_600_000))
    }

    /// A span of whole days of 24 hours each; a civil day may be an hour longer or shorter.
    pub const fn days(n: i64) -> Self {
        Self(n.saturating_mul(86_400_000))
    }

    /// The length in milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The length in seconds, with its fraction.
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// The length in hours, with its fraction.
    pub fn as_hours(self) -> f64 {
        self.0 as f64 / 3_600_000.0
    }

    /// From seconds with a fraction, rounded to the nearest millisecond.
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1_000.0).round() as i64)
    }

    /// From what a file says: `9 h`, `1 h 30 min`, `45 s`, `2 days`, `250 ms`, whole numbers only. A minus sign before
    /// the first number is understood, so that it can be refused by name. `None` when the text is not such a span.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (sign, rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let mut words = rest.split_whitespace();
        let (mut total, mut last) = (0_i64, i64::MAX);
        while let Some(count) = words.next() {
            if !count.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let unit = match words.next()? {
                "day" | "days" => 86_400_000,
                "h" => 3_600_000,
                "min" => 60_000,
                "s" => 1_000,
                "ms" => 1,
                _ => return None,
            };
            // The larger unit comes first and each comes once, as people say it.
            if unit >= last {
                return None;
            }
            last = unit;
            total = total.checked_add(count.parse::<i64>().ok()?.checked_mul(unit)?)?;
        }
        if last == i64::MAX { None } else { Some(Self(sign * total)) }
    }

    /// The span to the millisecond, as [`Span::parse`] reads it: `1 h 30 min`.
    pub fn exact(self) -> String {
        let mut left = self.0.unsigned_abs();
        let mut parts = Vec::new();
        for (unit, size) in [("h", 3_600_000), ("min", 60_000), ("s", 1_000), ("ms", 1)] {
            if left >= size {
                parts.push(format!("{} {unit}", left / size));
                left %= size;
            }
        }
        match (parts.is_empty(), self.0 < 0) {
            (true, _) => "0 s".to_owned(),
            (false, true) => format!("-{}", parts.join(" ")),
            (false, false) => parts.join(" "),
        }
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Span {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

/// For people: `2 h 5 min`, `35 min`, `20 s`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        let seconds = self.0.unsigned_abs() / 1_000;
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
        match (days, hours, minutes) {
            (0, 0, 0) => write!(f, "{sign}{seconds} s"),
            (0, 0, m) => write!(f, "{sign}{m} min"),
            (0, h, 0) => write!(f, "{sign}{h} h"),
            (0, h, m) => write!(f, "{sign}{h} h {m} min"),
            (1, 0, _) => write!(f, "{sign}1 day"),
            (d, 0, _) => write!(f, "{sign}{d} days"),
            (1, h, _) => write!(f, "{sign}1 day {h} h"),
            (d, h, _) => write!(f, "{sign}{d} days {h} h"),
        }
    }
}

/// An instant: whole milliseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Earlier than every instant that a recording or a scenario may hold.
    pub const MIN: Self = Self(i64::MIN);
    /// Later than every instant that a recording or a scenario may hold.
    pub const MAX: Self = Self(i64::MAX);

    /// The instant so many milliseconds after 1970-01-01 00:00 UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The latest instant, not after this one, that is a whole multiple of `step` since 1970 (UTC).
    pub const fn floor(self, step: Span) -> Self {
        Self(self.0.saturating_sub(self.0.rem_euclid(step.0)))
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl AddAssign<Span> for Timestamp {
    fn add_assign(&mut self, span: Span) {
        *self = *self + span;
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

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
        Self((self.0 + span.0).rem_euclid(86_400_000))
    }

    /// The time since midnight.
    pub const fn since_midnight(self) -> Span {
        Span(self.0)
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

/// Why a calendar could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// The zone's name is in no list of time zones.
    UnknownZone(String),
    /// The date is not one, or lies outside the years 1900 to 2200.
    BadDate(String),
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownZone(name) => write!(f, "no time zone is called {name:?}"),
            Self::BadDate(text) => write!(f, "{text:?} is not a date from 1900-01-01 to 2200-12-31"),
        }
    }
}

impl std::error::Error for CalendarError {}

/// The civil clock of one home: its time zone, and which date is day 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    zone_name: String,
    zone: TimeZone,
    first_day: civil::Date,
}

impl Calendar {
    /// A calendar for an IANA zone name such as `Europe/London` and the date of day 1.
    ///
    /// # Errors
    /// When the zone is unknown or the date lies outside 1900 to 2200.
    pub fn new(zone: &str, first_day: civil::Date) -> Result<Self, CalendarError> {
        let found = TimeZone::get(zone).map_err(|_| CalendarError::UnknownZone(zone.to_owned()))?;
        if !(1900..=2200).contains(&first_day.year()) {
            return Err(CalendarError::BadDate(first_day.to_string()));
        }
        Ok(Self { zone_name: zone.to_owned(), zone: found, first_day })
    }

    /// UTC, with day 1 on 1970-01-01.
    pub fn utc() -> Self {
        Self { zone_name: "UTC".to_owned(), zone: TimeZone::UTC, first_day: civil::date(1970, 1, 1) }
    }

    /// As [`Calendar::new`], with the date written `2026-11-02`.
    ///
    /// # Errors
    /// When the zone is unknown or the text is not such a date.
    pub fn parse(zone: &str, first_day: &str) -> Result<Self, CalendarError> {
        let date = first_day.parse().map_err(|_| CalendarError::BadDate(first_day.to_owned()))?;
        Self::new(zone, date)
    }

    /// The same zone with day 1 on the date of `at`.
    pub fn starting_at(&self, at: Timestamp) -> Self {
        Self { first_day: self.local(at).date, ..self.clone() }
    }

    /// The zone's IANA name.
    pub fn zone_name(&self) -> &str {
        &self.zone_name
    }

    /// The date of day 1.
    pub fn first_day(&self) -> civil::Date {
        self.first_day
    }

    /// Day, date, weekday and clock at an instant.
    pub fn local(&self, at: Timestamp) -> Local {
        // Beyond the years that a calendar has, it is the first or the last of its instants.
        let instant = jiff_instant(at);
        let shift = Span::seconds(i64::from(self.zone.to_offset(instant).seconds()));
        let shifted = (Timestamp(instant.as_millisecond()) + shift).as_millis();
        let days_since_1970 = shifted.div_euclid(86_400_000);
        let date = civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(days_since_1970))
            .unwrap_or(if shifted < 0 { civil::Date::MIN } else { civil::Date::MAX });
        let first = days_from_1970(self.first_day);
        Local {
            day: days_since_1970 - first + 1,
            date,
            // 1970-01-01 was a Thursday.
            weekday: Weekday::ALL[(days_since_1970 + 3).rem_euclid(7) as usize],
            clock: ClockTime(shifted.rem_euclid(86_400_000)),
        }
    }

    /// The instant of a clock time on a day counted from 1. A time that a clock change skips is taken as far after
    /// the change as it would have been; a time that comes twice is the first.
    pub fn at(&self, day: i64, clock: ClockTime) -> Timestamp {
        let millis = (days_from_1970(self.first_day) + day - 1).saturating_mul(86_400_000).saturating_add(clock.0);
        let wall = civil::date(1970, 1, 1)
            .at(0, 0, 0, 0)
            .checked_add(jiff::Span::new().milliseconds(millis.clamp(-4_000_000_000_000, 200_000_000_000_000)));
        match wall.map(|w| self.zone.to_ambiguous_timestamp(w).compatible()) {
            Ok(Ok(instant)) => Timestamp(instant.as_millisecond()),
            Ok(Err(_)) | Err(_) => Timestamp(millis),
        }
    }

    /// RFC 3339 with the zone's offset at that instant: `2026-12-03T07:21:05+00:00`, milliseconds only where there
    /// are any.
    pub fn rfc3339(&self, at: Timestamp) -> String {
        let instant = jiff_instant(at);
        let offset = self.zone.to_offset(instant);
        let wall = offset.to_datetime(instant);
        let seconds = offset.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.unsigned_abs() / 60;
        format!("{wall}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

fn days_from_1970(date: civil::Date) -> i64 {
    let midnight = date.at(0, 0, 0, 0);
    midnight.duration_since(civil::date(1970, 1, 1).at(0, 0, 0, 0)).as_secs() / 86_400
}

fn jiff_instant(at: Timestamp) -> jiff::Timestamp {
    let limits = (jiff::Timestamp::MIN.as_millisecond(), jiff::Timestamp::MAX.as_millisecond());
    jiff::Timestamp::from_millisecond(at.as_millis().clamp(limits.0, limits.1)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// Reads an instant written in RFC 3339, with `Z` or an offset; `None` when it is not one.
pub fn parse_rfc3339(text: &str) -> Option<Timestamp> {
    usual_rfc3339(text.as_bytes()).or_else(|| parse_any_rfc3339(text))
}

/// The form that nearly all instants have, `2026-12-03T07:21:05.250+00:00`, from 1970 on; `None` for whatever else, valid
/// or not. Recordings have millions of them.
fn usual_rfc3339(text: &[u8]) -> Option<Timestamp> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    let two = |tens: u8, ones: u8| Some(digit(tens)? * 10 + digit(ones)?);
    let (wall, rest) = text.split_at_checked(19)?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', i1, i2, b':', s1, s2] = wall else {
        return None;
    };
    let (year, month, day) = (two(y1, y2)? * 100 + two(y3, y4)?, two(m1, m2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(i1, i2)?, two(s1, s2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if year < 1971 || day < 1 || day > last || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (mut millis, mut rest) = (0, rest);
    if let [b'.', a, more @ ..] = rest {
        millis = digit(*a)? * 100;
        rest = more;
        for unit in [10, 1] {
            if let [next, more @ ..] = rest
                && let Some(value) = digit(*next)
            {
                millis += value * unit;
                rest = more;
            } else {
                break;
            }
        }
    }
    let ahead = match rest {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(*h1, *h2)?, two(*m1, *m2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let ahead = hours * 60 + minutes;
            if *sign == b'-' { -ahead } else { ahead }
        }
        _ => return None,
    };
    // Days since 1970-01-01, with years that begin in March, so that the leap day is the last.
    let (from_march, shifted) = ((month + 9) % 12, if month > 2 { year } else { year - 1 });
    let days =
        365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (from_march * 306 + 5) / 10 + day - 1 - 719_468;
    let seconds = ((days * 24 + hour) * 60 + minute - ahead) * 60 + second;
    Some(Timestamp(seconds * 1_000 + millis))
}

fn parse_any_rfc3339(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(|t| Timestamp(t.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn london() -> Calendar {
        Calendar::parse("Europe/London", "2026-10-24").expect("a calendar")
    }

    #[test]
    fn spans_and_clocks_are_read_as_they_are_written() {
        for (text, millis) in [
            ("9 h", Some(32_400_000)),
            ("1 h 30 min", Some(5_400_000)),
            ("45 s", Some(45_000)),
            ("2 days 1 h", Some(176_400_000)),
            ("-5 min", Some(-300_000)),
            ("0 s", Some(0)),
            ("", None),
            ("h", None),
            ("9", None),
            ("30 min 1 h", None),
            ("1 h 1 h", None),
            ("1.5 h", None),
            ("99999999999999999999 h", None),
            ("9000000000000000 h", None),
        ] {
            assert_eq!(Span::parse(text).map(Span::as_millis), millis, "{text}");
        }
        for millis in [0, 1, 999, 1_000, 61_250, 5_400_000, 86_400_000, -300_000] {
            assert_eq!(Span::parse(&Span::millis(millis).exact()), Some(Span::millis(millis)));
        }
        for text in ["00:00", "07:30", "07:30:15", "23:59:59.999"] {
            assert_eq!(ClockTime::parse(text).map(ClockTime::exact).as_deref(), Some(text));
        }
        for text in ["24:00", "7:60", "07:30:60", "07:30.250", "07:30:15.25", "07", "", "-1:00"] {
            assert_eq!(ClockTime::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_clocks_go_there_and_back() {
        let calendar = london();
        for day in 1..400 {
            for clock in ["00:00", "06:45", "23:59"] {
                let clock = ClockTime::parse(clock).expect("a clock time");
                let local = calendar.local(calendar.at(day, clock));
                assert_eq!((local.day, local.clock), (day, clock));
            }
        }
    }

    proptest::proptest! {
        /// The quick way of reading what nearly all write reads nothing otherwise than the thorough one.
        #[test]
        fn the_usual_form_of_an_instant_is_read_as_any_form_is(
            year in 1970..=9_999_u32, month in 0..=13_u32, day in 0..=32_u32,
            hour in 0..=24_u32, minute in 0..=60_u32, second in 0..=60_u32,
            fraction in "(\\.[0-9]{0,4})?", offset in "(Z|[+-][0-2][0-9]:[0-6][0-9])",
        ) {
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}");
            if let Some(found) = usual_rfc3339(text.as_bytes()) {
                proptest::prop_assert_eq!(parse_any_rfc3339(&text), Some(found), "{}", text);
            }
        }
    }

    #[test]
    fn the_usual_form_is_the_quick_one() {
        for text in ["2026-12-03T07:21:05+00:00", "2024-02-29T23:59:59.999-05:30", "2000-01-01T00:00:00Z"] {
            assert!(
                usual_rfc3339(text.as_bytes()).is_some_and(|found| parse_any_rfc3339(text) == Some(found)),
                "{text}"
            );
        }
    }

    #[test]
    fn times_beyond_the_calendar_are_no_reason_to_panic() {
        let calendar = london();
        for millis in [i64::MIN, i64::MIN + 1, -400_000_000_000_000, 400_000_000_000_000, i64::MAX] {
            let at = Timestamp::from_millis(millis);
            assert_eq!(calendar.local(at).date.year() < 0, millis < 0, "{millis}");
            assert!(!calendar.rfc3339(at).is_empty());
        }
    }

    #[test]
    fn the_night_the_clocks_go_back_has_an_hour_more() {
        let calendar = london();
        assert_eq!(calendar.at(3, ClockTime::MIDNIGHT) - calendar.at(2, ClockTime::MIDNIGHT), Span::hours(25));
        assert_eq!(calendar.rfc3339(calendar.at(2, ClockTime(0))), "2026-10-25T00:00:00+01:00");
        assert_eq!(calendar.rfc3339(calendar.at(3, ClockTime(0))), "2026-10-26T00:00:00+00:00");
        assert_eq!(calendar.local(calendar.at(2, ClockTime(0))).weekday, Weekday::Sunday);
    }

    #[test]
    fn spans_read_as_people_say_them() {
        let cases =
            [(20, "20 s"), (35 * 60, "35 min"), (7_500, "2 h 5 min"), (86_400, "1 day"), (180_000, "2 days 2 h")];
        for (seconds, text) in cases {
            assert_eq!(Span::seconds(seconds).to_string(), text);
        }
    }

    #[test]
    fn only_real_clock_times_are_read() {
        for bad in ["24:00", "7", "07:60", "07:30:99", "-1:00", "07:30:00:00", "", "+7:30", "007:30"] {
            assert_eq!(ClockTime::parse(bad), None, "{bad:?}");
        }
        assert_eq!(ClockTime::parse("7:05"), ClockTime::new(7, 5));
    }
}
