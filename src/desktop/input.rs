//! The keys of the program, in one table: what they do, what tooltips say, and what the help shows all come from it.
//!
//! The camera's keys belong to the scene and are only listed here. This file knows no widget.

use bevy_egui::egui::{self, Key, Modifiers};

use super::panel::Shown;
use super::theme;
use crate::player::command::Command;
use crate::time::Span;

/// Something that can be done with a key and with a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Play, or pause.
    PlayPause,
    /// One minute on.
    StepForward,
    /// One minute back.
    StepBack,
    /// To the next thing that happens.
    NextEvent,
    /// To the last thing that happened.
    PreviousEvent,
    /// To the next alert.
    NextAlert,
    /// To the last alert.
    PreviousAlert,
    /// The next faster speed.
    Faster,
    /// The next slower speed.
    Slower,
    /// Show a shorter time, larger.
    ZoomIn,
    /// Show a longer time, smaller.
    ZoomOut,
    /// Show what comes later.
    PanForward,
    /// Show what came earlier.
    PanBack,
    /// Open the menu of what can be done to the house.
    Act,
    /// Keep what was done as a scenario.
    Save,
    /// Larger text.
    LargerText,
    /// Smaller text.
    SmallerText,
    /// Text of the ordinary size.
    OrdinaryText,
    /// Show or hide the help.
    Help,
    /// Close what was opened last.
    Close,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Shortcut {
    /// What it does.
    pub deed: Deed,
    /// As written on the keyboard, for people.
    pub keys: &'static str,
    /// What it does, for people: `Play or pause`.
    pub words: &'static str,
    /// What is held down and what is pressed; any of them will do.
    pub pressed: &'static [(Modifiers, Key)],
}

const fn line(deed: Deed, keys: &'static str, words: &'static str, pressed: &'static [(Modifiers, Key)]) -> Shortcut {
    Shortcut { deed, keys, words, pressed }
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

/// Every key of the panels, in the order in which the help shows them.
pub const SHORTCUTS: &[Shortcut] = &[
    line(Deed::PlayPause, "Space", "Play or pause", &[(NONE, Key::Space)]),
    line(Deed::StepBack, "Comma", "One minute back", &[(NONE, Key::Comma)]),
    line(Deed::StepForward, "Full stop", "One minute on", &[(NONE, Key::Period)]),
    line(Deed::PreviousEvent, "[", "To the event before", &[(NONE, Key::OpenBracket)]),
    line(Deed::NextEvent, "]", "To the next event", &[(NONE, Key::CloseBracket)]),
    line(Deed::PreviousAlert, "P", "To the alert before", &[(NONE, Key::P)]),
    line(Deed::NextAlert, "N", "To the next alert", &[(NONE, Key::N)]),
    line(Deed::Slower, "J", "Slower", &[(NONE, Key::J)]),
    line(Deed::Faster, "L", "Faster", &[(NONE, Key::L)]),
    line(Deed::ZoomIn, "I", "Zoom in on the timeline", &[(NONE, Key::I)]),
    line(Deed::ZoomOut, "O", "Zoom out of the timeline", &[(NONE, Key::O)]),
    line(Deed::PanBack, "Alt Left", "Earlier on the timeline", &[(Modifiers::ALT, Key::ArrowLeft)]),
    line(Deed::PanForward, "Alt Right", "Later on the timeline", &[(Modifiers::ALT, Key::ArrowRight)]),
    line(Deed::Act, "D", "Do something to the house", &[(NONE, Key::D)]),
    line(Deed::Save, "Ctrl S", "Save what you did as a scenario", &[(CTRL, Key::S)]),
    line(Deed::SmallerText, "Ctrl −", "Smaller text", &[(CTRL, Key::Minus)]),
    line(Deed::LargerText, "Ctrl +", "Larger text", &[(CTRL, Key::Plus), (CTRL, Key::Equals)]),
    line(Deed::OrdinaryText, "Ctrl 0", "Text of the ordinary size", &[(CTRL, Key::Num0)]),
    line(Deed::Help, "F1 or ?", "Help", &[(NONE, Key::F1), (NONE, Key::Questionmark), (Modifiers::SHIFT, Key::Slash)]),
    line(Deed::Close, "Esc", "Close what is open", &[(NONE, Key::Escape)]),
];

/// Keys that others answer to: egui itself, and the scene's camera. For the help alone.
pub const ELSEWHERE: &[(&str, &str)] = &[
    ("Tab", "To the next control; Shift Tab to the one before"),
    ("Enter", "Press the control that has the ring around it"),
    ("Arrow keys", "Walk the view round the house"),
    ("+ and −", "Nearer to the house, further from it"),
    ("Home", "The whole house"),
    ("U", "One storey, the other, the person, everything again"),
    ("F", "What movement sensors see"),
    ("T", "Rooms tinted by their warmth"),
    ("G", "How the home is drawn: flat plan to full 3D"),
];

/// The line of the table for a deed.
pub fn shortcut(deed: Deed) -> Option<&'static Shortcut> {
    SHORTCUTS.iter().find(|line| line.deed == deed)
}

