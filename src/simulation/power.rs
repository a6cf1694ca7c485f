//! What household appliances draw from the mains, and for how long.
//!
//! Watts and times of real classes of appliance, each with its source. Electricity used in a room ends as heat in it,
//! which the climate takes up. This room knows nothing of plugs, people or homes.

use rand::Rng;

use super::seed;
use crate::home::FurnitureKind;
use crate::time::Span;

/// What a kettle's element draws, W: UK kettles are rated 2.2 to 3 kW.
pub const KETTLE_WATTS: f64 = 2_800.0;

/// Water in one cup or mug, litres.
const CUP: f64 = 0.25;

/// What a piece draws while it is in use, W; 0 for what has no plug or flex.
pub const fn watts_in_use(kind: FurnitureKind) -> f64 {
    draws(kind).0
}

/// What a piece draws while it is plugged in and not in use, W.
pub const fn watts_on_standby(kind: FurnitureKind) -> f64 {
    draws(kind).1
}

/// The light that a lamp gives, lm: LED bulbs that stand for 60 W and 75 W of old.
pub const fn lumens(kind: FurnitureKind) -> f64 {
    match kind {
        FurnitureKind::Lamp => 806.0,
        FurnitureKind::CeilingLight => 1_055.0,
        _ => 0.0,
    }
}

/// Watts in use and on standby.
const fn draws(kind: FurnitureKind) -> (f64, f64) {
    match kind {
        FurnitureKind::Kettle => (KETTLE_WATTS, 0.0),
        // 20 W or more when on, a 40-inch set about 80; an older one takes about 12 on standby.
        FurnitureKind::Television => (80.0, 12.0),
        // LED bulbs.
        FurnitureKind::Lamp => (9.0, 0.0),
        FurnitureKind::CeilingLight => (11.0, 0.0),
        // While its compressor runs, see `fridge_cycle`; its electronics otherwise.
        FurnitureKind::Fridge => (100.0, 2.0),
        // One ring or the oven, averaged over its thermostat's cycling.
        FurnitureKind::Cooker => (1_500.0, 0.0),
        // Averaged over a 40 °C programme; its panel otherwise.
        FurnitureKind::WashingMachine => (500.0, 1.0),
        // A 700 to 800 W oven takes 1.2 to 1.3 kW from the mains; its clock 1 W, as Regulation (EC) 1275/2008 allows.
        FurnitureKind::Microwave => (1_250.0, 1.0),
        // A convector or fan heater of 2 kW.
        FurnitureKind::ElectricHeater => (2_000.0, 0.0),
        FurnitureKind::Bed
        | FurnitureKind::BedsideTable
        | FurnitureKind::Wardrobe
        | FurnitureKind::ChestOfDrawers
        | FurnitureKind::Armchair
        | FurnitureKind::Sofa
        | FurnitureKind::CoffeeTable
        | FurnitureKind::Bookcase
        | FurnitureKind::DiningTable
        | FurnitureKind::Chair
        | FurnitureKind::Worktop
        | FurnitureKind::Sink
        | FurnitureKind::Toilet
        | FurnitureKind::Basin
        | FurnitureKind::Bath
        | FurnitureKind::Shower
        | FurnitureKind::Radiator
        | FurnitureKind::CoatStand
        | FurnitureKind::Rug
        | FurnitureKind::Plant
        | FurnitureKind::Picture
        | FurnitureKind::Mirror => (0.0, 0.0),
    }
}

/// How long a kettle with so many cups of water takes to boil and click off.
///
/// The energy to heat the water from the tap's 12 °C to 100 °C (4.186 kJ/kg·K), nine tenths of the element's heat
/// reaching it, and 15 s until the steam trips the switch. A kettle is hardly ever filled for less than two cups: its
/// lowest mark is half a litre. Two cups take about a minute and a half, a full kettle of seven about four and a half.
pub fn kettle_boils(cups: f64) -> Span {
    kettle_boils_with(KETTLE_WATTS, cups)
}

/// The same with an element of so many watts.
pub fn kettle_boils_with(watts: f64, cups: f64) -> Span {
    let litres = (cups * CUP).clamp(0.5, 1.7);
    Span::from_seconds(litres * 4_186.0 * (100.0 - 12.0) / (watts * 0.9) + 15.0)
}

/// How long a fridge's compressor runs, and how long it then rests: about a third of the time, 12 to 18 minutes in
/// every three quarters of an hour, as metered fridge-freezers do. Two draws.
pub fn fridge_cycle(rng: &mut impl Rng) -> (Span, Span) {
    let runs = seed::uniform(rng, 720.0, 1_080.0);
    let rests = seed::uniform(rng, 1_500.0, 2_100.0);
    (Span::from_seconds(runs), Span::from_seconds(rests))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kettle_takes_as_long_as_kettles_do() {
        for (cups, least, most) in [(0.0, 80, 120), (2.0, 80, 120), (4.0, 140, 200), (7.0, 240, 300), (50.0, 240, 300)]
        {
            let takes = kettle_boils(cups);
            assert!(takes >= Span::seconds(least) && takes <= Span::seconds(most), "{cups} cups take {takes}");
        }
    }

    #[test]
    fn use_draws_more_than_standby() {
        for kind in [FurnitureKind::Television, FurnitureKind::Fridge, FurnitureKind::WashingMachine] {
            assert!(watts_in_use(kind) > watts_on_standby(kind) + 5.0, "{kind:?}");
        }
        assert_eq!(watts_in_use(FurnitureKind::Rug), 0.0);
    }

    #[test]
    fn a_fridge_runs_about_a_third_of_the_time() {
        let mut rng = seed::stream(1, "fridge", "test");
        let (mut on, mut all) = (0.0, 0.0);
        for _ in 0..1_000 {
            let (runs, rests) = fridge_cycle(&mut rng);
            on += runs.as_seconds();
            all += (runs + rests).as_seconds();
        }
        assert!((0.3..0.37).contains(&(on / all)), "{}", on / all);
    }
}
