//! Between the player and the pictures. This file alone touches the player: it carries out what a person asked, lets
//! time pass, writes [`Now`], and hands the panels their view.

use std::sync::Arc;
use std::time::Duration;

use bevy::asset::AssetEventSystems;
use bevy::prelude::*;
use bevy_egui::{
    EguiContext, EguiContexts, EguiInput, EguiPostUpdateSet, EguiPreUpdateSet, EguiPrimaryContextPass,
    EguiTextureHandle, egui,
};

use super::camera::{Free, Handling, Orbit, SceneImage};
use super::device::{self, AllFields, Pulses};
use super::figure::cast::Cast;
use super::filming::Filming;
use super::focus::Focus;
use super::label::{self, Sight};
use super::laid::Laid;
use super::opening::Files;
use super::panel::film::Selection;
use super::panel::{self, Busy, Gaze, Screen, Shown};
use super::quality::{Chooser, Wishes};
use super::refit::Refit;
use super::warmth::Veil;
use super::{Chosen, Dwelling, Looks, Moving, Now, Stage, beside, plan, theme, what_if, without};
use crate::home::{Capability, DeviceKind, Value};
use crate::player::Player;
use crate::player::command::Command;
use crate::player::pace::{Budget, Speed};
use crate::player::view::{DeviceView, View};
use crate::speech::ear::Hearing;
use crate::time::{Span, Timestamp};

/// How long the player may work in a frame while time passes.
const FRAME: Duration = Duration::from_millis(8);
/// How long it may work out the future in a frame.
const AHEAD: Duration = Duration::from_millis(3);
/// How long the player may work in a frame while a person waits for it.
const BUSY: Duration = Duration::from_millis(40);
/// How long another monitor may hear the weeks again in a frame: a month takes well under two seconds so.
const AGAIN: Duration = Duration::from_millis(25);
/// What lies so near beyond what is known is worked out at once.
const SOON: Span = Span::hours(12);
/// The longest stretch of real time that one frame stands for: after a pause of the whole program, time does not leap.
const LONGEST: f32 = 0.1;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Sight>()
        .add_systems(Update, advance.in_set(Stage::Advance))
        .add_systems(Update, show_now.in_set(Stage::Project))
        .add_systems(Update, label::project.in_set(Moving::Sight))
        .add_systems(PreUpdate, only_news.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass))
        .add_systems(EguiPrimaryContextPass, panels)
        // New letters reach the graphics card in the frame that shows them.
        .configure_sets(PostUpdate, EguiPostUpdateSet::PostProcessOutput.before(AssetEventSystems));
}

/// Takes out what is no news. In every frame `bevy_egui` says which modifier keys are held, and egui answers whatever it
/// is told by asking for another frame: an untouched window would never rest.
fn only_news(mut contexts: Query<(&mut EguiContext, &mut EguiInput)>) {
    for (mut context, mut input) in &mut contexts {
        let held = context.get_mut().input(|input| input.modifiers);
        let old = |event: &egui::Event| matches!(event, egui::Event::ModifiersChanged(keys) if *keys == held);
        if input.events.iter().all(old) {
            input.events.clear();
        }
    }
}

/// The player, what was asked of it since the last frame, and what is chosen in the window.
#[derive(Resource)]
pub struct Bridge {
    pub(super) player: Player,
    pub(super) asked: Vec<Command>,
    /// What is chosen and open in the panels.
    pub shown: Shown,
    /// Set when the moment shown does not follow from the last one.
    pub(super) leapt: bool,
    /// The world of files, and what is played from there.
    pub(super) files: Files,
    /// What has to be worked out before it can be shown.
    pub(super) errand: Option<Errand>,
    /// Another monitor that hears the weeks again, because somebody asked what if.
    pub(super) hearing: Option<what_if::Hearing>,
    /// The days lived through without each device, because somebody asked how soon help would have been there.
    pub(super) trying: Option<without::Trying>,
    /// The scenario lived through with other devices, until all its days are known.
    pub(super) refit: Option<Refit>,
    /// A second run beside the first.
    pub(super) second: Option<beside::Run>,
    /// What is being opened as the second run.
    pub(super) beside_opens: Option<beside::Opening>,
    /// What is told until it is clicked away.
    pub(super) told: Option<String>,
    /// A film that is being made.
    pub(super) filming: Option<Filming>,
    /// What is to be filmed, until the film is begun.
    pub(super) film_wish: Option<Selection>,
    /// Whether a picture of the window is to be kept.
    pub(super) picture_wish: bool,
    /// Whether such a picture has not come back yet.
    pub(super) picture_waits: bool,
    /// The longest stretch of real time that one frame stands for, in seconds.
    pub(super) longest: f32,
}

