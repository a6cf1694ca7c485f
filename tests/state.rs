//! What a monitor has learned, kept and taken up again: whoever was interrupted says the very same as whoever was not.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use smart_house::cli::load;
use smart_house::home::{Availability, Capability, DeviceId, DeviceKind, Home, Item, Reading, Value};
use smart_house::monitor::act::{Act, ActKind};
use smart_house::monitor::alert::Alert;
use smart_house::monitor::state::{self, StateError};
use smart_house::monitor::{Config, Monitor};
use smart_house::scenario::Scenario;
use smart_house::simulation::Simulation;
use smart_house::source::simulated::Simulated;
use smart_house::source::{Progress, Source as _};
use smart_house::time::{Calendar, Span, Timestamp};

/// The demonstration with everything that its devices said.
static DEMONSTRATION: LazyLock<(Arc<Scenario>, Vec<Item>)> = LazyLock::new(|| {
    let scenario = Arc::new(load::demonstration().expect("the demonstration is valid").scenario);
    let mut source = Simulated::new(Simulation::new(Arc::clone(&scenario)), scenario.ends());
    let mut items = Vec::new();
    while let Ok(Progress::Item(item)) = source.next(Timestamp::MAX) {
        items.push(item);
    }
    items.push(Item::Watermark(scenario.ends()));
    (scenario, items)
});

fn home() -> &'static Home {
    &DEMONSTRATION.0.home
}

fn calendar() -> &'static Calendar {
    &DEMONSTRATION.0.calendar
}

fn new() -> Monitor {
    Monitor::new(home(), calendar(), Config::default())
}

/// What is said of these items by a monitor that is kept and taken up again before each of `cuts`.
fn heard(items: &[Item], cuts: &[usize]) -> (Vec<Alert>, Vec<u8>) {
    let (mut monitor, mut alerts) = (new(), Vec::new());
    for (place, item) in items.iter().enumerate() {
        if cuts.contains(&place) {
            let kept = monitor.to_bytes(home(), calendar());
            monitor = Monitor::from_bytes(home(), calendar(), Config::default(), &kept).expect("it is taken up");
            assert_eq!(monitor.to_bytes(home(), calendar()), kept, "kept again it is the same");
        }
        monitor.observe(item, &mut alerts);
    }
    (alerts, monitor.to_bytes(home(), calendar()))
}

/// What the whole demonstration's monitor says without interruption.
static UNBROKEN: LazyLock<(Vec<Alert>, Vec<u8>)> = LazyLock::new(|| heard(&DEMONSTRATION.1, &[]));

fn capability() -> impl Strategy<Value = Capability> {
    prop::sample::select(Capability::ALL.to_vec())
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Flag),
        any::<f64>().prop_map(Value::Number),
        (-10.0..3_000.0).prop_map(Value::Number),
        Just(Value::Number(f64::NAN)),
        prop::sample::select(vec!["pressed", "cancelled", "", "due", "taken", "\u{0}"])
            .prop_map(|word| Value::Word(Arc::from(word))),
    ]
}

fn device() -> impl Strategy<Value = DeviceId> {
    let mut ids: Vec<DeviceId> = home().devices.iter().map(|device| device.id.clone()).collect();
    ids.push(DeviceId::new("of-another-home"));
    prop::sample::select(ids)
}

/// How far each item lies from the one before it, in milliseconds: mostly minutes, now and then anything at all.
fn step() -> impl Strategy<Value = i64> {
    prop_oneof![60 => 0..1_200_000_i64, 20 => 0..40_000_000_i64, 10 => -400_000..0_i64, 1 => any::<i64>()]
}

