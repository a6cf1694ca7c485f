//! The panels as a person meets them: found by name, pressed, and asked what they did. An unnamed control cannot be
//! found, so this holds accessibility too.
#![cfg(feature = "desktop")]

#[path = "panels/beside.rs"]
mod beside;
#[path = "panels/care.rs"]
mod care;
#[path = "panels/devices.rs"]
mod devices;
#[path = "panels/film.rs"]
mod film;
#[path = "panels/house.rs"]
mod house;

use std::time::Duration;

use bevy_egui::egui::accesskit::{Action, Live, Role};
use bevy_egui::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use smart_house::desktop::input::{self, SHORTCUTS};
use smart_house::desktop::palette::Theme;
use smart_house::desktop::panel::viewer::Viewer;
use smart_house::desktop::panel::{self, Busy, Screen, Shown, Wish};
use smart_house::desktop::shelf::{Card, Group};
use smart_house::desktop::tour::Guide;
use smart_house::desktop::what_if;
use smart_house::evaluation::compare::Change;
use smart_house::player::command::{Command, Intervention};
use smart_house::player::pace::{Budget, Speed};
use smart_house::player::view::View;
use smart_house::scenario::deed::Deed;
use smart_house::scenario::problem::Problem;
use smart_house::scenario::tour::{Step, Tour, Wait};
use smart_house::time::Span;

use house::House;

/// Everything that the panels read and write.
struct Desk<'a> {
    view: View<'a>,
    shown: Shown,
    out: Vec<Command>,
    free: Rect,
}

const SMALL: Vec2 = vec2(1280.0, 720.0);
const LARGE: Vec2 = vec2(1920.0, 1080.0);

fn desk<'a>(view: View<'a>, size: Vec2, shown: Shown) -> Harness<'a, Desk<'a>> {
    let text_scale = shown.text_scale;
    let desk = Desk { view, shown, out: Vec::new(), free: Rect::NOTHING };
    let mut harness = Harness::builder().with_size(size).build_ui_state(
        |ui, desk: &mut Desk<'_>| {
            desk.free = panel::show(&ui.ctx().clone(), &desk.view, &mut desk.shown, &mut desk.out);
        },
        desk,
    );
    harness.run_steps(2);
    // As the window does: the larger the text, the fewer points the same pixels are.
    harness.set_size(size / text_scale);
    harness.run_steps(4);
    harness.state_mut().out.clear();
    harness
}

fn at_scale(view: View<'_>, text_scale: f32) -> Harness<'_, Desk<'_>> {
    desk(view, SMALL, Shown { text_scale, ..Shown::default() })
}

/// What was asked for since the last time.
fn asked(harness: &mut Harness<'_, Desk<'_>>) -> Vec<Command> {
    harness.run_steps(3);
    std::mem::take(&mut harness.state_mut().out)
}

fn press(harness: &mut Harness<'_, Desk<'_>>, name: &str) -> Vec<Command> {
    harness.get_by_label(name).click();
    asked(harness)
}

#[test]
fn every_control_of_the_bar_asks_for_what_it_says() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "06:45"), 1.0);
    let minute = Span::minutes(1);
    for (name, command) in [
        ("Pause", Command::TogglePlay),
        ("One minute back", Command::Step(-minute)),
        ("One minute on", Command::Step(minute)),
        ("To the event before", Command::SeekEvent(false)),
        ("To the next event", Command::SeekEvent(true)),
        ("To the alert before", Command::SeekAlert(false)),
        ("To the next alert", Command::SeekAlert(true)),
        ("Slower", Command::ChangeSpeed(false)),
        ("Faster", Command::ChangeSpeed(true)),
    ] {
        assert_eq!(press(&mut harness, name), [command], "{name}");
    }
    harness.state_mut().view.playing = false;
    harness.run_steps(2);
    assert_eq!(press(&mut harness, "Play"), [Command::TogglePlay]);
}

#[test]
fn panels_are_as_wide_after_a_look_at_large_text_as_before() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "06:45"), 1.0);
    let before = harness.state().free;
    for scale in [1.5, 2.0, 1.5, 1.0] {
        harness.state_mut().shown.text_scale = scale;
        // The zoom comes a frame after it was asked for, and the window has fewer points then.
        harness.run_steps(1);
        harness.set_size(SMALL / scale);
        harness.run_steps(4);
    }
    assert_eq!(harness.state().free, before);
    // The same where the text was large when the window opened.
    let mut harness = at_scale(house.view(29, "06:45"), 2.0);
    harness.state_mut().shown.text_scale = 1.0;
    harness.run_steps(1);
    harness.set_size(SMALL);
    harness.run_steps(4);
    assert_eq!(harness.state().free, before);
}

#[test]
fn a_tiny_window_is_laid_out_all_the_same() {
    let house = House::of(32, 32);
    for (size, text_scale) in [(vec2(320.0, 240.0), 1.0), (vec2(320.0, 240.0), 1.5), (vec2(160.0, 120.0), 2.0)] {
        for open in [None, Some(0)] {
            let shown = Shown { text_scale, open_alert: open, selected_device: open, ..Shown::default() };
            let harness = desk(house.view(32, "12:00"), size, shown);
            assert!(harness.query_all_by_label_contains("Simulated").next().is_some(), "{size} at {text_scale}");
        }
    }
}

