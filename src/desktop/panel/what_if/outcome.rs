//! What came of a choice: a sentence, both monitors' alerts over the same days, what happened with when each told it, and
//! every alert that differs.

use bevy_egui::egui::{self, CornerRadius, Rect, RichText, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::Outcome;
use crate::desktop::panel::axis::Scale;
use crate::desktop::panel::icon::Icon;
use crate::desktop::panel::{alert, long_span, widget};
use crate::desktop::theme;
use crate::evaluation::Raised;
use crate::evaluation::compare::{Change, Judged};
use crate::evaluation::rehear::{Difference, Known};
use crate::monitor::alert::Severity;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::Timestamp;

/// Shows all of it.
pub fn show(ui: &mut Ui, view: &View<'_>, outcome: &Outcome, out: &mut Vec<Command>) {
    widget::heading(ui, "What would be said otherwise");
    widget::paragraph(ui, &in_words(&outcome.difference, "would be"));
    strips(ui, view, Some(&outcome.said));
    details(ui, view, &outcome.difference, ("As it is", "What if"), out);
}

/// What happened with when it was told either way, and every alert that differs; the two ways by their names.
pub fn details(ui: &mut Ui, view: &View<'_>, difference: &Difference, ways: (&str, &str), out: &mut Vec<Command>) {
    if view.truth && !difference.known.is_empty() {
        widget::heading(ui, "What happened, and when it was told");
        for known in &difference.known {
            happened(ui, view, known, ways, out);
        }
    }
    if !difference.changes.is_empty() {
        widget::heading(ui, "Every alert that differs");
    }
    for (place, change) in difference.changes.iter().enumerate() {
        changed(ui, view, place, change, out);
    }
}

/// `2 more alerts, 1 fewer, 3 at another time or of another urgency; 4 are the same.`
pub fn in_words(difference: &Difference, verb: &str) -> String {
    let count = |which: fn(&Change) -> bool| difference.changes.iter().filter(|change| which(change)).count();
    let gained = count(|change| matches!(change, Change::Gained(_)));
    let lost = count(|change| matches!(change, Change::Lost(_)));
    let moved = count(|change| matches!(change, Change::Moved(..)));
    let same = match difference.same {
        0 => String::new(),
        1 => "; 1 is the same".to_owned(),
        many => format!("; {many} are the same"),
    };
    let parts = [(gained, "more"), (lost, "fewer"), (moved, "at another time or of another urgency")];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, words)| format!("{number} {words}")).collect();
    if parts.is_empty() {
        return match difference.same {
            0 => format!("Nothing {verb} said either way."),
            _ => format!("Nothing {verb} said otherwise."),
        };
    }
    format!("Alerts: {}{same}.", parts.join(", "))
}

/// What was said, over what would be said, on one axis of days; and the moment shown.
pub fn strips(ui: &mut Ui, view: &View<'_>, said: Option<&[Raised]>) {
    let as_it_is: Vec<Raised> = view.history.alerts().iter().map(Raised::from).collect();
    strip(ui, view, "As it is", &as_it_is);
    if let Some(said) = said {
        strip(ui, view, "What if", said);
    }
}

fn strip(ui: &mut Ui, view: &View<'_>, name: &str, alerts: &[Raised]) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let painter = ui.painter_at(rect);
    let label = painter.layout_no_wrap(name.to_owned(), theme::strong(theme::SMALL), theme::ink_weak());
    let at = pos2(rect.left(), rect.center().y - label.size().y / 2.0);
    painter.galley(at, label, theme::ink_weak());
    let lane = Rect::from_min_max(pos2(rect.left() + 70.0, rect.top() + 3.0), rect.max - vec2(0.0, 3.0));
    let scale = Scale { from: view.starts, to: view.ends, left: lane.left() + 8.0, right: lane.right() - 8.0 };
    painter.rect_filled(lane, CornerRadius::same(6), theme::soft());
    painter.vline(scale.x(view.at), lane.y_range(), Stroke::new(2.0, theme::playhead()));
    for one in alerts {
        mark(&painter, pos2(scale.x(one.raised_at), lane.center().y), one.severity);
    }
    let words = match alerts.len() {
        0 => format!("{name}: nothing is said"),
        1 => format!("{name}: 1 alert"),
        many => format!("{name}: {many} alerts"),
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &words));
    response.on_hover_text(words);
}

