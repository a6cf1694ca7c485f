//! Faults in the simulated home: what each does to the readings, what it leaves alone, and its exact truth.

use std::sync::Arc;

use smart_house::home::{AreaId, Capability, DeviceId, Item, Value};
use smart_house::scenario::check::{self, Document, Refusal};
use smart_house::scenario::save::with_interventions;
use smart_house::scenario::{Disturbance, DisturbanceKind, Fault, FaultKind, FaultRates, Moment, Scenario};
use smart_house::simulation::Simulation;
use smart_house::simulation::truth::{TruthEvent, TruthKind};
use smart_house::time::{Span, Timestamp};

fn document(name: &str) -> Result<Document, Refusal> {
    let path = format!("{}/scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path)
        .map(|text| Document { name: name.to_owned(), text })
        .map_err(|error| Refusal { brief: error.to_string(), hint: String::new() })
}

/// The demonstration's home without anything going wrong.
fn plain(days: i64) -> Scenario {
    let checked = check::scenario(&document("demonstration.ron").expect("a text"), document);
    let mut scenario = checked.value.expect("a sound scenario");
    scenario.disturbances.clear();
    scenario.days = days;
    scenario
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).expect("a moment")
}

fn with(days: i64, faults: &[(&str, Option<Span>, FaultKind)]) -> Scenario {
    let mut scenario = plain(days);
    let fault = |(at, lasts, kind): &(&str, Option<Span>, FaultKind)| Fault {
        at: moment(at),
        lasts: *lasts,
        kind: kind.clone(),
        intervention: false,
    };
    scenario.faults = faults.iter().map(fault).collect();
    scenario
}

fn run(scenario: &Scenario) -> (Vec<Item>, Vec<TruthEvent>) {
    let mut simulation = Simulation::new(Arc::new(scenario.clone()));
    let items: Vec<Item> = std::iter::from_fn(|| simulation.next_item(scenario.ends())).collect();
    assert!(items.is_sorted_by_key(Item::at), "items come in order of time");
    let truth = simulation.take_truth();
    assert!(truth.is_sorted_by_key(|event| event.at), "truth comes in order of time");
    (items, truth)
}

fn id(device: &str) -> DeviceId {
    DeviceId::new(device)
}

fn of(item: &Item) -> Option<&str> {
    match item {
        Item::Reading(reading) => Some(reading.device.as_str()),
        Item::Availability(change) => Some(change.device.as_str()),
        Item::Watermark(_) => None,
    }
}

/// What a device said of one thing from one instant to another.
fn said(
    items: &[Item],
    device: &str,
    capability: Capability,
    (from, to): (Timestamp, Timestamp),
) -> Vec<(Timestamp, Value)> {
    let told = items.iter().filter_map(|item| match item {
        Item::Reading(r) if r.device.as_str() == device && r.capability == capability => Some((r.at, r.value.clone())),
        Item::Reading(_) | Item::Availability(_) | Item::Watermark(_) => None,
    });
    told.filter(|(at, _)| (from..to).contains(at)).collect()
}

fn changes(items: &[Item], device: &str) -> Vec<(Timestamp, bool)> {
    let found = items.iter().filter_map(|item| match item {
        Item::Availability(change) if change.device.as_str() == device => Some((change.at, change.online)),
        Item::Reading(_) | Item::Availability(_) | Item::Watermark(_) => None,
    });
    found.collect()
}

fn within(items: &[Item], (from, to): (Timestamp, Timestamp)) -> Vec<Item> {
    items.iter().filter(|item| item.at() >= from && item.at() < to).cloned().collect()
}

fn without(items: &[Item], device: &str) -> Vec<Item> {
    items.iter().filter(|item| of(item) != Some(device)).cloned().collect()
}

fn labels(truth: &[TruthEvent]) -> Vec<(Timestamp, String, bool)> {
    let found = truth.iter().filter_map(|event| match &event.kind {
        TruthKind::Fault { name, device } => {
            let device = device.as_ref().map_or(String::new(), |device| format!(" {device}"));
            Some((event.at, format!("{name}{device}"), event.begins))
        }
        TruthKind::Activity(_) | TruthKind::Whereabouts(_) | TruthKind::Label(_) => None,
    });
    found.collect()
}

