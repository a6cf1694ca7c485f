//! One step of who was told of what: what the story, the timeline and a report show.

use crate::time::Timestamp;

/// What was done, or what somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A case began.
    Began,
    /// The person was asked.
    Asked,
    /// Somebody was sent a message.
    Told,
    /// Somebody was rung.
    Rang,
    /// Somebody was asked to go there.
    SentOut,
    /// Somebody has seen their message.
    Seen,
    /// Somebody answered: the person, or who takes it over.
    Answered,
    /// Somebody answered and cannot come.
    Declined,
    /// Nobody answered in time.
    NoAnswer,
    /// Somebody is there.
    Arrived,
    /// The person cancelled it.
    Cancelled,
    /// The person was seen again.
    SeenAgain,
    /// It went on with another chain.
    HandedOver,
    /// Nothing was passed on, for want of consent.
    NotPassedOn,
    /// It waits for the end of quiet hours.
    Waits,
    /// It could not be sent.
    NotSent,
    /// Everybody was tried.
    NobodyReached,
    /// It is in good hands.
    Closed,
    /// The home said something to the person, by its rules.
    Said,
    /// The home said something to the person that a language model made.
    SaidByModel,
    /// The person said something to the home.
    Heard,
    /// The person was reminded.
    Reminded,
    /// Something was proposed to the person; `who` is the suggestion's id.
    Suggested,
    /// The person said yes to it.
    Agreed,
    /// The person said no to it.
    Refused,
    /// A week of being in touch was counted.
    Counted,
}

impl What {
    /// The stable name, in kebab-case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Asked => "asked",
            Self::Told => "told",
            Self::Rang => "rang",
            Self::SentOut => "sent-out",
            Self::Seen => "seen",
            Self::Answered => "answered",
            Self::Declined => "declined",
            Self::NoAnswer => "no-answer",
            Self::Arrived => "arrived",
            Self::Cancelled => "cancelled",
            Self::SeenAgain => "seen-again",
            Self::HandedOver => "handed-over",
            Self::NotPassedOn => "not-passed-on",
            Self::Waits => "waits",
            Self::NotSent => "not-sent",
            Self::NobodyReached => "nobody-reached",
            Self::Closed => "closed",
            Self::Said => "said",
            Self::SaidByModel => "said-by-model",
            Self::Heard => "heard",
            Self::Reminded => "reminded",
            Self::Suggested => "suggested",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
            Self::Counted => "counted",
        }
    }
}

/// One step of who was told of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Which case it belongs to, counted from 0; for what is said and heard, 0.
    pub case: u32,
    /// The alert's stable kind; empty for what is said and heard.
    pub about: String,
    /// What was done.
    pub what: What,
    /// The contact's id; empty for the person and the home.
    pub who: String,
    /// What it was, in a sentence for people.
    pub text: String,
}
