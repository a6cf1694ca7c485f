//! The page on which devices are placed, moved, turned, set, added and removed: a draft that changes nothing until it is
//! applied. Here are its state and what it does; the plan is painted in `draw`, and what stands beside it is in `beside`.
//!
//! What can be where is judged by [`crate::player::fitting`] alone.

mod beside;
mod draw;

use std::sync::Arc;

use bevy_egui::egui::{self, EventFilter, Id, Key, Modifiers, Rect, Sense, Ui, WidgetInfo, WidgetType};

pub use beside::aside;

use super::Shown;
use crate::desktop::laid::Laid;
use crate::desktop::plan::Frame;
use crate::evaluation::rehear::Difference;
use crate::home::{AreaId, Home, Turn};
use crate::player::fitting::coverage::Coverage;
use crate::player::fitting::{Draft, Refused, mount};
use crate::player::view::View;
use crate::scenario::Scenario;

/// What is looked at and changed on this page. It belongs to the window alone.
#[derive(Clone, Debug, Default)]
pub struct Fitting {
    /// Whether the page is open.
    pub open: bool,
    /// The home as it would be.
    pub draft: Option<Draft>,
    /// The chosen device, by its place in the draft's list.
    pub selected: Option<usize>,
    /// Why the last thing that was asked for cannot be.
    pub refused: Option<String>,
    /// The room that is added to.
    pub room: Option<AreaId>,
    /// What came of applying, and of which state of the history.
    pub came: Option<(u64, Difference)>,
    /// A device is being dragged; true until it has moved.
    dragged: Option<bool>,
    /// What the draft's home looks like and sees, worked out once for each step.
    seen: Option<Seen>,
}

/// What a home looks like and sees.
#[derive(Clone, Debug)]
struct Seen {
    laid: Arc<Laid>,
    coverage: Arc<Coverage>,
    warnings: Arc<[String]>,
}

impl Fitting {
    /// Takes the last step of the draft back; false where there is none.
    pub fn undo(&mut self) -> bool {
        let Some(draft) = self.draft.as_mut().filter(|draft| self.open && draft.can_undo()) else { return false };
        draft.undo();
        self.refused = None;
        true
    }

    /// The draft was applied, and this is what is told otherwise.
    pub fn applied(&mut self, found: Difference, revision: u64) {
        self.draft = None;
        self.selected = None;
        self.came = Some((revision, found));
    }

    /// A draft of the home as it is now: the one that there is, unless the home has become another.
    fn draft(&mut self, home: &Arc<Home>) -> &mut Draft {
        if self.draft.as_ref().is_some_and(|draft| !Arc::ptr_eq(draft.base(), home)) {
            *self = Self { open: self.open, came: self.came.take(), ..Self::default() };
        }
        self.draft.get_or_insert_with(|| Draft::of(home))
    }

    /// Does something to the draft, and keeps what was said against it.
    fn change<T>(
        &mut self,
        scenario: &Scenario,
        what: impl FnOnce(&mut Draft, &Scenario) -> Result<T, Refused>,
    ) -> Option<T> {
        let done = what(self.draft(&scenario.home), scenario);
        self.refused = done.as_ref().err().map(ToString::to_string);
        done.ok()
    }

    /// What the draft's home looks like and sees.
    fn seen(&mut self, home: &Arc<Home>) -> Seen {
        let now = Arc::clone(self.draft(home).home());
        if let Some(seen) = self.seen.as_ref().filter(|seen| Arc::ptr_eq(&seen.laid.of, &now)) {
            return seen.clone();
        }
        let coverage = Coverage::of(&now);
        let warnings = coverage.warnings(&now).into();
        let seen = Seen { laid: Arc::new(Laid::out(&now)), coverage: Arc::new(coverage), warnings };
        self.seen = Some(seen.clone());
        seen
    }
}

/// Whether devices can be placed: in a simulated home whose rooms are known, by whoever sees what really happens.
pub fn can_fit(view: &View<'_>) -> bool {
    view.truth && view.alive && view.scenario.home.bounds().is_some()
}

/// The plan, to be given the keyboard.
fn plan_id() -> Id {
    Id::new("devices-plan")
}

/// Metres that an arrow key moves a device, and with Shift held.
const STEP: f64 = 0.1;
const LONG_STEP: f64 = 0.5;
/// How near to a device one has to press to take it, points.
const GRASP: f32 = 22.0;

