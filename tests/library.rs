//! Every scenario of the library is lived through and held against what it says the monitor should say and should not.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// The scenarios of the library, in order.
fn library() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(folder).expect("the folder of scenarios");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "ron"));
    files.sort();
    files
}

#[test]
fn every_scenario_of_the_library_does_what_it_says() {
    let files = library();
    assert!(files.len() >= 15, "the library has {} scenarios", files.len());
    let (next, failed) = (Mutex::new(files.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from).min(8) {
            scope.spawn(|| {
                loop {
                    let Some(file) = next.lock().expect("the list").next() else { return };
                    let run = Command::new(env!("CARGO_BIN_EXE_smart-house"))
                        .args(["run", "--json"])
                        .arg(file)
                        .output()
                        .expect("the program starts");
                    if !run.status.success() {
                        let told = String::from_utf8_lossy(&run.stdout);
                        let said: String = told.lines().map(|line| format!("{line:.200}\n")).collect();
                        let problem = String::from_utf8_lossy(&run.stderr);
                        failed.lock().expect("the failures").push(format!("{}\n{problem}{said}", file.display()));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().expect("the failures");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_scenario_tells_its_presenter_what_to_look_for() {
    for file in library() {
        let text = std::fs::read_to_string(&file).expect("a text");
        let about = text.split_once("about: \"").and_then(|(_, rest)| rest.split_once('"')).map(|(about, _)| about);
        let about = about.unwrap_or_default();
        let sentences = about.matches(['.', '?', ';']).count();
        assert!(sentences >= 3 && about.len() > 150, "{}: {about:?}", file.display());
    }
}
