//! What the family sees: a phone with calm sentences, one concern at a time, and what they can answer. What they answer
//! reaches the monitor and the chain of who is told, as it would from a real phone; and they see nothing that the person
//! has not agreed to.

use bevy_egui::egui::{self, CornerRadius, Frame, Margin, RichText, ScrollArea, Stroke, Ui};

use super::icon::Icon;
use super::viewer::Viewer;
use super::widget::{self, Press, Tone};
use super::{Shown, alert, chain, long_span, screen, told, when};
use crate::companion::care::{About, Contact, Role};
use crate::desktop::theme;
use crate::home::Did;
use crate::monitor::alert::{Alert, AlertKind, Severity};
use crate::monitor::life::Stage;
use crate::player::command::{Command, Intervention};
use crate::player::view::View;
use crate::response::What;
use crate::scenario::deed::Deed;
use crate::time::{Span, Timestamp};

/// A concern that was not acknowledged is shown for so long.
const SHOWN_FOR: Span = Span::days(3);
/// Messages are shown for so long.
const MESSAGES_FOR: Span = Span::hours(24);

/// Whether the family is told of it: what is about the person and the home, not what is about batteries.
pub const fn is_for_family(kind: AlertKind) -> bool {
    !matches!(kind, AlertKind::SensorSilent | AlertKind::SensorStuck | AlertKind::LowBattery | AlertKind::HubOffline)
}

/// Whose phone it is: the chosen relative's, else the first one's; `None` in a home without a care plan.
fn whose_phone<'a>(view: &View<'a>, shown: &Shown) -> Option<&'a Contact> {
    let care = view.scenario.care.as_deref()?;
    let chosen = shown.care.phone.as_deref().and_then(|id| care.contact(id));
    chosen.or_else(|| care.contacts.iter().find(|contact| contact.role == Role::Family)).or(care.contacts.first())
}

/// Whether the owner of the phone may know of something: where there is no care plan, the family may know what is for it.
fn may_know(view: &View<'_>, phone: Option<&Contact>, kind: AlertKind) -> bool {
    let care = view.scenario.care.as_deref();
    is_for_family(kind)
        && care.zip(phone).is_none_or(|(care, phone)| care.agrees(&phone.id, crate::response::about(kind)))
}

/// Whether a viewer may know of an alert at all: the family only of what the person has agreed to pass on to them.
pub fn may_see(view: &View<'_>, shown: &Shown, alert: &Alert) -> bool {
    match shown.viewer {
        Viewer::Family => may_know(view, whose_phone(view, shown), alert.kind),
        Viewer::Presenter | Viewer::Resident | Viewer::Practitioner | Viewer::Developer => true,
    }
}

/// Whether somebody has said to see to an alert's concern since it was raised, or it is over.
fn is_seen(view: &View<'_>, alert: &Alert) -> bool {
    let Some(concern) = alert.concern else { return false };
    let news = view.history.concerns().iter();
    let mut since = news.filter(|news| news.concern == concern.id && news.at >= alert.raised_at && news.at <= view.at);
    since.any(|news| matches!(news.stage, Stage::Acknowledged | Stage::Resolved))
}

/// The concern that matters most now: the most urgent of those that nobody has acknowledged, and of them the latest.
fn concern<'a>(view: &View<'a>, phone: Option<&Contact>) -> Option<&'a Alert> {
    let raised = view.history.alerts_by(view.at);
    let open = raised.iter().filter(|alert| {
        let severe = alert.severity >= Severity::Attention;
        let lately = view.at - alert.raised_at < SHOWN_FOR;
        may_know(view, phone, alert.kind) && severe && lately && !is_seen(view, alert)
    });
    open.max_by_key(|alert| (alert.severity, alert.raised_at))
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
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let phone = whose_phone(view, shown);
    phones(ui, view, phone, shown);
    let frame = Frame::new().fill(theme::card()).corner_radius(CornerRadius::same(26));
    let frame = frame.stroke(Stroke::new(7.0, theme::ink().gamma_multiply(0.85)));
    frame.inner_margin(Margin::symmetric(16, 18)).show(ui, |ui| {
        ui.set_min_size(egui::vec2(ui.available_width(), (ui.available_height() - 44.0).max(160.0)));
        ScrollArea::vertical().id_salt("phone").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.label(RichText::new(view.local.clock.to_string()).font(theme::strong(theme::SMALL)));
            ui.label(RichText::new(whose(view)).font(theme::strong(24.0)));
            match concern(view, phone) {
                Some(alert) => worry(ui, view, alert, phone, out),
                None => calm(ui, view),
            }
            answers(ui, view, phone, out);
            messages(ui, view, phone);
            earlier(ui, view, phone);
            agreed(ui, view, phone);
        });
    });
}

/// Whose phone is shown, where several relatives have one.
fn phones(ui: &mut Ui, view: &View<'_>, phone: Option<&Contact>, shown: &mut Shown) {
    let Some((care, phone)) = view.scenario.care.as_deref().zip(phone) else {
        widget::aside(ui, "What the family sees on a phone");
        return;
    };
    ui.horizontal_wrapped(|ui| {
        widget::aside(ui, &format!("What {} sees on a phone", phone.in_full()));
        let relatives: Vec<&Contact> = care.contacts.iter().filter(|one| one.role == Role::Family).collect();
        if relatives.len() > 1 {
            for one in relatives {
                let name = format!("The phone of {}", one.name);
                if Press::text(&one.name).named(&name).chosen(one.id == phone.id).height(28.0).show(ui).clicked() {
                    shown.care.phone = Some(one.id.clone());
                }
            }
        }
    });
    chain::simulated(ui);
}

