//! Small talk by something that is no rule, where somebody wishes it: what it is told, what of its words is said, and
//! what it may ask for.
//!
//! It is asked only about what the rules did not understand. It is told what the resident knows anyway: the time, the
//! day, what is on. It may put what was said into a sentence that the rules understand, and of those only into harmless
//! ones; it decides nothing about safety, and nothing that it says of tablets, illness or help is ever spoken. Read
//! [`Talk`] first.

use std::fmt;

use super::care::Care;
use super::intent::Intent;
use super::spoken;
use crate::time::{Calendar, Timestamp};

/// Characters that are spoken at once, at most.
const LONGEST: usize = 320;
/// Characters of a sentence that are passed on.
const LONGEST_HEARD: usize = 400;

/// Who made a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The rules of this program.
    #[default]
    Rules,
    /// A language model.
    Model,
}

impl By {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Model => "model",
        }
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Talked {
    /// Something to say.
    Says(String),
    /// What was said, in a sentence that the rules may understand.
    Means(String),
}

/// Something that makes small talk. It has its own time limit and gives nothing rather than keep anybody waiting.
pub trait Talk: fmt::Debug + Send + Sync {
    /// An answer to a sentence, by what the resident knows.
    fn talk(&self, known: &str, heard: &str) -> Option<Talked>;
}

/// What may be asked for in other words: what is harmless, can be seen at once, and is undone by saying the contrary.
/// Nothing of safety, of tablets, of calls and messages, and no answer to a question of the home's own.
pub const MAY_ASK_FOR: [Intent; 22] = [
    Intent::LightOn,
    Intent::LightOff,
    Intent::LightLevel,
    Intent::IsItOn,
    Intent::Warmer,
    Intent::Cooler,
    Intent::AskTemperature,
    Intent::AskDoor,
    Intent::AskTime,
    Intent::AskDay,
    Intent::AskDate,
    Intent::AskWeather,
    Intent::AskPlan,
    Intent::AskVisitors,
    Intent::AskReminders,
    Intent::AskTimer,
    Intent::RadioOn,
    Intent::RadioOff,
    Intent::Repeat,
    Intent::Louder,
    Intent::Slower,
    Intent::AskHelp,
];

/// Beginnings of words that may be about somebody's health or safety: such a sentence stays with the rules.
const OF_HEALTH: [&str; 30] = [
    "help", "hurt", "pain", "ache", "chest", "breath", "breathe", "blood", "bleed", "dizzy", "faint", "fell", "fall",
    "sick", "ill", "unwell", "poorly", "stroke", "heart", "numb", "chok", "burn", "smoke", "fire", "gas", "die",
    "dying", "dead", "kill", "alone",
];
/// Beginnings of words of which nothing but the rules speaks.
const NOT_SAID: [&str; 24] = [
    "dose",
    "tablet",
    "pill",
    "medic",
    "drug",
    "mg",
    "milligram",
    "insulin",
    "paracetamol",
    "aspirin",
    "ambulance",
    "999",
    "911",
    "112",
    "doctor",
    "hospital",
    "emergency",
    "police",
    "diagnos",
    "symptom",
    "password",
    "lonely",
    "called",
    "http",
];

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a sentence that was not understood may be passed on at all.
pub(super) fn may_be_passed_on(sentence: &str) -> bool {
    !words(sentence).any(|word| {
        // Short ones must be the whole word: "ill" is in no "illustration", and "gas" in no "gasket".
        OF_HEALTH.iter().any(|of| if of.len() <= 4 { word == *of } else { word.starts_with(of) })
    })
}

/// The sentence that is passed on: without control characters and not too long.
pub(super) fn passed_on(sentence: &str) -> String {
    let signs = sentence.chars().map(|sign| if sign.is_control() { ' ' } else { sign });
    signs.take(LONGEST_HEARD).collect::<String>().trim().to_owned()
}

/// What may be said of an answer; `None` when it may not be said.
pub(super) fn sayable(text: &str) -> Option<String> {
    let text: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(4_000).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() || words(&text).any(|word| NOT_SAID.iter().any(|not| word.starts_with(not))) {
        return None;
    }
    if text.chars().count() <= LONGEST {
        return Some(text);
    }
    // To the end of the last whole sentence.
    let cut: String = text.chars().take(LONGEST).collect();
    let end = cut.rfind(['.', '!', '?'])?;
    Some(cut[..=end].to_owned())
}

/// What the resident knows anyway, in a few sentences: no reading of a sensor, nothing of tablets, nobody's number.
pub(super) fn known(care: &Care, calendar: &Calendar, at: Timestamp) -> String {
    let local = calendar.local(at);
    let on: Vec<String> = care
        .on(local.day, local.weekday)
        .into_iter()
        .map(|item| format!("{} at {}", item.what, spoken::time(item.at)))
        .collect();
    let plan = if on.is_empty() { "Nothing is planned today".to_owned() } else { format!("Today: {}", on.join("; ")) };
    let day = format!("It is {}, {}, {}", local.weekday.name(), spoken::date(&local), spoken::time(local.clock));
    let people: Vec<&str> = care.contacts.iter().map(|contact| contact.name.as_str()).collect();
    let people = if people.is_empty() { String::new() } else { format!(" People: {}.", people.join(", ")) };
    format!("{day}. {plan}.{people}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_health_is_passed_on_and_nothing_of_it_is_said() {
        for sentence in ["my chest feels tight", "I feel a bit ill", "there's smoke", "I want to die"] {
            assert!(!may_be_passed_on(sentence), "{sentence}");
        }
        for sentence in ["tell me about the sea", "what an illustration", "I like the autumn"] {
            assert!(may_be_passed_on(sentence), "{sentence}");
        }
        for text in
            ["Take two tablets.", "An ambulance is on its way", "I have called Susan", "You seem lonely", "\n\t"]
        {
            assert_eq!(sayable(text), None, "{text}");
        }
        assert_eq!(sayable(" The sea\u{7} is\n\ncalm. ").as_deref(), Some("The sea is calm."));
    }

    #[test]
    fn a_flood_of_words_ends_with_a_sentence() {
        let said = sayable(&"The sea is calm today. ".repeat(500)).expect("something");
        assert!(said.chars().count() <= LONGEST && said.ends_with("today."));
        assert_eq!(sayable(&"sea ".repeat(500)), None);
    }

    #[test]
    fn nothing_that_matters_may_be_asked_for_in_other_words() {
        for intent in [Intent::Call, Intent::Message, Intent::TabletsTaken, Intent::DropReminder, Intent::Yes] {
            assert!(!MAY_ASK_FOR.contains(&intent));
        }
        assert!(!MAY_ASK_FOR.iter().any(|intent| intent.is_safety()));
    }
}
