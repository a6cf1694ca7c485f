//! Doors, heat, appliances and the devices themselves at the monitor's boundary: readings in, alerts out. Each case has a
//! benign twin of which nothing may be said. The days are put together here.

mod rooms;

use smart_house::home::{AreaId, Availability, Capability, DeviceId, DeviceKind, Home, Item, Reading, Value};
use smart_house::monitor::alert::{Alert, AlertKind, Severity};
use smart_house::monitor::{Config, Monitor};
use smart_house::time::{Calendar, ClockTime, Span, Timestamp};

use self::rooms::{Chance, FRONT_DOOR, ROOMS, home_with};

fn home() -> Home {
    let others = [
        ("bedroom-temperature", DeviceKind::Temperature, "bedroom"),
        ("lounge-temperature", DeviceKind::Temperature, "lounge"),
        ("cooker-plug", DeviceKind::Plug, "kitchen"),
        ("television-plug", DeviceKind::Plug, "lounge"),
        ("heater-plug", DeviceKind::Plug, "lounge"),
        ("kettle-plug", DeviceKind::Plug, "kitchen"),
        ("bed-pad", DeviceKind::BedSensor, "bedroom"),
        ("fob", DeviceKind::Fob, "bedroom"),
        ("hub", DeviceKind::Hub, "hall"),
    ];
    home_with(&[FRONT_DOOR, ("back-door", "Back door", "kitchen")], &others)
}

/// Day 1 is a Monday, and no clock changes.
fn calendar() -> Calendar {
    Calendar::parse("Europe/London", "2026-05-04").expect("a calendar")
}

fn on(day: i64, clock: &str) -> Timestamp {
    calendar().at(day, ClockTime::parse(clock).expect("a clock time"))
}

fn say(at: Timestamp, device: &str, capability: Capability, value: Value) -> Reading {
    Reading { at, device: DeviceId::new(device), capability, value }
}

fn seen(at: Timestamp, room: &str) -> Reading {
    say(at, &format!("{room}-movement"), Capability::Occupancy, Value::Flag(true))
}

fn contact(at: Timestamp, door: &str, open: bool) -> Reading {
    say(at, door, Capability::Contact, Value::Flag(open))
}

fn watts(at: Timestamp, plug: &str, watts: f64) -> Reading {
    say(at, plug, Capability::Power, Value::Number(watts))
}

/// Some days of one home, to be changed and then watched.
#[derive(Clone)]
struct Days {
    readings: Vec<Reading>,
    availability: Vec<Availability>,
}

