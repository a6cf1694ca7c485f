//! Who is told of what by when: every alert goes somewhere and comes to an end.
//!
//! A [`Response`] is a plain value. It is fed alerts, answers and the passing of time, and gives back what is to be done
//! and a record of every step. It never sees a scenario or a simulation, and cannot tell a simulated daughter from a
//! real one. No number is ever dialled from here: whoever carries an action out says what became of it. Read
//! [`Response`] first, then [`Entry`].

mod case;
mod entry;
mod status;

use std::sync::Arc;

use self::case::{Case, Waits};
pub use self::entry::{Entry, What};
pub use self::status::{Awaits, Coming, Status};
use crate::companion::care::{About, Care, Chain, Grade, How, Role};
use crate::home::{Action, Answer, Asked, Did, Way};
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::time::{Calendar, Span, Timestamp};

/// Another alert of a kind belongs to the case that is open, or was closed less than so long ago.
const SAME_CASE: Span = Span::minutes(30);
/// The monitor hears of what was said to a speaker within so long.
const HEARS_TOO: Span = Span::minutes(1);
/// Whoever took a case over is expected within so long; then the chain goes on.
const EXPECTED_WITHIN: Span = Span::minutes(90);

/// What the person said about themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// They want help.
    Help,
    /// They have fallen.
    Fallen,
    /// They do not feel well.
    Unwell,
    /// They are all right.
    AllRight,
    /// They do not want anybody told.
    Cancel,
}

/// The chains of one home, and every case that went through them.
#[derive(Clone, Debug)]
pub struct Response {
    care: Arc<Care>,
    calendar: Calendar,
    /// What the person likes to be called.
    person: String,
    cases: Vec<Case>,
    reference: u32,
    entries: Vec<Entry>,
    actions: Vec<Action>,
}

/// What an alert of a kind is about, for consent.
pub fn about(kind: AlertKind) -> About {
    match kind.name() {
        "door-left-open" | "cold-home" | "hot-home" | "appliance-left-on" | "sensor-silent" | "sensor-stuck"
        | "low-battery" | "hub-offline" | "cannot-tell" => About::Home,
        "change-in-routine" => About::Routine,
        "medication-missed" | "medication-repeated" => About::Tablets,
        _ => About::Safety,
    }
}

const fn grade(severity: Severity) -> Grade {
    match severity {
        Severity::Information => Grade::Information,
        Severity::Attention => Grade::Attention,
        Severity::Urgent => Grade::Urgent,
    }
}

impl Response {
    /// What it sends has numbers from here on; below are those of what the person themselves sends.
    pub const FIRST_REFERENCE: u32 = 1_000_000;

