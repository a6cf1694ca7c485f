//! Rooms that warm and cool as rooms do.

use super::*;
use crate::scenario::{FaultRates, Radio};
use crate::simulation::bungalow::{self, BEDROOM, HALL, KITCHEN, LOUNGE};
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
            mean,
            swing,
            give,
            heating_day: 21.0,
            heating_night: 19.0,
            day_from: clock("06:00"),
            night_from: clock("22:30"),
        },
        radio: Radio { loss: 0.0 },
        disturbances: Vec::new(),
        faults: Vec::new(),
        fault_rates: FaultRates::default(),
        expectations: Vec::new(),
        quiet: Vec::new(),
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