/// Any items at all, each with how far it is from the one before.
fn made_up(longest: usize) -> impl Strategy<Value = Vec<Item>> {
    let what = prop_oneof![
        8 => (device(), capability(), value()).prop_map(|(device, capability, value)| {
            Item::Reading(Reading { at: Timestamp::MIN, device, capability, value })
        }),
        1 => (device(), any::<bool>()).prop_map(|(device, online)| {
            Item::Availability(Availability { at: Timestamp::MIN, device, online })
        }),
        1 => Just(Item::Watermark(Timestamp::MIN)),
    ];
    prop::collection::vec((what, step()), 1..longest).prop_map(|items| {
        let mut now = calendar().at(1, smart_house::time::ClockTime::MIDNIGHT);
        let timed = items.into_iter().map(|(mut item, step)| {
            let at = now + Span::millis(step);
            // A leap to the end of time is tried, but the next item goes on from an ordinary day.
            if (-400_000..40_000_000).contains(&step) {
                now = at;
            }
            match &mut item {
                Item::Reading(reading) => reading.at = at,
                Item::Availability(change) => change.at = at,
                Item::Watermark(mark) => *mark = at,
            }
            item
        });
        timed.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_demonstration_interrupted_anywhere_says_the_same(
        cuts in prop::collection::vec(0..DEMONSTRATION.1.len(), 1..6)
    ) {
        let (alerts, state) = heard(&DEMONSTRATION.1, &cuts);
        prop_assert!(alerts == UNBROKEN.0, "the alerts differ");
        prop_assert!(state == UNBROKEN.1, "what was learned differs");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_items_in_any_order_are_taken_and_interruptions_change_nothing(
        items in made_up(120),
        cuts in prop::collection::vec(0..120_usize, 0..4),
    ) {
        let whole = heard(&items, &[]);
        let broken = heard(&items, &cuts);
        // Not-a-number is equal to nothing, so alerts are held against each other in their written form.
        prop_assert_eq!(format!("{:?}", whole.0), format!("{:?}", broken.0));
        prop_assert!(whole.1 == broken.1, "what was learned differs");
    }

    #[test]
    fn a_damaged_state_is_refused_in_words(place in any::<prop::sample::Index>(), bit in 0..8_u8, cut in any::<bool>()) {
        let mut bytes = UNBROKEN.1.clone();
        let place = place.index(bytes.len());
        if cut {
            bytes.truncate(place);
        } else {
            bytes[place] ^= 1 << bit;
        }
        match Monitor::from_bytes(home(), calendar(), Config::default(), &bytes) {
            Err(error) => prop_assert!(error.to_string().len() > 20),
            // Only the program's version in the first line may differ without harm.
            Ok(monitor) => prop_assert_eq!(monitor.learning(), new_learned().learning()),
        }
    }

    #[test]
    fn random_bytes_are_no_state(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let taken = Monitor::from_bytes(home(), calendar(), Config::default(), &bytes);
        prop_assert!(matches!(taken, Err(StateError::NotAState)));
    }
}

fn new_learned() -> Monitor {
    Monitor::from_bytes(home(), calendar(), Config::default(), &UNBROKEN.1).expect("it is taken up")
}

#[test]
fn a_homes_state_is_small() {
    let size = UNBROKEN.1.len();
    assert!(size <= 128 * 1024, "{size} bytes");
}

#[test]
fn a_state_is_taken_up_only_where_it_was_learned() {
    let bytes = &UNBROKEN.1;
    let refused = |home: &Home, calendar: &Calendar, config: Config| {
        Monitor::from_bytes(home, calendar, config, bytes).expect_err("it is refused")
    };
    let mut other = home().clone();
    other.devices.pop();
    assert_eq!(refused(&other, calendar(), Config::default()), StateError::OtherHome);
    let config = Config { low_celsius: 17.0, ..Config::default() };
    assert_eq!(refused(home(), calendar(), config), StateError::OtherConfig);
    let later = calendar().starting_at(calendar().at(5, smart_house::time::ClockTime::MIDNIGHT));
    assert!(matches!(refused(home(), &later, Config::default()), StateError::OtherCalendar { .. }));
    assert_eq!(state::calendar(bytes).as_ref(), Ok(calendar()));

    // Another version remembers other things.
    let text = String::from_utf8_lossy(&bytes[..400]).into_owned();
    let shape = text.split("\"shape\":\"").nth(1).and_then(|rest| rest.get(..16)).expect("a shape");
    let mut old = bytes.clone();
    let at = text.find(shape).expect("it is there");
    old[at..at + 16].copy_from_slice(b"0123456789abcdef");
    let error = Monitor::from_bytes(home(), calendar(), Config::default(), &old).expect_err("it is refused");
    assert!(matches!(error, StateError::OtherVersion { .. }), "{error}");
    assert!(error.to_string().contains("another version"), "{error}");
}

#[test]
fn a_home_whose_devices_change_keeps_what_was_learned() {
    let learned = new_learned();
    let (day, habits) = (learned.learning(), learned.habits());
    let mut other = home().clone();
    // One is taken away, one hangs elsewhere now, and one is new.
    let gone = other.devices.pop().expect("a device");
    let moved = other.devices.iter().position(|device| device.kind == DeviceKind::Movement).expect("a sensor");
    let area = other.areas.iter().find(|area| area.id != other.devices[moved].area).expect("an area").id.clone();
    other.devices[moved].area = area;
    let mut fresh = gone.clone();
    fresh.id = DeviceId::new("a-new-one");
    other.devices.insert(0, fresh);
    let (mut rehoused, mut anew) =
        learned.rehoused(&other, calendar(), Config::default()).expect("the areas are the same");
    anew.sort();
    let mut expected = vec![DeviceId::new("a-new-one"), other.devices[moved + 1].id.clone()];
    expected.sort();
    assert!(anew == expected, "{anew:?}");
    assert_eq!(rehoused.learning(), day);
    let usual = |habits: &[smart_house::monitor::Habit]| -> Vec<_> {
        habits.iter().map(|habit| (habit.feature, habit.usual)).collect()
    };
    assert_eq!(usual(&rehoused.habits()), usual(&habits));
    // It goes on, and can be kept again.
    let mut alerts = Vec::new();
    rehoused.observe(&Item::Watermark(DEMONSTRATION.0.ends() + Span::hours(1)), &mut alerts);
    let kept = rehoused.to_bytes(&other, calendar());
    assert!(Monitor::from_bytes(&other, calendar(), Config::default(), &kept).is_ok());
    // Other rooms are another home.
    other.areas.pop();
    assert!(new_learned().rehoused(&other, calendar(), Config::default()).is_none());
}

/// The demonstration's monitor after all its days, with one act at the beginning of a day.
fn with_act(day: i64, kind: ActKind) -> Monitor {
    let at = calendar().at(day, smart_house::time::ClockTime::MIDNIGHT);
    let (mut monitor, mut alerts, mut told) = (new(), Vec::new(), false);
    for item in &DEMONSTRATION.1 {
        if !told && item.at() > at {
            monitor.observe(&Item::Watermark(at), &mut alerts);
            assert!(monitor.act(&Act { at, kind: kind.clone(), by: None }));
            told = true;
        }
        monitor.observe(item, &mut alerts);
    }
    monitor
}

#[test]
fn a_person_can_confirm_restart_or_leave_out_days() {
    let whole = new_learned();
    let days = whole.normal().days;
    let without = with_act(9, ActKind::Exclude { from: 10, until: 12 });
    assert_eq!(without.normal().days, days - 3);

    let restarted = with_act(21, ActKind::Restart);
    assert_eq!((restarted.learning().day, restarted.learning().done), (12, false));
    assert_eq!(restarted.normal().days, days - 20);

    let mut early = new();
    let (mut alerts, until) = (Vec::new(), calendar().at(9, smart_house::time::ClockTime::MIDNIGHT));
    for item in DEMONSTRATION.1.iter().take_while(|item| item.at() < until) {
        early.observe(item, &mut alerts);
    }
    assert!(!early.learning().done);
    let confirm = Act { at: until, kind: ActKind::Confirm, by: Some("Anna".to_owned()) };
    assert!(early.act(&confirm) && early.learning().done);
    assert!(!early.act(&confirm), "once is enough");
    // What people have told is part of what is kept.
    let kept = early.to_bytes(home(), calendar());
    let again = Monitor::from_bytes(home(), calendar(), Config::default(), &kept).expect("it is taken up");
    assert!(again.learning().done);
}