impl Days {
    /// Ordinary days: up at seven, in bed at half past ten, the post at nine, a breath of air at one, supper at half
    /// past five, an outing on Tuesdays. Devices report of their own accord about every hour, the fob once a day.
    fn ordinary(count: i64) -> Self {
        let (mut chance, mut readings) = (Chance(7), Vec::new());
        for day in 1..=count {
            let mut at = on(day, "07:00") + chance.minutes(0, 20);
            readings.push(seen(at, "bedroom"));
            let (mut post, mut air, mut out) = (true, true, (day - 1) % 7 == 1);
            while at < on(day, "22:20") {
                let room = if at >= on(day, "17:30") && at < on(day, "18:10") {
                    "kitchen"
                } else {
                    ["lounge", "lounge", "kitchen", "bathroom", "bedroom"][(chance.next() % 5) as usize]
                };
                readings.push(seen(at, "hall"));
                if at >= on(day, "09:00") && std::mem::take(&mut post) {
                    readings.push(contact(at + Span::seconds(5), "front-door", true));
                    readings.push(contact(at + Span::seconds(5) + chance.seconds(10, 90), "front-door", false));
                    at += Span::minutes(2);
                    readings.push(seen(at, "hall"));
                } else if at >= on(day, "10:30") && std::mem::take(&mut out) {
                    readings.push(contact(at + Span::seconds(5), "front-door", true));
                    readings.push(contact(at + Span::seconds(20), "front-door", false));
                    at += chance.minutes(60, 90);
                    readings.push(contact(at, "front-door", true));
                    readings.push(contact(at + Span::seconds(20), "front-door", false));
                    at += Span::minutes(2);
                    readings.push(seen(at, "hall"));
                }
                at += chance.seconds(8, 20);
                readings.push(seen(at, room));
                if room == "kitchen" && at >= on(day, "13:00") && std::mem::take(&mut air) {
                    readings.push(contact(at + Span::seconds(20), "back-door", true));
                    readings.push(contact(at + Span::seconds(20) + chance.minutes(1, 5), "back-door", false));
                }
                let leaves = at + if room == "bathroom" { chance.minutes(2, 9) } else { chance.minutes(4, 28) };
                while at < leaves {
                    readings.push(seen(at, room));
                    at += chance.seconds(60, 200);
                }
            }
            readings.push(seen(at, "bedroom"));
            let night = on(day + 1, "02:30") + chance.minutes(0, 80);
            for (after, room) in [(0, "bedroom"), (40, "bathroom"), (200, "bathroom"), (260, "bedroom")] {
                readings.push(seen(night + Span::seconds(after), room));
            }
        }
        let mut days = Self { readings, availability: Vec::new() };
        for day in 1..=count {
            days.cook(on(day, "17:32"), on(day, "18:05"));
            for clock in ["00:00", "18:30", "22:10"] {
                days.add([watts(on(day, clock), "television-plug", if clock == "18:30" { 90.0 } else { 0.4 })]);
            }
            days.add([say(on(day, "04:40"), "fob", Capability::Battery, Value::Number(90.0))]);
        }
        for hour in 0..(24 * count) {
            let at = on(1, "00:00") + Span::hours(hour);
            for (place, (room, _)) in ROOMS.iter().enumerate() {
                let at = at + Span::minutes(11 * place as i64) + chance.seconds(0, 200);
                days.add([say(at, &format!("{room}-movement"), Capability::LinkQuality, Value::Number(120.0))]);
            }
            for (place, door) in ["front-door", "back-door"].into_iter().enumerate() {
                let at = at + Span::minutes(20 + 15 * place as i64) + chance.seconds(0, 200);
                days.add([say(at, door, Capability::LinkQuality, Value::Number(90.0))]);
            }
            days.add([say(at + Span::minutes(1), "hub", Capability::LinkQuality, Value::Number(255.0))]);
        }
        days.warm("bedroom", on(1, "00:00"), on(count + 1, "00:00"), |_| 20.0);
        days.warm("lounge", on(1, "00:00"), on(count + 1, "00:00"), |_| 21.0);
        days
    }

    fn add(&mut self, readings: impl IntoIterator<Item = Reading>) {
        self.readings.extend(readings);
    }

    /// Leaves out what answers to a description between two instants.
    fn drop(&mut self, from: Timestamp, until: Timestamp, which: impl Fn(&Reading) -> bool) {
        self.readings.retain(|reading| !((from..until).contains(&reading.at) && which(reading)));
    }

    /// The oven is on, with a thermostat that rests now and then.
    fn cook(&mut self, from: Timestamp, until: Timestamp) {
        let mut at = from;
        while at < until {
            self.add([watts(at, "cooker-plug", 1_800.0), watts(at + Span::minutes(6), "cooker-plug", 1.0)]);
            at += Span::minutes(10);
        }
        self.add([watts(until, "cooker-plug", 0.0)]);
    }

    /// A room has this temperature, by the hours since `from`; told every quarter of an hour.
    fn warm(&mut self, room: &str, from: Timestamp, until: Timestamp, celsius: impl Fn(f64) -> f64) {
        let id = format!("{room}-temperature");
        self.drop(from, until, |reading| reading.device.as_str() == id);
        let mut at = from;
        while at < until {
            let value = (celsius((at - from).as_hours()) * 10.0).round() / 10.0;
            self.add([say(at, &id, Capability::Temperature, Value::Number(value))]);
            at += Span::minutes(15);
        }
    }

    /// From one instant to another the person is in these rooms alone, each for some minutes in turn.
    fn stay(&mut self, from: Timestamp, until: Timestamp, rooms: &[(&str, i64)]) {
        let door = |reading: &Reading| reading.capability == Capability::Contact;
        self.drop(from, until, |reading| reading.capability == Capability::Occupancy || door(reading));
        let (mut at, mut turn) = (from, 0);
        while at < until && !rooms.is_empty() {
            let (room, minutes) = rooms[turn % rooms.len()];
            let leaves = (at + Span::minutes(minutes)).min(until);
            while at < leaves {
                self.add([seen(at, room)]);
                at += Span::seconds(110);
            }
            turn += 1;
        }
    }

