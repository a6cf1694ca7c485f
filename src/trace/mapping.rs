//! What the devices of a foreign recording are: a RON file that a person can read, correct and keep. Inferred by
//! [`super::import`] where none is given. Knows no foreign format.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

use ron::Options;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::mirror::mirrored;
use super::{Format, TraceError, WholeFile};
use crate::home::{
    Area, AreaId, AreaKind, Capability, Device, DeviceId, DeviceKind, Home, HomeKind, Opening, OpeningId, OpeningKind,
    Point, Turn,
};

/// The version that is written, and the only one so far that is read.
const VERSION: u32 = 1;

/// The largest mapping file, bytes: a thousand devices need a fifth of it.
const MAX_FILE: u64 = 1 << 20;

/// Which foreign id is which device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The format of the recordings that it is for.
    pub format: Format,
    /// The IANA time zone of their civil times.
    pub zone: String,
    /// The home's name for people.
    pub home: String,
    /// The home's areas.
    pub areas: Vec<MappedArea>,
    /// The home's devices.
    pub devices: Vec<MappedDevice>,
    /// Foreign devices that are left out.
    pub ignored: Vec<String>,
    /// How the columns of a table are to be read; only for [`Format::Table`].
    pub table: Option<Table>,
}

/// How the columns of a file of separated columns are to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What stands between columns.
    pub separator: char,
    /// Whether the first line names the columns; where it doesn't, they are called `1`, `2` and so on.
    pub header: bool,
    /// The column with the time.
    pub time: String,
    /// The column with the date, where it is one of its own.
    pub date: Option<String>,
    /// How date and time are written, in `strftime`'s terms: `%d/%m/%Y %H:%M`. Without it, RFC 3339, `2031-03-04
    /// 06:58:01`, and seconds or milliseconds since 1970 are understood.
    pub time_format: Option<String>,
    /// The column with the device; without it, every column but that of the time is a device's values.
    pub device: Option<String>,
    /// The column with the value, where there is one for the device.
    pub value: Option<String>,
    /// The column with the capability; a foreign id is then `device/capability`.
    pub capability: Option<String>,
}

/// The unit of a foreign device's numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// The capability's own.
    #[default]
    Usual,
    /// Degrees Fahrenheit, for a temperature.
    Fahrenheit,
    /// Watt-hours, for an energy.
    WattHours,
    /// Kilowatts, for a power.
    Kilowatts,
}

impl Unit {
    /// The number in the capability's own unit; a temperature rounded to a hundredth of a degree.
    pub fn in_usual(self, number: f64) -> f64 {
        match self {
            Self::Usual => number,
            Self::Fahrenheit => ((number - 32.0) / 1.8 * 100.0).round() / 100.0,
            Self::WattHours => number / 1_000.0,
            Self::Kilowatts => number * 1_000.0,
        }
    }

    /// What it is a unit of; `None` when it says nothing.
    const fn of(self) -> Option<Capability> {
        match self {
            Self::Usual => None,
            Self::Fahrenheit => Some(Capability::Temperature),
            Self::WattHours => Some(Capability::Energy),
            Self::Kilowatts => Some(Capability::Power),
        }
    }
}

/// An area that devices are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedArea {
    /// Its id.
    pub id: AreaId,
    /// Its name for people.
    pub name: String,
    /// What it is used for.
    pub kind: AreaKind,
}

/// What one foreign device is. A device that measures several things may be there once for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedDevice {
    /// Its id in the recording: `M046`, `fridge-door`, `Bedroom Closet`.
    pub foreign: String,
    /// Its id from here on.
    pub id: DeviceId,
    /// Its name for people.
    pub name: String,
    /// Its class.
    pub kind: DeviceKind,
    /// Where it is.
    pub area: AreaId,
    /// What its values are.
    pub capability: Capability,
    /// Whether it is on a door that leads outside.
    pub outside_door: bool,
    /// The unit of its numbers.
    pub unit: Unit,
    /// Whether yes means no: a contact that says `true` while it is closed.
    pub inverted: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    version: u32,
    format: String,
    zone: String,
    home: String,
    areas: Vec<AreaEntry>,
    devices: Vec<DeviceEntry>,
    #[serde(default)]
    ignored: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    table: Option<TableEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableEntry {
    #[serde(default = "comma")]
    separator: char,
    #[serde(default = "yes")]
    header: bool,
    time: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time_format: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capability: Option<String>,
}

