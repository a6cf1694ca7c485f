//! The camera: it circles the home, fits it into the free part of the window, and moves softly.
//!
//! The scene is drawn into an image that the panels' layer shows in its free rectangle, so that a slow machine can draw
//! fewer pixels under panels of full size.

use super::focus::Focus;
use super::house::wall;
use super::laid::Laid;
use super::{Dwelling, Looks, Moving, Now, Stage};
use crate::home::{Home, HomeKind, Rect};
use bevy::camera::visibility::RenderLayers;
use bevy::camera::{ImageRenderTarget, RenderTarget};
use bevy::core_pipeline::tonemapping::Tonemapping;
use bevy::image::{Image, ImageSampler};
use bevy::post_process::bloom::{Bloom, BloomCompositeMode};
use bevy::prelude::*;
use bevy::render::render_resource::{TextureFormat, TextureUsages};
use bevy::render::view::NoIndirectDrawing;
use std::f32::consts::{PI, TAU};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Orbit>()
        .init_resource::<Focus>()
        .init_resource::<Handling>()
        .init_resource::<Free>()
        .add_systems(Startup, place)
        .add_systems(Update, handle.in_set(Stage::Input))
        .add_systems(Update, settle.in_set(Moving::Camera));
}

/// Marks the camera that looks at the home.
#[derive(Component)]
pub struct SceneCamera;

/// The image that the home is drawn into.
#[derive(Resource, Clone)]
pub struct SceneImage(pub Handle<Image>);

/// The rectangle of the window that is free for the home, in points, and how many pixels a point has.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Free {
    /// Its left upper corner, in points.
    pub min: Vec2,
    /// Its size, in points.
    pub size: Vec2,
    /// Pixels a point.
    pub scale: f32,
}

impl Default for Free {
    fn default() -> Self {
        Self { min: Vec2::ZERO, size: Vec2::new(1280.0, 720.0), scale: 1.0 }
    }
}

/// What a person did to the camera since the last frame, in points.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Handling {
    /// Drag with the first button: turn.
    pub turn: Vec2,
    /// Drag with another button: shift.
    pub shift: Vec2,
    /// Wheel notches: nearer when positive.
    pub zoom: f32,
    /// Back to the first view.
    pub reset: bool,
}

/// Where the camera is and where it is going.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Orbit {
    /// The view now.
    pub now: Pose,
    /// The view it moves towards.
    pub goal: Pose,
    /// Metres from the middle to the camera at zoom 1; found by fitting.
    pub reach: f32,
    /// The view it goes back to.
    pub rest: Pose,
    /// What of the plan is fitted into the window now; all of it before the first frame.
    pub frame: Option<Rect>,
    /// What of the plan it moves towards.
    pub frame_goal: Option<Rect>,
    /// What of the plan a person's hand left it at.
    pub held: Option<Rect>,
}

/// A view of the home.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Radians about the upright axis; 0 looks from the south, positive turns the camera to the east.
    pub yaw: f32,
    /// Radians above the horizon.
    pub pitch: f32,
    /// How much nearer than the fitting view.
    pub zoom: f32,
    /// How far the middle of the view is moved over the ground, in metres.
    pub shift: Vec2,
}

impl Default for Pose {
    fn default() -> Self {
        Self { yaw: 0.40, pitch: 0.80, zoom: 1.0, shift: Vec2::ZERO }
    }
}

impl Default for Orbit {
    fn default() -> Self {
        Self {
            now: Pose::default(),
            goal: Pose::default(),
            reach: 20.0,
            rest: Pose::default(),
            frame: None,
            frame_goal: None,
            held: None,
        }
    }
}

impl Pose {
    /// How high the camera may stand, in radians above the horizon: all but straight above, where up has no direction.
    pub const FROM_ABOVE: f32 = 1.5;

    /// Whether it looks down as on a plan.
    pub fn is_from_above(self) -> bool {
        self.pitch > Self::FROM_ABOVE - 0.04
    }

