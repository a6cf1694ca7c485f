//! One device: what it measures, what it can see and what it cannot, and what it said in the last day.

use bevy_egui::egui::{self, Frame, Margin, Rect, RichText, ScrollArea, Sense, Ui, pos2, vec2};

use super::icon::Icon;
use super::widget::{self, Press, Tone};
use super::{Shown, act, axis, lane, long_span, when};
use crate::desktop::theme;
use crate::home::{Capability, Device, DeviceKind, Reading, Value};
use crate::player::command::{Command, Intervention};
use crate::player::view::{DeviceView, View};
use crate::time::{Span, Timestamp};

/// What such a device is, for people.
pub const fn kind_words(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Movement => "Movement sensor",
        DeviceKind::Contact => "Door and window contact",
        DeviceKind::Temperature => "Temperature sensor",
        DeviceKind::Plug => "Smart plug",
        DeviceKind::BedSensor => "Bed sensor",
        DeviceKind::Fob => "Help button",
        DeviceKind::Speaker => "Voice speaker",
        DeviceKind::Hub => "Hub",
        DeviceKind::LightSwitch => "Light switch",
        DeviceKind::ChairSensor => "Chair sensor",
        DeviceKind::Dispenser => "Tablet dispenser",
        DeviceKind::PullCord => "Pull cord",
        DeviceKind::SmokeAlarm => "Smoke alarm",
        DeviceKind::CarbonMonoxideAlarm => "Carbon monoxide alarm",
        DeviceKind::FloodSensor => "Flood sensor",
        DeviceKind::LightLevel => "Light level sensor",
        DeviceKind::SmartLight => "Smart light",
        DeviceKind::Thermostat => "Room thermostat",
        DeviceKind::RadiatorValve => "Radiator valve",
        DeviceKind::DoorLock => "Door lock",
        DeviceKind::Doorbell => "Doorbell",
        DeviceKind::KeySafe => "Key safe",
        DeviceKind::Screen => "Companion screen",
    }
}

/// What such a device knows and what it cannot know.
const fn privacy(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Movement => {
            "It knows that something warm moved in front of it. It cannot see who, or what they are doing."
        }
        DeviceKind::Contact => {
            "It knows that this was opened or closed. It cannot tell who did it, or which way they went."
        }
        DeviceKind::Temperature => "It knows how warm and how damp the air is. It knows nothing of people.",
        DeviceKind::Plug => "It knows how much power flows through it. It cannot tell what is watched, cooked or said.",
        DeviceKind::BedSensor => {
            "It knows whether there is weight on the bed. It cannot tell whether anyone sleeps, or who it is."
        }
        DeviceKind::Fob => "It knows when it is pressed. It does not listen, and does not know where it is.",
        DeviceKind::Speaker => "It acts on words meant for it. Nothing else that is said is kept.",
        DeviceKind::Hub => "It gathers what the other devices report. It has no camera and no microphone.",
        DeviceKind::LightSwitch | DeviceKind::SmartLight => {
            "It knows whether the light is on. It cannot tell who switched it."
        }
        DeviceKind::ChairSensor => {
            "It knows whether there is weight on the chair. It cannot tell whether anyone sleeps, or who it is."
        }
        DeviceKind::Dispenser => {
            "It knows when a dose was due and when it was turned out. It cannot tell whether it was swallowed, or by whom."
        }
        DeviceKind::PullCord => "It knows when it is pulled. It does not listen, and does not know who pulled it.",
        DeviceKind::SmokeAlarm => "It knows whether there is smoke in the air. It cannot tell a fire from burnt toast.",
        DeviceKind::CarbonMonoxideAlarm => {
            "It knows whether there is carbon monoxide in the air, and nothing of people."
        }
        DeviceKind::FloodSensor => "It knows whether its feet are wet. It cannot tell where the water comes from.",
        DeviceKind::LightLevel => "It knows how light it is. It cannot tell a lamp from the sun, and sees no picture.",
        DeviceKind::Thermostat => "It knows how warm it is and what was set. It cannot tell who set it.",
        DeviceKind::RadiatorValve => "It knows how warm it is and how far it is open. It knows nothing of people.",
        DeviceKind::DoorLock => {
            "It knows whether the door is locked. It cannot tell who locked it, unless by their code."
        }
        DeviceKind::Doorbell => "It knows when it is rung. It has no camera and does not listen.",
        DeviceKind::KeySafe => "It knows whether it is open. It cannot tell who took the key.",
        DeviceKind::Screen => {
            "It says aloud what it shows, unless its sound is off. It knows when it is touched; its camera and its microphone are open during a call only."
        }
    }
}

