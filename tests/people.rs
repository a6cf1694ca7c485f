//! Several people in one home: they share its rooms, seats and bathroom as people do, and each lives a life of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use smart_house::home::{Capability, FurnitureKind, Home, Item, OpeningKind, Point, Value};
use smart_house::scenario::check::{self, Document, Refusal};
use smart_house::scenario::{Activity, Moment, Scenario};
use smart_house::simulation::Simulation;
use smart_house::simulation::truth::{TruthEvent, TruthKind};
use smart_house::simulation::view::{HouseView, PersonView, Posture};
use smart_house::time::{ClockTime, Span, Timestamp};

fn document(name: &str) -> Result<Document, Refusal> {
    let path = format!("{}/scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path)
        .map(|text| Document { name: name.to_owned(), text })
        .map_err(|error| Refusal { brief: error.to_string(), hint: String::new() })
}

/// So many ordinary days of a scenario of the library.
fn ordinary(name: &str, days: i64) -> Scenario {
    let mut scenario = written(name, days);
    scenario.disturbances.clear();
    scenario
}

fn written(name: &str, days: i64) -> Scenario {
    let checked = check::scenario(&document(name).expect("the scenario's text"), document);
    let problems: Vec<String> = checked.problems.iter().map(ToString::to_string).collect();
    let mut scenario = checked.value.unwrap_or_else(|| panic!("{name}: {problems:?}"));
    scenario.days = days;
    scenario
}

fn moment(day: i64, clock: &str) -> Moment {
    Moment { day, clock: ClockTime::parse(clock).expect("a clock time") }
}

/// Everything that a scenario gives, and how the house looks every `step` of it from a day on.
fn live(
    scenario: &Scenario,
    from: i64,
    step: Span,
    mut see: impl FnMut(Timestamp, &HouseView),
) -> (Vec<Item>, Vec<TruthEvent>) {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let mut items = Vec::new();
    let mut at = scenario.at(moment(from, "00:00"));
    while at < scenario.ends() {
        while let Some(item) = simulation.next_item(at) {
            items.push(item);
        }
        see(at, &simulation.view(at));
        at += step;
    }
    while let Some(item) = simulation.next_item(scenario.ends()) {
        items.push(item);
    }
    (items, simulation.take_truth())
}

/// Whether someone walking can be there: on a floor, or in a doorway.
fn walkable(home: &Home, at: Point) -> bool {
    let on_floor = home.areas.iter().filter_map(|area| area.floor).any(|floor| floor.grown(-0.15).contains(at));
    let in_doorway = home.openings.iter().filter(|opening| opening.kind != OpeningKind::Window).any(|opening| {
        let (x, y) = (at.x - opening.at.x, at.y - opening.at.y);
        let (along, across) = if opening.along_x { (x, y) } else { (y, x) };
        let reach = if opening.to.is_none() { 2.7 } else { 0.5 };
        along.abs() < opening.width / 2.0 - 0.1 && across.abs() < reach
    });
    on_floor || in_doorway
}

/// Holds every body in the house against its walls, its shut doors and what can be walked in a moment.
fn obeys_walls(scenario: &Scenario, from: i64) {
    let home = Arc::clone(&scenario.home);
    let step = Span::millis(250);
    let mut last: Vec<PersonView> = Vec::new();
    live(scenario, from, step, |at, view| {
        let when = scenario.calendar.local(at);
        for (place, person) in view.people.iter().enumerate() {
            if person.posture == Posture::Walking {
                assert!(walkable(&home, person.at), "{when}: {} in a wall at {:?}", person.name, person.at);
                for (opening, open) in home.openings.iter().zip(&view.openings) {
                    let through = opening.kind == OpeningKind::Door && opening.at.distance(person.at) < 0.08;
                    assert!(!through || *open > 0.3, "{when}: {} through the shut {}", person.name, opening.name);
                }
            }
            if let Some(before) = last.get(place).filter(|before| before.posture != Posture::Away) {
                let speed = before.at.distance(person.at) / step.as_seconds();
                assert!(speed < 2.2, "{when}: {} jumps from {:?} to {:?}", person.name, before.at, person.at);
            }
        }
        last.clone_from(&view.people);
    });
}

/// Nobody sits or lies where somebody else does.
fn nobody_shares_a_seat(scenario: &Scenario, from: i64) {
    live(scenario, from, Span::seconds(7), |at, view| {
        let rests = |person: &&PersonView| {
            matches!(person.posture, Posture::Sitting | Posture::LyingInBed | Posture::InBath)
                && !person.who.is_animal()
        };
        let resting: Vec<&PersonView> = view.people.iter().filter(rests).collect();
        for (place, one) in resting.iter().enumerate() {
            for other in &resting[place + 1..] {
                let apart = one.at.distance(other.at);
                let when = scenario.calendar.local(at);
                assert!(apart > 0.3, "{when}: {} and {} are {apart} m apart at {:?}", one.name, other.name, one.at);
            }
        }
    });
}

/// What holds of every life: one activity after another, whereabouts that lead from room to room, labels that end.
fn lives_hold(scenario: &Scenario, truth: &[TruthEvent]) {
    assert!(truth.is_sorted_by_key(|event| event.at));
    let mut doing: BTreeMap<usize, (Timestamp, Activity)> = BTreeMap::new();
    let mut open: BTreeMap<(&str, Option<usize>), i32> = BTreeMap::new();
    for event in truth {
        assert!(event.at >= scenario.starts() && event.at < scenario.ends(), "{event:?}");
        match &event.kind {
            TruthKind::Activity(activity) => {
                let who = event.resident.expect("an activity is somebody's");
                let before = doing.insert(who, (event.at, *activity));
                assert!(
                    before.is_none_or(|(at, before)| before != *activity || at < event.at),
                    "{who}: {activity:?} twice at once"
                );
            }
            TruthKind::Label(name) => {
                let count = open.entry((name, event.resident)).or_default();
                *count += if event.begins { 1 } else { -1 };
                assert!((0..=1).contains(count), "{name} of {:?} {count} times at once", event.resident);
            }
            TruthKind::Whereabouts(_) | TruthKind::Fault { .. } => {}
        }
    }
}

#[test]
fn a_couple_obeys_walls_and_doors() {
    obeys_walls(&ordinary("couple.ron", 3), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_seed_two_lives_fit_into_one_home(seed in 0_u64..1_000_000) {
        let mut scenario = ordinary("couple.ron", 5);
        scenario.seed = seed;
        nobody_shares_a_seat(&scenario, 1);
        let (_, truth) = live(&scenario, 5, Span::hours(30), |_, _| {});
        lives_hold(&scenario, &truth);
    }
}

#[test]
fn a_couple_sits_down_to_most_meals_together_and_waits_for_the_bathroom() {
    let scenario = ordinary("couple.ron", 29);
    let (mut table, mut eats_alone, mut two_in_bathroom, mut waits) = (0, 0, 0, 0);
    live(&scenario, 2, Span::seconds(30), |_, view| {
        let meal = |person: &PersonView| {
            person.posture == Posture::Sitting
                && matches!(person.activity, Activity::Breakfast | Activity::Lunch | Activity::Supper)
        };
        match view.people.iter().filter(|person| meal(person)).count() {
            0 => {}
            1 => eats_alone += 1,
            _ => table += 1,
        }
        let within = |person: &&PersonView| person.area.as_ref().is_some_and(|area| area.as_str() == "bathroom");
        two_in_bathroom += i32::from(view.people.iter().filter(within).count() > 1);
        let before_it = |person: &PersonView| {
            person.posture == Posture::Standing
                && person.area.as_ref().is_some_and(|area| area.as_str() == "hall")
                && matches!(person.activity, Activity::Toilet | Activity::Wash | Activity::Bathe | Activity::Rise)
        };
        waits += i32::from(view.people.iter().any(before_it));
    });
    assert!(2 * table > 3 * eats_alone, "together for {table} half minutes, alone for {eats_alone}");
    assert!(two_in_bathroom < 30, "two in the bathroom for {two_in_bathroom} half minutes of four weeks");
    assert!(waits > 5, "somebody waits for {waits} half minutes");
}

#[test]
fn the_bed_sensor_tells_of_the_first_to_lie_down_and_the_last_to_get_up() {
    let mut scenario = ordinary("couple.ron", 8);
    scenario.radio.loss = 0.0;
    let mut lain: Vec<(Timestamp, usize)> = Vec::new();
    let (items, _) = live(&scenario, 1, Span::seconds(20), |at, view| {
        lain.push((at, view.people.iter().filter(|person| person.posture == Posture::LyingInBed).count()));
    });
    let told: Vec<(Timestamp, bool)> = items
        .iter()
        .filter_map(|item| match item {
            Item::Reading(reading)
                if reading.device.as_str() == "bed-sensor" && reading.capability == Capability::Occupancy =>
            {
                Some((reading.at, reading.value == Value::Flag(true)))
            }
            _ => None,
        })
        .collect();
    let says = |at: Timestamp| {
        let after = told.partition_point(|(told, _)| *told <= at);
        after > 0 && told[after - 1].1
    };
    let agree = lain.iter().filter(|(at, count)| says(*at) == (*count > 0)).count();
    assert!(agree as f64 > 0.98 * lain.len() as f64, "{agree} of {}", lain.len());
    assert!(lain.iter().any(|(_, count)| *count == 1) && lain.iter().any(|(_, count)| *count == 2));
    let beds = scenario.home.furniture.iter().filter(|piece| piece.kind == FurnitureKind::Bed).count();
    assert_eq!(beds, 1, "they share one");
}

#[test]
fn a_disturbance_befalls_whom_it_names() {
    let scenario = written("couple.ron", 32);
    let at = scenario.at(moment(31, "10:50"));
    let mut on_floor: BTreeMap<String, usize> = BTreeMap::new();
    let (_, truth) = live(&scenario, 31, Span::seconds(30), |seen, view| {
        for person in view.people.iter().filter(|person| person.posture == Posture::OnFloor) {
            assert!(seen >= at, "nobody lies before the fall");
            *on_floor.entry(person.name.clone()).or_default() += 1;
        }
    });
    assert_eq!(on_floor.keys().map(String::as_str).collect::<Vec<_>>(), ["George"]);
    assert!((98..=102).contains(&on_floor["George"]), "{on_floor:?}");
    let fell = truth.iter().find(|event| event.kind == TruthKind::Label("fall")).expect("a label");
    assert_eq!((fell.resident, fell.at, fell.sentence.as_str()), (Some(1), at, "George falls in the kitchen."));
}

/// When labels of this name begin and end, and whose they are.
fn labels(truth: &[TruthEvent], name: &str) -> Vec<(Option<usize>, Timestamp, Option<Timestamp>)> {
    let mut found: Vec<(Option<usize>, Timestamp, Option<Timestamp>)> = Vec::new();
    for event in truth.iter().filter(|event| matches!(event.kind, TruthKind::Label(label) if label == name)) {
        if event.begins {
            found.push((event.resident, event.at, None));
        } else {
            let open = found.iter_mut().rfind(|(who, _, until)| *who == event.resident && until.is_none());
            open.unwrap_or_else(|| panic!("{name} ends before it begins")).2 = Some(event.at);
        }
    }
    found
}

/// Every scenario in which somebody comes, with a day on which they are there and the label of their visit.
const VISITS: [(&str, i64, &str); 5] = [
    ("carers-four-times-a-day.ron", 2, "carer-visit"),
    ("grandchildren-staying.ron", 34, "twin-grandchildren"),
    ("builders-in.ron", 30, "twin-builders"),
    ("evening-visit.ron", 31, "twin-evening-visit"),
    ("stranger-at-the-door.ron", 31, "stranger-visit"),
];

#[test]
fn guests_obey_walls_and_doors_and_find_a_seat_of_their_own() {
    for (name, day, _) in VISITS {
        let scenario = ordinary(name, day);
        obeys_walls(&scenario, day);
        nobody_shares_a_seat(&ordinary(name, day + 1), day);
    }
}

#[test]
fn a_visit_is_told_from_the_door_that_opens_to_the_door_that_shuts() {
    for (name, day, label) in VISITS {
        let mut scenario = ordinary(name, day + 4);
        scenario.radio.loss = 0.0;
        let visitors = scenario.residents.len()..;
        let mut inside: Vec<(Timestamp, bool)> = Vec::new();
        let (items, truth) = live(&scenario, day, Span::seconds(30), |at, view| {
            let mut guests = view.people.iter().skip(scenario.residents.len());
            inside.push((at, guests.any(|guest| guest.area.is_some())));
        });
        lives_hold(&scenario, &truth);
        let found = labels(&truth, label);
        assert!(!found.is_empty(), "{name}: no {label}");
        // Somebody else may have opened it already.
        let opens = |at: Timestamp| {
            let told = items.iter().rev().find_map(|item| match item {
                Item::Reading(reading)
                    if reading.device.as_str() == "front-door-contact"
                        && reading.capability == Capability::Contact
                        && reading.at <= at + Span::seconds(5) =>
                {
                    Some(reading.value == Value::Flag(true))
                }
                _ => None,
            });
            told == Some(true)
        };
        for (who, from, until) in &found {
            assert!(who.is_some_and(|who| visitors.contains(&who)), "{name}: {who:?}");
            assert!(opens(*from), "{name}: the door says nothing at {}", scenario.calendar.local(*from));
            let Some(until) = until else { continue };
            assert!(until > from);
        }
        // Somebody is in the house exactly while some visit is told of, give or take the way through the door.
        let all: Vec<_> =
            ["visit", "carer-visit", "twin-grandchildren", "twin-builders", "twin-evening-visit", "stranger-visit"]
                .iter()
                .flat_map(|label| labels(&truth, label))
                .collect();
        for (at, there) in inside {
            let close = Span::minutes(4);
            let told = all.iter().any(|(_, from, until)| at >= *from && until.is_none_or(|until| at < until));
            let near = all.iter().any(|(_, from, until)| {
                let by = |moment: Timestamp| at - moment < close && moment - at < close;
                by(*from) || until.is_some_and(by)
            });
            // Builders are in and out of the house all day.
            let fetches = told && name.starts_with("builders");
            assert!(there == told || near || fetches, "{name}: {there} but {told} at {}", scenario.calendar.local(at));
        }
    }
}

#[test]
fn a_life_with_visitors_is_the_same_however_it_is_asked_for() {
    for (name, day, _) in VISITS {
        let scenario = ordinary(name, day);
        let (items, truth) = live(&scenario, day, Span::hours(30), |_, _| {});
        let (again, told_again) = live(&scenario, day, Span::minutes(7), |_, _| {});
        assert!(items == again && truth == told_again, "{name}");
        assert!(items.is_sorted_by_key(Item::at), "{name}");
    }
}

#[test]
fn whoever_has_rung_is_let_in_or_goes_away_again() {
    let mut scenario = ordinary("evening-visit.ron", 31);
    let late = moment(31, "18:00");
    // Nobody opens while Margaret lies on the floor.
    scenario.disturbances.push(smart_house::scenario::Disturbance {
        at: late,
        kind: smart_house::scenario::DisturbanceKind::Fall {
            area: smart_house::home::AreaId::new("lounge"),
            lasts: Span::hours(5),
        },
        who: 0,
        intervention: false,
    });
    let mut seen = false;
    let (_, truth) = live(&scenario, 31, Span::seconds(20), |at, view| {
        let jean = view.people.last().expect("Jean");
        seen |= jean.posture != Posture::Away;
        assert!(jean.area.is_none(), "{}: {jean:?}", scenario.calendar.local(at));
    });
    assert!(seen && labels(&truth, "twin-evening-visit").is_empty());
}

#[test]
fn a_cat_is_about_at_night_and_never_in_a_wall() {
    let scenario = ordinary("cat-at-night.ron", 32);
    obeys_walls(&scenario, 32);
    let (mut by_night, mut by_day) = (0, 0);
    let (_, truth) = live(&scenario, 31, Span::seconds(2), |at, view| {
        let cat = view.people.last().expect("a cat");
        assert!(cat.who.is_animal() && cat.posture != Posture::Away);
        let hour = scenario.calendar.local(at).clock.hour();
        if cat.posture == Posture::Walking {
            by_night += i32::from(!(7..16).contains(&hour));
            by_day += i32::from((10..15).contains(&hour));
        }
    });
    assert!(by_night > 3 * by_day && by_day > 0, "{by_night} by night and at dusk, {by_day} by day");
    let [(who, from, None)] = labels(&truth, "twin-cat")[..] else { panic!("{:?}", labels(&truth, "twin-cat")) };
    assert_eq!((who, from), (Some(1), scenario.at(moment(30, "10:00"))));
}
