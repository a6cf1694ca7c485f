//! What the companion proposes of its own accord, one thing at a time, each with its reason: the person says yes, no, or
//! nothing. What was declined is not proposed again; what got no answer twice more at most.
//!
//! It proposes only what the care plan wishes, when the person is there and awake, by day, and never more than once a
//! day. What it rests on is handed over as plain [`Facts`]: this room does not know who learned them. Read
//! `Suggesting` first.

mod company;
mod routine;

use std::collections::BTreeMap;

pub(super) use self::routine::Kettle;
pub use self::routine::Routine;
use super::care::{Care, Suggest};
use super::company::{Kind, Measure};
use super::known::{Known, Whereabouts};
use super::{Memory, Own, spoken};
use crate::home::{Action, Comes, Incoming, UsualTime, Way};
use crate::time::{Calendar, ClockTime, Local, Span, Timestamp};

/// What is known of this person's own ways, from whoever learns them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Whether they have been learned for long enough to rest anything on them.
    pub learned: bool,
    /// Usual times of the day.
    pub usual: Vec<UsualTime>,
    /// How often they were out on the latest whole day that could be observed, with that day.
    pub outings: Option<(i64, f64)>,
    /// Since when somebody besides the person is indoors, where that was noticed.
    pub company: Option<Timestamp>,
    /// When the latest visit that is over began, as an outside door and what moved indoors tell.
    pub visited: Option<Timestamp>,
}

/// Something that is proposed to the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// A stable id: `after-the-kettle-morning-tablets`.
    pub id: String,
    /// What is said; it ends with a question.
    pub sentence: String,
    /// Why, for whoever asks: what was seen and on how many days.
    pub why: String,
    /// Where the person seems to be, by the area's place in the home's list.
    pub area: Option<usize>,
}

/// How the person took something, or what was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// They said yes.
    Agreed,
    /// They said no.
    Refused,
    /// They did not answer a call.
    Missed,
    /// A week was counted.
    Counted,
}

/// What came of a suggestion, a call or a count.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// The suggestion's id, or the contact's.
    pub id: String,
    /// How it was taken.
    pub taken: Taken,
    /// What follows from it. It goes on from the person's name, but for what was missed or counted.
    pub text: String,
    /// Who is to be told of it, as the care plan wishes, and of what; that goes on from the person's name.
    pub tell: Option<(String, String)>,
}

/// Suggestions are made between these.
const FROM: i64 = 10;
const UNTIL: i64 = 20;
/// So long apart, at least.
const APART: Span = Span::hours(44);
/// An answer belongs to a suggestion for so long.
const ANSWERED_WITHIN: Span = Span::minutes(10);
/// A call rings for so long.
const RINGS_FOR: Span = Span::seconds(45);
/// How often one is made that gets no answer.
const MOST_TIMES: u32 = 3;
/// A call that nobody took is spoken of so long after it at the soonest, and for so long, while one may ring back.
const MISSED_AFTER: Span = Span::minutes(10);
const MISSED_FOR: Span = Span::hours(12);
/// Whoever was missed is rung back between these.
const RINGS_FROM: i64 = 8;
const RINGS_UNTIL: i64 = 21;
/// What is about one week is not proposed again for so long after a yes, and after a no.
const AFTER_YES: Span = Span::days(6);
const AFTER_NO: Span = Span::days(28);

/// What is done when the person says yes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Offer {
    /// They are reminded of this from now on.
    Routine(Box<Routine>),
    /// A contact is rung.
    Ring(String),
    /// They are reminded of this once.
    Own(Own),
    /// A contact who rings is put through.
    PutThrough(String),
    /// A photo that a contact sent is shown.
    Photo(String),
}

/// Something that may be proposed.
struct Candidate {
    id: String,
    sentence: String,
    why: String,
    offer: Offer,
}

#[derive(Clone, Debug, Default)]
struct Past {
    /// How often it was proposed without an answer.
    times: u32,
    /// Settled for good.
    settled: bool,
    /// Settled until then.
    not_before: Option<Timestamp>,
}

#[derive(Clone, Debug)]
struct Open {
    id: String,
    offer: Offer,
    until: Timestamp,
}

