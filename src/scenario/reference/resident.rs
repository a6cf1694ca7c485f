//! What every field of a resident's file means: about me, the routine, its habits.

use super::{Bracket, field};

/// In the order in which a reader wants to know them.
pub(super) const BRACKETS: &[Bracket] = &[
    Bracket {
        what: "a resident",
        heading: "A resident",
        about: "A person as a routine knows them. Nothing in `about_me` is ever analysed.",
        fields: &[
            field("version", "The version of this form.", "1", "", "1"),
            field("id", "A stable id; chance is drawn by it.", "1 to 64 letters, digits, - and _", "", "\"margaret\""),
            field("name", "What they like to be called.", "a text", "", "\"Margaret\""),
            field("age", "Years old.", "18 to 120", "", "84"),
            field("pronoun", "For sentences.", "one of the words below", "", "She"),
            field(
                "walking_speed",
                "Metres a second indoors on an ordinary day; 0.6 to 0.8 is ordinary in one's eighties.",
                "0.05 to 2.5 m/s",
                "",
                "0.7",
            ),
            field("about_me", "What they want others to know.", "a bracket", "nothing", "(matters: \"My garden.\")"),
            field(
                "role",
                "Whether they live there or care for who does.",
                "one of the words below",
                "Resident",
                "Resident",
            ),
            field("routine", "How they use a day.", "a bracket", "", "(habits: […], …)"),
        ],
    },
    Bracket {
        what: "about_me",
        heading: "About me",
        about: "In the person's own words.",
        fields: &[
            field("matters", "What matters to me.", "a text", "nothing", "\"My garden, and my own front door.\""),
            field("communication", "How I communicate.", "a text", "nothing", "\"I hear best on my left.\""),
            field("people", "People important to me.", "a text", "nothing", "\"My daughter Susan, who rings at six.\""),
        ],
    },
    Bracket {
        what: "a routine",
        heading: "A routine",
        about: "",
        fields: &[
            field(
                "habits",
                "What is done at about the same time; one must be Sleep and one Rise.",
                "1 to 200 brackets",
                "",
                "[(activity: Rise, …)]",
            ),
            field("night_visits", "Visits to the bathroom in a night, on average.", "0 to 20", "", "1.2"),
            field(
                "bathroom_every",
                "Between visits to the bathroom by day, on average.",
                "10 min to 24 h",
                "",
                "\"2 h 30 min\"",
            ),
            field("teas", "Cups of tea by day besides those with meals, on average.", "0 to 20", "", "3.5"),
            field(
                "bad_days",
                "The share of bad days: up late, no outing, no housework, a longer rest.",
                "0 to 1",
                "0",
                "0.05",
            ),
            field(
                "restless_nights",
                "The share of restless nights: up once, and awake for half an hour to an hour and a half.",
                "0 to 1",
                "0",
                "0.08",
            ),
            field(
                "winter_later",
                "How much later the morning is at midwinter than from spring to autumn.",
                "nothing to 2 h",
                "nothing",
                "\"20 min\"",
            ),
            field(
                "summer_out",
                "How much longer outings are at midsummer than from autumn to spring, as a share of their length.",
                "0 to 2",
                "0",
                "0.4",
            ),
            field(
                "errands_every",
                "Between getting up to fetch or see to something while sitting or busy, on average.",
                "2 min to 24 h",
                "36 min",
                "\"36 min\"",
            ),
        ],
    },
    Bracket {
        what: "a habit",
        heading: "A habit",
        about: "What follows on another within a quarter of an hour moves with it.",
        fields: &[
            field("activity", "What is done.", "one of the words below", "", "Breakfast"),
            field(
                "at",
                "When it usually begins; before 03:00 it belongs to the day before.",
                "a time on the clock",
                "",
                "\"07:50\"",
            ),
            field("give", "How far its beginning varies: one standard deviation.", "nothing to 12 h", "", "\"12 min\""),
            field(
                "after",
                "What it follows, instead of `at` and `give`: another habit of the routine that has an `at`. It begins `by` after that one's end.",
                "one of the words below",
                "it has an `at` of its own",
                "Breakfast",
            ),
            field(
                "by",
                "How long after the other's end it begins; `after` needs it.",
                "nothing to 3 h",
                "there is no `after`",
                "\"10 min\"",
            ),
            field(
                "takes",
                "How long it usually takes; Sleep lasts until the next habit and needs none.",
                "1 min to 24 h",
                "Sleep alone may leave it out",
                "\"30 min\"",
            ),
            field(
                "takes_give",
                "How far its length varies: one standard deviation.",
                "nothing to 12 h",
                "nothing",
                "\"7 min\"",
            ),
            field("chance", "How likely it is on a day it is meant for.", "0 to 1", "1", "0.85"),
            field("days", "On which days of the week.", "words below", "every day", "[Tuesday, Friday]"),
        ],
    },
];
