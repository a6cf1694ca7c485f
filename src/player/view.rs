//! What there is to show at one instant. Panels and the scene read a [`View`] and nothing else.

use super::aide::Aide;
use super::chronicle::{Chronicle, DayOfHabit};
use super::history::History;
use super::pace::Speed;
use crate::home::{Capability, Value};
use crate::monitor::{CurrentMode, Feature, Habit, Learning, Normal};
use crate::scenario::Scenario;
use crate::simulation::view::HouseView;
use crate::time::{Local, Timestamp};

/// What one device last said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceView {
    /// The latest reading of each capability, in the kind's order; missing ones have not reported yet.
    pub latest: Vec<Latest>,
    /// Whether the hub can reach it.
    pub online: bool,
}

impl DeviceView {
    /// When it last reported anything.
    pub fn last_report(&self) -> Option<Timestamp> {
        self.latest.iter().map(|latest| latest.at).max()
    }

    /// The latest value of a capability.
    pub fn value(&self, capability: Capability) -> Option<&Value> {
        self.latest.iter().find(|latest| latest.capability == capability).map(|latest| &latest.value)
    }
}

/// The latest reading of one capability.
#[derive(Clone, Debug, PartialEq)]
pub struct Latest {
    /// What was measured.
    pub capability: Capability,
    /// When.
    pub at: Timestamp,
    /// The value.
    pub value: Value,
}

/// The whole house and everything known about it at one instant.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The scenario being played; `scenario.home` and `scenario.calendar` are its home and its clock.
    pub scenario: &'a Scenario,
    /// The instant shown.
    pub at: Timestamp,
    /// The same by the home's calendar.
    pub local: Local,
    /// Whether time passes by itself.
    pub playing: bool,
    /// How fast it passes while playing.
    pub speed: Speed,
    /// How far the monitor has learned.
    pub learning: Learning,
    /// The house: what it really is where `truth` holds, otherwise what its readings tell of it.
    pub house: HouseView,
    /// Whether what really happened is known: in a simulation it is, in a recording it is not.
    pub truth: bool,
    /// Whether a simulation made the readings.
    pub simulated: bool,
    /// What the monitor has learned of the hours of the day.
    pub normal: Normal,
    /// What it has learned of each habit.
    pub habits: Vec<Habit>,
    /// What it had learned on each day; like `history` it reaches beyond `at`.
    pub chronicle: &'a Chronicle,
    /// The stretch that is played again and again.
    pub repeats: Option<(Timestamp, Timestamp)>,
    /// What each device last said, in the home's order.
    pub devices: Vec<DeviceView>,
    /// Everything that has been worked out, also beyond `at`: whoever shows what is known *now* takes only what lies
    /// before `at`, through [`History`]'s methods.
    pub history: &'a History,
    /// The first instant of the scenario.
    pub starts: Timestamp,
    /// The last instant of the scenario.
    pub ends: Timestamp,
    /// How far the future has been worked out; equal to `ends` once all of it has.
    pub known_until: Timestamp,
    /// The monitor's version: the program's and a hash of its configuration.
    pub monitor: &'a str,
    /// How the home is lived in, as the monitor has it.
    pub mode: CurrentMode,
    /// The companion and who is told, where there is a care plan.
    pub aide: Option<&'a Aide>,
    /// The speaker that would hear the first resident now, by its place in the home's list of devices.
    pub listens: Option<usize>,
    /// Whether what a person does to the home has an effect: not in a recording.
    pub alive: bool,
    /// Whether a person's interventions make this differ from the file, so that there is something to save.
    pub changed: bool,
    /// Whether something was done here that can be taken back.
    pub can_undo: bool,
}

impl View<'_> {
    /// The days of a habit as known at the moment shown, the latest that the monitor knows of included.
    pub fn days_of(&self, feature: Feature) -> Vec<DayOfHabit> {
        let mut days = self.chronicle.of(feature, self.at).to_vec();
        let habit = self.habits.iter().find(|habit| habit.feature == feature);
        if let Some((habit, (day, value))) = habit.and_then(|habit| Some((habit, habit.latest?)))
            && days.last().is_none_or(|last| last.day < day)
        {
            let changed = habit.changed_since.is_some();
            days.push(DayOfHabit { day, value, usual: habit.usual, changed, known_at: self.at });
        }
        days
    }

    /// The same moment as its readings alone tell it: nobody is seen, and nothing is known of what really happened.
    pub fn without_truth(mut self) -> Self {
        self.house = super::known::house(&self.scenario.home, &self.devices, self.at);
        self.truth = false;
        self
    }

    /// The same moment as somebody knows it who is told of no readings: a home at rest.
    pub fn without_readings(mut self) -> Self {
        self = self.without_truth();
        self.house.openings.fill(0.0);
        self.house.switched_on.fill(false);
        self
    }
}
