//! What a person chose and what should last: the size of text, the theme, reduced motion, the view, quality, recent
//! files and bookmarks. Kept as RON in the platform's own folder, written beside its place and renamed.
//!
//! This file knows no widget. Read [`Settings`] first, then [`Keeper`].

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Quality;
use super::palette::Theme;
use super::panel::viewer::Viewer;

/// So many recent files are kept.
pub const MOST_RECENT: usize = 12;

/// What should last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The form of the file.
    pub version: u32,
    /// The size of all text, 1 to 2.
    pub text_scale: f32,
    /// The colours.
    pub theme: Theme,
    /// Whether nothing should move by itself except the house.
    pub reduced_motion: bool,
    /// Whose view is shown.
    pub viewer: Viewer,
    /// How much work a picture may be; chosen by the machine's graphics when `None`.
    pub quality: Option<Quality>,
    /// When a carer would come each day, for "when would it have told us?": minutes after midnight.
    pub carer_at: u16,
    /// When the family would ring each day: minutes after midnight.
    pub family_at: u16,
    /// Whether what the home says is spoken aloud.
    pub aloud: bool,
    /// The Wyoming server that hears what is spoken to the home, by its address; empty where there is none.
    pub wyoming: String,
    /// Files opened lately, the latest first.
    pub recent: Vec<String>,
    /// Bookmarks by file.
    pub bookmarks: BTreeMap<String, Vec<Bookmark>>,
    /// Whether the camera flies to what is chosen.
    pub flies: bool,
    /// Where the camera was left, by the home's name; homes that are looked at as at first are not among them.
    pub cameras: BTreeMap<String, Seat>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: 1,
            text_scale: 1.0,
            theme: Theme::Light,
            reduced_motion: false,
            viewer: Viewer::default(),
            quality: None,
            carer_at: 8 * 60 + 30,
            family_at: 18 * 60,
            aloud: false,
            wyoming: String::new(),
            recent: Vec::new(),
            bookmarks: BTreeMap::new(),
            flies: true,
            cameras: BTreeMap::new(),
        }
    }
}

/// Where the camera was left in a home.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    /// Radians about the upright axis.
    pub yaw: f32,
    /// Radians above the horizon.
    pub pitch: f32,
    /// How much nearer than the fitting view.
    pub zoom: f32,
    /// How far the middle of the view is moved over the ground, in metres.
    pub shift: (f32, f32),
    /// The only storey that was looked at.
    pub storey: Option<i32>,
    /// What of the plan was fitted into the window, in metres: left, front, right, back; all of it when `None`.
    pub frame: Option<[f64; 4]>,
}

impl Seat {
    /// Whether every value makes sense, whatever a file said.
    fn is_sound(&self) -> bool {
        let near = |value: f32, most: f32| value.is_finite() && value.abs() <= most;
        let frame = self.frame.is_none_or(|[x0, y0, x1, y1]| {
            [x0, y0, x1, y1].iter().all(|value| value.is_finite() && value.abs() < 1_000.0) && x0 < x1 && y0 < y1
        });
        near(self.yaw, 1_000.0)
            && (0.3..=1.5).contains(&self.pitch)
            && (0.6..=5.0).contains(&self.zoom)
            && near(self.shift.0, 1_000.0)
            && near(self.shift.1, 1_000.0)
            && frame
    }
}

/// Of so many homes the camera's place is kept.
const MOST_HOMES: usize = 100;

/// A moment with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The name that a person gave.
    pub name: String,
    /// The moment, in milliseconds since 1970, UTC.
    pub at: i64,
}

impl Settings {
    /// With every value within its range, whatever a file said.
    fn sound(mut self) -> Self {
        self.text_scale = if self.text_scale.is_finite() { self.text_scale.clamp(1.0, 2.0) } else { 1.0 };
        self.carer_at %= 24 * 60;
        self.family_at %= 24 * 60;
        self.recent.truncate(MOST_RECENT);
        self.cameras.retain(|_, seat| seat.is_sound());
        self
    }

    /// Keeps where the camera was left in a home; `None` where it looks as at first.
    pub fn leave_camera(&mut self, home: &str, seat: Option<Seat>) {
        match seat {
            None => {
                self.cameras.remove(home);
            }
            Some(seat) if self.cameras.contains_key(home) || self.cameras.len() < MOST_HOMES => {
                self.cameras.insert(home.to_owned(), seat);
            }
            Some(_) => {}
        }
    }

    /// Puts a file at the head of the recent ones.
    pub fn opened(&mut self, path: &str) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MOST_RECENT);
    }
}

/// The file that settings are kept in.
#[derive(Clone, Debug, Default)]
pub struct Keeper {
    /// `None` where nothing is kept: in pictures and measurements, and where there is no folder for it.
    path: Option<PathBuf>,
    kept: Option<Settings>,
}

