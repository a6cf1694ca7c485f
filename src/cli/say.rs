//! `say`: says sentences to a scenario's home and tells what it understood and answers, from what its devices know.
//!
//! The home is lived through up to the moment; what the person would see is never looked at. Read [`say`] first.

use std::io::{self, BufRead as _, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::arguments::SayArguments;
use super::model::{self, Model};
use super::output::{Out, Tone};
use super::{Ending, Failure, load, tell_problems};
use crate::companion::intent::{Heard, Phrases, Slot};
use crate::companion::{Companion, Reply};
use crate::home::{Action, Way};
use crate::player::house::{Happened, House};
use crate::scenario::Scenario;
use crate::speech::Mouth;
use crate::speech::wyoming::{self, Sound};
use crate::time::Timestamp;

/// A line of standard input is read up to so many bytes; what follows on it is left out, and that is told.
const LONGEST_LINE: u64 = 256 * 1024;
/// A sound file is read up to so many bytes.
const LARGEST_SOUND: u64 = 64 * 1024 * 1024;
/// A sentence of a few seconds takes a small computer about as long to hear.
const HEARS_WITHIN: Duration = Duration::from_secs(20);

/// Says what the command line names, or every line of standard input.
///
/// # Errors
/// When the scenario or the phrases are broken, or nothing can be written.
pub fn say(asked: &SayArguments) -> Result<Ending, Failure> {
    let loaded = load::scenario(&asked.scenario)?;
    tell_problems(&loaded.warnings);
    let phrases = match &asked.phrases {
        Some(path) => load::phrases(path)?,
        None if loaded.scenario.care.is_some() => Phrases::clone(&loaded.scenario.phrases),
        None => load::own_phrases(),
    };
    let mut scenario = loaded.scenario;
    // What is understood in the days before is by the same phrases.
    scenario.phrases = Arc::new(phrases);
    let scenario = Arc::new(scenario);
    let moment = asked.at.unwrap_or(scenario.opens_at);
    if moment.day > scenario.days {
        let last = scenario.days;
        return Err(Failure::new(format!("--at names day {}, but the last day is day {last}", moment.day)));
    }
    let at = scenario.at(moment);
    let care = scenario.care.clone().unwrap_or_default();
    let mut companion = Companion::new(&scenario.home, &scenario.calendar, &care, &scenario.phrases);
    let mut house = House::new(&scenario);
    house.advance(at, &mut |happened| match &happened {
        Happened::Item(item) => {
            companion.observe(item);
        }
        Happened::Truth(_) | Happened::Alert(_) | Happened::Concern(_) | Happened::Told(_) => {}
    });
    // Where there is a care plan the home has a voice of its own, which remembers what was said until then.
    if let Some(aide) = house.aide() {
        companion = aide.companion().clone();
    }
    if let Some(url) = &asked.companion_model {
        companion.let_talk(Arc::new(Model::new(url, &asked.companion_model_name, model::LIMIT)?));
    }

    let mouth = if asked.aloud {
        match Mouth::find() {
            Ok(mouth) => Some(mouth),
            Err(trouble) => {
                super::tell_problem(&trouble.to_string());
                None
            }
        }
    } else {
        None
    };
    let mut out = Out::standard();
    if asked.slow_and_clear {
        companion.speak_slowly_and_clearly();
    }
    let heard = match (&asked.wyoming, &asked.sentence) {
        (Some(address), Some(file)) => Some(hear_sound(address, Path::new(file))?),
        (None, sentence) => sentence.clone(),
        (Some(_), None) => None,
    };
    if let Some(sentence) = &heard {
        speak(mouth.as_ref(), &answer(sentence, at, &mut companion, &scenario, asked.json, &mut out)?, &companion);
    } else {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
            let read = read.map_err(|error| Failure::new(format!("can't read standard input: {error}")))?;
            if read == 0 || out.closed() {
                break;
            }
            if read as u64 == LONGEST_LINE && line.last() != Some(&b'\n') {
                super::tell_problem("a sentence of more than 256 KB was read only so far");
                let mut rest = Vec::new();
                while input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut rest).is_ok_and(|read| read > 0)
                    && rest.last() != Some(&b'\n')
                {
                    rest.clear();
                }
            }
            let sentence = String::from_utf8_lossy(&line);
            let sentence = sentence.trim();
            if !sentence.is_empty() {
                let said = answer(sentence, at, &mut companion, &scenario, asked.json, &mut out)?;
                speak(mouth.as_ref(), &said, &companion);
                out.flush()?;
            }
        }
    }
    out.flush()?;
    if let Some(mouth) = mouth {
        mouth.finish().iter().for_each(|trouble| super::tell_problem(&trouble.to_string()));
    }
    Ok(Ending::Done)
}

