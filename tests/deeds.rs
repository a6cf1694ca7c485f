//! What a person at the window does with the companion, the chain of who is told and the monitor: each goes the way that
//! it goes in a real home, is in the history, and survives seeking and saving.

use std::sync::Arc;

use smart_house::cli::load;
use smart_house::companion::Companion;
use smart_house::companion::care::How;
use smart_house::home::{Asked, Did};
use smart_house::monitor::life::Stage;
use smart_house::monitor::{Config, Mode, Monitor};
use smart_house::player::Player;
use smart_house::player::command::{Command, Intervention};
use smart_house::player::house::House;
use smart_house::response::{Awaits, Entry, What};
use smart_house::scenario::deed::{Deed, MODES};
use smart_house::scenario::save::with_interventions;
use smart_house::scenario::{Moment, Scenario};
use smart_house::time::{ClockTime, Span, Timestamp};

fn scenario(name: &str) -> Arc<Scenario> {
    let loaded = load::of_the_library(&format!("scenarios/{name}.ron"));
    Arc::new(loaded.unwrap_or_else(|problems| panic!("{name}: {problems:?}")).scenario)
}

fn at(scenario: &Scenario, day: i64, clock: &str) -> Timestamp {
    scenario.at(Moment { day, clock: ClockTime::parse(clock).expect("a clock time") })
}

/// A player of a scenario at a moment.
fn player_at(name: &str, day: i64, clock: &str) -> Player {
    let scenario = scenario(name);
    let moment = at(&scenario, day, clock);
    let mut player = Player::new(scenario);
    player.apply(&Command::Seek(moment));
    player
}

fn does(player: &mut Player, deed: Deed) {
    player.apply(&Command::Intervene(Intervention::Do(deed)));
}

fn says(sentence: &str) -> Deed {
    Deed::Says { sentence: sentence.to_owned() }
}

/// What was told from an instant on, up to the moment shown.
fn told(player: &Player, from: Timestamp) -> Vec<Entry> {
    player.history().told_by(player.at()).iter().filter(|entry| entry.at >= from).cloned().collect()
}

fn has(entries: &[Entry], what: What, who: &str) -> Option<Timestamp> {
    entries.iter().find(|entry| entry.what == what && entry.who == who).map(|entry| entry.at)
}

#[test]
fn what_is_said_at_the_window_is_heard_and_answered_as_the_residents_own_words_are() {
    let mut player = player_at("companion-tablets-taken", 29, "19:00");
    let from = player.at();
    assert!(player.view().listens.is_some(), "the speaker is within earshot");
    does(&mut player, says("have I taken my tablets?\u{7}"));
    player.apply(&Command::Step(Span::seconds(2)));
    let said = told(&player, from);
    assert!(said.iter().any(|entry| entry.what == What::Heard && entry.text.contains("have I taken my tablets?")));
    let answer = said.iter().find(|entry| entry.what == What::Said).expect("an answer");
    assert!(answer.text.contains("evening tablets: not due until"), "{}", answer.text);

    // The same as if the scenario had held it; and it can be saved, and read again.
    let changed = player.scenario();
    let text = include_str!("../scenarios/companion-tablets-taken.ron");
    let saved = with_interventions(text, changed).expect("a text");
    assert!(saved.contains("Says(sentence: \"have I taken my tablets?\")"), "{saved}");
    let mut again = Player::new(Arc::clone(changed));
    again.apply(&Command::Seek(player.at()));
    assert_eq!(told(&again, from), said);
    // And after going away and coming back it is still so.
    let now = player.at();
    player.apply(&Command::Seek(from - Span::days(2)));
    player.apply(&Command::Seek(now));
    assert_eq!(told(&player, from), said);
}

#[test]
fn an_unknown_sentence_gets_a_kind_answer_and_an_empty_one_is_nothing() {
    let mut player = player_at("companion-tablets-taken", 29, "19:00");
    let from = player.at();
    does(&mut player, says(" \u{1}\n "));
    assert!(!player.view().changed, "nothing was said");
    does(&mut player, says("colourless green ideas sleep furiously"));
    player.apply(&Command::Step(Span::seconds(2)));
    let said = told(&player, from);
    assert!(said.iter().any(|entry| entry.what == What::Said && entry.text.contains("I'm sorry, I didn't catch that")));
}

#[test]
fn a_question_stands_on_the_screen_until_it_is_answered_and_no_is_an_answer() {
    let mut player = player_at("companion-tablets-taken", 29, "20:14");
    assert_eq!(player.view().aide.expect("a companion").question(player.at()), None);
    // Nobody's simulated answer comes in between: the question is answered within its first two seconds.
    let scenario = Arc::clone(player.scenario());
    let asked = loop {
        player.apply(&Command::Step(Span::seconds(1)));
        let now = player.at();
        if let Some(question) = player.view().aide.expect("a companion").question(now) {
            break question.clone();
        }
        assert!(now < at(&scenario, 29, "20:40"), "the reminder never came");
    };
    assert_eq!(asked.asked, Asked::Medicine("evening-tablets".to_owned()));
    let answers = Companion::answers_to(&asked.asked);
    assert!(answers.contains(&"No, thank you"));
    let from = player.at();
    does(&mut player, says("No, thank you"));
    player.apply(&Command::Step(Span::seconds(2)));
    assert_eq!(player.view().aide.expect("a companion").question(player.at()), None);
    let said = told(&player, from);
    assert!(said.iter().any(|entry| entry.what == What::Said && entry.text.contains("That's all right")), "{said:?}");
}

