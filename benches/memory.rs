//! How much memory living through years takes when nothing is kept of them: one home's year, and many on every core.
//!
//! `cargo bench --no-default-features --bench memory -- 1000` lives through a thousand home-years, each with 25 devices,
//! weather, faults by chance and the monitor, and prints the most memory that the process ever held, after one, after a
//! few and after all: from there on it should not grow. The figure is the kernel's own, which only Linux gives.

use std::sync::Arc;

use rayon::prelude::*;
use smart_house::cli::load;
use smart_house::home::DeviceKind;
use smart_house::player::house::House;
use smart_house::scenario::Scenario;

/// How many years where the command line says nothing.
const YEARS: u64 = 16;
/// Devices in each home, the hub among them.
const DEVICES: usize = 25;

fn main() {
    // `cargo bench` adds words of its own.
    let years = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(YEARS);
    let base = home_year();
    report("before anything", 0);
    report("one home-year", live(&base, 1));
    for part in [years.min(YEARS), years] {
        report(
            &format!("{part} home-years in parallel"),
            (1..=part).into_par_iter().map(|seed| live(&base, seed)).sum(),
        );
    }
}

/// A year at the fitted bungalow as homes are.
fn home_year() -> Scenario {
    let mut scenario = load::of_the_library("scenarios/burnt-toast.ron").expect("it is valid").scenario;
    let faulty = load::of_the_library("scenarios/fault-by-chance.ron").expect("it is valid").scenario;
    let home = Arc::make_mut(&mut scenario.home);
    home.devices.sort_by_key(|device| device.kind != DeviceKind::Hub);
    home.devices.truncate(DEVICES);
    scenario.fault_rates = faulty.fault_rates;
    scenario.disturbances.clear();
    scenario.faults.clear();
    scenario.days = 365;
    scenario
}

/// Lives through a year and keeps nothing; how many things happened.
fn live(base: &Scenario, seed: u64) -> u64 {
    let scenario = Arc::new(Scenario { seed, ..base.clone() });
    let mut happened = 0_u64;
    House::new(&scenario).advance(scenario.ends(), &mut |_| happened += 1);
    happened
}

fn report(what: &str, happened: u64) {
    let peak = peak_megabytes().map_or_else(String::new, |most| format!(", at most {most:.1} MB so far"));
    println!("{what}: {happened} items{peak}");
}

/// The most memory that this process has held, as Linux counts it.
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