const fn comma() -> char {
    ','
}

const fn yes() -> bool {
    true
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaEntry {
    id: String,
    name: String,
    kind: AreaKindEntry,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeviceEntry {
    foreign: String,
    id: String,
    name: String,
    kind: DeviceKindEntry,
    area: String,
    capability: CapabilityEntry,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    outside_door: bool,
    #[serde(default = "usual", skip_serializing_if = "UnitEntry::is_usual")]
    unit: UnitEntry,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    inverted: bool,
}

const fn usual() -> UnitEntry {
    UnitEntry::Usual
}

impl UnitEntry {
    const fn is_usual(&self) -> bool {
        matches!(self, Self::Usual)
    }
}

mirrored!("PascalCase" UnitEntry is Unit: Usual Fahrenheit WattHours Kilowatts);
mirrored!("PascalCase" AreaKindEntry is AreaKind: Hall Lounge Kitchen Bedroom Bathroom Other);
mirrored!("PascalCase" DeviceKindEntry is DeviceKind:
    Movement Contact Temperature Plug BedSensor Fob Speaker Hub LightSwitch ChairSensor Dispenser PullCord SmokeAlarm
    CarbonMonoxideAlarm FloodSensor LightLevel SmartLight Thermostat RadiatorValve DoorLock Doorbell KeySafe Screen);
mirrored!("PascalCase" CapabilityEntry is Capability:
    Occupancy Contact Temperature Humidity Power Energy Switch Battery LinkQuality Button Speech Illuminance Smoke
    CarbonMonoxide Flood Dose Lock Setpoint Valve Brightness);

fn ron_options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When it can't be read, or with everything that is wrong in it.
    pub fn load(path: &Path) -> Result<Self, TraceError> {
        let fail = |error| TraceError::io("read", path, error);
        let file = File::open(path).map_err(fail)?;
        if file.metadata().map_err(fail)?.is_dir() {
            return Err(fail(std::io::ErrorKind::IsADirectory.into()));
        }
        let mut bytes = Vec::new();
        file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(fail)?;
        let hint = "--save-mapping FILE writes one to begin from.";
        if bytes.len() as u64 > MAX_FILE {
            return Err(TraceError::bad(path, None, "this is larger than a megabyte, and no mapping", hint));
        }
        let text = String::from_utf8(bytes).map_err(|_| TraceError::bad(path, None, "this is no text", hint))?;
        Self::parse(path, &text)
    }

    /// Reads a mapping; `path` is for messages.
    ///
    /// # Errors
    /// With everything that is wrong in it.
    pub fn parse(path: &Path, text: &str) -> Result<Self, TraceError> {
        let file: MappingFile = ron_options().from_str(text).map_err(|error| {
            let (line, column) = (error.span.start.line as u64, error.span.start.col);
            let hint = "Correct the mapping there.";
            TraceError::bad(path, Some(line), &format!("column {column}: {}", error.code), hint)
        })?;
        file.into_mapping()
            .map_err(|problems| TraceError::bad(path, None, &problems.join("; "), "Correct the mapping."))
    }

    /// The mapping as RON, one device a line.
    pub fn to_ron(&self) -> String {
        let file = MappingFile {
            version: VERSION,
            format: self.format.name().to_owned(),
            zone: self.zone.clone(),
            home: self.home.clone(),
            areas: (self.areas.iter())
                .map(|area| AreaEntry {
                    id: area.id.as_str().to_owned(),
                    name: area.name.clone(),
                    kind: area.kind.into(),
                })
                .collect(),
            devices: (self.devices.iter())
                .map(|device| DeviceEntry {
                    foreign: device.foreign.clone(),
                    id: device.id.as_str().to_owned(),
                    name: device.name.clone(),
                    kind: device.kind.into(),
                    area: device.area.as_str().to_owned(),
                    capability: device.capability.into(),
                    outside_door: device.outside_door,
                    unit: device.unit.into(),
                    inverted: device.inverted,
                })
                .collect(),
            ignored: self.ignored.clone(),
            table: self.table.as_ref().map(|table| TableEntry {
                separator: table.separator,
                header: table.header,
                time: table.time.clone(),
                date: table.date.clone(),
                time_format: table.time_format.clone(),
                device: table.device.clone(),
                value: table.value.clone(),
                capability: table.capability.clone(),
            }),
        };
        // Depth 2 is the list: what stands in it goes on one line each.
        let pretty = PrettyConfig::new().depth_limit(2).new_line("\n");
        // Strings, lists and unit variants always have a RON form.
        let ron = ron_options().to_string_pretty(&file, pretty).unwrap_or_default();
        format!("// Which device of the recording is which. Correct it, and give it back with --mapping.\n{ron}\n")
    }

    /// Writes the mapping to a file, whole or not at all.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn save(&self, path: &Path) -> Result<(), TraceError> {
        let mut file = WholeFile::create(path)?;
        file.write_all(self.to_ron().as_bytes()).map_err(|error| TraceError::io("write", path, error))?;
        file.finish()
    }

    /// The mapping for the table that [`super::TableWriter`] writes of this home.
    pub fn of_table(home: &Home) -> Self {
        let outside = |device: &Device| device.is_outside_door(&home.openings);
        let entry = |device: &Device, capability: Capability| MappedDevice {
            foreign: format!("{}/{}", device.id, capability.name()),
            id: device.id.clone(),
            name: device.name.clone(),
            kind: device.kind,
            area: device.area.clone(),
            capability,
            outside_door: outside(device),
            unit: Unit::Usual,
            inverted: false,
        };
        let mut devices = Vec::new();
        for device in &home.devices {
            devices.extend(device.kind.capabilities().iter().map(|capability| entry(device, *capability)));
        }
        Self {
            format: Format::Table,
            zone: home.zone.clone(),
            home: home.name.clone(),
            areas: (home.areas.iter())
                .map(|area| MappedArea { id: area.id.clone(), name: area.name.clone(), kind: area.kind })
                .collect(),
            devices,
            ignored: Vec::new(),
            table: None,
        }
    }

    /// The home that it describes. Its layout and its place on the globe aren't known, and are left at zero.
    pub fn home(&self) -> Home {
        let mut named = BTreeSet::new();
        let devices: Vec<&MappedDevice> = self.devices.iter().filter(|device| named.insert(&device.id)).collect();
        let opening_of = |device: &MappedDevice| {
            let id = device.id.as_str();
            device.outside_door.then(|| OpeningId::new(id.strip_suffix("-contact").unwrap_or(id)))
        };
        Home {
            name: self.home.clone(),
            zone: self.zone.clone(),
            latitude: 0.0,
            longitude: 0.0,
            facing: 0.0,
            kind: HomeKind::default(),
            areas: (self.areas.iter())
                .map(|area| Area {
                    id: area.id.clone(),
                    name: area.name.clone(),
                    kind: area.kind,
                    floor: None,
                    storey: 0,
                })
                .collect(),
            openings: (devices.iter())
                .filter_map(|device| {
                    Some(Opening {
                        id: opening_of(device)?,
                        name: device.name.clone(),
                        kind: OpeningKind::Door,
                        from: device.area.clone(),
                        to: None,
                        at: Point::default(),
                        width: 0.0,
                        along_x: true,
                    })
                })
                .collect(),
            stairs: Vec::new(),
            furniture: Vec::new(),
            devices: (devices.iter())
                .map(|device| Device {
                    id: device.id.clone(),
                    name: device.name.clone(),
                    kind: device.kind,
                    area: device.area.clone(),
                    at: None,
                    height: 0.0,
                    front: Turn::Up,
                    opening: opening_of(device),
                    piece: None,
                    settings: crate::home::Settings::default(),
                })
                .collect(),
        }
    }
}