#[test]
fn everything_that_is_offered_is_understood() {
    for (name, day) in [("companion-tablets-taken", 29), ("companion-fall-unanswered", 31)] {
        for clock in ["00:30", "06:10", "09:00", "13:00", "20:20", "23:00"] {
            let mut player = player_at(name, day, clock);
            let view = player.view();
            let aide = view.aide.expect("a companion");
            let asks = [Asked::Nothing, Asked::AllRight, Asked::Medicine(String::new()), Asked::Deed, Asked::Offer];
            let offered: Vec<String> =
                asks.iter().flat_map(|asked| aide.companion().could_be_said(asked, view.at)).collect();
            let mut companion = aide.companion().clone();
            for sentence in offered {
                let (heard, reply) = companion.hear(&sentence, view.at);
                let understood = matches!(heard, smart_house::companion::intent::Heard::Understood(_));
                assert!(understood, "{name} at {clock}: {sentence:?} is not understood: {}", reply.text);
            }
            player.apply(&Command::Pause);
        }
    }
}

#[test]
fn what_is_still_to_come_today_is_in_order_and_nothing_past_is_in_it() {
    // Day 29 is a Monday: Susan comes at half past two, the tablets follow in the evening.
    let player = player_at("companion-tablets-taken", 29, "12:00");
    let view = player.view();
    let companion = view.aide.expect("a companion").companion();
    let ahead = companion.ahead(view.at);
    let told: Vec<(&str, Option<&str>)> = ahead.iter().map(|one| (one.what.as_str(), one.who.as_deref())).collect();
    assert_eq!(told, [("A visit", Some("susan")), ("Your evening tablets", None)]);
    assert_eq!(companion.ahead(at(view.scenario, 29, "14:30")).len(), 1, "what has begun is not still to come");
    assert!(companion.ahead(at(view.scenario, 29, "21:00")).is_empty());
}

#[test]
fn a_call_of_the_persons_own_rings_is_answered_and_ends() {
    let mut player = player_at("companion-tablets-taken", 29, "15:40");
    does(&mut player, says("call Susan"));
    player.apply(&Command::Step(Span::seconds(2)));
    let call = player.view().aide.expect("a companion").call(player.at()).cloned().expect("it rings");
    assert_eq!((call.contact.as_str(), call.answered), ("susan", None));
    player.apply(&Command::Step(Span::minutes(1)));
    if let Some(call) = player.view().aide.expect("a companion").call(player.at()) {
        assert!(call.answered.is_some(), "what rings for a minute is given up");
        does(&mut player, says("stop"));
        player.apply(&Command::Step(Span::seconds(2)));
    }
    assert_eq!(player.view().aide.expect("a companion").call(player.at()), None);
}

/// The unanswered fall, at the instant after Peter was sent his message.
fn peter_told() -> (Player, Timestamp) {
    let mut player = player_at("companion-fall-unanswered", 31, "03:55");
    let ends = player.scenario().ends();
    player.work_ahead(ends, smart_house::player::pace::Budget::UNLIMITED);
    let told = player.history().told();
    let sent = has(told, What::Told, "peter").expect("Peter is sent a message");
    player.apply(&Command::Seek(sent + Span::seconds(20)));
    (player, sent)
}

#[test]
fn a_case_says_what_it_waits_for_until_when_and_what_follows() {
    let (player, sent) = peter_told();
    let view = player.view();
    let case = view.aide.expect("a response").response().cases().next_back().expect("a case");
    assert!(case.open);
    assert_eq!(case.awaits, Awaits::Answer("peter".to_owned()));
    assert_eq!(case.due - sent, Span::minutes(5), "as Harold's plan has it");
    let coming: Vec<(Option<&str>, How, bool)> =
        case.coming.iter().map(|step| (step.who.as_deref(), step.how, step.agreed)).collect();
    assert_eq!(
        coming,
        [(Some("akhtar"), How::Call, true), (Some("centre"), How::Call, true), (Some("responder"), How::Visit, true)]
    );
}

#[test]
fn a_contact_who_comes_by_hand_ends_the_chain_and_is_there_after_the_usual_journey() {
    let (mut player, _) = peter_told();
    let from = player.at();
    does(&mut player, Deed::Answers { contact: "peter".to_owned(), did: Did::TookOver });
    player.apply(&Command::Step(Span::minutes(40)));
    let said = told(&player, from);
    let answered = has(&said, What::Answered, "peter").expect("he answers");
    assert!(answered - from < Span::seconds(2));
    let arrived = has(&said, What::Arrived, "peter").expect("he comes");
    assert_eq!(arrived - answered, Span::minutes(30), "a relative's usual journey");
    assert_eq!(has(&said, What::Rang, "akhtar"), None, "nobody else is rung any more");
    let person = &player.view().house.people[0];
    assert_ne!(person.posture, smart_house::simulation::view::Posture::OnFloor, "he is helped up");
}

