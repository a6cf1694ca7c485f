//! What one line of any foreign format says: when, which device, which value. Knows no format.

use std::borrow::Cow;

use jiff::civil;

use crate::home::{Capability, DeviceKind, Form};
use crate::time::{Timestamp, parse_rfc3339};
use crate::trace::mapping::Unit;

/// What one foreign line says.
pub(super) struct Row<'a> {
    pub when: When,
    pub device: Cow<'a, str>,
    pub word: Said<'a>,
}

impl<'a> Row<'a> {
    pub fn new(when: When, device: impl Into<Cow<'a, str>>, word: Said<'a>) -> Self {
        Self { when, device: device.into(), word }
    }
}

/// A time as the file has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// The home's wall clock; the zone isn't in the file.
    Civil(civil::DateTime),
    /// An instant.
    Exact(Timestamp),
}

/// A value in any foreign format.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said<'a> {
    On,
    Off,
    Open,
    Close,
    Number(f64),
    /// A word of another kind: which button, what was said.
    Text(Cow<'a, str>),
    /// The device can be reached from now on.
    Online,
    /// It can't.
    Offline,
}

impl<'a> Said<'a> {
    /// A number where the text is a finite one.
    pub fn number(text: &str) -> Option<Said<'a>> {
        let looks_so = text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+' || c == '.');
        looks_so.then(|| text.parse().ok().filter(|number: &f64| number.is_finite()).map(Said::Number)).flatten()
    }

    /// Words for yes and no that home automation uses, in any case; a number; or else the text itself.
    pub fn loose(text: &'a str) -> Said<'a> {
        let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if is(&["on", "true", "yes", "detected", "occupied", "active", "motion"]) {
            Said::On
        } else if is(&["off", "false", "no", "clear", "inactive", "none"]) {
            Said::Off
        } else if is(&["open", "opened"]) {
            Said::Open
        } else if is(&["close", "closed", "shut"]) {
            Said::Close
        } else if is(&["online", "available"]) {
            Said::Online
        } else if is(&["offline", "unavailable"]) {
            Said::Offline
        } else {
            Said::number(text).unwrap_or(Said::Text(Cow::Borrowed(text)))
        }
    }

    /// The value in this capability's own terms, as the program itself writes it; `None` when it is none.
    pub fn exact(text: &'a str, capability: Capability) -> Option<Said<'a>> {
        match capability.form() {
            Form::Flag => match Said::loose(text) {
                yes_or_no @ (Said::On | Said::Off | Said::Open | Said::Close) => Some(yes_or_no),
                Said::Number(number) if number == 0.0 || number == 1.0 => Some(Said::Number(number)),
                Said::Number(_) | Said::Text(_) | Said::Online | Said::Offline => None,
            },
            Form::Number => Said::number(text),
            Form::Word => Some(Said::Text(Cow::Borrowed(text))),
        }
    }
}

/// What a format itself tells of a device, beyond the values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct About {
    /// What it shares with the other values of one physical device.
    pub group: String,
    /// The words that it is called by, in small letters: where, if that is told apart.
    pub place: String,
    /// What it is called there.
    pub thing: String,
    /// What it measures.
    pub capability: Capability,
    /// The class of device, where the format tells.
    pub kind: Option<DeviceKind>,
    /// Whether it is on a door that leads outside; `None` leaves it to the name.
    pub outside_door: Option<bool>,
    /// The unit of its numbers.
    pub unit: Unit,
}

impl About {
    /// One value of the device `group`, called `thing`.
    pub fn new(group: &str, thing: &str, capability: Capability) -> Self {
        Self {
            group: group.to_owned(),
            place: String::new(),
            thing: thing.to_owned(),
            capability,
            kind: None,
            outside_door: None,
            unit: Unit::default(),
        }
    }
}

/// A date and a clock time with nothing around them.
pub(super) fn civil_time(date: &str, time: &str) -> Option<civil::DateTime> {
    let plain = |text: &str, mark: u8, also: u8| {
        text.bytes().all(|b| b.is_ascii_digit() || b == mark || b == also) && text.bytes().any(|b| b == mark)
    };
    if let (Some(date), Some(time)) = (usual_date(date), usual_time(time)) {
        return Some(date.to_datetime(time));
    }
    if !plain(date, b'-', b'-') || !plain(time, b':', b'.') {
        return None;
    }
    Some(date.parse::<civil::Date>().ok()?.to_datetime(time.parse().ok()?))
}

/// A date as nearly all write it, `2031-03-04`; `None` for whatever else, valid or not.
fn usual_date(text: &str) -> Option<civil::Date> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return None };
    let year = i16::from(two(a, b)?) * 100 + i16::from(two(c, d)?);
    civil::Date::new(year, two(e, f)?, two(g, h)?).ok()
}

