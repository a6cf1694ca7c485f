//! The monitor at its boundary: readings in, alerts out. The readings of most tests are ordinary days put together here;
//! the last test is the demonstration.

mod rooms;

use std::sync::Arc;

use smart_house::home::{AreaId, Capability, DeviceId, DeviceKind, Home, Item, Reading, Value};
use smart_house::monitor::alert::{Alert, AlertKind, Severity};
use smart_house::monitor::{Config, Monitor};
use smart_house::scenario::check::{ALERT_KINDS, Document, Refusal, scenario};
use smart_house::simulation::Simulation;
use smart_house::source::simulated::Simulated;
use smart_house::source::{Progress, Source as _};
use smart_house::time::{Calendar, ClockTime, Span, Timestamp};

use self::rooms::{Chance, FRONT_DOOR, ROOMS, home_with};

fn home() -> Home {
    let others = [("bedroom-temperature", DeviceKind::Temperature, "bedroom"), ("fob", DeviceKind::Fob, "bedroom")];
    home_with(&[FRONT_DOOR], &others)
}

/// Day 1 is a Thursday, and the clocks go back on day 25.
fn calendar() -> Calendar {
    Calendar::parse("Europe/London", "2026-10-01").expect("a calendar")
}

fn clock(text: &str) -> ClockTime {
    ClockTime::parse(text).expect("a clock time")
}

fn reading(at: Timestamp, device: &str, capability: Capability, value: Value) -> Reading {
    Reading { at, device: DeviceId::new(device), capability, value }
}

fn seen(at: Timestamp, room: &str) -> Reading {
    reading(at, &format!("{room}-movement"), Capability::Occupancy, Value::Flag(true))
}

fn door(at: Timestamp, open: bool) -> Reading {
    reading(at, "front-door", Capability::Contact, Value::Flag(open))
}

/// What a person's days look like.
#[derive(Clone, Copy)]
struct Ways {
    /// The door is opened for a cat at 22:40.
    cat: bool,
    /// Devices report of their own accord every hour.
    heartbeats: bool,
}

const ORDINARY: Ways = Ways { cat: false, heartbeats: true };

/// Ordinary days, later at the weekend, with an outing on Tuesdays and Fridays.
fn days(seed: u64, count: i64, ways: Ways) -> Vec<Reading> {
    let (calendar, mut chance) = (calendar(), Chance(seed));
    let mut all = Vec::new();
    for day in 1..=count {
        let weekday = calendar.local(calendar.at(day, clock("12:00"))).weekday;
        let rise = if weekday.is_weekend() { "08:00" } else { "07:00" };
        let mut at = calendar.at(day, clock(rise)) + chance.minutes(0, 30);
        all.push(seen(at, "bedroom"));
        let bed = calendar.at(day, clock("22:00")) + chance.minutes(0, 25);
        let out = calendar.at(day, clock("10:30"));
        let goes_out = matches!(weekday.name(), "Tuesday" | "Friday");
        let mut been_out = false;
        while at < bed {
            if goes_out && !been_out && at > out {
                been_out = true;
                at += Span::seconds(20);
                all.push(door(at, true));
                all.push(door(at + Span::seconds(15), false));
                at += chance.minutes(70, 110);
                all.push(door(at, true));
                all.push(seen(at + Span::seconds(5), "hall"));
                all.push(door(at + Span::seconds(20), false));
                at += Span::minutes(2);
            }
            all.push(seen(at, "hall"));
            let stays = match chance.next() % 8 {
                0 => {
                    all.push(seen(at + Span::seconds(10), "bathroom"));
                    at += chance.minutes(2, 10);
                    all.push(seen(at, "bathroom"));
                    Span::seconds(15)
                }
                1..=3 => {
                    all.push(seen(at + Span::seconds(10), "kitchen"));
                    chance.minutes(3, 20)
                }
                _ => {
                    all.push(seen(at + Span::seconds(10), "lounge"));
                    chance.minutes(5, 35)
                }
            };
            at += stays;
        }
        if ways.cat {
            let at = calendar.at(day, clock("22:34")) + chance.minutes(0, 8);
            all.push(door(at, true));
            all.push(door(at + Span::minutes(4), false));
        }
        let to_bed = at.max(calendar.at(day, clock("22:48")));
        // Whatever was done last, the evening ends in the lounge.
        all.push(seen(at.min(to_bed), "lounge"));
        all.push(seen(to_bed, "hall"));
        all.push(seen(to_bed + Span::seconds(20), "bedroom"));
        let up = calendar.at(day + 1, clock("02:30")) + chance.minutes(0, 90);
        all.push(seen(up, "bedroom"));
        all.push(seen(up + Span::seconds(30), "bathroom"));
        all.push(seen(up + Span::minutes(4), "bedroom"));
    }
    let starts = calendar.at(1, ClockTime::MIDNIGHT);
    for hour in 0..(if ways.heartbeats { (count + 2) * 24 } else { 0 }) {
        for (place, (room, _)) in ROOMS.iter().enumerate() {
            let at = starts + Span::hours(hour) + Span::minutes(11 * place as i64);
            let quality = Value::Number(120.0);
            all.push(reading(at, &format!("{room}-movement"), Capability::LinkQuality, quality));
        }
        let at = starts + Span::hours(hour) + Span::minutes(3);
        all.push(reading(at, "bedroom-temperature", Capability::Temperature, Value::Number(19.4)));
    }
    all.sort_by_key(|reading| reading.at);
    all
}

