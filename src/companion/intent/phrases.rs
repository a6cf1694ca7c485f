//! What can be said, as data: intents with their sentence templates, the lists and rules that these use, and the words
//! that carry no meaning. A file gives it (its reader is elsewhere); a council's own file is added to the one that
//! comes with the program. Read [`Phrases`] first.

use super::template::Template;

/// Lists that the program fills from the home and the care plan.
pub const HOME_LISTS: [&str; 6] = ["area", "light", "plug", "door", "contact", "medicine"];
/// Lists that are understood by rule: times, lengths of time, days.
pub const RULED_LISTS: [&str; 3] = ["time", "duration", "day"];

macro_rules! intents {
    ($($(#[$doc:meta])* $variant:ident $name:literal),* $(,)?) => {
        /// What a person wants. The names are stable: others rely on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Intent {
            $($(#[$doc])* $variant,)*
        }

        impl Intent {
            /// Every intent, safety first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name, in kebab-case.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

intents! {
    /// Help is wanted.
    Help "help",
    /// The person has fallen or cannot get up.
    Fallen "fallen",
    /// The person does not feel well.
    Unwell "unwell",
    /// The person is all right.
    ImOk "im-ok",
    /// What was begun is not wanted.
    Cancel "cancel",
    /// Switch lights on.
    LightOn "light-on",
    /// Switch lights off.
    LightOff "light-off",
    /// Set how bright a light is.
    LightLevel "light-level",
    /// Switch a plug on.
    PlugOn "plug-on",
    /// Switch a plug off.
    PlugOff "plug-off",
    /// Is something on?
    IsItOn "is-it-on",
    /// Make it warmer.
    Warmer "warmer",
    /// Make it cooler.
    Cooler "cooler",
    /// Set the heating to so many degrees.
    SetTemperature "set-temperature",
    /// How warm is it?
    AskTemperature "ask-temperature",
    /// Is a door locked, shut or open?
    AskDoor "ask-door",
    /// What time is it?
    AskTime "ask-time",
    /// What day is it?
    AskDay "ask-day",
    /// What is the date?
    AskDate "ask-date",
    /// What is the weather like?
    AskWeather "ask-weather",
    /// What is on today?
    AskPlan "ask-plan",
    /// Who is coming?
    AskVisitors "ask-visitors",
    /// Start a timer.
    SetTimer "set-timer",
    /// How long is left?
    AskTimer "ask-timer",
    /// Stop a timer.
    StopTimer "stop-timer",
    /// Remind me.
    SetReminder "set-reminder",
    /// What am I to be reminded of?
    AskReminders "ask-reminders",
    /// Take a reminder out.
    DropReminder "drop-reminder",
    /// Have I taken my tablets?
    AskTablets "ask-tablets",
    /// How have I done with my tablets this week?
    AskTabletsWeek "ask-tablets-week",
    /// I have taken my tablets.
    TabletsTaken "tablets-taken",
    /// I don't want my tablets.
    TabletsRefused "tablets-refused",
    /// Whom have I seen and spoken with this week?
    AskInTouch "ask-in-touch",
    /// Call somebody.
    Call "call",
    /// Send a message to somebody.
    Message "message",
    /// Play the radio.
    RadioOn "radio-on",
    /// Stop the radio.
    RadioOff "radio-off",
    /// Say it again.
    Repeat "repeat",
    /// Speak louder.
    Louder "louder",
    /// Speak more quietly.
    Quieter "quieter",
    /// Speak more slowly.
    Slower "slower",
    /// Speak faster.
    Faster "faster",
    /// Say nothing aloud from now on.
    Mute "mute",
    /// Speak aloud again.
    Unmute "unmute",
    /// Speak slowly and clearly.
    SlowAndClear "slow-and-clear",
    /// Be quiet.
    Stop "stop",
    /// Yes.
    Yes "yes",
    /// No.
    No "no",
    /// Later.
    Later "later",
    /// Hello.
    Hello "hello",
    /// Thank you.
    Thanks "thanks",
    /// What can I say?
    AskHelp "what-can-i-say",
    /// Who are you?
    AskWho "who-are-you",
    /// Why do you suggest that?
    AskWhy "why",
    /// An answer of a council's own.
    Own "own-answer",
}

impl Intent {
    /// Whether it is about the person's safety: looked for first and in spite of slips.
    pub const fn is_safety(self) -> bool {
        matches!(self, Self::Help | Self::Fallen | Self::Unwell | Self::ImOk | Self::Cancel)
    }

    /// Whether help is wanted: it is found within other words, too.
    pub const fn is_call_for_help(self) -> bool {
        matches!(self, Self::Help | Self::Fallen | Self::Unwell)
    }

    /// The intent with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|intent| intent.name() == name)
    }
}

/// One value of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListValue {
    /// What a person says; a template without lists and rules.
    pub says: Template,
    /// What it means.
    pub means: String,
}

/// What a list of the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListOf {
    /// Its values.
    Values(Vec<ListValue>),
    /// Whole numbers of a range, both ends included.
    Range(i64, i64),
    /// Any words at all.
    Anything,
}

/// A list of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSource {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub of: ListOf,
}

/// A rule: words that many templates use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSource {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub says: Template,
}

/// An intent with its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntentSource {
    /// Its stable name, or a council's own.
    pub name: String,
    /// What is done; [`Intent::Own`] answers and does nothing else.
    pub intent: Intent,
    /// A sentence that is suggested to whoever was not understood; empty for none.
    pub example: String,
    /// Slots that its sentences have without saying them.
    pub means: Vec<(String, String)>,
    /// What is answered to an own intent.
    pub answer: String,
    /// Its sentences.
    pub says: Vec<Template>,
}

/// Everything that can be said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases {
    /// The language: `en-GB`.
    pub language: String,
    /// What a sentence to the home may begin with: `hello house`.
    pub wake_words: Vec<String>,
    /// Words that may come anywhere and mean nothing: `please`.
    pub skip_words: Vec<String>,
    /// Words that may be missing or too many at little cost: `the`.
    pub small_words: Vec<String>,
    /// Lists.
    pub lists: Vec<ListSource>,
    /// Rules.
    pub rules: Vec<RuleSource>,
    /// Intents.
    pub intents: Vec<IntentSource>,
}

impl Phrases {
    /// Adds another file's; its lists and rules of the same name take the place of these.
    pub fn add(&mut self, other: Self) {
        self.wake_words.extend(other.wake_words);
        self.skip_words.extend(other.skip_words);
        self.small_words.extend(other.small_words);
        for list in other.lists {
            self.lists.retain(|known| known.name != list.name);
            self.lists.push(list);
        }
        for rule in other.rules {
            self.rules.retain(|known| known.name != rule.name);
            self.rules.push(rule);
        }
        self.intents.extend(other.intents);
    }

    /// How many sentence templates there are.
    pub fn templates(&self) -> usize {
        self.intents.iter().map(|intent| intent.says.len()).sum()
    }
}
