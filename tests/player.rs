//! The player shows any moment exactly as if it had been played through, and what a person does to the house is the
//! same as having written it into the scenario.

use std::sync::Arc;

use smart_house::cli::load;
use smart_house::home::Item;
use smart_house::monitor::Feature;
use smart_house::player::Player;
use smart_house::player::command::{Command, Intervention};
use smart_house::player::house::{Happened, House};
use smart_house::player::offer::{Matter, offers};
use smart_house::player::pace::{Budget, Speed};
use smart_house::scenario::change::{Change, ChangeKind, Episode, EpisodeKind};
use smart_house::scenario::check::{self, Document, Refusal};
use smart_house::scenario::deed::Deed;
use smart_house::scenario::hazard::{Hazard, HazardKind};
use smart_house::scenario::problem::Gravity;
use smart_house::scenario::save::with_interventions;
use smart_house::scenario::unscripted::Naming;
use smart_house::scenario::{Disturbance, DisturbanceKind, Moment, Scenario};
use smart_house::source::tape::Tape;
use smart_house::time::{ClockTime, Span, Timestamp};

/// The demonstration, cut to its first days so that it is quick.
fn demonstration(days: i64) -> Arc<Scenario> {
    let mut scenario = Scenario::clone(&load::demonstration().expect("the demonstration").scenario);
    scenario.days = days;
    scenario.disturbances.retain(|disturbance| disturbance.at.day <= days);
    Arc::new(scenario)
}

fn moment(scenario: &Scenario, day: i64, clock: &str) -> Timestamp {
    scenario.at(Moment { day, clock: ClockTime::parse(clock).expect("a clock time") })
}

#[test]
fn a_moment_looks_the_same_however_one_came_to_it() {
    let scenario = demonstration(4);
    let moments: Vec<Timestamp> = [(3, "07:12"), (1, "23:59"), (4, "12:47"), (2, "02:03"), (4, "12:48"), (1, "00:00")]
        .into_iter()
        .map(|(day, clock)| moment(&scenario, day, clock))
        .collect();
    let mut jumping = Player::new(Arc::clone(&scenario));
    jumping.work_ahead(scenario.ends(), Budget::UNLIMITED);
    for at in moments {
        let mut straight = Player::new(Arc::clone(&scenario));
        straight.apply(&Command::Play);
        straight.apply(&Command::SetSpeed(Speed::Times(977.0)));
        while straight.at() < at {
            let left = (at - straight.at()).as_millis() as f64 / 977.0;
            straight.advance(Span::millis((left.ceil() as i64).clamp(1, 1_663)), Budget::UNLIMITED);
        }
        straight.apply(&Command::Seek(at));
        jumping.apply(&Command::Seek(at));
        let (a, b) = (jumping.view(), straight.view());
        assert_eq!(a.house, b.house, "at {}", a.local);
        assert_eq!(a.devices, b.devices, "at {}", a.local);
        assert_eq!(a.learning, b.learning, "at {}", a.local);
        assert_eq!(a.history.alerts_by(at), b.history.alerts_by(at), "at {}", a.local);
    }
}

