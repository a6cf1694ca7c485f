//! What a person has chosen to look at of the companion and of who is told: which page is open, what is being typed,
//! whose phone it is. It belongs to the window alone.

use crate::player::without::Trial;
use crate::speech::ear::Hearing;
use crate::time::Timestamp;

/// What is wished of the ear that hears what is spoken to the home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// To listen from now on.
    Begin,
    /// The sentence is spoken.
    Finish,
    /// To let it be.
    Leave,
}

/// Which page of who is told is open beside the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The chain of the case: what was done, what follows, until when.
    #[default]
    Chain,
    /// What the alarm receiving centre sees, and how soon it answers.
    Centre,
}

/// How soon help would have been there without each device: what is asked, and what has come of it so far.
#[derive(Clone, Debug, Default)]
pub struct Without {
    /// From when on it is counted; `None` while nobody asks.
    pub since: Option<Timestamp>,
    /// The state of the history that it was asked of.
    pub revision: u64,
    /// How much is done, 0 to 1; `None` once all is.
    pub part: Option<f32>,
    /// What has come out.
    pub trials: Vec<Trial>,
}

/// What is open and half-written of the companion and of who is told.
#[derive(Clone, Debug, Default)]
pub struct Caring {
    /// Whether who is told stands beside the house.
    pub told: bool,
    /// Which page of it.
    pub page: Page,
    /// Whether the field for speaking is open.
    pub speak: bool,
    /// Whether the field still has to be given the keyboard.
    pub greet: bool,
    /// What is being typed to the speaker.
    pub words: String,
    /// Whether what the home says is spoken by this machine's own voice.
    pub aloud: bool,
    /// The Wyoming server that hears what is spoken, by its address; empty where there is none.
    pub server: String,
    /// What the ear is at.
    pub hearing: Hearing,
    /// What is wished of it.
    pub listen: Option<Listen>,
    /// Whose phone the family's view is, by the contact's id; the first relative's when `None`.
    pub phone: Option<String>,
    /// How soon help would have been there without each device.
    pub without: Without,
    /// The days that a practitioner is about to leave out of the learning.
    pub leave_out: Option<(i64, i64)>,
    /// Whether learning anew has been asked for once and waits to be said again.
    pub restart: bool,
}

impl Caring {
    /// Turns to another scenario: what lasts is whether the voice is on, and who hears what is spoken.
    pub fn turn_to_another(&mut self) {
        let (server, listen) = (std::mem::take(&mut self.server), Some(Listen::Leave));
        *self = Self { aloud: self.aloud, server, listen, ..Self::default() };
    }

    /// Whether one can speak with a microphone.
    pub fn has_ear(&self) -> bool {
        !self.server.trim().is_empty()
    }

    /// What a press asks of the ear: to listen, or that the sentence is spoken.
    pub fn talk(&mut self) {
        self.listen = match self.hearing {
            _ if !self.has_ear() => None,
            Hearing::Ready => Some(Listen::Begin),
            Hearing::Listening => Some(Listen::Finish),
            Hearing::Understanding => None,
        };
    }

    /// Closes what was opened last. Whether something was.
    pub fn close_one(&mut self) -> bool {
        let open = self.speak || self.told;
        if self.speak {
            self.speak = false;
            self.listen = Some(Listen::Leave);
        } else {
            self.told = false;
        }
        open
    }
}
