//! `smart-house` and `smart-house open`: the window on a scenario, and saving what a person did to the house in it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::{OpenArguments, WindowArguments};
use super::load::{self, Loaded};
use super::output::Out;
use super::{Ending, Failure, tell_problems};
use crate::desktop::{self, OpenError, OpenOptions};
use crate::player::Player;
use crate::player::command::Command;
use crate::scenario::{Scenario, save};
use crate::trace::{TraceError, WholeFile};

/// The window on the demonstration; `None` where there can be no window, so that its days are told otherwise.
pub fn demonstration(asked: &WindowArguments) -> Result<Option<Ending>, Failure> {
    match window(load::demonstration()?, None, asked) {
        Ok(ending) => Ok(Some(ending)),
        Err(Unopened::NoWindow(_)) => Ok(None),
        Err(Unopened::Failed(failure)) => Err(failure),
    }
}

/// The window on a scenario file.
pub fn open(asked: &OpenArguments) -> Result<Ending, Failure> {
    let loaded = load::scenario(&asked.file)?;
    tell_problems(&loaded.warnings);
    window(loaded, Some(&asked.file), &asked.window).map_err(|unopened| match unopened {
        Unopened::NoWindow(error) => {
            let file = asked.file.display();
            Failure::new(format!("{error}; `smart-house run {file}` tells it in the terminal"))
        }
        Unopened::Failed(failure) => failure,
    })
}

/// Why no window came.
enum Unopened {
    /// This machine has none to give.
    NoWindow(OpenError),
    /// Something else.
    Failed(Failure),
}

fn window(loaded: Loaded, file: Option<&Path>, asked: &WindowArguments) -> Result<Ending, Unopened> {
    // Nothing is worked out for a window that cannot open.
    desktop::can_open().map_err(Unopened::NoWindow)?;
    let Loaded { scenario, text, .. } = loaded;
    let player = player_at_opening(scenario);
    let file = file.map(Path::to_path_buf);
    let options = OpenOptions {
        frames: asked.frames,
        quality: asked.quality.map(super::arguments::Drawing::quality),
        save: Some(Box::new(move |scenario| keep(&text, scenario, file.as_deref()))),
        ..OpenOptions::new(player)
    };
    let times = desktop::open(options).map_err(Unopened::NoWindow)?;
    if let Some(times) = times {
        let tell = |name: &str, (median, most): (f64, f64)| {
            format!("{name}: median {median:.2} ms, 99th percentile {most:.2} ms")
        };
        let mut out = Out::standard();
        let drawn = format!("drawn as: {}", times.quality.words());
        let frames = format!("{} frames", times.frames);
        let told = [frames, drawn, tell("processor", times.work), tell("whole", times.whole)];
        told.iter().try_for_each(|text| out.line(text)).and_then(|()| out.flush()).map_err(Unopened::Failed)?;
    }
    Ok(Ending::Done)
}

/// A player at the moment where the scenario's window opens, playing.
fn player_at_opening(scenario: Scenario) -> Player {
    let at = scenario.at(scenario.opens_at);
    let mut player = Player::new(Arc::new(scenario));
    player.apply(&Command::Seek(at));
    player.apply(&Command::Play);
    player
}

/// Writes the scenario with what a person did to the house beside the file it came from, under a name that is free.
fn keep(text: &str, scenario: &Scenario, file: Option<&Path>) -> String {
    let changed = match save::with_interventions(text, scenario) {
        Ok(changed) => changed,
        Err(problem) => return format!("The scenario was not saved: {problem}"),
    };
    let original = file.map_or_else(|| PathBuf::from("demonstration.ron"), Path::to_path_buf);
    let stem = original.file_stem().map_or_else(|| "scenario".to_owned(), |stem| stem.to_string_lossy().into_owned());
    for number in 1..=999 {
        let path = original.with_file_name(format!("{stem}-changed-{number}.ron"));
        if path.symlink_metadata().is_ok() {
            continue;
        }
        return match write(&path, &changed) {
            Ok(()) => format!("Saved as {}", path.display()),
            Err(error) => format!("The scenario was not saved: {error}"),
        };
    }
    "The scenario was not saved: there are a thousand changed ones beside it already.".to_owned()
}

/// The file is there whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), TraceError> {
    let mut file = WholeFile::create(path)?;
    file.write_all(text.as_bytes()).map_err(|error| TraceError::io("write", path, error))?;
    file.finish()
}
