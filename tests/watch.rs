//! `watch` as a hub runs it: the built program, its files, and what becomes of them when it is killed.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// A folder of a test's own, empty at first and gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("watch-{name}-{}", std::process::id()));
        let _left_over = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
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

fn watch(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smart-house"));
    command.arg("watch").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// How one run ended: its exit code, standard output and standard error.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

/// Runs the hub over these bytes to their end.
fn heard(arguments: &[&str], bytes: &[u8]) -> Ended {
    let mut child = watch(arguments).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let bytes = bytes.to_vec();
    let writer = std::thread::Builder::new().name("writer".to_owned()).spawn(move || {
        // A program that refuses its arguments reads nothing.
        let _written = stdin.write_all(&bytes);
    });
    let done = child.wait_with_output().expect("it ends");
    writer.expect("a thread").join().expect("written");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text in UTF-8");
    let ended = Ended { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) };
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
    ended
}

/// The demonstration's recording.
static RECORDING: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = Folder::new("recording");
    let trace = folder.at("trace.jsonl");
    let done = Command::new(env!("CARGO_BIN_EXE_smart-house"))
        .args(["run", "scenarios/demonstration.ron", "--json", "--trace", &trace])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program starts");
    assert!(done.status.success());
    fs::read(&trace).expect("a recording")
});

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The alerts' kinds in a text of JSON Lines.
fn kinds(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let about = value.get("about").or(value.get("kind")).and_then(|kind| kind.as_str()).unwrap_or_default();
        format!("{} {about} {}", value["number"], value["state"].as_str().unwrap_or_default())
    };
    text.lines().map(line).collect()
}

#[test]
fn a_hub_says_what_a_replay_says() {
    let folder = Folder::new("same");
    let (trace, replayed) = (folder.at("trace.jsonl"), folder.at("replayed.jsonl"));
    fs::write(&trace, &*RECORDING).expect("written");
    let done = Command::new(env!("CARGO_BIN_EXE_smart-house"))
        .args(["replay", &trace, "--json", "--alerts", &replayed])
        .output()
        .expect("the program starts");
    assert!(done.status.success());
    let replayed = fs::read_to_string(&replayed).expect("alerts");
    let hub = heard(&[], &RECORDING);
    assert_eq!(hub.code, 0, "{}", hub.err);
    let (said, expected): (Vec<&str>, Vec<&str>) = (hub.out.lines().collect(), replayed.lines().collect());
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    assert!(said.len() >= 3);
    for (number, (said, expected)) in said.iter().zip(expected).enumerate() {
        let said = said.strip_prefix(&format!("{{\"number\":{},", number + 1)).expect("numbered");
        // The readings come from elsewhere, and that is said; all else is the same.
        let cut = |text: &str| text.rsplit_once("\"source\"").map(|(before, _)| before.to_owned());
        assert_eq!(cut(&format!("{{{said}")), cut(expected));
    }
}

#[test]
fn killed_again_and_again_it_loses_nothing_and_tells_nothing_twice() {
    let folder = Folder::new("killed");
    let (state, alerts, whole) = (folder.at("state"), folder.at("alerts.jsonl"), folder.at("whole.jsonl"));
    let unbroken = heard(&["--alerts", &whole, "--json"], &RECORDING);
    assert_eq!(unbroken.code, 0, "{}", unbroken.err);
    let all = lines(&RECORDING);
    // It is killed in the midst of a line, after more and more lines, and each time everything is sent again.
    for part in [5, 30, 55, 80, 97, 100] {
        let mut child = watch(&["--state", &state, "--alerts", &alerts]).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        for line in &all[..all.len() * part / 100 - 1] {
            stdin.write_all(line).expect("it listens");
        }
        stdin.write_all(b"{\"at\":\"2026-").expect("it listens");
        stdin.flush().expect("it listens");
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
    }
    // A kill may leave half a line and half a state behind.
    File::options().append(true).open(&alerts).and_then(|mut file| file.write_all(b"{\"number\":9")).expect("written");
    fs::write(folder.at(".state.1.partial"), b"half").expect("written");
    let last = heard(&["--state", &state, "--alerts", &alerts], &RECORDING);
    assert_eq!(last.code, 0, "{}", last.err);
    let read = |path: &str| fs::read_to_string(path).expect("alerts");
    assert_eq!(read(&alerts), read(&whole));
    assert_eq!(folder.names(), [".state.lock", "alerts.jsonl", "state", "whole.jsonl"]);
    // And once more: it has heard all of it.
    let again = heard(&["--state", &state, "--alerts", &alerts], &RECORDING);
    assert_eq!((again.code, read(&alerts)), (0, read(&whole)));
}

