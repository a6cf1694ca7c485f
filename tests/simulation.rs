//! The simulated home from outside: the same bytes however it is asked, a body that obeys walls, days that make sense.

use std::collections::BTreeMap;
use std::sync::Arc;

use smart_house::home::{AreaId, Device, DeviceId, DeviceKind, FurnitureId, Home, Item, OpeningId, OpeningKind, Point};
use smart_house::scenario::check::{self, Document, Refusal};
use smart_house::scenario::{Activity, Disturbance, DisturbanceKind, Moment, Scenario};
use smart_house::simulation::Simulation;
use smart_house::simulation::truth::{TruthEvent, TruthKind};
use smart_house::simulation::view::{PersonView, Posture};
use smart_house::source::simulated::Simulated;
use smart_house::source::{Action, Progress, Source as _};
use smart_house::time::{ClockTime, Span, Timestamp};

fn document(name: &str) -> Result<Document, Refusal> {
    let path = format!("{}/scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path)
        .map(|text| Document { name: name.to_owned(), text })
        .map_err(|error| Refusal { brief: error.to_string(), hint: String::new() })
}

fn demonstration(days: i64) -> Scenario {
    let checked = check::scenario(&document("demonstration.ron").expect("the scenario's text"), document);
    let mut scenario = checked.value.expect("a sound scenario");
    scenario.days = days;
    scenario
}

fn moment(day: i64, clock: &str) -> Moment {
    Moment { day, clock: ClockTime::parse(clock).expect("a clock time") }
}

/// Everything up to the end, asked for in steps of `step`.
fn run(scenario: &Scenario, step: Span) -> (Vec<Item>, Vec<TruthEvent>) {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let (mut items, mut truth) = (Vec::new(), Vec::new());
    let mut limit = scenario.starts();
    while limit < scenario.ends() {
        limit = (limit + step).min(scenario.ends());
        while let Some(item) = simulation.next_item(limit) {
            assert!(item.at() < limit, "an item of {:?} came before its time", item.at());
            items.push(item);
        }
        truth.extend(simulation.take_truth());
    }
    assert!(items.is_sorted_by_key(Item::at), "items come in order of time");
    assert!(truth.is_sorted_by_key(|event| event.at), "truth comes in order of time");
    (items, truth)
}

fn run_at_once(scenario: &Scenario) -> (Vec<Item>, Vec<TruthEvent>) {
    run(scenario, Span::days(4_000))
}

/// Calls `see` with a view of the first person every `step`, from day `from` up to day `to`.
fn watch(scenario: &Scenario, from: i64, to: i64, step: Span, mut see: impl FnMut(Timestamp, &PersonView, &[f64])) {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let mut at = scenario.at(moment(from, "00:00"));
    let until = scenario.at(moment(to, "00:00"));
    while at < until {
        while simulation.next_item(at).is_some() {}
        let view = simulation.view(at);
        see(at, &view.people[0], &view.openings);
        at += step;
    }
}

#[test]
fn the_same_seed_gives_the_same_home_at_any_stepping() {
    let scenario = demonstration(2);
    let leap = run_at_once(&scenario);
    assert!(leap.0.len() > 500, "two days give many readings: {}", leap.0.len());
    for step in [Span::millis(16), Span::millis(997), Span::minutes(1), Span::hours(1)] {
        let stepped = run(&scenario, step);
        assert_eq!(stepped.0, leap.0, "stepped by {step}");
        assert_eq!(stepped.1, leap.1, "stepped by {step}");
    }
}

#[test]
fn another_seed_gives_another_life() {
    let mut other = demonstration(2);
    other.seed += 1;
    let (one, two) = (run_at_once(&demonstration(2)), run_at_once(&other));
    assert_ne!(one.0, two.0);
    assert_ne!(one.1, two.1);
}

#[test]
fn looking_and_copying_change_nothing() {
    let scenario = Arc::new(demonstration(2));
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let mut items = Vec::new();
    let mut at = scenario.starts();
    while at < scenario.ends() {
        at += Span::minutes(7);
        while let Some(item) = simulation.next_item(at.min(scenario.ends())) {
            items.push(item);
        }
        let copy = simulation.clone();
        assert_eq!(copy.view(at), simulation.view(at));
        simulation = copy;
    }
    assert_eq!(items, run_at_once(&scenario).0);
}

#[test]
fn another_device_leaves_every_other_alone() {
    let scenario = demonstration(3);
    let mut more = scenario.clone();
    let mut home: Home = (*more.home).clone();
    let plug = DeviceId::new("lounge-lamp-plug");
    let added = Device {
        id: plug.clone(),
        name: "Lounge lamp".to_owned(),
        kind: DeviceKind::Plug,
        area: AreaId::new("lounge"),
        at: None,
        height: 0.3,
        front: smart_house::home::Turn::Up,
        opening: None,
        piece: Some(FurnitureId::new("lounge-lamp")),
        settings: Default::default(),
    };
    home.devices.insert(3, added);
    more.home = Arc::new(home);
    let (before, after) = (run_at_once(&scenario), run_at_once(&more));
    let by_device = |items: &[Item]| {
        let mut devices: BTreeMap<DeviceId, Vec<Item>> = BTreeMap::new();
        for item in items {
            if let Item::Reading(reading) = item
                && reading.device != plug
            {
                devices.entry(reading.device.clone()).or_default().push(item.clone());
            }
        }
        devices
    };
    assert_eq!(by_device(&before.0), by_device(&after.0));
    assert_eq!(before.1, after.1);
    assert!(after.0.len() > before.0.len(), "the new plug reports too");
}

#[test]
fn what_a_person_does_while_watching_changes_the_future_alone() {
    let kinds = [
        DisturbanceKind::FobPressed { device: DeviceId::new("fob"), cancelled: None },
        DisturbanceKind::DoorOpened { opening: OpeningId::new("front-door"), lasts: Span::minutes(5) },
        DisturbanceKind::Fall { area: AreaId::new("lounge"), lasts: Span::hours(1) },
        DisturbanceKind::Switched { piece: FurnitureId::new("television"), on: true },
        DisturbanceKind::ColdRoom { area: AreaId::new("lounge"), lasts: Span::hours(2) },
    ];
    let plain = demonstration(2);
    let untouched = run_at_once(&plain);
    for kind in kinds {
        for clock in ["03:31:07", "08:02:11", "12:50:00", "19:47:33"] {
            let disturbance = Disturbance { at: moment(2, clock), kind: kind.clone(), who: 0, intervention: true };
            let mut written = plain.clone();
            written.disturbances.push(disturbance.clone());
            let fresh = run_at_once(&written);

            let at = plain.at(disturbance.at);
            let mut running = Simulation::new(Arc::new(plain.clone()));
            let (mut items, mut truth) = (Vec::new(), Vec::new());
            while let Some(item) = running.next_item(at) {
                items.push(item);
            }
            assert!(running.add_disturbance(disturbance.clone()), "its moment has not passed");
            while let Some(item) = running.next_item(plain.ends()) {
                items.push(item);
            }
            truth.extend(running.take_truth());
            assert_eq!(items, fresh.0, "{disturbance:?}");
            assert_eq!(truth, fresh.1, "{disturbance:?}");
            let earlier = |items: &[Item]| items.iter().take_while(|item| item.at() < at).cloned().collect::<Vec<_>>();
            assert_eq!(earlier(&fresh.0), earlier(&untouched.0), "{disturbance:?}");
            assert_ne!(fresh.1, untouched.1, "{disturbance:?}");
            assert!(!running.add_disturbance(disturbance), "its moment has passed");
        }
    }
}

/// Whether someone walking can be there: on a floor, or in a doorway.
fn walkable(home: &Home, at: Point) -> bool {
    let on_floor = home.areas.iter().filter_map(|area| area.floor).any(|floor| floor.grown(-0.15).contains(at));
    let in_doorway = home.openings.iter().filter(|opening| opening.kind != OpeningKind::Window).any(|opening| {
        let (along, across) = if opening.along_x {
            (at.x - opening.at.x, at.y - opening.at.y)
        } else {
            (at.y - opening.at.y, at.x - opening.at.x)
        };
        let reach = if opening.to.is_none() { 2.7 } else { 0.5 };
        along.abs() < opening.width / 2.0 - 0.1 && across.abs() < reach
    });
    on_floor || in_doorway
}

#[test]
fn nobody_walks_through_walls_or_furniture_or_jumps() {
    let scenario = demonstration(9);
    let home = Arc::clone(&scenario.home);
    let step = Span::millis(200);
    let mut last: Option<PersonView> = None;
    let mut walked = 0.0;
    watch(&scenario, 2, 8, step, |at, person, openings| {
        let when = scenario.calendar.local(at);
        assert!(person.at.x.is_finite() && person.heading.is_finite());
        if person.posture == Posture::Walking {
            walked += 1.0;
            assert!(walkable(&home, person.at), "{when}: walking through a wall at {:?}", person.at);
            for piece in home.furniture.iter().filter(|piece| piece.kind.blocks()) {
                assert!(
                    !piece.footprint().grown(0.05).contains(person.at),
                    "{when}: walking through {} at {:?}",
                    piece.id,
                    person.at
                );
            }
            for (opening, open) in home.openings.iter().zip(openings) {
                let through = opening.kind == OpeningKind::Door && opening.at.distance(person.at) < 0.08;
                assert!(!through || *open > 0.5, "{when}: walking through the shut {}", opening.name);
            }
        }
        if let Some(last) = &last {
            let speed = last.at.distance(person.at) / step.as_seconds();
            assert!(speed < 1.3, "{when}: {speed} m/s, {last:?} to {person:?}");
            let turn = (person.heading - last.heading + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU);
            assert!((turn - std::f64::consts::PI).abs() < 1.6, "{when}: turned at once, {last:?} to {person:?}");
        }
        last = Some(person.clone());
    });
    let minutes = walked * step.as_seconds() / 60.0 / 6.0;
    assert!((8.0..90.0).contains(&minutes), "{minutes} minutes of walking a day");
}

#[test]
fn the_area_shown_is_the_area_one_is_in() {
    let scenario = demonstration(4);
    watch(&scenario, 2, 4, Span::seconds(1), |at, person, _| {
        let Some(area) = person.area.as_ref().and_then(|id| scenario.home.area(id)) else { return };
        let floor = area.floor.expect("a floor");
        assert!(floor.grown(0.1).contains(person.at), "{}: {person:?}", scenario.calendar.local(at));
    });
}

#[test]
fn habits_happen_on_about_their_share_of_days() {
    let mut scenario = demonstration(84);
    scenario.disturbances.clear();
    let (_, truth) = run_at_once(&scenario);
    let mut days: BTreeMap<Activity, std::collections::BTreeSet<i64>> = BTreeMap::new();
    for event in truth {
        if let TruthKind::Activity(activity) = event.kind {
            let day = scenario.calendar.local(event.at - Span::hours(3)).day;
            days.entry(activity).or_default().insert(day);
        }
    }
    let share = |activity: Activity| days.get(&activity).map_or(0.0, |days| days.len() as f64 / 84.0);
    for always in [Activity::Rise, Activity::Breakfast, Activity::Lunch, Activity::Supper, Activity::Sleep] {
        assert!(share(always) > 0.97, "{always:?}: {}", share(always));
    }
    for (activity, low, high) in [
        (Activity::Wash, 0.95, 1.0),
        (Activity::Retire, 0.95, 1.0),
        (Activity::Bathe, 0.2, 0.36),
        (Activity::Out, 0.38, 0.6),
        (Activity::Nap, 0.6, 0.92),
        (Activity::Television, 0.97, 1.0),
        (Activity::Tea, 0.75, 1.0),
    ] {
        let share = share(activity);
        assert!((low..=high).contains(&share), "{activity:?} on {share} of days");
    }
}

#[test]
fn everyone_is_home_and_in_bed_at_night() {
    let scenario = demonstration(29);
    let mut in_bed = 0;
    let mut nights = 0;
    watch(&scenario, 1, 29, Span::minutes(10), |at, person, openings| {
        let local = scenario.calendar.local(at);
        if (1..5).contains(&local.clock.hour()) {
            assert!(person.area.is_some(), "{local}: out at night");
            nights += 1;
            in_bed += i32::from(person.posture == Posture::LyingInBed);
            let front = scenario.home.openings.iter().position(|o| o.id.as_str() == "front-door").expect("a door");
            assert_eq!(openings[front], 0.0, "{local}: the front door is open");
        }
    });
    let share = f64::from(in_bed) / f64::from(nights);
    assert!(share > 0.93, "in bed for {share} of the night");
}

#[test]
fn what_is_written_happens_at_its_moment() {
    let scenario = demonstration(32);
    let (items, truth) = run_at_once(&scenario);
    let label = |name: &str, begins: bool| {
        let found = truth.iter().find(|event| event.kind == TruthKind::Label(leak(name)) && event.begins == begins);
        found.unwrap_or_else(|| panic!("no {name}")).at
    };
    assert_eq!(label("cold-room", true), scenario.at(moment(30, "00:40")));
    assert_eq!(label("cold-room", false), scenario.at(moment(30, "09:40")));
    assert_eq!(label("door-opened", true), scenario.at(moment(31, "02:14")));
    assert_eq!(label("door-opened", false), scenario.at(moment(31, "02:26")));
    assert_eq!(label("fall", true), scenario.at(moment(32, "07:22")));
    assert_eq!(label("fall", false), scenario.at(moment(32, "13:22")));
    let door = label("door-opened", true);
    let opened = items.iter().any(|item| {
        matches!(item, Item::Reading(reading) if reading.device.as_str() == "front-door-contact"
            && reading.at >= door && reading.at < door + Span::seconds(5))
    });
    assert!(opened, "the contact tells of the door");
}

fn leak(name: &str) -> &'static str {
    match name {
        "cold-room" => "cold-room",
        "door-opened" => "door-opened",
        _ => "fall",
    }
}

