//! What every field of a tour means.

use super::{Bracket, MOMENT, SPAN, field};

/// In the order in which a reader wants to know them.
pub(super) const BRACKETS: &[Bracket] = &[
    Bracket {
        what: "a tour",
        heading: "A tour",
        about: "A file of its own: a walk through a scenario, step by step.",
        fields: &[
            field("version", "The version of this form.", "1", "", "1"),
            field("tour", "Its title.", "a text", "", "\"A fall, and who comes\""),
            field("about", "A sentence or two on what it shows.", "a text", "nothing", "\"Margaret falls. …\""),
            field(
                "scenario",
                "The scenario it goes through: a file beside the tour or in the folder above, or one that comes with the program.",
                "a path",
                "",
                "\"demonstration.ron\"",
            ),
            field("steps", "Its steps, in order.", "1 to 200 brackets", "", "[(say: \"Margaret gets up.\")]"),
        ],
    },
    Bracket {
        what: "a step of a tour",
        heading: "A step of a tour",
        about: "It waits for one of `takes`, `until` and `alert`.",
        fields: &[
            field("say", "What everybody in the room reads.", "a text", "", "\"Now nothing moves.\""),
            field("notes", "What only the presenter reads.", "a text", "nothing", "\"Let the silence last.\""),
            field("at", "The moment to go to.", MOMENT, "from wherever it is", "\"day 32 07:05\""),
            field(
                "speed",
                "How many simulated seconds pass in one; 0 stands still.",
                "0 to 100000",
                "as before",
                "300",
            ),
            field(
                "view",
                "Whose view is shown.",
                "\"presenter\", \"resident\", \"family\", \"practitioner\" or \"developer\"",
                "as before",
                "\"family\"",
            ),
            field(
                "lens",
                "Whether the privacy lens is on: the truth is faded, so that what the sensors know stands out.",
                "true or false",
                "false",
                "true",
            ),
            field("learned", "Whether what the monitor has learned is open.", "true or false", "false", "true"),
            field("area", "The room to look at.", "an area's id", "none", "\"bathroom\""),
            field("device", "The device to look at.", "a device's id", "none", "\"hall-movement\""),
            field(
                "takes",
                "How long it stands, in real time, for reading.",
                "above nothing, at most 10 min",
                "8 s, unless `until` or `alert` is there",
                "\"12 s\"",
            ),
            field(
                "until",
                "It stands until the house has reached this moment.",
                MOMENT,
                "as `takes` says",
                "\"day 32 07:24\"",
            ),
            field(
                "alert",
                "It stands until this alert comes; if it does not come, the tour has failed.",
                "a kind of alert",
                "as `takes` says",
                "\"overdue-activity\"",
            ),
            field(
                "within",
                "How soon the alert must come, in simulated time from the step's beginning; `alert` needs it.",
                SPAN,
                "there is no `alert`",
                "\"2 h\"",
            ),
        ],
    },
];
