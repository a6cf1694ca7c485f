//! A second run beside the first: chosen by name, held to the same moment, and what differs told in words.

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use smart_house::cli::load;
use smart_house::desktop::beside::{Run, onset};
use smart_house::desktop::panel::beside::Other;
use smart_house::desktop::panel::{self, Shown, Wish};
use smart_house::desktop::shelf::Group;
use smart_house::evaluation::beside::{Pair, counts};
use smart_house::player::Player;
use smart_house::player::command::Command;
use smart_house::player::pace::Budget;
use smart_house::scenario::Moment;

use bevy_egui::egui::{Key, Vec2};

use super::house::House;
use super::{LARGE, SMALL, at_scale, card};

/// Both runs with what the panels change.
struct Pairing {
    first: Player,
    second: Run,
    shown: Shown,
    out: Vec<Command>,
}

fn scenario(path: &str) -> smart_house::scenario::Scenario {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    load::scenario(&file).expect("a valid scenario").scenario
}

fn whole(path: &str, at: &str) -> Player {
    let scenario = Arc::new(scenario(path));
    let mut player = Player::new(Arc::clone(&scenario));
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    player.apply(&Command::Seek(scenario.at(Moment::parse(at).expect("a moment"))));
    player
}

fn harness(first: Player, second: Run, size: Vec2, text_scale: f32) -> Harness<'static, Pairing> {
    let mut shown = Shown { text_scale, ..Shown::default() };
    shown.beside.open = true;
    let pairing = Pairing { first, second, shown, out: Vec::new() };
    let mut harness = Harness::builder().with_size(size).build_ui_state(
        |ui, all: &mut Pairing| {
            let second = all.second.second();
            let ctx = ui.ctx().clone();
            panel::show_with(&ctx, &all.first.view(), Some(&second), &mut all.shown, &mut all.out);
        },
        pairing,
    );
    harness.run_steps(2);
    harness.set_size(size / text_scale);
    harness.run_steps(4);
    harness.state_mut().out.clear();
    harness
}

#[test]
fn a_fall_beside_a_late_morning_is_told_in_words_and_both_are_at_the_same_moment() {
    let first = whole("scenarios/fall-at-the-bedside.ron", "day 30 12:00");
    let other = scenario("scenarios/late-morning.ron");
    let mut run = Run::new(first.scenario(), Player::new(Arc::new(other.clone())), other.title.clone());
    assert!(run.is_busy(), "nothing of it is known yet");
    run.follow(&first, false, Budget::UNLIMITED);
    assert!(!run.is_busy());
    {
        let second = run.second();
        let (here, there) = (first.view(), second.view);
        assert_eq!((there.local.day, there.local.clock), (here.local.day, here.local.clock), "the same day and time");
        let pairs = second.pairs.expect("both are whole");
        let (only_here, _, _) = counts(pairs);
        assert!(only_here > 0, "the fall is told only in one: {pairs:?}");
    }
    // From what happens on: as long after it in both.
    run.follow(&first, true, Budget::UNLIMITED);
    {
        let second = run.second();
        let since = |at, scenario: &smart_house::scenario::Scenario| at - onset(scenario).expect("something happens");
        assert_eq!(since(second.view.at, &other), since(first.at(), first.scenario()));
    }
    run.follow(&first, false, Budget::UNLIMITED);
    for (size, scale) in [(SMALL, 1.0), (SMALL, 2.0), (LARGE, 1.0)] {
        let first = whole("scenarios/fall-at-the-bedside.ron", "day 30 12:00");
        let mut run = Run::new(first.scenario(), Player::new(Arc::new(other.clone())), other.title.clone());
        run.follow(&first, false, Budget::UNLIMITED);
        let at = run.second().pairs.expect("pairs").iter().find_map(|pair| match pair {
            Pair::OnlyFirst(alert) => Some(alert.raised_at),
            Pair::OnlySecond(_) | Pair::Both { .. } => None,
        });
        let mut harness = harness(first, run, size, scale);
        assert!(harness.query_all_by_label_contains("Here: A fall").next().is_some(), "{scale}");
        let row = harness.query_all_by_label_contains("Only here. ").next().expect("a difference");
        row.focus();
        harness.run_steps(2);
        harness.key_press(Key::Enter);
        harness.run_steps(3);
        assert_eq!(harness.state().out, [Command::Seek(at.expect("a fall"))], "{scale}");
    }
}

#[test]
fn a_run_beside_itself_differs_in_nothing_and_another_seed_has_other_days() {
    let first = whole("scenarios/demonstration.ron", "day 32 08:10");
    let same = Player::new(Arc::clone(first.scenario()));
    let mut run = Run::new(first.scenario(), same, "The same".to_owned());
    run.follow(&first, false, Budget::UNLIMITED);
    let second = run.second();
    assert_eq!(second.view.at, first.at());
    assert_eq!(second.view.house, first.view().house, "the same seed is the same house, to the last detail");
    let (here, there, both) = counts(second.pairs.expect("both are whole"));
    assert_eq!((here, there, both), (0, 0, first.history().alerts().len()));
    let mut other = first.scenario().as_ref().clone();
    other.seed += 1;
    let mut run = Run::new(first.scenario(), Player::new(Arc::new(other)), "Another".to_owned());
    run.follow(&first, false, Budget::UNLIMITED);
    assert_ne!(run.second().view.history.readings().len(), first.history().readings().len());
}

#[test]
fn what_the_second_run_is_to_be_is_chosen_by_name() {
    let house = House::of(32, 32);
    for scale in [1.0, 2.0] {
        let mut harness = at_scale(house.view(29, "06:45"), scale);
        harness.key_press(Key::B);
        harness.run_steps(2);
        assert!(harness.state().shown.beside.open);
        harness.state_mut().shown.library.cards = vec![
            card("scenarios/late-morning.ron", "A late morning", Group::Harmless, &house),
            card("scenarios/fall-at-the-bedside.ron", "A fall at the bedside", Group::Happens, &house),
        ];
        // One that names this scenario is offered as its look-alike, too, under a name of its own.
        harness.state_mut().shown.library.cards[0].names = vec!["demonstration.ron".to_owned()];
        let own = card("scenarios/demonstration.ron", &house.scenario.title, Group::Start, &house);
        harness.state_mut().shown.library.cards.push(own);
        harness.run_steps(3);
        let twice = harness.query_all_by_label_contains("Beside this: A late morning").count();
        assert_eq!(twice, 2, "as a look-alike and in the library");
        for name in ["The next seed", "On other ordinary days"] {
            harness.get_by_label(name).click_accesskit();
            harness.run_steps(3);
        }
        let seed = house.scenario.seed + 2;
        assert_eq!(std::mem::take(&mut harness.state_mut().shown.wishes), [Wish::Beside(Other::Seed(seed))]);
        harness.state_mut().shown.beside.words = "bedside".to_owned();
        harness.run_steps(2);
        let left = harness.query_all_by_label_contains("Beside this: A late morning").count();
        assert_eq!(left, 1, "the look-alike is offered whatever is looked for");
        harness.get_by_label_contains("Beside this: A fall at the bedside").click_accesskit();
        harness.run_steps(3);
        let asked = Wish::Beside(Other::File("scenarios/fall-at-the-bedside.ron".to_owned()));
        assert_eq!(std::mem::take(&mut harness.state_mut().shown.wishes), [asked]);
        harness.get_by_label("Close the second run").click_accesskit();
        harness.run_steps(3);
        assert!(!harness.state().shown.beside.open);
        assert_eq!(harness.state().shown.wishes, [Wish::CloseBeside]);
    }
}
