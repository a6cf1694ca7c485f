//! How a home is lived in, as the monitor infers it and as a person sets it: at home, out, away, and not alone.

#[allow(dead_code, reason = "each of the tests that share it uses a part")]
mod ordinary;
mod rooms;

use ordinary::{ORDINARY, calendar, days, door, fridge, hear, on, said, seen, set, sorted, still_after};
use smart_house::home::Reading;
use smart_house::monitor::Mode;
use smart_house::monitor::alert::{AlertKind, Severity};
use smart_house::time::{Span, Timestamp};

use self::rooms::Chance;

/// Whoever is at home leaves by the front door.
fn leaves(at: Timestamp) -> Vec<Reading> {
    vec![seen(at, "hall"), door(at + Span::seconds(20), true), door(at + Span::seconds(30), false)]
}

/// Comes home and is about.
fn returns(at: Timestamp) -> Vec<Reading> {
    let rooms = ["hall", "kitchen", "lounge", "hall", "bedroom", "lounge"];
    let about = (0..100).map(|n| seen(at + Span::seconds(70 + 240 * n), rooms[n as usize % rooms.len()]));
    let opens = [door(at, true), seen(at + Span::seconds(4), "hall"), door(at + Span::seconds(15), false)];
    opens.into_iter().chain(about).collect()
}

/// Two people, one in the lounge and one in the kitchen, each seen about once a minute.
fn together(from: Timestamp, minutes: i64) -> Vec<Reading> {
    let mut chance = Chance(77);
    (0..minutes)
        .flat_map(|minute| {
            let at = from + Span::minutes(minute);
            [seen(at + chance.seconds(0, 50), "lounge"), seen(at + chance.seconds(0, 50), "kitchen")]
        })
        .collect()
}

/// A week away from day 33 on, in which the sun fools one sensor now and then.
fn holiday(seed: u64) -> Vec<Reading> {
    let left = on(33, "10:15");
    let mut readings: Vec<Reading> = days(seed, 45, |day| (!(33..=40).contains(&day)).then_some(ORDINARY));
    readings.extend(
        still_after(seed, left, left + Span::hours(1)).into_iter().filter(|r| r.at > on(33, "03:00") && r.at < left),
    );
    readings.extend(leaves(left));
    readings.extend(
        [(34, "11:20", "lounge"), (36, "14:05", "kitchen"), (38, "09:40", "lounge")]
            .map(|(day, at, room)| seen(on(day, at), room)),
    );
    readings.extend(returns(on(40, "15:30")));
    readings.extend([seen(on(40, "22:50"), "hall"), seen(on(40, "22:51"), "bedroom")]);
    let mut readings = sorted(readings);
    readings.dedup();
    readings
}

#[test]
fn a_week_away_is_asked_about_once_and_is_no_emergency() {
    for seed in 1..=3 {
        let (_, alerts) = hear(&holiday(seed), on(45, "00:00"));
        let told: Vec<_> = alerts.iter().map(|alert| (alert.kind, alert.severity)).collect();
        assert_eq!(told, [(AlertKind::NotReturned, Severity::Attention)], "seed {seed}: {:#?}", said(&alerts));
        let alert = &alerts[0];
        assert!(alert.raised_at >= on(33, "16:15") && alert.raised_at <= on(34, "00:00"), "{:#?}", said(&alerts));
        assert!(alert.also_could_be.iter().any(|text| text.contains("holiday")));
        assert!(!alert.evidence.is_empty() && alert.message.contains("10:15"), "{}", alert.message);
    }
}

#[test]
fn a_week_away_that_was_set_is_nothing_to_mention() {
    for (when, mode) in [("32 20:00", "holiday"), ("33 10:40", "hospital"), ("33 10:14", "away")] {
        let (day, clock) = when.split_once(' ').expect("a day and a time");
        let mut readings = holiday(5);
        readings.push(set(on(day.parse().expect("a day"), clock), mode));
        let (monitor, alerts) = hear(&sorted(readings.clone()), on(45, "00:00"));
        assert!(alerts.is_empty(), "{mode}: {:#?}", said(&alerts));
        // It ended by itself when somebody was plainly back.
        assert_eq!(monitor.mode().mode, Mode::AtHome);
        let (monitor, _) = hear(&sorted(readings), on(36, "12:00"));
        let now = monitor.mode();
        assert!(now.set && now.mode.name() == mode, "{now:?}");
    }
}

