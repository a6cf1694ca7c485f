//! Figures of many runs: how many were told and how soon, how often nothing was said for nothing, each with how sure it
//! is.
//!
//! **What counts.** The figures are of the days after learning, those by days learned aside. A *false alarm* is an alert
//! in *quiet time*: when no label is active. *Sensitivity* is the share of occurrences that were told in time.
//! *Precision* is the share that told something among the alerts that either told something or told nothing
//! (repetitions count on neither side; what something harmless set off counts against). Of one label, it looks at the
//! kinds of alert that can tell it. A *delay* runs from the true beginning to the first alert that tells it, so what was
//! never told has none.

use std::collections::BTreeMap;

use super::interval::{Rate, Share, quantile};
use super::matching::{Fate, Matched, matched};
use super::meaning::{self, Role, Sense};
use super::{Evaluation, Outcome, Run, Trial, is_night, weeks};
use crate::monitor::alert::{AlertKind, Severity};
use crate::time::{Span, Timestamp};

/// The first day of each bin of days learned: from knowing nothing, from the two weeks that sellers allow for (Genus,
/// Vayyar), from the four weeks that are the norm of the field (smart-meter study, Sensors 2024).
pub const BINS: [i64; 3] = [0, 14, 28];

/// A bin of days learned for people: `0–13`.
pub fn bin_in_words(bin: usize) -> String {
    match (BINS.get(bin), BINS.get(bin + 1)) {
        (Some(from), Some(next)) => format!("{from}–{}", next - 1),
        (Some(from), None) => format!("{from} or more"),
        (None, _) => String::new(),
    }
}

/// How well the monitor does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// How many scenarios.
    pub scenarios: u64,
    /// How many lives of them.
    pub runs: u64,
    /// The time lived through.
    pub lived: Span,
    /// The time of it after learning.
    pub learned: Span,
    /// The time of that in which nothing was out of the ordinary.
    pub quiet: Span,
    /// All concerns and faults together.
    pub overall: Told,
    /// Each concern and fault that occurred, in the table's order.
    pub labels: Vec<LabelScore>,
    /// Alerts in quiet time.
    pub false_alarms: Rate,
    /// Each kind of alert that was raised.
    pub kinds: Vec<KindScore>,
    /// Each harmless look-alike that occurred.
    pub twins: Vec<TwinScore>,
    /// Labels that no alert is meant for.
    pub unmeant: Vec<Unmeant>,
    /// By days learned, learning days included.
    pub by_days: [DaysScore; BINS.len()],
    /// What else happened while a device failed.
    pub faults: Vec<FaultScore>,
    /// How many labels began while the monitor was still learning; they count by days learned alone.
    pub labels_while_learning: u64,
    /// How many alerts were raised while the monitor was still learning; they count by days learned alone.
    pub alerts_while_learning: u64,
    /// What each scenario expects, in the scenarios' order.
    pub promises: Vec<PromiseScore>,
}

/// How many were told, how precisely and how soon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Those told, of all.
    pub sensitivity: Share,
    /// Alerts that told one, of those and all that told nothing.
    pub precision: Share,
    /// How many alerts said again what was told.
    pub repeats: u64,
    /// From the beginning to the first alert, in rising order.
    pub delays: Vec<Span>,
}

impl Told {
    /// The delay that half of those told do not exceed.
    pub fn median(&self) -> Option<Span> {
        quantile(&self.delays, 50)
    }

    /// The delay that nine in ten of those told do not exceed.
    pub fn ninth_decile(&self) -> Option<Span> {
        quantile(&self.delays, 90)
    }

    fn add(&mut self, delay: Option<Span>) {
        self.sensitivity.add(delay.is_some());
        self.delays.extend(delay);
    }
}

/// One concern or fault.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelScore {
    /// Its stable name.
    pub label: String,
    /// What it is.
    pub role: Role,
    /// Whenever it began.
    pub all: Told,
    /// Where it began by day, 06:00 to 22:00. Precision is not told apart.
    pub by_day: Told,
    /// Where it began by night.
    pub by_night: Told,
    /// By days learned, learning days included.
    pub by_days: [Share; BINS.len()],
}

impl LabelScore {
    fn new(label: &str, role: Role) -> Self {
        Self {
            label: label.to_owned(),
            role,
            all: Told::default(),
            by_day: Told::default(),
            by_night: Told::default(),
            by_days: Default::default(),
        }
    }
}