    /// What was said until an instant.
    fn alerts(&self, until: Timestamp) -> Vec<Alert> {
        let readings = self.readings.iter().cloned().map(Item::Reading);
        let mut items: Vec<Item> = readings.chain(self.availability.iter().cloned().map(Item::Availability)).collect();
        items.retain(|item| item.at() < until);
        items.sort_by_key(Item::at);
        let (mut monitor, mut alerts) = (Monitor::new(&home(), &calendar(), Config::default()), Vec::new());
        items.iter().for_each(|item| monitor.observe(item, &mut alerts));
        monitor.observe(&Item::Watermark(until), &mut alerts);
        assert_eq!((monitor.late(), monitor.unknown()), (0, 0));
        alerts
    }
}

/// `day 30, Friday 08:10 hot-home bedroom Urgent`.
fn said(alerts: &[Alert]) -> Vec<String> {
    let line = |alert: &Alert| {
        let area = alert.area.as_ref().map_or("-", AreaId::as_str);
        let (at, kind) = (calendar().local(alert.raised_at), alert.kind.name());
        format!("{at} {kind} {area} {:?}: {}", alert.severity, alert.message)
    };
    alerts.iter().map(line).collect()
}

/// Checks that exactly these kinds were said, each within its time of its instant.
fn expect(name: &str, alerts: &[Alert], expected: &[(AlertKind, Severity, Timestamp, Span)]) {
    assert_eq!(alerts.len(), expected.len(), "{name}: {:#?}", said(alerts));
    for (alert, (kind, severity, after, within)) in alerts.iter().zip(expected) {
        assert_eq!((alert.kind, alert.severity), (*kind, *severity), "{name}: {:#?}", said(alerts));
        let delay = alert.raised_at - *after;
        assert!(delay >= Span::ZERO && delay <= *within, "{name}: after {delay}: {:#?}", said(alerts));
        assert!(alert.since <= alert.raised_at, "{name}");
        assert!(alert.evidence.is_sorted_by_key(|e| e.at), "{name}");
        assert!((0.0..=1.0).contains(&alert.confidence), "{name}");
        assert!(!alert.message.contains("  ") && alert.message.starts_with(char::is_uppercase), "{}", alert.message);
    }
}

#[test]
fn ordinary_days_are_quiet() {
    let alerts = Days::ordinary(40).alerts(on(41, "00:00"));
    expect("ordinary days", &alerts, &[]);
}

#[test]
fn a_door_left_open_is_told_and_a_door_in_use_is_not() {
    let day = 30;
    let from = on(day, "14:00");
    // For how many minutes the back door is open, where the person is meanwhile, and what is said.
    let inside: &[(&str, i64)] = &[("lounge", 30), ("hall", 2), ("bedroom", 20)];
    type Case<'a> = (&'a str, i64, &'a [(&'a str, i64)], Option<Span>);
    let cases: [Case<'_>; 5] = [
        ("forgotten", 240, inside, Some(Span::minutes(60))),
        ("airing the kitchen", 16, inside, None),
        ("cooking beside it", 150, &[("kitchen", 15)], None),
        ("sitting in the lounge", 240, &[("lounge", 15)], Some(Span::minutes(60))),
        ("away for hours", 180, &[], Some(Span::minutes(75))),
    ];
    for (name, minutes, rooms, told) in cases {
        let mut days = Days::ordinary(32);
        let until = from + Span::minutes(minutes);
        days.stay(from, until, rooms);
        days.add([seen(from - Span::seconds(20), "kitchen"), contact(from, "back-door", true)]);
        days.add([contact(until, "back-door", false), seen(until + Span::seconds(4), "kitchen")]);
        let alerts = days.alerts(on(33, "00:00"));
        let expected: Vec<_> =
            told.map(|within| (AlertKind::DoorLeftOpen, Severity::Attention, from, within)).into_iter().collect();
        expect(name, &alerts, &expected);
    }
}

#[test]
fn gardening_with_the_door_open_is_nothing_to_mention() {
    let mut days = Days::ordinary(32);
    let (from, until) = (on(30, "14:00"), on(30, "17:00"));
    days.stay(from, until, &[]);
    days.add([contact(from, "back-door", true), seen(from - Span::seconds(9), "kitchen")]);
    let mut at = from + Span::minutes(14);
    while at < until {
        days.add([seen(at, "kitchen")]);
        at += Span::minutes(14);
    }
    days.add([contact(until, "back-door", false), seen(until + Span::seconds(5), "kitchen")]);
    expect("gardening", &days.alerts(on(33, "00:00")), &[]);
}