#[test]
fn a_speed_is_chosen_from_the_menu() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "06:45"), 1.0);
    assert!(press(&mut harness, "Speed: 60×").is_empty());
    let asked = press(&mut harness, "3600× · an hour a second");
    assert_eq!(asked, [Command::SetSpeed(Speed::Times(3_600.0))]);
}

#[test]
fn what_can_be_done_to_the_house_is_done() {
    let house = House::of(32, 32);
    let home = &house.scenario.home;
    let fob = home.devices.iter().find(|d| d.name == "Pendant fob").expect("a fob").id.clone();
    let door = home.openings.iter().find(|o| o.name == "Front door").expect("a door").id.clone();
    let television = home.furniture.last().expect("furniture").id.clone();
    let kettle = home.furniture.first().expect("furniture").id.clone();
    for (name, intervention) in [
        ("Press the pendant fob", Intervention::PressFob(fob)),
        ("Margaret falls", Intervention::StartFall),
        ("Open the front door", Intervention::OpenDoor(door)),
        ("Switch the television off", Intervention::Switch(television, false)),
        ("Switch the kettle on", Intervention::Switch(kettle, true)),
    ] {
        let mut harness = at_scale(house.view(29, "06:45"), 1.0);
        assert!(press(&mut harness, "Do something").is_empty());
        harness.get_by_label(name).click_accesskit();
        assert_eq!(asked(&mut harness), [Command::Intervene(intervention)], "{name}");
    }
}

#[test]
fn saving_is_offered_once_something_was_done() {
    let house = House::of(32, 32);
    let mut view = house.view(29, "06:45");
    let harness = at_scale(view.clone(), 1.0);
    assert!(harness.query_by_label("Save as scenario").is_none(), "there is nothing to save yet");
    (view.changed, view.can_undo) = (true, true);
    let mut harness = at_scale(view, 1.0);
    press(&mut harness, "Save as scenario");
    assert!(harness.state().shown.save);
    assert_eq!(press(&mut harness, "Take back what you did last"), [Command::Undo]);
}

#[test]
fn every_key_does_what_its_button_does() {
    let house = House::of(32, 32);
    for line in SHORTCUTS {
        let Some(command) = input::command(line.deed) else { continue };
        for (held, key) in line.pressed {
            let mut view = house.view(29, "06:45");
            view.can_undo = true;
            let mut harness = at_scale(view, 1.0);
            harness.key_press_modifiers(*held, *key);
            assert_eq!(asked(&mut harness), std::slice::from_ref(&command), "{key:?}");
        }
    }
}

#[test]
fn keys_of_the_window_change_what_is_shown() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "06:45"), 1.0);
    harness.key_press(Key::F1);
    harness.run_steps(2);
    assert!(harness.state().shown.help);
    assert!(harness.query_by_label_contains("My garden").is_some(), "what matters to the person is told");
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert!(!harness.state().shown.help);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    harness.run_steps(3);
    assert!((harness.state().shown.text_scale - 1.25).abs() < 0.01);
    assert!((harness.ctx.zoom_factor() - 1.25).abs() < 0.01);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    harness.run_steps(3);
    assert!((harness.ctx.zoom_factor() - 1.0).abs() < 0.01);
    let before = harness.state().shown.timeline.to - harness.state().shown.timeline.from;
    harness.key_press(Key::I);
    harness.run_steps(2);
    let after = harness.state().shown.timeline.to - harness.state().shown.timeline.from;
    assert_eq!(after.as_millis(), before.as_millis() / 2);
}

#[test]
fn space_belongs_to_the_control_that_has_the_focus() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "06:45"), 1.0);
    harness.get_by_label("Faster").focus();
    harness.run_steps(2);
    harness.key_press(Key::Space);
    assert_eq!(asked(&mut harness), [Command::ChangeSpeed(true)]);
}

#[test]
fn an_alert_opens_when_it_is_raised_and_its_evidence_leads_to_its_moment() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(32, "07:57"), 1.0);
    assert_eq!(harness.state().shown.open_alert, None);
    harness.state_mut().view = house.view(32, "07:59");
    harness.run_steps(3);
    assert_eq!(harness.state().shown.open_alert, Some(2));
    for words in ["Act now", "No activity: Bathroom", "36 minutes after it began", "Jean next door", "Quite sure (87%)"]
    {
        assert!(harness.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    let row = "Show 07:22, Bathroom movement: occupied, the last movement anywhere";
    harness.get_by_label(row).click_accesskit();
    let asked = asked(&mut harness);
    assert_eq!(asked, [Command::Seek(house.scenario.calendar.at(32, house::clock("07:22")))]);
    assert_eq!(harness.state().shown.selected_device, Some(4));
    // Back before it was raised, it is not shown: nobody knew yet.
    harness.state_mut().view = house.view(32, "07:22");
    harness.run_steps(3);
    assert_eq!(harness.state().shown.open_alert, None);
    assert!(harness.query_by_label_contains("36 minutes after it began").is_none());
}

#[test]
fn an_alert_is_announced_without_interrupting() {
    let house = House::of(32, 32);
    let harness = at_scale(house.view(32, "08:00"), 1.0);
    let live = harness.root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        node.live() == Live::Polite && node.value().is_some_and(|words| words.contains("nothing has moved"))
    });
    assert!(live);
}