/// What has been proposed, and what waits for an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Suggesting {
    facts: Facts,
    past: BTreeMap<String, Past>,
    last: Option<Timestamp>,
    open: Option<Open>,
    /// Who rang last without an answer, and when.
    missed: Option<(String, Timestamp)>,
    settled: Vec<Settled>,
}

impl Suggesting {
    /// Whether just this is known of the person's ways already.
    pub fn knows(&self, facts: &Facts) -> bool {
        self.facts == *facts
    }

    /// Takes in what is known of the person's ways.
    pub fn learn(&mut self, facts: Facts) {
        self.facts = facts;
    }

    /// Another question was asked: a yes is no answer to a suggestion any more.
    pub fn set_aside(&mut self) {
        self.open = None;
    }

    /// How suggestions were taken since the last call.
    pub fn take(&mut self) -> Vec<Settled> {
        std::mem::take(&mut self.settled)
    }

    /// What is to be proposed at a whole minute, if anything is; `measure` is the last week's, where it is counted.
    pub fn tick(
        &mut self,
        at: Timestamp,
        (care, calendar, known): (&Care, &Calendar, &Known),
        measure: Option<&Measure>,
        memory: &mut Memory,
    ) -> Option<Suggestion> {
        self.run_out(at, care);
        if let Some(missed) = self.missed_call(at, (care, calendar, known), memory) {
            return Some(missed);
        }
        let soon = self.last.is_some_and(|last| at - last < APART);
        if care.suggestions.is_empty() || !self.facts.learned || soon || self.open.is_some() {
            return None;
        }
        let Whereabouts::In(area) = known.whereabouts(at) else { return None };
        let local = calendar.local(at);
        if !(FROM..UNTIL).contains(&(local.clock.hour() as i64)) {
            return None;
        }
        let found = self.candidates((care, calendar), &local, measure, memory);
        let found = found.into_iter().find(|candidate| self.may_propose(candidate, at))?;
        self.last = Some(at);
        self.past.entry(found.id.clone()).or_default().times += 1;
        memory.why.clone_from(&found.why);
        self.open = Some(Open { id: found.id.clone(), offer: found.offer, until: at + ANSWERED_WITHIN });
        Some(Suggestion { id: found.id, sentence: found.sentence, why: found.why, area: Some(area) })
    }

    /// Whoever rang while the person was out, in bed or out of hearing may be rung back: it is asked once, when they are
    /// there to hear it. It is about somebody's own call, so no wish is needed, and no rest kept.
    fn missed_call(
        &mut self,
        at: Timestamp,
        (care, calendar, known): (&Care, &Calendar, &Known),
        memory: &mut Memory,
    ) -> Option<Suggestion> {
        let (who, rang) = self.missed.clone()?;
        if at - rang > MISSED_FOR {
            self.missed = None;
        }
        let local = calendar.local(at);
        let Whereabouts::In(area) = known.whereabouts(at) else { return None };
        let contact = care.contact(&who).filter(|contact| contact.phone.is_some() && !contact.is_quiet(local.clock))?;
        let hour = local.clock.hour() as i64;
        if self.open.is_some() || at - rang < MISSED_AFTER || !(RINGS_FROM..RINGS_UNTIL).contains(&hour) {
            return None;
        }
        self.missed = None;
        let clock = calendar.local(rang).clock;
        let id = format!("missed-call-{who}");
        let sentence = format!(
            "{} rang at about {}, and nobody answered. Shall I ring back?",
            contact.name,
            spoken::short_time(about(clock))
        );
        let why = format!("{} rang at {clock} and nobody answered (simulated)", contact.name);
        memory.why.clone_from(&why);
        self.open = Some(Open { id: id.clone(), offer: Offer::Ring(who), until: at + ANSWERED_WITHIN });
        Some(Suggestion { id, sentence, why, area: Some(area) })
    }

    /// A contact is rung, or put through: whoever was missed is missed no longer.
    pub fn rung(&mut self, who: &str) {
        self.missed = self.missed.take().filter(|(missed, _)| missed != who);
    }

