//! The keys of the program, in one table: what they do, what tooltips say, and what the help shows all come from it.
//!
//! The camera's keys belong to the scene and are only listed here. This file knows no widget.

use bevy_egui::egui::{self, Key, Modifiers};

use super::panel::{self, Gaze, Screen, Shown, Wish};
use super::theme;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::{Span, Timestamp};

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
    /// Take back what was done to the house last.
    Undo,
    /// Keep what was done as a scenario.
    Save,
    /// To the next step of who was told.
    NextTold,
    /// To the step of who was told before.
    PreviousTold,
    /// Show or hide who is told.
    Told,
    /// Speak to the home.
    Speak,
    /// Speak to the home with the microphone, and say that the sentence is spoken.
    Talk,
    /// Speak aloud what the home says, or be silent.
    Aloud,
    /// Look for something on the timeline.
    Search,
    /// To the next moment that was found.
    NextFound,
    /// To the moment found before.
    PreviousFound,
    /// Keep the moment shown as a bookmark.
    Bookmark,
    /// To the next bookmark.
    NextBookmark,
    /// To the bookmark before.
    PreviousBookmark,
    /// Repeat from here, up to here, no longer.
    Repeat,
    /// Fold every room's lanes, or unfold them.
    Fold,
    /// Fade the truth, or show it again.
    Lens,
    /// To the next viewer.
    NextView,
    /// Show or hide the settings.
    Options,
    /// To the tour's next step.
    TourNext,
    /// To the tour's step before.
    TourBack,
    /// Show or hide what was learned.
    Learned,
    /// Ask what another monitor would have said, or ask no longer.
    WhatIf,
    /// Place, move, add and remove devices, or leave that page.
    Devices,
    /// Look from straight above, or as before.
    Above,
    /// Stay with a person, then the next, then nobody.
    Follow,
    /// Show a second run beside this one, or hide it.
    Beside,
    /// The library, or back from it.
    Library,
    /// Open the same file again.
    Reload,
    /// Larger text.
    LargerText,
    /// Smaller text.
    SmallerText,
    /// Text of the ordinary size.
    OrdinaryText,
    /// Keep a picture of the window.
    Picture,
    /// Film what is chosen, or stop filming.
    Film,
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
    line(Deed::PreviousTold, "H", "To the step of who was told before", &[(NONE, Key::H)]),
    line(Deed::NextTold, "Y", "To the next step of who was told", &[(NONE, Key::Y)]),
    line(Deed::Slower, "J", "Slower", &[(NONE, Key::J)]),
    line(Deed::Faster, "L", "Faster", &[(NONE, Key::L)]),
    line(Deed::ZoomIn, "I", "Zoom in on the timeline", &[(NONE, Key::I)]),
    line(Deed::ZoomOut, "O", "Zoom out of the timeline", &[(NONE, Key::O)]),
    line(Deed::PanBack, "Alt Left", "Earlier on the timeline", &[(Modifiers::ALT, Key::ArrowLeft)]),
    line(Deed::PanForward, "Alt Right", "Later on the timeline", &[(Modifiers::ALT, Key::ArrowRight)]),
    line(Deed::Search, "Ctrl F", "Search the timeline", &[(CTRL, Key::F), (NONE, Key::Slash)]),
    line(Deed::NextFound, "F3", "To the next one found, or of the chosen device", &[(NONE, Key::F3)]),
    line(Deed::PreviousFound, "Shift F3", "To the one found before", &[(Modifiers::SHIFT, Key::F3)]),
    line(Deed::Bookmark, "M", "Keep this moment as a bookmark", &[(NONE, Key::M)]),
    line(Deed::NextBookmark, "Ctrl ]", "To the next bookmark", &[(CTRL, Key::CloseBracket)]),
    line(Deed::PreviousBookmark, "Ctrl [", "To the bookmark before", &[(CTRL, Key::OpenBracket)]),
    line(Deed::Repeat, "R", "Repeat from here, then up to here, then no longer", &[(NONE, Key::R)]),
    line(Deed::Fold, "F", "Fold or unfold all rooms on the timeline", &[(NONE, Key::F)]),
    line(Deed::Act, "D", "Do something to the house", &[(NONE, Key::D)]),
    line(Deed::Undo, "Ctrl Z", "Take back what you did last", &[(CTRL, Key::Z)]),
    line(Deed::Speak, "S", "Speak to the home", &[(NONE, Key::S)]),
    line(Deed::Talk, "Shift S", "Talk with the microphone, and end the sentence", &[(Modifiers::SHIFT, Key::S)]),
    line(Deed::Aloud, "A", "Speak aloud what the home says, or be silent", &[(NONE, Key::A)]),
    line(Deed::Told, "K", "Who is told, by when", &[(NONE, Key::K)]),
    line(Deed::Save, "Ctrl S", "Save what you did as a scenario", &[(CTRL, Key::S)]),
    line(Deed::Picture, "Ctrl P", "Keep a picture of the window", &[(CTRL, Key::P)]),
    line(Deed::Film, "Ctrl M", "Film the marked stretch or the alert, or stop filming", &[(CTRL, Key::M)]),
    line(Deed::Learned, "W", "What was learned", &[(NONE, Key::W)]),
    line(Deed::WhatIf, "Q", "What if? Other settings, fewer sensors", &[(NONE, Key::Q)]),
    line(Deed::Devices, "Ctrl E", "Devices: move, turn, add, remove; what is covered", &[(CTRL, Key::E)]),
    line(Deed::Beside, "B", "A second run beside this one", &[(NONE, Key::B)]),
    line(Deed::Follow, "C", "Follow a person with the camera, the next, nobody", &[(NONE, Key::C)]),
    line(Deed::Above, "Z", "From straight above, and back", &[(NONE, Key::Z)]),
    line(Deed::NextView, "V", "Somebody else’s view of the same moment", &[(NONE, Key::V)]),
    line(Deed::Lens, "X", "The privacy lens: what they can know", &[(NONE, Key::X)]),
    line(Deed::Options, "Ctrl ,", "Settings", &[(CTRL, Key::Comma)]),
    line(Deed::TourNext, "Page down", "The next step of a tour", &[(NONE, Key::PageDown)]),
    line(Deed::TourBack, "Page up", "The step of a tour before", &[(NONE, Key::PageUp)]),
    line(Deed::Library, "Ctrl O", "The library: see something else", &[(CTRL, Key::O)]),
    line(Deed::Reload, "Ctrl R", "Open the same file again", &[(CTRL, Key::R), (NONE, Key::F5)]),
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
    ("E", "What movement sensors see"),
    ("T", "Rooms tinted by their warmth"),
    ("G", "How the home is drawn: flat plan to full 3D"),
    ("Arrow keys, among devices", "Move the chosen device; with Shift five times as far"),
    ("T, among devices", "Turn the chosen device by a quarter"),
    ("Delete, among devices", "Remove the chosen device"),
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
        Deed::Undo => Command::Undo,
        Deed::ZoomIn
        | Deed::ZoomOut
        | Deed::PanForward
        | Deed::PanBack
        | Deed::Act
        | Deed::Save
        | Deed::NextTold
        | Deed::PreviousTold
        | Deed::Told
        | Deed::Speak
        | Deed::Talk
        | Deed::Aloud
        | Deed::Search
        | Deed::NextFound
        | Deed::PreviousFound
        | Deed::Bookmark
        | Deed::NextBookmark
        | Deed::PreviousBookmark
        | Deed::Repeat
        | Deed::Fold
        | Deed::Lens
        | Deed::NextView
        | Deed::Options
        | Deed::TourNext
        | Deed::TourBack
        | Deed::Learned
        | Deed::WhatIf
        | Deed::Devices
        | Deed::Beside
        | Deed::Above
        | Deed::Follow
        | Deed::Library
        | Deed::Reload
        | Deed::LargerText
        | Deed::SmallerText
        | Deed::OrdinaryText
        | Deed::Picture
        | Deed::Film
        | Deed::Help
        | Deed::Close => return None,
    })
}