/// What the player is asked for a deed; `None` where it is a matter of the window alone.
pub const fn command(deed: Deed) -> Option<Command> {
    Some(match deed {
        Deed::PlayPause => Command::TogglePlay,
        Deed::StepForward => Command::Step(Span::minutes(1)),
        Deed::StepBack => Command::Step(Span::minutes(-1)),
        Deed::NextEvent => Command::SeekEvent(true),
        Deed::PreviousEvent => Command::SeekEvent(false),
        Deed::NextAlert => Command::SeekAlert(true),
        Deed::PreviousAlert => Command::SeekAlert(false),
        Deed::Faster => Command::ChangeSpeed(true),
        Deed::Slower => Command::ChangeSpeed(false),
        Deed::ZoomIn
        | Deed::ZoomOut
        | Deed::PanForward
        | Deed::PanBack
        | Deed::Act
        | Deed::Save
        | Deed::LargerText
        | Deed::SmallerText
        | Deed::OrdinaryText
        | Deed::Help
        | Deed::Close => return None,
    })
}

/// The deeds of the keys pressed since the last frame; pressed keys are taken, so that nothing else answers to them.
/// Nothing while text is being typed; and what has the focus, or an open menu, keeps the keys that it needs.
pub fn pressed(ctx: &egui::Context) -> Vec<Deed> {
    if ctx.text_edit_focused() {
        return Vec::new();
    }
    let focused = ctx.memory(|memory| memory.focused().is_some());
    let menu_open = egui::Popup::is_any_open(ctx);
    let mut deeds = Vec::new();
    ctx.input_mut(|input| {
        for line in SHORTCUTS {
            let kept = match line.deed {
                Deed::PlayPause => focused,
                Deed::Close => menu_open,
                _ => false,
            };
            // Each of the keys is taken, also after the first has been found.
            let hits = line.pressed.iter().filter(|(held, key)| !kept && input.consume_key(*held, *key)).count();
            if hits > 0 {
                deeds.push(line.deed);
            }
        }
    });
    deeds
}

/// Carries out a deed: asks the player, or changes what is shown. What the timeline and the menu do themselves stays
/// with them.
pub fn carry_out(deed: Deed, can_save: bool, shown: &mut Shown, out: &mut Vec<Command>) {
    if let Some(command) = command(deed) {
        out.push(command);
        return;
    }
    match deed {
        Deed::LargerText => shown.text_scale = theme::next_text_scale(shown.text_scale, true),
        Deed::SmallerText => shown.text_scale = theme::next_text_scale(shown.text_scale, false),
        Deed::OrdinaryText => shown.text_scale = 1.0,
        Deed::Help => shown.help = !shown.help,
        Deed::Close => shown.close_one(),
        Deed::Save => shown.save |= can_save,
        Deed::ZoomIn => shown.timeline.zoom(0.5),
        Deed::ZoomOut => shown.timeline.zoom(2.0),
        Deed::PanForward => shown.timeline.pan(0.25),
        Deed::PanBack => shown.timeline.pan(-0.25),
        Deed::Act => shown.act_menu = !shown.act_menu,
        Deed::PlayPause
        | Deed::StepForward
        | Deed::StepBack
        | Deed::NextEvent
        | Deed::PreviousEvent
        | Deed::NextAlert
        | Deed::PreviousAlert
        | Deed::Faster
        | Deed::Slower => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things() {
        let mut seen: Vec<(Modifiers, Key, Deed)> = Vec::new();
        for line in SHORTCUTS {
            assert!(!line.pressed.is_empty() && !line.keys.is_empty() && !line.words.is_empty());
            for (held, key) in line.pressed {
                let twice = seen.iter().find(|(h, k, _)| h == held && k == key);
                assert!(twice.is_none(), "{:?} and {:?} share {key:?}", line.deed, twice);
                seen.push((*held, *key, line.deed));
            }
        }
    }

    #[test]
    fn the_cameras_keys_are_left_to_the_scene() {
        let camera = [
            Key::U,
            Key::F,
            Key::T,
            Key::G,
            Key::ArrowLeft,
            Key::ArrowRight,
            Key::ArrowUp,
            Key::ArrowDown,
            Key::Plus,
            Key::Minus,
            Key::Home,
        ];
        for line in SHORTCUTS {
            for (held, key) in line.pressed {
                assert!(!(held.is_none() && camera.contains(key)), "{:?} takes {key:?}", line.deed);
            }
        }
    }
}
