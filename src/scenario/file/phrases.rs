//! The file form of phrases, field for field: lists, rules, and intents with their sentences.

use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, Placed, filled_text, flag, id, text, whole};

/// Lists and rules of a file, each at most.
const MAX_PARTS: usize = 500;
/// Intents of a file, at most.
const MAX_INTENTS: usize = 1_000;
/// Sentences of an intent, values of a list and words of each kind, each at most.
const MAX_SENTENCES: usize = 2_000;

/// What can be said to a home.
pub(in crate::scenario) struct PhrasesFile {
    pub version: Maybe<i64>,
    pub language: Maybe<String>,
    pub wake_words: Vec<Placed<String>>,
    pub skip_words: Vec<Placed<String>>,
    pub small_words: Vec<Placed<String>>,
    pub lists: Vec<Placed<ListFile>>,
    pub rules: Vec<Placed<RuleFile>>,
    pub intents: Vec<Placed<IntentFile>>,
}

/// A list.
pub(in crate::scenario) struct ListFile {
    pub name: Maybe<String>,
    pub values: Vec<Placed<ValueFile>>,
    pub from: Maybe<i64>,
    pub to: Maybe<i64>,
    pub anything: Maybe<bool>,
}

/// A value of a list.
pub(in crate::scenario) struct ValueFile {
    pub says: Maybe<String>,
    pub means: Maybe<String>,
}

/// A rule.
pub(in crate::scenario) struct RuleFile {
    pub name: Maybe<String>,
    pub says: Maybe<String>,
}

/// An intent.
pub(in crate::scenario) struct IntentFile {
    pub name: Maybe<String>,
    pub example: Maybe<String>,
    pub answer: Maybe<String>,
    pub means: Vec<Placed<String>>,
    pub says: Vec<Placed<String>>,
}

/// Reads the outermost bracket of a file of phrases.
pub(in crate::scenario) fn phrases(node: &Node, findings: &mut Findings<'_>) -> Option<PhrasesFile> {
    let mut fields = Fields::open(node, "a file of phrases", findings)?;
    let file = PhrasesFile {
        version: fields.required("version", whole),
        language: fields.optional("language", filled_text),
        wake_words: fields.list("wake_words", MAX_SENTENCES, filled_text),
        skip_words: fields.list("skip_words", MAX_SENTENCES, filled_text),
        small_words: fields.list("small_words", MAX_SENTENCES, filled_text),
        lists: fields.list("lists", MAX_PARTS, list),
        rules: fields.list("rules", MAX_PARTS, rule),
        intents: fields.required_list("intents", MAX_INTENTS, intent),
    };
    fields.close();
    Some(file)
}

fn list(node: &Node, findings: &mut Findings<'_>) -> Option<ListFile> {
    let mut fields = Fields::open(node, "a list", findings)?;
    let file = ListFile {
        name: fields.required("name", id),
        values: fields.list("values", MAX_SENTENCES, value),
        from: fields.optional("from", whole),
        to: fields.optional("to", whole),
        anything: fields.optional("anything", flag),
    };
    fields.close();
    Some(file)
}

fn value(node: &Node, findings: &mut Findings<'_>) -> Option<ValueFile> {
    let mut fields = Fields::open(node, "a value", findings)?;
    let file = ValueFile { says: fields.required("says", text), means: fields.required("means", filled_text) };
    fields.close();
    Some(file)
}

fn rule(node: &Node, findings: &mut Findings<'_>) -> Option<RuleFile> {
    let mut fields = Fields::open(node, "a rule", findings)?;
    let file = RuleFile { name: fields.required("name", id), says: fields.required("says", text) };
    fields.close();
    Some(file)
}

fn intent(node: &Node, findings: &mut Findings<'_>) -> Option<IntentFile> {
    let mut fields = Fields::open(node, "an intent", findings)?;
    let file = IntentFile {
        name: fields.required("name", id),
        example: fields.optional("example", text),
        answer: fields.optional("answer", filled_text),
        means: fields.list("means", 20, filled_text),
        says: fields.required_list("says", MAX_SENTENCES, text),
    };
    fields.close();
    Some(file)
}
