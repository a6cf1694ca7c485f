//! The real window: how it is opened, when it is drawn, and how long its frames take.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bevy::app::AppExit;
use bevy::ecs::system::NonSendMarker;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::window::{PresentMode, PrimaryWindow, RequestRedraw, WindowResolution};
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiGlobalSettings, EguiPlugin, EguiPrimaryContextPass, PrimaryEguiContext};

use super::bridge::{self, Bridge};
use super::camera::{Handling, Orbit};
use super::device::Pulses;
use super::panel::viewer::Viewer;
use super::panel::{Screen, Shown};
use super::rehearse::{self, Rehearsal};
use super::settings::{Keeper, Settings};
use super::shelf::{Opened, Shelf};
use super::{Looks, Quality, machine, opening};
use crate::scenario::problem::Problem;

/// How the window opens.
pub struct OpenOptions {
    /// The world of files.
    pub shelf: Arc<dyn Shelf>,
    /// What is played.
    pub opened: Opened,
    /// What is wrong with the file that was asked for, by its path; then it is shown, and `opened` waits behind it.
    pub problems: Option<(String, Vec<Problem>)>,
    /// Whether the opening page comes first.
    pub library: bool,
    /// Whose view is shown, where it was asked for.
    pub viewer: Option<Viewer>,
    /// Draw so many frames, tell how long they took, and end; what a person chose is left alone then.
    pub frames: Option<u32>,
    /// Go through a tour without a person, keep pictures, and end; what a person chose is left alone then.
    pub rehearsal: Option<Rehearsal>,
    /// Opens what should be open.
    pub set: Option<Set>,
    /// How much work a picture may be, where a person asked for it; else as it was kept, or as the adapter suggests.
    pub quality: Option<Quality>,
    /// The Wyoming server that hears what is spoken to the home, where a person named one; else as it was kept.
    pub wyoming: Option<String>,
}

/// What opens what should be open.
pub type Set = Box<dyn FnOnce(&mut Shown)>;

impl OpenOptions {
    /// Opens with this.
    pub fn new(shelf: Arc<dyn Shelf>, opened: Opened) -> Self {
        Self {
            shelf,
            opened,
            problems: None,
            library: false,
            viewer: None,
            frames: None,
            rehearsal: None,
            set: None,
            quality: None,
            wyoming: None,
        }
    }
}

/// Why there is no window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// There is no display.
    NoDisplay,
    /// There is no graphics adapter, nor software in its place.
    NoAdapter,
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoDisplay => "there is no display here to open a window on",
            Self::NoAdapter => {
                "no graphics adapter was found; on Debian, `apt install mesa-vulkan-drivers` gives one in software"
            }
        })
    }
}

impl std::error::Error for OpenError {}

/// How long frames took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FrameTimes {
    /// How many were drawn.
    pub frames: usize,
    /// From asking for the window to the end of the first frame's work, in milliseconds.
    pub first: f64,
    /// The processor's work: median and 99th percentile, in milliseconds.
    pub work: (f64, f64),
    /// What the panels take of it: median and 99th percentile, in milliseconds.
    pub panels: (f64, f64),
    /// From one frame to the next: median and 99th percentile, in milliseconds.
    pub whole: (f64, f64),
    /// How the home was drawn in the end.
    pub quality: Quality,
}

/// Whether a window can be opened here, found out without opening one.
///
/// # Errors
/// Why not.
pub fn can_open() -> Result<machine::Adapter, OpenError> {
    if !machine::has_display() {
        return Err(OpenError::NoDisplay);
    }
    machine::adapter().ok_or(OpenError::NoAdapter)
}

