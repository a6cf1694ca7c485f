//! What makes one person's days their own: bad days, restless nights, summers out, hours of one's own choice, a fast, an
//! animal, somebody who lives in. Each is held against the same days without it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use smart_house::cli::load;
use smart_house::home::{AreaKind, Capability, DeviceKind, Item, Value};
use smart_house::scenario::{Activity, Moment, Scenario};
use smart_house::simulation::Simulation;
use smart_house::simulation::truth::{TruthEvent, TruthKind};
use smart_house::simulation::view::{PersonView, Posture, Who};
use smart_house::time::{ClockTime, Span, Timestamp};

fn library(name: &str, days: i64) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let loaded = load::scenario(&path).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    let mut scenario = loaded.scenario;
    scenario.days = days;
    scenario
}

fn live(scenario: &Scenario) -> (Vec<Item>, Vec<TruthEvent>) {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let mut items = Vec::new();
    while let Some(item) = simulation.next_item(scenario.ends()) {
        items.push(item);
    }
    (items, simulation.take_truth())
}

/// Everybody in the house every `step` from midnight of a day to the end.
fn watch(scenario: &Scenario, from: i64, step: Span, mut see: impl FnMut(Timestamp, &[PersonView])) {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let mut at = scenario.calendar.at(from, ClockTime::MIDNIGHT);
    while at < scenario.ends() {
        while simulation.next_item(at).is_some() {}
        see(at, &simulation.view(at).people);
        at += step;
    }
}

/// When the first resident begins an activity.
fn begins(truth: &[TruthEvent], activity: Activity) -> impl Iterator<Item = Timestamp> {
    truth
        .iter()
        .filter(move |event| event.resident == Some(0) && event.kind == TruthKind::Activity(activity))
        .map(|event| event.at)
}

/// How long each outing of the first resident is, with the day it is on.
fn outings(scenario: &Scenario, truth: &[TruthEvent]) -> Vec<(i64, f64)> {
    let outs: Vec<Timestamp> = begins(truth, Activity::Out).collect();
    outs.into_iter()
        .filter_map(|out| {
            let home = truth.iter().find(|event| event.at > out && event.sentence.contains("home"))?;
            Some((scenario.calendar.local(out).day, (home.at - out).as_seconds() / 60.0))
        })
        .collect()
}

#[test]
fn a_bad_day_begins_late_and_stays_in() {
    let mut scenario = library("bad-days-and-restless-nights.ron", 80);
    scenario.residents[0].routine.restless_nights = 0.0;
    scenario.residents[0].routine.bad_days = 0.0;
    let (_, usual) = live(&scenario);
    scenario.residents[0].routine.bad_days = 0.25;
    let (_, truth) = live(&scenario);
    let rises = |truth: &[TruthEvent]| {
        let local = begins(truth, Activity::Rise).map(|at| scenario.calendar.local(at));
        local.map(|at| (at.day, at.clock.since_midnight().as_seconds() / 60.0)).collect::<Vec<_>>()
    };
    let (usual_rises, rises) = (rises(&usual), rises(&truth));
    // The same habits draw the same chances on both, so whoever is up later by so much has a bad day.
    let bad: Vec<i64> = rises
        .iter()
        .filter(|(day, at)| usual_rises.iter().any(|(other, usual)| other == day && at - usual > 20.0))
        .map(|(day, _)| *day)
        .collect();
    assert!((10..=30).contains(&bad.len()), "{} bad days of 80", bad.len());
    let others = rises.iter().filter(|(day, _)| !bad.contains(day));
    for (day, at) in others {
        let usual = usual_rises.iter().find(|(other, _)| other == day);
        assert!(usual.is_none_or(|(_, usual)| (at - usual).abs() < 20.0), "day {day} is neither");
    }
    let out = outings(&scenario, &truth);
    assert!(out.len() > 10 && out.iter().all(|(day, _)| !bad.contains(day)), "out on a bad day: {bad:?} {out:?}");
}

