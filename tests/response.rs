//! Who is told of what by when: the chain by itself, fed by hand, and whole scenarios lived through with it.

use std::sync::Arc;

use smart_house::cli::load;
use smart_house::companion::care::{About, Care};
use smart_house::home::{Action, Answer, Did, Way};
use smart_house::monitor::alert::{Alert, AlertKind, Severity};
use smart_house::monitor::{Config, Monitor};
use smart_house::player::house::{Happened, House};
use smart_house::response::{Entry, Response, Said, What};
use smart_house::scenario::Scenario;
use smart_house::time::{Calendar, ClockTime, Span, Timestamp};

fn scenario(name: &str) -> Arc<Scenario> {
    let loaded = load::of_the_library(&format!("scenarios/{name}.ron"));
    Arc::new(loaded.unwrap_or_else(|problems| panic!("{name}: {problems:?}")).scenario)
}

/// Everything told in a scenario from a day on, the house going on by `step` at once.
fn told(scenario: &Arc<Scenario>, from_day: i64, step: Span) -> (Vec<Entry>, Vec<Alert>) {
    let (mut entries, mut alerts) = (Vec::new(), Vec::new());
    let from = scenario.calendar.at(from_day, ClockTime::MIDNIGHT);
    let mut house = House::new(scenario);
    let mut at = scenario.starts();
    while at < scenario.ends() {
        at = (at + step).min(scenario.ends());
        house.advance(at, &mut |happened| match happened {
            Happened::Told(entry) if entry.at >= from => entries.push(entry),
            Happened::Alert(alert) if alert.raised_at >= from => alerts.push(alert),
            _ => {}
        });
    }
    assert!(entries.is_sorted_by_key(|entry| entry.at), "out of order");
    (entries, alerts)
}

fn lines(entries: &[Entry]) -> String {
    entries
        .iter()
        .map(|entry| format!("{} {:?} {} {}\n", entry.at.as_millis(), entry.what, entry.who, entry.text))
        .collect()
}

fn care() -> (Arc<Care>, Calendar) {
    let scenario = scenario("companion-fall-answered");
    (Arc::clone(scenario.care.as_ref().expect("a care plan")), scenario.calendar.clone())
}

fn at(calendar: &Calendar, clock: &str) -> Timestamp {
    calendar.at(30, ClockTime::parse(clock).expect("a time"))
}

/// Lets the chain go on by itself and gives who was tried, in order.
fn tried(response: &mut Response, until: Timestamp) -> Vec<(String, What)> {
    let mut all = Vec::new();
    while response.next_due() <= until {
        response.tick(response.next_due());
        all.extend(response.take().0);
    }
    all.into_iter()
        .filter(|entry| {
            matches!(entry.what, What::Asked | What::Told | What::Rang | What::SentOut | What::NobodyReached)
        })
        .map(|entry| (entry.who, entry.what))
        .collect()
}

#[test]
fn a_call_that_nobody_answers_goes_through_the_whole_chain_and_ends() {
    let (care, calendar) = care();
    let mut response = Response::new(&care, &calendar, "Margaret");
    let begun = at(&calendar, "15:00");
    response.said(Said::Help, begun);
    let (first, actions) = response.take();
    // Whoever asks for help is not asked whether they are all right.
    assert_eq!(first.iter().map(|entry| entry.what).collect::<Vec<_>>(), [What::Began, What::Told]);
    assert!(
        matches!(&actions[..], [Action::Reach { contact, way: Way::Message, text, .. }] if contact == "susan" && text.starts_with("Simulated."))
    );
    let who = tried(&mut response, begun + Span::hours(6));
    let who: Vec<(&str, What)> = who.iter().map(|(who, what)| (who.as_str(), *what)).collect();
    let round = [("susan", What::Rang), ("jean", What::Rang), ("centre", What::Rang), ("responder", What::SentOut)];
    let again = [("", What::Asked), ("susan", What::Told)];
    let expected: Vec<(&str, What)> =
        round.into_iter().chain(again).chain(round).chain([("", What::NobodyReached)]).collect();
    assert_eq!(who, expected);
    assert!(!response.is_open() && response.next_due() == Timestamp::MAX);
}

