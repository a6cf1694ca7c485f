//! `realism`: holds simulated homes against recordings of real ones, as a table, as JSON Lines, and as a plot.
//!
//! What is compared and how is in [`crate::evaluation::realism`]; this file reads, lives through scenarios, and tells.
//! Recordings that say too little are told of and left out. Read [`realism`] first.

mod plot;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::json;

use super::arguments::RealismArguments;
use super::library::LIBRARY;
use super::output::{Out, Tone, keep_apart};
use super::progress::Progress;
use super::{Ending, Failure, load, tell_problem, tell_problems};
use crate::evaluation::realism::compare::{Comparison, FEWEST_HOMES, Home, Line, Verdict};
use crate::evaluation::realism::{Listener, Summary};
use crate::scenario::{FaultRates, Scenario};
use crate::simulation::Simulation;
use crate::source::recorded::{self, OpenOptions};
use crate::source::{Progress as Step, Source as _};
use crate::time::Timestamp;
use crate::trace::{Format, WholeFile};

/// What every answer must be read with.
const CAVEATS: &str = "Sensors differ, so every home is brought to what all of them could tell: somebody seen in hall, \
    lounge, kitchen, bedroom or bathroom, or a door to outside opened, each at most once a minute. What remains \
    different: homes of more than one person, rooms that sensors look into through open doors, where sensors hang, and \
    recordings that have no rows for a sensor becoming quiet.";

/// Compares what the command line names.
///
/// # Errors
/// When a recording or a scenario cannot be read, none of the recordings can be used, or a file cannot be written.
pub fn realism(asked: &RealismArguments) -> Result<Ending, Failure> {
    let inputs: Vec<(&str, &Path)> = asked
        .recordings
        .iter()
        .map(|path| ("recording", path.as_path()))
        .chain(asked.scenarios.iter().map(|path| ("scenario", path.as_path())))
        .collect();
    keep_apart(&inputs, &[("--plot", asked.plot.as_deref())])?;
    let format = asked.format.as_deref().map(format).transpose()?;
    let options = OpenOptions { format, zone: asked.zone.clone(), mapping: None };
    let scenarios = scenarios(asked)?;
    // A place that cannot be written to is told of now and not after the work.
    if let Some(path) = &asked.plot {
        drop(WholeFile::create(path)?);
    }

    let real = recordings(&asked.recordings, &options)?;
    let simulated = live(&scenarios, asked)?;
    let comparison = Comparison::of(real, simulated);
    if let Some(path) = &asked.plot {
        write(path, &plot::plot(&comparison)?)?;
    }
    let mut out = Out::standard();
    if asked.json {
        json_lines(&comparison).iter().try_for_each(|line| out.line(line))?;
    } else {
        tell(&comparison, &mut out)?;
    }
    out.flush()?;
    Ok(if comparison.holds() == Some(false) { Ending::Missed } else { Ending::Done })
}

fn format(name: &str) -> Result<Format, Failure> {
    let known: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
    Format::from_name(name)
        .ok_or_else(|| Failure::new(format!("no format is called {name:?}; known are {}", known.join(", "))))
}

/// The scenarios asked for, or every home of the library with whoever lives there; of their ordinary days alone.
fn scenarios(asked: &RealismArguments) -> Result<Vec<(String, Scenario)>, Failure> {
    let mut found: Vec<(String, Scenario)> = Vec::new();
    let mut problems = Vec::new();
    let files: Vec<_> = if asked.scenarios.is_empty() {
        LIBRARY.iter().map(|(name, _)| load::of_the_library(&format!("scenarios/{name}"))).collect()
    } else {
        asked.scenarios.iter().map(|path| load::scenario(path)).collect()
    };
    for loaded in files {
        match loaded {
            Ok(loaded) => {
                if !asked.scenarios.is_empty() {
                    tell_problems(&loaded.warnings);
                }
                let names: Vec<&str> = loaded.scenario.residents.iter().map(|resident| &*resident.name).collect();
                let name = format!("{} at {}", names.join(" and "), loaded.scenario.home.name);
                let scenario = ordinary(loaded.scenario, asked.days);
                let known = |(_, other): &(String, Scenario)| {
                    other.home.name == scenario.home.name && other.residents == scenario.residents
                };
                if !asked.scenarios.is_empty() || !found.iter().any(known) {
                    found.push((name, scenario));
                }
            }
            Err(wrong) => problems.extend(wrong),
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems.into()) }
}

