//! Whether a care plan can be followed: people there are, who can be reached; tablets that do not contradict each
//! other; reminders that end; chains that come to an end with somebody who acts.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::file::{CareFile, ChainFile, ContactFile, MedicineFile, ReminderFile, WishFile};
use super::super::problem::{Findings, quoted};
use super::super::read::{Maybe, Placed};
use super::{ALERT_KINDS, Ids};
use crate::companion::care::{
    About, Afterwards, Appointment, Care, Chain, Consent, Contact, Days, Grade, How, Medicine, Reminder, Role, Step,
    Wish,
};
use crate::time::{Span, Weekday};

/// Tries of a reminder and rounds of a chain, each at most.
const MOST_TIMES: i64 = 5;
/// A chain waits for so long in all, at most.
const LONGEST_CHAIN: Span = Span::hours(24);

/// Checks a care plan.
pub(super) fn check(file: CareFile, findings: &mut Findings<'_>) -> Care {
    let mut ids = Ids::new("contact");
    let contacts: Vec<Contact> =
        file.contacts.iter().filter_map(|contact| check_contact(&contact.value, &mut ids, findings)).collect();
    let mut ids = Ids::new("medicine");
    let medicines: Vec<Medicine> =
        file.medicines.iter().filter_map(|medicine| check_medicine(&medicine.value, &mut ids, findings)).collect();
    one_plan_each(&file.medicines, findings);
    let people = People { contacts: &contacts, medicines: &medicines };
    let mut ids = Ids::new("reminder");
    let reminders = file
        .reminders
        .iter()
        .filter_map(|reminder| check_reminder(&reminder.value, &people, &mut ids, findings))
        .collect();
    let mut appointments = Vec::new();
    for appointment in &file.appointments {
        let appointment = &appointment.value;
        people.knows(&appointment.who, findings);
        let days = days(&appointment.days, &appointment.day, findings);
        if let (Some(days), Some(at), Some(what)) = (days, &appointment.at, &appointment.what) {
            let who = appointment.who.as_ref().map(|who| who.value.clone());
            appointments.push(Appointment { days, at: at.value, what: what.value.clone(), who });
        }
    }
    let mut consent = Vec::new();
    for given in &file.consent {
        people.knows(&given.value.to, findings);
        if let (Some(to), Some(about)) = (&given.value.to, &given.value.about) {
            let about = about.value.iter().map(|about| about.value).collect();
            consent.push(Consent { to: to.value.clone(), about });
        }
    }
    let suggestions = check_wishes(&file.suggestions, &people, &consent, findings);
    let mut ids = Ids::new("chain");
    let chains: Vec<(Chain, Range<usize>)> = file
        .chains
        .iter()
        .filter_map(|chain| {
            let made = check_chain(&chain.value, &people, &mut ids, findings)?;
            Some((made, chain.value.id.as_ref()?.span.clone()))
        })
        .collect();
    ends(&file, &chains, findings);
    Care {
        suggestions,
        consent,
        reminders,
        appointments,
        chains: chains.into_iter().map(|(chain, _)| chain).collect(),
        contacts,
        medicines,
    }
}

/// Whom and what the rest of the plan may name.
struct People<'c> {
    contacts: &'c [Contact],
    medicines: &'c [Medicine],
}

impl People<'_> {
    fn knows(&self, who: &Maybe<String>, findings: &mut Findings<'_>) -> Option<&Contact> {
        let who = who.as_ref()?;
        let found = self.contacts.iter().find(|contact| contact.id == who.value);
        if found.is_none() {
            let names = self.contacts.iter().map(|contact| contact.id.as_str());
            let hint = findings.suggest(&who.value, names, "The contacts are");
            findings.error(&who.span, format!("no contact is called {}", quoted(&who.value)), hint);
        }
        found
    }
}

