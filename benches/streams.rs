//! How fast streams become alerts: readings in memory, text of CASAS, JSON Lines; and how fast what was learned is kept.
//!
//! Each figure stands beside a plain one of the same run: the least that any program would have to do with the same bytes.
//! `cargo bench --no-default-features --bench streams`.

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use smart_house::cli::load;
use smart_house::home::{Capability, Item, Reading, Value};
use smart_house::monitor::{Config, Monitor};
use smart_house::scenario::Scenario;
use smart_house::simulation::Simulation;
use smart_house::source::simulated::Simulated;
use smart_house::source::{Progress, Source as _};
use smart_house::time::Timestamp;
use smart_house::trace::import::Imported;
use smart_house::trace::{Format, Header, Input, Reader, Writer};

/// How long the demonstration's home is lived in, days.
const DAYS: i64 = 182;

static LIVED: LazyLock<(Arc<Scenario>, Vec<Item>)> = LazyLock::new(|| {
    let mut scenario = load::demonstration().expect("the demonstration is valid").scenario;
    scenario.days = DAYS;
    let scenario = Arc::new(scenario);
    let mut source = Simulated::new(Simulation::new(Arc::clone(&scenario)), scenario.ends());
    let mut items = Vec::new();
    while let Ok(Progress::Item(item)) = source.next(Timestamp::MAX) {
        items.push(item);
    }
    (scenario, items)
});

/// The same as CASAS writes it: what moved and what was opened.
static CASAS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (scenario, items) = &*LIVED;
    let mut text = String::new();
    for item in items {
        let Item::Reading(Reading { at, device, capability, value: Value::Flag(flag) }) = item else { continue };
        let word = match (capability, flag) {
            (Capability::Occupancy, true) => "ON",
            (Capability::Occupancy, false) => "OFF",
            (Capability::Contact, true) => "OPEN",
            (Capability::Contact, false) => "CLOSE",
            _ => continue,
        };
        let stamp = scenario.calendar.rfc3339(*at);
        let (date, time) = stamp.split_at(10);
        text.push_str(&format!("{date} {}.000000\t{device}\t{word}\n", &time[1..9]));
    }
    text.into_bytes()
});

/// The same as the program's own recording, without packing.
static OWN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (scenario, items) = &*LIVED;
    let path = std::env::temp_dir().join(format!("smart-house-bench-{}.jsonl", std::process::id()));
    let header = Header {
        home: Arc::clone(&scenario.home),
        calendar: scenario.calendar.clone(),
        simulated: true,
        scenario: Some(scenario.title.clone()),
        seed: Some(scenario.seed),
        program: "a bench".to_owned(),
        from: scenario.starts(),
        until: scenario.ends(),
        learning_days: scenario.learning_days,
    };
    let mut writer = Writer::create(&path, header).expect("a recording");
    items.iter().for_each(|item| writer.write(item).expect("written"));
    writer.finish().expect("finished");
    let bytes = fs::read(&path).expect("read back");
    fs::remove_file(&path).expect("removed");
    bytes
});

fn main() {
    divan::main();
}

fn lines(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'\n').count()
}

mod in_memory {
    use super::*;

    /// Every reading through the whole monitor.
    #[divan::bench(sample_count = 5)]
    fn monitor(bencher: Bencher<'_, '_>) {
        let (scenario, items) = &*LIVED;
        bencher.counter(ItemsCount::new(items.len())).bench_local(|| {
            let mut monitor = Monitor::new(&scenario.home, &scenario.calendar, Config::default());
            let mut alerts = Vec::new();
            items.iter().for_each(|item| monitor.observe(item, &mut alerts));
            alerts.len()
        });
    }

    /// Plain: every reading's device is looked up and its reports are counted.
    #[divan::bench(sample_count = 5)]
    fn plain_counts(bencher: Bencher<'_, '_>) {
        let (scenario, items) = &*LIVED;
        let mut ids: Vec<_> = scenario.home.devices.iter().map(|device| device.id.clone()).collect();
        ids.sort();
        bencher.counter(ItemsCount::new(items.len())).bench_local(|| {
            let mut counts = vec![0_u64; ids.len()];
            for item in items {
                if let Item::Reading(reading) = item
                    && let Ok(place) = ids.binary_search(&reading.device)
                {
                    counts[place] += 1;
                }
            }
            black_box(counts)
        });
    }
}