#[test]
fn whoever_has_fallen_lies_on_the_floor_until_help_comes() {
    let scenario = demonstration(32);
    let (from, to) = (scenario.at(moment(32, "07:22")), scenario.at(moment(32, "13:22")));
    let (mut falling, mut lying) = (0, 0);
    watch(&scenario, 32, 33, Span::millis(100), |at, person, _| {
        if matches!(person.posture, Posture::Falling(_)) {
            falling += 1;
            assert!(at >= from && at <= from + Span::seconds(2));
        }
        if at >= from + Span::seconds(2) && at < to {
            assert_eq!(person.posture, Posture::OnFloor);
            assert_eq!(person.area.as_ref().map(AreaId::as_str), Some("bathroom"));
            assert_eq!(person.doing, "Lying on the bathroom floor");
            lying += 1;
        }
        if at > to + Span::minutes(1) {
            assert_ne!(person.posture, Posture::OnFloor);
        }
    });
    assert!(falling >= 8 && lying > 200_000, "{falling} {lying}");
}

#[test]
fn a_person_falls_where_they_are() {
    for clock in ["07:55:10", "11:20", "17:50", "20:15"] {
        let mut scenario = demonstration(3);
        let at = scenario.at(moment(3, clock));
        let mut area = None;
        watch(&scenario, 3, 4, Span::minutes(1), |seen, person, _| {
            if seen <= at {
                area = person.area.clone();
            }
        });
        let Some(area) = area else { continue };
        let kind = DisturbanceKind::Fall { area, lasts: Span::minutes(30) };
        scenario.disturbances.push(Disturbance { at: moment(3, clock), kind, who: 0, intervention: true });
        let mut fell = None;
        watch(&scenario, 3, 4, Span::millis(500), |seen, person, _| {
            if person.posture == Posture::OnFloor && fell.is_none() {
                fell = Some(seen);
            }
        });
        let fell = fell.unwrap_or_else(|| panic!("nobody fell at {clock}"));
        assert!(fell >= at && fell - at < Span::seconds(60), "{clock}: fell after {}", fell - at);
    }
}

