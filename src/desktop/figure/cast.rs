//! How everybody in the house looks: who they are, what they wear, whether they stoop or lean on something. Worked out
//! from what the scenario says of them; nothing here moves.

use crate::desktop::house::palette;
use crate::desktop::house::shape::hex;
use crate::scenario::{Pronoun, Resident, Scenario};
use crate::simulation::view::{PersonView, Who};
use bevy::color::Srgba;
use bevy::prelude::Resource;

/// What somebody leans on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aid {
    /// Nothing.
    None,
    /// A stick in the right hand.
    Stick,
    /// A walking frame.
    Frame,
}

/// How hair is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hair {
    /// Gathered in a bun.
    Bun,
    /// Short, with the ears free.
    Short,
    /// Down to the chin.
    Bob,
    /// Bound at the back.
    Tail,
}

/// What is worn above the waist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    /// An open cardigan over a blouse or shirt.
    Cardigan,
    /// A carer's tunic with a watch and a badge.
    Tunic,
    /// A jumper.
    Jumper,
}

/// How a person looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Appearance {
    /// Who they are.
    pub who: Who,
    /// How tall they are beside a grown-up of the ordinary size.
    pub size: f32,
    /// How far the back bends forward when walking, radians.
    pub stoop: f32,
    /// What they lean on.
    pub aid: Aid,
    /// Whether they wear a skirt.
    pub skirt: bool,
    /// Whether they wear spectacles.
    pub spectacles: bool,
    /// Whether the pendant hangs round their neck.
    pub pendant: bool,
    /// What is worn above the waist.
    pub top: Top,
    /// How hair is worn.
    pub hair_style: Hair,
    /// Skin.
    pub skin: Srgba,
    /// Hair, or an animal's coat.
    pub hair: Srgba,
    /// The top's colour.
    pub top_colour: Srgba,
    /// What shows under it, and an animal's lighter parts.
    pub shirt: Srgba,
    /// Skirt or trousers.
    pub legs: Srgba,
    /// Shoes or slippers.
    pub shoes: Srgba,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            who: Who::Resident,
            size: 1.0,
            stoop: 0.05,
            aid: Aid::None,
            skirt: true,
            spectacles: true,
            pendant: true,
            top: Top::Cardigan,
            hair_style: Hair::Bun,
            skin: hex(0xE8B99A),
            hair: hex(0xECE9E4),
            top_colour: hex(0x7B6A9C),
            shirt: hex(0xF7EFE2),
            legs: hex(0x46566B),
            shoes: hex(0xB5566A),
        }
    }
}

/// A number that is always the same for the same name.
fn mark(name: &str) -> usize {
    name.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)))
}

const SKINS: [Srgba; 4] = [hex(0xE8B99A), hex(0xDCA585), hex(0xB67B55), hex(0x8A5A3C)];
const TOPS: [Srgba; 6] = [hex(0x7B6A9C), hex(0x6F8467), hex(0xBF7658), hex(0x5B7891), hex(0xA8606E), hex(0xB98F3E)];

impl Appearance {
    /// A resident, by age, pronoun and how fast they walk.
    fn of_resident(resident: &Resident, place: usize) -> Self {
        let man = resident.pronoun == Pronoun::He;
        // People in their sixties walk upright; most stoop a little more with each decade.
        let stoop = (f64::from(resident.age.saturating_sub(68)) / 30.0 * 0.26) as f32;
        let aid = match resident.walking_speed {
            slow if slow < 0.42 => Aid::Frame,
            slow if slow < 0.6 || resident.age >= 90 => Aid::Stick,
            _ => Aid::None,
        };
        let base = Self { stoop: stoop.clamp(0.02, 0.3), aid, ..Self::default() };
        let top_colour = TOPS[(place * 3) % TOPS.len()];
        if man {
            Self {
                size: 1.05,
                skirt: false,
                hair_style: Hair::Short,
                hair: hex(0xD9D6D0),
                top_colour: hex(0x5F7A66),
                shirt: hex(0xE8EEF2),
                legs: hex(0x5A5148),
                shoes: hex(0x6E4A31),
                ..base
            }
        } else {
            Self { top_colour, skirt: place.is_multiple_of(2), ..base }
        }
    }

    /// Somebody who is no resident, by who they are and by their name.
    fn of_other(who: Who, name: &str) -> Self {
        let mark = mark(name);
        let skin = SKINS[mark % SKINS.len()];
        let dark = [hex(0x4A3426), hex(0x2E2622), hex(0x7A5A3A), hex(0x8E6B48)][mark / 4 % 4];
        let grown = Self {
            who,
            stoop: 0.0,
            skirt: false,
            spectacles: false,
            pendant: false,
            skin,
            hair: dark,
            hair_style: [Hair::Short, Hair::Bob][mark / 16 % 2],
            top: Top::Jumper,
            top_colour: TOPS[mark / 3 % TOPS.len()],
            legs: hex(0x3F4A5C),
            shoes: hex(0x4A4440),
            size: 1.04,
            ..Self::default()
        };
        match who {
            Who::Resident | Who::Visitor => grown,
            Who::Carer => Self {
                hair_style: Hair::Tail,
                top: Top::Tunic,
                top_colour: hex(0x3E7E9E),
                shirt: hex(0xF4F7F8),
                legs: hex(0x27354A),
                shoes: hex(0xE9E7E2),
                ..grown
            },
            Who::Child => Self {
                size: 0.66,
                hair_style: if mark.is_multiple_of(2) { Hair::Short } else { Hair::Tail },
                top_colour: [hex(0xE0A23B), hex(0xD9614F), hex(0x4FA08B), hex(0x7D74C4)][mark / 5 % 4],
                shoes: hex(0xC94F45),
                ..grown
            },
            Who::Cat => Self {
                size: 1.0,
                hair: [hex(0xC98B4E), hex(0x5C5651), hex(0x8C8078)][mark % 3],
                shirt: hex(0xF1E6D6),
                ..grown
            },
            Who::Dog => Self {
                size: 1.0,
                hair: [hex(0xB98A55), hex(0x6B4C36), hex(0xD8C7A8)][mark % 3],
                shirt: palette::CREAM,
                ..grown
            },
        }
    }
}

/// How everybody looks, in the view's order.
#[derive(Resource, Clone, Debug, Default)]
pub struct Cast(pub Vec<Appearance>);

impl Cast {
    /// Everybody of a scenario, in the view's order.
    pub fn of(scenario: &Scenario, people: &[PersonView]) -> Self {
        Self(
            people
                .iter()
                .enumerate()
                .map(|(place, person)| match scenario.residents.get(place) {
                    Some(resident) if person.who == Who::Resident => Appearance::of_resident(resident, place),
                    Some(_) | None => Appearance::of_other(person.who, &person.name),
                })
                .collect(),
        )
    }

    /// How a person looks.
    pub fn get(&self, person: usize) -> Appearance {
        self.0.get(person).copied().unwrap_or_default()
    }
}
