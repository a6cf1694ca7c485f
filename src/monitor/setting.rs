//! Every value of the monitor's configuration by its name, so that a person can try another without building anew.
//!
//! Knows which values make sense, and nothing of what they do. A field that is added to [`Config`] does not compile until
//! it has its line in [`all`].

use std::ops::RangeInclusive;

use super::Config;
use crate::time::{ClockTime, Span};

/// One value of the configuration, with what may stand there.
enum Setting<'a> {
    /// A whole number of days.
    Days(&'a mut i64, RangeInclusive<i64>),
    /// A number.
    Number(&'a mut f64, RangeInclusive<f64>),
    /// A time on the clock.
    Clock(&'a mut ClockTime),
    /// A length of time.
    Length(&'a mut Span, RangeInclusive<Span>),
}

/// Every value by its field's name.
fn all(config: &mut Config) -> Vec<(&'static str, Setting<'_>)> {
    // Ten years: the longest scenario.
    let days = || 0..=3_660;
    let celsius = || -20.0..=45.0;
    let Config {
        learning_days,
        speaks_after_days,
        false_alarms_every_days,
        night_from,
        night_until,
        unusual_door_chance,
        low_celsius,
        urgent_celsius,
        urgent_for,
        cold_degree_hours,
    } = config;
    vec![
        ("learning_days", Setting::Days(learning_days, days())),
        ("speaks_after_days", Setting::Days(speaks_after_days, days())),
        ("false_alarms_every_days", Setting::Number(false_alarms_every_days, 1.0..=100_000.0)),
        ("night_from", Setting::Clock(night_from)),
        ("night_until", Setting::Clock(night_until)),
        ("unusual_door_chance", Setting::Number(unusual_door_chance, 0.0..=1.0)),
        ("low_celsius", Setting::Number(low_celsius, celsius())),
        ("urgent_celsius", Setting::Number(urgent_celsius, celsius())),
        ("urgent_for", Setting::Length(urgent_for, Span::ZERO..=Span::days(31))),
        ("cold_degree_hours", Setting::Number(cold_degree_hours, 0.0..=10_000.0)),
    ]
}

impl Setting<'_> {
    /// Takes a value over; false, and nothing is changed, where it does not make sense.
    fn take(self, value: &str) -> bool {
        match self {
            Self::Days(field, range) => put(field, value.parse().ok().filter(|days| range.contains(days))),
            Self::Number(field, range) => put(field, value.parse().ok().filter(|number| range.contains(number))),
            Self::Clock(field) => put(field, ClockTime::parse(value)),
            Self::Length(field, range) => put(field, Span::parse(value).filter(|span| range.contains(span))),
        }
    }

    /// What may stand there: `a number from 0 to 1`.
    fn in_words(&self) -> String {
        match self {
            Self::Days(_, range) => format!("a whole number from {} to {}", range.start(), range.end()),
            Self::Number(_, range) => format!("a number from {} to {}", range.start(), range.end()),
            Self::Clock(_) => "a time on the clock such as 22:30".to_owned(),
            Self::Length(_, range) => format!("a span such as 2 h, up to {}", range.end()),
        }
    }
}

fn put<T>(field: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *field = value;
            true
        }
        None => false,
    }
}

impl Config {
    /// Gives one value of the configuration another content, by the name of its field; `-` may stand for `_`.
    ///
    /// # Errors
    /// When there is no such name, or the content makes no sense there: a sentence that says what would.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        let name = key.trim().replace('-', "_");
        let Some((name, setting)) = all(self).into_iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = Self::names();
            let near = known.iter().find(|known| strsim::damerau_levenshtein(known, &name) <= 3);
            let hint = near.map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            return Err(format!("the monitor has no setting {key:?}.{hint} There are {}.", known.join(", ")));
        };
        let wanted = setting.in_words();
        if setting.take(value.trim()) { Ok(()) } else { Err(format!("{name} cannot be {value:?}; write {wanted}.")) }
    }

    /// The names that [`Config::set`] knows, in their order.
    pub fn names() -> Vec<&'static str> {
        all(&mut Self::default()).into_iter().map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_can_be_set_and_makes_another_monitor() {
        let others = [
            ("learning_days", "7"),
            ("speaks_after_days", "3"),
            ("false_alarms_every_days", "11.5"),
            ("night_from", "23:15"),
            ("night_until", "05:00"),
            ("unusual_door_chance", "0.5"),
            ("low_celsius", "16.5"),
            ("urgent_celsius", "12"),
            ("urgent_for", "1 h 30 min"),
            ("cold_degree_hours", "2"),
        ];
        assert_eq!(others.map(|(name, _)| name).to_vec(), Config::names(), "a setting is not tried here");
        for (name, value) in others {
            let mut config = Config::default();
            config.set(name, value).expect(name);
            assert_ne!(config.hash(), Config::default().hash(), "{name} changes nothing");
        }
        let mut config = Config::default();
        config.set("low-celsius", " 17 ").expect("another spelling");
        assert_eq!(config, Config { low_celsius: 17.0, ..Config::default() });
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_words() {
        let cases = [
            ("low_celcius", "17", "Did you mean low_celsius?"),
            ("warp", "9", "There are learning_days, "),
            ("", "9", "There are learning_days, "),
            ("low_celsius", "warm", "a number from -20 to 45"),
            ("low_celsius", "NaN", "a number from -20 to 45"),
            ("low_celsius", "inf", "a number from -20 to 45"),
            ("unusual_door_chance", "1.5", "a number from 0 to 1"),
            ("learning_days", "-1", "a whole number from 0 to 3660"),
            ("learning_days", "2.5", "a whole number from 0 to 3660"),
            ("night_from", "25:00", "a time on the clock"),
            ("urgent_for", "2", "a span such as 2 h"),
            ("urgent_for", "-2 h", "a span such as 2 h"),
        ];
        for (key, value, says) in cases {
            let mut config = Config::default();
            let error = config.set(key, value).expect_err(key);
            assert!(error.contains(says), "{key}={value} should say {says:?}: {error}");
            assert_eq!(config, Config::default(), "{key}={value} changed something");
        }
    }
}
