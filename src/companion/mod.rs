//! Speaking with the person: what they want, told from what they said, and what is answered from what the devices know.
//!
//! This room knows the home, its devices and the care plan. It never sees a scenario or a simulation, reads no file and
//! no clock, and makes no sound. Read [`Companion`] first.

mod ahead;
mod answer;
pub mod care;
pub mod company;
pub mod dose;
pub mod intent;
pub mod known;
pub mod lists;
mod remind;
pub mod spoken;
pub mod suggest;
pub mod talk;
pub mod voice;

use std::sync::Arc;

pub use self::ahead::Ahead;
use self::answer::Ask;
pub use self::answer::Reply;
use self::care::{Care, Suggest};
use self::company::{InTouch, Kind, Measure};
use self::dose::Doses;
use self::intent::{Grammar, Heard, Intent, Lately, Phrases};
use self::known::{Known, Whereabouts};
use self::remind::Reminding;
pub use self::remind::{PassOn, Prompt};
use self::suggest::{Facts, Kettle, Routine, Settled, Suggesting, Suggestion};
use self::talk::{By, MAY_ASK_FOR, Talk, Talked};
use self::voice::Voice;
use crate::home::{Action, Answer, Capability, Did, Home, Incoming, Item, Value, Way};
use crate::time::{Calendar, ClockTime, Timestamp, Weekday};

