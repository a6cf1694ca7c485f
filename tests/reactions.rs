//! How residents take prompts: attention, mood, and a prompt that confuses. And what they ask the home to do is done.

use std::sync::Arc;

use smart_house::cli::load;
use smart_house::home::{Capability, Item, Value};
use smart_house::player::house::{Happened, House};
use smart_house::response::{Entry, What};
use smart_house::scenario::{Moment, Reactions, Scenario};
use smart_house::time::{ClockTime, Span};

fn scenario(name: &str) -> Scenario {
    load::of_the_library(&format!("scenarios/{name}.ron")).expect("a scenario").scenario
}

/// Everything that was told and said in a scenario, and every reading of one capability.
fn lived(scenario: Scenario, of: Capability) -> (Vec<Entry>, Vec<(String, f64)>) {
    let scenario = Arc::new(scenario);
    let (mut told, mut readings) = (Vec::new(), Vec::new());
    House::new(&scenario).advance(scenario.ends(), &mut |happened| match happened {
        Happened::Told(entry) => told.push(entry),
        Happened::Item(Item::Reading(reading)) if reading.capability == of => {
            if let Value::Number(number) = reading.value {
                readings.push((reading.device.to_string(), number));
            }
        }
        Happened::Item(_) | Happened::Truth(_) | Happened::Alert(_) | Happened::Concern(_) => {}
    });
    (told, readings)
}

/// Three weeks of reminders by somebody who takes them so: how often they were reminded, said that they have taken them,
/// and asked who speaks.
fn reminded(takes: impl Fn(&mut Scenario)) -> (usize, usize, usize) {
    let mut scenario = scenario("companion-tablets-taken");
    scenario.days = 21;
    takes(&mut scenario);
    let (told, _) = lived(scenario, Capability::Dose);
    let count =
        |what: What, words: &str| told.iter().filter(|one| one.what == what && one.text.contains(words)).count();
    (count(What::Reminded, ""), count(What::Heard, "taken my tablets"), count(What::Heard, "who is that"))
}

#[test]
fn a_prompt_may_confuse_and_is_then_asked_again() {
    let (often, taken, asks) = reminded(|_| {});
    assert!(taken >= 18 && asks == 0, "{often} reminders, {taken} taken, {asks} asked");
    let (often_confused, taken, asks) = reminded(|scenario| scenario.reactions.confuses = 1.0);
    // Some are not heard from another room.
    assert!(
        taken == 0 && asks * 10 >= often_confused * 9 && often_confused > often,
        "{often_confused}, {taken}, {asks}"
    );
    let (_, taken, asks) = reminded(|scenario| scenario.reactions.confuses = 0.4);
    assert!(taken >= 10 && asks >= 4, "{taken} taken, {asks} asked");
}

#[test]
fn whoever_is_busy_may_not_mind_a_prompt_and_minds_the_next() {
    let (often, taken, _) = reminded(|_| {});
    let (more, still, _) = reminded(|scenario| scenario.reactions.attends = 0.3);
    assert!(more > often, "{more} reminders where attention fails, {often} else");
    assert!(still < taken && still >= 8, "{still} of {taken} taken");
}

#[test]
fn on_a_bad_day_less_is_done_and_other_days_stay_as_they_are() {
    let bad = |share: f64, left: f64| {
        reminded(|scenario| {
            scenario.residents[0].routine.bad_days = share;
            scenario.reactions.on_bad_days = left;
        })
    };
    assert_eq!(bad(1.0, 0.0).1, 0, "every day is a bad one, and nothing is left on it");
    assert!(bad(1.0, 1.0).1 >= 15);
    let (all, some) = (bad(0.4, 1.0).1, bad(0.4, 0.0).1);
    assert!(some < all && some >= 5, "{some} of {all}");
    assert_eq!(bad(0.0, 0.0), reminded(|_| {}), "who has no bad days is not touched by what they would be");
}

#[test]
fn nothing_changes_for_whoever_is_as_before() {
    let usual = Reactions::default();
    assert_eq!((usual.attends, usual.confuses, usual.on_bad_days), (1.0, 0.0, 1.0));
}

/// Two days of a home with every device, in which somebody says this at seven in the evening of the second.
fn said(sentence: &str, of: Capability) -> (Vec<String>, Vec<(String, f64)>) {
    let mut scenario = scenario("tablets-prompted");
    scenario.days = 2;
    scenario.disturbances.clear();
    let clock = ClockTime::parse("16:30").expect("a time");
    scenario.said = vec![(Moment { day: 2, clock }, sentence.to_owned())];
    let at = scenario.at(scenario.said[0].0);
    let (told, readings) = lived(scenario, of);
    let answers =
        told.into_iter().filter(|one| one.at >= at && one.at - at < Span::minutes(1) && one.what == What::Said);
    (answers.map(|one| one.text).collect(), readings)
}

#[test]
fn what_is_said_of_the_heating_is_done() {
    let sentence = "Set the lounge to 25 degrees";
    let (answers, set) = said(sentence, Capability::Setpoint);
    assert_eq!(answers, ["Said: The heating in the lounge is set to 25 degrees."]);
    assert!(set.iter().any(|(device, celsius)| device == "lounge-valve" && *celsius == 25.0), "{set:?}");
    assert!(set.iter().all(|(device, celsius)| device == "lounge-valve" || *celsius < 25.0), "one room alone");
    let warmest = |readings: Vec<(String, f64)>| {
        let lounge = readings.into_iter().filter(|(device, _)| device == "lounge-temperature");
        lounge.map(|(_, celsius)| celsius).fold(f64::MIN, f64::max)
    };
    let (before, after) =
        (warmest(said("Hello", Capability::Temperature).1), warmest(said(sentence, Capability::Temperature).1));
    assert!(after > before + 1.0, "the lounge has {after} °C at most, {before} °C without");
}

#[test]
fn what_is_said_of_a_light_is_done() {
    let (answers, brightness) = said("Set the lounge lamp to 40 percent", Capability::Brightness);
    assert_eq!(answers, ["Said: The lounge lamp at 40 per cent."]);
    assert!(brightness.iter().any(|(device, percent)| device == "lounge-lamp-light" && *percent == 40.0));
    let (answers, _) = said("Turn the light on in the lounge", Capability::Brightness);
    assert!(answers[0].contains("lounge lamp") && answers[0].contains("on"), "{answers:?}");
}

#[test]
fn a_kettle_that_is_switched_on_by_voice_switches_itself_off() {
    let (answers, power) = said("Switch the kettle on", Capability::Power);
    assert_eq!(answers, ["Said: The kettle is on."]);
    let kettle: Vec<f64> =
        power.into_iter().filter(|(device, _)| device == "kettle-plug").map(|(_, watts)| watts).collect();
    let boils = |watts: &f64| *watts > 1_000.0;
    let runs = kettle.iter().rev().skip_while(|watts| !boils(watts)).take_while(|watts| boils(watts)).count();
    assert!(kettle.last().is_some_and(|watts| !boils(watts)) && runs < 30, "{kettle:?}");
}
