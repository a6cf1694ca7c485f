//! A stretch of time as pictures, one after another, and as a film where ffmpeg is there. Every picture is the whole window
//! with its *Simulated* mark. Nothing half-written is ever found under the name that was asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::bridge::Bridge;
use super::picture::{self, Fineness, PictureError};
use super::{Looks, Quality, machine};
use crate::player::Player;
use crate::player::command::Command as Ask;
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
    /// How large the text is, 1 to 2.
    pub text_scale: f32,
    /// How much work a picture may be.
    pub quality: Quality,
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

/// Makes the pictures, and the film of them; `tell` hears how many of how many are done.
///
/// # Errors
/// When there is no graphics adapter or no ffmpeg, there would be too many pictures, or something cannot be written.
pub fn film(options: FilmOptions, tell: &mut dyn FnMut(usize, usize)) -> Result<usize, FilmError> {
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
    if films {
        there(&options.ffmpeg)?;
    }
    let folder = beside(&out, ".pictures.part");
    let write = |error| FilmError::Write { path: folder.clone(), error };
    // What an interrupted film left behind goes first.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(write)?;
    }
    fs::create_dir_all(&folder).map_err(write)?;
    let count = moments.len();
    let done = pictures(options.player, &moments, (options.size, options.text_scale, options.quality), &folder, tell)
        .and_then(|()| {
            if films {
                join(&options.ffmpeg, &folder, options.rate, &out)
            } else {
                fs::rename(&folder, &out).map_err(|error| FilmError::Write { path: out.clone(), error })
            }
        });
    // That the folder is gone already is no error: it has its own name then.
    fs::remove_dir_all(&folder).ok();
    done.map(|()| count)
}

type Form = ((u32, u32), f32, Quality);

fn pictures(
    player: Player,
    moments: &[Timestamp],
    (size, text_scale, quality): Form,
    folder: &Path,
    tell: &mut dyn FnMut(usize, usize),
) -> Result<(), FilmError> {
    let mut bridge = Bridge::new(player);
    bridge.shown.text_scale = text_scale;
    let mut app = picture::app(size.0, size.1);
    super::full(&mut app, bridge, Looks::still(quality));
    picture::begin(&mut app);
    for (place, at) in moments.iter().enumerate() {
        app.world_mut().resource_mut::<Bridge>().ask(Ask::Seek(*at));
        let pixels = picture::drawn_again(&mut app, if place == 0 { 4 } else { 2 }).map_err(FilmError::Picture)?;
        let name = folder.join(format!("{:06}.png", place + 1));
        picture::write_as(&pixels, &name, Fineness::Quick).map_err(FilmError::Picture)?;
        tell(place + 1, moments.len());
    }
    Ok(())
}

/// Whether the program that makes films can be started.
fn there(ffmpeg: &Path) -> Result<(), FilmError> {
    let mut command = Command::new(ffmpeg);
    command.arg("-version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => Err(FilmError::NoFfmpeg(ffmpeg.to_path_buf())),
    }
}

/// Has one film made of the pictures, beside its name, and gives it that name once it is whole.
fn join(ffmpeg: &Path, folder: &Path, rate: u32, out: &Path) -> Result<(), FilmError> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let part = beside(out, &format!(".part.{ending}"));
    let output = Command::new(ffmpeg)
        .args(["-v", "error", "-y", "-framerate", &rate.to_string(), "-i"])
        .arg(folder.join("%06d.png"))
        .args(["-pix_fmt", "yuv420p", "-metadata", "comment=Simulated"])
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
            Self::TooLong | Self::Exists(_) | Self::NoFfmpeg(_) | Self::Ffmpeg(_) => None,
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
