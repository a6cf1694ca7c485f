//! Changes in routine and scores at their boundary: readings in, alerts and scores out. The days are put together here,
//! ordinary up to some day and different from then on.

mod rooms;

use smart_house::home::{Availability, Capability, DeviceId, DeviceKind, Home, Item, Reading, Value};
use smart_house::monitor::alert::{Alert, AlertKind, Origin, Severity};
use smart_house::monitor::score::{SCORED, Scorer, WindowLength};
use smart_house::monitor::{Config, Feature, Monitor};
use smart_house::time::{Calendar, ClockTime, Span, Timestamp};

use self::rooms::{Chance, FRONT_DOOR, home_with};

fn home() -> Home {
    let others = [
        ("fridge-door", DeviceKind::Contact, "kitchen"),
        ("kettle", DeviceKind::Plug, "kitchen"),
        ("bed", DeviceKind::BedSensor, "bedroom"),
    ];
    home_with(&[FRONT_DOOR], &others)
}

/// Day 1 is a Thursday, and the clocks go back on day 46.
fn calendar() -> Calendar {
    Calendar::parse("Europe/London", "2026-09-10").expect("a calendar")
}

fn clock(text: &str) -> ClockTime {
    ClockTime::parse(text).expect("a clock time")
}

impl Chance {
    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A Poisson count.
    fn count(&mut self, mean: f64) -> i64 {
        let (mut left, mut count) = (libm::exp(-mean), 0);
        let mut share = self.uniform();
        while share > left && count < 50 {
            share -= left;
            count += 1;
            left *= mean / count as f64;
        }
        count
    }
}

/// What a person's days look like.
#[derive(Clone, Copy, Debug)]
struct Ways {
    /// Visits to the bathroom in a night, on average.
    night: f64,
    /// Visits to the kitchen in a day, on average, each with the fridge and half of them with the kettle.
    kitchen: f64,
    goes_out: bool,
    /// Rises so many hours later.
    later: i64,
}

const ORDINARY: Ways = Ways { night: 1.0, kitchen: 9.0, goes_out: true, later: 0 };

/// Days of which each has its own ways; none where nobody is at home.
fn days(seed: u64, count: i64, ways: impl Fn(i64) -> Option<Ways>) -> Vec<Reading> {
    let (calendar, mut chance) = (calendar(), Chance(seed));
    let mut all = Vec::new();
    let mut say = |at: Timestamp, device: &str, capability, value| {
        all.push(Reading { at, device: DeviceId::new(device), capability, value });
    };
    for day in 1..=count {
        let Some(ways) = ways(day) else { continue };
        let weekday = calendar.local(calendar.at(day, clock("12:00"))).weekday.name();
        let mut rise = calendar.at(day, clock("07:00")) + chance.minutes(0, 30) + Span::hours(ways.later);
        say(rise, "bed", Capability::Occupancy, Value::Flag(false));
        let bed = calendar.at(day, clock("22:30")) + chance.minutes(0, 30);
        let out = calendar.at(day, clock("10:30"));
        let goes = ways.goes_out && matches!(weekday, "Tuesday" | "Friday" | "Sunday");
        let visits = chance.count(ways.kitchen);
        let spread = (bed - rise).as_millis() / (visits + 1);
        let mut kitchen: Vec<Timestamp> = (0..visits)
            .map(|n| rise + Span::millis(spread * n + spread / 4) + chance.minutes(0, (spread / 120_000).max(1)))
            .filter(|at| !goes || *at < out - Span::minutes(30) || *at > out + Span::minutes(150))
            .collect();
        kitchen.sort();
        for at in kitchen {
            let at = at + Span::seconds(7);
            say(at, "kitchen-movement", Capability::Occupancy, Value::Flag(true));
            say(at + Span::seconds(20), "fridge-door", Capability::Contact, Value::Flag(true));
            say(at + Span::seconds(30), "fridge-door", Capability::Contact, Value::Flag(false));
            if chance.uniform() < 0.5 {
                say(at + Span::seconds(40), "kettle", Capability::Power, Value::Number(2_400.0));
                say(at + Span::seconds(160), "kettle", Capability::Power, Value::Number(0.0));
            }
        }
        if goes {
            let home = out + chance.minutes(70, 110);
            for (at, open) in
                [(out, true), (out + Span::seconds(15), false), (home, true), (home + Span::seconds(15), false)]
            {
                say(at, "front-door", Capability::Contact, Value::Flag(open));
            }
            say(home + Span::minutes(2), "lounge-movement", Capability::Occupancy, Value::Flag(true));
        }
        // In and out of the lounge and the bathroom all day.
        while rise < bed - Span::minutes(20) {
            rise += chance.minutes(15, 40);
            if goes && rise > out - Span::minutes(10) && rise < out + Span::minutes(120) {
                continue;
            }
            say(rise, "hall-movement", Capability::Occupancy, Value::Flag(true));
            let room = if chance.uniform() < 0.2 { "bathroom-movement" } else { "lounge-movement" };
            say(rise + Span::seconds(5 + (chance.next() % 4) as i64), room, Capability::Occupancy, Value::Flag(true));
        }
        say(bed, "bed", Capability::Occupancy, Value::Flag(true));
        for n in 0..chance.count(ways.night).min(7) {
            let up = bed + Span::minutes(75 + 58 * n) + chance.minutes(0, 20);
            say(up, "bed", Capability::Occupancy, Value::Flag(false));
            say(up + Span::seconds(30), "bathroom-movement", Capability::Occupancy, Value::Flag(true));
            say(up + Span::minutes(5), "bed", Capability::Occupancy, Value::Flag(true));
        }
    }
    // The devices report of their own accord, so that their silence would be noticed.
    let starts = calendar.at(1, ClockTime::MIDNIGHT);
    let ids: Vec<DeviceId> = home().devices.iter().map(|device| device.id.clone()).collect();
    for hour in 0..count * 24 {
        for (place, id) in ids.iter().enumerate() {
            let at = starts + Span::hours(hour) + Span::minutes(6 * place as i64) + Span::millis(1);
            let value = Value::Number(120.0);
            all.push(Reading { at, device: id.clone(), capability: Capability::LinkQuality, value });
        }
    }
    all.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.device.cmp(&b.device)));
    all
}

