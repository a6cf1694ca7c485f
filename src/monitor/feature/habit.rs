//! The daily features: what each is called, in what unit, and over which part of a day it is gathered.

use serde::{Deserialize, Serialize};

use crate::home::{AreaKind, DeviceKind};
use crate::monitor::feature::roster::{Purpose, Roster};

/// One number a day about how somebody lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Feature {
    /// Visits to the bathroom at night: out of bed and back, or where no bed sensor is, from 23:00 to 06:00.
    NightBathroomVisits,
    /// Times that somebody left the bed at night and came back to it: restlessness.
    BedExits,
    /// Episodes of activity from 23:00 to 06:00: how far day and night have changed places.
    NightActivity,
    /// Hours in bed from noon to noon. A bed sensor cannot tell sleep from lying awake.
    TimeInBed,
    /// When the night's first hour in bed began, or where no bed sensor is, when somebody was last in a living room.
    Bedtime,
    /// When somebody rose for good, or where no bed sensor is, when somebody was first in a living room.
    RisingTime,
    /// Times that somebody was busy in the kitchen.
    KitchenVisits,
    /// Times that the kettle was switched on.
    DrinksMade,
    /// Times that the fridge was opened.
    FridgeOpenings,
    /// Hours that somebody was busy in the kitchen: what is cooked takes its time, whatever else the kitchen is gone to for.
    KitchenTime,
    /// Times that somebody went out and stayed out for ten minutes or more.
    Outings,
    /// Hours out of the home.
    TimeOut,
    /// Episodes of activity in all of the day.
    Activity,
    /// Which share of the visits to rooms lies in other rooms than usual.
    RoomBalance,
    /// How long the way from room to room takes, as a share of what is usual.
    WalkingPace,
    /// Times that somebody had to be told of a door, a fridge or an appliance left open or on.
    LeftOpenOrOn,
}

/// How many features there are.
pub(in crate::monitor) const FEATURES: usize = Feature::ALL.len();

/// Over which part of a day a feature is gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::monitor) enum Stretch {
    /// From midnight to midnight.
    Day,
    /// From 21:00 to 09:00. What would also count a bedtime or a rising counts from 23:00 to 06:00 alone.
    Night,
    /// From noon to noon, so that a night is whole and its times of day do not wrap at midnight.
    NoonToNoon,
}

impl Feature {
    /// Every feature, in the order in which they are told.
    pub const ALL: [Self; 16] = [
        Self::NightBathroomVisits,
        Self::BedExits,
        Self::NightActivity,
        Self::TimeInBed,
        Self::Bedtime,
        Self::RisingTime,
        Self::KitchenVisits,
        Self::DrinksMade,
        Self::FridgeOpenings,
        Self::KitchenTime,
        Self::Outings,
        Self::TimeOut,
        Self::Activity,
        Self::RoomBalance,
        Self::WalkingPace,
        Self::LeftOpenOrOn,
    ];

