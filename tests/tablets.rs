//! Tablets where the home has a dispenser: the habit and the dispenser are one thing, and a word from the home brings
//! somebody to it.

use std::path::Path;
use std::sync::Arc;

use smart_house::cli::load;
use smart_house::home::{Capability, DeviceKind, Home, Item, Value};
use smart_house::monitor::alert::AlertKind;
use smart_house::player::house::{Happened, House};
use smart_house::scenario::change::{Change, ChangeKind};
use smart_house::scenario::{Activity, Disturbance, DisturbanceKind, Moment, Scenario};
use smart_house::simulation::Simulation;
use smart_house::simulation::truth::{TruthEvent, TruthKind};
use smart_house::simulation::view::{PersonView, Posture, Who};
use smart_house::time::{ClockTime, Span, Timestamp};

fn library(name: &str, days: i64) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let loaded = load::scenario(&path).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    let mut scenario = loaded.scenario;
    scenario.days = days;
    scenario.radio.loss = 0.0;
    scenario
}

/// Winifred's days with a dispenser, and with one change of them from day 11 on.
fn days(kind: Option<ChangeKind>) -> Scenario {
    let mut scenario = library("tablets-missed.ron", 30);
    scenario.disturbances.clear();
    scenario.disturbances.extend(kind.map(|kind| Disturbance {
        at: Moment { day: 11, clock: ClockTime::MIDNIGHT },
        kind: DisturbanceKind::Change(Change { kind, lasts: Span::days(30), over: Span::ZERO }),
        who: 0,
        intervention: false,
    }));
    scenario
}

/// What the dispenser says, and what really happens.
fn doses(scenario: &Scenario) -> (Vec<(Timestamp, String)>, Vec<TruthEvent>) {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let mut said = Vec::new();
    while let Some(item) = simulation.next_item(scenario.ends()) {
        if let Item::Reading(reading) = item
            && let (Capability::Dose, Value::Word(word)) = (reading.capability, &reading.value)
        {
            said.push((reading.at, word.to_string()));
        }
    }
    (said, simulation.take_truth())
}

/// How many doses of the days from 11 on were due, how many of them taken within their hour, and how many taken at all.
fn counted(scenario: &Scenario) -> (usize, usize, usize) {
    let (said, _) = doses(scenario);
    let late = scenario.calendar.at(11, ClockTime::MIDNIGHT);
    let of = |word: &str| said.iter().filter(|(at, said)| *at >= late && said == word).map(|(at, _)| *at).collect();
    let (due, taken): (Vec<Timestamp>, Vec<Timestamp>) = (of("due"), of("taken"));
    let in_time = due.iter().filter(|due| taken.iter().any(|taken| (**due..**due + Span::minutes(75)).contains(taken)));
    (due.len(), in_time.count(), taken.len())
}

#[test]
fn who_takes_tablets_takes_them_out_of_the_dispenser_and_once() {
    let (due, in_time, taken) = counted(&days(None));
    assert_eq!(due, 40);
    assert!(in_time >= 37 && taken <= 40, "{in_time} in time, {taken} in all, of {due}");
    // Each is an activity of hers, at the dispenser, and no other tablets are taken anywhere.
    let scenario = days(None);
    let (said, truth) = doses(&scenario);
    let begun: Vec<Timestamp> = truth
        .iter()
        .filter(|event| event.kind == TruthKind::Activity(Activity::Tablets))
        .map(|event| event.at)
        .collect();
    let taken: Vec<Timestamp> = said.iter().filter(|(_, word)| word == "taken").map(|(at, _)| *at).collect();
    assert_eq!(begun.len(), taken.len());
    for (begun, taken) in begun.iter().zip(&taken) {
        // She may stop in the hall on the way.
        assert!(*taken > *begun && *taken - *begun < Span::minutes(4), "{begun:?} {taken:?}");
    }
}

#[test]
fn missed_doses_stay_in_the_tray_and_second_ones_are_turned_out_by_hand() {
    let (due, in_time, taken) = counted(&days(Some(ChangeKind::TabletsMissed { share: 0.6 })));
    assert!((0.25..0.6).contains(&(in_time as f64 / due as f64)) && taken == in_time, "{in_time} of {due}, {taken}");
    let (due, in_time, taken) = counted(&days(Some(ChangeKind::TabletsTwice { share: 0.6 })));
    let again = taken as f64 / due as f64 - 1.0;
    assert!(in_time >= 36 && (0.35..0.8).contains(&again), "{in_time} of {due}, {taken} in all");
    let (said, truth) = doses(&days(Some(ChangeKind::TabletsTwice { share: 0.6 })));
    let told = truth.iter().filter(|event| event.sentence.contains("takes the tablets a second time")).count();
    let turns: Vec<&str> = said.iter().map(|(_, word)| word.as_str()).filter(|word| *word != "refilled").collect();
    let by_hand = turns.windows(2).filter(|pair| pair == &["taken", "taken"]).count();
    assert_eq!(told, by_hand, "each of them is told: {turns:?}");
}

#[test]
fn before_a_change_the_days_are_the_same_days() {
    let (usual, _) = doses(&days(None));
    let (changed, _) = doses(&days(Some(ChangeKind::TabletsMissed { share: 0.6 })));
    let scenario = days(None);
    let late = scenario.calendar.at(11, ClockTime::MIDNIGHT);
    let before = |said: &[(Timestamp, String)]| said.iter().filter(|(at, _)| *at < late).cloned().collect::<Vec<_>>();
    assert!(before(&usual).len() > 35);
    assert_eq!(before(&usual), before(&changed));
}

