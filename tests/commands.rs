//! Drives the built program as a person or a script would: what it prints, what it leaves behind, and how it ends.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const DEMONSTRATION: &str = "scenarios/demonstration.ron";

/// How one run of the program ended.
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the program in the repository's root, without a display, as a pipe sees it.
fn smart_house(arguments: &[&str]) -> Run {
    let done = command(arguments).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text in UTF-8");
    let (out, err) = (text(done.stdout), text(done.stderr));
    let code = done.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed; it said {err}"));
    assert!(!err.contains("panicked"), "{arguments:?} panicked: {err}");
    Run { code, out, err }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smart-house"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

/// A folder of a test's own, empty at first and gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("commands-{name}-{}", std::process::id()));
        let _left_over = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a written file");
        path.to_string_lossy().into_owned()
    }

    /// The demonstration with its home and resident, each as its text is changed.
    fn scenario(&self, name: &str, change: impl Fn(&str, String) -> String) -> String {
        for part in ["homes/larch-close.ron", "residents/margaret.ron"] {
            self.write(&format!("{name}/{part}"), change(part, read(&format!("scenarios/{part}"))));
        }
        self.write(&format!("{name}/{name}.ron"), change("scenario", read(DEMONSTRATION)))
    }

    /// What is in it, without folders of folders.
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

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The alerts of a file without what says where they came from, which stands at the end of each line.
fn without_origin(path: &str) -> Vec<String> {
    let cut = |line: &str| line.split_once(",\"simulated\":").expect("a line of an alert").0.to_owned();
    read(path).lines().map(cut).collect()
}

// ---------------------------------------------------------------- help and usage

#[test]
fn help_names_every_command() {
    let help = smart_house(&["--help"]);
    assert_eq!(help.code, 0);
    for command in
        ["open", "run", "replay", "convert", "evaluate", "check", "scenarios", "new", "picture", "film", "gallery"]
    {
        assert!(help.out.contains(&format!("  {command} ")), "{command} is missing in:\n{}", help.out);
        let own = smart_house(&[command, "--help"]);
        assert_eq!((own.code, own.err.as_str()), (0, ""), "{command} --help");
        assert!(own.out.contains("Usage: smart-house"), "{}", own.out);
    }
}

