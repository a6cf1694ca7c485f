//! What stands beside the plan: the chosen device with all that can be done to it, what nobody would see, what can be added,
//! every device by room, and what came of applying.

use bevy_egui::egui::{self, Align, CollapsingHeader, Layout, Popup, RichText, ScrollArea, Ui};

use super::{Fitting, LONG_STEP, STEP, Seen, remove};
use crate::desktop::input::Deed;
use crate::desktop::panel::icon::Icon;
use crate::desktop::panel::what_if::outcome;
use crate::desktop::panel::widget::{self, Press, Tone};
use crate::desktop::panel::{Shown, Wish, device};
use crate::desktop::theme;
use crate::home::{AreaId, DeviceKind, Turn};
use crate::player::command::Command;
use crate::player::fitting::Setting;
use crate::player::view::View;

/// Shows all of it.
pub fn aside(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let seen = shown.fitting.seen(&view.scenario.home);
    // Where there is little height, everything scrolls; else what applies stays where it is.
    let low = ui.available_height() < 420.0;
    if !low {
        head(ui, view, shown);
    }
    ScrollArea::vertical().id_salt("devices").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if low {
            head(ui, view, shown);
        }
        if let Some(why) = shown.fitting.refused.clone() {
            refused(ui, &why);
        }
        if let Some(place) = shown.fitting.selected {
            chosen(ui, view, &mut shown.fitting, &seen, place);
        } else {
            widget::aside(
                ui,
                "Choose a device on the plan, or in the list below. Drag it, or move it with the arrow keys.",
            );
        }
        covered(ui, &seen);
        came(ui, view, &shown.fitting, out);
        add(ui, view, &mut shown.fitting, &seen);
        all(ui, &mut shown.fitting, &seen);
        ui.add_space(10.0);
    });
}

/// What it is, closing it, and applying.
fn head(ui: &mut Ui, view: &View<'_>, shown: &mut Shown) {
    ui.horizontal(|ui| {
        ui.label(RichText::new("Devices").font(theme::strong(21.0)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = Press::icon(Icon::Close, "Close devices").tone(Tone::Plain).like(Deed::Devices);
            if close.show(ui).clicked() {
                shown.fitting.open = false;
            }
        });
    });
    apply(ui, view, shown);
}

/// Applying, taking back, giving up; and keeping what was applied.
fn apply(ui: &mut Ui, view: &View<'_>, shown: &mut Shown) {
    let (changed, can_undo) =
        shown.fitting.draft.as_ref().map_or((false, false), |draft| (draft.changed(), draft.can_undo()));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        let tone = if changed { Tone::Primary } else { Tone::Quiet };
        let button = Press::text("Apply").tip("Live through all days again with these devices").tone(tone);
        if button.enabled(changed && shown.busy.is_none()).show(ui).clicked()
            && let Some(draft) = &shown.fitting.draft
        {
            shown.wishes.push(Wish::Refit(std::sync::Arc::clone(draft.home())));
        }
        let back = Press::icon(Icon::Undo, "Take the last step back").like(Deed::Undo);
        if back.enabled(can_undo).show(ui).clicked() {
            shown.fitting.undo();
        }
        let discard = Press::text("Discard").named("Discard all steps").tip("Leave the devices as they are");
        if discard.enabled(can_undo).show(ui).clicked()
            && let Some(draft) = &mut shown.fitting.draft
        {
            draft.discard();
            shown.fitting.refused = None;
        }
        let save = Press::icon(Icon::Save, "Save the home and its scenario").like(Deed::Save);
        let tip = "Write both as files beside those that they came from";
        if view.changed && !changed && save.with_text("Save").tip(tip).show(ui).clicked() {
            shown.save = true;
        }
    });
    let words =
        if changed { "Nothing changes in the house until you apply." } else { "These are the devices that there are." };
    widget::aside(ui, words);
}

fn refused(ui: &mut Ui, why: &str) {
    let tint = theme::attention();
    egui::Frame::new().fill(tint.ground).corner_radius(theme::ROUND).inner_margin(10).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let response =
            ui.add(egui::Label::new(RichText::new(why).font(theme::plain(theme::TEXT)).color(tint.ink)).wrap());
        // Told at once to whoever cannot see it.
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Assertive));
    });
}

