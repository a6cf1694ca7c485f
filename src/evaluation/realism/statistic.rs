//! The figures by which homes are compared: what each is called, what it means, and how it is written.

/// One figure of a home's readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statistic {
    /// Sightings a day, on average.
    EventsADay,
    /// How much days differ in that: standard deviation over mean.
    EventsSpread,
    /// How far the shares of the 24 hours lie from those of the real homes.
    HoursOfDay,
    /// The middle gap between two sightings, minutes.
    GapMedian,
    /// The gap that one in twenty exceeds, minutes.
    GapLong,
    /// The middle stay in the hall, minutes.
    StayHall,
    /// The middle stay in the lounge, minutes.
    StayLounge,
    /// The middle stay in the kitchen, minutes.
    StayKitchen,
    /// The middle stay in the bedroom, minutes.
    StayBedroom,
    /// The middle stay in the bathroom, minutes.
    StayBathroom,
    /// How far the shares of the rooms lie from those of the real homes.
    Rooms,
    /// Changes of room a day.
    MovesADay,
    /// How far the shares of the twenty ways from room to room lie from those of the real homes.
    Moves,
    /// Bathroom visits from midnight to six.
    NightVisits,
    /// When the day begins, hours since midnight.
    FirstActivity,
    /// How much that differs: the middle half of days, hours.
    FirstSpread,
    /// When the day ends, hours since midnight.
    LastActivity,
    /// How much that differs: the middle half of days, hours.
    LastSpread,
    /// Hours out a day.
    TimeOut,
    /// The part of the differences between days that the weekday explains.
    WeekdayEffect,
    /// How alike two days running are, hour by hour: correlation.
    DayToDay,
    /// Whether a lively day follows on a lively day: correlation.
    CarriedOver,
}

impl Statistic {
    /// Every one, in the order of a table.
    pub const ALL: [Self; 22] = [
        Self::EventsADay,
        Self::EventsSpread,
        Self::HoursOfDay,
        Self::GapMedian,
        Self::GapLong,
        Self::StayHall,
        Self::StayLounge,
        Self::StayKitchen,
        Self::StayBedroom,
        Self::StayBathroom,
        Self::Rooms,
        Self::MovesADay,
        Self::Moves,
        Self::NightVisits,
        Self::FirstActivity,
        Self::FirstSpread,
        Self::LastActivity,
        Self::LastSpread,
        Self::TimeOut,
        Self::WeekdayEffect,
        Self::DayToDay,
        Self::CarriedOver,
    ];

