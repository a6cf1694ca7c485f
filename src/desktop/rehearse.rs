//! A tour gone through in the real window without a person, or by keys alone: each step keeps a picture of the window, and
//! tells what was written on it and where. The same files that teach people test the window so.
//!
//! Words are taken from what egui hands to the graphics card, after every panel has spoken: what is told here is what a
//! person could have read. It decides nothing about the house; it knows no panel.

use std::path::PathBuf;
use std::time::Duration;

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::time::TimeUpdateStrategy;
use bevy::window::WindowFocused;
use bevy_egui::egui::{self, Shape, accesskit};
use bevy_egui::{EguiFullOutput, EguiPostUpdateSet, PrimaryEguiContext};
use serde::Serialize;

use super::bridge::Bridge;
use super::camera::{Free, Orbit};
use super::panel::{self, Screen};
use super::picture::{self, Fineness, Pixels};
use crate::scenario::tour::Wait;

/// How a tour is gone through without a person.
pub struct Rehearsal {
    /// Where the pictures go; it is made where it is missing.
    pub folder: PathBuf,
    /// Whether it goes from step to step by itself; else whoever is at the keys does, and each step's picture is kept when
    /// what it waits for has come.
    pub alone: bool,
    /// Hears what is shown, as it comes.
    pub tell: Box<dyn FnMut(&Told) + Send + Sync>,
}

/// What a rehearsal tells.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// Another page fills the window: `house`, `library` or `problems`.
    Screen(&'static str),
    /// The window is the one that keys go to.
    Keyboard,
    /// The keyboard went to a control of this name.
    Focus(String),
    /// A step has what it waits for, and its picture is kept.
    Step(Box<StepTold>),
    /// Something did not come, or a picture could not be kept.
    Failed(String),
    /// The tour is over.
    Ended,
}

/// What a step showed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepTold {
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// What it says to the room.
    pub say: String,
    /// The moment of the house: `day 32 08:03`.
    pub at: String,
    /// Whose view is shown, by its stable name.
    pub viewer: &'static str,
    /// Whether the privacy lens is on.
    pub lens: bool,
    /// Whether what was learned covers the house.
    pub learned: bool,
    /// The kind of alert that the step waits for.
    pub waits_for: Option<String>,
    /// The latest alert that was raised, as its card is headed, and what it says.
    pub alert: Option<AlertTold>,
    /// The picture's file.
    pub picture: PathBuf,
    /// Where the house is drawn, in pixels: left, top, width, height; `None` where a page covers it.
    pub house: Option<[f32; 4]>,
    /// Everything that is written on the window.
    pub words: Vec<Word>,
}

/// An alert as the panels tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlertTold {
    /// Its stable kind.
    pub kind: &'static str,
    /// What its card is headed.
    pub title: String,
    /// What it says.
    pub message: String,
}

/// A piece of text on the window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Word {
    /// What is written.
    pub text: String,
    /// What of it is in sight, in pixels: left, top, width, height.
    pub place: [f32; 4],
}

/// The time that a frame stands for while a step waits: steps take tens of seconds, and machines without a graphics
/// processor draw few frames.
const FRAME: Duration = Duration::from_secs(1);
/// The time that a frame stands for while a picture is made, so that what glides comes to rest.
const CALM_FRAME: Duration = Duration::from_millis(200);
/// So many frames bring nothing new before a picture is taken.
const CALM: u32 = 4;
/// After so many frames it is taken all the same.
const MOST_CALM: u32 = 40;

#[derive(Resource)]
struct Rehearsing {
    rehearsal: Rehearsal,
    words: Vec<Word>,
    focus: Option<String>,
    focused: Option<accesskit::NodeId>,
    screen: Option<Screen>,
    /// The step whose picture is kept already.
    kept: Option<usize>,
    calm: u32,
    frames: u32,
    /// What is told once the picture has come.
    pending: Option<StepTold>,
    picture: Option<Pixels>,
    begun: bool,
    over: bool,
}

