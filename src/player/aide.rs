//! The companion and the response beside the monitor: what they hear and conclude becomes actions in the home and steps
//! that are told.
//!
//! Everything they do is dated by what they were told, never by how far the house went on at once: an alert of a
//! minute's tick is taken up a minute later, everything else a millisecond after what caused it. Read [`Aide`] first.

mod hearing;

use std::sync::Arc;

use crate::companion::care::About;
use crate::companion::care::Care;
use crate::companion::intent::Phrases;
use crate::companion::suggest::{Facts, Taken};
use crate::companion::talk::{By, Talk};
use crate::companion::{Companion, Prompt, spoken};
use crate::home::speech::{self, SpokenCall};
use crate::home::{Action, Answer, Asked, Capability, Did, Home, Incoming, Item, Reading, Value};
use crate::monitor::alert::Alert;
use crate::response::{Entry, Response, What};
use crate::time::{Calendar, Span, Timestamp};

/// How soon an action follows what caused it.
const AT_ONCE: Span = Span::millis(1);
const MINUTE: Span = Span::minutes(1);
/// What is known of the person's ways is asked for so often.
const LEARNS: Span = Span::minutes(30);
/// Moving in two rooms within so long is being up and about.
const ABOUT: Span = Span::minutes(10);
/// What the person was asked stays on the screen for so long.
const ASKED_FOR: Span = Span::minutes(30);
/// A call of the person's own rings for so long, and a simulated one that is answered lasts so long.
const RINGS: Span = Span::minutes(1);
const LASTS: Span = Span::minutes(8);

/// What the person was asked, and has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// When.
    pub at: Timestamp,
    /// In which words.
    pub sentence: String,
    /// For what.
    pub asked: Asked,
}

/// A call that the person themselves has asked for. Both of its ends are simulated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The contact's id.
    pub contact: String,
    /// Since when it rings.
    pub since: Timestamp,
    /// When it was answered; `None` while it rings.
    pub answered: Option<Timestamp>,
    reference: u32,
}

/// The companion and the response of one home.
#[derive(Clone, Debug)]
pub struct Aide {
    companion: Companion,
    response: Response,
    /// Alerts that are taken up when their instant has come.
    alerts: Vec<(Timestamp, Alert)>,
    /// What is to be done, and from when on.
    todo: Vec<Action>,
    todo_at: Timestamp,
    entries: Vec<Entry>,
    /// The whole minute at which the companion is to look about next.
    next_look: Timestamp,
    /// When the person's ways are asked for next; never where the care plan wishes no suggestions.
    next_facts: Timestamp,
    /// How far time has come, and the next whole minute.
    now: Timestamp,
    minute: Timestamp,
    /// What [`Aide::next_due`] gives: reckoned anew with whatever changes it, since it is asked for with every reading.
    due: Timestamp,
    /// Where something moved last before now, for telling whether somebody is up and about.
    moved: Option<(usize, Timestamp)>,
    /// A call for help that was asked back, and when.
    doubt: Option<(SpokenCall, Timestamp)>,
    /// What was asked last and is not answered.
    question: Option<Question>,
    /// The call that the person asked for last.
    call: Option<Call>,
}

impl Aide {
    /// For a home, from its first instant on.
    pub fn new(
        home: &Arc<Home>,
        calendar: &Calendar,
        care: &Arc<Care>,
        person: &str,
        phrases: &Phrases,
        starts: Timestamp,
    ) -> Self {
        let mut aide = Self {
            companion: Companion::new(home, calendar, care, phrases),
            response: Response::new(care, calendar, person),
            alerts: Vec::new(),
            todo: Vec::new(),
            todo_at: Timestamp::MAX,
            entries: Vec::new(),
            next_look: starts.floor(MINUTE) + MINUTE,
            next_facts: if care.suggestions.is_empty() { Timestamp::MAX } else { starts.floor(MINUTE) + MINUTE },
            now: starts,
            minute: starts.floor(MINUTE) + MINUTE,
            due: Timestamp::MAX,
            moved: None,
            doubt: None,
            question: None,
            call: None,
        };
        aide.reckon();
        aide
    }