    /// Its stable name in files, in kebab-case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EventsADay => "events-a-day",
            Self::EventsSpread => "events-spread",
            Self::HoursOfDay => "hours-of-day",
            Self::GapMedian => "gap-median",
            Self::GapLong => "gap-long",
            Self::StayHall => "stay-hall",
            Self::StayLounge => "stay-lounge",
            Self::StayKitchen => "stay-kitchen",
            Self::StayBedroom => "stay-bedroom",
            Self::StayBathroom => "stay-bathroom",
            Self::Rooms => "rooms",
            Self::MovesADay => "moves-a-day",
            Self::Moves => "moves",
            Self::NightVisits => "night-visits",
            Self::FirstActivity => "first-activity",
            Self::FirstSpread => "first-spread",
            Self::LastActivity => "last-activity",
            Self::LastSpread => "last-spread",
            Self::TimeOut => "time-out",
            Self::WeekdayEffect => "weekday-effect",
            Self::DayToDay => "day-to-day",
            Self::CarriedOver => "carried-over",
        }
    }

    /// A heading for people.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::EventsADay => "Sightings a day",
            Self::EventsSpread => "How much days differ in number",
            Self::HoursOfDay => "Hours of the day",
            Self::GapMedian => "Usual gap between sightings",
            Self::GapLong => "Long gap between sightings",
            Self::StayHall => "Stay in the hall",
            Self::StayLounge => "Stay in the lounge",
            Self::StayKitchen => "Stay in the kitchen",
            Self::StayBedroom => "Stay in the bedroom",
            Self::StayBathroom => "Stay in the bathroom",
            Self::Rooms => "Which rooms",
            Self::MovesADay => "Changes of room a day",
            Self::Moves => "From which room to which",
            Self::NightVisits => "Bathroom visits at night",
            Self::FirstActivity => "Day begins",
            Self::FirstSpread => "How much mornings differ",
            Self::LastActivity => "Day ends",
            Self::LastSpread => "How much evenings differ",
            Self::TimeOut => "Time out a day",
            Self::WeekdayEffect => "What the weekday explains",
            Self::DayToDay => "How alike two days running are",
            Self::CarriedOver => "Lively after lively",
        }
    }

    /// What it is, exactly, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::EventsADay => "sightings in all rooms and at doors to outside, mean of the days",
            Self::EventsSpread => "standard deviation of the days' sightings over their mean",
            Self::HoursOfDay => "part of the sightings that would have to lie in other hours to be as in real homes",
            Self::GapMedian => "median time from one sighting to the next",
            Self::GapLong => "95th percentile of the time from one sighting to the next",
            Self::StayHall | Self::StayLounge | Self::StayKitchen | Self::StayBedroom | Self::StayBathroom => {
                "median time from being seen in a room to being seen in another"
            }
            Self::Rooms => "part of the sightings that would have to lie in other rooms to be as in real homes",
            Self::MovesADay => "times that the next sighting is in another room, mean of the days",
            Self::Moves => "part of these changes that would have to be others to be as in real homes",
            Self::NightVisits => "bathroom visits from 00:00 to 06:00, ten minutes or more apart, mean of the nights",
            Self::FirstActivity => "median of the first sighting in kitchen or lounge after 04:00",
            Self::FirstSpread => "from the first to the third quarter of that",
            Self::LastActivity => "median of the last sighting in kitchen or lounge before 04:00",
            Self::LastSpread => "from the first to the third quarter of that",
            Self::TimeOut => "time between two openings of a door to outside with nothing seen for 15 min or more",
            Self::WeekdayEffect => {
                "share of the variance of the days' sightings between weekdays, corrected for chance"
            }
            Self::DayToDay => "mean correlation of the 24 hours' sightings of one day with the next day's",
            Self::CarriedOver => "correlation of a day's number of sightings with the next day's",
        }
    }

    /// A value as people read it.
    pub fn shown(self, value: f64) -> String {
        match self {
            Self::EventsADay | Self::MovesADay => format!("{value:.0}"),
            Self::EventsSpread | Self::HoursOfDay | Self::Rooms | Self::Moves | Self::WeekdayEffect => {
                // No minus before nought.
                format!("{:.0} %", (value * 100.0).round() + 0.0)
            }
            Self::GapMedian
            | Self::GapLong
            | Self::StayHall
            | Self::StayLounge
            | Self::StayKitchen
            | Self::StayBedroom
            | Self::StayBathroom => match value {
                short if short < 9.95 => format!("{short:.1} min"),
                long => format!("{long:.0} min"),
            },
            Self::NightVisits => format!("{value:.1}"),
            Self::FirstActivity | Self::LastActivity => {
                let minutes = (value * 60.0).round() as i64;
                format!("{:02}:{:02}", minutes.div_euclid(60) % 24, minutes.rem_euclid(60))
            }
            Self::FirstSpread | Self::LastSpread | Self::TimeOut => {
                let minutes = (value * 60.0).round() as i64;
                format!("{}:{:02} h", minutes / 60, minutes % 60)
            }
            Self::DayToDay | Self::CarriedOver => format!("{:.2}", (value * 100.0).round() / 100.0 + 0.0),
        }
    }

    /// Whether it is a distance from the middle of real homes, of which only a large one is strange.
    pub const fn is_distance(self) -> bool {
        matches!(self, Self::HoursOfDay | Self::Rooms | Self::Moves)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_for_people() {
        let cases = [
            (Statistic::EventsADay, 346.4, "346"),
            (Statistic::EventsSpread, 0.224, "22 %"),
            (Statistic::WeekdayEffect, -0.001, "0 %"),
            (Statistic::GapMedian, 1.19, "1.2 min"),
            (Statistic::GapLong, 13.3, "13 min"),
            (Statistic::FirstActivity, 7.417, "07:25"),
            (Statistic::LastActivity, 25.5, "01:30"),
            (Statistic::TimeOut, 1.624, "1:37 h"),
            (Statistic::CarriedOver, -0.001, "0.00"),
        ];
        for (statistic, value, shown) in cases {
            assert_eq!(statistic.shown(value), shown);
        }
    }

    #[test]
    fn names_are_their_own() {
        let mut names: Vec<&str> = Statistic::ALL.iter().map(|statistic| statistic.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Statistic::ALL.len());
    }
}
