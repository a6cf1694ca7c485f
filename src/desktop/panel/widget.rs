//! The few widgets that every panel is built of, so that they all look and behave alike: a button with a name, a tooltip
//! and a ring of focus; a pill; a row that can be pressed; groups that flow onto more rows when space is short.

use bevy_egui::egui::{
    self, Align, Color32, CornerRadius, CursorIcon, Id, Layout, Rect, Response, RichText, Sense, Shape, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

use super::icon::{self, Icon};
use crate::desktop::input::{self, Deed};
use crate::desktop::theme::{self, Tint};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The one that matters most.
    Primary,
    /// An ordinary one.
    Quiet,
    /// No ground until the pointer is over it.
    Plain,
}

/// A button: a picture, a word, or both; always with a name for those who cannot see it.
pub struct Press<'a> {
    icon: Option<Icon>,
    text: Option<&'a str>,
    name: &'a str,
    tip: Option<&'a str>,
    deed: Option<Deed>,
    tone: Tone,
    enabled: bool,
    chosen: Option<bool>,
    menu: bool,
    height: f32,
    min_width: f32,
    wide: bool,
}

impl<'a> Press<'a> {
    /// A button of this name without a word on it.
    pub fn icon(icon: Icon, name: &'a str) -> Self {
        Self {
            icon: Some(icon),
            text: None,
            name,
            tip: None,
            deed: None,
            tone: Tone::Quiet,
            enabled: true,
            chosen: None,
            menu: false,
            height: 34.0,
            min_width: 0.0,
            wide: false,
        }
    }

    /// A button with a word on it, which is its name too.
    pub fn text(text: &'a str) -> Self {
        Self { icon: None, text: Some(text), ..Self::icon(Icon::Tick, text) }
    }

    /// With a picture before the word.
    pub fn with_icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With a word after the picture.
    pub fn with_text(mut self, text: &'a str) -> Self {
        self.text = Some(text);
        self
    }

    /// With another name than the word on it.
    pub fn named(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    /// With a sentence under the pointer in place of the name.
    pub fn tip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// The key that does the same, for the tooltip.
    pub fn like(mut self, deed: Deed) -> Self {
        self.deed = Some(deed);
        self
    }

    /// How much it asks to be pressed.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Whether it can be pressed now.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Whether it is the chosen one of several.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = Some(chosen);
        self
    }

    /// With the small mark of a menu.
    pub fn menu(mut self) -> Self {
        self.menu = true;
        self
    }

    /// So many points high; 34 unless told.
    pub fn height(mut self, height: f32) -> Self {
        self.height = height;
        self
    }

    /// At least so many points wide, so that it stands still while its word changes.
    pub fn min_width(mut self, width: f32) -> Self {
        self.min_width = width;
        self
    }