    /// The companion.
    pub fn companion(&self) -> &Companion {
        &self.companion
    }

    /// The response.
    pub fn response(&self) -> &Response {
        &self.response
    }

    /// What the person is asked at an instant.
    pub fn question(&self, at: Timestamp) -> Option<&Question> {
        self.question.as_ref().filter(|question| at - question.at < ASKED_FOR)
    }

    /// The call that the person is in at an instant, or that rings.
    pub fn call(&self, at: Timestamp) -> Option<&Call> {
        self.call.as_ref().filter(|call| match call.answered {
            Some(answered) => at - answered < LASTS,
            None => at - call.since < RINGS,
        })
    }

    /// When it wants to be asked next.
    pub fn next_due(&self) -> Timestamp {
        debug_assert_eq!(self.due, self.reckoned(), "something has changed what is due");
        self.due
    }

    fn reckoned(&self) -> Timestamp {
        let alert = self.alerts.iter().map(|(due, _)| *due).min().unwrap_or(Timestamp::MAX);
        let rings = self.call.as_ref().filter(|call| call.answered.is_none());
        let rung_out = rings.map_or(Timestamp::MAX, |call| call.since + RINGS);
        let response = self.response.next_due();
        self.next_look.min(self.next_facts).min(self.todo_at).min(alert).min(rung_out).min(response)
    }

    /// Something may have changed what is due.
    fn reckon(&mut self) {
        self.due = self.reckoned();
    }

    /// The next whole minute. The monitor concludes something every minute, and what it does may set the companion going;
    /// so a house with an aide never goes on for longer at once.
    pub fn next_minute(&self) -> Timestamp {
        self.minute
    }

    /// Time has come to an instant at which nothing was due.
    pub fn passed(&mut self, at: Timestamp) {
        if at > self.now {
            self.now = at;
            if at >= self.minute {
                self.minute = at.floor(MINUTE) + MINUTE;
            }
        }
    }

    /// Something has changed what passing time may bring: the companion looks about with the next minute.
    fn look_soon(&mut self, at: Timestamp) {
        self.next_look = self.next_look.min(at.floor(MINUTE) + MINUTE);
    }

    /// Takes in what a device said.
    pub fn observe(&mut self, item: &Item) {
        if self.companion.observe(item) {
            self.look_soon(item.at());
            self.reckon();
        }
        self.passed(item.at());
        let Item::Reading(reading) = item else { return };
        match (reading.capability, &reading.value) {
            (Capability::Occupancy, Value::Flag(true)) if self.response.is_open() => self.seen(reading),
            (Capability::Speech, Value::Word(words)) if speech::is_heard(words) => {
                self.hear(&reading.device, words, reading.at);
            }
            _ => return,
        }
        self.reckon();
    }

    fn seen(&mut self, reading: &Reading) {
        let Some((area, at)) = self.companion.known().last_seen().filter(|(_, at)| *at == reading.at) else { return };
        if let Some((before, earlier)) = self.moved
            && before != area
            && at - earlier <= ABOUT
        {
            let name = self.companion.known().home().areas[area].name.to_lowercase();
            self.response.seen(&format!("in the {name}"), at);
            self.collect(at);
        }
        self.moved = Some((area, at));
    }

    /// Whether what is known of the person's ways is wanted now: every half hour.
    pub fn wants_facts(&self, at: Timestamp) -> bool {
        at >= self.next_facts
    }

    /// Takes in what is known of the person's ways.
    pub fn learn(&mut self, facts: Facts, at: Timestamp) {
        self.next_facts = at.floor(LEARNS) + LEARNS;
        if self.companion.learn(facts) {
            self.next_look = self.next_look.min(at);
        }
        self.reckon();
    }

    /// Something is proposed to the person, where nothing else is going on.
    fn suggest(&mut self, at: Timestamp) {
        let Some(found) = self.companion.suggest(at) else { return };
        self.note_of(at, What::Suggested, &found.id, format!("Suggested, because {}.", found.why));
        self.speak(found.area, &found.sentence, Asked::Offer, at);
    }

