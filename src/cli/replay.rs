//! `replay`: the same monitor over a recording, whoever made it, and what it concluded.
//!
//! Nothing is known here of the recording's format. What the program took the recording's devices for, and what is
//! worth knowing about the recording, goes to standard error. Read [`replay`] first.

use std::collections::BTreeMap;

use indicatif::HumanCount;
use serde_json::json;

use super::acts::{self, Acts};
use super::arguments::ReplayArguments;
use super::output::{LineFile, Out, Tone, keep_apart};
use super::progress::Progress as Bar;
use super::run::counted;
use super::scores;
use super::story::{heading, tell_alert, tell_news};
use super::{Ending, Failure, digest, tell_problem};
use crate::home::{Home, Item};
use crate::monitor::alert::{Alert, Origin};
use crate::monitor::life::Said;
use crate::monitor::score::Scorer;
use crate::monitor::{Config, Monitor};
use crate::source::recorded::{self, OpenOptions, Opened};
use crate::source::{Progress, Source as _};
use crate::time::{ClockTime, Span, Timestamp};
use crate::trace::Format;
use crate::trace::mapping::Mapping;

/// How much of a recording is replayed between two looks at the bar.
const STEP: Span = Span::days(1);

/// Replays the recording that the command line names.
///
/// # Errors
/// When the recording cannot be read, or a file cannot be written.
pub fn replay(asked: &ReplayArguments) -> Result<Ending, Failure> {
    let mut inputs = vec![("recording", asked.recording.as_path())];
    inputs.extend(asked.mapping.as_deref().map(|path| ("mapping", path)));
    inputs.extend(asked.acts.as_deref().map(|path| ("acts", path)));
    let outputs = [
        ("--alerts", asked.alerts.as_deref()),
        ("--save-mapping", asked.save_mapping.as_deref()),
        ("--scores", asked.scores.as_deref()),
    ];
    keep_apart(&inputs, &outputs)?;
    let options = OpenOptions {
        format: asked.format.as_deref().map(format).transpose()?,
        zone: asked.zone.clone(),
        mapping: asked.mapping.clone(),
    };
    let opened = recorded::open(&asked.recording, &options)?;
    match (&opened.mapping, &asked.save_mapping) {
        (Some(mapping), path) => {
            if let Some(path) = path {
                mapping.save(path)?;
            }
            if asked.mapping.is_none() && !asked.json {
                tell_mapping(mapping);
            }
        }
        (None, Some(_)) => {
            return Err(Failure::new("--save-mapping: this recording says itself what its devices are; leave it out"));
        }
        (None, None) => {}
    }
    listen(asked, opened)
}

/// The format that `--format` names.
pub(super) fn format(name: &str) -> Result<Format, Failure> {
    Format::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
        Failure::new(format!("--format: there is no format {name:?}; known are {}", known.join(", ")))
    })
}