    /// As wide as there is room, its word at the left.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let font = theme::plain(theme::TEXT);
        let pad = if self.text.is_some() { 12.0 } else { 8.0 };
        let icon_size = (self.height * 0.47).min(17.0);
        let menu = if self.menu { 16.0 } else { 0.0 };
        let icon_room = match (self.icon, self.text) {
            (Some(_), Some(_)) => icon_size + 8.0,
            (Some(_), None) => icon_size,
            (None, _) => 0.0,
        };
        let room = (ui.available_width() - pad * 2.0 - icon_room - menu).max(20.0);
        let galley = self.text.map(|text| {
            let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, Color32::PLACEHOLDER, room);
            if !self.wide {
                job.wrap.max_width = f32::INFINITY;
            }
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        });
        let text_size = galley.as_ref().map_or(Vec2::ZERO, |galley| galley.size());
        let inner = pad * 2.0 + icon_room + text_size.x + menu;
        let width = if self.wide { ui.available_width() } else { inner.max(self.height).max(self.min_width) };
        let height = self.height.max(text_size.y + 8.0);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
        let (enabled, chosen, name) = (self.enabled && ui.is_enabled(), self.chosen, self.name);
        response.widget_info(|| match chosen {
            Some(chosen) => WidgetInfo::selected(WidgetType::Button, enabled, chosen, name),
            None => WidgetInfo::labeled(WidgetType::Button, enabled, name),
        });
        if ui.is_rect_visible(rect) {
            let hovered = response.hovered() && enabled;
            let chosen = self.chosen.unwrap_or(false);
            let (ground, mut ink) = match (self.tone, chosen, hovered) {
                (_, true, _) => (theme::accent_soft(), theme::accent()),
                (Tone::Primary, false, false) => (theme::accent(), theme::on_accent()),
                (Tone::Primary, false, true) => (theme::accent_hover(), theme::on_accent()),
                (Tone::Quiet, false, false) => (theme::soft(), theme::ink()),
                (Tone::Quiet | Tone::Plain, false, true) => (theme::soft_hover(), theme::ink()),
                (Tone::Plain, false, false) => (Color32::TRANSPARENT, theme::ink()),
            };
            if !enabled {
                ink = theme::outline();
            }
            let pressed = response.is_pointer_button_down_on() && enabled;
            let painted = if pressed { rect.shrink(1.0) } else { rect };
            let painter = ui.painter();
            painter.rect_filled(painted, CornerRadius::same(theme::ROUND_SMALL), ground);
            if response.has_focus() {
                icon::focus_ring(painter, rect, theme::accent());
            }
            let left = if self.wide { rect.left() + pad } else { rect.center().x - (inner - pad * 2.0) / 2.0 };
            if let Some(icon) = self.icon {
                icon.paint(painter, pos2(left + icon_size / 2.0, rect.center().y), icon_size, ink);
            }
            if let Some(galley) = galley {
                let at = pos2(left + icon_room, rect.center().y - text_size.y / 2.0);
                painter.galley(at, galley, ink);
            }
            if self.menu {
                Icon::Down.paint(painter, pos2(rect.right() - pad - 2.0, rect.center().y + 1.0), 9.0, ink);
            }
        }
        let response = if enabled { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
        let tip = self.tip.unwrap_or(self.name);
        let said_already = self.tip.is_none() && self.deed.is_none() && self.text == Some(self.name);
        if said_already {
            return response;
        }
        match self.deed.and_then(input::shortcut) {
            Some(line) => response.on_hover_text(format!("{tip}   ({})", line.keys)),
            None => response.on_hover_text(tip),
        }
    }
}

/// A rounded mark with a word, in a tint.
pub fn pill(ui: &mut Ui, icon: Option<Icon>, text: &str, tint: Tint) -> Response {
    let response = painted_pill(ui, icon, text, tint, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    response
}

/// A rounded mark that can be pressed, under a name that says what comes of it.
pub fn pill_button(ui: &mut Ui, icon: Option<Icon>, text: &str, tint: Tint, name: &str) -> Response {
    let response = painted_pill(ui, icon, text, tint, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, name));
    let round = CornerRadius::same(13);
    if response.hovered() {
        ui.painter().rect_stroke(response.rect, round, Stroke::new(1.0, theme::outline()), StrokeKind::Inside);
    }
    if response.has_focus() {
        icon::focus_ring(ui.painter(), response.rect, theme::accent());
    }
    response
}

fn painted_pill(ui: &mut Ui, icon: Option<Icon>, text: &str, tint: Tint, sense: Sense) -> Response {
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), theme::strong(theme::SMALL), tint.ink));
    let icon_room = if icon.is_some() { 21.0 } else { 0.0 };
    let size = vec2(galley.size().x + icon_room + 20.0, (galley.size().y + 10.0).max(26.0));
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(13), tint.ground);
    if let Some(icon) = icon {
        icon.paint(painter, pos2(rect.left() + 17.0, rect.center().y), 15.0, tint.ink);
    }
    painter.galley(pos2(rect.left() + 10.0 + icon_room, rect.center().y - galley.size().y / 2.0), galley, tint.ink);
    response
}

/// A row with anything in it that can be pressed as a whole. Its name says all of it.
pub fn row(
    ui: &mut Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    name: &str,
    chosen: bool,
    add: impl FnOnce(&mut Ui),
) -> Response {
    let ground = ui.painter().add(Shape::Noop);
    let id = ui.make_persistent_id(("row", egui::Id::new(salt)));
    let inner = egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 9)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        add(ui);
    });
    let rect = inner.response.rect;
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, enabled, chosen, name));
    let fill = match (chosen, response.hovered()) {
        (true, _) => theme::accent_soft(),
        (false, true) => theme::soft(),
        (false, false) => theme::card(),
    };
    let round = CornerRadius::same(theme::ROUND);
    let outline = if response.hovered() { theme::outline() } else { theme::line() };
    let shape = egui::epaint::RectShape::new(rect, round, fill, Stroke::new(1.0, outline), StrokeKind::Inside);
    ui.painter().set(ground, shape);
    if response.has_focus() {
        icon::focus_ring(ui.painter(), rect, theme::accent());
    }
    response
}

/// A small heading over a part of a card.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    ui.add_space(6.0);
    ui.label(RichText::new(text).font(theme::strong(theme::SMALL)).color(theme::ink_weak()))
}