/// The deeds of the keys pressed since the last frame; pressed keys are taken, so that nothing else answers to them.
/// While text is being typed only what can be no letter is heard; and what has the focus, or an open menu, keeps the
/// keys that it needs. On a page over the house, the house's own keys are not heard.
pub fn pressed(ctx: &egui::Context, screen: Screen) -> Vec<Deed> {
    let typing = ctx.text_edit_focused();
    let focused = ctx.memory(|memory| memory.focused().is_some());
    let menu_open = egui::Popup::is_any_open(ctx);
    let mut deeds = Vec::new();
    ctx.input_mut(|input| {
        for line in SHORTCUTS {
            let kept = match line.deed {
                Deed::PlayPause => focused,
                Deed::Close => menu_open,
                // A text takes its own letters back.
                Deed::Undo => typing,
                _ => false,
            };
            // What writes a letter belongs to the text; what writes none, and the keys above the letters, do not.
            let writes = |held: Modifiers, key: Key| {
                typing && !held.command && !matches!(key, Key::F1 | Key::F3 | Key::F5 | Key::Escape)
            };
            let of_the_page = matches!(
                line.deed,
                Deed::Library
                    | Deed::Reload
                    | Deed::LargerText
                    | Deed::SmallerText
                    | Deed::OrdinaryText
                    | Deed::Help
                    | Deed::Options
                    | Deed::Close
            );
            let kept = kept || (screen != Screen::House && !of_the_page);
            // Each of the keys is taken, also after the first has been found.
            let taken =
                |(held, key): &&(Modifiers, Key)| !kept && !writes(*held, *key) && input.consume_key(*held, *key);
            let hits = line.pressed.iter().filter(taken).count();
            if hits > 0 {
                deeds.push(line.deed);
            }
        }
    });
    deeds
}

