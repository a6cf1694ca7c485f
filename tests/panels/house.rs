//! A small house with a past, written down by hand: enough for every panel to have something to show.

use std::sync::Arc;

use smart_house::home::{
    Area, AreaId, AreaKind, Capability, Device, DeviceId, DeviceKind, Furniture, FurnitureId, FurnitureKind, Home,
    HomeKind, Opening, OpeningId, OpeningKind, Point, Reading, Turn, Value,
};
use smart_house::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use smart_house::monitor::life::{ConcernRef, News, Stage};
use smart_house::monitor::{CurrentMode, Feature, Habit, Learning, Mode, Normal, Usual};
use smart_house::player::chronicle::Chronicle;
use smart_house::player::history::{History, TruthSpan};
use smart_house::player::pace::Speed;
use smart_house::player::view::{DeviceView, Latest, View};
use smart_house::scenario::{
    AboutMe, Activity, ClimatePlan, FaultRates, Moment, Pronoun, Radio, Resident, Role, Routine, Scenario,
};
use smart_house::simulation::truth::TruthKind;
use smart_house::simulation::view::{HouseView, PersonView, Posture, Sun, Who};
use smart_house::time::{Calendar, ClockTime, Span, Timestamp};

/// A scenario and everything that happened in it.
pub struct House {
    pub scenario: Scenario,
    pub history: History,
    pub chronicle: Chronicle,
    pub known_until: Timestamp,
}

/// What was learned of the hours: little by night, much at breakfast, and today like it until nine.
fn normal() -> Normal {
    let usual = std::array::from_fn(|hour| match hour {
        0..=5 => Usual { mean: 0.3, low: 0.0, high: 1.0 },
        7..=9 => Usual { mean: 6.0, low: 4.0, high: 8.0 },
        _ => Usual { mean: 3.0, low: 1.0, high: 5.0 },
    });
    let today = std::array::from_fn(|hour| if hour == 7 { 6 } else { 0 });
    Normal { weekday: usual, weekend: usual, today, today_is_weekend: false, hour: 8, days: 28 }
}

/// Two habits: one as usual, one that has grown.
fn habits(day: i64) -> Vec<Habit> {
    let usual = |mean: f64, low: f64, high: f64| Some(Usual { mean, low, high });
    vec![
        Habit {
            feature: Feature::NightBathroomVisits,
            usual: usual(1.2, 0.0, 3.0),
            latest: Some((day, if day > 28 { 5.0 } else { 1.0 })),
            observed: 28,
            changed_since: (day > 30).then_some(29),
        },
        Habit {
            feature: Feature::RisingTime,
            usual: usual(19.0, 18.5, 19.5),
            latest: Some((day, 19.1)),
            observed: 28,
            changed_since: None,
        },
    ]
}

pub fn clock(text: &str) -> ClockTime {
    ClockTime::parse(text).expect("a clock time")
}

fn areas() -> Vec<Area> {
    [
        ("hall", "Hall", AreaKind::Hall),
        ("lounge", "Lounge", AreaKind::Lounge),
        ("kitchen", "Kitchen", AreaKind::Kitchen),
        ("bedroom", "Bedroom", AreaKind::Bedroom),
        ("bathroom", "Bathroom", AreaKind::Bathroom),
    ]
    .into_iter()
    .enumerate()
    .map(|(place, (id, name, kind))| {
        let floor = Some(smart_house::home::Rect::new(4.0 * place as f64, 0.0, 4.0, 4.0));
        Area { id: AreaId::new(id), name: name.to_owned(), kind, floor, storey: 0 }
    })
    .collect()
}

fn devices() -> Vec<Device> {
    use DeviceKind::{BedSensor, Contact, Fob, Hub, Movement, Plug, Speaker, Temperature};
    [
        ("hall-movement", "Hall movement", Movement, "hall", None),
        ("lounge-movement", "Lounge movement", Movement, "lounge", None),
        ("kitchen-movement", "Kitchen movement", Movement, "kitchen", None),
        ("bedroom-movement", "Bedroom movement", Movement, "bedroom", None),
        ("bathroom-movement", "Bathroom movement", Movement, "bathroom", None),
        ("front-door-contact", "Front door", Contact, "hall", None),
        ("back-door-contact", "Back door", Contact, "kitchen", None),
        ("fridge-door-contact", "Fridge door", Contact, "kitchen", None),
        ("lounge-temperature", "Lounge temperature", Temperature, "lounge", None),
        ("bedroom-temperature", "Bedroom temperature", Temperature, "bedroom", None),
        ("kettle-plug", "Kettle", Plug, "kitchen", Some("kettle")),
        ("television-plug", "Television", Plug, "lounge", Some("television")),
        ("bed-sensor", "Bed sensor", BedSensor, "bedroom", None),
        ("fob", "Pendant fob", Fob, "bedroom", None),
        ("speaker", "Voice speaker", Speaker, "lounge", None),
        ("hub", "Hub", Hub, "hall", None),
    ]
    .map(|(id, name, kind, area, piece)| Device {
        id: DeviceId::new(id),
        name: name.to_owned(),
        kind,
        area: AreaId::new(area),
        at: None,
        height: 1.0,
        front: Turn::Up,
        opening: None,
        piece: piece.map(FurnitureId::new),
        settings: Default::default(),
    })
    .into()
}

