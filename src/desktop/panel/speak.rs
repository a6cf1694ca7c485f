//! Speaking to the home: a field to type a sentence, a handful of sentences that fit the moment, and what was said and
//! answered as a large caption over the house.

use bevy_egui::egui::{self, Id, Key, Margin, Rect, RichText, TextEdit, Ui, WidgetInfo, WidgetType, accesskit, vec2};

use super::icon::Icon;
use super::viewer::Viewer;
use super::widget::{self, Press, Tone};
use super::{Shown, chain, screen, told};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::player::command::Command;
use crate::player::pace::Speed;
use crate::player::view::View;
use crate::response::{Entry, What};
use crate::scenario::deed::LONGEST;
use crate::speech::ear::Hearing;
use crate::time::Span;

/// A caption stays for so long, and for as long as it takes to read it at the speed that is played.
const STAYS: Span = Span::seconds(40);
const TO_READ: f64 = 5.0;

/// Where the house has less height than this, in points, its captions are smaller.
const LOW: f32 = 260.0;
/// Below this the field for speaking does without a row of its own for its name: the house is what one looks at.
const LOW_FIELD: f32 = 460.0;

/// Whether a viewer is in the home, so that they can speak to it: somebody who presents it, or who lives there.
pub fn can_speak(view: &View<'_>, viewer: Viewer) -> bool {
    let there = match viewer {
        Viewer::Presenter | Viewer::Resident | Viewer::Developer => true,
        Viewer::Family | Viewer::Practitioner => false,
    };
    there && view.alive && view.aide.is_some()
}

/// Shows the buttons, the field while it is open, and the caption, over the house.
pub fn show(ctx: &egui::Context, free: Rect, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    if view.scenario.care.is_none() || !free.is_positive() {
        return;
    }
    let speaks = can_speak(view, shown.viewer);
    buttons(ctx, free, view, shown, speaks);
    if !speaks {
        return;
    }
    caption(ctx, free, view);
    if shown.care.speak {
        field(ctx, free, view, shown, out);
    }
}

/// Ways in for the pointer, at the upper left of the house.
fn buttons(ctx: &egui::Context, free: Rect, view: &View<'_>, shown: &mut Shown, speaks: bool) {
    let chain = chain::is_for(shown.viewer);
    if !speaks && !chain {
        return;
    }
    egui::Area::new(Id::new("care-buttons"))
        .order(egui::Order::Middle)
        .fixed_pos(free.left_top() + vec2(10.0, 10.0))
        .show(ctx, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                if speaks {
                    let button = Press::text("Speak").tip("Say something to the home").like(Deed::Speak);
                    if button.chosen(shown.care.speak).height(34.0).show(ui).clicked() {
                        shown.care.speak = !shown.care.speak;
                        shown.care.greet = shown.care.speak;
                    }
                }
                if chain {
                    let open = view.aide.is_some_and(|aide| aide.response().is_open());
                    let words = if open { "Who is told: a case is open" } else { "Who is told" };
                    let button = Press::text(words).tip("Who is told of what, by when").like(Deed::Told);
                    let button = if open { button.with_icon(Icon::Attention) } else { button };
                    if button.chosen(shown.care.told).height(34.0).show(ui).clicked() {
                        shown.care.told = !shown.care.told;
                    }
                }
            });
        });
}

/// What was said last, by whom, and what was answered; `None` where it was too long ago.
fn lately<'a>(view: &View<'a>) -> Option<(Option<&'a Entry>, &'a Entry)> {
    let stays = match (view.playing, view.speed) {
        (true, Speed::Times(times)) => STAYS.max(Span::from_seconds(times * TO_READ)),
        (true, Speed::Fastest) | (false, _) => STAYS,
    };
    let told = view.history.told_by(view.at);
    let spoken = |entry: &&Entry| told::is_the_homes(entry.what) || entry.what == What::Heard;
    let last = told.iter().rev().take_while(|entry| view.at - entry.at < stays).find(spoken)?;
    // What was heard is answered at once.
    let just_before = told.iter().rev().skip_while(|entry| entry.at > last.at);
    let before =
        just_before.take_while(|entry| last.at - entry.at < Span::seconds(2)).find(|entry| entry.what == What::Heard);
    Some((before.filter(|_| told::is_the_homes(last.what)), last))
}

fn caption(ctx: &egui::Context, free: Rect, view: &View<'_>) {
    let Some((heard, last)) = lately(view) else { return };
    let width = (free.width() - 48.0).clamp(220.0, 760.0);
    // A tour's caption lies at the foot, the field for speaking too.
    egui::Area::new(Id::new("spoken"))
        .order(egui::Order::Middle)
        .pivot(egui::Align2::CENTER_TOP)
        .fixed_pos(free.center_top() + vec2(0.0, 54.0))
        .interactable(false)
        .show(ctx, |ui| {
            egui::Frame::popup(ui.style()).inner_margin(Margin::symmetric(18, 10)).show(ui, |ui| {
                ui.set_max_width(width);
                ui.spacing_mut().item_spacing.y = 3.0;
                if let Some(heard) = heard {
                    let words = format!("{}: “{}”", chain::person(view), told::sentence(heard));
                    ui.add(egui::Label::new(RichText::new(words).font(theme::plain(16.0))).wrap());
                }
                let who = if last.what == What::SaidByModel {
                    "The home, by a language model".to_owned()
                } else if told::is_the_homes(last.what) {
                    "The home".to_owned()
                } else {
                    chain::person(view)
                };
                let size = match (free.height() < LOW, free.width() < 560.0) {
                    (true, _) => 15.0,
                    (false, true) => 18.0,
                    (false, false) => 24.0,
                };
                let words = format!("{who}: “{}”", told::sentence(last));
                let label = ui.add(egui::Label::new(RichText::new(words).font(theme::strong(size))).wrap());
                ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(accesskit::Live::Polite));
            });
        });
}

