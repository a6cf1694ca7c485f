//! The window: a cut-away home in 3D with panels around it. It shows what the player says and holds no truth of its own.
//!
//! Bevy's world holds pictures. Each frame the [`bridge`] carries out what a person asked, lets the player advance,
//! and writes what there is to show into [`Now`]; everything else here reads [`Now`] and moves pictures. Read [`Now`]
//! first, then [`Stage`] for the order of a frame.

pub mod beside;
pub mod blend;
pub mod bridge;
pub mod camera;
mod corridor;
pub mod device;
pub mod figure;
pub mod film;
mod filming;
pub mod flight;
pub mod focus;
pub mod gallery;
pub mod garden;
pub mod house;
pub mod input;
mod keys;
pub mod label;
pub mod laid;
pub mod light;
mod listening;
pub mod machine;
pub mod opening;
pub mod palette;
pub mod panel;
pub mod picture;
pub mod plan;
pub mod quality;
mod refit;
pub mod rehearse;
pub mod settings;
pub mod shelf;
mod shrink;
pub mod theme;
pub mod tour;
mod voice;
pub mod warmth;
pub mod what_if;
pub mod window;
pub mod without;
mod yard;

pub use picture::{PictureError, PictureOptions, picture};
pub use window::{FrameTimes, OpenError, OpenOptions, can_open, open};

use std::sync::Arc;

use bevy::prelude::*;
use bevy::render::view::Msaa;

use crate::home::Home;
use crate::simulation::view::HouseView;
use crate::time::Timestamp;

/// The home that is shown, as it lies in the scene: its storeys side by side ([`laid::Laid`]).
#[derive(Resource, Clone, Debug)]
pub struct Dwelling(pub Arc<Home>);

/// What there is to show at this instant.
#[derive(Resource, Clone, Debug)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
    /// The simulated house.
    pub house: HouseView,
    /// When each device last reported, in the home's order.
    pub reports: Vec<Option<Timestamp>>,
    /// Whether the hub can reach each device, in the home's order.
    pub online: Vec<bool>,
    /// Whether each device says yes: occupied, open, drawing power; in the home's order.
    pub active: Vec<bool>,
    /// Simulated seconds in one second; 0 while paused.
    pub pace: f32,
    /// Whether this instant does not follow from the last one shown, so that nothing should glide from there to here.
    pub leapt: bool,
}

/// The order of a frame.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// What the person did becomes wishes.
    Input,
    /// The player carries them out and time passes.
    Advance,
    /// What there is to show is read from the player.
    Project,
    /// Pictures move towards it.
    Animate,
}

/// The order in which pictures move, all within [`Stage::Animate`]: walls sink before the camera as it is now.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moving {
    /// The camera.
    Camera,
    /// Walls, doors, lamps.
    House,
    /// Sun, moon and sky.
    Light,
    /// Figures.
    People,
    /// Devices' pulses and fields of view.
    Devices,
    /// Where all of it is on the screen.
    Sight,
}

/// How much work a picture may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Quality {
    /// A flat plan seen from above, for machines that draw in software.
    Plan,
    /// For software drawing: few pixels, few passes, a small shadow map.
    Low,
    /// For small graphics processors.
    Medium,
    /// Everything.
    #[default]
    High,
}

impl Quality {
    /// Pixels of the home for each pixel of the window.
    pub const fn resolution(self) -> f32 {
        match self {
            Self::Plan => 0.05,
            Self::Low => 0.5,
            Self::Medium | Self::High => 1.0,
        }
    }

    /// How the edges are smoothed.
    pub const fn msaa(self) -> Msaa {
        match self {
            Self::Plan | Self::Low => Msaa::Off,
            Self::Medium | Self::High => Msaa::Sample4,
        }
    }

    /// Whether bright things glow.
    pub const fn blooms(self) -> bool {
        matches!(self, Self::High)
    }

    /// The size of the shadow map, in pixels.
    pub const fn shadow_map(self) -> Option<usize> {
        match self {
            Self::Plan | Self::Low => None,
            Self::Medium => Some(2_048),
            Self::High => Some(4_096),
        }
    }
}

/// How the picture is drawn and moves.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Looks {
    /// How much work a picture may be.
    pub quality: Quality,
    /// Whether nothing should move by itself except the house.
    pub reduced_motion: bool,
    /// Whether a single still picture is made, so that nothing glides.
    pub still: bool,
    /// The part of the home's pixels that is left out because the machine is slow, 0 to [`Looks::MOST_THRIFT`].
    pub thrift: f32,
}

impl Looks {
    /// The largest part of the pixels that may be left out along each side.
    pub const MOST_THRIFT: f32 = 0.35;

