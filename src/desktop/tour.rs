//! Playing a tour: entering a step, waiting for what it waits for, and going on; by itself where nobody presents.
//!
//! A [`Guide`] asks the player for things as a person would, and decides nothing of what comes. It knows no widget.

use crate::player::command::Command;
use crate::player::pace::Speed;
use crate::player::view::View;
use crate::scenario::tour::{Step, Tour, Wait};
use crate::time::{Span, Timestamp};

use super::panel::viewer::Viewer;
use super::panel::{Screen, Shown};

/// A tour that is being played.
#[derive(Clone, Debug)]
pub struct Guide {
    tour: Tour,
    step: usize,
    /// When the step was entered, in the house's time; `None` before it was.
    entered: Option<Timestamp>,
    /// How much real time has passed in the step, in seconds.
    waited: f64,
    /// Whether what the step waits for has come.
    arrived: bool,
    /// Whether it goes on by itself.
    alone: bool,
    /// Whether the presenter's notes are shown.
    pub notes: bool,
    /// What did not come that should have.
    failed: Option<String>,
    ended: bool,
}

impl Guide {
    /// A tour before its first step. `alone` goes on by itself once a step has what it waits for.
    pub fn new(tour: Tour, alone: bool) -> Self {
        Self {
            tour,
            step: 0,
            entered: None,
            waited: 0.0,
            arrived: false,
            alone,
            notes: false,
            failed: None,
            ended: false,
        }
    }

    /// The tour.
    pub fn tour(&self) -> &Tour {
        &self.tour
    }

    /// The step that is shown.
    pub fn step(&self) -> Option<&Step> {
        self.tour.steps.get(self.step)
    }

    /// Its number, from 1.
    pub fn number(&self) -> usize {
        self.step + 1
    }

    /// Whether what the step waits for has come.
    pub fn arrived(&self) -> bool {
        self.arrived
    }

    /// Whether it goes on by itself.
    pub fn is_alone(&self) -> bool {
        self.alone
    }

    /// Goes on by itself, or waits for a person.
    pub fn set_alone(&mut self, alone: bool) {
        self.alone = alone;
    }

    /// Whether its last step is over.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// What did not come that should have, in a sentence.
    pub fn failed(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    /// To the next step, or the end; or to the step before.
    pub fn go(&mut self, forward: bool) {
        if forward && self.number() >= self.tour.steps.len() {
            self.ended = true;
            return;
        }
        self.step = if forward { self.step + 1 } else { self.step.saturating_sub(1) };
        (self.entered, self.waited, self.arrived) = (None, 0.0, false);
    }

    /// So much real time has passed while this was shown.
    pub fn tick(&mut self, view: &View<'_>, seconds: f64, shown: &mut Shown, out: &mut Vec<Command>) {
        let Some(step) = self.tour.steps.get(self.step).cloned() else { return };
        if self.ended {
            return;
        }
        let target = step.at.map(|at| view.scenario.at(at));
        let Some(entered) = self.entered else {
            enter(&step, target, view, shown, out);
            self.entered = Some(target.unwrap_or(view.at));
            return;
        };
        // What was asked for has not been shown yet: the way there is no part of the step.
        if self.waited == 0.0 && target.is_some_and(|target| view.at < target) {
            return;
        }
        if self.waited == 0.0 && target.is_some() {
            // What was raised on the way there is not what the step is about.
            (shown.open_alert, shown.noticed) = (None, None);
        }
        self.waited += seconds;
        self.arrived |= match &step.wait {
            Wait::Reading(takes) => self.waited >= takes.as_seconds(),
            Wait::Until(until) => view.at >= view.scenario.at(*until),
            Wait::Alert { kind, .. } => {
                let raised = view.history.alerts_by(view.at).iter();
                raised.rev().any(|alert| alert.kind.name() == kind && alert.raised_at >= entered)
            }
        };
        if let Wait::Alert { kind, within } = &step.wait
            && !self.arrived
            && view.at - entered > *within
        {
            let (number, calendar) = (self.number(), &view.scenario.calendar);
            let from = calendar.local(entered);
            self.failed = Some(format!(
                "Step {number} of “{}” waited for {kind} within {within} of day {} {}, and it did not come.",
                self.tour.title, from.day, from.clock
            ));
            self.ended = true;
            return;
        }
        if view.at >= view.ends && !self.arrived && !matches!(step.wait, Wait::Reading(_)) {
            self.failed =
                Some(format!("Step {} of “{}” still waited when the scenario ended.", self.number(), self.tour.title));
            self.ended = true;
            return;
        }
        // What was waited for stays to be read before it goes on.
        let read = matches!(step.wait, Wait::Reading(_)) || self.waited >= Span::seconds(4).as_seconds();
        if self.alone && self.arrived && read {
            self.go(true);
        }
    }
}

/// Sets everything as the step says.
fn enter(step: &Step, target: Option<Timestamp>, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    shown.screen = Screen::House;
    (shown.lens, shown.learned) = (step.lens, step.learned);
    (shown.help, shown.options) = (false, false);
    if let Some(viewer) = step.view.as_deref().and_then(Viewer::from_name) {
        shown.viewer = viewer;
    }
    let home = &view.scenario.home;
    shown.selected_device = step.device.as_ref().and_then(|id| home.devices.iter().position(|device| device.id == *id));
    shown.looked_at = step.area.as_ref().and_then(|id| home.areas.iter().position(|area| area.id == *id));
    out.extend(target.map(Command::Seek));
    match step.speed {
        Some(speed) if speed > 0.0 => out.extend([Command::SetSpeed(Speed::Times(speed)), Command::Play]),
        Some(_) => out.push(Command::Pause),
        None => {}
    }
}
