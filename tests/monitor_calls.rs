//! Calls and what devices bear by themselves: alarms, cords and fobs, tablets, carers; and the life of what was told.

use smart_house::home::{
    Area, AreaId, AreaKind, Capability, Device, DeviceId, DeviceKind, Home, HomeKind, Item, Reading, Settings, Turn,
    Value,
};
use smart_house::monitor::act::{Act, ActKind};
use smart_house::monitor::alert::{Alert, AlertKind, Severity};
use smart_house::monitor::life::{Said, Stage};
use smart_house::monitor::{Config, Monitor};
use smart_house::time::{Calendar, ClockTime, Span, Timestamp};

const DEVICES: [(&str, DeviceKind, &str); 12] = [
    ("hall-movement", DeviceKind::Movement, "hall"),
    ("kitchen-movement", DeviceKind::Movement, "kitchen"),
    ("bathroom-movement", DeviceKind::Movement, "bathroom"),
    ("kitchen-smoke", DeviceKind::SmokeAlarm, "kitchen"),
    ("hall-monoxide", DeviceKind::CarbonMonoxideAlarm, "hall"),
    ("bathroom-flood", DeviceKind::FloodSensor, "bathroom"),
    ("dispenser", DeviceKind::Dispenser, "kitchen"),
    ("bathroom-cord", DeviceKind::PullCord, "bathroom"),
    ("fob", DeviceKind::Fob, "hall"),
    ("key-safe", DeviceKind::KeySafe, "hall"),
    ("doorbell", DeviceKind::Doorbell, "hall"),
    ("voice-speaker", DeviceKind::Speaker, "kitchen"),
];

fn home() -> Home {
    let device = |(id, kind, area): (&str, DeviceKind, &str)| Device {
        id: DeviceId::new(id),
        name: id.replace('-', " "),
        kind,
        area: AreaId::new(area),
        at: None,
        height: 2.0,
        front: Turn::Up,
        opening: None,
        piece: None,
        settings: Settings::default(),
    };
    let area =
        |(id, kind): (&str, AreaKind)| Area { id: AreaId::new(id), name: id.to_owned(), kind, floor: None, storey: 0 };
    Home {
        name: "A home".to_owned(),
        kind: HomeKind::default(),
        zone: "Europe/London".to_owned(),
        latitude: 53.8,
        longitude: -1.5,
        facing: 0.0,
        areas: [("hall", AreaKind::Hall), ("kitchen", AreaKind::Kitchen), ("bathroom", AreaKind::Bathroom)]
            .map(area)
            .into(),
        openings: Vec::new(),
        stairs: Vec::new(),
        furniture: Vec::new(),
        devices: DEVICES.map(device).into(),
    }
}

/// Day 1 is a Monday.
fn calendar() -> Calendar {
    Calendar::parse("Europe/London", "2026-11-02").expect("a calendar")
}

fn at(day: i64, clock: &str) -> Timestamp {
    calendar().at(day, ClockTime::parse(clock).expect("a clock time"))
}

fn flag(at: Timestamp, device: &str, capability: Capability, flag: bool) -> Reading {
    Reading { at, device: DeviceId::new(device), capability, value: Value::Flag(flag) }
}

fn word(at: Timestamp, device: &str, capability: Capability, word: &str) -> Reading {
    Reading { at, device: DeviceId::new(device), capability, value: Value::Word(word.into()) }
}

/// What is said of these readings and acts up to a moment.
fn said(mut readings: Vec<Reading>, acts: &[Act], until: Timestamp) -> Vec<Said> {
    readings.sort_by_key(|reading| reading.at);
    let mut monitor = Monitor::new(&home(), &calendar(), Config::default());
    let (mut all, mut alerts) = (Vec::new(), Vec::new());
    let mut acts = acts.iter().peekable();
    for reading in readings {
        while let Some(act) = acts.next_if(|act| act.at < reading.at) {
            assert!(monitor.act(act, &mut alerts), "{act:?}");
        }
        monitor.observe(&Item::Reading(reading), &mut alerts);
        all.extend(monitor.said(&mut alerts));
    }
    monitor.observe(&Item::Watermark(until), &mut alerts);
    all.extend(monitor.said(&mut alerts));
    all
}

fn alerts(said: &[Said]) -> Vec<&Alert> {
    said.iter()
        .filter_map(|said| match said {
            Said::Alert(alert) => Some(alert),
            Said::News(_) => None,
        })
        .collect()
}

/// `kind stage clock` of everything said.
fn in_short(said: &[Said]) -> Vec<String> {
    let line = |said: &Said| {
        let local = calendar().local(said.at());
        let (kind, stage) = match said {
            Said::Alert(alert) => (alert.kind, alert.concern.expect("every alert has its concern").stage),
            Said::News(news) => (news.kind, news.stage),
        };
        format!("{} {} day {} {}", kind.name(), stage.name(), local.day, local.clock)
    };
    said.iter().map(line).collect()
}