#[test]
fn the_list_opens_an_alert_and_comes_back() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(32, "06:00"), 1.0);
    press(&mut harness, "Look into it today, Cold room: Bedroom, Day 30, 02:07");
    assert_eq!(harness.state().shown.open_alert, Some(0));
    press(&mut harness, "All alerts");
    assert_eq!(harness.state().shown.open_alert, None);
}

#[test]
fn while_nothing_is_the_matter_the_panel_says_so() {
    let house = House::of(32, 20);
    let harness = at_scale(house.view(9, "10:00"), 1.0);
    for words in ["Nothing to tell", "day 9 of 28", "Learning 9/28", "Simulated", "Day 9 · Tue 10 Nov"] {
        assert!(harness.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
}

#[test]
fn the_timeline_seeks_where_it_is_clicked_and_scrubs_where_it_is_dragged() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "12:00"), 1.0);
    let (from, to) = (harness.state().shown.timeline.from, harness.state().shown.timeline.to);
    let plot = harness.get_by_label("Timeline").rect();
    // Up on the axis nothing draws the pointer to itself.
    let place = |part: f32| pos2(plot.left() + plot.width() * part, plot.top() + 8.0);
    let expected = |part: f64| from + Span::millis(((to - from).as_millis() as f64 * part) as i64);
    let near = |asked: &[Command], part: f64| match asked {
        [.., Command::Seek(at)] => {
            let off = (*at - expected(part)).as_millis().abs();
            assert!(off < (to - from).as_millis() / 500, "{off} ms off");
        }
        other => panic!("{other:?}"),
    };
    click(&harness, place(0.25));
    near(&asked(&mut harness), 0.25);
    harness.drag_at(place(0.3));
    harness.run_steps(2);
    harness.hover_at(place(0.5));
    harness.run_steps(2);
    near(&std::mem::take(&mut harness.state_mut().out), 0.5);
    harness.drop_at(place(0.5));
    harness.run_steps(2);
}

#[test]
fn a_click_beside_a_reading_means_the_reading() {
    let house = House::of(32, 32);
    let mut harness = desk(house.view(29, "12:00"), LARGE, Shown::default());
    let timeline = &harness.state().shown.timeline;
    let (from, to) = (timeline.from, timeline.to);
    let plot = harness.get_by_label("Timeline").rect();
    let door = harness.state().view.scenario.home.devices.iter().position(|d| d.name == "Front door").expect("a door");
    let opened = house.history.of_device(door, from, to).next().expect("a reading").at;
    let part = (opened - from).as_millis() as f32 / (to - from).as_millis() as f32;
    let row = harness.get_by_label("Front door, device").rect();
    click(&harness, pos2(plot.left() + plot.width() * part + 3.0, row.center().y));
    assert_eq!(asked(&mut harness), [Command::Seek(opened)]);
}

#[test]
fn the_wheel_zooms_around_the_pointer() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "12:00"), 1.0);
    let plot = harness.get_by_label("Timeline").rect();
    let before = (harness.state().shown.timeline.from, harness.state().shown.timeline.to);
    let at = pos2(plot.left() + plot.width() * 0.25, plot.top() + 8.0);
    harness.hover_at(at);
    harness.run_steps(1);
    harness.event(Event::MouseWheel {
        unit: bevy_egui::egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 120.0),
        phase: bevy_egui::egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(30);
    let after = (harness.state().shown.timeline.from, harness.state().shown.timeline.to);
    let span = |pair: (smart_house::time::Timestamp, smart_house::time::Timestamp)| (pair.1 - pair.0).as_millis();
    assert!(span(after) < span(before));
    let under =
        |pair: (smart_house::time::Timestamp, smart_house::time::Timestamp)| pair.0.as_millis() + span(pair) / 4;
    assert!((under(after) - under(before)).abs() < span(before) / 100);
}

#[test]
fn the_timeline_is_steered_by_keys_and_by_assistive_technology() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "12:00"), 1.0);
    harness.get_by_label("Timeline").focus();
    harness.run_steps(2);
    let now = harness.state().view.at;
    harness.key_press(Key::ArrowRight);
    match asked(&mut harness)[..] {
        [Command::Seek(at)] => assert!(at > now && at - now <= Span::hours(1)),
        ref other => panic!("{other:?}"),
    }
    assert!(harness.get_by_label("Timeline").is_focused(), "arrows stay with the timeline");
    let node = harness.get_by_label("Timeline");
    assert_eq!(node.accesskit_node().value().as_deref(), Some("day 29, Monday 12:00"));
}

#[test]
fn a_device_is_chosen_by_its_lane_and_tells_what_it_cannot_know() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "12:00"), 1.0);
    harness.get_by_label("Kitchen movement, device").click_accesskit();
    harness.run_steps(3);
    let kitchen = harness.state().shown.selected_device.expect("a device");
    assert!(harness.query_by_label_contains("cannot see who").is_some());
    assert!(harness.query_by_label_contains("Battery 87%").is_some());
    let before = house.history.of_device(kitchen, house.scenario.starts(), harness.state().view.at);
    let last = before.rev().find(|r| r.capability == smart_house::home::Capability::Occupancy).expect("a reading").at;
    harness.get_by_label("To its report before").click_accesskit();
    assert_eq!(asked(&mut harness), [Command::Seek(last)]);
    press(&mut harness, "Close Kitchen movement");
    assert_eq!(harness.state().shown.selected_device, None);
}

