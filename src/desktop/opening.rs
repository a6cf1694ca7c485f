//! Opening things in the window: scenarios, recordings, what lies in a folder, again what was saved, what was dropped
//! on the window; and keeping what was chosen. Files are read in tasks of their own, so that the window stays alive.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use bevy::prelude::*;
use bevy::tasks::{AsyncComputeTaskPool, Task, block_on, poll_once};
use bevy::window::FileDragAndDrop;

use super::bridge::Bridge;
use super::filming::Filming;
use super::panel::problems::Problems;
use super::panel::{Busy, Screen, Wish};
use super::settings::{Keeper, Seat, Settings};
use super::shelf::{self, Opened, Shelf};
use super::tour::Guide;
use crate::scenario::problem::Problem;

type Answer = Result<Opened, Vec<Problem>>;

/// The world of files, and what is played from there.
pub struct Files {
    shelf: Option<Arc<dyn Shelf>>,
    /// What is played.
    path: String,
    text: Option<String>,
    /// What is being opened, and whether it is the same again.
    task: Option<(String, bool, Task<Answer>)>,
    /// When the files with problems were last changed.
    seen: Vec<(String, Option<SystemTime>)>,
    keeper: Keeper,
    settings: Settings,
}

impl Files {
    /// No files at all: what is shown is all there is.
    pub fn none() -> Self {
        Self {
            shelf: None,
            path: String::new(),
            text: None,
            task: None,
            seen: Vec::new(),
            keeper: Keeper::none(),
            settings: Settings::default(),
        }
    }

    /// Whether something is being opened.
    pub fn opens(&self) -> bool {
        self.task.is_some()
    }
}

impl Bridge {
    /// With a world of files, in which `opened` is played from its beginning.
    pub fn with_files(shelf: Arc<dyn Shelf>, opened: Opened, keeper: Keeper, settings: Settings) -> Self {
        let mut bridge = Self::new(opened.player);
        bridge.shown.text_scale = settings.text_scale;
        bridge.shown.theme = settings.theme;
        bridge.shown.reduced_motion = settings.reduced_motion;
        bridge.shown.viewer = settings.viewer;
        bridge.shown.quality = settings.quality;
        bridge.shown.care.aloud = settings.aloud;
        bridge.shown.care.server = settings.wyoming.clone();
        bridge.shown.flies = settings.flies;
        bridge.shown.library.recent = settings.recent.clone();
        (bridge.shown.carer_at, bridge.shown.family_at) = (settings.carer_at, settings.family_at);
        bridge.shown.bookmarks = settings.bookmarks.get(&opened.path).cloned().unwrap_or_default();
        bridge.files =
            Files { path: opened.path, text: opened.text, keeper, settings, shelf: Some(shelf), ..Files::none() };
        bridge.shown.guide = opened.tour.map(|tour| Guide::new(tour, false));
        bridge.go_to(opened.begins, true);
        bridge.tell(&opened.notes);
        bridge
    }

    /// Shows what is wrong with a file instead.
    pub fn show_problems(&mut self, path: &str, found: Vec<Problem>) {
        self.files.seen = stamps(path, &found);
        let looked = if self.shown.problems.path == path { self.shown.problems.looked } else { 0 };
        self.shown.problems = Problems { path: path.to_owned(), found, looked };
        self.shown.screen = Screen::Problems;
    }

    fn tell(&mut self, notes: &[String]) {
        if !notes.is_empty() {
            self.told = Some(notes.join("\n"));
        }
    }

    /// Does what was asked of the window, and takes what has been opened.
    pub(super) fn grant_wishes(&mut self) {
        for wish in std::mem::take(&mut self.shown.wishes) {
            match wish {
                Wish::Refit(home) => self.refit(home),
                Wish::Open(path) => self.open(path, false),
                Wish::Reload => {
                    let path = match self.shown.screen {
                        Screen::Problems => self.shown.problems.path.clone(),
                        Screen::House | Screen::Library => self.files.path.clone(),
                    };
                    self.open(path, true);
                }
                Wish::Beside(other) => self.open_beside(other),
                Wish::CloseBeside => self.close_beside(),
                Wish::Picture => self.picture_wish = true,
                Wish::Film(selection) => self.film_wish = Some(selection),
                Wish::StopFilm => self.filming.iter().for_each(Filming::stop),
                Wish::List => self.shown.library.entries = shelf::entries(self.shown.library.path.trim_start()),
                Wish::Cancel => {
                    self.errand = None;
                    self.refit = None;
                    self.files.task = None;
                    self.shown.busy = None;
                }
            }
        }
        if (self.shown.screen == Screen::Library || self.shown.beside.open)
            && self.shown.library.cards.is_empty()
            && let Some(shelf) = &self.files.shelf
        {
            self.shown.library.cards = shelf.cards();
            self.shown.library.tours = shelf.tours();
        }
        self.take_opened();
        if std::mem::take(&mut self.shown.save)
            && let Some(shelf) = &self.files.shelf
        {
            let (path, scenario) = (&self.files.path, self.player.scenario());
            self.told = Some(match &self.files.text {
                Some(text) => shelf.save(path, text, scenario),
                None => shelf.save_acts(path, scenario),
            });
        }
        self.keep_settings();
    }

    /// Begins to open a file, apart from what is played.
    pub(super) fn opens(&self, path: &str) -> Option<Task<Answer>> {
        let (shelf, asked) = (self.files.shelf.clone()?, path.to_owned());
        Some(AsyncComputeTaskPool::get().spawn(async move { shelf.open(&asked) }))
    }

