//! Every shipped scenario, home and resident can be used; every broken one is told of in the words kept beside it.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use smart_house::cli::load;
use smart_house::home::DeviceKind;
use smart_house::scenario::check::{self, Document, FileKind, Refusal};
use smart_house::scenario::deed::Deed;
use smart_house::scenario::problem::Problem;
use smart_house::scenario::save::with_interventions;
use smart_house::scenario::{Disturbance, DisturbanceKind, Moment, Scenario};
use smart_house::time::Span;

const DEMONSTRATION: &str = include_str!("../scenarios/demonstration.ron");
const LARCH_CLOSE: &str = include_str!("../scenarios/homes/larch-close.ron");
const MARGARET: &str = include_str!("../scenarios/residents/margaret.ron");

/// A place in the repository, wherever the tests are run from.
fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every RON file in a folder and the folders in it, in order.
fn ron_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(ron_files(&path));
        } else if path.extension().is_some_and(|end| end == "ron") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n\n")).collect()
}

fn parts(named: &str) -> Result<Document, Refusal> {
    let text = match named {
        "homes/larch-close.ron" => LARCH_CLOSE,
        "residents/margaret.ron" => MARGARET,
        _ => return Err(Refusal { brief: format!("there is no file {named:?}"), hint: String::new() }),
    };
    Ok(Document { name: named.to_owned(), text: text.to_owned() })
}

fn check_text(text: &str) -> check::Checked<Scenario> {
    check::scenario(&Document { name: "x.ron".to_owned(), text: text.to_owned() }, parts)
}

/// The demonstration with one part of its text replaced.
fn with(old: &str, new: &str) -> String {
    assert!(DEMONSTRATION.contains(old), "the demonstration has no {old:?}");
    DEMONSTRATION.replacen(old, new, 1)
}

#[test]
fn everything_shipped_can_be_used_without_a_word() {
    let files = ron_files(&here("scenarios"));
    assert!(files.len() >= 3, "scenarios/ holds {files:?}");
    for file in files {
        let report = load::check(&file);
        assert_eq!(told(&report.problems), "", "{}", file.display());
        assert!(report.title.is_some() && report.kind.is_some(), "{}", file.display());
    }
}

#[test]
fn the_demonstration_is_the_same_from_the_program_and_from_its_file() {
    let within = load::demonstration().map_err(|p| told(&p)).expect("the demonstration");
    let file = load::scenario(&here("scenarios/demonstration.ron")).map_err(|p| told(&p)).expect("its file");
    assert_eq!(within.scenario, file.scenario);
    assert_eq!(within.warnings, []);
    let home = &within.scenario.home;
    assert!(home.devices.len() >= 16);
    assert_eq!(home.devices.iter().filter(|device| device.kind == DeviceKind::Movement).count(), 5);
    // The doors between hall and rooms are in walls along y; the front door is in one along x.
    let along_x = |id: &str| home.openings.iter().find(|o| o.id.as_str() == id).map(|o| o.along_x);
    assert_eq!(
        [along_x("front-door"), along_x("lounge-door"), along_x("bedroom-door")],
        [Some(true), Some(false), Some(false)]
    );
}

#[test]
fn every_broken_file_is_told_of_in_the_words_beside_it() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    assert!(!update || std::env::var_os("CI").is_none(), "the expected texts are not rewritten where CI is set");
    let root = format!("{}/", here("").display().to_string().replace('\\', "/").trim_end_matches('/'));
    let mut count = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(here("tests/broken")).expect("a folder") {
        let file = entry.expect("an entry").path();
        if file.extension().is_none_or(|end| end != "ron") {
            continue;
        }
        count += 1;
        let report = load::check(&file);
        let text = told(&report.problems).replace(&root, "");
        assert!(!text.is_empty(), "{} has nothing wrong with it", file.display());
        assert_eq!(report.title.is_some(), !report.problems.iter().any(Problem::is_error), "{}", file.display());
        let golden = file.with_extension("txt");
        if update {
            fs::write(&golden, &text).expect("written");
        } else {
            let expected = fs::read_to_string(&golden).unwrap_or_default().replace("\r\n", "\n");
            if expected != text {
                wrong.push(format!("--- {}\n{expected}\n+++\n{text}", golden.display()));
            }
        }
    }
    assert!(count >= 63, "tests/broken holds {count} files");
    assert!(wrong.is_empty(), "set UPDATE_GOLDEN=1 when the new texts are better\n{}", wrong.join("\n"));
}

