//! Van Kasteren's homes (Amsterdam, 2008), and the MIT homes in the form that he gave them: one line an interval,
//! `25-Feb-2008 00:20:14 <tab> 25-Feb-2008 00:22:57 <tab> 24`, with the sensors' names in `sensorMapX-ids.txt` beside
//! `houseX-ss.txt`: `24,Hall-Bedroom door,SleepDoor`.
//!
//! An interval is a beginning and an end. The activities, `houseX-as.txt`, look the same and are the annotators' truth:
//! no file of names is beside them, so that they are refused.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil;

use super::infer::{has, room, words};
use super::raw::Raw;
use super::row::About;
use crate::home::{Capability, DeviceKind};
use crate::trace::{Input, LineEnd, TraceError};

/// The most names in a file of them.
const MAX_NAMES: usize = 1_000;

/// One interval: when it began and ended, and of which sensor.
type Interval<'a> = (civil::DateTime, civil::DateTime, &'a str);

/// Reads one line; the error says what is wrong with it.
pub(super) fn parse(line: &str) -> Result<Interval<'_>, &'static str> {
    const NO_TIME: &str = "no date and time such as 25-Feb-2008 00:20:14";
    let fields: Vec<&str> = line.split_ascii_whitespace().take(6).collect();
    let [start_date, start, end_date, end, id] = fields[..] else {
        return Err("not the five columns of an interval: start and end, each a date and a time, and a number");
    };
    if !id.bytes().all(|b| b.is_ascii_digit()) {
        return Err("the sensor is no number");
    }
    let start = time(start_date, start).ok_or(NO_TIME)?;
    let end = time(end_date, end).ok_or(NO_TIME)?;
    Ok((start, end, id))
}

/// `25-Feb-2008` and `00:20:14`.
fn time(date: &str, time: &str) -> Option<civil::DateTime> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts = date.split('-');
    let (day, month, year, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else { return None };
    let month = MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))? + 1;
    let date = civil::Date::new(year.parse().ok()?, i8::try_from(month).ok()?, day.parse().ok()?).ok()?;
    let plain = time.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'.');
    plain.then(|| time.parse().ok().map(|time| date.to_datetime(time))).flatten()
}

/// What the sensors are called, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, (String, String)>);

impl Names {
    /// The names that lie beside a recording; `None` where there are none.
    pub fn beside(recording: &Path) -> Result<Option<Self>, TraceError> {
        let Some(path) = beside(recording).filter(|path| path.is_file()) else { return Ok(None) };
        let mut input = Input::open(&path)?;
        let (mut buffer, mut names) = (Vec::new(), BTreeMap::new());
        while !matches!(input.next_line(&mut buffer)?, LineEnd::End | LineEnd::CutOff) {
            let text = super::decoded(&buffer);
            let line = text.trim_start_matches('\u{feff}').trim();
            if line.is_empty() {
                continue;
            }
            let mut columns = line.split(',').map(str::trim);
            let (Some(id), Some(name)) = (columns.next(), columns.next().filter(|name| !name.is_empty())) else {
                let hint = "It holds lines such as 24,Hall-Bedroom door,SleepDoor.";
                return Err(TraceError::bad(&path, Some(input.line()), "no number and name of a sensor", hint));
            };
            names.insert(id.to_owned(), (name.to_owned(), columns.next().unwrap_or_default().to_owned()));
            if names.len() > MAX_NAMES {
                let hint = "Look whether the file is what it should be.";
                return Err(TraceError::bad(&path, Some(input.line()), "more than a thousand names", hint));
            }
        }
        Ok(Some(Self(names)))
    }

    /// Tells what the sensors are that the recording has.
    pub fn tell(&self, raw: &mut Raw) {
        for (id, (name, sort)) in &self.0 {
            if raw.knows(id) {
                raw.about(id, || about(id, name, sort));
            }
        }
    }
}

/// `sensorMapA-ids.txt` beside `houseA-ss.txt`, however that is packed.
pub(super) fn beside(recording: &Path) -> Option<PathBuf> {
    let name = recording.file_name()?.to_str()?;
    let (home, _) = name.strip_prefix("house")?.split_once("-ss.")?;
    (!home.is_empty()).then(|| recording.with_file_name(format!("sensorMap{home}-ids.txt")))
}

