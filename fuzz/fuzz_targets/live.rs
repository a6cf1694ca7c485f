//! Any lines as those of a live home, put in order and heard.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use smart_house::cli::load;
use smart_house::monitor::{Config, Monitor};
use smart_house::scenario::Scenario;
use smart_house::source::reorder::Reorder;
use smart_house::trace::{LiveLine, LiveLines};

static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| load::demonstration().expect("the demonstration is valid").scenario);

fuzz_target!(|bytes: &[u8]| {
    let scenario = &*SCENARIO;
    let (lines, mut order) = (LiveLines::new(&scenario.home), Reorder::new());
    let mut monitor = Monitor::new(&scenario.home, &scenario.calendar, Config::default());
    let (mut alerts, mut before) = (Vec::new(), None);
    for line in bytes.split(|byte| *byte == b'\n') {
        match lines.read(line) {
            Ok(LiveLine::Item(item)) => {
                order.take(item);
            }
            Ok(LiveLine::End(until)) => order.pass_until(until),
            Ok(LiveLine::Unknown(_) | LiveLine::Header(_) | LiveLine::Empty) => {}
            Err(what) => assert!(!what.is_empty()),
        }
        while let Some(item) = order.pop() {
            assert!(before.is_none_or(|before| before <= item.at()), "out of order");
            before = Some(item.at());
            monitor.observe(&item, &mut alerts);
        }
    }
});