fn monitor(config: Config) -> Monitor {
    Monitor::new(&home(), &calendar(), config)
}

/// The alerts over the readings before `until`, with time passing until then.
fn alerts(readings: &[Reading], until: Timestamp) -> Vec<Alert> {
    let (mut monitor, mut alerts) = (monitor(Config::default()), Vec::new());
    for reading in readings.iter().filter(|reading| reading.at < until) {
        monitor.observe(&Item::Reading(reading.clone()), &mut alerts);
    }
    monitor.observe(&Item::Watermark(until), &mut alerts);
    assert_eq!((monitor.late(), monitor.unknown()), (0, 0));
    alerts
}

/// What was said, shortly: `day 30, Friday 08:10 overdue-activity bathroom Urgent`.
fn said(alerts: &[Alert]) -> Vec<String> {
    let line = |alert: &Alert| {
        let area = alert.area.as_ref().map_or("-", AreaId::as_str);
        format!("{} {} {area} {:?}", calendar().local(alert.raised_at), alert.kind.name(), alert.severity)
    };
    alerts.iter().map(line).collect()
}

/// Ordinary days up to an instant, and after it only what devices say of their own accord.
fn still_after(seed: u64, at: Timestamp) -> Vec<Reading> {
    let own = |reading: &Reading| matches!(reading.capability, Capability::LinkQuality | Capability::Temperature);
    days(seed, 33, ORDINARY).into_iter().filter(|reading| reading.at < at || own(reading)).collect()
}

#[test]
fn ordinary_days_are_quiet_through_outings_weekends_and_a_clock_change() {
    for seed in 1..=6 {
        for heartbeats in [true, false] {
            let readings = days(seed, 40, Ways { heartbeats, ..ORDINARY });
            let alerts = alerts(&readings, calendar().at(41, clock("00:00")));
            assert!(alerts.is_empty(), "seed {seed}: {:#?}", said(&alerts));
        }
    }
}

#[test]
fn a_fall_in_the_bathroom_is_told_once_and_soon() {
    let cases = [(2, "07:40"), (3, "15:20"), (4, "11:00")];
    for (seed, fell) in cases {
        let fell = calendar().at(32, clock(fell));
        let mut readings = still_after(seed, fell);
        // The sensor still sees the person for a while, and once more much later.
        for second in [10, 95, 260, 420] {
            readings.push(seen(fell + Span::seconds(second), "bathroom"));
        }
        readings.push(seen(fell + Span::minutes(100), "bathroom"));
        readings.sort_by_key(|reading| reading.at);
        let alerts = alerts(&readings, fell + Span::hours(5));
        let [alert] = alerts.as_slice() else { panic!("{:#?}", said(&alerts)) };
        assert_eq!((alert.kind, alert.severity), (AlertKind::LongBathroomStay, Severity::Urgent));
        assert_eq!(alert.area, Some(AreaId::new("bathroom")));
        assert!(alert.raised_at - fell <= Span::minutes(45), "{:#?}", said(&alerts));
        assert!(alert.evidence.iter().all(|e| readings.iter().any(|r| r.at == e.at && r.device == e.device)));
        assert!(alert.evidence.is_sorted_by_key(|e| e.at));
    }
}