/// A paragraph in the panels' ordinary text.
pub fn paragraph(ui: &mut Ui, text: &str) -> Response {
    ui.add(egui::Label::new(RichText::new(text).font(theme::plain(theme::TEXT))).wrap())
}

/// A paragraph of less weight.
pub fn aside(ui: &mut Ui, text: &str) -> Response {
    ui.add(egui::Label::new(RichText::new(text).font(theme::plain(theme::SMALL)).color(theme::ink_weak())).wrap())
}

/// A part that is filled: 0 to 1. The words beside it say the same.
pub fn meter(ui: &mut Ui, part: f32, width: f32, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, 8.0), Sense::hover());
    let round = CornerRadius::same(4);
    ui.painter().rect_filled(rect, round, theme::soft_hover());
    let filled = Rect::from_min_size(rect.min, vec2((rect.width() * part.clamp(0.0, 1.0)).max(8.0), rect.height()));
    ui.painter().rect_filled(filled, round, colour);
}

/// What takes long: its words, and a bar of how far it is; `None` where nobody can say.
pub fn progress(ui: &mut Ui, words: &str, part: Option<f32>, width: f32, still: bool) {
    ui.label(RichText::new(words).font(theme::strong(16.0)));
    let bar = egui::ProgressBar::new(part.unwrap_or(0.0)).desired_width(width).desired_height(14.0);
    let response = ui.add(bar.fill(theme::accent()).animate(part.is_none() && !still));
    let said = part.map_or_else(|| words.to_owned(), |part| format!("{words}, {:.0} per cent done", part * 100.0));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ProgressIndicator, true, &said));
}

/// A group of widgets that stays together in a [`flow`].
pub struct Group<'a> {
    /// Its name, unlike the others'.
    pub name: &'static str,
    /// Whether it is kept at the right end of its row.
    pub trailing: bool,
    /// What is in it.
    pub add: Box<dyn FnOnce(&mut Ui) + 'a>,
}

/// Lays groups side by side, on as many rows as they need. How wide a group is, is known from the frame before.
pub fn flow(ui: &mut Ui, id: Id, row_height: f32, gap: Vec2, groups: Vec<Group<'_>>) {
    let known: Vec<f32> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let full = ui.available_rect_before_wrap();
    let width_of = |i: usize| known.get(i).copied().unwrap_or(160.0).min(full.width());
    // First which row each group goes to, then where in its row.
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = 0.0;
    for i in 0..groups.len() {
        let width = width_of(i);
        let fits = used + width <= full.width() + 0.5;
        match rows.last_mut() {
            Some(row) if fits || row.is_empty() => row.push(i),
            Some(_) | None => {
                rows.push(vec![i]);
                used = 0.0;
            }
        }
        used += width + gap.x;
    }
    let mut places = vec![pos2(0.0, 0.0); groups.len()];
    for (n, row) in rows.iter().enumerate() {
        let y = full.top() + n as f32 * (row_height + gap.y);
        let total: f32 = row.iter().map(|i| width_of(*i)).sum::<f32>() + gap.x * (row.len() as f32 - 1.0).max(0.0);
        let spare = (full.width() - total).max(0.0);
        let mut x = full.left();
        let mut pushed = false;
        for i in row {
            if groups[*i].trailing && !pushed {
                x += spare;
                pushed = true;
            }
            places[*i] = pos2(x, y);
            x += width_of(*i) + gap.x;
        }
    }
    let mut widths = Vec::with_capacity(groups.len());
    for (group, place) in groups.into_iter().zip(&places) {
        let room = Rect::from_min_max(*place, pos2(full.right().max(place.x + 40.0), place.y + row_height));
        let builder = UiBuilder::new().id_salt(group.name).max_rect(room).layout(Layout::left_to_right(Align::Center));
        let mut child = ui.new_child(builder);
        (group.add)(&mut child);
        // A little narrower is kept as it was, so that a changing clock does not make its neighbours tremble.
        let (width, before) = (child.min_rect().width().ceil(), known.get(widths.len()).copied().unwrap_or(0.0));
        widths.push(if width <= before && before - width < 8.0 { before } else { width });
    }
    let height = rows.len() as f32 * (row_height + gap.y) - gap.y;
    ui.advance_cursor_after_rect(Rect::from_min_size(full.min, vec2(full.width(), height)));
    if widths != known {
        ui.data_mut(|data| data.insert_temp(id, widths));
        ui.ctx().request_discard("the groups of a row have new widths");
    }
}