#[test]
fn a_door_is_told_again_when_it_is_left_open_again_and_a_habit_is_learned() {
    let mut days = Days::ordinary(60);
    for day in [30, 33] {
        days.stay(on(day, "14:00"), on(day, "17:00"), &[("lounge", 30), ("bedroom", 10)]);
        days.add([seen(on(day, "13:59"), "kitchen"), contact(on(day, "14:00"), "back-door", true)]);
        days.add([contact(on(day, "17:00"), "back-door", false)]);
    }
    let told = |day| (AlertKind::DoorLeftOpen, Severity::Attention, on(day, "14:00"), Span::minutes(75));
    expect("twice", &days.alerts(on(36, "00:00")), &[told(30), told(33)]);
    // The same on most days from the first week on is how this person lives.
    let mut days = Days::ordinary(50);
    for day in (3..50).filter(|day| day % 7 != 2) {
        days.stay(on(day, "14:00"), on(day, "15:10"), &[("lounge", 30), ("bedroom", 10)]);
        days.add([seen(on(day, "13:59"), "kitchen"), contact(on(day, "14:00"), "back-door", true)]);
        days.add([contact(on(day, "15:10"), "back-door", false)]);
    }
    let mut late = days.alerts(on(51, "00:00"));
    late.retain(|alert| alert.raised_at > on(22, "00:00"));
    expect("a habit", &late, &[]);
}

#[test]
fn one_door_in_the_night_is_told_once() {
    let mut days = Days::ordinary(32);
    let from = on(30, "03:40");
    days.stay(from, on(30, "06:50"), &[]);
    days.drop(on(30, "02:00"), from, |reading| reading.capability == Capability::Occupancy);
    days.add([seen(from - Span::seconds(15), "hall"), contact(from, "front-door", true)]);
    days.add([seen(from + Span::seconds(70), "hall"), contact(on(30, "06:45"), "front-door", false)]);
    days.add([seen(on(30, "06:45") + Span::seconds(5), "hall")]);
    let alerts = days.alerts(on(30, "06:40"));
    expect("a door at night", &alerts, &[(AlertKind::DoorAtNight, Severity::Urgent, from, Span::minutes(10))]);
}

#[test]
fn a_contact_that_comes_loose_is_told_as_that() {
    let mut days = Days::ordinary(32);
    let from = on(30, "14:00");
    days.stay(from - Span::minutes(20), from + Span::hours(3), &[("lounge", 30), ("bedroom", 10), ("bathroom", 5)]);
    days.add([contact(from, "front-door", true)]);
    days.drop(from + Span::seconds(1), on(33, "00:00"), |reading| {
        reading.capability == Capability::Contact && reading.device.as_str() == "front-door"
    });
    let alerts = days.alerts(on(33, "00:00"));
    expect("a loose contact", &alerts, &[(AlertKind::SensorStuck, Severity::Attention, from, Span::hours(1))]);
}

#[test]
fn a_hot_home_is_told_and_a_sunny_hour_is_not() {
    let noon = on(30, "12:00");
    let hot = |severity, within| (AlertKind::HotHome, severity, noon, within);
    type Case<'a> = (&'a str, f64, i64, &'a [(AlertKind, Severity, Timestamp, Span)]);
    let cases: [Case<'_>; 4] = [
        ("a sunny hour", 29.5, 1, &[]),
        ("warm all day", 27.5, 8, &[]),
        ("hot all day", 30.0, 8, &[hot(Severity::Attention, Span::hours(5))]),
        ("far too hot", 33.5, 8, &[hot(Severity::Attention, Span::hours(4)), hot(Severity::Urgent, Span::hours(5))]),
    ];
    for (name, celsius, hours, expected) in cases {
        let mut days = Days::ordinary(32);
        for room in ["lounge", "bedroom"] {
            // It takes some hours to heat a room.
            days.warm(room, noon - Span::hours(8), noon, |hour| 20.0 + (celsius - 20.0) * (hour / 8.0).min(1.0));
            days.warm(room, noon, noon + Span::hours(hours), |_| celsius);
            let cools = noon + Span::hours(hours);
            days.warm(room, cools, cools + Span::hours(4), |hour| celsius - (celsius - 20.0) * (hour / 4.0));
        }
        let alerts = days.alerts(on(33, "00:00"));
        // A room that climbs past the limit is hot before noon.
        let early: Vec<_> = expected.iter().map(|(k, s, at, within)| (*k, *s, *at - Span::hours(3), *within)).collect();
        expect(name, &alerts, &early);
        if name == "far too hot" {
            assert!(alerts[1].message.contains("as well"), "{}", alerts[1].message);
            assert_eq!(alerts[1].devices.len(), 2);
        }
    }
}

