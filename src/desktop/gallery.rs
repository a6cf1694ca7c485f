//! What the program shows of itself: a picture of each home by day and by night, of each view and page, and of how it looks
//! with large text or high contrast. One list, so that all of them are made anew by one command.

use std::collections::BTreeSet;

use super::bridge::Bridge;
use super::palette::Theme;
use super::panel::beside::Other;
use super::panel::viewer::Viewer;
use super::panel::{Screen, Wish};
use super::picture::{self, PictureError, Pixels};
use super::shelf::Shelf;
use super::tour::Guide;
use super::{Looks, Quality};
use crate::evaluation::rehear::Otherwise;
use crate::monitor::{Config, Feature};
use crate::player::Player;
use crate::player::command::Command;
use crate::player::house::config_of;
use crate::player::pace::Budget;
use crate::scenario::Moment;
use crate::scenario::tour::Tour;
use crate::time::Span;

/// One picture of the gallery.
pub struct Shot {
    /// Its file's name without the ending.
    pub name: &'static str,
    /// The scenario, by its path in the library.
    pub scenario: &'static str,
    /// The moment: `day 32 08:03`.
    pub at: &'static str,
    /// Opens what should be open.
    open: fn(&mut Stage<'_>),
}

/// What a picture is set up with.
struct Stage<'a> {
    bridge: &'a mut Bridge,
    shelf: &'a dyn Shelf,
    /// Pixels from side to side and from top to bottom.
    size: (u32, u32),
    quality: Quality,
}

impl Stage<'_> {
    /// The latest alert's card.
    fn alert(&mut self) {
        let view = self.bridge.view();
        self.bridge.shown.open_alert = view.history.alerts_by(view.at).len().checked_sub(1);
    }

    fn device(&mut self, id: &str) {
        let devices = &self.bridge.view().scenario.home.devices;
        self.bridge.shown.selected_device = devices.iter().position(|device| device.id.as_str() == id);
    }

    /// So much time on the timeline, around the moment shown.
    fn zoom(&mut self, before: Span, after: Span) {
        let at = self.bridge.view().at;
        (self.bridge.shown.timeline.from, self.bridge.shown.timeline.to) = (at - before, at + after);
    }

    /// All that can be known of the days.
    fn work_ahead(&mut self) {
        let ends = self.bridge.player.scenario().ends();
        self.bridge.player.work_ahead(ends, Budget::UNLIMITED);
    }
}

const fn shot(name: &'static str, scenario: &'static str, at: &'static str, open: fn(&mut Stage<'_>)) -> Shot {
    Shot { name, scenario, at, open }
}

const FOUR_DAYS: &str = "scenarios/demonstration.ron";
const STAIRS: &str = "scenarios/fall-at-the-stairs.ron";
const FLAT: &str = "scenarios/flat-at-night.ron";
const EXTRA_CARE: &str = "scenarios/extra-care-fall.ron";
const UNANSWERED: &str = "scenarios/companion-fall-unanswered.ron";
const SLOW: &str = "scenarios/more-night-visits.ron";