pub(super) fn begin(app: &mut App, mut rehearsal: Rehearsal) {
    if let Err(error) = std::fs::create_dir_all(&rehearsal.folder) {
        let folder = rehearsal.folder.display();
        (rehearsal.tell)(&Told::Failed(format!("cannot make the folder for the pictures: {error}: {folder}")));
        app.add_systems(Update, |mut exit: MessageWriter<AppExit>| {
            exit.write(AppExit::error());
        });
        return;
    }
    app.world_mut().resource_mut::<Bridge>().longest = FRAME.as_secs_f32();
    app.insert_resource(TimeUpdateStrategy::ManualDuration(FRAME));
    app.insert_resource(Rehearsing {
        rehearsal,
        words: Vec::new(),
        focus: None,
        focused: None,
        screen: None,
        kept: None,
        calm: 0,
        frames: 0,
        pending: None,
        picture: None,
        begun: false,
        over: false,
    });
    let read = read.after(EguiPostUpdateSet::EndPass).before(EguiPostUpdateSet::ProcessOutput);
    app.add_systems(PostUpdate, read).add_systems(Last, go_on);
}

/// Takes down what is written on the window in this frame, and what the keyboard went to.
fn read(mut rehearsing: ResMut<Rehearsing>, outputs: Query<&EguiFullOutput, With<PrimaryEguiContext>>) {
    let Some(output) = outputs.iter().find_map(|output| output.0.as_ref()) else { return };
    let scale = output.pixels_per_point;
    let mut words = Vec::new();
    for clipped in &output.shapes {
        collect(&clipped.shape, clipped.clip_rect, scale, &mut words);
    }
    rehearsing.words = words;
    // As whoever listens to the window hears it; egui's own events are lost where a pass is done again.
    if let Some(update) = &output.platform_output.accesskit_update
        && rehearsing.focused.replace(update.focus) != Some(update.focus)
    {
        let node = update.nodes.iter().find(|(id, _)| *id == update.focus);
        rehearsing.focus = node.and_then(|(_, node)| node.label()).map(str::to_owned);
    }
}

/// The pieces of text in a shape, as far as they are in sight.
fn collect(shape: &Shape, clip: egui::Rect, scale: f32, words: &mut Vec<Word>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, scale, words)),
        Shape::Text(text) => {
            let seen = text.visual_bounding_rect().intersect(clip);
            let told = text.galley.text();
            // A sliver at the edge of what scrolls cannot be read.
            if seen.is_positive() && seen.height() > 4.0 && !told.trim().is_empty() {
                let place = [seen.left(), seen.top(), seen.width(), seen.height()].map(|points| points * scale);
                words.push(Word { text: told.to_owned(), place });
            }
        }
        Shape::Noop
        | Shape::Circle(_)
        | Shape::Ellipse(_)
        | Shape::LineSegment { .. }
        | Shape::Path(_)
        | Shape::Rect(_)
        | Shape::Mesh(_)
        | Shape::QuadraticBezier(_)
        | Shape::CubicBezier(_)
        | Shape::Callback(_) => {}
    }
}

