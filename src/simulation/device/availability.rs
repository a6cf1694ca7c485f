//! How the hub comes to know that a device cannot be reached, after Zigbee2MQTT's `availability`.
//!
//! A device on the mains that was not heard for ten minutes is asked for an answer; if it gives none, twice, it is taken
//! as offline, and asked again after 15, 30, 60 minutes and so on. A device on a cell sleeps and cannot be asked: it is
//! taken as offline after 25 hours without a word. Whatever is heard from a device makes it available again. While the
//! hub is off it asks nobody. The hub itself is no such device: nobody is there to say that it has gone.

use super::fault::Trouble;
use super::radio::Link;
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// A device on the mains is asked after so long without a word (Zigbee2MQTT's `active.timeout`).
const ACTIVE: Span = Span::minutes(10);
/// A device on a cell is given up after so long without a word (Zigbee2MQTT's `passive.timeout`, 1500 min).
const PASSIVE: Span = Span::minutes(1_500);
/// Zigbee2MQTT adds a second to either.
const GRACE: Span = Span::seconds(1);
/// Not all devices are asked at once: so many seconds are added at random (Zigbee2MQTT's `active.max_jitter`).
const JITTER: f64 = 30.0;
/// Two questions that time out after ten seconds each, three seconds apart.
const GIVES_UP: Span = Span::seconds(23);
/// A question is tried so often in each of two attempts, as confirmed reports are.
const TRIES: i32 = 8;
/// How often the time to the next question is doubled, at most: about 5 days.
const MOST_DOUBLED: u32 = 9;

/// What the hub thinks of one device.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    asked: bool,
    heard: Timestamp,
    offline: bool,
    /// Questions without an answer since it was heard.
    failures: u32,
    chance: Stream,
    /// When the hub looks next. A look that was planned before it is void.
    looks: Timestamp,
}

impl Watch {
    /// A device that has just been heard.
    pub(super) fn new(scenario_seed: u64, device: &str, on_mains: bool, starts: Timestamp) -> Self {
        let chance = seed::stream(scenario_seed, device, "availability");
        let mut watch = Self { asked: on_mains, heard: starts, offline: false, failures: 0, chance, looks: starts };
        watch.looks = watch.next_look();
        watch
    }

    /// When the hub looks next.
    pub(super) fn looks(&self) -> Timestamp {
        self.looks
    }

    /// Something was heard. True when it had been taken as offline.
    pub(super) fn hears(&mut self, at: Timestamp) -> bool {
        self.heard = at;
        self.failures = 0;
        std::mem::take(&mut self.offline)
    }

    /// Looks at `at`, and says what is news: `Some(false)` that it is offline, `Some(true)` that it is back.
    pub(super) fn look(&mut self, at: Timestamp, link: &Link, trouble: &Trouble) -> Option<bool> {
        if at != self.looks {
            return None;
        }
        if at < self.heard + self.patience() {
            self.looks = self.next_look();
            return None;
        }
        let luck = if self.asked { seed::unit(&mut self.chance) } else { 0.0 };
        // All tries are lost with probability lossᵗʳⁱᵉˢ, which is worked out only where it could matter: it is no more
        // than the loss itself.
        let loss = link.loss(trouble);
        let gets_through = || luck >= loss || luck >= libm::pow(loss, f64::from(TRIES));
        let answers = self.asked && !trouble.is_silent() && gets_through();
        let news = if answers {
            self.hears(at).then_some(true)
        } else {
            self.failures = self.failures.saturating_add(1);
            (!std::mem::replace(&mut self.offline, true)).then_some(false)
        };
        self.looks = if answers { self.next_look() } else { at + self.backed_off() };
        news
    }

    /// The hub has just come back: it looks soon, and knows from its memory when it last heard each device.
    pub(super) fn look_soon(&mut self, at: Timestamp) -> Timestamp {
        let jitter = if self.asked { seed::uniform(&mut self.chance, 0.0, JITTER) } else { 0.0 };
        self.looks = at + GIVES_UP + Span::from_seconds(jitter);
        self.looks
    }

    fn patience(&self) -> Span {
        if self.asked { ACTIVE + GRACE } else { PASSIVE + GRACE }
    }

    fn next_look(&mut self) -> Timestamp {
        let asking = if self.asked {
            GIVES_UP + Span::from_seconds(seed::uniform(&mut self.chance, 0.0, JITTER))
        } else {
            Span::ZERO
        };
        self.heard + self.patience() + asking
    }

    /// The time to the next question: 15 minutes after the first failure, then twice as long each time.
    fn backed_off(&self) -> Span {
        if !self.asked {
            return PASSIVE;
        }
        let doubled = self.failures.saturating_sub(1).min(MOST_DOUBLED);
        Span::millis(ACTIVE.as_millis() * 3 / 2 * (1_i64 << doubled))
    }
}
