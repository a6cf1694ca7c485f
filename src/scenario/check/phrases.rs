//! Whether what can be said to a home makes sense: templates that can be read, lists and rules there are, intents the
//! program knows or that bring their own answer, and no sentence that means two things.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::file::{IntentFile, ListFile, PhrasesFile};
use super::super::problem::{Findings, quoted};
use super::super::read::{Maybe, Placed};
use super::Ids;
use crate::companion::intent::phrases::{
    HOME_LISTS, IntentSource, ListOf, ListSource, ListValue, RULED_LISTS, RuleSource,
};
use crate::companion::intent::template::Template;
use crate::companion::intent::{Grammar, HomeList, Intent, MAX_RULES, MOST_STATES, Phrases};

/// A template and where it stands.
type Read = (Template, Range<usize>);

/// Checks a file of phrases. `added` are those it is added to.
pub(super) fn check(file: PhrasesFile, added: Option<&Phrases>, findings: &mut Findings<'_>) -> Phrases {
    let mut ids = Ids::new("list");
    let mut lists = Vec::new();
    for list in &file.lists {
        if let Some(name) = &list.value.name {
            ids.add(&name.value, &name.span, findings);
            if HOME_LISTS.contains(&name.value.as_str()) || RULED_LISTS.contains(&name.value.as_str()) {
                let brief = format!("the list {:?} is filled by the program", name.value);
                findings.error(&name.span, brief, "Give your own list another name.");
            }
        }
        lists.extend(check_list(&list.value, findings));
    }
    let mut ids = Ids::new("rule");
    let mut rules: Vec<(RuleSource, Read)> = Vec::new();
    for rule in &file.rules {
        if let Some(name) = &rule.value.name {
            ids.add(&name.value, &name.span, findings);
        }
        if let (Some(name), Some(read)) = (&rule.value.name, template(&rule.value.says, findings)) {
            rules.push((RuleSource { name: name.value.clone(), says: read.0.clone() }, read));
        }
    }
    let mut intents = Vec::new();
    let mut sentences: Vec<Read> = Vec::new();
    for intent in &file.intents {
        intents.extend(check_intent(&intent.value, &mut sentences, findings));
    }
    let texts = |words: Vec<Placed<String>>| words.into_iter().map(|word| word.value).collect();
    let phrases = Phrases {
        language: file.language.map_or_else(|| "en-GB".to_owned(), |language| language.value),
        wake_words: texts(file.wake_words),
        skip_words: texts(file.skip_words),
        small_words: texts(file.small_words),
        lists,
        rules: rules.iter().map(|(rule, _)| rule.clone()).collect(),
        intents,
    };
    let mut all = added.cloned().unwrap_or_default();
    all.add(phrases.clone());
    known_names(rules.iter().map(|(_, read)| read).chain(&sentences), &all, findings);
    circles(&rules, &all, findings);
    said_twice(&phrases, &sentences, findings);
    if !findings.has_errors() {
        sizes(&all, &sentences, findings);
    }
    phrases
}

/// Reads a template; its mistakes are told where they stand in the file.
fn template(text: &Maybe<String>, findings: &mut Findings<'_>) -> Option<Read> {
    let text = text.as_ref()?;
    match Template::read(&text.value) {
        Ok(template) => Some((template, text.span.clone())),
        Err(mistake) => {
            findings.error(&within(&text.value, &text.span, &mistake.span, findings), mistake.brief, mistake.hint);
            None
        }
    }
}

/// The place of a part of a text in the file: exact where the text is written without a backslash.
fn within(text: &str, whole: &Range<usize>, part: &Range<usize>, findings: &Findings<'_>) -> Range<usize> {
    let plain = findings.slice(whole).strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) == Some(text);
    if plain { whole.start + 1 + part.start..whole.start + 1 + part.end.max(part.start + 1) } else { whole.clone() }
}