#[test]
fn whoever_arrives_ends_it_and_the_minutes_are_told() {
    let (care, calendar) = care();
    let mut response = Response::new(&care, &calendar, "Margaret");
    let begun = at(&calendar, "15:00");
    response.said(Said::Fallen, begun);
    let (_, actions) = response.take();
    let Some(Action::Reach { reference, .. }) = actions.first() else { panic!("{actions:?}") };
    let answer = |minutes: i64, did: Did| Answer {
        at: begun + Span::minutes(minutes),
        contact: "susan".to_owned(),
        reference: *reference,
        did,
    };
    for (minutes, did) in [(1, Did::Saw), (2, Did::TookOver)] {
        response.answered(&answer(minutes, did));
    }
    // Nobody else is rung while she is on her way.
    assert_eq!(tried(&mut response, begun + Span::minutes(40)), []);
    response.answered(&answer(34, Did::Arrived));
    let (entries, _) = response.take();
    assert_eq!(entries.last().expect("an entry").text, "Susan (daughter) is there, 34 min after it began.");
    assert!(!response.is_open());
    // Whoever took it over and does not come leaves it to the next.
    response.said(Said::Help, begun + Span::hours(3));
    let (_, actions) = response.take();
    let Some(Action::Reach { reference, .. }) = actions.first() else { panic!("{actions:?}") };
    let took =
        Answer { at: begun + Span::hours(3), contact: "susan".to_owned(), reference: *reference, did: Did::TookOver };
    response.answered(&took);
    let next = tried(&mut response, begun + Span::hours(3) + Span::minutes(91));
    assert_eq!(next.first(), Some(&("susan".to_owned(), What::Rang)));
}

#[test]
fn being_all_right_ends_it_and_those_who_were_told_are_told_so() {
    let (care, calendar) = care();
    for said in [Said::AllRight, Said::Cancel] {
        let mut response = Response::new(&care, &calendar, "Margaret");
        response.said(Said::Help, at(&calendar, "15:00"));
        response.take();
        response.said(said, at(&calendar, "15:01"));
        let (entries, actions) = response.take();
        assert!(!response.is_open());
        assert!(entries.iter().any(|entry| entry.who == "susan" && entry.text.contains("settled")), "{entries:?}");
        assert!(matches!(&actions[..], [Action::Reach { contact, .. }] if contact == "susan"));
    }
}

#[test]
fn nothing_is_passed_on_without_consent_and_that_is_told() {
    let (care, calendar) = care();
    let mut changed = Care::clone(&care);
    changed.consent.retain(|consent| consent.to != "susan");
    let mut response = Response::new(&Arc::new(changed), &calendar, "Margaret");
    response.said(Said::Help, at(&calendar, "15:00"));
    let (entries, actions) = response.take();
    let refused = entries.iter().find(|entry| entry.what == What::NotPassedOn).expect("it is told");
    assert!(refused.text.contains("has not agreed"), "{}", refused.text);
    assert!(matches!(&actions[..], [Action::Reach { contact, .. }] if contact == "jean"), "{actions:?}");
    let said = entries.iter().filter(|entry| entry.what == What::NotPassedOn).count();
    assert_eq!(said, 1, "once is enough");
    // Tablets are Susan's to know of, and not Jean's.
    assert!(care.agrees("susan", About::Tablets) && !care.agrees("jean", About::Tablets));
    response.report("medication-missed", About::Tablets, "Not taken.", "jean", at(&calendar, "16:00"));
    let (entries, actions) = response.take();
    assert!(actions.is_empty() && entries.iter().any(|entry| entry.what == What::NotPassedOn));
}

