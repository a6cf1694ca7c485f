//! The names of one home and its people, as they are said: areas, lights, plugs, doors, contacts, tablets. Read
//! [`of_home`] first.

use super::care::Care;
use super::intent::HomeList;
use crate::home::{AreaKind, Device, DeviceKind, FurnitureKind, Home, OpeningKind};

/// What a room of a kind is called besides its name.
const fn also(kind: AreaKind) -> &'static [&'static str] {
    match kind {
        AreaKind::Hall => &["hall", "hallway", "corridor", "passage", "landing"],
        AreaKind::Lounge => &["lounge", "living room", "sitting room", "front room", "parlour"],
        AreaKind::Kitchen => &["kitchen"],
        AreaKind::Bedroom => &["bedroom"],
        AreaKind::Bathroom => &["bathroom", "toilet", "loo", "lavatory", "shower room"],
        AreaKind::Other => &[],
    }
}

/// What a relative is called besides.
const RELATIVES: [(&str, &[&str]); 8] = [
    ("daughter", &["daughter", "girl"]),
    ("son", &["son", "boy", "lad"]),
    ("neighbour", &["neighbour", "neighbor", "next door"]),
    ("doctor", &["doctor", "doctors", "gp", "surgery", "the surgery"]),
    ("nurse", &["nurse"]),
    ("friend", &["friend"]),
    ("carer", &["carer", "helper"]),
    ("alarm receiving centre", &["alarm centre", "lifeline", "careline", "call centre"]),
];

/// Whether a device switches a light.
pub fn is_light(device: &Device, home: &Home) -> bool {
    match device.kind {
        DeviceKind::LightSwitch | DeviceKind::SmartLight => true,
        DeviceKind::Plug => {
            let piece = device.piece.as_ref().and_then(|piece| home.piece(piece));
            piece.is_some_and(|piece| matches!(piece.kind, FurnitureKind::Lamp | FurnitureKind::CeilingLight))
        }
        _ => false,
    }
}

/// Every list that only the home and the care plan can fill.
pub fn of_home(home: &Home, care: &Care) -> Vec<HomeList> {
    let mut areas: Vec<(String, String)> = Vec::new();
    for area in &home.areas {
        areas.push((area.name.clone(), area.id.to_string()));
        // What is one of its kind is called by its kind, too.
        if home.areas.iter().filter(|other| other.kind == area.kind).count() == 1 {
            areas.extend(also(area.kind).iter().map(|name| ((*name).to_owned(), area.id.to_string())));
        }
    }
    let (mut lights, mut plugs) = (Vec::new(), Vec::new());
    for device in &home.devices {
        let id = device.id.to_string();
        if is_light(device, home) {
            lights.push((device.name.clone(), id));
        } else if device.kind == DeviceKind::Plug {
            plugs.push((device.name.clone(), id.clone()));
            let kind = device.piece.as_ref().and_then(|piece| home.piece(piece)).map(|piece| piece.kind);
            let others: &[&str] = match kind {
                Some(FurnitureKind::Television) => &["television", "tv", "telly", "t v"],
                Some(FurnitureKind::Kettle) => &["kettle"],
                Some(FurnitureKind::WashingMachine) => &["washing machine", "washer"],
                Some(FurnitureKind::Cooker) => &["cooker", "oven", "stove"],
                _ => &[],
            };
            plugs.extend(others.iter().map(|name| ((*name).to_owned(), id.clone())));
        }
    }
    let mut doors = Vec::new();
    let outside = home.openings.iter().filter(|opening| opening.kind == OpeningKind::Door && opening.to.is_none());
    for opening in outside {
        doors.push((opening.name.clone(), opening.id.to_string()));
    }
    let mut contacts: Vec<(String, String)> = Vec::new();
    for contact in &care.contacts {
        let id = contact.id.clone();
        contacts.push((contact.name.clone(), id.clone()));
        // By the first name alone, unless that is a title or somebody else's too.
        if let Some(first) = contact.name.split_whitespace().next()
            && !["Dr", "Mrs", "Mr", "Miss", "Ms", "Doctor", "Nurse", "The"].contains(&first.trim_end_matches('.'))
            && care.contacts.iter().filter(|other| other.name.split_whitespace().next() == Some(first)).count() == 1
        {
            contacts.push((first.to_owned(), id.clone()));
        }
        let relation = contact.relation.to_lowercase();
        if care.contacts.iter().filter(|other| other.relation.eq_ignore_ascii_case(&relation)).count() == 1 {
            let others = RELATIVES.iter().find(|(known, _)| *known == relation).map_or(&[][..], |(_, names)| names);
            if !relation.is_empty() {
                contacts.push((relation.clone(), id.clone()));
            }
            contacts.extend(others.iter().map(|name| ((*name).to_owned(), id.clone())));
        }
    }
    let mut medicines = Vec::new();
    for medicine in &care.medicines {
        medicines.push((medicine.name.clone(), medicine.id.clone()));
    }
    vec![
        ("area", areas),
        ("light", lights),
        ("plug", plugs),
        ("door", doors),
        ("contact", contacts),
        ("medicine", medicines),
    ]
}
