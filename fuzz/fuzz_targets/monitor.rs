//! Any items in any order, from any time, given to the monitor; and the same with the monitor kept and taken up again.
#![no_main]

use std::sync::{Arc, LazyLock};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use smart_house::cli::load;
use smart_house::home::{Availability, Capability, Item, Reading, Value};
use smart_house::monitor::{Config, Monitor};
use smart_house::scenario::Scenario;
use smart_house::time::{ClockTime, Span, Timestamp};

static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| load::demonstration().expect("the demonstration is valid").scenario);

#[derive(Arbitrary, Debug)]
enum Said {
    Flag(bool),
    Number(f64),
    Word(u8),
}

#[derive(Arbitrary, Debug)]
enum Step {
    Reading { seconds: u16, device: u8, capability: u8, said: Said },
    Online { seconds: u16, device: u8, online: bool },
    Hours(u8),
    Anywhen(i64),
    KeptAndTakenUp,
}

const WORDS: [&str; 7] = ["pressed", "cancelled", "due", "taken", "refilled", "away", ""];

fuzz_target!(|steps: Vec<Step>| {
    let scenario = &*SCENARIO;
    let (home, calendar) = (&scenario.home, &scenario.calendar);
    let mut monitor = Monitor::new(home, calendar, Config::default());
    let (mut alerts, mut now) = (Vec::new(), calendar.at(1, ClockTime::MIDNIGHT));
    let device = |place: u8| home.devices[usize::from(place) % home.devices.len()].id.clone();
    // Leaps over weeks cost ticks; a few show as much as many.
    let mut leaps = 0;
    for step in steps.into_iter().take(400) {
        let item = match step {
            Step::Reading { seconds, device: place, capability, said } => {
                now += Span::seconds(i64::from(seconds));
                let value = match said {
                    Said::Flag(flag) => Value::Flag(flag),
                    Said::Number(number) => Value::Number(number),
                    Said::Word(word) => Value::Word(Arc::from(WORDS[usize::from(word) % WORDS.len()])),
                };
                let capability = Capability::ALL[usize::from(capability) % Capability::ALL.len()];
                Item::Reading(Reading { at: now, device: device(place), capability, value })
            }
            Step::Online { seconds, device: place, online } => {
                now += Span::seconds(i64::from(seconds));
                Item::Availability(Availability { at: now, device: device(place), online })
            }
            Step::Hours(hours) => {
                now += Span::hours(i64::from(hours));
                Item::Watermark(now)
            }
            Step::Anywhen(millis) if leaps < 3 => {
                leaps += 1;
                Item::Watermark(Timestamp::from_millis(millis))
            }
            Step::Anywhen(_) => continue,
            Step::KeptAndTakenUp => {
                let kept = monitor.to_bytes(home, calendar);
                monitor = Monitor::from_bytes(home, calendar, Config::default(), &kept).expect("its own state");
                continue;
            }
        };
        monitor.observe(&item, &mut alerts);
        for said in monitor.said(&mut alerts) {
            assert!(said.at() > Timestamp::MIN);
        }
    }
    assert!(!monitor.why(now).is_empty());
});
