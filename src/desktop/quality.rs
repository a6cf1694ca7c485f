//! How much work a picture is: chosen by what the machine can do, measured while it draws, and by hand.

use super::camera::{Orbit, Pose, SceneCamera};
use super::device::AllFields;
use super::focus::Focus;
use super::laid::Laid;
use super::warmth::Veil;
use super::{Looks, Now, Quality, Stage};
use bevy::camera::Hdr;
use bevy::light::{DirectionalLight, DirectionalLightShadowMap};
use bevy::post_process::bloom::{Bloom, BloomCompositeMode};
use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Wishes>()
        .init_resource::<Chooser>()
        .add_systems(Update, (grant, forget).chain().in_set(Stage::Input).after(super::camera::handle))
        .add_systems(Update, apply.in_set(super::Moving::Light).after(super::light::shine));
}

/// What was asked of the scene with a key since the last frame.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The next way of drawing.
    pub quality: bool,
    /// What movement sensors see, or not.
    pub fields: bool,
    /// The warmth of rooms, or not.
    pub warmth: bool,
    /// The next storey, or whoever lives there.
    pub focus: bool,
    /// The next person to follow, or nobody.
    pub follow: bool,
    /// From straight above, or as before.
    pub above: bool,
    /// The whole home, as it was first seen.
    pub whole: bool,
}

impl Quality {
    /// Every quality, the least work first.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Low, Self::Medium, Self::High];

    /// What people call it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Plan => "Flat plan",
            Self::Low => "3D, reduced",
            Self::Medium => "3D",
            Self::High => "3D, everything",
        }
    }

    /// Whether the home is drawn in 3D.
    pub const fn is_solid(self) -> bool {
        !matches!(self, Self::Plan)
    }

    /// The next less work.
    pub fn below(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|quality| *quality == self)?;
        place.checked_sub(1).map(|place| Self::ALL[place])
    }
}

/// Chooses the quality while nobody has.
#[derive(Resource, Clone, Debug, Default)]
pub struct Chooser {
    /// Whether a person has chosen.
    pub by_hand: bool,
    /// How long the frames since the last choice took, seconds.
    frames: Vec<f32>,
    /// Frames that are not counted yet: shaders are made ready in them.
    warming: u32,
    /// What is told of the choice, for a while.
    pub told: Option<&'static str>,
    /// For how many seconds it has been told.
    told_for: f32,
}

/// The longest that a frame may take, seconds: twelve a second.
pub const SLOWEST: f32 = 1.0 / 12.0;
/// Frames after a choice that say nothing of it.
const WARMING: u32 = 4;
/// Frames that are judged together.
const JUDGED: usize = 7;
/// For how many seconds a choice is told: long enough to read it twice.
const TOLD_FOR: f32 = 15.0;

impl Chooser {
    /// One that chooses, or leaves what a person has chosen.
    pub fn new(by_hand: bool) -> Self {
        Self { by_hand, ..Self::default() }
    }

    /// Takes in how long a frame took; says what to change to, when it has to be less.
    pub fn hear(&mut self, quality: Quality, seconds: f32) -> Option<Quality> {
        if self.by_hand {
            return None;
        }
        if self.warming < WARMING {
            self.warming += 1;
            return None;
        }
        self.frames.push(seconds);
        if self.frames.len() < JUDGED {
            return None;
        }
        self.frames.sort_by(f32::total_cmp);
        let middle = self.frames[JUDGED / 2];
        self.frames.clear();
        let next = if middle > SLOWEST { quality.below() } else { None };
        if next.is_some() {
            self.warming = 0;
        }
        next
    }
}

/// What was told of a choice is told no longer once it has been read.
fn forget(time: Res<Time<Real>>, mut chooser: ResMut<Chooser>) {
    if chooser.told.is_none() {
        return;
    }
    chooser.told_for += time.delta_secs();
    if chooser.told_for > TOLD_FOR {
        chooser.told = None;
    }
}

