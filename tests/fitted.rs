//! The home that is fitted with everything: what each kind of device says of a life, and of what goes wrong in the house.

use std::path::Path;
use std::sync::Arc;

use smart_house::cli::load;
use smart_house::home::{AreaId, Capability, Item, Reading, Value};
use smart_house::scenario::visitor::Enters;
use smart_house::scenario::{Disturbance, DisturbanceKind, Moment, Scenario};
use smart_house::simulation::Simulation;
use smart_house::simulation::truth::{TruthEvent, TruthKind};
use smart_house::time::{ClockTime, Span, Timestamp};

fn scenario(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    match load::scenario(&path) {
        Ok(loaded) => loaded.scenario,
        Err(problems) => panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

/// A run from its start to midnight after `days`.
struct Run {
    scenario: Arc<Scenario>,
    items: Vec<Item>,
    truth: Vec<TruthEvent>,
}

impl Run {
    fn of(scenario: Scenario, days: i64) -> Self {
        let scenario = Arc::new(scenario);
        let mut simulation = Simulation::new(Arc::clone(&scenario));
        let until = scenario.calendar.at(days + 1, ClockTime::MIDNIGHT);
        let mut items = Vec::new();
        while let Some(item) = simulation.next_item(until) {
            items.push(item);
        }
        assert!(items.windows(2).all(|pair| pair[0].at() <= pair[1].at()), "in order of time");
        Self { truth: simulation.take_truth(), scenario, items }
    }

    /// The days of a scenario of the library until the day after this one, without the days before it to learn from.
    fn short(name: &str, day: i64) -> Self {
        Self::of(scenario(name), day)
    }

    fn at(&self, day: i64, hour: i64, minute: i64) -> Timestamp {
        self.scenario.calendar.at(day, ClockTime::new(hour, minute).expect("a time"))
    }

    fn readings(&self, device: &str, capability: Capability) -> Vec<&Reading> {
        let of = |item: &&Item| matches!(item, Item::Reading(r) if r.device.as_str() == device && r.capability == capability);
        self.items
            .iter()
            .filter(of)
            .filter_map(|item| match item {
                Item::Reading(reading) => Some(reading),
                Item::Availability(_) | Item::Watermark(_) => None,
            })
            .collect()
    }

    fn flags(&self, device: &str, capability: Capability) -> Vec<(Timestamp, bool)> {
        let flag = |reading: &&Reading| match reading.value {
            Value::Flag(flag) => Some((reading.at, flag)),
            Value::Number(_) | Value::Word(_) => None,
        };
        self.readings(device, capability).iter().filter_map(flag).collect()
    }

    fn numbers(&self, device: &str, capability: Capability) -> Vec<(Timestamp, f64)> {
        let number = |reading: &&Reading| match reading.value {
            Value::Number(number) => Some((reading.at, number)),
            Value::Flag(_) | Value::Word(_) => None,
        };
        self.readings(device, capability).iter().filter_map(number).collect()
    }

    fn words(&self, device: &str, capability: Capability) -> Vec<(Timestamp, String)> {
        self.readings(device, capability).iter().map(|reading| (reading.at, reading.value.to_string())).collect()
    }

    /// When it first said yes, and when it first said no after that.
    fn sounded(&self, device: &str, capability: Capability) -> Option<(Timestamp, Option<Timestamp>)> {
        let flags = self.flags(device, capability);
        let yes = flags.iter().position(|(_, flag)| *flag)?;
        Some((flags[yes].0, flags[yes..].iter().find(|(_, flag)| !*flag).map(|(at, _)| *at)))
    }

    fn label(&self, name: &str) -> (Timestamp, Timestamp) {
        let of = |begins: bool| {
            let found = self
                .truth
                .iter()
                .find(|e| e.begins == begins && matches!(e.kind, TruthKind::Label(label) if label == name));
            found.unwrap_or_else(|| panic!("no {name}, begins {begins}")).at
        };
        (of(true), of(false))
    }
}

#[test]
fn ordinary_days_are_heard_by_every_kind_of_device() {
    let run = Run::short("burnt-toast.ron", 9);
    for device in &run.scenario.home.devices {
        assert!(
            run.items.iter().any(|item| matches!(item, Item::Reading(reading) if reading.device == device.id)),
            "{} is never heard",
            device.id
        );
        for item in &run.items {
            if let Item::Reading(reading) = item
                && reading.device == device.id
            {
                assert!(device.kind.capabilities().contains(&reading.capability), "{reading:?}");
            }
        }
    }
    // The chair is sat in, and never for a whole day.
    let chair = run.flags("chair-sensor", Capability::Occupancy);
    assert!(chair.iter().filter(|(_, sits)| *sits).count() > 20, "{}", chair.len());
    // Each dose is turned out, and taken within the hour or not at all.
    let doses = run.words("dispenser", Capability::Dose);
    let due: Vec<Timestamp> = doses.iter().filter(|(_, word)| word == "due").map(|(at, _)| *at).collect();
    assert_eq!(due.len(), 18, "{doses:?}");
    let taken =
        |from: Timestamp| doses.iter().any(|(at, word)| word == "taken" && (from..from + Span::hours(1)).contains(at));
    assert!(due.iter().filter(|at| taken(**at)).count() >= 15, "{doses:?}");
    assert_eq!(doses.iter().filter(|(_, word)| word == "refilled").count(), 1, "{doses:?}");
    // It is dark by night and light by day, and a lamp shows.
    let light = run.numbers("lounge-light-level", Capability::Illuminance);
    let by_day = |hours: std::ops::Range<usize>| {
        let of = light.iter().filter(|(at, _)| hours.contains(&run.scenario.calendar.local(*at).clock.hour()));
        let values: Vec<f64> = of.map(|(_, lux)| *lux).collect();
        values.iter().sum::<f64>() / values.len().max(1) as f64
    };
    assert!(
        by_day(11..14) > 60.0 && by_day(1..5) < 3.0 && by_day(19..21) > 5.0,
        "{} {}",
        by_day(11..14),
        by_day(19..21)
    );
    let lamp = run.flags("lounge-lamp-light", Capability::Switch);
    assert!(lamp.iter().any(|(_, on)| *on));
    // The washing machine heats its water and then turns its drum.
    let watts = run.numbers("washing-machine-plug", Capability::Power);
    assert!(
        watts.iter().any(|(_, w)| *w > 1_800.0) && watts.iter().any(|(_, w)| (60.0..200.0).contains(w)),
        "{watts:?}"
    );
    assert!(run.numbers("microwave-plug", Capability::Power).iter().any(|(_, w)| *w > 1_000.0));
}

#[test]
fn the_heating_follows_its_controls_and_the_lock_its_door() {
    let run = Run::short("heater-left-on.ron", 6);
    let aims: Vec<f64> = run.numbers("thermostat", Capability::Setpoint).iter().map(|(_, aim)| *aim).collect();
    assert!(
        aims.contains(&20.5) && aims.contains(&19.0) && aims.iter().all(|aim| [19.0, 20.5].contains(aim)),
        "{aims:?}"
    );
    let valve = run.numbers("bedroom-valve", Capability::Valve);
    assert!(valve.iter().any(|(_, open)| *open > 20.0) && valve.iter().all(|(_, open)| (0.0..=100.0).contains(open)));
    // What the valve is set to is what the room is.
    let afternoon = |device: &str| {
        let all = run.numbers(device, Capability::Temperature);
        let of = all.iter().filter(|(at, _)| (14..18).contains(&run.scenario.calendar.local(*at).clock.hour()));
        let values: Vec<f64> = of.map(|(_, celsius)| *celsius).collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let (lounge, bedroom) = (afternoon("lounge-temperature"), afternoon("bedroom-temperature"));
    assert!((18.0..20.2).contains(&bedroom) && lounge > bedroom + 0.6, "lounge {lounge}, bedroom {bedroom}");
    let doors = run.flags("front-door-contact", Capability::Contact);
    let locks = run.flags("front-door-lock", Capability::Lock);
    for (at, open) in doors.windows(2).filter(|pair| pair[0].1 != pair[1].1).map(|pair| pair[1]) {
        if open {
            let unlocked = |(when, locked): &(Timestamp, bool)| !locked && (*when - at).as_seconds().abs() < 8.0;
            assert!(locks.iter().any(unlocked), "the door is opened at {at:?} and never unlocked");
        }
    }
    assert!(locks.last().is_none_or(|(_, locked)| *locked) || !locks.is_empty());
}

#[test]
fn toast_sounds_for_minutes_and_a_pan_until_somebody_comes() {
    let toast = Run::short("burnt-toast.ron", 30);
    let (begins, ends) = toast.label("twin-burnt-toast");
    let (sounds, silent) = toast.sounded("kitchen-smoke", Capability::Smoke).expect("it sounds");
    assert!(sounds > begins && sounds < ends + Span::minutes(3), "{sounds:?}");
    assert!(silent.is_some_and(|silent| silent - sounds < Span::minutes(30)), "{silent:?}");

    let pan = Run::short("pan-on-the-cooker.ron", 30);
    let (begins, ends) = pan.label("smoke");
    for alarm in ["kitchen-smoke", "hall-smoke"] {
        let (sounds, silent) = pan.sounded(alarm, Capability::Smoke).expect("it sounds");
        assert!(sounds > begins && sounds < begins + Span::minutes(20), "{alarm} {sounds:?}");
        assert!(silent.is_none_or(|silent| silent > ends), "{alarm} {silent:?}");
    }
}

#[test]
fn water_on_the_floor_is_told_until_it_is_mopped() {
    let flood = Run::short("bath-runs-over.ron", 31);
    let (begins, ends) = flood.label("flood");
    let (wet, dry) = flood.sounded("bathroom-flood", Capability::Flood).expect("it is wet");
    assert!(wet - begins < Span::seconds(15) && begins - flood.at(31, 10, 5) == Span::minutes(15));
    assert!(dry.is_some_and(|dry| dry > ends && dry - ends < Span::minutes(21)));
    assert!(flood.sounded("kitchen-flood", Capability::Flood).is_none(), "the kitchen stays dry");

    let mopped = Run::short("mopped-floor.ron", 30);
    let (wet, dry) = mopped.sounded("bathroom-flood", Capability::Flood).expect("it is wet");
    assert!(dry.is_some_and(|dry| dry - wet < Span::minutes(8)));
}

#[test]
fn carbon_monoxide_sounds_after_the_time_that_its_concentration_needs() {
    let run = Run::short("carbon-monoxide.ron", 31);
    let (begins, ends) = run.label("carbon-monoxide");
    let (sounds, silent) = run.sounded("kitchen-monoxide", Capability::CarbonMonoxide).expect("it sounds");
    assert!((Span::minutes(10)..Span::minutes(100)).contains(&(sounds - begins)), "after {}", sounds - begins);
    assert!(silent.is_some_and(|silent| silent > ends), "{silent:?}");
    assert!(run.sounded("kitchen-smoke", Capability::Smoke).is_none(), "it does not smell");
}

#[test]
fn a_fob_that_is_not_worn_cannot_be_pressed_in_a_fall() {
    let worn = Run::short("fob-pressed-in-a-fall.ron", 31);
    let words: Vec<String> = worn.words("fob", Capability::Button).into_iter().map(|(_, word)| word).collect();
    assert_eq!(words, ["pressed", "pressed", "cancelled"]);
    let left = Run::short("fob-on-the-bedside-table.ron", 30);
    assert!(left.words("fob", Capability::Button).is_empty());
    left.label("call-out-of-reach");
    let cord = Run::short("cord-in-the-bathroom.ron", 31);
    let words = cord.words("bathroom-cord", Capability::Button);
    assert_eq!(words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>(), ["pressed", "pressed", "cancelled"]);
    assert!(words[2].0 - words[1].0 < Span::seconds(30));
    assert!(cord.words("bedroom-cord", Capability::Button).is_empty());
}

#[test]
fn a_heater_rests_when_the_room_is_warm() {
    let run = Run::short("heater-left-on.ron", 31);
    let (begins, ends) = run.label("left-on");
    let watts = run.numbers("heater-plug", Capability::Power);
    let within: Vec<f64> = watts.iter().filter(|(at, _)| (begins..ends).contains(at)).map(|(_, w)| *w).collect();
    let heats = within.iter().filter(|w| **w > 1_900.0).count();
    assert!(heats >= 2 && within.iter().any(|w| *w < 5.0), "{within:?}");
    let warmest = run.numbers("lounge-temperature", Capability::Temperature);
    assert!(warmest.iter().all(|(_, celsius)| *celsius < 25.0), "its thermostat holds it");
}

#[test]
fn a_clock_that_runs_ahead_stamps_everything_an_hour_late() {
    let wrong = scenario("fault-wrong-clock.ron");
    let right = Scenario { faults: Vec::new(), ..wrong.clone() };
    let (wrong, right) = (Run::of(wrong, 32), Run::of(right, 32));
    let from = right.at(31, 4, 0);
    let contacts = |run: &Run| -> Vec<(Timestamp, bool)> { run.flags("fridge-door-contact", Capability::Contact) };
    let (wrong, right) = (contacts(&wrong), contacts(&right));
    let day = |list: &[(Timestamp, bool)], shift: Span| -> Vec<(Timestamp, bool)> {
        let of = list.iter().map(|(at, open)| (*at + shift, *open));
        of.filter(|(at, _)| (from + Span::hours(2)..from + Span::hours(19)).contains(at)).collect()
    };
    assert!(day(&right, Span::ZERO).len() > 4);
    assert_eq!(day(&wrong, Span::ZERO), day(&right, Span::hours(1)));
    let before = |list: &[(Timestamp, bool)]| list.iter().filter(|(at, _)| *at < from).copied().collect::<Vec<_>>();
    assert_eq!(before(&wrong), before(&right));
}

/// A week of two carers at the fitted home: Amy with the key from its safe, Joseph ringing.
fn a_week_with_carers(fall: bool) -> Run {
    let mut scenario = scenario("burnt-toast.ron");
    scenario.disturbances.clear();
    scenario.radio.loss = 0.0;
    scenario.visitors = self::scenario("carers-four-times-a-day.ron").visitors;
    scenario.visitors[0].enters = Enters::KeySafe;
    scenario.visitors[1].enters = Enters::Rings;
    if fall {
        // On Friday she lies on the floor from before noon until the evening.
        scenario.disturbances.push(Disturbance {
            at: Moment { day: 5, clock: ClockTime::new(11, 0).expect("a time") },
            kind: DisturbanceKind::Fall { area: AreaId::new("bedroom"), lasts: Span::hours(7) },
            who: 0,
            intervention: false,
        });
    }
    Run::of(scenario, 7)
}

#[test]
fn a_visitor_rings_and_a_carer_takes_the_key() {
    let run = a_week_with_carers(false);
    let day = |at: &Timestamp| run.scenario.calendar.local(*at).day;
    let rings: Vec<Timestamp> = run.words("doorbell", Capability::Button).iter().map(|(at, _)| *at).collect();
    // Amy comes from Monday to Thursday and rings never; Joseph rings each time, and again where nobody comes.
    assert!(rings.iter().all(|at| day(at) >= 5), "{rings:?}");
    let visits = run
        .truth
        .iter()
        .filter(|event| event.begins && event.kind == TruthKind::Label("carer-visit") && day(&event.at) >= 5);
    let visits: Vec<Timestamp> = visits.map(|event| event.at).collect();
    assert_eq!(visits.len(), 12);
    for visit in &visits {
        let rang = rings.iter().any(|at| at < visit && *visit - *at < Span::minutes(4));
        assert!(rang, "not rung before {}", run.scenario.calendar.local(*visit));
    }
    // The safe is opened and shut once for each of Amy's visits, just before the door.
    let safe = run.flags("key-safe", Capability::Contact);
    let opened: Vec<Timestamp> = safe.iter().filter(|(_, open)| *open).map(|(at, _)| *at).collect();
    assert_eq!(opened.iter().filter(|at| day(at) < 5).count(), 16, "{safe:?}");
    for at in &opened {
        let shut = safe.iter().any(|(then, open)| !open && then > at && *then - *at < Span::seconds(15));
        let door = run.flags("front-door-contact", Capability::Contact);
        let door = door.iter().any(|(then, open)| *open && then > at && *then - *at < Span::seconds(30));
        assert!(shut && door, "{}", run.scenario.calendar.local(*at));
    }
}

#[test]
fn a_carer_to_whom_nobody_opens_rings_again_and_takes_the_key() {
    let run = a_week_with_carers(true);
    let (from, to) = (run.at(5, 11, 30), run.at(5, 18, 0));
    let rings = run.words("doorbell", Capability::Button);
    let rings: Vec<&(Timestamp, String)> = rings.iter().filter(|(at, _)| (from..to).contains(at)).collect();
    let safe = run.flags("key-safe", Capability::Contact);
    let opened: Vec<Timestamp> =
        safe.iter().filter(|(at, open)| *open && (from..to).contains(at)).map(|(at, _)| *at).collect();
    assert_eq!(opened.len(), 2, "at noon and for tea: {opened:?}");
    for opened in opened {
        let before = rings.iter().filter(|(at, _)| *at < opened && opened - *at < Span::minutes(5)).count();
        assert!((3..=4).contains(&before), "rung {before} times");
    }
    let told =
        run.truth.iter().any(|event| event.sentence == "Joseph, a carer, comes in, with the key from the key safe.");
    assert!(told);
}