/// What has to be worked out before it can be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Errand {
    /// Up to a moment, which is shown then; and time passes from there on where `play` holds.
    Moment {
        /// The moment.
        at: Timestamp,
        /// How far was known when it was asked for.
        from: Timestamp,
        /// Whether time passes then.
        play: bool,
    },
    /// Up to the next alert or the next thing that happens.
    Next {
        /// Whether it is the next alert.
        alert: bool,
        /// How far was known when it was asked for.
        from: Timestamp,
    },
}

impl Bridge {
    /// A bridge to a player that shows the moment it should open with.
    pub fn new(player: Player) -> Self {
        Self {
            player,
            asked: Vec::new(),
            shown: Shown::default(),
            leapt: true,
            files: Files::none(),
            errand: None,
            hearing: None,
            trying: None,
            refit: None,
            second: None,
            beside_opens: None,
            told: None,
            filming: None,
            film_wish: None,
            picture_wish: false,
            picture_waits: false,
            longest: LONGEST,
        }
    }

    /// What there is to show, to whoever's view it is.
    pub fn view(&self) -> View<'_> {
        self.shown.seen_by(self.player.view())
    }

    /// Asks the player for something; it is done in the next frame.
    pub fn ask(&mut self, command: Command) {
        self.asked.push(command);
    }

    /// Whether something will change by itself.
    pub fn is_busy(&self) -> bool {
        let works_ahead = self.player.known_until() < self.player.scenario().ends();
        self.player.playing()
            || !self.asked.is_empty()
            || works_ahead
            || self.errand.is_some()
            || self.refit.is_some()
            || self.hearing.is_some()
            || self.shown.care.without.part.is_some()
            || self.is_busy_beside()
            || self.filming.is_some()
            || self.film_wish.is_some()
            || self.picture_wish
            || self.picture_waits
            || self.files.opens()
            || self.shown.care.hearing != Hearing::Ready
            || self.guided()
    }

    /// Whether something is worked out that a person asked for, and that a picture would lack.
    pub fn is_waited_for(&self) -> bool {
        let asked = self.shown.what_if.asked();
        let answered = self.shown.what_if.outcome.as_ref().is_some_and(|outcome| Some(&outcome.of) == asked);
        !self.shown.wishes.is_empty()
            || self.errand.is_some()
            || self.refit.is_some()
            || (asked.is_some() && !answered)
            || self.is_busy_beside()
            || self.files.opens()
    }

    /// Whether a tour waits for something.
    fn guided(&self) -> bool {
        self.shown.guide.as_ref().is_some_and(|guide| !guide.ended() && !guide.arrived())
    }

    /// Whether a file has to be looked at now and then.
    pub fn watches(&self) -> bool {
        self.shown.screen == Screen::Problems
    }

    /// What is shown now. Everybody who lives there is in it, so that each can be given a figure.
    pub fn now(&self) -> Now {
        let view = self.view();
        now(&view, &Laid::out(&view.scenario.home), true)
    }

    /// The scenario's title.
    pub fn title(&self) -> String {
        self.player.scenario().title.clone()
    }

    /// Works out what an errand needs, within a frame's budget, and shows it once it is there.
    fn run_errand(&mut self) {
        let Some(errand) = self.errand else { return };
        let ends = self.player.scenario().ends();
        let (goal, from, words) = match errand {
            Errand::Moment { at, from, .. } => (at.min(ends), from, self.progress_words()),
            Errand::Next { alert: true, from } => (ends, from, "Looking for the next alert".to_owned()),
            Errand::Next { alert: false, from } => (ends, from, "Looking for what happens next".to_owned()),
        };
        self.player.work_ahead(goal, Budget::of(BUSY));
        let done = match errand {
            Errand::Moment { .. } => self.player.known_until() >= goal,
            Errand::Next { alert, .. } => self.player.knows_next(alert),
        };
        if !done {
            let whole = (goal - from).as_millis().max(1) as f32;
            let part = ((self.player.known_until() - from).as_millis() as f32 / whole).clamp(0.0, 1.0);
            self.shown.busy = Some(Busy { words, part: Some(part) });
            return;
        }
        self.errand = None;
        self.shown.busy = None;
        self.leapt = true;
        match errand {
            Errand::Moment { at, play, .. } => {
                self.player.apply(&Command::Seek(at));
                if play {
                    self.player.apply(&Command::Play);
                }
            }
            Errand::Next { alert: true, .. } => self.player.apply(&Command::SeekAlert(true)),
            Errand::Next { alert: false, .. } => self.player.apply(&Command::SeekEvent(true)),
        }
    }

    fn progress_words(&self) -> String {
        let (known, scenario) = (self.player.known_until(), self.player.scenario());
        let day = scenario.calendar.local(known).day;
        if day <= scenario.learning_days {
            format!("The monitor learns this home: day {day} of {}", scenario.learning_days)
        } else {
            format!("Working out day {day} of {}", scenario.days)
        }
    }

    /// Goes to a moment: at once where it is known or nearly, otherwise in slices with a bar of progress.
    pub(super) fn go_to(&mut self, at: Timestamp, play: bool) {
        let from = self.player.known_until();
        self.errand = Some(Errand::Moment { at, from, play });
    }

    /// Carries out what was asked, unless it takes long: that becomes an errand.
    fn carry_out(&mut self, command: &Command) {
        let far = |at: Timestamp| at > self.player.known_until() + SOON;
        match command {
            Command::Seek(at) if far(*at) => return self.go_to(*at, self.player.playing()),
            Command::SeekAlert(true) if !self.player.knows_next(true) => {
                self.errand = Some(Errand::Next { alert: true, from: self.player.known_until() });
                return;
            }
            Command::SeekEvent(true) if !self.player.knows_next(false) => {
                self.errand = Some(Errand::Next { alert: false, from: self.player.known_until() });
                return;
            }
            Command::Undo => {
                let playing = self.player.playing();
                if let Some(at) = self.player.undo() {
                    self.leapt = true;
                    self.go_to(at, playing);
                }
                return;
            }
            _ => {}
        }
        self.leapt |= match command {
            Command::Step(_)
            | Command::Seek(_)
            | Command::SeekEvent(_)
            | Command::SeekAlert(_)
            | Command::Intervene(_)
            | Command::Undo => true,
            Command::Play
            | Command::Pause
            | Command::TogglePlay
            | Command::SetSpeed(_)
            | Command::ChangeSpeed(_)
            | Command::Repeat(_) => false,
        };
        self.player.apply(command);
    }
}