    /// The direction from the middle of the view to the camera.
    pub fn towards(self) -> Vec3 {
        Vec3::new(self.yaw.sin() * self.pitch.cos(), self.pitch.sin(), self.yaw.cos() * self.pitch.cos())
    }
}

impl Orbit {
    /// The first view of a home: storeys that lie side by side are seen from nearly straight before them.
    pub fn of(laid: &Laid) -> Self {
        let ordinary = Pose::default();
        let rest = if laid.of.storeys().len() > 1 { Pose { yaw: 0.14, pitch: 0.92, ..ordinary } } else { ordinary };
        Self { now: rest, goal: rest, rest, ..Self::default() }
    }

    /// Back to the first view, by the shorter way round.
    pub(super) fn go_home(&mut self) {
        let rest = self.rest;
        self.goal = Pose { yaw: rest.yaw + self.turns(rest.yaw), ..rest };
    }

    /// Straight down, the plan's north at the top as on paper; from there back to how the first view looks.
    pub(super) fn look_from_above(&mut self) {
        let (yaw, pitch) =
            if self.goal.is_from_above() { (self.rest.yaw, self.rest.pitch) } else { (0.0, Pose::FROM_ABOVE) };
        self.goal = Pose { yaw: yaw + self.turns(yaw), pitch, ..self.goal };
    }

    /// Whole turns after which a direction is nearest to where the camera is turned.
    fn turns(&self, yaw: f32) -> f32 {
        (self.goal.yaw - yaw + PI).div_euclid(TAU) * TAU
    }

    /// The direction in which the camera looks, over the ground.
    pub fn level_look(&self) -> Vec3 {
        -Vec3::new(self.now.yaw.sin(), 0.0, self.now.yaw.cos())
    }

    /// Whether it still moves.
    pub fn is_moving(&self) -> bool {
        let (a, b) = (self.now, self.goal);
        (a.yaw - b.yaw).abs() > 1e-4
            || (a.pitch - b.pitch).abs() > 1e-4
            || (a.zoom - b.zoom).abs() > 1e-4
            || a.shift.distance(b.shift) > 1e-4
            || self.frame != self.frame_goal
    }
}

/// The upright opening angle of the camera, in radians: narrow, so that the home looks like a model on a table.
const FIELD: f32 = 0.42;

fn place(mut commands: Commands, looks: Res<Looks>, free: Res<Free>, mut images: ResMut<Assets<Image>>) {
    let size = picture_size(&free, &looks);
    let mut image = Image::new_target_texture(size.x, size.y, TextureFormat::Rgba8UnormSrgb, None);
    image.texture_descriptor.usage |= TextureUsages::COPY_SRC;
    // Fewer pixels than the window has are blended, not shown as squares.
    image.sampler = ImageSampler::linear();
    let image = images.add(image);
    commands.insert_resource(SceneImage(image.clone()));
    let mut camera = commands.spawn((
        SceneCamera,
        Camera3d::default(),
        Camera { order: -1, ..default() },
        RenderTarget::Image(ImageRenderTarget { handle: image, scale_factor: 1.0 }),
        Projection::Perspective(PerspectiveProjection { fov: FIELD, near: 1.0, far: 200.0, ..default() }),
        Tonemapping::KhronosPbrNeutral,
        looks.quality.msaa(),
        RenderLayers::layer(0),
        Transform::default(),
    ));
    if looks.quality.blooms() {
        camera.insert((
            bevy::camera::Hdr,
            Bloom { intensity: 0.10, composite_mode: BloomCompositeMode::EnergyConserving, ..Bloom::NATURAL },
        ));
    } else {
        camera.insert(NoIndirectDrawing);
    }
}

/// A part of the way from one rectangle to another; all of it when they nearly meet.
fn approach(from: Rect, to: Rect, part: f32) -> Rect {
    let part = f64::from(part);
    let next = Rect { min: from.min.toward(to.min, part), max: from.max.toward(to.max, part) };
    let far = next.min.distance(to.min) + next.max.distance(to.max);
    if far < 0.01 { to } else { next }
}