/// One kind of alert: what its alerts came to.
#[derive(Clone, Debug, PartialEq)]
pub struct KindScore {
    /// The kind.
    pub kind: AlertKind,
    /// How many were raised.
    pub raised: u64,
    /// How many were the first to tell something.
    pub tell: u64,
    /// How many said it again.
    pub repeat: u64,
    /// How many something harmless set off.
    pub fooled: u64,
    /// How many were understandable, though none was meant.
    pub understandable: u64,
    /// How many told nothing, while something else went on.
    pub beside: u64,
    /// In quiet time.
    pub false_alarms: Rate,
}

/// One harmless look-alike.
#[derive(Clone, Debug, PartialEq)]
pub struct TwinScore {
    /// Its stable name.
    pub label: String,
    /// Those that set off an alert, of all.
    pub alarmed: Share,
    /// How many set off an alert of this severity and none that is graver: information, attention, urgent.
    pub severities: [u64; 3],
}

/// A label that no alert is meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmeant {
    /// Its stable name.
    pub label: String,
    /// How often it occurred.
    pub count: u64,
    /// Whether the table knows it, and no alert is meant for it, or not at these hours.
    pub known: bool,
}

/// What had been told of by days learned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DaysScore {
    /// Concerns and faults told, of all.
    pub sensitivity: Share,
    /// Alerts in quiet time.
    pub false_alarms: Rate,
}

/// What else happened while a device failed.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultScore {
    /// The fault's stable name.
    pub label: String,
    /// How often it occurred.
    pub count: u64,
    /// Concerns told, of those that were there at the same time.
    pub concerns: Share,
    /// Times in which something was said of the person that nothing labelled explains, of all times.
    pub misread: Share,
}

/// One thing that a scenario expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseScore {
    /// The scenario's title.
    pub scenario: String,
    /// What is expected.
    pub text: String,
    /// In how many runs it came so.
    pub met: u64,
    /// With which seeds it did not.
    pub missed: Vec<u64>,
    /// In how many runs it could not be told.
    pub open: u64,
}

impl Score {
    /// The figures of all runs.
    pub fn of(evaluation: &Evaluation) -> Self {
        let mut sums = Sums::default();
        for trial in &evaluation.trials {
            sums.score.scenarios += 1;
            for run in &trial.runs {
                sums.run(trial, run);
            }
        }
        sums.score.promises = evaluation.trials.iter().flat_map(promises).collect();
        sums.finish()
    }

    /// Whether every run held what its scenario expects.
    pub fn holds(&self) -> bool {
        self.promises.iter().all(|promise| promise.missed.is_empty())
    }
}

/// What one scenario expects, over its runs.
fn promises(trial: &Trial) -> Vec<PromiseScore> {
    let mut found: Vec<PromiseScore> = Vec::new();
    for run in &trial.runs {
        for (place, promise) in run.promises.iter().enumerate() {
            if place == found.len() {
                let (scenario, text) = (trial.title.clone(), promise.text.clone());
                found.push(PromiseScore { scenario, text, met: 0, missed: Vec::new(), open: 0 });
            }
            match promise.outcome {
                Outcome::Met => found[place].met += 1,
                Outcome::Missed => found[place].missed.push(run.seed),
                Outcome::Open => found[place].open += 1,
            }
        }
    }
    found
}

/// Which bin of days learned an instant lies in.
fn bin(trial: &Trial, at: Timestamp) -> usize {
    let learned = trial.calendar.local(at).day - 1;
    BINS.iter().rposition(|from| learned >= *from).unwrap_or(0)
}

/// How much of `from` to `until` no stretch covers. `senses` need no order and may overlap.
fn uncovered(senses: &[Sense], from: Timestamp, until: Timestamp) -> Span {
    let mut stretches: Vec<(Timestamp, Timestamp)> =
        senses.iter().map(|sense| (sense.from, sense.until)).filter(|(a, b)| a <= b).collect();
    stretches.sort_unstable();
    let (mut free, mut at) = (Span::ZERO, from);
    for (begins, ends) in stretches {
        if begins > at {
            free = free + (begins.min(until) - at).max(Span::ZERO);
        }
        at = at.max(ends).min(until);
    }
    free + (until - at).max(Span::ZERO)
}

/// The figures while they are added up.
#[derive(Default)]
struct Sums {
    score: Score,
    labels: BTreeMap<String, LabelScore>,
    kinds: BTreeMap<AlertKind, KindScore>,
    twins: BTreeMap<String, TwinScore>,
    unmeant: BTreeMap<(String, bool), u64>,
    faults: BTreeMap<String, FaultScore>,
}

