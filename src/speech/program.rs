//! The programs that speak, how each is asked, and running one sentence through one of them.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use super::Trouble;
use super::piper::Piper;
use crate::companion::voice::Voice;

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(15);

/// How a program is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Piper(Piper),
    Espeak,
    SpeechDispatcher,
    MacSay,
    PowerShell,
    Other,
}

/// A program that speaks what comes in by its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
    kind: Kind,
    arguments: Vec<String>,
}

impl Program {
    /// The first program that speaks on this system.
    pub fn find() -> Option<Self> {
        // Piper sounds more like a person, where all of it is there.
        if let (Some(path), Some(piper)) = (on_path("piper"), Piper::find(on_path)) {
            return Some(Self { path, kind: Kind::Piper(piper), arguments: Vec::new() });
        }
        const KNOWN: [(&str, Kind); 5] = [
            ("espeak-ng", Kind::Espeak),
            ("espeak", Kind::Espeak),
            ("spd-say", Kind::SpeechDispatcher),
            ("say", Kind::MacSay),
            ("powershell", Kind::PowerShell),
        ];
        KNOWN.into_iter().find_map(|(name, kind)| {
            // `say` speaks on a Mac alone; elsewhere it may be anything.
            let fits = match kind {
                Kind::MacSay => cfg!(target_os = "macos"),
                Kind::PowerShell => cfg!(windows),
                Kind::Piper(_) | Kind::Espeak | Kind::SpeechDispatcher | Kind::Other => true,
            };
            let path = if fits { on_path(name) } else { None };
            path.map(|path| Self { path, kind, arguments: Vec::new() })
        })
    }

    /// Piper, with a voice's file and a program that plays what it writes.
    pub fn piper(path: impl Into<PathBuf>, voice: impl Into<PathBuf>, player: &Path) -> Self {
        let piper = Piper { voice: voice.into(), player: (player.to_owned(), Vec::new()) };
        Self { path: path.into(), kind: Kind::Piper(piper), arguments: Vec::new() }
    }

    /// Another program, with its arguments.
    pub fn other(path: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Self { path: path.into(), kind: Kind::Other, arguments }
    }

    /// Its name for people.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Whether it can write what it would say into a file.
    pub fn writes_sound(&self) -> bool {
        matches!(self.kind, Kind::Espeak | Kind::Piper(_))
    }

    /// Writes what it would say into a sound file (WAV) instead of speaking it.
    ///
    /// # Errors
    /// When it cannot be started, takes too long or fails.
    pub fn write_sound(&self, text: &str, voice: Voice, to: &Path, limit: Duration) -> Result<(), Trouble> {
        self.run(self.writing(voice, to), text, limit, &AtomicBool::new(false))
    }

    /// Speaks a sentence and waits for its end, at most for `limit`.
    pub(super) fn speak(&self, text: &str, voice: Voice, limit: Duration, hushed: &AtomicBool) -> Result<(), Trouble> {
        let Kind::Piper(piper) = &self.kind else { return self.run(self.command(voice), text, limit, hushed) };
        // A name that no other sentence has, so that none is overwritten while it is played.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let file = std::env::temp_dir().join(format!("smart-house-voice-{}-{number}.wav", std::process::id()));
        let spoken = self
            .run(self.writing(voice, &file), text, limit, hushed)
            .and_then(|()| if file.is_file() { self.run(piper.plays(&file), "", limit, hushed) } else { Ok(()) });
        // Where it was hushed before it was written there is no file.
        let _gone = std::fs::remove_file(&file);
        spoken
    }

    /// The program, told to write into a file what it would speak.
    fn writing(&self, voice: Voice, to: &Path) -> Command {
        let mut command = self.command(voice);
        match &self.kind {
            Kind::Piper(piper) => piper.writes(&mut command, voice, to),
            Kind::Espeak | Kind::SpeechDispatcher | Kind::MacSay | Kind::PowerShell | Kind::Other => {
                command.arg("-w").arg(to);
            }
        }
        command
    }

