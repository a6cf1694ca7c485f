//! Who or what moves besides the person: a cat in the empty home, a sensor that is fooled as the door shuts, children for a
//! day. None of them is the person, and none of them hides it when the person does not move any more.

#[allow(dead_code, reason = "each of the tests that share it uses a part")]
mod ordinary;
mod rooms;

use ordinary::{ORDINARY, calendar, days, door, hear, kettle, on, said, seen, sorted};
use smart_house::home::{Capability, Reading, Value};
use smart_house::monitor::alert::{Alert, AlertKind, Severity};
use smart_house::monitor::{Feature, Monitor};
use smart_house::time::{Span, Timestamp};

/// A Tuesday, on which there is an outing in the morning.
const DAY: i64 = 34;

/// Ordinary days, with when the door shut behind the person on [`DAY`] and when they opened it again.
fn with_an_outing(seed: u64) -> (Vec<Reading>, Timestamp, Timestamp) {
    assert_eq!(calendar().local(on(DAY, "12:00")).weekday.name(), "Tuesday");
    let readings = days(seed, DAY + 2, |_| Some(ORDINARY));
    let of_the_door = |open| {
        let today = on(DAY, "06:00")..on(DAY + 1, "00:00");
        readings
            .iter()
            .filter(move |r| r.device.as_str() == "front-door" && today.contains(&r.at) && r.value == Value::Flag(open))
            .map(|reading| reading.at)
            .collect::<Vec<_>>()
    };
    let (left, back) = (of_the_door(false)[0], of_the_door(true)[1]);
    (readings, left, back)
}

/// What was said about silence on [`DAY`].
fn of_silence(readings: Vec<Reading>) -> Vec<Alert> {
    let (_, alerts) = hear(&sorted(readings), on(DAY + 1, "06:00"));
    let silence = [AlertKind::OverdueActivity, AlertKind::LongBathroomStay, AlertKind::NotReturned];
    alerts.into_iter().filter(|alert| silence.contains(&alert.kind) && alert.raised_at > on(DAY, "06:00")).collect()
}

#[test]
fn a_sensor_that_is_fooled_as_the_door_shuts_is_not_the_person() {
    for seed in 1..=3 {
        for (after, room) in [(1, "kitchen"), (40, "bedroom"), (170, "kitchen"), (330, "bathroom")] {
            let (mut readings, left, _) = with_an_outing(seed);
            readings.push(seen(left + Span::seconds(after), room));
            let told = of_silence(readings);
            assert!(told.is_empty(), "seed {seed}, {room} after {after} s: {:#?}", said(&told));
        }
    }
}

#[test]
fn a_cat_in_the_empty_home_is_not_the_person() {
    for seed in 1..=3 {
        let (mut readings, left, _) = with_an_outing(seed);
        let rounds = ["hall", "lounge", "hall", "kitchen", "hall", "bathroom"];
        readings.extend((0..6).map(|n| seen(left + Span::minutes(15) + Span::seconds(9 * n), rooms(&rounds, n))));
        let told = of_silence(readings);
        assert!(told.is_empty(), "seed {seed}: {:#?}", said(&told));
    }
}

fn rooms<'a>(list: &[&'a str], n: i64) -> &'a str {
    list[n as usize % list.len()]
}

/// The person uses the door at three o'clock, does what is given, and is not seen any more.
fn then_silent(seed: u64, does: impl Fn(Timestamp) -> Vec<Reading>) -> Vec<Alert> {
    let (mut readings, ..) = with_an_outing(seed);
    let shut = on(DAY, "15:00");
    readings.retain(|reading| reading.at < shut - Span::minutes(5) || reading.capability == Capability::LinkQuality);
    readings.extend([seen(shut - Span::seconds(30), "hall"), door(shut - Span::seconds(8), true), door(shut, false)]);
    readings.extend(does(shut));
    of_silence(readings)
}

#[test]
fn whoever_stayed_at_home_and_is_still_is_told_as_urgently_as_ever() {
    for seed in 1..=3 {
        // Two rooms bear one another out, and so does a hand at the kettle.
        let two = |shut| vec![seen(shut + Span::seconds(70), "hall"), seen(shut + Span::seconds(80), "lounge")];
        let hand = |shut: Timestamp| {
            let mut readings = vec![seen(shut + Span::seconds(70), "kitchen")];
            readings.extend(kettle(shut + Span::seconds(100)));
            readings
        };
        for told in [then_silent(seed, two), then_silent(seed, hand)] {
            let [alert] = told.as_slice() else { panic!("seed {seed}: {:#?}", said(&told)) };
            let soon = alert.raised_at - on(DAY, "15:00") <= Span::hours(6);
            assert!(alert.severity == Severity::Urgent && soon, "seed {seed}: {:#?}", said(&told));
        }
    }
}

#[test]
fn a_silence_in_which_nobody_knows_who_is_at_home_is_not_lost() {
    for seed in 1..=3 {
        let told = then_silent(seed, |shut| vec![seen(shut + Span::seconds(100), "kitchen")]);
        let [alert] = told.as_slice() else { panic!("seed {seed}: {:#?}", said(&told)) };
        assert_eq!((alert.kind, alert.severity), (AlertKind::OverdueActivity, Severity::Attention));
        assert!(alert.raised_at - on(DAY, "15:00") <= Span::hours(8), "seed {seed}: {:#?}", said(&told));
        assert!(alert.message.contains("the person out"), "{}", alert.message);
        assert!(alert.also_could_be.iter().any(|text| text.contains("a pet, a guest or a sensor")), "{alert:#?}");
        assert!(alert.confidence < 0.5 && !alert.evidence.is_empty());
    }
}

/// A child runs to the bathroom and back after each sign in the lounge, all through the day.
fn with_a_child(seed: u64) -> Vec<Reading> {
    let mut readings = days(seed, DAY + 2, |_| Some(ORDINARY));
    let day = on(DAY, "08:00")..on(DAY, "21:00");
    let runs: Vec<Reading> = readings
        .iter()
        .filter(|r| r.device.as_str() == "lounge-movement" && r.capability == Capability::Occupancy)
        .filter(|reading| day.contains(&reading.at))
        .flat_map(|r| [seen(r.at + Span::seconds(2), "bathroom"), seen(r.at + Span::seconds(4), "lounge")])
        .collect();
    readings.extend(runs);
    sorted(readings)
}

#[test]
fn a_day_with_a_child_is_not_the_persons_day() {
    let latest = |monitor: &Monitor| {
        let habit = monitor.habits().into_iter().find(|habit| habit.feature == Feature::KitchenVisits);
        habit.and_then(|habit| habit.latest).map(|(day, _)| day)
    };
    for seed in 1..=3 {
        let (monitor, alerts) = hear(&with_a_child(seed), on(DAY + 2, "00:00"));
        assert!(alerts.is_empty(), "seed {seed}: {:#?}", said(&alerts));
        // It is neither judged nor learned.
        let (ordinary, _) = hear(&days(seed, DAY + 2, |_| Some(ORDINARY)), on(DAY + 2, "00:00"));
        assert_eq!((latest(&monitor), latest(&ordinary)), (Some(DAY - 1), Some(DAY)), "seed {seed}");
    }
}
