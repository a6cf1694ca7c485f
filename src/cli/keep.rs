//! Keeping what a person did in the window: the scenario with it, and the home where its devices were changed, beside the
//! files that they came from, under names that are free. What is written is checked first, so that it can be opened again.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{acts, load};
use crate::player::house::acts_of;
use crate::scenario::check::{self, Document};
use crate::scenario::problem::Problem;
use crate::scenario::{Scenario, save};
use crate::trace::{TraceError, WholeFile};

/// Changed files beside one that they came from, at most.
const MOST: usize = 999;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The scenario.
    pub scenario: PathBuf,
    /// Its home, where that had to be written as well.
    pub home: Option<PathBuf>,
}

/// Writes a scenario with what a person did; `text` is what it was made from, `file` where that lay.
///
/// # Errors
/// Why not, in whole sentences; nothing is left behind then.
pub fn keep(text: &str, scenario: &Scenario, file: &Path) -> Result<Kept, String> {
    let changed = save::with_interventions(text, scenario).map_err(|problem| problem.to_string())?;
    let original = original(file);
    let home = home_text(text, scenario, file)?;
    let folder = original.parent().unwrap_or(Path::new("")).to_owned();
    // A home lies beside the one that it was made from, where that has a folder here.
    let below = home.as_ref().and_then(|(named, _)| Path::new(named).parent()).unwrap_or(Path::new("")).to_owned();
    let below = if folder.join(&below).is_dir() { below } else { PathBuf::new() };
    for number in 1..=MOST {
        let path = original.with_file_name(format!("{}-changed-{number}.ron", stem(&original, "scenario")));
        let beside = home.as_ref().map(|(named, text)| {
            let named = below.join(format!("{}-changed-{number}.ron", stem(Path::new(named), "home")));
            (named, text)
        });
        let taken = |path: &Path| path.symlink_metadata().is_ok();
        if taken(&path) || beside.as_ref().is_some_and(|(named, _)| taken(&folder.join(named))) {
            continue;
        }
        let Some((named, home)) = beside else {
            sound(&changed, file, None)?;
            write(&path, &changed)?;
            return Ok(Kept { scenario: path, home: None });
        };
        // Files name each other with slashes on every platform.
        let called = named.display().to_string().replace('\\', "/");
        let changed = save::with_home(&changed, &called).map_err(|problem| problem.to_string())?;
        sound(&changed, file, Some((&called, home)))?;
        let lies = folder.join(&named);
        write(&lies, home)?;
        if let Err(error) = write(&path, &changed) {
            // A home without its scenario is of no use; that it cannot be taken away either would be the same error again.
            std::fs::remove_file(&lies).ok();
            return Err(error);
        }
        return Ok(Kept { scenario: path, home: Some(lies) });
    }
    Err("There are a thousand changed ones beside it already: move some of them away.".to_owned())
}

/// The file itself. What is part of the program has no folder of its own: what is made of it goes where the program was
/// started.
fn original(file: &Path) -> PathBuf {
    if file.exists() { file.to_path_buf() } else { PathBuf::from(file.file_name().unwrap_or_default()) }
}

/// The text of the home as it is in the scenario, and how the scenario's text names the one it was made from; `None` where
/// that one is as it was.
fn home_text(text: &str, scenario: &Scenario, file: &Path) -> Result<Option<(String, String)>, String> {
    let Some(named) = save::home_named(text) else { return Ok(None) };
    let document = load::named(file, &named).map_err(|refusal| format!("{}. {}", refusal.brief, refusal.hint))?;
    let checked = check::home(&document);
    let before = checked.value.ok_or_else(|| first(&checked.problems))?;
    if before.devices == scenario.home.devices {
        return Ok(None);
    }
    let text = save::with_devices(&document.name, &document.text, &before, &scenario.home)
        .map_err(|problem| problem.to_string())?;
    Ok(Some((named, text)))
}

/// Whether what is about to be written can be opened again.
fn sound(text: &str, file: &Path, home: Option<(&str, &str)>) -> Result<(), String> {
    let document = Document { name: "the changed scenario".to_owned(), text: text.to_owned() };
    let checked = check::scenario(&document, |named| match home {
        Some((called, text)) if called == named => Ok(Document { name: named.to_owned(), text: text.to_owned() }),
        Some(_) | None => load::named(file, named),
    });
    if checked.value.is_some() { Ok(()) } else { Err(first(&checked.problems)) }
}

fn first(problems: &[Problem]) -> String {
    let wrong = problems.iter().find(|problem| problem.is_error());
    wrong.map_or_else(|| "It could not be opened again.".to_owned(), Problem::to_string)
}

fn stem(path: &Path, otherwise: &str) -> String {
    path.file_stem().map_or_else(|| otherwise.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// A file's name without any of its endings: a recording may have two.
fn first_part(path: &Path, otherwise: &str) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.split('.').next().filter(|part| !part.is_empty()).unwrap_or(otherwise).to_owned()
}

/// Writes what the monitor was told over a recording beside it, as `replay --acts` takes it.
///
/// # Errors
/// Why not, in whole sentences.
pub fn keep_acts(scenario: &Scenario, recording: &Path) -> Result<PathBuf, String> {
    let told = acts_of(scenario);
    if told.is_empty() {
        return Err("it was told nothing that a file of acts can hold.".to_owned());
    }
    let stem = first_part(recording, "recording");
    for number in 1..=MOST {
        let path = recording.with_file_name(format!("{stem}-acts-{number}.jsonl"));
        if path.symlink_metadata().is_err() {
            write(&path, &acts::written(&told, &scenario.calendar))?;
            return Ok(path);
        }
    }
    Err("there are a thousand such files beside it already: move some of them away.".to_owned())
}

/// A free name beside what is played, for something made of it: `demonstration-film-1.mp4`. A folder of the same name
/// without its ending is not there either.
///
/// # Errors
/// When a thousand of them are there.
pub fn free(file: &Path, what: &str, ending: &str) -> Result<PathBuf, String> {
    let original = original(file);
    let stem = stem(&original, "house");
    for number in 1..=MOST {
        let path = original.with_file_name(format!("{stem}-{what}-{number}.{ending}"));
        if path.symlink_metadata().is_err() && path.with_extension("").symlink_metadata().is_err() {
            return Ok(path);
        }
    }
    Err("There are a thousand of them beside it already: move some of them away.".to_owned())
}

/// The file is there whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let written = || -> Result<(), TraceError> {
        let mut file = WholeFile::create(path)?;
        file.write_all(text.as_bytes()).map_err(|error| TraceError::io("write", path, error))?;
        file.finish()
    };
    written().map_err(|error| error.to_string())
}
