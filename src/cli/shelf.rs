//! The world of files as the window sees it: the library, scenarios, recordings, and saving.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::keep::{self, Kept};
use super::library::{LIBRARY, TOURS};
use super::load::{self, Loaded};
use super::replay::format;
use super::{Failure, scenarios};
use crate::desktop::shelf::{Card, Group, Opened, Shelf, TourCard, expanded};
use crate::monitor::Config;
use crate::monitor::alert::AlertKind;
use crate::player::Player;
use crate::scenario::Scenario;
use crate::scenario::check::FileKind;
use crate::scenario::problem::Problem;
use crate::scenario::unscripted::Naming;
use crate::source::recorded::{self, OpenOptions};
use crate::source::tape::Tape;
use crate::trace::TraceError;

/// The files of this machine, and those within the program.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// What the command line said of recordings.
    options: OpenOptions,
}

impl Files {
    /// With what the command line says of recordings.
    ///
    /// # Errors
    /// When there is no format of that name.
    pub fn new(named: Option<&str>, zone: Option<String>, mapping: Option<PathBuf>) -> Result<Self, Failure> {
        Ok(Self { options: OpenOptions { format: named.map(format).transpose()?, zone, mapping } })
    }

    /// A recording, to be played without its truth, which nobody knows.
    fn recording(&self, path: &Path) -> Result<Opened, TraceError> {
        let opened = recorded::open(path, &self.options)?;
        let mut source = opened.source;
        let broken = |error: crate::source::SourceError| TraceError::bad(path, None, &error.message, "");
        let tape = Tape::read(&mut source).map_err(broken)?;
        let notes = source.notices().iter().map(ToString::to_string).collect();
        let until = tape.ends().unwrap_or(opened.until);
        let days = opened.calendar.local(until).day.max(1);
        let learning_days = opened.learning_days.unwrap_or(Config::default().learning_days);
        let title = match &opened.scenario {
            Some(scenario) => format!("{scenario}, recorded"),
            None => opened.name.clone(),
        };
        let origin = if opened.simulated { "simulated" } else { "recorded in a home" };
        let about = format!(
            "Readings of {} devices over {days} days, {origin}. What really happened is not known.",
            opened.home.devices.len()
        );
        let naming = Naming { title, about };
        let calendar = opened.calendar.clone();
        let scenario = Scenario::unscripted(naming, opened.home, opened.calendar, days, learning_days);
        let begins = calendar.at(scenario.opens_at.day, scenario.opens_at.clock).max(opened.from);
        Ok(Opened {
            player: Player::of_recording(Arc::new(scenario), tape, opened.simulated),
            path: path.display().to_string(),
            text: None,
            tour: None,
            begins,
            notes,
        })
    }
}

impl Shelf for Files {
    fn cards(&self) -> Vec<Card> {
        let mut cards: Vec<Card> = LIBRARY.iter().filter_map(|(name, _)| card(name)).collect();
        cards.sort_by(|a, b| a.group.cmp(&b.group).then_with(|| a.title.cmp(&b.title)));
        cards
    }

    fn tours(&self) -> Vec<TourCard> {
        let cards = TOURS.iter().filter_map(|(name, _)| {
            let path = format!("scenarios/{name}");
            let tour = load::tour(Path::new(&path)).ok()?;
            Some(TourCard { path, title: tour.title, about: tour.about, steps: tour.steps.len() })
        });
        cards.collect()
    }

    fn open(&self, path: &str) -> Result<Opened, Vec<Problem>> {
        let file = expanded(path);
        let is_ron = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
        if !is_ron && file.exists() {
            return self.recording(&file).map_err(|error| vec![as_problem(path, &error)]);
        }
        if load::kind(&file) == Some(FileKind::Tour) {
            let tour = load::tour(&file)?;
            let scenario = Arc::new(tour.scenario.clone());
            let first = tour.steps.first().and_then(|step| step.at).unwrap_or(scenario.opens_at);
            return Ok(Opened {
                begins: scenario.at(first),
                player: Player::new(scenario),
                path: path.to_owned(),
                text: None,
                tour: Some(tour),
                notes: Vec::new(),
            });
        }
        let Loaded { scenario, text, warnings, .. } = load::scenario(&file)?;
        let begins = scenario.at(scenario.opens_at);
        Ok(Opened {
            player: Player::new(Arc::new(scenario)),
            path: path.to_owned(),
            text: Some(text),
            tour: None,
            begins,
            notes: warnings.iter().map(Problem::to_string).collect(),
        })
    }

