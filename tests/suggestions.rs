//! What the home proposes of its own accord: with its reason, by day, to somebody who is there; accepted for good,
//! declined for good, and nothing without a wish.

use std::sync::Arc;

use smart_house::cli::load;
use smart_house::companion::care::{Care, Suggest};
use smart_house::player::house::{Happened, House};
use smart_house::response::{Entry, What};
use smart_house::scenario::Scenario;
use smart_house::time::Span;

fn scenario(name: &str) -> Scenario {
    let loaded = load::of_the_library(&format!("scenarios/{name}.ron"));
    loaded.unwrap_or_else(|problems| panic!("{name}: {problems:?}")).scenario
}

/// Everything told, the house going on by `step` at once.
fn told(scenario: Scenario, step: Span) -> (Arc<Scenario>, Vec<Entry>) {
    let scenario = Arc::new(scenario);
    let mut entries = Vec::new();
    let mut house = House::new(&scenario);
    let mut at = scenario.starts();
    while at < scenario.ends() {
        at = (at + step).min(scenario.ends());
        house.advance(at, &mut |happened| match happened {
            Happened::Told(entry) => entries.push(entry),
            Happened::Item(_) | Happened::Truth(_) | Happened::Alert(_) | Happened::Concern(_) => {}
        });
    }
    (scenario, entries)
}

fn with_care(mut scenario: Scenario, change: impl FnOnce(&mut Care)) -> Scenario {
    let mut care = Care::clone(scenario.care.as_ref().expect("a care plan"));
    change(&mut care);
    scenario.care = Some(Arc::new(care));
    scenario
}

fn of<'e>(entries: &'e [Entry], what: What, who: &str) -> Vec<&'e Entry> {
    entries.iter().filter(|entry| entry.what == what && entry.who == who).collect()
}

const TABLETS: &str = "after-the-kettle-morning-tablets";

#[test]
fn an_accepted_suggestion_is_given_from_the_next_morning_on_after_the_kettle() {
    let (scenario, entries) = told(scenario("companion-suggestion-accepted"), Span::hours(6));
    let suggested = of(&entries, What::Suggested, TABLETS);
    assert_eq!(suggested.len(), 1, "{suggested:#?}");
    let first = scenario.calendar.local(suggested[0].at);
    assert!(first.day > 28 && (10..20).contains(&first.clock.hour()), "{first:?}");
    assert!(suggested[0].text.contains("kettle") && suggested[0].text.contains(" days "), "{}", suggested[0].text);
    assert_eq!(of(&entries, What::Agreed, TABLETS).len(), 1);
    let reminded: Vec<i64> = entries
        .iter()
        .filter(|entry| entry.what == What::Reminded && entry.text.contains(TABLETS))
        .map(|entry| scenario.calendar.local(entry.at).day)
        .collect();
    assert_eq!(reminded.first(), Some(&(first.day + 1)), "not on the day itself: {reminded:?}");
    assert!((first.day + 1..=scenario.days).all(|day| reminded.contains(&day)), "{reminded:?}");
    // The daughter is told what was agreed to, once for each, and nobody is asked to come.
    let told: Vec<&Entry> =
        entries.iter().filter(|entry| entry.about == "suggestion" && entry.what == What::Told).collect();
    assert!(told.iter().all(|entry| entry.who == "susan" && entry.text.contains("has asked to be reminded")));
    assert_eq!(told.len(), entries.iter().filter(|entry| entry.what == What::Agreed).count());
    assert!(!entries.iter().any(|entry| entry.about == "suggestion" && entry.what == What::Arrived));
}

#[test]
fn a_declined_suggestion_is_not_made_again_and_nobody_hears_of_it() {
    let mut long = scenario("companion-suggestion-declined");
    long.days = 60;
    let (_, entries) = told(long, Span::hours(6));
    for id in [TABLETS, "bedtime"] {
        assert_eq!(of(&entries, What::Refused, id).len(), 1, "{id}");
        let last = of(&entries, What::Suggested, id).last().expect("suggested").at;
        assert!(last <= of(&entries, What::Refused, id)[0].at, "{id} is suggested again");
    }
    assert!(!entries.iter().any(|entry| entry.what == What::Reminded && entry.text.contains(TABLETS)));
    assert!(!entries.iter().any(|entry| entry.about == "suggestion"));
}

