//! The figures as tables in the terminal. Nothing is worked out here; what a figure means is said in
//! [`crate::evaluation::score`].

use std::collections::BTreeSet;

use indicatif::HumanCount;

use super::super::Failure;
use super::super::output::{Out, Tone};
use super::super::run::counted;
use crate::evaluation::interval::{Rate, Share};
use crate::evaluation::meaning::{self, Role};
use crate::evaluation::score::{Score, Told, bin_in_words};
use crate::evaluation::{Evaluation, weeks};
use crate::time::Span;

/// So many seeds are named where an expectation was missed; the rest are counted.
const NAMED: usize = 12;
/// Stands where there is no figure.
const NONE: &str = "–";

/// `95 % (76–99)`.
pub fn share(share: Share) -> String {
    match (share.value(), share.interval()) {
        (Some(value), Some(interval)) => {
            let percent = |part: f64| (100.0 * part).round();
            format!("{} % ({}–{})", percent(value), percent(interval.low), percent(interval.high))
        }
        (None, _) | (_, None) => NONE.to_owned(),
    }
}

/// `0.42 (0.20–0.77)`.
pub fn rate(rate: Rate) -> String {
    match (rate.value(), rate.interval()) {
        (Some(value), Some(interval)) => format!("{value:.3} ({:.3}–{:.3})", interval.low, interval.high),
        (None, _) | (_, None) => NONE.to_owned(),
    }
}

/// `19 of 20`.
pub fn of(share: Share) -> String {
    format!("{} of {}", HumanCount(share.count), HumanCount(share.of))
}

/// A span, or the sign for none.
pub fn span(span: Option<Span>) -> String {
    span.map_or_else(|| NONE.to_owned(), |span| span.to_string())
}

/// Tells everything.
pub fn tell(evaluation: &Evaluation, score: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    let lived = format!(
        "{} × {}: {:.1} home-weeks, {:.1} of them after learning, {:.1} of those quiet. Simulated.",
        counted(score.scenarios, "scenario"),
        counted(score.runs / score.scenarios.max(1), "seed"),
        weeks(score.lived),
        weeks(score.learned),
        weeks(score.quiet)
    );
    out.toned(Tone::Heading, "How well the monitor does")?;
    out.fold("  ", "  ", &lived)?;
    // Many scenarios are named further down, with what each expects; what they share is said once.
    let monitors: BTreeSet<&str> = evaluation.trials.iter().map(|trial| trial.monitor.as_str()).collect();
    match (evaluation.trials.as_slice(), monitors.len()) {
        ([_, _, _, ..], 1) => {
            monitors.into_iter().try_for_each(|monitor| out.line(&format!("  Monitor {monitor}.")))?;
        }
        (trials, _) => {
            for trial in trials {
                out.fold("  ", "    ", &format!("{} ({}), monitor {}", trial.title, trial.file, trial.monitor))?;
            }
        }
    }
    for (key, value) in &evaluation.settings {
        out.fold("  ", "    ", &format!("set otherwise than usual: {key} = {value}"))?;
    }
    told(score, out)?;
    false_alarms(score, out)?;
    twins(score, out)?;
    by_days(score, out)?;
    faults(score, out)?;
    unmeant(score, out)?;
    expected(score, out)?;
    out.gap()?;
    out.fold(
        "  ",
        "  ",
        "Figures in brackets are 95 % intervals: Wilson's for shares, Garwood's (exact Poisson) for rates. Delays are of \
         those told. All homes are simulated; a real home will differ.",
    )
}