fn listen(asked: &ReplayArguments, opened: Opened) -> Result<Ending, Failure> {
    let Opened { home, calendar, simulated, name, format, from, until, learning_days, mut source, .. } = opened;
    let usual = Config::default();
    let config = Config { learning_days: learning_days.unwrap_or(usual.learning_days), ..usual };
    let mut monitor = Monitor::new(&home, &calendar, config);
    let version = monitor.version().to_owned();
    let mut acts = Acts::new(asked.acts.as_deref().map(|path| acts::load(path, &home, &calendar)).transpose()?);
    let origin = Origin { simulated, source: name.clone() };
    let mut alert_file = asked.alerts.as_deref().map(LineFile::create).transpose()?;

    let mut scorer = asked.scores.as_ref().map(|_| Scorer::new(&home, &calendar, asked.window));
    let mut scores = Vec::new();
    let limit = asked.days.map_or(Timestamp::MAX, |days| calendar.at(days.saturating_add(1), ClockTime::MIDNIGHT));
    let mut out = Out::standard();
    let bar = Bar::new(days_between(from, until.min(limit)), "Listening to the recording");
    let (mut readings, mut alerts, mut said) = (0_u64, Vec::new(), Vec::new());
    let mut at = from;
    let mut ended = false;
    while !ended && at < limit && (alert_file.is_some() || scorer.is_some() || !out.closed()) {
        at = (at + STEP).min(limit);
        loop {
            match source.next(at)? {
                Progress::Item(item) => {
                    readings += u64::from(matches!(item, Item::Reading(_)));
                    if let Some(scorer) = &mut scorer {
                        scorer.observe(&item, &mut scores);
                    }
                    acts.until(item.at(), &mut monitor, &mut alerts);
                    monitor.observe(&item, &mut alerts);
                    said.extend(monitor.said(&mut alerts));
                }
                Progress::Reached => break,
                Progress::Ended => {
                    ended = true;
                    break;
                }
            }
        }
        bar.at(days_between(from, at));
    }
    if !ended && limit < Timestamp::MAX {
        acts.until(limit, &mut monitor, &mut alerts);
        monitor.observe(&Item::Watermark(limit), &mut alerts);
        if let Some(scorer) = &mut scorer {
            scorer.observe(&Item::Watermark(limit), &mut scores);
        }
    }
    if let Some(path) = &asked.scores {
        scores::write(path, &calendar, &scores)?;
    }
    drop(bar);
    said.extend(monitor.said(&mut alerts));
    for said in &said {
        let line = said.to_json(&calendar, &version, &origin);
        if let Some(file) = &mut alert_file {
            file.add(&line)?;
        }
        if asked.json {
            out.line(&line)?;
        }
    }
    if let Some(file) = alert_file {
        file.finish()?;
    }
    for notice in source.notices() {
        tell_problem(&notice.to_string());
    }

    let learning = monitor.learning();
    let end = until.min(limit);
    let days = calendar.local(end - Span::millis(1)).day.max(1);
    let weeks = asked.digest.then(|| digest::weeks(&said, &calendar, from, end, learning.of));
    if asked.json {
        for week in weeks.iter().flatten() {
            out.line(&week.to_json(&calendar, simulated))?;
        }
        let summary = json!({
            "kind": "summary",
            "recording": name,
            "format": format.name(),
            "zone": calendar.zone_name(),
            "from": calendar.rfc3339(from),
            "until": calendar.rfc3339(end),
            "days": days,
            "learning_days": learning.of,
            "readings": readings,
            "too_late": monitor.late(),
            "of_unknown_devices": monitor.unknown(),
            "alerts": alerts_among(&said).count(),
            "monitor": version,
            "simulated": simulated,
        });
        out.line(&summary.to_string())?;
        out.flush()?;
        return Ok(Ending::Done);
    }

    let mark = if simulated { "Simulated" } else { "Recorded" };
    out.toned(Tone::Heading, &format!("{name} · {mark}"))?;
    let title = format!(
        "{}: {}, {} devices in {} areas; times are those of {}.",
        home.name,
        counted(days.unsigned_abs(), "day"),
        home.devices.len(),
        home.areas.len(),
        calendar.zone_name()
    );
    out.fold("", "", &title)?;
    let told = if learning.done {
        format!(
            "The monitor learned on days 1 to {}. It speaks of silence after two weeks with readings, of cold rooms and \
             calls for help from the first day.",
            learning.of
        )
    } else {
        format!("The monitor was still learning at the end (day {} of {}).", learning.day, learning.of)
    };
    out.fold("", "", &told)?;
    let mut day = None;
    for said in &said {
        let at = said.at();
        if day != Some(calendar.local(at).day) {
            day = Some(calendar.local(at).day);
            out.gap()?;
            out.toned(Tone::Heading, &format!("{} · {mark}", heading(&calendar, at, true)))?;
        }
        match said {
            Said::Alert(alert) => tell_alert(alert, &home, &calendar, &mut out)?,
            Said::News(news) => tell_news(news, &calendar, &mut out)?,
        }
    }
    if let Some(weeks) = &weeks {
        digest::tell(weeks, &calendar, mark, &mut out)?;
    }
    out.gap()?;
    out.toned(Tone::Heading, "In all")?;
    let mut facts = format!("{} readings, {}", HumanCount(readings), concluded(&said));
    if monitor.late() > 0 {
        facts.push_str(&format!("; {} came too late to be used", counted(monitor.late(), "reading")));
    }
    if monitor.unknown() > 0 {
        facts.push_str(&format!("; {} of devices that the home does not list", counted(monitor.unknown(), "reading")));
    }
    out.fold("  ", "  ", &format!("{facts}. Monitor {version}."))?;
    out.flush()?;
    Ok(Ending::Done)
}

/// The alerts among what was said.
fn alerts_among(said: &[Said]) -> impl Iterator<Item = &Alert> {
    said.iter().filter_map(|said| match said {
        Said::Alert(alert) => Some(alert),
        Said::News(_) => None,
    })
}

/// `3 alerts (2 no activity, 1 door at night)`.
fn concluded(said: &[Said]) -> String {
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for alert in alerts_among(said) {
        *kinds.entry(alert.kind.in_words()).or_default() += 1;
    }
    let list: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {}", kind.to_lowercase())).collect();
    match alerts_among(said).count() {
        0 => "nothing out of the ordinary".to_owned(),
        n => format!("{} ({})", counted(n as u64, "alert"), list.join(", ")),
    }
}

/// What the devices of a foreign recording were taken for, so that a person can see whether that is right.
pub(super) fn tell_mapping(mapping: &Mapping) {
    tell_problem("the recording doesn't say what its devices are; this is what they were taken for:");
    let home: Home = mapping.home();
    let wide = |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| text.chars().count()).max().unwrap_or(0);
    let foreign = wide(&mut mapping.devices.iter().map(|device| device.foreign.as_str()));
    let kinds = wide(&mut mapping.devices.iter().map(|device| device.kind.name()));
    let names = wide(&mut mapping.devices.iter().map(|device| device.name.as_str()));
    for device in &mapping.devices {
        let area = home.area(&device.area).map_or(device.area.as_str(), |area| &area.name);
        let outside = if device.outside_door { ", a door to outside" } else { "" };
        let (kind, name) = (device.kind.name(), &device.name);
        let main = device.kind.capabilities().first() == Some(&device.capability);
        let what = if main { String::new() } else { format!(", its {}", device.capability.name().replace('-', " ")) };
        eprint_line(&format!("  {:<foreign$}  {name:<names$}  {kind:<kinds$}  {area}{outside}{what}", device.foreign));
    }
    if !mapping.ignored.is_empty() {
        eprint_line(&format!("  left out: {}", mapping.ignored.join(", ")));
    }
    eprint_line("  To put it right: --save-mapping FILE, correct the file, --mapping FILE.");
}

/// A line on standard error, as it is.
pub(super) fn eprint_line(text: &str) {
    use std::io::Write as _;
    // Where standard error is closed there is nobody to tell.
    let _told = writeln!(std::io::stderr(), "{text}");
}

fn days_between(from: Timestamp, until: Timestamp) -> u64 {
    ((until - from).as_hours() / 24.0).max(0.0) as u64
}
