//! A scenario in which nothing is scripted and nobody is simulated: a home and its clock, for readings that come from
//! elsewhere.

use std::sync::Arc;

use super::{ClimatePlan, FaultRates, Moment, Radio, Scenario};
use crate::home::Home;
use crate::time::{Calendar, ClockTime};

/// What a person sees named as the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The title.
    pub title: String,
    /// A sentence or two on what it is.
    pub about: String,
}

impl Scenario {
    /// A scenario of so many days without residents, disturbances, faults and expectations. Nothing can be simulated
    /// from it: it only names a home and a calendar.
    pub fn unscripted(naming: Naming, home: Arc<Home>, calendar: Calendar, days: i64, learning_days: i64) -> Self {
        let days = days.max(1);
        let shown = (learning_days + 1).clamp(1, days);
        Self {
            title: naming.title,
            about: naming.about,
            seed: 0,
            home,
            residents: Vec::new(),
            visitors: Vec::new(),
            pets: Vec::new(),
            calendar,
            days,
            learning_days,
            opens_at: Moment { day: shown, clock: ClockTime::MIDNIGHT },
            speed: 900.0,
            climate: ClimatePlan {
                weather: Default::default(),
                mean: 10.0,
                swing: 0.0,
                give: 0.0,
                heating_day: 20.0,
                heating_night: 20.0,
                day_from: ClockTime::MIDNIGHT,
                night_from: ClockTime::MIDNIGHT,
            },
            radio: Radio { loss: 0.0 },
            disturbances: Vec::new(),
            faults: Vec::new(),
            fault_rates: FaultRates::default(),
            expectations: Vec::new(),
            quiet: Vec::new(),
            doses: Vec::new(),
            care: None,
            phrases: Default::default(),
            reactions: Default::default(),
            far_sides: Vec::new(),
            said: Vec::new(),
            gets_in_touch: Vec::new(),
        }
    }
}