fn home() -> Home {
    let door = |id: &str, name: &str, to: Option<&str>| Opening {
        id: OpeningId::new(id),
        name: name.to_owned(),
        kind: OpeningKind::Door,
        from: AreaId::new("hall"),
        to: to.map(AreaId::new),
        at: Point::new(0.0, 0.0),
        width: 0.9,
        along_x: true,
    };
    let piece = |id: &str, kind: FurnitureKind| Furniture {
        id: FurnitureId::new(id),
        kind,
        area: AreaId::new("kitchen"),
        at: Point::new(0.0, 0.0),
        width: 0.3,
        depth: 0.3,
        front: Turn::Up,
        height: 0.9,
    };
    Home {
        name: "12 Larch Close".to_owned(),
        zone: "Europe/London".to_owned(),
        latitude: 53.8,
        longitude: -1.5,
        facing: 0.0,
        kind: HomeKind::default(),
        areas: areas(),
        openings: vec![door("kitchen-door", "Kitchen door", Some("kitchen")), door("front-door", "Front door", None)],
        stairs: Vec::new(),
        furniture: vec![piece("kettle", FurnitureKind::Kettle), piece("television", FurnitureKind::Television)],
        devices: devices(),
    }
}

fn scenario(days: i64) -> Scenario {
    Scenario {
        title: "Four days in November".to_owned(),
        about: "Margaret lives alone at 12 Larch Close. The monitor has learned her ways for four weeks. Then her \
                bedroom turns cold, the front door opens in the night, and she falls in the bathroom."
            .to_owned(),
        seed: 1,
        home: Arc::new(home()),
        residents: vec![Resident {
            id: "margaret".to_owned(),
            name: "Margaret".to_owned(),
            age: 84,
            pronoun: Pronoun::She,
            walking_speed: 0.7,
            routine: Routine {
                habits: Vec::new(),
                night_visits: 1.0,
                bathroom_every: Span::hours(3),
                teas: 3.0,
                bad_days: 0.0,
                restless_nights: 0.0,
                winter_later: Span::ZERO,
                summer_out: 0.0,
                errands_every: Span::minutes(36),
            },
            about_me: AboutMe {
                matters: "My garden, the wireless on a Sunday, and my own front door.".to_owned(),
                communication: "I hear best on my left. Give me a moment and I will find the word.".to_owned(),
                people: "My daughter Susan, who rings at six. Jean next door has a key.".to_owned(),
            },
            role: Role::default(),
            bed: None,
            seat: None,
        }],
        visitors: Vec::new(),
        pets: Vec::new(),
        calendar: Calendar::parse("Europe/London", "2026-11-02").expect("a calendar"),
        days,
        learning_days: 28,
        opens_at: Moment { day: 29, clock: clock("06:45") },
        speed: 60.0,
        climate: ClimatePlan {
            weather: Default::default(),
            mean: 6.5,
            swing: 3.0,
            give: 1.5,
            heating_day: 21.0,
            heating_night: 19.0,
            day_from: clock("06:00"),
            night_from: clock("22:30"),
        },
        radio: Radio { loss: 0.0 },
        disturbances: Vec::new(),
        faults: Vec::new(),
        fault_rates: FaultRates::default(),
        expectations: Vec::new(),
        doses: Vec::new(),
        care: None,
        phrases: Default::default(),
        reactions: Default::default(),
        far_sides: Vec::new(),
        said: Vec::new(),
        gets_in_touch: Vec::new(),
        quiet: Vec::new(),
    }
}

