//! What may change in a person's life or around them, sudden or gradual, and its benign twins: what one thinks of when
//! one sees the readings and is wrong.
//!
//! An [`Episode`] takes the person up from its moment to its end, as a fall does. A [`Change`] colours ordinary days for
//! a while: from one moment to another, at once or growing. Here are their names, their parameters and how a file
//! writes them; what they do is the simulation's affair. Read [`EpisodeKind`] and [`ChangeKind`] first.

use std::fmt;

use crate::home::{FurnitureId, OpeningId};
use crate::time::Span;

/// Something that takes a person up until it is over.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    /// What.
    pub kind: EpisodeKind,
    /// From its moment to its end.
    pub lasts: Span,
}

/// What happens in an [`Episode`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EpisodeKind {
    /// On getting up, the person falls beside the bed and lies there until help comes.
    FallAtBedside,
    /// The person sits in the armchair and does not get up, or answer, until help comes.
    Unconscious,
    /// The person gets up and walks from room to room.
    NightWandering,
    /// The person goes out of the door and stays away.
    LeftHome {
        /// By which door.
        opening: OpeningId,
    },
    /// Benign: the person goes away for some days and comes back.
    Holiday,
    /// Benign: a bath that takes much longer than usual.
    LongBath,
    /// Benign: in the garden, in and out, with the door open all the while.
    Gardening {
        /// Which door.
        opening: OpeningId,
    },
    /// The person opens a door to outside and does not shut it again; when the time is over and they are up, they see
    /// it and shut it.
    DoorLeftOpen {
        /// Which door.
        opening: OpeningId,
    },
    /// On the way from one room to another, the person falls and lies there until help comes.
    FallWalking,
    /// The person is taken to hospital from one moment to the next, and is back days later.
    Hospital,
}

/// Something that colours days for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What.
    pub kind: ChangeKind,
    /// From its moment to its end.
    pub lasts: Span,
    /// How long it takes to grow from nothing to its full measure; no time is at once.
    pub over: Span,
}

/// What changes in a [`Change`]. A `share` is a part of 1 at its full measure.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeKind {
    /// Visits to the bathroom by night go from the person's own number to another.
    NightVisits {
        /// On average so many in a night.
        mean: f64,
    },
    /// An upset stomach: to the bathroom again and again by day, and half as often by night.
    UpsetStomach {
        /// So long between two visits by day, on average.
        every: Span,
    },
    /// A long time awake and up in each night.
    PoorSleep {
        /// How long, on average.
        awake: Span,
    },
    /// Up for much of the night, and asleep for much of the day.
    DayNightReversal,
    /// Meals are left out.
    EatingLess {
        /// Of the meals.
        share: f64,
    },
    /// Hot drinks are left out, with meals too.
    DrinkingLess {
        /// Of the hot drinks.
        share: f64,
    },
    /// In bed by day, where there would have been the armchair, the television or housework.
    SemiBedridden {
        /// Of such times.
        share: f64,
    },
    /// No outings.
    Housebound,
    /// Something is left open or on after use, until it is noticed.
    Forgetting {
        /// What: a door to outside, a fridge or a cooker, by its id.
        what: String,
        /// How often.
        share: f64,
        /// About how long until it is noticed.
        noticed: Span,
    },
    /// Walking is slower.
    SlowerWalking {
        /// Of the speed that is lost.
        share: f64,
    },
    /// Benign: cold drinks from the fridge instead of hot ones.
    ColdDrinks {
        /// Of the drinks.
        share: f64,
    },
    /// Benign: sitting somewhere else than in the armchair.
    NewSeat {
        /// Where.
        piece: FurnitureId,
    },
    /// The pendant fob lies on the bedside table.
    FobNotWorn,
    /// Benign: to bed earlier than usual, from the change's moment on.
    EarlyNight,
    /// Benign: a late film, and a late morning in bed after it.
    LateMorning {
        /// To bed so much later.
        late: Span,
        /// Up so much later.
        lies_in: Span,
    },
    /// Benign: a late film, and to bed so much later, with no lie-in after it.
    LateFilm {
        /// To bed so much later.
        late: Span,
    },
    /// Nothing is eaten or drunk from first light to sunset, as in Ramadan: breakfast is before dawn, lunch and daytime
    /// drinks are left out, and supper is at sunset. A benign twin of eating less.
    Fasting,
    /// Tablets that are due are not taken.
    TabletsMissed {
        /// Of the times.
        share: f64,
    },
    /// Tablets that have been taken are taken once more a while later.
    TabletsTwice {
        /// Of the times.
        share: f64,
    },
    /// Neither family nor friends come any more.
    NoVisitors,
    /// Carers who are due do not come. Each missed visit has a label of its own, from when they would have come to when
    /// they would have left.
    CarerNotArrived,
    /// Carers leave before their time is over. Each such visit has a label of its own, from when they leave to when
    /// they should have.
    CarerLeavesEarly {
        /// Of the visit's length that is lost.
        share: f64,
    },
    /// Benign: a new kettle that draws so many watts.
    NewKettle {
        /// Watts while it boils.
        watts: f64,
    },
    /// No room is heated.
    HeatingBroken,
    /// It is hotter outside.
    Heatwave {
        /// By so many kelvin.
        by: f64,
    },
    /// It is colder outside.
    ColdSnap {
        /// By so many kelvin.
        by: f64,
    },
}