#[test]
fn doing_something_is_the_same_as_having_written_it() {
    let scenario = demonstration(3);
    let home = &scenario.home;
    let fob = home.devices.iter().find(|d| d.kind == smart_house::home::DeviceKind::Fob).expect("a fob");
    let front = home.openings.iter().find(|o| o.id.as_str() == "front-door").expect("a front door");
    let episode =
        |kind, hours| Intervention::Begin(DisturbanceKind::Episode(Episode { kind, lasts: Span::hours(hours) }));
    let change = |kind, hours| {
        let (lasts, over) = (Span::hours(hours), Span::ZERO);
        Intervention::Begin(DisturbanceKind::Change(Change { kind, lasts, over }))
    };
    let hazard = |kind| Intervention::Begin(DisturbanceKind::Hazard(Hazard { kind, lasts: Span::hours(2) }));
    let opening = || front.id.clone();
    let bedroom = || home.areas.iter().find(|area| area.id.as_str() == "bedroom").expect("a bedroom").id.clone();
    let things = [
        ("not answering", episode(EpisodeKind::Unconscious, 3), "15:20"),
        ("falling on the way", episode(EpisodeKind::FallWalking, 3), "14:05"),
        ("falling beside the bed", episode(EpisodeKind::FallAtBedside, 3), "03:30"),
        ("wandering", episode(EpisodeKind::NightWandering, 2), "02:20"),
        ("leaving home", episode(EpisodeKind::LeftHome { opening: opening() }, 1), "03:40"),
        ("a door left open", episode(EpisodeKind::DoorLeftOpen { opening: opening() }, 3), "16:40"),
        ("a long bath", episode(EpisodeKind::LongBath, 2), "17:00"),
        ("hospital", episode(EpisodeKind::Hospital, 20), "11:00"),
        ("a holiday", episode(EpisodeKind::Holiday, 20), "10:00"),
        (
            "a cold room",
            Intervention::Begin(DisturbanceKind::ColdRoom { area: bedroom(), lasts: Span::hours(8) }),
            "12:00",
        ),
        ("the heating breaks", change(ChangeKind::HeatingBroken, 30), "12:00"),
        ("a heatwave", change(ChangeKind::Heatwave { by: 20.0 }, 30), "12:00"),
        ("a cold snap", change(ChangeKind::ColdSnap { by: 12.0 }, 30), "12:00"),
        ("an upset stomach", change(ChangeKind::UpsetStomach { every: Span::minutes(50) }, 30), "09:00"),
        ("poor sleep", change(ChangeKind::PoorSleep { awake: Span::hours(2) }, 40), "12:00"),
        ("in bed by day", change(ChangeKind::SemiBedridden { share: 0.9 }, 40), "09:00"),
        ("drinking less", change(ChangeKind::DrinkingLess { share: 0.9 }, 40), "09:00"),
        ("burnt toast", hazard(HazardKind::BurntToast), "08:00"),
        ("pressing the fob", Intervention::PressFob(fob.id.clone()), "15:20"),
        ("opening the front door", Intervention::OpenDoor(front.id.clone()), "03:10"),
        ("a fall", Intervention::StartFall, "18:05"),
    ];
    for (what, thing, clock) in things {
        let at = moment(&scenario, 2, clock);
        let mut player = Player::new(Arc::clone(&scenario));
        player.work_ahead(scenario.ends(), Budget::UNLIMITED);
        player.apply(&Command::Seek(at));
        assert!(!player.view().changed);
        let before = player.history().readings().to_vec();
        player.apply(&Command::Intervene(thing));
        assert!(player.view().changed, "{what}");
        player.work_ahead(scenario.ends(), Budget::UNLIMITED);

        let mut written = Player::new(Arc::clone(player.scenario()));
        written.work_ahead(scenario.ends(), Budget::UNLIMITED);
        assert!(player.history().readings() == written.history().readings(), "{what} gives other readings");
        assert_eq!(player.history().alerts(), written.history().alerts(), "{what}");
        assert_eq!(player.history().truth(), written.history().truth(), "{what}");

        let past = |readings: &[smart_house::home::Reading]| readings.iter().filter(|r| r.at < at).count();
        let (kept, was) = (past(player.history().readings()), past(&before));
        assert_eq!(player.history().readings()[..kept], before[..was], "{what} leaves the past alone");
        assert!(player.history().readings()[kept..] != before[was..], "{what} does not show in what is sensed");

        // And it is still there after going back to before it and on again.
        player.apply(&Command::Seek(at - Span::hours(9)));
        player.apply(&Command::Seek(at + Span::minutes(30)));
        written.apply(&Command::Seek(at + Span::minutes(30)));
        assert_eq!(player.view().house, written.view().house, "{what}");
    }
}

