//! How people answer: the resident who hears a question from a speaker, and those who are rung or written to.
//!
//! Whether a prompt is heard, minded and answered, and how soon, is drawn by chance as the scenario says. Answers go
//! back the way they would in a real home: a resident's by the speaker that hears them, anybody else's as an
//! [`Answer`]. Nobody real is ever reached.

use super::agenda::Rank;
use super::chance::Chance;
use super::resident::body::Pose;
use super::resident::{Manner, Step};
use super::{Happening, Simulation};
use crate::companion::care::Role;
use crate::home::{Answer, AreaId, AreaKind, Asked, Did, Incoming, Item, Way};
use crate::scenario::{Activity, FaultKind, Scenario};
use crate::time::{ClockTime, Span, Timestamp};

/// What is left of hearing in the next room, across a hall, further off, while dozing, and asleep: our own estimates.
const NEXT_ROOM: f64 = 0.7;
const ACROSS_THE_HALL: f64 = 0.45;
const FURTHER: f64 = 0.1;
const DOZING: f64 = 0.6;
const ASLEEP: f64 = 0.25;

/// Whether an activity takes up a mind, so that a prompt may pass by it.
const fn is_busy(activity: Activity) -> bool {
    match activity {
        Activity::Wash
        | Activity::Bathe
        | Activity::Tea
        | Activity::Breakfast
        | Activity::Lunch
        | Activity::Supper
        | Activity::Television
        | Activity::Housework
        | Activity::Company => true,
        Activity::Sleep
        | Activity::Rise
        | Activity::Toilet
        | Activity::Rest
        | Activity::Nap
        | Activity::Out
        | Activity::Retire
        | Activity::Tablets => false,
    }
}

/// How far two areas are apart for a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Earshot {
    Here,
    Next,
    Across,
    Far,
}

/// The streams of chance of those who answer, and what has been answered.
#[derive(Clone, Debug)]
pub(super) struct Answering {
    /// The residents', in the scenario's order: what they do about a prompt, and whether it reaches their mind at all.
    residents: Vec<Chance>,
    minds: Vec<Chance>,
    /// The contacts', in the care plan's order.
    contacts: Vec<Chance>,
    /// Answers that have come and were not handed out.
    pub(super) given: Vec<Answer>,
    /// Who got in touch and was not handed out.
    pub(super) incoming: Vec<Incoming>,
    /// The number of what was sent to each contact last.
    last: Vec<Option<u32>>,
    /// What a person at the window has answered for a contact, and when that contact will be there.
    by_hand: Vec<(u32, Did, Option<Timestamp>)>,
}

impl Answering {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let residents =
            scenario.residents.iter().map(|resident| Chance::new(scenario.seed, &resident.id, "prompts")).collect();
        let minds = scenario
            .residents
            .iter()
            .map(|resident| Chance::new(scenario.seed, &resident.id, "minds prompts"))
            .collect();
        let contacts = scenario.care.iter().flat_map(|care| &care.contacts);
        let contacts = contacts.map(|contact| Chance::new(scenario.seed, &contact.id, "answers"));
        let contacts: Vec<Chance> = contacts.collect();
        let last = vec![None; contacts.len()];
        Self { residents, minds, contacts, given: Vec::new(), incoming: Vec::new(), last, by_hand: Vec::new() }
    }
}

impl Answering {
    /// Whether an answer that was drawn by chance still comes, where somebody has answered by hand meanwhile: whoever has
    /// seen a message does not see it again, and whoever has said what they do says nothing else.
    fn still_comes(&self, answer: &Answer, now: Timestamp) -> bool {
        self.by_hand.iter().filter(|(reference, ..)| *reference == answer.reference).all(|(_, did, there)| match did {
            Did::Saw => answer.did != Did::Saw,
            Did::TookOver | Did::Declined | Did::Arrived => answer.did == Did::Arrived && *there == Some(now),
        })
    }
}

