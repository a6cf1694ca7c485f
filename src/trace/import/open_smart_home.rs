//! Open Smart Home (Fraunhofer IBP): a folder with one file a room and quantity, `Kitchen_Temperature.csv`, each line
//! `unix-seconds <tab> value`.
//!
//! Only what tells of a room's air is taken: a set point is a wish, a thermostat measures its radiator, and the weather
//! outside is no room's.

use std::path::{Path, PathBuf};

use super::infer::words;
use super::row::{About, When, unix_time};
use crate::home::Capability;
use crate::trace::TraceError;

/// The most entries of a folder that are looked at.
const MAX_ENTRIES: usize = 10_000;

/// What one file is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Series {
    /// Its name without endings: `Room1_Temperature`.
    pub id: String,
    place: String,
    quantity: String,
}

impl Series {
    /// From the file's name; `None` when it names no room and quantity.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let stem = name.split('.').next()?;
        let (place, quantity) =
            stem.split_once('_').filter(|(place, quantity)| !place.is_empty() && !quantity.is_empty())?;
        let series = Self { id: stem.to_owned(), place: words(place), quantity: words(quantity) };
        (name.len() > stem.len()).then_some(series)
    }

    /// What it measures; `None` when it is of no use.
    pub fn capability(&self) -> Option<Capability> {
        match self.quantity.as_str() {
            "temperature" => Some(Capability::Temperature),
            "humidity" => Some(Capability::Humidity),
            _ => None,
        }
    }

    /// What it measures, in words.
    pub fn quantity(&self) -> &str {
        &self.quantity
    }

    /// What the sensor is.
    pub fn about(&self, capability: Capability) -> About {
        About { place: self.place.clone(), ..About::new(&self.place, "", capability) }
    }
}

/// The files of a folder that can be series, by name, and the names of all others.
pub(super) fn files(folder: &Path) -> Result<(Vec<PathBuf>, Vec<String>), TraceError> {
    let fail = |error| TraceError::io("read", folder, error);
    let (mut series, mut others) = (Vec::new(), Vec::new());
    for (number, entry) in std::fs::read_dir(folder).map_err(fail)?.enumerate() {
        let path = entry.map_err(fail)?.path();
        if number >= MAX_ENTRIES {
            let hint = "Name the folder that holds the series and nothing else.";
            return Err(TraceError::bad(folder, None, "there are more than ten thousand files in this folder", hint));
        }
        let tabular = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.contains(".csv"));
        if tabular && path.is_file() && Series::of(&path).is_some() {
            series.push(path);
        } else {
            others.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    // The system gives them in no order.
    series.sort();
    others.sort();
    Ok((series, others))
}

/// Reads one line; the error says what is wrong with it.
pub(super) fn parse(line: &str) -> Result<(When, f64), &'static str> {
    let mut fields = line.split([' ', '\t', ',', ';']).map(str::trim).filter(|field| !field.is_empty());
    let (Some(time), Some(value), None) = (fields.next(), fields.next(), fields.next()) else {
        return Err("not the two columns time and value");
    };
    let at = unix_time(time).ok_or("no time in seconds since 1970")?;
    let value: f64 = value.parse().map_err(|_| "the value is no number")?;
    if value.is_finite() { Ok((When::Exact(at), value)) } else { Err("the value is no finite number") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_what_it_is() {
        let cases = [
            ("Kitchen_Temperature.csv.gz", Some(("kitchen", Some(Capability::Temperature)))),
            ("Room1_Humidity.csv", Some(("room 1", Some(Capability::Humidity)))),
            ("Room2_OutdoorTemperature.csv", Some(("room 2", None))),
            ("Bathroom_SetpointHistory.csv", Some(("bathroom", None))),
            ("Room3_left_ThermostatTemperature.csv", Some(("room 3", None))),
            ("readme.csv", None),
            ("_Temperature.csv", None),
            ("Kitchen_Temperature", None),
        ];
        for (name, expected) in cases {
            let series = Series::of(Path::new(name));
            let found = series.as_ref().map(|series| (series.place.as_str(), series.capability()));
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn a_line_is_a_time_and_a_number() {
        let at = |seconds: i64| When::Exact(crate::time::Timestamp::from_millis(seconds * 1_000));
        for line in ["1930000000\t19.5", "1930000000 19.5", "1930000000,19.5"] {
            assert_eq!(parse(line), Ok((at(1_930_000_000), 19.5)), "{line}");
        }
        for line in ["", "1930000000", "1930000000\tNaN", "1930000000\tinf", "x\t1", "1930000000\t1\t2", "-5\t1"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