fn about(id: &str, name: &str, sort: &str) -> About {
    // `Kitchen-Cabinet A-houseD`, `Hall-Toilet door`, `refrigerator reed`. A door between two rooms is on the side that
    // is named first: it says that somebody passed, and the hall lies on both their ways.
    let name = name.split("-house").next().unwrap_or(name);
    let (place, thing) = name.split_once('-').unwrap_or(("", name));
    let (mut place, mut thing) = (words(place), words(thing));
    if room(&place).is_none() && room(&thing).is_none() {
        place = match sort {
            "KitchHeat" | "KitchStor" | "Kitchen" => "kitchen".to_owned(),
            "Toilet" | "Bathroom" | "BathroomDoor" => "bathroom".to_owned(),
            "Sleep" | "SleepDoor" => "bedroom".to_owned(),
            "Outside" => "hall".to_owned(),
            _ => place,
        };
    }
    // Reed contacts, float switches and pressure mats are all on or off; what they are fixed to tells them apart.
    let (capability, kind) = if has(&thing, "pir") {
        (Capability::Occupancy, DeviceKind::Movement)
    } else if ["mat", "matt", "pressure"].iter().any(|word| has(&thing, word)) {
        let kind = if has(&thing, "bed") { DeviceKind::BedSensor } else { DeviceKind::Movement };
        (Capability::Occupancy, kind)
    } else if has(&thing, "light switch") || has(&thing, "lamp") {
        (Capability::Switch, DeviceKind::LightSwitch)
    } else {
        (Capability::Contact, DeviceKind::Contact)
    };
    let outside_door = kind == DeviceKind::Contact && sort == "Outside" && has(&thing, "door");
    if outside_door && thing == "door" {
        "front door".clone_into(&mut thing);
    }
    let outside_door = Some(outside_door);
    About { kind: Some(kind), place, outside_door, ..About::new(id, &thing, capability) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_read_whatever_stands_between_its_columns() {
        for line in [
            "04-Mar-2031 06:58:01\t04-Mar-2031 06:59:00\t24\t",
            "04-mar-2031 06:58:01   04-MAR-2031 06:59:00 24",
            "4-Mar-2031 06:58:01\t4-Mar-2031 06:59\t24",
        ] {
            let (start, end, id) = parse(line).expect(line);
            assert_eq!(
                (start.to_string(), end.to_string()),
                ("2031-03-04T06:58:01".into(), "2031-03-04T06:59:00".into())
            );
            assert_eq!(id, "24");
        }
        for line in [
            "",
            "04-Mar-2031 06:58:01\t04-Mar-2031 06:59:00",
            "04-Mar-2031 06:58:01\t04-Mar-2031 06:59:00\tBed",
            "31-Feb-2031 06:58:01\t04-Mar-2031 06:59:00\t24",
            "04-Mrz-2031 06:58:01\t04-Mar-2031 06:59:00\t24",
            "2031-03-04 06:58:01\t2031-03-04 06:59:00\t24",
            "04-Mar-2031 26:58:01\t04-Mar-2031 06:59:00\t24",
            "04-Mar-2031 06:58:01\t04-Mar-2031 06:59:00\t24\t25",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn the_names_lie_beside() {
        let cases = [
            ("data/houseA-ss.txt", Some("data/sensorMapA-ids.txt")),
            ("houseC-ss.txt.gz", Some("sensorMapC-ids.txt")),
            ("houseA-as.txt", None),
            ("house-ss.txt", None),
            ("t.txt", None),
        ];
        for (recording, expected) in cases {
            assert_eq!(beside(Path::new(recording)), expected.map(PathBuf::from), "{recording}");
        }
    }

    #[test]
    fn a_sensor_is_what_it_is_fixed_to() {
        let cases = [
            ("Hall-Bathroom door", "BathroomDoor", "hall", "bathroom door", DeviceKind::Contact, false),
            ("Front door", "Outside", "", "front door", DeviceKind::Contact, true),
            ("Foyer-Door-houseZ", "Outside", "foyer", "front door", DeviceKind::Contact, true),
            ("Foyer-Closet-houseZ", "Outside", "foyer", "closet", DeviceKind::Contact, false),
            ("bed mat", "Sleep", "", "bed mat", DeviceKind::BedSensor, false),
            ("sofa mat", "Other", "", "sofa mat", DeviceKind::Movement, false),
            ("Bedroom-Light switch-houseZ", "Sleep", "bedroom", "light switch", DeviceKind::LightSwitch, false),
            ("bath pir", "Bathroom", "", "bath pir", DeviceKind::Movement, false),
            ("tea caddy", "KitchStor", "kitchen", "tea caddy", DeviceKind::Contact, false),
        ];
        for (name, sort, place, thing, kind, outside) in cases {
            let about = about("7", name, sort);
            assert_eq!((about.place.as_str(), about.thing.as_str()), (place, thing), "{name}");
            assert_eq!((about.kind, about.outside_door), (Some(kind), Some(outside)), "{name}");
        }
    }
}
