//! Taking a case through its chain: who is next, whether they may be told and disturbed, and how it ends.
//!
//! Read [`Response::take_step`] first. This file knows nothing of what alerts mean; it is given cases.

use super::case::{Case, Waits};
use super::{Response, SAME_CASE, What};
use crate::companion::care::{About, Chain, Contact, Grade, How};
use crate::home::{Action, Asked, Way};
use crate::response::Entry;
use crate::time::{Span, Timestamp};

impl Response {
    #[expect(clippy::too_many_arguments, reason = "everything that makes a case what it is")]
    pub(super) fn begin(
        &mut self,
        kind: &str,
        about: About,
        grade: Grade,
        since: Timestamp,
        message: &str,
        at: Timestamp,
        asked_for_help: bool,
    ) {
        // Whoever calls for help again after the last call came to its end wants help anew.
        let lately = |case: &Case| kind != "help-requested" && at - case.closed < SAME_CASE;
        let same = self
            .cases
            .iter_mut()
            .rev()
            .find(|case| case.kind == kind && case.about == about && (case.open || lately(case)));
        if let Some(case) = same.filter(|case| case.open || case.grade >= grade) {
            case.grade = case.grade.max(grade);
            return;
        }
        let fits = |chain: &&Chain| {
            grade >= chain.from && (chain.kinds.is_empty() || chain.kinds.iter().any(|known| known == kind))
        };
        let Some(chain) = self.care.chains.iter().position(|chain| fits(&chain)) else { return };
        let number = self.cases.len() as u32;
        let mut case = Case::new(number, kind, about, grade, since, message);
        case.chain = chain;
        case.asked_for_help = asked_for_help || kind == "help-requested";
        self.cases.push(case);
        self.note(number, at, What::Began, "", message);
        let place = self.cases.len() - 1;
        // Whoever asks for help is not asked whether they are all right.
        let first = self.chain(place).and_then(|chain| chain.steps.first()).map(|step| step.how);
        if self.cases[place].asked_for_help && first == Some(How::Ask) {
            self.next_step(place, at);
        } else {
            self.take_step(place, at);
        }
    }

    pub(super) fn chain(&self, place: usize) -> Option<&Chain> {
        self.care.chains.get(self.cases[place].chain)
    }

    pub(super) fn next_step(&mut self, place: usize, at: Timestamp) {
        self.cases[place].step += 1;
        self.cases[place].retries = 0;
        self.take_step(place, at);
    }

    /// Takes the step at which a case stands, or those after it that can be taken.
    pub(super) fn take_step(&mut self, place: usize, at: Timestamp) {
        loop {
            let number = self.cases[place].number;
            // Where one person alone is told there is nobody after them.
            if let Some(who) = self.cases[place].only.clone() {
                let text = format!("{} has not answered, and nobody else is told of it.", self.name(&who));
                self.note(number, at, What::NobodyReached, &who, &text);
                return self.close(place, at);
            }
            let Some(chain) = self.chain(place).cloned() else { return self.close(place, at) };
            let Some(step) = chain.steps.get(self.cases[place].step).cloned() else {
                if self.cases[place].round + 1 < chain.rounds {
                    self.cases[place].round += 1;
                    self.cases[place].step = 0;
                    continue;
                }
                let next = chain.then.as_ref().and_then(|id| self.care.chains.iter().position(|other| other.id == *id));
                if let Some(next) = next.filter(|_| self.cases[place].hops < self.care.chains.len()) {
                    let text = format!("Nobody has answered: it goes on with {:?}.", self.care.chains[next].id);
                    self.note(number, at, What::HandedOver, "", &text);
                    let case = &mut self.cases[place];
                    (case.chain, case.step, case.round, case.hops) = (next, 0, 0, case.hops + 1);
                    continue;
                }
                self.note(number, at, What::NobodyReached, "", "Everybody was tried, and nobody has taken it over.");
                return self.close(place, at);
            };
            let Some(who) = step.who.clone() else {
                self.ask(place, at, step.wait);
                return;
            };
            if !self.may_tell(place, &who, at) {
                self.cases[place].step += 1;
                continue;
            }
            if self.waits_for_morning(place, &who, at) {
                return;
            }
            self.reach(place, &who, step.how, step.wait, at);
            return;
        }
    }

    fn ask(&mut self, place: usize, at: Timestamp, wait: Span) {
        let sentence = format!("{}, are you all right? Say: I'm all right. Or say: help.", self.person);
        self.note(
            self.cases[place].number,
            at,
            What::Asked,
            "",
            &format!("{} is asked: are you all right?", self.person),
        );
        self.actions.push(Action::Speak { device: None, sentence, asked: Asked::AllRight });
        let case = &mut self.cases[place];
        case.waits = Waits::ForThePerson;
        case.due = at + wait;
    }

