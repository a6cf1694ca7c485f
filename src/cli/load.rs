//! Scenarios from disk, or from the program itself: reading files safely and checking them.
//!
//! A scenario may name files within its own folder alone. The demonstration, its home and its resident are part of the
//! program, so that it runs from anywhere. Read [`scenario`] first.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::library;
use crate::companion::intent::Phrases;
use crate::home::Home;
use crate::scenario::Scenario;
use crate::scenario::check::{self, Document, FileKind, Refusal};
use crate::scenario::problem::Problem;
use crate::scenario::tour::Tour;

/// The largest file that is read, in bytes: ten thousand disturbances take about one million.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The name that problems and titles give to the demonstration.
pub const DEMONSTRATION: &str = "scenarios/demonstration.ron";

/// The files that are part of the program, by their paths within the folder of scenarios.
const BUILT_IN: &[(&str, &str)] = &[
    (check::PHRASES, PHRASES.1),
    ("care/harold.ron", include_str!("../../scenarios/care/harold.ron")),
    ("care/margaret-in-touch.ron", include_str!("../../scenarios/care/margaret-in-touch.ron")),
    ("care/margaret.ron", include_str!("../../scenarios/care/margaret.ron")),
    ("care/winifred.ron", include_str!("../../scenarios/care/winifred.ron")),
    ("homes/cedar-court.ron", include_str!("../../scenarios/homes/cedar-court.ron")),
    ("homes/larch-close-fitted.ron", include_str!("../../scenarios/homes/larch-close-fitted.ron")),
    ("homes/larch-close.ron", include_str!("../../scenarios/homes/larch-close.ron")),
    ("homes/mill-street.ron", include_str!("../../scenarios/homes/mill-street.ron")),
    ("homes/willow-house.ron", include_str!("../../scenarios/homes/willow-house.ron")),
    ("residents/desmond.ron", include_str!("../../scenarios/residents/desmond.ron")),
    ("residents/george.ron", include_str!("../../scenarios/residents/george.ron")),
    ("residents/grace.ron", include_str!("../../scenarios/residents/grace.ron")),
    ("residents/harold.ron", include_str!("../../scenarios/residents/harold.ron")),
    ("residents/margaret.ron", include_str!("../../scenarios/residents/margaret.ron")),
    ("residents/moira.ron", include_str!("../../scenarios/residents/moira.ron")),
    ("residents/rahima.ron", include_str!("../../scenarios/residents/rahima.ron")),
    ("residents/tomasz.ron", include_str!("../../scenarios/residents/tomasz.ron")),
    ("residents/winifred.ron", include_str!("../../scenarios/residents/winifred.ron")),
];

/// What can be said, in the language that the program speaks.
const PHRASES: (&str, &str) = ("assets/companion/en-GB.ron", include_str!("../../assets/companion/en-GB.ron"));

/// A scenario that can be played, with the text that it came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// The file's name for people.
    pub name: String,
    /// The scenario file's own text, for saving it with what a person did.
    pub text: String,
    /// What is probably not meant, though it can be played.
    pub warnings: Vec<Problem>,
}

/// What came of checking one file of any kind.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the file describes; `None` when that cannot be told.
    pub kind: Option<FileKind>,
    /// What it is called inside: a scenario's title, a home's or a resident's name. `None` when it has errors.
    pub title: Option<String>,
    /// Everything wrong with it and with the files that it names.
    pub problems: Vec<Problem>,
}

/// Reads and checks a scenario file with the home and the residents that it names.
///
/// # Errors
/// Everything that is wrong, warnings included, when at least one of it is an error.
pub fn scenario(path: &Path) -> Result<Loaded, Vec<Problem>> {
    let document = read(path).map_err(|problem| vec![problem])?;
    loaded(document, |named| beside(path, named))
}

/// Reads and checks a home file alone.
///
/// # Errors
/// Everything that is wrong with it.
pub fn home(path: &Path) -> Result<Home, Vec<Problem>> {
    let checked = check::home(&read(path).map_err(|problem| vec![problem])?);
    checked.value.ok_or(checked.problems)
}

/// The scenario that the program opens with.
///
/// # Errors
/// Never, unless the program was built from broken files.
pub fn demonstration() -> Result<Loaded, Vec<Problem>> {
    of_the_library(DEMONSTRATION)
}

/// A scenario that comes with the program, by its path: `scenarios/late-morning.ron`.
///
/// # Errors
/// When there is none of that name.
pub fn of_the_library(path: &str) -> Result<Loaded, Vec<Problem>> {
    let Some(text) = library::text(path) else {
        let brief = format!("the program has no scenario {path:?} within it");
        return Err(vec![Problem::of_file(path, brief, "`smart-house scenarios` lists those there are.")]);
    };
    loaded(Document { name: path.to_owned(), text: text.to_owned() }, within)
}