impl Episode {
    /// Its name in a scenario file.
    pub const fn name(&self) -> &'static str {
        match self.kind {
            EpisodeKind::FallAtBedside => "FallAtBedside",
            EpisodeKind::Unconscious => "Unconscious",
            EpisodeKind::NightWandering => "NightWandering",
            EpisodeKind::LeftHome { .. } => "LeftHome",
            EpisodeKind::Holiday => "Holiday",
            EpisodeKind::LongBath => "LongBath",
            EpisodeKind::Gardening { .. } => "Gardening",
            EpisodeKind::DoorLeftOpen { .. } => "DoorLeftOpen",
            EpisodeKind::FallWalking => "FallWalking",
            EpisodeKind::Hospital => "Hospital",
        }
    }

    /// Its label in the truth; a benign twin's begins with `twin-`.
    pub const fn label(&self) -> &'static str {
        match self.kind {
            EpisodeKind::FallAtBedside => "fall-at-bedside",
            EpisodeKind::Unconscious => "unconscious",
            EpisodeKind::NightWandering => "night-wandering",
            EpisodeKind::LeftHome { .. } => "left-home",
            EpisodeKind::Holiday => "twin-holiday",
            EpisodeKind::LongBath => "twin-long-bath",
            EpisodeKind::Gardening { .. } => "twin-gardening",
            EpisodeKind::DoorLeftOpen { .. } => "door-left-open",
            EpisodeKind::FallWalking => "fall-walking",
            EpisodeKind::Hospital => "hospital-stay",
        }
    }

    /// Whether the person lies or sits helpless in it, so that somebody has to come.
    pub const fn needs_help(&self) -> bool {
        matches!(self.kind, EpisodeKind::FallAtBedside | EpisodeKind::FallWalking | EpisodeKind::Unconscious)
    }

    /// Whether the person is out of the home in it.
    pub const fn is_away(&self) -> bool {
        matches!(self.kind, EpisodeKind::LeftHome { .. } | EpisodeKind::Holiday | EpisodeKind::Hospital)
    }
}

