//! Speaking with the person: what they want, told from what they said, and what is answered from what the devices know.
//!
//! This room knows the home, its devices and the care plan. It never sees a scenario or a simulation, reads no file and
//! no clock, and makes no sound. Read [`Companion`] first.

mod ahead;
mod answer;
pub mod care;
pub mod dose;
pub mod intent;
pub mod known;
pub mod lists;
mod remind;
pub mod spoken;
pub mod voice;

use std::sync::Arc;

pub use self::ahead::Ahead;
use self::answer::Ask;
pub use self::answer::Reply;
use self::care::Care;
use self::dose::Doses;
use self::intent::{Grammar, Heard, Intent, Phrases};
use self::known::{Known, Whereabouts};
use self::remind::Reminding;
pub use self::remind::{PassOn, Prompt};
use self::voice::Voice;
use crate::home::{Capability, Home, Item, Reading, Value};
use crate::time::{Calendar, Timestamp};

/// A reminder that the person asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// When.
    pub at: Timestamp,
    /// Of what.
    pub task: String,
}

/// What is remembered from one sentence to the next.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// What was answered last.
    last_answer: String,
    /// When each timer ends.
    timers: Vec<Timestamp>,
    /// What the person asked to be reminded of, in order of time.
    reminders: Vec<Own>,
    /// What the radio plays.
    playing: Option<String>,
    /// How the voice speaks.
    voice: Voice,
    /// What was taken.
    doses: Doses,
    /// The number of what was sent last.
    reference: u32,
}

impl Memory {
    fn next_reference(&mut self) -> u32 {
        self.reference += 1;
        self.reference
    }
}

/// The voice of one home.
#[derive(Clone, Debug)]
pub struct Companion {
    home: Arc<Home>,
    calendar: Calendar,
    care: Arc<Care>,
    grammar: Arc<Grammar>,
    known: Known,
    memory: Memory,
    reminding: Reminding,
}

impl Companion {
    /// A companion that has heard nothing yet.
    pub fn new(home: &Arc<Home>, calendar: &Calendar, care: &Arc<Care>, phrases: &Phrases) -> Self {
        let grammar = Grammar::new(phrases, &lists::of_home(home, care));
        Self {
            home: Arc::clone(home),
            calendar: calendar.clone(),
            care: Arc::clone(care),
            grammar: Arc::new(grammar),
            known: Known::new(home),
            memory: Memory::default(),
            reminding: Reminding::default(),
        }
    }

    /// Takes in what a device said.
    pub fn observe(&mut self, item: &Item) {
        self.known.observe(item);
        if let Item::Reading(Reading { at, capability: Capability::Dose, value: Value::Word(word), .. }) = item
            && word.as_ref() == "taken"
        {
            self.dispensed(*at);
        }
    }

    /// The dispenser was emptied: of what was due then, since its compartment holds everything for that time.
    fn dispensed(&mut self, at: Timestamp) {
        let local = self.calendar.local(at);
        for medicine in self.care.medicines.iter().filter(|medicine| !medicine.as_needed) {
            // What is taken late is still what was due last.
            let begun = medicine.windows.iter().rev().find(|(from, _)| *from <= local.clock);
            let latest = self.care.medicines.iter().filter(|other| !other.as_needed).flat_map(|other| &other.windows);
            let latest = latest.map(|(from, _)| *from).filter(|from| *from <= local.clock).max();
            if begun.is_some_and(|(from, _)| Some(*from) == latest) {
                self.memory.doses.dispensed(&medicine.id, at, local.day);
            }
        }
    }

    /// Lets time come to a whole minute: what is to be said now, and what somebody else is to be told of.
    pub fn tick(&mut self, at: Timestamp) -> (Vec<Prompt>, Vec<PassOn>) {
        self.reminding.tick(at, (&self.care, &self.calendar, &self.known), &mut self.memory)
    }

    /// What the devices have said.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// What was taken.
    pub fn doses(&self) -> &Doses {
        &self.memory.doses
    }

    /// What a contact is called.
    pub fn name_of(&self, contact: &str) -> String {
        self.care.contact(contact).map_or_else(|| contact.to_owned(), care::Contact::in_full)
    }

    /// How the voice speaks.
    pub fn voice(&self) -> Voice {
        self.memory.voice
    }

    /// Hears a sentence that was said to the home at an instant, and answers it.
    pub fn hear(&mut self, sentence: &str, at: Timestamp) -> (Heard, Reply) {
        let heard = self.grammar.understand(sentence);
        let area = match self.known.whereabouts(at) {
            Whereabouts::In(area) => Some(area),
            Whereabouts::InBed | Whereabouts::Out | Whereabouts::Unknown => None,
        };
        let ask = Ask {
            home: &self.home,
            calendar: &self.calendar,
            care: &self.care,
            known: &self.known,
            at,
            local: self.calendar.local(at),
            area,
        };
        let reply = answer::answer(&heard, &ask, &mut self.memory);
        if let Heard::Understood(understood) = &heard
            && matches!(
                understood.intent,
                Intent::TabletsTaken | Intent::TabletsRefused | Intent::Yes | Intent::No | Intent::Stop
            )
        {
            self.reminding.settled();
        }
        (heard, reply)
    }
}
