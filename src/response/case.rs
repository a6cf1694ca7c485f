//! One thing that somebody must be told of, from its beginning to its end. Read [`Case`] first.

use crate::companion::care::{About, Grade};
use crate::time::Timestamp;

/// What a case waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Waits {
    /// The person's answer.
    ForThePerson,
    /// A contact's answer.
    ForAnAnswer(String),
    /// A contact who took it over.
    ForArrival(String),
    /// The end of somebody's quiet hours.
    ForMorning,
    /// Another try of what could not be sent.
    ToRetry,
}

/// A case.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// Its number, from 0.
    pub number: u32,
    /// The alert's stable kind.
    pub kind: String,
    pub about: About,
    pub grade: Grade,
    /// When what it is about began.
    pub since: Timestamp,
    /// What is told.
    pub message: String,
    /// The chain, the step in it, the round, and how many chains came before.
    pub chain: usize,
    pub step: usize,
    pub round: u32,
    pub hops: usize,
    pub waits: Waits,
    /// When the waiting is over.
    pub due: Timestamp,
    pub open: bool,
    pub closed: Timestamp,
    /// The numbers of what was sent.
    pub references: Vec<u32>,
    /// How often the same step could not be taken.
    pub retries: u32,
    /// Whether the person asked for help themselves.
    pub asked_for_help: bool,
    /// When they last said so to a speaker, so that the monitor, which hears of it too, does not begin another case.
    pub spoken: Option<Timestamp>,
    /// The one who is told, where there is no chain.
    pub only: Option<String>,
    /// Whether it only tells something: it ends once it was seen.
    pub news: bool,
    /// Who was told, rung or sent.
    pub reached: Vec<String>,
    /// Who may not be told, so that it is said once.
    pub refused: Vec<String>,
}

impl Case {
    pub fn new(number: u32, kind: &str, about: About, grade: Grade, since: Timestamp, message: &str) -> Self {
        Self {
            number,
            kind: kind.to_owned(),
            about,
            grade,
            since,
            message: message.to_owned(),
            chain: 0,
            step: 0,
            round: 0,
            hops: 0,
            waits: Waits::ForThePerson,
            due: Timestamp::MAX,
            open: true,
            closed: Timestamp::MIN,
            references: Vec::new(),
            retries: 0,
            asked_for_help: false,
            spoken: None,
            only: None,
            news: false,
            reached: Vec::new(),
            refused: Vec::new(),
        }
    }
}