#[test]
fn nobody_falls_at_home_while_they_are_out() {
    let mut scenario = demonstration(3);
    // Day 2 is a Tuesday, on which one goes out at half past ten.
    let kind = DisturbanceKind::Fall { area: AreaId::new("kitchen"), lasts: Span::minutes(20) };
    scenario.disturbances.push(Disturbance { at: moment(2, "11:20"), kind, who: 0, intervention: true });
    let mut away = false;
    let mut fell = Vec::new();
    let mut last: Option<PersonView> = None;
    watch(&scenario, 2, 3, Span::millis(500), |at, person, _| {
        if at == scenario.at(moment(2, "11:20")) {
            away = person.posture == Posture::Away;
        }
        if person.posture == Posture::OnFloor {
            assert_eq!(person.area.as_ref().map(AreaId::as_str), Some("kitchen"));
            fell.push(at);
        }
        if let Some(last) = &last {
            assert!(last.at.distance(person.at) < 0.9, "{}: {last:?} to {person:?}", scenario.calendar.local(at));
        }
        last = Some(person.clone());
    });
    assert!(away, "out at twenty past eleven");
    let (first, lasted) = (fell[0], fell.len() as i64 * 500);
    assert!(first > scenario.at(moment(2, "11:21")), "only once home");
    assert!((19 * 60_000..=21 * 60_000).contains(&lasted), "on the floor for {lasted} ms");
}

#[test]
fn a_sentence_said_in_the_home_is_heard_of() {
    let scenario = Arc::new(demonstration(1));
    let mut source = Simulated::new(Simulation::new(Arc::clone(&scenario)), scenario.ends());
    let noon = scenario.at(moment(1, "12:00"));
    while let Ok(Progress::Item(_)) = source.next(noon) {}
    assert_eq!(source.next(noon), Ok(Progress::Reached));
    source.act(&Action::Speak {
        device: None,
        sentence: "Good afternoon, Margaret.".to_owned(),
        asked: smart_house::home::Asked::Nothing,
    });
    let mut heard = false;
    loop {
        match source.next(scenario.ends() + Span::hours(1)).expect("an item") {
            Progress::Item(Item::Reading(reading)) => {
                heard |= reading.value.to_string().contains("Good afternoon") && reading.at >= noon;
            }
            Progress::Item(Item::Availability(_) | Item::Watermark(_)) => {}
            Progress::Reached | Progress::Ended => break,
        }
    }
    assert!(heard);
    assert!(source.take_truth().iter().any(|event| event.sentence == "Margaret gets up."));
}