#[test]
fn a_dropout_silences_one_device_and_leaves_everything_else_alone() {
    let scenario =
        with(5, &[("day 2 10:00", Some(Span::hours(30)), FaultKind::Dropout { device: id("hall-movement") })]);
    let (from, to) = (scenario.at(moment("day 2 10:00")), scenario.at(moment("day 3 16:00")));
    let (before, (after, truth)) = (run(&plain(5)).0, run(&scenario));
    assert_eq!(without(&before, "hall-movement"), without(&after, "hall-movement"));
    assert_eq!(within(&before, (scenario.starts(), from)), within(&after, (scenario.starts(), from)));
    // What was on its way at 10:00 arrives, and the hub itself calls the room clear.
    let heard = said(&after, "hall-movement", Capability::LinkQuality, (from + Span::seconds(2), to));
    assert_eq!(heard, []);
    let news = changes(&after, "hall-movement");
    let [(gone, false), (back, true)] = news[..] else { panic!("{news:?}") };
    assert!(gone - from > Span::hours(24) && gone - from < Span::minutes(1_502), "{}", gone - from);
    assert!(back >= to && back - to < Span::hours(1));
    // Afterwards it is as if there had been none.
    let later = (back + Span::minutes(2), scenario.ends());
    assert_eq!(within(&before, later), within(&after, later));
    let dropout = "dropout hall-movement".to_owned();
    assert_eq!(labels(&truth), [(from, dropout.clone(), true), (to, dropout, false)]);
    assert_eq!(
        truth.iter().find(|event| event.at == from && event.begins).map(|event| event.sentence.as_str()),
        Some("The hall's movement sensor stops reporting.")
    );
}

#[test]
fn a_plug_that_drops_out_is_missed_within_minutes_and_a_plug_alive_never() {
    let lasts = Some(Span::hours(5));
    let scenario = with(2, &[("day 1 12:00", lasts, FaultKind::Dropout { device: id("television-plug") })]);
    let from = scenario.at(moment("day 1 12:00"));
    let items = run(&scenario).0;
    let (gone, online) = changes(&items, "television-plug")[0];
    assert!(!online && gone > from && gone - from < Span::minutes(12), "{}", gone - from);
    let back = changes(&items, "television-plug")[1].0;
    assert!(back >= from + Span::hours(5) && back < from + Span::hours(7));
    assert_eq!(changes(&items, "kettle-plug"), []);
}

#[test]
fn a_dying_cell_sinks_to_silence_and_a_new_one_is_full() {
    let dying = FaultKind::BatteryDying { device: id("hall-movement"), over: Span::days(4) };
    let scenario = with(9, &[("day 2 10:00", Some(Span::days(6)), dying)]);
    let (from, ends) = (scenario.at(moment("day 2 10:00")), scenario.at(moment("day 8 10:00")));
    let empty = from + Span::days(4);
    let (items, truth) = run(&scenario);
    let told = said(&items, "hall-movement", Capability::Battery, (from, scenario.ends()));
    let charges: Vec<f64> =
        told.iter().map(|(_, value)| if let Value::Number(n) = value { *n } else { f64::NAN }).collect();
    let new = charges.iter().position(|charge| *charge > 95.0).expect("a new cell");
    assert!(new >= 3 && charges[..new].windows(2).all(|pair| pair[1] < pair[0]), "{charges:?}");
    assert!(told[new].0 >= ends && told[new].0 - ends < Span::minutes(1));
    assert_eq!(said(&items, "hall-movement", Capability::LinkQuality, (empty + Span::seconds(2), ends)), []);
    let names: Vec<(Timestamp, String, bool)> = labels(&truth);
    let label = |name: &str| format!("{name} hall-movement");
    assert_eq!(
        names,
        [
            (from, label("battery-dying"), true),
            (empty, label("battery-empty"), true),
            (ends, label("battery-empty"), false),
            (ends, label("battery-dying"), false)
        ]
    );
}

#[test]
fn stuck_sensors_say_one_thing_whatever_happens() {
    let lasts = Some(Span::hours(24));
    let at = "day 2 10:00";
    let mut scenario = with(
        4,
        &[
            (at, lasts, FaultKind::StuckOn { device: id("lounge-movement") }),
            (at, lasts, FaultKind::StuckOff { device: id("kitchen-movement") }),
            (at, lasts, FaultKind::StuckOn { device: id("front-door-contact") }),
            (at, lasts, FaultKind::StuckOff { device: id("bed-sensor") }),
        ],
    );
    // A lost report would let the hub call the room clear for a moment.
    scenario.radio.loss = 0.0;
    let from = scenario.at(moment(at));
    let stretch = (from + Span::minutes(2), from + Span::hours(24));
    let items = run(&scenario).0;
    let all = |device, capability| said(&items, device, capability, stretch);
    let lounge = all("lounge-movement", Capability::Occupancy);
    assert!(lounge.len() > 1_300 && lounge.iter().all(|(_, value)| *value == Value::Flag(true)), "{}", lounge.len());
    assert_eq!(all("kitchen-movement", Capability::Occupancy), []);
    assert!(all("kitchen-movement", Capability::LinkQuality).len() > 20, "it still gives signs of life");
    for (device, capability, stuck) in
        [("front-door-contact", Capability::Contact, true), ("bed-sensor", Capability::Occupancy, false)]
    {
        let told = all(device, capability);
        assert!(told.len() > 20 && told.iter().all(|(_, value)| *value == Value::Flag(stuck)), "{device}");
    }
    let door = said(&items, "front-door-contact", Capability::Contact, (from, from + Span::seconds(9)));
    assert_eq!(door.first().map(|(_, value)| value.clone()), Some(Value::Flag(true)), "told at once");
}

