//! What a person tells the monitor: that they see to a concern, that the home has been learned well enough, that it is to
//! be learned anew, which days are not to be learned, which device was replaced or moved.
//!
//! An act has its time like a reading, so that the same readings and acts always give the same alerts.

use serde::{Deserialize, Serialize};

use super::Monitor;
use crate::home::DeviceId;
use crate::time::Timestamp;

/// Ranges of days that are kept; more are not needed at any one time.
const KEPT: usize = 64;

/// What a person tells the monitor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: ActKind,
    /// Who, where it is known.
    pub by: Option<String>,
}

/// The kinds of what a person can tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ActKind {
    /// They see to this concern.
    Acknowledge {
        /// The concern's number.
        concern: u64,
    },
    /// What was learned is this person's normal: the monitor need not learn any longer before it speaks.
    Confirm,
    /// What was learned is no longer true: it learns the home anew. What is wrong with devices stays known.
    Restart,
    /// These days are not ordinary (a stay in hospital, guests): they are not learned, and habits are not judged by them.
    /// Everything urgent is still told.
    Exclude {
        /// The first day, as the calendar counts.
        from: i64,
        /// The last day.
        until: i64,
    },
    /// A device was replaced by another of its kind, or got a new battery: its own past counts no more.
    Replaced {
        /// Which.
        device: DeviceId,
    },
    /// A device hangs in another place: its own past counts no more, and the day's habits are not judged by it.
    Moved {
        /// Which.
        device: DeviceId,
    },
}

impl ActKind {
    /// The stable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Acknowledge { .. } => "acknowledge",
            Self::Confirm => "confirm",
            Self::Restart => "restart",
            Self::Exclude { .. } => "exclude",
            Self::Replaced { .. } => "replaced",
            Self::Moved { .. } => "moved",
        }
    }
}

/// What people have told of the learning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Told {
    /// What was learned counts as enough.
    pub confirmed: bool,
    excluded: Vec<(i64, i64)>,
}

impl Told {
    /// Whether a day is not to be learned.
    pub fn is_excluded(&self, day: i64) -> bool {
        self.excluded.iter().any(|(from, until)| (*from..=*until).contains(&day))
    }

    fn exclude(&mut self, from: i64, until: i64) {
        if self.excluded.len() == KEPT {
            self.excluded.remove(0);
        }
        self.excluded.push((from, until));
    }
}

impl Monitor {
    /// A person tells the monitor something, at a time that has been reached. Whether it made a difference: false when
    /// there is no such open concern or no such device.
    pub fn act(&mut self, act: &Act) -> bool {
        match &act.kind {
            ActKind::Acknowledge { concern } => self.book.acknowledge(*concern, act.at, act.by.as_deref()),
            ActKind::Confirm => !std::mem::replace(&mut self.told.confirmed, true),
            ActKind::Restart => {
                self.learn_anew(act.at);
                true
            }
            ActKind::Exclude { from, until } => {
                self.told.exclude(*from, *until);
                self.routine.leave_out(*from..=*until);
                from <= until
            }
            ActKind::Replaced { device } | ActKind::Moved { device } => {
                let Some(sensor) = self.roster.find(device) else { return false };
                self.health.replaced(sensor, act.at);
                self.battery.replaced(sensor);
                self.silent.replaced(sensor);
                self.stuck.replaced(sensor);
                if let Some(last) = self.last.get_mut(sensor) {
                    *last = Default::default();
                }
                if matches!(act.kind, ActKind::Moved { .. }) {
                    self.daily.moved(sensor);
                }
                true
            }
        }
    }
}
