//! The page of devices as a person meets it: devices chosen, dragged, moved by keys, added and removed, what is refused, what
//! is covered, and what came of it. And what goes wrong with a device from its card and from the menu.

use std::sync::Arc;

use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Key, Modifiers, PointerButton, Pos2, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use smart_house::cli::load;
use smart_house::desktop::laid::Laid;
use smart_house::desktop::panel::{Shown, Wish};
use smart_house::desktop::plan::Frame;
use smart_house::evaluation::rehear::Difference;
use smart_house::home::{Device, Home, Point};
use smart_house::player::Player;
use smart_house::player::command::{Command, Intervention};
use smart_house::scenario::FaultKind;
use smart_house::time::Span;

use super::{Desk, LARGE, SMALL, asked, desk, press};

fn player(name: &str) -> Player {
    let loaded = load::of_the_library(&format!("scenarios/{name}.ron")).expect("a scenario of the library");
    Player::new(Arc::new(loaded.scenario))
}

/// The page, opened by its key.
fn opened(player: &Player, size: Vec2, text_scale: f32) -> Harness<'_, Desk<'_>> {
    let mut harness = desk(player.view(), size, Shown { text_scale, ..Shown::default() });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(4);
    assert!(harness.state().shown.fitting.open, "Ctrl E opens it");
    harness
}

fn home(harness: &Harness<'_, Desk<'_>>) -> Arc<Home> {
    Arc::clone(harness.state().shown.fitting.draft.as_ref().expect("a draft").home())
}

fn device<'h>(home: &'h Home, name: &str) -> &'h Device {
    home.devices.iter().find(|device| device.name == name).unwrap_or_else(|| panic!("no {name}"))
}

fn choose(harness: &mut Harness<'_, Desk<'_>>, name: &str) {
    harness.get_by_label(name).click_accesskit();
    harness.run_steps(3);
}

/// Where a place of the plan is on the screen.
fn on_screen(harness: &Harness<'_, Desk<'_>>, at: Point) -> Pos2 {
    let plan = harness.get_by_label_contains("Plan of the home").rect();
    let laid = Laid::out(&home(harness));
    Frame::fit(laid.home.bounds().expect("floors"), plan.shrink2(vec2(10.0, 24.0))).point(at)
}

fn drag(harness: &mut Harness<'_, Desk<'_>>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run_steps(2);
    let button = |pos, pressed| bevy_egui::egui::Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(button(from, true));
    harness.run_steps(1);
    for part in 1..=8 {
        let at = from + (to - from) * (part as f32 / 8.0);
        harness.hover_at(at);
        harness.run_steps(1);
    }
    harness.event(button(to, false));
    harness.run_steps(3);
}

#[test]
fn the_page_opens_and_closes_and_says_what_is_covered() {
    let player = player("demonstration");
    for (size, scale) in [(SMALL, 1.0), (SMALL, 1.5), (SMALL, 2.0), (LARGE, 1.0), (LARGE, 2.0)] {
        let mut harness = opened(&player, size, scale);
        assert!(harness.query_by_label("Timeline").is_none(), "the plan has the timeline's room");
        assert!(harness.query_by_label_contains("Movement sensors see").is_some());
        let window = Rect::from_min_size(Pos2::ZERO, size / scale).expand(1.0);
        for node in harness.root().children_recursive() {
            let name = node.accesskit_node().label().unwrap_or_default();
            if name.is_empty() || node.accesskit_node().role() == Role::ScrollBar {
                continue;
            }
            let rect = node.rect();
            assert!(rect.left() >= window.left() && rect.right() <= window.right(), "{scale}: {name:?} at {rect:?}");
        }
        let plan = harness.get_by_label_contains("Plan of the home").rect();
        assert!(plan.width() >= 280.0 && plan.height() >= 160.0, "{scale}: {plan:?}");
        for name in ["Apply", "Take the last step back", "Discard all steps", "Close devices"] {
            let node = harness.query_all_by_label(name).find(|node| node.accesskit_node().role() == Role::Button);
            assert!(window.contains_rect(node.expect("a button").rect()), "{scale}: {name}");
        }
        harness.key_press(Key::Escape);
        harness.run_steps(3);
        assert!(!harness.state().shown.fitting.open);
        assert!(harness.query_by_label("Timeline").is_some());
    }
}

