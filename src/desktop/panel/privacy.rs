//! The privacy lens: what the chosen viewer can know, what for and for how long, and what nobody sees.
//!
//! What is said here of keeping is what this program's monitor does: it counts, and lets its counts fade. What a care
//! service keeps besides is for it to agree with the person.

use bevy_egui::egui::{Frame, Margin, RichText, ScrollArea, Ui};

use super::Shown;
use super::icon::Icon;
use super::viewer::Viewer;
use super::widget::{self, Press, Tone};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::home::{Capability, Home};
use crate::player::view::View;

/// How much of an item somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Nothing.
    Nothing,
    /// That something is the matter, and nothing more.
    Concern,
    /// Day by day, without single moments.
    Summary,
    /// Every single one.
    Each,
}

impl Share {
    const fn in_words(self) -> &'static str {
        match self {
            Self::Nothing => "not told",
            Self::Concern => "told only when it is a concern",
            Self::Summary => "told day by day",
            Self::Each => "sees each one",
        }
    }
}

/// One kind of thing that is known of a home.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// What it is.
    pub what: &'static str,
    /// Which capabilities a home must have for it; none for what is concluded.
    pub needs: &'static [Capability],
    /// What it is for.
    pub purpose: &'static str,
    /// For how long it is kept.
    pub kept: &'static str,
    /// How much resident, family and practitioner are told.
    pub shares: [Share; 3],
}

/// How the monitor's counts fade (its forgetting halves what was 34 days ago).
const FADES: &str = "As counts that fade by half in five weeks; the single readings are not needed after that day.";

/// Everything that is known of a home.
pub const ITEMS: &[Item] = &[
    Item {
        what: "Movement in each room",
        needs: &[Capability::Occupancy],
        purpose: "To notice when nothing has moved for unusually long, and how days pass.",
        kept: FADES,
        shares: [Share::Each, Share::Concern, Share::Summary],
    },
    Item {
        what: "Doors and windows opened and closed",
        needs: &[Capability::Contact],
        purpose: "To notice a door at night or one left open, and how often somebody goes out.",
        kept: FADES,
        shares: [Share::Each, Share::Concern, Share::Summary],
    },
    Item {
        what: "How warm and damp the rooms are",
        needs: &[Capability::Temperature],
        purpose: "To notice a home too cold or too hot for health.",
        kept: "The last hours; nothing once the room is warm again.",
        shares: [Share::Each, Share::Concern, Share::Summary],
    },
    Item {
        what: "Power that appliances take",
        needs: &[Capability::Power],
        purpose: "To notice a cooker left on, and that hot drinks are made.",
        kept: FADES,
        shares: [Share::Each, Share::Concern, Share::Summary],
    },
    Item {
        what: "Calls for help",
        needs: &[Capability::Button],
        purpose: "To bring help.",
        kept: "With the alert.",
        shares: [Share::Each, Share::Each, Share::Each],
    },
    Item {
        what: "Smoke, carbon monoxide and water",
        needs: &[Capability::Smoke, Capability::CarbonMonoxide, Capability::Flood],
        purpose: "To bring help in time.",
        kept: "With the alert.",
        shares: [Share::Each, Share::Each, Share::Each],
    },
    Item {
        what: "Whether a dose was taken from the dispenser",
        needs: &[Capability::Dose],
        purpose: "To remind, and to notice a dose missed or taken twice.",
        kept: "For as long as was agreed with the person.",
        shares: [Share::Each, Share::Concern, Share::Summary],
    },
    Item {
        what: "Words meant for the voice speaker",
        needs: &[Capability::Speech],
        purpose: "To do what was asked.",
        kept: "Not kept by the monitor.",
        shares: [Share::Each, Share::Nothing, Share::Nothing],
    },
    Item {
        what: "Habits, day by day",
        needs: &[],
        purpose: "To notice a slow change: sleep, meals, drinks, outings.",
        kept: "As counts that fade by half in five weeks.",
        shares: [Share::Summary, Share::Nothing, Share::Summary],
    },
    Item {
        what: "Alerts, with the readings each rests on",
        needs: &[],
        purpose: "To tell somebody, and to let them see why.",
        kept: "For as long as was agreed with the person.",
        shares: [Share::Each, Share::Concern, Share::Each],
    },
    Item {
        what: "Batteries and radio links",
        needs: &[Capability::Battery],
        purpose: "To keep the sensors working.",
        kept: "The latest of each.",
        shares: [Share::Summary, Share::Nothing, Share::Summary],
    },
];

