//! `evaluate --inject silence`: how soon the monitor finds a silence that was put into real recordings, and how often it
//! speaks of nothing. What is done and what counts is in [`crate::evaluation::inject`]; here it is read and told.

use std::path::Path;

use rayon::prelude::*;
use serde_json::json;

use super::arguments::EvaluateArguments;
use super::output::{LineFile, Out, Tone, keep_apart};
use super::{Ending, Failure, evaluate, tell_problem};
use crate::evaluation::figure::{mean, mean_interval, median};
use crate::evaluation::inject::{self, Examined, FACTORS, Given, Injection, Protocol};
use crate::evaluation::interval::poisson;
use crate::monitor::Config;
use crate::source::recorded::{self, OpenOptions};
use crate::source::{Progress, Source as _};
use crate::time::{Span, Timestamp};

/// Injects silence into the recordings that the command line names.
///
/// # Errors
/// When a recording cannot be read, or none can be used.
pub fn inject(asked: &EvaluateArguments) -> Result<Ending, Failure> {
    let standard = asked.json.as_deref() == Some(Path::new("-"));
    let json = asked.json.as_deref().filter(|_| !standard);
    let inputs: Vec<(&str, &Path)> = asked.recordings.iter().map(|path| ("recording", path.as_path())).collect();
    keep_apart(&inputs, &[("--json", json)])?;
    let options = OpenOptions { zone: asked.zone.clone(), ..OpenOptions::default() };
    let settings = asked.settings.iter().map(|text| evaluate::setting(text)).collect::<Result<Vec<_>, _>>()?;
    let given: Vec<Given> =
        asked.recordings.par_iter().map(|path| read(path, &options, &settings)).collect::<Result<_, Failure>>()?;
    let usual = Protocol::default();
    let protocol = Protocol { injections: asked.injections as usize, seed: asked.seed_from, ..usual };
    let outages = inject::outages(&given);
    let outcomes: Vec<Result<Examined, String>> =
        given.par_iter().map(|given| inject::examine(given, &protocol, &outages)).collect();
    let mut homes = Vec::new();
    for (given, outcome) in given.iter().zip(outcomes) {
        match outcome {
            Ok(home) => homes.push(home),
            Err(why) => tell_problem(&format!("{} is left out: {why}", given.name)),
        }
    }
    if homes.is_empty() {
        return Err(Failure::new("none of the recordings can be used"));
    }
    let lines = json_lines(&homes, outages.len());
    if let Some(path) = json {
        let mut file = LineFile::create(path)?;
        lines.iter().try_for_each(|line| file.add(line))?;
        file.finish()?;
    }
    let mut out = Out::standard();
    if standard {
        lines.iter().try_for_each(|line| out.line(line))?;
    } else {
        tell(&homes, &protocol, outages.len(), &mut out)?;
    }
    out.flush()?;
    Ok(Ending::Done)
}

fn read(path: &Path, options: &OpenOptions, settings: &[(String, String)]) -> Result<Given, Failure> {
    let mut opened = recorded::open(path, options)?;
    let mut items = Vec::new();
    while let Progress::Item(item) = opened.source.next(Timestamp::MAX)? {
        items.push(item);
    }
    for notice in opened.source.notices() {
        tell_problem(&format!("{}: {notice}", opened.name));
    }
    let usual = Config::default();
    let learning_days = opened.learning_days.unwrap_or(usual.learning_days);
    let config = evaluate::configured(Config { learning_days, ..usual }, settings)?;
    Ok(Given { name: opened.name, home: (*opened.home).clone(), calendar: opened.calendar, items, config })
}

/// What is told of one home or of all together, in hours and a day.
struct Figures {
    mean: f64,
    median: f64,
    by_day: f64,
    found: f64,
    days: f64,
    false_alarms: u64,
}

impl Figures {
    fn of(homes: &[&Examined], delay: impl Fn(&Injection) -> Option<Span>, alarms: impl Fn(&Examined) -> u64) -> Self {
        let all = || homes.iter().flat_map(|home| &home.injections);
        // What was not found took as long as the silence lasted.
        let hours = |injection: &Injection| delay(injection).unwrap_or(Protocol::default().lasts).as_hours();
        let delays: Vec<f64> = all().map(hours).collect();
        let by_day: Vec<f64> = all().filter(|injection| injection.by_day).map(hours).collect();
        let found = all().filter(|injection| delay(injection).is_some()).count();
        Self {
            mean: mean(&delays).unwrap_or_default(),
            median: median(&delays).unwrap_or_default(),
            by_day: median(&by_day).unwrap_or_default(),
            found: found as f64 / delays.len().max(1) as f64,
            days: homes.iter().map(|home| home.days).sum(),
            false_alarms: homes.iter().map(|home| alarms(home)).sum(),
        }
    }