    /// Nothing has happened yet.
    pub fn new(care: &Arc<Care>, calendar: &Calendar, person: &str) -> Self {
        Self {
            care: Arc::clone(care),
            calendar: calendar.clone(),
            person: person.to_owned(),
            cases: Vec::new(),
            // Apart from the numbers of what the person themselves sends.
            reference: Self::FIRST_REFERENCE,
            entries: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// What has been done since the last call, and what is to be done.
    pub fn take(&mut self) -> (Vec<Entry>, Vec<Action>) {
        (std::mem::take(&mut self.entries), std::mem::take(&mut self.actions))
    }

    /// When something is due next; never while nothing is open.
    pub fn next_due(&self) -> Timestamp {
        self.cases.iter().filter(|case| case.open).map(|case| case.due).min().unwrap_or(Timestamp::MAX)
    }

    /// Whether something is open.
    pub fn is_open(&self) -> bool {
        self.cases.iter().any(|case| case.open)
    }

    /// Whether the person was asked whether they are all right and has not answered.
    pub fn asks(&self) -> bool {
        self.cases.iter().any(|case| case.open && matches!(case.waits, Waits::ForThePerson))
    }

    /// The monitor has raised an alert.
    pub fn alert(&mut self, alert: &Alert, at: Timestamp) {
        let kind = alert.kind.name();
        // A call that was cancelled on its button.
        if alert.kind == AlertKind::HelpRequested && alert.severity == Severity::Information {
            self.close_all(What::Cancelled, &format!("{} cancels the call.", self.person), at, |case| {
                case.kind == kind
            });
            return;
        }
        // What was said to a speaker has begun its case, or gone on with one, already.
        let told =
            |case: &Case| case.spoken.is_some_and(|spoken| (Span::ZERO..=HEARS_TOO).contains(&(alert.since - spoken)));
        if alert.kind == AlertKind::HelpRequested && self.cases.iter().any(told) {
            return;
        }
        self.begin(kind, about(alert.kind), grade(alert.severity), alert.since, &alert.message, at, false);
    }

    /// A case of another origin than the monitor: a reminder that nobody answered.
    pub fn report(&mut self, kind: &str, subject: About, message: &str, to: &str, at: Timestamp) {
        let number = self.cases.len() as u32;
        let mut case = Case::new(number, kind, subject, Grade::Attention, at, message);
        case.only = Some(to.to_owned());
        // The case is there before its first step, which says what it is about.
        self.cases.push(case);
        self.note(number, at, What::Began, "", message);
        self.tell_only(number as usize, at);
    }

    /// The person said something about themselves.
    pub fn said(&mut self, said: Said, at: Timestamp) {
        let person = self.person.clone();
        match said {
            Said::AllRight | Said::Cancel => {
                let text = match said {
                    Said::AllRight => format!("{person} says that all is well."),
                    _ => format!("{person} cancels it."),
                };
                let what = if said == Said::AllRight { What::Answered } else { What::Cancelled };
                // What is about tablets or the home is not settled by feeling well.
                self.close_all(what, &text, at, |case| case.about == About::Safety);
            }
            Said::Help | Said::Fallen | Said::Unwell => {
                let message = match said {
                    Said::Help => format!("{person} asks for help by voice."),
                    Said::Fallen => format!("{person} says: I have fallen."),
                    _ => format!("{person} says that they do not feel well."),
                };
                // Who was asked and wants help goes on to the next step at once.
                let open = self.cases.iter().position(|case| case.open && case.about == About::Safety);
                if let Some(place) = open {
                    self.note(self.cases[place].number, at, What::Answered, &person, &message);
                    self.cases[place].grade = Grade::Urgent;
                    self.cases[place].spoken = Some(at);
                    if matches!(self.cases[place].waits, Waits::ForThePerson) {
                        self.next_step(place, at);
                    }
                } else {
                    let grade = if said == Said::Unwell { Grade::Attention } else { Grade::Urgent };
                    self.begin("help-requested", About::Safety, grade, at, &message, at, true);
                    if let Some(case) = self.cases.last_mut().filter(|case| case.since == at) {
                        case.spoken = Some(at);
                    }
                }
            }
        }
    }

    /// The person was seen moving about: what was only silence is settled, unless help was asked for.
    pub fn seen(&mut self, place: &str, at: Timestamp) {
        let text = format!("{} is seen again, {place}.", self.person);
        self.close_all(What::SeenAgain, &text, at, |case| {
            matches!(case.kind.as_str(), "overdue-activity" | "long-bathroom-stay" | "not-answering")
                && !case.asked_for_help
        });
    }

    /// Somebody answered.
    pub fn answered(&mut self, answer: &Answer) {
        let Some(place) = self.cases.iter().position(|case| case.references.contains(&answer.reference)) else {
            return;
        };
        let name = self.name(&answer.contact);
        let number = self.cases[place].number;
        if !self.cases[place].open {
            // Whoever comes all the same is told of, and nothing more is done.
            if answer.did == Did::Arrived {
                self.note(
                    number,
                    answer.at,
                    What::Arrived,
                    &answer.contact,
                    &format!("{name} is there. All was settled."),
                );
            }
            return;
        }
        match answer.did {
            Did::Saw => {
                self.note(number, answer.at, What::Seen, &answer.contact, &format!("{name} has seen the message."));
            }
            Did::Declined => {
                self.note(
                    number,
                    answer.at,
                    What::Declined,
                    &answer.contact,
                    &format!("{name} answers, but cannot come."),
                );
                self.next_step(place, answer.at);
            }
            Did::TookOver => {
                let centre =
                    self.care.contact(&answer.contact).is_some_and(|contact| contact.role == Role::AlarmCentre);
                let chain = self.chain(place);
                let next = chain.and_then(|chain| chain.steps.get(self.cases[place].step + 1));
                if centre && next.is_some_and(|step| step.how == How::Visit) {
                    let text = format!("{name} answers (simulated) and sends somebody.");
                    self.note(number, answer.at, What::Answered, &answer.contact, &text);
                    self.next_step(place, answer.at);
                } else {
                    let text = format!("{name} answers and sees to it.");
                    self.note(number, answer.at, What::Answered, &answer.contact, &text);
                    let case = &mut self.cases[place];
                    case.waits = Waits::ForArrival(answer.contact.clone());
                    case.due = answer.at + EXPECTED_WITHIN;
                    // What is no emergency is in good hands now.
                    if case.grade < Grade::Urgent {
                        case.open = false;
                        case.closed = answer.at;
                        self.note(number, answer.at, What::Closed, "", &format!("It is in {name}'s hands."));
                    }
                }
            }
            Did::Arrived => {
                let since = self.cases[place].since;
                let text = format!("{name} is there, {} after it began.", answer.at - since);
                self.note(number, answer.at, What::Arrived, &answer.contact, &text);
                self.close(place, answer.at);
            }
        }
    }

    /// Something could not be sent: the line is down.
    pub fn not_sent(&mut self, reference: u32, at: Timestamp) {
        let Some(place) = self.cases.iter().position(|case| case.open && case.references.last() == Some(&reference))
        else {
            return;
        };
        let number = self.cases[place].number;
        if self.cases[place].retries == 0 {
            let text = "The home's line is down: nothing can be sent. It is tried again and again.";
            self.note(number, at, What::NotSent, "", text);
        }
        let case = &mut self.cases[place];
        // The same step again, as long as the chain has patience.
        case.retries += 1;
        case.waits = Waits::ToRetry;
        case.due = at + Span::minutes(i64::from(case.retries.min(10)));
    }

    /// Lets time come to an instant: what was waited for too long is over.
    pub fn tick(&mut self, at: Timestamp) {
        for place in 0..self.cases.len() {
            if self.cases[place].open && self.cases[place].due <= at {
                self.overdue(place, at);
            }
        }
    }

    fn overdue(&mut self, place: usize, at: Timestamp) {
        let number = self.cases[place].number;
        match self.cases[place].waits.clone() {
            Waits::ForThePerson => {
                let text = format!("{} does not answer.", self.person);
                // Whoever does not answer may be in need: nobody's quiet hours count any more.
                if self.cases[place].about == About::Safety {
                    self.cases[place].grade = Grade::Urgent;
                }
                self.note(number, at, What::NoAnswer, "", &text);
                self.next_step(place, at);
            }
            Waits::ForAnAnswer(who) => {
                let text = format!("{} does not answer.", self.name(&who));
                self.note(number, at, What::NoAnswer, &who, &text);
                self.next_step(place, at);
            }
            Waits::ForArrival(who) => {
                let text = format!("{} has not arrived.", self.name(&who));
                self.note(number, at, What::NoAnswer, &who, &text);
                self.next_step(place, at);
            }
            Waits::ForMorning | Waits::ToRetry if self.cases[place].only.is_some() => self.tell_only(place, at),
            Waits::ForMorning | Waits::ToRetry => self.take_step(place, at),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "everything that makes a case what it is")]
    fn begin(
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

    fn chain(&self, place: usize) -> Option<&Chain> {
        self.care.chains.get(self.cases[place].chain)
    }

    fn next_step(&mut self, place: usize, at: Timestamp) {
        self.cases[place].step += 1;
        self.cases[place].retries = 0;
        self.take_step(place, at);
    }

    /// Takes the step at which a case stands, or those after it that can be taken.
    fn take_step(&mut self, place: usize, at: Timestamp) {
        loop {
            let Some(chain) = self.chain(place).cloned() else { return self.close(place, at) };
            let number = self.cases[place].number;
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
    fn tell_only(&mut self, place: usize, at: Timestamp) {
        let Some(who) = self.cases[place].only.clone() else { return };
        if !self.may_tell(place, &who, at) {
            return self.close(place, at);
        }
        if !self.waits_for_morning(place, &who, at) {
            self.reach(place, &who, How::Message, Span::hours(4), at);
        }
    }

    fn close_all(&mut self, what: What, text: &str, at: Timestamp, which: impl Fn(&Case) -> bool) {
        for place in 0..self.cases.len() {
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

    fn close(&mut self, place: usize, at: Timestamp) {
        let case = &mut self.cases[place];
        case.open = false;
        case.closed = at;
    }

    fn note(&mut self, case: u32, at: Timestamp, what: What, who: &str, text: &str) {
        if matches!(what, What::Told | What::Rang | What::SentOut)
            && let Some(known) = self.cases.get_mut(case as usize)
            && !known.reached.iter().any(|reached| reached == who)
        {
            known.reached.push(who.to_owned());
        }
        let about = self.cases.get(case as usize).map(|case| case.kind.clone()).unwrap_or_default();
        self.entries.push(Entry { at, case, about, what, who: who.to_owned(), text: text.to_owned() });
    }

    fn name(&self, who: &str) -> String {
        self.care.contact(who).map_or_else(|| who.to_owned(), crate::companion::care::Contact::in_full)
    }
}