/// How somebody of a role answers where the scenario says nothing: how likely, how soon to a message and to a call, and
/// when they are there. Alarm receiving centres publish that 97.5 % of calls are answered within 60 s: with a mean of
/// 16.3 s that share of exponential waits is. The others are our own estimates.
const fn usual(role: Role) -> (f64, Span, Span, Span) {
    match role {
        Role::Family => (0.75, Span::minutes(4), Span::seconds(15), Span::minutes(30)),
        Role::Neighbour => (0.75, Span::minutes(6), Span::seconds(12), Span::minutes(6)),
        Role::Carer => (0.6, Span::minutes(10), Span::seconds(15), Span::minutes(35)),
        Role::AlarmCentre => (0.999, Span::seconds(30), Span::millis(16_300), Span::minutes(45)),
        Role::Responder => (0.97, Span::minutes(2), Span::seconds(30), Span::minutes(35)),
    }
}

impl Simulation {
    /// Whether somebody has answered, or got in touch, since that was last taken.
    pub fn has_got_in_touch(&self) -> bool {
        !self.answering.given.is_empty() || !self.answering.incoming.is_empty()
    }

    /// What has been answered by telephone since the last call, in order of time.
    pub fn take_answers(&mut self) -> Vec<Answer> {
        std::mem::take(&mut self.answering.given)
    }

    /// Who got in touch since the last call, in order of time.
    pub fn take_incoming(&mut self) -> Vec<Incoming> {
        std::mem::take(&mut self.answering.incoming)
    }

    /// Puts on the agenda who gets in touch of their own accord.
    pub(super) fn plan_who_gets_in_touch(&mut self) {
        let scenario = std::sync::Arc::clone(&self.fixed.scenario);
        let noon = ClockTime::new(12, 0).unwrap_or(ClockTime::MIDNIGHT);
        for plan in &scenario.gets_in_touch {
            for day in plan.between.0..=plan.between.1.min(scenario.days) {
                let weekday = scenario.calendar.local(scenario.calendar.at(day, noon)).weekday;
                if plan.days.include(day, weekday) {
                    let at = scenario.calendar.at(day, plan.at);
                    let comes = Incoming { at, contact: plan.who.clone(), what: plan.what };
                    self.agenda.add(at, Rank::Imposed, Happening::GetsInTouch(Box::new(comes)));
                }
            }
        }
    }

    /// Somebody rings, or sends something: nothing comes of it while the line is down.
    pub(super) fn gets_in_touch(&mut self, comes: Incoming) {
        if !self.line_is_down() {
            self.answering.incoming.push(comes);
            self.fresh.push(Item::Watermark(self.now));
        }
    }

    /// Whether the home's line to the world is down, so that nothing can be sent.
    fn line_is_down(&self) -> bool {
        self.at_fault.iter().any(|fault| {
            matches!(self.faults[*fault].kind, FaultKind::BroadbandDown | FaultKind::HubOffline | FaultKind::PowerCut)
        })
    }

    /// Somebody is written to, rung, or asked to come. False when the line is down or there is no such contact.
    pub(super) fn reach(&mut self, contact: &str, way: Way, reference: u32) -> bool {
        if self.line_is_down() {
            return false;
        }
        let scenario = std::sync::Arc::clone(&self.fixed.scenario);
        let known = scenario.care.iter().flat_map(|care| &care.contacts).enumerate();
        let Some((place, known)) = known.into_iter().find(|(_, known)| known.id == contact) else { return false };
        self.answering.last[place] = Some(reference);
        let (mut likely, mut message, mut call, mut comes) = usual(known.role);
        if let Some(side) = scenario.far_sides.iter().find(|side| side.who == contact) {
            likely = side.answers;
            message = side.after.unwrap_or(message);
            call = side.after.unwrap_or(call);
            comes = side.comes_in.unwrap_or(comes);
        }
        let chance = &mut self.answering.contacts[place];
        // Drawn in any case, so that one answer leaves the next one's chance alone.
        let (answers, delay, journey) = (
            chance.happens(likely),
            chance.wait(if way == Way::Call { call } else { message }),
            chance.interval(comes),
        );
        if !answers {
            return true;
        }
        let first = self.now + delay;
        let answer = |at: Timestamp, did: Did| Answer { at, contact: contact.to_owned(), reference, did };
        let mut come = vec![];
        match way {
            Way::Message => {
                come.push(answer(first, Did::Saw));
                come.push(answer(first + Span::seconds(40), Did::TookOver));
            }
            Way::News => come.push(answer(first, Did::Saw)),
            Way::Call => come.push(answer(first, Did::TookOver)),
            Way::Visit => come.push(answer(first, Did::TookOver)),
        }
        if known.role != Role::AlarmCentre && way != Way::News {
            come.push(answer(first + Span::seconds(40) + journey, Did::Arrived));
        }
        for answer in come {
            self.agenda.add(answer.at, Rank::Ordinary, Happening::Answers(Box::new(answer)));
        }
        true
    }

