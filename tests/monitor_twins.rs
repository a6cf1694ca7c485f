//! What looks alike and is not: a blocked sensor and a changed person, cold drinks and fewer drinks, one bad day and a
//! habit, a restless hour and wandering.

#[allow(dead_code, reason = "each of the tests that share it uses a part")]
mod ordinary;
mod rooms;

use ordinary::{ORDINARY, Ways, calendar, days, fridge, hear, on, said, say, seen, set, sorted};
use smart_house::home::{Capability, Device, DeviceId, DeviceKind, Home, Item, Reading, Value};
use smart_house::monitor::alert::{Alert, AlertKind, Severity};
use smart_house::monitor::{Config, Monitor};
use smart_house::time::{Span, Timestamp};

fn kinds(alerts: &[Alert]) -> Vec<AlertKind> {
    alerts.iter().map(|alert| alert.kind).collect()
}

#[test]
fn a_sensor_that_sees_nothing_while_the_fridge_opens_is_a_sensor() {
    for seed in 1..=3 {
        let blocked = on(30, "10:00")..on(34, "10:00");
        let hidden = |r: &Reading| {
            blocked.contains(&r.at) && r.device.as_str() == "kitchen-movement" && r.capability == Capability::Occupancy
        };
        let readings: Vec<Reading> =
            days(seed, 38, |_| Some(ORDINARY)).into_iter().filter(|reading| !hidden(reading)).collect();
        let (_, alerts) = hear(&readings, on(38, "00:00"));
        assert_eq!(kinds(&alerts), [AlertKind::SensorStuck], "seed {seed}: {:#?}", said(&alerts));
        let alert = &alerts[0];
        assert!(alert.raised_at - blocked.start <= Span::hours(30), "{:#?}", said(&alerts));
        assert_eq!(alert.devices.len(), 1);
        assert!(alert.message.contains("kitchen movement sensor") && alert.message.contains("not the person"));
        assert!(!alert.evidence.is_empty() && !alert.also_could_be.is_empty());
    }
}

#[test]
fn cold_drinks_for_hot_ones_are_no_change_and_fewer_drinks_are() {
    let cold = Ways { kettle: 6, fridge: 86, ..ORDINARY };
    let fewer = Ways { kettle: 6, ..ORDINARY };
    for seed in 1..=3 {
        let told = |other: Ways| {
            let readings = days(seed, 50, |day| Some(if day > 31 { other } else { ORDINARY }));
            let (_, alerts) = hear(&readings, on(50, "00:00"));
            let changes = alerts.into_iter().filter(|alert| alert.feature == Some("drinks-made"));
            changes.collect::<Vec<_>>()
        };
        let (of_cold, of_fewer) = (told(cold), told(fewer));
        assert!(of_cold.is_empty(), "seed {seed}: {:#?}", said(&of_cold));
        let [alert] = of_fewer.as_slice() else { panic!("seed {seed}: {:#?}", said(&of_fewer)) };
        assert!(alert.raised_at < on(44, "00:00"), "seed {seed}: {:#?}", said(&of_fewer));
        assert!(alert.also_could_be.iter().any(|text| text.contains("cold drinks")));
    }
}

#[test]
fn one_bad_day_is_told_the_same_day_and_is_no_habit() {
    for seed in 1..=3 {
        let bad = Ways { bathroom: 5, ..ORDINARY };
        let readings = days(seed, 45, |day| Some(if day == 33 { bad } else { ORDINARY }));
        let (_, alerts) = hear(&readings, on(45, "00:00"));
        let told: Vec<_> = alerts.iter().map(|a| (a.feature, a.severity, calendar().local(a.raised_at).day)).collect();
        assert_eq!(told, [(Some("bathroom-visits"), Severity::Information, 33)], "seed {seed}: {:#?}", said(&alerts));
    }
}

/// From room to room for an hour and a half.
fn wanders(from: Timestamp) -> Vec<Reading> {
    let rooms = ["bedroom", "hall", "kitchen", "hall", "lounge", "hall"];
    (0..60).map(|n| seen(from + Span::seconds(90 * n), rooms[n as usize % rooms.len()])).collect()
}

#[test]
fn wandering_at_night_is_told_each_time_and_the_third_time_as_something_to_ask_about() {
    let mut readings = days(4, 37, |_| Some(ORDINARY));
    for (day, clock) in [(31, "01:10"), (32, "01:20"), (34, "01:05")] {
        readings.extend(wanders(on(day, clock)));
    }
    let (_, alerts) = hear(&sorted(readings), on(37, "00:00"));
    let told: Vec<_> = alerts
        .iter()
        .filter(|alert| alert.kind == AlertKind::WanderingAtNight)
        .map(|alert| (calendar().local(alert.raised_at).day, alert.severity))
        .collect();
    let expected = [(31, Severity::Information), (32, Severity::Information), (34, Severity::Attention)];
    assert_eq!(told, expected, "{:#?}", said(&alerts));
}

