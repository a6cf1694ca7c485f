//! The camera flies to what is chosen (a device, the place of an alert, a tour's room), and back when it is let go; and
//! it takes the place again that a person gave it in this home. A hand on the camera ends every flight.
//!
//! It says where to look and moves nothing: [`super::camera`] goes there.

use super::bridge::Bridge;
use super::camera::{Orbit, Pose};
use super::focus::Focus;
use super::laid::Laid;
use super::settings::Seat;
use super::{Looks, Moving, Stage};
use crate::home::{Point, Rect};
use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (sit, fly).chain().in_set(Stage::Animate).before(Moving::Camera))
        .add_systems(Update, remember.in_set(Stage::Animate).after(Moving::Camera).before(Moving::House));
}

/// What is chosen in the panels, as far as it has a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    /// The device whose card is open.
    pub device: Option<usize>,
    /// Where the open alert is.
    pub alert: Option<Focus>,
    /// The room that a tour looks at.
    pub room: Option<usize>,
}

impl Aim {
    /// What is chosen now.
    fn of(bridge: &Bridge) -> Self {
        let (shown, home) = (&bridge.shown, &bridge.player.scenario().home);
        let alert = shown.open_alert.and_then(|place| bridge.player.history().alerts().get(place));
        let alert = alert.and_then(|alert| {
            let area = alert.area.as_ref().and_then(|id| home.areas.iter().position(|area| area.id == *id));
            // What is about one device alone is there; what is about the whole home is nowhere.
            let device = || match alert.devices.as_slice() {
                [only] => home.devices.iter().position(|device| device.id == *only).map(Focus::Device),
                [] | [_, ..] => None,
            };
            area.map(Focus::Room).or_else(device)
        });
        Self { device: shown.selected_device, alert, room: shown.looked_at }
    }

    /// Where to fly to after this has become that; `Some(None)` is the way back.
    pub fn flight_to(self, next: Self) -> Option<Option<Focus>> {
        let places = |aim: Self| [aim.device.map(Focus::Device), aim.alert, aim.room.map(Focus::Room)];
        let (before, after) = (places(self), places(next));
        let fresh = before.iter().zip(after).find_map(|(before, after)| after.filter(|_| *before != after));
        match fresh {
            Some(focus) => Some(Some(focus)),
            // What was let go leaves what else is chosen.
            None if before != after => Some(after.into_iter().flatten().next()),
            None => None,
        }
    }
}

/// Where the camera was before it flew off.
#[derive(Clone, Copy)]
struct Before {
    focus: Focus,
    goal: Pose,
    frame: Option<Rect>,
}

fn fly(
    bridge: Res<Bridge>,
    looks: Res<Looks>,
    mut orbit: ResMut<Orbit>,
    mut focus: ResMut<Focus>,
    (mut last, mut before, mut own): (Local<Aim>, Local<Option<Before>>, Local<Option<Focus>>),
) {
    let aim = Aim::of(&bridge);
    let flight = last.flight_to(aim);
    *last = aim;
    // A person has taken it in hand since: there is no way back.
    if own.is_some_and(|own| own != *focus) {
        (*before, *own) = (None, None);
    }
    // A still picture shows what it is told to show.
    let Some(to) = flight.filter(|_| bridge.shown.flies && !looks.still) else { return };
    match to {
        Some(to) => {
            before.get_or_insert(Before { focus: *focus, goal: orbit.goal, frame: orbit.frame_goal });
            orbit.goal = Pose { zoom: 1.0, shift: Vec2::ZERO, ..orbit.goal };
            focus.set_if_neq(to);
            *own = Some(to);
        }
        None => {
            if let Some(back) = before.take() {
                orbit.goal = back.goal;
                if back.focus == Focus::Held {
                    orbit.held = back.frame;
                }
                focus.set_if_neq(back.focus);
            }
            *own = None;
        }
    }
}

/// Another home is looked at from where a person last looked at it, or as a whole.
fn sit(
    bridge: Res<Bridge>,
    laid: Res<Laid>,
    looks: Res<Looks>,
    mut orbit: ResMut<Orbit>,
    mut focus: ResMut<Focus>,
    mut of: Local<Option<String>>,
) {
    let name = &laid.of.name;
    if of.as_ref() == Some(name) {
        return;
    }
    let first = of.replace(name.clone()).is_none();
    let seat = bridge.seat(name).filter(|_| !looks.still);
    if first && seat.is_none() {
        return;
    }
    *orbit = Orbit::of(&laid);
    *focus = Focus::Whole;
    if let Some(seat) = seat {
        let pose =
            Pose { yaw: seat.yaw, pitch: seat.pitch, zoom: seat.zoom, shift: Vec2::new(seat.shift.0, seat.shift.1) };
        (orbit.now, orbit.goal) = (pose, pose);
        *focus = seat.storey.filter(|storey| laid.of.storeys().contains(storey)).map_or(Focus::Whole, Focus::Storey);
        if let Some([x0, y0, x1, y1]) = seat.frame {
            orbit.held = Some(Rect { min: Point::new(x0, y0), max: Point::new(x1, y1) });
            *focus = Focus::Held;
        }
    }
}

/// Keeps where a person left the camera, once it is at rest.
fn remember(mut bridge: ResMut<Bridge>, laid: Res<Laid>, looks: Res<Looks>, orbit: Res<Orbit>, focus: Res<Focus>) {
    if orbit.is_moving() || focus.is_flight() || looks.still {
        return;
    }
    let goal = orbit.goal;
    let seat = Seat {
        yaw: goal.yaw,
        pitch: goal.pitch,
        zoom: goal.zoom,
        shift: (goal.shift.x, goal.shift.y),
        storey: if let Focus::Storey(storey) = *focus { Some(storey) } else { None },
        frame: orbit
            .frame
            .filter(|_| *focus == Focus::Held)
            .map(|frame| [frame.min.x, frame.min.y, frame.max.x, frame.max.y]),
    };
    let at_rest = goal == orbit.rest && *focus == Focus::Whole;
    bridge.bypass_change_detection().keep_seat(&laid.of.name, (!at_rest).then_some(seat));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_last_is_flown_to_and_what_was_let_go_is_left() {
        let nothing = Aim::default();
        let device = Aim { device: Some(3), ..nothing };
        let alert = Aim { alert: Some(Focus::Room(1)), ..nothing };
        let both = Aim { device: Some(3), ..alert };
        assert_eq!(nothing.flight_to(nothing), None);
        assert_eq!(nothing.flight_to(device), Some(Some(Focus::Device(3))));
        assert_eq!(alert.flight_to(both), Some(Some(Focus::Device(3))));
        assert_eq!(device.flight_to(both), Some(Some(Focus::Room(1))), "the alert is newer than the device");
        assert_eq!(both.flight_to(alert), Some(Some(Focus::Room(1))), "the alert is still open");
        assert_eq!(alert.flight_to(nothing), Some(None));
    }
}
