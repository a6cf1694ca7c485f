//! What is answered to what was understood, and what is done about it: from what the devices know and what is agreed,
//! never from anything else. Read [`answer`] first.

mod house;
mod people;
mod today;

use super::Memory;
use super::care::Care;
use super::company::Measure;
use super::intent::{Heard, Intent, Understood};
use super::known::Known;
use super::talk::By;
use crate::home::{Action, Home};
use crate::time::{Calendar, Local, Timestamp};

/// What is at hand for an answer.
pub(super) struct Ask<'a> {
    pub home: &'a Home,
    pub calendar: &'a Calendar,
    pub care: &'a Care,
    pub known: &'a Known,
    pub at: Timestamp,
    pub local: Local,
    /// The contacts of the last seven days, where they are counted.
    pub in_touch: Option<&'a Measure>,
    /// Whether a dispenser tells of tablets.
    pub dispenser: bool,
    /// Where the person who speaks is, by its place in the home's list, where that is known.
    pub area: Option<usize>,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// What is said.
    pub text: String,
    /// What is done.
    pub actions: Vec<Action>,
    /// What could be said next, for buttons and for whoever was not understood.
    pub choices: Vec<String>,
    /// Who made the text. What is done is always the rules'.
    pub by: By,
}

impl Reply {
    fn say(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn with(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    fn or(mut self, choices: &[&str]) -> Self {
        self.choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        self
    }
}

/// Answers what was heard.
pub(super) fn answer(heard: &Heard, ask: &Ask<'_>, memory: &mut Memory) -> Reply {
    match heard {
        Heard::Silence => Reply::say("I didn't hear anything. I'm here when you want me."),
        Heard::Unknown { near, too_long } => unknown(near, *too_long),
        Heard::Understood(understood) => {
            let reply = understood_reply(understood, ask, memory);
            if understood.intent != Intent::Repeat {
                memory.last_answer.clone_from(&reply.text);
            }
            reply
        }
    }
}

/// A kind answer and two things that one can say.
fn unknown(near: &[String], too_long: bool) -> Reply {
    const USUAL: [&str; 2] = ["What time is it?", "Turn the light on in the lounge"];
    let choices: Vec<String> = near.iter().map(String::as_str).chain(USUAL).take(2).map(str::to_owned).collect();
    let begin = if too_long {
        "That was a lot at once, and I lost the thread. Please say it in a few words."
    } else {
        "I'm sorry, I didn't catch that."
    };
    let text = format!("{begin} You can say: \"{}\", or: \"{}\".", choices[0], choices[1]);
    Reply { text, choices, ..Reply::default() }
}

fn understood_reply(understood: &Understood, ask: &Ask<'_>, memory: &mut Memory) -> Reply {
    match understood.intent {
        Intent::Help | Intent::Fallen | Intent::Unwell | Intent::ImOk | Intent::Cancel => {
            people::safety(understood, ask)
        }
        Intent::LightOn => house::light(understood, true, ask),
        Intent::LightOff => house::light(understood, false, ask),
        Intent::LightLevel => house::light_level(understood, ask),
        Intent::PlugOn => house::plug(understood, true, ask),
        Intent::PlugOff => house::plug(understood, false, ask),
        Intent::IsItOn => house::is_it_on(understood, ask),
        Intent::Warmer | Intent::Cooler | Intent::SetTemperature => house::heating(understood, ask),
        Intent::AskTemperature => house::temperature(understood, ask),
        Intent::AskDoor => house::door(understood, ask),
        Intent::AskTime => today::time(ask),
        Intent::AskDay => today::day(ask),
        Intent::AskDate => today::date(ask),
        Intent::AskWeather => house::weather(ask),
        Intent::AskPlan => today::plan(understood, ask),
        Intent::AskVisitors => today::visitors(understood, ask),
        Intent::SetTimer => today::set_timer(understood, ask, memory),
        Intent::AskTimer => today::ask_timer(ask, memory),
        Intent::StopTimer => today::stop_timer(memory),
        Intent::SetReminder => today::set_reminder(understood, ask, memory),
        Intent::AskReminders => today::ask_reminders(ask, memory),
        Intent::DropReminder => today::drop_reminder(understood, memory),
        Intent::AskTablets => people::tablets(understood, ask, memory),
        Intent::TabletsTaken => people::tablets_taken(understood, ask, memory),
        Intent::TabletsRefused => people::tablets_refused(understood, ask, memory),
        Intent::AskTabletsWeek => people::tablets_week(understood, ask, memory),
        Intent::AskInTouch => Reply::say(match ask.in_touch {
            Some(measure) => format!("In the last seven days: {}.", measure.in_words()),
            None => "I don't count that. It would have to be a wish of yours in your care plan.".to_owned(),
        }),
        Intent::Call => people::call(understood, ask, memory),
        Intent::Message => people::message(understood, ask, memory),
        Intent::RadioOn => {
            let station = understood.value("station").unwrap_or("the radio");
            memory.playing = Some(station.to_owned());
            Reply::say(format!("Here is {station}. (Simulated: nothing is played.)"))
        }
        Intent::RadioOff => match memory.playing.take() {
            Some(station) => Reply::say(format!("{station} is off.", station = super::spoken::capital(&station))),
            None => Reply::say("The radio isn't on."),
        },
        Intent::Repeat if memory.last_answer.is_empty() => Reply::say("I haven't said anything yet."),
        Intent::Repeat => Reply::say(memory.last_answer.clone()),
        Intent::Louder => memory.voice.volume(1),
        Intent::Quieter => memory.voice.volume(-1),
        Intent::Slower => memory.voice.pace(-1),
        Intent::Faster => memory.voice.pace(1),
        Intent::Mute => memory.voice.mute(true),
        Intent::Unmute => memory.voice.mute(false),
        Intent::SlowAndClear => memory.voice.slow_and_clear(),
        Intent::Stop => {
            memory.playing = None;
            Reply::say("All right.")
        }
        Intent::Yes => Reply::say("Good."),
        Intent::No => Reply::say("That's all right."),
        Intent::Later => Reply::say("All right, later then."),
        Intent::Hello => {
            let greeting = match ask.local.clock.hour() {
                0..=4 | 22.. => "Hello. It is night",
                5..=11 => "Good morning",
                12..=17 => "Good afternoon",
                _ => "Good evening",
            };
            Reply::say(format!("{greeting}. It's {}.", super::spoken::short_time(ask.local.clock)))
        }
        Intent::Thanks => Reply::say("You're welcome."),
        Intent::AskHelp => Reply::say(
            "You can ask me the time, what is on today, or who is coming. I can switch lights, set a timer, remind you, \
             and ring someone. And if you need help, just say: help.",
        )
        .or(&["What is on today?", "Call for help"]),
        Intent::AskWho => Reply::say("I'm the voice of your home. I'm a machine, not a person, and I'm here to help."),
        Intent::AskWhy if memory.why.is_empty() => Reply::say("I haven't suggested anything, and I do nothing unasked."),
        Intent::AskWhy => Reply::say(format!("I ask because {}. You can say yes or no.", memory.why)).or(&["Yes", "No"]),
        Intent::Own => Reply::say(understood.answer.clone()),
    }
}
