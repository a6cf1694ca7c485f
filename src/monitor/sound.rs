//! Until when nothing can be wrong with the devices, as far as silence tells.
//!
//! A device is silent once it has said nothing for longer than its own limit, so as long as nothing else becomes of any of
//! them, the earliest of those moments is known beforehand, and until then nobody need look at each device every minute.
//! The bounds only save looking: they are worked out anew when they have passed, or something has changed, and are not
//! kept with what was learned.

use crate::time::Timestamp;

/// Up to and with which instant something is so of every device. By default nothing is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    until: Timestamp,
    /// It was found not to be so of some device, and nothing has changed that since: looking again finds the same.
    found_broken: bool,
}

impl Default for Bound {
    fn default() -> Self {
        Self { until: Timestamp::MIN, found_broken: false }
    }
}

impl Bound {
    /// Whether it is so of all of them; false says nothing before a look.
    pub fn holds(&self, now: Timestamp) -> bool {
        now <= self.until
    }

    /// Looks at each device, of which it is so until then, unless it is known what that would find.
    pub fn look(&mut self, now: Timestamp, devices: impl Iterator<Item = Timestamp>) {
        if !self.holds(now) && !self.found_broken {
            self.until = devices.min().unwrap_or(Timestamp::MAX);
            self.found_broken = !self.holds(now);
        }
    }

    /// What has to be known of a device before something becomes of it: whether it was not so of it at an instant. That is
    /// of no interest while it is so of all, and not worked out then.
    pub fn broke(&self, now: Timestamp, until: impl FnOnce() -> Timestamp) -> bool {
        self.found_broken && until() < now
    }

    /// Something has become of a device, of which it is so until then.
    pub fn note(&mut self, now: Timestamp, broke: bool, until: Timestamp) {
        self.until = self.until.min(until);
        if broke && now <= until {
            self.found_broken = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(60_000 * minute)
    }

    #[test]
    fn a_bound_is_looked_at_again_when_it_has_passed_or_a_broken_device_is_well() {
        let mut bound = Bound::default();
        assert!(!bound.holds(at(0)));
        bound.look(at(0), [at(30), at(20)].into_iter());
        assert!(bound.holds(at(20)) && !bound.holds(at(21)));
        // One says something, and the other is broken from then on.
        assert!(!bound.broke(at(10), || at(30)));
        bound.note(at(10), false, at(40));
        bound.look(at(21), [at(40), at(20)].into_iter());
        assert!(!bound.holds(at(21)));
        bound.look(at(22), std::iter::from_fn(|| -> Option<Timestamp> { panic!("it is known") }));
        assert!(!bound.broke(at(25), || at(40)) && bound.broke(at(25), || at(20)));
        bound.note(at(25), false, at(55));
        bound.look(at(26), std::iter::from_fn(|| -> Option<Timestamp> { panic!("it is known") }));
        bound.note(at(30), true, at(60));
        bound.look(at(31), [at(55), at(60)].into_iter());
        assert!(bound.holds(at(55)) && !bound.holds(at(56)));
        // What becomes worse lowers it at once.
        bound.note(at(40), false, at(45));
        assert!(bound.holds(at(45)) && !bound.holds(at(46)));
    }
}