fn check_contact(file: &ContactFile, ids: &mut Ids, findings: &mut Findings<'_>) -> Option<Contact> {
    if let Some(id) = &file.id {
        ids.add(&id.value, &id.span, findings);
    }
    let (id, name, role) = (file.id.as_ref()?, file.name.as_ref()?, file.role.as_ref()?);
    if file.phone.is_none() && role.value != Role::Responder {
        let brief = format!("{} has no telephone number, and can be neither rung nor written to", name.value);
        findings.warning(&name.span, brief, "Add phone: \"…\". No number is ever dialled: every call is simulated.");
    }
    if let Some(phone) = &file.phone {
        let ok = phone.value.chars().all(|c| c.is_ascii_digit() || "+ ()-".contains(c))
            && phone.value.chars().filter(char::is_ascii_digit).count() >= 3;
        if !ok {
            let brief = format!("{} is no telephone number", quoted(&phone.value));
            findings.error(&phone.span, brief, "Write digits and spaces: \"01632 960001\".");
        }
    }
    Some(Contact {
        id: id.value.clone(),
        name: name.value.clone(),
        relation: file.relation.as_ref().map_or_else(String::new, |relation| relation.value.clone()),
        role: role.value,
        phone: file.phone.as_ref().map(|phone| phone.value.clone()),
        quiet: file.quiet.as_ref().map(|quiet| quiet.value),
        key_holder: file.key_holder.as_ref().is_some_and(|key| key.value),
    })
}

fn check_medicine(file: &MedicineFile, ids: &mut Ids, findings: &mut Findings<'_>) -> Option<Medicine> {
    if let Some(id) = &file.id {
        ids.add(&id.value, &id.span, findings);
    }
    let (id, name, dose) = (file.id.as_ref()?, file.name.as_ref()?, file.dose.as_ref()?);
    let as_needed = file.as_needed.as_ref().is_some_and(|needed| needed.value);
    if !as_needed && file.windows.is_empty() {
        let brief = format!("nothing tells when {} is to be taken", quoted(&name.value));
        findings.error(&name.span, brief, "Add windows: [(from: \"08:00\", to: \"10:00\")], or as_needed: true.");
    }
    let mut last = None;
    for window in &file.windows {
        let (from, to) = window.value;
        if from >= to {
            findings.error(&window.span, "this window ends before it begins", "A window lies within one day.");
        } else if last.is_some_and(|last| from < last) {
            findings.error(&window.span, "this window begins before the one before it ends", "Write them in order.");
        }
        last = Some(to);
    }
    Some(Medicine {
        id: id.value.clone(),
        name: name.value.clone(),
        dose: dose.value.clone(),
        with_food: file.with_food.as_ref().is_some_and(|food| food.value),
        as_needed,
        windows: file.windows.iter().map(|window| window.value).collect(),
    })
}

/// Two plans for one medicine contradict each other.
fn one_plan_each(files: &[Placed<MedicineFile>], findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for name in files.iter().filter_map(|file| file.value.name.as_ref()) {
        let key = name.value.trim().to_lowercase();
        let line = findings.line(&name.span);
        match seen.get(&key) {
            Some(first) => {
                let brief = format!("there are two plans for {}", quoted(&name.value));
                let hint = format!("The other is on line {first}. Put its windows into one plan.");
                findings.error(&name.span, brief, hint);
            }
            None => {
                seen.insert(key, line);
            }
        }
    }
}

pub(super) fn days(
    weekly: &Maybe<Vec<Placed<Weekday>>>,
    once: &Maybe<i64>,
    findings: &mut Findings<'_>,
) -> Option<Days> {
    match (weekly, once) {
        (Some(weekly), Some(_)) => {
            findings.error(&weekly.span, "days of the week and one day are both given", "Leave one of them out.");
            None
        }
        (Some(weekly), None) if weekly.value.is_empty() => {
            findings.error(&weekly.span, "this is on no day at all", "Name a day, or leave days: out for every day.");
            None
        }
        (Some(weekly), None) => Some(Days::Weekly(weekly.value.iter().map(|day| day.value).collect())),
        (None, Some(once)) if once.value < 1 => {
            let brief = format!("day {} has passed before day 1", once.value);
            findings.error(&once.span, brief, "Write a day counted from 1.");
            None
        }
        (None, Some(once)) => Some(Days::Once(once.value)),
        (None, None) => Some(Days::Weekly(Weekday::ALL.to_vec())),
    }
}