#[test]
fn a_contact_who_cannot_come_lets_the_chain_go_on_at_once() {
    let (mut player, _) = peter_told();
    let from = player.at();
    does(&mut player, Deed::Answers { contact: "peter".to_owned(), did: Did::Declined });
    player.apply(&Command::Step(Span::seconds(5)));
    let said = told(&player, from);
    assert!(has(&said, What::Declined, "peter").is_some());
    assert!(has(&said, What::Rang, "akhtar").is_some(), "{said:?}");
    // Somebody to whom nothing was sent has nothing to answer.
    let now = player.at();
    does(&mut player, Deed::Answers { contact: "responder".to_owned(), did: Did::TookOver });
    player.apply(&Command::Step(Span::seconds(5)));
    assert!(told(&player, now).iter().all(|entry| entry.who != "responder"));
}

#[test]
fn i_have_seen_this_reaches_the_monitor_and_the_chain() {
    let (mut player, sent) = peter_told();
    let from = player.at();
    let concern = player.history().alerts_by(from).last().and_then(|alert| alert.concern).expect("a concern").id;
    does(&mut player, Deed::Acknowledged { concern, contact: Some("peter".to_owned()) });
    does(&mut player, Deed::Answers { contact: "peter".to_owned(), did: Did::Saw });
    player.apply(&Command::Step(Span::minutes(1)));
    let now = player.at();
    let news = player.history().concern_at(concern, now).expect("the monitor was told");
    assert_eq!(news.stage, Stage::Acknowledged);
    assert!(news.at - from < Span::seconds(3));
    let said = told(&player, sent);
    assert!(has(&said, What::Seen, "peter").is_some());
    // Having seen it is not coming: the chain goes on when its time is over.
    player.apply(&Command::Step(Span::minutes(16)));
    assert!(has(&told(&player, sent), What::Rang, "akhtar").is_some());
    // Elsewhere and back again it is the same.
    let (at, before) = (player.at(), told(&player, sent));
    player.apply(&Command::Seek(from - Span::days(1)));
    player.apply(&Command::Seek(at));
    assert_eq!(told(&player, sent), before);
    assert_eq!(player.history().concern_at(concern, now).map(|news| news.stage), Some(Stage::Acknowledged));
    // And a house that lives through the changed scenario hears it too.
    let scenario = Arc::clone(player.scenario());
    let mut house = House::new(&scenario);
    let mut heard = false;
    house.advance(now, &mut |happened| {
        heard |= matches!(happened, smart_house::player::house::Happened::Concern(news)
            if news.concern == concern && news.stage == Stage::Acknowledged);
    });
    assert!(heard);
}

#[test]
fn the_monitor_is_told_of_learning_and_modes() {
    let mut player = player_at("companion-tablets-taken", 10, "12:00");
    assert!(!player.view().learning.done);
    does(&mut player, Deed::LearningConfirmed);
    player.apply(&Command::Step(Span::minutes(2)));
    assert!(player.view().learning.done, "confirmed");
    does(&mut player, Deed::LearningRestarted);
    player.apply(&Command::Step(Span::minutes(2)));
    assert!(!player.view().learning.done, "begun anew");
    does(&mut player, Deed::ModeSet { mode: "visitor".to_owned() });
    player.apply(&Command::Step(Span::minutes(2)));
    let mode = player.view().mode;
    assert!(mode.set);
    assert_eq!(mode.mode, Mode::Visitor);
    does(&mut player, Deed::ModeSet { mode: "at-home".to_owned() });
    player.apply(&Command::Step(Span::minutes(2)));
    assert!(!player.view().mode.set);
    let before = player.scenario().disturbances.len();
    does(&mut player, Deed::ModeSet { mode: "on-the-moon".to_owned() });
    does(&mut player, Deed::DaysExcluded { first: 30, last: 29 });
    assert_eq!(player.scenario().disturbances.len(), before, "what cannot be is not done");
    does(&mut player, Deed::DaysExcluded { first: 10, last: 900 });
    let last = player.scenario().disturbances.last().map(|done| done.kind.clone());
    let days = player.scenario().days;
    let excluded = Deed::DaysExcluded { first: 10, last: days };
    assert_eq!(last, Some(smart_house::scenario::DisturbanceKind::Deed(excluded)));
}

#[test]
fn the_modes_of_a_file_are_the_monitors() {
    assert_eq!(MODES, Mode::ALL.map(Mode::name));
    // What was excluded in a plain monitor is excluded by the deed too: no other way is used.
    let scenario = scenario("companion-tablets-taken");
    let monitor = Monitor::new(&scenario.home, &scenario.calendar, Config::default());
    assert!(!monitor.learning().done);
}