fn click(harness: &Harness<'_, Desk<'_>>, at: Pos2) {
    harness.hover_at(at);
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
}

/// The situations that must hold at every size: nothing, an alert, a device, the help.
fn situations(text_scale: f32) -> Vec<(&'static str, Shown)> {
    let shown = || Shown { text_scale, ..Shown::default() };
    vec![
        ("plain", shown()),
        ("an alert", Shown { open_alert: Some(2), ..shown() }),
        ("a device", Shown { selected_device: Some(10), ..shown() }),
        ("the help", Shown { help: true, ..shown() }),
        ("the settings", Shown { options: true, ..shown() }),
        ("the family", Shown { viewer: Viewer::Family, ..shown() }),
        ("the resident", Shown { viewer: Viewer::Resident, ..shown() }),
        ("the practitioner", Shown { viewer: Viewer::Practitioner, ..shown() }),
        ("the developer", Shown { viewer: Viewer::Developer, ..shown() }),
        ("the lens", Shown { lens: true, ..shown() }),
        ("a dark theme", Shown { theme: Theme::Dark, ..shown() }),
    ]
}

#[test]
fn every_control_has_a_name() {
    let house = House::of(32, 32);
    for scale in [1.0, 2.0] {
        for (situation, shown) in situations(scale) {
            let harness = desk(house.view(32, "08:30"), SMALL, shown);
            for node in harness.root().children_recursive() {
                let node = node.accesskit_node();
                let data = node.data();
                let pressed = data.supports_action(Action::Click);
                let structural =
                    matches!(node.role(), Role::GenericContainer | Role::Window | Role::ScrollBar | Role::Splitter);
                if pressed && !structural {
                    let name = node.label().unwrap_or_default();
                    assert!(!name.trim().is_empty(), "{situation} at {scale}: a {:?} has no name", node.role());
                }
            }
        }
    }
}

#[test]
fn the_tab_key_reaches_every_control() {
    let house = House::of(32, 32);
    let mut harness = desk(house.view(32, "08:30"), SMALL, Shown { open_alert: Some(2), ..Shown::default() });
    let mut wanted: Vec<String> = harness
        .root()
        .children_recursive()
        .filter(|node| {
            let node = node.accesskit_node();
            matches!(node.role(), Role::Button | Role::Slider) && !node.is_disabled()
        })
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(wanted.len() > 30, "{}", wanted.len());
    for _ in 0..wanted.len() + 20 {
        harness.key_press(Key::Tab);
        harness.run_steps(1);
        if let Some(node) = harness.root().children_recursive().find(|node| node.is_focused()) {
            let name = node.accesskit_node().label().unwrap_or_default();
            wanted.retain(|one| *one != name);
        }
    }
    assert!(wanted.is_empty(), "never reached: {wanted:?}");
}

#[test]
fn nothing_leaves_the_window_or_lies_over_its_neighbour() {
    let house = House::of(32, 32);
    for scale in [1.0, 1.5, 2.0] {
        for (situation, shown) in situations(scale) {
            let harness = desk(house.view(32, "08:30"), SMALL, shown);
            let window = Rect::from_min_size(Pos2::ZERO, SMALL / scale).expand(1.0);
            let free = harness.state().free;
            assert!(window.contains_rect(free), "{situation} at {scale}: {free:?}");
            assert!(free.width() >= 280.0 && free.height() >= 120.0, "{situation} at {scale}: {free:?}");
            let mut bar: Vec<(String, Rect)> = Vec::new();
            for node in harness.root().children_recursive() {
                let name = node.accesskit_node().label().or(node.accesskit_node().value()).unwrap_or_default();
                if name.is_empty() || node.accesskit_node().role() == Role::ScrollBar {
                    continue;
                }
                let rect = node.rect();
                let sideways = rect.left() >= window.left() && rect.right() <= window.right();
                assert!(sideways, "{situation} at {scale}: {name:?} at {rect:?}");
                if rect.bottom() < free.top() && matches!(node.accesskit_node().role(), Role::Button | Role::Label) {
                    bar.push((name, rect));
                }
            }
            assert!(bar.len() > 12);
            // The help is meant to lie over the bar.
            bar.retain(|_| situation != "the help" && situation != "the settings");
            for (n, (name, rect)) in bar.iter().enumerate() {
                for (other, beside) in bar.iter().skip(n + 1) {
                    let over = rect.shrink(1.0).intersects(beside.shrink(1.0));
                    assert!(!over, "{situation} at {scale}: {name:?} lies over {other:?}");
                }
            }
            for name in ["Timeline", "Whole scenario", "Settings", "Pause"] {
                let control = harness.query_all_by_label(name).find(|node| node.accesskit_node().role() != Role::Label);
                let rect = control.expect("a control").rect();
                assert!(window.contains_rect(rect), "{situation} at {scale}: {name} at {rect:?}");
            }
        }
    }
}

#[test]
fn a_house_without_a_past_is_shown_too() {
    let house = House::of(32, 0);
    for text_scale in [1.0, 2.0] {
        let mut harness = at_scale(house.view(1, "00:00"), text_scale);
        assert!(harness.query_by_label("Nothing to tell").is_some());
        harness.get_by_label("Front door, device").click_accesskit();
        harness.run_steps(3);
        assert!(harness.query_by_label("Nothing reported yet").is_some());
    }
}