#[test]
fn bad_lines_are_counted_and_located_and_stop_nothing() {
    let mut all: Vec<Vec<u8>> = lines(&RECORDING).into_iter().map(<[u8]>::to_vec).collect();
    let of_nobody =
        b"{\"at\":\"2026-11-02T08:00:00+00:00\",\"device\":\"nobodys\",\"capability\":\"contact\",\"value\":true}\n";
    let bad: [&[u8]; 6] = [
        b"no JSON\n",
        b"{\"at\":\"2026-11-02T08:00:00+00:00\"}\n",
        b"\xff\xfe\x00binary\n",
        b"{\"at\":\"1900-01-01T00:00:00Z\",\"device\":\"fob\",\"capability\":\"button\",\"value\":\"pressed\"}\n",
        b"{\"at\":\"2026-11-02T08:00:00+00:00\",\"device\":\"fob\",\"capability\":\"button\",\"value\":12}\n",
        b"{\"at\":\"2026-11-02T08:00:00+00:00\",\"act\":\"dance\"}\n",
    ];
    for (place, line) in bad.iter().enumerate() {
        all.insert(10 + place, line.to_vec());
    }
    all.insert(20, of_nobody.to_vec());
    let hub = heard(&[], &all.concat());
    assert_eq!(hub.code, 0, "{}", hub.err);
    for number in 11..=16 {
        assert!(hub.err.contains(&format!("line {number}: ")), "{}", hub.err);
    }
    assert!(
        hub.err.contains("6 bad lines") && hub.err.contains("of devices that the home does not list"),
        "{}",
        hub.err
    );
    assert_eq!(kinds(&hub.out), kinds(&heard(&[], &RECORDING).out));
}

#[test]
fn what_a_person_answers_is_heard_among_the_readings() {
    let all = lines(&RECORDING);
    let told = heard(&[], &RECORDING).out;
    let alert = told.lines().rfind(|line| line.contains("\"overdue-activity\"") && !line.contains("\"about\""));
    let alert: serde_json::Value = serde_json::from_str(alert.expect("an alert")).expect("JSON");
    let (concern, raised_at) = (&alert["concern"], alert["raised_at"].as_str().expect("a time"));
    // The first reading after the alert, and an answer just before it.
    let at = |line: &[u8]| String::from_utf8_lossy(line.get(7..32).unwrap_or_default()).into_owned();
    let place =
        all.iter().position(|line| line.starts_with(b"{\"at\"") && at(line).as_str() > raised_at).expect("more");
    let act = format!("{{\"at\":\"{raised_at}\",\"act\":\"acknowledge\",\"concern\":{concern},\"by\":\"Anna\"}}\n");
    let bytes = [&all[..place].concat()[..], act.as_bytes(), &all[place..].concat()].concat();
    let hub = heard(&[], &bytes);
    assert_eq!(hub.code, 0, "{}", hub.err);
    assert!(kinds(&hub.out).iter().any(|line| line.ends_with("overdue-activity acknowledged")), "{}", hub.out);
    assert!(hub.out.contains("Anna sees to it."), "{}", hub.out);
}

#[test]
fn what_cannot_be_watched_is_refused_in_words() {
    let folder = Folder::new("refused");
    let (state, other) = (folder.at("state"), folder.at("other.jsonl"));
    fs::write(&state, b"not a state").expect("written");
    fs::write(&other, b"{\"kind\":\"of another program\"}\n").expect("written");
    let header = lines(&RECORDING)[0].to_vec();
    for (arguments, bytes, says) in [
        (vec!["--state", &state], &header[..], "not a state"),
        (vec!["--alerts", &other], &header[..], "numbered"),
        (vec![], &b""[..], "nothing came"),
        (vec![], &b"hello\n"[..], "names no home"),
        (vec!["--home", "scenarios/demonstration.ron"], &b""[..], "home"),
        (vec!["--home", "nowhere.ron"], &b""[..], "no such file"),
        (vec!["--alerts", &state, "--state", &state], &b""[..], "same file"),
    ] {
        let refused = heard(&arguments, bytes);
        assert_eq!(refused.code, 2, "{arguments:?}: {}", refused.err);
        assert!(refused.err.contains(says), "{arguments:?}: {}", refused.err);
    }
    assert_eq!(fs::read(&state).expect("it is there"), b"not a state");
}
