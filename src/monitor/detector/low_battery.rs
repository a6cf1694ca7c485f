//! Low battery: a device's battery is nearly empty, or falls so fast that it will be within a fortnight.
//!
//! A charge is worked out from a voltage, which wobbles with the cold and the load; so about one value a day counts, a
//! low one must be seen twice, and a fall must be steeper than its own uncertainty explains. Each battery is told of
//! once: until it is replaced, which shows as a rise that no wobble makes.

use serde::{Deserialize, Serialize};

use super::Context;
use crate::home::{Capability, DeviceKind, Reading, Value};
use crate::monitor::alert::{Alert, AlertKind, Evidence, Severity};
use crate::monitor::evidence::{evidence, in_order};
use crate::monitor::explain;
use crate::monitor::rehouse::Moves;
use crate::monitor::why::{Judge, Known, Why};
use crate::time::{Span, Timestamp};

/// At this charge a battery is low, %. A lithium cell keeps its voltage until about then, and falls steeply after.
const LOW: f64 = 15.0;
/// At this charge one value is enough, and it is worth more than a note.
const EMPTY: f64 = 5.0;
/// A battery that will be empty within so many days is told of.
const FORTNIGHT: f64 = 14.0;
/// A rise by so much above the lowest value means that it was replaced: cold and load move it by a few percent.
const REPLACED: f64 = 25.0;
/// Values closer together than this count as one. Devices tell their charge about daily, or with every report.
const APART: Span = Span::hours(20);
/// Values kept: four weeks of days.
const KEPT: usize = 28;
/// The fall is also worked out over the last week alone, since one that has just begun is lost in four weeks.
const WEEK: usize = 7;
/// From fewer values no fall is worked out.
const FEWEST: usize = 5;
/// The fall that is believed is this many standard errors less steep than the one seen: 19 times in 20 for a line
/// through five to seven points (Student's t with 3 to 5 degrees of freedom, one-sided: 2.4 to 2.0).
const CAUTION: f64 = 2.2;
/// A value told in whole % is off by up to half: the least standard error of a value.
const ROUNDING: f64 = 0.3;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Cell {
    /// Oldest first.
    values: [(Timestamp, f64); KEPT],
    len: usize,
    first: Option<Reading>,
    /// The lowest value since somebody was told; `None` until then.
    told: Option<f64>,
}

/// The judge of batteries.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::monitor) struct LowBattery {
    cells: Vec<Cell>,
}

impl LowBattery {
    pub fn new(devices: usize) -> Self {
        let cell = Cell { values: [(Timestamp::MIN, 0.0); KEPT], len: 0, first: None, told: None };
        Self { cells: vec![cell; devices] }
    }

    /// What was learned of the devices that are still there.
    pub fn carry(&mut self, before: Self, moves: &Moves) {
        moves.carry_places(&mut self.cells, before.cells);
    }

    /// Whether the battery that somebody was told of is still in.
    pub fn lasts(&self, sensor: usize) -> bool {
        self.cells.get(sensor).is_some_and(|cell| cell.told.is_some())
    }

    /// Its battery is another from now on.
    pub fn replaced(&mut self, sensor: usize) {
        if let Some(cell) = self.cells.get_mut(sensor) {
            (cell.len, cell.first, cell.told) = (0, None, None);
        }
    }

    pub fn reading(&mut self, context: &Context<'_>, sensor: usize, reading: &Reading, alerts: &mut Vec<Alert>) {
        if let (Capability::Battery, Value::Number(charge)) = (reading.capability, &reading.value)
            && let Some(cell) = self.cells.get_mut(sensor)
            && cell.take(reading, *charge)
            && let Some(left) = cell.judge(*charge)
        {
            cell.told = Some(*charge);
            alerts.push(alert(context, sensor, cell, reading, *charge, left));
        }
    }
}

/// What is known of how long a battery will last.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Left {
    /// Days until it is empty, when its fall says so.
    days: Option<f64>,
}

impl Cell {
    /// Takes a value in; says whether it counts.
    fn take(&mut self, reading: &Reading, charge: f64) -> bool {
        let lowest = self.told.or(self.values[..self.len].last().map(|(_, charge)| *charge));
        if lowest.is_some_and(|lowest| charge >= lowest + REPLACED) {
            self.len = 0;
            self.first = None;
            self.told = None;
        }
        if let Some(told) = &mut self.told {
            *told = told.min(charge);
        }
        let soon = self.values[..self.len].last().is_some_and(|(at, _)| reading.at - *at < APART);
        if soon && charge > EMPTY {
            return false;
        }
        if self.len == KEPT {
            self.values.copy_within(1.., 0);
            self.len -= 1;
        }
        self.values[self.len] = (reading.at, charge);
        self.len += 1;
        if self.first.as_ref().is_none_or(|first| reading.at - first.at > Span::days(7)) {
            self.first = Some(reading.clone());
        }
        true
    }

    fn judge(&self, charge: f64) -> Option<Left> {
        if self.told.is_some() {
            return None;
        }
        let values = &self.values[..self.len];
        let before = values.len().checked_sub(2).and_then(|place| values.get(place));
        let days = [days_left(values), days_left(&values[self.len.saturating_sub(WEEK)..])];
        let days = days.into_iter().flatten().reduce(f64::min).filter(|days| *days <= FORTNIGHT);
        let low = charge <= EMPTY || (charge <= LOW && before.is_some_and(|(_, before)| *before <= LOW));
        (low || days.is_some()).then_some(Left { days })
    }
}