#[test]
fn a_year_is_drawn_with_as_little_as_a_day() {
    let house = House::of(365, 365);
    assert!(house.history.readings().len() > 100_000);
    let corners = |hours: i64| {
        let mut harness = at_scale(house.view(300, "12:00"), 1.0);
        let at = harness.state().view.at;
        let timeline = &mut harness.state_mut().shown.timeline;
        (timeline.from, timeline.to) = (at - Span::hours(hours / 2), at + Span::hours(hours / 2));
        harness.run_steps(3);
        let output = harness.output();
        let drawn = harness.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        drawn
            .iter()
            .map(|one| match &one.primitive {
                bevy_egui::egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
                bevy_egui::egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum::<usize>()
    };
    for hours in [24, 24 * 30, 24 * 365] {
        let corners = corners(hours);
        assert!(corners < 150_000, "{hours} hours take {corners} corners");
    }
}

/// A panel that is opened by its button and closed by the same key again.
fn toggled(key: Key, open: impl Fn(&Shown) -> bool) {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(32, "08:30"), 1.0);
    assert!(!open(&harness.state().shown));
    harness.key_press(key);
    harness.run_steps(3);
    assert!(open(&harness.state().shown), "{key:?} opens");
    harness.key_press(key);
    harness.run_steps(3);
    assert!(!open(&harness.state().shown), "{key:?} closes");
}

#[test]
fn keys_open_what_they_say_and_close_it_again() {
    toggled(Key::W, |shown| shown.learned);
    toggled(Key::Q, |shown| shown.what_if.open);
    toggled(Key::X, |shown| shown.lens);
    toggled(Key::F1, |shown| shown.help);
    toggled(Key::F, |shown| !shown.folded.is_empty());
}

#[test]
fn what_was_learned_is_told_in_words_beside_the_plots() {
    let house = House::of(32, 32);
    let shown = Shown { learned: true, ..Shown::default() };
    let mut harness = desk(house.view(32, "08:30"), SMALL, shown);
    for words in ["Learned from 28 days", "busiest hour", "Night bathroom visits: 5, usually 0 to 3", "Changed"] {
        assert!(harness.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    // A plot is a picture with a sentence for a name.
    let pictures = harness.root().children_recursive().filter(|node| node.accesskit_node().role() == Role::Image);
    let sentences: Vec<String> = pictures.filter_map(|node| node.accesskit_node().label()).collect();
    assert!(sentences.iter().any(|one| one.contains("which is more than usual")), "{sentences:?}");
    harness.get_by_label_contains("Rising: ").click_accesskit();
    harness.run_steps(3);
    assert!(harness.query_all_by_label_contains("Rising: 07:06 on day 32, as usual").next().is_some());
    let asked = press(&mut harness, "Six weeks in ninety seconds");
    assert_eq!(asked, [Command::SetSpeed(Speed::Times(40_320.0)), Command::Play]);
}

#[test]
fn what_if_is_asked_by_steps_and_answered_by_hearing_the_weeks_again() {
    let house = House::of(32, 32);
    let mut shown = Shown::default();
    shown.what_if.open = true;
    let mut harness = desk(house.view(32, "08:30"), SMALL, shown);
    harness.get_by_label("More: A room is cold below 18.0 °C").click_accesskit();
    harness.run_steps(2);
    assert!(harness.query_by_label("It is 18.0 °C as things are.").is_some());
    assert!(harness.query_by_label_contains("Pendant fob, there").is_some());
    harness.get_by_label("Pendant fob, there").click_accesskit();
    harness.run_steps(3);
    assert!(harness.query_by_label("Pendant fob, taken away").is_some());
    let asked = harness.state().shown.what_if.asked().expect("a choice").clone();
    assert_eq!((asked.config.low_celsius, asked.without.len()), (18.5, 1));

    // The weeks are heard again in pieces, however short each is.
    let (mut hearing, mut pieces) = (None, 0);
    let desk = harness.state_mut();
    loop {
        hearing = what_if::go_on(hearing, &desk.view, &mut desk.shown, Budget::of(Duration::ZERO));
        pieces += 1;
        if hearing.is_none() {
            break;
        }
    }
    assert!(pieces > 1, "{pieces}");
    let outcome = desk.shown.what_if.outcome.clone().expect("an answer");
    let difference = &outcome.difference;
    let of_the_first = difference.changes.iter().filter(|change| !matches!(change, Change::Gained(_))).count();
    // Each alert that was raised is the same, fewer or changed, and nothing else.
    assert_eq!(of_the_first + difference.same as usize, house.history.alerts().len());
    harness.run_steps(2);
    let strip = format!("What if: {} alerts", outcome.said.len());
    assert!(harness.query_by_label(&strip).is_some(), "{strip}");
    let rows = ["More: ", "Fewer: ", "Changed: "].map(|word| harness.query_all_by_label_contains(word).count());
    assert!(rows.iter().sum::<usize>() >= difference.changes.len(), "{rows:?}");
    let first = difference.changes[0].at();
    let word = match difference.changes[0] {
        Change::Gained(_) => "More: ",
        Change::Lost(_) => "Fewer: ",
        Change::Moved(..) => "Changed: ",
    };
    let starts = |label: String| label.starts_with(word) && label.contains(", day ");
    let row = harness.root().children_recursive().find(|node| node.accesskit_node().label().is_some_and(starts));
    row.expect("a row for each alert").click_accesskit();
    assert_eq!(self::asked(&mut harness), [Command::Seek(first)]);
    harness.get_by_label("As it is").click_accesskit();
    harness.run_steps(3);
    assert!(harness.state().shown.what_if.asked().is_none());
}

#[test]
fn an_alert_says_when_it_would_have_told_us() {
    let house = House::of(32, 32);
    let mut harness = desk(house.view(32, "08:30"), SMALL, Shown { open_alert: Some(2), ..Shown::default() });
    // She fell at 07:22; the alert came at 07:58, a carer would have come at 08:30, the family rung at 18:00.
    for words in [
        "The monitor: after 36 minutes",
        "The fob: not pressed so far",
        "A carer at 08:30: after 1 hour 8 minutes",
        "A family call at 18:00: after 10 hours 38 minutes",
    ] {
        assert!(harness.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    harness.get_by_label("Later carer").click_accesskit();
    harness.run_steps(3);
    assert_eq!(harness.state().shown.carer_at, 9 * 60);
    assert!(harness.query_all_by_label_contains("A carer at 09:00: after 1 hour 38 minutes").next().is_some());
}

#[test]
fn each_viewer_sees_what_they_may_know_and_no_more() {
    let house = House::of(32, 32);
    let says = |viewer: Viewer, lens: bool, words: &str| {
        let mut view = house.view(32, "08:30");
        let shown = Shown { viewer, lens, ..Shown::default() };
        if shown.hides_truth() {
            view = view.without_truth();
        }
        let harness = desk(view, LARGE, shown);
        harness.root().children_recursive().any(|node| {
            let node = node.accesskit_node();
            node.label().or(node.value()).is_some_and(|text| text.contains(words))
        })
    };
    // The truth: for whoever presents and develops, and not under the lens.
    for viewer in Viewer::ALL {
        assert_eq!(
            says(viewer, false, "Unusual") || says(viewer, false, "In the house now"),
            viewer == Viewer::Presenter,
            "{viewer:?}"
        );
        assert!(!says(viewer, true, "In the house now") && !says(viewer, true, "Lying on the bathroom floor"));
        assert!(says(viewer, true, "What nobody sees"));
    }
    // Single readings are not the family's, and the family can say that it has seen a concern.
    assert!(!says(Viewer::Family, false, "Kitchen movement, device"));
    assert!(says(Viewer::Practitioner, false, "Kitchen movement, device"));
    assert!(says(Viewer::Family, false, "I have seen this"));
    assert!(says(Viewer::Resident, false, "Good morning, Margaret."));
    assert!(says(Viewer::Resident, false, "What was told of you"));
    assert!(says(Viewer::Practitioner, false, "3.3 on average, above the usual range of 0 to 3"));
    assert!(says(Viewer::Developer, false, "0.1.0+test"));
}

#[test]
fn the_family_sees_one_concern_at_a_time_and_the_monitor_is_told_what_they_have_seen() {
    let mut house = House::of(32, 32);
    let at = house.scenario.calendar.at(32, house::clock("08:30"));
    let mut seen = Vec::new();
    // The most urgent first, and of the others the latest; each is gone once the monitor has it from the history.
    loop {
        let view = house.view(32, "08:30").without_truth();
        let mut harness = desk(view, LARGE, Shown { viewer: Viewer::Family, ..Shown::default() });
        let concerns = harness.query_all_by_label("I have seen this").count();
        if concerns == 0 {
            assert!(harness.query_by_label("All is as usual").is_some());
            break;
        }
        assert_eq!(concerns, 1);
        harness.get_by_label("I have seen this").click_accesskit();
        let asked = asked(&mut harness);
        let [Command::Intervene(Intervention::Do(Deed::Acknowledged { concern, contact: None })), Command::Step(_)] =
            asked[..]
        else {
            panic!("{asked:?}")
        };
        drop(harness);
        seen.push(concern);
        house.acknowledge(concern, at);
    }
    assert_eq!(seen, [3, 2, 1]);
}

#[test]
fn readings_are_filtered_and_lead_to_their_moment() {
    let house = House::of(32, 32);
    let shown = Shown { viewer: Viewer::Developer, ..Shown::default() };
    let mut harness = desk(house.view(32, "08:30"), LARGE, shown);
    harness.get_by_label("Filter the readings").focus();
    harness.run_steps(2);
    harness.event(Event::Text("front-door contact true".to_owned()));
    harness.run_steps(3);
    let row = harness.query_all_by_label_contains("front-door-contact  contact  true").next().expect("a reading");
    row.click_accesskit();
    assert!(matches!(asked(&mut harness)[..], [Command::Seek(_)]));
    assert!(harness.query_all_by_label_contains("kitchen-movement  occupancy").next().is_none());
}

#[test]
fn a_search_goes_from_one_to_the_next() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "12:00"), 1.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(3);
    assert!(harness.get_by_label("What to look for").is_focused());
    harness.event(Event::Text("alert".to_owned()));
    harness.run_steps(3);
    assert_eq!(harness.state().shown.search.found.len(), 3);
    harness.key_press(Key::F3);
    let first = house.history.alerts()[0].raised_at;
    assert_eq!(asked(&mut harness), [Command::Seek(first)]);
    // What really happened is found only where it may be known.
    harness.state_mut().shown.search.words = "fall".to_owned();
    harness.run_steps(3);
    assert_eq!(harness.state().shown.search.found, [house.scenario.calendar.at(32, house::clock("07:22"))]);
    harness.state_mut().view = house.view(29, "12:00").without_truth();
    harness.state_mut().shown.search.words = "falls in".to_owned();
    harness.run_steps(3);
    assert!(harness.state().shown.search.found.is_empty());
}

#[test]
fn rooms_fold_into_one_lane() {
    let house = House::of(32, 32);
    let mut harness = desk(house.view(29, "12:00"), LARGE, Shown::default());
    assert!(harness.query_by_label("Kitchen movement, device").is_some());
    harness.get_by_label("Kitchen, room, unfolded").click_accesskit();
    harness.run_steps(3);
    assert!(harness.query_by_label("Kitchen movement, device").is_none());
    assert!(harness.query_by_label("Kitchen, room, folded").is_some());
    assert!(harness.query_by_label("Lounge movement, device").is_some());
}

#[test]
fn a_moment_is_kept_and_come_back_to() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "12:00"), 1.0);
    harness.key_press(Key::M);
    harness.run_steps(3);
    let kept = harness.state().view.at;
    assert_eq!(harness.state().shown.bookmarks.len(), 1);
    assert_eq!(harness.state().shown.bookmarks[0].name, "Day 29, 12:00");
    harness.state_mut().view = house.view(30, "09:00");
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::OpenBracket);
    assert_eq!(asked(&mut harness), [Command::Seek(kept)]);
}

