//! `scenarios`: lists the library, so that a person can choose what to show: title, length, what it is about, and what
//! the monitor is expected to say.

use serde_json::json;

use super::arguments::ScenariosArguments;
use super::library::LIBRARY;
use super::output::{Out, Tone};
use super::run::counted;
use super::{Ending, Failure, load};
use crate::scenario::Scenario;

/// Lists the library.
///
/// # Errors
/// When the list cannot be written.
pub fn scenarios(asked: &ScenariosArguments) -> Result<Ending, Failure> {
    let mut out = Out::standard();
    for (name, _) in LIBRARY {
        let path = format!("scenarios/{name}");
        let scenario = load::of_the_library(&path)?.scenario;
        if asked.json {
            out.line(&line(&path, &scenario))?;
        } else {
            tell(&path, &scenario, &mut out)?;
        }
    }
    if !asked.json {
        let all = counted(LIBRARY.len() as u64, "scenario");
        out.toned(Tone::Aside, &format!("{all}; `smart-house run` or `smart-house open` plays one, from anywhere"))?;
    }
    out.flush()?;
    Ok(Ending::Done)
}

fn tell(path: &str, scenario: &Scenario, out: &mut Out<'_>) -> Result<(), Failure> {
    let length = counted(scenario.days.unsigned_abs(), "day");
    out.toned(Tone::Heading, &format!("{} ({length})", scenario.title))?;
    out.line(&format!("  {path}"))?;
    out.fold("  ", "  ", first_sentence(&scenario.about))?;
    out.fold("  ", "  ", &expected(scenario, str::to_owned))?;
    out.gap()
}

/// `Expects cold-home within 2 h of day 30 00:40; nothing on days 15 to 29.`, with each kind of alert called as asked.
pub(super) fn expected(scenario: &Scenario, called: impl Fn(&str) -> String) -> String {
    let alerts = scenario
        .expectations
        .iter()
        .map(|wanted| format!("{} within {} of {}", called(&wanted.kind), wanted.within, wanted.after));
    let quiet: Vec<String> = scenario
        .quiet
        .iter()
        .map(|quiet| match (quiet.from_day, quiet.to_day) {
            (from, to) if from == to => format!("on day {from}"),
            (from, to) => format!("on days {from} to {to}"),
        })
        .collect();
    let mut parts: Vec<String> = alerts.collect();
    if !quiet.is_empty() {
        parts.push(format!("nothing {}", quiet.join(" and ")));
    }
    if parts.is_empty() {
        "Expects nothing in particular.".to_owned()
    } else {
        format!("Expects {}.", parts.join("; "))
    }
}

fn first_sentence(about: &str) -> &str {
    about.split_inclusive(". ").next().unwrap_or_default().trim_end()
}

/// A scenario for a program.
fn line(path: &str, scenario: &Scenario) -> String {
    let calendar = &scenario.calendar;
    let expected: Vec<_> = scenario
        .expectations
        .iter()
        .map(|wanted| {
            json!({
                "kind": wanted.kind,
                "after": calendar.rfc3339(scenario.at(wanted.after)),
                "within_seconds": wanted.within.as_seconds(),
            })
        })
        .collect();
    let quiet: Vec<_> =
        scenario.quiet.iter().map(|quiet| json!({ "from_day": quiet.from_day, "to_day": quiet.to_day })).collect();
    json!({
        "file": path,
        "title": scenario.title,
        "about": scenario.about,
        "days": scenario.days,
        "learning_days": scenario.learning_days,
        "residents": scenario.residents.iter().map(|resident| resident.name.as_str()).collect::<Vec<_>>(),
        "expected": expected,
        "quiet": quiet,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_told_by_its_first_sentence() {
        assert_eq!(first_sentence("It is 7.5 °C. And then?"), "It is 7.5 °C.");
        assert_eq!(first_sentence("Nothing more."), "Nothing more.");
        assert_eq!(first_sentence(""), "");
    }
}
