//! The figures as a page for people: one file of HTML that needs nothing else, for whoever decides on care.
//!
//! It says what was measured, what it means and what is not good yet. Nothing is worked out here. Text from scenarios is
//! escaped, so that a title cannot become part of the page.

use std::fmt::Write as _;

use super::super::Failure;
use super::super::run::counted;
use super::plot::{self, DARK, PUBLISHED_A_WEEK};
use super::table::{of, rate, seeds, share, span};
use crate::evaluation::interval::Share;
use crate::evaluation::meaning::{self, Role};
use crate::evaluation::score::{LabelScore, Score, bin_in_words};
use crate::evaluation::{Evaluation, weeks};
use crate::monitor::alert::AlertKind;
use crate::time::Span;

/// Published detectors tell more than this share (Tanaka, Kudo and Kimura 2024, on simulated homes).
const PUBLISHED_SENSITIVITY: f64 = 0.9;
/// The mean delay of the best published detector of overdue activity: 5 h 23 min (Wilhelm and Wahl, Sensors 2024).
const PUBLISHED_DELAY: Span = Span::minutes(323);
/// So seldom may a failing device be taken for the person: 2 in 100, the aim that this project has set itself.
const MISREAD: f64 = 0.02;

/// The whole page. `command` is what gives the same result again.
pub fn page(evaluation: &Evaluation, score: &Score, command: &str) -> Result<String, Failure> {
    let mut html = String::new();
    html.push_str(HEAD);
    let _always = writeln!(html, "<style>{STYLE}{}</style>\n</head>", dark_plots());
    html.push_str(
        "<body>\n<a class=\"skip\" href=\"#main\">To the figures</a>\n<header>\n\
         <p class=\"mark\"><strong>Simulated</strong>: no real person, no real home</p>\n\
         <h1>How well does the monitor do?</h1>\n",
    );
    paragraph(&mut html, &measured(score));
    html.push_str("</header>\n<main id=\"main\">\n");
    section(&mut html, "In short");
    list(&mut html, &in_short(score));
    section(&mut html, "What is not good yet");
    list(&mut html, &not_good_yet(score));
    told(&mut html, score)?;
    false_alarms(&mut html, score)?;
    twins(&mut html, score);
    by_days(&mut html, score)?;
    faults(&mut html, score);
    expected(&mut html, score);
    unmeant(&mut html, score);
    method(&mut html, evaluation, score, command);
    html.push_str("</main>\n</body>\n</html>\n");
    Ok(html)
}

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"color-scheme\" content=\"light dark\">\n\
    <title>How well does the monitor do? (Simulated) – Smart House</title>\n";

const STYLE: &str = "
:root { --ink: #222; --ground: #fff; --soft: #555; --line: #bbb; --band: #f3f5f8; --mark: #7a3d00; --link: #1f5fa8 }
body { margin: 0 auto; padding: 1rem 1.25rem 3rem; max-width: 58rem; color: var(--ink); background: var(--ground);
  font: 1.05rem/1.55 system-ui, sans-serif }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .4rem 0 }
h2 { font-size: 1.35rem; margin: 2.4rem 0 .6rem; border-top: 1px solid var(--line); padding-top: 1.2rem }
p, li { max-width: 44rem }
.mark { display: inline-block; border: 2px solid var(--mark); color: var(--mark); border-radius: .4rem;
  padding: .15rem .6rem; margin: 0 }
.soft, caption { color: var(--soft) }
.scroll { overflow-x: auto }
.scroll:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums }
caption { text-align: left; padding: .3rem 0 }
th, td { padding: .35rem .8rem .35rem 0; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top }
th:first-child, .words { text-align: left }
tbody th { font-weight: 600 }
thead th { vertical-align: bottom }
tr.all { background: var(--band) }
.plot { width: 100%; height: auto; margin: .6rem 0 }
figure { margin: 0 }
a { color: var(--link) }
code { overflow-wrap: anywhere }
.skip { position: absolute; left: -100rem }
.skip:focus { position: static }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --ground: #16191d; --soft: #b4bac2; --line: #4a5058; --band: #20252b; --mark: #f0b060;
    --link: #8cc0ff }
}
@media print { .scroll { overflow: visible } }
";

/// The plots' colours where the reader prefers dark. A style outweighs the attributes that the plots are drawn with.
fn dark_plots() -> String {
    let mut css = String::from("@media (prefers-color-scheme: dark) {\n");
    for (light, dark) in DARK {
        let _always = writeln!(
            css,
            "  .plot [fill=\"{light}\"] {{ fill: {dark} }} .plot [stroke=\"{light}\"] {{ stroke: {dark} }}"
        );
    }
    css.push_str("}\n");
    css
}

