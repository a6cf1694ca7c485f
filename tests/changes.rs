//! What changes in a person's life, seen from outside: the truth and the readings change as is meant, for as long as is
//! meant, and everything that holds of ordinary days holds of these.

use std::collections::BTreeMap;
use std::sync::Arc;

use smart_house::home::{Capability, DeviceKind, FurnitureId, Item, OpeningId, OpeningKind, Value};
use smart_house::scenario::change::{Change, ChangeKind, Episode, EpisodeKind};
use smart_house::scenario::check::{self, Document, Refusal};
use smart_house::scenario::{Activity, Disturbance, DisturbanceKind, Moment, Scenario};
use smart_house::simulation::Simulation;
use smart_house::simulation::truth::{TruthEvent, TruthKind};
use smart_house::simulation::view::Posture;
use smart_house::time::{ClockTime, Span, Timestamp};

fn document(name: &str) -> Result<Document, Refusal> {
    let path = format!("{}/scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path)
        .map(|text| Document { name: name.to_owned(), text })
        .map_err(|error| Refusal { brief: error.to_string(), hint: String::new() })
}

/// So many ordinary days of the demonstration's home.
fn ordinary(days: i64) -> Scenario {
    let checked = check::scenario(&document("demonstration.ron").expect("the scenario's text"), document);
    let mut scenario = checked.value.expect("a sound scenario");
    scenario.days = days;
    scenario.disturbances.clear();
    scenario
}

fn moment(day: i64, clock: &str) -> Moment {
    Moment { day, clock: ClockTime::parse(clock).expect("a clock time") }
}

fn with(mut scenario: Scenario, kinds: impl IntoIterator<Item = (Moment, DisturbanceKind)>) -> Scenario {
    for (at, kind) in kinds {
        scenario.disturbances.push(Disturbance { at, kind, who: 0, intervention: false });
    }
    scenario
}

fn change(kind: ChangeKind, lasts: Span) -> DisturbanceKind {
    DisturbanceKind::Change(Change { kind, lasts, over: Span::ZERO })
}

fn episode(kind: EpisodeKind, lasts: Span) -> DisturbanceKind {
    DisturbanceKind::Episode(Episode { kind, lasts })
}

fn front_door() -> OpeningId {
    OpeningId::new("front-door")
}

fn back_door() -> OpeningId {
    OpeningId::new("back-door")
}

/// Every kind of change at its full measure, for so long.
fn every_change(lasts: Span) -> Vec<DisturbanceKind> {
    use ChangeKind as C;
    let forgetting = |what: &str| C::Forgetting { what: what.to_owned(), share: 0.5, noticed: Span::minutes(30) };
    [
        C::NightVisits { mean: 4.0 },
        C::NightVisits { mean: 0.2 },
        C::UpsetStomach { every: Span::minutes(50) },
        C::PoorSleep { awake: Span::hours(2) },
        C::DayNightReversal,
        C::EatingLess { share: 0.6 },
        C::DrinkingLess { share: 0.75 },
        C::SemiBedridden { share: 0.8 },
        C::Housebound,
        forgetting("fridge"),
        forgetting("front-door"),
        forgetting("cooker"),
        C::SlowerWalking { share: 0.4 },
        C::ColdDrinks { share: 0.8 },
        C::NewSeat { piece: FurnitureId::new("sofa") },
        C::TabletsMissed { share: 0.5 },
        C::TabletsTwice { share: 0.5 },
        C::NoVisitors,
        C::NewKettle { watts: 2_000.0 },
        C::HeatingBroken,
        C::Heatwave { by: 9.0 },
        C::ColdSnap { by: 8.0 },
    ]
    .map(|kind| change(kind, lasts))
    .into()
}

/// Every kind of episode, and the changes of one evening, with a clock time that suits it.
fn every_episode() -> Vec<(&'static str, DisturbanceKind)> {
    use EpisodeKind as E;
    let late = ChangeKind::LateMorning { late: Span::minutes(90), lies_in: Span::hours(2) };
    vec![
        ("07:05", episode(E::FallAtBedside, Span::hours(2))),
        ("03:20", episode(E::FallAtBedside, Span::hours(2))),
        ("15:10", episode(E::FallAtBedside, Span::hours(2))),
        ("11:10", episode(E::FallWalking, Span::hours(2))),
        ("07:02", episode(E::FallWalking, Span::hours(1))),
        ("13:20", episode(E::Hospital, Span::hours(51))),
        ("20:30", change(ChangeKind::LateFilm { late: Span::minutes(80) }, Span::hours(5))),
        ("15:10", episode(E::Unconscious, Span::hours(3))),
        ("20:00", episode(E::Unconscious, Span::hours(3))),
        ("02:05", episode(E::NightWandering, Span::minutes(80))),
        ("02:20", episode(E::LeftHome { opening: front_door() }, Span::minutes(50))),
        ("13:10", episode(E::LeftHome { opening: back_door() }, Span::minutes(50))),
        ("10:15", episode(E::Holiday, Span::hours(53))),
        ("09:00", episode(E::LongBath, Span::minutes(75))),
        ("13:40", episode(E::Gardening { opening: back_door() }, Span::hours(2))),
        ("15:05", episode(E::DoorLeftOpen { opening: back_door() }, Span::hours(2))),
        ("20:30", change(late, Span::hours(15))),
        ("19:50", change(ChangeKind::EarlyNight, Span::hours(3))),
    ]
}

/// Lives through a scenario, at once or in steps.
fn run_in(scenario: &Scenario, step: Span) -> (Vec<Item>, Vec<TruthEvent>) {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let (mut items, mut truth, mut at) = (Vec::new(), Vec::new(), scenario.starts());
    while at < scenario.ends() {
        at = (at + step).min(scenario.ends());
        while let Some(item) = simulation.next_item(at) {
            items.push(item);
        }
        truth.extend(simulation.take_truth());
    }
    (items, truth)
}

fn run(scenario: &Scenario) -> (Vec<Item>, Vec<TruthEvent>) {
    run_in(scenario, Span::days(4_000))
}

/// When labels of this name begin and end; an end is missing where the scenario ended first.
fn labels(truth: &[TruthEvent], name: &str) -> Vec<(Timestamp, Option<Timestamp>)> {
    let mut found: Vec<(Timestamp, Option<Timestamp>)> = Vec::new();
    for event in truth.iter().filter(|event| matches!(event.kind, TruthKind::Label(label) if label == name)) {
        match (event.begins, found.last_mut()) {
            (true, _) => found.push((event.at, None)),
            (false, Some(open)) => open.1 = Some(event.at),
            (false, None) => panic!("{name} ends before it begins"),
        }
    }
    found
}

fn only_label(truth: &[TruthEvent], name: &str) -> (Timestamp, Timestamp) {
    let found = labels(truth, name);
    let [(from, Some(until))] = found.as_slice() else { panic!("{name}: {found:?}") };
    (*from, *until)
}

/// How often an activity begins within some days, a day; by night (0 to 6) or by day.
fn a_day(scenario: &Scenario, truth: &[TruthEvent], what: Activity, days: (i64, i64), night: bool) -> f64 {
    let count = truth.iter().filter(|event| {
        let local = scenario.calendar.local(event.at);
        event.kind == TruthKind::Activity(what)
            && (days.0..=days.1).contains(&local.day)
            && (local.clock.hour() < 6) == night
    });
    count.count() as f64 / (days.1 - days.0 + 1) as f64
}

/// How often a flag of a device goes up within some days, a day.
fn goes_up(scenario: &Scenario, items: &[Item], device: &str, capability: Capability, days: (i64, i64)) -> f64 {
    let (mut was, mut count) = (false, 0);
    for item in items {
        let Item::Reading(reading) = item else { continue };
        if reading.device.as_str() != device || reading.capability != capability {
            continue;
        }
        let is = match &reading.value {
            Value::Flag(flag) => *flag,
            Value::Number(number) => *number > 1_000.0,
            other => panic!("{device} says {other:?}"),
        };
        if is && !was && (days.0..=days.1).contains(&scenario.calendar.local(reading.at).day) {
            count += 1;
        }
        was = is;
    }
    f64::from(count) / (days.1 - days.0 + 1) as f64
}

fn kettle(scenario: &Scenario, items: &[Item], days: (i64, i64)) -> f64 {
    goes_up(scenario, items, "kettle-plug", Capability::Power, days)
}

fn fridge(scenario: &Scenario, items: &[Item], days: (i64, i64)) -> f64 {
    goes_up(scenario, items, "fridge-door-contact", Capability::Contact, days)
}

/// Forty days of which the last twenty are changed.
fn half_changed(kind: ChangeKind) -> Scenario {
    with(ordinary(40), [(moment(21, "00:00"), change(kind, Span::days(30)))])
}

const BEFORE: (i64, i64) = (2, 20);
const AFTER: (i64, i64) = (22, 40);

#[test]
fn visits_in_the_night_go_from_ones_own_mean_to_another() {
    let scenario = half_changed(ChangeKind::NightVisits { mean: 4.0 });
    let (_, truth) = run(&scenario);
    // Some of a night's visits are before midnight.
    let visits = |days| {
        let nights = truth.iter().filter(|event| {
            let local = scenario.calendar.local(event.at);
            event.sentence.contains("gets up to go to the bathroom")
                && (days..=days + 18).contains(&scenario.calendar.local(event.at - Span::hours(12)).day)
                && (local.clock.hour() >= 22 || local.clock.hour() < 8)
        });
        nights.count() as f64 / 19.0
    };
    let (before, after) = (visits(2), visits(21));
    assert!((0.6..1.9).contains(&before), "{before} visits a night before");
    assert!((3.2..4.8).contains(&after), "{after} visits a night after");
    let fewer = half_changed(ChangeKind::NightVisits { mean: 0.2 });
    let (_, truth) = run(&fewer);
    let after = a_day(&fewer, &truth, Activity::Toilet, AFTER, true);
    assert!(after < 0.5, "{after} visits a night after");
}

#[test]
fn an_upset_stomach_is_a_day_of_many_visits() {
    let stomach = change(ChangeKind::UpsetStomach { every: Span::minutes(50) }, Span::hours(26));
    let scenario = with(ordinary(14), [(moment(10, "08:00"), stomach)]);
    let (_, truth) = run(&scenario);
    let visits = |days| a_day(&scenario, &truth, Activity::Toilet, days, false);
    assert!(visits((10, 10)) > 1.7 * visits((2, 9)), "{} and {}", visits((10, 10)), visits((2, 9)));
    assert!(visits((12, 14)) < 1.5 * visits((2, 9)), "it is over: {}", visits((12, 14)));
}

#[test]
fn the_kettle_tells_of_drinking_less_and_of_cold_drinks_and_the_fridge_tells_them_apart() {
    let less = half_changed(ChangeKind::DrinkingLess { share: 0.75 });
    let cold = half_changed(ChangeKind::ColdDrinks { share: 0.75 });
    for (scenario, fridge_goes_up) in [(less, false), (cold, true)] {
        let (items, _) = run(&scenario);
        let (kettle_before, kettle_after) = (kettle(&scenario, &items, BEFORE), kettle(&scenario, &items, AFTER));
        let share = kettle_after / kettle_before;
        // A quarter, give or take what some ninety kettles in nineteen days vary by.
        assert!((0.12..0.42).contains(&share), "the kettle: {kettle_before} to {kettle_after} a day");
        let (before, after) = (fridge(&scenario, &items, BEFORE), fridge(&scenario, &items, AFTER));
        assert_eq!(after > before * 1.15, fridge_goes_up, "the fridge: {before} to {after} a day");
    }
}

#[test]
fn meals_and_outings_are_left_out() {
    let scenario = half_changed(ChangeKind::EatingLess { share: 0.5 });
    let (_, truth) = run(&scenario);
    for meal in [Activity::Breakfast, Activity::Lunch, Activity::Supper] {
        let share = a_day(&scenario, &truth, meal, AFTER, false) / a_day(&scenario, &truth, meal, BEFORE, false);
        assert!((0.2..0.8).contains(&share), "{meal:?}: {share}");
    }
    let scenario = half_changed(ChangeKind::Housebound);
    let (_, truth) = run(&scenario);
    assert!(a_day(&scenario, &truth, Activity::Out, BEFORE, false) > 0.3);
    assert_eq!(a_day(&scenario, &truth, Activity::Out, (21, 40), false), 0.0);
}

/// The share of some hours of some days spent in a posture, looking every five minutes.
fn share_in(scenario: &Scenario, posture: Posture, days: (i64, i64), hours: std::ops::Range<usize>) -> f64 {
    let scenario = Arc::new(scenario.clone());
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    let (mut so, mut all) = (0, 0);
    let mut at = scenario.at(moment(days.0, "00:00"));
    while at < scenario.at(moment(days.1 + 1, "00:00")) {
        while simulation.next_item(at).is_some() {}
        if hours.contains(&scenario.calendar.local(at).clock.hour()) {
            all += 1;
            so += i32::from(simulation.view(at).people[0].posture == posture);
        }
        at += Span::minutes(5);
    }
    f64::from(so) / f64::from(all)
}

#[test]
fn the_bed_knows_of_days_in_it_and_of_nights_out_of_it() {
    let by_day = |kind| share_in(&half_changed(kind), Posture::LyingInBed, AFTER, 10..18);
    let by_night = |kind| share_in(&half_changed(kind), Posture::LyingInBed, AFTER, 1..6);
    let usual_day = share_in(&ordinary(40), Posture::LyingInBed, AFTER, 10..18);
    let usual_night = share_in(&ordinary(40), Posture::LyingInBed, AFTER, 1..6);
    assert!(usual_day < 0.01 && usual_night > 0.95, "{usual_day} and {usual_night}");
    let bedridden = by_day(ChangeKind::SemiBedridden { share: 0.8 });
    assert!((0.3..0.8).contains(&bedridden), "in bed for {bedridden} of the day");
    let poor = by_night(ChangeKind::PoorSleep { awake: Span::hours(2) });
    assert!((0.45..0.85).contains(&poor), "in bed for {poor} of the night");
    let (day, night) = (by_day(ChangeKind::DayNightReversal), by_night(ChangeKind::DayNightReversal));
    assert!(day > 0.3 && night < 0.5, "in bed for {day} of the day and {night} of the night");
}

#[test]
fn walking_is_slower_by_the_share_that_is_lost() {
    let speed = |scenario: &Scenario, days: (i64, i64)| {
        let scenario = Arc::new(scenario.clone());
        let mut simulation = Simulation::new(Arc::clone(&scenario));
        let (mut metres, mut seconds, mut last) = (0.0, 0.0, None::<f64>);
        let mut at = scenario.at(moment(days.0, "07:00"));
        while at < scenario.at(moment(days.1, "23:00")) {
            while simulation.next_item(at).is_some() {}
            let person = simulation.view(at).people[0].clone();
            if let (Posture::Walking, Some(last)) = (person.posture, last) {
                metres += person.walked - last;
                seconds += 0.5;
            }
            last = (person.posture == Posture::Walking).then_some(person.walked);
            at += Span::millis(500);
        }
        metres / seconds
    };
    let scenario =
        with(ordinary(4), [(moment(3, "03:00"), change(ChangeKind::SlowerWalking { share: 0.4 }, Span::days(3)))]);
    let share = speed(&scenario, (4, 4)) / speed(&scenario, (2, 2));
    assert!((0.56..0.66).contains(&share), "{share} of the speed is left");
}

#[test]
fn a_change_grows_over_its_time() {
    let kind = ChangeKind::DrinkingLess { share: 0.9 };
    let growing = DisturbanceKind::Change(Change { kind, lasts: Span::days(60), over: Span::days(30) });
    let scenario = with(ordinary(60), [(moment(16, "00:00"), growing)]);
    let (items, _) = run(&scenario);
    let uses = [(2, 15), (16, 30), (31, 45), (46, 60)].map(|days| kettle(&scenario, &items, days));
    assert!(uses.is_sorted_by(|a, b| a > b), "{uses:?}");
    assert!(uses[3] < 0.25 * uses[0], "{uses:?}");
}

#[test]
fn what_is_forgotten_is_open_for_as_long_as_its_label_says() {
    for (what, label, device) in
        [("fridge", "forgotten-fridge", "fridge-door-contact"), ("front-door", "forgotten-door", "front-door-contact")]
    {
        let kind = ChangeKind::Forgetting { what: what.to_owned(), share: 0.6, noticed: Span::minutes(30) };
        let mut scenario = half_changed(kind);
        scenario.radio.loss = 0.0;
        let (items, truth) = run(&scenario);
        let found = labels(&truth, label);
        assert!(found.len() >= 4, "{what} was forgotten {} times", found.len());
        let reports = |open: bool, from: Timestamp, until: Timestamp| {
            items.iter().any(|item| {
                matches!(item, Item::Reading(reading) if reading.device.as_str() == device
                    && reading.capability == Capability::Contact && reading.value == Value::Flag(open)
                    && reading.at >= from && reading.at < until)
            })
        };
        for (from, until) in found {
            let Some(until) = until else { continue };
            assert!(until - from < Span::hours(14), "{what} from {from:?} to {until:?}");
            assert!(!reports(false, from, until), "{what} is shut before its label ends");
            assert!(reports(false, until, until + Span::seconds(10)), "{what} is shut when its label ends");
        }
    }
    let kind = ChangeKind::Forgetting { what: "cooker".to_owned(), share: 0.6, noticed: Span::minutes(30) };
    assert!(labels(&run(&half_changed(kind)).1, "forgotten-cooker").len() >= 4);
}

#[test]
fn the_house_gets_hot_and_cold_when_it_should() {
    let warmest = |scenario: &Scenario, day: i64| {
        let mut simulation = Simulation::new(Arc::new(scenario.clone()));
        let at = scenario.at(moment(day, "15:00"));
        while simulation.next_item(at).is_some() {}
        (simulation.view(at).temperatures[1], simulation.view(at).outside)
    };
    let usual = ordinary(12);
    let with_change = |kind| with(usual.clone(), [(moment(6, "00:00"), change(kind, Span::days(4)))]);
    let (inside, outside) = warmest(&usual, 8);
    let broken = warmest(&with_change(ChangeKind::HeatingBroken), 8);
    assert!(broken.0 < inside - 6.0 && (broken.1 - outside).abs() < 1e-9, "{broken:?} for {inside} and {outside}");
    let mended = warmest(&with_change(ChangeKind::HeatingBroken), 12);
    assert!((mended.0 - warmest(&usual, 12).0).abs() < 1.5, "{mended:?}");
    let hot = warmest(&with_change(ChangeKind::Heatwave { by: 9.0 }), 8);
    assert!((hot.1 - outside - 9.0).abs() < 1e-6, "{hot:?}");
    let cold = warmest(&with_change(ChangeKind::ColdSnap { by: 8.0 }), 8);
    assert!((cold.1 - outside + 8.0).abs() < 1e-6 && cold.0 > 18.0, "the heating works: {cold:?}");
    assert_eq!(warmest(&with_change(ChangeKind::Heatwave { by: 9.0 }), 5), warmest(&usual, 5));
}

#[test]
fn an_episode_happens_at_its_moment_and_its_label_says_for_how_long() {
    for (clock, kind) in every_episode() {
        let (label, lasts, of_the_evening) = match &kind {
            DisturbanceKind::Episode(episode) => (episode.label(), episode.lasts, false),
            DisturbanceKind::Change(change) => (change.label(), change.lasts, true),
            other => panic!("{other:?}"),
        };
        let at = moment(4, clock);
        let scenario = with(ordinary(8), [(at, kind)]);
        let (_, truth) = run(&scenario);
        let (from, until) = only_label(&truth, label);
        let late = from - scenario.at(at);
        assert!(
            late >= Span::ZERO && late <= Span::seconds(if of_the_evening { 0 } else { 90 }),
            "{label} came after {late}"
        );
        // Coming home, drying oneself and walking to the door take a little longer than planned.
        let longer = until - from - lasts;
        assert!(
            longer >= Span::ZERO - Span::seconds(30) && longer < Span::minutes(21),
            "{label} at {clock}: {longer} longer"
        );
        // The day after is a day like any other.
        for usual in [Activity::Rise, Activity::Breakfast, Activity::Supper, Activity::Sleep] {
            assert!(a_day(&scenario, &truth, usual, (8, 8), false) > 0.0, "{label}: no {usual:?} on day 8");
        }
    }
}

#[test]
fn whoever_is_away_is_away_and_whoever_lies_down_lies() {
    let posture_at = |kind: DisturbanceKind, at: Moment, seen: Moment| {
        let scenario = with(ordinary(8), [(at, kind)]);
        let mut simulation = Simulation::new(Arc::new(scenario.clone()));
        let seen = scenario.at(seen);
        while simulation.next_item(seen).is_some() {}
        simulation.view(seen).people[0].clone()
    };
    let away = posture_at(episode(EpisodeKind::Holiday, Span::days(3)), moment(4, "10:15"), moment(6, "20:00"));
    assert_eq!((away.posture, away.area), (Posture::Away, None));
    let left = EpisodeKind::LeftHome { opening: front_door() };
    let left = posture_at(episode(left, Span::minutes(50)), moment(4, "02:20"), moment(4, "02:40"));
    assert_eq!(left.posture, Posture::Away);
    let fallen =
        posture_at(episode(EpisodeKind::FallAtBedside, Span::hours(3)), moment(4, "07:05"), moment(4, "09:00"));
    assert_eq!(fallen.posture, Posture::OnFloor);
    assert_eq!(fallen.area.as_ref().map(|area| area.as_str()), Some("bedroom"));
    let sits = posture_at(episode(EpisodeKind::Unconscious, Span::hours(5)), moment(4, "15:10"), moment(4, "19:00"));
    assert_eq!((sits.posture, sits.area.as_ref().map(|area| area.as_str())), (Posture::Sitting, Some("lounge")));
    let seat = change(ChangeKind::NewSeat { piece: FurnitureId::new("sofa") }, Span::days(4));
    let scenario = ordinary(8);
    let sofa = scenario.home.piece(&FurnitureId::new("sofa")).expect("a sofa").at;
    // She gets up now and then, and sits down there again.
    let evening = ["20:00", "20:10", "20:20", "20:30", "20:40", "20:50"]
        .map(|clock| posture_at(seat.clone(), moment(4, "08:00"), moment(5, clock)));
    let sits: Vec<_> = evening.iter().filter(|seen| seen.posture == Posture::Sitting).collect();
    assert!(!sits.is_empty() && sits.iter().all(|seen| seen.at == sofa), "{evening:?}");
    let late = ChangeKind::LateMorning { late: Span::minutes(90), lies_in: Span::hours(2) };
    let lies = posture_at(change(late, Span::hours(15)), moment(4, "20:30"), moment(5, "08:20"));
    assert_eq!(lies.posture, Posture::LyingInBed);
    let early = posture_at(change(ChangeKind::EarlyNight, Span::hours(3)), moment(4, "19:50"), moment(4, "21:00"));
    assert_eq!(early.posture, Posture::LyingInBed);
}

/// What holds of every life: activities follow one another, whereabouts agree with labels, labels lie in the scenario.
fn holds(scenario: &Scenario, truth: &[TruthEvent], what: &str) {
    assert!(truth.is_sorted_by_key(|event| event.at), "{what}");
    let mut open: BTreeMap<&str, i32> = BTreeMap::new();
    let mut last: Option<(Timestamp, Activity)> = None;
    for event in truth {
        assert!(event.at >= scenario.starts() && event.at < scenario.ends(), "{what}: {event:?}");
        match &event.kind {
            TruthKind::Label(name) => {
                let count = open.entry(name).or_default();
                *count += if event.begins { 1 } else { -1 };
                assert!((0..=1).contains(count), "{what}: {name} {count} times at once");
            }
            TruthKind::Activity(activity) => {
                assert!(event.begins, "{what}: an activity ends when the next begins");
                assert!(
                    last.is_none_or(|(at, before)| before != *activity || at < event.at),
                    "{what}: {activity:?} twice at once"
                );
                last = Some((event.at, *activity));
            }
            TruthKind::Whereabouts(_) | TruthKind::Fault { .. } => {}
        }
    }
}

#[test]
fn two_at_once_go_together_and_the_same_seed_gives_the_same_bytes() {
    let changes = every_change(Span::days(3));
    let episodes = every_episode();
    let mut scenarios: Vec<Scenario> = changes
        .iter()
        .zip(changes.iter().cycle().skip(7))
        .zip(episodes.iter().cycle())
        .map(|((one, two), (clock, episode))| {
            let mut scenario = ordinary(7);
            scenario.seed = 11;
            let both = [(moment(2, "12:00"), one.clone()), (moment(3, "00:00"), two.clone())];
            with(scenario, both.into_iter().chain([(moment(4, clock), episode.clone())]))
        })
        .collect();
    // Contradictory ones, too, must come to an end of some kind.
    scenarios.push(with(ordinary(7), episodes.iter().map(|(clock, kind)| (moment(4, clock), kind.clone()))));
    scenarios.push(with(ordinary(7), changes.iter().map(|kind| (moment(3, "03:00"), kind.clone()))));
    for scenario in scenarios {
        let what = format!("{:?}", scenario.disturbances);
        let (items, truth) = run(&scenario);
        let contradictory = scenario.disturbances.len() > 3;
        if !contradictory {
            holds(&scenario, &truth, &what);
        }
        let (again, true_again) = run_in(&scenario, Span::minutes(7));
        assert!(items == again && truth == true_again, "stepped differently: {what}");
        assert!(items.is_sorted_by_key(Item::at), "{what}");
    }
}

#[test]
fn nobody_walks_through_a_wall_or_a_shut_door_or_jumps() {
    let step = Span::millis(250);
    for (clock, kind) in every_episode() {
        let scenario = Arc::new(with(ordinary(5), [(moment(2, clock), kind)]));
        let home = Arc::clone(&scenario.home);
        let mut simulation = Simulation::new(Arc::clone(&scenario));
        let from = scenario.at(moment(2, clock)) - Span::minutes(10);
        let (mut at, mut last) = (from, None::<smart_house::home::Point>);
        while at < from + Span::hours(5) {
            while simulation.next_item(at).is_some() {}
            let view = simulation.view(at);
            let person = &view.people[0];
            let when = scenario.calendar.local(at);
            if person.posture == Posture::Walking {
                let floor = home.areas.iter().filter_map(|area| area.floor).any(|f| f.grown(-0.15).contains(person.at));
                let doorway = home.openings.iter().filter(|o| o.kind != OpeningKind::Window).any(|o| {
                    let (x, y) = ((person.at.x - o.at.x).abs(), (person.at.y - o.at.y).abs());
                    let (along, across) = if o.along_x { (x, y) } else { (y, x) };
                    along < o.width / 2.0 - 0.1 && across < if o.to.is_none() { 2.7 } else { 0.5 }
                });
                assert!(floor || doorway, "{when}: in a wall at {:?}", person.at);
                for (opening, open) in home.openings.iter().zip(&view.openings) {
                    let through = opening.kind == OpeningKind::Door && opening.at.distance(person.at) < 0.08;
                    assert!(!through || *open > 0.5, "{when}: through the shut {}", opening.name);
                }
            }
            if let Some(last) = last {
                assert!(last.distance(person.at) / step.as_seconds() < 1.4, "{when}: a jump to {:?}", person.at);
            }
            last = Some(person.at);
            at += step;
        }
    }
}

#[test]
fn what_a_person_at_the_window_starts_changes_the_future_alone() {
    let plain = ordinary(3);
    let untouched = run(&plain).0;
    let changes = every_change(Span::hours(20)).into_iter().map(|kind| ("13:00", kind));
    for (clock, kind) in every_episode().into_iter().chain(changes) {
        let disturbance = Disturbance { at: moment(2, clock), kind, who: 0, intervention: true };
        let mut written = plain.clone();
        written.disturbances.push(disturbance.clone());
        let fresh = run(&written);
        let at = plain.at(disturbance.at);
        let mut running = Simulation::new(Arc::new(plain.clone()));
        let mut items = Vec::new();
        while let Some(item) = running.next_item(at) {
            items.push(item);
        }
        assert!(running.add_disturbance(disturbance.clone()));
        while let Some(item) = running.next_item(plain.ends()) {
            items.push(item);
        }
        assert!(items == fresh.0 && running.take_truth() == fresh.1, "{disturbance:?}");
        let earlier = |items: &[Item]| items.iter().take_while(|item| item.at() < at).cloned().collect::<Vec<_>>();
        assert!(earlier(&fresh.0) == earlier(&untouched), "{disturbance:?}");
    }
}

/// A scenario of the library without what goes wrong in it, for so many days.
fn library(name: &str, days: i64) -> Scenario {
    let checked = check::scenario(&document(name).expect("the scenario's text"), document);
    let mut scenario = checked.value.expect("a sound scenario");
    scenario.days = days;
    scenario.disturbances.clear();
    scenario
}

#[test]
fn a_new_kettle_draws_what_it_says_and_boils_for_as_long_as_that_takes() {
    let scenario = half_changed(ChangeKind::NewKettle { watts: 2_000.0 });
    let (items, truth) = run(&scenario);
    let most = |days: (i64, i64)| {
        items
            .iter()
            .filter_map(|item| match item {
                Item::Reading(reading)
                    if reading.device.as_str() == "kettle-plug"
                        && reading.capability == Capability::Power
                        && (days.0..=days.1).contains(&scenario.calendar.local(reading.at).day) =>
                {
                    match &reading.value {
                        Value::Number(watts) => Some(*watts),
                        other => panic!("the kettle's plug says {other:?}"),
                    }
                }
                _ => None,
            })
            .fold(0.0, f64::max)
    };
    let (before, after) = (most(BEFORE), most(AFTER));
    assert!(before > 2_400.0 && (1_900.0..2_150.0).contains(&after), "{before} W and {after} W");
    let (often, often_after) = (kettle(&scenario, &items, BEFORE), kettle(&scenario, &items, AFTER));
    assert!((often_after / often - 1.0).abs() < 0.3, "{often} and {often_after} a day");
    assert_eq!(labels(&truth, "twin-new-kettle"), [(scenario.at(moment(21, "00:00")), None)]);
}

/// A home without a dispenser, where tablets come out of packets and follow a meal alone.
fn out_of_packets(mut scenario: Scenario) -> Scenario {
    Arc::make_mut(&mut scenario.home).devices.retain(|device| device.kind != DeviceKind::Dispenser);
    scenario
}

#[test]
fn tablets_are_missed_and_taken_twice() {
    let taken = |kind: Option<ChangeKind>| {
        let mut scenario = out_of_packets(library("tablets-missed.ron", 40));
        scenario.disturbances.extend(kind.map(|kind| Disturbance {
            at: moment(21, "00:00"),
            kind: change(kind, Span::days(30)),
            who: 0,
            intervention: false,
        }));
        let (_, truth) = run(&scenario);
        let again = truth.iter().filter(|event| event.sentence.contains("a second time")).count();
        (a_day(&scenario, &truth, Activity::Tablets, AFTER, false), again)
    };
    let (usual, none) = taken(None);
    assert!((1.8..=2.0).contains(&usual) && none == 0, "{usual} a day");
    let (missed, none) = taken(Some(ChangeKind::TabletsMissed { share: 0.5 }));
    assert!((0.3..0.7).contains(&(missed / usual)) && none == 0, "{missed} a day");
    let (twice, again) = taken(Some(ChangeKind::TabletsTwice { share: 0.5 }));
    assert!((1.3..1.7).contains(&(twice / usual)) && again > 8, "{twice} a day, {again} times again");
}

#[test]
fn visitors_stay_away_and_carers_do_not_arrive_or_leave_too_soon() {
    let with_visits = |name: &str, kind: Option<ChangeKind>| {
        let mut scenario = library(name, 20);
        scenario.disturbances.extend(kind.map(|kind| Disturbance {
            at: moment(11, "00:00"),
            kind: change(kind, Span::days(2)),
            who: 0,
            intervention: false,
        }));
        let truth = run(&scenario).1;
        (scenario, truth)
    };
    // How long visits of some label are, by day.
    let visits = |scenario: &Scenario, truth: &[TruthEvent], label: &str, days: (i64, i64)| {
        let all = labels(truth, label);
        let lengths = all.iter().filter_map(|(from, until)| {
            let until = (*until)?;
            (days.0..=days.1).contains(&scenario.calendar.local(*from).day).then(|| (until - *from).as_seconds() / 60.0)
        });
        lengths.collect::<Vec<f64>>()
    };
    let carers = "carers-four-times-a-day.ron";
    let (scenario, truth) = with_visits(carers, None);
    let usual = visits(&scenario, &truth, "carer-visit", (11, 12));
    assert_eq!(usual.len(), 8, "four a day");
    let (scenario, truth) = with_visits(carers, Some(ChangeKind::CarerNotArrived));
    assert!(visits(&scenario, &truth, "carer-visit", (11, 12)).is_empty());
    let missed = visits(&scenario, &truth, "carer-not-arrived", (1, 20));
    assert_eq!(missed.len(), 8);
    assert!(missed.iter().all(|minutes| (8.0..60.0).contains(minutes)), "{missed:?}");
    assert_eq!(visits(&scenario, &truth, "carer-visit", (13, 20)).len(), 32, "and then they come again");
    let (scenario, truth) = with_visits(carers, Some(ChangeKind::CarerLeavesEarly { share: 0.6 }));
    let short = visits(&scenario, &truth, "carer-visit", (11, 12));
    let mean = |lengths: &[f64]| lengths.iter().sum::<f64>() / lengths.len() as f64;
    assert!(mean(&short) < 0.65 * mean(&usual), "{short:?} instead of {usual:?}");
    assert_eq!(visits(&scenario, &truth, "carer-left-early", (1, 20)).len(), 8);
    let family = "no-visitors.ron";
    let (scenario, truth) = with_visits(family, None);
    assert!(visits(&scenario, &truth, "visit", (11, 12)).len() + visits(&scenario, &truth, "visit", (1, 20)).len() > 4);
    let (scenario, truth) = with_visits(family, Some(ChangeKind::NoVisitors));
    assert!(visits(&scenario, &truth, "visit", (11, 12)).is_empty());
    assert_eq!(labels(&truth, "no-visitors").len(), 1);
}

#[test]
fn a_fall_on_the_way_is_a_fall_at_a_walk() {
    let at = moment(4, "11:10");
    let scenario = with(ordinary(5), [(at, episode(EpisodeKind::FallWalking, Span::hours(1)))]);
    let mut simulation = Simulation::new(Arc::new(scenario.clone()));
    let (mut last, mut seen) = (None, scenario.at(at) - Span::seconds(20));
    loop {
        while simulation.next_item(seen).is_some() {}
        let posture = simulation.view(seen).people[0].posture;
        if matches!(posture, Posture::Falling(_)) {
            break;
        }
        last = Some(posture);
        assert!(seen < scenario.at(at) + Span::seconds(30), "no fall");
        seen += Span::millis(400);
    }
    assert!(matches!(last, Some(Posture::Walking | Posture::Standing)), "{last:?}");
    // From hospital one is back days later, and life goes on.
    let scenario = with(ordinary(9), [(moment(4, "13:20"), episode(EpisodeKind::Hospital, Span::hours(51)))]);
    let (_, truth) = run(&scenario);
    let (from, until) = only_label(&truth, "hospital-stay");
    assert!(until - from >= Span::hours(51) && until - from < Span::hours(52));
}

#[test]
fn what_hangs_together_stays_together_and_the_year_has_its_seasons() {
    let mut scenario = out_of_packets(library("tablets-missed.ron", 60));
    // Tablets follow breakfast, and on no day without one are they taken in the morning.
    let (_, truth) = run(&scenario);
    let times = |activity: Activity, morning: bool, truth: &[TruthEvent]| {
        let on = |event: &&TruthEvent| event.kind == TruthKind::Activity(activity);
        let local = truth.iter().filter(on).map(|event| scenario.calendar.local(event.at));
        local
            .filter(|at| (at.clock.hour() < 12) == morning)
            .map(|at| (at.day, at.clock.since_midnight()))
            .collect::<BTreeMap<_, _>>()
    };
    let (breakfasts, tablets) = (times(Activity::Breakfast, true, &truth), times(Activity::Tablets, true, &truth));
    assert!(tablets.len() > 50);
    for (day, at) in &tablets {
        let breakfast = breakfasts.get(day).unwrap_or_else(|| panic!("no breakfast on day {day}"));
        let after = *at - *breakfast;
        assert!(after > Span::ZERO && after < Span::minutes(100), "{after} after breakfast on day {day}");
    }
    // A year with late winter mornings and long summer outings.
    scenario.days = 365;
    scenario.residents[0].routine.winter_later = Span::minutes(40);
    scenario.residents[0].routine.summer_out = 0.5;
    let (_, truth) = run(&scenario);
    let mean_rise = |days: std::ops::Range<i64>| {
        let rises = truth.iter().filter(|event| event.kind == TruthKind::Activity(Activity::Rise));
        let local = rises.map(|event| scenario.calendar.local(event.at)).filter(|at| days.contains(&at.day));
        let minutes: Vec<f64> = local.map(|at| at.clock.since_midnight().as_seconds() / 60.0).collect();
        minutes.iter().sum::<f64>() / minutes.len() as f64
    };
    // From 2 November, day 50 is the shortest day and day 232 midsummer.
    let later = mean_rise(30..70) - mean_rise(210..250);
    assert!((20.0..55.0).contains(&later), "{later} minutes later in winter");
}
