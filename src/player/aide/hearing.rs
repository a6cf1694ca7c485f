//! What somebody said to the home: what it means for the chain, what of it the monitor is told, and what is answered.

use super::{Aide, Call};
use crate::companion::intent::{Heard, Intent};
use crate::home::speech::SpokenCall;
use crate::home::{Action, Asked, DeviceId, Way};
use crate::response::{Said, What};
use crate::time::{Span, Timestamp};

/// "I think you asked for help. Do you need help?": a yes or a no within so long is the answer to that.
const DOUBT: Span = Span::minutes(2);

impl Aide {
    /// Somebody said something to a speaker.
    pub(super) fn hear(&mut self, speaker: &DeviceId, words: &str, at: Timestamp) {
        let asked = self.response.asks();
        let doubt = self.doubt.take().filter(|(_, asked)| at - *asked <= DOUBT).map(|(call, _)| call);
        let (heard, reply) = self.companion.hear(words, at);
        self.look_soon(at);
        let short: String = words.chars().filter(|sign| !sign.is_control()).take(160).collect();
        self.note(at, What::Heard, format!("Heard: {short}"));
        // What the person said of themselves, and what of it the monitor is told as a reading of the speaker: a call that is
        // sure or was confirmed. In doubt the person is asked first, while the chain begins all the same.
        let (said, call) = match &heard {
            Heard::Understood(understood) => match (understood.intent, understood.sure) {
                (Intent::Help, true) => (Some(Said::Help), Some(SpokenCall::Help)),
                (Intent::Fallen, true) => (Some(Said::Fallen), Some(SpokenCall::Fallen)),
                (Intent::Help, false) => {
                    self.doubt = Some((SpokenCall::Help, at));
                    (Some(Said::Help), None)
                }
                (Intent::Fallen, false) => {
                    self.doubt = Some((SpokenCall::Fallen, at));
                    (Some(Said::Fallen), None)
                }
                (Intent::Unwell, _) => (Some(Said::Unwell), None),
                (Intent::ImOk, true) => (Some(Said::AllRight), Some(SpokenCall::AllRight)),
                (Intent::Cancel, true) => (Some(Said::Cancel), Some(SpokenCall::AllRight)),
                // "Do you need help?" — "Yes."
                (Intent::Yes, _) if doubt.is_some() => (Some(Said::Help), doubt),
                (Intent::No, _) if doubt.is_some() => (Some(Said::AllRight), Some(SpokenCall::AllRight)),
                // "Are you all right?" — "Yes."
                (Intent::Yes, _) if asked => (Some(Said::AllRight), Some(SpokenCall::AllRight)),
                (Intent::No, _) if asked => (Some(Said::Help), Some(SpokenCall::Help)),
                _ => (None, None),
            },
            Heard::Unknown { .. } | Heard::Silence => (None, None),
        };
        if let Some(said) = said {
            self.response.said(said, at);
        }
        if let Some(call) = call {
            self.todo.push(Action::Understood { device: speaker.clone(), call });
        }
        if let Heard::Understood(understood) = &heard {
            self.settle(understood.intent);
        }
        self.settle_suggestions(at);
        self.say(None, &reply.text, Asked::Nothing, reply.by, at);
        for action in &reply.actions {
            if let Action::Reach { contact, way: Way::Call, reference, .. } = action {
                let (contact, reference) = (contact.clone(), *reference);
                self.call = Some(Call { contact, since: at, answered: None, reference });
            }
        }
        self.todo.extend(reply.actions);
        self.collect(at);
    }

    /// What the person says answers what they were asked, or ends their call.
    fn settle(&mut self, intent: Intent) {
        let answers = matches!(
            intent,
            Intent::Yes
                | Intent::No
                | Intent::Later
                | Intent::Stop
                | Intent::ImOk
                | Intent::Cancel
                | Intent::Help
                | Intent::Fallen
                | Intent::Unwell
                | Intent::TabletsTaken
                | Intent::TabletsRefused
        );
        if answers {
            self.question = None;
        }
        if intent == Intent::Stop {
            self.call = None;
        }
    }
}