/// Grants what a person asked of the scene.
fn grant(
    mut wishes: ResMut<Wishes>,
    (mut looks, mut chooser): (ResMut<Looks>, ResMut<Chooser>),
    (mut veil, mut fields): (ResMut<Veil>, ResMut<AllFields>),
    (mut focus, mut orbit, laid, now): (ResMut<Focus>, ResMut<Orbit>, Res<Laid>, Res<Now>),
) {
    let asked = *wishes;
    if asked == Wishes::default() {
        return;
    }
    *wishes = Wishes::default();
    if asked.quality {
        let place = Quality::ALL.iter().position(|quality| *quality == looks.quality).unwrap_or(0);
        looks.quality = Quality::ALL[(place + 1) % Quality::ALL.len()];
        looks.thrift = 0.0;
        chooser.by_hand = true;
        chooser.told = None;
    }
    if asked.warmth {
        veil.0 = !veil.0;
    }
    if asked.fields {
        fields.0 = !fields.0;
    }
    if asked.focus {
        *focus = focus.next(&laid.of.storeys());
        orbit.goal = Pose { shift: Vec2::ZERO, zoom: 1.0, ..orbit.goal };
    }
    if asked.follow {
        *focus = focus.follow_next(&now);
        orbit.goal = Pose { shift: Vec2::ZERO, zoom: 1.0, ..orbit.goal };
    }
    if asked.above {
        orbit.look_from_above();
    }
    if asked.whole {
        *focus = Focus::Whole;
        orbit.go_home();
    }
}

/// Draws less while frames take long. Only frames that were drawn one after another say anything.
pub(super) fn choose(time: Res<Time<Real>>, mut looks: ResMut<Looks>, mut chooser: ResMut<Chooser>) {
    let quality = looks.quality;
    if let Some(less) = chooser.hear(quality, time.delta_secs()) {
        looks.quality = less;
        chooser.told_for = 0.0;
        chooser.told = Some(if less.is_solid() {
            "Drawn with less detail, because this machine takes long over it. G changes how the home is drawn."
        } else {
            "Drawn as a flat plan, because this machine takes long over 3D. G changes how the home is drawn."
        });
    }
}

/// Sets camera and lights as the quality has it.
fn apply(
    mut commands: Commands,
    looks: Res<Looks>,
    mut last: Local<Option<Quality>>,
    mut cameras: Query<(Entity, &mut Camera, &mut Msaa, Has<Bloom>), With<SceneCamera>>,
    mut lights: Query<&mut DirectionalLight, With<super::light::Key>>,
) {
    if *last == Some(looks.quality) {
        return;
    }
    *last = Some(looks.quality);
    let quality = looks.quality;
    for (entity, mut camera, mut msaa, blooming) in &mut cameras {
        camera.is_active = quality.is_solid();
        *msaa = quality.msaa();
        if quality.blooms() && !blooming {
            let bloom =
                Bloom { intensity: 0.10, composite_mode: BloomCompositeMode::EnergyConserving, ..Bloom::NATURAL };
            commands.entity(entity).insert((Hdr, bloom));
        } else if !quality.blooms() && blooming {
            commands.entity(entity).remove::<(Hdr, Bloom)>();
        }
    }
    if let Some(size) = quality.shadow_map() {
        commands.insert_resource(DirectionalLightShadowMap { size });
    }
    for mut light in &mut lights {
        light.shadow_maps_enabled = quality.shadow_map().is_some();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(chooser: &mut Chooser, quality: Quality, seconds: f32, count: usize) -> Option<Quality> {
        (0..count).filter_map(|_| chooser.hear(quality, seconds)).last()
    }

    #[test]
    fn a_slow_machine_gets_less_until_it_is_quick_enough() {
        let mut chooser = Chooser::default();
        assert_eq!(frames(&mut chooser, Quality::High, 0.02, 4 + 7 * 7), None);
        assert_eq!(frames(&mut chooser, Quality::Medium, 0.3, 7), Some(Quality::Low));
        assert_eq!(frames(&mut chooser, Quality::Low, 0.3, 11), Some(Quality::Plan));
        assert_eq!(frames(&mut chooser, Quality::Plan, 0.3, 50), None, "there is nothing below");
    }

    #[test]
    fn one_long_frame_decides_nothing_and_a_person_decides_all() {
        let mut chooser = Chooser::default();
        for frame in 0..60 {
            let seconds = if frame % 3 == 0 { 0.4 } else { 0.03 };
            assert_eq!(chooser.hear(Quality::High, seconds), None);
        }
        chooser.by_hand = true;
        assert_eq!(frames(&mut chooser, Quality::High, 1.0, 50), None);
    }
}
