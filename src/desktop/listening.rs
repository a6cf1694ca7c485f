//! What is spoken to the home with a microphone, where a Wyoming server is set: one presses, speaks, and presses again, and
//! the sentence that the server heard is said like a typed one. Whatever goes wrong is told, and one can always type.

use bevy::prelude::*;

use super::Stage;
use super::bridge::Bridge;
use super::panel::caring::Listen;
use crate::speech::ear::{Ear, Hearing};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Listening>().add_systems(Update, listen.in_set(Stage::Input));
}

/// The ear, once it was asked for, with its server's address.
#[derive(Resource, Default)]
struct Listening {
    ear: Option<(String, Ear)>,
}

fn listen(mut listening: ResMut<Listening>, mut bridge: ResMut<Bridge>) {
    let wish = bridge.bypass_change_detection().shown.care.listen.take();
    let server = bridge.shown.care.server.trim();
    if listening.ear.as_ref().is_some_and(|(known, _)| known != server) {
        listening.ear = None;
    }
    if wish == Some(Listen::Begin) && listening.ear.is_none() && !server.is_empty() {
        listening.ear = Some((server.to_owned(), Ear::new(server)));
    }
    let ear = listening.ear.as_mut().map(|(_, ear)| ear);
    let mut hearing = Hearing::Ready;
    if let Some(ear) = ear {
        match wish {
            Some(Listen::Begin) => ear.listen(),
            Some(Listen::Finish) => ear.finish(),
            Some(Listen::Leave) => ear.leave(),
            None => {}
        }
        match ear.take() {
            Some(Ok(sentence)) => super::panel::say(&sentence, &mut bridge.asked),
            Some(Err(why)) => bridge.told = Some(super::panel::capital(&why.to_string())),
            None => {}
        }
        hearing = ear.hearing();
        // The program that recorded may be installed meanwhile, so the next turn looks for it anew.
        if hearing == Hearing::Ready {
            listening.ear = None;
        }
    }
    if bridge.shown.care.hearing != hearing {
        bridge.shown.care.hearing = hearing;
    }
}
