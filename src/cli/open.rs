//! `smart-house` and `smart-house open`: the window on a scenario or a recording, and the files that the window asks
//! for.

use std::sync::Arc;

use super::arguments::{Drawing, OpenArguments, WindowArguments};
use super::output::Out;
use super::shelf::Files;
use super::{Ending, Failure, load};
use crate::desktop::panel::viewer::Viewer;
use crate::desktop::shelf::{Opened, Shelf as _};
use crate::desktop::{self, OpenError, OpenOptions, Quality};
use crate::scenario::problem::Problem;

/// The window's own word for how the home is drawn.
pub(super) const fn quality(drawing: Drawing) -> Quality {
    match drawing {
        Drawing::Plan => Quality::Plan,
        Drawing::Reduced => Quality::Low,
        Drawing::Medium => Quality::Medium,
        Drawing::Full => Quality::High,
    }
}

/// The window on the demonstration; `None` where there can be no window, so that its days are told otherwise.
pub fn demonstration(asked: &WindowArguments) -> Result<Option<Ending>, Failure> {
    let shelf = Files::default();
    let opened = shelf.open(load::DEMONSTRATION)?;
    match window(OpenOptions { ..OpenOptions::new(Arc::new(shelf), opened) }, asked) {
        Ok(ending) => Ok(Some(ending)),
        Err(Unopened::NoWindow(_)) => Ok(None),
        Err(Unopened::Failed(failure)) => Err(failure),
    }
}

/// The window on a scenario or a recording.
pub fn open(asked: &OpenArguments) -> Result<Ending, Failure> {
    let shelf = Files::new(asked.format.as_deref(), asked.zone.clone(), asked.mapping.clone())?;
    let path = asked.path();
    let (opened, problems) = match shelf.open(&path) {
        Ok(opened) => (opened, None),
        // The window shows what is wrong, with the demonstration behind it; without a window the terminal does.
        Err(problems) if desktop::can_open().is_ok() && asked.window.frames.is_none() => {
            (shelf.open(load::DEMONSTRATION)?, Some(problems))
        }
        Err(problems) => return Err(problems.into()),
    };
    let viewer = asked.view.as_deref().and_then(Viewer::from_name);
    let wrong = problems.clone();
    let options = OpenOptions {
        problems: problems.map(|problems| (path.clone(), problems)),
        viewer,
        ..OpenOptions::new(Arc::new(shelf), opened)
    };
    let ending = window(options, &asked.window).map_err(|unopened| match unopened {
        Unopened::NoWindow(error) => {
            Failure::new(format!("{error}; `smart-house run {path}` or `smart-house replay {path}` tells it here"))
        }
        Unopened::Failed(failure) => failure,
    })?;
    // Whoever asked for it on the command line is told there, too, unless it was put right in the meantime.
    match wrong.and_then(|_| still_wrong(&path)) {
        Some(problems) => Err(problems.into()),
        None => Ok(ending),
    }
}

fn still_wrong(path: &str) -> Option<Vec<Problem>> {
    Files::default().open(path).err()
}

/// Why no window came.
enum Unopened {
    /// This machine has none to give.
    NoWindow(OpenError),
    /// Something else.
    Failed(Failure),
}

fn window(options: OpenOptions, asked: &WindowArguments) -> Result<Ending, Unopened> {
    let options = OpenOptions {
        frames: asked.frames,
        quality: asked.quality.map(quality),
        wyoming: asked.wyoming.clone(),
        ..options
    };
    let told: Vec<String> = notes(&options.opened);
    for note in told {
        super::tell_problem(&note);
    }
    let times = desktop::open(options).map_err(Unopened::NoWindow)?;
    if let Some(times) = times {
        let tell = |name: &str, (median, most): (f64, f64)| {
            format!("{name}: median {median:.2} ms, 99th percentile {most:.2} ms")
        };
        let mut out = Out::standard();
        let drawn = format!("drawn as: {}", times.quality.words());
        let frames = format!("{} frames", times.frames);
        let first = format!("first frame: after {:.0} ms", times.first);
        let told = [frames, drawn, first, tell("processor", times.work), tell("whole", times.whole)];
        told.iter().try_for_each(|text| out.line(text)).and_then(|()| out.flush()).map_err(Unopened::Failed)?;
    }
    Ok(Ending::Done)
}

/// What the terminal tells of what was opened.
fn notes(opened: &Opened) -> Vec<String> {
    opened.notes.clone()
}
