//! What came of hearing a sentence: what is wanted and what fills its slots, or what is near to it. Read [`Heard`] first.

use std::fmt;

use super::number::{SaidDay, SaidTime};
use super::phrases::Intent;
use crate::time::Span;

/// What fills a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// A value of a list.
    Value(String),
    /// A number.
    Number(i64),
    /// A time on the clock.
    Time(SaidTime),
    /// A length of time.
    Length(Span),
    /// A day.
    Day(SaidDay),
    /// Words as they were said.
    Words(String),
}

/// In words: `07:30 (morning or evening)`, `in 3 days`, `lounge`.
impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(text) | Self::Words(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Time(time) => {
                let half = if time.exact { "" } else { " (morning or evening)" };
                write!(f, "{:02}:{:02}{half}", time.hour, time.minute)
            }
            Self::Length(span) => f.write_str(&span.exact()),
            Self::Day(SaidDay::In(-1)) => f.write_str("yesterday"),
            Self::Day(SaidDay::In(0)) => f.write_str("today"),
            Self::Day(SaidDay::In(1)) => f.write_str("tomorrow"),
            Self::Day(SaidDay::In(days)) => write!(f, "in {days} days"),
            Self::Day(SaidDay::On(weekday)) => f.write_str(weekday.name()),
        }
    }
}

/// What was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// What is wanted.
    pub intent: Intent,
    /// The intent's name; another than the intent's own for a council's answer.
    pub name: String,
    /// What fills its slots, in the order said.
    pub slots: Vec<(String, Slot)>,
    /// The answer of a council's own.
    pub answer: String,
    /// How far what was said is from the template; 0 is word for word.
    pub cost: u32,
    /// Whether it may be acted on without asking back; only calls for help can be unsure.
    pub sure: bool,
    /// The template.
    pub template: String,
}

impl Understood {
    /// What fills a slot.
    pub fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.iter().find(|(slot, _)| slot == name).map(|(_, value)| value)
    }

    /// The value of a list in a slot.
    pub fn value(&self, name: &str) -> Option<&str> {
        match self.slot(name) {
            Some(Slot::Value(value)) => Some(value),
            _ => None,
        }
    }
}

/// What came of hearing a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// It was understood.
    Understood(Box<Understood>),
    /// It was not; these sentences are near to it, the nearest first.
    Unknown {
        /// Examples of what can be said.
        near: Vec<String>,
        /// Whether it was longer than anybody speaks to a home.
        too_long: bool,
    },
    /// There was no word in it.
    Silence,
}