/// A file that is part of the program.
fn within(named: &str) -> Result<Document, Refusal> {
    built_in(named)
        .ok_or_else(|| Refusal { brief: format!("the program has no file {named:?} within it"), hint: String::new() })
}

/// What is wrong with a scenario's text that names only homes and residents of the program.
#[cfg(test)]
pub fn check_text(name: &str, text: &str) -> Vec<Problem> {
    check::scenario(&Document { name: name.to_owned(), text: text.to_owned() }, within).problems
}

/// What a file describes; `None` when it cannot be told.
pub fn kind(path: &Path) -> Option<FileKind> {
    read(path).ok().and_then(|document| FileKind::of(&document.text))
}

/// Reads and checks a tour with the scenario that it goes through.
///
/// # Errors
/// Everything that is wrong.
pub fn tour(path: &Path) -> Result<Tour, Vec<Problem>> {
    let document = read(path).map_err(|problem| vec![problem])?;
    let checked = check::tour(&document, |named| gone_through(path, named));
    checked.value.ok_or(checked.problems)
}

/// The scenario that a tour names: beside the tour, in the folder above, or one of the library.
fn gone_through(tour: &Path, named: &str) -> Result<Scenario, Refusal> {
    let plain = Path::new(named).components().all(|part| matches!(part, Component::Normal(_)));
    if !plain || named.contains(['\\', ':', '\0']) {
        return Err(Refusal {
            brief: "a tour may name only a scenario beside it or in the folder above".to_owned(),
            hint: "Write the scenario’s name, such as \"demonstration.ron\".".to_owned(),
        });
    }
    let beside = tour.parent().unwrap_or(Path::new("")).to_owned();
    let above = beside.parent().map(Path::to_owned);
    let found = std::iter::once(beside).chain(above).map(|folder| folder.join(named)).find(|path| path.is_file());
    let loaded = match found {
        Some(path) => scenario(&path),
        None => of_the_library(&format!("scenarios/{named}")),
    };
    loaded.map(|loaded| loaded.scenario).map_err(|problems| {
        let first = problems.first().map_or(String::new(), Problem::in_a_line);
        Refusal {
            brief: format!("the scenario {named:?} cannot be used: {first}"),
            hint: "`smart-house check` says everything that is wrong with it.".to_owned(),
        }
    })
}

/// Reads and checks one file, whether it is a scenario, a home or a resident.
pub fn check(path: &Path) -> Report {
    let document = match read(path) {
        Ok(document) => document,
        Err(problem) => return Report { kind: None, title: None, problems: vec![problem] },
    };
    let kind = FileKind::of(&document.text);
    let (title, problems) = match kind {
        None => (None, check::unknown(&document)),
        Some(FileKind::Scenario) => {
            let checked = check::scenario(&document, |named| beside(path, named));
            (checked.value.map(|scenario| scenario.title), checked.problems)
        }
        Some(FileKind::Home) => {
            let checked = check::home(&document);
            (checked.value.map(|home| home.name), checked.problems)
        }
        Some(FileKind::Tour) => {
            let checked = check::tour(&document, |named| gone_through(path, named));
            (checked.value.map(|tour| tour.title), checked.problems)
        }
        Some(FileKind::Resident) => {
            let checked = check::resident(&document);
            (checked.value.map(|resident| resident.name), checked.problems)
        }
        Some(FileKind::Care) => {
            let checked = check::care(&document);
            let title = checked.value.map(|care| {
                format!(
                    "{} contacts, {} medicines, {} reminders",
                    care.contacts.len(),
                    care.medicines.len(),
                    care.reminders.len()
                )
            });
            (title, checked.problems)
        }
        Some(FileKind::Phrases) => {
            // A council's own phrases are added to those of the program, and may use their rules and lists.
            let known = own_phrases();
            let checked = check::phrases(&document, Some(&known));
            let title = checked
                .value
                .map(|phrases| format!("{} sentence templates, {}", phrases.templates(), phrases.language));
            (title, checked.problems)
        }
    };
    Report { kind, title, problems }
}

/// What can be said to a home: the phrases that come with the program.
pub fn own_phrases() -> Phrases {
    let document = Document { name: PHRASES.0.to_owned(), text: PHRASES.1.to_owned() };
    // They are held to be sound by a test; without any, nothing would be understood.
    check::phrases(&document, None).value.unwrap_or_default()
}

/// The program's phrases with those of a file added to them.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn phrases(path: &Path) -> Result<Phrases, Vec<Problem>> {
    let document = read(path).map_err(|problem| vec![problem])?;
    let mut all = own_phrases();
    let checked = check::phrases(&document, Some(&all));
    match checked.value {
        Some(added) => {
            all.add(added);
            Ok(all)
        }
        None => Err(checked.problems),
    }
}

