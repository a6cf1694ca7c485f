//! Pictures and films that are made from the window, while it goes on: a film by the same code as the command's, in a thread
//! of its own with a player of its own, so that nothing waits for it. It shows how far it is, can be stopped, and says where
//! it lies in the end.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::PrimaryWindow;

use super::bridge::Bridge;
use super::camera::Orbit;
use super::device::AllFields;
use super::film::{self, FilmError, FilmOptions};
use super::focus::Focus;
use super::panel::film::{Making, RATE, Selection};
use super::panel::{Screen, Shown};
use super::picture::{self, Fineness, Pixels};
use super::warmth::Veil;
use super::{Looks, Stage};

/// A film has at most so many pixels from side to side and from top to bottom: more of them make it slow to make and to play.
const LARGEST: (u32, u32) = (1920, 1080);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (picture_of_it, begin, watch).chain().in_set(Stage::Advance).after(super::bridge::advance));
}

/// A film on its way. Whoever lets it go stops it, and waits until nothing half-made is left.
pub struct Filming {
    out: PathBuf,
    films: bool,
    progress: Arc<Progress>,
    thread: Option<JoinHandle<Result<usize, FilmError>>>,
}

#[derive(Default)]
struct Progress {
    done: AtomicUsize,
    of: AtomicUsize,
    stop: AtomicBool,
}

impl Filming {
    /// Begins to make it: `set` opens what is open, in the other thread.
    fn begin(
        bridge: &Bridge,
        selection: Selection,
        size: (u32, u32),
        looks: Looks,
        out: PathBuf,
        set: Set,
    ) -> io::Result<Self> {
        let ffmpeg = PathBuf::from("ffmpeg");
        let films = film::is_there(&ffmpeg);
        // Without the program that joins them, the pictures alone are kept.
        let out = if films { out } else { out.with_extension("") };
        let progress = Arc::new(Progress::default());
        let options = FilmOptions {
            player: bridge.player.again(),
            from: selection.from,
            until: selection.until,
            pace: selection.pace,
            rate: RATE,
            size,
            quality: looks.quality,
            set,
            beside_a_window: true,
            out: out.clone(),
            ffmpeg,
        };
        let told = Arc::clone(&progress);
        let thread = thread::Builder::new().name("film".to_owned()).spawn(move || {
            film::film(options, &mut |done, of| {
                told.of.store(of, Ordering::Relaxed);
                told.done.store(done, Ordering::Relaxed);
                !told.stop.load(Ordering::Relaxed)
            })
        })?;
        Ok(Self { out, films, progress, thread: Some(thread) })
    }

    /// Stops it after the picture that is being drawn; it is over then.
    pub fn stop(&self) {
        self.progress.stop.store(true, Ordering::Relaxed);
    }

    /// How far it is.
    fn making(&self) -> Making {
        let (done, of) = (self.progress.done.load(Ordering::Relaxed), self.progress.of.load(Ordering::Relaxed));
        let words = match (done, of) {
            (_, 0) => "Filming: getting ready".to_owned(),
            (done, of) if done == of => "Filming: joining the pictures".to_owned(),
            (done, of) => format!("Filming: picture {} of {of}", done + 1),
        };
        Making { words, part: (of > 0).then(|| done as f32 / of as f32) }
    }

    /// What came of it, in a sentence, once it is over.
    fn over(&mut self) -> Option<String> {
        let thread = self.thread.take_if(|thread| thread.is_finished())?;
        let out = self.out.display();
        Some(match thread.join() {
            Ok(Ok(count)) if self.films => {
                format!("The film is in {out}: {count} pictures, {} seconds.", (count as f64 / f64::from(RATE)).round())
            }
            Ok(Ok(count)) => format!(
                "There is no ffmpeg on this machine, so the pictures alone were kept: {count} in the folder {out}. On \
                 Debian, `apt install ffmpeg` gives it."
            ),
            Ok(Err(FilmError::Stopped)) => "The film was stopped, and nothing was kept.".to_owned(),
            Ok(Err(error)) => format!("No film was made: {error}."),
            Err(_) => "No film was made: drawing it failed.".to_owned(),
        })
    }
}

impl Drop for Filming {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take() {
            // What came of it does not matter any longer.
            thread.join().ok();
        }
    }
}

type Set = Box<dyn FnOnce(&mut App) + Send>;

