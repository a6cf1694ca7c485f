//! Rooms that warm and cool as rooms do.

use super::*;
use crate::scenario::{FaultRates, Radio};
use crate::simulation::bungalow::{self, BATHROOM, BEDROOM, HALL, KITCHEN, LOUNGE};
use crate::time::ClockTime;

const BEDROOM_WINDOW: usize = 9;
const BEDROOM_DOOR: usize = 4;

fn scenario(seed: u64, date: &str, mean: f64, swing: f64, give: f64) -> Scenario {
    let clock = |text| ClockTime::parse(text).expect("a clock time");
    Scenario {
        title: String::new(),
        about: String::new(),
        seed,
        home: bungalow::shared(),
        residents: Vec::new(),
        visitors: Vec::new(),
        pets: Vec::new(),
        calendar: Calendar::parse("Europe/London", date).expect("a calendar"),
        days: 30,
        learning_days: 0,
        opens_at: crate::scenario::Moment { day: 1, clock: ClockTime::MIDNIGHT },
        speed: 60.0,
        climate: ClimatePlan {
            weather: Default::default(),
            mean,
            swing,
            give,
            heating_day: 21.0,
            heating_night: 19.0,
            day_from: clock("06:00"),
            night_from: clock("22:30"),
        },
        doses: Vec::new(),
        radio: Radio { loss: 0.0 },
        disturbances: Vec::new(),
        faults: Vec::new(),
        fault_rates: FaultRates::default(),
        expectations: Vec::new(),
        quiet: Vec::new(),
        care: None,
        phrases: Default::default(),
        reactions: Default::default(),
        far_sides: Vec::new(),
        said: Vec::new(),
        gets_in_touch: Vec::new(),
    }
}

fn november(seed: u64) -> Scenario {
    scenario(seed, "2026-11-02", 6.5, 3.0, 1.5)
}

/// One person, in the lounge by day and in bed by night, with the inner doors open and what a home has running.
fn live(climate: &mut Climate, until: Timestamp, mut each_hour: impl FnMut(&Climate, usize)) {
    let open = [false, false, true, true, true, true];
    while climate.at < until {
        let hour = climate.calendar.local(climate.at).clock.hour();
        let awake = (7..22).contains(&hour);
        let people = if awake { [0, 1, 0, 0, 0] } else { [0, 0, 0, 1, 0] };
        let cooking = if matches!(hour, 8 | 12 | 18) { 500.0 } else { 0.0 };
        let heat = [0.0, if awake { 60.0 } else { 12.0 }, 40.0 + cooking, 0.0, 0.0];
        climate.advance(climate.at + Span::hours(1), &people, &open, &heat);
        each_hour(climate, hour);
    }
}

#[test]
fn a_heated_winter_home_stays_comfortable_by_day_and_safe_by_night() {
    for seed in 1..=6 {
        let mut climate = Climate::new(&november(seed));
        let until = climate.at + Span::days(60);
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        // By hour: the bedroom at night, the lounge by day.
        let (mut night, mut day) = (0.0, 0.0);
        live(&mut climate, until, |climate, hour| {
            for temperature in climate.temperatures() {
                low = low.min(*temperature);
                high = high.max(*temperature);
            }
            match hour {
                3 => night += climate.temperatures()[BEDROOM] / 60.0,
                15 => day += climate.temperatures()[LOUNGE] / 60.0,
                _ => {}
            }
        });
        assert!(low > 18.5 && high < 22.8, "seed {seed}: {low} to {high}");
        assert!((18.5..19.6).contains(&night) && (20.5..21.6).contains(&day), "seed {seed}: {night}, {day}");
    }
}