/// Every picture, in the order in which they are made.
pub const SHOTS: &[Shot] = &[
    shot("fall", FOUR_DAYS, "day 32 08:10", |stage| stage.alert()),
    shot("evening", FOUR_DAYS, "day 29 19:10", |_| {}),
    shot("house", STAIRS, "day 31 13:10", |_| {}),
    shot("bungalow-morning", FOUR_DAYS, "day 29 08:05", |_| {}),
    shot("bungalow-evening", FOUR_DAYS, "day 29 20:30", |_| {}),
    shot("house-day", STAIRS, "day 30 12:55", |_| {}),
    shot("house-night", STAIRS, "day 30 20:15", |_| {}),
    shot("flat-day", FLAT, "day 30 12:55", |_| {}),
    shot("flat-night", FLAT, "day 31 21:30", |_| {}),
    shot("apartment-day", EXTRA_CARE, "day 31 13:00", |_| {}),
    shot("apartment-night", EXTRA_CARE, "day 31 20:00", |_| {}),
    shot("device-card", FOUR_DAYS, "day 29 08:20", |stage| stage.device("kitchen-movement")),
    shot("screen", UNANSWERED, "day 31 04:26", |stage| {
        stage.quality = Quality::Plan;
        stage.bridge.shown.viewer = Viewer::Resident;
    }),
    shot("view-family", FOUR_DAYS, "day 32 08:10", |stage| stage.bridge.shown.viewer = Viewer::Family),
    shot("view-practitioner", SLOW, "day 50 12:00", |stage| stage.bridge.shown.viewer = Viewer::Practitioner),
    shot("view-developer", FOUR_DAYS, "day 32 08:10", |stage| stage.bridge.shown.viewer = Viewer::Developer),
    shot("privacy-lens", FOUR_DAYS, "day 29 12:10", |stage| stage.bridge.shown.lens = true),
    shot("timeline-hour", FOUR_DAYS, "day 32 07:40", |stage| stage.zoom(Span::minutes(35), Span::minutes(25))),
    shot("timeline-day", FOUR_DAYS, "day 31 12:00", |stage| stage.zoom(Span::hours(12), Span::hours(12))),
    shot("timeline-weeks", FOUR_DAYS, "day 32 12:00", |stage| {
        stage.work_ahead();
        stage.zoom(Span::days(32), Span::hours(12));
    }),
    shot("learned", SLOW, "day 50 12:00", |stage| {
        stage.size = (1920, 1080);
        stage.bridge.shown.learned = true;
        stage.bridge.shown.habit = Some(Feature::NightBathroomVisits);
    }),
    shot("who-is-told", UNANSWERED, "day 31 04:26", |stage| {
        stage.quality = Quality::Plan;
        stage.bridge.shown.care.told = true;
    }),
    shot("devices", STAIRS, "day 31 14:52", |stage| stage.bridge.shown.fitting.open = true),
    shot("two-runs", STAIRS, "day 31 14:52", |stage| {
        stage.work_ahead();
        stage.zoom(Span::hours(6), Span::hours(6));
        stage.bridge.shown.beside.open = true;
        stage.bridge.shown.wishes.push(Wish::Beside(Other::Seed(2)));
    }),
    shot("what-if", FOUR_DAYS, "day 31 12:00", |stage| {
        stage.work_ahead();
        let config = config_of(stage.bridge.player.scenario());
        let config = Config { false_alarms_every_days: 7.0, low_celsius: 20.0, ..config };
        stage.bridge.shown.what_if.choice = Some(Otherwise { config, without: BTreeSet::new() });
        stage.bridge.shown.what_if.open = true;
    }),
    shot("tour", FOUR_DAYS, "day 32 08:10", |stage| {
        stage.alert();
        let tour: Option<Tour> =
            stage.shelf.open("scenarios/tours/five-minutes.ron").ok().and_then(|opened| opened.tour);
        let mut guide = tour.map(|tour| Guide::new(tour, false));
        if let Some(guide) = &mut guide {
            // Its last step stands still.
            (1..guide.tour().steps.len()).for_each(|_| guide.go(true));
        }
        stage.bridge.shown.guide = guide;
    }),
    shot("library", FOUR_DAYS, "day 29 08:05", |stage| {
        stage.bridge.shown.screen = Screen::Library;
        (stage.bridge.shown.library.cards, stage.bridge.shown.library.tours) =
            (stage.shelf.cards(), stage.shelf.tours());
    }),
    shot("keys", FOUR_DAYS, "day 29 08:05", |stage| stage.bridge.shown.help = true),
    shot("text-200", FOUR_DAYS, "day 32 08:10", |stage| {
        stage.size = (1920, 1080);
        stage.bridge.shown.text_scale = 2.0;
        stage.alert();
    }),
    shot("text-200-stairs", STAIRS, "day 30 20:15", |stage| stage.bridge.shown.text_scale = 2.0),
    shot("high-contrast", FOUR_DAYS, "day 32 08:10", |stage| {
        stage.bridge.shown.theme = Theme::HighContrast;
        stage.alert();
    }),
    shot("dark", FOUR_DAYS, "day 29 20:30", |stage| stage.bridge.shown.theme = Theme::Dark),
    shot("flat-plan", STAIRS, "day 30 12:55", |stage| stage.quality = Quality::Plan),
];

/// Draws one of them; `player` plays its scenario.
///
/// # Errors
/// When there is no graphics adapter.
pub fn draw(shot: &Shot, mut player: Player, shelf: &dyn Shelf) -> Result<Pixels, PictureError> {
    if let Some(at) = Moment::parse(shot.at) {
        let at = player.scenario().at(at);
        player.apply(&Command::Seek(at));
    }
    let mut bridge = Bridge::new(player);
    let mut stage = Stage { bridge: &mut bridge, shelf, size: (1280, 720), quality: Quality::High };
    (shot.open)(&mut stage);
    let (size, quality) = (stage.size, stage.quality);
    // One app after another in the same program: the log can be set only once.
    picture::of(bridge, size, Looks::still(quality), picture::silent_app, |_| {})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_has_a_name_of_its_own_and_a_moment() {
        let names: BTreeSet<&str> = SHOTS.iter().map(|shot| shot.name).collect();
        assert_eq!(names.len(), SHOTS.len());
        for shot in SHOTS {
            assert!(Moment::parse(shot.at).is_some(), "{}: {}", shot.name, shot.at);
        }
    }
}
