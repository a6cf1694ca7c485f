//! Whose view of the moment is shown. Each sees what that person may know, and nothing else.

use serde::{Deserialize, Serialize};

/// Whose view is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Viewer {
    /// Whoever presents: everything, the truth included.
    #[default]
    Presenter,
    /// The person who lives there.
    Resident,
    /// A daughter or son with a phone.
    Family,
    /// An occupational therapist or social worker.
    Practitioner,
    /// Whoever builds and tests such homes: everything, and the insides.
    Developer,
}

impl Viewer {
    /// Every viewer, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Presenter, Self::Resident, Self::Family, Self::Practitioner, Self::Developer];

    /// For people.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Presenter => "Everything",
            Self::Resident => "Resident",
            Self::Family => "Family",
            Self::Practitioner => "Practitioner",
            Self::Developer => "Developer",
        }
    }

    /// Whose view it is, for a tooltip.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Presenter => "All there is: what really happens, what is sensed, what is concluded",
            Self::Resident => "What the screen and the speaker say to the person who lives here",
            Self::Family => "A phone: calm sentences, one concern at a time",
            Self::Practitioner => "Trends and concerns, for an assessment",
            Self::Developer => "Every reading, the monitor's insides, and how fast all of it runs",
        }
    }

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Presenter => "presenter",
            Self::Resident => "resident",
            Self::Family => "family",
            Self::Practitioner => "practitioner",
            Self::Developer => "developer",
        }
    }

    /// The viewer of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|viewer| viewer.name() == name)
    }

    /// The one after this one; after the last the first.
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL[(place + 1) % Self::ALL.len()]
    }

    /// Whether they are shown what really happened. No sensor and no person outside the home can see that; the one who
    /// lives there knows it, and needs no screen to say so.
    pub const fn sees_truth(self) -> bool {
        match self {
            Self::Presenter | Self::Developer => true,
            Self::Resident | Self::Family | Self::Practitioner => false,
        }
    }

    /// Whether they are shown single readings.
    pub const fn sees_readings(self) -> bool {
        match self {
            Self::Presenter | Self::Developer | Self::Practitioner => true,
            Self::Resident | Self::Family => false,
        }
    }
}
