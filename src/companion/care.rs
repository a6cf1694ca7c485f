//! The care plan: who belongs to the person, their tablets, what they want to be reminded of, who is told of what and
//! in which order, and what they have agreed to. A plan is data that a council writes; a real home has the same one.
//! Read [`Care`] first. This file knows no alert and no device but by name.

use crate::time::{ClockTime, Span, Weekday};

/// What a contact is to the person, as far as it matters to who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A relative or a friend.
    Family,
    /// Someone who lives near.
    Neighbour,
    /// A paid carer or nurse.
    Carer,
    /// An alarm receiving centre, staffed at all hours.
    AlarmCentre,
    /// A responder who comes to the home.
    Responder,
}

impl Role {
    /// For people: `alarm receiving centre`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Neighbour => "neighbour",
            Self::Carer => "carer",
            Self::AlarmCentre => "alarm receiving centre",
            Self::Responder => "responder",
        }
    }
}

/// Someone who may be called.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// A stable id: `susan`.
    pub id: String,
    /// What they are called: `Susan`.
    pub name: String,
    /// What they are to the person: `daughter`; may be empty.
    pub relation: String,
    /// What they are when someone must be told.
    pub role: Role,
    /// Their telephone number, if known. It is never dialled: every call here is simulated.
    pub phone: Option<String>,
    /// From when until when they are not to be called unless it is urgent.
    pub quiet: Option<(ClockTime, ClockTime)>,
    /// Whether they have a key.
    pub key_holder: bool,
}

impl Contact {
    /// Whether they are not to be disturbed at this time of day.
    pub fn is_quiet(&self, clock: ClockTime) -> bool {
        self.quiet.is_some_and(
            |(from, to)| if from <= to { from <= clock && clock < to } else { clock >= from || clock < to },
        )
    }

    /// `Susan (daughter)`.
    pub fn in_full(&self) -> String {
        if self.relation.is_empty() { self.name.clone() } else { format!("{} ({})", self.name, self.relation) }
    }
}

/// A tablet or other medicine. Nothing here advises on doses: the words are the prescriber's.
#[derive(Clone, Debug, PartialEq)]
pub struct Medicine {
    /// A stable id: `morning-tablets`.
    pub id: String,
    /// What the person calls it: `blood pressure tablet`.
    pub name: String,
    /// The dose in the prescriber's words: `one tablet`.
    pub dose: String,
    /// Whether it is taken with food.
    pub with_food: bool,
    /// Whether it is taken only when needed, so that nothing is ever missed.
    pub as_needed: bool,
    /// From when until when it is to be taken each day, in order.
    pub windows: Vec<(ClockTime, ClockTime)>,
}

/// On which days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    /// Every week on these; all seven is every day.
    Weekly(Vec<Weekday>),
    /// Once, on a day counted from 1.
    Once(i64),
}

impl Days {
    /// Whether it is on this day.
    pub fn include(&self, day: i64, weekday: Weekday) -> bool {
        match self {
            Self::Weekly(days) => days.contains(&weekday),
            Self::Once(once) => *once == day,
        }
    }
}

/// What happens when nobody answers a reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// It is let be.
    LetBe,
    /// Someone is told.
    Tell(String),
}

/// Something to be reminded of.
#[derive(Clone, Debug, PartialEq)]
pub struct Reminder {
    /// A stable id: `lunch`.
    pub id: String,
    /// When.
    pub at: ClockTime,
    /// On which days.
    pub days: Days,
    /// What is said: `It's time for lunch`.
    pub says: String,
    /// The medicine that it is about, whose dispenser tells whether it was taken.
    pub medicine: Option<String>,
    /// How often it is said at most, 1 to 5.
    pub tries: u32,
    /// How long between two tries.
    pub again_after: Span,
    /// What happens after the last one.
    pub afterwards: Afterwards,
}

