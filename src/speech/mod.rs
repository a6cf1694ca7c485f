//! Speech out: Piper or the system's own voice, by a program that is spawned for each sentence; and speech to text, where
//! a server for it is configured.
//!
//! The text goes through the program's standard input, never through a shell. A program that is missing, hangs or dies
//! is told of and blocks nothing: sentences wait in a short queue on a thread of their own, each with a time limit.
//! This room knows sentences and how a voice speaks, and nothing of homes. Captions are for whoever shows them; there
//! is always a text. Read [`Mouth`] first.

pub mod ear;
mod piper;
mod program;
mod recorder;
pub mod wyoming;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

pub use self::program::Program;
pub use self::recorder::{NotRecorded, Recorder};
use crate::companion::voice::Voice;

/// Sentences that wait, at most; nobody listens to more.
const QUEUE: usize = 8;
/// Characters of a sentence that are spoken.
const LONGEST: usize = 1_000;
/// How long a program may take to begin and end, besides the words.
const GRACE: Duration = Duration::from_secs(4);
/// How long a word may take at the slowest pace.
const A_WORD: Duration = Duration::from_millis(1_200);

/// Why a sentence was not spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No program that speaks is installed.
    NoProgram,
    /// The program could not be started.
    NotStarted(String, String),
    /// It took too long and was stopped.
    TooLong(String),
    /// It ended with an error.
    Failed(String, String),
    /// There were too many sentences at once.
    TooMany,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProgram => {
                f.write_str("no program that speaks was found: install espeak-ng or speech-dispatcher; the text is shown all the same")
            }
            Self::NotStarted(program, why) => write!(f, "{program} could not be started ({why}); the text is shown all the same"),
            Self::TooLong(program) => write!(f, "{program} did not come to an end and was stopped; the text is shown all the same"),
            Self::Failed(program, why) => write!(f, "{program} ended with an error ({why}); the text is shown all the same"),
            Self::TooMany => f.write_str("there was more to say than can be listened to; a sentence was shown and not spoken"),
        }
    }
}

struct Utterance {
    text: String,
    voice: Voice,
}

/// A voice: sentences go in, sound comes out, and nobody waits for it.
pub struct Mouth {
    queue: Option<SyncSender<Utterance>>,
    worker: Option<JoinHandle<()>>,
    troubles: Arc<Mutex<Vec<Trouble>>>,
    hushed: Arc<AtomicBool>,
}

impl Mouth {
    /// A voice by the first program that is found on this system.
    ///
    /// # Errors
    /// When there is none.
    pub fn find() -> Result<Self, Trouble> {
        Program::find().map(Self::with).ok_or(Trouble::NoProgram)
    }

    /// A voice by a program.
    pub fn with(program: Program) -> Self {
        let (queue, waiting) = sync_channel(QUEUE);
        let troubles = Arc::new(Mutex::new(Vec::new()));
        let hushed = Arc::new(AtomicBool::new(false));
        let worker = {
            let (troubles, hushed) = (Arc::clone(&troubles), Arc::clone(&hushed));
            std::thread::Builder::new().name("voice".to_owned()).spawn(move || {
                speak_on(&program, &waiting, &troubles, &hushed);
            })
        };
        Self { queue: Some(queue), worker: worker.ok(), troubles, hushed }
    }

    /// Puts a sentence in the queue and returns at once; nothing, while the voice is muted.
    pub fn say(&self, text: &str, voice: Voice) {
        let text: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(LONGEST).collect();
        if voice.muted || text.trim().is_empty() {
            return;
        }
        let Some(queue) = &self.queue else { return };
        match queue.try_send(Utterance { text, voice }) {
            Ok(()) => {}
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => self.note(Trouble::TooMany),
        }
    }

    /// Is silent from now on, or speaks again. What is being spoken is broken off.
    pub fn hush(&self, hushed: bool) {
        self.hushed.store(hushed, Ordering::Relaxed);
    }

    /// What went wrong since the last call.
    pub fn troubles(&self) -> Vec<Trouble> {
        std::mem::take(&mut *self.troubles.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until everything is spoken, each sentence within its limit, and tells what went wrong.
    pub fn finish(mut self) -> Vec<Trouble> {
        self.queue = None;
        if let Some(worker) = self.worker.take() {
            // A worker that broke has nothing more to say.
            let _ended = worker.join();
        }
        self.troubles()
    }

    fn note(&self, trouble: Trouble) {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner).push(trouble);
    }
}

fn speak_on(program: &Program, waiting: &Receiver<Utterance>, troubles: &Mutex<Vec<Trouble>>, hushed: &AtomicBool) {
    for Utterance { text, voice } in waiting {
        if hushed.load(Ordering::Relaxed) {
            continue;
        }
        let words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
        let limit = GRACE + A_WORD.saturating_mul(words);
        if let Err(trouble) = program.speak(&text, voice, limit, hushed) {
            troubles.lock().unwrap_or_else(PoisonError::into_inner).push(trouble);
        }
    }
}