fn field(ctx: &egui::Context, free: Rect, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let Some(aide) = view.aide else { return };
    let width = (free.width() - 60.0).clamp(220.0, 620.0);
    let lift = if shown.guide.is_some() { 150.0 } else { 10.0 };
    egui::Area::new(Id::new("speak"))
        .order(egui::Order::Middle)
        .pivot(egui::Align2::CENTER_BOTTOM)
        .fixed_pos(free.center_bottom() - vec2(0.0, lift))
        .constrain_to(free)
        .show(ctx, |ui| {
            let low = free.height() < LOW_FIELD;
            let margin = if low { Margin::symmetric(10, 6) } else { Margin::symmetric(14, 10) };
            egui::Frame::popup(ui.style()).inner_margin(margin).show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 6.0;
                // Where there is little height the field itself has the button that closes it.
                if !low {
                    head(ui, view, shown);
                }
                screen::out_of_earshot(ui, view);
                typed(ui, &chain::person(view), shown, out, low);
                // One row, however many there are: the house is what one looks at.
                let row = egui::ScrollArea::horizontal().id_salt("could-be-said").auto_shrink([false, true]);
                row.show(ui, |ui| {
                    ui.horizontal(|ui| {
                        if !low {
                            widget::aside(ui, "Or:").on_hover_text("What could well be said now");
                        }
                        for sentence in screen::could_be_said(view, aide) {
                            let said = Press::text(&sentence).height(if low { 30.0 } else { 34.0 }).show(ui);
                            if said.gained_focus() {
                                said.scroll_to_me(None);
                            }
                            if said.clicked() {
                                screen::say(&sentence, out);
                            }
                        }
                    });
                });
            });
        });
}

fn head(ui: &mut Ui, view: &View<'_>, shown: &mut Shown) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("{} says to the home", chain::person(view))).font(theme::strong(16.0)));
        screen::aloud(ui, shown);
        close(ui, shown);
    });
}

fn close(ui: &mut Ui, shown: &mut Shown) {
    let close = Press::icon(Icon::Close, "Close the field for speaking").tone(Tone::Plain).like(Deed::Speak);
    if close.height(30.0).show(ui).clicked() {
        shown.care.speak = false;
    }
}

/// The button to talk with a microphone: pressed once it listens, pressed again the sentence is spoken.
fn talk(ui: &mut Ui, shown: &mut Shown) {
    let (words, name, tone) = match shown.care.hearing {
        Hearing::Ready => ("Talk", "Talk with the microphone", Tone::Quiet),
        Hearing::Listening => ("Done", "It listens: press when the sentence is spoken", Tone::Primary),
        Hearing::Understanding => ("…", "The speech server is at work", Tone::Quiet),
    };
    let button = Press::text(words).named(name).tip(name).tone(tone).like(Deed::Talk);
    if button.enabled(shown.care.hearing != Hearing::Understanding).show(ui).clicked() {
        shown.care.talk();
    }
}

fn typed(ui: &mut Ui, who: &str, shown: &mut Shown, out: &mut Vec<Command>, whole: bool) {
    ui.horizontal(|ui| {
        let hint = if whole { format!("{who} says: what time is it?") } else { "what time is it?".to_owned() };
        // Where it has no row above it, voice and close stand beside it, as far as there is room.
        let voice = whole && ui.available_width() > 480.0;
        let beside = match (whole, voice) {
            (true, true) => 216.0,
            (true, false) => 116.0,
            (false, _) => 76.0,
        };
        let talks = shown.care.has_ear();
        let beside = beside + if talks { 84.0 } else { 0.0 };
        let room = (ui.available_width() - beside).max(80.0);
        let edit = TextEdit::singleline(&mut shown.care.words).hint_text(hint).desired_width(room).char_limit(LONGEST);
        let response = ui.add(edit.margin(Margin::symmetric(8, 7)).font(theme::plain(17.0)));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "What is said to the home"));
        if std::mem::take(&mut shown.care.greet) {
            response.request_focus();
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let empty = shown.care.words.trim().is_empty();
        let tone = if empty { Tone::Quiet } else { Tone::Primary };
        if talks {
            talk(ui, shown);
        }
        let said = Press::text("Say").named("Say it").tone(tone).enabled(!empty);
        if (said.show(ui).clicked() || entered) && !empty {
            screen::say(shown.care.words.trim(), out);
            shown.care.words.clear();
            response.request_focus();
        }
        if voice {
            screen::aloud(ui, shown);
        }
        if whole {
            close(ui, shown);
        }
    });
}
