//! A home and ordinary days in it, put together here for the tests of the monitor at its boundary.
//!
//! One person: up at seven, about the rooms, out on Tuesdays and Fridays, to bed at ten, once to the bathroom at night.

use smart_house::home::{AreaId, Capability, DeviceId, DeviceKind, Home, Item, Reading, Value};
use smart_house::monitor::alert::Alert;
use smart_house::monitor::{Config, Monitor};
use smart_house::time::{Calendar, ClockTime, Span, Timestamp};

use super::rooms::{Chance, FRONT_DOOR, ROOMS, home_with};

/// A movement sensor in each of five rooms, a front door, the kettle and the fridge, and a hub.
pub fn home() -> Home {
    let others = [
        ("fridge-door", DeviceKind::Contact, "kitchen"),
        ("kettle", DeviceKind::Plug, "kitchen"),
        ("hub", DeviceKind::Hub, "hall"),
    ];
    home_with(&[FRONT_DOOR], &others)
}

/// Day 1 is a Thursday.
pub fn calendar() -> Calendar {
    Calendar::parse("Europe/London", "2026-10-29").expect("a calendar")
}

/// A moment: a day and a time on the clock.
pub fn on(day: i64, clock: &str) -> Timestamp {
    calendar().at(day, ClockTime::parse(clock).expect("a time on the clock"))
}

pub fn say(at: Timestamp, device: &str, capability: Capability, value: Value) -> Reading {
    Reading { at, device: DeviceId::new(device), capability, value }
}

pub fn seen(at: Timestamp, room: &str) -> Reading {
    say(at, &format!("{room}-movement"), Capability::Occupancy, Value::Flag(true))
}

pub fn door(at: Timestamp, open: bool) -> Reading {
    say(at, "front-door", Capability::Contact, Value::Flag(open))
}

pub fn fridge(at: Timestamp, open: bool) -> Reading {
    say(at, "fridge-door", Capability::Contact, Value::Flag(open))
}

/// The kettle boils for three minutes.
pub fn kettle(at: Timestamp) -> [Reading; 2] {
    let watts = |at, watts| say(at, "kettle", Capability::Power, Value::Number(watts));
    [watts(at, 2_400.0), watts(at + Span::minutes(3), 0.0)]
}

/// What a person sets on the hub.
pub fn set(at: Timestamp, mode: &str) -> Reading {
    say(at, "hub", Capability::Mode, Value::Word(mode.into()))
}

/// What may be different on a day.
#[derive(Clone, Copy)]
pub struct Ways {
    /// Of the visits to the kitchen, how many in a hundred come with the kettle, and with the fridge.
    pub kettle: u64,
    pub fridge: u64,
    /// Whether there is an outing on Tuesdays and Fridays.
    pub goes_out: bool,
    /// How often the bathroom is gone to, in eighths of the walks.
    pub bathroom: u64,
}

pub const ORDINARY: Ways = Ways { kettle: 45, fridge: 45, goes_out: true, bathroom: 1 };

