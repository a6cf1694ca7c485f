//! A stretch of time as pictures, one after another, and as a film where ffmpeg is there. Every picture is the whole window
//! with its *Simulated* mark. Nothing half-written is ever found under the name that was asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bevy::prelude::App;

use super::bridge::Bridge;
use super::picture::{self, Fineness, PictureError};
use super::{Looks, Quality, machine};
use crate::player::Player;
use crate::player::command::Command as Ask;
use crate::player::pace::Budget;
use crate::time::{Span, Timestamp};

/// So many pictures are made at most: a quarter of an hour at 24 a second.
pub const MOST: usize = 21_600;

/// What to film.
pub struct FilmOptions {
    /// What is played.
    pub player: Player,
    /// The first moment.
    pub from: Timestamp,
    /// The last moment.
    pub until: Timestamp,
    /// Simulated seconds in one second of the film.
    pub pace: f64,
    /// Pictures a second.
    pub rate: u32,
    /// Pixels from side to side and from top to bottom; both even, as films need it.
    pub size: (u32, u32),
    /// How much work a picture may be.
    pub quality: Quality,
    /// Opens what should be open and sets the camera, before the first picture.
    pub set: Box<dyn FnOnce(&mut App) + Send>,
    /// Whether this program has a window as well, which writes its log.
    pub beside_a_window: bool,
    /// Where it goes: a film where the name ends in `.mp4` or `.webm`, else a folder of pictures.
    pub out: PathBuf,
    /// The program that makes a film of pictures.
    pub ffmpeg: PathBuf,
}

/// Whether a name asks for a film, and not for a folder of pictures.
pub fn is_film(out: &Path) -> bool {
    out.extension().is_some_and(|ending| ["mp4", "webm"].iter().any(|film| ending.eq_ignore_ascii_case(film)))
}

/// The moments of the pictures, evenly apart by the film's own clock, from the first to the last.
pub fn moments(from: Timestamp, until: Timestamp, pace: f64, rate: u32) -> Vec<Timestamp> {
    let step = pace * 1_000.0 / f64::from(rate.max(1));
    let count = ((until - from).as_millis().max(0) as f64 / step.max(f64::MIN_POSITIVE)).floor();
    let count = if count.is_finite() { (count as usize).min(MOST) } else { MOST };
    (0..=count).map(|place| from + Span::millis((place as f64 * step).round() as i64)).collect()
}

/// Makes the pictures, and the film of them; `tell` hears how many of how many are done, and says whether to go on.
///
/// # Errors
/// When there is no graphics adapter or no ffmpeg, there would be too many pictures, something cannot be written, or it was
/// stopped. Nothing is left of it then.
pub fn film(mut options: FilmOptions, tell: &mut dyn FnMut(usize, usize) -> bool) -> Result<usize, FilmError> {
    let out = options.out.clone();
    let moments = moments(options.from, options.until, options.pace, options.rate);
    if moments.len() > MOST {
        return Err(FilmError::TooLong);
    }
    if out.exists() {
        return Err(FilmError::Exists(out));
    }
    if machine::adapter().is_none() {
        return Err(FilmError::Picture(PictureError::NoAdapter));
    }
    let films = is_film(&out);
    if films && !is_there(&options.ffmpeg) {
        return Err(FilmError::NoFfmpeg(options.ffmpeg));
    }
    let folder = beside(&out, ".pictures.part");
    let write = |error| FilmError::Write { path: folder.clone(), error };
    // What an interrupted film left behind goes first.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(write)?;
    }
    fs::create_dir_all(&folder).map_err(write)?;
    let count = moments.len();
    // Each picture is of the moment that is asked for: time does not pass by itself.
    [Ask::Pause, Ask::Repeat(None)].iter().for_each(|ask| options.player.apply(ask));
    options.player.work_ahead(options.until, Budget::UNLIMITED);
    let (ffmpeg, rate, simulated) = (options.ffmpeg.clone(), options.rate, options.player.view().simulated);
    let done = pictures(options, &moments, &folder, tell).and_then(|()| {
        if films {
            join(&ffmpeg, &folder, (rate, simulated), &out)
        } else {
            fs::rename(&folder, &out).map_err(|error| FilmError::Write { path: out.clone(), error })
        }
    });
    // That the folder is gone already is no error: it has its own name then.
    fs::remove_dir_all(&folder).ok();
    done.map(|()| count)
}