#[test]
fn silence_by_day_is_told_wherever_the_person_was_last_seen() {
    for (seed, room) in [(5, "kitchen"), (6, "lounge"), (7, "hall")] {
        let at = calendar().at(32, clock("13:00"));
        let mut readings = still_after(seed, at);
        readings.push(seen(at, room));
        readings.sort_by_key(|reading| reading.at);
        let alerts = alerts(&readings, at + Span::hours(10));
        let [alert] = alerts.as_slice() else { panic!("{:#?}", said(&alerts)) };
        assert_eq!(alert.kind, AlertKind::OverdueActivity);
        assert!(alert.raised_at - at <= Span::minutes(150), "{:#?}", said(&alerts));
        assert_eq!(alert.area, Some(AreaId::new(room)));
    }
}

#[test]
fn not_rising_is_told_in_the_morning() {
    let at = calendar().at(32, clock("23:10"));
    let alerts = alerts(&still_after(8, at), at + Span::hours(18));
    let [alert] = alerts.as_slice() else { panic!("{:#?}", said(&alerts)) };
    assert_eq!(alert.kind, AlertKind::OverdueActivity);
    let local = calendar().local(alert.raised_at);
    assert!(local.clock <= clock("11:00"), "{local}");
}

#[test]
fn on_day_three_too_little_is_known_to_speak() {
    let at = calendar().at(3, clock("13:00"));
    let alerts = alerts(&still_after(9, at), at + Span::hours(20));
    assert!(alerts.is_empty(), "{:#?}", said(&alerts));
}

#[test]
fn being_out_is_not_silence_until_it_lasts_much_longer_than_usual() {
    let at = calendar().at(33, clock("10:31"));
    let mut readings = still_after(10, at);
    readings.push(seen(at, "hall"));
    readings.push(door(at + Span::seconds(20), true));
    readings.push(door(at + Span::seconds(30), false));
    readings.sort_by_key(|reading| reading.at);
    let early = alerts(&readings, at + Span::hours(2));
    assert!(early.is_empty(), "{:#?}", said(&early));
    let late = alerts(&readings, at + Span::hours(16));
    assert_eq!(late.iter().map(|a| a.kind).collect::<Vec<_>>(), [AlertKind::NotReturned]);
    assert_eq!(late[0].severity, Severity::Attention);
}

#[test]
fn a_door_in_the_night_is_told_within_ten_minutes_and_a_cats_door_is_not() {
    let at = calendar().at(32, clock("02:14")) + Span::seconds(7);
    let mut readings = days(11, 33, Ways { cat: true, ..ORDINARY });
    readings.retain(|reading| (at - Span::minutes(20)..at + Span::minutes(30)).contains(&reading.at).eq(&false));
    readings.push(seen(at - Span::seconds(20), "hall"));
    readings.push(door(at, true));
    readings.push(seen(at + Span::seconds(40), "hall"));
    readings.push(door(at + Span::minutes(12), false));
    readings.push(seen(at + Span::minutes(14), "bedroom"));
    readings.sort_by_key(|reading| reading.at);
    let alerts = alerts(&readings, calendar().at(34, clock("00:00")));
    // In the first weeks the cat's door is news, once it is known that nights are otherwise quiet; later it is not.
    let late: Vec<Alert> = alerts.into_iter().filter(|a| a.raised_at > calendar().at(8, clock("00:00"))).collect();
    let [alert] = late.as_slice() else { panic!("{:#?}", said(&late)) };
    assert_eq!((alert.kind, alert.severity), (AlertKind::DoorAtNight, Severity::Urgent));
    assert!(alert.raised_at - at <= Span::minutes(10));
    assert!(alert.message.contains("02:14"), "{}", alert.message);
}

#[test]
fn a_room_that_turns_cold_is_told_and_a_room_that_is_aired_is_not() {
    let opened = calendar().at(20, clock("00:40"));
    // Minutes of an open window, and whether anything should be said.
    for (minutes, told) in [(15, false), (20, false), (240, true)] {
        let mut readings: Vec<Reading> =
            days(12, 21, ORDINARY).into_iter().filter(|r| r.capability != Capability::Temperature).collect();
        let mut celsius = 19.5;
        for minute in 0..(21 * 24 * 12) {
            let at = calendar().at(1, clock("00:01")) + Span::minutes(5 * minute);
            let open = at >= opened && at < opened + Span::minutes(minutes);
            // An open window cools the room towards 8 °C within the hour; the heating brings it back.
            celsius += if open { (8.0 - celsius) * 0.04 } else { (19.5 - celsius) * 0.15 };
            let value = Value::Number((celsius * 10.0_f64).round() / 10.0);
            readings.push(reading(at, "bedroom-temperature", Capability::Temperature, value));
        }
        readings.sort_by_key(|reading| reading.at);
        let alerts = alerts(&readings, calendar().at(22, clock("00:00")));
        assert_eq!(!alerts.is_empty(), told, "{minutes} min: {:#?}", said(&alerts));
        if let Some(alert) = alerts.first() {
            assert_eq!((alert.kind, alert.severity), (AlertKind::ColdHome, Severity::Urgent));
            assert!(alert.raised_at - opened <= Span::minutes(120), "{:#?}", said(&alerts));
            assert_eq!(alerts.len(), 1);
        }
    }
}