/// The same people in the same home with nothing out of the ordinary: whoever comes on visits, and whatever animal lives
/// there, belongs to it where that is so from the first day to the last, and not where it is the scenario's event.
fn ordinary(scenario: Scenario, days: i64) -> Scenario {
    let always = |from: i64, to: i64| from <= 1 && to >= scenario.days;
    let mut visitors = scenario.visitors.clone();
    visitors.iter_mut().for_each(|visitor| visitor.visits.retain(|visit| always(visit.from_day, visit.to_day)));
    visitors.retain(|visitor| !visitor.visits.is_empty());
    visitors.iter_mut().flat_map(|visitor| &mut visitor.visits).for_each(|visit| visit.to_day = days);
    let mut pets = scenario.pets.clone();
    pets.retain(|pet| always(pet.from_day, pet.to_day));
    pets.iter_mut().for_each(|pet| pet.to_day = days);
    Scenario {
        visitors,
        pets,
        days,
        disturbances: Vec::new(),
        faults: Vec::new(),
        fault_rates: FaultRates::default(),
        expectations: Vec::new(),
        quiet: Vec::new(),
        ..scenario
    }
}

/// The homes of the recordings, in their order, without those that say too little.
fn recordings(paths: &[std::path::PathBuf], options: &OpenOptions) -> Result<Vec<Home>, Failure> {
    let progress = Progress::new(paths.len() as u64, "Reading the recordings");
    let read: Vec<Result<_, Failure>> = paths
        .par_iter()
        .map(|path| {
            let home = recording(path, options);
            progress.further(1);
            home
        })
        .collect();
    drop(progress);
    let (mut homes, mut simulated) = (Vec::new(), 0);
    for home in read {
        let Recording { name, simulated: is, summary } = home?;
        match summary {
            Ok(summary) => {
                simulated += usize::from(is);
                homes.push(Home { name, summary });
            }
            Err(why) => tell_problem(&format!("{name} is left out: {why}")),
        }
    }
    if simulated > 0 {
        tell_problem(&format!("{simulated} of the recordings say that they were simulated; they are taken as real"));
    }
    if homes.is_empty() {
        return Err(Failure::new(
            "none of the recordings can be compared; give recordings of homes with movement sensors in most rooms, of \
             two weeks or more each",
        ));
    }
    if homes.len() < FEWEST_HOMES {
        let only = if homes.len() == 1 { "one home" } else { "so few homes" };
        tell_problem(&format!(
            "the spread of {only} says little: with {FEWEST_HOMES} recordings or more it is told what lies within"
        ));
    }
    Ok(homes)
}

/// What came of one recording.
struct Recording {
    name: String,
    simulated: bool,
    summary: Result<Summary, crate::evaluation::realism::Unusable>,
}

fn recording(path: &Path, options: &OpenOptions) -> Result<Recording, Failure> {
    let mut opened = recorded::open(path, options)?;
    let mut listener = Listener::new(&opened.home, &opened.calendar);
    while let Step::Item(item) = opened.source.next(Timestamp::MAX)? {
        listener.observe(&item);
    }
    Ok(Recording { name: opened.name, simulated: opened.simulated, summary: Summary::of(listener.sightings()) })
}

/// Lives through every scenario with every seed, on as many cores as there are.
fn live(scenarios: &[(String, Scenario)], asked: &RealismArguments) -> Result<Vec<Home>, Failure> {
    let jobs: Vec<(usize, u64)> = (0..scenarios.len())
        .flat_map(|place| (asked.seed_from..asked.seed_from + asked.seeds).map(move |seed| (place, seed)))
        .collect();
    let progress = Progress::new(jobs.len() as u64, "Living through ordinary days");
    let lived: Vec<(String, Result<Summary, _>)> = jobs
        .into_par_iter()
        .map(|(place, seed)| {
            let (name, scenario) = &scenarios[place];
            let scenario = Arc::new(Scenario { seed, ..scenario.clone() });
            let mut listener = Listener::new(&scenario.home, &scenario.calendar);
            let mut simulation = Simulation::new(Arc::clone(&scenario));
            while let Some(item) = simulation.next_item(scenario.ends()) {
                listener.observe(&item);
            }
            progress.further(1);
            (format!("{name}, seed {seed}"), Summary::of(listener.sightings()))
        })
        .collect();
    drop(progress);
    let mut homes = Vec::new();
    for (name, summary) in lived {
        match summary {
            Ok(summary) => homes.push(Home { name, summary }),
            Err(why) => tell_problem(&format!("{name} is left out: {why}")),
        }
    }
    if homes.is_empty() {
        return Err(Failure::new("none of the simulated homes can be compared; live through more days: --days 56"));
    }
    Ok(homes)
}

