//! What the devices of a foreign recording are: a RON file that a person can read, correct and keep. Inferred by
//! [`super::import`] where none is given. Knows no foreign format.

use std::collections::BTreeSet;
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
    Area, AreaId, AreaKind, Capability, Device, DeviceId, DeviceKind, Home, Opening, OpeningId, OpeningKind, Point,
    Turn,
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

/// What one foreign device is.
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
}

mirrored!("PascalCase" AreaKindEntry is AreaKind: Hall Lounge Kitchen Bedroom Bathroom Other);
mirrored!("PascalCase" DeviceKindEntry is DeviceKind:
    Movement Contact Temperature Plug BedSensor Fob Speaker Hub LightSwitch);
mirrored!("PascalCase" CapabilityEntry is Capability:
    Occupancy Contact Temperature Humidity Power Energy Switch Battery LinkQuality Button Speech);

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
                })
                .collect(),
            ignored: self.ignored.clone(),
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

    /// The home that it describes. Its layout and its place on the globe aren't known, and are left at zero.
    pub fn home(&self) -> Home {
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
            areas: (self.areas.iter())
                .map(|area| Area { id: area.id.clone(), name: area.name.clone(), kind: area.kind, floor: None })
                .collect(),
            openings: (self.devices.iter())
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
            furniture: Vec::new(),
            devices: (self.devices.iter())
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
                })
                .collect(),
        }
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
        let (mut ids, mut foreign) = (BTreeSet::new(), BTreeSet::new());
        for device in &self.devices {
            let what = &device.id;
            if !ids.insert(what.as_str()) {
                problems.push(format!("the device {what:?} is there twice"));
            }
            if !foreign.insert(device.foreign.as_str()) {
                problems.push(format!("{:?} is mapped twice", device.foreign));
            }
            if !areas.contains(device.area.as_str()) {
                let meant = super::nearest(&device.area, areas.iter().copied());
                let meant = meant.map_or(String::new(), |name| format!("; did you mean {name:?}?"));
                problems.push(format!("the device {what:?} is in no area of the home: {:?}{meant}", device.area));
            }
            let (kind, capability) = (DeviceKind::from(device.kind), Capability::from(device.capability));
            if !kind.capabilities().contains(&capability) {
                problems.push(format!("the device {what:?}: {} has no {}", kind.name(), capability.name()));
            }
            if matches!(capability, Capability::Button | Capability::Speech) {
                problems.push(format!("the device {what:?}: no foreign format tells {}", capability.name()));
            }
            if device.outside_door && kind != DeviceKind::Contact {
                problems.push(format!("the device {what:?}: only a Contact can be on an outside door"));
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
                    })
                    .collect(),
                ignored: self.ignored,
            }),
            Some(_) | None => Err(problems),
        }
    }
}
