//! What happens in the home, told to the devices: each call reaches those that can notice it.

use std::sync::Arc;

use super::model::Model;
use super::radio::Care;
use super::{Devices, for_each, with};
use crate::home::{Capability, Item, Point, Value};
use crate::time::Timestamp;

impl Devices {
    /// Whether some movement sensor of the area at this place in the home's list would take notice of a movement: most have
    /// just triggered, and are blind for a while.
    pub fn watches(&mut self, at: Timestamp, area: usize, out: &mut Vec<Item>) -> bool {
        self.arrived(at, out);
        let looks = |device: &usize| match self.units.get(*device).map(|unit| &unit.works.model) {
            Some(Model::Movement(movement)) => movement.looks(at),
            _ => false,
        };
        self.watchers.get(area).is_some_and(|here| here.iter().any(looks))
    }

    /// A body moved at `point` in the area at this place in the home's list, about as much as in one or two seconds of
    /// it; `vigour` is 1 for walking, 0.15 for a hand moved in a chair, 0.05 for someone on the floor.
    pub fn movement(&mut self, at: Timestamp, area: usize, point: Point, vigour: f64, out: &mut Vec<Item>) {
        self.arrived(at, out);
        for_each(&self.watchers, area, |device| {
            with(&mut self.units, &mut self.queue, &self.deaf, device, at, |works, post| {
                if let Model::Movement(movement) = &mut works.model {
                    movement.moved(post, point, vigour);
                }
            });
        });
    }

    /// As [`Self::movement`], of a cat or a dog: low down, and not seen by sensors that are made for homes with pets.
    pub fn pet_movement(&mut self, at: Timestamp, area: usize, point: Point, vigour: f64, out: &mut Vec<Item>) {
        self.arrived(at, out);
        for_each(&self.watchers, area, |device| {
            with(&mut self.units, &mut self.queue, &self.deaf, device, at, |works, post| {
                if let Model::Movement(movement) = &mut works.model {
                    movement.pet_moved(post, point, vigour);
                }
            });
        });
    }

    /// The opening at this place in the home's list was opened or closed.
    pub fn opening(&mut self, at: Timestamp, opening: usize, open: bool, out: &mut Vec<Item>) {
        self.arrived(at, out);
        for_each(&self.on_opening, opening, |device| {
            with(&mut self.units, &mut self.queue, &self.deaf, device, at, |works, post| match &mut works.model {
                Model::Contact(contact) if !works.is_key_safe => contact.moved(post, open),
                Model::DoorLock(lock) => lock.moved(post, open),
                _ => {}
            });
        });
    }

    /// The door of the piece of furniture at this place in the home's list was opened or closed: a fridge's.
    pub fn piece_opened(&mut self, at: Timestamp, piece: usize, open: bool, out: &mut Vec<Item>) {
        self.arrived(at, out);
        for_each(&self.on_piece, piece, |device| {
            with(&mut self.units, &mut self.queue, &self.deaf, device, at, |works, post| {
                if let Model::Contact(contact) = &mut works.model {
                    contact.moved(post, open);
                }
            });
        });
    }

    /// The piece of furniture at this place in the home's list draws so many watts from now on.
    pub fn power(&mut self, at: Timestamp, piece: usize, watts: f64, out: &mut Vec<Item>) {
        self.arrived(at, out);
        for_each(&self.on_piece, piece, |device| {
            with(&mut self.units, &mut self.queue, &self.deaf, device, at, |works, post| match &mut works.model {
                Model::Plug(plug) => plug.draws(post, watts),
                Model::LightSwitch(switch) => switch.draws(post, watts),
                Model::SmartLight(light) => light.draws(post, watts),
                _ => {}
            });
        });
    }

    /// The smart light at this place in the home's list of devices is dimmed, in %.
    pub fn dimmed(&mut self, at: Timestamp, device: usize, percent: f64, out: &mut Vec<Item>) {
        self.arrived(at, out);
        self.with(device, at, |works, post| {
            if let Model::SmartLight(light) = &mut works.model {
                light.dimmed(post, percent);
            }
        });
    }

    /// Someone lay or sat down on, or got up from, the bed or chair at this place in the home's list of furniture.
    pub fn bed(&mut self, at: Timestamp, piece: usize, occupied: bool, out: &mut Vec<Item>) {
        self.arrived(at, out);
        for_each(&self.on_piece, piece, |device| {
            with(&mut self.units, &mut self.queue, &self.deaf, device, at, |works, post| {
                if let Model::Pad(pad) = &mut works.model {
                    pad.pressed(post, occupied);
                }
            });
        });
    }