/// What is done on every day, from when, and where.
const DAY: [(&str, Activity, &str); 16] = [
    ("00:00", Activity::Sleep, "bedroom"),
    ("03:10", Activity::Toilet, "bathroom"),
    ("03:18", Activity::Sleep, "bedroom"),
    ("07:08", Activity::Rise, "bedroom"),
    ("07:21", Activity::Wash, "bathroom"),
    ("07:34", Activity::Breakfast, "kitchen"),
    ("08:10", Activity::Rest, "lounge"),
    ("09:30", Activity::Housework, "kitchen"),
    ("10:20", Activity::Tea, "kitchen"),
    ("10:32", Activity::Out, ""),
    ("12:10", Activity::Lunch, "kitchen"),
    ("13:00", Activity::Nap, "lounge"),
    ("16:20", Activity::Television, "lounge"),
    ("17:45", Activity::Supper, "kitchen"),
    ("18:40", Activity::Television, "lounge"),
    ("22:15", Activity::Retire, "bathroom"),
];

fn number(value: f64) -> Value {
    Value::Number((value * 10.0).round() / 10.0)
}

impl House {
    /// So many days, of which so many have been worked out.
    pub fn of(days: i64, known: i64) -> Self {
        let scenario = scenario(days);
        let mut readings: Vec<Reading> = Vec::new();
        let mut truth = Vec::new();
        let mut put = |at: Timestamp, device: &str, capability: Capability, value: Value| {
            readings.push(Reading { at, device: DeviceId::new(device), capability, value });
        };
        for day in 1..=known {
            let jitter = |n: i64| Span::minutes((day * 37 + n * 11).rem_euclid(17) - 8);
            let start = scenario.calendar.at(day, ClockTime::MIDNIGHT);
            let begins = |n: usize| match DAY.get(n) {
                Some((at, ..)) if n > 0 => scenario.calendar.at(day, clock(at)) + jitter(n as i64),
                Some(_) => start,
                None => scenario.calendar.at(day, clock("22:40")),
            };
            for (n, (_, activity, area)) in DAY.iter().enumerate() {
                let (from, until) = (begins(n), begins(n + 1));
                let span = |kind, sentence: String, until| TruthSpan { resident: Some(0), kind, sentence, from, until };
                let sentence = format!("Margaret: {}.", activity.in_words().to_lowercase());
                truth.push(span(TruthKind::Activity(*activity), sentence, Some(until)));
                let bed = *activity == Activity::Sleep;
                put(from, "bed-sensor", Capability::Occupancy, Value::Flag(bed));
                let every = if bed { 3_000 } else { 260 };
                let mut at = from + Span::seconds(20);
                while at < until && !area.is_empty() {
                    put(at, &format!("{area}-movement"), Capability::Occupancy, Value::Flag(true));
                    let still = Span::seconds(if bed { 60 } else { 150 });
                    put(at + still, &format!("{area}-movement"), Capability::Occupancy, Value::Flag(false));
                    at += Span::seconds(every + (at.as_millis() / 1_000).rem_euclid(70));
                }
                let ends = until.min(from + Span::minutes(4));
                match activity {
                    Activity::Breakfast | Activity::Lunch | Activity::Supper | Activity::Tea => {
                        put(from + Span::minutes(2), "kettle-plug", Capability::Power, number(2_140.0));
                        put(from + Span::minutes(5), "kettle-plug", Capability::Power, number(0.0));
                        put(from + Span::minutes(6), "fridge-door-contact", Capability::Contact, Value::Flag(true));
                        put(from + Span::minutes(7), "fridge-door-contact", Capability::Contact, Value::Flag(false));
                    }
                    Activity::Television => {
                        put(from, "television-plug", Capability::Power, number(83.0));
                        put(until, "television-plug", Capability::Power, number(0.4));
                    }
                    Activity::Out => {
                        put(from, "front-door-contact", Capability::Contact, Value::Flag(true));
                        put(ends, "front-door-contact", Capability::Contact, Value::Flag(false));
                    }
                    _ => {}
                }
            }
            truth.push(TruthSpan {
                resident: Some(0),
                kind: TruthKind::Activity(Activity::Sleep),
                sentence: "Margaret goes to sleep.".to_owned(),
                from: begins(DAY.len()),
                until: Some(scenario.calendar.at(day + 1, ClockTime::MIDNIGHT)),
            });
            put(begins(DAY.len()), "bed-sensor", Capability::Occupancy, Value::Flag(true));
            for half in 0..48 {
                let at = start + Span::minutes(30 * half + 7);
                let wave = libm::sin((half as f64 - 18.0) / 48.0 * std::f64::consts::TAU);
                put(at, "lounge-temperature", Capability::Temperature, number(20.0 + 1.4 * wave));
                let cold = if day == 30 && half < 20 { half as f64 * 0.32 } else { 0.0 };
                put(at, "bedroom-temperature", Capability::Temperature, number(18.6 + 0.8 * wave - cold));
                put(at, "hub", Capability::LinkQuality, number(200.0));
            }
            let early = start + Span::hours(2);
            for device in &scenario.home.devices {
                for (capability, value) in [(Capability::Battery, 87.0), (Capability::LinkQuality, 142.0)] {
                    if device.kind.capabilities().contains(&capability) && device.kind != DeviceKind::Hub {
                        put(early, device.id.as_str(), capability, number(value));
                    }
                }
            }
        }
        readings.sort_by_key(|reading| reading.at);
        let known_until = scenario.calendar.at(known + 1, ClockTime::MIDNIGHT);
        let mut history = History::new(&scenario.home);
        for reading in readings.iter().filter(|reading| reading.at < known_until) {
            history.push_reading(&scenario.home, reading);
        }
        let at = |day: i64, time: &str| scenario.calendar.at(day, clock(time));
        if known >= 32 {
            for (name, from, until, sentence) in [
                ("cold-room", at(30, "00:40"), at(30, "09:40"), "The bedroom heating stops and the window is open."),
                ("door-opened", at(31, "02:14"), at(31, "02:26"), "Margaret opens the front door."),
                ("fall", at(32, "07:22"), at(32, "13:22"), "Margaret falls in the bathroom."),
            ] {
                let (kind, sentence) = (TruthKind::Label(name), sentence.to_owned());
                truth.push(TruthSpan { resident: Some(0), kind, sentence, from, until: Some(until) });
            }
        }
        truth.sort_by_key(|span| span.from);
        for span in truth {
            history.push_truth(span);
        }
        if known >= 32 {
            for alert in alerts(&scenario) {
                history.push_alert(alert);
            }
        }
        let mut chronicle = Chronicle::default();
        for day in 2..=known {
            chronicle.note(scenario.calendar.at(day, clock("12:00")), &habits(day));
        }
        Self { scenario, history, chronicle, known_until }
    }

