//! What a person does other than with the house: it goes the way that it goes in a real home. What is said to the monitor
//! alone changes nothing here.

use std::sync::Arc;

use super::Simulation;
use super::resident::body::Pose;
use crate::home::{Device, DeviceKind};
use crate::scenario::deed::Deed;

impl Simulation {
    /// A deed's moment.
    pub(super) fn deed_comes(&mut self, who: usize, deed: &Deed) {
        match deed {
            Deed::Says { sentence } => self.says(who, sentence),
            Deed::Answers { contact, did } => self.answers_by_hand(contact, *did),
            Deed::ModeSet { mode } => {
                let home = Arc::clone(&self.fixed.home);
                let hubs = home.devices.iter().enumerate().filter(|(_, device)| device.kind == DeviceKind::Hub);
                for (place, _) in hubs {
                    self.devices.mode_set(self.now, place, mode, &mut self.fresh);
                }
            }
            Deed::Acknowledged { .. }
            | Deed::LearningConfirmed
            | Deed::LearningRestarted
            | Deed::DaysExcluded { .. } => {}
        }
    }

    /// The speaker that would hear a person now, by its place in the home's list of devices; a voice carries to the next room
    /// and across a hall. Where none would, the screen in the room of somebody who is up: they press what they would say.
    /// `None` where nobody hears them.
    pub fn listener(&self, who: usize) -> Option<usize> {
        let person = self.people.get(who)?;
        let here = person.area?;
        let here = self.home().areas[here].id.clone();
        let speakers =
            (0..self.home().devices.len()).filter(|place| self.home().devices[*place].kind == DeviceKind::Speaker);
        let near = speakers.max_by(|a, b| {
            let heard = |place: usize| self.hearing(who, &self.home().devices[place].area);
            heard(*a).total_cmp(&heard(*b)).then(b.cmp(a))
        });
        let near = near.filter(|place| self.carries(&here, &self.home().devices[*place].area));
        let up = matches!(person.body.pose(), Pose::Standing | Pose::Sitting);
        let screen = |device: &Device| device.kind == DeviceKind::Screen && device.area == here;
        near.or_else(|| if up { self.home().devices.iter().position(screen) } else { None })
    }
}
