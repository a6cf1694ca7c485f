//! The first line of a recording: the home, its calendar and where the readings come from. Its form in JSON is private
//! to this file. Knows nothing of the lines that follow.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::TraceError;
use super::line::TIMES;
use super::mirror::mirrored;
use crate::home::{
    Area, AreaId, AreaKind, Device, DeviceId, DeviceKind, Furniture, FurnitureId, FurnitureKind, Home, HomeKind,
    Opening, OpeningId, OpeningKind, Point, Rect, Stairs, StairsId, Turn,
};
use crate::time::{Calendar, Timestamp, parse_rfc3339};

/// The field that makes a file a recording; its value is the version.
pub(super) const MARK: &str = "smart_house_recording";

/// The version that is written, and the only one so far that is read.
const VERSION: u64 = 1;

/// The longest learning that makes sense, days: ten years, as for a scenario's span.
const MAX_LEARNING: i64 = 3_660;

/// What a recording says before its first reading: everything but the readings that a monitor may use.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The home with its rooms, doors, furniture and devices.
    pub home: Arc<Home>,
    /// Its time zone, and which date is day 1.
    pub calendar: Calendar,
    /// Whether the readings were simulated.
    pub simulated: bool,
    /// The title of the scenario they were simulated from.
    pub scenario: Option<String>,
    /// The seed they were simulated with.
    pub seed: Option<u64>,
    /// The program that wrote it, with its version.
    pub program: String,
    /// No reading is earlier.
    pub from: Timestamp,
    /// No reading is later; the whole time up to here was recorded.
    pub until: Timestamp,
    /// How many days, from day 1, a monitor learns before it may speak.
    pub learning_days: i64,
}

impl Header {
    /// The header as one line of JSON, without the line's end.
    ///
    /// # Errors
    /// When it says something that a reader would refuse; `path` is for the message.
    pub(super) fn to_json(&self, path: &Path) -> Result<String, TraceError> {
        let refuse = |what: &str| Err(TraceError::bad(path, None, what, "Nothing was written."));
        if self.home.zone != self.calendar.zone_name() {
            return refuse("the home and the calendar are in different time zones");
        }
        let file = HeaderFile::from_header(self);
        if let Err((place, what)) = file.check() {
            return refuse(&format!("{place}: {what}"));
        }
        // Strings, numbers, lists and structs always have a JSON form; what isn't finite was refused above.
        Ok(serde_json::to_string(&file).unwrap_or_default())
    }

    /// Reads the header from the first line of a recording.
    pub(super) fn from_json(path: &Path, line: &[u8]) -> Result<Self, TraceError> {
        let bad = |what: &str, hint: &str| TraceError::bad(path, Some(1), what, hint);
        let mark: Mark = serde_json::from_slice(line).map_err(|error| {
            let hint = "A recording begins with a header line that holds smart_house_recording, home and more.";
            bad(&format!("this is no header of a recording: {}", json_error(&error)), hint)
        })?;
        if mark.smart_house_recording != VERSION {
            return Err(bad(
                &format!("this recording has version {}", mark.smart_house_recording),
                &format!("This program reads version {VERSION}: use a newer one."),
            ));
        }
        let hint = "Correct the header line.";
        let mut json = serde_json::Deserializer::from_slice(line);
        let file: HeaderFile = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let place = error.path().to_string();
            bad(&format!("header, {place}: {}", json_error(error.inner())), hint)
        })?;
        json.end().map_err(|error| bad(&format!("after the header: {}", json_error(&error)), hint))?;
        file.check()
            .and_then(|()| file.into_header())
            .map_err(|(place, what)| bad(&format!("header, {place}: {what}"), hint))
    }
}

/// What the JSON reader says, without its line number: it is given one line at a time.
pub(super) fn json_error(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (what, place) = text.rsplit_once(" at line ").unwrap_or((&text, ""));
    match place.split_once("column ").map(|(_, column)| column) {
        None | Some("0") => what.to_owned(),
        Some(column) => format!("{what}, at column {column}"),
    }
}

/// Where in the header something is wrong, and what.
type Wrong = (String, String);