/// Carries out what was asked, then lets the time of a frame pass.
pub(super) fn advance(mut bridge: ResMut<Bridge>, time: Res<Time<Real>>, looks: Res<Looks>) {
    let bridge = &mut *bridge;
    bridge.grant_wishes();
    for command in std::mem::take(&mut bridge.asked) {
        bridge.carry_out(&command);
    }
    bridge.go_on_refitting(Budget::of(BUSY));
    bridge.run_errand();
    if bridge.errand.is_some() || bridge.refit.is_some() {
        return;
    }
    let elapsed = Span::from_seconds(f64::from(time.delta_secs().min(bridge.longest)));
    let (before, known) = (bridge.player.at(), bridge.player.known_until());
    bridge.player.advance(elapsed, Budget::of(FRAME));
    let ends = bridge.player.scenario().ends();
    if bridge.player.known_until() < ends {
        bridge.player.work_ahead(ends, Budget::of(AHEAD));
    }
    if bridge.hearing.is_some() || bridge.shown.what_if.asked().is_some() {
        let hearing = bridge.hearing.take();
        bridge.hearing = what_if::go_on(hearing, &bridge.player.view(), &mut bridge.shown, Budget::of(AGAIN));
    }
    if bridge.trying.is_some() || bridge.shown.care.without.part.is_some() {
        let trying = bridge.trying.take();
        let of = (bridge.player.scenario(), bridge.player.history().revision());
        bridge.trying = without::go_on(trying, of, &mut bridge.shown, Budget::of(AGAIN));
    }
    bridge.go_beside();
    let passed = (bridge.player.at() - before, bridge.player.known_until() - known);
    guide(bridge, time.delta_secs());
    // How long a still picture takes to draw says nothing about a window.
    if looks.still {
        return;
    }
    bridge.shown.pulse.beat(time.delta_secs(), passed.0, passed.1);
}

