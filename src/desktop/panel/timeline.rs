//! The timeline: the whole scenario in one strip, and below it, for the part in sight, what happened, what was sensed,
//! what was concluded and who was told. The future is pale, and what has not been worked out yet is hatched.

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, CursorIcon, Id, Layout, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, WidgetType, pos2, vec2,
};

use super::axis::{self, Scale};
use super::density::Index;
use super::icon::{self, Icon};
use super::pointer::{name_slider, point, steer};
use super::rows::{Row, rows};
use super::strip::{controls, overview};
use super::{Shown, alert, family, find, lane, marks, told, when};
use crate::desktop::theme;
use crate::player::command::Command;
use crate::player::view::View;
use crate::time::{Span, Timestamp};

/// What the timeline opens with.
const OPENS_WITH: Span = Span::hours(12);
/// The shortest time that it shows.
const SHORTEST: Span = Span::seconds(10);
/// More alerts than this in sight are marks only, without a button each.
const BUTTONS: usize = 60;

/// Which part of time is in sight, and a summary of the history.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// The first instant in sight; before the first frame it is the same as `to`.
    pub from: Timestamp,
    /// The last instant in sight.
    pub to: Timestamp,
    last_at: Option<Timestamp>,
    following: bool,
    pub(super) held: bool,
    pub(super) index: Index,
}

impl Timeline {
    /// Shows a time longer (above 1) or shorter by a factor, around the playhead while it is in sight.
    pub fn zoom(&mut self, factor: f64) {
        let centre = match self.last_at {
            Some(at) if self.from <= at && at <= self.to => at,
            Some(_) | None => self.from + Span::millis((self.to - self.from).as_millis() / 2),
        };
        self.zoom_around(centre, factor);
    }

    pub(super) fn zoom_around(&mut self, centre: Timestamp, factor: f64) {
        let scaled = |span: Span| Span::millis((span.as_millis() as f64 * factor) as i64);
        let span = self.to - self.from;
        if factor < 1.0 && span <= SHORTEST {
            return;
        }
        (self.from, self.to) = (centre - scaled(centre - self.from), centre + scaled(self.to - centre));
    }

    /// Moves by a part of what is in sight: later when positive.
    pub fn pan(&mut self, part: f64) {
        let by = Span::millis(((self.to - self.from).as_millis() as f64 * part) as i64);
        (self.from, self.to) = (self.from + by, self.to + by);
    }

    /// Takes in what is new, and keeps the playhead in sight unless a person has looked away from it.
    pub(super) fn follow(&mut self, view: &View<'_>) {
        self.index.catch_up(view);
        let at = view.at;
        if self.to <= self.from {
            (self.from, self.to) = (at - OPENS_WITH, at);
            self.pan(0.3);
            self.following = true;
        }
        let span = self.to - self.from;
        let part = |part: f64| Span::millis((span.as_millis() as f64 * part) as i64);
        let inside = self.from <= at && at <= self.to;
        if let Some(last) = self.last_at.filter(|last| *last != at && !self.held) {
            let leap = at < last || at - last > part(0.125);
            let start = if leap && !inside {
                Some(at - part(0.5))
            } else if self.following && view.playing && at > self.from + part(0.75) && !leap {
                Some(at - part(0.75))
            } else {
                None
            };
            if let Some(start) = start {
                (self.from, self.to) = (start, start + span);
            }
        }
        self.last_at = Some(at);
        self.keep_within(view);
        self.following = self.from <= at && at <= self.to;
    }

    /// Neither shorter than [`SHORTEST`] nor further out than a little beyond the scenario.
    fn keep_within(&mut self, view: &View<'_>) {
        let whole = (view.ends - view.starts).as_millis().max(SHORTEST.as_millis());
        let margin = whole / 50;
        let span = (self.to - self.from).as_millis().clamp(SHORTEST.as_millis(), whole + 2 * margin);
        let (first, last) = (view.starts.as_millis() - margin, view.ends.as_millis() + margin);
        let middle = self.from.as_millis() + (self.to - self.from).as_millis() / 2;
        let from = (middle - span / 2).clamp(first, (last - span).max(first));
        (self.from, self.to) = (Timestamp::from_millis(from), Timestamp::from_millis(from + span));
    }
}

