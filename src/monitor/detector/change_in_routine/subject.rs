//! What a change is about: features that tell of the same thing are one statement, with its words and its share of the
//! home's one budget of false alarms.

use crate::monitor::alert::Severity;
use crate::monitor::feature::habit::Feature;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    UpAtNight,
    EatsLess,
    OutLess,
    LessActive,
    Forgets,
    OtherHours,
    Slower,
    KitchenMore,
    MoreActive,
    OtherRooms,
    OutMore,
    CalmerNights,
    Faster,
}

/// How many subjects there are.
pub(super) const SUBJECTS: usize = Subject::ALL.len();

impl Subject {
    /// Every subject; what matters most comes first.
    pub const ALL: [Self; 13] = [
        Self::UpAtNight,
        Self::EatsLess,
        Self::OutLess,
        Self::LessActive,
        Self::Forgets,
        Self::OtherHours,
        Self::Slower,
        Self::KitchenMore,
        Self::MoreActive,
        Self::OtherRooms,
        Self::OutMore,
        Self::CalmerNights,
        Self::Faster,
    ];

    /// What more (`up`) or less of a feature is about; `None` where it is about nothing.
    pub const fn of(feature: Feature, up: bool) -> Option<Self> {
        Some(match (feature, up) {
            (Feature::NightBathroomVisits | Feature::BedExits | Feature::NightActivity, true) => Self::UpAtNight,
            (Feature::NightBathroomVisits | Feature::BedExits | Feature::NightActivity, false) => Self::CalmerNights,
            (Feature::TimeInBed, true) | (Feature::Activity, false) => Self::LessActive,
            (Feature::TimeInBed, false) | (Feature::Bedtime | Feature::RisingTime, _) => Self::OtherHours,
            (Feature::KitchenVisits | Feature::DrinksMade | Feature::FridgeOpenings | Feature::KitchenTime, false) => {
                Self::EatsLess
            }
            (Feature::KitchenVisits | Feature::DrinksMade | Feature::FridgeOpenings | Feature::KitchenTime, true) => {
                Self::KitchenMore
            }
            (Feature::Outings | Feature::TimeOut, false) => Self::OutLess,
            (Feature::Outings | Feature::TimeOut, true) => Self::OutMore,
            (Feature::Activity, true) => Self::MoreActive,
            (Feature::RoomBalance, true) => Self::OtherRooms,
            (Feature::LeftOpenOrOn, true) => Self::Forgets,
            // To be more like the usual, or to leave less standing open, is nothing to mention.
            (Feature::RoomBalance | Feature::LeftOpenOrOn, false) => return None,
            (Feature::WalkingPace, true) => Self::Slower,
            (Feature::WalkingPace, false) => Self::Faster,
        })
    }

    /// Its share of the budget; together they make one. What usually needs looking into gets most of it: unrest at
    /// night, eating and drinking, going out, and keeping to one's bed.
    pub const fn share(self) -> f64 {
        match self {
            Self::UpAtNight | Self::EatsLess | Self::OutLess | Self::LessActive => 0.16,
            Self::Forgets | Self::OtherHours | Self::Slower | Self::KitchenMore => 0.06,
            Self::MoreActive | Self::OtherRooms => 0.04,
            Self::OutMore => 0.02,
            Self::CalmerNights | Self::Faster => 0.01,
        }
    }

    pub const fn severity(self) -> Severity {
        match self {
            Self::UpAtNight | Self::EatsLess | Self::OutLess | Self::LessActive | Self::Forgets | Self::Slower => {
                Severity::Attention
            }
            Self::OtherHours
            | Self::KitchenMore
            | Self::MoreActive
            | Self::OtherRooms
            | Self::OutMore
            | Self::CalmerNights
            | Self::Faster => Severity::Information,
        }
    }

    /// The beginning of a sentence that goes on with `since`.
    pub const fn says(self) -> &'static str {
        match self {
            Self::UpAtNight => "Up more often at night",
            Self::EatsLess => "Eats and drinks less often at home",
            Self::OutLess => "Goes out less",
            Self::LessActive => "Less active",
            Self::Forgets => "Leaves things open or on more often",
            Self::OtherHours => "Keeps other hours",
            Self::Slower => "Slower from room to room",
            Self::KitchenMore => "Busier in the kitchen",
            Self::MoreActive => "More active",
            Self::OtherRooms => "Spends the day in other rooms",
            Self::OutMore => "Goes out more",
            Self::CalmerNights => "Calmer nights",
            Self::Faster => "Quicker from room to room",
        }
    }

    /// What else it could be.
    pub fn also_could_be(self) -> &'static [&'static str] {
        match self {
            Self::UpAtNight => &[
                "visitors",
                "more to drink in the evening",
                "a hot spell",
                "the weeks after a clock change",
                "a fast by day, with a meal before dawn",
            ],
            Self::EatsLess => &[
                "meals taken with others, or brought in",
                "a fast, such as that of Ramadan",
                "a new kettle, or one on another plug",
                "cold drinks in warm weather",
                "a kitchen sensor that was moved or is failing",
            ],
            Self::OutLess => {
                &["bad weather, or a holiday at home", "a club that is closed", "a door that is now used unseen"]
            }
            Self::LessActive => {
                &["a holiday, or quiet days by choice", "a cold", "a sensor that was moved or is failing"]
            }
            Self::Forgets => &[
                "warm days, on which doors stand open",
                "somebody who helps in the kitchen",
                "a contact that has shifted, so that it no longer says that something was closed",
            ],
            Self::OtherHours => &[
                "the weeks after a clock change",
                "a holiday",
                "a new favourite programme",
                "a fast by day, with a meal before dawn",
            ],
            Self::Slower => &["carrying things, or new shoes", "a sensor or furniture that was moved"],
            Self::KitchenMore => &["visitors", "baking or a feast to prepare", "a hot spell"],
            Self::MoreActive => &["visitors", "decorating or tidying up", "a pet"],
            Self::OtherRooms => {
                &["visitors", "a room being decorated, or too cold", "furniture or a sensor that was moved"]
            }
            Self::OutMore => &["a holiday", "visitors", "better weather"],
            Self::CalmerNights => &["nights spent elsewhere", "a sensor that was moved or is failing"],
            Self::Faster => &["visitors, or a pet", "a sensor that was moved"],
        }
    }

    pub const fn what_to_do(self) -> &'static str {
        match self.severity() {
            Severity::Attention | Severity::Urgent => {
                "Ask how things are. If nothing explains it, mention it to the surgery or the care team."
            }
            Severity::Information => "Good to know; ask about it when you next speak.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_make_one_budget_and_every_subject_is_about_something() {
        let whole: f64 = Subject::ALL.iter().map(|subject| subject.share()).sum();
        assert!((whole - 1.0).abs() < 1e-9, "{whole}");
        for (place, subject) in Subject::ALL.into_iter().enumerate() {
            assert_eq!(subject as usize, place);
            let about = |up| Feature::ALL.into_iter().any(|feature| Subject::of(feature, up) == Some(subject));
            assert!(about(true) || about(false), "{subject:?}");
            assert!(!subject.also_could_be().is_empty());
        }
    }
}
