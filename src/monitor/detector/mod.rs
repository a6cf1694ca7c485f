//! The judges, one file each. A detector looks at what has been learned and what is now, and says what has changed.
//!
//! A detector never asks a clock: [`Context::now`] is the tick or the reading that it is told of.

pub(super) mod alarm;
pub(super) mod appliance_left_on;
pub(super) mod besides;
pub(super) mod cannot_tell;
pub(super) mod carer_left_early;
pub(super) mod carer_not_arrived;
pub(super) mod change_in_routine;
pub(super) mod cold_home;
pub(super) mod door_at_night;
pub(super) mod door_left_open;
pub(super) mod fridge_left_open;
pub(super) mod help_requested;
pub(super) mod hot_home;
pub(super) mod hub_offline;
pub(super) mod long_bathroom_stay;
pub(super) mod low_battery;
pub(super) mod medication_missed;
pub(super) mod medication_repeated;
pub(super) mod not_returned;
pub(super) mod overdue_activity;
pub(super) mod sensor_blocked;
pub(super) mod sensor_silent;
pub(super) mod sensor_stuck;
pub(super) mod unusual_day;
pub(super) mod wandering_at_night;

use super::Config;
use super::feature::civil::{Civil, Hour};
use super::feature::presence::Presence;
use super::feature::roster::Roster;
use crate::time::{Span, Timestamp};

/// What every detector may look at.
pub(super) struct Context<'a> {
    pub config: &'a Config,
    pub roster: &'a Roster,
    pub civil: &'a mut Civil,
    pub presence: &'a Presence,
    pub now: Timestamp,
    /// How long ago the hour began, by UTC.
    pub of_hour: Span,
    /// Where `now` lies in the week.
    pub hour: Hour,
    /// Whole days with readings so far.
    pub days: u32,
    /// Whether today may be learned: a person may have said that it is no ordinary day.
    pub ordinary: bool,
}

impl Context<'_> {
    /// Whether a stretch of so long begins now, of those that an hour is divided into: where something need not be looked at
    /// in every minute.
    #[inline]
    pub fn begins(&self, every: Span) -> bool {
        (self.of_hour.as_millis() as u32).is_multiple_of(every.as_millis() as u32)
    }
}

/// How long ago the hour of an instant began, by UTC.
pub(super) fn of_hour(at: Timestamp) -> Span {
    at - at.floor(Span::hours(1))
}
