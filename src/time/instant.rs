//! Instants and lengths of time in whole milliseconds: arithmetic, and how a length is written and read. It knows no
//! calendar.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

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
        Self(nearest(seconds * 1_000.0))
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

/// The nearest whole number, halves away from zero; what lies beyond the type is its limit. As `round` gives it, which is
/// a call of its own on processors that have no instruction for it, and this is asked for millions of times a simulated year.
#[inline]
pub(crate) fn nearest(number: f64) -> i64 {
    let whole = number as i64;
    let rest = number - whole as f64;
    if rest >= 0.5 {
        whole.saturating_add(1)
    } else if rest <= -0.5 {
        whole.saturating_sub(1)
    } else {
        whole
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
    // Asked for with every tick and reading; where the step is known, put in its place it needs no division.
    #[inline]
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
