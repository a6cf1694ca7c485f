//! Looking for something on the timeline: a room, a device, an alert, who was told, or, where it is
//! known, what really happened.

use bevy_egui::egui::{self, Key, Margin, Rect, RichText, TextEdit, Ui, WidgetInfo, WidgetType, vec2};

use super::icon::Icon;
use super::viewer::Viewer;
use super::widget::{Press, Tone};
use super::{Shown, alert, lane, told};
use crate::desktop::input::Deed;
use crate::desktop::theme;
use crate::home::{Capability, Value};
use crate::player::command::Command;
use crate::player::view::View;
use crate::simulation::truth::TruthKind;
use crate::time::Timestamp;

/// What is looked for, and when it was.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Whether the field is open.
    pub open: bool,
    /// What is looked for.
    pub words: String,
    /// The moments found, in order.
    pub found: Vec<Timestamp>,
    /// Of which words and of how long a history they are.
    of: Option<(String, u64, usize, Viewer)>,
    /// Whether the field still has to be given the keyboard.
    pub greet: bool,
}

impl Search {
    /// Looks again where the words are others or there is more to look through.
    pub fn look(&mut self, view: &View<'_>, viewer: Viewer) {
        let history = view.history;
        let of = (
            self.words.clone(),
            history.revision(),
            history.readings().len() + history.alerts().len() + history.told().len(),
            viewer,
        );
        if self.of.as_ref() != Some(&of) {
            self.found = moments(view, &self.words, viewer);
            self.of = Some(of);
        }
    }

    /// The next or the previous moment.
    pub fn next(&self, at: Timestamp, forward: bool) -> Option<Timestamp> {
        if forward {
            self.found.get(self.found.partition_point(|one| *one <= at)).copied()
        } else {
            self.found.partition_point(|one| *one < at).checked_sub(1).and_then(|place| self.found.get(place)).copied()
        }
    }
}

/// Every moment at which all of the words were true of something: a room's or device's name, an alert, an activity.
pub fn moments(view: &View<'_>, words: &str, viewer: Viewer) -> Vec<Timestamp> {
    let words: Vec<String> = words.to_lowercase().split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let all_in = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let home = &view.scenario.home;
    let mut found = Vec::new();
    for (place, device) in home.devices.iter().enumerate() {
        let area = home.area(&device.area).map_or("", |area| area.name.as_str());
        let main = device.main_capability();
        if !all_in(&format!("{} {area} {} {}", device.name, device.kind.name(), super::device::kind_words(device.kind)))
        {
            continue;
        }
        let mut last = None;
        for reading in view.history.of_device(place, Timestamp::MIN, Timestamp::MAX).filter(|r| r.capability == main) {
            // What begins counts: movement, an opened door, a press; of a quantity, that it is in use.
            let on = match (&reading.value, main) {
                (Value::Flag(flag), _) => *flag,
                (Value::Number(watts), Capability::Power) => *watts >= 5.0,
                (Value::Number(_), _) => false,
                (Value::Word(_), _) => true,
            };
            if on && (last != Some(true) || matches!(reading.value, Value::Word(_))) {
                found.push(reading.at);
            }
            last = Some(on);
        }
    }
    for one in view.history.alerts() {
        if all_in(&format!("alert {} {} {}", alert::title(view, one), one.kind.name(), one.message)) {
            found.push(one.raised_at);
        }
    }
    let care = view.scenario.care.as_ref();
    let seen = |entry: &&crate::response::Entry| told::lanes_of(viewer).iter().any(|lane| lane.holds(entry));
    for entry in view.history.told().iter().filter(seen) {
        let who = care.and_then(|care| care.contact(&entry.who)).map_or("", |contact| contact.name.as_str());
        if all_in(&format!("told {} {} {} {who}", told::words(entry.what), entry.what.name(), entry.text)) {
            found.push(entry.at);
        }
    }
    if view.truth {
        for span in view.history.truth() {
            let text = match &span.kind {
                TruthKind::Activity(activity) => format!("{} {}", activity.in_words(), activity.name()),
                TruthKind::Label(name) | TruthKind::Fault { name, .. } => {
                    format!("unusual {}", lane::truth_words(name))
                }
                TruthKind::Whereabouts(_) => continue,
            };
            if all_in(&text) {
                found.push(span.from);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The field over the timeline's upper edge while it is open.
pub fn show(ui: &mut Ui, timeline: Rect, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    if !shown.search.open {
        return;
    }
    shown.search.look(view, shown.viewer);
    let mut close = false;
    let mut step = None;
    let width = 470.0_f32.min(timeline.width() - 20.0);
    egui::Area::new(egui::Id::new("search"))
        .order(egui::Order::Middle)
        .fixed_pos(timeline.left_top() + vec2(150.0_f32.min(timeline.width() - width - 8.0).max(4.0), -46.0))
        .show(ui.ctx(), |ui| {
            egui::Frame::popup(ui.style()).inner_margin(Margin::symmetric(8, 5)).show(ui, |ui| {
                ui.set_max_width(width);
                ui.horizontal(|ui| {
                    let hint = "kitchen, fob, alert, breakfast, message …";
                    let edit = TextEdit::singleline(&mut shown.search.words).hint_text(hint).desired_width(190.0);
                    let response = ui.add(edit.margin(Margin::symmetric(8, 6)));
                    response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "What to look for"));
                    if std::mem::take(&mut shown.search.greet) {
                        response.request_focus();
                    }
                    if response.lost_focus() {
                        let (entered, back, left) = ui.input(|input| {
                            (input.key_pressed(Key::Enter), input.modifiers.shift, input.key_pressed(Key::Escape))
                        });
                        if entered {
                            step = Some(!back);
                            response.request_focus();
                        }
                        close |= left;
                    }
                    let words = count_words(&shown.search, view.at);
                    ui.label(RichText::new(words).font(theme::plain(theme::SMALL)));
                    let small = |icon, name| Press::icon(icon, name).tone(Tone::Plain).height(28.0);
                    if small(Icon::Back, "To the one found before").like(Deed::PreviousFound).show(ui).clicked() {
                        step = Some(false);
                    }
                    if small(Icon::Forward, "To the next one found").like(Deed::NextFound).show(ui).clicked() {
                        step = Some(true);
                    }
                    close |= small(Icon::Close, "Close the search").show(ui).clicked();
                });
            });
        });
    if let Some(forward) = step {
        out.extend(shown.search.next(view.at, forward).map(Command::Seek));
    }
    if close {
        shown.search.open = false;
    }
}

/// `3 of 12`, `nothing`.
fn count_words(search: &Search, at: Timestamp) -> String {
    let count = search.found.len();
    if search.words.trim().is_empty() {
        return String::new();
    }
    if count == 0 {
        return "nothing".to_owned();
    }
    let passed = search.found.partition_point(|one| *one <= at);
    if passed == 0 { format!("{count} found") } else { format!("{passed} of {count}") }
}
