//! The tours of the library, run without a person: every alert and every moment that a step waits for must come, at first
//! without a window, and then in the real one, step by step, with a picture of each that is looked at.
#![cfg(feature = "desktop")]

mod display;
#[path = "tours/judge.rs"]
mod judge;
#[path = "tours/talker.rs"]
mod talker;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use smart_house::cli::library::TOURS;
use smart_house::cli::load;
use smart_house::desktop::panel::Shown;
use smart_house::desktop::panel::viewer::Viewer;
use smart_house::desktop::tour::Guide;
use smart_house::player::Player;
use smart_house::player::pace::Budget;
use smart_house::scenario::check::{self, Document};
use smart_house::scenario::tour::Tour;
use smart_house::time::Span;

use self::display::{Display, have};
use self::judge::{Picture, judge};
use self::talker::Talker;

/// Runs a tour by itself, a tenth of a second a frame; gives what it showed at the end of each step, or what failed.
fn run(tour: Tour) -> Result<Vec<(usize, Viewer, bool)>, String> {
    let mut player = Player::new(Arc::new(tour.scenario.clone()));
    let (mut guide, mut shown, mut seen) = (Guide::new(tour, true), Shown::default(), Vec::new());
    for _ in 0..20_000 {
        let mut out = Vec::new();
        let number = guide.number();
        guide.tick(&player.view(), 0.1, &mut shown, &mut out);
        if guide.number() != number || guide.ended() {
            seen.push((number, shown.viewer, shown.lens));
        }
        if guide.ended() {
            return guide.failed().map_or(Ok(seen), |failed| Err(failed.to_owned()));
        }
        for command in &out {
            player.apply(command);
        }
        player.advance(Span::millis(100), Budget::UNLIMITED);
    }
    Err(format!("step {} never ended", guide.number()))
}