    fn command(&self, voice: Voice) -> Command {
        let mut command = Command::new(&self.path);
        match &self.kind {
            // What it writes is said where it is told to.
            Kind::Piper(_) => {}
            Kind::Espeak => {
                // Loudness from 0 to 200, of which 100 is the usual.
                let loud = (voice.share() * 200.0) as u32;
                command.args(["--stdin", "-v", "en-gb"]);
                command.args(["-s", &voice.words_a_minute().to_string(), "-a", &loud.to_string()]);
                if voice.clear {
                    // A gap of 60 ms after every word, in steps of 10 ms.
                    command.args(["-g", "6"]);
                }
            }
            Kind::SpeechDispatcher => {
                // Rate and volume from −100 to 100; 0 is about 170 words a minute.
                let rate = (i64::from(voice.words_a_minute()) - 170) * 100 / 170;
                let loud = (voice.share() * 200.0) as i64 - 100;
                command.args(["--pipe-mode", "--wait", "--language", "en-GB"]);
                command.args(["--rate", &rate.to_string(), "--volume", &loud.to_string()]);
            }
            Kind::MacSay => {
                command.args(["-r", &voice.words_a_minute().to_string(), "-f", "-"]);
            }
            Kind::PowerShell => {
                // Rate from −10 to 10, volume from 0 to 100: numbers of our own, no text of anybody's.
                let rate = (i64::from(voice.words_a_minute()) - 170) / 12;
                let loud = (voice.share() * 100.0) as u32;
                let script = format!(
                    "Add-Type -AssemblyName System.Speech; \
                     $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; \
                     $voice.Rate = {rate}; $voice.Volume = {loud}; $voice.Speak([Console]::In.ReadToEnd())"
                );
                command.args(["-NoProfile", "-NonInteractive", "-Command", &script]);
            }
            Kind::Other => {
                command.args(&self.arguments);
            }
        }
        command
    }

    fn run(&self, mut command: Command, text: &str, limit: Duration, hushed: &AtomicBool) -> Result<(), Trouble> {
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| Trouble::NotStarted(self.name(), error.to_string()))?;
        // A sentence is smaller than any pipe, so that writing it cannot block; a program that reads nothing is no
        // error of ours.
        if let Some(mut input) = child.stdin.take() {
            let _read = input.write_all(text.as_bytes()).and_then(|()| input.write_all(b"\n"));
        }
        // Looked after every little while, so that the looks tell how long it has been.
        let mut waited = Duration::ZERO;
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(Trouble::Failed(self.name(), why(&mut child, &status.to_string()))),
                Ok(None) if waited >= limit => {
                    end(&mut child);
                    return Err(Trouble::TooLong(self.name()));
                }
                Ok(None) if hushed.load(Ordering::Relaxed) => {
                    end(&mut child);
                    return Ok(());
                }
                Ok(None) => {
                    std::thread::sleep(LOOK);
                    waited += LOOK;
                }
                Err(error) => {
                    end(&mut child);
                    return Err(Trouble::Failed(self.name(), error.to_string()));
                }
            }
        }
    }
}

/// Ends a program that is not wanted any more.
pub(super) fn end(child: &mut Child) {
    // It may have ended by itself in between.
    let _ended = child.kill();
    let _gone = child.wait();
}

/// The first line of what a program complained of, or how it ended.
pub(super) fn why(child: &mut Child, status: &str) -> String {
    let mut told = Vec::new();
    if let Some(errors) = child.stderr.take() {
        let _read = errors.take(2_000).read_to_end(&mut told);
    }
    let told = String::from_utf8_lossy(&told);
    match told.lines().map(str::trim).find(|line| !line.is_empty()) {
        Some(line) => line.chars().filter(|sign| !sign.is_control()).take(200).collect(),
        None => status.to_owned(),
    }
}

/// Where a program lies, by the system's search path.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    let file = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}
