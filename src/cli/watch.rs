//! `watch`: what a hub in a real home runs. Readings come on standard input, alerts go out as they arise, and what was
//! learned is kept in a file, so that after a kill at any moment it goes on where it was.
//!
//! Read [`watch`] first, then [`hub`], which says why nothing is lost and nothing told twice.

mod disk;
mod hub;
#[cfg(test)]
mod tests;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use indicatif::HumanCount;
use serde_json::json;

use self::disk::{Disk, Keeper};
use self::hub::Hub;
use super::acts;
use super::arguments::WatchArguments;
use super::output::keep_apart;
use super::run::counted;
use super::{Ending, Failure, load, tell_problem};
use crate::home::{DeviceId, Home};
use crate::monitor::Config;
use crate::monitor::alert::Origin;
use crate::monitor::state::{self, StateError};
use crate::source::live::{Arrival, Every, Line, LineFeed, clock_time};
use crate::time::{Calendar, Span};
use crate::trace::{Header, LiveLine, LiveLines};

/// How long is waited for a line before time is let pass.
const WAIT: Duration = Duration::from_secs(5);
/// The state is kept so often while lines come without an alert; with an alert it is kept at once.
const KEEPS_EVERY: Span = Span::seconds(5);
/// So many lines at most between two states, so that little is lost where readings are not sent again.
const KEEPS_AFTER: u64 = 50_000;
/// So many bad lines are told of one by one; the rest is counted.
const TOLD_OF: u64 = 10;

/// Watches the home whose readings come on standard input, until there are no more.
///
/// # Errors
/// When the home is not known, the state is another's or damaged, or a file cannot be written.
pub fn watch(asked: &WatchArguments) -> Result<Ending, Failure> {
    let inputs: Vec<(&str, &Path)> = asked.home.as_deref().map(|path| ("home", path)).into_iter().collect();
    keep_apart(&inputs, &[("--alerts", asked.alerts.as_deref()), ("--state", asked.state.as_deref())])?;
    let mut disk = Disk::open(asked.alerts.as_deref(), asked.state.as_deref())?;
    let kept = disk.kept()?;
    let feed =
        LineFeed::new(io::stdin()).map_err(|error| Failure::new(format!("can't listen to standard input: {error}")))?;
    let mut waiting = Vec::new();
    let home = match &asked.home {
        Some(path) => Place::of_file(path, kept.as_deref())?,
        None => Place::of_stream(&feed, &mut waiting)?,
    };
    let Some(home) = home else { return Ok(Ending::Done) };
    let mut hub = match Hub::new(&home.home, &home.calendar, home.config(asked), home.origin(), kept.as_deref()) {
        Ok(hub) => hub,
        Err(error) => return Err(refused(asked, &error)),
    };
    if !hub.anew().is_empty() {
        let names: Vec<&str> = hub.anew().iter().map(DeviceId::as_str).collect();
        tell_problem(&format!(
            "the home's devices have changed; what is known of these begins anew: {}",
            names.join(", ")
        ));
    }
    let mut watching = Watching { asked, home: &home, reader: LiveLines::new(&home.home), told_of: 0, lines: 0 };
    // What a kill kept from being told.
    deliver(&mut hub, &mut disk)?;
    watching.lines(&mut hub, &mut disk, waiting)?;
    watching.listen(&mut hub, &mut disk, &feed)?;
    watching.tell_summary(&hub);
    Ok(Ending::Done)
}

fn refused(asked: &WatchArguments, error: &StateError) -> Failure {
    let file = asked.state.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    let what_to_do = match error {
        StateError::OtherVersion { .. } | StateError::OtherHome | StateError::OtherConfig => {
            "Name another --state to learn anew; sending the home's earlier readings again teaches it what it knew"
        }
        StateError::OtherCalendar { .. } => "Give the readings of the home that it is of, or name another --state",
        StateError::NotAState | StateError::CutOff { .. } | StateError::Damaged => {
            "Take back a copy of it, or name another --state to learn anew"
        }
    };
    Failure::new(format!("{file}: {error}. {what_to_do}."))
}

