//! The file forms of episodes and changes: `Holiday(lasts: "7 days")`. Which fields each has is a table.

use super::super::locate::Node;
use super::super::problem::Findings;
use super::super::read::{Fields, Maybe, number, span, text};
use crate::time::Span;

/// An episode or a change, with the fields that its kind has; all others are `None`.
#[derive(Default)]
pub(in crate::scenario) struct ChangeFile {
    pub name: &'static str,
    pub lasts: Maybe<Span>,
    pub over: Maybe<Span>,
    pub opening: Maybe<String>,
    pub piece: Maybe<String>,
    pub area: Maybe<String>,
    pub what: Maybe<String>,
    pub mean: Maybe<f64>,
    pub share: Maybe<f64>,
    pub by: Maybe<f64>,
    pub every: Maybe<Span>,
    pub awake: Maybe<Span>,
    pub noticed: Maybe<Span>,
    pub late: Maybe<Span>,
    pub lies_in: Maybe<Span>,
    pub watts: Maybe<f64>,
}

/// A field that a kind may have, besides `lasts`.
#[derive(Clone, Copy)]
enum Field {
    Over,
    Opening,
    Piece,
    Area,
    What,
    Mean,
    Share,
    By,
    Every,
    Awake,
    Noticed,
    Late,
    LiesIn,
    Watts,
}

use Field::{Area, Awake, By, Every, Late, LiesIn, Mean, Noticed, Opening, Over, Piece, Share, Watts, What};

/// Every kind and its fields; `lasts` belongs to all.
const KINDS: [(&str, &[Field]); 42] = [
    ("FallAtBedside", &[]),
    ("Unconscious", &[]),
    ("NightWandering", &[]),
    ("LeftHome", &[Opening]),
    ("Holiday", &[]),
    ("LongBath", &[]),
    ("Gardening", &[Opening]),
    ("DoorLeftOpen", &[Opening]),
    ("FallWalking", &[]),
    ("Hospital", &[]),
    ("NightVisits", &[Mean, Over]),
    ("UpsetStomach", &[Every]),
    ("PoorSleep", &[Awake, Over]),
    ("DayNightReversal", &[Over]),
    ("EatingLess", &[Share, Over]),
    ("DrinkingLess", &[Share, Over]),
    ("SemiBedridden", &[Share, Over]),
    ("Housebound", &[Over]),
    ("Forgetting", &[What, Share, Noticed, Over]),
    ("SlowerWalking", &[Share, Over]),
    ("ColdDrinks", &[Share, Over]),
    ("NewSeat", &[Piece]),
    ("FobNotWorn", &[]),
    ("EarlyNight", &[]),
    ("LateMorning", &[Late, LiesIn]),
    ("LateFilm", &[Late]),
    ("Fasting", &[]),
    ("TabletsMissed", &[Share, Over]),
    ("TabletsTwice", &[Share, Over]),
    ("NoVisitors", &[]),
    ("CarerNotArrived", &[]),
    ("CarerLeavesEarly", &[Share]),
    ("NewKettle", &[Watts]),
    ("HeatingBroken", &[]),
    ("Heatwave", &[By, Over]),
    ("ColdSnap", &[By, Over]),
    ("BurntToast", &[]),
    ("PanBurns", &[]),
    ("BathOverflows", &[]),
    ("MoppedFloor", &[Area]),
    ("BoilerFault", &[Area]),
    ("LeftOn", &[Piece]),
];

/// The names of all kinds.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(name, _)| *name)
}

/// Reads what is in the bracket of a kind; `None` when there is no such kind here.
pub(super) fn read(kind: &str, node: &Node, findings: &mut Findings<'_>) -> Option<ChangeFile> {
    let (name, has) = KINDS.iter().find(|(name, _)| *name == kind)?;
    let mut fields = Fields::of(node, name, findings);
    let mut file = ChangeFile { name, ..ChangeFile::default() };
    for field in *has {
        match field {
            Over => file.over = fields.optional("over", span),
            Opening => file.opening = fields.required("opening", text),
            Piece => file.piece = fields.required("piece", text),
            Area => file.area = fields.required("area", text),
            What => file.what = fields.required("what", text),
            Mean => file.mean = fields.required("mean", number),
            Share => file.share = fields.required("share", number),
            By => file.by = fields.required("by", number),
            Every => file.every = fields.required("every", span),
            Awake => file.awake = fields.required("awake", span),
            Noticed => file.noticed = fields.required("noticed", span),
            Late => file.late = fields.required("late", span),
            LiesIn => file.lies_in = fields.required("lies_in", span),
            Watts => file.watts = fields.required("watts", number),
        }
    }
    file.lasts = fields.required("lasts", span);
    fields.close();
    Some(file)
}