/// Shows the plan in what the panels leave free.
pub fn plan(root: &mut Ui, free: Rect, view: &View<'_>, shown: &mut Shown) {
    let scenario = view.scenario;
    let seen = shown.fitting.seen(&scenario.home);
    let Some(bounds) = seen.laid.home.bounds() else { return };
    let frame = Frame::fit(bounds, free.shrink2(egui::vec2(10.0, 24.0)));
    let id = plan_id();
    let response = root.interact(free, id, Sense::click_and_drag());
    root.memory_mut(|memory| {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        memory.set_focus_lock_filter(id, arrows);
    });
    let under = |at: egui::Pos2| {
        let (place, storey, _) = seen.laid.storeys.place(frame.under(at));
        (storey, place)
    };
    let nearest = |at: egui::Pos2| {
        let devices = seen.laid.home.devices.iter().enumerate();
        let away = devices.filter_map(|(place, device)| {
            let middle = frame.point(mount::place(&seen.laid.home, device)?);
            Some((middle.distance(at), place))
        });
        away.filter(|(away, _)| *away <= GRASP).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, place)| place)
    };
    let pointer = response.interact_pointer_pos();
    let fitting = &mut shown.fitting;
    if response.drag_started() {
        let pressed = root.input(|input| input.pointer.press_origin()).or(pointer);
        fitting.selected = pressed.and_then(nearest);
        fitting.dragged = fitting.selected.map(|_| true);
        response.request_focus();
    }
    if let (Some(first), Some(place), Some(at)) = (fitting.dragged, fitting.selected, pointer)
        && response.dragged()
    {
        let to = under(at);
        if fitting.change(scenario, |draft, scenario| draft.drag(scenario, place, to, first)).is_some() {
            let moved = fitting.draft.as_ref().is_some_and(|draft| !Arc::ptr_eq(draft.home(), &seen.laid.of));
            fitting.dragged = Some(first && !moved);
        }
    }
    if response.drag_stopped() {
        fitting.dragged = None;
    }
    if response.clicked() {
        fitting.selected = pointer.and_then(nearest);
        fitting.refused = None;
        response.request_focus();
    }
    keys(root, &response, scenario, fitting);
    let hovered = response.hover_pos().and_then(nearest);
    let seen = fitting.seen(&scenario.home);
    fitting.selected = fitting.selected.filter(|place| *place < seen.laid.home.devices.len());
    let chosen = fitting.selected.and_then(|place| seen.laid.home.devices.get(place));
    let name = match chosen {
        Some(device) => format!("Plan of the home. Arrow keys move {}, T turns it, Delete removes it", device.name),
        None => "Plan of the home. Choose a device on it, or in the list beside it".to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &name));
    if hovered.is_some() {
        root.set_cursor_icon(if fitting.dragged.is_some() {
            egui::CursorIcon::Grabbing
        } else {
            egui::CursorIcon::Grab
        });
    }
    let painter = root.painter_at(free);
    let selected = fitting.selected;
    draw::paint(&painter, &draw::Sheet { free, frame, view, seen: &seen, selected, hovered });
    if response.has_focus() {
        super::icon::focus_ring(&painter, free.shrink(4.0), crate::desktop::theme::accent());
    }
}

/// The keys of this page, while nothing else has them.
fn keys(ui: &Ui, plan: &egui::Response, scenario: &Scenario, fitting: &mut Fitting) {
    let focused = ui.memory(|memory| memory.focused());
    if focused.is_some_and(|id| id != plan.id) || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let Some(place) = fitting.selected else { return };
    let arrows = [
        (Key::ArrowUp, Turn::Up),
        (Key::ArrowDown, Turn::Down),
        (Key::ArrowLeft, Turn::Left),
        (Key::ArrowRight, Turn::Right),
    ];
    for (key, towards) in arrows {
        for (held, metres) in [(Modifiers::SHIFT, LONG_STEP), (Modifiers::NONE, STEP)] {
            if ui.input_mut(|input| input.consume_key(held, key)) {
                fitting.change(scenario, |draft, scenario| draft.nudge(scenario, place, towards, metres));
            }
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::T)) {
        fitting.change(scenario, |draft, scenario| draft.turn(scenario, place));
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete)) {
        remove(scenario, fitting, place);
    }
}

/// Takes a device out of the draft.
fn remove(scenario: &Scenario, fitting: &mut Fitting, place: usize) {
    if fitting.change(scenario, |draft, scenario| draft.remove(scenario, place)).is_some() {
        fitting.selected = None;
    }
}
