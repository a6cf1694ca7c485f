//! What every field of a care plan means: contacts, medicines, reminders, consent, and chains of who is told.

use super::{Bracket, Field, field};

const NAME: &str = "1 to 64 letters, digits, - and _, each once";
const CONTACT: &str = "a contact's id";

/// On which days a reminder or an appointment is.
const WEEKLY: Field = field(
    "days",
    "On which days of the week; not together with `day`.",
    "words below",
    "every day, unless `day` is there",
    "[Monday, Thursday]",
);
const ONCE: Field = field(
    "day",
    "The one day it is on, counted from 1; not together with `days`.",
    "from 1",
    "the days of the week in `days`",
    "31",
);

/// In the order in which a reader wants to know them.
pub(super) const BRACKETS: &[Bracket] = &[
    Bracket {
        what: "a care plan",
        heading: "A care plan",
        about: "A file of its own: what is agreed about one person's care. Nothing in it advises on medicines.",
        fields: &[
            field("version", "The version of this form.", "1", "", "1"),
            field("contacts", "Who may be told or called.", "at most 200 brackets", "", "[(id: \"susan\", …)]"),
            field(
                "medicines",
                "Their tablets and other medicines.",
                "at most 200 brackets, one for each medicine",
                "none",
                "[(id: \"morning-tablets\", …)]",
            ),
            field(
                "reminders",
                "What they want to be reminded of.",
                "at most 200 brackets",
                "none",
                "[(id: \"lunch\", …)]",
            ),
            field(
                "appointments",
                "Who comes, and what is on.",
                "at most 200 brackets",
                "none",
                "[(at: \"14:30\", what: \"a visit\")]",
            ),
            field(
                "consent",
                "What they have agreed that others may be told; who is not here is told nothing.",
                "at most 200 brackets",
                "nobody is told anything",
                "[(to: \"susan\", about: [Safety])]",
            ),
            field(
                "chains",
                "Who is told of an alert, in which order. The first chain that fits is taken.",
                "at most 200 brackets",
                "nobody is told",
                "[(id: \"urgent\", …)]",
            ),
            field(
                "suggestions",
                "What the home may suggest of its own accord.",
                "at most 200 brackets, each wish once",
                "nothing is suggested",
                "[(what: Reminders)]",
            ),
        ],
    },
    Bracket {
        what: "a contact",
        heading: "A contact",
        about: "",
        fields: &[
            field("id", "A stable id.", NAME, "", "\"susan\""),
            field("name", "What they are called.", "a text", "", "\"Susan\""),
            field("relation", "What they are to the person.", "a text", "nothing", "\"daughter\""),
            field("role", "What they are when somebody must be told.", "one of the words below", "", "Family"),
            field(
                "phone",
                "Their telephone number. It is never dialled: every message and call is simulated.",
                "digits, spaces, + ( ) and -, at least 3 digits",
                "they can be neither rung nor written to",
                "\"01632 960001\"",
            ),
            field(
                "quiet",
                "When they are told only of what is urgent; it may go past midnight.",
                "a stretch of the day",
                "they may be called at any hour",
                "(from: \"22:30\", to: \"07:00\")",
            ),
            field("key_holder", "Whether they have a key.", "true or false", "false", "true"),
        ],
    },
    Bracket {
        what: "a medicine",
        heading: "A medicine",
        about: "",
        fields: &[
            field("id", "A stable id.", NAME, "", "\"morning-tablets\""),
            field("name", "What the person calls it.", "a text, each once", "", "\"morning tablets\""),
            field("dose", "The dose in the prescriber's words.", "a text", "", "\"one of each from the morning box\""),
            field("with_food", "Whether it is taken with food.", "true or false", "false", "true"),
            field(
                "as_needed",
                "Whether it is taken only when needed, so that none is ever missed.",
                "true or false",
                "false",
                "true",
            ),
            field(
                "windows",
                "When it is to be taken each day.",
                "at most 30 stretches of the day, in order, none past midnight",
                "none, which only `as_needed: true` allows",
                "[(from: \"08:00\", to: \"10:30\")]",
            ),
        ],
    },
    Bracket {
        what: "a reminder",
        heading: "A reminder",
        about: "",
        fields: &[
            field("id", "A stable id.", NAME, "", "\"evening-tablets\""),
            field("at", "When it is first said.", "a time on the clock", "", "\"20:15\""),
            WEEKLY,
            ONCE,
            field("says", "What is said.", "a text", "", "\"Margaret, it's time for lunch.\""),
            field("medicine", "The medicine it is about.", "a medicine's id", "none", "\"evening-tablets\""),
            field("tries", "How often it is said at most.", "1 to 5", "2", "3"),
            field("again_after", "How long between two tries.", "at least 1 min", "10 min", "\"20 min\""),
            field(
                "then_tell",
                "Who is told when the last try has not helped.",
                CONTACT,
                "nobody: it is let be",
                "\"susan\"",
            ),
        ],
    },
    Bracket {
        what: "an appointment",
        heading: "An appointment",
        about: "Somebody comes, or the person is expected somewhere.",
        fields: &[
            WEEKLY,
            ONCE,
            field("at", "When.", "a time on the clock", "", "\"14:30\""),
            field("what", "What it is.", "a text", "", "\"the chiropodist\""),
            field("who", "The contact who comes.", CONTACT, "nobody of the contacts", "\"jean\""),
        ],
    },
    Bracket {
        what: "a consent",
        heading: "A consent",
        about: "",
        fields: &[
            field("to", "Who may be told.", CONTACT, "", "\"susan\""),
            field("about", "What they may be told about.", "words below", "", "[Safety, Tablets]"),
        ],
    },
    Bracket {
        what: "a wish for suggestions",
        heading: "A wish for suggestions",
        about: "The home asks the person, says why, and takes no for an answer. What was declined is not suggested again.",
        fields: &[
            field(
                "what",
                "What may be suggested: reminders at the person's own times, or being in touch with others. Being in touch is counted by week only where it is here.",
                "one of the words below",
                "",
                "Reminders",
            ),
            field(
                "tell",
                "Who is told of it, with the person's consent to tell them about habits (Routine).",
                CONTACT,
                "nobody",
                "\"susan\"",
            ),
        ],
    },
    Bracket {
        what: "a chain",
        heading: "A chain",
        about: "Who is told of an alert, one after another, until somebody takes it over. Waits and rounds come to a day in all at most.",
        fields: &[
            field("id", "A stable id.", NAME, "", "\"urgent\""),
            field(
                "kinds",
                "The kinds of alert it is for, by their stable names.",
                "at most 200 kinds of alert",
                "every kind",
                "[\"overdue-activity\"]",
            ),
            field("from", "The least grave alert it is for.", "one of the words below", "Attention", "Urgent"),
            field(
                "steps",
                "Its steps, in order. Whom the person has not agreed to tell is passed over.",
                "1 to 30 brackets",
                "",
                "[(how: Ask, wait: \"60 s\")]",
            ),
            field("rounds", "How often the steps are gone through.", "1 to 5", "1", "2"),
            field(
                "then",
                "The chain that follows when nobody has answered; it must not lead back here.",
                "a chain's id",
                "it ends there",
                "\"last-resort\"",
            ),
        ],
    },
    Bracket {
        what: "a step",
        heading: "A step of a chain",
        about: "",
        fields: &[
            field(
                "who",
                "Whom it reaches. Asking is for the person themselves, who is no contact; messages, calls and visits need somebody.",
                CONTACT,
                "the person themselves, which only Ask allows",
                "\"susan\"",
            ),
            field("how", "How they are asked or told.", "one of the words below", "", "Call"),
            field("wait", "How long an answer is waited for.", "a length of time above nothing", "", "\"45 s\""),
        ],
    },
    Bracket {
        what: "a stretch of the day",
        heading: "A stretch of the day",
        about: "",
        fields: &[
            field("from", "When it begins.", "a time on the clock", "", "\"22:00\""),
            field("to", "When it ends.", "a time on the clock", "", "\"07:00\""),
        ],
    },
];
