//! A language model behind an OpenAI-compatible endpoint, such as Ollama's, for small talk: off unless it is asked for.
//!
//! One request a sentence, one time limit for all of it, and nothing rather than a wait. After three failures in a row it
//! is not asked again. What of its answer is said or done is for `companion::talk`. Read [`Model`] first.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::Failure;
use crate::companion::talk::{MAY_ASK_FOR, Talk, Talked};

/// How long an answer is waited for.
pub const LIMIT: Duration = Duration::from_secs(3);
/// Bytes of an answer that are read, at most.
const MOST_BYTES: u64 = 64 * 1024;
/// After so many failures in a row it is not asked again.
const PATIENCE: u32 = 3;

/// A model that is asked for small talk.
pub struct Model {
    agent: ureq::Agent,
    url: String,
    name: String,
    failures: AtomicU32,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("url", &self.url).field("name", &self.name).finish_non_exhaustive()
    }
}

impl Model {
    /// A model at an address, `http://localhost:11434` or the whole of `…/v1/chat/completions`.
    ///
    /// # Errors
    /// When the address is none that can be asked.
    pub fn new(address: &str, name: &str, limit: Duration) -> Result<Self, Failure> {
        let address = address.trim_end_matches('/');
        let host = address.strip_prefix("http://").unwrap_or_default();
        if host.is_empty() || host.contains(char::is_whitespace) {
            return Err(Failure::new(format!(
                "--companion-model {address:?}: write an address such as http://localhost:11434. Only http is spoken, for a model on this machine or in the home's own network"
            )));
        }
        let url = if address.ends_with("/chat/completions") {
            address.to_owned()
        } else if address.ends_with("/v1") {
            format!("{address}/chat/completions")
        } else {
            format!("{address}/v1/chat/completions")
        };
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(limit))
            .max_redirects(0)
            .proxy(None)
            .user_agent("smart-house")
            .build()
            .new_agent();
        Ok(Self { agent, url, name: name.to_owned(), failures: AtomicU32::new(0) })
    }

    fn ask(&self, known: &str, heard: &str) -> Result<Talked, String> {
        let can: Vec<&str> = MAY_ASK_FOR.iter().map(|intent| intent.name()).collect();
        let system = format!(
            "You are the voice of a home, talking with the person who lives there. {known} Answer in one or two short, plain sentences of British English. Never speak of illness, tablets, doses or emergencies, and never say that you have done or called anything. Answer with JSON alone: {{\"say\": \"…\"}}; or, if the person wants one of these: {}, then {{\"do\": \"a short command in plain English, such as: turn the light on in the lounge\"}}.",
            can.join(", ")
        );
        let body = json!({
            "model": self.name,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": heard}],
            "temperature": 0,
            "seed": 1,
            "max_tokens": 120,
            "stream": false,
            "response_format": {"type": "json_object"},
        });
        let sent = self.agent.post(&self.url).header("content-type", "application/json").send(body.to_string());
        let mut answer = sent.map_err(|error| error.to_string())?;
        let text = answer.body_mut().with_config().limit(MOST_BYTES).read_to_string();
        let text = text.map_err(|error| error.to_string())?;
        let answer: Json = serde_json::from_str(&text).map_err(|_| "its answer is no JSON".to_owned())?;
        let content = answer.pointer("/choices/0/message/content").and_then(Json::as_str);
        read(content.ok_or("its answer has no text")?)
            .ok_or_else(|| "its answer is neither words nor a wish".to_owned())
    }
}

/// What an answer's text is: what it says, or what it takes the person to mean. Plain words are taken as they are.
fn read(content: &str) -> Option<Talked> {
    let content = content.trim();
    if !content.starts_with(['{', '[', '"', '`']) {
        return (!content.is_empty()).then(|| Talked::Says(content.to_owned()));
    }
    let answer: Json = serde_json::from_str(content).ok()?;
    let text = |name: &str| answer.get(name).and_then(Json::as_str).map(str::to_owned).filter(|text| !text.is_empty());
    text("do").map(Talked::Means).or_else(|| text("say").map(Talked::Says))
}

impl Talk for Model {
    fn talk(&self, known: &str, heard: &str) -> Option<Talked> {
        let failed = self.failures.load(Ordering::Relaxed);
        if failed >= PATIENCE {
            return None;
        }
        match self.ask(known, heard) {
            Ok(talked) => {
                self.failures.store(0, Ordering::Relaxed);
                Some(talked)
            }
            Err(why) => {
                self.failures.store(failed + 1, Ordering::Relaxed);
                let again = if failed + 1 < PATIENCE { "" } else { "; it is not asked again" };
                super::tell_problem(&format!(
                    "the language model gave no answer that could be used ({why}): the rules answer{again}"
                ));
                None
            }
        }
    }
}
