//! Who is told: the chain of the case that goes on, step by step with its times, what follows and when the waiting is
//! over, what is not passed on for want of consent, and how long it took until somebody was there.

use bevy_egui::egui::{self, Frame, Margin, RichText, ScrollArea, Sense, Ui, vec2};

use super::caring::Page;
use super::icon::Icon;
use super::viewer::Viewer;
use super::widget::{self, Press, Tone};
use super::{Shown, centre, long_span, told, without};
use crate::companion::care::{About, Care, How};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::monitor::alert::Alert;
use crate::player::command::Command;
use crate::player::view::View;
use crate::response::{Awaits, Coming, Entry, Status, What};
use crate::time::{Span, Timestamp};

/// An alert is taken up within so long of being raised: a tick's at the next whole minute.
const TAKEN_UP: Span = Span::minutes(2);

/// Whether a viewer may look at the whole chain. The family sees what was sent to them, and nobody else's part.
pub const fn is_for(viewer: Viewer) -> bool {
    match viewer {
        Viewer::Presenter | Viewer::Developer | Viewer::Practitioner => true,
        Viewer::Resident | Viewer::Family => false,
    }
}

/// Says that everything here is simulated: over every page on which somebody is rung or written to.
pub fn simulated(ui: &mut Ui) {
    let words = "Simulated: no number is ever dialled";
    widget::pill(ui, Some(Icon::Simulated), words, theme::simulated())
        .on_hover_text("Everybody's answers are made up by the program. Nobody is rung or written to.");
}

/// Shows the page beside the house.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new("Who is told").font(theme::strong(19.0)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let close = Press::icon(Icon::Close, "Close who is told").tone(Tone::Plain).like(Deed::Told);
            if close.show(ui).clicked() {
                shown.care.told = false;
            }
        });
    });
    simulated(ui);
    ui.horizontal_wrapped(|ui| {
        for (page, words) in [(Page::Chain, "The chain"), (Page::Centre, "Call centre")] {
            if Press::text(words).chosen(shown.care.page == page).height(32.0).show(ui).clicked() {
                shown.care.page = page;
            }
        }
    });
    let page = shown.care.page;
    ScrollArea::vertical().id_salt(("who-is-told", page == Page::Chain)).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        match page {
            Page::Chain => chain(ui, view, shown, out),
            Page::Centre => centre::show(ui, view, out),
        }
        ui.add_space(8.0);
    });
}

fn chain(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let (Some(aide), Some(care)) = (view.aide, view.scenario.care.as_deref()) else {
        widget::paragraph(ui, "There is no care plan here: nobody is told of anything.");
        return;
    };
    let cases: Vec<Status> = aide.response().cases().collect();
    let open: Vec<&Status> = cases.iter().rev().filter(|case| case.open).collect();
    if open.is_empty() {
        calm(ui);
    }
    for case in &open {
        now(ui, view, care, case);
        widget::heading(ui, "What was done so far");
        steps(ui, view, case.number, out);
        if Some(case.number) == open.first().map(|first| first.number) {
            without::show(ui, view, case, shown);
        }
    }
    if let Some(last) = cases.iter().rev().find(|case| !case.open) {
        widget::heading(ui, "The case before");
        widget::paragraph(ui, &last.message);
        steps(ui, view, last.number, out);
        if open.is_empty() {
            without::show(ui, view, last, shown);
        }
    }
    consent(ui, view, care);
}

fn calm(ui: &mut Ui) {
    Frame::new().fill(theme::calm().ground).corner_radius(theme::ROUND).inner_margin(Margin::same(12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        widget::paragraph(ui, "Nobody has to be told of anything now.");
    });
}

/// What a case is about, what it waits for, and what follows.
fn now(ui: &mut Ui, view: &View<'_>, care: &Care, case: &Status) {
    let tint = theme::urgent();
    widget::heading(ui, "What it is about");
    ui.add(egui::Label::new(RichText::new(&case.message).font(theme::strong(16.0))).wrap());
    widget::aside(ui, &format!("It began {} ago.", long_span(view.at - case.since)));
    Frame::new().fill(tint.ground).corner_radius(theme::ROUND).inner_margin(Margin::same(12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.label(RichText::new("Now").font(theme::strong(theme::SMALL)).color(tint.ink));
        widget::paragraph(ui, &waits(view, care, case));
        let left = case.due - view.at;
        if left > Span::ZERO {
            let clock = view.scenario.calendar.local(case.due).clock.exact();
            let clock = clock.split('.').next().unwrap_or(&clock).to_owned();
            let words = format!("Until {clock}, {} from now.", short(left));
            ui.label(RichText::new(words).font(theme::strong(theme::TEXT)));
        }
    });
    widget::heading(ui, "What happens next, if nobody answers");
    let mut number = 0;
    for step in &case.coming {
        if step.agreed {
            number += 1;
        }
        next(ui, view, care, case, step, number);
    }
    if case.coming.is_empty() {
        let words = match (case.again, &case.then) {
            (0, None) => "Nothing more: everybody will have been tried.",
            (0, Some(_)) => "It goes on with the next chain.",
            (_, _) => "It begins again with the first step.",
        };
        widget::paragraph(ui, words);
    } else if case.again > 0 {
        let times = if case.again == 1 { "once".to_owned() } else { format!("{} times", case.again) };
        widget::aside(ui, &format!("Then all of it again, {times}."));
    } else if case.then.is_some() {
        widget::aside(ui, "Then it goes on with the next chain.");
    }
}

