//! The home's one budget of false alarms, and how it is shared over the judges of behaviour.
//!
//! A person says how seldom the home may be wrong ([`Config::false_alarms_every_days`]); each judge gets a share of that,
//! and sets its limits so that chance alone passes them once in so many days. What a judge says of devices, of absolute
//! limits (cold, heat) and of calls for help has no part in it.

use super::Config;

/// Who may be wrong about the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::monitor) enum Share {
    /// Silence at home.
    Silence,
    /// Stays in the bathroom.
    Bathroom,
    /// Outings.
    Outing,
    /// Changes in routine.
    Routine,
    /// Nights.
    Night,
    /// Single days.
    Day,
    /// The fridge.
    Door,
}

impl Share {
    /// Its share of the budget; together they make one. Changes in routine need most, for slow changes would otherwise
    /// be told too late; then silence, which has to be told soon.
    const fn part(self) -> f64 {
        match self {
            Self::Routine => 0.35,
            Self::Silence => 0.2,
            Self::Bathroom => 0.3,
            Self::Outing => 0.04,
            Self::Night => 0.03,
            Self::Day => 0.07,
            Self::Door => 0.01,
        }
    }
}

impl Config {
    /// Once in how many days this judge may be wrong.
    pub(in crate::monitor) fn every(&self, share: Share) -> f64 {
        self.false_alarms_every_days / share.part()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_make_one_budget() {
        let judges =
            [Share::Silence, Share::Bathroom, Share::Outing, Share::Routine, Share::Night, Share::Day, Share::Door];
        let whole: f64 = judges.into_iter().map(Share::part).sum();
        assert!((whole - 1.0).abs() < 1e-12, "{whole}");
        let usual = Config::default();
        let whole: f64 = judges.into_iter().map(|judge| 1.0 / usual.every(judge)).sum();
        assert!((whole * usual.false_alarms_every_days - 1.0).abs() < 1e-9);
    }
}
