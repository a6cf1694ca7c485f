//! What the second run may be: the same on other ordinary days, without what was done, with another monitor, its look-alike,
//! or any other scenario of the library.

use bevy_egui::egui::{Margin, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, WidgetType};

use super::Other;
use crate::desktop::panel::icon::Icon;
use crate::desktop::panel::widget::{self, Press, Tone};
use crate::desktop::panel::{Shown, Wish};
use crate::desktop::shelf::Card;
use crate::desktop::theme;
use crate::player::house::config_of;
use crate::player::view::View;

/// Shows all of it.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown) {
    let mut asked = None;
    ScrollArea::vertical().id_salt("beside-choice").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        widget::aside(
            ui,
            "A second run goes on beside this one, by one clock: both are always shown at moments that answer each other.",
        );
        if shown.beside.opens {
            widget::progress(ui, "It is being opened …", None, 320.0, shown.reduced_motion);
        }
        if let Some(told) = &shown.beside.told {
            widget::paragraph(ui, told);
        }
        if view.alive {
            widget::heading(ui, "The same scenario");
            asked = the_same(ui, view, shown);
        }
        let look_alikes: Vec<Card> = look_alikes(view, &shown.library.cards);
        if !look_alikes.is_empty() {
            widget::heading(ui, "What it is easily taken for");
            for card in &look_alikes {
                asked = asked.take().or(other(ui, "look-alike", card));
            }
        }
        widget::heading(ui, "Another scenario");
        let edit = TextEdit::singleline(&mut shown.beside.words).hint_text("fall, late morning, battery …");
        let response = ui.add(edit.background_color(theme::soft()).desired_width(320.0).margin(Margin::symmetric(8, 6)));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, "Look for a scenario"));
        let words: Vec<String> = shown.beside.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let fits = |card: &&Card| {
            let text = format!("{} {} {}", card.title, card.sentence, card.people).to_lowercase();
            words.iter().all(|word| text.contains(word.as_str()))
        };
        let another = |card: &&Card| card.title != view.scenario.title;
        let found: Vec<&Card> = shown.library.cards.iter().filter(another).filter(fits).collect();
        if found.is_empty() {
            widget::aside(ui, "No scenario of the library has all of these words.");
        }
        for card in found {
            asked = asked.take().or(other(ui, "library", card));
        }
        ui.add_space(10.0);
    });
    if let Some(other) = asked {
        shown.beside.chooses = false;
        shown.beside.by_onset = matches!(other, Other::File(_));
        shown.wishes.push(Wish::Beside(other));
    }
}

fn the_same(ui: &mut Ui, view: &View<'_>, shown: &mut Shown) -> Option<Other> {
    let mut asked = None;
    let seed = shown.beside.seed.unwrap_or(view.scenario.seed.wrapping_add(1));
    ui.horizontal_wrapped(|ui| {
        let open = Press::text("On other ordinary days").tip("The same people and plans, another seed");
        if open.tone(Tone::Primary).height(34.0).show(ui).clicked() {
            asked = Some(Other::Seed(seed));
        }
        if Press::icon(Icon::Minus, "The seed before").height(30.0).enabled(seed > 0).show(ui).clicked() {
            shown.beside.seed = seed.checked_sub(1);
        }
        widget::paragraph(ui, &format!("seed {seed}"));
        if Press::icon(Icon::Plus, "The next seed").height(30.0).show(ui).clicked() {
            shown.beside.seed = seed.checked_add(1);
        }
    });
    if view.changed {
        let open = Press::text("Without what you did").tip("The same days, as the file has them");
        if open.height(34.0).show(ui).clicked() {
            asked = Some(Other::Untouched);
        }
    }
    let config = shown.what_if.choice.as_ref().map(|choice| &choice.config);
    match config.filter(|config| **config != config_of(view.scenario)) {
        Some(config) => {
            let open = Press::text("With the settings chosen in What if");
            if open.tip("The same days, heard by a monitor of other settings").height(34.0).show(ui).clicked() {
                asked = Some(Other::Monitor(Box::new(config.clone())));
            }
        }
        None => {
            widget::aside(ui, "Other settings of the monitor: choose them in What if (Q) first.");
        }
    }
    asked
}

/// The scenarios that this one's text names, and those that name it.
fn look_alikes(view: &View<'_>, cards: &[Card]) -> Vec<Card> {
    let about = &view.scenario.about;
    let own = cards.iter().find(|card| card.title == view.scenario.title).map(|card| file_name(&card.path));
    let named = |card: &&Card| {
        about.contains(file_name(&card.path)) || own.is_some_and(|own| card.names.iter().any(|name| name == own))
    };
    let mut found: Vec<Card> = cards.iter().filter(named).cloned().collect();
    found.retain(|card| card.title != view.scenario.title);
    found
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn other(ui: &mut Ui, list: &str, card: &Card) -> Option<Other> {
    let name = format!("Beside this: {}. {}", card.title, card.sentence);
    let response = widget::row(ui, ("beside", list, &card.path), &name, false, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.label(RichText::new(&card.title).font(theme::strong(theme::TEXT)));
        widget::aside(ui, &card.sentence);
    });
    response.clicked().then(|| Other::File(card.path.clone()))
}
