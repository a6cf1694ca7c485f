//! Results as JSON: every run's labels and alerts, and the figures. What is written can be read back.
//!
//! The figures are for whoever reads the file; read back, they are worked out anew from the runs. The file's form is
//! private to this file. Texts come in and go out; no file is opened here.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::interval::{Interval, Rate, Share};
use super::meaning;
use super::score::{BINS, Score, Told, bin_in_words};
use super::{Evaluation, Fingerprint, Outcome, Promise, Raised, Run, Stretch, Trial, weeks};
use crate::monitor::alert::{AlertKind, Severity};
use crate::time::{Calendar, Timestamp, parse_rfc3339};

/// The form that this program writes and reads.
const VERSION: u64 = 1;

/// Why a text is no result that can be read: sentences for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// What is wrong, where, and what to do.
    pub message: String,
}

impl DocumentError {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DocumentError {}

/// What tells one form from another.
#[derive(Deserialize)]
struct VersionFile {
    smart_house_evaluation: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct EvaluationFile {
    smart_house_evaluation: u64,
    simulated: bool,
    program: String,
    settings: Vec<SettingFile>,
    #[serde(default, skip_deserializing)]
    score: Value,
    scenarios: Vec<TrialFile>,
}

#[derive(Serialize, Deserialize)]
struct SettingFile {
    key: String,
    value: String,
}

#[derive(Serialize, Deserialize)]
struct TrialFile {
    title: String,
    file: String,
    zone: String,
    first_day: String,
    days: i64,
    learning_days: i64,
    monitor: String,
    runs: Vec<RunFile>,
}

#[derive(Serialize, Deserialize)]
struct RunFile {
    seed: u64,
    readings: u64,
    fingerprint: String,
    labels: Vec<LabelFile>,
    alerts: Vec<LineFile>,
    expected: Vec<PromiseFile>,
}

#[derive(Serialize, Deserialize)]
struct LabelFile {
    label: String,
    resident: Option<usize>,
    from: String,
    until: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct LineFile {
    kind: String,
    severity: String,
    since: String,
    raised_at: String,
    area: Option<String>,
    message: String,
}

#[derive(Serialize, Deserialize)]
struct PromiseFile {
    what: String,
    outcome: String,
}

/// A result as JSON, with the figures, indented, ending in a line's end.
pub fn to_json(evaluation: &Evaluation, score: &Score) -> String {
    let file = EvaluationFile {
        smart_house_evaluation: VERSION,
        simulated: true,
        program: evaluation.program.clone(),
        settings: evaluation
            .settings
            .iter()
            .map(|(key, value)| SettingFile { key: key.clone(), value: value.clone() })
            .collect(),
        score: figures(score),
        scenarios: evaluation.trials.iter().map(trial_file).collect(),
    };
    // Strings, whole numbers and finite numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

fn trial_file(trial: &Trial) -> TrialFile {
    let moment = |at: Timestamp| trial.calendar.rfc3339(at);
    let run = |run: &Run| RunFile {
        seed: run.seed,
        readings: run.readings,
        fingerprint: format!("{:016x}", run.fingerprint.0),
        labels: run
            .labels
            .iter()
            .map(|stretch| LabelFile {
                label: stretch.label.clone(),
                resident: stretch.resident,
                from: moment(stretch.from),
                until: stretch.until.map(moment),
            })
            .collect(),
        alerts: run
            .alerts
            .iter()
            .map(|alert| LineFile {
                kind: alert.kind.name().to_owned(),
                severity: alert.severity.name().to_owned(),
                since: moment(alert.since),
                raised_at: moment(alert.raised_at),
                area: alert.area.clone(),
                message: alert.message.clone(),
            })
            .collect(),
        expected: run
            .promises
            .iter()
            .map(|promise| PromiseFile { what: promise.text.clone(), outcome: promise.outcome.name().to_owned() })
            .collect(),
    };
    TrialFile {
        title: trial.title.clone(),
        file: trial.file.clone(),
        zone: trial.calendar.zone_name().to_owned(),
        first_day: trial.calendar.first_day().to_string(),
        days: trial.days,
        learning_days: trial.learning_days,
        monitor: trial.monitor.clone(),
        runs: trial.runs.iter().map(run).collect(),
    }
}

/// The figures for a program. A figure that there is no case for is null.
fn figures(score: &Score) -> Value {
    let interval = |found: Option<Interval>| found.map(|found| [found.low, found.high]);
    let share = |share: Share| json!({ "count": share.count, "of": share.of, "value": share.value(), "interval_95": interval(share.interval()) });
    let rate = |rate: Rate| json!({ "count": rate.count, "weeks": rate.weeks, "per_week": rate.value(), "interval_95": interval(rate.interval()) });
    let seconds = |span: Option<crate::time::Span>| span.map(crate::time::Span::as_seconds);
    let delays = |told: &Told| {
        json!({
            "count": told.delays.len(),
            "median_seconds": seconds(told.median()),
            "ninth_decile_seconds": seconds(told.ninth_decile()),
        })
    };
    let labels = score.labels.iter().map(|label| {
        let alerts: Vec<&str> = meaning::of(&label.label)
            .map_or(&[][..], |meaning| meaning.alerts)
            .iter()
            .map(|kind| kind.name())
            .collect();
        json!({
            "label": label.label,
            "role": label.role.name(),
            "told_by": alerts,
            "sensitivity": share(label.all.sensitivity),
            "precision": share(label.all.precision),
            "repeats": label.all.repeats,
            "delay": delays(&label.all),
            "by_day": { "sensitivity": share(label.by_day.sensitivity), "delay": delays(&label.by_day) },
            "by_night": { "sensitivity": share(label.by_night.sensitivity), "delay": delays(&label.by_night) },
            "by_days_learned": label.by_days.iter().copied().map(share).collect::<Vec<_>>(),
        })
    });
    let kinds = score.kinds.iter().map(|kind| {
        json!({
            "kind": kind.kind.name(),
            "raised": kind.raised,
            "tell": kind.tell,
            "repeat": kind.repeat,
            "fooled": kind.fooled,
            "understandable": kind.understandable,
            "beside": kind.beside,
            "false_alarms": rate(kind.false_alarms),
        })
    });
    let twins = score.twins.iter().map(|twin| {
        let [information, attention, urgent] = twin.severities;
        json!({
            "label": twin.label,
            "alarmed": share(twin.alarmed),
            "gravest": { "information": information, "attention": attention, "urgent": urgent },
        })
    });
    let by_days = score.by_days.iter().enumerate().map(|(place, bin)| {
        json!({
            "days_learned": bin_in_words(place),
            "from_day": BINS[place],
            "sensitivity": share(bin.sensitivity),
            "false_alarms": rate(bin.false_alarms),
        })
    });
    let faults = score.faults.iter().map(|fault| {
        json!({
            "label": fault.label,
            "count": fault.count,
            "concerns": share(fault.concerns),
            "misread": share(fault.misread),
        })
    });
    let unmeant = score
        .unmeant
        .iter()
        .map(|unmeant| json!({ "label": unmeant.label, "count": unmeant.count, "known": unmeant.known }));
    let expected = score.promises.iter().map(|promise| {
        json!({
            "scenario": promise.scenario,
            "what": promise.text,
            "met": promise.met,
            "missed_seeds": promise.missed,
            "not_reached": promise.open,
        })
    });
    json!({
        "scenarios": score.scenarios,
        "runs": score.runs,
        "home_weeks": weeks(score.lived),
        "home_weeks_after_learning": weeks(score.learned),
        "home_weeks_quiet": weeks(score.quiet),
        "intervals": "95 %: Wilson for shares, Garwood (exact Poisson) for rates",
        "overall": {
            "sensitivity": share(score.overall.sensitivity),
            "precision": share(score.overall.precision),
            "repeats": score.overall.repeats,
            "delay": delays(&score.overall),
        },
        "labels": labels.collect::<Vec<_>>(),
        "false_alarms": rate(score.false_alarms),
        "alert_kinds": kinds.collect::<Vec<_>>(),
        "benign_twins": twins.collect::<Vec<_>>(),
        "no_alert_meant": unmeant.collect::<Vec<_>>(),
        "by_days_learned": by_days.collect::<Vec<_>>(),
        "by_fault": faults.collect::<Vec<_>>(),
        "while_learning": { "labels": score.labels_while_learning, "alerts": score.alerts_while_learning },
        "expected": expected.collect::<Vec<_>>(),
        "holds": score.holds(),
    })
}

/// Reads a result back.
///
/// # Errors
/// When the text is no result of this program, or of a version whose form is another.
pub fn from_json(text: &str) -> Result<Evaluation, DocumentError> {
    let not_ours = "it is no result of an evaluation; write one with `smart-house evaluate --json FILE`";
    // A list, a number or a text is JSON, but no object that could name its version.
    let is_object = text.trim_start().starts_with('{');
    if !is_object && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return Err(DocumentError::new(not_ours));
    }
    let version: VersionFile = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            DocumentError::new(not_ours)
        } else {
            DocumentError::new(format!("this is not JSON, or breaks off: {error}"))
        }
    })?;
    match version.smart_house_evaluation {
        Some(VERSION) => {}
        Some(other) => {
            return Err(DocumentError::new(format!(
                "it has the form of version {other}, and this program reads version {VERSION}; evaluate again with this \
                 program"
            )));
        }
        None => return Err(DocumentError::new(not_ours)),
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let file: EvaluationFile = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| DocumentError::new(format!("at `{}`: {}", error.path(), error.inner())))?;
    let trials = file.scenarios.into_iter().map(trial).collect::<Result<_, _>>()?;
    let settings = file.settings.into_iter().map(|setting| (setting.key, setting.value)).collect();
    Ok(Evaluation { program: file.program, settings, trials })
}