/// Shows the card of the selected device, over the scene.
pub fn show(ctx: &egui::Context, free: Rect, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let Some(place) = shown.selected_device else { return };
    let (Some(device), Some(now)) = (view.scenario.home.devices.get(place), view.devices.get(place)) else { return };
    // Where the scene has little height, the card may lie over the timeline rather than show two lines of itself.
    let low = if free.height() < 300.0 { ctx.content_rect().bottom() } else { free.bottom() };
    let free = Rect::from_min_max(free.min, pos2(free.right(), low));
    let width = 320.0_f32.min(free.width() - 24.0).max(200.0);
    let salt = (shown.text_scale * 100.0).round() as i32;
    let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(16)).corner_radius(theme::ROUND + 2);
    egui::Window::new(&device.name)
        .id(egui::Id::new(("device", salt)))
        .title_bar(false)
        .resizable(false)
        .frame(frame)
        .fade_in(!shown.reduced_motion)
        .default_pos(free.left_top() + vec2(12.0, 12.0))
        .constrain_to(free.shrink(6.0))
        .show(ctx, |ui| {
            ui.set_width(width - 34.0);
            let tallest = (free.height() - 50.0).max(90.0);
            ScrollArea::vertical().id_salt(place).max_height(tallest).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 5.0;
                card(ui, view, place, device, now, shown, out);
            });
        });
}

fn card(
    ui: &mut Ui,
    view: &View<'_>,
    place: usize,
    device: &Device,
    now: &DeviceView,
    shown: &mut Shown,
    out: &mut Vec<Command>,
) {
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 40.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(RichText::new(&device.name).font(theme::strong(19.0))).wrap());
            let area = view.scenario.home.area(&device.area).map_or("", |area| area.name.as_str());
            widget::aside(ui, &format!("{} · {area}", kind_words(device.kind)));
        });
        let close = format!("Close {}", device.name);
        if Press::icon(Icon::Close, &close).tone(Tone::Plain).height(30.0).show(ui).clicked() {
            shown.selected_device = None;
        }
    });

    let main = now.latest.iter().find(|latest| latest.capability == device.main_capability());
    let (words, since) = match main {
        Some(latest) => {
            let reading = Reading {
                at: latest.at,
                device: device.id.clone(),
                capability: latest.capability,
                value: latest.value.clone(),
            };
            let since = view.at - latest.at;
            let ago =
                if since < Span::minutes(1) { "just now".to_owned() } else { format!("{} ago", long_span(since)) };
            (lane::state_words(device, &reading), ago)
        }
        None => ("Nothing reported yet".to_owned(), String::new()),
    };
    ui.add(egui::Label::new(RichText::new(words).font(theme::strong(22.0)).color(theme::accent())).wrap());
    if !since.is_empty() {
        let exact = main.map(|latest| when(&view.scenario.calendar, latest.at, view.at)).unwrap_or_default();
        widget::aside(ui, &format!("{since} · {exact}"));
    }
    if !now.online {
        widget::pill(ui, Some(Icon::Attention), "Out of reach", theme::attention());
    }
    facts(ui, device, now);

    widget::heading(ui, "The last 24 hours");
    plot(ui, view, place);

    ui.horizontal_wrapped(|ui| {
        let capability = device.main_capability();
        let before = view.history.of_device(place, Timestamp::MIN, view.at);
        let before = before.rev().find(|reading| reading.capability == capability).map(|reading| reading.at);
        let after = view.history.of_device(place, view.at + Span::millis(1), Timestamp::MAX);
        let after = after.take(10_000).find(|reading| reading.capability == capability).map(|reading| reading.at);
        let back = Press::icon(Icon::Back, "To its report before").with_text("Before").enabled(before.is_some());
        if back.height(32.0).show(ui).clicked() {
            out.extend(before.map(Command::Seek));
        }
        let on = Press::icon(Icon::Forward, "To its next report").with_text("Next").enabled(after.is_some());
        if on.height(32.0).show(ui).clicked() {
            out.extend(after.map(Command::Seek));
        }
        if device.kind == DeviceKind::Fob
            && Press::text("Press it").with_icon(Icon::Hand).height(32.0).show(ui).clicked()
        {
            out.push(Command::Intervene(Intervention::PressFob(device.id.clone())));
        }
        for (words, intervention) in act::switches(view, Some(place)) {
            let short = if words.ends_with("off") { "Switch off" } else { "Switch on" };
            if Press::text(short).named(&words).with_icon(Icon::Hand).height(32.0).show(ui).clicked() {
                out.push(Command::Intervene(intervention));
            }
        }
    });

    if view.truth {
        goes_wrong(ui, view, device, out);
    }
    widget::heading(ui, "What it knows");
    widget::paragraph(ui, privacy(device.kind));
}

