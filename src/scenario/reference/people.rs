//! What every field of a scenario means that is about visitors, pets, and how people take what is said to them.

use super::{Bracket, MOMENT, field};

const DAYS: &str = "1 to the scenario's days";
const CHANCE: &str = "0 to 1";

/// In the order in which a reader wants to know them.
pub(super) const BRACKETS: &[Bracket] = &[
    Bracket {
        what: "a visitor",
        heading: "A visitor",
        about: "Somebody who comes to the home without living there.",
        fields: &[
            field(
                "id",
                "A stable id; chance is drawn by it.",
                "an id that no resident or other visitor has",
                "",
                "\"amy\"",
            ),
            field("name", "What they are called.", "a text", "", "\"Amy\""),
            field("kind", "Why they come.", "one of the words below", "", "Carer"),
            field("pronoun", "For sentences.", "one of the words below", "They", "She"),
            field(
                "enters",
                "How they get in: they ring and a resident opens, they have a key, or they take it from the key safe.",
                "one of the words below",
                "Rings",
                "KeySafe",
            ),
            field("walking_speed", "Metres a second indoors.", "0.05 to 2.5 m/s", "1", "1.2"),
            field(
                "children",
                "The names of children who come along.",
                "at most 8 texts",
                "none",
                "[\"Poppy\", \"Max\"]",
            ),
            field(
                "works_in",
                "The rooms a builder works in; a builder must have it, and nobody else may.",
                "1 or 2 areas' ids",
                "none",
                "[\"kitchen\"]",
            ),
            field("visits", "When they come.", "at most 100 brackets", "", "[(at: \"15:00\", lasts: \"1 h\")]"),
        ],
    },
    Bracket {
        what: "a visit",
        heading: "A visit",
        about: "A visit that is planned again and again.",
        fields: &[
            field("at", "The earliest that they mean to come.", "a time on the clock", "", "\"07:40\""),
            field(
                "window",
                "How long after `at` they may as well mean to come; any time in it is equally likely.",
                "nothing to 12 h",
                "nothing",
                "\"20 min\"",
            ),
            field(
                "late",
                "How late they are besides: half of a normal distribution with this standard deviation.",
                "nothing to 6 h",
                "nothing",
                "\"6 min\"",
            ),
            field("lasts", "How long they usually stay.", "2 min to 60 days", "", "\"35 min\""),
            field(
                "lasts_give",
                "How far that varies: one standard deviation.",
                "nothing to 12 h",
                "nothing",
                "\"5 min\"",
            ),
            field("days", "On which days of the week.", "words below", "every day", "[Monday, Thursday]"),
            field("chance", "How likely they come on such a day.", CHANCE, "1", "0.6"),
            field("from", "The first day of the scenario on which they may come.", DAYS, "day 1", "31"),
            field("to", "The last such day.", "`from` to the scenario's days", "the last day", "31"),
            field(
                "does",
                "What a carer does, in this order; for carers alone.",
                "at most 12 of the words below",
                "whatever there is to do",
                "[Wash, Meal, Tablets]",
            ),
        ],
    },
    Bracket {
        what: "a pet",
        heading: "A pet",
        about: "An animal that movement sensors may take for a person.",
        fields: &[
            field("name", "Its name; chance is drawn by it.", "a text, each once", "", "\"Tibbles\""),
            field("kind", "What it is.", "one of the words below", "", "Cat"),
            field("from", "The first day on which it is there.", DAYS, "day 1", "30"),
            field("to", "The last such day.", "`from` to the scenario's days", "the last day", "45"),
        ],
    },
    Bracket {
        what: "how prompts are taken",
        heading: "How prompts are taken",
        about: "How the residents take what a speaker says to them. Each chance is drawn anew for every prompt.",
        fields: &[
            field(
                "hears",
                "How likely a prompt is heard by somebody awake in the same room; from further away, or asleep, less.",
                CHANCE,
                "0.95",
                "1.0",
            ),
            field("answers", "How likely a question is answered.", CHANCE, "0.9", "0.8"),
            field("after", "How soon they answer, on average.", "a length of time, not negative", "8 s", "\"5 s\""),
            field("does", "How likely they do what they are reminded of.", CHANCE, "0.85", "0.7"),
            field("refuses", "How likely they say that they do not want their tablets.", CHANCE, "0.02", "0.1"),
            field("forgets", "How likely a prompt is forgotten before anything comes of it.", CHANCE, "0.05", "0.3"),
            field("accepts", "How likely they say yes to what is suggested, when they answer.", CHANCE, "0.6", "1.0"),
            field(
                "attends",
                "How likely they mind a prompt that they hear while they cook, wash, do housework, watch television or have company.",
                CHANCE,
                "1",
                "0.6",
            ),
            field(
                "confuses",
                "How likely a prompt confuses them: they ask who is there, and do not answer it.",
                CHANCE,
                "0",
                "0.2",
            ),
            field(
                "on_bad_days",
                "What is left of answering, doing and saying yes on one of their bad days (`bad_days` in their routine).",
                CHANCE,
                "1",
                "0.5",
            ),
        ],
    },
    Bracket {
        what: "how a contact answers",
        heading: "How a contact answers",
        about: "How somebody in the care plan answers messages, calls and requests to come. No number is ever dialled: all of it is simulated.",
        fields: &[
            field("who", "Who it is.", "a contact's id, each once", "", "\"susan\""),
            field("answers", "How likely they answer.", CHANCE, "", "0.5"),
            field(
                "after",
                "How soon they answer, on average.",
                "a length of time, not negative",
                "as usual for their role",
                "\"20 s\"",
            ),
            field(
                "comes_in",
                "How long after it they are there, on average; an alarm centre does not come itself.",
                "a length of time, not negative",
                "as usual for their role",
                "\"20 min\"",
            ),
        ],
    },
    Bracket {
        what: "somebody who gets in touch",
        heading: "Somebody who gets in touch",
        about: "The home says so and asks the resident, who may not hear it, or say no.",
        fields: &[
            field("who", "Who it is.", "a contact's id", "", "\"susan\""),
            field("does", "What they do.", "one of the words below", "", "Rings"),
            field("at", "When.", "a time on the clock", "", "\"18:05\""),
            field(
                "days",
                "On which days of the week; not together with `day`.",
                "words below",
                "every day, unless `day` is there",
                "[Monday, Thursday]",
            ),
            field("day", "The one day; not together with `days`.", "a day of the scenario", "the days in `days`", "31"),
            field("from_day", "The first day on which they do.", "a day of the scenario", "1", "29"),
            field("until_day", "The last day on which they do.", "a day of the scenario", "the last", "42"),
        ],
    },
    Bracket {
        what: "something said",
        heading: "Something said",
        about: "",
        fields: &[
            field("at", "When the first resident says it.", MOMENT, "", "\"day 30 15:21\""),
            field("sentence", "What is said to the home.", "a text", "", "\"Help, I have fallen\""),
        ],
    },
];