/// Where everything is.
struct Places {
    names: egui::Rangef,
    plot: egui::Rangef,
}

/// Shows the timeline.
pub fn show(ui: &mut Ui, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    shown.timeline.keep_within(view);
    let whole = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(whole);
    let narrow = whole.width() < 640.0;
    let names = if narrow { 108.0 } else { 150.0 };
    let places = Places {
        names: egui::Rangef::new(whole.left(), whole.left() + names - 8.0),
        // In a tiny window the lanes are a sliver, and never less than nothing.
        plot: egui::Rangef::new(whole.left() + names, (whole.right() - 12.0).max(whole.left() + names + 1.0)),
    };
    let scale =
        Scale { from: shown.timeline.from, to: shown.timeline.to, left: places.plot.min, right: places.plot.max };

    let strip = Rect::from_x_y_ranges(places.plot, whole.top()..=whole.top() + if narrow { 22.0 } else { 26.0 });
    controls(ui, Rect::from_x_y_ranges(places.names, strip.y_range()), view, shown);
    overview(ui, strip, view, shown, out);
    let axis_rect = Rect::from_x_y_ranges(places.plot, strip.bottom() + 6.0..=strip.bottom() + 38.0);
    marks::controls(ui, Rect::from_x_y_ranges(places.names, axis_rect.y_range()), view, shown, out);
    find::show(ui, whole, view, shown, out);
    let lanes = Rect::from_min_max(pos2(whole.left(), axis_rect.bottom()), whole.max);
    let region = Rect::from_x_y_ranges(places.plot, axis_rect.top()..=whole.bottom());
    let response = ui.interact(region, Id::new("timeline-plot"), Sense::click_and_drag());
    name_slider(ui, &response, view, "Timeline");
    steer(ui, &response, &scale, view, shown, out);

    let ground = Rect::from_x_y_ranges(places.plot, lanes.y_range());
    let painter = ui.painter_at(region.expand2(vec2(0.5, 0.0)));
    painter.rect_filled(ground, CornerRadius::same(6), theme::card());
    stripes(&painter, ground, &scale, view);
    axis::paint(&painter, axis_rect, ground, &scale, &view.scenario.calendar, view.at);

    let super::rows::Rows { above, middle, below } = rows(view, &shown.timeline.index, shown, narrow);
    let height = |rows: &[Row<'_>]| rows.iter().map(|row| row.height()).sum::<f32>();
    let spare = lanes.height() - height(&above) - height(&below);
    let mut under = None;
    // What happened and what was concluded stay in sight while the devices scroll between them; where there is no room
    // for that, everything scrolls.
    if spare >= 60.0 && !middle.is_empty() {
        let top = Rect::from_min_size(lanes.min, vec2(lanes.width(), height(&above)));
        let bottom = Rect::from_min_max(pos2(lanes.left(), lanes.bottom() - height(&below)), lanes.max);
        let between = Rect::from_min_max(top.left_bottom(), bottom.right_top());
        part(ui, top, &above, &places, &scale, view, shown, out, &mut under);
        scrolled(ui, between, &middle, &places, &scale, view, shown, out, &mut under);
        part(ui, bottom, &below, &places, &scale, view, shown, out, &mut under);
        for y in [between.top(), between.bottom()] {
            ui.painter().hline(lanes.x_range(), y, Stroke::new(1.0, theme::line()));
        }
    } else {
        let all: Vec<Row<'_>> = above.into_iter().chain(below).chain(middle).collect();
        scrolled(ui, lanes, &all, &places, &scale, view, shown, out, &mut under);
    }

    let painter = ui.painter_at(region.expand2(vec2(24.0, 0.0)));
    marks::paint(&painter, axis_rect, ground, &scale, view, shown);
    playhead(&painter, axis_rect, ground, &scale, view);
    if response.has_focus() {
        icon::focus_ring(ui.painter(), region.shrink(3.0), theme::accent());
    }
    point(ui, response, under, &scale, view, shown, out);
}

#[expect(clippy::too_many_arguments, reason = "a lane is drawn from all of them")]
fn scrolled(
    ui: &mut Ui,
    rect: Rect,
    rows: &[Row<'_>],
    places: &Places,
    scale: &Scale,
    view: &View<'_>,
    shown: &mut Shown,
    out: &mut Vec<Command>,
    under: &mut Option<(usize, Rect)>,
) {
    let mut child = ui.new_child(UiBuilder::new().id_salt("lanes").max_rect(rect).layout(Layout::default()));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    // Over the lanes the wheel zooms; over the names and with the bar it scrolls.
    let over_names = ui.rect_contains_pointer(Rect::from_x_y_ranges(places.names, rect.y_range()));
    let source = egui::containers::scroll_area::ScrollSource {
        scroll_bar: true,
        drag: egui::containers::scroll_area::DragScroll::Never,
        mouse_wheel: over_names,
    };
    let area = ScrollArea::vertical().id_salt("device-lanes").auto_shrink([false, false]).scroll_source(source);
    area.max_height(rect.height()).show(&mut child, |ui| {
        let height: f32 = rows.iter().map(|row| row.height()).sum();
        let (inner, _) = ui.allocate_exact_size(vec2((rect.width() - 12.0).max(0.0), height), Sense::hover());
        part(ui, inner, rows, places, scale, view, shown, out, under);
    });
}

#[expect(clippy::too_many_arguments, reason = "a lane is drawn from all of them")]
fn part(
    ui: &mut Ui,
    rect: Rect,
    rows: &[Row<'_>],
    places: &Places,
    scale: &Scale,
    view: &View<'_>,
    shown: &mut Shown,
    out: &mut Vec<Command>,
    under: &mut Option<(usize, Rect)>,
) {
    let pointer = ui.ctx().pointer_hover_pos().filter(|at| ui.clip_rect().contains(*at));
    let mut y = rect.top();
    for row in rows {
        let band = egui::Rangef::new(y, y + row.height());
        y = band.max;
        let plot = Rect::from_x_y_ranges(places.plot, band);
        let name = Rect::from_x_y_ranges(places.names, band);
        let visible = ui.is_rect_visible(Rect::from_min_max(name.min, plot.max));
        if pointer.is_some_and(|at| plot.contains(at)) {
            *under = Some((row.code(), plot));
        }
        show_name(ui, name, *row, view, shown, visible);
        if !visible {
            continue;
        }
        let painter = ui.painter_at(plot.expand2(vec2(0.5, 0.0)));
        if !matches!(row, Row::Heading(_)) {
            painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, theme::line().gamma_multiply(0.6)));
        }
        let inner = plot.shrink2(vec2(0.0, 3.0));
        match *row {
            Row::Heading(_) | Row::Area(_, _, false) => veil(&painter, plot, scale, view),
            Row::Area(area, _, true) => {
                let inner = inner.shrink2(vec2(0.0, 1.0));
                for place in marks::shown_folded(view, area) {
                    lane::paint_device(&painter, inner, scale, view, place, Some(&shown.timeline.index));
                }
                veil(&painter, plot, scale, view);
            }
            Row::Alerts => {
                veil(&painter, plot, scale, view);
                alerts(ui, inner, scale, view, shown, out);
            }
            Row::Told(lane) => {
                veil(&painter, plot, scale, view);
                told::show(ui, inner, scale, view, lane, out);
            }
            Row::Person(person) => {
                let index = &shown.timeline.index;
                lane::paint_activities(&painter, inner, scale, view, index, person, false);
                veil(&painter, plot, scale, view);
                lane::paint_activities(&painter, inner, scale, view, index, person, true);
            }
            Row::Unusual => {
                let (inner, index) = (inner.expand2(vec2(0.0, 1.0)), &shown.timeline.index);
                lane::paint_labels(&painter, inner, scale, view, index, false);
                veil(&painter, plot, scale, view);
                lane::paint_labels(&painter, inner, scale, view, index, true);
            }
            Row::Device(place) => {
                if shown.selected_device == Some(place) {
                    painter.rect_filled(plot, CornerRadius::ZERO, theme::accent_soft());
                }
                lane::paint_device(
                    &painter,
                    inner.shrink2(vec2(0.0, 1.0)),
                    scale,
                    view,
                    place,
                    Some(&shown.timeline.index),
                );
                veil(&painter, plot, scale, view);
            }
        }
    }
}

fn show_name(ui: &mut Ui, rect: Rect, row: Row<'_>, view: &View<'_>, shown: &mut Shown, visible: bool) {
    let home = &view.scenario.home;
    let (words, font, ink, indent) = match row {
        Row::Heading(words) => (words.to_owned(), theme::strong(theme::SMALL), theme::ink(), 0.0),
        Row::Area(area, name, folded) => {
            marks::room_name(ui, rect, area, name, folded, shown, visible);
            return;
        }
        Row::Person(person) => {
            let name = view.scenario.residents.get(person).map_or("", |resident| resident.name.as_str());
            (name.to_owned(), theme::plain(theme::SMALL), theme::ink(), 8.0)
        }
        Row::Unusual => ("Unusual".to_owned(), theme::plain(theme::SMALL), theme::unusual().ink, 8.0),
        Row::Alerts => ("Alerts".to_owned(), theme::plain(theme::SMALL), theme::ink(), 8.0),
        Row::Told(lane) => (lane.in_words().to_owned(), theme::plain(theme::SMALL), theme::ink(), 8.0),
        Row::Device(place) => {
            let Some(device) = home.devices.get(place) else { return };
            let area = home.area(&device.area).map_or("", |area| area.name.as_str());
            let response = ui.interact(rect, Id::new(("lane-name", place)), Sense::click());
            let chosen = shown.selected_device == Some(place);
            let name = format!("{}, device", device.name);
            response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, chosen, &name));
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                shown.selected_device = if chosen { None } else { Some(place) };
            }
            if response.hovered() {
                shown.hovered_device = Some(place);
            }
            let ground = match (chosen, response.hovered()) {
                (true, _) => theme::accent_soft(),
                (false, true) => theme::soft_hover(),
                (false, false) => Color32::TRANSPARENT,
            };
            ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), CornerRadius::same(5), ground);
            if response.has_focus() {
                let ring = Stroke::new(2.0, theme::accent());
                ui.painter().rect_stroke(rect.shrink(1.0), CornerRadius::same(5), ring, StrokeKind::Inside);
            }
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&device.name);
            let ink = if chosen { theme::accent() } else { theme::ink() };
            (without_area(&device.name, area), theme::plain(theme::SMALL), ink, 8.0)
        }
    };
    if !visible {
        return;
    }
    let mut job = egui::text::LayoutJob::simple_singleline(words, font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - indent);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(rect.left() + indent, rect.center().y - galley.size().y / 2.0), galley, ink);
}