impl Sums {
    fn run(&mut self, trial: &Trial, run: &Run) {
        let found = matched(&run.labels, &run.alerts, &trial.calendar, trial.ends());
        let (starts, learned, ends) = (trial.starts(), trial.learned(), trial.ends());
        self.score.runs += 1;
        self.score.lived = self.score.lived + (ends - starts);
        self.score.learned = self.score.learned + (ends - learned);
        self.score.quiet = self.score.quiet + uncovered(&found.senses, learned, ends);
        for (place, first) in BINS.iter().enumerate() {
            let midnight = |day: i64| trial.calendar.at(day.min(trial.days) + 1, crate::time::ClockTime::MIDNIGHT);
            let until = BINS.get(place + 1).map_or(ends, |next| midnight(*next));
            let free = uncovered(&found.senses, midnight(*first), until);
            self.score.by_days[place].false_alarms.weeks += weeks(free);
        }
        self.labels(trial, run, &found);
        self.alerts(trial, run, &found);
        self.faults(trial, run, &found);
    }

    fn labels(&mut self, trial: &Trial, run: &Run, found: &Matched) {
        for (place, (stretch, sense)) in run.labels.iter().zip(&found.senses).enumerate() {
            let told = found.told_by[place].map(|by| run.alerts[by].raised_at - stretch.from);
            let learned = stretch.from >= trial.learned();
            self.score.labels_while_learning += u64::from(!learned);
            match sense.role {
                Role::Concern | Role::Fault => {
                    let new = || LabelScore::new(&stretch.label, sense.role);
                    let score = self.labels.entry(stretch.label.clone()).or_insert_with(new);
                    let bin = bin(trial, stretch.from);
                    score.by_days[bin].add(told.is_some());
                    self.score.by_days[bin].sensitivity.add(told.is_some());
                    if learned {
                        let night = is_night(&trial.calendar, stretch.from);
                        score.all.add(told);
                        if night { &mut score.by_night } else { &mut score.by_day }.add(told);
                        self.score.overall.add(told);
                    }
                }
                Role::Twin => {
                    if learned {
                        let of_it =
                            run.alerts.iter().zip(&found.fates).filter(|(_, fate)| **fate == Fate::FooledBy(place));
                        let gravest = of_it.map(|(alert, _)| alert.severity).max();
                        let label = stretch.label.clone();
                        let new = || TwinScore { label: label.clone(), alarmed: Share::default(), severities: [0; 3] };
                        let score = self.twins.entry(label.clone()).or_insert_with(new);
                        score.alarmed.add(gravest.is_some());
                        if let Some(gravest) = gravest {
                            score.severities[rank(gravest)] += 1;
                        }
                    }
                }
                Role::Neither => {
                    let known = meaning::of(&stretch.label).is_some();
                    *self.unmeant.entry((stretch.label.clone(), known)).or_default() += 1;
                }
            }
        }
    }

    fn alerts(&mut self, trial: &Trial, run: &Run, found: &Matched) {
        for (alert, fate) in run.alerts.iter().zip(&found.fates) {
            if *fate == Fate::FalseAlarm {
                self.score.by_days[bin(trial, alert.raised_at)].false_alarms.count += 1;
            }
            if alert.raised_at < trial.learned() {
                self.score.alerts_while_learning += 1;
                continue;
            }
            let kind = self.kinds.entry(alert.kind).or_insert_with(|| KindScore {
                kind: alert.kind,
                raised: 0,
                tell: 0,
                repeat: 0,
                fooled: 0,
                understandable: 0,
                beside: 0,
                false_alarms: Rate::default(),
            });
            kind.raised += 1;
            match fate {
                Fate::Tells(_) => kind.tell += 1,
                Fate::Repeats(place) => {
                    kind.repeat += 1;
                    self.score.overall.repeats += 1;
                    if let Some(label) = self.labels.get_mut(&run.labels[*place].label) {
                        label.all.repeats += 1;
                    }
                }
                Fate::FooledBy(_) => kind.fooled += 1,
                Fate::Understandable(_) => kind.understandable += 1,
                Fate::Beside => kind.beside += 1,
                Fate::FalseAlarm => {
                    kind.false_alarms.count += 1;
                    self.score.false_alarms.count += 1;
                }
            }
        }
    }

    fn faults(&mut self, trial: &Trial, run: &Run, found: &Matched) {
        for (stretch, fault) in run.labels.iter().zip(&found.senses) {
            if fault.role != Role::Fault || stretch.from < trial.learned() {
                continue;
            }
            let label = stretch.label.clone();
            let score = self.faults.entry(label.clone()).or_insert_with(|| FaultScore {
                label,
                count: 0,
                concerns: Share::default(),
                misread: Share::default(),
            });
            score.count += 1;
            for (place, sense) in found.senses.iter().enumerate() {
                if sense.role == Role::Concern && sense.from <= fault.until && fault.from <= sense.until {
                    score.concerns.add(found.told_by[place].is_some());
                }
            }
            let misread = run.alerts.iter().zip(&found.fates).any(|(alert, fate)| {
                *fate == Fate::Beside && fault.covers(alert.raised_at) && !meaning::is_about_a_device(alert.kind)
            });
            score.misread.add(misread);
        }
    }

