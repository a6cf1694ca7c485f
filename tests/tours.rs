//! The tours of the library, run without a person: every alert and every moment that a step waits for must come.
#![cfg(feature = "desktop")]

use std::path::Path;
use std::sync::Arc;

use smart_house::cli::library::TOURS;
use smart_house::cli::load;
use smart_house::desktop::panel::Shown;
use smart_house::desktop::panel::viewer::Viewer;
use smart_house::desktop::tour::Guide;
use smart_house::player::Player;
use smart_house::player::pace::Budget;
use smart_house::scenario::check::{self, Document};
use smart_house::scenario::tour::Tour;
use smart_house::time::Span;

/// Runs a tour by itself, a tenth of a second a frame; gives what it showed at the end of each step, or what failed.
fn run(tour: Tour) -> Result<Vec<(usize, Viewer, bool)>, String> {
    let mut player = Player::new(Arc::new(tour.scenario.clone()));
    let (mut guide, mut shown, mut seen) = (Guide::new(tour, true), Shown::default(), Vec::new());
    for _ in 0..20_000 {
        let mut out = Vec::new();
        let number = guide.number();
        guide.tick(&player.view(), 0.1, &mut shown, &mut out);
        if guide.number() != number || guide.ended() {
            seen.push((number, shown.viewer, shown.lens));
        }
        if guide.ended() {
            return guide.failed().map_or(Ok(seen), |failed| Err(failed.to_owned()));
        }
        for command in &out {
            player.apply(command);
        }
        player.advance(Span::millis(100), Budget::UNLIMITED);
    }
    Err(format!("step {} never ended", guide.number()))
}

fn tour(name: &str) -> Tour {
    let path = format!("{}/scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
    load::tour(Path::new(&path)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn every_tour_meets_what_it_waits_for() {
    // Each lives through a month or more, so they run beside each other.
    std::thread::scope(|scope| {
        let runs: Vec<_> = TOURS.iter().map(|(name, _)| (name, scope.spawn(|| run(tour(name))))).collect();
        for (name, one) in runs {
            let seen = one.join().expect("it ends").unwrap_or_else(|failed| panic!("{name}: {failed}"));
            assert_eq!(seen.len(), tour(name).steps.len(), "{name}");
        }
    });
}

#[test]
fn a_tour_shows_the_views_that_it_names() {
    let seen = run(tour("tours/what-it-sees.ron")).expect("it ends");
    let views: Vec<(Viewer, bool)> = seen.into_iter().map(|(_, viewer, lens)| (viewer, lens)).collect();
    assert_eq!(
        views,
        [
            (Viewer::Presenter, false),
            (Viewer::Presenter, true),
            (Viewer::Family, true),
            (Viewer::Practitioner, true),
            (Viewer::Resident, true),
        ]
    );
}

#[test]
fn an_alert_that_does_not_come_fails_the_tour() {
    let mut quiet = tour("tours/night-time-door.ron");
    quiet.scenario.disturbances.clear();
    let failed = run(quiet).expect_err("nobody opens the door");
    assert!(failed.contains("Step 1") && failed.contains("door-at-night"), "{failed}");
}

#[test]
fn what_is_wrong_with_a_tour_is_told_with_its_place() {
    let text = r#"(
    version: 1,
    tour: "Wrong",
    scenario: "demonstration.ron",
    steps: [
        (say: "One", area: "kitchn"),
        (say: "Two", alert: "fire", within: "1 h"),
        (say: "Three", at: "day 99 10:00", view: "cat"),
        (say: "Four", takes: "5 s", until: "day 30 10:00"),
    ],
)"#;
    let document = Document { name: "wrong.ron".to_owned(), text: text.to_owned() };
    let checked = check::tour(&document, |_| Ok(tour("tours/a-fall.ron").scenario));
    assert!(checked.value.is_none());
    let told: Vec<String> = checked.problems.iter().map(|problem| problem.in_a_line()).collect();
    for (line, words) in [(6, "kitchn"), (7, "fire"), (8, "day 99"), (8, "cat"), (9, "waits for one thing")] {
        let found = told.iter().any(|one| one.starts_with(&format!("wrong.ron:{line}:")) && one.contains(words));
        assert!(found, "line {line}: {words}: {told:#?}");
    }
}