/// The monitor after the items, and what it said of changes.
fn hear(items: impl Iterator<Item = Item>, until: i64) -> (Monitor, Vec<Alert>) {
    let (mut monitor, mut alerts) = (Monitor::new(&home(), &calendar(), Config::default()), Vec::new());
    items.for_each(|item| monitor.observe(&item, &mut alerts));
    monitor.observe(&Item::Watermark(calendar().at(until + 1, clock("00:00"))), &mut alerts);
    assert_eq!((monitor.late(), monitor.unknown()), (0, 0));
    // One unusual day is no change, and has tests of its own.
    alerts.retain(|a| a.kind == AlertKind::ChangeInRoutine && a.feature != Some("bathroom-visits"));
    (monitor, alerts)
}

fn changes(seed: u64, count: i64, ways: impl Fn(i64) -> Option<Ways>) -> Vec<Alert> {
    hear(days(seed, count, ways).into_iter().map(Item::Reading), count).1
}

fn told(alerts: &[Alert]) -> Vec<String> {
    alerts.iter().map(|alert| format!("{}: {}", calendar().local(alert.raised_at), alert.message)).collect()
}

#[test]
fn ordinary_days_are_no_change_through_weeks_and_a_clock_change() {
    // Five homes with 72 judged days each: the budget of one false statement in 100 days would allow three.
    let alerts: Vec<Alert> = (1..=5).flat_map(|seed| changes(seed, 100, |_| Some(ORDINARY))).collect();
    assert!(alerts.len() <= 3, "{:#?}", told(&alerts));
    assert!(alerts.iter().all(|alert| (calendar().local(alert.raised_at).day - 46).abs() > 14), "{:#?}", told(&alerts));
}