#[test]
fn help_is_passed_on_at_once_and_a_cancelled_call_too() {
    let at = calendar().at(2, clock("14:03"));
    let word = |at, word: &str| reading(at, "fob", Capability::Button, Value::Word(word.into()));
    let mut readings = days(13, 2, ORDINARY);
    readings.push(word(at, "pressed"));
    readings.push(word(at + Span::seconds(5), "pressed"));
    readings.push(word(at + Span::seconds(90), "cancelled"));
    readings.sort_by_key(|reading| reading.at);
    let alerts = alerts(&readings, at + Span::hours(1));
    let heard: Vec<_> = alerts.iter().map(|a| (a.kind, a.severity, a.raised_at - at)).collect();
    let expected = [(Severity::Urgent, Span::ZERO), (Severity::Information, Span::seconds(90))];
    assert_eq!(heard, expected.map(|(severity, after)| (AlertKind::HelpRequested, severity, after)));
}

#[test]
fn when_the_devices_fall_silent_too_it_says_so_and_not_that_the_person_is_silent() {
    let at = calendar().at(32, clock("13:00"));
    let readings: Vec<Reading> = days(14, 33, ORDINARY).into_iter().filter(|reading| reading.at < at).collect();
    let alerts = alerts(&readings, at + Span::hours(20));
    assert_eq!(alerts.iter().map(|a| a.kind).collect::<Vec<_>>(), [AlertKind::HubOffline], "{:#?}", said(&alerts));
}

#[test]
fn how_often_anybody_looks_changes_nothing() {
    let fell = calendar().at(31, clock("16:00"));
    let until = fell + Span::hours(9);
    let mut readings = still_after(15, fell);
    readings.retain(|reading| reading.at < until);
    let expected = alerts(&readings, until);
    assert!(!expected.is_empty());
    let mut chance = Chance(99);
    for round in 0..6 {
        let (mut monitor, mut heard) = (monitor(Config::default()), Vec::new());
        let mut before = readings[0].at - Span::hours(5);
        for reading in &readings {
            // Between two readings time is told in none, some, or many steps, some of them twice.
            for _ in 0..chance.next() % (1 + round) {
                let gap = (reading.at - before).as_millis().max(0) as u64 + 1;
                before += Span::millis((chance.next() % gap) as i64);
                monitor.observe(&Item::Watermark(before), &mut heard);
                monitor.observe(&Item::Watermark(before - Span::minutes(3)), &mut heard);
            }
            before = reading.at;
            monitor.observe(&Item::Reading(reading.clone()), &mut heard);
        }
        let mut step = before;
        while step < until {
            step += chance.minutes(0, 10 * (1 + round as i64)) + Span::millis(1);
            monitor.observe(&Item::Watermark(step.min(until)), &mut heard);
        }
        assert_eq!(heard, expected, "round {round}");
        assert_eq!(monitor.late(), 0);
    }
}

#[test]
fn what_comes_too_late_is_counted_and_changes_nothing() {
    let readings = days(16, 20, ORDINARY);
    let (mut plain, mut disturbed) = (monitor(Config::default()), monitor(Config::default()));
    let (mut heard, mut heard_disturbed, mut sent) = (Vec::new(), Vec::new(), 0);
    for (n, reading) in readings.iter().enumerate() {
        plain.observe(&Item::Reading(reading.clone()), &mut heard);
        disturbed.observe(&Item::Reading(reading.clone()), &mut heard_disturbed);
        if n % 50 == 10 {
            sent += 1;
            disturbed.observe(&Item::Reading(seen(reading.at - Span::minutes(30), "kitchen")), &mut heard_disturbed);
        }
    }
    assert!(sent > 10);
    assert_eq!(disturbed.late(), sent);
    assert_eq!(plain.normal(), disturbed.normal());
    assert_eq!(heard, heard_disturbed);
}

