//! What the home says, spoken by this machine's own voice while that is switched on. It is heard when its moment is
//! played, not when it is leapt over; whatever goes wrong is told once, and the text is shown all the same.

use bevy::prelude::*;

use super::Stage;
use super::bridge::{self, Bridge};
use crate::companion::voice::Voice;
use crate::player::history::History;
use crate::response::What;
use crate::speech::ear::Hearing;
use crate::speech::{Mouth, Trouble};
use crate::time::{Span, Timestamp};

/// What lies further back than this in one frame was leapt over.
const AT_ONCE: Span = Span::minutes(10);
/// So many sentences of one frame are spoken; at great speed nobody listens to more.
const MOST: usize = 2;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Aloud>().add_systems(Update, speak.in_set(Stage::Project).after(bridge::show_now));
}

/// The voice, once it was asked for.
#[derive(Resource, Default)]
struct Aloud {
    mouth: Option<Mouth>,
    /// That none was found, so that it is not looked for in every frame.
    none: bool,
    /// Up to when everything has been spoken or passed over.
    until: Option<Timestamp>,
}

fn speak(mut aloud: ResMut<Aloud>, mut bridge: ResMut<Bridge>) {
    let at = bridge.player.at();
    let since = aloud.until.replace(at);
    if !bridge.shown.care.aloud {
        if let Some(mouth) = &aloud.mouth {
            mouth.hush(true);
        }
        aloud.none = false;
        return;
    }
    if aloud.mouth.is_none() && !aloud.none {
        match Mouth::find() {
            Ok(mouth) => aloud.mouth = Some(mouth),
            Err(trouble) => {
                aloud.none = true;
                tell(&mut bridge, &trouble);
            }
        }
    }
    let Some(mouth) = &aloud.mouth else { return };
    // Whoever speaks is not spoken to, and the microphone does not hear the home.
    mouth.hush(bridge.shown.care.hearing == Hearing::Listening);
    if let Some(since) = since.filter(|since| *since < at && at - *since <= AT_ONCE) {
        let voice = bridge.player.view().aide.map_or_else(Voice::default, |aide| aide.companion().voice());
        for sentence in sentences(bridge.player.history(), since, at) {
            mouth.say(&sentence, voice);
        }
    }
    if let Some(trouble) = mouth.troubles().into_iter().next() {
        tell(&mut bridge, &trouble);
    }
}

/// What the home says after an instant, up to another: the last few.
fn sentences(history: &History, since: Timestamp, until: Timestamp) -> Vec<String> {
    let told = history.told_by(until).iter().rev();
    let said =
        told.take_while(|entry| entry.at > since).filter(|entry| matches!(entry.what, What::Said | What::SaidByModel));
    let mut sentences: Vec<String> = said.take(MOST).map(|entry| super::panel::spoken(entry).to_owned()).collect();
    sentences.reverse();
    sentences
}

fn tell(bridge: &mut Bridge, trouble: &Trouble) {
    let words = trouble.to_string();
    bridge.told = Some(super::panel::capital(&words));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::Entry;

    #[test]
    fn what_the_home_says_is_spoken_once_and_what_it_hears_is_not() {
        let mut history = History::default();
        let second = |count: i64| Timestamp::from_millis(count * 1_000);
        let steps = [
            (1, What::Said, "Said: good morning."),
            (2, What::Heard, "Heard: what day is it"),
            (3, What::Said, "Said: It's Monday morning."),
            (4, What::Reminded, "Reminded in the lounge (tablets)."),
            (5, What::Said, "Said: It's time for your tablets."),
            (6, What::Said, "Said: later"),
        ];
        for (at, what, text) in steps {
            let (about, who, text) = (String::new(), String::new(), text.to_owned());
            history.push_told(Entry { at: second(at), case: 0, about, what, who, text });
        }
        assert_eq!(sentences(&history, second(0), second(3)), ["good morning.", "It's Monday morning."]);
        assert_eq!(sentences(&history, second(3), second(5)), ["It's time for your tablets."]);
        assert!(sentences(&history, second(3), second(4)).is_empty());
        // At great speed only the last few are.
        assert_eq!(sentences(&history, second(0), second(9)), ["It's time for your tablets.", "later"]);
    }
}
