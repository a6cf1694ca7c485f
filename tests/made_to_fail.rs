//! What a person at the window lets go wrong with devices, hub, mains and line: each makes a scenario without a mistake, is
//! the same as having written it there, and can be taken back.

use std::collections::BTreeSet;
use std::sync::Arc;

use smart_house::cli::load;
use smart_house::home::{DeviceId, Home};
use smart_house::player::Player;
use smart_house::player::command::{Command, Intervention};
use smart_house::player::offer::{FaultOffer, faults};
use smart_house::player::pace::Budget;
use smart_house::scenario::check::{self, Document, Refusal};
use smart_house::scenario::problem::Problem;
use smart_house::scenario::save::with_interventions;
use smart_house::scenario::{FaultKind, Moment, Scenario};
use smart_house::time::{Span, Timestamp};

/// A file that a scenario of the library names.
fn beside(named: &str) -> Result<Document, Refusal> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(named);
    let text =
        std::fs::read_to_string(&path).map_err(|error| Refusal { brief: error.to_string(), hint: String::new() })?;
    Ok(Document { name: named.to_owned(), text })
}

fn of_the_library(name: &str) -> (Scenario, String) {
    let loaded = load::of_the_library(&format!("scenarios/{name}.ron"));
    let loaded = loaded.unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    (loaded.scenario, loaded.text)
}

fn moment(scenario: &Scenario, text: &str) -> Timestamp {
    scenario.at(Moment::parse(text).expect("a moment"))
}

/// Everything that can go wrong in a scenario from an instant on: with each device, and with all.
fn everything(scenario: &Scenario, at: Timestamp) -> Vec<FaultOffer> {
    let devices = scenario.home.devices.iter().map(|device| Some(&device.id));
    devices.chain(std::iter::once(None)).flat_map(|device| faults(scenario, at, device)).collect()
}

fn read_again(text: String) -> Scenario {
    let checked = check::scenario(&Document { name: "saved.ron".to_owned(), text: text.clone() }, beside);
    let wrong: Vec<String> = checked.problems.iter().filter(|p| p.is_error()).map(Problem::to_string).collect();
    assert!(wrong.is_empty(), "{}\n{text}", wrong.join("\n"));
    checked.value.expect("a sound scenario")
}

#[test]
fn whatever_can_go_wrong_makes_a_scenario_without_a_mistake_and_is_read_as_it_was() {
    let homes = ["demonstration", "fall-at-the-stairs", "flat-at-night", "extra-care-fall", "bath-runs-over"];
    let mut names = BTreeSet::new();
    for name in homes {
        let (scenario, text) = of_the_library(name);
        let at = moment(&scenario, &format!("day {} 11:20", scenario.days - 1));
        let offered = everything(&scenario, at);
        for offer in &offered {
            names.insert(offer.kind.name());
            let mut player = Player::new(Arc::new(scenario.clone()));
            // Nothing has to be worked out for it to be written down.
            player.apply(&Command::Intervene(Intervention::Fail(offer.kind.clone(), offer.lasts)));
            let done = player.scenario().faults.last().expect("a fault").clone();
            assert!(done.intervention && done.kind == offer.kind, "{name}: {}", offer.words);
            let again = read_again(with_interventions(&text, player.scenario()).expect("a text"));
            assert_eq!(again.faults, player.scenario().faults, "{name}: {}", offer.words);
            assert!(!offer.words.is_empty() && !offer.words.ends_with('.'), "{}", offer.words);
        }
        assert!(everything(&scenario, scenario.ends() - Span::minutes(5)).is_empty(), "{name}");
    }
    assert_eq!(names.len(), 14, "every kind of fault is offered somewhere: {names:?}");
}

#[test]
fn what_was_made_to_fail_is_the_same_as_if_the_scenario_had_held_it() {
    let (mut scenario, text) = of_the_library("demonstration");
    scenario.days = 4;
    scenario.disturbances.retain(|disturbance| disturbance.at.day <= 4);
    let at = moment(&scenario, "day 2 18:05");
    let of = |device: &str| faults(&scenario, at, Some(&DeviceId::new(device)));
    let mut offered: Vec<FaultOffer> = faults(&scenario, at, None);
    offered.extend(of("kitchen-movement"));
    offered.extend(of("front-door-contact"));
    for offer in offered {
        let mut player = Player::new(Arc::new(scenario.clone()));
        player.work_ahead(scenario.ends(), Budget::UNLIMITED);
        player.apply(&Command::Seek(at));
        player.apply(&Command::Intervene(Intervention::Fail(offer.kind.clone(), offer.lasts)));
        player.work_ahead(scenario.ends(), Budget::UNLIMITED);
        let mut written = read_again(with_interventions(&text, player.scenario()).expect("a text"));
        written.days = 4;
        written.disturbances.retain(|disturbance| disturbance.at.day <= 4);
        assert!(written.faults.iter().all(|fault| fault.intervention));
        let mut written = Player::new(Arc::new(written));
        written.work_ahead(scenario.ends(), Budget::UNLIMITED);
        assert!(player.history().readings() == written.history().readings(), "{}", offer.words);
        assert_eq!(player.history().alerts(), written.history().alerts(), "{}", offer.words);
        assert_eq!(player.history().truth(), written.history().truth(), "{}", offer.words);
        let told = |span: &smart_house::player::history::TruthSpan| span.from == at && !span.sentence.is_empty();
        assert!(player.history().truth().iter().any(told), "{} is in the truth", offer.words);
    }
}

