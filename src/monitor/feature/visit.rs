//! Visits that come through a door to outside, told apart from the person's own ways by what moves indoors.
//!
//! Somebody was seen at home, a door opened, movement indoors went on, the same door opened again, and movement went on
//! still: whoever used the door was somebody else, who came and left. Of the person's own outing the time between is
//! silent, or the time before, or the time after. It knows no names and no hours, and not how long visits usually are; who
//! asks for it learns those.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// Openings closer together than this are one use of the door.
const ONE_USE: Span = Span::minutes(3);
/// Movement so soon after a door may be whoever leaves by it.
const LEAVING: Span = Span::seconds(60);
/// A visit is no shorter: a parcel is taken in more quickly. One that was cut short may be.
pub(in crate::monitor) const SHORTEST: Span = Span::minutes(8);
/// Nor longer: what takes longer is no round of a carer's.
const LONGEST: Span = Span::hours(2);
/// While a visitor is there something moves at least so often.
const SEEN_WITHIN: Span = Span::minutes(20);
/// Whoever was visited is seen again within so long after the visitor has left, and has not left with them: on their own they
/// may sit for an hour and more where nothing sees them.
const SEEN_AFTER: Span = Span::minutes(90);

/// Somebody came by a door and left by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::monitor) struct Stay {
    /// When they came.
    pub from: Timestamp,
    /// When they left.
    pub until: Timestamp,
}

impl Stay {
    /// How long it was.
    pub fn lasted(self) -> Span {
        self.until - self.from
    }
}

/// What of a visit is known so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::monitor) struct Visit {
    /// The latest opening, and of which door.
    door: Option<(usize, Timestamp)>,
    /// The latest sign indoors since that.
    inside: Option<Timestamp>,
    /// An opening by which somebody may have come.
    arrival: Option<(usize, Timestamp)>,
    /// The longest time without a sign indoors since.
    gap: Span,
    /// When somebody may have come and left, while the person has yet to be seen.
    over: Option<Stay>,
}

impl Visit {
    /// A door to outside opened. True when somebody may have come by it: the person had been seen at home.
    pub fn door(&mut self, sensor: usize, at: Timestamp) -> bool {
        let before = self.door.replace((sensor, at));
        if before.is_some_and(|(_, then)| at - then < ONE_USE) {
            return false;
        }
        let seen = self.inside.take();
        let over = self.arrival.filter(|(door, from)| {
            let lasted = at - *from;
            let seen = seen.is_some_and(|seen| at - seen <= SEEN_WITHIN);
            *door == sensor && seen && self.gap <= SEEN_WITHIN && lasted <= LONGEST
        });
        self.over = over.map(|(_, from)| Stay { from, until: at });
        self.arrival = seen.map(|_| (sensor, at));
        self.gap = Span::ZERO;
        seen.is_some()
    }

    /// Somebody was seen indoors. The visit that is over, once it is known that it was one; it may have been as short as a
    /// parcel takes.
    pub fn inside(&mut self, at: Timestamp) -> Option<Stay> {
        let (_, door) = self.door?;
        if at - door < LEAVING {
            return None;
        }
        self.gap = self.gap.max(at - self.inside.unwrap_or(door));
        self.inside = Some(at);
        let stay = self.over.take()?;
        (at - stay.until <= SEEN_AFTER).then_some(stay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes at which the one door opens, and stretches in which somebody moves indoors every other minute; when the
    /// visits of it began that are too long for a parcel.
    fn visits(doors: &[i64], moving: &[(i64, i64)]) -> Vec<i64> {
        let mut visit = Visit::default();
        let mut all = Vec::new();
        for minute in 0..600 {
            let at = Timestamp::from_millis(0) + Span::minutes(minute);
            if doors.contains(&minute) {
                visit.door(0, at);
            }
            if minute % 2 == 1 && moving.iter().any(|(from, until)| (*from..*until).contains(&minute)) {
                let stay = visit.inside(at).filter(|stay| stay.lasted() >= SHORTEST);
                all.extend(stay.map(|stay| (stay.from - Timestamp::from_millis(0)).as_hours() * 60.0));
            }
        }
        all.into_iter().map(|minutes| minutes.round() as i64).collect()
    }

    #[test]
    fn who_comes_and_leaves_while_somebody_stays_is_a_visitor() {
        // The door is used at first by the person, who is at home from then on.
        assert_eq!(visits(&[10, 100, 130], &[(0, 600)]), [100]);
        assert_eq!(visits(&[10, 100, 130, 300, 325], &[(0, 600)]), [100, 300]);
    }

    #[test]
    fn an_outing_is_no_visit() {
        // Out from 100 to 130.
        assert!(visits(&[10, 100, 130], &[(0, 101), (130, 600)]).is_empty());
        // In for half an hour between two outings.
        assert!(visits(&[10, 60, 100, 130, 200], &[(0, 61), (100, 131), (200, 600)]).is_empty());
    }

    #[test]
    fn what_is_too_short_or_too_long_is_no_visit() {
        assert!(visits(&[10, 100, 105], &[(0, 600)]).is_empty(), "a parcel");
        assert!(visits(&[10, 100, 260], &[(0, 600)]).is_empty(), "the morning's post and the afternoon's");
        assert!(visits(&[10, 100, 130], &[(0, 131)]).is_empty(), "both went out together");
    }
}
