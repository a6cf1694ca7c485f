//! Pictures and films asked for at the window: what is filmed, and how far it is.

use bevy_egui::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use smart_house::desktop::panel::film::{Making, Selection};
use smart_house::desktop::panel::{Shown, Wish};
use smart_house::time::Span;

use super::house::House;
use super::{asked, at_scale, desk, press};

fn filmed(wishes: &[Wish]) -> Option<Selection> {
    wishes.iter().find_map(|wish| match wish {
        Wish::Film(selection) => Some(*selection),
        _ => None,
    })
}

#[test]
fn the_marked_stretch_is_filmed_else_the_alert_else_the_last_half_hour() {
    let house = House::of(32, 32);
    let view = house.view(31, "12:00");
    let key = |view, shown| {
        let mut harness = desk(view, super::SMALL, shown);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::M);
        harness.run_steps(2);
        filmed(&harness.state().shown.wishes).expect("a film")
    };
    let plain = key(view.clone(), Shown::default());
    assert_eq!((plain.from, plain.until), (view.at - Span::minutes(30), view.at));
    let latest = view.history.alerts_by(view.at).len() - 1;
    let alert = &view.history.alerts()[latest];
    let of_alert = key(view.clone(), Shown { open_alert: Some(latest), ..Shown::default() });
    assert!(of_alert.from < alert.raised_at && of_alert.until > alert.raised_at, "{of_alert:?}");
    assert_eq!(of_alert.what, "the alert");
    let from = view.at - Span::hours(3);
    let marked = key(view.clone(), Shown { loop_from: Some(from), open_alert: Some(latest), ..Shown::default() });
    assert_eq!((marked.from, marked.until), (from, view.at));
    assert_eq!(marked.pace, 180.0, "three hours in a minute");
    let mut looping = view.clone();
    looping.repeats = Some((from, from + Span::minutes(10)));
    let repeated = key(looping, Shown::default());
    assert_eq!((repeated.until - repeated.from, repeated.pace), (Span::minutes(10), 60.0));
    assert_eq!(repeated.count(), 121, "ten seconds of twelve pictures, and the last moment");
    // What is not known yet cannot be filmed, nor what was before the scenario.
    let mut young = house.view(1, "00:05");
    young.known_until = young.at;
    let early = key(young.clone(), Shown::default());
    assert!(early.from >= young.starts && early.until <= young.known_until && early.from < early.until);
}

#[test]
fn the_menu_says_what_would_be_filmed_and_films_it() {
    let house = House::of(32, 32);
    for scale in [1.0, 2.0] {
        let mut harness = at_scale(house.view(29, "06:45"), scale);
        press(&mut harness, "Picture or film");
        assert!(harness.query_by_label_contains("30 seconds of film").is_some(), "at {scale}");
        harness.get_by_label("Film of this selection").click_accesskit();
        asked(&mut harness);
        assert!(filmed(&harness.state().shown.wishes).is_some());
        harness.state_mut().shown.wishes.clear();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
        harness.run_steps(2);
        assert_eq!(harness.state().shown.wishes, [Wish::Picture]);
    }
}

#[test]
fn how_far_a_film_is_is_shown_and_it_can_be_stopped() {
    let house = House::of(32, 32);
    let making = Making { words: "Filming: picture 34 of 612".to_owned(), part: Some(0.05) };
    for size in [super::SMALL, vec2(640.0, 480.0)] {
        let mut harness =
            desk(house.view(29, "06:45"), size, Shown { making: Some(making.clone()), ..Shown::default() });
        assert!(harness.query_all_by_label_contains("picture 34 of 612").next().is_some());
        harness.get_by_label("Stop the film").click_accesskit();
        asked(&mut harness);
        assert_eq!(harness.state().shown.wishes, [Wish::StopFilm]);
        harness.state_mut().shown.wishes.clear();
        // The key that begins a film stops it as well.
        harness.key_press_modifiers(Modifiers::COMMAND, Key::M);
        harness.run_steps(2);
        assert_eq!(harness.state().shown.wishes, [Wish::StopFilm]);
    }
}