#[test]
fn a_blocked_view_sees_less_and_a_moved_sensor_sees_another_room() {
    let day = |items: &[Item], device| {
        let scenario = plain(3);
        let stretch = (scenario.at(moment("day 2 00:00")), scenario.at(moment("day 3 00:00")));
        let told = said(items, device, Capability::Occupancy, stretch);
        told.iter().filter(|(_, value)| *value == Value::Flag(true)).count()
    };
    let usual = run(&plain(3)).0;
    let blocked = FaultKind::BlockedView { device: id("kitchen-movement"), sees: 0.15 };
    let blocked = run(&with(3, &[("day 2 00:00", None, blocked)])).0;
    assert!(day(&blocked, "kitchen-movement") * 2 < day(&usual, "kitchen-movement"));
    assert_eq!(without(&usual, "kitchen-movement"), without(&blocked, "kitchen-movement"));
    let moved = FaultKind::Moved { device: id("bathroom-movement"), to: AreaId::new("lounge") };
    let moved = run(&with(3, &[("day 2 00:00", None, moved)])).0;
    assert!(day(&moved, "bathroom-movement") > 2 * day(&usual, "bathroom-movement"));
    assert_eq!(without(&usual, "bathroom-movement"), without(&moved, "bathroom-movement"));
}

#[test]
fn the_radios_faults_lose_double_and_delay_reports_and_nothing_else() {
    let usual = run(&plain(3)).0;
    let stretch = (plain(3).at(moment("day 2 00:00")), plain(3).at(moment("day 3 00:00")));
    let count = |items: &[Item]| within(items, stretch).len() as f64 / within(&usual, stretch).len() as f64;
    let one_day = |kind| run(&with(3, &[("day 2 00:00", Some(Span::days(1)), kind)])).0;
    let lost = count(&one_day(FaultKind::Interference { device: None, loss: 0.6 }));
    assert!((0.4..0.85).contains(&lost), "{lost}");
    let doubled = one_day(FaultKind::Duplicates { device: None, share: 0.5 });
    assert!((1.3..1.55).contains(&count(&doubled)), "{}", count(&doubled));
    let up_to = Span::minutes(10);
    let late = one_day(FaultKind::LateDelivery { device: Some(id("fridge-door-contact")), up_to });
    assert_eq!(without(&usual, "fridge-door-contact"), without(&late, "fridge-door-contact"));
    let door = |items: &[Item]| said(items, "fridge-door-contact", Capability::Contact, stretch);
    let mut most = Span::ZERO;
    for ((a, told), (b, same)) in door(&usual).iter().zip(door(&late)) {
        assert!(*told == same && b >= *a && b - *a <= up_to);
        most = most.max(b - *a);
    }
    assert!(most > Span::minutes(5), "{most}");
}

#[test]
fn nothing_is_heard_while_the_hub_is_off_and_life_goes_on() {
    let scenario = with(3, &[("day 2 10:00", Some(Span::hours(6)), FaultKind::HubOffline)]);
    let (from, to) = (scenario.at(moment("day 2 10:00")), scenario.at(moment("day 2 16:00")));
    let ((before, lived), (after, truth)) = (run(&plain(3)), run(&scenario));
    assert_eq!(within(&after, (from + Span::millis(1), to)), []);
    assert_eq!(changes(&after, "hub"), [(to, true)]);
    let later = (to + Span::minutes(3), scenario.ends());
    assert_eq!(within(&before, later), within(&after, later));
    let life = |truth: Vec<TruthEvent>| -> Vec<TruthEvent> {
        truth.into_iter().filter(|event| !matches!(event.kind, TruthKind::Fault { .. })).collect()
    };
    assert_eq!(life(lived), life(truth));
    let broadband = run(&with(3, &[("day 2 10:00", None, FaultKind::BroadbandDown)]));
    assert_eq!(before, broadband.0, "no reading depends on the broadband");
    assert_eq!(labels(&broadband.1), [(from, "broadband-down".to_owned(), true)]);
}

