//! The figures that README quotes: how long it takes to live through days, to hear a recording, and to show a moment.
//!
//! `cargo bench --no-default-features` measures them without building the window.

use std::sync::Arc;

use smart_house::cli::load;
use smart_house::home::Item;
use smart_house::monitor::{Config, Monitor};
use smart_house::player::Player;
use smart_house::player::command::Command;
use smart_house::player::house::{Happened, House};
use smart_house::player::pace::Budget;
use smart_house::scenario::Scenario;
use smart_house::time::Span;

fn main() {
    divan::main();
}

/// The demonstration, lasting so many days.
fn scenario(days: i64) -> Arc<Scenario> {
    let mut scenario = load::demonstration().expect("the demonstration is valid").scenario;
    scenario.days = days;
    Arc::new(scenario)
}

/// So many days simulated and monitored; 28 are what the window waits for before its first frame.
#[divan::bench(args = [28, 365], sample_count = 10)]
fn simulate_and_monitor_days(bencher: divan::Bencher<'_, '_>, days: i64) {
    let scenario = scenario(days);
    bencher.bench_local(|| {
        let mut house = House::new(&scenario);
        let mut happened = 0_u64;
        house.advance(scenario.ends(), &mut |_| happened += 1);
        happened
    });
}

/// So many days of readings through the monitor alone.
#[divan::bench(args = [28, 365], sample_count = 10)]
fn monitor_days(bencher: divan::Bencher<'_, '_>, days: i64) {
    let scenario = scenario(days);
    let mut items: Vec<Item> = Vec::new();
    House::new(&scenario).advance(scenario.ends(), &mut |happened| match happened {
        Happened::Item(item) => items.push(item),
        Happened::Truth(_) | Happened::Alert(_) | Happened::Concern(_) => {}
    });
    bencher.bench_local(|| {
        let mut monitor = Monitor::new(&scenario.home, &scenario.calendar, Config::default());
        let mut alerts = Vec::new();
        for item in &items {
            monitor.observe(item, &mut alerts);
        }
        monitor.observe(&Item::Watermark(scenario.ends()), &mut alerts);
        alerts.len()
    });
}

/// Showing any moment of the 32 days once all of them are worked out.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn seek_anywhere(bencher: divan::Bencher<'_, '_>) {
    let scenario = scenario(32);
    let mut player = Player::new(Arc::clone(&scenario));
    player.work_ahead(scenario.ends(), Budget::UNLIMITED);
    let millis = (scenario.ends() - scenario.starts()).as_millis();
    // Moments all over the span in an order that is neither forwards nor backwards.
    let mut turn = 0_i64;
    bencher.bench_local(|| {
        turn += 1;
        let at = scenario.starts() + Span::millis((turn * 7_919 * 604_800) % millis);
        player.apply(&Command::Seek(at));
        divan::black_box(player.view()).devices.len()
    });
}
