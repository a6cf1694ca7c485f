//! How one appliance is used: how long it is on, and for how long it is left alone while somebody is up at home, lies in
//! bed, or is out. It says for how long it may be left so, and knows nothing of what is on now.

use serde::{Deserialize, Serialize};

use crate::monitor::baseline::spread::Spread;
use crate::monitor::baseline::tail::Tail;
use crate::monitor::feature::roster::Purpose;
use crate::time::Timestamp;

/// How seldom an appliance may be told of wrongly: once in so many days.
const EVERY_DAYS: f64 = 120.0;
/// What is no danger is told of more seldom still,
const EVERY_DAYS_COMFORT: f64 = 730.0;
/// and only once the home is known for so many days.
const LEARNS_COMFORT: u32 = 14;
/// How much longer than the longest of the last two months it must be, in square roots: 1.2 times in minutes.
const LONGER: f64 = 1.1;
/// Mean excess believed in before anything is known, of the square root of minutes.
const TYPICAL: f64 = 0.5;

/// What the person does while nobody is by the appliance. Whoever is used to leaving it is used to being up and at home
/// then; a heater that is on when its owner lies in bed in another room has been forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum While {
    /// Up and about at home, as far as anybody can tell.
    Up,
    /// In bed.
    InBed,
    /// Nobody is at home.
    Out,
}

/// How many of them there are.
pub(super) const WHILES: usize = 3;

/// Minutes: what is allowed before enough is known, and between which the learned limit may lie.
struct Allowed {
    first: Option<f64>,
    least: f64,
    most: f64,
}

impl While {
    /// What is allowed of an appliance of this purpose. Chosen so that something that heats is told within half an hour of
    /// its being left before its use is known (`first`), that a telephone call is no reason (`least`), and that no habit
    /// makes it harmless (`most`).
    const fn allows(self, purpose: Purpose) -> Allowed {
        let (first, least, most) = match (purpose, self) {
            (Purpose::ToWorkAt, Self::Up) => (Some(25.0), 12.0, 180.0),
            (Purpose::ToWorkAt, Self::InBed) => (Some(25.0), 12.0, 60.0),
            (Purpose::ToWorkAt, Self::Out) => (Some(15.0), 12.0, 15.0),
            // It warms a room before anybody comes, and goes on while somebody makes the supper.
            (Purpose::ToWarm, Self::Up) => (Some(120.0), 30.0, 600.0),
            (Purpose::ToWarm, Self::InBed | Self::Out) => (Some(25.0), 15.0, 600.0),
            // A full kettle of 2 kW boils in seven minutes, and a microwave thaws for a quarter of an hour.
            (Purpose::StopsItself, _) => (Some(20.0), 10.0, 60.0),
            // It is spoken of only where it never happens.
            (Purpose::ForComfort, Self::Up) => (None, 180.0, f64::INFINITY),
            (Purpose::ForComfort, Self::InBed | Self::Out) => (None, 60.0, f64::INFINITY),
        };
        Allowed { first, least, most }
    }
}

/// What was learned of one appliance.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Habit {
    pub purpose: Purpose,
    pub uses: u32,
    /// Square roots of the longest minutes in each use: of being left alone, by what the person did meanwhile; of being
    /// on, where it switches itself off.
    alone: [Tail; WHILES],
    /// Minutes on.
    lengths: Spread,
}

impl Habit {
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, uses: 0, alone: [Tail::new(), Tail::new(), Tail::new()], lengths: Spread::new() }
    }

    /// A day has passed.
    pub fn forget(&mut self, factor: f64) {
        self.lengths.forget(factor);
    }

    /// One use is over: how long it was on, and the longest that it was left alone.
    pub fn learn(&mut self, minutes: f64, longest: [f64; WHILES], ended: Timestamp) {
        self.uses = self.uses.saturating_add(1);
        self.lengths.add(minutes);
        for (tail, longest) in self.alone.iter_mut().zip(longest) {
            tail.add(longest.max(0.0).sqrt(), ended);
        }
    }

    /// For how many minutes it may be left alone; `None` while that is not known and nothing is at stake.
    pub fn limit(&self, days: u32, now: While) -> Option<f64> {
        let allowed = now.allows(self.purpose);
        let every = match self.purpose {
            Purpose::ToWorkAt | Purpose::ToWarm | Purpose::StopsItself => EVERY_DAYS,
            Purpose::ForComfort if days < LEARNS_COMFORT => return None,
            Purpose::ForComfort => EVERY_DAYS_COMFORT,
        };
        let tail = &self.alone[now as usize];
        let learned = tail.limit(f64::from(days), every, TYPICAL).map(|learned| {
            let learned = learned.max(LONGER * tail.largest().unwrap_or_default());
            learned * learned
        });
        Some(learned.or(allowed.first)?.clamp(allowed.least, allowed.most))
    }

    /// How long it is on, 19 times in 20.
    pub fn usually_on(&self) -> Option<f64> {
        self.lengths.quantile(0.95)
    }
}
