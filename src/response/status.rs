//! How a case stands: what it waits for and until when, and what follows if nothing comes. For whoever shows it; nothing
//! is decided here. Read [`Status`] first.

use super::Response;
use super::case::{Case, Waits};
use crate::companion::care::{About, Care, Grade, How};
use crate::time::{Span, Timestamp};

/// What a case waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaits {
    /// The person's own answer.
    ThePerson,
    /// An answer of this contact.
    Answer(String),
    /// The arrival of this contact, who has taken it over.
    Arrival(String),
    /// The end of somebody's quiet hours.
    Morning,
    /// Another try of what could not be sent.
    AnotherTry,
}

/// A step that follows if nobody has answered before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// The contact; `None` is the person themselves.
    pub who: Option<String>,
    /// How.
    pub how: How,
    /// How long an answer is waited for then.
    pub wait: Span,
    /// Whether the person has agreed that they are told; without that the step is left out.
    pub agreed: bool,
}

/// How a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Its number, as its entries give it.
    pub number: u32,
    /// The alert's stable kind.
    pub kind: String,
    /// What it is about.
    pub about: About,
    /// How grave it has become.
    pub grade: Grade,
    /// When what it is about began.
    pub since: Timestamp,
    /// What is told.
    pub message: String,
    /// Whether it goes on.
    pub open: bool,
    /// What it waits for; of a case that is over, what it waited for last.
    pub awaits: Awaits,
    /// When the waiting is over.
    pub due: Timestamp,
    /// What follows then, in order.
    pub coming: Vec<Coming>,
    /// How often the steps are gone through again after that.
    pub again: u32,
    /// The chain that follows when nobody has answered.
    pub then: Option<String>,
}

impl Response {
    /// Every case so far, in the order in which they began.
    pub fn cases(&self) -> impl DoubleEndedIterator<Item = Status> + '_ {
        self.cases.iter().map(|case| status(case, &self.care))
    }

    /// Whether a contact has been told of something that goes on, and has not taken it over.
    pub fn waits_for(&self, contact: &str) -> bool {
        self.cases.iter().any(|case| {
            let told = case.reached.iter().any(|reached| reached == contact);
            let taken = matches!(&case.waits, Waits::ForArrival(who) if who == contact);
            case.open && told && !taken
        })
    }
}

fn status(case: &Case, care: &Care) -> Status {
    let awaits = match &case.waits {
        Waits::ForThePerson => Awaits::ThePerson,
        Waits::ForAnAnswer(who) => Awaits::Answer(who.clone()),
        Waits::ForArrival(who) => Awaits::Arrival(who.clone()),
        Waits::ForMorning => Awaits::Morning,
        Waits::ToRetry => Awaits::AnotherTry,
    };
    // What only one person is told of, by a message, has no chain.
    let chain = care.chains.get(case.chain).filter(|_| case.only.is_none());
    // The step that waits for the morning or for the line is still to be taken itself.
    let from = match case.waits {
        Waits::ForMorning | Waits::ToRetry => case.step,
        Waits::ForThePerson | Waits::ForAnAnswer(_) | Waits::ForArrival(_) => case.step + 1,
    };
    let steps = chain.map_or(&[][..], |chain| chain.steps.get(from..).unwrap_or_default());
    let coming = |step: &crate::companion::care::Step| Coming {
        who: step.who.clone(),
        how: step.how,
        wait: step.wait,
        agreed: step.who.as_ref().is_none_or(|who| care.agrees(who, case.about)),
    };
    Status {
        number: case.number,
        kind: case.kind.clone(),
        about: case.about,
        grade: case.grade,
        since: case.since,
        message: case.message.clone(),
        open: case.open,
        awaits,
        due: case.due,
        coming: steps.iter().map(coming).collect(),
        again: chain.map_or(0, |chain| chain.rounds.saturating_sub(case.round + 1)),
        then: chain.and_then(|chain| chain.then.clone()),
    }
}