#[test]
fn humidity_is_that_of_a_lived_in_home() {
    let mut climate = Climate::new(&november(1));
    let until = climate.at + Span::days(40);
    let (mut sum, mut n) = ([0.0; 5], 0.0);
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    live(&mut climate, until, |climate, _| {
        n += 1.0;
        for (k, humidity) in climate.humidity().iter().enumerate() {
            sum[k] += humidity;
            low = f64::min(low, *humidity);
            high = f64::max(high, *humidity);
        }
    });
    assert!(sum.iter().all(|s| (38.0..60.0).contains(&(s / n))), "{:?}", sum.map(|s| s / n));
    assert!(low > 20.0 && high < 85.0, "{low} to {high}");
}

#[test]
fn an_open_window_without_heating_cools_a_bedroom_within_the_hour() {
    let mut climate = Climate::new(&scenario(1, "2026-11-02", 5.0, 0.0, 0.0));
    let midnight = climate.at + Span::days(3);
    live(&mut climate, midnight, |_, _| {});
    climate.set_heating(BEDROOM, false);
    let mut open = [false; 11];
    open[2] = true;
    open[3] = true;
    open[BEDROOM_DOOR] = false;
    open[BEDROOM_WINDOW] = true;
    let before = climate.temperatures()[BEDROOM];
    let lounge = climate.temperatures()[LOUNGE];
    let mut falls = vec![before];
    for _ in 0..9 {
        climate.advance(climate.at + Span::hours(1), &[0, 0, 0, 1, 0], &open, &[]);
        falls.push(climate.temperatures()[BEDROOM]);
    }
    assert!(falls[1] < 16.0, "{falls:.1?}");
    assert!(falls[9] > 5.5, "{falls:.1?}");
    assert!(falls.windows(2).all(|pair| pair[1] < pair[0]), "{falls:.1?}");
    assert!((climate.temperatures()[LOUNGE] - lounge).abs() < 2.5, "the lounge is still heated");
    // Shut, and heated again.
    climate.set_heating(BEDROOM, true);
    climate.advance(climate.at + Span::hours(5), &[], &[false, false, true, true, true, true], &[]);
    assert!(climate.temperatures()[BEDROOM] > 18.0, "{}", climate.temperatures()[BEDROOM]);
}

#[test]
fn without_heating_alone_a_room_cools_slowly() {
    let mut climate = Climate::new(&scenario(1, "2026-11-02", 5.0, 0.0, 0.0));
    for area in 0..5 {
        climate.set_heating(area, false);
    }
    climate.advance(climate.at + Span::hours(1), &[], &[], &[]);
    let hour = climate.temperatures()[LOUNGE];
    climate.advance(climate.at + Span::days(10), &[], &[], &[]);
    let days = climate.temperatures()[LOUNGE];
    assert!((17.0..18.9).contains(&hour), "{hour}");
    assert!((5.0..9.0).contains(&days), "{days}");
}

#[test]
fn an_open_front_door_cools_the_hall_first() {
    let mut climate = Climate::new(&november(1));
    let before = climate.temperatures().to_vec();
    let mut open = [false; 11];
    open[0] = true;
    climate.advance(climate.at + Span::minutes(12), &[], &open, &[]);
    let fell: Vec<f64> = before.iter().zip(climate.temperatures()).map(|(b, a)| b - a).collect();
    assert!(fell[HALL] > 3.0 && fell[LOUNGE] < 1.0 && fell[BEDROOM] < 1.0, "{fell:.1?}");
}

#[test]
fn cooking_warms_the_kitchen_and_moistens_it() {
    let mut climate = Climate::new(&november(1));
    let mut still = climate.clone();
    let open = [];
    climate.advance(climate.at + Span::minutes(40), &[], &open, &[0.0, 0.0, 1_500.0]);
    still.advance(still.at + Span::minutes(40), &[], &open, &[]);
    let warmer = climate.temperatures()[KITCHEN] - still.temperatures()[KITCHEN];
    assert!((0.5..6.0).contains(&warmer), "{warmer}");
    assert!(climate.vapour[KITCHEN] > still.vapour[KITCHEN] * 1.02);
    assert!((climate.temperatures()[LOUNGE] - still.temperatures()[LOUNGE]).abs() < 0.5);
}