#[test]
fn two_things_done_at_one_moment_come_in_one_order_whichever_was_done_first() {
    let (mut scenario, _) = of_the_library("demonstration");
    scenario.days = 3;
    scenario.disturbances.clear();
    let at = moment(&scenario, "day 2 09:00");
    let cut = Intervention::Fail(FaultKind::PowerCut, Some(Span::hours(2)));
    let run = |doings: &[&Intervention]| {
        let mut player = Player::new(Arc::new(scenario.clone()));
        player.apply(&Command::Seek(at));
        doings.iter().for_each(|done| player.apply(&Command::Intervene((*done).clone())));
        player.work_ahead(scenario.ends(), Budget::UNLIMITED);
        player
    };
    let (a, b) = (run(&[&cut, &Intervention::StartFall]), run(&[&Intervention::StartFall, &cut]));
    assert!(a.history().readings() == b.history().readings());
    let mut anew = Player::new(Arc::clone(a.scenario()));
    anew.work_ahead(scenario.ends(), Budget::UNLIMITED);
    assert!(a.history().readings() == anew.history().readings());
    assert_eq!(a.history().truth(), anew.history().truth());
}

#[test]
fn a_fault_is_taken_back_and_what_contradicts_it_is_not_offered_meanwhile() {
    let (mut scenario, _) = of_the_library("demonstration");
    scenario.days = 3;
    scenario.disturbances.clear();
    let mut untouched = Player::new(Arc::new(scenario.clone()));
    untouched.work_ahead(scenario.ends(), Budget::UNLIMITED);
    let at = moment(&scenario, "day 2 09:00");
    let hall = DeviceId::new("hall-movement");
    let mut player = Player::new(Arc::new(scenario.clone()));
    player.apply(&Command::Seek(at));
    let before = faults(player.scenario(), at, Some(&hall)).len();
    let stuck = FaultKind::StuckOn { device: hall.clone() };
    player.apply(&Command::Intervene(Intervention::Fail(stuck.clone(), Some(Span::days(1)))));
    assert_eq!(player.scenario().faults.len(), 1);
    assert!(player.view().changed && player.view().can_undo);
    let offered = faults(player.scenario(), at, Some(&hall));
    let told_otherwise = |offer: &FaultOffer| {
        matches!(
            offer.kind,
            FaultKind::StuckOn { .. }
                | FaultKind::StuckOff { .. }
                | FaultKind::BlockedView { .. }
                | FaultKind::Moved { .. }
        )
    };
    assert!(offered.len() < before && !offered.iter().any(told_otherwise), "{offered:?}");
    // Asked for all the same, by whatever way, it is not done.
    player.apply(&Command::Intervene(Intervention::Fail(FaultKind::StuckOff { device: hall.clone() }, None)));
    player.apply(&Command::Intervene(Intervention::Fail(FaultKind::Dropout { device: DeviceId::new("hub") }, None)));
    player.apply(&Command::Intervene(Intervention::Fail(FaultKind::Dropout { device: DeviceId::new("no") }, None)));
    assert_eq!(player.scenario().faults.len(), 1);
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    assert!(player.history().readings() != untouched.history().readings());
    player.apply(&Command::Undo);
    assert_eq!(player.at(), at);
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    assert!(player.history().readings() == untouched.history().readings(), "something is left of it");
    assert_eq!(player.history().truth(), untouched.history().truth());
    assert!(!player.view().changed && !player.view().can_undo);
}

#[test]
fn without_what_was_done_the_scenario_is_as_it_was() {
    let (scenario, _) = of_the_library("fault-by-chance");
    let at = moment(&scenario, "day 2 09:00");
    let mut home = Home::clone(&scenario.home);
    home.devices.retain(|device| device.id.as_str() != "hall-movement");
    let player = Player::new(Arc::new(scenario.clone()));
    let mut player = player.refitted(Arc::new(home)).expect("a simulation");
    player.apply(&Command::Seek(at));
    let front_door = scenario.home.openings.iter().find(|opening| opening.to.is_none()).expect("a way out");
    player.apply(&Command::Intervene(Intervention::OpenDoor(front_door.id.clone())));
    player.apply(&Command::Intervene(Intervention::Fail(FaultKind::HubOffline, Some(Span::hours(1)))));
    let (done, untouched) = (player.scenario(), player.untouched());
    assert!(done.disturbances.len() > scenario.disturbances.len() && done.faults.len() > scenario.faults.len());
    assert_ne!(done.home.devices, scenario.home.devices);
    assert_eq!(untouched.disturbances, scenario.disturbances);
    assert_eq!(untouched.faults, scenario.faults);
    assert_eq!(untouched.home.devices, scenario.home.devices);
}

#[test]
fn a_slip_in_a_fault_that_a_person_did_is_told_with_its_place() {
    let text = with("(at: \"day 30 10:00\", lasts: \"1 day\", what: StuckOn(device: \"halll-movement\"))");
    let told = problems(&text);
    assert!(told.contains("no device is called \"halll-movement\"") && told.contains("interventions[0]"), "{told}");
    let text = with(
        "(at: \"day 30 10:00\", what: StuckOn(device: \"hall-movement\")),\
                     (at: \"day 31 10:00\", what: StuckOff(device: \"hall-movement\"))",
    );
    assert!(problems(&text).contains("contradicts"), "{}", problems(&text));
    let text = with("(at: \"day 30 10:00\", what: HubOfline)");
    assert!(problems(&text).contains("HubOfline"), "{}", problems(&text));
}

/// The demonstration with interventions.
fn with(done: &str) -> String {
    let (_, text) = of_the_library("demonstration");
    let end = text.trim_end().rfind(')').expect("a bracket");
    format!("{}    interventions: [{done}],\n)\n", &text[..end])
}

fn problems(text: &str) -> String {
    let checked = check::scenario(&Document { name: "saved.ron".to_owned(), text: text.to_owned() }, beside);
    checked.problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}
