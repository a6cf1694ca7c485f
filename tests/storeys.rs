//! A house with stairs is lived in: nobody passes a wall or a floor, sensors keep to their storey, warmth rises.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use smart_house::cli::load;
use smart_house::home::{AreaKind, Capability, DeviceKind, Home, Item, OpeningKind, STOREY_HEIGHT, Value};
use smart_house::scenario::{Disturbance, DisturbanceKind, Moment, Scenario};
use smart_house::simulation::Simulation;
use smart_house::simulation::view::{PersonView, Posture};
use smart_house::time::{ClockTime, Span, Timestamp};

fn mill_street(days: i64, seed: u64) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/fall-at-the-stairs.ron");
    let mut scenario = load::scenario(&path).expect("the scenario is valid").scenario;
    scenario.disturbances.clear();
    scenario.expectations.clear();
    scenario.days = days;
    scenario.learning_days = 0;
    scenario.seed = seed;
    scenario
}

/// Whether someone walking can be there: on a floor of their storey, in one of its doorways, or on the stairs.
fn walkable(home: &Home, person: &PersonView) -> bool {
    let at = person.at;
    let on_floor = home
        .areas
        .iter()
        .filter(|area| area.storey == person.storey)
        .filter_map(|area| area.floor)
        .any(|floor| floor.grown(-0.15).contains(at));
    let in_doorway = home.openings.iter().filter(|opening| opening.kind != OpeningKind::Window).any(|opening| {
        let (along, across) = if opening.along_x {
            (at.x - opening.at.x, at.y - opening.at.y)
        } else {
            (at.y - opening.at.y, at.x - opening.at.x)
        };
        let reach = if opening.to.is_none() { 2.7 } else { 0.5 };
        home.storey_of(&opening.from) == person.storey
            && along.abs() < opening.width / 2.0 - 0.1
            && across.abs() < reach
    });
    on_floor || in_doorway
}

fn watch(scenario: &Scenario, mut see: impl FnMut(&Simulation, &PersonView)) {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let mut at = scenario.starts() + Span::hours(6);
    while simulation.next_item(at).is_some() {}
    while at < scenario.ends() {
        while simulation.next_item(at).is_some() {}
        let view = simulation.view(at);
        see(&simulation, &view.people[0]);
        at += Span::millis(250);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3, ..ProptestConfig::default() })]
    #[test]
    fn nobody_passes_a_wall_or_a_floor(seed in any::<u64>(), minute in 0_i64..600) {
        let mut scenario = mill_street(1, seed);
        // A fall at any moment, on the stairs too.
        let clock = ClockTime::new(8 + minute / 60, minute % 60).expect("a time");
        let area = scenario.home.areas.iter().find(|area| area.kind == AreaKind::Hall).expect("a hall").id.clone();
        scenario.disturbances.push(Disturbance {
            at: Moment { day: 1, clock },
            who: 0,
            kind: DisturbanceKind::Fall { area, lasts: Span::minutes(30) },
            intervention: true,
        });
        let home = Arc::clone(&scenario.home);
        let stairs = home.stairs[0].footprint();
        let mut last: Option<PersonView> = None;
        let mut climbed = 0;
        watch(&scenario, |_, person| {
            let on_stairs = stairs.contains(person.at);
            if person.posture == Posture::Walking {
                assert!(walkable(&home, person), "walking through a wall: {person:?}");
                let beside = (person.at.x - home.stairs[0].foot.x).abs() > 0.05;
                assert!(!(on_stairs && beside), "walking through the stairs: {person:?}");
            }
            let level = f64::from(person.storey) * STOREY_HEIGHT;
            assert!(on_stairs || (person.height - level).abs() < 1e-9, "in the air: {person:?}");
            assert!((person.height - level).abs() <= STOREY_HEIGHT / 2.0 + 1e-9, "{person:?}");
            if let Some(area) = person.area.as_ref().and_then(|id| home.area(id)) {
                assert_eq!(area.storey, person.storey, "{person:?}");
                assert!(area.floor.expect("a floor").grown(0.1).contains(person.at), "{person:?}");
            }
            if let Some(last) = &last {
                let step = last.at.distance(person.at);
                assert!(step < 0.35, "a leap: {last:?} to {person:?}");
                assert!((last.height - person.height).abs() < 0.2, "through the floor: {last:?} to {person:?}");
                if last.storey != person.storey {
                    assert!(on_stairs, "{last:?} to {person:?}");
                    climbed += 1;
                }
            }
            last = Some(person.clone());
        });
        prop_assert!(climbed >= 4, "{climbed} times up or down in a day");
    }
}

#[test]
fn sensors_see_nobody_on_another_storey() {
    let scenario = mill_street(6, 4);
    let home = Arc::clone(&scenario.home);
    let scenario = Arc::new(scenario);
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let (mut seen, mut wrong) = (0, 0);
    // Since when the person has been on which storey.
    let mut stays: Vec<(i32, Timestamp)> = Vec::new();
    while let Some(item) = simulation.next_item(scenario.ends()) {
        let Item::Reading(reading) = item else { continue };
        let Some(device) = home.device(&reading.device) else { continue };
        let storey = simulation.view(simulation.now()).people[0].storey;
        if stays.last().is_none_or(|(last, _)| *last != storey) {
            stays.push((storey, reading.at));
        }
        if device.kind == DeviceKind::Movement
            && reading.capability == Capability::Occupancy
            && reading.value == Value::Flag(true)
        {
            seen += 1;
            // There now, or until a moment ago.
            let now = stays.last().copied().unwrap_or((0, reading.at));
            let theirs = home.storey_of(&device.area);
            wrong += usize::from(now.0 != theirs && reading.at - now.1 > Span::seconds(20));
        }
    }
    assert!(seen > 1_000, "{seen}");
    // The sun and a radiator fool a sensor once a month.
    assert!(wrong <= 6, "{wrong} of {seen}");
}

#[test]
fn warmth_rises() {
    // On a cold day with nothing but the lounge heated, upstairs is warmer than a ground floor as far away would be.
    let mut scenario = mill_street(3, 1);
    let mut home = Home::clone(&scenario.home);
    home.furniture.retain(|piece| {
        piece.kind != smart_house::home::FurnitureKind::Radiator
            || matches!(piece.area.as_str(), "lounge" | "hall" | "kitchen")
    });
    let landing = home.areas.iter().position(|area| area.id.as_str() == "landing").expect("a landing");
    let with_stairs = Arc::new(home.clone());
    home.stairs.clear();
    let without = Arc::new(home);
    let mut temperatures = Vec::new();
    for home in [with_stairs, without] {
        scenario.home = home;
        let mut climate = smart_house::simulation::climate::Climate::new(&scenario);
        climate.advance(scenario.ends(), &[], &[], &[]);
        temperatures.push(climate.temperatures()[landing]);
    }
    assert!(temperatures[0] > temperatures[1] + 1.0, "{temperatures:?}");
}