impl Keeper {
    /// A keeper that keeps nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// The settings of this file and its keeper. A file that cannot be read is set aside, and its reason told.
    pub fn at(path: PathBuf) -> (Self, Settings, Option<String>) {
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return (Self { path: Some(path), kept: None }, Settings::default(), None);
            }
            Err(error) => {
                let told = format!("The settings cannot be read, so nothing is kept: {error}: {}", path.display());
                return (Self::none(), Settings::default(), Some(told));
            }
        };
        match ron::from_str::<Settings>(&text) {
            Ok(settings) => {
                let settings = settings.sound();
                (Self { path: Some(path), kept: Some(settings.clone()) }, settings, None)
            }
            Err(error) => {
                let aside = path.with_extension("ron.unreadable");
                // Where it cannot even be set aside, the next change replaces it.
                fs::rename(&path, &aside).ok();
                let told = format!("The settings were not understood ({error}); they lie in {} now.", aside.display());
                (Self { path: Some(path), kept: None }, Settings::default(), Some(told))
            }
        }
    }

    /// The settings of this person on this machine.
    pub fn of_this_person() -> (Self, Settings, Option<String>) {
        match folder() {
            Some(folder) => Self::at(folder.join("settings.ron")),
            None => (Self::none(), Settings::default(), None),
        }
    }

    /// Keeps the settings where they changed.
    ///
    /// # Errors
    /// Why they could not be kept, in a sentence; nothing half-written is left.
    pub fn keep(&mut self, settings: &Settings) -> Result<(), String> {
        let Some(path) = &self.path else { return Ok(()) };
        if self.kept.as_ref() == Some(settings) {
            return Ok(());
        }
        // Told once: the next frame does not try again.
        self.kept = Some(settings.clone());
        write(path, settings).map_err(|error| format!("The settings were not kept: {error}: {}", path.display()))
    }
}

fn write(path: &Path, settings: &Settings) -> Result<(), std::io::Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let pretty = ron::ser::PrettyConfig::default();
    let text = ron::ser::to_string_pretty(settings, pretty).map_err(std::io::Error::other)?;
    let beside = path.with_extension("ron.part");
    let done = fs::write(&beside, text + "\n").and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        fs::remove_file(&beside).ok();
    }
    done
}

/// The platform's folder for what a person chose.
fn folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(windows) {
        named("APPDATA")
    } else if cfg!(target_os = "macos") {
        named("HOME").map(|home| home.join("Library").join("Application Support"))
    } else {
        // The XDG Base Directory specification: a relative path is to be ignored.
        named("XDG_CONFIG_HOME").or_else(|| named("HOME").map(|home| home.join(".config")))
    };
    base.map(|base| base.join("smart-house"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("smart-house-settings-{name}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        folder.join("deep").join("settings.ron")
    }

    #[test]
    fn what_was_chosen_is_there_the_next_time() {
        let path = scratch("lasting");
        let (mut keeper, mut settings, told) = Keeper::at(path.clone());
        assert_eq!((told, &settings), (None, &Settings::default()));
        settings.text_scale = 1.5;
        settings.theme = Theme::Dark;
        settings.wyoming = "tcp://127.0.0.1:10300".to_owned();
        settings.opened("a.ron");
        settings.opened("b.ron");
        settings.opened("a.ron");
        let seat = Seat { yaw: 0.5, pitch: 1.2, zoom: 2.0, shift: (0.1, -3.0), storey: Some(1), frame: None };
        settings.leave_camera("12 Larch Close", Some(seat));
        settings.leave_camera("Elsewhere", Some(seat));
        settings.leave_camera("Elsewhere", None);
        let mark = Bookmark { name: "The fall".to_owned(), at: 1_234 };
        settings.bookmarks.entry("a.ron".to_owned()).or_default().push(mark);
        keeper.keep(&settings).expect("kept");
        let (_, again, told) = Keeper::at(path.clone());
        assert_eq!((told, &again), (None, &settings));
        assert_eq!(again.recent, ["a.ron", "b.ron"]);
        assert_eq!(again.cameras.into_iter().collect::<Vec<_>>(), [("12 Larch Close".to_owned(), seat)]);
        assert!(!path.with_extension("ron.part").exists());
        fs::remove_dir_all(path.parent().and_then(Path::parent).expect("a folder")).ok();
    }

    #[test]
    fn settings_that_make_no_sense_are_set_aside_and_told_of() {
        let path = scratch("broken");
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, "(text_scale: \"huge\")").expect("written");
        let (_, settings, told) = Keeper::at(path.clone());
        assert_eq!(settings, Settings::default());
        assert!(told.is_some_and(|told| told.contains("not understood")));
        assert!(!path.exists() && path.with_extension("ron.unreadable").exists());
        // What a newer program wrote besides is passed over, and what is out of range is brought back.
        fs::write(&path, "(version: 9, text_scale: 77.0, carer_at: 9999, holograms: true)").expect("written");
        let (_, settings, told) = Keeper::at(path.clone());
        assert_eq!((settings.text_scale, settings.carer_at < 1_440, told), (2.0, true, None));
        let lost = "(cameras: {\"a\": (yaw: 0, pitch: 9, zoom: 1, shift: (0, 0), storey: None, frame: None)})";
        fs::write(&path, lost).expect("written");
        let (_, settings, told) = Keeper::at(path.clone());
        assert_eq!((settings.cameras.len(), told), (0, None), "a camera below the floor is not sat at");
        fs::remove_dir_all(path.parent().and_then(Path::parent).expect("a folder")).ok();
    }
}
