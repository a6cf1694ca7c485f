//! What the window asks of the world of files: the library, opening a scenario, a recording or a tour, and saving.
//!
//! The command line knows how files are read and checked; it hands the window a [`Shelf`]. This file knows no format.
//! Read [`Shelf`] first.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::home::Home;
use crate::player::Player;
use crate::scenario::Scenario;
use crate::scenario::problem::Problem;
use crate::scenario::tour::Tour;
use crate::time::Timestamp;

/// What a scenario of the library shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Where to begin.
    Start,
    /// Something happens to a person or in the home.
    Happens,
    /// What looks like trouble and is none: the monitor should stay quiet.
    Harmless,
    /// Something is wrong with devices, radio or mains.
    Faults,
}

impl Group {
    /// Every group, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Start, Self::Happens, Self::Harmless, Self::Faults];

    /// The heading over its cards.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Start => "Start here",
            Self::Happens => "Something happens",
            Self::Harmless => "Harmless, though it may not look it",
            Self::Faults => "Devices that fail",
        }
    }
}

/// A scenario of the library.
#[derive(Clone, Debug)]
pub struct Card {
    /// What opens it: `scenarios/late-morning.ron`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence.
    pub sentence: String,
    /// What to look for.
    pub look_for: String,
    /// How many days it lasts.
    pub days: i64,
    /// How many of them the monitor learns.
    pub learning_days: i64,
    /// Who lives there.
    pub people: String,
    /// What it shows.
    pub group: Group,
    /// The files of other scenarios that its text names: `fall-at-the-bedside.ron`.
    pub names: Vec<String>,
    /// The home, for its plan.
    pub home: Arc<Home>,
}

/// Something that was opened.
pub struct Opened {
    /// It, at its first instant and paused.
    pub player: Player,
    /// What opened it, to tell it from others and to open it again.
    pub path: String,
    /// The file's own text, for saving it with what a person did; `None` where nothing can be saved.
    pub text: Option<String>,
    /// The moment to show first.
    pub begins: Timestamp,
    /// The tour that goes through it.
    pub tour: Option<Tour>,
    /// What a person should be told of it, in whole sentences.
    pub notes: Vec<String>,
}

/// A tour of the library.
#[derive(Clone, Debug)]
pub struct TourCard {
    /// What opens it: `scenarios/tours/five-minutes.ron`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// How many steps it has.
    pub steps: usize,
}

/// The world of files.
pub trait Shelf: Send + Sync {
    /// The scenarios of the library.
    fn cards(&self) -> Vec<Card>;

    /// The tours of the library.
    fn tours(&self) -> Vec<TourCard>;

    /// Opens a scenario, a recording or a tour by its path, or by its name in the library.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    fn open(&self, path: &str) -> Result<Opened, Vec<Problem>>;

    /// Writes a scenario with what a person did to the house beside the file it came from, and says what came of it.
    fn save(&self, path: &str, text: &str, scenario: &Scenario) -> String;

    /// A free name beside what is played for something that is made of it, such as a film.
    ///
    /// # Errors
    /// Why there is none, in a sentence.
    fn beside(&self, path: &str, what: &str, ending: &str) -> Result<PathBuf, String>;

    /// Writes what the monitor was told over a recording beside it, as `replay` takes it, and says what came of it.
    fn save_acts(&self, path: &str, scenario: &Scenario) -> String;
}

/// One line of the list of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, with a `/` behind a folder's.
    pub name: String,
    /// The whole way to it.
    pub path: String,
    /// Whether it is a folder.
    pub folder: bool,
}

/// The endings of files that can be opened.
const OPENED: [&str; 8] = [".ron", ".jsonl", ".json", ".csv", ".txt", ".log", ".zst", ".gz"];
/// So many files are listed.
const MOST: usize = 200;

/// What lies in the folder that a half-written path names and begins as it ends, folders first. Hidden files are left
/// out until a dot is written.
pub fn entries(written: &str) -> Vec<Entry> {
    let (folder, begins) = match written.rfind(['/', '\\']) {
        Some(slash) => (written.get(..=slash).unwrap_or_default(), written.get(slash + 1..).unwrap_or_default()),
        None => ("", written),
    };
    let looked_in = if folder.is_empty() { PathBuf::from(".") } else { expanded(folder) };
    let Ok(found) = std::fs::read_dir(looked_in) else { return Vec::new() };
    let low = begins.to_lowercase();
    let mut entries: Vec<Entry> = found
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.path().is_dir();
            let shown = is_folder || OPENED.iter().any(|ending| name.to_lowercase().ends_with(ending));
            let hidden = name.starts_with('.') && !begins.starts_with('.');
            (shown && !hidden && name.to_lowercase().starts_with(&low)).then(|| {
                let slash = if is_folder { "/" } else { "" };
                Entry { path: format!("{folder}{name}{slash}"), name: format!("{name}{slash}"), folder: is_folder }
            })
        })
        .collect();
    entries.sort_by(|a, b| b.folder.cmp(&a.folder).then_with(|| a.name.to_lowercase().cmp(&b.name.to_lowercase())));
    entries.truncate(MOST);
    entries
}

/// A path as a person writes it: `~/` is their own folder.
pub fn expanded(written: &str) -> PathBuf {
    match (written.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        (Some(_) | None, _) => PathBuf::from(written),
    }
}

/// What all entries begin with, for completion with the Tab key.
pub fn completed(entries: &[Entry]) -> Option<String> {
    let first = entries.first()?.path.clone();
    let common = entries.iter().fold(first, |common, entry| {
        let same = common.char_indices().zip(entry.path.chars()).take_while(|((_, a), b)| a == b);
        let length = same.map(|((at, a), _)| at + a.len_utf8()).last().unwrap_or(0);
        common.get(..length).unwrap_or_default().to_owned()
    });
    Some(common)
}

/// When a file was last changed; `None` when there is none.
pub fn changed_at(path: &str) -> Option<SystemTime> {
    std::fs::metadata(expanded(path)).and_then(|about| about.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_written_path_lists_what_it_can_become() {
        let root = env!("CARGO_MANIFEST_DIR");
        let found = entries(&format!("{root}/scenarios/homes"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "homes/");
        assert_eq!(completed(&found), Some(format!("{root}/scenarios/homes/")));
        let fall = entries(&format!("{root}/scenarios/fall"));
        assert!(fall.len() >= 2 && fall.iter().all(|entry| entry.name.starts_with("fall-")));
        assert_eq!(completed(&fall), Some(format!("{root}/scenarios/fall-")));
        assert!(entries("/no/such/folder/").is_empty());
        assert_eq!(completed(&[]), None);
    }
}