#[test]
fn what_gets_no_answer_is_asked_three_times_on_different_days_and_then_let_be() {
    let mut silent = scenario("companion-suggestion-accepted");
    silent.reactions.answers = 0.0;
    silent.days = 60;
    let (scenario, entries) = told(silent, Span::hours(6));
    let suggested: Vec<&Entry> = entries.iter().filter(|entry| entry.what == What::Suggested).collect();
    assert_eq!(of(&entries, What::Suggested, TABLETS).len(), 3);
    let days: Vec<i64> = suggested.iter().map(|entry| scenario.calendar.local(entry.at).day).collect();
    assert!(days.windows(2).all(|two| two[1] - two[0] >= 2), "{days:?}");
    assert!(!entries.iter().any(|entry| matches!(entry.what, What::Agreed | What::Refused)));
}

#[test]
fn without_a_wish_nothing_is_suggested_and_without_consent_nobody_is_told() {
    let plain = with_care(scenario("companion-suggestion-accepted"), |care| care.suggestions.clear());
    let (_, entries) = told(plain, Span::hours(6));
    assert!(!entries.iter().any(|entry| entry.what == What::Suggested));
    let private = with_care(scenario("companion-suggestion-accepted"), |care| {
        care.consent.retain(|consent| consent.to != "susan");
        care.suggestions.retain(|wish| wish.what == Suggest::Reminders);
    });
    let (_, entries) = told(private, Span::hours(6));
    assert!(entries.iter().any(|entry| entry.what == What::Agreed));
    let about: Vec<What> = entries.iter().filter(|entry| entry.about == "suggestion").map(|entry| entry.what).collect();
    assert!(!about.is_empty() && about.iter().all(|what| *what == What::NotPassedOn), "{about:?}");
}

#[test]
fn a_size_of_step_changes_nothing_that_is_suggested() {
    let whole = told(scenario("companion-suggestion-accepted"), Span::hours(24)).1;
    let small = told(scenario("companion-suggestion-accepted"), Span::minutes(7)).1;
    assert_eq!(whole, small);
}

/// Every count that was told.
fn counted(entries: &[Entry]) -> Vec<&Entry> {
    entries.iter().filter(|entry| entry.what == What::Counted).collect()
}

#[test]
fn a_quiet_week_is_told_to_the_daughter_and_a_call_is_suggested_and_made() {
    let (scenario, entries) = told(scenario("companion-quiet-week"), Span::hours(6));
    let day = |entry: &Entry| scenario.calendar.local(entry.at).day;
    // What is usual is what there was: three visits in most weeks.
    let monday = counted(&entries).into_iter().find(|entry| day(entry) == 36).expect("a count").text.clone();
    assert!(monday.contains("seven days: no visit") && monday.contains("Usual in a week: 2.5 visits"), "{monday}");
    let told: Vec<&Entry> =
        entries.iter().filter(|entry| entry.about == "quiet-week" && entry.what == What::Told).collect();
    assert!(!told.is_empty() && told.iter().all(|entry| entry.who == "susan" && day(entry) > 29), "{told:#?}");
    assert!(told.windows(2).all(|two| day(two[1]) - day(two[0]) >= 7), "she is told too often");
    let suggested = of(&entries, What::Suggested, "ring-susan");
    assert!(!suggested.is_empty() && day(suggested[0]) >= 30, "{suggested:#?}");
    assert!(suggested[0].text.contains("Usual in a week"), "it gives no reason: {}", suggested[0].text);
    let agreed = of(&entries, What::Agreed, "ring-susan");
    assert!(agreed[0].at >= suggested[0].at && agreed[0].text.contains("simulated"));
    // The word is never used of a person, and no feeling is guessed at.
    for word in ["lonely", "loneliness", "isolated", "depress"] {
        assert!(entries.iter().all(|entry| !entry.text.to_lowercase().contains(word)), "{word}");
    }
    // A club or an outing of the plan is spoken of the day before, and the photo is one.
    assert!(entries.iter().any(|entry| entry.what == What::Agreed && entry.who.starts_with("tomorrow-")), "no outing");
    assert!(entries.iter().any(|entry| entry.what == What::Agreed && entry.who == "photo-from-susan"));
}

