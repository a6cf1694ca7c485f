//! The file forms, field for field: a scenario, a home, a resident.
//!
//! Each struct mirrors one bracket of a RON file. A value that is missing or broken is `None`, and has been told of;
//! whether the values make sense together is the checker's business. What a field may be left out for is its default
//! there. Versioned: this is version 1.

mod care;
mod change;
mod deed;
mod fault;
mod people;
mod phrases;
mod reactions;
mod settings;
pub(super) mod tour;

pub(super) use self::care::{CareFile, ChainFile, ContactFile, MedicineFile, ReminderFile, WishFile, care};
pub(super) use self::change::ChangeFile;
pub(super) use self::deed::DeedFile;
pub(super) use self::fault::{FaultFile, RatesFile, WrongFile};
pub(super) use self::people::{PetFile, VisitFile, VisitorFile};
pub(super) use self::phrases::{IntentFile, ListFile, PhrasesFile, phrases};
pub(super) use self::reactions::{FarSideFile, GetsInTouchFile, ReactionsFile, SaidFile};
pub(super) use self::settings::SettingsFile;
pub(super) use self::tour::{StepFile, TourFile};
use super::locate::{Node, Shape};
use super::problem::{Findings, quoted};
use super::read::{
    Fields, Maybe, Placed, clock, filled_text, flag, floor, id, moment, number, pair, point, seed, span, text, whole,
    word,
};
use super::{Activity, Moment, Pronoun, Role};
use crate::home::{AreaKind, DeviceKind, FurnitureKind, HomeKind, OpeningKind, Point, Rect, Turn};
use crate::time::{ClockTime, Span, Weekday};

/// Rooms in a home, at most.
pub(super) const MAX_AREAS: usize = 100;
/// Doors and windows in a home, at most.
pub(super) const MAX_OPENINGS: usize = 300;
/// Flights of stairs in a home, at most.
pub(super) const MAX_STAIRS: usize = 20;
/// Pieces of furniture in a home, at most.
pub(super) const MAX_FURNITURE: usize = 1_000;
/// Devices in a home, at most.
pub(crate) const MAX_DEVICES: usize = 500;
/// Residents of a home, at most.
pub(super) const MAX_RESIDENTS: usize = 8;
/// Visitors of a home, at most.
pub(super) const MAX_VISITORS: usize = 24;
/// Pets of a home, at most.
pub(super) const MAX_PETS: usize = 6;
/// Habits in a routine, at most.
pub(super) const MAX_HABITS: usize = 200;
/// Disturbances, interventions, faults, expectations and quiet stretches, each at most.
pub(super) const MAX_DISTURBANCES: usize = 10_000;

/// A scenario's file.
pub(super) struct ScenarioFile {
    pub version: Maybe<i64>,
    pub title: Maybe<String>,
    pub about: Maybe<String>,
    pub home: Maybe<String>,
    pub residents: Vec<Placed<LodgerFile>>,
    pub visitors: Vec<Placed<VisitorFile>>,
    pub pets: Vec<Placed<PetFile>>,
    pub starts: Maybe<String>,
    pub days: Maybe<i64>,
    pub learning_days: Maybe<i64>,
    pub seed: Maybe<u64>,
    pub opens_at: Maybe<Moment>,
    pub speed: Maybe<f64>,
    pub climate: Maybe<ClimateFile>,
    pub radio: Maybe<RadioFile>,
    pub doses: Maybe<Vec<Placed<ClockTime>>>,
    pub disturbances: Vec<Placed<DisturbanceFile>>,
    pub interventions: Vec<Placed<DisturbanceFile>>,
    /// Those of the interventions that are faults.
    pub made_to_fail: Vec<Placed<FaultFile>>,
    pub faults: Vec<Placed<FaultFile>>,
    pub fault_rates: Maybe<RatesFile>,
    pub expect: Vec<Placed<ExpectationFile>>,
    pub quiet: Vec<Placed<QuietFile>>,
    pub care: Maybe<String>,
    pub phrases: Maybe<String>,
    pub reactions: Maybe<ReactionsFile>,
    pub far_sides: Vec<Placed<FarSideFile>>,
    pub said: Vec<Placed<SaidFile>>,
    pub gets_in_touch: Vec<Placed<GetsInTouchFile>>,
}

