//! The same readings heard by another monitor: nothing differs where nothing is otherwise, and what does is told rightly.

use std::collections::BTreeSet;
use std::sync::Arc;

use smart_house::cli::load;
use smart_house::evaluation::compare::Change;
use smart_house::evaluation::rehear::{Difference, Otherwise, Rehearing, difference};
use smart_house::evaluation::{Raised, Stretch};
use smart_house::home::DeviceId;
use smart_house::monitor::alert::AlertKind;
use smart_house::player::Player;
use smart_house::player::command::{Command, Intervention};
use smart_house::player::history::Taken;
use smart_house::player::house::{acts_of, config_of};
use smart_house::player::pace::Budget;
use smart_house::scenario::deed::Deed;
use smart_house::simulation::truth::TruthKind;
use smart_house::time::Span;

/// A player of a scenario of the library, known to its end.
fn played(file: &str) -> Player {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(file);
    let loaded = load::scenario(&path).expect("a scenario of the library");
    let mut player = Player::new(Arc::new(loaded.scenario));
    let ends = player.scenario().ends();
    player.work_ahead(ends, Budget::UNLIMITED);
    player
}

fn otherwise(player: &Player) -> Otherwise {
    Otherwise { config: config_of(player.scenario()), without: BTreeSet::new() }
}

fn heard_again(player: &Player, otherwise: &Otherwise) -> Vec<Raised> {
    let scenario = player.scenario();
    let mut other = Rehearing::new(&scenario.home, &scenario.calendar, otherwise, acts_of(scenario));
    let mut taken = Taken::default();
    while let Some((item, next)) = player.history().item(&scenario.home, taken) {
        other.hear(&item);
        taken = next;
    }
    other.by(scenario.ends()).to_vec()
}

fn said(player: &Player) -> Vec<Raised> {
    player.history().alerts().iter().map(Raised::from).collect()
}

fn against(player: &Player, otherwise: &Otherwise) -> Difference {
    let scenario = player.scenario();
    let labels: Vec<Stretch> = player
        .history()
        .truth()
        .iter()
        .filter_map(|span| match &span.kind {
            TruthKind::Label(name) | TruthKind::Fault { name, .. } => {
                Some(Stretch { label: (*name).to_owned(), resident: span.resident, from: span.from, until: span.until })
            }
            TruthKind::Activity(_) | TruthKind::Whereabouts(_) => None,
        })
        .collect();
    let after = heard_again(player, otherwise);
    difference(&said(player), &after, &labels, &scenario.calendar, scenario.ends())
}

#[test]
fn where_nothing_is_otherwise_nothing_differs() {
    for file in ["demonstration.ron", "fault-hub-offline.ron", "fault-dropout.ron", "companion-fall-unanswered.ron"] {
        let player = played(file);
        assert!(!said(&player).is_empty(), "{file} has nothing to hear");
        assert_eq!(heard_again(&player, &otherwise(&player)), said(&player), "{file}");
    }
}

#[test]
fn what_people_told_the_monitor_is_told_again() {
    let mut player = played("demonstration.ron");
    player.apply(&Command::SeekAlert(true));
    let concern = player.history().alerts()[0].concern.expect("a concern").id;
    let later = player.at() + Span::minutes(20);
    player.apply(&Command::Seek(later));
    player.apply(&Command::Intervene(Intervention::Do(Deed::Acknowledged { concern, contact: None })));
    player.apply(&Command::Seek(later + Span::minutes(5)));
    player.apply(&Command::Intervene(Intervention::Do(Deed::LearningRestarted)));
    let ends = player.scenario().ends();
    player.work_ahead(ends, Budget::UNLIMITED);
    let untouched = said(&played("demonstration.ron"));
    assert_ne!(said(&player), untouched, "it makes a difference");
    assert_eq!(heard_again(&player, &otherwise(&player)), said(&player));
}

#[test]
fn a_warmer_limit_tells_of_the_cold_sooner() {
    let player = played("demonstration.ron");
    let mut other = otherwise(&player);
    other.config.low_celsius = 20.0;
    let found = against(&player, &other);
    let cold = found.known.iter().find(|known| known.in_words == "A cold room").expect("the demonstration has one");
    assert!(cold.after.expect("told") < cold.before.expect("told"), "{cold:?}");
    assert!(!found.changes.is_empty());
}

#[test]
fn without_the_fob_nobody_hears_it() {
    let player = played("fob-pressed-in-a-fall.ron");
    let mut other = otherwise(&player);
    let fob = player.scenario().home.devices.iter().find(|device| device.id.as_str() == "fob").expect("a fob");
    other.without.insert(fob.id.clone());
    let found = against(&player, &other);
    let lost = found
        .changes
        .iter()
        .any(|change| matches!(change, Change::Lost(one) if one.alert.kind == AlertKind::HelpRequested));
    assert!(lost, "{:#?}", found.changes);
}

#[test]
fn a_sensor_that_is_not_there_is_not_called_silent() {
    let player = played("demonstration.ron");
    let mut other = otherwise(&player);
    other.without.insert(DeviceId::new("kitchen-movement"));
    let after = heard_again(&player, &other);
    assert!(after.iter().all(|alert| alert.kind != AlertKind::SensorSilent), "{after:#?}");
}
