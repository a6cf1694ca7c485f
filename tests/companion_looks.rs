//! The companion looks about when something can be due and rests in between: what it says must be what it would say if it
//! looked about every minute.

use std::sync::Arc;

use smart_house::cli::load;
use smart_house::companion::suggest::Facts;
use smart_house::companion::{Companion, PassOn, Prompt};
use smart_house::home::speech;
use smart_house::home::{Capability, Item, Value};
use smart_house::monitor::Feature;
use smart_house::player::house::{Happened, House};
use smart_house::time::{Span, Timestamp};

const MINUTE: Span = Span::minutes(1);

/// What became known of the home in one half hour, with what had been learned of the person by its end.
struct Stretch {
    items: Vec<Item>,
    until: Timestamp,
    facts: Facts,
}

/// The companion of a scenario that has heard nothing yet, the scenario's beginning, and what became known in it.
fn lived(name: &str, days: i64) -> (Companion, Timestamp, Vec<Stretch>) {
    let mut scenario = load::of_the_library(&format!("scenarios/{name}.ron")).expect("a scenario").scenario;
    scenario.days = days;
    let scenario = Arc::new(scenario);
    let care = scenario.care.as_ref().expect("a care plan");
    let companion = Companion::new(&scenario.home, &scenario.calendar, care, &scenario.phrases);
    let mut house = House::new(&scenario);
    let mut stretches = Vec::new();
    let mut at = scenario.starts();
    while at < scenario.ends() {
        at += Span::minutes(30);
        let mut items = Vec::new();
        house.advance(at, &mut |happened| match happened {
            Happened::Item(item) => items.push(item),
            Happened::Truth(_) | Happened::Alert(_) | Happened::Concern(_) | Happened::Told(_) => {}
        });
        let monitor = house.monitor();
        let facts = Facts {
            learned: monitor.learning().done,
            usual: monitor.usual_times(),
            outings: monitor.habit(Feature::Outings).and_then(|habit| habit.latest),
            company: monitor.company_since(),
            visited: monitor.visited(),
        };
        stretches.push(Stretch { items, until: at, facts });
    }
    (companion, scenario.starts(), stretches)
}

/// Something that was said, or passed on, and when.
#[derive(Debug, PartialEq)]
enum Told {
    Prompt(Timestamp, Prompt),
    PassOn(Timestamp, PassOn),
    Suggestion(Timestamp, String),
    Answer(Timestamp, String),
}

/// Everything that a companion says to what became known, and how often it looked about.
fn told(mut companion: Companion, starts: Timestamp, stretches: &[Stretch], every_minute: bool) -> (Vec<Told>, usize) {
    let (mut told, mut looked) = (Vec::new(), 0);
    let mut minute = starts.floor(MINUTE) + MINUTE;
    let mut due = minute;
    let mut look = |companion: &mut Companion, minute: Timestamp, due: &mut Timestamp, told: &mut Vec<Told>| {
        if !every_minute && minute < *due {
            return;
        }
        looked += 1;
        let (prompts, passed) = companion.tick(minute);
        let quiet = prompts.is_empty() && passed.is_empty();
        told.extend(prompts.into_iter().map(|prompt| Told::Prompt(minute, prompt)));
        told.extend(passed.into_iter().map(|pass| Told::PassOn(minute, pass)));
        if quiet && let Some(found) = companion.suggest(minute) {
            told.push(Told::Suggestion(minute, found.sentence));
        }
        *due = companion.next_due(minute);
    };
    for stretch in stretches {
        for item in &stretch.items {
            while minute <= item.at() {
                look(&mut companion, minute, &mut due, &mut told);
                minute += MINUTE;
            }
            if companion.observe(item) {
                due = item.at();
            }
            if let Item::Reading(reading) = item
                && reading.capability == Capability::Speech
                && let Value::Word(words) = &reading.value
                && speech::is_heard(words)
            {
                told.push(Told::Answer(reading.at, companion.hear(words, reading.at).1.text));
                due = reading.at;
            }
        }
        while minute < stretch.until {
            look(&mut companion, minute, &mut due, &mut told);
            minute += MINUTE;
        }
        companion.learn(stretch.facts.clone());
        due = stretch.until;
    }
    (told, looked)
}

#[test]
fn it_says_the_same_when_it_looks_about_only_when_something_may_be_due() {
    for (name, days) in
        [("companion-suggestion-accepted", 35), ("companion-quiet-week", 60), ("companion-tablets-forgotten", 30)]
    {
        let (companion, starts, stretches) = lived(name, days);
        let (always, minutes) = told(companion.clone(), starts, &stretches, true);
        let (seldom, looks) = told(companion, starts, &stretches, false);
        for (one, other) in always.iter().zip(&seldom) {
            assert_eq!(one, other, "{name}");
        }
        assert_eq!(always.len(), seldom.len(), "{name}");
        assert!(always.iter().any(|told| matches!(told, Told::Prompt(..))), "{name}: nothing was said");
        assert!(looks * 4 < minutes, "{name}: it looked about {looks} times in {minutes} minutes");
    }
}