/// Takes a picture when a step has what it waits for, and goes on.
fn go_on(
    mut rehearsing: ResMut<Rehearsing>,
    mut bridge: ResMut<Bridge>,
    (orbit, free): (Res<Orbit>, Res<Free>),
    mut strategy: ResMut<TimeUpdateStrategy>,
    mut focused: MessageReader<WindowFocused>,
    mut commands: Commands,
    mut exit: MessageWriter<AppExit>,
) {
    let this = &mut *rehearsing;
    if this.over {
        return;
    }
    let screen = bridge.shown.screen;
    if this.screen != Some(screen) {
        this.screen = Some(screen);
        (this.rehearsal.tell)(&Told::Screen(match screen {
            Screen::House => "house",
            Screen::Library => "library",
            Screen::Problems => "problems",
        }));
    }
    if focused.read().any(|message| message.focused) {
        (this.rehearsal.tell)(&Told::Keyboard);
    }
    if let Some(name) = this.focus.take() {
        (this.rehearsal.tell)(&Told::Focus(name));
    }
    let end = match &bridge.shown.guide {
        Some(guide) => match (guide.failed(), guide.ended()) {
            (Some(failed), _) => Some(Told::Failed(failed.to_owned())),
            (None, true) => Some(Told::Ended),
            (None, false) => None,
        },
        None if this.begun => Some(Told::Failed("The tour was left before its last step.".to_owned())),
        None => return,
    };
    this.begun = true;
    if let Some(end) = end {
        this.over = true;
        (this.rehearsal.tell)(&end);
        exit.write(if end == Told::Ended { AppExit::Success } else { AppExit::error() });
        return;
    }
    if this.pending.is_some() {
        let Some(pixels) = this.picture.take() else { return };
        let Some(told) = this.pending.take() else { return };
        if let Err(error) = picture::write_as(&pixels, &told.picture, Fineness::Quick) {
            this.over = true;
            (this.rehearsal.tell)(&Told::Failed(error.to_string()));
            exit.write(AppExit::error());
            return;
        }
        this.kept = Some(told.number);
        (this.rehearsal.tell)(&Told::Step(Box::new(told)));
        if this.rehearsal.alone
            && let Some(guide) = &mut bridge.shown.guide
        {
            guide.go(true);
        }
        (this.calm, this.frames) = (0, 0);
        return;
    }
    let Some(guide) = &bridge.shown.guide else { return };
    let waits = !guide.arrived() || this.kept == Some(guide.number());
    let pace = if waits { FRAME } else { CALM_FRAME };
    if !matches!(*strategy, TimeUpdateStrategy::ManualDuration(now) if now == pace) {
        *strategy = TimeUpdateStrategy::ManualDuration(pace);
    }
    if waits {
        (this.calm, this.frames) = (0, 0);
        return;
    }
    this.frames += 1;
    this.calm = if orbit.is_moving() || bridge.shown.busy.is_some() { 0 } else { this.calm + 1 };
    if this.calm < CALM && this.frames < MOST_CALM {
        return;
    }
    let number = guide.number();
    let name = this.rehearsal.folder.join(format!("{number:02}.png"));
    this.pending = Some(told(&bridge, &free, name, this.words.clone()));
    commands.spawn(Screenshot::primary_window()).observe(
        |captured: On<ScreenshotCaptured>, mut rehearsing: ResMut<Rehearsing>| {
            rehearsing.picture = Pixels::of(&captured.image);
        },
    );
}

/// What is shown in this frame.
fn told(bridge: &Bridge, free: &Free, picture: PathBuf, words: Vec<Word>) -> StepTold {
    let (view, shown) = (bridge.view(), &bridge.shown);
    let guide = shown.guide.as_ref();
    let step = guide.and_then(|guide| guide.step());
    let alert = view.history.alerts_by(view.at).last().map(|alert| AlertTold {
        kind: alert.kind.name(),
        title: panel::alert_title(&view, alert),
        message: alert.message.clone(),
    });
    let covered = shown.learned || shown.what_if.open || shown.beside.open || shown.screen != Screen::House;
    let house = (!covered).then(|| {
        let Free { min, size, scale } = *free;
        [min.x, min.y, size.x, size.y].map(|points| points * scale)
    });
    StepTold {
        number: guide.map_or(0, |guide| guide.number()),
        of: guide.map_or(0, |guide| guide.tour().steps.len()),
        say: step.map(|step| step.say.clone()).unwrap_or_default(),
        at: view.local.to_string(),
        viewer: shown.viewer.name(),
        lens: shown.lens,
        learned: shown.learned,
        waits_for: step.and_then(|step| match &step.wait {
            Wait::Alert { kind, .. } => Some(kind.clone()),
            Wait::Reading(_) | Wait::Until(_) => None,
        }),
        alert,
        picture,
        house,
        words,
    }
}