/// The sentence that a server hears in a sound file.
fn hear_sound(address: &str, file: &Path) -> Result<String, Failure> {
    let told = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", file.display()));
    let size = std::fs::metadata(file).map_err(|error| told(&error))?.len();
    if size > LARGEST_SOUND {
        return Err(told(&"the sound cannot be sent: it is larger than 64 MB"));
    }
    let bytes = std::fs::read(file).map_err(|error| told(&error))?;
    let sound = Sound::from_wav(&bytes).map_err(|error| told(&error))?;
    let language = "en";
    wyoming::transcribe(address, &sound, language, HEARS_WITHIN).map_err(|error| Failure::new(error.to_string()))
}

/// Speaks an answer, where that was asked for. Its text is told in any case.
fn speak(mouth: Option<&Mouth>, text: &str, companion: &Companion) {
    if let Some(mouth) = mouth {
        mouth.say(text, companion.voice());
    }
}

fn answer(
    sentence: &str,
    at: Timestamp,
    companion: &mut Companion,
    scenario: &Scenario,
    json: bool,
    out: &mut Out<'_>,
) -> Result<String, Failure> {
    let (heard, reply) = companion.hear(sentence, at);
    if json {
        out.line(&line(sentence, at, &heard, &reply, scenario).to_string())?;
        return Ok(reply.text);
    }
    let name = match &heard {
        Heard::Understood(understood) => understood.name.as_str(),
        Heard::Unknown { .. } => "not understood",
        Heard::Silence => "nothing said",
    };
    let short: String = sentence.chars().filter(|sign| !sign.is_control()).take(200).collect();
    out.fold("> ", "  ", &short)?;
    out.fold("  ", "  ", &reply.text)?;
    let mut facts = vec![name.to_owned()];
    if let Heard::Understood(understood) = &heard {
        facts.extend(understood.slots.iter().map(|(slot, value)| format!("{slot}: {value}")));
    }
    facts.extend(reply.actions.iter().map(deed));
    facts.push(reply.by.name().to_owned());
    let facts = out.tone(Tone::Aside, &format!("[{}]", facts.join("; ")));
    out.line(&format!("  {facts}"))?;
    Ok(reply.text)
}

/// One sentence for a program.
fn line(sentence: &str, at: Timestamp, heard: &Heard, reply: &Reply, scenario: &Scenario) -> Json {
    let said: String = sentence.chars().take(500).collect();
    let (intent, slots, cost, sure) = match heard {
        Heard::Understood(understood) => {
            let slots: serde_json::Map<String, Json> =
                understood.slots.iter().map(|(slot, value)| (slot.clone(), for_program(value))).collect();
            (Some(understood.name.as_str()), slots, Some(understood.cost), understood.sure)
        }
        Heard::Unknown { .. } | Heard::Silence => (None, serde_json::Map::new(), None, false),
    };
    json!({
        "at": scenario.calendar.rfc3339(at),
        "sentence": said,
        "intent": intent,
        "slots": slots,
        "sure": sure,
        "cost": cost,
        "answer": reply.text,
        "choices": reply.choices,
        "actions": reply.actions.iter().map(deed).collect::<Vec<_>>(),
        "by": reply.by.name(),
        "simulated": true,
    })
}

fn for_program(slot: &Slot) -> Json {
    match slot {
        Slot::Number(number) => json!(number),
        Slot::Value(_) | Slot::Time(_) | Slot::Length(_) | Slot::Day(_) | Slot::Words(_) => json!(slot.to_string()),
    }
}

/// What is done, in a few words.
fn deed(action: &Action) -> String {
    match action {
        Action::Speak { sentence, .. } => format!("say {sentence:?}"),
        Action::Understood { device, call } => format!("pass on that {device} was told: {}", call.word()),
        Action::Switch { device, on } => format!("switch {device} {}", if *on { "on" } else { "off" }),
        Action::Set { device, capability, value } => format!("set {device} {} to {value}", capability.name()),
        Action::Reach { contact, way: Way::Message | Way::News, text, .. } => {
            format!("send {contact} a message: {text}")
        }
        Action::Reach { contact, way: Way::Call, .. } => format!("ring {contact} (simulated)"),
        Action::Reach { contact, way: Way::Visit, .. } => format!("ask {contact} to come (simulated)"),
    }
}