fn check_reminder(
    file: &ReminderFile,
    people: &People<'_>,
    ids: &mut Ids,
    findings: &mut Findings<'_>,
) -> Option<Reminder> {
    if let Some(id) = &file.id {
        ids.add(&id.value, &id.span, findings);
    }
    if let Some(medicine) = &file.medicine
        && !people.medicines.iter().any(|known| known.id == medicine.value)
    {
        let names = people.medicines.iter().map(|known| known.id.as_str());
        let hint = findings.suggest(&medicine.value, names, "The medicines are");
        findings.error(&medicine.span, format!("no medicine is called {}", quoted(&medicine.value)), hint);
    }
    people.knows(&file.then_tell, findings);
    let tries = file.tries.as_ref().map_or(2, |tries| tries.value);
    if let Some(written) = file.tries.as_ref().filter(|tries| !(1..=MOST_TIMES).contains(&tries.value)) {
        let brief = format!("a reminder cannot be given {} times", written.value);
        findings.error(&written.span, brief, format!("Write a number from 1 to {MOST_TIMES}."));
    }
    // Two tries ten minutes apart is what reminders on the market do.
    let again_after = file.again_after.as_ref().map_or(Span::minutes(10), |again| again.value);
    if let Some(again) = file.again_after.as_ref().filter(|again| again.value < Span::minutes(1)) {
        findings.error(&again.span, "a reminder that comes again at once is nagging", "Write at least \"1 min\".");
    }
    let days = days(&file.days, &file.day, findings)?;
    let (id, at, says) = (file.id.as_ref()?, file.at.as_ref()?, file.says.as_ref()?);
    Some(Reminder {
        id: id.value.clone(),
        at: at.value,
        days,
        says: says.value.clone(),
        medicine: file.medicine.as_ref().map(|medicine| medicine.value.clone()),
        tries: tries.clamp(1, MOST_TIMES).unsigned_abs() as u32,
        again_after,
        afterwards: match &file.then_tell {
            Some(who) => Afterwards::Tell(who.value.clone()),
            None => Afterwards::LetBe,
        },
    })
}

/// What may be suggested: each once, and nobody is to be told who may not be.
fn check_wishes(
    files: &[Placed<WishFile>],
    people: &People<'_>,
    consent: &[Consent],
    findings: &mut Findings<'_>,
) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    for file in files {
        let known = people.knows(&file.value.tell, findings).map(|contact| contact.id.clone());
        let Some(what) = &file.value.what else { continue };
        if wishes.iter().any(|wish| wish.what == what.value) {
            findings.error(&what.span, "this wish is there already", "Say of each once whether it may be suggested.");
            continue;
        }
        let agrees =
            |id: &String| consent.iter().any(|consent| consent.to == *id && consent.about.contains(&About::Routine));
        if let (Some(id), Some(tell)) = (known.as_ref().filter(|id| !agrees(id)), &file.value.tell) {
            let brief = format!("{} may not be told about habits, so nothing of this reaches them", quoted(id));
            findings.warning(&tell.span, brief, "Add Routine to their consent, or leave tell: out.");
        }
        wishes.push(Wish { what: what.value, tell: known });
    }
    wishes
}