#[test]
fn a_power_cut_darkens_and_cools_the_house_and_takes_the_hub() {
    let scenario = with(3, &[("day 2 17:00", Some(Span::hours(4)), FaultKind::PowerCut)]);
    let (from, to) = (scenario.at(moment("day 2 17:00")), scenario.at(moment("day 2 21:00")));
    let mut simulation = Simulation::new(Arc::new(scenario.clone()));
    let mut usual = Simulation::new(Arc::new(plain(3)));
    for simulation in [&mut simulation, &mut usual] {
        while simulation.next_item(to - Span::minutes(1)).is_some() {}
    }
    let (dark, lit) = (simulation.view(to - Span::minutes(1)), usual.view(to - Span::minutes(1)));
    assert!(dark.switched_on.iter().all(|on| !on) && lit.switched_on.iter().any(|on| *on));
    assert!(dark.temperatures[1] < lit.temperatures[1] - 1.0, "{:?} {:?}", dark.temperatures, lit.temperatures);
    let items = run(&scenario).0;
    // The hub takes a minute to start.
    assert_eq!(within(&items, (from + Span::millis(1), to + Span::minutes(1))), []);
    let soon = (to + Span::minutes(1), to + Span::minutes(2));
    assert_eq!(said(&items, "television-plug", Capability::Power, soon).len(), 1, "it tells its watts again");
}

#[test]
fn a_new_device_ends_what_was_wrong_with_the_old_one() {
    let device = id("kettle-plug");
    let scenario = with(
        3,
        &[
            ("day 2 08:00", None, FaultKind::Dropout { device: device.clone() }),
            ("day 2 12:00", Some(Span::minutes(20)), FaultKind::DeviceReplaced { device }),
        ],
    );
    let (items, truth) = run(&scenario);
    let new = scenario.at(moment("day 2 12:20"));
    let energy = said(&items, "kettle-plug", Capability::Energy, (new, scenario.ends()));
    assert!(matches!(energy[0].1, Value::Number(kwh) if kwh < 0.5), "a new meter begins at nothing: {energy:?}");
    let names: Vec<String> = labels(&truth).into_iter().map(|(_, name, begins)| format!("{name} {begins}")).collect();
    assert_eq!(
        names,
        [
            "dropout kettle-plug true",
            "dropout kettle-plug false",
            "device-replaced kettle-plug true",
            "device-replaced kettle-plug false"
        ]
    );
}

#[test]
fn faults_by_chance_follow_from_seed_and_name() {
    let mut scenario = plain(60);
    scenario.fault_rates =
        FaultRates { dropout_per_device_year: 6.0, hub_offline_per_year: 12.0, ..Default::default() };
    let first = labels(&run(&scenario).1);
    assert!(first.len() > 15 && first.iter().any(|(_, name, _)| name == "hub-offline"), "{}", first.len());
    assert_eq!(first, labels(&run(&scenario).1));
    // A device fewer leaves the others' faults alone; so does another kind of fault.
    let mut fewer = scenario.clone();
    let mut home = (*fewer.home).clone();
    home.devices.retain(|device| device.id.as_str() != "hall-movement");
    fewer.home = Arc::new(home);
    fewer.fault_rates.power_cut_per_year = 6.0;
    let told = |labels: Vec<(Timestamp, String, bool)>| -> Vec<(Timestamp, String, bool)> {
        labels.into_iter().filter(|(_, name, _)| name != "dropout hall-movement" && name != "power-cut").collect()
    };
    assert_eq!(told(first.clone()), told(labels(&run(&fewer).1)));
    scenario.seed += 1;
    assert_ne!(first, labels(&run(&scenario).1));
}

#[test]
fn a_scenario_with_faults_is_saved_with_what_was_done_and_read_back_the_same() {
    let text = document("fault-late-and-twice.ron").expect("a text");
    let mut scenario = check::scenario(&text, document).value.expect("a scenario");
    assert_eq!(scenario.faults.len(), 2);
    let kind = DisturbanceKind::FobPressed { device: id("fob"), cancelled: None };
    scenario.disturbances.push(Disturbance { at: moment("day 30 12:00"), kind, who: 0, intervention: true });
    let saved = with_interventions(&text.text, &scenario).expect("a text");
    let again = check::scenario(&Document { name: "x.ron".to_owned(), text: saved }, document);
    assert_eq!(again.value, Some(scenario));
}