#[test]
fn version_is_the_packages() {
    let version = smart_house(&["--version"]);
    assert_eq!((version.code, version.out.trim()), (0, concat!("smart-house ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_meant() {
    let cases: &[(&[&str], &str)] = &[
        (&["replya"], "replay"),
        (&["run"], "SCENARIO"),
        (&["check"], "FILE"),
        (&["replay"], "RECORDING"),
        (&["run", DEMONSTRATION, "--sed", "4"], "--seed"),
        (&["run", DEMONSTRATION, "--seed", "-4"], "--seed"),
        (&["run", DEMONSTRATION, "--days", "0"], "--days"),
        (&["run", DEMONSTRATION, "--days", "99999"], "--days"),
        (&["run", DEMONSTRATION, "--from", "day 0 06:45"], "day 0"),
        (&["run", DEMONSTRATION, "--from", "day -3 06:45"], "day -3"),
        (&["run", DEMONSTRATION, "--from", "tomorrow"], "day 32 07:30"),
        (&["run", DEMONSTRATION, "--from", "day 29 25:00"], "day 29 25:00"),
        (&["run", DEMONSTRATION, "--from", "day 40 06:45"], "day 32"),
        (&["run", DEMONSTRATION, "--step", "0 s"], "longer than nothing"),
        (&["run", DEMONSTRATION, "--step", "-1 h"], "longer than nothing"),
        (&["picture", DEMONSTRATION, "--at", "day 0 07:30", "--out", "p.png"], "day 0"),
        (&["picture", DEMONSTRATION, "--at", "day 1 07:30"], "--out"),
        (&["picture", DEMONSTRATION, "--at", "day 1 07:30", "--out", "p.png", "--size", "0x0"], "1280x720"),
        (&["picture", DEMONSTRATION, "--at", "day 1 07:30", "--out", "p.png", "--text-scale", "nan"], "0.5 to 3"),
    ];
    for (arguments, says) in cases {
        let run = smart_house(arguments);
        assert_eq!(run.code, 2, "{arguments:?} said {}", run.err);
        assert_eq!(run.out, "", "{arguments:?} wrote results");
        assert!(run.err.contains(says), "{arguments:?} should speak of {says:?}, but said:\n{}", run.err);
    }
}

#[cfg(not(feature = "desktop"))]
#[test]
fn without_the_window_its_commands_say_so() {
    let folder = Folder::new("no-window");
    for arguments in [
        vec!["open", DEMONSTRATION],
        vec!["picture", DEMONSTRATION, "--at", "day 1 07:30", "--out", &folder.at("p.png")],
    ] {
        let run = smart_house(&arguments);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("without its window"), "{}", run.err);
    }
    assert!(folder.names().is_empty());
}

#[test]
fn opening_a_window_where_there_is_no_display_says_what_to_do() {
    let run = smart_house(&["open", DEMONSTRATION]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("smart-house run scenarios/demonstration.ron"), "{}", run.err);
}

// ---------------------------------------------------------------- the demonstration

#[test]
fn without_a_display_the_demonstration_is_told_in_the_terminal() {
    let run = smart_house(&[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err.lines().count(), 1, "one line says why there is no window:\n{}", run.err);
    assert!(run.err.contains("in the terminal"), "{}", run.err);
    let days: Vec<&str> = run.out.lines().filter(|line| line.starts_with("Day ")).collect();
    assert_eq!(
        days,
        [
            "Day 29 · Monday 30 November · Simulated",
            "Day 30 · Tuesday 1 December · Simulated",
            "Day 31 · Wednesday 2 December · Simulated",
            "Day 32 · Thursday 3 December · Simulated",
        ]
    );
}

#[test]
fn the_demonstrations_expectations_are_met() {
    let folder = Folder::new("demonstration");
    let (trace, alerts) = (folder.at("t.jsonl"), folder.at("a.jsonl"));
    let run = smart_house(&["run", DEMONSTRATION, "--trace", &trace, "--alerts", &alerts]);
    assert_eq!(run.code, 0, "{}\n{}", run.out, run.err);
    assert_eq!(run.err, "", "progress is for terminals");
    assert!(!run.out.contains('\u{1b}'), "colour is for terminals");
    assert_eq!(folder.names(), ["a.jsonl", "t.jsonl", "t.labels.jsonl"], "nothing half-written is left");
    for label in ["cold-room", "door-opened", "fall"] {
        assert!(read(&folder.at("t.labels.jsonl")).contains(label), "{label} is not labelled");
        assert!(!read(&trace).lines().skip(1).any(|line| line.contains(label)), "{label} is in the recording");
    }
    for line in run.out.lines() {
        assert!(line.chars().count() <= 80, "a line is wider than 80 characters: {line:?}");
    }

    let told: Vec<serde_json::Value> =
        read(&alerts).lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    for (kind, sign) in [
        ("cold-home", "Cold room"),
        ("door-at-night", "Door at night"),
        ("long-bathroom-stay", "Long time in the bathroom"),
    ] {
        assert!(told.iter().any(|alert| alert["kind"] == kind), "{kind} is missing");
        assert!(run.out.contains(sign), "{sign} is not told");
    }
    for alert in &told {
        assert_eq!(alert["simulated"], true);
        let message = alert["message"].as_str().expect("a sentence");
        let told = run.out.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
        assert!(told.contains(message), "{message:?} is not told");
    }

    // A second run, and one that goes on in other steps, give the same bytes.
    for (name, step) in [("again", "1 h"), ("short", "13 min"), ("long", "5 days")] {
        let (other_trace, other_alerts) = (folder.at(&format!("{name}-t")), folder.at(&format!("{name}-a")));
        let other =
            smart_house(&["run", DEMONSTRATION, "--trace", &other_trace, "--alerts", &other_alerts, "--step", step]);
        assert_eq!((other.code, other.out.as_str()), (0, run.out.as_str()), "{name}");
        assert!(read(&other_alerts) == read(&alerts), "{name} run: other alerts");
        assert!(read(&other_trace) == read(&trace), "{name} run: other readings");
    }

    // The same monitor says the same over the recording.
    let again = folder.at("b.jsonl");
    let replay = smart_house(&["replay", &trace, "--alerts", &again]);
    assert_eq!(replay.code, 0, "{}", replay.err);
    assert_eq!(without_origin(&again), without_origin(&alerts));
    for alert in &told {
        let message = alert["message"].as_str().expect("a sentence");
        let told = replay.out.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
        assert!(told.contains(message), "{message:?} is not told by replay");
    }

    // Of a recording cut off in the middle of a line, all that is whole is used, and the loss is told.
    let text = read(&trace);
    let cut = folder.write("cut.jsonl", &text[..text.len() * 2 / 3]);
    let replay = smart_house(&["replay", &cut]);
    assert_eq!(replay.code, 0, "{}", replay.err);
    assert!(replay.err.contains("cut.jsonl") && replay.err.contains("lost"), "{}", replay.err);
}

#[test]
fn an_expectation_that_is_missed_ends_with_1() {
    let folder = Folder::new("missed");
    let path = folder.scenario("early", |_, text| text.replace("within: \"10 min\"", "within: \"1 s\""));
    let run = smart_house(&["run", &path, "--from", "day 31 00:00"]);
    assert_eq!(run.code, 1, "{}\n{}", run.out, run.err);
    assert!(run.out.contains("missed"), "{}", run.out);
}

#[test]
fn other_seeds_give_other_days_and_fewer_days_end_sooner() {
    let run = |arguments: &[&str]| {
        let run = smart_house(&[&["run", DEMONSTRATION, "--days", "3", "--json"], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let summary: serde_json::Value =
            serde_json::from_str(run.out.lines().last().expect("a summary")).expect("JSON");
        assert_eq!(summary["kind"], "summary");
        assert_eq!(summary["days"], 3);
        summary["readings"].as_u64().expect("a count")
    };
    let (one, same, other) = (run(&[]), run(&["--seed", "1"]), run(&["--seed", "2"]));
    assert_eq!(one, same);
    assert_ne!(one, other);
    assert!(one > 300, "three days have {one} readings");
}

// ---------------------------------------------------------------- bad input

/// A change that breaks the demonstration: its name, in which file, what, into what, and what must be said of it.
const BROKEN: &[(&str, &str, &str, &str, &str)] = &[
    ("unknown-area", "scenario", "ColdRoom(area: \"bedroom\"", "ColdRoom(area: \"bedrom\"", "bedrom"),
    ("unknown-field", "scenario", "days: 32", "dyas: 32", "dyas"),
    ("no-version", "scenario", "version: 1,", "", "version"),
    ("later-version", "scenario", "version: 1,", "version: 99,", "99"),
    ("day-0", "scenario", "at: \"day 30 00:40\"", "at: \"day 0 00:40\"", "day 0"),
    ("negative-span", "scenario", "lasts: \"9 h\"", "lasts: \"-9 h\"", "-9 h"),
    ("endless", "scenario", "days: 32", "days: 999999999", "days"),
    ("outside", "scenario", "homes/larch-close.ron", "../../../etc/passwd", "folder"),
    ("no-home", "scenario", "homes/larch-close.ron", "homes/nowhere.ron", "nowhere"),
    ("unknown-zone", "homes/larch-close.ron", "Europe/London", "Europe/Lundon", "Lundon"),
    ("device-twice", "homes/larch-close.ron", "id: \"kettle-plug\"", "id: \"television-plug\"", "television-plug"),
    ("unknown-activity", "residents/margaret.ron", "activity: Bathe", "activity: Bath", "Bath"),
    ("not-a-time", "residents/margaret.ron", "at: \"07:10\"", "at: \"27:10\"", "27:10"),
];

#[test]
fn a_broken_scenario_is_refused_with_its_place() {
    let folder = Folder::new("broken");
    for (name, file, from, to, says) in BROKEN {
        let path = folder.scenario(name, |part, text| {
            if part == *file {
                assert!(text.contains(from), "{name}: {from:?} is not in {file}");
                text.replacen(from, to, 1)
            } else {
                text
            }
        });
        refused(&folder, name, &path, says, true);
    }
}

#[test]
fn what_is_no_scenario_is_refused() {
    let folder = Folder::new("no-scenario");
    let whole = read(DEMONSTRATION);
    let cases = [
        ("missing", folder.at("missing.ron"), "no such file", false),
        ("folder", folder.0.to_string_lossy().into_owned(), "folder", false),
        ("empty", folder.write("empty.ron", ""), "empty.ron", false),
        ("binary", folder.write("binary.ron", [0, 159, 146, 150, 0, 1]), "text", false),
        ("truncated", folder.write("truncated.ron", &whole[..whole.len() / 2]), "truncated.ron:", true),
        ("deep", folder.write("deep.ron", "(".repeat(200_000)), "deep.ron", false),
        ("large", folder.write("large.ron", " ".repeat(9 << 20)), "4 MB", false),
        ("lists", folder.write("lists.ron", "[[1,2],{3:4}]"), "lists.ron:", true),
    ];
    for (name, path, says, placed) in &cases {
        refused(&folder, name, path, says, *placed);
    }
}

/// `run` ends with 2 and `check` with 1; both say what is wrong, and no file that was asked for is left behind.
fn refused(folder: &Folder, name: &str, path: &str, says: &str, placed: bool) {
    let (trace, alerts) = (folder.at("never.jsonl"), folder.at("never-alerts.jsonl"));
    let before = folder.names();
    let run = smart_house(&["run", path, "--trace", &trace, "--alerts", &alerts]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{name}: {}", run.err);
    assert!(run.err.contains(says), "{name} should speak of {says:?}, but run said:\n{}", run.err);
    assert_eq!(folder.names(), before, "{name} left something behind");
    let check = smart_house(&["check", path]);
    assert_eq!(check.code, 1, "{name}: {}{}", check.out, check.err);
    assert!(check.out.contains(says), "{name} should speak of {says:?}, but check said:\n{}", check.out);
    if placed {
        let has_place = check
            .out
            .lines()
            .next()
            .is_some_and(|line| line.split(':').filter(|part| part.parse::<u32>().is_ok()).count() >= 2);
        assert!(has_place, "{name}: no line and column in\n{}", check.out);
    }
    let json = smart_house(&["check", "--json", path]);
    for line in json.out.lines() {
        let problem: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        assert!(problem["brief"].as_str().is_some_and(|brief| !brief.is_empty()), "{name}: {line}");
    }
}

#[test]
fn what_is_no_recording_is_refused() {
    let folder = Folder::new("no-recording");
    let cases = [
        (folder.at("missing.jsonl"), vec![], "missing.jsonl"),
        (folder.0.to_string_lossy().into_owned(), vec![], "folder"),
        (folder.write("empty.jsonl", ""), vec![], "empty"),
        (folder.write("binary.jsonl", [7, 0, 159, 146, 150, 0, 1]), vec![], "binary"),
        (folder.write("prose.txt", "It was a dark and stormy night.\n"), vec![], "--format"),
        (folder.write("header.jsonl", "{\"smart_house_recording\": 1"), vec![], "header.jsonl"),
        (folder.write("later.jsonl", "{\"smart_house_recording\": 99}\n"), vec![], "99"),
        (folder.write("packed.gz", [0x1f, 0x8b, 8, 0, 0, 0]), vec![], "packed.gz"),
        (
            folder.write("long.jsonl", format!("{{\"smart_house_recording\": 1, \"x\": \"{}", "y".repeat(3 << 20))),
            vec![],
            "long.jsonl",
        ),
        (folder.write("a.txt", "2011-06-15 00:06:32 M021 ON\n"), vec!["--format", "chasm"], "casas"),
        (folder.write("b.txt", "2011-06-15 00:06:32 M021 ON\n"), vec!["--zone", "Europe/Lundon"], "Europe/Lundon"),
        (
            folder.write("c.txt", "2011-06-15 00:06:32 M021 ON\n"),
            vec!["--mapping", "no/such/mapping.ron"],
            "no/such/mapping.ron",
        ),
    ];
    let before = folder.names();
    let (alerts, mapping) = (folder.at("never.jsonl"), folder.at("never.ron"));
    for (path, more, says) in &cases {
        let arguments = [&["replay", path, "--alerts", &alerts, "--save-mapping", &mapping], more.as_slice()].concat();
        let run = smart_house(&arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{path}: {}", run.err);
        assert!(run.err.contains(says), "{path} should speak of {says:?}, but it said:\n{}", run.err);
        assert_eq!(folder.names(), before, "{path} left something behind");
    }
}

#[test]
fn outputs_are_kept_from_harm() {
    let folder = Folder::new("outputs");
    let scenario = folder.scenario("kept", |_, text| text);
    let same = folder.at("same.jsonl");
    let inside = folder.0.to_string_lossy().into_owned();
    let elsewhere = folder.at("no/such/folder/a.jsonl");
    let cases: &[(&[&str], &str)] = &[
        (&["--alerts", &same, "--trace", &same], "same.jsonl"),
        (&["--alerts", &scenario], "overwrite"),
        (&["--trace", &inside], "folder"),
        (&["--alerts", &elsewhere], "older"),
    ];
    let before = (folder.names(), fs::read(&scenario).expect("a scenario"));
    for (arguments, says) in cases {
        let run = smart_house(&[&["run", scenario.as_str(), "--days", "1"], *arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(says), "{arguments:?} should speak of {says:?}, but it said:\n{}", run.err);
        assert_eq!((folder.names(), fs::read(&scenario).expect("a scenario")), before, "{arguments:?}");
    }
}

#[test]
fn every_file_that_comes_with_the_program_is_valid() {
    let files = [DEMONSTRATION, "scenarios/homes/larch-close.ron", "scenarios/residents/margaret.ron"];
    let run = smart_house(&[&["check"], files.as_slice()].concat());
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(run.out.lines().filter(|line| line.contains("valid")).count(), files.len(), "{}", run.out);
}

#[test]
fn the_library_is_listed_and_played_from_anywhere() {
    let told = smart_house(&["scenarios"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(told.out.contains("A late film and a late morning (33 days)"), "{}", told.out);
    assert!(told.out.contains("Expects door-at-night within 10 min of day 31 02:20"), "{}", told.out);
    let lines = smart_house(&["scenarios", "--json"]);
    let mut count = 0;
    for line in lines.out.lines() {
        let listed: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let file = listed["file"].as_str().expect("a file");
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(file).is_file(), "{file}");
        assert!(listed["days"].as_i64().is_some_and(|days| days >= 30), "{line}");
        count += 1;
    }
    assert!(count >= 16, "{count} scenarios");
    let folder = Folder::new("library");
    let done = command(&["run", "scenarios/late-morning.ron", "--days", "1", "--json"])
        .current_dir(&folder.0)
        .output()
        .expect("the program starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let done = command(&["run", "scenarios/late-mourning.ron"]).current_dir(&folder.0).output().expect("it starts");
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn a_new_scenario_is_valid_as_written_and_overwrites_nothing() {
    let folder = Folder::new("new");
    let mine = folder.at("mine.ron");
    let run = smart_house(&["new", &mine]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("smart-house check"), "{}", run.out);
    let check = smart_house(&["check", &mine]);
    assert_eq!((check.code, check.err.as_str()), (0, ""), "{}", check.out);
    assert!(!check.out.contains("warning"), "{}", check.out);
    let run = smart_house(&["run", &mine, "--json"]);
    assert_eq!(run.code, 0, "{}", run.out);
    fs::write(&mine, "mine").expect("written");
    for (name, says) in [("mine.ron", "already"), ("mine.txt", "mine.ron"), ("no/such/folder/a.ron", "folder")] {
        let run = smart_house(&["new", &folder.at(name)]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{name}");
        assert!(run.err.contains(says), "{name}: {}", run.err);
    }
    assert_eq!(read(&mine), "mine");
    assert_eq!(folder.names(), ["mine.ron"]);
}

// ---------------------------------------------------------------- pipes and terminals

#[test]
fn a_closed_pipe_is_no_error() {
    let cases: &[&[&str]] = &[
        &["run", DEMONSTRATION, "--verbose", "--days", "8"],
        &["run", DEMONSTRATION, "--json", "--days", "3"],
        &["check", DEMONSTRATION],
        &["--help"],
    ];
    for arguments in cases {
        let mut child =
            command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().expect("standard error").read_to_string(&mut err).expect("text");
        let status = child.wait().expect("an end");
        assert_eq!((status.code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn files_are_whole_even_when_nobody_listens() {
    let folder = Folder::new("unheard");
    let alerts = folder.at("a.jsonl");
    let arguments = ["run", DEMONSTRATION, "--alerts", &alerts];
    let mut child = command(&arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    assert!(child.wait().expect("an end").success());
    assert!(read(&alerts).lines().count() >= 3);
}