fn dispenser(home: &Home) -> smart_house::home::Point {
    home.devices.iter().find(|device| device.kind == DeviceKind::Dispenser).and_then(|d| d.at).expect("a dispenser")
}

/// How a person is seen for so long from an instant on, every half second.
fn seen(scenario: &Arc<Scenario>, from: Timestamp, lasts: Span) -> (Vec<PersonView>, House) {
    let mut house = House::new(scenario);
    let mut at = from;
    let mut seen = Vec::new();
    while at < from + lasts {
        house.advance(at, &mut |_| {});
        let view = house.view().expect("a simulated house");
        seen.extend(view.people.into_iter().filter(|person| person.who == Who::Resident));
        at += Span::millis(500);
    }
    (seen, house)
}

#[test]
fn whoever_is_reminded_is_seen_walking_to_the_dispenser() {
    let scenario = Arc::new(library("tablets-prompted.ron", 36));
    let at = |day, clock: &str| scenario.at(Moment { day, clock: ClockTime::parse(clock).expect("a time") });
    let place = dispenser(&scenario.home);
    // Half past eight: it calls, and she pays it no heed.
    let (waits, _) = seen(&scenario, at(33, "08:31"), Span::minutes(28));
    assert!(waits.iter().all(|person| person.activity != Activity::Tablets));
    let (seen, house) = seen(&scenario, at(33, "09:00"), Span::minutes(25));
    let walks = seen.iter().position(|p| p.activity == Activity::Tablets && p.posture == Posture::Walking);
    let walks = walks.expect("she walks");
    let there = seen.iter().position(|p| p.activity == Activity::Tablets && p.at.distance(place) < 1.6);
    let there = there.expect("she is at the dispenser");
    assert!(walks < there, "she is seen on the way before she is there");
    assert!(seen[walks].at.distance(place) > seen[there].at.distance(place) + 1.0, "from another place");
    assert_ne!(seen.last().expect("somebody").activity, Activity::Tablets, "and goes on with her day");
    let taken = house.aide().expect("a companion").companion().doses().all();
    assert!(taken.iter().any(|taken| taken.day == 33 && taken.dispensed), "{taken:?}");
}

#[test]
fn where_there_is_no_dispenser_one_who_is_reminded_goes_to_the_packet() {
    let scenario = Arc::new(library("companion-tablets-taken.ron", 29));
    let at = scenario.at(Moment { day: 29, clock: ClockTime::parse("20:15").expect("a time") });
    let (seen, _) = seen(&scenario, at, Span::minutes(25));
    let walks = |p: &PersonView| p.activity == Activity::Tablets && p.posture == Posture::Walking;
    assert!(seen.iter().any(walks), "she walks");
    let stands = |p: &&PersonView| {
        p.activity == Activity::Tablets
            && p.posture == Posture::Standing
            && p.area.as_ref().is_some_and(|area| area.as_str() == "kitchen")
    };
    assert!(seen.iter().filter(stands).count() > 60, "and stands in the kitchen for half a minute");
}

#[test]
fn the_monitor_tells_what_the_dispenser_tells() {
    let alerts = |kind: Option<ChangeKind>, which: AlertKind| {
        let mut scenario = days(kind);
        scenario.learning_days = 8;
        let scenario = Arc::new(scenario);
        let mut told = 0;
        House::new(&scenario).advance(scenario.ends(), &mut |happened| {
            told += usize::from(matches!(&happened, Happened::Alert(alert) if alert.kind == which));
        });
        told
    };
    let (missed, twice) = (AlertKind::MedicationMissed, AlertKind::MedicationRepeated);
    let (missing, taking) = (ChangeKind::TabletsMissed { share: 0.6 }, ChangeKind::TabletsTwice { share: 0.6 });
    assert!(alerts(None, missed) <= 2 && alerts(None, twice) == 0);
    assert!(alerts(Some(missing), missed) > 12, "{}", alerts(Some(ChangeKind::TabletsMissed { share: 0.6 }), missed));
    assert!(alerts(Some(taking), twice) > 10);
}

#[test]
fn a_carer_who_sees_to_the_tablets_takes_them_out_of_the_dispenser() {
    let mut scenario = library("carers-four-times-a-day.ron", 6);
    scenario.home = library("tablets-missed.ron", 6).home;
    // A dose is due shortly before a carer comes who sees to them, and she herself heeds none.
    scenario.doses = vec![ClockTime::parse("07:40").expect("a time")];
    scenario.disturbances.push(Disturbance {
        at: Moment { day: 1, clock: ClockTime::MIDNIGHT },
        kind: DisturbanceKind::Change(Change {
            kind: ChangeKind::TabletsMissed { share: 1.0 },
            lasts: Span::days(6),
            over: Span::ZERO,
        }),
        who: 0,
        intervention: false,
    });
    let (said, truth) = doses(&scenario);
    let taken = said.iter().filter(|(_, word)| word == "taken").count();
    assert!(taken >= 5, "{said:?}");
    assert!(truth.iter().all(|event| event.kind != TruthKind::Activity(Activity::Tablets)), "not by herself");
}