/// What is shown, without what lies over the house for a moment.
fn as_filmed(shown: &Shown) -> Shown {
    let mut shown = shown.clone();
    shown.screen = Screen::House;
    shown.wishes.clear();
    (shown.busy, shown.making, shown.guide, shown.gaze, shown.hovered_device) = (None, None, None, None, None);
    (shown.options, shown.help, shown.act_menu, shown.save, shown.search.open) = (false, false, false, false, false);
    (shown.what_if, shown.fitting, shown.beside) = Default::default();
    (shown.loop_from, shown.reduced_motion, shown.care.speak) = (None, true, false);
    shown
}

/// Both sides even, as films need them, and not too large.
fn size_of(window: &Window) -> (u32, u32) {
    let (width, height) = (window.physical_width().max(64), window.physical_height().max(64));
    let scale = (LARGEST.0 as f32 / width as f32).min(LARGEST.1 as f32 / height as f32).min(1.0);
    let even = |side: u32| ((side as f32 * scale) as u32).max(64) / 2 * 2;
    (even(width), even(height))
}

/// How the house is drawn at the moment.
type Drawn<'w> = (Res<'w, Orbit>, Res<'w, Focus>, Res<'w, Veil>, Res<'w, AllFields>, Res<'w, Looks>);

/// Begins a film that was asked for.
fn begin(
    mut bridge: ResMut<Bridge>,
    windows: Query<&Window, With<PrimaryWindow>>,
    (orbit, focus, veil, fields, looks): Drawn<'_>,
) {
    let Some(selection) = bridge.film_wish.take() else { return };
    let Some(window) = windows.iter().next() else { return };
    if bridge.filming.is_some() {
        return;
    }
    let out = match bridge.beside("film", "mp4") {
        Ok(out) => out,
        Err(why) => {
            bridge.told = Some(why);
            return;
        }
    };
    let mut shown = as_filmed(&bridge.shown);
    // A film with fewer pixels than the window has fewer points, too, and letters of the same part of it.
    let size = size_of(window);
    let ratio = size.0 as f32 / window.width().max(64.0);
    shown.text_scale = (shown.text_scale * ratio).clamp(0.5, 4.0);
    let (orbit, focus, veil, fields) = (*orbit, *focus, *veil, *fields);
    let set: Set = Box::new(move |app| {
        app.world_mut().resource_mut::<Bridge>().shown = shown;
        let resting = Orbit { now: orbit.goal, frame: orbit.frame_goal, ..orbit };
        app.insert_resource(resting).insert_resource(focus).insert_resource(veil).insert_resource(fields);
    });
    match Filming::begin(&bridge, selection, size, *looks, out, set) {
        Ok(filming) => {
            bridge.shown.making = Some(filming.making());
            bridge.filming = Some(filming);
        }
        Err(error) => bridge.told = Some(format!("No film was made: {error}.")),
    }
}

/// Shows how far a film is, and says what came of it.
fn watch(mut bridge: ResMut<Bridge>) {
    if bridge.filming.is_none() {
        return;
    }
    let bridge = &mut *bridge;
    let Some(filming) = &mut bridge.filming else { return };
    match filming.over() {
        Some(told) => {
            bridge.told = Some(told);
            (bridge.filming, bridge.shown.making) = (None, None);
        }
        None => bridge.shown.making = Some(filming.making()),
    }
}

/// Keeps a picture of the window that was asked for.
fn picture_of_it(mut bridge: ResMut<Bridge>, mut commands: Commands) {
    if !bridge.picture_wish {
        return;
    }
    bridge.picture_wish = false;
    let out = match bridge.beside("picture", "png") {
        Ok(out) => out,
        Err(why) => {
            bridge.told = Some(why);
            return;
        }
    };
    // What was told last would lie on it.
    bridge.told = None;
    bridge.picture_waits = true;
    commands.spawn(Screenshot::primary_window()).observe(
        move |captured: On<ScreenshotCaptured>, mut bridge: ResMut<Bridge>| {
            bridge.picture_waits = false;
            bridge.told = Some(kept(&captured.image, &out));
        },
    );
}

/// Writes what came back from the graphics adapter, and says so.
fn kept(image: &Image, out: &Path) -> String {
    let Some(pixels) = Pixels::of(image) else { return "No picture came back from the graphics adapter.".to_owned() };
    match picture::write_as(&pixels, out, Fineness::Quick) {
        Ok(()) => format!("The picture is in {}.", out.display()),
        Err(error) => format!("No picture was kept: {error}."),
    }
}