#[test]
fn on_a_restless_night_one_is_up_once_for_half_an_hour_and_more() {
    let mut scenario = library("bad-days-and-restless-nights.ron", 60);
    scenario.residents[0].routine.bad_days = 0.0;
    let awake = |share: f64| {
        let mut scenario = scenario.clone();
        scenario.residents[0].routine.restless_nights = share;
        let (_, truth) = live(&scenario);
        let up: Vec<Timestamp> =
            truth.iter().filter(|event| event.sentence.contains("cannot sleep")).map(|event| event.at).collect();
        let lengths: Vec<f64> = up
            .iter()
            .map(|up| {
                let back =
                    truth.iter().find(|event| event.at > *up && event.kind == TruthKind::Activity(Activity::Sleep));
                back.map_or(0.0, |back| (back.at - *up).as_seconds() / 60.0)
            })
            .collect();
        (up, lengths)
    };
    assert!(awake(0.0).0.is_empty());
    let (up, lengths) = awake(0.4);
    assert!((14..=34).contains(&up.len()), "{} of 60 nights", up.len());
    assert!(lengths.iter().all(|minutes| (5.0..120.0).contains(minutes)), "{lengths:?}");
    let mean = lengths.iter().sum::<f64>() / lengths.len() as f64;
    assert!((35.0..80.0).contains(&mean), "{mean} min awake");
    let nights: Vec<i64> = up.iter().map(|at| scenario.calendar.local(*at - Span::hours(12)).day).collect();
    assert!(nights.windows(2).all(|pair| pair[0] < pair[1]), "once a night: {nights:?}");
}

#[test]
fn outings_grow_with_the_summer_and_shrink_again() {
    let mut scenario = library("summer-on-the-allotment.ron", 330);
    let mean = |truth: &[TruthEvent], days: std::ops::Range<i64>| {
        let all = outings(&scenario, truth);
        let lengths: Vec<f64> = all.iter().filter(|(day, _)| days.contains(day)).map(|(_, minutes)| *minutes).collect();
        assert!(lengths.len() > 10);
        lengths.iter().sum::<f64>() / lengths.len() as f64
    };
    // From 26 April, day 57 is midsummer and day 240 midwinter.
    let (_, truth) = live(&scenario);
    let (summer, winter) = (mean(&truth, 40..75), mean(&truth, 225..260));
    assert!((1.5..2.1).contains(&(summer / winter)), "{summer} min in summer, {winter} in winter");
    scenario.residents[0].routine.summer_out = 0.0;
    let (_, even) = live(&scenario);
    let mean = |days: std::ops::Range<i64>| {
        let all = outings(&scenario, &even);
        let lengths: Vec<f64> = all.iter().filter(|(day, _)| days.contains(day)).map(|(_, minutes)| *minutes).collect();
        lengths.iter().sum::<f64>() / lengths.len() as f64
    };
    assert!((0.85..1.15).contains(&(mean(40..75) / mean(225..260))));
}

#[test]
fn who_is_up_by_night_sleeps_by_day() {
    let scenario = library("up-by-night-by-choice.ron", 20);
    let (mut by_day, mut by_night, mut days) = (0, 0, 0);
    watch(&scenario, 3, Span::minutes(10), |at, people| {
        let hour = scenario.calendar.local(at).clock.hour();
        let asleep = people[0].posture == Posture::LyingInBed;
        by_day += i32::from((6..12).contains(&hour) && asleep);
        days += i32::from((6..12).contains(&hour));
        by_night += i32::from(!(4..22).contains(&hour) && asleep);
    });
    assert!(10 * by_day > 9 * days && by_night == 0, "{by_day} of {days} by day, {by_night} by night");
}

#[test]
fn a_fast_is_kept_from_first_light_to_sunset_and_broken_at_it() {
    let scenario = library("fasting-in-ramadan.ron", 62);
    let (items, truth) = live(&scenario);
    let calendar = &scenario.calendar;
    let at = |day: i64, clock: &str| calendar.at(day, ClockTime::parse(clock).expect("a time"));
    let on = |activity: Activity, from: Timestamp, to: Timestamp| {
        begins(&truth, activity).filter(|at| (from..to).contains(at)).count()
    };
    let fridge = |from: Timestamp, to: Timestamp| {
        items
            .iter()
            .filter(|item| match item {
                Item::Reading(reading) => {
                    reading.device.as_str() == "fridge-door-contact"
                        && reading.capability == Capability::Contact
                        && reading.value == Value::Flag(true)
                        && (from..to).contains(&reading.at)
                }
                Item::Availability(_) | Item::Watermark(_) => false,
            })
            .count()
    };
    let (mut before, mut breakfasts, mut suppers) = (0, 0, 0);
    // In Manchester first light is at about 05:50 in the second week of February and 04:55 in the second of March; sunset
    // is at 17:00 and at 18:00.
    for day in 29..59 {
        breakfasts += on(Activity::Breakfast, at(day, "03:30"), at(day, "06:05"));
        assert_eq!(on(Activity::Breakfast, at(day, "06:05"), at(day, "23:00")), 0, "day {day}");
        assert_eq!(on(Activity::Lunch, at(day, "03:00"), at(day, "23:59")), 0, "day {day}");
        assert_eq!(on(Activity::Supper, at(day, "06:00"), at(day, "16:45")), 0, "day {day}");
        suppers += on(Activity::Supper, at(day, "16:45"), at(day, "18:45"));
        assert_eq!(fridge(at(day, "07:00"), at(day, "16:45")), 0, "day {day}: nothing out of the fridge");
        before += fridge(at(day - 28, "07:00"), at(day - 28, "16:45"));
    }
    assert!(breakfasts >= 28 && suppers >= 27 && before > 60, "{breakfasts}, {suppers}, {before}");
    assert!(on(Activity::Lunch, at(60, "03:00"), at(60, "23:00")) == 1, "and after Eid there is lunch again");
    let label: Vec<&TruthEvent> = truth.iter().filter(|event| event.kind == TruthKind::Label("twin-fasting")).collect();
    assert_eq!(label.len(), 2);
    // Only one who fasts fasts.
    let asleep = begins(&truth, Activity::Sleep).filter(|at| (5..8).contains(&calendar.local(*at).clock.hour()));
    assert!(asleep.count() >= 20, "she lies down again after it");
}