    /// The stable name, in kebab-case: others rely on it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NightBathroomVisits => "night-bathroom-visits",
            Self::BedExits => "bed-exits",
            Self::NightActivity => "night-activity",
            Self::TimeInBed => "time-in-bed",
            Self::Bedtime => "bedtime",
            Self::RisingTime => "rising-time",
            Self::KitchenVisits => "kitchen-visits",
            Self::DrinksMade => "drinks-made",
            Self::FridgeOpenings => "fridge-openings",
            Self::KitchenTime => "kitchen-time",
            Self::Outings => "outings",
            Self::TimeOut => "time-out",
            Self::Activity => "activity",
            Self::RoomBalance => "room-balance",
            Self::WalkingPace => "walking-pace",
            Self::LeftOpenOrOn => "left-open-or-on",
        }
    }

    /// For people: `Night bathroom visits`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::NightBathroomVisits => "Night bathroom visits",
            Self::BedExits => "Times out of bed at night",
            Self::NightActivity => "Activity at night",
            Self::TimeInBed => "Time in bed",
            Self::Bedtime => "Bedtime",
            Self::RisingTime => "Rising",
            Self::KitchenVisits => "Kitchen visits",
            Self::DrinksMade => "Drinks made",
            Self::FridgeOpenings => "Fridge openings",
            Self::KitchenTime => "Time in the kitchen",
            Self::Outings => "Outings",
            Self::TimeOut => "Time out of the home",
            Self::Activity => "Activity",
            Self::RoomBalance => "Time in unusual rooms",
            Self::WalkingPace => "Time from room to room",
            Self::LeftOpenOrOn => "Things left open or on",
        }
    }

    /// A value for people: `3`, `8 h 30 min`, `07:10`, `120%`.
    pub fn value_in_words(self, value: f64) -> String {
        let minutes = (value * 60.0).round().max(0.0) as i64;
        match self {
            Self::NightBathroomVisits
            | Self::BedExits
            | Self::NightActivity
            | Self::KitchenVisits
            | Self::DrinksMade
            | Self::FridgeOpenings
            | Self::Outings
            | Self::Activity
            | Self::LeftOpenOrOn => {
                if value < 10.0 && (value - value.round()).abs() >= 0.05 {
                    format!("{value:.1}")
                } else {
                    format!("{value:.0}")
                }
            }
            Self::TimeInBed | Self::TimeOut | Self::KitchenTime => match (minutes / 60, minutes % 60) {
                (0, minutes) => format!("{minutes} min"),
                (hours, 0) => format!("{hours} h"),
                (hours, minutes) => format!("{hours} h {minutes} min"),
            },
            // Counted from noon.
            Self::Bedtime | Self::RisingTime => {
                let minutes = (minutes + 12 * 60).rem_euclid(24 * 60);
                format!("{:02}:{:02}", minutes / 60, minutes % 60)
            }
            Self::RoomBalance | Self::WalkingPace => format!("{:.0}%", value * 100.0),
        }
    }

    /// Whether it rests on movement alone, so that whatever else moves in the home is counted with the person.
    pub(in crate::monitor) const fn is_movement_alone(self) -> bool {
        match self {
            Self::NightActivity
            | Self::KitchenVisits
            | Self::KitchenTime
            | Self::Activity
            | Self::RoomBalance
            | Self::WalkingPace => true,
            Self::NightBathroomVisits
            | Self::BedExits
            | Self::TimeInBed
            | Self::Bedtime
            | Self::RisingTime
            | Self::DrinksMade
            | Self::FridgeOpenings
            | Self::Outings
            | Self::TimeOut
            | Self::LeftOpenOrOn => false,
        }
    }

    /// Its place in [`Feature::ALL`].
    pub(in crate::monitor) const fn place(self) -> usize {
        self as usize
    }

    pub(in crate::monitor) const fn stretch(self) -> Stretch {
        match self {
            Self::NightBathroomVisits | Self::BedExits | Self::NightActivity => Stretch::Night,
            Self::TimeInBed | Self::Bedtime | Self::RisingTime => Stretch::NoonToNoon,
            Self::KitchenVisits
            | Self::DrinksMade
            | Self::FridgeOpenings
            | Self::KitchenTime
            | Self::Outings
            | Self::TimeOut
            | Self::Activity
            | Self::RoomBalance
            | Self::WalkingPace
            | Self::LeftOpenOrOn => Stretch::Day,
        }
    }

    /// Whether it needs this sensor: where the sensor is out of order, the day cannot be judged.
    pub(in crate::monitor) fn needs(self, roster: &Roster, sensor: usize) -> bool {
        let Some(sensor) = roster.sensors.get(sensor) else { return false };
        let area = sensor.area.and_then(|area| roster.areas.get(area)).map(|area| area.kind);
        let movement = sensor.kind == DeviceKind::Movement;
        match self {
            Self::NightBathroomVisits => {
                (movement && area == Some(AreaKind::Bathroom)) || sensor.kind == DeviceKind::BedSensor
            }
            Self::BedExits | Self::TimeInBed => sensor.kind == DeviceKind::BedSensor,
            Self::Bedtime | Self::RisingTime => {
                if roster.sensors.iter().any(|sensor| sensor.kind == DeviceKind::BedSensor) {
                    sensor.kind == DeviceKind::BedSensor
                } else {
                    movement && area.is_some_and(is_living)
                }
            }
            Self::KitchenVisits | Self::KitchenTime => movement && area == Some(AreaKind::Kitchen),
            Self::DrinksMade => sensor.kettle,
            Self::FridgeOpenings => sensor.fridge,
            Self::Outings | Self::TimeOut => sensor.outside_door,
            Self::LeftOpenOrOn => {
                let left_on = matches!(sensor.purpose, Some(Purpose::ToWorkAt | Purpose::ToWarm));
                sensor.outside_door || sensor.fridge || left_on
            }
            Self::NightActivity | Self::Activity | Self::RoomBalance | Self::WalkingPace => movement,
        }
    }
}

/// Rooms that somebody is in once they are up.
pub(in crate::monitor) fn is_living(kind: AreaKind) -> bool {
    match kind {
        AreaKind::Lounge | AreaKind::Kitchen | AreaKind::Other => true,
        AreaKind::Hall | AreaKind::Bedroom | AreaKind::Bathroom => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_different_and_places_are_in_order() {
        for (place, feature) in Feature::ALL.into_iter().enumerate() {
            assert_eq!(feature.place(), place);
            assert_eq!(Feature::ALL.iter().filter(|other| other.name() == feature.name()).count(), 1);
            assert!(feature.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        }
    }

    #[test]
    fn values_read_as_people_say_them() {
        for (feature, value, words) in [
            (Feature::KitchenVisits, 14.2, "14"),
            (Feature::NightBathroomVisits, 1.25, "1.2"),
            (Feature::Outings, 2.0, "2"),
            (Feature::TimeInBed, 8.5, "8 h 30 min"),
            (Feature::TimeOut, 0.75, "45 min"),
            (Feature::KitchenTime, 2.25, "2 h 15 min"),
            (Feature::Bedtime, 10.5, "22:30"),
            (Feature::RisingTime, 19.25, "07:15"),
            (Feature::RisingTime, 12.0, "00:00"),
            (Feature::WalkingPace, 1.2, "120%"),
        ] {
            assert_eq!(feature.value_in_words(value), words);
        }
    }
}