/// Lets a tour go on.
fn guide(bridge: &mut Bridge, seconds: f32) {
    let Some(mut guide) = bridge.shown.guide.take() else { return };
    let view = bridge.player.view();
    guide.tick(&view, f64::from(seconds.min(bridge.longest)), &mut bridge.shown, &mut bridge.asked);
    bridge.shown.guide = Some(guide);
}

/// Writes what there is to show.
pub(super) fn show_now(
    mut bridge: ResMut<Bridge>,
    mut now_shown: ResMut<Now>,
    mut looks: ResMut<Looks>,
    mut chosen: ResMut<Chosen>,
    mut dwelling: ResMut<Dwelling>,
    mut laid: ResMut<Laid>,
    mut cast: ResMut<Cast>,
) {
    let leapt = std::mem::take(&mut bridge.leapt);
    let home = &bridge.player.scenario().home;
    if !Arc::ptr_eq(home, &laid.of) {
        *laid = Laid::out(home);
        dwelling.0 = Arc::clone(&laid.home);
        *cast = Cast::of(bridge.player.scenario(), &bridge.player.view().house.people);
    }
    *now_shown = now(&bridge.view(), &laid, leapt);
    if looks.reduced_motion != bridge.shown.reduced_motion {
        looks.reduced_motion = bridge.shown.reduced_motion;
    }
    if let Some(quality) = bridge.shown.quality.filter(|quality| *quality != looks.quality) {
        looks.quality = quality;
    }
    chosen.set_if_neq(Chosen { selected: bridge.shown.selected_device, hovered: bridge.shown.hovered_device });
}

/// What a view has to show to the scene.
pub fn now(view: &View<'_>, laid: &Laid, leapt: bool) -> Now {
    let pace = match (view.playing, view.speed) {
        (false, _) => 0.0,
        (true, Speed::Times(times)) => times as f32,
        (true, Speed::Fastest) => f32::MAX,
    };
    let home = &view.scenario.home;
    let active = |place: usize, device: &DeviceView| {
        let Some(kind) = home.devices.get(place).map(|device| device.kind) else { return false };
        let flag = |capability| matches!(device.value(capability), Some(Value::Flag(true)));
        match kind {
            DeviceKind::Movement | DeviceKind::BedSensor | DeviceKind::ChairSensor => flag(Capability::Occupancy),
            DeviceKind::Contact | DeviceKind::KeySafe => flag(Capability::Contact),
            DeviceKind::SmokeAlarm => flag(Capability::Smoke),
            DeviceKind::CarbonMonoxideAlarm => flag(Capability::CarbonMonoxide),
            DeviceKind::FloodSensor => flag(Capability::Flood),
            DeviceKind::DoorLock => matches!(device.value(Capability::Lock), Some(Value::Flag(false))),
            DeviceKind::Dispenser => {
                matches!(device.value(Capability::Dose), Some(Value::Word(word)) if word.as_ref() == "due")
            }
            DeviceKind::RadiatorValve => {
                matches!(device.value(Capability::Valve), Some(Value::Number(open)) if *open > 0.0)
            }
            DeviceKind::Plug => matches!(device.value(Capability::Power), Some(Value::Number(watts)) if *watts > 8.0),
            DeviceKind::LightSwitch | DeviceKind::SmartLight => flag(Capability::Switch),
            DeviceKind::Temperature
            | DeviceKind::Fob
            | DeviceKind::Speaker
            | DeviceKind::Hub
            | DeviceKind::PullCord
            | DeviceKind::LightLevel
            | DeviceKind::Thermostat
            | DeviceKind::Doorbell
            | DeviceKind::Screen => false,
        }
    };
    // What a device says about itself, such as its battery, is not a sign of life in the house.
    let report = |place: usize, device: &DeviceView| {
        let kind = home.devices.get(place)?.kind;
        let main = *kind.capabilities().first()?;
        device.latest.iter().find(|latest| latest.capability == main).map(|latest| latest.at)
    };
    let mut house = view.house.clone();
    house.people.iter_mut().for_each(|person| laid.person(person));
    Now {
        at: view.at,
        house,
        reports: view.devices.iter().enumerate().map(|(place, device)| report(place, device)).collect(),
        online: view.devices.iter().map(|device| device.online).collect(),
        active: view.devices.iter().enumerate().map(|(place, device)| active(place, device)).collect(),
        pace,
        leapt,
    }
}