#[test]
fn a_stretch_is_repeated_from_here_to_there() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "12:00"), 1.0);
    press(&mut harness, "Repeat from here");
    let from = harness.state().view.at;
    harness.state_mut().view = house.view(29, "13:00");
    harness.run_steps(3);
    let until = harness.state().view.at;
    let asked = press(&mut harness, "Repeat up to here");
    assert_eq!(asked, [Command::Repeat(Some((from, until))), Command::Seek(from), Command::Play]);
    harness.state_mut().view.repeats = Some((from, until));
    harness.run_steps(3);
    assert_eq!(press(&mut harness, "Stop repeating"), [Command::Repeat(None)]);
}

fn card(path: &str, title: &str, group: Group, house: &House) -> Card {
    Card {
        path: path.to_owned(),
        title: title.to_owned(),
        sentence: format!("{title} is what this is about."),
        look_for: "Look at the front door.".to_owned(),
        days: 32,
        learning_days: 28,
        people: "Margaret".to_owned(),
        group,
        names: Vec::new(),
        home: std::sync::Arc::clone(&house.scenario.home),
    }
}

#[test]
fn the_library_is_searched_by_typing_and_opened_by_keys() {
    let house = House::of(32, 32);
    for scale in [1.0, 2.0] {
        let mut shown = Shown { screen: Screen::Library, text_scale: scale, ..Shown::default() };
        shown.library.cards = vec![
            card("a.ron", "Four days in November", Group::Start, &house),
            card("b.ron", "A fall at the bedside", Group::Happens, &house),
            card("c.ron", "A late morning", Group::Harmless, &house),
        ];
        shown.library.recent = vec!["/home/jean/my.ron".to_owned()];
        let mut harness = desk(house.view(29, "12:00"), SMALL, shown);
        assert!(harness.query_by_label_contains("Play A fall at the bedside").is_some());
        assert!(harness.get_by_label("Search the library").is_focused(), "one can type at once");
        for letter in ["f", "a", "l", "l"] {
            harness.event(Event::Text(letter.to_owned()));
            harness.run_steps(1);
        }
        harness.run_steps(3);
        assert!(harness.query_by_label_contains("Play A late morning").is_none());
        harness.key_press(Key::Enter);
        harness.run_steps(3);
        assert_eq!(harness.state_mut().shown.wishes, [Wish::Open("b.ron".to_owned())]);
        harness.state_mut().shown.wishes.clear();
        harness.get_by_label("Open /home/jean/my.ron").click_accesskit();
        harness.run_steps(2);
        assert_eq!(harness.state_mut().shown.wishes, [Wish::Open("/home/jean/my.ron".to_owned())]);
        let width = SMALL.x / scale + 1.0;
        for node in harness.root().children_recursive() {
            let role = node.accesskit_node().role();
            if matches!(role, Role::Button | Role::TextInput) {
                assert!(node.rect().right() <= width, "{scale}: {:?}", node.accesskit_node().label());
            }
        }
        harness.key_press(Key::Escape);
        harness.run_steps(3);
        harness.key_press(Key::Escape);
        harness.run_steps(3);
        assert_eq!(harness.state().shown.screen, Screen::House);
    }
}

