//! Two results held against each other: which alerts one has that the other has not, and where they first part.
//!
//! Two alerts of one scenario and seed are the same decision when kind, severity, area and both moments are the same. Of
//! those left, one of the same kind and area within a day is the same alert at another moment or of another severity;
//! all others are gained or lost. Runs are compared whose scenario's title and seed are in both results.

use super::matching::{Fate, matched};
use super::{Evaluation, Raised, Run, Stretch, Trial, meaning};
use crate::time::{Calendar, Span, Timestamp};

/// How far apart two alerts may be and still be one that has moved.
const MOVED: Span = Span::days(1);

/// Two results, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The runs in both that differ, in the first result's order.
    pub runs: Vec<RunChange>,
    /// How many runs are in both.
    pub compared: u64,
    /// How many alerts are the same in both.
    pub same: u64,
    /// Runs that only the first result has: scenario and seed.
    pub only_before: Vec<(String, u64)>,
    /// Runs that only the second result has.
    pub only_after: Vec<(String, u64)>,
}

/// One run, in both results.
#[derive(Clone, Debug, PartialEq)]
pub struct RunChange {
    /// The scenario's title.
    pub scenario: String,
    /// The seed.
    pub seed: u64,
    /// For telling moments.
    pub calendar: Calendar,
    /// When the run begins.
    pub starts: Timestamp,
    /// Whether the monitors heard different readings, so that what differs is not theirs alone.
    pub other_readings: bool,
    /// What differs, in order of time.
    pub changes: Vec<Change>,
}

/// An alert with what became of it in its own run.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The alert.
    pub alert: Raised,
    /// What it came to: `tells “A fall”`, `a false alarm`.
    pub came_to: String,
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Said only in the first.
    Lost(Judged),
    /// Said only in the second.
    Gained(Judged),
    /// Said in both, at another moment or with another severity.
    Moved(Judged, Judged),
}

impl Change {
    /// When the two part over it.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Lost(one) | Self::Gained(one) => one.alert.raised_at,
            Self::Moved(before, after) => before.alert.raised_at.min(after.alert.raised_at),
        }
    }
}

/// How many differences of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Said only in the first.
    pub lost: u64,
    /// Said only in the second.
    pub gained: u64,
    /// Said in both, otherwise.
    pub moved: u64,
}

impl Comparison {
    /// Compares two results.
    pub fn of(before: &Evaluation, after: &Evaluation) -> Self {
        let (firsts, seconds) = (runs(before), runs(after));
        let mut comparison =
            Self { runs: Vec::new(), compared: 0, same: 0, only_before: Vec::new(), only_after: Vec::new() };
        for (key, (trial, run)) in &firsts {
            let Some((_, (other_trial, other))) = seconds.iter().find(|(other, _)| other == key) else {
                comparison.only_before.push((trial.title.clone(), run.seed));
                continue;
            };
            comparison.compared += 1;
            let (same, changes) = changes((trial, run), (other_trial, other));
            comparison.same += same;
            let other_readings = run.fingerprint != other.fingerprint;
            if other_readings || !changes.is_empty() {
                comparison.runs.push(RunChange {
                    scenario: trial.title.clone(),
                    seed: run.seed,
                    calendar: trial.calendar.clone(),
                    starts: trial.starts(),
                    other_readings,
                    changes,
                });
            }
        }
        let missing = seconds.iter().filter(|(key, _)| firsts.iter().all(|(other, _)| other != key));
        comparison.only_after = missing.map(|(_, (trial, run))| (trial.title.clone(), run.seed)).collect();
        comparison
    }

    /// How many differences of each sort there are.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for change in self.runs.iter().flat_map(|run| &run.changes) {
            match change {
                Change::Lost(_) => counts.lost += 1,
                Change::Gained(_) => counts.gained += 1,
                Change::Moved(..) => counts.moved += 1,
            }
        }
        counts
    }

    /// The first differing decision: the one that comes earliest in the life of a home, with its run.
    pub fn first(&self) -> Option<(&RunChange, &Change)> {
        let firsts = self.runs.iter().filter_map(|run| Some((run, run.changes.first()?)));
        firsts.min_by_key(|(run, change)| change.at() - run.starts)
    }

    /// Of how many runs the readings differ.
    pub fn other_readings(&self) -> usize {
        self.runs.iter().filter(|run| run.other_readings).count()
    }
}

/// Which run it is: the scenario's title, which of the scenarios with that title, and the seed.
type Key<'a> = (&'a str, usize, u64);

fn runs(evaluation: &Evaluation) -> Vec<(Key<'_>, (&Trial, &Run))> {
    let mut found = Vec::new();
    for (place, trial) in evaluation.trials.iter().enumerate() {
        let namesakes = evaluation.trials[..place].iter().filter(|other| other.title == trial.title).count();
        found.extend(trial.runs.iter().map(|run| ((trial.title.as_str(), namesakes, run.seed), (trial, run))));
    }
    found
}

/// How many alerts are the same, and what differs.
fn changes((trial, run): (&Trial, &Run), (other_trial, other): (&Trial, &Run)) -> (u64, Vec<Change>) {
    parted(
        judged(&run.labels, &run.alerts, &trial.calendar, trial.ends()),
        judged(&other.labels, &other.alerts, &other_trial.calendar, other_trial.ends()),
    )
}

/// The same of two monitors that heard one home, in which `labels` happened. `ends` is the end of what both heard.
pub(super) fn between(
    before: &[Raised],
    after: &[Raised],
    labels: &[Stretch],
    calendar: &Calendar,
    ends: Timestamp,
) -> (u64, Vec<Change>) {
    parted(judged(labels, before, calendar, ends), judged(labels, after, calendar, ends))
}

