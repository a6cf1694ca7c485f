//! How like real homes the simulated ones are: the figures themselves, and the command that tells them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

use proptest::prelude::*;
use smart_house::cli::load;
use smart_house::evaluation::realism::compare::{Comparison, Home as Compared, Verdict};
use smart_house::evaluation::realism::{BLIND, Listener, Place, Statistic, Summary};
use smart_house::home::{Capability, DeviceId, Home, Item, Reading, Value};
use smart_house::scenario::Scenario;
use smart_house::simulation::Simulation;
use smart_house::time::{Calendar, ClockTime, Span, Timestamp};

/// Movement sensors of the demonstration's home, and the contact of its front door.
const SENSORS: [&str; 6] = [
    "hall-movement",
    "lounge-movement",
    "kitchen-movement",
    "bedroom-movement",
    "bathroom-movement",
    "front-door-contact",
];

fn larch_close() -> (Arc<Home>, Calendar) {
    let scenario = load::demonstration().expect("the demonstration").scenario;
    (scenario.home, scenario.calendar)
}

fn reading(at: Timestamp, device: &str, value: bool) -> Item {
    let capability = if device.ends_with("contact") { Capability::Contact } else { Capability::Occupancy };
    Item::Reading(Reading { at, device: DeviceId::new(device), capability, value: Value::Flag(value) })
}

/// The figures of readings given as a day from 1, a second of it, and a sensor.
fn figures(seen: &[(i64, i64, usize)]) -> Option<Summary> {
    let (home, calendar) = larch_close();
    let mut seen: Vec<(Timestamp, usize)> = seen
        .iter()
        .map(|(day, second, sensor)| (calendar.at(*day, ClockTime::MIDNIGHT) + Span::seconds(*second), *sensor))
        .collect();
    seen.sort();
    let mut listener = Listener::new(&home, &calendar);
    seen.iter().for_each(|(at, sensor)| listener.observe(&reading(*at, SENSORS[*sensor], true)));
    Summary::of(listener.sightings()).ok()
}

/// An ordinary day: bedroom and bathroom in the morning, kitchen and lounge in turns, ten minutes apart.
fn ordinary_day(day: i64) -> Vec<(i64, i64, usize)> {
    let rooms = [3, 0, 4, 0, 2, 0, 1, 1, 0, 2];
    (0..90).map(|n| (day, 7 * 3_600 + n * 600, rooms[n as usize % rooms.len()])).collect()
}

#[test]
fn figures_of_a_life_worked_out_by_hand() {
    let mut days: Vec<(i64, i64, usize)> = (1..=30).flat_map(ordinary_day).collect();
    // Out from 10:01 to 11:59 on every day: nothing is seen between two openings of the door.
    days.retain(|(_, second, _)| !(10 * 3_600 + 1..12 * 3_600).contains(second));
    for day in 1..=30 {
        days.extend([(day, 10 * 3_600 + 60, 5), (day, 12 * 3_600 - 60, 5)]);
        // Two visits at night, and a third sighting that belongs to the second.
        days.extend([(day, 3_600, 4), (day, 3 * 3_600, 4), (day, 3 * 3_600 + 300, 4)]);
    }
    let summary = figures(&days).expect("thirty days");
    let value = |statistic| summary.values.get(&statistic).copied().expect("told");
    let close = |statistic, expected: f64| {
        let told = value(statistic);
        assert!((told - expected).abs() < 1e-6, "{}: {told}, not {expected}", statistic.name());
    };
    assert_eq!((summary.days, summary.left_out), (28, 0));
    close(Statistic::EventsADay, 84.0);
    close(Statistic::EventsSpread, 0.0);
    close(Statistic::GapMedian, 10.0);
    close(Statistic::NightVisits, 2.0);
    close(Statistic::TimeOut, 2.0);
    // 07:40 is the first kitchen of the day; the last row of 90 is at 21:50 in the kitchen.
    close(Statistic::FirstActivity, 7.0 + 40.0 / 60.0);
    close(Statistic::LastActivity, 21.0 + 50.0 / 60.0);
    close(Statistic::FirstSpread, 0.0);
    close(Statistic::DayToDay, 1.0);
    close(Statistic::StayHall, 10.0);
    close(Statistic::StayLounge, 20.0);
}