#[test]
fn a_bedroom_too_hot_to_sleep_in_is_told_each_night_once() {
    let mut days = Days::ordinary(33);
    for night in [30, 31] {
        days.warm("bedroom", on(night, "21:00"), on(night + 1, "05:00"), |_| 27.0);
    }
    let told = |night| (AlertKind::HotHome, Severity::Attention, on(night, "22:30"), Span::hours(6));
    expect("hot nights", &days.alerts(on(34, "00:00")), &[told(30), told(31)]);
}

#[test]
fn a_thermometer_in_the_sun_hurries_nobody() {
    let mut days = Days::ordinary(32);
    days.warm("lounge", on(30, "13:00"), on(30, "18:00"), |_| 36.0);
    let alerts = days.alerts(on(33, "00:00"));
    let told = (AlertKind::HotHome, Severity::Attention, on(30, "13:00"), Span::hours(3));
    expect("in the sun", &alerts, &[told]);
    assert!(alerts[0].message.contains("leapt") && alerts[0].confidence < 0.5, "{}", alerts[0].message);
}

#[test]
fn an_appliance_left_on_is_told_and_cooking_is_not() {
    let from = on(30, "14:00");
    // How long the oven is on, where the person is after the first minutes, and what is said.
    type Case<'a> = (&'a str, i64, &'a [(&'a str, i64)], Option<(Severity, Span)>);
    let cases: [Case<'_>; 5] = [
        ("forgotten", 180, &[("lounge", 30), ("bedroom", 10)], Some((Severity::Attention, Span::minutes(60)))),
        ("cooking", 180, &[("kitchen", 20), ("hall", 1)], None),
        ("now and then a look", 120, &[("lounge", 9), ("kitchen", 4)], None),
        ("switched off soon", 12, &[("lounge", 30)], None),
        ("gone out", 60, &[], Some((Severity::Urgent, Span::minutes(40)))),
    ];
    for (name, minutes, rooms, told) in cases {
        let mut days = Days::ordinary(32);
        let until = from + Span::minutes(minutes);
        days.stay(from, from + Span::minutes(4), &[("kitchen", 4)]);
        days.stay(from + Span::minutes(4), until, rooms);
        if rooms.is_empty() {
            let leaves = from + Span::minutes(5);
            days.add([contact(leaves, "front-door", true), contact(leaves + Span::seconds(9), "front-door", false)]);
            days.add([contact(until, "front-door", true), contact(until + Span::seconds(9), "front-door", false)]);
            days.add([seen(until + Span::seconds(12), "hall")]);
        }
        days.cook(from, until);
        let expected: Vec<_> =
            told.map(|(severity, within)| (AlertKind::ApplianceLeftOn, severity, from, within)).into_iter().collect();
        expect(name, &days.alerts(on(33, "00:00")), &expected);
    }
}

#[test]
fn a_heater_is_told_half_an_hour_after_everybody_went_to_bed_or_out() {
    let pad = |at: Timestamp, occupied: bool| say(at, "bed-pad", Capability::Occupancy, Value::Flag(occupied));
    // From when until when it is on, whether its thermostat rests, what is left with nobody by it from 21:00 on, and what
    // is said.
    let heats = |days: &mut Days, from: Timestamp, until: Timestamp, rests: bool| {
        let mut at = from;
        while at < until {
            days.add([watts(at, "heater-plug", 2_000.0)]);
            if rests && at + Span::minutes(50) < until {
                days.add([watts(at + Span::minutes(25), "heater-plug", 0.0)]);
            }
            at += Span::minutes(50);
        }
        days.add([watts(until, "heater-plug", 0.0)]);
    };
    for rests in [false, true] {
        let mut days = Days::ordinary(32);
        days.stay(on(30, "19:00"), on(30, "21:00"), &[("lounge", 20)]);
        days.stay(on(30, "21:00"), on(30, "21:20"), &[("bathroom", 8), ("bedroom", 4)]);
        days.stay(on(30, "21:20"), on(31, "02:00"), &[]);
        days.add([pad(on(30, "21:20"), true), pad(on(31, "06:55"), false)]);
        days.add((1..18).map(|n| pad(on(30, "21:20") + Span::minutes(30 * n), true)));
        heats(&mut days, on(30, "19:10"), on(31, "07:30"), rests);
        let told = (
            AlertKind::ApplianceLeftOn,
            Severity::Attention,
            on(30, "21:20"),
            Span::minutes(if rests { 55 } else { 30 }),
        );
        let alerts = days.alerts(on(32, "00:00"));
        expect("in bed", &alerts, &[told]);
        assert!(alerts[0].message.contains("in bed") && alerts[0].since < on(30, "21:05"), "{}", alerts[0].message);
    }
    // Of an evening beside it, with supper made meanwhile.
    let mut days = Days::ordinary(32);
    days.stay(on(30, "18:00"), on(30, "18:50"), &[("kitchen", 20)]);
    days.stay(on(30, "18:50"), on(30, "21:30"), &[("lounge", 25), ("kitchen", 5)]);
    heats(&mut days, on(30, "17:50"), on(30, "21:00"), true);
    expect("of an evening", &days.alerts(on(32, "00:00")), &[]);
}