/// Contacts of the last week are counted at this hour, when the day before is known.
const COUNTED_AT: i64 = 10;
/// Others are told of a quiet week once in so many days at most.
const NUDGED_EVERY: i64 = 7;

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
    /// What the person has accepted to be reminded of, day after day.
    routines: Vec<Routine>,
    /// Why the latest suggestion was made.
    why: String,
    /// What the radio plays.
    playing: Option<String>,
    /// How the voice speaks.
    voice: Voice,
    /// What was taken.
    doses: Doses,
    /// The numbers of calls that ring and are not answered yet.
    ringing: Vec<u32>,
    /// Contacts that are not counted yet.
    met: Vec<(Timestamp, Kind)>,
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
    suggesting: Suggesting,
    kettle: Kettle,
    in_touch: InTouch,
    /// What the latest count came to, and when the next one is.
    measure: Option<Measure>,
    next_count: Timestamp,
    /// The day on which somebody was last told of a quiet week.
    nudged: Option<i64>,
    /// What makes small talk, where that is wished.
    talk: Option<Arc<dyn Talk>>,
    /// What was understood lately.
    lately: Lately,
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
            suggesting: Suggesting::default(),
            kettle: Kettle::of(home),
            in_touch: InTouch::default(),
            measure: None,
            next_count: Timestamp::MIN,
            nudged: None,
            talk: None,
            lately: Lately::default(),
        }
    }

    /// Takes in what a device said. Whether [`Companion::next_due`] may be sooner than it was.
    pub fn observe(&mut self, item: &Item) -> bool {
        self.known.observe(item);
        let Item::Reading(reading) = item else { return false };
        match (reading.capability, &reading.value) {
            (Capability::Power, Value::Number(watts)) => self.kettle.draws(reading, *watts, &self.home, &self.calendar),
            (Capability::Contact, Value::Flag(true)) if self.care.wish(Suggest::Company).is_some() => {
                self.in_touch.opened(reading, &self.care, &self.calendar, &self.known)
            }
            (Capability::Button, Value::Word(word)) if word.as_ref() == "pressed" => {
                self.in_touch.pressed(reading, &self.home);
                false
            }
            (Capability::Dose, Value::Word(word)) if word.as_ref() == "taken" => {
                self.dispensed(reading.at);
                false
            }
            _ => false,
        }
    }

    /// The instant, not before `at`, from which on the passing of time alone may bring something: until then ticks change
    /// nothing, unless somebody speaks, rings or answers, or [`Companion::observe`] said so.
    pub fn next_due(&self, at: Timestamp) -> Timestamp {
        let count = match self.care.wish(Suggest::Company) {
            Some(_) => self.next_count.min(self.in_touch.next_due()),
            None => Timestamp::MAX,
        };
        let reminders = self.reminding.next_due(at, (&self.care, &self.calendar, &self.kettle), &self.memory);
        let measure = self.measure.as_ref();
        let suggestions = self.suggesting.next_due(at, (&self.care, &self.calendar), measure, &self.memory);
        count.min(reminders).min(suggestions).max(at)
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
        if self.care.wish(Suggest::Company).is_some() {
            self.in_touch.tick(at, &self.calendar, &self.known);
            if at >= self.next_count {
                self.count(at);
            }
        }
        self.reminding.tick(at, (&self.care, &self.calendar, &self.known, &self.kettle), &mut self.memory)
    }

    /// Counts the contacts of the last seven days, once a day; tells the week on Mondays, and of a quiet one those who are
    /// to be told.
    fn count(&mut self, at: Timestamp) {
        let local = self.calendar.local(at);
        let hour = ClockTime::new(COUNTED_AT, 0).unwrap_or(ClockTime::MIDNIGHT);
        if self.next_count == Timestamp::MIN {
            self.in_touch.begin(local.day);
        }
        let today = self.calendar.at(local.day, hour);
        self.next_count = if today > at { today } else { self.calendar.at(local.day + 1, hour) };
        if local.clock < hour {
            return;
        }
        let measure = self.in_touch.measure(local.day);
        let tell = self.care.wish(Suggest::Company).and_then(|wish| wish.tell.clone());
        let due = measure.is_quiet() && self.nudged.is_none_or(|before| local.day - before >= NUDGED_EVERY);
        let tell = tell.filter(|_| due).map(|who| {
            let week = measure.in_words();
            (who, format!("has had a quieter week than usual: {week}. A call or a visit would be welcome."))
        });
        if due {
            self.nudged = Some(local.day);
        }
        let whole = measure.from_day >= self.in_touch.first_day();
        if due || (local.weekday == Weekday::Monday && whole) {
            self.suggesting.counted(format!("In touch in the last seven days: {}.", measure.in_words()), tell);
        }
        self.measure = Some(measure);
    }

    /// The contacts of the last seven days and what is usual, as last counted; `None` where they are not counted.
    pub fn in_touch(&self) -> Option<&Measure> {
        self.measure.as_ref()
    }

    /// Takes in what is known of the person's own ways. Whether it is other than before.
    pub fn learn(&mut self, facts: Facts) -> bool {
        if self.suggesting.knows(&facts) {
            return false;
        }
        if let Some((day, times)) = facts.outings {
            self.in_touch.outings(day, times);
        }
        if let Some(since) = facts.company {
            self.in_touch.noticed(since, &self.calendar);
        }
        if let Some(from) = facts.visited {
            self.in_touch.came_and_left(from, &self.calendar);
        }
        self.suggesting.learn(facts);
        true
    }

    /// Somebody rings, or has sent something: what the person is asked.
    pub fn incoming(&mut self, comes: &Incoming) -> Option<Suggestion> {
        if comes.what == crate::home::Comes::Photo {
            self.memory.met.push((comes.at, Kind::Message));
            self.count_met();
        }
        self.suggesting.incoming(comes, &self.care)
    }

    /// Somebody whom the person rang answers.
    pub fn answered(&mut self, answer: &Answer) {
        if answer.did == Did::TookOver
            && let Some(place) = self.memory.ringing.iter().position(|reference| *reference == answer.reference)
        {
            self.memory.ringing.remove(place);
            self.memory.met.push((answer.at, Kind::Call));
            self.count_met();
        }
    }

    fn count_met(&mut self) {
        let wished = self.care.wish(Suggest::Company).is_some();
        for (at, kind) in std::mem::take(&mut self.memory.met) {
            if wished {
                self.in_touch.add(self.calendar.local(at).day, kind);
            }
        }
    }

    /// What is to be proposed at a whole minute at which nothing else is said, if anything is.
    pub fn suggest(&mut self, at: Timestamp) -> Option<Suggestion> {
        self.suggesting.tick(at, (&self.care, &self.calendar, &self.known), self.measure.as_ref(), &mut self.memory)
    }

    /// Another question was asked: an answer is no longer one to a suggestion.
    pub fn set_aside(&mut self) {
        self.suggesting.set_aside();
    }

    /// How the person took suggestions since the last call.
    pub fn settled(&mut self) -> Vec<Settled> {
        self.suggesting.take()
    }

    /// What the person has accepted to be reminded of.
    pub fn routines(&self) -> &[Routine] {
        &self.memory.routines
    }

    /// What the devices have said.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// What was taken.
    pub fn doses(&self) -> &Doses {
        &self.memory.doses
    }

    /// Whether a dispenser of the home tells of tablets.
    fn has_dispenser(&self) -> bool {
        self.home.devices.iter().any(|device| device.kind.capabilities().contains(&Capability::Dose))
    }

    /// How the tablets were taken, week by week and medicine by medicine, from `first_day` on. It counts and advises
    /// nothing.
    pub fn tablets_by_week(&self, first_day: i64, now: Timestamp) -> Vec<dose::Week> {
        let (medicines, dispenser) = (&self.care.medicines, self.has_dispenser());
        dose::weeks(&self.memory.doses, medicines, &self.calendar, first_day, now, dispenser)
    }

    /// What a contact is called when the person is spoken to.
    pub fn called(&self, contact: &str) -> String {
        self.care.contact(contact).map_or_else(|| contact.to_owned(), |known| known.name.clone())
    }

    /// What a contact is called, with what they are to the person.
    pub fn name_of(&self, contact: &str) -> String {
        self.care.contact(contact).map_or_else(|| contact.to_owned(), care::Contact::in_full)
    }

    /// Lets something else make small talk of what the rules do not understand.
    pub fn let_talk(&mut self, talk: Arc<dyn Talk>) {
        self.talk = Some(talk);
    }

    /// Whether something else makes small talk.
    pub fn talks(&self) -> bool {
        self.talk.is_some()
    }

    /// What was not understood, in other words or with other words for an answer, where something makes small talk.
    fn small_talk(&self, sentence: &str, at: Timestamp) -> Option<Talked> {
        let talk = self.talk.as_ref().filter(|_| talk::may_be_passed_on(sentence))?;
        talk.talk(&talk::known(&self.care, &self.calendar, at), &talk::passed_on(sentence))
    }

    /// Speaks slowly and clearly from now on.
    pub fn speak_slowly_and_clearly(&mut self) {
        self.memory.voice = Voice { muted: self.memory.voice.muted, ..Voice::SLOW_AND_CLEAR };
    }

    /// How the voice speaks.
    pub fn voice(&self) -> Voice {
        self.memory.voice
    }

    /// Hears a sentence that was said to the home at an instant, and answers it.
    pub fn hear(&mut self, sentence: &str, at: Timestamp) -> (Heard, Reply) {
        let mut heard = self.lately.understand(&self.grammar, sentence);
        let mut said = None;
        // The rules come first, and what they understand nobody else hears.
        if matches!(heard, Heard::Unknown { too_long: false, .. }) {
            match self.small_talk(sentence, at) {
                Some(Talked::Says(text)) => said = talk::sayable(&text),
                Some(Talked::Means(other)) => {
                    let meant = self.grammar.understand(&other);
                    if let Heard::Understood(understood) = &meant
                        && MAY_ASK_FOR.contains(&understood.intent)
                    {
                        heard = meant;
                    }
                }
                None => {}
            }
        }
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
            in_touch: self.measure.as_ref(),
            dispenser: self.has_dispenser(),
            area,
        };
        // "Do you need help?" follows a call in doubt: a yes to that is none to a suggestion.
        if matches!(&heard, Heard::Understood(understood) if understood.intent.is_safety()) {
            self.suggesting.set_aside();
        }
        let mut reply = answer::answer(&heard, &ask, &mut self.memory);
        if let Some(text) = said {
            self.memory.last_answer.clone_from(&text);
            reply = Reply { text, by: By::Model, ..Reply::default() };
        }
        if let Heard::Understood(understood) = &heard
            && let Some((text, actions)) = self.answer_suggestion(understood.intent, at)
        {
            self.memory.last_answer.clone_from(&text);
            (reply.text, reply.actions) = (text, actions);
        } else if let Heard::Understood(understood) = &heard
            && matches!(
                understood.intent,
                Intent::TabletsTaken | Intent::TabletsRefused | Intent::Yes | Intent::No | Intent::Stop
            )
        {
            self.reminding.settled();
        }
        for action in &reply.actions {
            if let Action::Reach { contact, way, reference, .. } = action {
                match way {
                    Way::Call => {
                        self.memory.ringing.push(*reference);
                        self.suggesting.rung(contact);
                    }
                    Way::Message | Way::News => self.memory.met.push((at, Kind::Message)),
                    Way::Visit => {}
                }
            }
        }
        self.count_met();
        (heard, reply)
    }

    /// What is said to an answer to a suggestion; `None` when it is none.
    fn answer_suggestion(&mut self, intent: Intent, at: Timestamp) -> Option<(String, Vec<Action>)> {
        if matches!(intent, Intent::Yes | Intent::No) {
            self.suggesting.answer(intent == Intent::Yes, at, (&self.care, &self.calendar), &mut self.memory)
        } else if matches!(intent, Intent::Later | Intent::Stop) {
            // Whoever wants quiet now has not said what they think of it.
            self.suggesting.later(at).map(|text| (text, Vec::new()))
        } else {
            None
        }
    }
}