/// The chosen device.
fn chosen(ui: &mut Ui, view: &View<'_>, fitting: &mut Fitting, seen: &Seen, place: usize) {
    let Some(one) = seen.laid.of.devices.get(place) else { return };
    let scenario = view.scenario;
    widget::heading(ui, "Chosen");
    ui.add(egui::Label::new(RichText::new(&one.name).font(theme::strong(17.0))).wrap());
    let room = seen.laid.of.area(&one.area).map_or("", |area| area.name.as_str());
    widget::aside(ui, &format!("{} · {room}", device::kind_words(one.kind)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        let ways = [
            ("Left", Turn::Left, "Move it to the left"),
            ("Up", Turn::Up, "Move it up the plan"),
            ("Down", Turn::Down, "Move it down the plan"),
            ("Right", Turn::Right, "Move it to the right"),
        ];
        for (word, towards, name) in ways {
            let press = Press::text(word).named(name).tip("Hold Shift for five times as far").height(30.0).show(ui);
            if press.clicked() {
                let metres = if ui.input(|input| input.modifiers.shift) { LONG_STEP } else { STEP };
                fitting.change(scenario, |draft, scenario| draft.nudge(scenario, place, towards, metres));
            }
        }
        if one.at.is_some()
            && Press::text("Turn").named("Turn it").tip("By a quarter (T)").height(30.0).show(ui).clicked()
        {
            fitting.change(scenario, |draft, scenario| draft.turn(scenario, place));
        }
        let away = Press::icon(Icon::Minus, "Remove it").with_text("Remove").tip("Take it out of the home (Delete)");
        if away.height(30.0).show(ui).clicked() {
            remove(scenario, fitting, place);
        }
    });
    for setting in Setting::of(one.kind).iter().filter(|setting| one.at.is_some() || **setting != Setting::Height) {
        let value = setting.value(one);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(RichText::new(setting.words()).font(theme::plain(theme::TEXT)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for (icon, word, up) in [(Icon::Plus, "More", true), (Icon::Minus, "Less", false)] {
                    let name = format!("{word}: {} {value}", setting.words());
                    let press = Press::icon(icon, &name).height(28.0);
                    if press.enabled(setting.stepped(one, up).is_some()).show(ui).clicked() {
                        fitting.change(scenario, |draft, scenario| draft.set(scenario, place, *setting, up));
                    }
                    if up {
                        ui.label(RichText::new(&value).font(theme::strong(theme::TEXT)));
                    }
                }
            });
        });
    }
}

/// Where nobody would be seen, in words.
fn covered(ui: &mut Ui, seen: &Seen) {
    widget::heading(ui, "What nobody would see");
    if let Some(share) = seen.coverage.share() {
        // Rounded down, so that only all of it is all of it.
        let words = format!("Movement sensors see {:.0} % of the floor.", (share * 100.0).floor());
        widget::paragraph(ui, &words);
    }
    if seen.warnings.is_empty() {
        line(ui, Icon::Tick, theme::calm().ink, "Every bed, seat and corner is covered.");
    }
    for words in seen.warnings.iter() {
        line(ui, Icon::Attention, theme::attention().ink, words);
    }
}

/// A sentence with a picture before it, on as many lines as it needs.
fn line(ui: &mut Ui, icon: Icon, ink: egui::Color32, words: &str) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, 20.0), egui::Sense::hover());
        icon.paint(ui.painter(), rect.center(), 14.0, ink);
        widget::paragraph(ui, words);
    });
}

/// What came of applying.
fn came(ui: &mut Ui, view: &View<'_>, fitting: &Fitting, out: &mut Vec<Command>) {
    let Some((_, difference)) = fitting.came.as_ref().filter(|(of, _)| *of == view.history.revision()) else { return };
    widget::heading(ui, "What is told with these devices");
    widget::paragraph(ui, &outcome::in_words(difference, "is"));
    widget::aside(ui, "As if they had been so from the first day on. Ctrl Z gives the devices back as they were.");
    outcome::details(ui, view, difference, ("Before", "Now"), out);
}