fn check_list(file: &ListFile, findings: &mut Findings<'_>) -> Option<ListSource> {
    let name = file.name.as_ref()?;
    let ways = [!file.values.is_empty(), file.from.is_some() || file.to.is_some(), file.anything.is_some()];
    if ways.iter().filter(|way| **way).count() != 1 {
        let hint = "Write values: […], or from: and to: for numbers, or anything: true.";
        findings.error(&name.span, format!("what the list {} holds is not clear", quoted(&name.value)), hint);
        return None;
    }
    let of = if let Some(anything) = &file.anything {
        if !anything.value {
            findings.error(&anything.span, "a list of nothing is no list", "Write anything: true, or its values.");
        }
        ListOf::Anything
    } else if let (Some(from), Some(to)) = (&file.from, &file.to) {
        if from.value > to.value || from.value < 0 || to.value > 999 {
            let brief = format!("numbers from {} to {} are no range", from.value, to.value);
            findings.error(&from.span, brief, "Write the smaller number first, from 0 to 999.");
        }
        ListOf::Range(from.value, to.value)
    } else if file.values.is_empty() {
        findings.error(&name.span, "a range needs both ends", "Write from: and to:.");
        return None;
    } else {
        let mut values = Vec::new();
        for value in &file.values {
            let Some((says, span)) = template(&value.value.says, findings) else { continue };
            if !says.lists.is_empty() || !says.rules.is_empty() {
                let hint = "Write the words themselves; alternatives and optional words are welcome.";
                findings.error(&span, "a value of a list cannot use lists or rules", hint);
            }
            if let Some(means) = &value.value.means {
                values.push(ListValue { says, means: means.value.clone() });
            }
        }
        ListOf::Values(values)
    };
    Some(ListSource { name: name.value.clone(), of })
}

fn check_intent(file: &IntentFile, sentences: &mut Vec<Read>, findings: &mut Findings<'_>) -> Option<IntentSource> {
    let name = file.name.as_ref()?;
    let intent = match (Intent::from_name(&name.value), &file.answer) {
        (Some(Intent::Own), _) | (None, None) => {
            let names = Intent::ALL.iter().filter(|intent| **intent != Intent::Own).map(|intent| intent.name());
            let hint = findings.suggest(&name.value, names, "Give it an answer: to make it your own. There are");
            findings.error(&name.span, format!("no intent is called {}", quoted(&name.value)), hint);
            return None;
        }
        (None, Some(_)) => Intent::Own,
        (Some(_), Some(answer)) => {
            let brief = format!("the intent {:?} is answered by the program", name.value);
            findings.error(&answer.span, brief, "Leave the answer out, or give the intent a name of your own.");
            return None;
        }
        (Some(intent), None) => intent,
    };
    if file.says.is_empty() {
        let brief = format!("nothing is said for {}", quoted(&name.value));
        findings.error(&name.span, brief, "Write at least one sentence: says: [\"…\"].");
    }
    let mut means = Vec::new();
    for slot in &file.means {
        match slot.value.split_once('=') {
            Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
                means.push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ => findings.error(
                &slot.span,
                format!("{} is not a slot with its value", quoted(&slot.value)),
                "Write the slot, an equals sign and its value: \"which=all\".",
            ),
        }
    }
    let mut says = Vec::new();
    for sentence in &file.says {
        if let Some(read) = template(&Some(sentence.clone()), findings) {
            says.push(read.0.clone());
            sentences.push(read);
        }
    }
    Some(IntentSource {
        name: name.value.clone(),
        intent,
        example: file.example.as_ref().map_or_else(String::new, |example| example.value.clone()),
        means,
        answer: file.answer.as_ref().map_or_else(String::new, |answer| answer.value.clone()),
        says,
    })
}