/// A resident as a scenario names them: their file, or their file and what is theirs in this home.
pub(super) struct LodgerFile {
    pub file: Maybe<String>,
    pub bed: Maybe<String>,
    pub seat: Maybe<String>,
}

/// The weather and the heating.
pub(super) struct ClimateFile {
    pub weather: Maybe<String>,
    pub mean: Maybe<f64>,
    pub swing: Maybe<f64>,
    pub give: Maybe<f64>,
    pub heating_day: Maybe<f64>,
    pub heating_night: Maybe<f64>,
    pub day_from: Maybe<ClockTime>,
    pub night_from: Maybe<ClockTime>,
}

/// How reports travel.
pub(super) struct RadioFile {
    pub loss: Maybe<f64>,
}

/// A disturbance or an intervention.
pub(super) struct DisturbanceFile {
    pub at: Maybe<Moment>,
    pub who: Maybe<String>,
    pub what: Maybe<WhatFile>,
}

/// What happens in a disturbance.
pub(super) enum WhatFile {
    ColdRoom { area: Maybe<String>, lasts: Maybe<Span> },
    DoorOpened { opening: Maybe<String>, lasts: Maybe<Span> },
    Fall { area: Maybe<String>, lasts: Maybe<Span> },
    FobPressed { device: Maybe<String>, cancelled: Maybe<Span> },
    CordPulled { device: Maybe<String>, cancelled: Maybe<Span> },
    Switched { piece: Maybe<String>, on: Maybe<bool> },
    Change(Box<ChangeFile>),
    Deed(DeedFile),
}

/// What the monitor should say.
pub(super) struct ExpectationFile {
    pub kind: Maybe<String>,
    pub after: Maybe<Moment>,
    pub within: Maybe<Span>,
}

/// Days on which it should say nothing.
pub(super) struct QuietFile {
    pub from: Maybe<i64>,
    pub to: Maybe<i64>,
}

/// A home's file.
pub(super) struct HomeFile {
    pub version: Maybe<i64>,
    pub name: Maybe<String>,
    pub zone: Maybe<String>,
    pub latitude: Maybe<f64>,
    pub longitude: Maybe<f64>,
    pub facing: Maybe<f64>,
    pub kind: Maybe<HomeKind>,
    pub areas: Vec<Placed<AreaFile>>,
    pub openings: Vec<Placed<OpeningFile>>,
    pub stairs: Vec<Placed<StairsFile>>,
    pub furniture: Vec<Placed<FurnitureFile>>,
    pub devices: Vec<Placed<DeviceFile>>,
}

/// A room or hall.
pub(super) struct AreaFile {
    pub id: Maybe<String>,
    pub name: Maybe<String>,
    pub kind: Maybe<AreaKind>,
    pub floor: Maybe<Rect>,
    pub storey: Maybe<i64>,
}

/// A flight of stairs.
pub(super) struct StairsFile {
    pub id: Maybe<String>,
    pub name: Maybe<String>,
    pub from: Maybe<String>,
    pub to: Maybe<String>,
    pub foot: Maybe<Point>,
    pub head: Maybe<Point>,
    pub width: Maybe<f64>,
}

/// A door, archway or window.
pub(super) struct OpeningFile {
    pub id: Maybe<String>,
    pub name: Maybe<String>,
    pub kind: Maybe<OpeningKind>,
    pub from: Maybe<String>,
    pub to: Maybe<String>,
    pub at: Maybe<Point>,
    pub width: Maybe<f64>,
}

/// A piece of furniture.
pub(super) struct FurnitureFile {
    pub id: Maybe<String>,
    pub kind: Maybe<FurnitureKind>,
    pub area: Maybe<String>,
    pub at: Maybe<Point>,
    pub size: Maybe<(f64, f64)>,
    pub front: Maybe<Turn>,
    pub height: Maybe<f64>,
}

/// A device.
pub(super) struct DeviceFile {
    pub id: Maybe<String>,
    pub name: Maybe<String>,
    pub kind: Maybe<DeviceKind>,
    pub area: Maybe<String>,
    pub at: Maybe<Point>,
    pub height: Maybe<f64>,
    pub front: Maybe<Turn>,
    pub opening: Maybe<String>,
    pub piece: Maybe<String>,
    pub settings: SettingsFile,
}