/// How many pixels the home is drawn with.
fn picture_size(free: &Free, looks: &Looks) -> UVec2 {
    let scale = free.scale * looks.resolution();
    (free.size * scale).round().as_uvec2().clamp(UVec2::splat(16), UVec2::splat(8_192))
}

/// What the person did moves the goal.
///
/// A hand on the camera ends every flight where it is, and follows nobody any longer.
pub(super) fn handle(
    mut handling: ResMut<Handling>,
    mut orbit: ResMut<Orbit>,
    mut focus: ResMut<Focus>,
    dwelling: Res<Dwelling>,
) {
    let asked = *handling;
    if asked == Handling::default() {
        return;
    }
    *handling = Handling::default();
    if asked.reset {
        orbit.go_home();
        focus.set_if_neq(Focus::Whole);
        return;
    }
    if focus.is_flight() || orbit.frame != orbit.frame_goal {
        orbit.held = orbit.frame;
        orbit.goal = orbit.now;
        focus.set_if_neq(Focus::Held);
    }
    let reach = orbit.reach;
    let goal = &mut orbit.goal;
    goal.yaw -= asked.turn.x * 0.006;
    goal.pitch = (goal.pitch + asked.turn.y * 0.005).clamp(0.30, Pose::FROM_ABOVE);
    goal.zoom = (goal.zoom * (asked.zoom * 0.12).exp()).clamp(0.6, 5.0);
    // Dragging keeps the ground under the pointer, nearly.
    let step = reach / goal.zoom * 0.0007;
    let (sin, cos) = goal.yaw.sin_cos();
    let (right, away) = (Vec2::new(cos, -sin), Vec2::new(-sin, -cos));
    goal.shift -= right * asked.shift.x * step - away * asked.shift.y * step;
    let limit = dwelling.0.bounds().map_or(10.0, |bounds| bounds.width().max(bounds.depth()) as f32 * 0.7);
    goal.shift = goal.shift.clamp_length_max(limit);
}

/// The camera follows its goal; the image has the size of the free rectangle.
#[expect(clippy::too_many_arguments, reason = "a system names everything it reads")]
fn settle(
    mut orbit: ResMut<Orbit>,
    looks: Res<Looks>,
    free: Res<Free>,
    time: Res<Time<Real>>,
    (laid, focus, shown): (Res<Laid>, Res<Focus>, Res<Now>),
    image: Option<Res<SceneImage>>,
    images: Option<ResMut<Assets<Image>>>,
    mut cameras: Query<&mut Transform, With<SceneCamera>>,
) {
    if let (Some(image), Some(mut images)) = (image, images) {
        let size = picture_size(&free, &looks);
        let differs = images.get(&image.0).is_some_and(|image| image.size() != size);
        if differs && let Some(mut image) = images.get_mut(&image.0) {
            image.resize(bevy::render::render_resource::Extent3d {
                width: size.x,
                height: size.y,
                depth_or_array_layers: 1,
            });
        }
    }
    let part = looks.glide(&time, 11.0);
    let Orbit { now, goal, .. } = *orbit;
    let frame_goal = focus.frame(&laid, &shown, orbit.held);
    let frame = match (orbit.frame, frame_goal) {
        (Some(from), Some(to)) if from != to => Some(approach(from, to, looks.glide(&time, 5.0))),
        (_, to) => to,
    };
    if (frame, frame_goal) != (orbit.frame, orbit.frame_goal) {
        (orbit.frame, orbit.frame_goal) = (frame, frame_goal);
    }
    let mut next = Pose {
        yaw: now.yaw + (goal.yaw - now.yaw) * part,
        pitch: now.pitch + (goal.pitch - now.pitch) * part,
        zoom: now.zoom + (goal.zoom - now.zoom) * part,
        shift: now.shift + (goal.shift - now.shift) * part,
    };
    if !(Orbit { now: next, ..*orbit }).is_moving() {
        next = goal;
    }
    let aspect = free.size.x / free.size.y.max(1.0);
    let (middle, reach) = frame.map_or((Vec3::ZERO, 20.0), |frame| fit_to(frame, laid.of.kind, next, aspect));
    if next != now || (reach - orbit.reach).abs() > 1e-4 {
        orbit.now = next;
        orbit.reach = reach;
    }
    let target = middle + Vec3::new(next.shift.x, 0.0, next.shift.y);
    let placed = Transform::from_translation(target + next.towards() * reach / next.zoom).looking_at(target, Vec3::Y);
    for mut transform in &mut cameras {
        transform.set_if_neq(placed);
    }
}