#[test]
fn a_device_is_moved_by_buttons_and_keys_and_nothing_happens_until_it_is_applied() {
    let player = player("demonstration");
    let mut harness = opened(&player, SMALL, 1.0);
    choose(&mut harness, "Kitchen movement");
    let before = device(&home(&harness), "Kitchen movement").clone();
    assert!(press(&mut harness, "Move it up the plan").is_empty());
    let moved = device(&home(&harness), "Kitchen movement").at.expect("a place");
    assert!((moved.y - before.at.expect("a place").y - 0.1).abs() < 0.03, "{moved:?}");
    // The same by key, once the list no longer has the focus; with Shift five times as far.
    harness.get_by_label_contains("Plan of the home").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowUp);
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowUp);
    harness.run_steps(2);
    let far = device(&home(&harness), "Kitchen movement").at.expect("a place");
    assert!((far.y - moved.y - 0.6).abs() < 0.05, "{moved:?} to {far:?}");
    assert!(Arc::ptr_eq(&harness.state().view.scenario.home, &player.scenario().home), "nothing has changed");

    // Ctrl Z takes back the steps of the draft, and not what was done to the house.
    harness.state_mut().view.can_undo = true;
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        assert!(asked(&mut harness).is_empty());
    }
    assert_eq!(device(&home(&harness), "Kitchen movement").at, Some(moved));
    assert!(press(&mut harness, "Apply").is_empty());
    let wishes = harness.state().shown.wishes.clone();
    assert!(matches!(wishes.as_slice(), [Wish::Refit(applied)] if Arc::ptr_eq(applied, &home(&harness))), "{wishes:?}");
    press(&mut harness, "Discard all steps");
    assert_eq!(device(&home(&harness), "Kitchen movement"), &before);
    // With nothing left of the draft, Ctrl Z is the house's again.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    assert_eq!(asked(&mut harness), [Command::Undo]);
}

#[test]
fn a_device_is_dragged_on_the_plan_and_kept_in_the_home() {
    let player = player("demonstration");
    let mut harness = opened(&player, SMALL, 1.0);
    let from = on_screen(&harness, Point::new(0.1, 4.5));
    let to = on_screen(&harness, Point::new(0.4, 6.3));
    drag(&mut harness, from, to);
    let kitchen = device(&home(&harness), "Kitchen movement").clone();
    let at = kitchen.at.expect("a place");
    assert!((at.x - 0.08).abs() < 0.01 && (at.y - 6.3).abs() < 0.15, "it snaps to its wall: {at:?}");
    assert!(harness.state().shown.fitting.refused.is_none());
    // Outside it stays where it was last, and it is said why.
    let from = on_screen(&harness, at);
    let outside = on_screen(&harness, Point::new(-0.6, 6.3));
    drag(&mut harness, from, outside);
    assert!(harness.query_by_label_contains("That is outside the home. Put it inside one of the rooms.").is_some());
    assert!(device(&home(&harness), "Kitchen movement").at.is_some_and(|at| at.x > 0.0));
    // Each drag is one step.
    let draft = harness.state_mut().shown.fitting.draft.as_mut().expect("a draft");
    draft.undo();
    if draft.changed() {
        draft.undo();
    }
    assert!(!draft.changed(), "two drags are two steps at most");
}

#[test]
fn devices_are_added_and_removed_and_what_cannot_be_is_said() {
    let player = player("demonstration");
    let mut harness = opened(&player, LARGE, 1.0);
    press(&mut harness, "Add a device of a kind");
    harness.get_by_label("Smoke alarm").click_accesskit();
    harness.run_steps(4);
    assert!(home(&harness).devices.iter().any(|device| device.name == "Hall smoke alarm"));
    assert_eq!(harness.state().shown.fitting.selected, Some(home(&harness).devices.len() - 1));
    press(&mut harness, "Remove it");
    assert!(!home(&harness).devices.iter().any(|device| device.name == "Hall smoke alarm"));
    choose(&mut harness, "Hub");
    harness.get_by_label_contains("Plan of the home").focus();
    harness.run_steps(2);
    harness.key_press(Key::Delete);
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("Without its hub the home is not heard at all.").is_some());
    // A bathroom that nobody sees is told of in words.
    choose(&mut harness, "Bathroom movement");
    press(&mut harness, "Remove it");
    let told = "Nobody would be seen in the bathroom: no movement sensor is there.";
    assert!(harness.query_by_label(told).is_some());
    // A setting is stepped.
    choose(&mut harness, "Bedroom movement");
    press(&mut harness, "Less: How far it sees 7 m");
    assert_eq!(device(&home(&harness), "Bedroom movement").settings.reach, Some(6.0));
    press(&mut harness, "Turn it");
    assert!(harness.query_by_label_contains("hangs in a corner").is_some());
}