/// What a case waits for, in a sentence.
fn waits(view: &View<'_>, care: &Care, case: &Status) -> String {
    match &case.awaits {
        Awaits::ThePerson => format!("{} was asked, and has not answered.", person(view)),
        Awaits::Answer(who) => format!("{} has been told. An answer is waited for.", name(care, who)),
        Awaits::Arrival(who) => format!("{} sees to it, and is expected.", name(care, who)),
        Awaits::Morning => "It waits for the end of somebody's quiet hours.".to_owned(),
        Awaits::AnotherTry => "The home's line is down. It is tried again and again.".to_owned(),
    }
}

fn next(ui: &mut Ui, view: &View<'_>, care: &Care, case: &Status, step: &Coming, number: usize) {
    let who = step.who.as_deref().map_or_else(|| person(view), |who| name(care, who));
    let what = match step.how {
        How::Ask => What::Asked,
        How::Message => What::Told,
        How::Call => What::Rang,
        How::Visit => What::SentOut,
    };
    let words = match step.how {
        How::Ask => format!("{who} is asked again"),
        How::Message => format!("{who} is sent a message"),
        How::Call => format!("{who} is rung"),
        How::Visit => format!("{who} is asked to go there"),
    };
    ui.horizontal_top(|ui| {
        let what = if step.agreed { what } else { What::NotPassedOn };
        let (rect, _) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::hover());
        told::glyph(ui.painter(), what, rect.center(), 15.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if step.agreed {
                widget::paragraph(ui, &format!("{number}. {words}"));
                widget::aside(ui, &format!("An answer is waited for {}.", short(step.wait)));
            } else {
                widget::paragraph(ui, &format!("{who} is left out."));
                let about = case.about.in_words();
                widget::aside(ui, &format!("Without consent nothing is passed on: not agreed for {about}."));
            }
        });
    });
}

/// The steps of a case so far, with their times and how long after its beginning.
pub fn steps(ui: &mut Ui, view: &View<'_>, case: u32, out: &mut Vec<Command>) {
    // How it began is told above.
    let entries: Vec<&Entry> = of_case(view, case).filter(|entry| entry.what != What::Began).collect();
    let since = view.aide.and_then(|aide| aide.response().cases().find(|one| one.number == case)).map(|one| one.since);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (place, entry) in entries.iter().enumerate() {
            if step(ui, view, (case, place), entry).clicked() {
                out.push(Command::Seek(entry.at));
            }
        }
    });
    if let Some(words) = since.and_then(|since| until_help(view, &entries, since)) {
        let tint = theme::calm();
        Frame::new().fill(tint.ground).corner_radius(theme::ROUND).inner_margin(Margin::same(10)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
                told::glyph(ui.painter(), What::Arrived, rect.center(), 16.0);
                ui.add(egui::Label::new(RichText::new(words).font(theme::strong(theme::TEXT))).wrap());
            });
        });
    }
}

/// One step: its time, its shape and its sentence, low enough that a whole chain is seen at a glance. A press goes to its
/// moment.
fn step(ui: &mut Ui, view: &View<'_>, salt: (u32, usize), entry: &Entry) -> egui::Response {
    let clock = view.scenario.calendar.local(entry.at).clock.exact();
    let clock = clock.split('.').next().unwrap_or(&clock).to_owned();
    let sentence = super::lane::label_words_kept(told::sentence(entry));
    let name = format!("Show {clock}, {}: {sentence}", told::words(entry.what));
    let id = ui.make_persistent_id(("told-step", salt));
    let ground = ui.painter().add(egui::Shape::Noop);
    let inner = Frame::new().inner_margin(Margin::symmetric(4, 3)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().interact_size.y = 18.0;
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
            told::glyph(ui.painter(), entry.what, rect.center(), 14.0);
            ui.label(RichText::new(&clock).font(theme::strong(theme::SMALL)).color(theme::accent()));
            widget::paragraph(ui, &sentence);
        });
    });
    let rect = inner.response.rect;
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(egui::CursorIcon::PointingHand);
    let (enabled, chosen) = (ui.is_enabled(), entry.at == view.at);
    response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, enabled, chosen, &name));
    let fill = match (chosen, response.hovered()) {
        (true, _) => theme::accent_soft(),
        (false, true) => theme::soft_hover(),
        (false, false) => egui::Color32::TRANSPARENT,
    };
    ui.painter().set(ground, egui::Shape::rect_filled(rect, egui::CornerRadius::same(6), fill));
    if response.has_focus() {
        super::icon::focus_ring(ui.painter(), rect, theme::accent());
    }
    response.on_hover_text(format!("{}: go to this moment", told::words(entry.what)))
}

