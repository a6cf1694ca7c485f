//! Piper: a voice that is learned, and sounds more like a person. It is taken where the program, a voice for it and a
//! program that plays sound are all there; it writes a sound file, and the player plays it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::companion::voice::Voice;

/// Where a voice's file may be named; otherwise the first one in the usual folder is taken.
pub(super) const VOICE: &str = "SMART_HOUSE_PIPER_VOICE";
/// Programs that play a sound file, with what they need to be told.
const PLAYERS: [(&str, &[&str]); 5] = [
    ("pw-play", &[]),
    ("paplay", &[]),
    ("aplay", &["-q"]),
    ("afplay", &[]),
    ("ffplay", &["-nodisp", "-autoexit", "-loglevel", "quiet"]),
];
/// Words a minute of most of Piper's English voices at their own pace: our own count of a few.
const OWN_PACE: f64 = 170.0;

/// A voice of Piper's with what plays it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piper {
    /// The voice's file, `en_GB-….onnx`.
    pub voice: PathBuf,
    /// The program that plays, and its arguments.
    pub player: (PathBuf, Vec<String>),
}

impl Piper {
    /// A voice and a player, where both are there.
    pub fn find(on_path: impl Fn(&str) -> Option<PathBuf>) -> Option<Self> {
        let player = PLAYERS.iter().find_map(|(name, arguments)| {
            let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
            on_path(name).map(|path| (path, arguments))
        })?;
        let named = std::env::var_os(VOICE).map(PathBuf::from).filter(|voice| voice.is_file());
        named.or_else(|| folders().iter().find_map(|folder| first_voice(folder))).map(|voice| Self { voice, player })
    }

    /// Tells Piper to write what it reads into a file.
    pub fn writes(&self, command: &mut Command, voice: Voice, to: &Path) {
        // A longer length is a slower voice.
        let length = (OWN_PACE / f64::from(voice.words_a_minute())).clamp(0.6, 2.5);
        let pause = if voice.clear { "0.8" } else { "0.3" };
        command.arg("--model").arg(&self.voice).args(["--length_scale", &format!("{length:.2}")]);
        command.args(["--sentence_silence", pause]).arg("--output_file").arg(to);
    }

    /// What plays a file.
    pub fn plays(&self, file: &Path) -> Command {
        let mut command = Command::new(&self.player.0);
        command.args(&self.player.1).arg(file);
        command
    }
}

/// Where voices usually lie.
fn folders() -> Vec<PathBuf> {
    let home = std::env::var_os(if cfg!(windows) { "LOCALAPPDATA" } else { "HOME" }).map(PathBuf::from);
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
    let data = data.or_else(|| home.map(|home| if cfg!(windows) { home } else { home.join(".local/share") }));
    let mut folders: Vec<PathBuf> =
        data.iter().flat_map(|data| ["piper-voices", "piper"].map(|folder| data.join(folder))).collect();
    folders.push(PathBuf::from("/usr/share/piper-voices"));
    folders
}

/// The first voice of a folder by name, British ones before others; each has its description beside it.
pub(super) fn first_voice(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut voices: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "onnx"))
        .filter(|path| path.with_extension("onnx.json").is_file())
        .collect();
    let british = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("en_GB"));
    voices.sort_by_key(|path| (!british(path), path.clone()));
    voices.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_british_voice_is_taken_first_and_one_without_its_description_never() {
        let folder = std::env::temp_dir().join(format!("smart-house-voices-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        for name in ["en_GB-a.onnx", "de_DE-b.onnx", "de_DE-b.onnx.json", "en_GB-c.onnx", "en_GB-c.onnx.json"] {
            std::fs::write(folder.join(name), b"").expect("a file");
        }
        let found = first_voice(&folder);
        std::fs::remove_dir_all(&folder).expect("gone");
        assert_eq!(found, Some(folder.join("en_GB-c.onnx")));
        assert_eq!(first_voice(&folder), None);
    }

    #[test]
    fn a_slow_voice_is_asked_for_as_a_longer_one() {
        let piper = Piper { voice: PathBuf::from("v.onnx"), player: (PathBuf::from("p"), Vec::new()) };
        let length = |voice| {
            let mut command = Command::new("piper");
            piper.writes(&mut command, voice, Path::new("o.wav"));
            let told: Vec<String> = command.get_args().map(|told| told.to_string_lossy().into_owned()).collect();
            let place = told.iter().position(|told| told == "--length_scale").expect("a length");
            assert!(told.windows(2).any(|two| two[0] == "--output_file" && two[1] == "o.wav"));
            told[place + 1].parse::<f64>().expect("a number")
        };
        assert!(length(Voice::SLOW_AND_CLEAR) > length(Voice::default()));
        assert!(length(Voice { fast: 3, ..Voice::default() }) < length(Voice::default()));
    }
}