#[test]
fn whoever_rings_instead_of_coming_is_in_touch() {
    let (scenario, entries) = told(scenario("companion-family-on-holiday"), Span::hours(6));
    let rang = |from: i64| {
        of(&entries, What::Agreed, "call-from-susan")
            .iter()
            .filter(|entry| scenario.calendar.local(entry.at).day >= from)
            .count()
    };
    assert!(rang(29) > 4, "{}", rang(29));
    assert!(!entries.iter().any(|entry| entry.about == "quiet-week"), "somebody was told that it was quiet");
    assert!(of(&entries, What::Suggested, "ring-susan").is_empty());
    let last = counted(&entries).last().expect("a count").text.clone();
    assert!(last.contains("no visit"), "{last}");
}

#[test]
fn without_the_wish_nothing_of_being_in_touch_is_counted() {
    let plain = with_care(scenario("companion-quiet-week"), |care| {
        care.suggestions.retain(|wish| wish.what != Suggest::Company);
    });
    let (_, entries) = told(plain, Span::hours(6));
    assert!(counted(&entries).is_empty());
    assert!(!entries.iter().any(|entry| entry.about == "quiet-week" || entry.who == "ring-susan"));
}

/// Every call that nobody took.
fn missed(entries: &[Entry]) -> Vec<&Entry> {
    entries.iter().filter(|entry| entry.what == What::NoAnswer && entry.text.contains("nobody answered")).collect()
}

#[test]
fn a_call_that_nobody_takes_is_told_of_and_is_no_contact() {
    let mut deaf = scenario("companion-family-on-holiday");
    deaf.reactions.hears = 0.0;
    let (_, entries) = told(deaf, Span::hours(6));
    assert!(missed(&entries).len() > 20);
    assert!(counted(&entries).iter().all(|entry| entry.text.contains("no call")));
}

#[test]
fn whoever_rang_in_vain_may_be_rung_back_once_the_person_is_there() {
    // A call that was missed is nothing that one must have wished to be told of.
    let plain = with_care(scenario("companion-family-on-holiday"), |care| care.suggestions.clear());
    let (scenario, entries) = told(plain, Span::hours(6));
    let missed = missed(&entries);
    assert!(!missed.is_empty(), "every call was taken: nothing is tried");
    let asked = of(&entries, What::Suggested, "missed-call-susan");
    assert!(!asked.is_empty() && asked.len() <= missed.len(), "{} of {}", asked.len(), missed.len());
    for one in &asked {
        let call = missed.iter().rev().find(|call| call.at < one.at).expect("a call before it");
        assert!(one.at - call.at >= Span::minutes(5) && one.at - call.at <= Span::hours(12), "{one:?}");
        assert!((8..21).contains(&scenario.calendar.local(one.at).clock.hour()), "{one:?}");
        assert!(one.text.contains("rang at"), "{}", one.text);
    }
    let agreed = of(&entries, What::Agreed, "missed-call-susan");
    assert!(!agreed.is_empty() && agreed.iter().all(|entry| entry.text.contains("Susan is rung (simulated)")));
}

/// The visits of each week that was counted in a home with a doorbell, where the plan expects nobody.
fn unplanned_visits(visitors: bool) -> Vec<f64> {
    let mut scenario = scenario("companion-quiet-week");
    scenario.home = self::scenario("tablets-prompted").home;
    scenario.disturbances.clear();
    scenario.visitors.retain(|_| visitors);
    let mut care = Care::clone(scenario.care.as_ref().expect("a care plan"));
    care.appointments.retain(|one| one.who.is_none());
    scenario.care = Some(Arc::new(care));
    let (_, entries) = told(scenario, Span::hours(6));
    let visits = |text: &str| {
        let (before, _) = text.split_once(" visit").expect("visits");
        let number = before.rsplit(' ').next().expect("a number");
        if number == "no" { 0.0 } else { number.parse().expect("a number") }
    };
    counted(&entries).iter().map(|entry| visits(&entry.text)).collect()
}

#[test]
fn who_rings_and_comes_in_unexpectedly_is_a_visit_and_the_persons_own_errands_are_none() {
    let with = unplanned_visits(true);
    assert!(with.len() >= 4 && with.iter().sum::<f64>() >= 3.0, "{with:?}");
    let alone = unplanned_visits(false);
    assert!(alone.len() >= 4 && alone.iter().all(|visits| *visits == 0.0), "{alone:?}");
}