/// What a person can let go wrong with it, folded, so that the card stays short.
fn goes_wrong(ui: &mut Ui, view: &View<'_>, device: &Device, out: &mut Vec<Command>) {
    let items = act::go_wrong(view, Some(device));
    if items.is_empty() {
        return;
    }
    let words = RichText::new("Let something go wrong").font(theme::strong(theme::TEXT));
    egui::CollapsingHeader::new(words).id_salt(("goes-wrong", device.id.as_str())).show(ui, |ui| {
        widget::aside(ui, "From this moment on, everything is worked out anew.");
        let mut chosen = Vec::new();
        act::list(ui, items, &mut chosen);
        out.extend(chosen.into_iter().map(Command::Intervene));
    });
}

/// Everything else that it reports, in one quiet line each.
fn facts(ui: &mut Ui, device: &Device, now: &DeviceView) {
    let mut parts = Vec::new();
    for latest in now.latest.iter().filter(|latest| latest.capability != device.main_capability()) {
        let reading = Reading {
            at: latest.at,
            device: device.id.clone(),
            capability: latest.capability,
            value: latest.value.clone(),
        };
        parts.push(match (latest.capability, &latest.value) {
            (Capability::LinkQuality, Value::Number(quality)) => format!("Radio link {}", link_words(*quality)),
            (Capability::Battery, _) => format!("Battery {}", reading.in_words()),
            (Capability::Humidity, _) => format!("Humidity {}", reading.in_words()),
            (Capability::Energy, _) => format!("{} in all", reading.in_words()),
            (Capability::Switch, _) => format!("Switched {}", reading.in_words()),
            _ => reading.in_words(),
        });
    }
    if !parts.is_empty() {
        widget::aside(ui, &parts.join(" · "));
    }
}

/// Zigbee2MQTT's link quality goes from 0 to 255 and has no unit: words say more.
fn link_words(quality: f64) -> &'static str {
    if quality >= 150.0 {
        "strong"
    } else if quality >= 70.0 {
        "good"
    } else if quality >= 30.0 {
        "weak"
    } else {
        "very weak"
    }
}

/// What it said in the 24 hours before the moment shown.
fn plot(ui: &mut Ui, view: &View<'_>, place: usize) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 58.0), Sense::hover());
    let scale = axis::Scale { from: view.at - Span::days(1), to: view.at, left: rect.left(), right: rect.right() };
    let painter = ui.painter_at(rect);
    let ground = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 18.0));
    painter.rect_filled(ground, 4, theme::soft());
    lane::paint_device(&painter, ground.shrink2(vec2(0.0, 4.0)), &scale, view, place, None);
    for (part, words) in [(0.0, "24 hours ago"), (1.0, "now")] {
        let align = if part > 0.5 { egui::Align2::RIGHT_BOTTOM } else { egui::Align2::LEFT_BOTTOM };
        let x = rect.left() + rect.width() * part;
        painter.text(pos2(x, rect.bottom()), align, words, theme::plain(theme::TINY), theme::ink_weak());
    }
    let count = view.history.of_device(place, scale.from, view.at).count();
    let words = format!("{count} reports in the last 24 hours");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, &words));
    response.on_hover_text(&words);
}