    /// Somebody's answer comes in.
    pub(super) fn answer_comes(&mut self, answer: Answer) {
        if !self.answering.still_comes(&answer, self.now) {
            return;
        }
        if answer.did == Did::Arrived {
            self.help_arrives();
        }
        self.answering.given.push(answer);
        // Time passes by it, so that whoever waits for it hears of it now.
        self.fresh.push(Item::Watermark(self.now));
    }

    /// A person at the window answers for a contact what was sent to that contact last; nothing where nothing was.
    /// Whoever is made to come is there after their usual journey, and what they would have answered is not.
    pub(super) fn answers_by_hand(&mut self, contact: &str, did: Did) {
        let scenario = std::sync::Arc::clone(&self.fixed.scenario);
        let mut known = scenario.care.iter().flat_map(|care| &care.contacts).enumerate();
        let Some((place, known)) = known.find(|(_, known)| known.id == contact) else { return };
        let Some(reference) = self.answering.last[place] else { return };
        let side = scenario.far_sides.iter().find(|side| side.who == contact);
        let journey = side.and_then(|side| side.comes_in).unwrap_or(usual(known.role).3);
        let comes = did == Did::TookOver && known.role != Role::AlarmCentre;
        let there = comes.then_some(self.now + journey);
        let answer = |at: Timestamp, did: Did| Answer { at, contact: contact.to_owned(), reference, did };
        self.answering.given.push(answer(self.now, did));
        self.fresh.push(Item::Watermark(self.now));
        self.answering.by_hand.push((reference, did, there));
        if let Some(at) = there {
            self.agenda.add(at, Rank::Ordinary, Happening::Answers(Box::new(answer(at, Did::Arrived))));
        }
    }

    /// Whoever lies on the floor is helped up.
    fn help_arrives(&mut self) {
        for who in 0..self.people.len() {
            if self.people[who].body.pose() != Pose::OnFloor || self.people[who].body.is_shifting() {
                continue;
            }
            let person = &mut self.people[who];
            person.turn += 1;
            person.manner = None;
            person.steps.retain(|step| !matches!(step, Step::Stay(..) | Step::Until(..)));
            self.go_on(who);
        }
    }