#[test]
fn a_dog_keeps_near_its_person_and_sleeps_when_they_do() {
    let mut scenario = library("hearing-dog.ron", 38);
    let home = Arc::clone(&scenario.home);
    scenario.radio.loss = 0.0;
    let (mut near, mut awake, mut up_by_night, mut asleep) = (0, 0, 0, 0);
    watch(&scenario, 31, Span::seconds(20), |_, people| {
        let (person, dog) = (&people[0], people.last().expect("a dog"));
        assert_eq!(dog.who, Who::Dog);
        assert_ne!(dog.posture, Posture::Away, "it lives here");
        if person.posture == Posture::Away {
            return;
        }
        if person.activity == Activity::Sleep && person.posture == Posture::LyingInBed {
            asleep += 1;
            up_by_night += i32::from(dog.posture == Posture::Walking);
        } else {
            awake += 1;
            let hall =
                |area: &smart_house::home::AreaId| home.area(area).is_some_and(|area| area.kind == AreaKind::Hall);
            near += i32::from(dog.area == person.area || dog.area.as_ref().is_some_and(hall));
        }
    });
    assert!(2 * near > awake, "near for {near} of {awake} looks");
    assert!(50 * up_by_night < asleep, "about for {up_by_night} of {asleep} looks while she sleeps");
    let (items, truth) = live(&scenario);
    // It weighs on no pad: while she is out nobody is in bed or in the chair.
    let outs: Vec<Timestamp> = begins(&truth, Activity::Out).collect();
    let away = |at: Timestamp| {
        outs.iter().any(|out| {
            let home = truth.iter().find(|event| event.at > *out && event.sentence.contains("home"));
            at > *out + Span::minutes(10) && home.is_some_and(|home| at < home.at)
        })
    };
    let pads = items.iter().filter(|item| match item {
        Item::Reading(reading) => {
            matches!(reading.device.as_str(), "bed-sensor" | "chair-sensor")
                && reading.capability == Capability::Occupancy
                && reading.value == Value::Flag(true)
                && away(reading.at)
        }
        Item::Availability(_) | Item::Watermark(_) => false,
    });
    assert_eq!(pads.count(), 0);
    let label = truth.iter().find(|event| event.kind == TruthKind::Label("twin-dog")).expect("a label");
    let tenth = scenario.at(Moment { day: 30, clock: ClockTime::parse("10:00").expect("a time") });
    assert_eq!((label.at, label.begins), (tenth, true));
}

#[test]
fn sensors_for_homes_with_pets_hardly_see_one_on_the_floor() {
    let seen = |immune: bool| {
        let mut scenario = library("cat-at-night.ron", 36);
        for device in &mut Arc::make_mut(&mut scenario.home).devices {
            if device.kind == DeviceKind::Movement {
                device.settings.pet_immune = immune;
            }
        }
        let (items, _) = live(&scenario);
        let sees = |item: &&Item| match item {
            Item::Reading(reading) => {
                let at = scenario.calendar.local(reading.at);
                reading.capability == Capability::Occupancy
                    && reading.value == Value::Flag(true)
                    && reading.device.as_str().ends_with("-movement")
                    && reading.device.as_str() != "bedroom-movement"
                    && at.day > 31
                    && (1..5).contains(&at.clock.hour())
            }
            Item::Availability(_) | Item::Watermark(_) => false,
        };
        let mut without = library("cat-at-night.ron", 36);
        without.pets.clear();
        (items.iter().filter(sees).count(), live(&without).0.iter().filter(sees).count())
    };
    let ((cat, alone), (immune, _)) = (seen(false), seen(true));
    assert!(cat > alone + 60, "{cat} sightings with a cat, {alone} without");
    // What is left is the person, and the cat on chairs and beds, as high up as somebody sitting.
    assert!(
        immune - alone.min(immune) < (cat - alone) / 2,
        "{immune} by immune sensors, {cat} by others, {alone} alone"
    );
}

