//! CASAS recordings of Washington State University, in the three layouts that are around:
//!
//! - `2011-06-15 01:03:39.14962 Bedroom Closet ON Sleep`: date, time, area, finer area, value, activity;
//! - `2009-06-01 17:51:20.055202 M046 ON [Sleeping begin]`: date, time, sensor, value, with any white space between;
//! - `2/1/2009,8:00:38 AM,M048,OFF,,,`: the same with commas and American dates.
//!
//! In any of them, one or two further names may stand between the sensor's code and its value.
//! Activities are the annotators' truth, and are never read.

use std::borrow::Cow;

use jiff::civil;

use super::row::{Row, Said, When, civil_time};

/// What is wrong with a line whose value can't be told.
const NO_VALUE: &str = "no value ON, OFF, OPEN, CLOSE or a number";

/// Reads one line; the error says what is wrong with it.
pub(super) fn parse(line: &str) -> Result<Row<'_>, &'static str> {
    if line.contains(',') {
        return with_commas(line);
    }
    let mut fields = line.split_ascii_whitespace();
    let mut next = || fields.next();
    let (Some(date), Some(time), Some(sensor), Some(value)) = (next(), next(), next(), next()) else {
        return Err("too few columns for date, time, sensor and value");
    };
    let when = civil_time(date, time).ok_or("no date and time such as 2011-06-15 01:03:39.15")?;
    let (device, word) = named(sensor, value, next)?;
    Ok(Row::new(When::Civil(when), device, word))
}

/// A sensor with up to two further names before its value.
fn named<'a>(
    sensor: &'a str,
    second: &'a str,
    mut next: impl FnMut() -> Option<&'a str>,
) -> Result<(Cow<'a, str>, Said<'a>), &'static str> {
    if let Some(word) = word(second) {
        return Ok((Cow::Borrowed(sensor), word));
    }
    let third = next().ok_or(NO_VALUE)?;
    if let Some(word) = word(third) {
        return Ok((Cow::Owned(format!("{sensor} {second}")), word));
    }
    let word = next().and_then(word).ok_or(NO_VALUE)?;
    Ok((Cow::Owned(format!("{sensor} {second} {third}")), word))
}

fn with_commas(line: &str) -> Result<Row<'_>, &'static str> {
    let mut fields = line.split(',').map(str::trim);
    let mut next = || fields.next().filter(|field| !field.is_empty());
    let (Some(date), Some(time), Some(sensor), Some(value)) = (next(), next(), next(), next()) else {
        return Err("too few columns for date, time, sensor and value");
    };
    let when = american_time(date, time).or_else(|| civil_time(date, time));
    let when = when.ok_or("no date and time such as 2/1/2009,8:00:38 AM")?;
    let (device, word) = named(sensor, value, next)?;
    Ok(Row::new(When::Civil(when), device, word))
}

fn word(text: &str) -> Option<Said<'_>> {
    match text {
        "ON" => Some(Said::On),
        "OFF" => Some(Said::Off),
        "OPEN" => Some(Said::Open),
        "CLOSE" => Some(Said::Close),
        number => Said::number(number),
    }
}

/// `2/1/2009` and `8:00:38 AM`: month, day, year, and a clock of twelve hours.
fn american_time(date: &str, time: &str) -> Option<civil::DateTime> {
    let mut parts = date.split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let (clock, half) = time.split_once(' ')?;
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    let hour: i8 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let hour = match half {
        "AM" => hour % 12,
        "PM" => hour % 12 + 12,
        _ => return None,
    };
    let time = civil::Time::new(hour, minute.parse().ok()?, second.parse().ok()?, 0).ok()?;
    Some(date.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layouts_say_the_same() {
        let cases = [
            ("2011-06-15 01:03:39.14962 Bedroom Closet ON Sleep", "Bedroom Closet", Said::On, "01:03:39.14962"),
            ("2011-06-15\t01:03:39   M046 \t OFF", "M046", Said::Off, "01:03:39"),
            ("2011-06-15 13:03:39.5 M046 ON Meal_Preparation begin", "M046", Said::On, "13:03:39.5"),
            (
                "2011-06-15 01:03:39 D002 Ignore Ignore CLOSE Control4-Door",
                "D002 Ignore Ignore",
                Said::Close,
                "01:03:39",
            ),
            ("2011-06-15,01:03:39.5,M021,ON,Sleep", "M021", Said::On, "01:03:39.5"),
            ("2011-06-15 01:03:39 D002 OPEN", "D002", Said::Open, "01:03:39"),
            ("2011-06-15 01:03:39 T001 -3.5", "T001", Said::Number(-3.5), "01:03:39"),
            ("6/15/2011,1:03:39 PM,M048,OFF,,,", "M048", Said::Off, "13:03:39"),
            ("6/15/2011,12:03:39 AM,D001,CLOSE", "D001", Said::Close, "00:03:39"),
        ];
        for (line, device, word, time) in cases {
            let row = parse(line).expect(line);
            assert_eq!((&*row.device, row.word), (device, word), "{line}");
            assert_eq!(row.when, When::Civil(civil_time("2011-06-15", time).expect("a time")), "{line}");
        }
    }

    #[test]
    fn what_is_no_row_is_refused() {
        for line in [
            "2011-06-15",
            "2011-06-15 01:03:39 M046",
            "2011-06-15 25:03:39 M046 ON",
            "2011-02-30 01:03:39 M046 ON",
            "2011-06-15 01:03:39 M046 MAYBE",
            "2011-06-15 01:03:39 M046 Bedroom Bedroom MAYBE ON",
            "2011-06-15 01:03:39 M046 NaN",
            "2011-06-15 01:03:39 M046 1e999",
            "13/15/2011,1:03:39 PM,M048,OFF",
            "6/15/2011,13:03:39 PM,M048,OFF",
            "6/15/2011,1:03:39,M048,OFF",
            "M046 ON 2011-06-15 01:03:39",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