/// The steps of a case by the moment shown; what is said and heard belongs to none.
pub fn of_case<'a>(view: &View<'a>, case: u32) -> impl Iterator<Item = &'a Entry> {
    let told = view.history.told_by(view.at).iter();
    told.filter(move |entry| entry.case == case && !entry.about.is_empty())
}

/// How long it took from its beginning until help was there, or how long it has been already.
fn until_help(view: &View<'_>, entries: &[&Entry], since: Timestamp) -> Option<String> {
    let first = |what: What| entries.iter().find(|entry| entry.what == what).map(|entry| entry.at);
    if let Some(there) = first(What::Arrived) {
        return Some(format!("Help was there {} after it began.", long_span(there - since)));
    }
    let settled = entries.iter().find(|entry| {
        matches!(entry.what, What::Cancelled | What::SeenAgain | What::Closed)
            || (entry.what == What::Answered && entry.who.is_empty())
    });
    if let Some(settled) = settled {
        return Some(format!("It was settled {} after it began.", long_span(settled.at - since)));
    }
    let told = first(What::Told).or(first(What::Rang)).or(first(What::Asked))?;
    Some(format!(
        "Somebody was asked or told {} after it began. Nobody is there yet, {} after it began.",
        long_span(told - since),
        long_span(view.at - since)
    ))
}

/// Who may be told of what.
fn consent(ui: &mut Ui, view: &View<'_>, care: &Care) {
    widget::heading(ui, &format!("What {} has agreed to", person(view)));
    for contact in &care.contacts {
        let (yes, no): (Vec<About>, Vec<About>) =
            About::ALL.into_iter().partition(|about| care.agrees(&contact.id, *about));
        let list = |some: &[About]| some.iter().map(|about| about.in_words()).collect::<Vec<_>>().join(", ");
        let words = match (yes.is_empty(), no.is_empty()) {
            (true, _) => "is told nothing".to_owned(),
            (false, true) => "may be told everything".to_owned(),
            (false, false) => format!("may be told about {}; not about {}", list(&yes), list(&no)),
        };
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 20.0), Sense::hover());
            let what = if yes.is_empty() { What::NotPassedOn } else { What::Answered };
            told::glyph(ui.painter(), what, rect.center(), 13.0);
            widget::paragraph(ui, &format!("{} {words}.", super::lane::label_words_kept(&contact.in_full())));
        });
    }
    widget::aside(ui, "Without consent nothing is passed on.");
}

/// Who was told of an alert, on its card; nothing in a home without a care plan.
pub fn of_alert(ui: &mut Ui, view: &View<'_>, alert: &Alert, shown: &mut Shown, out: &mut Vec<Command>) {
    if view.scenario.care.is_none() || !is_for(shown.viewer) {
        return;
    }
    widget::heading(ui, "Who was told");
    simulated(ui);
    let kind = alert.kind.name();
    let told = view.history.told_by(view.at).iter();
    let mut begun = told.filter(|entry| entry.what == What::Began && entry.about == kind);
    match begun.rfind(|entry| entry.at <= alert.raised_at + TAKEN_UP) {
        Some(begun) => steps(ui, view, begun.case, out),
        None if view.at < alert.raised_at + TAKEN_UP => {
            widget::paragraph(ui, "Nobody yet: it is taken up within a minute.");
        }
        None => {
            widget::paragraph(ui, "Nobody: the care plan has no chain for this.");
        }
    }
    let button = Press::text("What happens next, and who has agreed").with_icon(Icon::Forward).like(Deed::Told);
    if button.wide().show(ui).clicked() {
        shown.care.told = true;
        shown.care.page = Page::Chain;
    }
}

/// What a contact is called, at the head of a sentence too: `Peter (son)`, `The alarm receiving centre`.
pub fn name(care: &Care, who: &str) -> String {
    super::lane::label_words_kept(&care.contact(who).map_or_else(|| who.to_owned(), |contact| contact.in_full()))
}

/// Who lives here, as far as the chain asks them.
pub fn person(view: &View<'_>) -> String {
    view.scenario.residents.first().map_or_else(|| "The person".to_owned(), |resident| resident.name.clone())
}

/// A length of time with its seconds while it is short: `90 seconds`, `4 minutes 10 seconds`, `2 hours 5 minutes`.
pub fn short(span: Span) -> String {
    let seconds = span.as_millis().max(0) / 1_000;
    let count = |n: i64, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    match (seconds / 60, seconds % 60) {
        (0, rest) => count(rest, "second"),
        (minutes, 0) if minutes < 60 => count(minutes, "minute"),
        (minutes, rest) if minutes < 10 => format!("{} {}", count(minutes, "minute"), count(rest, "second")),
        _ => long_span(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_times_have_their_seconds() {
        for (seconds, words) in [
            (1, "1 second"),
            (90, "1 minute 30 seconds"),
            (120, "2 minutes"),
            (250, "4 minutes 10 seconds"),
            (750, "12 minutes"),
            (7_500, "2 hours 5 minutes"),
        ] {
            assert_eq!(short(Span::seconds(seconds)), words);
        }
    }
}