#[test]
fn what_was_done_is_taken_back_as_if_it_had_never_been() {
    let scenario = demonstration(3);
    let mut untouched = Player::new(Arc::clone(&scenario));
    untouched.work_ahead(scenario.ends(), Budget::UNLIMITED);
    let (first, second) = (moment(&scenario, 2, "18:05"), moment(&scenario, 1, "15:00"));
    let mut player = Player::new(Arc::clone(&scenario));
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    assert!(!player.view().can_undo);
    player.apply(&Command::Undo);
    for at in [first, second] {
        player.apply(&Command::Seek(at));
        player.apply(&Command::Intervene(Intervention::StartFall));
    }
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    let mut once = Scenario::clone(player.scenario());
    once.disturbances.pop();
    let mut once = Player::new(Arc::new(once));
    once.work_ahead(scenario.ends(), Budget::UNLIMITED);

    player.apply(&Command::Undo);
    assert_eq!(player.at(), second, "one sees the moment at which it was done");
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    assert!(player.history().readings() == once.history().readings(), "the first fall stays");
    assert!(player.view().can_undo);
    player.apply(&Command::Undo);
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    assert!(player.history().readings() == untouched.history().readings(), "something is left of it");
    assert_eq!(player.history().alerts(), untouched.history().alerts());
    assert!(player.history().truth() == untouched.history().truth());
    assert!(!player.view().can_undo && !player.view().changed);
}

/// A file that a scenario of the library names.
fn beside(named: &str) -> Result<Document, Refusal> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(named);
    let text =
        std::fs::read_to_string(&path).map_err(|error| Refusal { brief: error.to_string(), hint: String::new() })?;
    Ok(Document { name: named.to_owned(), text })
}

#[test]
fn whatever_is_offered_makes_a_scenario_without_a_mistake() {
    for name in ["demonstration", "fall-at-the-stairs", "flat-at-night", "extra-care-fall", "bath-runs-over"] {
        let loaded = load::of_the_library(&format!("scenarios/{name}.ron")).expect("a scenario of the library");
        let scenario = &loaded.scenario;
        let at = moment(scenario, scenario.days - 1, "11:20");
        let offered = offers(scenario, at);
        for matter in Matter::ALL {
            assert!(offered.iter().any(|offer| offer.matter == matter), "{name} has nothing of {matter:?}");
        }
        for offer in offered {
            let mut done = Scenario::clone(scenario);
            let local = done.calendar.local(at);
            done.disturbances.push(Disturbance {
                at: Moment { day: local.day, clock: local.clock },
                kind: offer.kind,
                who: 0,
                intervention: true,
            });
            let text = with_interventions(&loaded.text, &done).expect("a text");
            let document = Document { name: name.to_owned(), text };
            let wrong: Vec<String> = check::scenario(&document, beside)
                .problems
                .iter()
                .filter(|problem| problem.gravity == Gravity::Error)
                .map(ToString::to_string)
                .collect();
            assert!(wrong.is_empty(), "{name}: {}\n{}", offer.words, wrong.join("\n"));
        }
        assert!(offers(scenario, scenario.ends() - Span::minutes(5)).is_empty());
    }
}

#[test]
fn the_clock_stops_at_the_end_and_stays_in_the_scenario() {
    let scenario = demonstration(1);
    let mut player = Player::new(Arc::clone(&scenario));
    player.apply(&Command::Seek(scenario.starts() - Span::days(3)));
    assert_eq!(player.at(), scenario.starts());
    player.apply(&Command::Play);
    player.apply(&Command::SetSpeed(Speed::Fastest));
    player.advance(Span::millis(1), Budget::UNLIMITED);
    assert_eq!(player.at(), scenario.ends());
    assert!(!player.playing());
    player.apply(&Command::TogglePlay);
    assert!(!player.playing(), "there is nothing left to play");
}

#[test]
fn the_next_event_is_found_before_it_is_worked_out() {
    let scenario = demonstration(2);
    let mut player = Player::new(Arc::clone(&scenario));
    player.apply(&Command::SeekEvent(true));
    let first = player.at();
    assert!(first > scenario.starts());
    player.apply(&Command::SeekEvent(true));
    let second = player.at();
    assert!(second > first);
    player.apply(&Command::SeekEvent(false));
    assert_eq!(player.at(), first);
}

/// Everything that the house of a scenario reports.
fn items(scenario: &Arc<Scenario>) -> Vec<Item> {
    let mut items = Vec::new();
    House::new(scenario).advance(scenario.ends(), &mut |happened| match happened {
        Happened::Item(item) => items.push(item),
        Happened::Truth(_) | Happened::Alert(_) | Happened::Concern(_) | Happened::Told(_) => {}
    });
    items
}

