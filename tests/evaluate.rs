//! Drives `evaluate` of the built program: its table, its JSON and its page, how it compares two results, and how it
//! ends. The scenarios are short ones of the test's own, in a home that comes with the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// How one run of the program ended.
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smart-house"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

fn ended(mut command: Command) -> Run {
    let done = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text in UTF-8");
    let (out, err) = (text(done.stdout), text(done.stderr));
    let code = done.status.code().unwrap_or_else(|| panic!("it was killed; it said {err}"));
    assert!(!err.contains("panicked"), "it panicked: {err}");
    Run { code, out, err }
}

/// A folder of a test's own, empty at first and gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("evaluate-{name}-{}", std::process::id()));
        let _left_over = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a written file");
        path.to_string_lossy().into_owned()
    }

    /// A scenario of four days, of which one is for learning; its home and its resident are within the program.
    fn scenario(&self, name: &str, title: &str, end: &str) -> String {
        let text = format!(
            r#"(version: 1, title: "{title}", about: "A test.", home: "homes/larch-close.ron",
            residents: ["residents/margaret.ron"], starts: "2026-11-02", days: 4, learning_days: 1, seed: 1,
            opens_at: "day 1 06:45", speed: 60,
            climate: (mean: 6.5, swing: 3.0, give: 1.5, heating_day: 21.0, heating_night: 19.0,
                day_from: "06:00", night_from: "22:30"),
            radio: (loss: 0.005), {end})"#
        );
        self.write(&format!("{name}.ron"), text)
    }

    /// A cold room, the fob, a door by day and a switch: what does not take weeks to learn.
    fn usual(&self, name: &str) -> String {
        self.scenario(name, "Cold and a call", USUAL)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        ended(command(&[&["evaluate"], arguments].concat(), &self.0))
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

const USUAL: &str = r#"disturbances: [
        (at: "day 2 00:40", what: ColdRoom(area: "bedroom", lasts: "9 h")),
        (at: "day 3 11:00", what: FobPressed(device: "fob")),
        (at: "day 3 15:00", what: DoorOpened(opening: "front-door", lasts: "3 min")),
        (at: "day 4 12:00", what: Switched(piece: "television", on: true)),
    ],
    expect: [(kind: "help-requested", after: "day 3 11:00", within: "5 min")],
    quiet: [(from: 1, to: 1)]"#;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn named<'a>(list: &'a Value, key: &str, name: &str) -> &'a Value {
    let entries = list.as_array().expect("a list");
    entries.iter().find(|entry| entry[key] == name).unwrap_or_else(|| panic!("no {name} in {list}"))
}