#[test]
fn the_mode_follows_the_readings_with_its_confidence() {
    let readings = holiday(5);
    let cases = [
        ("32 15:00", Mode::AtHome, 0.85),
        ("33 10:30", Mode::Out, 0.7),
        ("33 20:00", Mode::Out, 0.9),
        ("34 12:00", Mode::Away, 0.9),
        ("38 12:00", Mode::Away, 0.9),
        ("40 18:30", Mode::AtHome, 0.85),
    ];
    for (when, mode, sure) in cases {
        let (day, clock) = when.split_once(' ').expect("a day and a time");
        let (monitor, _) = hear(&readings, on(day.parse().expect("a day"), clock));
        let now = monitor.mode();
        assert!(now.mode == mode && now.confidence >= sure && !now.set, "{when}: {now:?}");
        assert!(now.in_words().contains("% sure"), "{}", now.in_words());
    }
}

#[test]
fn a_neighbour_who_waters_the_plants_does_not_end_a_holiday() {
    let mut readings = holiday(6);
    let at = on(36, "17:00");
    readings.extend([door(at, true), seen(at + Span::seconds(6), "hall"), door(at + Span::seconds(20), false)]);
    readings.extend((1..6).map(|n| seen(at + Span::minutes(2 * n), ["kitchen", "lounge", "hall"][n as usize % 3])));
    readings.extend(leaves(at + Span::minutes(13)));
    readings.push(set(on(33, "10:00"), "holiday"));
    let readings = sorted(readings);
    let (monitor, alerts) = hear(&readings, on(39, "12:00"));
    assert!(alerts.is_empty(), "{:#?}", said(&alerts));
    assert_eq!((monitor.mode().mode, monitor.mode().set), (Mode::Holiday, true));
}

#[test]
fn somebody_who_came_home_unheard_is_believed_once_two_rooms_say_so() {
    // The door's report of the return is lost, and then the person falls silent at home.
    let left = on(33, "10:40");
    let mut readings = still_after(7, left, on(35, "00:00"));
    readings.extend(leaves(left));
    let back = on(33, "12:30");
    readings.extend([
        seen(back, "hall"),
        seen(back + Span::seconds(20), "kitchen"),
        seen(back + Span::minutes(4), "lounge"),
    ]);
    // A cat would be seen in the same way; a hand at the fridge is the person's.
    for (hand, severity) in [(false, Severity::Attention), (true, Severity::Urgent)] {
        let mut readings = readings.clone();
        if hand {
            readings.extend([fridge(back + Span::minutes(1), true), fridge(back + Span::seconds(70), false)]);
        }
        let (monitor, alerts) = hear(&sorted(readings), on(33, "20:00"));
        assert_eq!(
            alerts.iter().map(|a| (a.kind, a.severity)).collect::<Vec<_>>(),
            [(AlertKind::OverdueActivity, severity)],
            "{:#?}",
            said(&alerts)
        );
        assert_eq!(alerts[0].message.contains("the person out"), !hand, "{}", alerts[0].message);
        assert_eq!(monitor.mode().mode, Mode::AtHome);
    }
}

#[test]
fn a_visitor_is_noticed_and_a_silence_then_is_told_with_the_doubt() {
    let from = on(32, "14:00");
    let until = from + Span::minutes(50);
    let mut readings = still_after(8, from, on(34, "00:00"));
    readings.extend(together(from, 50));
    let readings = sorted(readings);
    let (monitor, _) = hear(&readings, until);
    let now = monitor.mode();
    assert!(now.mode == Mode::Visitor && now.confidence > 0.7 && !now.set, "{now:?}");
    assert!(now.since.is_some_and(|since| since >= from - Span::minutes(5)), "{now:?}");
    let (_, alerts) = hear(&readings, until + Span::hours(8));
    let [alert] = alerts.as_slice() else { panic!("{:#?}", said(&alerts)) };
    assert_eq!(alert.kind, AlertKind::OverdueActivity);
    if alert.raised_at - until < Span::minutes(90) {
        assert_eq!(alert.severity, Severity::Attention);
        assert!(alert.message.contains("somebody with them"), "{}", alert.message);
    }
    // Alone they are never taken for two.
    for day in 15..32 {
        for clock in ["09:00", "13:30", "18:45"] {
            let (monitor, _) = hear(&readings, on(day, clock));
            assert_ne!(monitor.mode().mode, Mode::Visitor, "day {day} {clock}");
        }
    }
}

#[test]
fn a_word_that_means_nothing_changes_nothing() {
    let mut readings = days(9, 20, |_| Some(ORDINARY));
    let (before, _) = hear(&readings, on(20, "12:00"));
    readings.push(set(on(19, "12:00"), "fishing"));
    let (after, alerts) = hear(&sorted(readings), on(20, "12:00"));
    assert!(alerts.is_empty(), "{:#?}", said(&alerts));
    assert_eq!(before.mode(), after.mode());
    assert_eq!(calendar().local(on(1, "12:00")).day, 1);
}