fn check_chain(file: &ChainFile, people: &People<'_>, ids: &mut Ids, findings: &mut Findings<'_>) -> Option<Chain> {
    if let Some(id) = &file.id {
        ids.add(&id.value, &id.span, findings);
    }
    for kind in file.kinds.iter().filter(|kind| !ALERT_KINDS.contains(&kind.value.as_str())) {
        let hint = findings.suggest(&kind.value, ALERT_KINDS.iter().copied(), "The kinds are");
        findings.error(&kind.span, format!("no alert is of the kind {}", quoted(&kind.value)), hint);
    }
    let mut steps = Vec::new();
    for step in &file.steps {
        let span = &step.span;
        let step = &step.value;
        let contact = people.knows(&step.who, findings);
        let (Some(how), Some(wait)) = (&step.how, &step.wait) else { continue };
        match (how.value, &step.who) {
            (How::Ask, Some(who)) => {
                findings.error(&who.span, "only the person themselves can be asked", "Leave who: out of this step.");
            }
            (How::Message | How::Call | How::Visit, None) => {
                findings.error(span, "nothing tells who this is", "Add who: and the id of a contact.");
            }
            (How::Message | How::Call, Some(who)) if contact.is_some_and(|contact| contact.phone.is_none()) => {
                let brief = format!("{} has no telephone number to be reached by", quoted(&who.value));
                findings.error(&who.span, brief, "Add their phone:, or take them out of the chain.");
            }
            _ => {}
        }
        if wait.value <= Span::ZERO {
            findings.error(&wait.span, "nobody answers in no time at all", "Write how long is waited: \"60 s\".");
        }
        steps.push(Step { who: step.who.as_ref().map(|who| who.value.clone()), how: how.value, wait: wait.value });
    }
    let id = file.id.as_ref()?;
    if file.steps.is_empty() {
        findings.error(&id.span, format!("the chain {} has no step", quoted(&id.value)), "Add at least one step.");
    }
    let rounds = file.rounds.as_ref().map_or(1, |rounds| rounds.value);
    if let Some(written) = file.rounds.as_ref().filter(|rounds| !(1..=MOST_TIMES).contains(&rounds.value)) {
        let brief = format!("a chain cannot go round {} times", written.value);
        let hint = format!("Write a number from 1 to {MOST_TIMES}: a chain must come to an end.");
        findings.error(&written.span, brief, hint);
    }
    let rounds = rounds.clamp(1, MOST_TIMES).unsigned_abs() as u32;
    let all = steps.iter().fold(Span::ZERO, |sum, step| sum + step.wait);
    if all.as_millis().saturating_mul(i64::from(rounds)) > LONGEST_CHAIN.as_millis() {
        let brief = format!("the chain {} waits for more than a day in all", quoted(&id.value));
        findings.error(&id.span, brief, "Shorten its waits.");
    }
    Some(Chain {
        id: id.value.clone(),
        kinds: file.kinds.iter().map(|kind| kind.value.clone()).collect(),
        from: file.from.as_ref().map_or(Grade::Attention, |from| from.value),
        steps,
        rounds,
        then: file.then.as_ref().map(|then| then.value.clone()),
    })
}

/// Chains that follow each other without end, or after nobody; urgent ones that end with nobody who acts.
fn ends(file: &CareFile, chains: &[(Chain, Range<usize>)], findings: &mut Findings<'_>) {
    let by_id = |id: &str| chains.iter().find(|(chain, _)| chain.id == id).map(|(chain, _)| chain);
    for then in file.chains.iter().filter_map(|chain| chain.value.then.as_ref()) {
        if by_id(&then.value).is_none() {
            let names = chains.iter().map(|(chain, _)| chain.id.as_str());
            let hint = findings.suggest(&then.value, names, "The chains are");
            findings.error(&then.span, format!("no chain is called {}", quoted(&then.value)), hint);
        }
    }
    for (chain, span) in chains {
        let (mut last, mut hops) = (chain, 0);
        while let Some(next) = last.then.as_deref().and_then(by_id) {
            (last, hops) = (next, hops + 1);
            if hops > chains.len() {
                break;
            }
        }
        if hops > chains.len() {
            let brief = format!("the chain {} never ends: it leads back to itself", quoted(&chain.id));
            findings.error(span, brief, "Leave one then: out, so that somebody is the last.");
        } else if chain.from == Grade::Urgent
            && !last.steps.last().is_some_and(|step| matches!(step.how, How::Call | How::Visit))
        {
            let brief = format!("when nobody answers, the chain {} ends without anybody acting", quoted(&chain.id));
            findings.warning(span, brief, "Let it end with a call to the alarm centre or a responder's visit.");
        }
    }
}