/// A new device: of which kind, and in which room.
fn add(ui: &mut Ui, view: &View<'_>, fitting: &mut Fitting, seen: &Seen) {
    let areas = &seen.laid.of.areas;
    let of_chosen = fitting.selected.and_then(|place| seen.laid.of.devices.get(place)).map(|one| one.area.clone());
    let room = fitting.room.clone().filter(|room| seen.laid.of.area(room).is_some());
    let Some(room) = room.or(of_chosen).or_else(|| areas.first().map(|area| area.id.clone())) else { return };
    let name = seen.laid.of.area(&room).map_or("", |area| area.name.as_str());
    widget::heading(ui, "Add a device");
    let mut kind = None;
    ui.horizontal_wrapped(|ui| {
        let rooms = Press::text(name).named("Room to add to").tip("Which room").menu().show(ui);
        Popup::menu(&rooms).layout(Layout::top_down(Align::Min)).show(|ui| {
            ui.set_width(200.0);
            for area in areas {
                let here = area.id == room;
                if Press::text(&area.name).tone(Tone::Plain).chosen(here).wide().show(ui).clicked() {
                    fitting.room = Some(area.id.clone());
                    ui.close();
                }
            }
        });
        let button = Press::icon(Icon::Plus, "Add a device of a kind").with_text("Add").menu();
        let kinds = button.tip("What is put up").show(ui);
        let tallest = (ui.ctx().content_rect().height() - 80.0).clamp(120.0, 420.0);
        Popup::menu(&kinds).layout(Layout::top_down(Align::Min)).show(|ui| {
            ui.set_width(230.0);
            ScrollArea::vertical().max_height(tallest).min_scrolled_height(tallest).show(ui, |ui| {
                for one in DeviceKind::ALL {
                    let words = device::kind_words(one);
                    // What the room has no place for says why under the pointer.
                    let why = why_not(view, fitting, one, &room);
                    let tip = why.as_deref().unwrap_or("Put up where such a device usually is");
                    let press = Press::text(words).tip(tip).tone(Tone::Plain).enabled(why.is_none());
                    if press.wide().show(ui).clicked() {
                        kind = Some(one);
                        ui.close();
                    }
                }
            });
        });
    });
    if let Some(kind) = kind {
        put_up(view, fitting, kind, &room);
    }
}

/// Why a room cannot have another device of a kind; `None` where it can.
fn why_not(view: &View<'_>, fitting: &Fitting, kind: DeviceKind, room: &AreaId) -> Option<String> {
    let mut tried = fitting.draft.clone()?;
    tried.add(view.scenario, kind, room).err().map(|why| why.to_string())
}

fn put_up(view: &View<'_>, fitting: &mut Fitting, kind: DeviceKind, room: &AreaId) {
    if let Some(place) = fitting.change(view.scenario, |draft, scenario| draft.add(scenario, kind, room)) {
        fitting.selected = Some(place);
        fitting.room = Some(room.clone());
    }
}

/// Every device, by room, to be chosen with the keyboard.
fn all(ui: &mut Ui, fitting: &mut Fitting, seen: &Seen) {
    widget::heading(ui, "All devices");
    let home = &seen.laid.of;
    for area in &home.areas {
        let here: Vec<usize> = (0..home.devices.len()).filter(|place| home.devices[*place].area == area.id).collect();
        if here.is_empty() {
            continue;
        }
        let words = RichText::new(format!("{} ({})", area.name, here.len())).font(theme::strong(theme::TEXT));
        CollapsingHeader::new(words).id_salt(("room", area.id.as_str())).default_open(home.devices.len() < 30).show(
            ui,
            |ui| {
                for place in here {
                    let one = &home.devices[place];
                    let chosen = fitting.selected == Some(place);
                    let press = Press::text(&one.name).tip(device::kind_words(one.kind)).tone(Tone::Plain).height(28.0);
                    if press.chosen(chosen).wide().show(ui).clicked() {
                        fitting.selected = Some(place);
                        fitting.refused = None;
                    }
                }
            },
        );
    }
}