/// Where simulated homes lie, in words and by a sign.
const fn in_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Within => "✓ within",
        Verdict::Below => "✗ below",
        Verdict::Above => "✗ above",
        Verdict::Untold => "· can't be told",
    }
}

fn tell(comparison: &Comparison, out: &mut Out<'_>) -> Result<(), Failure> {
    out.toned(Tone::Heading, "Simulated homes beside real ones")?;
    let days = |homes: &[Home]| homes.iter().map(|home| home.summary.days).sum::<usize>();
    let what = format!(
        "{} real homes with {} whole days between them; {} simulated lives with {}. Nine real homes in ten lie between \
         5 % and 95 %; a figure is within when nine simulated homes in ten lie there, too.",
        comparison.real.len(),
        days(&comparison.real),
        comparison.simulated.len(),
        days(&comparison.simulated)
    );
    out.fold("", "", &what)?;
    out.gap()?;
    out.toned(Tone::Aside, &format!("{:<33}{:<28}{:<22}", "", "real homes", "simulated homes"))?;
    out.toned(
        Tone::Aside,
        &format!("{:<33}{:>8} {:>8} {:>8}  {:>8} {:>8}", "", "5 %", "median", "95 %", "lowest", "highest"),
    )?;
    for line in &comparison.lines {
        let shown = |value: Option<f64>| value.map_or("–".to_owned(), |value| line.statistic.shown(value));
        let [low, middle, high] = line.spread.map_or([None; 3], |spread| spread.map(Some));
        let values = || line.simulated.iter().map(|(_, value)| *value);
        let (least, most) = (values().min_by(f64::total_cmp), values().max_by(f64::total_cmp));
        let tone = match line.verdict {
            Verdict::Within => Tone::Calm,
            Verdict::Below | Verdict::Above => Tone::Attention,
            Verdict::Untold => Tone::Aside,
        };
        let verdict = out.tone(tone, in_words(line.verdict));
        let of = match line.verdict {
            Verdict::Below | Verdict::Above => format!(" ({} of {} within)", line.within, line.simulated.len()),
            Verdict::Within | Verdict::Untold => String::new(),
        };
        out.line(&format!(
            "{:<33}{:>8} {:>8} {:>8}  {:>8} {:>8}  {verdict}{of}",
            line.statistic.in_words(),
            shown(low),
            shown(middle),
            shown(high),
            shown(least),
            shown(most)
        ))?;
    }
    out.gap()?;
    let (within, told) = comparison.within();
    let tone = if comparison.holds() == Some(true) { Tone::Calm } else { Tone::Attention };
    if told > 0 {
        out.toned(tone, &format!("{within} of {told} figures lie within the spread of the real homes."))?;
    }
    out.fold("", "", CAVEATS)
}

fn json_lines(comparison: &Comparison) -> Vec<String> {
    let home = |home: &Home, simulated: bool| {
        let values: serde_json::Map<String, serde_json::Value> =
            home.summary.values.iter().map(|(statistic, value)| (statistic.name().to_owned(), json!(value))).collect();
        json!({
            "kind": "home", "name": home.name, "simulated": simulated, "days": home.summary.days,
            "days_left_out": home.summary.left_out, "values": values, "hours": home.summary.hours.to_vec(),
        })
        .to_string()
    };
    let statistic = |line: &Line| {
        json!({
            "kind": "statistic", "statistic": line.statistic.name(), "meaning": line.statistic.meaning(),
            "real": line.real, "real_5_50_95": line.spread,
            "simulated": line.simulated.iter().map(|(_, value)| value).collect::<Vec<_>>(),
            "simulated_within": line.within,
            "verdict": match line.verdict {
                Verdict::Within => "within",
                Verdict::Below => "below",
                Verdict::Above => "above",
                Verdict::Untold => "untold",
            },
        })
        .to_string()
    };
    let (within, told) = comparison.within();
    let summary = json!({
        "kind": "summary", "within": within, "told": told, "holds": comparison.holds(),
        "real_homes": comparison.real.len(), "simulated_homes": comparison.simulated.len(),
    });
    let real = comparison.real.iter().map(|one| home(one, false));
    let simulated = comparison.simulated.iter().map(|one| home(one, true));
    let lines = comparison.lines.iter().map(statistic);
    real.chain(simulated).chain(lines).chain(std::iter::once(summary.to_string())).collect()
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    let mut file = WholeFile::create(path)?;
    file.write_all(text.as_bytes())
        .map_err(|error| Failure::new(format!("can't write {}: {error}", path.display())))?;
    Ok(file.finish()?)
}