    /// A sentence sounds from a speaker: who hears it, and what they do about it.
    pub(super) fn sounds(&mut self, speaker: usize, asked: &Asked) {
        if *asked == Asked::Nothing {
            return;
        }
        let place = self.home().devices[speaker].area.clone();
        for who in 0..self.people.len().min(self.answering.residents.len()) {
            let heard = self.hearing(who, &place);
            let reactions = self.fixed.scenario.reactions.clone();
            let busy = is_busy(self.people[who].activity);
            let minds = &mut self.answering.minds[who];
            let (attends, confused) = (minds.happens(reactions.attends) || !busy, minds.happens(reactions.confuses));
            let left = if self.people[who].low { reactions.on_bad_days } else { 1.0 };
            let chance = &mut self.answering.residents[who];
            let (hears, forgets) = (chance.happens(heard * reactions.hears), chance.happens(reactions.forgets));
            let (answers, does, refuses) = (
                chance.happens(reactions.answers * left),
                chance.happens(reactions.does * left),
                chance.happens(reactions.refuses),
            );
            let (delay, deed) = (chance.wait(reactions.after), chance.interval(Span::minutes(3)));
            let wish = chance.happens(reactions.accepts * left);
            if !hears || forgets || !attends {
                continue;
            }
            let floor = self.people[who].body.pose() == Pose::OnFloor;
            let still = self.people[who].manner == Some(Manner::Lying);
            let (sentence, after) = match asked {
                Asked::Nothing => continue,
                // Whoever does not know who speaks asks that first, and the question is forgotten.
                _ if confused && !still => ("who is that speaking", delay),
                Asked::AllRight if floor && answers => ("I have fallen, help me", delay),
                // Who lies still in a chair says nothing.
                Asked::AllRight if !floor && !still && answers => ("I'm all right thank you", delay),
                Asked::Medicine(_) | Asked::Deed if floor || still => continue,
                Asked::Medicine(_) if refuses => ("I don't want my tablets", delay),
                Asked::Medicine(_) if does => {
                    // What is done says more than a word: they are seen to go and take them.
                    let minds = Happening::MindsReminder { who, tries: 0 };
                    self.agenda.add(self.now + delay + deed, Rank::Ordinary, minds);
                    break;
                }
                Asked::Deed if does => ("all right then", delay),
                Asked::Offer if answers => (if wish { "yes please" } else { "no thank you" }, delay),
                Asked::AllRight | Asked::Medicine(_) | Asked::Deed | Asked::Offer => continue,
            };
            self.agenda.add(self.now + after, Rank::Ordinary, Happening::Says { who, sentence: sentence.to_owned() });
            break;
        }
    }

    /// How well somebody hears what sounds in an area, before their own hearing: 0 to 1.
    pub(super) fn hearing(&self, who: usize, place: &AreaId) -> f64 {
        let person = &self.people[who];
        let Some(area) = person.area.filter(|_| person.is_home()) else { return 0.0 };
        let here = &self.home().areas[area].id;
        let far = match self.earshot(here, place) {
            Earshot::Here => 1.0,
            Earshot::Next => NEXT_ROOM,
            Earshot::Across => ACROSS_THE_HALL,
            Earshot::Far => FURTHER,
        };
        let awake = match person.manner {
            Some(Manner::Asleep) => ASLEEP,
            Some(Manner::Dozing) => DOZING,
            _ if person.activity == Activity::Sleep && person.body.pose() == Pose::InBed => ASLEEP,
            _ => 1.0,
        };
        far * awake
    }

    /// How far two areas are apart for a voice.
    fn earshot(&self, here: &AreaId, there: &AreaId) -> Earshot {
        let openings = &self.home().openings;
        let next = |one: &AreaId, other: &AreaId| {
            openings.iter().any(|opening| {
                opening
                    .to
                    .as_ref()
                    .is_some_and(|to| (opening.from == *one && to == other) || (opening.from == *other && to == one))
            })
        };
        let mut halls = self.home().areas.iter().filter(|area| area.kind == AreaKind::Hall);
        match (here == there, next(here, there)) {
            (true, _) => Earshot::Here,
            (false, true) => Earshot::Next,
            (false, false) if halls.any(|hall| next(here, &hall.id) && next(&hall.id, there)) => Earshot::Across,
            (false, false) => Earshot::Far,
        }
    }

    /// Whether a voice carries from one area to another: to the next room and across a hall, not further.
    pub(super) fn carries(&self, here: &AreaId, there: &AreaId) -> bool {
        self.earshot(here, there) != Earshot::Far
    }

    /// Somebody says a sentence: the speaker that is near enough hears it.
    pub(super) fn says(&mut self, who: usize, sentence: &str) {
        if let Some(speaker) = self.listener(who) {
            self.devices.said(self.now, speaker, sentence, &mut self.fresh);
        }
    }
}