/// What the pad in a bed says.
fn pad(at: Timestamp, occupied: bool) -> Reading {
    say(at, "bed-pad", Capability::Occupancy, Value::Flag(occupied))
}

/// Ordinary days of a person with a pad in the bed, who gets up once a night: what is seen, and what the pad says.
fn pad_days() -> (Vec<Reading>, Vec<Reading>) {
    let readings = days(4, 37, |_| Some(ORDINARY));
    let mut of_pad = Vec::new();
    for day in 1..37 {
        of_pad.extend([pad(on(day, "07:05"), false), pad(on(day, "23:10"), true)]);
        // It says again every three quarters of an hour that somebody is in bed, and within half a minute that they got up.
        of_pad.extend((0..9).map(|n| pad(on(day, "00:02") + Span::minutes(45 * n), true)));
        let night = on(day, "00:00")..on(day, "06:30");
        let up: Vec<Timestamp> = readings
            .iter()
            .filter(|r| {
                night.contains(&r.at)
                    && r.capability == Capability::Occupancy
                    && r.device.as_str() != "bedroom-movement"
            })
            .map(|reading| reading.at)
            .collect();
        if let (Some(first), Some(last)) = (up.first(), up.last()) {
            of_pad.retain(|reading| !(*first - Span::seconds(5)..*last).contains(&reading.at));
            of_pad.extend([pad(*first - Span::seconds(5), false), pad(*last + Span::seconds(30), true)]);
        }
    }
    (readings, of_pad)
}

fn home_with_a_pad() -> Home {
    let mut home = ordinary::home();
    let like = home.devices.iter().find(|device| device.id.as_str() == "bedroom-movement").expect("a sensor").clone();
    home.devices.push(Device {
        id: DeviceId::new("bed-pad"),
        kind: DeviceKind::BedSensor,
        name: "Bed pad".into(),
        ..like
    });
    home
}

/// What is said of them until an instant.
fn said_with_a_pad(readings: Vec<Reading>, until: Timestamp) -> Vec<Alert> {
    let mut monitor = Monitor::new(&home_with_a_pad(), &calendar(), Config::default());
    let mut alerts = Vec::new();
    for reading in sorted(readings) {
        monitor.observe(&Item::Reading(reading), &mut alerts);
    }
    monitor.observe(&Item::Watermark(until), &mut alerts);
    alerts
}

/// What is said when something moves about besides in three of the nights; `in_bed` while the pad goes on feeling somebody
/// then.
fn with_a_pad(in_bed: bool) -> Vec<Alert> {
    let (mut readings, mut of_pad) = pad_days();
    for (day, clock) in [(31, "01:10"), (32, "01:20"), (34, "01:05")] {
        let from = on(day, clock);
        if !in_bed {
            of_pad.retain(|reading| !(from..from + Span::minutes(95)).contains(&reading.at));
            of_pad.extend([pad(from + Span::seconds(25), false), pad(from + Span::minutes(95), true)]);
        }
        readings.extend(wanders(from));
    }
    readings.extend(of_pad);
    // After the last evening nobody is heard of any more, and that would rightly be told.
    let until = on(37, "00:00");
    readings.retain(|reading| reading.at < until);
    said_with_a_pad(readings, until)
}

#[test]
fn what_walks_about_while_the_bed_is_occupied_is_not_the_person() {
    let wandering = |alerts: &[Alert]| alerts.iter().filter(|a| a.kind == AlertKind::WanderingAtNight).count();
    let (up, asleep) = (with_a_pad(false), with_a_pad(true));
    assert_eq!(wandering(&up), 3, "{:#?}", said(&up));
    assert_eq!(kinds(&asleep), [], "{:#?}", said(&asleep));
}

#[test]
fn of_two_people_it_is_said_once_that_one_hides_the_other() {
    let mut readings = days(4, 25, |_| Some(ORDINARY));
    readings.push(set(on(12, "10:00"), "couple"));
    let (monitor, alerts) = hear(&sorted(readings.clone()), on(25, "00:00"));
    let [told] = alerts.as_slice() else { panic!("{:#?}", said(&alerts)) };
    assert_eq!(
        (told.kind, told.severity, told.feature),
        (AlertKind::CannotTell, Severity::Information, Some("two-people"))
    );
    assert!(told.message.starts_with("Two people live here."), "{}", told.message);
    let why = |monitor: &Monitor| {
        let of_two = monitor.why(on(24, "12:00")).into_iter().find(|why| why.about == "one of two people");
        of_two.and_then(|why| why.score).expect("a line of its own")
    };
    assert!((why(&monitor) - 1.0).abs() < 1e-9);
    // Of one person nothing of the kind is said.
    let (monitor, alerts) = hear(&days(4, 25, |_| Some(ORDINARY)), on(25, "00:00"));
    assert!(alerts.is_empty() && why(&monitor) < 0.3, "{:#?}", said(&alerts));
}

