//! Who comes to the home without living there, and what four-legged company lives in it: visitors with their visits, and
//! pets.
//!
//! A visit is planned as a person's own habit is: a time, how long, on which days. What they do in the house is the
//! simulation's affair. Read [`Visitor`] first.

use super::Pronoun;
use crate::home::AreaId;
use crate::time::{ClockTime, Span, Weekday};

/// Somebody who comes on visits.
#[derive(Clone, Debug, PartialEq)]
pub struct Visitor {
    /// A stable id: `amy`. Their random streams are named after it.
    pub id: String,
    /// What they are called: `Amy`.
    pub name: String,
    /// Why they come.
    pub kind: VisitorKind,
    /// `she`, `he` or `they`, for sentences.
    pub pronoun: Pronoun,
    /// How they get in.
    pub enters: Enters,
    /// Metres a second.
    pub walking_speed: f64,
    /// The names of the children who come along.
    pub children: Vec<String>,
    /// The rooms that a builder works in, one or two; empty for others.
    pub works_in: Vec<AreaId>,
    /// When they come.
    pub visits: Vec<Visit>,
}

/// Why somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitorKind {
    /// A care worker, with tasks to do.
    Carer,
    /// Family.
    Family,
    /// A friend or neighbour.
    Friend,
    /// Somebody who repairs or builds.
    Builder,
    /// Somebody whom the resident does not know.
    Stranger,
}

impl VisitorKind {
    /// Whether the resident sits with them: they come for the resident's company, or take it.
    pub const fn is_company(self) -> bool {
        matches!(self, Self::Family | Self::Friend | Self::Stranger)
    }

    /// The label of a visit in the truth, given whether children stay for a night with it and whether it is an evening.
    pub const fn label(self, children_stay: bool, evening: bool) -> &'static str {
        match self {
            Self::Carer => "carer-visit",
            Self::Family if children_stay => "twin-grandchildren",
            Self::Friend if evening => "twin-evening-visit",
            Self::Family | Self::Friend => "visit",
            Self::Builder => "twin-builders",
            Self::Stranger => "stranger-visit",
        }
    }
}

/// How somebody gets in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enters {
    /// They ring, and a resident opens.
    #[default]
    Rings,
    /// They have a key.
    Key,
    /// They take the key from the key safe beside the door.
    KeySafe,
}

/// One visit that is planned again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// The earliest that they mean to come.
    pub at: ClockTime,
    /// How long after it they may as well mean to come: a visit window. Anywhere in it is equally likely.
    pub window: Span,
    /// How late they are besides: half of a normal distribution with this standard deviation.
    pub late: Span,
    /// How long they stay.
    pub lasts: Span,
    /// How far that varies: one standard deviation.
    pub lasts_give: Span,
    /// On which days of the week.
    pub days: Vec<Weekday>,
    /// How likely they come on such a day, 0 to 1.
    pub chance: f64,
    /// The first day of the scenario on which they may come.
    pub from_day: i64,
    /// The last such day.
    pub to_day: i64,
    /// What a carer does, in this order; empty is whatever there is to do.
    pub does: Vec<Task>,
}

/// What a carer does on a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Helps the resident to wash, in the bathroom.
    Wash,
    /// Makes a meal.
    Meal,
    /// Makes a hot drink.
    Drink,
    /// Sees that the tablets are taken.
    Tablets,
    /// Makes the bed and tidies the bedroom.
    Bedroom,
    /// Washes up and tidies the kitchen.
    Kitchen,
    /// Sits with the resident and talks.
    Company,
}

/// An animal that lives in the home.
#[derive(Clone, Debug, PartialEq)]
pub struct Pet {
    /// Its name, after which its random streams are named: `Tibbles`.
    pub name: String,
    /// What it is.
    pub kind: PetKind,
    /// The first day on which it is there; 1 is from the start.
    pub from_day: i64,
    /// The last such day.
    pub to_day: i64,
}

/// What an animal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PetKind {
    /// A cat: about the house when it likes, more at dusk and by night.
    Cat,
    /// A dog: where its people are, and at the door when somebody comes.
    Dog,
}