/// Keeps what is to be told, then tells it.
fn deliver(hub: &mut Hub, keeper: &mut impl Keeper) -> Result<(), Failure> {
    if hub.outbox().is_empty() {
        return Ok(());
    }
    keeper.keep(&hub.to_bytes())?;
    keeper.tell(hub.outbox())?;
    hub.told();
    if keeper.forgets() {
        keeper.keep(&hub.to_bytes())?;
    }
    Ok(())
}

/// The home that is watched.
struct Place {
    home: Arc<Home>,
    calendar: Calendar,
    learning_days: Option<i64>,
    simulated: bool,
    source: String,
}

impl Place {
    fn of_file(path: &Path, kept: Option<&[u8]>) -> Result<Option<Self>, Failure> {
        let home = load::home(path)?;
        let usual = Calendar::parse(&home.zone, "2000-01-01").map_err(|error| Failure::new(error.to_string()))?;
        // Days are counted as they were when the state was begun.
        let calendar = match kept {
            Some(bytes) => state::calendar(bytes).unwrap_or(usual),
            None => usual.starting_at(clock_time()),
        };
        Ok(Some(Self {
            source: home.name.clone(),
            home: Arc::new(home),
            calendar,
            learning_days: None,
            simulated: false,
        }))
    }

    /// The home that the first line tells of; the lines after it that have come already go into `waiting`.
    fn of_stream(feed: &LineFeed, waiting: &mut Vec<Line>) -> Result<Option<Self>, Failure> {
        loop {
            match feed.wait(WAIT) {
                Arrival::Nothing => {}
                Arrival::Lines(lines) => {
                    let mut lines = lines.into_iter().skip_while(is_empty);
                    let Some(first) = lines.next() else { continue };
                    let header = first.text.as_deref().and_then(crate::trace::live_header);
                    waiting.extend(lines);
                    return match header {
                        Some(Ok(header)) => Ok(Some(Self::of_header(header))),
                        Some(Err(what)) => Err(Failure::new(what)),
                        None => Err(Failure::new(
                            "the first line names no home. Begin with a recording's header, or name a home file with \
                             --home",
                        )),
                    };
                }
                Arrival::End => {
                    return Err(Failure::new(
                        "nothing came on standard input. Send readings (JSON Lines), such as `smart-house watch < \
                         recording.jsonl`",
                    ));
                }
                Arrival::Broken(why) => return Err(Failure::new(format!("can't read standard input: {why}"))),
            }
        }
    }

    fn of_header(header: Header) -> Self {
        Self {
            source: header.scenario.clone().unwrap_or_else(|| header.home.name.clone()),
            home: header.home,
            calendar: header.calendar,
            learning_days: Some(header.learning_days),
            simulated: header.simulated,
        }
    }

    fn config(&self, asked: &WatchArguments) -> Config {
        let usual = Config::default();
        Config { learning_days: asked.learning_days.or(self.learning_days).unwrap_or(usual.learning_days), ..usual }
    }

    fn origin(&self) -> Origin {
        Origin { simulated: self.simulated, source: self.source.clone() }
    }
}

fn is_empty(line: &Line) -> bool {
    line.text.as_ref().is_some_and(|text| text.iter().all(u8::is_ascii_whitespace))
}

/// Lines becoming alerts.
struct Watching<'a> {
    asked: &'a WatchArguments,
    home: &'a Place,
    reader: LiveLines,
    told_of: u64,
    /// Since the state was last kept.
    lines: u64,
}