#[test]
fn a_lasting_change_is_told_once_in_the_morning_and_dated() {
    let cases = [
        ("night-bathroom-visits", Severity::Attention, Ways { night: 3.5, ..ORDINARY }, 10),
        ("kitchen-visits", Severity::Attention, Ways { kitchen: 3.5, ..ORDINARY }, 10),
        ("outings", Severity::Attention, Ways { goes_out: false, ..ORDINARY }, 14),
        ("rising-time", Severity::Attention, Ways { later: 2, ..ORDINARY }, 8),
    ];
    for (name, severity, ways, within) in cases {
        for seed in [11, 12] {
            let onset = 40;
            let alerts = changes(seed, 62, |day| Some(if day >= onset { ways } else { ORDINARY }));
            let first = alerts.first().unwrap_or_else(|| panic!("{name}: nothing was said"));
            let raised = calendar().local(first.raised_at);
            assert_eq!(raised.clock, clock("09:00"), "{name}");
            assert!((onset..=onset + within).contains(&raised.day), "{name}: {:#?}", told(&alerts));
            let since = calendar().local(first.since).day;
            assert!((since - onset).abs() <= 4, "{name}: since day {since}: {:#?}", told(&alerts));
            assert!(first.severity <= severity && first.severity >= Severity::Information);
            let about: Vec<Option<&str>> = alerts.iter().map(|alert| alert.feature).collect();
            assert_eq!(about.iter().filter(|feature| **feature == first.feature).count(), 1, "{name}: {about:?}");
            if name != "rising-time" {
                assert_eq!(first.feature, Some(name), "{:#?}", told(&alerts));
            }
            assert!(alerts.windows(2).all(|two| two[1].raised_at - two[0].raised_at >= Span::days(7)));
            assert!(!first.evidence.is_empty() && first.evidence.is_sorted_by_key(|e| e.at));
            assert!(!first.devices.is_empty() && !first.also_could_be.is_empty());
        }
    }
}

#[test]
fn falling_together_is_one_statement() {
    let alerts = changes(21, 60, |day| Some(Ways { kitchen: if day >= 40 { 3.0 } else { 9.0 }, ..ORDINARY }));
    let [alert] = alerts.as_slice() else { panic!("{:#?}", told(&alerts)) };
    for part in ["Eats and drinks less often at home", "kitchen visits", "drinks made", "fridge openings"] {
        assert!(alert.message.contains(part), "{part:?} is not in {:?}", alert.message);
    }
}

#[test]
fn a_change_that_lasts_becomes_the_normal_and_one_that_ends_may_be_told_again() {
    let more = Ways { night: 3.5, ..ORDINARY };
    let lasting = changes(31, 120, |day| Some(if day >= 40 { more } else { ORDINARY }));
    assert_eq!(lasting.len(), 1, "{:#?}", told(&lasting));
    // Ended after three weeks, and again a month later.
    let twice = changes(31, 120, |day| Some(if (40..60).contains(&day) || day >= 95 { more } else { ORDINARY }));
    assert_eq!(twice.len(), 2, "{:#?}", told(&twice));
}

#[test]
fn a_holiday_is_no_change_and_teaches_nothing() {
    let (with, alerts) =
        hear(days(41, 75, |day| (!(45..58).contains(&day)).then_some(ORDINARY)).into_iter().map(Item::Reading), 75);
    assert!(alerts.is_empty(), "{:#?}", told(&alerts));
    for habit in with.habits().iter().filter(|habit| habit.feature == Feature::KitchenVisits) {
        assert!(habit.usual.is_some_and(|usual| usual.mean > 6.0), "{habit:?}");
    }
}

#[test]
fn a_sensor_out_of_reach_is_not_a_person_who_changed() {
    let gone = (calendar().at(45, clock("15:00")), calendar().at(57, clock("11:00")));
    let kitchen = DeviceId::new("kitchen-movement");
    let mut items: Vec<Item> = days(42, 65, |_| Some(ORDINARY))
        .into_iter()
        .filter(|reading| reading.device != kitchen || !(gone.0..gone.1).contains(&reading.at))
        .map(Item::Reading)
        .collect();
    let gone_at = items.partition_point(|item| item.at() < gone.0);
    items.insert(gone_at, Item::Availability(Availability { at: gone.0, device: kitchen, online: false }));
    let in_between = items.iter().take_while(|item| item.at() < gone.1).cloned();
    let (monitor, _) = hear(in_between, 56);
    let kitchen_visits = |monitor: &Monitor| {
        let habit = monitor.habits().into_iter().find(|habit| habit.feature == Feature::KitchenVisits);
        habit.and_then(|habit| habit.latest).map(|(day, _)| day)
    };
    assert_eq!(kitchen_visits(&monitor), Some(44), "a day without the sensor must not count");
    let (monitor, alerts) = hear(items.into_iter(), 65);
    assert!(alerts.is_empty(), "{:#?}", told(&alerts));
    assert_eq!(kitchen_visits(&monitor), Some(64));
}

