//! Who is told of what by when: every alert goes somewhere and comes to an end.
//!
//! A [`Response`] is a plain value. It is fed alerts, answers and the passing of time, and gives back what is to be done
//! and a record of every step. It never sees a scenario or a simulation, and cannot tell a simulated daughter from a
//! real one. No number is ever dialled from here: whoever carries an action out says what became of it. Read
//! [`Response`] first, then [`Entry`].

mod case;
mod chain;
mod entry;
mod status;

use std::sync::Arc;

use self::case::{Case, Waits};
pub use self::entry::{Entry, What};
pub use self::status::{Awaits, Coming, Status};
use crate::companion::care::{About, Care, Grade, How, Role};
use crate::home::{Action, Answer, Did};
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
    /// All cases before this one are closed, and none opens again.
    first_open: usize,
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
            first_open: 0,
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

    /// What is open: a year has hundreds of cases, and few of them at a time.
    fn open(&self) -> impl Iterator<Item = &Case> {
        self.cases[self.first_open..].iter().filter(|case| case.open)
    }

    /// When something is due next; never while nothing is open.
    pub fn next_due(&self) -> Timestamp {
        self.open().map(|case| case.due).min().unwrap_or(Timestamp::MAX)
    }

    /// Whether something is open that somebody should act on.
    pub fn is_pressing(&self) -> bool {
        self.open().any(|case| !case.news)
    }

    /// Whether something is open.
    pub fn is_open(&self) -> bool {
        self.open().next().is_some()
    }

    /// Whether the person was asked whether they are all right and has not answered.
    pub fn asks(&self) -> bool {
        self.open().any(|case| matches!(case.waits, Waits::ForThePerson))
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

    /// Something that a contact is told without anything being wrong, and that asks nobody to come.
    pub fn inform(&mut self, kind: &str, subject: About, message: &str, to: &str, at: Timestamp) {
        let number = self.cases.len() as u32;
        let mut case = Case::new(number, kind, subject, Grade::Information, at, message);
        case.only = Some(to.to_owned());
        case.news = true;
        self.cases.push(case);
        self.tell_only(number as usize, at);
    }

    /// What the person likes to be called.
    pub fn person(&self) -> &str {
        &self.person
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
                if self.cases[place].news {
                    self.close(place, answer.at);
                }
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
                        self.close(place, answer.at);
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
        for place in self.first_open..self.cases.len() {
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
            Waits::ForAnAnswer(who) if self.cases[place].news => {
                let text = format!("{} has not looked at the message yet. It stays there.", self.name(&who));
                self.note(number, at, What::NoAnswer, &who, &text);
                self.close(place, at);
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
}