    /// What there is to show at a moment.
    pub fn view(&self, day: i64, time: &str) -> View<'_> {
        self.view_at(self.scenario.calendar.at(day, clock(time)))
    }

    /// What there is to show at an instant.
    pub fn view_at(&self, at: Timestamp) -> View<'_> {
        let local = self.scenario.calendar.local(at);
        let latest = |place: usize, capability: Capability| {
            let mut before = self.history.of_device(place, Timestamp::MIN, at + Span::millis(1)).rev().take(5_000);
            before.find(|reading| reading.capability == capability).map(|reading| Latest {
                capability,
                at: reading.at,
                value: reading.value.clone(),
            })
        };
        let devices = self.scenario.home.devices.iter().enumerate().map(|(place, device)| DeviceView {
            latest: device.kind.capabilities().iter().filter_map(|c| latest(place, *c)).collect(),
            online: true,
        });
        let fallen = local.day == 32 && (clock("07:22")..clock("13:22")).contains(&local.clock);
        let learned = local.day > 28;
        View {
            scenario: &self.scenario,
            at,
            local,
            playing: true,
            speed: Speed::Times(60.0),
            learning: Learning { day: local.day.clamp(1, 28), of: 28, done: learned },
            house: HouseView {
                people: vec![PersonView {
                    storey: 0,
                    height: 0.0,
                    who: Who::Resident,
                    name: "Margaret".to_owned(),
                    at: Point::new(1.0, 1.0),
                    heading: 0.0,
                    area: Some(AreaId::new(if fallen { "bathroom" } else { "lounge" })),
                    posture: if fallen { Posture::OnFloor } else { Posture::Sitting },
                    walked: 0.0,
                    activity: Activity::Rest,
                    doing: if fallen { "Lying on the bathroom floor" } else { "Resting in the chair" }.to_owned(),
                }],
                openings: vec![0.0; 2],
                switched_on: vec![false, true],
                temperatures: vec![20.0; 5],
                outside: 6.0,
                sun: Sun::default(),
            },
            truth: true,
            simulated: true,
            normal: normal(),
            habits: if local.day > 1 { habits(local.day) } else { Vec::new() },
            chronicle: &self.chronicle,
            repeats: None,
            devices: devices.collect(),
            history: &self.history,
            starts: self.scenario.starts(),
            ends: self.scenario.ends(),
            known_until: self.known_until,
            monitor: "0.1.0+test",
            alive: true,
            mode: CurrentMode { mode: Mode::AtHome, since: None, confidence: 0.98, set: false },
            aide: None,
            listens: None,
            changed: false,
            can_undo: false,
        }
    }
}