/// A time of day as nearly all write it, `06:58:01` or with a fraction of a second behind a point.
fn usual_time(text: &str) -> Option<civil::Time> {
    let (clock, fraction) = text.as_bytes().split_at_checked(8)?;
    let &[a, b, b':', c, d, b':', e, f] = clock else { return None };
    let mut nanos = 0_i32;
    if let Some((point, digits)) = fraction.split_first() {
        if *point != b'.' || digits.is_empty() || digits.len() > 9 {
            return None;
        }
        for place in 0..9 {
            let digit = digits.get(place).copied().unwrap_or(b'0');
            nanos = nanos * 10 + i32::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        }
    }
    civil::Time::new(two(a, b)?, two(c, d)?, two(e, f)?, nanos).ok()
}

fn two(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
    i8::try_from(digit(tens)? * 10 + digit(ones)?).ok()
}

/// What a clock shows, as milliseconds since it showed 1970.
pub(super) fn civil_millis(when: civil::DateTime) -> i64 {
    const EPOCH: civil::DateTime = civil::date(1970, 1, 1).at(0, 0, 0, 0);
    let since = when.duration_since(EPOCH);
    // A fraction counts downwards from the second before, also before 1970.
    since.as_secs() * 1_000 + i64::from(since.subsec_nanos()).div_euclid(1_000_000)
}

/// A time in the ways that programs write it: RFC 3339 with an offset, a civil time, or a number of seconds or
/// milliseconds since 1970.
pub(super) fn any_time(text: &str) -> Option<When> {
    if let Some(at) = unix_time(text) {
        return Some(When::Exact(at));
    }
    if let Some((date, time)) = text.split_once([' ', 'T'])
        && let Some(when) = civil_time(date, time)
    {
        return Some(When::Civil(when));
    }
    parse_rfc3339(text).map(When::Exact)
}

/// A number of seconds since 1970, or of milliseconds where seconds would be later than the year 5000.
pub(super) fn unix_time(text: &str) -> Option<Timestamp> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') || text.is_empty() {
        return None;
    }
    unix_number(text.parse().ok()?)
}

/// The same of a number.
pub(super) fn unix_number(number: f64) -> Option<Timestamp> {
    const LATEST_SECONDS: f64 = 1e11;
    let millis = if number.abs() < LATEST_SECONDS { number * 1_000.0 } else { number };
    // Larger numbers are no times at all, and are refused by their year.
    (millis.is_finite() && millis.abs() < 9e15).then(|| Timestamp::from_millis(millis.round() as i64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_read_as_programs_write_them() {
        let instant = |millis| Some(When::Exact(Timestamp::from_millis(millis)));
        let cases = [
            ("1970-01-02T00:00:00Z", instant(86_400_000)),
            ("1970-01-02T01:00:00.250+01:00", instant(86_400_250)),
            ("1970-01-02T01:00:00+0100", instant(86_400_000)),
            ("1970-01-02 00:00:00+00:00", instant(86_400_000)),
            ("1489017527", instant(1_489_017_527_000)),
            ("1489017527.5", instant(1_489_017_527_500)),
            ("1489017527123", instant(1_489_017_527_123)),
            ("2031-03-04 06:58:01", civil_time("2031-03-04", "06:58:01").map(When::Civil)),
            ("2031-03-04T06:58:01.5", civil_time("2031-03-04", "06:58:01.5").map(When::Civil)),
            ("", None),
            ("yesterday", None),
            ("2031-03-04", None),
            ("-1", None),
            ("99999999999999999999999", None),
            ("1.2.3", None),
        ];
        for (text, expected) in cases {
            assert_eq!(any_time(text), expected, "{text:?}");
        }
    }

    proptest! {
        /// The quick way of reading what nearly all write reads nothing otherwise than the thorough one.
        #[test]
        fn the_usual_forms_are_read_as_any_form_is(
            year in 0..=9_999_u32, month in 0..=13_u32, day in 0..=32_u32,
            hour in 0..=25_u32, minute in 0..=61_u32, second in 0..=60_u32, fraction in "(\\.[0-9]{0,10})?",
        ) {
            let (date, time) = (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}:{second:02}{fraction}"));
            if let Some(found) = usual_date(&date) {
                prop_assert_eq!(date.parse::<civil::Date>().ok(), Some(found));
            }
            if let Some(found) = usual_time(&time) {
                prop_assert_eq!(time.parse::<civil::Time>().ok(), Some(found));
            }
        }
    }

    #[test]
    fn words_for_yes_and_no_are_many() {
        let cases = [
            ("ON", Said::On),
            ("True", Said::On),
            ("clear", Said::Off),
            ("Open", Said::Open),
            ("closed", Said::Close),
            ("unavailable", Said::Offline),
            ("-3.5", Said::Number(-3.5)),
            ("single", Said::Text("single".into())),
            ("NaN", Said::Text("NaN".into())),
            ("1e999", Said::Text("1e999".into())),
        ];
        for (text, expected) in cases {
            assert_eq!(Said::loose(text), expected, "{text}");
        }
        assert_eq!(Said::exact("on", Capability::Speech), Some(Said::Text("on".into())));
        assert_eq!(Said::exact("12", Capability::Occupancy), None);
        assert_eq!(Said::exact("1", Capability::Contact), Some(Said::Number(1.0)));
    }
}