/// A resident's file.
pub(super) struct ResidentFile {
    pub version: Maybe<i64>,
    pub id: Maybe<String>,
    pub name: Maybe<String>,
    pub age: Maybe<i64>,
    pub pronoun: Maybe<Pronoun>,
    pub walking_speed: Maybe<f64>,
    pub about_me: Maybe<AboutMeFile>,
    pub role: Maybe<Role>,
    pub routine: Maybe<RoutineFile>,
}

/// What a person wants others to know.
pub(super) struct AboutMeFile {
    pub matters: Maybe<String>,
    pub communication: Maybe<String>,
    pub people: Maybe<String>,
}

/// A person's day.
pub(super) struct RoutineFile {
    pub habits: Vec<Placed<HabitFile>>,
    pub night_visits: Maybe<f64>,
    pub bathroom_every: Maybe<Span>,
    pub teas: Maybe<f64>,
    pub bad_days: Maybe<f64>,
    pub restless_nights: Maybe<f64>,
    pub winter_later: Maybe<Span>,
    pub summer_out: Maybe<f64>,
    pub errands_every: Maybe<Span>,
}

/// One habit.
pub(super) struct HabitFile {
    pub activity: Maybe<Activity>,
    pub at: Maybe<ClockTime>,
    pub after: Maybe<Activity>,
    pub by: Maybe<Span>,
    pub give: Maybe<Span>,
    pub takes: Maybe<Span>,
    pub takes_give: Maybe<Span>,
    pub chance: Maybe<f64>,
    pub days: Maybe<Vec<Placed<Weekday>>>,
}

/// Reads a scenario's outermost bracket.
pub(super) fn scenario(node: &Node, findings: &mut Findings<'_>) -> Option<ScenarioFile> {
    let mut fields = Fields::open(node, "a scenario", findings)?;
    let made_to_fail;
    let file = ScenarioFile {
        version: fields.required("version", whole),
        title: fields.required("title", filled_text),
        about: fields.optional("about", text),
        home: fields.required("home", filled_text),
        residents: fields.required_list("residents", MAX_RESIDENTS, lodger),
        visitors: fields.list("visitors", MAX_VISITORS, people::visitor),
        pets: fields.list("pets", MAX_PETS, people::pet),
        starts: fields.required("starts", text),
        days: fields.required("days", whole),
        learning_days: fields.required("learning_days", whole),
        seed: fields.required("seed", seed),
        opens_at: fields.optional("opens_at", moment),
        speed: fields.optional("speed", number),
        climate: fields.required("climate", climate),
        radio: fields.optional("radio", radio),
        doses: fields.optional("doses", |node, findings| super::read::list(node, findings, 8, clock)),
        disturbances: fields.list("disturbances", MAX_DISTURBANCES, disturbance),
        interventions: {
            let (disturbances, faults) = sorted(fields.list("interventions", MAX_DISTURBANCES, done));
            made_to_fail = faults;
            disturbances
        },
        made_to_fail,
        faults: fields.list("faults", MAX_DISTURBANCES, fault::fault),
        fault_rates: fields.optional("fault_rates", fault::rates),
        expect: fields.list("expect", MAX_DISTURBANCES, expectation),
        quiet: fields.list("quiet", MAX_DISTURBANCES, quiet),
        care: fields.optional("care", filled_text),
        phrases: fields.optional("phrases", filled_text),
        reactions: fields.optional("reactions", reactions::reactions),
        far_sides: fields.list("far_sides", MAX_DEVICES, reactions::far_side),
        said: fields.list("said", MAX_DISTURBANCES, reactions::said),
        gets_in_touch: fields.list("gets_in_touch", reactions::MAX_IN_TOUCH, reactions::gets_in_touch),
    };
    fields.close();
    Some(file)
}

fn lodger(node: &Node, findings: &mut Findings<'_>) -> Option<LodgerFile> {
    if !matches!(node.shape, Shape::Group { .. }) {
        let value = filled_text(node, findings)?;
        return Some(LodgerFile { file: Some(Placed { value, span: node.span.clone() }), bed: None, seat: None });
    }
    let mut fields = Fields::open(node, "a resident of this home", findings)?;
    let file = LodgerFile {
        file: fields.required("file", filled_text),
        bed: fields.optional("bed", text),
        seat: fields.optional("seat", text),
    };
    fields.close();
    Some(file)
}