impl House {
    /// Somebody has said to see to a concern, and the monitor has told so.
    pub fn acknowledge(&mut self, concern: u64, at: Timestamp) {
        let news = News {
            at,
            concern,
            kind: AlertKind::OverdueActivity,
            stage: Stage::Acknowledged,
            severity: Severity::Urgent,
            since: at,
            area: None,
            devices: Vec::new(),
            message: String::new(),
            by: None,
        };
        self.history.push_concern(news);
    }
}

fn alerts(scenario: &Scenario) -> Vec<Alert> {
    let at = |day: i64, time: &str| scenario.calendar.at(day, clock(time));
    let evidence = |at: Timestamp, device: &str, capability, value, note: &str| Evidence {
        at,
        device: DeviceId::new(device),
        capability,
        value,
        note: note.to_owned(),
    };
    vec![
        Alert {
            kind: AlertKind::ColdHome,
            feature: None,
            concern: Some(ConcernRef { id: 1, stage: Stage::Raised }),
            severity: Severity::Attention,
            since: at(30, "00:40"),
            raised_at: at(30, "02:07"),
            area: Some(AreaId::new("bedroom")),
            devices: vec![DeviceId::new("bedroom-temperature")],
            message: "The bedroom has cooled to 15.9 °C while Margaret is in bed.".to_owned(),
            usual: "At this hour the bedroom is usually between 17.9 and 19.2 °C.".to_owned(),
            today: "It has lost 2.7 °C since 00:40.".to_owned(),
            evidence: vec![evidence(
                at(30, "02:07"),
                "bedroom-temperature",
                Capability::Temperature,
                number(15.9),
                "below 16 °C",
            )],
            confidence: 0.97,
            also_could_be: vec!["A window opened for fresh air.".to_owned()],
            what_to_do: "Ring in the morning, and ask whether the heating is on and the window shut.".to_owned(),
        },
        Alert {
            kind: AlertKind::DoorAtNight,
            feature: None,
            concern: Some(ConcernRef { id: 2, stage: Stage::Raised }),
            severity: Severity::Attention,
            since: at(31, "02:14"),
            raised_at: at(31, "02:16"),
            area: Some(AreaId::new("hall")),
            devices: vec![DeviceId::new("front-door-contact")],
            message: "The front door was opened at 02:14 and is still open.".to_owned(),
            usual: "In four weeks it was never opened between 22:30 and 07:00.".to_owned(),
            today: "Open for two minutes.".to_owned(),
            evidence: Vec::new(),
            confidence: 0.9,
            also_could_be: vec!["A carer or a neighbour came in.".to_owned()],
            what_to_do: "Ring Margaret. If she does not answer, ask Jean next door to look.".to_owned(),
        },
        Alert {
            kind: AlertKind::OverdueActivity,
            feature: None,
            concern: Some(ConcernRef { id: 3, stage: Stage::Raised }),
            severity: Severity::Urgent,
            since: at(32, "07:22"),
            raised_at: at(32, "07:58"),
            area: Some(AreaId::new("bathroom")),
            devices: vec![DeviceId::new("bathroom-movement"), DeviceId::new("kitchen-movement")],
            message: "Margaret went into the bathroom at 07:21 and nothing has moved anywhere since 07:22.".to_owned(),
            usual: "At this hour Margaret is rarely still for longer than 11 minutes, and then in the kitchen."
                .to_owned(),
            today: "Nothing has moved for 36 minutes. The front door has stayed shut.".to_owned(),
            evidence: vec![
                evidence(
                    at(32, "07:15"),
                    "bedroom-movement",
                    Capability::Occupancy,
                    Value::Flag(true),
                    "the last movement in the bedroom",
                ),
                evidence(
                    at(32, "07:22"),
                    "bathroom-movement",
                    Capability::Occupancy,
                    Value::Flag(true),
                    "the last movement anywhere",
                ),
                evidence(
                    at(31, "10:36"),
                    "front-door-contact",
                    Capability::Contact,
                    Value::Flag(false),
                    "the front door has been shut since",
                ),
            ],
            confidence: 0.87,
            also_could_be: vec!["A long bath.".to_owned(), "She went out by a door that has no sensor.".to_owned()],
            what_to_do: "Ring Margaret now. If she does not answer, ask Jean next door, who has a key, to look in."
                .to_owned(),
        },
    ]
}