#[test]
fn the_table_tells_what_happened_and_what_was_said() {
    let folder = Folder::new("table");
    let scenario = folder.usual("cold");
    let run = folder.run(&[&scenario, "--seeds", "3", "--json", "r.json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "colour is for terminals");
    assert!(run.out.contains("1 scenario × 3 seeds") && run.out.contains("Simulated"), "{}", run.out);
    for line in run.out.lines() {
        assert!(line.chars().count() <= 80 || line.contains(&folder.at("")), "a line is too wide: {line:?}");
    }
    let row = |name: &str| {
        let found = run.out.lines().find(|line| line.trim_start().starts_with(name));
        found.unwrap_or_else(|| panic!("{name} is missing in\n{}", run.out)).to_owned()
    };
    assert!(row("fob-pressed").contains("3 of 3"), "{}", row("fob-pressed"));
    assert!(row("cold-room").contains("3 of 3"), "{}", row("cold-room"));
    // By day a door is no concern, and a switch never is: neither is lost.
    assert!(row("door-opened").contains("3 times (not at these hours)"));
    assert!(row("switched").contains("3 times"));
    assert!(row("✓ met     help-requested within 5 min of day 3 11:00").contains("3 of 3"));
    assert_eq!(folder.names(), ["cold.ron", "r.json"], "nothing half-written is left");

    // The JSON says the same.
    let result = json(&folder.read("r.json"));
    assert_eq!((&result["smart_house_evaluation"], &result["simulated"]), (&Value::from(1), &Value::from(true)));
    let score = &result["score"];
    assert_eq!(score["runs"], 3);
    let fob = named(&score["labels"], "label", "fob-pressed");
    assert_eq!((&fob["sensitivity"]["count"], &fob["sensitivity"]["of"]), (&Value::from(3), &Value::from(3)));
    assert!(fob["delay"]["median_seconds"].as_f64().expect("a delay") < 60.0, "{fob}");
    let runs = result["scenarios"][0]["runs"].as_array().expect("runs");
    let seeds: Vec<u64> = runs.iter().map(|run| run["seed"].as_u64().expect("a seed")).collect();
    assert_eq!(seeds, [1, 2, 3]);
    for run in runs {
        let alerts = run["alerts"].as_array().expect("alerts");
        assert!(alerts.iter().any(|alert| alert["kind"] == "cold-home" && alert["area"] == "bedroom"), "{run}");
        let help = named(&run["alerts"], "kind", "help-requested");
        assert!(help["raised_at"].as_str().expect("a moment").starts_with("2026-11-04T11:00"), "{help}");
        assert_eq!(run["labels"].as_array().map(Vec::len), Some(4), "{run}");
    }
    let fingerprints: Vec<&Value> = runs.iter().map(|run| &run["fingerprint"]).collect();
    assert!(fingerprints[0] != fingerprints[1], "other seeds are other days");
    let monitor = result["scenarios"][0]["monitor"].as_str().expect("a version");
    assert!(monitor.starts_with(env!("CARGO_PKG_VERSION")) && monitor.contains('+'), "{monitor}");
}

#[test]
fn the_alerts_are_those_of_run() {
    let folder = Folder::new("as-run");
    let scenario = folder.usual("cold");
    let run = folder.run(&[&scenario, "--seeds", "1", "--seed-from", "7", "--json", "-"]);
    let alerts = &json(&run.out)["scenarios"][0]["runs"][0]["alerts"];
    let played = ended(command(&["run", &scenario, "--seed", "7", "--json"], &folder.0));
    let said: Vec<Value> =
        played.out.lines().map(json).filter(|line| line["kind"] != "summary" && line["kind"] != "concern").collect();
    assert_eq!(alerts.as_array().map(Vec::len), Some(said.len()));
    for (evaluated, said) in alerts.as_array().expect("alerts").iter().zip(&said) {
        for field in ["kind", "severity", "since", "raised_at", "area", "message"] {
            assert_eq!(evaluated[field], said[field], "{field}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::new("threads");
    let (one, two) =
        (folder.usual("one"), folder.scenario("two", "Another", "disturbances: [], expect: [], quiet: []"));
    let of = |threads: &str| {
        let mut command = command(&["evaluate", &one, &two, "--seeds", "3", "--json", "-"], &folder.0);
        command.env("RAYON_NUM_THREADS", threads);
        let run = ended(command);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    };
    let single = of("1");
    assert!(single == of("2") && single == of("5"), "the result depends on the number of threads");
}

#[test]
fn without_a_name_the_folders_scenarios_are_evaluated() {
    let folder = Folder::new("folder");
    folder.scenario("scenarios/b", "The second", "disturbances: [], expect: [], quiet: []");
    folder.scenario("scenarios/a", "The first", "disturbances: [], expect: [], quiet: []");
    folder.write("scenarios/homes/not-a-scenario.ron", "(");
    let run = folder.run(&["--seeds", "1", "--days", "2", "--json", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let scenarios = json(&run.out)["scenarios"].clone();
    let titles: Vec<&str> =
        scenarios.as_array().expect("scenarios").iter().map(|one| one["title"].as_str().expect("a title")).collect();
    assert_eq!(titles, ["The first", "The second"]);
    assert_eq!(scenarios[0]["days"], 2);

    // Where there is no such folder, the demonstration is; where it is empty, that is said.
    let bare = Folder::new("bare");
    let run = bare.run(&["--seeds", "1", "--days", "1", "--json", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("the demonstration is evaluated"), "{}", run.err);
    assert_eq!(json(&run.out)["scenarios"][0]["title"], "Four days in November");
    fs::create_dir(bare.0.join("scenarios")).expect("a folder");
    let run = bare.run(&["--seeds", "1"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("holds no scenario"), "{}", run.err);
}

#[test]
fn a_missed_expectation_ends_with_1_and_names_its_seeds() {
    let folder = Folder::new("missed");
    let missed = USUAL.replace("\"day 3 11:00\", within: \"5 min\"", "\"day 3 12:00\", within: \"5 min\"");
    let scenario = folder.scenario("missed", "Missed", &missed);
    let run = folder.run(&[&scenario, "--seeds", "2", "--seed-from", "40", "--html", "page.html"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{}", run.out);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("missed in 2 of 2 runs, seeds 40, 41"), "{}", run.out);
    assert!(folder.read("page.html").contains("Missed with seeds 40, 41"));
    // A run that ends before is neither met nor missed.
    let run = folder.run(&[&scenario, "--seeds", "1", "--days", "2"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("ended before"), "{}", run.out);
}

#[test]
fn two_monitors_are_compared() {
    let folder = Folder::new("compare");
    let scenario = folder.usual("cold");
    for (name, more) in
        [("a.json", &[][..]), ("b.json", &["--set", "low_celsius=5", "--set", "urgent-celsius = 4"][..])]
    {
        let run = folder.run(&[&[scenario.as_str(), "--seeds", "2", "--json", name], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let (a, b) = (json(&folder.read("a.json")), json(&folder.read("b.json")));
    assert_ne!(a["scenarios"][0]["monitor"], b["scenarios"][0]["monitor"]);
    assert_eq!(b["settings"][0]["key"], "low_celsius");
    // The same homes, however the monitor was set.
    for seed in 0..2 {
        let fingerprint = |result: &Value| result["scenarios"][0]["runs"][seed]["fingerprint"].clone();
        assert_eq!(fingerprint(&a), fingerprint(&b));
    }
    let run = folder.run(&["--compare", "a.json", "b.json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("0 gained"), "{}", run.out);
    assert!(told.contains("− lost") && told.contains("cold-home"), "{}", run.out);
    assert!(told.contains("First to differ: “Cold and a call”, seed "), "{}", run.out);
    assert!(told.contains("low_celsius = 5") && told.contains("Simulated"), "{}", run.out);
    assert!(!told.contains("different readings"), "{}", run.out);
    // The other way round, what was lost is gained.
    let back = folder.run(&["--compare", "b.json", "a.json"]);
    assert!(back.out.contains("+ gained") && !back.out.contains("− lost"), "{}", back.out);
    // A result and itself.
    let same = folder.run(&["--compare", "a.json", "a.json"]);
    assert!(same.code == 0 && same.out.contains("Every decision is the same."), "{}", same.out);
    // Other days are not the monitor's doing.
    let run = folder.run(&[&scenario, "--seeds", "3", "--days", "3", "--json", "c.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let run = folder.run(&["--compare", "a.json", "c.json"]);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("different readings") && told.contains("1 run only in B"), "{}", run.out);
}

#[test]
fn the_page_is_complete_in_one_file() {
    let folder = Folder::new("page");
    // A title cannot become part of the page.
    let scenario = folder.scenario("odd", "Cold <b>&amp; 'quoted'</b>", USUAL);
    let run = folder.run(&[&scenario, "--seeds", "2", "--html", "page.html"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let page = folder.read("page.html");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    assert!(page.trim_end().ends_with("</html>"));
    assert!(!page.contains("<b>") && page.contains("Cold &lt;b&gt;&amp;amp; &#39;quoted&#39;&lt;/b&gt;"));
    // Nothing is loaded from elsewhere, and nothing runs.
    for never in ["<script", "<link", "<img", "<iframe", "@import", "url(", "src="] {
        assert!(!page.contains(never), "the page has {never}");
    }
    let addresses: Vec<&str> = page.match_indices("http").map(|(at, _)| &page[at..(at + 40).min(page.len())]).collect();
    assert!(addresses.iter().all(|at| at.starts_with("http://www.w3.org/2000/svg")), "{addresses:?}");
    assert!(page.contains("<strong>Simulated</strong>") && page.contains("prefers-color-scheme: dark"));
    assert!(page.contains("What is not good yet") && page.contains("A cold room"));
    // Tables with captions and heads that say what they head; plots with names and descriptions.
    let count = |what: &str| page.matches(what).count();
    assert!(count("<table>") >= 6);
    assert_eq!((count("<table>"), count("<caption>")), (count("</table>"), count("<table>")));
    assert_eq!(count("<th scope=\"col\"") + count("<th scope=\"row\""), count("<th "));
    assert_eq!(count("<th "), count("</th>"));
    assert_eq!(count("<svg"), 3);
    assert_eq!((count("<title id="), count("<desc id="), count("role=\"img\"")), (3, 3, 3));
    balanced(&page);
}

/// Every element that is opened is closed in its turn.
fn balanced(page: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        let name: String = tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect();
        if tag.starts_with('!') || tag.ends_with('/') || name == "meta" {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "closed out of turn before {:.60}", rest);
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} are never closed");
}

#[test]
fn bad_input_ends_with_2_and_leaves_nothing_behind() {
    let folder = Folder::new("bad");
    let scenario = folder.usual("cold");
    let scenario = scenario.as_str();
    folder.write("broken.ron", "(version: 1, title: 4)");
    folder.write("prose.json", "It was a dark and stormy night.");
    folder.write("list.json", "[1, 2, 3]");
    folder.write("binary.json", [0, 159, 146, 150]);
    folder.write("later.json", "{\"smart_house_evaluation\": 99, \"scenarios\": []}");
    let good = folder.run(&[scenario, "--seeds", "1", "--days", "1", "--json", "good.json"]);
    assert_eq!(good.code, 0, "{}", good.err);
    let whole = folder.read("good.json");
    folder.write("cut.json", &whole[..whole.len() / 2]);
    folder.write("strange.json", whole.replace("\"zone\": \"Europe/London\"", "\"zone\": \"Europe/Lundon\""));
    let before = folder.names();
    let cases: &[(&[&str], &str)] = &[
        (&["missing.ron"], "missing.ron"),
        (&["broken.ron"], "broken.ron"),
        (&[scenario, "missing.ron", "broken.ron"], "broken.ron"),
        (&[scenario, "--seeds", "0"], "--seeds"),
        (&[scenario, "--seeds", "-3"], "--seeds"),
        (&[scenario, "--seeds", "many"], "--seeds"),
        (&[scenario, "--days", "0"], "--days"),
        (&[scenario, "--set", "low_celsius"], "KEY=VALUE"),
        (&[scenario, "--set", "low_celcius=17"], "Did you mean low_celsius?"),
        (&[scenario, "--set", "warp=9"], "learning_days, speaks_after_days"),
        (&[scenario, "--set", "low_celsius=warm"], "a number from -20 to 45"),
        (&[scenario, "--set", "unusual_door_chance=1.5"], "a number from 0 to 1"),
        (&[scenario, "--json", "no/such/folder/r.json"], "folder"),
        (&[scenario, "--html", "."], "folder"),
        (&[scenario, "--json", "same", "--html", "./same"], "same"),
        (&[scenario, "--json", scenario], "overwrite"),
        (&["--compare", "good.json"], "--compare"),
        (&["--compare", "good.json", "good.json", "good.json"], "cannot be used with"),
        (&["--compare", "good.json", "good.json", "--compare", "good.json", "good.json"], "multiple times"),
        (&[scenario, "--compare", "good.json", "good.json"], "cannot be used with"),
        (&["--compare", "good.json", "missing.json"], "missing.json"),
        (&["--compare", "good.json", "."], "ordinary file"),
        (&["--compare", "prose.json", "good.json"], "prose.json: this is not JSON"),
        (&["--compare", "list.json", "good.json"], "no result of an evaluation"),
        (&["--compare", "binary.json", "good.json"], "not a text file"),
        (&["--compare", "good.json", "later.json"], "version 99"),
        (&["--compare", "good.json", "cut.json"], "breaks off"),
        (&["--compare", "strange.json", "good.json"], "Europe/Lundon"),
    ];
    for (arguments, says) in cases {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(says), "{arguments:?} should speak of {says:?}, but said:\n{}", run.err);
        assert_eq!(folder.names(), before, "{arguments:?} left something behind");
    }
}

#[test]
fn a_closed_pipe_is_no_error_and_files_are_whole_all_the_same() {
    let folder = Folder::new("pipe");
    let scenario = folder.usual("cold");
    let cases: &[&[&str]] = &[
        &["evaluate", &scenario, "--seeds", "1", "--json", "r.json", "--html", "p.html"],
        &["evaluate", &scenario, "--seeds", "1", "--json", "-"],
        &["evaluate", "--compare", "r.json", "r.json"],
    ];
    for arguments in cases {
        let mut child =
            command(arguments, &folder.0).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let done = child.wait_with_output().expect("an end");
        assert_eq!(
            (done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
    assert!(json(&folder.read("r.json"))["score"]["holds"].as_bool().expect("a verdict"));
    assert!(folder.read("p.html").trim_end().ends_with("</html>"));
}
