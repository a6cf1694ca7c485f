//! What the panels take of a frame: the timeline of a year, at three zooms, with everything around it.
//!
//! `cargo bench --bench window` measures the layout alone; what the graphics card does is not in it.

use std::sync::Arc;

use bevy_egui::egui::{self, Pos2, RawInput, Rect, vec2};
use smart_house::cli::load;
use smart_house::desktop::panel::{self, Shown};
use smart_house::player::Player;
use smart_house::player::command::Command;
use smart_house::player::pace::Budget;
use smart_house::scenario::{Moment, Scenario};
use smart_house::time::{ClockTime, Span};

fn main() {
    divan::main();
}

/// A frame of all panels at 1280 by 720, with a year behind it and so many hours in sight.
#[divan::bench(args = [1, 24, 24 * 30, 24 * 365], sample_count = 50)]
fn panels_with_a_year(bencher: divan::Bencher<'_, '_>, hours: i64) {
    let scenario = load::demonstration().expect("the demonstration is valid").scenario;
    panels(bencher, scenario, hours, vec2(1280.0, 720.0));
}

/// The same at 1920 by 1080 with forty devices: every lane of the timeline unfolded.
#[divan::bench(args = [1, 24, 24 * 30, 24 * 365], sample_count = 50)]
fn panels_with_a_year_of_forty_devices(bencher: divan::Bencher<'_, '_>, hours: i64) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/burnt-toast.ron");
    let scenario = load::scenario(&file).expect("it is valid").scenario;
    assert!(scenario.home.devices.len() >= 40, "the fitted home has every kind of device");
    panels(bencher, scenario, hours, vec2(1920.0, 1080.0));
}

fn panels(bencher: divan::Bencher<'_, '_>, mut scenario: Scenario, hours: i64, window: egui::Vec2) {
    scenario.days = 365;
    let scenario = Arc::new(scenario);
    let mut player = Player::new(Arc::clone(&scenario));
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    let clock = ClockTime::parse("12:00").expect("a clock time");
    player.apply(&Command::Seek(scenario.at(Moment { day: 300, clock })));
    let view = player.view();
    let (ctx, mut shown) = (egui::Context::default(), Shown::default());
    let frame = |shown: &mut Shown| {
        let size = Rect::from_min_size(Pos2::ZERO, window);
        let input = RawInput { screen_rect: Some(size), ..RawInput::default() };
        let mut out = Vec::new();
        ctx.run_ui(input, |ui| {
            panel::show(&ui.ctx().clone(), &view, shown, &mut out);
        })
    };
    // The first frames set the letters and sum up the year.
    for _ in 0..3 {
        frame(&mut shown);
    }
    (shown.timeline.from, shown.timeline.to) =
        (view.at - Span::minutes(hours * 30), view.at + Span::minutes(hours * 30));
    bencher.bench_local(|| frame(&mut shown).shapes.len());
}
