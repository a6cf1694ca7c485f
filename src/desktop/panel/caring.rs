//! What a person has chosen to look at of the companion and of who is told: which page is open, what is being typed,
//! whose phone it is. It belongs to the window alone.

/// Which page of who is told is open beside the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The chain of the case: what was done, what follows, until when.
    #[default]
    Chain,
    /// What the alarm receiving centre sees, and how soon it answers.
    Centre,
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
    /// Whose phone the family's view is, by the contact's id; the first relative's when `None`.
    pub phone: Option<String>,
    /// The days that a practitioner is about to leave out of the learning.
    pub leave_out: Option<(i64, i64)>,
    /// Whether learning anew has been asked for once and waits to be said again.
    pub restart: bool,
}

impl Caring {
    /// Turns to another scenario: what lasts is whether the voice is on.
    pub fn turn_to_another(&mut self) {
        *self = Self { aloud: self.aloud, ..Self::default() };
    }

    /// Closes what was opened last. Whether something was.
    pub fn close_one(&mut self) -> bool {
        let open = self.speak || self.told;
        if self.speak {
            self.speak = false;
        } else {
            self.told = false;
        }
        open
    }
}