/// What was lived through, in a sentence or two.
fn measured(score: &Score) -> String {
    format!(
        "A computer lived through {} with {} each: {:.0} weeks of life in a simulated home, {:.0} of them after the monitor \
         had learned what is usual. What really happened is known there to the second, and what the monitor said was \
         held against it.",
        counted(score.scenarios, "scenario"),
        counted(score.runs / score.scenarios.max(1), "random seed"),
        weeks(score.lived),
        weeks(score.learned)
    )
}

/// What a reader with one minute should take away.
fn in_short(score: &Score) -> Vec<String> {
    let mut lines = Vec::new();
    let overall = &score.overall;
    if overall.sensitivity.of == 0 {
        lines.push("Nothing that somebody should be told of happened after learning.".to_owned());
    } else {
        lines.push(format!(
            "Of {} times that somebody should have been told, they were told {}: {}.",
            overall.sensitivity.of,
            counted(overall.sensitivity.count, "time"),
            share(overall.sensitivity)
        ));
    }
    if let (Some(half), Some(nine)) = (overall.median(), overall.ninth_decile()) {
        lines.push(format!("Half of those alerts came within {half}, nine in ten within {nine}."));
    }
    let false_alarms = score.false_alarms;
    match (false_alarms.value(), false_alarms.interval()) {
        (Some(value), Some(interval)) if false_alarms.count > 0 => lines.push(format!(
            "On ordinary days it spoke for nothing {}: about {value:.2} in a week and home (between {:.2} and {:.2}).",
            counted(false_alarms.count, "time"),
            interval.low,
            interval.high
        )),
        (Some(_), Some(interval)) => lines.push(format!(
            "In {:.0} ordinary weeks it never spoke for nothing; so it is likely less than {:.2} in a week and home.",
            false_alarms.weeks, interval.high
        )),
        (None, _) | (_, None) => lines.push("There were no ordinary days to look for false alarms in.".to_owned()),
    }
    let fooled: Share = score.twins.iter().fold(Share::default(), |sum, twin| Share {
        count: sum.count + twin.alarmed.count,
        of: sum.of + twin.alarmed.of,
    });
    if fooled.of > 0 {
        lines.push(format!(
            "Of {} harmless events that look like a concern, {} set off an alert.",
            fooled.of, fooled.count
        ));
    }
    lines
}

/// What falls short, found by rule, and what such figures never tell.
fn not_good_yet(score: &Score) -> Vec<String> {
    let mut lines = Vec::new();
    for label in &score.labels {
        let name = meaning::in_words(&label.label);
        let told = label.all.sensitivity;
        let low = told.interval().map_or(0.0, |interval| interval.low);
        match told.value() {
            Some(value) if value < PUBLISHED_SENSITIVITY => {
                lines.push(format!("“{name}” was told only {} times, {}.", of(told), share(told)));
            }
            Some(_) if low < PUBLISHED_SENSITIVITY => lines.push(format!(
                "“{name}” occurred only {}, too few to be sure that more than nine in ten are told.",
                counted(told.of, "time")
            )),
            Some(_) | None => {}
        }
        let late = label.all.ninth_decile().filter(|delay| *delay > PUBLISHED_DELAY && tells_overdue(label));
        if let Some(late) = late {
            lines.push(format!(
                "One in ten alerts about “{name}” took {late} or longer; the best published mean is {PUBLISHED_DELAY}."
            ));
        }
    }
    if let Some(interval) = score.false_alarms.interval()
        && interval.high > PUBLISHED_A_WEEK
    {
        lines.push(format!(
            "False alarms may be as many as {:.2} a week; the best published figure is {PUBLISHED_A_WEEK}.",
            interval.high
        ));
    }
    for twin in score.twins.iter().filter(|twin| twin.alarmed.count > 0) {
        let name = meaning::in_words(&twin.label);
        lines.push(format!("“{name}”, which is harmless, set off an alert {} times.", of(twin.alarmed)));
    }
    for fault in score.faults.iter().filter(|fault| fault.misread.value().is_some_and(|value| value > MISREAD)) {
        let name = meaning::in_words(&fault.label);
        lines.push(format!("“{name}” was taken for a change in the person {} times.", of(fault.misread)));
    }
    for promise in score.promises.iter().filter(|promise| !promise.missed.is_empty()) {
        let runs = promise.met + promise.open + promise.missed.len() as u64;
        lines.push(format!(
            "“{}” expects {}; that was missed in {} of {runs} runs.",
            promise.scenario,
            promise.text,
            promise.missed.len()
        ));
    }
    if score.unmeant.iter().any(|unmeant| !unmeant.known) {
        lines.push("Some events are of a kind that this page has no measure for; they are listed below.".to_owned());
    }
    lines.push(
        "These homes and people are simulated. A real home is more varied, so expect more missed and more false alarms \
         there until it has been measured."
            .to_owned(),
    );
    lines.push(
        "All lives of one scenario share its home, its people and its events; only the ordinary days between them \
         differ. The intervals take them as independent, and so are somewhat too narrow."
            .to_owned(),
    );
    lines.push(
        "The monitor supports people who care. It diagnoses nothing, and silence is no proof of well-being.".to_owned(),
    );
    lines
}

