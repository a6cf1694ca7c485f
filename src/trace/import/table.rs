//! Any file of separated columns: this program's own `at,device,capability,value`, or what a mapping's `table`
//! describes: one row a reading with columns for device and value, or one column a device.

use std::borrow::Cow;

use jiff::fmt::strtime;

use super::columns;
use super::infer::words;
use super::raw::Raw;
use super::row::{About, Row, Said, When, any_time};
use crate::home::{Capability, DeviceKind};
use crate::time::Timestamp;
use crate::trace::mapping::Table;

/// What the program's own table says in its column `capability` of a device that comes or goes.
pub(in crate::trace) const AVAILABILITY: &str = "availability";

/// The column that only a simulated home's table has.
pub(in crate::trace) const SIMULATED: &str = "simulated";

/// The column of readings that a reader knows by their usual names.
pub(super) fn usual() -> Table {
    let named = |name: &str| Some(name.to_owned());
    Table {
        separator: ',',
        header: true,
        time: "at".to_owned(),
        date: None,
        time_format: None,
        device: named("device"),
        value: named("value"),
        capability: named("capability"),
    }
}

/// Whether this is the header of the program's own table.
pub(super) fn is_usual_header(line: &str) -> bool {
    let columns = columns::split(line, ',');
    ["at", "device", "capability", "value"].iter().all(|name| columns::find(&columns, &[name]).is_some())
}

/// A table whose header was read: which column holds what.
pub(super) struct Columns {
    table: Table,
    time: usize,
    date: Option<usize>,
    readings: Readings,
    simulated: Option<usize>,
}

/// Where the readings are.
enum Readings {
    /// One a row.
    Rows { device: usize, value: usize, capability: Option<usize> },
    /// One a column: the columns and the devices.
    Columns(Vec<(usize, String)>),
}

impl Columns {
    /// From the header line, or from the first line where there is none; the error names a column that isn't there.
    pub fn from_first(table: &Table, line: &str) -> Result<Self, String> {
        let first = columns::split(line, table.separator);
        let names: Vec<Cow<'_, str>> =
            if table.header { first } else { (1..=first.len()).map(|n| Cow::Owned(n.to_string())).collect() };
        let find = |name: &str| {
            columns::find(&names, &[name]).ok_or_else(|| {
                let there: Vec<&str> = names.iter().map(|name| &**name).take(12).collect();
                format!("there is no column {name:?}; the columns are {}", there.join(", "))
            })
        };
        let time = find(&table.time)?;
        let date = table.date.as_deref().map(find).transpose()?;
        let readings = match (&table.device, &table.value) {
            (Some(device), Some(value)) => Readings::Rows {
                device: find(device)?,
                value: find(value)?,
                capability: table.capability.as_deref().map(find).transpose()?,
            },
            (Some(_) | None, _) => Readings::Columns(
                (0..)
                    .zip(&names)
                    .filter(|(n, name)| *n != time && Some(*n) != date && !name.is_empty())
                    .map(|(n, name)| (n, name.to_string()))
                    .collect(),
            ),
        };
        let simulated = columns::find(&names, &[SIMULATED]);
        Ok(Self { table: table.clone(), time, date, readings, simulated })
    }

    /// Whether each row says which capability it is about, as the program's own do.
    pub fn tells_capabilities(&self) -> bool {
        matches!(self.readings, Readings::Rows { capability: Some(_), .. })
    }

    /// Reads one line; the error says what is wrong with it.
    pub fn line(&self, line: &str, raw: &mut Raw) -> Result<(), &'static str> {
        let columns = columns::split(line, self.table.separator);
        let column = |place: usize| columns.get(place).map(|column| &**column);
        let when = self.when(column(self.time), self.date.map(column))?;
        if self.simulated.and_then(column).is_some_and(|told| told.eq_ignore_ascii_case("true")) {
            raw.simulated = true;
        }
        match &self.readings {
            Readings::Rows { device, value, capability } => {
                let device = column(*device).filter(|device| !device.is_empty()).ok_or("no device")?;
                let value = column(*value).ok_or("no value")?;
                match capability.map(column) {
                    None if value.is_empty() => Err("no value"),
                    None => raw.hold(Row::new(when, device, Said::loose(value))),
                    Some(told) => of_capability(when, device, told.ok_or("no capability")?, value, raw),
                }
            }
            Readings::Columns(devices) => {
                for (place, device) in devices {
                    // An empty column says that this device said nothing then.
                    if let Some(value) = column(*place).filter(|value| !value.is_empty()) {
                        raw.hold(Row::new(when, device.as_str(), Said::loose(value)))?;
                    }
                }
                Ok(())
            }
        }
    }

    fn when(&self, time: Option<&str>, date: Option<Option<&str>>) -> Result<When, &'static str> {
        let time = time.filter(|time| !time.is_empty()).ok_or("no time")?;
        let text = match date {
            None => Cow::Borrowed(time),
            Some(date) => Cow::Owned(format!("{} {time}", date.filter(|date| !date.is_empty()).ok_or("no date")?)),
        };
        match &self.table.time_format {
            None => any_time(&text).ok_or("no time such as 2031-03-04T06:58:01+00:00"),
            Some(format) => formatted(format, &text).ok_or("a time that isn't written as the table's time_format says"),
        }
    }
}

fn formatted(format: &str, text: &str) -> Option<When> {
    let parsed = strtime::parse(format, text).ok()?;
    if parsed.offset().is_some() {
        let at = parsed.to_timestamp().ok()?;
        return Some(When::Exact(Timestamp::from_millis(at.as_millisecond())));
    }
    parsed.to_datetime().ok().map(When::Civil)
}

/// A reading that says what it measured.
fn of_capability(when: When, device: &str, told: &str, value: &str, raw: &mut Raw) -> Result<(), &'static str> {
    if told == AVAILABILITY {
        return match Said::loose(value) {
            said @ (Said::Online | Said::Offline) => raw.hold(Row::new(when, device, said)),
            Said::On | Said::Off | Said::Open | Said::Close | Said::Number(_) | Said::Text(_) => {
                Err("the availability is neither online nor offline")
            }
        };
    }
    let Some(capability) = Capability::from_name(told) else {
        raw.useless(told);
        return Ok(());
    };
    let said = Said::exact(value, capability).ok_or("a value that its capability doesn't have")?;
    let channel = format!("{device}/{}", capability.name());
    if !raw.knows(&channel) {
        let name = words(device);
        let kind = DeviceKind::ALL.into_iter().find(|kind| {
            let ends = kind.name().replace('-', " ");
            name.ends_with(&ends) && kind.capabilities().contains(&capability)
        });
        raw.about(&channel, || About { kind, ..About::new(device, &name, capability) });
    }
    raw.hold(Row::new(when, channel, said))
}