/// `Kitchen movement` in the kitchen is `Movement`.
fn without_area(name: &str, area: &str) -> String {
    let rest = name.strip_prefix(area).and_then(|rest| rest.strip_prefix(' ')).filter(|rest| !rest.is_empty());
    rest.map_or_else(|| name.to_owned(), lane::label_words)
}

fn alerts(ui: &mut Ui, rect: Rect, scale: &Scale, view: &View<'_>, shown: &mut Shown, out: &mut Vec<Command>) {
    let all = view.history.alerts();
    let painter = ui.painter_at(rect.expand2(vec2(0.5, 3.0)));
    let first = all.partition_point(|alert| alert.raised_at < scale.from);
    let last = all.partition_point(|alert| alert.raised_at <= scale.to);
    let buttons = last.saturating_sub(first) <= BUTTONS;
    for (place, alert) in all.iter().enumerate().take(last).skip(first) {
        if !family::may_see(view, shown, alert) {
            continue;
        }
        let mut tint = alert::tint(alert.severity);
        if alert.raised_at > view.at {
            // Nobody knows of it yet.
            tint = theme::Tint { ink: tint.ink.gamma_multiply(0.5), ground: tint.ground.gamma_multiply(0.5) };
        }
        let (since, x) = (scale.x(alert.since), scale.x(alert.raised_at));
        let bar = Rect::from_x_y_ranges(since..=x, rect.y_range().shrink(6.0));
        painter.rect_filled(bar, CornerRadius::same(3), tint.ink.gamma_multiply(0.35));
        if !buttons {
            painter.vline(x, rect.y_range(), Stroke::new(1.5, tint.ink));
            continue;
        }
        let title = alert::title(view, alert);
        let next = all.get(place + 1).map_or(scale.right, |next| scale.x(next.since.min(next.raised_at)));
        let galley = painter.layout_no_wrap(title.clone(), theme::strong(theme::TINY), tint.ink);
        let fits = x + 14.0 + galley.size().x + 8.0 < next.min(scale.right);
        let width = if fits { 22.0 + galley.size().x + 8.0 } else { 22.0 };
        let button = Rect::from_min_size(pos2(x - 11.0, rect.top() - 1.0), vec2(width, rect.height() + 2.0));
        let response = ui.interact(button, Id::new(("alert-mark", place)), Sense::click());
        let time = when(&view.scenario.calendar, alert.raised_at, view.at);
        let name = format!("Alert, {}, {title}, raised {time}", alert::urgency(alert.severity));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
        let open = shown.open_alert == Some(place);
        let stroke = if open || response.has_focus() { Stroke::new(2.0, tint.ink) } else { Stroke::NONE };
        let ground = if response.hovered() { theme::card() } else { tint.ground };
        painter.rect(button, CornerRadius::same(6), ground, stroke, StrokeKind::Inside);
        Icon::of(alert.severity).paint(&painter, pos2(x, rect.center().y), 15.0, tint.ink);
        if fits {
            let at = pos2(x + 12.0, rect.center().y - galley.size().y / 2.0);
            painter.galley(at, galley, tint.ink);
        }
        if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!("{title}, raised {time}")).clicked()
        {
            out.push(Command::Seek(alert.raised_at));
            if alert.raised_at <= view.at {
                shown.open_alert = Some(place);
            }
        }
    }
}