    /// Whether the person has agreed that somebody is told; if not, that is told instead.
    fn may_tell(&mut self, place: usize, who: &str, at: Timestamp) -> bool {
        let case = &self.cases[place];
        if self.care.agrees(who, case.about) {
            return true;
        }
        let text = format!(
            "{} is not told: {} has not agreed to pass on what is about {}.",
            self.name(who),
            self.person,
            case.about.in_words()
        );
        let number = case.number;
        if !self.cases[place].refused.iter().any(|known| known == who) {
            self.cases[place].refused.push(who.to_owned());
            self.note(number, at, What::NotPassedOn, who, &text);
        }
        false
    }

    /// In somebody's quiet hours only what is urgent is told; the rest waits.
    fn waits_for_morning(&mut self, place: usize, who: &str, at: Timestamp) -> bool {
        let local = self.calendar.local(at);
        let quiet =
            self.care.contact(who).filter(|contact| contact.is_quiet(local.clock)).and_then(|contact| contact.quiet);
        let Some((_, until)) = quiet.filter(|_| self.cases[place].grade < Grade::Urgent) else { return false };
        let day = if local.clock < until { local.day } else { local.day + 1 };
        let due = self.calendar.at(day, until);
        let text = format!("{} is not disturbed before {until}.", self.name(who));
        self.note(self.cases[place].number, at, What::Waits, who, &text);
        self.cases[place].waits = Waits::ForMorning;
        self.cases[place].due = due;
        true
    }

    fn reach(&mut self, place: usize, who: &str, how: How, wait: Span, at: Timestamp) {
        let name = self.name(who);
        let (way, what, text) = match how {
            How::Message | How::Ask => (Way::Message, What::Told, format!("{name} is sent a message (simulated).")),
            How::Call => (Way::Call, What::Rang, format!("{name} is rung (simulated).")),
            How::Visit => (Way::Visit, What::SentOut, format!("{name} is asked to go there (simulated).")),
        };
        let (way, text) = match self.cases[place].news {
            true => (Way::News, format!("{name} is sent a message (simulated): {}", self.cases[place].message)),
            false => (way, text),
        };
        // What could not be sent was told of with the first try.
        if self.cases[place].retries == 0 {
            self.note(self.cases[place].number, at, what, who, &text);
        }
        self.reference += 1;
        let reference = self.reference;
        let case = &mut self.cases[place];
        case.references.push(reference);
        case.waits = Waits::ForAnAnswer(who.to_owned());
        case.due = at + wait;
        let text = format!("Simulated. {}", case.message);
        self.actions.push(Action::Reach { contact: who.to_owned(), way, text, reference });
    }

    /// A case that only one person is told of, by a message.
    pub(super) fn tell_only(&mut self, place: usize, at: Timestamp) {
        let Some(who) = self.cases[place].only.clone() else { return };
        if !self.may_tell(place, &who, at) {
            return self.close(place, at);
        }
        if !self.waits_for_morning(place, &who, at) {
            self.reach(place, &who, How::Message, Span::hours(4), at);
        }
    }

    pub(super) fn close_all(&mut self, what: What, text: &str, at: Timestamp, which: impl Fn(&Case) -> bool) {
        for place in self.first_open..self.cases.len() {
            if self.cases[place].open && which(&self.cases[place]) {
                self.note(self.cases[place].number, at, what, "", text);
                // Whoever has been told already is told that it is over.
                for who in self.cases[place].reached.clone() {
                    self.reference += 1;
                    let text = format!("Simulated. It is settled: {text}");
                    let reference = self.reference;
                    self.note(
                        self.cases[place].number,
                        at,
                        What::Told,
                        &who,
                        &format!("{} is told that it is settled.", self.name(&who)),
                    );
                    self.actions.push(Action::Reach { contact: who, way: Way::Message, text, reference });
                }
                self.close(place, at);
            }
        }
    }

    pub(super) fn close(&mut self, place: usize, at: Timestamp) {
        let case = &mut self.cases[place];
        case.open = false;
        case.closed = at;
        while self.cases.get(self.first_open).is_some_and(|case| !case.open) {
            self.first_open += 1;
        }
    }

    pub(super) fn note(&mut self, case: u32, at: Timestamp, what: What, who: &str, text: &str) {
        if matches!(what, What::Told | What::Rang | What::SentOut)
            && let Some(known) = self.cases.get_mut(case as usize)
            && !known.reached.iter().any(|reached| reached == who)
        {
            known.reached.push(who.to_owned());
        }
        let about = self.cases.get(case as usize).map(|case| case.kind.clone()).unwrap_or_default();
        self.entries.push(Entry { at, case, about, what, who: who.to_owned(), text: text.to_owned() });
    }

    pub(super) fn name(&self, who: &str) -> String {
        self.care.contact(who).map_or_else(|| who.to_owned(), Contact::in_full)
    }
}