fn trial(file: TrialFile) -> Result<Trial, DocumentError> {
    let calendar = Calendar::parse(&file.zone, &file.first_day)
        .map_err(|error| DocumentError::new(format!("in the scenario {:?}: {error}", file.title)))?;
    if file.days < 1 || file.learning_days < 0 {
        return Err(DocumentError::new(format!("in the scenario {:?}: it lasts no day", file.title)));
    }
    let title = file.title.clone();
    let runs = file
        .runs
        .into_iter()
        .map(|found| {
            let seed = found.seed;
            run(found).map_err(|what| DocumentError::new(format!("in the scenario {title:?}, seed {seed}: {what}")))
        })
        .collect::<Result<_, _>>()?;
    Ok(Trial {
        title: file.title,
        file: file.file,
        calendar,
        days: file.days,
        learning_days: file.learning_days,
        monitor: file.monitor,
        runs,
    })
}

fn run(file: RunFile) -> Result<Run, String> {
    let moment = |text: &str| parse_rfc3339(text).ok_or_else(|| format!("{text:?} is no moment"));
    let mut run = Run { seed: file.seed, readings: file.readings, ..Run::default() };
    run.fingerprint = u64::from_str_radix(&file.fingerprint, 16)
        .map(Fingerprint)
        .map_err(|_| format!("{:?} is no fingerprint", file.fingerprint))?;
    for label in file.labels {
        let (from, until) = (moment(&label.from)?, label.until.as_deref().map(moment).transpose()?);
        run.labels.push(Stretch { label: label.label, resident: label.resident, from, until });
    }
    for alert in file.alerts {
        let kind = AlertKind::ALL.into_iter().find(|kind| kind.name() == alert.kind).ok_or_else(|| {
            format!("this program knows no alert {:?}; the file is of another version of it", alert.kind)
        })?;
        let severity = [Severity::Information, Severity::Attention, Severity::Urgent]
            .into_iter()
            .find(|severity| severity.name() == alert.severity)
            .ok_or_else(|| format!("there is no severity {:?}", alert.severity))?;
        run.alerts.push(Raised {
            kind,
            severity,
            since: moment(&alert.since)?,
            raised_at: moment(&alert.raised_at)?,
            area: alert.area,
            message: alert.message,
        });
    }
    for promise in file.expected {
        let outcome = Outcome::ALL
            .into_iter()
            .find(|outcome| outcome.name() == promise.outcome)
            .ok_or_else(|| format!("there is no outcome {:?}", promise.outcome))?;
        run.promises.push(Promise { text: promise.what, outcome });
    }
    Ok(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;
    use proptest::prelude::*;

    fn evaluation(moments: &[(i64, i64)]) -> Evaluation {
        let calendar = Calendar::parse("Europe/London", "2026-03-20").expect("a calendar");
        let start = calendar.at(1, crate::time::ClockTime::MIDNIGHT);
        let at = |minutes: i64| start + Span::minutes(minutes);
        let labels = moments.iter().map(|(from, lasts)| Stretch {
            label: "fall".to_owned(),
            resident: Some(0),
            from: at(*from),
            until: (lasts % 3 != 0).then(|| at(from + lasts)),
        });
        let alerts = moments.iter().map(|(since, after)| Raised {
            kind: AlertKind::ALL[(since % 14) as usize],
            severity: Severity::Attention,
            since: at(*since),
            raised_at: at(since + after),
            area: (after % 2 == 0).then(|| "hall".to_owned()),
            message: "A \"quoted\" message, with ünïcode.".to_owned(),
        });
        let run = Run {
            seed: u64::MAX,
            readings: 7,
            fingerprint: Fingerprint(0xdead_beef_0000_0001),
            labels: labels.collect(),
            alerts: alerts.collect(),
            promises: vec![Promise { text: "nothing on day 3".to_owned(), outcome: Outcome::Open }],
        };
        let trial = Trial {
            title: "A test".to_owned(),
            file: "a.ron".to_owned(),
            calendar,
            days: 20,
            learning_days: 2,
            monitor: "0.1.0+00000000".to_owned(),
            runs: vec![run],
        };
        let settings = vec![("low_celsius".to_owned(), "17".to_owned())];
        Evaluation { program: "smart-house 0.1.0".to_owned(), settings, trials: vec![trial] }
    }

    proptest! {
        // Over a change of the clocks, too: it lies in these days.
        #[test]
        fn what_is_written_is_read_back(moments in prop::collection::vec((0_i64..28_000, 0_i64..600), 0..20)) {
            let before = evaluation(&moments);
            let text = to_json(&before, &Score::of(&before));
            let after = from_json(&text).expect("our own form");
            prop_assert_eq!(&after, &before);
            prop_assert_eq!(to_json(&after, &Score::of(&after)), text);
        }

        #[test]
        fn no_text_brings_it_down(cut in 0_usize..4_000, junk in "\\PC{0,8}") {
            let whole = evaluation(&[(10, 20), (400, 6)]);
            let text = to_json(&whole, &Score::of(&whole));
            let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let broken = format!("{}{junk}", &text[..cut]);
            if let Err(error) = from_json(&broken) {
                prop_assert!(!error.message.is_empty());
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let whole = evaluation(&[(10, 20)]);
        let text = to_json(&whole, &Score::of(&whole));
        let with = |old: &str, new: &str| {
            assert!(text.contains(old), "{old} is not in {text}");
            text.replacen(old, new, 1)
        };
        let cases = [
            (String::new(), "not JSON"),
            ("[1, 2]".to_owned(), "no result of an evaluation"),
            ("{\"kind\": \"summary\"}".to_owned(), "no result of an evaluation"),
            ("{\"smart_house_evaluation\": \"x\"}".to_owned(), "no result of an evaluation"),
            (text[..text.len() / 2].to_owned(), "not JSON"),
            (with("\"smart_house_evaluation\": 1", "\"smart_house_evaluation\": 2"), "version 2"),
            (with("\"seed\": 18446744073709551615", "\"seed\": \"one\""), "scenarios[0].runs[0].seed"),
            (with("Europe/London", "Europe/Lundon"), "Europe/Lundon"),
            (with("\"severity\": \"attention\"", "\"severity\": \"grave\""), "grave"),
            (with("\"outcome\": \"not-reached\"", "\"outcome\": \"maybe\""), "maybe"),
            (with("\"fingerprint\": \"dead", "\"fingerprint\": \"deal"), "fingerprint"),
            (with("\"days\": 20", "\"days\": 0"), "lasts no day"),
        ];
        for (text, says) in cases {
            let error = from_json(&text).expect_err(says);
            assert!(error.message.contains(says), "{:?} should say {says:?}", error.message);
        }
    }
}