    /// When passing time may bring something next, after an instant, if nothing else happens.
    pub fn next_due(
        &self,
        at: Timestamp,
        (care, calendar): (&Care, &Calendar),
        measure: Option<&Measure>,
        memory: &Memory,
    ) -> Timestamp {
        if let Some(open) = &self.open {
            return open.until;
        }
        if self.missed.is_some() {
            return at;
        }
        if care.suggestions.is_empty() || !self.facts.learned {
            return Timestamp::MAX;
        }
        if let Some(last) = self.last.filter(|last| at - *last < APART) {
            return last + APART;
        }
        let local = calendar.local(at);
        let begins = |day| ClockTime::new(FROM, 0).map_or(at, |clock| calendar.at(day, clock));
        if !(FROM..UNTIL).contains(&(local.clock.hour() as i64)) {
            let today = begins(local.day);
            return if today > at { today } else { begins(local.day + 1) };
        }
        // Whom one may ring depends on the hour; everything else on what is known, and of that one is told.
        let by_the_hour = measure.is_some_and(|measure| measure.is_quiet() || measure.is_indoors());
        let found = || self.candidates((care, calendar), &local, measure, memory);
        if by_the_hour || found().iter().any(|candidate| self.may_propose(candidate, at)) { at } else { Timestamp::MAX }
    }

    fn may_propose(&self, candidate: &Candidate, at: Timestamp) -> bool {
        self.past.get(&candidate.id).is_none_or(|past| {
            !past.settled && past.times < MOST_TIMES && past.not_before.is_none_or(|until| until <= at)
        })
    }

    fn candidates(
        &self,
        (care, calendar): (&Care, &Calendar),
        local: &Local,
        measure: Option<&Measure>,
        memory: &Memory,
    ) -> Vec<Candidate> {
        let mut found = Vec::new();
        if let Some(measure) = measure.filter(|_| care.wish(Suggest::Company).is_some()) {
            found.extend(company::candidates(measure, care, calendar, local));
        }
        if care.wish(Suggest::Reminders).is_some() {
            found.extend(routine::candidates(&self.facts.usual, care, memory));
        }
        found
    }

    /// What waited too long for an answer is over; a call that nobody took is told of.
    fn run_out(&mut self, at: Timestamp, care: &Care) {
        let Some(open) = self.open.take_if(|open| open.until < at) else { return };
        if let Offer::PutThrough(who) = open.offer {
            let name = care.contact(&who).map_or(who.as_str(), |contact| contact.name.as_str());
            let text = format!("{name} rang, and nobody answered (simulated).");
            self.missed = Some((who.clone(), open.until - RINGS_FOR));
            self.settled.push(Settled { id: who, taken: Taken::Missed, text, tell: None });
        }
    }

    /// Somebody rings or has sent something: what is asked.
    pub fn incoming(&mut self, comes: &Incoming, care: &Care) -> Option<Suggestion> {
        let contact = care.contact(&comes.contact)?;
        self.run_out(Timestamp::MAX, care);
        let (id, sentence, why, offer, until) = match comes.what {
            Comes::Rings => (
                format!("call-from-{}", contact.id),
                format!("{} is ringing. Shall I put them through?", contact.name),
                format!("{} rings (simulated)", contact.name),
                Offer::PutThrough(contact.id.clone()),
                RINGS_FOR,
            ),
            Comes::Photo => (
                format!("photo-from-{}", contact.id),
                format!("{} has sent you a photo. Would you like to see it?", contact.name),
                format!("{} sent a photo (simulated)", contact.name),
                Offer::Photo(contact.id.clone()),
                ANSWERED_WITHIN,
            ),
        };
        self.open = Some(Open { id: id.clone(), offer, until: comes.at + until });
        Some(Suggestion { id, sentence, why, area: None })
    }

    /// A week was counted.
    pub fn counted(&mut self, text: String, tell: Option<(String, String)>) {
        self.settled.push(Settled { id: "in-touch".to_owned(), taken: Taken::Counted, text, tell });
    }