    /// How a moving picture is drawn at this quality.
    pub fn moving(quality: Quality, reduced_motion: bool) -> Self {
        Self { quality, reduced_motion, ..Self::default() }
    }

    /// How a still picture is drawn at this quality.
    pub fn still(quality: Quality) -> Self {
        Self { quality, reduced_motion: true, still: true, thrift: 0.0 }
    }

    /// Pixels of the home for each pixel of the window.
    pub fn resolution(&self) -> f32 {
        self.quality.resolution() * (1.0 - self.thrift)
    }

    /// The part of the way to go in this frame, for things that show the house.
    pub fn ease(&self, now: &Now, time: &Time<Real>, rate: f32) -> f32 {
        if now.leapt { 1.0 } else { self.glide(time, rate) }
    }

    /// The part of the way to go in this frame, for the camera.
    pub fn glide(&self, time: &Time<Real>, rate: f32) -> f32 {
        if self.still || self.reduced_motion { 1.0 } else { 1.0 - (-rate * time.delta_secs().min(LONGEST_GLIDE)).exp() }
    }
}

/// The longest frame that what glides takes for one, in seconds: a machine that draws three a second arrives as soon.
const LONGEST_GLIDE: f32 = 0.35;

/// What is chosen and what lies under the pointer, by place in the home's list of devices.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The device whose card is open.
    pub selected: Option<usize>,
    /// The device under the pointer.
    pub hovered: Option<usize>,
}

/// What the program's libraries may say on standard error.
const LOG: &str = "error,wgpu_hal=off,bevy_render::renderer=off,bevy_egui=off";

/// The scene with its player and panels, in whatever app draws it.
pub fn full(app: &mut App, bridge: bridge::Bridge, looks: Looks) {
    let now = bridge.now();
    let laid = laid::Laid::out(&bridge.view().scenario.home);
    app.insert_resource(figure::cast::Cast::of(bridge.view().scenario, &now.house.people));
    app.insert_resource(Dwelling(Arc::clone(&laid.home)));
    app.insert_resource(camera::Orbit::of(&laid));
    app.insert_resource(laid);
    app.insert_resource(now);
    app.insert_resource(looks);
    app.insert_resource(bridge);
    scene(app);
    app.add_plugins((bridge::plugin, blend::plugin, flight::plugin, voice::plugin, listening::plugin));
    app.add_plugins((filming::plugin, keys::plugin));
}

/// Builds the home's picture: its systems spawn what stands and hangs in the home, and run again for another home.
#[derive(bevy::ecs::schedule::ScheduleLabel, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Furnish;

/// Which home the picture was built of, and everything that was spawned for it.
#[derive(Resource, Default)]
struct Furnished {
    home: Option<Arc<Home>>,
    spawned: Vec<Entity>,
}

/// Builds the home's picture anew where it shows another home than it should.
fn furnish(world: &mut World) {
    let wanted = Arc::clone(&world.resource::<Dwelling>().0);
    let there = world.resource::<Furnished>().home.as_ref().is_some_and(|home| Arc::ptr_eq(home, &wanted));
    if there {
        return;
    }
    for entity in std::mem::take(&mut world.resource_mut::<Furnished>().spawned) {
        // What hung on another went with it.
        if let Ok(entity) = world.get_entity_mut(entity) {
            entity.despawn();
        }
    }
    // Only what has a place: Bevy keeps resources as entities, too, and those stay.
    let all = |world: &mut World| -> std::collections::BTreeSet<Entity> {
        world.query_filtered::<Entity, With<Transform>>().iter(world).collect()
    };
    let before = all(world);
    world.run_schedule(Furnish);
    let spawned = all(world).difference(&before).copied().collect();
    *world.resource_mut::<Furnished>() = Furnished { home: Some(wanted), spawned };
}

/// The scene without a window, panels or player: it shows whatever [`Now`] says.
pub fn scene(app: &mut App) {
    if !app.world().contains_resource::<laid::Laid>()
        && let Some(home) = app.world().get_resource::<Dwelling>().map(|dwelling| Arc::clone(&dwelling.0))
    {
        app.insert_resource(laid::Laid::out(&home));
    }
    app.init_resource::<Furnished>().init_schedule(Furnish);
    app.add_systems(Startup, furnish).add_systems(Update, furnish.after(Stage::Project).before(Stage::Animate));
    app.configure_sets(Update, (Stage::Input, Stage::Advance, Stage::Project, Stage::Animate).chain());
    let order = (Moving::Camera, Moving::House, Moving::Light, Moving::People, Moving::Devices, Moving::Sight);
    app.configure_sets(Update, order.chain().in_set(Stage::Animate));
    app.add_plugins((camera::plugin, house::plugin, garden::plugin, light::plugin, figure::plugin, device::plugin));
    app.add_plugins((warmth::plugin, quality::plugin));
}