/// What no sensor here can see, whoever asks.
pub const NOBODY: &[&str] = &[
    "Pictures: there is no camera",
    "Sounds and talk that are not meant for the speaker",
    "Who it is that moves, and who visits",
    "What is watched, read or cooked",
    "Where the person goes outside the home",
    "What they feel, and why they do what they do",
];

impl Item {
    /// How much a viewer is told of it.
    pub const fn share(&self, viewer: Viewer) -> Share {
        match viewer {
            Viewer::Resident => self.shares[0],
            Viewer::Family => self.shares[1],
            Viewer::Practitioner => self.shares[2],
            Viewer::Presenter | Viewer::Developer => Share::Each,
        }
    }

    /// Whether a home can know it.
    pub fn is_known(&self, home: &Home) -> bool {
        self.needs.is_empty()
            || home.devices.iter().any(|device| device.kind.capabilities().iter().any(|one| self.needs.contains(one)))
    }
}

/// Shows what the chosen viewer can know.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown) {
    let viewer = shown.viewer;
    ScrollArea::vertical().id_salt("privacy").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("The privacy lens").font(theme::strong(19.0)));
            let close = Press::icon(Icon::Close, "Close the privacy lens").tone(Tone::Plain).like(Deed::Lens);
            if close.height(28.0).show(ui).clicked() {
                shown.lens = false;
            }
        });
        let who = match viewer {
            Viewer::Presenter => "what the sensors can know, put together",
            Viewer::Resident => "what the person who lives here is told",
            Viewer::Family => "what the family is told",
            Viewer::Practitioner => "what a practitioner is told",
            Viewer::Developer => "what a developer sees of a home",
        };
        widget::paragraph(ui, &format!("The truth is faded. What is left is {who}."));
        ui.horizontal_wrapped(|ui| {
            for one in Viewer::ALL {
                if Press::text(one.in_words()).tip(one.about()).chosen(one == viewer).height(30.0).show(ui).clicked() {
                    shown.viewer = one;
                }
            }
        });
        for item in ITEMS.iter().filter(|item| item.is_known(&view.scenario.home)) {
            one(ui, item, viewer);
        }
        widget::heading(ui, "What nobody sees");
        Frame::new().fill(theme::calm().ground).corner_radius(theme::ROUND).inner_margin(Margin::same(12)).show(
            ui,
            |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 4.0;
                for words in NOBODY {
                    widget::paragraph(ui, &format!("•  {words}"));
                }
            },
        );
        ui.add_space(10.0);
    });
}

fn one(ui: &mut Ui, item: &Item, viewer: Viewer) {
    let share = item.share(viewer);
    let (tint, icon) = match share {
        Share::Nothing => (theme::calm(), Icon::Tick),
        Share::Concern => (theme::information(), Icon::Information),
        Share::Summary | Share::Each => (theme::attention(), Icon::Eye),
    };
    let frame = Frame::new().fill(theme::card()).stroke((1.0, theme::line())).corner_radius(theme::ROUND);
    frame.inner_margin(Margin::symmetric(12, 9)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(item.what).font(theme::strong(theme::TEXT)));
            widget::pill(ui, Some(icon), share.in_words(), tint);
        });
        if share != Share::Nothing {
            widget::aside(ui, &format!("What for: {}", item.purpose));
            widget::aside(ui, &format!("Kept: {}", item.kept));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_outside_is_told_more_than_the_person() {
        let rank = |share| match share {
            Share::Nothing => 0,
            Share::Concern => 1,
            Share::Summary => 2,
            Share::Each => 3,
        };
        for item in ITEMS {
            let own = rank(item.share(Viewer::Resident));
            for viewer in [Viewer::Family, Viewer::Practitioner] {
                assert!(rank(item.share(viewer)) <= own, "{} is told to the {viewer:?} and not to them", item.what);
            }
            assert!(!item.purpose.is_empty() && !item.kept.is_empty());
        }
    }
}