/// Opens the window and returns when it is closed, or when as many frames are drawn as were asked for.
///
/// # Errors
/// When there is no display or no graphics adapter; nothing has been opened then.
pub fn open(options: OpenOptions) -> Result<Option<FrameTimes>, OpenError> {
    let asked_at = clock();
    let adapter = can_open()?;
    let (measures, rehearses) = (options.frames.is_some(), options.rehearsal.is_some());
    let (keeper, settings, told) =
        if measures || rehearses { (Keeper::none(), Settings::default(), None) } else { Keeper::of_this_person() };
    let asked = options.quality.or(settings.quality);
    let quality = asked.unwrap_or_else(|| adapter.quality());
    let reduced_motion = settings.reduced_motion;
    let mut bridge = Bridge::with_files(options.shelf, options.opened, keeper, settings);
    if let Some(viewer) = options.viewer {
        bridge.shown.viewer = viewer;
    }
    if let Some(server) = options.wyoming {
        bridge.shown.care.server = server;
    }
    if let Some(set) = options.set {
        set(&mut bridge.shown);
    }
    if let Some((path, problems)) = options.problems {
        bridge.show_problems(&path, problems);
    } else if options.library {
        bridge.shown.screen = Screen::Library;
    }
    if told.is_some() {
        bridge.told = told;
    }
    let title = window_title(&bridge);
    let mut app = App::new();
    app.add_plugins(
        DefaultPlugins
            .set(WindowPlugin {
                primary_window: Some(Window {
                    title,
                    name: Some("smart-house".to_owned()),
                    resolution: WindowResolution::new(1280, 720),
                    present_mode: if measures || rehearses { PresentMode::AutoNoVsync } else { PresentMode::AutoVsync },
                    ..default()
                }),
                ..default()
            })
            // A picture that is kept lacks nothing that is still being got ready.
            .set(RenderPlugin { synchronous_pipeline_compilation: rehearses, ..default() })
            .set(bevy::log::LogPlugin { filter: super::LOG.to_owned(), ..default() }),
    );
    app.add_plugins(EguiPlugin::default());
    app.insert_resource(EguiGlobalSettings { auto_create_primary_context: false, ..default() });
    super::full(&mut app, bridge, Looks::moving(quality, reduced_motion));
    app.insert_resource(super::quality::Chooser::new(asked.is_some()));
    app.world_mut().spawn((PrimaryEguiContext, Camera2d, Msaa::Off));
    app.insert_resource(WinitSettings::continuous());
    app.add_systems(Update, (opening::watch, opening::take_dropped).chain().in_set(super::Stage::Input));
    app.add_systems(Update, retitle.after(super::Stage::Advance).before(super::Stage::Animate));
    let (sender, receiver) = std::sync::mpsc::sync_channel(1);
    if let Some(frames) = options.frames {
        app.insert_resource(Stopwatch::new(frames, asked_at, sender));
        app.add_systems(First, begin_frame).add_systems(Last, (super::quality::choose, end_frame).chain());
        app.add_systems(EguiPrimaryContextPass, begin_panels.before(bridge::panels));
        app.add_systems(EguiPrimaryContextPass, end_panels.after(bridge::panels));
    } else if let Some(rehearsal) = options.rehearsal {
        rehearse::begin(&mut app, rehearsal);
    } else {
        app.add_systems(Last, (spare, choose, rest).chain());
    }
    app.run();
    Ok(receiver.try_recv().ok())
}

/// `Smart House — Four days in November (Simulated)`.
fn window_title(bridge: &Bridge) -> String {
    let mark = if bridge.view().simulated { "Simulated" } else { "Recorded" };
    format!("Smart House \u{2014} {} ({mark})", bridge.title())
}

/// The window is called what is played in it.
fn retitle(bridge: Res<Bridge>, mut windows: Query<&mut Window, With<PrimaryWindow>>, mut last: Local<String>) {
    if *last == bridge.title() {
        return;
    }
    *last = bridge.title();
    for mut window in &mut windows {
        window.title = window_title(&bridge);
    }
}

/// Draws less while frames take long, once leaving out pixels has not helped.
fn choose(
    time: Res<Time<Real>>,
    settings: Res<WinitSettings>,
    looks: ResMut<Looks>,
    chooser: ResMut<super::quality::Chooser>,
) {
    if settings.focused_mode == UpdateMode::Continuous {
        super::quality::choose(time, looks, chooser);
    }
}

/// The time between frames above which pixels are left out, in seconds.
const SLOW: f32 = 1.0 / 12.0;

/// Leaves out pixels while frames take long. Never puts them back: a picture that keeps changing its sharpness is worse
/// than one that is a little soft.
fn spare(time: Res<Time<Real>>, settings: Res<WinitSettings>, mut looks: ResMut<Looks>, mut slow: Local<u32>) {
    // Frames that were waited for say nothing.
    if settings.focused_mode != UpdateMode::Continuous {
        *slow = 0;
        return;
    }
    *slow = if time.delta_secs() > SLOW { *slow + 1 } else { slow.saturating_sub(2) };
    if *slow > 24 && looks.thrift < Looks::MOST_THRIFT {
        looks.thrift = (looks.thrift + 0.12).min(Looks::MOST_THRIFT);
        *slow = 0;
    }
}

/// How long what glides needs to come to rest, in seconds.
const GLIDES: f32 = 0.8;