/// Shows the panels, the scene's image in the rectangle they leave, and the marks over it; reads the pointer and keys.
#[expect(clippy::type_complexity, clippy::too_many_arguments, reason = "a system names everything it reads")]
pub(super) fn panels(
    mut contexts: EguiContexts,
    mut bridge: ResMut<Bridge>,
    image: Res<SceneImage>,
    mut free: ResMut<Free>,
    mut handling: ResMut<Handling>,
    mut texture: Local<Option<egui::TextureId>>,
    (sight, now, laid, pulses, mut chosen): (Res<Sight>, Res<Now>, Res<Laid>, Res<Pulses>, ResMut<Chosen>),
    (looks, orbit, veil, focus, chooser): (Res<Looks>, Res<Orbit>, Res<Veil>, Res<Focus>, Res<Chooser>),
    (mut wishes, all_fields): (ResMut<Wishes>, Res<AllFields>),
) -> Result {
    let texture = *texture.get_or_insert_with(|| contexts.add_image(EguiTextureHandle::Strong(image.0.clone())));
    let ctx = contexts.ctx_mut()?.clone();
    let Bridge { player, asked, shown, told, second, .. } = &mut *bridge;
    let view = player.view();
    let view = shown.seen_by(view);
    let mut second = second.as_ref().filter(|_| shown.beside.open).map(beside::Run::second);
    if let Some(second) = &mut second {
        second.view = shown.seen_by(second.view.clone());
    }
    let rect = panel::show_with(&ctx, &view, second.as_ref(), shown, asked);
    if let Some(words) = told.clone() {
        say(&ctx, if rect.is_positive() { rect } else { ctx.content_rect() }, &words, told);
    }
    if !rect.is_positive() {
        // A page covers the house: as little of it is drawn as can be.
        free.set_if_neq(Free { min: Vec2::ZERO, size: Vec2::splat(32.0), scale: 1.0 });
        return Ok(());
    }
    let measured = Free {
        min: Vec2::new(rect.min.x, rect.min.y),
        size: Vec2::new(rect.width().max(32.0), rect.height().max(32.0)),
        scale: ctx.pixels_per_point(),
    };
    free.set_if_neq(measured);

    let painter = ctx.layer_painter(egui::LayerId::background()).with_clip_rect(rect);
    let whole = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
    if looks.quality.is_solid() {
        painter.image(texture, rect, whole, egui::Color32::WHITE);
    } else {
        plan::paint(&painter, plan::Frame::of(&laid, &orbit, &free), &laid, &now, veil.0);
        device::paint_fields(&painter, plan::Frame::of(&laid, &orbit, &free), &laid.home, &chosen, *all_fields);
    }

    // The pointer over the scene.
    let mut hovered = None;
    if !panel::has_pointer(&ctx, rect) {
        let (at, pointer, wheel, shift) = ctx.input(|input| {
            (input.pointer.hover_pos(), input.pointer.clone(), input.smooth_scroll_delta.y, input.modifiers.shift)
        });
        hovered = at.filter(|_| shown.viewer.sees_readings()).and_then(|at| sight.device_at(at));
        let moved = pointer.delta();
        let moved = Vec2::new(moved.x, moved.y);
        let mut asked_of_camera = Handling { zoom: wheel / 50.0, ..Handling::default() };
        if pointer.primary_down() && pointer.is_decidedly_dragging() {
            if shift { asked_of_camera.shift = moved } else { asked_of_camera.turn = moved }
        } else if pointer.secondary_down() || pointer.middle_down() {
            asked_of_camera.shift = moved;
        }
        add(&mut handling, asked_of_camera);
        if pointer.primary_clicked() {
            shown.selected_device = hovered;
        }
        if hovered.is_some() {
            ctx.set_cursor_icon(egui::CursorIcon::PointingHand);
        }
    }
    if hovered.is_some() {
        shown.hovered_device = hovered;
    }
    keys(&ctx, &mut handling, &mut wishes);
    if let Some(gaze) = shown.gaze.take() {
        // Set and not summed, as keys are.
        match gaze {
            Gaze::Whole => wishes.whole = true,
            Gaze::Above => wishes.above = true,
            Gaze::Follow => wishes.follow = true,
        }
    }
    chosen.set_if_neq(Chosen { selected: shown.selected_device, hovered: shown.hovered_device });
    let blind;
    let sight = if shown.viewer.sees_readings() {
        &*sight
    } else {
        // Whoever is told of no readings sees no device speak.
        blind = Sight { devices: Vec::new(), ..sight.clone() };
        &blind
    };
    let overlay = label::Overlay { laid: &laid, veil: *veil, focus: *focus, told: chooser.told };
    label::paint(&painter, sight, &now, overlay, &pulses, &chosen);
    if let Some(at) = shown.looked_at.and_then(|area| sight.rooms.get(area)).and_then(|places| places.first()) {
        // Two rings, so that it is seen on any ground.
        painter.circle_stroke(*at, 58.0, egui::Stroke::new(6.0, egui::Color32::from_white_alpha(190)));
        painter.circle_stroke(*at, 58.0, egui::Stroke::new(3.0, theme::URGENT.ink));
    }
    if let Some(words) = told.clone() {
        say(&ctx, rect, &words, told);
    }
    Ok(())
}