#[test]
fn kinds_of_files_are_told_apart_by_what_is_in_them() {
    for (text, kind) in [
        (DEMONSTRATION, Some(FileKind::Scenario)),
        (LARCH_CLOSE, Some(FileKind::Home)),
        (MARGARET, Some(FileKind::Resident)),
        // Cut off in the middle, it is still the same kind.
        (&LARCH_CLOSE[..LARCH_CLOSE.len() / 2], Some(FileKind::Home)),
        ("(version: 1, name: \"?\")", None),
        ("(zone: 1, age: 2)", None),
        ("", None),
        ("age", None),
    ] {
        assert_eq!(FileKind::of(text), kind, "{}", text.chars().take(60).collect::<String>());
    }
}

#[test]
fn a_problem_names_line_column_and_path() {
    let text = with("area: \"bathroom\"", "area: \"bathrom\"");
    let problems = check_text(&text).problems;
    let [problem] = problems.as_slice() else { panic!("{}", told(&problems)) };
    let place = problem.place.as_ref().expect("a place");
    let line = text.lines().nth(place.line - 1).expect("the line");
    let rest: String = line.chars().skip(place.column - 1).collect();
    assert!(rest.starts_with("\"bathrom\""), "{rest}");
    assert_eq!(problem.path, "disturbances[2].what.area");
    assert!(problem.hint.contains("did you mean \"bathroom\"?"), "{}", problem.hint);
}

#[test]
fn ron_may_be_written_in_its_other_ways() {
    let plain = check_text(DEMONSTRATION).value.expect("a scenario");
    for (old, new) in [
        ("title: \"Four", "title: r#\"Four"),
        ("speed: 60", "speed: Some(60.0)"),
        ("days: 32,", "days: /* four weeks /* and */ four days */ 32,"),
        ("seed: 1,", "seed: 0x1,"),
        ("// The scenario", "#![enable(implicit_some)]\n// The scenario"),
    ] {
        let mut text = with(old, new);
        if new.contains("r#") {
            text = text.replacen("November\"", "November\"#", 1);
        }
        let checked = check_text(&text);
        assert_eq!(told(&checked.problems), "", "{new}");
        assert_eq!(checked.value.as_ref(), Some(&plain), "{new}");
    }
    assert_eq!(check_text(&DEMONSTRATION.replace('\n', "\r\n")).value.as_ref(), Some(&plain));
}

#[test]
fn hostile_texts_are_refused_with_few_words() {
    let disturbance = "(at: \"day 30 00:40\", what: ColdRoom(area: \"bedrom\", lasts: \"9 h\")),";
    let list = |inner: &str| with("disturbances: [", &format!("disturbances: [{inner}"));
    let name = "x".repeat(1_000_000);
    let texts = [
        ("brackets without end", "(".repeat(1_000_000)),
        ("lists within lists", format!("(a: {}", "[".repeat(1_000_000))),
        ("names before brackets", "a(".repeat(500_000)),
        ("comments within comments", "/*".repeat(500_000)),
        ("only colons", ":".repeat(1_000_000)),
        ("only commas", format!("({})", ",".repeat(1_000_000))),
        ("only quotation marks", "\"".repeat(1_000_001)),
        ("a raw text that never ends", format!("r{}\"", "#".repeat(1_000_000))),
        ("more values than any scenario has", format!("(a: [{}])", "1,".repeat(1_000_000))),
        ("more disturbances than are taken", list(&disturbance.repeat(10_001))),
        ("ten thousand wrong names", list(&disturbance.repeat(9_000))),
        ("a very long name", with("area: \"bedroom\"", &format!("area: \"{name}\""))),
        ("a very long word", with("seed: 1", &format!("seed: {name}"))),
        ("a very long field", with("seed: 1", &format!("{name}: 1"))),
        ("a very long number", with("seed: 1", &format!("seed: {}", "9".repeat(1_000_000)))),
        ("unknown fields without end", with("seed: 1", &format!("seed: 1, {}", "seeed: 1, ".repeat(100_000)))),
    ];
    for (what, text) in texts {
        let checked = check_text(&text);
        assert!(checked.value.is_none(), "{what} passed");
        assert!((1..=64).contains(&checked.problems.len()), "{what}: {} problems", checked.problems.len());
        // However long the text, what is said about it stays short.
        let words = told(&checked.problems);
        assert!(words.len() < 64_000, "{what}: {} bytes are said", words.len());
    }
}