#[test]
fn the_end_of_time_and_unknown_devices_cost_nothing() {
    let (mut monitor, mut alerts) = (monitor(Config::default()), Vec::new());
    monitor.observe(&Item::Watermark(Timestamp::MAX), &mut alerts);
    for reading in days(17, 2, ORDINARY) {
        monitor.observe(&Item::Reading(reading), &mut alerts);
    }
    let stranger = reading(calendar().at(5, clock("00:00")), "nobody-knows", Capability::Occupancy, Value::Flag(true));
    monitor.observe(&Item::Reading(stranger), &mut alerts);
    monitor.observe(&Item::Watermark(Timestamp::MAX), &mut alerts);
    monitor.observe(&Item::Watermark(Timestamp::MIN), &mut alerts);
    assert_eq!((monitor.unknown(), monitor.late()), (1, 0));
}

#[test]
fn what_was_learned_can_be_shown() {
    let (mut monitor, mut alerts) = (monitor(Config::default()), Vec::new());
    for reading in days(18, 29, ORDINARY) {
        monitor.observe(&Item::Reading(reading), &mut alerts);
    }
    let (learning, normal) = (monitor.learning(), monitor.normal());
    assert!(learning.done && learning.day == 28 && learning.of == 28, "{learning:?}");
    assert!(normal.days >= 28);
    for usual in normal.weekday.iter().chain(&normal.weekend) {
        assert!(usual.low <= usual.mean + 1.0 && usual.mean <= usual.high + 1.0 && usual.low >= 0.0, "{usual:?}");
    }
    // Up at seven on weekdays and at eight at the weekend; asleep at four.
    assert!(normal.weekday[7].mean > 1.0 && normal.weekend[7].mean < 0.5);
    assert!(normal.weekday[4].mean < 0.5 && normal.weekday[15].mean > 2.0);
}

#[test]
fn the_version_changes_with_the_configuration() {
    let (usual, other) = (monitor(Config::default()), monitor(Config { low_celsius: 17.0, ..Config::default() }));
    assert_eq!(usual.version(), monitor(Config::default()).version());
    assert_ne!(usual.version(), other.version());
    let (program, hash) = usual.version().split_once('+').expect("a version and a hash");
    assert_eq!(program, env!("CARGO_PKG_VERSION"));
    assert!(hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()), "{hash}");
}

#[test]
fn a_scenario_may_expect_every_kind_of_alert() {
    for kind in AlertKind::ALL {
        assert!(ALERT_KINDS.contains(&kind.name()), "{kind:?} is missing from the scenario's list");
    }
}

#[test]
fn the_demonstration_tells_its_three_days_and_on_its_own_days_nothing_else() {
    let file = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/");
        let text = std::fs::read_to_string(format!("{folder}{name}")).expect("a file of the project");
        Document { name: name.to_owned(), text }
    };
    let checked = scenario(&file("demonstration.ron"), |name| Ok::<_, Refusal>(file(name)));
    let demonstration = checked.value.expect("a sound scenario");
    for seed in 1..=4 {
        let mut scenario = demonstration.clone();
        scenario.seed = seed;
        let scenario = Arc::new(scenario);
        let config = Config { learning_days: scenario.learning_days, ..Config::default() };
        let mut monitor = Monitor::new(&scenario.home, &scenario.calendar, config);
        let mut source = Simulated::new(Simulation::new(Arc::clone(&scenario)), scenario.ends());
        let mut alerts = Vec::new();
        while let Progress::Item(item) = source.next(scenario.ends()).expect("a simulation goes on") {
            monitor.observe(&item, &mut alerts);
        }
        monitor.observe(&Item::Watermark(scenario.ends()), &mut alerts);
        let told: Vec<&str> = alerts.iter().map(|alert| alert.kind.name()).collect();
        let expected: Vec<&str> = scenario.expectations.iter().map(|e| e.kind.as_str()).collect();
        // On the demonstration's own days it says that and nothing else. On others it may ask once in vain, as it is
        // allowed to once a month, and what it asked about in vain makes it slower to ask about the like of it.
        let own = seed == demonstration.seed;
        if own {
            assert_eq!(told, expected, "{alerts:#?}");
        }
        assert!(told.len() <= expected.len() + 1, "seed {seed}: {alerts:#?}");
        for expected in &scenario.expectations {
            let after = scenario.at(expected.after);
            let until = after + expected.within + if own { Span::ZERO } else { Span::minutes(30) };
            let in_time =
                |alert: &Alert| alert.kind.name() == expected.kind && (after..=until).contains(&alert.raised_at);
            assert!(alerts.iter().any(in_time), "seed {seed}: no {} in time", expected.kind);
        }
    }
}