fn climate(node: &Node, findings: &mut Findings<'_>) -> Option<ClimateFile> {
    let mut fields = Fields::open(node, "the climate", findings)?;
    let weather = fields.optional("weather", filled_text);
    // Weather that comes from elsewhere has its own mean and swing.
    let steady = weather.is_none();
    let mut own = |name| if steady { fields.required(name, number) } else { fields.optional(name, number) };
    let (mean, swing, give) = (own("mean"), own("swing"), own("give"));
    let file = ClimateFile {
        weather,
        mean,
        swing,
        give,
        heating_day: fields.required("heating_day", number),
        heating_night: fields.required("heating_night", number),
        day_from: fields.required("day_from", clock),
        night_from: fields.required("night_from", clock),
    };
    fields.close();
    Some(file)
}

fn radio(node: &Node, findings: &mut Findings<'_>) -> Option<RadioFile> {
    let mut fields = Fields::open(node, "the radio", findings)?;
    let file = RadioFile { loss: fields.required("loss", number) };
    fields.close();
    Some(file)
}

fn disturbance(node: &Node, findings: &mut Findings<'_>) -> Option<DisturbanceFile> {
    let mut fields = Fields::open(node, "a disturbance", findings)?;
    let file = DisturbanceFile {
        at: fields.required("at", moment),
        who: fields.optional("who", text),
        what: fields.required("what", what),
    };
    fields.close();
    Some(file)
}

/// What a person did at the window.
enum DoneFile {
    Disturbance(DisturbanceFile),
    Fault(FaultFile),
}

/// Reads it: what it names tells whether it is a disturbance or a fault.
fn done(node: &Node, findings: &mut Findings<'_>) -> Option<DoneFile> {
    let what = node.field(findings.text(), "what").map(|field| findings.slice(&field.value.head()).to_owned());
    let named = what.as_deref().and_then(|what| what.split('(').next()).map(str::trim);
    if named.is_some_and(|named| fault::KINDS.contains(&named)) {
        fault::fault(node, findings).map(DoneFile::Fault)
    } else {
        disturbance(node, findings).map(DoneFile::Disturbance)
    }
}

/// What a person did, by what it is.
fn sorted(done: Vec<Placed<DoneFile>>) -> (Vec<Placed<DisturbanceFile>>, Vec<Placed<FaultFile>>) {
    let (mut disturbances, mut faults) = (Vec::new(), Vec::new());
    for Placed { value, span } in done {
        match value {
            DoneFile::Disturbance(value) => disturbances.push(Placed { value, span }),
            DoneFile::Fault(value) => faults.push(Placed { value, span }),
        }
    }
    (disturbances, faults)
}

/// Kinds of disturbance that are neither episodes nor changes nor deeds.
const KINDS: [&str; 6] = ["ColdRoom", "DoorOpened", "Fall", "FobPressed", "CordPulled", "Switched"];

/// Every kind of disturbance.
pub(super) fn kinds_of_disturbances() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().chain(change::names()).chain(deed::names())
}

/// Every kind of fault.
pub(super) fn kinds_of_faults() -> impl Iterator<Item = &'static str> {
    fault::KINDS.into_iter()
}