fn tour(name: &str) -> Tour {
    load::tour(&file(name)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

#[test]
fn every_tour_meets_what_it_waits_for() {
    // Each lives through a month or more, so they run beside each other.
    std::thread::scope(|scope| {
        let runs: Vec<_> = TOURS.iter().map(|(name, _)| (name, scope.spawn(|| run(tour(name))))).collect();
        for (name, one) in runs {
            let seen = one.join().expect("it ends").unwrap_or_else(|failed| panic!("{name}: {failed}"));
            assert_eq!(seen.len(), tour(name).steps.len(), "{name}");
        }
    });
}

#[test]
fn a_tour_shows_the_views_that_it_names() {
    let seen = run(tour("tours/what-it-sees.ron")).expect("it ends");
    let views: Vec<(Viewer, bool)> = seen.into_iter().map(|(_, viewer, lens)| (viewer, lens)).collect();
    assert_eq!(
        views,
        [
            (Viewer::Presenter, false),
            (Viewer::Presenter, true),
            (Viewer::Family, true),
            (Viewer::Practitioner, true),
            (Viewer::Resident, true),
        ]
    );
}

#[test]
fn an_alert_that_does_not_come_fails_the_tour() {
    let mut quiet = tour("tours/night-time-door.ron");
    quiet.scenario.disturbances.clear();
    let failed = run(quiet).expect_err("nobody opens the door");
    assert!(failed.contains("Step 1") && failed.contains("door-at-night"), "{failed}");
}

#[test]
fn what_is_wrong_with_a_tour_is_told_with_its_place() {
    let text = r#"(
    version: 1,
    tour: "Wrong",
    scenario: "demonstration.ron",
    steps: [
        (say: "One", area: "kitchn"),
        (say: "Two", alert: "fire", within: "1 h"),
        (say: "Three", at: "day 99 10:00", view: "cat"),
        (say: "Four", takes: "5 s", until: "day 30 10:00"),
    ],
)"#;
    let document = Document { name: "wrong.ron".to_owned(), text: text.to_owned() };
    let checked = check::tour(&document, |_| Ok(tour("tours/a-fall.ron").scenario));
    assert!(checked.value.is_none());
    let told: Vec<String> = checked.problems.iter().map(|problem| problem.in_a_line()).collect();
    for (line, words) in [(6, "kitchn"), (7, "fire"), (8, "day 99"), (8, "cat"), (9, "waits for one thing")] {
        let found = told.iter().any(|one| one.starts_with(&format!("wrong.ron:{line}:")) && one.contains(words));
        assert!(found, "line {line}: {words}: {told:#?}");
    }
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::remove_dir_all(&folder).ok();
    folder
}

/// What a rehearsal told until its end, and its exit code.
fn told(talker: Talker) -> (Vec<Value>, Option<i32>) {
    let lines = std::iter::from_fn(|| talker.line());
    let told =
        lines.map(|line| serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    (told, talker.end())
}

/// The step that a line tells of, judged by its picture.
fn judged(line: &Value) -> Option<&Value> {
    let step = line.get("step")?;
    let path = Path::new(step["picture"].as_str().expect("a picture"));
    judge(step, &Picture::open(path)).unwrap_or_else(|why| {
        panic!("{}, step {}: {why}; {}", step["at"], step["number"], path.display());
    });
    Some(step)
}

const SIZE: (u32, u32) = (1280, 720);
const PROGRAM: &str = env!("CARGO_BIN_EXE_smart-house");

#[test]
fn every_tour_is_shown_by_the_window_as_it_says() {
    let Some(display) = Display::open(SIZE) else { return };
    for (name, _) in TOURS {
        let folder = folder("tour");
        let mut command = display.command(PROGRAM);
        command.args(["open", "--quality", "reduced", "--tour"]).arg(file(name)).arg("--rehearse").arg(&folder);
        let (told, code) = told(Talker::start(command));
        assert_eq!(code, Some(0), "{name}: {:?}", told.last());
        assert_eq!(told.last(), Some(&Value::from("ended")), "{name}");
        let steps: Vec<&Value> = told.iter().filter_map(judged).collect();
        assert_eq!(steps.len(), tour(name).steps.len(), "{name}");
        std::fs::remove_dir_all(&folder).expect("the pictures were there");
    }
}

#[test]
fn a_window_in_which_an_alert_does_not_come_says_so_and_ends_with_1() {
    let Some(display) = Display::open(SIZE) else { return };
    let folder = folder("quiet");
    std::fs::create_dir_all(&folder).expect("a folder");
    // The same tour over days on which nobody opens the door.
    let of = |name: &str| std::fs::read_to_string(file(name)).expect("a file of the library");
    let quiet = of("tours/night-time-door.ron").replace("demonstration.ron", "late-morning.ron");
    for (name, text) in [("tour.ron", quiet), ("late-morning.ron", of("late-morning.ron"))] {
        std::fs::write(folder.join(name), text).expect("written");
    }
    for shared in ["homes", "residents"] {
        std::fs::create_dir_all(folder.join(shared)).expect("a folder");
        for entry in std::fs::read_dir(file(shared)).expect("a folder").filter_map(Result::ok) {
            std::fs::copy(entry.path(), folder.join(shared).join(entry.file_name())).expect("copied");
        }
    }
    let mut command = display.command(PROGRAM);
    command.args(["open", "--quality", "plan", "--tour"]).arg(folder.join("tour.ron"));
    command.arg("--rehearse").arg(folder.join("pictures"));
    let (told, code) = told(Talker::start(command));
    assert_eq!(code, Some(1), "{told:?}");
    let failed = told.last().and_then(|line| line["failed"].as_str()).unwrap_or_default();
    assert!(failed.contains("Step 1") && failed.contains("door-at-night"), "{told:?}");
    std::fs::remove_dir_all(&folder).expect("it was there");
}

#[test]
fn a_tour_is_begun_and_gone_through_with_keys_alone() {
    let Some(display) = Display::open(SIZE) else { return };
    if !have("xdotool") {
        println!("skipped: there is no xdotool on this machine (on Debian, `apt install xdotool`)");
        return;
    }
    let press = |what: &[&str]| {
        let pressed = display.command("xdotool").args(what).output().expect("xdotool runs");
        assert!(pressed.status.success(), "{what:?}: {}", String::from_utf8_lossy(&pressed.stderr));
    };
    let folder = folder("keys");
    let mut command = display.command(PROGRAM);
    command.args(["--quality", "plan", "--rehearse"]).arg(&folder).current_dir(env!("CARGO_MANIFEST_DIR"));
    let talker = Talker::start(command);
    let next = || -> Value { serde_json::from_str(&talker.line().expect("it goes on")).expect("a line") };
    assert_eq!(next()["screen"], "house");
    // No window manager gives the keyboard to the window there.
    press(&["search", "--onlyvisible", "--name", "Smart House", "windowfocus"]);
    let until = |wanted: &dyn Fn(&Value) -> bool| {
        for _ in 0..200 {
            let line = next();
            if wanted(&line) {
                return line;
            }
        }
        panic!("it never came");
    };
    until(&|line| *line == "keyboard");
    press(&["key", "ctrl+o"]);
    until(&|line| line["screen"] == "library");
    until(&|line| line["focus"] == "Search the library");
    for tabs in 0.. {
        assert!(tabs < 30, "the tour is not reached with Tab");
        press(&["key", "Tab"]);
        let line = until(&|line| line.get("focus").is_some());
        if line["focus"].as_str().is_some_and(|name| name.starts_with("Start the tour A fall, and who comes")) {
            break;
        }
    }
    press(&["key", "Return"]);
    let steps = tour("tours/a-fall.ron").steps.len();
    for number in 1..=steps {
        let line = until(&|line| line.get("step").is_some());
        let step = judged(&line).expect("a step");
        assert_eq!(step["number"], number);
        press(&["key", "Next"]);
    }
    until(&|line| *line == "ended");
    assert_eq!(talker.end(), Some(0));
    std::fs::remove_dir_all(&folder).expect("the pictures were there");
}

#[test]
fn a_picture_that_is_blank_or_lacks_its_alert_is_refused() {
    let (width, height) = (400, 300);
    let blank = Picture { width, height, bytes: vec![240; width * height * 3] };
    let mut lively = Picture { width, height, bytes: Vec::new() };
    for y in 0..height {
        for x in 0..width {
            // Stripes like dark letters, on a ground that changes slowly from side to side and from top to bottom.
            let ink = x % 5 == 0 && y % 3 != 0;
            lively.bytes.extend(if ink { [20, 20, 30] } else { [230 - (x / 16) as u8, 235 - (y / 16) as u8, 240] });
        }
    }
    let word = |text: &str, left: usize| serde_json::json!({"text": text, "place": [left, 40, 90, 20]});
    let alert = serde_json::json!({"kind": "cold-home", "title": "Cold home", "message": "It is cold."});
    let step = serde_json::json!({
        "number": 1, "of": 2, "say": "Look.", "waits_for": "cold-home", "alert": alert, "house": [0, 50, 200, 100],
        "words": [
            word("Simulated", 0), word("Look.", 10), word("1 of 2", 10), word("Cold home", 300), word("It is cold.", 300),
        ],
    });
    judge(&step, &lively).expect("all of it is there");
    assert!(judge(&step, &blank).is_err_and(|why| why.contains("blank")));
    for (lost, word) in [(0, "Simulated"), (1, "Look."), (3, "Cold home"), (4, "It is cold.")] {
        let mut without = step.clone();
        without["words"].as_array_mut().expect("words").remove(lost);
        assert!(judge(&without, &lively).is_err_and(|why| why.contains(word)), "{word}");
    }
    let mut hidden = step.clone();
    hidden["words"][4]["place"] = serde_json::json!([1_000, 1_000, 90, 20]);
    assert!(judge(&hidden, &lively).is_err(), "written outside the window");
    let mut other = step;
    other["alert"]["kind"] = "hot-home".into();
    assert!(judge(&other, &lively).is_err_and(|why| why.contains("cold-home")));
}