#[derive(Deserialize)]
struct Mark {
    smart_house_recording: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderFile {
    smart_house_recording: u64,
    program: String,
    simulated: bool,
    scenario: Option<String>,
    seed: Option<u64>,
    zone: String,
    first_day: String,
    from: String,
    until: String,
    learning_days: i64,
    home: HomeFile,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HomeFile {
    name: String,
    latitude: f64,
    longitude: f64,
    facing: f64,
    /// Left out for a bungalow.
    #[serde(default = "bungalow", skip_serializing_if = "is_bungalow")]
    kind: HomeKindFile,
    areas: Vec<AreaFile>,
    openings: Vec<OpeningFile>,
    /// Left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stairs: Vec<StairsFile>,
    furniture: Vec<FurnitureFile>,
    devices: Vec<DeviceFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaFile {
    id: String,
    name: String,
    kind: AreaKindFile,
    /// The smallest x and y, then the largest, metres.
    floor: Option<[f64; 4]>,
    /// Left out on the ground floor.
    #[serde(default, skip_serializing_if = "is_ground_floor")]
    storey: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StairsFile {
    id: String,
    name: String,
    from: String,
    to: String,
    foot: [f64; 2],
    head: [f64; 2],
    width: f64,
}

const fn bungalow() -> HomeKindFile {
    HomeKindFile::Bungalow
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field by reference")]
const fn is_bungalow(kind: &HomeKindFile) -> bool {
    matches!(kind, HomeKindFile::Bungalow)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field by reference")]
const fn is_ground_floor(storey: &i32) -> bool {
    *storey == 0
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpeningFile {
    id: String,
    name: String,
    kind: OpeningKindFile,
    from: String,
    /// Without it, outside.
    to: Option<String>,
    at: [f64; 2],
    width: f64,
    along_x: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FurnitureFile {
    id: String,
    kind: FurnitureKindFile,
    area: String,
    at: [f64; 2],
    width: f64,
    depth: f64,
    front: TurnFile,
    height: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeviceFile {
    id: String,
    name: String,
    kind: DeviceKindFile,
    area: String,
    at: Option<[f64; 2]>,
    height: f64,
    front: TurnFile,
    opening: Option<String>,
    piece: Option<String>,
}

mirrored!("kebab-case" AreaKindFile is AreaKind: Hall Lounge Kitchen Bedroom Bathroom Other);
mirrored!("kebab-case" HomeKindFile is HomeKind: Bungalow Terraced Flat ExtraCare);
mirrored!("kebab-case" OpeningKindFile is OpeningKind: Door Archway Window);
mirrored!("kebab-case" TurnFile is Turn: Up Right Down Left);
mirrored!("kebab-case" DeviceKindFile is DeviceKind:
    Movement Contact Temperature Plug BedSensor Fob Speaker Hub LightSwitch ChairSensor Dispenser PullCord SmokeAlarm
    CarbonMonoxideAlarm FloodSensor LightLevel SmartLight Thermostat RadiatorValve DoorLock Doorbell KeySafe Screen);
mirrored!("kebab-case" FurnitureKindFile is FurnitureKind:
    Bed BedsideTable Wardrobe ChestOfDrawers Armchair Sofa CoffeeTable Bookcase Television DiningTable Chair Worktop
    Kettle Cooker Sink Fridge WashingMachine Toilet Basin Bath Shower Radiator Lamp CeilingLight CoatStand Rug Plant
    Picture Mirror Microwave ElectricHeater);

impl HeaderFile {
    fn from_header(header: &Header) -> Self {
        let home = &header.home;
        let pair = |point: Point| [point.x, point.y];
        Self {
            smart_house_recording: VERSION,
            program: header.program.clone(),
            simulated: header.simulated,
            scenario: header.scenario.clone(),
            seed: header.seed,
            zone: header.calendar.zone_name().to_owned(),
            first_day: header.calendar.first_day().to_string(),
            from: header.calendar.rfc3339(header.from),
            until: header.calendar.rfc3339(header.until),
            learning_days: header.learning_days,
            home: HomeFile {
                name: home.name.clone(),
                latitude: home.latitude,
                longitude: home.longitude,
                facing: home.facing,
                kind: home.kind.into(),
                areas: home
                    .areas
                    .iter()
                    .map(|area| AreaFile {
                        id: area.id.as_str().to_owned(),
                        name: area.name.clone(),
                        kind: area.kind.into(),
                        floor: area.floor.map(|floor| [floor.min.x, floor.min.y, floor.max.x, floor.max.y]),
                        storey: area.storey,
                    })
                    .collect(),
                openings: home
                    .openings
                    .iter()
                    .map(|opening| OpeningFile {
                        id: opening.id.as_str().to_owned(),
                        name: opening.name.clone(),
                        kind: opening.kind.into(),
                        from: opening.from.as_str().to_owned(),
                        to: opening.to.as_ref().map(|area| area.as_str().to_owned()),
                        at: pair(opening.at),
                        width: opening.width,
                        along_x: opening.along_x,
                    })
                    .collect(),
                stairs: home
                    .stairs
                    .iter()
                    .map(|stairs| StairsFile {
                        id: stairs.id.as_str().to_owned(),
                        name: stairs.name.clone(),
                        from: stairs.from.as_str().to_owned(),
                        to: stairs.to.as_str().to_owned(),
                        foot: pair(stairs.foot),
                        head: pair(stairs.head),
                        width: stairs.width,
                    })
                    .collect(),
                furniture: home
                    .furniture
                    .iter()
                    .map(|piece| FurnitureFile {
                        id: piece.id.as_str().to_owned(),
                        kind: piece.kind.into(),
                        area: piece.area.as_str().to_owned(),
                        at: pair(piece.at),
                        width: piece.width,
                        depth: piece.depth,
                        front: piece.front.into(),
                        height: piece.height,
                    })
                    .collect(),
                devices: home
                    .devices
                    .iter()
                    .map(|device| DeviceFile {
                        id: device.id.as_str().to_owned(),
                        name: device.name.clone(),
                        kind: device.kind.into(),
                        area: device.area.as_str().to_owned(),
                        at: device.at.map(pair),
                        height: device.height,
                        front: device.front.into(),
                        opening: device.opening.as_ref().map(|id| id.as_str().to_owned()),
                        piece: device.piece.as_ref().map(|id| id.as_str().to_owned()),
                    })
                    .collect(),
            },
        }
    }

    /// Looks whether every id that is named exists, none twice, and every number is one.
    fn check(&self) -> Result<(), Wrong> {
        let home = &self.home;
        let areas = unique("home.areas", home.areas.iter().map(|area| area.id.as_str()))?;
        let openings = unique("home.openings", home.openings.iter().map(|opening| opening.id.as_str()))?;
        let pieces = unique("home.furniture", home.furniture.iter().map(|piece| piece.id.as_str()))?;
        unique("home.devices", home.devices.iter().map(|device| device.id.as_str()))?;

        let home_numbers = [home.latitude, home.longitude, home.facing];
        finite(|| "home".to_owned(), &home_numbers)?;
        for (n, area) in home.areas.iter().enumerate() {
            finite(|| format!("home.areas[{n}]"), area.floor.as_ref().map_or(&[], |floor| floor))?;
        }
        for (n, opening) in home.openings.iter().enumerate() {
            let place = || format!("home.openings[{n}]");
            known(place, "area", &areas, Some(&opening.from))?;
            known(place, "area", &areas, opening.to.as_ref())?;
            finite(place, &[opening.at[0], opening.at[1], opening.width])?;
        }
        unique("home.stairs", home.stairs.iter().map(|stairs| stairs.id.as_str()))?;
        for (n, stairs) in home.stairs.iter().enumerate() {
            let place = || format!("home.stairs[{n}]");
            known(place, "area", &areas, Some(&stairs.from))?;
            known(place, "area", &areas, Some(&stairs.to))?;
            let numbers = [stairs.foot, stairs.head].concat();
            finite(place, &[numbers[0], numbers[1], numbers[2], numbers[3], stairs.width])?;
        }
        for (n, piece) in home.furniture.iter().enumerate() {
            let place = || format!("home.furniture[{n}]");
            known(place, "area", &areas, Some(&piece.area))?;
            finite(place, &[piece.at[0], piece.at[1], piece.width, piece.depth, piece.height])?;
        }
        for (n, device) in home.devices.iter().enumerate() {
            let place = || format!("home.devices[{n}]");
            known(place, "area", &areas, Some(&device.area))?;
            known(place, "opening", &openings, device.opening.as_ref())?;
            known(place, "piece of furniture", &pieces, device.piece.as_ref())?;
            let [x, y] = device.at.unwrap_or_default();
            finite(place, &[x, y, device.height])?;
        }
        if !(0..=MAX_LEARNING).contains(&self.learning_days) {
            let what = format!("{} is not from 0 to {MAX_LEARNING}", self.learning_days);
            return Err(("learning_days".to_owned(), what));
        }
        let (from, until) = (instant("from", &self.from)?, instant("until", &self.until)?);
        if until < from {
            return Err(("until".to_owned(), format!("{} is earlier than `from`, {}", self.until, self.from)));
        }
        Ok(())
    }

    fn into_header(self) -> Result<Header, Wrong> {
        let calendar = Calendar::parse(&self.zone, &self.first_day)
            .map_err(|error| ("zone and first_day".to_owned(), error.to_string()))?;
        let point = |[x, y]: [f64; 2]| Point::new(x, y);
        let home = Home {
            name: self.home.name,
            zone: self.zone,
            latitude: self.home.latitude,
            longitude: self.home.longitude,
            facing: self.home.facing,
            kind: self.home.kind.into(),
            areas: (self.home.areas.into_iter())
                .map(|area| Area {
                    id: AreaId::new(&area.id),
                    name: area.name,
                    kind: area.kind.into(),
                    floor: area.floor.map(|[x, y, right, top]| Rect { min: point([x, y]), max: point([right, top]) }),
                    storey: area.storey,
                })
                .collect(),
            openings: (self.home.openings.into_iter())
                .map(|opening| Opening {
                    id: OpeningId::new(&opening.id),
                    name: opening.name,
                    kind: opening.kind.into(),
                    from: AreaId::new(&opening.from),
                    to: opening.to.as_deref().map(AreaId::new),
                    at: point(opening.at),
                    width: opening.width,
                    along_x: opening.along_x,
                })
                .collect(),
            stairs: (self.home.stairs.into_iter())
                .map(|stairs| Stairs {
                    id: StairsId::new(&stairs.id),
                    name: stairs.name,
                    from: AreaId::new(&stairs.from),
                    to: AreaId::new(&stairs.to),
                    foot: point(stairs.foot),
                    head: point(stairs.head),
                    width: stairs.width,
                })
                .collect(),
            furniture: (self.home.furniture.into_iter())
                .map(|piece| Furniture {
                    id: FurnitureId::new(&piece.id),
                    kind: piece.kind.into(),
                    area: AreaId::new(&piece.area),
                    at: point(piece.at),
                    width: piece.width,
                    depth: piece.depth,
                    front: piece.front.into(),
                    height: piece.height,
                })
                .collect(),
            devices: (self.home.devices.into_iter())
                .map(|device| Device {
                    id: DeviceId::new(&device.id),
                    name: device.name,
                    kind: device.kind.into(),
                    area: AreaId::new(&device.area),
                    at: device.at.map(point),
                    height: device.height,
                    front: device.front.into(),
                    opening: device.opening.as_deref().map(OpeningId::new),
                    piece: device.piece.as_deref().map(FurnitureId::new),
                    settings: crate::home::Settings::default(),
                })
                .collect(),
        };
        Ok(Header {
            home: Arc::new(home),
            calendar,
            simulated: self.simulated,
            scenario: self.scenario,
            seed: self.seed,
            program: self.program,
            from: instant("from", &self.from)?,
            until: instant("until", &self.until)?,
            learning_days: self.learning_days,
        })
    }
}

fn unique<'a>(place: &str, ids: impl Iterator<Item = &'a str>) -> Result<BTreeSet<&'a str>, Wrong> {
    let mut seen = BTreeSet::new();
    for (n, id) in ids.enumerate() {
        if id.is_empty() {
            return Err((format!("{place}[{n}]"), "the id is empty".to_owned()));
        }
        if !seen.insert(id) {
            return Err((format!("{place}[{n}]"), format!("the id {id:?} is there twice")));
        }
    }
    Ok(seen)
}

fn known(place: impl Fn() -> String, what: &str, ids: &BTreeSet<&str>, named: Option<&String>) -> Result<(), Wrong> {
    match named {
        Some(id) if !ids.contains(id.as_str()) => {
            let meant = super::nearest(id, ids.iter().copied());
            let meant = meant.map_or(String::new(), |name| format!("; did you mean {name:?}?"));
            Err((place(), format!("there is no {what} {id:?}{meant}")))
        }
        Some(_) | None => Ok(()),
    }
}

fn finite(place: impl Fn() -> String, numbers: &[f64]) -> Result<(), Wrong> {
    if numbers.iter().all(|number| number.is_finite()) {
        Ok(())
    } else {
        Err((place(), "a number is infinite or not a number".to_owned()))
    }
}

fn instant(place: &str, text: &str) -> Result<Timestamp, Wrong> {
    match parse_rfc3339(text) {
        Some(at) if TIMES.contains(&at) => Ok(at),
        Some(_) => Err((place.to_owned(), format!("{text} lies outside the years 1973 to 2200"))),
        None => Err((place.to_owned(), format!("{text:?} is no instant such as 2026-12-03T07:21:05+00:00"))),
    }
}