#[test]
fn a_live_in_carer_cooks_for_both_and_is_off_in_the_afternoon() {
    let scenario = library("live-in-carer.ron", 24);
    let (mut together, mut she_cooks, mut cooks, mut off, mut afternoons) = (0, 0, 0, 0, 0);
    watch(&scenario, 3, Span::seconds(60), |at, people| {
        let (winifred, grace) = (&people[0], &people[1]);
        assert_eq!((winifred.who, grace.who), (Who::Resident, Who::Carer));
        let meal = |p: &PersonView| matches!(p.activity, Activity::Breakfast | Activity::Lunch | Activity::Supper);
        together += i32::from([winifred, grace].iter().all(|p| meal(p) && p.posture == Posture::Sitting));
        let works = |p: &PersonView| meal(p) && p.posture == Posture::Standing;
        cooks += i32::from(works(grace) || works(winifred));
        she_cooks += i32::from(works(winifred));
        let local = scenario.calendar.local(at);
        if local.clock.since_midnight() == Span::hours(15) {
            afternoons += 1;
            off += i32::from(grace.posture == Posture::Away);
        }
        // Each has a bed of their own.
        let lie = [winifred, grace].iter().filter(|p| p.posture == Posture::LyingInBed).count();
        assert!(lie < 2 || winifred.at.distance(grace.at) > 1.5);
    });
    assert!(together > 300, "together at the table for {together} minutes of three weeks");
    assert!(3 * she_cooks < cooks, "Winifred cooks for {she_cooks} of {cooks} minutes");
    assert!(4 * off > 3 * afternoons && off < afternoons, "off on {off} of {afternoons} afternoons");
    // Tablets are hers whose they are.
    let (_, truth) = live(&scenario);
    let tablets = |who| {
        truth.iter().filter(|e| e.resident == Some(who) && e.kind == TruthKind::Activity(Activity::Tablets)).count()
    };
    assert!(tablets(0) > 35 && tablets(1) == 0, "{} and {}", tablets(0), tablets(1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    /// Cut off on any day, with any seed: each does one thing after another, and every label lies in the scenario,
    /// begins before it ends and is never there twice at once.
    #[test]
    fn lives_and_labels_lie_within_their_scenario(which in 0..5_usize, seed in 0_u64..1_000_000, days in 30..46_i64) {
        let names = [
            "home-from-hospital.ron", "fasting-in-ramadan.ron", "live-in-carer.ron", "hearing-dog.ron",
            "tablets-twice.ron",
        ];
        let mut scenario = library(names[which], days);
        scenario.seed = seed;
        let (_, truth) = live(&scenario);
        prop_assert!(truth.is_sorted_by_key(|event| event.at));
        let mut doing: BTreeMap<usize, (Timestamp, Activity)> = BTreeMap::new();
        let mut open: BTreeMap<(&str, Option<usize>), Timestamp> = BTreeMap::new();
        for event in &truth {
            prop_assert!(event.at >= scenario.starts() && event.at < scenario.ends(), "{:?}", event);
            match &event.kind {
                TruthKind::Activity(activity) => {
                    let who = event.resident.expect("an activity is somebody's");
                    let before = doing.insert(who, (event.at, *activity));
                    prop_assert!(before.is_none_or(|(at, was)| was != *activity || at < event.at), "{:?} twice", event);
                }
                TruthKind::Label(name) if event.begins => {
                    let before = open.insert((name, event.resident), event.at);
                    prop_assert!(before.is_none(), "{} is there already: {:?}", name, event);
                }
                TruthKind::Label(name) => {
                    let began = open.remove(&(*name, event.resident));
                    prop_assert!(began.is_some_and(|began| began <= event.at), "{} ends unbegun: {:?}", name, event);
                }
                TruthKind::Whereabouts(_) | TruthKind::Fault { .. } => {}
            }
        }
    }
}