#[test]
fn a_kettle_that_does_not_switch_itself_off_is_told_and_a_larger_one_is_not() {
    for minutes in [7, 45] {
        let mut days = Days::ordinary(33);
        for day in 1..=32 {
            for clock in ["08:10", "11:00", "15:20"] {
                let lasts = if day == 32 && clock == "11:00" { minutes } else { 4 };
                let from = on(day, clock);
                days.add((0..lasts).step_by(3).map(|n| watts(from + Span::minutes(n), "kettle-plug", 2_400.0)));
                days.add([watts(from + Span::minutes(lasts), "kettle-plug", 0.0)]);
            }
        }
        // Whoever stands beside it may not notice.
        days.stay(on(32, "10:59"), on(32, "11:50"), &[("kitchen", 10)]);
        let told = (AlertKind::ApplianceLeftOn, Severity::Attention, on(32, "11:00"), Span::minutes(15));
        let alerts = days.alerts(on(33, "00:00"));
        expect("a kettle", &alerts, if minutes > 7 { std::slice::from_ref(&told) } else { &[] });
    }
    // The report that it switched itself off was lost.
    let mut days = Days::ordinary(33);
    days.add([watts(on(32, "11:00"), "kettle-plug", 2_400.0), watts(on(32, "15:00"), "kettle-plug", 0.0)]);
    expect("a lost report", &days.alerts(on(33, "00:00")), &[]);
}

#[test]
fn a_television_that_is_never_left_on_is_information_and_one_that_always_is_is_nothing() {
    let mut days = Days::ordinary(33);
    days.drop(on(29, "20:00"), on(30, "07:30"), |reading| reading.device.as_str() == "television-plug");
    days.add([watts(on(30, "07:30"), "television-plug", 0.4)]);
    let told = (AlertKind::ApplianceLeftOn, Severity::Information, on(29, "21:00"), Span::hours(12));
    expect("forgotten", &days.alerts(on(33, "00:00")), &[told]);
    let mut days = Days::ordinary(33);
    let off = |reading: &Reading| reading.device.as_str() == "television-plug" && reading.value == Value::Number(0.4);
    days.drop(on(2, "00:00"), on(34, "00:00"), off);
    for day in 2..=33 {
        days.add([watts(on(day, "08:00"), "television-plug", 0.4)]);
    }
    expect("for company", &days.alerts(on(33, "00:00")), &[]);
}

#[test]
fn an_appliance_is_told_again_the_next_time_and_a_sunday_roast_is_learned() {
    let roast = |days: &mut Days, day: i64, minutes: i64| {
        let (from, until) = (on(day, "11:00"), on(day, "11:00") + Span::minutes(minutes));
        days.stay(from, from + Span::minutes(5), &[("kitchen", 5)]);
        days.stay(from + Span::minutes(5), until, &[("lounge", 30), ("bedroom", 10)]);
        days.stay(until, until + Span::minutes(3), &[("kitchen", 3)]);
        days.cook(from, until);
    };
    let mut days = Days::ordinary(36);
    roast(&mut days, 30, 120);
    roast(&mut days, 33, 120);
    let told = |day| (AlertKind::ApplianceLeftOn, Severity::Attention, on(day, "11:00"), Span::minutes(75));
    expect("twice", &days.alerts(on(36, "00:00")), &[told(30), told(33)]);
    let mut days = Days::ordinary(50);
    (1..50).filter(|day| day % 7 == 0 || day % 7 == 3).for_each(|day| roast(&mut days, day, 50));
    let mut late = days.alerts(on(51, "00:00"));
    late.retain(|alert| alert.raised_at > on(29, "00:00"));
    expect("a habit", &late, &[]);
}