    fn save(&self, path: &str, text: &str, scenario: &Scenario) -> String {
        match keep::keep(text, scenario, &expanded(path)) {
            Ok(Kept { scenario, home: None }) => format!("Saved as {}", scenario.display()),
            Ok(Kept { scenario, home: Some(home) }) => {
                format!("Saved as {}, in its own home {}", scenario.display(), home.display())
            }
            Err(why) => format!("The scenario was not saved: {why}"),
        }
    }

    fn beside(&self, path: &str, what: &str, ending: &str) -> Result<PathBuf, String> {
        keep::free(&expanded(path), what, ending)
    }

    fn save_acts(&self, path: &str, scenario: &Scenario) -> String {
        match keep::keep_acts(scenario, &expanded(path)) {
            Ok(acts) => format!("Saved as {}; `smart-house replay … --acts` takes it.", acts.display()),
            Err(why) => format!("What you told the monitor was not saved: {why}"),
        }
    }
}

/// What a recording's error says, as the window shows problems.
fn as_problem(path: &str, error: &TraceError) -> Problem {
    Problem::of_file(path, error.to_string().trim_end_matches('.'), "")
}

fn card(name: &str) -> Option<Card> {
    let path = format!("scenarios/{name}");
    // A scenario of the library that cannot be played has no card; a test holds that there is none.
    let scenario = load::of_the_library(&path).ok()?.scenario;
    let group = if path == load::DEMONSTRATION {
        Group::Start
    } else if name.starts_with("fault-") {
        Group::Faults
    } else if scenario.expectations.is_empty() {
        Group::Harmless
    } else {
        Group::Happens
    };
    let (sentence, look_for) = told(&scenario);
    let people: Vec<&str> = scenario.residents.iter().map(|resident| resident.name.as_str()).collect();
    Some(Card {
        path,
        title: scenario.title.clone(),
        sentence,
        look_for,
        days: scenario.days,
        learning_days: scenario.learning_days,
        people: people.join(" and "),
        group,
        names: names(&scenario.about),
        home: Arc::clone(&scenario.home),
    })
}

/// The scenarios' files that a text names.
fn names(about: &str) -> Vec<String> {
    let words = about.split(|sign: char| !(sign.is_ascii_alphanumeric() || "-_.".contains(sign)));
    words.map(|word| word.trim_matches('.')).filter(|word| word.ends_with(".ron")).map(str::to_owned).collect()
}

/// A first sentence shorter than this, in bytes, is told with the next.
const SHORT: usize = 70;

/// What it is about, and what to look for: the sentence that says so, else what the monitor is expected to say.
fn told(scenario: &Scenario) -> (String, String) {
    let sentences: Vec<&str> = scenario.about.split_inclusive(". ").map(str::trim).collect();
    let look = sentences.iter().find(|sentence| sentence.starts_with("Look"));
    // What names a file is for whoever writes scenarios.
    let mut plain = sentences.iter().filter(|sentence| {
        !sentence.contains(".ron") && !["Look", "A benign twin"].iter().any(|head| sentence.starts_with(head))
    });
    let mut told = plain.next().copied().unwrap_or(scenario.about.as_str()).to_owned();
    if told.len() < SHORT
        && let Some(more) = plain.next()
    {
        told = format!("{told} {more}");
    }
    let look_for = look.map_or_else(|| scenarios::expected(scenario, in_words), |sentence| (*sentence).to_owned());
    (told, look_for)
}

/// A kind of alert as people call it: `cold room`.
fn in_words(kind: &str) -> String {
    let known = AlertKind::ALL.into_iter().find(|known| known.name() == kind);
    known.map_or_else(|| kind.to_owned(), |known| known.in_words().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_the_scenarios_that_it_speaks_of() {
        let about = "A benign twin of drinking-less.ron. It resembles a fall (fall-at-the-bedside.ron), no more.";
        assert_eq!(names(about), ["drinking-less.ron", "fall-at-the-bedside.ron"]);
        let twin = card("late-morning.ron").expect("a card");
        assert!(twin.names.contains(&"fall-at-the-bedside.ron".to_owned()), "{:?}", twin.names);
    }

    #[test]
    fn every_scenario_of_the_library_has_a_card_that_says_something() {
        let cards = Files::default().cards();
        assert_eq!(cards.len(), LIBRARY.len());
        assert_eq!(Files::default().tours().len(), TOURS.len());
        assert_eq!(cards.first().map(|card| card.group), Some(Group::Start));
        for card in cards {
            assert!(card.sentence.len() > 20 && !card.look_for.is_empty() && !card.people.is_empty(), "{}", card.path);
        }
    }
}