impl DeviceEntry {
    /// Whether both entries are of one device, each with another capability.
    fn is_the_same_device(&self, other: &Self) -> bool {
        let whole = |entry: &Self| (DeviceKind::from(entry.kind), entry.outside_door);
        self.name == other.name && self.area == other.area && whole(self) == whole(other)
    }
}

impl MappingFile {
    fn into_mapping(self) -> Result<Mapping, Vec<String>> {
        let mut problems = Vec::new();
        if self.version != VERSION {
            problems.push(format!("version {} is not {VERSION}, which this program reads", self.version));
        }
        let format = Format::from_name(&self.format).filter(|format| *format != Format::Own);
        if format.is_none() {
            problems.push(format!("there is no foreign format {:?}", self.format));
        }
        if jiff::tz::TimeZone::get(&self.zone).is_err() {
            problems.push(format!("no time zone is called {:?}", self.zone));
        }
        let mut areas = BTreeSet::new();
        for area in &self.areas {
            if !areas.insert(area.id.as_str()) {
                problems.push(format!("the area {:?} is there twice", area.id));
            }
        }
        let mut ids: BTreeMap<&str, Vec<&DeviceEntry>> = BTreeMap::new();
        let mut foreign = BTreeSet::new();
        for device in &self.devices {
            let what = &device.id;
            let (kind, capability) = (DeviceKind::from(device.kind), Capability::from(device.capability));
            let before = ids.entry(what.as_str()).or_default();
            if before.iter().any(|other| Capability::from(other.capability) == capability) {
                problems.push(format!("the device {what:?} is there twice with its {}", capability.name()));
            } else if before.iter().any(|other| !other.is_the_same_device(device)) {
                problems.push(format!("the device {what:?} is there twice, with another name, kind or area"));
            }
            before.push(device);
            if !foreign.insert(device.foreign.as_str()) {
                problems.push(format!("{:?} is mapped twice", device.foreign));
            }
            if !areas.contains(device.area.as_str()) {
                let meant = super::nearest(&device.area, areas.iter().copied());
                let meant = meant.map_or(String::new(), |name| format!("; did you mean {name:?}?"));
                problems.push(format!("the device {what:?} is in no area of the home: {:?}{meant}", device.area));
            }
            if !kind.capabilities().contains(&capability) {
                problems.push(format!("the device {what:?}: {} has no {}", kind.name(), capability.name()));
            }
            if matches!(capability, Capability::Button | Capability::Speech | Capability::Dose)
                && !format.is_some_and(Format::has_words)
            {
                problems.push(format!("the device {what:?}: this format never tells {}", capability.name()));
            }
            if device.outside_door && kind != DeviceKind::Contact {
                problems.push(format!("the device {what:?}: only a Contact can be on an outside door"));
            }
            let unit = Unit::from(device.unit);
            if unit.of().is_some_and(|of| of != capability) {
                problems.push(format!("the device {what:?}: {} is not measured in {unit:?}", capability.name()));
            }
        }
        if let Some(table) = &self.table {
            if format.is_some_and(|format| format != Format::Table) {
                problems.push("only the format \"csv\" has a table".to_owned());
            }
            if table.device.is_some() != table.value.is_some() {
                problems.push("table: device and value belong together; name both, or neither".to_owned());
            }
            if table.capability.is_some() && table.device.is_none() {
                problems.push("table: a column for the capability needs one for the device".to_owned());
            }
            if !table.separator.is_ascii() || matches!(table.separator, '"' | '\n' | '\r') {
                problems.push(format!("table: {:?} can't stand between columns", table.separator));
            }
        }
        match format {
            Some(format) if problems.is_empty() => Ok(Mapping {
                format,
                zone: self.zone,
                home: self.home,
                areas: (self.areas.into_iter())
                    .map(|area| MappedArea { id: AreaId::new(&area.id), name: area.name, kind: area.kind.into() })
                    .collect(),
                devices: (self.devices.into_iter())
                    .map(|device| MappedDevice {
                        foreign: device.foreign,
                        id: DeviceId::new(&device.id),
                        name: device.name,
                        kind: device.kind.into(),
                        area: AreaId::new(&device.area),
                        capability: device.capability.into(),
                        outside_door: device.outside_door,
                        unit: device.unit.into(),
                        inverted: device.inverted,
                    })
                    .collect(),
                ignored: self.ignored,
                table: self.table.map(|table| Table {
                    separator: table.separator,
                    header: table.header,
                    time: table.time,
                    date: table.date,
                    time_format: table.time_format,
                    device: table.device,
                    value: table.value,
                    capability: table.capability,
                }),
            }),
            Some(_) | None => Err(problems),
        }
    }
}
