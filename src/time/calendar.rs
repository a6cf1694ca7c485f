//! The civil clock of one home: its zone with daylight saving, and which date is day 1.

use std::fmt;
use std::sync::Arc;

use jiff::civil;
use jiff::tz::TimeZone;

use super::{ClockTime, Local, Span, Timestamp, Weekday};

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
    /// Days from 1970 to the first day.
    first: i64,
    /// The zone's offset from each of these instants on, in seconds, around the first day: a monitor asks for the time on
    /// the clock in every minute. What lies before the first and after the last is looked up in the zone itself.
    offsets: Arc<[(Timestamp, i32)]>,
}

/// How many changes of its offset a calendar keeps at hand: two a year for more than ten years.
const KEPT_OFFSETS: usize = 26;

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
        Ok(Self::with(zone, found, first_day))
    }

    /// UTC, with day 1 on 1970-01-01.
    pub fn utc() -> Self {
        Self::with("UTC", TimeZone::UTC, civil::date(1970, 1, 1))
    }

    fn with(zone_name: &str, zone: TimeZone, first_day: civil::Date) -> Self {
        let first = days_from_1970(first_day);
        // The first day's own offset began up to a year earlier.
        let from = jiff_instant(Timestamp::from_millis((first - 400) * 86_400_000));
        let mut offsets = vec![(Timestamp::from_millis(from.as_millisecond()), zone.to_offset(from).seconds())];
        for change in zone.following(from).take(KEPT_OFFSETS) {
            offsets.push((Timestamp::from_millis(change.timestamp().as_millisecond()), change.offset().seconds()));
        }
        Self { zone_name: zone_name.to_owned(), zone, first_day, first, offsets: offsets.into() }
    }

    /// The zone's offset at an instant.
    fn offset(&self, at: Timestamp) -> Span {
        let after = self.offsets.partition_point(|(from, _)| *from <= at);
        let known = after > 0 && after < self.offsets.len();
        let seconds = match self.offsets.get(after.wrapping_sub(1)) {
            Some((_, seconds)) if known => *seconds,
            Some(_) | None => self.zone.to_offset(jiff_instant(at)).seconds(),
        };
        Span::seconds(i64::from(seconds))
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
        Self::with(&self.zone_name, self.zone.clone(), self.local(at).date)
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
        let at = Timestamp::from_millis(jiff_instant(at).as_millisecond());
        let shifted = (at + self.offset(at)).as_millis();
        let days_since_1970 = shifted.div_euclid(86_400_000);
        let date = date_from_1970(days_since_1970);
        Local {
            day: days_since_1970 - self.first + 1,
            date,
            // 1970-01-01 was a Thursday.
            weekday: Weekday::ALL[(days_since_1970 + 3).rem_euclid(7) as usize],
            clock: ClockTime::from_millis(shifted),
        }
    }

    /// The instant of a clock time on a day counted from 1. A time that a clock change skips is taken as far after
    /// the change as it would have been; a time that comes twice is the first.
    pub fn at(&self, day: i64, clock: ClockTime) -> Timestamp {
        let millis =
            (self.first + day - 1).saturating_mul(86_400_000).saturating_add(clock.since_midnight().as_millis());
        let wall = civil::date(1970, 1, 1)
            .at(0, 0, 0, 0)
            .checked_add(jiff::Span::new().milliseconds(millis.clamp(-4_000_000_000_000, 200_000_000_000_000)));
        match wall.map(|w| self.zone.to_ambiguous_timestamp(w).compatible()) {
            Ok(Ok(instant)) => Timestamp::from_millis(instant.as_millisecond()),
            Ok(Err(_)) | Err(_) => Timestamp::from_millis(millis),
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

/// The date so many days after 1970-01-01, by the eras of 400 years that the calendar repeats in (Hinnant,
/// "chrono-compatible low-level date algorithms").
fn date_from_1970(days: i64) -> civil::Date {
    let shifted = days.saturating_add(719_468);
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Years begin in March, so that the leap day is their last.
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let beyond = if days < 0 { civil::Date::MIN } else { civil::Date::MAX };
    match (i16::try_from(year), i8::try_from(month), i8::try_from(day)) {
        (Ok(year), Ok(month), Ok(day)) => civil::Date::new(year, month, day).unwrap_or(beyond),
        (_, _, _) => beyond,
    }
}

fn jiff_instant(at: Timestamp) -> jiff::Timestamp {
    let limits = (jiff::Timestamp::MIN.as_millisecond(), jiff::Timestamp::MAX.as_millisecond());
    jiff::Timestamp::from_millisecond(at.as_millis().clamp(limits.0, limits.1)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_as_the_calendar_counts_them() {
        let start = civil::date(1970, 1, 1);
        for days in (-110_000..110_000).step_by(7).chain([-25_509, 11_016, 19_782, 47_540, 2_932_896]) {
            let expected = start.checked_add(jiff::Span::new().days(days)).expect("a date");
            assert_eq!(date_from_1970(days), expected, "{days}");
        }
        assert_eq!((date_from_1970(i64::MIN), date_from_1970(i64::MAX)), (civil::Date::MIN, civil::Date::MAX));
    }

    #[test]
    fn the_offsets_at_hand_are_those_of_the_zone() {
        for zone in ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata"] {
            let calendar = Calendar::parse(zone, "2026-10-24").expect("a calendar");
            let mut at = Timestamp::from_millis(1_600_000_000_000);
            while at < Timestamp::from_millis(2_300_000_000_000) {
                let expected = calendar.zone.to_offset(jiff_instant(at)).seconds();
                assert_eq!(calendar.offset(at), Span::seconds(i64::from(expected)), "{zone} {at:?}");
                at += Span::minutes(4_001);
            }
            for (change, _) in calendar.offsets.iter() {
                for at in [*change - Span::millis(1), *change, *change + Span::millis(1)] {
                    let expected = calendar.zone.to_offset(jiff_instant(at)).seconds();
                    assert_eq!(calendar.offset(at), Span::seconds(i64::from(expected)), "{zone} {at:?}");
                }
            }
        }
    }
}
