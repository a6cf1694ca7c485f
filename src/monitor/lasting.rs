//! Whether what was told still lasts: each judge is asked about its own, and a person seen again closes what was feared
//! for them.

use super::Monitor;
use super::alert::{AlertKind, Severity};
use super::detector::cannot_tell::TWO_PEOPLE;
use super::detector::unusual_day::BATHROOM_VISITS;
use super::explain;
use super::feature::presence::Place;
use super::life::{Concern, LETS_GO};
use crate::time::Timestamp;

impl Monitor {
    /// Why a concern is over; `None` while it lasts.
    pub(super) fn over(&self, concern: &Concern, now: Timestamp) -> Option<String> {
        // Asked every minute while anything is open, so each device is looked for only where it matters.
        let sensor = || concern.devices.first().and_then(|device| self.roster.find(device));
        let sensors = || concern.devices.iter().filter_map(|device| self.roster.find(device));
        let gone = |lasts: bool, why: &str| (!lasts).then(|| why.to_owned());
        match concern.kind {
            AlertKind::OverdueActivity | AlertKind::LongBathroomStay | AlertKind::NotReturned => {
                self.seen_again(concern, now)
            }
            AlertKind::DoorAtNight => {
                let told = sensor().is_some_and(|sensor| self.door.has_told(sensor));
                if told { None } else { self.seen_again(concern, now) }
            }
            AlertKind::DoorLeftOpen => {
                let open = |sensor| self.door_left_open.lasts(sensor) || self.fridge.lasts(sensor);
                gone(sensor().is_some_and(open), "The door is closed")
            }
            AlertKind::ColdHome => {
                gone(sensor().is_some_and(|sensor| self.cold.lasts(sensor)), "The room is warm enough again")
            }
            AlertKind::HotHome => gone(self.hot.lasts(), "No room is too hot any more"),
            AlertKind::ApplianceLeftOn => gone(
                sensor().is_some_and(|sensor| self.appliance.lasts(sensor)),
                "It was switched off, or somebody came to it",
            ),
            AlertKind::WanderingAtNight => gone(self.wandering.lasts(), "The night is over"),
            AlertKind::ChangeInRoutine if concern.feature.as_deref() == Some(BATHROOM_VISITS) => {
                gone(self.unusual.lasts(), "The day is over")
            }
            AlertKind::ChangeInRoutine => gone(
                concern.feature.as_deref().is_some_and(|feature| self.routine.lasts(feature)),
                "It is as it used to be, or has become usual",
            ),
            AlertKind::SensorSilent => gone(sensors().any(|sensor| self.health.is_told(sensor)), "It was heard again"),
            AlertKind::SensorStuck => {
                let fails = |sensor| self.health.is_stuck(sensor) || self.health.is_blocked(sensor);
                gone(sensor().is_some_and(fails), "The sensor works again")
            }
            AlertKind::LowBattery => {
                gone(sensor().is_some_and(|sensor| self.battery.lasts(sensor)), "The battery was replaced")
            }
            AlertKind::HubOffline => gone(self.health.is_outage(), "Devices are heard again"),
            AlertKind::CannotTell if concern.feature.as_deref() == Some(TWO_PEOPLE) => {
                gone(self.cannot_tell.hides_one_of_two(), "Somebody lives here alone again")
            }
            AlertKind::CannotTell => gone(self.cannot_tell.is_blind(), "Enough devices can be relied on again"),
            AlertKind::Alarm => {
                gone(sensor().is_some_and(|sensor| self.alarm.lasts(sensor, now)), "The alarm is silent again")
            }
            AlertKind::MedicationMissed => {
                gone(sensor().is_some_and(|sensor| self.missed.lasts(sensor)), "A dose was taken")
            }
            AlertKind::MedicationRepeated => {
                gone(sensor().is_some_and(|sensor| self.repeated.lasts(sensor)), "The next dose is due")
            }
            AlertKind::CarerNotArrived => {
                let today = now - concern.raised_at < LETS_GO;
                if self.carer.lasts() && !today {
                    Some("The day is over".to_owned())
                } else {
                    gone(self.carer.lasts(), "Somebody has come")
                }
            }
            AlertKind::CarerLeftEarly => gone(self.left_early.lasts(now), "The visit is over"),
            AlertKind::HelpRequested => {
                // A cancelled call is over at once; an answered one once the person is up and about.
                if concern.severity == Severity::Information || self.help.is_cancelled(concern.raised_at) {
                    return Some("The call was cancelled".to_owned());
                }
                match &concern.acknowledged {
                    Some(acknowledged) => self
                        .seen_since(acknowledged.at)
                        .map(|at| format!("Answered, and seen at {}", explain::clock(&self.civil, at, now))),
                    None => gone(now - concern.raised_at < LETS_GO, "Nobody has answered within a day"),
                }
            }
        }
    }

    /// When somebody was seen again whom a concern was about: anywhere else than where they may lie.
    fn seen_again(&self, concern: &Concern, now: Timestamp) -> Option<String> {
        let at = self.seen_since(concern.raised_at)?;
        let last = self.presence.last.as_ref()?;
        let area = last.area.and_then(|area| self.roster.areas.get(area)).map(|area| &area.id);
        let elsewhere = concern.area.is_none() || area != concern.area.as_ref();
        elsewhere.then(|| format!("Seen again at {}", explain::clock(&self.civil, at, now)))
    }

    /// When somebody was last seen inside, if since then.
    fn seen_since(&self, since: Timestamp) -> Option<Timestamp> {
        let last = self.presence.last.as_ref()?;
        (last.at > since && self.presence.place() != Some(Place::Out)).then_some(last.at)
    }
}