fn what(node: &Node, findings: &mut Findings<'_>) -> Option<WhatFile> {
    let name = match &node.shape {
        Shape::Group { name: Some(name), open: '(', .. } => name.clone(),
        Shape::Group { .. } | Shape::Word | Shape::Text | Shape::Number => node.head(),
    };
    let kind = findings.slice(&name);
    if let Some(file) = change::read(kind, node, findings) {
        return Some(WhatFile::Change(Box::new(file)));
    }
    if let Some(file) = deed::read(kind, node, findings) {
        return Some(WhatFile::Deed(file));
    }
    if !KINDS.contains(&kind) {
        let brief = format!("{} is not a kind of disturbance", quoted(kind));
        let hint = findings.suggest(kind.trim_matches('"'), kinds_of_disturbances(), "There are");
        findings.error(&name, brief, hint);
        return None;
    }
    let file = match kind {
        "ColdRoom" => {
            let mut fields = Fields::of(node, "ColdRoom", findings);
            let file =
                WhatFile::ColdRoom { area: fields.required("area", text), lasts: fields.required("lasts", span) };
            fields.close();
            file
        }
        "DoorOpened" => {
            let mut fields = Fields::of(node, "DoorOpened", findings);
            let file = WhatFile::DoorOpened {
                opening: fields.required("opening", text),
                lasts: fields.required("lasts", span),
            };
            fields.close();
            file
        }
        "Fall" => {
            let mut fields = Fields::of(node, "Fall", findings);
            let file = WhatFile::Fall { area: fields.required("area", text), lasts: fields.required("lasts", span) };
            fields.close();
            file
        }
        "FobPressed" => {
            let mut fields = Fields::of(node, "FobPressed", findings);
            let (device, cancelled) = (fields.required("device", text), fields.optional("cancelled", span));
            fields.close();
            WhatFile::FobPressed { device, cancelled }
        }
        "CordPulled" => {
            let mut fields = Fields::of(node, "CordPulled", findings);
            let (device, cancelled) = (fields.required("device", text), fields.optional("cancelled", span));
            fields.close();
            WhatFile::CordPulled { device, cancelled }
        }
        _ => {
            let mut fields = Fields::of(node, "Switched", findings);
            let file = WhatFile::Switched { piece: fields.required("piece", text), on: fields.required("on", flag) };
            fields.close();
            file
        }
    };
    Some(file)
}

fn expectation(node: &Node, findings: &mut Findings<'_>) -> Option<ExpectationFile> {
    let mut fields = Fields::open(node, "an expectation", findings)?;
    let file = ExpectationFile {
        kind: fields.required("kind", text),
        after: fields.required("after", moment),
        within: fields.required("within", span),
    };
    fields.close();
    Some(file)
}

fn quiet(node: &Node, findings: &mut Findings<'_>) -> Option<QuietFile> {
    let mut fields = Fields::open(node, "a quiet stretch", findings)?;
    let file = QuietFile { from: fields.required("from", whole), to: fields.required("to", whole) };
    fields.close();
    Some(file)
}

/// Reads a home's outermost bracket.
pub(super) fn home(node: &Node, findings: &mut Findings<'_>) -> Option<HomeFile> {
    let mut fields = Fields::open(node, "a home", findings)?;
    let file = HomeFile {
        version: fields.required("version", whole),
        name: fields.required("name", filled_text),
        zone: fields.required("zone", text),
        latitude: fields.required("latitude", number),
        longitude: fields.required("longitude", number),
        facing: fields.optional("facing", number),
        kind: fields.optional("kind", word::<HomeKind>),
        areas: fields.required_list("areas", MAX_AREAS, area),
        openings: fields.required_list("openings", MAX_OPENINGS, opening),
        stairs: fields.list("stairs", MAX_STAIRS, stairs),
        furniture: fields.list("furniture", MAX_FURNITURE, furniture),
        devices: fields.list("devices", MAX_DEVICES, device),
    };
    fields.close();
    Some(file)
}

fn area(node: &Node, findings: &mut Findings<'_>) -> Option<AreaFile> {
    let mut fields = Fields::open(node, "an area", findings)?;
    let file = AreaFile {
        id: fields.required("id", id),
        name: fields.required("name", filled_text),
        kind: fields.required("kind", word::<AreaKind>),
        floor: fields.required("floor", floor),
        storey: fields.optional("storey", whole),
    };
    fields.close();
    Some(file)
}

fn stairs(node: &Node, findings: &mut Findings<'_>) -> Option<StairsFile> {
    let mut fields = Fields::open(node, "a flight of stairs", findings)?;
    let file = StairsFile {
        id: fields.required("id", id),
        name: fields.required("name", filled_text),
        from: fields.required("from", text),
        to: fields.required("to", text),
        foot: fields.required("foot", point),
        head: fields.required("head", point),
        width: fields.required("width", number),
    };
    fields.close();
    Some(file)
}

fn opening(node: &Node, findings: &mut Findings<'_>) -> Option<OpeningFile> {
    let mut fields = Fields::open(node, "an opening", findings)?;
    let file = OpeningFile {
        id: fields.required("id", id),
        name: fields.required("name", filled_text),
        kind: fields.required("kind", word::<OpeningKind>),
        from: fields.required("from", text),
        to: fields.optional("to", text),
        at: fields.required("at", point),
        width: fields.required("width", number),
    };
    fields.close();
    Some(file)
}