/// What should be told: how many were, how precisely, how soon.
fn told(score: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    heading("What somebody should be told of", out)?;
    if score.labels.is_empty() {
        return out.fold("  ", "  ", "Nothing of that kind happened after learning.");
    }
    let row = |name: &str, told: &Told| {
        let seen = told.sensitivity;
        vec![name.to_owned(), of(seen), share(seen), share(told.precision), told.repeats.to_string()]
    };
    let mut rows = vec![words(&["", "told", "sensitivity", "precision", "repeats"])];
    rows.extend(score.labels.iter().map(|label| row(&label.label, &label.all)));
    rows.push(row("all", &score.overall));
    columns(&rows, out)?;
    heading("How soon", out)?;
    let row = |name: String, told: &Told| {
        vec![name, told.delays.len().to_string(), span(told.median()), span(told.ninth_decile())]
    };
    let mut rows = vec![words(&["", "told", "half within", "nine in ten within"])];
    for label in &score.labels {
        rows.push(row(label.label.clone(), &label.all));
        let parts = [("  by day", &label.by_day), ("  by night", &label.by_night)];
        let both = parts.iter().all(|(_, told)| told.sensitivity.of > 0);
        rows.extend(parts.iter().filter(|_| both).map(|(name, told)| row((*name).to_owned(), told)));
        if !both {
            let (name, _) = parts[usize::from(label.by_day.sensitivity.of == 0)];
            if let Some(last) = rows.last_mut() {
                last[0].push_str(&name.replacen(' ', ",", 1));
            }
        }
    }
    rows.push(row("all".to_owned(), &score.overall));
    columns(&rows, out)
}

fn false_alarms(score: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    heading("False alarms in quiet time after learning, a home and week", out)?;
    let mut rows = vec![words(&["", "raised", "told", "again", "beside", "false", "false a week"])];
    for kind in &score.kinds {
        rows.push(vec![
            kind.kind.name().to_owned(),
            kind.raised.to_string(),
            kind.tell.to_string(),
            kind.repeat.to_string(),
            (kind.beside + kind.understandable + kind.fooled).to_string(),
            kind.false_alarms.count.to_string(),
            rate(kind.false_alarms),
        ]);
    }
    let sum = |of: fn(&crate::evaluation::score::KindScore) -> u64| score.kinds.iter().map(of).sum::<u64>().to_string();
    rows.push(vec![
        "all".to_owned(),
        sum(|kind| kind.raised),
        sum(|kind| kind.tell),
        sum(|kind| kind.repeat),
        sum(|kind| kind.beside + kind.understandable + kind.fooled),
        score.false_alarms.count.to_string(),
        rate(score.false_alarms),
    ]);
    columns(&rows, out)?;
    out.fold(
        "  ",
        "  ",
        "“Beside”: told nothing that was labelled, was set off by something harmless, or was understandable, while \
         something out of the ordinary went on.",
    )
}

fn twins(score: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    if score.twins.is_empty() {
        return Ok(());
    }
    heading("Harmless look-alikes: nobody should be told", out)?;
    let mut rows = vec![words(&["", "alarmed", "share", "information", "attention", "urgent"])];
    for twin in &score.twins {
        let mut row = vec![twin.label.clone(), of(twin.alarmed), share(twin.alarmed)];
        row.extend(twin.severities.iter().map(u64::to_string));
        rows.push(row);
    }
    columns(&rows, out)
}

fn by_days(score: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    heading("By days learned", out)?;
    let mut rows = vec![words(&["days learned", "told", "sensitivity", "false a week"])];
    for (place, bin) in score.by_days.iter().enumerate() {
        rows.push(vec![bin_in_words(place), of(bin.sensitivity), share(bin.sensitivity), rate(bin.false_alarms)]);
    }
    columns(&rows, out)?;
    let (labels, alerts) = (score.labels_while_learning, score.alerts_while_learning);
    if labels + alerts > 0 {
        let text = format!(
            "While the monitor was still learning, {} began and {} raised; they count in this table alone.",
            counted(labels, "label"),
            match alerts {
                1 => "1 alert was".to_owned(),
                alerts => format!("{} alerts were", HumanCount(alerts)),
            }
        );
        out.fold("  ", "  ", &text)?;
    }
    Ok(())
}

fn faults(score: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    if score.faults.is_empty() {
        return Ok(());
    }
    heading("While a device failed", out)?;
    let mut rows = vec![words(&["", "times", "concerns told", "sensitivity", "taken for the person"])];
    for fault in &score.faults {
        rows.push(vec![
            fault.label.clone(),
            fault.count.to_string(),
            of(fault.concerns),
            share(fault.concerns),
            share(fault.misread),
        ]);
    }
    columns(&rows, out)
}