    /// The person answers what was proposed last: what is said to that and done. `None` when nothing waits for an answer.
    pub fn answer(
        &mut self,
        yes: bool,
        at: Timestamp,
        (care, calendar): (&Care, &Calendar),
        memory: &mut Memory,
    ) -> Option<(String, Vec<Action>)> {
        let open = self.open.take().filter(|open| at <= open.until)?;
        let past = self.past.entry(open.id.clone()).or_default();
        past.times = 0;
        match open.offer {
            // A reminder is wanted or not wanted, once and for all.
            Offer::Routine(_) => past.settled = true,
            Offer::Ring(_) | Offer::Own(_) => past.not_before = Some(at + if yes { AFTER_YES } else { AFTER_NO }),
            Offer::PutThrough(_) | Offer::Photo(_) => {}
        }
        let name = |who: &str| care.contact(who).map_or_else(|| who.to_owned(), |contact| contact.name.clone());
        let wish = |what| care.wish(what).and_then(|wish| wish.tell.clone());
        let taken = if yes { Taken::Agreed } else { Taken::Refused };
        let (text, tell, reply, actions): (String, Option<(String, String)>, String, Vec<Action>) = match open.offer {
            Offer::Routine(routine) if yes => {
                let (task, when) = (routine.task.clone(), routine.when());
                let local = calendar.local(at);
                let today = routine.after_drink.is_none() && routine.reminder.at > local.clock;
                memory.routines.push(Routine { from_day: local.day + i64::from(!today), ..*routine });
                let from = if today { "From today on" } else { "From tomorrow on" };
                (
                    format!("says yes, and is reminded of {task} from now on, {when}."),
                    wish(Suggest::Reminders).map(|who| (who, format!("has asked to be reminded of {task}, {when}."))),
                    format!("{from} I'll remind you {when}. When you've had enough of it, say: no more reminders."),
                    Vec::new(),
                )
            }
            Offer::Routine(routine) => (
                format!("would rather not be reminded of {}. It is not suggested again.", routine.task),
                None,
                "That's all right. I won't ask you that again.".to_owned(),
                Vec::new(),
            ),
            Offer::Ring(who) if yes => {
                let reference = memory.next_reference();
                let text = "A call from the person themselves.".to_owned();
                (
                    format!("says yes: {} is rung (simulated).", name(&who)),
                    None,
                    format!("I'm ringing {}. (Simulated.)", name(&who)),
                    vec![Action::Reach { contact: who, way: Way::Call, text, reference }],
                )
            }
            Offer::Ring(who) => {
                (format!("would rather not ring {} now.", name(&who)), None, "That's all right.".to_owned(), Vec::new())
            }
            Offer::Own(own) if yes => {
                let text = format!("says yes, and is reminded of {} in the morning.", own.task);
                memory.reminders.push(own);
                memory.reminders.sort_by_key(|own| own.at);
                (text, None, "Good. I'll remind you in the morning.".to_owned(), Vec::new())
            }
            Offer::Own(own) => (
                format!("does not want to be reminded of {}.", own.task),
                None,
                "That's all right.".to_owned(),
                Vec::new(),
            ),
            Offer::PutThrough(who) if yes => {
                memory.met.push((at, Kind::Call));
                self.rung(&who);
                let name = name(&who);
                (format!("speaks with {name} (simulated)."), None, format!("Here is {name}. (Simulated.)"), Vec::new())
            }
            Offer::PutThrough(who) => (
                format!("does not want to speak with {} now.", name(&who)),
                None,
                "All right. I'll say that you'll ring back.".to_owned(),
                Vec::new(),
            ),
            Offer::Photo(who) if yes => {
                let name = name(&who);
                let reply = format!("Here it is, from {name}. (Simulated: no photo is shown.)");
                (format!("looks at {name}'s photo (simulated)."), None, reply, Vec::new())
            }
            Offer::Photo(who) => (
                format!("leaves {}'s photo for later.", name(&who)),
                None,
                "All right. It will be there.".to_owned(),
                Vec::new(),
            ),
        };
        self.settled.push(Settled { id: open.id, taken, text, tell });
        Some((reply, actions))
    }

    /// The person wants to be asked another time.
    pub fn later(&mut self, at: Timestamp) -> Option<String> {
        self.open.take().filter(|open| at <= open.until)?;
        Some("All right. I may ask you another day.".to_owned())
    }
}

/// A time to the next five minutes, as it is said: nobody goes to bed at 22:33.
fn about(clock: ClockTime) -> ClockTime {
    let minutes = (clock.since_midnight().as_millis() / 60_000 + 2) / 5 * 5 % (24 * 60);
    ClockTime::new(minutes / 60, minutes % 60).unwrap_or(clock)
}

/// `about ten to eight in the morning`.
fn about_in_words(clock: ClockTime) -> String {
    format!("about {}", spoken::time(about(clock)))
}
