//! A second run beside the first: it is opened, worked out a piece in each frame, and shows at every moment what answers to
//! the moment that the first shows. What is asked of it and how it is shown belongs to [`super::panel::beside`].

use std::sync::Arc;
use std::time::Duration;

use bevy::tasks::{Task, block_on, poll_once};

use super::bridge::Bridge;
use super::panel::beside::{Other, Second};
use super::shelf::Opened;
use super::what_if::raised;
use crate::evaluation::beside::{Alignment, Clocks, Pair, pairs};
use crate::player::Player;
use crate::player::command::Command;
use crate::player::pace::Budget;
use crate::scenario::Scenario;
use crate::scenario::problem::Problem;
use crate::time::Timestamp;

/// How long the second run may be worked out in a frame.
const PIECE: Duration = Duration::from_millis(12);

/// A second run.
pub struct Run {
    player: Player,
    /// What it is called: `Other ordinary days (seed 2)`.
    name: String,
    clocks: Clocks,
    onsets: Option<(Timestamp, Timestamp)>,
    /// Which alerts answer each other, and of which states of both histories; known once both are whole.
    pairs: Option<(Vec<Pair>, State)>,
}

/// What two histories and their clocks were like when alerts were held against each other.
type State = (u64, usize, u64, usize, Alignment);

/// What is being opened for it.
pub(super) struct Opening {
    task: Task<Result<Opened, Vec<Problem>>>,
}

/// When what a scenario is about begins: its first disturbance or fault that nobody at the window did.
pub fn onset(scenario: &Scenario) -> Option<Timestamp> {
    let scripted = scenario.disturbances.iter().filter(|one| !one.intervention).map(|one| one.at);
    let faults = scenario.faults.iter().filter(|one| !one.intervention).map(|one| one.at);
    scripted.chain(faults).map(|at| scenario.at(at)).min()
}

impl Run {
    /// A second run of this name beside a first.
    pub fn new(first: &Scenario, player: Player, name: String) -> Self {
        let second = player.scenario();
        let clocks = Clocks { first: first.calendar.clone(), second: second.calendar.clone(), by: Alignment::ByDay };
        let onsets = onset(first).zip(onset(second));
        Self { name, clocks, onsets, pairs: None, player }
    }

    /// Goes on working it out, and shows what answers to the first's moment once that is known.
    pub fn follow(&mut self, first: &Player, by_onset: bool, budget: Budget) {
        self.clocks.by = match self.onsets.filter(|_| by_onset) {
            Some((first, second)) => Alignment::ByOnset(first, second),
            None => Alignment::ByDay,
        };
        let (starts, ends) = (self.player.scenario().starts(), self.player.scenario().ends());
        if self.player.known_until() < ends {
            self.player.work_ahead(ends, budget);
        }
        let at = self.clocks.second_at(first.at()).clamp(starts, ends);
        if at != self.player.at() && at <= self.player.known_until() {
            self.player.apply(&Command::Seek(at));
        }
        let whole = |player: &Player| player.known_until() >= player.scenario().ends();
        if !(whole(first) && whole(&self.player)) {
            self.pairs = None;
            return;
        }
        let of = |player: &Player| (player.history().revision(), player.history().alerts().len());
        let ((a, b), (c, d)) = (of(first), of(&self.player));
        let state = (a, b, c, d, self.clocks.by);
        if self.pairs.as_ref().is_none_or(|(_, known)| *known != state) {
            let (here, there) = (raised(first.history()), raised(self.player.history()));
            self.pairs = Some((pairs(&here, &there, &self.clocks), state));
        }
    }

    /// Whether some of it has still to be worked out.
    pub fn is_busy(&self) -> bool {
        self.player.known_until() < self.player.scenario().ends()
    }

    /// What the panels show of it.
    pub fn second(&self) -> Second<'_> {
        Second {
            view: self.player.view(),
            name: &self.name,
            clocks: &self.clocks,
            has_onsets: self.onsets.is_some(),
            pairs: self.pairs.as_ref().map(|(pairs, _)| pairs.as_slice()),
        }
    }
}

impl Bridge {
    /// Opens a second run beside the first.
    pub(super) fn open_beside(&mut self, other: Other) {
        let first = self.player.scenario();
        self.shown.beside.told = None;
        let (player, name) = match other {
            Other::Seed(seed) => {
                let scenario = Scenario { seed, ..Scenario::clone(first) };
                (Player::new(Arc::new(scenario)), format!("Other ordinary days (seed {seed})"))
            }
            Other::Untouched => (Player::new(Arc::new(self.player.untouched())), "Without what you did".to_owned()),
            Other::Monitor(config) => {
                (Player::with_monitor(Arc::clone(first), *config), "A monitor with other settings".to_owned())
            }
            Other::File(path) => {
                self.beside_opens = self.opens(&path).map(|task| Opening { task });
                self.shown.beside.opens = self.beside_opens.is_some();
                return;
            }
        };
        self.second = Some(Run::new(&Arc::clone(first), player, name));
    }

    /// No second run any longer.
    pub(super) fn close_beside(&mut self) {
        (self.second, self.beside_opens) = (None, None);
        (self.shown.beside.opens, self.shown.beside.told) = (false, None);
    }

    /// Takes what was opened, and lets the second run follow the first.
    pub(super) fn go_beside(&mut self) {
        if let Some(opening) = &mut self.beside_opens
            && let Some(answer) = block_on(poll_once(&mut opening.task))
        {
            self.beside_opens = None;
            self.shown.beside.opens = false;
            match answer {
                Ok(opened) => {
                    let name = opened.player.scenario().title.clone();
                    self.second = Some(Run::new(self.player.scenario(), opened.player, name));
                }
                Err(problems) => {
                    let first = problems.first().map(ToString::to_string).unwrap_or_default();
                    self.shown.beside.told = Some(format!("That cannot be opened. {first}"));
                }
            }
        }
        if self.shown.beside.open
            && let Some(second) = &mut self.second
        {
            second.follow(&self.player, self.shown.beside.by_onset, Budget::of(PIECE));
        }
    }

    /// Whether the second run changes by itself.
    pub(super) fn is_busy_beside(&self) -> bool {
        self.beside_opens.is_some() || (self.shown.beside.open && self.second.as_ref().is_some_and(Run::is_busy))
    }
}