fn parted(mut firsts: Vec<Judged>, mut seconds: Vec<Judged>) -> (u64, Vec<Change>) {
    let decision = |one: &Judged| {
        (one.alert.kind, one.alert.severity, one.alert.since, one.alert.raised_at, one.alert.area.clone())
    };
    let mut same = 0;
    firsts.retain(|first| {
        let twin = seconds.iter().position(|second| decision(second) == decision(first));
        if let Some(place) = twin {
            seconds.remove(place);
            same += 1;
        }
        twin.is_none()
    });
    let mut found = Vec::new();
    for first in firsts {
        let apart = |second: &Judged| {
            let span = second.alert.raised_at - first.alert.raised_at;
            span.max(-span)
        };
        let near = (0..seconds.len())
            .filter(|at| {
                let second = &seconds[*at];
                second.alert.kind == first.alert.kind && second.alert.area == first.alert.area && apart(second) <= MOVED
            })
            .min_by_key(|at| apart(&seconds[*at]));
        found.push(match near {
            Some(place) => Change::Moved(first, seconds.remove(place)),
            None => Change::Lost(first),
        });
    }
    found.extend(seconds.into_iter().map(Change::Gained));
    found.sort_by_key(Change::at);
    (same, found)
}

fn judged(labels: &[Stretch], alerts: &[Raised], calendar: &Calendar, ends: Timestamp) -> Vec<Judged> {
    let found = matched(labels, alerts, calendar, ends);
    let words = |place: usize| meaning::in_words(&labels[place].label);
    let came_to = |fate: &Fate| match *fate {
        Fate::Tells(place) => format!("tells “{}”", words(place)),
        Fate::Repeats(place) => format!("tells “{}” again", words(place)),
        Fate::FooledBy(place) => format!("set off by “{}”, which is harmless", words(place)),
        Fate::Understandable(place) => format!("understandable: “{}”", words(place)),
        Fate::Beside => "tells nothing that was labelled".to_owned(),
        Fate::FalseAlarm => "a false alarm".to_owned(),
    };
    let pairs = alerts.iter().zip(&found.fates);
    pairs.map(|(alert, fate)| Judged { alert: alert.clone(), came_to: came_to(fate) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::Fingerprint;
    use crate::monitor::alert::{AlertKind, Severity};

    fn evaluation(seeds: &[u64], alerts: &[(AlertKind, Severity, i64)]) -> Evaluation {
        let calendar = Calendar::parse("Europe/London", "2026-11-02").expect("a calendar");
        let at = |hours: i64| calendar.at(1, crate::time::ClockTime::MIDNIGHT) + Span::hours(hours);
        let raised = |(kind, severity, hours): &(AlertKind, Severity, i64)| Raised {
            kind: *kind,
            severity: *severity,
            since: at(*hours),
            raised_at: at(*hours),
            area: None,
            message: String::new(),
        };
        let run = |seed: &u64| Run { seed: *seed, alerts: alerts.iter().map(raised).collect(), ..Run::default() };
        let trial = Trial {
            title: "A test".to_owned(),
            file: "a.ron".to_owned(),
            days: 100,
            learning_days: 0,
            monitor: String::new(),
            runs: seeds.iter().map(run).collect(),
            calendar: calendar.clone(),
        };
        Evaluation { program: String::new(), settings: Vec::new(), trials: vec![trial] }
    }

    #[test]
    fn what_parts_two_results_is_found() {
        use AlertKind::{ColdHome, DoorAtNight, OverdueActivity};
        use Severity::{Attention, Urgent};
        let before = evaluation(
            &[1, 2],
            &[
                (ColdHome, Attention, 5),
                (DoorAtNight, Attention, 50),
                (OverdueActivity, Attention, 100),
                (ColdHome, Attention, 300),
            ],
        );
        let after = evaluation(
            &[2, 3],
            &[
                (ColdHome, Attention, 5),
                (DoorAtNight, Urgent, 50),
                (OverdueActivity, Attention, 98),
                (ColdHome, Attention, 400),
            ],
        );
        let found = Comparison::of(&before, &after);
        assert_eq!((found.compared, found.same), (1, 1));
        assert_eq!(found.only_before, [("A test".to_owned(), 1)]);
        assert_eq!(found.only_after, [("A test".to_owned(), 3)]);
        assert_eq!(found.counts(), Counts { lost: 1, gained: 1, moved: 2 });
        let (run, first) = found.first().expect("a difference");
        assert_eq!(run.seed, 2);
        assert!(matches!(first, Change::Moved(a, b) if a.alert.severity == Attention && b.alert.severity == Urgent));
        let order: Vec<i64> =
            run.changes.iter().map(|change| (change.at() - run.starts).as_millis() / 3_600_000).collect();
        assert_eq!(order, [50, 98, 300, 400]);
        assert!(matches!(&run.changes[2], Change::Lost(one) if one.came_to == "a false alarm"));
    }

    #[test]
    fn a_result_differs_from_itself_in_nothing() {
        let one = evaluation(&[1, 2], &[(AlertKind::ColdHome, Severity::Attention, 5); 3]);
        let found = Comparison::of(&one, &one);
        assert_eq!((found.runs.len(), found.same, found.first()), (0, 6, None));
    }

    #[test]
    fn other_readings_are_noticed_even_where_nothing_else_differs() {
        let one = evaluation(&[1], &[]);
        let mut other = one.clone();
        other.trials[0].runs[0].fingerprint = Fingerprint(1);
        let found = Comparison::of(&one, &other);
        assert_eq!((found.other_readings(), found.counts()), (1, Counts::default()));
    }
}
