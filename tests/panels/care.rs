//! The panels of the companion and of who is told, over scenarios that are really lived through.

use std::sync::{Arc, OnceLock};

use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Key, Pos2, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use smart_house::cli::load;
use smart_house::desktop::panel::Shown;
use smart_house::desktop::panel::caring::{Caring, Listen, Page};
use smart_house::desktop::panel::viewer::Viewer;
use smart_house::home::Did;
use smart_house::player::Player;
use smart_house::player::command::{Command, Intervention};
use smart_house::player::pace::Budget;
use smart_house::player::without::Trials;
use smart_house::response::What;
use smart_house::scenario::deed::Deed;
use smart_house::scenario::{Moment, Scenario};
use smart_house::speech::ear::Hearing;
use smart_house::time::{ClockTime, Span, Timestamp};

use super::{Desk, LARGE, SMALL, asked, desk, press};

/// Scenarios that were read already, by their names.
type Loaded = std::sync::Mutex<Vec<(&'static str, Arc<Scenario>)>>;

fn scenario(name: &'static str) -> Arc<Scenario> {
    static LOADED: OnceLock<Loaded> = OnceLock::new();
    let mut loaded = LOADED.get_or_init(Default::default).lock().expect("nobody broke it");
    if let Some((_, found)) = loaded.iter().find(|(known, _)| *known == name) {
        return Arc::clone(found);
    }
    let found = load::of_the_library(&format!("scenarios/{name}.ron"));
    let found = Arc::new(found.unwrap_or_else(|problems| panic!("{name}: {problems:?}")).scenario);
    loaded.push((name, Arc::clone(&found)));
    found
}

/// A player of a whole scenario at a moment.
fn player_at(name: &'static str, day: i64, clock: &str) -> Player {
    let scenario = scenario(name);
    let at = scenario.at(Moment { day, clock: ClockTime::parse(clock).expect("a clock time") });
    let ends = scenario.ends();
    let mut player = Player::new(scenario);
    player.work_ahead(ends, Budget::UNLIMITED);
    player.apply(&Command::Seek(at));
    player
}

fn first(player: &Player, what: What, who: &str) -> Timestamp {
    let told = player.history().told().iter();
    told.filter(|entry| entry.what == what && entry.who == who).map(|entry| entry.at).next().expect("a step")
}

fn says(harness: &Harness<'_, Desk<'_>>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn told() -> Shown {
    Shown { care: Caring { told: true, ..Caring::default() }, ..Shown::default() }
}

#[test]
fn who_was_told_has_lanes_of_its_own_and_a_home_without_a_plan_has_none() {
    let player = player_at("companion-fall-unanswered", 31, "06:00");
    let mut harness = desk(player.view(), LARGE, Shown::default());
    assert!(says(&harness, "Peter (son) is sent a message (simulated)."));
    let at = first(&player, What::Told, "peter");
    let clock = player.scenario().calendar.local(at).clock;
    // Closer, each step has a mark of its own, and a press leads to its moment.
    harness.state_mut().view.at = at;
    for _ in 0..9 {
        harness.key_press(Key::I);
    }
    harness.run_steps(3);
    let name = format!("Message, {clock}: Peter (son) is sent a message (simulated).");
    harness.get_by_label(&name).click_accesskit();
    assert_eq!(asked(&mut harness), [Command::Seek(at)]);

    let house = super::House::of(32, 32);
    let harness = desk(house.view(32, "08:00"), LARGE, Shown::default());
    assert!(!says(&harness, "Who was told") && !says(&harness, "Who is told"));
}

#[test]
fn the_family_sees_no_lane_of_what_was_said_at_home() {
    let mut player = player_at("companion-fall-answered", 31, "00:00");
    let heard = player.history().told().iter().rev().find(|entry| entry.what == What::Heard).expect("a word").at;
    player.apply(&Command::Seek(heard + Span::minutes(5)));
    let lane = |viewer| {
        let harness = desk(player.view(), LARGE, Shown { viewer, ..Shown::default() });
        says(&harness, "Said to the home")
    };
    assert!(lane(Viewer::Presenter));
    assert!(!lane(Viewer::Family));
    assert!(!lane(Viewer::Practitioner));
}

#[test]
fn keys_lead_from_step_to_step_and_the_search_finds_them() {
    let player = player_at("companion-fall-unanswered", 31, "03:55");
    let mut harness = desk(player.view(), SMALL, Shown::default());
    harness.key_press(Key::Y);
    let [Command::Seek(next)] = asked(&mut harness)[..] else { panic!("a step") };
    assert!(next > player.at());
    assert!(player.history().told().iter().any(|entry| entry.at == next));
    harness.state_mut().shown.search.words = "told akhtar call".to_owned();
    harness.key_press(Key::F3);
    assert_eq!(asked(&mut harness), [Command::Seek(first(&player, What::Rang, "akhtar"))]);
}

#[test]
fn the_chain_says_what_is_waited_for_until_when_and_what_follows() {
    let mut player = player_at("companion-fall-unanswered", 31, "03:55");
    let at = first(&player, What::Told, "peter") + Span::seconds(30);
    player.apply(&Command::Seek(at));
    let mut harness = desk(player.view(), LARGE, told());
    for words in [
        "Simulated: no number is ever dialled",
        "Peter (son) has been told. An answer is waited for.",
        "4 minutes 30 seconds from now.",
        "1. Mrs Akhtar (neighbour) is rung",
        "3. The council's responder is asked to go there",
        "Then all of it again, once.",
        "Without consent nothing is passed on.",
        "Peter (son) may be told about safety; not about tablets, habits, the home.",
    ] {
        assert!(says(&harness, words), "{words}");
    }
    let asked_first = first(&player, What::Asked, "");
    let clock = player.scenario().calendar.local(asked_first).clock.exact();
    let clock = clock.split('.').next().expect("a clock").to_owned();
    harness.get_by_label_contains(&format!("Show {clock}, Asked")).click_accesskit();
    assert_eq!(asked(&mut harness), [Command::Seek(asked_first)]);
    press(&mut harness, "Close who is told");
    assert!(!harness.state().shown.care.told);
    harness.key_press(Key::K);
    harness.run_steps(2);
    assert!(harness.state().shown.care.told);
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert!(!harness.state().shown.care.told);
}

#[test]
fn the_card_of_an_alert_says_who_was_told_and_the_minutes_until_help() {
    let mut player = player_at("companion-fall-unanswered", 31, "03:55");
    let arrived = first(&player, What::Arrived, "responder");
    player.apply(&Command::Seek(arrived + Span::minutes(1)));
    let view = player.view();
    let place = view.history.alerts_by(view.at).len() - 1;
    let mut harness = desk(view, LARGE, Shown { open_alert: Some(place), ..Shown::default() });
    for words in ["Who was told", "Simulated: no number is ever dialled", "Help was there", "after it began"] {
        assert!(says(&harness, words), "{words}");
    }
    harness.get_by_label("What happens next, and who has agreed").click_accesskit();
    harness.run_steps(2);
    assert!(harness.state().shown.care.told);
}

#[test]
fn the_call_centre_shows_the_call_and_the_published_time() {
    let mut player = player_at("companion-fall-unanswered", 31, "03:55");
    let rang = first(&player, What::Rang, "centre");
    player.apply(&Command::Seek(rang + Span::seconds(1)));
    let shown = Shown { care: Caring { told: true, page: Page::Centre, ..Caring::default() }, ..Shown::default() };
    let harness = desk(player.view(), LARGE, shown.clone());
    for words in [
        "A call is waiting, for 1 second",
        "97.5% of calls are answered within 60 seconds",
        "Who has a key: Mrs Akhtar",
    ] {
        assert!(says(&harness, words), "{words}");
    }
    drop(harness);
    player.apply(&Command::Step(Span::minutes(3)));
    let harness = desk(player.view(), LARGE, shown);
    for words in ["No call is waiting.", "In this run so far: 1 of 1", "answered after"] {
        assert!(says(&harness, words), "{words}");
    }
}

#[test]
fn the_screen_asks_one_thing_and_each_answer_is_a_button() {
    let mut player = player_at("companion-tablets-taken", 29, "20:00");
    let asked_at = first(&player, What::Reminded, "");
    player.apply(&Command::Seek(asked_at + Span::seconds(1)));
    let shown = Shown { viewer: Viewer::Resident, ..Shown::default() };
    let mut harness = desk(player.view(), LARGE, shown.clone());
    for words in
        ["Monday evening", "Margaret, it's time for your evening tablets.", "Call Susan, daughter", "Next today"]
    {
        assert!(says(&harness, words), "{words}");
    }
    assert!(!says(&harness, "the alarm receiving centre, "), "a service has no face");
    for answer in ["I have taken my tablets", "Later", "No, thank you"] {
        harness.get_by_label(answer).click_accesskit();
        let asked = asked(&mut harness);
        let says = Deed::Says { sentence: answer.to_owned() };
        assert_eq!(asked[..1], [Command::Intervene(Intervention::Do(says))], "{answer}");
        assert!(matches!(asked[1..], [Command::Step(_)]), "time goes on a little, so that the answer is seen");
    }
    drop(harness);
    // What is answered settles it, and the screen asks no longer.
    for command in [
        Command::Intervene(Intervention::Do(Deed::Says { sentence: "No, thank you".to_owned() })),
        Command::Step(Span::seconds(2)),
    ] {
        player.apply(&command);
    }
    let harness = desk(player.view(), LARGE, shown);
    assert!(harness.query_by_label("No, thank you").is_none());
    assert!(says(&harness, "That's all right."));
}

#[test]
fn a_call_has_a_screen_of_its_own_that_says_it_is_simulated() {
    let mut player = player_at("companion-tablets-taken", 29, "15:40");
    player.apply(&Command::Intervene(Intervention::Do(Deed::Says { sentence: "call Susan".to_owned() })));
    player.apply(&Command::Step(Span::seconds(2)));
    let mut harness = desk(player.view(), LARGE, Shown { viewer: Viewer::Resident, ..Shown::default() });
    for words in ["Ringing Susan", "simulated at both ends", "Simulated: no number is ever dialled"] {
        assert!(says(&harness, words), "{words}");
    }
    let asked = press(&mut harness, "End the call");
    let stop = Deed::Says { sentence: "stop".to_owned() };
    assert_eq!(asked[..1], [Command::Intervene(Intervention::Do(stop))]);
}

#[test]
fn one_types_or_picks_a_sentence_and_the_answer_is_captioned() {
    let mut player = player_at("companion-tablets-taken", 29, "19:00");
    let mut harness = desk(player.view(), LARGE, Shown::default());
    harness.key_press(Key::S);
    harness.run_steps(3);
    assert!(harness.state().shown.care.speak);
    harness.state_mut().shown.care.words = "what time is it".to_owned();
    let typed = press(&mut harness, "Say it");
    let sentence = Deed::Says { sentence: "what time is it".to_owned() };
    assert_eq!(typed[..1], [Command::Intervene(Intervention::Do(sentence))]);
    assert!(harness.state().shown.care.words.is_empty());
    let picked = press(&mut harness, "What is on today?");
    let sentence = Deed::Says { sentence: "What is on today?".to_owned() };
    assert_eq!(picked[..1], [Command::Intervene(Intervention::Do(sentence))]);
    drop(harness);
    for command in picked {
        player.apply(&command);
    }
    let mut harness = desk(player.view(), LARGE, Shown::default());
    assert!(says(&harness, "Margaret: “What is on today?”"));
    assert!(says(&harness, "The home: “"));
    assert!(!harness.state().shown.care.aloud);
    harness.key_press(Key::A);
    harness.run_steps(2);
    assert!(harness.state().shown.care.aloud);
}

/// Where a speech server might be.
const SERVER: &str = "tcp://127.0.0.1:10300";

#[test]
fn one_talks_by_pressing_and_pressing_again_where_a_speech_server_is_set() {
    let player = player_at("companion-tablets-taken", 29, "19:00");
    let speak = |server: &str| Caring { speak: true, server: server.to_owned(), ..Caring::default() };
    let harness = desk(player.view(), LARGE, Shown { care: speak(""), ..Shown::default() });
    assert!(!says(&harness, "Talk with the microphone"), "there is nobody who would understand it");
    let mut harness = desk(player.view(), LARGE, Shown { care: speak(SERVER), ..Shown::default() });
    press(&mut harness, "Talk with the microphone");
    assert_eq!(harness.state().shown.care.listen, Some(Listen::Begin));
    harness.state_mut().shown.care.hearing = Hearing::Listening;
    harness.run_steps(2);
    press(&mut harness, "It listens: press when the sentence is spoken");
    assert_eq!(harness.state().shown.care.listen, Some(Listen::Finish));
    harness.state_mut().shown.care.hearing = Hearing::Understanding;
    harness.run_steps(2);
    assert!(says(&harness, "The speech server is at work"));
    // Whoever closes the field meanwhile wants nothing said.
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert_eq!((harness.state().shown.care.speak, harness.state().shown.care.listen), (false, Some(Listen::Leave)));
}

#[test]
fn the_address_of_a_speech_server_is_a_setting() {
    let player = player_at("companion-tablets-taken", 29, "19:00");
    let shown =
        Shown { options: true, care: Caring { server: SERVER.to_owned(), ..Caring::default() }, ..Shown::default() };
    let harness = desk(player.view(), LARGE, shown);
    assert!(says(&harness, "The address of a Wyoming server"));
}

#[test]
fn how_soon_help_was_there_is_told_with_and_without_each_device() {
    let player = player_at("companion-fall-answered", 30, "16:00");
    let mut harness = desk(player.view(), LARGE, told());
    press(&mut harness, "How soon without each device?");
    let asked = harness.state().shown.care.without.clone();
    let since = asked.since.expect("from when on");
    assert_eq!(player.scenario().calendar.local(since).clock.to_string(), "15:20", "from the fall itself");
    assert_eq!(asked.part, Some(0.0));
    let mut trials = Trials::new(player.scenario(), since);
    assert!(trials.go_on(Budget::UNLIMITED));
    harness.state_mut().shown.care.without.trials = trials.done().to_vec();
    harness.state_mut().shown.care.without.part = None;
    harness.run_steps(2);
    for words in [
        "With every device: there after 9 minutes",
        "Without the voice speaker: there after 2 hours",
        "The same without: ",
    ] {
        assert!(says(&harness, words), "{words}");
    }
}

#[test]
fn whoever_is_not_in_the_home_cannot_speak_there() {
    let player = player_at("companion-tablets-taken", 29, "19:00");
    for viewer in [Viewer::Family, Viewer::Practitioner] {
        let mut harness = desk(player.view(), LARGE, Shown { viewer, ..Shown::default() });
        harness.key_press(Key::S);
        harness.run_steps(2);
        assert!(!harness.state().shown.care.speak && harness.query_by_label("Speak").is_none(), "{viewer:?}");
    }
}

#[test]
fn the_familys_answers_go_to_the_monitor_and_into_the_chain() {
    let mut player = player_at("companion-fall-unanswered", 31, "03:55");
    let at = first(&player, What::Told, "peter") + Span::seconds(30);
    player.apply(&Command::Seek(at));
    let concern = player.history().alerts_by(at).last().and_then(|alert| alert.concern).expect("a concern").id;
    let shown = Shown { viewer: Viewer::Family, ..Shown::default() };
    let mut harness = desk(player.view(), LARGE, shown.clone());
    assert!(says(&harness, "What Peter (son) sees on a phone"));
    assert!(says(&harness, "Harold has not agreed to pass on: tablets, habits, the home."));
    let peter = || "peter".to_owned();
    let deeds = |asked: &[Command]| -> Vec<Deed> {
        let deed = |command: &Command| match command {
            Command::Intervene(Intervention::Do(deed)) => Some(deed.clone()),
            _ => None,
        };
        asked.iter().filter_map(deed).collect()
    };
    let seen = press(&mut harness, "I have seen this");
    assert_eq!(
        deeds(&seen),
        [Deed::Acknowledged { concern, contact: Some(peter()) }, Deed::Answers { contact: peter(), did: Did::Saw }]
    );
    harness.get_by_label("I cannot come").click_accesskit();
    assert_eq!(deeds(&asked(&mut harness)), [Deed::Answers { contact: peter(), did: Did::Declined }]);
    harness.get_by_label("I see to it, and am on my way").click_accesskit();
    assert_eq!(deeds(&asked(&mut harness)), [Deed::Answers { contact: peter(), did: Did::TookOver }]);
    drop(harness);
    for command in seen {
        player.apply(&command);
    }
    let harness = desk(player.view(), LARGE, shown);
    assert!(harness.query_by_label("I have seen this").is_none(), "the monitor has it");
    assert!(says(&harness, "You have seen the message."));
    assert!(says(&harness, "Seen this week, or over"));
}

#[test]
fn without_consent_the_family_is_shown_nothing_of_it() {
    let mut player = player_at("companion-fall-unanswered", 31, "03:55");
    let at = first(&player, What::Told, "peter") + Span::seconds(30);
    player.apply(&Command::Seek(at));
    let mut scenario = Scenario::clone(player.scenario());
    let mut care = smart_house::companion::care::Care::clone(scenario.care.as_ref().expect("a plan"));
    care.consent.retain(|consent| consent.to != "peter");
    scenario.care = Some(Arc::new(care));
    let mut view = player.view();
    let shown = Shown { viewer: Viewer::Family, ..Shown::default() };
    let harness = desk(view.clone(), LARGE, shown.clone());
    assert!(!says(&harness, "All is as usual"));
    view.scenario = &scenario;
    let harness = desk(view, LARGE, shown);
    assert!(says(&harness, "All is as usual"));
    assert!(says(&harness, "Without consent nothing is passed on."));
}

#[test]
fn the_practitioner_tells_the_monitor_what_to_learn_and_how_the_home_is_lived_in() {
    let player = player_at("companion-tablets-taken", 10, "12:00");
    let shown = Shown { viewer: Viewer::Practitioner, ..Shown::default() };
    let mut harness = desk(player.view(), LARGE, shown);
    let mut deed = |name: &str| {
        harness.get_by_label(name).click_accesskit();
        match asked(&mut harness).first() {
            Some(Command::Intervene(Intervention::Do(deed))) => Some(deed.clone()),
            _ => None,
        }
    };
    assert_eq!(deed("What was learned is usual"), Some(Deed::LearningConfirmed));
    assert_eq!(deed("Learn anew"), None, "it is asked once more");
    assert_eq!(deed("Yes, learn anew"), Some(Deed::LearningRestarted));
    assert_eq!(deed("Set: In hospital"), Some(Deed::ModeSet { mode: "hospital".to_owned() }));
    assert_eq!(deed("Set: At home"), None, "it is so already");
    assert_eq!(deed("Later last day"), None);
    assert_eq!(deed("Leave out the days 10 to 11"), Some(Deed::DaysExcluded { first: 10, last: 11 }));
}

#[test]
fn everything_keeps_its_name_and_place_at_every_size_of_text() {
    let mut player = player_at("companion-fall-unanswered", 31, "03:55");
    let at = first(&player, What::Told, "peter") + Span::seconds(30);
    player.apply(&Command::Seek(at));
    for text_scale in [1.0, 1.5, 2.0] {
        for (viewer, care) in [
            (Viewer::Presenter, Caring { told: true, speak: true, ..Caring::default() }),
            (Viewer::Presenter, Caring { speak: true, server: SERVER.to_owned(), ..Caring::default() }),
            (Viewer::Presenter, Caring { told: true, page: Page::Centre, ..Caring::default() }),
            (Viewer::Resident, Caring { speak: true, ..Caring::default() }),
            (Viewer::Family, Caring::default()),
            (Viewer::Practitioner, Caring::default()),
        ] {
            let shown = Shown { viewer, care, text_scale, ..Shown::default() };
            let harness = desk(player.view(), SMALL, shown);
            let what = format!("{viewer:?} at {text_scale}");
            nothing_leaves(&harness, text_scale, &what);
        }
    }
}

/// Every control has a name and lies within the window's width, and the house keeps room.
fn nothing_leaves(harness: &Harness<'_, Desk<'_>>, scale: f32, what: &str) {
    let window = Rect::from_min_size(Pos2::ZERO, SMALL / scale).expand(1.0);
    let free = harness.state().free;
    assert!(free.width() >= 280.0 && free.height() >= 110.0, "{what}: {free:?}");
    for node in harness.root().children_recursive() {
        let node_of = node.accesskit_node();
        let name = node_of.label().or(node_of.value()).unwrap_or_default();
        let control = matches!(node_of.role(), Role::Button | Role::TextInput | Role::Slider);
        assert!(!control || !name.is_empty(), "{what}: a control without a name at {:?}", node.rect());
        if name.is_empty() || node_of.role() == Role::ScrollBar {
            continue;
        }
        let rect = node.rect();
        assert!(rect.left() >= window.left() && rect.right() <= window.right(), "{what}: {name:?} at {rect:?}");
    }
}

#[test]
fn the_field_for_speaking_leaves_the_house_to_be_seen() {
    let player = player_at("companion-tablets-taken", 29, "19:00");
    for size in [SMALL, LARGE] {
        let shown = Shown { care: Caring { speak: true, ..Caring::default() }, ..Shown::default() };
        let harness = desk(player.view(), size, shown);
        let free = harness.state().free;
        for name in ["What is said to the home", "Close the field for speaking", "Voice off"] {
            let rect = harness.get_by_label(name).rect();
            assert!(free.contains_rect(rect), "{name} lies over the bar or the timeline: {rect:?} in {free:?}");
            assert!(free.bottom() - rect.top() < free.height() * 0.45, "{name} covers the house: {rect:?} in {free:?}");
        }
    }
}
