//! What a practitioner tells the monitor: that what it learned is this person's usual, that it should learn anew, which
//! days it should leave out, and how the home is lived in. Each is an act at the moment shown, and part of the history.

use bevy_egui::egui::{RichText, Ui};

use super::icon::Icon;
use super::widget::{self, Press, Tone};
use super::{Shown, screen};
use crate::desktop::theme;
use crate::monitor::Mode;
use crate::player::command::{Command, Intervention};
use crate::player::view::View;
use crate::scenario::DisturbanceKind;
use crate::scenario::deed::Deed;

/// Days that are left out in one go, at most: a long stay in hospital.
const MOST_DAYS: i64 = 120;

fn tell(deed: Deed, out: &mut Vec<Command>) {
    out.extend([Command::Intervene(Intervention::Do(deed)), Command::Step(screen::A_MOMENT)]);
}

/// Shows learning, days left out, and the mode.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    mode(ui, view, out);
    learning(ui, view, shown, out);
    days(ui, view, shown, out);
}

/// How the home is lived in, and what a person says of it.
fn mode(ui: &mut Ui, view: &View<'_>, out: &mut Vec<Command>) {
    widget::heading(ui, "How the home is lived in");
    widget::paragraph(ui, &format!("{}.", view.mode.in_words()));
    if !view.alive {
        widget::aside(ui, "This is a recording: what was said of it then stays as it was.");
        return;
    }
    let said = last_mode(view);
    if let Some(said) =
        said.filter(|said| view.mode.mode != *said || !view.mode.set).filter(|said| *said != Mode::AtHome)
    {
        let words = format!("{} was set; it counts once nobody is seen at home.", said.in_words());
        widget::aside(ui, &words);
    }
    ui.horizontal_wrapped(|ui| {
        for mode in [Mode::AtHome, Mode::Away, Mode::Holiday, Mode::Hospital, Mode::Visitor, Mode::Couple] {
            let chosen = said.map_or(mode == Mode::AtHome, |said| said == mode);
            let name = format!("Set: {}", mode.in_words());
            let button = Press::text(mode.in_words()).named(&name).tip(about(mode));
            if button.chosen(chosen).height(34.0).show(ui).clicked() && !chosen {
                tell(Deed::ModeSet { mode: mode.name().to_owned() }, out);
            }
        }
    });
}

/// What the monitor makes of a mode.
const fn about(mode: Mode) -> &'static str {
    match mode {
        Mode::AtHome => "Nothing special: the monitor tells by itself who is in or out",
        Mode::Out => "Out for a while",
        Mode::Away => "Away for a night or more: nobody is expected",
        Mode::Holiday => "On holiday: nobody is expected until they are plainly back",
        Mode::Hospital => "In hospital: nobody is expected until they are plainly back",
        Mode::Visitor => "Somebody is staying: what is judged of one person says so",
        Mode::Couple => "Two people live here: what is judged of one person says so",
    }
}

/// The mode that a person set last, by the moment shown.
fn last_mode(view: &View<'_>) -> Option<Mode> {
    deeds(view).rev().find_map(|deed| {
        let Deed::ModeSet { mode } = deed else { return None };
        Mode::from_name(mode)
    })
}

/// What people have done by the moment shown, in the scenario's order.
fn deeds<'a>(view: &View<'a>) -> impl DoubleEndedIterator<Item = &'a Deed> {
    let (scenario, at) = (view.scenario, view.at);
    let by_now = scenario.disturbances.iter().filter(move |done| scenario.at(done.at) <= at);
    by_now.filter_map(|done| {
        let DisturbanceKind::Deed(deed) = &done.kind else { return None };
        Some(deed)
    })
}

fn learning(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    widget::heading(ui, "Learning");
    let learning = view.learning;
    let words = if learning.done {
        "What is usual for this person has been learned, and goes on being learned.".to_owned()
    } else {
        format!("Day {} of {} of getting to know this person.", learning.day, learning.of)
    };
    widget::paragraph(ui, &words);
    ui.horizontal_wrapped(|ui| {
        let confirm = Press::text("What was learned is usual").with_icon(Icon::Tick).enabled(!learning.done);
        let tip = "The monitor need not learn any longer before it speaks";
        if confirm.tip(tip).height(36.0).show(ui).clicked() {
            tell(Deed::LearningConfirmed, out);
        }
        if shown.care.restart {
            if Press::text("Yes, learn anew").tone(Tone::Primary).height(36.0).show(ui).clicked() {
                shown.care.restart = false;
                tell(Deed::LearningRestarted, out);
            }
            if Press::text("No, keep it").height(36.0).show(ui).clicked() {
                shown.care.restart = false;
            }
        } else {
            let tip = "After a move, or when the person's ways are others now";
            if Press::text("Learn anew").with_icon(Icon::Again).tip(tip).height(36.0).show(ui).clicked() {
                shown.care.restart = true;
            }
        }
    });
    if shown.care.restart {
        let words = "What was learned of this person is forgotten, and for some weeks nothing is said of changes. What is \
                     wrong with devices stays known.";
        widget::aside(ui, words);
    }
}

/// Days that are not ordinary and should not be learned.
fn days(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    widget::heading(ui, "Days to leave out");
    widget::aside(
        ui,
        "Guests, builders, a stay in hospital: such days are not learned. What is urgent is told all the same.",
    );
    let today = view.local.day;
    let last_day = view.scenario.days;
    let (mut first, mut last) = shown.care.leave_out.unwrap_or((today, today));
    // Each on a line of its own: side by side they would leave a narrow panel.
    stepper(ui, "first day", &mut first, 1, last_day);
    last = last.clamp(first, (first + MOST_DAYS - 1).min(last_day));
    stepper(ui, "last day", &mut last, first, (first + MOST_DAYS - 1).min(last_day));
    if (first, last) != (today, today) || shown.care.leave_out.is_some() {
        shown.care.leave_out = Some((first, last));
    }
    let words =
        if first == last { format!("Leave out day {first}") } else { format!("Leave out the days {first} to {last}") };
    if Press::text(&words).height(36.0).show(ui).clicked() {
        shown.care.leave_out = None;
        tell(Deed::DaysExcluded { first, last }, out);
    }
    for deed in deeds(view) {
        if let Deed::DaysExcluded { first, last } = deed {
            let words = if first == last { format!("Day {first}") } else { format!("Days {first} to {last}") };
            widget::aside(ui, &format!("{words}: left out."));
        }
    }
}

/// A day earlier or later.
fn stepper(ui: &mut Ui, what: &str, day: &mut i64, least: i64, most: i64) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let (earlier, later) = (format!("Earlier {what}"), format!("Later {what}"));
        let minus = Press::icon(Icon::Minus, &earlier).tone(Tone::Plain).height(30.0).enabled(*day > least);
        if minus.show(ui).clicked() {
            *day -= 1;
        }
        ui.label(RichText::new(format!("{what}: {day}")).font(theme::plain(theme::TEXT)));
        let plus = Press::icon(Icon::Plus, &later).tone(Tone::Plain).height(30.0).enabled(*day < most);
        if plus.show(ui).clicked() {
            *day += 1;
        }
    });
}