#[test]
fn a_battery_is_told_once_before_it_is_empty_and_a_wobble_is_not() {
    // The charge of the hall's sensor on the days from day 20 on, and the days on which something is said.
    let falling: Vec<f64> = (0..20).map(|day| 90.0 - 4.0 * f64::from(day)).collect();
    let replaced: Vec<f64> = [13.0, 12.0, 11.0].into_iter().chain([100.0; 9]).chain([14.0, 13.0, 12.0]).collect();
    let wobbles: Vec<f64> = (0..25).map(|day| 60.0 + f64::from((day * 7) % 5) - 2.0).collect();
    let slow: Vec<f64> = (0..25).map(|day| 80.0 - 0.1 * f64::from(day)).collect();
    let cold_night: Vec<f64> = [88.0; 8].into_iter().chain([70.0]).chain([88.0; 10]).collect();
    type Case = (&'static str, Vec<f64>, Vec<(i64, i64)>);
    let cases: [Case; 6] = [
        ("it falls", falling, vec![(24, 31)]),
        ("it is replaced", replaced, vec![(21, 22), (33, 34)]),
        ("it wobbles", wobbles, vec![]),
        ("it lasts", slow, vec![]),
        ("a cold night", cold_night, vec![]),
        ("it is empty at once", vec![90.0, 90.0, 90.0, 3.0, 3.0, 2.0], vec![(23, 24)]),
    ];
    for (name, charges, told) in cases {
        let mut days = Days::ordinary(46);
        for (after, charge) in charges.iter().enumerate() {
            let at = on(20 + after as i64, "05:20");
            days.add([say(at, "hall-movement", Capability::Battery, Value::Number(*charge))]);
        }
        let alerts = days.alerts(on(46, "00:00"));
        assert_eq!(alerts.len(), told.len(), "{name}: {:#?}", said(&alerts));
        for (alert, (from, until)) in alerts.iter().zip(told) {
            assert_eq!(alert.kind, AlertKind::LowBattery, "{name}: {:#?}", said(&alerts));
            assert_eq!(alert.devices, [DeviceId::new("hall-movement")], "{name}");
            assert!((on(from, "00:00")..on(until, "00:00")).contains(&alert.raised_at), "{name}: {:#?}", said(&alerts));
        }
    }
}

#[test]
fn a_silent_sensor_is_told_once_and_again_when_it_falls_silent_again() {
    let mut days = Days::ordinary(40);
    for day in [30, 34] {
        days.drop(on(day, "10:00"), on(day + 2, "10:00"), |reading| reading.device.as_str() == "bathroom-movement");
    }
    let told = |day| (AlertKind::SensorSilent, Severity::Attention, on(day, "10:00"), Span::hours(12));
    let alerts = days.alerts(on(39, "00:00"));
    expect("a dead sensor", &alerts, &[told(30), told(34)]);
    assert_eq!(alerts[0].devices, [DeviceId::new("bathroom-movement")]);
}

#[test]
fn one_missed_report_of_a_rare_reporter_is_nothing_and_three_are_told() {
    for (missed, told) in [(1, None), (4, Some(Span::days(3)))] {
        let mut days = Days::ordinary(40);
        days.drop(on(30, "00:00"), on(30 + missed, "00:00"), |reading| reading.device.as_str() == "fob");
        let from = on(29, "04:40");
        let expected: Vec<_> =
            told.map(|within| (AlertKind::SensorSilent, Severity::Attention, from, within)).into_iter().collect();
        expect("the fob", &days.alerts(on(40, "00:00")), &expected);
    }
}

#[test]
fn sensors_that_speak_only_of_events_are_never_told_of_as_silent() {
    let mut days = Days::ordinary(45);
    days.readings.retain(|reading| {
        matches!(reading.capability, Capability::Occupancy | Capability::Contact | Capability::Power)
    });
    // Nobody goes into the bedroom's corner for a week, and the doors stay shut.
    let shut = |reading: &Reading| reading.device.as_str().ends_with("door");
    days.drop(on(35, "00:00"), on(42, "00:00"), shut);
    let alerts = days.alerts(on(45, "00:00"));
    assert!(alerts.iter().all(|alert| alert.kind != AlertKind::SensorSilent), "{:#?}", said(&alerts));
    assert!(alerts.iter().all(|alert| alert.kind != AlertKind::HubOffline), "{:#?}", said(&alerts));
}

#[test]
fn a_device_out_of_reach_is_told_after_some_hours_and_not_for_a_moment() {
    for (hours, told) in [(1, false), (8, true)] {
        let mut days = Days::ordinary(33);
        let (from, until) = (on(30, "10:00"), on(30, "10:00") + Span::hours(hours));
        let id = DeviceId::new("back-door");
        days.drop(from, until, |reading| reading.device == id);
        for (at, online) in [(from, false), (until, true)] {
            days.availability.push(Availability { at, device: id.clone(), online });
        }
        let expected = (AlertKind::SensorSilent, Severity::Attention, from, Span::hours(4));
        expect("out of reach", &days.alerts(on(33, "00:00")), if told { std::slice::from_ref(&expected) } else { &[] });
    }
}

#[test]
fn a_whole_outage_is_the_hubs_and_is_told_once_each_time() {
    let mut days = Days::ordinary(40);
    for day in [30, 33] {
        days.drop(on(day, "10:00"), on(day, "17:00"), |_| true);
    }
    let told = |day| (AlertKind::HubOffline, Severity::Attention, on(day, "10:00"), Span::minutes(75));
    expect("the hub", &days.alerts(on(40, "00:00")), &[told(30), told(33)]);
    // The hub is there, but its radio is not.
    let mut days = Days::ordinary(33);
    days.drop(on(30, "10:00"), on(30, "17:00"), |reading| reading.device.as_str() != "hub");
    let alerts = days.alerts(on(33, "00:00"));
    expect("the radio", &alerts, &[told(30)]);
    assert!(alerts[0].message.contains("hears none of its devices"), "{}", alerts[0].message);
    // The hub's own line says that it is out of reach.
    let mut days = Days::ordinary(33);
    days.drop(on(30, "10:00"), on(30, "17:00"), |_| true);
    for (clock, online) in [("10:00", false), ("17:00", true)] {
        days.availability.push(Availability { at: on(30, clock), device: DeviceId::new("hub"), online });
    }
    expect("out of reach", &days.alerts(on(33, "00:00")), &[told(30)]);
}

#[test]
fn half_of_the_movement_sensors_out_is_told_once_as_cannot_tell() {
    let mut days = Days::ordinary(34);
    let out = ["lounge-movement", "kitchen-movement", "bathroom-movement"];
    days.drop(on(30, "10:00"), on(32, "10:00"), |reading| out.contains(&reading.device.as_str()));
    let alerts = days.alerts(on(34, "00:00"));
    expect("half", &alerts, &[(AlertKind::CannotTell, Severity::Attention, on(30, "10:00"), Span::hours(4))]);
    assert_eq!(alerts[0].devices.len(), 3);
}

#[test]
fn a_sensor_that_sees_somebody_all_the_time_is_told_once_and_left_out() {
    let mut days = Days::ordinary(34);
    let (from, until) = (on(30, "09:30"), on(32, "09:30"));
    let mut at = from;
    while at < until {
        days.add([seen(at, "lounge")]);
        at += Span::seconds(63);
    }
    let told = (AlertKind::SensorStuck, Severity::Attention, from, Span::hours(8));
    expect("stuck", &days.alerts(on(34, "00:00")), &[told]);
    // Somebody who falls meanwhile is not taken for lively; but somebody who may be in that room is not taken for silent.
    let last = on(31, "13:00");
    days.drop(last, on(34, "00:00"), |reading| {
        matches!(reading.capability, Capability::Occupancy | Capability::Contact | Capability::Power)
            && reading.device.as_str() != "lounge-movement"
    });
    let stays = (AlertKind::LongBathroomStay, Severity::Urgent, last, Span::minutes(45));
    for (room, expected) in [("bathroom", &[told, stays][..]), ("hall", &[told])] {
        let mut days = days.clone();
        days.add([seen(last, room)]);
        expect(room, &days.alerts(on(31, "22:00")), expected);
    }
    // A whole day before the television, with a pause now and then, is no fault.
    let mut days = Days::ordinary(33);
    days.stay(on(30, "09:00"), on(30, "21:00"), &[("lounge", 55), ("kitchen", 6), ("bathroom", 4)]);
    expect("a lazy day", &days.alerts(on(33, "00:00")), &[]);
}
