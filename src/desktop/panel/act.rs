//! The menu of what a person can do to the house while watching. What follows is worked out anew from that moment.

use bevy_egui::egui::{Align, CollapsingHeader, Layout, Popup, RichText, ScrollArea, Ui};

use super::icon::Icon;
use super::widget::{self, Press, Tone};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::home::{Device, DeviceKind, OpeningKind};
use crate::player::command::Intervention;
use crate::player::offer::{self, Matter};
use crate::player::view::View;
use crate::simulation::view::Posture;

/// How the button looks, and whether its menu opens or closes now.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether it has no word on it.
    pub short: bool,
    /// So many points high.
    pub height: f32,
    /// Whether a key asked for the menu.
    pub toggle: bool,
}

/// Shows the button and, when it is open, its menu. Gives back what was chosen, and whether the page of devices was asked
/// for.
pub fn show(ui: &mut Ui, view: &View<'_>, selected: Option<usize>, look: Look) -> (Vec<Intervention>, bool) {
    let Look { short, height, toggle } = look;
    let tip = "Do something to the house, and see what the monitor makes of it";
    let mut button = Press::icon(Icon::Hand, "Do something").tip(tip).like(Deed::Act).menu().height(height);
    if !short {
        button = button.with_text("Do something");
    }
    let response = button.show(ui);
    if toggle {
        Popup::toggle_id(ui.ctx(), Popup::default_response_id(&response));
    }
    let (mut chosen, mut devices) = (Vec::new(), false);
    let tallest = (ui.ctx().content_rect().height() - response.rect.bottom() - 40.0).max(120.0);
    Popup::menu(&response).layout(Layout::top_down(Align::Min)).show(|ui| {
        ui.set_width(270.0);
        ScrollArea::vertical().max_height(tallest).min_scrolled_height(tallest).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if super::can_fit(view) {
                let words = "Move, add and remove devices";
                let button = Press::icon(Icon::Device, words).with_text(words).like(Deed::Devices);
                if button.tone(Tone::Plain).wide().show(ui).clicked() {
                    devices = true;
                    ui.close();
                }
            }
            widget::aside(ui, "From this moment on, everything is worked out anew.");
            for (heading, items) in menu(view).into_iter().filter(|(_, items)| !items.is_empty()) {
                widget::heading(ui, heading);
                list(ui, items, &mut chosen);
            }
            // What is rarer lies folded, so that the menu can be taken in at a glance.
            for (heading, items) in more(view).into_iter().filter(|(_, items)| !items.is_empty()) {
                folded(ui, heading, items, &mut chosen);
            }
            let chosen_device = selected.and_then(|place| view.scenario.home.devices.get(place));
            if let Some(device) = chosen_device {
                folded(ui, &format!("{} goes wrong", device.name), go_wrong(view, Some(device)), &mut chosen);
            }
            folded(ui, "Hub, power, line and radio go wrong", go_wrong(view, None), &mut chosen);
            if chosen_device.is_none() {
                widget::aside(ui, "Choose a device first to let something go wrong with it alone.");
            }
        });
    });
    (chosen, devices)
}

fn folded(ui: &mut Ui, heading: &str, items: Items, chosen: &mut Vec<Intervention>) {
    if items.is_empty() {
        return;
    }
    let words = RichText::new(heading).font(theme::strong(theme::TEXT));
    CollapsingHeader::new(words).id_salt(heading).show(ui, |ui| list(ui, items, chosen));
}

/// What can go wrong from now on with a device, or with what all of them depend on.
pub fn go_wrong(view: &View<'_>, device: Option<&Device>) -> Items {
    let offers = offer::faults(view.scenario, view.at, device.map(|device| &device.id));
    offers.into_iter().map(|offer| (offer.words, Intervention::Fail(offer.kind, offer.lasts))).collect()
}

/// One below the other; gives back what was chosen.
pub fn list(ui: &mut Ui, items: Items, chosen: &mut Vec<Intervention>) {
    for (words, intervention) in items {
        if Press::text(&words).tone(Tone::Plain).wide().show(ui).clicked() {
            chosen.push(intervention);
            ui.close();
        }
    }
}

/// What else can happen here from now on.
fn more(view: &View<'_>) -> Vec<(&'static str, Items)> {
    let offers = offer::offers(view.scenario, view.at);
    let of = |matter: Matter| {
        let some = offers.iter().filter(|offer| offer.matter == matter);
        some.map(|offer| (offer.words.clone(), Intervention::Begin(offer.kind.clone()))).collect()
    };
    let heading = |matter: Matter| match matter {
        Matter::Now => "Something happens",
        Matter::Days => "From now on, more and more",
        Matter::House => "The house and the weather",
    };
    Matter::ALL.into_iter().map(|matter| (heading(matter), of(matter))).collect()
}

/// Words, and what comes of choosing them.
pub type Items = Vec<(String, Intervention)>;

/// Everything that can be done in this home now, under headings.
fn menu(view: &View<'_>) -> Vec<(&'static str, Items)> {
    let home = &view.scenario.home;
    let mut person: Items = home
        .devices
        .iter()
        .filter(|device| device.kind == DeviceKind::Fob)
        .map(|device| (format!("Press the {}", lower(&device.name)), Intervention::PressFob(device.id.clone())))
        .collect();
    if let Some(resident) = view.house.people.first().filter(|person| person.posture != Posture::Away) {
        person.push((format!("{} falls", resident.name), Intervention::StartFall));
    }
    // Doors to outside first: they matter most.
    let mut doors: Vec<_> = home.openings.iter().filter(|opening| opening.kind == OpeningKind::Door).collect();
    doors.sort_by_key(|opening| opening.to.is_some());
    let doors = doors
        .into_iter()
        .map(|opening| (format!("Open the {}", lower(&opening.name)), Intervention::OpenDoor(opening.id.clone())))
        .collect();
    vec![("The person", person), ("Doors", doors), ("Things", switches(view, None))]
}

/// What can be switched, with what switching it would do now; of one device when it is given.
pub fn switches(view: &View<'_>, only: Option<usize>) -> Items {
    let home = &view.scenario.home;
    let mut items = Vec::new();
    for (place, device) in home.devices.iter().enumerate() {
        let switchable = matches!(device.kind, DeviceKind::Plug | DeviceKind::LightSwitch);
        let Some(piece) = device.piece.as_ref().filter(|_| switchable && only.is_none_or(|one| one == place)) else {
            continue;
        };
        let at = home.furniture.iter().position(|furniture| furniture.id == *piece);
        let on = at.and_then(|at| view.house.switched_on.get(at)).copied().unwrap_or(false);
        let words = format!("Switch the {} {}", lower(&device.name), if on { "off" } else { "on" });
        items.push((words, Intervention::Switch(piece.clone(), !on)));
    }
    items
}

/// With a small first letter, for the middle of a sentence.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
