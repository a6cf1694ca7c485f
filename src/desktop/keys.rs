//! Which keys were held down when another was pressed. On a machine that draws few frames a second a whole Ctrl O may be over
//! within one of them, and `bevy_egui` asks only at the frame's end what is held: it would be heard as an O. Here each key
//! gets what was held when it was pressed.

use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyboardFocusLost, KeyboardInput};
use bevy::prelude::*;
use bevy_egui::egui::{Event, Modifiers};
use bevy_egui::{EguiInput, EguiPreUpdateSet, PrimaryEguiContext, helpers};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, hold.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass));
}

fn hold(
    mut pressed: MessageReader<KeyboardInput>,
    mut lost: MessageReader<KeyboardFocusLost>,
    mut inputs: Query<&mut EguiInput, With<PrimaryEguiContext>>,
    mut held: Local<Modifiers>,
) {
    if lost.read().count() > 0 {
        *held = Modifiers::NONE;
    }
    let mut keys = Vec::new();
    for message in pressed.read() {
        let down = message.state == ButtonState::Pressed;
        match message.logical_key {
            Key::Shift => held.shift = down,
            Key::Alt => held.alt = down,
            Key::Control if cfg!(target_os = "macos") => held.ctrl = down,
            Key::Control => (held.ctrl, held.command) = (down, down),
            Key::Super | Key::Meta if cfg!(target_os = "macos") => (held.mac_cmd, held.command) = (down, down),
            _ => {}
        }
        // As `bevy_egui` does: only what egui has a name for is handed on.
        let named = helpers::bevy_to_egui_key(&message.logical_key)
            .or_else(|| helpers::bevy_to_egui_physical_key(&message.key_code));
        if named.is_some() {
            keys.push(*held);
        }
    }
    for mut input in &mut inputs {
        correct(&mut input.events, &keys);
    }
}

/// Gives each key what was held when it was pressed or let go, in order, and takes out the letters that were none. Where there
/// are other keys than were told of, everything stays as it is.
fn correct(events: &mut Vec<Event>, held: &[Modifiers]) {
    if events.iter().filter(|event| matches!(event, Event::Key { .. })).count() != held.len() {
        return;
    }
    let mut held = held.iter();
    let mut text = None;
    let mut gone = Vec::new();
    for (place, event) in events.iter_mut().enumerate() {
        match event {
            Event::Text(_) => text = Some(place),
            Event::Key { modifiers, pressed, .. } => {
                if let Some(held) = held.next() {
                    *modifiers = *held;
                }
                // The letter of a key comes right before it.
                let of_this_key = text.take().filter(|text| *pressed && text + 1 == place);
                gone.extend(of_this_key.filter(|_| modifiers.command && !modifiers.alt));
            }
            _ => {}
        }
    }
    let mut place = 0;
    events.retain(|_| {
        place += 1;
        !gone.contains(&(place - 1))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::Key;

    fn key(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
    }

    #[test]
    fn a_whole_stroke_within_one_frame_is_what_it_was() {
        let none = Modifiers::NONE;
        let mut events = vec![
            Event::Text("o".to_owned()),
            key(Key::O, true, none),
            key(Key::O, false, none),
            key(Key::A, true, none),
        ];
        correct(&mut events, &[Modifiers::COMMAND, Modifiers::COMMAND, none]);
        let expected =
            [key(Key::O, true, Modifiers::COMMAND), key(Key::O, false, Modifiers::COMMAND), key(Key::A, true, none)];
        assert_eq!(events, expected, "no letter is typed by Ctrl O");
    }

    #[test]
    fn typed_letters_stay_and_what_is_not_understood_is_left_alone() {
        let typed = vec![Event::Text("a".to_owned()), key(Key::A, true, Modifiers::NONE)];
        let mut events = typed.clone();
        correct(&mut events, &[Modifiers::SHIFT]);
        assert_eq!(events, [typed[0].clone(), key(Key::A, true, Modifiers::SHIFT)]);
        let mut events = typed.clone();
        correct(&mut events, &[]);
        assert_eq!(events, typed);
    }
}