impl Change {
    /// Its name in a scenario file.
    pub const fn name(&self) -> &'static str {
        match self.kind {
            ChangeKind::NightVisits { .. } => "NightVisits",
            ChangeKind::UpsetStomach { .. } => "UpsetStomach",
            ChangeKind::PoorSleep { .. } => "PoorSleep",
            ChangeKind::DayNightReversal => "DayNightReversal",
            ChangeKind::EatingLess { .. } => "EatingLess",
            ChangeKind::DrinkingLess { .. } => "DrinkingLess",
            ChangeKind::SemiBedridden { .. } => "SemiBedridden",
            ChangeKind::Housebound => "Housebound",
            ChangeKind::Forgetting { .. } => "Forgetting",
            ChangeKind::SlowerWalking { .. } => "SlowerWalking",
            ChangeKind::ColdDrinks { .. } => "ColdDrinks",
            ChangeKind::NewSeat { .. } => "NewSeat",
            ChangeKind::FobNotWorn => "FobNotWorn",
            ChangeKind::EarlyNight => "EarlyNight",
            ChangeKind::LateMorning { .. } => "LateMorning",
            ChangeKind::LateFilm { .. } => "LateFilm",
            ChangeKind::Fasting => "Fasting",
            ChangeKind::TabletsMissed { .. } => "TabletsMissed",
            ChangeKind::TabletsTwice { .. } => "TabletsTwice",
            ChangeKind::NoVisitors => "NoVisitors",
            ChangeKind::CarerNotArrived => "CarerNotArrived",
            ChangeKind::CarerLeavesEarly { .. } => "CarerLeavesEarly",
            ChangeKind::NewKettle { .. } => "NewKettle",
            ChangeKind::HeatingBroken => "HeatingBroken",
            ChangeKind::Heatwave { .. } => "Heatwave",
            ChangeKind::ColdSnap { .. } => "ColdSnap",
        }
    }

    /// Its label in the truth; a benign twin's begins with `twin-`.
    pub const fn label(&self) -> &'static str {
        match self.kind {
            ChangeKind::NightVisits { .. } => "night-visits",
            ChangeKind::UpsetStomach { .. } => "upset-stomach",
            ChangeKind::PoorSleep { .. } => "poor-sleep",
            ChangeKind::DayNightReversal => "day-night-reversal",
            ChangeKind::EatingLess { .. } => "eating-less",
            ChangeKind::DrinkingLess { .. } => "drinking-less",
            ChangeKind::SemiBedridden { .. } => "semi-bedridden",
            ChangeKind::Housebound => "housebound",
            ChangeKind::Forgetting { .. } => "forgetting",
            ChangeKind::SlowerWalking { .. } => "slower-walking",
            ChangeKind::ColdDrinks { .. } => "twin-cold-drinks",
            ChangeKind::NewSeat { .. } => "twin-new-seat",
            ChangeKind::FobNotWorn => "fob-not-worn",
            ChangeKind::EarlyNight => "twin-early-night",
            ChangeKind::LateMorning { .. } => "twin-late-morning",
            ChangeKind::LateFilm { .. } => "twin-late-film",
            ChangeKind::Fasting => "twin-fasting",
            ChangeKind::TabletsMissed { .. } => "tablets-missed",
            ChangeKind::TabletsTwice { .. } => "tablets-twice",
            ChangeKind::NoVisitors => "no-visitors",
            ChangeKind::CarerNotArrived => "carer-not-arrived",
            ChangeKind::CarerLeavesEarly { .. } => "carer-left-early",
            ChangeKind::NewKettle { .. } => "twin-new-kettle",
            ChangeKind::HeatingBroken => "heating-broken",
            ChangeKind::Heatwave { .. } => "heatwave",
            ChangeKind::ColdSnap { .. } => "cold-snap",
        }
    }

    /// Whether it happens to the house or the weather rather than to a person.
    pub const fn is_of_the_house(&self) -> bool {
        matches!(
            self.kind,
            ChangeKind::HeatingBroken
                | ChangeKind::Heatwave { .. }
                | ChangeKind::ColdSnap { .. }
                | ChangeKind::NewKettle { .. }
        )
    }

    /// Whether each time that it takes hold has a label of its own, and the change as a whole none.
    pub const fn is_told_each_time(&self) -> bool {
        matches!(self.kind, ChangeKind::CarerNotArrived | ChangeKind::CarerLeavesEarly { .. })
    }

    /// Its measure so long after its moment: 0 before and after, growing to 1 within.
    pub fn measure(&self, since: Span) -> f64 {
        if since < Span::ZERO || since >= self.lasts {
            0.0
        } else if since >= self.over {
            1.0
        } else {
            since.as_seconds() / self.over.as_seconds()
        }
    }
}

