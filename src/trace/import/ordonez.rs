//! Ordóñez's homes (UCI, "Activities of daily living recognition using binary sensors"): under two header lines one
//! line an interval, `2011-11-28 02:27:59 2011-11-28 10:18:11 Bed Pressure Bedroom`.
//!
//! The activities have the same form with one column instead of the last three; they are the annotators' truth and are
//! never read.

use jiff::civil;

use super::infer::words;
use super::row::{About, civil_time};
use crate::home::{Capability, DeviceKind};

/// In which order the last three columns stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    location: usize,
    sort: usize,
    place: usize,
}

/// Where a sensor is fixed, what sort it is, and in which room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sensor<'a> {
    location: &'a str,
    sort: &'a str,
    place: &'a str,
}

/// What a header line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// The columns of sensors.
    Sensors(Columns),
    /// The columns of activities.
    Activities,
    /// The line below.
    Rule,
}

/// Reads a header line; `None` when it is none.
pub(super) fn heading(line: &str) -> Option<Heading> {
    if line.starts_with("---") {
        return Some(Heading::Rule);
    }
    let small = line.to_ascii_lowercase();
    let rest = small.trim_start().strip_prefix("start time")?.trim_start().strip_prefix("end time")?;
    let columns: Vec<&str> = rest.split_ascii_whitespace().collect();
    let find = |name: &str| columns.iter().position(|column| *column == name);
    match (find("location"), find("type"), find("place")) {
        (Some(location), Some(sort), Some(place)) => Some(Heading::Sensors(Columns { location, sort, place })),
        _ if find("activity").is_some() => Some(Heading::Activities),
        _ => None,
    }
}

impl Columns {
    /// Reads one line; the error says what is wrong with it.
    pub fn parse<'a>(&self, line: &'a str) -> Result<(civil::DateTime, civil::DateTime, Sensor<'a>), &'static str> {
        const NO_TIME: &str = "no date and time such as 2011-11-28 02:27:59";
        let fields: Vec<&str> = line.split_ascii_whitespace().take(8).collect();
        let [start_date, start, end_date, end, sensor @ ..] = &fields[..] else {
            return Err("too few columns for start, end, location, type and place");
        };
        if sensor.len() != 3 {
            return Err("not the three columns location, type and place after the times");
        }
        let start = civil_time(start_date, start).ok_or(NO_TIME)?;
        let end = civil_time(end_date, end).ok_or(NO_TIME)?;
        let at = |place: usize| sensor.get(place).copied().unwrap_or_default();
        Ok((start, end, Sensor { location: at(self.location), sort: at(self.sort), place: at(self.place) }))
    }
}

impl Sensor<'_> {
    /// Its name in a mapping.
    pub fn id(&self) -> String {
        format!("{} {} {}", self.place, self.location, self.sort)
    }

    /// What it is.
    pub fn about(&self) -> About {
        let thing = words(self.location);
        let is = |sort: &str| self.sort.eq_ignore_ascii_case(sort);
        let (capability, kind) = if is("PIR") {
            (Capability::Occupancy, DeviceKind::Movement)
        } else if is("Pressure") {
            // A pad in a chair tells of a person in that room, as a movement sensor does.
            let kind = if thing.contains("bed") { DeviceKind::BedSensor } else { DeviceKind::Movement };
            (Capability::Occupancy, kind)
        } else if is("Electric") {
            // On while the appliance is used. Of the classes that switch on and off, this is the one that a hand moves.
            (Capability::Switch, DeviceKind::LightSwitch)
        } else {
            // Magnetic: a door. Flush: the float in the cistern.
            (Capability::Contact, DeviceKind::Contact)
        };
        let entrance = ["entrance", "entry", "hall"].contains(&words(self.place).as_str());
        let outside = kind == DeviceKind::Contact && thing.contains("door") && entrance;
        let thing = if thing == "maindoor" { "main door".to_owned() } else { thing };
        let (place, outside_door) = (words(self.place), Some(outside));
        About { kind: Some(kind), place, outside_door, ..About::new(&self.id(), &thing, capability) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_stand_as_their_heading_says() {
        let Some(Heading::Sensors(usual)) =
            heading("Start time          \tEnd time            \tLocation\tType\tPlace")
        else {
            panic!("no heading")
        };
        let Some(Heading::Sensors(other)) = heading("Start time  End time  Place Location Type") else {
            panic!("no heading")
        };
        for (columns, line) in [
            (usual, "2031-03-04 06:58:01\t\t2031-03-04 06:59:00\t\tBed\t\tPressure\tBedroom"),
            (other, "2031-03-04 06:58:01 2031-03-04 06:59:00 Bedroom Bed Pressure"),
        ] {
            let (start, end, sensor) = columns.parse(line).expect(line);
            assert_eq!(
                (start.to_string(), end.to_string()),
                ("2031-03-04T06:58:01".into(), "2031-03-04T06:59:00".into())
            );
            assert_eq!(sensor.id(), "Bedroom Bed Pressure");
        }
        assert_eq!(heading("Start time\tEnd time\tActivity\t"), Some(Heading::Activities));
        assert_eq!(heading("-----\t-----"), Some(Heading::Rule));
        assert_eq!(heading("2031-03-04 06:58:01"), None);
        for line in [
            "2031-03-04 06:58:01",
            "2031-03-04 06:58:01 2031-03-04 06:59:00 Bed Pressure",
            "2031-03-04 06:58:01 2031-03-04 06:59:00 Bed Pressure Bedroom Left",
            "2031-13-04 06:58:01 2031-03-04 06:59:00 Bed Pressure Bedroom",
        ] {
            assert!(usual.parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn sorts_of_sensors_are_classes_of_devices() {
        let cases = [
            ("Bed", "Pressure", "Bedroom", DeviceKind::BedSensor, false),
            ("Seat", "Pressure", "Living", DeviceKind::Movement, false),
            ("Basin", "PIR", "Bathroom", DeviceKind::Movement, false),
            ("Maindoor", "Magnetic", "Entrance", DeviceKind::Contact, true),
            ("Door", "Magnetic", "Bedroom", DeviceKind::Contact, false),
            ("Toilet", "Flush", "Bathroom", DeviceKind::Contact, false),
            ("Toaster", "Electric", "Kitchen", DeviceKind::LightSwitch, false),
        ];
        for (location, sort, place, kind, outside) in cases {
            let about = Sensor { location, sort, place }.about();
            assert_eq!((about.kind, about.outside_door), (Some(kind), Some(outside)), "{location}");
        }
    }
}