/// What a person may do at the window, at a moment with milliseconds.
fn interventions() -> Vec<Disturbance> {
    let home = check_text(DEMONSTRATION).value.expect("a scenario").home;
    let fob = home.devices.iter().find(|device| device.kind == DeviceKind::Fob).expect("a fob").id.clone();
    let bathroom = home.areas.iter().find(|area| area.id.as_str() == "bathroom").expect("a bathroom").id.clone();
    let door = home.openings.iter().find(|o| o.id.as_str() == "front-door").expect("a door").id.clone();
    let kettle = home.furniture.iter().find(|piece| piece.id.as_str() == "kettle").expect("a kettle").id.clone();
    let at = |text| Moment::parse(text).expect("a moment");
    let done = |text, kind| Disturbance { at: at(text), kind, who: 0, intervention: true };
    let deed = |text, deed| done(text, DisturbanceKind::Deed(deed));
    vec![
        done("day 29 08:15:30.250", DisturbanceKind::FobPressed { device: fob, cancelled: None }),
        done("day 29 09:00", DisturbanceKind::DoorOpened { opening: door, lasts: Span::millis(61_500) }),
        done("day 29 10:00:07", DisturbanceKind::Fall { area: bathroom.clone(), lasts: Span::minutes(90) }),
        done("day 30 10:00", DisturbanceKind::ColdRoom { area: bathroom, lasts: Span::days(1) }),
        done("day 30 11:00", DisturbanceKind::Switched { piece: kettle, on: false }),
        deed("day 30 11:01", Deed::Says { sentence: "is \"the door\" locked?".to_owned() }),
        deed("day 30 11:02", Deed::Acknowledged { concern: 3, contact: None }),
        deed("day 30 11:03", Deed::LearningConfirmed),
        deed("day 30 11:04", Deed::LearningRestarted),
        deed("day 30 11:05", Deed::DaysExcluded { first: 29, last: 30 }),
        deed("day 30 11:06", Deed::ModeSet { mode: "holiday".to_owned() }),
    ]
}

