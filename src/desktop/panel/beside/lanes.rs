//! Both timelines under one axis with one cursor: what happened and what was concluded, of the first run and of the second.

use bevy_egui::egui::{
    self, CornerRadius, CursorIcon, Id, Rangef, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    WidgetType, pos2, vec2,
};

use super::Second;
use crate::desktop::panel::axis::{self, Scale};
use crate::desktop::panel::density::Index;
use crate::desktop::panel::icon::{self, Icon};
use crate::desktop::panel::pointer::{name_slider, seek, steer};
use crate::desktop::panel::timeline::{playhead, stripes, veil};
use crate::desktop::panel::{Shown, alert, lane, strip, when};
use crate::desktop::theme;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::Timestamp;

/// A lane of one of the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Heading,
    Person(usize),
    Unusual,
    Alerts,
}

impl Row {
    const fn height(self) -> f32 {
        match self {
            Self::Heading => 20.0,
            Self::Person(_) => 23.0,
            Self::Unusual => 21.0,
            Self::Alerts => 26.0,
        }
    }
}

fn rows(view: &View<'_>, index: &Index) -> Vec<Row> {
    let mut rows = vec![Row::Heading];
    if view.truth {
        rows.extend((0..view.scenario.residents.len()).map(Row::Person));
        if !index.labels().is_empty() {
            rows.push(Row::Unusual);
        }
    }
    rows.push(Row::Alerts);
    rows
}

/// Where names and lanes are.
#[derive(Clone, Copy)]
struct Places {
    names: Rangef,
    plot: Rangef,
}

/// Shows both.
pub fn show(ui: &mut Ui, view: &View<'_>, second: &Second<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    shown.beside.index.catch_up(&second.view);
    let whole = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(whole);
    let narrow = whole.width() < 640.0;
    let names = if narrow { 108.0 } else { 150.0 };
    let places = Places {
        names: Rangef::new(whole.left(), whole.left() + names - 8.0),
        plot: Rangef::new(whole.left() + names, whole.right() - 12.0),
    };
    let (left, right) = (places.plot.min, places.plot.max);
    let scale = Scale { from: shown.timeline.from, to: shown.timeline.to, left, right };
    // The same stretch by the other run's clock, so that what answers each other lies under each other.
    let other = Scale { from: second.clocks.second_at(scale.from), to: second.clocks.second_at(scale.to), left, right };

    let top = Rect::from_x_y_ranges(places.plot, whole.top()..=whole.top() + if narrow { 22.0 } else { 26.0 });
    strip::controls(ui, Rect::from_x_y_ranges(places.names, top.y_range()), view, shown);
    strip::overview(ui, top, view, shown, out);
    let axis_rect = Rect::from_x_y_ranges(places.plot, top.bottom() + 6.0..=top.bottom() + 38.0);
    let lanes = Rect::from_min_max(pos2(whole.left(), axis_rect.bottom()), whole.max);
    let region = Rect::from_x_y_ranges(places.plot, axis_rect.top()..=whole.bottom());
    let response = ui.interact(region, Id::new("beside-plot"), Sense::click_and_drag());
    name_slider(ui, &response, view, "Timeline of both runs");
    steer(ui, &response, &scale, view, shown, out);
    shown.timeline.held = response.dragged();
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked()) {
        seek(scale.at(at.x), view, out);
    }

    let ground = Rect::from_x_y_ranges(places.plot, lanes.y_range());
    let painter = ui.painter_at(region.expand2(vec2(0.5, 0.0)));
    painter.rect_filled(ground, CornerRadius::same(6), theme::card());
    stripes(&painter, ground, &scale, view);
    axis::paint(&painter, axis_rect, ground, &scale, &view.scenario.calendar, view.at);

    let first_rows = rows(view, &shown.timeline.index);
    let second_rows = rows(&second.view, &shown.beside.index);
    let height: f32 = first_rows.iter().chain(&second_rows).map(|row| row.height()).sum();
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt("beside-lanes").max_rect(lanes));
    child.set_clip_rect(lanes.intersect(ui.clip_rect()));
    ScrollArea::vertical().id_salt("beside-rows").auto_shrink([false, false]).show(&mut child, |ui| {
        let (inner, _) = ui.allocate_exact_size(vec2(lanes.width() - 12.0, height), Sense::hover());
        let (title, index) = (view.scenario.title.clone(), std::mem::take(&mut shown.timeline.index));
        let here = Run { which: "Here", name: &title, view, scale: &scale, index: &index, salt: 0 };
        let y = here.paint(ui, inner.top(), places, &first_rows, |at| at, view, out);
        shown.timeline.index = index;
        ui.painter().hline(lanes.x_range(), y, Stroke::new(1.0, theme::outline()));
        let index = std::mem::take(&mut shown.beside.index);
        let there =
            Run { which: "The second", name: second.name, view: &second.view, scale: &other, index: &index, salt: 1 };
        there.paint(ui, y, places, &second_rows, |at| second.clocks.first_at(at), view, out);
        shown.beside.index = index;
    });
    let painter = ui.painter_at(region.expand2(vec2(24.0, 0.0)));
    playhead(&painter, axis_rect, ground, &scale, view);
    if response.has_focus() {
        icon::focus_ring(ui.painter(), region.shrink(3.0), theme::accent());
    }
}

