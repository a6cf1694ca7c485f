//! Any bytes as a state that was kept: first as they are, then with a first line that is right, so that what is packed is
//! tried as well.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use smart_house::cli::load;
use smart_house::monitor::{Config, Monitor, state};
use smart_house::scenario::Scenario;

static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| load::demonstration().expect("the demonstration is valid").scenario);

fuzz_target!(|bytes: &[u8]| {
    let scenario = &*SCENARIO;
    let config = Config::default;
    let _calendar = state::calendar(bytes);
    if let Err(error) = Monitor::from_bytes(&scenario.home, &scenario.calendar, config(), bytes) {
        assert!(!error.to_string().is_empty());
    }
    // The packed part of a real state with some of its bytes exchanged.
    let fresh = Monitor::new(&scenario.home, &scenario.calendar, config()).to_bytes(&scenario.home, &scenario.calendar);
    let mut changed = fresh.clone();
    let begins = fresh.iter().position(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    for (place, byte) in bytes.chunks_exact(3).map(|c| (usize::from(c[0]) << 8 | usize::from(c[1]), c[2])) {
        if let Some(at) = changed.get_mut(begins + place) {
            *at ^= byte;
        }
    }
    let same = changed == fresh;
    let taken = Monitor::from_bytes(&scenario.home, &scenario.calendar, config(), &changed);
    assert_eq!(taken.is_ok(), same, "a changed state is found to be one");
});
