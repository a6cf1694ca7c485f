//! The rooms of a home whose plan nobody knows, such as a recording's: a tile each, with what its devices last said.

use bevy_egui::egui::{Align, Frame, Layout, Margin, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use super::icon::Icon;
use super::widget;
use super::{Shown, lane, long_span, rows};
use crate::desktop::theme;
use crate::home::Reading;
use crate::player::view::View;
use crate::time::Span;

/// What was said within this time is marked as of now.
const FRESH: Span = Span::minutes(5);
/// How wide a tile is at least, in points.
const TILE: f32 = 190.0;

/// Shows the tiles in the rectangle that a scene would have.
pub fn show(root: &mut Ui, free: Rect, view: &View<'_>, shown: &mut Shown) {
    root.painter().rect_filled(free, 0, theme::soft());
    let mut child = root.new_child(UiBuilder::new().id_salt("board").max_rect(free.shrink(12.0)));
    child.set_clip_rect(free);
    let ui = &mut child;
    widget::aside(ui, "Nobody knows how these rooms lie. Each tells what its sensors last said.");
    ScrollArea::vertical().id_salt("rooms").auto_shrink([false, false]).show(ui, |ui| {
        let room = ui.available_width();
        let columns = ((room + 10.0) / (TILE + 10.0)).floor().max(1.0) as usize;
        let width = (room - 10.0 * (columns as f32 - 1.0)) / columns as f32;
        let areas: Vec<usize> = (0..view.scenario.home.areas.len()).collect();
        for row in areas.chunks(columns) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                for area in row {
                    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                        tile(ui, view, *area, width, shown);
                    });
                }
            });
            ui.add_space(4.0);
        }
    });
}

fn tile(ui: &mut Ui, view: &View<'_>, area: usize, width: f32, shown: &mut Shown) {
    let home = &view.scenario.home;
    let Some(name) = home.areas.get(area).map(|area| &area.name) else { return };
    let fresh = rows::devices_of(home, area)
        .filter_map(|place| view.devices.get(place)?.last_report())
        .any(|at| view.at - at < FRESH);
    let outline = if fresh { theme::accent() } else { theme::line() };
    let frame = Frame::new().fill(theme::card()).stroke((if fresh { 2.0 } else { 1.0 }, outline));
    frame.corner_radius(theme::ROUND).inner_margin(Margin::symmetric(12, 9)).show(ui, |ui| {
        ui.set_width(width - 28.0);
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(RichText::new(name).font(theme::strong(16.0)));
        for place in rows::devices_of(home, area) {
            let (Some(device), Some(now)) = (home.devices.get(place), view.devices.get(place)) else { continue };
            let main = now.latest.iter().find(|latest| latest.capability == device.main_capability());
            let words = main.map_or_else(
                || "nothing yet".to_owned(),
                |latest| {
                    let reading = Reading {
                        at: latest.at,
                        device: device.id.clone(),
                        capability: latest.capability,
                        value: latest.value.clone(),
                    };
                    let ago = view.at - latest.at;
                    let ago =
                        if ago < Span::minutes(1) { "just now".to_owned() } else { format!("{} ago", long_span(ago)) };
                    format!("{}, {ago}", lane::state_words(device, &reading))
                },
            );
            let line = widget::Press::text(&device.name).named(&device.name).tone(widget::Tone::Plain).height(24.0);
            if line.show(ui).clicked() {
                shown.selected_device = Some(place);
            }
            widget::aside(ui, &words);
            if !now.online {
                widget::pill(ui, Some(Icon::Attention), "Out of reach", theme::attention());
            }
        }
    });
}