#[test]
fn the_sun_warms_the_rooms_that_face_it() {
    let home = bungalow::bungalow();
    let fabric = Fabric::of(&home);
    let mut heat = vec![0.0; 5];
    // Noon in June, clear: high in the south. Lounge and bedroom face south, kitchen and bathroom north.
    fabric.sunshine(crate::simulation::view::Sun { altitude: 59.0, azimuth: 180.0 }, 0.0, &mut heat);
    assert!(heat[LOUNGE] > 3.0 * heat[KITCHEN] && heat[BEDROOM] > 300.0 && heat[HALL] == 0.0, "{heat:?}");
    let clear = heat[LOUNGE];
    fabric.sunshine(crate::simulation::view::Sun { altitude: 59.0, azimuth: 180.0 }, 1.0, &mut heat);
    assert!(heat[LOUNGE] < 0.5 * clear && heat[LOUNGE] > 0.0, "{heat:?}");
    fabric.sunshine(crate::simulation::view::Sun { altitude: -5.0, azimuth: 0.0 }, 0.0, &mut heat);
    assert!(heat.iter().all(|watts| *watts == 0.0));
}

#[test]
fn how_far_each_call_goes_makes_no_difference() {
    let scenario = november(3);
    let (mut leap, mut walk) = (Climate::new(&scenario), Climate::new(&scenario));
    let (people, open, heat) = ([0, 1], [false, false, true], [0.0, 80.0]);
    let until = scenario.starts() + Span::days(2);
    leap.advance(until, &people, &open, &heat);
    let mut at = scenario.starts();
    while at < until {
        at = (at + Span::millis(37_123)).min(until);
        walk.advance(at, &people, &open, &heat);
    }
    assert_eq!(leap.temperatures(), walk.temperatures());
    assert_eq!(leap.humidity(), walk.humidity());
    assert_eq!((leap.outside(), leap.next_due()), (walk.outside(), walk.next_due()));
}

#[test]
fn the_settings_change_when_the_clock_says_also_on_the_day_the_clocks_do() {
    let mut climate = Climate::new(&scenario(1, "2026-10-24", 8.0, 0.0, 0.0));
    for _ in 0..3 * 24 * 60 {
        climate.advance(climate.at + Span::minutes(1), &[], &[], &[]);
        let clock = climate.calendar.local(climate.at).clock;
        let day = clock >= climate.plan.day_from && clock < climate.plan.night_from;
        assert_eq!(climate.aim, if day { 21.0 } else { 19.0 }, "{clock}");
    }
}

/// The heat stored in air and fabric, J.
fn stored(climate: &Climate) -> f64 {
    let rooms = climate.fabric.rooms.iter().zip(climate.air.iter().zip(&climate.mass));
    rooms.map(|(room, (air, mass))| room.air_store * air + room.mass_store * mass).sum()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// In a house that is closed to outside, what is stored grows by what people and appliances give: within 2 % of what
    /// is given and of what the rooms have to exchange (each room is worked out implicitly, its neighbours explicitly).
    #[test]
    fn heat_is_conserved_in_a_closed_house(
        warm in proptest::collection::vec(5.0..30.0_f64, 5),
        watts in proptest::collection::vec(0.0..2_000.0_f64, 5),
        people in proptest::collection::vec(0..4_usize, 5),
        open in proptest::collection::vec(proptest::bool::ANY, 4),
    ) {
        let mut climate = Climate::new(&november(1));
        climate.fabric.seal();
        (0..5).for_each(|area| climate.set_heating(area, false));
        climate.radiator.fill(0.0);
        climate.air.copy_from_slice(&warm);
        climate.mass.copy_from_slice(&warm);
        // Both outside doors and all windows are shut.
        let doors: Vec<bool> = [false, false].into_iter().chain(open).collect();
        let before = stored(&climate);
        let mean = before / climate.fabric.rooms.iter().map(|room| room.air_store + room.mass_store).sum::<f64>();
        let rooms = climate.fabric.rooms.iter().zip(&warm);
        let exchanged: f64 = rooms.map(|(room, t)| (room.air_store + room.mass_store) * (t - mean).abs()).sum();
        climate.advance(climate.at + Span::hours(12), &people, &doors, &watts);
        let given = (watts.iter().sum::<f64>() + people.iter().sum::<usize>() as f64 * PERSON) * 12.0 * 3_600.0;
        let off = stored(&climate) - before - given;
        proptest::prop_assert!(off.abs() <= 0.02 * (given + exchanged), "{off} J of {given} J given, {exchanged} J exchanged");
    }
}