    /// A free name beside what is played for something that is made of it.
    pub(super) fn beside(&self, what: &str, ending: &str) -> Result<PathBuf, String> {
        let shelf = self.files.shelf.as_ref().ok_or("There is nowhere to keep it.")?;
        shelf.beside(&self.files.path, what, ending)
    }

    /// Where the camera was left in a home.
    pub(super) fn seat(&self, home: &str) -> Option<Seat> {
        self.files.settings.cameras.get(home).copied()
    }

    /// Keeps where the camera was left in a home.
    pub(super) fn keep_seat(&mut self, home: &str, seat: Option<Seat>) {
        if self.files.settings.cameras.get(home) != seat.as_ref() {
            self.files.settings.leave_camera(home, seat);
        }
    }

    fn open(&mut self, path: String, again: bool) {
        let Some(shelf) = self.files.shelf.clone().filter(|_| !path.is_empty()) else { return };
        let name = path.rsplit(['/', '\\']).next().unwrap_or(&path).to_owned();
        if !again {
            self.shown.busy = Some(Busy { words: format!("Opening {name}"), part: None });
        }
        let asked = path.clone();
        let task = AsyncComputeTaskPool::get().spawn(async move { shelf.open(&asked) });
        self.files.task = Some((path, again, task));
    }

    fn take_opened(&mut self) {
        let Some((_, _, task)) = &mut self.files.task else { return };
        let Some(answer) = block_on(poll_once(task)) else { return };
        let Some((path, again, _)) = self.files.task.take() else { return };
        self.shown.busy = None;
        match answer {
            Ok(opened) => {
                // The same file again is shown where it was.
                let same = again && self.shown.screen == Screen::House && path == self.files.path;
                let begins = if same { self.player.at() } else { opened.begins };
                self.files.settings.opened(&opened.path);
                self.shown.library.recent = self.files.settings.recent.clone();
                self.player = opened.player;
                self.refit = None;
                self.close_beside();
                self.files.path = opened.path;
                self.files.text = opened.text;
                self.shown.problems = Problems::default();
                self.shown.turn_to_another();
                self.shown.bookmarks = self.files.settings.bookmarks.get(&self.files.path).cloned().unwrap_or_default();
                self.shown.guide = opened.tour.map(|tour| Guide::new(tour, false));
                self.asked.clear();
                self.leapt = true;
                self.go_to(begins, true);
                self.tell(&opened.notes);
            }
            Err(found) => {
                if again {
                    self.shown.problems.looked += 1;
                }
                self.show_problems(&path, found);
            }
        }
    }

    /// Opens a file with problems again once it, or one that it names, was saved.
    pub(super) fn watch(&mut self) {
        if self.shown.screen != Screen::Problems || self.files.opens() {
            return;
        }
        let now = stamps(&self.shown.problems.path, &self.shown.problems.found);
        if now != self.files.seen {
            self.files.seen = now;
            self.shown.wishes.push(Wish::Reload);
        }
    }

    fn keep_settings(&mut self) {
        let (shown, settings) = (&self.shown, &mut self.files.settings);
        settings.text_scale = shown.text_scale;
        settings.theme = shown.theme;
        settings.reduced_motion = shown.reduced_motion;
        settings.viewer = shown.viewer;
        settings.quality = shown.quality;
        settings.aloud = shown.care.aloud;
        if settings.wyoming != shown.care.server {
            settings.wyoming.clone_from(&shown.care.server);
        }
        settings.flies = shown.flies;
        (settings.carer_at, settings.family_at) = (shown.carer_at, shown.family_at);
        if shown.bookmarks.is_empty() {
            settings.bookmarks.remove(&self.files.path);
        } else if settings.bookmarks.get(&self.files.path) != Some(&shown.bookmarks) {
            settings.bookmarks.insert(self.files.path.clone(), shown.bookmarks.clone());
        }
        if let Err(told) = self.files.keeper.keep(&self.files.settings) {
            self.told = Some(told);
        }
    }
}

/// When the file itself and every file that has a problem were last changed.
fn stamps(path: &str, found: &[Problem]) -> Vec<(String, Option<SystemTime>)> {
    let mut files: Vec<String> =
        std::iter::once(path.to_owned()).chain(found.iter().map(|one| one.file.clone())).collect();
    files.sort();
    files.dedup();
    files.into_iter().map(|file| (file.clone(), shelf::changed_at(&file))).collect()
}

/// How often a file with problems is looked at, in seconds.
pub const LOOKS_EVERY: f32 = 0.5;

/// Looks now and then whether a file with problems was saved.
pub(super) fn watch(mut bridge: ResMut<Bridge>, time: Res<Time<Real>>, mut waited: Local<f32>) {
    *waited += time.delta_secs();
    if *waited >= LOOKS_EVERY {
        *waited = 0.0;
        bridge.bypass_change_detection().watch();
    }
}

/// Opens what is dropped on the window.
pub(super) fn take_dropped(mut bridge: ResMut<Bridge>, mut dropped: MessageReader<FileDragAndDrop>) {
    for message in dropped.read() {
        if let FileDragAndDrop::DroppedFile { path_buf, .. } = message {
            bridge.shown.wishes.push(Wish::Open(path_buf.display().to_string()));
        }
    }
}