fn loaded(document: Document, read: impl FnMut(&str) -> Result<Document, Refusal>) -> Result<Loaded, Vec<Problem>> {
    let checked = check::scenario(&document, read);
    match checked.value {
        Some(scenario) => Ok(Loaded { scenario, name: document.name, text: document.text, warnings: checked.problems }),
        None => Err(checked.problems),
    }
}

fn read(path: &Path) -> Result<Document, Problem> {
    let name = shown(path);
    match text(path) {
        Ok(text) => Ok(Document { name, text }),
        // The library is there wherever the program is.
        Err(_) if !path.exists() && library::text(&name).is_some() => {
            let text = library::text(&name).unwrap_or_default().to_owned();
            Ok(Document { name, text })
        }
        Err(refusal) => Err(Problem::of_file(&name, refusal.brief, refusal.hint)),
    }
}

/// A path for people, the same on every platform.
fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

fn built_in(named: &str) -> Option<Document> {
    let (name, text) = BUILT_IN.iter().find(|(name, _)| *name == named)?;
    Some(Document { name: format!("scenarios/{name}"), text: (*text).to_owned() })
}

/// The text of a file that a scenario names: beside it, or within the program.
///
/// # Errors
/// Why it cannot be had.
pub fn named(scenario: &Path, named: &str) -> Result<Document, Refusal> {
    beside(scenario, named)
}

/// The text of a file that a scenario names, looked for within the scenario's own folder.
fn beside(scenario: &Path, named: &str) -> Result<Document, Refusal> {
    let relative = Path::new(named);
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if !plain || named.contains(['\\', ':', '\0']) || named.is_empty() {
        return Err(Refusal {
            brief: "a scenario may name only files within its own folder".to_owned(),
            hint: "Put the file beside the scenario and write its way from there, such as \"homes/larch-close.ron\"."
                .to_owned(),
        });
    }
    let folder = match scenario.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    };
    let path = folder.join(relative);
    let real = match (fs::canonicalize(&folder), fs::canonicalize(&path)) {
        (Ok(folder), Ok(real)) if !real.starts_with(&folder) => {
            return Err(Refusal {
                brief: format!("{named:?} leads out of the scenario's folder"),
                hint: "Put the file itself there instead of a link.".to_owned(),
            });
        }
        (_, Ok(real)) => real,
        // A scenario that was saved somewhere else still finds the homes and residents that come with the program.
        (_, Err(error)) => return built_in(named).ok_or_else(|| refusal(&error, named)),
    };
    let name = match scenario.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => shown(&path),
        Some(_) | None => named.to_owned(),
    };
    text(&real).map(|text| Document { name, text }).map_err(|refusal| Refusal {
        brief: format!("{named:?} cannot be used: {}", refusal.brief),
        hint: refusal.hint,
    })
}

fn refusal(error: &io::Error, named: &str) -> Refusal {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Refusal {
            brief: format!("there is no file {named:?} beside the scenario"),
            hint: "Write its way from the scenario's folder, with its .ron at the end.".to_owned(),
        },
        _ => Refusal { brief: format!("{named:?} cannot be opened"), hint: format!("The system says: {error}.") },
    }
}

/// The text of an ordinary file of reasonable size.
fn text(path: &Path) -> Result<String, Refusal> {
    let cannot = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound => {
            Refusal { brief: "there is no such file".to_owned(), hint: "Look for a slip in its name.".to_owned() }
        }
        io::ErrorKind::PermissionDenied => Refusal {
            brief: "this file may not be read".to_owned(),
            hint: "Ask whoever owns it to let you read it.".to_owned(),
        },
        _ => Refusal { brief: "this file cannot be read".to_owned(), hint: format!("The system says: {error}.") },
    };
    // Looked at before it is opened: opening a named pipe would wait for whoever writes to it.
    let about = fs::metadata(path).map_err(|error| cannot(&error))?;
    if about.is_dir() {
        return Err(Refusal {
            brief: "this is a folder, not a file".to_owned(),
            hint: "Name one file in it.".to_owned(),
        });
    }
    if !about.is_file() {
        return Err(Refusal {
            brief: "this is not an ordinary file".to_owned(),
            hint: "Copy what it gives into a file first.".to_owned(),
        });
    }
    let too_large = || Refusal {
        brief: "this file is larger than 4 MB".to_owned(),
        hint: "No scenario needs so much: is it a recording? Those are for `smart-house replay`.".to_owned(),
    };
    if about.len() > MAX_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| cannot(&error))?;
    // A file may grow between being looked at and being read.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    let not_text = || Refusal {
        brief: "this is not a text file".to_owned(),
        hint: "A scenario is text in UTF-8, such as any plain editor saves.".to_owned(),
    };
    let text = String::from_utf8(bytes).map_err(|_| not_text())?;
    if text.contains('\0') {
        return Err(not_text());
    }
    // Some editors begin a file with a byte order mark.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