/// Each severity has its own shape.
fn mark(painter: &egui::Painter, at: egui::Pos2, severity: Severity) {
    Icon::of(severity).paint(painter, at, 12.0, alert::tint(severity).ink);
}

/// `A fall, day 32 07:22` — as it is, after 36 minutes; what if, after 20 minutes.
fn happened(ui: &mut Ui, view: &View<'_>, known: &Known, ways: (&str, &str), out: &mut Vec<Command>) {
    let after = |at: Option<Timestamp>| match at {
        Some(at) => format!("told after {}", long_span(at - known.from)),
        None => "not told".to_owned(),
    };
    let (before, now) = (after(known.before), after(known.after));
    let (icon, word, tint) = match (known.before, known.after) {
        (Some(before), Some(after)) if after < before => (Icon::Tick, "Sooner", theme::calm()),
        (None, Some(_)) => (Icon::Tick, "Told", theme::calm()),
        (Some(before), Some(after)) if after > before => (Icon::Attention, "Later", theme::attention()),
        (Some(_), None) => (Icon::Urgent, "Missed", theme::urgent()),
        (Some(_), Some(_)) | (None, None) => (Icon::Information, "The same", theme::information()),
    };
    let began = moment(view, known.from);
    let words = if before == now {
        format!("Either way: {before}")
    } else {
        format!("{}: {before}. {}: {now}", ways.0, ways.1)
    };
    let name = format!("{}, {began}. {word}. {words}", known.in_words);
    let response = widget::row(ui, ("known", known.from.as_millis(), &known.in_words), &name, false, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.horizontal_wrapped(|ui| {
            widget::pill(ui, Some(icon), word, tint);
            ui.label(RichText::new(&known.in_words).font(theme::strong(theme::TEXT)));
            widget::aside(ui, &began);
        });
        widget::aside(ui, &format!("{words}."));
    });
    if response.clicked() {
        out.push(Command::Seek(known.from));
    }
}

fn changed(ui: &mut Ui, view: &View<'_>, place: usize, change: &Change, out: &mut Vec<Command>) {
    let (icon, word, tint, one, more) = match change {
        Change::Gained(one) => (Icon::Plus, "More", theme::attention(), one, String::new()),
        Change::Lost(one) => (Icon::Minus, "Fewer", theme::information(), one, String::new()),
        Change::Moved(before, after) => {
            (Icon::Again, "Changed", theme::information(), after, moved(view, before, after))
        }
    };
    let kind = one.alert.kind.in_words();
    let at = moment(view, one.alert.raised_at);
    // Whether it told something is known only where what happened is.
    let came_to = if view.truth { format!("It {}.", came_to(&one.came_to)) } else { String::new() };
    let words = [more, came_to, one.alert.message.clone()].into_iter().filter(|part| !part.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    let name = format!("{word}: {kind}, {at}. {words}");
    let response = widget::row(ui, ("change", place), &name, false, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.horizontal_wrapped(|ui| {
            widget::pill(ui, Some(icon), word, tint);
            ui.label(RichText::new(kind).font(theme::strong(theme::TEXT)));
            widget::aside(ui, &at);
        });
        widget::aside(ui, &words);
    });
    if response.clicked() {
        out.push(Command::Seek(change.at()));
    }
}

/// The scorecard says what an alert came to as a phrase without a subject.
fn came_to(phrase: &str) -> String {
    if phrase.starts_with("tells") { phrase.to_owned() } else { format!("is {phrase}") }
}

fn moved(view: &View<'_>, before: &Judged, after: &Judged) -> String {
    let (was, is) = (&before.alert, &after.alert);
    let mut parts = Vec::new();
    if was.raised_at < is.raised_at {
        parts.push(format!("{} later than {}", long_span(is.raised_at - was.raised_at), moment(view, was.raised_at)));
    } else if was.raised_at > is.raised_at {
        parts.push(format!("{} sooner than {}", long_span(was.raised_at - is.raised_at), moment(view, was.raised_at)));
    }
    if was.severity != is.severity {
        parts.push(format!(
            "{} in place of {}",
            alert::urgency(is.severity),
            alert::urgency(was.severity).to_lowercase()
        ));
    }
    if parts.is_empty() { "Since another moment.".to_owned() } else { format!("{}.", parts.join("; ")) }
}

/// `day 32, 07:22`.
fn moment(view: &View<'_>, at: Timestamp) -> String {
    let local = view.scenario.calendar.local(at);
    format!("day {}, {}", local.day, local.clock)
}