/// One of the runs.
struct Run<'a> {
    which: &'a str,
    name: &'a str,
    view: &'a View<'a>,
    scale: &'a Scale,
    index: &'a Index,
    salt: usize,
}

impl Run<'_> {
    /// Paints its lanes from `top` on; gives back where they end.
    #[expect(clippy::too_many_arguments, reason = "a lane is drawn from all of them")]
    fn paint(
        &self,
        ui: &mut Ui,
        top: f32,
        places: Places,
        rows: &[Row],
        first_at: impl Fn(Timestamp) -> Timestamp,
        first: &View<'_>,
        out: &mut Vec<Command>,
    ) -> f32 {
        let (view, scale, index) = (self.view, self.scale, self.index);
        let mut y = top;
        for row in rows {
            let band = Rangef::new(y, y + row.height());
            y = band.max;
            let (plot, name) = (Rect::from_x_y_ranges(places.plot, band), Rect::from_x_y_ranges(places.names, band));
            let painter = ui.painter_at(plot.expand2(vec2(0.5, 0.0)));
            let inner = plot.shrink2(vec2(0.0, 3.0));
            let words = match *row {
                Row::Heading => {
                    let words = format!("{}: {}", self.which, self.name);
                    let room = Rect::from_x_y_ranges(name.left()..=plot.right(), band);
                    label(ui, room, &words, theme::strong(theme::SMALL), theme::ink());
                    continue;
                }
                Row::Person(person) => {
                    lane::paint_activities(&painter, inner, scale, view, index, person, false);
                    veil(&painter, plot, scale, view);
                    lane::paint_activities(&painter, inner, scale, view, index, person, true);
                    view.scenario.residents.get(person).map_or("", |resident| resident.name.as_str())
                }
                Row::Unusual => {
                    lane::paint_labels(&painter, inner, scale, view, index, false);
                    veil(&painter, plot, scale, view);
                    lane::paint_labels(&painter, inner, scale, view, index, true);
                    "Unusual"
                }
                Row::Alerts => {
                    veil(&painter, plot, scale, view);
                    self.alerts(ui, inner, &first_at, first, out);
                    "Alerts"
                }
            };
            let ink = if *row == Row::Unusual { theme::unusual().ink } else { theme::ink() };
            label(ui, name.with_min_x(name.left() + 8.0), words, theme::plain(theme::SMALL), ink);
            painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, theme::line().gamma_multiply(0.6)));
        }
        y
    }

    fn alerts(
        &self,
        ui: &Ui,
        rect: Rect,
        first_at: &impl Fn(Timestamp) -> Timestamp,
        first: &View<'_>,
        out: &mut Vec<Command>,
    ) {
        /// More than this in sight are marks only, without a button each.
        const BUTTONS: usize = 60;
        let (view, scale) = (self.view, self.scale);
        let all = view.history.alerts();
        let seen =
            all.partition_point(|one| one.raised_at < scale.from)..all.partition_point(|one| one.raised_at <= scale.to);
        let buttons = seen.len() <= BUTTONS;
        let painter = ui.painter_at(rect.expand2(vec2(0.5, 3.0)));
        for place in seen {
            let one = &all[place];
            let tint = alert::tint(one.severity);
            let pale = if one.raised_at > view.at { 0.5 } else { 1.0 };
            let x = scale.x(one.raised_at);
            if !buttons {
                painter.vline(x, rect.y_range(), Stroke::new(1.5, tint.ink.gamma_multiply(pale)));
                continue;
            }
            let title = alert::title(view, one);
            let next = all.get(place + 1).map_or(scale.right, |next| scale.x(next.raised_at));
            let galley = painter.layout_no_wrap(title.clone(), theme::strong(theme::TINY), tint.ink);
            let fits = x + 22.0 + galley.size().x < next.min(scale.right);
            let width = if fits { 30.0 + galley.size().x } else { 22.0 };
            let button = Rect::from_min_size(pos2(x - 11.0, rect.top() - 1.0), vec2(width, rect.height() + 2.0));
            let response = ui.interact(button, Id::new(("beside-alert", self.salt, place)), Sense::click());
            let time = when(&view.scenario.calendar, one.raised_at, view.at);
            let name = format!("{}: alert, {}, {title}, raised {time}", self.which, alert::urgency(one.severity));
            response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
            let stroke = if response.has_focus() { Stroke::new(2.0, tint.ink) } else { Stroke::NONE };
            let ground = if response.hovered() { theme::card() } else { tint.ground.gamma_multiply(pale) };
            painter.rect(button, CornerRadius::same(6), ground, stroke, StrokeKind::Inside);
            Icon::of(one.severity).paint(&painter, pos2(x, rect.center().y), 15.0, tint.ink.gamma_multiply(pale));
            if fits {
                painter.galley(pos2(x + 12.0, rect.center().y - galley.size().y / 2.0), galley, tint.ink);
            }
            let response = response.on_hover_cursor(CursorIcon::PointingHand);
            if response.on_hover_text(format!("{title}, raised {time}")).clicked() {
                out.push(Command::Seek(first_at(one.raised_at).clamp(first.starts, first.ends)));
            }
        }
    }
}

fn label(ui: &Ui, rect: Rect, words: &str, font: egui::FontId, ink: egui::Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    ui.painter_at(rect).galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
}
