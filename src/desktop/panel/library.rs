//! The opening page: the library as picture cards, files opened lately, and opening any other file.

use bevy_egui::egui::{
    self, Align, Frame, Id, Key, Layout, Margin, Rect, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo,
    WidgetType, vec2,
};

use super::icon::{self, Icon};
use super::widget::{self, Press, Tone};
use super::{Screen, Shown, Wish, plan};
use crate::desktop::input::Deed;
use crate::desktop::shelf::{self, Card, Entry, Group, TourCard};
use crate::desktop::theme;

/// What the opening page shows, and what a person has typed into it.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The scenarios of the library.
    pub cards: Vec<Card>,
    /// The tours of the library.
    pub tours: Vec<TourCard>,
    /// Files opened lately, the latest first.
    pub recent: Vec<String>,
    /// What is looked for.
    pub search: String,
    /// The path of another file, as far as it is written.
    pub path: String,
    /// What lies there; kept up by whoever may look at files.
    pub entries: Vec<Entry>,
    /// Whether the search has been given the keyboard since the page was opened.
    pub greeted: bool,
}

impl Library {
    /// The cards that hold every word that is looked for.
    pub fn found(&self) -> Vec<&Card> {
        let words: Vec<String> = self.search.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let holds = |card: &&Card| {
            let text = format!(
                "{} {} {} {} {} {}",
                card.title,
                card.sentence,
                card.look_for,
                card.people,
                card.path,
                card.group.heading()
            )
            .to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.cards.iter().filter(holds).collect()
    }
}

/// How wide a card is at least, in points.
const CARD_WIDTH: f32 = 268.0;
/// How high a card's plan is.
const PLAN: f32 = 96.0;

/// Shows the page over the whole window. `playing` is the title of what can be gone back to.
pub fn show(ui: &mut Ui, shown: &mut Shown, playing: &str) {
    let narrow = ui.available_width() < super::NARROW;
    Frame::new().inner_margin(Margin::symmetric(if narrow { 12 } else { 28 }, 14)).show(ui, |ui| {
        head(ui, shown, playing, narrow);
        ui.add_space(8.0);
        let area = ScrollArea::vertical().id_salt("library").auto_shrink([false, false]);
        area.show(ui, |ui| {
            other_file(ui, shown, narrow);
            let found: Vec<Card> = shown.library.found().into_iter().cloned().collect();
            if found.is_empty() {
                ui.add_space(16.0);
                widget::paragraph(ui, "No scenario holds all of these words. Try fewer, such as “door” or “night”.");
            }
            tours(ui, shown);
            for group in Group::ALL {
                let cards: Vec<&Card> = found.iter().filter(|card| card.group == group).collect();
                if cards.is_empty() {
                    continue;
                }
                ui.add_space(10.0);
                ui.label(RichText::new(group.heading()).font(theme::strong(18.0)));
                grid(ui, shown, &cards);
            }
            ui.add_space(24.0);
        });
    });
}

fn head(ui: &mut Ui, shown: &mut Shown, playing: &str, narrow: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("What would you like to see?").font(theme::strong(if narrow { 20.0 } else { 26.0 })));
        ui.add_space(12.0);
        let hint = "Search: door, night, kettle, fault …";
        let edit = TextEdit::singleline(&mut shown.library.search).hint_text(hint).desired_width(260.0);
        let response = ui.add(edit.margin(Margin::symmetric(10, 8)));
        if !shown.library.greeted {
            shown.library.greeted = true;
            response.request_focus();
        }
        // After that, so that it is told that the keyboard went there.
        response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "Search the library"));
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            let only = shown.library.found();
            if let [card] = only.as_slice() {
                let path = card.path.clone();
                shown.wishes.push(Wish::Open(path));
            }
        }
        if !playing.is_empty() {
            let words = format!("Back to {playing}");
            let back = Press::icon(Icon::Left, &words).with_text("Back").tip(&words).like(Deed::Library);
            if back.show(ui).clicked() {
                shown.screen = Screen::House;
            }
        }
    });
}

fn other_file(ui: &mut Ui, shown: &mut Shown, narrow: bool) {
    let recent = shown.library.recent.clone();
    if !recent.is_empty() {
        widget::heading(ui, "Opened lately");
        ui.horizontal_wrapped(|ui| {
            for path in recent.iter().take(6) {
                let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
                let words = format!("Open {path}");
                if Press::text(name).named(&words).tip(path).height(30.0).show(ui).clicked() {
                    shown.wishes.push(Wish::Open(path.clone()));
                }
            }
        });
    }
    widget::heading(ui, "Another file: a scenario or a recording. You can also drop one on the window.");
    ui.horizontal_wrapped(|ui| {
        let width = if narrow { 240.0 } else { 420.0 };
        let id = Id::new("path-of-another-file");
        let complete = ui.memory(|memory| memory.has_focus(id))
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::ArrowDown));
        if complete && let Some(longer) = shelf::completed(&shown.library.entries) {
            shown.library.path = longer;
        }
        let edit = TextEdit::singleline(&mut shown.library.path).id(id).hint_text("Path, or part of it");
        let response = ui.add(edit.desired_width(width).margin(Margin::symmetric(10, 8)));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "Path of another file"));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let written = !shown.library.path.trim().is_empty();
        let open = Press::text("Open").named("Open this file").enabled(written).show(ui).clicked();
        if (open || entered) && written {
            shown.wishes.push(Wish::Open(shown.library.path.trim().to_owned()));
        }
        if response.changed() || response.gained_focus() || complete {
            shown.wishes.push(Wish::List);
        }
    });
    let listed = !shown.library.path.is_empty() && !shown.library.entries.is_empty();
    if listed {
        widget::aside(ui, "Arrow down completes what is written.");
        let entries = shown.library.entries.clone();
        ScrollArea::vertical().id_salt("entries").max_height(132.0).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                for entry in &entries {
                    let words = if entry.folder { "Folder" } else { "Open" };
                    let name = format!("{words} {}", entry.path);
                    let button = Press::text(&entry.name).named(&name).tone(Tone::Plain).height(28.0);
                    if button.show(ui).clicked() {
                        if entry.folder {
                            shown.library.path = entry.path.clone();
                            shown.wishes.push(Wish::List);
                        } else {
                            shown.wishes.push(Wish::Open(entry.path.clone()));
                        }
                    }
                }
            });
        });
    }
}