/// Whether a kind is told by how long nobody was seen.
fn tells_overdue(label: &LabelScore) -> bool {
    meaning::of(&label.label).is_some_and(|meaning| meaning.alerts.contains(&AlertKind::OverdueActivity))
}

fn told(html: &mut String, score: &Score) -> Result<(), Failure> {
    section(html, "What somebody should be told of");
    if score.labels.is_empty() {
        paragraph(html, "Nothing of that kind happened after learning.");
        return Ok(());
    }
    let mut rows: Vec<Vec<String>> = score
        .labels
        .iter()
        .map(|label| {
            let told_by: Vec<&str> =
                meaning::of(&label.label).map_or(&[][..], |m| m.alerts).iter().map(|kind| kind.in_words()).collect();
            vec![
                words(&label.label),
                told_by.join(", "),
                of(label.all.sensitivity),
                share(label.all.sensitivity),
                share(label.all.precision),
                label.all.repeats.to_string(),
            ]
        })
        .collect();
    let all = &score.overall;
    rows.push(vec![
        "All together".to_owned(),
        String::new(),
        of(all.sensitivity),
        share(all.sensitivity),
        share(all.precision),
        all.repeats.to_string(),
    ]);
    table(
        html,
        "How many were told. Sensitivity: the share told in time. Precision: of the alerts that told something or told \
         nothing, the share that told something. In brackets: 95 % intervals.",
        &["What happened", "Told by", "Told", "Sensitivity", "Precision", "Said again"],
        &rows,
        &[1],
    );
    figure(html, plot::delays(score)?);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for label in &score.labels {
        let part = |told: &crate::evaluation::score::Told| match told.sensitivity.of {
            0 => ["–".to_owned(), "–".to_owned()],
            _ => [of(told.sensitivity), span(told.median())],
        };
        let mut row = vec![words(&label.label), span(label.all.median()), span(label.all.ninth_decile())];
        row.extend(part(&label.by_day));
        row.extend(part(&label.by_night));
        rows.push(row);
    }
    rows.push(vec![
        "All together".to_owned(),
        span(all.median()),
        span(all.ninth_decile()),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    ]);
    table(
        html,
        "How soon: from the true beginning to the first alert that told it. What was never told has no delay. Day is \
         06:00 to 22:00. A cold room's delay includes the hours that the room takes to cool.",
        &[
            "What happened",
            "Half within",
            "Nine in ten within",
            "Told by day",
            "Half within, by day",
            "Told by night",
            "Half within, by night",
        ],
        &rows,
        &[],
    );
    Ok(())
}

fn false_alarms(html: &mut String, score: &Score) -> Result<(), Failure> {
    section(html, "False alarms");
    paragraph(
        html,
        "A false alarm is an alert in quiet time: after learning, while nothing out of the ordinary was going on. Too many \
         of them are what makes people stop listening.",
    );
    figure(html, plot::false_alarms(score)?);
    let mut rows: Vec<Vec<String>> = score
        .kinds
        .iter()
        .map(|kind| {
            vec![
                escaped(kind.kind.in_words()),
                kind.raised.to_string(),
                kind.tell.to_string(),
                kind.repeat.to_string(),
                kind.fooled.to_string(),
                kind.understandable.to_string(),
                kind.beside.to_string(),
                kind.false_alarms.count.to_string(),
                rate(kind.false_alarms),
            ]
        })
        .collect();
    let mut all = vec!["All together".to_owned()];
    all.extend(
        (1..8).map(|column| rows.iter().filter_map(|row| row[column].parse::<u64>().ok()).sum::<u64>().to_string()),
    );
    all.push(rate(score.false_alarms));
    rows.push(all);
    table(
        html,
        "What every alert after learning came to. “Beside” told nothing that was labelled, while something else was \
         going on.",
        &[
            "Alert",
            "Raised",
            "Told something",
            "Said it again",
            "Set off by something harmless",
            "Understandable",
            "Beside",
            "False alarms",
            "A week and home",
        ],
        &rows,
        &[],
    );
    Ok(())
}

