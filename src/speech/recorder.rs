//! The programs that record, how each is asked for plain samples, and one recording: from its beginning until it is told to
//! stop, bounded in every way. Read [`Recorder`] first.

use std::fmt;
use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use super::program::{end, on_path, why};
use super::wyoming::Sound;

/// Samples a second: what speech to text is made for.
const RATE: u32 = 16_000;
/// A sentence is no longer; then the recording ends by itself.
const LONGEST: Duration = Duration::from_secs(20);
/// A program that has given no sound for so long gives none.
const DUMB: Duration = Duration::from_secs(4);
/// How often it is looked at whether the recording is to end.
const LOOK: Duration = Duration::from_millis(40);
/// Less than this is a slip of the finger, not a sentence.
const SHORTEST: usize = RATE as usize / 4;
/// A microphone that is on has more noise of its own, of a sample's ±32 768.
const SILENCE: u16 = 24;

/// Why there is no recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRecorded {
    /// No program that records is installed.
    NoProgram,
    /// The program could not be started.
    NotStarted(String, String),
    /// It gave no sound at all and was stopped.
    Dumb(String),
    /// It ended with an error.
    Failed(String, String),
    /// It ended after less than a quarter of a second.
    TooShort,
    /// There is nothing but silence in it.
    Silent,
}

impl fmt::Display for NotRecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProgram => f.write_str(
                "no program that records was found: install alsa-utils (arecord), pulseaudio-utils (parec) or sox (rec); one may type the sentence instead",
            ),
            Self::NotStarted(program, why) => {
                write!(f, "{program} could not be started ({why}); one may type the sentence instead")
            }
            Self::Dumb(program) => {
                write!(f, "{program} gave no sound and was stopped; one may type the sentence instead")
            }
            Self::Failed(program, why) => {
                write!(f, "{program} ended with an error ({why}); one may type the sentence instead")
            }
            Self::TooShort => f.write_str("that was too short: press once, speak, and press again"),
            Self::Silent => f.write_str("there is only silence in it: is the microphone switched off?"),
        }
    }
}

/// A program that writes what it hears to its standard output: samples of 16 bits, 16 000 a second, one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorder {
    path: PathBuf,
    arguments: Vec<String>,
}

impl Recorder {
    /// The first program that records on this system.
    ///
    /// # Errors
    /// When there is none.
    pub fn find() -> Result<Self, NotRecorded> {
        const PAREC: &[&str] = &["--raw", "--format=s16le", "--rate=16000", "--channels=1", "--latency-msec=100"];
        const ARECORD: &[&str] = &["-q", "-t", "raw", "-f", "S16_LE", "-r", "16000", "-c", "1"];
        const REC: &[&str] = &[
            "-q",
            "-t",
            "raw",
            "-r",
            "16000",
            "-c",
            "1",
            "-b",
            "16",
            "-e",
            "signed-integer",
            "--endian",
            "little",
            "-",
        ];
        // Whatever a microphone is called there, it is the usual one.
        const FFMPEG_MAC: &[&str] = &[
            "-loglevel",
            "error",
            "-f",
            "avfoundation",
            "-i",
            ":default",
            "-ar",
            "16000",
            "-ac",
            "1",
            "-f",
            "s16le",
            "-",
        ];
        const FFMPEG: &[&str] =
            &["-loglevel", "error", "-f", "pulse", "-i", "default", "-ar", "16000", "-ac", "1", "-f", "s16le", "-"];
        let ffmpeg = if cfg!(target_os = "macos") { FFMPEG_MAC } else { FFMPEG };
        let known = [("parec", PAREC), ("arecord", ARECORD), ("rec", REC), ("ffmpeg", ffmpeg)];
        known
            .into_iter()
            // What ffmpeg would have to be told on Windows differs from machine to machine.
            .filter(|(name, _)| !(cfg!(windows) && *name == "ffmpeg"))
            .find_map(|(name, arguments)| on_path(name).map(|path| Self::other(path, arguments)))
            .ok_or(NotRecorded::NoProgram)
    }

    /// Another program, with its arguments.
    pub fn other(path: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        Self { path: path.into(), arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect() }
    }

    /// Its name for people.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Records until told to stop, twenty seconds at most, and gives what was heard.
    pub(super) fn record(&self, stop: &AtomicBool) -> Result<Sound, NotRecorded> {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| NotRecorded::NotStarted(self.name(), error.to_string()))?;
        let (sender, chunks) = sync_channel::<Vec<u8>>(64);
        reads(&mut child, sender);
        let begun = now();
        let most = LONGEST.as_secs() as usize * RATE as usize * 2;
        let mut samples = Vec::new();
        let ended = loop {
            match chunks.recv_timeout(LOOK) {
                Ok(chunk) => samples.extend(chunk),
                Err(RecvTimeoutError::Timeout) if samples.is_empty() && begun.elapsed() >= DUMB => {
                    end(&mut child);
                    return Err(NotRecorded::Dumb(self.name()));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break true,
            }
            // However much it gives at once, and however little: it ends.
            if stop.load(Ordering::Relaxed) || samples.len() >= most || begun.elapsed() >= LONGEST {
                break false;
            }
        };
        let complaint = (ended && failed(&mut child)).then(|| why(&mut child, "it does not say why"));
        end(&mut child);
        // What was on its way belongs to the sentence.
        samples.extend(chunks.try_iter().flatten());
        if let Some(complaint) = complaint {
            return Err(NotRecorded::Failed(self.name(), complaint));
        }
        samples.truncate(most);
        whole(samples)
    }
}

/// The samples as a sound, where there is one in it.
fn whole(mut samples: Vec<u8>) -> Result<Sound, NotRecorded> {
    samples.truncate(samples.len() / 2 * 2);
    if samples.len() / 2 < SHORTEST {
        return Err(NotRecorded::TooShort);
    }
    let loudest = samples.chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]]).unsigned_abs()).max();
    if loudest.is_none_or(|loudest| loudest < SILENCE) {
        return Err(NotRecorded::Silent);
    }
    Ok(Sound { rate: RATE, width: 2, channels: 1, samples })
}

/// Reads what a program writes on a thread of its own, so that one that writes nothing keeps nobody waiting. The thread
/// ends with the program, or when nobody wants any more of it.
fn reads(child: &mut Child, sender: SyncSender<Vec<u8>>) {
    let Some(mut output) = child.stdout.take() else { return };
    let read = move || {
        let mut chunk = [0; 4096];
        while let Ok(length @ 1..) = output.read(&mut chunk) {
            if sender.send(chunk[..length].to_vec()).is_err() {
                break;
            }
        }
    };
    // Without a thread the recording ends at once, as one without sound.
    let _started = std::thread::Builder::new().name("recording".to_owned()).spawn(read);
}

/// Whether a program that writes no more has ended with an error. One that goes on running has not.
fn failed(child: &mut Child) -> bool {
    for _ in 0..25 {
        match child.try_wait() {
            Ok(Some(status)) => return !status.success(),
            Ok(None) => std::thread::sleep(LOOK),
            Err(_) => return false,
        }
    }
    false
}

/// How long a program takes is measured; nothing is dated by it.
#[expect(clippy::disallowed_methods, reason = "a time limit on somebody else's program")]
fn now() -> Instant {
    Instant::now()
}