#[test]
fn a_recording_is_played_as_the_run_was_without_its_truth() {
    let scenario = demonstration(17);
    let mut run = Player::new(Arc::clone(&scenario));
    run.work_ahead(scenario.ends(), Budget::UNLIMITED);
    let naming = Naming { title: "Recorded".to_owned(), about: String::new() };
    let (home, calendar) = (Arc::clone(&scenario.home), scenario.calendar.clone());
    let bare = Arc::new(Scenario::unscripted(naming, home, calendar, scenario.days, scenario.learning_days));
    let mut played = Player::of_recording(bare, Tape::new(items(&scenario)), true);
    played.work_ahead(scenario.ends(), Budget::UNLIMITED);
    assert_eq!(played.history().readings(), run.history().readings());
    assert_eq!(played.history().alerts(), run.history().alerts());
    for (day, clock) in [(16, "20:05"), (3, "07:30"), (11, "12:00")] {
        let at = moment(&scenario, day, clock);
        played.apply(&Command::Seek(at));
        run.apply(&Command::Seek(at));
        let (a, b) = (played.view(), run.view());
        assert_eq!(a.devices, b.devices);
        assert_eq!(a.normal, b.normal);
        assert!(b.truth && !a.truth && a.house.people.is_empty() && a.history.truth().is_empty());
        // The lens leaves of the simulation what the recording knows.
        assert_eq!(a.house, b.clone().without_truth().house);
    }
    // What was recorded stays as it was.
    let fob = scenario.home.devices.iter().find(|d| d.kind == smart_house::home::DeviceKind::Fob).expect("a fob");
    played.apply(&Command::Intervene(Intervention::PressFob(fob.id.clone())));
    assert_eq!(played.history().readings(), run.history().readings());
    assert!(!played.view().changed);
    // What the monitor is told over it is done, and taken back as if it had never been.
    let at = moment(&scenario, 11, "12:00");
    played.apply(&Command::Seek(at));
    let told = Deed::DaysExcluded { first: 9, last: 11 };
    played.apply(&Command::Intervene(Intervention::Do(told.clone())));
    assert!(played.view().changed && played.view().can_undo);
    played.work_ahead(scenario.ends(), Budget::UNLIMITED);
    run.apply(&Command::Seek(at));
    run.apply(&Command::Intervene(Intervention::Do(told)));
    run.work_ahead(scenario.ends(), Budget::UNLIMITED);
    assert_eq!(played.history().alerts(), run.history().alerts(), "it is told as over the simulation");
    for player in [&mut played, &mut run] {
        assert_eq!(player.undo(), Some(at));
        player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    }
    assert_eq!(played.history().readings(), run.history().readings());
    assert_eq!(played.history().alerts(), run.history().alerts());
    assert!(!played.view().changed && !played.view().can_undo);
}

#[test]
fn a_stretch_is_played_again_and_again() {
    let scenario = demonstration(2);
    let mut player = Player::new(Arc::clone(&scenario));
    let (from, until) = (moment(&scenario, 1, "07:00"), moment(&scenario, 1, "07:30"));
    player.apply(&Command::Repeat(Some((from, until))));
    player.apply(&Command::Seek(from));
    player.apply(&Command::SetSpeed(Speed::Times(600.0)));
    player.apply(&Command::Play);
    let mut seen = Vec::new();
    for _ in 0..9 {
        player.advance(Span::seconds(1), Budget::UNLIMITED);
        seen.push((player.at() - from).as_millis() / 60_000);
    }
    assert_eq!(seen, [10, 20, 30, 0, 10, 20, 30, 0, 10]);
    player.apply(&Command::Repeat(None));
    player.advance(Span::seconds(6), Budget::UNLIMITED);
    assert!(player.at() > until);
}

#[test]
fn what_had_been_learned_on_a_day_is_known_only_from_then_on() {
    let scenario = demonstration(5);
    let mut player = Player::new(Arc::clone(&scenario));
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    let view = player.view();
    let days = |at: Timestamp| view.chronicle.of(Feature::KitchenVisits, at).len();
    assert_eq!(days(moment(&scenario, 1, "12:00")), 0);
    assert!(days(moment(&scenario, 3, "18:00")) < days(scenario.ends()));
}
