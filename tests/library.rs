//! Every scenario that is shipped says of itself what the monitor is to say, and it does.
//!
//! The program itself plays them, as a person would have it do. Which of them are there is read from the folder, so that
//! a new one is held to its word without a line here.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

/// The scenarios in the folder of them, in order. Homes and residents lie in folders of their own.
fn scenarios() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "ron")).collect();
    files.sort();
    files
}

#[test]
fn every_scenario_keeps_its_word() {
    let files = scenarios();
    assert!(files.len() >= 9, "{files:?}");
    let waiting = Mutex::new(files.into_iter());
    let wrong = Mutex::new(Vec::new());
    let work = || {
        while let Some(file) = waiting.lock().ok().and_then(|mut files| files.next()) {
            let played =
                Command::new(env!("CARGO_BIN_EXE_smart-house")).arg("run").arg(&file).output().expect("played");
            if !played.status.success() || !played.stderr.is_empty() {
                let told = [played.stderr, played.stdout].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                let last: Vec<&str> = told[1].lines().rev().take(12).collect();
                let last: Vec<&str> = last.into_iter().rev().collect();
                let text = format!("{}: {}\n{}\n{}", file.display(), played.status, told[0], last.join("\n"));
                wrong.lock().expect("no one panicked").push(text);
            }
        }
    };
    let hands = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).min(8);
    std::thread::scope(|scope| {
        (0..hands).for_each(|_| {
            scope.spawn(work);
        });
    });
    let wrong = wrong.into_inner().expect("no one panicked");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
