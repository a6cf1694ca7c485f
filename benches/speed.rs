//! The figures that README quotes: how long it takes to live through days, to hear a recording, and to show a moment.
//!
//! `cargo bench --no-default-features` measures them without building the window.

mod grammar;

use std::sync::Arc;

use rayon::prelude::*;
use smart_house::cli::load;
use smart_house::home::{Device, DeviceId, DeviceKind, Item};
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

/// A home-year as homes are: so many devices, the year's weather, faults by chance, and the monitor.
fn home_year(devices: usize, days: i64, seed: u64) -> Arc<Scenario> {
    let mut scenario = load::of_the_library("scenarios/fault-by-chance.ron").expect("it is valid").scenario;
    scenario.climate.weather =
        load::of_the_library("scenarios/burnt-toast.ron").expect("it is valid").scenario.climate.weather;
    let mut home = (*scenario.home).clone();
    // More of what is there, each with an id of its own: other doors, rooms' thermometers, plugs.
    let kinds: Vec<Device> = home.devices.iter().filter(|device| device.kind != DeviceKind::Hub).cloned().collect();
    for (place, kind) in kinds.iter().cycle().take(devices.saturating_sub(home.devices.len())).enumerate() {
        home.devices.push(Device { id: DeviceId::new(&format!("{}-{place}", kind.id)), ..kind.clone() });
    }
    home.devices.truncate(devices);
    scenario.home = Arc::new(home);
    scenario.days = days;
    scenario.seed = seed;
    scenario.faults.clear();
    scenario.disturbances.clear();
    Arc::new(scenario)
}

/// Lives through a scenario and keeps nothing.
fn live(scenario: &Arc<Scenario>) -> u64 {
    let mut house = House::new(scenario);
    let mut happened = 0_u64;
    house.advance(scenario.ends(), &mut |_| happened += 1);
    happened
}

/// A year of a home with so many devices: at most a second for 25, and in proportion for more.
#[divan::bench(args = [12, 25, 50, 100], sample_count = 5)]
fn home_year_with_devices(bencher: divan::Bencher<'_, '_>, devices: usize) {
    let scenario = home_year(devices, 365, 1);
    bencher.bench_local(|| live(&scenario));
}

/// So many days of a home with 25 devices: in proportion to the days.
#[divan::bench(args = [91, 182, 365, 730], sample_count = 5)]
fn home_with_25_devices_for_days(bencher: divan::Bencher<'_, '_>, days: i64) {
    let scenario = home_year(25, days, 1);
    bencher.bench_local(|| live(&scenario));
}

/// So many home-years on as many cores as there are; nothing is kept of any of them, so that 1,000 take no more memory
/// than ten.
#[divan::bench(args = [4, 16], sample_count = 2, sample_size = 1)]
fn home_years_in_parallel(bencher: divan::Bencher<'_, '_>, years: u64) {
    let scenarios: Vec<Arc<Scenario>> = (1..=years).map(|seed| home_year(25, 365, seed)).collect();
    bencher.bench_local(|| scenarios.par_iter().map(live).sum::<u64>());
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
        Happened::Truth(_) | Happened::Alert(_) | Happened::Concern(_) | Happened::Told(_) => {}
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

/// One sentence understood among 500 templates: said well, with slips, not to be understood at all, and too long.
#[divan::bench(args = [
    "Turn on the light in the bedroom please",
    "i hav falen ovr in the kichen and i cant gett up",
    "remind me tomorrow at half past nine to ring my daughter about the fish",
    "wenn is teh libary opning tomorow moning if yu know",
    "the quick brown fox jumps over the lazy dog while nobody looks at the rain outside the window of the house and \
     then it goes home again to have some tea with a friend of the family who has come by bus",
], sample_count = 300, sample_size = 1)]
fn understand_among_500_templates(bencher: divan::Bencher<'_, '_>, sentence: &str) {
    let (grammar, _) = grammar::large();
    bencher.bench_local(|| divan::black_box(grammar.understand(divan::black_box(sentence))));
}

/// The same year as `simulate_and_monitor_days`, with a companion and a response beside the monitor.
#[divan::bench(args = [28, 365], sample_count = 10)]
fn simulate_with_a_companion_days(bencher: divan::Bencher<'_, '_>, days: i64) {
    let with_care = load::of_the_library("scenarios/companion-tablets-taken.ron").expect("a scenario").scenario;
    let mut scenario = Scenario::clone(&scenario(days));
    (scenario.care, scenario.phrases) = (with_care.care, with_care.phrases);
    let scenario = Arc::new(scenario);
    bencher.bench_local(|| {
        let mut house = House::new(&scenario);
        let mut happened = 0_u64;
        house.advance(scenario.ends(), &mut |_| happened += 1);
        happened
    });
}