#[test]
fn quiet_hours_are_kept_unless_it_is_urgent() {
    let (care, calendar) = care();
    let mut response = Response::new(&care, &calendar, "Margaret");
    let night = at(&calendar, "23:10");
    response.report("medication-missed", About::Tablets, "Not taken.", "susan", night);
    let (entries, actions) = response.take();
    assert!(actions.is_empty() && entries.iter().any(|entry| entry.what == What::Waits), "{entries:?}");
    let morning = calendar.at(31, ClockTime::parse("07:00").expect("a time"));
    assert_eq!(response.next_due(), morning);
    response.tick(morning);
    assert!(matches!(&response.take().1[..], [Action::Reach { contact, .. }] if contact == "susan"));
    response.said(Said::Help, night + Span::hours(10));
    let mut urgent = Response::new(&care, &calendar, "Margaret");
    urgent.said(Said::Help, night);
    assert!(matches!(&urgent.take().1[..], [Action::Reach { contact, .. }] if contact == "susan"));
}

#[test]
fn what_could_not_be_sent_is_tried_again() {
    let (care, calendar) = care();
    let mut response = Response::new(&care, &calendar, "Margaret");
    let begun = at(&calendar, "15:00");
    response.said(Said::Help, begun);
    let mut notes = Vec::new();
    for _ in 0..4 {
        let (entries, actions) = response.take();
        let Some(Action::Reach { reference, contact, .. }) = actions.first() else { panic!("{actions:?}") };
        notes.extend(entries);
        assert_eq!(contact, "susan");
        response.not_sent(*reference, response.next_due().min(begun + Span::hours(1)));
        assert!(response.is_open());
        response.tick(response.next_due());
    }
    // It is told once, and not with each try.
    assert_eq!(notes.iter().filter(|entry| entry.what == What::NotSent).count(), 1, "{notes:?}");
}

#[test]
fn a_size_of_step_changes_nothing_that_is_told() {
    for name in ["companion-fall-answered", "companion-tablets-forgotten"] {
        let scenario = scenario(name);
        let mut short = Scenario::clone(&scenario);
        // The last days alone: what matters is that many things are due at odd moments.
        short.learning_days = 0;
        let short = Arc::new(short);
        let once = told(&short, 29, Span::days(40));
        assert!(!once.0.is_empty());
        for step in [Span::hours(1), Span::seconds(433)] {
            let again = told(&short, 29, step);
            assert_eq!(lines(&again.0), lines(&once.0), "{name} by {step}");
            assert_eq!(again.1, once.1, "{name} by {step}");
        }
    }
}

fn has(entries: &[Entry], what: What, who: &str) -> bool {
    entries.iter().any(|entry| entry.what == what && entry.who == who)
}

#[test]
fn the_scenarios_end_as_they_say() {
    let run = |name: &str, day: i64| told(&scenario(name), day, Span::hours(6));
    let (taken, _) = run("companion-tablets-taken", 29);
    let (reminded, page) = (taken.iter().filter(|entry| entry.what == What::Reminded).count(), lines(&taken));
    assert!((3..=6).contains(&reminded), "{page}");
    assert!(page.contains("Heard: I have taken my tablets") && !has(&taken, What::Told, "susan"), "{page}");

    let (refused, _) = run("companion-tablets-refused", 29);
    let page = lines(&refused);
    assert!(page.contains("Heard: I don't want my tablets") && !has(&refused, What::Told, "susan"), "{page}");
    // Once it is refused it is not said again that evening.
    assert!(refused.iter().filter(|entry| entry.what == What::Reminded).count() <= 5, "{page}");

    let (forgotten, _) = run("companion-tablets-forgotten", 29);
    assert!(has(&forgotten, What::Told, "susan") && !has(&forgotten, What::Told, "jean"), "{}", lines(&forgotten));

    let (fall, _) = run("companion-fall-answered", 30);
    assert!(has(&fall, What::Told, "susan") && has(&fall, What::Arrived, "jean"), "{}", lines(&fall));

    let (alarm, _) = run("companion-false-alarm", 30);
    assert!(has(&alarm, What::Cancelled, "") && !has(&alarm, What::SentOut, "responder"), "{}", lines(&alarm));
    assert!(!has(&alarm, What::Arrived, "jean"), "{}", lines(&alarm));

    let (alone, _) = run("companion-fall-unanswered", 31);
    let page = lines(&alone);
    for (what, who) in [
        (What::Asked, ""),
        (What::Told, "peter"),
        (What::Rang, "akhtar"),
        (What::NoAnswer, "akhtar"),
        (What::Answered, "centre"),
        (What::Arrived, "responder"),
    ] {
        assert!(has(&alone, what, who), "{what:?} {who}\n{page}");
    }

    let (day, alerts) = run("companion-asks-the-day", 29);
    assert_eq!(day.iter().filter(|entry| entry.text.starts_with("Said: It's Monday")).count(), 6, "{}", lines(&day));
    // Nobody is told that the day was asked for, however often. What comes of tablets is another matter.
    let evening = day.first().map(|entry| entry.at + Span::hours(12)).expect("an evening");
    let of_the_day = |entry: &&Entry| !entry.about.is_empty() && entry.about != "medication-missed";
    let about = day.iter().filter(|entry| entry.at < evening).filter(of_the_day).count();
    assert!(alerts.is_empty() && about == 0, "{alerts:?} {}", lines(&day));

    let (company, _) = run("companion-good-company", 29);
    assert!(lines(&company).contains("I'm ringing Susan."), "{}", lines(&company));

    let (down, _) = run("companion-broadband-down", 30);
    assert!(has(&down, What::NotSent, "") && has(&down, What::Arrived, "susan"), "{}", lines(&down));
}