/// The guided tours that hold every word that is looked for.
fn tours(ui: &mut Ui, shown: &mut Shown) {
    let words = shown.library.search.to_lowercase();
    let holds = |tour: &&TourCard| {
        let text = format!("tour {} {}", tour.title, tour.about).to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    };
    let found: Vec<TourCard> = shown.library.tours.iter().filter(holds).cloned().collect();
    if found.is_empty() {
        return;
    }
    ui.add_space(10.0);
    ui.label(RichText::new("Guided tours").font(theme::strong(18.0)));
    ui.horizontal_wrapped(|ui| {
        for tour in found {
            let name = format!("Start the tour {}. {}", tour.title, tour.about);
            let tip = format!("{} {} steps.", tour.about, tour.steps);
            let button = Press::icon(Icon::Tour, &name).with_text(&tour.title).tip(&tip).height(38.0);
            if button.show(ui).clicked() {
                shown.wishes.push(Wish::Open(tour.path.clone()));
            }
        }
    });
}

fn grid(ui: &mut Ui, shown: &mut Shown, cards: &[&Card]) {
    let room = ui.available_width();
    let columns = ((room + 12.0) / (CARD_WIDTH + 12.0)).floor().max(1.0) as usize;
    let width = ((room - 12.0 * (columns as f32 - 1.0)) / columns as f32).max(120.0);
    for row in cards.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let before = ui.data(|data| data.get_temp::<f32>(Id::new(("row-height", &row[0].path)))).unwrap_or(0.0);
            let mut tallest = 0.0_f32;
            for card in row {
                tallest = tallest.max(picture(ui, shown, card, width, before));
            }
            if (tallest - before).abs() > 0.5 {
                ui.data_mut(|data| data.insert_temp(Id::new(("row-height", &row[0].path)), tallest));
                ui.ctx().request_discard("cards of a row are equally high");
            }
        });
        ui.add_space(6.0);
    }
}

/// One card; gives back how high what is in it is.
fn picture(ui: &mut Ui, shown: &mut Shown, card: &Card, width: f32, height: f32) -> f32 {
    let margin = 12.0;
    let (start, id) = (ui.cursor().min, ui.make_persistent_id(("card", &card.path)));
    let ground = ui.painter().add(egui::Shape::Noop);
    let inner = Rect::from_min_size(start + vec2(margin, margin), vec2(width - 2.0 * margin, f32::INFINITY));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Min)));
    child.spacing_mut().item_spacing.y = 4.0;
    let (plan_rect, _) = child.allocate_exact_size(vec2(inner.width(), PLAN), Sense::hover());
    child.painter().rect_filled(plan_rect, 6, theme::soft());
    plan::paint(child.painter(), plan_rect.shrink(8.0), &card.home);
    child.add_space(2.0);
    child.add(egui::Label::new(RichText::new(&card.title).font(theme::strong(16.0))).wrap());
    let length = if card.learning_days > 0 {
        format!("{} days, {} of them learned · {}", card.days, card.learning_days, card.people)
    } else {
        format!("{} days · {}", card.days, card.people)
    };
    widget::aside(&mut child, &length);
    widget::paragraph(&mut child, &card.sentence);
    if !card.look_for.is_empty() {
        let words = RichText::new(&card.look_for).font(theme::plain(theme::SMALL)).color(theme::accent());
        child.add(egui::Label::new(words).wrap());
    }
    let used = child.min_rect().height() + 2.0 * margin;
    let rect = Rect::from_min_size(start, vec2(width, used.max(height)));
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(egui::CursorIcon::PointingHand);
    let name = format!("Play {}. {}", card.title, card.sentence);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let outline = if response.hovered() { theme::accent() } else { theme::line() };
    let fill = if response.hovered() { theme::soft() } else { theme::card() };
    let shape = egui::epaint::RectShape::new(
        rect,
        egui::CornerRadius::same(theme::ROUND),
        fill,
        egui::Stroke::new(1.0, outline),
        egui::StrokeKind::Inside,
    );
    ui.painter().set(ground, shape);
    if response.has_focus() {
        icon::focus_ring(ui.painter(), rect, theme::accent());
    }
    ui.advance_cursor_after_rect(rect);
    if response.clicked() {
        shown.wishes.push(Wish::Open(card.path.clone()));
    }
    used
}