/// In how many days the battery is empty, by a straight line through its values that is as flat as they allow.
fn days_left(values: &[(Timestamp, f64)]) -> Option<f64> {
    let (from, _) = *values.first()?;
    let n = values.len() as f64;
    if values.len() < FEWEST {
        return None;
    }
    let day = |at: Timestamp| (at - from).as_hours() / 24.0;
    let mean_day = values.iter().map(|(at, _)| day(*at)).sum::<f64>() / n;
    let mean = values.iter().map(|(_, charge)| charge).sum::<f64>() / n;
    let spread: f64 = values.iter().map(|(at, _)| (day(*at) - mean_day) * (day(*at) - mean_day)).sum();
    if spread <= 0.0 {
        return None;
    }
    let slope = values.iter().map(|(at, charge)| (day(*at) - mean_day) * (charge - mean)).sum::<f64>() / spread;
    let misses = values.iter().map(|(at, charge)| {
        let miss = charge - mean - slope * (day(*at) - mean_day);
        miss * miss
    });
    let error = (misses.sum::<f64>() / (n - 2.0)).sqrt().max(ROUNDING) / spread.sqrt();
    let falls = -(slope + CAUTION * error);
    let (_, last) = values.last()?;
    (falls > 0.0).then(|| last / falls)
}

fn alert(context: &Context<'_>, index: usize, cell: &Cell, reading: &Reading, charge: f64, left: Left) -> Alert {
    let sensor = context.roster.sensors.get(index);
    let device = context.roster.the_device(index);
    let message = match left.days {
        Some(days) if charge > LOW => format!(
            "The battery of {device} is falling fast: {charge:.0}% now, and empty within about {}.",
            in_days(days)
        ),
        Some(days) if charge > EMPTY => {
            format!("The battery of {device} is down to {charge:.0}% and may be empty within about {}.", in_days(days))
        }
        _ => format!("The battery of {device} is down to {charge:.0}%."),
    };
    let week = cell.first.as_ref().filter(|first| first.at < reading.at);
    let mut list: Vec<Evidence> =
        week.map(|first| evidence(first, "the charge some days before")).into_iter().collect();
    list.push(evidence(reading, "the charge now"));
    let kind = sensor.map(|sensor| sensor.kind);
    // Without these nobody is seen, or help is not called.
    let needed = matches!(kind, Some(DeviceKind::Movement | DeviceKind::Fob))
        || sensor.is_some_and(|sensor| sensor.outside_door);
    let pressing = charge <= EMPTY || left.days.is_some_and(|days| days <= 3.0);
    Alert {
        kind: AlertKind::LowBattery,
        feature: None,
        concern: None,
        severity: if needed && pressing { Severity::Attention } else { Severity::Information },
        since: week.map_or(reading.at, |first| first.at),
        raised_at: reading.at,
        area: sensor.and_then(|s| context.roster.areas.get(s.area?)).map(|area| area.id.clone()),
        devices: vec![reading.device.clone()],
        message,
        usual: format!("A battery lasts a year or two; below {LOW:.0}% it should be replaced."),
        today: match week {
            Some(first) => format!(
                "{charge:.0}% now; {} at {}.",
                first.in_words(),
                explain::clock(context.civil, first.at, reading.at)
            ),
            None => format!("{charge:.0}% now."),
        },
        evidence: in_order(list),
        confidence: if charge <= LOW { 0.9 } else { 0.75 },
        also_could_be: vec!["a device that stands in the cold, where batteries seem emptier than they are".to_owned()],
        what_to_do: "Bring a new battery at the next visit.".to_owned(),
    }
}

fn in_days(days: f64) -> String {
    match days.round() {
        days if days < 1.5 => "a day".to_owned(),
        days => format!("{days:.0} days"),
    }
}

impl Judge for LowBattery {
    fn why(&self, known: &Known<'_>) -> Vec<Why> {
        let context = known.context;
        let why = |(sensor, cell): (usize, &Cell)| {
            let values = &cell.values[..cell.len];
            let (_, charge) = values.last()?;
            let baseline = match days_left(values) {
                Some(days) => format!("falling; empty in about {days:.0} days"),
                None => "not falling so that it shows".to_owned(),
            };
            let waits_for =
                if cell.told.is_some() { "a new battery: it has been told" } else { "a low charge, or a fast fall" };
            let why = Why::waiting(AlertKind::LowBattery, context.roster.the_device(sensor), baseline, waits_for);
            Some(Why { speaks_below: true, ..why.measured(*charge, Some(LOW), "%") })
        };
        self.cells.iter().enumerate().filter_map(why).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn daily(charges: &[f64]) -> Vec<(Timestamp, f64)> {
        let at = |day: usize| Timestamp::from_millis(0) + Span::days(day as i64);
        charges.iter().enumerate().map(|(day, charge)| (at(day), *charge)).collect()
    }

    #[test]
    fn a_steady_fall_gives_its_days_and_a_wobble_none() {
        let falling: Vec<f64> = (0..7).map(|day| 80.0 - 6.0 * f64::from(day)).collect();
        let days = days_left(&daily(&falling)).expect("it falls");
        assert!((7.0..9.0).contains(&days), "{days}");
        for wobble in [
            &[90.0, 88.0, 91.0, 87.0, 90.0, 88.0, 87.0][..],
            &[60.0; 7],
            // A cold night, and a step of the device's own reckoning.
            &[80.0, 80.0, 80.0, 77.0, 80.0, 80.0, 80.0],
            &[100.0, 100.0, 100.0, 100.0, 100.0, 87.0, 87.0],
        ] {
            assert!(days_left(&daily(wobble)).is_none_or(|days| days > FORTNIGHT), "{wobble:?}");
        }
        assert_eq!(days_left(&daily(&[50.0, 40.0, 30.0, 20.0])), None);
    }
}