mod casas {
    use super::*;

    /// From text to alerts.
    #[divan::bench(sample_count = 5)]
    fn to_alerts(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(lines(&CASAS))).counter(BytesCount::new(CASAS.len())).bench_local(|| {
            let input = Input::from_bytes(Path::new("casas"), Cursor::new(&CASAS[..])).expect("text");
            let mut imported = Imported::read(input, Format::Casas, Some("Europe/London"), None).expect("a recording");
            let mut monitor = Monitor::new(&imported.home, &imported.calendar, Config::default());
            let mut alerts = Vec::new();
            while let Some(item) = imported.next_item() {
                monitor.observe(&item, &mut alerts);
            }
            alerts.len()
        });
    }

    /// Plain: lines are cut into their words.
    #[divan::bench(sample_count = 5)]
    fn plain_words(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(lines(&CASAS))).counter(BytesCount::new(CASAS.len())).bench_local(|| {
            let text = std::str::from_utf8(&CASAS).expect("text");
            text.lines().map(|line| line.split_ascii_whitespace().map(str::len).sum::<usize>()).sum::<usize>()
        });
    }
}

mod json_lines {
    use super::*;

    /// From text to alerts.
    #[divan::bench(sample_count = 5)]
    fn to_alerts(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(lines(&OWN))).counter(BytesCount::new(OWN.len())).bench_local(|| {
            let input = Input::from_bytes(Path::new("own"), Cursor::new(&OWN[..])).expect("text");
            let mut reader = Reader::new(input).expect("a recording");
            let header = reader.header();
            let mut monitor = Monitor::new(&header.home, &header.calendar, Config::default());
            let mut alerts = Vec::new();
            while let Ok(Some(item)) = reader.next_item() {
                monitor.observe(&item, &mut alerts);
            }
            alerts.len()
        });
    }

    /// Plain: every line is one whole JSON value.
    #[divan::bench(sample_count = 5)]
    fn plain_json(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(lines(&OWN))).counter(BytesCount::new(OWN.len())).bench_local(|| {
            let whole = |line: &&[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            OWN.split(|byte| *byte == b'\n').filter(whole).count()
        });
    }
}

mod state {
    use super::*;

    fn learned() -> Monitor {
        let (scenario, items) = &*LIVED;
        let mut monitor = Monitor::new(&scenario.home, &scenario.calendar, Config::default());
        items.iter().for_each(|item| monitor.observe(item, &mut Vec::new()));
        monitor
    }

    /// What was learned in half a year, packed.
    #[divan::bench(sample_count = 50)]
    fn keep(bencher: Bencher<'_, '_>) {
        let (scenario, monitor) = (&LIVED.0, learned());
        let size = monitor.to_bytes(&scenario.home, &scenario.calendar).len();
        bencher.counter(BytesCount::new(size)).bench_local(|| monitor.to_bytes(&scenario.home, &scenario.calendar));
    }

    /// And taken up again.
    #[divan::bench(sample_count = 50)]
    fn take_up(bencher: Bencher<'_, '_>) {
        let (scenario, bytes) = (&LIVED.0, learned().to_bytes(&LIVED.0.home, &LIVED.0.calendar));
        bencher.counter(BytesCount::new(bytes.len())).bench_local(|| {
            Monitor::from_bytes(&scenario.home, &scenario.calendar, Config::default(), &bytes).expect("it is taken up")
        });
    }

    /// Plain: the same bytes are copied.
    #[divan::bench(sample_count = 50)]
    fn plain_copy(bencher: Bencher<'_, '_>) {
        let bytes = learned().to_bytes(&LIVED.0.home, &LIVED.0.calendar);
        bencher.counter(BytesCount::new(bytes.len())).bench_local(|| bytes.clone());
    }
}