    fn finish(self) -> Score {
        let Self { mut score, labels, kinds, twins, unmeant, faults } = self;
        let quiet_weeks = weeks(score.quiet);
        score.false_alarms.weeks = quiet_weeks;
        score.kinds = kinds.into_values().collect();
        for kind in &mut score.kinds {
            kind.false_alarms.weeks = quiet_weeks;
        }
        let nothing = |kind: &KindScore| kind.false_alarms.count + kind.beside + kind.fooled;
        let against: u64 = score.kinds.iter().map(nothing).sum();
        let precision = |told: u64, against: u64| Share { count: told, of: told + against };
        score.overall.precision = precision(score.overall.sensitivity.count, against);
        score.overall.delays.sort_unstable();
        score.labels = labels.into_values().collect();
        score.labels.sort_by_key(|label| place(&label.label));
        for label in &mut score.labels {
            let kinds = meaning::of(&label.label).map_or(&[][..], |meaning| meaning.alerts);
            let against = score.kinds.iter().filter(|kind| kinds.contains(&kind.kind)).map(nothing).sum();
            label.all.precision = precision(label.all.sensitivity.count, against);
            for told in [&mut label.all, &mut label.by_day, &mut label.by_night] {
                told.delays.sort_unstable();
            }
        }
        score.twins = twins.into_values().collect();
        score.twins.sort_by_key(|twin| place(&twin.label));
        score.faults = faults.into_values().collect();
        score.faults.sort_by_key(|fault| place(&fault.label));
        score.unmeant = unmeant.into_iter().map(|((label, known), count)| Unmeant { label, count, known }).collect();
        score
    }
}

/// A label's place in the table.
fn place(label: &str) -> usize {
    meaning::MEANINGS.iter().position(|meaning| meaning.label == label).unwrap_or(usize::MAX)
}

