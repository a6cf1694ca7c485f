//! Answers about people and tablets: calls for help, calls and messages, what was taken.

use super::super::Memory;
use super::super::care::Medicine;
use super::super::intent::{Intent, Slot, Understood};
use super::super::spoken::{capital, list, short_time};
use super::{Ask, Reply};
use crate::home::{Action, Way};

/// What is said to a call for help. What is done about it is for the chain of who is told.
pub(super) fn safety(understood: &Understood, ask: &Ask<'_>) -> Reply {
    let first = ask.care.contacts.iter().find(|contact| contact.role == super::super::care::Role::Family);
    match (understood.intent, understood.sure) {
        (Intent::Help | Intent::Fallen | Intent::Unwell, false) => {
            Reply::say("I think you asked for help. Do you need help? Say yes or no.").or(&["Yes", "I'm all right"])
        }
        (Intent::Help, true) => {
            Reply::say("I'm getting help now. Stay where you are; I'm with you.").or(&["Cancel that", "I'm all right"])
        }
        (Intent::Fallen, true) => Reply::say("I'm getting help. Don't try to get up by yourself. Are you hurt?")
            .or(&["I'm all right", "Cancel that"]),
        (Intent::Unwell, true) => {
            let who = first.map_or_else(|| "someone".to_owned(), |contact| contact.name.clone());
            Reply::say(format!("I'm sorry to hear that. I'll let {who} know. If it gets worse, say: help."))
                .or(&["Help", "I'm all right"])
        }
        (Intent::ImOk, true) => Reply::say("I'm glad. I'll leave it at that."),
        (Intent::ImOk, false) => Reply::say("Are you all right? Say yes, or say help.").or(&["I'm all right", "Help"]),
        (Intent::Cancel, true) => Reply::say("All right, I've stopped."),
        (_, _) => Reply::say("Shall I stop? Say yes or no.").or(&["Yes", "No"]),
    }
}

/// Calls somebody, if there is a number.
pub(super) fn call(understood: &Understood, ask: &Ask<'_>, memory: &mut Memory) -> Reply {
    if let Some(Slot::Words(name)) = understood.slot("name") {
        let known: Vec<String> = ask.care.contacts.iter().map(|contact| contact.name.clone()).collect();
        return match known.as_slice() {
            [] => {
                Reply::say(format!("I don't know anybody called {}. Nobody is written down here yet.", capital(name)))
            }
            known => Reply::say(format!("I don't know anybody called {}. I can ring {}.", capital(name), list(known))),
        };
    }
    let Some(contact) = understood.value("contact").and_then(|id| ask.care.contact(id)) else {
        return Reply::say("Whom shall I ring?");
    };
    if contact.phone.is_none() {
        return Reply::say(format!("I have no number for {}, so I can't ring.", contact.name));
    }
    let late = contact
        .is_quiet(ask.local.clock)
        .then(|| format!(" It's {}, and {} may be asleep.", short_time(ask.local.clock), contact.name));
    let reference = memory.next_reference();
    Reply::say(format!("I'm ringing {}.{} (Simulated.)", contact.name, late.unwrap_or_default())).with(Action::Reach {
        contact: contact.id.clone(),
        way: Way::Call,
        text: "A call from the person themselves.".to_owned(),
        reference,
    })
}

/// Sends somebody a message.
pub(super) fn message(understood: &Understood, ask: &Ask<'_>, memory: &mut Memory) -> Reply {
    let Some(contact) = understood.value("contact").and_then(|id| ask.care.contact(id)) else {
        return Reply::say("To whom shall I send it?");
    };
    let Some(Slot::Words(words)) = understood.slot("words") else {
        return Reply::say(format!("What shall I tell {}?", contact.name));
    };
    if contact.phone.is_none() {
        return Reply::say(format!("I have no number for {}, so I can't send anything.", contact.name));
    }
    let reference = memory.next_reference();
    Reply::say(format!("I'm sending {} a message: {}. (Simulated.)", contact.name, capital(words)))
        .with(Action::Reach { contact: contact.id.clone(), way: Way::Message, text: capital(words), reference })
}

fn meant<'a>(understood: &Understood, ask: &Ask<'a>) -> Vec<&'a Medicine> {
    match understood.value("medicine") {
        Some(id) => ask.care.medicine(id).into_iter().collect(),
        None => ask.care.medicines.iter().collect(),
    }
}