#[test]
fn a_spoken_call_reaches_the_monitor_and_is_told_once() {
    let scenario = scenario("companion-fall-answered");
    let (entries, alerts) = told(&scenario, 30, Span::days(1));
    let calls: Vec<&Alert> = alerts.iter().filter(|alert| alert.kind == AlertKind::HelpRequested).collect();
    let [call] = calls[..] else { panic!("{calls:?}") };
    assert_eq!(call.severity, Severity::Urgent);
    assert_eq!(call.devices.iter().map(|device| device.as_str()).collect::<Vec<_>>(), ["speaker"]);
    let spoken = at(&scenario.calendar, "15:21");
    assert!((spoken..spoken + Span::seconds(10)).contains(&call.raised_at), "{call:?}");
    // The chain had begun with the words themselves; what the monitor says of them begins no other.
    let of_it = |entry: &&Entry| entry.what == What::Began && entry.about == AlertKind::HelpRequested.name();
    let began: Vec<&Entry> = entries.iter().filter(of_it).collect();
    assert!(matches!(began[..], [one] if one.text.contains("I have fallen")), "{began:?}");

    // It is a reading of the stream: whoever hears the readings again concludes the same without any companion.
    let mut readings = Vec::new();
    House::new(&scenario).advance(scenario.ends(), &mut |happened| {
        if let Happened::Item(item) = happened {
            readings.push(item);
        }
    });
    let config = Config { learning_days: scenario.learning_days, ..Config::default() };
    let mut monitor = Monitor::new(&scenario.home, &scenario.calendar, config);
    let mut again = Vec::new();
    readings.iter().for_each(|item| monitor.observe(item, &mut again));
    assert!(again.iter().any(|alert| alert == call), "{again:?}");
}

#[test]
fn whoever_calls_again_after_a_call_was_settled_is_heard_again() {
    let (care, calendar) = care();
    let mut response = Response::new(&care, &calendar, "Margaret");
    response.said(Said::Help, at(&calendar, "15:00"));
    response.said(Said::AllRight, at(&calendar, "15:01"));
    response.take();
    response.said(Said::Help, at(&calendar, "15:05"));
    let (entries, actions) = response.take();
    assert_eq!(entries.first().map(|entry| entry.what), Some(What::Began));
    assert!(!actions.is_empty() && response.is_open());
}

#[test]
fn a_home_without_a_care_plan_says_nothing_to_anybody() {
    let (entries, _) = told(&scenario("late-morning"), 1, Span::days(40));
    assert!(entries.is_empty());
    assert_eq!(AlertKind::ALL.iter().filter(|kind| smart_house::response::about(**kind) == About::Routine).count(), 1);
}
