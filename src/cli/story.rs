//! Tells the days of a run as a story: what the person did, what went wrong, and what the monitor said about it, each
//! at its time. Learning days are told in a line each, all others in full.
//!
//! It is handed what happened and tells it; it plays nothing and judges nothing. Read [`Story`] first.

use indicatif::HumanCount;

use super::Failure;
use super::output::{Out, Tone};
use crate::home::Home;
use crate::monitor::alert::{Alert, Evidence, Severity};
use crate::monitor::life::{News, Stage};
use crate::player::house::Happened;
use crate::response::Entry;
use crate::scenario::{Activity, Pronoun, Scenario};
use crate::simulation::truth::{TruthEvent, TruthKind};
use crate::time::{Calendar, ClockTime, Span, Timestamp};

/// What is done within so long of a paragraph's first word is told in that paragraph.
const ONE_BREATH: Span = Span::minutes(30);
/// A paragraph has at most so many sentences.
const SENTENCES: usize = 3;
/// Sitting down or tidying for less than this is not told.
const PASSING: Span = Span::minutes(20);
/// Readings of an alert's evidence that are told; the rest is in the file of alerts.
const EVIDENCE_TOLD: usize = 4;
/// How far a day's text is indented: two spaces, `07:10`, two spaces, in characters.
const INDENT: usize = 9;

/// The days of a run, gathered as they happen and told when each is over.
pub struct Story<'a> {
    scenario: &'a Scenario,
    from: Timestamp,
    verbose: bool,
    day: Day,
    day_ends: Timestamp,
    over: Vec<Day>,
    /// What each resident is told to be doing, short interruptions aside.
    occupation: Vec<Option<Activity>>,
}

/// What happened on one day.
struct Day {
    number: i64,
    events: Vec<Event>,
    readings: u64,
}

enum Event {
    Truth(TruthEvent),
    Alert(Alert),
    Told(Entry),
    Concern(News),
}