#[test]
fn alarms_are_told_at_once_from_the_first_day_and_close_when_they_fall_silent() {
    for (device, capability, words) in [
        ("kitchen-smoke", Capability::Smoke, "smoke alarm in the kitchen"),
        ("hall-monoxide", Capability::CarbonMonoxide, "carbon monoxide alarm in the hall"),
        ("bathroom-flood", Capability::Flood, "water on the floor of the bathroom"),
    ] {
        let readings = vec![
            flag(at(1, "08:00"), device, capability, false),
            flag(at(1, "09:00"), device, capability, true),
            flag(at(1, "09:05"), device, capability, true),
            flag(at(1, "09:10"), device, capability, false),
            // It sounds again for a moment, and much later once more.
            flag(at(1, "09:12"), device, capability, true),
            flag(at(1, "09:13"), device, capability, false),
            flag(at(1, "15:00"), device, capability, true),
        ];
        let said = said(readings, &[], at(1, "16:00"));
        let name = AlertKind::Alarm.name();
        assert_eq!(
            in_short(&said),
            [
                format!("{name} raised day 1 09:00"),
                format!("{name} resolved day 1 09:28"),
                format!("{name} reopened day 1 15:00"),
            ],
            "{device}"
        );
        let first = alerts(&said)[0];
        assert_eq!((first.severity, first.raised_at), (Severity::Urgent, at(1, "09:00")));
        assert!(first.message.contains(words), "{}", first.message);
    }
}

/// What is said of these words of the speaker in the kitchen.
fn spoken(words: &[(&str, &str)]) -> Vec<Said> {
    let mut readings = vec![flag(at(1, "08:59"), "kitchen-movement", Capability::Occupancy, true)];
    readings.extend(words.iter().map(|(clock, says)| word(at(1, clock), "voice-speaker", Capability::Speech, says)));
    said(readings, &[], at(1, "12:00"))
}

#[test]
fn a_call_that_was_understood_is_told_as_a_press_is_and_the_words_alone_are_not() {
    let said = spoken(&[
        ("09:00", "Help, I have fallen"),
        ("09:01", "said: I'm getting help."),
        ("09:02", "understood: fallen"),
        // Again within ten minutes it is the same call.
        ("09:04", "understood: help"),
        ("09:06", "understood: all-right"),
        // Nothing is left to be taken back.
        ("09:07", "understood: all-right"),
        ("09:08", "understood: something else"),
    ]);
    let told = alerts(&said);
    let [call, taken_back] = told[..] else { panic!("{told:?}") };
    assert_eq!(
        (call.kind, call.severity, call.raised_at),
        (AlertKind::HelpRequested, Severity::Urgent, at(1, "09:02"))
    );
    assert_eq!(call.message, "The voice speaker was told at 09:02 of a fall: help is wanted.");
    assert_eq!(call.area.as_ref().map(AreaId::as_str), Some("kitchen"));
    assert_eq!((taken_back.severity, taken_back.raised_at), (Severity::Information, at(1, "09:06")));
    assert_eq!(
        taken_back.message,
        "The call for help at 09:02 was taken back at 09:06, by voice to the voice speaker."
    );
}

#[test]
fn a_cord_calls_from_where_it_hangs_a_fob_from_where_its_wearer_is_and_a_doorbell_not_at_all() {
    let readings = vec![
        flag(at(1, "08:00"), "kitchen-movement", Capability::Occupancy, true),
        word(at(1, "08:30"), "doorbell", Capability::Button, "pressed"),
        word(at(1, "09:00"), "bathroom-cord", Capability::Button, "pressed"),
        word(at(1, "09:01"), "bathroom-cord", Capability::Button, "cancelled"),
        word(at(1, "11:00"), "fob", Capability::Button, "pressed"),
    ];
    let said = said(readings, &[], at(1, "12:00"));
    let told = alerts(&said);
    let area = |place: usize| told[place].area.as_ref().map(|area| area.as_str().to_owned());
    assert_eq!(told.len(), 3, "{:#?}", in_short(&said));
    assert!(told[0].message.contains("was pulled at 09:00"), "{}", told[0].message);
    assert_eq!((area(0).as_deref(), area(2).as_deref()), (Some("bathroom"), Some("kitchen")));
    assert_eq!(told[1].severity, Severity::Information);
    assert!(in_short(&said).contains(&"help-requested resolved day 1 09:01".to_owned()), "{:#?}", in_short(&said));
}

