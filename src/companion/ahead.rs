//! What is still to come today, and what could well be said now: for a screen that shows the one and offers the other.
//! Read [`Companion::ahead`] and [`Companion::could_be_said`].

use super::Companion;
use super::known::Whereabouts;
use crate::home::Asked;
use crate::time::Timestamp;

/// How many sentences are offered: a handful, so that choosing is easy.
const OFFERED: usize = 6;

/// Something that is still to come today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// When.
    pub at: Timestamp,
    /// What: `Shopping`, `Your evening tablets`.
    pub what: String,
    /// The contact who comes, if somebody does.
    pub who: Option<String>,
}

impl Companion {
    /// What is still to come today, in order of time: appointments, reminders of the care plan, and the person's own.
    pub fn ahead(&self, at: Timestamp) -> Vec<Ahead> {
        let local = self.calendar.local(at);
        let mut ahead = Vec::new();
        for appointment in self.care.on(local.day, local.weekday) {
            let (at, what) = (self.calendar.at(local.day, appointment.at), super::spoken::capital(&appointment.what));
            ahead.push(Ahead { at, what, who: appointment.who.clone() });
        }
        for reminder in self.care.reminders.iter().filter(|one| one.days.include(local.day, local.weekday)) {
            let medicine = reminder.medicine.as_deref().and_then(|id| self.care.medicine(id));
            let what = medicine.map_or_else(|| reminder.says.clone(), |medicine| format!("Your {}", medicine.name));
            ahead.push(Ahead { at: self.calendar.at(local.day, reminder.at), what, who: None });
        }
        for own in &self.memory.reminders {
            if self.calendar.local(own.at).day == local.day {
                ahead.push(Ahead { at: own.at, what: super::spoken::capital(&own.task), who: None });
            }
        }
        ahead.retain(|one| one.at > at);
        ahead.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.what.cmp(&b.what)));
        ahead
    }

    /// What the person may answer to what they are asked: each is one sentence. "No" is among them wherever it is an
    /// answer, and nothing follows from it but that it is let be.
    pub fn answers_to(asked: &Asked) -> &'static [&'static str] {
        match asked {
            Asked::Nothing => &[],
            Asked::AllRight => &["I'm all right", "Help"],
            Asked::Medicine(_) => &["I have taken my tablets", "Later", "No, thank you"],
            Asked::Deed => &["All right then", "Later", "No, thank you"],
            Asked::Offer => &["Yes please", "No, thank you"],
        }
    }

    /// A handful of sentences that fit the moment: first the answers to what is asked, then what the time of day, the
    /// plan and the house suggest. Every one of them is understood.
    pub fn could_be_said(&self, asked: &Asked, at: Timestamp) -> Vec<String> {
        let local = self.calendar.local(at);
        let mut said: Vec<String> = Self::answers_to(asked).iter().map(|answer| (*answer).to_owned()).collect();
        let mut offer = |sentence: String| {
            if said.len() < OFFERED && !said.contains(&sentence) {
                said.push(sentence);
            }
        };
        if *asked != Asked::AllRight {
            offer("I need help".to_owned());
        }
        let mut windows = self.care.medicines.iter().filter(|one| !one.as_needed).flat_map(|one| &one.windows);
        if windows.any(|(from, _)| *from <= local.clock) {
            offer("Have I taken my tablets?".to_owned());
        }
        let night = local.clock.hour() < 6 || local.clock.hour() >= 22;
        offer(if night { "What time is it?" } else { "What is on today?" }.to_owned());
        let awake = matches!(self.known.whereabouts(at), Whereabouts::In(_) | Whereabouts::InBed);
        let callable = |one: &&super::care::Contact| one.phone.is_some() && !one.is_quiet(local.clock);
        if let Some(contact) = self.care.contacts.iter().find(callable).filter(|_| awake) {
            offer(format!("Call {}", contact.name));
        }
        offer("What day is it?".to_owned());
        offer("Is the front door shut?".to_owned());
        said
    }
}
