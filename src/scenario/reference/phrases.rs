//! What every field of a file of phrases means: what can be said to the home.

use super::{Bracket, field};

/// In the order in which a reader wants to know them.
pub(super) const BRACKETS: &[Bracket] = &[
    Bracket {
        what: "a file of phrases",
        heading: "A file of phrases",
        about: "A file of its own, added to the phrases that come with the program: what can be said to the home. In a sentence `(a|b)` is one or the other, `[x]` may be left out, `{list}` or `{list:slot}` is a value of a list, `<rule>` a rule, and `(a;b)` both in any order. `{time}`, `{duration}` and `{day}` are understood by themselves; `{area}`, `{light}`, `{plug}`, `{door}`, `{contact}` and `{medicine}` come from the home and the care plan.",
        fields: &[
            field("version", "The version of this form.", "1", "", "1"),
            field("language", "The language it is written in.", "a text", "en-GB", "\"en-GB\""),
            field(
                "wake_words",
                "What a sentence to the home may begin with.",
                "at most 2000 texts",
                "only what comes with the program",
                "[\"hello house\"]",
            ),
            field(
                "skip_words",
                "Words that may come anywhere and mean nothing.",
                "at most 2000 texts",
                "only what comes with the program",
                "[\"please\", \"um\"]",
            ),
            field(
                "small_words",
                "Words that may be missing or too many at little cost.",
                "at most 2000 texts",
                "only what comes with the program",
                "[\"the\", \"a\"]",
            ),
            field(
                "lists",
                "Lists of values; one of the same name takes the place of the program's.",
                "at most 500 brackets",
                "only what comes with the program",
                "[(name: \"percent\", from: 0, to: 100)]",
            ),
            field(
                "rules",
                "Parts of sentences under a name; one of the same name takes the place of the program's.",
                "at most 500 brackets",
                "only what comes with the program",
                "[(name: \"i_am\", says: \"(im|i am)\")]",
            ),
            field(
                "intents",
                "What is meant, each with its sentences.",
                "at most 1000 brackets",
                "",
                "[(name: \"help\", …)]",
            ),
        ],
    },
    Bracket {
        what: "a list",
        heading: "A list",
        about: "It holds values, a range of numbers, or anything at all: exactly one of these.",
        fields: &[
            field(
                "name",
                "Its name, without the brackets.",
                "an id, each once, and none that the program fills",
                "",
                "\"station\"",
            ),
            field(
                "values",
                "Its values.",
                "at most 2000 brackets",
                "a range or `anything`",
                "[(says: \"radio (four|4)\", means: \"Radio 4\")]",
            ),
            field("from", "The smallest number of a range.", "0 to `to`", "no range", "5"),
            field("to", "The greatest number of a range.", "`from` to 999", "no range", "30"),
            field("anything", "Whether any words will do.", "true", "values or a range", "true"),
        ],
    },
    Bracket {
        what: "a value",
        heading: "A value",
        about: "",
        fields: &[
            field(
                "says",
                "How it is said; lists and rules cannot stand here.",
                "a sentence",
                "",
                "\"(classic fm|classic f m)\"",
            ),
            field("means", "What it stands for.", "a text", "", "\"Classic FM\""),
        ],
    },
    Bracket {
        what: "a rule",
        heading: "A rule",
        about: "",
        fields: &[
            field("name", "Its name, without the brackets.", "an id, each once", "", "\"where\""),
            field(
                "says",
                "What it stands for; it may use other rules, 8 deep at most and none in a circle.",
                "a sentence",
                "",
                "\"[(in|on) [the] {area}]\"",
            ),
        ],
    },
    Bracket {
        what: "an intent",
        heading: "An intent",
        about: "Something that can be meant.",
        fields: &[
            field(
                "name",
                "One that the program knows, or a name of your own.",
                "an id; with a name of your own, an answer too",
                "",
                "\"light-off\"",
            ),
            field(
                "example",
                "A sentence that is suggested to whoever was not understood.",
                "a text",
                "none is suggested",
                "\"I need help\"",
            ),
            field(
                "answer",
                "What is answered to an intent of your own; the program answers its own.",
                "a text",
                "the program's answer",
                "\"The library opens at ten.\"",
            ),
            field(
                "means",
                "Slots that its sentences fill without saying so.",
                "at most 20 texts, each `\"slot=value\"`",
                "none",
                "[\"which=all\"]",
            ),
            field(
                "says",
                "Its sentences; none may stand under another intent too.",
                "1 to 2000 sentences",
                "",
                "[\"help [me]\", \"<ask> help me\"]",
            ),
        ],
    },
];
