//! Which lanes the timeline has: what happened, what was sensed, folded by room, what was concluded, and who was told.

use super::Shown;
use super::density::Index;
use super::told::{self, Lane};
use crate::home::Home;
use crate::player::view::View;

/// One lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// The name of a group.
    Heading(&'static str),
    /// What a person did.
    Person(usize),
    /// What was out of the ordinary.
    Unusual,
    /// A room, by its place in the home's list, and whether its devices lie folded in one lane.
    Area(usize, &'a str, bool),
    /// A device.
    Device(usize),
    /// What the monitor said.
    Alerts,
    /// Who was told.
    Told(Lane),
}

impl Row<'_> {
    /// How high it is, in points.
    pub const fn height(self) -> f32 {
        match self {
            Self::Heading(_) => 19.0,
            Self::Area(_, _, false) => 20.0,
            Self::Person(_) | Self::Alerts => 25.0,
            Self::Unusual | Self::Told(_) => 21.0,
            Self::Device(_) | Self::Area(_, _, true) => 23.0,
        }
    }

    /// As a plain number, so that the one under the pointer outlives the lanes' own borrow.
    pub const fn code(self) -> usize {
        match self {
            Self::Heading(_) | Self::Area(..) => usize::MAX,
            Self::Person(person) => PERSONS + person,
            Self::Unusual => UNUSUAL,
            Self::Alerts => ALERTS,
            Self::Told(Lane::Person) => TOLD_PERSON,
            Self::Told(Lane::Others) => TOLD_OTHERS,
            Self::Device(place) => place,
        }
    }
}

/// The codes of people begin here.
pub const PERSONS: usize = 1 << 40;
/// The code of what was out of the ordinary.
pub const UNUSUAL: usize = 1 << 41;
/// The code of the alerts.
pub const ALERTS: usize = (1 << 41) + 1;

/// The code of what was said to the person and by them.
pub const TOLD_PERSON: usize = (1 << 41) + 2;
/// The code of who else was told, and who came.
pub const TOLD_OTHERS: usize = (1 << 41) + 3;

/// The lanes above, between and below.
pub struct Rows<'a> {
    /// What happened.
    pub above: Vec<Row<'a>>,
    /// What was sensed.
    pub middle: Vec<Row<'a>>,
    /// What was concluded, and who was told.
    pub below: Vec<Row<'a>>,
}

/// The lanes that this viewer may see, as far as rooms are unfolded.
pub fn rows<'a>(view: &View<'a>, index: &Index, shown: &Shown, narrow: bool) -> Rows<'a> {
    let home: &'a Home = &view.scenario.home;
    let heading = |words| if narrow { None } else { Some(Row::Heading(words)) };
    let mut above: Vec<Row<'a>> = Vec::new();
    if view.truth {
        above.extend(heading("What happened"));
        above.extend((0..view.scenario.residents.len()).map(Row::Person));
        if !index.labels().is_empty() {
            above.push(Row::Unusual);
        }
    }
    let mut middle: Vec<Row<'a>> = Vec::new();
    if shown.viewer.sees_readings() {
        middle.extend(heading("What was sensed"));
        let mut placed = vec![false; home.devices.len()];
        for (area_place, area) in home.areas.iter().enumerate() {
            let here: Vec<usize> = devices_of(home, area_place).collect();
            let folded = shown.folded.contains(&area_place);
            if !here.is_empty() {
                middle.push(Row::Area(area_place, &area.name, folded));
            }
            for place in here {
                if let Some(done) = placed.get_mut(place) {
                    *done = true;
                }
                if !folded {
                    middle.push(Row::Device(place));
                }
            }
        }
        middle.extend(placed.iter().enumerate().filter(|(_, done)| !**done).map(|(place, _)| Row::Device(place)));
    }
    let mut below: Vec<Row<'a>> = heading("What was concluded").into_iter().collect();
    below.push(Row::Alerts);
    let lanes = told::lanes_of(shown.viewer);
    if view.scenario.care.is_some() && !lanes.is_empty() {
        below.extend(heading("Who was told"));
        below.extend(lanes.iter().map(|lane| Row::Told(*lane)));
    }
    Rows { above, middle, below }
}

/// The devices in a room, by their places in the home's list.
pub fn devices_of(home: &Home, area: usize) -> impl Iterator<Item = usize> + '_ {
    let id = home.areas.get(area).map(|area| &area.id);
    home.devices.iter().enumerate().filter(move |(_, device)| Some(&device.area) == id).map(|(place, _)| place)
}