/// Ordinary days, in order of time. On a day without ways nobody is at home from the morning before.
pub fn days(seed: u64, count: i64, ways: impl Fn(i64) -> Option<Ways>) -> Vec<Reading> {
    let (calendar, mut chance) = (calendar(), Chance(seed));
    let mut all = vec![kettle(on(1, "00:00"))[1].clone()];
    for day in 1..=count {
        let Some(ways) = ways(day) else { continue };
        let weekday = calendar.local(on(day, "12:00")).weekday;
        let mut at = on(day, if weekday.is_weekend() { "08:00" } else { "07:00" }) + chance.minutes(0, 30);
        all.push(seen(at, "bedroom"));
        let (bed, out) = (on(day, "22:00") + chance.minutes(0, 25), on(day, "10:30"));
        let goes_out = ways.goes_out && matches!(weekday.name(), "Tuesday" | "Friday");
        let mut been_out = false;
        while at < bed {
            if goes_out && !been_out && at > out {
                been_out = true;
                all.extend([door(at + Span::seconds(20), true), door(at + Span::seconds(35), false)]);
                at += chance.minutes(70, 110);
                all.extend([door(at, true), seen(at + Span::seconds(5), "hall"), door(at + Span::seconds(20), false)]);
                at += Span::minutes(2);
            }
            all.push(seen(at, "hall"));
            at += chance.seconds(6, 12);
            let kind = chance.next() % 8;
            if kind < ways.bathroom {
                all.push(seen(at, "bathroom"));
                at += chance.minutes(2, 10);
                all.push(seen(at, "bathroom"));
                at += chance.seconds(6, 12);
            } else if kind < 4 {
                all.push(seen(at, "kitchen"));
                if chance.next() % 100 < ways.kettle {
                    all.extend(kettle(at + Span::seconds(40)));
                }
                if chance.next() % 100 < ways.fridge {
                    all.extend([fridge(at + Span::seconds(50), true), fridge(at + Span::seconds(62), false)]);
                }
                let stays = chance.minutes(3, 20);
                all.push(seen(at + Span::seconds(stays.as_millis() / 2_000), "kitchen"));
                at += stays;
            } else {
                all.push(seen(at, "lounge"));
                at += chance.minutes(5, 35);
                all.push(seen(at, "lounge"));
                at += chance.seconds(6, 12);
            }
        }
        let to_bed = at.max(on(day, "22:48"));
        all.extend([seen(at, "lounge"), seen(to_bed, "hall"), seen(to_bed + Span::seconds(10), "bedroom")]);
        let up = on(day + 1, "02:30") + chance.minutes(0, 90);
        all.extend([
            seen(up, "bedroom"),
            seen(up + Span::seconds(30), "bathroom"),
            seen(up + Span::minutes(4), "bedroom"),
        ]);
    }
    for hour in 0..(count + 2) * 24 {
        for (place, (room, _)) in ROOMS.iter().enumerate() {
            let at = on(1, "00:00") + Span::hours(hour) + Span::minutes(11 * place as i64);
            all.push(say(at, &format!("{room}-movement"), Capability::LinkQuality, Value::Number(120.0)));
        }
        let at = on(1, "00:00") + Span::hours(hour) + Span::minutes(57);
        all.push(say(at, "hub", Capability::LinkQuality, Value::Number(255.0)));
    }
    sorted(all)
}

pub fn sorted(mut readings: Vec<Reading>) -> Vec<Reading> {
    readings.sort_by_key(|reading| reading.at);
    readings
}

/// Ordinary days up to a moment, and after it only what devices say of their own accord.
pub fn still_after(seed: u64, at: Timestamp, until: Timestamp) -> Vec<Reading> {
    let days = days(seed, calendar().local(until).day, |_| Some(ORDINARY));
    days.into_iter().filter(|r| r.at < at || r.capability == Capability::LinkQuality).collect()
}

/// The monitor after the readings before `until`, with time passing until then, and its alerts.
pub fn hear(readings: &[Reading], until: Timestamp) -> (Monitor, Vec<Alert>) {
    let (mut monitor, mut alerts) = (Monitor::new(&home(), &calendar(), Config::default()), Vec::new());
    for reading in readings.iter().filter(|reading| reading.at < until) {
        monitor.observe(&Item::Reading(reading.clone()), &mut alerts);
    }
    monitor.observe(&Item::Watermark(until), &mut alerts);
    assert_eq!((monitor.late(), monitor.unknown()), (0, 0));
    (monitor, alerts)
}

/// What was said, shortly: `day 30, Friday 08:10 overdue-activity bathroom Urgent`.
pub fn said(alerts: &[Alert]) -> Vec<String> {
    let line = |alert: &Alert| {
        let area = alert.area.as_ref().map_or("-", AreaId::as_str);
        format!(
            "{} {} {area} {:?} {}",
            calendar().local(alert.raised_at),
            alert.kind.name(),
            alert.severity,
            alert.message
        )
    };
    alerts.iter().map(line).collect()
}
