//! What may be proposed for being in touch, in a week with much less contact than is usual for this person: ringing
//! somebody, and what is on tomorrow. Read [`candidates`] first.

use super::{Candidate, Offer};
use crate::companion::Own;
use crate::companion::care::{Care, Contact, Role};
use crate::companion::company::{Measure, noon};
use crate::companion::spoken::{list, time};
use crate::time::{Calendar, ClockTime, Local, Span};

/// What is on tomorrow is spoken of in the morning, or this long before it where it is early.
const BEFORE: Span = Span::hours(1);

/// What may be proposed on a day, by the seven days before it.
pub(super) fn candidates(measure: &Measure, care: &Care, calendar: &Calendar, local: &Local) -> Vec<Candidate> {
    let mut found = Vec::new();
    if measure.is_quiet() {
        found.extend(whom(care, local.clock).map(|contact| Candidate {
            id: format!("ring-{}", contact.id),
            sentence: format!("It has been a quieter week than usual. Would you like me to ring {}?", contact.name),
            why: format!("the last seven days had {}", measure.in_words()),
            offer: Offer::Ring(contact.id.clone()),
        }));
    }
    if measure.is_quiet() || measure.is_indoors() {
        found.extend(tomorrow(measure, care, calendar, local));
    }
    found
}

/// Who may be rung now: family before friends next door, nobody in their quiet hours.
fn whom(care: &Care, clock: ClockTime) -> Option<&Contact> {
    let near = |contact: &&Contact| matches!(contact.role, Role::Family | Role::Neighbour);
    let reached = |contact: &&Contact| contact.phone.is_some() && !contact.is_quiet(clock);
    care.contacts.iter().filter(near).filter(reached).min_by_key(|contact| contact.role)
}

/// Where the person may go tomorrow, as the care plan has it.
fn tomorrow(measure: &Measure, care: &Care, calendar: &Calendar, local: &Local) -> Option<Candidate> {
    let day = local.day + 1;
    let weekday = calendar.local(calendar.at(day, noon())).weekday;
    let outings: Vec<_> = care.on(day, weekday).into_iter().filter(|item| item.who.is_none()).collect();
    let first = outings.first()?;
    let told: Vec<String> = outings.iter().map(|item| format!("{} at {}", item.what, time(item.at))).collect();
    let nine = ClockTime::new(9, 0).unwrap_or(ClockTime::MIDNIGHT);
    let at = nine.min(first.at.later(-BEFORE));
    Some(Candidate {
        id: format!("tomorrow-{}", first.what.to_lowercase().replace(' ', "-")),
        sentence: format!("Tomorrow there is {}. Shall I remind you of it in the morning?", list(&told)),
        why: format!("it is in your plan, and the last seven days had {}", measure.in_words()),
        offer: Offer::Own(Own { at: calendar.at(day, at), task: list(&told) }),
    })
}