/// A severity's place among the three.
const fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Information => 0,
        Severity::Attention => 1,
        Severity::Urgent => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::{Promise, Raised, Stretch};
    use crate::time::{Calendar, ClockTime};

    const ENDS: i64 = 40;

    fn calendar() -> Calendar {
        Calendar::parse("Europe/London", "2026-11-02").expect("a calendar")
    }

    /// So many hours after the beginning of a day.
    fn at(day: i64, hours: i64) -> Timestamp {
        calendar().at(day, ClockTime::MIDNIGHT) + Span::hours(hours)
    }

    fn stretch(label: &str, from: Timestamp, hours: i64) -> Stretch {
        Stretch { label: label.to_owned(), resident: None, from, until: Some(from + Span::hours(hours)) }
    }

    fn raised(kind: AlertKind, severity: Severity, raised_at: Timestamp) -> Raised {
        Raised { kind, severity, since: raised_at, raised_at, area: None, message: String::new() }
    }

    /// Forty days, twenty-eight of them for learning.
    fn evaluation(runs: Vec<Run>) -> Evaluation {
        let trial = Trial {
            title: "A test".to_owned(),
            file: "a.ron".to_owned(),
            calendar: calendar(),
            days: ENDS,
            learning_days: 28,
            monitor: String::new(),
            runs,
        };
        Evaluation { program: String::new(), settings: Vec::new(), trials: vec![trial] }
    }

    fn eventful() -> Run {
        use AlertKind::{ChangeInRoutine, ColdHome, OverdueActivity, SensorSilent};
        use Severity::{Attention, Information, Urgent};
        Run {
            seed: 4,
            labels: vec![
                stretch("fall", at(10, 9), 4),
                stretch("fall", at(30, 9), 4),
                stretch("fall", at(31, 23), 4),
                stretch("dropout", at(33, 0), 24),
                stretch("fall", at(33, 9), 4),
                stretch("twin-long-bath", at(35, 18), 2),
                stretch("twin-long-bath", at(36, 18), 2),
                stretch("of-tomorrow", at(38, 0), 24),
            ],
            alerts: vec![
                raised(OverdueActivity, Attention, at(5, 12)),
                raised(OverdueActivity, Attention, at(10, 11)),
                raised(OverdueActivity, Attention, at(30, 10)),
                raised(OverdueActivity, Urgent, at(30, 12)),
                raised(ColdHome, Attention, at(33, 2)),
                raised(SensorSilent, Information, at(33, 5)),
                raised(OverdueActivity, Urgent, at(33, 12)),
                raised(OverdueActivity, Information, at(35, 19)),
                raised(ColdHome, Urgent, at(35, 20)),
                raised(ChangeInRoutine, Information, at(37, 9)),
            ],
            promises: vec![Promise { text: "a fall is told".to_owned(), outcome: Outcome::Missed }],
            ..Run::default()
        }
    }

    #[test]
    fn every_figure_of_an_eventful_life() {
        let quiet = Run { seed: 5, promises: eventful().promises, ..Run::default() };
        let score = Score::of(&evaluation(vec![eventful(), quiet]));
        let label = |name: &str| score.labels.iter().find(|label| label.label == name).expect("a label");

        // The fall while learning counts by days learned alone.
        let fall = label("fall");
        assert_eq!(fall.all.sensitivity, Share { count: 2, of: 3 });
        assert_eq!(fall.all.delays, [Span::hours(1), Span::hours(3)]);
        assert_eq!((fall.all.median(), fall.all.ninth_decile()), (Some(Span::hours(1)), Some(Span::hours(3))));
        assert_eq!(fall.all.repeats, 1);
        // Against it counts the alert of its kind that something harmless set off.
        assert_eq!(fall.all.precision, Share { count: 2, of: 3 });
        assert_eq!((fall.by_day.sensitivity.of, fall.by_night.sensitivity), (2, Share { count: 0, of: 1 }));
        assert_eq!(fall.by_days, [Share { count: 1, of: 1 }, Share::default(), Share { count: 2, of: 3 }]);
        assert_eq!(label("dropout").all.sensitivity, Share { count: 1, of: 1 });
        assert_eq!(score.overall.sensitivity, Share { count: 3, of: 4 });
        // Two that something harmless set off, one beside, one in quiet time.
        assert_eq!(score.overall.precision, Share { count: 3, of: 7 });

        assert_eq!((score.labels_while_learning, score.alerts_while_learning), (1, 2));
        assert_eq!(score.false_alarms.count, 1);
        assert_eq!(score.by_days.map(|bin| bin.false_alarms.count), [1, 0, 1]);
        // Twelve days and twelve, less four hours, four, a day and an hour, three, three, a day and an hour.
        assert_eq!(score.learned, Span::days(24));
        let busy = Span::hours(4 + 4 + 25 + 3 + 3 + 25);
        assert_eq!(score.quiet, Span::days(24) - busy);
        let by_bins: f64 = score.by_days.iter().map(|bin| bin.false_alarms.weeks).sum();
        assert!((by_bins - weeks(Span::days(80) - busy - Span::hours(4))).abs() < 1e-9);

        let twin = &score.twins[0];
        assert_eq!((twin.alarmed, twin.severities), (Share { count: 1, of: 2 }, [0, 0, 1]));
        assert_eq!(score.unmeant, [Unmeant { label: "of-tomorrow".to_owned(), count: 1, known: false }]);
        let fault = &score.faults[0];
        assert_eq!((fault.concerns, fault.misread), (Share { count: 1, of: 1 }, Share { count: 1, of: 1 }));
        assert_eq!((score.holds(), &score.promises[0].missed), (false, &vec![4, 5]));
        let ends: u64 = score
            .kinds
            .iter()
            .map(|kind| {
                let sum = kind.tell + kind.repeat + kind.fooled + kind.understandable + kind.beside;
                assert_eq!(kind.raised, sum + kind.false_alarms.count, "{}", kind.kind.name());
                kind.raised
            })
            .sum();
        assert_eq!(ends + score.alerts_while_learning, eventful().alerts.len() as u64);
    }

    #[test]
    fn the_order_of_runs_changes_no_figure() {
        let runs = vec![eventful(), Run::default(), Run { labels: Vec::new(), ..eventful() }];
        let turned = runs.iter().rev().cloned().collect();
        let (score, other) = (Score::of(&evaluation(runs)), Score::of(&evaluation(turned)));
        assert_eq!((score.overall, score.labels, score.kinds), (other.overall, other.labels, other.kinds));
        assert_eq!((score.twins, score.faults, score.unmeant), (other.twins, other.faults, other.unmeant));
    }

    #[test]
    fn nothing_at_all_has_no_figures() {
        let score = Score::of(&evaluation(Vec::new()));
        assert_eq!((score.runs, score.false_alarms.value(), score.overall.median()), (0, None, None));
        assert!(score.holds());
    }
}