    /// Somebody rings, or has sent something.
    pub fn incoming(&mut self, comes: &Incoming) {
        let Some(asked) = self.companion.incoming(comes) else { return };
        self.look_soon(comes.at);
        self.settle_suggestions(comes.at);
        self.note_of(comes.at, What::Suggested, &asked.id, format!("{}.", asked.why));
        self.speak(None, &asked.sentence, Asked::Offer, comes.at);
        self.collect(comes.at);
        self.reckon();
    }

    /// How the person took it, and who is told.
    fn settle_suggestions(&mut self, at: Timestamp) {
        let person = self.response.person().to_owned();
        for settled in self.companion.settled() {
            let (what, named, kind) = match settled.taken {
                Taken::Agreed => (What::Agreed, true, "suggestion"),
                Taken::Refused => (What::Refused, true, "suggestion"),
                Taken::Missed => (What::NoAnswer, false, "suggestion"),
                Taken::Counted => (What::Counted, false, "quiet-week"),
            };
            let text = if named { format!("{person} {}", settled.text) } else { settled.text };
            self.note_of(at, what, &settled.id, text);
            if let Some((who, message)) = settled.tell {
                self.response.inform(kind, About::Routine, &format!("{person} {message}"), &who, at);
            }
        }
    }

    /// Lets something else make small talk.
    pub fn let_talk(&mut self, talk: Arc<dyn Talk>) {
        self.companion.let_talk(talk);
    }

    fn speak(&mut self, area: Option<usize>, sentence: &str, asked: Asked, at: Timestamp) {
        self.say(area, sentence, asked, By::Rules, at);
    }

    fn say(&mut self, area: Option<usize>, sentence: &str, asked: Asked, by: By, at: Timestamp) {
        let known = self.companion.known();
        let area = area.or(known.last_seen().map(|(area, _)| area));
        let Some(speaker) = known.speaker_for(area) else { return };
        let device = known.home().devices[speaker].id.clone();
        // An answer is one to the latest question.
        if !matches!(asked, Asked::Nothing | Asked::Offer) {
            self.companion.set_aside();
            self.look_soon(at);
        }
        // Whose words they are is said wherever they could be somebody else's.
        let whose = if self.companion.talks() { format!(" ({})", by.name()) } else { String::new() };
        let what = match by {
            By::Rules => What::Said,
            By::Model => What::SaidByModel,
        };
        self.note(at, what, format!("Said{whose}: {sentence}"));
        if asked != Asked::Nothing {
            self.question = Some(Question { at, sentence: sentence.to_owned(), asked: asked.clone() });
        }
        self.todo.push(Action::Speak { device: Some(device), sentence: sentence.to_owned(), asked });
    }

    /// The monitor has raised an alert.
    pub fn alert(&mut self, alert: &Alert) {
        // A tick's alert is known a minute after it at the latest, one of a reading with that reading.
        let tick = alert.raised_at.floor(MINUTE) == alert.raised_at;
        let due = (alert.raised_at + if tick { MINUTE } else { AT_ONCE }).max(self.now);
        self.alerts.push((due, alert.clone()));
        self.reckon();
    }

    /// Somebody who was reached answers.
    pub fn answered(&mut self, answer: &Answer) {
        let mut through = false;
        if let Some(call) = &mut self.call
            && call.reference == answer.reference
            && answer.did == Did::TookOver
        {
            call.answered = Some(answer.at);
            through = true;
        }
        // What the person themselves sent belongs to no case.
        if answer.reference < Response::FIRST_REFERENCE && answer.did == Did::TookOver {
            let text = format!("{} answers (simulated).", self.companion.name_of(&answer.contact));
            let (at, who) = (answer.at, answer.contact.clone());
            self.entries.push(Entry { at, case: 0, about: String::new(), what: What::Answered, who, text });
        }
        if through {
            let name = self.companion.called(&answer.contact);
            let sentence = format!("{} is there now. (Simulated.)", spoken::capital(&name));
            self.speak(None, &sentence, Asked::Nothing, answer.at);
        }
        self.companion.answered(answer);
        self.look_soon(answer.at);
        self.response.answered(answer);
        self.collect(answer.at);
        self.reckon();
    }

