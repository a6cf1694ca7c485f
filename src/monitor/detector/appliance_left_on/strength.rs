//! Whether an appliance is on, from what it draws: what heats takes tens of watts at least, a lamp nine and a television on
//! standby twelve, so what that is has to be learned of each.

use serde::{Deserialize, Serialize};

use crate::monitor::feature::roster::Purpose;

/// From so many watts on it heats. Chosen: clocks, lamps and the electronics of a
/// cooker take a few watts, and what heats takes tens at least.
const HEATS: f64 = 30.0;
/// From so many on a kettle, a toaster or a microwave works, and is more than a display.
const WORKS: f64 = 300.0;
/// Below so many nothing shines: an LED bulb takes four at least.
const SHINES: f64 = 4.0;

/// What an appliance draws when it is on, and when it is not.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Strength {
    most: f64,
    least: f64,
}

impl Strength {
    pub const fn new() -> Self {
        Self { most: 0.0, least: f64::INFINITY }
    }

    /// Takes in what it draws. Whether that is "on"; what is for comfort counts as off until it was seen both ways.
    pub fn is_on(&mut self, purpose: Purpose, watts: f64) -> bool {
        match purpose {
            Purpose::ToWorkAt | Purpose::ToWarm => watts >= HEATS,
            Purpose::StopsItself => watts >= WORKS,
            Purpose::ForComfort => {
                (self.most, self.least) = (self.most.max(watts), self.least.min(watts));
                let half = self.most / 2.0;
                watts >= SHINES && watts > half && self.least < half
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_television_on_standby_is_off_and_a_lamp_of_nine_watts_is_on() {
        let on = |purpose: Purpose, all: &[f64]| {
            let mut strength = Strength::new();
            all.iter().map(|watts| strength.is_on(purpose, *watts)).collect::<Vec<bool>>()
        };
        assert_eq!(on(Purpose::ForComfort, &[12.0, 80.0, 76.0, 12.0, 0.0]), [false, true, true, false, false]);
        assert_eq!(on(Purpose::ForComfort, &[9.0, 0.0, 9.0, 8.8, 0.0]), [false, false, true, true, false]);
        assert_eq!(on(Purpose::ForComfort, &[0.3, 0.5, 1.5, 0.2]), [false; 4]);
        assert_eq!(on(Purpose::ToWarm, &[1.0, 2_000.0, 1.0]), [false, true, false]);
        assert_eq!(on(Purpose::StopsItself, &[1.0, 2_000.0, 60.0]), [false, true, false]);
    }
}