/// Every episode and every change, each written with all its fields, apart enough that none is in another's way.
const CHANGES: &str = r#"
    (at: "day 29 07:10", what: FallAtBedside(lasts: "1 h 30 min")),
    (at: "day 29 12:10", what: Unconscious(lasts: "1 h 500 ms")),
    (at: "day 29 19:10", what: NightWandering(lasts: "1 h")),
    (at: "day 30 02:20", what: LeftHome(opening: "front-door", lasts: "50 min")),
    (at: "day 30 09:00", what: LongBath(lasts: "1 h 15 min")),
    (at: "day 30 13:40", what: Gardening(opening: "back-door", lasts: "3 h")),
    (at: "day 30 18:40", what: DoorLeftOpen(opening: "back-door", lasts: "3 h")),
    (at: "day 31 10:15", what: Holiday(lasts: "1 day")),
    (at: "day 29 12:00", what: NightVisits(mean: 3.5, lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: UpsetStomach(every: "50 min", lasts: "1 day")),
    (at: "day 29 12:00", what: PoorSleep(awake: "2 h", lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: DayNightReversal(lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: EatingLess(share: 0.5, lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: DrinkingLess(share: 0.125, lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: SemiBedridden(share: 0.8, lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: Housebound(lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: Forgetting(what: "fridge", share: 1, noticed: "5 min", lasts: "3 days", over: "1 s")),
    (at: "day 29 12:00", what: SlowerWalking(share: 0.4, lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: ColdDrinks(share: 0.4, lasts: "3 days", over: "1 day")),
    (at: "day 29 12:00", what: NewSeat(piece: "sofa", lasts: "3 days")),
    (at: "day 29 20:00", what: EarlyNight(lasts: "3 h")),
    (at: "day 30 20:00", what: LateMorning(late: "1 h", lies_in: "2 h", lasts: "15 h")),
    (at: "day 29 12:00", what: HeatingBroken(lasts: "1 day")),
    (at: "day 29 12:00", what: Heatwave(by: 7.5, lasts: "1 day", over: "6 h")),
    (at: "day 31 12:00", what: ColdSnap(by: 7, lasts: "1 day", over: "6 h")),
"#;

#[test]
fn every_change_is_saved_into_the_text_and_read_back_the_same() {
    let demonstration = check_text(DEMONSTRATION).value.expect("a scenario").disturbances;
    let before = DEMONSTRATION.find("    disturbances: [").expect("a list");
    let after = DEMONSTRATION.find("    // What the monitor should say").expect("what follows it");
    let alone = format!("{}{}", &DEMONSTRATION[..before], &DEMONSTRATION[after..]);
    let written = alone.replacen("    expect: [", &format!("interventions: [{CHANGES}],\n    expect: ["), 1);
    let checked = check_text(&written);
    assert_eq!(told(&checked.problems), "");
    let scenario = checked.value.expect("a scenario");
    assert_eq!(scenario.disturbances.len(), CHANGES.matches("(at:").count());
    assert!(demonstration.iter().all(|disturbance| !scenario.disturbances.contains(disturbance)));
    let saved = with_interventions(&alone, &scenario).expect("a text");
    let again = check_text(&saved);
    assert_eq!(told(&again.problems), "", "{saved}");
    assert_eq!(again.value, Some(scenario));
}

#[test]
fn what_was_done_is_saved_into_the_text_and_read_back_the_same() {
    let mut scenario = check_text(DEMONSTRATION).value.expect("a scenario");
    let untouched = with_interventions(DEMONSTRATION, &scenario).expect("a text");
    assert_eq!(untouched, DEMONSTRATION, "nothing was done, so nothing changes");

    scenario.disturbances.extend(interventions());
    for text in [
        DEMONSTRATION.to_owned(),
        // Without a comma behind the last field, and with comments where one might be looked for.
        with("quiet: [(from: 15, to: 29)],\n)", "quiet: [(from: 15, to: 29)] // the end, or so\n)"),
        with("quiet: [(from: 15, to: 29)],\n)", "quiet: [(from: 15, to: 29)] /* , */ )"),
        with("quiet: [", "interventions: [], quiet: ["),
    ] {
        let saved = with_interventions(&text, &scenario).expect("a text");
        let checked = check_text(&saved);
        assert_eq!(told(&checked.problems), "", "{saved}");
        assert_eq!(checked.value.as_ref(), Some(&scenario), "{saved}");
        let again = with_interventions(&saved, &scenario).expect("a text");
        assert_eq!(again, saved, "saving twice changes nothing");
    }

    let saved = with_interventions(DEMONSTRATION, &scenario).expect("a text");
    assert!(saved.starts_with(&DEMONSTRATION[..DEMONSTRATION.len() - 3]), "the author's own text stays as it is");
    scenario.disturbances.retain(|disturbance| !disturbance.intervention);
    let undone = check_text(&with_interventions(&saved, &scenario).expect("a text"));
    assert_eq!(undone.value, Some(scenario));

    assert!(with_interventions("(", &check_text(DEMONSTRATION).value.expect("a scenario")).is_err());
}

#[test]
fn a_saved_scenario_finds_the_demonstrations_home_from_anywhere() {
    let folder = std::env::temp_dir().join(format!("smart-house-scenarios-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("saved.ron");
    fs::write(&file, DEMONSTRATION).expect("written");
    let saved = load::scenario(&file).map_err(|p| told(&p));
    let missing = load::scenario(&folder.join("not-there.ron")).map_err(|p| told(&p));
    let of_a_folder = load::scenario(&folder).map_err(|p| told(&p));
    let large = folder.join("large.ron");
    fs::write(&large, " ".repeat(4 * 1024 * 1024 + 1)).expect("written");
    let large = load::scenario(&large).map_err(|p| told(&p));
    fs::remove_dir_all(&folder).expect("removed");

    let demonstration = load::demonstration().map_err(|p| told(&p)).expect("the demonstration");
    assert_eq!(saved.expect("a scenario").scenario, demonstration.scenario);
    for (result, words) in
        [(missing, "there is no such file"), (of_a_folder, "this is a folder"), (large, "larger than 4 MB")]
    {
        let told = result.expect_err("a problem");
        assert!(told.contains(words), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_pipes_are_refused() {
    let folder = std::env::temp_dir().join(format!("smart-house-links-{}", std::process::id()));
    fs::create_dir_all(folder.join("scenario")).expect("a folder");
    fs::write(folder.join("secret.ron"), LARCH_CLOSE).expect("written");
    std::os::unix::fs::symlink(folder.join("secret.ron"), folder.join("scenario/link.ron")).expect("a link");
    let linked = folder.join("scenario/linked.ron");
    fs::write(&linked, with("homes/larch-close.ron", "link.ron")).expect("written");
    let linked = load::check(&linked).problems;
    // A socket is no ordinary file, and can be made without another program.
    let socket = folder.join("socket.ron");
    let listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let special = load::check(&socket).problems;
    let device = load::check(Path::new("/dev/zero")).problems;
    drop(listener);
    fs::remove_dir_all(&folder).expect("removed");

    assert!(told(&linked).contains("leads out of the scenario's folder"), "{}", told(&linked));
    assert!(!told(&linked).contains("Larch"), "nothing of the file is shown");
    for problems in [special, device] {
        assert!(told(&problems).contains("not an ordinary file"), "{}", told(&problems));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_checker_panic(text in "\\PC{0,200}") {
        let checked = check_text(&text);
        prop_assert!(checked.value.is_none() && !checked.problems.is_empty());
        check::unknown(&Document { name: "x.ron".to_owned(), text });
    }

    #[test]
    fn no_brackets_and_words_make_it_panic(
        text in "([(){}\\[\\],:=\"'\\\\#!/*r\\n-]|[0-9]|a|at|Some|None|é|version|areas|routine){0,80}"
    ) {
        for wrapped in [text.clone(), format!("(title: 1, days: 2, {text})"), format!("(areas: [({text})])")] {
            let document = Document { name: "x.ron".to_owned(), text: wrapped };
            check_text(&document.text);
            check::home(&document);
            check::resident(&document);
            check::unknown(&document);
        }
    }

    #[test]
    fn no_change_to_a_good_text_makes_it_panic(
        which in 0_usize..3, at in 0.0..1.0_f64, length in 0_usize..30, new in "[(){}\\[\\],:\"/*a-zé0-9 \\-.]{0,8}"
    ) {
        let text = [DEMONSTRATION, LARCH_CLOSE, MARGARET][which];
        let start = text.floor_char_boundary((at * text.len() as f64) as usize);
        let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
        let document =
            Document { name: "x.ron".to_owned(), text: format!("{}{new}{}", &text[..start], &text[end..]) };
        let (sound, problems) = match which {
            0 => { let c = check::scenario(&document, parts); (c.value.is_some(), c.problems) }
            1 => { let c = check::home(&document); (c.value.is_some(), c.problems) }
            _ => { let c = check::resident(&document); (c.value.is_some(), c.problems) }
        };
        prop_assert_eq!(sound, !problems.iter().any(Problem::is_error));
        // Every place is within the text.
        let lines = document.text.lines().count();
        for place in problems.iter().filter_map(|problem| problem.place.as_ref()) {
            prop_assert!(place.line <= lines.max(1) + 1 && place.column >= 1);
        }
    }
}