/// Every second day a little darker, so that days are told apart at a glance.
pub(super) fn stripes(painter: &egui::Painter, rect: Rect, scale: &Scale, view: &View<'_>) {
    let days = axis::days(scale, &view.scenario.calendar);
    if days.len() > 120 {
        return;
    }
    for (place, (day, midnight)) in days.iter().enumerate() {
        if day.rem_euclid(2) == 0 {
            let end = days.get(place + 1).map_or(scale.right, |(_, next)| scale.x(*next));
            let band = Rect::from_x_y_ranges(scale.x(*midnight).max(scale.left)..=end, rect.y_range());
            painter.rect_filled(band, CornerRadius::ZERO, theme::panel());
        }
    }
}

/// The future is pale, and what has not been worked out is hatched.
pub(super) fn veil(painter: &egui::Painter, rect: Rect, scale: &Scale, view: &View<'_>) {
    let future = Rect::from_x_y_ranges(scale.x(view.at).max(scale.left)..=scale.right, rect.y_range());
    if future.is_positive() {
        painter.rect_filled(future, CornerRadius::ZERO, theme::panel().gamma_multiply(0.62));
    }
    let unknown = Rect::from_x_y_ranges(scale.x(view.known_until).max(scale.left)..=scale.right, rect.y_range());
    icon::hatch(painter, unknown, 9.0, Stroke::new(1.0, theme::line()));
}

pub(super) fn playhead(painter: &egui::Painter, axis: Rect, lanes: Rect, scale: &Scale, view: &View<'_>) {
    let x = scale.x(view.at);
    if x < scale.left - 1.0 || x > scale.right + 1.0 {
        return;
    }
    painter.vline(x, axis.bottom()..=lanes.bottom(), Stroke::new(2.0, theme::playhead()));
    let words = view.local.clock.to_string();
    let galley = painter.layout_no_wrap(words, theme::strong(theme::TINY), theme::on_playhead());
    let size = galley.size() + vec2(10.0, 3.0);
    if size.x > scale.right - scale.left {
        return;
    }
    let centre = x.clamp(scale.left + size.x / 2.0, scale.right - size.x / 2.0);
    let tag = Rect::from_center_size(pos2(centre, axis.bottom() - size.y / 2.0), size);
    painter.rect_filled(tag, CornerRadius::same(5), theme::playhead());
    painter.galley(Align2::CENTER_CENTER.align_size_within_rect(galley.size(), tag).min, galley, theme::on_playhead());
}
