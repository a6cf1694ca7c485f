//! What the family sees: a phone with calm sentences, one concern at a time, and a way to say that it was seen.

use bevy_egui::egui::{self, CornerRadius, Frame, Margin, RichText, ScrollArea, Stroke, Ui};

use super::icon::Icon;
use super::widget::{self, Press, Tone};
use super::{Shown, alert, long_span, when};
use crate::desktop::theme;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::player::view::View;
use crate::time::{Span, Timestamp};

/// A concern that was not acknowledged is shown for so long.
const SHOWN_FOR: Span = Span::days(3);

/// Whether the family is told of it: what is about the person and the home, not what is about batteries.
pub const fn is_for_family(kind: AlertKind) -> bool {
    !matches!(kind, AlertKind::SensorSilent | AlertKind::SensorStuck | AlertKind::LowBattery | AlertKind::HubOffline)
}

/// The concern that matters most now: the most urgent of those that nobody has acknowledged, and of them the latest.
fn concern<'a>(view: &View<'a>, shown: &Shown) -> Option<(usize, &'a Alert)> {
    let raised = view.history.alerts_by(view.at);
    let open = raised.iter().enumerate().filter(|(_, alert)| {
        let severe = alert.severity >= Severity::Attention;
        let lately = view.at - alert.raised_at < SHOWN_FOR;
        is_for_family(alert.kind) && severe && lately && !shown.acknowledged.contains(&alert.raised_at.as_millis())
    });
    open.max_by_key(|(_, alert)| (alert.severity, alert.raised_at))
}

/// Who it is about: `Margaret`, or where nobody is named, the home.
fn whose(view: &View<'_>) -> String {
    match view.scenario.residents.as_slice() {
        [] => view.scenario.home.name.clone(),
        [one] => one.name.clone(),
        some => some.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(" and "),
    }
}

/// Shows the phone.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown) {
    widget::aside(ui, "What the family sees on a phone");
    let frame = Frame::new().fill(theme::card()).corner_radius(CornerRadius::same(26));
    let frame = frame.stroke(Stroke::new(7.0, theme::ink().gamma_multiply(0.85)));
    frame.inner_margin(Margin::symmetric(16, 18)).show(ui, |ui| {
        ui.set_min_size(egui::vec2(ui.available_width(), (ui.available_height() - 44.0).max(160.0)));
        ScrollArea::vertical().id_salt("phone").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.label(RichText::new(view.local.clock.to_string()).font(theme::strong(theme::SMALL)));
            ui.label(RichText::new(whose(view)).font(theme::strong(24.0)));
            match concern(view, shown) {
                Some((_, alert)) => worry(ui, view, alert, shown),
                None => calm(ui, view),
            }
            earlier(ui, view, shown);
        });
    });
}

fn worry(ui: &mut Ui, view: &View<'_>, one: &Alert, shown: &mut Shown) {
    let tint = alert::tint(one.severity);
    Frame::new().fill(tint.ground).corner_radius(theme::ROUND + 4).inner_margin(Margin::same(14)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        widget::pill(ui, Some(Icon::of(one.severity)), alert::urgency(one.severity), tint);
        ui.add(egui::Label::new(RichText::new(&one.message).font(theme::plain(17.0))).wrap());
        if !one.what_to_do.is_empty() {
            ui.add(egui::Label::new(RichText::new(&one.what_to_do).font(theme::strong(16.0))).wrap());
        }
        widget::aside(ui, &when(&view.scenario.calendar, one.raised_at, view.at));
    });
    let seen = Press::text("I have seen this").tone(Tone::Primary).with_icon(Icon::Tick).height(44.0).wide();
    if seen.show(ui).clicked() {
        shown.acknowledged.insert(one.raised_at.as_millis());
    }
}

fn calm(ui: &mut Ui, view: &View<'_>) {
    Frame::new().fill(theme::calm().ground).corner_radius(theme::ROUND + 4).inner_margin(Margin::same(14)).show(
        ui,
        |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(24.0, 24.0), egui::Sense::hover());
                Icon::Tick.paint(ui.painter(), rect.center(), 20.0, theme::calm().ink);
                ui.label(RichText::new("All is as usual").font(theme::strong(19.0)).color(theme::calm().ink));
            });
            let words = if view.learning.done {
                "You will be told here if that changes.".to_owned()
            } else {
                let left = (view.learning.of - view.learning.day).max(0) + 1;
                let days = if left == 1 { "1 more day".to_owned() } else { format!("{left} more days") };
                format!("The home is still being learned, for {days}. Calls for help and cold rooms are told already.")
            };
            widget::paragraph(ui, &words);
        },
    );
}

/// What was seen lately, so that nobody has to remember it.
fn earlier(ui: &mut Ui, view: &View<'_>, shown: &Shown) {
    let week: Timestamp = view.at - Span::days(7);
    let raised = view.history.alerts_by(view.at).iter().rev();
    let seen: Vec<&Alert> = raised
        .filter(|one| one.raised_at > week && is_for_family(one.kind))
        .filter(|one| shown.acknowledged.contains(&one.raised_at.as_millis()))
        .take(4)
        .collect();
    if seen.is_empty() {
        return;
    }
    widget::heading(ui, "Seen this week");
    for one in seen {
        let ago = long_span(view.at - one.raised_at);
        widget::aside(ui, &format!("{}, {ago} ago", one.kind.in_words()));
    }
}