/// As a scenario file writes it: `LeftHome(opening: "front-door", lasts: "1 h")`.
impl fmt::Display for Episode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.name())?;
        match &self.kind {
            EpisodeKind::LeftHome { opening }
            | EpisodeKind::Gardening { opening }
            | EpisodeKind::DoorLeftOpen { opening } => write!(f, "opening: {opening:?}, ")?,
            EpisodeKind::FallAtBedside
            | EpisodeKind::Unconscious
            | EpisodeKind::NightWandering
            | EpisodeKind::Holiday
            | EpisodeKind::FallWalking
            | EpisodeKind::Hospital
            | EpisodeKind::LongBath => {}
        }
        write!(f, "lasts: {:?})", self.lasts.exact())
    }
}

/// As a scenario file writes it: `NightVisits(mean: 4.0, lasts: "72 h", over: "24 h")`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.name())?;
        match &self.kind {
            ChangeKind::NightVisits { mean } => write!(f, "mean: {mean:?}, ")?,
            ChangeKind::UpsetStomach { every } => write!(f, "every: {:?}, ", every.exact())?,
            ChangeKind::PoorSleep { awake } => write!(f, "awake: {:?}, ", awake.exact())?,
            ChangeKind::EatingLess { share }
            | ChangeKind::DrinkingLess { share }
            | ChangeKind::SemiBedridden { share }
            | ChangeKind::SlowerWalking { share }
            | ChangeKind::TabletsMissed { share }
            | ChangeKind::TabletsTwice { share }
            | ChangeKind::CarerLeavesEarly { share }
            | ChangeKind::ColdDrinks { share } => write!(f, "share: {share:?}, ")?,
            ChangeKind::Forgetting { what, share, noticed } => {
                write!(f, "what: {what:?}, share: {share:?}, noticed: {:?}, ", noticed.exact())?;
            }
            ChangeKind::NewSeat { piece } => write!(f, "piece: {piece:?}, ")?,
            ChangeKind::LateMorning { late, lies_in } => {
                write!(f, "late: {:?}, lies_in: {:?}, ", late.exact(), lies_in.exact())?;
            }
            ChangeKind::LateFilm { late } => write!(f, "late: {:?}, ", late.exact())?,
            ChangeKind::NewKettle { watts } => write!(f, "watts: {watts:?}, ")?,
            ChangeKind::Heatwave { by } | ChangeKind::ColdSnap { by } => write!(f, "by: {by:?}, ")?,
            ChangeKind::DayNightReversal
            | ChangeKind::Housebound
            | ChangeKind::FobNotWorn
            | ChangeKind::Fasting
            | ChangeKind::EarlyNight
            | ChangeKind::NoVisitors
            | ChangeKind::CarerNotArrived
            | ChangeKind::HeatingBroken => {}
        }
        write!(f, "lasts: {:?}", self.lasts.exact())?;
        if self.over > Span::ZERO {
            write!(f, ", over: {:?}", self.over.exact())?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_grows_and_ends() {
        let change = Change { kind: ChangeKind::Housebound, lasts: Span::days(10), over: Span::days(4) };
        for (hours, measure) in [(-1, 0.0), (0, 0.0), (24, 0.25), (48, 0.5), (96, 1.0), (239, 1.0), (240, 0.0)] {
            assert_eq!(change.measure(Span::hours(hours)), measure, "after {hours} h");
        }
        let at_once = Change { over: Span::ZERO, ..change };
        assert_eq!(at_once.measure(Span::ZERO), 1.0);
    }
}