/// Lists and rules that are named must be there.
fn known_names<'r>(reads: impl Iterator<Item = &'r Read>, all: &Phrases, findings: &mut Findings<'_>) {
    let lists: Vec<&str> = all
        .lists
        .iter()
        .map(|list| list.name.as_str())
        .chain(HOME_LISTS.iter().copied())
        .chain(RULED_LISTS.iter().copied())
        .collect();
    let rules: Vec<&str> = all.rules.iter().map(|rule| rule.name.as_str()).collect();
    for (template, span) in reads {
        for (what, names, there) in [("list", &template.lists, &lists), ("rule", &template.rules, &rules)] {
            for (name, part) in names.iter().filter(|(name, _)| !there.contains(&name.as_str())) {
                let hint = findings.suggest(name, there.iter().copied(), &format!("The {what}s are"));
                let place = within(&template.text, span, part, findings);
                findings.error(&place, format!("no {what} is called {}", quoted(name)), hint);
            }
        }
    }
}

/// Rules that lead back to themselves, or too deep.
fn circles(rules: &[(RuleSource, Read)], all: &Phrases, findings: &mut Findings<'_>) {
    let by_name: BTreeMap<&str, &Template> = all.rules.iter().map(|rule| (rule.name.as_str(), &rule.says)).collect();
    for (rule, (template, span)) in rules {
        let mut within: Vec<&str> = template.rules.iter().map(|(name, _)| name.as_str()).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for depth in 0.. {
            if within.contains(&rule.name.as_str()) {
                let brief = format!("the rule {:?} leads back to itself", rule.name);
                findings.error(span, brief, "Take one of the rules out of the circle.");
                break;
            }
            if within.is_empty() {
                break;
            }
            if depth + 2 > MAX_RULES {
                let brief = format!("the rule {:?} stands on more than {MAX_RULES} others", rule.name);
                findings.error(span, brief, "Write some of the words themselves.");
                break;
            }
            seen.extend(within.iter().copied());
            let next: BTreeSet<&str> = within
                .iter()
                .filter_map(|name| by_name.get(name))
                .flat_map(|template| template.rules.iter().map(|(name, _)| name.as_str()))
                .filter(|name| !seen.contains(name) || *name == rule.name)
                .collect();
            within = next.into_iter().collect();
        }
    }
}

/// One template under two intents can mean only one of them.
fn said_twice(phrases: &Phrases, sentences: &[Read], findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut places = sentences.iter();
    for intent in &phrases.intents {
        for template in &intent.says {
            let Some((_, span)) = places.next() else { return };
            let line = findings.line(span);
            match seen.get(template.text.as_str()) {
                Some((other, first)) if *other != intent.name => {
                    let brief = format!("{} stands under {other:?} and {:?}", quoted(&template.text), intent.name);
                    findings.error(span, brief, format!("It is on line {first} already: leave one out."));
                }
                Some((_, first)) => {
                    let brief = format!("{} is written twice", quoted(&template.text));
                    findings.warning(span, brief, format!("It is on line {first} already."));
                }
                None => {
                    seen.insert(&template.text, (&intent.name, line));
                }
            }
        }
    }
}

/// A template with too many forms would be left out: that is told.
fn sizes(all: &Phrases, sentences: &[Read], findings: &mut Findings<'_>) {
    let home: Vec<HomeList> = HOME_LISTS.iter().map(|name| (*name, Vec::new())).collect();
    let mut rest = Phrases { intents: Vec::new(), ..all.clone() };
    for (template, span) in sentences {
        let says = vec![template.clone()];
        rest.intents = vec![IntentSource {
            name: String::new(),
            intent: Intent::Own,
            example: String::new(),
            means: Vec::new(),
            answer: String::new(),
            says,
        }];
        if template.text.len() > 300 || !template.rules.is_empty() {
            let made = Grammar::new(&rest, &home);
            if made.templates() == 0 {
                let brief = "this sentence has too many forms";
                let hint = format!("It comes to more than {MOST_STATES} steps: write it as two sentences.");
                findings.error(span, brief, hint);
            }
        }
    }
}
