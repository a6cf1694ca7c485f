//! How a report travels to the hub: how long it takes, whether it arrives, and how good the link is.
//!
//! Zigbee reports take tens of milliseconds and, on a busy mesh, up to a second or so. The hub stamps what it receives,
//! since the devices carry no clock; so a report's time is its arrival.

use super::fault::Trouble;
use crate::simulation::seed::{self, Stream};
use crate::time::{Span, Timestamp};

/// How much trouble a device takes over a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// Sent once: another will follow anyway.
    Once,
    /// Sent again, up to three times, until the hub has confirmed it: a door, a button, someone in bed.
    Confirmed,
    /// Goes by cable or within the hub itself, and is never lost.
    Wired,
}

/// Times that a confirmed report is tried in all.
const TRIES: i32 = 4;
/// Pause before the next try, as in a Zigbee stack's application acknowledgement (1.6 s at most).
const RETRY: Span = Span::millis(1_500);
/// The quickest way through a mesh of one or two hops, ms.
const QUICKEST: f64 = 20.0;
/// What it takes beyond that on average, ms.
const USUAL: f64 = 120.0;
/// One try takes no longer than this, ms.
const SLOWEST: f64 = 1_500.0;

/// One device's link to the hub.
#[derive(Clone, Debug)]
pub(super) struct Link {
    way: Stream,
    loss: f64,
    last_arrival: Timestamp,
    fading: Stream,
    ordinary: f64,
    quality: f64,
}

impl Link {
    pub(super) fn new(scenario_seed: u64, device: &str, loss: f64) -> Self {
        let mut fading = seed::stream(scenario_seed, device, "link-quality");
        // 60 to 220 of 255 is what meshes in homes show; below 20 counts as weak.
        let ordinary = seed::uniform(&mut fading, 80.0, 210.0);
        let way = seed::stream(scenario_seed, device, "radio");
        Self { way, loss, last_arrival: Timestamp::MIN, fading, ordinary, quality: ordinary }
    }

    /// When a report sent at `at` arrives; `None` when it is lost. Two draws whatever happens, so that another loss or
    /// another care leaves the later reports' delays as they were. A device's reports arrive in the order they were sent.
    pub(super) fn carry(&mut self, at: Timestamp, care: Care, trouble: &Trouble) -> Option<Timestamp> {
        let delay = (QUICKEST + seed::exponential(&mut self.way, USUAL)).min(SLOWEST);
        let luck = seed::unit(&mut self.way);
        let (tries, loss) = match care {
            Care::Once => (1, self.loss(trouble)),
            Care::Confirmed => (TRIES, self.loss(trouble)),
            Care::Wired => (1, 0.0),
        };
        // The first n tries are all lost with probability lossⁿ.
        let mut lost = 0;
        let mut all_lost = loss;
        while lost < tries && luck < all_lost {
            lost += 1;
            all_lost *= loss;
        }
        if lost == tries {
            return None;
        }
        let waited = Span::millis(RETRY.as_millis() * i64::from(lost));
        let arrival = (at + waited + Span::millis(delay as i64)).max(self.last_arrival);
        self.last_arrival = arrival;
        Some(arrival)
    }

    /// The share of reports that are lost now, 0 to 1.
    pub(super) fn loss(&self, trouble: &Trouble) -> f64 {
        match trouble.gets_through() {
            all if all >= 1.0 => self.loss,
            part => 1.0 - (1.0 - self.loss) * part,
        }
    }

    /// The link's quality now, 1 to 255. It wanders slowly about what is ordinary for the device's place: people, doors
    /// and neighbours' networks come and go. Asked for once a heartbeat.
    ///
    /// What interferes spoils the frames that do get through as well: the quality told falls with the share that does.
    pub(super) fn quality(&mut self, trouble: &Trouble) -> f64 {
        self.quality += 0.15 * (self.ordinary - self.quality) + seed::normal(&mut self.fading, 0.0, 5.0);
        self.quality = self.quality.clamp(1.0, 255.0);
        (self.quality * trouble.gets_through()).round().max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of 200,000 reports are lost, and the mean delay of the others in ms.
    fn fate(loss: f64, care: Care) -> (f64, f64) {
        let mut link = Link::new(5, "hall-movement", loss);
        let n = 200_000;
        let (mut lost, mut delay) = (0, 0);
        for k in 0..n {
            let at = Timestamp::from_millis(k * 60_000);
            match link.carry(at, care, &Trouble::default()) {
                Some(arrival) => delay += (arrival - at).as_millis(),
                None => lost += 1,
            }
        }
        (f64::from(lost) / n as f64, delay as f64 / (n - i64::from(lost)).max(1) as f64)
    }

    #[test]
    fn reports_are_lost_as_often_as_the_scenario_says() {
        for loss in [0.0, 0.005, 0.05, 0.4, 1.0] {
            let (lost, delay) = fate(loss, Care::Once);
            assert!((lost - loss).abs() < 0.003, "{lost} of {loss}");
            assert!(loss == 1.0 || (130.0..150.0).contains(&delay), "{delay}");
        }
    }

    #[test]
    fn a_confirmed_report_gets_through_later_and_more_often() {
        let (lost, delay) = fate(0.4, Care::Confirmed);
        assert!((lost - 0.4_f64.powi(4)).abs() < 0.003, "{lost}");
        assert!(delay > 500.0, "{delay}");
        assert_eq!(fate(1.0, Care::Wired).0, 0.0);
    }

    #[test]
    fn reports_arrive_in_the_order_they_were_sent() {
        let mut link = Link::new(5, "front-door-contact", 0.3);
        let mut last = Timestamp::MIN;
        for k in 0..10_000 {
            if let Some(arrival) = link.carry(Timestamp::from_millis(k * 40), Care::Confirmed, &Trouble::default()) {
                assert!(arrival >= last && arrival >= Timestamp::from_millis(k * 40 + 20));
                last = arrival;
            }
        }
    }

    #[test]
    fn another_loss_leaves_the_delays_as_they_were() {
        let none = Trouble::default();
        let (mut sure, mut unsure) = (Link::new(5, "fob", 0.0), Link::new(5, "fob", 0.2));
        for k in 0..1_000 {
            let at = Timestamp::from_millis(k * 10_000);
            let (a, b) = (sure.carry(at, Care::Once, &none), unsure.carry(at, Care::Once, &none));
            assert!(b.is_none() || a == b);
        }
    }

    #[test]
    fn link_quality_stays_in_range_and_moves() {
        for device in ["a", "b", "c", "d"] {
            let mut link = Link::new(5, device, 0.0);
            let seen: Vec<f64> = (0..1_000).map(|_| link.quality(&Trouble::default())).collect();
            assert!(seen.iter().all(|q| (1.0..=255.0).contains(q) && q.fract() == 0.0));
            assert!(seen.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 60.0));
            assert!(seen.iter().any(|q| *q != seen[0]));
        }
    }
}