fn add(handling: &mut ResMut<Handling>, more: Handling) {
    if more != Handling::default() {
        // The schedule may run twice in a frame: what was asked is set and not summed.
        **handling = more;
    }
}

/// The camera's keys, while no widget has the keyboard.
fn keys(ctx: &egui::Context, handling: &mut ResMut<Handling>, wishes: &mut ResMut<Wishes>) {
    use egui::Key;
    if ctx.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let mut wished = Wishes::default();
    let asked = ctx.input(|input| {
        if input.modifiers.command || input.modifiers.alt {
            return Handling::default();
        }
        wished = Wishes {
            quality: input.key_pressed(Key::G),
            fields: input.key_pressed(Key::E),
            warmth: input.key_pressed(Key::T),
            focus: input.key_pressed(Key::U),
            ..Wishes::default()
        };
        let down = |key| f32::from(u8::from(input.key_down(key)));
        let pressed = |key| f32::from(u8::from(input.key_pressed(key)));
        let steady = (input.stable_dt * 60.0).clamp(0.2, 4.0);
        let sweep = Vec2::new(down(Key::ArrowLeft) - down(Key::ArrowRight), down(Key::ArrowUp) - down(Key::ArrowDown))
            * 5.0
            * steady;
        let nearer = pressed(Key::Plus).max(pressed(Key::Equals)) - pressed(Key::Minus);
        Handling {
            turn: if input.modifiers.shift { Vec2::ZERO } else { sweep },
            shift: if input.modifiers.shift { sweep } else { Vec2::ZERO },
            zoom: nearer * 1.6,
            reset: input.key_pressed(Key::Home),
        }
    });
    add(handling, asked);
    if wished != Wishes::default() {
        // Set and not summed: the schedule may run twice in a frame.
        **wishes = wished;
    }
}

/// What saving said, until it is clicked away.
fn say(ctx: &egui::Context, free: egui::Rect, words: &str, told: &mut Option<String>) {
    let mut close = false;
    egui::Area::new(egui::Id::new("saved"))
        .order(egui::Order::Foreground)
        .fixed_pos(free.center_bottom() - egui::vec2(160.0, 70.0))
        .show(ctx, |ui| {
            egui::Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(320.0);
                ui.label(words);
                close = ui.button("Close").clicked();
            });
        });
    if close {
        *told = None;
    }
}

/// Whether the picture would change without anyone touching it.
pub fn is_moving(bridge: &Bridge, orbit: &Orbit, pulses: &Pulses, handling: &Handling, looks: &Looks) -> bool {
    bridge.is_busy() || orbit.is_moving() || (pulses.any() && !looks.reduced_motion) || *handling != Handling::default()
}