    fn rate(&self) -> f64 {
        self.false_alarms as f64 / self.days.max(f64::MIN_POSITIVE)
    }

    /// Garwood's interval of the rate.
    fn rate_between(&self) -> (f64, f64) {
        let (counts, days) = (poisson(self.false_alarms), self.days.max(f64::MIN_POSITIVE));
        (counts.low / days, counts.high / days)
    }

    fn line(&self) -> String {
        format!(
            "{:6.2} {:6.2} {:6.2}  {:5.1} % {:6.0} {:5} {:7.3}",
            self.mean,
            self.median,
            self.by_day,
            100.0 * self.found,
            self.days,
            self.false_alarms,
            self.rate()
        )
    }

    fn json(&self) -> serde_json::Value {
        let (low, high) = self.rate_between();
        json!({
            "mean_delay_hours": self.mean, "median_delay_hours": self.median, "daytime_median_delay_hours": self.by_day,
            "found": self.found, "home_days": self.days, "false_alarms": self.false_alarms,
            "false_alarms_a_day": self.rate(), "false_alarms_a_day_95": [low, high],
        })
    }
}

fn monitors(homes: &[&Examined]) -> Figures {
    Figures::of(homes, |injection| injection.delay, |home| home.false_alarms.all())
}

fn plain(homes: &[&Examined], which: usize) -> Figures {
    let delay = |injection: &Injection| injection.plain.get(which).copied().flatten();
    Figures::of(homes, delay, |home| home.false_alarms.plain.get(which).copied().unwrap_or_default())
}

fn tell(homes: &[Examined], protocol: &Protocol, outages: usize, out: &mut Out<'_>) -> Result<(), Failure> {
    out.toned(Tone::Heading, "Injected silence")?;
    let what = format!(
        "{} silences of {} in each recording's second half, at moments at which the person was seen at home within {}. \
         Delays in hours; false alarms are of the untouched second half.",
        protocol.injections, protocol.lasts, protocol.seen_within
    );
    out.fold("", "", &what)?;
    out.gap()?;
    out.line(&format!("{:<24}   mean median by day    found   days false   a day", ""))?;
    for home in homes {
        let name: String = home.name.chars().take(24).collect();
        out.line(&format!("{name:<24} {}", monitors(&[home]).line()))?;
    }
    let all: Vec<&Examined> = homes.iter().collect();
    let figures = monitors(&all);
    out.toned(Tone::Heading, &format!("{:<24} {}", format!("all {} homes", homes.len()), figures.line()))?;
    for (which, factor) in FACTORS.iter().enumerate() {
        out.line(&format!("{:<24} {}", format!("longest gap × {factor}"), plain(&all, which).line()))?;
    }
    out.gap()?;
    let means: Vec<f64> = homes.iter().map(|home| monitors(&[home]).mean).collect();
    let ((from, to), (low, high)) = (mean_interval(&means), figures.rate_between());
    let sum = |of: fn(&Examined) -> u64| homes.iter().map(of).sum::<u64>();
    let told = format!(
        "With 95 % confidence the mean delay lies between {from:.2} and {to:.2} hours from home to home, and false alarms \
         between {low:.3} and {high:.3} a day. Of the false alarms {} were about silence at home, {} about the bathroom, \
         {} about somebody still out. {} more were raised in {outages} outages of whoever recorded; with them \
         there are {:.3} a day.",
        sum(|home| home.false_alarms.at_home),
        sum(|home| home.false_alarms.bathroom),
        sum(|home| home.false_alarms.still_out),
        sum(|home| home.false_alarms.outage),
        (figures.false_alarms + sum(|home| home.false_alarms.outage)) as f64 / figures.days.max(1.0),
    );
    out.fold("", "", &told)
}

fn json_lines(homes: &[Examined], outages: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for home in homes {
        let mut line = monitors(&[home]).json();
        line["kind"] = json!("home");
        line["recording"] = json!(home.name);
        lines.push(line.to_string());
    }
    let all: Vec<&Examined> = homes.iter().collect();
    let mut line = monitors(&all).json();
    line["kind"] = json!("summary");
    line["homes"] = json!(homes.len());
    line["outages"] = json!(outages);
    line["outage_alarms"] = json!(homes.iter().map(|home| home.false_alarms.outage).sum::<u64>());
    line["longest_gap"] = FACTORS
        .iter()
        .enumerate()
        .map(|(which, factor)| {
            let mut figures = plain(&all, which).json();
            figures["factor"] = json!(factor);
            figures
        })
        .collect();
    lines.push(line.to_string());
    lines
}