fn worry(ui: &mut Ui, view: &View<'_>, one: &Alert, phone: Option<&Contact>, out: &mut Vec<Command>) {
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
    let Some(concern) = one.concern else { return };
    let seen = Press::text("I have seen this").tone(Tone::Primary).with_icon(Icon::Tick).height(44.0).wide();
    if seen.show(ui).clicked() {
        let contact = phone.map(|phone| phone.id.clone());
        let mut deeds = vec![Deed::Acknowledged { concern: concern.id, contact }];
        // Where the chain waits for this phone, it is told too; having seen it is not yet coming.
        if let Some(phone) = phone.filter(|phone| waits_for(view, phone)) {
            deeds.push(Deed::Answers { contact: phone.id.clone(), did: Did::Saw });
        }
        tell(deeds, out);
    }
}

fn tell(deeds: Vec<Deed>, out: &mut Vec<Command>) {
    out.extend(deeds.into_iter().map(|deed| Command::Intervene(Intervention::Do(deed))));
    out.push(Command::Step(screen::A_MOMENT));
}

/// Whether something was sent to this phone that waits for an answer.
fn waits_for(view: &View<'_>, phone: &Contact) -> bool {
    view.aide.is_some_and(|aide| aide.response().waits_for(&phone.id))
}

/// What can be answered where the chain waits for this phone.
fn answers(ui: &mut Ui, view: &View<'_>, phone: Option<&Contact>, out: &mut Vec<Command>) {
    let Some(phone) = phone.filter(|phone| waits_for(view, phone)) else { return };
    widget::heading(ui, "Your answer");
    let contact = phone.id.clone();
    let coming = Press::text("I see to it, and am on my way").with_icon(Icon::Forward).height(44.0).wide();
    if coming.show(ui).clicked() {
        tell(vec![Deed::Answers { contact: contact.clone(), did: Did::TookOver }], out);
    }
    let cannot = Press::text("I cannot come").with_icon(Icon::Close).height(44.0).wide();
    if cannot.tip("Somebody else is asked at once. That is all right.").show(ui).clicked() {
        tell(vec![Deed::Answers { contact, did: Did::Declined }], out);
    }
    widget::aside(ui, "Without an answer somebody else is asked when the time is over.");
}

/// What was sent to this phone lately, and what came of it.
fn messages(ui: &mut Ui, view: &View<'_>, phone: Option<&Contact>) {
    let Some(phone) = phone else { return };
    let told = view.history.told_by(view.at).iter().rev();
    let mine: Vec<_> = told
        .take_while(|entry| view.at - entry.at < MESSAGES_FOR)
        .filter(|entry| entry.who == phone.id && entry.what != What::NotPassedOn)
        .take(6)
        .collect();
    if mine.is_empty() {
        return;
    }
    widget::heading(ui, "Messages and calls");
    for entry in mine {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(20.0, 20.0), egui::Sense::hover());
            told::glyph(ui.painter(), entry.what, rect.center(), 14.0);
            let time = when(&view.scenario.calendar, entry.at, view.at);
            let words = match entry.what {
                What::Told => "You were sent a message.",
                What::Rang => "You were rung.",
                What::SentOut => "You were asked to go there.",
                What::Seen => "You have seen the message.",
                What::Answered => "You see to it.",
                What::Declined => "You said that you cannot come.",
                What::NoAnswer => "You did not answer in time.",
                What::Arrived => "You are there.",
                What::Began
                | What::Asked
                | What::Cancelled
                | What::SeenAgain
                | What::HandedOver
                | What::NotPassedOn
                | What::Waits
                | What::NotSent
                | What::NobodyReached
                | What::Closed
                | What::Said
                | What::SaidByModel
                | What::Heard
                | What::Reminded
                | What::Suggested
                | What::Agreed
                | What::Refused
                | What::Counted => &entry.text,
            };
            widget::paragraph(ui, &format!("{time}  {words}"));
        });
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
fn earlier(ui: &mut Ui, view: &View<'_>, phone: Option<&Contact>) {
    let week: Timestamp = view.at - Span::days(7);
    let raised = view.history.alerts_by(view.at).iter().rev();
    let seen: Vec<&Alert> = raised
        .filter(|one| one.raised_at > week && may_know(view, phone, one.kind))
        .filter(|one| is_seen(view, one))
        .take(4)
        .collect();
    if seen.is_empty() {
        return;
    }
    widget::heading(ui, "Seen this week, or over");
    for one in seen {
        let ago = long_span(view.at - one.raised_at);
        widget::aside(ui, &format!("{}, {ago} ago", one.kind.in_words()));
    }
}

/// What this phone may be told of, and what not.
fn agreed(ui: &mut Ui, view: &View<'_>, phone: Option<&Contact>) {
    let Some((care, phone)) = view.scenario.care.as_deref().zip(phone) else { return };
    let no: Vec<&str> =
        About::ALL.into_iter().filter(|about| !care.agrees(&phone.id, *about)).map(About::in_words).collect();
    if no.is_empty() {
        return;
    }
    widget::heading(ui, "What you are not told");
    let (list, who) = (no.join(", "), chain::person(view));
    widget::aside(ui, &format!("{who} has not agreed to pass on: {list}. Without consent nothing is passed on."));
}