#[test]
fn problems_are_shown_with_their_place_and_what_to_do() {
    let house = House::of(32, 32);
    let mut shown = Shown { screen: Screen::Problems, ..Shown::default() };
    shown.problems.path = "homes/mine.ron".to_owned();
    shown.problems.found =
        vec![Problem::of_file("homes/mine.ron", "no area is called \"kitchn\"", "Did you mean \"kitchen\"?")];
    let mut harness = desk(house.view(29, "12:00"), SMALL, shown);
    for words in ["mine.ron cannot be played yet", "No area is called", "Did you mean", "opened again by itself"] {
        assert!(harness.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    press(&mut harness, "Look again");
    assert_eq!(harness.state().shown.wishes, [Wish::Reload]);
}

#[test]
fn what_takes_long_says_how_far_it_is_and_can_be_stopped() {
    let house = House::of(32, 10);
    let busy = Busy { words: "The monitor learns this home: day 9 of 28".to_owned(), part: Some(0.3) };
    let mut harness = desk(house.view(9, "10:00"), SMALL, Shown { busy: Some(busy), ..Shown::default() });
    assert!(harness.query_by_label_contains("30 per cent done").is_some());
    press(&mut harness, "Stop");
    assert_eq!(harness.state().shown.wishes, [Wish::Cancel]);
}

#[test]
fn a_recording_has_no_truth_and_nothing_can_be_done_in_it() {
    let house = House::of(32, 32);
    let mut view = house.view(32, "08:30").without_truth();
    view.simulated = false;
    let harness = desk(view, SMALL, Shown::default());
    assert!(harness.query_by_label("Recorded").is_some() && harness.query_by_label("Simulated").is_none());
    assert!(harness.query_by_label("Do something").is_none());
    assert!(harness.query_all_by_label_contains("In the house now").next().is_none());
}

#[test]
fn settings_change_how_everything_looks() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "12:00"), 1.0);
    press(&mut harness, "Settings");
    assert!(harness.state().shown.options);
    for (name, theme) in [("Dark", Theme::Dark), ("High contrast", Theme::HighContrast), ("Light", Theme::Light)] {
        harness.get_by_label(name).click_accesskit();
        harness.run_steps(4);
        assert_eq!(harness.state().shown.theme, theme);
    }
    harness.get_by_label("As little as can be").click_accesskit();
    harness.run_steps(3);
    assert!(harness.state().shown.reduced_motion);
    harness.get_by_label("125%").click_accesskit();
    harness.run_steps(4);
    assert!((harness.ctx.zoom_factor() - 1.25).abs() < 0.01);
}