/// A paragraph of a day.
enum Paragraph<'d> {
    Prose { at: Timestamp, sentences: usize, resident: Option<usize>, text: String },
    Label { at: Timestamp, begins: bool, text: &'d str },
    Alert(&'d Alert),
    Told(&'d Entry),
    Concern(&'d News),
}

impl<'a> Story<'a> {
    /// A story that tells what happens from `from` on; with `verbose` everything, learning days too.
    pub fn new(scenario: &'a Scenario, from: Timestamp, verbose: bool) -> Self {
        Self {
            scenario,
            from,
            verbose,
            day: Day { number: 1, events: Vec::new(), readings: 0 },
            day_ends: scenario.calendar.at(2, ClockTime::MIDNIGHT),
            over: Vec::new(),
            occupation: vec![None; scenario.residents.len()],
        }
    }

    /// Takes in what happened. It must come in order of time.
    pub fn note(&mut self, happened: Happened) {
        match happened {
            Happened::Item(item) => {
                self.turn_to(item.at());
                if matches!(item, crate::home::Item::Reading(_)) {
                    self.day.readings += 1;
                }
            }
            Happened::Truth(event) => {
                self.turn_to(event.at);
                self.day.events.push(Event::Truth(event));
            }
            Happened::Told(entry) => {
                self.turn_to(entry.at);
                self.day.events.push(Event::Told(entry));
            }
            Happened::Alert(alert) => {
                self.turn_to(alert.raised_at);
                self.day.events.push(Event::Alert(alert));
            }
            Happened::Concern(news) => {
                self.turn_to(news.at);
                self.day.events.push(Event::Concern(news));
            }
        }
    }

    fn turn_to(&mut self, at: Timestamp) {
        while at >= self.day_ends {
            let number = self.day.number + 1;
            self.over.push(std::mem::replace(&mut self.day, Day { number, events: Vec::new(), readings: 0 }));
            self.day_ends = self.scenario.calendar.at(number + 1, ClockTime::MIDNIGHT);
        }
    }

    /// How the story begins.
    pub fn begin(&self, out: &mut Out<'_>) -> Result<(), Failure> {
        let scenario = self.scenario;
        out.toned(Tone::Heading, &scenario.title)?;
        out.fold("", "", &scenario.about)?;
        let facts = format!(
            "{}, {} devices, seed {}. Everything here is simulated.",
            scenario.home.name,
            scenario.home.devices.len(),
            scenario.seed
        );
        out.fold("", "", &facts)?;
        let learning = scenario.learning_days.min(scenario.days);
        if learning > 0 && !self.verbose && self.from < scenario.calendar.at(learning + 1, ClockTime::MIDNIGHT) {
            out.gap()?;
            out.toned(Tone::Heading, &format!("Days 1 to {learning} · the monitor learns · Simulated"))?;
        }
        Ok(())
    }

    /// Whether a day is over that has not been told.
    pub fn has_more(&self) -> bool {
        !self.over.is_empty()
    }

    /// Tells the days that are over.
    pub fn tell(&mut self, out: &mut Out<'_>) -> Result<(), Failure> {
        for day in std::mem::take(&mut self.over) {
            self.tell_day(&day, out)?;
        }
        Ok(())
    }

    /// Tells everything up to `until`, where the run ended.
    pub fn finish(&mut self, until: Timestamp, out: &mut Out<'_>) -> Result<(), Failure> {
        self.turn_to(until);
        self.tell(out)?;
        let rest = std::mem::replace(&mut self.day, Day { number: 0, events: Vec::new(), readings: 0 });
        if rest.readings > 0 || !rest.events.is_empty() { self.tell_day(&rest, out) } else { Ok(()) }
    }

    fn tell_day(&mut self, day: &Day, out: &mut Out<'_>) -> Result<(), Failure> {
        let calendar = &self.scenario.calendar;
        let (starts, ends) =
            (calendar.at(day.number, ClockTime::MIDNIGHT), calendar.at(day.number + 1, ClockTime::MIDNIGHT));
        let out_of_the_ordinary = day.events.iter().any(|event| match event {
            Event::Alert(_) | Event::Concern(_) => true,
            // Reminders and talk are every day's; a case is not.
            Event::Told(entry) => !entry.about.is_empty(),
            Event::Truth(event) => matches!(event.kind, TruthKind::Label(_) | TruthKind::Fault { .. }),
        });
        let short = day.number <= self.scenario.learning_days && !self.verbose && !out_of_the_ordinary;
        let paragraphs = self.paragraphs(day);
        if ends <= self.from {
            return Ok(());
        }
        if short {
            return self.tell_short(day, out);
        }
        out.gap()?;
        out.toned(Tone::Heading, &format!("{} · Simulated", heading(calendar, starts, false)))?;
        for paragraph in &paragraphs {
            self.tell_paragraph(paragraph, out)?;
        }
        out.toned(Tone::Aside, &format!("{:INDENT$}{} readings", "", HumanCount(day.readings)))
    }

    /// A learning day in a line: when the person got up, was out, and went to bed.
    fn tell_short(&self, day: &Day, out: &mut Out<'_>) -> Result<(), Failure> {
        let calendar = &self.scenario.calendar;
        let local = calendar.local(calendar.at(day.number, ClockTime::MIDNIGHT));
        let weekday = local.weekday.name().get(..3).unwrap_or_default();
        let month = local.month_name().get(..3).unwrap_or_default();
        let first = format!("  Day {:>2} · {weekday} {:>2} {month}  ", day.number, local.date.day());
        let mut people = Vec::new();
        for (place, resident) in self.scenario.residents.iter().enumerate() {
            let facts = self.day_in_short(day, place);
            people.push(if self.scenario.residents.len() > 1 { format!("{}: {facts}", resident.name) } else { facts });
        }
        out.fold_after(&first, first.chars().count(), &people.join("; "))
    }

    fn day_in_short(&self, day: &Day, resident: usize) -> String {
        let clock = |at: Timestamp| self.scenario.calendar.local(at).clock;
        let mut facts = Vec::new();
        let (mut teas, mut left, mut up, mut bed) = (0, None, None, None);
        for event in &day.events {
            let Event::Truth(TruthEvent { at, resident: Some(who), kind: TruthKind::Activity(activity), .. }) = event
            else {
                continue;
            };
            if *who != resident {
                continue;
            }
            if let Some(since) = left.take() {
                facts.push(format!("out {}–{}", clock(since), clock(*at)));
            }
            match activity {
                Activity::Rise if up.is_none() => up = Some(*at),
                Activity::Out => left = Some(*at),
                Activity::Tea => teas += 1,
                Activity::Retire => bed = Some(*at),
                Activity::Rise
                | Activity::Sleep
                | Activity::Wash
                | Activity::Bathe
                | Activity::Toilet
                | Activity::Breakfast
                | Activity::Lunch
                | Activity::Supper
                | Activity::Television
                | Activity::Rest
                | Activity::Nap
                | Activity::Tablets
                | Activity::Company
                | Activity::Housework => {}
            }
        }
        if let Some(at) = up {
            facts.insert(0, format!("up {}", clock(at)));
        }
        if let Some(since) = left {
            facts.push(format!("out from {}", clock(since)));
        }
        match teas {
            0 => {}
            1 => facts.push("1 tea".to_owned()),
            n => facts.push(format!("{n} teas")),
        }
        if let Some(at) = bed {
            facts.push(format!("to bed {}", clock(at)));
        }
        if facts.is_empty() { "at home".to_owned() } else { facts.join(", ") }
    }

    /// The day's paragraphs. What every resident is doing is followed even where nothing is told.
    fn paragraphs<'d>(&mut self, day: &'d Day) -> Vec<Paragraph<'d>> {
        let mut told = Vec::new();
        for (place, event) in day.events.iter().enumerate() {
            match event {
                Event::Alert(alert) if alert.raised_at >= self.from => told.push(Paragraph::Alert(alert)),
                Event::Concern(news) if news.at >= self.from => told.push(Paragraph::Concern(news)),
                Event::Alert(_) | Event::Concern(_) => {}
                Event::Told(entry) if entry.at >= self.from => told.push(Paragraph::Told(entry)),
                Event::Told(_) => {}
                Event::Truth(event) => {
                    let passing = !self.verbose && is_passing(event, &day.events[place + 1..]);
                    let worth_telling = self.follow(event) && event.at >= self.from && !passing;
                    match event.kind {
                        _ if !worth_telling => {}
                        TruthKind::Label(_) | TruthKind::Fault { .. } => told.push(Paragraph::Label {
                            at: event.at,
                            begins: event.begins,
                            text: event.sentence.as_str(),
                        }),
                        TruthKind::Activity(_) | TruthKind::Whereabouts(_) => self.add_sentence(&mut told, event),
                    }
                }
            }
        }
        told
    }

    /// Keeps up with what a resident does. Whether it is worth a sentence: a visit to the bathroom by day and taking
    /// up again what a cup of tea interrupted are not.
    fn follow(&mut self, event: &TruthEvent) -> bool {
        let Some(resident) = event.resident.filter(|place| *place < self.occupation.len()) else {
            return !event.sentence.is_empty();
        };
        let news = match &event.kind {
            TruthKind::Label(_) | TruthKind::Fault { .. } => true,
            // Only coming home has a sentence.
            TruthKind::Whereabouts(_) => true,
            TruthKind::Activity(Activity::Toilet) => self.occupation[resident] == Some(Activity::Sleep),
            TruthKind::Activity(Activity::Tea) => true,
            TruthKind::Activity(activity) => self.occupation[resident].replace(*activity) != Some(*activity),
        };
        (news || self.verbose) && !event.sentence.is_empty()
    }

    /// Adds a sentence to the day: to the paragraph before where it belongs there. The name stands where a person may
    /// have been lost sight of, a pronoun where the sentence before was about the same person.
    fn add_sentence(&self, told: &mut Vec<Paragraph<'_>>, event: &TruthEvent) {
        let named = event.resident.and_then(|place| self.scenario.residents.get(place));
        let pronoun = match named.map(|resident| resident.pronoun) {
            Some(Pronoun::She) => "She",
            Some(Pronoun::He) => "He",
            Some(Pronoun::They) | None => "They",
        };
        let sentence = event.sentence.as_str();
        match told.last_mut() {
            Some(Paragraph::Prose { at, sentences, resident, text })
                if *resident == event.resident
                    && *sentences < SENTENCES
                    && event.at - *at <= ONE_BREATH
                    && !self.verbose =>
            {
                let name = named.map_or("", |resident| resident.name.as_str());
                text.push(' ');
                // "They makes tea" would not do.
                text.push_str(&if pronoun == "They" { sentence.to_owned() } else { renamed(sentence, name, pronoun) });
                *sentences += 1;
            }
            last => {
                let followed = matches!(last, Some(Paragraph::Prose { resident, .. }) if *resident == event.resident);
                let text = match named {
                    Some(resident) if !followed && pronoun != "They" => renamed(sentence, pronoun, &resident.name),
                    Some(_) | None => sentence.to_owned(),
                };
                told.push(Paragraph::Prose { at: event.at, sentences: 1, resident: event.resident, text });
            }
        }
    }

    fn tell_paragraph(&self, paragraph: &Paragraph<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
        let calendar = &self.scenario.calendar;
        let clock = |at: Timestamp| calendar.local(at).clock;
        match paragraph {
            Paragraph::Prose { at, text, .. } => out.fold_after(&format!("  {}  ", clock(*at)), INDENT, text),
            Paragraph::Label { at, begins, text } => {
                let mark = if *begins { out.tone(Tone::Attention, "◆") } else { "◇".to_owned() };
                out.fold_after(&format!("  {}  {mark} ", clock(*at)), INDENT + 2, text)
            }
            Paragraph::Told(entry) => {
                let text = out.tone(Tone::Aside, &format!("→ {}", entry.text));
                out.fold_after(&format!("  {}  ", clock(entry.at)), INDENT + 2, &text)
            }
            Paragraph::Alert(alert) => tell_alert(alert, &self.scenario.home, calendar, out),
            Paragraph::Concern(news) => tell_news(news, calendar, out),
        }
    }
}

/// Whether this is no more than sitting down for a while, or tidying a little, on the way to something else.
fn is_passing(event: &TruthEvent, later: &[Event]) -> bool {
    let filler = matches!(event.kind, TruthKind::Activity(Activity::Rest | Activity::Housework));
    let next = later.iter().find_map(|later| match later {
        Event::Truth(next) if next.resident == event.resident && matches!(next.kind, TruthKind::Activity(_)) => {
            Some(next.at)
        }
        Event::Truth(_) | Event::Alert(_) | Event::Concern(_) | Event::Told(_) => None,
    });
    filler && next.is_some_and(|next| next - event.at < PASSING)
}

/// The sentence with another beginning: `She makes tea.` for `Margaret makes tea.`
fn renamed(sentence: &str, from: &str, to: &str) -> String {
    match sentence.strip_prefix(from) {
        Some(rest) if rest.starts_with(' ') => format!("{to}{rest}"),
        Some(_) | None => sentence.to_owned(),
    }
}

/// `Day 32 · Thursday 3 December`, with the year where it is wanted.
pub fn heading(calendar: &Calendar, at: Timestamp, year: bool) -> String {
    let local = calendar.local(at);
    let (date, weekday) = (local.date, local.weekday.name());
    let mut text = format!("Day {} · {weekday} {} {}", local.day, date.day(), local.month_name());
    if year {
        text.push_str(&format!(" {}", date.year()));
    }
    text
}

/// Tells one alert in a block of its own: a sign and a word for how soon to act, what is said, and what it rests on.
pub fn tell_alert(alert: &Alert, home: &Home, calendar: &Calendar, out: &mut Out<'_>) -> Result<(), Failure> {
    let (sign, word, tone) = match alert.severity {
        Severity::Information => ("○", "FOR INFORMATION", Tone::Heading),
        Severity::Attention => ("▲", "ATTENTION", Tone::Attention),
        Severity::Urgent => ("■", "URGENT", Tone::Urgent),
    };
    let raised = calendar.local(alert.raised_at);
    let since = calendar.local(alert.since);
    let mut title = format!("{sign} {word} · {}", alert.kind.in_words());
    if let Some(area) = &alert.area {
        title.push_str(" · ");
        title.push_str(home.area(area).map_or(area.as_str(), |area| &area.name));
    }
    if since.day == raised.day {
        title.push_str(&format!(" · since {}", since.clock));
    } else {
        title.push_str(&format!(" · since day {}, {}", since.day, since.clock));
    }
    let bar = format!("{:width$}│ ", "", width = INDENT);
    out.line(&format!("  {}  {}", raised.clock, out.tone(tone, &title)))?;
    out.fold(&bar, &bar, &alert.message)?;
    let mut facts = vec![
        ("Usual", alert.usual.clone()),
        ("Today", alert.today.clone()),
        ("Rests on", evidence(alert, home, calendar)),
    ];
    if !alert.also_could_be.is_empty() {
        facts.push(("Could be", alert.also_could_be.join("; ")));
    }
    facts.push(("Do", alert.what_to_do.clone()));
    for (name, text) in facts.iter().filter(|(_, text)| !text.is_empty()) {
        out.fold(&format!("{bar}{name:<10}"), &format!("{bar}{:10}", ""), text)?;
    }
    Ok(())
}

/// Tells a step in the life of what was told before, in a line: what about, and what has come of it.
pub fn tell_news(news: &News, calendar: &Calendar, out: &mut Out<'_>) -> Result<(), Failure> {
    let (sign, tone) = match news.stage {
        Stage::Resolved => ("✓", Tone::Calm),
        Stage::Acknowledged => ("·", Tone::Aside),
        Stage::Escalated => ("■", Tone::Urgent),
        Stage::Raised | Stage::Updated | Stage::Reopened => ("▲", Tone::Attention),
    };
    let what = match news.stage {
        Stage::Escalated => format!("{}, now urgent: {}", news.kind.in_words(), news.message),
        Stage::Resolved | Stage::Acknowledged | Stage::Raised | Stage::Updated | Stage::Reopened => {
            format!("{}: {}", news.kind.in_words(), news.message)
        }
    };
    let first = format!("  {}  {} ", calendar.local(news.at).clock, out.tone(tone, sign));
    out.fold_after(&first, INDENT + 2, &what)
}

/// The latest readings that an alert rests on, in words.
fn evidence(alert: &Alert, home: &Home, calendar: &Calendar) -> String {
    let left_out = alert.evidence.len().saturating_sub(EVIDENCE_TOLD);
    let raised = calendar.local(alert.raised_at);
    let in_words = |evidence: &Evidence| {
        let local = calendar.local(evidence.at);
        let day = if local.day == raised.day { String::new() } else { format!("day {}, ", local.day) };
        let name = home.device(&evidence.device).map_or(evidence.device.as_str(), |device| &device.name);
        let reading = crate::home::Reading {
            at: evidence.at,
            device: evidence.device.clone(),
            capability: evidence.capability,
            value: evidence.value.clone(),
        };
        let note = if evidence.note.is_empty() { String::new() } else { format!(" ({})", evidence.note) };
        format!("{day}{} {name} {}{note}", local.clock, reading.in_words())
    };
    let mut told: Vec<String> = alert.evidence.iter().skip(left_out).map(in_words).collect();
    if left_out > 0 {
        told.push(format!("and {left_out} before"));
    }
    told.join("; ")
}