impl Watching<'_> {
    fn listen(&mut self, hub: &mut Hub, keeper: &mut impl Keeper, feed: &LineFeed) -> Result<(), Failure> {
        let mut every = Every::new(KEEPS_EVERY);
        loop {
            match feed.wait(WAIT) {
                Arrival::Lines(lines) => self.lines(hub, keeper, lines)?,
                Arrival::Nothing => {}
                Arrival::End => break,
                Arrival::Broken(why) => {
                    self.tell(&format!("standard input can't be read any further: {why}"));
                    break;
                }
            }
            if self.asked.live {
                hub.pass(clock_time());
                deliver(hub, keeper)?;
            }
            if self.lines > 0 && every.is_due() {
                self.keep(hub, keeper)?;
            }
        }
        // A state goes on where the stream broke off; without one this is all there will be.
        if self.asked.state.is_none() {
            hub.end();
        }
        deliver(hub, keeper)?;
        self.keep(hub, keeper)
    }

    fn lines(&mut self, hub: &mut Hub, keeper: &mut impl Keeper, lines: Vec<Line>) -> Result<(), Failure> {
        for line in lines {
            self.line(hub, &line);
            if !hub.outbox().is_empty() {
                deliver(hub, keeper)?;
                self.lines = 0;
            }
            self.lines += 1;
            if self.lines >= KEEPS_AFTER {
                self.keep(hub, keeper)?;
            }
        }
        Ok(())
    }

    fn line(&mut self, hub: &mut Hub, line: &Line) {
        let Some(text) = &line.text else {
            hub.bad_line();
            self.tell_of(line.number, "this line is longer than a megabyte");
            return;
        };
        match self.reader.read(text) {
            Ok(LiveLine::Header(header)) if header.home != self.home.home => {
                hub.bad_line();
                self.tell_of(line.number, "this is the header of another home; its readings belong to another hub");
            }
            Ok(said) => {
                if let Some(what) = hub.take(said) {
                    self.tell_of(line.number, &what);
                }
            }
            // No reading is an act, so an act is looked for only in what is no reading.
            Err(_) if acts::is_act(text) => match acts::read(text, &self.home.home, &self.home.calendar) {
                Ok(act) => hub.act(act),
                Err(what) => {
                    hub.bad_line();
                    self.tell_of(line.number, &what);
                }
            },
            Err(what) => {
                hub.bad_line();
                self.tell_of(line.number, &what);
            }
        }
    }

    fn keep(&mut self, hub: &Hub, keeper: &mut impl Keeper) -> Result<(), Failure> {
        self.lines = 0;
        if self.asked.state.is_some() { keeper.keep(&hub.to_bytes()) } else { Ok(()) }
    }

    fn tell_of(&mut self, line: u64, what: &str) {
        self.told_of += 1;
        if self.told_of <= TOLD_OF {
            self.tell(&format!("line {line}: {what}"));
        } else if self.told_of == TOLD_OF + 1 {
            self.tell("there are more such lines; from here on they are counted only");
        }
    }

    fn tell(&self, what: &str) {
        if !self.asked.json {
            tell_problem(what);
        }
    }

    /// What came, in numbers, on standard error: standard output may carry the alerts.
    fn tell_summary(&self, hub: &Hub) {
        let (counts, tally, learning) = (hub.order().counts(), hub.tally(), hub.monitor().learning());
        if self.asked.json {
            let summary = json!({
                "kind": "summary",
                "readings": counts.taken,
                "put_in_order": counts.put_in_order,
                "too_late": counts.too_late - tally.heard_before.min(counts.too_late),
                "twice": counts.twice,
                "far_ahead": counts.far_ahead,
                "heard_before": tally.heard_before,
                "bad_lines": tally.bad,
                "of_unknown_devices": tally.unknown,
                "learning_day": learning.day,
                "learning_days": learning.of,
                "monitor": hub.monitor().version(),
            });
            super::replay::eprint_line(&summary.to_string());
            return;
        }
        let mut facts = vec![format!("{} readings heard", HumanCount(counts.taken))];
        let mut add = |count: u64, what: &str| {
            if count > 0 {
                facts.push(format!("{} {what}", HumanCount(count)));
            }
        };
        add(counts.put_in_order, "of them put in order");
        add(counts.too_late - tally.heard_before.min(counts.too_late), "too late to be used");
        add(counts.twice, "that came twice");
        add(tally.heard_before, "heard before");
        add(counts.far_ahead, "from a clock far ahead");
        add(tally.unknown, "of devices that the home does not list");
        let bad = if tally.bad > 0 { format!("; {}", counted(tally.bad, "bad line")) } else { String::new() };
        let far =
            if learning.done { String::new() } else { format!("; day {} of {} to learn", learning.day, learning.of) };
        tell_problem(&format!("{}{bad}{far}", facts.join(", ")));
    }
}