/// What the dispenser and the person have said about today's tablets. Never advice on a dose.
pub(super) fn tablets(understood: &Understood, ask: &Ask<'_>, memory: &Memory) -> Reply {
    let medicines = meant(understood, ask);
    if medicines.is_empty() {
        return Reply::say(
            "No tablets are written down in your care plan, so I can't tell. Look on the packet, or ask the pharmacist.",
        );
    }
    let mut told = Vec::new();
    for medicine in medicines {
        let name = medicine.name.to_lowercase();
        let taken: Vec<_> = memory.doses.taken_on(&medicine.id, ask.local.day).collect();
        if medicine.as_needed {
            told.push(match taken.last() {
                Some(at) => format!("your {name}: last taken at {}", short_time(ask.calendar.local(*at).clock)),
                None => format!("your {name}: only when you need it; none today that I know of"),
            });
            continue;
        }
        for (place, (from, to)) in medicine.windows.iter().enumerate() {
            let within = taken.iter().find(|at| {
                let clock = ask.calendar.local(**at).clock;
                let next = medicine.windows.get(place + 1).map(|(from, _)| *from);
                place == 0 && clock < *from || (clock >= *from && next.is_none_or(|next| clock < next))
            });
            told.push(match within {
                Some(at) => format!("your {name}: taken at {}", short_time(ask.calendar.local(*at).clock)),
                None if ask.local.clock < *from => format!("your {name}: not due until {}", short_time(*from)),
                None if ask.local.clock <= *to => format!("your {name}: due now, and not taken yet as far as I know"),
                None => format!("your {name}: not taken as far as I know; it was due by {}. Please don't take two: ask the pharmacist", short_time(*to)),
            });
        }
    }
    Reply::say(format!("{}.", capital(&told.join(". ").replace(". your", ". Your"))))
}

/// Which of the medicines that are meant is due now, if that is one.
fn due_now<'a>(medicines: &[&'a Medicine], ask: &Ask<'_>) -> Option<&'a Medicine> {
    let is_due = |medicine: &&&Medicine| {
        let now = ask.local.clock;
        !medicine.as_needed && medicine.windows.iter().any(|(from, to)| *from <= now && now <= *to)
    };
    let due: Vec<&&Medicine> = medicines.iter().filter(is_due).collect();
    match (medicines, due.as_slice()) {
        ([one], _) => Some(*one),
        (_, [one]) => Some(**one),
        _ => None,
    }
}

/// The person says that they would rather not.
pub(super) fn tablets_refused(understood: &Understood, ask: &Ask<'_>, memory: &mut Memory) -> Reply {
    if let Some(medicine) = due_now(&meant(understood, ask), ask) {
        memory.doses.refused(&medicine.id, ask.local.day, ask.local.clock);
    }
    Reply::say("That's all right. Nobody will make you. I'll note that you'd rather not.")
}

/// How the tablets were taken in the last seven days. It counts; it advises nothing.
pub(super) fn tablets_week(understood: &Understood, ask: &Ask<'_>, memory: &Memory) -> Reply {
    let medicines = meant(understood, ask);
    let told: Vec<String> = medicines
        .iter()
        .filter(|medicine| !medicine.as_needed)
        .map(|medicine| {
            let days = ((ask.local.day - 6).max(1), ask.local.day);
            let sum = memory.doses.adherence(medicine, ask.calendar, days, ask.at, ask.dispenser);
            format!("your {}: {}", medicine.name.to_lowercase(), sum.in_words())
        })
        .collect();
    if told.is_empty() {
        return Reply::say("No tablets with times are written down in your care plan, so I can't tell.");
    }
    Reply::say(format!("In the last seven days: {}.", told.join("; ")))
}

/// The person says that they have taken something.
pub(super) fn tablets_taken(understood: &Understood, ask: &Ask<'_>, memory: &mut Memory) -> Reply {
    match due_now(&meant(understood, ask), ask) {
        Some(medicine) => {
            memory.doses.said(&medicine.id, ask.at, ask.local.day);
            Reply::say(format!("Thank you, I've noted your {}.", medicine.name.to_lowercase()))
        }
        None => Reply::say("Thank you for telling me."),
    }
}