fn twins(html: &mut String, score: &Score) {
    section(html, "Harmless events that look like a concern");
    if score.twins.is_empty() {
        paragraph(html, "None occurred in these scenarios, so it is not known how often the monitor would be misled.");
        return;
    }
    let rows: Vec<Vec<String>> = score
        .twins
        .iter()
        .map(|twin| {
            let mut row = vec![words(&twin.label), of(twin.alarmed), share(twin.alarmed)];
            row.extend(twin.severities.iter().map(u64::to_string));
            row
        })
        .collect();
    table(
        html,
        "How many set off an alert, and the gravest alert that each set off.",
        &["What happened", "Set off an alert", "Share", "Information", "Attention", "Urgent"],
        &rows,
        &[],
    );
}

fn by_days(html: &mut String, score: &Score) -> Result<(), Failure> {
    section(html, "By days learned");
    figure(html, plot::by_days(score)?);
    let rows: Vec<Vec<String>> = score
        .by_days
        .iter()
        .enumerate()
        .map(|(place, bin)| {
            vec![bin_in_words(place), of(bin.sensitivity), share(bin.sensitivity), rate(bin.false_alarms)]
        })
        .collect();
    table(
        html,
        "All days, learning days included. A row without a share is one in which nothing happened that somebody should \
         be told of.",
        &["Days learned", "Told", "Sensitivity", "False alarms a week and home"],
        &rows,
        &[],
    );
    let mut rows: Vec<Vec<String>> = Vec::new();
    for label in &score.labels {
        let mut row = vec![words(&label.label)];
        row.extend(label.by_days.iter().map(|told| match told.of {
            0 => "–".to_owned(),
            _ => format!("{}, {}", of(*told), share(*told)),
        }));
        rows.push(row);
    }
    if !rows.is_empty() {
        let heads: Vec<String> = (0..score.by_days.len()).map(|bin| format!("{} days", bin_in_words(bin))).collect();
        let mut head = vec!["What happened"];
        head.extend(heads.iter().map(String::as_str));
        table(html, "Each kind by days learned.", &head, &rows, &[]);
    }
    Ok(())
}

fn faults(html: &mut String, score: &Score) {
    section(html, "While a device failed");
    if score.faults.is_empty() {
        paragraph(html, "No device failed in these scenarios, so it is not known what the monitor makes of it.");
        return;
    }
    let rows: Vec<Vec<String>> = score
        .faults
        .iter()
        .map(|fault| {
            vec![
                words(&fault.label),
                fault.count.to_string(),
                of(fault.concerns),
                share(fault.concerns),
                share(fault.misread),
            ]
        })
        .collect();
    table(
        html,
        "What was told of the person while a device failed, and how often the failing device was taken for a change in \
         the person.",
        &["What failed", "Times", "Concerns told", "Sensitivity", "Taken for the person"],
        &rows,
        &[],
    );
}

fn expected(html: &mut String, score: &Score) {
    section(html, "What the scenarios expect");
    if score.promises.is_empty() {
        paragraph(html, "These scenarios say nothing of what they expect.");
        return;
    }
    let rows: Vec<Vec<String>> = score
        .promises
        .iter()
        .map(|promise| {
            let runs = promise.met + promise.open + promise.missed.len() as u64;
            let outcome = match promise.missed.as_slice() {
                [] if promise.met == 0 => "The run ended before".to_owned(),
                [] => "Met".to_owned(),
                missed => format!("Missed with {}", seeds(missed)),
            };
            vec![
                escaped(&promise.scenario),
                escaped(&promise.text),
                outcome,
                of(Share { count: promise.met, of: runs }),
            ]
        })
        .collect();
    table(html, "Each expectation over all runs.", &["Scenario", "Expected", "Outcome", "Met"], &rows, &[1, 2]);
}

fn unmeant(html: &mut String, score: &Score) {
    if score.unmeant.is_empty() {
        return;
    }
    section(html, "No alert is meant for these");
    let rows: Vec<Vec<String>> = score
        .unmeant
        .iter()
        .map(|unmeant| {
            let why = match meaning::of(&unmeant.label) {
                Some(found) if found.role != Role::Neither => "Not at these hours",
                Some(_) => "Nobody needs to be told",
                None => "The table of labels does not know it",
            };
            vec![words(&unmeant.label), unmeant.count.to_string(), why.to_owned()]
        })
        .collect();
    table(html, "What happened besides, and counts neither way.", &["What happened", "Times", "Why"], &rows, &[2]);
}

