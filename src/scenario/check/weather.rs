//! Whether a file of measured weather can be used: a table with a time and a temperature in each row, in order of time,
//! that covers the scenario's days.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use super::super::Moment;
use super::super::locate::Outline;
use super::super::problem::{Findings, Problem, quoted};
use super::super::weather::Measured;
use super::Document;
use crate::time::{Calendar, ClockTime, Span, Timestamp, parse_rfc3339};

/// Rows that a table has, at most: ten years of half hours.
const MAX_ROWS: usize = 180_000;
/// Between two rows, at most: the hours of a day must show.
const MAX_GAP: Span = Span::hours(6);
/// The columns, the first two of which must be there.
const COLUMNS: [&str; 4] = ["time", "temperature", "cloud", "humidity"];
const TEMPERATURE: RangeInclusive<f64> = -90.0..=60.0;
const HOW: &str = "The first line names the columns: time,temperature and, where they are known, cloud,humidity.";

/// Reads a table; `None`, and what is wrong with it among the problems, when it cannot be used.
pub(super) fn read(
    document: &Document,
    calendar: &Calendar,
    days: i64,
    problems: &mut Vec<Problem>,
) -> Option<Arc<[Measured]>> {
    let outline = Outline::read("");
    let mut findings = Findings::new(&document.name, &document.text, &outline);
    let rows = table(&document.text, calendar, &mut findings);
    if !findings.has_errors() {
        covers(&rows, calendar, days, &mut findings);
    }
    let sound = !findings.has_errors();
    problems.append(&mut findings.finish());
    sound.then(|| rows.into())
}

/// Every row that can be read. A row is given by its place in the text.
fn table(text: &str, calendar: &Calendar, findings: &mut Findings<'_>) -> Vec<Measured> {
    let mut lines = lines(text);
    let Some((head, names)) = lines.next() else {
        findings.error(&(0..0), "this table is empty", HOW);
        return Vec::new();
    };
    let names: Vec<String> = names.split(',').map(|name| name.trim().to_lowercase()).collect();
    let column = |name: &str| names.iter().position(|other| other == name);
    for name in &names {
        if !COLUMNS.contains(&name.as_str()) {
            let hint = findings.suggest(name, COLUMNS, "There are");
            findings.error(&head, format!("no column is called {}", quoted(name)), hint);
        }
    }
    let (Some(time), Some(temperature)) = (column("time"), column("temperature")) else {
        findings.error(&head, "this table has no time or no temperature", HOW);
        return Vec::new();
    };
    let (cloud, humidity) = (column("cloud"), column("humidity"));
    let mut rows: Vec<Measured> = Vec::new();
    for (place, line) in lines {
        if rows.len() >= MAX_ROWS {
            findings.error(&place, format!("this table has more than {MAX_ROWS} rows"), "Keep one row an hour.");
            break;
        }
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        if fields.len() != names.len() {
            let brief = format!("this row has {} values, and there are {} columns", fields.len(), names.len());
            findings.error(&place, brief, "Leave what is not known empty, with its comma.");
            continue;
        }
        let at = instant(fields[time], calendar);
        if at.is_none() {
            findings.error(
                &place,
                format!("{} is not a time", quoted(fields[time])),
                "Write \"2026-01-05T13:00:00Z\", or \"day 3 13:00\" of the scenario.",
            );
        }
        let temperature = measured(fields[temperature], "a temperature", TEMPERATURE, &place, findings);
        let mut given = |column: Option<usize>, what, range| match column.map(|column| fields[column]) {
            None | Some("") => Some(None),
            Some(text) => measured(text, what, range, &place, findings).map(Some),
        };
        let (cloud, humidity) =
            (given(cloud, "the share of sky under cloud", 0.0..=1.0), given(humidity, "a humidity", 0.0..=100.0));
        let (Some(at), Some(temperature), Some(cloud), Some(humidity)) = (at, temperature, cloud, humidity) else {
            continue;
        };
        if let Some(last) = rows.last()
            && (at <= last.at || at - last.at > MAX_GAP)
        {
            let (brief, hint) = if at <= last.at {
                ("this row is not later than the one before it", "Put the rows in order of time.")
            } else {
                ("more than 6 hours lie between this row and the one before it", "Add what was measured between them.")
            };
            findings.error(&place, brief, hint);
        }
        rows.push(Measured { at, temperature, cloud, humidity });
    }
    rows
}

/// Every line with something in it, and its place in the text.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut from = 0;
    text.split_inclusive('\n').filter_map(move |whole| {
        let line = whole.trim_end();
        let place = from..from + line.len();
        from += whole.len();
        (!line.trim().is_empty()).then_some((place, line))
    })
}

fn instant(text: &str, calendar: &Calendar) -> Option<Timestamp> {
    let text = text.trim_matches('"');
    let moment = || Moment::parse(text).map(|moment| calendar.at(moment.day, moment.clock));
    parse_rfc3339(text).or_else(moment)
}

fn measured(
    text: &str,
    what: &str,
    range: RangeInclusive<f64>,
    place: &Range<usize>,
    findings: &mut Findings<'_>,
) -> Option<f64> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    let number = number.filter(|number| range.contains(number));
    if number.is_none() {
        let hint = format!("Write a number from {} to {}.", range.start(), range.end());
        findings.error(place, format!("{what} cannot be {}", quoted(text)), hint);
    }
    number
}

/// Tells when the table does not cover the scenario.
fn covers(rows: &[Measured], calendar: &Calendar, days: i64, findings: &mut Findings<'_>) {
    let (from, to) = (calendar.at(1, ClockTime::MIDNIGHT), calendar.at(days + 1, ClockTime::MIDNIGHT));
    let whole = rows.first().zip(rows.last());
    if !whole.is_some_and(|(first, last)| first.at <= from + MAX_GAP && last.at >= to - MAX_GAP) {
        let (from, to) = (calendar.rfc3339(from), calendar.rfc3339(to));
        findings.error(
            &(0..0),
            "this table does not cover the scenario's days",
            format!("The scenario lasts from {from} to {to}."),
        );
    }
}