    /// A call of the person's own that nobody took is over, and they are told.
    fn rung_out(&mut self, at: Timestamp) {
        let over = |call: &mut Call| call.answered.is_none() && at >= call.since + RINGS;
        let Some(call) = self.call.take_if(over) else { return };
        let name = self.companion.called(&call.contact);
        let text = format!("{} does not answer (simulated).", spoken::capital(&name));
        self.note_of(at, What::NoAnswer, &call.contact, text);
        let sentence = format!("{} doesn't answer just now. You could try again later.", spoken::capital(&name));
        self.speak(None, &sentence, Asked::Nothing, at);
    }

    /// Something could not be carried out.
    pub fn not_done(&mut self, action: &Action, at: Timestamp) {
        match action {
            Action::Reach { reference, .. } => {
                if self.call.take_if(|call| call.reference == *reference).is_some() {
                    let sentence = "I'm sorry, I can't ring just now: the line is down.";
                    self.speak(None, sentence, Asked::Nothing, at);
                }
                self.response.not_sent(*reference, at);
            }
            // What was said to be done is taken back.
            Action::Switch { device, .. } | Action::Set { device, .. } => {
                let home = self.companion.known().home();
                let name = home.device(device).map_or_else(|| device.to_string(), |known| known.name.to_lowercase());
                self.speak(
                    None,
                    &format!("I'm sorry, that did not work: I can't reach the {name}."),
                    Asked::Nothing,
                    at,
                );
            }
            Action::Speak { .. } | Action::Understood { .. } => return,
        }
        self.collect(at);
        self.reckon();
    }

    /// Lets time come to an instant and gives what is to be done now.
    pub fn tick(&mut self, at: Timestamp) -> Vec<Action> {
        self.passed(at);
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.alerts).into_iter().partition(|(due, _)| *due <= at);
        self.alerts = later;
        for (_, alert) in due {
            self.response.alert(&alert, at);
        }
        self.response.tick(at);
        self.rung_out(at);
        if at >= self.next_look {
            let (prompts, passed) = self.companion.tick(at);
            self.settle_suggestions(at);
            if prompts.is_empty() && passed.is_empty() && !self.response.is_pressing() {
                self.suggest(at);
            }
            for Prompt { sentence, asked, area, reminder } in prompts {
                if !reminder.is_empty() {
                    let place = area.map(|area| self.companion.known().home().areas[area].name.to_lowercase());
                    let place = place.map_or_else(String::new, |place| format!(" in the {place}"));
                    self.note(at, What::Reminded, format!("Reminded{place} ({reminder})."));
                }
                self.speak(area, &sentence, asked, at);
            }
            for pass in passed {
                let (kind, about) =
                    if pass.tablets { ("medication-missed", About::Tablets) } else { ("not-answering", About::Safety) };
                self.response.report(kind, about, &pass.message, &pass.to, at);
            }
            let due = self.companion.next_due(at);
            self.next_look = (due + (MINUTE - AT_ONCE)).floor(MINUTE).max(at.floor(MINUTE) + MINUTE);
        }
        self.collect(at);
        let mut todo = Vec::new();
        if self.todo_at <= at || !self.todo.is_empty() {
            self.todo_at = Timestamp::MAX;
            todo = std::mem::take(&mut self.todo);
        }
        self.reckon();
        todo
    }

    /// Whether something has been told since it was last taken.
    pub fn has_told(&self) -> bool {
        !self.entries.is_empty()
    }

    /// What has been told since the last call.
    pub fn take(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    fn collect(&mut self, at: Timestamp) {
        let (entries, actions) = self.response.take();
        self.entries.extend(entries);
        for action in actions {
            match action {
                Action::Speak { device: None, sentence, asked } => self.speak(None, &sentence, asked, at),
                other => self.todo.push(other),
            }
        }
        if !self.todo.is_empty() {
            self.todo_at = self.todo_at.min(at + AT_ONCE);
        }
    }

    fn note(&mut self, at: Timestamp, what: What, text: String) {
        self.note_of(at, what, "", text);
    }

    fn note_of(&mut self, at: Timestamp, what: What, who: &str, text: String) {
        self.entries.push(Entry { at, case: 0, about: String::new(), what, who: who.to_owned(), text });
    }
}