/// The middle of the view and the distance from which the whole home, with a strip of garden, just fits.
pub fn fit(home: &Home, pose: Pose, aspect: f32) -> (Vec3, f32) {
    home.bounds().map_or((Vec3::ZERO, 20.0), |bounds| fit_to(bounds, home.kind, pose, aspect))
}

/// The same for a part of the plan.
fn fit_to(bounds: Rect, kind: HomeKind, pose: Pose, aspect: f32) -> (Vec3, f32) {
    // A strip of garden all round, more of it where the path leads to the door, and the tops of the walls: those that
    // the camera sees from outside are low.
    const STRIP: f32 = 0.55;
    const PATH: f32 = 1.0;
    let behind = if kind == HomeKind::Terraced { 2.2 } else { STRIP };
    let (x0, x1) = (bounds.min.x as f32 - STRIP, bounds.max.x as f32 + STRIP);
    let (z0, z1) = (-(bounds.max.y as f32) - behind, -(bounds.min.y as f32) + PATH);
    let grown = bounds.grown(f64::from(wall::OUTER));
    let look = -pose.towards();
    let mut corners: Vec<Vec3> = Vec::with_capacity(8);
    for (x, z) in [(x0, z0), (x1, z0), (x0, z1), (x1, z1)] {
        corners.push(Vec3::new(x, -0.1, z));
    }
    for (x, y) in
        [(grown.min.x, grown.min.y), (grown.max.x, grown.min.y), (grown.min.x, grown.max.y), (grown.max.x, grown.max.y)]
    {
        let corner = Vec3::new(x as f32, 0.0, -y as f32);
        let middle = Vec3::new(grown.centre().x as f32, 0.0, -grown.centre().y as f32);
        let far = (corner - middle).dot(look) > 0.0;
        corners.push(corner.with_y(if far { wall::FULL } else { wall::LOW }));
    }
    let forward = -pose.towards();
    let right = forward.cross(Vec3::Y).normalize_or(Vec3::X);
    let up = right.cross(forward);
    // A little air all round.
    let tall = (FIELD / 2.0).tan() * 0.95;
    let wide = tall * aspect;
    let mut middle = Vec3::new((x0 + x1) / 2.0, 0.3, (z0 + z1) / 2.0);
    let mut reach = 20.0_f32;
    for _ in 0..6 {
        reach = corners
            .iter()
            .map(|corner| {
                let from = *corner - middle;
                let depth = from.dot(forward);
                (from.dot(right).abs() / wide - depth).max(from.dot(up).abs() / tall - depth)
            })
            .fold(4.0, f32::max);
        // Centre what is seen: perspective makes the near half larger.
        let seen = |axis: Vec3, scale: f32| {
            let (low, high) = corners.iter().fold((f32::MAX, f32::MIN), |(low, high), corner| {
                let from = *corner - middle;
                let at = from.dot(axis) / ((reach + from.dot(forward)) * scale);
                (low.min(at), high.max(at))
            });
            (low + high) / 2.0
        };
        let (off_x, off_y) = (seen(right, wide), seen(up, tall));
        middle += right * off_x * reach * wide * 0.8;
        // Move over the ground, not up: the middle stays on the floor.
        let ground_up = Vec3::new(up.x, 0.0, up.z);
        let rise = ground_up.length_squared().max(0.05);
        middle += ground_up / rise * off_y * reach * tall * 0.8;
    }
    (middle, reach)
}