#[test]
fn the_english_year_is_cold_in_january_and_warm_in_july() {
    let mut year = scenario(2, "2026-01-01", 0.0, 0.0, 0.0);
    year.climate.weather = crate::scenario::weather::WeatherPlan::Uk;
    let mut climate = Climate::new(&year);
    let mut months = [(0.0, 0.0); 12];
    for day in 0..365 {
        for _ in 0..24 {
            climate.advance(climate.at + Span::hours(1), &[], &[], &[]);
            let month = (day / 31).min(11);
            months[month].0 += climate.outside();
            months[month].1 += 1.0;
        }
    }
    let means = months.map(|(sum, n)| sum / n);
    assert!((0.5..8.0).contains(&means[0]) && (13.0..19.5).contains(&means[6]), "{means:.1?}");
    assert!(means[3] > means[0] && means[3] < means[6] && means[9] < means[6], "{means:.1?}");
}

#[test]
fn measured_weather_is_followed_between_its_rows() {
    use crate::scenario::weather::{Measured, WeatherPlan};
    let mut measured = scenario(1, "2026-11-02", 0.0, 0.0, 0.0);
    let starts = measured.starts();
    let row = |hour: i64, temperature| Measured {
        at: starts + Span::hours(hour),
        temperature,
        cloud: Some(1.0),
        humidity: Some(80.0),
    };
    measured.climate.weather = WeatherPlan::Measured(vec![row(0, 2.0), row(4, 10.0), row(8, 6.0)].into());
    let mut climate = Climate::new(&measured);
    for (hour, outside) in [(2, 6.0), (4, 10.0), (6, 8.0), (8, 6.0), (30, 6.0)] {
        climate.advance(starts + Span::hours(hour) + Span::minutes(1), &[], &[], &[]);
        assert!((climate.outside() - outside).abs() < 0.2, "{hour} h: {}", climate.outside());
    }
}

#[test]
fn a_bath_moistens_the_bathroom() {
    let mut climate = Climate::new(&november(1));
    let mut dry = climate.clone();
    climate.set_bath(BATHROOM, true);
    climate.advance(climate.at + Span::minutes(30), &[], &[], &[]);
    dry.advance(dry.at + Span::minutes(30), &[], &[], &[]);
    assert!(
        climate.humidity()[BATHROOM] > dry.humidity()[BATHROOM] + 5.0,
        "{:?} {:?}",
        climate.humidity(),
        dry.humidity()
    );
    climate.set_bath(BATHROOM, false);
    climate.advance(climate.at + Span::hours(6), &[], &[], &[]);
    assert!(climate.humidity()[BATHROOM] < 65.0);
}

#[test]
fn smoke_goes_from_room_to_room_and_off_again() {
    let mut climate = Climate::new(&november(1));
    let open = [false, false, true, true, true, true];
    climate.set_source(KITCHEN, 0.06, 0.0);
    climate.advance(climate.at + Span::minutes(10), &[], &open, &[]);
    let (kitchen, hall) = (climate.taint().of(KITCHEN).0, climate.taint().of(HALL).0);
    assert!(kitchen > hall && hall > 0.0, "{kitchen} {hall} dB/m");
    climate.set_source(KITCHEN, 0.0, 0.0);
    climate.advance(climate.at + Span::hours(12), &[], &open, &[]);
    assert!(!climate.taint().is_there(), "{:?}", climate.taint());
}