#[test]
fn what_was_learned_of_habits_can_be_shown() {
    let (monitor, _) = hear(days(51, 40, |_| Some(ORDINARY)).into_iter().map(Item::Reading), 40);
    let habits = monitor.habits();
    assert!(habits.len() >= 12, "{habits:#?}");
    for habit in &habits {
        let usual = habit.usual.unwrap_or_else(|| panic!("{habit:?}"));
        assert!(usual.low <= usual.high && usual.mean.is_finite(), "{habit:?}");
        assert!(habit.observed >= 14 && habit.latest.is_some() && habit.changed_since.is_none(), "{habit:?}");
    }
    let of = |feature| habits.iter().find(|habit| habit.feature == feature).and_then(|habit| habit.usual);
    assert!(of(Feature::TimeInBed).is_some_and(|usual| (8.0..9.0).contains(&usual.mean)));
    // Counted from noon: a quarter past seven.
    assert!(of(Feature::RisingTime).is_some_and(|usual| (19.0..19.6).contains(&usual.mean)));
    assert!(of(Feature::NightBathroomVisits).is_some_and(|usual| (0.6..1.5).contains(&usual.mean)));
}

#[test]
fn only_a_change_in_routine_has_a_feature_in_its_line() {
    let alerts = changes(21, 60, |day| Some(Ways { kitchen: if day >= 40 { 3.0 } else { 9.0 }, ..ORDINARY }));
    let origin = Origin { simulated: true, source: "a test".to_owned() };
    let line = alerts[0].to_json(&calendar(), "0", &origin);
    assert!(line.starts_with("{\"kind\":\"change-in-routine\",\"feature\":\"kitchen-visits\",\"severity\":"), "{line}");
    let other = Alert { kind: AlertKind::ColdHome, feature: None, ..alerts[0].clone() };
    assert!(other.to_json(&calendar(), "0", &origin).starts_with("{\"kind\":\"cold-home\",\"severity\":"));
}

#[test]
fn windows_are_scored_against_the_homes_own_past() {
    for (length, in_a_day) in [(WindowLength::Day, 1), (WindowLength::SixHours, 4)] {
        let restless = Ways { night: 6.0, kitchen: 20.0, ..ORDINARY };
        let (mut scorer, mut scores) = (Scorer::new(&home(), &calendar(), length), Vec::new());
        for reading in days(61, 60, |day| {
            (day != 30 && day != 31 && day != 32).then_some(if day >= 50 { restless } else { ORDINARY })
        }) {
            if reading.at < calendar().at(61, clock("00:00")) {
                scorer.observe(&Item::Reading(reading), &mut scores);
            }
        }
        scorer.observe(&Item::Watermark(calendar().at(61, clock("00:00"))), &mut scores);
        assert_eq!(scores.len(), 60 * in_a_day);
        let of = |from: i64, to: i64| {
            let (from, to) = (calendar().at(from, clock("00:00")), calendar().at(to, clock("00:00")));
            scores.iter().filter(move |score| score.from >= from && score.from < to)
        };
        assert!(scores.windows(2).all(|two| two[0].until == two[1].from));
        assert!(scores.iter().all(|score| calendar().local(score.from).clock.hour().is_multiple_of(24 / in_a_day)));
        assert!(of(1, 5).all(|score| score.home.is_none()), "too little is known");
        assert!(
            of(32, 33).all(|score| score.home.is_none() && score.features.iter().all(Option::is_none)),
            "nobody there"
        );
        let mean = |from, to| {
            let told: Vec<f64> = of(from, to).filter_map(|score| score.home).collect();
            assert!(told.iter().all(|score| (0.0..=1.0).contains(score)) && !told.is_empty());
            told.iter().sum::<f64>() / told.len() as f64
        };
        assert!(mean(53, 60) > mean(35, 50) + 0.2, "{length:?}: {} {}", mean(53, 60), mean(35, 50));
        let fridge = SCORED.iter().position(|name| *name == "fridge-openings").expect("a part");
        assert!(of(55, 60).any(|score| score.features[fridge].is_some_and(|score| score > 0.9)));
    }
}