#[test]
fn what_came_of_it_is_said_and_can_be_saved() {
    let player = player("demonstration");
    let mut harness = opened(&player, LARGE, 1.0);
    let revision = harness.state().view.history.revision();
    harness.state_mut().shown.fitting.applied(Difference { same: 4, ..Difference::default() }, revision);
    harness.state_mut().view.changed = true;
    harness.run_steps(3);
    assert!(harness.query_by_label("Nothing is said otherwise.").is_some());
    press(&mut harness, "Save the home and its scenario");
    assert!(harness.state().shown.save);
    // What was said of other days is said no longer.
    harness.state_mut().shown.fitting.applied(Difference::default(), revision + 1);
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("said otherwise").is_none());
}

#[test]
fn where_nobody_knows_what_is_true_devices_stay_as_they_are() {
    let player = player("demonstration");
    let mut view = player.view();
    view.alive = false;
    let mut harness = desk(view, SMALL, Shown::default());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    assert!(!harness.state().shown.fitting.open);
    assert!(harness.query_by_label("Devices").is_none() && harness.query_by_label("Close devices").is_none());
}

#[test]
fn a_house_with_stairs_is_fitted_out_on_both_its_storeys() {
    let player = player("fall-at-the-stairs");
    let mut harness = opened(&player, LARGE, 1.0);
    let laid = Laid::out(&home(&harness));
    let upstairs = laid
        .of
        .devices
        .iter()
        .position(|one| one.kind == smart_house::home::DeviceKind::Movement && laid.of.storey_of(&one.area) == 1);
    let place = upstairs.expect("a sensor upstairs");
    let name = laid.of.devices[place].name.clone();
    let from = on_screen(&harness, laid.home.devices[place].at.expect("a place"));
    let area = laid.home.area(&laid.home.devices[place].area).and_then(|area| area.floor).expect("a floor");
    let to = on_screen(&harness, Point::new(area.centre().x, area.max.y - 0.3));
    drag(&mut harness, from, to);
    let moved = device(&home(&harness), &name).clone();
    assert_ne!(moved.at, laid.of.devices[place].at);
    let floor = laid.of.area(&moved.area).and_then(|area| area.floor).expect("a floor");
    assert!(floor.contains(moved.at.expect("a place")), "true places, not those on paper: {moved:?}");
    assert_eq!(laid.of.storey_of(&moved.area), 1);
}

#[test]
fn something_goes_wrong_with_a_device_from_the_menu_and_from_its_card() {
    let player = player("demonstration");
    let kitchen = player.scenario().home.devices.iter().position(|one| one.name == "Kitchen movement");
    let id = player.scenario().home.devices[kitchen.expect("a sensor")].id.clone();
    let silent = Command::Intervene(Intervention::Fail(FaultKind::Dropout { device: id }, Some(Span::hours(12))));
    let words = "Kitchen movement falls silent for 12 hours";
    let mut harness = desk(player.view(), LARGE, Shown { selected_device: kitchen, ..Shown::default() });
    harness.get_by_label("Let something go wrong").click_accesskit();
    harness.run_steps(6);
    harness.get_by_label(words).click_accesskit();
    assert_eq!(asked(&mut harness), std::slice::from_ref(&silent));
    let mut harness = desk(player.view(), LARGE, Shown { selected_device: kitchen, ..Shown::default() });
    press(&mut harness, "Do something");
    harness.get_by_label("Kitchen movement goes wrong").click_accesskit();
    harness.run_steps(6);
    harness.get_by_label(words).click_accesskit();
    assert_eq!(asked(&mut harness), [silent]);
    // What all of them depend on goes wrong without a device being chosen.
    let mut harness = desk(player.view(), LARGE, Shown::default());
    press(&mut harness, "Do something");
    harness.get_by_label("Hub, power, line and radio go wrong").click_accesskit();
    harness.run_steps(6);
    harness.get_by_label("The power is off for two hours").click_accesskit();
    let cut = Intervention::Fail(FaultKind::PowerCut, Some(Span::hours(2)));
    assert_eq!(asked(&mut harness), [Command::Intervene(cut)]);
    // Under the lens one only looks.
    let mut harness = desk(player.view(), LARGE, Shown { selected_device: kitchen, ..Shown::default() });
    harness.state_mut().view.truth = false;
    harness.run_steps(3);
    assert!(harness.query_by_label("Let something go wrong").is_none());
}