#[test]
fn a_tour_says_its_caption_and_goes_on_by_a_key() {
    let house = House::of(32, 32);
    let step = |say: &str, notes: &str| Step {
        say: say.to_owned(),
        notes: notes.to_owned(),
        at: None,
        speed: None,
        view: None,
        lens: false,
        learned: false,
        area: None,
        device: None,
        wait: Wait::Reading(Span::seconds(5)),
    };
    let tour = Tour {
        title: "A tour".to_owned(),
        about: String::new(),
        scenario: house.scenario.clone(),
        steps: vec![step("This is the kitchen.", "Wait for questions."), step("And this the hall.", "")],
    };
    for scale in [1.0, 2.0] {
        let guide = Some(Guide::new(tour.clone(), false));
        let mut harness = desk(house.view(29, "12:00"), SMALL, Shown { guide, text_scale: scale, ..Shown::default() });
        assert!(harness.query_by_label("This is the kitchen.").is_some());
        assert!(harness.query_by_label_contains("Wait for questions").is_none(), "notes are the presenter's");
        harness.get_by_label("Notes").click_accesskit();
        harness.run_steps(3);
        assert!(harness.query_by_label_contains("Wait for questions").is_some());
        harness.key_press(Key::PageDown);
        harness.run_steps(3);
        assert!(harness.query_by_label("And this the hall.").is_some());
        harness.get_by_label("Next step").click_accesskit();
        harness.run_steps(3);
        assert!(harness.query_by_label("That was the tour.").is_some());
        let right = SMALL.x / scale;
        assert!(harness.get_by_label("End the tour").rect().right() <= right);
        harness.get_by_label("End the tour").click_accesskit();
        harness.run_steps(3);
        assert!(harness.state().shown.guide.is_none());
    }
}

#[test]
fn a_home_without_a_plan_is_shown_by_its_rooms() {
    let mut house = House::of(32, 32);
    let mut home = house.scenario.home.as_ref().clone();
    home.areas.iter_mut().for_each(|area| area.floor = None);
    house.scenario.home = std::sync::Arc::new(home);
    let mut harness = desk(house.view(29, "12:00"), LARGE, Shown::default());
    assert!(harness.query_by_label_contains("Nobody knows how these rooms lie").is_some());
    harness.get_by_label("Kitchen movement").click_accesskit();
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("cannot see who").is_some());
}

#[test]
fn the_camera_is_asked_by_key_and_by_button() {
    let house = House::of(32, 32);
    let mut harness = at_scale(house.view(29, "06:45"), 1.0);
    for (key, name, gaze) in
        [(Key::Z, "Straight from above", panel::Gaze::Above), (Key::C, "Follow a person", panel::Gaze::Follow)]
    {
        harness.key_press(key);
        harness.run_steps(2);
        assert_eq!(harness.state_mut().shown.gaze.take(), Some(gaze), "{name}");
    }
    for (name, gaze) in [
        ("The whole house", panel::Gaze::Whole),
        ("From above", panel::Gaze::Above),
        ("Follow a person", panel::Gaze::Follow),
    ] {
        press(&mut harness, name);
        assert_eq!(harness.state_mut().shown.gaze.take(), Some(gaze), "{name}");
    }
    // Where nobody is seen, nobody can be followed.
    harness.state_mut().view = house.view(29, "06:45").without_truth();
    harness.run_steps(3);
    assert!(harness.query_by_label("Follow a person").is_none());
}
