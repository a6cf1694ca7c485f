//! `smart-house` and `smart-house open`: the window on a scenario or a recording, and the files that the window asks
//! for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::arguments::{Drawing, OpenArguments, Show, WindowArguments};
use super::output::Out;
use super::shelf::Files;
use super::{Ending, Failure, load};
use crate::desktop::panel::Shown;
use crate::desktop::panel::viewer::Viewer;
use crate::desktop::rehearse::{Rehearsal, Told};
use crate::desktop::shelf::{Opened, Shelf as _};
use crate::desktop::{self, OpenError, OpenOptions, Quality};
use crate::player::Player;
use crate::player::pace::Budget;
use crate::scenario::problem::Problem;
use crate::time::{Span, Timestamp};

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
    let (mut opened, problems) = match shelf.open(&path) {
        Ok(opened) => (opened, None),
        // The window shows what is wrong, with the demonstration behind it; without a window the terminal does.
        Err(problems) if desktop::can_open().is_ok() && !asked.window.is_for_a_test() => {
            (shelf.open(load::DEMONSTRATION)?, Some(problems))
        }
        Err(problems) => return Err(problems.into()),
    };
    if let Some(at) = asked.at {
        opened.begins = opened.player.scenario().at(at);
        if opened.begins >= opened.player.scenario().ends() {
            let days = opened.player.scenario().days;
            return Err(Failure::new(format!("--at {at}: it ends after day {days}")));
        }
    }
    let device = asked.device.as_deref().map(|id| place_of(&opened.player, id)).transpose()?;
    // What is shown of an alert has to be known, and what is measured is a frame and not the working out of days.
    let known = if asked.window.frames.is_some() { opened.player.scenario().ends() } else { opened.begins };
    if asked.window.frames.is_some() || !asked.show.is_empty() {
        opened.player.work_ahead(known, Budget::UNLIMITED);
    }
    let shows = shows(&asked.show, device, &opened.player, opened.begins);
    let viewer = asked.view.as_deref().and_then(Viewer::from_name);
    let wrong = problems.clone();
    let options = OpenOptions {
        problems: problems.map(|problems| (path.clone(), problems)),
        viewer,
        set: Some(Box::new(shows)),
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

/// The place of a device in the home's list.
pub(super) fn place_of(player: &Player, id: &str) -> Result<usize, Failure> {
    let found = player.scenario().home.devices.iter().position(|device| device.id.as_str() == id);
    found.ok_or_else(|| Failure::new(format!("--device {id}: the home has no such device")))
}

/// Opens what was asked for, at a moment that is known.
pub(super) fn shows(
    asked: &[Show],
    device: Option<usize>,
    player: &Player,
    at: Timestamp,
) -> impl FnOnce(&mut Shown) + use<> {
    let asked = asked.to_vec();
    let latest = player.history().alerts_by(at).len().checked_sub(1);
    let (starts, ends) = (player.scenario().starts(), player.scenario().ends());
    move |shown| {
        shown.selected_device = device.or(shown.selected_device);
        for one in asked {
            match one {
                Show::Alert => shown.open_alert = latest,
                Show::Told => shown.care.told = true,
                Show::Learned => shown.learned = true,
                Show::Devices => shown.fitting.open = true,
                Show::WhatIf => shown.what_if.open = true,
                Show::Speak => shown.care.speak = true,
                Show::Search => shown.search.open = true,
                Show::Lens => shown.lens = true,
                Show::Settings => shown.options = true,
                Show::Help => shown.help = true,
                Show::Hour => {
                    (shown.timeline.from, shown.timeline.to) = (at - Span::minutes(30), at + Span::minutes(30));
                }
                Show::Day => (shown.timeline.from, shown.timeline.to) = (at - Span::hours(12), at + Span::hours(12)),
                Show::Whole => (shown.timeline.from, shown.timeline.to) = (starts, ends),
            }
        }
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
    let ended = Arc::new(AtomicBool::new(false));
    let rehearsal = asked.rehearse.as_ref().map(|folder| Rehearsal {
        folder: folder.clone(),
        alone: options.opened.tour.is_some(),
        tell: rehearsed(Arc::clone(&ended)),
    });
    let options = OpenOptions {
        frames: asked.frames,
        rehearsal,
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
        let panels = tell("of that, the panels", times.panels);
        let told = [frames, drawn, first, tell("processor", times.work), panels, tell("whole", times.whole)];
        told.iter().try_for_each(|text| out.line(text)).and_then(|()| out.flush()).map_err(Unopened::Failed)?;
    }
    // A rehearsal that was cut short or failed has missed what it should show.
    let missed = asked.rehearse.is_some() && !ended.load(Ordering::Relaxed);
    Ok(if missed { Ending::Missed } else { Ending::Done })
}

/// Writes what a rehearsal tells, a line each, and notes whether it came to its end.
fn rehearsed(ended: Arc<AtomicBool>) -> Box<dyn FnMut(&Told) + Send + Sync> {
    Box::new(move |told| {
        if *told == Told::Ended {
            ended.store(true, Ordering::Relaxed);
        }
        if let Told::Failed(why) = told {
            super::tell_problem(why);
        }
        let mut out = Out::standard();
        // Whoever closed the pipe has read enough; the pictures are kept all the same.
        if let Ok(line) = serde_json::to_string(told) {
            out.line(&line).and_then(|()| out.flush()).ok();
        }
    })
}

/// What the terminal tells of what was opened.
fn notes(opened: &Opened) -> Vec<String> {
    opened.notes.clone()
}