#[test]
fn an_answered_call_is_closed_when_the_person_is_seen() {
    let readings = vec![
        word(at(1, "09:00"), "fob", Capability::Button, "pressed"),
        flag(at(1, "09:05"), "hall-movement", Capability::Occupancy, true),
        flag(at(1, "09:30"), "kitchen-movement", Capability::Occupancy, true),
    ];
    let answer = Act { at: at(1, "09:10"), kind: ActKind::Acknowledge { concern: 1 }, by: Some("Anna".to_owned()) };
    let said = said(readings, &[answer], at(1, "10:00"));
    assert_eq!(
        in_short(&said),
        [
            "help-requested raised day 1 09:00",
            "help-requested acknowledged day 1 09:10",
            "help-requested resolved day 1 09:30"
        ]
    );
    let Some(Said::News(last)) = said.last() else { panic!("{said:?}") };
    assert_eq!(last.message, "Answered, and seen at 09:30; the concern is closed.");
}

#[test]
fn a_dose_is_told_once_when_it_is_missed_and_at_once_when_it_is_taken_twice() {
    let dose = |clock: &str, what: &str| word(at(1, clock), "dispenser", Capability::Dose, what);
    let readings = vec![
        // Taken without ever having been due: the hub had not heard that it was.
        dose("07:00", "taken"),
        dose("08:00", "due"),
        dose("08:20", "taken"),
        dose("12:00", "due"),
        dose("13:40", "taken"),
        dose("15:00", "taken"),
        dose("15:01", "taken"),
        dose("18:00", "due"),
        dose("18:59", "taken"),
    ];
    let said = said(readings, &[], at(1, "22:00"));
    assert_eq!(
        in_short(&said),
        [
            "medication-missed raised day 1 13:00",
            "medication-missed resolved day 1 13:40",
            "medication-repeated raised day 1 15:00",
            "medication-repeated resolved day 1 18:00",
        ]
    );
    assert_eq!(alerts(&said)[0].since, at(1, "12:00"));
}

#[test]
fn a_carer_who_comes_every_weekday_is_missed_an_hour_after_their_time() {
    // Weekdays about half past eight, not on the minute; never at the weekend.
    let visit = |day: i64| {
        let minutes = [28, 34, 41, 25, 33][(day % 5) as usize];
        let opened = at(day, "08:00") + Span::minutes(minutes);
        [
            flag(opened, "key-safe", Capability::Contact, true),
            flag(opened + Span::minutes(2), "key-safe", Capability::Contact, false),
        ]
    };
    let visits = |missing: i64| {
        let weekdays = (1..=33).filter(move |day| (day - 1) % 7 < 5 && *day != missing);
        let mut readings: Vec<Reading> = weekdays.flat_map(visit).collect();
        // Somebody is there all day, every day, and one carer comes late.
        for day in 1..=33 {
            for hour in 7..22 {
                let clock = ClockTime::new(hour, 15).expect("a clock time");
                readings.push(flag(calendar().at(day, clock), "kitchen-movement", Capability::Occupancy, true));
            }
        }
        readings
    };
    let of_carers = |readings: Vec<Reading>| -> Vec<String> {
        let all = in_short(&said(readings, &[], at(33, "23:00")));
        all.into_iter().filter(|line| line.starts_with("carer")).collect()
    };
    assert_eq!(of_carers(visits(0)), Vec::<String>::new());
    let mut late = visits(32);
    late.push(flag(at(32, "11:20"), "key-safe", Capability::Contact, true));
    // Day 32 is a Thursday. It is told an hour after the usual time, and grows urgent when nobody sees to it.
    let told = of_carers(late);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("carer-not-arrived raised day 32 09:30"), "{told:?}");
    assert!(told[1].starts_with("carer-not-arrived escalated day 32 10:30"), "{told:?}");
    assert!(told[2].starts_with("carer-not-arrived resolved day 32 11:2"), "{told:?}");
}

#[test]
fn a_battery_that_is_replaced_is_told_of_no_more() {
    let charge = |day: i64, percent: f64| {
        let value = Value::Number(percent);
        Reading { at: at(day, "10:00"), device: DeviceId::new("fob"), capability: Capability::Battery, value }
    };
    let readings = vec![charge(1, 4.0), charge(2, 4.0), charge(4, 100.0)];
    let replaced = ActKind::Replaced { device: DeviceId::new("fob") };
    let said = said(readings, &[Act { at: at(3, "09:00"), kind: replaced, by: None }], at(5, "10:00"));
    assert_eq!(in_short(&said), ["low-battery raised day 1 10:00", "low-battery resolved day 3 09:01"]);
}

#[test]
fn stages_have_stable_names() {
    let names = [
        (Stage::Raised, "raised"),
        (Stage::Escalated, "escalated"),
        (Stage::Updated, "updated"),
        (Stage::Acknowledged, "acknowledged"),
        (Stage::Resolved, "resolved"),
        (Stage::Reopened, "reopened"),
    ];
    assert!(names.iter().all(|(stage, name)| stage.name() == *name));
}