fn unmeant(score: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    if score.unmeant.is_empty() {
        return Ok(());
    }
    heading("No alert is meant for", out)?;
    for unmeant in &score.unmeant {
        let why = match meaning::of(&unmeant.label) {
            Some(found) if found.role != Role::Neither => " (not at these hours)",
            Some(_) => "",
            None => " (the table of labels does not know it)",
        };
        out.fold("  ", "    ", &format!("{}, {}{why}", unmeant.label, counted(unmeant.count, "time")))?;
    }
    Ok(())
}

fn expected(score: &Score, out: &mut Out<'_>) -> Result<(), Failure> {
    if score.promises.is_empty() {
        return Ok(());
    }
    heading("What the scenarios expect", out)?;
    let mut scenario = "";
    for promise in &score.promises {
        if promise.scenario != scenario {
            scenario = &promise.scenario;
            out.fold("  ", "  ", scenario)?;
        }
        let runs = promise.met + promise.open + promise.missed.len() as u64;
        let (tone, mark, outcome) = if !promise.missed.is_empty() {
            (
                Tone::Urgent,
                "✗ missed",
                format!("missed in {} of {runs} runs, {}", promise.missed.len(), seeds(&promise.missed)),
            )
        } else if promise.met == 0 {
            (Tone::Aside, "· open  ", "the runs ended before it could be told".to_owned())
        } else {
            (Tone::Calm, "✓ met   ", format!("in {} of {runs} runs", promise.met))
        };
        let shown = out.tone(tone, mark);
        out.fold_after(&format!("    {shown}  "), 14, &format!("{}: {outcome}", promise.text))?;
    }
    Ok(())
}

/// `seeds 3, 7 and 5 more`.
pub fn seeds(seeds: &[u64]) -> String {
    let named: Vec<String> = seeds.iter().take(NAMED).map(u64::to_string).collect();
    let word = if seeds.len() == 1 { "seed" } else { "seeds" };
    match seeds.len().saturating_sub(NAMED) {
        0 => format!("{word} {}", named.join(", ")),
        more => format!("{word} {} and {more} more", named.join(", ")),
    }
}

fn heading(text: &str, out: &mut Out<'_>) -> Result<(), Failure> {
    out.gap()?;
    out.toned(Tone::Heading, text)
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Writes rows in columns: the first to the left, all others to the right. The first row is the head.
pub fn columns(rows: &[Vec<String>], out: &mut Out<'_>) -> Result<(), Failure> {
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|text| text.chars().count()).max().unwrap_or(0)
    };
    for (place, row) in rows.iter().enumerate() {
        let mut line = String::from(" ");
        for (column, text) in row.iter().enumerate() {
            let gap = " ".repeat(width(column) - text.chars().count());
            let (before, after) = if column == 0 { ("", gap.as_str()) } else { (gap.as_str(), "") };
            line.push_str(&format!(" {before}{text}{after}{}", if column + 1 < row.len() { " " } else { "" }));
        }
        let tone = if place == 0 { Tone::Aside } else { Tone::Plain };
        out.toned(tone, line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_with_their_intervals() {
        assert_eq!(share(Share { count: 8, of: 10 }), "80 % (49–94)");
        assert_eq!(share(Share::default()), "–");
        assert_eq!(rate(Rate { count: 5, weeks: 10.0 }), "0.500 (0.162–1.167)");
        assert_eq!(rate(Rate::default()), "–");
    }

    #[test]
    fn seeds_are_named_and_the_rest_are_counted() {
        assert_eq!(seeds(&[7]), "seed 7");
        assert_eq!(seeds(&[7, 9]), "seeds 7, 9");
        assert!(seeds(&(1..=20).collect::<Vec<_>>()).ends_with("12 and 8 more"));
    }

    #[test]
    fn columns_are_as_wide_as_their_widest() {
        let mut told = Vec::new();
        let rows = [words(&["", "a", "bb"]), words(&["long", "1 %", "2"])];
        columns(&rows, &mut Out::to(&mut told, 80)).expect("written");
        assert_eq!(String::from_utf8_lossy(&told), "          a  bb\n  long  1 %   2\n");
    }
}
