//! Speech in: one presses, speaks, and presses again. What a recording program heard goes to a Wyoming server, and its
//! sentence comes back; all of it on a thread of its own, so that nobody waits. Read [`Ear`] first.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::recorder::{NotRecorded, Recorder};
use super::wyoming::{NotHeard, transcribe};

/// A sentence of a few seconds takes a small computer about as long to hear.
const UNDERSTOOD_WITHIN: Duration = Duration::from_secs(20);
/// What is spoken.
const LANGUAGE: &str = "en";

/// What the ear is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hearing {
    /// Nothing: it may be asked to listen.
    #[default]
    Ready,
    /// It records.
    Listening,
    /// The server is at work.
    Understanding,
}

/// Why there is no sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unheard {
    /// Nothing was recorded.
    NotRecorded(NotRecorded),
    /// The server made nothing of it.
    NotHeard(NotHeard),
    /// The server heard no word in it.
    NoWord,
}

impl fmt::Display for Unheard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRecorded(why) => why.fmt(f),
            Self::NotHeard(why) => why.fmt(f),
            Self::NoWord => f.write_str("the speech server heard no word in it; one may say it again, or type it"),
        }
    }
}

/// A sentence that is being spoken or understood.
struct Turn {
    /// The speaker has finished.
    finished: Arc<AtomicBool>,
    /// The recording is over, by whatever it ended.
    recorded: Arc<AtomicBool>,
    sentence: Mutex<Receiver<Result<String, Unheard>>>,
}

/// An ear: it listens when asked to, and gives a sentence or says why there is none.
pub struct Ear {
    server: String,
    recorder: Result<Recorder, NotRecorded>,
    turn: Option<Turn>,
}

impl Ear {
    /// An ear by a server's address and the first recording program of this system.
    pub fn new(server: &str) -> Self {
        Self { server: server.to_owned(), recorder: Recorder::find(), turn: None }
    }

    /// An ear by another recording program.
    pub fn with(server: &str, recorder: Recorder) -> Self {
        Self { server: server.to_owned(), recorder: Ok(recorder), turn: None }
    }

    /// What it is at.
    pub fn hearing(&self) -> Hearing {
        match &self.turn {
            None => Hearing::Ready,
            Some(turn) if turn.recorded.load(Ordering::Relaxed) => Hearing::Understanding,
            Some(_) => Hearing::Listening,
        }
    }

    /// Listens from now on and returns at once; nothing while it is at work already.
    pub fn listen(&mut self) {
        if self.turn.is_some() {
            return;
        }
        let (finished, recorded) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (sender, sentence) = sync_channel(1);
        let (server, recorder) = (self.server.clone(), self.recorder.clone());
        let work = {
            let (finished, recorded) = (Arc::clone(&finished), Arc::clone(&recorded));
            move || {
                let sound = recorder.and_then(|recorder| recorder.record(&finished));
                recorded.store(true, Ordering::Relaxed);
                let heard = sound.map_err(Unheard::NotRecorded).and_then(|sound| {
                    let text = transcribe(&server, &sound, LANGUAGE, UNDERSTOOD_WITHIN).map_err(Unheard::NotHeard)?;
                    if text.chars().any(char::is_alphanumeric) { Ok(text) } else { Err(Unheard::NoWord) }
                });
                // Whoever has let it be does not wait for it.
                let _gone = sender.send(heard);
            }
        };
        // Without a thread the sender is gone, and that is told like any other end.
        let _started = std::thread::Builder::new().name("ear".to_owned()).spawn(work);
        self.turn = Some(Turn { finished, recorded, sentence: Mutex::new(sentence) });
    }

    /// The sentence is spoken: what was recorded is sent to the server.
    pub fn finish(&self) {
        if let Some(turn) = &self.turn {
            turn.finished.store(true, Ordering::Relaxed);
        }
    }

    /// It is let be: whatever comes of it is not told.
    pub fn leave(&mut self) {
        self.finish();
        self.turn = None;
    }

    /// Waits for the sentence, or for why there is none: within the limits of recording and of the server. `None` where it
    /// was not asked to listen.
    pub fn wait(&mut self) -> Option<Result<String, Unheard>> {
        let turn = self.turn.take()?;
        let came = turn.sentence.lock().unwrap_or_else(PoisonError::into_inner).recv();
        Some(came.unwrap_or_else(|_| Err(broke())))
    }

    /// The sentence, or why there is none, once that is known; each is given once.
    pub fn take(&mut self) -> Option<Result<String, Unheard>> {
        let sentence = &self.turn.as_ref()?.sentence;
        let came = sentence.lock().unwrap_or_else(PoisonError::into_inner).try_recv();
        let came = match came {
            Ok(heard) => heard,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err(broke()),
        };
        self.turn = None;
        Some(came)
    }
}

/// The thread ended without a word.
fn broke() -> Unheard {
    Unheard::NotRecorded(NotRecorded::Failed("listening".to_owned(), "it broke off".to_owned()))
}

impl Drop for Ear {
    fn drop(&mut self) {
        // A recording that nobody waits for ends.
        self.finish();
    }
}