fn method(html: &mut String, evaluation: &Evaluation, score: &Score, command: &str) {
    section(html, "How this was measured");
    let rows: Vec<Vec<String>> = evaluation
        .trials
        .iter()
        .map(|trial| {
            vec![
                escaped(&trial.title),
                escaped(&trial.file),
                trial.days.to_string(),
                trial.learning_days.to_string(),
                escaped(&trial.monitor),
            ]
        })
        .collect();
    table(
        html,
        "The scenarios, and the monitor's version with a hash of its configuration.",
        &["Scenario", "File", "Days", "Days to learn", "Monitor"],
        &rows,
        &[1],
    );
    let mut lines = vec![
        "Every scenario was lived through with each seed by the same monitor that a home would run; it was given the \
         sensors’ readings and nothing else."
            .to_owned(),
        format!(
            "{:.1} home-weeks in all, {:.1} after learning, {:.1} of those quiet. While the monitor was still learning, {} \
             began and {} raised; they count by days learned alone.",
            weeks(score.lived),
            weeks(score.learned),
            weeks(score.quiet),
            counted(score.labels_while_learning, "labelled event"),
            match score.alerts_while_learning {
                1 => "1 alert was".to_owned(),
                alerts => format!("{alerts} alerts were"),
            }
        ),
        "An alert tells an event when its kind can tell it and it came between the event’s beginning and its end, or \
         shortly after. Each alert counts once."
            .to_owned(),
        "Intervals hold 95 %: Wilson’s score interval for shares (1927), Garwood’s exact Poisson interval for rates \
         (1936). “Nine in ten within” is the smallest delay that at least nine in ten do not exceed."
            .to_owned(),
        format!(
            "For comparison: {PUBLISHED_A_WEEK} false alarms a week (0.09 a day) and {PUBLISHED_DELAY} on average for \
             emergency inactivity in real homes (Wilhelm and Wahl, Sensors 2024); sensitivity above {PUBLISHED_SENSITIVITY} \
             on simulated homes (Tanaka, Kudo and Kimura 2024). They were measured on other data, so they are a yardstick \
             and no contest."
        ),
        format!("The same again: <code>{}</code> ({})", escaped(command), escaped(&evaluation.program)),
    ];
    for (key, value) in &evaluation.settings {
        lines.push(format!("Set otherwise than usual: {} = {}", escaped(key), escaped(value)));
    }
    html.push_str("<ul>\n");
    for line in lines {
        let _always = writeln!(html, "<li>{line}</li>");
    }
    html.push_str("</ul>\n");
}

/// A label's name for people, with its stable name where the two differ.
fn words(label: &str) -> String {
    escaped(meaning::in_words(label))
}

/// Text as HTML shows it.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // No control character may stand in HTML.
            c if c.is_control() && c != '\n' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

fn section(html: &mut String, title: &str) {
    let _always = writeln!(html, "<h2>{}</h2>", escaped(title));
}

fn paragraph(html: &mut String, text: &str) {
    let _always = writeln!(html, "<p>{}</p>", escaped(text));
}

fn list(html: &mut String, lines: &[String]) {
    html.push_str("<ul>\n");
    for line in lines {
        let _always = writeln!(html, "<li>{}</li>", escaped(line));
    }
    html.push_str("</ul>\n");
}

fn figure(html: &mut String, svg: Option<String>) {
    if let Some(svg) = svg {
        let _always = writeln!(html, "<figure>\n{svg}\n</figure>");
    }
}

/// A table with a caption; the first cell of a row is its head. `cells` are HTML already; those of the columns `prose`
/// are words and stand to the left. A row that begins with `All together` stands out.
fn table(html: &mut String, caption: &str, head: &[&str], rows: &[Vec<String>], prose: &[usize]) {
    let class = |column: usize| if prose.contains(&column) { " class=\"words\"" } else { "" };
    let _always = writeln!(
        html,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n<table>\n<caption>{}</caption>\n<thead><tr>",
        escaped(&caption.split_inclusive(['.', ':']).next().unwrap_or(caption).replace([':', '.'], "")),
        escaped(caption)
    );
    for (column, name) in head.iter().enumerate() {
        let _always = write!(html, "<th scope=\"col\"{}>{}</th>", class(column), escaped(name));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        let all = row.first().is_some_and(|name| name == "All together");
        html.push_str(if all { "<tr class=\"all\">" } else { "<tr>" });
        for (column, cell) in row.iter().enumerate() {
            let _always = match column {
                0 => write!(html, "<th scope=\"row\">{cell}</th>"),
                _ => write!(html, "<td{}>{cell}</td>", class(column)),
            };
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n</div>\n");
}