/// Somebody comes, or the person is expected somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Appointment {
    /// On which days.
    pub days: Days,
    /// When.
    pub at: ClockTime,
    /// What: `the chiropodist`, `lunch club at the church hall`.
    pub what: String,
    /// The contact who comes.
    pub who: Option<String>,
}

/// What somebody may be told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Calls for help, falls, silence.
    Safety,
    /// Tablets.
    Tablets,
    /// Habits that have changed.
    Routine,
    /// The home: cold, doors, things left on, devices.
    Home,
}

impl About {
    /// Everything one can agree to.
    pub const ALL: [Self; 4] = [Self::Safety, Self::Tablets, Self::Routine, Self::Home];

    /// For people: `safety`.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Tablets => "tablets",
            Self::Routine => "habits",
            Self::Home => "the home",
        }
    }
}

/// What the person has agreed that someone may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The contact.
    pub to: String,
    /// What about.
    pub about: Vec<About>,
}

/// What the home may propose of its own accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suggest {
    /// Reminders that fit the person's own times.
    Reminders,
    /// A call, an outing, a photo: being in touch. Contact and outings are then counted by week, otherwise not.
    Company,
}

/// That the person wishes the home to propose something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What.
    pub what: Suggest,
    /// The contact who is told what came of it, as far as the person has agreed that they are told about habits.
    pub tell: Option<String>,
}

/// How someone is asked or told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The person themselves, by speaker: "Are you all right?"
    Ask,
    /// A message to a telephone.
    Message,
    /// A telephone call.
    Call,
    /// Somebody goes there.
    Visit,
}

/// One step of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The contact; `None` is the person themselves.
    pub who: Option<String>,
    /// How.
    pub how: How,
    /// How long an answer is waited for.
    pub wait: Span,
}

/// How grave an alert must be for a chain to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Good to know.
    Information,
    /// Look into it today.
    Attention,
    /// Act now.
    Urgent,
}

/// Who is told of what, in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// A stable id: `urgent`.
    pub id: String,
    /// The kinds of alert, by their stable names; none for every kind.
    pub kinds: Vec<String>,
    /// The least grave alert that it is for.
    pub from: Grade,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// How often the steps are gone through, 1 to 5.
    pub rounds: u32,
    /// The chain that follows when nobody has answered.
    pub then: Option<String>,
}

/// Everything that is agreed about one person's care.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Care {
    /// Who may be called.
    pub contacts: Vec<Contact>,
    /// Tablets.
    pub medicines: Vec<Medicine>,
    /// Reminders.
    pub reminders: Vec<Reminder>,
    /// Who comes and what is on.
    pub appointments: Vec<Appointment>,
    /// What the person has agreed to.
    pub consent: Vec<Consent>,
    /// Who is told of what, the first that fits.
    pub chains: Vec<Chain>,
    /// What the home may propose of its own accord; nothing, unless it is here.
    pub suggestions: Vec<Wish>,
}

impl Care {
    /// The contact with this id.
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    /// The medicine with this id.
    pub fn medicine(&self, id: &str) -> Option<&Medicine> {
        self.medicines.iter().find(|medicine| medicine.id == id)
    }

    /// The wish that something is proposed, if there is one.
    pub fn wish(&self, what: Suggest) -> Option<&Wish> {
        self.suggestions.iter().find(|wish| wish.what == what)
    }

    /// Whether the person has agreed that someone is told about something.
    pub fn agrees(&self, to: &str, about: About) -> bool {
        self.consent.iter().any(|consent| consent.to == to && consent.about.contains(&about))
    }

    /// What is on on a day, in order of time.
    pub fn on(&self, day: i64, weekday: Weekday) -> Vec<&Appointment> {
        let mut on: Vec<&Appointment> =
            self.appointments.iter().filter(|appointment| appointment.days.include(day, weekday)).collect();
        on.sort_by_key(|appointment| appointment.at);
        on
    }
}