fn pictures(
    options: FilmOptions,
    moments: &[Timestamp],
    folder: &Path,
    tell: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<(), FilmError> {
    let (width, height) = options.size;
    let mut app =
        if options.beside_a_window { picture::silent_app(width, height) } else { picture::app(width, height) };
    super::full(&mut app, Bridge::new(options.player), Looks::still(options.quality));
    (options.set)(&mut app);
    picture::begin(&mut app);
    for (place, at) in moments.iter().enumerate() {
        app.world_mut().resource_mut::<Bridge>().ask(Ask::Seek(*at));
        // What is asked for is shown in the next frame, and what follows from it in the one that is read back.
        let pixels = picture::drawn_again(&mut app, if place == 0 { 4 } else { 1 }).map_err(FilmError::Picture)?;
        let name = folder.join(format!("{:06}.png", place + 1));
        picture::write_as(&pixels, &name, Fineness::Quick).map_err(FilmError::Picture)?;
        if !tell(place + 1, moments.len()) {
            return Err(FilmError::Stopped);
        }
    }
    Ok(())
}

/// Whether the program that makes films can be started.
pub fn is_there(ffmpeg: &Path) -> bool {
    let mut command = Command::new(ffmpeg);
    command.arg("-version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Has one film made of the pictures, beside its name, and gives it that name once it is whole.
fn join(ffmpeg: &Path, folder: &Path, (rate, simulated): (u32, bool), out: &Path) -> Result<(), FilmError> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let part = beside(out, &format!(".part.{ending}"));
    let output = Command::new(ffmpeg)
        .args(["-v", "error", "-y", "-framerate", &rate.to_string(), "-i"])
        .arg(folder.join("%06d.png"))
        // Colours as on the screen, said in the file, so that no player takes them for those of an old television.
        .args(["-vf", "scale=out_color_matrix=bt709:out_range=tv", "-pix_fmt", "yuv420p"])
        .args(["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"])
        // Letters stay crisp; what stands still costs nothing. A web page can play it while it loads.
        .args(if ending == "webm" {
            &["-crf", "28", "-b:v", "0", "-row-mt", "1", "-deadline", "good", "-cpu-used", "4"][..]
        } else {
            &["-crf", "20", "-movflags", "+faststart"][..]
        })
        .args(["-metadata", if simulated { "comment=Simulated" } else { "comment=Recorded in a home" }])
        .arg(&part)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| FilmError::Write { path: ffmpeg.to_path_buf(), error })?;
    let done = if output.status.success() {
        fs::rename(&part, out).map_err(|error| FilmError::Write { path: out.to_path_buf(), error })
    } else {
        let told = String::from_utf8_lossy(&output.stderr);
        Err(FilmError::Ffmpeg(told.lines().last().unwrap_or("it did not say why").to_owned()))
    };
    if done.is_err() {
        // That it may not exist is no second error.
        fs::remove_file(&part).ok();
    }
    done
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Why there is no film.
#[derive(Debug)]
pub enum FilmError {
    /// There would be more than [`MOST`] pictures.
    TooLong,
    /// Something of that name is there already.
    Exists(PathBuf),
    /// The program that makes films is not there.
    NoFfmpeg(PathBuf),
    /// Somebody stopped it.
    Stopped,
    /// It was there and made no film; what it said last.
    Ffmpeg(String),
    /// A picture could not be made.
    Picture(PictureError),
    /// A file or folder could not be written.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

impl std::fmt::Display for FilmError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => {
                write!(f, "that would be more than {MOST} pictures; film less time, faster, or fewer pictures a second")
            }
            Self::Exists(path) => write!(f, "there is something of that name already: {}", path.display()),
            Self::NoFfmpeg(program) => write!(
                f,
                "a film needs ffmpeg, and {} cannot be started; on Debian, `apt install ffmpeg` gives it. Without it, \
                 name a folder with --out to get the pictures alone",
                program.display()
            ),
            Self::Stopped => f.write_str("the film was stopped, and nothing was kept"),
            Self::Ffmpeg(said) => write!(f, "ffmpeg made no film: {said}"),
            Self::Picture(error) => error.fmt(f),
            Self::Write { path, error } => write!(f, "cannot write the film: {error}: {}", path.display()),
        }
    }
}

impl std::error::Error for FilmError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Picture(error) => Some(error),
            Self::Write { error, .. } => Some(error),
            Self::TooLong | Self::Exists(_) | Self::NoFfmpeg(_) | Self::Stopped | Self::Ffmpeg(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_evenly_apart_from_the_first_moment_to_the_last() {
        let from = Timestamp::from_millis(1_000_000);
        let until = from + Span::minutes(2);
        let found = moments(from, until, 60.0, 12);
        assert_eq!(found.len(), 25);
        assert_eq!((found[0], found[1], found[24]), (from, from + Span::seconds(5), until));
        assert_eq!(moments(from, from, 60.0, 12), [from]);
        assert!(moments(from, from + Span::days(300), 1.0, 24).len() > MOST);
    }

    #[test]
    fn a_film_is_told_from_a_folder_by_its_name() {
        assert!(is_film(Path::new("a.mp4")) && is_film(Path::new("b.WEBM")));
        assert!(!is_film(Path::new("pictures")) && !is_film(Path::new("a.png")));
    }
}