fn furniture(node: &Node, findings: &mut Findings<'_>) -> Option<FurnitureFile> {
    let mut fields = Fields::open(node, "a piece of furniture", findings)?;
    let file = FurnitureFile {
        id: fields.required("id", id),
        kind: fields.required("kind", word::<FurnitureKind>),
        area: fields.required("area", text),
        at: fields.required("at", point),
        size: fields.required("size", pair),
        front: fields.optional("front", word::<Turn>),
        height: fields.optional("height", number),
    };
    fields.close();
    Some(file)
}

fn device(node: &Node, findings: &mut Findings<'_>) -> Option<DeviceFile> {
    let mut fields = Fields::open(node, "a device", findings)?;
    let file = DeviceFile {
        id: fields.required("id", id),
        name: fields.required("name", filled_text),
        kind: fields.required("kind", word::<DeviceKind>),
        area: fields.required("area", text),
        at: fields.optional("at", point),
        height: fields.optional("height", number),
        front: fields.optional("front", word::<Turn>),
        opening: fields.optional("opening", text),
        piece: fields.optional("piece", text),
        settings: settings::read(&mut fields),
    };
    fields.close();
    Some(file)
}

/// Reads a resident's outermost bracket.
pub(super) fn resident(node: &Node, findings: &mut Findings<'_>) -> Option<ResidentFile> {
    let mut fields = Fields::open(node, "a resident", findings)?;
    let file = ResidentFile {
        version: fields.required("version", whole),
        id: fields.required("id", id),
        name: fields.required("name", filled_text),
        age: fields.required("age", whole),
        pronoun: fields.required("pronoun", word::<Pronoun>),
        walking_speed: fields.required("walking_speed", number),
        about_me: fields.optional("about_me", about_me),
        role: fields.optional("role", word::<Role>),
        routine: fields.required("routine", routine),
    };
    fields.close();
    Some(file)
}

fn about_me(node: &Node, findings: &mut Findings<'_>) -> Option<AboutMeFile> {
    let mut fields = Fields::open(node, "about_me", findings)?;
    let file = AboutMeFile {
        matters: fields.optional("matters", text),
        communication: fields.optional("communication", text),
        people: fields.optional("people", text),
    };
    fields.close();
    Some(file)
}

fn routine(node: &Node, findings: &mut Findings<'_>) -> Option<RoutineFile> {
    let mut fields = Fields::open(node, "a routine", findings)?;
    let file = RoutineFile {
        habits: fields.required_list("habits", MAX_HABITS, habit),
        night_visits: fields.required("night_visits", number),
        bathroom_every: fields.required("bathroom_every", span),
        teas: fields.required("teas", number),
        bad_days: fields.optional("bad_days", number),
        restless_nights: fields.optional("restless_nights", number),
        winter_later: fields.optional("winter_later", span),
        summer_out: fields.optional("summer_out", number),
        errands_every: fields.optional("errands_every", span),
    };
    fields.close();
    Some(file)
}

fn habit(node: &Node, findings: &mut Findings<'_>) -> Option<HabitFile> {
    let mut fields = Fields::open(node, "a habit", findings)?;
    let activity = fields.required("activity", word::<Activity>);
    // What follows something else needs no time of its own, and no variation besides the other's.
    let after = fields.optional("after", word::<Activity>);
    let file = HabitFile {
        at: if after.is_some() { fields.optional("at", clock) } else { fields.required("at", clock) },
        by: if after.is_some() { fields.required("by", span) } else { fields.optional("by", span) },
        give: if after.is_some() { fields.optional("give", span) } else { fields.required("give", span) },
        after,
        // Sleep lasts until the next habit, so it alone may leave its length out.
        takes: match activity.as_ref().map(|activity| activity.value) {
            Some(Activity::Sleep) | None => fields.optional("takes", span),
            Some(_) => fields.required("takes", span),
        },
        takes_give: fields.optional("takes_give", span),
        chance: fields.optional("chance", number),
        days: fields.optional("days", |node, findings| super::read::list(node, findings, 7, word::<Weekday>)),
        activity,
    };
    fields.close();
    Some(file)
}