#[test]
fn the_fridge_the_blocked_sensor_and_the_unusual_day_say_why() {
    let (monitor, _) = hear(&days(4, 33, |_| Some(ORDINARY)), on(33, "12:00"));
    let why = monitor.why(on(33, "12:00"));
    for (unit, kind) in [
        ("minutes open", AlertKind::DoorLeftOpen),
        ("evidence that its view is blocked", AlertKind::SensorStuck),
        ("visits", AlertKind::ChangeInRoutine),
    ] {
        let of_it: Vec<_> = why.iter().filter(|why| why.unit == unit && why.kind == kind).collect();
        assert!(!of_it.is_empty(), "{unit}: {why:#?}");
        for why in of_it {
            let (score, limit) = (why.score.expect("a score"), why.threshold.expect("a threshold"));
            assert!(score < limit && why.speaks_at.is_none() && !why.waits_for.is_empty(), "{why:?}");
        }
    }
}

#[test]
fn a_fridge_left_open_is_told_and_one_that_is_filled_is_not() {
    for (minutes, told) in [(4, false), (45, true)] {
        let mut readings = days(5, 34, |_| Some(ORDINARY));
        let at = on(33, "17:31");
        readings.retain(|r| r.device.as_str() != "fridge-door" || r.at < at || r.at > at + Span::minutes(minutes));
        readings.extend([fridge(at, true), fridge(at + Span::minutes(minutes), false)]);
        let (_, alerts) = hear(&sorted(readings), on(34, "00:00"));
        let expected: &[AlertKind] = if told { &[AlertKind::DoorLeftOpen] } else { &[] };
        assert_eq!(kinds(&alerts), expected, "{minutes} min: {:#?}", said(&alerts));
        assert!(alerts.iter().all(|alert| alert.raised_at - at <= Span::minutes(20)));
    }
}

/// Every device says every ten minutes that it is there, so that nobody takes stillness for a fault.
fn all_are_there(home: &Home, until: Timestamp) -> Vec<Reading> {
    let times = (0..).map(|n| on(1, "00:00") + Span::minutes(10 * n)).take_while(|at| *at < until);
    let of = |at| {
        home.devices.iter().map(move |device| say(at, device.id.as_str(), Capability::LinkQuality, Value::Number(90.0)))
    };
    times.flat_map(of).collect()
}

#[test]
fn whoever_went_to_bed_late_is_let_lie_and_whoever_did_not_is_missed() {
    let morning = |to_bed: Timestamp| {
        let (mut readings, of_pad) = pad_days();
        readings.extend(of_pad);
        readings.retain(|reading| reading.at < on(36, "21:30"));
        let evening = (0..).map(|n| on(36, "21:30") + Span::minutes(15 * n)).take_while(|at| *at < to_bed);
        readings.extend(evening.map(|at| seen(at, "lounge")));
        readings.extend([seen(to_bed, "hall"), seen(to_bed + Span::seconds(10), "bedroom")]);
        let still = (0..).map(|n| to_bed + Span::minutes(1 + 45 * n)).take_while(|at| *at < on(37, "09:40"));
        readings.extend(still.map(|at| pad(at, true)));
        let until = on(37, "09:40");
        readings.extend(all_are_there(&home_with_a_pad(), until));
        let alerts = said_with_a_pad(readings, until);
        alerts.into_iter().filter(|alert| alert.kind == AlertKind::OverdueActivity).collect::<Vec<_>>()
    };
    let missed = morning(on(36, "23:05"));
    let [alert] = missed.as_slice() else { panic!("{:#?}", said(&missed)) };
    assert_eq!(alert.severity, Severity::Attention, "whoever lies in bed has not fallen");
    assert!(alert.raised_at > on(37, "07:30"), "{:#?}", said(&missed));
    let late = morning(on(37, "02:00"));
    assert!(late.is_empty(), "{:#?}", said(&late));
}

#[test]
fn stillness_after_a_room_to_pass_through_is_told_sooner_than_after_one_to_sit_in() {
    for seed in 1..=3 {
        let waits = |room: &str| {
            let from = on(33, "14:00");
            let mut readings = days(seed, 33, |_| Some(ORDINARY));
            readings.retain(|reading| reading.at < from);
            readings.push(seen(from, room));
            readings.extend(all_are_there(&ordinary::home(), on(33, "22:00")));
            let readings = sorted(readings);
            let (_, alerts) = hear(&readings, on(33, "22:00"));
            let told = alerts.iter().find(|alert| alert.kind == AlertKind::OverdueActivity);
            told.unwrap_or_else(|| panic!("seed {seed}, {room}: {:#?}", said(&alerts))).raised_at - from
        };
        let (hall, lounge) = (waits("hall"), waits("lounge"));
        assert!(hall < lounge, "seed {seed}: {hall:?} and {lounge:?}");
    }
}