    /// The fob, cord, doorbell or screen at this place in the home's list of devices was used: `pressed` or `cancelled`.
    pub fn fob(&mut self, at: Timestamp, device: usize, word: &str, out: &mut Vec<Item>) {
        self.arrived(at, out);
        self.with(device, at, |works, post| {
            if let Model::Button(button) = works.model {
                button.says(post, word);
            }
        });
    }

    /// The speaker at this place in the home's list of devices said or heard a sentence, or the screen there said one or was
    /// touched for one.
    pub fn said(&mut self, at: Timestamp, device: usize, sentence: &str, out: &mut Vec<Item>) {
        self.arrived(at, out);
        self.with(device, at, |works, post| {
            let speaks = match works.model {
                Model::Speaker => true,
                Model::Button(button) => button.is_a_screen(),
                _ => false,
            };
            if speaks {
                post.send([(Capability::Speech, Value::Word(Arc::from(sentence)))], Care::Confirmed);
            }
        });
    }

    /// The hub at this place in the home's list of devices is told how the home is lived in.
    pub fn mode_set(&mut self, at: Timestamp, device: usize, mode: &str, out: &mut Vec<Item>) {
        self.arrived(at, out);
        self.with(device, at, |works, post| {
            if matches!(works.model, Model::Hub) {
                post.send([(Capability::Mode, Value::Word(Arc::from(mode)))], Care::Wired);
            }
        });
    }

    /// The air of the area at this place in the home's list for some seconds: smoke in dB/m, carbon monoxide in ppm.
    pub fn air(&mut self, at: Timestamp, area: usize, (smoke, ppm): (f64, f64), seconds: f64, out: &mut Vec<Item>) {
        self.arrived(at, out);
        for_each(&self.alarms, area, |device| {
            with(&mut self.units, &mut self.queue, &self.deaf, device, at, |works, post| {
                if let Model::Alarm(alarm) = &mut works.model {
                    alarm.breathes(post, smoke, ppm, seconds);
                }
            });
        });
    }

    /// Water stands on the floor of the area at this place in the home's list, or no longer.
    pub fn wet(&mut self, at: Timestamp, area: usize, wet: bool, out: &mut Vec<Item>) {
        self.arrived(at, out);
        for_each(&self.alarms, area, |device| {
            with(&mut self.units, &mut self.queue, &self.deaf, device, at, |works, post| {
                if let Model::Alarm(alarm) = &mut works.model {
                    alarm.wetted(post, wet);
                }
            });
        });
    }

    /// A dose is due in the dispenser at this place in the home's list of devices.
    pub fn dose_due(&mut self, at: Timestamp, device: usize, out: &mut Vec<Item>) {
        self.arrived(at, out);
        self.with(device, at, |works, post| {
            if let Model::Dispenser(dispenser) = &mut works.model {
                dispenser.turns(post);
            }
        });
    }

    /// Someone tips out the dispenser at this place in the home's list of devices. False when nothing came.
    pub fn dose_taken(&mut self, at: Timestamp, device: usize, out: &mut Vec<Item>) -> bool {
        self.arrived(at, out);
        let mut came = false;
        self.with(device, at, |works, post| {
            if let Model::Dispenser(dispenser) = &mut works.model {
                came = dispenser.tipped(post);
            }
        });
        came
    }

    /// The week's doses are put into the dispenser at this place in the home's list of devices.
    pub fn refilled(&mut self, at: Timestamp, device: usize, out: &mut Vec<Item>) {
        self.arrived(at, out);
        self.with(device, at, |works, post| {
            if let Model::Dispenser(dispenser) = &mut works.model {
                dispenser.refilled(post);
            }
        });
    }

    /// Since when a dose has been due in the dispenser at this place in the home's list of devices.
    pub fn due_since(&self, device: usize) -> Option<Timestamp> {
        match &self.units.get(device)?.works.model {
            Model::Dispenser(dispenser) => dispenser.due,
            _ => None,
        }
    }

    /// Whoever lives there locks the doors to outside.
    pub fn lock_up(&mut self, at: Timestamp, out: &mut Vec<Item>) {
        if !self.has_locks {
            return;
        }
        self.arrived(at, out);
        for device in 0..self.units.len() {
            self.with(device, at, |works, post| {
                if let Model::DoorLock(lock) = &mut works.model {
                    lock.lock(post);
                }
            });
        }
    }

    /// The key safe at this place in the home's list of devices was opened or shut.
    pub fn key_safe(&mut self, at: Timestamp, device: usize, open: bool, out: &mut Vec<Item>) {
        self.arrived(at, out);
        self.with(device, at, |works, post| {
            if let Model::Contact(contact) = &mut works.model {
                contact.moved(post, open);
            }
        });
    }
}