#[test]
fn what_sensors_cannot_share_is_left_out() {
    let (home, calendar) = larch_close();
    let start = calendar.at(1, ClockTime::MIDNIGHT);
    let mut listener = Listener::new(&home, &calendar);
    for second in 0..600 {
        let at = start + Span::seconds(second);
        // A sensor on the mains that tells every movement and its end, a bed pad, a fridge, and a plug.
        listener.observe(&reading(at, "kitchen-movement", second % 2 == 0));
        listener.observe(&reading(at, "bed-sensor", true));
        listener.observe(&reading(at, "fridge-door-contact", true));
        listener.observe(&Item::Watermark(at));
    }
    let seen: Vec<Place> = listener.sightings().iter().map(|seen| seen.place).collect();
    assert_eq!(seen, vec![Place::Kitchen; 10]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_seen_twice_within_the_blind_time(
        seen in prop::collection::vec((0_i64..4_000_000, 0_usize..6), 1..300)
    ) {
        let (home, calendar) = larch_close();
        let mut seen = seen;
        seen.sort_unstable();
        let mut listener = Listener::new(&home, &calendar);
        for (at, sensor) in &seen {
            listener.observe(&reading(Timestamp::from_millis(*at), SENSORS[*sensor], true));
        }
        let all = listener.sightings();
        for (place, sighting) in all.iter().enumerate() {
            let before = all[..place].iter().rev().find(|earlier| earlier.place == sighting.place);
            prop_assert!(before.is_none_or(|before| sighting.at - before.at >= BLIND));
        }
        // What was brought to sightings once stays as it is.
        let mut again = Listener::new(&home, &calendar);
        for sighting in all {
            let sensor = Place::ROOMS.iter().position(|room| *room == sighting.place).unwrap_or(5);
            again.observe(&reading(sighting.at, SENSORS[sensor], true));
        }
        prop_assert_eq!(all, again.sightings());
    }

    #[test]
    fn figures_are_in_range_and_do_not_depend_on_the_date(
        noise in prop::collection::vec((1_i64..=34, 0_i64..86_400, 0_usize..6), 0..600),
        weeks in 1_i64..8,
    ) {
        let mut seen: Vec<(i64, i64, usize)> = (1..=34).flat_map(ordinary_day).collect();
        seen.extend(noise);
        let summary = figures(&seen).expect("figures");
        for (statistic, value) in &summary.values {
            prop_assert!(value.is_finite(), "{}", statistic.name());
            let range = match statistic {
                Statistic::DayToDay | Statistic::CarriedOver | Statistic::WeekdayEffect => -1.0..=1.0,
                Statistic::TimeOut => 0.0..=24.0,
                Statistic::FirstActivity | Statistic::LastActivity => 4.0..=28.0,
                _ => 0.0..=f64::MAX,
            };
            prop_assert!(range.contains(value), "{}: {value}", statistic.name());
        }
        let sum: f64 = summary.hours.iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
        prop_assert!((summary.gaps.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        // Whole weeks later, within the same half of the year's clock.
        let later: Vec<_> = seen.iter().map(|(day, second, sensor)| (day + 7 * weeks, *second, *sensor)).collect();
        prop_assert_eq!(figures(&later), Some(summary));
    }
}

fn ordinary(days: i64, seed: u64) -> Summary {
    let scenario = load::of_the_library("scenarios/ordinary-months.ron").expect("a scenario").scenario;
    let scenario = Arc::new(Scenario { days, seed, ..scenario });
    let mut listener = Listener::new(&scenario.home, &scenario.calendar);
    let mut simulation = Simulation::new(Arc::clone(&scenario));
    while let Some(item) = simulation.next_item(scenario.ends()) {
        listener.observe(&item);
    }
    Summary::of(listener.sightings()).expect("enough days")
}

#[test]
fn a_home_lies_within_its_likes_and_a_strange_one_does_not() {
    let named = |name: &str, summary| Compared { name: name.to_owned(), summary };
    let real: Vec<Compared> = (1..=8).map(|seed| named("real", ordinary(20, seed))).collect();
    let strange: Vec<(i64, i64, usize)> = (1..=20).flat_map(ordinary_day).collect();
    let strange = figures(&strange).expect("twenty days");
    let same = Comparison::of(real.clone(), vec![named("one of them", real[3].summary.clone())]);
    let (within, told) = same.within();
    assert!(told >= 20 && within * 2 >= told, "{within} of {told}");
    let other = Comparison::of(real.clone(), vec![named("strange", strange)]);
    assert!(other.within().0 < within && other.holds() == Some(false), "{:?}", other.within());
    // Too few real homes have no spread, and nothing is told of them.
    let few = Comparison::of(real[..4].to_vec(), vec![real[5].clone()]);
    assert!(few.lines.iter().all(|line| line.verdict == Verdict::Untold) && few.holds().is_none());
}

// ---------------------------------------------------------------- the command

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("realism").join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn realism(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_smart-house"))
        .arg("realism")
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program starts")
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// Recordings of so many days that the program makes itself.
fn recordings(folder: &std::path::Path, days: &str, seeds: std::ops::RangeInclusive<u32>) -> Vec<String> {
    seeds
        .map(|seed| {
            let path = folder.join(format!("home-{seed}.jsonl")).to_string_lossy().into_owned();
            let run = Command::new(env!("CARGO_BIN_EXE_smart-house"))
                .args(["run", "scenarios/ordinary-months.ron", "--days", days, "--seed", &seed.to_string()])
                .args(["--trace", &path, "--json"])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .output()
                .expect("the program starts");
            assert!(run.status.code() != Some(2), "{}", String::from_utf8_lossy(&run.stderr));
            path
        })
        .collect()
}

#[test]
fn a_table_a_plot_and_lines_of_json_are_told() {
    let folder = folder("told");
    let files = recordings(&folder, "17", 1..=5);
    let mut asked: Vec<&str> = files.iter().map(String::as_str).collect();
    let plot = folder.join("plot.svg").to_string_lossy().into_owned();
    asked.extend(["--scenario", "scenarios/ordinary-months.ron", "--seeds", "2", "--seed-from", "11", "--days", "17"]);
    let (code, table, problems) = told(&realism(&[&asked[..], &["--plot", &plot]].concat()));
    assert!(code == 0 || code == 1, "{problems}");
    assert!(problems.contains("5 of the recordings say that they were simulated"), "{problems}");
    for statistic in Statistic::ALL {
        assert!(table.contains(statistic.in_words()), "{table}");
    }
    assert!(table.contains("figures lie within") && table.contains("5 real homes"), "{table}");

    let drawn = fs::read_to_string(&plot).expect("a plot");
    assert!(drawn.starts_with("<svg role=\"img\"") && drawn.trim_end().ends_with("</svg>"));
    assert!(drawn.contains("<title id=\"title\">") && drawn.contains("<desc id=\"about\">"));
    assert!(!drawn.contains("NaN") && !drawn.contains("inf"));

    let (same, lines, _) = told(&realism(&[&asked[..], &["--json"]].concat()));
    assert_eq!(same, code);
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let of = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).count();
    assert_eq!((of("home"), of("statistic"), of("summary")), (7, Statistic::ALL.len(), 1));
    // The same again, byte for byte, however many threads there are.
    assert_eq!(
        realism(&[&asked[..], &["--json"]].concat()).stdout,
        realism(&[&asked[..], &["--json"]].concat()).stdout
    );
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = folder("problems");
    let short = recordings(&folder, "5", 1..=1);
    let doors = folder.join("doors.csv");
    fs::write(&doors, "at,device,capability,value\n2026-11-02T08:00:00+00:00,front-door,contact,true\n")
        .expect("a file");
    let doors = doors.to_string_lossy().into_owned();
    let cases: [(&[&str], &str); 7] = [
        (&["none.jsonl"], "none.jsonl"),
        (&[&short[0]], "at least 14 are needed"),
        (&[&short[0]], "none of the recordings can be compared"),
        (&[&doors, "--zone", "Europe/London"], "no working movement sensor"),
        (&[&short[0], "--format", "casa"], "known are own, casas"),
        (&[&short[0], "--plot", &short[0]], "would overwrite the recording"),
        (&[&short[0], "--scenario", "tests/broken/empty.ron"], "empty"),
    ];
    for (arguments, expected) in cases {
        let (code, _, problems) = told(&realism(arguments));
        assert_eq!(code, 2, "{arguments:?}: {problems}");
        assert!(problems.contains(expected), "{arguments:?}: {problems}");
    }
    let (code, _, problems) = told(&realism(&[]));
    assert!(code == 2 && problems.contains("RECORDING"), "{problems}");
}