/// Carries out a deed: asks the player, or changes what is shown. What the timeline and the menu do themselves stays
/// with them.
pub fn carry_out(deed: Deed, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    if deed == Deed::Undo && shown.fitting.undo() {
        return;
    }
    if let Some(command) = command(deed) {
        // Where there is nothing to take back, nothing is asked.
        if command != Command::Undo || view.can_undo {
            out.push(command);
        }
        return;
    }
    match deed {
        Deed::LargerText => shown.text_scale = theme::next_text_scale(shown.text_scale, true),
        Deed::SmallerText => shown.text_scale = theme::next_text_scale(shown.text_scale, false),
        Deed::OrdinaryText => shown.text_scale = 1.0,
        Deed::Picture => shown.wishes.push(Wish::Picture),
        Deed::Film => panel::film::ask(view, shown),
        Deed::Help => shown.help = !shown.help,
        Deed::Close => shown.close_one(),
        Deed::Save => shown.save |= view.changed,
        Deed::NextTold | Deed::PreviousTold => {
            out.extend(panel::step_told(view, shown.viewer, deed == Deed::NextTold).map(Command::Seek));
        }
        Deed::Told => shown.care.told = !shown.care.told && view.scenario.care.is_some(),
        Deed::Speak => {
            shown.care.speak = !shown.care.speak && panel::can_speak(view, shown.viewer);
            shown.care.greet = shown.care.speak;
        }
        Deed::Talk => {
            if panel::can_speak(view, shown.viewer) {
                shown.care.talk();
            }
        }
        Deed::Aloud => shown.care.aloud = !shown.care.aloud,
        Deed::Search => {
            shown.search.open = true;
            shown.search.greet = true;
        }
        Deed::NextFound | Deed::PreviousFound => {
            out.extend(found(view, shown, deed == Deed::NextFound).map(Command::Seek));
        }
        Deed::Bookmark => panel::add_bookmark(view, shown),
        Deed::NextBookmark | Deed::PreviousBookmark => {
            let (forward, now) = (deed == Deed::NextBookmark, view.at.as_millis());
            let mut marks = shown.bookmarks.iter().map(|mark| mark.at);
            let found = if forward { marks.find(|at| *at > now) } else { marks.rfind(|at| *at < now) };
            out.extend(found.map(|at| Command::Seek(Timestamp::from_millis(at))));
        }
        Deed::Repeat => panel::step_loop(view, shown, out),
        Deed::Fold => panel::fold_all(shown, view.scenario.home.areas.len()),
        Deed::Lens => shown.lens = !shown.lens,
        Deed::NextView => shown.viewer = shown.viewer.next(),
        Deed::Options => shown.options = !shown.options,
        Deed::TourNext | Deed::TourBack => {
            if let Some(guide) = &mut shown.guide {
                guide.go(deed == Deed::TourNext);
            }
        }
        Deed::Learned => {
            shown.learned = !shown.learned || shown.what_if.open || shown.beside.open;
            (shown.what_if.open, shown.beside.open) = (false, false);
        }
        Deed::WhatIf => shown.what_if.open = !shown.what_if.open,
        Deed::Devices => shown.fitting.open = !shown.fitting.open && panel::can_fit(view),
        Deed::Beside => {
            shown.beside.open = !shown.beside.open || shown.what_if.open;
            (shown.what_if.open, shown.beside.chooses) = (false, false);
        }
        Deed::Above => shown.gaze = Some(Gaze::Above),
        Deed::Follow => shown.gaze = Some(Gaze::Follow),
        Deed::Library if shown.screen == Screen::Library => shown.screen = Screen::House,
        Deed::Library => {
            shown.screen = Screen::Library;
            shown.library.greeted = false;
        }
        Deed::Reload => shown.wishes.push(Wish::Reload),
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
        | Deed::Slower
        | Deed::Undo => {}
    }
}

/// The next or previous moment of what was looked for; without that, of the chosen device's reports.
fn found(view: &View<'_>, shown: &mut Shown, forward: bool) -> Option<Timestamp> {
    if !shown.search.words.trim().is_empty() {
        shown.search.look(view, shown.viewer);
        return shown.search.next(view.at, forward);
    }
    let device = shown.selected_device?;
    let main = view.scenario.home.devices.get(device)?.main_capability();
    if forward {
        let mut after = view.history.of_device(device, view.at + Span::millis(1), Timestamp::MAX);
        after.find(|reading| reading.capability == main).map(|reading| reading.at)
    } else {
        let mut before = view.history.of_device(device, Timestamp::MIN, view.at).rev();
        before.find(|reading| reading.capability == main).map(|reading| reading.at)
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
            Key::E,
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