/// Asks for frames only while something changes. What egui asks for on its own account comes on top.
#[expect(clippy::too_many_arguments, reason = "a system names everything it reads")]
fn rest(
    bridge: Res<Bridge>,
    orbit: Res<Orbit>,
    pulses: Res<Pulses>,
    handling: Res<Handling>,
    looks: Res<Looks>,
    mut settings: ResMut<WinitSettings>,
    mut redraw: MessageWriter<RequestRedraw>,
    time: Res<Time<Real>>,
    mut awake: Local<f32>,
) {
    let moving = bridge::is_moving(&bridge, &orbit, &pulses, &handling, &looks);
    // A little longer, so that what glides comes to rest: doors, walls and figures follow within half a second.
    *awake = if moving { GLIDES } else { *awake - time.delta_secs() };
    // A file with problems is looked at now and then.
    let wait =
        if bridge.watches() { Duration::from_secs_f32(opening::LOOKS_EVERY) } else { Duration::from_secs(3_600) };
    let mode = if *awake > 0.0 { UpdateMode::Continuous } else { UpdateMode::reactive_low_power(wait) };
    if *awake > 0.0 {
        redraw.write(RequestRedraw);
    }
    if settings.focused_mode != mode {
        settings.focused_mode = mode;
        settings.unfocused_mode = mode;
    }
}

/// Measures frames.
#[derive(Resource)]
struct Stopwatch {
    left: u32,
    asked_at: Instant,
    first: f64,
    begun: Option<Instant>,
    last: Option<Instant>,
    work: Vec<f64>,
    panels: Vec<f64>,
    /// When the panels were begun, and what they have taken in this frame, in milliseconds: they may be shown twice.
    panels_begun: Option<Instant>,
    panels_so_far: f64,
    whole: Vec<f64>,
    sender: std::sync::mpsc::SyncSender<FrameTimes>,
}

impl Stopwatch {
    fn new(frames: u32, asked_at: Instant, sender: std::sync::mpsc::SyncSender<FrameTimes>) -> Self {
        let room = usize::try_from(frames.min(100_000)).unwrap_or_default();
        Self {
            left: frames,
            asked_at,
            first: 0.0,
            begun: None,
            last: None,
            work: Vec::with_capacity(room),
            panels: Vec::with_capacity(room),
            panels_begun: None,
            panels_so_far: 0.0,
            whole: Vec::with_capacity(room),
            sender,
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "frames are measured by the real clock; nothing that is shown depends on it"
)]
fn clock() -> Instant {
    Instant::now()
}

fn begin_frame(mut watch: ResMut<Stopwatch>) {
    let now = clock();
    if let Some(last) = watch.last {
        watch.whole.push((now - last).as_secs_f64() * 1_000.0);
    }
    watch.last = Some(now);
    watch.begun = Some(now);
}

fn begin_panels(mut watch: ResMut<Stopwatch>) {
    watch.panels_begun = Some(clock());
}

fn end_panels(mut watch: ResMut<Stopwatch>) {
    if let Some(begun) = watch.panels_begun.take() {
        watch.panels_so_far += (clock() - begun).as_secs_f64() * 1_000.0;
    }
}

fn end_frame(mut watch: ResMut<Stopwatch>, looks: Res<Looks>, mut exit: MessageWriter<AppExit>, _main: NonSendMarker) {
    if let Some(begun) = watch.begun.take() {
        let now = clock();
        if watch.work.is_empty() {
            watch.first = (now - watch.asked_at).as_secs_f64() * 1_000.0;
        }
        watch.work.push((now - begun).as_secs_f64() * 1_000.0);
        let panels = std::mem::take(&mut watch.panels_so_far);
        watch.panels.push(panels);
    }
    watch.left = watch.left.saturating_sub(1);
    if watch.left == 0 {
        let times = FrameTimes {
            frames: watch.work.len(),
            first: watch.first,
            work: (percentile(&mut watch.work, 0.5), percentile(&mut watch.work, 0.99)),
            panels: (percentile(&mut watch.panels, 0.5), percentile(&mut watch.panels, 0.99)),
            whole: (percentile(&mut watch.whole, 0.5), percentile(&mut watch.whole, 0.99)),
            quality: looks.quality,
        };
        // Nobody listens any more when the window is closed at the same moment.
        watch.sender.try_send(times).ok();
        exit.write(AppExit::Success);
    }
}

fn percentile(times: &mut [f64], part: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let place = ((times.len() as f64 * part).ceil() as usize).clamp(1, times.len().max(1)) - 1;
    times.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_from_what_was_measured() {
        let mut times: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(percentile(&mut times, 0.5), 50.0);
        assert_eq!(percentile(&mut times, 0.99), 99.0);
        assert_eq!(percentile(&mut [], 0.5), 0.0);
    }
}
